#!/usr/bin/env python3
"""build.py --lexica DIR --scowl DIR --wordnet DIR --iso-codes DIR --geonames DIR --census DIR --faker DIR -o names.gaz

Makes the table of known names that the names plugin carries (names.gaz, read by gazetteer.c). Every source is a folder on
this machine; LICENSES in this folder says what each is, where it comes from and under which terms. Python 3 standard
library only (faker's word lists are read as Python source, not imported). The same sources give the same bytes.

The table holds no names, only 32-bit hashes of their words and a 16-bit set of classes each:

    "STETGAZ1"  uint32 count  uint32 bucket[65537]  uint16 (low half of hash, classes)[count]     all little-endian

bucket[h >> 16] is the first entry of the bucket. A phrase's hash is gaz_mix() over the FNV-1a hashes of its words in lower
case (the tokens' own hashes), so the reader looks a phrase up without building a string.
"""
import argparse, ast, csv, json, os, re, struct, unicodedata
from collections import defaultdict

(MALE, FEMALE, SURNAME, CITY, BIG_CITY, COUNTRY, REGION, DEMONYM, ORG, TEAM, MEDIA, OCCUPATION, TITLE, COMMON, PREFIX,
 LANDMARK) = (1 << i for i in range(16))


ONE_SEX = 'of one sex'  # what is mixed in behind such a forename; gazetteer.c has the same


def fnv(word):
    h = 2166136261
    for b in word.encode():
        h = (h ^ b) * 16777619 & 0xFFFFFFFF
    return h


def mix(h, token):
    h = (h ^ token) * 2654435761 & 0xFFFFFFFF
    return h ^ h >> 15


def tokens(phrase):
    """The words of `phrase` as plugins/text cuts them: hyphens, commas and 's stand alone."""
    phrase = phrase.replace('’', "'").lower()
    phrase = re.sub(r"'s\b", " 's", phrase)
    return re.findall(r"'s|[^\s,()&/-]+|[-&/]", phrase)


def ascii_form(text):
    plain = text.translate(str.maketrans({'ł': 'l', 'Ł': 'L', 'ø': 'o', 'Ø': 'O', 'đ': 'd', 'ı': 'i', 'ß': 'ss'}))
    plain = unicodedata.normalize('NFD', plain)
    return ''.join(c for c in plain if not unicodedata.combining(c))


def is_latin(text):
    return all(not c.isalpha() or 'LATIN' in unicodedata.name(c, '') for c in text)


class Table:
    def __init__(self):
        self.classes = defaultdict(int)

    def add(self, phrase, classes):
        phrase = phrase.strip()
        if not phrase or not is_latin(phrase):
            return
        for form in {phrase, ascii_form(phrase)}:
            words = tokens(form)
            if not words or len(words) > 8:
                continue
            h = 0
            for i, word in enumerate(words):
                h = mix(h, fnv(word))
                if i + 1 < len(words):
                    self.classes[h] |= PREFIX
            self.classes[h] |= classes

    def set_sex(self, forename, sex):
        """Whose forename it nearly always is: an entry beside the word's own."""
        self.classes[mix(mix(0, fnv(forename.lower())), fnv(ONE_SEX))] = sex

    def write(self, path):
        rows = sorted(self.classes.items())
        bucket, at = [], 0
        for b in range(65537):
            while at < len(rows) and rows[at][0] >> 16 < b:
                at += 1
            bucket.append(at)
        with open(path, 'wb') as out:
            out.write(b'STETGAZ1' + struct.pack('<I', len(rows)) + struct.pack('<65537I', *bucket))
            for h, classes in rows:
                out.write(struct.pack('<HH', h & 0xFFFF, classes))
        print(f'{len(rows)} entries, {os.path.getsize(path)} bytes')


def rows(path):
    with open(path, encoding='utf-8') as file:
        return list(csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE))


def lexica(table, folder):
    at = lambda name: rows(os.path.join(folder, name + '.tsv'))
    sex = {'m': MALE, 'f': FEMALE}
    for name in ('forenames_by_country', 'forenames_mit'):
        for r in at(name):
            table.add(r['name'], sex.get((r['gender'] or '').lower()[:1], MALE | FEMALE))
    for name in ('surnames_by_country', 'surnames_mit'):
        for r in at(name):
            table.add(r['name'], SURNAME)
    for name, column, classes in (
            ('honorifics_cc0', 'title', TITLE), ('honorifics_mit', 'title', TITLE),
            ('occupations_cc0', 'occupation', OCCUPATION), ('occupations_mit', 'occupation', OCCUPATION),
            ('demonyms_mit', 'demonym', DEMONYM), ('nationalities_cc0', 'nationality', DEMONYM),
            ('newspapers_cc0', 'newspaper', MEDIA)):
        for r in at(name):
            table.add(r[column], classes)
    for r in at('organizations_mit'):
        if len(r['organization']) > 2:
            table.add(r['organization'], ORG)
    for r in at('sports_teams_mit'):
        table.add(r['team'], TEAM)
        words = r['team'].split()
        table.add(words[-1] if words[-1] not in ('sox', 'jays', 'blazers', 'leafs', 'wings', 'jackets') else ' '.join(words[-2:]), TEAM)
    for r in at('us_congress_cc0'):
        table.add(r['last'], SURNAME)
        table.add(r['first'], {'M': MALE, 'F': FEMALE}[r['gender']])
    for r in at('us_states_bsd'):
        table.add(r['name'], REGION)
        if r['ap'] and r['ap'].endswith('.'):
            table.add(r['ap'], REGION)
        if r['capital']:
            table.add(r['capital'], CITY | BIG_CITY)


def scowl(table, folder):
    for size in (10, 20, 35, 40, 50, 55):
        for kind in ('english-words', 'american-words', 'british-words', 'english-contractions'):
            path = os.path.join(folder, f'{kind}.{size}')
            if os.path.exists(path):
                for line in open(path, encoding='latin-1'):
                    if not line.strip().endswith("'s"):
                        table.add(line, COMMON)


# Kinds of people whose names for what they do stand before or behind a name.
ROLES = ('leader.n.1 worker.n.1 professional.n.1 official.n.1 official.n.2 scientist.n.1 artist.n.1 athlete.n.1 expert.n.1 communicator.n.1 '
         'entertainer.n.1 representative.n.1 relative.n.1 spouse.n.1 friend.n.1 adviser.n.1 intellectual.n.1 creator.n.2 '
         'capitalist.n.2 serviceman.n.1 advocate.n.1 candidate.n.1 manager.n.1 negotiator.n.1 player.n.1').split()


def wordnet(table, folder):
    synset, index = {}, {}
    with open(os.path.join(folder, 'data.noun'), encoding='latin-1') as file:
        for line in file:
            if line.startswith('  '):
                continue
            part = line.split(' | ')[0].split()
            count = int(part[3], 16)
            words = [part[4 + 2 * i].replace('_', ' ') for i in range(count)]
            at = 5 + 2 * count
            links = [(part[at + 4 * i], part[at + 4 * i + 1]) for i in range(int(part[at - 1]))]
            synset[part[0]] = (int(part[1]), words, links)
    with open(os.path.join(folder, 'index.noun'), encoding='latin-1') as file:
        for line in file:
            if not line.startswith('  '):
                part = line.split()
                index[part[0]] = [x for x in part[4 + int(part[3]):] if len(x) == 8 and x in synset]
    for lexfile, words, links in synset.values():
        if any(p == '@i' for p, _ in links):
            classes = {15: LANDMARK, 17: LANDMARK, 14: ORG}.get(lexfile)
            for word in words:
                if classes and word[0].isupper():
                    table.add(word, classes)
                elif lexfile == 18 and word[0].isupper() and ' ' not in word:
                    table.add(word, SURNAME)
    todo = []
    for name in ROLES:
        word, _, number = name.split('.')
        senses = index.get(word, [])
        todo += senses[int(number) - 1:int(number)]
    seen = set()
    while todo:
        key = todo.pop()
        if key in seen:
            continue
        seen.add(key)
        for word in synset[key][1]:
            if word[0].islower() and len(word) > 2:
                table.add(word, OCCUPATION)
        todo += [t for p, t in synset[key][2] if p == '~']


def iso_codes(table, folder):
    at = lambda n: json.load(open(os.path.join(folder, f'iso_{n}.json'), encoding='utf-8'))[n]
    for c in at('3166-1') + at('3166-3'):
        for key in ('name', 'common_name', 'official_name'):
            if c.get(key):
                table.add(re.sub(r'\s*\(.*', '', c[key]).split(',')[0], COUNTRY)
    for s in at('3166-2'):
        name = re.sub(r'\s*[\[(].*', '', s['name'])
        if len(name) > 2 and not s['name'].isdigit():
            table.add(name, REGION)
    for language in at('639-2'):
        for name in language['name'].split(';'):
            if re.fullmatch(r'\s*[A-Z][a-z]+\s*', name):
                table.add(name, DEMONYM)


def geonames(table, folder):
    at = lambda n: json.load(open(os.path.join(folder, n + '.json'), encoding='utf-8'))
    for city in at('cities15000').values():
        big = BIG_CITY if city['population'] >= 250000 else 0
        table.add(city['name'], CITY | big)
        if city['population'] >= 1000000:  # Kyiv and Kiev, not every village's other names
            for other in city['alternatenames']:
                if re.fullmatch(r"[A-Z][a-z'’]{3,}(?: [A-Z][a-z]+)?", ascii_form(other)):
                    table.add(other, CITY)
    for country in at('countries').values():
        table.add(country['name'], COUNTRY)
        if country['capital']:
            table.add(country['capital'], CITY | BIG_CITY)
    for continent in at('continents').values():
        table.add(continent['name'], COUNTRY)
    for county in at('us_counties'):
        table.add(county['name'], REGION)


def census(table, folder):
    for name, limit, classes in (('all.last', 40000, SURNAME), ('female.first', 3200, FEMALE), ('male.first', 1219, MALE)):
        with open(os.path.join(folder, 'dist.' + name), encoding='ascii') as file:
            for line in list(file)[:limit]:
                table.add(line.split()[0], classes)


MANY = 10  # times as many of one sex: nearly all


def one_sex(table, folder):
    """The census has a James among 10 000 women: of forenames that both sexes bear, whose they nearly always are."""
    share = {}
    for sex in ('male', 'female'):
        with open(os.path.join(folder, f'dist.{sex}.first'), encoding='ascii') as file:
            share[sex] = {words[0]: float(words[1]) for words in map(str.split, file)}
    for name in sorted(share['male'].keys() & share['female'].keys()):
        he, she = share['male'][name], share['female'][name]
        if he >= MANY * she:
            table.set_sex(name, MALE)
        elif she >= MANY * he:
            table.set_sex(name, FEMALE)


def strings(node):
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def faker(table, folder):
    """Word lists of faker/providers/person/LOCALE/__init__.py: the assignments of first_names_* and last_names*."""
    for locale in sorted(os.listdir(folder)):
        path = os.path.join(folder, locale, '__init__.py')
        if not os.path.exists(path) or locale.startswith('__'):
            continue
        for node in ast.walk(ast.parse(open(path, encoding='utf-8').read())):
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            name = node.targets[0].id
            classes = 0
            if name.startswith('first_name') or name.startswith('given_name'):
                classes = FEMALE if 'female' in name else MALE if 'male' in name else MALE | FEMALE
            elif name.startswith('last_name'):
                classes = SURNAME
            if classes:
                for word in sorted(strings(node.value)):
                    if word[:1].isupper() and '{' not in word:
                        table.add(word, classes)


# What newsrooms write and no list above has: short forms, seas, regions, faiths, parties and bodies everybody knows.
OWN = (
    (COUNTRY, "US|U.S.|USA|U.S.A.|UK|U.K.|UAE|U.A.E.|Britain|Great Britain|England|Scotland|Wales|Northern Ireland|America|Russia|Syria|Iran|"
              "South Korea|North Korea|Vietnam|Laos|Burma|Bolivia|Venezuela|Tanzania|Moldova|Macedonia|Palestine|Kosovo|Taiwan|Congo|Ivory Coast|"
              "Czech Republic|Czechia|Holland|Vatican|Tibet|Soviet Union|USSR|Yugoslavia|Turkey|Swaziland|Brunei|East Timor|Cape Verde|Hong Kong"),
    (REGION, "Middle East|West Bank|Gaza|Gaza Strip|Silicon Valley|Balkans|Caribbean|Latin America|Central America|Scandinavia|Catalonia|Crimea|"
             "Donbas|Kashmir|Punjab|Kurdistan|Darfur|Sahel|Siberia|Chechnya|Bavaria|Yorkshire|Cornwall|Sussex|Essex|Kent|Midlands|East Coast|West Coast|"
             "Midwest|New England|Deep South|Bay Area|Southeast Asia|Western Europe|Eastern Europe|Arctic|Antarctica|Central Asia|Ulster|Brittany|Normandy|Calif.|Penn."),
    (DEMONYM, "Republican|Republicans|Democrat|Democrats|Democratic|Conservative|Conservatives|Tory|Tories|Labour|Lib Dem|Muslim|Muslims|Islamic|Islamist|Islamists|"
              "Christian|Christians|Catholic|Catholics|Protestant|Protestants|Jewish|Jew|Jews|Hindu|Hindus|Sikh|Sikhs|Buddhist|Buddhists|Sunni|Sunnis|Shiite|Shiites|Shia|Arab|Arabs|"
              "Kurd|Kurds|Kurdish|African-American|African-Americans|Hispanic|Hispanics|Latino|Latinos|Latina|Asian|Asians|European|Europeans|Americans|Russians|Germans|Israelis|"
              "Palestinian|Palestinians|Iraqis|Iranians|Africans|Australians|Canadians|Mexicans|Indians|Pakistanis|Ukrainians|Syrians|Turks|Communist|Communists|Socialist|"
              "Socialists|Liberal|Liberals|Soviet|Soviets|Western|Cuban-American|Evangelical|Mormon|Mormons|Orthodox|Anglican|Methodist|Baptist|Lutheran|Presbyterian|Quaker|Maori"),
    (ORG, "Congress|Senate|House|House of Representatives|Parliament|Pentagon|White House|Supreme Court|Kremlin|Bundestag|Knesset|Duma|Politburo|Justice Department|"
          "State Department|Treasury|Home Office|Foreign Office|Downing Street|Scotland Yard|Capitol Hill|FBI|CIA|NSA|IRS|EPA|FDA|CDC|NASA|NATO|UN|U.N.|EU|E.U.|IMF|WHO|WTO|OPEC|"
          "UNESCO|UNICEF|UNHCR|BBC|CNN|NBC|CBS|ABC|NPR|PBS|MSNBC|ITV|Fox News|Al Jazeera|AP|Associated Press|Reuters|AFP|Agence France-Presse|Bloomberg|PA|TASS|Xinhua|Google|Facebook|"
          "Twitter|Apple|Microsoft|Amazon|Tesla|YouTube|Instagram|Telegram|TikTok|LinkedIn|WhatsApp|GOP|DNC|RNC|NRA|ACLU|NAACP|NFL|NBA|MLB|NHL|FIFA|UEFA|IOC|NCAA|PGA|ATP|WTA|"
          "Taliban|Hamas|Hezbollah|Islamic State|ISIS|ISIL|al-Qaida|al-Qaeda|Boko Haram|IRA|PLO|PKK|Red Cross|Greenpeace|Oxfam|Amnesty International|Human Rights Watch|"
          "World Bank|United Nations|European Union|European Commission|African Union|Arab League|Federal Reserve|Fed|SEC|FTC|FCC|NHS|MI5|MI6|MoD|Wall Street Journal|Washington Post|"
          "Boeing|Airbus|Toyota|Honda|Volkswagen|Ford|General Motors|Goldman Sachs|JPMorgan|Citigroup|HSBC|Barclays|Walmart|Exxon|Shell|BP|Samsung|Sony|Nokia|Intel|IBM|Oracle|Uber|Netflix"),
    (MEDIA, "New York Times|Times|Guardian|Daily Mail|Daily Telegraph|Sun|Independent|Financial Times|Economist|Le Monde|Der Spiegel|New Yorker|Time|Newsweek|Observer|Mirror|"
            "Politico|BuzzFeed|Vox|Slate|Salon|Breitbart|Huffington Post|Daily Beast|USA Today|Los Angeles Times|Chicago Tribune|Boston Globe|Fox News|CNN|BBC|NBC|CBS|ABC News"),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    readers = (('lexica', lexica), ('scowl', scowl), ('wordnet', wordnet), ('iso-codes', iso_codes), ('geonames', geonames),
               ('census', census), ('faker', faker))
    for name, _ in readers:
        parser.add_argument('--' + name, required=True, metavar='DIR')
    parser.add_argument('-o', '--output', required=True)
    options = vars(parser.parse_args())
    table = Table()
    for name, read in readers:
        read(table, options[name.replace('-', '_')])
    one_sex(table, options['census'])
    for classes, names in OWN:
        for name in names.split('|'):
            table.add(name, classes)
    table.write(options['output'])


main()

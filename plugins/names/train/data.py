#!/usr/bin/env python3
"""data.py GOLD OUT [--small]: writes what train_tags learns from. GOLD is the folder with facts/, fresh/, more/, quotes/, silver/.

Only sets whose annotation may train weights that ship are read; README.md beside this file names them. One record a line of
text:  "B bytes marks outside weight\\n" text "\\n" and a line "start end types" for each mark (bytes). `types` and `outside` are
label sets: bit 0 no name, bits 1-6 person org place work event misc, bit 7 "where it begins is unknown".
"""
import json, os, sys
from collections import defaultdict

NONE, PERSON, ORG, PLACE, WORK, EVENT, MISC = (1 << i for i in range(7))
ANYWHERE = 128
ANYTHING = 127 | ANYWHERE
OTHER = WORK | EVENT | MISC
COARSE = {'PERSON': PERSON, 'ORG': ORG, 'PLACE': PLACE, 'MISC': OTHER}
FINE = {**COARSE, 'WORK': WORK, 'EVENT': EVENT}


def stories(path):
    with open(path, encoding='utf-8') as file:
        return [json.loads(line) for line in file if line.strip()]


def write(out, text, marks, outside, weight):
    """`marks` in code points: (start, end, types)."""
    at = 0
    for line in text.split('\n'):
        start, end = at, at + len(line)
        at = end + 1
        if not line.strip():
            continue
        data, own = line.encode(), []
        for s, e, types in sorted(marks):
            if e > start and s < end:
                s, e = max(s, start) - start, min(e, end) - start
                own.append((len(line[:s].encode()), len(line[:e].encode()), types))
        out.write(b'B %d %d %d %g\n' % (len(data), len(own), outside, weight) + data + b'\n')
        for mark in own:
            out.write(b'%d %d %d\n' % mark)


def gold(out, path, weight, types=COARSE, keep=lambda story: True):
    for story in stories(path):
        if not keep(story):
            continue
        annotated = set(story.get('types') or types)
        outside = NONE | (0 if 'MISC' in annotated else OTHER)
        marks = [(e['start'], e['end'], types[e['type']]) for e in story['entities'] if e['type'] in types]
        spans = {(s, e) for s, e, _ in marks}
        marks += [(e['start'], e['end'], ANYTHING) for e in story.get('ignore') or []
                  if e['type'] in types and not any(s < e['end'] and e['start'] < t for s, t in spans)]
        write(out, story['text'], marks, outside, weight)


def fresh(out, path, weight):
    for story in stories(path):
        marks = []
        for e in story['entities']:
            if e['type'] in ('PERSON', 'ORG', 'PLACE', 'EVENT', 'WORK'):
                s, t = e['start'], e['end']
                while e['type'] == 'WORK' and s < t and story['text'][s] in '"“‘\'':
                    s += 1
                while e['type'] == 'WORK' and s < t and story['text'][t - 1] in '"”’\',.':
                    t -= 1
                if story['text'][s:t].lower().startswith('the ') and e['type'] == 'WORK':
                    s += 4
                marks.append((s, t, FINE[e['type']]))
        write(out, story['text'], marks, NONE | MISC, weight)


def agreed(text, a, b):
    """Marks from two systems: the types where both say the same, anything where they differ."""
    a, b = ({(s, e): t for s, e, t, *_ in rows if t in FINE} for rows in (a, b))
    marks, persons = [], set()
    for span in set(a) | set(b):
        if a.get(span) == b.get(span) == 'PERSON':
            persons.add(text[span[0]:span[1]].split()[-1])
    for span in sorted(set(a) | set(b)):
        x, y = a.get(span), b.get(span)
        words = text[span[0]:span[1]].split()
        if x == y:
            types = FINE[x] if x != 'MISC' else MISC
        elif x in ('WORK', 'EVENT') and y == 'MISC':
            types = FINE[x]
        elif 'PERSON' in (x, y) and len(words) == 1 and words[0] in persons:
            types = PERSON
        else:
            types = ANYTHING
        marks.append((*span, types))
    marks = [m for m in marks if m[2] == ANYTHING or not any(o[2] == ANYTHING and o[0] < m[1] and m[0] < o[1] for o in marks)]
    return marks


def silver(out, root, name, folder, weight):
    read = lambda system: {r['id']: r['entities'] for r in stories(os.path.join(root, 'silver', f'{name}.{system}.jsonl'))}
    a, b = read('spacy_md'), read('corenlp')
    for story in stories(os.path.join(root, folder, name + '.jsonl')):
        if story['id'] in a and story['id'] in b:
            write(out, story['text'], agreed(story['text'], a[story['id']], b[story['id']]), NONE, weight)


def main():
    root = sys.argv[1]
    at = lambda name: os.path.join(root, name + '.jsonl')
    free = lambda story: 'NC' not in (story.get('license') or 'NC')
    with open(sys.argv[2], 'wb') as out:
        fresh(out, at('fresh/train'), 2)
        silver(out, root, 'polnear.train', 'quotes', 1)
        if '--small' in sys.argv:
            return
        silver(out, root, 'ntrex_news2018', 'more/unlabelled', 1)
        silver(out, root, 'masc_news_pos', 'more/unlabelled', 1)
        silver(out, root, 'globalvoices_en', 'more/unlabelled', .5)
        gold(out, at('facts/gum_news_train'), 1)
        gold(out, at('facts/gum_other_train'), .7, keep=free)
        gold(out, at('facts/wikigold'), 1)
        gold(out, at('more/malaysian_news'), 1)
        gold(out, at('more/gmb_voa_silver'), .6)
        gold(out, at('more/redocred'), .5)
        gold(out, at('more/europarl_ner'), .5)


main()

#!/usr/bin/env python3
"""reference_data.py GOLD OUT [--without-gap-test]: pronouns and their persons, as train_reference reads them.

One record a story: "S bytes answers weight\\n" text "\\n", then a line an answer: "byte positive count start end ...": the pronoun at
`byte` means the person named at one of the spans (positive 1; nobody
with a name where there is none), or none of those named there (0). Litbank's paragraphs are its own.
"""
import json, os, re, sys
from collections import defaultdict


def stories(path):
    with open(path, encoding='utf-8') as file:
        return [json.loads(line) for line in file if line.strip()]


def write(out, text, answers, weight):
    at, offsets = 0, []
    for c in text:
        offsets.append(at)
        at += len(c.encode())
    offsets.append(at)
    out.write(b'S %d %d %g\n' % (at, len(answers), weight) + text.encode() + b'\n')
    for place, positive, spans in answers:
        spans = spans[:64]
        out.write(b'%d %d %d' % (offsets[place], positive, len(spans)))
        for s, e in spans:
            out.write(b' %d %d' % (offsets[s], offsets[e]))
        out.write(b'\n')


def gap(out, root, keep):
    for d in stories(os.path.join(root, 'more/gap.jsonl')):
        if not keep(d['gap_part']):
            continue
        p = d['pronouns'][0]
        right = [(c['start'], c['end']) for c in p['candidates'] if c['coref']]
        wrong = [(c['start'], c['end']) for c in p['candidates'] if not c['coref']]
        write(out, d['text'], [(p['start'], 1, right) if right else (p['start'], 0, wrong)], 1)


def fresh(out, root):
    for d in stories(os.path.join(root, 'fresh/train.jsonl')):
        named = defaultdict(list)
        for e in d['entities']:
            if e['type'] == 'PERSON':
                named[e['entity']].append((e['start'], e['end']))
        answers = [(p['start'], 1, named[p['entity']]) for p in d['pronouns'] if named[p['entity']]]
        known = {p['start'] for p in d['pronouns']}
        answers += [(m.start(), 1, []) for m in re.finditer(r'\b(?:he|him|his|she|hers?|himself|herself)\b', d['text'], re.I)
                    if m.start() not in known]
        write(out, d['text'], answers, 3)


def litbank(out, root):
    for d in stories(os.path.join(root, 'more/litbank.jsonl')):
        named = defaultdict(list)
        for m in d['mentions']:
            if m.get('kind') == 'PROP' and m.get('coref'):
                named[m['coref']].append((m['start'], m['end']))
        answers = [(p['start'], 1, named.get(p['coref'], [])) for p in d['pronouns'] if p.get('coref')]
        write(out, d['text'], answers, .25)


def main():
    root = sys.argv[1]
    held = '--without-gap-test' in sys.argv
    with open(sys.argv[2], 'wb') as out:
        fresh(out, root)
        gap(out, root, lambda part: not held or part != 'test')
        litbank(out, root)


main()

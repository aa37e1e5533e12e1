#!/usr/bin/env python3
"""Fits the weights of antecedent.c: whom "he said" and "she said" mean.

    antecedent.py STET STORIES.jsonl[:WEIGHT]...

STET is the program. The stories are records with quotations whose speakers
have an entity; a weight below 1 says that these are automatic. `stet explain`
lists the candidates of every pronoun with their facts; a logistic ranking
learns what the right ones have in common. Prints how many are right in each
file, and the table. Python 3 standard library only.
"""
import json
import math
import pathlib
import random
import re
import subprocess
import sys
import tempfile

FOURS = 'near', 'subject', 'first', 'pronoun', 'speaks'
ONES = ('paragraph 1', 'paragraph 2', 'last', 'object', 'possessive', 'quoted', 'told of',
        'known', 'description', 'chosen', 'joined', 'headline', 'name fits', 'name clashes', 'named',
        'otherwise', 'new')
FACTS = {f'{name} {i}': 4 * k + i for k, name in enumerate(FOURS) for i in range(4)}
FACTS |= {name: 4 * len(FOURS) + i for i, name in enumerate(ONES)}
WEIGHED = re.compile(r'“([Hh]e|[Ss]he)” is taken for .*?weighed: (.*)')
CANDIDATE = re.compile(r'(.+?) -?\d+ \(([^)]*)\)(?:; |$)')
PASSES, RATE, DECAY = 60, .1, .001


def surname(name):
    words = [word for word in re.findall(r"[\w'’]+", name) if word.lower() not in ('jr', 'sr')]
    return words[-1].lower() if words else ''


def explain(stet, path, line):
    done = subprocess.run([stet, 'explain', f'{path}:{line}', '--color', 'never'],
                          capture_output=True, text=True)
    # A reason may be broken over lines; they are indented alike.
    return re.sub(r'\n {10,}', ' ', done.stdout)


def examples(stet, stories, folder):
    """(facts of each candidate, indices of the right ones) of each pronoun."""
    for record in map(json.loads, open(stories, encoding='utf-8')):
        wanted = {}
        for quote in record['quotes']:
            speaker = quote.get('speaker')
            if speaker and speaker.get('entity') and speaker['text'].lower() in ('he', 'she'):
                line = record['text'].count('\n', 0, speaker['start']) + 1
                wanted.setdefault((line, speaker['text']), []).append(speaker)
        path = pathlib.Path(folder) / 'story.txt'
        path.write_text(record['text'], encoding='utf-8')
        for (line, pronoun), speakers in wanted.items():
            starts = {speaker['start'] for speaker in speakers}
            found = [match[2] for match in WEIGHED.finditer(explain(stet, path, line))
                     if match[1] == pronoun]
            if len(set(found)) != 1 or len(starts) != 1:
                continue  # two of them in one line: which is which is not told
            candidates = CANDIDATE.findall(found[0])
            right = [i for i, (name, _) in enumerate(candidates)
                     if surname(name) == surname(speakers[0]['entity'])]
            yield [[FACTS[fact] for fact in facts.split(', ') if fact in FACTS]
                   for _, facts in candidates], right


def trust(weight, candidates, right):
    """An automatic entity that is named in the very words that it is to have
    said: of fourteen looked at, thirteen were wrong."""
    dubious = weight < 1 and any(FACTS['named'] in candidates[i] for i in right)
    return weight / 14 if dubious else weight


def fit(groups):
    weights, squares = [0.0] * len(FACTS), [1e-6] * len(FACTS)
    learnable = [(trust(weight, candidates, right), candidates, right)
                 for weight, group in groups
                 for candidates, right in group if right and len(right) < len(candidates)]
    chance = random.Random(1)
    for _ in range(PASSES):
        chance.shuffle(learnable)
        for weight, candidates, right in learnable:
            scores = [sum(weights[fact] for fact in facts) for facts in candidates]
            top = max(scores)
            shares = [math.exp(score - top) for score in scores]
            total = sum(shares)
            hit = sum(shares[i] for i in right)
            slopes = {}
            for i, facts in enumerate(candidates):
                slope = shares[i] / total - (shares[i] / hit if i in right else 0)
                for fact in facts:
                    slopes[fact] = slopes.get(fact, 0) + slope
            for fact, slope in slopes.items():
                slope = slope * weight + DECAY * weights[fact]
                squares[fact] += slope * slope
                weights[fact] -= RATE * slope / math.sqrt(squares[fact])
    return [round(100 * weight) for weight in weights]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    groups, names = [], []
    with tempfile.TemporaryDirectory() as folder:
        for argument in sys.argv[2:]:
            path, _, weight = argument.partition(':')
            names.append(path)
            groups.append((float(weight or 1), list(examples(sys.argv[1], path, folder))))
    table = fit(groups)
    for name, (_, group) in zip(names, groups):
        right = sum(max(range(len(candidates)),
                        key=lambda i: sum(table[fact] for fact in candidates[i])) in answers
                    for candidates, answers in group if candidates)
        print(f'{name}: {right} of {len(group)}')
    for name, at in FACTS.items():
        print(f'    {table[at]:5}  {name}')


if __name__ == '__main__':
    main()

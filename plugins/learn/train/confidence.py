"""How often a span with such a margin is right: the table of each label.

Counted on the dev sets: a name is right where span and type are the gold's, a
role where it shares half with a gold span of its kind. Counts of one margin
step are few, so each label's curve is drawn towards that of its whole head and
made to rise with the margin (pool adjacent violators).
"""
from collections import defaultdict

import numpy as np

import measure
from corpus import DEV_NAMES, DEV_ROLES, NAME_TYPES, name_spans

STEPS = 64


def rising(right, count):
    """The rising curve that fits best: right/count of pooled steps."""
    pools = []
    for at, (r, n) in enumerate(zip(right, count)):
        pools.append([r, n, 1])
        while len(pools) > 1 and \
                pools[-2][0] * pools[-1][1] >= pools[-1][0] * pools[-2][1]:
            r, n, width = pools.pop()
            pools[-1] = [pools[-1][0] + r, pools[-1][1] + n,
                         pools[-1][2] + width]
    return np.concatenate([np.full(width, r / max(n, 1e-9))
                           for r, n, width in pools])


def judged_names(stories, found):
    for story, got in zip(stories, found):
        types = story.record.get('types') or NAME_TYPES
        gold = {(*story.tokens_of(a, b), kind)
                for a, b, may in name_spans(story.record) for kind in may}
        for first, end, kind, margin in got['names']:
            broad = 'MISC' if kind in ('WORK', 'EVENT') else kind
            if broad in types:
                yield kind, margin, (first, end, kind) in gold


def judged_roles(stories, found):
    for story, got in zip(stories, found):
        gold, ignored = measure.gold_roles(story)
        for span in got['roles']:
            if not ignored[span[0]:span[1]].all():
                yield span[2], span[3], any(
                    measure.half_overlap(span, other) for other in gold)


def fit(labels, judged):
    """(labels, STEPS) per mille."""
    counts = defaultdict(lambda: np.zeros((2, STEPS)))
    for kind, margin, right in judged:
        at = min(margin >> 6, STEPS - 1)
        counts[kind][0, at] += right
        counts[kind][1, at] += 1
    total = sum(counts.values(), np.zeros((2, STEPS)))
    # Steps that nobody saw take after their neighbours.
    prior = rising(total[0] + .25, total[1] + .5)
    table = np.zeros((len(labels), STEPS))
    for row, label in enumerate(labels):
        right, count = counts[label[2:]]
        table[row] = rising(right + 6 * prior, count + 6)
    return np.rint(table * 1000).astype(int)


def judge(dev, found):
    """head -> (kind, margin, whether it is right) of each span."""
    return {'names': [j for name in DEV_NAMES
                      for j in judged_names(dev[name], found[name])],
            'roles': [j for name in DEV_ROLES
                      for j in judged_roles(dev[name], found[name])]}


def calibration_error(labels, judged):
    """Expected error in ten bins: each half judged by the other's table."""
    bins = np.zeros((10, 3))  # spans, their confidence, those right
    for part in (0, 1):
        half = len(judged) // 2
        ours, theirs = judged[:half], judged[half:]
        if part:
            ours, theirs = theirs, ours
        table = fit(labels, theirs)
        for kind, margin, right in ours:
            told = table[labels.index('B-' + kind),
                         min(margin >> 6, STEPS - 1)] / 1000
            bins[min(int(told * 10), 9)] += 1, told, right
    return np.abs(bins[:, 1] - bins[:, 2]).sum() / max(1, bins[:, 0].sum())

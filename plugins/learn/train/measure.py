"""The dev table: what the tagger reaches on stories it never learned from."""
import importlib.util
from functools import partial

import jax
import numpy as np

import batches
import network
from corpus import (DEV_BOTH, DEV_NAMES, DEV_ROLES, NAME_LABELS, ROLE_LABELS,
                    ROLE_TYPES, role_masks)

HEADS = {'names': NAME_LABELS, 'roles': ROLE_LABELS}


def best_path(scores, start, follow):
    back = []
    alpha = start + scores[0]
    for score in scores[1:]:
        total = alpha[:, None] + follow
        back.append(total.argmax(0))
        alpha = total.max(0) + score
    path = [int(alpha.argmax())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return path[::-1]


def spans(path, labels):
    out, first, kind = [], None, None
    for at, label in enumerate([labels[k] for k in path] + ['O']):
        if first is not None and label != 'I-' + kind:
            out.append((first, at, kind))
            first = None
        if label != 'O' and first is None:
            first, kind = at, label[2:]
    return out


@partial(jax.jit, static_argnames=('reach', 'rounded'))
def run(p, table, marks, inside, *, reach, rounded):
    x = network.forward(p, table, marks.astype(np.float32), inside, None, 0,
                        rounded)
    return {name: network.emissions(p, x, name, rounded) for name in HEADS}


def float_scores(p, stories, reach, rounded):
    """Per story and head: emissions of every token, in floating point."""
    windows = batches.Windows(stories, reach)
    base = np.cumsum([0] + [len(story) for story in stories])
    flat = {name: np.zeros((base[-1], len(labels)), np.float32)
            for name, labels in HEADS.items()}
    for bucket, length in enumerate(batches.LENGTHS):
        mine = np.nonzero(windows.bucket == bucket)[0]
        size = max(1, 8192 // (length + 2 * reach))
        for first in range(0, len(mine), size):
            which = mine[first:first + size]
            full = np.concatenate([which, np.repeat(which[-1:],
                                                    size - len(which))])
            batch = windows.batch(full, length)
            got = run(p, batch['table'], batches.marks_of(batch),
                      batch['inside'], reach=reach, rounded=rounded)
            for name in HEADS:
                values = np.asarray(got[name])
                for row, window in enumerate(which):
                    _, own, end = windows.rows[window][:3]
                    flat[name][own:end] = \
                        values[row, reach:reach + end - own]
    return [{name: flat[name][base[i]:base[i + 1]] for name in HEADS}
            for i in range(len(stories))]


def float_spans(p, stories, reach, rounded=False):
    """Per story: {head: spans of tokens}."""
    out = []
    limits = {name: network.forbidden(labels)
              for name, labels in HEADS.items()}
    for story, scores in zip(stories, float_scores(p, stories, reach,
                                                   rounded)):
        found = {}
        for name, labels in HEADS.items():
            start = p[f'{name}.start'] + limits[name][0]
            follow = p[f'{name}.next'] + limits[name][1]
            found[name] = [
                (first + a, first + b, kind)
                for first, end, _ in story.blocks
                for a, b, kind in spans(
                    best_path(scores[name][first:end], start, follow), labels)]
        out.append(found)
    return out


def gold_roles(story):
    """The spans that were marked, and the tokens that do not count."""
    masks = role_masks(story)
    ignored = masks == (1 << len(ROLE_LABELS)) - 1
    labels = np.where(ignored, 0, np.log2(np.maximum(masks, 1)).astype(int))
    return [(first + a, first + b, kind)
            for first, end, _ in story.blocks
            for a, b, kind in spans(labels[first:end], ROLE_LABELS)], ignored


def half_overlap(a, b):
    common = min(a[1], b[1]) - max(a[0], b[0])
    return a[2] == b[2] and 2 * common >= max(a[1], b[1]) - min(a[0], b[0])


def role_table(stories, found):
    """F1 of each role: exact, and at half overlap."""
    counts = {kind: [0, 0, 0, 0] for kind in ROLE_TYPES}
    for story, got in zip(stories, found):
        gold, ignored = gold_roles(story)
        got = [s[:3] for s in got['roles'] if not ignored[s[0]:s[1]].all()]
        for kind in ROLE_TYPES:
            ours = [s for s in got if s[2] == kind]
            theirs = [s for s in gold if s[2] == kind]
            count = counts[kind]
            count[0] += len(set(ours) & set(theirs))
            count[1] += len(theirs)
            count[2] += len(ours)
            used = set()
            for a in ours:
                for b in theirs:
                    if b not in used and half_overlap(a, b):
                        count[3] += 1
                        used.add(b)
                        break
    return {kind: (2 * c[0] / max(1, c[1] + c[2]), 2 * c[3] / max(
        1, c[1] + c[2])) for kind, c in counts.items()}


def load_scorer(gold):
    spec = importlib.util.spec_from_file_location(
        'score_facts', f'{gold}/facts/score_facts.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def name_table(gold, stories, found, types=('PERSON', 'ORG', 'PLACE')):
    truth = {story.id: story.record for story in stories}
    guess = {}
    for story, got in zip(stories, found):
        guess[story.id] = {'id': story.id, 'entities': [
            {'start': int(story.start[a]), 'end': int(story.end[b - 1]),
             'type': kind} for a, b, kind in (span[:3] for span in got['names'])]}
    return load_scorer(gold).score(truth, guess, list(types))


def dev_table(gold, dev, found):
    """Lines for people. found: of each dev set, the spans of its stories."""
    lines = []
    for name in DEV_NAMES + DEV_BOTH:
        table = name_table(gold, dev[name], found[name])['exact']
        kinds = ' '.join(f'{kind} {table[kind]["F"]:.3f}'
                         for kind in ('PERSON', 'ORG', 'PLACE')
                         if kind in table)
        micro = table['MICRO']
        lines.append(f'{name:26} F1 {micro["F"]:.3f}  P {micro["P"]:.3f} '
                     f'R {micro["R"]:.3f}  {kinds}')
    for name in DEV_ROLES + DEV_BOTH:
        table = role_table(dev[name], found[name])
        lines.append(f'{name:26} exact/half overlap  ' + '  '.join(
            f'{kind} {exact:.3f}/{half:.3f}'
            for kind, (exact, half) in table.items()))
    return lines

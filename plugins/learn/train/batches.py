"""Windows of all stories, in batches of one length, read like the runtime.

A window is a block with the reach's tokens of its neighbours, so that
training sees what a block pass will see: zeros beyond.
"""
import numpy as np

import features

LENGTHS = [8, 16, 24, 32, 48, 64, 80, 112, 160]


def pieces(story, longest):
    """(first, end, kind) of each block; one that is longer than `longest` is
    cut into several."""
    for first, end, kind in story.blocks:
        while longest and end - first > longest:
            yield first, first + longest, kind
            first += longest
        yield first, end, kind


class Windows:
    """All stories in one row of columns, and where the windows lie in it."""

    def __init__(self, stories, reach, whole=False):
        """whole: long blocks are not cut, as the runtime reads them."""
        self.reach = reach
        column = lambda name: np.concatenate([getattr(s, name)
                                              for s in stories])
        self.table, self.caps_shape = column('table'), column('caps_shape')
        self.lexicon, self.case = column('lexicon'), column('case')
        self.flag_bits, self.is_mark = column('flag_bits'), column('is_mark')
        self.mate = column('mate')  # as a distance
        self.mate = np.where(self.mate < 0, 1 << 30, self.mate -
                             np.concatenate([np.arange(len(s))
                                             for s in stories]))
        labelled = stories[0].names is not None
        self.names = column('names') if labelled else None
        self.roles = column('roles') if labelled else None
        self.soft = column('soft') if stories[0].soft is not None else None
        rows, at = [], 0
        for number, story in enumerate(stories):
            starts = {first for first, _, _ in story.blocks}
            for own, end, kind in pieces(story, None if whole
                                         else LENGTHS[-1]):
                rows.append((at + max(0, own - reach), at + own, at + end,
                             at + min(len(story), end + reach),
                             own in starts, end in starts, kind != 1, number))
            at += len(story)
        self.rows = np.array(rows, np.int64)
        own = self.rows[:, 2] - self.rows[:, 1]
        self.bucket = np.searchsorted(LENGTHS, own)

    def batch(self, which, length):
        """Columns of the windows `which`, own tokens from `reach` on."""
        rows = self.rows[which]
        shown, own, end, stop = rows[:, :4].T
        width = length + 2 * self.reach
        at = (own - self.reach)[:, None] + np.arange(width)
        inside = (at >= shown[:, None]) & (at < stop[:, None])
        mine = (at >= own[:, None]) & (at < end[:, None])
        at = np.where(inside, at, 0)
        flags = self.flag_bits[at]
        mate = at + self.mate[at]
        flags |= (self.is_mark[at] & ((mate < shown[:, None]) |
                                      (mate >= stop[:, None]))
                  ).astype(np.uint16) << features.MATELESS
        flags |= ((at == own[:, None]) & inside & (rows[:, 4:5] > 0)
                  ).astype(np.uint16) << features.OWN_FIRST
        flags |= ((at == end[:, None]) & inside & (rows[:, 5:6] > 0)
                  ).astype(np.uint16) << features.OWN_END
        flags |= (mine & (rows[:, 6:7] > 0)
                  ).astype(np.uint16) << features.NOT_PARAGRAPH
        out = {'table': self.table[at], 'lexicon': self.lexicon[at],
               'case': self.case[at], 'flags': flags, 'inside': inside,
               'lengths': (end - own).astype(np.int32), 'at': at,
               'caps_shape': self.caps_shape[at]}
        if self.names is not None:
            part = at[:, self.reach:self.reach + length]
            out['names'] = np.where(mine[:, self.reach:self.reach + length],
                                    self.names[part], 1)
            out['roles'] = np.where(mine[:, self.reach:self.reach + length],
                                    self.roles[part], 1)
        if self.soft is not None:
            out['soft'] = self.soft[at[:, self.reach:self.reach + length]]
        return out


def marks_of(batch):
    """Lexicon bits by case, then flags, as zeros and ones."""
    lexicon = (batch['lexicon'][..., None] >> np.arange(16)) & 1
    case = np.eye(3, dtype=np.uint8)[batch['case']]
    by_case = (case[..., :, None] * lexicon[..., None, :]).reshape(
        *lexicon.shape[:-1], features.BIT_ROWS)
    flags = (batch['flags'][..., None] >> np.arange(features.FLAG_ROWS)) & 1
    return np.concatenate([by_case, flags], -1).astype(np.uint8)


def capitals(batch, chosen):
    """Puts the chosen windows into capitals, as headlines may be."""
    word = chosen[:, None] & ((batch['case'] > 0) |
                              (batch['table'][..., features.CLASS] == 1))
    batch['case'] = np.where(word, 2, batch['case']).astype(np.uint8)
    long = (1 << 1) | (1 << 2)
    batch['flags'] = np.where(word, batch['flags'] | long,
                              batch['flags']).astype(np.uint16)
    table = batch['table'].copy()
    table[..., features.SHAPE] = np.where(word, batch['caps_shape'],
                                          table[..., features.SHAPE])
    batch['table'] = table


def epoch(rng, windows, shares, tokens):
    """Batches (windows, length) of about `tokens` tokens: everything once,
    or as often as `shares`, one number a window, says."""
    times = np.floor(shares + rng.random(len(shares))).astype(int)
    drawn = np.repeat(np.arange(len(shares)), times)
    rng.shuffle(drawn)
    out = []
    for bucket, length in enumerate(LENGTHS):
        mine = drawn[windows.bucket[drawn] == bucket]
        size = max(4, tokens // (length + 2 * windows.reach))
        for first in range(0, len(mine) - size + 1, size):
            out.append((mine[first:first + size], length))
    return [out[i] for i in rng.permutation(len(out))]

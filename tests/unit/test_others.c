/*
 * Spans that the best labelling does not have: their shares are those that
 * counting all labellings, one by one, gives.
 */
#include "learn/others.h"
#include "support/random_model.h"
#include "support/test.h"
#include "text/arena.h"

#include <math.h>

enum { O, B, I, LABELS, STRIDE = 8, MOST_TOKENS = 7 };

struct toy {
    ModelHead head;
    int32_t start[STRIDE], end[STRIDE];
    int32_t onward[LABELS * STRIDE];
    int16_t emissions[MOST_TOKENS * LABELS];
};

static void toy_make(struct toy *self, uint64_t seed)
{
    static const ModelLabel labels[LABELS] = {
        {STR_INIT("O"), STR_INIT(""), MODEL_NO_LABEL, MODEL_NO_LABEL},
        {STR_INIT("B-CONTENT"), STR_INIT("CONTENT"), B, I},
        {STR_INIT("I-CONTENT"), STR_INIT("CONTENT"), B, I},
    };

    *self = (struct toy){.head = {.count = LABELS, .stride = STRIDE}};
    for (uint32_t k = 0; k < LABELS; k++)
        self->head.labels[k] = labels[k];
    for (uint32_t i = 0; i < LABELS * STRIDE; i++)
        self->onward[i] = (int32_t)(random_next(&seed) % 512) - 256;
    for (uint32_t k = 0; k < LABELS; k++)
        self->end[k] = (int32_t)(random_next(&seed) % 512) - 256;
    self->start[I] = self->onward[O * STRIDE + I] = MODEL_NEVER;
    for (uint32_t i = 0; i < MOST_TOKENS * LABELS; i++)
        self->emissions[i] = (int16_t)((int)(random_next(&seed) % 1024) - 512);
    self->head.start = self->start;
    self->head.end = self->end;
    self->head.onward = self->onward;
}

/* exp() of the labelling's score; its labels are the digits of `number`. */
static double weight_of(const struct toy *self, uint32_t count, uint32_t number,
                        uint32_t labels[MOST_TOKENS])
{
    int64_t sum = 0;

    for (uint32_t t = 0; t < count; t++, number /= LABELS) {
        labels[t] = number % LABELS;
        sum += t ? self->onward[labels[t - 1] * STRIDE + labels[t]]
                 : self->start[labels[t]];
        sum += self->emissions[t * LABELS + labels[t]];
    }
    sum += self->end[labels[count - 1]];
    return exp((double)sum / 256);
}

static bool has_span(const uint32_t *labels, uint32_t count, const Other *span)
{
    for (uint32_t t = span->start + 1; t < span->end; t++)
        if (labels[t] != I)
            return false;
    return labels[span->start] == B &&
           (span->end == count || labels[span->end] != I);
}

static double share_of(const struct toy *self, uint32_t count,
                       const Other *span)
{
    uint32_t labels[MOST_TOKENS], numbers = 1;
    double all = 0, with = 0;

    for (uint32_t t = 0; t < count; t++)
        numbers *= LABELS;
    for (uint32_t number = 0; number < numbers; number++) {
        double weight = weight_of(self, count, number, labels);

        all += weight;
        with += has_span(labels, count, span) ? weight : 0;
    }
    return 1000 * with / all;
}

struct row {
    const char *name;
    uint32_t tokens;
    uint64_t seed;
};

static const struct row rows[] = {
    {"one token", 1, 1},   {"two tokens", 2, 2},     {"five", 5, 3},
    {"seven", 7, 4},       {"seven others", 7, 5},   {"seven more", 7, 6},
    {"none at all", 0, 7}, {"seven once more", 7, 8}};

static void run_row(const struct row *row)
{
    struct arena arena = {0};
    struct toy toy;
    const Other *others;
    uint32_t count;

    toy_make(&toy, row->seed);
    count = others_find(&toy.head, STR("CONTENT"), row->tokens, toy.emissions,
                        &arena, &others);
    assert_true(count > 0 || row->tokens < 2);
    for (uint32_t i = 0; i < count; i++) {
        double share = share_of(&toy, row->tokens, &others[i]);

        assert_true(others[i].start < others[i].end);
        assert_true(others[i].end <= row->tokens);
        assert_true(!i || others[i - 1].start <= others[i].start);
        /* The tables have steps of 1/64 octave. */
        if (fabs(share - others[i].share) > 1 + share / 50)
            fail_msg("%u-%u: %u, not %.0f", others[i].start, others[i].end,
                     others[i].share, share);
    }
    assert_int_equal(others_find(&toy.head, STR("SOURCE"), row->tokens,
                                 toy.emissions, &arena, &others),
                     0);
    arena_release(&arena);
}

TEST_ROWS(rows, rows, run_row, name)
TEST_MAIN(test_rows())

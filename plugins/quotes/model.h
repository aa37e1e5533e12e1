/*
 * model - small linear models over hashed features, in integers.
 *
 * A decision (is this verb the cue of that quotation?) is a handful of facts,
 * each a number; a model is a table of weights; the sum is the log-odds in
 * 1/256. The same bytes everywhere: no floating point, no order of summing.
 *
 *     facts    (17: previous word is a pronoun) -> hash -> slot
 *     weights  [ -12 0 340 ... ]  int16, a power of two of them
 *     score    bias + sum of slots
 *
 * Where numbers mean something only together, trees are added to it.
 *
 * train/train.c makes the tables (weights.c).
 * Two facts that share a slot share a weight; the trainer sees that too.
 */
#ifndef QUOTES_MODEL_H
#define QUOTES_MODEL_H

#include <stdint.h>

#define FACTS_MAX 160u

struct facts {
    uint32_t count;
    uint32_t ids[FACTS_MAX]; /* hashes; those past the maximum are dropped */
};

struct model {
    const int16_t *weights;
    uint32_t mask; /* entries - 1 */
    int32_t bias;  /* log-odds, 1/256 */
};

/* Numbers of one candidate, for a forest; those past the maximum are dropped.
 */
#define NUMBERS_MAX 64u

struct numbers {
    uint32_t count;
    int16_t of[NUMBERS_MAX];
};

/* A tree asks the same questions of every candidate: is this number above
 * that limit? The answers, a bit each, are the leaf. */
#define TREE_DEPTH 6u

typedef struct Tree {
    uint8_t number[TREE_DEPTH];
    int16_t limit[TREE_DEPTH];
    int16_t leaf[1u << TREE_DEPTH]; /* log-odds, 1/256 */
} Tree;

struct forest {
    const Tree *trees;
    uint32_t count;
};

/* The decisions; the order is that of the tables in weights.c. */
#define MODEL_CUE 0u    /* this cue announces that stretch */
#define MODEL_SPEECH 1u /* this stretch is somebody's words */
#define MODEL_SOURCE 2u /* this phrase is the source of that cue */
#define MODEL_END 3u    /* unmarked content stops here */
#define MODEL_CLAIM 4u  /* this unmarked stretch is reported content */
/* Two of them again where the network has read along: each joins what the
 * model above says with what the tags say. */
#define MODEL_SOURCE_TAGGED 5u
#define MODEL_CLAIM_TAGGED 6u
#define MODEL_COUNT 7u

struct models {
    struct model of[MODEL_COUNT];
    struct forest forest; /* what MODEL_CLAIM_TAGGED adds to its score */
};

/* The tables that ship. */
extern const struct models models_shipped;

static inline void facts_add(struct facts *self, uint32_t question,
                             uint32_t answer)
{
    uint32_t id = (question + 1) * 0x9E3779B1u;

    id = (id ^ answer) * 0x85EBCA6Bu;
    id = (id ^ (id >> 15)) * 0xC2B2AE35u;
    if (self->count < FACTS_MAX)
        self->ids[self->count++] = id ^ (id >> 16);
}

static inline void numbers_add(struct numbers *self, int32_t number)
{
    number = number < INT16_MIN ? INT16_MIN : number;
    number = number > INT16_MAX ? INT16_MAX : number;
    if (self->count < NUMBERS_MAX)
        self->of[self->count++] = (int16_t)number;
}

/* Log-odds in 1/256. */
int32_t model_score(const struct model *self, const struct facts *facts);
int32_t forest_score(const struct forest *self, const struct numbers *numbers);

/* A score in sixteen steps of 1.5, for another model to look at. */
static inline uint32_t model_step(int32_t score)
{
    int32_t step = score / 192 + 8;

    return score <= -8 * 192 ? 0 : step > 15 ? 15 : (uint32_t)step;
}

/* The probability that a score stands for, per mille, 0 to 1000. */
uint32_t model_per_mille(int32_t score);

#endif

/*
 * learn - logistic regression over hashed facts, and its tables as C.
 *
 * AdaGrad over shuffled examples, with weight decay, and the mean of several
 * orders, for what one order gives by chance decides many a close case. The
 * shuffle is seeded, the sums are in a fixed order, so the same examples give
 * the same tables.
 */
#ifndef TRAIN_LEARN_H
#define TRAIN_LEARN_H

#include "quotes/model.h"

#include <stdio.h>

#define LEARN_ENTRIES 16384u /* at most; a power of two */

struct examples {
    uint32_t *ids; /* all facts of all examples, one after another */
    size_t id_count, id_room;
    size_t *first; /* count + 1 */
    float *label;  /* 0 wrong to 1 right */
    float *weight;
    struct numbers *numbers; /* none where a model has no forest */
    size_t count, room;
};

/* `numbers` may be NULL, for all of them. */
void examples_add(struct examples *self, const struct facts *facts,
                  const struct numbers *numbers, float label, float weight);
void examples_release(struct examples *self);

/* Trains a table of LEARN_ENTRIES, of which `entries`, a power of two, are
 * used; the caller frees its weights. A higher `decay` trusts rare facts less.
 * Prints its log loss. */
struct model learn(const struct examples *examples, const char *name,
                   uint32_t entries, double decay);

/* The log loss of one example. */
double learn_miss(double p, double label);

/* The mean log loss of `model` on examples that it did not learn from. */
double learn_loss(const struct model *model, const struct examples *examples);

/* One set of tables as C; forest_write() has gone before. */
void learn_write(FILE *file, const struct models *models, const char *name);

#endif

/*
 * forest - trees that add to what a linear model says, and their table as C.
 *
 * Boosting: each tree is fitted to what the linear model and the trees before
 * it have wrong, and takes a small step. All nodes of one depth ask the same
 * question, so a tree is a few of them and its leaves (quotes/model.h). It
 * sees a part of the examples and of the numbers, chosen by a seeded draw, so
 * the same examples give the same trees.
 */
#ifndef TRAIN_FOREST_H
#define TRAIN_FOREST_H

#include "learn.h"

/* Trees for `examples`, all of which have numbers; `linear` has its say first.
 * The caller frees them. */
struct forest forest_learn(const struct examples *examples,
                           const struct model *linear);

/* The mean log loss of both on examples that they did not learn from. */
double forest_loss(const struct forest *forest, const struct model *linear,
                   const struct examples *examples);

/* The table as C. */
void forest_write(FILE *file, const struct forest *forest, const char *name);

#endif

/*
 * decode - from a head's scores to labels, spans and how sure they are
 * (FORMAT.md, Heads).
 *
 * Forward and backward passes in max-plus arithmetic give, at every token and
 * for every label, the score of the best path through it, and so by how much
 * the best path leads all that have another label there. The mean of that lead
 * over its tokens is a span's margin; a table in the model says how often
 * spans with such a margin are right.
 */
#ifndef LEARN_DECODE_H
#define LEARN_DECODE_H

#include "learn/tagger.h"

/* Fills in labels and spans of `result`, whose emissions are there. */
void decode_head(const ModelHead *head, const struct kernel *kernel,
                 uint32_t count, struct arena *arena, HeadResult *result);

#endif

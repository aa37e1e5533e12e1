/*
 * decode - from a head's scores to labels, spans and how sure they are
 * (FORMAT.md, Heads).
 *
 * Forward and backward passes in max-plus arithmetic give, at every token and
 * for every label, the score of the best path through it. The best path's lead
 * over the best one without a span is that span's margin, exactly; a table in
 * the model says how often spans with such a margin are right.
 */
#ifndef LEARN_DECODE_H
#define LEARN_DECODE_H

#include "learn/tagger.h"

/* Fills in labels and spans of `result`, whose emissions are there. */
void decode_head(const ModelHead *head, const struct kernel *kernel,
                 uint32_t count, struct arena *arena, HeadResult *result);

#endif

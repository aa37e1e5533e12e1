/*
 * superlative - highest, first, only, most: of what, and since when.
 *
 * The head is what the rules matched ("the highest", "its worst", "the
 * first"). Behind it comes what is said to be so, and its scope: the words
 * that limit the claim ("in the county", "since 1995", "to win the cup",
 * "ever"). A head counts as a claim worth checking when a scope follows, when
 * it is possessive, or when something is said to be it ("was the largest
 * employer"); "the smallest goat gives a litre" only says which bead.
 *
 *     It is [the first baker to win the cup], a judge said.
 *            head     what  scope
 *
 * Cost: reads at most SUPERLATIVE_TOKENS_MAX tokens from the head.
 */
#ifndef FIGURES_SUPERLATIVE_H
#define FIGURES_SUPERLATIVE_H

#include "figures/reader.h"

#define SUPERLATIVE_TOKENS_MAX 28u

/* Stretches `found`, which is the head, over the whole claim; false if it is
 * none. */
bool superlative_stretch(const Reading *reading, Head head, Found *found);

#endif

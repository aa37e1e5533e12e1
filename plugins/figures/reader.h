/*
 * reader - the figures of one block.
 *
 *     tokens -> items (items.h) -> longest matches (figures.rules)
 *            -> what each match means: one action a kind of rule, here
 *            -> is it a figure at all? (checks.h, superlative.h)
 *
 * A match that its action turns down is tried again one item shorter, so that
 * "May cause 30" fails as an interval and 30 is found all the same. "more
 * than" before a figure is a match of its own that waits for what follows.
 *
 * The figures found are in order of their starts and do not overlap, but for
 * superlatives: those hold the figures they speak of ("the first to carry 90
 * sheep in one boat").
 *
 * Cost: linear. At each item at most rules_table.longest tries of at most as
 * many items; a superlative reads SUPERLATIVE_TOKENS_MAX tokens on.
 */
#ifndef FIGURES_READER_H
#define FIGURES_READER_H

#include "figures/figure.h"
#include "figures/items.h"
#include "rules/reading.h"

/* Reads figures into the arena; returns how many. */
uint32_t reader_read(const Reading *reading, struct arena *arena,
                     Found **out_found);

#endif

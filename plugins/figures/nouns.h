/*
 * nouns - what the noun behind a figure says of it (nouns.rules).
 *
 * Of English only what the findings need: whether a word looks like a plural,
 * and which lists a noun may announce.
 *
 * Pure.
 */
#ifndef FIGURES_NOUNS_H
#define FIGURES_NOUNS_H

#include "rules/reading.h"

/* What the members of a list are that such a noun announces. */
typedef enum Counted {
    COUNTED_NONE = 0, /* anything */
    COUNTED_PEOPLE,
    COUNTED_LANDS, /* none of which lies in another */
    COUNTED_PLACES,
    COUNTED_FIRMS,
    COUNTED_THINGS,
    COUNTED_NEVER /* two goals may be one player's; two pairs are four */
} Counted;

Counted nouns_counted(const Reading *reading, uint32_t at);

/* Token `at` may be the plural of a noun: "towns", "women". */
bool nouns_is_plural(const Reading *reading, uint32_t at);

#endif

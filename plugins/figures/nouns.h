/*
 * nouns - what the noun behind a figure says of it (nouns.rules).
 *
 * Of English only what the findings need: whether a word looks like a plural,
 * which lists a noun may announce, and which nouns stand for one another.
 *
 * Pure.
 */
#ifndef FIGURES_NOUNS_H
#define FIGURES_NOUNS_H

#include "rules/reading.h"
#include "rules/rules.h"

/* What the members of a list are that such a noun announces. */
typedef enum Counted {
    COUNTED_NONE = 0, /* anything */
    COUNTED_PEOPLE,
    COUNTED_LANDS, /* none of which lies in another */
    COUNTED_PLACES,
    COUNTED_FIRMS,
    COUNTED_THINGS,
    COUNTED_POINTS, /* reasons; what is listed may be in the plural */
    COUNTED_NEVER   /* two goals may be one player's; two pairs are four */
} Counted;

/* What a word says of the figures near it. */
typedef enum Another {
    ANOTHER_NONE,
    ANOTHER_ONE, /* "last", "rose": they may be of another thing */
    ANOTHER_TIME /* "March" */
} Another;

Counted nouns_counted(const Reading *reading, uint32_t at);

/* Token `at` may be the plural of a noun: "towns", "women". */
bool nouns_is_plural(const Reading *reading, uint32_t at);

/* The noun at `at` as one that may be said again: itself, or the word that
 * stands for all its like ("crowd" for "fans"); empty for none. Points into
 * `buffer` or the reading. */
Str nouns_key(const Reading *reading, uint32_t at, char buffer[RULES_TEXT_MAX]);

Another nouns_another(const Reading *reading, uint32_t at);

/* Whether the noun at `at` has its like. */
bool nouns_has_like(const Reading *reading, uint32_t at);

#endif

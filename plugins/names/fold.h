/*
 * fold - the words of a name, for comparing names.
 *
 * Lower case for the Latin letters that names are written with, straight
 * apostrophes, no dots. A word is what stands between spaces; a hyphen stays
 * inside (Mensah-Boateng is one).
 */
#ifndef NAMES_FOLD_H
#define NAMES_FOLD_H

#include "text/arena.h"

struct word {
    Str text;      /* folded, in the arena */
    uint32_t hash; /* stet_hash of it */
};

/* Cuts `text` into at most `max` folded words in `arena`; returns how many. */
uint32_t fold_words(Str text, struct arena *arena, struct word *out_words,
                    uint32_t max);

/* Letters, in characters, by which two folded words differ (insertions,
 * deletions, replacements, swapped neighbours); `limit` + 1 if more. */
uint32_t fold_distance(Str a, Str b, uint32_t limit);

#endif

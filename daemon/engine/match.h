/*
 * match - words that a person typed, found in words of a story.
 *
 * Case does not matter; everything else does. Of short strings only: the cost
 * is the product of both lengths.
 */
#ifndef ENGINE_MATCH_H
#define ENGINE_MATCH_H

#include "text/str.h"

/* `text` begins with `typed`; *out_len is how many bytes of it. */
bool match_begins(Str text, Str typed, uint32_t *out_len);

/* `typed` stands somewhere in `text`. An empty one stands everywhere. */
bool match_within(Str text, Str typed);

/* Every word of `typed` stands somewhere in one of the two texts. */
bool match_words(Str text, Str more, Str typed);

#endif

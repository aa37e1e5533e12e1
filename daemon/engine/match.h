/*
 * match - words that a person typed, found in words of a story.
 *
 * Case does not matter; everything else does. The cost is the product of both
 * lengths at worst; a word that begins in ASCII is looked for as fast as bytes
 * can be read.
 */
#ifndef ENGINE_MATCH_H
#define ENGINE_MATCH_H

#include "text/str.h"

/* `text` begins with `typed`; *out_len is how many bytes of it. */
bool match_begins(Str text, Str typed, uint32_t *out_len);

/* `typed` stands somewhere in `text`. An empty one stands everywhere. */
bool match_within(Str text, Str typed);

/* The word of `typed`, which has blanks between them, at or behind *at, which
 * is then its end. False where there is none. */
bool match_next_word(Str typed, uint32_t *at, Str *out_word);

/* Every word of `typed` stands somewhere in one of the two texts. */
bool match_words(Str text, Str more, Str typed);

#endif

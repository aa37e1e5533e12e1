/*
 * reading - the stretch of tokens that a plugin with rules reads, and looks
 * around in once a rule has matched.
 *
 *     block    . . . [ . . . . . . . . ] . .
 *                    ^ first           ^ end
 *
 * What lies outside is not there: a look beyond either end finds nothing.
 *
 * Pure; what a reading points to must outlive it.
 */
#ifndef RULES_READING_H
#define RULES_READING_H

#include "text/tokens.h"

#include <stdbool.h>

typedef struct Reading {
    const stet_tokens *tokens;
    uint32_t first, end; /* tokens to read */
    uint32_t sentence_count;
    const stet_span *sentences; /* token indices */
    bool is_heading;
} Reading;

/* The block's own tokens. */
Reading reading_of_block(const stet_block *block);

/* All of `words`, which are no heading. */
Reading reading_of_words(const struct reading *words);

/* The part of the sentence that holds token `at`, from its first token to its
 * end; all there is where no sentence holds it. */
stet_span reading_sentence(const Reading *reading, uint32_t at);

/* Token `at` exists and its folded form is one of `words`, which spaces
 * divide. */
bool reading_is(const Reading *reading, uint32_t at, const char *words);

/* The same for the token before `at`. */
bool reading_follows(const Reading *reading, uint32_t at, const char *words);

bool reading_is_word(const Reading *reading, uint32_t at);

/* Nothing stands between token `at` and the one before it. */
bool reading_glued(const Reading *reading, uint32_t at);

#endif

/*
 * features - which rows of the input tables a token adds (FORMAT.md, Input).
 *
 * Cheap on purpose: a word is looked up by the hash that its column already
 * holds, affixes are at most four characters long, a shape ten letters.
 */
#ifndef LEARN_FEATURES_H
#define LEARN_FEATURES_H

#include "learn/model.h"

/* word, affixes, shape, class: 7; lexicon 16, flags 11. */
#define FEATURES_MAX 34u

typedef struct FeatureRow {
    const int8_t *bytes; /* channels of them */
    int32_t multiplier;
} FeatureRow;

/* What is read: columns of tokens, and which of them are the block's. */
typedef struct Tokens {
    const stet_tokens *columns;
    uint32_t first_own, end_own;
    bool is_paragraph; /* the block's kind is PARAGRAPH */
} Tokens;

/* The rows of token `at`; returns how many, at most FEATURES_MAX. */
uint32_t features_of(const struct model *model, const Tokens *tokens,
                     uint32_t at, FeatureRow out_rows[FEATURES_MAX]);

#endif

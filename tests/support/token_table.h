/*
 * token_table - the columns of a block's tokens, to be filled by hand, where a
 * test wants tokens that no text would give.
 */
#ifndef SUPPORT_TOKEN_TABLE_H
#define SUPPORT_TOKEN_TABLE_H

#include "stet/plugin.h"
#include "text/arena.h"

struct token_table {
    stet_tokens view; /* of the columns below, and of no places */
    uint32_t *hash, *mate;
    uint8_t *cls, *flags, *depth;
    Str *norm, *folded;
};

/* `count` tokens, all zeroed, in `arena`. */
struct token_table *token_table_new(uint32_t count, struct arena *arena);

/* Token `at` is `text`, folded or not, and has its hash. */
void token_table_put(struct token_table *self, uint32_t at, Str text);

#endif

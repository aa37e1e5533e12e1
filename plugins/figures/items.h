/*
 * items - the tokens of a block as the rules see them.
 *
 * Most tokens are words of the lexicon or nothing. A number, in digits or in
 * words and however long, is one item (numerals.h); its value is an index
 * into the amounts. A word that ends as superlatives do is one too. A token
 * that is two things becomes two, and two that are one thing become one:
 *
 *     tokens   It  cost  A  $  2.3  billion  and  Rs2  more
 *     items    .   .    [A$]  [2.3 billion]  .   rs 2  .
 *
 * Cost: linear; a number reads at most NUMERAL_TOKENS_MAX tokens.
 */
#ifndef FIGURES_ITEMS_H
#define FIGURES_ITEMS_H

#include "figures/numerals.h"
#include "text/arena.h"

typedef struct Items {
    Words words;
    RulesItem *items;
    uint32_t count;
    Amount *amounts; /* by the value of a number's item */
    bool *twisted;   /* of each amount: Numeral.is_scale_twisted */
    uint32_t amount_count;
} Items;

/* Reads tokens [first, end) into items of the arena. */
void items_read(const stet_tokens *tokens, uint32_t first, uint32_t end,
                struct arena *arena, Items *out);

/* The item is a number: its shape is one of numerals.h. */
bool item_is_number(const RulesItem *item);

#endif

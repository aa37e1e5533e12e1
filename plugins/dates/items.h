/*
 * items - the tokens of a block as the rules see them.
 *
 * Most tokens are words of the lexicon or nothing. Digits become shapes by
 * their form (4.30, 10:30, 1990s, 21st), several words that are one number
 * become one item (twenty-five; two and a half; nineteen ninety-six), and a
 * token that is two things becomes two (2pm, Dec31, '90s).
 *
 *     tokens   He  left  at  2pm     twenty  -  five   days  ago
 *     items    .   .     .   2  pm   [words 25      ]  days  ago
 *
 * Cost: linear; a number in words reads at most NUMBER_TOKENS_MAX tokens.
 */
#ifndef DATES_ITEMS_H
#define DATES_ITEMS_H

#include "rules/rules.h"
#include "text/arena.h"

#define NUMBER_TOKENS_MAX 12u

/* slash3 and dots3 hold their three numbers so, slash2 its first two. */
#define PARTS_PACK(a, b, c) (((int64_t)(a)*100000 + (b)) * 100000 + (c))
#define PARTS_A(packed) ((int32_t)((packed) / 10000000000))
#define PARTS_B(packed) ((int32_t)((packed) / 100000 % 100000))
#define PARTS_C(packed) ((int32_t)((packed) % 100000))

/* Reads tokens [first, end) into items of the arena; returns how many. */
uint32_t items_read(const stet_tokens *tokens, uint32_t first, uint32_t end,
                    struct arena *arena, RulesItem **out_items);

#endif

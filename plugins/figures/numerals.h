/*
 * numerals - numbers, in digits, in words and in both, of any length.
 *
 *     two hundred and fifty-four      254       spelled
 *     3.2 million                     3200000   decimal
 *     two and a half million          2500000   spelled
 *     three lakh crore                3e12      spelled
 *     7 3/4, 2½                       31/4 ...  mixed
 *     two-thirds, a quarter of        2/3 ...   fraction
 *     forty-second, 88th              42, 88    ordinal, nth
 *     tens of thousands               none      indefinite
 *
 * The words are those of numbers.rules; this file knows only how they are put
 * together: a number below a hundred, multiplied by scales that fall ("two
 * million three thousand"), or that rise where nothing came between ("lakh
 * crore").
 *
 * Cost: linear. A number reads each of its tokens a few times and no more
 * than NUMERAL_TOKENS_MAX of them.
 */
#ifndef FIGURES_NUMERALS_H
#define FIGURES_NUMERALS_H

#include "figures/amount.h"
#include "rules/rules.h"

#define NUMERAL_TOKENS_MAX 24u

/* The tokens [.., end) of a block, each looked up in the lexicon once. */
typedef struct Words {
    const stet_tokens *tokens;
    uint32_t first, end;
    const uint16_t *index; /* of token i at [i - first]; RULES_NO_WORD */
} Words;

typedef struct Numeral {
    uint32_t first, end; /* tokens */
    uint32_t shape;      /* FIGURES_SHAPE_ */
    Amount value;
    bool is_scale_twisted; /* "million billion": a scale that makes no sense */
} Numeral;

/* The number that begins at token `at`. */
bool numeral_read(const Words *words, uint32_t at, Numeral *out);

/* The number that `digits` are: "3,400", "12,34,567.89", "3.2", "23/32". */
bool numeral_digits(Str digits, Amount *out_value, uint32_t *out_shape);

/* Token `at` is the lexicon's word for a member of the class. */
bool words_role(const Words *words, uint32_t at, uint32_t cls,
                int64_t *out_value);
bool words_is(const Words *words, uint32_t at, const char *word);
/* Nothing stands between it and the token before it. */
bool words_glued(const Words *words, uint32_t at);

/* 1 234 567: takes the groups of exactly three behind plain digits in. */
void numeral_join_groups(const Words *words, Numeral *n);

#endif

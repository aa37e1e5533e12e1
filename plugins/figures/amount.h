/*
 * amount - exact numbers: 3.2 million, two-thirds, 0.04.
 *
 * A ratio of two whole numbers in lowest terms, so that no sum of money is
 * off by a rounding and a third stays a third. What does not fit 63 bits is
 * no amount: every operation says so and leaves its operand as it was.
 *
 * Threads: values; everything here is pure.
 */
#ifndef FIGURES_AMOUNT_H
#define FIGURES_AMOUNT_H

#include "text/str.h"

#include <stdbool.h>

#define AMOUNT_TEXT_MAX 48u

typedef struct Amount {
    int64_t num;
    int64_t den; /* at least 1 */
} Amount;

static inline Amount amount_whole(int64_t number)
{
    return (Amount){number, 1};
}

/* Each returns whether the result fits; *self is untouched if not. */
bool amount_multiply(Amount *self, Amount by);
bool amount_add(Amount *self, Amount other);
bool amount_divide(Amount *self, int64_t by); /* by at least 1 */

/* Less than 0, 0 or more, as a is less than, equal to or more than b. */
int amount_compare(Amount a, Amount b);

double amount_double(Amount self);

/* Reads what amount_write() wrote. */
bool amount_read(Str text, Amount *out);

/* "3200000", "0.04"; "2/3" where no decimal is exact. Points into buffer. */
Str amount_write(Amount self, char buffer[AMOUNT_TEXT_MAX]);

#endif

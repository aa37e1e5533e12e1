/*
 * countries - whose dollars, and which degrees: settled by the places that a
 * story names (countries.rules).
 *
 * A currency sign that several countries share ("$", "rs", "kr" ...) is of
 * the country whose places the story names most, the first of them, which is
 * its date line's, counting thrice; fewer than three say nothing. Where the
 * story writes US$ too, its plain dollars are others. A story that names none
 * of them has the default.
 */
#ifndef FIGURES_COUNTRIES_H
#define FIGURES_COUNTRIES_H

#include "figures/amount.h"

#define HOMES_MAX 64u

struct countries {
    int64_t home[HOMES_MAX]; /* currency code, as rules_text() takes it */
    uint32_t weight[HOMES_MAX];
    uint32_t count;
    uint32_t seen; /* places so far */
    bool has_us_dollars;
};

/* The words of a place name, an organisation, a nationality. */
void countries_see(struct countries *self, Str name);

/* What the shared name `form` is without a story: "$" is USD. */
Str currency_default(Str form);

/* ... and with it. */
Str countries_currency(const struct countries *self, Str form);

/* Degrees are Fahrenheit: the story is more of the United States than of
 * anywhere else. */
bool countries_is_fahrenheit(const struct countries *self);
bool countries_is_known(const struct countries *self);

#endif

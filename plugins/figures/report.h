/*
 * report - what the checks of figures share: the figures and words around
 * them, numbers as people write them, and how the host is told.
 */
#ifndef FIGURES_REPORT_H
#define FIGURES_REPORT_H

#include "figures/findings.h"

#define MESSAGE_MAX 200u
#define NUMBER_MAX 40u
#define RELATED_MAX 8u

/* One pass over a block's evidence. */
struct report {
    const struct figures *self;
    const stet_host *host;
    const struct evidence *evidence;
};

const Found *report_figure(const struct report *report, uint32_t index);

/* Token `token` is one of the words in `list`. */
bool report_is(const struct report *report, uint32_t token, const char *list);

/* The figure's words as the file has them. */
Str report_words(const struct report *report, const Found *found);

double report_value(const Found *found);

/* What one more in the last digit that was written would be: 100,000 for
 * "3.8 million", 1 for 1,234 and for a number in words. */
double report_grain(const struct report *report, const Found *found);

/* "1,234,567", "3.25". */
Str report_number(double value, int places, char buffer[NUMBER_MAX]);

/* What snprintf() wrote into a buffer of `size` bytes. */
Str report_text(const char *buffer, int len, size_t size);

stet_place report_place(const struct report *report, uint32_t index);

/* Tells the host; `fix` may be NULL. 0 or STET_REFUSED. */
uint64_t report_tell(const struct report *report, stet_rule rule,
                     uint32_t index, Str message, const stet_related *related,
                     uint32_t related_count, const stet_fix *fix);

/* A fix that puts `number` in the place of the figure's digits; false where
 * the figure is not written in digits of its own. It points into `title` and
 * `edit`. */
bool report_fix(const struct report *report, const Found *found, Str number,
                char title[MESSAGE_MAX], stet_edit *edit, stet_fix *out);

/* The checks; each looks at the figure `index` and those beside it. */
uint64_t totals_find(const struct report *report, uint32_t index);
uint64_t changes_find(const struct report *report, uint32_t index);
uint64_t counts_find(const struct report *report, uint32_t index);

#endif

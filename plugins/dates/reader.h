/*
 * reader - finds the expressions of time in one block.
 *
 *     items    tokens as the rules see them            (items.c)
 *     rules    the longest match at each place         (dates.rules)
 *     check    is "May" a month here, "2012" a year?   (checks.c)
 *     action   what the words mean, as a Moment        (reader.c)
 *     join     "10 a.m." + "Wednesday" is one time     (joins.c)
 *     tense    is the day behind us or ahead?          (tense.c)
 *     spoken   on which day was "tomorrow" said?       (spoken.c)
 *     line     does it stand in a date line?           (line.c)
 *
 * Pure: the result depends on the tokens alone. Linear in them.
 */
#ifndef DATES_READER_H
#define DATES_READER_H

#include "dates/moment.h"
#include "rules/reading.h"
#include "text/arena.h"

typedef struct Found {
    uint32_t first, end; /* tokens */
    Moment moment;
    Moment to;     /* the other end of a range; only if is_range */
    bool is_range; /* "from May 3 to June 5" */
    bool is_weak;  /* a time only next to a day: "Monday at 7" */
    Unit unit;     /* of a duration; amount is 0 where it is not whole */
    int64_t amount;
    Str value;        /* of a duration or a set; else empty */
    const char *rule; /* its name in dates.rules */
} Found;

/* Finds all expressions of `reading`, in order; they do not overlap. */
uint32_t reader_read(const Reading *reading, struct arena *arena,
                     Found **out_found);

/* checks.c: whether an expression of that check stands here rightly; it may
 * change what it means. `check` is one of the CHECK_ of checks.h. */
bool check_found(const Reading *reading, int64_t check, Found *found);

/* joins.c: one expression out of neighbours; returns how many are left. */
uint32_t joins_make(const Reading *reading, Found *found, uint32_t count);

/* tense.c: fills FIELD_HINT. */
void tense_hint(const Reading *reading, Found *found);

/* spoken.c: fills FIELD_SPOKEN. */
void spoken_mark(const Reading *reading, Found *found);

/* line.c: fills FIELD_LINE. */
void line_mark(const Reading *reading, Found *found);

/* TIMEX3 for a duration: P2W, PT40M, P2Y6M, PXD; `some`: PXW. The Str is in
 * the arena. */
Str period_value(struct arena *arena, Unit unit, int64_t thousandths,
                 bool is_some);

#endif

/*
 * when - the days that a date's value leaves open, and how old somebody is.
 *
 *     1962             1 January 1962 to 31 December 1962
 *     2014-03          1 to 31 March 2014
 *     2014-03-09       that day
 *
 * What is coarser than a year, relative or before the year 1000 is nothing
 * here. An age is counted as people count it: a year more from each birthday.
 *
 * Pure values.
 */
#ifndef FIGURES_WHEN_H
#define FIGURES_WHEN_H

#include "text/str.h"

#include <stdbool.h>

#define WHEN_TEXT_MAX 40u

typedef struct Date {
    int32_t year, month, day;
} Date;

/* Every day from `first` to `last` is possible, both included. */
typedef struct When {
    Date first, last;
} When;

/* Reads a TIMEX3 value: a year, a month or a day, perhaps with a time. */
bool when_read(Str value, When *out);

/* Reads the ends of a range: "1950/2021", "(2014-03-01,2016-09-01,P30M)". */
bool when_read_range(Str value, When *out_from, When *out_to);

/* Days since some day long ago; differences count. */
int32_t when_number(Date date);

/* `days` later, or earlier; at most 28. */
Date when_shift(Date date, int32_t days);

/* How old one born on `birth` is on `date`. */
int32_t when_age(Date birth, Date date);

/* Some day may be both. */
bool when_meet(When a, When b);

/* "in 1962", "in March 1950", "on March 3, 1950". */
Str when_write(When when, char buffer[WHEN_TEXT_MAX]);

#endif

/*
 * stretch - a piece of the calendar: a day, a week, a quarter, a century.
 *
 *     2026-03-04 as WEEK      Mon 2 Mar 2026, seven days
 *     two MONTHs before it    Jan 2026
 *
 * Only its first day and its grain are kept; the grain says how long it is.
 * Pure.
 */
#ifndef DATES_STRETCH_H
#define DATES_STRETCH_H

#include "dates/calendar.h"
#include "dates/moment.h"

#define STRETCH_STEPS_MAX 5000 /* farther is nowhere: counts are cut to it */

typedef enum Grain {
    GRAIN_NONE,
    GRAIN_DAY,
    GRAIN_WEEKEND,
    GRAIN_WEEK,
    GRAIN_MONTH,
    GRAIN_QUARTER,
    GRAIN_HALF,
    GRAIN_SEASON,
    GRAIN_YEAR,
    GRAIN_DECADE,
    GRAIN_CENTURY,
} Grain;

/* A stretch of the calendar: its first day and how long it is. */
typedef struct Stretch {
    Grain grain;
    Day start;
} Stretch;

static inline int64_t clamp(int64_t value, int64_t limit)
{
    return value > limit ? limit : value < -limit ? -limit : value;
}

static inline Day day_of(int64_t year, int64_t month, int64_t day)
{
    return (Day){(int32_t)year, (int32_t)month, (int32_t)day};
}

Stretch stretch_of(Grain grain, Day start);

/* The stretch of that unit that `day` lies in. */
Stretch stretch_around(Unit unit, Day day);

/* `count` units on from `day`, as the stretch of that unit. */
Stretch stretch_shift(Day day, Unit unit, int64_t count);

/* The day that is `count` units on from `day`. */
Day stretch_away(Day day, Unit unit, int64_t count);

/* Days between two days, never negative. */
int64_t day_distance(Day a, Day b);

#endif

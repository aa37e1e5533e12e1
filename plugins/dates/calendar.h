/*
 * calendar - days, weeks, months and feasts by arithmetic alone.
 *
 * The Gregorian calendar, also before 1582 (as ISO 8601 has it). A day is a
 * number, so that weeks and differences are sums; a Day is its three parts.
 * Nothing is tabled by year: Easter is the anonymous Gregorian computus, the
 * Jewish feasts are Gauss's rule for Passover, the Islamic ones the tabular
 * calendar, which may be a day off what is seen in the sky.
 *
 * A feast is one integer, made by the macros below, so that it can stand in a
 * line of holidays.rules:
 *
 *     FIXED(12, 25)        every 25 December
 *     NTH(4, 4, 11)        the 4th Thursday of November; -1 is the last
 *     EASTER(-2)           two days before Easter Sunday
 *     ORTHODOX(0)          Easter of the Eastern churches
 *     ON_OR_BEFORE(1, 5, 24)  the Monday on or before 24 May
 *     DAYS_AFTER_NTH(1, 4, 4, 11)  the day after the 4th Thursday of November
 *     PASSOVER(163)        so many days after the first day of Passover
 *     ISLAMIC(10, 1)       the 1st of the tenth month, Shawwal
 */
#ifndef DATES_CALENDAR_H
#define DATES_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#define FEAST(rule, a, b, c, d)                                                \
    (((((INT64_C(rule) * 100 + (a)) * 1000 + (b) + 200) * 100) + (c)) * 100 +  \
     (d))
#define FIXED(month, day) FEAST(1, 0, 0, month, day)
#define NTH(n, weekday, month) FEAST(2, weekday, n, month, 0)
#define EASTER(days) FEAST(3, 0, days, 0, 0)
#define ORTHODOX(days) FEAST(4, 0, days, 0, 0)
#define ON_OR_BEFORE(weekday, month, day) FEAST(5, weekday, 0, month, day)
#define DAYS_AFTER_NTH(days, n, weekday, month)                                \
    FEAST(6, weekday, n, month, days)
#define PASSOVER(days) FEAST(7, 0, days, 0, 0)
#define ISLAMIC(month, day) FEAST(8, 0, 0, month, day)

typedef struct Day {
    int32_t year;
    int32_t month; /* 1 to 12 */
    int32_t day;   /* 1 to 31 */
} Day;

/* Days since 1970-01-01. */
int64_t day_number(Day day);
Day day_from_number(int64_t number);

/* 1 is Monday, 7 is Sunday. */
int32_t day_weekday(Day day);

/* False for 30 February. A year below 1 counts as any other. */
bool day_exists(Day day);
int32_t month_length(int32_t year, int32_t month);

Day day_plus(Day day, int64_t days);

/* The same day of another month; its last one where there is none. */
Day day_plus_months(Day day, int64_t months);

/* The ISO 8601 week and the year that it belongs to. */
void day_week(Day day, int32_t *out_year, int32_t *out_week);

/* Its Monday. */
Day week_start(int32_t year, int32_t week);

/* The day of a feast in a year. Returns false where the year has none. */
bool feast_day(int64_t feast, int32_t year, Day *out_day);

#endif

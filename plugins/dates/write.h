/*
 * write - stretches and times as TIMEX3, and as words for people.
 *
 *     Tue 25 Nov 2025      2025-11-25
 *     week of 24 Nov       2025-W48
 *     11 to 2 p.m. of it   (2025-11-25T11,2025-11-25T14,PT3H)
 *
 * A writer fills a buffer that is given to it and cuts what does not fit.
 */
#ifndef DATES_WRITE_H
#define DATES_WRITE_H

#include "dates/resolve.h"

#include <stdio.h>

struct writer {
    char *out;
    uint32_t size, len;
};

#define WRITE(w, ...)                                                          \
    writer_count((w), snprintf((w)->out + (w)->len,                            \
                               (size_t)((w)->size - (w)->len), __VA_ARGS__))

static inline void writer_count(struct writer *w, int len)
{
    uint32_t room = w->size - w->len;

    if (len > 0)
        w->len += (uint32_t)len < room ? (uint32_t)len : room - 1;
}

/* A day and perhaps a minute of it, -1 for none. */
typedef struct Point {
    Stretch s;
    int64_t minute;
    bool is_exact; /* the minute was said: 7:00, not 7 */
    Open open;
    int64_t away; /* from the first point in units of away_unit; 0: not said */
    Unit away_unit;
} Point;

/* "Tue 25 Nov 2025" */
void write_day(struct writer *w, Day day);

/* TIMEX3: "2025", "BC0044" */
void write_year(struct writer *w, int32_t year);

/* TIMEX3: "2025-Q3" */
void write_stretch(struct writer *w, Stretch s);

/* For people: "week of Mon 24 Nov 2025" */
void write_friendly(struct writer *w, Stretch s);

/* TIMEX3 from the T on; `hour` MOMENT_NONE for a part of the day. Minutes that
 * nobody said are :00, or left out where `is_bare`. */
void write_time(struct writer *w, const Moment *m, int64_t hour, bool is_bare);

/* TIMEX3 of what can be said without knowing today: "XXXX-WXX-2". */
void write_symbolic(struct writer *w, const Moment *m);

/* All between two points: "2019/2021", "(2026-05-03,2026-05-05,P2D)". */
void write_between(struct writer *w, Point a, Point b);

#endif

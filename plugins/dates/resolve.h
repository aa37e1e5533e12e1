/*
 * resolve - from what an expression says to the day that it means.
 *
 * A resolver walks the expressions of a story in order. It knows the day that
 * the story is of, if anybody does, and remembers the date that the text
 * spoke of last, so that "a year earlier" has something to be earlier than.
 *
 *     Moment                         story of Wed 26 Nov 2025
 *     weekday 2, past           ->   2025-11-25
 *     base STORY, week -1       ->   2025-W47
 *     base TEXT, year -1        ->   2024-Q3, if the text spoke of 2025-Q3
 *
 * Without a story's date the answer is symbolic: XXXX-WXX-2.
 *
 * A note, one sentence that no story stands around, has no day on which it is
 * told: that a bare Tuesday lies within a week of the story's date is a custom
 * of stories. What a note leaves out stays open there, and its value says what
 * its words say and no more: "Tuesday at 4" is XXXX-WXX-2T04, "in the
 * morning" TMO. What it counts from today ("tomorrow", "last week") is known.
 *
 * A range of years is written 2019/2021, years included. A range of anything
 * finer has a first and a last point and a length, (2026-05-03,2026-05-05,P2D)
 * or (2026-03-03T11,2026-03-03T14,PT3H): the last day is the one named.
 */
#ifndef DATES_RESOLVE_H
#define DATES_RESOLVE_H

#include "dates/stretch.h"

#define RESOLVE_TEXT_MAX 160u

/* What of a day is left open. */
typedef enum Open {
    OPEN_NOTHING,
    OPEN_YEAR,  /* XXXX-05-03 */
    OPEN_MONTH, /* XXXX-XX-03 */
    OPEN_WEEK,  /* XXXX-WXX-2 */
} Open;

typedef struct Resolved {
    bool is_symbolic; /* the story's date is missing, or the day is open */
    Open open;        /* what a note leaves so, though `stretch` is likely */
    Stretch stretch;  /* GRAIN_NONE: none, or only a time of day */
    int64_t minute;   /* of the day; -1: no time of day */
    uint32_t value_len, how_len, label_len;
    char value[RESOLVE_TEXT_MAX]; /* TIMEX3 */
    char how[RESOLVE_TEXT_MAX];   /* in words; empty where value is plain */
    char label[RESOLVE_TEXT_MAX]; /* for a hint; empty where value is plain */
} Resolved;

struct resolver {
    bool has_story;
    bool is_note; /* one sentence alone */
    Day story;
    Order order;      /* of ambiguous numbers; 0 is not known */
    Stretch text;     /* that the text spoke of last */
    Stretch quarter;  /* that the story reports on */
    Day block_day;    /* that this paragraph spoke of last */
    Day text_day;     /* the last day of the past that it spoke of */
    Day time_day;     /* the last of a time of day */
    Day main_day;     /* the first of the past that it spoke of */
    Day block_season; /* first day of the season that it spoke of last */
    Day scene_day;    /* a day of long ago, alone in this paragraph */
    bool has_text_day, has_time_day, has_block_day, has_scene_day;
    bool has_block_season;
    bool has_told_day;          /* text_day was named in this paragraph */
    uint32_t block, time_block; /* which paragraph it is, and time_day's */
    int64_t last_hour;          /* of the last time of day; -1: none */
    Day hour_day;               /* which day that was of */
    int64_t main_hour;          /* of the last time of day of main_day */
    bool has_main_hour;
};

void resolver_init(struct resolver *self);

/* A new paragraph begins. */
void resolver_block(struct resolver *self);

/* Says what `moment` means and remembers it. */
void resolver_next(struct resolver *self, const Moment *moment,
                   Resolved *out_resolved);

/* The same for all that lies between two moments. */
void resolver_range(struct resolver *self, const Moment *from, const Moment *to,
                    Resolved *out_resolved);

/* The calendar alone can say what `moment` means. */
bool moment_is_absolute(const Moment *moment);

#endif

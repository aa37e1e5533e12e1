/*
 * place - from a Moment to its stretch of the calendar.
 *
 * What an expression leaves out is settled here: the year of "Nov. 26" and the
 * week of "Tuesday" by the story's day and the tense of the verb, the day of
 * "at 7" and "that evening" by what the text has spoken of. Nothing is
 * remembered and nothing written; that is for resolve.c, whose state is read.
 *
 *     Nov. 26, past, story of 3 March 2026    2025-11-26
 *     base STORY, unit WEEK, count -1         the week before the story's
 */
#ifndef DATES_PLACE_H
#define DATES_PLACE_H

#include "dates/resolve.h"

/* GRAIN_NONE where it is of no day, or of none that is known; *out_symbolic
 * where the story's date would tell. */
Stretch place_find(const struct resolver *self, const Moment *moment,
                   bool *out_symbolic);

/* What a note leaves open of a day. */
Open place_open(const struct resolver *self, const Moment *moment);

/* Day and month changed over where the story's order says so. */
Moment place_ordered(const struct resolver *self, const Moment *moment);

/* So far from `stretch` as "two weeks before Christmas" is from Christmas. */
Stretch place_away(const Moment *moment, Stretch stretch);

/* A time of day, "at 7", and a part of one, "that evening", without a day. */
bool place_is_bare_time(const Moment *moment);
bool place_is_bare_part(const Moment *moment);

/* The day of an expression that has month and day, with the year that fits
 * best; false where there is none, or no such day. */
bool place_month_day(const struct resolver *self, const Moment *moment,
                     Day *out_day);

#endif

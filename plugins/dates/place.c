#include "dates/place.h"

#define NEAR 2u       /* paragraphs that a time of day reaches over */
#define MONTHS_NEAR 2 /* how far off a day is that is named without a month */

/* ---- years for what has none ------------------------------------------- */

/* Which of two recurrences is meant: `pick` said, else the tense, unless that
 * is far and the other is close; else the nearer. */
static Day choose(const struct resolver *self, const Moment *m, Day before,
                  Day after)
{
    int64_t pick = moment_get(m, FIELD_PICK, MOMENT_NONE);
    int64_t hint = moment_get(m, FIELD_HINT, 0);
    int64_t back = day_distance(self->story, before);
    int64_t ahead = day_distance(self->story, after);

    if (pick != MOMENT_NONE && pick != 0)
        return pick < 0 ? before : after;
    if (pick == 0)
        return before.year == self->story.year ? before : after;
    if (hint == -2)
        return before;
    if (hint < 0)
        return back > 300 && ahead < 60 ? after : before;
    if (hint > 0)
        return hint == 1 && ahead > 2 * back ? before : after;
    return back <= ahead ? before : after;
}

#define SOON_DAYS 92

/* "In the summer of 2019 … On 23 August": the day of that summer; "on 2
 * September" behind it: the one soon after, if that is long ago. */
static bool goes_with_paragraph(const struct resolver *self, const Moment *m,
                                Day day, Day *out_day)
{
    int64_t today = day_number(self->story);

    if (!self->has_block_day && !self->has_block_season)
        return false;
    if (moment_get(m, FIELD_HINT, 0) > 0 || moment_has(m, FIELD_PICK) ||
        moment_has(m, FIELD_WEEKDAY))
        return false;
    if (self->has_block_season) {
        Day first = self->block_season, last = day_plus_months(first, 3);
        day.year = first.year + (day.month < first.month);
        *out_day = day;
        return day_number(day) >= day_number(first) &&
               day_number(day) < day_number(last) && day_number(day) < today;
    }
    int64_t from = day_number(self->block_day);
    day.year = self->block_day.year;
    *out_day = day;
    return today - from > 300 && day_number(day) >= from &&
           day_number(day) - from <= SOON_DAYS;
}

bool place_month_day(const struct resolver *self, const Moment *m, Day *out_day)
{
    int64_t month = moment_get(m, FIELD_MONTH, 0);
    Day day = day_of(moment_get(m, FIELD_YEAR, self->story.year), month,
                     moment_get(m, FIELD_DAY, 0));

    if (moment_has(m, FIELD_YEAR)) {
        *out_day = day;
        return day_exists(day);
    }
    if (!self->has_story || day.day > month_length(2000, (int32_t)month))
        return false;
    if (goes_with_paragraph(self, m, day, out_day))
        return day_exists(*out_day);
    Day before = day, after = day;
    int64_t pick = moment_get(m, FIELD_PICK, 0);
    int64_t today = day_number(self->story);
    if (day_number(day) > today || (pick < 0 && day_number(day) == today))
        before.year--;
    else
        after.year++;
    if (day_number(day) == today && pick == 0) {
        *out_day = day;
        return day_exists(day);
    }
    *out_day = choose(self, m, before, after);
    return day_exists(*out_day);
}

static Stretch month_without_year(const struct resolver *self, const Moment *m)
{
    int32_t month = (int32_t)m->field[FIELD_MONTH];
    Day before = day_of(self->story.year, month, 1), after = before;
    int64_t pick = moment_get(m, FIELD_PICK, MOMENT_NONE);
    bool is_this = month == self->story.month;

    if (is_this && (pick == MOMENT_NONE || pick == 0))
        return stretch_of(GRAIN_MONTH, before);
    if (month > self->story.month || (is_this && pick < 0))
        before.year--;
    else
        after.year++;
    return stretch_of(GRAIN_MONTH, choose(self, m, before, after));
}

static Stretch season_without_year(const struct resolver *self, const Moment *m)
{
    int64_t season = m->field[FIELD_SEASON] & 3;
    int64_t pick = moment_get(m, FIELD_PICK, MOMENT_NONE);
    int64_t hint = moment_get(m, FIELD_HINT, 0);
    Day start = day_of(self->story.year, season * 3 + 3, 1);
    int64_t today = day_number(self->story);

    if (pick == 0) {
        if (season == 3 && self->story.month < 3)
            start.year--;
        return stretch_of(GRAIN_SEASON, start);
    }
    if (pick == 1 || (pick == MOMENT_NONE && hint > 0)) {
        Day edge = pick == 1 ? start : day_plus_months(start, 3);
        if (day_number(edge) <= today)
            start.year++;
        return stretch_of(GRAIN_SEASON, start);
    }
    if (pick < 0 && pick != MOMENT_NONE &&
        day_number(day_plus_months(start, 3)) > today)
        start.year--;
    else if (pick == MOMENT_NONE && day_number(start) > today)
        start.year--;
    if (pick == -2) /* "the summer before last" */
        start.year--;
    return stretch_of(GRAIN_SEASON, start);
}

/* The quarter or half-year `n` of `months` months each. */
static Stretch part_without_year(const struct resolver *self, const Moment *m,
                                 Grain grain, int64_t n, int64_t months)
{
    Day start = day_of(self->story.year, (n - 1) * months + 1, 1);
    int64_t hint = moment_get(m, FIELD_HINT, 0);
    int64_t pick = moment_get(m, FIELD_PICK, MOMENT_NONE);
    bool is_ahead = day_number(start) > day_number(self->story);
    bool is_over =
        day_number(day_plus_months(start, months)) <= day_number(self->story);

    int64_t past = day_number(self->story) - day_number(start);
    if (pick != 0 && is_ahead && (hint <= 0 || past < -180))
        start.year--;
    else if (pick != 0 && hint > 0 && is_over && past > 240)
        start.year++;
    return stretch_of(grain, start);
}

static Stretch feast_without_year(const struct resolver *self, const Moment *m)
{
    int64_t feast = m->field[FIELD_FEAST];
    Day before, after;
    int32_t year = self->story.year;

    if (!feast_day(feast, year, &before))
        return stretch_of(GRAIN_NONE, self->story);
    if (moment_get(m, FIELD_PICK, MOMENT_NONE) == 0)
        return stretch_of(GRAIN_DAY, before);
    after = before;
    bool ok = day_number(before) > day_number(self->story)
                  ? feast_day(feast, year - 1, &before)
                  : feast_day(feast, year + 1, &after);
    if (!ok)
        return stretch_of(GRAIN_NONE, self->story);
    if (day_distance(before, self->story) == 0)
        return stretch_of(GRAIN_DAY, before);
    return stretch_of(GRAIN_DAY, choose(self, m, before, after));
}

static Stretch weekday_around(const struct resolver *self, const Moment *m)
{
    Day today = self->story;
    int64_t weekday = m->field[FIELD_WEEKDAY];
    int64_t back = (day_weekday(today) - weekday + 7) % 7;
    Day in_week = day_plus(stretch_around(UNIT_WEEK, today).start, weekday - 1);

    switch (moment_get(m, FIELD_PICK, MOMENT_NONE)) {
    case -2:
    case -1:
        return stretch_of(GRAIN_DAY, day_plus(today, back ? -back : -7));
    case 0:
        return stretch_of(GRAIN_DAY, in_week);
    case 1:
        return stretch_of(GRAIN_DAY, day_plus(in_week, 7));
    case 2:
        return stretch_of(GRAIN_DAY, day_plus(today, 7 - back));
    default:
        break;
    }
    if (back && moment_get(m, FIELD_HINT, 0) > 0)
        return stretch_of(GRAIN_DAY, day_plus(today, 7 - back));
    return stretch_of(GRAIN_DAY, day_plus(today, -back));
}

/* The nearest month in which that day is that weekday: "Tuesday the 11th". */
static bool find_month(const struct resolver *self, const Moment *m, Day *day)
{
    int64_t hint = moment_get(m, FIELD_HINT, 0);
    Day month = day_of(self->story.year, self->story.month, 1);

    for (int64_t away = 0; away <= 2 * MONTHS_NEAR; away++) {
        int64_t back = away % 2 == (hint < 0);
        *day = day_plus_months(month, back ? -(away + 1) / 2 : (away + 1) / 2);
        day->day = (int32_t)m->field[FIELD_DAY];
        if (day_exists(*day) && day_weekday(*day) == m->field[FIELD_WEEKDAY])
            return true;
    }
    return false;
}

static Stretch day_without_month(const struct resolver *self, const Moment *m)
{
    Day day = self->story;
    int64_t hint = moment_get(m, FIELD_HINT, 0);

    if (moment_has(m, FIELD_WEEKDAY) && find_month(self, m, &day))
        return stretch_of(GRAIN_DAY, day);
    day = self->story;

    day.day = (int32_t)m->field[FIELD_DAY];
    if (hint < 0 && day.day > self->story.day)
        day = day_plus_months(day, -1);
    else if (hint > 0 && day.day < self->story.day)
        day = day_plus_months(day, 1);
    if (!day_exists(day))
        return stretch_of(GRAIN_NONE, day);
    return stretch_of(GRAIN_DAY, day);
}

/* ---- fields ------------------------------------------------------------ */

/* "the third Thursday" of the month that `month` is in; a fifth may miss. */
static Stretch within_month(const Moment *m, Day month)
{
    Day day;

    if (!feast_day(
            NTH(m->field[FIELD_NTH], m->field[FIELD_WEEKDAY], month.month),
            month.year, &day))
        return stretch_of(GRAIN_NONE, month);
    return stretch_of(GRAIN_DAY, day);
}

/* What stands in the year of `year` (a first of January). */
static Stretch within_year(const Moment *m, int64_t year)
{
    Day day;

    if (moment_has(m, FIELD_FEAST) &&
        feast_day(m->field[FIELD_FEAST], (int32_t)year, &day))
        return stretch_of(GRAIN_DAY, day);
    if (moment_has(m, FIELD_MONTH) && moment_has(m, FIELD_NTH) &&
        moment_has(m, FIELD_WEEKDAY))
        return within_month(m, day_of(year, m->field[FIELD_MONTH], 1));
    if (moment_has(m, FIELD_MONTH) && moment_has(m, FIELD_DAY)) {
        day = day_of(year, m->field[FIELD_MONTH], m->field[FIELD_DAY]);
        return stretch_of(day_exists(day) ? GRAIN_DAY : GRAIN_NONE, day);
    }
    if (moment_has(m, FIELD_MONTH))
        return stretch_of(GRAIN_MONTH, day_of(year, m->field[FIELD_MONTH], 1));
    if (moment_has(m, FIELD_QUARTER))
        return stretch_of(GRAIN_QUARTER,
                          day_of(year, m->field[FIELD_QUARTER] * 3 - 2, 1));
    if (moment_has(m, FIELD_HALF))
        return stretch_of(GRAIN_HALF,
                          day_of(year, m->field[FIELD_HALF] * 6 - 5, 1));
    if (moment_has(m, FIELD_SEASON))
        return stretch_of(
            GRAIN_SEASON,
            day_of(year, (m->field[FIELD_SEASON] & 3) * 3 + 3, 1));
    return stretch_of(GRAIN_YEAR, day_of(year, 1, 1));
}

static Stretch without_year(const struct resolver *self, const Moment *m)
{
    Day day;

    if (moment_has(m, FIELD_FEAST))
        return feast_without_year(self, m);
    if (moment_has(m, FIELD_MONTH) && moment_has(m, FIELD_NTH) &&
        !moment_has(m, FIELD_WEEK))
        return within_year(m, self->story.year);
    if (moment_has(m, FIELD_MONTH) && moment_has(m, FIELD_DAY))
        return stretch_of(
            place_month_day(self, m, &day) ? GRAIN_DAY : GRAIN_NONE, day);
    if (moment_has(m, FIELD_MONTH))
        return month_without_year(self, m);
    if (moment_has(m, FIELD_DAY))
        return day_without_month(self, m);
    if (moment_has(m, FIELD_WEEKDAY))
        return weekday_around(self, m);
    if (moment_has(m, FIELD_SEASON))
        return season_without_year(self, m);
    if (moment_has(m, FIELD_QUARTER))
        return part_without_year(self, m, GRAIN_QUARTER,
                                 m->field[FIELD_QUARTER], 3);
    if (moment_has(m, FIELD_HALF))
        return part_without_year(self, m, GRAIN_HALF, m->field[FIELD_HALF], 6);
    return stretch_of(GRAIN_NONE, self->story);
}

/* ---- shifts ------------------------------------------------------------ */

/* Years on from a quarter are quarters, from a day are years. */
static Stretch shift_text(Stretch from, Unit unit, int64_t count)
{
    Stretch to = stretch_shift(from.start, unit, count);
    bool keeps = unit == UNIT_YEAR && count != 0 && from.grain >= GRAIN_MONTH &&
                 from.grain <= GRAIN_SEASON;

    if (keeps)
        return stretch_of(from.grain,
                          day_plus_months(from.start, clamp(count, 5000) * 12));
    if ((unit == UNIT_WEEK || unit == UNIT_FORTNIGHT) && count != 0 &&
        from.grain == GRAIN_DAY)
        return stretch_of(
            GRAIN_DAY, day_plus(from.start, clamp(count, 5000) *
                                                (unit == UNIT_WEEK ? 7 : 14)));
    return to;
}

/* The quarter that a report of figures is about: the one it named, else the
 * one that ended on the day it says, else the last that is over. */
static Stretch reported_quarter(const struct resolver *self, const Moment *m)
{
    if (self->quarter.grain != GRAIN_NONE)
        return self->quarter;
    if (moment_has(m, FIELD_QUARTER))
        return part_without_year(self, m, GRAIN_QUARTER,
                                 m->field[FIELD_QUARTER], 3);
    return stretch_shift(self->story, UNIT_QUARTER, -1);
}

static bool knows_day(const struct resolver *self)
{
    return self->has_story || self->has_text_day;
}

/* What "that day", "a year earlier", "the quarter" count from. */
static Stretch text_base(const struct resolver *self, Unit unit, int64_t count)
{
    bool is_ahead = self->has_story && self->text.grain == GRAIN_DAY &&
                    day_number(self->text.start) > day_number(self->story);

    if (unit == UNIT_DAY && self->has_scene_day)
        return stretch_of(GRAIN_DAY, self->scene_day);
    if (unit == UNIT_DAY &&
        (self->text.grain != GRAIN_DAY || (is_ahead && count < 0)))
        return stretch_of(knows_day(self) ? GRAIN_DAY : GRAIN_NONE,
                          self->has_text_day ? self->text_day : self->story);
    return self->text;
}

/* "the second week of 2025", "the last week of July". A week is of the month
 * that most of its days are in. */
static Stretch week_in(const Moment *m, Stretch s)
{
    int64_t nth = m->field[FIELD_NTH], first = 4;

    if (s.grain == GRAIN_MONTH && nth < 0)
        first = month_length(s.start.year, s.start.month) - 3;
    else if (s.grain == GRAIN_YEAR && nth < 0)
        first = 365 - 3;
    else
        first += 7 * (nth - 1);
    return stretch_around(UNIT_WEEK, day_plus(s.start, first - 1));
}

static bool is_like_text(const struct resolver *self, const Moment *m)
{
    return m->field[FIELD_BASE] == BASE_LIKE &&
           self->text.grain == GRAIN_QUARTER;
}

/* "the following Tuesday", counted from the day that the text spoke of; else
 * that of the week behind or ahead. */
static Stretch weekday_of_text(const struct resolver *self, const Moment *m)
{
    Day from = self->has_text_day ? self->text_day : self->story;
    int64_t count = moment_get(m, FIELD_COUNT, 0);
    int64_t weekday = m->field[FIELD_WEEKDAY];
    int64_t back = (day_weekday(from) - weekday + 7) % 7;

    if (!knows_day(self))
        return stretch_of(GRAIN_NONE, from);
    if (!self->has_text_day)
        return stretch_of(GRAIN_DAY,
                          day_plus(stretch_around(UNIT_WEEK, from).start,
                                   weekday - 1 + 7 * clamp(count, 1)));
    if (count > 0)
        return stretch_of(GRAIN_DAY, day_plus(from, 7 - back));
    return stretch_of(GRAIN_DAY,
                      day_plus(from, count < 0 && !back ? -7 : -back));
}

/* The day from which "tomorrow" counts: the story's, or the one on which it
 * was said. */
static Day told_on(const struct resolver *self, const Moment *m)
{
    int64_t spoken = moment_get(m, FIELD_SPOKEN, MOMENT_NONE);

    if (spoken == MOMENT_NONE)
        return self->story;
    if (spoken == MOMENT_YESTERDAY)
        return day_plus(self->story, -1);
    return day_plus(self->story,
                    -((day_weekday(self->story) - spoken + 7) % 7));
}

static Stretch shifted(const struct resolver *self, const Moment *m)
{
    Unit unit = (Unit)(moment_get(m, FIELD_UNIT, UNIT_DAY) & 15);
    int64_t count = moment_get(m, FIELD_COUNT, 0);
    Stretch s = stretch_of(GRAIN_DAY, self->story);

    if (m->field[FIELD_BASE] == BASE_TEXT && unit == UNIT_DAY &&
        moment_has(m, FIELD_WEEKDAY))
        return weekday_of_text(self, m);
    if (m->field[FIELD_BASE] == BASE_TEXT && unit == UNIT_QUARTER &&
        count == 0 && self->has_story)
        return reported_quarter(self, m);
    if (is_like_text(self, m)) {
        s = shift_text(self->text, unit, count);
    } else if (m->field[FIELD_BASE] == BASE_TEXT &&
               self->text.grain != GRAIN_NONE) {
        Stretch from = text_base(self, unit, count);
        if (from.grain == GRAIN_NONE)
            return from;
        s = shift_text(from, unit, count);
    } else {
        int64_t hint = moment_get(m, FIELD_HINT, 0);
        bool is_ahead = hint > 0 || (hint == 0 && self->is_note);
        if (moment_has(m, FIELD_WEEKEND) && day_weekday(self->story) < 6 &&
            !is_ahead)
            count--; /* "the weekend" */
        s = stretch_shift(told_on(self, m), unit, count);
    }
    if (unit == UNIT_YEAR && s.grain == GRAIN_YEAR)
        s = within_year(m, s.start.year);
    if (moment_has(m, FIELD_WEEK) && moment_has(m, FIELD_NTH))
        return week_in(m, s);
    if (moment_has(m, FIELD_NTH) && moment_has(m, FIELD_WEEKDAY) &&
        s.grain == GRAIN_MONTH)
        return within_month(m, s.start);
    if (moment_has(m, FIELD_DAY) && s.grain == GRAIN_MONTH) {
        s.start.day = (int32_t)m->field[FIELD_DAY];
        return stretch_of(day_exists(s.start) ? GRAIN_DAY : GRAIN_NONE,
                          s.start);
    }
    if (moment_has(m, FIELD_WEEKDAY) && s.grain == GRAIN_WEEK)
        return stretch_of(GRAIN_DAY,
                          day_plus(s.start, m->field[FIELD_WEEKDAY] - 1));
    return s;
}

bool place_is_bare_time(const Moment *m)
{
    return moment_has(m, FIELD_HOUR) && !moment_has(m, FIELD_BASE) &&
           !moment_has(m, FIELD_WEEKDAY) && !moment_has(m, FIELD_DAY) &&
           !moment_has(m, FIELD_FEAST) && !moment_has(m, FIELD_YEAR);
}

/* "that evening", "by mid-afternoon": a part of a day named before. */
bool place_is_bare_part(const Moment *m)
{
    return moment_has(m, FIELD_PART) && !moment_has(m, FIELD_HOUR) &&
           moment_get(m, FIELD_BASE, BASE_NONE) == BASE_TEXT &&
           moment_get(m, FIELD_UNIT, UNIT_DAY) == UNIT_DAY &&
           moment_get(m, FIELD_COUNT, 0) == 0;
}

/* What stands for nothing without a day named before: "at 7", "that week". */
static bool is_unplaced(const Moment *m)
{
    return place_is_bare_time(m) || place_is_bare_part(m) ||
           (moment_get(m, FIELD_BASE, BASE_NONE) == BASE_TEXT &&
            moment_get(m, FIELD_COUNT, 1) == 0);
}

/* A time of day without a day: of the day that the paragraph speaks of, else
 * of that of the time before it, if that is near, else of the first day of
 * the story. Small hours behind an evening are of the next day, and so is the
 * morning behind a night. "Doors open
 * at 7" is of no day where its paragraph names none, nor is "at 7 every day".
 */
static Stretch day_of_time(const struct resolver *self, const Moment *m)
{
    int64_t hour = moment_get(m, FIELD_HOUR, 12);
    int64_t hint = moment_get(m, FIELD_HINT, 0);
    Day day = self->story;

    /* "She won on Sunday. Play starts at 11": not on Sunday. */
    bool is_habit = moment_has(m, FIELD_OFTEN) &&
                    !(self->has_block_day &&
                      day_number(self->block_day) >= day_number(self->story));
    if (hint > 0 && self->has_block_day && !is_habit) {
        /* "closes at 9 p.m. and reopens by 2 a.m." */
        bool is_small = hour < 5 && self->last_hour >= 17 &&
                        !moment_has(m, FIELD_TWELVE) && place_is_bare_time(m);
        return stretch_of(GRAIN_DAY, day_plus(self->block_day, is_small));
    }
    bool is_told_of =
        hint < 0 || (hint == 0 && self->has_text_day && self->has_block_day) ||
        (hint == 1 && self->has_text_day && !is_habit);
    if (!knows_day(self) || !is_told_of)
        return stretch_of(GRAIN_NONE, day);
    if (self->has_scene_day)
        day = self->scene_day;
    else if (self->has_told_day)
        day = self->text_day;
    else if (self->has_time_day && self->block - self->time_block <= NEAR)
        day = self->time_day;
    else if (self->has_text_day)
        day = self->main_day;
    /* Midnight is over before the small hours and ahead of an evening. */
    bool goes_over =
        (hour == 24 && self->has_text_day &&
         (self->last_hour < 0 || self->last_hour >= 12)) ||
        (hour < (self->last_hour >= 19 ? 12 : 5) && self->last_hour >= 17 &&
         !moment_has(m, FIELD_TWELVE) && place_is_bare_time(m));
    /* What is told as past was not after the day on which it is told. */
    bool is_told = hint < 0 && day_number(day) >= day_number(self->story);
    if (goes_over && !is_told)
        day = day_plus(day, 1);
    return stretch_of(GRAIN_DAY, day);
}

Moment place_ordered(const struct resolver *self, const Moment *m)
{
    Moment copy = *m;

    if (m->field[FIELD_ORDER] == ORDER_EITHER && self->order == ORDER_DMY) {
        copy.field[FIELD_MONTH] = m->field[FIELD_DAY];
        copy.field[FIELD_DAY] = m->field[FIELD_MONTH];
    }
    return copy;
}

/* "two weeks before Christmas". */
Stretch place_away(const Moment *m, Stretch s)
{
    int64_t count = moment_get(m, FIELD_AWAY, 0);
    Unit unit = (Unit)(moment_get(m, FIELD_AWAY_UNIT, UNIT_DAY) & 15);

    if (!count || s.grain != GRAIN_DAY)
        return s;
    return stretch_of(GRAIN_DAY, stretch_away(s.start, unit, count));
}

/* "Labor Day weekend", "the week of July 27". */
static Stretch around(const Moment *m, Stretch s)
{
    if (moment_has(m, FIELD_WEEK) && moment_has(m, FIELD_NTH) &&
        (s.grain == GRAIN_MONTH || s.grain == GRAIN_YEAR))
        return week_in(m, s);
    if (s.grain != GRAIN_DAY)
        return s;
    if (moment_has(m, FIELD_WEEKEND))
        return stretch_around(
            UNIT_WEEKEND,
            day_plus(s.start, day_weekday(s.start) == 1 ? -1 : 0));
    if (moment_has(m, FIELD_WEEK))
        return stretch_around(UNIT_WEEK, s.start);
    return s;
}

/* "the same quarter of 2024", after one of 2025. */
static Stretch same_of_year(const struct resolver *self, const Moment *m)
{
    int32_t year = (int32_t)clamp(m->field[FIELD_YEAR], 9999);
    Day start = self->text.start;

    if (self->text.grain >= GRAIN_MONTH && self->text.grain <= GRAIN_SEASON) {
        start.year = year;
        return stretch_of(self->text.grain, start);
    }
    if (self->quarter.grain == GRAIN_NONE)
        return stretch_of(GRAIN_YEAR, day_of(year, 1, 1));
    return stretch_of(GRAIN_QUARTER,
                      day_of(year, self->quarter.start.month, 1));
}

/* What a note does not say of the day; of a feast and of a quarter it is the
 * year. */
Open place_open(const struct resolver *self, const Moment *m)
{
    if (!self->is_note || moment_has(m, FIELD_YEAR) ||
        moment_has(m, FIELD_BASE) ||
        (moment_has(m, FIELD_PICK) && !moment_has(m, FIELD_DAY)) ||
        moment_has(m, FIELD_DECADE) || moment_has(m, FIELD_CENTURY) ||
        moment_has(m, FIELD_VAGUE) || moment_has(m, FIELD_AWAY) ||
        moment_has(m, FIELD_WEEK) || moment_has(m, FIELD_WEEKEND))
        return OPEN_NOTHING;
    if (moment_has(m, FIELD_MONTH) || moment_has(m, FIELD_FEAST) ||
        moment_has(m, FIELD_QUARTER) || moment_has(m, FIELD_HALF) ||
        moment_has(m, FIELD_SEASON))
        return OPEN_YEAR;
    if (moment_has(m, FIELD_WEEKDAY) && moment_has(m, FIELD_DAY)) {
        Day day;
        return find_month(self, m, &day) ? OPEN_NOTHING : OPEN_WEEK;
    }
    if (moment_has(m, FIELD_WEEKDAY))
        return OPEN_WEEK;
    return moment_has(m, FIELD_DAY) ? OPEN_MONTH : OPEN_NOTHING;
}

Stretch place_find(const struct resolver *self, const Moment *m,
                   bool *out_symbolic)
{
    Stretch none = {.grain = GRAIN_NONE};

    *out_symbolic = false;
    if (moment_get(m, FIELD_OFTEN, 0) == 1)
        return none;
    if (moment_has(m, FIELD_CENTURY))
        return stretch_of(GRAIN_CENTURY,
                          day_of((m->field[FIELD_CENTURY] - 1) * 100, 1, 1));
    if (moment_has(m, FIELD_DECADE))
        return stretch_of(GRAIN_DECADE,
                          day_of(m->field[FIELD_DECADE] * 10, 1, 1));
    if (moment_has(m, FIELD_YEAR) && moment_has(m, FIELD_BASE))
        return same_of_year(self, m);
    if (moment_has(m, FIELD_YEAR))
        return around(m, within_year(m, clamp(m->field[FIELD_YEAR], 9999)));
    bool has_text =
        m->field[FIELD_BASE] == BASE_TEXT && self->text.grain != GRAIN_NONE;
    if (!self->has_story && !has_text &&
        !(place_is_bare_time(m) && self->has_text_day)) {
        *out_symbolic = true;
        return none;
    }
    if (self->is_note && !has_text && is_unplaced(m))
        return none;
    if (place_is_bare_time(m))
        return day_of_time(self, m);
    if (!moment_has(m, FIELD_BASE))
        return around(m, without_year(self, m));
    Stretch s = place_is_bare_part(m) ? day_of_time(self, m) : shifted(self, m);
    *out_symbolic = s.grain == GRAIN_NONE && !self->has_story;
    return s;
}

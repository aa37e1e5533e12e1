#include "dates/resolve.h"

#include "dates/place.h"
#include "dates/write.h"

void resolver_init(struct resolver *self)
{
    *self = (struct resolver){.last_hour = -1};
}

void resolver_block(struct resolver *self)
{
    self->has_block_day = false;
    self->has_scene_day = false;
    self->has_told_day = false;
    self->has_block_season = false;
    self->block++;
}

bool moment_is_absolute(const Moment *moment)
{
    if (moment_has(moment, FIELD_VAGUE))
        return true;
    return !moment_has(moment, FIELD_BASE) &&
           moment_get(moment, FIELD_ORDER, ORDER_MDY) != ORDER_EITHER &&
           (moment_has(moment, FIELD_YEAR) ||
            moment_has(moment, FIELD_DECADE) ||
            moment_has(moment, FIELD_CENTURY));
}

/* ---- the answer -------------------------------------------------------- */

static void remember_day(struct resolver *self, const Moment *m, Day day)
{
    bool is_first = !self->has_block_day;

    self->block_day = day;
    self->has_block_day = true;
    if (self->has_story && day_number(day) > day_number(self->story))
        return;
    if (self->has_story && day_distance(day, self->story) >= 3000) {
        /* A paragraph that tells of it; others go on with what is told. */
        self->has_scene_day = is_first || self->has_scene_day;
        self->scene_day = day;
        return;
    }
    self->has_scene_day = false;
    if (m->field[FIELD_KIND] == MOMENT_TIME) {
        self->time_day = day;
        self->time_block = self->block;
        self->has_time_day = true;
    }
    if (!self->has_text_day)
        self->main_day = day;
    self->text_day = day;
    self->has_text_day = true;
    self->has_told_day = true;
}

/* "a year earlier" is looked at from here; nobody goes there. */
static bool is_comparison(const Moment *m)
{
    return moment_get(m, FIELD_BASE, BASE_STORY) != BASE_STORY &&
           moment_get(m, FIELD_UNIT, UNIT_DAY) == UNIT_YEAR &&
           moment_get(m, FIELD_COUNT, 0) == -1;
}

/* When a part of the day begins, roughly. */
static int64_t part_hour(int64_t part)
{
    static const int64_t hours[] = {
        [PART_MORNING] = 6, [PART_AFTERNOON] = 12, [PART_EVENING] = 17,
        [PART_NIGHT] = 19,  [PART_DAYTIME] = 9,    [PART_LUNCH] = 12,
    };

    return hours[part];
}

static bool is_day(Stretch s, Day day)
{
    return s.grain == GRAIN_DAY && day_number(s.start) == day_number(day);
}

/* The hour told last on the day of a time that names none, -1 where none was;
 * else the hour told last. */
static int64_t hour_before(const struct resolver *self, const Moment *m,
                           Stretch s)
{
    if (!place_is_bare_time(m) || s.grain != GRAIN_DAY || !self->has_main_hour)
        return self->last_hour;
    if (is_day(s, self->hour_day))
        return self->last_hour;
    return is_day(s, self->main_day) ? self->main_hour : self->last_hour;
}

/* "At 6:40" behind an evening is of that evening, "at 1:40" behind noon of the
 * afternoon. */
static int64_t settled_hour(const struct resolver *self, const Moment *m,
                            Stretch s)
{
    int64_t hour = m->field[FIELD_HOUR];
    int64_t before = hour_before(self, m, s);

    if (hour == 24 && place_is_bare_time(m))
        return 0;
    if (!moment_has(m, FIELD_TWELVE) || hour >= 12 || before < 12)
        return hour;
    bool is_evening = place_is_bare_time(m) && before >= 17 && hour >= 5;
    return is_evening || hour + 12 >= before ? hour + 12 : hour;
}

static void remember_hour(struct resolver *self, Stretch s, int64_t hour)
{
    self->last_hour = hour;
    if (s.grain != GRAIN_DAY)
        return;
    self->hour_day = s.start;
    if (!self->has_text_day || !is_day(s, self->main_day))
        return;
    self->main_hour = hour;
    self->has_main_hour = true;
}

static void remember(struct resolver *self, const Moment *m, Stretch s)
{
    if (s.grain == GRAIN_NONE || s.grain >= GRAIN_DECADE || is_comparison(m))
        return;
    self->text = s;
    if (s.grain <= GRAIN_YEAR) {
        self->has_block_season = s.grain == GRAIN_SEASON;
        self->block_season = s.start;
    }
    if (moment_has(m, FIELD_QUARTER) && s.grain == GRAIN_QUARTER)
        self->quarter = s;
    bool is_guess =
        (place_is_bare_time(m) || place_is_bare_part(m)) && !self->has_text_day;
    if (s.grain == GRAIN_DAY && !is_guess)
        remember_day(self, m, s.start);
    if (moment_has(m, FIELD_HOUR))
        remember_hour(self, s, settled_hour(self, m, s));
    else if (moment_get(m, FIELD_PART, 0) >= PART_MORNING &&
             m->field[FIELD_PART] <= PART_LUNCH)
        remember_hour(self, s, part_hour(m->field[FIELD_PART]));
}

/* The other end of what is a range in itself: "3 to 5 May". */
static bool range_end(const Moment *m, Point from, Point *out_to)
{
    Point to = from;

    if (moment_has(m, FIELD_TO_HOUR)) {
        to.minute =
            m->field[FIELD_TO_HOUR] * 60 + moment_get(m, FIELD_TO_MINUTE, 0);
        to.is_exact = moment_has(m, FIELD_TO_MINUTE);
    } else if (from.s.grain == GRAIN_NONE) {
        return false;
    } else if (moment_has(m, FIELD_TO_YEAR)) {
        to.s.start.year = (int32_t)clamp(m->field[FIELD_TO_YEAR], 9999);
    } else if (moment_has(m, FIELD_TO_DAY)) {
        to.s.start.day = (int32_t)m->field[FIELD_TO_DAY];
    } else if (moment_has(m, FIELD_TO_MONTH)) {
        to.s.start = day_plus_months(
            from.s.start,
            (m->field[FIELD_TO_MONTH] - from.s.start.month + 12) % 12);
    } else {
        return false;
    }
    *out_to = to;
    return true;
}

/* "October-December" is a quarter, "January to June" half a year. */
static Stretch settled_range(Moment *m, Stretch s)
{
    int64_t months;

    if (!moment_has(m, FIELD_TO_MONTH) || s.grain != GRAIN_MONTH)
        return s;
    months = (m->field[FIELD_TO_MONTH] - s.start.month + 12) % 12 + 1;
    if ((months != 3 && months != 6) || (s.start.month - 1) % months != 0)
        return s;
    m->field[FIELD_TO_MONTH] = MOMENT_NONE;
    s.grain = months == 3 ? GRAIN_QUARTER : GRAIN_HALF;
    return s;
}

/* A note's "at 7" and "in the morning" are of no day at all; those of a story
 * are of one that is not said. */
static bool is_dayless(const struct resolver *self, const Moment *m)
{
    return self->is_note &&
           (place_is_bare_time(m) ||
            (moment_get(m, FIELD_BASE, BASE_NONE) == BASE_TEXT &&
             moment_get(m, FIELD_UNIT, UNIT_DAY) == UNIT_DAY &&
             m->field[FIELD_KIND] == MOMENT_TIME));
}

static void write_value(struct writer *w, const struct resolver *self,
                        const Moment *m, const Resolved *r)
{
    static const char *const refs[] = {"", "PAST_REF", "PRESENT_REF",
                                       "FUTURE_REF"};

    if (moment_has(m, FIELD_VAGUE)) {
        WRITE(w, "%s", refs[m->field[FIELD_VAGUE] & 3]);
        return;
    }
    Point from = {
        .s = r->stretch,
        .minute = r->minute,
        .is_exact = moment_has(m, FIELD_MINUTE),
        .open = r->open,
    };
    Point to;
    if (range_end(m, from, &to)) {
        write_between(w, from, to);
        return;
    }
    if (r->stretch.grain != GRAIN_NONE && !r->open)
        write_stretch(w, r->stretch);
    else if (!is_dayless(self, m))
        write_symbolic(w, m);
    if (m->field[FIELD_KIND] == MOMENT_TIME || moment_has(m, FIELD_HOUR))
        write_time(w, m,
                   moment_has(m, FIELD_HOUR) ? settled_hour(self, m, r->stretch)
                                             : MOMENT_NONE,
                   self->is_note);
}

static void write_from(struct writer *w, const struct resolver *self,
                       const Moment *m)
{
    if (self->has_story && moment_has(m, FIELD_SPOKEN)) {
        WRITE(w, "the day on which it was said");
        return;
    }
    if (!self->has_story) {
        WRITE(w, "the day named last");
        return;
    }
    WRITE(w, "the story's date, ");
    write_day(w, self->story);
}

static void write_how_shift(struct writer *w, const struct resolver *self,
                            const Moment *m)
{
    int64_t count = moment_get(m, FIELD_COUNT, 0);
    int64_t size = count < 0 ? -count : count;
    Str unit = unit_name((Unit)moment_get(m, FIELD_UNIT, UNIT_DAY));

    if (count == 0)
        WRITE(w, "the %.*s of ", STR_ARG(unit));
    else
        WRITE(w, "%lld %.*s%s %s ", (long long)size, STR_ARG(unit),
              size == 1 ? "" : "s", count < 0 ? "before" : "after");
    if (m->field[FIELD_BASE] == BASE_TEXT && self->text.grain != GRAIN_NONE) {
        write_friendly(w, self->text);
        WRITE(w, ", the date named last");
    } else {
        write_from(w, self, m);
    }
}

static void write_how(struct writer *w, const struct resolver *self,
                      const Moment *m, const Resolved *r)
{
    static const char *const days[] = {"Monday",   "Tuesday", "Wednesday",
                                       "Thursday", "Friday",  "Saturday",
                                       "Sunday"};

    if (r->is_symbolic) {
        WRITE(w, "the story has no date to count from");
    } else if (r->open) {
        WRITE(w, "one sentence alone does not tell; likely ");
        write_friendly(w, r->stretch);
    } else if (moment_has(m, FIELD_BASE)) {
        write_how_shift(w, self, m);
    } else if (place_is_bare_time(m)) {
        if (r->stretch.grain != GRAIN_NONE)
            WRITE(w, "on the day named last");
    } else if (r->stretch.grain != GRAIN_NONE && self->has_story &&
               !moment_has(m, FIELD_YEAR)) {
        int64_t from = day_number(self->story);
        int64_t to = day_number(r->stretch.start);
        bool is_day =
            moment_has(m, FIELD_WEEKDAY) && !moment_has(m, FIELD_MONTH);
        WRITE(w, "the %s ",
              is_day ? days[(m->field[FIELD_WEEKDAY] + 6) % 7] : "one");
        WRITE(w, "%s ", to < from ? "before" : to > from ? "after" : "of");
        write_from(w, self, m);
    }
    if (m->field[FIELD_ORDER] == ORDER_EITHER && !self->order)
        WRITE(w, "%sday and month may be the other way round",
              w->len ? "; " : "");
}

/*
 * What a hint beside the words would add. Of a time nothing, if its day is the
 * one named last or the story's own; of a month that is named the year, if it
 * is not the story's; of anything else the date.
 */
static void write_label(struct writer *w, const struct resolver *self,
                        const Moment *m, const Resolved *r)
{
    if (r->is_symbolic || r->stretch.grain == GRAIN_NONE)
        return;
    if (place_is_bare_time(m)) {
        Day usual = self->has_text_day ? self->text_day : self->story;
        if (!is_day(r->stretch, usual))
            write_friendly(w, r->stretch);
    } else if (!moment_has(m, FIELD_MONTH) || moment_has(m, FIELD_BASE)) {
        write_friendly(w, r->stretch);
    } else if (r->open || !self->has_story ||
               r->stretch.start.year != self->story.year) {
        WRITE(w, "%d", (int)r->stretch.start.year);
    }
    if (r->open && w->len)
        WRITE(w, "?");
}

void resolver_next(struct resolver *self, const Moment *moment,
                   Resolved *out_resolved)
{
    Moment m = place_ordered(self, moment);
    Resolved *r = out_resolved;
    struct writer value = {.out = r->value, .size = sizeof r->value};
    struct writer how = {.out = r->how, .size = sizeof r->how};
    struct writer label = {.out = r->label, .size = sizeof r->label};

    r->value[0] = r->how[0] = r->label[0] = '\0';
    r->is_symbolic = false;
    r->open = OPEN_NOTHING;
    r->stretch = (Stretch){.grain = GRAIN_NONE};
    r->minute = -1;
    if (!moment_has(&m, FIELD_VAGUE))
        r->stretch = settled_range(
            &m, place_away(&m, place_find(self, &m, &r->is_symbolic)));
    r->open =
        r->stretch.grain == GRAIN_NONE ? OPEN_NOTHING : place_open(self, &m);
    if (moment_has(&m, FIELD_HOUR))
        r->minute = settled_hour(self, &m, r->stretch) * 60 +
                    moment_get(&m, FIELD_MINUTE, 0);
    write_value(&value, self, &m, r);
    if (!moment_is_absolute(&m)) {
        write_how(&how, self, &m, r);
        write_label(&label, self, &m, r);
    }
    r->is_symbolic = r->is_symbolic || r->open;
    r->value_len = value.len;
    r->how_len = how.len;
    r->label_len = label.len;
    remember(self, &m, r->stretch);
}

/* A year that stands at one end only is that of the other as well. */
static void share_years(Moment *a, Moment *b, bool is_over)
{
    if (moment_has(a, FIELD_PICK) || moment_has(b, FIELD_PICK))
        return; /* "from this May to October 2030" */
    if (!moment_has(a, FIELD_YEAR) && moment_has(b, FIELD_YEAR))
        a->field[FIELD_YEAR] = b->field[FIELD_YEAR] - is_over;
    else if (moment_has(a, FIELD_YEAR) && !moment_has(b, FIELD_YEAR))
        b->field[FIELD_YEAR] = a->field[FIELD_YEAR] + is_over;
}

/* "from the 27th to the third of April" begins in March. */
static void share_month(Moment *a, const Moment *b)
{
    int64_t month = moment_get(b, FIELD_MONTH, MOMENT_NONE);

    if (month == MOMENT_NONE || !moment_has(b, FIELD_DAY) ||
        !moment_has(a, FIELD_DAY) || moment_has(a, FIELD_MONTH) ||
        moment_has(a, FIELD_WEEKDAY) || moment_has(a, FIELD_BASE))
        return;
    if (a->field[FIELD_DAY] >= b->field[FIELD_DAY])
        month = month == 1 ? 12 : month - 1;
    a->field[FIELD_MONTH] = month;
}

static Point point_of(const struct resolver *self, const Moment *m,
                      const Resolved *r)
{
    bool is_now = moment_get(m, FIELD_VAGUE, 0) == VAGUE_PRESENT;

    if (is_now && self->has_story)
        return (Point){
            .s = stretch_of(GRAIN_DAY, self->story),
            .minute = -1,
        };
    return (Point){
        .s = r->stretch,
        .minute = r->minute,
        .is_exact = moment_has(m, FIELD_MINUTE),
        .open = r->open,
    };
}

/* A range to "the end of June" ends where July begins, one to "the middle of
 * June" on the 16th. */
static Point edge_of(Point point, const Moment *m)
{
    int64_t mod = moment_get(m, FIELD_MOD, MOD_NONE);

    if (point.s.grain != GRAIN_MONTH)
        return point;
    if (mod == MOD_END)
        point.s.start = day_plus_months(point.s.start, 1);
    else if (mod == MOD_MID)
        point.s.start.day = 16;
    return point;
}

void resolver_range(struct resolver *self, const Moment *from, const Moment *to,
                    Resolved *out_resolved)
{
    Moment a = *from, b = *to;
    share_month(&a, &b);
    bool has_months =
        moment_has(&a, FIELD_MONTH) && moment_has(&b, FIELD_MONTH);
    bool is_over = place_ordered(self, &a).field[FIELD_MONTH] >
                   place_ordered(self, &b).field[FIELD_MONTH];
    Resolved end;
    Resolved *r = out_resolved;
    struct writer value = {.out = r->value, .size = sizeof r->value};
    struct writer label = {.out = r->label, .size = sizeof r->label};

    if (has_months)
        share_years(&a, &b, is_over);
    bool is_long = moment_has(&b, FIELD_AWAY) && !moment_has(&a, FIELD_AWAY);
    Open open = place_open(self, is_long ? &a : &b);
    resolver_next(self, &a, r);
    if (has_months && r->stretch.grain != GRAIN_NONE &&
        !moment_has(&a, FIELD_BASE) && !moment_has(&b, FIELD_BASE) &&
        !moment_has(&b, FIELD_YEAR))
        b.field[FIELD_YEAR] = r->stretch.start.year + is_over;
    resolver_next(self, &b, &end);
    if (end.stretch.grain != GRAIN_NONE)
        end.open = open;
    Point first = point_of(self, &a, r), last = point_of(self, &b, &end);
    first = edge_of(first, &a);
    last = edge_of(last, &b);
    if (is_long) { /* "two weeks starting 20 May" */
        last.away = b.field[FIELD_AWAY];
        last.away_unit = (Unit)(b.field[FIELD_AWAY_UNIT] & 15);
    }
    value.len = r->value_len;
    bool is_of_no_day = first.s.grain == GRAIN_NONE && first.minute >= 0 &&
                        last.s.grain == GRAIN_NONE && last.minute >= 0;
    if (is_of_no_day ||
        (first.s.grain != GRAIN_NONE && last.s.grain != GRAIN_NONE)) {
        value.len = 0;
        write_between(&value, first, last);
        if (r->label_len || end.label_len) {
            write_friendly(&label, first.s);
            WRITE(&label, " to ");
            write_friendly(&label, last.s);
        }
    } else {
        WRITE(&value, "/%.*s", (int)end.value_len, end.value);
    }
    r->value_len = value.len;
    r->label_len = label.len;
    r->is_symbolic = r->is_symbolic || end.is_symbolic;
}

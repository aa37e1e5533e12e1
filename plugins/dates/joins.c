/*
 * joins - expressions that stand beside each other and together mean one time:
 * a time of day and its day, a length and where it begins, two ends of a range.
 *
 *     [14 May] [from 9 a.m.] for [two hours]   one day, from 9 to 11
 *     [Monday] [8 p.m.] - [9 p.m.]             one day, from 20 to 21
 *
 * Each join looks at two neighbours, and the first takes the second in; the
 * rules have found both already and their values are open until story.c.
 */
#include "dates/reader.h"

/* What an expression can be to a neighbour. */
typedef enum Role {
    ROLE_OTHER,
    ROLE_CLOCK,  /* "10 a.m.": needs a day */
    ROLE_DAY,    /* "Wednesday", "26 November", "yesterday" */
    ROLE_PART,   /* "Monday night", "that evening": a day and its part */
    ROLE_PERIOD, /* "two weeks" */
} Role;

static Role role_of(const Found *found)
{
    const Moment *m = &found->moment;
    bool is_day = moment_has(m, FIELD_DAY) || moment_has(m, FIELD_WEEKDAY) ||
                  moment_has(m, FIELD_FEAST) ||
                  moment_get(m, FIELD_UNIT, UNIT_YEAR) == UNIT_DAY;

    if (m->field[FIELD_KIND] == MOMENT_DURATION)
        return ROLE_PERIOD;
    if (m->field[FIELD_KIND] == MOMENT_SET || moment_has(m, FIELD_VAGUE) ||
        moment_has(m, FIELD_TO_DAY))
        return ROLE_OTHER;
    if (moment_has(m, FIELD_HOUR))
        return is_day ? ROLE_OTHER : ROLE_CLOCK;
    if (moment_has(m, FIELD_PART) && is_day)
        return ROLE_PART;
    return is_day ? ROLE_DAY : ROLE_OTHER;
}

/* Copies what `from` says and `to` does not. */
static void add_fields(Moment *to, const Moment *from)
{
    for (int i = 0; i < FIELD_COUNT_OF; i++)
        if (to->field[i] == MOMENT_NONE)
            to->field[i] = from->field[i];
}

/* Copies the day that `from` says and `to` does not. */
static void add_day(Moment *to, const Moment *from)
{
    static const Field fields[] = {
        FIELD_BASE,  FIELD_UNIT,    FIELD_COUNT, FIELD_PICK,
        FIELD_YEAR,  FIELD_MONTH,   FIELD_NTH,   FIELD_DAY,
        FIELD_FEAST, FIELD_WEEKDAY, FIELD_AWAY,  FIELD_AWAY_UNIT,
    };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (to->field[fields[i]] == MOMENT_NONE)
            to->field[fields[i]] = from->field[fields[i]];
}

static void later_half(Moment *time)
{
    int64_t to = moment_get(time, FIELD_TO_HOUR, 12);

    time->field[FIELD_HOUR] += 12;
    if (to < 12)
        time->field[FIELD_TO_HOUR] = to + 12;
}

/* "10" + "Monday night": ten at night. */
static void settle_half(Moment *time)
{
    int64_t hour = time->field[FIELD_HOUR];
    int64_t part = moment_get(time, FIELD_PART, PART_MORNING);

    if (moment_has(time, FIELD_TWELVE) && moment_has(time, FIELD_PART)) {
        if (part != PART_MORNING && hour < 12 &&
            !(part == PART_NIGHT && hour < 5))
            later_half(time);
        time->field[FIELD_TWELVE] = MOMENT_NONE;
    }
    time->field[FIELD_PART] = MOMENT_NONE;
}

/* What `b` says of its weekday and day, as tokens of `a`. */
static Moment seen_from(const Found *a, const Found *b)
{
    Moment m = b->moment;

    if (moment_has(&m, FIELD_AT_WEEKDAY))
        m.field[FIELD_AT_WEEKDAY] += b->first - a->first;
    if (moment_has(&m, FIELD_AT_DAY))
        m.field[FIELD_AT_DAY] += b->first - a->first;
    return m;
}

/* "Friday" + "no later than" + "6:30" */
static bool is_bounded(const Reading *reading, uint32_t at, uint32_t end)
{
    at += reading_is(reading, at, ",");
    at += reading_is(reading, at, "no");
    return at + 2 == end && reading_is(reading, at, "later earlier") &&
           reading_is(reading, at + 1, "than");
}

/* "3 p.m." + "or" + "later on Monday" */
static bool is_open_ended(const Reading *reading, const Found *a,
                          const Found *b)
{
    return b->first == a->end + 1 && reading_is(reading, a->end, "or") &&
           reading_is(reading, b->first, "later earlier");
}

/* Between a day and a time behind it, or the other way round. */
static bool is_near(const Reading *reading, const Found *a, const Found *b)
{
    bool is_time_last = role_of(b) == ROLE_CLOCK;

    if (b->first == a->end)
        return true;
    if (is_time_last ? is_bounded(reading, a->end, b->first)
                     : is_open_ended(reading, a, b))
        return true;
    if (b->first != a->end + 1)
        return false;
    if (is_time_last &&
        reading_is(reading, a->end, "before after by around about"))
        return true;
    if (is_time_last && moment_has(&b->moment, FIELD_TO_HOUR) &&
        reading_is(reading, a->end, "from between for"))
        return true;
    return reading_is(reading, a->end, ", on at of @ (");
}

static bool join_time(const Reading *reading, Found *a, const Found *b)
{
    Role first = role_of(a), second = role_of(b);
    bool is_far = b->first == a->end + 2 && reading_is(reading, a->end, ",") &&
                  reading_is(reading, a->end + 1, "on at");

    if ((!is_near(reading, a, b) && !is_far) || a->is_range || b->is_range)
        return false;
    if (first == ROLE_CLOCK && (second == ROLE_DAY || second == ROLE_PART)) {
        bool is_of = reading_is(reading, a->end, "of") && !a->is_weak &&
                     moment_has(&b->moment, FIELD_DAY); /* 6 p.m. of 3 May */
        if (reading_is(reading, a->end, "of at @") && !is_of)
            return false;
        Moment day = seen_from(a, b);
        if (is_open_ended(reading, a, b))
            day.field[FIELD_MOD] = MOMENT_NONE;
        add_fields(&a->moment, &day);
    } else if ((first == ROLE_DAY || first == ROLE_PART) &&
               second == ROLE_CLOCK) {
        if (reading_is(reading, a->end, "of on"))
            return false;
        Moment day = a->moment;
        a->moment = b->moment;
        add_fields(&a->moment, &day);
    } else {
        return false;
    }
    settle_half(&a->moment);
    a->end = b->end;
    a->is_weak = false;
    return true;
}

/* "the early hours", "late night": of a day that is named elsewhere. */
static bool is_bare_part(const Moment *m)
{
    return moment_has(m, FIELD_PART) && !moment_has(m, FIELD_HOUR) &&
           moment_get(m, FIELD_BASE, BASE_NONE) == BASE_TEXT &&
           moment_get(m, FIELD_COUNT, 1) == 0;
}

/* "Friday" + "in" + "the afternoon". */
static bool join_part_behind(const Reading *reading, Found *a, const Found *b)
{
    uint32_t at = a->end;

    at += reading_is(reading, at, ",");
    if (role_of(a) != ROLE_DAY || a->is_range || !is_bare_part(&b->moment) ||
        b->first != at + 1 || !reading_is(reading, at, "in") ||
        !reading_is(reading, b->first, "the"))
        return false;
    a->moment.field[FIELD_KIND] = MOMENT_TIME;
    a->moment.field[FIELD_PART] = b->moment.field[FIELD_PART];
    a->end = b->end;
    return true;
}

/* "the early hours" + "of" + "Thursday", "late-night" + "Tuesday". */
static bool join_part(const Reading *reading, Found *a, const Found *b)
{
    bool is_led = b->first == a->end + 1 &&
                  (reading_is(reading, a->end, "of on") ||
                   (reading_is(reading, a->end, ",") &&
                    reading_is(reading, b->first, "this next last")));

    if (join_part_behind(reading, a, b))
        return true;
    if (!is_bare_part(&a->moment) || role_of(b) != ROLE_DAY || b->is_range ||
        (!is_led && b->first != a->end))
        return false;
    Moment part = a->moment;
    a->moment = seen_from(a, b);
    a->moment.field[FIELD_KIND] = MOMENT_TIME;
    a->moment.field[FIELD_PART] = part.field[FIELD_PART];
    if (moment_has(&part, FIELD_MOD))
        a->moment.field[FIELD_MOD] = part.field[FIELD_MOD];
    a->end = b->end;
    return true;
}

/* ---- times of every day -------------------------------------------------- */

/* "8 a.m." + "every day", "every morning" + "about" + "six". */
static bool is_often(const Reading *reading, const Found *clock,
                     const Found *set)
{
    const Found *a = clock->first < set->first ? clock : set;
    uint32_t at = a->end, next = a == clock ? set->first : clock->first;

    if (role_of(clock) != ROLE_CLOCK ||
        set->moment.field[FIELD_KIND] != MOMENT_SET)
        return false;
    while (at < next && at < a->end + 3 &&
           reading_is(reading, at, ", at from about around by"))
        at++;
    return at == next;
}

/* "each Monday" + "at" + "4 p.m.", "9 a.m." + "on" + "Sundays" are one. What
 * begins "from 8 a.m. every day" is a time of its own. */
static bool join_often(const Reading *reading, Found *a, const Found *b)
{
    bool is_time_last = role_of(b) == ROLE_CLOCK;
    const Found *clock = is_time_last ? b : a, *often = is_time_last ? a : b;
    bool is_daily = moment_has(&often->moment, FIELD_WEEKDAY) ||
                    str_eq(often->value, STR("P1D"));
    bool is_led = b->first == a->end + 1 &&
                  reading_is(reading, a->end, is_time_last ? "at @" : "on");

    if (role_of(clock) != ROLE_CLOCK || !is_daily ||
        often->moment.field[FIELD_KIND] != MOMENT_SET ||
        moment_has(&clock->moment, FIELD_TO_HOUR) ||
        reading_is(reading, often->first, "a per") ||
        reading_follows(reading, a->first, "from until till") ||
        (!is_led && b->first != a->end))
        return false;
    Moment time = clock->moment;
    if (moment_has(&time, FIELD_TWELVE) && time.field[FIELD_HOUR] < 12 &&
        reading_is(reading, often->end - 1,
                   "afternoon afternoons evening evenings night nights"))
        time.field[FIELD_HOUR] += 12;
    time.field[FIELD_KIND] = MOMENT_SET;
    time.field[FIELD_WEEKDAY] = often->moment.field[FIELD_WEEKDAY];
    time.field[FIELD_TWELVE] = MOMENT_NONE;
    time.field[FIELD_OFTEN] = 1;
    a->moment = time;
    a->is_weak = false;
    a->end = b->end;
    return true;
}

/* "4 a.m. (0200 GMT)" + "on" + "Thursday": both are of Thursday. */
static void share_day_around(const Reading *reading, Found *found,
                             uint32_t count)
{
    for (uint32_t i = 0; i + 2 < count; i++) {
        const Found *day = &found[i + 2];
        uint32_t at = found[i + 1].end + 1;
        if (role_of(&found[i]) != ROLE_CLOCK ||
            role_of(&found[i + 1]) != ROLE_CLOCK || role_of(day) != ROLE_DAY ||
            found[i + 1].first != found[i].end + 1 ||
            !reading_is(reading, found[i].end, "(") ||
            !reading_is(reading, at - 1, ")") ||
            day->first != at + reading_is(reading, at, "on"))
            continue;
        add_day(&found[i].moment, &day->moment);
        add_day(&found[i + 1].moment, &day->moment);
    }
}

/* "4 in the morning (4 a.m. Thursday)": the same hour, of that day. */
static void share_day_within(const Reading *reading, Found *found,
                             uint32_t count)
{
    for (uint32_t i = 0; i + 1 < count; i++)
        if (role_of(&found[i]) == ROLE_CLOCK && !found[i].is_weak &&
            found[i + 1].first == found[i].end + 1 &&
            reading_is(reading, found[i].end, "(") &&
            moment_has(&found[i + 1].moment, FIELD_HOUR) &&
            role_of(&found[i + 1]) != ROLE_CLOCK)
            add_day(&found[i].moment, &found[i + 1].moment);
}

static void mark_often(const Reading *reading, Found *found, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if ((i && is_often(reading, &found[i], &found[i - 1])) ||
            (i + 1 < count && is_often(reading, &found[i], &found[i + 1]))) {
            found[i].moment.field[FIELD_OFTEN] = 1;
            found[i].is_weak = false;
        }
}

/* What grows or wins by six does so by no hour. */
#define BY_SO_MUCH                                                             \
    "won win wins lost lose beat beats led leads trailed trails up down rose " \
    "fell cut raised increased reduced grew shrank dropped ahead behind "      \
    "outnumbered multiplied divided"

static bool has_sure_hour(const Found *found)
{
    return !found->is_weak && moment_has(&found->moment, FIELD_HOUR);
}

/* "At 8 a.m. the sheep crossed. By nine we were above the snow.": beside a
 * time of day, a bare hour is one. */
static void mark_hours_told(const Reading *reading, Found *found,
                            uint32_t count)
{
    bool is_told = false; /* an hour stands before it in the paragraph */

    for (uint32_t i = 0; i < count; i++) {
        bool is_near =
            is_told || (i + 1 < count && has_sure_hour(&found[i + 1]));
        uint32_t at = found[i].first;
        if (found[i].is_weak && role_of(&found[i]) == ROLE_CLOCK && is_near &&
            at >= reading->first + 1 && reading_follows(reading, at, "at by") &&
            !(reading_is(reading, at - 1, "by") && at >= reading->first + 2 &&
              reading_is(reading, at - 2, BY_SO_MUCH)))
            found[i].is_weak = false;
        is_told = is_told || has_sure_hour(&found[i]);
    }
}

/* ---- ranges ------------------------------------------------------------ */

/* A day, a month, a year: what a range can begin or end with. */
static bool is_end(const Found *found)
{
    const Moment *m = &found->moment;
    int64_t vague = moment_get(m, FIELD_VAGUE, VAGUE_PRESENT);

    return m->field[FIELD_KIND] <= MOMENT_TIME && !found->is_range &&
           !found->is_weak && vague == VAGUE_PRESENT &&
           !moment_has(m, FIELD_TO_DAY) && !moment_has(m, FIELD_TO_YEAR) &&
           !moment_has(m, FIELD_TO_MONTH) && !moment_has(m, FIELD_TO_HOUR);
}

/* Which of these it names: two ends without a "from" must name the same. */
static uint32_t shape_of(const Moment *m)
{
    return (uint32_t)moment_has(m, FIELD_HOUR) |
           (uint32_t)moment_has(m, FIELD_DAY) << 1 |
           (uint32_t)moment_has(m, FIELD_MONTH) << 2 |
           (uint32_t)moment_has(m, FIELD_QUARTER) << 3;
}

static bool is_range(const Reading *reading, const Found *a, const Found *b)
{
    bool is_from = reading_follows(reading, a->first, "from");
    bool is_alike = shape_of(&a->moment) == shape_of(&b->moment) &&
                    shape_of(&a->moment) != 0;

    /* Two bare years are two dates to whoever checks them. */
    if (b->first != a->end + 1 || !is_end(a) || !is_end(b) ||
        (!shape_of(&a->moment) && !shape_of(&b->moment)))
        return false;
    if (reading_is(reading, a->end, "and"))
        return reading_follows(reading, a->first, "between");
    if (reading_is(reading, a->end, "- – through"))
        return is_from || is_alike;
    if (reading_is(reading, a->end, "to") &&
        moment_get(&b->moment, FIELD_UNIT, UNIT_YEAR) == UNIT_DAY &&
        moment_has(&a->moment, FIELD_DAY) &&
        moment_has(&a->moment, FIELD_MONTH))
        return true; /* 1 August to today */
    if (reading_is(reading, a->end, "to"))
        return is_from || (is_alike && (moment_has(&a->moment, FIELD_HOUR) ||
                                        moment_has(&a->moment, FIELD_MONTH)));
    /* "1 June until 5 September" */
    bool is_dates = is_alike && moment_has(&a->moment, FIELD_MONTH) &&
                    moment_has(&a->moment, FIELD_DAY);
    return (is_from || is_dates) && reading_is(reading, a->end, "until till");
}

static void set_today(Moment *time)
{
    time->field[FIELD_BASE] = BASE_STORY;
    time->field[FIELD_UNIT] = UNIT_DAY;
    time->field[FIELD_COUNT] = 0;
}

/* "from 2 p.m." + "to" + "5 p.m. Thursday": both are of Thursday; "from 2 p.m."
 * + "to" + "tomorrow 5 p.m." begins today. */
static void share_day(const Reading *reading, Found *a, Found *b)
{
    bool is_day_first =
        reading->tokens->cls[b->first] == STET_TOKEN_WORD &&
        moment_get(&b->moment, FIELD_UNIT, UNIT_YEAR) == UNIT_DAY &&
        moment_has(&b->moment, FIELD_HOUR);

    if (role_of(a) == ROLE_CLOCK && is_day_first)
        set_today(&a->moment);
    else if (role_of(a) == ROLE_CLOCK && moment_has(&b->moment, FIELD_HOUR))
        add_day(&a->moment, &b->moment);
    else if (role_of(b) == ROLE_CLOCK && moment_has(&a->moment, FIELD_HOUR))
        add_day(&b->moment, &a->moment);
}

static bool join_range(const Reading *reading, Found *a, Found *b)
{
    if (!is_range(reading, a, b))
        return false;
    share_day(reading, a, b);
    a->to = seen_from(a, b);
    a->is_range = true;
    a->end = b->end;
    if (a->to.field[FIELD_KIND] == MOMENT_TIME)
        a->moment.field[FIELD_KIND] = MOMENT_TIME;
    return true;
}

/* ---- so long from a time on -------------------------------------------- */

/* Minutes that "PT3H30M" or "PT2.5H" says; 0 for anything else. */
static int64_t minutes_of(Str value)
{
    int64_t minutes = 0, number = 0, scale = 0;

    if (!str_starts(value, STR("PT")) || value.len > 12)
        return 0;
    for (uint32_t i = 2; i < value.len; i++) {
        char c = value.ptr[i];
        if (c >= '0' && c <= '9') {
            number = number * 10 + (c - '0');
            scale *= 10;
        } else if (c == '.' && !scale) {
            scale = 1;
        } else if (c == 'H' || c == 'M') {
            minutes += number * (c == 'H' ? 60 : 1) / (scale ? scale : 1);
            number = scale = 0;
        } else {
            return 0;
        }
    }
    return minutes;
}

/* "9.30 a.m." + "for" + "two hours" ends at 11.30. */
static void set_end(Moment *time, int64_t minutes)
{
    int64_t end = time->field[FIELD_HOUR] * 60 +
                  moment_get(time, FIELD_MINUTE, 0) + minutes;

    time->field[FIELD_TO_HOUR] = end / 60 % 24;
    if (end % 60)
        time->field[FIELD_TO_MINUTE] = end % 60;
}

/* "from" + "2 p.m." + "for" + "two hours"; "for" + "two hours" + "from" + "2
 * p.m." */
static bool join_hours(const Reading *reading, Found *a, const Found *b)
{
    bool is_time_first = role_of(a) == ROLE_CLOCK;
    const Found *clock = is_time_first ? a : b, *span = is_time_first ? b : a;
    int64_t minutes = minutes_of(span->value);
    bool is_led = is_time_first
                      ? reading_follows(reading, a->first, "from") &&
                            reading_is(reading, a->end, "for")
                      : reading_follows(reading, a->first, "for last lasts") &&
                            reading_is(reading, a->end, "from");

    if (b->first != a->end + 1 || !is_led || role_of(clock) != ROLE_CLOCK ||
        role_of(span) != ROLE_PERIOD || !minutes || minutes > 1440 ||
        moment_has(&clock->moment, FIELD_TO_HOUR))
        return false;
    Moment time = clock->moment;
    set_end(&time, minutes);
    a->moment = time;
    a->value = STR("");
    a->amount = 0;
    a->is_weak = false;
    a->end = b->end;
    return true;
}

/* How many tokens say that what is behind them begins it. */
static uint32_t starting(const Reading *reading, uint32_t at)
{
    if (reading_is(reading, at, ",") &&
        reading_is(reading, at + 1, "from starting beginning"))
        return 2;
    if (!reading_is(reading, at, "starting beginning commencing"))
        return 0;
    return 1u + reading_is(reading, at + 1, "on from");
}

/* "two weeks" + "starting" + "20 May"; "the two years beginning July 1" are a
 * length and a day. */
static bool join_days(const Reading *reading, Found *a, const Found *b)
{
    uint32_t led = starting(reading, a->end);

    if (role_of(a) != ROLE_PERIOD || !a->amount || a->unit < UNIT_DAY ||
        a->unit == UNIT_WEEKEND || role_of(b) != ROLE_DAY || b->is_range ||
        reading_is(reading, a->first, "the") || !led ||
        b->first != a->end + led || moment_has(&b->moment, FIELD_AWAY))
        return false;
    a->moment = seen_from(a, b);
    a->to = a->moment;
    a->to.field[FIELD_AWAY] = a->amount;
    a->to.field[FIELD_AWAY_UNIT] = a->unit;
    a->is_range = true;
    a->value = STR("");
    a->amount = 0;
    a->end = b->end;
    return true;
}

/* ---- days away from a day ---------------------------------------------- */

static bool is_bare_weekday(const Moment *m)
{
    return moment_has(m, FIELD_WEEKDAY) && !moment_has(m, FIELD_BASE) &&
           !moment_has(m, FIELD_PICK) && !moment_has(m, FIELD_MONTH) &&
           !moment_has(m, FIELD_DAY) && m->field[FIELD_KIND] <= MOMENT_TIME;
}

/* "two weeks" + "before" + "Christmas"; not "before Christmas's parade". */
static bool join_away(const Reading *reading, Found *a, const Found *b)
{
    bool is_before = reading_is(reading, a->end, "before");
    bool is_after = reading_is(reading, a->end, "after from following");

    if (role_of(a) != ROLE_PERIOD || !a->amount || role_of(b) != ROLE_DAY ||
        b->first != a->end + 1 || b->is_range || b->is_weak ||
        a->unit < UNIT_DAY || a->unit == UNIT_WEEKEND ||
        (!is_before && !is_after) || reading_is(reading, b->end, "'s"))
        return false;
    int64_t mod = a->moment.field[FIELD_MOD];
    uint32_t at = a->end;
    a->moment = seen_from(a, b);
    a->moment.field[FIELD_AWAY] = is_before ? -a->amount : a->amount;
    a->moment.field[FIELD_AWAY_UNIT] = a->unit;
    /* "a week from Friday" is counted from the one ahead. */
    if (reading_is(reading, at, "from") && is_bare_weekday(&a->moment))
        a->moment.field[FIELD_PICK] = 2;
    a->moment.field[FIELD_MOD] = mod;
    a->is_weak = false;
    a->value = STR("");
    a->end = b->end;
    return true;
}

/* ---- business quarters --------------------------------------------------- */

/* "the quarter" + "ended" + "Sept. 30" is the third, where no story says that
 * its company counts otherwise. */
static void name_quarter(const Reading *reading, Found *quarter,
                         const Found *day)
{
    Moment *m = &quarter->moment;
    bool is_bare = moment_get(m, FIELD_BASE, BASE_NONE) == BASE_TEXT &&
                   moment_get(m, FIELD_UNIT, UNIT_DAY) == UNIT_QUARTER &&
                   moment_get(m, FIELD_COUNT, 1) == 0;

    if (!is_bare || !moment_has(&day->moment, FIELD_MONTH) ||
        day->first > quarter->end + 2 ||
        !reading_is(reading, quarter->end, "ended ending"))
        return;
    m->field[FIELD_QUARTER] = (day->moment.field[FIELD_MONTH] + 2) / 3;
    if (!moment_has(&day->moment, FIELD_YEAR))
        return;
    m->field[FIELD_BASE] = MOMENT_NONE;
    m->field[FIELD_YEAR] = day->moment.field[FIELD_YEAR];
}

/* ---- lists ------------------------------------------------------------- */

static bool is_listed(const Reading *reading, const Found *a, const Found *b)
{
    uint32_t at = a->end;

    while (at < b->first && at < a->end + 3 &&
           reading_is(reading, at, ", and or & on"))
        at++;
    return at == b->first && at > a->end;
}

static void share_week(Moment *to, const Moment *from)
{
    static const Field fields[] = {FIELD_BASE, FIELD_UNIT, FIELD_COUNT};
    bool is_week = moment_get(from, FIELD_BASE, BASE_NONE) == BASE_STORY &&
                   moment_get(from, FIELD_UNIT, UNIT_DAY) == UNIT_WEEK &&
                   moment_has(from, FIELD_WEEKDAY);

    if (!is_week || !is_bare_weekday(to))
        return;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        to->field[fields[i]] = from->field[fields[i]];
}

static void share_month(Found *to, const Found *from)
{
    if (!to->is_weak || !moment_has(&to->moment, FIELD_DAY) ||
        !moment_has(&from->moment, FIELD_MONTH) ||
        !moment_has(&from->moment, FIELD_DAY))
        return;
    to->is_weak = false;
    to->moment.field[FIELD_MONTH] = from->moment.field[FIELD_MONTH];
    to->moment.field[FIELD_YEAR] = from->moment.field[FIELD_YEAR];
}

/* "Monday 8-9 a.m. or" + "9-10 a.m." */
static void share_time(Found *to, const Found *from)
{
    if (role_of(to) != ROLE_CLOCK || to->first < from->first || to->is_weak ||
        !moment_has(&from->moment, FIELD_HOUR) || role_of(from) == ROLE_CLOCK)
        return;
    add_day(&to->moment, &from->moment);
}

static void share(const Reading *reading, Found *to, const Found *from)
{
    const Found *a = to->first < from->first ? to : from;

    if (!is_listed(reading, a, a == to ? from : to))
        return;
    share_week(&to->moment, &from->moment);
    share_month(to, from);
    share_time(to, from);
}

/* "Tuesday, Wednesday and Friday of next week" are all of that week. */
static void share_lists(const Reading *reading, Found *found, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        share(reading, &found[i], &found[i - 1]);
    for (uint32_t i = count; i-- > 1;)
        share(reading, &found[i - 1], &found[i]);
}

static uint32_t join_ranges(const Reading *reading, Found *found,
                            uint32_t count)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < count; i++)
        if (!kept || !join_range(reading, &found[kept - 1], &found[i]))
            found[kept++] = found[i];
    return kept;
}

static uint32_t drop_weak(Found *found, uint32_t count)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < count; i++)
        if (!found[i].is_weak)
            found[kept++] = found[i];
    return kept;
}

/* "at 11 p.m. The next day it froze" */
static bool opens_sentence(const Reading *reading, const Found *b)
{
    return b->first > reading->first &&
           str_ends(reading->tokens->folded[b->first - 1], STR(".")) &&
           (reading->tokens->flags[b->first] & STET_TOKEN_CAPITAL) &&
           reading_is(reading, b->first, "the that this next last");
}

#define JOIN_GAP 4u /* ", no later than" */

static bool join(const Reading *reading, Found *a, const Found *b)
{
    if (b->first > a->end + JOIN_GAP || opens_sentence(reading, b))
        return false;
    return join_time(reading, a, b) || join_part(reading, a, b) ||
           join_often(reading, a, b) || join_hours(reading, a, b) ||
           join_days(reading, a, b) || join_away(reading, a, b);
}

uint32_t joins_make(const Reading *reading, Found *found, uint32_t count)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (kept && found[i].first < found[kept - 1].end)
            continue;
        if (kept && join(reading, &found[kept - 1], &found[i])) {
            /* "14 May" + "from 9 a.m. for two hours" */
            if (kept > 1 &&
                join_time(reading, &found[kept - 2], &found[kept - 1]))
                kept--;
            continue;
        }
        found[kept++] = found[i];
    }
    for (uint32_t i = 1; i < kept; i++)
        name_quarter(reading, &found[i - 1], &found[i]);
    mark_often(reading, found, kept);
    mark_hours_told(reading, found, kept);
    share_day_around(reading, found, kept);
    share_day_within(reading, found, kept);
    share_lists(reading, found, kept);
    return join_ranges(reading, found, drop_weak(found, kept));
}

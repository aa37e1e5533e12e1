#include "dates/actions.h"

#include "dates/items.h"

#include "dates_rules.h"

#include <stdio.h>

#define SLOT(name) DATES_SLOT_##name

/* ---- values of periods ------------------------------------------------- */

static Str number_text(struct arena *arena, int64_t thousandths)
{
    char text[32];
    int len =
        snprintf(text, sizeof text, "%lld", (long long)(thousandths / 1000));

    if (thousandths % 1000) {
        len += snprintf(text + len, sizeof text - (size_t)len, ".%03d",
                        (int)(thousandths % 1000));
        while (text[len - 1] == '0')
            len--;
    }
    return arena_copy(arena, (Str){text, (uint32_t)len});
}

/* How a unit is written in TIMEX3, and how many of it one is. */
static void unit_code(Unit unit, const char **out_code, int64_t *out_times)
{
    static const struct {
        const char *code;
        int64_t times;
    } codes[] = {
        [UNIT_SECOND] = {"TS", 1},       [UNIT_MINUTE] = {"TM", 1},
        [UNIT_HOUR] = {"TH", 1},         [UNIT_DAY] = {"D", 1},
        [UNIT_WEEKEND] = {"WE", 1},      [UNIT_WEEK] = {"W", 1},
        [UNIT_FORTNIGHT] = {"W", 2},     [UNIT_MONTH] = {"M", 1},
        [UNIT_QUARTER] = {"M", 3},       [UNIT_HALF] = {"M", 6},
        [UNIT_SEASON] = {"M", 3},        [UNIT_YEAR] = {"Y", 1},
        [UNIT_DECADE] = {"Y", 10},       [UNIT_CENTURY] = {"Y", 100},
        [UNIT_MILLENNIUM] = {"Y", 1000}, [UNIT_PERIOD] = {"X", 1},
    };

    *out_code = codes[unit].code;
    *out_times = codes[unit].times;
}

Str period_value(struct arena *arena, Unit unit, int64_t thousandths,
                 bool is_some)
{
    char text[64];
    const char *code;
    int64_t times;
    int len;

    unit_code(unit, &code, &times);
    const char *t = *code == 'T' ? "T" : "";
    code += *code == 'T';
    if (is_some) {
        const char *name = unit == UNIT_DECADE    ? "E"
                           : unit == UNIT_CENTURY ? "C"
                           : unit == UNIT_QUARTER ? "Q"
                                                  : code;
        len = snprintf(text, sizeof text, "P%sX%s", t, name);
    } else if (unit == UNIT_YEAR && thousandths == 500) {
        len = snprintf(text, sizeof text, "P6M");
    } else if (unit == UNIT_YEAR && thousandths % 1000 == 500) {
        len = snprintf(text, sizeof text, "P%lldY6M",
                       (long long)(thousandths / 1000));
    } else {
        Str number = number_text(arena, thousandths * times);
        len =
            snprintf(text, sizeof text, "P%s%.*s%s", t, STR_ARG(number), code);
    }
    return arena_copy(arena, (Str){text, (uint32_t)len});
}

/* ---- actions ----------------------------------------------------------- */

static int64_t get(const struct action *action, uint32_t slot,
                   int64_t otherwise)
{
    return rules_get(action->slots, slot, otherwise);
}

static bool has(const struct action *action, uint32_t slot)
{
    return rules_has(action->slots, slot);
}

static void set(const struct action *action, Field field, int64_t value)
{
    action->found->moment.field[field] = value;
}

/* Years of two digits: '47 is 1947, '25 is 2025. */
static int64_t full_year(int64_t year)
{
    return year >= 100 ? year : year >= 40 ? 1900 + year : 2000 + year;
}

/* What every calendar expression may have, slot by field. */
static void copy_fields(const struct action *action)
{
    static const struct {
        uint32_t slot;
        Field field;
    } pairs[] = {
        {SLOT(YEAR), FIELD_YEAR},       {SLOT(MONTH), FIELD_MONTH},
        {SLOT(DAY), FIELD_DAY},         {SLOT(TO_DAY), FIELD_TO_DAY},
        {SLOT(WEEKDAY), FIELD_WEEKDAY}, {SLOT(QUARTER), FIELD_QUARTER},
        {SLOT(HALF), FIELD_HALF},       {SLOT(SEASON), FIELD_SEASON},
        {SLOT(NTH), FIELD_NTH},         {SLOT(FEAST), FIELD_FEAST},
        {SLOT(PICK), FIELD_PICK},       {SLOT(PART), FIELD_PART},
        {SLOT(MOD), FIELD_MOD},         {SLOT(CENTURY), FIELD_CENTURY},
        {SLOT(DECADE), FIELD_DECADE},   {SLOT(ORDER), FIELD_ORDER},
        {SLOT(VAGUE), FIELD_VAGUE},     {SLOT(WEEKEND), FIELD_WEEKEND},
        {SLOT(WEEK), FIELD_WEEK},       {SLOT(TO_MONTH), FIELD_TO_MONTH},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (has(action, pairs[i].slot))
            set(action, pairs[i].field, get(action, pairs[i].slot, 0));
    if (has(action, SLOT(PART)))
        set(action, FIELD_KIND, MOMENT_TIME);
    if (has(action, SLOT(WEEKS))) {
        set(action, FIELD_AWAY, get(action, SLOT(WEEKS), 0));
        set(action, FIELD_AWAY_UNIT, UNIT_WEEK);
    }
}

static bool act_calendar(const struct action *action)
{
    int64_t year = get(action, SLOT(YEAR), 0);

    copy_fields(action);
    action->found->is_weak = has(action, SLOT(WEAK));
    if (has(action, SLOT(YEAR2)))
        set(action, FIELD_YEAR, full_year(get(action, SLOT(YEAR2), 0)));
    if (has(action, SLOT(DECADE2))) {
        int64_t decade = get(action, SLOT(DECADE2), 0);
        set(action, FIELD_DECADE, decade >= 2 ? 190 + decade : 200 + decade);
    }
    if (has(action, SLOT(DECADE_OF)) && get(action, SLOT(DECADE_OF), 0) % 10)
        return false; /* "the 1974's" */
    if (has(action, SLOT(DECADE_OF)))
        set(action, FIELD_DECADE, get(action, SLOT(DECADE_OF), 0) / 10);
    if (has(action, SLOT(DECADE2_OF))) {
        int64_t years = get(action, SLOT(DECADE2_OF), 0);
        if (years % 10)
            return false;
        set(action, FIELD_DECADE, 190 + years / 10);
    }
    if (get(action, SLOT(TO_DAY), 32) <= get(action, SLOT(DAY), 0))
        return false; /* from the 27th to the third of April */
    if (has(action, SLOT(TO_YEAR))) {
        int64_t to = get(action, SLOT(TO_YEAR), 0);
        bool is_month = to >= 1 && to <= 12 && to <= year % 100;
        if (is_month) /* 2019-11, but 2009-11 */
            set(action, FIELD_MONTH, to);
        else
            set(action, FIELD_TO_YEAR, to < 100 ? year / 100 * 100 + to : to);
    }
    return true;
}

/* "1190BC" and "1260 to 1190BC", counted down from the year 1. */
static bool act_before_christ(const struct action *action)
{
    int64_t from = get(action, SLOT(YEAR), 0), to = get(action, SLOT(TO), 0);

    if (from < 1 || from > 9999 || to > 9999)
        return false;
    set(action, FIELD_YEAR, 1 - from);
    if (has(action, SLOT(TO)))
        set(action, FIELD_TO_YEAR, 1 - to);
    return true;
}

/* 26/11/2025: the order is told by what cannot be a month. */
static bool act_parts(const struct action *action, int64_t packed, Order order)
{
    int32_t a = PARTS_A(packed), b = PARTS_B(packed), c = PARTS_C(packed);
    int64_t year = c, month = a, day = b;

    if (a > 31) {
        year = a;
        month = b;
        day = c;
        order = ORDER_MDY;
    } else if (a > 12 || order == ORDER_DMY) {
        month = b;
        day = a;
        order = ORDER_DMY;
    } else if (b > 12) {
        order = ORDER_MDY;
    }
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    if (year || order == ORDER_MDY)
        set(action, FIELD_YEAR, full_year(year));
    set(action, FIELD_MONTH, month);
    set(action, FIELD_DAY, day);
    set(action, FIELD_ORDER, order);
    return true;
}

/* 11/2016, 2016/11 and the season 2011/12. */
static bool act_year_slash(const struct action *action, int64_t packed)
{
    int32_t a = PARTS_A(packed), b = PARTS_B(packed);

    if (b >= 1900 && b < 2100 && a >= 1 && a <= 12) {
        set(action, FIELD_YEAR, b);
        set(action, FIELD_MONTH, a);
        return true;
    }
    if (a < 1900 || a >= 2100 || b < 0 || b > 99)
        return false;
    set(action, FIELD_YEAR, a);
    if (b == (a + 1) % 100)
        set(action, FIELD_TO_YEAR, a + 1);
    else if (b >= 1 && b <= 12)
        set(action, FIELD_MONTH, b);
    else
        return false;
    return true;
}

static bool act_numeric(const struct action *action)
{
    copy_fields(action);
    if (has(action, SLOT(SLASH3)))
        return act_parts(action, get(action, SLOT(SLASH3), 0), ORDER_EITHER);
    if (has(action, SLOT(NUMBER)))
        return act_parts(action,
                         PARTS_PACK(get(action, SLOT(DAY), 0),
                                    get(action, SLOT(NUMBER), 0),
                                    get(action, SLOT(YEAR), 0)),
                         ORDER_EITHER);
    if (has(action, SLOT(DOTS3)))
        return act_parts(action, get(action, SLOT(DOTS3), 0), ORDER_DMY);
    if (has(action, SLOT(SLASH2)) &&
        act_year_slash(action, get(action, SLOT(SLASH2), 0)))
        return true;
    if (has(action, SLOT(SLASH2))) {
        bool ok = act_parts(action, get(action, SLOT(SLASH2), 0), ORDER_EITHER);
        set(action, FIELD_YEAR, MOMENT_NONE);
        return ok;
    }
    return true;
}

/* "She died three weeks later" says how long; "Three weeks later she died",
 * which opens a sentence, when. */
static bool is_later(const struct action *action)
{
    const Found *found = action->found;
    bool is_first =
        found->first == reading_sentence(action->reading, found->first).start;

    return reading_is(action->reading, found->end - 1,
                      "later afterward afterwards") &&
           (!is_first || get(action, SLOT(UNIT), UNIT_DAY) < UNIT_DAY);
}

/* "10 minutes later", "41,000 years ago" say how long, hardly when. */
static bool is_stretch(const struct action *action, int64_t count)
{
    int64_t unit = get(action, SLOT(UNIT), UNIT_DAY);

    if (is_later(action))
        return true;
    if (unit < UNIT_DAY)
        return get(action, SLOT(BASE), BASE_STORY) == BASE_TEXT;
    return count < -2500 || count > 2500;
}

static bool act_stretch(const struct action *action, int64_t count)
{
    int64_t thousandths = count < 0 ? -count : count;

    if (thousandths > INT64_C(1000000000000))
        return false;
    set(action, FIELD_KIND, MOMENT_DURATION);
    set(action, FIELD_MOD, get(action, SLOT(MOD), MOMENT_NONE));
    if (is_later(action))
        action->found->end--;
    action->found->value =
        period_value(action->arena, (Unit)get(action, SLOT(UNIT), UNIT_DAY),
                     thousandths * 1000, false);
    return true;
}

static bool act_shift(const struct action *action)
{
    int64_t count = get(action, SLOT(NUMBER), 1) * get(action, SLOT(SIGN), 1);

    if (has(action, SLOT(THOUSANDTHS)))
        count = get(action, SLOT(THOUSANDTHS), 0) / 1000 *
                get(action, SLOT(SIGN), 1);
    if (is_stretch(action, count))
        return act_stretch(action, count);
    copy_fields(action);
    set(action, FIELD_BASE, get(action, SLOT(BASE), BASE_STORY));
    set(action, FIELD_UNIT, get(action, SLOT(UNIT), UNIT_DAY));
    set(action, FIELD_COUNT, get(action, SLOT(COUNT), count));
    set(action, FIELD_PICK, MOMENT_NONE);
    if (get(action, SLOT(UNIT), UNIT_DAY) < UNIT_DAY)
        set(action, FIELD_KIND, MOMENT_TIME);
    if (has(action, SLOT(NUMBER2))) { /* "a month and 21 days ago" */
        set(action, FIELD_AWAY,
            get(action, SLOT(NUMBER2), 0) * get(action, SLOT(SIGN), 1));
        set(action, FIELD_AWAY_UNIT, get(action, SLOT(UNIT2), UNIT_DAY));
    }
    return true;
}

static bool act_vague(const struct action *action)
{
    set(action, FIELD_VAGUE, get(action, SLOT(VAGUE), VAGUE_PAST));
    return true;
}

static int64_t amount_of(const struct action *action)
{
    int64_t halves = get(action, SLOT(HALVES), 0);

    if (has(action, SLOT(THOUSANDTHS)))
        return get(action, SLOT(THOUSANDTHS), 0);
    return get(action, SLOT(NUMBER), 1) * 1000 + halves * 500;
}

/* "PT1H" and 20 minutes more. */
static Str two_periods(const struct action *action, Str first, Unit unit,
                       int64_t count)
{
    char text[80];
    Str second = period_value(action->arena, unit, count * 1000, false);
    uint32_t skip = 1;

    if (second.len > 1 && second.ptr[1] == 'T' && first.len > 1 &&
        first.ptr[1] == 'T')
        skip = 2;
    second = str_cut(second, skip, second.len);
    int len = snprintf(text, sizeof text, "%.*s%.*s", STR_ARG(first),
                       STR_ARG(second));
    if (len < 0 || len >= (int)sizeof text)
        return first;
    return arena_copy(action->arena, (Str){text, (uint32_t)len});
}

/* "half an hour" is thirty minutes: thousandths of a smaller unit. */
static int64_t part_of(int64_t thousandths, Unit *unit)
{
    static const struct {
        Unit whole, part;
        int64_t count;
    } parts[] = {
        {UNIT_MINUTE, UNIT_SECOND, 60}, {UNIT_HOUR, UNIT_MINUTE, 60},
        {UNIT_DAY, UNIT_HOUR, 24},      {UNIT_YEAR, UNIT_MONTH, 12},
        {UNIT_DECADE, UNIT_YEAR, 10},   {UNIT_CENTURY, UNIT_YEAR, 100},
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].whole == *unit) {
            *unit = parts[i].part;
            return thousandths * parts[i].count;
        }
    return thousandths;
}

static bool act_period(const struct action *action)
{
    Unit unit = (Unit)get(action, SLOT(UNIT), UNIT_DAY);
    int64_t amount = amount_of(action);

    if (has(action, SLOT(HALF_OF)))
        amount = part_of(get(action, SLOT(HALF_OF), 0), &unit);
    set(action, FIELD_KIND, MOMENT_DURATION);
    set(action, FIELD_MOD, get(action, SLOT(MOD), MOMENT_NONE));
    action->found->unit = unit;
    if (amount % 1000 == 0 && !has(action, SLOT(SOME)) &&
        !has(action, SLOT(UNIT2)) && amount < 5000000)
        action->found->amount = amount / 1000;
    if (amount > INT64_C(1000000000000000))
        return false;
    action->found->value =
        period_value(action->arena, unit, amount,
                     has(action, SLOT(SOME)) && !has(action, SLOT(NUMBER)));
    if (has(action, SLOT(UNIT2)))
        action->found->value =
            two_periods(action, action->found->value,
                        (Unit)get(action, SLOT(UNIT2), UNIT_DAY),
                        get(action, SLOT(NUMBER2), 0));
    if (has(action, SLOT(UNIT3)))
        action->found->value =
            two_periods(action, action->found->value,
                        (Unit)get(action, SLOT(UNIT3), UNIT_DAY),
                        get(action, SLOT(NUMBER3), 0));
    return true;
}

static bool act_set(const struct action *action)
{
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    static const char *const parts[] = {"", "MO", "AF", "EV", "NI", "DT", "MI"};
    char text[40];
    int len;

    set(action, FIELD_KIND, MOMENT_SET);
    if (has(action, SLOT(WEEKDAY)))
        len = snprintf(text, sizeof text, "XXXX-WXX-%d",
                       (int)get(action, SLOT(WEEKDAY), 1));
    else if (has(action, SLOT(MONTH)))
        len = snprintf(text, sizeof text, "XXXX-%02d",
                       (int)get(action, SLOT(MONTH), 1));
    else if (has(action, SLOT(SEASON)))
        len = snprintf(text, sizeof text, "XXXX-%s",
                       seasons[get(action, SLOT(SEASON), 0)]);
    else
        len = 0;
    if (has(action, SLOT(WEEKDAY)))
        set(action, FIELD_WEEKDAY, get(action, SLOT(WEEKDAY), 1));
    if (len > 0 && has(action, SLOT(PART)))
        len += snprintf(text + len, sizeof text - (size_t)len, "T%s",
                        parts[get(action, SLOT(PART), PART_MORNING)]);
    if (len > 0) {
        action->found->value =
            arena_copy(action->arena, (Str){text, (uint32_t)len});
        return true;
    }
    Unit unit = (Unit)get(action, SLOT(UNIT), UNIT_DAY);
    if (amount_of(action) > INT64_C(1000000000000000))
        return false;
    int64_t amount = has(action, SLOT(HALVES)) ? 500 : amount_of(action);
    action->found->value = period_value(action->arena, unit, amount, false);
    return true;
}

/* "dozens of interviews a day", "fifty thousand visitors a year": what is
 * counted stands in the plural. */
static bool is_count(const Reading *reading, uint32_t at)
{
    uint32_t low = at - reading->first > 5 ? at - 5 : reading->first;

    if (at == reading->first || !reading_is_word(reading, at - 1) ||
        !str_ends(reading->tokens->folded[at - 1], STR("s")) ||
        str_ends(reading->tokens->folded[at - 1], STR("ss")))
        return false;
    for (at--; at-- > low;)
        if (reading->tokens->cls[at] == STET_TOKEN_NUMBER ||
            reading_is(reading, at,
                       "two three four five six seven eight nine ten dozen "
                       "dozens hundred hundreds thousand thousands million "
                       "millions many"))
            return true;
        else if (!reading_is_word(reading, at))
            return false;
    return false;
}

/* "a year": a rate behind an amount, a duration behind "for". */
static bool act_a(const struct action *action)
{
    const Reading *reading = action->reading;
    uint32_t at = action->found->first;
    bool is_amount = at > reading->first &&
                     reading->tokens->cls[at - 1] == STET_TOKEN_NUMBER;

    /* "saves $3 million over a decade": in its course */
    if (has(action, SLOT(MOD)))
        return act_period(action);
    if (reading_follows(
            reading, at,
            "million billion trillion percent % dollars pounds "
            "euros yen cents pence hours days nights meals times once "
            "twice more bn m k crore lakh barrels tons tonnes "
            "people cars units person head") ||
        is_amount || is_count(reading, at))
        return act_set(action);
    return act_period(action);
}

/* "at 14:05:30": not how long it took, but when it was. */
static bool is_at_second(const struct action *action, int64_t seconds)
{
    const Reading *reading = action->reading;
    Str digits = reading->tokens->folded[action->found->first];
    const char *colon = memchr(digits.ptr, ':', digits.len);
    uint32_t behind = colon ? (uint32_t)(colon - digits.ptr) + 1 : digits.len;

    return seconds < 24 * 3600 &&
           memchr(digits.ptr + behind, ':', digits.len - behind) &&
           reading_follows(reading, action->found->first, "at @");
}

/* 2:22:41 */
static bool act_lap(const struct action *action)
{
    char text[40];
    int64_t seconds = get(action, SLOT(LAP), 0);

    if (is_at_second(action, seconds)) {
        set(action, FIELD_KIND, MOMENT_TIME);
        set(action, FIELD_HOUR, seconds / 3600);
        set(action, FIELD_MINUTE, seconds / 60 % 60);
        set(action, FIELD_SECOND, seconds % 60);
        return true;
    }
    int len = snprintf(text, sizeof text, "PT");

    if (seconds >= 7200)
        len += snprintf(text + len, 12, "%dH", (int)(seconds / 3600));
    if (seconds >= 7200)
        seconds %= 3600;
    len += snprintf(text + len, 24, "%dM%dS", (int)(seconds / 60),
                    (int)(seconds % 60));
    set(action, FIELD_KIND, MOMENT_DURATION);
    action->found->value =
        arena_copy(action->arena, (Str){text, (uint32_t)len});
    return true;
}

static int64_t hour_by_part(int64_t hour, int64_t part)
{
    switch (part) {
    case PART_AFTERNOON:
    case PART_EVENING:
        return hour < 12 ? hour + 12 : hour;
    case PART_LUNCH:
        return hour < 6 ? hour + 12 : hour;
    case PART_NIGHT:
        return hour == 12 ? 0 : hour >= 5 && hour < 12 ? hour + 12 : hour;
    default:
        return hour == 12 && part == PART_MORNING ? 0 : hour;
    }
}

/* Seconds of the day that "7", "7.30" or "7:30" says. */
static int64_t digit_seconds(const struct action *action, uint32_t hour,
                             uint32_t hm, uint32_t clock)
{
    int64_t packed = get(action, hm, 0);

    if (has(action, clock))
        return get(action, clock, 0);
    if (has(action, hm))
        return packed / 1000 * 3600 + packed % 1000 / 10 * 60;
    return get(action, hour, 0) * 3600;
}

/* Seconds of the day that the words say. */
static int64_t clock_seconds(const struct action *action)
{
    int64_t military = get(action, SLOT(MILITARY), 0);
    int64_t past = get(action, SLOT(PAST), -get(action, SLOT(TO), 0));
    int64_t seconds =
        digit_seconds(action, SLOT(HOUR), SLOT(HM), SLOT(CLOCK)) + past * 60;

    if (has(action, SLOT(MILITARY)))
        seconds = military / 100 * 3600 + military % 100 * 60;
    if (has(action, SLOT(MINUTES_OF_DAY)))
        seconds = get(action, SLOT(MINUTES_OF_DAY), 0) * 60;
    return seconds < 0 ? seconds + 12 * 3600 : seconds;
}

static bool act_clock(const struct action *action)
{
    int64_t seconds = clock_seconds(action);
    int64_t hour = seconds / 3600;
    bool is_sure = has(action, SLOT(AMPM)) || has(action, SLOT(PART)) ||
                   has(action, SLOT(AMPM_LETTER)) ||
                   has(action, SLOT(MILITARY)) ||
                   has(action, SLOT(MINUTES_OF_DAY));

    if (hour > 24 || (has(action, SLOT(AMPM)) && hour > 23) ||
        (has(action, SLOT(MILITARY)) && seconds / 60 % 60 > 59))
        return false;
    if (has(action, SLOT(AMPM)) && hour <= 12)
        hour = hour % 12 + get(action, SLOT(AMPM), 0);
    else if (has(action, SLOT(AMPM_LETTER)) && hour <= 12)
        hour = hour % 12 + get(action, SLOT(AMPM_LETTER), 0);
    else if (has(action, SLOT(PART)))
        hour = hour_by_part(hour, get(action, SLOT(PART), 0));
    set(action, FIELD_KIND, MOMENT_TIME);
    set(action, FIELD_HOUR, hour);
    if (seconds / 60 % 60 || has(action, SLOT(CLOCK)) || has(action, SLOT(HM)))
        set(action, FIELD_MINUTE, seconds / 60 % 60);
    if (has(action, SLOT(CLOCK)) && seconds % 60)
        set(action, FIELD_SECOND, seconds % 60);
    set(action, FIELD_MOD, get(action, SLOT(MOD), MOMENT_NONE));
    if (has(action, SLOT(ZONE)))
        set(action, FIELD_ZONE, get(action, SLOT(ZONE), 0));
    if (get(action, SLOT(ZONE_NAME), 0))
        set(action, FIELD_ZONE, get(action, SLOT(ZONE_NAME), 0));
    if (!is_sure && hour <= 12)
        set(action, FIELD_TWELVE, 1);
    if (has(action, SLOT(BASE))) {
        set(action, FIELD_BASE, get(action, SLOT(BASE), BASE_STORY));
        set(action, FIELD_UNIT, get(action, SLOT(UNIT), UNIT_DAY));
        set(action, FIELD_COUNT, get(action, SLOT(COUNT), 0));
    }
    action->found->is_weak = has(action, SLOT(WEAK));
    return true;
}

#define NOON (12 * 3600)

/* Seconds from one time of day to the next that is `to`. */
static int64_t seconds_until(int64_t from, int64_t to)
{
    return to > from ? to - from : to - from + 2 * NOON;
}

/* "5 to 7 p.m." begins in the afternoon, "11 to 2 p.m." does not; "8 a.m. to
 * 3" ends in it, "11 p.m. to 3" at night: the end whose half is not said is
 * the nearer one. */
static void settle_halves(const struct action *action, int64_t *from,
                          int64_t *to)
{
    bool has_from = has(action, SLOT(AMPM)),
         has_to = has(action, SLOT(TO_AMPM));

    if (has_from)
        *from = *from % NOON + get(action, SLOT(AMPM), 0) * 3600;
    if (has_to)
        *to = *to % NOON + get(action, SLOT(TO_AMPM), 0) * 3600;
    if (has_to && !has_from && *from <= NOON) {
        *from %= NOON;
        if (seconds_until(*from + NOON, *to) < seconds_until(*from, *to))
            *from += NOON;
    }
    if (!has_to && *to <= NOON && (has_from || *to <= *from)) {
        *to %= NOON;
        if (seconds_until(*from, *to + NOON) < seconds_until(*from, *to))
            *to += NOON;
    }
}

/* "from 5 to 7.30 p.m." */
static bool act_clock_range(const struct action *action)
{
    int64_t from = digit_seconds(action, SLOT(HOUR), SLOT(HM), SLOT(CLOCK));
    int64_t to =
        digit_seconds(action, SLOT(TO_HOUR), SLOT(TO_HM), SLOT(TO_CLOCK));

    if (has(action, SLOT(MILITARY))) {
        int64_t a = get(action, SLOT(MILITARY), 0);
        int64_t b = get(action, SLOT(TO), 0);
        from = (a / 100 * 60 + a % 100) * 60;
        to = (b / 100 * 60 + b % 100) * 60;
    }
    settle_halves(action, &from, &to);
    if (!has(action, SLOT(AMPM)) && !has(action, SLOT(TO_AMPM)) && from <= NOON)
        set(action, FIELD_TWELVE, 1);
    if (from >= 24 * 3600 || to > 24 * 3600)
        return false;
    set(action, FIELD_KIND, MOMENT_TIME);
    set(action, FIELD_HOUR, from / 3600);
    set(action, FIELD_TO_HOUR, to / 3600);
    if (!has(action, SLOT(HOUR)))
        set(action, FIELD_MINUTE, from / 60 % 60);
    if (!has(action, SLOT(TO_HOUR)))
        set(action, FIELD_TO_MINUTE, to / 60 % 60);
    if (has(action, SLOT(ZONE)))
        set(action, FIELD_ZONE, get(action, SLOT(ZONE), 0));
    action->found->is_weak = has(action, SLOT(WEAK));
    return true;
}

bool action_do(const struct action *action, uint16_t which)
{
    moment_init(&action->found->moment, MOMENT_DATE);
    switch (which) {
    case DATES_ACTION_CALENDAR:
        return act_calendar(action);
    case DATES_ACTION_NUMERIC:
        return act_numeric(action);
    case DATES_ACTION_SHIFT:
        return act_shift(action);
    case DATES_ACTION_VAGUE:
        return act_vague(action);
    case DATES_ACTION_PERIOD:
        return act_period(action);
    case DATES_ACTION_SET:
        return act_set(action);
    case DATES_ACTION_A:
        return act_a(action);
    case DATES_ACTION_CLOCK:
        return act_clock(action);
    case DATES_ACTION_CLOCK_RANGE:
        return act_clock_range(action);
    case DATES_ACTION_BEFORE_CHRIST:
        return act_before_christ(action);
    case DATES_ACTION_LAP:
        return act_lap(action);
    default:
        return false;
    }
}

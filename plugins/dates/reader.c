#include "dates/reader.h"

#include "dates/checks.h"
#include "dates/items.h"

#include "dates_rules.h"

#include <stdio.h>

#define SLOT(name) DATES_SLOT_##name

stet_span reading_sentence(const Reading *reading, uint32_t at)
{
    uint32_t low = 0, high = reading->sentence_count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (reading->sentences[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == reading->sentence_count)
        return (stet_span){reading->first, reading->end};
    return reading->sentences[low];
}

bool reading_is(const Reading *reading, uint32_t at, const char *words)
{
    if (at < reading->first || at >= reading->end)
        return false;

    Str word = reading->tokens->folded[at];
    for (const char *from = words; *from;) {
        size_t len = strcspn(from, " ");
        if (len == word.len && memcmp(from, word.ptr, len) == 0)
            return true;
        from += len + strspn(from + len, " ");
    }
    return false;
}

bool reading_follows(const Reading *reading, uint32_t at, const char *words)
{
    return at > reading->first && reading_is(reading, at - 1, words);
}

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

struct action {
    const Reading *reading;
    struct arena *arena;
    const RulesSlots *slots;
    Found *found;
};

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
}

static bool act_calendar(const struct action *action)
{
    int64_t year = get(action, SLOT(YEAR), 0);

    copy_fields(action);
    if (has(action, SLOT(YEAR2)))
        set(action, FIELD_YEAR, full_year(get(action, SLOT(YEAR2), 0)));
    if (has(action, SLOT(DECADE2))) {
        int64_t decade = get(action, SLOT(DECADE2), 0);
        set(action, FIELD_DECADE, decade >= 2 ? 190 + decade : 200 + decade);
    }
    if (has(action, SLOT(TO_YEAR))) {
        int64_t to = get(action, SLOT(TO_YEAR), 0);
        set(action, FIELD_TO_YEAR, to < 100 ? year / 100 * 100 + to : to);
    }
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

static bool act_numeric(const struct action *action)
{
    copy_fields(action);
    if (has(action, SLOT(SLASH3)))
        return act_parts(action, get(action, SLOT(SLASH3), 0), ORDER_EITHER);
    if (has(action, SLOT(DOTS3)))
        return act_parts(action, get(action, SLOT(DOTS3), 0), ORDER_DMY);
    if (has(action, SLOT(SLASH2))) {
        bool ok = act_parts(action, get(action, SLOT(SLASH2), 0), ORDER_EITHER);
        set(action, FIELD_YEAR, MOMENT_NONE);
        return ok;
    }
    return true;
}

/* "10 minutes later", "41,000 years ago" say how long, hardly when. */
static bool is_stretch(const struct action *action, int64_t count)
{
    int64_t unit = get(action, SLOT(UNIT), UNIT_DAY);

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

static Str two_periods(const struct action *action, Str first)
{
    char text[80];
    Str second =
        period_value(action->arena, (Unit)get(action, SLOT(UNIT2), UNIT_DAY),
                     get(action, SLOT(NUMBER2), 0) * 1000, false);
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
    if (amount > INT64_C(1000000000000000))
        return false;
    action->found->value =
        period_value(action->arena, unit, amount,
                     has(action, SLOT(SOME)) && !has(action, SLOT(NUMBER)));
    if (has(action, SLOT(UNIT2)))
        action->found->value = two_periods(action, action->found->value);
    return true;
}

static bool act_set(const struct action *action)
{
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    static const char *const parts[] = {"", "MO", "AF", "EV", "NI", "DT"};
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

/* "a year": a rate behind an amount, a duration behind "for". */
static bool act_a(const struct action *action)
{
    const Reading *reading = action->reading;
    uint32_t at = action->found->first;
    bool is_amount = at > reading->first &&
                     reading->tokens->cls[at - 1] == STET_TOKEN_NUMBER;

    if (reading_follows(reading, at,
                        "million billion trillion percent % dollars pounds "
                        "euros yen cents pence hours days meals times once "
                        "twice more bn m k crore lakh barrels tons tonnes "
                        "people cars units") ||
        (is_amount && !has(action, SLOT(MOD))))
        return act_set(action);
    return act_period(action);
}

/* 2:22:41 */
static bool act_lap(const struct action *action)
{
    char text[40];
    int64_t seconds = get(action, SLOT(LAP), 0);
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
    case PART_NIGHT:
        return hour == 12 ? 0 : hour >= 5 && hour < 12 ? hour + 12 : hour;
    default:
        return hour == 12 && part == PART_MORNING ? 0 : hour;
    }
}

/* Seconds of the day that the digits say. */
static int64_t clock_seconds(const struct action *action)
{
    int64_t hm = get(action, SLOT(HM), 0);
    int64_t military = get(action, SLOT(MILITARY), 0);
    int64_t past = get(action, SLOT(PAST), -get(action, SLOT(TO), 0));
    int64_t seconds = get(action, SLOT(HOUR), 0) * 3600 + past * 60;

    if (has(action, SLOT(CLOCK)))
        seconds = get(action, SLOT(CLOCK), 0);
    if (has(action, SLOT(HM)))
        seconds = hm / 1000 * 3600 + hm % 1000 / 10 * 60;
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
                   has(action, SLOT(MILITARY)) ||
                   has(action, SLOT(MINUTES_OF_DAY));

    if (hour > 24 || (has(action, SLOT(AMPM)) && hour > 23) ||
        (has(action, SLOT(MILITARY)) && seconds / 60 % 60 > 59))
        return false;
    if (has(action, SLOT(AMPM)) && hour <= 12)
        hour = hour % 12 + get(action, SLOT(AMPM), 0);
    else if (has(action, SLOT(PART)))
        hour = hour_by_part(hour, get(action, SLOT(PART), 0));
    set(action, FIELD_KIND, MOMENT_TIME);
    set(action, FIELD_HOUR, hour);
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
    return true;
}

static bool act(const struct action *action, uint16_t which)
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
    case DATES_ACTION_LAP:
        return act_lap(action);
    default:
        return false;
    }
}

/* ---- the block --------------------------------------------------------- */

static bool is_plain_digits(Str text)
{
    for (uint32_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len > 0 && text.len <= 2;
}

/* Where the weekday and the day stand, for the fixes of a wrong one. */
static void locate(const Reading *reading, Found *found)
{
    Moment *m = &found->moment;
    const stet_tokens *tokens = reading->tokens;

    if (!moment_has(m, FIELD_WEEKDAY) || !moment_has(m, FIELD_MONTH) ||
        !moment_has(m, FIELD_DAY))
        return;
    for (uint32_t at = found->first; at < found->end; at++) {
        if (!moment_has(m, FIELD_AT_WEEKDAY) &&
            str_ends(tokens->folded[at], STR("day")))
            m->field[FIELD_AT_WEEKDAY] = at - found->first;
        if (!moment_has(m, FIELD_AT_DAY) && is_plain_digits(tokens->folded[at]))
            m->field[FIELD_AT_DAY] = at - found->first;
    }
}

struct finder {
    const Reading *reading;
    struct arena *arena;
    const RulesItem *items;
    uint32_t item_count;
    Found *found;
    uint32_t count, room;
};

static Found *next_found(struct finder *finder)
{
    if (finder->count == finder->room) {
        uint32_t room = finder->room ? finder->room * 2 : 16;
        Found *more = ARENA_ARRAY(finder->arena, Found, room);
        if (finder->count)
            memcpy(more, finder->found, finder->count * sizeof *more);
        finder->found = more;
        finder->room = room;
    }
    return &finder->found[finder->count];
}

/* Every field is what the calendar has: no 99th century, no 40th of May. */
static bool is_sound(const Moment *moment)
{
    static const struct {
        Field field;
        int64_t from, to;
    } ranges[] = {
        {FIELD_COUNT, -INT64_C(1000000000000), INT64_C(1000000000000)},
        {FIELD_YEAR, 1, 9999},
        {FIELD_TO_YEAR, 1, 9999},
        {FIELD_CENTURY, 1, 40},
        {FIELD_DECADE, 100, 400},
        {FIELD_HALF, 1, 2},
        {FIELD_QUARTER, 1, 4},
        {FIELD_SEASON, 0, 3},
        {FIELD_MONTH, 1, 12},
        {FIELD_TO_MONTH, 1, 12},
        {FIELD_NTH, -1, 5},
        {FIELD_WEEKDAY, 1, 7},
        {FIELD_DAY, 1, 31},
        {FIELD_TO_DAY, 1, 31},
        {FIELD_HOUR, 0, 24},
        {FIELD_MINUTE, 0, 59},
        {FIELD_SECOND, 0, 59},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        int64_t value = moment->field[ranges[i].field];
        if (value != MOMENT_NONE &&
            (value < ranges[i].from || value > ranges[i].to))
            return false;
    }
    return true;
}

/* What the match means, if it stands here rightly. */
static bool take(struct finder *finder, uint32_t at, const RulesMatch *match)
{
    const RulesRule *rule = &dates_rules.rules[match->rule];
    Found *found = next_found(finder);
    RulesSlots slots;

    *found = (Found){.first = finder->items[at].first,
                     .end = finder->items[match->end - 1].end,
                     .rule = rule->name};
    rules_bind(&dates_rules, finder->items, at, match, &slots);
    struct action action = {finder->reading, finder->arena, &slots, found};
    if (!act(&action, rule->action) || !is_sound(&found->moment) ||
        !check_found(finder->reading,
                     rules_get(&slots, SLOT(CHECK), CHECK_NONE), found))
        return false;
    locate(finder->reading, found);
    finder->count++;
    return true;
}

/* Tries what begins at item `at`, the longest first; returns where to go on.
 * Each try is shorter than the one before, and all are short. */
static uint32_t find_at(struct finder *finder, uint32_t at)
{
    RulesMatch match = {.end = finder->item_count};

    while (finder->items[at].kind &&
           rules_match(&dates_rules, finder->items, match.end, at, &match)) {
        if (dates_rules.rules[match.rule].action == DATES_ACTION_NONE ||
            take(finder, at, &match))
            return match.end;
        match.end--;
    }
    return at + 1;
}

uint32_t reader_read(const Reading *reading, struct arena *arena,
                     Found **out_found)
{
    struct finder finder = {.reading = reading, .arena = arena};
    RulesItem *items;

    finder.item_count = items_read(reading->tokens, reading->first,
                                   reading->end, arena, &items);
    finder.items = items;
    for (uint32_t at = 0; at < finder.item_count;)
        at = find_at(&finder, at);
    finder.count = joins_make(reading, finder.found, finder.count);
    for (uint32_t i = 0; i < finder.count; i++)
        tense_hint(reading, &finder.found[i]);
    *out_found = finder.found;
    return finder.count;
}

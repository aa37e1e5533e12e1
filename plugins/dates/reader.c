#include "dates/reader.h"

#include "dates/actions.h"
#include "dates/checks.h"
#include "dates/items.h"

#include "dates_rules.h"

#define SLOT(name) DATES_SLOT_##name

/* ---- the block --------------------------------------------------------- */

static bool is_plain_digits(Str text)
{
    for (uint32_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len > 0 && text.len <= 2;
}

/* "The Sun, 31 May 2012" is a paper, and no Sunday. */
static void drop_paper(const Reading *reading, Found *found)
{
    if (!moment_has(&found->moment, FIELD_WEEKDAY) ||
        !moment_has(&found->moment, FIELD_MONTH) ||
        !reading_is(reading, found->first, "sun") ||
        !reading_follows(reading, found->first, "the"))
        return;
    found->moment.field[FIELD_WEEKDAY] = MOMENT_NONE;
    found->first += 1 + reading_is(reading, found->first + 1, ",");
}

/* "third-quarter" in "the third-quarter loss": the article is the loss's. */
static bool is_attribute(const Reading *reading, const Found *found)
{
    uint32_t last = found->end - 1;

    return reading_is(reading, found->first, "the a") &&
           reading_is(reading, last, "quarter ago earlier") &&
           reading_is(reading, last - 1, "-") &&
           reading_is_word(reading, found->end) &&
           !reading_is(reading, found->end,
                       "in of on at by to for from with and or but as is are "
                       "was were has had will would than that which when "
                       "ended ending after before");
}

/* What stands before an expression and is no part of it: "about" and "over",
 * which leave their mod, and an article. */
static void trim_lead(const Reading *reading, Found *found)
{
    Moment *m = &found->moment;
    bool is_span = m->field[FIELD_KIND] == MOMENT_DURATION;

    if (found->end - found->first < 2)
        return;
    if (moment_has(m, FIELD_HOUR) &&
        reading_is(reading, found->first, "at by until before after"))
        found->first++;
    if (is_span && reading_is(reading, found->first, "over")) {
        /* "rose over three years": in their course */
        if (!reading_follows(reading, found->first,
                             "is was are were for of took takes lasted last "
                             "well just after than with"))
            m->field[FIELD_MOD] = MOMENT_NONE;
        found->first++;
    } else if (reading_is(reading, found->first, "about") ||
               is_attribute(reading, found)) {
        found->first++;
    }
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
    finder->found = arena_grow(finder->arena, finder->found, finder->count,
                               &finder->room, sizeof *finder->found);
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
        {FIELD_YEAR, -9999, 9999},
        {FIELD_TO_YEAR, -9999, 9999},
        {FIELD_CENTURY, 1, 40},
        {FIELD_DECADE, 100, 400},
        {FIELD_HALF, 1, 2},
        {FIELD_QUARTER, 1, 4},
        {FIELD_SEASON, 0, 3},
        {FIELD_MONTH, 1, 12},
        {FIELD_TO_MONTH, 1, 12},
        {FIELD_NTH, -1, 53},
        {FIELD_WEEKDAY, 1, 7},
        {FIELD_DAY, 1, 31},
        {FIELD_TO_DAY, 1, 31},
        {FIELD_HOUR, 0, 24},
        {FIELD_MINUTE, 0, 59},
        {FIELD_SECOND, 0, 59},
        {FIELD_TO_HOUR, 0, 24},
        {FIELD_TO_MINUTE, 0, 59},
        {FIELD_AWAY, -5000, 5000},
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
    if (!action_do(&action, rule->action) || !is_sound(&found->moment) ||
        !check_found(finder->reading,
                     rules_get(&slots, SLOT(CHECK), CHECK_NONE), found))
        return false;
    trim_lead(finder->reading, found);
    drop_paper(finder->reading, found);
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
    for (uint32_t i = 0; i < finder.count; i++) {
        tense_hint(reading, &finder.found[i]);
        spoken_mark(reading, &finder.found[i]);
        line_mark(reading, &finder.found[i]);
    }
    *out_found = finder.found;
    return finder.count;
}

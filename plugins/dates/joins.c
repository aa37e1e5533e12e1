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

/* "10" + "Monday night": ten at night. */
static void settle_half(Moment *time)
{
    int64_t hour = time->field[FIELD_HOUR];
    int64_t part = moment_get(time, FIELD_PART, PART_MORNING);

    if (moment_has(time, FIELD_TWELVE) && moment_has(time, FIELD_PART)) {
        if (part != PART_MORNING && hour < 12 &&
            !(part == PART_NIGHT && hour < 5))
            time->field[FIELD_HOUR] = hour + 12;
        time->field[FIELD_TWELVE] = MOMENT_NONE;
    }
    time->field[FIELD_PART] = MOMENT_NONE;
}

static bool join_time(const Reading *reading, Found *a, const Found *b)
{
    Role first = role_of(a), second = role_of(b);
    bool is_near =
        b->first == a->end || (b->first == a->end + 1 &&
                               reading_is(reading, a->end, ", on at of @ ("));
    bool is_far = b->first == a->end + 2 && reading_is(reading, a->end, ",") &&
                  reading_is(reading, a->end + 1, "on at");

    if (!is_near && !is_far)
        return false;
    if (first == ROLE_CLOCK && (second == ROLE_DAY || second == ROLE_PART)) {
        if (reading_is(reading, a->end, "of at @"))
            return false;
        add_fields(&a->moment, &b->moment);
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
    return true;
}

/* "the early hours" + "of" + "Thursday". */
static bool join_part(const Reading *reading, Found *a, const Found *b)
{
    bool is_part = moment_has(&a->moment, FIELD_PART) &&
                   moment_get(&a->moment, FIELD_BASE, BASE_NONE) == BASE_TEXT;

    if (!is_part || role_of(b) != ROLE_DAY || b->first != a->end + 1 ||
        !reading_is(reading, a->end, "of on"))
        return false;
    Moment part = a->moment;
    a->moment = b->moment;
    a->moment.field[FIELD_KIND] = MOMENT_TIME;
    a->moment.field[FIELD_PART] = part.field[FIELD_PART];
    if (moment_has(&part, FIELD_MOD))
        a->moment.field[FIELD_MOD] = part.field[FIELD_MOD];
    a->end = b->end;
    return true;
}

uint32_t joins_make(const Reading *reading, Found *found, uint32_t count)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (kept && found[i].first < found[kept - 1].end)
            continue;
        if (kept && (join_time(reading, &found[kept - 1], &found[i]) ||
                     join_part(reading, &found[kept - 1], &found[i])))
            continue;
        found[kept++] = found[i];
    }
    return kept;
}

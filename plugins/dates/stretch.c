#include "dates/stretch.h"

Stretch stretch_of(Grain grain, Day start)
{
    return (Stretch){.grain = grain, .start = start};
}

static Day monday_of(Day day)
{
    return day_plus(day, 1 - day_weekday(day));
}

Stretch stretch_around(Unit unit, Day day)
{
    switch (unit) {
    case UNIT_WEEKEND:
        return stretch_of(GRAIN_WEEKEND, day_plus(monday_of(day), 5));
    case UNIT_WEEK:
    case UNIT_FORTNIGHT:
        return stretch_of(GRAIN_WEEK, monday_of(day));
    case UNIT_MONTH:
        return stretch_of(GRAIN_MONTH, day_of(day.year, day.month, 1));
    case UNIT_QUARTER:
    case UNIT_PERIOD:
        return stretch_of(GRAIN_QUARTER,
                          day_of(day.year, (day.month - 1) / 3 * 3 + 1, 1));
    case UNIT_HALF:
        return stretch_of(GRAIN_HALF,
                          day_of(day.year, day.month > 6 ? 7 : 1, 1));
    case UNIT_SEASON: /* of sport, of theatre */
    case UNIT_YEAR:
        return stretch_of(GRAIN_YEAR, day_of(day.year, 1, 1));
    case UNIT_DECADE:
        return stretch_of(GRAIN_DECADE, day_of(day.year / 10 * 10, 1, 1));
    case UNIT_CENTURY:
    case UNIT_MILLENNIUM:
        return stretch_of(GRAIN_CENTURY, day_of(day.year / 100 * 100, 1, 1));
    default:
        return stretch_of(GRAIN_DAY, day);
    }
}

/* How long a unit is: so many days, or so many months. */
static const struct {
    int64_t days, months;
} steps[] = {
    [UNIT_SECOND] = {0, 0},         [UNIT_MINUTE] = {0, 0},
    [UNIT_HOUR] = {0, 0},           [UNIT_DAY] = {1, 0},
    [UNIT_WEEKEND] = {7, 0},        [UNIT_WEEK] = {7, 0},
    [UNIT_FORTNIGHT] = {14, 0},     [UNIT_MONTH] = {0, 1},
    [UNIT_QUARTER] = {0, 3},        [UNIT_HALF] = {0, 6},
    [UNIT_SEASON] = {0, 12},        [UNIT_YEAR] = {0, 12},
    [UNIT_DECADE] = {0, 120},       [UNIT_CENTURY] = {0, 1200},
    [UNIT_MILLENNIUM] = {0, 12000}, [UNIT_PERIOD] = {0, 3},
};

Day stretch_away(Day day, Unit unit, int64_t count)
{
    count = clamp(count, STRETCH_STEPS_MAX);
    day = day_plus(day, steps[unit].days * count);
    return day_plus_months(day, steps[unit].months * count);
}

Stretch stretch_shift(Day day, Unit unit, int64_t count)
{
    return stretch_around(unit, stretch_away(day, unit, count));
}

int64_t day_distance(Day a, Day b)
{
    int64_t days = day_number(a) - day_number(b);

    return days < 0 ? -days : days;
}

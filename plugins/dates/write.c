#include "dates/write.h"

static const char *const weekday_names[] = {"Mon", "Tue", "Wed", "Thu",
                                            "Fri", "Sat", "Sun"};
static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr",
                                          "May", "Jun", "Jul", "Aug",
                                          "Sep", "Oct", "Nov", "Dec"};
static const char *const season_names[] = {"spring", "summer", "autumn",
                                           "winter"};
static const char *const season_codes[] = {"SP", "SU", "FA", "WI"};

static int season_of(Day start)
{
    return start.month / 3 - 1;
}

void write_day(struct writer *w, Day day)
{
    WRITE(w, "%s %d %s %d", weekday_names[day_weekday(day) - 1], (int)day.day,
          month_names[day.month - 1], (int)day.year);
}

void write_year(struct writer *w, int32_t year)
{
    if (year < 1)
        WRITE(w, "BC%04d", 1 - (int)year);
    else
        WRITE(w, "%04d", (int)year);
}

static void write_week(struct writer *w, Day monday, const char *behind)
{
    int32_t year, week;

    day_week(monday, &year, &week);
    WRITE(w, "%04d-W%02d%s", (int)year, (int)week, behind);
}

void write_stretch(struct writer *w, Stretch s)
{
    Day d = s.start;

    if (s.grain == GRAIN_WEEK || s.grain == GRAIN_WEEKEND) {
        write_week(w, d, s.grain == GRAIN_WEEKEND ? "-WE" : "");
        return;
    }
    if (s.grain == GRAIN_DECADE || s.grain == GRAIN_CENTURY) {
        if (s.grain == GRAIN_DECADE)
            WRITE(w, "%03d", (int)(d.year / 10));
        else
            WRITE(w, "%02d", (int)(d.year / 100));
        return;
    }
    write_year(w, d.year);
    if (s.grain == GRAIN_DAY)
        WRITE(w, "-%02d-%02d", (int)d.month, (int)d.day);
    else if (s.grain == GRAIN_MONTH)
        WRITE(w, "-%02d", (int)d.month);
    else if (s.grain == GRAIN_QUARTER)
        WRITE(w, "-Q%d", (int)(d.month - 1) / 3 + 1);
    else if (s.grain == GRAIN_HALF)
        WRITE(w, "-H%d", d.month > 6 ? 2 : 1);
    else if (s.grain == GRAIN_SEASON)
        WRITE(w, "-%s", season_codes[season_of(d)]);
}

void write_friendly(struct writer *w, Stretch s)
{
    Day d = s.start;

    switch (s.grain) {
    case GRAIN_DAY:
        write_day(w, d);
        break;
    case GRAIN_WEEKEND:
        WRITE(w, "weekend of ");
        write_day(w, d);
        break;
    case GRAIN_WEEK:
        WRITE(w, "week of ");
        write_day(w, d);
        break;
    case GRAIN_MONTH:
        WRITE(w, "%s %d", month_names[d.month - 1], (int)d.year);
        break;
    case GRAIN_SEASON:
        WRITE(w, "%s %d", season_names[season_of(d)], (int)d.year);
        break;
    case GRAIN_DECADE:
        WRITE(w, "%ds", (int)d.year);
        break;
    case GRAIN_CENTURY:
        WRITE(w, "%d to %d", (int)d.year, (int)d.year + 99);
        break;
    default:
        write_stretch(w, s);
    }
}

void write_time(struct writer *w, const Moment *m, int64_t hour, bool is_bare)
{
    int64_t zone = m->field[FIELD_ZONE];

    if (hour == MOMENT_NONE) {
        static const char *const parts[] = {"",   "MO", "AF", "EV",
                                            "NI", "DT", "MI"};
        int64_t part = moment_get(m, FIELD_PART, 0);
        if (part >= PART_MORNING && part <= PART_LUNCH)
            WRITE(w, "T%s", parts[part]);
        return;
    }
    WRITE(w, "T%02d", (int)hour);
    if (!is_bare || moment_has(m, FIELD_MINUTE))
        WRITE(w, ":%02d", (int)moment_get(m, FIELD_MINUTE, 0));
    if (moment_has(m, FIELD_SECOND))
        WRITE(w, ":%02d", (int)m->field[FIELD_SECOND]);
    if (zone == MOMENT_NONE)
        return;
    if (zone == 0)
        WRITE(w, "Z");
    else
        WRITE(w, "%c%02d:%02d", zone < 0 ? '-' : '+',
              (int)(zone < 0 ? -zone : zone) / 60,
              (int)(zone < 0 ? -zone : zone) % 60);
}

/* Christmas is the same day of every year, Easter is not. */
static void write_feast(struct writer *w, int64_t feast)
{
    Day a, b;

    if (feast_day(feast, 2000, &a) && feast_day(feast, 2001, &b) &&
        a.month == b.month && a.day == b.day)
        WRITE(w, "XXXX-%02d-%02d", (int)a.month, (int)a.day);
    else
        WRITE(w, "XXXX-XX-XX");
}

/* What can be said without knowing today. */
void write_symbolic(struct writer *w, const Moment *m)
{
    static const char *const by_unit[] = {
        [UNIT_SECOND] = "XXXX-XX-XXTXX:XX",
        [UNIT_MINUTE] = "XXXX-XX-XXTXX:XX",
        [UNIT_HOUR] = "XXXX-XX-XXTXX",
        [UNIT_DAY] = "XXXX-XX-XX",
        [UNIT_WEEKEND] = "XXXX-WXX-WE",
        [UNIT_WEEK] = "XXXX-WXX",
        [UNIT_FORTNIGHT] = "XXXX-WXX",
        [UNIT_MONTH] = "XXXX-XX",
        [UNIT_QUARTER] = "XXXX-QX",
        [UNIT_HALF] = "XXXX-HX",
        [UNIT_SEASON] = "XXXX-XX",
        [UNIT_YEAR] = "XXXX",
        [UNIT_DECADE] = "XXX",
        [UNIT_CENTURY] = "XX",
        [UNIT_MILLENNIUM] = "XX",
        [UNIT_PERIOD] = "XXXX-XX",
    };

    if (moment_has(m, FIELD_MONTH) && moment_has(m, FIELD_WEEKDAY) &&
        moment_get(m, FIELD_NTH, 0) > 0)
        WRITE(w, "XXXX-%02d-WXX-%d-#%d", (int)m->field[FIELD_MONTH],
              (int)m->field[FIELD_WEEKDAY], (int)m->field[FIELD_NTH]);
    else if (moment_has(m, FIELD_MONTH) && moment_has(m, FIELD_DAY))
        WRITE(w, "XXXX-%02d-%02d", (int)m->field[FIELD_MONTH],
              (int)m->field[FIELD_DAY]);
    else if (moment_has(m, FIELD_MONTH))
        WRITE(w, "XXXX-%02d", (int)m->field[FIELD_MONTH]);
    else if (moment_has(m, FIELD_WEEKDAY))
        WRITE(w, "XXXX-WXX-%d", (int)m->field[FIELD_WEEKDAY]);
    else if (moment_has(m, FIELD_QUARTER))
        WRITE(w, "XXXX-Q%d", (int)m->field[FIELD_QUARTER]);
    else if (moment_has(m, FIELD_HALF))
        WRITE(w, "XXXX-H%d", (int)m->field[FIELD_HALF]);
    else if (moment_has(m, FIELD_SEASON))
        WRITE(w, "XXXX-%s", season_codes[m->field[FIELD_SEASON] & 3]);
    else if (moment_has(m, FIELD_DAY))
        WRITE(w, "XXXX-XX-%02d", (int)m->field[FIELD_DAY]);
    else if (moment_has(m, FIELD_UNIT))
        WRITE(w, "%s", by_unit[m->field[FIELD_UNIT] & 15]);
    else if (moment_has(m, FIELD_FEAST))
        write_feast(w, m->field[FIELD_FEAST]);
    else if (moment_has(m, FIELD_HOUR))
        WRITE(w, "XXXX-XX-XX");
}

static void write_point_day(struct writer *w, Point p)
{
    Day day = p.s.start;

    switch (p.open) {
    case OPEN_YEAR:
        WRITE(w, "XXXX-%02d-%02d", (int)day.month, (int)day.day);
        break;
    case OPEN_MONTH:
        WRITE(w, "XXXX-XX-%02d", (int)day.day);
        break;
    case OPEN_WEEK:
        WRITE(w, "XXXX-WXX-%d", (int)day_weekday(day));
        break;
    default:
        WRITE(w, "%04d-%02d-%02d", (int)day.year, (int)day.month, (int)day.day);
    }
}

static void write_point(struct writer *w, Point p)
{
    if (p.s.grain != GRAIN_NONE)
        write_point_day(w, p);
    if (p.minute < 0)
        return;
    WRITE(w, "T%02d", (int)(p.minute / 60));
    if (p.minute % 60 || p.is_exact)
        WRITE(w, ":%02d", (int)(p.minute % 60));
}

static void write_minutes(struct writer *w, int64_t minutes)
{
    WRITE(w, "PT");
    if (minutes / 60)
        WRITE(w, "%dH", (int)(minutes / 60));
    if (minutes % 60 || !minutes)
        WRITE(w, "%dM", (int)(minutes % 60));
}

/* "P2W", as the words count it; false for what they do not. */
static bool write_away(struct writer *w, Point b)
{
    static const char codes[] = {
        [UNIT_DAY] = 'D',
        [UNIT_WEEK] = 'W',
        [UNIT_MONTH] = 'M',
        [UNIT_YEAR] = 'Y',
    };

    if (b.away <= 0 || b.away_unit > UNIT_YEAR || !codes[b.away_unit])
        return false;
    WRITE(w, "P%lld%c", (long long)b.away, codes[b.away_unit]);
    return true;
}

static void write_length(struct writer *w, Point a, Point b)
{
    int64_t days = day_number(b.s.start) - day_number(a.s.start);
    int64_t months = (int64_t)(b.s.start.year - a.s.start.year) * 12 +
                     b.s.start.month - a.s.start.month;

    if (write_away(w, b))
        return;
    if (a.minute >= 0 || b.minute >= 0) {
        int64_t minutes = days * 1440 + (b.minute < 0 ? 0 : b.minute) -
                          (a.minute < 0 ? 0 : a.minute);
        write_minutes(w, minutes < 0 ? minutes + 1440 : minutes);
    } else if (a.s.grain >= GRAIN_MONTH && b.s.grain >= GRAIN_MONTH) {
        WRITE(w, "P%lldM", (long long)months);
    } else {
        WRITE(w, "P%lldD", (long long)days);
    }
}

void write_between(struct writer *w, Point a, Point b)
{
    if (a.s.grain == GRAIN_YEAR && b.s.grain == GRAIN_YEAR) {
        write_year(w, a.s.start.year);
        WRITE(w, "/");
        write_year(w, b.s.start.year);
        return;
    }
    WRITE(w, "(");
    write_point(w, a);
    WRITE(w, ",");
    write_point(w, b);
    WRITE(w, ",");
    write_length(w, a, b);
    WRITE(w, ")");
}

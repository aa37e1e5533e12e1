#include "dates/calendar.h"

/* Howard Hinnant, "chrono-compatible low-level date algorithms". */
int64_t day_number(Day day)
{
    int64_t y = (int64_t)day.year - (day.month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t month = day.month + (day.month > 2 ? -3 : 9);
    int64_t day_of_year = (153 * month + 2) / 5 + day.day - 1;
    int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

Day day_from_number(int64_t number)
{
    int64_t z = number + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int64_t month = mp < 10 ? mp + 3 : mp - 9;

    return (Day){
        .year = (int32_t)(yoe + era * 400 + (month <= 2)),
        .month = (int32_t)month,
        .day = (int32_t)(doy - (153 * mp + 2) / 5 + 1),
    };
}

int32_t day_weekday(Day day)
{
    int64_t from_thursday = day_number(day) % 7; /* 1970-01-01 was one */

    return (int32_t)((from_thursday + 7 + 3) % 7) + 1;
}

int32_t month_length(int32_t year, int32_t month)
{
    static const int32_t lengths[] = {31, 28, 31, 30, 31, 30,
                                      31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    if (month < 1 || month > 12)
        return 0;
    return lengths[month - 1] + (month == 2 && is_leap);
}

bool day_exists(Day day)
{
    return day.day >= 1 && day.day <= month_length(day.year, day.month);
}

Day day_plus(Day day, int64_t days)
{
    return day_from_number(day_number(day) + days);
}

Day day_plus_months(Day day, int64_t months)
{
    int64_t total = (int64_t)day.year * 12 + day.month - 1 + months;
    int64_t year = total >= 0 ? total / 12 : (total - 11) / 12;
    Day moved = {
        .year = (int32_t)year,
        .month = (int32_t)(total - year * 12) + 1,
        .day = day.day,
    };
    int32_t last = month_length(moved.year, moved.month);

    if (moved.day > last)
        moved.day = last;
    return moved;
}

void day_week(Day day, int32_t *out_year, int32_t *out_week)
{
    Day thursday = day_plus(day, 4 - day_weekday(day));
    Day new_year = {.year = thursday.year, .month = 1, .day = 1};

    *out_year = thursday.year;
    *out_week =
        (int32_t)((day_number(thursday) - day_number(new_year)) / 7) + 1;
}

Day week_start(int32_t year, int32_t week)
{
    Day fourth = {.year = year, .month = 1, .day = 4};

    return day_plus(fourth, (int64_t)(week - 1) * 7 - day_weekday(fourth) + 1);
}

static Day easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100;
    int32_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int32_t h = (19 * a + b - d - g + 15) % 30;
    int32_t l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451;
    int32_t n = h + l - 7 * m + 114;

    return (Day){.year = year, .month = n / 31, .day = n % 31 + 1};
}

/* A day of the Julian calendar in ours. */
static Day from_julian(Day day)
{
    int32_t y = day.year - (day.month <= 2);

    return day_plus(day, y / 100 - y / 400 - 2);
}

static Day easter_orthodox(int32_t year)
{
    int32_t d = (19 * (year % 19) + 15) % 30;
    int32_t e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    int32_t n = d + e + 114;

    return from_julian((Day){.year = year, .month = n / 31, .day = n % 31 + 1});
}

/* Gauss: the 15th of Nisan, in the Julian calendar's March. */
static Day passover(int32_t year)
{
    int32_t a = (12 * (year + 3760) + 17) % 19, b = (year + 3760) % 4;
    double m = 32.0440931611436 + 1.5542417966211826 * a + 0.25 * b -
               0.003177794022 * (year + 3760);
    int32_t whole = (int32_t)m;
    double part = m - whole;
    int32_t c = (whole + 3 * (year + 3760) + 5 * b + 5) % 7;
    int32_t day = whole;

    if (c == 2 || c == 4 || c == 6)
        day = whole + 1;
    else if (c == 1 && a > 6 && part >= 0.63287037)
        day = whole + 2;
    else if (c == 0 && a > 11 && part >= 0.89772376)
        day = whole + 1;
    return day_plus(from_julian((Day){.year = year, .month = 3, .day = 1}),
                    day - 1);
}

/* A day of the tabular Islamic calendar. */
static Day from_islamic(int32_t year, int32_t month, int32_t day)
{
    int64_t julian_day = day + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 +
                         (3 + 11 * year) / 30 + 1948439;

    return day_from_number(julian_day - 2440588);
}

static bool islamic(int32_t year, int32_t month, int32_t day, Day *out_day)
{
    int32_t first = (int32_t)(((int64_t)year - 622) * 33 / 32) - 1;

    for (int32_t y = first; y <= first + 3; y++) {
        *out_day = from_islamic(y, month, day);
        if (out_day->year == year)
            return true;
    }
    return false;
}

static Day nth_weekday(int32_t n, int32_t weekday, int32_t year, int32_t month)
{
    Day first = {.year = year, .month = month, .day = 1};
    int32_t offset = (weekday - day_weekday(first) + 7) % 7;

    if (n > 0)
        return day_plus(first, offset + (n - 1) * 7);
    Day last = {year, month, month_length(year, month)};
    return day_plus(last, -((day_weekday(last) - weekday + 7) % 7));
}

bool feast_day(int64_t feast, int32_t year, Day *out_day)
{
    int32_t d = (int32_t)(feast % 100), c = (int32_t)(feast / 100 % 100);
    int32_t b = (int32_t)(feast / 10000 % 1000) - 200;
    int32_t a = (int32_t)(feast / 10000000 % 100);
    Day fixed = {.year = year, .month = c, .day = d};

    if (year < 1 || year > 9999)
        return false;
    switch (feast / INT64_C(1000000000)) {
    case 1:
        *out_day = fixed;
        return day_exists(fixed);
    case 2:
        *out_day = nth_weekday(b, a, year, c);
        return true;
    case 3:
        *out_day = day_plus(easter(year), b);
        return true;
    case 4:
        *out_day = day_plus(easter_orthodox(year), b);
        return true;
    case 5:
        *out_day = day_plus(fixed, -((day_weekday(fixed) - a + 7) % 7));
        return true;
    case 6:
        *out_day = day_plus(nth_weekday(b, a, year, c), d);
        return true;
    case 7:
        *out_day = day_plus(passover(year), b);
        return true;
    case 8:
        return islamic(year, c, d, out_day);
    default:
        return false;
    }
}

#include "figures/when.h"

#include <stdio.h>

#define YEAR_MIN 1000

static const char *const month_names[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

static int32_t month_length(int32_t year, int32_t month)
{
    static const int32_t lengths[] = {31, 28, 31, 30, 31, 30,
                                      31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return lengths[month - 1] + (month == 2 && is_leap);
}

/* `count` digits at `at`. */
static bool read_digits(Str text, uint32_t at, uint32_t count, int32_t *out)
{
    *out = 0;
    if (at + count > text.len)
        return false;
    for (uint32_t i = at; i < at + count; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *out = *out * 10 + (text.ptr[i] - '0');
    }
    return true;
}

bool when_read(Str value, When *out)
{
    int32_t year, month, day;

    if (!read_digits(value, 0, 4, &year) || year < YEAR_MIN)
        return false;
    if (value.len == 4) {
        *out = (When){{year, 1, 1}, {year, 12, 31}};
        return true;
    }
    if (value.ptr[4] != '-' || !read_digits(value, 5, 2, &month) || month < 1 ||
        month > 12)
        return false;
    if (value.len == 7) {
        *out =
            (When){{year, month, 1}, {year, month, month_length(year, month)}};
        return true;
    }
    if (value.ptr[7] != '-' || !read_digits(value, 8, 2, &day) || day < 1 ||
        day > month_length(year, month) ||
        (value.len > 10 && value.ptr[10] != 'T'))
        return false;
    *out = (When){{year, month, day}, {year, month, day}};
    return true;
}

static uint32_t find_byte(Str text, uint32_t at, char byte)
{
    while (at < text.len && text.ptr[at] != byte)
        at++;
    return at;
}

/* A range of months is written by their first days. */
static void widen(When *when)
{
    if (when->first.day == 1 && when->last.day == 1)
        when->last.day = month_length(when->last.year, when->last.month);
}

static bool is_by_months(Str length)
{
    return length.len > 1 && length.ptr[length.len - 1] == 'M' &&
           length.ptr[1] != 'T';
}

bool when_read_range(Str value, When *out_from, When *out_to)
{
    uint32_t slash = find_byte(value, 0, '/');

    if (slash < value.len)
        return when_read(str_cut(value, 0, slash), out_from) &&
               when_read(str_cut(value, slash + 1, value.len), out_to);
    uint32_t comma = find_byte(value, 0, ',');
    uint32_t second = find_byte(value, comma + 1, ',');
    if (second >= value.len || value.ptr[0] != '(' ||
        !when_read(str_cut(value, 1, comma), out_from) ||
        !when_read(str_cut(value, comma + 1, second), out_to))
        return false;
    if (is_by_months(str_cut(value, second + 1, value.len - 1))) {
        widen(out_from);
        widen(out_to);
    }
    return true;
}

int32_t when_number(Date date)
{
    /* Years that begin in March, so that a leap day is the last of its. */
    int32_t year = date.year - (date.month <= 2);
    int32_t month = date.month + (date.month <= 2 ? 12 : 0);

    return year * 365 + year / 4 - year / 100 + year / 400 +
           (153 * (month - 3) + 2) / 5 + date.day;
}

Date when_shift(Date date, int32_t days)
{
    date.day += days;
    if (date.day < 1) {
        date.month--;
        if (date.month < 1) {
            date.month = 12;
            date.year--;
        }
        date.day += month_length(date.year, date.month);
    } else if (date.day > month_length(date.year, date.month)) {
        date.day -= month_length(date.year, date.month);
        date.month++;
        if (date.month > 12) {
            date.month = 1;
            date.year++;
        }
    }
    return date;
}

int32_t when_age(Date birth, Date date)
{
    bool is_to_come = date.month < birth.month ||
                      (date.month == birth.month && date.day < birth.day);

    return date.year - birth.year - is_to_come;
}

bool when_meet(When a, When b)
{
    return when_number(a.first) <= when_number(b.last) &&
           when_number(b.first) <= when_number(a.last);
}

Str when_write(When when, char buffer[WHEN_TEXT_MAX])
{
    const char *month = month_names[when.first.month - 1];
    int len;

    if (when.first.month != when.last.month)
        len = snprintf(buffer, WHEN_TEXT_MAX, "in %d", (int)when.first.year);
    else if (when.first.day != when.last.day)
        len = snprintf(buffer, WHEN_TEXT_MAX, "in %s %d", month,
                       (int)when.first.year);
    else
        len = snprintf(buffer, WHEN_TEXT_MAX, "on %s %d, %d", month,
                       (int)when.first.day, (int)when.first.year);
    return (Str){buffer, len > 0 ? (uint32_t)len : 0};
}

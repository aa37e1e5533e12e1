/*
 * moment - what one expression of time says, before anybody knows today.
 *
 * The block pass makes a Moment of every expression and writes it into the
 * attribute "form" of its annotation; the story pass reads it back and works
 * out the value against the story's date.
 *
 *     Tuesday of last week    base STORY, unit WEEK, count -1, weekday 2
 *     a year earlier          base TEXT, unit YEAR, count -1
 *     Nov. 26                 month 11, day 26 (year to be picked)
 *     6 p.m. Thursday         hour 18, minute 0, weekday 4
 *     two and a half years    kind DURATION, value P2.5Y: nothing to resolve
 *
 * A field that says nothing holds MOMENT_NONE.
 */
#ifndef DATES_MOMENT_H
#define DATES_MOMENT_H

#include "stet/text.h"
#include "text/str.h"

#define MOMENT_NONE INT64_MIN
#define MOMENT_YESTERDAY 8

typedef enum Unit {
    UNIT_SECOND,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEKEND,
    UNIT_WEEK,
    UNIT_FORTNIGHT,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_HALF,
    UNIT_SEASON,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_MILLENNIUM,
    UNIT_PERIOD, /* of unknown length: "the year-ago period" */
} Unit;

typedef enum Base {
    BASE_NONE,
    BASE_STORY, /* the day that the story is of */
    BASE_TEXT,  /* the date that the text spoke of last */
    BASE_LIKE,  /* the story's, in steps of what the text spoke of last: "a
                   year ago" is a quarter where the text speaks of one */
} Base;

typedef enum MomentKind {
    MOMENT_DATE,
    MOMENT_TIME,
    MOMENT_DURATION,
    MOMENT_SET,
} MomentKind;

/* What TIMEX3 calls mod. */
typedef enum Mod {
    MOD_NONE,
    MOD_APPROX,
    MOD_START,
    MOD_MID,
    MOD_END,
    MOD_BEFORE,
    MOD_AFTER,
    MOD_LESS_THAN,
    MOD_MORE_THAN,
    MOD_EQUAL_OR_LESS,
    MOD_EQUAL_OR_MORE,
    MOD_ON_OR_BEFORE,
    MOD_ON_OR_AFTER,
} Mod;

typedef enum Part {
    PART_MORNING = 1,
    PART_AFTERNOON,
    PART_EVENING,
    PART_NIGHT,
    PART_DAYTIME,
    PART_LUNCH,
} Part;

/* In which order the numbers of a date stand, or may stand. */
typedef enum Order {
    ORDER_EITHER = 1, /* 03/04/2026: read as month, day; perhaps not */
    ORDER_MDY,
    ORDER_DMY,
} Order;

typedef enum Vague {
    VAGUE_PAST = 1,
    VAGUE_PRESENT,
    VAGUE_FUTURE,
} Vague;

typedef enum Field {
    FIELD_KIND,
    FIELD_BASE,
    FIELD_UNIT,    /* of the shift */
    FIELD_COUNT,   /* of the shift; negative into the past */
    FIELD_PICK,    /* -1 last, 0 this, 1 next; none: by the tense around */
    FIELD_HINT,    /* -1 past, 1 future by the tense around; 2 if certain */
    FIELD_YEAR,    /* negative before Christ */
    FIELD_TO_YEAR, /* the end of a range */
    FIELD_CENTURY, /* 20: the years 1900 to 1999 */
    FIELD_DECADE,  /* 199 */
    FIELD_HALF,
    FIELD_QUARTER,
    FIELD_SEASON, /* 0 spring to 3 winter */
    FIELD_MONTH,
    FIELD_TO_MONTH,
    FIELD_WEEK,
    FIELD_WEEKEND, /* 1 */
    FIELD_NTH,     /* of the weekday in its month; -1 the last */
    FIELD_WEEKDAY, /* 1 Monday to 7 Sunday */
    FIELD_DAY,
    FIELD_TO_DAY,
    FIELD_FEAST, /* calendar.h */
    FIELD_PART,
    FIELD_HOUR,
    FIELD_MINUTE,
    FIELD_SECOND,
    FIELD_TO_HOUR, /* the end of a range of times */
    FIELD_TO_MINUTE,
    FIELD_AWAY_UNIT, /* so far from the day that the rest says: "two */
    FIELD_AWAY,      /* weeks before Christmas" is -2 of UNIT_WEEK */
    FIELD_TWELVE,    /* 1: may be twelve hours later, "at 6:40" */
    FIELD_OFTEN,     /* 1: of every day, "from 8 a.m. every day"; 2: of each
                        day that it is, "play starts at 11", unless the
                        paragraph names one */
    FIELD_SPOKEN,    /* the weekday on which somebody said "tomorrow", 1 to 7;
                        MOMENT_YESTERDAY: the day before the story's */
    FIELD_ZONE,      /* minutes east of Greenwich */
    FIELD_VAGUE,
    FIELD_MOD,
    FIELD_ORDER,
    FIELD_AT_WEEKDAY, /* which token of the expression it is */
    FIELD_AT_DAY,     /* the same; only where it is nothing but digits */
    FIELD_LINE,       /* 1: stands in a date line */
    FIELD_COUNT_OF,   /* how many fields there are */
} Field;

typedef struct Moment {
    int64_t field[FIELD_COUNT_OF];
} Moment;

static inline bool moment_has(const Moment *moment, Field field)
{
    return moment->field[field] != MOMENT_NONE;
}

static inline int64_t moment_get(const Moment *moment, Field field,
                                 int64_t otherwise)
{
    return moment_has(moment, field) ? moment->field[field] : otherwise;
}

/* Every field says nothing but the kind. */
void moment_init(Moment *moment, MomentKind kind);

#define MOMENT_FORM_MAX 400u

/* Between the forms of the two ends of a range. */
#define MOMENT_FORM_TO '/'

/* "unit=5 count=-1 weekday=2" and back. Both take and give what the other
 * made; what is no form reads as a moment that says nothing. */
Str moment_write(const Moment *moment, char buffer[MOMENT_FORM_MAX]);
void moment_read(Str form, Moment *out_moment);

/* The TIMEX3 word for a mod, empty for MOD_NONE. */
Str mod_name(Mod mod);

/* "year", in the singular. */
Str unit_name(Unit unit);

#endif

/*
 * checks - the questions that a rule may ask about what stands around it.
 *
 * A rule in dates.rules names one as check=CHECK_MONTH.
 */
#ifndef DATES_CHECKS_H
#define DATES_CHECKS_H

enum {
    CHECK_NONE,
    CHECK_MONTH,   /* the month May, or the verb; April, or a woman? */
    CHECK_YEAR,    /* 2012 the year, or people, dollars, a room? */
    CHECK_YEARS,   /* 2019-21, or a score? */
    CHECK_WEEKDAY, /* Wed, or wed? */
    CHECK_DAY,     /* the 15th, or the 15th floor? */
    CHECK_UNIT,    /* last week, or the last day of something? */
    CHECK_BEFORE,  /* the day before, or the day before the vote? */
    CHECK_THAT,    /* that year, or "said that year-end"? */
    CHECK_VAGUE,   /* soon, or as soon as? */
    CHECK_UNITS,   /* it took years, or the years of plenty? */
    CHECK_THE,     /* the quarter, or the quarter mile? */
    CHECK_RATE,    /* per year */
    CHECK_CLOCK,   /* 6:40, or a ratio? */
    CHECK_PART,    /* in the morning, or the morning paper? */
    CHECK_TITLE,   /* today, or the Today programme? */
    CHECK_PERIOD,  /* 24 hours; three-quarters is no period */
    CHECK_A,       /* a second, or a second man? */
    CHECK_PARTS,   /* works nights, or dark nights? */
    CHECK_OFTEN,   /* daily, or the Daily News? quarterly, or its results? */
    CHECK_MONTH_WHICH, /* this May, or this may be? */
    CHECK_DAY_LISTED,  /* on 29th; else only in a list of days */
    CHECK_SLASH,       /* on 5/12, or 5/12 of it? */
    CHECK_GLUED,       /* 3h, or 3 H streets? */
    CHECK_CLOCK_RANGE, /* 5 to 7 p.m.; 5 to 7 only behind "from" */
    CHECK_CLOCK_WORDS, /* at seven-thirty, or seven thirty-year-olds? */
    CHECK_CLOCK_WORD,  /* about six, or about six boats? */
    CHECK_MONTH_DAY,   /* 12 December, or $12 December 27? */
    CHECK_SPAN,        /* the last 11 weeks, or may it last 11 weeks? */
    CHECK_FEAST,       /* at Christmas, or a Christmas list? */
    CHECK_BUT_ONE, /* the day before last, or the day before last Tuesday? */
    CHECK_NAMED,   /* the 20th century, or 20th Century Fox? */
    CHECK_SEASON,  /* in late summer, or late summer flowers? */
    CHECK_AROUND,  /* in the weeks before it, or the weeks of it? */
    CHECK_DAY_END, /* by the end of the day, or, at the end of the day, no? */
    CHECK_DAY_DIGITS,   /* Monday 21 at 4, or Monday 21 of them? */
    CHECK_PAST_HOUR,    /* ten to two, or from two ten to two thirty? */
    CHECK_NIGHT_RATE,   /* $95 a night, or all in a night? */
    CHECK_APPOSED,      /* May 5, a Friday; or a Friday bus? */
    CHECK_WEEKDAY_WEEK, /* Friday week, or a Friday week after week? */
};

#endif

#include "dates/checks.h"

#include "dates/reader.h"

#define BEFORE_TIME                                                            \
    "in since by until till from to of through during before after for on "    \
    "last this next early late mid - between and around about every each "     \
    "past throughout than circa"

static uint8_t flags_at(const Reading *reading, uint32_t at)
{
    return at >= reading->first && at < reading->end
               ? reading->tokens->flags[at]
               : 0;
}

static uint8_t class_at(const Reading *reading, uint32_t at)
{
    return at >= reading->first && at < reading->end ? reading->tokens->cls[at]
                                                     : 0;
}

static bool is_capital(const Reading *reading, uint32_t at)
{
    return (flags_at(reading, at) & STET_TOKEN_CAPITAL) != 0;
}

/* The text breaks off behind token `at` - 1: a stop, a comma, an end. */
static bool ends_at(const Reading *reading, uint32_t at)
{
    uint8_t cls = class_at(reading, at);

    return cls == 0 || cls == STET_TOKEN_PUNCT ||
           cls == STET_TOKEN_QUOTE_CLOSE || cls == STET_TOKEN_CLITIC;
}

/* A capital where no sentence and no quotation begins: part of a name. */
static bool is_title(const Reading *reading, uint32_t at)
{
    uint8_t before = at > reading->first ? class_at(reading, at - 1) : 0;

    return is_capital(reading, at) &&
           at != reading_sentence(reading, at).start &&
           before != STET_TOKEN_QUOTE_OPEN && before != STET_TOKEN_PUNCT &&
           before != STET_TOKEN_SYMBOL;
}

/* “This Week”, the “Today” show: capitals behind a quotation mark. */
static bool is_quoted_name(const Reading *reading, const Found *found)
{
    uint32_t last = found->end - 1;
    bool is_quoted =
        found->first > reading->first &&
        class_at(reading, found->first - 1) == STET_TOKEN_QUOTE_OPEN;

    return is_quoted && is_capital(reading, last) &&
           (last > found->first ||
            class_at(reading, found->end) == STET_TOKEN_QUOTE_CLOSE);
}

/* ---- months ------------------------------------------------------------ */

/* "April Ryan": a capital word behind a month that is a name as well. */
static bool is_given_name(const Reading *reading, const Found *found)
{
    uint32_t last = found->end - 1;

    return reading_is(reading, last, "may april june august jan") &&
           is_capital(reading, found->end) &&
           class_at(reading, found->end) == STET_TOKEN_WORD &&
           !reading_follows(reading, found->first,
                            "in since last this next until mid -");
}

static bool is_family_name(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;

    return at > reading->first && is_capital(reading, at - 1) &&
           class_at(reading, at - 1) == STET_TOKEN_WORD &&
           !reading_follows(reading, at, BEFORE_TIME);
}

/* "May to March": another month behind it. */
static bool opens_range(const Reading *reading, uint32_t at)
{
    return reading_is(reading, at, "to through until till - \xE2\x80\x93") &&
           is_capital(reading, at + 1) &&
           reading_is(reading, at + 1,
                      "january february march april may june july august "
                      "september october november december");
}

static bool check_month(const Reading *reading, Found *found)
{
    uint32_t last = found->end - 1;

    if (is_capital(reading, last) && opens_range(reading, found->end))
        return true;
    if (reading_is(reading, last, "may march mar jan dec jun sep nov oct")) {
        if (reading_is(reading, last, "dec nov oct sep jan"))
            return (is_capital(reading, last) || last > found->first) &&
                   !is_given_name(reading, found);
        if (!is_capital(reading, last))
            return false;
        if (last > found->first)
            return true;
        return reading_follows(reading, found->first, BEFORE_TIME) &&
               !is_given_name(reading, found);
    }
    return !is_given_name(reading, found) &&
           !(reading_is(reading, last, "april june august") &&
             is_family_name(reading, found));
}

static bool check_month_which(const Reading *reading, Found *found)
{
    return !reading_is(reading, found->end - 1, "may march") ||
           is_capital(reading, found->end - 1);
}

/* "the Sept. 11 attacks" are those of 2001. */
static void name_attacks(const Reading *reading, Found *found)
{
    Moment *m = &found->moment;

    if (moment_get(m, FIELD_MONTH, 0) == 9 &&
        moment_get(m, FIELD_DAY, 0) == 11 && !moment_has(m, FIELD_YEAR) &&
        !moment_has(m, FIELD_PICK) &&
        reading_is(reading, found->end,
                   "attack attacks terror terrorist hijackers hijackings "
                   "commission"))
        m->field[FIELD_YEAR] = 2001;
}

/* ---- years ------------------------------------------------------------- */

#define UNITS                                                                  \
    "barrels barrel bpd feet foot inches inch miles mile metres meters "       \
    "metre meter kilometres kilometers km mm cm litres liters litre liter "    \
    "gallons tonnes tons kilograms kg kilos grams milligrams mg ml pounds "    \
    "ounces watts kilowatts megawatts gigawatts kw mw calories degrees "       \
    "bushels acres hectares volts kilowatt-hours"

static bool is_year(const Reading *reading, const Found *found, int64_t year)
{
    uint32_t at = found->first;
    bool is_plain = class_at(reading, found->end) != STET_TOKEN_SYMBOL &&
                    !reading_is(reading, found->end, "% percent per $");

    if (reading_follows(reading, at, "than") &&
        reading_is(reading, at - 2, "later earlier"))
        return true;
    if (!is_plain || class_at(reading, at) != STET_TOKEN_NUMBER ||
        reading_follows(reading, at,
                        "$ £ € ¥ # no no. room flight route "
                        "section page rs about nearly almost "
                        "over some roughly than least channel "
                        "unit gate building highway") ||
        (class_at(reading, at - 1) == STET_TOKEN_SYMBOL && at > reading->first))
        return false;
    if (reading_is(reading, found->end,
                   UNITS " people troops soldiers words members men women "
                         "dollars euros years days jobs votes copies million "
                         "billion thousand gmt utc hours workers employees "
                         "students homes times points shares others pieces "
                         "residents"))
        return false;
    if (reading_glued(reading, found->end) &&
        reading_is(reading, found->end, "k m b g t l bn mn"))
        return false; /* 2000K */
    if (reading_follows(reading, at, BEFORE_TIME))
        return year >= 1000 && year < 2200;
    return year >= 1900 && year < 2040;
}

/* "2000 over 3": a fraction. */
static bool is_over(const Reading *reading, const Found *found)
{
    uint32_t end = found->end;

    return reading_is(reading, end, "over") &&
           class_at(reading, end + 1) == STET_TOKEN_NUMBER &&
           ends_at(reading, end + 2) &&
           !reading_follows(reading, found->first, BEFORE_TIME);
}

static bool check_year(const Reading *reading, Found *found)
{
    uint32_t at = found->first;

    if (is_over(reading, found))
        return false;

    /* A part of something longer: 555-2012, 2012-B. */
    if (reading_is(reading, found->end, "- / : \xE2\x80\x93") &&
        class_at(reading, found->end + 1) == STET_TOKEN_NUMBER &&
        !(reading_is(reading, found->end, ":") &&
          (flags_at(reading, found->end + 1) & STET_TOKEN_SPACED)))
        return false;
    if (reading_follows(reading, at, "- /") &&
        !(flags_at(reading, at) & STET_TOKEN_SPACED) &&
        at >= reading->first + 2 &&
        class_at(reading, at - 2) == STET_TOKEN_NUMBER)
        return false;
    return is_year(reading, found, found->moment.field[FIELD_YEAR]);
}

static bool check_years(const Reading *reading, Found *found)
{
    int64_t from = found->moment.field[FIELD_YEAR];
    int64_t to = found->moment.field[FIELD_TO_YEAR];

    if (moment_has(&found->moment, FIELD_MONTH))
        return is_year(reading, found, from) &&
               !reading_is(reading, found->end, "- /") &&
               !(flags_at(reading, found->end - 1) & STET_TOKEN_SPACED);
    return from < to && to - from < 200 && from >= 1500 && to < 2150 &&
           !reading_follows(reading, found->first, "$ £ € - /") &&
           is_year(reading, found, from);
}

/* ---- days -------------------------------------------------------------- */

/* The Sunday Times, Saturday Night Live. */
static bool is_masthead(const Reading *reading, const Found *found)
{
    uint32_t at = found->end;

    at += is_capital(reading, at) && reading_is(reading, at, "night");
    bool is_show = reading_is(reading, at - 1, "night");
    return is_capital(reading, at - 1) && is_capital(reading, at) &&
           reading_is(reading, at,
                      "times telegraph mirror express mail post herald people "
                      "world mercury independent tribune star sun sport record "
                      "live football") &&
           (is_show ||
            !reading_follows(reading, found->first, "on by until since"));
}

static bool check_weekday(const Reading *reading, Found *found)
{
    if (is_masthead(reading, found))
        return false;
    if (found->end - found->first == 1 &&
        reading_follows(reading, found->first, "a one another any some"))
        return false;
    if (reading_is(reading, found->end,
                   "dinner dinners lunch lunches roast brunch shift shifts "
                   "working trading opening best league paper papers"))
        return false;
    for (uint32_t at = found->first; at < found->end; at++)
        if (reading_is(reading, at, "mon wed fri thu tue tues thur thurs weds"))
            return (is_capital(reading, at) ||
                    reading_follows(reading, at, "on next this last")) &&
                   !(is_capital(reading, at + 1) &&
                     class_at(reading, at + 1) == STET_TOKEN_WORD);
    return true;
}

static bool check_day(const Reading *reading, Found *found)
{
    int64_t day = found->moment.field[FIELD_DAY];

    return day >= 1 && day <= 31 &&
           (ends_at(reading, found->end) ||
            reading_is(reading, found->end,
                       "and or to at in for with when but that because "
                       "around about by until till through from between"));
}

/* A time of day follows: "at 4", "from 2 to 4 p.m.". */
static bool opens_time(const Reading *reading, uint32_t at)
{
    return reading_is(reading, at, "at from between @") &&
           (class_at(reading, at + 1) == STET_TOKEN_NUMBER ||
            reading_is(reading, at + 1, "noon midnight"));
}

/* "rises to 28th": a rank. */
static bool is_place(const Reading *reading, uint32_t at)
{
    return reading_follows(reading, at, "to from") && at >= 2 &&
           reading_is(reading, at - 2,
                      "rise rises rose climb climbs climbed fall falls fell "
                      "drop drops dropped slip slips slipped move moves moved "
                      "jump jumps jumped up down back");
}

/* "on the 29th": of this month. Elsewhere a list may give it a month. */
static bool check_day_listed(const Reading *reading, Found *found)
{
    found->is_weak = !check_day(reading, found) ||
                     is_place(reading, found->first) ||
                     !reading_follows(reading, found->first,
                                      "on by before until till from since to "
                                      "through after around for");
    return true;
}

/* "11/20, 11/22 or 11/25" */
static bool is_slash_listed(const Reading *reading, uint32_t at)
{
    return reading_follows(reading, at, ", or and to - –") && at >= 2 &&
           class_at(reading, at - 2) == STET_TOKEN_NUMBER &&
           memchr(reading->tokens->folded[at - 2].ptr, '/',
                  reading->tokens->folded[at - 2].len);
}

/* "since 9/11" is since that of 2001. */
static void name_nine_eleven(const Reading *reading, Found *found)
{
    Moment *m = &found->moment;

    if (!reading_is(reading, found->first, "9/11") ||
        !reading_follows(reading, found->first, "since before after"))
        return;
    m->field[FIELD_YEAR] = 2001;
    m->field[FIELD_MONTH] = 9;
    m->field[FIELD_DAY] = 11;
    m->field[FIELD_ORDER] = ORDER_MDY;
}

static bool check_slash(const Reading *reading, Found *found)
{
    name_nine_eleven(reading, found);
    if (!moment_has(&found->moment, FIELD_DAY))
        return class_at(reading, found->first - 1) != STET_TOKEN_SYMBOL &&
               class_at(reading, found->end) != STET_TOKEN_SYMBOL;
    if (reading_follows(reading, found->first, "for") &&
        opens_time(reading, found->end))
        return true;
    if (is_slash_listed(reading, found->first))
        return ends_at(reading, found->end) ||
               reading_is(reading, found->end, "or and");
    return reading_follows(reading, found->first,
                           "on by until till since from next this date the "
                           "between before after /") &&
           (ends_at(reading, found->end) ||
            reading_is(reading, found->end,
                       "and or to at in for with when from between"));
}

/* "the day after" + "Christmas": a day only beside another. */
static void await_day(Found *found)
{
    Moment *m = &found->moment;

    found->unit = (Unit)m->field[FIELD_UNIT];
    found->amount = 1;
    found->is_weak = true;
    found->end--;
    moment_init(m, MOMENT_DURATION);
}

/* The token could begin a date: "Christmas", "3 May", "last Tuesday". */
static bool may_be_day(const Reading *reading, uint32_t at)
{
    return is_capital(reading, at) ||
           class_at(reading, at) == STET_TOKEN_NUMBER ||
           reading_is(reading, at, "last next this");
}

static bool check_before(const Reading *reading, Found *found)
{
    int64_t unit = moment_get(&found->moment, FIELD_UNIT, UNIT_DAY);

    if (!reading_is(reading, found->end - 1, "before after"))
        return true;
    if (unit == UNIT_DAY && reading_is(reading, found->first, "the") &&
        may_be_day(reading, found->end)) {
        await_day(found);
        return true;
    }
    return ends_at(reading, found->end) ||
           reading_is(reading, found->end,
                      "in at and when but to on with from by for as because "
                      "that who which while");
}

/* ---- units ------------------------------------------------------------- */

static bool check_unit(const Reading *reading, Found *found)
{
    int64_t unit = found->moment.field[FIELD_UNIT];
    int64_t count = found->moment.field[FIELD_COUNT];

    if ((unit == UNIT_DAY && count != 0) || is_title(reading, found->first) ||
        is_quoted_name(reading, found))
        return false;
    if (reading_is(reading, found->first, "past") &&
        !reading_is(reading, found->end, "'s"))
        return false;
    if (count == -1 && reading_is(reading, found->end, "of"))
        return false;
    return true;
}

static bool check_that(const Reading *reading, Found *found)
{
    return found->moment.field[FIELD_UNIT] >= UNIT_DAY &&
           !reading_is(reading, found->end, "-");
}

static bool check_vague(const Reading *reading, Found *found)
{
    if (is_title(reading, found->first))
        return false;
    if (reading_is(reading, found->first, "soon"))
        return !reading_is(reading, found->end, "after as enough") &&
               !reading_follows(reading, found->first, "as too how so very");
    if (reading_is(reading, found->end - 1, "shortly"))
        return !reading_is(reading, found->end,
                           "after before thereafter afterward afterwards");
    if (reading_is(reading, found->first, "to"))
        return !reading_follows(reading, found->first, "up");
    return true;
}

static bool check_units(const Reading *reading, Found *found)
{
    if (found->end - found->first > 1)
        return true;
    return !reading_is(reading, found->first, "seconds quarters weekends") &&
           reading_follows(reading, found->first,
                           "for in over after within take takes took taken "
                           "spent lasted last taking spend") &&
           !reading_is(reading, found->end, "to of");
}

static bool check_around(const Reading *reading, const Found *found)
{
    if (found->unit < UNIT_DAY || found->unit == UNIT_WEEKEND ||
        found->unit == UNIT_QUARTER)
        return false;
    if (reading_follows(reading, found->first, "over"))
        return ends_at(reading, found->end) ||
               reading_is(reading, found->end, "and but since");
    return reading_follows(reading, found->first, "in during") &&
           reading_is(reading, found->end,
                      "before after since following leading that");
}

/* "for the year ended Aug. 31" says how long, not when. */
static bool is_business_year(const Reading *reading, const Found *found)
{
    return reading_is(reading, found->end - 1, "year") &&
           reading_is(reading, found->end, "ended ending");
}

static bool check_the(const Reading *reading, Found *found)
{
    if (is_business_year(reading, found)) {
        found->moment.field[FIELD_KIND] = MOMENT_DURATION;
        found->value = STR("P1Y");
        return true;
    }
    if (!reading_is(reading, found->end - 1, "quarter year week month period"))
        return false;
    /* "the end of the year", but not "the man of the year" */
    if (reading_follows(reading, found->first, "of") &&
        !reading_is(reading, found->first - 2,
                    "rest end beginning start half quarter part most much all "
                    "remainder days weeks months time course middle"))
        return false;
    if (!reading_follows(reading, found->first,
                         "in for during of this over throughout"))
        return false;
    if (reading_is(reading, found->end - 1, "quarter"))
        return !reading_is(reading, found->end,
                           "mile final finals pounder century hour back horse "
                           "- of");
    return (ends_at(reading, found->end) ||
            reading_is(reading, found->end,
                       "and ended ending from to were was compared because "
                       "but with"));
}

/* "two feet a year" is a quantity of its own, not a time. */
#define MEASURED UNITS " rounds revolutions frames words beats"

static bool check_rate(const Reading *reading, Found *found)
{
    uint32_t at = found->first;

    if (reading_follows(reading, at, MEASURED))
        return false;
    return reading_is(reading, at, "per") ||
           (at > reading->first && (reading_is(reading, at - 1, "-")));
}

/* ---- the time of day --------------------------------------------------- */

/* "between 2:00 tomorrow and" + "4:00" */
static bool closes_between(const Reading *reading, uint32_t at)
{
    if (!reading_follows(reading, at, "and"))
        return false;
    for (uint32_t back = 3; back <= 5 && back <= at; back++)
        if (reading_is(reading, at - back, "between"))
            return true;
    return false;
}

static bool check_clock(const Reading *reading, Found *found)
{
    uint8_t cls = class_at(reading, found->first);

    if (cls != STET_TOKEN_NUMBER)
        return false;
    if (found->is_weak)
        return reading_follows(reading, found->first,
                               "at around until till by before after from") &&
               (ends_at(reading, found->end) ||
                is_capital(reading, found->end) ||
                reading_is(reading, found->end,
                           "and or to in for with when on tomorrow today "
                           "yesterday tonight this next last"));
    if (found->moment.field[FIELD_HOUR] == 0 &&
        found->moment.field[FIELD_MINUTE] == 0)
        return false;
    found->is_weak =
        !reading_follows(reading, found->first,
                         "at by until till from around about since before "
                         "after past to") &&
        !closes_between(reading, found->first);
    return reading->tokens->end[found->first] -
               reading->tokens->start[found->first] >
           3;
}

static bool ends_in_zone(const Reading *reading, const Found *found)
{
    return reading_is(reading, found->end - 1,
                      "gmt utc bst cet cest et est edt ct cst cdt mt mst mdt "
                      "pt pst pdt ist jst aest time");
}

static bool check_clock_range(const Reading *reading, Found *found)
{
    bool is_led = reading_follows(reading, found->first, "from between");
    bool has_and = false;

    /* +1-222-2222-2222 */
    if (reading_follows(reading, found->first, "- /") &&
        !(flags_at(reading, found->first) & STET_TOKEN_SPACED))
        return false;
    /* from 6:00 until 12-05-2019 */
    if (reading_is(reading, found->end, "- /") &&
        reading_glued(reading, found->end) &&
        class_at(reading, found->end + 1) == STET_TOKEN_NUMBER)
        return false;
    for (uint32_t at = found->first; at < found->end; at++)
        has_and = has_and || reading_is(reading, at, "and");
    if (has_and && !reading_follows(reading, found->first, "between"))
        return false;
    if (found->is_weak && !is_led)
        return false;
    if (class_at(reading, found->end) == STET_TOKEN_SYMBOL ||
        reading_is(reading, found->end, "per %"))
        return false;
    /* "from 1 to 3:30", and nothing that it could count */
    for (uint32_t at = found->first; is_led && at < found->end; at++)
        if (memchr(reading->tokens->folded[at].ptr, ':',
                   reading->tokens->folded[at].len))
            found->is_weak = !ends_at(reading, found->end);
    /* "between 9-6 PT" */
    if (is_led && found->is_weak && ends_in_zone(reading, found))
        found->is_weak = false;
    return !found->is_weak || ends_at(reading, found->end) ||
           is_capital(reading, found->end) ||
           reading_is(reading, found->end,
                      "and or in for on tomorrow today yesterday tonight this "
                      "next last");
}

#define HOUR_WORDS                                                             \
    "one two three four five six seven eight nine ten eleven twelve"

/* "at seven.", "By nine we were there" */
static bool check_clock_word(const Reading *reading, const Found *found)
{
    if (!reading_follows(reading, found->first, "at about around by"))
        return false;
    return ends_at(reading, found->end) ||
           (is_capital(reading, found->first - 1) &&
            reading_is(reading, found->end,
                       "we he she it they i you the her his their its my our "
                       "a an there"));
}

/* "from two thirty" + "to two forty-five" */
static bool is_range_in_words(const Reading *reading, const Found *found)
{
    if (reading_follows(reading, found->first, "from between"))
        return reading_is(reading, found->end, "to until till and") &&
               reading_is(reading, found->end + 1, HOUR_WORDS) &&
               class_at(reading, found->end + 2) == STET_TOKEN_WORD;
    return reading_follows(reading, found->first, "to until till and") &&
           ends_at(reading, found->end) && found->first >= 5 &&
           (reading_follows(reading, found->first - 3, "from between") ||
            reading_follows(reading, found->first - 4, "from between"));
}

/* "ten to two"; in "two ten to two thirty" the ten are behind the hour. */
static bool check_past_hour(const Reading *reading, const Found *found)
{
    return !reading_follows(reading, found->first, HOUR_WORDS);
}

static bool check_clock_words(const Reading *reading, Found *found)
{
    bool is_sure = !moment_has(&found->moment, FIELD_TWELVE);

    return is_sure || is_range_in_words(reading, found) ||
           (reading_follows(reading, found->first,
                            "at by until till around about from") &&
            (ends_at(reading, found->end) ||
             reading_is(reading, found->end,
                        "tomorrow today yesterday tonight this on")));
}

static bool check_part(const Reading *reading, Found *found)
{
    if (is_title(reading, found->first))
        return false;
    if (reading_is(reading, found->first, "lunchtime"))
        return reading_follows(reading, found->first,
                               "at by until before after since around from");
    if (reading_is(reading, found->first, "morning afternoon evening night"))
        return reading_follows(reading, found->first, "by until before since");
    if (reading_is(reading, found->first, "the"))
        return reading_follows(reading, found->first,
                               "in by through during until of") &&
               (ends_at(reading, found->end) ||
                reading_is(reading, found->end,
                           "of and when before after at on from to"));
    return true;
}

/* "$95 a night", "12,000 a night" */
static bool check_night_rate(const Reading *reading, const Found *found)
{
    return (found->first > reading->first &&
            class_at(reading, found->first - 1) == STET_TOKEN_NUMBER) ||
           reading_follows(reading, found->first,
                           "dollars pounds euros hundred thousand million");
}

/* ---- periods and repeated times ---------------------------------------- */

/* "24 hours" is a day; a "24-hour" shop is not. */
static void whole_days(const Reading *reading, Found *found)
{
    if (str_eq(found->value, STR("PT24H")) &&
        !reading_follows(reading, found->end - 1, "-"))
        found->value = STR("P1D");
    else if (str_eq(found->value, STR("PT48H")))
        found->value = STR("P2D");
}

#define AHEAD_REACH 12u

/* "will be back in two weeks" names a day; "the first in two weeks" and "built
 * in two weeks" say how long. */
static bool is_ahead(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;
    uint32_t low = reading_sentence(reading, at).start;

    if (!found->amount || found->unit == UNIT_SECOND ||
        found->unit == UNIT_WEEKEND || !reading_follows(reading, at, "in") ||
        !ends_at(reading, found->end))
        return false;
    if (at - low > AHEAD_REACH)
        low = at - AHEAD_REACH;
    while (at-- > low) {
        if (reading_is(reading, at, "will 'll would shall wo"))
            return true;
        if (reading_is(reading, at,
                       "first last only most least best worst ; :") ||
            str_ends(reading->tokens->folded[at], STR("est")))
            return false;
    }
    return false;
}

static void set_ahead(Found *found)
{
    Moment *m = &found->moment;

    m->field[FIELD_KIND] = found->unit < UNIT_DAY ? MOMENT_TIME : MOMENT_DATE;
    m->field[FIELD_BASE] = BASE_STORY;
    m->field[FIELD_UNIT] = found->unit;
    m->field[FIELD_COUNT] = found->amount;
    found->value = STR("");
    found->amount = 0;
}

/* "lost money for two quarters"; not "in three quarters of the cases". */
static bool is_of_quarters(const Reading *reading, const Found *found)
{
    return reading_is(reading, found->end - 1, "quarters") &&
           found->end - found->first > 1 &&
           !reading_follows(reading, found->end - 1, "- three 3") &&
           (reading_is(reading, found->end - 2,
                       "straight consecutive more full") ||
            reading_follows(reading, found->first,
                            "for over after within in of than"));
}

static bool check_period(const Reading *reading, Found *found)
{
    uint32_t last = found->end - 1;

    if ((reading_is(reading, last, "quarter quarters") &&
         !is_of_quarters(reading, found)) ||
        (reading_is(reading, last, "second sec") &&
         !reading_follows(reading, last, "- one 1 half")) ||
        (reading_is(reading, last, "min") && last > found->first &&
         class_at(reading, last - 1) != STET_TOKEN_NUMBER &&
         !reading_follows(reading, last,
                          "- five ten fifteen twenty thirty forty")))
        return false;
    if (is_title(reading, last) && last > found->first)
        return false; /* "60 Minutes" */
    whole_days(reading, found);
    if (is_ahead(reading, found))
        set_ahead(found);
    return true;
}

#define PLURAL_UNITS                                                           \
    "seconds minutes hours days nights weekends weeks months quarters years "  \
    "decades centuries"

/* "a decades-old row": the article is the row's. */
static bool is_articles_of_another(const Reading *reading, const Found *found)
{
    return found->end - found->first == 2 &&
           reading_is(reading, found->first, "a an") &&
           reading_is(reading, found->first + 1, PLURAL_UNITS);
}

static bool check_a(const Reading *reading, Found *found)
{
    if (is_articles_of_another(reading, found))
        return false;
    if (reading_is(reading, found->first, "a an") &&
        reading_follows(reading, found->first, MEASURED))
        return false;
    if (reading_is(reading, found->end - 1, "quarter"))
        return false;
    if (reading_is(reading, found->end - 1, "second"))
        return ends_at(reading, found->end);
    if (is_ahead(reading, found))
        set_ahead(found);
    return true;
}

static bool check_parts(const Reading *reading, Found *found)
{
    return reading_follows(reading, found->first,
                           "work works worked working open opens closed in the "
                           "on most some many weekday weekend and or") ||
           found->first == reading_sentence(reading, found->first).start;
}

/* "a Boston daily reported", the China Daily: a newspaper. */
static bool is_newspaper(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;
    bool is_headed = reading_follows(reading, at, "a the this its 's") ||
                     (at > reading->first && is_capital(reading, at - 1) &&
                      class_at(reading, at - 1) == STET_TOKEN_WORD &&
                      at - 1 != reading_sentence(reading, at).start);

    if (!reading_is(reading, at, "daily weekly"))
        return false;
    if (is_title(reading, at) && is_headed)
        return true;
    return is_headed &&
           reading_is(reading, found->end,
                      "said says reported reports wrote writes ran quoted "
                      "published newspaper last on which that has was");
}

static bool check_often(const Reading *reading, Found *found)
{
    if (is_newspaper(reading, found))
        return false;
    if (is_title(reading, found->first) &&
        is_capital(reading, found->first + 1))
        return false;
    if (reading_is(reading, found->end - 1, "quarterly monthly") &&
        !reading_is(reading, found->first, "bi semi"))
        return ends_at(reading, found->end) || found->end == reading->end;
    return true;
}

/* "will begin in June and last 11 weeks": a verb. */
static bool check_span(const Reading *reading, Found *found)
{
    whole_days(reading, found);
    /* "changed it at the last minute": late. */
    if (reading_is(reading, found->end - 1, "minute second") &&
        reading_is(reading, found->end - 2, "last") &&
        (reading_follows(reading, found->end - 2, "at until till to") ||
         (reading_follows(reading, found->end - 2, "the") &&
          reading_is(reading, found->end - 4, "at until till to"))) &&
        !reading_is(reading, found->end, "of"))
        return false;
    if (!reading_is(reading, found->first, "last"))
        return true;
    return !reading_follows(reading, found->first,
                            "to will would can could may might must should "
                            "shall 'll and or not usually typically often "
                            "only they we you that which");
}

/* "At the end of the day, it is a good town" means that all in all it is. */
static bool check_day_end(const Reading *reading, Found *found)
{
    uint32_t at = found->first;

    at -= reading_follows(reading, at, "the");
    if (!reading_follows(reading, at, "at"))
        return true;
    at--;
    return at > reading_sentence(reading, at).start &&
           !reading_is(reading, found->end, ",") && !ends_at(reading, at - 1) &&
           class_at(reading, at - 1) != STET_TOKEN_QUOTE_OPEN &&
           !reading_follows(reading, at, "that and but because so think still");
}

/* "The fall, two miles below ground": no season opens a sentence so. */
static bool is_fall_of_things(const Reading *reading, const Found *found)
{
    return found->end == found->first + 2 &&
           reading_is(reading, found->first, "the") &&
           reading_is(reading, found->end - 1, "fall") &&
           reading_sentence(reading, found->first).start == found->first;
}

/* "20th Century Fox", "the Winter Games": capitals on both sides. */
static bool check_named(const Reading *reading, Found *found)
{
    return !is_fall_of_things(reading, found) &&
           !(is_capital(reading, found->end - 1) &&
             class_at(reading, found->end - 1) == STET_TOKEN_WORD &&
             is_capital(reading, found->end) &&
             class_at(reading, found->end) == STET_TOKEN_WORD);
}

/* "on Friday week", a week after Friday. */
static bool check_weekday_week(const Reading *reading, Found *found)
{
    return (ends_at(reading, found->end) ||
            reading_is(reading, found->end, "to when")) &&
           !reading_is(reading, found->end, "'s - –") &&
           reading_follows(reading, found->first,
                           "on until till by before from to after and or");
}

/* A day to be had only where something happens on it. */
static bool check_feast(const Reading *reading, Found *found)
{
    if (found->end - found->first > 1)
        return true;
    return ends_at(reading, found->end) ||
           reading_follows(reading, found->first,
                           "at by before until since for after on over during "
                           "around last next this every each to through") ||
           reading_is(reading, found->end, "and or but in on was is at will");
}

bool check_found(const Reading *reading, int64_t check, Found *found)
{
    switch (check) {
    case CHECK_MONTH:
        return check_month(reading, found);
    case CHECK_YEAR:
        return check_year(reading, found);
    case CHECK_YEARS:
        return check_years(reading, found);
    case CHECK_WEEKDAY:
        return check_weekday(reading, found);
    case CHECK_DAY:
        return check_day(reading, found);
    case CHECK_UNIT:
        return check_unit(reading, found);
    case CHECK_BEFORE:
        return check_before(reading, found);
    case CHECK_THAT:
        return check_that(reading, found);
    case CHECK_VAGUE:
        return check_vague(reading, found);
    case CHECK_UNITS:
        return check_units(reading, found);
    case CHECK_THE:
        return check_the(reading, found);
    case CHECK_RATE:
        return check_rate(reading, found);
    case CHECK_CLOCK:
        return check_clock(reading, found);
    case CHECK_PART:
        return check_part(reading, found);
    case CHECK_TITLE:
        return !is_title(reading, found->first) &&
               !is_quoted_name(reading, found);
    case CHECK_PERIOD:
        return check_period(reading, found);
    case CHECK_A:
        return check_a(reading, found);
    case CHECK_PARTS:
        return check_parts(reading, found);
    case CHECK_OFTEN:
        return check_often(reading, found);
    case CHECK_MONTH_WHICH:
        return check_month_which(reading, found);
    case CHECK_DAY_LISTED:
        return check_day_listed(reading, found);
    case CHECK_SLASH:
        return check_slash(reading, found);
    case CHECK_GLUED:
        return !(flags_at(reading, found->end - 1) & STET_TOKEN_SPACED);
    case CHECK_APPOSED:
        return found->end >= reading->end ||
               class_at(reading, found->end) == STET_TOKEN_PUNCT ||
               class_at(reading, found->end) == STET_TOKEN_QUOTE_CLOSE ||
               reading_is(reading, found->end, "and but when that in at");
    case CHECK_CLOCK_RANGE:
        return check_clock_range(reading, found);
    case CHECK_CLOCK_WORDS:
        return check_clock_words(reading, found);
    case CHECK_MONTH_DAY:
        name_attacks(reading, found);
        return class_at(reading, found->first) != STET_TOKEN_NUMBER ||
               !reading_follows(reading, found->first, "$ £ € ¥");
    case CHECK_CLOCK_WORD:
        return check_clock_word(reading, found);
    case CHECK_SPAN:
        return check_span(reading, found);
    case CHECK_FEAST:
        return check_feast(reading, found);
    case CHECK_BUT_ONE:
        return !is_title(reading, found->first) &&
               !is_capital(reading, found->end) &&
               !reading_is(reading, found->end,
                           "week month year night summer winter spring fall "
                           "autumn");
    case CHECK_NAMED:
        return check_named(reading, found);
    case CHECK_SEASON:
        return reading_follows(reading, found->first,
                               "in by since until till from before after "
                               "during through into to") &&
               check_named(reading, found);
    case CHECK_AROUND:
        return check_around(reading, found);
    case CHECK_DAY_END:
        return check_day_end(reading, found);
    case CHECK_DAY_DIGITS:
        return opens_time(reading, found->end) &&
               class_at(reading, found->end - 1) == STET_TOKEN_NUMBER;
    case CHECK_PAST_HOUR:
        return check_past_hour(reading, found);
    case CHECK_NIGHT_RATE:
        return check_night_rate(reading, found);
    case CHECK_WEEKDAY_WEEK:
        return check_weekday_week(reading, found);
    default:
        return true;
    }
}

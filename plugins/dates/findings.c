#include "dates/dates.h"
#include "dates/place.h"

#include <stdio.h>

#define NEAR_DAYS 200
#define MESSAGE_MAX 160

static const char *const weekday_names[] = {"Monday",   "Tuesday", "Wednesday",
                                            "Thursday", "Friday",  "Saturday",
                                            "Sunday"};
static const char *const month_names[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

static Str text_of(const char *buffer, int len, size_t size)
{
    uint32_t fits = len < 0 ? 0 : (uint32_t)len;

    return (Str){buffer, fits < size ? fits : (uint32_t)size - 1};
}

/* ---- no such day ------------------------------------------------------- */

uint64_t find_impossible(const struct dates *self, const stet_host *host,
                         stet_ref ref, const Moment *moment)
{
    char message[MESSAGE_MAX];
    int64_t month = moment_get(moment, FIELD_MONTH, 0);
    int64_t day = moment_get(moment, FIELD_DAY, 0);
    int64_t year = moment_get(moment, FIELD_YEAR, 2000);
    int len;

    if (month < 1 || month > 12 || day < 1 || moment_has(moment, FIELD_BASE) ||
        moment_get(moment, FIELD_ORDER, ORDER_MDY) == ORDER_EITHER)
        return 0;
    if (moment_has(moment, FIELD_TO_DAY) && moment->field[FIELD_TO_DAY] > day)
        day = moment->field[FIELD_TO_DAY];
    int64_t length = month_length((int32_t)year, (int32_t)month);
    if (day <= length)
        return 0;
    if (month == 2 && day == 29)
        len = snprintf(message, sizeof message,
                       "%d was no leap year: its February had 28 days",
                       (int)year);
    else
        len = snprintf(message, sizeof message, "%s has only %d days",
                       month_names[month - 1], (int)length);
    return host->finding(host->self,
                         &(stet_finding){
                             .size = sizeof(stet_finding),
                             .rule = self->impossible,
                             .severity = STET_ERROR,
                             .place = {.ref = ref},
                             .message = text_of(message, len, sizeof message),
                             .confidence = 950,
                         });
}

/* ---- the verb looks one way, the date the other ------------------------ */

#define HAPPENING                                                              \
    "meet vote begin start open close arrive leave return go come happen "     \
    "resign speak appear decide travel fly retire die launch testify gather "  \
    "resume convene play"
#define HAPPENED                                                               \
    "went came began spoke arrived resigned happened flew died testified"

static bool breaks_off(const Reading *reading, uint32_t at)
{
    return at >= reading->end || reading->tokens->cls[at] == STET_TOKEN_PUNCT ||
           reading_is(reading, at, "in at on to with and but when");
}

/* -1 for a date that lies behind the story whatever its day is, 1 ahead. */
static int clear_direction(const Moment *m)
{
    int64_t unit = moment_get(m, FIELD_UNIT, UNIT_YEAR);
    int64_t count = moment_get(m, FIELD_COUNT, 0);
    int64_t pick = moment_get(m, FIELD_PICK, 0);

    if (m->field[FIELD_KIND] > MOMENT_TIME)
        return 0;
    if (moment_get(m, FIELD_BASE, BASE_NONE) == BASE_STORY &&
        unit <= UNIT_MONTH)
        return count < 0 ? -1 : count > 0;
    if (moment_has(m, FIELD_WEEKDAY) && !moment_has(m, FIELD_MONTH))
        return pick == -1 ? -1 : pick == 1;
    return 0;
}

uint64_t find_future_past(const struct dates *self, const stet_host *host,
                          stet_ref ref, const Reading *reading,
                          const Found *found)
{
    int direction = clear_direction(&found->moment);
    uint32_t verb = found->first - 1;
    bool is_wrong;

    if (!direction || found->first < reading->first + 2 ||
        reading_is(reading, found->first, "overnight") ||
        !breaks_off(reading, found->end))
        return 0;
    if (reading_is(reading, verb, "on here again there") &&
        verb > reading->first + 1)
        verb--;
    if (direction < 0)
        is_wrong = reading_is(reading, verb, HAPPENING) &&
                   reading_is(reading, verb - 1, "will 'll shall");
    else
        is_wrong = reading_is(reading, verb, HAPPENED) &&
                   !reading_is(reading, verb - 1, "if");
    if (!is_wrong)
        return 0;
    return host->finding(
        host->self,
        &(stet_finding){
            .size = sizeof(stet_finding),
            .rule = self->future_past,
            .severity = STET_WARNING,
            .place = {.ref = ref},
            .message = direction < 0
                           ? STR("The verb speaks of the future, the date of "
                                 "the past")
                           : STR("The verb speaks of the past, the date of "
                                 "the future"),
            .confidence = 850,
        });
}

/* ---- the weekday is another -------------------------------------------- */

static stet_place token_place(uint32_t block, uint32_t token)
{
    return (stet_place){
        .ref = STET_NO_REF, .block = block, .span = {token, token + 1}};
}

/* The day nearest to `day`, in its month, that is a `weekday`; or 0. */
static int32_t nearest_day(Day day, int64_t weekday)
{
    for (int32_t away = 1; away <= 6; away++)
        for (int32_t sign = -1; sign <= 1; sign += 2) {
            Day other = {day.year, day.month, day.day + sign * away};
            if (day_exists(other) && day_weekday(other) == weekday)
                return other.day;
        }
    return 0;
}

static uint64_t report_weekday(const struct dates *self, const stet_host *host,
                               stet_ref ref, uint32_t block, uint32_t first,
                               const Moment *m, Day day)
{
    char message[MESSAGE_MAX], to_weekday[64], to_day[64], digits[16];
    const stet_fix *fixes[2];
    uint32_t count = 0;
    int64_t said = m->field[FIELD_WEEKDAY];
    const char *name = weekday_names[day_weekday(day) - 1];
    int32_t other = nearest_day(day, said);
    int len = snprintf(message, sizeof message,
                       "%s %d, %d falls on a %s, not on a %s",
                       month_names[day.month - 1], (int)day.day, (int)day.year,
                       name, weekday_names[(said + 6) % 7]);
    int title = snprintf(to_weekday, sizeof to_weekday,
                         "Change the weekday to %s", name);
    stet_edit edit_weekday = {
        token_place(block,
                    first + (uint32_t)moment_get(m, FIELD_AT_WEEKDAY, 0)),
        stet_lit(name)};
    stet_fix fix_weekday = {sizeof fix_weekday, 0,
                            text_of(to_weekday, title, sizeof to_weekday), 1,
                            &edit_weekday};
    title = snprintf(to_day, sizeof to_day, "Change the day to %d", (int)other);
    int digit_count = snprintf(digits, sizeof digits, "%d", (int)other);
    stet_edit edit_day = {
        token_place(block, first + (uint32_t)moment_get(m, FIELD_AT_DAY, 0)),
        text_of(digits, digit_count, sizeof digits)};
    stet_fix fix_day = {sizeof fix_day, 0,
                        text_of(to_day, title, sizeof to_day), 1, &edit_day};

    if (moment_has(m, FIELD_AT_WEEKDAY))
        fixes[count++] = &fix_weekday;
    if (moment_has(m, FIELD_AT_DAY) && other)
        fixes[count++] = &fix_day;
    return host->finding(host->self,
                         &(stet_finding){
                             .size = sizeof(stet_finding),
                             .rule = self->weekday,
                             .severity = STET_WARNING,
                             .place = {.ref = ref},
                             .message = text_of(message, len, sizeof message),
                             .confidence = 950,
                             .fix_count = count,
                             .fixes = fixes,
                         });
}

/* It was taken for a day of another year than the story's, in which it falls
 * on that weekday: "on Monday, Jan. 12", told in December. */
static bool fits_own_year(Day day, Day story, int64_t weekday)
{
    Day other = {story.year, day.month, day.day};

    return day.year != story.year && day_exists(other) &&
           day_weekday(other) == weekday;
}

uint64_t find_weekday(const struct dates *self, const stet_host *host,
                      const struct resolver *resolver, stet_ref ref,
                      uint32_t block, uint32_t first, const Moment *m)
{
    Day day;

    if (!moment_has(m, FIELD_WEEKDAY) || !moment_has(m, FIELD_MONTH) ||
        !moment_has(m, FIELD_DAY) || moment_has(m, FIELD_TO_DAY) ||
        moment_has(m, FIELD_NTH) || moment_has(m, FIELD_BASE) ||
        (moment_get(m, FIELD_ORDER, ORDER_MDY) == ORDER_EITHER &&
         !resolver->order))
        return 0;
    if (!place_month_day(resolver, m, &day) ||
        day_weekday(day) == m->field[FIELD_WEEKDAY])
        return 0;
    int64_t away = day_number(day) - day_number(resolver->story);
    if (!moment_has(m, FIELD_YEAR) &&
        (away > NEAR_DAYS || away < -NEAR_DAYS ||
         fits_own_year(day, resolver->story, m->field[FIELD_WEEKDAY])))
        return 0;
    return report_weekday(self, host, ref, block, first, m, day);
}

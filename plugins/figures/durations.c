#include "figures/durations.h"

#include "figures/ages.h"

#include "stet/text.h"

#include <stdio.h>

#define MESSAGE_MAX 240u
#define TITLE_MAX 64u
#define SENTENCE_MAX 120u /* tokens of one that are looked at */
#define COUNT_MAX 1000

/* What lasts, and is told by how long it does: "a six-hour shift". */
#define SPELLS                                                                 \
    "spell stint tenure reign run shift period stretch span rule wait gap "    \
    "stay occupation chairmanship presidency captaincy leadership war "        \
    "meeting session hearing debate siege strike term career marriage "        \
    "partnership absence closure"

typedef enum Unit {
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEK,
    UNIT_MONTH,
    UNIT_YEAR
} Unit;

static const char *const unit_names[] = {"hour", "day", "week", "month",
                                         "year"};
static const double unit_days[] = {1.0 / 24, 1, 7, 365.2425 / 12, 365.2425};

/* A whole number of units: "17 years". */
struct length {
    uint32_t index;   /* in the layer of dates */
    stet_span tokens; /* of its number and unit */
    int32_t count;
    Unit unit;
    bool is_adjective; /* six-hour, 17-year */
};

/* Two times; how far apart they may be, in days. */
struct range {
    stet_span tokens; /* "from" and "between" included */
    double low, high;
    double usual;       /* the difference that people would name */
    bool is_of_day;     /* two times of one day */
    bool is_later;      /* no range but two dates: in 1980 and in 1999 */
    bool is_open;       /* the length may be part of it */
    bool has_no_year;   /* from 3 March to 17 March */
    stet_span from, to; /* tokens, where it is two */
};

struct scene {
    const struct figures *self;
    const stet_host *host;
    const stet_block *block;
    const stet_layer *dates;
    Reading reading;
    stet_span sentence; /* that of the length at hand */
};

static bool is(const struct scene *scene, uint32_t at, const char *words)
{
    return at >= scene->sentence.start && at < scene->sentence.end &&
           reading_is(&scene->reading, at, words);
}

static Str text_of(const struct scene *scene, stet_span tokens)
{
    return stet_slice(scene->block->text, stet_bytes(scene->block->tokens,
                                                     tokens.start, tokens.end));
}

/* ---- the length -------------------------------------------------------- */

/* "P17Y", "PT6H": one whole number of one unit. */
static bool read_length(Str value, struct length *out)
{
    uint32_t at = 1;
    bool is_time = value.len > 1 && value.ptr[1] == 'T';

    at += is_time;
    out->count = 0;
    if (value.len < at + 2 || value.ptr[0] != 'P')
        return false;
    for (; at + 1 < value.len; at++) {
        if (value.ptr[at] < '0' || value.ptr[at] > '9' ||
            out->count > COUNT_MAX)
            return false;
        out->count = out->count * 10 + (value.ptr[at] - '0');
    }
    switch (value.ptr[at]) {
    case 'Y':
        out->unit = UNIT_YEAR;
        break;
    case 'M':
        out->unit = UNIT_MONTH;
        break;
    case 'W':
        out->unit = UNIT_WEEK;
        break;
    case 'D':
        out->unit = UNIT_DAY;
        break;
    case 'H':
        out->unit = UNIT_HOUR;
        break;
    default:
        return false;
    }
    return is_time == (out->unit == UNIT_HOUR) && out->count > 0;
}

static bool is_number_unit(const struct scene *scene,
                           const struct length *length)
{
    uint32_t last = length->tokens.end - 1;
    Str unit = scene->block->tokens->folded[last];
    Str name = str_from_c(unit_names[length->unit]);

    return last > length->tokens.start && str_starts(unit, name) &&
           !is(scene, length->tokens.start,
               "first last a an this that these those "
               "next past another other");
}

static bool find_length(const struct scene *scene, uint32_t index,
                        struct length *out)
{
    const struct figures *self = scene->self;
    const stet_layer *dates = scene->dates;

    if (dates->kind[index] != self->date_duration ||
        stet_text_of(dates, index, self->mod).len ||
        !read_length(stet_text_of(dates, index, self->value), out))
        return false;
    out->index = index;
    out->tokens = dates->tokens[index];
    /* "In the 12 years", but not "the first 12 years". */
    out->tokens.start += is(scene, out->tokens.start, "the");
    out->is_adjective =
        is(scene, out->tokens.end - 2, "-") &&
        is(scene, out->tokens.end - 1, "hour day week month year");
    return is_number_unit(scene, out);
}

/* ---- the range --------------------------------------------------------- */

static bool is_date(const struct scene *scene, uint32_t index)
{
    return index < scene->dates->count &&
           scene->dates->kind[index] == scene->self->date_date &&
           !stet_text_of(scene->dates, index, scene->self->mod).len;
}

/* A date of that name, whatever its kind of value, with a year of its own. */
static bool read_date(const struct scene *scene, uint32_t index, When *out)
{
    stet_span tokens;

    if (!is_date(scene, index) ||
        !when_read(stet_text_of(scene->dates, index, scene->self->value), out))
        return false;
    tokens = scene->dates->tokens[index];
    for (uint32_t at = tokens.start; at < tokens.end; at++)
        if (is(scene, at, "fiscal fy season financial academic tax school"))
            return false;
    return true;
}

static bool set_days(struct range *out, When from, When to)
{
    out->low = when_number(to.first) - when_number(from.last);
    out->high = when_number(to.last) - when_number(from.first) + 1;
    out->usual = when_number(to.first) - when_number(from.first);
    return out->usual > 0;
}

/* "T09", "2026-04-14T17:30": minutes of the day, or -1. */
static int32_t read_clock(Str value)
{
    uint32_t at = 0;
    int32_t minutes = 0;

    while (at < value.len && value.ptr[at] != 'T')
        at++;
    if (at + 3 > value.len)
        return -1;
    for (uint32_t i = at + 1; i < value.len && i < at + 6; i++) {
        if (i == at + 3 && value.ptr[i] == ':')
            continue;
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return -1;
        minutes += (value.ptr[i] - '0') * (i == at + 1   ? 600
                                           : i == at + 2 ? 60
                                           : i == at + 4 ? 10
                                                         : 1);
    }
    return minutes;
}

/* Two times of one day, or night: no "from 9 a.m. Monday". */
static bool is_time_range(const struct scene *scene, uint32_t index)
{
    if (scene->dates->kind[index] != scene->self->date_time ||
        stet_text_of(scene->dates, index, scene->self->mod).len)
        return false;
    stet_span tokens = scene->dates->tokens[index];
    for (uint32_t at = tokens.start; at < tokens.end; at++)
        if (scene->block->tokens->cls[at] != STET_TOKEN_NUMBER &&
            !is(scene, at,
                "from between to until till and - – a.m. p.m. a.m p.m am pm a "
                "p m . noon midnight"))
            return false;
    return true;
}

/* The two ends of "(T09,T17,PT8H)", days left out. */
static bool read_clocks(Str value, int32_t *out_from, int32_t *out_to)
{
    const char *comma = memchr(value.ptr, ',', value.len);

    if (!comma || value.ptr[0] != '(')
        return false;
    uint32_t at = (uint32_t)(comma - value.ptr);
    Str from = str_cut(value, 1, at), rest = str_cut(value, at + 1, value.len);
    comma = memchr(rest.ptr, ',', rest.len);
    if (!comma)
        return false;
    Str to = str_cut(rest, 0, (uint32_t)(comma - rest.ptr));
    *out_from = read_clock(from);
    *out_to = read_clock(to);
    return *out_from >= 0 && *out_to >= 0 && *out_from != *out_to;
}

/* "9 a.m. to 5 p.m."; a night's end is on the next day. Breaks are no part of
 * a day's work, so a long one may be an hour shorter. */
static bool set_hours(const struct scene *scene, uint32_t index,
                      struct range *out)
{
    int32_t from, to;

    if (!read_clocks(stet_text_of(scene->dates, index, scene->self->value),
                     &from, &to))
        return false;
    double hours = (to - from + (to < from ? 24 * 60 : 0)) / 60.0;
    out->is_of_day = true;
    out->usual = hours / 24;
    out->high = hours / 24;
    out->low = (hours >= 6 ? hours - 1 : hours) / 24;
    return true;
}

/* "XXXX-03-03/XXXX-03-17", days whose year the story has to settle, in some
 * year; the second in the next where it comes before the first. */
static bool set_yearless(struct range *out, Str value)
{
    char text[] = "2001-00-00/2001-00-00";
    When from, to;

    if (value.len != sizeof text - 1 || !str_starts(value, STR("XXXX-")) ||
        !str_starts(str_cut(value, 11, value.len), STR("XXXX-")))
        return false;
    memcpy(text + 4, value.ptr + 4, 6);
    memcpy(text + 15, value.ptr + 15, 6);
    if (!when_read_range((Str){text, value.len}, &from, &to))
        return false;
    if (when_number(to.first) < when_number(from.first)) {
        to.first.year++;
        to.last.year++;
    }
    out->has_no_year = true;
    return set_days(out, from, to);
}

/* One annotation that is a range: "1999-2007", "9 a.m. to 5 p.m.". */
static bool read_whole(const struct scene *scene, uint32_t index,
                       struct range *out)
{
    When from, to;

    if (is_time_range(scene, index))
        return set_hours(scene, index, out);
    if (!is_date(scene, index))
        return false;
    Str value = stet_text_of(scene->dates, index, scene->self->value);
    return when_read_range(value, &from, &to) ? set_days(out, from, to)
                                              : set_yearless(out, value);
}

/* "from 2011 to 2026": two annotations, the second of them `index` + 1. */
static bool read_pair(const struct scene *scene, uint32_t index,
                      struct range *out)
{
    When from, to;

    if (!read_date(scene, index, &from) || !read_date(scene, index + 1, &to))
        return false;
    stet_span a = scene->dates->tokens[index],
              b = scene->dates->tokens[index + 1];
    uint32_t join = a.end + is(scene, a.end, ",");
    bool is_from = is(scene, a.start - 1, "from") &&
                   is(scene, join, "to until till through");
    bool is_between =
        is(scene, a.start - 1, "between") && is(scene, join, "and");
    return b.start == join + 1 && (is_from || is_between) &&
           set_days(out, from, to);
}

/* Nothing that would make it one range of several: "from 1990 to 1995 and from
 * 1999 to 2004, nine years". */
static bool is_only_range(const struct scene *scene, const struct range *range)
{
    uint32_t count = 0;
    stet_span s = scene->sentence;

    if (s.end - s.start > SENTENCE_MAX)
        return false;
    for (uint32_t at = s.start; at < s.end; at++) {
        bool is_other = at < range->tokens.start || at >= range->tokens.end;
        if (is_other && is(scene, at,
                           "between again intermittently seasons "
                           "terms interrupted except flight flew"))
            return false;
        count += is_other && is(scene, at, "from") &&
                 at + 1 < scene->block->tokens->count &&
                 scene->block->tokens->cls[at + 1] == STET_TOKEN_NUMBER;
    }
    return count == 0 &&
           !is(scene, range->tokens.start - 1, "and or again then");
}

/* The range that the annotations from `index` on are; `count` of them. */
static bool find_range(const struct scene *scene, uint32_t index,
                       uint32_t count, struct range *out)
{
    const stet_span *tokens = scene->dates->tokens;

    *out = (struct range){
        .tokens = {tokens[index].start, tokens[index + count - 1].end}};
    if (!(count == 1 ? read_whole(scene, index, out)
                     : read_pair(scene, index, out)))
        return false;
    uint32_t lead = out->tokens.start - 1;
    if (is(scene, lead, "from between"))
        out->tokens.start--;
    else if (is(scene, lead, "(") && is(scene, out->tokens.end, ")"))
        out->tokens = (stet_span){lead, out->tokens.end + 1};
    else if (!is(scene, out->tokens.start, "from between"))
        return false;
    return is_only_range(scene, out);
}

/* ---- what ties one to the other ---------------------------------------- */

/* Token `at` ends what was said. */
static bool is_stop(const struct scene *scene, uint32_t at)
{
    return at >= scene->sentence.end || is(scene, at, ". , ; : ) — – ! ?") ||
           scene->block->tokens->cls[at] == STET_TOKEN_QUOTE_CLOSE;
}

/* Where the words end that belong to the length: "six-hour shift", "17 years
 * in all", "18 months later"; or 0. */
static uint32_t length_end(const struct scene *scene,
                           const struct length *length)
{
    uint32_t at = length->tokens.end;

    if (length->is_adjective)
        return is(scene, at, SPELLS) ? at + 1 : 0;
    if (is(scene, at, "altogether long") ||
        (is(scene, at, "later") && length->unit != UNIT_HOUR))
        return at + 1;
    if (is(scene, at, "in") && is(scene, at + 1, "all total"))
        return at + 2;
    return at;
}

/* No more of the length follows at `at`; of a spell it may be told what it
 * brought: "a spell of 17 years that". */
static bool ends_there(const struct scene *scene, const struct length *length,
                       uint32_t at)
{
    uint32_t before = length->tokens.start - 1;
    bool is_spell = length->is_adjective ||
                    (is(scene, before, "of") && is(scene, before - 1, SPELLS));

    return is_stop(scene, at) ||
           (is(scene, at, "in") && is(scene, at + 1, "which")) ||
           (is_spell && is(scene, at, "that during which"));
}

/* Behind the range: ", a spell of", ", a", ", or". */
static bool is_tied_behind(const struct scene *scene, const struct range *range,
                           const struct length *length)
{
    uint32_t at = range->tokens.end, end = length_end(scene, length);
    uint32_t limit = at + 7;

    if (!is(scene, at, ", — – (") || !end || !ends_there(scene, length, end) ||
        length->tokens.start >= limit)
        return false;
    for (at++; at < length->tokens.start; at++)
        if (!is(scene, at,
                "a an or for of in all total is was lasted lasting "
                "serving " SPELLS))
            return false;
    return !length->is_adjective ||
           is(scene, length->tokens.start - 1, "a an his her its their");
}

/* What goes before a length that is all of the range: "for", "his". */
static bool is_opened(const struct scene *scene, const struct length *length)
{
    uint32_t before = length->tokens.start - 1;

    if (length->is_adjective)
        return is(scene, before, "the his her its their 's");
    if (is(scene, before, "the"))
        return is(scene, before - 1, "in over during for");
    return is(scene, before,
              "for after lasted lasting spanned spanning spent served") ||
           (is(scene, before, "of") &&
            is(scene, before - 1, "spell period stretch"));
}

/* Where it was, up to a comma: "17 years at the mill"; else `at`. */
static uint32_t skip_where(const struct scene *scene, uint32_t at)
{
    uint32_t end = at;

    if (!is(scene, at, "at as in with on there of"))
        return at;
    while (end < at + 7 && reading_is_word(&scene->reading, end) &&
           !is(scene, end, "and or from between that which who"))
        end++;
    return is(scene, end, ", (") ? end : at;
}

/* Before the range: "for 17 years, from", "his 17-year tenure (". Without a
 * comma, and with "between", it may be some of those years. */
static bool is_tied_before(const struct scene *scene, struct range *range,
                           const struct length *length)
{
    uint32_t end = length_end(scene, length), behind = range->tokens.end;

    bool is_bracketed = is(scene, range->tokens.start, "(");

    if (!end || !is_opened(scene, length) ||
        !(is_bracketed || is_stop(scene, behind)) || is(scene, behind, "and") ||
        is(scene, behind + 1, "and from then again"))
        return false;
    end = skip_where(scene, end);
    end += length->is_adjective && is(scene, end, "ran lasted was went");
    range->is_open =
        !length->is_adjective && !is_bracketed &&
        (!is(scene, end, ", — –") || is(scene, range->tokens.start, "between"));
    end += is(scene, end, ", — –");
    return end == range->tokens.start;
}

/* Tokens [from, to) go on with what was spoken of: "closed", no "he died". */
static bool is_same_subject(const struct scene *scene, uint32_t from,
                            uint32_t to)
{
    if (scene->block->tokens->flags[from] & STET_TOKEN_CAPITAL)
        return false;
    for (uint32_t at = from; at < to; at++)
        if (!reading_is_word(&scene->reading, at) ||
            is(scene, at,
               "that which who whose when after before since he she it they "
               "we i you"))
            return false;
    return true;
}

/* ", 30 years later" or "after 30 years" behind the date that ends at `at`. */
static bool is_told_behind(const struct scene *scene,
                           const struct length *length, uint32_t at,
                           bool is_after)
{
    bool is_apart = is(scene, at, ",");

    at += is_apart;
    if (is_after)
        return at + 1 == length->tokens.start &&
               is_stop(scene, length->tokens.end);
    return is_apart && at == length->tokens.start &&
           is(scene, length->tokens.end, "later") &&
           is_stop(scene, length->tokens.end + 1);
}

/* "opened in 1980 and closed in 1999, 30 years later", "... after 30 years":
 * two dates, the only ones before the length, and nothing between them but
 * what was done then. */
static bool find_later(const struct scene *scene, const struct length *length,
                       struct range *out)
{
    uint32_t i = length->index;
    bool is_after = is(scene, length->tokens.start - 1, "after");
    When from, to;

    if (i < 2 || !read_date(scene, i - 2, &from) ||
        !read_date(scene, i - 1, &to))
        return false;
    stet_span a = scene->dates->tokens[i - 2], b = scene->dates->tokens[i - 1];
    uint32_t first = a.end + is(scene, a.end, ",");
    *out = (struct range){.tokens = {a.start, b.end},
                          .is_later = true,
                          .is_open = is_after,
                          .from = a,
                          .to = b};
    if (a.start < scene->sentence.start || !is(scene, first, "and but") ||
        !is(scene, b.start - 1, "in on") || b.start - first > 8 ||
        b.start - first < 3 ||
        (i > 2 && scene->dates->tokens[i - 3].end > scene->sentence.start))
        return false;
    return is_told_behind(scene, length, b.end, is_after) &&
           is_same_subject(scene, first + 1, b.start) &&
           set_days(out, from, to);
}

/* "closed in 1999, 30 years after it opened in 1980": a date on either side,
 * and nothing between them but what was done then. */
static bool find_after(const struct scene *scene, const struct length *length,
                       struct range *out)
{
    uint32_t i = length->index, first = length->tokens.end + 1;
    When from, to;

    if (!i || i + 1 >= scene->dates->count || !is(scene, first - 1, "after") ||
        !read_date(scene, i - 1, &to) || !read_date(scene, i + 1, &from))
        return false;
    stet_span a = scene->dates->tokens[i + 1], b = scene->dates->tokens[i - 1];
    *out = (struct range){
        .tokens = {b.start, a.end}, .is_later = true, .from = a, .to = b};
    if (!is(scene, b.start - 1, "in on") || !is(scene, b.end, ",") ||
        b.end + 1 != length->tokens.start || !is(scene, a.start - 1, "in on") ||
        a.start - first > 6 || !is_stop(scene, a.end))
        return false;
    for (uint32_t at = first; at < a.start; at++)
        if (!reading_is_word(&scene->reading, at) ||
            is(scene, at, "that which who whose when before since and"))
            return false;
    return set_days(out, from, to);
}

/* A two-day hearing may well run from 9 a.m. to 5 p.m. */
static bool is_like(const struct length *length, const struct range *range)
{
    return range->is_of_day == (length->unit == UNIT_HOUR) &&
           !(range->has_no_year && length->unit == UNIT_YEAR);
}

static bool find_tied(const struct scene *scene, const struct length *length,
                      struct range *out)
{
    uint32_t i = length->index;

    for (uint32_t count = 1; count <= 2; count++) {
        if (i >= count && find_range(scene, i - count, count, out) &&
            is_like(length, out) && is_tied_behind(scene, out, length))
            return true;
        if (i + count < scene->dates->count &&
            find_range(scene, i + 1, count, out) && is_like(length, out) &&
            is_tied_before(scene, out, length))
            return true;
    }
    return find_later(scene, length, out) || find_after(scene, length, out);
}

/* ---- what is said ------------------------------------------------------ */

static bool fits_in(const struct length *length, const struct range *range,
                    double later)
{
    double unit = unit_days[length->unit], slack = 1;

    if (length->unit == UNIT_YEAR && length->count >= 20 &&
        length->count % 10 == 0)
        slack = length->count >= 100 ? length->count / 10.0 : 5;
    /* Months and years have no fixed number of days. */
    return range->high + later > (length->count - slack + 0.05) * unit &&
           (range->is_open ||
            range->low + later < (length->count + slack - 0.05) * unit);
}

/* Within a unit of what is possible, or rounded; the other half of the day
 * where hours are counted, as "from 8 to 6" may be of two days. */
static bool fits(const struct length *length, const struct range *range)
{
    return fits_in(length, range, 0) ||
           (length->unit == UNIT_HOUR &&
            (fits_in(length, range, 0.5) || fits_in(length, range, -0.5)));
}

static int32_t right_count(const struct length *length,
                           const struct range *range)
{
    return (int32_t)(range->usual / unit_days[length->unit] + 0.5);
}

static int write_message(const struct scene *scene, const struct length *length,
                         const struct range *range, char *buffer)
{
    int32_t right = right_count(length, range);
    const char *unit = unit_names[length->unit];
    const char *plural = right == 1 ? "" : "s";

    if (range->is_later)
        return snprintf(
            buffer, MESSAGE_MAX, "%.*s is %d %s%s after %.*s, not %d",
            STR_ARG(text_of(scene, range->to)), (int)right, unit, plural,
            STR_ARG(text_of(scene, range->from)), (int)length->count);
    return snprintf(buffer, MESSAGE_MAX, "“%.*s” makes %d %s%s, not %d",
                    STR_ARG(text_of(scene, range->tokens)), (int)right, unit,
                    plural, (int)length->count);
}

static Str fitted(const char *buffer, int len, uint32_t size)
{
    uint32_t used = len < 0 ? 0 : (uint32_t)len;

    return (Str){buffer, used < size ? used : size - 1};
}

static uint64_t tell(const struct scene *scene, const struct length *length,
                     const struct range *range)
{
    const stet_tokens *tokens = scene->block->tokens;
    char message[MESSAGE_MAX], title[TITLE_MAX], number[16];
    uint32_t first = length->tokens.start;
    int32_t right = right_count(length, range);
    int len = snprintf(number, sizeof number, "%d", (int)right);
    stet_edit edit = {{.ref = STET_NO_REF,
                       .span = {tokens->start[first], tokens->end[first]}},
                      fitted(number, len, sizeof number)};
    stet_fix fix = {.size = sizeof fix, .edit_count = 1, .edits = &edit};
    const stet_fix *fixes[] = {&fix};
    stet_related related = {
        {.ref = STET_NO_REF,
         .span = stet_bytes(tokens, range->tokens.start, range->tokens.end)},
        STR("From when to when")};

    len = snprintf(title, sizeof title, "Change %.*s to %d",
                   STR_ARG(tokens->norm[first]), (int)right);
    fix.title = fitted(title, len, sizeof title);
    len = write_message(scene, length, range, message);
    return scene->host->finding(
        scene->host->self,
        &(stet_finding){
            .size = sizeof(stet_finding),
            .rule = scene->self->duration,
            .severity = STET_WARNING,
            .place = {.ref = STET_NO_REF,
                      .span = stet_bytes(tokens, first, length->tokens.end)},
            .message = fitted(message, len, sizeof message),
            .confidence = 850,
            .related_count = 1,
            .related = &related,
            .fix_count = right > 0 && tokens->cls[first] == STET_TOKEN_NUMBER,
            .fixes = fixes,
        });
}

bool durations_fit(int32_t years, When from, When to)
{
    struct length length = {.count = years, .unit = UNIT_YEAR};
    struct range range = {.low = 0};

    return set_days(&range, from, to) && fits(&length, &range);
}

/* ---- from then to now -------------------------------------------------- */

/* "has" before token `at` in its sentence, and no "had". */
static bool is_of_now(const struct scene *scene, uint32_t at)
{
    bool has = false;

    if (at - scene->sentence.start > SENTENCE_MAX)
        return false;
    for (uint32_t i = scene->sentence.start; i < at; i++) {
        if (is(scene, i, "had when"))
            return false;
        has |= is(scene, i, "has have 's 've");
    }
    return has;
}

static bool has_year(const struct scene *scene, uint32_t index)
{
    When when;

    return !stet_number_of(scene->dates, index, scene->self->symbolic) &&
           read_date(scene, index, &when);
}

static uint64_t note_since(const struct scene *scene, uint32_t date,
                           stet_span number, int32_t years)
{
    return ages_note(scene->self, scene->host, scene->block,
                     &(struct note){.says = SAYS_SINCE,
                                    .tokens = number,
                                    .owner = STET_NONE,
                                    .date = date,
                                    .years = years});
}

/* "since 2011, a spell of 17 years"; "for 17 years, since 2011" */
static uint64_t find_since(const struct scene *scene,
                           const struct length *length)
{
    uint32_t i = length->index, number = length->tokens.start;

    if (length->unit != UNIT_YEAR || scene->block->tokens->depth[number])
        return 0;
    /* One in words is told whole, and has no fix. */
    stet_span said = length->tokens;
    if (scene->block->tokens->cls[number] == STET_TOKEN_NUMBER)
        said.end = number + 1;
    for (uint32_t date = i ? i - 1 : i + 1; date <= i + 1; date += 2) {
        if (date >= scene->dates->count || !has_year(scene, date))
            continue;
        stet_span tokens = scene->dates->tokens[date];
        struct range range = {.tokens = {tokens.start - 1, tokens.end}};
        if (is(scene, tokens.start - 1, "since") &&
            is_of_now(scene, tokens.start) && is_only_range(scene, &range) &&
            (date < i
                 ? is_tied_behind(scene, &range, length)
                 : is_tied_before(scene, &range, length) && !range.is_open))
            return note_since(scene, date, said, length->count);
    }
    return 0;
}

/* "founded in 1956 and 60 years old this year" */
static uint64_t find_founded(const struct scene *scene, uint32_t date)
{
    const stet_tokens *tokens = scene->block->tokens;
    stet_span span = scene->dates->tokens[date];
    uint32_t at = span.end, end;
    int32_t years = 0;

    if (!is(scene, span.start - 1, "in") ||
        !is(scene, span.start - 2,
            "founded established opened built formed launched started created "
            "incorporated") ||
        !is(scene, at, "and") || !has_year(scene, date))
        return 0;
    at += 1 + is(scene, at + 1, "is turns now");
    at += is(scene, at, "now");
    if (at >= scene->sentence.end || tokens->cls[at] != STET_TOKEN_NUMBER ||
        tokens->depth[at] || tokens->folded[at].len > 3 ||
        !is(scene, at + 1, "years") || !is(scene, at + 2, "old"))
        return 0;
    for (uint32_t i = 0; i < tokens->folded[at].len; i++) {
        char c = tokens->folded[at].ptr[i];
        if (c < '0' || c > '9')
            return 0;
        years = years * 10 + (c - '0');
    }
    end = at + 3;
    end += is(scene, end, "this") && is(scene, end + 1, "year") ? 2
           : is(scene, end, "now today")                        ? 1
                                                                : 0;
    return is_stop(scene, end)
               ? note_since(scene, date, (stet_span){at, at + 1}, years)
               : 0;
}

/* "began in 1974, 42 years ago": by the story's date. */
static uint64_t find_ago(const struct scene *scene, uint32_t index)
{
    const stet_tokens *tokens = scene->block->tokens;
    stet_span span = scene->dates->tokens[index], then;
    uint32_t at = span.start;
    int32_t years = 0;

    if (!index || span.end != at + 3 || !is(scene, at + 1, "years") ||
        !is(scene, at + 2, "ago") || !is_stop(scene, span.end) ||
        tokens->cls[at] != STET_TOKEN_NUMBER || tokens->depth[at] ||
        tokens->folded[at].len > 3 || !has_year(scene, index - 1))
        return 0;
    then = scene->dates->tokens[index - 1];
    if (then.end + 1 != at || !is(scene, then.end, ", — – (") ||
        is(scene, then.start - 1, "before until to by"))
        return 0;
    for (uint32_t i = 0; i < tokens->folded[at].len; i++)
        years = years * 10 + (tokens->folded[at].ptr[i] - '0');
    return note_since(scene, index - 1, (stet_span){at, at + 1}, years);
}

static uint64_t find_at(struct scene *scene, uint32_t index)
{
    struct length length;
    struct range range;

    stet_span tokens = scene->dates->tokens[index];
    bool is_length = scene->dates->kind[index] == scene->self->date_duration;
    bool is_ago =
        !is_length && reading_is(&scene->reading, tokens.end - 1, "ago");
    if (!is_length && !is_ago &&
        !reading_is(&scene->reading, tokens.end, "and"))
        return 0;
    scene->sentence = reading_sentence(&scene->reading, tokens.start);
    if (is_ago)
        return find_ago(scene, index);
    if (!is_length)
        return find_founded(scene, index);
    if (!find_length(scene, index, &length))
        return 0;
    if (!find_tied(scene, &length, &range))
        return find_since(scene, &length);
    return fits(&length, &range) ? 0 : tell(scene, &length, &range);
}

uint64_t durations_find(const struct figures *self, const stet_host *host,
                        const stet_block *block)
{
    struct scene scene = {
        .self = self,
        .host = host,
        .block = block,
        .dates =
            LAYER_DATE < block->layer_count ? block->layers[LAYER_DATE] : NULL,
        .reading = reading_of_block(block),
    };

    for (uint32_t i = 0; scene.dates && i < scene.dates->count; i++)
        if (find_at(&scene, i) == STET_REFUSED)
            return STET_REFUSED;
    return 0;
}

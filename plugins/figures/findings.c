#include "figures/report.h"

#include "figures/checks.h"
#include "figures/countries.h"

#include <stdio.h>

/* ---- a share that cannot be -------------------------------------------- */

#define DECLINES                                                               \
    "fell fall falls falling fallen dropped drop drops declined decline "      \
    "decreased decrease shrank shrink shrunk plunged plunge plummeted "        \
    "tumbled slid sank"
#define PEOPLE                                                                 \
    "voters respondents people households students patients residents adults " \
    "children women men workers employees companies americans members "        \
    "families teachers pupils parents schools homes"

/* "fell by 120 percent" */
static bool declines(const struct report *report, const Found *found)
{
    uint32_t at = found->first;

    while (at > report->evidence->reading->first &&
           report_is(report, at - 1,
                     "by about nearly almost more than over roughly "
                     "around another at least"))
        at--;
    return at > report->evidence->reading->first &&
           report_is(report, at - 1, DECLINES);
}

/* "130 percent of voters said" */
static bool is_of_people(const struct report *report, const Found *found)
{
    uint32_t at = found->end;

    if (!report_is(report, at, "of"))
        return false;
    at++;
    at += report_is(report, at, "the all those");
    at += report_is(report, at,
                    "registered likely local surveyed eligible young "
                    "older black white female male");
    return report_is(report, at, PEOPLE) &&
           report_is(report, at + 1,
                     "said say are were voted support oppose favor "
                     "favour have had think believe surveyed in who "
                     "polled approve disapprove");
}

static uint64_t find_impossible(const struct report *report, uint32_t index)
{
    const Found *found = report_figure(report, index);
    char message[MESSAGE_MAX];
    Str words = report_words(report, found);
    int len;

    if (found->kind != FIGURE_PERCENT || !found->has_value ||
        report_value(found) <= 100)
        return 0;
    if (declines(report, found))
        len = snprintf(message, sizeof message,
                       "Nothing can fall by %.*s: 100 percent is all of it",
                       STR_ARG(words));
    else if (is_of_people(report, found))
        len = snprintf(message, sizeof message, "%.*s is more than all of them",
                       STR_ARG(words));
    else
        return 0;
    return report_tell(report, report->self->impossible_percent, index,
                       report_text(message, len, sizeof message), NULL, 0,
                       NULL);
}

/* ---- units ------------------------------------------------------------- */

/* Figures `index` and the next are the ends of a range: "between $5 and €6". */
static bool is_range(const struct report *report, uint32_t index)
{
    const Found *low = report_figure(report, index), *high;

    if (index + 1 >= report->evidence->count ||
        low->first == report->evidence->reading->first)
        return false;
    high = report_figure(report, index + 1);
    if (high->first != low->end + 1)
        return false;
    return (report_is(report, low->first - 1, "between") &&
            report_is(report, low->end, "and")) ||
           (report_is(report, low->first - 1, "from") &&
            report_is(report, low->end, "to – -"));
}

/* One range in two currencies. */
static bool is_mixed_range(const struct report *report, uint32_t index)
{
    const Found *low = report_figure(report, index);

    return is_range(report, index) && low->kind == FIGURE_MONEY &&
           low[1].kind == FIGURE_MONEY &&
           !str_eq(found_unit(low), found_unit(&low[1]));
}

/* The sign of its currency stands before it, and none behind. */
static bool is_signed(const Found *found)
{
    return found->kind == FIGURE_MONEY && found->core_first > found->first &&
           !found->is_doubled;
}

/* "4 billion": the token before `end` is its own scale. */
static bool has_scale(const struct report *report, Amount value, uint32_t end)
{
    return report->evidence->tokens->cls[end - 1] == STET_TOKEN_WORD &&
           amount_double(value) >= 1000;
}

/* "$3.2 million to 4 billion" */
static bool is_half_signed(const struct report *report, const Found *found)
{
    return is_signed(found) && found->has_high &&
           has_scale(report, found->value, found->core_end) &&
           has_scale(report, found->high, found->end);
}

static bool is_bare_number(const Found *found)
{
    return found->kind == FIGURE_CARDINAL && found->has_value &&
           !found->has_high;
}

/* Which end of a range of prices has no currency: 0 none of them, -1 the low
 * one, 1 the high one. "From $3 to 5 million" says it for both, "from $3.2
 * million to 4 billion" for the first, "from 3 to $5" for the second. */
static int bare_end(const struct report *report, uint32_t index)
{
    const Found *low = report_figure(report, index);

    if (!is_range(report, index))
        return 0;
    if (is_signed(low) && is_bare_number(&low[1]) &&
        has_scale(report, low->value, low->end) &&
        has_scale(report, low[1].value, low[1].end) &&
        check_is_alone(report->evidence->reading, low[1].end))
        return 1;
    if (is_bare_number(low) && is_signed(&low[1]) &&
        report->evidence->tokens->cls[low->first] == STET_TOKEN_NUMBER)
        return -1;
    return 0;
}

static uint64_t find_unit(const struct report *report, uint32_t index)
{
    const Found *found = report_figure(report, index);
    char message[MESSAGE_MAX];
    Str words = report_words(report, found);
    int len, end = bare_end(report, index);
    const Found *bare = end ? &found[end > 0] : NULL;

    if (found->is_twisted)
        len = snprintf(message, sizeof message,
                       "“%.*s” multiplies one large number by another",
                       STR_ARG(words));
    else if (found->is_doubled)
        len = snprintf(message, sizeof message,
                       "“%.*s” names its currency twice", STR_ARG(words));
    else if (is_mixed_range(report, index))
        len = snprintf(message, sizeof message,
                       "The range begins in %.*s and ends in %.*s",
                       STR_ARG(currency_default(found_unit(found))),
                       STR_ARG(currency_default(
                           found_unit(report_figure(report, index + 1)))));
    else if (is_half_signed(report, found))
        len = snprintf(message, sizeof message,
                       "The end of “%.*s” has no currency, its beginning has",
                       STR_ARG(words));
    else if (bare)
        len = snprintf(message, sizeof message,
                       "“%.*s” has no currency, the other end of the range has",
                       STR_ARG(report_words(report, bare)));
    else
        return 0;
    return report_tell(report, report->self->unit_rule, index + (end > 0),
                       report_text(message, len, sizeof message), NULL, 0,
                       NULL);
}

uint64_t findings_report(const struct figures *self, const stet_host *host,
                         const struct evidence *evidence)
{
    struct report report = {self, host, evidence};

    for (uint32_t i = 0; i < evidence->count; i++)
        if (find_impossible(&report, i) == STET_REFUSED ||
            find_unit(&report, i) == STET_REFUSED ||
            totals_find(&report, i) == STET_REFUSED ||
            changes_find(&report, i) == STET_REFUSED ||
            counts_find(&report, i) == STET_REFUSED)
            return STET_REFUSED;
    return 0;
}

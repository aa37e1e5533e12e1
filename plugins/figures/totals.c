/* Parts that should make a sum, shares that should make a hundred. */
#include "figures/report.h"

#include <math.h>
#include <stdio.h>

#define WINDOW 8u   /* figures of a sentence that a sum may have */
#define GAP_MAX 12u /* tokens between the parts of one sum */

/* ---- parts and their sum ----------------------------------------------- */

/* "$16 in all", "21 people altogether". */
static bool is_total_behind(const struct report *report, const Found *found)
{
    for (uint32_t at = found->end; at < found->end + 3; at++) {
        if (report_is(report, at, "altogether combined overall"))
            return true;
        if (report_is(report, at, "in") &&
            report_is(report, at + 1, "all total sum"))
            return !report_is(report, at + 2, "of");
        if (report_is(report, at, "all") && report_is(report, at + 1, "told"))
            return true;
        if (report_is(report, at, ", . ; of"))
            return false;
    }
    return false;
}

/* "for a total of $16", "adding up to 21". */
static bool is_total_before(const struct report *report, const Found *found)
{
    uint32_t at = found->first;

    return (report_is(report, at - 1, "of") &&
            report_is(report, at - 2, "total sum") &&
            report_is(report, at - 3, "a")) ||
           report_is(report, at - 1, "totaling totalling totals") ||
           (report_is(report, at - 1, "to") &&
            report_is(report, at - 2, "up") &&
            report_is(report, at - 3, "add adds adding"));
}

static bool is_summable(const Found *found, const Found *total)
{
    return found->kind == total->kind && found->has_value && !found->has_high &&
           found->mod == MOD_NONE &&
           str_eq(found_unit(found), found_unit(total)) && found->value.num > 0;
}

/* Where the words of a total begin: at "a total of", "adding up to". */
static uint32_t total_start(const struct report *report, const Found *found)
{
    if (!is_total_before(report, found))
        return found->first;
    return found->first -
           (report_is(report, found->first - 1, "of to") ? 3 : 1);
}

/* Words between two parts that say they are no parts of one list. */
static bool is_joined(const struct report *report, const Found *a, uint32_t end)
{
    bool has_join = false;

    if (end < a->end || end - a->end > GAP_MAX)
        return false;
    for (uint32_t at = a->end; at < end; at++) {
        if (report_is(report, at, "and , plus ; as"))
            has_join = true;
        if (report_is(report, at,
                      "than or but until while because after including "
                      "included – — ( total said"))
            return false;
    }
    return has_join && !report_is(report, end - 1, "from to of than by");
}

static uint64_t tell_total(const struct report *report, uint32_t first,
                           uint32_t end, uint32_t total, double sum)
{
    char message[MESSAGE_MAX], number[NUMBER_MAX], title[MESSAGE_MAX];
    stet_related related[RELATED_MAX];
    stet_edit edit;
    stet_fix fix;
    uint32_t count = 0;
    const Found *found = report_figure(report, total);
    Str written = report_number(sum, fmod(sum, 1) != 0 ? 2 : 0, number);
    int len = snprintf(message, sizeof message, "The parts make %.*s, not %.*s",
                       STR_ARG(written), STR_ARG(report_words(report, found)));

    for (uint32_t i = first; i < end && count < RELATED_MAX; i++)
        if (is_summable(report_figure(report, i), found))
            related[count++] =
                (stet_related){report_place(report, i), STR("One part")};
    bool has_fix = report_fix(report, found, written, title, &edit, &fix);
    return report_tell(report, report->self->total, total,
                       report_text(message, len, sizeof message), related,
                       count, has_fix ? &fix : NULL);
}

/* Goes back from the total over what is listed before it. */
static uint64_t find_total(const struct report *report, uint32_t total)
{
    const Found *found = report_figure(report, total), *next = found;
    uint32_t parts = 0, first = total;
    double sum = 0, slack = 0;
    bool is_list = false;

    if ((found->kind != FIGURE_MONEY && found->kind != FIGURE_CARDINAL &&
         found->kind != FIGURE_QUANTITY) ||
        !is_summable(found, found) ||
        !(is_total_behind(report, found) || is_total_before(report, found)))
        return 0;
    stet_span sentence =
        reading_sentence(report->evidence->reading, found->first);
    for (uint32_t i = total; i-- > 0 && total - i <= WINDOW;) {
        const Found *part = report_figure(report, i);
        if (part->first < sentence.start)
            break;
        if (part->kind == FIGURE_SUPERLATIVE)
            continue;
        uint32_t end = next == found ? total_start(report, found) : next->first;
        if (end < part->end)
            continue; /* "a" of "a total of" is none */
        if (!is_summable(part, found) || !is_joined(report, part, end))
            break;
        if (parts == 1)
            is_list = !report_is(report, next->end, "of");
        sum += report_value(part);
        slack += report_grain(report, part) / 2;
        first = i;
        next = part;
        parts++;
    }
    if (parts < 2 || !is_list)
        return 0;
    bool is_rough = slack + report_grain(report, found) / 2 > (parts + 1) * 0.5;
    slack = is_rough ? slack + report_grain(report, found) / 2 : 0;
    if (fabs(sum - report_value(found)) <= slack + 1e-6 * sum)
        return 0;
    return tell_total(report, first, total, total, sum);
}

/* "25 for and 15 against", "10 men and 12 women": there is no third kind. */
static bool are_opposites(const struct report *report, uint32_t first)
{
    static const char *const pairs[][2] = {
        {"for favour favor", "against"},
        {"men", "women"},
        {"boys boy", "girls girl"},
        {"sons son", "daughters daughter"},
        {"male males", "female females"},
        {"brothers brother", "sisters sister"},
    };

    if (first + 1 >= report->evidence->count)
        return false;
    uint32_t low = report_figure(report, first)->end;
    uint32_t limit = report_figure(report, first + 1)->end + 2;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        bool has_one = false, has_other = false;
        for (uint32_t at = low; at < limit; at++) {
            has_one |= report_is(report, at, pairs[i][0]);
            has_other |= report_is(report, at, pairs[i][1]);
        }
        if (has_one && has_other)
            return true;
    }
    return false;
}

/* "Seven people, four in Ash County and two in Elm County": one preposition
 * behind each part, and none behind the whole, which would be a part too. */
static bool are_parallel(const struct report *report, uint32_t first)
{
    static const char *const ties[] = {"in", "from", "at", "on", "for", "to"};

    if (first + 1 >= report->evidence->count ||
        report_figure(report, first)->first !=
            report_figure(report, first - 1)->end + 2)
        return false;
    uint32_t a = report_figure(report, first)->end;
    uint32_t b = report_figure(report, first + 1)->end;
    for (size_t i = 0; i < sizeof ties / sizeof *ties; i++)
        if (report_is(report, a, ties[i]) && report_is(report, b, ties[i]))
            return true;
    return false;
}

#define SAID_MAX 8u /* tokens of ", the county said:" */

/* The colon behind ", the county said" from token `at`; or `at`. */
static uint32_t skip_said(const struct report *report, uint32_t at)
{
    for (uint32_t i = at + 1; i < at + SAID_MAX; i++) {
        if (report_is(report, i, ":"))
            return report_is(report, i - 1, "said says") ? i : at;
        if (!reading_is_word(report->evidence->reading, i))
            return at;
    }
    return at;
}

/* "12 projects: four in the north, three in the south and six in the east" at
 * figure `total`: where the list begins, or false. */
static bool opens_list(const struct report *report, uint32_t total,
                       uint32_t *out_first)
{
    const Found *found = report_figure(report, total), *part;
    uint32_t at = found->end, limit = found->end + 4;

    while (at < limit && !report_is(report, at, ": — – ,") &&
           reading_is_word(report->evidence->reading, at))
        at++;
    if (report_is(report, at, ","))
        at = skip_said(report, at);
    if (total + 2 >= report->evidence->count ||
        !(report_is(report, at, ": — –") ||
          (report_is(report, at, ",") && (are_opposites(report, total + 1) ||
                                          are_parallel(report, total + 1)))))
        return false;
    part = report_figure(report, total + 1);
    *out_first = total + 1;
    return part->first > at && part->first <= at + 2;
}

/* "four men and five women, and a child": more is to come behind token `at`. */
static bool goes_on(const struct report *report, uint32_t at)
{
    for (uint32_t i = at; i < at + 4; i++)
        if (report_is(report, i, "and plus with along"))
            return true;
    return false;
}

/* What is listed behind the total; a list that makes something quite else is
 * none of its parts. */
static uint64_t find_listed(const struct report *report, uint32_t total)
{
    const Found *found = report_figure(report, total);
    uint32_t first, parts = 0, last;
    double sum = 0, slack = 0, said = report_value(found);

    if ((found->kind != FIGURE_MONEY && found->kind != FIGURE_CARDINAL) ||
        !is_summable(found, found) || !opens_list(report, total, &first))
        return 0;
    stet_span sentence =
        reading_sentence(report->evidence->reading, found->first);
    for (last = first;
         last < report->evidence->count && last - first <= WINDOW &&
         report_figure(report, last)->first < sentence.end;
         last++) {
        const Found *part = report_figure(report, last);
        if (!is_summable(part, found) ||
            (last > first &&
             !is_joined(report, report_figure(report, last - 1), part->first)))
            break;
        sum += report_value(part);
        slack += report_grain(report, part) / 2;
        parts++;
    }
    bool is_closed =
        parts > 1 &&
        (report_is(report, report_figure(report, last - 1)->first - 1, "and"));
    slack = report_grain(report, found) > 1
                ? slack + report_grain(report, found) / 2
                : 0;
    if (!is_closed || goes_on(report, report_figure(report, last - 1)->end) ||
        fabs(sum - said) <= slack || fabs(sum - said) > 0.3 * said)
        return 0;
    return tell_total(report, first, last, total, sum);
}

/* ---- shares of one whole ----------------------------------------------- */

#define REST                                                                   \
    "undecided unsure neither remaining rest remainder other others "          \
    "abstained split divided breakdown comprising comprises"

/* Both answers to one question are there: for and against, yes and no. */
static bool has_both_sides(const struct report *report, stet_span sentence)
{
    bool has_for = false, has_against = false;

    for (uint32_t at = sentence.start; at < sentence.end; at++) {
        has_for |= report_is(report, at,
                             "yes favor favour favored favoured support "
                             "supported backed approve approved agreed");
        has_against |= report_is(report, at,
                                 "no against oppose opposed disapprove "
                                 "disapproved disagreed rejected");
    }
    return has_for && has_against;
}

/* Whether the sentence says that its shares leave nothing out. */
static bool is_exhaustive(const struct report *report, stet_span sentence)
{
    if (has_both_sides(report, sentence))
        return true;
    for (uint32_t at = sentence.start; at < sentence.end; at++) {
        if (report_is(report, at, REST))
            return true;
        if (report_is(report, at, "no") &&
            report_is(report, at + 1, "opinion answer"))
            return true;
        if (report_is(report, at, "not") &&
            report_is(report, at + 1, "sure know"))
            return true;
    }
    return false;
}

/* The shares of the sentence that begins with figure `index`. */
static uint64_t find_shares(const struct report *report, uint32_t index)
{
    const Found *found = report_figure(report, index);
    uint32_t count = 0, last = index;
    char message[MESSAGE_MAX], number[NUMBER_MAX];
    stet_related related[RELATED_MAX];
    double sum = 0, slack = 0;

    if (found->kind != FIGURE_PERCENT)
        return 0;
    stet_span sentence =
        reading_sentence(report->evidence->reading, found->first);
    for (uint32_t i = index;
         i-- > 0 && report_figure(report, i)->first >= sentence.start;)
        if (report_figure(report, i)->kind == FIGURE_PERCENT)
            return 0; /* told at the first */
    for (uint32_t i = index; i < report->evidence->count &&
                             report_figure(report, i)->first < sentence.end;
         i++) {
        const Found *part = report_figure(report, i);
        if (part->kind != FIGURE_PERCENT)
            continue;
        if (count == RELATED_MAX || !is_summable(part, found) ||
            (i > index &&
             !is_joined(report, report_figure(report, last), part->first)))
            return 0;
        related[count++] =
            (stet_related){report_place(report, i), STR("A share")};
        sum += report_value(part);
        slack += report_grain(report, part) / 2;
        last = i;
    }
    /* Of one question: 62 percent said yes and 41 percent no. */
    bool is_pair = report_figure(report, last)->first - found->end < 7 &&
                   count == 2 && sum > 100 && has_both_sides(report, sentence);
    if ((count < 3 && !is_pair) || fabs(sum - 100) <= slack + 1e-9 ||
        sum > 130 || sum < 70 || !is_exhaustive(report, sentence))
        return 0;
    Str written = report_number(sum, fmod(sum * 10, 10) != 0 ? 1 : 0, number);
    int len =
        snprintf(message, sizeof message,
                 "The shares make %.*s percent, not 100", STR_ARG(written));
    return report_tell(report, report->self->total, last,
                       report_text(message, len, sizeof message), related,
                       count, NULL);
}

uint64_t totals_find(const struct report *report, uint32_t index)
{
    if (find_total(report, index) == STET_REFUSED ||
        find_listed(report, index) == STET_REFUSED)
        return STET_REFUSED;
    return find_shares(report, index);
}

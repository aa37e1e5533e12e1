#include "figures/findings.h"

#include "figures/countries.h"

#include <math.h>
#include <stdio.h>

#define MESSAGE_MAX 200u
#define NUMBER_MAX 40u
#define WINDOW 8u   /* figures of a sentence that a sum may have */
#define GAP_MAX 12u /* tokens between the parts of one sum */
#define RELATED_MAX 8u

/* One finding on its way to the host. */
struct report {
    const struct figures *self;
    const stet_host *host;
    const struct evidence *evidence;
};

static const Found *figure(const struct report *report, uint32_t index)
{
    return &report->evidence->found[index];
}

static bool is(const struct report *report, uint32_t token, const char *list)
{
    return reading_is(report->evidence->reading, token, list);
}

static Str words_of(const struct report *report, const Found *found)
{
    return stet_slice(
        report->evidence->text,
        stet_bytes(report->evidence->tokens, found->first, found->end));
}

/* ---- numbers as people write them -------------------------------------- */

static Str text_of(const char *buffer, int len, size_t size)
{
    uint32_t fits = len < 0 ? 0 : (uint32_t)len;

    return (Str){buffer, fits < size ? fits : (uint32_t)size - 1};
}

/* "1,234,567", "3.25". */
static Str write_number(double value, int places, char buffer[NUMBER_MAX])
{
    char plain[NUMBER_MAX];
    int len = snprintf(plain, sizeof plain, "%.*f", places, value);
    int whole = (int)strcspn(plain, "."), used = 0;

    if (len < 0 || len > 24)
        return STR("");
    for (int i = 0; i < len; i++) {
        if (i && i < whole && (whole - i) % 3 == 0 && plain[i - 1] != '-')
            buffer[used++] = ',';
        buffer[used++] = plain[i];
    }
    return (Str){buffer, (uint32_t)used};
}

static double value_of(const Found *found)
{
    return amount_double(found->value);
}

/* The plain number of the figure's digits; false where it is in words. */
static bool digits_of(const struct report *report, const Found *found,
                      Amount *out)
{
    uint32_t shape;
    const stet_tokens *tokens = report->evidence->tokens;

    return tokens->cls[found->core_first] == STET_TOKEN_NUMBER &&
           numeral_digits(tokens->folded[found->core_first], out, &shape) &&
           out->num > 0;
}

/* What one more in the last digit that was written would be: 100,000 for
 * "3.8 million", 1 for 1,234 and for a number in words. */
static double grain_of(const struct report *report, const Found *found)
{
    static const double scales[] = {1e12, 1e9, 1e6, 1e3};
    Amount plain;
    double value = fabs(value_of(found)), grain = 1;

    if (digits_of(report, found, &plain)) {
        for (int64_t den = plain.den; den > 1; den = (den + 9) / 10)
            grain /= 10;
        return grain * value / amount_double(plain);
    }
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (value >= scales[i] && fmod(value, scales[i]) == 0)
            return scales[i];
    return found->value.den > 1 ? 0.1 : 1;
}

/* ---- telling ----------------------------------------------------------- */

static stet_place place_of(const struct report *report, uint32_t index)
{
    return (stet_place){.ref = report->evidence->refs[index]};
}

static uint64_t tell(const struct report *report, stet_rule rule,
                     uint32_t index, Str message, const stet_related *related,
                     uint32_t related_count, const stet_fix *fix)
{
    const stet_fix *fixes[1] = {fix};

    return report->host->finding(report->host->self,
                                 &(stet_finding){
                                     .size = sizeof(stet_finding),
                                     .rule = rule,
                                     .severity = STET_WARNING,
                                     .place = place_of(report, index),
                                     .message = message,
                                     .confidence = 850,
                                     .related_count = related_count,
                                     .related = related,
                                     .fix_count = fix != NULL,
                                     .fixes = fixes,
                                 });
}

/* A fix that puts `number` in the place of the figure's digits; false where
 * the figure is not written in digits of its own. */
static bool make_fix(const struct report *report, const Found *found,
                     Str number, char title[MESSAGE_MAX], stet_edit *edit,
                     stet_fix *out)
{
    Amount plain;
    const stet_tokens *tokens = report->evidence->tokens;

    if (!number.len || found->core_end - found->core_first != 1 ||
        !digits_of(report, found, &plain) ||
        amount_compare(plain, found->value) != 0)
        return false;
    *edit = (stet_edit){
        .place = {.ref = STET_NO_REF,
                  .span = {tokens->start[found->core_first],
                           tokens->end[found->core_first]}},
        .text = number,
    };
    int len =
        snprintf(title, MESSAGE_MAX, "Change %.*s to %.*s",
                 STR_ARG(tokens->norm[found->core_first]), STR_ARG(number));
    *out = (stet_fix){
        .size = sizeof *out,
        .title = text_of(title, len, MESSAGE_MAX),
        .edit_count = 1,
        .edits = edit,
    };
    return true;
}

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
           is(report, at - 1,
              "by about nearly almost more than over roughly "
              "around another at least"))
        at--;
    return at > report->evidence->reading->first &&
           is(report, at - 1, DECLINES);
}

/* "130 percent of voters said" */
static bool is_of_people(const struct report *report, const Found *found)
{
    uint32_t at = found->end;

    if (!is(report, at, "of"))
        return false;
    at++;
    at += is(report, at, "the all those");
    at += is(report, at,
             "registered likely local surveyed eligible young "
             "older black white female male");
    return is(report, at, PEOPLE) &&
           is(report, at + 1,
              "said say are were voted support oppose favor "
              "favour have had think believe surveyed in who "
              "polled approve disapprove");
}

static uint64_t find_impossible(const struct report *report, uint32_t index)
{
    const Found *found = figure(report, index);
    char message[MESSAGE_MAX];
    Str words = words_of(report, found);
    int len;

    if (found->kind != FIGURE_PERCENT || !found->has_value ||
        value_of(found) <= 100)
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
    return tell(report, report->self->impossible_percent, index,
                text_of(message, len, sizeof message), NULL, 0, NULL);
}

/* ---- units ------------------------------------------------------------- */

/* "between $5 and €6": one range in two currencies. */
static bool is_mixed_range(const struct report *report, uint32_t index)
{
    const Found *low = figure(report, index), *high;
    uint32_t first = report->evidence->reading->first;

    if (index + 1 >= report->evidence->count || low->first == first)
        return false;
    high = figure(report, index + 1);
    if (low->kind != FIGURE_MONEY || high->kind != FIGURE_MONEY ||
        high->first != low->end + 1 ||
        str_eq(found_unit(low), found_unit(high)))
        return false;
    return (is(report, low->first - 1, "between") &&
            is(report, low->end, "and")) ||
           (is(report, low->first - 1, "from") &&
            is(report, low->end, "to – -"));
}

static uint64_t find_unit(const struct report *report, uint32_t index)
{
    const Found *found = figure(report, index);
    char message[MESSAGE_MAX];
    Str words = words_of(report, found);
    int len;

    if (found->is_twisted)
        len = snprintf(message, sizeof message,
                       "“%.*s” multiplies one large number by another",
                       STR_ARG(words));
    else if (found->is_doubled)
        len = snprintf(message, sizeof message,
                       "“%.*s” names its currency twice", STR_ARG(words));
    else if (is_mixed_range(report, index))
        len = snprintf(
            message, sizeof message,
            "The range begins in %.*s and ends in %.*s",
            STR_ARG(currency_default(found_unit(found))),
            STR_ARG(currency_default(found_unit(figure(report, index + 1)))));
    else
        return 0;
    return tell(report, report->self->unit_rule, index,
                text_of(message, len, sizeof message), NULL, 0, NULL);
}

/* ---- parts and their sum ----------------------------------------------- */

/* "$16 in all", "21 people altogether". */
static bool is_total_behind(const struct report *report, const Found *found)
{
    for (uint32_t at = found->end; at < found->end + 3; at++) {
        if (is(report, at, "altogether combined overall"))
            return true;
        if (is(report, at, "in") && is(report, at + 1, "all total sum"))
            return !is(report, at + 2, "of");
        if (is(report, at, "all") && is(report, at + 1, "told"))
            return true;
        if (is(report, at, ", . ; of"))
            return false;
    }
    return false;
}

/* "for a total of $16", "adding up to 21". */
static bool is_total_before(const struct report *report, const Found *found)
{
    uint32_t at = found->first;

    return (is(report, at - 1, "of") && is(report, at - 2, "total sum") &&
            is(report, at - 3, "a")) ||
           is(report, at - 1, "totaling totalling totals") ||
           (is(report, at - 1, "to") && is(report, at - 2, "up") &&
            is(report, at - 3, "add adds adding"));
}

static bool is_summable(const Found *found, const Found *total)
{
    return found->kind == total->kind && found->has_value && !found->has_high &&
           found->mod == MOD_NONE &&
           str_eq(found_unit(found), found_unit(total)) && found->value.num > 0;
}

/* Words between two parts that say they are no parts of one list. */
static bool is_joined(const struct report *report, const Found *a,
                      const Found *b)
{
    bool has_join = false;

    if (b->first < a->end || b->first - a->end > GAP_MAX)
        return false;
    for (uint32_t at = a->end; at < b->first; at++) {
        if (is(report, at, "and , plus ; as"))
            has_join = true;
        if (is(report, at,
               "than or but until while because after including "
               "included – — ( total"))
            return false;
    }
    return has_join && !is(report, b->first - 1, "from to of than");
}

static uint64_t report_total(const struct report *report, uint32_t first,
                             uint32_t end, uint32_t total, double sum)
{
    char message[MESSAGE_MAX], number[NUMBER_MAX], title[MESSAGE_MAX];
    stet_related related[RELATED_MAX];
    stet_edit edit;
    stet_fix fix;
    uint32_t count = 0;
    const Found *found = figure(report, total);
    Str written = write_number(sum, fmod(sum, 1) != 0 ? 2 : 0, number);
    int len = snprintf(message, sizeof message, "The parts make %.*s, not %.*s",
                       STR_ARG(written), STR_ARG(words_of(report, found)));

    for (uint32_t i = first; i < end && count < RELATED_MAX; i++)
        if (is_summable(figure(report, i), found))
            related[count++] =
                (stet_related){place_of(report, i), STR("One part")};
    bool has_fix = make_fix(report, found, written, title, &edit, &fix);
    return tell(report, report->self->total, total,
                text_of(message, len, sizeof message), related, count,
                has_fix ? &fix : NULL);
}

/* Goes back from the total over what is listed before it. */
static uint64_t find_total(const struct report *report, uint32_t total)
{
    const Found *found = figure(report, total), *next = found;
    uint32_t start, end, parts = 0, first = total;
    double sum = 0, slack = 0;
    bool is_list = false;

    if ((found->kind != FIGURE_MONEY && found->kind != FIGURE_CARDINAL &&
         found->kind != FIGURE_QUANTITY) ||
        !is_summable(found, found) ||
        !(is_total_behind(report, found) || is_total_before(report, found)))
        return 0;
    reading_sentence(report->evidence->reading, found->first, &start, &end);
    for (uint32_t i = total; i-- > 0 && total - i <= WINDOW;) {
        const Found *part = figure(report, i);
        if (part->first < start)
            break;
        if (part->kind == FIGURE_SUPERLATIVE)
            continue;
        if (!is_summable(part, found) || !is_joined(report, part, next))
            break;
        if (parts == 1)
            is_list = !is(report, next->end, "of");
        sum += value_of(part);
        slack += grain_of(report, part) / 2;
        first = i;
        next = part;
        parts++;
    }
    if (parts < 2 || !is_list)
        return 0;
    bool is_rough = slack + grain_of(report, found) / 2 > (parts + 1) * 0.5;
    slack = is_rough ? slack + grain_of(report, found) / 2 : 0;
    if (fabs(sum - value_of(found)) <= slack + 1e-6 * sum)
        return 0;
    return report_total(report, first, total, total, sum);
}

/* "12 projects: four in the north, three in the south and six in the east" at
 * figure `total`: where the list begins, or false. */
static bool opens_list(const struct report *report, uint32_t total,
                       uint32_t *out_first)
{
    const Found *found = figure(report, total), *part;
    uint32_t at = found->end, limit = found->end + 4;

    while (at < limit && !is(report, at, ": — –") &&
           reading_is_word(report->evidence->reading, at))
        at++;
    if (!is(report, at, ": — –") || total + 2 >= report->evidence->count)
        return false;
    part = figure(report, total + 1);
    *out_first = total + 1;
    return part->first > at && part->first <= at + 2;
}

/* What is listed behind the total; a list that makes something quite else is
 * none of its parts. */
static uint64_t find_listed(const struct report *report, uint32_t total)
{
    const Found *found = figure(report, total);
    uint32_t start, end, first, parts = 0, last;
    double sum = 0, slack = 0, said = value_of(found);

    if ((found->kind != FIGURE_MONEY && found->kind != FIGURE_CARDINAL) ||
        !is_summable(found, found) || !opens_list(report, total, &first))
        return 0;
    reading_sentence(report->evidence->reading, found->first, &start, &end);
    for (last = first;
         last < report->evidence->count && last - first <= WINDOW &&
         figure(report, last)->first < end;
         last++) {
        const Found *part = figure(report, last);
        if (!is_summable(part, found) ||
            (last > first &&
             !is_joined(report, figure(report, last - 1), part)))
            break;
        sum += value_of(part);
        slack += grain_of(report, part) / 2;
        parts++;
    }
    bool is_closed =
        parts > 1 && (is(report, figure(report, last - 1)->first - 1, "and"));
    slack =
        grain_of(report, found) > 1 ? slack + grain_of(report, found) / 2 : 0;
    if (!is_closed || fabs(sum - said) <= slack ||
        fabs(sum - said) > 0.3 * said)
        return 0;
    return report_total(report, first, last, total, sum);
}

/* ---- shares of one whole ----------------------------------------------- */

#define REST                                                                   \
    "undecided unsure neither remaining rest remainder other others "          \
    "abstained split divided breakdown comprising comprises"

/* Both answers to one question are there: for and against, yes and no. */
static bool has_both_sides(const struct report *report, uint32_t start,
                           uint32_t end)
{
    bool has_for = false, has_against = false;

    for (uint32_t at = start; at < end; at++) {
        has_for |= is(report, at,
                      "yes favor favour favored favoured support "
                      "supported backed approve approved agreed");
        has_against |= is(report, at,
                          "no against oppose opposed disapprove "
                          "disapproved disagreed rejected");
    }
    return has_for && has_against;
}

/* Whether the sentence says that its shares leave nothing out. */
static bool is_exhaustive(const struct report *report, uint32_t start,
                          uint32_t end)
{
    if (has_both_sides(report, start, end))
        return true;
    for (uint32_t at = start; at < end; at++) {
        if (is(report, at, REST))
            return true;
        if (is(report, at, "no") && is(report, at + 1, "opinion answer"))
            return true;
        if (is(report, at, "not") && is(report, at + 1, "sure know"))
            return true;
    }
    return false;
}

/* The shares of the sentence that begins with figure `index`. */
static uint64_t find_shares(const struct report *report, uint32_t index)
{
    const Found *found = figure(report, index);
    uint32_t start, end, count = 0, last = index;
    char message[MESSAGE_MAX], number[NUMBER_MAX];
    stet_related related[RELATED_MAX];
    double sum = 0, slack = 0;

    if (found->kind != FIGURE_PERCENT)
        return 0;
    reading_sentence(report->evidence->reading, found->first, &start, &end);
    for (uint32_t i = index; i-- > 0 && figure(report, i)->first >= start;)
        if (figure(report, i)->kind == FIGURE_PERCENT)
            return 0; /* told at the first */
    for (uint32_t i = index;
         i < report->evidence->count && figure(report, i)->first < end; i++) {
        const Found *part = figure(report, i);
        if (part->kind != FIGURE_PERCENT)
            continue;
        if (count == RELATED_MAX || !is_summable(part, found) ||
            (i > index && !is_joined(report, figure(report, last), part)))
            return 0;
        related[count++] = (stet_related){place_of(report, i), STR("A share")};
        sum += value_of(part);
        slack += grain_of(report, part) / 2;
        last = i;
    }
    /* Of one question: 62 percent said yes and 41 percent no. */
    bool is_pair = figure(report, last)->first - found->end < 7 && count == 2 &&
                   sum > 100 && has_both_sides(report, start, end);
    if ((count < 3 && !is_pair) || fabs(sum - 100) <= slack + 1e-9 ||
        sum > 130 || sum < 70 || !is_exhaustive(report, start, end))
        return 0;
    Str written = write_number(sum, fmod(sum * 10, 10) != 0 ? 1 : 0, number);
    int len =
        snprintf(message, sizeof message,
                 "The shares make %.*s percent, not 100", STR_ARG(written));
    return tell(report, report->self->total, last,
                text_of(message, len, sizeof message), related, count, NULL);
}

/* ---- from one to another, by so much ----------------------------------- */

#define RISES                                                                  \
    "up rise rises rose risen rising increase increased increases gain gains " \
    "jump jumped growth grew grown climbed higher more surge surged"
#define FALLS                                                                  \
    "down fall falls fell fallen falling decrease decreased drop dropped "     \
    "decline declined cut lower less fewer reduction reduced slump slid"

struct change {
    uint32_t from, to;   /* figures */
    uint32_t first, end; /* tokens, "from" included */
};

/* Passes over limits before a figure: "from about 50". */
static uint32_t before_mod(const struct report *report, uint32_t at)
{
    while (at > report->evidence->reading->first &&
           is(report, at - 1,
              "about around roughly nearly almost just some "
              "over under"))
        at--;
    return at;
}

static bool is_led_by(const struct report *report, uint32_t index,
                      const char *word)
{
    return is(report, before_mod(report, figure(report, index)->first) - 1,
              word);
}

/* "from 50 to 60" or "to 60 from 50" at figures `index` and the next. */
static bool find_pair(const struct report *report, uint32_t index,
                      struct change *out)
{
    if (index + 1 >= report->evidence->count)
        return false;
    const Found *a = figure(report, index), *b = figure(report, index + 1);
    bool is_up =
        is_led_by(report, index, "from") && is_led_by(report, index + 1, "to");
    bool is_back =
        is_led_by(report, index, "to") && is_led_by(report, index + 1, "from");

    if (a->kind != b->kind || a->kind == FIGURE_PERCENT ||
        a->kind == FIGURE_ORDINAL || a->kind == FIGURE_SUPERLATIVE ||
        !str_eq(found_unit(a), found_unit(b)) || !a->has_value ||
        !b->has_value || a->has_high || b->has_high || b->first - a->end > 6 ||
        is_up == is_back || str_eq(found_unit(a), STR("pp")))
        return false;
    *out = (struct change){
        .from = is_up ? index : index + 1,
        .to = is_up ? index + 1 : index,
        .first = before_mod(report, a->first) - 1,
        .end = b->end,
    };
    return figure(report, out->from)->value.num > 0;
}

/* "in 2024" at *at, which moves to its end. */
static bool is_year(const struct report *report, uint32_t *at)
{
    const stet_tokens *tokens = report->evidence->tokens;

    if (!is(report, *at, "in") || *at + 1 >= report->evidence->reading->end ||
        tokens->cls[*at + 1] != STET_TOKEN_NUMBER ||
        tokens->folded[*at + 1].len != 4)
        return false;
    (*at)++;
    return true;
}

/* Only words that tie a share to the change stand in tokens [from, to). */
static bool is_tied(const struct report *report, uint32_t from, uint32_t to)
{
    uint32_t nouns = 0;

    if (to < from || to - from > 7)
        return false;
    for (uint32_t at = from; at < to; at++)
        if (!is(report, at,
                ", a an or by of about nearly almost roughly ( — – "
                "more than just over under " RISES " " FALLS) &&
            !is_year(report, &at) &&
            (++nouns > 2 || !reading_is_word(report->evidence->reading, at) ||
             is(report, at, "and while but as in from to with on for")))
            return false;
    return true;
}

/* The share that says how much, next to the pair; or false. */
static bool find_share(const struct report *report, const struct change *change,
                       uint32_t *out)
{
    uint32_t last = change->from > change->to ? change->from : change->to;
    uint32_t first = change->from < change->to ? change->from : change->to;

    if (last + 1 < report->evidence->count &&
        figure(report, last + 1)->kind == FIGURE_PERCENT &&
        is_tied(report, change->end, figure(report, last + 1)->first)) {
        *out = last + 1;
        return true;
    }
    if (first > 0 && figure(report, first - 1)->kind == FIGURE_PERCENT &&
        is_tied(report, figure(report, first - 1)->end, change->first)) {
        *out = first - 1;
        return true;
    }
    return false;
}

/* 1 where the words beside the share say it rose, -1 fell, 0 neither. */
static int direction_of(const struct report *report, const Found *share)
{
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t before = share->first - 1 - i, behind = share->end + i;
        if (share->first > i && is(report, before, RISES))
            return 1;
        if (share->first > i && is(report, before, FALLS))
            return -1;
        if (i < 2 && is(report, behind, RISES))
            return 1;
        if (i < 2 && is(report, behind, FALLS))
            return -1;
    }
    return 0;
}

static uint64_t report_change(const struct report *report,
                              const struct change *change, uint32_t share,
                              double percent)
{
    char message[MESSAGE_MAX], number[NUMBER_MAX], title[MESSAGE_MAX];
    stet_edit edit;
    stet_fix fix;
    const Found *from = figure(report, change->from);
    const Found *to = figure(report, change->to);
    const Found *said = figure(report, share);
    int places = said->value.den > 1 ? 1 : 0;
    Str written = write_number(fabs(percent), places, number);
    stet_related related[2] = {
        {place_of(report, change->from), STR("From here")},
        {place_of(report, change->to), STR("to here")},
    };
    int len =
        snprintf(message, sizeof message,
                 "From %.*s to %.*s is a %s of %.*s%%, not %.*s",
                 STR_ARG(words_of(report, from)), STR_ARG(words_of(report, to)),
                 percent < 0 ? "fall" : "rise", STR_ARG(written),
                 STR_ARG(words_of(report, said)));
    bool has_fix = make_fix(report, said, written, title, &edit, &fix);

    return tell(report, report->self->change, share,
                text_of(message, len, sizeof message), related, 2,
                has_fix ? &fix : NULL);
}

/* How far off the share may be for all that was rounded. */
static double slack_of(const struct report *report, const Found *from,
                       const Found *to, const Found *share)
{
    double base = value_of(from), end = value_of(to);
    double low = (grain_of(report, from) > 1 || from->value.den > 1)
                     ? grain_of(report, from) / 2
                     : 0;
    double high = (grain_of(report, to) > 1 || to->value.den > 1)
                      ? grain_of(report, to) / 2
                      : 0;
    double slack = grain_of(report, share) / 2 + 0.06;
    double most = (end + high) / (base > low ? base - low : base) * 100 - 100;
    double least = (end - high) / (base + low) * 100 - 100;

    slack += (most - least) / 2;
    if (from->mod || to->mod || share->mod)
        slack += 0.1 * fabs(value_of(share)) + 1;
    return slack;
}

static uint64_t find_change(const struct report *report, uint32_t index)
{
    struct change change;
    uint32_t share, start, end;

    if (!find_pair(report, index, &change) ||
        !find_share(report, &change, &share))
        return 0;
    const Found *from = figure(report, change.from);
    const Found *to = figure(report, change.to);
    const Found *said = figure(report, share);
    reading_sentence(report->evidence->reading, said->first, &start, &end);
    if (!said->has_value || said->has_high || change.first < start ||
        change.end > end)
        return 0;
    double percent = (value_of(to) - value_of(from)) / value_of(from) * 100;
    int direction = direction_of(report, said);
    bool is_off =
        fabs(fabs(percent) - value_of(said)) > slack_of(report, from, to, said);
    bool is_contrary = direction && percent && (direction > 0) != (percent > 0);
    if (!is_off && !is_contrary)
        return 0;
    return report_change(report, &change, share, percent);
}

uint64_t findings_report(const struct figures *self, const stet_host *host,
                         const struct evidence *evidence)
{
    struct report report = {self, host, evidence};

    for (uint32_t i = 0; i < evidence->count; i++)
        if (find_impossible(&report, i) == STET_REFUSED ||
            find_unit(&report, i) == STET_REFUSED ||
            find_total(&report, i) == STET_REFUSED ||
            find_listed(&report, i) == STET_REFUSED ||
            find_shares(&report, i) == STET_REFUSED ||
            find_change(&report, i) == STET_REFUSED)
            return STET_REFUSED;
    return 0;
}

/* From one figure to another, by so much. */
#include "figures/report.h"

#include <math.h>
#include <stdio.h>

#define RISES                                                                  \
    "up rise rises rose risen rising increase increased increases gain gains " \
    "jump jumped growth grew grown climbed higher more surge surged raise "    \
    "raised hike"
#define FALLS                                                                  \
    "down fall falls fell fallen falling decrease decreased drop dropped "     \
    "decline declined cut lower less fewer reduction reduced slump slid"

#define UP_FROM_MAX 16u /* tokens between a sum and "up 35 percent" */

struct change {
    uint32_t from, to;   /* figures */
    uint32_t first, end; /* tokens, "from" included */
};

/* Passes over limits before a figure: "from about 50". */
static uint32_t before_mod(const struct report *report, uint32_t at)
{
    while (at > report->evidence->reading->first &&
           report_is(report, at - 1,
                     "about around roughly nearly almost just some "
                     "over under"))
        at--;
    return at;
}

static bool is_led_by(const struct report *report, uint32_t index,
                      const char *word)
{
    return report_is(
        report, before_mod(report, report_figure(report, index)->first) - 1,
        word);
}

/* The second of two leaves out what the first has said: "to 3 billion soles
 * from 2 billion". */
static bool is_carried_over(const struct report *report, const Found *full,
                            const Found *bare)
{
    double a = report_value(full), b = report_value(bare);

    return (full->kind == FIGURE_MONEY || full->kind == FIGURE_QUANTITY) &&
           bare->kind == FIGURE_CARDINAL && a >= 1000 && b >= 1000 &&
           a < 10 * b && b < 10 * a &&
           (bare->end >= report->evidence->reading->end ||
            report_is(report, bare->end, ", . ; ) — –"));
}

static bool are_alike(const struct report *report, const Found *a,
                      const Found *b)
{
    if (is_carried_over(report, a, b))
        return true;
    return a->kind == b->kind && a->kind != FIGURE_ORDINAL &&
           a->kind != FIGURE_SUPERLATIVE &&
           str_eq(found_unit(a), found_unit(b));
}

/* "from 50 to 60" or "to 60 from 50" at figures `index` and the next. */
static bool find_pair(const struct report *report, uint32_t index,
                      struct change *out)
{
    if (index + 1 >= report->evidence->count)
        return false;
    const Found *a = report_figure(report, index),
                *b = report_figure(report, index + 1);
    bool is_up =
        is_led_by(report, index, "from") && is_led_by(report, index + 1, "to");
    bool is_back =
        is_led_by(report, index, "to") && is_led_by(report, index + 1, "from");

    if (!are_alike(report, a, b) || !a->has_value || !b->has_value ||
        a->has_high || b->has_high || b->first - a->end > 6 ||
        is_up == is_back || str_eq(found_unit(a), STR("pp")))
        return false;
    *out = (struct change){
        .from = is_up ? index : index + 1,
        .to = is_up ? index + 1 : index,
        .first = before_mod(report, a->first) - 1,
        .end = b->end,
    };
    return report_figure(report, out->from)->value.num > 0;
}

static bool are_shares(const struct report *report, const struct change *change)
{
    return report_figure(report, change->from)->kind == FIGURE_PERCENT;
}

/* "in 2024" at *at, which moves to its end. */
static bool is_year(const struct report *report, uint32_t *at)
{
    const stet_tokens *tokens = report->evidence->tokens;

    if (!report_is(report, *at, "in") ||
        *at + 1 >= report->evidence->reading->end ||
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
        if (!report_is(report, at,
                       ", a an or by of about nearly almost roughly ( — – "
                       "more than just over under " RISES " " FALLS) &&
            !is_year(report, &at) &&
            (++nouns > 2 || !reading_is_word(report->evidence->reading, at) ||
             report_is(report, at, "and while but as in from to with on for")))
            return false;
    return true;
}

/* What tells how much a share changed is points, of all else a share. */
static bool is_measure(const struct report *report, const struct change *change,
                       uint32_t index)
{
    const Found *found = report_figure(report, index);

    return are_shares(report, change) ? str_eq(found_unit(found), STR("pp"))
                                      : found->kind == FIGURE_PERCENT;
}

/* The share that says how much, next to the pair; or false. */
static bool find_share(const struct report *report, const struct change *change,
                       uint32_t *out)
{
    uint32_t last = change->from > change->to ? change->from : change->to;
    uint32_t first = change->from < change->to ? change->from : change->to;

    if (last + 1 < report->evidence->count &&
        is_measure(report, change, last + 1) &&
        is_tied(report, change->end, report_figure(report, last + 1)->first)) {
        *out = last + 1;
        return true;
    }
    if (first > 0 && is_measure(report, change, first - 1) &&
        is_tied(report, report_figure(report, first - 1)->end, change->first)) {
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
        if (share->first > i && report_is(report, before, RISES))
            return 1;
        if (share->first > i && report_is(report, before, FALLS))
            return -1;
        if (i < 2 && report_is(report, behind, RISES))
            return 1;
        if (i < 2 && report_is(report, behind, FALLS))
            return -1;
    }
    return 0;
}

static uint64_t tell(const struct report *report, const struct change *change,
                     uint32_t at, Str message, const stet_fix *fix)
{
    stet_related related[2] = {
        {report_place(report, change->from), STR("From here")},
        {report_place(report, change->to), STR("to here")},
    };

    return report_tell(report, report->self->change, at, message, related, 2,
                       fix);
}

static uint64_t tell_change(const struct report *report,
                            const struct change *change, uint32_t share,
                            double percent)
{
    char message[MESSAGE_MAX], number[NUMBER_MAX], title[MESSAGE_MAX];
    stet_edit edit;
    stet_fix fix;
    const Found *from = report_figure(report, change->from);
    const Found *to = report_figure(report, change->to);
    const Found *said = report_figure(report, share);
    int places = said->value.den > 1 ? 1 : 0;
    Str written = report_number(fabs(percent), places, number);
    int len = snprintf(message, sizeof message,
                       "From %.*s to %.*s is a %s of %.*s%s, not %.*s",
                       STR_ARG(report_words(report, from)),
                       STR_ARG(report_words(report, to)),
                       percent < 0 ? "fall" : "rise", STR_ARG(written),
                       are_shares(report, change) ? " percentage points" : "%",
                       STR_ARG(report_words(report, said)));
    bool has_fix = report_fix(report, said, written, title, &edit, &fix);

    return tell(report, change, share,
                report_text(message, len, sizeof message),
                has_fix ? &fix : NULL);
}

/* How coarse one of a pair is: "from $1 billion to $1.3 billion" has left out
 * the zero of the first. */
static double paired_grain(const struct report *report, const Found *found,
                           const Found *other)
{
    double grain = report_grain(report, found);

    if (report_value(found) >= 10 * grain)
        return grain;
    return fmin(grain, report_grain(report, other));
}

/* How far off the share may be for all that was rounded. */
static double slack_of(const struct report *report, const Found *from,
                       const Found *to, const Found *share)
{
    double base = report_value(from), end = report_value(to);

    if (from->kind == FIGURE_PERCENT)
        return (report_grain(report, from) + report_grain(report, to) +
                report_grain(report, share)) /
                   2 +
               1e-6 + (share->mod ? 1 : 0);
    double from_grain = paired_grain(report, from, to);
    double to_grain = paired_grain(report, to, from);
    double low = from_grain > 1 || from->value.den > 1 ? from_grain / 2 : 0;
    double high = to_grain > 1 || to->value.den > 1 ? to_grain / 2 : 0;
    double slack = report_grain(report, share) / 2 + 0.06;
    double most = (end + high) / (base > low ? base - low : base) * 100 - 100;
    double least = (end - high) / (base + low) * 100 - 100;

    slack += (most - least) / 2;
    if (from->mod || to->mod || share->mod)
        slack += 0.1 * fabs(report_value(share)) + 1;
    return slack;
}

/* ---- what the verb says ------------------------------------------------- */

/* Money that is told by what it buys falls where its figure rises. */
#define CURRENCIES                                                             \
    "yen dollar dollars euro euros pound pounds sterling ruble rouble lira "   \
    "rupee rupiah peso yuan franc krona shilling naira rand won real baht "    \
    "currency currencies exchange bitcoin rank ranks ranked ranking "          \
    "rankings place spot seed handicap"

static bool is_about_currency(const struct report *report, stet_span sentence)
{
    for (uint32_t at = sentence.start; at < sentence.end; at++)
        if (report_is(report, at, CURRENCIES))
            return true;
    return false;
}

/* The verb before "from 50 to 60": "rose to", "halved, from". */
static uint32_t verb_of(const struct report *report,
                        const struct change *change)
{
    uint32_t at = change->first - 1;

    return report_is(report, at, ",") ? at - 1 : at;
}

/* "rose to 110 from 120" */
static bool is_contrary_verb(const struct report *report, uint32_t verb,
                             double from, double to)
{
    if (report_is(report, verb,
                  "rose rises rise risen rising climbed climbs increased "
                  "increases jumped jumps surged soared grew grown"))
        return to < from;
    if (report_is(report, verb,
                  "fell falls fall fallen falling dropped drops declined "
                  "declines decreased decreases slid slumped plunged tumbled"))
        return to > from;
    return false;
}

/* How many times as much the verb says it became; 0 for none. */
static double times_of(const struct report *report, uint32_t verb)
{
    if (report_is(report, verb, "doubled doubles doubling"))
        return 2;
    if (report_is(report, verb, "tripled triples tripling trebled"))
        return 3;
    if (report_is(report, verb, "quadrupled quadruples quadrupling"))
        return 4;
    return report_is(report, verb, "halved halves halving") ? 0.5 : 0;
}

#define SCALE_GAP 50
#define TIMES_LOW 0.85 /* what is still told as doubled, of twice as much */
#define TIMES_HIGH 1.2

/* "doubled from $5 to $15"; "more than doubled" may be any more. */
static bool is_other_times(const struct report *report, uint32_t verb,
                           double from, double to)
{
    double times = times_of(report, verb);
    double share = times > 0 ? to / from / times : 1;

    if (report_is(report, verb - 1, "than") ||
        (report_is(report, verb - 1, "and") &&
         report_is(report, verb - 2, "again")))
        return times > 1 ? share < 0.98 : share > 1.02;
    return share < TIMES_LOW || share > TIMES_HIGH;
}

static uint64_t find_verb(const struct report *report,
                          const struct change *change)
{
    const Found *from = report_figure(report, change->from);
    const Found *to = report_figure(report, change->to);
    stet_span sentence =
        reading_sentence(report->evidence->reading, from->first);
    uint32_t verb = verb_of(report, change);
    double a = report_value(from), b = report_value(to);
    char message[MESSAGE_MAX], number[NUMBER_MAX];
    int len;

    /* "rose to 1.5 from 1.2 million": the scale is said once. */
    bool is_one_scale = a > SCALE_GAP * b || b > SCALE_GAP * a;

    if (change->first < sentence.start + 2 || change->end > sentence.end ||
        is_one_scale || is_about_currency(report, sentence))
        return 0;
    if (is_contrary_verb(report, verb, a, b))
        len = snprintf(message, sizeof message, "From %.*s to %.*s is a %s",
                       STR_ARG(report_words(report, from)),
                       STR_ARG(report_words(report, to)),
                       b < a ? "fall" : "rise");
    else if (is_other_times(report, verb, a, b))
        len = snprintf(message, sizeof message,
                       "From %.*s to %.*s is %.*s times as much",
                       STR_ARG(report_words(report, from)),
                       STR_ARG(report_words(report, to)),
                       STR_ARG(report_number(b / a, 1, number)));
    else
        return 0;
    return tell(report, change, change->to,
                report_text(message, len, sizeof message), NULL);
}

/* ---- a third less ------------------------------------------------------- */

#define PART_NEAR 0.045 /* what is still told as a fifth, of one */
#define HALF_NEAR 0.06  /* as a third and more */

/* "half", "a third", "two-thirds" from token `at`: its end, and how much; or
 * 0. */
static uint32_t read_part(const struct report *report, uint32_t at, double *out)
{
    static const char *const many[] = {"a one", "two", "three", "four"};
    static const char *const parts[] = {
        "half",           "third thirds", "quarter quarters",
        "fifth fifths",   "sixth sixths", "seventh sevenths",
        "eighth eighths", "ninth ninths", "tenth tenths"};
    double count = 1;

    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        if (report_is(report, at, many[i])) {
            count = (double)(i + 1);
            at += 1 + report_is(report, at + 1, "-");
            break;
        }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (report_is(report, at, parts[i])) {
            *out = count / (double)(i + 2);
            return *out < 1 ? at + 1 : 0;
        }
    return 0;
}

/* The part behind the pair: ", a cut of a third", ", by a quarter", ", a fifth
 * more". */
static bool find_part_behind(const struct report *report, uint32_t at,
                             stet_span *out, double *part)
{
    uint32_t end;

    if (!report_is(report, at, ", ( — –"))
        return false;
    at += 1 + report_is(report, at + 1, "or");
    if (report_is(report, at, "a an") &&
        report_is(report, at + 1, RISES " " FALLS) &&
        report_is(report, at + 2, "of"))
        at += 3;
    else
        at += report_is(report, at, "by");
    end = read_part(report, at, part);
    *out = (stet_span){at, end};
    return end &&
           (end >= report->evidence->reading->end ||
            report_is(report, end, ", . ; ) — – more less higher lower"));
}

/* And before it: "rose by half, from 40 to 60", "dropped a third to". */
static bool find_part_before(const struct report *report, uint32_t at,
                             stet_span *out, double *part)
{
    uint32_t end = at - report_is(report, at - 1, ",");

    for (uint32_t back = 1; back <= 4 && end > back; back++) {
        uint32_t first = end - back;
        uint32_t verb = first - 1 - report_is(report, first - 1, "by");
        if (report_is(report, verb, RISES " " FALLS) &&
            read_part(report, first, part) == end) {
            *out = (stet_span){first, end};
            return true;
        }
    }
    return false;
}

static double part_slack(const struct report *report, const Found *from,
                         const Found *to, double part)
{
    double grain =
        (paired_grain(report, from, to) + paired_grain(report, to, from)) / 2;
    bool is_rough = grain > 1 || from->value.den > 1 || to->value.den > 1;
    double slack = part < 0.3 ? PART_NEAR : HALF_NEAR;

    return is_rough ? slack + grain / report_value(from) : slack;
}

static uint64_t find_part(const struct report *report,
                          const struct change *change)
{
    const Found *from = report_figure(report, change->from);
    const Found *to = report_figure(report, change->to);
    stet_span sentence =
                  reading_sentence(report->evidence->reading, from->first),
              words;
    double a = report_value(from), b = report_value(to), part;
    char message[MESSAGE_MAX], number[NUMBER_MAX];

    if (change->first < sentence.start + 2 || change->end > sentence.end ||
        from->mod || to->mod || are_shares(report, change) ||
        !(find_part_behind(report, change->end, &words, &part) ||
          find_part_before(report, change->first, &words, &part)) ||
        is_about_currency(report, sentence) ||
        fabs(fabs(b - a) / a - part) <= part_slack(report, from, to, part))
        return 0;
    Str said =
        stet_slice(report->evidence->text, stet_bytes(report->evidence->tokens,
                                                      words.start, words.end));
    int len =
        snprintf(message, sizeof message,
                 "From %.*s to %.*s is a %s of %.*s percent, not %.*s",
                 STR_ARG(report_words(report, from)),
                 STR_ARG(report_words(report, to)), b < a ? "fall" : "rise",
                 STR_ARG(report_number(fabs(b - a) / a * 100, 0, number)),
                 STR_ARG(said));
    return tell(report, change, change->to,
                report_text(message, len, sizeof message), NULL);
}

/* ---- a sum, and what it is up from -------------------------------------- */

/* "Sales were $510 million, up 35 percent from $408 million" at figure
 * `share`. */
static bool find_up_from(const struct report *report, uint32_t share,
                         struct change *out)
{
    const Found *said = report_figure(report, share), *from, *to;
    stet_span sentence =
        reading_sentence(report->evidence->reading, said->first);
    uint32_t before = share;

    if (said->kind != FIGURE_PERCENT || share + 1 >= report->evidence->count ||
        said->first < sentence.start + 3 ||
        !report_is(report, said->first - 1, "up down") ||
        !report_is(report, said->first - 2, ", — –"))
        return false;
    from = report_figure(report, share + 1);
    while (before > 0 &&
           (report_figure(report, before - 1)->kind == FIGURE_ORDINAL ||
            report_figure(report, before - 1)->kind == FIGURE_SUPERLATIVE ||
            report_is(report, report_figure(report, before - 1)->first - 1,
                      "or"))) /* "or $6.44 a share" */
        before--;
    if (!before || !report_is(report, said->end, "from") ||
        from->first != said->end + 1 || from->end > sentence.end)
        return false;
    to = report_figure(report, before - 1);
    if (to->first < sentence.start || said->first - to->end > UP_FROM_MAX ||
        !are_alike(report, to, from) || to->kind == FIGURE_PERCENT ||
        !from->has_value || !to->has_value || from->has_high || to->has_high ||
        from->value.num <= 0 ||
        report_value(to) > SCALE_GAP * report_value(from) ||
        report_value(from) > SCALE_GAP * report_value(to))
        return false;
    *out = (struct change){share + 1, before - 1, to->first, from->end};
    return true;
}

/* Tells of a share that the two figures do not make. */
static uint64_t compare_share(const struct report *report,
                              const struct change *change, uint32_t share)
{
    const Found *from = report_figure(report, change->from);
    const Found *to = report_figure(report, change->to);
    const Found *said = report_figure(report, share);
    stet_span sentence =
        reading_sentence(report->evidence->reading, said->first);
    if (!said->has_value || said->has_high || change->first < sentence.start ||
        change->end > sentence.end)
        return 0;
    double percent =
        (report_value(to) - report_value(from)) /
        (are_shares(report, change) ? 1 : report_value(from) / 100);
    int direction = direction_of(report, said);
    bool is_off = fabs(fabs(percent) - report_value(said)) >
                  slack_of(report, from, to, said);
    bool is_contrary =
        direction && percent != 0 && (direction > 0) != (percent > 0);
    if (!is_off && !is_contrary)
        return 0;
    return tell_change(report, change, share, percent);
}

uint64_t changes_find(const struct report *report, uint32_t index)
{
    struct change change;
    uint32_t share;

    if (find_up_from(report, index, &change))
        return compare_share(report, &change, index);
    if (!find_pair(report, index, &change))
        return 0;
    if (find_share(report, &change, &share))
        return compare_share(report, &change, share);
    if (find_verb(report, &change) == STET_REFUSED)
        return STET_REFUSED;
    return find_part(report, &change);
}

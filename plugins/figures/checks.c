#include "figures/checks.h"

#include "figures_rules.h"

/* Words behind a bare number or a pronoun: nothing that it could count. */
#define FUNCTION_WORDS                                                         \
    "in on at by of to for from with and or but nor as is are was were be "    \
    "been has have had will would can could may might than that who which "    \
    "when where while if so then there after before since until against "      \
    "into out up down over under about it he she they we you i do does did "   \
    "said says should must not apiece each too also only just because "        \
    "during"

#define NUMBER_WORDS                                                           \
    "one two three four five six seven eight nine ten eleven twelve twenty"

static bool is_end(const Reading *reading, uint32_t at)
{
    return at >= reading->end || reading->tokens->cls[at] == STET_TOKEN_PUNCT ||
           reading->tokens->cls[at] == STET_TOKEN_QUOTE_CLOSE;
}

/* No word that the number could count follows. */
static bool is_bare(const Reading *reading, uint32_t at)
{
    return is_end(reading, at) || reading_is(reading, at, FUNCTION_WORDS) ||
           !reading_is_word(reading, at);
}

static bool is_digits(const Reading *reading, uint32_t at)
{
    return at >= reading->first && at < reading->end &&
           reading->tokens->cls[at] == STET_TOKEN_NUMBER;
}

/* Nothing that a limit could be of follows: no noun, no unit, no sign. */
static bool is_alone(const Reading *reading, uint32_t at)
{
    return is_end(reading, at) || reading_is(reading, at, FUNCTION_WORDS);
}

bool check_identifier(const Reading *reading, uint32_t first, uint32_t end,
                      uint32_t shape)
{
    if (shape == FIGURES_SHAPE_GROUPED || shape == FIGURES_SHAPE_SPELLED)
        return false;
    /* Of a list each number is found, or none: Nos. 5, 8 and 13. */
    if (reading_is(reading, first, "nos nrs nos. nrs.") &&
        reading_is(reading, end, ",") && is_digits(reading, end + 1))
        return false;
    return (reading->tokens->flags[first] & STET_TOKEN_CAPITAL) ||
           reading_is(reading, first, "# the") || is_bare(reading, end) ||
           reading_is(reading, first,
                      "page pages room flight route chapter size row");
}

#define DIALLED_MIN 9u /* digits with those of the place or the country */
#define DIALLED_MAX 15u

/* Won, lost and drawn: 5-0-2. */
static bool is_record(const Reading *reading, uint32_t first, uint32_t end)
{
    for (uint32_t at = first; at < end; at++)
        if ((at > first && !reading_glued(reading, at)) ||
            reading->tokens->folded[at].len > 2)
            return false;
    return end - first == 5; /* two hyphens */
}

/* 207-555-0123; behind a plus or a nought, as abroad, with blanks too: +44 20
 * 7946 0018, 0800 555 111. */
bool check_telephone(const Reading *reading, uint32_t first, uint32_t end)
{
    static const uint32_t american[] = {3, 3, 4};
    uint32_t digits = 0, groups = 0, matching = 0;
    const stet_tokens *tokens = reading->tokens;
    bool is_led =
        reading_is(reading, first, "+") ||
        (tokens->folded[first].ptr[0] == '0' && tokens->folded[first].len >= 2);

    for (uint32_t at = end; at-- > first;) {
        uint32_t len = tokens->folded[at].len;
        if (tokens->cls[at] != STET_TOKEN_NUMBER)
            continue;
        digits += len;
        matching += groups < 3 && len == american[2 - groups];
        groups++;
    }
    if (is_led)
        return digits >= DIALLED_MIN && digits <= DIALLED_MAX;
    return is_record(reading, first, end) ||
           (matching == 3 &&
            (groups == 3 || stet_is(tokens->folded[first], "1")));
}

/* ---- ages -------------------------------------------------------------- */

#define AGE_MAX 200 /* of bridges, too, that are spoken of as "she" */

/* "18- to 29-year-olds", "18 to 29 years old": the first of them. */
static bool opens_ages(const Reading *reading, uint32_t at)
{
    at += reading_is(reading, at, "- â");
    if (!reading_is(reading, at, "to and or") || at + 1 >= reading->end ||
        reading->tokens->cls[at + 1] != STET_TOKEN_NUMBER)
        return false;
    at += 2;
    at += reading_is(reading, at, "- â");
    return reading_is(reading, at, "year years month months") &&
           (reading_is(reading, at + 1, "old olds") ||
            (reading_is(reading, at + 1, "- â") &&
             reading_is(reading, at + 2, "old olds")));
}

/* "She is 83.", "who turned 50", "aged 40 to 70", "when he was five". */
static bool is_age(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;
    double years = amount_double(found->value);

    if (years < 1 || years > AGE_MAX || found->value.den != 1)
        return false;
    if (opens_ages(reading, found->end))
        return true;
    if (reading_is(reading, found->end, "years year yrs") &&
        reading_is(reading, found->end + 1, "old"))
        return true;
    if (at > reading->first && reading_is(reading, at - 1, "aged age ages"))
        return true;
    if (at > reading->first &&
        reading_is(reading, at - 1, "turned turns turn turning"))
        return is_bare(reading, found->end) ||
               reading_is(reading, found->end, "last this next prior");
    if (!is_end(reading, found->end) &&
        !reading_is(reading, found->end, "and when but or in this next now") &&
        !(reading_is(reading, found->end, "at") &&
          reading_is(reading, found->end + 2, "time")))
        return false;
    while (at > reading->first + 1 &&
           reading_is(reading, at - 1,
                      "now only just about almost nearly over under well"))
        at--;
    return at >= reading->first + 2 &&
           reading_is(reading, at - 1, "is was 's 'm am are were 're be") &&
           reading_is(reading, at - 2, "he she who i we they you");
}

/* ", 58," behind a name. */
static bool is_age_apposition(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;
    double years = amount_double(found->value);

    return years >= 1 && years <= 115 && at >= reading->first + 2 &&
           reading_is(reading, at - 1, ",") &&
           (reading_is_word(reading, at - 2) ||
            reading_is(reading, at - 2, ")")) &&
           reading_is(reading, found->end, ",");
}

/* "I'm a 12": a size, a grade. */
static bool is_grade(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;

    return at >= reading->first + 2 && reading_is(reading, at - 1, "a an") &&
           reading_is(reading, at - 2, "is was are were be 's 'm 're") &&
           is_alone(reading, found->end);
}

/* "left the farm at 16", "At three the last cart goes": an age or an hour. */
static bool is_hour_or_age(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;

    if (at == reading->first || found->value.den != 1 ||
        found->value.num > 99 || !reading_is(reading, at - 1, "at since until"))
        return false;
    if (reading_is(reading, found->end, "of apiece"))
        return false;
    return is_alone(reading, found->end) ||
           reading_is(reading, found->end, "the his her their a an");
}

#define BRACKET_REACH 6u

/* "for two reasons: 1) they left": a bracket that nothing has opened. */
static bool is_bracketed(const Reading *reading, const Found *found)
{
    uint32_t low = found->first - reading->first > BRACKET_REACH
                       ? found->first - BRACKET_REACH
                       : reading->first;

    for (uint32_t at = found->first; at-- > low;)
        if (reading_is(reading, at, "("))
            return false;
    return reading_is(reading, found->end, ")") &&
           reading_is(reading, found->first - 1, ": ; . and , or");
}

/* "1. Wash the beans": the number of a step, not a figure. */
static bool is_step_number(const Reading *reading, const Found *found)
{
    if (found->value.num >= 100 || !reading_glued(reading, found->end) ||
        found->end + 1 >= reading->end)
        return false;
    return found->first == reading->first
               ? reading_is(reading, found->end, ". )")
               : is_bracketed(reading, found);
}

#define STREET_REACH 4u
#define STREETS                                                                \
    "street st ave avenue road rd dr drive lane ln blvd boulevard way court "  \
    "place st. ave. rd. dr. ln. blvd. square terrace highway parkway"

/* "601 Riverview Drive", "209 West Houston St." */
static bool is_house_number(const Reading *reading, const Found *found)
{
    for (uint32_t at = found->end;
         at < reading->end && at < found->end + STREET_REACH; at++) {
        if (!reading_is_word(reading, at) ||
            !(reading->tokens->flags[at] & STET_TOKEN_CAPITAL))
            return false;
        if (at > found->end && reading_is(reading, at, STREETS))
            return true;
    }
    return false;
}

#define SERIES_REACH 12u
#define PERSONS                                                                \
    "those people person anyone everyone anybody everybody someone child "     \
    "children kids boys girls men women adults youths voters residents "       \
    "students minors patients players drivers"

/* "aged 33, 34 and 39", "aged between 40 and 70" */
static bool is_in_series_of_ages(const Reading *reading, uint32_t at)
{
    uint32_t low =
        at - reading->first > SERIES_REACH ? at - SERIES_REACH : reading->first;

    while (at > low && (is_digits(reading, at - 1) ||
                        reading_is(reading, at - 1,
                                   ", and or to of between from - – over under "
                                   "about just only " NUMBER_WORDS)))
        at--;
    return reading_follows(reading, at, "aged ages age");
}

/* "at the age of 69", "as young as 11", "older than five", "children under
 * 16" */
static bool is_told_as_age(const Reading *reading, const Found *found)
{
    uint32_t at = found->core_first;
    double years = amount_double(found->value);

    if (years < 0 || years > AGE_MAX || found->value.den != 1 ||
        at < reading->first + 2)
        return false;
    if (is_in_series_of_ages(reading, at))
        return true;
    if (reading_is(reading, at - 1, "of as"))
        return reading_is(reading, at - 2, "age ages young");
    if (!is_bare(reading, found->end))
        return false;
    return (reading_is(reading, at - 1, "than") &&
            reading_is(reading, at - 2, "younger older")) ||
           (reading_is(reading, at - 1, "under over") &&
            reading_is(reading, at - 2, PERSONS));
}

/* 999, 911: who is called in an emergency. "Call 101 or" is a telephone, "call
 * 101 witnesses" is none. */
static bool is_emergency_number(const Reading *reading, const Found *found)
{
    int64_t number = found->value.num;
    bool is_known = number == 999 || number == 911 || number == 112;
    bool is_called = reading_is(reading, found->first - 1,
                                "rang called dialled dialed call calling dial "
                                "dialling dialing ring ringing phone phoning");

    if (is_called)
        return is_known ||
               (number >= 100 && number < 1000 && found->value.den == 1 &&
                is_bare(reading, found->end));
    return is_known && (reading_is(reading, found->end,
                                   "call calls caller callers operator "
                                   "dispatcher handler") ||
                        reading_is(reading, found->first - 1, "a"));
}

/* ---- numbers that are part of a name or of something longer ------------ */

/* F-16, covid-19, 0-for-4: a hyphen and a word close before it. */
static bool is_hyphened_to_word(const Reading *reading, uint32_t at)
{
    if (at < reading->first + 2 || !reading_glued(reading, at) ||
        !reading_glued(reading, at - 1) ||
        !reading_is(reading, at - 1, "- – ‑"))
        return false;
    return reading_is_word(reading, at - 2) &&
           !reading_is(reading, at - 2,
                       "mid late early post pre nought zero " NUMBER_WORDS);
}

/* 1880-1954, 2019-21, 1995-01: years tied by a hyphen to more digits. */
static bool is_year_part(const Reading *reading, const Found *found)
{
    uint32_t at = found->first, end = found->end;
    Str own = reading->tokens->folded[at];
    bool is_tied = is_digits(reading, end + 1) && reading_glued(reading, end) &&
                   reading_glued(reading, end + 1) &&
                   reading_is(reading, end, "- –");
    bool is_tail =
        at >= reading->first + 2 && reading_glued(reading, at) &&
        reading_glued(reading, at - 1) && reading_is(reading, at - 1, "- –") &&
        is_digits(reading, at - 2) && reading->tokens->folded[at - 2].len == 4;

    return (is_tied && own.len == 4) || (is_tail && own.len % 2 == 0);
}

/* 1B, 2S1: a word close behind digits that is no unit. */
static bool is_glued_to_word(const Reading *reading, uint32_t end)
{
    return end < reading->end && reading_glued(reading, end) &&
           reading_is_word(reading, end);
}

#define CODE_DIGITS 9u

/* 0408, 03: nobody counts with a nought in front. */
static bool has_leading_nought(Str digits)
{
    uint32_t noughts = 0;

    while (noughts < digits.len && digits.ptr[noughts] == '0')
        noughts++;
    return noughts && noughts < digits.len && digits.ptr[noughts] >= '1' &&
           digits.ptr[noughts] <= '9';
}

/* Digits in quotation marks, as in a markup's id="672157973804941312"; the
 * number of a list's item: 2/ Her story. */
static bool is_code(const Reading *reading, const Found *found)
{
    const stet_tokens *tokens = reading->tokens;
    uint32_t at = found->first;

    if (found->end == at + 1 && has_leading_nought(tokens->folded[at]))
        return true;
    if (at > reading->first && reading_glued(reading, at) &&
        tokens->cls[at - 1] == STET_TOKEN_QUOTE_OPEN &&
        tokens->folded[at].len >= CODE_DIGITS && is_digits(reading, at) &&
        !memchr(tokens->folded[at].ptr, ',', tokens->folded[at].len))
        return true;
    return reading_glued(reading, found->end) &&
           reading_glued(reading, found->end + 1) &&
           reading_is(reading, found->end, "/") &&
           reading_is_word(reading, found->end + 1);
}

/* The 500 of "K65,500": letters that are no currency here, and digits. */
static bool is_behind_lettered_digits(const Reading *reading, uint32_t at)
{
    if (at < reading->first + 2 || !reading_glued(reading, at) ||
        !reading_glued(reading, at - 1) ||
        !reading_is(reading, at - 1, ", .") ||
        !reading_is_word(reading, at - 2))
        return false;
    Str word = reading->tokens->folded[at - 2];
    return word.ptr[word.len - 1] >= '0' && word.ptr[word.len - 1] <= '9';
}

/* A decimal's rest, a path, a ratio: a mark and more digits close behind. */
static bool is_in_longer_number(const Reading *reading, const Found *found)
{
    const stet_tokens *tokens = reading->tokens;
    uint32_t at = found->first, end = found->end;

    if (at >= reading->first + 2 && reading_glued(reading, at) &&
        reading_glued(reading, at - 1) &&
        reading_is(reading, at - 1, ". : / _ # @ &") &&
        tokens->cls[at - 2] == STET_TOKEN_NUMBER)
        return true;
    if (at > reading->first && reading_glued(reading, at) &&
        reading_is(reading, at - 1, "# @ _ & = . v"))
        return true;
    if (at >= reading->first + 2 && reading_glued(reading, at) &&
        reading_is(reading, at - 1, "< >") && reading_glued(reading, at - 1) &&
        reading_is(reading, at - 2, "= < >"))
        return true; /* =>30 */
    return end + 1 < reading->end && reading_glued(reading, end) &&
           reading_glued(reading, end + 1) &&
           reading_is(reading, end, ": / _ &") &&
           tokens->cls[end + 1] == STET_TOKEN_NUMBER;
}

/* Boeing 737, Apollo 11, CC BY 3.0: digits behind a name, and nothing they
 * count. */
static bool is_name_number(const Reading *reading, const Found *found,
                           uint32_t shape)
{
    uint32_t at = found->first;

    if (at == reading->first ||
        (shape != FIGURES_SHAPE_DIGITS &&
         !(shape == FIGURES_SHAPE_DECIMAL &&
           str_ends(reading->tokens->folded[at], STR(".0")))))
        return false;
    uint32_t before = at - 1;
    if (!(reading->tokens->flags[before] & STET_TOKEN_CAPITAL) ||
        !reading_is_word(reading, before) ||
        before == reading_sentence(reading, at).start)
        return false;
    return is_bare(reading, found->end);
}

#define TITLE_MAX 5u

/* "60 Minutes", "12 Angry Men": what stands in marks is a name. */
static bool is_in_title(const Reading *reading, const Found *found)
{
    const stet_tokens *tokens = reading->tokens;
    uint32_t at = found->first;

    if (at == reading->first || reading->is_heading ||
        tokens->cls[at - 1] != STET_TOKEN_QUOTE_OPEN)
        return false;
    uint32_t close = tokens->mate[at - 1];
    if (close == STET_NONE || close <= found->end || close - at > TITLE_MAX)
        return false;
    for (at = found->end; at < close; at++)
        if (!reading_is_word(reading, at) ||
            (!(tokens->flags[at] & STET_TOKEN_CAPITAL) &&
             !reading_is(reading, at, "of the and a in to for")))
            return false;
    return true;
}

/* ---- one --------------------------------------------------------------- */

/* "one" the pronoun: "one of them", "the blue one", "one had sunk". */
static bool is_pronoun(const Reading *reading, const Found *found)
{
    uint32_t at = found->first, next = found->end;

    if (next < reading->end && reading_is(reading, next, "of"))
        return false; /* one of the 11, as two of them */
    if (next < reading->end && reading_is(reading, next, "- ‑") &&
        reading_glued(reading, next))
        return reading_is(reading, next + 1,
                          "time off on sided way to size third fourth "
                          "fifth tenth");
    if (at > reading->first + 1 && reading_is(reading, at - 1, "only") &&
        reading_is(reading, at - 2, "the"))
        return true;
    if (reading_is(reading, next, "more") && found->mod == MOD_NONE)
        return true; /* one more try */
    if (at > reading->first && reading_is(reading, at - 1, "the current") &&
        (is_bare(reading, next) ||
         str_ends(reading->tokens->folded[next], STR("ed")) ||
         reading_is(reading, next, "brought behind without night")))
        return true;
    if (at > reading->first &&
        reading_is(reading, at - 1,
                   "only just exactly about least most or than number"))
        return false;
    if (at > reading->first + 1 && reading_is(reading, at - 1, "to") &&
        reading_is(reading, at - 2, NUMBER_WORDS))
        return false; /* nine to one */
    if (reading_is(reading, next, "to or") &&
        (is_digits(reading, next + 1) ||
         reading_is(reading, next + 1, NUMBER_WORDS)))
        return false;                        /* one or two */
    if (reading_is(reading, next, "in out")) /* one in eight */
        return !is_digits(reading, next + 1) &&
               !reading_is(reading, next + 1, NUMBER_WORDS " of");
    return is_bare(reading, next);
}

/* "half of the voters", "nearly half", "about half the size"; not "half full",
 * "half-time". */
static bool is_half_of(const Reading *reading, const Found *found)
{
    uint32_t end = found->end;

    if (found->end - found->first > 1)
        return true; /* a half, one half */
    if (reading_is(reading, end, "of"))
        return !reading_is(reading, end + 1, "one it");
    return found->mod != MOD_NONE &&
           (is_alone(reading, end) ||
            reading_is(reading, end, "the its their those"));
}

bool check_cardinal(const Reading *reading, const Found *found, uint32_t shape)
{
    uint32_t at = found->first;

    if (is_hyphened_to_word(reading, at) ||
        is_in_longer_number(reading, found) || is_code(reading, found) ||
        is_behind_lettered_digits(reading, at))
        return false;
    if (is_glued_to_word(reading, found->end))
        return false;
    if (is_age(reading, found) || is_age_apposition(reading, found) ||
        is_hour_or_age(reading, found) || is_emergency_number(reading, found) ||
        is_told_as_age(reading, found) || is_step_number(reading, found) ||
        is_grade(reading, found))
        return false;
    if (shape == FIGURES_SHAPE_DIGITS &&
        (is_house_number(reading, found) || is_year_part(reading, found)))
        return false;
    if (shape == FIGURES_SHAPE_FRACTION && reading_glued(reading, found->end) &&
        reading_is(reading, found->end, "- ‑"))
        return false; /* a quarter-century */
    if (shape == FIGURES_SHAPE_FRACTION && found->value.den == 2 &&
        reading_is(reading, found->end - 1, "half"))
        return is_half_of(reading, found);
    if (shape == FIGURES_SHAPE_ONE && is_pronoun(reading, found))
        return false;
    return !is_name_number(reading, found, shape) &&
           !is_in_title(reading, found);
}

bool check_is_alone(const Reading *reading, uint32_t at)
{
    return is_alone(reading, at);
}

bool check_is_in_name(const Reading *reading, const Found *found)
{
    return is_hyphened_to_word(reading, found->first);
}

/* Before a rank that stands alone: she finished third. */
#define PLACED                                                                 \
    "a the finished was came were placed is finish finishes finishing ended "  \
    "ranked ranks ran be come comes his her its their that this in surprise"

/* "first, second and third": a rank behind another. */
static bool is_in_series_of_ranks(const Reading *reading, uint32_t at)
{
    return at >= reading->first + 2 &&
           reading_is(reading, at - 1, ", and or") &&
           reading_is(reading, at - 2, "first second third 1st 2nd 3rd");
}

bool check_ordinal(const Reading *reading, const Found *found, uint32_t shape)
{
    uint32_t at = found->first, end = found->end;
    bool has_before = at > reading->first;

    if (is_hyphened_to_word(reading, at))
        return false;
    if (reading_is_word(reading, end) &&
        (reading->tokens->flags[end] & STET_TOKEN_CAPITAL) &&
        reading_is(reading, end,
                   "street avenue ave ave. circuit district "
                   "congress infantry regiment division "
                   "precinct ward battalion army lt lt. lieutenant sgt "
                   "sgt. sergeant"))
        return false; /* 5th Street, the 8th Circuit */
    if (shape == FIGURES_SHAPE_NTH)
        return true;
    if (found->value.num == 2 && has_before &&
        reading_is(reading, at - 1, "a per every each split this") &&
        is_bare(reading, end) && !reading_is(reading, end, "- ‑"))
        return false; /* a second is a time */
    if (found->value.num == 1 && has_before &&
        reading_is(reading, at - 1, "you we they he she i it") &&
        reading_is_word(reading, end))
        return false; /* when did they first meet */
    /* "I wanted it first", "tired first and hungry second": adverbs. */
    bool is_last = is_end(reading, end) && !reading_is(reading, end, "- ‑");
    if (found->value.num <= 3 && (is_last || reading_is(reading, end, "and")))
        return has_before && (reading_is(reading, at - 1, PLACED) ||
                              is_in_series_of_ranks(reading, at));
    return true;
}

/* The "nought" of three-nought-four. */
static bool is_behind_number(const Reading *reading, uint32_t at)
{
    return at >= reading->first + 2 && reading_glued(reading, at) &&
           reading_is(reading, at - 1, "- – ‑") &&
           reading_is(reading, at - 2, "nought zero " NUMBER_WORDS);
}

bool check_interval(const Reading *reading, const Found *found)
{
    return is_alone(reading, found->end) &&
           !(reading_is(reading, found->end, "- ‑") &&
             reading_glued(reading, found->end)) &&
           !(reading_is(reading, found->end, "in out") &&
             ((is_digits(reading, found->end + 1) &&
               reading->tokens->folded[found->end + 1].len < 4) ||
              reading_is(reading, found->end + 1, NUMBER_WORDS " of"))) &&
           !is_hyphened_to_word(reading, found->first) &&
           !is_behind_number(reading, found->first) &&
           !is_age(reading, found) && !is_told_as_age(reading, found);
}

bool check_score(const Reading *reading, const Found *found)
{
    uint32_t at = found->first, end = found->end;

    for (uint32_t i = at + 1; i < end; i++)
        if (!reading_glued(reading, i))
            return false;
    if (is_hyphened_to_word(reading, at) || found->value.num > 999 ||
        found->high.num > 999 || is_in_longer_number(reading, found))
        return false;
    if (end + 1 < reading->end && reading_is(reading, end, "- –") &&
        reading_glued(reading, end))
        return false;
    if (is_behind_number(reading, at))
        return false;
    if (amount_compare(found->value, found->high) >= 0)
        return true;
    return is_bare(reading, end) ||
           reading_is(reading, end,
                      "win loss defeat victory lead draw vote "
                      "decision ruling score record tie");
}

/* What pounds are for where they are money. */
#define PAYING                                                                 \
    "pay pays paid paying cost costs costing earn earns earned spend spent "   \
    "price prices priced wage wages salary rent fee fine fined bill worth "    \
    "charge charged"
#define PAYING_REACH 8u

static bool is_paid(const Reading *reading, const Found *found)
{
    uint32_t low = found->first - reading->first > PAYING_REACH
                       ? found->first - PAYING_REACH
                       : reading->first;
    bool is_for = reading_follows(reading, found->first, "for");

    if (reading_is(reading, found->end, "of") ||
        reading_is(reading, found->end - 2, "- \xE2\x80\x91"))
        return false;
    for (uint32_t at = found->first; at-- > low;) {
        if (reading_is(reading, at, "$ ; .") ||
            reading->tokens->cls[at] == STET_TOKEN_SYMBOL)
            return false;
        if (reading_is(reading, at, PAYING) ||
            (is_for && reading_is(reading, at, "sold bought sell buy")))
            return true;
    }
    return false;
}

bool check_pounds_are_money(const Reading *reading, const Found *found)
{
    uint32_t end = found->end;

    if (is_paid(reading, found))
        return true;
    if (found->first > reading->first &&
        reading_is(reading, found->first - 1, "="))
        return true;
    return amount_double(found->value) >= 100000 &&
           !reading_is(reading, end, "of");
}

#define GROWTH_REACH 8u
#define LENGTHS                                                                \
    "metre metres meter meters tall long wide deep high height depth width "   \
    "length level water sea tide snow river"

bool check_is_growth(const Reading *reading, const Found *found)
{
    uint32_t low = found->first - reading->first > GROWTH_REACH
                       ? found->first - GROWTH_REACH
                       : reading->first;
    bool is_growth = false;

    if (!reading_follows(reading, found->first, "to from") ||
        !is_alone(reading, found->end))
        return false;
    for (uint32_t at = found->first; at-- > low;) {
        if (reading_is(reading, at, LENGTHS))
            return false;
        is_growth |=
            reading_is(reading, at, "% percent pct $ \xC2\xA3 \xE2\x82\xAC");
    }
    return is_growth;
}

bool check_is_crowd(const Reading *reading, const Found *found)
{
    return reading_glued(reading, found->end - 1) &&
           reading_is(reading, found->end,
                      "people visitors households homes jobs customers users "
                      "workers voters votes patients children students pupils "
                      "adults passengers tourists viewers listeners readers "
                      "subscribers members vehicles cars units copies shares "
                      "doses followers refugees migrants residents citizens "
                      "women men families records employees consumers "
                      "pensioners drivers trips visits journeys downloads "
                      "animals cattle sheep trees tests cases deaths births");
}

bool check_is_street(const Reading *reading, const Found *found)
{
    return reading_is_word(reading, found->end) &&
           (reading->tokens->flags[found->end] & STET_TOKEN_CAPITAL) &&
           reading_is(reading, found->end, STREETS);
}

#define WEATHER_REACH 8u

bool check_is_temperature(const Reading *reading, const Found *found)
{
    stet_span sentence = reading_sentence(reading, found->first);
    uint32_t first = sentence.start, end = sentence.end;

    if (found->first > first + WEATHER_REACH)
        first = found->first - WEATHER_REACH;
    if (end > found->end + WEATHER_REACH)
        end = found->end + WEATHER_REACH;
    for (uint32_t at = first; at < end; at++)
        if (reading_is(reading, at,
                       "temperature temperatures heat hot cold cool cooling "
                       "warm warmer weather outside oven fever freezing "
                       "reached fell dropped rose topped hit high low "
                       "thermometer thermostat heatwave summer winter water"))
            return true;
    return false;
}

#include "figures/checks.h"

#include "figures_rules.h"

/* Words behind a bare number or a pronoun: nothing that it could count. */
#define FUNCTION_WORDS                                                         \
    "in on at by of to for from with and or but nor as is are was were be "    \
    "been has have had will would can could may might than that who which "    \
    "when where while if so then there after before since until against "      \
    "into out up down over under about it he she they we you i do does did "   \
    "said says should must not apiece each too also only just because "        \
    "during per"

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

static uint32_t sentence_first(const Reading *reading, uint32_t at)
{
    uint32_t first, end;

    reading_sentence(reading, at, &first, &end);
    return first;
}

/* ---- ages -------------------------------------------------------------- */

/* "She is 83.", "who turned 50", "aged 40 to 70", "when he was five". */
static bool is_age(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;
    double years = amount_double(found->value);

    if (years < 1 || years > 115 || found->value.den != 1)
        return false;
    if (at > reading->first && reading_is(reading, at - 1, "aged age ages"))
        return true;
    if (!is_end(reading, found->end) &&
        !reading_is(reading, found->end, "and when but or in this next now"))
        return false;
    if (at > reading->first && reading_is(reading, at - 1, "turned turns"))
        return true;
    while (at > reading->first + 1 &&
           reading_is(reading, at - 1, "now only just about almost nearly"))
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
           (reading->tokens->flags[at - 2] & STET_TOKEN_CAPITAL) &&
           reading_is_word(reading, at - 2) && found->end < reading->end &&
           reading_is(reading, found->end, ", .") &&
           !reading_is(reading, found->end, ".");
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
           !reading_is(reading, at - 2, "mid late early post pre");
}

/* 1B, 2S1: a word close behind digits that is no unit. */
static bool is_glued_to_word(const Reading *reading, uint32_t end)
{
    return end < reading->end && reading_glued(reading, end) &&
           reading_is_word(reading, end);
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
    return end + 1 < reading->end && reading_glued(reading, end) &&
           reading_glued(reading, end + 1) &&
           reading_is(reading, end, ": / _") &&
           tokens->cls[end + 1] == STET_TOKEN_NUMBER;
}

/* Boeing 737, Apollo 11: digits behind a name, and nothing they count. */
static bool is_name_number(const Reading *reading, const Found *found,
                           uint32_t shape)
{
    uint32_t at = found->first;

    if (shape != FIGURES_SHAPE_DIGITS || at == reading->first)
        return false;
    uint32_t before = at - 1;
    if (!(reading->tokens->flags[before] & STET_TOKEN_CAPITAL) ||
        !reading_is_word(reading, before) ||
        before == sentence_first(reading, at))
        return false;
    return is_bare(reading, found->end);
}

/* ---- one --------------------------------------------------------------- */

/* "one" the pronoun: "one of them", "the cold one", "one had offered". */
static bool is_pronoun(const Reading *reading, const Found *found)
{
    uint32_t at = found->first, next = found->end;

    if (next < reading->end && reading_is(reading, next, "of"))
        return true;
    if (next < reading->end && reading_is(reading, next, "- ‑") &&
        reading_glued(reading, next))
        return reading_is(reading, next + 1,
                          "time off on sided way to size third fourth "
                          "fifth tenth");
    if (at > reading->first &&
        reading_is(reading, at - 1,
                   "only just exactly about least most or minus negative "
                   "than number to with"))
        return is_end(reading, next) && at > reading->first &&
               reading_is(reading, at - 1, "to with");
    if (reading_is(reading, next, "in out") &&
        !(reading->tokens->cls[next + 1] == STET_TOKEN_PUNCT))
        return !(next + 1 < reading->end &&
                 reading->tokens->cls[next + 1] == STET_TOKEN_NUMBER) &&
               !reading_is(reading, next + 1,
                           "two three four five six seven eight nine ten "
                           "of twenty");
    return is_bare(reading, next);
}

bool check_cardinal(const Reading *reading, const Found *found, uint32_t shape)
{
    uint32_t at = found->first;

    if (is_hyphened_to_word(reading, at) || is_in_longer_number(reading, found))
        return false;
    if (is_glued_to_word(reading, found->end))
        return false;
    if (is_age(reading, found) || is_age_apposition(reading, found))
        return false;
    if (shape == FIGURES_SHAPE_ONE && is_pronoun(reading, found))
        return false;
    return !is_name_number(reading, found, shape);
}

bool check_ordinal(const Reading *reading, const Found *found, uint32_t shape)
{
    uint32_t at = found->first, end = found->end;
    bool has_before = at > reading->first;

    if (is_hyphened_to_word(reading, at))
        return false;
    if (shape == FIGURES_SHAPE_NTH)
        return true;
    if (found->value.num == 2 && has_before &&
        reading_is(reading, at - 1, "a per every each split this") &&
        is_bare(reading, end) && !reading_is(reading, end, "- ‑"))
        return false; /* a second is a time */
    /* "I wanted it first": an adverb. */
    if (found->value.num == 1 && is_end(reading, end) &&
        !(end < reading->end && reading_is(reading, end, "- ‑")))
        return has_before && reading_is(reading, at - 1,
                                        "a the finished was came were "
                                        "placed is finish");
    return true;
}

bool check_interval(const Reading *reading, const Found *found)
{
    return is_bare(reading, found->end) &&
           !(reading_is(reading, found->end, "- ‑") &&
             reading_glued(reading, found->end)) &&
           !is_hyphened_to_word(reading, found->first) &&
           !is_age(reading, found);
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
    if (amount_compare(found->value, found->high) >= 0)
        return true;
    return is_bare(reading, end) ||
           reading_is(reading, end,
                      "win loss defeat victory lead draw vote "
                      "decision ruling score record tie");
}

bool check_pounds_are_money(const Reading *reading, const Found *found)
{
    uint32_t end = found->end;

    if (end < reading->end && reading_is(reading, end, "sterling"))
        return true;
    return amount_double(found->value) >= 100000 &&
           !reading_is(reading, end, "of");
}

#define WEATHER_REACH 8u

bool check_is_temperature(const Reading *reading, const Found *found)
{
    uint32_t first, end;

    reading_sentence(reading, found->first, &first, &end);
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

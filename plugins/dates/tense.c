#include "dates/reader.h"

#define WINDOW_BACK 14u
#define WINDOW_AHEAD 10u

typedef enum Tense {
    TENSE_UNKNOWN = 0,
    TENSE_PAST = -1,
    TENSE_FUTURE = 1,
} Tense;

/* Past forms that do not end in -ed. */
#define PAST_WORDS                                                             \
    "said was were had did been came went took told made got gave found "      \
    "became began saw knew left met felt lost won held ran kept heard led "    \
    "wrote spoke stood fell rose fought brought bought caught taught thought " \
    "broke chose drew drove ate flew froze grew hid lay paid rode rang sang "  \
    "sank sat sold sent shook shot shut slept slid spent stole struck swore "  \
    "tore threw wore wound built dealt fed fled hurt laid lit sought stuck "   \
    "swept swung wept has have since after blew bore beat hit cut put set"
#define FUTURE_WORDS                                                           \
    "will would shall 'll wo scheduled due expected planned planning plans "   \
    "hopes hoping expects going slated poised likely may might could must "    \
    "upcoming begins starts opens ends returns resumes goes becomes expires "  \
    "airs faces meets plays closes can should coming ca hosts runs"

static bool ends_in(Str word, const char *suffix)
{
    return str_ends(word, str_from_c(suffix));
}

/* "to resume", but not "to the", "to 52", "to London". */
static bool is_infinitive(const Reading *reading, uint32_t at)
{
    return reading_is(reading, at, "to") && at + 1 < reading->end &&
           reading->tokens->cls[at + 1] == STET_TOKEN_WORD &&
           !(reading->tokens->flags[at + 1] & STET_TOKEN_CAPITAL) &&
           !reading_is(reading, at + 1,
                       "the a an his her its their our my your this that "
                       "these those be about") &&
           !ends_in(reading->tokens->folded[at + 1], "s");
}

static Tense tense_at(const Reading *reading, uint32_t at)
{
    Str word = reading->tokens->folded[at];

    if (reading->tokens->cls[at] != STET_TOKEN_WORD &&
        reading->tokens->cls[at] != STET_TOKEN_CLITIC)
        return TENSE_UNKNOWN;
    if (reading_is(reading, at, FUTURE_WORDS) || is_infinitive(reading, at))
        return TENSE_FUTURE;
    if (reading_is(reading, at, "to") && reading_is(reading, at + 1, "be"))
        return TENSE_FUTURE;
    if (reading_is(reading, at, PAST_WORDS) ||
        (word.len > 4 && ends_in(word, "ed")))
        return TENSE_PAST;
    return TENSE_UNKNOWN;
}

static bool is_barrier(const Reading *reading, uint32_t at)
{
    return reading_is(reading, at, "; : \xE2\x80\x94");
}

static Tense tense_before(const Reading *reading, uint32_t from, uint32_t at)
{
    uint32_t low = at - from > WINDOW_BACK ? at - WINDOW_BACK : from;

    while (at-- > low) {
        Tense tense = tense_at(reading, at);
        if (tense == TENSE_PAST && at > low &&
            reading_is(reading, at - 1, "be not been"))
            tense = tense_at(reading, at > low + 1 ? at - 2 : at - 1);
        if (tense != TENSE_UNKNOWN)
            return tense;
        if (is_barrier(reading, at))
            break;
    }
    return TENSE_UNKNOWN;
}

static Tense tense_after(const Reading *reading, uint32_t at, uint32_t end)
{
    uint32_t high = end - at > WINDOW_AHEAD ? at + WINDOW_AHEAD : end;

    for (; at < high && !is_barrier(reading, at); at++) {
        Tense tense = tense_at(reading, at);
        if (tense != TENSE_UNKNOWN)
            return tense;
    }
    return TENSE_UNKNOWN;
}

/* The day itself says nothing of its year or week. */
static bool is_open(const Moment *moment)
{
    return moment->field[FIELD_KIND] <= MOMENT_TIME &&
           !moment_has(moment, FIELD_YEAR) &&
           !moment_has(moment, FIELD_PICK) &&
           !moment_has(moment, FIELD_BASE) &&
           !moment_has(moment, FIELD_VAGUE);
}

void tense_hint(const Reading *reading, Found *found)
{
    stet_span sentence = reading_sentence(reading, found->first);
    Tense tense = TENSE_UNKNOWN;

    if (!is_open(&found->moment))
        return;
    if (reading_follows(reading, found->first, "since"))
        tense = TENSE_PAST;
    if (tense == TENSE_UNKNOWN)
        tense = tense_before(reading, sentence.start, found->first);
    if (tense == TENSE_UNKNOWN)
        tense = tense_after(reading, found->end, sentence.end);
    if (tense == TENSE_UNKNOWN &&
        reading_follows(reading, found->first, "by until till through next"))
        tense = TENSE_FUTURE;
    if (tense != TENSE_UNKNOWN)
        found->moment.field[FIELD_HINT] = tense;
}

#include "dates/reader.h"

#define WINDOW_BACK 14u
#define WINDOW_AHEAD 10u

typedef enum Tense {
    TENSE_UNKNOWN = 0,
    TENSE_WAS = -2, /* no doubt about it */
    TENSE_PAST = -1,
    TENSE_FUTURE = 1,
    TENSE_WILL = 2, /* no doubt about it */
} Tense;

/* Words of the verb that tell of times gone or to come, by their first letter:
 * they are looked for at every word beside a date. */
enum { LETTERS = 26 };

/* Past forms that do not end in -ed. */
static const char *const past_words[LETTERS] = {
    ['a' - 'a'] = "ate after",
    ['b' - 'a'] = "been became began brought bought broke built blew bore",
    ['c' - 'a'] = "came caught chose",
    ['d' - 'a'] = "did drew drove dealt died denies",
    ['f' - 'a'] = "found felt fell fought flew froze fed fled",
    ['g' - 'a'] = "got gave grew",
    ['h' - 'a'] = "had held heard hid has have",
    ['k' - 'a'] = "knew kept killing",
    ['l' - 'a'] = "left lost led lay laid lit",
    ['m' - 'a'] = "made met murdering",
    ['p' - 'a'] = "paid",
    ['r' - 'a'] = "ran rose rode rang",
    ['s' - 'a'] = "said saw spoke stood sang sank sat sold sent shook shot "
                  "slept slid spent stole struck swore sought stuck swept "
                  "swung since",
    ['t' - 'a'] = "took told taught thought tore threw",
    ['u' - 'a'] = "used",
    ['w' - 'a'] = "was were went won wrote wore wound wept",
};

static const char *const future_words[LETTERS] = {
    ['a' - 'a'] = "airs appears arrives",
    ['b' - 'a'] = "begin begins becomes beginning",
    ['c' - 'a'] = "choose chooses closes coming concludes continue continues "
                  "convene convenes",
    ['d' - 'a'] = "due debuts decides departs",
    ['e' - 'a'] = "elect elects expects ends expires effective",
    ['f' - 'a'] = "faces",
    ['g' - 'a'] = "going goes",
    ['h' - 'a'] = "hopes hoping hosts",
    ['k' - 'a'] = "kicks",
    ['l' - 'a'] = "likely launches leaves",
    ['m' - 'a'] = "may might must meets meet",
    ['o' - 'a'] = "opens",
    ['p' - 'a'] = "planning plans poised plays payable premieres",
    ['r' - 'a'] = "returns reopen reopens resume resumes runs return",
    ['s' - 'a'] = "scheduled slated starts should starting sails speaks",
    ['t' - 'a'] = "takes testifies turns",
    ['u' - 'a'] = "upcoming",
};

/* Past forms that are the infinitive as well. */
#define BASE_WORDS "shut cut hit put set read beat hurt quit split cost let"
#define MODAL_WORDS                                                            \
    "will would shall 'll wo may might must could should can ca to"
/* What one does before the day comes. */
#define FORETELLING                                                            \
    "expected planned predicted promised forecast vowed pledged projected "    \
    "predict forecasts predicts supposed set slated scheduled due"

/* What one has done when the day is still ahead: "has called a vote on
 * Friday". The present perfect takes no day that is gone (Quirk et al., A
 * Comprehensive Grammar, ch. 4). */
#define PROMISING                                                              \
    "promised pledged vowed planned scheduled called set agreed predicted "    \
    "forecast summoned invited convened booked ordered"

/* What one has said or asked for, often of a day ahead. */
#define ANNOUNCING                                                             \
    "announced called summoned invited convened ordered proposed urged asked " \
    "booked approved delayed postponed moved extended rescheduled said told "  \
    "hoped wanted has have agreed pledged vowed sought warned"

/* Before a participle that is an adjective: "the proposed sale". */
#define DETERMINERS "a an the this these its his their our my your no any some"
/* Where one goes: "to court", not "to sue". */
#define PLACES                                                                 \
    "death prison jail court school church hospital college university town "  \
    "bed power war trial"
/* What opens a clause whose verb is still to come. */
#define SUBORDINATORS                                                          \
    "where when which who whose because while although though whereas"

static bool ends_in(Str word, const char *suffix)
{
    return str_ends(word, str_from_c(suffix));
}

/* "wounded", but not "succeed", nor "a still unspecified day". */
static bool is_past_form(const Reading *reading, uint32_t at)
{
    Str word = reading->tokens->folded[at];

    if (word.len <= 4 || !ends_in(word, "ed") ||
        (reading->tokens->flags[at] & STET_TOKEN_CAPITAL))
        return false;
    if (ends_in(word, "eed"))
        return reading_is(reading, at,
                          "agreed disagreed guaranteed decreed refereed");
    if (reading_is(reading, at, "hundred sacred naked hatred"))
        return false;
    if (reading_follows(reading, at, "still newly now long once") ||
        (at > reading->first && ends_in(reading->tokens->folded[at - 1], "ly")))
        at--;
    return !reading_follows(reading, at, DETERMINERS);
}

static bool is_one_of(const Reading *reading, uint32_t at,
                      const char *const words[LETTERS])
{
    Str word = reading->tokens->folded[at];
    uint32_t letter = word.len ? (uint32_t)(word.ptr[0] - 'a') : LETTERS;

    return letter < LETTERS && words[letter] &&
           reading_is(reading, at, words[letter]);
}

/* "to resume", but not "to the", "to 52", "up to five", "to London". */
static bool is_infinitive(const Reading *reading, uint32_t at)
{
    if (reading_follows(reading, at, "up") &&
        reading_is(reading, at + 1,
                   "one two three four five six seven eight nine ten eleven "
                   "twelve twenty thirty half"))
        return false;
    return reading_is(reading, at, "to") && at + 1 < reading->end &&
           reading->tokens->cls[at + 1] == STET_TOKEN_WORD &&
           !(reading->tokens->flags[at + 1] & STET_TOKEN_CAPITAL) &&
           !reading_is(reading, at + 1,
                       "the a an his her its their our my your this that "
                       "these those be about " PLACES) &&
           !ends_in(reading->tokens->folded[at + 1], "s");
}

/* "is expected on Monday" and "predicted a fall by May" look ahead; "had
 * been expected", "was due" and "predicted in May" do not. */
static Tense foretold(const Reading *reading, uint32_t at, uint32_t date)
{
    bool is_near = date >= at && date - at <= 2;

    if (reading_follows(reading, at,
                        "is are be being 's 're not also now "
                        "still"))
        return TENSE_FUTURE;
    if (reading_follows(reading, at, "been was were had has have"))
        return TENSE_PAST;
    if (reading_is(reading, at, "set"))
        return reading_is(reading, at + 1, "for to") ||
                       reading_follows(reading, date, "for")
                   ? TENSE_FUTURE
                   : TENSE_PAST;
    if (reading_is(reading, at, "scheduled due slated planned"))
        return TENSE_FUTURE;
    return is_near ? TENSE_PAST : TENSE_FUTURE;
}

/* What token `at` tells of the date at token `date`. */
static Tense tense_at(const Reading *reading, uint32_t at, uint32_t date)
{
    if (reading->tokens->cls[at] != STET_TOKEN_WORD &&
        reading->tokens->cls[at] != STET_TOKEN_CLITIC)
        return TENSE_UNKNOWN;
    if (reading_follows(reading, at, MODAL_WORDS) &&
        reading_is(reading, at, BASE_WORDS))
        return TENSE_FUTURE;
    if (reading_is(reading, at, "will would shall 'll wo"))
        return TENSE_WILL;
    if (reading_follows(reading, at, "has have 've") &&
        reading_is(reading, at, PROMISING))
        return TENSE_FUTURE;
    if (reading_is(reading, at, FORETELLING))
        return foretold(reading, at, date);
    if (is_infinitive(reading, at) && reading_follows(reading, at, FORETELLING))
        return foretold(reading, at - 1, date);
    if (is_one_of(reading, at, future_words) || is_infinitive(reading, at))
        return TENSE_FUTURE;
    if (reading_is(reading, at, "to") && reading_is(reading, at + 1, "be"))
        return TENSE_FUTURE;
    if (is_one_of(reading, at, past_words) ||
        reading_is(reading, at, BASE_WORDS) || is_past_form(reading, at))
        return TENSE_PAST;
    return TENSE_UNKNOWN;
}

static bool is_barrier(const Reading *reading, uint32_t at)
{
    return reading_is(reading, at, "; : \xE2\x80\x94");
}

/* "died in December": that December is gone. Not so where the verb may look
 * ahead ("announced a vote in December") or is of the present ("is heard in
 * May"). */
static bool is_past_month(const Reading *reading, const Moment *moment,
                          uint32_t verb, uint32_t date)
{
    return moment_has(moment, FIELD_MONTH) && !moment_has(moment, FIELD_DAY) &&
           reading_follows(reading, date, "in") &&
           !reading_is(reading, verb, FORETELLING " " ANNOUNCING) &&
           !reading_follows(reading, verb,
                            "is are 's 're be being get gets not");
}

/* The tense of the verb nearest before the date at `at`, and that verb. */
static Tense tense_before(const Reading *reading, uint32_t from, uint32_t at,
                          uint32_t *out_verb)
{
    uint32_t date = at;
    uint32_t low = at - from > WINDOW_BACK ? at - WINDOW_BACK : from;

    while (at-- > low) {
        Tense tense = tense_at(reading, at, date);
        if (tense == TENSE_PAST && at > low + 1 &&
            reading_is(reading, at - 1, "be"))
            tense = tense_at(reading, at - 2, date);
        *out_verb = at;
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
        Tense tense = tense_at(reading, at, at);
        if (tense != TENSE_UNKNOWN)
            return tense;
    }
    return TENSE_UNKNOWN;
}

/* "said that on Friday it will", "where the Aug. 7 fire killed two": the verb
 * of the clause that the date stands in is behind it. */
static bool has_verb_behind(const Reading *reading, uint32_t from, uint32_t at)
{
    uint32_t date = at;
    uint32_t low = at - from > WINDOW_BACK ? at - WINDOW_BACK : from;

    if (at > from && reading_is(reading, at - 1, "on in at by since last"))
        at--;
    if (at > from && reading_is(reading, at - 1, "that and but"))
        return true;
    while (at-- > low) {
        if (reading_is(reading, at, SUBORDINATORS))
            return true;
        if (is_barrier(reading, at) ||
            tense_at(reading, at, date) != TENSE_UNKNOWN)
            return false;
    }
    return false;
}

/* The day itself says nothing of its year or week. */
static bool is_open(const Moment *moment)
{
    bool is_part = moment_has(moment, FIELD_PART) &&
                   moment_get(moment, FIELD_BASE, BASE_STORY) == BASE_TEXT &&
                   moment_get(moment, FIELD_COUNT, 1) == 0;

    bool is_weekend = moment_has(moment, FIELD_WEEKEND) &&
                      moment_get(moment, FIELD_BASE, BASE_NONE) == BASE_STORY;

    if (is_part || is_weekend)
        return true;
    return moment->field[FIELD_KIND] <= MOMENT_TIME &&
           !moment_has(moment, FIELD_YEAR) && !moment_has(moment, FIELD_PICK) &&
           !moment_has(moment, FIELD_BASE) && !moment_has(moment, FIELD_VAGUE);
}

/* "predicted three cuts by December", "if there was no deal by Friday": what
 * was foretold was ahead, and so was what one made a condition. */
static bool is_foretold_by(const Reading *reading, uint32_t from, uint32_t at)
{
    uint32_t low = at - from > WINDOW_BACK ? at - WINDOW_BACK : from;

    if (!reading_follows(reading, at, "by before"))
        return false;
    while (at-- > low)
        if (reading_is(reading, at, "unlikely likely if unless"))
            return true;
        else if (reading_is(reading, at, FORETELLING))
            return !reading_follows(reading, at, "was were had been");
    return false;
}

/* "are closed through Monday", but "have fallen through Monday". */
static bool runs_on(const Reading *reading, uint32_t at)
{
    uint32_t low = at - reading->first > 8 ? at - 8 : reading->first;

    if (!reading_follows(reading, at, "through"))
        return false;
    while (at-- > low) {
        if (reading_is(reading, at,
                       "is are will be extend extends extended renew renews "
                       "renewed"))
            return true;
        if (reading_is(reading, at, "was were has have had"))
            return false;
    }
    return false;
}

/* "until Friday", unless it is "Until Friday, they had"; "until after the
 * May 3 vote"; "as soon as Friday". */
static bool looks_ahead(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;

    if (reading_follows(reading, at, "until till") &&
        !(reading_is(reading, found->end, ",") &&
          (reading_is(reading, found->end + 2, "had was were did") ||
           reading_is(reading, found->end + 3, "had was were did"))))
        return true;
    if (reading_follows(reading, at, "the") &&
        reading_is(reading, at - 2, "after until") &&
        reading_is(reading, at - 3, "until"))
        return true;
    /* "the fair is on 5 May", but not "is open on Mondays" */
    if (reading_follows(reading, at, "on") &&
        reading_is(reading, at - 2, "is are"))
        return true;
    return reading_follows(reading, at, "soon") || runs_on(reading, at) ||
           (reading_follows(reading, at, "as") &&
            reading_is(reading, at - 2, "soon early late"));
}

/* "was missing until 11 a.m." says nothing of what is ahead. */
static bool names_day(const Moment *moment)
{
    return !moment_has(moment, FIELD_HOUR) || moment_has(moment, FIELD_DAY) ||
           moment_has(moment, FIELD_WEEKDAY) || moment_has(moment, FIELD_FEAST);
}

/* "Saturday's game starts at 1 p.m.", "Friday's vote will decide" */
static bool is_of_what_comes(const Reading *reading, const Found *found)
{
    uint32_t at = found->end;

    if (!reading_is(reading, at, "'s"))
        return false;
    for (uint32_t next = at + 2; next <= at + 4 && next < reading->end; next++)
        if (reading_is(reading, next, "starts begins opens will wo"))
            return true;
        else if (!reading_is_word(reading, next))
            return false;
    return false;
}

/* What the present tense says of a time of day is so on each of its days:
 * "play starts at 11", "the bus leaves at 6:15"; not "is to start at 11". */
static bool is_habit(const Reading *reading, const Moment *moment,
                     uint32_t verb)
{
    return moment_has(moment, FIELD_HOUR) && !names_day(moment) &&
           reading_is(reading, verb,
                      "begins closes convenes departs ends leaves meets opens "
                      "runs sails starts") &&
           !reading_follows(reading, verb, MODAL_WORDS " until before when");
}

static void hint_end(const Reading *reading, const Found *found, Moment *moment)
{
    stet_span sentence = reading_sentence(reading, found->first);
    Tense tense = TENSE_UNKNOWN;

    if (!is_open(moment))
        return;
    if (reading_follows(reading, found->first, "since dated"))
        tense = TENSE_WAS;
    if (looks_ahead(reading, found) && names_day(moment))
        tense = TENSE_WILL;
    /* "the deadline is Friday"; "the date on it is Feb. 3" may be past. */
    if (tense == TENSE_UNKNOWN && names_day(moment) &&
        reading_follows(reading, found->first, "is are") &&
        !reading_is(reading, found->first - 2, "it"))
        tense = TENSE_FUTURE;
    if (tense == TENSE_UNKNOWN && is_of_what_comes(reading, found))
        tense = TENSE_FUTURE;
    if (tense == TENSE_UNKNOWN && reading_is(reading, found->end, "'s"))
        tense = reading_follows(reading, found->first, "of before for") &&
                        reading_is(reading, found->first - 2, "ahead")
                    ? TENSE_FUTURE
                    : TENSE_PAST;
    if (tense == TENSE_UNKNOWN &&
        is_foretold_by(reading, sentence.start, found->first))
        tense = TENSE_WILL;
    if (tense == TENSE_UNKNOWN &&
        has_verb_behind(reading, sentence.start, found->first))
        tense = tense_after(reading, found->end, sentence.end);
    if (tense == TENSE_UNKNOWN) {
        uint32_t verb = found->first;
        tense = tense_before(reading, sentence.start, found->first, &verb);
        if (tense == TENSE_PAST &&
            is_past_month(reading, moment, verb, found->first))
            tense = TENSE_WAS;
        if (tense == TENSE_FUTURE && is_habit(reading, moment, verb))
            moment->field[FIELD_OFTEN] = 2;
    }
    if (tense == TENSE_UNKNOWN)
        tense = tense_after(reading, found->end, sentence.end);
    if (tense == TENSE_UNKNOWN &&
        reading_follows(reading, found->first, "by through"))
        tense = TENSE_FUTURE;
    if (tense != TENSE_UNKNOWN)
        moment->field[FIELD_HINT] = tense;
}

void tense_hint(const Reading *reading, Found *found)
{
    hint_end(reading, found, &found->moment);
    if (found->is_range)
        hint_end(reading, found, &found->to);
}

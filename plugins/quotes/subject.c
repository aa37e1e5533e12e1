/*
 * subject - where the subject of a verb stands, when more than an adverb is
 * between the two.
 *
 *     [A person] familiar with the plan, who asked to stay unnamed, said
 *      subject   describes it          , inserted                 , verb
 *
 * What describes a noun behind it (prepositions with their nouns, participles)
 * and what is inserted between marks is stepped over to the left, as far as
 * it can be nothing else. A noun that no list knows and a verb that no list
 * knows look the same, so a step is taken only over what a sentence would not
 * be whole without.
 */
#include "quotes/desk.h"

#include "stet/text.h"

enum {
    DESCRIBED_MAX = 40, /* tokens between a noun and the last one that
                           describes it */
    INSERTION_MAX = 48, /* tokens between a subject and the mark that closes
                           what is added to it */
};

bool desk_starts_clause(const struct desk *desk, uint32_t at)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t before = at - 1;

    if (at == sheet_sentence_start(sheet, at) || desk->owner[before])
        return true;
    return sheet_is(sheet, before, ',') || sheet_is(sheet, before, ';') ||
           sheet_is(sheet, before, ':') || sheet_is(sheet, before, '(') ||
           sheet_dash(sheet, before) || sheet_stop(sheet, before) ||
           sheet_class(sheet, before) == STET_TOKEN_QUOTE_CLOSE ||
           sheet_has(sheet, before, W_CONJ | W_SUBORD) ||
           stet_token_is(sheet->tokens, before, "that") ||
           stet_token_is(sheet->tokens, before, "as");
}

/* ---- what describes a noun behind it ---- */

bool desk_is_participle(const struct sheet *sheet, uint32_t at)
{
    Str folded = sheet->tokens->folded[at];

    return (!sheet_capital(sheet, at) ||
            at == sheet_sentence_start(sheet, at)) &&
           (str_ends(folded, STR("ed")) || str_ends(folded, STR("ing")));
}

bool desk_is_postpositive(const struct sheet *sheet, uint32_t at)
{
    static const Str words[] = {
        STR_INIT("familiar"), STR_INIT("close"), STR_INIT("critical"),
        STR_INIT("loyal"),    STR_INIT("aware"), STR_INIT("responsible"),
        STR_INIT("privy"),    STR_INIT("stuck"), STR_INIT("caught"),
        STR_INIT("known"),
    };

    return !sheet_capital(sheet, at) &&
           (STR_IS_ANY(sheet->tokens->folded[at], words) ||
            desk_is_participle(sheet, at));
}

static bool is_preposition(const struct sheet *sheet, uint32_t at)
{
    return sheet_has(sheet, at, W_PREP) && !sheet_has(sheet, at, W_SUBORD) &&
           !sheet_capital(sheet, at) &&
           !stet_token_is(sheet->tokens, at, "like");
}

bool desk_is_plain(const struct desk *desk, Range at)
{
    for (uint32_t i = at.start; i < at.end; i++)
        if (desk->owner[i] || desk->sheet->stretch_of[i] != STET_NONE)
            return false;
    return true;
}

/* How many tokens before `at` may belong to a noun phrase with all that
 * describes it: a noun, a preposition, a participle, 's, a hyphen; 0 where
 * another clause or a mark stands. */
static uint32_t step_left(const struct desk *desk, uint32_t at)
{
    const struct sheet *sheet = desk->sheet;
    const Phrase *phrase = phrase_to(&desk->scene->phrases, at);

    if (phrase_may_speak(phrase))
        return desk_is_plain(desk, phrase->at)
                   ? phrase->at.end - phrase->at.start
                   : 0;
    return desk_is_plain(desk, (Range){at - 1, at}) &&
           (is_preposition(sheet, at - 1) ||
            desk_is_postpositive(sheet, at - 1) ||
            sheet_hyphen(sheet, at - 1) || sheet_has(sheet, at - 1, W_TIME) ||
            str_eq(sheet->tokens->folded[at - 1], STR("'s")));
}

const Phrase *desk_described(const struct desk *desk, Range last)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t low = sheet_sentence_start(sheet, last.start);
    uint32_t at = last.start, step, has_preposition = 0;
    const Phrase *found = NULL;

    while (at > low && last.start - at < DESCRIBED_MAX &&
           (step = step_left(desk, at)) > 0) {
        const Phrase *phrase;

        at -= step;
        has_preposition |= is_preposition(sheet, at);
        phrase = phrase_from(&desk->scene->phrases, at);
        if (phrase_may_speak(phrase) && phrase->at.end <= last.start &&
            desk_starts_clause(desk, at) &&
            !sheet_has(sheet, phrase->at.end - 1, W_TIME) &&
            !desk_is_participle(sheet, at))
            found = phrase;
    }
    return has_preposition ? found : NULL;
}

/* ---- what is inserted between a subject and its verb ---- */

/* What is enclosed behind a subject may begin at `at`: who, whose, a
 * description, a participle, "of Ohio", "Republican of Ohio". */
static bool is_insertion(const struct sheet *sheet, uint32_t at)
{
    if (sheet_has(sheet, at, W_SUBJECT | W_OBJECT | W_CONJ | W_SUBORD))
        return false;
    return sheet_has(sheet, at, W_REL | W_DET | W_POSS | W_QUANT | W_PREP) ||
           sheet_class(sheet, at) == STET_TOKEN_NUMBER ||
           !sheet_capital(sheet, at) ||
           stet_token_is(sheet->tokens, at + 1, "of");
}

/* Who a comma adds a place to: "a woman in Worcester", "Lund of Columbia". */
static bool has_town(const struct sheet *sheet, const Phrase *phrase)
{
    for (uint32_t i = phrase->at.start + 1; i + 1 < phrase->at.end; i++)
        if (sheet_has(sheet, i, W_PREP) && sheet_capital(sheet, i + 1))
            return sheet_capital(sheet, phrase->at.end - 1);
    return false;
}

/* "a woman in Worcester, Ohio, said", "Lund of Columbia, Ohio says": the
 * state is part of where she lives. */
static const Phrase *before_state(const struct desk *desk, Range at,
                                  uint32_t verb)
{
    const struct sheet *sheet = desk->sheet;
    const Phrase *left;

    if (at.start < 2 || !sheet_is(sheet, at.start - 1, ',') ||
        desk->owner[at.start - 1] || !scene_is_place(desk->scene, at) ||
        (at.end != verb &&
         !(sheet_is(sheet, at.end, ',') && at.end + 1 == verb)))
        return NULL;
    left = phrase_to(&desk->scene->phrases, at.start - 1);
    if (!left)
        return NULL;
    if (desk_starts_clause(desk, left->at.start))
        return has_town(sheet, left) ? left : NULL;
    return sheet_capital(sheet, left->head) ? desk_described(desk, left->at)
                                            : NULL;
}

bool desk_has_own_verb(const struct sheet *sheet, uint32_t at, uint32_t close)
{
    uint32_t next = at + 1;

    while (next < close && (sheet_has(sheet, next, W_ADVERB | W_NEG | W_TIME) ||
                            str_ends(sheet->tokens->folded[next], STR("ly"))))
        next++;
    return next < close && sheet_class(sheet, next) == STET_TOKEN_WORD &&
           !sheet_has(sheet, next, W_PREP | W_SUBORD | W_CONJ);
}

/* The token that closes an insertion before a verb: a comma, one inside
 * quotation marks ("of “The Roof,” said"), a dash; STET_NONE. Adverbs and
 * auxiliaries may stand between. */
static uint32_t insertion_close(const struct sheet *sheet, uint32_t low,
                                uint32_t verb)
{
    while (verb > low &&
           (sheet_has(sheet, verb - 1, W_AUX | W_ADVERB | W_NEG) ||
            sheet_class(sheet, verb - 1) == STET_TOKEN_CLITIC))
        verb--;
    if (verb == low)
        return STET_NONE;
    if (sheet_is(sheet, verb - 1, ',') || sheet_dash(sheet, verb - 1))
        return verb - 1;
    return verb > low + 1 &&
                   sheet_class(sheet, verb - 1) == STET_TOKEN_QUOTE_CLOSE &&
                   sheet_is(sheet, verb - 2, ',')
               ? verb - 2
               : STET_NONE;
}

/* The subject that ends where an insertion opens at `open`. */
static const Phrase *insertion_head(const struct desk *desk, uint32_t open)
{
    const Phrase *phrase = phrase_to(&desk->scene->phrases, open);

    if (!phrase_may_speak(phrase) ||
        phrase->at.start < sheet_sentence_start(desk->sheet, open))
        return NULL;
    return desk_starts_clause(desk, phrase->at.start)
               ? phrase
               : desk_described(desk, phrase->at);
}

bool desk_is_before_insertion(const struct desk *desk, uint32_t open,
                              uint32_t verb)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t close;

    if (open + 2 >= verb || verb - open > INSERTION_MAX ||
        !(sheet_is(sheet, open, ',') || sheet_dash(sheet, open)))
        return false;
    close = insertion_close(sheet, open + 1, verb);
    return close != STET_NONE &&
           !sheet_dash(sheet, close) == !sheet_dash(sheet, open) &&
           is_insertion(sheet, open + 1);
}

/* What stands at `at` is a subject already, of its sentence or of a clause
 * that a conjunction begins: "that Lund, for one, called". */
static bool is_governed(const struct sheet *sheet, uint32_t at, uint32_t low)
{
    return at == low || sheet_has(sheet, at - 1, W_SUBORD) ||
           stet_token_is(sheet->tokens, at - 1, "that");
}

/* "Lund, the head of Harbor Tiles - which is for sale - said": from the head
 * to the name that a comma adds it to. */
static const Phrase *named(const struct desk *desk, const Phrase *subject)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t start = subject->at.start;
    const Phrase *name;

    if (start < 2 || !sheet_is(sheet, start - 1, ',') ||
        !sheet_has(sheet, start, W_DET | W_POSS))
        return subject;
    name = phrase_to(&desk->scene->phrases, start - 1);
    return name && name->kind == PHRASE_NAME &&
                   name->at.start >= sheet_sentence_start(sheet, start) &&
                   desk_starts_clause(desk, name->at.start) &&
                   !sheet_has(sheet, name->head, W_TIME)
               ? name
               : subject;
}

const Phrase *desk_over_insertion(const struct desk *desk, Range at,
                                  uint32_t kind, Range cue)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t low = sheet_sentence_start(sheet, at.start), close;
    const Phrase *subject;

    if (at.end > cue.start || !sheet_has(sheet, cue.start, W_REPORT) ||
        sheet_has(sheet, cue.start, W_ING))
        return NULL;
    subject = before_state(desk, at, cue.start);
    if (subject)
        return subject;
    close = insertion_close(sheet, at.end, cue.start);
    if (close == STET_NONE || is_governed(sheet, at.start, low) ||
        (kind == PHRASE_REL && !desk_has_own_verb(sheet, at.start, close)))
        return NULL;
    for (uint32_t i = at.start; i > low + 1 && close - i < INSERTION_MAX; i--) {
        if (desk->owner[i - 1] || sheet->stretch_of[i - 1] != STET_NONE)
            return NULL;
        if (sheet_dash(sheet, close) ? !sheet_dash(sheet, i - 1)
                                     : !sheet_is(sheet, i - 1, ','))
            continue;
        if (kind == PHRASE_REL && i != at.start)
            return NULL; /* those who promote, debate and praise it */
        subject = insertion_head(desk, i - 1);
        if (subject && subject->at.end == i - 1 && i == at.start &&
            kind == PHRASE_NAME && subject->kind != PHRASE_NAME)
            return NULL; /* her sister, Ada Lund, said */
        if (subject && is_insertion(sheet, i))
            return named(desk, subject);
    }
    return NULL;
}

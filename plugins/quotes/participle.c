/*
 * participle - whose participle a cue is, where a comma parts it from the
 * clause that it belongs to.
 *
 *     [Lund] walked on, past the mill — where Voss slept —, chanting “No!”
 *     subject            <------------------------------- ,
 *
 * It is the subject's of that clause, however many nouns stand between. The
 * look to the left goes over what dashes, brackets and marks enclose, and
 * gives up where another clause might have the participle as well: "Lund rose
 * when Voss left, saying".
 */
#include "quotes/desk.h"

#include "stet/text.h"

enum { CLAUSE_MAX = 60 /* tokens from a participle to its subject */ };

static bool is_lowly(const struct sheet *sheet, uint32_t at)
{
    return (sheet_has(sheet, at, W_ADVERB | W_NEG) &&
            !sheet_has(sheet, at, W_DET | W_PREP)) ||
           str_ends(sheet->tokens->folded[at], STR("ly"));
}

/* In ", holding a sign and", whose last token is `conj`: the comma. */
static uint32_t first_of_two(const struct sheet *sheet, uint32_t low,
                             uint32_t conj)
{
    for (uint32_t at = conj; at > low + 1; at--) {
        if (sheet->stretch_of[at - 1] != STET_NONE)
            return STET_NONE;
        if (sheet_is(sheet, at - 1, ','))
            return str_ends(sheet->tokens->folded[at], STR("ing")) ? at - 1
                                                                   : STET_NONE;
    }
    return STET_NONE;
}

/* Steps left over what dashes, brackets or quotation marks enclose that ends
 * before `at`; `at` where nothing does. */
static uint32_t over_enclosed(const struct sheet *sheet, uint32_t low,
                              uint32_t at)
{
    bool dash = sheet_dash(sheet, at - 1);

    if (sheet->stretch_of[at - 1] != STET_NONE) {
        uint32_t start = sheet->stretches[sheet->stretch_of[at - 1]].at.start;

        return start > low ? start : low;
    }
    if (!dash && !sheet_is(sheet, at - 1, ')'))
        return at;
    for (uint32_t i = at - 1; i > low; i--)
        if (dash ? sheet_dash(sheet, i - 1) : sheet_is(sheet, i - 1, '('))
            return i - 1;
    return at;
}

/* The comma or dash that parts a participle from its clause, or the
 * participle itself behind "while"; STET_NONE where it is no such one: was
 * saying, by saying, a letter saying. */
static uint32_t parting(const struct sheet *sheet, const Cue *cue)
{
    uint32_t at = cue->at.start, low = sheet_sentence_start(sheet, at);

    if (cue->kind != CUE_VERB || !sheet_has(sheet, at, W_ING))
        return STET_NONE;
    while (at > low && is_lowly(sheet, at - 1))
        at--;
    if (at > low && stet_token_is(sheet->tokens, at - 1, "while"))
        return at - 1;
    if (at == low)
        return STET_NONE;
    if (stet_token_is(sheet->tokens, at - 1, "and"))
        return first_of_two(sheet, low, at - 1);
    /* "Lund - who had left - saying": what dashes enclose parts nothing. */
    return sheet_is(sheet, at - 1, ',') || (sheet_dash(sheet, at - 1) &&
                                            over_enclosed(sheet, low, at) == at)
               ? at - 1
               : STET_NONE;
}

/* What follows a phrase is its verb, as far as that shows. */
static bool has_verb(const struct sheet *sheet, const Phrase *phrase)
{
    uint32_t at = phrase->at.end;

    while (is_lowly(sheet, at) && !sheet_has(sheet, at, W_AUX))
        at++;
    if (sheet_has(sheet, at, W_AUX))
        return true;
    if (sheet_class(sheet, phrase->head) == STET_TOKEN_NUMBER ||
        sheet_has(sheet, phrase->head, W_QUANT | W_TIME) ||
        sheet_hyphen(sheet, at + 1))
        return false;
    return sheet_class(sheet, at) == STET_TOKEN_WORD &&
           !sheet_capital(sheet, at) &&
           !str_ends(sheet->tokens->folded[at], STR("ing")) &&
           !sheet_has(sheet, at,
                      W_PREP | W_CONJ | W_SUBORD | W_DET | W_POSS | W_REL |
                          W_SUBJECT | W_OBJECT | W_TIME);
}

/* Somebody has said something before `at` in its sentence: all that follows
 * may be what was said. */
static bool is_retold(const struct sheet *sheet, uint32_t at)
{
    for (uint32_t i = sheet_sentence_start(sheet, at); i < at; i++)
        if (sheet->stretch_of[i] == STET_NONE &&
            sheet_has(sheet, i, W_SAY | W_THINK) &&
            sheet_has(sheet, i, W_PAST | W_THIRD))
            return true;
    return false;
}

/* A noun phrase that may be a subject: no word that no list knows, alone in
 * lower case, which may be the verb. */
static bool may_be_subject(const struct sheet *sheet, const Phrase *phrase)
{
    if (phrase->kind == PHRASE_BARE && phrase->at.end == phrase->at.start + 1)
        return sheet_has(sheet, phrase->head, W_PERSON | W_BODY | W_THEY);
    return phrase_may_speak(phrase) || phrase->kind == PHRASE_PRONOUN;
}

/* Where `phrase` begins, with "about" before a number, and with the word
 * whose capital letter had cut it in two: "Small groups". */
static uint32_t start_of(const struct desk *desk, uint32_t low,
                         const Phrase *phrase)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t start = phrase->at.start;
    const Phrase *left = phrase_to(&desk->scene->phrases, start);

    if (left && left->at.start == low && left->kind == PHRASE_NAME &&
        phrase->kind == PHRASE_BARE)
        return low;
    if (start > low &&
        (sheet_class(sheet, start) == STET_TOKEN_NUMBER ||
         sheet_has(sheet, start, W_QUANT)) &&
        stet_token_is(sheet->tokens, start - 1, "about"))
        start--;
    return start;
}

/* Nothing but the sentence governs what begins at `start`. */
static bool is_main(const struct sheet *sheet, uint32_t low, uint32_t start)
{
    return start == low || sheet_is(sheet, start - 1, ',') ||
           sheet_class(sheet, start - 1) == STET_TOKEN_QUOTE_CLOSE ||
           (sheet_conjunction(sheet, start - 1) && start - 1 == low);
}

/* The first of two subjects that "and" joins, or the only one; NULL where a
 * clause begins behind "and". */
static const Phrase *first_subject(const struct desk *desk, uint32_t low,
                                   const Phrase *subject)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t start = subject->at.start;
    const Phrase *first;

    if (start < low + 2 || !sheet_has(sheet, start - 1, W_CONJ))
        return subject;
    first = phrase_to(&desk->scene->phrases, start - 1);
    return phrase_may_speak(first) && is_main(sheet, low, first->at.start)
               ? first
               : NULL;
}

const Phrase *desk_participle_subject(const struct desk *desk, const Cue *cue)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t low = sheet_sentence_start(sheet, cue->at.start);
    uint32_t at = parting(sheet, cue);

    if (at == STET_NONE)
        return NULL;
    while (at > low && cue->at.start - at < CLAUSE_MAX) {
        uint32_t left = over_enclosed(sheet, low, at);
        const Phrase *phrase = phrase_to(&desk->scene->phrases, at);

        if (left < at || !phrase) {
            /* Another clause, which may be the participle's. */
            if (left == at && at - 1 > low &&
                (sheet_has(sheet, at - 1, W_SUBORD) ||
                 stet_token_is(sheet->tokens, at - 1, "that")))
                return NULL;
            at = left < at ? left : at - 1;
            continue;
        }
        at = phrase->at.start;
        if (phrase->kind == PHRASE_REL)
            return NULL;
        if (!may_be_subject(sheet, phrase) || !has_verb(sheet, phrase))
            continue;
        phrase = first_subject(desk, low, phrase);
        return phrase && is_main(sheet, low, start_of(desk, low, phrase)) &&
                       !stet_token_is(sheet->tokens, phrase->head, "it") &&
                       !is_retold(sheet, phrase->at.start)
                   ? phrase
                   : NULL;
    }
    return NULL;
}

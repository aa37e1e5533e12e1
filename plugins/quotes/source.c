#include "quotes/desk.h"

#include "stet/text.h"

enum {
    TAIL_MAX = 8,        /* tokens of an apposition behind its noun phrase */
    BRACKETS_MAX = 12,   /* tokens that a remark in brackets may have */
    SOURCE_FLOOR = -256, /* log-odds, 1/256: below, nobody in sight */
};

/* Whose "my answer" or "its reply" is that stands right before a colon: the
 * subject of its own clause, "so that I had to change my answer: “...”";
 * STET_NONE where it does not stand there. */
static uint32_t owner_before(const struct desk *desk, const Phrase *answer)
{
    const struct sheet *sheet = desk->sheet;
    const struct phrases *phrases = &desk->scene->phrases;
    uint32_t low = sheet_sentence_start(sheet, answer->at.start);

    if (!sheet_has(sheet, answer->at.start, W_POSS))
        return STET_NONE;
    for (uint32_t i = (uint32_t)(answer - phrases->all); i > 0; i--) {
        const Phrase *phrase = &phrases->all[i - 1];

        if (phrase->at.start < low)
            return STET_NONE;
        if ((phrase_may_speak(phrase) || phrase->kind == PHRASE_PRONOUN) &&
            sheet_has(sheet, phrase->at.end, W_AUX | W_PAST | W_THIRD) &&
            desk_starts_clause(desk, phrase->at.start))
            return i - 1;
    }
    return STET_NONE;
}

/* "is shown by this finding: “...”", "From the report: “...”": what is named
 * right before the colon says it. */
static bool is_agent(const struct sheet *sheet, const Phrase *phrase)
{
    uint32_t start = phrase->at.start;
    uint32_t low = sheet_sentence_start(sheet, start);

    if (start < low + 1)
        return false;
    if (stet_token_is(sheet->tokens, start - 1, "from"))
        return start - 1 == low ||
               (start - 2 == low && stet_token_is(sheet->tokens, low, "more"));
    return start > low + 1 && stet_token_is(sheet->tokens, start - 1, "by") &&
           (sheet_has(sheet, start - 2, W_PARTICIPLE) ||
            str_ends(sheet->tokens->folded[start - 2], STR("ed")));
}

/* `Vance: "..."` and `"..." - Vance`: nobody else is meant. */
static Choice beside_colon(const struct desk *desk, const Cue *cue,
                           Choice choice)
{
    const struct phrases *phrases = &desk->scene->phrases;
    const Phrase *left = phrase_to(phrases, cue->at.start);
    const Phrase *right = phrase_from(phrases, cue->at.end);

    if (left &&
        (left->at.start == sheet_sentence_start(desk->sheet, cue->at.start) ||
         sheet_class(desk->sheet, left->at.start - 1) ==
             STET_TOKEN_QUOTE_CLOSE ||
         sheet_stop(desk->sheet, left->at.start - 1) ||
         is_agent(desk->sheet, left)))
        choice.best = (uint32_t)(left - phrases->all);
    else if (left && owner_before(desk, left) != STET_NONE)
        choice.best = owner_before(desk, left);
    else if (!left && right && right->kind == PHRASE_NAME)
        choice.best = (uint32_t)(right - phrases->all);
    else
        return choice;
    choice.score = choice.score > 0 ? choice.score : 0;
    return choice;
}

/* "according to the ministry": nobody else is meant. */
static Choice behind_according(const struct scene *scene, const Cue *cue,
                               Choice choice)
{
    const Phrase *behind = phrase_from(&scene->phrases, cue->at.end);
    uint32_t index;

    if (!behind)
        return choice;
    index = (uint32_t)(behind - scene->phrases.all);
    if (choice.best != index) {
        choice.second = choice.best;
        choice.best = index;
        choice.score = 0;
    }
    return choice;
}

/* "Lund walked past the mill, chanting": nobody else is meant. */
static Choice of_participle(const struct desk *desk, const Cue *cue,
                            Choice choice)
{
    const Phrase *subject = desk_participle_subject(desk, cue);
    uint32_t index;

    if (!subject)
        return choice;
    index = (uint32_t)(subject - desk->scene->phrases.all);
    choice.second = choice.best != index ? choice.best : choice.second;
    choice.best = index;
    if (choice.score < SOURCE_FLOOR)
        choice.score = SOURCE_FLOOR;
    return choice;
}

/* "cries of" goes before the mark at `open`. */
static bool is_cry_before(const struct sheet *sheet, uint32_t open)
{
    static const Str cries[] = {
        STR_INIT("cries"),   STR_INIT("cry"),     STR_INIT("shouts"),
        STR_INIT("shout"),   STR_INIT("chants"),  STR_INIT("chant"),
        STR_INIT("screams"), STR_INIT("scream"),  STR_INIT("yells"),
        STR_INIT("yell"),    STR_INIT("murmurs"), STR_INIT("whispers"),
    };

    return open > 1 && sheet_class(sheet, open) == STET_TOKEN_QUOTE_OPEN &&
           stet_token_is(sheet->tokens, open - 1, "of") &&
           STR_IS_ANY(sheet->tokens->folded[open - 2], cries);
}

bool desk_is_cry(const struct sheet *sheet, const Cue *cue)
{
    return cue->kind == CUE_VERB && is_cry_before(sheet, cue->at.end + 1);
}

/* "from the gallery" behind the marks that begin at `open`. */
static const Phrase *cried_from(const struct desk *desk, uint32_t open)
{
    uint32_t index = desk->sheet->stretch_of[open], end;

    if (index == STET_NONE)
        return NULL;
    end = desk->sheet->stretches[index].at.end;
    return stet_token_is(desk->sheet->tokens, end, "from")
               ? phrase_from(&desk->scene->phrases, end + 1)
               : NULL;
}

/* "ended in cries of", "was met by loud cries of": not the subject cries. */
static bool is_met_with(const struct sheet *sheet, uint32_t noun)
{
    static const Str words[] = {STR_INIT("to"),   STR_INIT("in"),
                                STR_INIT("amid"), STR_INIT("amidst"),
                                STR_INIT("into"), STR_INIT("by"),
                                STR_INIT("over"), STR_INIT("despite")};

    for (uint32_t back = 1; back <= 3 && back <= noun; back++)
        if (STR_IS_ANY(sheet->tokens->folded[noun - back], words))
            return true;
    return false;
}

/* "led out to cries of “Shame!” from the gallery": who cries comes behind
 * "from"; the subject does not where it is met with them. */
static Choice of_cry(const struct desk *desk, const Cue *cue, Choice choice)
{
    const Phrase *from = cried_from(desk, cue->at.end + 1);

    if (from) {
        choice.best = (uint32_t)(from - desk->scene->phrases.all);
        choice.score = choice.score > 0 ? choice.score : 0;
    } else if (is_met_with(desk->sheet, cue->at.start)) {
        choice.best = STET_NONE;
    }
    return choice;
}

void desk_settle_cry(const struct desk *desk, Claim *claim)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t open = claim->piece_count ? claim->pieces[0].start : 0;
    const Phrase *from;

    while (open < sheet->count && open < claim->pieces[0].end &&
           sheet_class(sheet, open) != STET_TOKEN_QUOTE_OPEN)
        open++;
    if (claim->piece_count != 1 || open > claim->pieces[0].start + 4 ||
        !is_cry_before(sheet, open))
        return;
    claim->pieces[0].start = open;
    claim->cue = (Range){open - 2, open - 1};
    claim->cue_kind = CUE_VERB;
    claim->type = desk_type(desk, claim);
    from = cried_from(desk, open);
    if (from) {
        claim->source = from->at;
        claim->source_kind = from->kind;
        claim->source_head = from->head;
    } else if (is_met_with(sheet, open - 2)) {
        claim->source = (Range){0, 0};
    }
}

/* “Yes,” came the answer; “Shame!” came a cry from the gallery. */
static Choice of_coming(const struct desk *desk, const Cue *cue, Choice choice)
{
    const struct phrases *phrases = &desk->scene->phrases;
    const Phrase *who = phrase_from(phrases, cue->at.end), *from;

    if (!who || cue->kind != CUE_VERB ||
        (desk->sheet->bits[cue->at.start] & W_REPORT))
        return choice;
    from = phrase_from(phrases, who->at.end + 1);
    if (from && stet_token_is(desk->sheet->tokens, from->at.start - 1, "from"))
        who = from;
    choice.best = (uint32_t)(who - phrases->all);
    choice.score = choice.score > 0 ? choice.score : 0;
    return choice;
}

/* The phrase is "R-Neb." or "D-Calif.". */
static bool is_party(const struct sheet *sheet, const Phrase *phrase)
{
    uint32_t start = phrase->at.start;

    return start + 1 < phrase->at.end && sheet_is(sheet, start + 1, '-') &&
           sheet->tokens->norm[start].len == 1;
}

/* "although Lund" in a clause that "who" has begun: another clause. */
static bool has_conjunction(const struct sheet *sheet, uint32_t at,
                            uint32_t end)
{
    for (uint32_t i = at; i < end; i++)
        if (sheet_conjunction(sheet, i))
            return true;
    return false;
}

/* What stands between commas behind a name says more about it: it begins with
 * an article, a number, "who", a lower-case noun or "Democrat of", and has no
 * verb unless it is a clause of its own. `comma` is the first of the two. */
static bool is_apposition(const struct sheet *sheet, uint32_t comma,
                          uint32_t end)
{
    uint32_t at = comma + 1;

    if (sheet_has(sheet, at, W_REL))
        return !has_conjunction(sheet, at, end);
    if (sheet_has(sheet, at, W_SUBJECT | W_OBJECT | W_CONJ | W_SUBORD | W_PREP))
        return false;
    for (uint32_t i = at; i < end; i++)
        if (sheet_has(sheet, i, W_AUX) || sheet->stretch_of[i] != STET_NONE ||
            ((sheet->bits[i] & W_REPORT) && (sheet->bits[i] & W_PAST) &&
             !(sheet->bits[i] & (W_PERSON | W_BODY))))
            return false;
    return sheet_has(sheet, at, W_DET | W_POSS | W_QUANT) ||
           sheet_class(sheet, at) == STET_TOKEN_NUMBER ||
           !sheet_capital(sheet, at) ||
           (sheet_has(sheet, at, W_PERSON) &&
            stet_token_is(sheet->tokens, at + 1, "of"));
}

/* "officials", "these people", "conservative groups". */
static bool is_several(const struct sheet *sheet, const Phrase *phrase)
{
    static const Str small[] = {STR_INIT("these"), STR_INIT("those")};
    uint32_t start = phrase->at.start;
    Str head = sheet->tokens->folded[phrase->head];

    return sheet_has(sheet, start, W_QUANT | W_THEY) ||
           sheet_has(sheet, phrase->head, W_THEY) ||
           STR_IS_ANY(sheet->tokens->folded[start], small) ||
           (phrase->kind == PHRASE_BARE && head.len > 3 &&
            str_ends(head, STR("s")) && !str_ends(head, STR("ss")));
}

/* One past a remark in round brackets at `at`: (D-Mo.) */
static uint32_t past_brackets(const struct sheet *sheet, uint32_t at)
{
    if (!sheet_is(sheet, at, '('))
        return at;
    for (uint32_t i = at + 1; i < at + BRACKETS_MAX; i++)
        if (sheet_is(sheet, i, ')'))
            return i + 1;
    return at;
}

/* “It leaks,” begins a note that all got: a verb right behind the marks, in a
 * form that has a subject behind it. */
static bool is_inverted(const struct sheet *sheet, const Cue *cue)
{
    uint32_t at = cue->at.start;

    return at > 1 && sheet_class(sheet, at - 1) == STET_TOKEN_QUOTE_CLOSE &&
           (sheet_is(sheet, at - 2, ',') || sheet_is(sheet, at - 2, '?') ||
            sheet_is(sheet, at - 2, '!')) &&
           sheet_has(sheet, at, W_PAST | W_THIRD) &&
           !sheet_has(sheet, at, W_PERSON | W_BODY);
}

/* "said Lund (D-Mo.), a member of the panel": the first phrase behind an
 * inverted verb is the subject, whatever is added to it. */
static uint32_t first_behind(const struct scene *scene, const Cue *cue,
                             uint32_t index)
{
    const struct sheet *sheet = &scene->sheet;
    const Phrase *first = phrase_from(&scene->phrases, cue->at.end);
    uint32_t end;

    if (cue->kind != CUE_VERB || !first ||
        scene->phrases.all[index].at.start <= first->at.start ||
        (first->kind != PHRASE_NAME && first->kind != PHRASE_NOMINAL))
        return index;
    if (is_inverted(sheet, cue) && !sheet_has(sheet, first->head, W_TIME) &&
        !sheet_is(sheet, scene->phrases.all[index].at.start - 1, ','))
        return (uint32_t)(first - scene->phrases.all);
    if (!sheet_has(sheet, cue->at.start, W_PAST | W_THIRD) ||
        !sheet_has(sheet, cue->at.start, W_SAY))
        return index;
    end = past_brackets(sheet, first->at.end);
    if (!sheet_is(sheet, end, ',') || !is_apposition(sheet, end, end + 1))
        return index;
    return (uint32_t)(first - scene->phrases.all);
}

/* A comma, or a dash with what it adds, closes what another comma opened. */
static bool is_end(const struct sheet *sheet, uint32_t at)
{
    return sheet_is(sheet, at, ',') || sheet_dash(sheet, at);
}

/* Where an apposition ends whose phrase is only its beginning: "Lund, the
 * chairman | for the whole coast, said". The phrase's end where it is all. */
static uint32_t tail_end(const struct sheet *sheet, const Phrase *phrase,
                         const Cue *cue)
{
    uint32_t start = phrase->at.start, end = phrase->at.end;

    if (!start || !sheet_is(sheet, start - 1, ',') ||
        !sheet_has(sheet, start, W_DET | W_POSS))
        return end;
    for (uint32_t i = end; i < end + TAIL_MAX && i < cue->at.start; i++) {
        if (sheet_is(sheet, i, ','))
            return i;
        if (sheet_class(sheet, i) != STET_TOKEN_WORD ||
            sheet_has(sheet, i, W_AUX | W_REL | W_SUBJECT | W_CONJ) ||
            sheet->stretch_of[i] != STET_NONE)
            return end;
    }
    return end;
}

/* From "R-Neb." or "a member of the panel" between commas to whom it is said
 * of: "Bacon, R-Neb., said", "Lund, who runs it, said". */
static uint32_t climb(const struct scene *scene, const Cue *cue, uint32_t index)
{
    const struct sheet *sheet = &scene->sheet;
    const struct phrases *phrases = &scene->phrases;
    uint32_t end = tail_end(sheet, &phrases->all[index], cue);
    uint32_t low = sheet_sentence_start(sheet, phrases->all[index].at.start);
    bool party = is_party(sheet, &phrases->all[index]);

    if (phrases->all[index].kind == PHRASE_REL ||
        (!is_end(sheet, end) && !party && end != cue->at.start))
        return index;
    for (uint32_t i = index; i > 0; i--) {
        const Phrase *name = &phrases->all[i - 1];
        uint32_t comma = past_brackets(sheet, name->at.end);

        if (name->at.start < low || end - name->at.end > APPOSITION_MAX ||
            (name->at.start < cue->at.start &&
             phrases->all[index].at.start >= cue->at.end))
            return index;
        if (name->kind != PHRASE_NAME || !sheet_is(sheet, comma, ',') ||
            is_party(sheet, name) || sheet_has(sheet, name->head, W_TIME))
            continue;
        /* "As Voss met Lund, the mayor said": no comma closes, Lund did not. */
        if (!party && !is_end(sheet, end) && name->at.start > low &&
            sheet_class(sheet, name->at.start - 1) != STET_TOKEN_QUOTE_CLOSE)
            return index;
        if (party ? i != index : !is_apposition(sheet, comma, end))
            continue;
        /* "Lund, officials said, has not": several are no one's description. */
        if (!party && !is_end(sheet, end) && i == index &&
            is_several(sheet, &phrases->all[index]))
            return index;
        if (name->at.start && sheet_has(sheet, name->at.start - 1, W_PREP) &&
            !stet_token_is(sheet->tokens, name->at.start - 1, "as") && !party &&
            i != index)
            continue;
        return i - 1;
    }
    return index;
}

/* "Lund's roofer". */
static bool has_owner(const struct sheet *sheet, const Phrase *phrase)
{
    for (uint32_t i = phrase->at.start; i < phrase->head; i++)
        if (sheet_class(sheet, i) == STET_TOKEN_CLITIC)
            return true;
    return false;
}

/* One person, by what they do or are: "the mayor", "her sister", "one of the
 * neighbors", "Lund's roofer". A noun that is in no list is one, too, where an
 * article or an owner stands before it. */
static bool is_somebody(const struct sheet *sheet, const Phrase *phrase)
{
    uint32_t start = phrase->at.start;

    if (sheet_has(sheet, phrase->head, W_PERSON | W_TITLE))
        return true;
    if (stet_token_is(sheet->tokens, start, "one"))
        return stet_token_is(sheet->tokens, start + 1, "of");
    return (phrase->kind == PHRASE_NOMINAL || has_owner(sheet, phrase)) &&
           !is_several(sheet, phrase) && phrase->core == phrase->at.end &&
           !sheet_has(sheet, phrase->head,
                      W_BODY | W_PAPER | W_MEDIUM | W_AUDIENCE | W_TIME |
                          W_WORK | W_SHOWN | W_CLAIM) &&
           !str_ends(sheet->tokens->folded[phrase->head], STR("s"));
}

/* From "her sister" to the name that a comma adds: "said her sister, Ada
 * Lund." The name must end there, with a comma, a stop or a mark. */
static uint32_t descend(const struct scene *scene, uint32_t index)
{
    const struct sheet *sheet = &scene->sheet;
    const struct phrases *phrases = &scene->phrases;
    const Phrase *at = &phrases->all[index], *name;
    uint32_t end;

    if ((at->kind != PHRASE_NOMINAL && at->kind != PHRASE_BARE) ||
        !sheet_is(sheet, at->at.end, ',') || !is_somebody(sheet, at))
        return index;
    name = phrase_from(phrases, at->at.end + 1);
    if (!name || name->kind != PHRASE_NAME || is_party(sheet, name) ||
        sheet_has(sheet, name->head, W_TIME))
        return index;
    end = past_brackets(sheet, name->at.end);
    if (end < sheet->count && !sheet_is(sheet, end, ',') &&
        !sheet_stop(sheet, end) && sheet->stretch_of[end] == STET_NONE)
        return index;
    return index + 1;
}

Range desk_shown(const struct scene *scene, const Phrase *phrase)
{
    const struct sheet *sheet = &scene->sheet;

    if (!sheet_has(sheet, phrase->head, W_SHOWN))
        return phrase->at;
    for (uint32_t i = phrase->at.end; i > phrase->head + 1; i--)
        if (stet_token_is(sheet->tokens, i - 1, "of") &&
            sheet_capital(sheet, i) && !sheet_has(sheet, i, W_DET))
            return (Range){i, phrase->at.end};
    return phrase->at;
}

void desk_source(const struct desk *desk, Claim *claim, uint32_t index)
{
    const struct scene *scene = desk->scene;
    const Cue *cue = &scene->cues[index];
    Choice choice;

    if (!desk->has_source[index]) {
        desk->source_of[index] = pairing_source(scene, cue);
        desk->has_source[index] = 1;
    }
    choice = desk->source_of[index];
    claim->cue = cue->at;
    claim->cue_kind = cue->kind;
    if (cue->kind == CUE_COLON)
        choice = beside_colon(desk, cue, choice);
    if (cue->kind == CUE_ACCORDING)
        choice = behind_according(scene, cue, choice);
    if (cue->kind == CUE_VERB)
        choice = of_participle(desk, cue, choice);
    if (desk_is_cry(desk->sheet, cue))
        choice = of_cry(desk, cue, choice);
    choice = of_coming(desk, cue, choice);
    if (choice.best == STET_NONE || choice.score < SOURCE_FLOOR)
        return;
    choice.best = first_behind(scene, cue, choice.best);
    choice.best = climb(scene, cue, choice.best);
    if (cue->kind != CUE_ACCORDING)
        choice.best = descend(scene, choice.best);
    claim->source = desk_shown(scene, &scene->phrases.all[choice.best]);
    claim->source_kind = scene->phrases.all[choice.best].kind;
    claim->source_score = choice.score;
    if (choice.second != STET_NONE)
        claim->runner_up = scene->phrases.all[choice.second].at;
}

void desk_source_at(const struct desk *desk, Range tag, Range *out_source,
                    uint32_t *out_kind)
{
    const struct phrases *phrases = &desk->scene->phrases;

    *out_source = tag;
    *out_kind = PHRASE_NOMINAL;
    for (uint32_t i = phrases->at_or_after[tag.start];
         i < phrases->count && phrases->all[i].at.start < tag.end; i++) {
        *out_source = phrases->all[i].at;
        *out_kind = phrases->all[i].kind;
        return;
    }
}

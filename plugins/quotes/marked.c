#include "quotes/desk.h"

#include "quotes/span.h"
#include "quotes/speech.h"
#include "stet/text.h"

enum {
    SPEECH_FLOOR = 300,     /* marks that a cue stands beside are speech */
    PARAGRAPH_FLOOR = -400, /* so are a whole paragraph's */
    LONELY_FLOOR = 450,     /* marks that none does */
};

static bool has_cue(const struct desk *desk, uint32_t stretch)
{
    return desk->cue_of[stretch].best != STET_NONE &&
           desk->cue_of[stretch].score > 0;
}

/* The stretch is one or more whole sentences. */
static bool is_whole(const struct sheet *sheet, const Stretch *stretch)
{
    return sheet_sentence_start(sheet, stretch->at.start) ==
               stretch->at.start &&
           sheet_sentence_end(sheet, stretch->at.end - 1) <=
               stretch->at.end + 1;
}

/* A stop, or an abbreviation with the dot of its own: “It hums in B.” */
static bool is_dot(const struct sheet *sheet, uint32_t at)
{
    return sheet_stop(sheet, at) ||
           (at < sheet->count &&
            (sheet->tokens->flags[at] & STET_TOKEN_DOTTED));
}

/* The stretch is its whole paragraph: a turn of a dialogue, or a quotation
 * that goes on in the next one. */
static bool is_paragraph(const struct sheet *sheet, const Stretch *at)
{
    return at->at.start == sheet->is_excerpt && at->at.end >= sheet->count &&
           !sheet_is(sheet, 1, '(') && !sheet_is(sheet, 1, '[') &&
           (!at->is_closed || is_dot(sheet, at->at.end - 2));
}

/* Did he weed? “We weeded beds.” A whole sentence right behind a question. */
static bool is_answer(const struct sheet *sheet, const Stretch *at)
{
    return at->at.start > 0 && sheet_is(sheet, at->at.start - 1, '?') &&
           at->is_closed && is_whole(sheet, at) && at->words > 1 &&
           sheet_stop(sheet, at->at.end - 2);
}

static bool is_speech(const struct desk *desk, uint32_t stretch)
{
    const struct sheet *sheet = desk->sheet;
    const Stretch *at = &sheet->stretches[stretch];
    int32_t floor = LONELY_FLOOR;

    if (is_paragraph(sheet, at) || is_answer(sheet, at))
        floor = PARAGRAPH_FLOOR;
    else if (has_cue(desk, stretch))
        floor = SPEECH_FLOOR;
    else if (is_whole(sheet, at) && at->words > 2 &&
             (!at->is_closed || sheet_stop(sheet, at->at.end - 2)))
        floor = 0;
    return desk->speech[stretch] > floor;
}

/* What stands before the mark at `at` is no part of what is said: a comma, a
 * colon, a stop; a dash or a bracket where a sentence begins behind it. */
static bool is_set_off(const struct sheet *sheet, uint32_t at)
{
    uint32_t before = at - 1;

    if (at == 0)
        return true;
    if (sheet_is(sheet, before, ',') || sheet_is(sheet, before, ':') ||
        sheet_stop(sheet, before))
        return true;
    return (sheet_dash(sheet, before) || sheet_is(sheet, before, '(')) &&
           sheet_capital(sheet, at + 1);
}

/* Where a clause that ends in a quotation may begin: behind what another
 * claim holds, behind a conjunction. */
static uint32_t clause_start(const struct desk *desk, uint32_t at)
{
    uint32_t low = sheet_sentence_start(desk->sheet, at), start = at;

    while (start > low && !desk->owner[start - 1] &&
           !pairing_is_signed(desk->scene, start))
        start--;
    while (start < at && (sheet_has(desk->sheet, start, W_CONJ) ||
                          sheet_is(desk->sheet, start, ',')))
        start++;
    return start;
}

static bool is_verb_ahead(const struct sheet *sheet, uint32_t at)
{
    while (sheet_has(sheet, at, W_ADVERB | W_NEG) &&
           !sheet_has(sheet, at, W_AUX))
        at++;
    return sheet_has(sheet, at, W_AUX) ||
           (sheet_has(sheet, at, W_PAST | W_THIRD) &&
            !sheet_capital(sheet, at));
}

/* The mark before "who", which closes its clause, too; STET_NONE. */
static uint32_t relative_mark(const struct sheet *sheet, Range source)
{
    if (range_empty(source) || !source.start ||
        !sheet_has(sheet, source.start, W_REL))
        return STET_NONE;
    return source.start - 1;
}

uint32_t desk_clause_end(const struct desk *desk, Range source, uint32_t at,
                         uint32_t limit)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t mark = relative_mark(sheet, source), depth = 0;

    for (uint32_t i = at; i < limit; i++) {
        uint32_t stretch = sheet->stretch_of[i];

        if (stretch != STET_NONE)
            i = sheet->stretches[stretch].at.end - 1;
        if (stretch != STET_NONE && !sheet_is(sheet, i - 1, ','))
            continue;
        if (sheet_is(sheet, i, ')') && !depth--)
            return i;
        depth += (uint32_t)sheet_is(sheet, i, '(');
        if (sheet_dash(sheet, mark) && sheet_dash(sheet, i))
            return i;
        if (!sheet_is(sheet, mark, ',') ||
            (stretch == STET_NONE && !sheet_is(sheet, i, ',')))
            continue;
        if (i + 1 >= limit || !is_verb_ahead(sheet, i + 1))
            return limit;
        return stretch != STET_NONE ? i + 1 : i;
    }
    return limit;
}

/* "That" before a comma. */
static bool is_demonstrative(const struct sheet *sheet, uint32_t at)
{
    static const Str words[] = {STR_INIT("that"), STR_INIT("this"),
                                STR_INIT("these"), STR_INIT("those")};

    return STR_IS_ANY(sheet->tokens->folded[at], words) &&
           sheet_is(sheet, at + 1, ',');
}

Broken desk_broken(const struct desk *desk, const Claim *claim, uint32_t limit)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t low = sheet_sentence_start(sheet, claim->cue.start), at = low;
    uint32_t start = claim->cue.start, end = claim->cue.end;
    Broken none = {{0, 0}, 0};

    if (range_empty(claim->source))
        return none;
    start = claim->source.start < start ? claim->source.start : start;
    end = claim->source.end > end ? claim->source.end : end;
    if (start < low + 2 || !sheet_is(sheet, start - 1, ',') ||
        sheet_has(sheet, claim->source.start, W_REL) ||
        sheet_has(sheet, low, W_PREP | W_SUBORD | W_ADVERB | W_TIME | W_ING))
        return none;
    while (sheet_has(sheet, at, W_CONJ))
        at++;
    for (uint32_t i = at; i < start; i++)
        if (desk->owner[i] || sheet_has(sheet, i, W_AUX) ||
            sheet->stretch_of[i] != STET_NONE)
            return none;
    if (at + 1 >= start || !(phrase_from(&desk->scene->phrases, at) ||
                             is_demonstrative(sheet, at)))
        return none;
    for (uint32_t i = end; i < limit && i < end + APPOSITION_MAX; i++)
        if (sheet_is(sheet, i, ',') && is_verb_ahead(sheet, i + 1) &&
            i + 1 < limit)
            return (Broken){{at, start - 1}, i + 1};
    return none;
}

/* Content before a cue: a stretch alone, or the clause that it stands in. */
static void take_left(struct desk *desk, Claim *claim, const Cue *cue,
                      uint32_t first, uint32_t last)
{
    const struct sheet *sheet = desk->sheet;
    Range from = sheet->stretches[first].at, to = sheet->stretches[last].at;
    uint32_t stop = cue->at.start, lead = clause_start(desk, from.start);

    if (!range_empty(claim->source) && claim->source.start < stop &&
        claim->source.start >= to.end)
        stop = claim->source.start;
    if (sheet->sentence_of[to.end - 1] != sheet->sentence_of[cue->at.start])
        stop = to.end; /* the cue's sentence begins behind the mark */
    while (stop > to.end &&
           (sheet_is(sheet, stop - 1, ',') || sheet_dash(sheet, stop - 1)))
        stop--;
    if (from.start > lead && !is_set_off(sheet, from.start))
        from.start = lead;
    if (sheet_is(sheet, to.end - 2, ',') || sheet_stop(sheet, to.end - 2))
        stop = to.end;
    if (first != last && cue->kind != CUE_COLON &&
        sheet->sentence_of[from.start] != sheet->sentence_of[to.start]) {
        for (uint32_t k = first; k <= last; k++)
            desk_add(desk, claim, sheet->stretches[k].at);
        return;
    }
    desk_add(desk, claim, (Range){from.start, stop});
}

/* The stretch ends what is reported: a stop inside, or one behind it. */
static bool closes(const struct sheet *sheet, uint32_t stretch, bool is_direct)
{
    uint32_t end = sheet->stretches[stretch].at.end;

    if (!sheet->stretches[stretch].is_closed ||
        end == sheet_sentence_end(sheet, end - 1) || sheet_stop(sheet, end))
        return true;
    if (sheet_stop(sheet, end - 2))
        return true;
    return is_direct && sheet_is(sheet, end - 2, ',');
}

/* "Sgt. Lund has seen it, he said, “fifty times”": nobody names themselves, and
 * the pronoun means the subject. */
static bool is_about_speaker(const struct desk *desk, const Claim *claim,
                             uint32_t low)
{
    const struct sheet *sheet = desk->sheet;
    const Phrase *subject = phrase_from(&desk->scene->phrases, low);

    return subject && subject->kind == PHRASE_NAME &&
           subject->at.end > low + 1 &&
           sheet_has(sheet, claim->source.start, W_HE | W_SHE) &&
           claim->source_kind == PHRASE_PRONOUN &&
           sheet_class(sheet, subject->head - 1) != STET_TOKEN_CLITIC;
}

/* A subject stands at `low`: "Lithium fires", but not "Shortly afterward",
 * "Sooner or later", "Early in his campaign". */
static bool begins_clause(const struct desk *desk, uint32_t low, uint32_t end)
{
    const struct sheet *sheet = desk->sheet;
    const Phrase *subject = phrase_from(&desk->scene->phrases, low);

    if (!subject || str_ends(sheet->tokens->folded[low], STR("ly")) ||
        sheet_has(sheet, subject->at.end, W_CONJ))
        return false;
    return subject->kind != PHRASE_BARE ||
           (subject->head > low &&
            sheet_class(sheet, subject->head - 1) == STET_TOKEN_CLITIC) ||
           (subject->at.end == end &&
            str_ends(sheet->tokens->folded[subject->head], STR("s")));
}

/* It was written, Lund says, “in an hour.” What the words between the marks
 * go on with: a clause or its subject at the sentence's start, before who
 * says it. Empty where it is not so, as in: Still, she said, “we will.” */
static Range begun_before(const struct desk *desk, const Claim *claim,
                          uint32_t mark)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t low = sheet_sentence_start(sheet, mark), at = low;
    uint32_t stop = claim->cue.start;
    Range none = {0, 0};

    if (!range_empty(claim->source) && claim->source.start < stop)
        stop = claim->source.start;
    if (range_empty(claim->source) || stop < low + 3 ||
        claim->cue.start < low || !sheet_is(sheet, stop - 1, ',') ||
        !sheet_is(sheet, mark - 1, ',') ||
        sheet_class(sheet, mark + 1) != STET_TOKEN_WORD ||
        sheet_capital(sheet, mark + 1) ||
        sheet_has(sheet, claim->source.start, W_REL))
        return none;
    if (sheet_has(sheet, low, W_PREP | W_ADVERB | W_TIME | W_ING | W_CONJ) &&
        !sheet_conjunction(sheet, low))
        return none;
    for (; at < stop - 1; at++)
        if (desk->owner[at] || sheet->stretch_of[at] != STET_NONE ||
            sheet_is(sheet, at, ','))
            return none;
    if (is_about_speaker(desk, claim, low) ||
        (!sheet_conjunction(sheet, low) && !begins_clause(desk, low, stop - 1)))
        return none;
    return (Range){low, stop - 1};
}

/* Content behind a cue. */
static void take_right(struct desk *desk, Claim *claim, const Cue *cue,
                       uint32_t first, uint32_t last)
{
    const struct sheet *sheet = desk->sheet;
    Range from = sheet->stretches[first].at, to;
    Gap gap = span_start(desk->scene, cue, claim->source, from.start);
    uint32_t start = gap.start, end;
    Broken broken;

    if (!range_empty(gap.addressee))
        claim->addressee = gap.addressee;
    if (!range_empty(gap.medium))
        claim->medium = gap.medium;
    if (sheet->sentence_of[cue->at.start] != sheet->sentence_of[from.start] ||
        is_set_off(sheet, from.start) ||
        (cue->at.end + 1 == from.start && desk_is_cry(sheet, cue)))
        start = from.start;
    broken = desk_broken(desk, claim, from.start);
    if (!claim->piece_count && !range_empty(broken.subject)) {
        desk_add(desk, claim, broken.subject);
        start = broken.resumes;
    } else if (!claim->piece_count && start == from.start) {
        broken.subject = begun_before(desk, claim, from.start);
        if (!range_empty(broken.subject))
            desk_add(desk, claim, broken.subject);
    }
    for (uint32_t k = first; k <= last; k++) {
        bool joined;

        to = sheet->stretches[k].at;
        joined = k < last &&
                 sheet->sentence_of[to.end - 1] ==
                     sheet->sentence_of[sheet->stretches[k + 1].at.start];
        if (joined)
            continue;
        end = to.end;
        gap = span_around(desk->scene, cue, to.end,
                          sheet_sentence_end(sheet, to.end - 1));
        if (!closes(sheet, k, start >= from.start) && range_empty(gap.medium))
            end = span_end(
                desk->scene, cue, start, to.end,
                desk_clause_end(desk, claim->source, cue->at.end,
                                sheet_sentence_end(sheet, to.end - 1)));
        desk_add(desk, claim, (Range){start, end < to.end ? to.end : end});
        if (k < last)
            start = sheet->stretches[k + 1].at.start;
        from.start = start;
    }
}

/* “It leaks,” she said. Nobody had “wanted to look” at it. One cue, but two
 * quotations: what is direct in one sentence, what is mixed in another. */
static void split_mixed(struct desk *desk, Claim *claim)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t cut = 1, first, count = claim->piece_count;
    Claim *rest;

    claim->rule = RULE_MIXED_CUE;
    if (count < 2)
        return;
    first = desk_type_of(desk, claim->pieces, 1);
    while (cut < count && desk_type_of(desk, &claim->pieces[cut], 1) == first)
        cut++;
    if (cut == count || sheet->sentence_of[claim->pieces[cut - 1].start] ==
                            sheet->sentence_of[claim->pieces[cut].start])
        return;
    rest = desk_claim(desk, claim->rule, claim->score);
    if (!rest)
        return;
    *rest = *claim;
    rest->piece_count = 0;
    for (uint32_t p = cut; p < count; p++)
        desk_add(desk, rest, claim->pieces[p]);
    claim->piece_count = cut;
    claim->is_open = 0;
    claim->type = desk_type(desk, claim);
    rest->type = desk_type(desk, rest);
    claim->rule = claim->type == CLAIM_MIXED ? RULE_MIXED_CUE : RULE_MARKED_CUE;
    rest->rule = rest->type == CLAIM_MIXED ? RULE_MIXED_CUE : RULE_MARKED_CUE;
}

/* The claim has what its marked words go on with, and marks settle it. */
static bool is_begun(const struct desk *desk, const Claim *claim)
{
    const struct sheet *sheet = desk->sheet;

    return claim->piece_count == 2 && desk_is_plain(desk, claim->pieces[0]) &&
           !sheet_capital(sheet, claim->pieces[1].start + 1) &&
           claim->pieces[0].end <= claim->cue.start &&
           sheet_class(sheet, claim->pieces[1].start) ==
               STET_TOKEN_QUOTE_OPEN &&
           desk_type_of(desk, &claim->pieces[1], 1) == CLAIM_DIRECT;
}

/* All stretches from `first` on that are speech of cue `index`. */
static void claim_marked(struct desk *desk, uint32_t first, uint32_t index)
{
    const struct sheet *sheet = desk->sheet;
    const Cue *cue = &desk->scene->cues[index];
    uint32_t left_last = STET_NONE, right_first = STET_NONE, last = first;
    Claim *claim = desk_claim(desk, RULE_MARKED_CUE,
                              desk->cue_of[first].score < desk->speech[first]
                                  ? desk->cue_of[first].score
                                  : desk->speech[first]);

    if (!claim)
        return;
    claim->first_stretch = first;
    desk_source(desk, claim, index);
    desk->claim_of[index] = (uint32_t)(claim - desk->out->all) + 1;
    for (uint32_t k = first; k < sheet->stretch_count; k++) {
        if (k > first && (!is_speech(desk, k) || desk->taken[k] ||
                          !has_cue(desk, k) || desk->cue_of[k].best != index))
            break;
        desk->taken[k] = 1;
        last = k;
        if (sheet->stretches[k].at.start < cue->at.start)
            left_last = k;
        else if (right_first == STET_NONE)
            right_first = k;
    }
    if (left_last != STET_NONE)
        take_left(desk, claim, cue, first, left_last);
    if (right_first != STET_NONE)
        take_right(desk, claim, cue, right_first, last);
    claim->is_open = !sheet->stretches[last].is_closed;
    claim->type = desk_type(desk, claim);
    if (claim->type == CLAIM_MIXED && !is_begun(desk, claim))
        split_mixed(desk, claim);
}

/* The claim whose content ends in the sentence before `at`, all between
 * being its own attribution. */
static Claim *claim_before(const struct desk *desk, uint32_t stretch)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t start = sheet->stretches[stretch].at.start;
    uint32_t sentence = sheet->sentence_of[start], low;

    if (stretch == 0 || start != sheet->sentences[sentence].start || !sentence)
        return NULL;
    low = sheet->sentences[sentence - 1].start;
    for (uint32_t i = desk->out->count; i > 0; i--) {
        Claim *claim = &desk->out->all[i - 1];

        if (claim->pieces[claim->piece_count - 1].end > low ||
            claim->cue.start >= low)
            return claim;
    }
    return NULL;
}

static void claim_alone(struct desk *desk, uint32_t stretch)
{
    const struct sheet *sheet = desk->sheet;
    const Stretch *at = &sheet->stretches[stretch];
    Claim *claim = claim_before(desk, stretch);
    Range piece = at->at;

    desk->taken[stretch] = 1;
    if (claim && claim->type == CLAIM_DIRECT &&
        claim->piece_count < CLAIM_PIECES && !claim->is_open &&
        is_whole(sheet, at)) {
        desk_add(desk, claim, piece);
        claim->is_open = !at->is_closed;
        return;
    }
    claim = desk_claim(desk, RULE_MARKED_ALONE, desk->speech[stretch]);
    if (!claim)
        return;
    if (piece.start && stet_token_is(sheet->tokens, piece.start - 1, "that") &&
        !desk->owner[piece.start - 1])
        piece.start--;
    claim->first_stretch = stretch;
    desk_add(desk, claim, piece);
    claim->type = desk_type(desk, claim);
    claim->is_open = !at->is_closed;
}

void marked_round(struct desk *desk)
{
    uint32_t count = desk->sheet->stretch_count;

    for (uint32_t k = 0; k < count; k++) {
        desk->cue_of[k] = pairing_cue(desk->scene, k);
        for (uint32_t i =
                 pairing_first_of_line(desk->scene, k, &desk->cue_of[k]);
             i < k; i++)
            desk->cue_of[i] = desk->cue_of[k];
    }
    for (uint32_t k = 0; k < count; k++) {
        desk->speech[k] = speech_score(desk->scene, k, &desk->cue_of[k]);
        if (speech_is_name(desk->scene, k))
            desk->speech[k] = NAME_SCORE;
    }
    for (uint32_t k = 0; k < count; k++) {
        if (!is_speech(desk, k) || desk->taken[k])
            continue;
        if (has_cue(desk, k) && !desk->claim_of[desk->cue_of[k].best])
            claim_marked(desk, k, desk->cue_of[k].best);
        else
            claim_alone(desk, k);
    }
}

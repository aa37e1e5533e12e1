#include "quotes/claim.h"

#include "quotes/span.h"
#include "quotes/speech.h"
#include "stet/text.h"

#include <stdlib.h>

enum {
    NAME_SCORE = -1024, /* speech, by log-odds, of what is surely a name */
    SPEECH_FLOOR = 200, /* marks that a cue stands beside are speech */
    PARAGRAPH_FLOOR = -400, /* so are a whole paragraph's */
    LONELY_FLOOR = 450,           /* marks that none does */
    CLAIM_FLOOR = -100,  /* more often right than wrong by half an overlap */
    APPOSITION_MAX = 24, /* tokens between a name and its verb */
    BRACKETS_MAX = 12,   /* tokens that a remark in brackets may have */
    SOURCE_FLOOR = -256, /* log-odds, 1/256: below, nobody in sight */
};

/* The desk that claims are put together on. */
struct desk {
    const struct scene *scene;
    const struct sheet *sheet;
    struct claims *out;
    Choice *cue_of;      /* of each stretch */
    uint32_t *claim_of;  /* of each cue: 1 + its claim, or 0 */
    Choice *source_of;   /* of each cue, once it was asked for */
    uint8_t *has_source; /* of each cue: 1 if source_of is known */
    uint32_t *owner;     /* of each token: 1 + the claim of its content */
    int32_t *speech;
    uint8_t *taken;
    uint32_t room_for; /* claims that fit into out->all */
};

static Claim *new_claim(struct desk *desk, uint32_t rule, int32_t score)
{
    Claim *claim;

    if (desk->out->count == desk->room_for)
        return NULL;
    claim = &desk->out->all[desk->out->count++];
    *claim = (Claim){.rule = rule, .score = score, .first_stretch = STET_NONE};
    return claim;
}

static void own(struct desk *desk, const Claim *claim, Range piece)
{
    uint32_t number = (uint32_t)(claim - desk->out->all) + 1;

    for (uint32_t i = piece.start; i < piece.end; i++)
        desk->owner[i] = number;
}

static void add_piece(struct desk *desk, Claim *claim, Range piece)
{
    while (piece.end > piece.start &&
           desk->sheet->stretch_of[piece.end - 1] == STET_NONE &&
           (sheet_is(desk->sheet, piece.end - 1, ',') ||
            sheet_is(desk->sheet, piece.end - 1, ';') ||
            sheet_is(desk->sheet, piece.end - 1, ':') ||
            sheet_dash(desk->sheet, piece.end - 1) ||
            sheet_is(desk->sheet, piece.end - 1, '.')))
        piece.end--;
    if (range_empty(piece))
        return;
    if (claim->piece_count == CLAIM_PIECES) {
        Range *last = &claim->pieces[CLAIM_PIECES - 1];

        last->end = piece.end > last->end ? piece.end : last->end;
        own(desk, claim, *last);
        return;
    }
    claim->pieces[claim->piece_count++] = piece;
    own(desk, claim, piece);
}

/* Direct when nine words in ten stand between marks. */
static uint32_t type_of_pieces(const struct desk *desk, const Range *pieces,
                               uint32_t count)
{
    uint32_t quoted = 0, all = 0;

    for (uint32_t p = 0; p < count; p++) {
        for (uint32_t i = pieces[p].start; i < pieces[p].end; i++) {
            all++;
            quoted += desk->sheet->stretch_of[i] != STET_NONE;
        }
    }
    if (!quoted)
        return CLAIM_INDIRECT;
    return quoted * 10 >= all * 9 ? CLAIM_DIRECT : CLAIM_MIXED;
}

static uint32_t type_of(const struct desk *desk, const Claim *claim)
{
    return type_of_pieces(desk, claim->pieces, claim->piece_count);
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
         sheet_stop(desk->sheet, left->at.start - 1)))
        choice.best = (uint32_t)(left - phrases->all);
    else if (!left && right && right->kind == PHRASE_NAME)
        choice.best = (uint32_t)(right - phrases->all);
    else
        return choice;
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

/* What stands between commas behind a name says more about it: it begins with
 * an article, a number, "who" or a lower-case noun, and has no verb unless it
 * is a clause of its own. `comma` is the first of the two. */
static bool is_apposition(const struct sheet *sheet, uint32_t comma,
                          uint32_t end)
{
    uint32_t at = comma + 1;

    if (sheet_has(sheet, at, W_REL))
        return true;
    if (sheet_has(sheet, at, W_SUBJECT | W_OBJECT | W_CONJ | W_SUBORD | W_PREP))
        return false;
    for (uint32_t i = at; i < end; i++)
        if (sheet_has(sheet, i, W_AUX) || sheet->stretch_of[i] != STET_NONE ||
            ((sheet->bits[i] & W_REPORT) && (sheet->bits[i] & W_PAST) &&
             !(sheet->bits[i] & (W_PERSON | W_BODY))))
            return false;
    return sheet_has(sheet, at, W_DET | W_POSS | W_QUANT) ||
           sheet_class(sheet, at) == STET_TOKEN_NUMBER ||
           !sheet_capital(sheet, at);
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
        (first->kind != PHRASE_NAME && first->kind != PHRASE_NOMINAL) ||
        !sheet_has(sheet, cue->at.start, W_PAST | W_THIRD) ||
        !sheet_has(sheet, cue->at.start, W_SAY))
        return index;
    end = past_brackets(sheet, first->at.end);
    if (!sheet_is(sheet, end, ',') || !is_apposition(sheet, end, end + 1))
        return index;
    return (uint32_t)(first - scene->phrases.all);
}

/* From "R-Neb." or "a member of the panel" between commas to whom it is said
 * of: "Bacon, R-Neb., said", "Lund, who runs it, said". */
static uint32_t climb(const struct scene *scene, const Cue *cue, uint32_t index)
{
    const struct sheet *sheet = &scene->sheet;
    const struct phrases *phrases = &scene->phrases;
    uint32_t end = phrases->all[index].at.end;
    uint32_t low = sheet_sentence_start(sheet, phrases->all[index].at.start);
    bool party = is_party(sheet, &phrases->all[index]);

    if (phrases->all[index].kind == PHRASE_REL ||
        (!sheet_is(sheet, end, ',') && !party && end != cue->at.start))
        return index;
    for (uint32_t i = index; i > 0; i--) {
        const Phrase *name = &phrases->all[i - 1];
        uint32_t comma = past_brackets(sheet, name->at.end);

        if (name->at.start < low || end - name->at.end > APPOSITION_MAX)
            return index;
        if (name->kind != PHRASE_NAME || !sheet_is(sheet, comma, ',') ||
            is_party(sheet, name))
            continue;
        if (party ? i != index : !is_apposition(sheet, comma, end))
            continue;
        if (name->at.start && sheet_has(sheet, name->at.start - 1, W_PREP) &&
            !stet_token_is(sheet->tokens, name->at.start - 1, "as") && !party &&
            i != index)
            continue;
        return i - 1;
    }
    return index;
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
        !sheet_is(sheet, at->at.end, ',') ||
        !sheet_has(sheet, at->head, W_PERSON | W_TITLE))
        return index;
    name = phrase_from(phrases, at->at.end + 1);
    if (!name || name->kind != PHRASE_NAME || is_party(sheet, name))
        return index;
    end = name->at.end;
    if (end < sheet->count && !sheet_is(sheet, end, ',') &&
        !sheet_stop(sheet, end) && sheet->stretch_of[end] == STET_NONE)
        return index;
    return index + 1;
}

/* "footage of Ada Lund": the footage says nothing, Lund does. */
static Range narrow(const struct scene *scene, uint32_t index)
{
    const struct sheet *sheet = &scene->sheet;
    const Phrase *phrase = &scene->phrases.all[index];

    if (!sheet_has(sheet, phrase->head, W_SHOWN))
        return phrase->at;
    for (uint32_t i = phrase->at.end; i > phrase->head + 1; i--)
        if (stet_token_is(sheet->tokens, i - 1, "of") &&
            sheet_capital(sheet, i) && !sheet_has(sheet, i, W_DET))
            return (Range){i, phrase->at.end};
    return phrase->at;
}

static void set_source(const struct desk *desk, Claim *claim, uint32_t index)
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
    if (choice.best == STET_NONE || choice.score < SOURCE_FLOOR)
        return;
    choice.best = first_behind(scene, cue, choice.best);
    choice.best = climb(scene, cue, choice.best);
    if (cue->kind != CUE_ACCORDING)
        choice.best = descend(scene, choice.best);
    claim->source = narrow(scene, choice.best);
    claim->source_kind = scene->phrases.all[choice.best].kind;
    claim->source_score = choice.score;
    if (choice.second != STET_NONE)
        claim->runner_up = scene->phrases.all[choice.second].at;
}

/* ---- round one: marked stretches ---- */

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

/* The stretch is its whole paragraph: a turn of a dialogue, or a quotation
 * that goes on in the next one. */
static bool is_paragraph(const struct sheet *sheet, const Stretch *at)
{
    return at->at.start == 0 && at->at.end >= sheet->count &&
           !sheet_is(sheet, 1, '(') && !sheet_is(sheet, 1, '[') &&
           (!at->is_closed || sheet_stop(sheet, at->at.end - 2));
}

static bool is_speech(const struct desk *desk, uint32_t stretch)
{
    const struct sheet *sheet = desk->sheet;
    const Stretch *at = &sheet->stretches[stretch];
    int32_t floor = LONELY_FLOOR;

    if (is_paragraph(sheet, at))
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

    while (start > low && !desk->owner[start - 1])
        start--;
    while (start < at && (sheet_has(desk->sheet, start, W_CONJ) ||
                          sheet_is(desk->sheet, start, ',')))
        start++;
    return start;
}

/* "The plan, said Lund, a lawyer, was “dead.”": the words before the comma
 * are the subject of those behind. Their pieces; both empty where it is not
 * so. */
typedef struct Broken {
    Range subject;
    uint32_t resumes; /* at the verb */
} Broken;

static bool is_verb_ahead(const struct sheet *sheet, uint32_t at)
{
    while (sheet_has(sheet, at, W_ADVERB | W_NEG) &&
           !sheet_has(sheet, at, W_AUX))
        at++;
    return sheet_has(sheet, at, W_AUX) ||
           (sheet_has(sheet, at, W_PAST | W_THIRD) &&
            !sheet_capital(sheet, at));
}

static Broken broken_by(const struct desk *desk, const Claim *claim,
                        uint32_t limit)
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
        sheet_has(sheet, low, W_PREP | W_SUBORD | W_ADVERB | W_TIME | W_ING))
        return none;
    while (sheet_has(sheet, at, W_CONJ))
        at++;
    for (uint32_t i = at; i < start; i++)
        if (desk->owner[i] || sheet_has(sheet, i, W_AUX) ||
            sheet->stretch_of[i] != STET_NONE)
            return none;
    if (at + 1 >= start || !phrase_from(&desk->scene->phrases, at))
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
    if (first != last &&
        sheet->sentence_of[from.start] != sheet->sentence_of[to.start]) {
        for (uint32_t k = first; k <= last; k++)
            add_piece(desk, claim, sheet->stretches[k].at);
        return;
    }
    add_piece(desk, claim, (Range){from.start, stop});
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
        is_set_off(sheet, from.start))
        start = from.start;
    broken = broken_by(desk, claim, from.start);
    if (!claim->piece_count && !range_empty(broken.subject)) {
        add_piece(desk, claim, broken.subject);
        start = broken.resumes;
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
            end = span_end(desk->scene, cue, start, to.end,
                           sheet_sentence_end(sheet, to.end - 1));
        add_piece(desk, claim, (Range){start, end < to.end ? to.end : end});
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
    first = type_of_pieces(desk, claim->pieces, 1);
    while (cut < count && type_of_pieces(desk, &claim->pieces[cut], 1) == first)
        cut++;
    if (cut == count || sheet->sentence_of[claim->pieces[cut - 1].start] ==
                            sheet->sentence_of[claim->pieces[cut].start])
        return;
    rest = new_claim(desk, claim->rule, claim->score);
    if (!rest)
        return;
    *rest = *claim;
    rest->piece_count = 0;
    for (uint32_t p = cut; p < count; p++)
        add_piece(desk, rest, claim->pieces[p]);
    claim->piece_count = cut;
    claim->is_open = 0;
    claim->type = type_of(desk, claim);
    rest->type = type_of(desk, rest);
    claim->rule = claim->type == CLAIM_MIXED ? RULE_MIXED_CUE : RULE_MARKED_CUE;
    rest->rule = rest->type == CLAIM_MIXED ? RULE_MIXED_CUE : RULE_MARKED_CUE;
}

/* All stretches from `first` on that are speech of cue `index`. */
static void claim_marked(struct desk *desk, uint32_t first, uint32_t index)
{
    const struct sheet *sheet = desk->sheet;
    const Cue *cue = &desk->scene->cues[index];
    uint32_t left_last = STET_NONE, right_first = STET_NONE, last = first;
    Claim *claim = new_claim(desk, RULE_MARKED_CUE,
                             desk->cue_of[first].score < desk->speech[first]
                                 ? desk->cue_of[first].score
                                 : desk->speech[first]);

    if (!claim)
        return;
    claim->first_stretch = first;
    set_source(desk, claim, index);
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
    claim->type = type_of(desk, claim);
    if (claim->type == CLAIM_MIXED)
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
        add_piece(desk, claim, piece);
        claim->is_open = !at->is_closed;
        return;
    }
    claim = new_claim(desk, RULE_MARKED_ALONE, desk->speech[stretch]);
    if (!claim)
        return;
    if (piece.start && stet_token_is(sheet->tokens, piece.start - 1, "that") &&
        !desk->owner[piece.start - 1])
        piece.start--;
    claim->first_stretch = stretch;
    add_piece(desk, claim, piece);
    claim->type = type_of(desk, claim);
    claim->is_open = !at->is_closed;
}

static void marked_round(struct desk *desk)
{
    uint32_t count = desk->sheet->stretch_count;

    for (uint32_t k = 0; k < count; k++) {
        desk->cue_of[k] = pairing_cue(desk->scene, k);
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

/* ---- round two: cues without marks ---- */

typedef struct Unmarked {
    uint32_t cue; /* index */
    uint32_t is_left;
    Range content, source, addressee, medium;
    uint32_t source_kind;
    int32_t score, source_score;
    Range runner_up;
} Unmarked;

static bool is_within(Range inner, Range outer)
{
    return range_empty(inner) ||
           (inner.start >= outer.start && inner.end <= outer.end);
}

/* All of `claim`, with who says it and how, is told inside `content`: "wrote
 * that the aide had called it “a farce”" is one quotation, the writer's. */
static bool is_nested(const Claim *claim, Range content)
{
    if (claim->rule <= RULE_MARKED_ALONE || !is_within(claim->cue, content) ||
        !is_within(claim->source, content))
        return false;
    for (uint32_t p = 0; p < claim->piece_count; p++)
        if (!is_within(claim->pieces[p], content))
            return false;
    return true;
}

/* Nobody else's words stand in `content`, or only ones that are retold. */
static bool is_free(const struct desk *desk, Range content)
{
    for (uint32_t i = content.start; i < content.end; i++)
        if (desk->owner[i] &&
            !is_nested(&desk->out->all[desk->owner[i] - 1], content))
            return false;
    return content.end > content.start;
}

/* Claims inside of `content` are part of it from now on. */
static void swallow(struct desk *desk, Range content)
{
    for (uint32_t i = content.start; i < content.end; i++) {
        if (!desk->owner[i])
            continue;
        desk->out->all[desk->owner[i] - 1].piece_count = 0;
        desk->owner[i] = 0;
    }
}

/* The first token from `at` on that a claim holds which `content` cannot
 * swallow; `content.end` where there is none. */
static uint32_t free_end(const struct desk *desk, Range content)
{
    for (uint32_t i = content.start; i < content.end; i++)
        if (desk->owner[i] &&
            !is_nested(&desk->out->all[desk->owner[i] - 1], content))
            return i;
    return content.end;
}

/* "Witkoff", "him", "": reported words are more than that. */
static bool is_bare_name(const struct sheet *sheet, Range content)
{
    for (uint32_t i = content.start; i < content.end; i++) {
        if (sheet->stretch_of[i] != STET_NONE)
            return false;
        if (sheet->tokens->cls[i] == STET_TOKEN_WORD &&
            !sheet_capital(sheet, i) &&
            !sheet_has(sheet, i, W_SUBJECT | W_OBJECT | W_DET | W_POSS))
            return false;
    }
    return true;
}

static void judge_unmarked(const struct desk *desk, Unmarked *one)
{
    const struct scene *scene = desk->scene;
    const struct sheet *sheet = desk->sheet;
    const Cue *cue = &scene->cues[one->cue];
    struct facts facts = {0};
    uint32_t base = 200 + one->is_left * 60, content = 0, marked = 0;
    uint32_t nested = 0, inner = 0, last = 0;
    uint32_t start = one->content.start, end = one->content.end;
    uint32_t first = scene_shape(scene, start);
    uint32_t length = pairing_bucket((end - start) / 2);
    uint32_t sure = model_per_mille(one->source_score) / 125;
    uint32_t lemma = sheet->lemma[cue->at.start];
    WordBits kinds = sheet->bits[cue->at.start] & W_REPORT;
    WordBits form = sheet->bits[cue->at.start] / W_BASE & 31;

    for (uint32_t i = start; i < end; i++) {
        content += scene_role(scene, i) == ROLE_CONTENT;
        marked += sheet->stretch_of[i] != STET_NONE;
        if (desk->owner[i] && desk->owner[i] != last) {
            last = desk->owner[i];
            inner = 1 + desk->out->all[last - 1].rule;
            nested++;
        }
    }
    facts_add(&facts, base, 0);
    facts_add(&facts, base + 1, lemma);
    facts_add(&facts, base + 2, lemma ^ first * 0x1000193u);
    facts_add(&facts, base + 3, first);
    facts_add(&facts, base + 4, length);
    facts_add(&facts, base + 5, sure * 8 + one->source_kind);
    facts_add(&facts, base + 6, scene_shape(scene, end));
    facts_add(&facts, base + 7, (uint32_t)kinds * 32 + (uint32_t)form);
    facts_add(&facts, base + 8, (uint32_t)kinds * 64 + first);
    facts_add(&facts, base + 9, sheet->tokens->hash[start]);
    facts_add(&facts, base + 10,
              (uint32_t)form * 64 +
                  (cue->at.start ? scene_shape(scene, cue->at.start - 1) : 0));
    facts_add(&facts, base + 11, lemma ^ (uint32_t)form * 0x2000193u);
    facts_add(&facts, base + 12,
              content * 4 / (end - start) * 8 +
                  scene_role(scene, cue->at.start));
    facts_add(&facts, base + 13, content * 8 / (end - start));
    facts_add(&facts, base + 14, (marked > 0) * 16u + length);
    facts_add(&facts, base + 23, nested > 2 ? 3 : nested);
    facts_add(&facts, base + 24, inner * 16 + length);
    facts_add(&facts, base + 25, (uint32_t)kinds * 8 + inner);
    facts_add(&facts, base + 26, lemma ^ inner * 0x1000193u);
    facts_add(&facts, base + 15,
              scene_shape(scene, cue->at.end) * 64 +
                  scene_shape(scene, cue->at.end + 1));
    facts_add(&facts, base + 16, sheet->block->kind * 16 + length);
    facts_add(&facts, base + 17, lemma ^ (one->source_kind + 1) * 0x3000193u);
    facts_add(&facts, base + 18,
              range_empty(one->source) ? 0 : sheet->lemma[one->source.end - 1]);
    facts_add(&facts, base + 19,
              first * 64 + (start ? scene_shape(scene, start - 1) : 0));
    facts_add(&facts, base + 20, cue->kind * 64 + first);
    facts_add(&facts, base + 21,
              start - (cue->at.end < start ? cue->at.end : start));
    facts_add(&facts, base + 22,
              cue->at.start ? sheet->lemma[cue->at.start - 1] : 0);
    one->score = scene_judge(scene, MODEL_CLAIM, one->content, cue->at, &facts);
}

/* Behind "according to the ministry" the content follows the next comma. */
static uint32_t past_comma(const struct sheet *sheet, uint32_t at,
                           uint32_t limit)
{
    for (uint32_t i = at; i < limit && i < at + 24; i++)
        if (sheet_is(sheet, i, ','))
            return i + 1;
    return limit;
}

/* What is only named is not said: “Low Tide,” a song; call it “the Vault”. */
static bool is_naming(const struct desk *desk, const Cue *cue, Range content)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t first = sheet->stretch_of[content.start];
    uint32_t last = sheet->stretch_of[content.end - 1];

    if (first != STET_NONE && desk->speech[first] <= NAME_SCORE)
        return true;
    return last != STET_NONE && desk->speech[last] <= NAME_SCORE &&
           sheet_has(sheet, cue->at.start, W_CALL | W_NAMING);
}

static bool look_right(const struct desk *desk, Unmarked *one)
{
    const struct sheet *sheet = desk->sheet;
    const Cue *cue = &desk->scene->cues[one->cue];
    uint32_t limit = sheet_sentence_end(sheet, cue->at.start);
    Gap gap;

    limit = free_end(desk, (Range){cue->at.end, limit});
    if (cue->kind == CUE_ACCORDING) {
        if (sheet_sentence_start(sheet, cue->at.start) != cue->at.start ||
            range_empty(one->source))
            return false;
        gap = (Gap){.start = past_comma(sheet, one->source.end, limit)};
    } else {
        gap = span_start(desk->scene, cue, one->source, limit);
    }
    if (gap.start >= limit)
        return false;
    one->addressee = gap.addressee;
    one->medium = gap.medium;
    one->content.start = gap.start;
    one->content.end =
        span_end(desk->scene, cue, gap.start, gap.start + 1, limit);
    return !sheet_is(sheet, gap.start, ',') && is_free(desk, one->content) &&
           !is_bare_name(sheet, one->content) &&
           !is_naming(desk, cue, one->content);
}

/* Where content that ends at `stop` begins: behind the last claim that is not
 * told inside of it. */
static uint32_t left_start(const struct desk *desk, uint32_t low, uint32_t stop)
{
    for (uint32_t i = stop; i > low; i--)
        if (desk->owner[i - 1] &&
            !is_nested(&desk->out->all[desk->owner[i - 1] - 1],
                       (Range){low, stop}))
            return i;
    return low;
}

static bool look_left(const struct desk *desk, Unmarked *one)
{
    const struct sheet *sheet = desk->sheet;
    const Cue *cue = &desk->scene->cues[one->cue];
    uint32_t stop = cue->at.start, low;
    Gap gap;

    if (!range_empty(one->source) && one->source.start < stop)
        stop = one->source.start;
    if (stop < 2 ||
        !(sheet_is(sheet, stop - 1, ',') || sheet_dash(sheet, stop - 1) ||
          cue->kind == CUE_ACCORDING))
        return false;
    stop -= sheet_is(sheet, stop - 1, ',') || sheet_dash(sheet, stop - 1);
    low = sheet_sentence_start(sheet, cue->at.start);
    one->content = (Range){stop, stop};
    one->content.start = left_start(desk, low, stop);
    while (one->content.start < stop &&
           sheet_is(sheet, one->content.start, ','))
        one->content.start++;
    gap = span_around(desk->scene, cue,
                      one->source.start > cue->at.start ? one->source.end
                                                        : cue->at.end,
                      sheet_sentence_end(sheet, cue->at.start));
    one->addressee = gap.addressee;
    one->medium = gap.medium;
    return one->content.end > one->content.start + 1 &&
           is_free(desk, one->content) && !is_bare_name(sheet, one->content);
}

static Unmarked look(const struct desk *desk, uint32_t cue, uint32_t is_left)
{
    Unmarked one = {.cue = cue, .is_left = is_left};
    Claim source = {0};

    set_source(desk, &source, cue);
    one.source = source.source;
    one.source_kind = source.source_kind;
    one.source_score = source.source_score;
    one.runner_up = source.runner_up;
    if (is_left ? look_left(desk, &one) : look_right(desk, &one))
        judge_unmarked(desk, &one);
    else
        one.score = INT32_MIN;
    return one;
}

static int by_score(const void *left, const void *right)
{
    const Unmarked *a = left, *b = right;

    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    return a->cue < b->cue ? -1 : a->cue > b->cue;
}

/* ", who added": content may go on behind the attribution in the middle. */
static void take_tail(struct desk *desk, Claim *claim, const Unmarked *one)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t at = claim->cue.end;
    uint32_t limit = sheet_sentence_end(sheet, claim->cue.start);
    Broken broken;

    broken = broken_by(desk, claim, limit);
    if (!range_empty(broken.subject) &&
        is_free(desk, (Range){broken.resumes, limit})) {
        add_piece(desk, claim, (Range){broken.resumes, limit});
        return;
    }
    if (one->source.end > at)
        at = one->source.end;
    if (!sheet_is(sheet, at, ',') || at + 3 >= limit ||
        sheet_has(sheet, at + 1,
                  W_ING | W_DET | W_REL | W_POSS | W_SUBORD | W_PREP) ||
        !is_free(desk, (Range){at + 1, limit}))
        return;
    if (scene_shape(desk->scene, at + 1) == 34)
        return;
    add_piece(desk, claim, (Range){at + 1, limit});
}

static void claim_unmarked(struct desk *desk, const Unmarked *one)
{
    const Cue *cue = &desk->scene->cues[one->cue];
    Claim *claim;

    if (!is_free(desk, one->content) || desk->owner[cue->at.start])
        return;
    swallow(desk, one->content);
    claim = new_claim(desk,
                      one->is_left ? RULE_UNMARKED_BEFORE : RULE_UNMARKED_AFTER,
                      one->score);
    if (!claim)
        return;
    claim->cue = cue->at;
    claim->cue_kind = cue->kind;
    claim->source = one->source;
    claim->source_kind = one->source_kind;
    claim->source_score = one->source_score;
    claim->runner_up = one->runner_up;
    claim->addressee = one->addressee;
    claim->medium = one->medium;
    add_piece(desk, claim, one->content);
    if (one->is_left)
        take_tail(desk, claim, one);
    claim->type = type_of(desk, claim);
    if (claim->type == CLAIM_DIRECT)
        claim->type = CLAIM_MIXED;
    desk->claim_of[one->cue] = (uint32_t)(claim - desk->out->all) + 1;
}

static void unmarked_round(struct desk *desk)
{
    uint32_t cues = desk->scene->cue_count, count = 0;
    Unmarked *all = ARENA_ARRAY(&desk->scene->room->arena, Unmarked, cues + 1);

    for (uint32_t i = 0; i < cues; i++) {
        Unmarked right, left;

        if (desk->claim_of[i] || desk->owner[desk->scene->cues[i].at.start])
            continue;
        right = look(desk, i, 0);
        left = look(desk, i, 1);
        all[count] = left.score > right.score ? left : right;
        count += all[count].score > CLAIM_FLOOR;
    }
    qsort(all, count, sizeof *all, by_score);
    for (uint32_t i = 0; i < count; i++)
        claim_unmarked(desk, &all[i]);
}

/* ---- turns: Q. and A., SMITH: ---- */

/* "WALLACE:", "Mr. Smith:", "Q." at the start of a block: one past the colon,
 * or 0. Whether the story really is a transcript is for the story pass. */
static uint32_t turn_label(const struct sheet *sheet, uint32_t at)
{
    Str folded = at < sheet->count ? sheet->tokens->folded[at] : STR("");
    uint32_t end = at;

    if ((str_eq(folded, STR("q")) || str_eq(folded, STR("a"))) &&
        sheet_capital(sheet, at) &&
        (sheet_is(sheet, at + 1, '.') || sheet_is(sheet, at + 1, ':')))
        return at + 2;
    if (str_eq(folded, STR("q.")) || str_eq(folded, STR("a.")))
        return at + 1;
    while (end < at + 5 && sheet_capital(sheet, end))
        end++;
    if (end > at && sheet_is(sheet, end, '(') && sheet_is(sheet, end + 2, ')'))
        end += 3; /* (laughs) */
    return end > at && sheet_is(sheet, end, ':') ? end + 1 : 0;
}

static void turn_round(struct desk *desk)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t at = sheet_class(sheet, 0) == STET_TOKEN_QUOTE_OPEN;
    uint32_t start = turn_label(sheet, at), end = sheet->count;
    Claim *claim;

    if (!start || start + 1 >= end)
        return;
    claim = new_claim(desk, RULE_TURN, 0);
    if (!claim)
        return;
    while (end > start + 1 && at == 1 &&
           sheet_class(sheet, end - 1) == STET_TOKEN_QUOTE_CLOSE)
        end--;
    claim->type = CLAIM_DIRECT;
    claim->source = (Range){at, start - 1};
    claim->source_kind = PHRASE_NAME;
    if (range_empty(claim->source))
        claim->source.end = start;
    claim->pieces[claim->piece_count++] = (Range){start, end};
}

/* ---- a colon at the block's end ---- */

/* What is announced stands in the next block. */
static void look_ahead(struct desk *desk)
{
    const struct sheet *sheet = desk->sheet;
    const struct scene *scene = desk->scene;
    uint32_t last = sheet->count - 1, low, index;

    if (!sheet_is(sheet, last, ':'))
        return;
    low = scene->cue_after[sheet_sentence_start(sheet, last)];
    index = scene->cue_count;
    while (index > low && scene->cues[index - 1].kind != CUE_VERB)
        index--;
    if (index > low && !desk->claim_of[index - 1])
        set_source(desk, &desk->out->ahead, index - 1);
}

/* ---- all of it ---- */

static int by_place(const void *left, const void *right)
{
    const Claim *a = left, *b = right;

    if (a->pieces[0].start != b->pieces[0].start)
        return a->pieces[0].start < b->pieces[0].start ? -1 : 1;
    return 0;
}

/* What stands before the source or behind the cue, where nothing was found
 * between cue and content. */
static void finish(const struct desk *desk, Claim *claim)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t at, limit;
    Cue cue = {claim->cue, claim->cue_kind};
    Gap gap;

    if (range_empty(claim->cue))
        return;
    at = claim->cue.end;
    if (claim->source.start >= at)
        at = claim->source.end;
    limit = sheet_sentence_end(sheet, claim->cue.start);
    for (uint32_t i = at; i < limit; i++)
        if (desk->owner[i])
            limit = i;
    gap = span_around(desk->scene, &cue, at, limit);
    if (range_empty(claim->addressee))
        claim->addressee = gap.addressee;
    if (range_empty(claim->medium))
        claim->medium = gap.medium;
    if (range_empty(claim->medium))
        claim->medium = span_preface(
            desk->scene, sheet_sentence_start(sheet, claim->cue.start),
            claim->cue.start);
}

void claims_find(struct claims *self, const struct scene *scene)
{
    struct arena *arena = &scene->room->arena;
    const struct sheet *sheet = &scene->sheet;
    struct desk desk = {.scene = scene, .sheet = sheet, .out = self};

    desk.cue_of = ARENA_ARRAY(arena, Choice, sheet->stretch_count + 1);
    desk.speech = ARENA_ARRAY(arena, int32_t, sheet->stretch_count + 1);
    desk.taken = ARENA_ARRAY(arena, uint8_t, sheet->stretch_count + 1);
    desk.source_of = ARENA_ARRAY(arena, Choice, scene->cue_count + 1);
    desk.has_source = ARENA_ARRAY(arena, uint8_t, scene->cue_count + 1);
    desk.claim_of = ARENA_ARRAY(arena, uint32_t, scene->cue_count + 1);
    desk.owner = ARENA_ARRAY(arena, uint32_t, sheet->count + 1);
    desk.room_for = scene->cue_count + sheet->stretch_count + 1;
    *self = (struct claims){
        .speech = desk.speech, .taken = desk.taken, .owner = desk.owner};
    self->all = ARENA_ARRAY(arena, Claim, desk.room_for + 1);
    marked_round(&desk);
    unmarked_round(&desk);
    turn_round(&desk);
    look_ahead(&desk);
    for (uint32_t i = 0; i < self->count; i++)
        finish(&desk, &self->all[i]);
    qsort(self->all, self->count, sizeof *self->all, by_place);
}

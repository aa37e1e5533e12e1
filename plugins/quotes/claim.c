#include "quotes/desk.h"

#include "quotes/span.h"
#include "stet/text.h"

#include <stdlib.h>

/* ---- the desk ---- */

Claim *desk_claim(struct desk *desk, uint32_t rule, int32_t score)
{
    Claim *claim;

    if (desk->out->count == desk->room_for)
        return NULL;
    claim = &desk->out->all[desk->out->count++];
    *claim = (Claim){.rule = rule, .score = score, .first_stretch = STET_NONE};
    return claim;
}

static void desk_own(struct desk *desk, const Claim *claim, Range piece)
{
    uint32_t number = (uint32_t)(claim - desk->out->all) + 1;

    for (uint32_t i = piece.start; i < piece.end; i++)
        desk->owner[i] = number;
}

void desk_add(struct desk *desk, Claim *claim, Range piece)
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
        desk_own(desk, claim, *last);
        return;
    }
    claim->pieces[claim->piece_count++] = piece;
    desk_own(desk, claim, piece);
}

uint32_t desk_type_of(const struct desk *desk, const Range *pieces,
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

uint32_t desk_type(const struct desk *desk, const Claim *claim)
{
    return desk_type_of(desk, claim->pieces, claim->piece_count);
}

static bool is_within(Range inner, Range outer)
{
    return range_empty(inner) ||
           (inner.start >= outer.start && inner.end <= outer.end);
}

/* What `claim` has between marks lies in `content`. */
static bool has_marks_in(const struct desk *desk, const Claim *claim,
                         Range content)
{
    for (uint32_t p = 0; p < claim->piece_count; p++)
        for (uint32_t i = claim->pieces[p].start; i < claim->pieces[p].end; i++)
            if (desk->sheet->stretch_of[i] != STET_NONE &&
                (i < content.start || i >= content.end))
                return false;
    return true;
}

bool desk_is_nested(const struct desk *desk, const Claim *claim, Range content)
{
    if (claim->is_settled)
        return false;
    if (claim->rule <= RULE_MARKED_ALONE)
        return has_marks_in(desk, claim, content);
    if (!is_within(claim->cue, content) || !is_within(claim->source, content))
        return false;
    for (uint32_t p = 0; p < claim->piece_count; p++)
        if (!is_within(claim->pieces[p], content))
            return false;
    return true;
}

bool desk_is_free(const struct desk *desk, Range content)
{
    return content.end > content.start &&
           desk_free_end(desk, content) == content.end;
}

void desk_drop(struct desk *desk, Claim *claim)
{
    for (uint32_t p = 0; p < claim->piece_count; p++)
        for (uint32_t i = claim->pieces[p].start; i < claim->pieces[p].end; i++)
            desk->owner[i] = 0;
    claim->piece_count = 0;
}

void desk_swallow(struct desk *desk, Range content)
{
    for (uint32_t i = content.start; i < content.end; i++) {
        if (!desk->owner[i])
            continue;
        desk_drop(desk, &desk->out->all[desk->owner[i] - 1]);
    }
}

uint32_t desk_free_end(const struct desk *desk, Range content)
{
    uint32_t nested = 0; /* the claim that was last found to be so */

    for (uint32_t i = content.start; i < content.end; i++) {
        uint32_t number = desk->owner[i];

        if (!number || number == nested)
            continue;
        if (!desk_is_nested(desk, &desk->out->all[number - 1], content))
            return i;
        nested = number;
    }
    return content.end;
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

/* "Lund: 1,204." is a tally. */
static bool has_word(const struct sheet *sheet, uint32_t at)
{
    for (; at < sheet->count; at++)
        if (sheet->tokens->cls[at] == STET_TOKEN_WORD)
            return true;
    return false;
}

static void turn_round(struct desk *desk)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t at = sheet_class(sheet, 0) == STET_TOKEN_QUOTE_OPEN;
    uint32_t start = turn_label(sheet, at), end = sheet->count;
    Claim *claim;

    if (!start || start + 1 >= end || !has_word(sheet, start))
        return;
    claim = desk_claim(desk, RULE_TURN, 0);
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
    for (uint32_t i = at; i < claim->source.end; i++)
        if (sheet_is(sheet, i, '('))
            claim->source.end = i; /* LUND (laughs): */
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
        desk_source(desk, &desk->out->ahead, index - 1);
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
    /* Lund, in a letter to the board, called it ... */
    if (range_empty(claim->medium) && claim->source.end < claim->cue.start &&
        sheet_is(sheet, claim->source.end, ','))
        claim->medium =
            span_preface(desk->scene, claim->source.end + 1, claim->cue.start);
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
    /* One of each cue, two of each stretch, one of each tag and one more where
     * it goes over the end of a sentence, and a turn. */
    desk.room_for = scene->cue_count + sheet->stretch_count * 2 +
                    scene->tag_count + sheet->sentence_count + 1;
    *self = (struct claims){
        .speech = desk.speech, .taken = desk.taken, .owner = desk.owner};
    self->all = ARENA_ARRAY(arena, Claim, desk.room_for + 1);
    marked_round(&desk);
    if (scene->tags)
        tagged_round(&desk);
    else
        unmarked_round(&desk);
    turn_round(&desk);
    look_ahead(&desk);
    for (uint32_t i = 0; i < self->count; i++) {
        finish(&desk, &self->all[i]);
        desk_whole(&desk, &self->all[i]);
        desk_settle_cry(&desk, &self->all[i]);
    }
    desk_whole(&desk, &self->ahead);
    qsort(self->all, self->count, sizeof *self->all, by_place);
}

#include "quotes/desk.h"

#include "quotes/span.h"
#include "stet/text.h"

#include <stdlib.h>

enum {
    CLAIM_FLOOR = -100, /* more often right than wrong by half an overlap */
    RETELLS = 300,      /* who retells comes so much before the retold */
};

/* "million" and the like: with a figure they make an amount. */
static bool is_amount(const struct sheet *sheet, uint32_t at)
{
    static const Str words[] = {
        STR_INIT("million"),  STR_INIT("billion"), STR_INIT("trillion"),
        STR_INIT("thousand"), STR_INIT("percent"),
    };

    return sheet->tokens->cls[at] == STET_TOKEN_NUMBER ||
           STR_IS_ANY(sheet->tokens->folded[at], words);
}

bool unmarked_is_bare(const struct sheet *sheet, Range content)
{
    WordBits small = W_SUBJECT | W_OBJECT | W_DET | W_POSS;

    for (uint32_t i = content.start; i < content.end; i++)
        if (is_amount(sheet, i))
            small |= W_PREP; /* of $3 million */
    for (uint32_t i = content.start; i < content.end; i++) {
        if (sheet->stretch_of[i] != STET_NONE)
            return false;
        if (sheet->tokens->cls[i] == STET_TOKEN_WORD &&
            !sheet_capital(sheet, i) && !sheet_has(sheet, i, small) &&
            !is_amount(sheet, i))
            return false;
    }
    return true;
}

void unmarked_judge(const struct desk *desk, Found *one)
{
    const struct scene *scene = desk->scene;
    const struct sheet *sheet = desk->sheet;
    const Cue *cue = &scene->cues[one->cue];
    struct facts facts = {0};
    uint32_t is_left = one->content.start < cue->at.start;
    uint32_t base = 200 + is_left * 60, marked = 0;
    uint32_t nested = 0, inner = 0, last = 0;
    uint32_t start = one->content.start, end = one->content.end;
    uint32_t first = scene_shape(scene, start);
    uint32_t length = pairing_bucket((end - start) / 2);
    uint32_t sure = model_per_mille(one->source_score) / 125;
    uint32_t lemma = sheet->lemma[cue->at.start];
    WordBits kinds = sheet->bits[cue->at.start] & W_REPORT;
    WordBits form = sheet->bits[cue->at.start] / W_BASE & 31;

    for (uint32_t i = start; i < end; i++) {
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

static bool look_right(const struct desk *desk, Found *one)
{
    const struct sheet *sheet = desk->sheet;
    const Cue *cue = &desk->scene->cues[one->cue];
    uint32_t limit = sheet_sentence_end(sheet, cue->at.start);
    Gap gap;

    limit = desk_free_end(desk, (Range){cue->at.end, limit});
    limit = desk_clause_end(desk, one->source, cue->at.end, limit);
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
    return !sheet_is(sheet, gap.start, ',') &&
           desk_is_free(desk, one->content) &&
           !unmarked_is_bare(sheet, one->content) &&
           !is_naming(desk, cue, one->content);
}

/* Where content that ends at `stop` begins: behind the last claim that is not
 * told inside of it. */
static uint32_t left_start(const struct desk *desk, uint32_t low, uint32_t stop)
{
    uint32_t nested = 0;

    for (uint32_t i = stop; i > low; i--) {
        uint32_t number = desk->owner[i - 1];

        if (!number || number == nested)
            continue;
        if (!desk_is_nested(desk, &desk->out->all[number - 1],
                            (Range){low, stop}))
            return i;
        nested = number;
    }
    return low;
}

static bool look_left(const struct desk *desk, Found *one)
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
           desk_is_free(desk, one->content) &&
           !unmarked_is_bare(sheet, one->content);
}

/* What may stand before the subject of what is told: "unless it rains",
 * "otherwise"; but "on Monday" says when it was told. */
static bool opens_clause(const struct sheet *sheet, uint32_t at)
{
    static const Str words[] = {
        STR_INIT("now"),    STR_INIT("otherwise"), STR_INIT("instead"),
        STR_INIT("worse"),  STR_INIT("soon"),      STR_INIT("maybe"),
        STR_INIT("indeed"), STR_INIT("perhaps"),   STR_INIT("besides"),
    };

    if (STR_IS_ANY(sheet->tokens->folded[at], words))
        return true;
    return sheet_has(sheet, at, W_SUBORD | W_PREP | W_ADVERB) &&
           !sheet_has(sheet, at, W_TIME);
}

/* "Unless it rains, she said, the roof will hold": what stands before is no
 * subject but belongs to the rest all the same. */
static Broken broken_clause(const struct desk *desk, const Found *one,
                            uint32_t limit)
{
    const struct sheet *sheet = desk->sheet;
    Range cue = desk->scene->cues[one->cue].at, source = one->source;
    uint32_t low = sheet_sentence_start(sheet, cue.start), at = low;
    uint32_t start = source.start < cue.start ? source.start : cue.start;
    uint32_t end = source.end > cue.end ? source.end : cue.end;
    Broken none = {{0, 0}, 0};

    while (sheet_has(sheet, at, W_CONJ))
        at++;
    if (range_empty(source) || start < at + 2 ||
        !sheet_is(sheet, start - 1, ',') || !sheet_is(sheet, end, ',') ||
        end + 4 > limit || !opens_clause(sheet, at) ||
        !range_empty(span_preface(desk->scene, low, start)) ||
        sheet_has(sheet, end + 1, W_ING | W_REL) ||
        scene_shape(desk->scene, end + 1) == 34)
        return none;
    return (Broken){{at, start - 1}, end + 1};
}

bool unmarked_broken(const struct desk *desk, Found *one)
{
    uint32_t cue = desk->scene->cues[one->cue].at.start;
    uint32_t limit = sheet_sentence_end(desk->sheet, cue);
    Claim claim = {.cue = desk->scene->cues[one->cue].at,
                   .source = one->source};
    Broken broken = desk_broken(desk, &claim, limit);

    if (range_empty(broken.subject))
        broken = broken_clause(desk, one, limit);
    if (range_empty(broken.subject) || broken.resumes + 1 >= limit)
        return false;
    one->lead = broken.subject;
    one->content = (Range){broken.resumes, limit};
    if (desk_is_free(desk, one->lead) && desk_is_free(desk, one->content))
        return true;
    one->lead = (Range){0, 0};
    return false;
}

/* "Voss said it leaks, according to the report": the report is who is quoted,
 * and what Voss said is told inside of it. */
static bool retells(const struct desk *desk, const Found *one)
{
    const struct scene *scene = desk->scene;

    if (one->rule != RULE_UNMARKED_BEFORE ||
        scene->cues[one->cue].kind != CUE_ACCORDING)
        return false;
    for (uint32_t i = one->content.start; i < one->content.end; i++)
        if (desk->owner[i])
            return true;
    return scene->cue_after[one->content.start] !=
           scene->cue_after[one->content.end];
}

Found unmarked_look(const struct desk *desk, uint32_t cue, uint32_t rule)
{
    Found one = {.cue = cue, .rule = rule};
    Claim source = {0};

    desk_source(desk, &source, cue);
    one.source = source.source;
    one.source_kind = source.source_kind;
    one.source_score = source.source_score;
    one.runner_up = source.runner_up;
    if (rule == RULE_UNMARKED_BEFORE
            ? unmarked_broken(desk, &one) || look_left(desk, &one)
            : look_right(desk, &one))
        unmarked_judge(desk, &one);
    else
        one.score = INT32_MIN;
    if (one.score != INT32_MIN && retells(desk, &one))
        one.ahead = RETELLS;
    return one;
}

int unmarked_by_score(const void *left, const void *right)
{
    const Found *a = left, *b = right;
    int32_t of_a = a->score + a->ahead, of_b = b->score + b->ahead;

    if (of_a != of_b)
        return of_a < of_b ? 1 : -1;
    return a->cue < b->cue ? -1 : a->cue > b->cue;
}

/* ", who added": content may go on behind the attribution in the middle. */
static void take_tail(struct desk *desk, Claim *claim, const Found *one)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t at = claim->cue.end;
    uint32_t limit = sheet_sentence_end(sheet, claim->cue.start);

    if (desk->scene->tags)
        return; /* they say where it goes on */
    if (one->source.end > at)
        at = one->source.end;
    if (!sheet_is(sheet, at, ',') || at + 3 >= limit ||
        sheet_has(sheet, at + 1,
                  W_ING | W_DET | W_REL | W_POSS | W_SUBORD | W_PREP) ||
        !desk_is_free(desk, (Range){at + 1, limit}))
        return;
    if (scene_shape(desk->scene, at + 1) == 34)
        return;
    desk_add(desk, claim, (Range){at + 1, limit});
}

/* “It leaks” and not one word more, and the marks are no name's. */
static bool is_whole_stretch(const struct desk *desk, const Claim *claim)
{
    Range at = claim->pieces[0];
    uint32_t stretch = desk->sheet->stretch_of[at.start];

    return claim->piece_count == 1 && stretch != STET_NONE &&
           desk->sheet->stretches[stretch].at.start == at.start &&
           desk->sheet->stretches[stretch].at.end == at.end &&
           desk->speech[stretch] > 0;
}

void unmarked_claim(struct desk *desk, const Found *one)
{
    const Cue *cue =
        one->cue == STET_NONE ? NULL : &desk->scene->cues[one->cue];
    Claim *claim;

    if (!desk_is_free(desk, one->content) ||
        (cue && desk->owner[cue->at.start]))
        return;
    desk_swallow(desk, one->content);
    claim = desk_claim(desk, one->rule, one->score);
    if (!claim)
        return;
    claim->is_settled = 1; /* it was the likelier one */
    claim->cue = cue ? cue->at : one->cue_at;
    claim->cue_kind = cue ? cue->kind : CUE_VERB;
    claim->source = one->source;
    claim->source_kind = one->source_kind;
    claim->source_score = one->source_score;
    claim->runner_up = one->runner_up;
    claim->addressee = one->addressee;
    claim->medium = one->medium;
    if (!range_empty(one->lead) && desk_is_free(desk, one->lead))
        desk_add(desk, claim, one->lead);
    desk_add(desk, claim, one->content);
    if (one->rule == RULE_UNMARKED_BEFORE && range_empty(one->lead))
        take_tail(desk, claim, one);
    claim->type = desk_type(desk, claim);
    if (claim->type == CLAIM_DIRECT && !is_whole_stretch(desk, claim))
        claim->type = CLAIM_MIXED;
    if (cue)
        desk->claim_of[one->cue] = (uint32_t)(claim - desk->out->all) + 1;
}

void unmarked_round(struct desk *desk)
{
    uint32_t cues = desk->scene->cue_count, count = 0;
    Found *all = ARENA_ARRAY(&desk->scene->room->arena, Found, cues + 1);

    for (uint32_t i = 0; i < desk->out->count; i++)
        desk->out->all[i].is_settled = 1;
    for (uint32_t i = 0; i < cues; i++) {
        Found right, left;

        if (desk->claim_of[i] || desk->owner[desk->scene->cues[i].at.start])
            continue;
        right = unmarked_look(desk, i, RULE_UNMARKED_AFTER);
        left = unmarked_look(desk, i, RULE_UNMARKED_BEFORE);
        all[count] = left.score > right.score ? left : right;
        count += all[count].score > CLAIM_FLOOR;
    }
    qsort(all, count, sizeof *all, unmarked_by_score);
    for (uint32_t i = 0; i < count; i++)
        unmarked_claim(desk, &all[i]);
}

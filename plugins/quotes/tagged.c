/*
 * tagged - reported words without marks, where the network has read along.
 *
 * Three finders propose, one model chooses. What the rules see behind and
 * before a cue, what the marked round took for a mixed quotation, and what
 * the network tags as content or holds possible are candidates; each is
 * described by how well the tags cover it, how well its ends agree with
 * theirs, how sure both sides are (weigh.c), and gets one probability. The
 * likeliest is taken first; what overlaps it is dropped, unless it is told
 * inside of it.
 *
 *     tags     [source] [cue] [content                      ]
 *     rule              said  [that the plan was “dead”] on Monday
 *     marked                                     “dead”
 *
 * Cost: linear in cues and tags, and a sort.
 */
#include "quotes/desk.h"

#include "quotes/span.h"
#include "stet/text.h"

#include <stdlib.h>

enum {
    TAGGED_FLOOR = -250, /* log-odds, 1/256: below, more is lost than won */
    LONE_FLOOR = 0,      /* the same where nothing announces it */
    IDLE_FLOOR = 450,    /* the same where it has marks that are no speech */
    MARKED_FLOOR = -400, /* the same for words between marks */
    LOOSE_TOKENS = 7,    /* between marks, that may be part of a clause */
    TOLD_BEFORE = 3,     /* tokens of a clause that goes on with marks */
    MAYBE_SHARE = 30,    /* per mille: what is less likely is not looked at */
    CUE_REACH = 30,      /* tokens from content to the tag of its cue */
};

/* ---- candidates ---- */

/* The first token behind `content` and the mark that parts it from the rest. */
static uint32_t behind(const struct sheet *sheet, Range content)
{
    uint32_t at = content.end;

    return at + (sheet_is(sheet, at, ',') || sheet_dash(sheet, at));
}

/* A clause begins at `at` that reports nothing before it: "and", "although";
 * but "as Lund put it". */
static bool begins_clause(const struct sheet *sheet, uint32_t at)
{
    return sheet_has(sheet, at, W_CONJ) ||
           (sheet_conjunction(sheet, at) &&
            !stet_token_is(sheet->tokens, at, "as"));
}

/* What is told of the content is no report of it: "the roof, which stood for
 * a century"; "it leaks, but Lund denies it". */
static bool is_told_of(const struct desk *desk, const Found *found, Range cue)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t at = behind(sheet, found->content);

    if (range_empty(cue) || cue.start < at)
        return false;
    if (!range_empty(found->source) && found->source.start < at)
        return false;
    return begins_clause(sheet, at) ||
           (found->source_kind == PHRASE_REL && found->source.start == at);
}

/* All that was proposed; a block has a few of each of its cues, tags and
 * marks, so it grows with what is written and no further. */
struct pool {
    struct arena *arena;
    Found *all;
    uint32_t count, room;
};

static void grow(struct pool *pool)
{
    uint32_t room = pool->room * 2 + 16;
    Found *all = ARENA_ARRAY(pool->arena, Found, room);

    for (uint32_t i = 0; i < pool->count; i++)
        all[i] = pool->all[i];
    pool->all = all;
    pool->room = room;
}

static void add(struct pool *pool, const Found *found)
{
    if (pool->count == pool->room)
        grow(pool);
    pool->all[pool->count++] = *found;
}

/* "The question is whether it leaks": what depends on a noun or a verb that no
 * list knows is announced all the same. */
static bool is_dependent(const struct sheet *sheet, uint32_t at)
{
    static const Str words[] = {STR_INIT("that"), STR_INIT("whether"),
                                STR_INIT("how"), STR_INIT("why")};

    return at != sheet_sentence_start(sheet, at) &&
           STR_IS_ANY(sheet->tokens->folded[at], words);
}

static void propose(struct pool *pool, const struct desk *desk, Found found)
{
    int32_t floor = TAGGED_FLOOR;
    Range cue = weigh_cue(desk, &found);

    if (range_empty(found.content) ||
        unmarked_is_bare(desk->sheet, found.content) ||
        is_told_of(desk, &found, cue))
        return;
    weigh(desk, &found);
    if (weigh_marks(desk, found.content) == 2)
        floor = IDLE_FLOOR;
    else if (range_empty(cue) && range_empty(found.source) &&
             !is_dependent(desk->sheet, found.content.start))
        floor = LONE_FLOOR;
    if (found.score > floor)
        add(pool, &found);
}

/* How likely it is that content stops at `end`, and that it has before. */
static void look_at_end(Found *found, const Stop *stops, uint32_t count,
                        uint32_t limit)
{
    uint32_t end = found->content.end;

    found->inner_step = 0;
    found->stop_step = end + 1 >= limit ? 16 : 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t step = model_step(stops[i].score) + 1;

        if (stops[i].at == end)
            found->stop_step = step;
        else if (stops[i].at < end && step > found->inner_step)
            found->inner_step = step;
    }
}

/* Content behind a cue is proposed with several ends: that of the rules, other
 * likely ones, that of the sentence. */
static void propose_ends(struct pool *pool, const struct desk *desk,
                         Found found)
{
    const struct sheet *sheet = desk->sheet;
    const Cue *cue = &desk->scene->cues[found.cue];
    uint32_t start = found.content.start, first = found.content.end;
    uint32_t limit =
        desk_free_end(desk, (Range){start, sheet_sentence_end(sheet, start)});
    Stop stops[SPAN_STOPS];
    uint32_t count;

    limit = desk_clause_end(desk, found.source, cue->at.end, limit);
    count = span_stops(desk->scene, cue, start, limit, stops);
    look_at_end(&found, stops, count, limit);
    propose(pool, desk, found);
    for (uint32_t i = 0; i <= count; i++) {
        uint32_t end = i < count ? stops[i].at : limit;

        while (i == count && end > start && sheet_stop(sheet, end - 1) &&
               sheet->stretch_of[end - 1] == STET_NONE)
            end--;
        if (end == first || end < start + 2)
            continue;
        found.content.end = end;
        if (!desk_is_free(desk, found.content))
            continue;
        unmarked_judge(desk, &found);
        look_at_end(&found, stops, count, limit);
        propose(pool, desk, found);
    }
}

static void propose_cues(struct pool *pool, const struct desk *desk)
{
    static const uint32_t rules[] = {RULE_UNMARKED_AFTER, RULE_UNMARKED_BEFORE};

    for (uint32_t i = 0; i < desk->scene->cue_count; i++) {
        if (desk->claim_of[i] || desk->owner[desk->scene->cues[i].at.start])
            continue;
        for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
            Found found = unmarked_look(desk, i, rules[r]);

            if (found.score == INT32_MIN)
                continue;
            if (rules[r] == RULE_UNMARKED_AFTER)
                propose_ends(pool, desk, found);
            else
                propose(pool, desk, found);
        }
    }
}

/* Where `content` ends if what stands behind its last mark only says where
 * and to whom: “a sieve” in a statement on Monday. */
static uint32_t without_medium(const struct desk *desk, Range content)
{
    const struct sheet *sheet = desk->sheet;
    Cue none = {{content.end, content.end}, CUE_COLON};
    uint32_t end = content.end;
    Gap gap;

    while (end > content.start && sheet->stretch_of[end - 1] == STET_NONE)
        end--;
    if (end == content.start)
        return content.end;
    gap = span_around(desk->scene, &none, end, content.end);
    return !range_empty(gap.medium) && gap.start >= content.end ? end
                                                                : content.end;
}

/* The content of a tag, with the marks that it touches, without the commas at
 * its ends. */
static Range content_of(const struct desk *desk, Range at)
{
    const struct sheet *sheet = desk->sheet;

    while (at.start < at.end && sheet->stretch_of[at.start] == STET_NONE &&
           sheet_class(sheet, at.start) == STET_TOKEN_PUNCT)
        at.start++;
    while (at.end > at.start && sheet->stretch_of[at.end - 1] == STET_NONE &&
           sheet_class(sheet, at.end - 1) == STET_TOKEN_PUNCT)
        at.end--;
    if (range_empty(at))
        return at;
    if (sheet->stretch_of[at.start] != STET_NONE)
        at.start = sheet->stretches[sheet->stretch_of[at.start]].at.start;
    if (sheet->stretch_of[at.end - 1] != STET_NONE)
        at.end = sheet->stretches[sheet->stretch_of[at.end - 1]].at.end;
    else
        at.end = without_medium(desk, at);
    return at;
}

/* The tag of a cue that is nearest to `content`, in its sentence. */
static const Tag *nearest_cue(const struct scene *scene, Range content)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t low = sheet_sentence_start(sheet, content.start);
    uint32_t high = sheet_sentence_end(sheet, content.end - 1);

    if (begins_clause(sheet, behind(sheet, content)))
        high = content.end;
    for (uint32_t far = 0; far < CUE_REACH; far++) {
        if (content.start > low + far &&
            scene_role(scene, content.start - 1 - far) == ROLE_CUE)
            return scene_tag(scene, content.start - 1 - far);
        if (content.end + far < high &&
            scene_role(scene, content.end + far) == ROLE_CUE)
            return scene_tag(scene, content.end + far);
    }
    return NULL;
}

/* The cue of the scene that lies in `tag`, or STET_NONE. */
static uint32_t cue_in(const struct scene *scene, const Tag *tag)
{
    for (uint32_t i = scene->cue_after[tag->at.start];
         i < scene->cue_count && scene->cues[i].at.start < tag->at.end; i++)
        return i;
    return STET_NONE;
}

/* The tag of a source that is nearest to `at`, in its sentence, becomes the
 * candidate's source. */
static void take_source(const struct desk *desk, Found *found, Range at)
{
    const struct scene *scene = desk->scene;
    uint32_t low = sheet_sentence_start(desk->sheet, at.start);
    uint32_t high = sheet_sentence_end(desk->sheet, at.end - 1);

    for (uint32_t far = 0; far < CUE_REACH; far++) {
        const Tag *tag = NULL;

        if (at.start > low + far &&
            scene_role(scene, at.start - 1 - far) == ROLE_SOURCE)
            tag = scene_tag(scene, at.start - 1 - far);
        else if (at.end + far < high &&
                 scene_role(scene, at.end + far) == ROLE_SOURCE)
            tag = scene_tag(scene, at.end + far);
        if (!tag)
            continue;
        desk_source_at(desk, tag->at, &found->source, &found->source_kind);
        return;
    }
}

/* Whether these are speech, the marks have told already. */
static bool is_one_stretch(const struct sheet *sheet, Range content)
{
    return sheet->stretch_of[content.start] != STET_NONE &&
           sheet->stretch_of[content.start] ==
               sheet->stretch_of[content.end - 1];
}

/* `content` is one of several pieces that a claim has already. */
static bool is_a_piece(const struct desk *desk, Range content)
{
    const Claim *claim;

    if (!desk->owner[content.start])
        return false;
    claim = &desk->out->all[desk->owner[content.start] - 1];
    for (uint32_t p = 0; claim->piece_count > 1 && p < claim->piece_count; p++)
        if (content.start >= claim->pieces[p].start &&
            content.end <= claim->pieces[p].end)
            return true;
    return false;
}

/* Who is told, and where, is no part of what is told. */
static void step_in(const struct desk *desk, Found *found)
{
    const Cue *cue = &desk->scene->cues[found->cue];
    Gap gap;

    if (cue->at.end > found->content.start)
        return;
    gap = span_start(desk->scene, cue, found->source, found->content.end);
    if (gap.start <= found->content.start || gap.start >= found->content.end ||
        (range_empty(gap.addressee) && range_empty(gap.medium)))
        return;
    found->content.start = gap.start;
    found->addressee = gap.addressee;
    found->medium = gap.medium;
}

/* Nor is what goes on behind the clause that tells it. */
static void step_back(const struct desk *desk, Found *found)
{
    const Cue *cue = &desk->scene->cues[found->cue];

    if (cue->at.end <= found->content.start)
        found->content.end = desk_clause_end(desk, found->source, cue->at.end,
                                             found->content.end);
}

/* "The roof, Lund said, would hold": where the tag begins behind what stands
 * in the middle, what it lacks. */
static void take_lead(const struct desk *desk, Found *found)
{
    Found whole = *found;

    if (unmarked_broken(desk, &whole) &&
        whole.content.start == found->content.start)
        found->lead = whole.lead;
}

/* "a call regarding the plan": a preposition says what something is about,
 * and that nobody says it. */
static bool is_about(const struct sheet *sheet, const Tag *cue)
{
    return stet_token_is(sheet->tokens, cue->at.start, "regarding") ||
           stet_token_is(sheet->tokens, cue->at.start, "concerning");
}

static void propose_content(struct pool *pool, const struct desk *desk,
                            Range content, bool is_maybe)
{
    const struct scene *scene = desk->scene;
    Found found = {.cue = STET_NONE,
                   .rule = RULE_TAGGED,
                   .content = content_of(desk, content),
                   .score = INT32_MIN,
                   .is_maybe = is_maybe};
    const Tag *cue;

    if (range_empty(found.content) ||
        is_one_stretch(desk->sheet, found.content) ||
        !desk_is_free(desk, found.content))
        return;
    if (is_a_piece(desk, found.content))
        return;
    if (found.content.end <=
        span_whole(scene, found.content.start,
                   sheet_sentence_end(desk->sheet, found.content.start)))
        return;
    cue = nearest_cue(scene, found.content);
    if (cue && (is_about(desk->sheet, cue) ||
                scene_is_idle(desk->sheet, cue->at.end - 1)))
        return;
    if (cue) {
        found.cue_at = cue->at;
        found.cue = cue_in(scene, cue);
    }
    if (found.cue != STET_NONE &&
        !desk->owner[scene->cues[found.cue].at.start]) {
        Claim claim = {0};

        desk_source(desk, &claim, found.cue);
        found.source = claim.source;
        found.source_kind = claim.source_kind;
        found.source_score = claim.source_score;
        found.runner_up = claim.runner_up;
        step_in(desk, &found);
        step_back(desk, &found);
        take_lead(desk, &found);
        unmarked_judge(desk, &found);
    } else {
        found.cue = STET_NONE;
        take_source(desk, &found, cue ? cue->at : found.content);
    }
    propose(pool, desk, found);
}

/* A tag goes over a sentence's end where two quotations follow each other. */
static void propose_tagged(struct pool *pool, const struct desk *desk, Range at,
                           bool is_maybe)
{
    const struct sheet *sheet = desk->sheet;
    Range part = at;

    while (!range_empty(part)) {
        uint32_t end = sheet_sentence_end(sheet, part.start);

        while (end < at.end && sheet->stretch_of[end - 1] != STET_NONE &&
               sheet->stretch_of[end] == sheet->stretch_of[end - 1])
            end = sheet_sentence_end(sheet, end);
        part.end = end < at.end ? end : at.end;
        propose_content(pool, desk, part, is_maybe);
        part = (Range){part.end, at.end};
    }
}

/* What is no tag, or one with another end. */
static void propose_maybe(struct pool *pool, const struct desk *desk,
                          const Maybe *maybe)
{
    const Tag *known = scene_tag(desk->scene, maybe->at.start);

    if (maybe->share < MAYBE_SHARE ||
        (known && known->role == ROLE_CONTENT &&
         known->at.start == maybe->at.start && known->at.end == maybe->at.end))
        return;
    propose_tagged(pool, desk, maybe->at, true);
}

/* The same without what stands behind the last mark. */
static void propose_trimmed(struct pool *pool, const struct desk *desk,
                            const Claim *claim, Found found)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t end = found.content.end;

    if (claim->rule != RULE_MIXED_CUE || claim->piece_count != 1)
        return;
    while (end > found.content.start && sheet->stretch_of[end - 1] == STET_NONE)
        end--;
    if (end == found.content.end || end == found.content.start)
        return;
    found.content.end = end;
    found.claim = 0;
    found.score = claim->score;
    found.source_kind = claim->source_kind;
    found.source_score = claim->source_score;
    propose(pool, desk, found);
}

/* What the marked round made, and marks do not settle, is a candidate like
 * the others. */
static void propose_marked(struct pool *pool, struct desk *desk, uint32_t index)
{
    const Claim *claim = &desk->out->all[index];
    Found found = {.cue = STET_NONE,
                   .rule = claim->rule,
                   .cue_at = claim->cue,
                   .content = claim->pieces[0],
                   .source = claim->source,
                   .score = claim->score,
                   .claim = index + 1};

    weigh(desk, &found);
    add(pool, &found);
    propose_trimmed(pool, desk, claim, found);
}

/* ---- the choice ---- */

/* Where its marks were another's, what was known of them is its own now. */
static void inherit(const struct desk *desk, Found *found)
{
    for (uint32_t i = found->content.start; i < found->content.end; i++) {
        const Claim *claim =
            desk->owner[i] ? &desk->out->all[desk->owner[i] - 1] : NULL;

        if (!claim || range_empty(claim->cue) ||
            (claim->cue.start >= found->content.start &&
             claim->cue.end <= found->content.end))
            continue;
        if (range_empty(found->source)) {
            found->source = claim->source;
            found->source_kind = claim->source_kind;
            found->source_score = claim->source_score;
            found->runner_up = claim->runner_up;
        }
        found->addressee = claim->addressee;
        found->medium = claim->medium;
        if (found->cue == STET_NONE)
            found->cue_at = claim->cue;
        return;
    }
}

/* "Lund Ltd, the operator, said": what says more about the subject. */
static bool is_apposed(const struct sheet *sheet, const Claim *claim,
                       Range content)
{
    uint32_t comma = claim->source.end;

    return !range_empty(claim->source) && sheet_is(sheet, comma, ',') &&
           content.start == comma + 1 && content.end + 1 == claim->cue.start &&
           sheet_is(sheet, content.end, ',') &&
           sheet_has(sheet, content.start, W_DET);
}

/* Another piece of the quotation that its cue has already. */
static void add_to(struct desk *desk, Claim *claim, const Found *found)
{
    if (found->rule != RULE_TAGGED || found->is_maybe ||
        claim->piece_count == CLAIM_PIECES || claim->type == CLAIM_DIRECT ||
        is_apposed(desk->sheet, claim, found->content) ||
        !desk_is_free(desk, found->content))
        return;
    desk_swallow(desk, found->content);
    if (!claim->piece_count)
        return;
    desk_add(desk, claim, found->content);
    claim->type = desk_type(desk, claim);
}

static void choose(struct desk *desk, Found *found)
{
    uint32_t number = found->claim;
    Claim *claim;

    if (number) {
        claim = &desk->out->all[number - 1];
        claim->is_settled = claim->piece_count > 0;
        claim->score = found->score;
        if (claim->is_settled &&
            found->score <
                (range_empty(claim->cue) ? LONE_FLOOR : MARKED_FLOOR))
            desk_drop(desk, claim);
        return;
    }
    if (!desk_is_free(desk, found->content))
        return;
    inherit(desk, found);
    number = found->cue == STET_NONE ? 0 : desk->claim_of[found->cue];
    claim = number ? &desk->out->all[number - 1] : NULL;
    if (claim && claim->piece_count && claim->is_settled)
        add_to(desk, claim, found);
    else
        unmarked_claim(desk, found);
}

/* "I had to change my answer: “...”": a clause is whole before a colon that
 * alone announces what is behind it. */
static bool is_announced(const struct sheet *sheet, const Claim *claim)
{
    uint32_t colon = claim->cue.start;

    if (claim->cue_kind != CUE_COLON || colon + 1 != claim->pieces[0].start ||
        sheet_capital(sheet, colon - 1))
        return false;
    for (uint32_t i = sheet_sentence_start(sheet, colon); i < colon; i++)
        if (sheet_has(sheet, i, W_AUX | W_PAST) &&
            sheet->stretch_of[i] == STET_NONE)
            return true;
    return false;
}

/* The network reads the marks of `claim` as the end of a longer content: he
 * said the roof was “a sieve”. What a colon announces stands by itself: she
 * spoke of the roof: “It is a sieve.” */
static bool is_told_before(const struct desk *desk, const Claim *claim)
{
    Range piece = claim->pieces[0];
    const Tag *tag = scene_tag(desk->scene, piece.start);

    if (piece.start && sheet_is(desk->sheet, piece.start - 1, ':') &&
        sheet_capital(desk->sheet, piece.start + 1))
        return false;
    return claim->piece_count == 1 && tag && tag->role == ROLE_CONTENT &&
           !is_announced(desk->sheet, claim) &&
           tag->at.start + TOLD_BEFORE <= piece.start &&
           tag->at.start >= sheet_sentence_start(desk->sheet, piece.start);
}

/* Marks settle what is direct, but for a few words that a clause without a
 * verb of its own may hold: the claim that it was “a sieve”. */
static bool is_settled(const struct desk *desk, const Claim *claim)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t start = claim->pieces[0].start, end = claim->pieces[0].end;

    if (claim->rule == RULE_MARKED_CUE)
        return !is_told_before(desk, claim);
    return claim->rule == RULE_MARKED_ALONE &&
           (end - start > LOOSE_TOKENS || sheet_capital(sheet, start + 1));
}

void tagged_round(struct desk *desk)
{
    const struct scene *scene = desk->scene;
    uint32_t marked = desk->out->count;
    struct pool pool = {.arena = &scene->room->arena};

    for (uint32_t i = 0; i < marked; i++) {
        desk->out->all[i].is_settled = is_settled(desk, &desk->out->all[i]);
        if (!desk->out->all[i].is_settled)
            propose_marked(&pool, desk, i);
    }
    propose_cues(&pool, desk);
    for (uint32_t i = 0; i < scene->tag_count; i++)
        if (scene->tags[i].role == ROLE_CONTENT)
            propose_tagged(&pool, desk, scene->tags[i].at, false);
    for (uint32_t i = 0; i < scene->maybe_count; i++)
        propose_maybe(&pool, desk, &scene->maybes[i]);
    if (pool.count)
        qsort(pool.all, pool.count, sizeof *pool.all, unmarked_by_score);
    for (uint32_t i = 0; i < pool.count; i++)
        choose(desk, &pool.all[i]);
}

/*
 * weigh - what a candidate of tagged.c looks like to the model that joins
 * rules and tags.
 *
 * Two readings of the same candidate are added. Facts, of which words are
 * some, go to a linear model; numbers, which mean something only together (a
 * cue that is tagged, far from content that is not), to a forest, which has
 * learned what the linear model leaves wrong.
 */
#include "quotes/desk.h"

#include "quotes/span.h"

/* How the tags lie over a candidate. */
typedef struct Fit {
    uint32_t cover; /* its tokens that are tagged as content, in quarters */
    uint32_t spill; /* content tokens of the same tags outside of it: 0 to 3 */
    uint32_t start, end; /* distance of the ends: 0 same, 1 near, 2 far, 3 no
                            tag */
    const Tag *surest;   /* NULL: no tag */
    uint32_t inside;     /* its tokens that are tagged as content */
    uint32_t tags;       /* that it touches */
    uint32_t sureness;   /* the mean of their confidence, per mille */
    Range tagged;        /* from the first one's start to the last one's end */
} Fit;

static uint32_t apart(uint32_t a, uint32_t b)
{
    uint32_t far = a > b ? a - b : b - a;

    return far == 0 ? 0 : far < 3 ? 1 : 2;
}

static Fit fit_of(const struct scene *scene, Range content)
{
    const Tag *last = NULL;
    uint32_t inside = 0, outside = 0, first = STET_NONE, end = 0;
    Fit fit = {.start = 3, .end = 3};

    for (uint32_t i = content.start; i < content.end; i++) {
        const Tag *tag = scene_tag(scene, i);

        if (!tag || tag->role != ROLE_CONTENT)
            continue;
        inside++;
        if (tag == last)
            continue;
        last = tag;
        first = first == STET_NONE ? tag->at.start : first;
        end = tag->at.end;
        outside +=
            tag->at.start < content.start ? content.start - tag->at.start : 0;
        outside += tag->at.end > content.end ? tag->at.end - content.end : 0;
        fit.tags++;
        fit.sureness += tag->confidence;
        if (!fit.surest || tag->confidence > fit.surest->confidence)
            fit.surest = tag;
    }
    if (!last)
        return fit;
    fit.inside = inside;
    fit.sureness /= fit.tags;
    fit.tagged = (Range){first, end};
    fit.cover = inside * 4 / (content.end - content.start);
    fit.spill = outside == 0 ? 0 : outside < 4 ? 1 : outside < inside ? 2 : 3;
    fit.start = apart(first, content.start);
    fit.end = apart(end, content.end);
    return fit;
}

/* 0 no marks, 1 marks that are speech by themselves, 2 others alone. */
uint32_t weigh_marks(const struct desk *desk, Range content)
{
    uint32_t found = 0;

    for (uint32_t i = content.start; i < content.end; i++) {
        uint32_t stretch = desk->sheet->stretch_of[i];

        if (stretch == STET_NONE)
            continue;
        if (desk->speech[stretch] > 0)
            return 1;
        found = 2;
    }
    return found;
}

/* A number as so many facts, so that near ones have most of them in common:
 * there are few stories to learn from. */
static void add_up_to(struct facts *facts, uint32_t question, uint32_t number)
{
    for (uint32_t i = 1; i <= number; i++)
        facts_add(facts, question, i);
}

/* The tag over the last token of `at`; NULL where there is none. */
static const Tag *tag_of(const struct scene *scene, Range at)
{
    return range_empty(at) ? NULL : scene_tag(scene, at.end - 1);
}

/* How sure the tag of `role` over the last token of `at` is; 8 none. */
static uint32_t sureness_at(const struct scene *scene, Range at, uint32_t role)
{
    const Tag *tag = tag_of(scene, at);

    return scene_sureness(tag && tag->role == role ? tag : NULL);
}

/* The words that announce it, of the rules or of a tag; empty where none do. */
Range weigh_cue(const struct desk *desk, const Found *one)
{
    return one->cue == STET_NONE ? one->cue_at : desk->scene->cues[one->cue].at;
}

/* ---- numbers, for the forest ---- */

/* What stands for a number where there is none. */
enum { ABSENT = -99 };

static int32_t from_to(uint32_t from, uint32_t to)
{
    return (int32_t)to - (int32_t)from;
}

/* How likely the network holds a content that is about this one, just this
 * one, one that begins here, and what its tokens have in the mean. Then the
 * same of the rival: of all that share tokens with it the one that most others
 * are about; how far its ends are. */
static void count_shares(const struct desk *desk, const Found *one,
                         struct numbers *numbers)
{
    const struct scene *scene = desk->scene;
    Range at = one->content;
    uint32_t exact = 0, begun = 0, longest = 0, tokens = 0, all = 0;
    const Maybe *rival = NULL;

    for (uint32_t i = scene_maybes(scene, at);
         i < scene->maybe_count && scene->maybes[i].at.start < at.end; i++) {
        const Maybe *maybe = &scene->maybes[i];
        uint32_t shared = range_overlap(maybe->at, at);

        if (!shared)
            continue;
        all += maybe->share;
        tokens += shared * maybe->share;
        if (!rival || maybe->support > rival->support)
            rival = maybe;
        if (maybe->at.start != at.start)
            continue;
        begun += maybe->share;
        longest = maybe->share > longest ? maybe->share : longest;
        exact += maybe->at.end == at.end ? maybe->share : 0;
    }
    numbers_add(numbers, (int32_t)scene_support(scene, at));
    numbers_add(numbers, (int32_t)exact);
    numbers_add(numbers, (int32_t)begun);
    numbers_add(numbers, (int32_t)longest);
    numbers_add(numbers, (int32_t)all);
    numbers_add(numbers, (int32_t)(tokens / (at.end - at.start)));
    numbers_add(numbers, rival ? (int32_t)rival->support : 0);
    numbers_add(numbers, rival ? from_to(at.start, rival->at.start) : ABSENT);
    numbers_add(numbers, rival ? from_to(at.end, rival->at.end) : ABSENT);
}

/* How the tags lie over it and beside it. */
static void count_tags(const struct desk *desk, const Found *one,
                       const Fit *fit, struct numbers *numbers)
{
    const struct scene *scene = desk->scene;
    Range at = one->content;
    uint32_t roles[ROLE_MEDIUM + 1] = {0};
    bool has_tag = fit->tags > 0;

    for (uint32_t i = at.start; i < at.end; i++)
        roles[scene_role(scene, i)]++;
    numbers_add(numbers, (int32_t)fit->inside);
    numbers_add(numbers, (int32_t)(fit->inside * 100 / (at.end - at.start)));
    numbers_add(numbers, (int32_t)fit->tags);
    numbers_add(numbers,
                has_tag ? from_to(fit->tagged.start, at.start) : ABSENT);
    numbers_add(numbers, has_tag ? from_to(at.end, fit->tagged.end) : ABSENT);
    numbers_add(numbers, from_to(fit->tagged.start, fit->tagged.end));
    numbers_add(numbers, fit->surest ? (int32_t)fit->surest->confidence : 0);
    numbers_add(numbers, (int32_t)fit->sureness);
    numbers_add(numbers, (int32_t)roles[ROLE_SOURCE]);
    numbers_add(numbers, (int32_t)roles[ROLE_CUE]);
    numbers_add(numbers,
                at.start ? (int32_t)scene_role(scene, at.start - 1) : ABSENT);
    numbers_add(numbers, (int32_t)scene_role(scene, at.end));
}

static int32_t confidence_at(const struct scene *scene, Range at)
{
    const Tag *tag = tag_of(scene, at);

    return tag ? (int32_t)tag->confidence : ABSENT;
}

/* How far inside of a tagged content the cue stands, so that it may be told
 * itself; ABSENT. */
static int32_t depth_of_cue(const struct scene *scene, Range cue)
{
    const Tag *tag = range_empty(cue) ? NULL : scene_tag(scene, cue.start);

    return tag && tag->role == ROLE_CONTENT ? from_to(tag->at.start, cue.start)
                                            : ABSENT;
}

static void count_shape(const struct scene *scene, uint32_t at,
                        struct numbers *numbers)
{
    numbers_add(numbers, (int32_t)scene_shape(scene, at));
}

/* What announces it, and who speaks. */
static void count_cue(const struct desk *desk, const Found *one, Range cue,
                      struct numbers *numbers)
{
    const struct scene *scene = desk->scene;
    const struct sheet *sheet = desk->sheet;
    bool has_cue = !range_empty(cue), has_source = !range_empty(one->source);
    WordBits bits = has_cue ? sheet->bits[cue.start] : 0;
    const Tag *tag = has_cue ? scene_tag(scene, cue.start) : NULL;
    Range source = one->source;

    numbers_add(numbers, one->cue == STET_NONE
                             ? 0
                             : (int32_t)scene->cues[one->cue].kind);
    numbers_add(numbers,
                has_cue ? (int32_t)scene_role(scene, cue.start) : ABSENT);
    numbers_add(numbers, confidence_at(scene, cue));
    numbers_add(numbers, tag ? from_to(tag->at.start, tag->at.end) : 0);
    numbers_add(numbers, depth_of_cue(scene, cue));
    numbers_add(numbers, (int32_t)(bits & W_REPORT));
    numbers_add(numbers, (int32_t)(bits / W_BASE & 31));
    numbers_add(numbers,
                has_cue ? from_to(cue.end, one->content.start) : ABSENT);
    count_shape(scene, has_cue && cue.start ? cue.start - 1 : STET_NONE,
                numbers);
    count_shape(scene, has_cue ? cue.end : STET_NONE, numbers);
    numbers_add(numbers,
                has_cue
                    ? from_to(sheet_sentence_start(sheet, cue.start), cue.start)
                    : ABSENT);
    numbers_add(numbers, (int32_t)one->source_kind);
    numbers_add(numbers, has_source ? one->source_score : 0);
    numbers_add(numbers, has_source ? (int32_t)scene_role(scene, source.end - 1)
                                    : ABSENT);
    numbers_add(numbers, confidence_at(scene, source));
    numbers_add(numbers, from_to(source.start, source.end));
    numbers_add(numbers, has_source
                             ? from_to(has_cue ? cue.start : one->content.start,
                                       source.start)
                             : ABSENT);
    count_shape(scene,
                has_source && source.start ? source.start - 1 : STET_NONE,
                numbers);
    numbers_add(numbers, !range_empty(one->addressee));
    numbers_add(numbers, !range_empty(one->medium));
}

/* Where it stands, and what is left of its sentence. */
static void count_place(const struct desk *desk, const Found *one,
                        uint32_t marked, struct numbers *numbers)
{
    const struct scene *scene = desk->scene;
    const struct sheet *sheet = desk->sheet;
    Range at = one->content;

    numbers_add(numbers, (int32_t)one->rule);
    numbers_add(numbers, one->score == INT32_MIN ? INT16_MIN : one->score);
    numbers_add(numbers, from_to(at.start, at.end));
    numbers_add(numbers,
                from_to(sheet_sentence_start(sheet, at.start), at.start));
    numbers_add(numbers,
                from_to(at.end, sheet_sentence_end(sheet, at.end - 1)));
    numbers_add(numbers, (int32_t)marked);
    numbers_add(numbers, (int32_t)one->stop_step);
    numbers_add(numbers, (int32_t)one->inner_step);
    numbers_add(numbers, !range_empty(one->lead));
    numbers_add(numbers, one->claim != 0);
    numbers_add(numbers,
                from_to(scene->cue_after[at.start], scene->cue_after[at.end]));
    numbers_add(numbers, (int32_t)sheet->block->kind);
    numbers_add(numbers, (int32_t)sheet->count);
    count_shape(scene, at.start ? at.start - 1 : STET_NONE, numbers);
    count_shape(scene, at.start, numbers);
    count_shape(scene, at.start + 1, numbers);
    count_shape(scene, at.end - 1, numbers);
    count_shape(scene, at.end, numbers);
    count_shape(scene, at.end + 1, numbers);
}

/* ---- facts, for the linear model ---- */

static void find_facts(const struct desk *desk, const Found *one,
                       const Fit *fit, Range cue, uint32_t marked,
                       struct facts *facts)
{
    const struct scene *scene = desk->scene;
    uint32_t sure = scene_sureness(fit->surest);
    uint32_t has_score = one->score != INT32_MIN;
    uint32_t step = has_score ? model_step(one->score) : 0;
    uint32_t length =
        pairing_bucket((one->content.end - one->content.start) / 2);
    uint32_t cue_role = range_empty(cue) ? 7 : scene_role(scene, cue.start);
    uint32_t source_role =
        range_empty(one->source) ? 7 : scene_role(scene, one->source.end - 1);

    facts_add(facts, 0, one->rule);
    add_up_to(facts, 1, step);
    add_up_to(facts, 2, fit->cover);
    facts_add(facts, 3, (step * 8 + fit->cover) * 8 + one->rule);
    facts_add(facts, 4,
              ((fit->cover * 4 + fit->spill) * 8 + one->rule) * 2 + has_score);
    facts_add(facts, 5, (fit->start * 4 + fit->end) * 8 + fit->cover);
    facts_add(facts, 6, sure * 8 + fit->cover);
    facts_add(facts, 7, (cue_role * 8 + source_role) * 8 + fit->cover);
    facts_add(facts, 8, length * 8 + fit->cover);
    facts_add(facts, 9, sure * 8 + cue_role);
    facts_add(facts, 10, (marked * 8 + fit->cover) * 8 + one->rule);
    facts_add(facts, 11, (step * 16 + sure) * 8 + fit->cover);
    facts_add(facts, 12,
              (uint32_t)(range_empty(cue)
                             ? 0
                             : desk->sheet->bits[cue.start] & W_REPORT) *
                      8 +
                  fit->cover);
    facts_add(facts, 13,
              scene_shape(scene, one->content.start) * 8 + fit->cover);
    facts_add(facts, 14, scene_shape(scene, one->content.end) * 8 + fit->end);
    facts_add(facts, 15, (one->source_kind * 8 + source_role) * 8 + fit->cover);
    facts_add(facts, 16,
              (range_empty(cue) ? 0 : desk->sheet->lemma[cue.start]) ^
                  fit->cover * 0x1000193u);
    add_up_to(facts, 17, one->stop_step);
    add_up_to(facts, 18, one->inner_step);
    facts_add(facts, 19,
              (one->stop_step * 32 + one->inner_step) * 4 + fit->end);
    facts_add(facts, 20, (fit->end * 8 + fit->cover) * 32 + one->inner_step);
    if (fit->surest)
        add_up_to(facts, 21, fit->surest->confidence / 50);
    facts_add(facts, 22, sureness_at(scene, cue, ROLE_CUE) * 8 + fit->cover);
    facts_add(facts, 23,
              sureness_at(scene, one->source, ROLE_SOURCE) * 8 + fit->cover);
}

/* ---- both ---- */

/* The candidate's probability, from its own score and the tags. */
void weigh(const struct desk *desk, Found *one)
{
    const struct scene *scene = desk->scene;
    Fit fit = fit_of(scene, one->content);
    Range cue = weigh_cue(desk, one);
    uint32_t marked = weigh_marks(desk, one->content);
    struct facts facts = {0};
    struct numbers numbers = {0};

    find_facts(desk, one, &fit, cue, marked, &facts);
    count_shares(desk, one, &numbers);
    count_tags(desk, one, &fit, &numbers);
    count_cue(desk, one, cue, &numbers);
    count_place(desk, one, marked, &numbers);
    one->score = scene_weigh(scene, MODEL_CLAIM_TAGGED, one->content, cue,
                             &facts, &numbers);
}

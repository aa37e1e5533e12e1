#include "names/tagger.h"

#include "names/blob.h"

#include "stet/text.h"

/* magic[8], count, transitions int16[LABELS + 1][LABELS] (row LABELS is the
 * start of a run), bucket[65537], fingerprints uint16[count], weights
 * int8[count][TAG_WEIGHTS]; one unit is a sixteenth of a natural logit. */
#define COUNT_AT 8u
#define TRANSITIONS_AT 12u
#define BUCKETS_AT (TRANSITIONS_AT + (TAG_LABELS + 1u) * TAG_LABELS * 2u)
#define PRINTS_AT (BUCKETS_AT + 65537u * 4u)

#define IMPOSSIBLE (-100000)
#define WEAK_WORDS 3u  /* of a name that is none, perhaps */
#define READER_BEGIN 8 /* units for where a certain reader's tag begins */

/* The sums of one token: by type, 0 for none, and for beginning a name. */
struct sums {
    int32_t weight[TAG_WEIGHTS];
};

/* One run's Viterbi columns. */
struct column {
    struct sums sums;
    int32_t best[TAG_LABELS];
    uint8_t from[TAG_LABELS];
};

static uint32_t type_of(uint32_t label)
{
    return label == 0 ? 0 : label <= 6 ? label : label - 6;
}

static int32_t transition(uint32_t from, uint32_t to)
{
    const uint8_t *at =
        names_blob_tags + TRANSITIONS_AT + (from * TAG_LABELS + to) * 2u;

    if (to > 6 && from != to && from != to - 6)
        return IMPOSSIBLE; /* a name goes on in its own type */
    return (int16_t)blob_u16(at);
}

static void add_feature(struct sums *sums, uint32_t hash, uint32_t count)
{
    const uint8_t *bucket = names_blob_tags + BUCKETS_AT + (hash >> 16) * 4u;
    uint32_t end = blob_u32(bucket + 4);

    for (uint32_t i = blob_u32(bucket); i < end; i++) {
        const uint8_t *print = names_blob_tags + PRINTS_AT + i * 2u;
        if (blob_u16(print) != (hash & 0xFFFFu))
            continue;
        const uint8_t *weights =
            names_blob_tags + PRINTS_AT + count * 2u + i * TAG_WEIGHTS;
        for (uint32_t w = 0; w < TAG_WEIGHTS; w++)
            sums->weight[w] += (int8_t)weights[w];
        return;
    }
}

/* Units by which a reading of this confidence is more likely than not. */
static int32_t trust(uint32_t per_mille)
{
    static const int32_t steps[] = {0, 0, 0, 2, 6, 10, 16, 22, 30, 40, 60, 60};
    uint32_t at = per_mille / 100, rest = per_mille % 100;

    return steps[at] + (steps[at + 1] - steps[at]) * (int32_t)rest / 100;
}

/* How much of the reader's odds counts, of 40, by its type, 0 for none: it
 * takes strange words for persons and bodies more often than is right. Found
 * on stories with marked names. */
static const int32_t reader_share[TAG_TYPES] = {
    [0] = 45,        [TAG_PERSON] = 20, [TAG_ORG] = 26,  [TAG_PLACE] = 45,
    [TAG_WORK] = 40, [TAG_EVENT] = 40,  [TAG_MISC] = 40,
};

static void sum_token(const struct view *view, const struct hint *hints,
                      uint32_t at, struct sums *out_sums)
{
    uint32_t features[TAG_FEATURES_MAX];
    uint32_t count = tagger_features(view, at, features);
    uint32_t known = blob_u32(names_blob_tags + COUNT_AT);

    *out_sums = (struct sums){{0}};
    for (uint32_t i = 0; i < count; i++)
        add_feature(out_sums, features[i], known);
    if (!hints || !hints[at].weight)
        return;
    out_sums->weight[hints[at].type] +=
        reader_share[hints[at].type] * trust(hints[at].weight) / 40;
    if (hints[at].type)
        out_sums->weight[TAG_BEGIN] +=
            (hints[at].begins ? READER_BEGIN : -READER_BEGIN) *
            hints[at].weight / 1000;
}

static int32_t score(const struct sums *sums, uint32_t label)
{
    return sums->weight[type_of(label)] +
           (label >= 1 && label <= 6 ? sums->weight[TAG_BEGIN] : 0);
}

static void step(const struct column *before, struct column *column)
{
    for (uint32_t to = 0; to < TAG_LABELS; to++) {
        int32_t best = INT32_MIN;
        uint8_t from = 0;

        for (uint32_t f = 0; before && f < TAG_LABELS; f++) {
            int32_t sum = before->best[f] + transition(f, to);
            if (sum > best) {
                best = sum;
                from = (uint8_t)f;
            }
        }
        if (!before)
            best = to > 6 ? IMPOSSIBLE : transition(TAG_LABELS, to);
        column->best[to] = best + score(&column->sums, to);
        column->from[to] = from;
    }
}

/* Walks the best path back; labels[i] for the run's token i. */
static void trace(const struct column *columns, uint32_t count, uint8_t *labels)
{
    uint8_t label = 0;

    for (uint8_t l = 1; l < TAG_LABELS; l++)
        if (columns[count - 1].best[l] > columns[count - 1].best[label])
            label = l;
    for (uint32_t i = count; i-- > 0;) {
        labels[i] = label;
        label = columns[i].from[label];
    }
}

/* What it is worth to read columns [0, count) as one name of `type`, or as
 * none (0), between words that are no names. */
static int32_t path(const struct column *columns, uint32_t count, uint32_t type)
{
    uint32_t last = 0;
    int32_t sum = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t label = type && i ? type + 6 : type;
        sum += transition(last, label) + score(&columns[i].sums, label);
        last = label;
    }
    return sum + transition(last, 0);
}

/* How clearly columns [0, count) are of their type, and what they were else. */
static void weigh(const struct column *columns, uint32_t count,
                  struct tagged *name)
{
    int32_t sums[TAG_TYPES] = {0}, best = INT32_MIN, other = INT32_MIN;
    uint32_t own = name->weak ? 0 : name->type;

    for (uint32_t t = 0; t < TAG_TYPES; t++)
        sums[t] = path(columns, count, t);
    for (uint32_t t = 0; t < TAG_TYPES; t++) {
        best = sums[t] > best ? sums[t] : best;
        other = t != own && sums[t] > other ? sums[t] : other;
    }
    for (uint32_t t = 0; t < TAG_TYPES; t++) {
        int32_t steps = (best - sums[t]) / (int32_t)count / ODDS_STEP;
        name->odds |= (uint32_t)(steps > 15 ? 15 : steps) << t * 4u;
    }
    name->margin = (sums[own] - other) / (int32_t)count;
}

/* A word that may be somebody's name though it looks like none here: no
 * function word, unless it stands in capitals among small letters (WHO, US). */
static bool may_name(const struct view *view, uint32_t at)
{
    Str word = view->tokens->folded[at];
    bool is_acronym = (view->tokens->flags[at] & STET_TOKEN_ALL_CAPS) &&
                      word.len > 1 && !(view->flags[at] & VIEW_SHOUT);

    return view_is_capital(view, at) &&
           view->tokens->cls[at] == STET_TOKEN_WORD &&
           (word.len > 1 || stet_is(word, "x")) &&
           !(view->lex[at] & (LEX_WEEKDAY | LEX_NOT_NAME)) &&
           (is_acronym ||
            !(view->lex[at] & (LEX_PRONOUN | LEX_DET | LEX_PREP | LEX_CONJ |
                               LEX_BE | LEX_RELATIVE | LEX_HONORIFIC)));
}

static uint32_t read_run(const struct view *view, const struct hint *hints,
                         Span run, struct arena *arena, struct tagged *out)
{
    uint32_t count = run.end - run.start, found = 0;
    struct column *columns = ARENA_ARRAY(arena, struct column, count);
    uint8_t *labels = ARENA_ARRAY(arena, uint8_t, count);

    for (uint32_t i = 0; i < count; i++) {
        sum_token(view, hints, run.start + i, &columns[i].sums);
        step(i ? &columns[i - 1] : NULL, &columns[i]);
    }
    trace(columns, count, labels);
    for (uint32_t i = 0; i < count;) {
        uint32_t end = i + 1;
        bool weak = !labels[i] && may_name(view, run.start + i);

        while (labels[i] && end < count && labels[end] > 6)
            end++;
        while (weak && end < count && !labels[end] &&
               may_name(view, run.start + end))
            end++;
        if (labels[i] || (weak && end - i <= WEAK_WORDS)) {
            struct tagged *name = &out[found++];
            *name = (struct tagged){
                .tokens = {run.start + i, run.start + end},
                .type = weak ? TAG_MISC : type_of(labels[i]),
                .weak = weak,
            };
            weigh(columns + i, end - i, name);
        }
        i = end;
    }
    return found;
}

uint32_t tagger_read(const struct view *view, const struct hint *hints,
                     struct arena *arena, struct tagged **out_names)
{
    uint32_t total = view->tokens->count, found = 0;
    struct tagged *names = ARENA_ARRAY(arena, struct tagged, total + 1);

    for (uint32_t at = 0; at < total;) {
        uint32_t end = at;

        while (end < total && (view->flags[end] & VIEW_CANDIDATE) &&
               view->sentence[end] == view->sentence[at])
            end++;
        if (end > at)
            found +=
                read_run(view, hints, (Span){at, end}, arena, names + found);
        at = end > at ? end : at + 1;
    }
    *out_names = names;
    return found;
}

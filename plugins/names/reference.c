#include "names/reference.h"

/* Where each group of features begins in the table of weights. */
enum {
    R_SENTENCES = 0,   /* 6: sentences back to the last mention */
    R_RANK = 6,        /* 5 */
    R_KIND = 11,       /* 4: last mentioned as name, pronoun, description */
    R_SIGNS = 16,      /* 3 x 12: signs, by same, last, earlier sentence */
    R_CASE = 52,       /* 4 x 2 x 2: case, subject, same sentence */
    R_QUOTED = 68,     /* 2 x 2 x 2: pronoun, person, same block */
    R_SPEAKS = 76,     /* 2 x 2 x 2 */
    R_SEX = 84,        /* 8 */
    R_COUNT = 92,      /* 4 */
    R_FIRST = 96,      /* 2: first of the story; most often named */
    R_TOKENS = 98,     /* 5 x 4: distance in a sentence, by case */
    R_BETWEEN = 118,   /* 4: other persons between */
    R_BLOCK = 122,     /* 3 */
    R_AHEAD = 125,     /* 4: by case */
    R_FORM = 129,      /* 4: lone surname, full name, title */
    R_PARALLEL = 133,  /* 4 */
    R_NOBODY = 140,    /* 16: of "nobody here" */
    R_CASE_KIND = 156, /* 4 x 4 */
    R_VOICE = 172,     /* 2 x 4: speaks in the pronoun's block; by case */
    R_MOST = 180,      /* 2: named most; unnamed since another */
    R_BEFORE = 184,    /* 2 x 2: spoke last before this block; speaks, quoted */
    R_SPACE = 192,     /* 6: persons spoken of since */
    R_LEADS = 200,     /* 4: first person of its sentence; of the pronoun's */
    R_NEW = 204,       /* 3: first named in this block; in a headline alone */
    R_CHAIN = 208,     /* 2 x 4: last was a pronoun of this sex; by case */
    R_NEAREST = 216,   /* 4: the nearest before, by case */
    R_LENGTH = 220,    /* 3: words of its full name */
    R_ROLE = 224,      /* 2: has an office; an age */
    R_BIAS = 230,
    R_PRONOUN = 232, /* 4 + 7: case and signs of the pronoun itself */
    R_UNDER = 243,   /* 3: subject of a subordinate clause, by sentence */
    R_FAR = 246,     /* 6: tokens back, over sentences */
};

#include "names/reference_weights.inc"

#define ROLE_REACH 4u /* mentions from a role to a pronoun in it */

static uint32_t case_of(const struct mention *pronoun)
{
    return pronoun->signs & SIGN_REFLEXIVE    ? 3
           : pronoun->signs & SIGN_POSSESSIVE ? 2
           : pronoun->signs & SIGN_SUBJECT    ? 0
                                              : 1;
}

static uint32_t bucket(uint32_t value, const uint32_t *limits, uint32_t count)
{
    uint32_t i = 0;

    while (i < count && value > limits[i])
        i++;
    return i;
}

void recency_touch(struct recency *self, uint32_t entity)
{
    uint32_t at = 0;

    while (at < self->count && self->entities[at] != entity)
        at++;
    if (at == self->count) {
        if (self->count < REFERENCE_CANDIDATES)
            self->count++;
        else
            at--;
    }
    for (; at > 0; at--)
        self->entities[at] = self->entities[at - 1];
    self->entities[0] = entity;
}

/* What the story and, weakly, the forename say about he or she:
 * 0 nothing, 1 fits, 2 does not, 3 name fits, 4 name does not, 5 both ways. */
static uint32_t sex_of(const struct entity *entity,
                       const struct mention *pronoun)
{
    bool he = (pronoun->signs & SIGN_MALE) != 0;
    uint32_t with = he ? entity->male : entity->female;
    uint32_t against = he ? entity->female : entity->male;
    uint32_t name_with = he ? entity->male_name : entity->female_name;
    uint32_t name_against = he ? entity->female_name : entity->male_name;

    if (with > against)
        return against ? 5 : 1;
    if (against > with)
        return with ? 6 : 2;
    if (with)
        return 7;
    if (name_with && !name_against)
        return 3;
    if (name_against && !name_with)
        return 4;
    /* The weights know no forename of both: only that it is not the other's. */
    return (he ? entity->mostly_female : entity->mostly_male) ? 4 : 0;
}

struct out {
    uint16_t *ids;
    uint32_t count;
};

static void put(struct out *out, uint32_t id)
{
    if (out->count < REFERENCE_ACTIVE)
        out->ids[out->count++] = (uint16_t)id;
}

static void put_signs(struct out *out, const struct mention *last, uint32_t far)
{
    static const uint32_t signs[12] = {
        SIGN_SUBJECT, SIGN_OBJECT, SIGN_POSSESSIVE, SIGN_FIRST,
        SIGN_SPEAKS,  SIGN_QUOTED, SIGN_CONJOINED,  SIGN_HEADLINE,
        SIGN_APART,   SIGN_TITLED, SIGN_AFTER_BY,   SIGN_BRACKETS,
    };

    for (uint32_t i = 0; i < 12; i++)
        if (last->signs & signs[i])
            put(out, R_SIGNS + far * 12 + i);
}

/* What goes for every candidate alike: these come first. */
static void put_pronoun(struct out *out, const struct mention *pronoun)
{
    static const uint32_t signs[7] = {
        SIGN_FIRST,    SIGN_QUOTED,    SIGN_SPEAKS, SIGN_SUBORDINATE,
        SIGN_REPORTED, SIGN_CONJOINED, SIGN_OBJECT,
    };

    put(out, R_BIAS);
    put(out, R_PRONOUN + case_of(pronoun));
    for (uint32_t i = 0; i < 7; i++)
        if (pronoun->signs & signs[i])
            put(out, R_PRONOUN + 4 + i);
}

/* Names of persons between the last mention of somebody, `from`, and `to`,
 * which so are others'; 3 is many, and so are 24 mentions. */
static uint32_t persons_between(const struct cast *cast, uint32_t from,
                                uint32_t to)
{
    uint32_t first = to - from > 24 ? to - 24 : from + 1;
    uint32_t count = cast->names_before[to] - cast->names_before[first];

    return count > 3 ? 3 : count;
}

/* Mentions of persons after mention `from` and before `to`; 24 is many. */
static uint32_t space_between(const struct cast *cast, uint32_t from,
                              uint32_t to)
{
    uint32_t end = to - from > 25 ? from + 25 : to;

    return cast->spoken_before[end] - cast->spoken_before[from + 1];
}

static uint32_t next_of(const struct cast *cast, uint32_t pronoun,
                        uint32_t entity)
{
    for (uint32_t i = pronoun + 1; i < cast->mention_count && i < pronoun + 12;
         i++)
        if (cast->mentions[i].entity == entity &&
            cast->mentions[i].kind == TAG_PERSON)
            return i;
    return pronoun;
}

uint32_t reference_features(const struct cast *cast, uint32_t pronoun,
                            uint32_t entity, uint32_t rank, bool ahead,
                            uint16_t out[REFERENCE_ACTIVE])
{
    static const uint32_t sentence_limits[] = {0, 1, 2, 3, 6};
    static const uint32_t count_limits[] = {1, 2, 5};
    static const uint32_t length_limits[] = {1, 2};
    static const uint32_t space_limits[] = {0, 1, 2, 4, 8};
    static const uint32_t far_limits[] = {4, 10, 20, 35, 60};
    static const uint32_t token_limits[] = {2, 5, 10, 20};
    const struct mention *p = &cast->mentions[pronoun];
    const struct entity *e = &cast->entities[entity];
    uint32_t place = ahead ? next_of(cast, pronoun, entity) : e->recent;
    const struct mention *last = &cast->mentions[place];
    uint32_t kase = case_of(p), subject = (last->signs & SIGN_SUBJECT) != 0;
    uint32_t kind = last->kind == SAID_PRONOUN       ? 1u
                    : last->kind == SAID_DESCRIPTION ? 2u
                                                     : 0u;
    uint32_t same_block = p->block == last->block;
    uint32_t quoted = (p->signs & SIGN_QUOTED) != 0;
    uint32_t last_quoted = (last->signs & SIGN_QUOTED) != 0;
    struct out to = {.ids = out};

    put_pronoun(&to, p);
    put(&to, R_SEX + sex_of(e, p));
    put(&to, R_COUNT + bucket(e->mention_count, count_limits, 3));
    if (entity == 0)
        put(&to, R_FIRST);
    if (entity == cast->most)
        put(&to, R_MOST);
    if (entity == cast->voice[p->block])
        put(&to, R_VOICE + quoted * 4 + kase);
    if (entity == cast->voice_before[p->block])
        put(&to, R_BEFORE + ((p->signs & SIGN_SPEAKS) != 0) * 2u + quoted);
    put(&to, R_LENGTH + bucket(cast->mentions[e->full].wording->word_count,
                               length_limits, 2));
    if (e->role != CAST_NONE)
        put(&to, R_ROLE);
    if (cast->mentions[e->first].block == p->block)
        put(&to, R_NEW);
    if (ahead) {
        put(&to, R_AHEAD + kase);
        return to.count;
    }
    uint32_t gap = p->sentence - last->sentence;
    put(&to, R_SENTENCES + bucket(gap, sentence_limits, 5));
    put(&to, R_RANK + (rank < 4 ? rank : 4));
    put(&to, R_KIND + kind);
    put(&to, R_CASE_KIND + kase * 4 + kind);
    put_signs(&to, last, gap > 1 ? 2 : gap);
    if (last->signs & SIGN_SUBORDINATE)
        put(&to, R_UNDER + (gap > 1 ? 2 : gap));
    put(&to, R_FAR + bucket(p->at - last->at, far_limits, 5));
    put(&to, R_CASE + kase * 4 + subject * 2 + (gap == 0));
    put(&to, R_QUOTED + quoted * 4 + last_quoted * 2 + same_block);
    put(&to, R_SPEAKS + ((p->signs & SIGN_SPEAKS) != 0) * 4u +
                 ((last->signs & SIGN_SPEAKS) != 0) * 2u + same_block);
    if (gap == 0)
        put(&to,
            R_TOKENS + bucket(p->at - last->at, token_limits, 4) * 4 + kase);
    put(&to, R_BETWEEN + persons_between(cast, place, pronoun));
    put(&to, R_BLOCK + (same_block                    ? 0u
                        : p->block - last->block == 1 ? 1u
                                                      : 2u));
    if (kind == 0)
        put(&to, R_FORM + (last->wording->word_count > 1 ? 1u : 0u) +
                     (last->signs & SIGN_TITLED ? 2u : 0u));
    uint32_t space = space_between(cast, place, pronoun);
    put(&to, R_SPACE + bucket(space, space_limits, 5));
    if (space == 0)
        put(&to, R_NEAREST + kase);
    if (last->leads)
        put(&to, R_LEADS + (gap == 0 ? 0u : gap == 1 ? 1u : 2u));
    if (last->kind == SAID_PRONOUN &&
        !((last->signs ^ p->signs) & (SIGN_MALE | SIGN_FEMALE)))
        put(&to, R_CHAIN + (gap == 0) * 4u + kase);
    if (p->signs & SIGN_FIRST && last->signs & SIGN_FIRST && gap == 1)
        put(&to, R_PARALLEL);
    if (p->signs & SIGN_FIRST && subject && gap == 1)
        put(&to, R_PARALLEL + 1);
    return to.count;
}

uint32_t reference_nobody(const struct cast *cast, uint32_t pronoun,
                          uint16_t out[REFERENCE_ACTIVE])
{
    const struct mention *p = &cast->mentions[pronoun];
    struct out to = {.ids = out};

    put(&to, R_NOBODY);
    if (cast->voice[p->block] != CAST_NONE)
        put(&to, R_NOBODY + 9);
    if (cast->voice_before[p->block] != CAST_NONE)
        put(&to, R_NOBODY + 10);
    put(&to, R_NOBODY + 1 + case_of(p));
    if (p->signs & SIGN_QUOTED)
        put(&to, R_NOBODY + 5);
    if (p->signs & SIGN_PLURAL)
        put(&to, R_NOBODY + 6);
    if (p->signs & SIGN_SPEAKS)
        put(&to, R_NOBODY + 7);
    if (p->signs & SIGN_FIRST)
        put(&to, R_NOBODY + 8);
    return to.count;
}

/* Units fit 16 bits: REFERENCE_ACTIVE weights of at most some hundred each. */
typedef struct Units {
    int16_t at[REFERENCE_HIDDEN];
} Units;

/* What some features come to, before the units are weighed. */
typedef struct Sum {
    Units units;
    int32_t total;
} Sum;

/* The weights are taken as a value: compilers then keep the units in registers,
 * many in one. */
static Sum sum_on(Sum sum, const uint16_t *ids, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        Units more;
        memcpy(&more, reference_hidden[ids[i]], sizeof more);
        sum.total += reference_weights[ids[i]];
        for (uint32_t h = 0; h < REFERENCE_HIDDEN; h++)
            sum.units.at[h] = (int16_t)(sum.units.at[h] + more.at[h]);
    }
    return sum;
}

static int32_t weigh(Sum sum)
{
    for (uint32_t h = 0; h < REFERENCE_HIDDEN; h++)
        if (sum.units.at[h] > 0)
            sum.total += sum.units.at[h] * reference_out[h] / REFERENCE_UNIT;
    return sum.total;
}

/* "His wife, Mia Holt": whose wife she is, she is not. The person that a role
 * is given to which begins with the pronoun, CAST_NONE for no such case. */
static uint32_t described_by(const struct cast *cast, uint32_t pronoun)
{
    const struct mention *p = &cast->mentions[pronoun];

    for (uint32_t i = pronoun; i-- > 0 && pronoun - i <= ROLE_REACH;) {
        const struct mention *role = &cast->mentions[i];
        if (role->block != p->block)
            break;
        if (role->kind != SAID_ROLE || role->owner == CAST_NONE ||
            role->tokens.start != p->tokens.start)
            continue;
        const struct mention *owner = &cast->mentions[role->owner];
        /* "With her partner, Mia Holt won": no comma behind */
        if (owner->tokens.start == role->tokens.end ||
            (owner->signs & SIGN_APART))
            return owner->entity;
    }
    return CAST_NONE;
}

uint32_t reference_candidates(const struct cast *cast,
                              const struct recency *recency, uint32_t pronoun,
                              uint32_t out[REFERENCE_CANDIDATES + 2],
                              uint32_t *out_ahead)
{
    const struct mention *p = &cast->mentions[pronoun];
    uint32_t count = 0, ahead = 0, other = described_by(cast, pronoun);

    for (uint32_t i = 0; i < recency->count; i++)
        if (other == CAST_NONE || recency->entities[i] != other)
            out[count++] = recency->entities[i];
    *out_ahead = count;
    for (uint32_t i = pronoun + 1;
         i < cast->mention_count && i < pronoun + 12 && ahead < 2; i++) {
        const struct mention *m = &cast->mentions[i];
        bool known = m->kind != TAG_PERSON || m->entity == CAST_NONE ||
                     m->entity == other;
        if (m->sentence > p->sentence)
            break;
        for (uint32_t k = 0; k < count && !known; k++)
            known = out[k] == m->entity;
        if (!known) {
            out[count++] = m->entity;
            ahead++;
        }
    }
    return count;
}

uint32_t reference_resolve(const struct cast *cast,
                           const struct recency *recency, uint32_t pronoun,
                           uint32_t *out_rival, int32_t *out_margin)
{
    uint32_t candidates[REFERENCE_CANDIDATES + 2], ahead, rank = 0;
    uint32_t count =
        reference_candidates(cast, recency, pronoun, candidates, &ahead);
    uint32_t best = CAST_NONE, second = CAST_NONE;
    uint16_t ids[REFERENCE_ACTIVE];
    int32_t best_sum, second_sum = INT32_MIN / 2;

    *out_rival = CAST_NONE;
    *out_margin = 0;
    if (cast->mentions[pronoun].signs & SIGN_PLURAL)
        return CAST_NONE;
    Sum none = {{{0}}, 0};
    best_sum = weigh(sum_on(none, ids, reference_nobody(cast, pronoun, ids)));
    struct out shared = {.ids = ids};
    put_pronoun(&shared, &cast->mentions[pronoun]);
    Sum base = sum_on(none, ids, shared.count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t sex =
            sex_of(&cast->entities[candidates[i]], &cast->mentions[pronoun]);
        uint32_t active = reference_features(cast, pronoun, candidates[i], rank,
                                             i >= ahead, ids);
        int32_t total =
            weigh(sum_on(base, ids + shared.count, active - shared.count));
        rank += sex != 2 && sex != 4;
        if (total > best_sum) {
            second = best;
            second_sum = best_sum;
            best = candidates[i];
            best_sum = total;
        } else if (total > second_sum) {
            second = candidates[i];
            second_sum = total;
        }
    }
    *out_rival = second;
    *out_margin = best_sum - second_sum;
    return best;
}

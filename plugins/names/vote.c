#include "names/vote.h"

#include "names/gazetteer.h"
#include "names/near.h"

#include "stet/text.h"

/* What longer names say of a word. */
#define HINT_SURNAME 1u    /* it ends a person's full name */
#define HINT_FORENAME 2u   /* it begins one */
#define HINT_BODY 4u       /* it begins an organisation's longer name */
#define HINT_BODY_WORD 16u /* so does a word of the language: Wells */
#define HINT_ACRONYM 8u    /* it is made of the first letters of one */

/* Weights, in the odds' steps a mention; found on stories with marked names. */
#define FOR_SURNAME 15
#define FOR_FORENAME 5
#define FOR_BODY 11
#define FOR_ACRONYM 9
#define AGAINST_STRANGER 4
#define FOR_TITLED 9
#define LONG_STORY 60u /* mentions: shorter ones introduce nobody */

struct group {
    uint32_t hash;  /* of the words; 0: a free slot */
    uint32_t first; /* a mention */
    uint32_t count, weak, titled, tagged[TAG_TYPES];
    uint32_t total[TAG_TYPES];
    uint32_t kind;   /* the outcome: what the names among them are */
    bool takes_weak; /* and so are the weak ones */
};

struct hint_slot {
    uint32_t hash, bits;
};

struct vote {
    struct cast *cast;
    struct near *surnames;
    struct group *groups;
    struct hint_slot *hints;
    uint32_t mask;
};

static bool may_vote(const struct mention *one)
{
    return (one->kind == TAG_PERSON || one->kind == TAG_ORG ||
            one->kind == TAG_PLACE || one->kind == TAG_MISC) &&
           one->word_count > 0;
}

static uint32_t key_of(const struct mention *one)
{
    uint32_t hash = one->word_count;

    for (uint32_t i = 0; i < one->word_count; i++)
        hash = gaz_mix(hash, one->words[i].hash);
    return hash | 1u;
}

static struct group *group_of(struct vote *self, uint32_t hash)
{
    uint32_t at = hash & self->mask;

    while (self->groups[at].hash && self->groups[at].hash != hash)
        at = (at + 1) & self->mask;
    return &self->groups[at];
}

static struct hint_slot *hint_of(struct vote *self, uint32_t hash)
{
    uint32_t at = hash & self->mask;

    while (self->hints[at].bits && self->hints[at].hash != hash)
        at = (at + 1) & self->mask;
    return &self->hints[at];
}

static void add_hint(struct vote *self, uint32_t hash, uint32_t bits)
{
    struct hint_slot *slot = hint_of(self, hash);

    slot->hash = hash;
    slot->bits |= bits;
}

/* ---- counting ---------------------------------------------------------- */

static void count_all(struct vote *self)
{
    struct cast *cast = self->cast;

    for (uint32_t i = 0; i < cast->mention_count; i++) {
        const struct mention *one = &cast->mentions[i];
        if (!may_vote(one))
            continue;
        struct group *group = group_of(self, key_of(one));
        if (!group->hash)
            *group = (struct group){.hash = key_of(one), .first = i};
        group->count++;
        group->weak += (one->signs & SIGN_WEAK) != 0;
        group->titled += (one->signs & SIGN_TITLED) != 0;
        if (!(one->signs & SIGN_WEAK))
            group->tagged[one->kind]++;
        for (uint32_t t = 0; t < TAG_TYPES; t++)
            group->total[t] += ODDS_OF(one->odds, t);
    }
}

/* ---- what longer names say --------------------------------------------- */

/* The first letters of a name's words, with and without the small ones. */
static void hint_acronym(struct vote *self, const struct mention *name)
{
    char all[WORDS_MAX], tall[WORDS_MAX];
    uint32_t n = 0, t = 0;

    for (uint32_t i = 0; i < name->word_count; i++) {
        Str word = name->words[i].text;
        all[n++] = word.ptr[0];
        if (!cast_is_small_word(word))
            tall[t++] = word.ptr[0];
    }
    if (n > 1)
        add_hint(self, stet_hash((Str){all, n}), HINT_ACRONYM);
    if (t > 1)
        add_hint(self, stet_hash((Str){tall, t}), HINT_ACRONYM);
}

static void hint_all(struct vote *self)
{
    struct cast *cast = self->cast;

    for (uint32_t i = 0; i < cast->mention_count; i++) {
        const struct mention *one = &cast->mentions[i];
        if (!may_vote(one) || one->word_count < 2 || (one->signs & SIGN_WEAK))
            continue;
        uint32_t first = one->words[0].hash;
        if (one->kind == TAG_PERSON) {
            struct word last = one->words[one->word_count - 1];
            if (!(hint_of(self, last.hash)->bits & HINT_SURNAME))
                near_add(self->surnames, last.text, i);
            add_hint(self, last.hash, HINT_SURNAME);
            add_hint(self, first, HINT_FORENAME);
        } else if (one->kind == TAG_ORG) {
            hint_acronym(self, one);
            if (!(gaz_word(first) &
                  (GAZ_PLACE | GAZ_DEMONYM | GAZ_COMMON | GAZ_FORENAME)))
                add_hint(self, first, HINT_BODY);
        }
    }
}

/* ---- deciding ---------------------------------------------------------- */

static void lower(int32_t *cost, uint32_t count, int32_t by)
{
    *cost -= (int32_t)count * by;
}

/* An unknown word one letter from a surname of the story: Bahzenin. */
static bool is_misspelt(const struct vote *self, const struct group *group,
                        struct word word)
{
    uint32_t others[NEAR_MAX];

    return group->count <= 2 && !gaz_word(word.hash) &&
           near_find(self->surnames, word.text, others) > 0;
}

/* The cost of each kind for a lone word. */
static void weigh_word(struct vote *self, const struct group *group,
                       int32_t cost[TAG_TYPES])
{
    const struct mention *one = &self->cast->mentions[group->first];
    uint32_t word = one->words[0].hash, n = group->count;
    uint32_t bits = hint_of(self, word)->bits, gaz = gaz_word(word);

    if ((bits & HINT_SURNAME) || is_misspelt(self, group, one->words[0]))
        lower(&cost[TAG_PERSON], n, FOR_SURNAME);
    else if (bits & HINT_FORENAME)
        lower(&cost[TAG_PERSON], n, FOR_FORENAME);
    else if (!group->titled && ((bits & (HINT_BODY | HINT_BODY_WORD)) ||
                                (!(gaz & (GAZ_FORENAME | GAZ_SURNAME)) &&
                                 self->cast->mention_count >= LONG_STORY)))
        lower(&cost[TAG_PERSON], n, -AGAINST_STRANGER);
    if (bits & (HINT_BODY | HINT_BODY_WORD))
        lower(&cost[TAG_ORG], n, FOR_BODY);
    if (bits & HINT_BODY_WORD)
        lower(&cost[0], n, FOR_BODY); /* which kind, not whether */
    if ((bits & HINT_ACRONYM) && cast_shouts(one->text))
        lower(&cost[TAG_ORG], n, FOR_ACRONYM);
    lower(&cost[TAG_PERSON], group->titled, FOR_TITLED);
}

static void decide(struct vote *self, struct group *group)
{
    int32_t cost[TAG_TYPES];
    uint32_t best = TAG_PERSON;

    for (uint32_t t = 0; t < TAG_TYPES; t++)
        cost[t] = (int32_t)group->total[t];
    if (self->cast->mentions[group->first].word_count == 1)
        weigh_word(self, group, cost);
    for (uint32_t t = 1; t < TAG_TYPES; t++)
        if (t != TAG_WORK && t != TAG_EVENT && cost[t] < cost[best])
            best = t;
    group->kind = best;
    group->takes_weak = cost[best] < cost[0];
}

static void apply_one(struct mention *one, const struct group *group)
{
    bool weak = (one->signs & SIGN_WEAK) != 0;

    if (weak && !group->takes_weak) {
        one->dropped = true;
        one->kind = 0;
        return;
    }
    one->retyped = weak || one->kind != group->kind;
    one->kind = group->kind;
    one->signs &= ~SIGN_WEAK;
}

/* Gives the outcome to the names of one word, or to all longer ones. */
static void apply(struct vote *self, bool long_ones)
{
    struct cast *cast = self->cast;

    for (uint32_t i = 0; i < cast->mention_count; i++) {
        struct mention *one = &cast->mentions[i];
        if (may_vote(one) && (one->word_count > 1) == long_ones)
            apply_one(one, group_of(self, key_of(one)));
    }
}

static void decide_all(struct vote *self, bool long_ones)
{
    for (uint32_t i = 0; i <= self->mask; i++)
        if (self->groups[i].hash &&
            (self->cast->mentions[self->groups[i].first].word_count > 1) ==
                long_ones)
            decide(self, &self->groups[i]);
}

void vote_read(struct cast *cast)
{
    struct vote self = {.cast = cast, .mask = 63};

    while (self.mask < cast->mention_count * 2u)
        self.mask = self.mask * 2 + 1;
    self.groups = ARENA_ARRAY(cast->arena, struct group, self.mask + 1);
    self.hints = ARENA_ARRAY(cast->arena, struct hint_slot, self.mask + 1);
    self.surnames = near_new(cast->arena, cast->mention_count);
    count_all(&self);
    decide_all(&self, true);
    apply(&self, true);
    hint_all(&self);
    decide_all(&self, false);
    apply(&self, false);
}

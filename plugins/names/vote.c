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
#define HINT_BRACKETS 32u  /* it stands in brackets behind one */
#define HINT_STORM 64u     /* it is what a storm is called */

/* Weights, in the odds' steps a mention; found on stories with marked names. */
#define FOR_SURNAME 15
#define FOR_SPEAKING 16 /* more than any odds */
#define FOR_FORENAME 5
#define FOR_BODY 11
#define FOR_ACRONYM 9
#define FOR_BRACKETS 15
#define FOR_LIKE_BODY 10
#define AGAINST_BODY 15
#define AGAINST_DIM 20
#define DIM_BODIES 2u /* mentions as a body, so that an acronym is one */
#define DIM_MAX 8u    /* bytes of an acronym */
#define AGAINST_STRANGER 4
#define FOR_TITLED 9
#define NEAR_BLOCKS 2u /* from an introduction to a slip */
#define LONG_STORY 60u /* mentions: shorter ones introduce nobody */

struct group {
    uint32_t hash;      /* of the words */
    uint32_t first;     /* a mention */
    uint32_t dim;       /* acronyms that look like no name */
    uint32_t like_body; /* that stand where bodies do */
    uint32_t count, weak, titled, tagged[TAG_TYPES];
    uint32_t total[TAG_TYPES];
    uint8_t kind;    /* the outcome: what the names among them are */
    bool takes_weak; /* and so are the weak ones */
};

#define HINTS_EACH 4u /* words that one name has a hint for, at most */

struct hint_slot {
    uint32_t hash, bits;
};

struct vote {
    struct cast *cast;
    struct near *surnames;
    struct group *groups; /* in the order of their first mentions */
    uint32_t count, room;
    uint32_t *slots; /* by hash: 0, or 1 + a group */
    uint32_t mask;
    uint32_t *by_wording;    /* 0: nobody asked, or 1 + its group */
    struct hint_slot *hints; /* by hash */
    uint32_t hint_mask, storms;
};

static bool may_vote(const struct mention *one)
{
    return (one->kind == TAG_PERSON || one->kind == TAG_ORG ||
            one->kind == TAG_PLACE || one->kind == TAG_MISC) &&
           one->wording->word_count > 0;
}

static uint32_t key_of(const struct wording *one)
{
    uint32_t hash = one->word_count;

    for (uint32_t i = 0; i < one->word_count; i++)
        hash = gaz_mix(hash, one->words[i].hash);
    return hash;
}

/* The group of the mention's words, made now if it is their first. */
static struct group *group_of(struct vote *self, uint32_t mention)
{
    const struct wording *wording = self->cast->mentions[mention].wording;
    uint32_t *known = &self->by_wording[wording->index];

    if (*known)
        return &self->groups[*known - 1];
    uint32_t hash = key_of(wording), at = hash & self->mask;
    while (self->slots[at] && self->groups[self->slots[at] - 1].hash != hash)
        at = (at + 1) & self->mask;
    if (!self->slots[at]) {
        self->groups = arena_grow(self->cast->arena, self->groups, self->count,
                                  &self->room, sizeof *self->groups);
        self->groups[self->count] =
            (struct group){.hash = hash, .first = mention};
        self->slots[at] = ++self->count;
    }
    *known = self->slots[at];
    return &self->groups[*known - 1];
}

static struct hint_slot *hint_of(struct vote *self, uint32_t hash)
{
    uint32_t at = hash & self->hint_mask;

    while (self->hints[at].bits && self->hints[at].hash != hash)
        at = (at + 1) & self->hint_mask;
    return &self->hints[at];
}

static void add_hint(struct vote *self, uint32_t hash, uint32_t bits)
{
    struct hint_slot *slot = hint_of(self, hash);

    slot->hash = hash;
    slot->bits |= bits;
}

static bool is_like_body(const struct mention *one)
{
    return (one->signs & SIGN_BODY) && !(one->signs & SIGN_WEAK);
}

/* Capitals alone in small letters, of which the paragraph made no name. */
static bool is_dim(const struct mention *one)
{
    return (one->signs & SIGN_WEAK) && !(one->signs & SIGN_HEADLINE) &&
           one->wording->text.len < DIM_MAX && cast_shouts(one->wording->text);
}

/* ---- counting ---------------------------------------------------------- */

/* "Storm Agnes", and not the name of anything else that happens. */
static bool is_storm(const struct mention *one)
{
    static const char *const heads[] = {"storm", "hurricane", "typhoon",
                                        "cyclone"};

    for (size_t i = 0; one->kind == TAG_EVENT && i < 4; i++)
        if (one->wording->word_count == 2 &&
            stet_is(one->wording->words[0].text, heads[i]))
            return true;
    return false;
}

static void count_all(struct vote *self)
{
    struct cast *cast = self->cast;

    for (uint32_t i = 0; i < cast->mention_count; i++) {
        const struct mention *one = &cast->mentions[i];
        self->storms += is_storm(one);
        if (!may_vote(one))
            continue;
        struct group *group = group_of(self, i);
        group->count++;
        group->like_body += is_like_body(one);
        group->dim += is_dim(one);
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

    for (uint32_t i = 0; i < name->wording->word_count; i++) {
        Str word = name->wording->words[i].text;
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
        if (is_storm(one))
            add_hint(self, one->wording->words[1].hash, HINT_STORM);
        if (!may_vote(one) || one->wording->word_count < 2 ||
            (one->signs & SIGN_WEAK))
            continue;
        uint32_t first = one->wording->words[0].hash;
        if (one->kind == TAG_PERSON) {
            struct word last =
                one->wording->words[one->wording->word_count - 1];
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

/* "(TVX)" right behind "Tamar Valley Exchange": its short name. */
static bool is_short_for(const struct mention *one, const struct mention *body)
{
    const struct word *word = &one->wording->words[0];

    return (one->signs & SIGN_BRACKETS) && one->block == body->block &&
           one->tokens.start == body->tokens.end + 1 &&
           one->wording->word_count == 1 &&
           word->text.ptr[0] == body->wording->words[0].text.ptr[0] &&
           !(gaz_word(word->hash) & GAZ_PLACE);
}

static void hint_brackets(struct vote *self)
{
    const struct mention *body = NULL;

    for (uint32_t i = 0; i < self->cast->mention_count; i++) {
        const struct mention *one = &self->cast->mentions[i];
        if (!may_vote(one))
            continue;
        if (body && is_short_for(one, body))
            add_hint(self, one->wording->words[0].hash, HINT_BRACKETS);
        body =
            one->kind == TAG_ORG && one->wording->word_count > 1 ? one : NULL;
    }
}

/* ---- deciding ---------------------------------------------------------- */

static void lower(int32_t *cost, uint32_t count, int32_t by)
{
    *cost -= (int32_t)count * by;
}

/* The likeliest kind of what is a name. */
static uint32_t cheapest(const int32_t cost[TAG_TYPES])
{
    uint32_t best = TAG_PERSON;

    for (uint32_t t = 1; t < TAG_TYPES; t++)
        if (t != TAG_WORK && t != TAG_EVENT && cost[t] < cost[best])
            best = t;
    return best;
}

/* A word of the language speaks right behind the introduction of somebody of
 * nearly that surname: "said Ada Woodt. Woods believes". */
static bool speaks_behind(const struct mention *one,
                          const struct mention *introduced)
{
    return (one->signs & SIGN_SPEAKS) && one->at > introduced->at &&
           one->block - introduced->block <= NEAR_BLOCKS &&
           !(gaz_word(one->wording->words[0].hash) &
             (GAZ_FORENAME | GAZ_PLACE));
}

/* What it is worth that a lone word is one letter from a surname of the story:
 * one that is nothing but a surname, Bahzenin, or one that speaks. */
static int32_t misspelt(const struct vote *self, const struct group *group)
{
    const struct mention *mentions = self->cast->mentions;
    const struct mention *one = &mentions[group->first];
    struct word word = one->wording->words[0];
    uint32_t others[NEAR_MAX], count = 0;

    if (group->count <= 2)
        count = near_find(self->surnames, word.text, others);
    if (count && !(gaz_word(word.hash) & ~GAZ_SURNAME))
        return FOR_SURNAME;
    for (uint32_t i = 0; i < count; i++)
        if (speaks_behind(one, &mentions[others[i]]))
            return FOR_SPEAKING;
    return 0;
}

/* The cost of each kind for a lone word. */
static void weigh_word(struct vote *self, const struct group *group,
                       int32_t cost[TAG_TYPES])
{
    const struct mention *one = &self->cast->mentions[group->first];
    uint32_t word = one->wording->words[0].hash, n = group->count;
    uint32_t bits = hint_of(self, word)->bits, gaz = gaz_word(word);
    int32_t slip = misspelt(self, group);

    if (bits & HINT_SURNAME)
        lower(&cost[TAG_PERSON], n, FOR_SURNAME);
    else if (slip)
        lower(&cost[TAG_PERSON], n, slip);
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
    if ((bits & HINT_ACRONYM) && cast_shouts(one->wording->text))
        lower(&cost[TAG_ORG], n, FOR_ACRONYM);
    if (!(bits & (HINT_SURNAME | HINT_FORENAME)) && !group->titled &&
        cheapest(cost) == TAG_PERSON) {
        lower(&cost[TAG_PERSON], group->like_body, -AGAINST_BODY);
        lower(&cost[TAG_ORG], group->like_body, FOR_LIKE_BODY);
    }
    if (cheapest(cost) == TAG_PLACE && group->tagged[TAG_ORG])
        lower(&cost[TAG_ORG], group->like_body, FOR_LIKE_BODY);
    if (bits & HINT_BRACKETS)
        lower(&cost[TAG_ORG], n, FOR_BRACKETS);
    if (group->tagged[TAG_ORG] >= DIM_BODIES)
        lower(&cost[0], group->dim, -AGAINST_DIM);
    lower(&cost[TAG_PERSON], group->titled, FOR_TITLED);
}

/* "Agnes" behind "Storm Agnes", where nobody is called so. */
static bool is_called_after_storm(struct vote *self, const struct group *group)
{
    const struct mention *one = &self->cast->mentions[group->first];
    uint32_t bits;

    if (!self->storms || one->wording->word_count > 1 || group->titled)
        return false;
    bits = hint_of(self, one->wording->words[0].hash)->bits;
    return (bits & HINT_STORM) && !(bits & (HINT_SURNAME | HINT_FORENAME));
}

static void decide(struct vote *self, struct group *group)
{
    int32_t cost[TAG_TYPES];
    uint32_t best;

    for (uint32_t t = 0; t < TAG_TYPES; t++)
        cost[t] = (int32_t)group->total[t];
    if (self->cast->mentions[group->first].wording->word_count == 1)
        weigh_word(self, group, cost);
    best = cheapest(cost);
    if (is_called_after_storm(self, group))
        best = TAG_EVENT;
    group->kind = (uint8_t)best;
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
        if (may_vote(one) && (one->wording->word_count > 1) == long_ones)
            apply_one(one, group_of(self, i));
    }
}

static void decide_all(struct vote *self, bool long_ones)
{
    for (uint32_t i = 0; i < self->count; i++) {
        struct group *group = &self->groups[i];
        const struct mention *first = &self->cast->mentions[group->first];
        if ((first->wording->word_count > 1) == long_ones)
            decide(self, group);
    }
}

/* A power of two, less one, that leaves a table of `count` half empty. */
static uint32_t mask_for(uint32_t count)
{
    uint32_t mask = 63;

    while (mask < count * 2u)
        mask = mask * 2 + 1;
    return mask;
}

void vote_read(struct cast *cast)
{
    uint32_t wordings = cast_wording_count(cast);
    struct vote self = {.cast = cast, .mask = mask_for(wordings)};

    self.slots = ARENA_ARRAY(cast->arena, uint32_t, self.mask + 1);
    self.by_wording = ARENA_ARRAY(cast->arena, uint32_t, wordings);
    count_all(&self);
    self.hint_mask = mask_for(self.count * HINTS_EACH + self.storms);
    self.hints = ARENA_ARRAY(cast->arena, struct hint_slot, self.hint_mask + 1);
    self.surnames = near_new(cast->arena, cast->mention_count);
    decide_all(&self, true);
    apply(&self, true);
    hint_all(&self);
    hint_brackets(&self);
    decide_all(&self, false);
    apply(&self, false);
}

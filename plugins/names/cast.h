/*
 * cast - who is who: the story pass.
 *
 * Takes the mentions of every block in order and puts them together into
 * entities. Reads only what annotations carry, never the text around them.
 *
 *     1  mentions are loaded, their words folded and hashed; vote.h settles
 *        what kind of thing each names
 *     2  full names make persons; a hash of every word finds them again
 *     3  surnames, forenames and titles join the person they fit; bodies join
 *        their acronyms; the rest are one by their words
 *     4  misspelt persons join those they are (variants.h)
 *     5  in the order of reading, pronouns and descriptions join the person
 *        that the scorer of reference.h prefers
 *     6  roles, ages and affiliations go to their person; entities are made
 *
 * Invariants: an entity's mentions are linked in the order of reading; a
 * mention of no entity has entity CAST_NONE. Cost: linear in the mentions; a
 * chain of a hash is followed CHAIN_MAX steps.
 */
#ifndef NAMES_CAST_H
#define NAMES_CAST_H

#include "names/fold.h"
#include "names/keys.h"

#define CAST_NONE UINT32_MAX
#define WORDS_MAX 8u /* of a name that are looked at */

/* What a mention says: one for all mentions of the same bytes. */
struct wording {
    Str text;                 /* as the file has it */
    const struct word *words; /* what the name is made of, titles left out */
    uint32_t word_count;
    uint32_t hash;  /* of the text */
    uint32_t index; /* of this wording among the story's, from 0 */
};

/* A story has tens of thousands: what few of them are asked for stays with the
 * host. */
struct mention {
    stet_ref ref;
    const struct wording *wording; /* a name's; others' once asked for */
    uint32_t block, sentence;      /* sentence: counted over the story */
    Span tokens;                   /* of the block */
    uint32_t at;                   /* first token, counted over the story */
    uint32_t signs;
    uint32_t odds;   /* of a name: what else it may be (tagger.h) */
    uint32_t entity; /* index, CAST_NONE */
    uint32_t rival;  /* the second choice, CAST_NONE */
    uint32_t next;   /* the entity's next mention, CAST_NONE */
    uint32_t owner;  /* of a role, age, affiliation: its person's mention */
    uint8_t kind;    /* TAG_ or SAID_ */
    bool retyped;    /* the story gave it another kind */
    bool dropped;    /* a description of nobody; no name after all */
    bool leads;      /* nobody stands close before it in its sentence */
};

struct entity {
    uint32_t type;               /* TAG_ */
    uint32_t first;              /* the first mention by name */
    uint32_t first_of_all, last; /* a chain by mention.next, once all is read */
    uint32_t full;               /* the mention with the fullest name */
    uint32_t mention_count, name_count;
    uint32_t male, female, neutral;      /* evidence of the story itself */
    uint32_t male_name, female_name;     /* of forenames: weak */
    uint32_t mostly_male, mostly_female; /* the same, of forenames of both */
    bool has_forename;
    uint32_t role, affiliation, age; /* first of each, or CAST_NONE */
    uint32_t recent; /* the last mention seen while reading on */
    uint32_t into;   /* of a misspelt name: the entity that took it in */
    Str name;        /* where no mention has it right; else empty */
    stet_entity_id id;
};

/* A name that is misspelt. */
struct slip {
    uint32_t mention, usual; /* usual: the entity it means */
    Str right;               /* what should stand there */
};

struct cast;
struct recency;
struct wordings;

/* Who may settle a pronoun in the scorer's place: the trainer. Returns true
 * where *out_entity is the answer. */
struct teacher {
    bool (*settle)(struct teacher *self, const struct cast *cast,
                   const struct recency *recency, uint32_t pronoun,
                   uint32_t *out_entity);
};

struct cast {
    struct arena *arena;
    struct teacher *teacher; /* NULL but in training */
    const struct keys *keys;
    const stet_host *host;
    const stet_story *story;
    struct mention *mentions;
    uint32_t mention_count;
    struct entity *entities;
    uint32_t entity_count, entity_room;
    struct wordings *wordings;
    struct index *index;    /* word hash -> entities */
    uint32_t *topic;        /* for each block: the mention that is spoken of */
    uint32_t *voice;        /* for each block: who speaks in it, or CAST_NONE */
    uint32_t *voice_before; /* ... and who did last before it */
    struct slip *slips;     /* in the order of reading */
    uint32_t slip_count;
    /* Mentions before each: persons' names; those and resolved pronouns. */
    uint32_t *names_before, *spoken_before;
    uint32_t most;        /* the person that is named most */
    uint32_t first_block; /* the first that is a paragraph, no headline */
};

/* Reads the mentions of `story` and settles who is who. Everything lives in
 * `arena`. Nothing is said to the host yet. */
void cast_read(struct cast *self, const struct keys *keys,
               const stet_host *host, const stet_story *story,
               struct teacher *teacher, struct arena *arena);

/* Tells the host: entities, mentions, retypings, completions. */
void cast_tell(struct cast *self);

/* How many wordings have been read. */
uint32_t cast_wording_count(const struct cast *self);

/* The mention's wording, read now if nobody did before. */
const struct wording *cast_wording(const struct cast *self, uint32_t mention);

/* The noun of a role or description, the value of an affiliation, of an age:
 * empty or 0 where it has none. */
Str cast_head(const struct cast *self, const struct mention *mention);
Str cast_value(const struct cast *self, const struct mention *mention);
int64_t cast_age(const struct cast *self, const struct mention *mention);

/* of, the, and: words that no acronym counts. */
bool cast_is_small_word(Str word);

/* Two letters or more, none of them small. */
bool cast_shouts(Str text);

/* The fullest name of an entity. */
Str cast_name(const struct cast *self, uint32_t entity);

#endif

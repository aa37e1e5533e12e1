/*
 * told - the quotations of a story in a row, as its second pass sees them.
 *
 *     block passes  ->  [Spoken][Spoken][Spoken]...   in the story's order
 *
 * What the other files of this pass share: the row itself and short ways to
 * what the host keeps. Everything lives in the pass's arena.
 */
#ifndef QUOTES_TOLD_H
#define QUOTES_TOLD_H

#include "quotes/names.h"

#include "text/arena.h"

#define TOLD_NAMES 1u /* the name layer's number */

/* Who speaks, as far as is known. */
typedef struct Voice {
    stet_entity_id entity; /* 0: none */
    Str name;              /* empty: none; outlives the pass */
    stet_ref source;       /* where it stands, or STET_NO_REF */
} Voice;

typedef struct Spoken {
    stet_ref ref;
    uint32_t block;
    stet_span tokens; /* from its first piece to its last */
    uint32_t rule, is_open;
    bool is_direct, is_marked, is_alone;
    stet_ref source; /* STET_NO_REF: none */
    Voice voice;
    Voice runner_up; /* who it might have been instead */
    bool is_gone;    /* joined to the one before, or no quotation after all */
    bool is_signed;  /* by the paragraph behind it */
    stet_ref ahead;  /* a cue at the end of the block before, or none */
} Spoken;

struct told {
    const struct quote_names *names;
    const stet_host *host;
    const stet_story *story;
    struct arena *arena;
    Spoken *all;
    uint32_t count;
    struct surname {
        Str last, full;
        stet_entity_id entity; /* 0: none, or several */
    } * surnames;              /* open addressing */
    uint32_t surname_mask;
    uint8_t *name_genders; /* by entity: TOLD_HE, TOLD_SHE by forename or title,
                              0 neither or both; NULL where none are known */
    stet_ref *introductions; /* by entity: its first mention by name; where none
                                are known, NULL */
    uint32_t entity_limit;
    stet_entity_id interviewee; /* who says what stands behind "A."; 0: open */
    const Spoken *last_spoken;  /* with a voice, while speakers are found */
};

/* Fills the row from what the block passes left. */
void told_read(struct told *desk);

/* A layer of a block; NULL where it has none. */
const stet_layer *told_layer(const struct told *desk, uint32_t block,
                             uint32_t layer);

stet_span told_tokens(const struct told *desk, stet_ref ref);

/* A number among the attributes of `ref`. */
int64_t told_number(const struct told *desk, stet_ref ref, stet_key key,
                    int64_t otherwise);

/* Links of a block pass count blocks from 0; in the story they stand here. */
stet_ref told_here(stet_ref ref, uint32_t block);

/* The block of prose before `block`, or STET_NONE. */
uint32_t told_prose_before(const struct told *desk, uint32_t block);

/* The name layer's mention at a source's head, the longest where several are;
 * STET_NO_REF where there is none. */
stet_ref told_mention(const struct told *desk, stet_ref source);

/* The fullest name of an entity; empty for 0. */
Str told_name(const struct told *desk, stet_entity_id entity);

#define TOLD_HE 1u
#define TOLD_SHE 2u

/* What a pronoun says of a person, what the name layer says of an entity:
 * TOLD_HE, TOLD_SHE, or 0 where neither is known. */
uint32_t told_pronoun(Str pronoun);
uint32_t told_gender(const struct told *desk, stet_entity_id entity);

/* The story names its entity here for the first time, by several words. Needs
 * told_read_genders(). */
bool told_introduces(const struct told *desk, stet_ref mention,
                     stet_entity_id entity);

/* What its forename or title says; weak. Needs told_read_genders(). */
uint32_t told_name_gender(const struct told *desk, stet_entity_id entity);
void told_read_genders(struct told *desk);

#endif

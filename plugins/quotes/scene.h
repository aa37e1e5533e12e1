/*
 * scene - everything that one block's reading looks at, in one place.
 *
 *     sheet -> phrases -> cues -> claims (claim.h)
 *
 * A room is what lives as long as a plugin instance; a scene lives for one
 * block, in the room's arena. A room may be watched: the trainer's tool sees
 * every candidate that a model judges, with its facts, and learns from them.
 */
#ifndef QUOTES_SCENE_H
#define QUOTES_SCENE_H

#include "quotes/model.h"
#include "quotes/phrase.h"

/* One candidate before a model: `what` against `by`, both tokens. */
typedef struct Judged {
    uint32_t model; /* MODEL_ */
    Range what, by;
    int32_t score;
    const struct facts *facts;
    const struct numbers *numbers; /* NULL: its model has no forest */
} Judged;

#define ROLE_SOURCE 1u
#define ROLE_CUE 2u
#define ROLE_CONTENT 3u
#define ROLE_ADDRESSEE 4u
#define ROLE_MEDIUM 5u
#define ROLE_MAYBE 6u /* no tag: perhaps a content */
#define ROLE_COUNT 7u

struct room {
    const struct models *models;
    struct arena arena; /* one block or one story */
    stet_kind
        role_kinds[ROLE_COUNT]; /* by ROLE_: the reader's kinds; 0 unknown */
    stet_kind place;            /* the name layer's; 0 unknown */
    void (*watch)(void *self, const Judged *judged); /* NULL: nobody */
    void *watcher;
};

/* What announces a quotation. */
#define CUE_VERB 1u
#define CUE_ACCORDING 2u /* according to */
#define CUE_COLON 3u     /* a colon or dash before an opening mark */
#define CUE_NOUN 4u      /* the claim that */

typedef struct Cue {
    Range at;
    uint32_t kind; /* CUE_ */
} Cue;

/* What the network says of a stretch of tokens. No two share a token. */
typedef struct Tag {
    Range at;
    uint32_t role;       /* ROLE_ */
    uint32_t confidence; /* per mille: of such tags, so many are right */
} Tag;

/* A content that the network holds possible, tagged or not; several of them
 * share tokens. */
typedef struct Maybe {
    Range at;
    uint32_t share;   /* per mille: how likely it is just these tokens */
    uint32_t support; /* per mille: that of all that are about these */
} Maybe;

struct scene {
    struct room *room;
    struct sheet sheet;
    struct phrases phrases;
    const Cue *cues; /* ascending, outside of stretches */
    uint32_t cue_count;
    const uint32_t *cue_after; /* of token i: first cue that begins >= i */
    const Tag *tags;           /* ascending; NULL where no network reads */
    uint32_t tag_count;
    const uint32_t *tag_of; /* of token i: 1 + the index of its tag, or 0 */
    const Maybe *maybes;    /* ascending by their start */
    uint32_t maybe_count;
    const uint32_t *maybe_after; /* of token i: first that begins >= i */
};

/* Reads `block` up to its cues. */
void scene_init(struct scene *self, struct room *room, const stet_block *block);

/* The verb at `at` announces nothing: it is part of a longer word
 * ("like-minded", "a 60-vote plan"), or says no more than "for example": "than,
 * say, paper". */
bool scene_is_idle(const struct sheet *sheet, uint32_t at);

/* What a token looks like to a model: a small number, see scene.c. */
uint32_t scene_shape(const struct scene *self, uint32_t at);

/* The network's tag over a token, NULL where there is none; what it is there:
 * a ROLE_, or 0. */
const Tag *scene_tag(const struct scene *self, uint32_t at);
uint32_t scene_role(const struct scene *self, uint32_t at);

/* The first of the possible contents that may share tokens with `at`. */
uint32_t scene_maybes(const struct scene *self, Range at);

/* How likely the network holds, per mille, contents that have more tokens in
 * common with `at` than not: where it wavers between ends, each alone says
 * little. */
uint32_t scene_support(const struct scene *self, Range at);

/* The name layer has `at` for a place, or for its last part. */
bool scene_is_place(const struct scene *self, Range at);

/* How sure the network is of a tag, in eighths: 0 to 7; 8 for NULL, none. */
uint32_t scene_sureness(const Tag *tag);

/* Judges and tells the watcher; by the forest as well. */
int32_t scene_weigh(const struct scene *self, uint32_t model, Range what,
                    Range by, const struct facts *facts,
                    const struct numbers *numbers);

/* The same by `model` alone. */
int32_t scene_judge(const struct scene *self, uint32_t model, Range what,
                    Range by, const struct facts *facts);

#endif

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
} Judged;

#define ROLE_SOURCE 1u
#define ROLE_CUE 2u
#define ROLE_CONTENT 3u
#define ROLE_ADDRESSEE 4u
#define ROLE_MEDIUM 5u

struct room {
    const struct models *alone, *reader;
    struct arena arena;      /* one block or one story */
    stet_kind role_kinds[6]; /* by ROLE_: the reader's kinds; 0 unknown */
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

struct scene {
    struct room *room;
    const struct models *models;
    struct sheet sheet;
    struct phrases phrases;
    const Cue *cues; /* ascending, outside of stretches */
    uint32_t cue_count;
    const uint32_t *cue_after; /* of token i: first cue that begins >= i */
    const uint8_t *roles;      /* by the network; NULL where none reads */
};

/* Reads `block` up to its cues. */
void scene_init(struct scene *self, struct room *room, const stet_block *block);

/* What a token looks like to a model: a small number, see scene.c. */
uint32_t scene_shape(const struct scene *self, uint32_t at);

/* What the network says of a token: a ROLE_, or 0. */
uint32_t scene_role(const struct scene *self, uint32_t at);

/* Judges and tells the watcher. */
int32_t scene_judge(const struct scene *self, uint32_t model, Range what,
                    Range by, const struct facts *facts);

#endif

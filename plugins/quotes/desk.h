/*
 * desk - what the rounds of claim.h share: one block's claims being put
 * together, and what is still free.
 *
 *     tokens   The roof , Ada Lund said , was “ a sieve . ”
 *     owner     1    1  0  0   0    0   0  1  1 1   1   1 1
 *
 * The rounds are marked.c, unmarked.c and tagged.c; source.c says who speaks
 * with a cue. A claim that another one retells is emptied, not removed: its
 * pieces are none.
 */
#ifndef QUOTES_DESK_H
#define QUOTES_DESK_H

#include "quotes/claim.h"

enum {
    NAME_SCORE = -1024,  /* speech, by log-odds, of what is surely a name */
    APPOSITION_MAX = 24, /* tokens between a name and its verb */
};

struct desk {
    const struct scene *scene;
    const struct sheet *sheet;
    struct claims *out;
    Choice *cue_of;      /* of each stretch */
    uint32_t *claim_of;  /* of each cue: 1 + its claim, or 0 */
    Choice *source_of;   /* of each cue, once it was asked for */
    uint8_t *has_source; /* of each cue: 1 if source_of is known */
    uint32_t *owner;     /* of each token: 1 + the claim of its content */
    int32_t *speech;
    uint8_t *taken;
    uint32_t room_for; /* claims that fit into out->all */
};

/* A new claim; NULL where the desk is full. */
Claim *desk_claim(struct desk *desk, uint32_t rule, int32_t score);

/* Adds a piece without the commas and stops at its end. */
void desk_add(struct desk *desk, Claim *claim, Range piece);

/* CLAIM_DIRECT when nine words in ten stand between marks. */
uint32_t desk_type_of(const struct desk *desk, const Range *pieces,
                      uint32_t count);
uint32_t desk_type(const struct desk *desk, const Claim *claim);

/* Gives `claim` the cue `index` and whoever speaks with it. */
void desk_source(const struct desk *desk, Claim *claim, uint32_t index);

/* All of `claim`, with who says it and how, is told inside `content`: "wrote
 * that the aide had called it “a farce”" is one quotation, the writer's. */
bool desk_is_nested(const Claim *claim, Range content);

/* Nobody else's words stand in `content`, or only ones that are retold. */
bool desk_is_free(const struct desk *desk, Range content);

/* Claims inside of `content` are part of it from now on. */
void desk_swallow(struct desk *desk, Range content);

/* The first token from `content.start` on that a claim holds which `content`
 * cannot swallow; `content.end` where there is none. */
uint32_t desk_free_end(const struct desk *desk, Range content);

/* "The plan, said Lund, a lawyer, was “dead.”": the words before the comma
 * are the subject of those behind. Their pieces; both empty where it is not
 * so. */
typedef struct Broken {
    Range subject;
    uint32_t resumes; /* at the verb */
} Broken;

Broken desk_broken(const struct desk *desk, const Claim *claim, uint32_t limit);

/* The rounds. */
void marked_round(struct desk *desk);
void unmarked_round(struct desk *desk);

#endif

/*
 * claim - what a block says that somebody said.
 *
 * A claim is one quotation in the making: a cue, its source, one or several
 * pieces of content, and perhaps an addressee and a medium. Claims are made
 * in two rounds, each of which may take only what is still free:
 *
 *  1. marked    every stretch that is speech goes to the cue that announces
 *               it; stretches of one cue are one quotation, and one without
 *               a cue that follows a quotation goes on with it
 *  2. unmarked  every cue that is left may have content of its own: said that
 *               ..., ..., officials said
 *     tagged    the same where the network has read along, and instead: what
 *               marks, cues and tags propose is weighed together
 *
 * Pieces include their quotation marks and leave out stops and commas that
 * stand outside of them.
 */
#ifndef QUOTES_CLAIM_H
#define QUOTES_CLAIM_H

#include "quotes/pairing.h"

#define CLAIM_PIECES 8u

#define CLAIM_DIRECT 1u
#define CLAIM_MIXED 2u
#define CLAIM_INDIRECT 3u

/* How a claim came to be: the row of its confidence table (confidence.h). */
#define RULE_MARKED_CUE 0u      /* direct, announced */
#define RULE_MIXED_CUE 1u       /* marked words inside reported ones */
#define RULE_MARKED_ALONE 2u    /* direct, nothing announces it */
#define RULE_UNMARKED_AFTER 3u  /* said that ... */
#define RULE_UNMARKED_BEFORE 4u /* ..., she said */
#define RULE_TAGGED 5u          /* the network alone */
#define RULE_TURN 6u            /* Q. ... A. ... */
#define RULE_COUNT 7u

typedef struct Claim {
    uint32_t rule, type;
    int32_t score; /* log-odds of the model that decided, 1/256 */
    Range cue;     /* empty: none */
    uint32_t cue_kind;
    Range source;         /* empty: none in this block */
    uint32_t source_kind; /* PHRASE_ */
    uint32_t source_head; /* token; set once all claims are found */
    int32_t source_score;
    Range runner_up; /* the second best source; empty: none */
    Range addressee, medium;
    Range pieces[CLAIM_PIECES];
    uint32_t piece_count;
    uint32_t is_open;       /* its last piece has no closing mark */
    uint32_t first_stretch; /* index, or STET_NONE */
    uint32_t is_settled;    /* while claims are put together: it stays */
} Claim;

struct claims {
    Claim *all; /* ascending by first piece */
    uint32_t count;
    Claim ahead; /* "He said:" at the block's end; no cue: there is none */
    const int32_t *speech; /* of each stretch: log-odds that it is speech */
    const uint8_t *taken;  /* of each stretch: 1 if it is a claim's own */
    const uint32_t *owner; /* of each token: not 0 where a claim holds it */
};

void claims_find(struct claims *self, const struct scene *scene);

#endif

/*
 * others - how likely a head's spans are, those too that its best labelling
 * does not have.
 *
 * The best labelling is one of many; where the network wavers between two ends
 * of a span, or between a span and none, the runner-up is nearly as likely.
 * Forward and backward sums over all labellings give every span its share of
 * them; of each place where one may begin, the likeliest are listed.
 *
 *     She   said   the   roof   leaks   in   spring   .
 *                  [-----------------]                    .55
 *                  [----------------------------]         .31
 *
 * Sums in integers, by tables of 64 steps an octave: the same bytes everywhere.
 * Cost: linear in the tokens; a span is at most OTHERS_LONGEST of them. Memory:
 * 130 bytes a token, from the caller's arena.
 */
#ifndef LEARN_OTHERS_H
#define LEARN_OTHERS_H

#include "learn/model.h"

#define OTHERS_LONGEST 96u /* tokens */
#define OTHERS_ENDS 3u     /* at most, of one start */

typedef struct Other {
    uint32_t start, end; /* tokens, as the emissions count them */
    uint32_t share;      /* of all labellings, per mille */
} Other;

/* The likeliest spans of `type`, ascending by their start; `emissions` are the
 * head's, `count` tokens of them. In `arena`, as is the scratch. */
uint32_t others_find(const ModelHead *head, Str type, uint32_t count,
                     const int16_t *emissions, struct arena *arena,
                     const Other **out);

#endif

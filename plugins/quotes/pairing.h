/*
 * pairing - which cue announces a stretch, and who is the source of a cue.
 *
 * Both are choices among a handful of candidates near by. Every candidate is
 * described by facts (what stands before it, what behind, how far, which
 * verb, which form) and judged by a linear model; the best one wins, and the
 * second best is kept to be shown as runner-up.
 *
 *     “It leaks,” said the owner, who had asked twice why.
 *     [---------] cue  [source]            (cue)
 *
 * Candidates for a stretch: cues of its own sentence; of the sentence before
 * when it begins one; of the one behind when it ends one. Candidates for a
 * cue: phrases of its sentence, on both sides.
 */
#ifndef QUOTES_PAIRING_H
#define QUOTES_PAIRING_H

#include "quotes/scene.h"

typedef struct Choice {
    uint32_t best;   /* index, or STET_NONE */
    uint32_t second; /* index, or STET_NONE */
    int32_t score;   /* of the best: log-odds, 1/256 */
    int32_t second_score;
} Choice;

/* The cue (an index into scene->cues) that announces stretch `index`. */
Choice pairing_cue(const struct scene *scene, uint32_t index);

/* A signature, “...” - Name, ends before token `at`. */
bool pairing_is_signed(const struct scene *scene, uint32_t at);

/* What begins the line of stretch `index`, which a signature follows, is of
 * the same hand: the first stretch of its line, or `index`. */
uint32_t pairing_first_of_line(const struct scene *scene, uint32_t index,
                               const Choice *choice);

/* The phrase (an index into scene->phrases.all) that is the source of `cue`. */
Choice pairing_source(const struct scene *scene, const Cue *cue);

/* 0, 1, 2, 3, 4-5, 6-8, 9-13, 14-20, more: as 0 to 8. */
uint32_t pairing_bucket(uint32_t count);

#endif

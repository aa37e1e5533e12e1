/*
 * span - where reported words begin and end when no marks say so, and what
 * else stands around a cue: to whom, and where.
 *
 *     told reporters on Friday in a statement that the bridge, which ...
 *     cue  addressee [time   ]    [medium   ] [content ...
 *
 * The start is found by stepping over what may stand between a cue and its
 * content. The end is a chain of decisions: at every place where a clause may
 * stop, a model says stop or go on; a sentence's end always stops.
 */
#ifndef QUOTES_SPAN_H
#define QUOTES_SPAN_H

#include "quotes/scene.h"

typedef struct Gap {
    uint32_t start; /* first token of the content; sentence end: none */
    Range addressee, medium;
} Gap;

/* Steps from the end of a cue, or of a source behind it, to the content. */
Gap span_start(const struct scene *scene, const Cue *cue, Range source,
               uint32_t limit);

/* Where content may stop at the earliest: a clause that "that" begins is not
 * whole before the comma in "that if it rains, the roof will leak", nor before
 * the verb in "that the roof will leak". */
uint32_t span_whole(const struct scene *scene, uint32_t start, uint32_t limit);

/* One past the content that begins at `start`; `from` is the first place
 * where it may stop, `limit` where it must. */
uint32_t span_end(const struct scene *scene, const Cue *cue, uint32_t start,
                  uint32_t from, uint32_t limit);

#define SPAN_STOPS 4u

/* A place where content may stop, and how likely: log-odds in 1/256. */
typedef struct Stop {
    uint32_t at;
    int32_t score;
} Stop;

/* The likeliest places to stop before `limit`, in their order; returns how
 * many. */
uint32_t span_stops(const struct scene *scene, const Cue *cue, uint32_t start,
                    uint32_t limit, Stop out[SPAN_STOPS]);

/* A medium or an addressee behind `at`, up to `limit`; empty where none. */
Gap span_around(const struct scene *scene, const Cue *cue, uint32_t at,
                uint32_t limit);

/* "In a statement on Friday, ": the medium at a sentence's start. */
Range span_preface(const struct scene *scene, uint32_t start, uint32_t limit);

#endif

/*
 * repeats - one and the same figure, given twice with other digits.
 *
 *     in front of a crowd of 41,306        crowd  41306
 *     the 41,603 fans stayed               crowd  41603  definite
 *
 *     block pass   repeats_mark(): of what a figure is, in the attributes "of"
 *                  and "definite" of its annotation
 *     story pass   repeats_find(): those of one noun, kind and unit, compared
 *
 * A definite figure takes up one that was given before. It is flagged where
 * its digits are nearly those: two of them changed places, one is another, or
 * the point has slipped. Not where one is the other rounded; where more than
 * one figure of the kind came before, because the story then compares; where
 * the value was given before of anything; or where the sentence says that it
 * is another's. A date beside the definite one says so too; one beside the
 * first does not.
 *
 * A definite figure of another noun, or of none, is flagged where two
 * neighbouring digits of it are those of the only such figure before, the other
 * way round: three digits of money and shares, four of what is counted; two of
 * money and shares where nothing is said of it ("the $3.2 million will pay").
 *
 * Cost: n log n in the figures of a story.
 */
#ifndef FIGURES_REPEATS_H
#define FIGURES_REPEATS_H

#include "figures/figures.h"

/* Whether a figure may take up one of another noun, or of none. */
typedef enum Loose {
    LOOSE_NOT,
    LOOSE_OTHER, /* "the 14,250 acres", where they were fields before */
    LOOSE_BARE   /* "the $3.2 million will pay" */
} Loose;

/* Of what a figure is; `of` is empty where nothing can take it up. */
typedef struct Repeat {
    Str of; /* points into the reading or `buffer` */
    bool is_definite;
    bool is_apart; /* "the 41,603 fans in Leeds": there may be others */
    Loose loose;
    char buffer[RULES_TEXT_MAX];
} Repeat;

void repeats_mark(const Reading *reading, const Found *found, Repeat *out);

/* What the attribute "definite" says; empty where it is not there. */
Str repeats_definite(const Repeat *repeat);

/* 0 or STET_REFUSED. [worker] */
uint64_t repeats_find(struct figures *self, const stet_host *host,
                      const stet_story *story);

#endif

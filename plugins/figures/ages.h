/*
 * ages - an age that its birth does not fit.
 *
 *     Ruth Sorley, 58, who was born in 1962         63 or 64 in April 2026
 *     born on 3 March 1950, he died in 2021 aged 76             70 or 71
 *
 * The words that tell stand in the paragraph, who is meant and what day it is
 * are the story's. So the block pass notes down what a sentence says of one
 * person, on the names and dates that are there, as annotations of the kind
 * "life"; the story pass takes them all out again and puts together those of
 * one person:
 *
 *     BORN      was born in 1962; (born 1962)     owner, date
 *     DIED      died in 2021; died on Tuesday     owner, date; years: 1
 *                                                 where it has its year
 *     LIVED     Ruth Sorley (1950-2021)           owner, date
 *     NOW       Ruth Sorley, 58; is 58            owner, years
 *               the 58-year-old, born in 1962     date, years
 *     LAST      died aged 76; 76 when she died    owner, years
 *     WAS       (died on Tuesday.) She was 76.    owner, years
 *     SINCE     since 2011, a spell of 17 years   date, years (durations.h)
 *
 * An age of NOW is of the story's day, or of the day of death. Told are ages
 * that no day left open by the birth and that day can make; whatever else may
 * explain an age keeps it from being told: a year before the story's in its
 * sentence, a year named close by in which it was right, two births that
 * differ, a pronoun with two persons before it, a surname of two persons.
 *
 * Cost: linear; every look around is bounded.
 */
#ifndef FIGURES_AGES_H
#define FIGURES_AGES_H

#include "figures/figures.h"

typedef enum Says {
    SAYS_NOTHING,
    SAYS_BORN,
    SAYS_DIED,
    SAYS_LIVED,
    SAYS_NOW,
    SAYS_LAST,
    SAYS_WAS,
    SAYS_SINCE
} Says;

/* What is noted down; years, date and owner as the table has them. */
struct note {
    Says says;
    stet_span tokens;
    uint32_t owner, date; /* in their layers, or STET_NONE */
    int32_t years;
};

/* Emits one; 0 or STET_REFUSED. */
uint64_t ages_note(const struct figures *self, const stet_host *host,
                   const stet_block *block, const struct note *note);

/* The block pass: emits what is said; 0 or STET_REFUSED. */
uint64_t ages_read(struct figures *self, const stet_host *host,
                   const stet_block *block);

/* The story pass: takes it out and tells the host; 0 or STET_REFUSED. */
uint64_t ages_find(struct figures *self, const stet_host *host,
                   const stet_story *story);

#endif

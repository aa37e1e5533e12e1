/*
 * durations - a length of time beside the two times it lies between.
 *
 *     from 2011 to 2026, a spell of 17 years
 *     for 17 years, from 2011 to 2026; his 17-year tenure (2011-2026)
 *     opened in 1980 and closed in 1999, 30 years later
 *     from 9 a.m. to 5 p.m., a six-hour shift
 *
 * Both are what dates found; only where words of a short list tie one to the
 * other is one the other's length. A span of years is a year longer or shorter
 * than the years' difference, by its months and by how one counts; so is a
 * span of months or days. A length that is within one unit of what is possible
 * is right, and so is a round number of years within five. "About", "the
 * first", fractions and fiscal years say nothing here.
 *
 * Cost: linear; every look around is bounded.
 */
#ifndef FIGURES_DURATIONS_H
#define FIGURES_DURATIONS_H

#include "figures/figures.h"
#include "figures/when.h"

/* Tells the host of every wrong length in the block, and notes down for the
 * story pass what is told from then to now: "since 2011, a spell of 17 years",
 * "founded in 1956 and 60 years old" (ages.h: SINCE). 0 or STET_REFUSED. */
uint64_t durations_find(const struct figures *self, const stet_host *host,
                        const stet_block *block);

/* `years`, as people say it, may lie between the two. */
bool durations_fit(int32_t years, When from, When to);

#endif

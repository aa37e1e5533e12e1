/*
 * findings - figures that cannot be, and sums that do not come out.
 *
 *   figure/impossible-percent  sales fell 120 percent; 130 percent of voters
 *   figure/unit                $3.2 million billion; $5 dollars; $5 to €6
 *   figure/total               $4, $5 and $6, $16 in all
 *   figure/change              from 50 to 60, up 25 percent
 *   figure/count               three players: Okonjo and Lund (counts.c)
 *
 * Nothing is flagged that a rounding explains: "3.8 million" may be anything
 * from 3.75 to 3.85, and a figure with "about" before it takes part in no sum.
 * All of it is read within one sentence, from the figures of that sentence
 * and the words between them; a figure looks at no more than WINDOW figures
 * around it. Only figure/inconsistent needs the story: repeats.h.
 */
#ifndef FIGURES_FINDINGS_H
#define FIGURES_FINDINGS_H

#include "figures/figures.h"

/* The figures of a block and what they were emitted as; a figure that was not
 * emitted is not among them. */
struct evidence {
    const Reading *reading;
    const stet_tokens *tokens;
    Str text; /* of the block */
    const Found *found;
    const stet_ref *refs;
    uint32_t count;
    const stet_layer *names; /* NULL where nobody reads names */
};

/* Tells the host of every finding; 0 or STET_REFUSED. */
uint64_t findings_report(const struct figures *self, const stet_host *host,
                         const struct evidence *evidence);

#endif

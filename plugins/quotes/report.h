/*
 * report - claims turned into annotations: the last step of the block pass.
 *
 *     claim -> content... source cue addressee medium -> quotation, with links
 *
 * Parts are emitted before the quotation that links to them. Numbers that the
 * story pass needs (where the source's head stands, whether the last mark is
 * open) travel as attributes, because annotations are all that it sees.
 */
#ifndef QUOTES_REPORT_H
#define QUOTES_REPORT_H

#include "quotes/claim.h"
#include "quotes/names.h"

/* Emits all of `claims` and the stretches that are no speech. */
void report_claims(const struct quote_names *names, const stet_host *host,
                   const struct scene *scene, const struct claims *claims);

#endif

/*
 * spans - where a name begins and ends, and what one look settles.
 *
 * The tagger learns its names from several hands; here they get one shape:
 *
 *     [Mr] Keane, the [Prime Minister] Helen Cho     titles are left out
 *     Jane Averill [KC]                             so are letters behind
 *     Han Min[-seo], Bookbarn[.com], Moody['s]         what belongs to it is in
 *     [8th] Circuit
 *
 * And a few names mean one thing wherever they stand: US, a country's whole
 * name, the place of a date line ("WREN HARBOR, Maine, March 4"), a town that
 * scores ("beat Toledo 78-71": a team).
 */
#ifndef NAMES_SPANS_H
#define NAMES_SPANS_H

#include "names/tagger.h"

/* Shapes `count` names of `view`, which are ascending and apart and stay so,
 * into a new list in `arena`. Returns its length. */
uint32_t spans_settle(const struct view *view, const struct tagged *names,
                      uint32_t count, struct arena *arena,
                      struct tagged **out_names);

/* A name of `type` that no doubt is left at. */
struct tagged spans_sure(Span tokens, uint32_t type);

/* A name that stands as a team's does: "beat Toledo 78-71". */
bool spans_is_team(const struct view *view, Span tokens);

/* The bytes of a name: of the letter X at a sentence's end without the dot. */
Span spans_bytes(const struct view *view, Span tokens);

#endif

/*
 * label - what a label says that the text does not.
 *
 *     Tuesday night   Tue 3 Mar 2026    -> 3 Mar 2026
 *     Sayward         Odette Sayward    -> Odette
 *     Odette Sayward  Odette Sayward    -> nothing: it stands there
 *
 * A plugin labels its annotations without looking at how much of that stands
 * there in words already; whoever shows a label leaves that out.
 */
#ifndef ENGINE_LABEL_H
#define ENGINE_LABEL_H

#include "text/arena.h"

/* `label` without the words at its two ends that are words of `beside` or,
 * having three letters or more, begin one there; what lies between words that
 * are new stays whole. Empty where no word is left. In the arena; both are
 * valid UTF-8. */
Str label_adds(Str label, Str beside, struct arena *arena);

/* The label without the dash before it: "— Don Bacon" behind words that are
 * said, "Don Bacon" behind "he". */
Str label_name(Str label);

#endif

/*
 * vote - one name, one kind: what a whole story knows of a name.
 *
 * A paragraph alone takes "Marlow" for a person and "King" for nobody. The
 * story that also has "Marlow Dean Hart" and "Jo King" knows better. So all
 * mentions of the same words vote, each with the tagger's odds; and the
 * longer names of the story have a say about the short ones:
 *
 *     Jo King             King is a person
 *     Marlow Dean Hart    Marlow is an organisation, unless a place or person
 *     Bank of Lunda       BoL is one too
 *     Storm Agnes         Agnes is the storm, unless somebody is called so
 *
 * Vantora, five times, no title, no forename, no such surname: not a person.
 *
 * The outcome is the mentions' kind; a weak mention (tagger.h) that nobody
 * takes for a name is dropped. Cost: linear in the mentions.
 */
#ifndef NAMES_VOTE_H
#define NAMES_VOTE_H

#include "names/cast.h"

/* Settles the kinds of the names of `cast`, whose mentions are loaded. */
void vote_read(struct cast *cast);

#endif

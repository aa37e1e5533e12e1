/*
 * vote - one name, one kind: what a whole story knows of a name.
 *
 * A paragraph alone takes "Wells" for a person and "King" for nobody. The
 * story that also has "Wells Rich Greene" and "Don King" knows better. So all
 * mentions of the same words vote, each with the tagger's odds; and the
 * longer names of the story have a say about the short ones:
 *
 *     Don King             -> King is a person
 *     Wells Rich Greene    -> Wells is an organisation, unless a place or
 * person Bank of Ghana        -> BoG is one too Eskom, five times, no title, no
 * forename, no such surname: not a person
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

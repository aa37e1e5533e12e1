/*
 * variants - one name under two spellings.
 *
 * "Yuri Derhskov" and, all through the story, "Dershkov": a slip, and one
 * person. But Petersen and Peterson, each introduced by a forename, are two; so
 * are two spellings that the story uses alike, and a son beside his father. A
 * body or a place has the same, where the odd spelling is in no list and is
 * told once: "Hyndai" beside "Hyundai".
 */
#ifndef NAMES_VARIANTS_H
#define NAMES_VARIANTS_H

#include "names/cast.h"

/* Joins misspelt names to those they mean, and lists them in cast->slips.
 * Persons have their names' mentions; pronouns are not yet resolved. */
void variants_join(struct cast *cast);

#endif

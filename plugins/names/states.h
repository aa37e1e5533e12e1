/*
 * states - the states of the US as the press shortens them.
 *
 * Three spellings of each: the name, the Associated Press's abbreviation (the
 * name itself for the eight that have none) and the postal code; and
 * shortenings that people write and that neither list has.
 */
#ifndef NAMES_STATES_H
#define NAMES_STATES_H

#include "text/str.h"

#define STATE_NAME 1u
#define STATE_AP 2u
#define STATE_POSTAL 3u
#define STATE_OTHER 4u /* Penn., Cal., Mary., Nv.: in no list */

struct state {
    Str name, ap, postal;
};

/* The state that `written` means ("Neb.", "NE", "Nebraska"), and how it is
 * written (STATE_); NULL where it means none. Case counts only for postal. */
const struct state *states_find(Str written, uint32_t *out_style);

#endif

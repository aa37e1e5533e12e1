/*
 * keys - the numbers of the names that this plugin registers.
 */
#ifndef NAMES_KEYS_H
#define NAMES_KEYS_H

#include "names/people.h"

struct keys {
    stet_kind kind[16]; /* by TAG_ and SAID_ */
    stet_role person, runner_up;
    stet_key signs; /* SIGN_ bits: for the story pass */
    stet_key head;  /* of a role or description: its noun, lower case */
    stet_key value; /* of an age, an affiliation */
    stet_key role, affiliation, age; /* of an entity */
    stet_key pronoun; /* of an entity: "he" or "she", where it is known */
    stet_rule variant, introduction, affiliation_rule, role_changes,
        age_changes, not_in_list;
};

#endif

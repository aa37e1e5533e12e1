/*
 * names - the numbers that the host gave to what this plugin speaks of.
 *
 * Registered once in open(); after that, kinds, roles and keys are integers.
 */
#ifndef QUOTES_NAMES_H
#define QUOTES_NAMES_H

#include "stet/plugin.h"

struct quote_names {
    stet_kind quotation, content, source, cue, addressee, medium, not_speech;
    stet_kind stray; /* a mark that closes what nothing opened */
    stet_kind person, org, place, pronoun, description, role; /* name's */
    stet_role to_content, to_source, to_cue, to_addressee, to_medium;
    stet_key type, speaker, speaker_name, kind;
    stet_key said_of; /* of a name layer's entity: "he" or "she" */
    stet_key signs;   /* of a name layer's mention: how it stands there */
    /* Between the two passes: which rule, where the source's head stands
     * and what it is, and 1 where the last mark is open. */
    stet_key rule, head, form, open, from_start;
    stet_rule no_speaker, unbalanced;
};

#endif

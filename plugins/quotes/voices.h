/*
 * voices - whom each quotation of a story belongs to.
 *
 * A source becomes a person: by the name layer's mention at the same tokens,
 * by the fullest form of the same surname, or, for a pronoun, by the scorer
 * of antecedent.h. A quotation without a source takes the speaker who went
 * before, in a dialogue the one before that; where nobody is in sight it
 * stays without one.
 *
 * Cost: linear in the annotations; every look back has a fixed reach.
 */
#ifndef QUOTES_VOICES_H
#define QUOTES_VOICES_H

#include "quotes/told.h"

/* Settles every speaker of `told` and amends the quotations. */
void voices_find(struct told *told);

static inline bool voice_is_known(Voice voice)
{
    return voice.entity || voice.name.len;
}

#endif

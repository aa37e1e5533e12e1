/*
 * heads - what the last noun of a name settles.
 *
 * The tagger weighs words; the head of a name is grammar. Whatever stands
 * before it, a Committee is a body, and so it is as a whole:
 *
 *     the [Harbour Safety Review Board]        though none of it is a name
 *     the [Land and Water Court]               one court, with its "and"
 *     [Pell and Sons], [Reed, Holt & Co.]      what firms are called
 *     [Orsett Constabulary]'s [Fraud Squad]    two bodies, one the other's
 *     [Upper Venn], [Quarry Close]             no person: by the first word,
 *                                              or by the last
 *
 * It joins what the tagger left out or cut and says of what kind it is; a name
 * that reaches beyond is the tagger's and stays. Headlines, where every noun
 * has a capital, are left alone. Cost: linear in the tokens, every scan has a
 * fixed reach.
 */
#ifndef NAMES_HEADS_H
#define NAMES_HEADS_H

#include "names/tagger.h"

/*
 * Mends `names` of `view` (ascending and apart) by the heads in the text.
 * Returns the new list's length; the list is in `arena`.
 */
uint32_t heads_join(const struct view *view, const struct tagged *names,
                    uint32_t count, struct arena *arena,
                    struct tagged **out_names);

#endif

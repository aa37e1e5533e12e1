/*
 * reference - whom a pronoun means.
 *
 * For a pronoun and a person the features below go through a small network
 * of integers learned from resolved text (train/train_reference.c): a sum of
 * weights, and units that see which features meet. The best person
 * wins if the outcome beats that of "nobody here". What counts:
 * how far the person was last spoken of, how (as a subject, inside a
 * quotation, as the one who says something), how often, who stands between,
 * and whether the story's own words fit (Mr, spokeswoman, he). A forename is
 * weak evidence and loses against the story's own pronouns.
 */
#ifndef NAMES_REFERENCE_H
#define NAMES_REFERENCE_H

#include "names/cast.h"

#define REFERENCE_FEATURES 256u /* rows of the tables of weights */
#define REFERENCE_HIDDEN 48u    /* units between features and sum */
#define REFERENCE_ACTIVE 64u    /* features of one pair at most */
#define REFERENCE_UNIT 64       /* units of a natural logit */
#define REFERENCE_CANDIDATES 12u

/* Persons in the order in which they were last spoken of. */
struct recency {
    uint32_t entities[REFERENCE_CANDIDATES];
    uint32_t count;
};

/* `entity` was spoken of: it comes first now. */
void recency_touch(struct recency *self, uint32_t entity);

/* Features of the pair; `rank`: place among the candidates that fit. The
 * candidate is `ahead` if its next mention, not its last, is meant. Returns
 * how many. */
uint32_t reference_features(const struct cast *cast, uint32_t pronoun,
                            uint32_t entity, uint32_t rank, bool ahead,
                            uint16_t out[REFERENCE_ACTIVE]);

/* Features of "nobody here". */
uint32_t reference_nobody(const struct cast *cast, uint32_t pronoun,
                          uint16_t out[REFERENCE_ACTIVE]);

/* The entity that `pronoun` means, CAST_NONE where nobody fits; the second
 * best in *out_rival, by how much it lost (in units) in *out_margin. */
uint32_t reference_resolve(const struct cast *cast,
                           const struct recency *recency, uint32_t pronoun,
                           uint32_t *out_rival, int32_t *out_margin);

/* The persons that `pronoun` may mean, nearest first, those ahead last; the
 * first of those in *out_ahead. Returns how many. For the trainer too. */
uint32_t reference_candidates(const struct cast *cast,
                              const struct recency *recency, uint32_t pronoun,
                              uint32_t out[REFERENCE_CANDIDATES + 2],
                              uint32_t *out_ahead);

#endif

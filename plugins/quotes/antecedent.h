/*
 * antecedent - whom "he said" or "she said" means.
 *
 * The persons named, called by a pronoun or described before the source are
 * candidates, as far back as two paragraphs of prose. Each of their mentions
 * has a few facts; the facts' weights are summed; a person is worth the best
 * of its mentions.
 *
 *     Rep. Ada Lund said Voss had “no plan.”   “None at all,” she added.
 *          [speaks, subject]  [told of]                       ^^^
 *
 * Whoever speaks, in the main clause, nearest before, is nearly always meant;
 * who is only spoken of inside reported words nearly never. What the name
 * layer makes of the pronoun is one fact among the others.
 */
#ifndef QUOTES_ANTECEDENT_H
#define QUOTES_ANTECEDENT_H

#include "quotes/told.h"

typedef struct Antecedent {
    stet_entity_id best, second; /* 0: none */
    int32_t score, second_score;
    stet_ref mention; /* of the best, the nearest; STET_NO_REF: none */
    bool is_near;     /* in the last sentence before it that names anybody */
} Antecedent;

/* Whom the pronoun that is `one`'s source means; `gender` is TOLD_HE or
 * TOLD_SHE. Where `one` has no source, `gender` 0: whom the words before it
 * are about. Needs the voices of the quotations before it. */
Antecedent antecedent_find(const struct told *told, const Spoken *one,
                           uint32_t gender);

/* The candidates in words, for stet explain: "Ada Lund 312 (near 1, subject
 * 1, speaks 1); Cora Voss 40 (near 2)". Writes at most `room` bytes; returns
 * how many. */
uint32_t antecedent_describe(const struct told *told, const Spoken *one,
                             uint32_t gender, char *out, uint32_t room);

#endif

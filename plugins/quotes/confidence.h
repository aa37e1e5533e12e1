/*
 * confidence - how often a claim of a rule is right, as counted.
 *
 * A model's own probability is right on average over all that it judges, not
 * for one rule. So each rule has a table: of the claims that this rule made
 * on the training stories at this probability, how many in a thousand were
 * right. train/train.c counts them and writes confidence.c.
 */
#ifndef QUOTES_CONFIDENCE_H
#define QUOTES_CONFIDENCE_H

#include <stdint.h>

#define CONFIDENCE_STEPS 8u /* per mille 0..124, 125..249, ... 875..1000 */

/* Per mille, for a RULE_ (claim.h) and a model's log-odds in 1/256. */
uint32_t confidence_of(uint32_t rule, int32_t score);

#endif

/*
 * confidence - how often a claim of a rule is right, as counted.
 *
 * A model's own probability is right on average over all that it judges, not
 * for one rule. So each rule has a table: of the claims that this rule made
 * on the training stories at this probability, how many in a thousand were
 * right. train/train.c counts them, with models that did not learn from the
 * story at hand, and writes confidence_steps.c.
 */
#ifndef QUOTES_CONFIDENCE_H
#define QUOTES_CONFIDENCE_H

#include "quotes/claim.h"

#define CONFIDENCE_STEPS 8u /* per mille 0..124, 125..249, ... 875..1000 */

/* Of a thousand claims of a rule at a step, so many are right. */
extern const uint16_t confidence_steps[RULE_COUNT][CONFIDENCE_STEPS];

/* Per mille, for a RULE_ (claim.h) and a model's log-odds in 1/256. */
uint32_t confidence_of(uint32_t rule, int32_t score);

#endif

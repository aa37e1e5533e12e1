/*
 * why - the reading of a quotation in words, for stet explain.
 *
 * Written only where a person asks: which rule made it, on what evidence,
 * what the network says of the same words, who else might have spoken.
 */
#ifndef QUOTES_WHY_H
#define QUOTES_WHY_H

#include "quotes/claim.h"
#include "quotes/told.h"

/* Says why `claim`, whose pieces span `hull`, came out as it did. */
void why_claim(const stet_host *host, const struct scene *scene,
               const Claim *claim, Range hull);

/* Says why stretch `index` is nobody's words. */
void why_not_speech(const stet_host *host, const struct scene *scene,
                    const struct claims *claims, uint32_t index);

/* Says whom `one` was given to, and who came second. */
void why_voice(const struct told *told, const Spoken *one);

#endif

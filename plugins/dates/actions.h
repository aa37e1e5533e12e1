/*
 * actions - what the words of a match mean, as a Moment.
 *
 * A rule in dates.rules names its action; the match has filled the slots:
 *
 *     the first Monday of May      nth 1, weekday 1, month 5
 *     from 5 to 7.30 p.m.          hour 5, to-hm 7300, to-ampm 12
 *     two and a half years         thousandths 2500, unit YEAR
 *
 * An action copies what it understands into the fields of the moment and
 * refuses what makes no sense (the hour 27). It sees the tokens around the
 * match only to tell a rate ("$30 a day") from a period; whether the words
 * stand where they mean a time at all is the business of checks.c.
 */
#ifndef DATES_ACTIONS_H
#define DATES_ACTIONS_H

#include "dates/reader.h"
#include "rules/rules.h"

struct action {
    const Reading *reading;
    struct arena *arena;
    const RulesSlots *slots;
    Found *found; /* its tokens and rule are set, the rest is the answer */
};

/* `which` is one of DATES_ACTION_; false where the words mean no time. */
bool action_do(const struct action *action, uint16_t which);

#endif

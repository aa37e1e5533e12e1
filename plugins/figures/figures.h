/*
 * figures - the plugin: money, shares, measures, counts, ranks and
 * superlatives, with their values.
 *
 *     block pass   reader -> less what dates and names have -> annotations
 *                  -> what is said of lives (ages.h), lengths (durations.h)
 *     story pass   whose dollars, which degrees (countries.h), whose age
 *                  (ages.h), what is given twice (repeats.h)
 *
 * A unit that the story has to settle stands in the attribute "form" too, as
 * its words have it: "$", "°". "of" and "definite" are for the story pass too
 * (repeats.h).
 */
#ifndef FIGURES_FIGURES_H
#define FIGURES_FIGURES_H

#include "figures/labels.h"
#include "figures/reader.h"

#define LAYER_DATE 1u /* by the order of "wants" in figures.json */
#define LAYER_NAME 2u

/* One instance: what open() registered, and scratch memory. */
struct figures {
    stet_kind kinds[FIGURE_KINDS];
    stet_key value, unit, mod, scope, to, form, how;
    stet_key of, definite; /* for the story pass alone (repeats.h) */
    stet_kind life;        /* the same (ages.h) */
    stet_key says, owner, date, years; /* of a life */
    stet_kind name_person, name_age, name_role, name_description, name_place,
        name_org, name_misc, name_affiliation, name_pronoun;
    stet_kind date_date, date_time, date_duration;
    stet_key symbolic, line; /* of a date */
    stet_rule impossible_percent, unit_rule, total, change, count, inconsistent,
        age, duration;
    Convert convert; /* the option */
    struct arena scratch;
};

/* story.c */
int32_t figures_story(void *instance, const stet_host *host,
                      const stet_story *story);

#endif

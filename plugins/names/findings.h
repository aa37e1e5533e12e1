/*
 * findings - what a desk should look at among the names of a story.
 *
 * Each rule is one function of findings.c with the cases it leaves alone
 * beside it; a rule that cries wolf is switched off by its readers, so all of
 * them would rather miss than guess.
 */
#ifndef NAMES_FINDINGS_H
#define NAMES_FINDINGS_H

#include "names/cast.h"

/* One name of the house list, and its place in an order by words. */
struct listed {
    Str name; /* as the house spells it */
    const struct word *words;
    uint32_t word_count;
};

struct listed_word {
    uint32_t hash, name; /* a first or last word; index into list */
};

struct options {
    struct listed *list;
    uint32_t list_count;
    struct listed_word *by_word; /* by hash; two entries a name */
    bool any_state;              /* leave state abbreviations alone */
};

/* Reads the plugin's options, a JSON object; what is missing or of another
 * type keeps its default. Strings live in `arena`. */
void options_read(struct options *self, Str json, struct arena *arena);

/* Tells the host the findings of all rules. */
void findings_tell(const struct cast *cast, const struct options *options);

#endif

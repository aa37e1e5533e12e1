/*
 * rule_examples - the tests of a plugin whose rules are files (plugins/rules).
 *
 * An example stands under its rule and is a test of its own, named by its
 * line:
 *
 *     > They met on [Nov. 26, 2025]. = 2025-11-26    found, with its value
 *     ! They march on.                               nothing is found
 *
 * And whatever an input repeats, no place costs more than the longest pattern,
 * and the whole no more than that at every place: rule_examples_bounded().
 */
#ifndef SUPPORT_RULE_EXAMPLES_H
#define SUPPORT_RULE_EXAMPLES_H

#include "rules/rules.h"
#include "text/tokens.h"

/* What a plugin's reader found. */
typedef struct ExampleFound {
    uint32_t first, end; /* tokens */
    const char *rule;    /* its name */
    Str value;           /* as examples write it */
} ExampleFound;

/* A plugin's reader over one block, into `arena`; returns how many. */
typedef uint32_t (*ExampleReader)(const struct reading *words,
                                  struct arena *arena,
                                  const ExampleFound **out_found);

/* Runs every example of the files, whose paths end with a NULL; returns how
 * many failed. No example at all, or no file, is a failure. */
int rule_examples_run(const char *const *paths, ExampleReader read);

/* `part`, as one paragraph's tokens, again and again. */
void rule_examples_repeat(const char *part, struct arena *arena,
                          struct reading *out_words);

/* Fails the running test where the items of so many tokens are too many, or
 * a look at one of them reads too far. */
void rule_examples_bounded(const rules_table *table, const RulesItem *items,
                           uint32_t count, uint32_t token_count);

#endif

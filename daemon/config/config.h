/*
 * config - what a person set, from wherever it was set, as one value.
 *
 *     defaults < editor's settings < the nearest stet.json < command line
 *
 * A stet.json holds for everybody who reads the stories beneath it, in every
 * editor and in batch, so it is stronger than one editor's settings. Only
 * the nearest one counts; those further up are not mixed in.
 *
 *     {
 *       "plugins": {"dates": {"order": "dmy"}, "names": false},
 *       "rules":   {"name/variant": "error", "date/weekday": "off"},
 *       "hints":   {"confidence": 50, "kinds": {"date/time": false}},
 *       "date":    "2026-03-04",
 *       "language": "en-GB",
 *       "maxFileSize": 32
 *     }
 *
 * A layer, a slash and a star stand for all rules or kinds of a layer, a star
 * alone for all there are; what is more exact counts. The whole of it, with
 * words for people, is config_schema(), which is made from what the plugins
 * declare.
 *
 * Invariants
 *  1. Immutable once made; references are atomic. [any]
 *  2. What is in it is sound: what was not is left at its default.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include "engine/judge.h"
#include "text/arena.h"

#include <jansson.h>
#include <stdatomic.h>

#define CONFIG_MEGABYTES_MAX 256u /* the largest maxFileSize */
#define CONFIG_MEGABYTES 32u      /* and the default */

/* How many inlay hints are wanted. */
typedef enum HintDensity {
    HINTS_NORMAL, /* what is not in plain sight */
    HINTS_FEW,    /* only what somebody would miss */
    HINTS_ALL,    /* whatever there is to say */
} HintDensity;

struct config {
    atomic_uint refs;
    json_t *plugins;   /* object: what hosts are opened with */
    char *plugins_key; /* its one spelling: equal for equal plugins */
    json_t *rules;     /* object: a rule, a layer or all to a severity */
    json_t *kinds;     /* object: kinds of hints to whether they are shown */
    bool has_hints;
    uint32_t hint_confidence; /* per mille: less sure ones are left out */
    HintDensity density;
    Str date, language; /* of stories that do not say; may be empty */
    uint32_t bytes_max; /* a larger story is left alone */
    bool has_workspace; /* every story of the workspace is analysed */
    struct arena arena;
};

/* Puts `layers` over each other, the weakest first; each is an object or
 * NULL, borrowed, and checked (what is not sound in it is passed over). */
struct config *config_new(const json_t *const *layers, uint32_t count);
struct config *config_ref(struct config *self);
void config_unref(struct config *self); /* NULL is accepted */

/* Whether hints of a kind are wanted; `by_default` where nothing is set. */
bool config_shows(const struct config *self, Str kind, bool by_default);

/* How loud each rule is, for judge_findings(); lies in `arena`. */
Judge config_judge(const struct config *self, const struct registry *registry,
                   struct arena *arena);

/* The JSON Schema of stet.json and of the editor's settings, a new reference.
 * `plugins` is that of the plugins' options, borrowed. */
json_t *config_schema(const json_t *plugins, const struct registry *registry);

#endif

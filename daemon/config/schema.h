/*
 * schema - JSON held against a JSON Schema, and what is wrong with it.
 *
 * The schema of stet.json is made from what the plugins declare, and editors
 * complete from the same one, so it is the only place that says what may be
 * configured. What is checked here is what those schemas use: type, enum,
 * const, minimum, maximum, properties, additionalProperties, items, anyOf,
 * minLength, pattern of dates by "format": "date".
 *
 * A value of another kind or out of its range is an error; a name that nobody
 * knows is a warning, since it may belong to a plugin of another machine.
 */
#ifndef CONFIG_SCHEMA_H
#define CONFIG_SCHEMA_H

#include "text/arena.h"

#include <jansson.h>

/* The way from the outermost value to one in it. */
typedef struct Path Path;
struct Path {
    const Path *up;  /* NULL: the outermost value */
    const char *key; /* of an object; NULL: an index */
    size_t index;
};

typedef struct SchemaProblem {
    bool is_error; /* else a warning: the value can be used */
    bool at_key;   /* the name is wrong, not the value */
    const char *words;
} SchemaProblem;

typedef void (*OnProblem)(void *context, const Path *path,
                          const SchemaProblem *problem);

/* Tells of every problem, in the order of the schema. `arena` is scratch for
 * the words. */
void schema_check(const json_t *schema, const json_t *value,
                  struct arena *arena, OnProblem on_problem, void *context);

#endif

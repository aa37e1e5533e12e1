/*
 * slice - a borrowed stretch of bytes.
 *
 * What this room takes and gives where others use C strings: text from the
 * wire may hold NUL. A Slice never owns; one that was read from JSON lives as
 * long as the JSON value it came from. {NULL, 0} means "absent" wherever a
 * field is optional; an empty string that was really there has a pointer.
 */
#ifndef PROTOCOL_SLICE_H
#define PROTOCOL_SLICE_H

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Slice {
    const char *ptr;
    size_t len; /* bytes */
} Slice;

/* From a string literal, its NUL left out. */
#define SLICE(literal) ((Slice){("" literal), sizeof(literal) - 1})
#define SLICE_INIT(literal)                                                    \
    {                                                                          \
        "" literal, sizeof(literal) - 1                                        \
    }

/* For printf's "%.*s". */
#define SLICE_ARG(slice) (int)(slice).len, (slice).ptr

static inline bool slice_eq(Slice a, Slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* From a C string; NULL gives the absent slice. */
static inline Slice slice_from_c(const char *text)
{
    return (Slice){text, text ? strlen(text) : 0};
}

/* The bytes of a JSON string, borrowed; absent for anything else. */
static inline Slice slice_from_json(const json_t *value)
{
    if (!json_is_string(value))
        return (Slice){0};
    return (Slice){json_string_value(value), json_string_length(value)};
}

#endif

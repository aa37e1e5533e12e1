/*
 * str - a borrowed stretch of bytes.
 *
 * Never owns, never ends in NUL, may hold any byte. Cutting gives new slices
 * of the same memory, so a Str is valid as long as what it was cut from. It
 * is the ABI's stet_str under the name the rooms use, so that slices cross
 * the plugin wall without being copied or converted.
 */
#ifndef TEXT_STR_H
#define TEXT_STR_H

#include "stet/plugin.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef stet_str Str;
typedef stet_span Span;

/* From a string literal, its NUL left out: in an expression, in a table. */
#define STR(literal) ((Str)STR_INIT(literal))
#define STR_INIT(literal)                                                      \
    {                                                                          \
        ("" literal), (uint32_t)sizeof(literal) - 1                            \
    }

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, (s).ptr

static inline bool str_eq(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Bytes [start, end) of `text`; both are clamped to it. */
static inline Str str_cut(Str text, uint32_t start, uint32_t end)
{
    if (end > text.len)
        end = text.len;
    if (start > end)
        start = end;
    return (Str){text.ptr ? text.ptr + start : NULL, end - start};
}

/* Without those bytes at either end that are among `blanks`, a C string. */
static inline Str str_trim(Str text, const char *blanks)
{
    while (text.len && text.ptr[0] && strchr(blanks, text.ptr[0]))
        text = str_cut(text, 1, text.len);
    while (text.len && text.ptr[text.len - 1] &&
           strchr(blanks, text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* From a C string at the edge of the system; longer than 4 GiB is cut. */
static inline Str str_from_c(const char *text)
{
    size_t len = text ? strlen(text) : 0;
    return (Str){text, len > UINT32_MAX ? UINT32_MAX : (uint32_t)len};
}

/* Order by bytes, a prefix before what it begins: <0, 0, >0 like memcmp. */
static inline int str_cmp(Str a, Str b)
{
    uint32_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.ptr, b.ptr, len) : 0;

    if (order)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

static inline bool str_starts(Str text, Str prefix)
{
    return text.len >= prefix.len &&
           str_eq((Str){text.ptr, prefix.len}, prefix);
}

static inline bool str_ends(Str text, Str suffix)
{
    return text.len >= suffix.len &&
           str_eq((Str){text.ptr + text.len - suffix.len, suffix.len}, suffix);
}

/* Whether it is one of `count` words. */
static inline bool str_is_any(Str text, const Str *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(text, words[i]))
            return true;
    return false;
}

/* The same of an array that is in sight. */
#define STR_IS_ANY(text, words)                                                \
    str_is_any((text), (words), sizeof(words) / sizeof *(words))

#endif

/*
 * stet/text.h - small helpers for plugins: strings, hashes, columns, names.
 *
 * Header only and optional; a plugin that wants none of it includes only
 * plugin.h. Everything here is static inline and, but for stet_name(), pure.
 * [any]
 */
#ifndef STET_TEXT_H
#define STET_TEXT_H

#include "stet/plugin.h"

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* From a string literal, its NUL left out. In C++ it may be no initialiser of
 * a static table; use {"...", n} there. */
static inline stet_str stet_lit(const char *literal)
{
    stet_str str;

    str.ptr = literal;
    str.len = (uint32_t)strlen(literal);
    return str;
}

static inline int stet_equal(stet_str a, stet_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* `str` is exactly the NUL-terminated `literal`. */
static inline int stet_is(stet_str str, const char *literal)
{
    return stet_equal(str, stet_lit(literal));
}

/* The bytes of `span` in `text`, which must hold it. */
static inline stet_str stet_slice(stet_str text, stet_span span)
{
    stet_str slice;

    slice.ptr = text.ptr + span.start;
    slice.len = span.end - span.start;
    return slice;
}

/* FNV-1a, 32 bits (Fowler, Noll, Vo): what stet_tokens.hash holds of every
 * token's folded form. Two words may share a hash; compare them to be sure. */
static inline uint32_t stet_hash(stet_str folded)
{
    uint32_t hash = 2166136261u;
    uint32_t at;

    for (at = 0; at < folded.len; at++)
        hash = (hash ^ (unsigned char)folded.ptr[at]) * 16777619u;
    return hash;
}

/* Bytes from the start of token `first` to the end of token `end` - 1. */
static inline stet_span stet_bytes(const stet_tokens *tokens, uint32_t first,
                                   uint32_t end)
{
    stet_span span;

    span.start = tokens->start[first];
    span.end = tokens->end[end - 1];
    return span;
}

/* Token `at` exists and its folded form is the NUL-terminated `word`. */
static inline int stet_token_is(const stet_tokens *tokens, uint32_t at,
                                const char *word)
{
    return at < tokens->count && stet_is(tokens->folded[at], word);
}

/* The text of annotation `index`'s attribute `key`; empty where it has none. */
static inline stet_str stet_text_of(const stet_layer *layer, uint32_t index,
                                    stet_key key)
{
    uint32_t at;

    for (at = layer->first_attr[index]; at < layer->first_attr[index + 1]; at++)
        if (layer->attrs[at].key == key &&
            layer->attrs[at].type == STET_ATTR_TEXT)
            return layer->attrs[at].text;
    return stet_lit("");
}

/* The number of annotation `index`'s attribute `key`; 0 where it has none. */
static inline int64_t stet_number_of(const stet_layer *layer, uint32_t index,
                                     stet_key key)
{
    uint32_t at;

    for (at = layer->first_attr[index]; at < layer->first_attr[index + 1]; at++)
        if (layer->attrs[at].key == key &&
            layer->attrs[at].type == STET_ATTR_NUMBER)
            return layer->attrs[at].number;
    return 0;
}

/* The first annotation that begins at token `at` or behind it; their count
 * where none does. Looks at log2 of them. */
static inline uint32_t stet_layer_from(const stet_layer *layer, uint32_t at)
{
    uint32_t low = 0, high = layer->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (layer->tokens[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The sentence that token `at` is in; their count where it is in none. */
static inline uint32_t stet_sentence_at(const stet_story_block *block,
                                        uint32_t at)
{
    uint32_t low = 0, high = block->sentence_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (block->sentences[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* In open(): the host's number for the NUL-terminated `name`. [loop] */
static inline uint32_t stet_name(const stet_host *host, const char *name)
{
    return host->register_name(host->self, stet_lit(name));
}

#ifdef __cplusplus
}
#endif
#endif

/*
 * columns - the ABI's tables as the engine makes, searches and copies them.
 *
 * Small helpers that both passes need; the tables themselves are described in
 * stet/plugin.h.
 */
#ifndef ENGINE_COLUMNS_H
#define ENGINE_COLUMNS_H

#include "engine/notes.h"

/* The columns of a stet_tokens while they are filled in. */
struct columns {
    uint32_t *start, *end, *hash, *mate;
    uint8_t *cls, *flags, *depth;
    Str *norm, *folded;
};

/* Room for `count` tokens: the table, and its columns to write to. */
stet_tokens *columns_new(struct arena *arena, uint32_t count,
                         struct columns *out_columns);

/* A layer without annotations; its columns of sums hold their one 0. */
extern const uint32_t columns_zero[1];
#define COLUMNS_EMPTY_LAYER                                                    \
    {                                                                          \
        .view = {.size = sizeof(stet_layer),                                   \
                 .first_attr = columns_zero,                                   \
                 .first_link = columns_zero},                                  \
        .story_view = {.size = sizeof(stet_layer),                             \
                       .first_attr = columns_zero,                             \
                       .first_link = columns_zero},                            \
        .first_ref_link = columns_zero                                         \
    }

/* The tokens that bytes `span` touch; empty where it touches none. */
Span columns_touched(const stet_tokens *tokens, Span span);

/* Deep copies; strings go into `kept`. */
const stet_attr *columns_copy_attrs(struct arena *arena, struct arena *kept,
                                    const stet_attr *attrs, uint32_t count);
const stet_link *columns_copy_links(struct arena *arena, const stet_link *links,
                                    uint32_t count);

/* After sorting: a place whose ref is entry i of `layer` is now entry
 * went[i]. Places elsewhere stay. */
void columns_follow(NotePlace *place, uint32_t layer, const uint32_t *went);

/* The same for every place in a finding, which this module's caller owns. */
void columns_follow_finding(NoteFinding *finding, uint32_t layer,
                            const uint32_t *went);

#endif

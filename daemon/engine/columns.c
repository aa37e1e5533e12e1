#include "engine/columns.h"

const uint32_t columns_zero[1] = {0};

stet_tokens *columns_new(struct arena *arena, uint32_t count,
                         struct columns *out_columns)
{
    struct columns columns = {
        .start = ARENA_ARRAY(arena, uint32_t, count),
        .end = ARENA_ARRAY(arena, uint32_t, count),
        .hash = ARENA_ARRAY(arena, uint32_t, count),
        .mate = ARENA_ARRAY(arena, uint32_t, count),
        .cls = ARENA_ARRAY(arena, uint8_t, count),
        .flags = ARENA_ARRAY(arena, uint8_t, count),
        .depth = ARENA_ARRAY(arena, uint8_t, count),
        .norm = ARENA_ARRAY(arena, Str, count),
        .folded = ARENA_ARRAY(arena, Str, count),
    };
    stet_tokens *tokens = ARENA_NEW(arena, stet_tokens);

    *tokens = (stet_tokens){
        .size = sizeof *tokens,
        .count = count,
        .start = columns.start,
        .end = columns.end,
        .cls = columns.cls,
        .flags = columns.flags,
        .hash = columns.hash,
        .norm = columns.norm,
        .folded = columns.folded,
        .mate = columns.mate,
        .depth = columns.depth,
    };
    *out_columns = columns;
    return tokens;
}

/* The first index whose entry is above `value`. */
static uint32_t first_above(const uint32_t *entries, uint32_t count,
                            uint32_t value)
{
    uint32_t low = 0, high = count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (entries[mid] > value)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

Span columns_touched(const stet_tokens *tokens, Span span)
{
    if (span.start >= span.end)
        return (Span){0, 0};
    return (Span){first_above(tokens->end, tokens->count, span.start),
                  first_above(tokens->start, tokens->count, span.end - 1)};
}

const stet_attr *columns_copy_attrs(struct arena *arena, struct arena *kept,
                                    const stet_attr *attrs, uint32_t count)
{
    stet_attr *copy = ARENA_ARRAY(arena, stet_attr, count);

    for (uint32_t i = 0; i < count; i++) {
        copy[i] = attrs[i];
        copy[i].text = attrs[i].type == STET_ATTR_TEXT
                           ? arena_copy(kept, attrs[i].text)
                           : (Str){0};
    }
    return copy;
}

const stet_link *columns_copy_links(struct arena *arena, const stet_link *links,
                                    uint32_t count)
{
    stet_link *copy = ARENA_ARRAY(arena, stet_link, count);

    if (count)
        memcpy(copy, links, count * sizeof *links);
    return copy;
}

void columns_follow(NotePlace *place, uint32_t layer, const uint32_t *went)
{
    if (place->ref != STET_NO_REF && STET_REF_LAYER(place->ref) == layer)
        place->ref = STET_REF(layer, STET_REF_BLOCK(place->ref),
                              went[STET_REF_INDEX(place->ref)]);
}

void columns_follow_finding(NoteFinding *finding, uint32_t layer,
                            const uint32_t *went)
{
    /* The arrays were made for this finding a moment ago and are nobody
     * else's yet; they are const for those who read them later. */
    NoteRelated *related = (NoteRelated *)finding->related;
    NoteFix *fixes = (NoteFix *)finding->fixes;

    columns_follow(&finding->place, layer, went);
    for (uint32_t i = 0; i < finding->related_count; i++)
        columns_follow(&related[i].place, layer, went);
    for (uint32_t i = 0; i < finding->fix_count; i++) {
        NoteEdit *edits = (NoteEdit *)fixes[i].edits;
        for (uint32_t k = 0; k < fixes[i].edit_count; k++)
            columns_follow(&edits[k].place, layer, went);
    }
}

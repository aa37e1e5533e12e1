#include "gold.h"

#include "quotes/claim.h"

/* Byte offset of every code point of `text`, and of its end. */
static uint32_t *offsets_of(Str text, struct arena *arena, uint32_t *out_count)
{
    uint32_t *offsets = ARENA_ARRAY(arena, uint32_t, (size_t)text.len + 1);
    uint32_t count = 0;

    for (uint32_t i = 0; i < text.len; i++)
        if (((unsigned char)text.ptr[i] & 0xC0) != 0x80)
            offsets[count++] = i;
    offsets[count] = text.len;
    *out_count = count;
    return offsets;
}

struct map {
    const uint32_t *offsets;
    uint32_t count;
};

static Span map_span(const struct map *map, json_int_t start, json_int_t end)
{
    json_int_t count = map->count;

    start = start < 0 ? 0 : start > count ? count : start;
    end = end < start ? start : end > count ? count : end;
    return (Span){map->offsets[start], map->offsets[end]};
}

static Span pair_span(const struct map *map, json_t *pair)
{
    return map_span(map, json_integer_value(json_array_get(pair, 0)),
                    json_integer_value(json_array_get(pair, 1)));
}

static Span object_span(const struct map *map, json_t *object, int *out_has)
{
    *out_has = json_is_object(object);
    return map_span(map, json_integer_value(json_object_get(object, "start")),
                    json_integer_value(json_object_get(object, "end")));
}

static uint32_t type_of(json_t *quote)
{
    const char *type = json_string_value(json_object_get(quote, "type"));

    if (!type)
        return 0;
    if (!strcmp(type, "direct"))
        return CLAIM_DIRECT;
    return !strcmp(type, "mixed")      ? CLAIM_MIXED
           : !strcmp(type, "indirect") ? CLAIM_INDIRECT
                                       : 0;
}

static void read_quote(const struct map *map, json_t *quote, GoldQuote *out)
{
    json_t *content = json_object_get(quote, "content");

    *out = (GoldQuote){.type = type_of(quote)};
    for (size_t i = 0; i < json_array_size(content) && i < GOLD_PIECES; i++)
        out->pieces[out->piece_count++] =
            pair_span(map, json_array_get(content, i));
    out->cue = object_span(map, json_object_get(quote, "cue"), &out->has_cue);
    out->source =
        object_span(map, json_object_get(quote, "speaker"), &out->has_source);
}

void gold_read(json_t *record, struct arena *arena, struct gold *out)
{
    json_t *text = json_object_get(record, "text");
    json_t *quotes = json_object_get(record, "quotes");
    json_t *ignored = json_object_get(record, "ignore");
    json_t *idle = json_object_get(record, "not_quotes");
    struct map map;
    Str raw = {json_string_value(text), (uint32_t)json_string_length(text)};
    int has;

    *out = (struct gold){.text = arena_copy(arena, raw)};
    map.offsets = offsets_of(out->text, arena, &map.count);
    out->quotes = ARENA_ARRAY(arena, GoldQuote, json_array_size(quotes) + 1);
    for (size_t i = 0; i < json_array_size(quotes); i++) {
        read_quote(&map, json_array_get(quotes, i),
                   &out->quotes[out->quote_count]);
        out->cues_matter |= out->quotes[out->quote_count++].has_cue;
    }
    out->ignored = ARENA_ARRAY(arena, Span, json_array_size(ignored) + 1);
    for (size_t i = 0; i < json_array_size(ignored); i++)
        out->ignored[out->ignored_count++] =
            pair_span(&map, json_array_get(ignored, i));
    out->idle = ARENA_ARRAY(arena, Span, json_array_size(idle) + 1);
    for (size_t i = 0; i < json_array_size(idle); i++)
        out->idle[out->idle_count++] =
            object_span(&map, json_array_get(idle, i), &has);
}

#include "network.h"

#include "learn/others.h"
#include "learn/tagger.h"

#include <stdio.h>
#include <stdlib.h>

struct network {
    struct model model;
};

struct network *network_open(Str bytes)
{
    struct network *self = calloc(1, sizeof *self);
    char reason[MODEL_ERROR_MAX] = "finds no memory";

    if (!self || model_open(&self->model, bytes.ptr, bytes.len, reason) < 0) {
        fprintf(stderr, "quotes_train: the model %s\n", reason);
        exit(EXIT_FAILURE);
    }
    return self;
}

enum { MAYBE = 6 }; /* ROLE_MAYBE of quotes/scene.h */

/* In the order of ROLE_SOURCE and so on. */
static stet_kind role_of(Str type)
{
    static const Str roles[] = {STR_INIT("SOURCE"), STR_INIT("CUE"),
                                STR_INIT("CONTENT")};

    for (stet_kind i = 0; i < 3; i++)
        if (str_eq(type, roles[i]))
            return i + 1;
    return 0;
}

struct columns {
    stet_layer layer;
    stet_kind *kinds;
    stet_span *spans;
    uint16_t *sure;
};

static void add_head(struct columns *out, const ModelHead *head,
                     const HeadResult *result)
{
    for (uint32_t i = 0; i < result->span_count; i++) {
        const Tagged *tag = &result->spans[i];
        stet_kind kind = role_of(head->labels[tag->label].type);

        if (!kind)
            continue;
        out->kinds[out->layer.count] = kind;
        out->spans[out->layer.count] = (stet_span){tag->start, tag->end};
        out->sure[out->layer.count++] = tag->confidence;
    }
}

/* What the reader calls "reader/maybe". */
static void add_others(struct columns *out, const ModelHead *head,
                       const HeadResult *result, uint32_t count,
                       struct arena *arena)
{
    const Other *others;
    uint32_t found = others_find(head, STR("CONTENT"), count, result->emissions,
                                 arena, &others);

    for (uint32_t i = 0; i < found; i++) {
        out->kinds[out->layer.count] = MAYBE;
        out->spans[out->layer.count] =
            (stet_span){others[i].start, others[i].end};
        out->sure[out->layer.count++] = (uint16_t)others[i].share;
    }
}

const stet_layer *network_tags(const struct network *self,
                               const stet_block *block, struct arena *arena)
{
    uint32_t count = block->tokens->count;
    Tokens tokens = {block->tokens, 0, count,
                     block->kind == STET_BLOCK_PARAGRAPH};
    struct columns *out = ARENA_ARRAY(arena, struct columns, 1);
    HeadResult results[MODEL_HEADS_MAX];
    uint32_t room = count * MODEL_HEADS_MAX * (1 + OTHERS_ENDS) + 1;

    out->kinds = ARENA_ARRAY(arena, stet_kind, room);
    out->spans = ARENA_ARRAY(arena, stet_span, room);
    out->sure = ARENA_ARRAY(arena, uint16_t, room);
    tagger_read(&self->model, kernel_fastest(), &tokens, NULL, arena, results);
    for (uint32_t h = 0; h < self->model.head_count; h++)
        add_head(out, &self->model.heads[h], &results[h]);
    for (uint32_t h = 0; h < self->model.head_count; h++)
        add_others(out, &self->model.heads[h], &results[h], count, arena);
    out->layer.size = sizeof out->layer;
    out->layer.kind = out->kinds;
    out->layer.tokens = out->spans;
    out->layer.confidence = out->sure;
    return &out->layer;
}

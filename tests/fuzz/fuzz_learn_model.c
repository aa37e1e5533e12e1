/* A model file of any content: it is refused, or it reads a block, the same
 * with every kernel, and says nothing outside it. What the checksum would keep
 * out comes in too: each input is also taken with its length and sum right. */
#include "learn/others.h"
#include "learn/tagger.h"
#include "support/random_model.h"
#include "support/token_table.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define COUNT 24u

/* A block whose tokens have every class, flag and depth. */
static const stet_tokens *block_new(struct arena *arena)
{
    static const char *const words[] = {"the", "1,250", "zürich", "\"", "u.s."};
    struct token_table *self = token_table_new(COUNT, arena);

    for (uint32_t i = 0; i < COUNT; i++) {
        token_table_put(self, i, str_from_c(words[i % 5]));
        self->mate[i] = i % 2 ? STET_NONE : 0;
        self->cls[i] = (uint8_t)(1 + i % 9);
        self->flags[i] = (uint8_t)(i * 11);
        self->depth[i] = (uint8_t)(i % 4);
    }
    return &self->view;
}

static void check(const struct model *model, const HeadResult *first,
                  const HeadResult *other, uint32_t own)
{
    for (uint32_t i = 0; i < model->head_count; i++) {
        uint32_t end = 0;
        if (memcmp(first[i].emissions, other[i].emissions,
                   (size_t)own * model->heads[i].count * 2) != 0 ||
            memcmp(first[i].labels, other[i].labels, own) != 0)
            abort();
        for (uint32_t k = 0; k < first[i].span_count; k++) {
            const Tagged *span = &first[i].spans[k];
            if (span->start < end || span->end <= span->start ||
                span->end > own || span->confidence > STET_CERTAIN)
                abort();
            end = span->end;
        }
    }
}

/* Spans of every type, those of the best labelling or not. */
static void find_others(const ModelHead *head, const int16_t *emissions,
                        uint32_t own, struct arena *arena)
{
    const Other *others;

    for (uint32_t k = 0; k < head->count; k++) {
        uint32_t count = others_find(head, head->labels[k].type, own, emissions,
                                     arena, &others);
        for (uint32_t i = 0; i < count; i++)
            if (others[i].start >= others[i].end || others[i].end > own ||
                others[i].share > STET_CERTAIN)
                abort();
    }
}

static void read_block(const struct model *model)
{
    const struct kernel *kernels[KERNELS_MAX];
    uint32_t count = kernels_available(kernels);
    HeadResult first[MODEL_HEADS_MAX], other[MODEL_HEADS_MAX];
    struct arena arena = {0};

    Tokens tokens = {block_new(&arena), 5, COUNT - 3, true};
    tagger_read(model, kernels[0], &tokens, NULL, &arena, first);
    for (uint32_t i = 0; i < count; i++) {
        tagger_read(model, kernels[i], &tokens, NULL, &arena, other);
        check(model, first, other, COUNT - 8);
    }
    for (uint32_t i = 0; i < model->head_count; i++)
        find_others(&model->heads[i], first[i].emissions, COUNT - 8, &arena);
    arena_release(&arena);
}

static void open_model(const unsigned char *bytes, size_t size)
{
    char reason[MODEL_ERROR_MAX] = "";
    struct model model;

    if (model_open(&model, bytes, size, reason) == 0)
        read_block(&model);
    else if (!reason[0])
        abort();
    model_release(&model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char *copy = calloc(1, size ? size : 1);
    uint64_t length = size;

    if (!copy)
        abort();
    if (size)
        memcpy(copy, data, size);
    open_model(copy, size);
    if (size >= 24) {
        memcpy(copy + 16, &length, sizeof length);
        random_model_seal(copy, size);
        open_model(copy, size);
    }
    free(copy);
    return 0;
}

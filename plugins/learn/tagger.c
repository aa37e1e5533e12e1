#include "learn/tagger.h"

#include "learn/decode.h"

#include <errno.h>

#define CHUNK 256u /* own tokens at a time */

/* One chunk in work: positions [first, end) of the window's tokens. */
struct chunk {
    const struct model *model;
    const struct kernel *kernel;
    const Tokens *tokens;
    uint32_t first, end;
    int16_t *r;       /* (end - first) x channels */
    unsigned char *x; /* the same, with KERNEL_MARGIN rows on either side */
};

/* How far the layers from `layer` on look sideways. */
static uint32_t halo(const struct model *model, uint32_t layer)
{
    uint32_t sum = 0;

    for (; layer < model->layer_count; layer++)
        sum += model->layers[layer].dilation;
    return sum;
}

/* Tokens [own.start - by, own.end + by) as far as the model may see them. */
static Span around(const struct model *model, const Tokens *tokens, Span own,
                   uint32_t by)
{
    uint32_t count = tokens->columns->count;
    uint32_t least =
        tokens->first_own > model->reach ? tokens->first_own - model->reach : 0;
    uint32_t most = count - tokens->end_own > model->reach
                        ? tokens->end_own + model->reach
                        : count;

    return (Span){own.start - least > by ? own.start - by : least,
                  most - own.end > by ? own.end + by : most};
}

static int16_t *r_at(const struct chunk *self, uint32_t token)
{
    return self->r + (size_t)(token - self->first) * self->model->channels;
}

static unsigned char *x_at(const struct chunk *self, uint32_t token)
{
    size_t row = (size_t)self->model->channels * self->kernel->x_bytes;

    return self->x + (token - self->first + KERNEL_MARGIN) * row;
}

/* The features of one token; their rows are on their way from memory while
 * those of the token before are added up. */
struct features {
    uint32_t count;
    FeatureRow rows[FEATURES_MAX];
};

static void gather(const struct chunk *self, uint32_t token,
                   struct features *out)
{
    out->count = features_of(self->model, self->tokens, token, out->rows);
    for (uint32_t i = 0; i < out->count; i++) {
        __builtin_prefetch(out->rows[i].bytes);
        __builtin_prefetch(out->rows[i].bytes + self->model->channels - 1);
    }
}

static void embed(const struct chunk *self)
{
    struct features two[2];

    gather(self, self->first, &two[self->first % 2]);
    for (uint32_t t = self->first; t < self->end; t++) {
        const struct features *now = &two[t % 2];
        if (t + 1 < self->end)
            gather(self, t + 1, &two[(t + 1) % 2]);
        self->kernel->embed(self->model, now->rows, now->count, r_at(self, t));
    }
}

static void run_layers(const struct chunk *self, Span own)
{
    const struct model *model = self->model;
    const struct kernel *kernel = self->kernel;

    for (uint32_t i = 0; i < model->layer_count; i++) {
        const ModelLayer *layer = &model->layers[i];
        Span in = around(model, self->tokens, own, halo(model, i));
        Span out = around(model, self->tokens, own, halo(model, i + 1));
        kernel->narrow(r_at(self, in.start),
                       (size_t)(in.end - in.start) * model->channels,
                       layer->shift_x, x_at(self, in.start));
        kernel->layer(layer, model->channels, x_at(self, out.start),
                      out.end - out.start, r_at(self, out.start));
    }
}

/* Emissions of the tokens `own`, which are at most CHUNK. */
static void read_chunk(struct chunk *self, Span own,
                       int16_t *emissions[MODEL_HEADS_MAX])
{
    const struct model *model = self->model;
    Span seen = around(model, self->tokens, own, halo(model, 0));
    size_t rows = (size_t)(seen.end - seen.start) + 2 * KERNEL_MARGIN;

    self->first = seen.start;
    self->end = seen.end;
    memset(self->x, self->kernel->zero,
           rows * model->channels * self->kernel->x_bytes);
    embed(self);
    run_layers(self, own);
    for (uint32_t i = 0; i < model->head_count; i++) {
        const ModelHead *head = &model->heads[i];
        int16_t *out =
            emissions[i] +
            (size_t)(own.start - self->tokens->first_own) * head->count;
        for (uint32_t t = own.start; t < own.end; t++, out += head->count)
            self->kernel->emit(model, head, r_at(self, t), out);
    }
}

static int read_emissions(const struct model *model,
                          const struct kernel *kernel, const Tokens *tokens,
                          const TaggerStop *stop, struct arena *arena,
                          int16_t *emissions[MODEL_HEADS_MAX])
{
    uint32_t own = tokens->end_own - tokens->first_own;
    size_t rows = (own < CHUNK ? own : CHUNK) + 2 * (size_t)halo(model, 0);
    size_t padded = rows + 2 * KERNEL_MARGIN;
    struct chunk chunk = {
        .model = model,
        .kernel = kernel,
        .tokens = tokens,
        .r = ARENA_ARRAY(arena, int16_t, rows * model->channels),
        .x = arena_array(arena, padded * model->channels, kernel->x_bytes),
    };

    for (uint32_t done = 0; done < own; done += CHUNK) {
        uint32_t left = own - done, first = tokens->first_own + done;
        Span part = {first, first + (left < CHUNK ? left : CHUNK)};
        if (stop && stop->is_asked(stop->self))
            return -ECANCELED;
        read_chunk(&chunk, part, emissions);
    }
    return 0;
}

int tagger_read(const struct model *model, const struct kernel *kernel,
                const Tokens *tokens, const TaggerStop *stop,
                struct arena *arena, HeadResult out_results[MODEL_HEADS_MAX])
{
    uint32_t own = tokens->end_own - tokens->first_own;
    int16_t *emissions[MODEL_HEADS_MAX];

    for (uint32_t i = 0; i < model->head_count; i++) {
        emissions[i] =
            ARENA_ARRAY(arena, int16_t, (size_t)own * model->heads[i].count);
        out_results[i] = (HeadResult){.emissions = emissions[i]};
    }
    if (!own)
        return 0;
    int error = read_emissions(model, kernel, tokens, stop, arena, emissions);
    if (error < 0)
        return error;
    for (uint32_t i = 0; i < model->head_count; i++)
        decode_head(&model->heads[i], kernel, own, arena, &out_results[i]);
    return 0;
}

/*
 * tagger - a block of tokens in, spans out.
 *
 *     features -> embed -> layers -> heads -> decode -> spans
 *
 * Layers look sideways, so positions around the block's own tokens count too,
 * the farther the earlier the layer: what later layers do not need is not
 * computed, and a long block is done in chunks that overlap by as much. Both
 * change no result.
 *
 *     layer 1   [......own chunk......]      each layer a dilation narrower
 *     layer 2     [....own chunk....]
 *     heads         [own chunk]
 *
 * Cost: linear in the tokens. Memory: a few KB a chunk's token, and the scores
 * of the decoder, 150 bytes a token, from the caller's arena.
 * Threads: a model and a kernel may be shared; nothing is kept between calls.
 */
#ifndef LEARN_TAGGER_H
#define LEARN_TAGGER_H

#include "learn/kernel.h"

typedef struct Tagged {
    uint32_t start, end; /* tokens, counted from the block's first own */
    uint32_t margin;     /* 1/256 nat: by how much it leads, a token */
    uint16_t confidence; /* per mille */
    uint8_t label;       /* the span's first; labels[label].type says what */
} Tagged;

/* What one head says of a block. */
typedef struct HeadResult {
    const int16_t *emissions; /* own tokens x labels */
    const uint8_t *labels;    /* own tokens */
    uint32_t span_count;
    const Tagged *spans; /* in order, none overlaps another */
} HeadResult;

/* Whether the result is no longer wanted; asked once a chunk. */
typedef struct TaggerStop {
    uint32_t (*is_asked)(void *self);
    void *self;
} TaggerStop;

/* One result for each head of `model`; all in `arena`, scratch too. `stop` may
 * be NULL. 0, or -ECANCELED, and then there are no results. */
int tagger_read(const struct model *model, const struct kernel *kernel,
                const Tokens *tokens, const TaggerStop *stop,
                struct arena *arena, HeadResult out_results[MODEL_HEADS_MAX]);

#endif

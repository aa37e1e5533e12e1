/*
 * model - a trained tagger as it lies in its file (FORMAT.md).
 *
 * The file is mapped and used where it is: model_open() looks at the header,
 * the directory and every dimension, keeps pointers into the bytes, and copies
 * only what is small and worth widening (scores of transitions, biases).
 *
 *     bytes: header | provenance | index | words | 9 tables | layers | heads
 *                        ^           ^       ^        ^          ^
 *     struct model:  provenance   first   words   tables[i]  layers[i].weights
 *
 * Invariants, once model_open() has said 0:
 * 1. Every pointer has all the bytes behind it that the dimensions ask for.
 * 2. Dimensions, shifts, biases and pairs of weights are within FORMAT.md's
 *    limits, so that no sum of the network overflows.
 * 3. Every label but O has a first and, perhaps, an inside label of its type.
 * What is not looked at entry by entry is safe with any value: rows of tables
 * and weights are mere bytes, and a word's row is compared when it is used.
 *
 * A model is read-only after model_open() and may be used by any thread.
 */
#ifndef LEARN_MODEL_H
#define LEARN_MODEL_H

#include "text/arena.h"

#define MODEL_CHANNELS_MAX 128u
#define MODEL_LAYERS_MAX 12u
#define MODEL_HEADS_MAX 4u
#define MODEL_LABELS_MAX 32u
#define MODEL_DILATION_MAX 64u
#define MODEL_PAIR_MAX 128       /* of the weights of two neighbouring inputs */
#define MODEL_STEPS 64u          /* of a margin, in a table of confidence */
#define MODEL_NEVER (-(1 << 28)) /* the score of what may not be */
#define MODEL_LOWEST (-(1 << 29))
#define MODEL_ERROR_MAX 128u /* bytes of a reason, with its NUL */

/* The input tables, in the file's order. */
enum model_table {
    TABLE_WORD,
    TABLE_PREFIX3,
    TABLE_SUFFIX2,
    TABLE_SUFFIX3,
    TABLE_SUFFIX4,
    TABLE_SHAPE,
    TABLE_CLASS,
    TABLE_LEXICON,
    TABLE_FLAGS,
    TABLE_COUNT
};

typedef struct ModelTable {
    uint32_t rows; /* 0: the table is not used */
    int32_t multiplier;
    const int8_t *bytes; /* rows x channels */
} ModelTable;

typedef struct ModelWord {
    uint32_t hash;
    uint16_t row;
    uint16_t lexicon; /* 16 bits */
} ModelWord;

typedef struct ModelLayer {
    uint32_t dilation;
    int32_t shift_x, shift_in, shift_u, shift_v, shift_out;
    int32_t squash;            /* 1: u goes through a parabola too */
    const int32_t *bias;       /* 2 x channels: u's, v's */
    const int16_t *multiplier; /* the same */
    const int8_t *weights;     /* tap, four inputs, output, input */
    const int32_t *raised;     /* bias for inputs that are 128 too large */
} ModelLayer;

#define MODEL_NO_LABEL UINT8_MAX

typedef struct ModelLabel {
    Str name;       /* "B-PERSON" */
    Str type;       /* "PERSON"; empty for O */
    uint8_t first;  /* the label B- of its type; MODEL_NO_LABEL for O */
    uint8_t inside; /* the label I- of its type, or MODEL_NO_LABEL */
} ModelLabel;

typedef struct ModelHead {
    Str name;        /* "names" */
    uint32_t count;  /* labels */
    uint32_t stride; /* count, rounded up to a multiple of 8 */
    int32_t shift;
    ModelLabel labels[MODEL_LABELS_MAX];
    const int32_t *bias;
    const int16_t *multiplier;
    const uint16_t *confidence; /* labels x MODEL_STEPS, per mille */
    const int8_t *weights;      /* labels x channels */
    /* Widened, MODEL_NEVER where it may not be and beyond `count`. */
    const int32_t *start, *end; /* stride */
    const int32_t *onward;      /* from x stride: to */
    const int32_t *backward;    /* to x stride: from */
} ModelHead;

struct model {
    uint32_t channels, layer_count, reach, head_count;
    int32_t input_shift, head_shift;
    uint32_t word_count, index_bits;
    const uint32_t *first; /* 2^index_bits + 1 entries into words */
    const ModelWord *words;
    Str provenance;
    ModelTable tables[TABLE_COUNT];
    ModelLayer layers[MODEL_LAYERS_MAX];
    ModelHead heads[MODEL_HEADS_MAX];
    struct arena arena; /* what was widened */
};

/* Looks at `len` bytes that are to stay as they are for as long as the model.
 * 0, or -EBADMSG with a reason in `out_reason`, one line that goes on from
 * "the model"; the model is then empty. */
int model_open(struct model *self, const void *bytes, uint64_t len,
               char out_reason[MODEL_ERROR_MAX]);

/* A zeroed model is accepted. The bytes are the caller's. */
void model_release(struct model *self);

/* The word of that hash, or NULL. */
const ModelWord *model_word(const struct model *self, uint32_t hash);

#endif

#include "learn/model.h"

#include "learn/checksum.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define MAGIC "\x89STL\r\n\x1a\n"
#define VERSION 2u
#define HEADER_BYTES 640u
#define FILE_BYTES_MAX (UINT64_C(64) << 20)
#define PROVENANCE_MAX (64u << 10)
#define SLOTS 28u
#define SLOT_PROVENANCE 0u
#define SLOT_INDEX 1u
#define SLOT_WORDS 2u
#define SLOT_TABLES 3u
#define SLOT_LAYERS 12u
#define SLOT_HEADS 24u
#define BIAS_MAX (1 << 28)

/* The file while it is looked at. */
struct reader {
    const unsigned char *bytes;
    uint64_t len;
    struct model *model;
    uint64_t lengths[SLOTS]; /* that the dimensions ask for */
    const unsigned char *sections[SLOTS];
    char *reason; /* MODEL_ERROR_MAX bytes */
};

/* ---- small things ------------------------------------------------------ */

__attribute__((format(printf, 2, 3))) static int refuse(struct reader *self,
                                                        const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(self->reason, MODEL_ERROR_MAX, format, args);
    va_end(args);
    return -EBADMSG;
}

static uint32_t u32_at(const unsigned char *at)
{
    uint32_t value;

    memcpy(&value, at, sizeof value);
    return value;
}

static uint64_t u64_at(const unsigned char *at)
{
    uint64_t value;

    memcpy(&value, at, sizeof value);
    return value;
}

static bool is_little_endian(void)
{
    const uint32_t one = 1;
    unsigned char first;

    memcpy(&first, &one, 1);
    return first == 1;
}

/* ---- the header -------------------------------------------------------- */

/* That it is one of ours, whole and as it was written. */
static int check_file(struct reader *self)
{
    if (!is_little_endian() || (uintptr_t)self->bytes % 8)
        return refuse(self, "cannot be used on this machine");
    if (self->len < 8 || memcmp(self->bytes, MAGIC, 8) != 0)
        return refuse(self, "is no model of Stet's");
    if (self->len < HEADER_BYTES)
        return refuse(self, "is cut short: it ends inside its header");
    if (u32_at(self->bytes + 8) != VERSION)
        return refuse(self, "is of version %u, this Stet reads version %u",
                      u32_at(self->bytes + 8), VERSION);
    if (self->len > FILE_BYTES_MAX)
        return refuse(self, "is larger than %u MiB",
                      (unsigned)(FILE_BYTES_MAX >> 20));
    uint64_t length = u64_at(self->bytes + 16);
    if (length > self->len)
        return refuse(self, "is cut short: %llu bytes of %llu",
                      (unsigned long long)self->len,
                      (unsigned long long)length);
    if (length < self->len)
        return refuse(self, "has %llu bytes too many",
                      (unsigned long long)(self->len - length));
    if (checksum(self->bytes + 16, (size_t)self->len - 16) !=
        u32_at(self->bytes + 12))
        return refuse(self, "is damaged: its checksum is wrong");
    return 0;
}

typedef struct Dimension {
    const char *name;
    uint32_t at; /* in the header */
    uint32_t least, most;
} Dimension;

static const Dimension dimensions[] = {
    {"channels", 24, 32, MODEL_CHANNELS_MAX},
    {"layers", 28, 1, MODEL_LAYERS_MAX},
    {"reach", 32, 0, STET_REACH_MAX},
    {"heads", 36, 1, MODEL_HEADS_MAX},
    {"words", 40, 0, 1000000},
    {"index bits", 44, 0, 16},
    {"input shift", 48, 1, 30},
    {"head shift", 52, 1, 15},
};

static int read_dimensions(struct reader *self)
{
    struct model *model = self->model;
    uint32_t values[sizeof dimensions / sizeof *dimensions];

    for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++) {
        const Dimension *row = &dimensions[i];
        values[i] = u32_at(self->bytes + row->at);
        if (values[i] < row->least || values[i] > row->most)
            return refuse(self, "has %s %u, not %u to %u", row->name, values[i],
                          row->least, row->most);
    }
    if (values[0] % 32)
        return refuse(self, "has channels %u, no multiple of 32", values[0]);
    model->channels = values[0];
    model->layer_count = values[1];
    model->reach = values[2];
    model->head_count = values[3];
    model->word_count = values[4];
    model->index_bits = values[5];
    model->input_shift = (int32_t)values[6];
    model->head_shift = (int32_t)values[7];
    return 0;
}

/* How many rows a table may have: any, or 0 and as many as there are cases. */
static bool rows_sound(enum model_table table, uint32_t rows)
{
    switch (table) {
    case TABLE_WORD:
        return rows >= 1 && rows <= 65535;
    case TABLE_CLASS:
    case TABLE_FLAGS:
        return rows == 0 || rows == 16;
    case TABLE_LEXICON:
        return rows == 0 || rows == 48;
    default:
        return rows <= 65535;
    }
}

static int read_tables(struct reader *self)
{
    for (uint32_t i = 0; i < TABLE_COUNT; i++) {
        const unsigned char *at = self->bytes + 64 + (size_t)i * 8;
        uint32_t rows = u32_at(at), multiplier = u32_at(at + 4);
        if (!rows_sound((enum model_table)i, rows) || multiplier > INT16_MAX)
            return refuse(self, "has %u rows in table %u, times %u", rows, i,
                          multiplier);
        self->model->tables[i].rows = rows;
        self->model->tables[i].multiplier = (int32_t)multiplier;
    }
    return 0;
}

/* ---- sections ---------------------------------------------------------- */

static void measure(struct reader *self)
{
    const struct model *model = self->model;
    uint64_t channels = model->channels;

    self->lengths[SLOT_PROVENANCE] = 1; /* or more, see below */
    self->lengths[SLOT_INDEX] = ((UINT64_C(1) << model->index_bits) + 1) * 4;
    self->lengths[SLOT_WORDS] = (uint64_t)model->word_count * sizeof(ModelWord);
    for (uint32_t i = 0; i < TABLE_COUNT; i++)
        self->lengths[SLOT_TABLES + i] = model->tables[i].rows * channels;
    for (uint32_t i = 0; i < model->layer_count; i++)
        self->lengths[SLOT_LAYERS + i] =
            64 + 16 * channels + 6 * channels * channels;
    for (uint32_t i = 0; i < model->head_count; i++)
        self->lengths[SLOT_HEADS + i] = 7040 + MODEL_LABELS_MAX * channels;
}

/* Places every section, one behind the other, inside the file. */
static int read_directory(struct reader *self)
{
    uint64_t end = HEADER_BYTES;

    measure(self);
    for (uint32_t i = 0; i < SLOTS; i++) {
        const unsigned char *at = self->bytes + 192 + (size_t)i * 16;
        uint64_t offset = u64_at(at), length = u64_at(at + 8);
        if (i == SLOT_PROVENANCE && length >= 1 && length <= PROVENANCE_MAX)
            self->lengths[i] = length;
        if (length != self->lengths[i])
            return refuse(self, "has a section %u of a wrong length", i);
        if (!length)
            continue;
        if (offset % 64 || offset < end || offset > self->len ||
            length > self->len - offset)
            return refuse(self, "has a section %u in a wrong place", i);
        self->sections[i] = self->bytes + offset;
        end = offset + length;
    }
    return 0;
}

/* Sections lie at multiples of 64 and the bytes at one of 8. */
static const uint32_t *u32s(const unsigned char *at)
{
    return (const uint32_t *)(const void *)at;
}

static const int32_t *i32s(const unsigned char *at)
{
    return (const int32_t *)(const void *)at;
}

static const int16_t *i16s(const unsigned char *at)
{
    return (const int16_t *)(const void *)at;
}

static int read_words(struct reader *self)
{
    struct model *model = self->model;
    uint32_t buckets = 1u << model->index_bits;

    model->provenance = (Str){(const char *)self->sections[SLOT_PROVENANCE],
                              (uint32_t)self->lengths[SLOT_PROVENANCE]};
    model->first = u32s(self->sections[SLOT_INDEX]);
    model->words = (const void *)self->sections[SLOT_WORDS];
    for (uint32_t i = 0; i < buckets; i++)
        if (model->first[i] > model->first[i + 1])
            return refuse(self, "has a word list out of order");
    if (model->first[buckets] != model->word_count)
        return refuse(self, "has an index of %u words for a list of %u",
                      model->first[buckets], model->word_count);
    for (uint32_t i = 0; i < TABLE_COUNT; i++)
        model->tables[i].bytes = (const void *)self->sections[SLOT_TABLES + i];
    return 0;
}

/* ---- layers ------------------------------------------------------------ */

static bool biases_sound(const int32_t *bias, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (bias[i] < -BIAS_MAX || bias[i] > BIAS_MAX)
            return false;
    return true;
}

static bool multipliers_sound(const int16_t *multiplier, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (multiplier[i] < 0)
            return false;
    return true;
}

/* Whether the weights of neighbouring inputs add up to at most 128: then two
 * products with numbers from 0 to 255 fit 16 bits, as vpmaddubsw adds them. */
static bool pairs_sound(const int8_t *weights, size_t count)
{
    int most = 0;

    for (size_t i = 0; i < count; i += 2) {
        int sum = abs(weights[i]) + abs(weights[i + 1]);
        most = sum > most ? sum : most;
    }
    return most <= MODEL_PAIR_MAX;
}

/* bias - 128 x the sum of an output's weights: what an instruction that takes
 * unsigned inputs begins from when they are all raised by 128. */
static const int32_t *raise(struct arena *arena, const ModelLayer *layer,
                            uint32_t channels)
{
    uint32_t outputs = 2 * channels;
    int32_t *raised = ARENA_ARRAY(arena, int32_t, outputs);
    const int8_t *at = layer->weights;

    for (uint32_t group = 0; group < 3 * channels / 4; group++)
        for (uint32_t o = 0; o < outputs; o++, at += 4)
            raised[o] += at[0] + at[1] + at[2] + at[3];
    for (uint32_t o = 0; o < outputs; o++)
        raised[o] = layer->bias[o] - 128 * raised[o];
    return raised;
}

static int read_layer(struct reader *self, uint32_t index)
{
    struct model *model = self->model;
    ModelLayer *layer = &model->layers[index];
    const unsigned char *at = self->sections[SLOT_LAYERS + index];
    uint32_t channels = model->channels;
    static const uint32_t least[7] = {1, 0, 1, 1, 1, 0, 0};
    static const uint32_t most[7] = {MODEL_DILATION_MAX, 15, 15, 15, 15, 15, 1};

    for (uint32_t i = 0; i < 7; i++)
        if (u32_at(at + (size_t)i * 4) < least[i] ||
            u32_at(at + (size_t)i * 4) > most[i])
            return refuse(self, "has a number %u in layer %u, not %u to %u",
                          u32_at(at + (size_t)i * 4), index, least[i], most[i]);
    layer->dilation = u32_at(at);
    layer->shift_x = (int32_t)u32_at(at + 4);
    layer->shift_in = (int32_t)u32_at(at + 8);
    layer->shift_u = (int32_t)u32_at(at + 12);
    layer->shift_v = (int32_t)u32_at(at + 16);
    layer->shift_out = (int32_t)u32_at(at + 20);
    layer->squash = (int32_t)u32_at(at + 24);
    layer->bias = i32s(at + 64);
    layer->multiplier = i16s(at + 64 + (size_t)channels * 8);
    layer->weights = (const void *)(at + 64 + (size_t)channels * 16);
    if (!biases_sound(layer->bias, 2 * channels) ||
        !multipliers_sound(layer->multiplier, 2 * channels))
        return refuse(self,
                      "has a bias or multiplier in layer %u that is "
                      "out of range",
                      index);
    if (!pairs_sound(layer->weights, (size_t)6 * channels * channels))
        return refuse(self,
                      "has weights in layer %u that add up to more than "
                      "%d",
                      index, MODEL_PAIR_MAX);
    layer->raised = raise(&model->arena, layer, channels);
    return 0;
}

/* ---- heads ------------------------------------------------------------- */

/* A name in `size` bytes, ended by NUL; empty where it is none. */
static Str name_at(const unsigned char *at, uint32_t size)
{
    const unsigned char *end = memchr(at, 0, size);

    return (Str){(const char *)at, end ? (uint32_t)(end - at) : 0};
}

static bool name_sound(Str name, char first, char last)
{
    for (uint32_t i = 0; i < name.len; i++)
        if (name.ptr[i] != '-' && (name.ptr[i] < first || name.ptr[i] > last))
            return false;
    return name.len > 0;
}

static uint8_t find_label(const ModelHead *head, char kind, Str type)
{
    for (uint8_t i = 0; i < head->count; i++)
        if (head->labels[i].name.ptr[0] == kind &&
            str_eq(head->labels[i].type, type))
            return i;
    return MODEL_NO_LABEL;
}

static bool label_sound(ModelHead *head, uint8_t index)
{
    ModelLabel *label = &head->labels[index];

    label->first = label->inside = MODEL_NO_LABEL;
    if (!label->type.len)
        return find_label(head, 'O', label->type) == index;
    label->first = find_label(head, 'B', label->type);
    label->inside = find_label(head, 'I', label->type);
    return label->first != MODEL_NO_LABEL &&
           (label->first == index || label->inside == index);
}

static int read_labels(struct reader *self, ModelHead *head,
                       const unsigned char *at)
{
    uint32_t outside = 0;

    for (uint32_t i = 0; i < head->count; i++) {
        ModelLabel *label = &head->labels[i];
        Str name = name_at(at + (size_t)i * 16, 16);
        bool is_outside = str_eq(name, STR("O"));
        bool is_typed = name.len > 2 &&
                        (name.ptr[0] == 'B' || name.ptr[0] == 'I') &&
                        name.ptr[1] == '-';
        if (!name_sound(name, 'A', 'Z') || (!is_outside && !is_typed))
            return refuse(self, "has a label %u that is none", i);
        outside += is_outside;
        label->name = name;
        label->type = str_cut(name, 2, name.len);
    }
    for (uint8_t i = 0; i < head->count; i++)
        if (!label_sound(head, i))
            return refuse(self, "has a label %.*s twice, or without its B-",
                          STR_ARG(head->labels[i].name));
    return outside == 1 ? 0 : refuse(self, "has no label O");
}

static int32_t widen(int16_t score)
{
    return score == INT16_MIN ? MODEL_NEVER : score;
}

/* `count` scores, `step` apart, and "never" up to `stride`. */
static void widen_row(int32_t *out, const ModelHead *head,
                      const int16_t *scores, uint32_t step)
{
    for (uint32_t i = 0; i < head->stride; i++)
        out[i] = i < head->count ? widen(scores[i * step]) : MODEL_NEVER;
}

static void widen_scores(struct arena *arena, ModelHead *head,
                         const unsigned char *at)
{
    uint32_t stride = head->stride;
    int32_t *rows = ARENA_ARRAY(arena, int32_t, (2 * head->count + 2) * stride);
    const int16_t *moves = i16s(at + 896);

    head->start = rows;
    head->end = rows + stride;
    head->onward = rows + 2 * stride;
    head->backward = head->onward + head->count * stride;
    widen_row(rows, head, i16s(at + 768), 1);
    widen_row(rows + stride, head, i16s(at + 832), 1);
    rows += 2 * stride;
    for (uint32_t i = 0; i < head->count; i++, rows += stride)
        widen_row(rows, head, moves + i * MODEL_LABELS_MAX, 1);
    for (uint32_t i = 0; i < head->count; i++, rows += stride)
        widen_row(rows, head, moves + i, MODEL_LABELS_MAX);
}

static int read_head(struct reader *self, uint32_t index)
{
    struct model *model = self->model;
    ModelHead *head = &model->heads[index];
    const unsigned char *at = self->sections[SLOT_HEADS + index];

    head->name = name_at(at + 16, 16);
    head->count = u32_at(at);
    head->shift = (int32_t)u32_at(at + 4);
    if (head->count < 2 || head->count > MODEL_LABELS_MAX || head->shift < 1 ||
        head->shift > 31 || !name_sound(head->name, 'a', 'z'))
        return refuse(self, "has a head %u out of range", index);
    head->stride = (head->count + 7) / 8 * 8;
    int error = read_labels(self, head, at + 64);
    if (error < 0)
        return error;

    head->bias = i32s(at + 576);
    head->multiplier = i16s(at + 704);
    head->confidence = (const void *)(at + 2944);
    head->weights = (const void *)(at + 7040);
    if (!biases_sound(head->bias, head->count) ||
        !multipliers_sound(head->multiplier, head->count))
        return refuse(self,
                      "has a bias or multiplier in head %u that is "
                      "out of range",
                      index);
    for (uint32_t i = 0; i < head->count * MODEL_STEPS; i++)
        if (head->confidence[i] > STET_CERTAIN)
            return refuse(self, "has a confidence above 1000 in head %u",
                          index);
    widen_scores(&model->arena, head, at);
    return 0;
}

/* ---- the whole --------------------------------------------------------- */

static int read_all(struct reader *self)
{
    int error = check_file(self);

    if (error >= 0)
        error = read_dimensions(self);
    if (error >= 0)
        error = read_tables(self);
    if (error >= 0)
        error = read_directory(self);
    if (error >= 0)
        error = read_words(self);
    for (uint32_t i = 0; error >= 0 && i < self->model->layer_count; i++)
        error = read_layer(self, i);
    for (uint32_t i = 0; error >= 0 && i < self->model->head_count; i++)
        error = read_head(self, i);
    return error;
}

int model_open(struct model *self, const void *bytes, uint64_t len,
               char out_reason[MODEL_ERROR_MAX])
{
    struct reader reader = {
        .bytes = bytes, .len = len, .model = self, .reason = out_reason};

    *self = (struct model){0};
    int error = read_all(&reader);
    if (error < 0)
        model_release(self);
    return error;
}

void model_release(struct model *self)
{
    if (!self)
        return;
    arena_release(&self->arena);
    *self = (struct model){0};
}

const ModelWord *model_word(const struct model *self, uint32_t hash)
{
    uint32_t bits = self->index_bits;
    uint32_t bucket = bits ? hash >> (32 - bits) : 0;
    uint32_t low = self->first[bucket], high = self->first[bucket + 1];
    uint32_t end = high;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->words[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && self->words[low].hash == hash ? &self->words[low]
                                                      : NULL;
}

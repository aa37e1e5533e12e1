/*
 * kernel_body - the parts of a kernel that need no instruction of their own.
 *
 * Included by each kernel_*.c, which is compiled for its instruction set, so
 * that the compiler vectorises these loops once for each. All in int32, where
 * FORMAT.md's limits leave room: a bias is below 2^28, a product of two 16-bit
 * numbers at most 2^30.
 */
#ifndef LEARN_KERNEL_BODY_H
#define LEARN_KERNEL_BODY_H

#include "learn/kernel.h"

static inline int32_t body_half(int32_t value, int32_t shift)
{
    return (value + ((1 << shift) >> 1)) >> shift;
}

static inline int32_t body_clamp(int32_t value, int32_t low, int32_t high)
{
    value = value < low ? low : value;
    return value > high ? high : value;
}

/* 32 channels at a time, whose sums stay in registers. */
static inline void body_embed(const struct model *model, const FeatureRow *rows,
                              uint32_t count, int16_t *restrict out_r)
{
    enum { WIDTH = 32 };

    for (uint32_t base = 0; base < model->channels; base += WIDTH) {
        int32_t sum[WIDTH] = {0};
        for (uint32_t i = 0; i < count; i++) {
            const int8_t *row = rows[i].bytes + base;
            int32_t multiplier = rows[i].multiplier;
            for (uint32_t c = 0; c < WIDTH; c++)
                sum[c] += multiplier * row[c];
        }
        for (uint32_t c = 0; c < WIDTH; c++)
            out_r[base + c] = (int16_t)body_clamp(
                body_half(sum[c], model->input_shift), INT16_MIN, INT16_MAX);
    }
}

static inline int32_t body_narrow(int16_t r, int32_t shift)
{
    return body_clamp(body_half(r, shift), INT8_MIN, INT8_MAX);
}

static inline int32_t body_scale(int32_t z, int32_t shift_in,
                                 int32_t multiplier, int32_t shift)
{
    int32_t a = body_clamp(body_half(z, shift_in), INT16_MIN, INT16_MAX);

    return body_clamp(body_half(a * multiplier, shift), -INT16_MAX, INT16_MAX);
}

/* 1 - |w| / 2, 15 bits after the point. */
static inline int32_t body_parabola(int32_t w)
{
    return INT16_MAX - ((w < 0 ? -w : w) >> 1);
}

/* r += half(U * f, 15) of one position, from its sums z. */
static inline void body_gate(const ModelLayer *layer, uint32_t channels,
                             const int32_t *restrict z, int16_t *restrict r)
{
    const int16_t *restrict by_u = layer->multiplier;
    const int16_t *restrict by_v = layer->multiplier + channels;
    int32_t shift_in = layer->shift_in, shift_u = layer->shift_u;
    int32_t shift_v = layer->shift_v, shift_out = layer->shift_out;
    int32_t squash = -layer->squash; /* all bits, or none */

    for (uint32_t c = 0; c < channels; c++) {
        int32_t u = body_scale(z[c], shift_in, by_u[c], shift_u);
        int32_t v = body_scale(z[channels + c], shift_in, by_v[c], shift_v);
        int32_t f = body_clamp(16384 + body_half(v * body_parabola(v), 15), 0,
                               INT16_MAX);
        int32_t bent = body_clamp(body_half(u * body_parabola(u), 14),
                                  -INT16_MAX, INT16_MAX);
        u = (bent & squash) | (u & ~squash);
        int32_t sum = r[c] + body_half(body_half(u * f, 15), shift_out);
        r[c] = (int16_t)body_clamp(sum, INT16_MIN, INT16_MAX);
    }
}

static inline int16_t body_score(const ModelHead *head, uint32_t label,
                                 int32_t sum)
{
    int64_t score =
        (int64_t)(head->bias[label] + sum) * head->multiplier[label];

    score = (score + (INT64_C(1) << (head->shift - 1))) >> head->shift;
    if (score < INT16_MIN)
        return INT16_MIN;
    return score > INT16_MAX ? INT16_MAX : (int16_t)score;
}

static inline void body_emit(const struct model *model, const ModelHead *head,
                             const int16_t *restrict r,
                             int16_t *restrict out_scores)
{
    uint32_t channels = model->channels;
    int16_t x[MODEL_CHANNELS_MAX];

    for (uint32_t c = 0; c < channels; c++)
        x[c] = (int16_t)body_narrow(r[c], model->head_shift);
    for (uint32_t k = 0; k < head->count; k++) {
        const int8_t *weights = head->weights + k * channels;
        int32_t sum = 0;
        for (uint32_t c = 0; c < channels; c++)
            sum += x[c] * (int16_t)weights[c];
        out_scores[k] = body_score(head, k, sum);
    }
}

static inline void body_best(const int32_t *restrict scores,
                             const int32_t *restrict rows, uint32_t count,
                             uint32_t stride, int32_t *restrict out_scores)
{
    for (uint32_t base = 0; base < stride; base += 8) {
        int32_t best[8];
        for (uint32_t k = 0; k < 8; k++)
            best[k] = INT32_MIN;
        for (uint32_t j = 0; j < count; j++)
            for (uint32_t k = 0; k < 8; k++) {
                int32_t score = scores[j] + rows[j * stride + base + k];
                best[k] = best[k] > score ? best[k] : score;
            }
        memcpy(out_scores + base, best, sizeof best);
    }
}

#define BODY_INLINE static inline __attribute__((always_inline))

/* Sums z of all outputs at `count` positions, 2 x channels each. */
typedef void (*BodyTile)(const ModelLayer *layer, uint32_t channels,
                         const unsigned char *x, int count, int32_t *z);

/* What a kernel that works in tiles has: at most 8 positions each. */
typedef struct BodyTiles {
    BodyTile fill;
    int most;         /* positions of a tile; half of them at the end */
    uint32_t x_bytes; /* of a number in x */
} BodyTiles;

/* A layer, tile by tile. */
BODY_INLINE void body_run(const ModelLayer *layer, uint32_t channels,
                          const unsigned char *x, uint32_t count, int16_t *r,
                          BodyTiles tiles)
{
    uint32_t most = (uint32_t)tiles.most, outputs = 2 * channels;
    int32_t z[8 * 2 * MODEL_CHANNELS_MAX];

    for (uint32_t t = 0; t < count; t += most) {
        uint32_t wanted = count - t < most ? count - t : most;
        if (wanted > most / 2)
            tiles.fill(layer, channels, x, tiles.most, z);
        else
            tiles.fill(layer, channels, x, tiles.most / 2, z);
        for (uint32_t i = 0; i < wanted; i++, r += channels)
            body_gate(layer, channels, z + i * outputs, r);
        x += (size_t)most * channels * tiles.x_bytes;
    }
}

/* The same, compiled once for each number of channels, so that distances within
 * a tile are constants: quicker where there are registers enough. */
BODY_INLINE void body_run_constant(const ModelLayer *layer, uint32_t channels,
                                   const void *x, uint32_t count, int16_t *r,
                                   BodyTiles tiles)
{
    switch (channels) {
    case 32:
        body_run(layer, 32, x, count, r, tiles);
        break;
    case 64:
        body_run(layer, 64, x, count, r, tiles);
        break;
    case 96:
        body_run(layer, 96, x, count, r, tiles);
        break;
    default:
        body_run(layer, MODEL_CHANNELS_MAX, x, count, r, tiles);
        break;
    }
}

/* A kernel whose parts are all of this file but `narrow` and `layer`, which
 * the including file defines. */
#define KERNEL_FROM_BODY(NAME, TEXT, X_BYTES, ZERO)                            \
    static void embed(const struct model *model, const FeatureRow *rows,       \
                      uint32_t count, int16_t *out_r)                          \
    {                                                                          \
        body_embed(model, rows, count, out_r);                                 \
    }                                                                          \
    static void emit(const struct model *model, const ModelHead *head,         \
                     const int16_t *r, int16_t *out_scores)                    \
    {                                                                          \
        body_emit(model, head, r, out_scores);                                 \
    }                                                                          \
    static void best(const int32_t *scores, const int32_t *rows,               \
                     uint32_t count, uint32_t stride, int32_t *out_scores)     \
    {                                                                          \
        body_best(scores, rows, count, stride, out_scores);                    \
    }                                                                          \
    const struct kernel NAME = {TEXT,   X_BYTES, ZERO, embed,                  \
                                narrow, layer,   emit, best}

#endif

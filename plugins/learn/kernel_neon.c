/*
 * kernel_neon - what every 64-bit ARM has: 8-bit products widened to 16 bits
 * (at most 128 x 127, which fits), added in pairs into 32.
 *
 * A tile is 4 positions by 8 outputs; as with AVX2 an output's sum lies in two
 * neighbouring lanes until the end.
 */
#include "learn/kernel_body.h"

#include <arm_neon.h>

#define TILE 4

static void narrow(const int16_t *r, size_t count, int32_t shift, void *out_x)
{
    int8_t *x = out_x;

    for (size_t i = 0; i < count; i++)
        x[i] = (int8_t)body_narrow(r[i], shift);
}

/* Four numbers of x, twice. */
static inline int8x8_t four(const int8_t *x)
{
    int32_t numbers;

    memcpy(&numbers, x, sizeof numbers);
    return vreinterpret_s8_s32(vdup_n_s32(numbers));
}

/* The sums of two outputs gain four products each. */
static inline int32x4_t add(int32x4_t sums, int8x8_t weights, int8x8_t in)
{
    return vpadalq_s16(sums, vmull_s8(weights, in));
}

/* 8 outputs at `count` positions, a constant at most TILE, into z, whose rows
 * are 2 x channels apart. */
BODY_INLINE void tile(const ModelLayer *layer, uint32_t channels,
                      const int8_t *x, int count, uint32_t output, int32_t *z)
{
    uint32_t outputs = 2 * channels;
    ptrdiff_t far = (ptrdiff_t)layer->dilation * (ptrdiff_t)channels;
    const int8_t *weights = layer->weights + (size_t)output * 4;
    int32x4_t sums[TILE][4];

    for (int t = 0; t < count; t++)
        for (int part = 0; part < 4; part++)
            sums[t][part] = vdupq_n_s32(0);
    for (int tap = 0; tap < 3; tap++) {
        const int8_t *at = x + (tap - 1) * far;
        for (uint32_t i = 0; i < channels; i += 4, weights += outputs * 4)
            for (int t = 0; t < count; t++) {
                int8x8_t in = four(at + (size_t)t * channels + i);
                for (int part = 0; part < 4; part++)
                    sums[t][part] =
                        add(sums[t][part], vld1_s8(weights + 8 * part), in);
            }
    }
    for (int t = 0; t < count; t++)
        for (int half = 0; half < 2; half++) {
            int32_t *to = z + (size_t)t * outputs + output + 4 * half;
            int32x4_t both =
                vpaddq_s32(sums[t][2 * half], sums[t][2 * half + 1]);
            vst1q_s32(to, vaddq_s32(both, vld1q_s32(layer->bias + output +
                                                    4 * half)));
        }
}

BODY_INLINE void fill(const ModelLayer *layer, uint32_t channels,
                      const unsigned char *x, int count, int32_t *z)
{
    for (uint32_t output = 0; output < 2 * channels; output += 8)
        tile(layer, channels, (const void *)x, count, output, z);
}

static void layer(const ModelLayer *layer, uint32_t channels, const void *x,
                  uint32_t count, int16_t *r)
{
    static const BodyTiles tiles = {fill, TILE, 1};

    body_run(layer, channels, x, count, r, tiles);
}

KERNEL_FROM_BODY(kernel_neon, "neon", 1, 0);

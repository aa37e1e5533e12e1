/*
 * kernel_avx512 - vpdpbusd: four unsigned bytes times four signed ones, added
 * to a 32-bit sum without saturating.
 *
 * Inputs are raised by 128 to be unsigned, also those outside the sequence,
 * and the biases lowered by as much (ModelLayer.raised). A tile is 8 positions
 * by 32 outputs.
 */
#include "learn/kernel_body.h"

#include <immintrin.h>

#define TILE 8

static void narrow(const int16_t *r, size_t count, int32_t shift, void *out_x)
{
    uint8_t *x = out_x;

    for (size_t i = 0; i < count; i++)
        x[i] = (uint8_t)(body_narrow(r[i], shift) + 128);
}

static inline __m512i four(const uint8_t *x)
{
    int numbers;

    memcpy(&numbers, x, sizeof numbers);
    return _mm512_set1_epi32(numbers);
}

/* 32 outputs at `count` positions, a constant at most TILE, into z, whose rows
 * are 2 x channels apart. */
BODY_INLINE void tile(const ModelLayer *layer, uint32_t channels,
                      const uint8_t *x, int count, uint32_t output, int32_t *z)
{
    uint32_t outputs = 2 * channels;
    ptrdiff_t far = (ptrdiff_t)layer->dilation * (ptrdiff_t)channels;
    const int8_t *weights = layer->weights + (size_t)output * 4;
    __m512i low[TILE], high[TILE];

    for (int t = 0; t < count; t++) {
        low[t] = _mm512_loadu_si512(layer->raised + output);
        high[t] = _mm512_loadu_si512(layer->raised + output + 16);
    }
    for (int tap = 0; tap < 3; tap++) {
        const uint8_t *at = x + (tap - 1) * far;
        for (uint32_t i = 0; i < channels; i += 4, weights += outputs * 4) {
            __m512i first = _mm512_loadu_si512(weights);
            __m512i second = _mm512_loadu_si512(weights + 64);
            for (int t = 0; t < count; t++) {
                __m512i in = four(at + (size_t)t * channels + i);
                low[t] = _mm512_dpbusd_epi32(low[t], in, first);
                high[t] = _mm512_dpbusd_epi32(high[t], in, second);
            }
        }
    }
    for (int t = 0; t < count; t++) {
        _mm512_storeu_si512(z + (size_t)t * outputs + output, low[t]);
        _mm512_storeu_si512(z + (size_t)t * outputs + output + 16, high[t]);
    }
}

BODY_INLINE void fill(const ModelLayer *layer, uint32_t channels,
                      const unsigned char *x, int count, int32_t *z)
{
    for (uint32_t output = 0; output < 2 * channels; output += 32)
        tile(layer, channels, (const void *)x, count, output, z);
}

static void layer(const ModelLayer *layer, uint32_t channels, const void *x,
                  uint32_t count, int16_t *r)
{
    static const BodyTiles tiles = {fill, TILE, 1};

    body_run_constant(layer, channels, x, count, r, tiles);
}

KERNEL_FROM_BODY(kernel_avx512, "avx512", 1, 0x80);

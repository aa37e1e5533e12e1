/*
 * kernel_avx2 - x as int16, weights widened to int16 as they are read, both
 * multiplied and added in pairs by vpmaddwd, which never overflows here.
 *
 * A tile is 6 positions by 8 outputs. Four inputs of an output are a step; a
 * sum of two halves lies in two neighbouring lanes until the end:
 *
 *     weights   o0: w0 w1 w2 w3 | o1: w0 w1 w2 w3 | o2 ... | o3 ...
 *     x         x0 x1 x2 x3     | x0 x1 x2 x3     | ...
 *     sums      w0x0+w1x1, w2x2+w3x3              | ...
 */
#include "learn/kernel_body.h"

#include <immintrin.h>

#define TILE 6

static void narrow(const int16_t *r, size_t count, int32_t shift, void *out_x)
{
    int16_t *x = out_x;

    for (size_t i = 0; i < count; i++)
        x[i] = (int16_t)body_narrow(r[i], shift);
}

/* Four numbers of x, again in each quarter. */
static inline __m256i four(const int16_t *x)
{
    long long numbers;

    memcpy(&numbers, x, sizeof numbers);
    return _mm256_set1_epi64x(numbers);
}

/* The weights of 4 outputs. */
static inline __m256i widened(const int8_t *weights)
{
    return _mm256_cvtepi8_epi16(
        _mm_loadu_si128((const __m128i *)(const void *)weights));
}

/* 8 outputs at `count` positions, a constant at most TILE, into z, whose rows
 * are 2 x channels apart. */
BODY_INLINE void tile(const ModelLayer *layer, uint32_t channels,
                      const int16_t *x, int count, uint32_t output, int32_t *z)
{
    uint32_t outputs = 2 * channels;
    ptrdiff_t far = (ptrdiff_t)layer->dilation * (ptrdiff_t)channels;
    const int8_t *weights = layer->weights + (size_t)output * 4;
    __m256i low[TILE], high[TILE];

    for (int t = 0; t < count; t++)
        low[t] = high[t] = _mm256_setzero_si256();
    for (int tap = 0; tap < 3; tap++) {
        const int16_t *at = x + (tap - 1) * far;
        for (uint32_t i = 0; i < channels; i += 4, weights += outputs * 4) {
            __m256i first = widened(weights), second = widened(weights + 16);
            for (int t = 0; t < count; t++) {
                __m256i in = four(at + (size_t)t * channels + i);
                low[t] = _mm256_add_epi32(low[t], _mm256_madd_epi16(first, in));
                high[t] =
                    _mm256_add_epi32(high[t], _mm256_madd_epi16(second, in));
            }
        }
    }
    __m256i bias = _mm256_loadu_si256(
        (const __m256i *)(const void *)(layer->bias + output));
    for (int t = 0; t < count; t++) {
        __m256i sums = _mm256_permute4x64_epi64(
            _mm256_hadd_epi32(low[t], high[t]), _MM_SHUFFLE(3, 1, 2, 0));
        _mm256_storeu_si256(
            (__m256i *)(void *)(z + (size_t)t * outputs + output),
            _mm256_add_epi32(sums, bias));
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
    static const BodyTiles tiles = {fill, TILE, 2};

    body_run(layer, channels, x, count, r, tiles);
}

KERNEL_FROM_BODY(kernel_avx2, "avx2", 2, 0);

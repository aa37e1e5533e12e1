/*
 * kernel_avx2 - vpmaddubsw: four unsigned bytes times four signed ones, added
 * in pairs to 16 bits, and these in pairs to 32.
 *
 * The sum of a pair does not saturate: the weights of neighbouring inputs add
 * up to at most 128 (FORMAT.md), and 255 x 128 < 2^15.
 */
#include <immintrin.h>

typedef __m256i Vector;

static inline Vector dot(Vector sums, Vector x, Vector weights)
{
    Vector pairs = _mm256_maddubs_epi16(x, weights);

    return _mm256_add_epi32(sums,
                            _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

#include "learn/kernel_raised.h"

KERNEL_FROM_BODY(kernel_avx2, "avx2", 1, 0x80);

/*
 * kernel_avx512 - vpdpbusd in 512 bits: four unsigned bytes times four signed
 * ones, added to a 32-bit sum without saturating.
 */
#include <immintrin.h>

typedef __m512i Vector;

static inline Vector dot(Vector sums, Vector x, Vector weights)
{
    return _mm512_dpbusd_epi32(sums, x, weights);
}

#include "learn/kernel_raised.h"

KERNEL_FROM_BODY(kernel_avx512, "avx512", 1, 0x80);

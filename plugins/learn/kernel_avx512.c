/*
 * kernel_avx512 - vpdpbusd in 512 bits: four unsigned bytes times four signed
 * ones, added to a 32-bit sum without saturating.
 */
#include <immintrin.h>

#define LANES 16

typedef __m512i Vector;

static inline Vector load(const void *at)
{
    return _mm512_loadu_si512(at);
}

static inline void store(void *at, Vector value)
{
    _mm512_storeu_si512(at, value);
}

static inline Vector repeat(int four)
{
    return _mm512_set1_epi32(four);
}

static inline Vector dot(Vector sums, Vector x, Vector weights)
{
    return _mm512_dpbusd_epi32(sums, x, weights);
}

#include "learn/kernel_raised.h"

KERNEL_FROM_BODY(kernel_avx512, "avx512", 1, 0x80);

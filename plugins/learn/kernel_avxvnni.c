/*
 * kernel_avxvnni - vpdpbusd in 256 bits, for processors that have it without
 * AVX-512, as laptops' have: four products added to a 32-bit sum at once.
 */
#include <immintrin.h>

typedef __m256i Vector;

static inline Vector dot(Vector sums, Vector x, Vector weights)
{
    return _mm256_dpbusd_avx_epi32(sums, x, weights);
}

#include "learn/kernel_raised.h"

KERNEL_FROM_BODY(kernel_avxvnni, "avxvnni", 1, 0x80);

/* kernel_ymm - the registers of 256 bits, for kernel_raised. */
#ifndef LEARN_KERNEL_YMM_H
#define LEARN_KERNEL_YMM_H

#include <immintrin.h>

#define LANES 8

typedef __m256i Vector;

static inline Vector load(const void *at)
{
    return _mm256_loadu_si256(at);
}

static inline void store(void *at, Vector value)
{
    _mm256_storeu_si256(at, value);
}

static inline Vector repeat(int four)
{
    return _mm256_set1_epi32(four);
}

#endif

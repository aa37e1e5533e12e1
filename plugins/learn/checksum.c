#include "learn/checksum.h"

#include <stdbool.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define POLYNOMIAL UINT32_C(0xEDB88320)
#define STEP 16u

/* tables[k][b]: what byte b does to the remainder, k bytes before the end. */
struct tables {
    uint32_t of[STEP][256];
};

static void make_tables(struct tables *self)
{
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t rest = byte;
        for (int bit = 0; bit < 8; bit++)
            rest = (rest >> 1) ^ (POLYNOMIAL & (0u - (rest & 1)));
        self->of[0][byte] = rest;
    }
    for (uint32_t k = 1; k < STEP; k++)
        for (uint32_t byte = 0; byte < 256; byte++) {
            uint32_t rest = self->of[k - 1][byte];
            self->of[k][byte] = (rest >> 8) ^ self->of[0][rest & 0xFF];
        }
}

static uint32_t step(const struct tables *self, uint32_t rest,
                     const unsigned char *at)
{
    uint32_t next = 0;

    for (uint32_t i = 0; i < 4; i++)
        next ^= self->of[15 - i][(at[i] ^ (rest >> (8 * i))) & 0xFF];
    for (uint32_t i = 4; i < STEP; i++)
        next ^= self->of[15 - i][at[i]];
    return next;
}

/* ---- without carries ---------------------------------------------------- */

#if defined(__x86_64__)
#define FOLD_BYTES 64u
#define CARRYLESS __attribute__((target("pclmul,sse4.1")))

/* `lane` moved on by the distance that `by` stands for, `next` added. */
CARRYLESS static __m128i fold(__m128i lane, __m128i by, __m128i next)
{
    __m128i low = _mm_clmulepi64_si128(lane, by, 0x00);
    __m128i high = _mm_clmulepi64_si128(lane, by, 0x11);

    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

CARRYLESS static __m128i sixteen(const unsigned char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/*
 * Sixteen bytes that have the same checksum as the whole blocks of 64 that
 * begin at `at`, of which there is at least one (Gopal and others, "Fast CRC
 * Computation for Generic Polynomials Using PCLMULQDQ Instruction"). The
 * constants are x to the power of the distance, modulo the polynomial.
 */
CARRYLESS static void fold_blocks(const unsigned char *at, size_t blocks,
                                  unsigned char out[STEP])
{
    const __m128i by_64 = _mm_set_epi64x(0x01C6E41596, 0x0154442BD4);
    const __m128i by_16 = _mm_set_epi64x(0x00CCAA009E, 0x01751997D0);
    __m128i lanes[4];

    for (int i = 0; i < 4; i++)
        lanes[i] = sixteen(at + 16 * i);
    lanes[0] = _mm_xor_si128(lanes[0], _mm_cvtsi32_si128(-1));
    while (--blocks) {
        at += FOLD_BYTES;
        for (int i = 0; i < 4; i++)
            lanes[i] = fold(lanes[i], by_64, sixteen(at + 16 * i));
    }
    for (int i = 1; i < 4; i++)
        lanes[i] = fold(lanes[i - 1], by_16, lanes[i]);
    _mm_storeu_si128((__m128i *)(void *)out, lanes[3]);
}

static bool can_fold(void)
{
    return __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
}
#else
#define FOLD_BYTES 64u

static void fold_blocks(const unsigned char *at, size_t blocks,
                        unsigned char out[STEP])
{
    (void)at, (void)blocks, (void)out;
}

static bool can_fold(void)
{
    return false;
}
#endif

uint32_t checksum(const void *bytes, size_t len)
{
    const unsigned char *at = bytes, *end = at + len;
    struct tables tables;
    uint32_t rest = UINT32_MAX;

    make_tables(&tables);
    if (len >= FOLD_BYTES && can_fold()) {
        unsigned char folded[STEP];
        fold_blocks(at, len / FOLD_BYTES, folded);
        rest = step(&tables, 0, folded);
        at += len / FOLD_BYTES * FOLD_BYTES;
    }
    for (; end - at >= STEP; at += STEP)
        rest = step(&tables, rest, at);
    for (; at < end; at++)
        rest = (rest >> 8) ^ tables.of[0][(rest ^ *at) & 0xFF];
    return ~rest;
}

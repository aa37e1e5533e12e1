/*
 * kernel_raised - what the kernels share whose inputs are unsigned bytes.
 *
 * Inputs are raised by 128, also those outside the sequence, and the biases
 * lowered by as much (ModelLayer.raised). Four inputs of as many outputs as a
 * register has lanes of 32 bits are a step:
 *
 *     weights   o0: w0 w1 w2 w3 | o1: w0 w1 w2 w3 | ...
 *     x         x0 x1 x2 x3     | x0 x1 x2 x3     | ...
 *     sums      o0              | o1              | ...
 *
 * The including file says what a register is, and what a step:
 *
 *     typedef ... Vector;
 *     static inline Vector dot(Vector sums, Vector x, Vector weights);
 *
 * A tile is 6 positions by 2 x LANES outputs: 12 registers hold its sums.
 */
#ifndef LEARN_KERNEL_RAISED_H
#define LEARN_KERNEL_RAISED_H

#include "learn/kernel_body.h"

#define TILE 6
#define LANES (sizeof(Vector) / sizeof(int32_t))

static inline Vector load(const void *at)
{
    Vector value;

    memcpy(&value, at, sizeof value);
    return value;
}

static inline void store(void *at, Vector value)
{
    memcpy(at, &value, sizeof value);
}

/* Four inputs, again in each lane. */
static inline Vector repeat(const uint8_t *x)
{
    typedef int32_t Lanes __attribute__((vector_size(sizeof(Vector))));
    int32_t four;

    memcpy(&four, x, sizeof four);
    return (Vector)((Lanes){0} + four);
}

static void narrow(const int16_t *r, size_t count, int32_t shift, void *out_x)
{
    uint8_t *x = out_x;

    for (size_t i = 0; i < count; i++)
        x[i] = (uint8_t)(body_narrow(r[i], shift) + 128);
}

/* The sums of 2 x LANES outputs at one position. */
typedef struct Sums {
    Vector low, high;
} Sums;

/* With four inputs more. GCC would put off the sums of all positions and keep
 * their inputs in registers instead, so it is made to have these at hand. */
static inline Sums plus(Sums sums, const uint8_t *x, Vector first,
                        Vector second)
{
    Vector in = repeat(x);

    sums.low = dot(sums.low, in, first);
    sums.high = dot(sums.high, in, second);
    __asm__ volatile("" : "+v"(sums.low), "+v"(sums.high));
    return sums;
}

static inline void store_sums(int32_t *z, Sums sums)
{
    store(z, sums.low);
    store(z + LANES, sums.high);
}

/* 2 x LANES outputs at TILE positions or, for the end, half as many, into z,
 * whose rows are 2 x channels apart. Each position's sums have a name, for
 * compilers keep an array of them in memory. */
BODY_INLINE void tile(const ModelLayer *layer, uint32_t channels,
                      const uint8_t *x, bool is_whole, uint32_t output,
                      int32_t *z)
{
    size_t row = channels, outputs = 2 * row;
    ptrdiff_t far = (ptrdiff_t)layer->dilation * (ptrdiff_t)channels;
    const int8_t *weights = layer->weights + (size_t)output * 4;
    const int32_t *bias = layer->raised + output;
    Sums a = {load(bias), load(bias + LANES)};
    Sums b = a, c = a, d = a, e = a, f = a;

    for (int tap = 0; tap < 3; tap++) {
        const uint8_t *at = x + (tap - 1) * far;
        for (size_t i = 0; i < row; i += 4, at += 4, weights += outputs * 4) {
            Vector first = load(weights), second = load(weights + 4 * LANES);
            a = plus(a, at, first, second);
            b = plus(b, at + row, first, second);
            c = plus(c, at + 2 * row, first, second);
            if (is_whole) {
                d = plus(d, at + 3 * row, first, second);
                e = plus(e, at + 4 * row, first, second);
                f = plus(f, at + 5 * row, first, second);
            }
        }
    }
    z += output;
    store_sums(z, a);
    store_sums(z + outputs, b);
    store_sums(z + 2 * outputs, c);
    if (is_whole) {
        store_sums(z + 3 * outputs, d);
        store_sums(z + 4 * outputs, e);
        store_sums(z + 5 * outputs, f);
    }
}

BODY_INLINE void fill(const ModelLayer *layer, uint32_t channels,
                      const unsigned char *x, int count, int32_t *z)
{
    for (uint32_t output = 0; output < 2 * channels;
         output += (uint32_t)(2 * LANES))
        tile(layer, channels, x, count == TILE, output, z);
}

static void layer(const ModelLayer *layer, uint32_t channels, const void *x,
                  uint32_t count, int16_t *r)
{
    static const BodyTiles tiles = {fill, TILE, 1};

    body_run_constant(layer, channels, x, count, r, tiles);
}

#endif

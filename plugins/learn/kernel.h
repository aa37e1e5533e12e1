/*
 * kernel - the inner loops of the network, once for each instruction set.
 *
 * Every kernel gives the same bytes for the same model and input; FORMAT.md
 * says which. They differ in how they hold a layer's input x: as the dot
 * products of the machine want it.
 *
 *     scalar, neon     int8   x           signed times signed
 *     avx2             uint8  x + 128     vpmaddubsw, in pairs that fit
 *     avxvnni, avx512  uint8  x + 128     vpdpbusd
 *
 * Where inputs are raised by 128, biases are ModelLayer.raised.
 *
 * What is no dot product is plain C in kernel_body.h, which each kernel's file
 * includes, to be compiled (and vectorised) for its instruction set.
 */
#ifndef LEARN_KERNEL_H
#define LEARN_KERNEL_H

#include "learn/features.h"

/* Rows of x that lie, readable, before and behind those of the sequence. A
 * kernel may read as far as a dilation and a tile beyond what it is asked. */
#define KERNEL_MARGIN (MODEL_DILATION_MAX + 16u)

struct kernel {
    const char *name;
    uint32_t x_bytes;   /* of one number in x */
    unsigned char zero; /* what each byte of a 0 in x is */

    /* r[channels] of a token, from the rows that it adds. */
    void (*embed)(const struct model *model, const FeatureRow *rows,
                  uint32_t count, int16_t *out_r);

    /* x of `count` numbers, r shifted. */
    void (*narrow)(const int16_t *r, size_t count, int32_t shift, void *out_x);

    /* One layer over `count` positions: r += gate(conv(x)). `x` and `r` are of
     * the first one. */
    void (*layer)(const ModelLayer *layer, uint32_t channels, const void *x,
                  uint32_t count, int16_t *r);

    /* Emissions of a head at one position, from r after the last layer. */
    void (*emit)(const struct model *model, const ModelHead *head,
                 const int16_t *r, int16_t *out_scores);

    /* out[k] = max over j < count of scores[j] + rows[j * stride + k], for k
     * < stride, which is a multiple of 8. */
    void (*best)(const int32_t *scores, const int32_t *rows, uint32_t count,
                 uint32_t stride, int32_t *out_scores);
};

extern const struct kernel kernel_scalar;
extern const struct kernel kernel_avx2;
extern const struct kernel kernel_avxvnni;
extern const struct kernel kernel_avx512;
extern const struct kernel kernel_neon;

/* Those that this machine runs, the slowest first; returns how many. */
#define KERNELS_MAX 5u
uint32_t kernels_available(const struct kernel *out_kernels[KERNELS_MAX]);

/* The fastest of them. */
const struct kernel *kernel_fastest(void);

#endif

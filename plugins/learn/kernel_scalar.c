/*
 * kernel_scalar - plain C, for machines of any kind, and what the others are
 * measured against.
 */
#include "learn/kernel_body.h"

static void narrow(const int16_t *r, size_t count, int32_t shift, void *out_x)
{
    int8_t *x = out_x;

    for (size_t i = 0; i < count; i++)
        x[i] = (int8_t)body_narrow(r[i], shift);
}

/* Adds one tap's part of every output: four inputs at a time, as they lie. */
static void add_tap(const int8_t *weights, const int8_t *x, uint32_t channels,
                    int32_t *restrict z)
{
    for (uint32_t i = 0; i < channels; i += 4)
        for (uint32_t o = 0; o < 2 * channels; o++, weights += 4)
            z[o] += weights[0] * x[i] + weights[1] * x[i + 1] +
                    weights[2] * x[i + 2] + weights[3] * x[i + 3];
}

static void layer(const ModelLayer *layer, uint32_t channels, const void *x,
                  uint32_t count, int16_t *r)
{
    ptrdiff_t far = (ptrdiff_t)layer->dilation * (ptrdiff_t)channels;
    size_t tap_bytes = (size_t)2 * channels * channels;
    const int8_t *at = x;
    int32_t z[2 * MODEL_CHANNELS_MAX];

    for (uint32_t t = 0; t < count; t++, at += channels, r += channels) {
        memcpy(z, layer->bias, 2 * channels * sizeof *z);
        for (int tap = 0; tap < 3; tap++)
            add_tap(layer->weights + (size_t)tap * tap_bytes,
                    at + (tap - 1) * far, channels, z);
        body_gate(layer, channels, z, r);
    }
}

KERNEL_FROM_BODY(kernel_scalar, "scalar", 1, 0);

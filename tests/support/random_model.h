/*
 * random_model - a sound model file with random contents, of any size.
 *
 * For comparing kernels with each other and for timing them: such a model has
 * every dimension of a trained one and no sense.
 */
#ifndef SUPPORT_RANDOM_MODEL_H
#define SUPPORT_RANDOM_MODEL_H

#include <stddef.h>
#include <stdint.h>

typedef struct RandomModel {
    uint32_t channels, layers;
    uint32_t table_rows; /* of the word table; hashed ones have a quarter */
    uint32_t is_extreme; /* 1: weights and shifts at their limits */
    uint64_t seed;
} RandomModel;

/* The file's bytes, to be freed; never NULL. */
unsigned char *random_model_new(const RandomModel *want, size_t *out_len);

/* Puts the right checksum into a file that was changed on purpose. */
void random_model_seal(unsigned char *bytes, size_t len);

/* The next number of a small generator. */
uint32_t random_next(uint64_t *seed);

#endif

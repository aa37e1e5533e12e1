#include "learn/checksum.h"

#include <string.h>

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

uint32_t checksum(const void *bytes, size_t len)
{
    const unsigned char *at = bytes, *end = at + len;
    struct tables tables;
    uint32_t rest = UINT32_MAX;

    make_tables(&tables);
    for (; end - at >= STEP; at += STEP)
        rest = step(&tables, rest, at);
    for (; at < end; at++)
        rest = (rest >> 8) ^ tables.of[0][(rest ^ *at) & 0xFF];
    return ~rest;
}

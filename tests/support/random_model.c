#include "support/random_model.h"

#include "learn/checksum.h"

#include <stdlib.h>
#include <string.h>

#define HEADER 640u
#define HEADS 2u

/* The file while it is written; `bytes` is NULL while it is only measured. */
struct writer {
    const RandomModel *want;
    unsigned char *bytes;
    size_t len;
    uint64_t seed;
};

uint32_t random_next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static void put(struct writer *self, size_t at, uint64_t value, size_t size)
{
    if (self->bytes)
        memcpy(self->bytes + at, &value, size); /* little-endian, as we are */
}

static uint32_t below(struct writer *self, uint32_t limit)
{
    return random_next(&self->seed) % limit;
}

/* Room for a section, named in the directory; returns where it is. */
static size_t section(struct writer *self, uint32_t slot, size_t len)
{
    size_t at = (self->len + 63) / 64 * 64;

    put(self, 192 + (size_t)slot * 16, at, 8);
    put(self, 200 + (size_t)slot * 16, len, 8);
    self->len = at + len;
    return at;
}

static void put_bytes(struct writer *self, size_t at, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t drawn = below(self, 255);
        if (self->want->is_extreme)
            drawn = drawn < 127 ? 0 : 254;
        put(self, at + i, (uint64_t)((int64_t)drawn - 127), 1);
    }
}

/* Weights of a convolution: of two neighbours the sum of their sizes is at
 * most 128, and always that where they are extreme. */
static void put_pairs(struct writer *self, size_t at, size_t count)
{
    for (size_t i = 0; i < count; i += 2) {
        uint32_t first = 1 + below(self, 127), rest = 128 - first;
        uint32_t second = self->want->is_extreme ? rest : below(self, rest + 1);
        uint32_t signs = below(self, 4);
        put(self, at + i, signs & 1 ? -(uint64_t)first : first, 1);
        put(self, at + i + 1, signs & 2 ? -(uint64_t)second : second, 1);
    }
}

static void put_tables(struct writer *self)
{
    uint32_t rows = self->want->table_rows, hashed = rows / 4;
    uint32_t counts[9] = {rows,   hashed, hashed, hashed, hashed,
                          hashed, 16,     48,     16};

    for (uint32_t i = 0; i < 9; i++) {
        size_t len = (size_t)counts[i] * self->want->channels;
        put(self, 64 + (size_t)i * 8, counts[i], 4);
        put(self, 68 + (size_t)i * 8, 20 + below(self, 40), 4);
        put_bytes(self, section(self, 3 + i, len), len);
    }
}

static void put_layer(struct writer *self, uint32_t index)
{
    static const uint32_t dilations[] = {8, 4, 2, 1, 1, 2};
    uint32_t channels = self->want->channels;
    size_t weights = (size_t)6 * channels * channels;
    size_t at = section(self, 12 + index, 64 + 16 * channels + weights);
    uint32_t is_extreme = self->want->is_extreme;
    uint32_t numbers[7] = {index == 11 ? 64 : dilations[index % 6],
                           is_extreme ? below(self, 9) : 6,
                           is_extreme ? 1 + below(self, 10) : 6,
                           15,
                           13,
                           below(self, 2),
                           below(self, 2)};

    for (uint32_t i = 0; i < 7; i++)
        put(self, at + (size_t)i * 4, numbers[i], 4);
    for (uint32_t o = 0; o < 2 * channels; o++) {
        int64_t limit = is_extreme ? 1 << 28 : 1 << 14;
        put(self, at + 64 + (size_t)o * 4,
            (uint64_t)((int64_t)below(self, (uint32_t)limit * 2) - limit), 4);
        put(self, at + 64 + (size_t)channels * 8 + (size_t)o * 2,
            below(self, 32768), 2);
    }
    put_pairs(self, at + 64 + (size_t)channels * 16, weights);
}

static void put_head(struct writer *self, uint32_t index)
{
    static const char *const labels[2][13] = {
        {"O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-PLACE", "I-PLACE",
         "B-WORK", "I-WORK", "B-EVENT", "I-EVENT", "B-MISC", "I-MISC"},
        {"O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT",
         "I-CONTENT"},
    };
    uint32_t channels = self->want->channels, count = index ? 7 : 13;
    size_t at = section(self, 24 + index, 7040 + 32 * channels);

    put(self, at, count, 4);
    put(self, at + 4, 15, 4);
    for (size_t i = 0; i < 5; i++)
        put(self, at + 16 + i, (unsigned char)(index ? "roles" : "names")[i],
            1);
    for (uint32_t k = 0; k < count; k++) {
        const char *label = labels[index][k];
        for (size_t i = 0; label[i]; i++)
            put(self, at + 64 + (size_t)k * 16 + i, (unsigned char)label[i], 1);
        put(self, at + 576 + (size_t)k * 4, below(self, 10000), 4);
        put(self, at + 704 + (size_t)k * 2, below(self, 2000), 2);
        put(self, at + 768 + (size_t)k * 2, below(self, 400), 2);
        for (uint32_t j = 0; j < count; j++) {
            uint32_t is_barred =
                label[0] == 'I' &&
                strcmp(labels[index][j] + (j > 0), label + 1) != 0;
            put(self, at + 896 + (size_t)j * 64 + (size_t)k * 2,
                is_barred ? 0x8000 : below(self, 400), 2);
        }
        for (uint32_t step = 0; step < 64; step++)
            put(self, at + 2944 + (size_t)k * 128 + (size_t)step * 2,
                500 + step * 7, 2);
    }
    put_bytes(self, at + 7040, (size_t)count * channels);
}

static void put_all(struct writer *self)
{
    const RandomModel *want = self->want;
    uint32_t dimensions[8] = {want->channels,
                              want->layers,
                              8,
                              HEADS,
                              0,
                              0,
                              want->is_extreme ? 1 : 3,
                              want->is_extreme ? 3 : 5};

    self->len = HEADER;
    self->seed = want->seed;
    for (size_t i = 0; i < 8; i++)
        put(self, i, (unsigned char)"\x89STL\r\n\x1a\n"[i], 1);
    put(self, 8, 2, 4);
    for (size_t i = 0; i < 8; i++)
        put(self, 24 + i * 4, dimensions[i], 4);
    put(self, section(self, 0, 6), 'r' | 'a' << 8 | 'n' << 16, 6);
    (void)section(self, 1, 8);
    put_tables(self);
    for (uint32_t i = 0; i < want->layers; i++)
        put_layer(self, i);
    for (uint32_t i = 0; i < HEADS; i++)
        put_head(self, i);
    put(self, 16, self->len, 8);
}

void random_model_seal(unsigned char *bytes, size_t len)
{
    uint32_t sum = checksum(bytes + 16, len - 16);

    memcpy(bytes + 12, &sum, sizeof sum);
}

unsigned char *random_model_new(const RandomModel *want, size_t *out_len)
{
    struct writer writer = {.want = want};

    put_all(&writer);
    writer.bytes = calloc(1, writer.len);
    if (!writer.bytes)
        abort();
    put_all(&writer);
    random_model_seal(writer.bytes, writer.len);
    *out_len = writer.len;
    return writer.bytes;
}

/*
 * How many tokens a CPU second the network alone reads, with each instruction
 * set of this machine, in blocks of 80 tokens with 8 around them.
 *
 *     build/release/tests/bench_kernels [MODEL]
 *
 * Without a model: random weights of 96 channels and 6 layers; the time does
 * not depend on what they are.
 */
#include "learn/tagger.h"
#include "support/random_model.h"
#include "support/token_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BLOCK 96u
#define REACH 8u
#define BLOCKS 64u
#define SECONDS 1.0

/* Words of 3 to 7 random letters: their rows lie everywhere. */
static const stet_tokens *block_new(struct arena *arena, uint64_t *seed)
{
    struct token_table *self = token_table_new(BLOCK, arena);

    for (uint32_t i = 0; i < BLOCK; i++) {
        char word[8];
        uint32_t len = 3 + random_next(seed) % 5;
        for (uint32_t k = 0; k < len; k++)
            word[k] = (char)('a' + random_next(seed) % 26);
        token_table_put(self, i, arena_copy(arena, (Str){word, len}));
        self->mate[i] = STET_NONE;
        self->cls[i] = STET_TOKEN_WORD;
        self->flags[i] = (uint8_t)(random_next(seed) % 3);
    }
    return &self->view;
}

static double seconds(void)
{
    return (double)clock() / (double)CLOCKS_PER_SEC;
}

static void measure(const struct model *model, const struct kernel *kernel,
                    const stet_tokens *const *blocks)
{
    HeadResult results[MODEL_HEADS_MAX];
    struct arena arena = {0};
    double start = seconds(), took = 0;
    uint64_t tokens = 0;

    for (uint32_t i = 0; took < SECONDS; i++, took = seconds() - start) {
        Tokens block = {blocks[i % BLOCKS], REACH, BLOCK - REACH, true};
        tagger_read(model, kernel, &block, NULL, &arena, results);
        arena_reset(&arena);
        tokens += BLOCK - 2 * REACH;
    }
    printf("%-8s %9.0f tokens a CPU second   %.3f ms a block of %u\n",
           kernel->name, (double)tokens / took,
           1000 * took * (BLOCK - 2 * REACH) / (double)tokens,
           BLOCK - 2 * REACH);
    arena_release(&arena);
}

static unsigned char *read_model(const char *path, size_t *out_len)
{
    enum { MOST = 64 << 20 };
    unsigned char *bytes = malloc(MOST);
    FILE *file = fopen(path, "rb");

    if (!file || !bytes) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    *out_len = fread(bytes, 1, MOST, file);
    fclose(file);
    return bytes;
}

int main(int argc, char **argv)
{
    const RandomModel want = {96, 6, 20000, 0, 1};
    const stet_tokens *blocks[BLOCKS];
    struct arena arena = {0};
    const struct kernel *kernels[KERNELS_MAX];
    uint32_t count = kernels_available(kernels);
    char reason[MODEL_ERROR_MAX];
    struct model model;
    uint64_t seed = 1;
    size_t len;
    unsigned char *bytes =
        argc > 1 ? read_model(argv[1], &len) : random_model_new(&want, &len);

    if (model_open(&model, bytes, len, reason) < 0) {
        fprintf(stderr, "kernels: the model %s\n", reason);
        return EXIT_FAILURE;
    }
    for (uint32_t i = 0; i < BLOCKS; i++)
        blocks[i] = block_new(&arena, &seed);
    for (uint32_t i = 0; i < count; i++)
        measure(&model, kernels[i], blocks);
    model_release(&model);
    arena_release(&arena);
    free(bytes);
    return EXIT_SUCCESS;
}

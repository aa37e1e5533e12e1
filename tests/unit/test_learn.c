/*
 * The tagger: every kernel gives what plugins/learn/train/reference.py gave
 * (golden/learn, which it wrote), and all give the same on random models; a
 * model file that is not sound is refused in words.
 */
#include "learn/checksum.h"
#include "learn/tagger.h"
#include "support/random_model.h"
#include "support/test.h"
#include "support/token_table.h"

#include "stet/text.h"

#include <errno.h>
#include <stdio.h>

/* ---- blocks of tokens --------------------------------------------------- */

static struct token_table *random_table(uint32_t count, uint64_t seed,
                                        struct arena *arena)
{
    static const char *const words[] = {"the",  "Mayor", "told",   "1,250",
                                        "\"",   "U.S.",  "Zürich", "said",
                                        "2024", "",      "É",      "NATO"};
    struct token_table *self = token_table_new(count, arena);

    for (uint32_t i = 0; i < count; i++) {
        uint32_t which = random_next(&seed) % TEST_COUNT(words);
        token_table_put(self, i, str_from_c(words[which]));
        self->cls[i] = (uint8_t)(1 + random_next(&seed) % 9);
        self->flags[i] = (uint8_t)random_next(&seed);
        self->depth[i] = (uint8_t)(random_next(&seed) % 4);
        self->mate[i] = random_next(&seed) % 2 ? 0 : STET_NONE;
    }
    return self;
}

/* ---- kernels against each other ----------------------------------------- */

struct shape {
    const char *name;
    RandomModel model;
    uint32_t tokens, first_own, end_own;
};

static const struct shape shapes[] = {
    {"one token alone", {32, 1, 64, 0, 1}, 1, 0, 1},
    {"nothing of its own", {32, 2, 64, 0, 2}, 9, 4, 4},
    {"a short block", {64, 3, 64, 0, 3}, 12, 3, 8},
    {"the network that ships", {96, 6, 400, 0, 4}, 91, 8, 83},
    {"the widest", {128, 12, 100, 0, 5}, 200, 18, 182},
    {"weights at their limits", {96, 6, 100, 1, 6}, 91, 8, 83},
    {"the widest at its limits", {128, 12, 100, 1, 7}, 301, 0, 301},
    {"several chunks", {32, 4, 64, 0, 8}, 1100, 20, 1090},
    {"several chunks, far sight", {32, 12, 64, 0, 9}, 1100, 300, 1100},
};

static void assert_same(const struct model *model, uint32_t own,
                        const HeadResult *a, const HeadResult *b)
{
    for (uint32_t i = 0; i < model->head_count; i++) {
        size_t scores = (size_t)own * model->heads[i].count;
        assert_memory_equal(a[i].emissions, b[i].emissions,
                            scores * sizeof *a[i].emissions);
        if (!own)
            continue;
        assert_memory_equal(a[i].labels, b[i].labels, own);
        assert_int_equal(a[i].span_count, b[i].span_count);
        for (uint32_t k = 0; k < a[i].span_count; k++) {
            assert_int_equal(a[i].spans[k].start, b[i].spans[k].start);
            assert_int_equal(a[i].spans[k].end, b[i].spans[k].end);
            assert_int_equal(a[i].spans[k].margin, b[i].spans[k].margin);
            assert_int_equal(a[i].spans[k].label, b[i].spans[k].label);
        }
    }
}

/* A random model must not have saturated into saying one thing. */
static void assert_alive(const HeadResult *result, uint32_t scores)
{
    uint32_t changes = 0;

    for (uint32_t i = 1; i < scores; i++)
        changes += result->emissions[i] != result->emissions[i - 1];
    assert_true(scores < 20 || changes > scores / 2);
}

static void run_shape(const struct shape *row)
{
    size_t len;
    unsigned char *bytes = random_model_new(&row->model, &len);
    struct arena arena = {0};
    struct token_table *table =
        random_table(row->tokens, row->model.seed, &arena);
    Tokens tokens = {&table->view, row->first_own, row->end_own, true};
    uint32_t own = row->end_own - row->first_own;
    const struct kernel *kernels[KERNELS_MAX];
    uint32_t count = kernels_available(kernels);
    HeadResult first[MODEL_HEADS_MAX], other[MODEL_HEADS_MAX];
    char reason[MODEL_ERROR_MAX] = "";
    struct model model;

    assert_int_equal(model_open(&model, bytes, len, reason), 0);
    tagger_read(&model, kernels[0], &tokens, NULL, &arena, first);
    assert_alive(&first[0], own * model.heads[0].count);
    for (uint32_t i = 1; i < count; i++) {
        tagger_read(&model, kernels[i], &tokens, NULL, &arena, other);
        assert_same(&model, own, first, other);
    }
    arena_release(&arena);
    model_release(&model);
    free(bytes);
}

/* ---- kernels against the reference -------------------------------------- */

struct input {
    unsigned char *bytes;
    size_t len, at;
};

static struct input read_file(const char *name)
{
    char path[4096];
    struct input input = {.bytes = malloc(1 << 20)};

    snprintf(path, sizeof path, "%s/%s", GOLDEN, name);
    FILE *file = fopen(path, "rb");
    if (!file || !input.bytes)
        fail_msg("%s cannot be read", path);
    else
        input.len = fread(input.bytes, 1, 1 << 20, file);
    if (file)
        fclose(file);
    return input;
}

static uint32_t next_u32(struct input *self)
{
    uint32_t value;

    assert_true(self->at + 4 <= self->len);
    memcpy(&value, self->bytes + self->at, 4);
    self->at += 4;
    return value;
}

static Str next_str(struct input *self)
{
    uint32_t len = next_u32(self);
    Str text = {(const char *)self->bytes + self->at, len};

    self->at += len;
    assert_true(self->at <= self->len);
    return text;
}

static void next_block(struct input *self, struct arena *arena,
                       Tokens *out_tokens)
{
    uint32_t count = next_u32(self);
    struct token_table *table = token_table_new(count, arena);

    *out_tokens = (Tokens){.columns = &table->view};
    out_tokens->first_own = next_u32(self);
    out_tokens->end_own = next_u32(self);
    out_tokens->is_paragraph = next_u32(self) == 1;
    for (uint32_t i = 0; i < count; i++) {
        table->cls[i] = (uint8_t)next_u32(self);
        table->flags[i] = (uint8_t)next_u32(self);
        table->depth[i] = (uint8_t)next_u32(self);
        table->mate[i] = next_u32(self) ? 0 : STET_NONE;
        table->norm[i] = next_str(self);
        table->folded[i] = next_str(self);
        table->hash[i] = stet_hash(table->folded[i]);
    }
}

static void compare_head(struct input *self, const ModelHead *head,
                         const HeadResult *result, uint32_t own)
{
    for (uint32_t t = 0; t < own; t++) {
        assert_int_equal(result->labels[t], next_u32(self));
        for (uint32_t k = 0; k < head->count; k++)
            assert_int_equal(result->emissions[t * head->count + k],
                             (int32_t)next_u32(self));
    }
    assert_int_equal(result->span_count, next_u32(self));
    for (uint32_t i = 0; i < result->span_count; i++) {
        assert_int_equal(result->spans[i].start, next_u32(self));
        assert_int_equal(result->spans[i].end, next_u32(self));
        assert_int_equal(result->spans[i].margin, next_u32(self));
        assert_int_equal(result->spans[i].confidence, next_u32(self));
    }
}

static void compare_all(const struct kernel *kernel, const struct model *model,
                        struct input *vectors)
{
    vectors->at = 0;
    for (uint32_t blocks = next_u32(vectors); blocks > 0; blocks--) {
        HeadResult results[MODEL_HEADS_MAX];
        struct arena arena = {0};
        Tokens tokens;
        next_block(vectors, &arena, &tokens);
        tagger_read(model, kernel, &tokens, NULL, &arena, results);
        for (uint32_t i = 0; i < model->head_count; i++)
            compare_head(vectors, &model->heads[i], &results[i],
                         tokens.end_own - tokens.first_own);
        arena_release(&arena);
    }
    assert_int_equal(vectors->at, vectors->len);
}

struct golden {
    const char *name, *model, *vectors;
};

static const struct golden goldens[] = {
    {"plain", "plain.model", "plain.vectors"},
    {"extreme", "extreme.model", "extreme.vectors"},
};

static void run_golden(const struct golden *row)
{
    struct input file = read_file(row->model);
    struct input vectors = read_file(row->vectors);
    const struct kernel *kernels[KERNELS_MAX];
    uint32_t count = kernels_available(kernels);
    char reason[MODEL_ERROR_MAX] = "";
    struct model model;

    if (model_open(&model, file.bytes, file.len, reason) < 0)
        fail_msg("the model %s", reason);
    for (uint32_t i = 0; i < count; i++)
        compare_all(kernels[i], &model, &vectors);
    model_release(&model);
    free(vectors.bytes);
    free(file.bytes);
}

/* ---- files that are not sound ------------------------------------------- */

#define CUT 0xFFFFFFFFu    /* `at`: the file ends after `value` bytes */
#define LONGER 0xFFFFFFFEu /* ... has `value` bytes more */
#define LAYER 0x10000u     /* `at` counts from the first layer */
#define HEAD 0x20000u      /* ... from the first head */
#define INDEX 0x40000u     /* ... from the index */

struct broken {
    const char *name;
    uint32_t at, value; /* a u32 of the file, and what it is changed to */
    int is_sealed;      /* the checksum is made right again */
    const char *reason;
};

static const struct broken broken[] = {
    {"empty", CUT, 0, 0, "is no model of Stet's"},
    {"seven bytes", CUT, 7, 0, "is no model of Stet's"},
    {"foreign", 0, 0x464C457F, 0, "is no model of Stet's"},
    {"line ends changed", 4, 0x0A1A0A0A, 0, "is no model of Stet's"},
    {"ends in the header", CUT, 639, 0, "ends inside its header"},
    {"ends behind the header", CUT, 640, 0, "is cut short: 640 bytes of"},
    {"ends early", CUT, 5000, 0, "is cut short"},
    {"too long", LONGER, 3, 0, "has 3 bytes too many"},
    {"another version", 8, 1, 0, "is of version 1"},
    {"a changed byte", LAYER + 700, 0x01020304, 0, "is damaged"},
    {"a changed header", 32, 200, 0, "is damaged"},
    {"no channels", 24, 0, 1, "has channels 0"},
    {"odd channels", 24, 33, 1, "no multiple of 32"},
    {"too many channels", 24, 160, 1, "has channels 160, not 32 to 128"},
    {"endless layers", 28, 0xFFFFFFFF, 1, "has layers 4294967295"},
    {"too far a reach", 32, 257, 1, "has reach 257"},
    {"no heads", 36, 0, 1, "has heads 0"},
    {"endless words", 40, 0xFFFFFFFF, 1, "has words"},
    {"more words than there are", 40, 3, 1, "section 2 of a wrong length"},
    {"a huge index", 44, 31, 1, "has index bits 31"},
    {"a larger index", 44, 2, 1, "section 1 of a wrong length"},
    {"no input shift", 48, 0, 1, "has input shift 0"},
    {"a long head shift", 52, 31, 1, "has head shift 31"},
    {"no word rows", 64, 0, 1, "has 0 rows in table 0"},
    {"endless word rows", 64, 0xFFFFFFFF, 1, "rows in table 0"},
    {"a negative multiplier", 68, 0xFFFFFFFF, 1, "times 4294967295"},
    {"seven classes", 64 + 6 * 8, 7, 1, "has 7 rows in table 6"},
    {"more rows than there are", 64, 65, 1, "section 3 of a wrong length"},
    {"an offset past the end", 192 + 12 * 16, 0x7FFFFFC0, 1,
     "section 12 in a wrong place"},
    {"an offset beyond 4 GiB", 196 + 12 * 16, 1, 1,
     "section 12 in a wrong place"},
    {"an offset in the header", 192, 64, 1, "section 0 in a wrong place"},
    {"an odd offset", 192, 641, 1, "section 0 in a wrong place"},
    {"sections that overlap", 192 + 13 * 16, 704, 1,
     "section 13 in a wrong place"},
    {"a huge length", 200 + 12 * 16 + 4, 1, 1, "section 12 of a wrong length"},
    {"no provenance", 200, 0, 1, "section 0 of a wrong length"},
    {"an index beyond the list", INDEX + 4, 5, 1, "index of 5 words"},
    {"an index out of order", INDEX, 9, 1, "word list out of order"},
    {"no dilation", LAYER, 0, 1, "has a number 0 in layer 0, not 1 to 64"},
    {"a long dilation", LAYER, 65, 1, "has a number 65 in layer 0"},
    {"a long shift", LAYER + 8, 16, 1, "has a number 16 in layer 0"},
    {"a negative shift", LAYER + 12, 0xFFFFFFFF, 1, "in layer 0, not 1 to 15"},
    {"a squash that is none", LAYER + 24, 2, 1, "in layer 0, not 0 to 1"},
    {"a large pair of weights", LAYER + 64 + 16 * 32, 0x00004141, 1,
     "has weights in layer 0 that add up to more than 128"},
    {"a large second pair", LAYER + 64 + 16 * 32, 0x80010000, 1,
     "has weights in layer 0 that add up to more than 128"},
    {"a huge bias", LAYER + 64, 0x7FFFFFFF, 1, "bias or multiplier in layer 0"},
    {"a negative factor", LAYER + 64 + 8 * 32, 0xFFFF, 1,
     "bias or multiplier in layer 0"},
    {"one label", HEAD, 1, 1, "has a head 0 out of range"},
    {"too many labels", HEAD, 33, 1, "has a head 0 out of range"},
    {"labels that are not there", HEAD, 20, 1, "has a label 13 that is none"},
    {"no shift of a head", HEAD + 4, 0, 1, "has a head 0 out of range"},
    {"no name of a head", HEAD + 16, 0, 1, "has a head 0 out of range"},
    {"no O", HEAD + 64, 0x4C2D42, 1, "has no label O"},
    {"a label in lower case", HEAD + 64, 'o', 1, "has a label 0 that is none"},
    {"a label without end", HEAD + 64 + 12, 0x41414141, 1, NULL},
    {"two labels O", HEAD + 64 + 16, 'O', 1, "twice, or without its B-"},
    {"a bias of a head", HEAD + 576, 0x80000000, 1,
     "bias or multiplier in head 0"},
    {"too confident", HEAD + 2944, 1001, 1, "confidence above 1000 in head 0"},
};

static uint32_t place_of(const unsigned char *bytes, uint32_t at)
{
    uint32_t slot = at & LAYER ? 12 : at & HEAD ? 24 : at & INDEX ? 1 : 0;
    uint32_t offset = 0;

    if (slot)
        memcpy(&offset, bytes + 192 + (size_t)slot * 16, 4);
    return offset + (at & 0xFFFFu);
}

static void run_broken(const struct broken *row)
{
    const RandomModel want = {32, 2, 64, 0, 1};
    size_t len;
    unsigned char *bytes = random_model_new(&want, &len);
    unsigned char *copy = calloc(1, len + 64);
    char reason[MODEL_ERROR_MAX] = "";
    struct model model;

    assert_non_null(copy);
    memcpy(copy, bytes, len);
    if (row->at == CUT)
        len = row->value;
    else if (row->at == LONGER)
        len += row->value;
    else
        memcpy(copy + place_of(bytes, row->at), &row->value, 4);
    if (row->is_sealed)
        random_model_seal(copy, len);
    /* So tight that the sanitizer sees a byte too far. */
    unsigned char *tight = malloc(len ? len : 1);
    assert_non_null(tight);
    memcpy(tight, copy, len);
    int error = model_open(&model, tight, len, reason);
    if (row->reason) {
        assert_int_equal(error, -EBADMSG);
        if (!strstr(reason, row->reason))
            fail_msg("\"%s\" does not say \"%s\"", reason, row->reason);
    }
    model_release(&model);
    free(tight);
    free(copy);
    free(bytes);
}

/* ---- the checksum ------------------------------------------------------- */

static void test_checksum(void **state)
{
    char text[] = "123456789, 123456789, 123456789";

    (void)state;
    assert_int_equal(checksum(text, 0), 0);
    assert_int_equal(checksum(text, 9), 0xCBF43926);
    assert_int_equal(checksum(text, 31), 0xC5ABA5C5);
}

/* Every length and start around the steps, against one bit at a time. */
static void test_checksum_lengths(void **state)
{
    unsigned char bytes[300];
    uint64_t seed = 1;

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)random_next(&seed);
    for (size_t start = 0; start < 3; start++) {
        uint32_t rest = UINT32_MAX;
        for (size_t at = start; at < sizeof bytes; at++) {
            assert_int_equal(checksum(bytes + start, at - start), ~rest);
            rest ^= bytes[at];
            for (int bit = 0; bit < 8; bit++)
                rest = rest >> 1 ^ (rest & 1 ? 0xEDB88320 : 0);
        }
    }
}

/* ---- stopping ----------------------------------------------------------- */

/* Says yes when it is asked for the last of *left times. */
static uint32_t count_down(void *left)
{
    return --*(uint32_t *)left == 0;
}

static void test_stopped(void **state)
{
    const RandomModel want = {32, 2, 64, 0, 1};
    size_t len;
    unsigned char *bytes = random_model_new(&want, &len);
    struct arena arena = {0};
    struct token_table *table = random_table(1000, 1, &arena);
    Tokens tokens = {&table->view, 0, 1000, true};
    HeadResult results[MODEL_HEADS_MAX];
    char reason[MODEL_ERROR_MAX];
    struct model model;

    (void)state;
    assert_int_equal(model_open(&model, bytes, len, reason), 0);
    for (uint32_t left = 1; left < 10; left++) {
        uint32_t count = left;
        TaggerStop stop = {count_down, &count};
        /* 1000 tokens are four chunks */
        assert_int_equal(tagger_read(&model, kernel_fastest(), &tokens, &stop,
                                     &arena, results),
                         left <= 4 ? -ECANCELED : 0);
    }
    arena_release(&arena);
    model_release(&model);
    free(bytes);
}

static const struct CMUnitTest lone[] = {
    cmocka_unit_test(test_checksum), cmocka_unit_test(test_checksum_lengths),
    cmocka_unit_test(test_stopped)};

TEST_ROWS(shapes, shapes, run_shape, name)
TEST_ROWS(goldens, goldens, run_golden, name)
TEST_ROWS(broken, broken, run_broken, name)
TEST_MAIN(test_shapes() + test_goldens() + test_broken() +
          run_group("lone", lone, TEST_COUNT(lone)))

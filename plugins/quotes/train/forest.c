#include "forest.h"

#include "text/heap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TREES = 240,
    BINS = 32, /* of each number, equally full */
    LEAVES = 1 << TREE_DEPTH,
};

static const double rate = .1, ridge = 20, seen_rows = .7, seen_numbers = .4;

/* Examples as columns, and what is still wrong with each. */
struct grove {
    const struct examples *examples;
    size_t count;
    uint32_t numbers;
    uint8_t *bins; /* numbers x count */
    int16_t limits[NUMBERS_MAX][BINS];
    double *score; /* log-odds so far */
    float *slope, *curve;
    uint8_t *leaf;
    uint64_t seed;
};

static double draw(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 33) / 2147483648.0;
}

static int by_size(const void *left, const void *right)
{
    return *(const int16_t *)left - *(const int16_t *)right;
}

/* Limits between bins, the largest number last; a number is in the first bin
 * whose limit it does not pass. */
static void cut_bins(struct grove *self, uint32_t number)
{
    size_t count = self->count;
    int16_t *sorted = heap_grow(NULL, count + 1, sizeof *sorted);
    int16_t *limits = self->limits[number];

    for (size_t i = 0; i < count; i++)
        sorted[i] = self->examples->numbers[i].of[number];
    qsort(sorted, count, sizeof *sorted, by_size);
    for (size_t b = 0; b < BINS; b++)
        limits[b] = sorted[(b + 1) * count / BINS - 1];
    for (size_t i = 0; i < count; i++) {
        int16_t value = self->examples->numbers[i].of[number];
        uint8_t bin = 0;

        while (bin + 1 < BINS && value > limits[bin])
            bin++;
        self->bins[number * count + i] = bin;
    }
    free(sorted);
}

static void find_slopes(struct grove *self)
{
    for (size_t i = 0; i < self->count; i++) {
        double p = 1 / (1 + exp(-self->score[i]));
        double weight = (double)self->examples->weight[i];

        if (draw(&self->seed) > seen_rows)
            weight = 0;
        self->slope[i] =
            (float)(weight * (p - (double)self->examples->label[i]));
        self->curve[i] = (float)(weight * p * (1 - p));
        self->leaf[i] = 0;
    }
}

/* What a question about `number` gains at each of its limits, over all leaves
 * so far; the best of them. */
static double best_limit(const struct grove *self, uint32_t number,
                         uint32_t leaves, uint32_t *out_bin)
{
    static double slope[LEAVES][BINS], curve[LEAVES][BINS];
    double gains[BINS] = {0}, best = -1;
    const uint8_t *bins = self->bins + number * self->count;

    memset(slope, 0, sizeof slope);
    memset(curve, 0, sizeof curve);
    for (size_t i = 0; i < self->count; i++) {
        slope[self->leaf[i]][bins[i]] += (double)self->slope[i];
        curve[self->leaf[i]][bins[i]] += (double)self->curve[i];
    }
    for (uint32_t l = 0; l < leaves; l++) {
        double all = 0, all_curve = 0, low = 0, low_curve = 0;

        for (uint32_t b = 0; b < BINS; b++) {
            all += slope[l][b];
            all_curve += curve[l][b];
        }
        for (uint32_t b = 0; b + 1 < BINS; b++) {
            low += slope[l][b];
            low_curve += curve[l][b];
            gains[b] +=
                low * low / (low_curve + ridge) +
                (all - low) * (all - low) / (all_curve - low_curve + ridge);
        }
    }
    for (uint32_t b = 0; b + 1 < BINS; b++) {
        if (gains[b] <= best)
            continue;
        best = gains[b];
        *out_bin = b;
    }
    return best;
}

static void ask(struct grove *self, Tree *tree, uint32_t depth)
{
    uint32_t number = 0, bin = 0;
    double best = -1;

    for (uint32_t n = 0; n < self->numbers; n++) {
        uint32_t at = 0;
        double gain;

        if (draw(&self->seed) > seen_numbers)
            continue;
        gain = best_limit(self, n, 1u << depth, &at);
        if (gain <= best)
            continue;
        best = gain;
        number = n;
        bin = at;
    }
    tree->number[depth] = (uint8_t)number;
    tree->limit[depth] = self->limits[number][bin];
    for (size_t i = 0; i < self->count; i++)
        self->leaf[i] |=
            (uint8_t)((self->bins[number * self->count + i] > bin) << depth);
}

static void fill_leaves(struct grove *self, Tree *tree)
{
    double slope[LEAVES] = {0}, curve[LEAVES] = {0};

    for (size_t i = 0; i < self->count; i++) {
        slope[self->leaf[i]] += (double)self->slope[i];
        curve[self->leaf[i]] += (double)self->curve[i];
    }
    for (uint32_t l = 0; l < LEAVES; l++)
        tree->leaf[l] =
            (int16_t)lrint(-rate * slope[l] / (curve[l] + ridge) * 256);
    for (size_t i = 0; i < self->count; i++)
        self->score[i] += tree->leaf[self->leaf[i]] / 256.0;
}

static double linear_score(const struct model *linear,
                           const struct examples *examples, size_t i)
{
    double sum = linear->bias;

    for (size_t k = examples->first[i]; k < examples->first[i + 1]; k++)
        sum += linear->weights[examples->ids[k] & linear->mask];
    return sum / 256;
}

struct forest forest_learn(const struct examples *examples,
                           const struct model *linear)
{
    size_t count = examples->count;
    struct grove self = {
        .examples = examples, .count = count, .seed = 20161108};
    Tree *trees = heap_grow(NULL, TREES, sizeof *trees);

    if (!count)
        return (struct forest){trees, 0};
    self.numbers = examples->numbers[0].count;
    self.bins = heap_grow(NULL, self.numbers * count, 1);
    self.score = heap_grow(NULL, count, sizeof *self.score);
    self.slope = heap_grow(NULL, count, sizeof *self.slope);
    self.curve = heap_grow(NULL, count, sizeof *self.curve);
    self.leaf = heap_grow(NULL, count, 1);
    for (uint32_t n = 0; n < self.numbers; n++)
        cut_bins(&self, n);
    for (size_t i = 0; i < count; i++)
        self.score[i] = linear_score(linear, examples, i);
    for (uint32_t t = 0; t < TREES; t++) {
        find_slopes(&self);
        for (uint32_t depth = 0; depth < TREE_DEPTH; depth++)
            ask(&self, &trees[t], depth);
        fill_leaves(&self, &trees[t]);
    }
    free(self.bins);
    free(self.score);
    free(self.slope);
    free(self.curve);
    free(self.leaf);
    return (struct forest){trees, TREES};
}

double forest_loss(const struct forest *forest, const struct model *linear,
                   const struct examples *examples)
{
    double loss = 0;

    for (size_t i = 0; i < examples->count; i++) {
        double score = linear_score(linear, examples, i) +
                       forest_score(forest, &examples->numbers[i]) / 256.0;
        double p = 1 / (1 + exp(-score));

        loss += learn_miss(p, (double)examples->label[i]);
    }
    return loss / (double)(examples->count + !examples->count);
}

void forest_write(FILE *file, const struct forest *forest, const char *name)
{
    fprintf(file, "static const Tree %s_trees[] = {\n", name);
    for (uint32_t t = 0; t < forest->count; t++) {
        const Tree *tree = &forest->trees[t];

        for (uint32_t d = 0; d < TREE_DEPTH; d++)
            fprintf(file, "%s%u", d ? "," : "{{", tree->number[d]);
        for (uint32_t d = 0; d < TREE_DEPTH; d++)
            fprintf(file, "%s%d", d ? "," : "},{", tree->limit[d]);
        for (uint32_t l = 0; l < LEAVES; l++)
            fprintf(file, "%s%d", l ? "," : "},\n{", tree->leaf[l]);
        fprintf(file, "}},\n");
    }
    fprintf(file, "};\n");
}

#include "learn.h"

#include "text/heap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 5, ORDERS = 8 };

static const double rate = 0.08;

void examples_add(struct examples *self, const struct facts *facts,
                  const struct numbers *numbers, float label, float weight)
{
    if (self->count + 2 > self->room) {
        self->room = self->room ? self->room * 2 : 1024;
        self->first = heap_grow(self->first, self->room, sizeof *self->first);
        self->label = heap_grow(self->label, self->room, sizeof *self->label);
        self->weight =
            heap_grow(self->weight, self->room, sizeof *self->weight);
        if (numbers)
            self->numbers =
                heap_grow(self->numbers, self->room, sizeof *self->numbers);
    }
    if (self->id_count + facts->count > self->id_room) {
        self->id_room = (self->id_room + facts->count) * 2;
        self->ids = heap_grow(self->ids, self->id_room, sizeof *self->ids);
    }
    self->first[self->count] = self->id_count;
    for (uint32_t i = 0; i < facts->count; i++)
        self->ids[self->id_count++] = facts->ids[i];
    if (numbers)
        self->numbers[self->count] = *numbers;
    self->label[self->count] = label;
    self->weight[self->count++] = weight;
    self->first[self->count] = self->id_count;
}

void examples_release(struct examples *self)
{
    free(self->ids);
    free(self->first);
    free(self->label);
    free(self->weight);
    free(self->numbers);
    *self = (struct examples){0};
}

struct table {
    uint32_t mask; /* entries - 1 */
    double decay;
    double w[LEARN_ENTRIES], square[LEARN_ENTRIES];
    double bias, bias_square;
    double sum[LEARN_ENTRIES], bias_sum; /* over rounds and orders, for the
                                            mean */
};

static double forward(const struct examples *all, size_t i,
                      const struct table *table)
{
    double sum = table->bias;

    for (size_t k = all->first[i]; k < all->first[i + 1]; k++)
        sum += table->w[all->ids[k] & table->mask];
    return 1 / (1 + exp(-sum));
}

static void step(double *w, double *square, double gradient)
{
    *square += gradient * gradient;
    *w -= rate * gradient / (sqrt(*square) + 1e-6);
}

double learn_miss(double p, double label)
{
    return -label * log(fmax(1e-9, p)) - (1 - label) * log(fmax(1e-9, 1 - p));
}

static double learn_one(const struct examples *all, size_t i,
                        struct table *table)
{
    double p = forward(all, i, table), y = (double)all->label[i];
    double gradient = (p - y) * (double)all->weight[i];

    step(&table->bias, &table->bias_square, gradient);
    for (size_t k = all->first[i]; k < all->first[i + 1]; k++) {
        uint32_t slot = all->ids[k] & table->mask;

        step(&table->w[slot], &table->square[slot],
             gradient + table->decay * table->w[slot]);
    }
    return learn_miss(p, y);
}

static void shuffle(size_t *order, size_t count, uint64_t *seed)
{
    for (size_t i = count; i > 1; i--) {
        size_t other, kept = order[i - 1];

        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        other = (size_t)((*seed >> 33) % i);
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

static int16_t rounded(double weight)
{
    double scaled = weight * 256;

    return (int16_t)lrint(fmax(-32000, fmin(32000, scaled)));
}

/* From nothing, in an order of its own; returns the loss of the last round. */
static double learn_all(const struct examples *examples, struct table *table,
                        size_t *order, uint64_t *seed)
{
    double loss = 0;

    memset(table->w, 0, sizeof table->w);
    memset(table->square, 0, sizeof table->square);
    table->bias = table->bias_square = 0;
    for (int round = 0; round < ROUNDS; round++) {
        shuffle(order, examples->count, seed);
        loss = 0;
        for (size_t i = 0; i < examples->count; i++)
            loss += learn_one(examples, order[i], table);
        for (size_t i = 0; i < LEARN_ENTRIES; i++)
            table->sum[i] += table->w[i] / (ROUNDS * ORDERS);
        table->bias_sum += table->bias / (ROUNDS * ORDERS);
    }
    return loss;
}

struct model learn(const struct examples *examples, const char *name,
                   uint32_t entries, double decay)
{
    struct table *table = heap_get(sizeof *table);
    size_t *order = heap_grow(NULL, examples->count + 1, sizeof *order);
    int16_t *weights = heap_grow(NULL, LEARN_ENTRIES, sizeof *weights);
    uint64_t seed = 20161108;
    double loss = 0, base = 0;

    table->mask = entries - 1;
    table->decay = decay;
    for (size_t i = 0; i < examples->count; i++) {
        order[i] = i;
        base += (double)examples->label[i];
    }
    for (int i = 0; i < ORDERS; i++)
        loss = learn_all(examples, table, order, &seed);
    for (size_t i = 0; i < LEARN_ENTRIES; i++)
        weights[i] = rounded(table->sum[i]);
    fprintf(stderr, "%-8s %8zu examples, %5.1f %% right ones, loss %.4f\n",
            name, examples->count,
            100 * base / (double)(examples->count + !examples->count),
            loss / (double)(examples->count + !examples->count));
    struct model model = {weights, entries - 1,
                          (int32_t)lrint(table->bias_sum * 256)};
    free(table);
    free(order);
    return model;
}

double learn_loss(const struct model *model, const struct examples *examples)
{
    double loss = 0;

    for (size_t i = 0; i < examples->count; i++) {
        double sum = model->bias, p;

        for (size_t k = examples->first[i]; k < examples->first[i + 1]; k++)
            sum += model->weights[examples->ids[k] & model->mask];
        p = 1 / (1 + exp(-sum / 256));
        loss += learn_miss(p, (double)examples->label[i]);
    }
    return loss / (double)(examples->count + !examples->count);
}

void learn_write(FILE *file, const struct models *models, const char *name)
{
    for (uint32_t m = 0; m < MODEL_COUNT; m++) {
        const struct model *model = &models->of[m];

        fprintf(file, "static const int16_t %s_%u[] = {", name, m);
        for (uint32_t i = 0; i <= model->mask; i++)
            fprintf(file, "%s%d,", i % 16 ? "" : "\n", model->weights[i]);
        fprintf(file, "\n};\n");
    }
    fprintf(file, "const struct models models_%s = {.of = {\n", name);
    for (uint32_t m = 0; m < MODEL_COUNT; m++)
        fprintf(file, "{%s_%u, %u, %d},\n", name, m, models->of[m].mask,
                models->of[m].bias);
    fprintf(file, "}, .forest = {%s_trees, %u}};\n", name,
            models->forest.count);
}

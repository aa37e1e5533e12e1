#include "learn/decode.h"

/* A head's passes over `count` tokens, at least one. */
struct passes {
    const ModelHead *head;
    const struct kernel *kernel;
    uint32_t count;
    const int16_t *emissions; /* count x labels */
    int32_t *forward;         /* count x stride */
    uint8_t *labels;          /* count */
    int32_t *lead;            /* of the best label over the best other one */
};

static int32_t raised(int32_t score)
{
    return score < MODEL_LOWEST ? MODEL_LOWEST : score;
}

/* Subtracts the largest from all; keeps sums of any length within int32. */
static void settle(int32_t *row, uint32_t stride, uint32_t count)
{
    int32_t largest = MODEL_LOWEST;

    for (uint32_t k = 0; k < count; k++)
        largest = row[k] > largest ? row[k] : largest;
    for (uint32_t k = 0; k < stride; k++)
        row[k] = raised(raised(row[k]) - largest);
}

static uint32_t best_of(const int32_t *a, const int32_t *b, uint32_t count)
{
    uint32_t best = 0;

    for (uint32_t k = 1; k < count; k++)
        if (a[k] + b[k] > a[best] + b[best])
            best = k;
    return best;
}

static void run_forward(struct passes *self)
{
    const ModelHead *head = self->head;
    const int32_t *before = NULL;

    for (uint32_t t = 0; t < self->count; t++) {
        int32_t *row = self->forward + (size_t)t * head->stride;
        const int16_t *emission = self->emissions + (size_t)t * head->count;
        if (before)
            self->kernel->best(before, head->onward, head->count, head->stride,
                               row);
        else
            memcpy(row, head->start, head->stride * sizeof *row);
        for (uint32_t k = 0; k < head->count; k++)
            row[k] += emission[k];
        settle(row, head->stride, head->count);
        before = row;
    }
}

static void find_path(struct passes *self)
{
    const ModelHead *head = self->head;
    uint32_t t = self->count - 1;
    const int32_t *row = self->forward + (size_t)t * head->stride;
    uint32_t label = best_of(row, head->end, head->count);

    for (self->labels[t] = (uint8_t)label; t > 0; t--) {
        row -= head->stride;
        label = best_of(row, head->backward + (size_t)label * head->stride,
                        head->count);
        self->labels[t - 1] = (uint8_t)label;
    }
}

/* What the two passes together say of token t. */
static void compare(struct passes *self, uint32_t t, const int32_t *backward)
{
    const ModelHead *head = self->head;
    const int32_t *forward = self->forward + (size_t)t * head->stride;
    uint32_t label = self->labels[t];
    int32_t score = forward[label] + backward[label], other = INT32_MIN;

    for (uint32_t k = 0; k < head->count; k++)
        if (k != label && forward[k] + backward[k] > other)
            other = forward[k] + backward[k];
    self->lead[t] = score - other;
}

static void run_backward(struct passes *self)
{
    const ModelHead *head = self->head;
    int32_t rows[2][MODEL_LABELS_MAX];
    int32_t *row = rows[0], *behind = rows[1];

    memcpy(row, head->end, head->stride * sizeof *row);
    settle(row, head->stride, head->count);
    compare(self, self->count - 1, row);
    for (uint32_t t = self->count - 1; t > 0; t--) {
        const int16_t *emission = self->emissions + (size_t)t * head->count;
        int32_t *swap = row;
        row = behind;
        behind = swap;
        for (uint32_t k = 0; k < head->count; k++)
            behind[k] += emission[k];
        self->kernel->best(behind, head->backward, head->count, head->stride,
                           row);
        settle(row, head->stride, head->count);
        compare(self, t - 1, row);
    }
}

/* The end of the span that begins at `start`, and its margin. */
static Tagged read_span(const struct passes *self, uint32_t start)
{
    const ModelHead *head = self->head;
    uint8_t label = self->labels[start], inside = head->labels[label].inside;
    int64_t sum = self->lead[start];
    uint32_t end = start + 1;

    for (; end < self->count && self->labels[end] == inside; end++)
        sum += self->lead[end];
    uint32_t margin = sum < 0 ? 0 : (uint32_t)(sum / (end - start));
    uint32_t step = margin >> 6;
    step = step < MODEL_STEPS ? step : MODEL_STEPS - 1;
    return (Tagged){start, end, margin,
                    head->confidence[label * MODEL_STEPS + step], label};
}

static uint32_t find_spans(const struct passes *self, struct arena *arena,
                           const Tagged **out_spans)
{
    const ModelHead *head = self->head;
    uint32_t count = 0;

    for (uint32_t t = 0; t < self->count; t++)
        count += head->labels[self->labels[t]].type.len > 0;
    Tagged *spans = ARENA_ARRAY(arena, Tagged, count);
    count = 0;
    for (uint32_t t = 0; t < self->count;) {
        if (head->labels[self->labels[t]].type.len) {
            spans[count] = read_span(self, t);
            t = spans[count++].end;
        } else {
            t++;
        }
    }
    *out_spans = spans;
    return count;
}

void decode_head(const ModelHead *head, const struct kernel *kernel,
                 uint32_t count, struct arena *arena, HeadResult *result)
{
    struct passes passes = {
        .head = head,
        .kernel = kernel,
        .count = count,
        .emissions = result->emissions,
        .forward = ARENA_ARRAY(arena, int32_t, (size_t)count * head->stride),
        .labels = ARENA_ARRAY(arena, uint8_t, count),
        .lead = ARENA_ARRAY(arena, int32_t, count),
    };

    run_forward(&passes);
    find_path(&passes);
    run_backward(&passes);
    result->labels = passes.labels;
    result->span_count = find_spans(&passes, arena, &result->spans);
}

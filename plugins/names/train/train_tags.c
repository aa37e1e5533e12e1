/*
 * train_tags - learns the tagger's weights: train_tags DATA OUT [KEEP [EPOCHS]]
 *
 * A linear-chain CRF over the runs of candidates, trained by AdaGrad on the
 * tagger's own features. DATA is what data.py writes: blocks of text, each with
 * the label sets that its tokens may have, so that what a corpus does not
 * annotate is summed out instead of being learned as "no name". After the
 * first rounds only the KEEP heaviest features stay, learn on alone, and are
 * rounded to eight bits. One thread, fixed order: the same data and machine
 * give the same file.
 *
 * Not built by default and not part of what is installed.
 */
#include "names/tagger.h"

#include "text/tokens.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define LABELS TAG_LABELS
#define SLOTS (1u << 23)
#define DROP 0.15
#define KEPT ((float)(1 - DROP))
#define UNIT 16.0f
#define ANY 0x1FFFu

struct slot {
    uint32_t hash, count;
    float w[TAG_WEIGHTS], g[TAG_WEIGHTS];
};

/* One run: features of token i are ids[first[i] .. first[i + 1]). */
struct run {
    uint32_t count;
    float weight;
    uint32_t *first, *ids;
    uint16_t *allowed;
};

static struct slot *slots;
static float trans[LABELS + 1][LABELS], trans_g[LABELS + 1][LABELS];
static struct run *runs;
static uint32_t run_count, run_room, slots_used;

static uint32_t slot_id(uint32_t hash)
{
    uint32_t at = (hash * 0x9E3779B1u) >> 9;

    while (slots[at].count && slots[at].hash != hash)
        at = (at + 1) & (SLOTS - 1);
    if (!slots[at].count) {
        slots[at].hash = hash;
        if (++slots_used > SLOTS / 2) {
            fprintf(stderr, "too many features\n");
            exit(1);
        }
    }
    slots[at].count++;
    return at;
}

static uint16_t allowed_at(uint32_t start, uint32_t types, uint32_t at)
{
    uint16_t mask = types & 1u; /* bit 0: may be no name */

    for (uint32_t t = 1; t <= 6; t++)
        if (types >> t & 1u)
            mask |= (uint16_t)(types & 0x80u ? 1u << t | 1u << (t + 6)
                               : at == start ? 1u << t
                                             : 1u << (t + 6));
    return mask;
}

static void add_run(const struct view *view, const uint16_t *allowed, Span span,
                    float weight)
{
    struct run *run;
    uint32_t features[TAG_FEATURES_MAX];

    if (run_count == run_room)
        runs = realloc(runs, (run_room = run_room ? run_room * 2 : 4096) *
                                 sizeof *runs);
    run = &runs[run_count++];
    run->count = span.end - span.start;
    run->weight = weight;
    run->first = malloc((run->count + 1) * sizeof(uint32_t));
    run->allowed = malloc(run->count * sizeof(uint16_t));
    run->ids = malloc(run->count * TAG_FEATURES_MAX * sizeof(uint32_t));
    run->first[0] = 0;
    for (uint32_t i = 0; i < run->count; i++) {
        uint32_t n = tagger_features(view, span.start + i, features);
        for (uint32_t f = 0; f < n; f++)
            run->ids[run->first[i] + f] = slot_id(features[f]);
        run->first[i + 1] = run->first[i] + n;
        run->allowed[i] = allowed[span.start + i];
    }
    run->ids = realloc(run->ids, run->first[run->count] * sizeof(uint32_t));
}

struct mark {
    uint32_t start, end, types;
};

/* Marks are in bytes; a token that a mark touches takes its label set. A mark
 * that covers tokens which are no candidates teaches nothing. */
static void label_tokens(const struct view *view, const struct mark *marks,
                         uint32_t mark_count, uint32_t outside,
                         uint16_t *allowed)
{
    const stet_tokens *t = view->tokens;

    for (uint32_t i = 0; i < t->count; i++)
        allowed[i] = allowed_at(STET_NONE, outside | 0x80u, i);
    for (uint32_t m = 0; m < mark_count; m++) {
        uint32_t first = 0, end;
        bool whole = true;
        while (first < t->count && t->end[first] <= marks[m].start)
            first++;
        for (end = first; end < t->count && t->start[end] < marks[m].end; end++)
            whole &= (view->flags[end] & VIEW_CANDIDATE) != 0;
        for (uint32_t i = first; i < end; i++)
            allowed[i] = whole ? allowed_at(first, marks[m].types, i) : ANY;
        /* what follows may not go on with this name */
        if (whole && end > first && !(marks[m].types & 0x80u) && end < t->count)
            for (uint32_t y = 1; y <= 6; y++)
                if (marks[m].types >> y & 1u)
                    allowed[end] &= (uint16_t) ~(1u << (y + 6));
    }
}

static void add_block(const struct lexicon *lexicon, Str text,
                      const struct mark *marks, uint32_t mark_count,
                      uint32_t outside, float weight)
{
    struct arena arena = {0};
    struct reading reading;
    Prose prose = {.text = text, .kind = STET_BLOCK_PARAGRAPH};
    struct view view;

    tokens_read(&prose, &arena, &reading);
    stet_block block = {.size = sizeof block,
                        .kind = STET_BLOCK_PARAGRAPH,
                        .text = text,
                        .tokens = &reading.tokens,
                        .end_own = reading.tokens.count,
                        .sentence_count = reading.sentence_count,
                        .sentences = reading.sentences};
    view_init(&view, &block, lexicon, &arena);
    uint32_t n = reading.tokens.count;
    uint16_t *allowed = ARENA_ARRAY(&arena, uint16_t, n + 1);
    label_tokens(&view, marks, mark_count, outside, allowed);
    for (uint32_t at = 0; at < n;) {
        uint32_t end = at;
        while (end < n && (view.flags[end] & VIEW_CANDIDATE) &&
               view.sentence[end] == view.sentence[at])
            end++;
        if (end > at) {
            if (allowed[at] & 0x7F)
                allowed[at] &= 0x7F; /* a run begins no name in its middle */
            add_run(&view, allowed, (Span){at, end}, weight);
        }
        at = end > at ? end : at + 1;
    }
    arena_release(&arena);
}

static void load(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct arena arena = {0};
    struct lexicon lexicon;
    unsigned len, marks_n, outside;
    float weight;

    if (!file) {
        perror(path);
        exit(1);
    }
    lexicon_init(&lexicon, &arena);
    while (fscanf(file, "B %u %u %u %f", &len, &marks_n, &outside, &weight) ==
           4) {
        char *text = malloc(len + 1);
        struct mark *marks = calloc(marks_n + 1, sizeof *marks);
        if (fgetc(file) != '\n' || fread(text, 1, len, file) != len)
            exit(1);
        for (unsigned i = 0; i < marks_n; i++)
            if (fscanf(file, "%u %u %u", &marks[i].start, &marks[i].end,
                       &marks[i].types) != 3)
                exit(1);
        fscanf(file, " ");
        add_block(&lexicon, (Str){text, len}, marks, marks_n, outside, weight);
        free(text);
        free(marks);
    }
    fclose(file);
    arena_release(&arena);
}

static uint32_t type_of(uint32_t l)
{
    return l == 0 ? 0 : l <= 6 ? l : l - 6;
}

static int possible(uint32_t from, uint32_t to)
{
    return !(to > 6 && (from == LABELS || (from != to && from != to - 6)));
}

static double logsum(const double *v, uint32_t n)
{
    double top = -1e300, sum = 0;
    for (uint32_t i = 0; i < n; i++)
        top = v[i] > top ? v[i] : top;
    if (top <= -1e299)
        return top;
    for (uint32_t i = 0; i < n; i++)
        sum += exp(v[i] - top);
    return top + log(sum);
}

/* Forward-backward under the label sets (or all); marginals and log Z. */
static double marginals(const struct run *run, double (*e)[LABELS],
                        int constrained, double (*m)[LABELS],
                        double (*tm)[LABELS])
{
    static double a[4096][LABELS], b[4096][LABELS];
    uint32_t n = run->count;
    double v[LABELS], z;

    for (uint32_t i = 0; i < n; i++)
        for (uint32_t y = 0; y < LABELS; y++) {
            int ok = !constrained || (run->allowed[i] >> y & 1);
            if (i == 0) {
                a[i][y] = ok && possible(LABELS, y) ? e[i][y] + trans[LABELS][y]
                                                    : -1e300;
                continue;
            }
            for (uint32_t p = 0; p < LABELS; p++)
                v[p] = possible(p, y) && a[i - 1][p] > -1e299
                           ? a[i - 1][p] + trans[p][y]
                           : -1e300;
            double s = ok ? logsum(v, LABELS) : -1e300;
            a[i][y] = s > -1e299 ? s + e[i][y] : -1e300;
        }
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t y = 0; y < LABELS; y++) {
            if (i + 1 == n) {
                b[i][y] = 0;
                continue;
            }
            for (uint32_t q = 0; q < LABELS; q++)
                v[q] =
                    possible(y, q) &&
                            (!constrained || (run->allowed[i + 1] >> q & 1)) &&
                            b[i + 1][q] > -1e299
                        ? trans[y][q] + e[i + 1][q] + b[i + 1][q]
                        : -1e300;
            b[i][y] = logsum(v, LABELS);
        }
    z = logsum(a[n - 1], LABELS);
    if (z <= -1e299)
        return z;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t y = 0; y < LABELS; y++)
            m[i][y] = a[i][y] > -1e299 && b[i][y] > -1e299
                          ? exp(a[i][y] + b[i][y] - z)
                          : 0;
    for (uint32_t y = 0; y < LABELS; y++)
        tm[LABELS][y] += m[0][y];
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t p = 0; p < LABELS; p++)
            for (uint32_t y = 0; y < LABELS; y++)
                if (possible(p, y) && a[i - 1][p] > -1e299 &&
                    b[i][y] > -1e299 &&
                    (!constrained || (run->allowed[i] >> y & 1)))
                    tm[p][y] +=
                        exp(a[i - 1][p] + trans[p][y] + e[i][y] + b[i][y] - z);
    return z;
}

static void adagrad(float *w, float *g, double grad, double rate)
{
    if (grad == 0)
        return;
    *g += (float)(grad * grad);
    *w += (float)(rate * grad / (sqrt(*g) + 1e-6));
}

/*
 * Features are left out at random while learning, so that no word is relied
 * on alone; what is learned is scaled down by as much when it is written.
 */
static uint32_t drop_seed;

static int is_dropped(uint32_t id, uint32_t place)
{
    uint32_t h = (id * 2654435761u ^ place * 40503u) + drop_seed;

    h = (h ^ h >> 15) * 2246822519u;
    h ^= h >> 13;
    return (h & 0xFFFFu) < (uint32_t)(DROP * 65536);
}

static double learn(const struct run *run, double rate, double decay)
{
    static double e[4096][LABELS], mc[4096][LABELS], mf[4096][LABELS];
    double tc[LABELS + 1][LABELS] = {{0}}, tf[LABELS + 1][LABELS] = {{0}};

    if (run->count > 4000)
        return 0;
    for (uint32_t i = 0; i < run->count; i++) {
        double s[TAG_WEIGHTS] = {0};
        for (uint32_t f = run->first[i]; f < run->first[i + 1]; f++)
            for (uint32_t k = 0; k < TAG_WEIGHTS && !is_dropped(run->ids[f], i);
                 k++)
                s[k] += (double)slots[run->ids[f]].w[k];
        for (uint32_t y = 0; y < LABELS; y++)
            e[i][y] = s[type_of(y)] + (y >= 1 && y <= 6 ? s[TAG_BEGIN] : 0);
    }
    double zc = marginals(run, e, 1, mc, tc);
    if (zc <= -1e299)
        return 0;
    double zf = marginals(run, e, 0, mf, tf);
    for (uint32_t i = 0; i < run->count; i++) {
        double d[TAG_WEIGHTS] = {0};
        for (uint32_t y = 0; y < LABELS; y++) {
            double diff = (mc[i][y] - mf[i][y]) * (double)run->weight;
            d[type_of(y)] += diff;
            if (y >= 1 && y <= 6)
                d[TAG_BEGIN] += diff;
        }
        for (uint32_t f = run->first[i]; f < run->first[i + 1]; f++) {
            struct slot *s = &slots[run->ids[f]];
            if (s->count == 0 || is_dropped(run->ids[f], i))
                continue;
            for (uint32_t k = 0; k < TAG_WEIGHTS; k++)
                adagrad(&s->w[k], &s->g[k], d[k] - decay * (double)s->w[k],
                        rate);
        }
    }
    for (uint32_t p = 0; p <= LABELS; p++)
        for (uint32_t y = 0; y < LABELS; y++)
            adagrad(&trans[p][y], &trans_g[p][y],
                    (tc[p][y] - tf[p][y]) * (double)run->weight, rate);
    return (zf - zc) * (double)run->weight;
}

static uint64_t seed = 88172645463325252ull;
static uint32_t draw(uint32_t below)
{
    seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
    return (uint32_t)(seed % below);
}

static void epochs(int count, double rate)
{
    uint32_t *order = malloc(run_count * sizeof *order);

    for (uint32_t i = 0; i < run_count; i++)
        order[i] = i;
    for (int n = 0; n < count; n++) {
        double loss = 0;
        for (uint32_t i = run_count; i-- > 1;) {
            uint32_t j = draw(i + 1), o = order[i];
            order[i] = order[j], order[j] = o;
        }
        for (uint32_t i = 0; i < run_count; i++) {
            drop_seed = draw(UINT32_MAX);
            loss += learn(&runs[order[i]], rate, 1e-5);
        }
        fprintf(stderr, "epoch %d: loss a run %.4f\n", n + 1, loss / run_count);
    }
    free(order);
}

static int heavier(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

static float weight_of(const struct slot *s)
{
    float sum = 0;
    for (uint32_t k = 0; k < TAG_WEIGHTS; k++)
        sum += s->w[k] * s->w[k];
    return sqrtf(sum) * sqrtf((float)(s->count < 50 ? s->count : 50));
}

static void prune(uint32_t keep)
{
    float *all = malloc(slots_used * sizeof *all);
    uint32_t n = 0;

    for (uint32_t i = 0; i < SLOTS; i++)
        if (slots[i].count)
            all[n++] = weight_of(&slots[i]);
    qsort(all, n, sizeof *all, heavier);
    float limit = n > keep ? all[keep] : -1;
    for (uint32_t i = 0; i < SLOTS; i++)
        if (slots[i].count && weight_of(&slots[i]) <= limit) {
            for (uint32_t k = 0; k < TAG_WEIGHTS; k++)
                slots[i].w[k] = 0;
            slots[i].count = 0;
        }
    fprintf(stderr, "%u features, of which %u stay\n", n, n > keep ? keep : n);
    free(all);
}

static int by_hash(const void *a, const void *b)
{
    uint32_t x = (*(struct slot *const *)a)->hash,
             y = (*(struct slot *const *)b)->hash;
    return x < y ? -1 : x > y;
}

static void put(FILE *f, uint32_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        fputc((int)(v >> 8 * i & 0xFF), f);
}

static int rounded(float w, int limit)
{
    long v = lroundf(w * UNIT);
    return (int)(v > limit ? limit : v < -limit ? -limit : v);
}

static void save(const char *path)
{
    struct slot **kept = malloc(slots_used * sizeof *kept);
    uint32_t n = 0, at = 0;
    FILE *f = fopen(path, "wb");

    for (uint32_t i = 0; i < SLOTS; i++) {
        int any = 0;
        for (uint32_t k = 0; slots[i].count && k < TAG_WEIGHTS; k++)
            any |= rounded(slots[i].w[k] * KEPT, 127);
        if (any)
            kept[n++] = &slots[i];
    }
    qsort(kept, n, sizeof *kept, by_hash);
    fwrite("STETTAG1", 1, 8, f);
    put(f, n, 4);
    for (uint32_t p = 0; p <= LABELS; p++)
        for (uint32_t y = 0; y < LABELS; y++)
            put(f, (uint32_t)rounded(trans[p][y], 32000), 2);
    for (uint32_t b = 0; b < 65537; b++) {
        while (at < n && kept[at]->hash >> 16 < b)
            at++;
        put(f, at, 4);
    }
    for (uint32_t i = 0; i < n; i++)
        put(f, kept[i]->hash & 0xFFFF, 2);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < TAG_WEIGHTS; k++)
            put(f, (uint32_t)rounded(kept[i]->w[k] * KEPT, 127), 1);
    fclose(f);
    fprintf(stderr, "%u features written\n", n);
    free(kept);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: train_tags DATA OUT [KEEP [EPOCHS]]\n");
        return 2;
    }
    slots = calloc(SLOTS, sizeof *slots);
    load(argv[1]);
    uint32_t keep = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 250000;
    int rounds = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 4;
    fprintf(stderr, "%u runs, %u features\n", run_count, slots_used);
    epochs(rounds, 0.1);
    prune(keep);
    epochs(rounds / 2 + 1, 0.05);
    save(argv[2]);
    return 0;
}

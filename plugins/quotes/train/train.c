/*
 * train - makes weights.c and confidence_steps.c from annotated stories.
 *
 *     quotes_train [--tags MODEL] WEIGHTS.c STEPS.c STORIES.jsonl...
 *
 * The plugin's own code reads every story and shows each candidate that a
 * model judges (scene.h, "watch"); the annotations say which were right. Three
 * rounds: first the models that find cues, sources and ends; with those in
 * place, whether marks are speech; then whether what no marks enclose is a
 * claim. From the second round on a story is read with models that did not
 * learn from it, so that what they see is as good as it will be on new text.
 *
 * Two more rounds join these models with the tags of the network in MODEL;
 * the second has a forest as well (forest.h), and its right candidates are
 * worth the more the better their ends are.
 * That network may have learned from the same stories; README.md says how it
 * was checked that its tags are no better there than on others.
 */
#include "forest.h"
#include "gold.h"
#include "learn.h"
#include "network.h"
#include "reading.h"

#include "quotes/claim.h"
#include "quotes/confidence.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { HALVES = 2 };

/* The network has read the stories before, if not what was marked in them, so
 * its tags fit them a little better than they will fit a new one. */
static const double RULES_DECAY = .01, TAGS_DECAY = .3;

struct trainer {
    struct examples examples[HALVES + 1][MODEL_COUNT]; /* the last: all */
    struct models models[HALVES + 1];
    uint32_t half;   /* of the story at hand */
    uint32_t wanted; /* models that learn in this round, a bit each */
    struct network *network;
    int is_tagging;  /* the network reads along */
    int is_counting; /* the last pass: how often claims are right */
    double right[RULE_COUNT][CONFIDENCE_STEPS];
    double count[RULE_COUNT][CONFIDENCE_STEPS];
    const struct gold *gold;
    const struct text_block *block;
    float weight;
};

/* ---- where candidates and annotations meet ---- */

static Span bytes_of(const struct trainer *self, Range tokens)
{
    const stet_tokens *t = &self->block->tokens;
    Span span;

    if (tokens.end <= tokens.start || tokens.end > t->count)
        return (Span){0, 0};
    span.start = self->block->offset + t->start[tokens.start];
    span.end = self->block->offset + t->end[tokens.end - 1];
    return span;
}

static uint32_t overlap(Span a, Span b)
{
    uint32_t start = a.start > b.start ? a.start : b.start;
    uint32_t end = a.end < b.end ? a.end : b.end;

    return end > start ? end - start : 0;
}

static int is_ignored(const struct gold *gold, Span span)
{
    for (uint32_t i = 0; i < gold->ignored_count; i++)
        if (overlap(gold->ignored[i], span) * 2 > span.end - span.start)
            return 1;
    return 0;
}

static const GoldQuote *quote_over(const struct gold *gold, Span span)
{
    const GoldQuote *best = NULL;
    uint32_t most = 0;

    for (uint32_t q = 0; q < gold->quote_count; q++) {
        uint32_t covered = 0;

        for (uint32_t p = 0; p < gold->quotes[q].piece_count; p++)
            covered += overlap(gold->quotes[q].pieces[p], span);
        if (covered * 2 >= span.end - span.start && covered > most) {
            most = covered;
            best = &gold->quotes[q];
        }
    }
    return best;
}

/* 1 right, 0 wrong, -1 nothing to learn. */
static int label_cue(const struct trainer *self, Span stretch, Span cue)
{
    const GoldQuote *quote = quote_over(self->gold, stretch);

    if (!self->gold->cues_matter)
        return -1;
    return quote && quote->has_cue && overlap(quote->cue, cue) > 0;
}

static int label_source(const struct trainer *self, Span phrase, Span cue)
{
    for (uint32_t q = 0; q < self->gold->quote_count; q++) {
        const GoldQuote *quote = &self->gold->quotes[q];
        uint32_t shared = overlap(quote->source, phrase);

        if (!quote->has_cue || !overlap(quote->cue, cue))
            continue;
        return quote->has_source && shared > 0 &&
               (shared * 2 >= phrase.end - phrase.start ||
                quote->source.end == phrase.end);
    }
    return -1;
}

static uint32_t word_end(Str text, Span piece)
{
    uint32_t end = piece.end;

    while (end > piece.start && strchr(" ,.;:\n\t-", text.ptr[end - 1]))
        end--;
    return end;
}

static int label_end(const struct trainer *self, Range what, Span cue)
{
    const stet_tokens *t = &self->block->tokens;
    uint32_t start = self->block->offset + t->start[what.start];
    uint32_t stop = self->block->offset + t->start[what.end];

    for (uint32_t q = 0; q < self->gold->quote_count; q++) {
        const GoldQuote *quote = &self->gold->quotes[q];

        if (!quote->has_cue || !overlap(quote->cue, cue))
            continue;
        for (uint32_t p = 0; p < quote->piece_count; p++) {
            Span piece = quote->pieces[p];
            uint32_t end = word_end(self->gold->text, piece);
            uint32_t last = self->block->offset + t->end[what.end - 1];

            if (start + 12 < piece.start || start > piece.start + 12)
                continue;
            if (stop < end)
                return 0;
            return last <= end + 2 ? 1 : -1;
        }
    }
    return -1;
}

/* What `content` and the piece most like it have in common, of what they have
 * together: 0 to 1. */
static double likeness(const struct trainer *self, Span content)
{
    double most = 0;

    for (uint32_t q = 0; q < self->gold->quote_count; q++) {
        const GoldQuote *quote = &self->gold->quotes[q];

        for (uint32_t p = 0; p < quote->piece_count; p++) {
            Span piece = quote->pieces[p];
            uint32_t both = overlap(piece, content);
            uint32_t any = (piece.end - piece.start) +
                           (content.end - content.start) - both;

            if (both)
                most = fmax(most, (double)both / any);
        }
    }
    return most;
}

static int is_claim(const struct trainer *self, Span content)
{
    return likeness(self, content) >= .5;
}

/* Half of it is right, all of it is better: who only learned the first would
 * stop early, to be on the safe side. */
static float worth_of_claim(const struct trainer *self, Span content)
{
    double like = likeness(self, content);

    return like < .5 ? 0 : (float)((3 + like) / 4);
}

static void watch(void *context, const Judged *judged)
{
    struct trainer *self = context;
    Span what = bytes_of(self, judged->what), by = bytes_of(self, judged->by);
    float label = -1;

    if (!(self->wanted & 1u << judged->model) || is_ignored(self->gold, what))
        return;
    switch (judged->model) {
    case MODEL_CUE:
        label = (float)label_cue(self, what, by);
        break;
    case MODEL_SPEECH:
        label = quote_over(self->gold, what) ? 1 : 0;
        break;
    case MODEL_SOURCE:
    case MODEL_SOURCE_TAGGED:
        label = (float)label_source(self, what, by);
        break;
    case MODEL_END:
        label = (float)label_end(self, judged->what, by);
        break;
    case MODEL_CLAIM:
        label = self->gold->cues_matter ? (float)is_claim(self, what) : -1;
        break;
    case MODEL_CLAIM_TAGGED:
        label = self->gold->cues_matter ? worth_of_claim(self, what) : -1;
        break;
    }
    if (label < 0)
        return;
    examples_add(&self->examples[self->half][judged->model], judged->facts,
                 judged->numbers, label, self->weight);
    examples_add(&self->examples[HALVES][judged->model], judged->facts,
                 judged->numbers, label, self->weight);
}

/* ---- reading ---- */

/* One claim is right where a piece of it is, by half an overlap. */
static void count_claim(struct trainer *self, const Claim *claim)
{
    uint32_t step = model_per_mille(claim->score) * CONFIDENCE_STEPS / 1001;
    int right = 0;

    if (!claim->piece_count ||
        is_ignored(self->gold, bytes_of(self, claim->pieces[0])))
        return;
    for (uint32_t p = 0; p < claim->piece_count; p++)
        right |= is_claim(self, bytes_of(self, claim->pieces[p]));
    self->count[claim->rule][step]++;
    self->right[claim->rule][step] += right;
}

static void read_story(struct trainer *self, struct room *room, Str line)
{
    struct arena arena = {0};
    struct text_blocks blocks;
    struct gold gold;
    json_t *record = json_loadb(line.ptr, line.len, 0, NULL);

    if (!record)
        return;
    gold_read(record, &arena, &gold);
    text_blocks_read(gold.text, &arena, &blocks);
    self->gold = &gold;
    for (uint32_t i = 0; i < blocks.count; i++) {
        struct scene scene;
        struct claims claims;

        if (!blocks.all[i].tokens.count)
            continue;
        self->block = &blocks.all[i];
        arena_reset(&room->arena);
        if (self->is_tagging) {
            const stet_layer **layers =
                ARENA_ARRAY(&arena, const stet_layer *, 3);

            layers[2] =
                network_tags(self->network, &blocks.all[i].block, &arena);
            blocks.all[i].block.layers = layers;
            blocks.all[i].block.layer_count = 3;
        }
        scene_init(&scene, room, &blocks.all[i].block);
        claims_find(&claims, &scene);
        for (uint32_t c = 0; self->is_counting && c < claims.count; c++)
            count_claim(self, &claims.all[c]);
    }
    json_decref(record);
    arena_release(&arena);
}

static Str read_file(const char *path, struct arena *arena)
{
    FILE *file = fopen(path, "rb");
    long size;
    char *bytes;

    if (!file) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    bytes = arena_alloc(arena, (size_t)size + 1);
    size = (long)fread(bytes, 1, (size_t)size, file);
    fclose(file);
    return (Str){bytes, (uint32_t)size};
}

static void read_stories(struct trainer *self, struct room *room, Str rest)
{
    for (uint32_t story = 0; rest.len; story++) {
        const char *stop = memchr(rest.ptr, '\n', rest.len);
        uint32_t len = stop ? (uint32_t)(stop - rest.ptr) : rest.len;

        self->half = story % HALVES;
        room->models = &self->models[!self->half];
        read_story(self, room, str_cut(rest, 0, len));
        rest = str_cut(rest, len + 1, rest.len);
    }
}

static void learn_forests(struct trainer *self)
{
    const uint32_t m = MODEL_CLAIM_TAGGED;

    for (int half = 0; half <= HALVES; half++)
        self->models[half].forest =
            forest_learn(&self->examples[half][m], &self->models[half].of[m]);
    fprintf(stderr, "%-8s loss on the other half: %.4f\n", "forest",
            forest_loss(&self->models[0].forest, &self->models[0].of[m],
                        &self->examples[1][m]));
}

static void learn_round(struct trainer *self)
{
    static const struct {
        const char *name;
        uint32_t entries;
        double decay;
    } tables[MODEL_COUNT] = {
        {"cue", LEARN_ENTRIES, RULES_DECAY},
        {"speech", LEARN_ENTRIES, RULES_DECAY},
        {"source", LEARN_ENTRIES, RULES_DECAY},
        {"end", LEARN_ENTRIES, RULES_DECAY},
        {"claim", LEARN_ENTRIES, RULES_DECAY},
        {"source+", 1024, TAGS_DECAY},
        {"claim+", 4096, TAGS_DECAY},
    };

    for (uint32_t m = 0; m < MODEL_COUNT; m++) {
        if (!(self->wanted & 1u << m))
            continue;
        for (int half = 0; half <= HALVES; half++)
            self->models[half].of[m] =
                learn(&self->examples[half][m], tables[m].name,
                      tables[m].entries, tables[m].decay);
        fprintf(stderr, "%-8s loss on the other half: %.4f\n", tables[m].name,
                learn_loss(&self->models[0].of[m], &self->examples[1][m]));
    }
    if (self->wanted & 1u << MODEL_CLAIM_TAGGED)
        learn_forests(self);
}

/* Reads all of `paths` once for each round, and learns after each. */
static void learn_from(struct trainer *self, struct room *room,
                       const uint32_t *rounds, size_t round_count, char **paths,
                       int path_count, struct arena *arena)
{
    for (size_t round = 0; round < round_count; round++) {
        self->wanted = rounds[round];
        for (int i = 0; i < path_count; i++)
            read_stories(self, room, read_file(paths[i], arena));
        learn_round(self);
    }
}

static const uint32_t rounds[] = {
    1u << MODEL_CUE | 1u << MODEL_SOURCE | 1u << MODEL_END,
    1u << MODEL_SPEECH,
    1u << MODEL_CLAIM,
};

static const uint32_t tagged_rounds[] = {
    1u << MODEL_SOURCE_TAGGED,
    1u << MODEL_CLAIM_TAGGED,
};

/* Steps that few claims fall into keep to the model's own word. */
static void write_steps(const struct trainer *self, FILE *out)
{
    fprintf(out, "/* Made by train/train.c; do not edit. */\n"
                 "#include \"quotes/confidence.h\"\n\n"
                 "/* clang-format off */\nconst uint16_t confidence_steps"
                 "[RULE_COUNT][CONFIDENCE_STEPS] = {\n");
    for (uint32_t rule = 0; rule < RULE_COUNT; rule++) {
        for (uint32_t step = 0; step < CONFIDENCE_STEPS; step++) {
            double own = (step + .5) / CONFIDENCE_STEPS;
            double right = self->right[rule][step] + 20 * own;

            fprintf(out, "%s%.0f", step ? "," : "{",
                    1000 * right / (self->count[rule][step] + 20));
        }
        fprintf(out, "},\n");
    }
    fprintf(out, "};\n");
}

int main(int argc, char **argv)
{
    static struct trainer self = {.weight = 1};
    static const int16_t none[LEARN_ENTRIES];
    struct arena arena = {0};
    struct room room = {.watch = watch, .watcher = &self};
    int first = 1;
    FILE *out;

    if (argc > 2 && !strcmp(argv[1], "--tags")) {
        self.network = network_open(read_file(argv[2], &arena));
        first = 3;
    }
    if (argc < first + 3) {
        fprintf(stderr, "usage: quotes_train [--tags MODEL] WEIGHTS.c STEPS.c "
                        "STORIES.jsonl...\n");
        return EXIT_FAILURE;
    }
    for (uint32_t role = ROLE_SOURCE; role < ROLE_COUNT; role++)
        room.role_kinds[role] = role;
    for (int half = 0; half <= HALVES; half++)
        for (uint32_t m = 0; m < MODEL_COUNT; m++)
            self.models[half].of[m] = (struct model){none, 0, 0};
    learn_from(&self, &room, rounds, 3, argv + first + 2, argc - first - 2,
               &arena);
    if (self.network) {
        self.is_tagging = 1;
        learn_from(&self, &room, tagged_rounds, 2, argv + first + 2,
                   argc - first - 2, &arena);
    }
    self.wanted = 0;
    self.is_counting = 1;
    for (int i = first + 2; i < argc; i++)
        read_stories(&self, &room, read_file(argv[i], &arena));
    out = fopen(argv[first + 1], "w");
    if (!out)
        return EXIT_FAILURE;
    write_steps(&self, out);
    fclose(out);
    out = fopen(argv[first], "w");
    if (!out)
        return EXIT_FAILURE;
    fprintf(out, "/* Made by train/train.c; do not edit. */\n"
                 "#include \"quotes/model.h\"\n\n/* clang-format off */\n");
    forest_write(out, &self.models[HALVES].forest, "shipped");
    learn_write(out, &self.models[HALVES], "shipped");
    fclose(out);
    return 0;
}

/*
 * train_reference - learns whom pronouns mean: train_reference DATA OUT
 *
 * Reads every story of DATA (written by reference_data.py) through the plugin
 * itself; at each pronoun whose answer is known it notes the features of all
 * candidates and answers rightly, so that the next pronoun sees what it would
 * see in a story well read. Then fits the network by stochastic gradient on
 * the softmax of the candidates and "nobody", and writes it as integers.
 */
#include "names/reference.h"
#include "names/train/desk.h"

#include "stet/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define OPTIONS_MAX 16u
#define DECAY 1e-4
#define NETS 3u /* trained apart, then taken together */
#define UNITS (REFERENCE_HIDDEN / NETS)

struct option {
    uint16_t ids[REFERENCE_ACTIVE];
    uint32_t count;
    int right;
};

struct example {
    float weight;
    uint32_t count;
    struct option options[OPTIONS_MAX];
};

/* The answer for one pronoun: where the person is named, or who it is not. */
struct answer {
    uint32_t at; /* byte */
    int positive;
    uint32_t count;
    Span spans[64];
};

struct lesson {
    struct teacher teacher;
    struct answer *answers;
    uint32_t answer_count;
    const struct desk *desk;
    float weight;
};

static struct example *examples;
static uint32_t example_count, example_room, unanswerable;
static struct keys keys;
static struct lesson lesson;
static struct arena arena;

static Span bytes_of(const struct cast *cast, const struct mention *mention)
{
    Str text = cast->host->text(cast->host->self, mention->ref);
    uint32_t start = (uint32_t)(text.ptr - lesson.desk->text.ptr);
    return (Span){start, start + text.len};
}

static int names_one(const struct cast *cast, uint32_t entity,
                     const struct answer *answer)
{
    for (uint32_t i = 0; i < cast->mention_count; i++) {
        const struct mention *m = &cast->mentions[i];
        if (m->entity != entity || m->kind != TAG_PERSON)
            continue;
        Span own = bytes_of(cast, m);
        for (uint32_t s = 0; s < answer->count; s++)
            if (own.start < answer->spans[s].end &&
                answer->spans[s].start < own.end)
                return 1;
    }
    return 0;
}

static bool settle(struct teacher *self, const struct cast *cast,
                   const struct recency *recency, uint32_t pronoun,
                   uint32_t *out_entity)
{
    const struct mention *p = &cast->mentions[pronoun];
    uint32_t candidates[REFERENCE_CANDIDATES + 2], ahead, rank = 0,
                                                          right = CAST_NONE;
    uint32_t at = lesson.desk->notes[0].bytes.start, rights = 0;
    const struct answer *answer = NULL;

    /* the pronoun's bytes: by its note */
    for (uint32_t i = 0; i < lesson.desk->note_count; i++) {
        const struct desk_note *n = &lesson.desk->notes[i];
        if (n->block == p->block && n->tokens.start == p->tokens.start &&
            stet_is(n->kind, "name/pronoun")) {
            at = n->bytes.start;
            for (uint32_t a = 0; a < lesson.answer_count; a++)
                if (lesson.answers[a].at == at)
                    answer = &lesson.answers[a];
        }
    }
    if (!answer || (p->signs & SIGN_PLURAL))
        return false;
    uint32_t n =
        reference_candidates(cast, recency, pronoun, candidates, &ahead);
    if (example_count == example_room)
        examples = realloc(examples, (example_room = example_room * 2 + 1024) *
                                         sizeof *examples);
    struct example *e = &examples[example_count];
    e->weight = lesson.weight;
    e->count = n + 1;
    e->options[0].count = reference_nobody(cast, pronoun, e->options[0].ids);
    e->options[0].right = !answer->positive || !answer->count;
    for (uint32_t i = 0; i < n; i++) {
        struct option *o = &e->options[i + 1];
        uint32_t sex;
        o->count = reference_features(cast, pronoun, candidates[i], rank,
                                      i >= ahead, o->ids);
        sex = o->ids[0] - 84u;
        rank += sex != 2 && sex != 4;
        o->right = names_one(cast, candidates[i], answer) == answer->positive;
        if (o->right && answer->positive) {
            right = candidates[i];
            rights++;
        }
    }
    if (answer->positive && answer->count && !rights) {
        unanswerable++;
        return false;
    }
    example_count++;
    if (!answer->positive)
        return false;
    *out_entity = right; /* perhaps nobody */
    return true;
}

static int32_t story(void *instance, const stet_host *host,
                     const stet_story *what)
{
    struct cast cast;

    arena_reset(&arena);
    cast_read(&cast, &keys, host, what, &lesson.teacher, &arena);
    return 0;
}

static void load(const char *path)
{
    FILE *file = fopen(path, "rb");
    unsigned len, answers;
    float weight;
    struct desk desk;
    stet_plugin_v1 plugin = *stet_plugin(STET_ABI_MAJOR);

    if (!file)
        exit(1);
    plugin.story = story;
    desk_init(&desk, &plugin, STR("{}"));
    static const char *const kinds[] = {[TAG_PERSON] = "name/person",
                                        [TAG_ORG] = "name/org",
                                        [TAG_PLACE] = "name/place",
                                        [TAG_WORK] = "name/work",
                                        [TAG_EVENT] = "name/event",
                                        [TAG_MISC] = "name/misc",
                                        [SAID_ROLE] = "name/role",
                                        [SAID_AFFILIATION] = "name/affiliation",
                                        [SAID_AGE] = "name/age",
                                        [SAID_PRONOUN] = "name/pronoun",
                                        [SAID_DESCRIPTION] =
                                            "name/description"};
    for (uint32_t i = 0; i <= SAID_DESCRIPTION; i++)
        if (kinds[i])
            keys.kind[i] = desk.host.register_name(&desk, stet_lit(kinds[i]));
    keys.person = desk.host.register_name(&desk, STR("person"));
    keys.signs = desk.host.register_name(&desk, STR("signs"));
    keys.head = desk.host.register_name(&desk, STR("head"));
    keys.value = desk.host.register_name(&desk, STR("value"));
    lesson.teacher.settle = settle;
    lesson.desk = &desk;
    while (fscanf(file, "S %u %u %f", &len, &answers, &weight) == 3) {
        char *text = malloc(len + 1);
        if (fgetc(file) != '\n' || fread(text, 1, len, file) != len)
            exit(1);
        lesson.answers = calloc(answers + 1, sizeof *lesson.answers);
        lesson.answer_count = answers;
        lesson.weight = weight;
        for (unsigned i = 0; i < answers; i++) {
            struct answer *a = &lesson.answers[i];
            unsigned count;
            if (fscanf(file, "%u %d %u", &a->at, &a->positive, &count) != 3 ||
                count > 64)
                exit(1);
            a->count = count;
            for (unsigned s = 0; s < count; s++)
                if (fscanf(file, "%u %u", &a->spans[s].start,
                           &a->spans[s].end) != 2)
                    exit(1);
        }
        fscanf(file, " ");
        desk_read(&desk, (Str){text, len});
        free(lesson.answers);
        free(text);
    }
    fclose(file);
    desk_release(&desk);
}

/* One net: the weights of the sum, of the hidden units, and of what they add;
 * beside each what Adagrad remembers. */
struct net {
    double w[REFERENCE_FEATURES], w_g[REFERENCE_FEATURES];
    double in[REFERENCE_FEATURES][UNITS], in_g[REFERENCE_FEATURES][UNITS];
    double out[UNITS], out_g[UNITS];
};

static struct net nets[NETS], *net;

static void adagrad(double *weight, double *memory, double grad, double rate)
{
    *memory += grad * grad;
    *weight += rate * grad / (sqrt(*memory) + 1e-6);
}

static double score(const struct option *o, double unit[UNITS])
{
    double s = 0;

    for (uint32_t h = 0; h < UNITS; h++)
        unit[h] = 0;
    for (uint32_t i = 0; i < o->count; i++) {
        s += net->w[o->ids[i]];
        for (uint32_t h = 0; h < UNITS; h++)
            unit[h] += net->in[o->ids[i]][h];
    }
    for (uint32_t h = 0; h < UNITS; h++)
        s += unit[h] > 0 ? unit[h] * net->out[h] : 0;
    return s;
}

static void push(const struct option *o, const double unit[UNITS], double d,
                 double rate)
{
    for (uint32_t k = 0; k < o->count; k++) {
        uint32_t id = o->ids[k];
        adagrad(&net->w[id], &net->w_g[id], d - DECAY * net->w[id], rate);
    }
    for (uint32_t h = 0; h < UNITS; h++) {
        if (unit[h] <= 0)
            continue;
        double back = d * net->out[h];
        adagrad(&net->out[h], &net->out_g[h], d * unit[h] - DECAY * net->out[h],
                rate);
        for (uint32_t k = 0; k < o->count; k++) {
            double *one = &net->in[o->ids[k]][h];
            adagrad(one, &net->in_g[o->ids[k]][h], back - DECAY * *one, rate);
        }
    }
}

static double learn(const struct example *e, double rate)
{
    static double unit[OPTIONS_MAX][UNITS];
    double s[OPTIONS_MAX], top = -1e9, z = 0, zr = 0;

    for (uint32_t i = 0; i < e->count; i++)
        s[i] = score(&e->options[i], unit[i]), top = s[i] > top ? s[i] : top;
    for (uint32_t i = 0; i < e->count; i++) {
        z += exp(s[i] - top);
        zr += e->options[i].right ? exp(s[i] - top) : 0;
    }
    if (zr <= 0)
        return 0;
    for (uint32_t i = 0; i < e->count; i++) {
        double p = exp(s[i] - top) / z,
               q = e->options[i].right ? exp(s[i] - top) / zr : 0;
        push(&e->options[i], unit[i], (q - p) * (double)e->weight, rate);
    }
    return -log(zr / z) * (double)e->weight;
}

static uint64_t seed = 88172645463325252ull;
static double draw(void)
{
    seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
    return (double)(seed % 20001u) / 10000.0 - 1.0;
}

/* ---- writing ----------------------------------------------------------- */

static void put_number(FILE *file, double weight, uint32_t at)
{
    fprintf(file, "%s%ld,%s", at % 16 ? "" : "    ",
            lround(weight * REFERENCE_UNIT), at % 16 == 15 ? "\n" : " ");
}

static void save(const char *path)
{
    FILE *file = fopen(path, "w");

    fprintf(file, "/* Made by train/train_reference.c: units of 1 / "
                  "REFERENCE_UNIT. */\n"
                  "static const int16_t "
                  "reference_weights[REFERENCE_FEATURES] = {\n");
    for (uint32_t i = 0; i < REFERENCE_FEATURES; i++) {
        double sum = 0;
        for (uint32_t n = 0; n < NETS; n++)
            sum += nets[n].w[i];
        put_number(file, sum / NETS, i);
    }
    fprintf(file, "};\nstatic const int16_t "
                  "reference_hidden[REFERENCE_FEATURES][REFERENCE_HIDDEN] = "
                  "{\n");
    for (uint32_t i = 0; i < REFERENCE_FEATURES; i++) {
        fprintf(file, "    {");
        for (uint32_t h = 0; h < REFERENCE_HIDDEN; h++)
            put_number(file, nets[h / UNITS].in[i][h % UNITS], h);
        fprintf(file, "},\n");
    }
    fprintf(file, "};\nstatic const int16_t "
                  "reference_out[REFERENCE_HIDDEN] = {\n");
    for (uint32_t h = 0; h < REFERENCE_HIDDEN; h++)
        put_number(file, nets[h / UNITS].out[h % UNITS] / NETS, h);
    fprintf(file, "};\n");
    fclose(file);
}

static void train(int rounds)
{
    for (uint32_t h = 0; h < UNITS; h++) {
        net->out[h] = h % 2 ? .5 : -.5;
        for (uint32_t i = 0; i < REFERENCE_FEATURES; i++)
            net->in[i][h] = draw() * .2;
    }
    for (int round = 0; round < rounds; round++) {
        double loss = 0;
        uint32_t at = 0;
        for (uint32_t i = 0; i < example_count; i++) {
            at = (uint32_t)((at + 7919u) % example_count);
            loss += learn(&examples[at], round < rounds / 2 ? .05 : .02);
        }
        if (round + 1 == rounds)
            fprintf(stderr, "loss %.4f\n", loss / example_count);
    }
}

int main(int argc, char **argv)
{
    int rounds = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 12;

    if (argc < 3)
        return 2;
    load(argv[1]);
    fprintf(stderr,
            "%u pronouns, %u without their person among the candidates\n",
            example_count, unanswerable);
    for (net = nets; net < nets + NETS; net++)
        train(rounds);
    save(argv[2]);
    return 0;
}

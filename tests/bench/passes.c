/*
 * passes - how fast each plugin reads, in its own block and story passes.
 *
 *     bench_passes PLUGINS FILE...      (build/release/lib/stet/plugins)
 *
 * A FILE is a story, or, named *.jsonl, a story a line in "text". All are read
 * into memory first, then analysed again and again for a few seconds on one
 * core. Every annotator is wrapped in one that takes the time around it, so
 * cutting, tokens and the engine's own work count for nobody:
 *
 *     date        21.4 MB/s   block 44.1 ms/MB   story 2.6 ms/MB
 *
 * The time is the thread's own, so a busy machine disturbs little; the best of
 * the rounds counts.
 */
#include "engine/analysis.h"
#include "host/host.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 5
#define STORY_MAX (16u << 20)
#define ANNOTATORS_MAX 32u

/* One annotator with a watch around it. */
struct watched {
    struct annotator inner;
    double block_s, story_s; /* of this round */
    double best_block_s, best_story_s;
};

struct stories {
    struct version **versions;
    size_t count, room, bytes;
};

static double now_s(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int watched_block(void *self, const stet_block *block,
                         struct block_sink *sink)
{
    struct watched *watched = self;
    double start = now_s();
    int result = watched->inner.block(watched->inner.self, block, sink);

    watched->block_s += now_s() - start;
    return result;
}

static int watched_story(void *self, const stet_story *story,
                         struct story_sink *sink)
{
    struct watched *watched = self;
    double start = now_s();
    int result = watched->inner.story(watched->inner.self, story, sink);

    watched->story_s += now_s() - start;
    return result;
}

/* ---- what is read ------------------------------------------------------ */

static void add_story(struct stories *stories, Str text)
{
    uint32_t bad;
    struct version *version = NULL;

    if (version_new(SYNTAX_PLAIN, text, 0, &version, &bad) < 0)
        return;
    if (stories->count == stories->room) {
        stories->room = stories->room ? stories->room * 2 : 64;
        stories->versions = realloc(stories->versions,
                                    stories->room * sizeof *stories->versions);
        if (!stories->versions)
            abort();
    }
    stories->versions[stories->count++] = version;
    stories->bytes += text.len;
}

static void add_lines(struct stories *stories, FILE *file)
{
    json_t *line;

    while ((line = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
        const char *text = json_string_value(json_object_get(line, "text"));
        if (text)
            add_story(stories, str_from_c(text));
        json_decref(line);
    }
}

static void add_whole(struct stories *stories, FILE *file)
{
    char *text = malloc(STORY_MAX);

    if (!text)
        abort();
    size_t len = fread(text, 1, STORY_MAX, file);
    add_story(stories, (Str){text, (uint32_t)len});
    free(text);
}

static int add_file(struct stories *stories, const char *path)
{
    FILE *file = fopen(path, "rb");

    if (!file) {
        perror(path);
        return -1;
    }
    if (str_ends(str_from_c(path), STR(".jsonl")))
        add_lines(stories, file);
    else
        add_whole(stories, file);
    fclose(file);
    return 0;
}

/* ---- rounds ------------------------------------------------------------ */

static double least(double best, double took)
{
    return best == 0 || took < best ? took : best;
}

static void run_round(struct pipeline *pipeline, struct watched *watched,
                      const struct stories *stories)
{
    for (uint32_t i = 0; i < pipeline->count; i++)
        watched[i].block_s = watched[i].story_s = 0;
    for (size_t i = 0; i < stories->count; i++) {
        AnalysisRequest request = {
            .pipeline = pipeline,
            .version = stories->versions[i],
            .facts = {.date = STR("2026-03-04"),
                      .date_source = STET_DATE_RECORD},
        };
        analysis_unref(engine_analyse(&request));
    }
    for (uint32_t i = 0; i < pipeline->count; i++) {
        struct watched *w = &watched[i];
        w->best_block_s = least(w->best_block_s, w->block_s);
        w->best_story_s = least(w->best_story_s, w->story_s);
    }
}

static void wrap(struct pipeline *pipeline, struct watched *watched)
{
    for (uint32_t i = 0; i < pipeline->count; i++) {
        watched[i].inner = pipeline->annotators[i];
        pipeline->annotators[i].self = &watched[i];
        pipeline->annotators[i].block = watched_block;
        pipeline->annotators[i].story = watched_story;
    }
}

static void unwrap(struct pipeline *pipeline, const struct watched *watched)
{
    for (uint32_t i = 0; i < pipeline->count; i++)
        pipeline->annotators[i] = watched[i].inner;
}

static void print(const struct watched *w, double megabytes)
{
    double took = w->best_block_s + w->best_story_s;

    printf("%-22.*s %8.1f MB/s   block %6.2f ms/MB   story %6.2f ms/MB\n",
           STR_ARG(w->inner.info->id), took > 0 ? megabytes / took : 0,
           w->best_block_s * 1000 / megabytes,
           w->best_story_s * 1000 / megabytes);
}

int main(int argc, char **argv)
{
    struct watched watched[ANNOTATORS_MAX] = {0};
    struct stories stories = {0};

    if (argc < 3) {
        (void)fprintf(stderr, "usage: bench_passes PLUGINS FILE...\n");
        return 2;
    }
    for (int i = 2; i < argc; i++)
        if (add_file(&stories, argv[i]) < 0)
            return 2;
    Str path = str_from_c(argv[1]);
    HostConfig config = {.path_count = 1, .paths = &path, .only_paths = true};
    struct host *host = host_new(&config);
    struct pipeline *pipeline = host_pipeline_new(host);
    if (pipeline->count > ANNOTATORS_MAX)
        abort();
    wrap(pipeline, watched);
    for (int round = 0; round < ROUNDS; round++)
        run_round(pipeline, watched, &stories);
    unwrap(pipeline, watched);

    double megabytes = (double)stories.bytes / 1e6;
    printf("%zu stories, %.2f MB, the best of %d rounds\n", stories.count,
           megabytes, ROUNDS);
    for (uint32_t i = 0; i < pipeline->count; i++)
        print(&watched[i], megabytes);
    for (size_t i = 0; i < stories.count; i++)
        version_unref(stories.versions[i]);
    free(stories.versions);
    host_pipeline_free(pipeline);
    host_free(host);
    return 0;
}

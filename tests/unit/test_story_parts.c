/*
 * Story passes that are not run again: what they said stands, and it is what
 * they would say.
 *
 * First with every plugin over thousands of random edits of a story: each time
 * the analysis, made from the one before, is compared with one that has no
 * past. Then by single edits: which passes run, and which need not.
 */
#include "engine/analysis.h"
#include "host/host.h"
#include "stet/text.h"
#include "support/dump.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#define EDITS 1500u
#define ANNOTATORS_MAX 16u

/* An annotator that notes down when its story pass runs. */
struct counted {
    struct annotator inner;
    uint32_t runs;
};

struct desk {
    struct host *host;
    struct pipeline *pipeline;
    struct counted counted[ANNOTATORS_MAX];
    struct cache *cache;
    struct version *version;
    struct analysis *analysis;
};

static int counted_block(void *self_, const stet_block *block,
                         struct block_sink *sink)
{
    struct counted *self = self_;

    return self->inner.block(self->inner.self, block, sink);
}

static int counted_story(void *self_, const stet_story *story,
                         struct story_sink *sink)
{
    struct counted *self = self_;

    self->runs++;
    return self->inner.story(self->inner.self, story, sink);
}

static void desk_open(struct desk *self)
{
    Str path = STR(PLUGINS);
    HostConfig config = {.path_count = 1, .paths = &path, .only_paths = true};

    *self =
        (struct desk){.host = host_new(&config), .cache = cache_new(4 << 20)};
    self->pipeline = host_pipeline_new(self->host);
    assert_true(self->pipeline->count > 3);
    assert_true(self->pipeline->count < ANNOTATORS_MAX);
    for (uint32_t i = 0; i < self->pipeline->count; i++) {
        struct annotator *annotator = &self->pipeline->annotators[i];
        self->counted[i].inner = *annotator;
        annotator->self = &self->counted[i];
        annotator->block = counted_block;
        annotator->story = counted_story;
    }
}

static void desk_close(struct desk *self)
{
    analysis_unref(self->analysis);
    version_unref(self->version);
    for (uint32_t i = 0; i < self->pipeline->count; i++)
        self->pipeline->annotators[i] = self->counted[i].inner;
    host_pipeline_free(self->pipeline);
    host_free(self->host);
    cache_free(self->cache);
}

static struct analysis *analyse(struct desk *self, struct version *version,
                                const struct analysis *previous)
{
    AnalysisRequest request = {
        .pipeline = self->pipeline,
        .version = version,
        .facts = {.date = STR("2026-03-04"), .date_source = STET_DATE_RECORD},
        .cache = self->cache,
        .previous = previous,
    };

    return engine_analyse(&request);
}

static void desk_read(struct desk *self, const char *text)
{
    uint32_t bad;

    assert_int_equal(
        version_new(SYNTAX_PLAIN, str_from_c(text), 0, &self->version, &bad),
        0);
    self->analysis = analyse(self, self->version, NULL);
}

static void desk_edit(struct desk *self, Span span, Str with)
{
    struct version *next = NULL;

    assert_int_equal(version_edit(self->version, span, with, 0, &next), 0);
    struct analysis *after = analyse(self, next, self->analysis);
    analysis_unref(self->analysis);
    version_unref(self->version);
    self->analysis = after;
    self->version = next;
}

static uint32_t runs(const struct desk *self)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < self->pipeline->count; i++)
        count += self->counted[i].runs;
    return count;
}

/* ---- random edits ------------------------------------------------------- */

static const char story[] =
    "Ferry company asks to end winter crossings\n\n"
    "HOLMSUND, March 4, 2026 — The Northern Strait Line asked the harbor "
    "board on Monday to end its winter crossings, which lost $2.4 million "
    "last year, up from $1.9 million the year before.\n\n"
    "“We cannot carry three passengers and a goat,” said Ingrid Vasell, 61, "
    "the company’s chief executive. “Not every morning.”\n\n"
    "Vasell told the board that the last boat would leave on March 29. She "
    "denied that anybody would lose a job.\n\n"
    "“Nobody believes her,” Peter Oduya, a deckhand, said outside. He has "
    "worked on the line since 2004.\n\n"
    "“And nobody should.”\n\n"
    "According to the board, 41 percent of the crossings had no more than "
    "ten passengers. Councilwoman Ruth Amsel, whose mother lives on the "
    "island, called it “a road with water on it” in a post on Mastodon.\n\n"
    "Amsel: Who asked the island?\n\n"
    "The NSL did not answer. Oduya, 44, said he would be at the pier on "
    "Sunday, as he had been 20 years earlier.\n";

static const char *const pieces[] = {
    "he ",
    "She ",
    "said ",
    "Vasell ",
    "Oduya",
    "Mr. Oduya ",
    "Ruth ",
    "Vassell ",
    "the mayor ",
    "“",
    "” ",
    ",” she said.",
    " on Friday",
    "March 3 ",
    "$2 million ",
    "30 percent ",
    "\n\n",
    "\n\n“",
    ". ",
    ", ",
    "a",
    "e",
    "t",
    "s",
    " ",
    "The NSL ",
    "Amsel: ",
    "last week ",
    "told them ",
    "who ",
    "the company ",
    "B",
    "’s ",
    "his ",
    "Holmsund ",
};

/* A small generator of its own, so that every run is the same. */
static uint32_t roll(uint64_t *state, uint32_t below)
{
    *state =
        *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % below;
}

/* A place that splits no character. */
static uint32_t place(const struct version *version, uint64_t *state)
{
    struct arena arena = {0};
    uint32_t len = version_len(version), at = roll(state, len + 1);
    Str text = version_copy(version, (Span){0, len}, &arena);

    while (at > 0 && at < len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at--;
    arena_release(&arena);
    return at;
}

/* Mostly a word or a letter typed, now and then some bytes taken out; as a
 * story grows, it loses more. */
static void edit_at_random(struct desk *self, uint64_t *state)
{
    uint32_t kind = roll(state, 10);
    uint32_t most = version_len(self->version) > 2000 ? 60 : 12;
    Span span = {place(self->version, state), 0};

    span.end = span.start;
    if (kind >= 7) {
        uint32_t other = place(self->version, state);
        span.start = other < span.start ? other : span.start;
        span.end = other > span.end ? other : span.end;
        if (span.end - span.start > most)
            span.end = span.start;
    }
    desk_edit(self, span,
              kind == 9 ? (Str){0}
                        : str_from_c(pieces[roll(state, TEST_COUNT(pieces))]));
}

static void test_edits_read_as_from_scratch(void **state)
{
    uint64_t dice = 20261126;
    struct desk desk;

    desk_open(&desk);
    desk_read(&desk, story);
    uint32_t passes = runs(&desk), before = passes, ran = 0;
    for (uint32_t i = 0; i < EDITS; i++) {
        struct arena arena = {0};
        if (i % 300 == 299) { /* as it was, so that it stays a story */
            Span all = {0, version_len(desk.version)};
            desk_edit(&desk, all, str_from_c(story));
        }
        edit_at_random(&desk, &dice);
        ran += runs(&desk) - before;
        struct analysis *fresh = analyse(&desk, desk.version, NULL);
        before = runs(&desk);
        assert_string_equal(dump_analysis(desk.analysis, &arena).ptr,
                            dump_analysis(fresh, &arena).ptr);
        analysis_unref(fresh);
        arena_release(&arena);
    }
    assert_in_range(ran, EDITS / 4, passes * EDITS * 9 / 10);
    desk_close(&desk);
}

/* ---- which passes run --------------------------------------------------- */

struct row {
    const char *name;
    const char *behind; /* words of the story that it is typed behind */
    const char *typed;
    const char *ran; /* the layers whose passes ran, each with a space */
};

static const struct row rows[] = {
    {"a letter between quotation marks", "three passengers and a go", "o", ""},
    {"a letter in a word of no interest",
     "Oduya, 44, said he would be at the pi", "p", ""},
    {"a letter in a surname", "“Nobody believes her,” Peter Oduy", "e",
     "name figure quote "},
    {"a date", "would leave on March 2", "8", "date figure "},
    {"a word before all else", "Ferry company", " again",
     "date name figure quote "},
    {"a paragraph", "And nobody should.”", "\n\nA cat.",
     "date name figure quote "},
};

static void put_ran(const struct desk *self, const uint32_t *before, char *out,
                    size_t room)
{
    size_t len = 0;

    out[0] = '\0';
    for (uint32_t i = 0; i < self->pipeline->count; i++) {
        const AnnotatorInfo *info = self->counted[i].inner.info;
        Str layer = registry_layer_name(self->pipeline->registry, info->layer);
        if (self->counted[i].runs > before[i])
            len += (size_t)snprintf(out + len, room - len, "%.*s ",
                                    STR_ARG(layer));
    }
}

static void run_row(const struct row *row)
{
    uint32_t before[ANNOTATORS_MAX];
    struct desk desk;
    char ran[256];

    desk_open(&desk);
    desk_read(&desk, story);
    for (uint32_t i = 0; i < desk.pipeline->count; i++)
        before[i] = desk.counted[i].runs;
    const char *found = strstr(story, row->behind);
    assert_non_null(found);
    uint32_t at = (uint32_t)(found - story + (ptrdiff_t)strlen(row->behind));
    desk_edit(&desk, (Span){at, at}, str_from_c(row->typed));
    put_ran(&desk, before, ran, sizeof ran);
    assert_string_equal(ran, row->ran);
    desk_close(&desk);
}

static const struct CMUnitTest edits[] = {
    cmocka_unit_test(test_edits_read_as_from_scratch),
};

TEST_ROWS(passes, rows, run_row, name)
TEST_MAIN(test_passes() + run_group("edits", edits, TEST_COUNT(edits)))

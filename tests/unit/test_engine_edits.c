/*
 * The property that everything rests on: whatever edits led there, a version
 * and its analysis are the same as if the text had been read from scratch.
 *
 * Thousands of random edits, in three markups, with a cache and the analysis
 * before; after each, the blocks are compared with a fresh cut, and the
 * analysis with one that knows neither cache nor past.
 */
#include "engine/analysis.h"
#include "support/annotators.h"
#include "support/dump.h"
#include "support/test.h"

#define EDITS 1500u

/* A small generator of its own, so that every run is the same. */
static uint32_t roll(uint64_t *state, uint32_t below)
{
    *state =
        *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % below;
}

static const char *const pieces[] = {
    "Keane ",
    "said ",
    "the Mayor ",
    ".\n\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    "“",
    "” ",
    "TODO ",
    "Never ",
    "’s ",
    "é",
    "👩‍👧",
    "\n\n# Head\n\n",
    "\n- item ",
    "```\n",
    "\n> quoted ",
    "---\n",
    "*",
    "<p>",
    "</p>",
    "&amp;",
    "<b>",
    "-->",
    "<!--",
    "    ",
    "| a | b |\n|---|---|\n",
    "a",
    "Zed",
    "1,984 ",
    "[x](y) ",
    "A paragraph that is somewhat longer, so that edits fall inside it.\n\n",
};

struct naive {
    char *text;
    uint32_t len;
};

static void naive_edit(struct naive *self, Span span, Str with)
{
    uint32_t len = self->len - (span.end - span.start) + with.len;
    char *text = malloc((size_t)len + 1);

    memcpy(text, self->text, span.start);
    if (with.len)
        memcpy(text + span.start, with.ptr, with.len);
    memcpy(text + span.start + with.len, self->text + span.end,
           self->len - span.end);
    free(self->text);
    *self = (struct naive){text, len};
}

/* A place that splits no character. */
static uint32_t place(const struct naive *self, uint64_t *state)
{
    uint32_t at = roll(state, self->len + 1);

    while (at > 0 && at < self->len &&
           ((unsigned char)self->text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* The edit of one round: mostly small insertions, some deletions, now and then
 * a large replacement. */
static Span pick(const struct naive *self, uint64_t *state, Str *out_with)
{
    Span span = {place(self, state), 0};
    uint32_t kind = roll(state, 10);

    span.end = span.start;
    *out_with = (Str){0};
    if (kind >= 7) {
        uint32_t other = place(self, state);
        uint32_t most = span.start + (kind == 9 ? 400 : 30);
        span.end = other > span.start && other < most ? other : span.start;
    }
    if (kind != 7)
        *out_with = str_from_c(pieces[roll(state, TEST_COUNT(pieces))]);
    if (self->len > 6000 && kind < 8) {
        span.start = 0;
        while (span.end < 3000 ||
               ((unsigned char)self->text[span.end] & 0xC0) == 0x80)
            span.end++;
    }
    return span;
}

static struct analysis *analyse(struct fake_pipeline *fake,
                                struct version *version, struct cache *cache,
                                const struct analysis *previous)
{
    AnalysisRequest request = {.pipeline = &fake->pipeline,
                               .version = version,
                               .cache = cache,
                               .previous = previous};

    return engine_analyse(&request);
}

static void compare(struct fake_pipeline *fake, const struct version *version,
                    const struct analysis *analysis, const struct naive *naive)
{
    struct arena arena = {0};
    struct version *fresh = NULL;
    uint32_t bad;
    Str text = {naive->text, naive->len};

    assert_int_equal(version_new(version->syntax, text, 0, &fresh, &bad), 0);
    assert_string_equal(dump_version(version, &arena).ptr,
                        dump_version(fresh, &arena).ptr);
    struct analysis *scratch = analyse(fake, fresh, NULL, NULL);
    assert_string_equal(dump_analysis(analysis, &arena).ptr,
                        dump_analysis(scratch, &arena).ptr);
    analysis_unref(scratch);
    version_unref(fresh);
    arena_release(&arena);
}

struct markup {
    const char *name;
    Syntax syntax;
};

static const struct markup markups[] = {
    {"plain text", SYNTAX_PLAIN},
    {"Markdown", SYNTAX_MARKDOWN},
    {"HTML", SYNTAX_HTML},
};

static void run_markup(const struct markup *markup)
{
    uint64_t state = 20251126;
    struct fake_pipeline fake;
    struct cache *cache = cache_new(4 << 20);
    struct naive naive = {calloc(1, 1), 0};
    struct version *version = NULL;
    uint32_t bad;

    fake_pipeline_init(&fake);
    assert_int_equal(version_new(markup->syntax, (Str){0}, 0, &version, &bad),
                     0);
    struct analysis *analysis = analyse(&fake, version, cache, NULL);
    for (uint32_t i = 0; i < EDITS; i++) {
        struct version *next = NULL;
        Str with;
        Span span = pick(&naive, &state, &with);
        assert_int_equal(version_edit(version, span, with, i, &next), 0);
        naive_edit(&naive, span, with);
        struct analysis *after = analyse(&fake, next, cache, analysis);
        compare(&fake, next, after, &naive);
        analysis_unref(analysis);
        version_unref(version);
        analysis = after;
        version = next;
    }
    analysis_unref(analysis);
    version_unref(version);
    cache_free(cache);
    free(naive.text);
    fake_pipeline_release(&fake);
}

/* ---- a long story -------------------------------------------------------
 * Hundreds of blocks, so that versions share most of what owns them; some
 * versions stay while later ones come and go. */

#define LONG_BLOCKS 700u
#define LONG_EDITS 400u
#define KEPT 5u

static void compare_blocks(const struct version *version,
                           const struct naive *naive)
{
    struct arena arena = {0};
    struct version *fresh = NULL;
    uint32_t bad;
    Str text = {naive->text, naive->len};

    assert_int_equal(version_new(version->syntax, text, 0, &fresh, &bad), 0);
    assert_int_equal(version->has_directives, fresh->has_directives);
    assert_string_equal(dump_version(version, &arena).ptr,
                        dump_version(fresh, &arena).ptr);
    version_unref(fresh);
    arena_release(&arena);
}

/* Words put in; now and then some paragraphs taken out, or many put in. */
static Span pick_in_long(const struct naive *self, uint64_t *state,
                         const char *more, Str *out_with)
{
    Span span = {place(self, state), 0};
    uint32_t kind = roll(state, 8);

    span.end = span.start;
    *out_with = str_from_c(pieces[roll(state, TEST_COUNT(pieces))]);
    if (kind == 0)
        *out_with = str_from_c(more);
    if (kind > 1)
        return span;
    uint32_t other = place(self, state);
    if (other > span.start && other - span.start < self->len / 4)
        span.end = other;
    return span;
}

static void test_long_story_is_cut_as_from_scratch(void **unused)
{
    uint64_t state = 20261126;
    struct version *kept[KEPT] = {NULL};
    struct naive naive = {calloc(1, 1), 0};
    char more[4096] = "";
    uint32_t bad;

    for (uint32_t i = 0; i < LONG_BLOCKS; i++)
        naive_edit(&naive, (Span){0, 0},
                   i % 97 ? STR("A line.\n\n")
                          : STR("<!-- stet-disable -->\n\n"));
    for (size_t i = 0; i < 200; i++)
        memcpy(more + i * 11, "One more.\n\n", 12);
    assert_int_equal(version_new(SYNTAX_MARKDOWN, (Str){naive.text, naive.len},
                                 0, &kept[0], &bad),
                     0);
    assert_true(kept[0]->count > LONG_BLOCKS / 2);
    for (uint32_t i = 0; i < LONG_EDITS; i++) {
        struct version *last = kept[i % KEPT], *next = NULL;
        Str with;
        Span span = pick_in_long(&naive, &state, more, &with);
        assert_int_equal(version_edit(last, span, with, i, &next), 0);
        naive_edit(&naive, span, with);
        compare_blocks(next, &naive);
        version_unref(kept[(i + 1) % KEPT]);
        kept[(i + 1) % KEPT] = next;
    }
    for (uint32_t i = 0; i < KEPT; i++)
        version_unref(kept[i]);
    free(naive.text);
}

static const struct CMUnitTest long_ones[] = {
    cmocka_unit_test(test_long_story_is_cut_as_from_scratch),
};

TEST_ROWS(short_ones, markups, run_markup, name)
TEST_MAIN(test_short_ones() +
          run_group("long", long_ones, TEST_COUNT(long_ones)))

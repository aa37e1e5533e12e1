/*
 * The reading and the explanation of a place, for a person: plain, narrow,
 * and in colour, against what is kept.
 */
#include "report/explain.h"
#include "report/read.h"
#include "support/golden.h"
#include "support/newsroom.h"
#include "support/test.h"

#include <stdio.h>

static const Str story = STR_INIT(
    "# Keane wins *half*\n\n"
    "On Tuesday minister Keane won £3 m, half of twelve, in a story that goes "
    "on for more than a line so that it must be folded.\n\n"
    "“No,” Keane said. “This one goes on for quite a while, until it has to be "
    "folded, and then some,” she said. “Ah,” bystanders said.\n\n"
    "- The so-called “largest”\n- of [Someday](http://x.test), in Feb!\n\n"
    "> “Quite,” Okri said.\n");

struct row {
    const char *name;
    Look look;
};

static const struct row rows[] = {
    {"plain", {false, false, 100}},
    {"narrow", {false, true, 50}},
    {"colour", {true, true, 90}},
};

static void open_story(struct newsroom *newsroom, struct arena *arena,
                       struct article *article)
{
    struct out err = {.arena = arena};
    ArticleTools tools = {.pipeline = newsroom_pipeline(newsroom)};
    bool trouble;

    *article = (struct article){.name = STR("story.md"),
                                .text = story,
                                .syntax = SYNTAX_MARKDOWN,
                                .arena = arena,
                                .facts.date = STR("2026-03-04")};
    assert_int_equal(article_read(article, &tools, true, &err, &trouble), 0);
}

static void run_row(const struct row *row)
{
    struct newsroom *newsroom = newsroom_new();
    struct arena arena = {0};
    struct out out = {.arena = &arena};
    struct article article;
    char golden[512];

    open_story(newsroom, &arena, &article);
    read_write(&article, &row->look, &out);
    snprintf(golden, sizeof golden, GOLDEN "/read.%s", row->name);
    golden_assert(golden, (Str){out.ptr, (uint32_t)out.len});
    article_release(&article);
    arena_release(&arena);
    newsroom_free(newsroom);
}
TEST_ROWS(read, rows, run_row, name)

static void test_explain_says_what_stands_there(void **state)
{
    struct newsroom *newsroom = newsroom_new();
    struct arena arena = {0};
    struct out out = {.arena = &arena};
    struct article article;
    Look look = {false, false, 80};
    const char *quote = strstr(story.ptr, "“No");
    uint32_t at = (uint32_t)(quote - story.ptr);

    open_story(newsroom, &arena, &article);
    assert_true(explain_write(&article, (Span){at, at + 20}, &look, &out));
    golden_assert(GOLDEN "/explain.plain", (Str){out.ptr, (uint32_t)out.len});
    assert_false(explain_write(&article, (Span){0, 1}, &look, &out));
    article_release(&article);
    arena_release(&arena);
    newsroom_free(newsroom);
}

static const struct CMUnitTest alone[] = {
    cmocka_unit_test(test_explain_says_what_stands_there),
};

TEST_MAIN(test_read() + run_group("alone", alone, TEST_COUNT(alone)))

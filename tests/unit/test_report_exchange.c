/*
 * The exchange record: every layer in its place, offsets in every unit, what
 * is not ours carried through.
 */
#include "report/exchange.h"
#include "support/golden.h"
#include "support/newsroom.h"
#include "support/test.h"

#include <stdio.h>

/* A story with everything that the newsroom's annotators can read. */
static const char line[] =
    "{\"id\": 12345678901234567890, \"note\": {\"x\": [1.50, \"é\"]}, "
    "\"text\": \"On Tuesday minister Keane won £3 m, half of twelve.\\n\\n"
    "𝒳 “No,” Keane said. “Oh,” she said. “Ah,” bystanders said.\\n\\n"
    "The so-called “largest” of Someday, in Feb!\", "
    "\"quotes\": [\"old\"], \"dct\": \"2026-03-04\", \"z\": null}";

struct row {
    const char *name;
    Encoding offsets;
};

static const struct row rows[] = {
    {"utf8", ENCODING_UTF8},
    {"utf16", ENCODING_UTF16},
    {"codepoint", ENCODING_UTF32},
};

static void tag(struct newsroom *newsroom, Encoding offsets,
                struct arena *arena, struct out *out)
{
    struct out err = {.arena = arena};
    struct record record;
    Str words;
    bool trouble;

    assert_int_equal(record_parse(str_from_c(line), arena, &record, &words), 0);
    struct article article = {.name = STR("line 1"),
                              .text = record.text,
                              .arena = arena,
                              .facts.date = record.date};
    ArticleTools tools = {.pipeline = newsroom_pipeline(newsroom)};
    struct exchange *exchange = exchange_new(newsroom_registry(newsroom));
    assert_int_equal(article_read(&article, &tools, false, &err, &trouble), 0);
    assert_false(trouble);
    exchange_write(exchange, &article, &record, offsets, out);
    exchange_free(exchange);
    article_release(&article);
}

static void run_row(const struct row *row)
{
    struct newsroom *newsroom = newsroom_new();
    struct arena arena = {0};
    struct out out = {.arena = &arena};
    char golden[512];

    tag(newsroom, row->offsets, &arena, &out);
    snprintf(golden, sizeof golden, GOLDEN "/exchange.%s.json", row->name);
    golden_assert(golden, (Str){out.ptr, (uint32_t)out.len});
    arena_release(&arena);
    newsroom_free(newsroom);
}

TEST_TABLE(rows, run_row, name)

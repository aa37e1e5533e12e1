/*
 * The small pieces that reports are made of: JSON as it is written, offsets in
 * other units, columns of a terminal, records, lines of files.
 */
#include "report/article.h"
#include "report/feed.h"
#include "report/jot.h"
#include "report/look.h"
#include "report/page.h"
#include "report/record.h"
#include "report/units.h"
#include "support/test.h"

#include <stdio.h>
#include <unistd.h>

static Str written(const struct out *out)
{
    return (Str){out->ptr, (uint32_t)out->len};
}

static void assert_str(Str actual, const char *expected)
{
    if (!str_eq(actual, str_from_c(expected)))
        fail_msg("“%.*s” is not “%s”", STR_ARG(actual), expected);
}

/* ---- jot --------------------------------------------------------------- */

struct number_row {
    const char *text, *json;
};

static const struct number_row numbers[] = {
    {"0", "0"},         {"-1", "-1"},       {"1200000", "1200000"},
    {"12.50", "12.50"}, {"007", "\"007\""}, {"1.", "\"1.\""},
    {".5", "\".5\""},   {"-", "\"-\""},     {"", "\"\""},
    {"1e9", "\"1e9\""}, {"3/4", "\"3/4\""}, {"1 2", "\"1 2\""},
    {"0.0", "0.0"},     {"--1", "\"--1\""},
};

static void run_number(const struct number_row *row)
{
    struct arena arena = {0};
    struct out out = {.arena = &arena};
    struct jot jot = {.out = &out};

    jot_decimal(&jot, str_from_c(row->text));
    assert_str(written(&out), row->json);
    arena_release(&arena);
}
TEST_ROWS(jot_numbers, numbers, run_number, json)

static void test_jot_puts_commas_and_escapes(void **state)
{
    struct arena arena = {0};
    struct out out = {.arena = &arena};
    struct jot jot = {.out = &out};

    jot_open(&jot, '[');
    jot_open(&jot, '{');
    jot_key(&jot, "a\"");
    jot_str(&jot, STR("\n\x01\x7F\\/é"));
    jot_key(&jot, "b");
    jot_open(&jot, '[');
    jot_close(&jot, ']');
    jot_close(&jot, '}');
    jot_per_mille(&jot, 980);
    jot_per_mille(&jot, 1000);
    jot_per_mille(&jot, 7);
    jot_null(&jot);
    jot_close(&jot, ']');
    assert_str(written(&out), "[{\"a\\\"\":\"\\n\\u0001\\u007f\\\\/é\","
                              "\"b\":[]},0.98,1,0.007,null]");
    arena_release(&arena);
}

/* ---- units ------------------------------------------------------------- */

static void test_units_agree_with_counting(void **state)
{
    static const Str parts[] = {STR_INIT("a"), STR_INIT("é"), STR_INIT("“"),
                                STR_INIT("𝒳")};
    struct arena arena = {0};
    struct out text = {.arena = &arena};
    uint32_t points = 0, utf16 = 0;

    for (uint32_t i = 0; i < 2000; i++)
        out_str(&text, parts[i * 7 % 4]);
    struct units as_points = units_new(written(&text), ENCODING_UTF32, &arena);
    struct units as_utf16 = units_new(written(&text), ENCODING_UTF16, &arena);
    struct units as_bytes = units_new(written(&text), ENCODING_UTF8, &arena);
    for (uint32_t i = 0, at = 0; i < 2000; i++) {
        assert_int_equal(units_at(&as_points, at), points);
        assert_int_equal(units_at(&as_utf16, at), utf16);
        assert_int_equal(units_at(&as_bytes, at), at);
        at += parts[i * 7 % 4].len;
        points++;
        utf16 += i * 7 % 4 == 3 ? 2 : 1;
    }
    assert_int_equal(units_at(&as_points, UINT32_MAX), 2000);
    arena_release(&arena);
}

/* ---- look and page ----------------------------------------------------- */

struct column_row {
    const char *text;
    uint32_t columns;
};

static const struct column_row column_rows[] = {
    {"", 0},
    {"plain", 5},
    {"“é”", 3},
    {"e\xCC\x81", 1},
    {"東京", 4},
    {"👍🏽", 2},
    {"a\xE2\x80\x8B"
     "b",
     2},
    {"ﬁ…", 2},
};

static void run_columns(const struct column_row *row)
{
    assert_int_equal(look_columns(str_from_c(row->text)), row->columns);
}
TEST_ROWS(look_columns, column_rows, run_columns, text)

static void test_clean_lets_no_escape_through(void **state)
{
    struct arena arena = {0};
    struct out out = {.arena = &arena};

    out_clean(&out, STR("a\033[31mb\r\nc\td\x7F\xC2\x9B"
                        "e"));
    assert_str(written(&out), "a\xEF\xBF\xBD[31mb c d\xEF\xBF\xBD\xEF\xBF\xBD"
                              "e");
    arena_release(&arena);
}

static void test_fold_ends_and_loses_nothing(void **state)
{
    Str text = STR("one two  three antidisestablishmentarianism 東京 x");

    for (uint32_t columns = 1; columns < 60; columns++) {
        uint32_t at = 0, words = 0;
        while (at < text.len) {
            uint32_t end = page_fold(text, at, columns);
            assert_true(end > at);
            for (uint32_t i = at; i < end; i++)
                words += text.ptr[i] != ' ';
            at = page_skip(text, end);
        }
        assert_int_equal(words, text.len - 6); /* all but the spaces */
    }
}

/* ---- records ----------------------------------------------------------- */

struct record_row {
    const char *line;
    int status;
    const char *words; /* of an error: some of them; else the raw members */
};

static const struct record_row records[] = {
    {"{\"id\": 7, \"text\": \"x\"}", 0, "id=7;text=\"x\";"},
    {" { \"text\" : \"\\u00e9\" , \"z\":[1,{\"a\":\"]}\\\"\"}], "
     "\"n\":-1.50e3} ",
     0, "text=\"\\u00e9\";z=[1,{\"a\":\"]}\\\"\"}];n=-1.50e3;"},
    {"{\"text\":\"\",\"a\":null,\"b\":true}", 0, "text=\"\";a=null;b=true;"},
    {"{}", -22, "has no \"text\""},
    {"{\"text\": 3}", -22, "has no \"text\""},
    {"[]", -22, "is no JSON object"},
    {"{\"text\": \"x\"", -22, "is no JSON at column"},
    {"{\"text\": \"\\ud800\"}", -22, "is no JSON at column"},
    {"{\"text\": \"a\\u0000b\"}", -22, "is no JSON at column"},
    {"nonsense", -22, "is no JSON at column"},
};

static void run_record(const struct record_row *row)
{
    struct arena arena = {0};
    struct out out = {.arena = &arena};
    struct record record;
    Str words;
    int status = record_parse(str_from_c(row->line), &arena, &record, &words);

    assert_int_equal(status, row->status);
    if (status < 0) {
        out_str(&out, words);
        out_char(&out, 0);
        assert_non_null(strstr(out.ptr, row->words));
    } else {
        for (uint32_t i = 0; i < record.member_count; i++) {
            out_str(&out, record.members[i].key);
            out_char(&out, '=');
            out_str(&out, record.members[i].json);
            out_char(&out, ';');
        }
        assert_str(written(&out), row->words);
    }
    arena_release(&arena);
}
TEST_ROWS(record_parse, records, run_record, line)

/* ---- feed -------------------------------------------------------------- */

static void test_feed_gives_lines_across_reads(void **state)
{
    char path[] = "/tmp/stet-feed-XXXXXX";
    int file = mkstemp(path);
    const char *const paths[] = {"/nowhere/at/all", path};
    struct feed feed = {.paths = paths, .path_count = 2};
    struct arena arena = {0};
    struct out err = {.arena = &arena}, lines = {.arena = &arena};
    FeedLine line;
    int status;

    out_str(&lines, STR("first\n\n \t\r\n"));
    out_repeat(&lines, 'x', 200000); /* more than one read */
    out_str(&lines, STR("\nlast"));
    assert_int_equal(out_send(&lines, file), 0);
    close(file);
    assert_true(feed_next(&feed, &arena, &line, &err) < 0);
    assert_true(err.len > 0);
    assert_int_equal(feed_next(&feed, &arena, &line, &err), 1);
    assert_str(line.text, "first");
    assert_int_equal(feed_next(&feed, &arena, &line, &err), 1);
    assert_int_equal(line.text.len, 200000);
    assert_int_equal(line.number, 4);
    assert_int_equal(feed_next(&feed, &arena, &line, &err), 1);
    assert_str(line.text, "last");
    status = feed_next(&feed, &arena, &line, &err);
    assert_int_equal(status, 0);
    feed_release(&feed);
    unlink(path);
    arena_release(&arena);
}

/* ---- article ----------------------------------------------------------- */

static void test_syntax_follows_the_name(void **state)
{
    Syntax syntax = SYNTAX_PLAIN;

    assert_int_equal(article_syntax(STR("a/b.MD")), SYNTAX_MARKDOWN);
    assert_int_equal(article_syntax(STR("a.htm")), SYNTAX_HTML);
    assert_int_equal(article_syntax(STR("README")), SYNTAX_PLAIN);
    assert_true(article_is_story(STR("x.txt")));
    assert_false(article_is_story(STR("x.c")));
    assert_true(article_syntax_named(STR("html"), &syntax));
    assert_int_equal(syntax, SYNTAX_HTML);
    assert_false(article_syntax_named(STR("cobol"), &syntax));
}

static void test_dates_are_dates(void **state)
{
    assert_str(article_date(STR("2026-03-04T10:00:00Z")), "2026-03-04");
    assert_str(article_date(STR("March 4")), "");
    assert_str(article_date(STR("2026-3-4")), "");
    assert_str(article_date((Str){0}), "");
}

static const struct CMUnitTest alone[] = {
    cmocka_unit_test(test_jot_puts_commas_and_escapes),
    cmocka_unit_test(test_units_agree_with_counting),
    cmocka_unit_test(test_clean_lets_no_escape_through),
    cmocka_unit_test(test_fold_ends_and_loses_nothing),
    cmocka_unit_test(test_feed_gives_lines_across_reads),
    cmocka_unit_test(test_syntax_follows_the_name),
    cmocka_unit_test(test_dates_are_dates),
};

TEST_MAIN(test_jot_numbers() + test_look_columns() + test_record_parse() +
          run_group("alone", alone, TEST_COUNT(alone)))

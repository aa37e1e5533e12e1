/* The small parts of the text core: UTF-8, lines, hashes; and blocks, a text a
 * row, each block written as its kind and its prose between brackets. */
#include "engine/version.h"
#include "text/hash.h"
#include "text/utf8.h"

#include "support/test.h"

#include <stdio.h>

/* ---- UTF-8 --------------------------------------------------------------- */

struct utf8_row {
    const char *name;
    Str text;
    uint32_t bad; /* offset of the first bad byte */
};

static const struct utf8_row utf8_rows[] = {
    {"empty", STR_INIT(""), 0},
    {"ASCII", STR_INIT("abcdefghij"), 10},
    {"two, three, four bytes", STR_INIT("é€𐐀"), 9},
    {"a NUL", STR_INIT("a\0b"), 3},
    {"the last character", STR_INIT("\xF4\x8F\xBF\xBF"), 4},
    {"beyond the last", STR_INIT("a\xF4\x90\x80\x80"), 1},
    {"a lone continuation", STR_INIT("ab\x80"), 2},
    {"cut off", STR_INIT("ab\xE2\x80"), 2},
    {"overlong", STR_INIT("\xC0\xAF"), 0},
    {"overlong, three bytes", STR_INIT("\xE0\x80\xAF"), 0},
    {"a surrogate", STR_INIT("\xED\xA0\x80"), 0},
    {"behind eight good ones", STR_INIT("abcdefgh\xFF"), 8},
};

static void run_utf8(const struct utf8_row *row)
{
    assert_int_equal(utf8_first_bad(row->text), row->bad);
}

/* ---- lines --------------------------------------------------------------- */

struct lines_row {
    const char *name;
    Str text;
    uint32_t offset;
    Pos utf8, utf16, utf32;
};

static const struct lines_row lines_rows[] = {
    {"empty", STR_INIT(""), 0, {0, 0}, {0, 0}, {0, 0}},
    {"after a break", STR_INIT("a\nb"), 2, {1, 0}, {1, 0}, {1, 0}},
    {"CRLF is one break", STR_INIT("a\r\nb"), 3, {1, 0}, {1, 0}, {1, 0}},
    {"a lone CR breaks", STR_INIT("a\rb"), 2, {1, 0}, {1, 0}, {1, 0}},
    {"CR CR LF", STR_INIT("\r\r\nb"), 3, {2, 0}, {2, 0}, {2, 0}},
    {"the end after a break", STR_INIT("a\n"), 2, {1, 0}, {1, 0}, {1, 0}},
    {"a Deseret letter", STR_INIT("a𐐀b"), 5, {0, 5}, {0, 3}, {0, 2}},
    {"an accent", STR_INIT("né!"), 3, {0, 3}, {0, 2}, {0, 2}},
    {"a family", STR_INIT("👩‍👧!"), 11, {0, 11}, {0, 5}, {0, 3}},
    {"U+2028, VT and FF", STR_INIT("\u2028\v\fb"), 5, {0, 5}, {0, 3}, {0, 3}},
    {"a BOM", STR_INIT("\uFEFFa"), 3, {0, 3}, {0, 1}, {0, 1}},
};

static void run_lines(const struct lines_row *row)
{
    const Pos *want[] = {&row->utf8, &row->utf16, &row->utf32};
    struct arena arena = {0};
    struct lines lines;

    lines_build(&lines, row->text, &arena);
    for (int encoding = 0; encoding < 3; encoding++) {
        Pos got = lines_pos(&lines, row->offset, (Encoding)encoding);
        assert_int_equal(got.line, want[encoding]->line);
        assert_int_equal(got.col, want[encoding]->col);
        assert_int_equal(
            lines_offset(&lines, *want[encoding], (Encoding)encoding),
            row->offset);
    }
    arena_release(&arena);
}

static void places_that_do_not_exist_are_clamped(void **state)
{
    struct arena arena = {0};
    struct lines lines;

    lines_build(&lines, STR("a𐐀b\r\nc"), &arena);
    assert_int_equal(lines_offset(&lines, (Pos){0, 2}, ENCODING_UTF16), 1);
    assert_int_equal(lines_offset(&lines, (Pos){0, 99}, ENCODING_UTF16), 6);
    assert_int_equal(lines_offset(&lines, (Pos){9, 0}, ENCODING_UTF16), 9);
    assert_int_equal(lines_pos(&lines, 7, ENCODING_UTF16).col, 4);
    assert_int_equal(lines_pos(&lines, 3, ENCODING_UTF16).col, 1);
    arena_release(&arena);
}

/* Breaks are looked for a stretch at a time: at every place of one, and over
 * its edges, they are what a look at each byte finds. */
static void breaks_are_found_anywhere(void **state)
{
    static const Str breaks[] = {STR_INIT("\n"), STR_INIT("\r"),
                                 STR_INIT("\r\n"), STR_INIT("\n\r"),
                                 STR_INIT("\r\r\n")};
    char text[1100];

    for (size_t k = 0; k < TEST_COUNT(breaks); k++)
        for (uint32_t at = 0; at + 8 < sizeof text; at++) {
            uint32_t lines = k < 3 ? 1 : 2, first = k == 2 ? 2 : 1;
            Str all = {text, sizeof text};
            memset(text, 'x', sizeof text);
            memcpy(text + at, breaks[k].ptr, breaks[k].len);
            assert_int_equal(lines_break(all, 0), at);
            assert_int_equal(lines_break_len(all, at), first);
            struct arena arena = {0};
            struct lines found;
            lines_build(&found, all, &arena);
            assert_int_equal(found.count, lines + 1);
            assert_int_equal(found.starts[1], at + first);
            assert_int_equal(found.starts[lines], at + breaks[k].len);
            arena_release(&arena);
        }
}

static void hashes_differ(void **state)
{
    assert_true(hash_bytes("ab", 2, 0) != hash_bytes("ba", 2, 0));
    assert_true(hash_bytes("ab", 2, 0) != hash_bytes("ab", 2, 1));
    assert_true(hash_bytes("a", 1, 0) != hash_bytes("a\0", 2, 0));
    assert_true(hash_bytes("12345678", 8, 0) != hash_bytes("1234567", 7, 0));
    assert_int_equal(hash_bytes("abc", 3, 7), hash_bytes("abc", 3, 7));
}

/* ---- blocks -------------------------------------------------------------- */

struct blocks_row {
    const char *name;
    Syntax syntax;
    const char *text, *want;
};

static const struct blocks_row blocks_rows[] = {
    {"paragraphs", SYNTAX_PLAIN, "He left.\n\nShe stayed.\n",
     "p[He left.]p[She stayed.]"},
    {"a headline", SYNTAX_PLAIN, "Talks fail\n\nHe left.",
     "h1[Talks fail]p[He left.]"},
    {"wrapped lines", SYNTAX_PLAIN, "He left\nthe room.\n\nShe",
     "p[He left the room.]h2[She]"},
    {"turns", SYNTAX_PLAIN, "Q. Why?\nA. Because.", "p[Q. Why?]p[A. Because.]"},
    {"Markdown", SYNTAX_MARKDOWN, "# Talks *fail*\n\nHe **left**.\n",
     "h1[Talks fail]p[He left.]"},
    {"a Markdown list", SYNTAX_MARKDOWN, "- one\n- two\n\nHe left.",
     "i1[one]i1[two]p[He left.]"},
    {"a fence", SYNTAX_MARKDOWN, "```\ncode\n\nmore\n```\nHe left.",
     "c[]p[He left.]"},
    {"a code span", SYNTAX_MARKDOWN, "the `x = 1` case", "p[the case]"},
    {"a link", SYNTAX_MARKDOWN, "[The Times](http://x.org) said",
     "p[The Times said]"},
    {"a quotation", SYNTAX_MARKDOWN, "> He left.\n\nYes.",
     "q1[He left.]p[Yes.]"},
    {"a table", SYNTAX_MARKDOWN, "| a | b |\n|---|---|\n| c | d |\n",
     "t[a]t[b]t[c]t[d]"},
    {"front matter", SYNTAX_MARKDOWN, "---\ndate: 2026-03-04\n---\nHe left.",
     "c[]p[He left.]"},
    {"a rule is no front matter", SYNTAX_MARKDOWN, "---\n\nHe left.\n---\n",
     "c[]h2[He left.]"},
    {"HTML", SYNTAX_HTML, "<h1>Talks</h1><p>He <b>left</b>.</p><p>She</p>",
     "h1[Talks]p[He left.]p[She]c[]"},
    {"a script", SYNTAX_HTML, "<script>if (a < b) {}</script><p>He</p>",
     "p[He]c[]"},
    {"a comment", SYNTAX_HTML, "<p>a <!-- <p>no</p> --> b</p>", "p[a b]c[]"},
    {"less than", SYNTAX_HTML, "<p>1 < 2 and 3</p>", "p[1 < 2 and 3]c[]"},
};

static const char *kind_name(const struct block *block, char *out, size_t size)
{
    static const char *const names[] = {"?", "p", "h", "i", "t", "q", "c"};

    if (block->prose.level)
        snprintf(out, size, "%s%u", names[block->prose.kind],
                 block->prose.level);
    else
        snprintf(out, size, "%s", names[block->prose.kind]);
    return out;
}

static void run_blocks(const struct blocks_row *row)
{
    struct version *version = NULL;
    uint32_t bad;
    char got[1024] = "", kind[16];
    size_t len = 0;

    assert_int_equal(
        version_new(row->syntax, str_from_c(row->text), 0, &version, &bad), 0);
    for (uint32_t i = 0; i < version->count; i++) {
        struct block *block = version->blocks[i];
        const stet_tokens *tokens = &block_read(block)->tokens;
        len += (size_t)snprintf(got + len, sizeof got - len, "%s[",
                                kind_name(block, kind, sizeof kind));
        for (uint32_t k = 0; k < tokens->count; k++)
            len += (size_t)snprintf(
                got + len, sizeof got - len, "%s%.*s",
                k && tokens->flags[k] & STET_TOKEN_SPACED ? " " : "",
                STR_ARG(tokens->norm[k]));
        len += (size_t)snprintf(got + len, sizeof got - len, "]");
    }
    assert_string_equal(got, row->want);
    version_unref(version);
}

/* No block is above the limit, whatever the text; and it takes no time that a
 * person would notice, or this test would be killed. */
static void huge_lines_are_cut(void **state)
{
    static const char *const units[] = {
        "word ", "[", "<", "*a", "> ", "```\n", "&", "“", "\r", "- ", "<!--"};
    size_t size = 3u << 20;
    char *text = malloc(size);

    for (size_t u = 0; u < TEST_COUNT(units); u++) {
        uint32_t step = (uint32_t)strlen(units[u]), bad;
        uint32_t len = (uint32_t)(size / step * step);
        for (uint32_t at = 0; at < len; at += step)
            memcpy(text + at, units[u], step);
        for (int syntax = SYNTAX_PLAIN; syntax <= SYNTAX_HTML; syntax++) {
            struct version *version = NULL;
            assert_int_equal(version_new((Syntax)syntax, (Str){text, len}, 0,
                                         &version, &bad),
                             0);
            assert_int_equal(version_len(version), len);
            for (uint32_t i = 0; i < version->count; i++)
                assert_true(version->blocks[i]->prose.text.len <=
                            BLOCKS_SECTION_MAX);
            version_unref(version);
        }
    }
    free(text);
}

/* ---- metadata ------------------------------------------------------------ */

struct metadata_row {
    const char *name;
    Syntax syntax;
    const char *text, *date, *language;
};

static const struct metadata_row metadata_rows[] = {
    {"YAML", SYNTAX_MARKDOWN, "---\ndate: 2026-03-04\nlang: en-GB\n---\n",
     "2026-03-04", "en-GB"},
    {"TOML", SYNTAX_MARKDOWN, "+++\ndate = \"2026-03-04\"\n+++\n", "2026-03-04",
     ""},
    {"no date", SYNTAX_MARKDOWN, "---\ndate: tomorrow\n---\n", "", ""},
    {"HTML time", SYNTAX_HTML,
     "<html lang=\"en\"><time datetime=\"2026-03-04T10:00\">", "2026-03-04",
     "en"},
    {"HTML meta", SYNTAX_HTML,
     "<meta property=\"article:published_time\" content=\"2026-03-04\">",
     "2026-03-04", ""},
    {"plain text says nothing", SYNTAX_PLAIN, "---\ndate: 2026-03-04\n---\n",
     "", ""},
};

static void run_metadata(const struct metadata_row *row)
{
    struct arena arena = {0};
    Metadata got = blocks_metadata(row->syntax, str_from_c(row->text), &arena);

    assert_true(str_eq(got.date, str_from_c(row->date)));
    assert_true(str_eq(got.language, str_from_c(row->language)));
    arena_release(&arena);
}

static const struct CMUnitTest plain[] = {
    cmocka_unit_test(places_that_do_not_exist_are_clamped),
    cmocka_unit_test(breaks_are_found_anywhere),
    cmocka_unit_test(hashes_differ),
    cmocka_unit_test(huge_lines_are_cut),
};

TEST_ROWS(utf8, utf8_rows, run_utf8, name)
TEST_ROWS(lines, lines_rows, run_lines, name)
TEST_ROWS(blocks, blocks_rows, run_blocks, name)
TEST_ROWS(metadata, metadata_rows, run_metadata, name)
TEST_MAIN(test_utf8() + test_lines() + test_blocks() + test_metadata() +
          run_group("plain", plain, TEST_COUNT(plain)))

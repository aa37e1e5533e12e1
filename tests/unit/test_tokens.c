/*
 * Words, marks and sentences, a text a row. What is expected is written as the
 * tokens between bars: ‹ and › stand for marks that open and close, a double
 * bar ends a sentence, a tilde stands before a token that no space precedes.
 */
#include "stet/text.h"
#include "text/tokens.h"

#include "support/test.h"

#include <stdio.h>

struct row {
    const char *name, *text, *want;
};

static const struct row rows[] = {
    /* words and clitics */
    {"a sentence", "He left.", "He|left|~."},
    {"a clitic", "He’s Witkoff's man", "He|~’s|Witkoff|~'s|man"},
    {"n't stays", "I don’t.", "I|don’t|~."},
    {"O'Brien", "O'Brien said", "O'Brien|said"},
    {"AT&T", "AT&T fell", "AT&T|fell"},
    {"a hyphen splits", "R-Neb. said", "R|~-|~Neb.|said"},
    {"an age", "62-year-old", "62|~-|~year|~-|~old"},
    {"letters of other scripts", "Škoda naïve", "Škoda|naïve"},
    {"a combining mark", "cafe\u0301 bar", "cafe\u0301|bar"},
    /* numbers */
    {"money", "$3.2bn", "$|~3.2|~bn"},
    {"thousands", "1,984 people", "1,984|people"},
    {"a list", "22,24,26,31.", "22|~,|~24|~,|~26|~,|~31|~."},
    {"a list and a decimal", "5,6,7 and 1,3", "5|~,|~6|~,|~7|and|1,3"},
    {"lakhs", "1,23,45,678 votes", "1,23,45,678|votes"},
    {"lakhs, a nought short", "50,00,00 votes", "50,00,00|votes"},
    {"a comma that ends", "in 2019, he", "in|2019|~,|he"},
    {"a date", "03/04/2026", "03/04/2026"},
    {"a time", "10:30 a.m.", "10:30|a.m."},
    {"an ordinal", "the 10th, 21st", "the|10th|~,|21st"},
    {"a decade", "the 1990s", "the|1990s"},
    {"a short decade", "the ’90s", "the|’|~90s"},
    {"a percent", "12.5% up", "12.5|~%|up"},
    /* abbreviations, initials, addresses */
    {"U.S.", "the U.S. envoy", "the|U.S.|envoy"},
    {"a title", "Rep. Don Bacon", "Rep.|Don|Bacon"},
    {"initials", "J. K. Rowling left. She", "J.|K.|Rowling|left|~.||She"},
    {"a URL", "see https://x.org/a?b=c. Then",
     "see|https://x.org/a?b=c|~.||Then"},
    {"an e-mail address", "to a.b@x.org now", "to|a|~.|~b@x.org|now"},
    {"an ellipsis of dots", "well... no", "well|~...|no"},
    /* double marks */
    {"curly", "“No,” he said.", "‹|~No|~,|~›|he|said|~."},
    {"straight", "\"No,\" he said.", "‹|~No|~,|~›|he|said|~."},
    {"pairs of curly single marks", "“No,’’ he said. ‘‘Go.’’",
     "‹|~No|~,|~›|he|said|~.||‹|~Go|~.|~›"},
    {"such pairs without a stop", "‘‘No’’ twice in ‘‘years’’ he said.",
     "‹|~No|~›|twice|in|‹|~years|~›|he|said|~."},
    {"a possessive and a mark", "‘It is the workers’’ he said.",
     "‹|~It|is|the|workers|~’|~›|he|said|~."},
    {"ASCII pairs", "``No,'' he said.", "‹|~No|~,|~›|he|said|~."},
    {"guillemets", "«No», he said.", "‹|~No|~›|~,|he|said|~."},
    {"guillemets inwards", "»No«, he said.", "‹|~No|~›|~,|he|said|~."},
    {"low and high", "„No“, he said.", "‹|~No|~›|~,|he|said|~."},
    {"two quotations", "“No,” he said, “never.”",
     "‹|~No|~,|~›|he|said|~,|‹|~never|~.|~›"},
    {"left open", "“No, he said.", "‹|~No|~,|he|said|~."},
    {"inches", "a 2.5\" nail", "a|2.5|~\"|nail"},
    {"feet and inches", "6' 2\" tall", "6|~'|2|~\"|tall"},
    /* single marks */
    {"left open behind a pair", "'No,' he said. 'It leaks.",
     "‹|~No|~,|~›|he|said|~.||‹|~It|leaks|~."},
    {"left out behind a pair", "'No,' he said. 'Tis old.",
     "‹|~No|~,|~›|he|said|~.||'|~Tis|old|~."},
    {"left open behind no pair", "He left. 'It leaks.",
     "He|left|~.||'|~It|leaks|~."},
    {"British", "‘No,’ he said.", "‹|~No|~,|~›|he|said|~."},
    {"British, straight", "'No,' he said.", "‹|~No|~,|~›|he|said|~."},
    {"a possessive inside", "‘The workers’ rights matter,’ he said.",
     "‹|~The|workers|~’|rights|matter|~,|~›|he|said|~."},
    {"a possessive alone", "the workers’ rights", "the|workers|~’|rights"},
    {"one word in marks", "a 'great' day", "a|‹|~great|~›|day"},
    {"nested", "“He said ‘no’ to me,” she said.",
     "‹|~He|said|‹|~no|~›|to|me|~,|~›|she|said|~."},
    {"nested, British", "‘He said “no” to me,’ she said.",
     "‹|~He|said|‹|~no|~›|to|me|~,|~›|she|said|~."},
    {"’em and ’til", "get ’em ’til noon", "get|’|~em|’|~til|noon"},
    {"and behind the mark that a word processor sets",
     "get ‘em, in the ‘90s, ‘til noon",
     "get|‘|~em|~,|in|the|‘|~90s|~,|‘|~til|noon"},
    {"’bout behind that mark", "‘bout “the workers’ day.” He left.",
     "‘|~bout|‹|~the|workers|~’|day|~.|~›||He|left|~."},
    {"inches in a quotation", "“I’m 6’2”,” he said. “No.”",
     "‹|~I|~’m|6|~’|~2|~”|~,|~›|he|said|~.||‹|~No|~.|~›"},
    {"inches at a quotation’s end", "“I’m 6’2” he said. “No.”",
     "‹|~I|~’m|6|~’|~2|~›|he|said|~.||‹|~No|~.|~›"},
    {"an apostrophe inside", "‘I don’t,’ he said", "‹|~I|don’t|~,|~›|he|said"},
    /* sentences */
    {"two", "He left. She stayed.", "He|left|~.||She|stayed|~."},
    {"a mark at the end", "“I went.” He left.", "‹|~I|went|~.|~›||He|left|~."},
    {"a mark that goes on", "“I went!” he said.", "‹|~I|went|~!|~›|he|said|~."},
    {"an abbreviation at the end", "in the U.S. The man",
     "in|the|U.S.||The|man"},
    {"an abbreviation inside", "in the U.S. Senate", "in|the|U.S.|Senate"},
    {"a number goes on", "the No. 2 there", "the|No|~.|2|there"},
    {"an answer does not", "I say no. 12 left.", "I|say|no|~.||12|left|~."},
    {"Inc. goes on", "Apple Inc. said", "Apple|Inc.|said"},
    {"a letter at the end", "wrote on X. “Yes,” he",
     "wrote|on|X.||‹|~Yes|~,|~›|he"},
    {"a decimal is none", "up 3.5 percent", "up|3.5|percent"},
    {"an ellipsis goes on", "me … I don’t", "me|…||I|don’t"},
    {"a question", "Why? Because.", "Why|~?||Because|~."},
    {"a bracket", "(He left.) She", "(|~He|left|~.|~)||She"},
};

static Str describe(const struct reading *reading, Str text, char *out,
                    size_t size)
{
    const stet_tokens *tokens = &reading->tokens;
    size_t len = 0;
    uint32_t sentence = 0;

    for (uint32_t i = 0; i < tokens->count; i++) {
        const char *bar = i ? "|" : "";
        if (i && i == reading->sentences[sentence].end) {
            sentence++;
            bar = "||";
        }
        Str word = str_cut(text, tokens->start[i], tokens->end[i]);
        if (tokens->cls[i] == STET_TOKEN_QUOTE_OPEN)
            word = STR("‹");
        if (tokens->cls[i] == STET_TOKEN_QUOTE_CLOSE)
            word = STR("›");
        len += (size_t)snprintf(out + len, size - len, "%s%s%.*s", bar,
                                tokens->flags[i] & STET_TOKEN_SPACED ? "" : "~",
                                STR_ARG(word));
    }
    return (Str){out, (uint32_t)len};
}

static void run_row(const struct row *row)
{
    struct arena arena = {0};
    struct reading reading;
    char got[1024] = "";
    Prose prose = {.text = str_from_c(row->text), .kind = STET_BLOCK_PARAGRAPH};

    tokens_read(&prose, &arena, &reading);
    describe(&reading, prose.text, got, sizeof got);
    assert_string_equal(got, row->want);
    arena_release(&arena);
}

/* ---- columns ------------------------------------------------------------- */

static void marks_know_their_mates(void **state)
{
    struct arena arena = {0};
    struct reading reading;
    Prose prose = {.text = STR("“A ‘b’ c” d"), .kind = STET_BLOCK_PARAGRAPH};

    tokens_read(&prose, &arena, &reading);
    const stet_tokens *tokens = &reading.tokens;
    assert_int_equal(tokens->count, 8);
    assert_int_equal(tokens->mate[0], 6);
    assert_int_equal(tokens->mate[6], 0);
    assert_int_equal(tokens->mate[2], 4);
    static const uint8_t depth[] = {1, 1, 2, 2, 2, 1, 1, 0};
    assert_memory_equal(tokens->depth, depth, sizeof depth);
    arena_release(&arena);
}

static void references_are_decoded(void **state)
{
    struct arena arena = {0};
    struct reading reading;
    Prose prose = {.text = STR("&ldquo;Caf&eacute; isn&#8217;t&#x201D;"),
                   .kind = STET_BLOCK_PARAGRAPH,
                   .is_html = 1};

    tokens_read(&prose, &arena, &reading);
    const stet_tokens *tokens = &reading.tokens;
    assert_int_equal(tokens->count, 4);
    assert_int_equal(tokens->cls[0], STET_TOKEN_QUOTE_OPEN);
    assert_true(str_eq(tokens->norm[1], STR("Café")));
    assert_true(str_eq(tokens->folded[1], STR("café")));
    assert_true(str_eq(tokens->norm[2], STR("isn't")));
    assert_int_equal(tokens->mate[3], 0);
    arena_release(&arena);
}

static void masks_are_no_prose(void **state)
{
    static const Span masked[] = {{3, 4}, {6, 7}};
    struct arena arena = {0};
    struct reading reading;
    Prose prose = {.text = STR("no *ne* two"),
                   .kind = STET_BLOCK_PARAGRAPH,
                   .masked_count = 2,
                   .masked = masked};

    tokens_read(&prose, &arena, &reading);
    assert_int_equal(reading.tokens.count, 3);
    assert_true(str_eq(reading.tokens.norm[1], STR("ne")));
    assert_true(reading.tokens.flags[1] & STET_TOKEN_SPACED);
    arena_release(&arena);
}

static void code_has_no_tokens(void **state)
{
    struct arena arena = {0};
    struct reading reading;
    Prose prose = {.text = STR("He left."), .kind = STET_BLOCK_CODE};

    tokens_read(&prose, &arena, &reading);
    assert_int_equal(reading.tokens.count, 0);
    assert_int_equal(reading.sentence_count, 0);
    arena_release(&arena);
}

static void capitals_are_flagged(void **state)
{
    struct arena arena = {0};
    struct reading reading;
    Prose prose = {.text = STR("Émile NATO said iPhone"),
                   .kind = STET_BLOCK_PARAGRAPH};

    tokens_read(&prose, &arena, &reading);
    const uint8_t *flags = reading.tokens.flags;
    uint8_t both = STET_TOKEN_CAPITAL | STET_TOKEN_ALL_CAPS;
    assert_int_equal(flags[0] & both, STET_TOKEN_CAPITAL);
    assert_int_equal(flags[1] & both, both);
    assert_int_equal(flags[2] & both, 0);
    assert_int_equal(flags[3] & both, 0);
    arena_release(&arena);
}

static void words_are_folded(void **state)
{
    static const Str want[] = {STR_INIT("o'brien"), STR_INIT("mcdonald"),
                               STR_INIT("éire"),    STR_INIT("at&t"),
                               STR_INIT("iphone"),  STR_INIT("it")};
    struct arena arena = {0};
    struct reading reading;
    Prose prose = {.text = STR("O’Brien McDonald Éire AT&T iPhone it"),
                   .kind = STET_BLOCK_PARAGRAPH};

    tokens_read(&prose, &arena, &reading);
    const stet_tokens *tokens = &reading.tokens;
    assert_int_equal(tokens->count, TEST_COUNT(want));
    for (uint32_t i = 0; i < TEST_COUNT(want); i++) {
        assert_true(str_eq(tokens->folded[i], want[i]));
        assert_int_equal(tokens->hash[i], stet_hash(want[i]));
    }
    uint8_t both = STET_TOKEN_CAPITAL | STET_TOKEN_ALL_CAPS;
    assert_int_equal(tokens->flags[1] & both, STET_TOKEN_CAPITAL);
    assert_int_equal(tokens->flags[3] & both, both);
    arena_release(&arena);
}

static const struct CMUnitTest columns[] = {
    cmocka_unit_test(marks_know_their_mates),
    cmocka_unit_test(references_are_decoded),
    cmocka_unit_test(masks_are_no_prose),
    cmocka_unit_test(code_has_no_tokens),
    cmocka_unit_test(capitals_are_flagged),
    cmocka_unit_test(words_are_folded),
};

TEST_ROWS(tokens, rows, run_row, name)
TEST_MAIN(test_tokens() + run_group("columns", columns, TEST_COUNT(columns)))

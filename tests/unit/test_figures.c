/*
 * The rules of figures, by the examples that stand beside them.
 *
 *     > It fell to [£1.2m]. = 1200000 GBP       found, with value and unit
 *     > It took [30 to 40 days]. = 30-40 d      from and to
 *     ! They drove up Route 9.                  nothing is found
 *
 * Every example is a test of its own. Then: numbers in words, and what no
 * input can make slow.
 */
#include "figures_rules.h"

#include "figures/countries.h"
#include "figures/items.h"
#include "figures/reader.h"
#include "text/tokens.h"

#include "support/test.h"

#include <stdio.h>
#include <string.h>

#define EXAMPLES_MAX 1000u
#define LINE_MAX_BYTES 512u

struct example {
    char line[LINE_MAX_BYTES]; /* without its mark; also the test's name */
    bool is_found;
};

static uint32_t read_block(Str text, struct arena *arena, Found **out_found,
                           const stet_tokens **out_tokens)
{
    Prose prose = {.text = text, .kind = STET_BLOCK_PARAGRAPH};
    struct reading *words = ARENA_NEW(arena, struct reading);

    tokens_read(&prose, arena, words);
    Reading reading = {
        .tokens = &words->tokens,
        .end = words->tokens.count,
        .sentence_count = words->sentence_count,
        .sentences = words->sentences,
    };
    *out_tokens = &words->tokens;
    return reader_read(&reading, arena, out_found);
}

/* "30-40 mm", "0.82 USD", "12", "". */
static Str describe(const Found *found, char *buffer, size_t size)
{
    char value[AMOUNT_TEXT_MAX], high[AMOUNT_TEXT_MAX];
    Str unit = currency_default(found_unit(found));
    Str low = found->has_value ? amount_write(found->value, value) : STR("");
    Str top = found->has_high ? amount_write(found->high, high) : STR("");
    int len = snprintf(buffer, size, "%.*s%s%.*s%s%.*s", STR_ARG(low),
                       top.len ? "-" : "", STR_ARG(top),
                       low.len && unit.len ? " " : "", STR_ARG(unit));

    return (Str){buffer, (uint32_t)len};
}

static void check_nothing(Str text, struct arena *arena)
{
    Found *found;
    const stet_tokens *tokens;
    uint32_t count = read_block(text, arena, &found, &tokens);

    if (count)
        print_message("found by rule %s\n", found->rule);
    assert_int_equal(count, 0);
}

/* `text` without its brackets; they are at *out_from and *out_to then. */
static Str without_brackets(const char *text, size_t len, char *buffer,
                            uint32_t *out_from, uint32_t *out_to)
{
    uint32_t used = 0;

    for (size_t i = 0; i < len; i++) {
        if (text[i] == '[')
            *out_from = used;
        else if (text[i] == ']')
            *out_to = used;
        else
            buffer[used++] = text[i];
    }
    return (Str){buffer, used};
}

static void check_found_value(const char *line, struct arena *arena)
{
    char buffer[LINE_MAX_BYTES], told[LINE_MAX_BYTES];
    uint32_t from = 0, to = 0;
    const char *equals = strrchr(line, '=');
    const stet_tokens *tokens;
    Found *found;

    assert_non_null(equals);
    const char *end = equals;
    while (end > line && end[-1] == ' ')
        end--;
    Str text = without_brackets(line, (size_t)(end - line), buffer, &from, &to);
    Str expected = str_from_c(equals + 1 + strspn(equals + 1, " "));
    uint32_t count = read_block(text, arena, &found, &tokens);
    for (uint32_t i = 0; i < count; i++) {
        stet_span span = stet_bytes(tokens, found[i].first, found[i].end);
        Str value = describe(&found[i], told, sizeof told);
        if (span.start == from && span.end == to && str_eq(value, expected))
            return;
        print_message("rule %s: %.*s = %.*s\n", found[i].rule,
                      STR_ARG(stet_slice(text, span)), STR_ARG(value));
    }
    fail_msg("expected %.*s for %.*s", STR_ARG(expected),
             STR_ARG(str_cut(text, from, to)));
}

static void run_example(void **state)
{
    const struct example *example = *state;
    struct arena arena = {0};

    if (example->is_found)
        check_found_value(example->line, &arena);
    else
        check_nothing(str_from_c(example->line), &arena);
    arena_release(&arena);
}

static size_t read_examples(const char *path, struct example *examples)
{
    char line[LINE_MAX_BYTES];
    size_t count = 0;
    FILE *file = fopen(path, "r");

    if (!file) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    while (fgets(line, sizeof line, file) && count < EXAMPLES_MAX) {
        const char *mark = line + strspn(line, " ");
        if ((*mark != '>' && *mark != '!') || mark == line)
            continue;
        line[strcspn(line, "\n")] = '\0';
        examples[count].is_found = *mark == '>';
        (void)snprintf(examples[count].line, LINE_MAX_BYTES, "%s",
                       mark + 1 + strspn(mark + 1, " "));
        count++;
    }
    fclose(file);
    return count;
}

static int test_examples(void)
{
    struct example *examples = calloc(EXAMPLES_MAX, sizeof *examples);
    struct CMUnitTest *tests = calloc(EXAMPLES_MAX, sizeof *tests);

    if (!examples || !tests)
        return 1;
    size_t count = read_examples(FIGURES_RULES "/figures.rules", examples);
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){.name = examples[i].line,
                                       .test_func = run_example,
                                       .initial_state = &examples[i]};
    int failures = count ? run_group("examples", tests, count) : 1;
    free(tests);
    free(examples);
    return failures;
}

/* ---- numbers in words -------------------------------------------------- */

struct spelled {
    const char *text, *value; /* NULL: no number, or not all of it */
};

static const struct spelled spelled[] = {
    {"seven", "7"},
    {"forty-two", "42"},
    {"fifty   two", "52"},
    {"two hundred and fifty-four", "254"},
    {"two hundred and two thousand", "202000"},
    {"one million two hundred thousand and six", "1200006"},
    {"twenty-one trillion and three hundred", "21000000000300"},
    {"three lakh crore", "3000000000000"},
    {"4 thousand 3 hundred and 21", "4321"},
    {"two and a half million", "2500000"},
    {"3 million and a half", "3500000"},
    {"half a million", "500000"},
    {"half-dozen", "6"},
    {"three dozen", "36"},
    {"quarter of a million", "250000"},
    {"nine point nought four", "9.04"},
    {"minus five point five", "-5.5"},
    {"-12", "-12"},
    {"1,234,567.5", "1234567.5"},
    {"12,34,567", "1234567"},
    {"1 234 567", "1234567"},
    {"1,3", "1.3"},
    {".25", "0.25"},
    {"2½", "2.5"},
    {"7 3/4", "7.75"},
    {"two-thirds", "2/3"},
    {"a quarter", "0.25"},
    {"five eighths", "0.625"},
    {"one hundred and twenty-fifth", "125"},
    {"88th", "88"},
    {"192.168.1.2", NULL},
    {"9/11", NULL},
    {"9999999999999999999", NULL},
    {"nine trillion trillion", NULL},
};

static void run_spelled(const struct spelled *row)
{
    struct arena arena = {0};
    struct reading words;
    Items items;
    char buffer[AMOUNT_TEXT_MAX];
    Prose prose = {.text = str_from_c(row->text), .kind = STET_BLOCK_PARAGRAPH};

    tokens_read(&prose, &arena, &words);
    items_read(&words.tokens, 0, words.tokens.count, &arena, &items);
    bool is_number = items.count == 1 && item_is_number(&items.items[0]);
    if (row->value) {
        assert_true(is_number);
        Str value = amount_write(items.amounts[0], buffer);
        assert_int_equal(value.len, strlen(row->value));
        assert_memory_equal(value.ptr, row->value, value.len);
    } else {
        assert_false(is_number);
    }
    arena_release(&arena);
}

/* ---- whose dollars ----------------------------------------------------- */

struct home {
    const char *name, *places, *form, *currency;
};

static const struct home homes[] = {
    {"nobody's dollars are American", "", "$", "USD"},
    {"a date line counts thrice", "OTTAWA Boston Maine", "$", "CAD"},
    {"most places win", "Oslo Sydney Perth Texas Ohio Utah Iowa", "$", "USD"},
    {"a name of two words", "New Zealand", "$", "NZD"},
    {"crowns", "Stockholm", "kr", "SEK"},
    {"no shared name", "Stockholm", "GBP", "GBP"},
};

static void run_home(const struct home *row)
{
    struct countries countries = {.count = 0};

    countries_see(&countries, str_from_c(row->places));
    Str got = countries_currency(&countries, str_from_c(row->form));
    assert_int_equal(got.len, strlen(row->currency));
    assert_memory_equal(got.ptr, row->currency, got.len);
}

/* ---- no input is worse than another ------------------------------------ */

struct tedious {
    const char *part;
};

static const struct tedious tedious[] = {
    {"about more than nearly "},
    {"one hundred and "},
    {"million billion "},
    {"1 000 "},
    {"3-2-1-"},
    {"$ 5 to $ "},
    {"a half of a quarter of a "},
    {"the first and the only most "},
    {"the highest since ever in the "},
    {"hundreds of thousands of "},
    {"Rs2,000,000,000,"},
    {"point seven and a half "},
    {"- - . "},
    {"6 ft 2 in "},
};

/* Whatever repeats, no place costs more than the longest pattern, and the
 * whole no more than that at every place. */
static void run_tedious(const struct tedious *row)
{
    char text[20000];
    uint32_t len = 0, part = (uint32_t)strlen(row->part);
    struct arena arena = {0};
    struct reading words;
    Items items;
    RulesMatch match;
    Found *found;
    const stet_tokens *tokens;

    for (; len + part < sizeof text; len += part)
        memcpy(text + len, row->part, part);
    Prose prose = {.text = {text, len}, .kind = STET_BLOCK_PARAGRAPH};
    tokens_read(&prose, &arena, &words);
    items_read(&words.tokens, 0, words.tokens.count, &arena, &items);
    assert_true(items.count <= 2 * words.tokens.count);
    for (uint32_t at = 0; at < items.count; at++) {
        (void)rules_match(&figures_rules, items.items, items.count, at, &match);
        assert_true(match.read <= figures_rules.longest + 1);
    }
    uint32_t count = read_block((Str){text, len}, &arena, &found, &tokens);
    assert_true(count <= words.tokens.count);
    arena_release(&arena);
}

TEST_ROWS(numbers, spelled, run_spelled, text)
TEST_ROWS(countries, homes, run_home, name)
TEST_ROWS(tedious, tedious, run_tedious, part)
TEST_MAIN(test_examples() + test_numbers() + test_countries() + test_tedious())

/*
 * The rules of figures, by the examples that stand beside them
 * (support/rule_examples.h).
 *
 *     > It fell to [£1.2m]. = 1200000 GBP       with value and unit
 *     > It took [30 to 40 days]. = 30-40 d      from and to
 *
 * Then: numbers in words, and what no input can make slow.
 */
#include "figures_rules.h"

#include "figures/countries.h"
#include "figures/items.h"
#include "figures/reader.h"
#include "text/tokens.h"

#include "support/rule_examples.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

/* "30-40 mm", "0.82 USD", "12", "". */
static Str describe(const Found *found, struct arena *arena)
{
    char value[AMOUNT_TEXT_MAX], high[AMOUNT_TEXT_MAX], told[512];
    Str unit = currency_default(found_unit(found));
    Str low = found->has_value ? amount_write(found->value, value) : STR("");
    Str top = found->has_high ? amount_write(found->high, high) : STR("");
    int len = snprintf(told, sizeof told, "%.*s%s%.*s%s%.*s", STR_ARG(low),
                       top.len ? "-" : "", STR_ARG(top),
                       low.len && unit.len ? " " : "", STR_ARG(unit));

    return arena_copy(arena, (Str){told, (uint32_t)len});
}

static uint32_t read_found(const struct reading *words, struct arena *arena,
                           Found **out_found)
{
    Reading reading = reading_of_words(words);

    return reader_read(&reading, arena, out_found);
}

static uint32_t read_figures(const struct reading *words, struct arena *arena,
                             const ExampleFound **out_found)
{
    Found *found;
    uint32_t count = read_found(words, arena, &found);
    ExampleFound *list = ARENA_ARRAY(arena, ExampleFound, count + 1);

    for (uint32_t i = 0; i < count; i++)
        list[i] = (ExampleFound){found[i].first, found[i].end, found[i].rule,
                                 describe(&found[i], arena)};
    *out_found = list;
    return count;
}

static const char *const files[] = {FIGURES_RULES "/figures.rules", NULL};

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
    {"1 234 567,8", "1234567.8"},
    {"one thousand two hundred and three and a half", "1203.5"},
    {"three thousand and a half", "3500"},
    {".25", "0.25"},
    {"-.25", "-0.25"},
    {"2½", "2.5"},
    {"7 3/4", "7.75"},
    {"two-thirds", "2/3"},
    {"a quarter", "0.25"},
    {"five eighths", "0.625"},
    {"one hundred and twenty-fifth", "125"},
    {"one hundred and three quarters", "100.75"},
    {"two hundred and fifty-four hundredths", "200.54"},
    {"one hundred and thirty-five fifths", "27"},
    {"one point five million", "1500000"},
    {"one one-hundredth", "0.01"},
    {"three two-thousandths", "0.0015"},
    {"one one hundred and twenty-fifth", "0.008"},
    {"twenty twenty-fifths", "0.8"},
    {"two hundred thirty-fifths", "40/7"},
    {"two hundred and thirty-fifths", "46"},
    {"thirty-six fifths", "7.2"},
    {"six million and three quarters", "6750000"},
    {"two thousand and three quarters", "2000.75"},
    {"forty and two and three quarters", "42.75"},
    {"forty and two", NULL},
    {"one two-thirds", NULL},
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

/* ---- limits ------------------------------------------------------------ */

struct limited {
    const char *text, *mod; /* of the first figure */
};

static const struct limited limited[] = {
    {"The score is less than 40.", "LESS_THAN"},
    {"The score is less than 40 or equal.", "EQUAL_OR_LESS"},
    {"The score is more than 40 or equal to it.", "EQUAL_OR_MORE"},
    {"The score is equal to 40.", ""},
    {"The score is equal to 40 or less.", "EQUAL_OR_LESS"},
    {"The score is equal to 40 or more than that.", "EQUAL_OR_MORE"},
    {"The score is about 40.", "APPROX"},
};

static void run_limited(const struct limited *row)
{
    struct arena arena = {0};
    struct reading words;
    Found *found;
    Prose prose = {.text = str_from_c(row->text), .kind = STET_BLOCK_PARAGRAPH};

    tokens_read(&prose, &arena, &words);
    assert_true(read_found(&words, &arena, &found) > 0);
    assert_true(str_eq(mod_name(found[0].mod), str_from_c(row->mod)));
    arena_release(&arena);
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
    {"one one hundred and twenty "},
    {"two hundred and three quarters and one point "},
    {"2^2^-2e-3x10^ "},
    {"three-nought-"},
    {"+ 020 555-0123 1 "},
    {"the third to last but one before the last "},
    {"from $3.2 million to 4 billion between 5 and $"},
};

static void run_tedious(const struct tedious *row)
{
    struct arena arena = {0};
    struct reading words;
    Items items;
    Found *found;

    rule_examples_repeat(row->part, &arena, &words);
    items_read(&words.tokens, 0, words.tokens.count, &arena, &items);
    rule_examples_bounded(&figures_rules, items.items, items.count,
                          words.tokens.count);
    uint32_t count = read_found(&words, &arena, &found);
    assert_true(count <= words.tokens.count);
    arena_release(&arena);
}

TEST_ROWS(numbers, spelled, run_spelled, text)
TEST_ROWS(countries, homes, run_home, name)
TEST_ROWS(limits, limited, run_limited, text)
TEST_ROWS(tedious, tedious, run_tedious, part)
TEST_MAIN(rule_examples_run(files, read_figures) + test_numbers() +
          test_countries() + test_limits() + test_tedious())

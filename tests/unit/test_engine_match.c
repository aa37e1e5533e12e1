/*
 * Words that a person typed, found in words of a story.
 */
#include "engine/match.h"
#include "support/test.h"

struct match_row {
    const char *name;
    const char *text, *more, *typed;
    bool is_found;
};

static const struct match_row rows[] = {
    {"whole", "Ada Moor", "", "Ada Moor", true},
    {"inside, in another case", "Ada Moor", "", "da mO", true},
    {"nothing typed", "Ada Moor", "", "", true},
    {"only blanks typed", "Ada Moor", "", "   ", true},
    {"words in any order", "Ada Moor", "", "moor ada", true},
    {"one word in each text", "Ada Moor", "“So it is”", "moor so", true},
    {"one word in neither", "Ada Moor", "“So it is”", "moor yes", false},
    {"longer than the text", "Ada", "", "Adam", false},
    {"case beyond ASCII", "Štěpán", "", "ŠTĚPÁN", true},
    {"cases of different lengths", "Kelvin", "",
     "\xe2\x84\xaa"
     "elvin",
     true},
    {"in nothing", "", "", "a", false},
};

static void run_row(const struct match_row *row)
{
    assert_int_equal(match_words(str_from_c(row->text), str_from_c(row->more),
                                 str_from_c(row->typed)),
                     row->is_found);
}

static void test_begins_says_how_far(void **state)
{
    uint32_t len = 0;

    assert_true(match_begins(STR("Štěpán"), STR("ŠTĚ"), &len));
    assert_int_equal(len, 5);
    assert_false(match_begins(STR("Štěpán"), STR("těp"), &len));
}

static const struct CMUnitTest lone[] = {
    cmocka_unit_test(test_begins_says_how_far),
};

TEST_ROWS(matches, rows, run_row, name)
TEST_MAIN(test_matches() + run_group("lone", lone, TEST_COUNT(lone)))

/*
 * What a label says that the text does not.
 */
#include "engine/label.h"
#include "support/test.h"

struct label_row {
    const char *name;
    const char *label, *beside, *adds;
};

static const struct label_row rows[] = {
    {"a weekday's date", "Tue 3 Mar 2026", "Tuesday night", "3 Mar 2026"},
    {"a month's year", "Mar 2026", "March", "2026"},
    {"a day stays whole", "Thu 13 Nov 2025", "13 days ago", "Thu 13 Nov 2025"},
    {"a number first is another", "3 Nov 2025", "3 weeks ago", "3 Nov 2025"},
    {"a middle name", "Ada June Lund", "June Lund", "Ada"},
    {"a given name", "Odette Sayward", "Sayward", "Odette"},
    {"of a possessive", "Odette Sayward", "Sayward’s", "Odette"},
    {"all for a pronoun", "Odette Sayward", "she", "Odette Sayward"},
    {"nothing", "Odette Sayward", "Mayor Odette Sayward", ""},
    {"in another case", "Odette Sayward", "ODETTE SAYWARD", ""},
    {"a dash alone is nothing", "— Sayward", "Sayward", ""},
    {"a dash before something stays", "— Odette", "she", "— Odette"},
    {"numbers are not cut short", "20", "2026", "20"},
    {"nor are short words", "J Sayward", "Jo Sayward", "J"},
    {"beside nothing", "2026", "", "2026"},
    {"no label", "", "Tuesday", ""},
};

static void run_row(const struct label_row *row)
{
    struct arena arena = {0};
    Str adds =
        label_adds(str_from_c(row->label), str_from_c(row->beside), &arena);

    if (!str_eq(adds, str_from_c(row->adds)))
        fail_msg("“%.*s” is not “%s”", STR_ARG(adds), row->adds);
    arena_release(&arena);
}

static void test_name_has_no_dash(void **state)
{
    assert_true(str_eq(label_name(STR("— Štěpán")), STR("Štěpán")));
    assert_true(str_eq(label_name(STR("Ada")), STR("Ada")));
    assert_int_equal(label_name(STR("— ")).len, 0);
}

static const struct CMUnitTest lone[] = {
    cmocka_unit_test(test_name_has_no_dash),
};

TEST_ROWS(labels, rows, run_row, name)
TEST_MAIN(test_labels() + run_group("lone", lone, TEST_COUNT(lone)))

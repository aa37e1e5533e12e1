/* The forest of quotations: which leaf a candidate's numbers lead to. */
#include "quotes/model.h"

#include "support/test.h"

struct row {
    const char *name;
    int32_t first, second; /* numbers 0 and 1 */
    int32_t score;
};

static const struct row rows[] = {
    {"neither is above its limit", 3, -7, 1 + 100},
    {"the first is", 4, -7, 2 + 100},
    {"the second is, too", 4, -6, 4 + 100},
    {"the second alone", 3, -6, 3 + 100},
    {"what fits no number is the largest", 1 << 20, -(1 << 20), 2 + 100},
};

static void run_row(const struct row *row)
{
    /* Depths that ask about number 9 find none there, and 0 above no limit. */
    static const Tree trees[] = {
        {{0, 1, 9, 9, 9, 9}, {3, -7, 0, 0, 0, 0}, {1, 2, 3, 4}},
        {{9, 9, 9, 9, 9, 9}, {0}, {100, -5, -5}},
    };
    static const struct forest forest = {trees, TEST_COUNT(trees)};
    struct numbers numbers = {0};

    numbers_add(&numbers, row->first);
    numbers_add(&numbers, row->second);
    assert_int_equal(forest_score(&forest, &numbers), row->score);
    for (uint32_t i = 0; i < NUMBERS_MAX; i++)
        numbers_add(&numbers, 0);
    assert_int_equal(numbers.count, NUMBERS_MAX);
}

TEST_ROWS(rows, rows, run_row, name)
TEST_MAIN(test_rows())

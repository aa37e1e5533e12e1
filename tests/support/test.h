/*
 * test - the one file that includes cmocka.h, whose include order matters.
 *
 * TEST_TABLE(rows, run_row, name) makes a program of a table: every row is a
 * cmocka test of its own, named by its field `name`, so that a failure prints
 * the row. A file with several tables, or with plain tests besides, uses
 * TEST_ROWS for each and TEST_MAIN once:
 *
 *     TEST_ROWS(splits, rows, run_row, name)
 *     TEST_MAIN(test_splits() + run_group("lone", lone, TEST_COUNT(lone)))
 */
#ifndef SUPPORT_TEST_H
#define SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#define TEST_COUNT(array) (sizeof(array) / sizeof *(array))

/* Runs tests made at run time; returns the number that failed. */
static inline int run_group(const char *group, const struct CMUnitTest *tests,
                            size_t count)
{
    return _cmocka_run_group_tests(group, tests, count, NULL, NULL);
}

#define TEST_ROWS(group, rows, run_row, name_field)                            \
    static void group##_row(void **state)                                      \
    {                                                                          \
        run_row(*state);                                                       \
    }                                                                          \
    static int test_##group(void)                                              \
    {                                                                          \
        struct CMUnitTest tests[TEST_COUNT(rows)] = {{0}};                     \
        for (size_t i = 0; i < TEST_COUNT(rows); i++)                          \
            tests[i] = (struct CMUnitTest){                                    \
                .name = (rows)[i].name_field,                                  \
                .test_func = group##_row,                                      \
                .initial_state = (void *)(uintptr_t) & (rows)[i],              \
            };                                                                 \
        return run_group(#group, tests, TEST_COUNT(tests));                    \
    }

#define TEST_MAIN(failures)                                                    \
    int main(void)                                                             \
    {                                                                          \
        return (failures) ? EXIT_FAILURE : EXIT_SUCCESS;                       \
    }

#define TEST_TABLE(rows, run_row, name_field)                                  \
    TEST_ROWS(rows##_table, rows, run_row, name_field)                         \
    TEST_MAIN(test_##rows##_table())

#endif

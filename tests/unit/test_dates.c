/*
 * The rules of dates, by the examples that stand beside them.
 *
 *     > They met on [Nov. 26, 2025]. = 2025-11-26    found, with its value
 *     ! They march on.                               nothing is found
 *
 * Every example is a test of its own, read on Wednesday, 4 March 2026.
 */
#include "dates_rules.h"

#include "dates/items.h"
#include "dates/reader.h"
#include "dates/resolve.h"
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

/* One block, one expression: [*out_first, its value). */
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

static Str value_of(struct resolver *resolver, const Found *found,
                    struct arena *arena)
{
    Resolved *resolved = ARENA_NEW(arena, Resolved);

    if (found->moment.field[FIELD_KIND] > MOMENT_TIME)
        return found->value;
    if (found->is_range)
        resolver_range(resolver, &found->moment, &found->to, resolved);
    else
        resolver_next(resolver, &found->moment, resolved);
    return (Str){resolved->value, resolved->value_len};
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
    char buffer[LINE_MAX_BYTES];
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
    struct resolver resolver;
    resolver_init(&resolver);
    resolver.has_story = true;
    resolver.story = (Day){2026, 3, 4};
    uint32_t count = read_block(text, arena, &found, &tokens);
    for (uint32_t i = 0; i < count; i++) {
        stet_span span = stet_bytes(tokens, found[i].first, found[i].end);
        Str value = value_of(&resolver, &found[i], arena);
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

static size_t read_examples(const char *path, struct example *examples,
                            size_t count)
{
    char line[LINE_MAX_BYTES];
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

/* ---- no input is worse than another ------------------------------------ */

static const char *const tedious[] = {
    "the last ",
    "about the first second of the ",
    "twenty five hundred and ",
    "early mid late the end of the very beginning of ",
    "3 to 5 to 7 May to ",
    "a quarter past half past ",
    "Tuesday , the second week of last ",
    "1990 - 2 - 3 - ",
    "from 5 to 7 to 9 p.m. and between ",
    "two weeks after Tuesday , Wednesday and the 22nd , 23rd or ",
    "1/2 , 3/4 or 5/6 by 11/12 until after the ",
    "from Jan 3 2019 to Feb 5 through May 7 - June 9 - ",
};

/* Whatever repeats, no place costs more than the longest pattern, and the
 * whole no more than that at every place. */
static void run_tedious(void **state)
{
    char text[20000];
    const char *part = *state;
    uint32_t len = 0;
    struct arena arena = {0};
    struct reading words;
    RulesItem *items;
    RulesMatch match;

    while (len + strlen(part) < sizeof text) {
        memcpy(text + len, part, strlen(part));
        len += (uint32_t)strlen(part);
    }
    Prose prose = {.text = {text, len}, .kind = STET_BLOCK_PARAGRAPH};
    tokens_read(&prose, &arena, &words);
    uint32_t count =
        items_read(&words.tokens, 0, words.tokens.count, &arena, &items);
    assert_true(count > 0 && count <= 2 * words.tokens.count);
    for (uint32_t at = 0; at < count; at++) {
        (void)rules_match(&dates_rules, items, count, at, &match);
        assert_true(match.read <= dates_rules.longest + 1);
    }
    arena_release(&arena);
}

int main(void)
{
    struct example *examples = calloc(EXAMPLES_MAX, sizeof *examples);
    struct CMUnitTest *tests =
        calloc(EXAMPLES_MAX + TEST_COUNT(tedious), sizeof *tests);
    size_t count = 0;

    if (!examples || !tests)
        return EXIT_FAILURE;
    count = read_examples(DATES_RULES "/dates.rules", examples, count);
    count = read_examples(DATES_RULES "/holidays.rules", examples, count);
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){.name = examples[i].line,
                                       .test_func = run_example,
                                       .initial_state = &examples[i]};
    for (size_t i = 0; i < TEST_COUNT(tedious); i++)
        tests[count++] =
            (struct CMUnitTest){.name = tedious[i],
                                .test_func = run_tedious,
                                .initial_state = (void *)(uintptr_t)tedious[i]};
    int failures =
        count > TEST_COUNT(tedious) ? run_group("examples", tests, count) : 1;
    free(tests);
    free(examples);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

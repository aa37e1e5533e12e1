#include "support/rule_examples.h"

#include "stet/text.h"

#include "support/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define EXAMPLES_MAX 1000u
#define LINE_MAX_BYTES 512u
#define REPEATED_BYTES 20000u

struct example {
    char line[LINE_MAX_BYTES]; /* without its mark; also the test's name */
    bool is_found;
    ExampleReader read;
};

static void read_words(Str text, struct arena *arena, struct reading *out_words)
{
    Prose prose = {.text = text, .kind = STET_BLOCK_PARAGRAPH};

    tokens_read(&prose, arena, out_words);
}

static void check_nothing(const struct example *example, struct arena *arena)
{
    struct reading words;
    const ExampleFound *found;

    read_words(str_from_c(example->line), arena, &words);
    uint32_t count = example->read(&words, arena, &found);
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

static void check_found_value(const struct example *example,
                              struct arena *arena)
{
    char buffer[LINE_MAX_BYTES];
    uint32_t from = 0, to = 0;
    const char *equals = strrchr(example->line, '=');
    struct reading words;
    const ExampleFound *found;

    assert_non_null(equals);
    const char *end = equals;
    while (end > example->line && end[-1] == ' ')
        end--;
    Str text = without_brackets(example->line, (size_t)(end - example->line),
                                buffer, &from, &to);
    Str expected = str_from_c(equals + 1 + strspn(equals + 1, " "));
    read_words(text, arena, &words);
    uint32_t count = example->read(&words, arena, &found);
    for (uint32_t i = 0; i < count; i++) {
        stet_span span =
            stet_bytes(&words.tokens, found[i].first, found[i].end);
        if (span.start == from && span.end == to &&
            str_eq(found[i].value, expected))
            return;
        print_message("rule %s: %.*s = %.*s\n", found[i].rule,
                      STR_ARG(stet_slice(text, span)), STR_ARG(found[i].value));
    }
    fail_msg("expected %.*s for %.*s", STR_ARG(expected),
             STR_ARG(str_cut(text, from, to)));
}

static void run_example(void **state)
{
    const struct example *example = *state;
    struct arena arena = {0};

    if (example->is_found)
        check_found_value(example, &arena);
    else
        check_nothing(example, &arena);
    arena_release(&arena);
}

/* ---- files of rules ------------------------------------------------------ */

/* Those of one file, behind the `count` that are there; returns how many are
 * there now. */
static size_t read_examples(const char *path, ExampleReader read,
                            struct example *examples, size_t count)
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
        examples[count].read = read;
        (void)snprintf(examples[count].line, LINE_MAX_BYTES, "%s",
                       mark + 1 + strspn(mark + 1, " "));
        count++;
    }
    fclose(file);
    return count;
}

int rule_examples_run(const char *const *paths, ExampleReader read)
{
    struct example *examples = calloc(EXAMPLES_MAX, sizeof *examples);
    struct CMUnitTest *tests = calloc(EXAMPLES_MAX, sizeof *tests);
    size_t count = 0;

    if (!examples || !tests)
        exit(EXIT_FAILURE);
    for (; *paths; paths++)
        count = read_examples(*paths, read, examples, count);
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){.name = examples[i].line,
                                       .test_func = run_example,
                                       .initial_state = &examples[i]};
    int failures = count ? run_group("examples", tests, count) : 1;
    free(tests);
    free(examples);
    return failures;
}

/* ---- no input is worse than another -------------------------------------- */

void rule_examples_repeat(const char *part, struct arena *arena,
                          struct reading *out_words)
{
    char *text = arena_alloc(arena, REPEATED_BYTES);
    uint32_t len = 0, step = (uint32_t)strlen(part);

    for (; len + step < REPEATED_BYTES; len += step)
        memcpy(text + len, part, step);
    read_words((Str){text, len}, arena, out_words);
}

void rule_examples_bounded(const rules_table *table, const RulesItem *items,
                           uint32_t count, uint32_t token_count)
{
    RulesMatch match;

    assert_true(count > 0 && count <= 2 * token_count);
    for (uint32_t at = 0; at < count; at++) {
        (void)rules_match(table, items, count, at, &match);
        assert_true(match.read <= table->longest + 1);
    }
}

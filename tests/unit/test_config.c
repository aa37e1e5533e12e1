/*
 * Settings: what is said of a stet.json and where; what wins over what; which
 * rules a comment names.
 */
#include "config/config.h"
#include "config/files.h"
#include "config/lists.h"
#include "engine/directive.h"

#include "support/test.h"

#include <stdio.h>
#include <string.h>

static const char schema_text[] =
    "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
    "\"date\":{\"type\":\"string\",\"format\":\"date\"},"
    "\"size\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":9},"
    "\"loud\":{\"enum\":[\"on\",\"off\"]},"
    "\"list\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
    "\"odd\":{\"anyOf\":[{\"type\":\"boolean\"},{\"type\":\"object\","
    "\"properties\":{\"a\\tb\":{\"type\":\"boolean\"}}}]}}}";

/* `said` is "E START-END words" a problem, W for a warning. */
static const struct file_row {
    const char *name, *text, *said;
    bool is_used;
} file_rows[] = {
    {"nothing", "", "", true},
    {"white space", " \n\t ", "", true},
    {"an empty object", "{}", "", true},
    {"all is well", "{\"size\": 3, \"odd\": true}", "", true},
    {"no JSON", "{\"size\": }",
     "E 9-10 this is no JSON: unexpected token near '}'", false},
    {"no object", "[1]", "E 0-3 this is an object", false},
    {"another type", "{\"size\": \"3\"}", "E 9-12 this is integer, not string",
     false},
    {"too much", "{\"size\": 10}", "E 9-11 this is at most 9", false},
    {"no such choice", "{\"loud\": \"up\"}",
     "E 9-13 this is one of \"on\", \"off\"", false},
    {"an unknown name", "{ \"what\" : [1, {}] , \"size\": 1}",
     "W 2-8 nothing here is called \"what\"", true},
    {"in a list", "{\"list\": [\"a\", \"]\", 5]}",
     "E 20-21 this is string, not integer", false},
    {"in either of two", "{\"odd\": 5}",
     "E 8-9 this is boolean or object, not integer", false},
    {"under an escaped name", "{\"odd\": {\"a\\tb\": 0}}",
     "E 17-18 this is boolean, not integer", false},
    {"a date", "{\"date\": \"4 March\"}",
     "E 9-18 a date is written \"2026-03-04\"", false},
};

static void run_file(const struct file_row *row)
{
    struct arena arena = {0};
    char said[1024] = "";
    json_t *schema = json_loads(schema_text, 0, NULL);
    assert_non_null(schema);

    FileReading reading = files_parse(str_from_c(row->text), schema, &arena);
    for (uint32_t i = 0; i < reading.problem_count; i++) {
        const FileProblem *problem = &reading.problems[i];
        size_t at = strlen(said);
        snprintf(said + at, sizeof said - at, "%s%c %u-%u %.*s", i ? "; " : "",
                 problem->is_error ? 'E' : 'W', (unsigned)problem->span.start,
                 (unsigned)problem->span.end, STR_ARG(problem->words));
    }
    assert_string_equal(said, row->said);
    assert_int_equal(reading.value != NULL, row->is_used);
    json_decref(reading.value);
    json_decref(schema);
    arena_release(&arena);
}

static void stronger_layers_win(void **state)
{
    json_t *editor = json_loads(
        "{\"date\":\"2026-01-01\",\"hints\":{\"confidence\":50,\"kinds\":"
        "{\"date/time\":false}},\"plugins\":{\"names\":{\"list\":[\"A\"],"
        "\"states\":\"any\"}}}",
        0, NULL);
    json_t *file = json_loads(
        "{\"date\":\"2026-03-04\",\"hints\":{\"kinds\":{\"date/*\":true}},"
        "\"plugins\":{\"names\":{\"list\":[\"B\"]}},\"maxFileSize\":1}",
        0, NULL);
    const json_t *layers[] = {NULL, editor, file};
    struct config *config = config_new(layers, 3);

    assert_true(str_eq(config->date, STR("2026-03-04")));
    assert_int_equal(config->hint_confidence, 500);
    assert_int_equal(config->bytes_max, 1 << 20);
    assert_string_equal(config->plugins_key,
                        "{\"names\":{\"list\":[\"B\"],\"states\":\"any\"}}");
    assert_false(config_shows(config, STR("date/time"), true));
    assert_true(config_shows(config, STR("date/date"), false));
    assert_false(config_shows(config, STR("quote/quotation"), false));
    config_unref(config);
    json_decref(editor);
    json_decref(file);
}

static void many_problems_take_no_time(void **state)
{
    struct arena arena = {0};
    size_t size = 1u << 20, len = 0;
    char *text = malloc(size + 64);
    json_t *schema = json_loads(schema_text, 0, NULL);

    text[len++] = '{';
    for (unsigned i = 0; len < size; i++)
        len += (size_t)snprintf(text + len, 64, "%s\"n%u\":1", i ? "," : "", i);
    text[len++] = '}';
    FileReading reading =
        files_parse((Str){text, (uint32_t)len}, schema, &arena);
    assert_int_equal(reading.problem_count, FILES_PROBLEMS_MAX);
    json_decref(reading.value);
    json_decref(schema);
    free(text);
    arena_release(&arena);
}

static void directives_name_rules_or_layers(void **state)
{
    Str rule = STR("name/variant");

    assert_true(directive_names(STR(""), rule));
    assert_true(directive_names(STR("date/weekday, name/variant"), rule));
    assert_true(directive_names(STR("name"), rule));
    assert_true(directive_names(STR("name/*"), rule));
    assert_true(directive_names(STR("*"), rule));
    assert_false(directive_names(STR("name/variants"), rule));
    assert_false(directive_names(STR("nam"), rule));
    assert_false(directive_names(STR("variant"), rule));
}

static const struct list_row {
    const char *name, *text, *entries; /* joined by | */
} list_rows[] = {
    {"lines", "Ada Lund\nTom Berg\n", "Ada Lund|Tom Berg"},
    {"no last break", "Ada Lund", "Ada Lund"},
    {"spaces around", " Ada Lund \r\n\t\r\n Tom Berg\r\n", "Ada Lund|Tom Berg"},
    {"remarks and empty lines", "# cast\n\nAda Lund\n", "Ada Lund"},
    {"CSV", "Ada Lund,mayor\nTom Berg;chief\nJo Ek\t3",
     "Ada Lund|Tom Berg|Jo Ek"},
    {"in marks", "\"Lund, Ada\",mayor\n\"Jo \"\"J\"\" Ek\"",
     "Lund, Ada|Jo \"J\" Ek"},
    {"a mark left open", "\"Lund, Ada", "Lund, Ada"},
    {"a spreadsheet's beginning",
     "\xEF\xBB\xBF"
     "Ada Lund\n",
     "Ada Lund"},
    {"a line that is no UTF-8", "L\xE9on\nAda Lund", "Ada Lund"},
    {"nothing", "", ""},
};

static void run_list(const struct list_row *row)
{
    json_t *entries = lists_entries(str_from_c(row->text)), *entry;
    char said[256] = "";
    size_t i, len = 0;

    json_array_foreach(entries, i, entry)
    {
        len += (size_t)snprintf(said + len, sizeof said - len, "%s%s",
                                i ? "|" : "", json_string_value(entry));
    }
    assert_string_equal(said, row->entries);
    json_decref(entries);
}

static const struct CMUnitTest lone[] = {
    cmocka_unit_test(stronger_layers_win),
    cmocka_unit_test(many_problems_take_no_time),
    cmocka_unit_test(directives_name_rules_or_layers),
};

TEST_ROWS(files, file_rows, run_file, name)
TEST_ROWS(lists, list_rows, run_list, name)
TEST_MAIN(test_files() + test_lists() +
          run_group("lone", lone, TEST_COUNT(lone)))

/* The rule compiler and its automaton, on the rules of sample.rules. */
#include "rules/reading.h"
#include "sample_rules.h"

#include "support/test.h"

#include <ctype.h>
#include <string.h>

#define ITEMS_MAX 64u

/* Words at spaces; numbers below 100 are small, the others big. */
static uint32_t read_items(const char *text, RulesItem *items)
{
    uint32_t count = 0;

    while (*text && count < ITEMS_MAX) {
        uint32_t len = (uint32_t)strcspn(text, " ");
        stet_str word = {text, len};
        RulesItem *item = &items[count];
        if (isdigit((unsigned char)*text)) {
            long value = strtol(text, NULL, 10);
            *item = rules_shape(
                &sample_rules,
                value < 100 ? SAMPLE_SHAPE_SMALL : SAMPLE_SHAPE_BIG, value);
        } else {
            uint16_t index = rules_word(&sample_rules, stet_hash(word), word);
            uint16_t kind =
                index == RULES_NO_WORD ? 0 : sample_rules.words[index].kind;
            *item = (RulesItem){.word = index, .kind = kind};
        }
        count++;
        text += len + strspn(text + len, " ");
    }
    return count;
}

struct row {
    const char *name;
    const char *text;
    const char *rule; /* NULL: none */
    uint32_t end;
    uint32_t slot;
    int64_t value;
};

#define YEAR SAMPLE_SLOT_YEAR
#define DAY SAMPLE_SLOT_DAY

static const struct row rows[] = {
    {"a row of classes", "nov 26", "date", 2, DAY, 26},
    {"an optional tail", "nov 26 , 2025", "date", 4, YEAR, 2025},
    {"a tail that stops half way", "nov 26 , york", "date", 2, DAY, 26},
    {"a macro", "the 3 of may", "date", 4, SAMPLE_SLOT_MONTH, 5},
    {"a word of two classes as one", "second of may", "date", 3, DAY, 2},
    {"and as the other", "3 seconds", "span", 2, SAMPLE_SLOT_UNIT, 7},
    {"a constant", "may 3", "date", 2, SAMPLE_SLOT_ORDER, 1},
    {"a phrase", "new york", "town", 2, SAMPLE_SLOT_PLACE, 2},
    {"the longest phrase", "new york city", "town", 3, SAMPLE_SLOT_PLACE, 2},
    {"half a phrase is none", "new may", NULL, 0, 0, 0},
    {"an escaped word", "?", "town", 1, SAMPLE_SLOT_ORDER, -1},
    {"an unknown word", "yesterday", NULL, 0, 0, 0},
    {"nothing", "", NULL, 0, 0, 0},
};

static void check_lookup(void **state)
{
    RulesItem items[ITEMS_MAX];
    char text[RULES_TEXT_MAX];
    int64_t value = 0;

    (void)state;
    (void)read_items("km2 nov may", items);
    assert_true(
        rules_value(&sample_rules, &items[0], SAMPLE_CLASS_SIGN, &value));
    assert_int_equal(rules_text(value, text), 5);
    assert_memory_equal(text, "sq km", 5);
    assert_true(
        rules_value(&sample_rules, &items[1], SAMPLE_CLASS_SIGN, &value));
    assert_int_equal(value, -1);
    assert_false(
        rules_value(&sample_rules, &items[2], SAMPLE_CLASS_SIGN, &value));
}

/* A word of a list, whole: not the part of one. */
static void check_lists(void **state)
{
    static const struct {
        Str word;
        bool is_there;
    } words[] = {
        {STR_INIT("upon"), true}, {STR_INIT("on"), true},
        {STR_INIT("'s"), true},   {STR_INIT("over"), true},
        {STR_INIT("up"), false},  {STR_INIT("o"), false},
        {STR_INIT("ove"), false}, {STR_INIT("overs"), false},
        {STR_INIT("n"), false},   {STR_INIT("s"), false},
        {STR_INIT("\0"), false},  {STR_INIT("on\0"), false},
        {STR_INIT(""), false},
    };

    (void)state;
    for (size_t i = 0; i < TEST_COUNT(words); i++) {
        stet_tokens tokens = {.count = 1, .folded = &words[i].word};
        Reading reading = {.tokens = &tokens, .end = 1};
        assert_int_equal(reading_is(&reading, 0, "upon on 's over"),
                         words[i].is_there);
    }
}

static void run_row(const struct row *row)
{
    RulesItem items[ITEMS_MAX];
    RulesMatch match;
    RulesSlots slots;
    uint32_t count = read_items(row->text, items);

    assert_int_equal(rules_match(&sample_rules, items, count, 0, &match),
                     row->rule != NULL);
    if (!row->rule)
        return;
    assert_string_equal(sample_rules.rules[match.rule].name, row->rule);
    assert_int_equal(match.end, row->end);
    rules_bind(&sample_rules, items, 0, &match, &slots);
    assert_int_equal(rules_get(&slots, row->slot, -1), row->value);
}

static const struct CMUnitTest alone[] = {
    cmocka_unit_test(check_lookup),
    cmocka_unit_test(check_lists),
};

TEST_ROWS(matches, rows, run_row, name)
TEST_MAIN(test_matches() + run_group("rules", alone, TEST_COUNT(alone)))

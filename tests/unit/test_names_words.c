/* The words of names: folding, distance, near words, states, the lists. */
#include "names/fold.h"
#include "names/gazetteer.h"
#include "names/lexicon.h"
#include "names/near.h"
#include "names/states.h"
#include "stet/text.h"

#include "support/test.h"

#include <stdio.h>
#include <string.h>

/* ---- folding ----------------------------------------------------------- */

struct fold_row {
    const char *name, *text, *words; /* words: joined by | */
};

static const struct fold_row folds[] = {
    {"case", "Ted Moran", "ted|moran"},
    {"dots", "J. R. R. Tolkien", "j|r|r|tolkien"},
    {"letters beyond ASCII", "ŁUKASZ Øster Čapek", "łukasz|øster|čapek"},
    {"curly apostrophe", "O’Brien", "o'brien"},
    {"hyphen stays inside", "Mensah-Boateng", "mensah-boateng"},
    {"a nickname's marks", "Walter “Buddy” Hark", "walter|buddy|hark"},
    {"spaces", "  van   der Berg ", "van|der|berg"},
    {"nothing", "", ""},
};

static void run_fold(const struct fold_row *row)
{
    struct arena arena = {0};
    struct word words[8];
    char out[200] = "";
    uint32_t count = fold_words(str_from_c(row->text), &arena, words, 8);

    for (uint32_t i = 0; i < count; i++) {
        size_t at = strlen(out);
        snprintf(out + at, sizeof out - at, "%s%.*s", i ? "|" : "",
                 STR_ARG(words[i].text));
        assert_int_equal(words[i].hash, stet_hash(words[i].text));
    }
    assert_string_equal(out, row->words);
    arena_release(&arena);
}

TEST_ROWS(folding, folds, run_fold, name)

/* ---- distance and near words ------------------------------------------- */

struct near_row {
    const char *name, *a, *b;
    uint32_t distance; /* 2: more than one */
    bool is_near, is_swapped;
};

static const struct near_row pairs[] = {
    {"equal", "dershkov", "dershkov", 0, true, false},
    {"two changed places", "derhskov", "dershkov", 1, true, true},
    {"one more", "rasmussen", "rasmuessen", 1, true, false},
    {"one less", "halvorsen", "halvorsn", 1, true, false},
    {"another letter", "hansen", "hanson", 1, true, false},
    {"two other letters", "hansen", "jonson", 2, false, false},
    {"short words are not looked up", "park", "bark", 1, false, false},
    {"a letter of two bytes", "müller", "miller", 1, false, false},
    {"swapped at the end", "bazhenni", "bazhenin", 1, true, true},
    {"same letters, far apart", "abcdefg", "gbcdefa", 2, false, false},
};

static void run_near(const struct near_row *row)
{
    struct arena arena = {0};
    Str a = str_from_c(row->a), b = str_from_c(row->b);
    struct near *near = near_new(&arena, 4);
    uint32_t found[NEAR_MAX];

    assert_int_equal(fold_distance(a, b, 1), row->distance);
    assert_int_equal(fold_distance(b, a, 1), row->distance);
    assert_int_equal(near_is_swapped(a, b), row->is_swapped);
    near_add(near, STR("another"), 1);
    near_add(near, b, 7);
    uint32_t count = near_find(near, a, found);
    assert_int_equal(count, row->is_near);
    if (count)
        assert_int_equal(found[0], 7);
    arena_release(&arena);
}

TEST_ROWS(nearness, pairs, run_near, name)

/* A table that is full forgets, and does not hang. */
static void many_near(void **state)
{
    struct arena arena = {0};
    struct near *near = near_new(&arena, 1);
    char words[500][12];
    uint32_t found[NEAR_MAX];

    for (uint32_t i = 0; i < 500; i++) {
        snprintf(words[i], sizeof words[i], "surname%03u", i % 1000);
        near_add(near, str_from_c(words[i]), i);
    }
    assert_true(near_find(near, STR("surname001"), found) <= NEAR_MAX);
    arena_release(&arena);
}

/* ---- states ------------------------------------------------------------ */

struct state_row {
    const char *name, *written, *state; /* NULL: none */
    uint32_t style;
};

static const struct state_row states[] = {
    {"AP", "Neb.", "Nebraska", STATE_AP},
    {"postal", "NE", "Nebraska", STATE_POSTAL},
    {"postal is in capitals", "ne", NULL, 0},
    {"name", "Nebraska", "Nebraska", STATE_NAME},
    {"in no list", "Penn.", "Pennsylvania", STATE_OTHER},
    {"the beginning of one name", "Mary.", "Maryland", STATE_OTHER},
    {"the beginning of several names", "Mis.", NULL, 0},
    {"a postal code with a dot", "Nv.", "Nevada", STATE_OTHER},
    {"a beginning without a dot", "Mary", NULL, 0},
    {"AP has it", "Pa.", "Pennsylvania", STATE_AP},
    {"one that AP never shortens", "Maine", "Maine", STATE_AP},
    {"no state", "Corvedale", NULL, 0},
    {"nothing", "", NULL, 0},
};

static void run_state(const struct state_row *row)
{
    uint32_t style = 0;
    const struct state *state = states_find(str_from_c(row->written), &style);

    assert_int_equal(state != NULL, row->state != NULL);
    if (!state)
        return;
    assert_true(stet_is(state->name, row->state));
    assert_int_equal(style, row->style);
}

TEST_ROWS(states_of, states, run_state, name)

/* ---- the lists --------------------------------------------------------- */

struct list_row {
    const char *name, *phrase; /* words apart by spaces, in lower case */
    uint32_t has, has_not;     /* GAZ_ */
};

static const struct list_row phrases[] = {
    {"a forename", "margaret", GAZ_FEMALE, GAZ_MALE},
    {"a forename of both", "leslie", GAZ_MALE | GAZ_FEMALE, 0},
    {"a surname", "okafor", GAZ_SURNAME, GAZ_COUNTRY},
    {"a country", "nigeria", GAZ_COUNTRY, GAZ_ORG},
    {"a country of two words", "south korea", GAZ_COUNTRY, 0},
    {"its first word is a prefix", "south", GAZ_PREFIX | GAZ_COMMON, 0},
    {"a city", "lagos", GAZ_BIG_CITY, 0},
    {"a people", "norwegian", GAZ_DEMONYM, 0},
    {"a body", "world bank", GAZ_ORG, GAZ_CITY},
    {"a word", "yesterday", GAZ_COMMON, GAZ_PLACE},
    {"what a person does", "economist", GAZ_OCCUPATION, 0},
    {"no word", "qzxqzx", 0, 0xFFFF},
};

static void run_list(const struct list_row *row)
{
    uint32_t hash = 0;
    Str rest = str_from_c(row->phrase);

    while (rest.len) {
        const char *space = memchr(rest.ptr, ' ', rest.len);
        uint32_t len = space ? (uint32_t)(space - rest.ptr) : rest.len;
        hash = gaz_mix(hash, stet_hash(str_cut(rest, 0, len)));
        rest = str_cut(rest, space ? len + 1 : len, rest.len);
    }
    assert_int_equal(gaz_phrase(hash) & row->has, row->has);
    assert_int_equal(gaz_phrase(hash) & row->has_not, 0);
}

TEST_ROWS(lists, phrases, run_list, name)

static void one_sex(void **state)
{
    (void)state;
    assert_int_equal(gaz_one_sex(stet_hash(STR("david"))), GAZ_MALE);
    assert_int_equal(gaz_one_sex(stet_hash(STR("mary"))), GAZ_FEMALE);
    assert_int_equal(gaz_one_sex(stet_hash(STR("leslie"))), 0);
}

static void closed_classes(void **state)
{
    struct arena arena = {0};
    struct lexicon lexicon;
    Str said = STR("said"), mayor = STR("mayor"), none = STR("zucchini");

    lexicon_init(&lexicon, &arena);
    assert_true(lexicon_of(&lexicon, said, stet_hash(said)) & LEX_SAY);
    assert_true(lexicon_of(&lexicon, mayor, stet_hash(mayor)) & LEX_TITLE);
    assert_true(lexicon_of(&lexicon, mayor, stet_hash(mayor)) & LEX_ROLE_NOUN);
    assert_int_equal(lexicon_of(&lexicon, none, stet_hash(none)), 0);
    arena_release(&arena);
}

static const struct CMUnitTest lone[] = {
    {"a full table of near words", many_near, NULL, NULL, NULL},
    {"whose a forename of both nearly always is", one_sex, NULL, NULL, NULL},
    {"the closed classes", closed_classes, NULL, NULL, NULL},
};

TEST_MAIN(test_folding() + test_nearness() + test_states_of() + test_lists() +
          run_group("lone", lone, TEST_COUNT(lone)))

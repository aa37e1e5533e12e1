/*
 * What one mention of a name becomes when the name is changed.
 */
#include "lsp/respell.h"
#include "support/test.h"

struct respell_row {
    const char *name; /* of the row */
    const char *mention, *old_name, *new_name;
    bool has_parts;
    const char *becomes; /* NULL: is left alone */
};

static const struct respell_row mentions[] = {
    {"whole", "Ada Moor", "Ada Moor", "Eva Lind", true, "Eva Lind"},
    {"surname", "Moor", "Ada Moor", "Eva Lind", true, "Lind"},
    {"given name", "Ada", "Ada Moor", "Eva Lind", true, "Eva"},
    {"over a line break", "Ada\nMoor", "Ada Moor", "Eva Lind", true,
     "Eva Lind"},
    {"in capitals", "ADA MOOR", "Ada Moor", "Zoë Lind", true, "ZOË LIND"},
    {"surname in capitals", "MOOR", "Ada Moor", "Eva Škoda", true, "ŠKODA"},
    {"an abbreviation stays one", "AM", "AM", "Eva Lind", true, "Eva Lind"},
    {"other capitals in the old name", "MacRae", "Ian MacRae", "Ian Lind", true,
     "Lind"},
    {"particles", "van der Meer", "Ada van der Meer", "Eva Lind", true, "Lind"},
    {"surname without its particles", "Meer", "Ada van der Meer", "Eva Lind",
     true, "Lind"},
    {"to particles", "Moor", "Ada Moor", "Eva de la Cruz", true, "de la Cruz"},
    {"middle initial", "Ada J. Moor", "Ada J. Moor", "Eva Lind", true,
     "Eva Lind"},
    {"without the middle initial", "Ada Moor", "Ada J. Moor", "Eva K. Lind",
     true, "Eva Lind"},
    {"junior", "Moor", "Ada Moor Jr.", "Eva Lind Jr.", true, "Lind"},
    {"one word only", "Moor", "Ada Moor", "Cher", true, "Cher"},
    {"a part that the new name lacks", "Ada", "Ada Moor", "Cher", true, "Cher"},
    {"a firm", "Moor & Sons", "Moor & Sons", "Lind", false, "Lind"},
    {"a firm's short name", "Moor", "Moor & Sons", "Lind", false, NULL},
    {"a description", "the senator", "Ada Moor", "Eva Lind", true, NULL},
    {"a pronoun", "she", "Ada Moor", "Eva Lind", true, NULL},
    {"a misspelling", "Moore", "Ada Moor", "Eva Lind", true, NULL},
    {"the wrong way round", "Moor Ada", "Ada Moor", "Eva Lind", true, NULL},
    {"no change", "Ada", "Ada Moor", "Ada Lind", true, NULL},
    {"nothing", "", "Ada Moor", "Eva Lind", true, NULL},
};

static void run_mention(const struct respell_row *row)
{
    struct arena arena = {0};
    Str out = {0};
    bool is_changed =
        respell(str_from_c(row->mention), str_from_c(row->old_name),
                str_from_c(row->new_name), row->has_parts, &arena, &out);

    assert_int_equal(is_changed, row->becomes != NULL);
    if (row->becomes && !str_eq(out, str_from_c(row->becomes)))
        fail_msg("“%.*s” is not “%s”", STR_ARG(out), row->becomes);
    arena_release(&arena);
}
TEST_ROWS(mentions, mentions, run_mention, name)

struct whole_row {
    const char *name;
    const char *mention, *old_name, *typed, *whole;
};

static const struct whole_row wholes[] = {
    {"surname over surname", "Moor", "Ada Moor", "Lind", "Ada Lind"},
    {"whole over surname", "Moor", "Ada Moor", "Eva Lind", "Eva Lind"},
    {"particles over surname", "Moor", "Ada Moor", "van Lind", "Ada van Lind"},
    {"given over given", "Ada", "Ada Moor", "Eva", "Eva Moor"},
    {"whole over whole", "Ada Moor", "Ada Moor", "Eva Lind", "Eva Lind"},
    {"one word over whole", "Ada Moor", "Ada Moor", "Lind", "Lind"},
    {"surname with particles", "van Moor", "Ada van Moor", "Lind", "Ada Lind"},
    {"no spelling of it", "she", "Ada Moor", "Lind", "Lind"},
};

static void run_whole(const struct whole_row *row)
{
    struct arena arena = {0};
    Str out = respell_whole(str_from_c(row->mention), str_from_c(row->old_name),
                            str_from_c(row->typed), &arena);

    if (!str_eq(out, str_from_c(row->whole)))
        fail_msg("“%.*s” is not “%s”", STR_ARG(out), row->whole);
    arena_release(&arena);
}
TEST_ROWS(wholes, wholes, run_whole, name)

TEST_MAIN(test_mentions() + test_wholes())

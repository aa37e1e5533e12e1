/*
 * The rules of dates, by the examples that stand beside them
 * (support/rule_examples.h), read on Wednesday, 4 March 2026. Then: what no
 * input can make slow.
 */
#include "dates_rules.h"

#include "dates/items.h"
#include "dates/reader.h"
#include "dates/resolve.h"

#include "support/rule_examples.h"
#include "support/test.h"

static Str value_of(struct resolver *resolver, const Found *found,
                    struct arena *arena)
{
    Resolved *resolved = ARENA_NEW(arena, Resolved);

    if (found->moment.field[FIELD_KIND] > MOMENT_TIME &&
        !moment_has(&found->moment, FIELD_HOUR))
        return found->value;
    if (found->is_range)
        resolver_range(resolver, &found->moment, &found->to, resolved);
    else
        resolver_next(resolver, &found->moment, resolved);
    return (Str){resolved->value, resolved->value_len};
}

static uint32_t read_dates(const struct reading *words, struct arena *arena,
                           const ExampleFound **out_found)
{
    Reading reading = reading_of_words(words);
    struct resolver resolver;
    Found *found;
    uint32_t count = reader_read(&reading, arena, &found);
    ExampleFound *list = ARENA_ARRAY(arena, ExampleFound, count + 1);

    resolver_init(&resolver);
    resolver.has_story = true;
    resolver.story = (Day){2026, 3, 4};
    for (uint32_t i = 0; i < count; i++)
        list[i] = (ExampleFound){found[i].first, found[i].end, found[i].rule,
                                 value_of(&resolver, &found[i], arena)};
    *out_found = list;
    return count;
}

static const char *const files[] = {DATES_RULES "/dates.rules",
                                    DATES_RULES "/holidays.rules", NULL};

/* ---- no input is worse than another ------------------------------------ */

struct tedious {
    const char *part;
};

static const struct tedious tedious[] = {
    {"the last "},
    {"about the first second of the "},
    {"twenty five hundred and "},
    {"early mid late the end of the very beginning of "},
    {"3 to 5 to 7 May to "},
    {"a quarter past half past "},
    {"Tuesday , the second week of last "},
    {"1990 - 2 - 3 - "},
    {"from 5 to 7 to 9 p.m. and between "},
    {"two weeks after Tuesday , Wednesday and the 22nd , 23rd or "},
    {"1/2 , 3/4 or 5/6 by 11/12 until after the "},
    {"the last week of the first week of week 31 of the 70's of "},
    {"every day at 8 a.m. every morning , about six , at 9p or 8 a.m. or "},
    {"from 2 p.m. to tomorrow 4:30 – 21-04-2016 – 11/2016 at 7:56:30 "},
    {"from Jan 3 2019 to Feb 5 through May 7 - June 9 - "},
    {"two weeks starting Friday , in the afternoon from 9 a.m. for 2 hours , "},
};

static void run_tedious(const struct tedious *row)
{
    struct arena arena = {0};
    struct reading words;
    RulesItem *items;

    rule_examples_repeat(row->part, &arena, &words);
    uint32_t count =
        items_read(&words.tokens, 0, words.tokens.count, &arena, &items);
    rule_examples_bounded(&dates_rules, items, count, words.tokens.count);
    arena_release(&arena);
}

TEST_ROWS(tedious, tedious, run_tedious, part)
TEST_MAIN(rule_examples_run(files, read_dates) + test_tedious())

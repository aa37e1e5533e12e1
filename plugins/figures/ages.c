/* What a paragraph says of births, deaths and ages. */
#include "figures/ages.h"

#include "figures/when.h"

#include "stet/text.h"

#define NO_ONE STET_NONE
#define REACH 14u /* tokens from a verb to its date or age */
#define AGE_MAX 119
#define ATTRS_MAX 4u

/* By token: the annotation there that ends before it or begins at it, or
 * NO_ONE. Of two that end alike the shorter. */
struct scene {
    const struct figures *self;
    const stet_host *host;
    const stet_block *block;
    const stet_tokens *tokens;
    const stet_layer *names, *dates; /* dates may be NULL */
    Reading reading;
    uint32_t *ending;   /* persons and pronouns */
    uint32_t *starting; /* the same */
    uint32_t *said;     /* ages and roles, by their end */
    uint32_t *date_at;  /* by its first token */
    /* The last birth and the last "is 58": their owners, their ends. */
    uint32_t born, born_end, aged, aged_end;
};

static bool is(const struct scene *scene, uint32_t at, const char *words)
{
    return reading_is(&scene->reading, at, words);
}

uint64_t ages_note(const struct figures *self, const stet_host *host,
                   const stet_block *block, const struct note *note)
{
    stet_attr attrs[ATTRS_MAX] = {
        {self->says, STET_ATTR_NUMBER, note->says, STR_INIT("")},
        {self->owner, STET_ATTR_NUMBER, note->owner, STR_INIT("")},
        {self->date, STET_ATTR_NUMBER, note->date, STR_INIT("")},
        {self->years, STET_ATTR_NUMBER, note->years, STR_INIT("")},
    };
    stet_ref ref = host->emit(
        host->self, &(stet_annotation){
                        .size = sizeof(stet_annotation),
                        .kind = self->life,
                        .span = stet_bytes(block->tokens, note->tokens.start,
                                           note->tokens.end),
                        .confidence = STET_CERTAIN,
                        .attr_count = ATTRS_MAX,
                        .attrs = attrs,
                    });

    return ref == STET_REFUSED ? STET_REFUSED : 0;
}

static uint64_t emit(const struct scene *scene, Says says, stet_span tokens,
                     uint32_t owner, uint32_t date, int32_t years)
{
    return ages_note(scene->self, scene->host, scene->block,
                     &(struct note){says, tokens, owner, date, years});
}

/* ---- who --------------------------------------------------------------- */

/* The person that annotation `index`, an age or a role, belongs to, if it
 * stands behind the name. */
static uint32_t owner_behind(const struct scene *scene, uint32_t index)
{
    const stet_layer *names = scene->names;

    if (names->first_link[index] == names->first_link[index + 1])
        return NO_ONE;
    uint32_t owner = STET_REF_INDEX(names->links[names->first_link[index]].to);
    return names->tokens[owner].end <= names->tokens[index].start ? owner
                                                                  : NO_ONE;
}

/* Whoever ends before token `at`: by name, "he", "she", or what commas and
 * brackets add to the name: "Ruth Sorley, 58", "Ruth Sorley, a baker". */
static uint32_t person_before(const struct scene *scene, uint32_t at)
{
    uint32_t person;

    if (at <= scene->reading.first)
        return NO_ONE;
    person = scene->ending[at];
    if (person != NO_ONE &&
        (scene->names->kind[person] != scene->self->name_pronoun ||
         is(scene, at - 1, "he she")))
        return person;
    if (is(scene, at - 1, ")"))
        at--;
    return scene->said[at] == NO_ONE ? NO_ONE
                                     : owner_behind(scene, scene->said[at]);
}

/* "of Ruth Sorley", "and the baker Ruth Sorley": what follows may be said of
 * somebody else. */
static bool is_dependent(const struct scene *scene, uint32_t person)
{
    uint32_t first = scene->names->tokens[person].start;
    uint32_t role = scene->said[first];

    if (role != NO_ONE && scene->names->kind[role] == scene->self->name_role)
        first = scene->names->tokens[role].start;
    return is(scene, first - 1, "of and & or with for to from 's");
}

/* Whom a clause behind `at` explains: "Ruth Sorley, who", "Ruth Sorley (born".
 * In "the widow of John Hale, who" it may be either. */
static uint32_t antecedent(const struct scene *scene, uint32_t at)
{
    at -= is(scene, at - 1, ", (");
    uint32_t person = person_before(scene, at);

    return person == NO_ONE ||
                   scene->names->kind[person] == scene->self->name_pronoun ||
                   is_dependent(scene, person)
               ? NO_ONE
               : person;
}

#define APART 32u /* tokens: in obituaries it tells a whole life */

/* Whom an apposition that ends before `at` explains: "Sorley, a baker from
 * Leeds,", "Sorley, who died on Sunday,"; nobody else is in it. */
static uint32_t person_apart(const struct scene *scene, uint32_t at)
{
    for (uint32_t back = 0; back < APART && at > scene->reading.first + 1;
         back++, at--) {
        /* "who kept her shop" is of nobody else. */
        if ((scene->starting[at] != NO_ONE && !is(scene, at, "his her")) ||
            is(scene, at, ". ; : — – whose"))
            return NO_ONE;
        if (is(scene, at - 1, ",") && scene->ending[at - 1] != NO_ONE)
            return is(scene, at, "a an the who") ? antecedent(scene, at)
                                                 : NO_ONE;
    }
    return NO_ONE;
}

#define KIN                                                                    \
    "mother father sister brother wife husband widow widower daughter son "    \
    "aunt uncle niece nephew cousin partner fiancee fiance friend girlfriend " \
    "boyfriend grandmother grandfather granddaughter grandson twin"

/* "Her sister left. She": somebody without a name came in between. */
static bool is_clouded(const struct scene *scene, uint32_t pronoun)
{
    uint32_t at = scene->names->tokens[pronoun].start;

    for (uint32_t back = 0; back < 3 * REACH && at > scene->reading.first;
         back++, at--) {
        uint32_t person = scene->ending[at];
        if (person != NO_ONE &&
            scene->names->kind[person] == scene->self->name_person)
            return false;
        if (is(scene, at - 1, KIN))
            return true;
    }
    return false;
}

/* Whose what ends before the verb at `at` is: "Sorley", "who", "Sorley, 58,",
 * "Sorley, born in 1962,". */
static uint32_t find_subject(const struct scene *scene, uint32_t at)
{
    if (is(scene, at - 1, "who"))
        return antecedent(scene, at - 1);
    if (is(scene, at - 1, "and"))
        return scene->aged_end == at - 1 ? scene->aged : NO_ONE;
    if (!is(scene, at - 1, ","))
        return person_before(scene, at);
    if (scene->born_end == at - 1)
        return scene->born;
    uint32_t person = person_before(scene, at - 1);
    /* "After Sorley, ..." or "he, ..." closes nothing. */
    if (person != NO_ONE)
        return scene->ending[at - 1] == person ? NO_ONE : person;
    return person_apart(scene, at - 2);
}

/* The subject of the verb at `at`, if that is sure. */
static uint32_t subject(const struct scene *scene, uint32_t at)
{
    while (is(scene, at - 1, "has had also later"))
        at--;
    uint32_t person = find_subject(scene, at);
    if (person == NO_ONE)
        return NO_ONE;
    bool is_pronoun = scene->names->kind[person] == scene->self->name_pronoun;
    return (is_pronoun ? is_clouded(scene, person)
                       : is_dependent(scene, person))
               ? NO_ONE
               : person;
}

/* ---- when -------------------------------------------------------------- */

static bool is_exact(const struct scene *scene, uint32_t date)
{
    return scene->dates->kind[date] == scene->self->date_date &&
           !stet_text_of(scene->dates, date, scene->self->mod).len;
}

/* A year, month or day that says its year itself. */
static bool is_told_whole(const struct scene *scene, uint32_t date)
{
    When when;
    const stet_layer *dates = scene->dates;

    return !stet_number_of(dates, date, scene->self->symbolic) &&
           is_exact(scene, date) &&
           when_read(stet_text_of(dates, date, scene->self->value), &when);
}

/* "1962 and 1964", "1962 or 1963" */
static bool is_one_of_several(const struct scene *scene, uint32_t date)
{
    uint32_t end = scene->dates->tokens[date].end;

    return is(scene, end, "or and –") && end + 1 < scene->tokens->count &&
           (scene->date_at[end + 1] != NO_ONE ||
            scene->tokens->cls[end + 1] == STET_TOKEN_NUMBER);
}

/* Part of a place's name, or what may stand before it. */
static bool is_place(const struct scene *scene, uint32_t at)
{
    return (reading_is_word(&scene->reading, at) &&
            (scene->tokens->flags[at] & STET_TOKEN_CAPITAL)) ||
           is(scene, at, "in on at to the of near town city village , -");
}

/* The date of "born" at `at`, with nothing but places before it. */
static uint32_t birth_date(const struct scene *scene, uint32_t at)
{
    uint32_t limit = at + REACH;
    stet_span sentence = reading_sentence(&scene->reading, at);

    for (at++; at < limit && at < sentence.end; at++) {
        uint32_t date = scene->date_at[at];
        if (date != NO_ONE)
            return is_told_whole(scene, date) && !is_one_of_several(scene, date)
                       ? date
                       : NO_ONE;
        if (!is_place(scene, at))
            return NO_ONE;
    }
    return NO_ONE;
}

/* ---- ages -------------------------------------------------------------- */

/* Whole years in digits at `at`, or 0. */
static int32_t years_at(const struct scene *scene, uint32_t at)
{
    int32_t years = 0;

    if (at >= scene->reading.end ||
        scene->tokens->cls[at] != STET_TOKEN_NUMBER ||
        scene->date_at[at] != NO_ONE)
        return 0;
    Str word = scene->tokens->folded[at];
    for (uint32_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < '0' || word.ptr[i] > '9' || i > 2)
            return 0;
        years = years * 10 + (word.ptr[i] - '0');
    }
    return years <= AGE_MAX ? years : 0;
}

static bool is_stop(const struct scene *scene, uint32_t at)
{
    return at >= scene->reading.end || is(scene, at, ". , ; ) — –") ||
           scene->tokens->cls[at] == STET_TOKEN_QUOTE_CLOSE;
}

/* "aged 76", "at the age of 76", "at age 76", "at 76." from `at`: the token
 * that says the years, or NO_ONE. */
static uint32_t told_age(const struct scene *scene, uint32_t at)
{
    uint32_t number = at + 1;

    if (is(scene, at, "at") && is(scene, number, "age"))
        number++;
    else if (is(scene, at, "at") && is(scene, number, "the") &&
             is(scene, number + 1, "age") && is(scene, number + 2, "of"))
        number += 3;
    else if (!is(scene, at, "aged") &&
             !(is(scene, at, "at") && is_stop(scene, at + 2)))
        return NO_ONE;
    return years_at(scene, number) &&
                   !is(scene, number + 1, "months weeks days")
               ? number
               : NO_ONE;
}

static uint64_t emit_age(const struct scene *scene, Says says, uint32_t number,
                         uint32_t owner)
{
    return emit(scene, says, (stet_span){number, number + 1}, owner, NO_ONE,
                years_at(scene, number));
}

/* "born in 1962 and is 58", "(born 1962), 58," */
static uint64_t read_age_behind(const struct scene *scene, uint32_t at,
                                uint32_t owner)
{
    if (is(scene, at, "and") && is(scene, at + 1, "is"))
        at += 2 + is(scene, at + 2, "now");
    else if (is(scene, at, ")") && is(scene, at + 1, ","))
        at += 2;
    else
        return 0;
    return years_at(scene, at) && is_stop(scene, at + 1)
               ? emit_age(scene, SAYS_NOW, at, owner)
               : 0;
}

/* "62-year-old" begins at `at`. */
static bool is_year_old(const struct scene *scene, uint32_t at)
{
    at += 1 + is(scene, at + 1, "-");
    return is(scene, at, "year") &&
           is(scene, at + 1 + is(scene, at + 1, "-"), "old");
}

/* "62-year-old Ruth Sorley" and "Ruth Sorley, a 62-year-old" are of now;
 * "was a 62-year-old" and "as a 62-year-old" were once. */
static Says time_of_phrase(const struct scene *scene, uint32_t at)
{
    while (is(scene, at - 1, "a an the then"))
        at--;
    return is(scene, at, "then") ||
                   is(scene, at - 1, "was were as like been then")
               ? SAYS_NOTHING
               : SAYS_NOW;
}

/* "Sorley is 58 and", "Sorley is 58 years old" with its verb at `at`. */
static uint64_t read_predicate(struct scene *scene, uint32_t at)
{
    uint32_t owner = subject(scene, at);

    at += 1 + is(scene, at + 1, "now");
    if (owner == NO_ONE || !years_at(scene, at))
        return 0;
    bool is_told = is(scene, at + 1, "years") && is(scene, at + 2, "old");
    uint32_t end = is_told ? at + 3 : at + 1;
    if (!is_stop(scene, end) && !is(scene, end, "and"))
        return 0;
    scene->aged = owner;
    scene->aged_end = end;
    /* A bare number is one that names has found, too. */
    return is_told ? emit_age(scene, SAYS_NOW, at, owner) : 0;
}

/* "Sorley, now 58, was": the token of the years before the verb at `at`. */
static uint32_t now_age(const struct scene *scene, uint32_t at)
{
    return is(scene, at - 1, ",") && years_at(scene, at - 2) &&
                   is(scene, at - 3, "now") && is(scene, at - 4, ",")
               ? at - 2
               : NO_ONE;
}

/* Behind "turned 60" at `at`: nothing, or a time of late that has no year of
 * its own, "in March". */
static bool is_of_late(const struct scene *scene, uint32_t at)
{
    at += is(scene, at, "in on");
    if (is_stop(scene, at) || is(scene, at, "and"))
        return true;
    uint32_t date = at < scene->tokens->count ? scene->date_at[at] : NO_ONE;
    if (date == NO_ONE)
        return false;
    uint32_t end = scene->dates->tokens[date].end;
    return !is_told_whole(scene, date) && !is(scene, end - 1, "year ago") &&
           (is_stop(scene, end) || is(scene, end, "and"));
}

/* "turned 60 in March" */
static uint64_t read_turned(const struct scene *scene, uint32_t at)
{
    uint32_t owner = years_at(scene, at + 1) && is_of_late(scene, at + 2)
                         ? subject(scene, at)
                         : NO_ONE;

    return owner == NO_ONE || is(scene, at - 1, "had")
               ? 0
               : emit_age(scene, SAYS_NOW, at + 1, owner);
}

/* "60th", or 0. */
static int32_t rank_at(const struct scene *scene, uint32_t at)
{
    Str word = scene->tokens->folded[at];
    int32_t years = 0;
    uint32_t i = 0;

    for (; i < word.len && i < 3 && word.ptr[i] >= '0' && word.ptr[i] <= '9';
         i++)
        years = years * 10 + (word.ptr[i] - '0');
    Str rest = str_cut(word, i, word.len);
    return i && (str_eq(rest, STR("th")) || str_eq(rest, STR("st")) ||
                 str_eq(rest, STR("nd")) || str_eq(rest, STR("rd")))
               ? years
               : 0;
}

/* "celebrated her 60th birthday in August", the birthday at `at`. */
static uint64_t read_birthday(const struct scene *scene, uint32_t at)
{
    if (at < scene->reading.first + 4 ||
        !is(scene, at - 3, "celebrated marked") ||
        !is(scene, at - 2, "his her") || !rank_at(scene, at - 1) ||
        !is_of_late(scene, at + 1))
        return 0;
    uint32_t owner = subject(scene, at - 3);
    return owner == NO_ONE ? 0
                           : emit(scene, SAYS_NOW, (stet_span){at - 1, at + 1},
                                  owner, NO_ONE, rank_at(scene, at - 1));
}

/* ---- births ------------------------------------------------------------ */

/* The person at token `at` is what the sentence is about: no "Sorley's", no
 * "her", no "Ruth and John". */
static bool is_subject(const struct scene *scene, uint32_t at, uint32_t person)
{
    uint32_t end = scene->names->tokens[person].end;
    bool is_pronoun = scene->names->kind[person] == scene->self->name_pronoun;

    return !is(scene, end, "'s and & said says") &&
           !(end < scene->reading.end &&
             scene->tokens->cls[end] == STET_TOKEN_APOSTROPHE) &&
           (!is_pronoun || is(scene, at, "he she"));
}

/* "Born in 1962 in Leeds, Sorley": the subject behind the comma. */
static uint32_t subject_behind(const struct scene *scene, uint32_t at)
{
    uint32_t limit = at + REACH;
    stet_span sentence = reading_sentence(&scene->reading, at);

    for (; at < limit && at < sentence.end; at++) {
        uint32_t person = scene->starting[at];
        if (person != NO_ONE)
            return is(scene, at - 1, ", old") && is_subject(scene, at, person)
                       ? person
                       : NO_ONE;
        if (is_year_old(scene, at))
            at += is(scene, at + 1, "-") ? 4 : 2;
        else if (!reading_is_word(&scene->reading, at) && !is_place(scene, at))
            return NO_ONE;
    }
    return NO_ONE;
}

/* "The 58-year-old, who was born", "a 58-year-old baker born": the token of the
 * years, from the one behind it all; or NO_ONE. */
static uint32_t nameless_age(const struct scene *scene, uint32_t at)
{
    at -= is(scene, at - 1, "was") && is(scene, at - 2, "who") ? 2 : 0;
    at -= is(scene, at - 1, ",");
    for (uint32_t i = at, back = 0; back < 3 && i > scene->reading.first + 5;
         i--, back++) {
        if (is(scene, i - 1, "old") && years_at(scene, i - 5) &&
            is_year_old(scene, i - 5))
            return time_of_phrase(scene, i - 5) == SAYS_NOW ? i - 5 : NO_ONE;
        if (!reading_is_word(&scene->reading, i - 1) ||
            (scene->tokens->flags[i - 1] & STET_TOKEN_CAPITAL) ||
            is(scene, i - 1, "of with and for from by to"))
            return NO_ONE;
    }
    return NO_ONE;
}

static uint64_t read_birth(struct scene *scene, uint32_t at)
{
    stet_span sentence = reading_sentence(&scene->reading, at);
    uint32_t owner, date = birth_date(scene, at);

    if (date == NO_ONE)
        return 0;
    stet_span tokens = scene->dates->tokens[date];
    uint32_t now = is(scene, at - 1, "was") ? now_age(scene, at - 1) : NO_ONE;
    if (now != NO_ONE)
        owner = antecedent(scene, now - 1);
    else if (is(scene, at - 1, "was"))
        owner = subject(scene, at - 1);
    else if (at == sentence.start)
        owner = subject_behind(scene, tokens.end);
    else
        owner = is(scene, at - 1, ", (") ? antecedent(scene, at) : NO_ONE;
    if (owner == NO_ONE) {
        uint32_t number = nameless_age(scene, at);
        return number == NO_ONE
                   ? 0
                   : emit(scene, SAYS_NOW, (stet_span){number, number + 1},
                          NO_ONE, date, years_at(scene, number));
    }
    scene->born = owner;
    scene->born_end = tokens.end;
    if (emit(scene, SAYS_BORN, tokens, owner, date, 0) == STET_REFUSED ||
        (now != NO_ONE &&
         emit_age(scene, SAYS_NOW, now, owner) == STET_REFUSED))
        return STET_REFUSED;
    return read_age_behind(scene, tokens.end, owner);
}

/* ---- deaths ------------------------------------------------------------ */

/* Another clause begins at token `at`, or somebody else comes in. */
static bool is_other_clause(const struct scene *scene, uint32_t at)
{
    if (scene->starting[at] != NO_ONE && !is(scene, at, "his her"))
        return true;
    if (is(scene, at,
           "after before when while since because who which that "
           "whose and but having leaving ; : — built founded made "
           "held begun"))
        return true;
    Str word = scene->tokens->folded[at];
    return word.len > 4 && !is(scene, at, "aged") &&
           stet_equal(str_cut(word, word.len - 2, word.len), stet_lit("ed"));
}

/* "died in 2021 aged 76" */
static uint64_t read_death(const struct scene *scene, uint32_t at)
{
    stet_span sentence = reading_sentence(&scene->reading, at);
    uint32_t owner = subject(scene, at), limit = at + REACH;
    bool is_dated = false;

    if (owner == NO_ONE)
        return 0;
    for (at++; at < limit && at < sentence.end && !is_other_clause(scene, at);
         at++) {
        uint32_t date = scene->date_at[at], number = told_age(scene, at);
        if (date != NO_ONE && !is_dated) {
            is_dated = true;
            if (emit(scene, SAYS_DIED, scene->dates->tokens[date], owner, date,
                     is_told_whole(scene, date)) == STET_REFUSED)
                return STET_REFUSED;
        }
        if (number != NO_ONE)
            return emit_age(scene, SAYS_LAST, number, owner);
    }
    return 0;
}

/* "Ruth Sorley (1950-2021)" */
static uint64_t read_life(const struct scene *scene, uint32_t date)
{
    When from, to;
    stet_span tokens = scene->dates->tokens[date];

    if (!is(scene, tokens.start - 1, "(") || !is(scene, tokens.end, ")") ||
        !is_exact(scene, date) ||
        !when_read_range(stet_text_of(scene->dates, date, scene->self->value),
                         &from, &to))
        return 0;
    uint32_t owner = scene->ending[tokens.start - 1];
    if (owner == NO_ONE ||
        scene->names->kind[owner] == scene->self->name_pronoun)
        return 0;
    return emit(scene, SAYS_LIVED, tokens, owner, date, 0);
}

/* ---- ages that names found --------------------------------------------- */

/* The sentence is "She was 76." */
static bool is_whole_sentence(const struct scene *scene, uint32_t first,
                              uint32_t end)
{
    stet_span sentence = reading_sentence(&scene->reading, first);

    return sentence.start == first && is(scene, end, ".") &&
           sentence.end <= end + 1;
}

/* When the years at `at`, which `owner` has, are right. */
static Says time_of(const struct scene *scene, uint32_t at, stet_span owner)
{
    uint32_t before = at - 1;

    if (is(scene, at + 1, "when") &&
        (is(scene, at + 2, "he she") || owner.start == at + 2) &&
        is(scene, before, "was"))
        return is(scene, at + 3, "died") ? SAYS_LAST : SAYS_NOTHING;
    if (is(scene, at + 1, "when at then") ||
        (is(scene, at + 1, ",") && is(scene, at + 2, "when at then")))
        return SAYS_NOTHING;
    before -= is(scene, before, "aged age now");
    if (is(scene, before, "is") ||
        (is(scene, before, "'s") && owner.end == before) ||
        is(scene, before, ", ("))
        return SAYS_NOW;
    return is(scene, before, "was") &&
                   is_whole_sentence(scene, owner.start, at + 1)
               ? SAYS_WAS
               : SAYS_NOTHING;
}

/* The age of annotation `index`, or in it: "a 62-year-old baker". */
static uint64_t read_age(const struct scene *scene, uint32_t index)
{
    const stet_layer *names = scene->names;
    stet_span tokens = names->tokens[index];
    uint32_t at = tokens.start;
    bool is_role = names->kind[index] == scene->self->name_role;

    if (names->first_link[index] == names->first_link[index + 1])
        return 0;
    while (is_role && at + 1 < tokens.end && !years_at(scene, at))
        at++;
    uint32_t owner = STET_REF_INDEX(names->links[names->first_link[index]].to);
    bool is_phrase = is_year_old(scene, at);
    if (!years_at(scene, at) || scene->tokens->depth[at] ||
        (is_role && !is_phrase))
        return 0;
    if (names->kind[owner] == scene->self->name_pronoun &&
        is_clouded(scene, owner))
        return 0;
    Says says = is_phrase ? time_of_phrase(scene, at)
                          : time_of(scene, at, names->tokens[owner]);
    return says == SAYS_NOTHING ? 0 : emit_age(scene, says, at, owner);
}

/* ---- the block --------------------------------------------------------- */

static uint32_t *new_column(struct figures *self, uint32_t count)
{
    uint32_t *column = ARENA_ARRAY(&self->scratch, uint32_t, count + 1);

    memset(column, 0xff, (count + 1) * sizeof *column); /* NO_ONE */
    return column;
}

static void fill_columns(struct figures *self, struct scene *scene)
{
    const stet_layer *names = scene->names;
    uint32_t count = scene->tokens->count;

    scene->ending = new_column(self, count);
    scene->starting = new_column(self, count);
    scene->said = new_column(self, count);
    scene->date_at = new_column(self, count);
    for (uint32_t i = 0; i < names->count; i++) {
        if (names->kind[i] == self->name_person ||
            names->kind[i] == self->name_pronoun) {
            scene->ending[names->tokens[i].end] = i;
            scene->starting[names->tokens[i].start] = i;
        } else if (names->kind[i] == self->name_age ||
                   names->kind[i] == self->name_role) {
            scene->said[names->tokens[i].end] = i;
        }
    }
    for (uint32_t i = 0; i < scene->dates->count; i++)
        scene->date_at[scene->dates->tokens[i].start] = i;
}

/* Most paragraphs speak of no birth, death or age. */
static bool is_worth_reading(const struct scene *scene)
{
    const stet_layer *names = scene->names;

    for (uint32_t i = 0; i < names->count; i++)
        if (names->kind[i] == scene->self->name_age)
            return true;
    for (uint32_t at = scene->reading.first; at < scene->reading.end; at++) {
        Str word = scene->tokens->folded[at];
        char first = word.len && word.len <= 4 ? word.ptr[0] : 0;
        if (((first == 'b' || first == 'd' || first == 'o') &&
             is(scene, at, "born b. b died dies old")) ||
            (first == '(' && at + 2 < scene->reading.end &&
             (scene->tokens->cls[at + 1] == STET_TOKEN_NUMBER ||
              scene->tokens->cls[at + 2] == STET_TOKEN_NUMBER)))
            return true;
    }
    return false;
}

/* "born", "died", "is" at token `at`, or a life in brackets. */
static uint64_t read_at(struct scene *scene, uint32_t at)
{
    Str word = scene->tokens->folded[at];
    char first = word.len && word.len <= 4 ? word.ptr[0] : 0;

    if (first == 'b' && (is(scene, at, "born") ||
                         (is(scene, at, "b. b") && is(scene, at - 1, "("))))
        return read_birth(scene, at);
    if (first == 'i' && is(scene, at, "is"))
        return read_predicate(scene, at);
    if (first == 'd' && is(scene, at, "died dies"))
        return read_death(scene, at);
    if (word.len == 6 && is(scene, at, "turned"))
        return read_turned(scene, at);
    if (word.len == 8 && is(scene, at, "birthday"))
        return read_birthday(scene, at);
    return scene->date_at[at] != NO_ONE ? read_life(scene, scene->date_at[at])
                                        : 0;
}

static uint64_t read_all(struct scene *scene)
{
    const stet_layer *names = scene->names;

    for (uint32_t at = scene->reading.first; at < scene->reading.end; at++)
        if (!scene->tokens->depth[at] && read_at(scene, at) == STET_REFUSED)
            return STET_REFUSED;
    for (uint32_t i = 0; i < names->count; i++)
        if ((names->kind[i] == scene->self->name_age ||
             names->kind[i] == scene->self->name_role) &&
            read_age(scene, i) == STET_REFUSED)
            return STET_REFUSED;
    return 0;
}

/* Nothing can be said where there are no names, no dates and no ages. */
uint64_t ages_read(struct figures *self, const stet_host *host,
                   const stet_block *block)
{
    static const stet_layer no_dates = {.size = sizeof no_dates};
    struct scene scene = {
        .self = self,
        .host = host,
        .block = block,
        .tokens = block->tokens,
        .names =
            LAYER_NAME < block->layer_count ? block->layers[LAYER_NAME] : NULL,
        .dates =
            LAYER_DATE < block->layer_count ? block->layers[LAYER_DATE] : NULL,
        .reading = reading_of_block(block),
        .born_end = NO_ONE,
        .aged_end = NO_ONE,
    };

    if (!scene.names)
        return 0;
    if (!scene.dates)
        scene.dates = &no_dates;
    if (!scene.names->count || !is_worth_reading(&scene))
        return 0;
    fill_columns(self, &scene);
    return read_all(&scene);
}

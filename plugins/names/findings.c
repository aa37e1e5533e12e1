#include "names/findings.h"

#include "names/gazetteer.h"
#include "names/states.h"

#include "stet/text.h"

#include <stdio.h>

#define RELATED_MAX 8u
#define MESSAGE_MAX 400u
#define VARIANT_RELATED 4u
#define SUBHEAD_TOKENS 8u /* a shorter paragraph is a subhead, or speech */

/* A finding about a mention, with up to RELATED_MAX others and one fix. */
struct report {
    const struct cast *cast;
    stet_rule rule;
    uint32_t severity;
    uint32_t confidence;
    uint32_t mention;
    char message[MESSAGE_MAX];
    stet_related related[RELATED_MAX];
    uint32_t related_count;
    Str fix; /* what shall stand there; empty for no fix */
};

static stet_place place_of(const struct cast *cast, uint32_t mention)
{
    return (stet_place){.ref = cast->mentions[mention].ref};
}

static void relate(struct report *self, uint32_t mention, const char *words)
{
    if (self->related_count < RELATED_MAX)
        self->related[self->related_count++] = (stet_related){
            .place = place_of(self->cast, mention),
            .message = str_from_c(words),
        };
}

static void tell(struct report *self)
{
    const stet_host *host = self->cast->host;
    char title[MESSAGE_MAX];
    stet_edit edit = {place_of(self->cast, self->mention), self->fix};
    stet_fix fix = {.size = sizeof fix, .edit_count = 1, .edits = &edit};
    const stet_fix *fixes[] = {&fix};

    snprintf(title, sizeof title, "Change to “%.*s”", STR_ARG(self->fix));
    fix.title = str_from_c(title);
    stet_finding out = {
        .size = sizeof out,
        .rule = self->rule,
        .severity = self->severity,
        .place = place_of(self->cast, self->mention),
        .message = str_from_c(self->message),
        .confidence = self->confidence,
        .related_count = self->related_count,
        .related = self->related,
        .fix_count = self->fix.len ? 1 : 0,
        .fixes = fixes,
    };
    host->finding(host->self, &out);
}

static struct word surname(const struct mention *mention)
{
    return mention->wording->words[mention->wording->word_count - 1];
}

/* ---- name/variant ------------------------------------------------------ */

static void find_variants(const struct cast *cast)
{
    for (uint32_t i = 0; i < cast->slip_count; i++) {
        const struct slip *slip = &cast->slips[i];
        const struct entity *person = &cast->entities[slip->usual];
        Str good = person->type == TAG_PERSON
                       ? cast->mentions[person->full].wording->text
                       : slip->right;
        struct report report = {
            .cast = cast,
            .rule = cast->keys->variant,
            .severity = STET_WARNING,
            .confidence = 900,
            .mention = slip->mention,
            .fix = slip->right,
        };

        snprintf(report.message, sizeof report.message,
                 "“%.*s” is spelled “%.*s” elsewhere in this story",
                 STR_ARG(cast->mentions[slip->mention].wording->text),
                 STR_ARG(good));
        relate(&report, person->full, "the other spelling");
        for (uint32_t m = person->first_of_all;
             m != CAST_NONE && report.related_count < VARIANT_RELATED;
             m = cast->mentions[m].next)
            if (cast->mentions[m].kind == person->type && m != person->full &&
                m != slip->mention)
                relate(&report, m, "the other spelling");
        tell(&report);
    }
}

/* ---- words of names ---------------------------------------------------- */

/* Words with how often they came, by hash. */
struct shared {
    uint32_t *hash; /* 0: a free slot */
    uint8_t *count;
    uint32_t mask;
};

static uint32_t shared_slot(const struct shared *self, uint32_t hash)
{
    uint32_t at = hash & self->mask;

    while (self->hash[at] && self->hash[at] != hash)
        at = (at + 1) & self->mask;
    return at;
}

static void shared_room(struct shared *self, struct arena *arena,
                        uint32_t words)
{
    self->mask = 63;
    while (self->mask < words * 2u)
        self->mask = self->mask * 2 + 1;
    self->hash = ARENA_ARRAY(arena, uint32_t, self->mask + 1);
    self->count = ARENA_ARRAY(arena, uint8_t, self->mask + 1);
}

static void shared_add(struct shared *self, struct word word)
{
    uint32_t at = shared_slot(self, word.hash | 1u);

    self->hash[at] = word.hash | 1u;
    self->count[at] = (uint8_t)(self->count[at] ? 2 : 1);
}

static uint32_t shared_count(const struct shared *self, struct word word)
{
    return self->count[shared_slot(self, word.hash | 1u)];
}

/* The surnames of the story's persons. */
static void shared_surnames(struct shared *self, const struct cast *cast)
{
    shared_room(self, cast->arena, cast->entity_count);
    for (uint32_t i = 0; i < cast->entity_count; i++) {
        const struct entity *one = &cast->entities[i];
        if (one->type == TAG_PERSON && one->into == CAST_NONE &&
            cast->mentions[one->full].wording->word_count)
            shared_add(self, surname(&cast->mentions[one->full]));
    }
}

/* ---- name/introduction ------------------------------------------------- */

/* A people's name, or one that its paragraph took for no person and that may be
 * a place or a word. */
static bool is_doubtful(const struct mention *one)
{
    uint32_t gaz = gaz_word(one->wording->words[0].hash);

    return (gaz & GAZ_DEMONYM) ||
           (one->retyped && (gaz & (GAZ_PLACE | GAZ_COMMON)));
}

static uint32_t words_of_longer(const struct cast *cast)
{
    uint32_t words = 0;

    for (uint32_t i = 0; i < cast->mention_count; i++) {
        const struct mention *one = &cast->mentions[i];
        if (one->kind == TAG_PERSON && one->wording->word_count > 1)
            words += one->wording->word_count;
    }
    return words;
}

static void add_longer(struct shared *seen, const struct mention *one)
{
    for (uint32_t i = 0; i < one->wording->word_count; i++)
        if (one->wording->word_count > 1)
            shared_add(seen, one->wording->words[i]);
}

/*
 * A bare surname in the running text before the full name. Headlines, subheads,
 * what stands inside quotation marks, titles (Mr Keane), forenames and what is
 * no person by itself ("the Keane years") are left alone; so is everything
 * before the first paragraph of a story, because a plain text does not mark its
 * headline; and what was a word of a longer name before, as Tarrow is where
 * "Tarrow Omondi" and "Ruth Tarrow" mean one person.
 */
static void find_introductions(const struct cast *cast, uint32_t first_block)
{
    uint8_t *done = ARENA_ARRAY(cast->arena, uint8_t, cast->entity_count + 1);
    struct shared seen;

    shared_room(&seen, cast->arena, words_of_longer(cast));
    for (uint32_t i = 0; i < cast->mention_count; i++) {
        const struct mention *one = &cast->mentions[i];
        if (one->kind != TAG_PERSON || one->entity == CAST_NONE)
            continue;
        add_longer(&seen, one);
        if (one->block < first_block || (one->signs & SIGN_HEADLINE) ||
            cast->story->blocks[one->block]->token_count < SUBHEAD_TOKENS)
            continue;
        const struct entity *person = &cast->entities[one->entity];
        const struct mention *full = &cast->mentions[person->full];
        if (done[one->entity] || person->type != TAG_PERSON)
            continue;
        if (one->wording->word_count > 1 || (one->signs & SIGN_QUOTED)) {
            done[one->entity] |= one->wording->word_count > 1;
            continue;
        }
        done[one->entity] = 1;
        if (full->wording->word_count < 2 || full->at < one->at ||
            (one->signs & (SIGN_TITLED | SIGN_MODIFIER)) ||
            one->rival != CAST_NONE || is_doubtful(one) ||
            full->block == one->block ||
            shared_count(&seen, one->wording->words[0]) ||
            !str_eq(surname(full).text, one->wording->words[0].text))
            continue;
        struct report report = {
            .cast = cast,
            .rule = cast->keys->introduction,
            .severity = STET_INFORMATION,
            .confidence = 800,
            .mention = i,
        };
        snprintf(report.message, sizeof report.message,
                 "“%.*s” is named before the full name, “%.*s”, is given",
                 STR_ARG(one->wording->text), STR_ARG(full->wording->text));
        relate(&report, person->full, "the full name");
        tell(&report);
    }
}

/* ---- whose a fact is --------------------------------------------------- */

/* The fact at `mention` is surely its person's: told of a full name, or of a
 * surname that nobody else has. */
static bool is_sure(const struct cast *cast, const struct shared *shared,
                    uint32_t mention)
{
    const struct mention *owner =
        &cast->mentions[cast->mentions[mention].owner];

    if (owner->kind != TAG_PERSON || !owner->wording->word_count ||
        owner->rival != CAST_NONE)
        return false;
    return owner->wording->word_count > 1 ||
           shared_count(shared, surname(owner)) < 2;
}

/* ---- name/affiliation -------------------------------------------------- */

/* The place in "R-Penn.": what stands behind the hyphen. */
static Str affiliation_place(Str text)
{
    for (uint32_t i = 1; i < text.len && i < 6; i++)
        if (text.ptr[i] == '-')
            return str_cut(text, i + 1, text.len);
    return (Str){"", 0};
}

static void check_state(const struct cast *cast, uint32_t mention)
{
    Str text = cast_wording(cast, mention)->text;
    Str place = affiliation_place(text);
    uint32_t style = 0;
    const struct state *state = place.len ? states_find(place, &style) : NULL;
    struct report report = {
        .cast = cast,
        .rule = cast->keys->affiliation_rule,
        .severity = STET_WARNING,
        .confidence = 950,
        .mention = mention,
    };

    if (!state || style != STATE_OTHER)
        return;
    uint32_t keep = text.len - place.len;
    char *fix = arena_alloc(cast->arena, (size_t)keep + state->ap.len + 1);
    memcpy(fix, text.ptr, keep);
    memcpy(fix + keep, state->ap.ptr, state->ap.len);
    report.fix = (Str){fix, keep + state->ap.len};
    snprintf(report.message, sizeof report.message,
             "“%.*s” is no abbreviation of %.*s in the AP list; it has “%.*s”",
             STR_ARG(place), STR_ARG(state->name), STR_ARG(state->ap));
    tell(&report);
}

/* Party and state in the short form only: longer ones say other things. */
static bool is_short_form(const struct cast *cast, uint32_t mention)
{
    return affiliation_place(cast_wording(cast, mention)->text).len > 0;
}

static void check_change(const struct cast *cast, uint32_t mention,
                         uint32_t *first)
{
    const struct mention *one = &cast->mentions[mention];
    uint32_t entity = cast->mentions[one->owner].entity;

    if (entity == CAST_NONE || !is_short_form(cast, mention))
        return;
    if (first[entity] == CAST_NONE) {
        first[entity] = mention;
        return;
    }
    const struct mention *before = &cast->mentions[first[entity]];
    if (str_eq(cast_value(cast, before), cast_value(cast, one)))
        return;
    struct report report = {
        .cast = cast,
        .rule = cast->keys->affiliation_rule,
        .severity = STET_WARNING,
        .confidence = 850,
        .mention = mention,
    };
    snprintf(report.message, sizeof report.message,
             "%.*s is “%.*s” here and “%.*s” before",
             STR_ARG(cast_name(cast, entity)),
             STR_ARG(cast_wording(cast, mention)->text),
             STR_ARG(cast_wording(cast, first[entity])->text));
    relate(&report, first[entity], "before");
    tell(&report);
}

static void find_affiliations(const struct cast *cast,
                              const struct options *options)
{
    struct shared shared;
    uint32_t *first =
        ARENA_ARRAY(cast->arena, uint32_t, cast->entity_count + 1);

    shared_surnames(&shared, cast);
    for (uint32_t i = 0; i < cast->entity_count; i++)
        first[i] = CAST_NONE;
    for (uint32_t i = 0; i < cast->mention_count; i++) {
        if (cast->mentions[i].kind != SAID_AFFILIATION ||
            cast->mentions[i].owner == CAST_NONE)
            continue;
        if (!options->any_state)
            check_state(cast, i);
        if (is_sure(cast, &shared, i))
            check_change(cast, i, first);
    }
}

/* ---- name/role-changes and name/age-changes ---------------------------- */

/* Offices of which a person has one at a time. */
static bool is_single_office(Str head)
{
    static const char *const heads[] = {"minister", "secretary", "governor",
                                        "mayor", "ambassador"};

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (stet_is(head, heads[i]))
            return true;
    return false;
}

/* Words that say the office is another, or was. */
static bool is_qualified(const struct wording *role)
{
    static const char *const words[] = {
        "former",  "ex",        "then",      "acting",  "deputy",
        "shadow",  "vice",      "interim",   "press",   "late",
        "first",   "onetime",   "past",      "future",  "next",
        "junior",  "assistant", "under",     "of",      "and",
        "for",     "who",       "permanent", "general", "parliamentary",
        "private", "-",
    };

    for (uint32_t i = 0; i < role->word_count; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (stet_is(role->words[i].text, words[k]))
                return true;
    return false;
}

/* The one word before the office: "finance" in "the finance minister", and
 * "foreign" in "the foreign affairs minister". */
static Str department(const struct wording *role, Str office)
{
    uint32_t n = role->word_count;

    if (n < 2 || !str_eq(role->words[n - 1].text, office))
        return (Str){"", 0};
    n -= n > 2 && stet_is(role->words[n - 2].text, "affairs");
    return role->words[n - 2].text;
}

static void check_role(const struct cast *cast, uint32_t mention,
                       uint32_t *first)
{
    const struct mention *one = &cast->mentions[mention];
    uint32_t entity = cast->mentions[one->owner].entity;

    Str office = cast_head(cast, one);

    if (entity == CAST_NONE || !is_single_office(office))
        return;
    const struct wording *role = cast_wording(cast, mention);
    Str of = department(role, office);
    if (is_qualified(role) || !of.len ||
        (gaz_word(stet_hash(of)) & (GAZ_DEMONYM | GAZ_PLACE)))
        return;
    if (first[entity] == CAST_NONE) {
        first[entity] = mention;
        return;
    }
    if (!str_eq(cast_head(cast, &cast->mentions[first[entity]]), office) ||
        str_eq(department(cast_wording(cast, first[entity]), office), of))
        return;
    struct report report = {
        .cast = cast,
        .rule = cast->keys->role_changes,
        .severity = STET_WARNING,
        .confidence = 750,
        .mention = mention,
    };
    snprintf(report.message, sizeof report.message,
             "%.*s is “%.*s” here and “%.*s” before",
             STR_ARG(cast_name(cast, entity)),
             STR_ARG(cast_wording(cast, mention)->text),
             STR_ARG(cast_wording(cast, first[entity])->text));
    relate(&report, first[entity], "before");
    tell(&report);
}

static void check_age(const struct cast *cast, uint32_t mention,
                      uint32_t *first)
{
    const struct mention *one = &cast->mentions[mention];
    uint32_t entity = cast->mentions[one->owner].entity;

    /* only what a comma adds to a name: "was 35" may be of any year */
    if (entity == CAST_NONE || !(one->signs & SIGN_APART))
        return;
    if (first[entity] == CAST_NONE) {
        first[entity] = mention;
        return;
    }
    const struct mention *before = &cast->mentions[first[entity]];
    int64_t age = cast_age(cast, one), age_before = cast_age(cast, before);
    if (age_before == age)
        return;
    struct report report = {
        .cast = cast,
        .rule = cast->keys->age_changes,
        .severity = STET_WARNING,
        .confidence = 900,
        .mention = mention,
    };
    snprintf(report.message, sizeof report.message,
             "%.*s is %d here and %d before", STR_ARG(cast_name(cast, entity)),
             (int)age, (int)age_before);
    relate(&report, first[entity], "before");
    tell(&report);
}

static void find_changes(const struct cast *cast)
{
    uint32_t *role = ARENA_ARRAY(cast->arena, uint32_t, cast->entity_count + 1);
    uint32_t *age = ARENA_ARRAY(cast->arena, uint32_t, cast->entity_count + 1);
    struct shared shared;

    shared_surnames(&shared, cast);
    for (uint32_t i = 0; i < cast->entity_count; i++)
        role[i] = age[i] = CAST_NONE;
    for (uint32_t i = 0; i < cast->mention_count; i++) {
        if (cast->mentions[i].owner == CAST_NONE || !is_sure(cast, &shared, i))
            continue;
        if (cast->mentions[i].kind == SAID_ROLE)
            check_role(cast, i, role);
        if (cast->mentions[i].kind == SAID_AGE)
            check_age(cast, i, age);
    }
}

/* ---- name/not-in-list -------------------------------------------------- */

/* Letters by which a listed name differs: 0, 1, or 2 for more. */
static uint32_t listed_distance(const struct listed *listed,
                                const struct mention *full)
{
    uint32_t apart = 0;

    if (listed->word_count != full->wording->word_count)
        return 2;
    for (uint32_t k = 0; k < full->wording->word_count && apart < 2; k++)
        apart += fold_distance(listed->words[k].text,
                               full->wording->words[k].text, 1);
    return apart < 2 ? apart : 2;
}

/* The listed name one letter from this one; NULL also where one is equal. */
static const struct listed *nearest(const struct options *options,
                                    const struct mention *full, uint32_t hash)
{
    const struct listed *near = NULL;
    uint32_t low = 0, high = options->list_count * 2;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (options->by_word[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t steps = 0; low < options->list_count * 2 &&
                             options->by_word[low].hash == hash && steps < 64;
         low++, steps++) {
        const struct listed *one = &options->list[options->by_word[low].name];
        uint32_t apart = listed_distance(one, full);
        if (apart == 0)
            return NULL;
        if (apart == 1)
            near = one;
    }
    return near;
}

static void find_unlisted(const struct cast *cast,
                          const struct options *options)
{
    for (uint32_t i = 0; i < cast->entity_count && options->list_count; i++) {
        const struct entity *one = &cast->entities[i];
        const struct mention *full = &cast->mentions[one->full];
        if (one->type != TAG_PERSON || full->wording->word_count < 2)
            continue;
        const struct listed *near = nearest(options, full, surname(full).hash);
        if (!near)
            near = nearest(options, full, full->wording->words[0].hash);
        if (!near)
            continue;
        struct report report = {
            .cast = cast,
            .rule = cast->keys->not_in_list,
            .severity = STET_WARNING,
            .confidence = 800,
            .mention = one->full,
            .fix = near->name,
        };
        snprintf(report.message, sizeof report.message,
                 "the house list has “%.*s”", STR_ARG(near->name));
        tell(&report);
    }
}

/* ---- all --------------------------------------------------------------- */

void findings_tell(const struct cast *cast, const struct options *options)
{
    find_variants(cast);
    find_introductions(cast, cast->first_block);
    find_affiliations(cast, options);
    find_changes(cast);
    find_unlisted(cast, options);
}

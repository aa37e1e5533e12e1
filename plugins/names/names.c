/*
 * names - persons, organisations, places, works: the plugin's wiring.
 *
 *     block:  view -> tagger (with the reader's tags, if there) -> spans
 *             -> heads -> works -> people
 *     story:  cast (with the vote) -> findings
 *
 * The block pass gives each name and pronoun an attribute "signs", a set of
 * bits that says how it stands in its sentence (people.h); with the words of
 * the mentions it is all that the story pass reads.
 */
#include "names/findings.h"
#include "names/gazetteer.h"
#include "names/heads.h"
#include "names/spans.h"
#include "names/works.h"

#include "stet/text.h"

#include <errno.h>
#include <stdlib.h>

#define NONE_SURE 700 /* per mille: no name where the reader has none */

struct names {
    struct arena words; /* the lexicon, the options: as long as the instance */
    struct arena work;  /* one call */
    struct lexicon lexicon;
    struct keys keys;
    struct options options;
    stet_kind reader[TAG_TYPES]; /* its kinds by TAG_ */
};

/* ---- open and close ---------------------------------------------------- */

static const char *const kind_names[] = {
    [TAG_PERSON] = "name/person",
    [TAG_ORG] = "name/org",
    [TAG_PLACE] = "name/place",
    [TAG_WORK] = "name/work",
    [TAG_EVENT] = "name/event",
    [TAG_MISC] = "name/misc",
    [SAID_ROLE] = "name/role",
    [SAID_AFFILIATION] = "name/affiliation",
    [SAID_AGE] = "name/age",
    [SAID_PRONOUN] = "name/pronoun",
    [SAID_DESCRIPTION] = "name/description",
};

static const char *const reader_names[] = {
    [TAG_PERSON] = "reader/person", [TAG_ORG] = "reader/org",
    [TAG_PLACE] = "reader/place",   [TAG_WORK] = "reader/work",
    [TAG_EVENT] = "reader/event",   [TAG_MISC] = "reader/misc",
};

static uint32_t number(const stet_host *host, const char *name)
{
    return host->register_name(host->self, stet_lit(name));
}

static void register_all(struct names *self, const stet_host *host)
{
    struct keys *keys = &self->keys;

    for (uint32_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
        if (kind_names[i])
            keys->kind[i] = number(host, kind_names[i]);
    for (uint32_t i = 1; i < TAG_TYPES; i++)
        self->reader[i] = number(host, reader_names[i]);
    keys->person = number(host, "person");
    keys->runner_up = number(host, "runner-up");
    keys->signs = number(host, "signs");
    keys->head = number(host, "head");
    keys->value = number(host, "value");
    keys->role = number(host, "role");
    keys->affiliation = number(host, "affiliation");
    keys->age = number(host, "age");
    keys->pronoun = number(host, "pronoun");
    keys->variant = number(host, "name/variant");
    keys->introduction = number(host, "name/introduction");
    keys->affiliation_rule = number(host, "name/affiliation");
    keys->role_changes = number(host, "name/role-changes");
    keys->age_changes = number(host, "name/age-changes");
    keys->not_in_list = number(host, "name/not-in-list");
}

static void names_close(void *instance)
{
    struct names *self = instance;

    if (!self)
        return;
    arena_release(&self->work);
    arena_release(&self->words);
    free(self);
}

static int32_t names_open(const stet_host *host, stet_str options,
                          void **out_instance)
{
    struct names *self = calloc(1, sizeof *self);

    if (!self)
        return -ENOMEM;
    lexicon_init(&self->lexicon, &self->words);
    options_read(&self->options, options, &self->words);
    register_all(self, host);
    *out_instance = self;
    return 0;
}

/* ---- the block pass ---------------------------------------------------- */

/* What the reader says of each token; NULL where there is no reader. What it
 * takes for a name is a candidate, capital or not. */
static struct hint *read_hints(struct names *self, const stet_block *block,
                               struct view *view)
{
    const stet_layer *layer = block->layer_count > 1 ? block->layers[1] : NULL;
    struct hint *hints;

    if (!layer)
        return NULL;
    hints = ARENA_ARRAY(&self->work, struct hint, block->tokens->count);
    for (uint32_t i = 0; i < block->tokens->count; i++)
        hints[i].weight = NONE_SURE; /* "no name" is a reading too */
    for (uint32_t i = 0; i < layer->count; i++) {
        Span tokens = layer->tokens[i];
        for (uint8_t type = 1; type < TAG_TYPES; type++)
            for (uint32_t t = tokens.start;
                 layer->kind[i] == self->reader[type] && t < tokens.end; t++) {
                hints[t] = (struct hint){type, t == tokens.start,
                                         layer->confidence[i]};
                view->flags[t] |= VIEW_CANDIDATE;
            }
    }
    return hints;
}

static uint32_t confidence_of(const struct tagged *name)
{
    int32_t margin = name->margin < 0 ? 0 : name->margin;

    /* what the dev sets show: half right at no margin, nearly all at 60 */
    if (name->weak)
        return 100;
    return (uint32_t)(500 + (margin > 60 ? 480 : margin * 8));
}

static uint32_t add_attr(stet_attr *attrs, uint32_t count, stet_key key,
                         int64_t value)
{
    attrs[count] =
        (stet_attr){.key = key, .type = STET_ATTR_NUMBER, .number = value};
    return count + 1;
}

static uint32_t add_text(stet_attr *attrs, uint32_t count, stet_key key,
                         Str text)
{
    attrs[count] =
        (stet_attr){.key = key, .type = STET_ATTR_TEXT, .text = text};
    return count + 1;
}

static stet_ref emit_name(struct names *self, const stet_host *host,
                          const struct people *people, uint32_t index)
{
    const struct tagged *name = &people->names[index];
    stet_attr attr = {
        .key = self->keys.signs,
        .type = STET_ATTR_NUMBER,
        .number = (int64_t)people_signs(people, index),
    };
    stet_annotation out = {
        .size = sizeof out,
        .kind = self->keys.kind[name->type],
        .span = spans_bytes(people->view, name->tokens),
        .confidence = confidence_of(name),
        .attr_count = 1,
        .attrs = &attr,
    };

    return host->emit(host->self, &out);
}

static stet_ref emit_said(struct names *self, const stet_host *host,
                          const struct people *people, const struct said *said,
                          stet_ref person)
{
    const struct view *view = people->view;
    stet_attr attrs[3];
    uint32_t count = 0;
    stet_link link = {.to = person, .role = self->keys.person};

    if (said->signs)
        count = add_attr(attrs, count, self->keys.signs, said->signs);
    if (said->kind == SAID_AGE)
        count = add_attr(attrs, count, self->keys.value, said->age);
    if (said->head != STET_NONE)
        count = add_text(attrs, count, self->keys.head,
                         view->tokens->folded[said->head]);
    if (said->value.len)
        count = add_text(attrs, count, self->keys.value, said->value);
    stet_annotation out = {
        .size = sizeof out,
        .kind = self->keys.kind[said->kind],
        .span = stet_bytes(view->tokens, said->tokens.start, said->tokens.end),
        .confidence = said->confidence,
        .attr_count = count,
        .attrs = attrs,
        .link_count = person == STET_NO_REF ? 0 : 1,
        .links = &link,
    };

    return host->emit(host->self, &out);
}

/* Names first, then pronouns, then what links to either. */
static void emit_all(struct names *self, const stet_host *host,
                     const struct people *people)
{
    stet_ref *names =
        ARENA_ARRAY(&self->work, stet_ref, people->name_count + 1);
    stet_ref *said = ARENA_ARRAY(&self->work, stet_ref, people->said_count + 1);

    for (uint32_t i = 0; i < people->name_count; i++)
        names[i] = people->names[i].type ? emit_name(self, host, people, i)
                                         : STET_NO_REF;
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < people->said_count; i++) {
            const struct said *one = &people->said[i];
            stet_ref to = STET_NO_REF;
            if ((one->kind == SAID_PRONOUN) == (round == 1))
                continue;
            if (one->person != NO_ONE)
                to = names[one->person];
            else if (one->pronoun != NO_ONE)
                to = said[one->pronoun];
            said[i] = emit_said(self, host, people, one, to);
        }
}

static int32_t names_block(void *instance, const stet_host *host,
                           const stet_block *block)
{
    struct names *self = instance;
    struct view view;
    struct people people;
    struct tagged *names;

    if (block->tokens->count == 0)
        return 0;
    arena_reset(&self->work);
    view_init(&view, block, &self->lexicon, &self->work);
    uint32_t count =
        tagger_read(&view, read_hints(self, block, &view), &self->work, &names);
    count = spans_settle(&view, names, count, &self->work, &names);
    count = heads_join(&view, names, count, &self->work, &names);
    count = works_join(&view, names, count, &self->work, &names);
    people_read(&people, &view, names, count, &self->work);
    emit_all(self, host, &people);
    return 0;
}

/* ---- the story pass ---------------------------------------------------- */

static int32_t names_story(void *instance, const stet_host *host,
                           const stet_story *story)
{
    struct names *self = instance;
    struct cast cast;

    arena_reset(&self->work);
    cast_read(&cast, &self->keys, host, story, NULL, &self->work);
    cast_tell(&cast);
    findings_tell(&cast, &self->options);
    arena_reset(&self->work); /* a long story's is large: others want it too */
    return 0;
}

/* ---- the descriptor ---------------------------------------------------- */

static const stet_plugin_v1 plugin = {
    .size = sizeof plugin,
    .abi_major = STET_ABI_MAJOR,
    .abi_minor = STET_ABI_MINOR,
    .id = STR_INIT("org.stet.names"),
    .version = STR_INIT("0.1.0"),
    .licence = STR_INIT("Apache-2.0"),
    .open = names_open,
    .close = names_close,
    .block = names_block,
    .story = names_story,
};

STET_EXPORT const stet_plugin_v1 *stet_plugin(uint32_t abi_major)
{
    return abi_major == STET_ABI_MAJOR ? &plugin : NULL;
}

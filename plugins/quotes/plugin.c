/*
 * plugin - quotations, as a plugin: who says what, to whom, where.
 *
 *     block   scene -> claims -> annotations     (scene.h, claim.h, report.h)
 *     story   runs, speakers, findings, labels   (story.h)
 *
 * An instance is a room: the lexicon, and an arena that each call empties.
 */
#include "quotes/names.h"
#include "quotes/report.h"
#include "quotes/story.h"
#include "stet/text.h"

#include <errno.h>
#include <stdlib.h>

struct quotes {
    struct room room;
    struct quote_names names;
};

static const struct {
    const char *name;
    size_t offset;
} registered[] = {
    {"quote/quotation", offsetof(struct quote_names, quotation)},
    {"quote/content", offsetof(struct quote_names, content)},
    {"quote/source", offsetof(struct quote_names, source)},
    {"quote/cue", offsetof(struct quote_names, cue)},
    {"quote/addressee", offsetof(struct quote_names, addressee)},
    {"quote/medium", offsetof(struct quote_names, medium)},
    {"quote/not-speech", offsetof(struct quote_names, not_speech)},
    {"quote/stray", offsetof(struct quote_names, stray)},
    {"name/person", offsetof(struct quote_names, person)},
    {"name/org", offsetof(struct quote_names, org)},
    {"name/place", offsetof(struct quote_names, place)},
    {"name/pronoun", offsetof(struct quote_names, pronoun)},
    {"name/description", offsetof(struct quote_names, description)},
    {"name/role", offsetof(struct quote_names, role)},
    {"content", offsetof(struct quote_names, to_content)},
    {"source", offsetof(struct quote_names, to_source)},
    {"cue", offsetof(struct quote_names, to_cue)},
    {"addressee", offsetof(struct quote_names, to_addressee)},
    {"medium", offsetof(struct quote_names, to_medium)},
    {"type", offsetof(struct quote_names, type)},
    {"speaker", offsetof(struct quote_names, speaker)},
    {"speaker-name", offsetof(struct quote_names, speaker_name)},
    {"kind", offsetof(struct quote_names, kind)},
    {"pronoun", offsetof(struct quote_names, said_of)},
    {"signs", offsetof(struct quote_names, signs)},
    {"rule", offsetof(struct quote_names, rule)},
    {"head", offsetof(struct quote_names, head)},
    {"form", offsetof(struct quote_names, form)},
    {"open", offsetof(struct quote_names, open)},
    {"quote/no-speaker", offsetof(struct quote_names, no_speaker)},
    {"quote/unbalanced", offsetof(struct quote_names, unbalanced)},
};

static const char *const roles[] = {
    NULL,
    "reader/source",
    "reader/cue",
    "reader/content",
    "reader/addressee",
    "reader/medium",
    "reader/maybe",
};

static int register_all(struct quotes *self, const stet_host *host)
{
    for (size_t i = 0; i < sizeof registered / sizeof *registered; i++) {
        uint32_t number =
            host->register_name(host->self, stet_lit(registered[i].name));

        if (!number)
            return -ENOSPC;
        memcpy((char *)&self->names + registered[i].offset, &number,
               sizeof number);
    }
    for (uint32_t i = ROLE_SOURCE; i < ROLE_COUNT; i++)
        self->room.role_kinds[i] =
            host->register_name(host->self, stet_lit(roles[i]));
    self->room.place = self->names.place;
    return 0;
}

static void quotes_close(void *instance)
{
    struct quotes *self = instance;

    if (!self)
        return;
    arena_release(&self->room.arena);
    free(self);
}

static int32_t quotes_open(const stet_host *host, stet_str options,
                           void **out_instance)
{
    struct quotes *self = calloc(1, sizeof *self);
    int result;

    if (!self)
        return -ENOMEM;
    result = register_all(self, host);
    if (result < 0) {
        quotes_close(self);
        return result;
    }
    self->room.models = &models_shipped;
    *out_instance = self;
    return 0;
}

static int32_t quotes_block(void *instance, const stet_host *host,
                            const stet_block *block)
{
    struct quotes *self = instance;
    struct claims claims;
    struct scene scene;

    if (!block->tokens->count)
        return 0;
    arena_reset(&self->room.arena);
    scene_init(&scene, &self->room, block);
    claims_find(&claims, &scene);
    report_claims(&self->names, host, &scene, &claims);
    return 0;
}

static int32_t quotes_story(void *instance, const stet_host *host,
                            const stet_story *story)
{
    struct quotes *self = instance;

    arena_reset(&self->room.arena);
    story_settle(&self->names, host, story, &self->room.arena);
    arena_reset(&self->room.arena); /* a long story's is large */
    return 0;
}

static const stet_plugin_v1 plugin = {
    .size = sizeof plugin,
    .abi_major = STET_ABI_MAJOR,
    .abi_minor = STET_ABI_MINOR,
    .reach_tokens = 0,
    .id = STR_INIT("org.stet.quotes"),
    .version = STR_INIT("0.1.0"),
    .licence = STR_INIT("Apache-2.0"),
    .open = quotes_open,
    .close = quotes_close,
    .block = quotes_block,
    .story = quotes_story,
};

STET_EXPORT const stet_plugin_v1 *stet_plugin(uint32_t abi_major)
{
    return abi_major == STET_ABI_MAJOR ? &plugin : NULL;
}

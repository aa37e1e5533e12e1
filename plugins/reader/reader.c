/*
 * reader - the plugin that runs the network once a block, for everybody.
 *
 *     reader.model --map--> model --tagger--> spans --emit--> layer "reader"
 *
 * Tags and nothing more: who wants quotations or names assembles them from
 * this layer. Where the model is missing or not sound the plugin does not
 * open, says why in one line, and the others read on with their rules.
 *
 * READER_REACH tokens of either neighbour are seen, so that many are read
 * again when a block beside them changes; a model may want less, not more.
 */
#include "learn/others.h"
#include "learn/tagger.h"

#include "stet/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define READER_REACH 8u
#define MODEL_FILE "reader.model"

struct reader {
    struct model model;
    const struct kernel *kernel;
    stet_kind kinds[MODEL_HEADS_MAX][MODEL_LABELS_MAX];
    stet_kind maybe;
    struct arena work; /* one call */
};

/* ---- open and close ---------------------------------------------------- */

static const char *const known[] = {
    "source", "cue",  "content", "person", "org",
    "place",  "work", "event",   "misc",
};

/* Why it does not open, behind the model's name; returns `error`. */
static int32_t complain(const stet_host *host, int32_t error, const char *why)
{
    char words[200];

    snprintf(words, sizeof words, MODEL_FILE " %s", why);
    host->reason(host->self, NULL, stet_lit(words));
    return error;
}

static int32_t map_model(const stet_host *host, const void **out_bytes,
                         uint64_t *out_len)
{
    const stet_resource_v1 *resource =
        host->extension(host->self, stet_lit(STET_RESOURCE_V1));

    if (!resource)
        return complain(host, -ENOTSUP, "cannot be had from this host");
    int32_t error =
        resource->map(host->self, stet_lit(MODEL_FILE), out_bytes, out_len);
    if (error == -ENOENT)
        return complain(host, error, "is missing beside the plugin");
    if (error == -EINVAL)
        return complain(host, error, "is empty or no file");
    return error < 0 ? complain(host, error, strerror(-error)) : 0;
}

/* The kind of a label's type: that of the same name in lower case. */
static stet_kind kind_of(const stet_host *host, Str type)
{
    char name[32] = "reader/";
    uint32_t len = 7;

    for (uint32_t i = 0; i < type.len && len + 1 < sizeof name; i++)
        name[len++] = (char)(type.ptr[i] | 0x20); /* they are capitals */
    for (uint32_t i = 0; i < sizeof known / sizeof *known; i++)
        if (stet_is((Str){name + 7, len - 7}, known[i]))
            return host->register_name(host->self, (Str){name, len});
    return 0;
}

static int32_t name_kinds(struct reader *self, const stet_host *host)
{
    for (uint32_t i = 0; i < self->model.head_count; i++) {
        const ModelHead *head = &self->model.heads[i];
        for (uint32_t k = 0; k < head->count; k++) {
            Str type = head->labels[k].type;
            self->kinds[i][k] = type.len ? kind_of(host, type) : 0;
            if (type.len && !self->kinds[i][k])
                return complain(host, -EBADMSG,
                                "has a label that this plugin does not know");
        }
    }
    self->maybe = host->register_name(host->self, stet_lit("reader/maybe"));
    return 0;
}

static int32_t open_model(struct reader *self, const stet_host *host)
{
    char reason[MODEL_ERROR_MAX];
    const void *bytes;
    uint64_t len;

    int32_t error = map_model(host, &bytes, &len);
    if (error < 0)
        return error;
    error = model_open(&self->model, bytes, len, reason);
    if (error < 0)
        return complain(host, error, reason);
    if (self->model.reach > READER_REACH)
        return complain(host, -EBADMSG, "reaches farther than the plugin");
    return name_kinds(self, host);
}

static void reader_close(void *instance)
{
    struct reader *self = instance;

    if (!self)
        return;
    model_release(&self->model);
    arena_release(&self->work);
    free(self);
}

static int32_t reader_open(const stet_host *host, stet_str options,
                           void **out_instance)
{
    struct reader *self = calloc(1, sizeof *self);

    if (!self)
        return -ENOMEM;
    int32_t error = open_model(self, host);
    if (error < 0) {
        reader_close(self);
        return error;
    }
    self->kernel = kernel_fastest();
    *out_instance = self;
    return 0;
}

/* ---- the block pass ---------------------------------------------------- */

static void explain(const stet_host *host, stet_ref ref, const ModelHead *head,
                    const Tagged *span)
{
    Str type = head->labels[span->label].type;
    stet_place place = {.ref = ref};
    char words[160];

    snprintf(words, sizeof words,
             "the network reads %.*s here; others of its words are "
             "%u.%u nats a word behind, and %u in 1000 such are right",
             STR_ARG(type), span->margin / 256, span->margin % 256 * 10 / 256,
             span->confidence);
    host->reason(host->self, &place, stet_lit(words));
}

/* False where the host refuses; it has said why. */
static bool emit_head(const struct reader *self, const stet_host *host,
                      const stet_block *block, uint32_t index,
                      const HeadResult *result)
{
    for (uint32_t i = 0; i < result->span_count; i++) {
        const Tagged *span = &result->spans[i];
        stet_annotation note = {
            .size = sizeof note,
            .kind = self->kinds[index][span->label],
            .span = stet_bytes(block->tokens, block->first_own + span->start,
                               block->first_own + span->end),
            .confidence = span->confidence,
        };
        stet_ref ref = host->emit(host->self, &note);
        if (ref == STET_REFUSED)
            return false;
        if (block->explaining)
            explain(host, ref, &self->model.heads[index], span);
    }
    return true;
}

/* Contents that the network holds possible, those that it tags among them. */
static bool emit_others(struct reader *self, const stet_host *host,
                        const stet_block *block, const ModelHead *head,
                        const HeadResult *result)
{
    const Other *others;
    uint32_t own = block->end_own - block->first_own;
    uint32_t count = others_find(head, STR("CONTENT"), own, result->emissions,
                                 &self->work, &others);

    for (uint32_t i = 0; i < count; i++) {
        stet_annotation note = {
            .size = sizeof note,
            .kind = self->maybe,
            .span =
                stet_bytes(block->tokens, block->first_own + others[i].start,
                           block->first_own + others[i].end),
            .confidence = others[i].share,
        };
        if (host->emit(host->self, &note) == STET_REFUSED)
            return false;
    }
    return true;
}

static int32_t reader_block(void *instance, const stet_host *host,
                            const stet_block *block)
{
    struct reader *self = instance;
    HeadResult results[MODEL_HEADS_MAX];
    Tokens tokens = {block->tokens, block->first_own, block->end_own,
                     block->kind == STET_BLOCK_PARAGRAPH};

    TaggerStop stop = {host->cancelled, host->self};
    int error = tagger_read(&self->model, self->kernel, &tokens, &stop,
                            &self->work, results);
    for (uint32_t i = 0; error == 0 && i < self->model.head_count; i++)
        if (!emit_head(self, host, block, i, &results[i]) ||
            !emit_others(self, host, block, &self->model.heads[i], &results[i]))
            break;
    arena_reset(&self->work);
    return 0;
}

static const stet_plugin_v1 plugin = {
    .size = sizeof plugin,
    .abi_major = STET_ABI_MAJOR,
    .abi_minor = STET_ABI_MINOR,
    .reach_tokens = READER_REACH,
    .id = STR_INIT("org.stet.reader"),
    .version = STR_INIT("0.1.0"),
    .licence = STR_INIT("Apache-2.0"),
    .open = reader_open,
    .close = reader_close,
    .block = reader_block,
};

STET_EXPORT const stet_plugin_v1 *stet_plugin(uint32_t abi_major)
{
    return abi_major == STET_ABI_MAJOR ? &plugin : NULL;
}

#include "lsp/document.h"

#include "protocol/memory.h"
#include "protocol/uri.h"
#include "text/hash.h"

#include <errno.h>
#include <stdlib.h>

#define DOCUMENTS_NEAR 8u /* newest ones that are known by their spelling */
#define GIVEN_UP_MAX 3u

struct tools *tools_ref(struct tools *self)
{
    if (self)
        self->refs++;
    return self;
}

void tools_unref(struct tools *self)
{
    if (self)
        self->refs--;
}

void lsp_job_drop(struct lsp_job *self)
{
    version_unref(self->version);
    analysis_unref(self->previous);
    analysis_unref(self->analysis);
    analysis_unref(self->garbage);
    self->version = NULL;
    self->previous = self->analysis = self->garbage = NULL;
}

void lsp_job_free(struct lsp_job *self)
{
    if (!self)
        return;
    tools_unref(self->tools);
    lsp_job_drop(self);
    arena_release(&self->arena);
    free(self);
}

Syntax syntax_of_language(Slice language_id)
{
    if (slice_eq(language_id, SLICE("markdown")) ||
        slice_eq(language_id, SLICE("quarto")) ||
        slice_eq(language_id, SLICE("rmd")))
        return SYNTAX_MARKDOWN;
    if (slice_eq(language_id, SLICE("html")) ||
        slice_eq(language_id, SLICE("xhtml")))
        return SYNTAX_HTML;
    return SYNTAX_PLAIN;
}

static uint32_t bucket_of(const char *key)
{
    return (uint32_t)(hash_bytes(key, strlen(key), 0) % DOCUMENTS_BUCKETS);
}

/* One of the newest, spelled as when it was opened, as editors do. */
static struct document *find_spelled(const struct documents *self, Slice uri)
{
    struct document *at = self->first;

    for (uint32_t i = 0; at && i < DOCUMENTS_NEAR; i++, at = at->next)
        if (slice_eq(slice_from_c(at->uri), uri))
            return at;
    return NULL;
}

struct document *documents_find(const struct documents *self, Slice uri)
{
    struct document *found = find_spelled(self, uri);

    if (found)
        return found;
    char *key = uri_normal(uri);
    found = self->buckets[bucket_of(key)];
    while (found && strcmp(found->key, key) != 0)
        found = found->chain;
    free(key);
    return found;
}

struct document *documents_by_id(const struct documents *self, uint64_t id)
{
    struct document *found = self->first;

    while (found && found->id != id)
        found = found->next;
    return found;
}

static void document_free(struct document *self)
{
    if (self->job)
        atomic_store(&self->job->cancelled, true);
    version_unref(self->version);
    analysis_unref(self->analysis);
    tools_unref(self->tools);
    config_unref(self->config);
    arena_release(&self->settings_arena);
    recall_release(&self->recall);
    json_decref(self->report);
    free(self->key);
    free(self->uri);
    free(self->language_id);
    free(self);
}

static void put_in(struct documents *self, struct document *document)
{
    struct document **bucket = &self->buckets[bucket_of(document->key)];

    document->chain = *bucket;
    *bucket = document;
    document->next = self->first;
    if (self->first)
        self->first->before = document;
    self->first = document;
    self->count++;
}

static void take_out(struct documents *self, struct document *document)
{
    struct document **link = &self->buckets[bucket_of(document->key)];

    while (*link != document)
        link = &(*link)->chain;
    *link = document->chain;
    if (document->before)
        document->before->next = document->next;
    else
        self->first = document->next;
    if (document->next)
        document->next->before = document->before;
    self->count--;
}

int documents_open(struct documents *self, Slice uri, Slice language_id,
                   int32_t number, Str text, struct document **out_document)
{
    Syntax syntax = syntax_of_language(language_id);
    struct document *old = documents_find(self, uri);
    struct version *version = NULL;
    uint32_t bad = 0;
    if (!old && self->count >= (self->max ? self->max : DOCUMENTS_MAX))
        return -EMFILE;
    int error = version_new(syntax, text, number, &version, &bad);
    if (error < 0)
        return error;
    if (old)
        documents_close(self, old);
    struct document *document = memory_get(sizeof *document);
    *document = (struct document){
        .id = ++self->last_id,
        .key = uri_normal(uri),
        .uri = memory_copy(uri),
        .language_id = memory_copy(language_id),
        .syntax = syntax,
        .has_number = true,
        .number = number,
        .version = version,
        .is_dirty = true,
    };
    put_in(self, document);
    *out_document = document;
    return 0;
}

void documents_close(struct documents *self, struct document *document)
{
    take_out(self, document);
    document_free(document);
}

void documents_release(struct documents *self)
{
    while (self->first)
        documents_close(self, self->first);
}

void document_set_version(struct document *self, struct version *version)
{
    version_unref(self->version);
    self->version = version;
    self->is_dirty = true;
    /* Where an analysis takes longer than the pause between two keys, each key
     * would put an end to it and none would ever be finished. */
    if (self->job && self->analysis && self->given_up < GIVEN_UP_MAX &&
        !atomic_exchange(&self->job->cancelled, true))
        self->given_up++;
}

bool document_is_current(const struct document *self)
{
    return self->analysis && !self->is_dirty && !self->job &&
           analysis_version(self->analysis) == self->version;
}

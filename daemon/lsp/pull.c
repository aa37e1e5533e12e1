/*
 * Diagnostics on their way to the editor: pushed to one that cannot pull,
 * pulled by one that can, never both. Stories' are features (diagnostics.c);
 * those of a stet.json are made here.
 */
#include "lsp/inside.h"

#include "protocol/memory.h"
#include "protocol/uri.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- stet.json -----------------------------------------------------------
 */

static LspRange range_in(const struct session *self,
                         const struct version *version, Span span)
{
    Pos start = version_pos(version, span.start, self->encoding);
    Pos end = version_pos(version, span.end, self->encoding);

    return (LspRange){{start.line, start.col}, {end.line, end.col}};
}

json_t *pull_of_settings(struct session *self, Str text, uint32_t count,
                         const FileProblem *problems)
{
    struct version *version = NULL;
    json_t *list = json_array();
    uint32_t bad;

    /* One that is no text at all has its problem in its first line. */
    if (version_new(SYNTAX_PLAIN, text, 0, &version, &bad) < 0)
        version_new(SYNTAX_PLAIN, (Str){0}, 0, &version, &bad);
    for (uint32_t i = 0; i < count; i++) {
        LspDiagnostic diagnostic = {
            .range = range_in(self, version, problems[i].span),
            .severity = problems[i].is_error ? LSP_ERROR : LSP_WARNING,
            .code = SLICE("settings"),
            .source = SLICE("stet"),
            .message = slice_of(problems[i].words),
        };
        json_array_append_new(list,
                              lsp_write_diagnostic(&diagnostic, &self->client));
    }
    version_unref(version);
    return list;
}

/* Of one that is open, as it stands in the editor. */
static json_t *of_open_settings(struct session *self,
                                const struct document *document)
{
    struct arena arena = {0};
    const struct version *version = document->version;
    Str bytes = version_copy(version, (Span){0, UINT32_MAX}, &arena);
    /* NUL-terminated by the arena, which hands out zeroed bytes. */
    char *text = arena_alloc(&arena, (size_t)bytes.len + 1);

    if (bytes.len)
        memcpy(text, bytes.ptr, bytes.len);
    Str whole = {text, bytes.len};
    FileReading reading = files_parse(whole, self->config.schema, &arena);
    json_t *list =
        pull_of_settings(self, whole, reading.problem_count, reading.problems);
    json_decref(reading.value);
    arena_release(&arena);
    return list;
}

/* ---- pushed --------------------------------------------------------------
 */

void pull_push(struct session *self, const LspDocumentId *document,
               json_t *diagnostics)
{
    say(self, rpc_notification(
                  "textDocument/publishDiagnostics",
                  lsp_write_publish(document, diagnostics, &self->client)));
}

void pull_publish(struct session *self, struct document *document)
{
    struct arena arena = {0};
    LspDocumentId id = {slice_from_c(document->uri), document->has_number,
                        document->number};
    struct view view;

    if (self->client.pull_diagnostics)
        return;
    if (document->is_settings) {
        pull_push(self, &id, of_open_settings(self, document));
    } else if (document->analysis) {
        view = runs_view(self, document, &arena);
        pull_push(self, &id, feature_diagnostics(&view));
    }
    arena_release(&arena);
}

void pull_clear(struct session *self, const struct document *document)
{
    LspDocumentId id = {slice_from_c(document->uri), false, 0};

    if (!self->client.pull_diagnostics)
        pull_push(self, &id, json_array());
}

void pull_refresh(struct session *self)
{
    const struct lsp_client *client = &self->client;
    const struct {
        bool is_wanted;
        const char *method;
    } refreshes[] = {
        {client->pull_diagnostics && client->diagnostics_refresh,
         "workspace/diagnostic/refresh"},
        {client->inlay_hint_refresh, "workspace/inlayHint/refresh"},
        {client->semantic_tokens_refresh, "workspace/semanticTokens/refresh"},
        {client->code_lens_refresh, "workspace/codeLens/refresh"},
    };

    if (!self->documents.count)
        return;
    for (struct document *at = self->documents.first; at; at = at->next)
        if (at->is_settings || document_is_current(at))
            pull_publish(self, at);
    for (size_t i = 0; i < sizeof refreshes / sizeof *refreshes; i++)
        if (refreshes[i].is_wanted)
            calls_ask(&self->calls, refreshes[i].method, NULL, NULL, NULL);
}

/* ---- pulled --------------------------------------------------------------
 */

json_t *pull_nothing(struct session *self, const struct document *document)
{
    return lsp_write_report_full((Slice){0},
                                 document && document->is_settings
                                     ? of_open_settings(self, document)
                                     : json_array());
}

/* What the editor has of one document already. */
struct known {
    char *key; /* the URI in its one spelling */
    Slice uri; /* as the editor wrote it */
    Slice result;
};

/* All that it has, by key. */
struct previous {
    struct known *known;
    size_t count;
};

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct known *)a)->key,
                  ((const struct known *)b)->key);
}

static struct previous previous_new(LspList list)
{
    struct previous self = {memory_get(list.count * sizeof *self.known),
                            list.count};

    for (size_t i = 0; i < list.count; i++) {
        LspPreviousResult one = lsp_previous_result(list, i);
        self.known[i] = (struct known){uri_normal(one.uri), one.uri, one.value};
    }
    qsort(self.known, self.count, sizeof *self.known, by_key);
    return self;
}

static void previous_release(struct previous *self)
{
    for (size_t i = 0; i < self->count; i++)
        free(self->known[i].key);
    free(self->known);
}

/* What the editor has of the document, or absent. */
static Slice previous_of(const struct previous *self, char *key)
{
    struct known wanted = {.key = key};
    const struct known *found =
        bsearch(&wanted, self->known, self->count, sizeof *self->known, by_key);

    return found ? found->result : (Slice){0};
}

static json_t *report_document(struct session *self, struct document *document,
                               Slice previous)
{
    struct arena arena = {0};
    json_t *report;

    if (document->analysis && !document->is_settings) {
        struct view view = runs_view(self, document, &arena);
        report = feature_report(&view, previous);
    } else {
        report = pull_nothing(self, document);
    }
    arena_release(&arena);
    LspDocumentId id = {slice_from_c(document->uri), document->has_number,
                        document->number};
    return lsp_write_report_of(&id, report);
}

/* Those of stet.json files that are not open. */
static void report_files(struct session *self, json_t *items)
{
    for (const struct config_file *at = files_first(self->settings.files); at;
         at = at->next) {
        char *uri = NULL;
        if (uri_from_path(slice_from_c(at->path), &uri) < 0)
            continue;
        LspDocumentId id = {slice_from_c(uri), false, 0};
        if (!documents_find(&self->documents, id.uri))
            json_array_append_new(
                items,
                lsp_write_report_of(
                    &id, lsp_write_report_full(
                             (Slice){0},
                             pull_of_settings(self, at->text, at->problem_count,
                                              at->problems))));
        free(uri);
    }
}

/* Those of stories on the disk that were read. */
static void report_stories(struct session *self,
                           const struct previous *previous, json_t *items)
{
    for (const struct document *at = self->survey.stories.first; at;
         at = at->next) {
        LspDocumentId id = {slice_from_c(at->uri), false, 0};
        Slice last = slice_from_json(json_object_get(at->report, "resultId"));
        if (!at->report)
            continue;
        json_t *report = slice_eq(last, previous_of(previous, at->key))
                             ? lsp_write_report_unchanged(last)
                             : json_copy(at->report);
        json_array_append_new(items, lsp_write_report_of(&id, report));
    }
}

/* A document that had diagnostics and is neither open nor known has none. */
static void report_gone(struct session *self, const struct previous *previous,
                        json_t *items)
{
    for (size_t i = 0; i < previous->count; i++) {
        LspDocumentId id = {previous->known[i].uri, false, 0};
        bool is_known = documents_find(&self->documents, id.uri) ||
                        documents_find(&self->survey.stories, id.uri);
        if (!is_known)
            json_array_append_new(
                items, lsp_write_report_of(&id, lsp_write_report_full(
                                                    (Slice){0}, json_array())));
    }
}

void pull_workspace(struct session *self, const struct rpc_message *message)
{
    struct fault fault;
    LspWorkspaceDiagnostic params;
    json_t *items = json_array();

    if (lsp_read_workspace_diagnostic(message->params, &params, &fault) < 0) {
        json_decref(items);
        say_error(self, message->id, RPC_INVALID_PARAMS, fault.text);
        return;
    }
    struct previous previous = previous_new(params.previous);
    for (struct document *at = self->documents.first; at; at = at->next)
        json_array_append_new(
            items, report_document(self, at, previous_of(&previous, at->key)));
    report_stories(self, &previous, items);
    report_files(self, items);
    report_gone(self, &previous, items);
    previous_release(&previous);
    say_in_parts(self, message->id, message->params, items, "items");
}

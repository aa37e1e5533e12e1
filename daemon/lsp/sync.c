/*
 * Documents as the editor has them: opened, changed, saved, closed.
 *
 * All changes of one message are applied, or none: where one cannot be, what
 * the editor shows is no longer known here, and the document is let go until
 * it is opened again.
 */
#include "lsp/inside.h"

#include <errno.h>
#include <stdio.h>

/* Tells the person why a document is not read. */
static void leave_alone(struct session *self, Slice uri, int error)
{
    char text[512];
    const char *why = error == -EFBIG    ? "it is larger than the limit"
                      : error == -EMFILE ? "too many documents are open"
                                         : "it is not UTF-8";

    if (uri.len > 300)
        uri.len = 300;
    snprintf(text, sizeof text, "Stet leaves %.*s alone: %s", SLICE_ARG(uri),
             why);
    say_aloud(self, LSP_MESSAGE_WARNING, text);
}

void sync_open(struct session *self, const json_t *params)
{
    struct fault fault;
    LspDidOpen open;
    struct document *document = NULL;

    if (lsp_read_did_open(params, &open, &fault) < 0) {
        say_log(self, LSP_MESSAGE_ERROR, fault.text);
        return;
    }
    /* Some editors open what is open already: the last one counts. */
    struct document *old = documents_find(&self->documents, open.uri);
    uint64_t old_id = old ? old->id : 0;
    int error = -EFBIG;
    if (open.text.len <= self->config.max_document)
        error = documents_open(
            &self->documents, open.uri, open.language_id, open.version,
            (Str){open.text.ptr, (uint32_t)open.text.len}, &document);
    else if (old)
        documents_close(&self->documents, old);
    if (old_id && !documents_by_id(&self->documents, old_id))
        runs_settle(self, old_id);
    if (error < 0) {
        leave_alone(self, open.uri, error);
        return;
    }
    settings_apply(self, document);
    survey_opened(self, document);
    runs_start(self, document);
}

/* One change, on the result of the one before. Takes `version`. */
static struct version *apply(const struct session *self,
                             struct version *version, LspContentChange change,
                             int32_t number, int *out_error)
{
    struct version *next = NULL;
    Str text = {change.text.ptr, (uint32_t)change.text.len};
    Span span = {0, version_len(version)};

    if (!change.whole) {
        LspPosition a = change.range.start, b = change.range.end;
        uint32_t start =
            version_offset(version, (Pos){a.line, a.character}, self->encoding);
        uint32_t end =
            version_offset(version, (Pos){b.line, b.character}, self->encoding);
        span = start <= end ? (Span){start, end} : (Span){end, start};
    }
    size_t len = version_len(version) - (span.end - span.start);
    if (len + change.text.len > self->config.max_document)
        *out_error = -EFBIG;
    else
        *out_error = version_edit(version, span, text, number, &next);
    if (*out_error < 0)
        return version;
    version_unref(version);
    return next;
}

/* All changes in order, or none where one of them cannot be applied. */
static void change(struct session *self, struct document *document,
                   const LspDidChange *changes)
{
    struct version *version = version_ref(document->version);
    int error = 0;

    for (size_t i = 0; i < changes->changes.count && error >= 0; i++)
        version =
            apply(self, version, lsp_content_change(changes->changes, i),
                  changes->document.versioned ? changes->document.version : 0,
                  &error);
    if (error < 0) {
        /* What the editor shows is no longer known here. */
        uint64_t id = document->id;
        leave_alone(self, changes->document.uri, error);
        version_unref(version);
        pull_clear(self, document);
        documents_close(&self->documents, document);
        runs_settle(self, id);
        return;
    }
    document->has_number = changes->document.versioned;
    document->number = changes->document.version;
    if (version == document->version) {
        version_unref(version);
        return;
    }
    document_set_version(document, version);
    runs_start(self, document);
}

void sync_change(struct session *self, const json_t *params)
{
    struct fault fault;
    LspDidChange changes;

    if (lsp_read_did_change(params, &changes, &fault) < 0) {
        say_log(self, LSP_MESSAGE_ERROR, fault.text);
        return;
    }
    struct document *document =
        documents_find(&self->documents, changes.document.uri);
    if (!document) {
        say_log(self, LSP_MESSAGE_WARNING,
                "a change of a document that is not open is ignored");
        return;
    }
    if (changes.document.versioned && document->has_number &&
        changes.document.version < document->number)
        say_log(self, LSP_MESSAGE_WARNING, "a document's version went back");
    change(self, document, &changes);
}

void sync_close(struct session *self, const json_t *params)
{
    struct fault fault;
    Slice uri;

    if (lsp_read_document(params, &uri, &fault) < 0) {
        say_log(self, LSP_MESSAGE_ERROR, fault.text);
        return;
    }
    struct document *document = documents_find(&self->documents, uri);
    if (!document)
        return;
    uint64_t id = document->id;
    pull_clear(self, document);
    documents_close(&self->documents, document);
    runs_settle(self, id);
    watch_changed(self, uri);
    survey_go_on(self);
}

void sync_save(struct session *self, const json_t *params)
{
    /* What was saved is known already, since it was edited here, unless it
     * was a stet.json: of those the file counts. */
    settings_look_now(self);
}

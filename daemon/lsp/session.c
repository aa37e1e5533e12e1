#include "lsp/session.h"

#include "lsp/calls.h"
#include "lsp/methods.h"
#include "protocol/memory.h"
#include "protocol/rpc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum state { STATE_NEW, STATE_READY, STATE_DOWN };

/* A request that waits for an analysis. */
struct waiting {
    struct waiting *next;
    json_t *id;
    json_t *params;
    const Method *method;
    uint64_t document; /* id */
    uint64_t since_ms;
};

struct session {
    SessionConfig config;
    SessionOut out;
    enum state state;
    struct lsp_client client;
    Encoding encoding;
    Settings settings;
    json_t *options; /* what `settings` borrows from */
    struct documents documents;
    struct waiting *waiting; /* oldest first */
    struct calls calls;
};

/* ---- saying ------------------------------------------------------------- */

static void send(struct session *self, json_t *message)
{
    self->out.send(self->out.self, message);
}

static void answer(struct session *self, const json_t *id, json_t *result)
{
    send(self, rpc_result(id, result));
}

static void answer_error(struct session *self, const json_t *id, RpcCode code,
                         const char *reason)
{
    send(self, rpc_error(id, code, slice_from_c(reason), NULL));
}

static void log_line(struct session *self, LspMessageType type,
                     const char *text)
{
    send(self, rpc_notification("window/logMessage",
                                lsp_write_message(type, slice_from_c(text))));
}

static void tell(struct session *self, LspMessageType type, const char *text)
{
    send(self, rpc_notification("window/showMessage",
                                lsp_write_message(type, slice_from_c(text))));
}

/* ---- views -------------------------------------------------------------- */

static struct view view_of(struct session *self, struct document *document,
                           struct arena *arena)
{
    return (struct view){
        .analysis = document->analysis,
        .registry = analysis_registry(document->analysis),
        .shown = document->version,
        .encoding = self->encoding,
        .client = &self->client,
        .settings = &self->settings,
        .document = {slice_from_c(document->uri), document->has_number,
                     document->number},
        .arena = arena,
        .recall = &document->recall,
    };
}

static void answer_feature(struct session *self, const json_t *id,
                           Feature feature, const json_t *params,
                           struct document *document)
{
    struct arena arena = {0};
    struct fault fault = {{0}};
    struct view view = view_of(self, document, &arena);
    json_t *result = feature(&view, params, &fault);

    if (result)
        answer(self, id, result);
    else
        answer_error(self, id, RPC_INVALID_PARAMS, fault.text);
    arena_release(&arena);
}

/* ---- analyses ------------------------------------------------------------ */

static void start_job(struct session *self, struct document *document)
{
    if (!document->is_dirty || document->job)
        return;
    struct lsp_job *job = memory_get(sizeof *job);
    struct arena scratch = {0};
    Str head = version_copy(document->version, (Span){0, 65536}, &scratch);
    Metadata metadata = blocks_metadata(document->syntax, head, &scratch);
    Str date = metadata.date.len ? metadata.date : self->settings.date;

    *job = (struct lsp_job){
        .id = document->id,
        .version = version_ref(document->version),
        .previous =
            document->analysis ? analysis_ref(document->analysis) : NULL,
    };
    atomic_init(&job->cancelled, false);
    job->facts.date = arena_copy(&job->arena, date);
    job->facts.date_source = metadata.date.len ? STET_DATE_MARKUP
                             : date.len        ? STET_DATE_RECORD
                                               : STET_DATE_NONE;
    job->facts.language = arena_copy(
        &job->arena,
        metadata.language.len ? metadata.language : self->settings.language);
    arena_release(&scratch);
    document->job = job;
    document->is_dirty = false;
    self->out.analyse(self->out.self, job);
}

static void publish(struct session *self, struct document *document)
{
    struct arena arena = {0};
    struct view view = view_of(self, document, &arena);

    send(self, rpc_notification("textDocument/publishDiagnostics",
                                lsp_write_publish(&view.document,
                                                  feature_diagnostics(&view),
                                                  &self->client)));
    arena_release(&arena);
    document->is_published = true;
}

/* Says once what went wrong in a plugin. */
static void report_troubles(struct session *self,
                            const struct document *document,
                            const struct analysis *before)
{
    const struct registry *registry = analysis_registry(document->analysis);
    char text[512];

    for (uint32_t i = 0; i < registry_layer_count(registry); i++) {
        Str trouble = analysis_trouble(document->analysis, i);
        if (!trouble.len || (before && analysis_trouble(before, i).len))
            continue;
        snprintf(text, sizeof text,
                 "The plugin for \"%.*s\" is switched off in this story: %.*s",
                 STR_ARG(registry_layer_name(registry, i)), STR_ARG(trouble));
        tell(self, LSP_MESSAGE_WARNING, text);
    }
}

static void waiting_free(struct waiting *self)
{
    json_decref(self->id);
    json_decref(self->params);
    free(self);
}

/* Answers those that wait for the document; with `patience_ms` over, also from
 * an analysis that is not current. */
static void answer_waiting(struct session *self, uint64_t id)
{
    struct document *document = documents_by_id(&self->documents, id);

    for (struct waiting **at = &self->waiting; *at;) {
        struct waiting *waiting = *at;
        if (waiting->document != id) {
            at = &waiting->next;
            continue;
        }
        *at = waiting->next;
        if (document && document->analysis)
            answer_feature(self, waiting->id, waiting->method->feature,
                           waiting->params, document);
        else
            answer(self, waiting->id, NULL);
        waiting_free(waiting);
    }
}

void session_finish(struct session *self, struct lsp_job *job)
{
    struct document *document = documents_by_id(&self->documents, job->id);

    if (!document || document->job != job) {
        lsp_job_free(job);
        return;
    }
    document->job = NULL;
    if (job->analysis) {
        struct analysis *before = document->analysis;
        document->analysis = job->analysis;
        job->analysis = NULL;
        report_troubles(self, document, before);
        analysis_unref(before);
    }
    lsp_job_free(job);
    if (document_is_current(document)) {
        publish(self, document);
        answer_waiting(self, document->id);
    }
    start_job(self, document);
}

uint32_t session_tick(struct session *self)
{
    uint64_t now = self->out.now_ms(self->out.self);

    for (struct waiting *at = self->waiting; at; at = at->next) {
        uint64_t waited = now - at->since_ms;
        if (waited < SESSION_PATIENCE_MS)
            return (uint32_t)(SESSION_PATIENCE_MS - waited);
        answer_waiting(self, at->document);
        return 0;
    }
    return UINT32_MAX;
}

/* ---- lifecycle ----------------------------------------------------------- */

static Encoding encoding_of(LspEncoding encoding)
{
    return encoding == LSP_UTF8    ? ENCODING_UTF8
           : encoding == LSP_UTF32 ? ENCODING_UTF32
                                   : ENCODING_UTF16;
}

static void read_options(struct session *self, const json_t *given)
{
    json_t *options = given ? json_deep_copy(given) : json_object();

    json_decref(self->options);
    self->options = options;
    const json_t *date = json_object_get(options, "date");
    const json_t *hints = json_object_get(options, "hints");

    self->settings.has_hints = !json_is_false(hints);
    if (json_is_string(date))
        self->settings.date = str_from_c(json_string_value(date));
}

static void on_initialize(struct session *self, const json_t *id,
                          const json_t *params)
{
    struct fault fault = {{0}};
    LspInitialize initialize;

    if (self->state != STATE_NEW) {
        answer_error(self, id, RPC_INVALID_REQUEST, "already initialized");
        return;
    }
    if (lsp_read_initialize(params, &initialize, &fault) < 0) {
        answer_error(self, id, RPC_INVALID_PARAMS, fault.text);
        return;
    }
    lsp_client_read(&self->client, initialize.capabilities);
    self->encoding = encoding_of(lsp_client_encoding(&self->client));
    self->state = STATE_READY;
    read_options(self, initialize.options);
    LspServer server = {
        .name = SLICE("stet"),
        .version = self->config.server_version,
        .encoding = lsp_client_encoding(&self->client),
    };
    methods_offer(&server, &self->client);
    answer(self, id, lsp_write_initialize(&server, &self->client));
    if (initialize.has_process)
        self->out.watch_process(self->out.self, initialize.process_id);
}

static void on_shutdown(struct session *self, const json_t *id)
{
    self->state = STATE_DOWN;
    while (self->waiting) {
        struct waiting *first = self->waiting;
        self->waiting = first->next;
        answer_error(self, first->id, RPC_REQUEST_CANCELLED, "shutting down");
        waiting_free(first);
    }
    answer(self, id, NULL);
}

int session_exit_code(const struct session *self)
{
    return self->state == STATE_DOWN ? 0 : 1;
}

/* ---- documents ----------------------------------------------------------- */

/* A document that cannot be read is left alone, and the editor told why. */
static void leave_alone(struct session *self, Slice uri, int error)
{
    char text[512];

    snprintf(text, sizeof text, "%.*s is left alone: %s", SLICE_ARG(uri),
             error == -EFBIG ? "it is larger than the limit"
                             : "it is not UTF-8");
    tell(self, LSP_MESSAGE_WARNING, text);
}

static void on_did_open(struct session *self, const json_t *params)
{
    struct fault fault;
    LspDidOpen open;
    struct document *document = NULL;

    if (lsp_read_did_open(params, &open, &fault) < 0) {
        log_line(self, LSP_MESSAGE_ERROR, fault.text);
        return;
    }
    int error = -EFBIG;
    if (open.text.len <= self->config.max_document)
        error = documents_open(
            &self->documents, open.uri, open.language_id, open.version,
            (Str){open.text.ptr, (uint32_t)open.text.len}, &document);
    if (error < 0)
        leave_alone(self, open.uri, error);
    else
        start_job(self, document);
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
    if (change.text.len > self->config.max_document)
        *out_error = -EFBIG;
    else
        *out_error = version_edit(version, span, text, number, &next);
    if (*out_error < 0)
        return version;
    version_unref(version);
    return next;
}

static void on_did_change(struct session *self, const json_t *params)
{
    struct fault fault;
    LspDidChange change;

    if (lsp_read_did_change(params, &change, &fault) < 0) {
        log_line(self, LSP_MESSAGE_ERROR, fault.text);
        return;
    }
    struct document *document =
        documents_find(&self->documents, change.document.uri);
    if (!document) {
        log_line(self, LSP_MESSAGE_WARNING,
                 "a change of a document that is not open is ignored");
        return;
    }
    if (change.document.versioned && document->has_number &&
        change.document.version < document->number)
        log_line(self, LSP_MESSAGE_WARNING, "a document's version went back");
    struct version *version = version_ref(document->version);
    int error = 0;
    for (size_t i = 0; i < change.changes.count && error >= 0; i++)
        version = apply(self, version, lsp_content_change(change.changes, i),
                        change.document.version, &error);
    if (error < 0)
        leave_alone(self, change.document.uri, error);
    document->has_number = change.document.versioned;
    document->number = change.document.version;
    if (version == document->version) {
        version_unref(version);
        return;
    }
    document_set_version(document, version);
    start_job(self, document);
}

static void on_did_close(struct session *self, const json_t *params)
{
    struct fault fault;
    Slice uri;
    struct document *document = NULL;

    if (lsp_read_document(params, &uri, &fault) == 0)
        document = documents_find(&self->documents, uri);
    if (!document)
        return;
    LspDocumentId id = {uri, false, 0};
    uint64_t number = document->id;
    documents_close(&self->documents, document);
    answer_waiting(self, number);
    send(self,
         rpc_notification("textDocument/publishDiagnostics",
                          lsp_write_publish(&id, json_array(), &self->client)));
}

/* ---- requests about documents -------------------------------------------- */

/* Which document a request is about. */
static int read_uri(const Method *method, const json_t *params, Slice *out_uri,
                    struct fault *out_fault)
{
    if (method->kind == METHOD_DOCUMENT)
        return lsp_read_document(params, out_uri, out_fault);
    *out_uri = slice_from_json(
        json_object_get(json_object_get(params, "data"), "uri"));
    if (!out_uri->ptr)
        return fault_set(out_fault, -EINVAL,
                         "\"data\" must be what this server sent");
    return 0;
}

static void wait_for(struct session *self, const struct rpc_message *message,
                     const Method *method, uint64_t document)
{
    struct waiting *waiting = memory_get(sizeof *waiting);
    struct waiting **at = &self->waiting;

    *waiting = (struct waiting){
        .id = json_incref(message->id),
        .params = json_incref(message->params),
        .method = method,
        .document = document,
        .since_ms = self->out.now_ms(self->out.self),
    };
    while (*at)
        at = &(*at)->next;
    *at = waiting;
}

static void on_document_method(struct session *self,
                               const struct rpc_message *message,
                               const Method *method)
{
    struct fault fault;
    Slice uri;

    if (read_uri(method, message->params, &uri, &fault) < 0) {
        answer_error(self, message->id, RPC_INVALID_PARAMS, fault.text);
        return;
    }
    struct document *document = documents_find(&self->documents, uri);
    if (!document) /* an item goes back as it came */
        answer(self, message->id,
               method->kind == METHOD_ITEM ? json_incref(message->params)
                                           : NULL);
    else if (document_is_current(document))
        answer_feature(self, message->id, method->feature, message->params,
                       document);
    else
        wait_for(self, message, method, document->id);
}

/* About every document: from what is known now, without waiting. */
static void on_workspace_method(struct session *self,
                                const struct rpc_message *message,
                                const Method *method)
{
    struct arena arena = {0};
    struct fault fault = {{0}};
    struct view *views =
        ARENA_ARRAY(&arena, struct view, self->documents.count + 1);
    struct workspace all = {
        .views = views,
        .client = &self->client,
        .registry = self->config.registry,
        .arena = &arena,
        .calls = &self->calls,
    };

    for (struct document *at = self->documents.first; at; at = at->next)
        if (at->analysis)
            views[all.count++] = view_of(self, at, &arena);
    json_t *result = method->workspace(&all, message->params, &fault);
    if (result)
        answer(self, message->id, result);
    else
        answer_error(self, message->id, RPC_INVALID_PARAMS, fault.text);
    arena_release(&arena);
}

static void on_cancel(struct session *self, const json_t *params)
{
    const json_t *id;

    if (lsp_read_cancel(params, &id, NULL) < 0)
        return;
    for (struct waiting **at = &self->waiting; *at; at = &(*at)->next) {
        struct waiting *waiting = *at;
        if (!rpc_id_equal(waiting->id, id))
            continue;
        *at = waiting->next;
        answer_error(self, waiting->id, RPC_REQUEST_CANCELLED, "cancelled");
        waiting_free(waiting);
        return;
    }
}

/* ---- dispatch ------------------------------------------------------------ */

static void on_request(struct session *self, const struct rpc_message *message)
{
    if (slice_eq(message->method, SLICE("initialize"))) {
        on_initialize(self, message->id, message->params);
        return;
    }
    if (self->state == STATE_NEW) {
        answer_error(self, message->id, RPC_SERVER_NOT_INITIALIZED,
                     "initialize comes first");
        return;
    }
    if (self->state == STATE_DOWN) {
        answer_error(self, message->id, RPC_INVALID_REQUEST,
                     "the server is shut down");
        return;
    }
    if (slice_eq(message->method, SLICE("shutdown"))) {
        on_shutdown(self, message->id);
        return;
    }
    const Method *method = method_find(message->method);
    if (!method)
        answer_error(self, message->id, RPC_METHOD_NOT_FOUND,
                     "this server has no such method");
    else if (method->kind == METHOD_WORKSPACE)
        on_workspace_method(self, message, method);
    else
        on_document_method(self, message, method);
}

static void on_notification(struct session *self,
                            const struct rpc_message *message)
{
    static const struct {
        const char *method;
        void (*handle)(struct session *self, const json_t *params);
    } handlers[] = {
        {"textDocument/didOpen", on_did_open},
        {"textDocument/didChange", on_did_change},
        {"textDocument/didClose", on_did_close},
        {"$/cancelRequest", on_cancel},
    };

    if (slice_eq(message->method, SLICE("exit"))) {
        self->out.exit(self->out.self, session_exit_code(self));
        return;
    }
    if (self->state != STATE_READY)
        return;
    for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
        if (slice_eq(message->method, slice_from_c(handlers[i].method)))
            handlers[i].handle(self, message->params);
}

void session_receive(struct session *self, Slice body)
{
    struct rpc_message message = {0};
    json_t *reply = NULL;

    if (rpc_parse(body, &message, &reply) < 0) {
        if (reply)
            send(self, reply);
        return;
    }
    if (message.kind == RPC_REQUEST)
        on_request(self, &message);
    else if (message.kind == RPC_NOTIFICATION)
        on_notification(self, &message);
    else
        calls_answer(&self->calls, &message);
    rpc_release(&message);
}

void session_garbled(struct session *self, const char *reason)
{
    answer_error(self, NULL, RPC_PARSE_ERROR, reason);
}

/* ---- the whole ------------------------------------------------------------
 */

struct session *session_new(const SessionConfig *config, const SessionOut *out)
{
    struct session *self = memory_get(sizeof *self);

    *self = (struct session){
        .config = *config,
        .out = *out,
        .settings = {.has_hints = true},
        .calls = {.self = out->self, .send = out->send},
    };
    return self;
}

void session_free(struct session *self)
{
    if (!self)
        return;
    documents_release(&self->documents);
    json_decref(self->options);
    calls_release(&self->calls);
    while (self->waiting) {
        struct waiting *first = self->waiting;
        self->waiting = first->next;
        waiting_free(first);
    }
    free(self);
}

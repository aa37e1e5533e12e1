/*
 * Analyses on their way, and the requests that wait for them.
 *
 *     edit -> dirty -> job -> finished -> published, waiting answered
 *               ^-- an edit while it runs: cancelled, or finished and old
 *
 * A request about a document that is current is answered at once. Others wait
 * in one row for all documents, oldest first, until the document is current or
 * their patience is over; then they are answered from the newest analysis that
 * there is.
 */
#include "lsp/inside.h"

#include "protocol/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define DROP_BYTES                                                             \
    (256u << 10) /* of a story: its analyses take a while to free */

/* A request that waits for an analysis. */
struct waiting {
    struct waiting *next;
    json_t *id;
    json_t *params;
    const Method *method;
    uint64_t document; /* id */
    uint64_t until_ms; /* then it is answered from what there is */
};

struct view runs_view(struct session *self, struct document *document,
                      struct arena *arena)
{
    const struct version *from = analysis_version(document->analysis);

    return (struct view){
        .analysis = document->analysis,
        .registry = analysis_registry(document->analysis),
        .shown = document->version,
        .kept = version_compare(from, document->version),
        .encoding = self->encoding,
        .client = &self->client,
        .settings = &document->settings,
        .document = {slice_from_c(document->uri), document->has_number,
                     document->number},
        .arena = arena,
        .recall = &document->recall,
    };
}

/* ---- analyses ------------------------------------------------------------
 */

static void find_facts(const struct document *document, struct lsp_job *job)
{
    struct arena scratch = {0};
    /* Plain text has none, so nothing of it is copied. */
    uint32_t most = document->syntax == SYNTAX_PLAIN ? 0 : 65536;
    Str head = version_copy(document->version, (Span){0, most}, &scratch);
    Metadata metadata = blocks_metadata(document->syntax, head, &scratch);
    const struct config *config = document->config;
    Str date = metadata.date.len ? metadata.date : config->date;
    Str language = metadata.language.len ? metadata.language : config->language;

    job->facts = (StoryFacts){
        .date = arena_copy(&job->arena, date),
        .date_source = metadata.date.len ? STET_DATE_MARKUP
                       : date.len        ? STET_DATE_RECORD
                                         : STET_DATE_NONE,
        .language = arena_copy(&job->arena, language),
    };
    arena_release(&scratch);
}

/* A story above the limit keeps its text, so that it is read again when it is
 * below, but no more. */
static bool is_left_alone(struct session *self, struct document *document)
{
    char text[512];

    if (version_len(document->version) <= document->config->bytes_max) {
        document->has_warned_large = false;
        return false;
    }
    if (!document->has_warned_large) {
        document->has_warned_large = true;
        snprintf(text, sizeof text,
                 "Stet leaves %.300s alone: it is larger than %u MB "
                 "(maxFileSize in the settings)",
                 document->uri, (unsigned)(document->config->bytes_max >> 20));
        say_aloud(self, LSP_MESSAGE_WARNING, text);
    }
    return true;
}

/* Forgets what was known of a document that is not read any more. */
static void forget(struct session *self, struct document *document)
{
    if (document->analysis) {
        analysis_unref(document->analysis);
        document->analysis = NULL;
        pull_clear(self, document);
    }
    runs_settle(self, document->id);
}

void runs_start(struct session *self, struct document *document)
{
    if (!document->is_dirty || document->job)
        return;
    if (document->is_settings || is_left_alone(self, document)) {
        document->is_dirty = false;
        forget(self, document);
        if (document->is_settings)
            pull_publish(self, document);
        return;
    }
    struct lsp_job *job = memory_get(sizeof *job);

    *job = (struct lsp_job){
        .id = document->id,
        .tools = tools_ref(document->tools),
        .version = version_ref(document->version),
        .previous =
            document->analysis ? analysis_ref(document->analysis) : NULL,
        .expected_us = document->analysis ? document->cost_us : UINT32_MAX,
    };
    atomic_init(&job->cancelled, false);
    find_facts(document, job);
    document->job = job;
    document->is_dirty = false;
    self->out.analyse(self->out.self, job);
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
        say_aloud(self, LSP_MESSAGE_WARNING, text);
    }
}

/* The dearest analysis counts, and is forgotten slowly: most keys touch one
 * paragraph, but the next one may touch the whole story. The first of all is
 * dearer than any that follows. */
static void learn_cost(struct document *document, const struct lsp_job *job)
{
    uint32_t took_us = job->previous ? job->took_us : job->took_us / 16;
    uint32_t remembered = document->cost_us - document->cost_us / 32;

    document->cost_us = took_us > remembered ? took_us : remembered;
}

void runs_let_go(struct session *self, struct lsp_job *job,
                 struct analysis *before)
{
    job->garbage = before;
    if (version_len(job->version) < DROP_BYTES) {
        lsp_job_free(job);
        return;
    }
    job->kind = JOB_DROP;
    job->expected_us = UINT32_MAX;
    self->out.analyse(self->out.self, job);
}

static void finish_story(struct session *self, struct lsp_job *job)
{
    struct document *document = documents_by_id(&self->documents, job->id);
    struct analysis *before = NULL;

    if (!document || document->job != job) {
        runs_let_go(self, job, NULL);
        return;
    }
    document->job = NULL;
    if (job->analysis && job->tools == document->tools) {
        before = document->analysis;
        document->analysis = job->analysis;
        job->analysis = NULL;
        document->given_up = 0;
        learn_cost(document, job);
        report_troubles(self, document, before);
    }
    if (document_is_current(document)) {
        pull_publish(self, document);
        runs_settle(self, document->id);
    }
    runs_start(self, document);
    runs_let_go(self, job, before);
}

void session_finish(struct session *self, struct lsp_job *job)
{
    if (job->kind == JOB_STORY)
        finish_story(self, job);
    else if (job->kind == JOB_DROP)
        lsp_job_free(job);
    else
        survey_finish(self, job);
}

/* ---- answers -------------------------------------------------------------
 */

static void answer(struct session *self, const json_t *id, const Method *method,
                   const json_t *params, struct document *document)
{
    struct arena arena = {0};
    struct fault fault = {{0}};
    struct view view = runs_view(self, document, &arena);
    json_t *result = method->feature(&view, params, &fault);

    if (json_is_array(result))
        say_in_parts(self, id, params, result, NULL);
    else if (result)
        say_result(self, id, result);
    else
        say_error(self, id, RPC_INVALID_PARAMS, fault.text);
    arena_release(&arena);
}

/* Where nothing is known of the document: nothing, or the item as it came. A
 * report on its way is to be asked for again. */
static void answer_nothing(struct session *self, const json_t *id,
                           const Method *method, json_t *params,
                           const struct document *document)
{
    json_t *result = NULL;

    if (method->kind == METHOD_REPORT && document &&
        (document->job || document->is_dirty)) {
        say(self,
            rpc_error(id, RPC_SERVER_CANCELLED, SLICE("it is still being read"),
                      lsp_write_retrigger(true)));
        return;
    }
    if (method->kind == METHOD_REPORT)
        result = pull_nothing(self, document);
    else if (method->kind == METHOD_ITEM)
        result = json_incref(params);
    say_result(self, id, result);
}

static void waiting_free(struct waiting *self)
{
    json_decref(self->id);
    json_decref(self->params);
    free(self);
}

/* Takes the one at `at` out of the row and answers it. */
static void settle(struct session *self, struct waiting **at,
                   struct document *document)
{
    struct waiting *waiting = *at;

    *at = waiting->next;
    self->waiting_count--;
    if (document && document->analysis)
        answer(self, waiting->id, waiting->method, waiting->params, document);
    else
        answer_nothing(self, waiting->id, waiting->method, waiting->params,
                       document);
    waiting_free(waiting);
}

void runs_settle(struct session *self, uint64_t id)
{
    struct document *document = documents_by_id(&self->documents, id);

    for (struct waiting **at = &self->waiting; *at;)
        if ((*at)->document == id)
            settle(self, at, document);
        else
            at = &(*at)->next;
}

uint32_t session_tick(struct session *self)
{
    uint64_t now = self->out.now_ms(self->out.self);
    uint64_t soonest = UINT64_MAX;

    for (struct waiting **at = &self->waiting; *at;) {
        struct waiting *waiting = *at;
        if (waiting->until_ms <= now) {
            settle(self, at,
                   documents_by_id(&self->documents, waiting->document));
            continue;
        }
        if (waiting->until_ms < soonest)
            soonest = waiting->until_ms;
        at = &waiting->next;
    }
    uint32_t wait_ms =
        soonest == UINT64_MAX ? UINT32_MAX : (uint32_t)(soonest - now);
    uint32_t look_ms = settings_look(self);
    return wait_ms < look_ms ? wait_ms : look_ms;
}

static void wait_for(struct session *self, const struct rpc_message *message,
                     const Method *method, const struct document *document)
{
    struct waiting **at = &self->waiting;

    if (self->waiting_count == SESSION_WAITING_MAX) {
        say_error(self, message->id, RPC_REQUEST_FAILED,
                  "too many requests wait already");
        return;
    }
    struct waiting *waiting = memory_get(sizeof *waiting);
    *waiting = (struct waiting){
        .id = json_incref(message->id),
        .params = json_incref(message->params),
        .method = method,
        .document = document->id,
        .until_ms = self->out.now_ms(self->out.self) + self->config.patience_ms,
    };
    while (*at)
        at = &(*at)->next;
    *at = waiting;
    self->waiting_count++;
}

/* A long story takes a while to be read, and somebody waits with a finger on
 * the key: rather what was known before that key. */
static bool is_answered_now(const Method *method,
                            const struct document *document)
{
    return document_is_current(document) ||
           (method->is_prompt && document->analysis &&
            version_len(document->version) > SESSION_PROMPT_BYTES);
}

/* Which document a request is about. */
static int read_uri(const Method *method, const json_t *params, Slice *out_uri,
                    struct fault *out_fault)
{
    if (method->kind != METHOD_ITEM)
        return lsp_read_document(params, out_uri, out_fault);
    *out_uri = slice_from_json(
        json_object_get(json_object_get(params, "data"), "uri"));
    if (!out_uri->ptr)
        return fault_set(out_fault, -EINVAL,
                         "\"data\" must be what this server sent");
    return 0;
}

void runs_request(struct session *self, const struct rpc_message *message,
                  const Method *method)
{
    struct fault fault;
    Slice uri;

    if (read_uri(method, message->params, &uri, &fault) < 0) {
        say_error(self, message->id, RPC_INVALID_PARAMS, fault.text);
        return;
    }
    struct document *document = documents_find(&self->documents, uri);
    bool is_known =
        document && (document->analysis || document->job || document->is_dirty);
    if (!is_known)
        answer_nothing(self, message->id, method, message->params, document);
    else if (is_answered_now(method, document))
        answer(self, message->id, method, message->params, document);
    else
        wait_for(self, message, method, document);
}

void runs_request_all(struct session *self, const struct rpc_message *message,
                      const Method *method)
{
    struct arena arena = {0};
    struct fault fault = {{0}};
    struct view *views =
        ARENA_ARRAY(&arena, struct view,
                    self->documents.count + self->survey.stories.count + 1);
    struct workspace all = {
        .views = views,
        .client = &self->client,
        .registry = self->config.registry,
        .arena = &arena,
        .calls = &self->calls,
    };

    for (struct document *at = self->documents.first; at; at = at->next)
        if (at->analysis)
            views[all.count++] = runs_view(self, at, &arena);
    for (struct document *at = self->survey.stories.first; at; at = at->next)
        if (at->analysis)
            views[all.count++] = runs_view(self, at, &arena);
    json_t *result = method->workspace(&all, message->params, &fault);
    if (json_is_array(result))
        say_in_parts(self, message->id, message->params, result, NULL);
    else if (result)
        say_result(self, message->id, result);
    else
        say_error(self, message->id, RPC_INVALID_PARAMS, fault.text);
    arena_release(&arena);
}

void runs_cancel(struct session *self, const json_t *params)
{
    const json_t *id;

    if (lsp_read_cancel(params, &id, NULL) < 0 || survey_cancel(self, id))
        return;
    for (struct waiting **at = &self->waiting; *at; at = &(*at)->next) {
        struct waiting *waiting = *at;
        if (!rpc_id_equal(waiting->id, id))
            continue;
        *at = waiting->next;
        self->waiting_count--;
        say_error(self, waiting->id, RPC_REQUEST_CANCELLED, "cancelled");
        waiting_free(waiting);
        return;
    }
}

void runs_shut_down(struct session *self)
{
    for (struct waiting *at = self->waiting; at; at = at->next)
        say_error(self, at->id, RPC_REQUEST_CANCELLED, "shutting down");
    runs_release(self);
}

void runs_release(struct session *self)
{
    while (self->waiting) {
        struct waiting *first = self->waiting;
        self->waiting = first->next;
        waiting_free(first);
    }
    self->waiting_count = 0;
}

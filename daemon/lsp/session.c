#include "lsp/inside.h"

#include "protocol/memory.h"

#include <stdlib.h>

/* ---- lifecycle -----------------------------------------------------------
 */

static Encoding encoding_of(LspEncoding encoding)
{
    return encoding == LSP_UTF8    ? ENCODING_UTF8
           : encoding == LSP_UTF32 ? ENCODING_UTF32
                                   : ENCODING_UTF16;
}

static void on_initialize(struct session *self, const json_t *id,
                          const json_t *params)
{
    struct fault fault = {{0}};
    LspInitialize initialize;

    if (self->state != STATE_NEW) {
        say_error(self, id, RPC_INVALID_REQUEST, "already initialized");
        return;
    }
    if (lsp_read_initialize(params, &initialize, &fault) < 0) {
        say_error(self, id, RPC_INVALID_PARAMS, fault.text);
        return;
    }
    lsp_client_read(&self->client, initialize.capabilities);
    self->encoding = encoding_of(lsp_client_encoding(&self->client));
    self->state = STATE_READY;
    LspServer server = {
        .name = SLICE("stet"),
        .version = self->config.server_version,
        .encoding = lsp_client_encoding(&self->client),
        .save = true,
        .workspace_folders = true,
    };
    methods_offer(&server, &self->client);
    say_result(self, id, lsp_write_initialize(&server, &self->client));
    settings_begin(self, &initialize);
    if (initialize.has_process)
        self->out.watch_process(self->out.self, initialize.process_id);
}

static void on_initialized(struct session *self, const json_t *params)
{
    if (!registry_layer_count(self->config.registry))
        say_aloud(self, LSP_MESSAGE_WARNING,
                  "Stet has no plugin to read with: install some, or name a "
                  "folder with --plugins");
    settings_subscribe(self);
    survey_if_wanted(self);
}

/* The one command that is the session's own. */
static bool is_survey(const struct rpc_message *message)
{
    const json_t *command = json_object_get(message->params, "command");

    return slice_eq(message->method, SLICE("workspace/executeCommand")) &&
           slice_eq(slice_from_json(command),
                    feature_commands[FEATURE_COMMAND_SURVEY]);
}

static void on_shutdown(struct session *self, const json_t *id)
{
    self->state = STATE_DOWN;
    runs_shut_down(self);
    survey_release(self);
    say_result(self, id, NULL);
}

int session_exit_code(const struct session *self)
{
    return self->state == STATE_DOWN ? 0 : 1;
}

/* ---- dispatch ------------------------------------------------------------
 */

static void on_request(struct session *self, const struct rpc_message *message)
{
    if (slice_eq(message->method, SLICE("initialize"))) {
        on_initialize(self, message->id, message->params);
        return;
    }
    if (self->state == STATE_NEW) {
        say_error(self, message->id, RPC_SERVER_NOT_INITIALIZED,
                  "initialize comes first");
        return;
    }
    if (self->state == STATE_DOWN) {
        say_error(self, message->id, RPC_INVALID_REQUEST,
                  "the server is shut down");
        return;
    }
    if (slice_eq(message->method, SLICE("shutdown"))) {
        on_shutdown(self, message->id);
        return;
    }
    if (slice_eq(message->method, SLICE("workspace/diagnostic"))) {
        pull_workspace(self, message);
        return;
    }
    if (is_survey(message)) {
        survey_start(self, message->id, message->params);
        return;
    }
    const Method *method = method_find(message->method);
    if (!method)
        say_error(self, message->id, RPC_METHOD_NOT_FOUND,
                  "this server has no such method");
    else if (method->kind == METHOD_WORKSPACE)
        runs_request_all(self, message, method);
    else
        runs_request(self, message, method);
}

static void on_notification(struct session *self,
                            const struct rpc_message *message)
{
    static const struct {
        const char *method;
        void (*handle)(struct session *self, const json_t *params);
    } handlers[] = {
        {"textDocument/didOpen", sync_open},
        {"textDocument/didChange", sync_change},
        {"textDocument/didClose", sync_close},
        {"textDocument/didSave", sync_save},
        {"initialized", on_initialized},
        {"workspace/didChangeConfiguration", settings_changed},
        {"workspace/didChangeWatchedFiles", settings_files_changed},
        {"workspace/didChangeWorkspaceFolders", settings_folders_changed},
        {"$/cancelRequest", runs_cancel},
        {"window/workDoneProgress/cancel", survey_stop},
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
            say(self, reply);
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
    say_error(self, NULL, RPC_PARSE_ERROR, reason);
}

/* ---- the whole -----------------------------------------------------------
 */

struct session *session_new(const SessionConfig *config, const SessionOut *out)
{
    struct session *self = memory_get(sizeof *self);

    *self = (struct session){
        .config = *config,
        .out = *out,
        .calls = {.self = out->self, .send = out->send},
    };
    if (!self->config.patience_ms)
        self->config.patience_ms = SESSION_PATIENCE_MS;
    if (!self->config.stories_max)
        self->config.stories_max = SESSION_STORIES_MAX;
    self->survey.stories.max = self->config.stories_max;
    return self;
}

void session_free(struct session *self)
{
    if (!self)
        return;
    runs_release(self);
    calls_release(&self->calls);
    documents_release(&self->documents);
    survey_release(self);
    settings_release(self);
    free(self);
}

/*
 * inside - the session's own state, for the files that together are it.
 *
 *     session.c   states, dispatch, the life of it all
 *     say.c       answers and messages out
 *     sync.c      documents opened, changed, closed
 *     runs.c      analyses started and finished; requests that wait for them
 *     pull.c      diagnostics: pushed, or pulled
 *
 * Nothing else includes this.
 */
#ifndef LSP_INSIDE_H
#define LSP_INSIDE_H

#include "lsp/calls.h"
#include "lsp/methods.h"
#include "lsp/session.h"

#include "protocol/rpc.h"

enum state { STATE_NEW, STATE_READY, STATE_DOWN };

struct waiting;

struct session {
    SessionConfig config;
    SessionOut out;
    enum state state;
    struct lsp_client client;
    Encoding encoding;
    Settings settings;
    json_t *options; /* what `settings` borrows from */
    struct documents documents;
    struct waiting *waiting; /* requests, oldest first */
    uint32_t waiting_count;
    struct calls calls;
};

/* ---- say.c ---------------------------------------------------------------
 */

void say(struct session *self, json_t *message); /* takes it */

/* `result` is taken; NULL is null. */
void say_result(struct session *self, const json_t *id, json_t *result);
void say_error(struct session *self, const json_t *id, RpcCode code,
               const char *reason);

/* To the log, and to the person. */
void say_log(struct session *self, LspMessageType type, const char *text);
void say_aloud(struct session *self, LspMessageType type, const char *text);

/* ---- runs.c --------------------------------------------------------------
 */

/* What a feature answers from; the document has an analysis. */
struct view runs_view(struct session *self, struct document *document,
                      struct arena *arena);

/* Starts the document's next analysis if it needs one and none runs. */
void runs_start(struct session *self, struct document *document);

/* A request about a document, or an item of one: answered now, or when the
 * document's newest version is analysed. */
void runs_request(struct session *self, const struct rpc_message *message,
                  const Method *method);

/* A request about all documents: answered from what is known now. */
void runs_request_all(struct session *self, const struct rpc_message *message,
                      const Method *method);

/* $/cancelRequest. */
void runs_cancel(struct session *self, const json_t *params);

/* Answers all that wait for the document, which may be gone. */
void runs_settle(struct session *self, uint64_t document);

/* Refuses all that wait. */
void runs_shut_down(struct session *self);

/* Forgets all that wait. */
void runs_release(struct session *self);

/* ---- sync.c --------------------------------------------------------------
 */

void sync_open(struct session *self, const json_t *params);
void sync_change(struct session *self, const json_t *params);
void sync_close(struct session *self, const json_t *params);
void sync_save(struct session *self, const json_t *params);

/* ---- pull.c --------------------------------------------------------------
 */

/* The document's analysis is new: tells a client to which we push. */
void pull_publish(struct session *self, struct document *document);

/* The document is gone: so are its diagnostics. */
void pull_clear(struct session *self, const struct document *document);

#endif

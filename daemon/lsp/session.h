/*
 * session - one conversation with one editor, as a state machine.
 *
 *     NEW --initialize--> READY --shutdown--> DOWN --exit--> gone (code 0)
 *      '------------------- exit -----------------------> gone (code 1)
 *
 * The session has no loop and no threads: it is handed message bodies and
 * finished analyses, and asks for what it wants through SessionOut. The only
 * files it looks at are the stet.json above its documents.
 *
 * A request about a document waits until the document's newest version is
 * analysed, at most SESSION_PATIENCE_MS; then it is answered from the newest
 * analysis there is, its places moved along with the edits since. What a
 * person waits for with a finger on the key (hover) does not wait for a story
 * above SESSION_PROMPT_BYTES.
 *
 * Invariants
 *  1. Every request is answered exactly once, also a cancelled one.
 *  2. Results of a version that an edit has replaced are not published.
 *  3. Nothing is sent before the answer to "initialize".
 *
 * Limits on what a peer sends: a message FRAME_MAX_BODY, nested RPC_MAX_DEPTH
 * deep (protocol); DOCUMENTS_MAX open documents of SessionConfig.max_document
 * bytes, read up to maxFileSize of the settings; SESSION_WAITING_MAX requests
 * that wait, CALLS_MAX of ours that are not answered; 256 folders
 * (settings.c); SessionConfig.stories_max stories of a workspace (survey.c).
 * What is beyond is refused in words, and the rest goes on. Of files that
 * change on the disk CHANGES_MAX are remembered; where there are more, all are
 * read anew.
 *
 * Threads: [loop].
 */
#ifndef LSP_SESSION_H
#define LSP_SESSION_H

#include "lsp/document.h"

#include <jansson.h>

#define SESSION_PATIENCE_MS 2000u
#define SESSION_PROMPT_BYTES                                                   \
    (256u << 10)              /* longer stories are not waited for */
#define SESSION_LOOK_MS 2000u /* between looks at stet.json files */
#define SESSION_STORIES_MAX 20000u
#define SESSION_WAITING_MAX 4096u /* requests; more are refused */

/* What a session wants from the world; `self` is handed back. */
typedef struct SessionOut {
    void *self;
    void (*send)(void *self, json_t *message);        /* takes it */
    void (*analyse)(void *self, struct lsp_job *job); /* takes it */
    /* What a configuration is read with: gives a reference. */
    struct tools *(*tools)(void *self, const struct config *config);
    void (*watch_process)(void *self, int64_t process_id);
    void (*exit)(void *self, int code);
    uint64_t (*now_ms)(void *self); /* monotonic */
} SessionOut;

typedef struct SessionConfig {
    Slice server_version;
    const struct registry *registry; /* of all plugins; outlives the session */
    json_t *schema;                  /* of settings; borrowed */
    size_t max_document;             /* bytes; larger ones are never taken */
    uint32_t patience_ms;            /* 0: SESSION_PATIENCE_MS */
    uint32_t stories_max; /* of a workspace; 0: SESSION_STORIES_MAX */
} SessionConfig;

struct session;

struct session *session_new(const SessionConfig *config, const SessionOut *out);
void session_free(struct session *self); /* NULL is accepted */

/* One message body, in the order in which they come. */
void session_receive(struct session *self, Slice body);

/* Something came that was no message; `reason` in words. */
void session_garbled(struct session *self, const char *reason);

/* A job that SessionOut.analyse was given, done or cancelled; it is taken. */
void session_finish(struct session *self, struct lsp_job *job);

/* Answers what has waited too long. Returns the milliseconds until it wants to
 * be called again, or UINT32_MAX. */
uint32_t session_tick(struct session *self);

/* 0 after a shutdown, else 1: what the process shall end with at EOF. */
int session_exit_code(const struct session *self);

#endif

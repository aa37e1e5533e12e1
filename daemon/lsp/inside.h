/*
 * inside - the session's own state, for the files that together are it.
 *
 *     session.c   states, dispatch, the life of it all
 *     say.c       answers and messages out
 *     sync.c      documents opened, changed, closed
 *     runs.c      analyses started and finished; requests that wait for them
 *     pull.c      diagnostics: pushed, or pulled
 *     settings.c  configuration, from the editor and from stet.json
 *     survey.c    all stories of the workspace, with progress; then those of
 *                 which there is news
 *     watch.c     which those are: on the disk, and by settings
 *
 * Nothing else includes this.
 */
#ifndef LSP_INSIDE_H
#define LSP_INSIDE_H

#include "config/files.h"
#include "lsp/calls.h"
#include "lsp/changes.h"
#include "lsp/methods.h"
#include "lsp/session.h"

#include "protocol/rpc.h"

enum state { STATE_NEW, STATE_READY, STATE_DOWN };

struct waiting;

/* A folder of the workspace, and what the editor has set there. */
struct scope {
    struct scope *next;
    char *uri;     /* as the editor wrote it */
    char *key;     /* in its one spelling */
    json_t *value; /* NULL: nothing was pulled */
};

struct settings {
    json_t *options; /* initializationOptions, or what was pushed since */
    json_t *pulled;  /* outside all folders; NULL: nothing */
    struct scope *scopes;
    uint32_t scope_count;
    struct files *files;
    bool is_pulling;   /* an answer is on its way */
    bool pulls_again;  /* and then there is more to ask */
    bool watches;      /* the editor tells of changed files */
    uint64_t look_ms;  /* when to look at the files next */
    json_t *published; /* object: URIs of files that have diagnostics */
};

/* The workspace's stories, read while nobody waits for them. */
struct survey {
    bool is_wanted; /* the settings say so, outside all folders */
    bool is_running;
    bool has_begun;   /* progress is shown, and not yet ended */
    bool is_followed; /* there was one: files that change are read again */
    bool is_behind;   /* more changed than can be remembered */
    bool has_news;    /* that the editor was not told to ask for */
    bool has_warned;  /* that there are more stories than are read */
    struct changes changes; /* stories to be read again */
    struct changes folders; /* that may hold stories that are new */
    uint32_t number;
    json_t *token; /* of the progress; NULL: there was none yet */
    json_t *id;    /* of the request that wants an answer, or NULL */
    struct lsp_job *job;
    struct document *reading; /* the job's; NULL: none, or none of ours now */
    struct documents stories; /* those that were read, by URI */
    size_t bytes;             /* of their text */
    const char **paths;       /* in the arena */
    uint32_t path_count, at, percent;
    struct arena arena;
};

struct session {
    SessionConfig config;
    SessionOut out;
    enum state state;
    struct lsp_client client;
    Encoding encoding;
    struct settings settings;
    struct survey survey;
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

/* A list that is the answer, or its member `key` where that is not NULL:
 * whole, or in parts where the request has a partial result token. Takes
 * `items`. */
void say_in_parts(struct session *self, const json_t *id, const json_t *params,
                  json_t *items, const char *key);

/* To the log, and to the person. */
void say_log(struct session *self, LspMessageType type, const char *text);
void say_aloud(struct session *self, LspMessageType type, const char *text);

/* ---- runs.c --------------------------------------------------------------
 */

/* What a feature answers from; the document has an analysis. */
struct view runs_view(struct session *self, struct document *document,
                      struct arena *arena);

/* Frees the job and the analysis that its result has replaced. */
void runs_let_go(struct session *self, struct lsp_job *job,
                 struct analysis *before);

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

/* Those that hold for all documents again: after a change of settings. */
void pull_refresh(struct session *self);

/* Diagnostics of the stet.json at `uri`, as an array; of its own text. */
json_t *pull_of_settings(struct session *self, Str text, uint32_t count,
                         const FileProblem *problems);

/* textDocument/diagnostic where there is no analysis: of a stet.json, or of
 * nothing. */
json_t *pull_nothing(struct session *self, const struct document *document);

/* workspace/diagnostic. */
void pull_workspace(struct session *self, const struct rpc_message *message);

/* Pushes for a document that is not one of ours to analyse. */
void pull_push(struct session *self, const LspDocumentId *document,
               json_t *diagnostics);

/* ---- settings.c ----------------------------------------------------------
 */

/* initialize: options and folders. */
void settings_begin(struct session *self, const LspInitialize *initialize);

/* initialized: asks for what the editor may tell. */
void settings_subscribe(struct session *self);

/* Finds what holds for a document that was just opened. */
void settings_apply(struct session *self, struct document *document);

/* Whether a story that is not open would be read or judged otherwise now, or
 * not at all: it lies in no folder of the workspace any more. */
bool settings_differ(struct session *self, struct document *document);

/* workspace/didChangeConfiguration, didChangeWatchedFiles,
 * didChangeWorkspaceFolders. */
void settings_changed(struct session *self, const json_t *params);
void settings_files_changed(struct session *self, const json_t *params);
void settings_folders_changed(struct session *self, const json_t *params);

/* Looks at the files where nobody tells us. Returns the milliseconds until it
 * wants to look again, or UINT32_MAX. */
uint32_t settings_look(struct session *self);

/* A stet.json was saved, or may have been. */
void settings_look_now(struct session *self);

void settings_release(struct session *self);

/* ---- survey.c ------------------------------------------------------------
 */

/* Begins anew; `id` is the request that is answered at its end, or NULL. Its
 * progress goes by the request's token, or by one that we ask for. */
void survey_start(struct session *self, const json_t *id, const json_t *params);

/* Begins where the settings want it and did not before. */
void survey_if_wanted(struct session *self);

/* A job of its, done or cancelled; it is taken. */
void survey_finish(struct session *self, struct lsp_job *job);

/* $/cancelRequest: whether it was the survey's. */
bool survey_cancel(struct session *self, const json_t *id);

/* window/workDoneProgress/cancel. */
void survey_stop(struct session *self, const json_t *params);

/* A document was opened: what is on the disk counts no more. */
void survey_opened(struct session *self, const struct document *document);

/* Whether a file is called as stories are. */
bool survey_is_story(const char *path);

/* Reads the next of the stories that are to be read, unless one is. */
void survey_go_on(struct session *self);

void survey_release(struct session *self);

/* ---- watch.c -------------------------------------------------------------
 */

/* From now on there is something to watch: asks the editor to. */
void watch_follow(struct session *self);

/* A file was changed, or a document closed: if it is a story, what is on the
 * disk counts, and is read at survey_go_on(). */
void watch_changed(struct session *self, Slice uri);

/* workspace/didChangeWatchedFiles, checked. */
void watch_events(struct session *self, LspList events);

/* What holds for stories has changed, or which folders the workspace has. */
void watch_settings(struct session *self);

#endif

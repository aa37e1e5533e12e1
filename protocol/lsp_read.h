/*
 * lsp_read - what an editor sends, read into plain values.
 *
 *     int lsp_read_X(const json_t *params, LspX *out, struct fault *fault)
 *
 * Each returns 0, or -EINVAL with a reason that names the property ("\"line\"
 * must be a whole number"), to be sent back as -32602, and then `out` is
 * untouched. NULL params (absent or null) are an object without properties.
 * What the specification lets a client leave out may be absent or null.
 * Properties that nobody knows are passed over.
 *
 * Numbers are clamped to LSP's uinteger or integer, never refused for their
 * size, since editors write "the end of the line" as the largest number they
 * have; a real number that is whole counts as an integer, since some
 * languages have no other.
 *
 * Lists stay JSON: a reader checks every item, so that the function that gives
 * item `index` cannot fail. Everything read is borrowed from `params`.
 */
#ifndef PROTOCOL_LSP_READ_H
#define PROTOCOL_LSP_READ_H

#include "protocol/fault.h"
#include "protocol/lsp_client.h"
#include "protocol/lsp_types.h"

/* A checked array. */
typedef struct LspList {
    const json_t *array; /* NULL where there are none */
    size_t count;
} LspList;

/* ---- Lifecycle ---- */

/* "Initialize Request". */
typedef struct LspInitialize {
    bool has_process; /* false: nobody to watch */
    int64_t process_id;
    Slice client_name, client_version;
    Slice locale;
    Slice root_uri;        /* absent where null */
    Slice root_path;       /* deprecated; used where there is no root_uri */
    LspList folders;       /* lsp_folder() */
    const json_t *options; /* initializationOptions; NULL: none */
    const json_t *capabilities; /* for lsp_client_read(); NULL: none */
    LspTrace trace;
} LspInitialize;

int lsp_read_initialize(const json_t *params, LspInitialize *out,
                        struct fault *out_fault);

/* "SetTrace Notification". An unknown value means off. */
int lsp_read_set_trace(const json_t *params, LspTrace *out,
                       struct fault *out_fault);

/* "Cancellation Support": the id, an integer or a string, borrowed. */
int lsp_read_cancel(const json_t *params, const json_t **out_id,
                    struct fault *out_fault);

/* "Progress Support": tokens are integers or strings; NULL where there is
 * none. Reads workDoneToken and partialResultToken of any request. */
typedef struct LspTokens {
    const json_t *work_done;
    const json_t *partial;
} LspTokens;

LspTokens lsp_read_tokens(const json_t *params);

/* "Canceling a Work Done Progress": the token, borrowed. */
int lsp_read_progress_cancel(const json_t *params, const json_t **out_token,
                             struct fault *out_fault);

/* ---- Documents ---- */

/* "DidOpenTextDocument Notification". */
typedef struct LspDidOpen {
    Slice uri;
    Slice language_id;
    int32_t version;
    Slice text;
} LspDidOpen;

int lsp_read_did_open(const json_t *params, LspDidOpen *out,
                      struct fault *out_fault);

/* "DidChangeTextDocument Notification". */
typedef struct LspDidChange {
    LspDocumentId document;
    LspList changes; /* lsp_content_change(); each applies to the result of
                        the one before */
} LspDidChange;

typedef struct LspContentChange {
    bool whole;     /* `text` replaces everything */
    LspRange range; /* not in order where the client sent it so */
    Slice text;
} LspContentChange;

int lsp_read_did_change(const json_t *params, LspDidChange *out,
                        struct fault *out_fault);
LspContentChange lsp_content_change(LspList changes, size_t index);

/* "DidSaveTextDocument Notification". */
typedef struct LspDidSave {
    Slice uri;
    Slice text; /* absent unless asked for */
} LspDidSave;

int lsp_read_did_save(const json_t *params, LspDidSave *out,
                      struct fault *out_fault);

/* The `textDocument` of any request: didClose, documentSymbol, codeLens,
 * foldingRange, documentLink, semanticTokens/full. */
int lsp_read_document(const json_t *params, Slice *out_uri,
                      struct fault *out_fault);

/* ---- Places in documents ---- */

/* "TextDocumentPositionParams": hover, definition, documentHighlight,
 * prepareRename. */
typedef struct LspAt {
    Slice uri;
    LspPosition position;
} LspAt;

int lsp_read_at(const json_t *params, LspAt *out, struct fault *out_fault);

/* A document and a range: inlayHint, semanticTokens/range. */
typedef struct LspWithin {
    Slice uri;
    LspRange range;
} LspWithin;

int lsp_read_within(const json_t *params, LspWithin *out,
                    struct fault *out_fault);

/* "Inlay Hint Resolve Request": where the hint stands. */
int lsp_read_hint(const json_t *params, LspPosition *out_position,
                  struct fault *out_fault);

/* "Find References Request". */
typedef struct LspReferences {
    LspAt at;
    bool include_declaration;
} LspReferences;

int lsp_read_references(const json_t *params, LspReferences *out,
                        struct fault *out_fault);

/* "Rename Request". */
typedef struct LspRename {
    LspAt at;
    Slice new_name;
} LspRename;

int lsp_read_rename(const json_t *params, LspRename *out,
                    struct fault *out_fault);

/* "Completion Request". */
typedef struct LspCompletion {
    LspAt at;
    uint32_t trigger_kind; /* 1 invoked, 2 character, 3 incomplete; 0 absent */
    Slice trigger_character;
} LspCompletion;

int lsp_read_completion(const json_t *params, LspCompletion *out,
                        struct fault *out_fault);

/* "Code Action Request". */
typedef struct LspCodeActionParams {
    Slice uri;
    LspRange range;
    LspList diagnostics;   /* json_array_get(): as we sent them */
    LspList only;          /* kinds asked for; none: all */
    uint32_t trigger_kind; /* 1 invoked, 2 automatic; 0 absent */
} LspCodeActionParams;

int lsp_read_code_action(const json_t *params, LspCodeActionParams *out,
                         struct fault *out_fault);

/* Whether actions of a kind were asked for: kinds are a tree with dots, and
 * asking for "source" asks for "source.fixAll" too. */
bool lsp_wants_kind(const LspCodeActionParams *params, Slice kind);

/* "Selection Range Request". */
typedef struct LspSelection {
    Slice uri;
    LspList positions; /* lsp_position() */
} LspSelection;

int lsp_read_selection(const json_t *params, LspSelection *out,
                       struct fault *out_fault);
LspPosition lsp_position(LspList positions, size_t index);

/* "Semantic Tokens" delta. */
typedef struct LspTokensDelta {
    Slice uri;
    Slice previous_result_id;
} LspTokensDelta;

int lsp_read_tokens_delta(const json_t *params, LspTokensDelta *out,
                          struct fault *out_fault);

/* ---- Diagnostics ---- */

/* "Pull Diagnostics": document diagnostics. */
typedef struct LspDiagnosticParams {
    Slice uri;
    Slice identifier;
    Slice previous_result_id;
} LspDiagnosticParams;

int lsp_read_diagnostic(const json_t *params, LspDiagnosticParams *out,
                        struct fault *out_fault);

/* "Pull Diagnostics": workspace diagnostics. */
typedef struct LspWorkspaceDiagnostic {
    Slice identifier;
    LspList previous; /* lsp_previous_result() */
} LspWorkspaceDiagnostic;

typedef struct LspPreviousResult {
    Slice uri;
    Slice value;
} LspPreviousResult;

int lsp_read_workspace_diagnostic(const json_t *params,
                                  LspWorkspaceDiagnostic *out,
                                  struct fault *out_fault);
LspPreviousResult lsp_previous_result(LspList previous, size_t index);

/* ---- Workspace ---- */

/* "Workspace Symbols Request". An absent query is an empty one. */
int lsp_read_query(const json_t *params, Slice *out_query,
                   struct fault *out_fault);

/* "Execute a command". */
typedef struct LspExecute {
    Slice command;
    LspList arguments; /* json_array_get() */
} LspExecute;

int lsp_read_execute(const json_t *params, LspExecute *out,
                     struct fault *out_fault);

/* "DidChangeWorkspaceFolders Notification". */
typedef struct LspFoldersChange {
    LspList added, removed; /* lsp_folder() */
} LspFoldersChange;

int lsp_read_folders_change(const json_t *params, LspFoldersChange *out,
                            struct fault *out_fault);
LspFolder lsp_folder(LspList folders, size_t index);

/* "DidChangeWatchedFiles Notification". */
typedef struct LspFileEvent {
    Slice uri;
    LspFileChange change;
} LspFileEvent;

int lsp_read_watched_files(const json_t *params, LspList *out_events,
                           struct fault *out_fault);
LspFileEvent lsp_file_event(LspList events, size_t index);

/* "DidChangeConfiguration Notification": the settings, borrowed; NULL where
 * they are absent or null, which asks for a pull. */
const json_t *lsp_read_settings(const json_t *params);

/* ---- Answers to our own requests ---- */

/* "Configuration Request": the value for item `index`, borrowed; NULL where
 * the client has none or answered with something else. */
const json_t *lsp_configuration(const json_t *result, size_t index);

/* "Applies a WorkspaceEdit": whether it was; a malformed answer means no. */
bool lsp_was_applied(const json_t *result);

#endif

/*
 * lsp_write - plain values as the JSON that an editor reads.
 *
 * Every function gives a new value that the caller owns. Optional fields that
 * are absent are left out, never written as null, except where the
 * specification wants null. Text that is not UTF-8 is repaired (rpc_string).
 * A `client` argument means that fields which this client did not announce
 * are left out (related information, tags, data ...), so that features fill
 * values in without asking.
 *
 * Json that is passed in as `json_t *` to be part of the result is taken;
 * json inside values is borrowed.
 */
#ifndef PROTOCOL_LSP_WRITE_H
#define PROTOCOL_LSP_WRITE_H

#include "protocol/lsp_client.h"
#include "protocol/lsp_types.h"

/* ---- Basic structures ---- */

json_t *lsp_write_position(LspPosition position);
json_t *lsp_write_range(LspRange range);
json_t *lsp_write_location(const LspLocation *location);
json_t *lsp_write_location_link(const LspLocationLink *link);
json_t *lsp_write_text_edit(const LspTextEdit *edit);
json_t *lsp_write_markup(const LspMarkup *markup);
json_t *lsp_write_command(const LspCommand *command);

/* documentChanges with versions where the client knows them, else changes. */
json_t *lsp_write_workspace_edit(const LspWorkspaceEdit *edit,
                                 const struct lsp_client *client);

/* ---- Features ---- */

json_t *lsp_write_diagnostic(const LspDiagnostic *diagnostic,
                             const struct lsp_client *client);
json_t *lsp_write_hover(const LspHover *hover);
json_t *lsp_write_inlay_hint(const LspInlayHint *hint);
json_t *lsp_write_document_symbol(const LspDocumentSymbol *symbol);
json_t *lsp_write_symbol_information(const LspSymbol *symbol);
json_t *lsp_write_workspace_symbol(const LspSymbol *symbol);
json_t *lsp_write_highlight(LspRange range, LspHighlightKind kind);
json_t *lsp_write_code_action(const LspCodeAction *action,
                              const struct lsp_client *client);
json_t *lsp_write_code_lens(const LspCodeLens *lens);
json_t *lsp_write_completion_item(const LspCompletionItem *item);
json_t *lsp_write_fold(const LspFold *fold);
json_t *lsp_write_document_link(const LspDocumentLink *link,
                                const struct lsp_client *client);

/* "Completion Request": CompletionList of an array. */
json_t *lsp_write_completion_list(json_t *items, bool is_incomplete);

/* "Selection Range Request": from the innermost outwards, each inside the
 * next; those that are not are left out. With no range, an empty one at 0. */
json_t *lsp_write_selection(const LspRange *ranges, size_t count);

/* "Rename Request": what prepareRename answers. */
json_t *lsp_write_prepare_rename(LspRange range, Slice placeholder);

/* ---- Semantic tokens ---- */

/*
 * Writes `count` tokens, sorted and not overlapping, as 5 integers each into
 * `out`, which has room for them: the form that is kept for deltas. Returns
 * the integers written: a token that is out of order or empty is left out,
 * since one wrong place would move all that follow.
 */
size_t lsp_encode_tokens(const LspToken *tokens, size_t count, uint32_t *out);

/* The one edit between two encodings, of whole tokens; false where they are
 * the same. `insert` borrows from `next`. */
bool lsp_diff_tokens(const uint32_t *last, size_t last_count,
                     const uint32_t *next, size_t next_count,
                     LspTokenEdit *out);

json_t *lsp_write_legend(const LspLegend *legend);
json_t *lsp_write_tokens(Slice result_id, const uint32_t *data, size_t count);
json_t *lsp_write_tokens_delta(Slice result_id, const LspTokenEdit *edits,
                               size_t count);

/* ---- Diagnostics ---- */

/* "PublishDiagnostics Notification": takes an array; the version is left out
 * where the client does not know it. */
json_t *lsp_write_publish(const LspDocumentId *document, json_t *diagnostics,
                          const struct lsp_client *client);

/* "Pull Diagnostics": a full report takes an array; an absent result id is
 * left out. */
json_t *lsp_write_report_full(Slice result_id, json_t *items);
json_t *lsp_write_report_unchanged(Slice result_id);

/* Makes either of them an item of a workspace report; takes it. */
json_t *lsp_write_report_of(const LspDocumentId *document, json_t *report);

/* "Pull Diagnostics": data of the error ServerCancelled, and of no other. */
json_t *lsp_write_retrigger(bool retrigger);

/* ---- Window, progress, workspace ---- */

/* window/showMessage and window/logMessage. */
json_t *lsp_write_message(LspMessageType type, Slice text);

/* window/showMessageRequest: the titles of its buttons. */
json_t *lsp_write_message_request(LspMessageType type, Slice text,
                                  const Slice *actions, size_t count);

/* `$/progress`: `token` is borrowed, `value` is taken: partial results, or
 * what lsp_write_progress_value() gives. */
json_t *lsp_write_progress(const json_t *token, json_t *value);
json_t *lsp_write_progress_value(const LspProgress *progress);

/* window/workDoneProgress/create. */
json_t *lsp_write_progress_create(const json_t *token);

json_t *lsp_write_registration(const LspRegistration *registrations,
                               size_t count);
json_t *lsp_write_unregistration(const LspRegistration *registrations,
                                 size_t count);
json_t *lsp_write_configuration(const LspConfigurationItem *items,
                                size_t count);

/* workspace/applyEdit: takes a workspace edit. */
json_t *lsp_write_apply(Slice label, json_t *edit);

/* Registration options of workspace/didChangeWatchedFiles. */
json_t *lsp_write_watchers(const LspWatcher *watchers, size_t count);

/* ---- Lifecycle ---- */

/* "Initialize Request": what the server offers. A false flag leaves the
 * provider out; options that the client would not understand are left out
 * here. */
typedef struct LspServer {
    Slice name, version;
    LspEncoding encoding;
    bool save;             /* didSave is wanted, without text */
    bool pull_diagnostics; /* and then no push */
    bool workspace_diagnostics;
    Slice diagnostic_identifier;
    bool inlay_hint, inlay_hint_resolve;
    const LspLegend *legend; /* NULL: no semantic tokens */
    bool hover;
    size_t action_kind_count; /* 0: no code actions */
    const Slice *action_kinds;
    bool action_resolve;
    bool code_lens, code_lens_resolve;
    size_t command_count; /* 0: no executeCommand */
    const Slice *commands;
    bool document_symbol;
    bool workspace_symbol, workspace_symbol_resolve;
    bool definition, references, highlight;
    bool rename; /* with prepareRename where the client knows it */
    bool folding, selection, document_link;
    bool completion, completion_resolve;
    size_t trigger_count; /* of completion: single characters */
    const Slice *triggers;
    bool workspace_folders;
} LspServer;

json_t *lsp_write_initialize(const LspServer *server,
                             const struct lsp_client *client);

#endif

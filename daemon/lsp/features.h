/*
 * features - one function for each thing an editor may ask of a document.
 *
 * Each answers from a view and the request's params, which it reads itself:
 * a new JSON value; or NULL with a reason in `out_fault` for params that
 * cannot be used (-32602). An answer without anything in it is JSON null or an
 * empty list, as the specification has it.
 *
 * What an editor asks to be resolved (inlayHint/resolve ...) is a feature too:
 * `params` is the item, whose `data` is what the feature put there, with the
 * document's URI as "uri", and the answer is the item with the rest filled in.
 *
 * Everything is made of the six general things of engine/analysis.h. No layer
 * is known by name here: a plugin that nobody has written yet gets the same.
 */
#ifndef LSP_FEATURES_H
#define LSP_FEATURES_H

#include "lsp/view.h"
#include "protocol/lsp_read.h"
#include "protocol/lsp_write.h"

typedef json_t *(*Feature)(const struct view *view, const json_t *params,
                           struct fault *out_fault);

/* About every document: the answer, or NULL with a reason. */
typedef json_t *(*WorkspaceFeature)(const struct workspace *all,
                                    const json_t *params,
                                    struct fault *out_fault);

json_t *feature_inlay_hint(const struct view *view, const json_t *params,
                           struct fault *out_fault);
json_t *feature_inlay_hint_resolve(const struct view *view,
                                   const json_t *params,
                                   struct fault *out_fault);
json_t *feature_hover(const struct view *view, const json_t *params,
                      struct fault *out_fault);
json_t *feature_document_symbol(const struct view *view, const json_t *params,
                                struct fault *out_fault);
json_t *feature_definition(const struct view *view, const json_t *params,
                           struct fault *out_fault);
json_t *feature_references(const struct view *view, const json_t *params,
                           struct fault *out_fault);
json_t *feature_highlight(const struct view *view, const json_t *params,
                          struct fault *out_fault);
json_t *feature_prepare_rename(const struct view *view, const json_t *params,
                               struct fault *out_fault);
json_t *feature_rename(const struct view *view, const json_t *params,
                       struct fault *out_fault);
json_t *feature_tokens_full(const struct view *view, const json_t *params,
                            struct fault *out_fault);
json_t *feature_tokens_delta(const struct view *view, const json_t *params,
                             struct fault *out_fault);
json_t *feature_tokens_range(const struct view *view, const json_t *params,
                             struct fault *out_fault);

json_t *feature_code_action(const struct view *view, const json_t *params,
                            struct fault *out_fault);
json_t *feature_code_action_resolve(const struct view *view,
                                    const json_t *params,
                                    struct fault *out_fault);
json_t *feature_execute(const struct workspace *all, const json_t *params,
                        struct fault *out_fault);

json_t *feature_workspace_symbol(const struct workspace *all,
                                 const json_t *params, struct fault *out_fault);
json_t *feature_workspace_symbol_resolve(const struct view *view,
                                         const json_t *params,
                                         struct fault *out_fault);
json_t *feature_folding(const struct view *view, const json_t *params,
                        struct fault *out_fault);
json_t *feature_selection(const struct view *view, const json_t *params,
                          struct fault *out_fault);

json_t *feature_completion(const struct view *view, const json_t *params,
                           struct fault *out_fault);
json_t *feature_completion_resolve(const struct view *view,
                                   const json_t *params,
                                   struct fault *out_fault);
json_t *feature_code_lens(const struct view *view, const json_t *params,
                          struct fault *out_fault);
json_t *feature_code_lens_resolve(const struct view *view, const json_t *params,
                                  struct fault *out_fault);
json_t *feature_document_link(const struct view *view, const json_t *params,
                              struct fault *out_fault);

/* What code actions and commands there are. */
#define FEATURE_ACTION_KINDS 2u
#define FEATURE_COMMANDS 3u
#define FEATURE_COMMAND_EDIT 0u    /* [a WorkspaceEdit]: makes it */
#define FEATURE_COMMAND_FIX_ALL 1u /* [a URI]: makes its safe fixes */
#define FEATURE_COMMAND_SURVEY 2u  /* []: reads the workspace (survey.c) */
extern const Slice feature_action_kinds[FEATURE_ACTION_KINDS];
extern const Slice feature_commands[FEATURE_COMMANDS];

/* One finding as a diagnostic. */
json_t *feature_diagnostic(const struct view *view, const Finding *finding);

json_t *feature_pull(const struct view *view, const json_t *params,
                     struct fault *out_fault);

/* Diagnostics of the whole document: as an array; as a report, which says
 * "unchanged" where the editor has it already under the id `previous`. */
json_t *feature_diagnostics(const struct view *view);
json_t *feature_report(const struct view *view, Slice previous);

/* The legend that semantic tokens count in. */
extern const LspLegend feature_legend;

#endif

#include "lsp/methods.h"

#define DOCUMENT(name, feature)                                                \
    {                                                                          \
        name, METHOD_DOCUMENT, feature, NULL, false                            \
    }
#define PROMPT(name, feature)                                                  \
    {                                                                          \
        name, METHOD_DOCUMENT, feature, NULL, true                             \
    }

#define ITEM(name, feature)                                                    \
    {                                                                          \
        name, METHOD_ITEM, feature, NULL, false                                \
    }
#define WORKSPACE(name, feature)                                               \
    {                                                                          \
        name, METHOD_WORKSPACE, NULL, feature, false                           \
    }

static const Method methods[] = {
    {"textDocument/diagnostic", METHOD_REPORT, feature_pull, NULL, false},
    DOCUMENT("textDocument/inlayHint", feature_inlay_hint),
    ITEM("inlayHint/resolve", feature_inlay_hint_resolve),
    PROMPT("textDocument/hover", feature_hover),
    DOCUMENT("textDocument/documentSymbol", feature_document_symbol),
    PROMPT("textDocument/definition", feature_definition),
    DOCUMENT("textDocument/references", feature_references),
    PROMPT("textDocument/documentHighlight", feature_highlight),
    DOCUMENT("textDocument/prepareRename", feature_prepare_rename),
    DOCUMENT("textDocument/rename", feature_rename),
    DOCUMENT("textDocument/codeAction", feature_code_action),
    ITEM("codeAction/resolve", feature_code_action_resolve),
    WORKSPACE("workspace/executeCommand", feature_execute),
    WORKSPACE("workspace/symbol", feature_workspace_symbol),
    ITEM("workspaceSymbol/resolve", feature_workspace_symbol_resolve),
    DOCUMENT("textDocument/foldingRange", feature_folding),
    DOCUMENT("textDocument/selectionRange", feature_selection),
    PROMPT("textDocument/completion", feature_completion),
    ITEM("completionItem/resolve", feature_completion_resolve),
    DOCUMENT("textDocument/codeLens", feature_code_lens),
    ITEM("codeLens/resolve", feature_code_lens_resolve),
    DOCUMENT("textDocument/documentLink", feature_document_link),
    DOCUMENT("textDocument/semanticTokens/full", feature_tokens_full),
    DOCUMENT("textDocument/semanticTokens/full/delta", feature_tokens_delta),
    DOCUMENT("textDocument/semanticTokens/range", feature_tokens_range),
};

const Method *method_find(Slice name)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (slice_eq(name, slice_from_c(methods[i].name)))
            return &methods[i];
    return NULL;
}

void methods_offer(LspServer *server, const struct lsp_client *client)
{
    server->pull_diagnostics = client->pull_diagnostics;
    server->workspace_diagnostics = client->pull_diagnostics;
    server->diagnostic_identifier = SLICE("stet");
    server->inlay_hint = true;
    server->inlay_hint_resolve = client->inlay_hint_resolve_tooltip;
    server->legend = &feature_legend;
    server->hover = true;
    server->document_symbol = true;
    server->definition = true;
    server->references = true;
    server->highlight = true;
    server->rename = true;
    server->action_kind_count = FEATURE_ACTION_KINDS;
    server->action_kinds = feature_action_kinds;
    server->action_resolve =
        client->code_action_resolve_edit && client->code_action_data;
    server->workspace_symbol = true;
    server->workspace_symbol_resolve = client->workspace_symbol_resolve;
    server->folding = true;
    server->selection = true;
    server->completion = true;
    server->completion_resolve = true;
    server->code_lens = true;
    server->code_lens_resolve = true;
    server->document_link = true;
    server->command_count = FEATURE_COMMANDS;
    server->commands = feature_commands;
}

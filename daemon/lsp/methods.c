#include "lsp/methods.h"

#define DOCUMENT(name, feature)                                                \
    {                                                                          \
        name, METHOD_DOCUMENT, feature, NULL, false                            \
    }
#define PROMPT(name, feature)                                                  \
    {                                                                          \
        name, METHOD_DOCUMENT, feature, NULL, true                             \
    }

static const Method methods[] = {
    DOCUMENT("textDocument/inlayHint", feature_inlay_hint),
    PROMPT("textDocument/hover", feature_hover),
    DOCUMENT("textDocument/documentSymbol", feature_document_symbol),
    PROMPT("textDocument/definition", feature_definition),
    DOCUMENT("textDocument/references", feature_references),
    PROMPT("textDocument/documentHighlight", feature_highlight),
    DOCUMENT("textDocument/prepareRename", feature_prepare_rename),
    DOCUMENT("textDocument/rename", feature_rename),
    DOCUMENT("textDocument/semanticTokens/full", feature_tokens_full),
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
    server->inlay_hint = true;
    server->legend = &feature_legend;
    server->hover = true;
    server->document_symbol = true;
    server->definition = true;
    server->references = true;
    server->highlight = true;
    server->rename = true;
}

#include "lsp/methods.h"

static const Method methods[] = {
    {"textDocument/inlayHint", METHOD_DOCUMENT, feature_inlay_hint, NULL},
    {"textDocument/hover", METHOD_DOCUMENT, feature_hover, NULL},
    {"textDocument/documentSymbol", METHOD_DOCUMENT, feature_document_symbol,
     NULL},
    {"textDocument/definition", METHOD_DOCUMENT, feature_definition, NULL},
    {"textDocument/references", METHOD_DOCUMENT, feature_references, NULL},
    {"textDocument/documentHighlight", METHOD_DOCUMENT, feature_highlight,
     NULL},
    {"textDocument/prepareRename", METHOD_DOCUMENT, feature_prepare_rename,
     NULL},
    {"textDocument/rename", METHOD_DOCUMENT, feature_rename, NULL},
    {"textDocument/semanticTokens/full", METHOD_DOCUMENT, feature_tokens_full,
     NULL},
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

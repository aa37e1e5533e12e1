/*
 * methods - every request about what is written, in one table, and what the
 * server offers for it.
 *
 *     method name -> kind -> how the session finds what to answer from
 *                            DOCUMENT   params.textDocument.uri
 *                            ITEM       params.data.uri: an item that we made
 *                                       and the editor wants the rest of
 *                            WORKSPACE  every document there is
 *
 * To add a feature: a function in a file of its own (features.h says what it
 * looks like), a line in the table, and its flag in methods_offer(). Waiting
 * for the analysis, cancelling and answering are the session's business.
 */
#ifndef LSP_METHODS_H
#define LSP_METHODS_H

#include "lsp/features.h"

typedef enum MethodKind {
    METHOD_DOCUMENT,
    METHOD_REPORT, /* as DOCUMENT, but the answer is never null */
    METHOD_ITEM,
    METHOD_WORKSPACE,
} MethodKind;

typedef struct Method {
    const char *name;
    MethodKind kind;
    Feature feature;            /* DOCUMENT, ITEM */
    WorkspaceFeature workspace; /* WORKSPACE */
    bool is_prompt; /* rather answered from an older analysis than late */
} Method;

/* NULL where no feature has it. */
const Method *method_find(Slice name);

/* Fills in what the features offer to this client. */
void methods_offer(LspServer *server, const struct lsp_client *client);

#endif

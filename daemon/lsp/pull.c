#include "lsp/inside.h"

static void publish(struct session *self, const LspDocumentId *document,
                    json_t *diagnostics)
{
    say(self, rpc_notification(
                  "textDocument/publishDiagnostics",
                  lsp_write_publish(document, diagnostics, &self->client)));
}

void pull_publish(struct session *self, struct document *document)
{
    struct arena arena = {0};
    struct view view = runs_view(self, document, &arena);

    publish(self, &view.document, feature_diagnostics(&view));
    arena_release(&arena);
}

void pull_clear(struct session *self, const struct document *document)
{
    LspDocumentId id = {slice_from_c(document->uri), false, 0};

    publish(self, &id, json_array());
}

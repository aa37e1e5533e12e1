/*
 * Any JSON for every reader: it is read or refused with a reason, and every
 * item of a list that was accepted can be had.
 */
#include "protocol/lsp_read.h"
#include "protocol/lsp_write.h"
#include "protocol/rpc.h"

#include <errno.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held)
        abort();
}

/* Whether params were read; if not, there must be a reason. */
static bool was_read(int result, struct fault *fault)
{
    must(result == 0 || (result == -EINVAL && fault->text[0]));
    fault->text[0] = '\0';
    return result == 0;
}

static void read_lifecycle(const json_t *params, struct fault *fault)
{
    LspInitialize initialize;
    LspTrace trace;
    const json_t *id;

    if (was_read(lsp_read_initialize(params, &initialize, fault), fault)) {
        struct lsp_client client;
        lsp_client_read(&client, initialize.capabilities);
        must(lsp_encoding_name(lsp_client_encoding(&client)).len > 0);
        for (size_t i = 0; i < initialize.folders.count; i++)
            must(lsp_folder(initialize.folders, i).uri.ptr != NULL);
    }
    was_read(lsp_read_set_trace(params, &trace, fault), fault);
    if (was_read(lsp_read_cancel(params, &id, fault), fault))
        must(json_is_integer(id) || json_is_string(id));
    was_read(lsp_read_progress_cancel(params, &id, fault), fault);
    lsp_read_tokens(params);
    lsp_read_settings(params);
    lsp_configuration(params, 0);
    lsp_was_applied(params);
}

static void must_be_uinteger(LspPosition position)
{
    must(position.line <= LSP_UINTEGER_MAX);
    must(position.character <= LSP_UINTEGER_MAX);
}

static void read_documents(const json_t *params, struct fault *fault)
{
    LspDidOpen open;
    LspDidChange change;
    LspDidSave save;
    Slice uri;

    if (was_read(lsp_read_did_open(params, &open, fault), fault))
        must(open.uri.ptr && open.text.ptr);
    was_read(lsp_read_did_save(params, &save, fault), fault);
    was_read(lsp_read_document(params, &uri, fault), fault);
    if (!was_read(lsp_read_did_change(params, &change, fault), fault))
        return;
    for (size_t i = 0; i < change.changes.count; i++) {
        LspContentChange one = lsp_content_change(change.changes, i);
        must(one.text.ptr != NULL);
        must_be_uinteger(one.range.start);
        must_be_uinteger(one.range.end);
    }
}

static void read_places(const json_t *params, struct fault *fault)
{
    LspAt at;
    LspWithin within;
    LspReferences references;
    LspRename rename;
    LspCompletion completion;
    LspCodeActionParams action;
    LspSelection selection;
    LspTokensDelta delta;

    if (was_read(lsp_read_at(params, &at, fault), fault))
        must_be_uinteger(at.position);
    if (was_read(lsp_read_within(params, &within, fault), fault))
        json_decref(lsp_write_range(within.range));
    was_read(lsp_read_references(params, &references, fault), fault);
    was_read(lsp_read_rename(params, &rename, fault), fault);
    was_read(lsp_read_completion(params, &completion, fault), fault);
    if (was_read(lsp_read_code_action(params, &action, fault), fault))
        lsp_wants_kind(&action, SLICE("quickfix"));
    was_read(lsp_read_tokens_delta(params, &delta, fault), fault);
    if (!was_read(lsp_read_selection(params, &selection, fault), fault))
        return;
    for (size_t i = 0; i < selection.positions.count; i++)
        must_be_uinteger(lsp_position(selection.positions, i));
}

static void read_workspace(const json_t *params, struct fault *fault)
{
    LspDiagnosticParams diagnostic;
    LspWorkspaceDiagnostic workspace;
    LspExecute execute;
    LspFoldersChange folders;
    LspList events;
    Slice query;

    was_read(lsp_read_diagnostic(params, &diagnostic, fault), fault);
    was_read(lsp_read_query(params, &query, fault), fault);
    was_read(lsp_read_execute(params, &execute, fault), fault);
    if (was_read(lsp_read_workspace_diagnostic(params, &workspace, fault),
                 fault))
        for (size_t i = 0; i < workspace.previous.count; i++)
            must(lsp_previous_result(workspace.previous, i).value.ptr);
    if (was_read(lsp_read_folders_change(params, &folders, fault), fault))
        for (size_t i = 0; i < folders.added.count; i++)
            must(lsp_folder(folders.added, i).uri.ptr != NULL);
    if (was_read(lsp_read_watched_files(params, &events, fault), fault))
        for (size_t i = 0; i < events.count; i++)
            must(lsp_file_event(events, i).uri.ptr != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault fault = {""};
    json_t *params = json_loadb((const char *)data, size,
                                JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    if (!params)
        return 0;

    struct lsp_client client;
    lsp_client_read(&client, params);
    must(client.encoding_count <= LSP_ENCODINGS);
    read_lifecycle(params, &fault);
    read_documents(params, &fault);
    read_places(params, &fault);
    read_workspace(params, &fault);
    json_decref(params);
    return 0;
}

/*
 * What is understood of an editor's capabilities: each flag by its place in
 * the tree, and the position encoding that is agreed on.
 */
#include "protocol/lsp_client.h"

#include "support/test.h"

#include <stdio.h>

#define AT(field) offsetof(struct lsp_client, field)

typedef struct Row {
    const char *name; /* where the capability stands */
    const char *value;
    size_t offset;
} Row;

#define TD "textDocument."

static const Row rows[] = {
    {"window.workDoneProgress", "true", AT(work_done_progress)},
    {"window.showMessage.messageActionItem.additionalPropertiesSupport", "true",
     AT(message_action_extra)},
    {"window.showDocument.support", "true", AT(show_document)},
    {"workspace.applyEdit", "true", AT(apply_edit)},
    {"workspace.workspaceEdit.documentChanges", "true", AT(document_changes)},
    {"workspace.workspaceEdit.changeAnnotationSupport", "{}",
     AT(change_annotations)},
    {"workspace.configuration", "true", AT(configuration)},
    {"workspace.workspaceFolders", "true", AT(workspace_folders)},
    {"workspace.didChangeConfiguration.dynamicRegistration", "true",
     AT(configuration_dynamic)},
    {"workspace.didChangeWatchedFiles.dynamicRegistration", "true",
     AT(watched_files_dynamic)},
    {"workspace.didChangeWatchedFiles.relativePatternSupport", "true",
     AT(watched_files_relative)},
    {"workspace.semanticTokens.refreshSupport", "true",
     AT(semantic_tokens_refresh)},
    {"workspace.inlayHint.refreshSupport", "true", AT(inlay_hint_refresh)},
    {"workspace.diagnostics.refreshSupport", "true", AT(diagnostics_refresh)},
    {"workspace.codeLens.refreshSupport", "true", AT(code_lens_refresh)},
    {"workspace.foldingRange.refreshSupport", "true",
     AT(folding_range_refresh)},
    {"workspace.symbol.resolveSupport.properties", "[\"location.range\"]",
     AT(workspace_symbol_resolve)},
    {TD "synchronization.didSave", "true", AT(save)},
    {TD "publishDiagnostics", "{}", AT(publish_diagnostics)},
    {TD "publishDiagnostics.relatedInformation", "true",
     AT(diagnostic_related)},
    {TD "publishDiagnostics.tagSupport.valueSet", "[1]",
     AT(diagnostic_tag_unnecessary)},
    {TD "publishDiagnostics.tagSupport.valueSet", "[2]",
     AT(diagnostic_tag_deprecated)},
    {TD "publishDiagnostics.versionSupport", "true", AT(diagnostic_version)},
    {TD "publishDiagnostics.codeDescriptionSupport", "true",
     AT(diagnostic_code_description)},
    {TD "publishDiagnostics.dataSupport", "true", AT(diagnostic_data)},
    {TD "diagnostic", "{}", AT(pull_diagnostics)},
    {TD "diagnostic.dynamicRegistration", "true", AT(pull_diagnostics_dynamic)},
    {TD "diagnostic.relatedDocumentSupport", "true",
     AT(pull_diagnostics_related)},
    {TD "diagnostic.relatedInformation", "true", AT(diagnostic_related)},
    {TD "diagnostic.dataSupport", "true", AT(diagnostic_data)},
    {TD "hover.contentFormat", "[\"markdown\",\"plaintext\"]",
     AT(hover_markdown)},
    {TD "inlayHint", "{}", AT(inlay_hint)},
    {TD "inlayHint.resolveSupport.properties", "[\"tooltip\"]",
     AT(inlay_hint_resolve_tooltip)},
    {TD "inlayHint.resolveSupport.properties", "[\"x\",\"textEdits\"]",
     AT(inlay_hint_resolve_edits)},
    {TD "inlayHint.resolveSupport.properties", "[\"label.location\"]",
     AT(inlay_hint_resolve_label)},
    {TD "semanticTokens", "{}", AT(semantic_tokens)},
    {TD "semanticTokens.requests.full", "true", AT(semantic_tokens_full)},
    {TD "semanticTokens.requests.full", "{}", AT(semantic_tokens_full)},
    {TD "semanticTokens.requests.full", "{\"delta\":true}",
     AT(semantic_tokens_delta)},
    {TD "semanticTokens.requests.range", "true", AT(semantic_tokens_range)},
    {TD "semanticTokens.multilineTokenSupport", "true",
     AT(semantic_tokens_multiline)},
    {TD "semanticTokens.overlappingTokenSupport", "true",
     AT(semantic_tokens_overlapping)},
    {TD "semanticTokens.formats", "[\"relative\"]",
     AT(semantic_tokens_relative)},
    {TD "semanticTokens.serverCancelSupport", "true",
     AT(semantic_tokens_server_cancel)},
    {TD "semanticTokens.augmentsSyntaxTokens", "true",
     AT(semantic_tokens_augments)},
    {TD "codeAction.codeActionLiteralSupport",
     "{\"codeActionKind\":{\"valueSet\":[]}}", AT(code_action_literals)},
    {TD "codeAction.isPreferredSupport", "true", AT(code_action_preferred)},
    {TD "codeAction.disabledSupport", "true", AT(code_action_disabled)},
    {TD "codeAction.dataSupport", "true", AT(code_action_data)},
    {TD "codeAction.resolveSupport.properties", "[\"edit\"]",
     AT(code_action_resolve_edit)},
    {TD "codeLens.resolveSupport.properties", "[\"command\"]",
     AT(code_lens_resolve_command)},
    {TD "documentSymbol.hierarchicalDocumentSymbolSupport", "true",
     AT(symbol_tree)},
    {TD "definition.linkSupport", "true", AT(definition_links)},
    {TD "rename.prepareSupport", "true", AT(rename_prepare)},
    {TD "foldingRange.lineFoldingOnly", "true", AT(fold_lines_only)},
    {TD "foldingRange.foldingRange.collapsedText", "true",
     AT(fold_collapsed_text)},
    {TD "documentLink.tooltipSupport", "true", AT(link_tooltip)},
    {TD "completion.completionItem.documentationFormat", "[\"markdown\"]",
     AT(completion_markdown)},
    {TD "completion.completionItem.snippetSupport", "true",
     AT(completion_snippets)},
    {TD "completion.completionItem.insertReplaceSupport", "true",
     AT(completion_insert_replace)},
    {TD "completion.completionItem.labelDetailsSupport", "true",
     AT(completion_label_details)},
    {TD "completion.completionItem.resolveSupport.properties",
     "[\"documentation\"]", AT(completion_resolve_documentation)},
    {TD "completion.completionItem.resolveSupport.properties", "[\"detail\"]",
     AT(completion_resolve_detail)},
};

/* Wraps a value into objects, from the last name of a path to the first. */
static json_t *wrap(const char *path, json_t *value)
{
    const char *dot = strchr(path, '.');
    size_t len = dot ? (size_t)(dot - path) : strlen(path);
    char key[80] = "";
    json_t *object = json_object();

    memcpy(key, path, len);
    json_object_set_new(object, key, dot ? wrap(dot + 1, value) : value);
    return object;
}

static bool flag_of(const char *path, json_t *value, size_t offset)
{
    struct lsp_client client;
    json_t *capabilities = wrap(path, value);

    lsp_client_read(&client, capabilities);
    json_decref(capabilities);
    return *(bool *)((char *)&client + offset);
}

/* Set by its value; not by null, by another type, or by anything beside. */
static void run_row(const Row *row)
{
    json_t *value = json_loads(row->value, JSON_DECODE_ANY, NULL);

    assert_non_null(value);
    assert_true(flag_of(row->name, value, row->offset));
    assert_false(flag_of(row->name, json_null(), row->offset));
    assert_false(flag_of(row->name, json_string("true"), row->offset));
    assert_false(flag_of(row->name, json_pack("[s]", "x"), row->offset));
    assert_false(flag_of("x", json_true(), row->offset));
}

TEST_ROWS(flags, rows, run_row, name)

static const struct lsp_client nobody;

static void assert_is_nobody(const json_t *capabilities)
{
    struct lsp_client client;

    memset(&client, 0xAA, sizeof client);
    lsp_client_read(&client, capabilities);
    assert_int_equal(client.encoding_count, 0);
    assert_false(client.inlay_hint || client.pull_diagnostics ||
                 client.configuration || client.hover_markdown);
    assert_int_equal(lsp_client_encoding(&client), LSP_UTF16);
}

static void an_editor_that_says_nothing(void **state)
{
    static const char *const all[] = {"{}", "[]", "null", "5",
                                      "{\"textDocument\":[],\"window\":true}"};

    assert_is_nobody(NULL);
    for (size_t i = 0; i < TEST_COUNT(all); i++) {
        json_t *capabilities = json_loads(all[i], JSON_DECODE_ANY, NULL);
        assert_is_nobody(capabilities);
        json_decref(capabilities);
    }
    assert_int_equal(lsp_client_encoding(&nobody), LSP_UTF16);
}

typedef struct EncodingRow {
    const char *name;
    const char *list; /* general.positionEncodings */
    LspEncoding chosen;
    size_t known;
} EncodingRow;

static const EncodingRow encodings[] = {
    {"D39 utf-8 first, as Helix", "[\"utf-8\",\"utf-32\",\"utf-16\"]", LSP_UTF8,
     3},
    {"D39 utf-32 first, as Eglot", "[\"utf-32\",\"utf-8\",\"utf-16\"]",
     LSP_UTF32, 3},
    {"D39 utf-16 alone, as VS Code", "[\"utf-16\"]", LSP_UTF16, 1},
    {"D39 the first that is known", "[\"utf-7\",5,\"utf-32\"]", LSP_UTF32, 1},
    {"D39 more than there are", "[\"utf-8\",\"utf-8\",\"utf-8\",\"utf-8\"]",
     LSP_UTF8, 3},
    {"D40 an empty list", "[]", LSP_UTF16, 0},
    {"D40 no list", "null", LSP_UTF16, 0},
    {"D40 not a list", "\"utf-8\"", LSP_UTF16, 0},
    {"D40 none that is known", "[\"utf-7\"]", LSP_UTF16, 0},
};

static void run_encoding(const EncodingRow *row)
{
    struct lsp_client client;
    json_t *list = json_loads(row->list, JSON_DECODE_ANY, NULL);
    json_t *capabilities = wrap("general.positionEncodings", list);

    lsp_client_read(&client, capabilities);
    assert_int_equal(lsp_client_encoding(&client), row->chosen);
    assert_int_equal(client.encoding_count, row->known);
    json_decref(capabilities);
}

TEST_ROWS(position_encodings, encodings, run_encoding, name)

static void names_of_encodings(void **state)
{
    assert_true(slice_eq(lsp_encoding_name(LSP_UTF8), SLICE("utf-8")));
    assert_true(slice_eq(lsp_encoding_name(LSP_UTF16), SLICE("utf-16")));
    assert_true(slice_eq(lsp_encoding_name(LSP_UTF32), SLICE("utf-32")));
}

static void plain_text_first_is_plain_text(void **state)
{
    assert_false(flag_of(TD "hover.contentFormat",
                         json_pack("[s,s]", "plaintext", "markdown"),
                         AT(hover_markdown)));
}

static const struct CMUnitTest alone[] = {
    {"an editor that says nothing", an_editor_that_says_nothing, NULL, NULL,
     NULL},
    {"names of encodings", names_of_encodings, NULL, NULL, NULL},
    {"I94 plain text first is plain text", plain_text_first_is_plain_text, NULL,
     NULL, NULL},
};

TEST_MAIN(test_flags() + test_position_encodings() +
          run_group("client", alone, TEST_COUNT(alone)))

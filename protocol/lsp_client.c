#include "protocol/lsp_client.h"

/* One flag: where it stands and where it goes. */
typedef struct Flag {
    const char *path;
    size_t offset;
} Flag;

/* One flag that is set where an array holds a value. */
typedef struct Choice {
    const char *path;
    size_t offset;
    const char *text; /* NULL: an integer is looked for */
    json_int_t number;
} Choice;

#define AT(field) offsetof(struct lsp_client, field)

/* Set where the value is true. */
static const Flag flags[] = {
    {"window.workDoneProgress", AT(work_done_progress)},
    {"window.showMessage.messageActionItem.additionalPropertiesSupport",
     AT(message_action_extra)},
    {"window.showDocument.support", AT(show_document)},
    {"workspace.applyEdit", AT(apply_edit)},
    {"workspace.workspaceEdit.documentChanges", AT(document_changes)},
    {"workspace.configuration", AT(configuration)},
    {"workspace.workspaceFolders", AT(workspace_folders)},
    {"workspace.didChangeConfiguration.dynamicRegistration",
     AT(configuration_dynamic)},
    {"workspace.didChangeWatchedFiles.dynamicRegistration",
     AT(watched_files_dynamic)},
    {"workspace.didChangeWatchedFiles.relativePatternSupport",
     AT(watched_files_relative)},
    {"workspace.semanticTokens.refreshSupport", AT(semantic_tokens_refresh)},
    {"workspace.inlayHint.refreshSupport", AT(inlay_hint_refresh)},
    {"workspace.diagnostics.refreshSupport", AT(diagnostics_refresh)},
    {"workspace.codeLens.refreshSupport", AT(code_lens_refresh)},
    {"workspace.foldingRange.refreshSupport", AT(folding_range_refresh)},
    {"textDocument.synchronization.didSave", AT(save)},
    {"textDocument.publishDiagnostics.relatedInformation",
     AT(diagnostic_related)},
    {"textDocument.publishDiagnostics.versionSupport", AT(diagnostic_version)},
    {"textDocument.publishDiagnostics.codeDescriptionSupport",
     AT(diagnostic_code_description)},
    {"textDocument.publishDiagnostics.dataSupport", AT(diagnostic_data)},
    {"textDocument.diagnostic.relatedInformation", AT(diagnostic_related)},
    {"textDocument.diagnostic.codeDescriptionSupport",
     AT(diagnostic_code_description)},
    {"textDocument.diagnostic.dataSupport", AT(diagnostic_data)},
    {"textDocument.diagnostic.dynamicRegistration",
     AT(pull_diagnostics_dynamic)},
    {"textDocument.diagnostic.relatedDocumentSupport",
     AT(pull_diagnostics_related)},
    {"textDocument.semanticTokens.requests.full", AT(semantic_tokens_full)},
    {"textDocument.semanticTokens.requests.full.delta",
     AT(semantic_tokens_delta)},
    {"textDocument.semanticTokens.requests.range", AT(semantic_tokens_range)},
    {"textDocument.semanticTokens.multilineTokenSupport",
     AT(semantic_tokens_multiline)},
    {"textDocument.semanticTokens.overlappingTokenSupport",
     AT(semantic_tokens_overlapping)},
    {"textDocument.semanticTokens.serverCancelSupport",
     AT(semantic_tokens_server_cancel)},
    {"textDocument.semanticTokens.augmentsSyntaxTokens",
     AT(semantic_tokens_augments)},
    {"textDocument.codeAction.isPreferredSupport", AT(code_action_preferred)},
    {"textDocument.codeAction.disabledSupport", AT(code_action_disabled)},
    {"textDocument.codeAction.dataSupport", AT(code_action_data)},
    {"textDocument.documentSymbol.hierarchicalDocumentSymbolSupport",
     AT(symbol_tree)},
    {"textDocument.definition.linkSupport", AT(definition_links)},
    {"textDocument.rename.prepareSupport", AT(rename_prepare)},
    {"textDocument.foldingRange.lineFoldingOnly", AT(fold_lines_only)},
    {"textDocument.foldingRange.foldingRange.collapsedText",
     AT(fold_collapsed_text)},
    {"textDocument.documentLink.tooltipSupport", AT(link_tooltip)},
    {"textDocument.completion.completionItem.snippetSupport",
     AT(completion_snippets)},
    {"textDocument.completion.completionItem.insertReplaceSupport",
     AT(completion_insert_replace)},
    {"textDocument.completion.completionItem.labelDetailsSupport",
     AT(completion_label_details)},
};

/* Set where an object stands there, even an empty one. */
static const Flag objects[] = {
    {"workspace.workspaceEdit.changeAnnotationSupport", AT(change_annotations)},
    {"textDocument.publishDiagnostics", AT(publish_diagnostics)},
    {"textDocument.diagnostic", AT(pull_diagnostics)},
    {"textDocument.inlayHint", AT(inlay_hint)},
    {"textDocument.semanticTokens", AT(semantic_tokens)},
    {"textDocument.semanticTokens.requests.full", AT(semantic_tokens_full)},
    {"textDocument.semanticTokens.requests.range", AT(semantic_tokens_range)},
    {"textDocument.codeAction.codeActionLiteralSupport",
     AT(code_action_literals)},
};

static const Choice choices[] = {
    {"textDocument.publishDiagnostics.tagSupport.valueSet",
     AT(diagnostic_tag_unnecessary), NULL, 1},
    {"textDocument.publishDiagnostics.tagSupport.valueSet",
     AT(diagnostic_tag_deprecated), NULL, 2},
    {"textDocument.diagnostic.tagSupport.valueSet",
     AT(diagnostic_tag_unnecessary), NULL, 1},
    {"textDocument.diagnostic.tagSupport.valueSet",
     AT(diagnostic_tag_deprecated), NULL, 2},
    {"textDocument.inlayHint.resolveSupport.properties",
     AT(inlay_hint_resolve_tooltip), "tooltip", 0},
    {"textDocument.inlayHint.resolveSupport.properties",
     AT(inlay_hint_resolve_edits), "textEdits", 0},
    {"textDocument.inlayHint.resolveSupport.properties",
     AT(inlay_hint_resolve_label), "label.tooltip", 0},
    {"textDocument.inlayHint.resolveSupport.properties",
     AT(inlay_hint_resolve_label), "label.location", 0},
    {"textDocument.inlayHint.resolveSupport.properties",
     AT(inlay_hint_resolve_label), "label.command", 0},
    {"textDocument.semanticTokens.formats", AT(semantic_tokens_relative),
     "relative", 0},
    {"textDocument.codeAction.resolveSupport.properties",
     AT(code_action_resolve_edit), "edit", 0},
    {"textDocument.codeLens.resolveSupport.properties",
     AT(code_lens_resolve_command), "command", 0},
    {"textDocument.completion.completionItem.resolveSupport.properties",
     AT(completion_resolve_documentation), "documentation", 0},
    {"textDocument.completion.completionItem.resolveSupport.properties",
     AT(completion_resolve_detail), "detail", 0},
    {"workspace.symbol.resolveSupport.properties", AT(workspace_symbol_resolve),
     "location.range", 0},
};

/* The first entry of these arrays is the one the client prefers. */
static const Flag markdown_first[] = {
    {"textDocument.hover.contentFormat", AT(hover_markdown)},
    {"textDocument.completion.completionItem.documentationFormat",
     AT(completion_markdown)},
};

static const Slice encoding_names[LSP_ENCODINGS] = {
    [LSP_UTF8] = {"utf-8", 5},
    [LSP_UTF16] = {"utf-16", 6},
    [LSP_UTF32] = {"utf-32", 6},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The value at a path of names with dots between; NULL where one lacks. */
static const json_t *value_at(const json_t *root, const char *path)
{
    char key[64] = ""; /* longer than any name in the tables */

    while (root && *path) {
        size_t len = strcspn(path, ".");
        memcpy(key, path, len);
        key[len] = '\0';
        root = json_object_get(root, key);
        path += len + (path[len] == '.');
    }
    return root;
}

static void set_flag(struct lsp_client *self, size_t offset)
{
    *(bool *)((char *)self + offset) = true;
}

static bool holds(const json_t *array, const Choice *choice)
{
    size_t index;
    json_t *item;

    json_array_foreach((json_t *)array, index, item)
    {
        if (choice->text
                ? slice_eq(slice_from_json(item), slice_from_c(choice->text))
                : json_is_integer(item) &&
                      json_integer_value(item) == choice->number)
            return true;
    }
    return false;
}

static void read_encodings(struct lsp_client *self, const json_t *array)
{
    size_t index;
    json_t *item;

    json_array_foreach((json_t *)array, index, item)
    {
        Slice name = slice_from_json(item);
        for (size_t i = 0; i < LSP_ENCODINGS; i++)
            if (slice_eq(name, encoding_names[i]) &&
                self->encoding_count < LSP_ENCODINGS)
                self->encodings[self->encoding_count++] = (LspEncoding)i;
    }
}

void lsp_client_read(struct lsp_client *self, const json_t *capabilities)
{
    *self = (struct lsp_client){0};

    for (size_t i = 0; i < COUNT(flags); i++)
        if (json_is_true(value_at(capabilities, flags[i].path)))
            set_flag(self, flags[i].offset);
    for (size_t i = 0; i < COUNT(objects); i++)
        if (json_is_object(value_at(capabilities, objects[i].path)))
            set_flag(self, objects[i].offset);
    for (size_t i = 0; i < COUNT(choices); i++)
        if (holds(value_at(capabilities, choices[i].path), &choices[i]))
            set_flag(self, choices[i].offset);
    for (size_t i = 0; i < COUNT(markdown_first); i++) {
        const json_t *formats = value_at(capabilities, markdown_first[i].path);
        if (slice_eq(slice_from_json(json_array_get(formats, 0)),
                     SLICE("markdown")))
            set_flag(self, markdown_first[i].offset);
    }
    read_encodings(self, value_at(capabilities, "general.positionEncodings"));
}

LspEncoding lsp_client_encoding(const struct lsp_client *self)
{
    return self->encoding_count ? self->encodings[0] : LSP_UTF16;
}

Slice lsp_encoding_name(LspEncoding encoding)
{
    return encoding_names[encoding];
}

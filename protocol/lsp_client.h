/*
 * lsp_client - what one editor can do, read once from "initialize".
 *
 * Capabilities are a deep tree of optional flags in which absent, null and
 * false mean the same. Here they are one flat struct, filled by a table that
 * names the place of each ("textDocument.hover.contentFormat"), so that a
 * feature asks one field. An editor that says nothing gets a zeroed struct,
 * which is the least that a client may be.
 *
 * What has another type than the specification says counts as absent:
 * editors' mistakes here must not keep them from starting.
 */
#ifndef PROTOCOL_LSP_CLIENT_H
#define PROTOCOL_LSP_CLIENT_H

#include "protocol/lsp_types.h"

#define LSP_ENCODINGS 3u

/* "Initialize Request": ClientCapabilities, by the section they stand in. */
struct lsp_client {
    /* general */
    size_t encoding_count; /* positionEncodings that we know, in order */
    LspEncoding encodings[LSP_ENCODINGS];

    /* window */
    bool work_done_progress;
    bool message_action_extra; /* showMessageRequest keeps extra properties */
    bool show_document;

    /* workspace */
    bool apply_edit;
    bool document_changes;
    bool change_annotations;
    bool configuration;
    bool workspace_folders;
    bool configuration_dynamic; /* didChangeConfiguration registration */
    bool watched_files_dynamic;
    bool watched_files_relative; /* RelativePattern is understood */
    bool semantic_tokens_refresh;
    bool inlay_hint_refresh;
    bool diagnostics_refresh;
    bool code_lens_refresh;
    bool folding_range_refresh; /* 3.18 */
    bool workspace_symbol_resolve;

    /* textDocument.synchronization, publishDiagnostics, diagnostic */
    bool save;
    bool publish_diagnostics;
    bool diagnostic_related;
    bool diagnostic_tag_unnecessary, diagnostic_tag_deprecated;
    bool diagnostic_version;
    bool diagnostic_code_description;
    bool diagnostic_data;
    bool pull_diagnostics;         /* textDocument.diagnostic is there */
    bool pull_diagnostics_dynamic; /* and may be registered later */
    bool pull_diagnostics_related;

    /* textDocument.hover */
    bool hover_markdown;

    /* textDocument.inlayHint */
    bool inlay_hint;
    bool inlay_hint_resolve_tooltip, inlay_hint_resolve_edits;
    bool inlay_hint_resolve_label; /* any property of a label part */

    /* textDocument.semanticTokens */
    bool semantic_tokens;
    bool semantic_tokens_full, semantic_tokens_delta, semantic_tokens_range;
    bool semantic_tokens_multiline;
    bool semantic_tokens_overlapping;
    bool semantic_tokens_relative; /* the format we have */
    bool semantic_tokens_server_cancel;
    bool semantic_tokens_augments;

    /* textDocument.codeAction, codeLens */
    bool code_action_literals;
    bool code_action_preferred, code_action_disabled, code_action_data;
    bool code_action_resolve_edit;
    bool code_lens_resolve_command; /* 3.18 */

    /* textDocument.documentSymbol, definition, rename, the rest */
    bool symbol_tree; /* hierarchicalDocumentSymbolSupport */
    bool definition_links;
    bool rename_prepare;
    bool fold_lines_only;
    bool fold_collapsed_text;
    bool link_tooltip;
    bool completion_markdown;
    bool completion_snippets;
    bool completion_insert_replace;
    bool completion_label_details;
    bool completion_resolve_documentation, completion_resolve_detail;
};

/* Reads ClientCapabilities; NULL is accepted and means none. */
void lsp_client_read(struct lsp_client *self, const json_t *capabilities);

/* "Position": the first of the client's encodings that we know; UTF-16 where
 * it names none. */
LspEncoding lsp_client_encoding(const struct lsp_client *self);

/* "utf-8", "utf-16", "utf-32". */
Slice lsp_encoding_name(LspEncoding encoding);

#endif

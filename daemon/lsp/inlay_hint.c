/*
 * textDocument/inlayHint: the labels of annotations, behind them.
 *
 * Which kinds have hints their manifests say; a plugin gives no label where
 * the text says the same already, so nothing is repeated here.
 */
#include "lsp/features.h"

/* Hints sit at their annotation's end; one that ends at the range's very end
 * belongs to the next range, so that none comes twice (checklist, 88). The
 * end of the file has no next range. */
static bool is_within(const struct view *view, Span range, uint32_t at)
{
    uint32_t len = version_len(analysis_version(view->analysis));

    return at >= range.start &&
           (at < range.end ||
            (at == len && range.end == len && range.start < len));
}

static bool is_shown(const struct view *view, const Note *note)
{
    return note->label.len && view->settings->shows[note->kind] &&
           note->confidence >= view->settings->hint_confidence;
}

static json_t *write_hint(const struct view *view, const Note *note)
{
    const KindInfo *kind = registry_kind(view->registry, note->kind);
    LspMarkup tooltip = {
        LSP_PLAINTEXT,
        slice_of(view_print(view, "%.*s, %u %% sure", STR_ARG(kind->title),
                            note->confidence / 10))};
    LspInlayHint hint = {
        .position = view_position(view, note->span.end),
        .label = slice_of(note->label),
        .padding_left = true,
        .tooltip = &tooltip,
    };

    return lsp_write_inlay_hint(&hint);
}

json_t *feature_inlay_hint(const struct view *view, const json_t *params,
                           struct fault *out_fault)
{
    LspWithin within;
    const Note *notes;
    if (lsp_read_within(params, &within, out_fault) < 0)
        return NULL;

    json_t *hints = json_array();
    Span range = view_span(view, within.range);
    if (!view->settings->has_hints)
        return hints;
    /* A hint right at the start belongs to an annotation that ends there. */
    uint32_t count = analysis_notes_in(
        view->analysis, (Span){range.start ? range.start - 1 : 0, range.end},
        view->arena, &notes);
    for (uint32_t i = 0; i < count; i++)
        if (is_shown(view, &notes[i]) &&
            is_within(view, range, notes[i].span.end))
            json_array_append_new(hints, write_hint(view, &notes[i]));
    return hints;
}

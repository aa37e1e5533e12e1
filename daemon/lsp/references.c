/*
 * textDocument/references and documentHighlight: every mention of whoever is
 * meant, pronouns included; for a fact, every place that says the same.
 *
 * The declaration is the mention that introduces the entity; highlights show
 * it as a write and all others as reads.
 */
#include "lsp/features.h"
#include "lsp/meant.h"

struct places {
    const Note *notes;
    uint32_t count;
    stet_ref declaration; /* STET_NO_REF: none of them is */
};

static struct places find(const struct view *view, uint32_t offset)
{
    struct places places = {.declaration = STET_NO_REF};
    Meant meant = meant_at(view, offset);
    Note first;

    /* In a quotation the words are meant, not who said them. */
    if (meant.by == MEANT_MENTION || meant.by == MEANT_LINK) {
        places.count = meant_mentions(view, meant.entity, &places.notes);
        if (meant_introduction(view, meant.entity, &first))
            places.declaration = first.ref;
        return places;
    }
    const Note *notes;
    uint32_t count = meant_notes(view, offset, &notes);
    for (uint32_t i = 0; i < count && !places.count; i++)
        places.count = meant_alike(view, &notes[i], &places.notes);
    return places;
}

json_t *feature_references(const struct view *view, const json_t *params,
                           struct fault *out_fault)
{
    LspReferences references;
    if (lsp_read_references(params, &references, out_fault) < 0)
        return NULL;

    struct places places =
        find(view, view_offset(view, references.at.position));
    json_t *list = json_array();
    for (uint32_t i = 0; i < places.count; i++) {
        if (!references.include_declaration &&
            places.notes[i].ref == places.declaration)
            continue;
        LspLocation location = {view->document.uri,
                                view_range(view, places.notes[i].span)};
        json_array_append_new(list, lsp_write_location(&location));
    }
    return list;
}

json_t *feature_highlight(const struct view *view, const json_t *params,
                          struct fault *out_fault)
{
    LspAt at;
    if (lsp_read_at(params, &at, out_fault) < 0)
        return NULL;

    struct places places = find(view, view_offset(view, at.position));
    json_t *list = json_array();
    for (uint32_t i = 0; i < places.count; i++) {
        LspHighlightKind kind = places.notes[i].ref == places.declaration
                                    ? LSP_HIGHLIGHT_WRITE
                                    : LSP_HIGHLIGHT_READ;
        json_array_append_new(
            list,
            lsp_write_highlight(view_range(view, places.notes[i].span), kind));
    }
    return list;
}

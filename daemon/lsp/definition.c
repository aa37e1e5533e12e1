/*
 * textDocument/definition: from a surname, a pronoun, a title or a quotation to
 * the words that introduce whoever is meant.
 *
 * Clients that know links get the whole paragraph as the target, so that a
 * preview shows the introduction and not the name alone.
 */
#include "lsp/features.h"
#include "lsp/meant.h"
#include "lsp/words.h"

/* All that a preview should show of an introduction. */
static LspRange target_around(const struct view *view, Span name)
{
    Span paragraph;

    if (!words_paragraph(view, name.start, &paragraph) ||
        paragraph.end < name.end)
        paragraph = name;
    return view_range(view, paragraph);
}

json_t *feature_definition(const struct view *view, const json_t *params,
                           struct fault *out_fault)
{
    LspAt at;
    Note there;
    if (lsp_read_at(params, &at, out_fault) < 0)
        return NULL;

    Meant meant = meant_at(view, view_offset(view, at.position));
    if (!meant.by || !meant_introduction(view, meant.entity, &there))
        return json_null();
    LspRange name = view_range(view, there.span);
    json_t *list = json_array();
    if (view->client->definition_links) {
        LspRange origin = view_range(view, meant.note.span);
        LspLocationLink link = {
            .origin = &origin,
            .uri = view->document.uri,
            .target = target_around(view, there.span),
            .selection = name,
        };
        json_array_append_new(list, lsp_write_location_link(&link));
    } else {
        LspLocation location = {view->document.uri, name};
        json_array_append_new(list, lsp_write_location(&location));
    }
    return list;
}

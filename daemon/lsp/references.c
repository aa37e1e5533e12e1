/*
 * textDocument/references and documentHighlight: every mention of whoever is
 * meant, pronouns included; for a fact, every place that says the same.
 *
 * On a part of a passage that is neither, such as the word "said", highlights
 * show the whole passage: its pieces, who says it, and what else it links to.
 *
 * The declaration is the mention that introduces the entity; highlights show
 * it as a write and all others as reads. Highlights are asked for at every
 * move of the cursor and seen on one screen, so at most HIGHLIGHTS_MAX are
 * given, those around the place.
 */
#include "lsp/features.h"
#include "lsp/meant.h"
#include "lsp/passage.h"

#define HIGHLIGHTS_MAX 500u
#define LAYERS_MAX 4u /* annotations of one word that are looked at */

struct places {
    const Note *notes;
    uint32_t count;
    stet_ref declaration; /* STET_NO_REF: none of them is */
    bool are_parts;       /* of one passage, not places of one thing */
};

static struct places find(const struct view *view, uint32_t offset)
{
    struct places places = {.declaration = STET_NO_REF};
    Meant meant = meant_at(view, offset);
    Note first;

    /* In a quotation the words are meant, not who said them. */
    if (meant.by == MEANT_MENTION || meant.by == MEANT_LINK) {
        places.count =
            meant_mentions(view, meant.entity, MEANT_MAX, &places.notes);
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

/* The passage of which one of the innermost annotations at the place is a part.
 * Several layers may have marked the same word. */
static bool find_passage(const struct view *view, uint32_t offset, Note *out,
                         stet_ref *out_part)
{
    const Note *notes;
    uint32_t count = meant_notes(view, offset, &notes);

    for (uint32_t i = 0; i < count && i < LAYERS_MAX &&
                         notes[i].span.start == notes[0].span.start &&
                         notes[i].span.end == notes[0].span.end;
         i++) {
        *out_part = notes[i].ref;
        if (!passage_is(view, &notes[i]) &&
            passage_linking(view, notes[i].ref, out))
            return true;
    }
    return false;
}

/* The parts of the passage at the place, unless that is one of its pieces: in
 * what is said, reading is not disturbed. */
static struct places find_parts(const struct view *view, uint32_t offset)
{
    struct places places = {.declaration = STET_NO_REF, .are_parts = true};
    Note whole;
    stet_ref part;
    if (!find_passage(view, offset, &whole, &part))
        return places;

    Passage passage = passage_read(view, &whole);
    Note *parts = ARENA_ARRAY(view->arena, Note, whole.link_count);
    for (uint32_t i = 0; i < whole.link_count; i++)
        if (whole.links[i].to == part &&
            whole.links[i].role == passage.piece_role)
            return places;
    for (uint32_t i = 0; i < whole.link_count; i++)
        places.count += analysis_note(view->analysis, whole.links[i].to,
                                      view->arena, &parts[places.count]);
    places.notes = parts;
    return places;
}

/* The first of the places that are shown where not all are. */
static uint32_t first_around(const struct places *self, uint32_t offset)
{
    uint32_t at = view_first_note(self->notes, self->count, offset);

    return at > HIGHLIGHTS_MAX / 2 ? at - HIGHLIGHTS_MAX / 2 : 0;
}

json_t *feature_highlight(const struct view *view, const json_t *params,
                          struct fault *out_fault)
{
    LspAt at;
    if (lsp_read_at(params, &at, out_fault) < 0)
        return NULL;

    uint32_t offset = view_offset(view, at.position);
    struct places places = find(view, offset);
    if (!places.count)
        places = find_parts(view, offset);
    json_t *list = json_array();
    uint32_t first = places.are_parts ? 0 : first_around(&places, offset);
    for (uint32_t i = first; i < places.count && i - first < HIGHLIGHTS_MAX;
         i++) {
        LspHighlightKind kind = places.are_parts ? LSP_HIGHLIGHT_TEXT
                                : places.notes[i].ref == places.declaration
                                    ? LSP_HIGHLIGHT_WRITE
                                    : LSP_HIGHLIGHT_READ;
        json_array_append_new(
            list,
            lsp_write_highlight(view_range(view, places.notes[i].span), kind));
    }
    return list;
}

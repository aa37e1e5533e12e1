#include "lsp/fixes.h"

#include <stdlib.h>

struct chosen {
    const struct view *view;
    Span *spans; /* of the edits, in the order in which they were taken */
    LspTextEdit *edits;
    size_t count;
};

static LspTextEdit edit_of(const struct view *view, const Edit *edit)
{
    return (LspTextEdit){view_range(view, edit->span), slice_of(edit->text)};
}

LspDocumentEdit fixes_edit(const struct view *view, const Fix *fix)
{
    LspTextEdit *edits =
        ARENA_ARRAY(view->arena, LspTextEdit, fix->edit_count + 1);

    for (uint32_t i = 0; i < fix->edit_count; i++)
        edits[i] = edit_of(view, &fix->edits[i]);
    return (LspDocumentEdit){view->document, fix->edit_count, edits};
}

/* ---- all safe ones ----------------------------------------------------- */

static const Fix *safe_fix(const Finding *finding)
{
    for (uint32_t i = 0; i < finding->fix_count; i++)
        if (finding->fixes[i].is_safe && finding->fixes[i].edit_count)
            return &finding->fixes[i];
    return NULL;
}

/* Where `span` would stand among the taken edits, which ascend. */
static size_t place_of(const struct chosen *self, Span span)
{
    size_t low = 0, high = self->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->spans[middle].start < span.start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Two insertions at one place count as overlapping: which comes first is not
 * ours to say. */
static bool is_free(const struct chosen *self, Span span)
{
    size_t at = place_of(self, span);

    if (at > 0 && self->spans[at - 1].end > span.start)
        return false;
    return at == self->count || (self->spans[at].start >= span.end &&
                                 self->spans[at].start != span.start);
}

static void take(struct chosen *self, const Edit *edit)
{
    size_t at = place_of(self, edit->span), behind = self->count - at;

    memmove(self->spans + at + 1, self->spans + at,
            behind * sizeof *self->spans);
    memmove(self->edits + at + 1, self->edits + at,
            behind * sizeof *self->edits);
    self->spans[at] = edit->span;
    self->edits[at] = edit_of(self->view, edit);
    self->count++;
}

LspDocumentEdit fixes_all(const struct view *view, uint32_t *out_count)
{
    const Finding *findings;
    uint32_t most = 0, count = 0;
    struct chosen chosen = {.view = view};

    *out_count = 0;
    if (view_is_current(view))
        count = view_findings(view, &findings);
    for (uint32_t i = 0; i < count; i++) {
        const Fix *fix = safe_fix(&findings[i]);
        most += fix ? fix->edit_count : 0;
    }
    chosen.spans = ARENA_ARRAY(view->arena, Span, most + 1);
    chosen.edits = ARENA_ARRAY(view->arena, LspTextEdit, most + 1);
    for (uint32_t i = 0; i < count; i++) {
        const Fix *fix = safe_fix(&findings[i]);
        bool fits = fix != NULL;
        for (uint32_t k = 0; fits && k < fix->edit_count; k++)
            fits = is_free(&chosen, fix->edits[k].span);
        for (uint32_t k = 0; fits && k < fix->edit_count; k++)
            take(&chosen, &fix->edits[k]);
        *out_count += fits;
    }
    return (LspDocumentEdit){view->document, chosen.count, chosen.edits};
}

/*
 * textDocument/foldingRange: sections, and passages over several lines.
 *
 * A section reaches from its heading to the next of the same or a higher
 * level. Clients that fold whole lines get lines alone. At most FOLDS_MAX
 * ranges, the first ones of the document.
 */
#include "lsp/features.h"
#include "lsp/passage.h"

#define FOLDS_MAX 5000u
#define LEVELS 7u /* of headings: 1 to 6 */

struct folding {
    const struct view *view;
    json_t *list;
    uint32_t open[LEVELS]; /* byte where a section of the level began, + 1 */
};

static void add(struct folding *self, Span span, Slice kind)
{
    const struct view *view = self->view;
    LspRange range = view_range(view, span);
    if (range.end.line <= range.start.line ||
        json_array_size(self->list) == FOLDS_MAX)
        return;

    LspFold fold = {
        .start_line = range.start.line,
        .end_line = range.end.line,
        .kind = kind,
    };
    if (!view->client->fold_lines_only) {
        fold.start_character = &range.start.character;
        fold.end_character = &range.end.character;
    }
    json_array_append_new(self->list, lsp_write_fold(&fold));
}

/* Bytes up to `end`, without the white space before it. */
static uint32_t trimmed(const struct version *version, uint32_t block)
{
    Str text = version->blocks[block]->prose.text;
    uint32_t len = text.len;

    while (len && (unsigned char)text.ptr[len - 1] <= ' ')
        len--;
    return version->byte_at[block] + len;
}

/* A heading ends the sections of its level and of those below it. */
static void close_sections(struct folding *self, uint32_t level, uint32_t block)
{
    const struct version *version = analysis_version(self->view->analysis);

    for (uint32_t i = level; i < LEVELS; i++) {
        if (self->open[i] && block > 0)
            add(self, (Span){self->open[i] - 1, trimmed(version, block - 1)},
                SLICE("region"));
        self->open[i] = 0;
    }
}

static void add_passages(struct folding *self, uint32_t block)
{
    const struct view *view = self->view;
    const Note *notes;
    uint32_t count = analysis_notes(view->analysis, block, view->arena, &notes);

    for (uint32_t i = 0; i < count; i++) {
        if (!passage_is(view, &notes[i]))
            continue;
        Passage passage = passage_read(view, &notes[i]);
        Span span = notes[i].span;
        for (uint32_t k = 0; k < passage.piece_count; k++)
            if (passage.pieces[k].end > span.end)
                span.end = passage.pieces[k].end;
        add(self, span, (Slice){0});
    }
}

json_t *feature_folding(const struct view *view, const json_t *params,
                        struct fault *out_fault)
{
    const struct version *version = analysis_version(view->analysis);
    struct folding folding = {.view = view};
    Slice uri;
    if (lsp_read_document(params, &uri, out_fault) < 0)
        return NULL;

    folding.list = json_array();
    for (uint32_t i = 0; i < version->count; i++) {
        const Prose *prose = &version->blocks[i]->prose;
        uint32_t level = prose->level < LEVELS ? prose->level : LEVELS - 1;
        if (prose->kind == STET_BLOCK_HEADING) {
            close_sections(&folding, level, i);
            folding.open[level] = version->byte_at[i] + 1;
        }
        add_passages(&folding, i);
    }
    close_sections(&folding, 0, version->count);
    return folding.list;
}

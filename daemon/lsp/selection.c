/*
 * textDocument/selectionRange: word, annotation, sentence, passage, paragraph,
 * everything: each step holds the one before.
 *
 * What crosses another (a quotation that begins in the middle of a sentence
 * and runs over its end) is left out by lsp_write_selection(), the shorter one
 * staying.
 */
#include "lsp/features.h"
#include "lsp/meant.h"
#include "lsp/passage.h"
#include "lsp/words.h"

#include <stdlib.h>

#define STEPS_MAX 32u
#define NOTES_MAX 8u        /* around a place */
#define POSITIONS_MAX 1000u /* the rest is answered with empty ranges */

struct steps {
    uint32_t count;
    Span spans[STEPS_MAX];
};

static void add(struct steps *self, Span span)
{
    if (self->count < STEPS_MAX)
        self->spans[self->count++] = span;
}

static void add_notes(struct steps *self, const struct view *view,
                      uint32_t offset)
{
    const Note *notes;
    uint32_t count = meant_notes(view, offset, &notes);

    for (uint32_t i = 0; i < count && i < NOTES_MAX; i++) {
        add(self, notes[i].span);
        Note whole;
        if (!passage_is(view, &notes[i]) &&
            passage_linking(view, notes[i].ref, &whole)) {
            Passage passage = passage_read(view, &whole);
            Span last = passage.pieces[passage.piece_count - 1];
            add(self, (Span){whole.span.start, last.end});
        }
    }
}

static int by_length(const void *left, const void *right)
{
    const Span *a = left, *b = right;
    uint32_t a_len = a->end - a->start, b_len = b->end - b->start;

    if (a_len != b_len)
        return a_len < b_len ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

static json_t *write_steps(const struct view *view, uint32_t offset)
{
    struct steps steps = {0};
    LspRange ranges[STEPS_MAX];
    uint32_t count = 0;
    Span span;

    add(&steps, (Span){0, version_len(analysis_version(view->analysis))});
    if (words_paragraph(view, offset, &span))
        add(&steps, span);
    if (words_sentence(view, offset, &span))
        add(&steps, span);
    if (words_token(view, offset, &span))
        add(&steps, span);
    add_notes(&steps, view, offset);
    qsort(steps.spans, steps.count, sizeof *steps.spans, by_length);
    for (uint32_t i = 0; i < steps.count; i++) {
        Span step = steps.spans[i];
        bool is_new = i == 0 || step.start != steps.spans[i - 1].start ||
                      step.end != steps.spans[i - 1].end;
        if (is_new && step.start <= offset && offset <= step.end)
            ranges[count++] = view_range(view, step);
    }
    return lsp_write_selection(ranges, count);
}

json_t *feature_selection(const struct view *view, const json_t *params,
                          struct fault *out_fault)
{
    LspSelection selection;
    if (lsp_read_selection(params, &selection, out_fault) < 0)
        return NULL;

    json_t *list = json_array();
    for (size_t i = 0; i < selection.positions.count; i++) {
        LspPosition position = lsp_position(selection.positions, i);
        LspRange here = {position, position};
        json_array_append_new(
            list, i < POSITIONS_MAX
                      ? write_steps(view, view_offset(view, position))
                      : lsp_write_selection(&here, 1));
    }
    return list;
}

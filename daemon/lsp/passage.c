#include "lsp/passage.h"

#include "lsp/meant.h"

#include <stdlib.h>

bool passage_is(const struct view *view, const Note *note)
{
    const KindInfo *kind = registry_kind(view->registry, note->kind);

    return kind && kind->is_structure;
}

static bool linked(const struct view *view, const NoteLink *link, Note *out)
{
    return analysis_note(view->analysis, link->to, view->arena, out);
}

static stet_role find_piece_role(const struct view *view, const Note *note)
{
    for (uint32_t i = 0; i < note->link_count; i++) {
        Note to;
        if (linked(view, &note->links[i], &to) &&
            to.span.start == note->span.start)
            return note->links[i].role;
    }
    return 0;
}

static int by_start(const void *left, const void *right)
{
    const Span *a = left, *b = right;

    return a->start < b->start ? -1 : a->start > b->start;
}

static void read_pieces(const struct view *view, Passage *self)
{
    const Note *note = &self->note;
    Span *pieces = ARENA_ARRAY(view->arena, Span, note->link_count + 1);

    self->piece_role = find_piece_role(view, note);
    for (uint32_t i = 0; self->piece_role && i < note->link_count; i++) {
        Note to;
        if (note->links[i].role == self->piece_role &&
            linked(view, &note->links[i], &to))
            pieces[self->piece_count++] = to.span;
    }
    if (!self->piece_count)
        pieces[self->piece_count++] = note->span;
    qsort(pieces, self->piece_count, sizeof *pieces, by_start);
    self->pieces = pieces;
}

/* Words for an owner that is no entity: an attribute called KEY-name, which
 * all layers share (plugins/README.md). */
static Str name_in_words(const struct view *view, const Note *note)
{
    for (uint32_t i = 0; i < note->attr_count; i++) {
        Str key = registry_name(view->registry, note->attrs[i].key);
        if (note->attrs[i].type == STET_ATTR_TEXT &&
            str_ends(key, STR("-name")))
            return note->attrs[i].text;
    }
    return (Str){0};
}

Passage passage_read(const struct view *view, const Note *note)
{
    Passage self = {.note = *note, .owner = meant_owner(note)};
    const Entity *entity = analysis_entity(view->analysis, self.owner);

    self.who = entity ? entity->name : name_in_words(view, note);
    if (!entity)
        self.owner = 0;
    read_pieces(view, &self);
    return self;
}

Str passage_words(const struct view *view, const Passage *self, uint32_t limit)
{
    Str words = view_words(view, self->pieces[0], limit);

    for (uint32_t i = 1; i < self->piece_count && words.len + 8 < limit; i++) {
        Str more = view_words(view, self->pieces[i], limit - words.len - 5);
        words = view_print(view, "%.*s … %.*s", STR_ARG(words), STR_ARG(more));
    }
    return words;
}

bool passage_linking(const struct view *view, stet_ref ref, Note *out_note)
{
    uint32_t at = STET_REF_BLOCK(ref);

    for (uint32_t back = 0; back <= PASSAGE_REACH && back <= at; back++) {
        const Note *notes;
        uint32_t count =
            analysis_notes(view->analysis, at - back, view->arena, &notes);
        for (uint32_t i = 0; i < count; i++) {
            if (!passage_is(view, &notes[i]))
                continue;
            for (uint32_t k = 0; k < notes[i].link_count; k++)
                if (notes[i].links[k].to == ref) {
                    *out_note = notes[i];
                    return true;
                }
        }
    }
    return false;
}

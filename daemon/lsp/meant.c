#include "lsp/meant.h"

#include <stdlib.h>

/* The shorter one lies further in. Of two as long, one that mentions somebody
 * says more than one that does not. */
static int by_depth(const void *left, const void *right)
{
    const Note *a = left, *b = right;
    uint32_t a_len = a->span.end - a->span.start;
    uint32_t b_len = b->span.end - b->span.start;

    if (a_len != b_len)
        return a_len < b_len ? -1 : 1;
    if ((a->entity != 0) != (b->entity != 0))
        return a->entity ? -1 : 1;
    return a->ref < b->ref ? -1 : a->ref > b->ref;
}

uint32_t meant_notes(const struct view *view, uint32_t offset,
                     const Note **out_notes)
{
    const Note *found;
    uint32_t count = analysis_notes_in(view->analysis, (Span){offset, offset},
                                       view->arena, &found);
    Note *notes = ARENA_ARRAY(view->arena, Note, count + 1);

    if (count) {
        memcpy(notes, found, count * sizeof *notes);
        qsort(notes, count, sizeof *notes, by_depth);
    }
    *out_notes = notes;
    return count;
}

stet_entity_id meant_owner(const Note *note)
{
    for (uint32_t i = 0; i < note->attr_count; i++)
        if (note->attrs[i].type == STET_ATTR_ENTITY)
            return (stet_entity_id)note->attrs[i].number;
    return 0;
}

/* The entity that something which the annotation links to mentions, or 0. What
 * a passage links to are its parts: that is not what it is about. */
static stet_entity_id linked_entity(const struct view *view, const Note *note)
{
    const KindInfo *kind = registry_kind(view->registry, note->kind);
    if (!kind || kind->is_structure)
        return 0;

    for (uint32_t i = 0; i < note->link_count; i++) {
        Note to;
        if (analysis_note(view->analysis, note->links[i].to, view->arena,
                          &to) &&
            to.entity)
            return to.entity;
    }
    return 0;
}

Meant meant_at(const struct view *view, uint32_t offset)
{
    const Note *notes;
    uint32_t count = meant_notes(view, offset, &notes);

    for (uint32_t i = 0; i < count; i++)
        if (notes[i].entity)
            return (Meant){MEANT_MENTION, notes[i], notes[i].entity};
    for (uint32_t i = 0; i < count; i++) {
        stet_entity_id id = linked_entity(view, &notes[i]);
        if (id)
            return (Meant){MEANT_LINK, notes[i], id};
    }
    for (uint32_t i = 0; i < count; i++) {
        stet_entity_id id = meant_owner(&notes[i]);
        if (id)
            return (Meant){MEANT_ATTRIBUTE, notes[i], id};
    }
    return (Meant){.by = MEANT_NOTHING};
}

static int by_start(const void *left, const void *right)
{
    const Note *a = left, *b = right;

    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    return a->span.end < b->span.end ? -1 : a->span.end > b->span.end;
}

uint32_t meant_mentions(const struct view *view, stet_entity_id id,
                        uint32_t most, const Note **out_notes)
{
    const stet_ref *refs = NULL;
    uint32_t all = analysis_mentions(view->analysis, id, &refs), count = 0;
    if (most > all)
        most = all;
    Note *notes = ARENA_ARRAY(view->arena, Note, most + 1);

    for (uint32_t i = 0; i < most; i++)
        count +=
            analysis_note(view->analysis, refs[i], view->arena, &notes[count]);
    if (count)
        qsort(notes, count, sizeof *notes, by_start);
    *out_notes = notes;
    return count;
}

bool meant_introduction(const struct view *view, stet_entity_id id,
                        Note *out_note)
{
    const Entity *entity = analysis_entity(view->analysis, id);
    const Note *notes;

    if (entity &&
        analysis_note(view->analysis, entity->canonical, view->arena, out_note))
        return true;
    if (meant_mentions(view, id, 1, &notes) == 0)
        return false;
    *out_note = notes[0];
    return true;
}

/* What an annotation stands for: its attribute "value", which all layers
 * share (plugins/README.md). */
static const stet_attr *value_of(const struct view *view, const Note *note)
{
    return note_attr(note, registry_find(view->registry, STR("value")));
}

static bool is_same_value(const stet_attr *a, const stet_attr *b)
{
    return a && b && a->type == b->type && a->number == b->number &&
           str_eq(a->text, b->text);
}

uint32_t meant_alike(const struct view *view, const Note *note,
                     const Note **out_notes)
{
    const struct version *version = analysis_version(view->analysis);
    const stet_attr *value = value_of(view, note);
    uint32_t at = STET_REF_BLOCK(note->ref), count = 0, room = 16;
    Note *alike = ARENA_ARRAY(view->arena, Note, room);

    *out_notes = alike;
    if (!value)
        return 0;
    for (uint32_t i = at > MEANT_REACH ? at - MEANT_REACH : 0;
         i < version->count && i <= at + MEANT_REACH; i++) {
        const Note *notes;
        uint32_t found = analysis_notes(view->analysis, i, view->arena, &notes);
        for (uint32_t k = 0; k < found; k++) {
            if (notes[k].kind != note->kind ||
                !is_same_value(value, value_of(view, &notes[k])))
                continue;
            alike = arena_grow(view->arena, alike, count, &room, sizeof *alike);
            alike[count++] = notes[k];
        }
    }
    *out_notes = alike;
    return count;
}

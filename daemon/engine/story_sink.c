#include "engine/story_sink.h"

#include "engine/columns.h"
#include "engine/story_pass.h"
#include "stet/text.h"

/* ---- refs: a plugin's numbers and the registry's ----------------------- */

static uint32_t layer_count_in(const struct story_sink *self, uint32_t layer,
                               uint32_t block)
{
    if (self->story->troubles[layer].len)
        return 0;
    return self->notes[block]->layers[layer]->view.count;
}

/* The annotation that a story pass emitted in `layer`; NULL for none. */
static const StoryNote *emitted_note(const struct story_sink *self,
                                     uint32_t layer, uint32_t index)
{
    const struct story_part *part = self->story->by_layer[layer];

    if (layer == self->info->layer)
        return index < self->said.notes.count ? &self->said.notes.items[index]
                                              : NULL;
    return part && index < part->note_count ? &part->notes[index] : NULL;
}

/* A plugin's ref with the registry's layer; false where there is no such. */
static bool to_global(const struct story_sink *self, stet_ref ref,
                      stet_ref *out)
{
    uint32_t seen = STET_REF_LAYER(ref), block = STET_REF_BLOCK(ref);
    uint32_t index = STET_REF_INDEX(ref);

    if (ref == STET_NO_REF || seen >= self->info->seen_count ||
        block >= self->story->block_count)
        return false;
    uint32_t layer = self->info->seen[seen];
    *out = STET_REF(layer, block, index);
    if (index & STORY_EMITTED && (seen == 0 || story_pass_shows(self, seen))) {
        const StoryNote *note =
            emitted_note(self, layer, index & ~STORY_EMITTED);
        return note && note->block == block;
    }
    return story_pass_shows(self, seen) &&
           index < layer_count_in(self, layer, block);
}

/* The registry's ref as the running plugin numbers it, or STET_NO_REF. */
static stet_ref to_local(const struct story_sink *self, stet_ref ref)
{
    if (ref == STET_NO_REF)
        return ref;
    for (uint32_t i = 0; i < self->info->seen_count; i++)
        if (self->info->seen[i] == STET_REF_LAYER(ref))
            return STET_REF(i, STET_REF_BLOCK(ref), STET_REF_INDEX(ref));
    return STET_NO_REF;
}

/* ---- changes ------------------------------------------------------------ */

/* What is known of `ref` so far; false where nothing changed. */
static bool known_change(const struct story_sink *self, stet_ref ref,
                         Change *out)
{
    uint32_t layer = STET_REF_LAYER(ref), index = STET_REF_INDEX(ref);
    bool is_own = layer == self->info->layer;

    if (index & STORY_EMITTED) {
        *out = emitted_note(self, layer, index & ~STORY_EMITTED)->change;
        return true;
    }
    const struct story_part *part =
        is_own ? self->part : self->story->by_layer[layer];
    uint32_t slot = story_part_slot(part, ref);
    return slot &&
           story_slot_change(
               slot, is_own ? self->said.changes.items : part->changes, out);
}

/* The slot of an annotation of the own layer, made now if need be. */
static uint32_t *own_slot(struct story_sink *self, stet_ref ref)
{
    struct story_part *part = self->part;

    if (!part->slots)
        part->slots = ARENA_ARRAY(self->arena, uint32_t,
                                  part->base[self->story->block_count]);
    return &part->slots[part->base[STET_REF_BLOCK(ref)] + STET_REF_INDEX(ref)];
}

/* The change of `ref`, of the own layer, made now if need be. */
static Change *change_of(struct story_sink *self, stet_ref ref)
{
    struct story_words *said = &self->said;
    uint32_t index = STET_REF_INDEX(ref);

    if (index & STORY_EMITTED)
        return &said->notes.items[index & ~STORY_EMITTED].change;
    uint32_t *slot = own_slot(self, ref);
    if (!(*slot & SLOT_ENTITY) && *slot >= SLOT_CHANGES)
        return &said->changes.items[*slot - SLOT_CHANGES];
    Change *change = LIST_MORE(&said->changes);
    story_slot_change(*slot, NULL, change);
    *slot = SLOT_CHANGES + said->changes.count - 1;
    return change;
}

static bool attrs_sound(const struct story_sink *self, const stet_attr *attrs,
                        uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (attrs[i].type == STET_ATTR_ENTITY &&
            (attrs[i].number < 1 ||
             attrs[i].number > (int64_t)self->story->entity_count))
            return false;
    return true;
}

/* Puts the links, with the registry's layers, behind those that are there.
 * False where one leads nowhere; then nothing has changed. */
static bool add_links(struct story_sink *self, Change *change,
                      const stet_link *links, uint32_t count)
{
    uint32_t have = change->link_count;
    if (!count)
        return true;

    stet_link *all = ARENA_ARRAY(self->arena, stet_link, have + count);
    if (have)
        memcpy(all, change->links, have * sizeof *all);
    for (uint32_t i = 0; i < count; i++) {
        all[have + i].role = links[i].role;
        if (!to_global(self, links[i].to, &all[have + i].to))
            return false;
    }
    change->links = all;
    change->link_count = have + count;
    return true;
}

/* For one more attribute; most annotations have one or three. */
static void make_room(struct arena *arena, Change *change)
{
    if (change->attr_count < change->attr_capacity)
        return;
    change->attr_capacity = (uint16_t)(change->attr_capacity * 2 + 1);
    stet_attr *more = ARENA_ARRAY(arena, stet_attr, change->attr_capacity);
    if (change->attr_count)
        memcpy(more, change->attrs, change->attr_count * sizeof *more);
    change->attrs = more;
}

/* Adds an attribute, or puts it in the place of one of the same key. */
static void set_attr(struct story_sink *self, Change *change,
                     const stet_attr *attr)
{
    uint32_t at = 0;

    while (at < change->attr_count && change->attrs[at].key != attr->key)
        at++;
    if (at == change->attr_count) {
        make_room(self->arena, change);
        change->attr_count++;
    }
    change->attrs[at] = *attr;
    change->attrs[at].text = attr->type == STET_ATTR_TEXT
                                 ? arena_copy(self->arena, attr->text)
                                 : (Str){0};
}

uint64_t story_sink_amend(struct story_sink *self, stet_ref ref,
                          const stet_amendment *amendment)
{
    stet_ref global;

    if (STET_REF_LAYER(ref) != 0 || !to_global(self, ref, &global) ||
        !attrs_sound(self, amendment->attrs, amendment->attr_count))
        return STET_REFUSED;
    Change *change = change_of(self, global);
    if (!add_links(self, change, amendment->links, amendment->link_count))
        return STET_REFUSED;

    for (uint32_t i = 0; i < amendment->attr_count; i++)
        set_attr(self, change, &amendment->attrs[i]);
    if (amendment->confidence != STET_NONE)
        change->confidence = (uint16_t)amendment->confidence;
    if (amendment->label.ptr) {
        change->has_label = true;
        change->label = arena_copy(self->arena, amendment->label);
    }
    self->said.count++;
    return 0;
}

uint64_t story_sink_retract(struct story_sink *self, stet_ref ref)
{
    stet_ref global;

    if (STET_REF_LAYER(ref) != 0 || !to_global(self, ref, &global))
        return STET_REFUSED;
    if (STET_REF_INDEX(global) & STORY_EMITTED || *own_slot(self, global))
        change_of(self, global)->is_retracted = true;
    else
        *own_slot(self, global) = SLOT_RETRACTED;
    self->said.count++;
    return 0;
}

/* ---- new annotations and entities -------------------------------------- */

stet_ref story_sink_add(struct story_sink *self, const stet_annotation *from)
{
    uint32_t index = self->said.notes.count;

    if (from->block >= self->story->block_count ||
        from->span.start >= from->span.end ||
        from->span.end >
            self->notes[from->block]->block->reading->tokens.count ||
        index >= STORY_EMITTED - 1 ||
        !attrs_sound(self, from->attrs, from->attr_count))
        return STET_REFUSED;
    Change change = story_no_change;
    if (!add_links(self, &change, from->links, from->link_count))
        return STET_REFUSED;

    StoryNote *note = LIST_MORE(&self->said.notes);
    *note = (StoryNote){
        .kind = from->kind,
        .block = from->block,
        .tokens = from->span,
        .confidence = from->confidence,
        .label = arena_copy(self->arena, from->label),
        .change = change,
    };
    for (uint32_t i = 0; i < from->attr_count; i++)
        set_attr(self, &note->change, &from->attrs[i]);
    self->said.count++;
    return STET_REF(0, from->block, STORY_EMITTED | index);
}

uint64_t story_sink_entity(struct story_sink *self, const stet_entity *entity)
{
    stet_ref canonical = STET_NO_REF;

    if ((entity->canonical != STET_NO_REF &&
         !to_global(self, entity->canonical, &canonical)) ||
        !attrs_sound(self, entity->attrs, entity->attr_count))
        return STET_REFUSED;
    *LIST_MORE(&self->said.entities) = (Entity){
        .kind = entity->kind,
        .name = arena_copy(self->arena, entity->name),
        .canonical = canonical,
        .attr_count = entity->attr_count,
        .attrs = columns_copy_attrs(self->arena, self->arena, entity->attrs,
                                    entity->attr_count),
    };
    self->said.count++;
    return ++self->story->entity_count;
}

uint64_t story_sink_mention(struct story_sink *self, stet_entity_id entity,
                            stet_ref ref)
{
    stet_ref global;

    if (entity == 0 || entity > self->story->entity_count ||
        STET_REF_LAYER(ref) != 0 || !to_global(self, ref, &global))
        return STET_REFUSED;
    uint32_t *slot =
        STET_REF_INDEX(global) & STORY_EMITTED ? NULL : own_slot(self, global);
    if (slot && (!*slot || *slot & SLOT_ENTITY))
        *slot = SLOT_ENTITY | entity;
    else
        change_of(self, global)->entity = entity;
    self->said.count++;
    return 0;
}

/* ---- what a story pass may ask ----------------------------------------- */

stet_entity_id story_sink_entity_of(struct story_sink *self, stet_ref ref)
{
    stet_ref global;
    Change change;

    return to_global(self, ref, &global) &&
                   known_change(self, global, &change) && !change.is_retracted
               ? change.entity
               : 0;
}

/* Those of the plugin that runs are not in its part yet. */
static const Entity *known_entity(const struct story_sink *self,
                                  stet_entity_id id)
{
    uint32_t first = self->part->first_entity;

    return id > first ? &self->said.entities.items[id - first - 1]
                      : story_entity(self->story, id);
}

const stet_entity *story_sink_entity_info(struct story_sink *self,
                                          stet_entity_id id)
{
    if (id == 0 || id > self->story->entity_count)
        return NULL;
    const Entity *entity = known_entity(self, id);
    stet_entity *shown = ARENA_NEW(self->scratch, stet_entity);

    *shown = (stet_entity){
        .size = sizeof *shown,
        .kind = entity->kind,
        .name = entity->name,
        .canonical = to_local(self, entity->canonical),
        .attr_count = entity->attr_count,
        .attrs = entity->attrs,
    };
    return shown;
}

const stet_attr *story_sink_attribute(struct story_sink *self, stet_ref ref,
                                      stet_key key)
{
    stet_ref global;
    Change change;
    if (!to_global(self, ref, &global))
        return NULL;

    if (known_change(self, global, &change))
        for (uint32_t i = 0; i < change.attr_count; i++)
            if (change.attrs[i].key == key)
                return &change.attrs[i];
    uint32_t index = STET_REF_INDEX(global);
    if (index & STORY_EMITTED)
        return NULL;
    const stet_layer *layer = &self->notes[STET_REF_BLOCK(global)]
                                   ->layers[STET_REF_LAYER(global)]
                                   ->view;
    for (uint32_t i = layer->first_attr[index];
         i < layer->first_attr[index + 1]; i++)
        if (layer->attrs[i].key == key)
            return &layer->attrs[i];
    return NULL;
}

Str story_sink_text(struct story_sink *self, stet_ref ref)
{
    stet_ref global;
    if (!to_global(self, ref, &global) ||
        (STET_REF_INDEX(global) & STORY_EMITTED))
        return (Str){0};

    const struct block_notes *notes = self->notes[STET_REF_BLOCK(global)];
    const stet_layer *layer = &notes->layers[STET_REF_LAYER(global)]->view;
    uint32_t index = STET_REF_INDEX(global);
    const KindInfo *kind =
        registry_kind(self->pipeline->registry, layer->kind[index]);
    if (!kind || !kind->is_text)
        return (Str){0};
    self->part->asked[STET_REF_BLOCK(global)] |=
        NOTES_KIND_BIT(layer->kind[index]);
    return stet_slice(notes->block->prose.text, layer->span[index]);
}

/* ---- findings, completions, reasons ------------------------------------ */

/* A place in tokens; false where it does not exist. */
static bool place_of(const struct story_sink *self, const stet_place *place,
                     NotePlace *out)
{
    *out = (NotePlace){.ref = STET_NO_REF};
    if (place->ref != STET_NO_REF) {
        if (!to_global(self, place->ref, &out->ref))
            return false;
        out->block = STET_REF_BLOCK(out->ref);
        return true;
    }
    out->block = place->block;
    out->span = place->span;
    return place->block < self->story->block_count &&
           place->span.start < place->span.end &&
           place->span.end <=
               self->notes[place->block]->block->reading->tokens.count;
}

static bool copy_fix(struct story_sink *self, const stet_fix *fix, NoteFix *out)
{
    NoteEdit *edits = ARENA_ARRAY(self->arena, NoteEdit, fix->edit_count);

    for (uint32_t i = 0; i < fix->edit_count; i++) {
        if (!place_of(self, &fix->edits[i].place, &edits[i].place))
            return false;
        edits[i].text = arena_copy(self->arena, fix->edits[i].text);
    }
    *out = (NoteFix){
        .title = arena_copy(self->arena, fix->title),
        .is_safe = fix->is_safe != 0,
        .edit_count = fix->edit_count,
        .edits = edits,
    };
    return true;
}

uint64_t story_sink_finding(struct story_sink *self,
                            const stet_finding *finding)
{
    NoteRelated *related =
        ARENA_ARRAY(self->arena, NoteRelated, finding->related_count);
    NoteFix *fixes = ARENA_ARRAY(self->arena, NoteFix, finding->fix_count);
    NoteFinding out = {
        .rule = finding->rule,
        .severity = finding->severity,
        .confidence = finding->confidence,
        .message = arena_copy(self->arena, finding->message),
        .related_count = finding->related_count,
        .fix_count = finding->fix_count,
        .related = related,
        .fixes = fixes,
    };

    if (!place_of(self, &finding->place, &out.place))
        return STET_REFUSED;
    for (uint32_t i = 0; i < finding->related_count; i++) {
        if (!place_of(self, &finding->related[i].place, &related[i].place))
            return STET_REFUSED;
        related[i].message =
            arena_copy(self->arena, finding->related[i].message);
    }
    for (uint32_t i = 0; i < finding->fix_count; i++)
        if (!copy_fix(self, finding->fixes[i], &fixes[i]))
            return STET_REFUSED;

    *LIST_MORE(&self->said.findings) = out;
    self->said.count++;
    return 0;
}

uint64_t story_sink_complete(struct story_sink *self, Str word, Str detail)
{
    *LIST_MORE(&self->said.completions) = (Completion){
        arena_copy(self->arena, word), arena_copy(self->arena, detail)};
    self->said.count++;
    return 0;
}

void story_sink_reason(struct story_sink *self, const stet_place *place,
                       Str words)
{
    NoteReason reason = {.layer = self->info->layer};

    if (!self->explaining || !place_of(self, place, &reason.place))
        return;
    reason.words = arena_copy(self->arena, words);
    *LIST_MORE(&self->said.reasons) = reason;
}

void story_sink_fail(struct story_sink *self, Str words)
{
    if (!self->said.trouble.len)
        self->said.trouble = arena_copy(self->arena, words);
}

bool story_sink_failed(const struct story_sink *self)
{
    return self->said.trouble.len > 0;
}

uint32_t story_sink_count(const struct story_sink *self)
{
    return self->said.count;
}

bool story_sink_cancelled(const struct story_sink *self)
{
    return self->cancelled &&
           atomic_load_explicit(self->cancelled, memory_order_relaxed);
}

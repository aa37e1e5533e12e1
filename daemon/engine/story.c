#include "engine/story.h"

#include "engine/columns.h"
#include "stet/text.h"

#include <stdlib.h>

/* ---- growing arrays -----------------------------------------------------
 * While passes run, what grows lies on the heap; once sealed, it is copied to
 * the story's arena at its size: a megabyte of news has some ten thousand
 * changes, and room that is never used would be as large again. */

/* Room for one more element behind `count`: the array, perhaps moved. */
static void *grown(void *array, uint32_t count, uint32_t *capacity, size_t size)
{
    if (count < *capacity)
        return array;
    *capacity = *capacity ? *capacity * 2 : 16;
    void *more = realloc(array, *capacity * size);

    if (!more)
        abort();
    return more;
}

/* The array as the story keeps it; the grown one is freed. */
static void *settled(struct arena *arena, void *array, uint32_t count,
                     size_t size)
{
    void *copy = arena_array(arena, count, size);

    if (count)
        memcpy(copy, array, count * size);
    free(array);
    return copy;
}

struct story_sink {
    struct story *story;
    const struct pipeline *pipeline;
    struct block_notes *const *notes;
    stet_story_block *blocks; /* one for each of the notes, once asked for */
    const stet_story_block **rows;
    const struct layer_notes *const **found; /* and their layers */
    struct arena shown;                      /* where those lie */
    const StoryFacts *facts;
    bool explaining;
    const atomic_bool *cancelled;
    StoryPast past;
    uint32_t *changed; /* blocks whose notes are not those of the past */
    uint32_t changed_count;
    bool is_same_shape;   /* of those blocks, apart from their layers */
    uint64_t same_layers; /* of those blocks, apart from their words */

    /* Of the plugin that runs: */
    const AnnotatorInfo *info;
    uint64_t shown_layers; /* of those that it sees, one bit each */
    struct story_part *part;
    struct arena *arena;   /* the part's */
    struct arena *scratch; /* until the pass is over */
    uint32_t said;         /* so far */
    Str trouble;

    Change *changes;
    StoryNote *emitted;
    Entity *entities;
    NoteFinding *findings;
    Completion *completions;
    NoteReason *reasons;
    uint32_t change_room, emitted_room, entity_room, finding_room;
    uint32_t completion_room, reason_room;
};

/* ---- refs: a plugin's numbers and the registry's ----------------------- */

/* Whether the running plugin is shown layer `k` of those it sees. */
static bool is_shown(const struct story_sink *self, uint32_t k)
{
    return self->shown_layers >> k & 1;
}

static void choose_plugin(struct story_sink *self, const AnnotatorInfo *info)
{
    self->info = info;
    self->shown_layers = 0;
    for (uint32_t k = 0; k < info->seen_count; k++)
        if (info->is_there[k] &&
            registry_in_story(self->pipeline->registry, info->seen[k]))
            self->shown_layers |= (uint64_t)1 << k;
}

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
        return index < self->part->note_count ? &self->emitted[index] : NULL;
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
    if (index & STORY_EMITTED && (seen == 0 || is_shown(self, seen))) {
        const StoryNote *note =
            emitted_note(self, layer, index & ~STORY_EMITTED);
        return note && note->block == block;
    }
    return is_shown(self, seen) && index < layer_count_in(self, layer, block);
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

/* ---- changes -----------------------------------------------------------
 * What a slot says. Of tens of thousands of annotations most only mention
 * somebody, and those need no Change. */

#define SLOT_RETRACTED 1u       /* and no more than that */
#define SLOT_CHANGES 2u         /* from here on: the index of a Change */
#define SLOT_ENTITY 0x80000000u /* no more than that it mentions the rest */

static const Change no_change = {.confidence = STORY_AS_IT_WAS};

static bool slot_change(uint32_t slot, const Change *changes, Change *out)
{
    *out = no_change;
    if (slot & SLOT_ENTITY)
        out->entity = slot & ~SLOT_ENTITY;
    else if (slot == SLOT_RETRACTED)
        out->is_retracted = true;
    else if (slot)
        *out = changes[slot - SLOT_CHANGES];
    return slot != 0;
}

/* The slot of a block pass's annotation; 0 where the part has no changes. */
static uint32_t slot_in(const struct story_part *part, stet_ref ref)
{
    return part && part->slots ? part->slots[part->base[STET_REF_BLOCK(ref)] +
                                             STET_REF_INDEX(ref)]
                               : 0;
}

bool story_change(const struct story *self, stet_ref ref, Change *out_change)
{
    const struct story_part *part = self->by_layer[STET_REF_LAYER(ref)];
    uint32_t index = STET_REF_INDEX(ref);

    if (index & STORY_EMITTED) {
        *out_change = part->notes[index & ~STORY_EMITTED].change;
        return true;
    }
    uint32_t slot = slot_in(part, ref);
    return slot && slot_change(slot, part->changes, out_change);
}

uint32_t story_emitted(const struct story_part *part, uint32_t block,
                       const uint32_t **out_indices)
{
    if (!part->first_note)
        return 0;
    if (out_indices)
        *out_indices = part->notes_by_block + part->first_note[block];
    return part->first_note[block + 1] - part->first_note[block];
}

bool story_is_retracted(const struct story *self, stet_ref ref)
{
    Change change;

    return story_change(self, ref, &change) && change.is_retracted;
}

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
    uint32_t slot = slot_in(part, ref);
    return slot &&
           slot_change(slot, is_own ? self->changes : part->changes, out);
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
    struct story_part *part = self->part;
    uint32_t index = STET_REF_INDEX(ref);

    if (index & STORY_EMITTED)
        return &self->emitted[index & ~STORY_EMITTED].change;
    uint32_t *slot = own_slot(self, ref);
    if (!(*slot & SLOT_ENTITY) && *slot >= SLOT_CHANGES)
        return &self->changes[*slot - SLOT_CHANGES];
    self->changes = grown(self->changes, part->change_count, &self->change_room,
                          sizeof *self->changes);
    Change *change = &self->changes[part->change_count];
    slot_change(*slot, NULL, change);
    *slot = SLOT_CHANGES + part->change_count++;
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
    self->said++;
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
    self->said++;
    return 0;
}

/* ---- new annotations and entities -------------------------------------- */

stet_ref story_sink_add(struct story_sink *self, const stet_annotation *from)
{
    struct story_part *part = self->part;

    if (from->block >= self->story->block_count ||
        from->span.start >= from->span.end ||
        from->span.end >
            self->notes[from->block]->block->reading->tokens.count ||
        part->note_count >= STORY_EMITTED - 1 ||
        !attrs_sound(self, from->attrs, from->attr_count))
        return STET_REFUSED;
    Change change = no_change;
    if (!add_links(self, &change, from->links, from->link_count))
        return STET_REFUSED;

    self->emitted = grown(self->emitted, part->note_count, &self->emitted_room,
                          sizeof *self->emitted);
    StoryNote *note = &self->emitted[part->note_count];
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
    self->said++;
    return STET_REF(0, from->block, STORY_EMITTED | part->note_count++);
}

uint64_t story_sink_entity(struct story_sink *self, const stet_entity *entity)
{
    stet_ref canonical = STET_NO_REF;
    uint32_t *count = &self->part->entity_count;

    if ((entity->canonical != STET_NO_REF &&
         !to_global(self, entity->canonical, &canonical)) ||
        !attrs_sound(self, entity->attrs, entity->attr_count))
        return STET_REFUSED;
    self->entities = grown(self->entities, *count, &self->entity_room,
                           sizeof *self->entities);
    self->entities[(*count)++] = (Entity){
        .kind = entity->kind,
        .name = arena_copy(self->arena, entity->name),
        .canonical = canonical,
        .attr_count = entity->attr_count,
        .attrs = columns_copy_attrs(self->arena, self->arena, entity->attrs,
                                    entity->attr_count),
    };
    self->said++;
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
    self->said++;
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

    return id > first ? &self->entities[id - first - 1]
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

    uint32_t *count = &self->part->finding_count;
    self->findings = grown(self->findings, *count, &self->finding_room,
                           sizeof *self->findings);
    self->findings[(*count)++] = out;
    self->said++;
    return 0;
}

uint64_t story_sink_complete(struct story_sink *self, Str word, Str detail)
{
    uint32_t *count = &self->part->completion_count;

    self->completions = grown(self->completions, *count, &self->completion_room,
                              sizeof *self->completions);
    self->completions[(*count)++] = (Completion){
        arena_copy(self->arena, word), arena_copy(self->arena, detail)};
    self->said++;
    return 0;
}

void story_sink_reason(struct story_sink *self, const stet_place *place,
                       Str words)
{
    uint32_t *count = &self->part->reason_count;
    NoteReason reason = {.layer = self->info->layer};

    if (!self->explaining || !place_of(self, place, &reason.place))
        return;
    reason.words = arena_copy(self->arena, words);
    self->reasons =
        grown(self->reasons, *count, &self->reason_room, sizeof *self->reasons);
    self->reasons[(*count)++] = reason;
}

void story_sink_fail(struct story_sink *self, Str words)
{
    if (!self->trouble.len)
        self->trouble = arena_copy(self->arena, words);
}

bool story_sink_failed(const struct story_sink *self)
{
    return self->trouble.len > 0;
}

uint32_t story_sink_count(const struct story_sink *self)
{
    return self->said;
}

bool story_sink_cancelled(const struct story_sink *self)
{
    return self->cancelled &&
           atomic_load_explicit(self->cancelled, memory_order_relaxed);
}

/* ---- what is shown ------------------------------------------------------ */

/* What every plugin sees of the blocks; the layers are each one's own. Found
 * once: the notes lie all over memory. */
static void show_blocks(struct story_sink *self)
{
    uint32_t count = self->story->block_count;

    if (self->blocks)
        return;
    self->blocks = ARENA_ARRAY(&self->shown, stet_story_block, count);
    self->rows = ARENA_ARRAY(&self->shown, const stet_story_block *, count);
    self->found =
        ARENA_ARRAY(&self->shown, const struct layer_notes *const *, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct block_notes *notes = self->notes[i];
        const struct reading *reading = notes->block->reading;
        self->blocks[i] =
            (stet_story_block){.size = sizeof *self->blocks,
                               .kind = notes->block->prose.kind,
                               .level = notes->block->prose.level,
                               .token_count = reading->tokens.count,
                               .sentence_count = reading->sentence_count,
                               .sentences = reading->sentences};
        self->rows[i] = &self->blocks[i];
        self->found[i] = notes->layers;
    }
}

/* The story as one plugin sees it. */
static stet_story *show_story(struct story_sink *self)
{
    static const struct layer_notes empty = COLUMNS_EMPTY_LAYER;
    uint32_t count = self->story->block_count, seen = self->info->seen_count;
    const stet_layer **layers =
        ARENA_ARRAY(self->scratch, const stet_layer *, (size_t)count *seen);

    show_blocks(self);
    for (uint32_t k = 0; k < seen; k++) {
        uint32_t layer = self->info->seen[k];
        bool is_empty = self->story->troubles[layer].len;
        for (uint32_t i = 0; is_shown(self, k) && i < count; i++)
            layers[(size_t)i * seen + k] =
                is_empty ? &empty.story_view
                         : &self->found[i][layer]->story_view;
    }
    for (uint32_t i = 0; i < count; i++) {
        self->blocks[i].layer_count = seen;
        self->blocks[i].layers = layers + (size_t)i * seen;
    }
    stet_story *story = ARENA_NEW(self->scratch, stet_story);
    *story = (stet_story){.size = sizeof *story,
                          .block_count = count,
                          .blocks = self->rows,
                          .date = self->facts->date,
                          .date_source = self->facts->date_source,
                          .explaining = self->explaining,
                          .language = self->facts->language};
    return story;
}

/* ---- sealing: annotations by entity ------------------------------------- */

/* One annotation that mentions or belongs to an entity. */
struct entity_ref {
    stet_entity_id entity;
    stet_ref ref;
};

struct entity_list {
    struct entity_ref *items;
    uint32_t count, room;
};

/* The mentions of some parts, on their way to be sorted. */
struct listing {
    struct block_notes *const *notes;
    struct story_part *const *parts;
    uint32_t part_count;
    struct entity_list mentions, owned;
};

static void list_ref(struct entity_list *self, stet_entity_id entity,
                     stet_ref ref)
{
    self->items =
        grown(self->items, self->count, &self->room, sizeof *self->items);
    self->items[self->count++] = (struct entity_ref){entity, ref};
}

static void list_change(struct listing *self, const Change *change,
                        stet_ref ref)
{
    if (change->is_retracted)
        return;
    if (change->entity)
        list_ref(&self->mentions, change->entity, ref);
    for (uint32_t i = 0; i < change->attr_count; i++)
        if (change->attrs[i].type == STET_ATTR_ENTITY)
            list_ref(&self->owned, (stet_entity_id)change->attrs[i].number,
                     ref);
}

/* The token at which an annotation starts. */
static uint32_t start_of(const struct listing *self, stet_ref ref)
{
    uint32_t index = STET_REF_INDEX(ref), layer = STET_REF_LAYER(ref);

    if (!(index & STORY_EMITTED))
        return self->notes[STET_REF_BLOCK(ref)]
            ->layers[layer]
            ->view.tokens[index]
            .start;
    uint32_t i = 0;
    while (self->parts[i]->layer != layer)
        i++;
    return self->parts[i]->notes[index & ~STORY_EMITTED].tokens.start;
}

/* Both come from one list that is in order already. */
static bool is_one_list(stet_ref a, stet_ref b)
{
    return STET_REF_LAYER(a) == STET_REF_LAYER(b) &&
           (STET_REF_INDEX(a) & STORY_EMITTED) ==
               (STET_REF_INDEX(b) & STORY_EMITTED);
}

/* Inside one block, by place: a block has few, most come in order, and where
 * all are of one list there is nothing to look at. */
static void sort_from(const struct listing *listing, struct entity_list *self,
                      uint32_t from)
{
    uint32_t same = from + 1;

    while (same < self->count &&
           is_one_list(self->items[from].ref, self->items[same].ref))
        same++;
    for (uint32_t i = same; i < self->count; i++) {
        struct entity_ref item = self->items[i];
        uint32_t at = i, start = start_of(listing, item.ref);
        for (; at > from && start_of(listing, self->items[at - 1].ref) > start;
             at--)
            self->items[at] = self->items[at - 1];
        self->items[at] = item;
    }
}

static void list_slots(struct listing *self, const struct story_part *part,
                       uint32_t block)
{
    uint32_t from = part->base[block];

    for (uint32_t i = from; part->slots && i < part->base[block + 1]; i++) {
        uint32_t slot = part->slots[i];
        stet_ref ref = STET_REF(part->layer, block, i - from);
        Change change;
        if (slot & SLOT_ENTITY)
            list_ref(&self->mentions, slot & ~SLOT_ENTITY, ref);
        else if (slot_change(slot, part->changes, &change))
            list_change(self, &change, ref);
    }
}

static void list_emitted(struct listing *self, const struct story_part *part,
                         uint32_t block)
{
    const uint32_t *emitted;
    uint32_t count = story_emitted(part, block, &emitted);

    for (uint32_t i = 0; i < count; i++)
        list_change(self, &part->notes[emitted[i]].change,
                    STET_REF(part->layer, block, STORY_EMITTED | emitted[i]));
}

static void list_block(struct listing *self, uint32_t block)
{
    uint32_t mentions = self->mentions.count, owned = self->owned.count;

    for (uint32_t i = 0; i < self->part_count; i++)
        list_slots(self, self->parts[i], block);
    for (uint32_t i = 0; i < self->part_count; i++)
        list_emitted(self, self->parts[i], block);
    sort_from(self, &self->mentions, mentions);
    sort_from(self, &self->owned, owned);
}

/* The list by entity, of which there are `count`, each one's in reading order;
 * `first` has an entry for entity 0, which has none, and one behind the last.
 * The list is freed. */
static EntityRefs by_entity(struct arena *arena, struct entity_list *list,
                            uint32_t count)
{
    EntityRefs none = {0};

    if (!list->count)
        return none;
    struct arena scratch = {0};
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, count + 2);
    uint32_t *next = ARENA_ARRAY(&scratch, uint32_t, count + 2);
    stet_ref *sorted = ARENA_ARRAY(arena, stet_ref, list->count);
    for (uint32_t i = 0; i < list->count; i++)
        first[list->items[i].entity + 1]++;
    for (uint32_t i = 0; i <= count; i++)
        first[i + 1] += first[i];
    memcpy(next, first, (count + 2) * sizeof *next);
    for (uint32_t i = 0; i < list->count; i++)
        sorted[next[list->items[i].entity]++] = list->items[i].ref;
    arena_release(&scratch);
    free(list->items);
    return (EntityRefs){count + 1, first, sorted};
}

/* What all annotations of the parts mention and belong to. */
static void list_all(struct listing *self, const struct story *story,
                     struct arena *arena, EntityRefs *out_mentions,
                     EntityRefs *out_owned)
{
    for (uint32_t i = 0; i < story->block_count; i++)
        list_block(self, i);
    *out_mentions = by_entity(arena, &self->mentions, story->entity_count);
    *out_owned = by_entity(arena, &self->owned, story->entity_count);
}

/* ---- sealing: a part ---------------------------------------------------- */

struct sorted_note {
    const StoryNote *note;
    uint32_t index;
};

static int by_place(const void *left, const void *right)
{
    const struct sorted_note *p = left, *q = right;
    const StoryNote *a = p->note, *b = q->note;

    if (a->block != b->block)
        return a->block < b->block ? -1 : 1;
    if (a->tokens.start != b->tokens.start)
        return a->tokens.start < b->tokens.start ? -1 : 1;
    if (a->tokens.end != b->tokens.end)
        return a->tokens.end > b->tokens.end ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return p->index < q->index ? -1 : p->index > q->index;
}

/* Which emitted annotations lie in which block, in order. */
static void seal_emitted(struct story_sink *sink)
{
    struct story_part *self = sink->part;
    uint32_t block_count = sink->story->block_count;
    if (!self->note_count)
        return;
    uint32_t *first = ARENA_ARRAY(sink->arena, uint32_t, block_count + 1);
    uint32_t *order = ARENA_ARRAY(sink->arena, uint32_t, self->note_count);
    struct sorted_note *sorted =
        ARENA_ARRAY(sink->scratch, struct sorted_note, self->note_count);

    for (uint32_t i = 0; i < self->note_count; i++) {
        sorted[i] = (struct sorted_note){&self->notes[i], i};
        first[self->notes[i].block + 1]++;
    }
    qsort(sorted, self->note_count, sizeof *sorted, by_place);
    for (uint32_t i = 0; i < self->note_count; i++)
        order[i] = sorted[i].index;
    for (uint32_t i = 0; i < block_count; i++)
        first[i + 1] += first[i];
    self->notes_by_block = order;
    self->first_note = first;
}

static void seal_part(struct story_sink *sink)
{
    struct story_part *self = sink->part;
    struct listing listing = {
        .notes = sink->notes, .parts = &sink->part, .part_count = 1};

    self->changes = settled(sink->arena, sink->changes, self->change_count,
                            sizeof *self->changes);
    self->notes = settled(sink->arena, sink->emitted, self->note_count,
                          sizeof *self->notes);
    self->entities = settled(sink->arena, sink->entities, self->entity_count,
                             sizeof *self->entities);
    self->findings = settled(sink->arena, sink->findings, self->finding_count,
                             sizeof *self->findings);
    self->completions =
        settled(sink->arena, sink->completions, self->completion_count,
                sizeof *self->completions);
    self->reasons = settled(sink->arena, sink->reasons, self->reason_count,
                            sizeof *self->reasons);
    sink->changes = NULL;
    sink->emitted = NULL;
    sink->entities = NULL;
    sink->findings = NULL;
    sink->completions = NULL;
    sink->reasons = NULL;
    sink->change_room = sink->emitted_room = sink->entity_room = 0;
    sink->finding_room = sink->completion_room = sink->reason_room = 0;
    seal_emitted(sink);
    list_all(&listing, sink->story, sink->arena, &self->mentions, &self->owned);
}

/* ---- running ----------------------------------------------------------- */

static struct story_part *part_new(const struct story_sink *sink,
                                   uint32_t layer)
{
    struct story_part *self = calloc(1, sizeof *self);
    uint32_t count = sink->story->block_count;
    if (!self)
        abort();

    atomic_init(&self->refs, 1);
    self->layer = layer;
    self->first_entity = sink->story->entity_count;
    self->base = ARENA_ARRAY(&self->arena, uint32_t, count + 1);
    self->asked = ARENA_ARRAY(&self->arena, uint64_t, count);
    for (uint32_t i = 0; i < count; i++)
        self->base[i + 1] =
            self->base[i] + sink->notes[i]->layers[layer]->view.count;
    return self;
}

static void part_unref(struct story_part *self)
{
    if (!self ||
        atomic_fetch_sub_explicit(&self->refs, 1, memory_order_acq_rel) > 1)
        return;
    arena_release(&self->arena);
    free(self);
}

/* Takes back what a plugin that failed has said. Its entities stay numbered,
 * so that no other number moves, but nothing mentions them. */
static void take_back(struct story_sink *self)
{
    struct story_part *part = self->part;

    part->trouble = self->trouble;
    part->finding_count = part->completion_count = part->reason_count = 0;
    part->note_count = part->change_count = 0;
    part->slots = NULL;
}

/* Takes the part over. */
static void add_part(struct story *self, struct story_part *part)
{
    self->parts[self->part_count++] = part;
    self->by_layer[part->layer] = part;
    self->troubles[part->layer] = part->trouble;
}

static void run_annotator(struct story_sink *self,
                          const struct annotator *annotator)
{
    struct arena scratch = {0};
    struct story_part *part = part_new(self, annotator->info->layer);

    self->part = part;
    self->arena = &part->arena;
    self->scratch = &scratch;
    self->said = 0;
    self->trouble = (Str){0};
    int error = annotator->story(annotator->self, show_story(self), self);
    if (error < 0 && !self->trouble.len)
        self->trouble = STR("its story pass failed");
    if (self->trouble.len)
        take_back(self);
    seal_part(self);
    arena_release(&scratch);
    add_part(self->story, part);
}

/* ---- what holds of the past --------------------------------------------- */

/* Finds what differs between the notes of now and those of the past. */
static void compare_past(struct story_sink *self)
{
    uint32_t layers = self->story->layer_count;

    if (!self->past.story)
        return;
    self->changed =
        ARENA_ARRAY(&self->shown, uint32_t, self->story->block_count);
    self->is_same_shape = true;
    self->same_layers = UINT64_MAX;
    for (uint32_t i = 0; i < self->story->block_count; i++) {
        const struct block_notes *now = self->notes[i];
        const struct block_notes *then = self->past.notes[i];
        if (now == then)
            continue;
        self->changed[self->changed_count++] = i;
        self->is_same_shape &= notes_same_shape(now, then);
        for (uint32_t k = 0; k < layers; k++)
            if (self->same_layers >> k & 1 && !notes_same_layer(now, then, k))
                self->same_layers &= ~((uint64_t)1 << k);
    }
}

/* The words that the part asked for are what they were. */
static bool words_hold(const struct story_sink *self,
                       const struct story_part *part, uint32_t layer)
{
    for (uint32_t i = 0; i < self->changed_count; i++) {
        uint32_t block = self->changed[i];
        if (!notes_same_words(self->notes[block], self->past.notes[block],
                              layer, part->asked[block]))
            return false;
    }
    return true;
}

/* The part of `layer` is the one of the past, or never said anything that the
 * plugin that is about to run could see. */
static bool part_holds(const struct story_sink *self,
                       const struct story_part *part)
{
    const struct story_part *then = self->past.story->by_layer[part->layer];
    const AnnotatorInfo *info = self->info;

    if (part == then)
        return true;
    if (!then || part->entity_count || then->entity_count)
        return false;
    for (uint32_t k = 0; k < info->seen_count; k++)
        if (info->seen[k] == part->layer && is_shown(self, k))
            return false;
    return true;
}

/* The part of the past that the plugin of self->info would make again, or
 * NULL. */
static struct story_part *earlier_part(const struct story_sink *self)
{
    const AnnotatorInfo *info = self->info;
    struct story_part *part =
        self->past.story ? self->past.story->by_layer[info->layer] : NULL;

    if (!part || !self->is_same_shape ||
        !(self->same_layers >> info->layer & 1))
        return NULL;
    for (uint32_t i = 0; i < self->story->part_count; i++)
        if (!part_holds(self, self->story->parts[i]))
            return NULL;
    for (uint32_t k = 0; k < info->seen_count; k++)
        if (is_shown(self, k) && (!(self->same_layers >> info->seen[k] & 1) ||
                                  !words_hold(self, part, info->seen[k])))
            return NULL;
    return part;
}

static void take_over(struct story_sink *self, struct story_part *part)
{
    atomic_fetch_add_explicit(&part->refs, 1, memory_order_relaxed);
    self->story->entity_count += part->entity_count;
    add_part(self->story, part);
}

/* ---- making ------------------------------------------------------------ */

/* A layer in which a block pass went wrong anywhere is empty everywhere, so
 * that what remains does not depend on which block it was. */
static void take_over_troubles(struct story *self,
                               struct block_notes *const *notes)
{
    for (uint32_t i = 0; i < self->block_count; i++)
        for (uint32_t layer = 0;
             notes[i]->has_trouble && layer < self->layer_count; layer++)
            if (notes[i]->troubles[layer].len && !self->troubles[layer].len)
                self->troubles[layer] =
                    arena_copy(&self->arena, notes[i]->troubles[layer]);
}

/* The lists of all parts in one; where one part has something to say, they are
 * its own. */
static void seal(struct story_sink *sink)
{
    struct story *self = sink->story;
    uint32_t mentioning = 0, owning = 0, completing = 0;
    Completion *all;

    for (uint32_t i = 0; i < self->part_count; i++) {
        const struct story_part *part = self->parts[i];
        if (part->mentions.limit && ++mentioning)
            self->mentions = part->mentions;
        if (part->owned.limit && ++owning)
            self->owned = part->owned;
        if (part->completion_count && ++completing)
            self->completions = part->completions;
        self->completion_count += part->completion_count;
    }
    if (mentioning > 1 || owning > 1) {
        struct listing listing = {.notes = sink->notes,
                                  .parts = self->parts,
                                  .part_count = self->part_count};
        list_all(&listing, self, &self->arena, &self->mentions, &self->owned);
    }
    if (completing < 2)
        return;
    self->completions = all =
        ARENA_ARRAY(&self->arena, Completion, self->completion_count);
    for (uint32_t i = 0; i < self->part_count; i++)
        for (uint32_t k = 0; k < self->parts[i]->completion_count; k++)
            *all++ = self->parts[i]->completions[k];
}

static struct story *story_new(const struct pipeline *pipeline, uint32_t count)
{
    struct story *self = calloc(1, sizeof *self);
    uint32_t layers = registry_layer_count(pipeline->registry);
    if (!self)
        abort();

    atomic_init(&self->refs, 1);
    self->layer_count = layers;
    self->block_count = count;
    self->parts =
        ARENA_ARRAY(&self->arena, struct story_part *, pipeline->count);
    self->by_layer = ARENA_ARRAY(&self->arena, struct story_part *, layers);
    self->troubles = ARENA_ARRAY(&self->arena, Str, layers);
    return self;
}

/* Nothing is new: the story of the past is that of now. */
static bool is_the_past(const struct story_sink *sink)
{
    const struct story *self = sink->story, *past = sink->past.story;

    if (!past || !sink->is_same_shape || past->part_count != self->part_count)
        return false;
    for (uint32_t i = 0; i < self->part_count; i++)
        if (self->parts[i] != past->parts[i])
            return false;
    return true;
}

struct story *story_make(const struct pipeline *pipeline,
                         struct block_notes *const *notes, uint32_t count,
                         const StoryFacts *facts, StoryPast past,
                         bool explaining, const atomic_bool *cancelled)
{
    struct story *self = story_new(pipeline, count);
    struct story_sink sink = {
        .story = self,
        .pipeline = pipeline,
        .notes = notes,
        .facts = facts,
        .past = past,
        .explaining = explaining,
        .cancelled = cancelled,
    };
    bool is_cancelled = false;

    take_over_troubles(self, notes);
    compare_past(&sink);
    for (uint32_t i = 0; i < pipeline->count && !is_cancelled; i++) {
        const AnnotatorInfo *info = pipeline->annotators[i].info;
        if (!info->has_story || self->troubles[info->layer].len)
            continue;
        choose_plugin(&sink, info);
        struct story_part *earlier = earlier_part(&sink);
        if (earlier)
            take_over(&sink, earlier);
        else
            run_annotator(&sink, &pipeline->annotators[i]);
        is_cancelled = story_sink_cancelled(&sink);
    }
    arena_release(&sink.shown);
    if (is_cancelled || is_the_past(&sink)) {
        story_unref(self);
        return is_cancelled ? NULL : story_ref(past.story);
    }
    seal(&sink);
    return self;
}

struct story *story_ref(struct story *self)
{
    atomic_fetch_add_explicit(&self->refs, 1, memory_order_relaxed);
    return self;
}

void story_unref(struct story *self)
{
    if (!self ||
        atomic_fetch_sub_explicit(&self->refs, 1, memory_order_acq_rel) > 1)
        return;
    for (uint32_t i = 0; i < self->part_count; i++)
        part_unref(self->parts[i]);
    arena_release(&self->arena);
    free(self);
}

const Entity *story_entity(const struct story *self, stet_entity_id id)
{
    for (uint32_t i = 0; id && i < self->part_count; i++) {
        const struct story_part *part = self->parts[i];
        if (id <= part->first_entity + part->entity_count)
            return id > part->first_entity
                       ? &part->entities[id - part->first_entity - 1]
                       : NULL;
    }
    return NULL;
}

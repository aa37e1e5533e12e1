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
    struct arena *arena;   /* the story's */
    struct arena *scratch; /* of the plugin that runs */
    const struct pipeline *pipeline;
    struct block_notes *const *notes;
    const stet_story_block *blocks;    /* one for each of the notes */
    const struct layer_notes ***found; /* and their layers */
    const StoryFacts *facts;
    bool explaining;
    const atomic_bool *cancelled;
    const AnnotatorInfo *info; /* of the plugin that runs */
    uint32_t said;             /* by it, so far */
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

static uint32_t layer_count_in(const struct story_sink *self, uint32_t layer,
                               uint32_t block)
{
    if (self->story->troubles[layer].len)
        return 0;
    return self->notes[block]->layers[layer]->view.count;
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
    if (index & STORY_EMITTED) {
        index &= ~STORY_EMITTED;
        return index < self->story->note_count &&
               self->emitted[index].layer == layer &&
               self->emitted[index].block == block;
    }
    return index < layer_count_in(self, layer, block);
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

/* ---- changes ----------------------------------------------------------- */

static uint32_t *slot_of(const struct story *self, stet_ref ref)
{
    uint32_t layer = STET_REF_LAYER(ref), block = STET_REF_BLOCK(ref);

    return &self->slots[layer][self->base[layer][block] + STET_REF_INDEX(ref)];
}

const Change *story_change(const struct story *self, stet_ref ref)
{
    uint32_t index = STET_REF_INDEX(ref);

    if (index & STORY_EMITTED)
        return &self->notes[index & ~STORY_EMITTED].change;
    if (!self->slots[STET_REF_LAYER(ref)])
        return NULL;
    uint32_t slot = *slot_of(self, ref);
    return slot ? &self->changes[slot - 1] : NULL;
}

/* What is known of `ref` so far; NULL where nothing changed. */
static Change *known_change(struct story_sink *self, stet_ref ref)
{
    uint32_t index = STET_REF_INDEX(ref);

    if (index & STORY_EMITTED)
        return &self->emitted[index & ~STORY_EMITTED].change;
    if (!self->story->slots[STET_REF_LAYER(ref)])
        return NULL;
    uint32_t slot = *slot_of(self->story, ref);
    return slot ? &self->changes[slot - 1] : NULL;
}

/* The change of `ref`, made now if need be. */
static Change *change_of(struct story_sink *self, stet_ref ref)
{
    struct story *story = self->story;
    Change *known = known_change(self, ref);
    uint32_t layer = STET_REF_LAYER(ref);

    if (known)
        return known;
    if (!story->slots[layer])
        story->slots[layer] = ARENA_ARRAY(
            self->arena, uint32_t, story->base[layer][story->block_count]);
    self->changes = grown(self->changes, story->change_count,
                          &self->change_room, sizeof *self->changes);
    Change *change = &self->changes[story->change_count++];
    *change = (Change){.confidence = STET_NONE};
    *slot_of(story, ref) = story->change_count;
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

/* For one more attribute; most annotations have two or three. */
static void make_room(struct arena *arena, Change *change)
{
    if (change->attr_count < change->attr_capacity)
        return;
    change->attr_capacity = change->attr_capacity * 2 + 2;
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
        change->confidence = amendment->confidence;
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
    change_of(self, global)->is_retracted = true;
    self->said++;
    return 0;
}

/* ---- new annotations and entities -------------------------------------- */

stet_ref story_sink_add(struct story_sink *self, const stet_annotation *from)
{
    struct story *story = self->story;

    if (from->block >= story->block_count ||
        from->span.start >= from->span.end ||
        from->span.end >
            self->notes[from->block]->block->reading->tokens.count ||
        story->note_count >= STORY_EMITTED - 1 ||
        !attrs_sound(self, from->attrs, from->attr_count))
        return STET_REFUSED;
    Change change = {.confidence = STET_NONE};
    if (!add_links(self, &change, from->links, from->link_count))
        return STET_REFUSED;

    self->emitted = grown(self->emitted, story->note_count, &self->emitted_room,
                          sizeof *self->emitted);
    StoryNote *note = &self->emitted[story->note_count];
    *note = (StoryNote){
        .kind = from->kind,
        .layer = self->info->layer,
        .block = from->block,
        .tokens = from->span,
        .confidence = from->confidence,
        .label = arena_copy(self->arena, from->label),
        .change = change,
    };
    for (uint32_t i = 0; i < from->attr_count; i++)
        set_attr(self, &note->change, &from->attrs[i]);
    self->said++;
    return STET_REF(0, from->block, STORY_EMITTED | story->note_count++);
}

uint64_t story_sink_entity(struct story_sink *self, const stet_entity *entity)
{
    stet_ref canonical = STET_NO_REF;
    uint32_t *count = &self->story->entity_count;

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
    return *count;
}

uint64_t story_sink_mention(struct story_sink *self, stet_entity_id entity,
                            stet_ref ref)
{
    stet_ref global;

    if (entity == 0 || entity > self->story->entity_count ||
        STET_REF_LAYER(ref) != 0 || !to_global(self, ref, &global))
        return STET_REFUSED;
    change_of(self, global)->entity = entity;
    self->said++;
    return 0;
}

/* ---- what a story pass may ask ----------------------------------------- */

stet_entity_id story_sink_entity_of(struct story_sink *self, stet_ref ref)
{
    stet_ref global;
    const Change *change =
        to_global(self, ref, &global) ? known_change(self, global) : NULL;

    return change && !change->is_retracted ? change->entity : 0;
}

const stet_entity *story_sink_entity_info(struct story_sink *self,
                                          stet_entity_id id)
{
    if (id == 0 || id > self->story->entity_count)
        return NULL;
    const Entity *entity = &self->entities[id - 1];
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
    if (!to_global(self, ref, &global))
        return NULL;

    const Change *change = known_change(self, global);
    for (uint32_t i = 0; change && i < change->attr_count; i++)
        if (change->attrs[i].key == key)
            return &change->attrs[i];
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
    return kind && kind->is_text
               ? stet_slice(notes->block->prose.text, layer->span[index])
               : (Str){0};
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

    uint32_t *count = &self->story->finding_count;
    self->findings = grown(self->findings, *count, &self->finding_room,
                           sizeof *self->findings);
    self->findings[(*count)++] = out;
    self->said++;
    return 0;
}

uint64_t story_sink_complete(struct story_sink *self, Str word, Str detail)
{
    uint32_t *count = &self->story->completion_count;

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
    uint32_t *count = &self->story->reason_count;
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

/* ---- running ----------------------------------------------------------- */

/* What every plugin sees of the blocks; the layers are each one's own. Found
 * once: the notes lie all over memory. */
static void show_blocks(struct story_sink *self, struct arena *arena)
{
    uint32_t count = self->story->block_count;
    stet_story_block *blocks = ARENA_ARRAY(arena, stet_story_block, count);
    const struct layer_notes ***found =
        ARENA_ARRAY(arena, const struct layer_notes **, count);

    for (uint32_t i = 0; i < count; i++) {
        const struct block_notes *notes = self->notes[i];
        const struct reading *reading = notes->block->reading;
        blocks[i] =
            (stet_story_block){.size = sizeof *blocks,
                               .kind = notes->block->prose.kind,
                               .level = notes->block->prose.level,
                               .token_count = reading->tokens.count,
                               .sentence_count = reading->sentence_count,
                               .sentences = reading->sentences};
        found[i] = notes->layers;
    }
    self->blocks = blocks;
    self->found = found;
}

/* Where layer `k` of those that the plugin sees is among the registry's;
 * UINT32_MAX where it is shown nothing. */
static uint32_t shown_layer(const struct story_sink *self, uint32_t k)
{
    uint32_t layer = self->info->seen[k];

    return self->info->is_there[k] &&
                   registry_in_story(self->pipeline->registry, layer)
               ? layer
               : UINT32_MAX;
}

/* The story as one plugin sees it. */
static stet_story *show_story(const struct story_sink *self,
                              struct arena *scratch)
{
    static const struct layer_notes empty = COLUMNS_EMPTY_LAYER;
    uint32_t count = self->story->block_count, seen = self->info->seen_count;
    stet_story_block *blocks = ARENA_ARRAY(scratch, stet_story_block, count);
    const stet_story_block **rows =
        ARENA_ARRAY(scratch, const stet_story_block *, count);
    const stet_layer **layers =
        ARENA_ARRAY(scratch, const stet_layer *, (size_t)count *seen);

    for (uint32_t k = 0; k < seen; k++) {
        uint32_t layer = shown_layer(self, k);
        bool is_empty = layer != UINT32_MAX && self->story->troubles[layer].len;
        for (uint32_t i = 0; layer != UINT32_MAX && i < count; i++)
            layers[(size_t)i * seen + k] =
                is_empty ? &empty.story_view
                         : &self->found[i][layer]->story_view;
    }
    for (uint32_t i = 0; i < count; i++) {
        blocks[i] = self->blocks[i];
        blocks[i].layer_count = seen;
        blocks[i].layers = layers + (size_t)i * seen;
        rows[i] = &blocks[i];
    }
    stet_story *story = ARENA_NEW(scratch, stet_story);
    *story = (stet_story){.size = sizeof *story,
                          .block_count = count,
                          .blocks = rows,
                          .date = self->facts->date,
                          .date_source = self->facts->date_source,
                          .explaining = self->explaining,
                          .language = self->facts->language};
    return story;
}

/* Takes back what a plugin that failed has said. Its entities stay numbered,
 * so that no other number moves, but nothing mentions them. */
static void take_back(struct story_sink *self, const struct story *before)
{
    struct story *story = self->story;
    uint32_t layer = self->info->layer;

    story->troubles[layer] = self->trouble;
    story->finding_count = before->finding_count;
    story->completion_count = before->completion_count;
    story->reason_count = before->reason_count;
    story->note_count = before->note_count;
    story->slots[layer] = NULL;
}

static void run_annotator(struct story_sink *self,
                          const struct annotator *annotator)
{
    struct arena scratch = {0};
    struct story before = *self->story;

    self->info = annotator->info;
    self->scratch = &scratch;
    self->said = 0;
    self->trouble = (Str){0};
    int error =
        annotator->story(annotator->self, show_story(self, &scratch), self);
    if (error < 0 && !self->trouble.len)
        self->trouble = STR("its story pass failed");
    if (self->trouble.len)
        take_back(self, &before);
    arena_release(&scratch);
}

/* ---- sealing ----------------------------------------------------------- */

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
    if (a->layer != b->layer)
        return a->layer < b->layer ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return p->index < q->index ? -1 : p->index > q->index;
}

/* Which emitted annotations lie in which block, in order. */
static void seal_emitted(struct story_sink *sink)
{
    struct story *self = sink->story;
    uint32_t *first = ARENA_ARRAY(sink->arena, uint32_t, self->block_count + 1);
    uint32_t *order = ARENA_ARRAY(sink->arena, uint32_t, self->note_count);
    struct arena scratch = {0};
    struct sorted_note *sorted =
        ARENA_ARRAY(&scratch, struct sorted_note, self->note_count);

    for (uint32_t i = 0; i < self->note_count; i++) {
        sorted[i] = (struct sorted_note){&sink->emitted[i], i};
        first[sink->emitted[i].block + 1]++;
    }
    if (self->note_count)
        qsort(sorted, self->note_count, sizeof *sorted, by_place);
    for (uint32_t i = 0; i < self->note_count; i++)
        order[i] = sorted[i].index;
    for (uint32_t i = 0; i < self->block_count; i++)
        first[i + 1] += first[i];
    self->notes_by_block = order;
    self->first_note = first;
    arena_release(&scratch);
}

/* One annotation that mentions or belongs to an entity. */
struct entity_ref {
    stet_entity_id entity;
    stet_ref ref;
};

struct entity_refs {
    struct entity_ref *items;
    uint32_t count, room;
};

static void list_ref(struct entity_refs *self, stet_entity_id entity,
                     stet_ref ref)
{
    self->items =
        grown(self->items, self->count, &self->room, sizeof *self->items);
    self->items[self->count++] = (struct entity_ref){entity, ref};
}

static void list_change(struct entity_refs *mentions, struct entity_refs *owned,
                        const Change *change, stet_ref ref)
{
    if (change->is_retracted)
        return;
    if (change->entity)
        list_ref(mentions, change->entity, ref);
    for (uint32_t i = 0; i < change->attr_count; i++)
        if (change->attrs[i].type == STET_ATTR_ENTITY)
            list_ref(owned, (stet_entity_id)change->attrs[i].number, ref);
}

/* The token at which an annotation starts. */
static uint32_t start_of(const struct story_sink *sink, stet_ref ref)
{
    uint32_t index = STET_REF_INDEX(ref);

    if (index & STORY_EMITTED)
        return sink->emitted[index & ~STORY_EMITTED].tokens.start;
    return sink->notes[STET_REF_BLOCK(ref)]
        ->layers[STET_REF_LAYER(ref)]
        ->view.tokens[index]
        .start;
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
static void sort_from(const struct story_sink *sink, struct entity_refs *self,
                      uint32_t from)
{
    uint32_t same = from + 1;

    while (same < self->count &&
           is_one_list(self->items[from].ref, self->items[same].ref))
        same++;
    for (uint32_t i = same; i < self->count; i++) {
        struct entity_ref item = self->items[i];
        uint32_t at = i, start = start_of(sink, item.ref);
        for (; at > from && start_of(sink, self->items[at - 1].ref) > start;
             at--)
            self->items[at] = self->items[at - 1];
        self->items[at] = item;
    }
}

static void list_block(const struct story_sink *sink, uint32_t block,
                       struct entity_refs *mentions, struct entity_refs *owned)
{
    const struct story *self = sink->story;
    uint32_t mentions_from = mentions->count, owned_from = owned->count;

    for (uint32_t layer = 0; layer < self->layer_count; layer++) {
        const uint32_t *base = self->base[layer];
        if (!self->slots[layer])
            continue;
        for (uint32_t i = base[block]; i < base[block + 1]; i++) {
            uint32_t slot = self->slots[layer][i];
            if (slot)
                list_change(mentions, owned, &sink->changes[slot - 1],
                            STET_REF(layer, block, i - base[block]));
        }
    }
    for (uint32_t i = self->first_note[block]; i < self->first_note[block + 1];
         i++) {
        uint32_t index = self->notes_by_block[i];
        const StoryNote *note = &sink->emitted[index];
        list_change(mentions, owned, &note->change,
                    STET_REF(note->layer, block, STORY_EMITTED | index));
    }
    sort_from(sink, mentions, mentions_from);
    sort_from(sink, owned, owned_from);
}

/* The refs sorted by entity, each entity's in reading order; *out_first has an
 * entry for entity 0, which has none, and one behind the last. */
static const stet_ref *by_entity(struct arena *arena,
                                 const struct entity_refs *refs,
                                 uint32_t entity_count,
                                 const uint32_t **out_first)
{
    struct arena scratch = {0};
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, entity_count + 2);
    uint32_t *next = ARENA_ARRAY(&scratch, uint32_t, entity_count + 2);
    stet_ref *sorted = ARENA_ARRAY(arena, stet_ref, refs->count);

    for (uint32_t i = 0; i < refs->count; i++)
        first[refs->items[i].entity + 1]++;
    for (uint32_t i = 0; i <= entity_count; i++)
        first[i + 1] += first[i];
    memcpy(next, first, (entity_count + 2) * sizeof *next);
    for (uint32_t i = 0; i < refs->count; i++)
        sorted[next[refs->items[i].entity]++] = refs->items[i].ref;
    arena_release(&scratch);
    *out_first = first;
    return sorted;
}

static void seal_entities(struct story_sink *sink)
{
    struct story *self = sink->story;
    struct entity_refs mentions = {0}, owned = {0};

    for (uint32_t i = 0; i < self->block_count; i++)
        list_block(sink, i, &mentions, &owned);
    self->mentions = by_entity(sink->arena, &mentions, self->entity_count,
                               &self->first_mention);
    self->owned =
        by_entity(sink->arena, &owned, self->entity_count, &self->first_owned);
    free(mentions.items);
    free(owned.items);
}

static void seal(struct story_sink *sink)
{
    struct story *self = sink->story;

    seal_emitted(sink);
    seal_entities(sink);
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
}

/* ---- making ------------------------------------------------------------ */

static void count_slots(struct story *self, struct block_notes *const *notes)
{
    self->base = ARENA_ARRAY(&self->arena, uint32_t *, self->layer_count);
    self->slots = ARENA_ARRAY(&self->arena, uint32_t *, self->layer_count);
    for (uint32_t layer = 0; layer < self->layer_count; layer++)
        self->base[layer] =
            ARENA_ARRAY(&self->arena, uint32_t, self->block_count + 1);
    for (uint32_t i = 0; i < self->block_count; i++)
        for (uint32_t layer = 0; layer < self->layer_count; layer++)
            self->base[layer][i + 1] =
                self->base[layer][i] + notes[i]->layers[layer]->view.count;
}

/* A layer in which a block pass went wrong anywhere is empty everywhere, so
 * that what remains does not depend on which block it was. */
static void take_over_troubles(struct story *self,
                               struct block_notes *const *notes)
{
    Str *troubles = ARENA_ARRAY(&self->arena, Str, self->layer_count);

    for (uint32_t i = 0; i < self->block_count; i++)
        for (uint32_t layer = 0;
             notes[i]->has_trouble && layer < self->layer_count; layer++)
            if (notes[i]->troubles[layer].len && !troubles[layer].len)
                troubles[layer] =
                    arena_copy(&self->arena, notes[i]->troubles[layer]);
    self->troubles = troubles;
}

struct story *story_make(const struct pipeline *pipeline,
                         struct block_notes *const *notes, uint32_t count,
                         const StoryFacts *facts, bool explaining,
                         const atomic_bool *cancelled)
{
    struct story *self = calloc(1, sizeof *self);
    if (!self)
        abort();
    struct story_sink sink = {
        .story = self,
        .arena = &self->arena,
        .pipeline = pipeline,
        .notes = notes,
        .facts = facts,
        .explaining = explaining,
        .cancelled = cancelled,
    };
    bool is_cancelled = false;

    atomic_init(&self->refs, 1);
    self->layer_count = registry_layer_count(pipeline->registry);
    self->block_count = count;
    struct arena shown = {0};
    show_blocks(&sink, &shown);
    count_slots(self, notes);
    take_over_troubles(self, notes);
    for (uint32_t i = 0; i < pipeline->count && !is_cancelled; i++) {
        const AnnotatorInfo *info = pipeline->annotators[i].info;
        if (info->has_story && !self->troubles[info->layer].len)
            run_annotator(&sink, &pipeline->annotators[i]);
        is_cancelled = story_sink_cancelled(&sink);
    }
    seal(&sink);
    arena_release(&shown);
    if (!is_cancelled)
        return self;
    story_unref(self);
    return NULL;
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
    arena_release(&self->arena);
    free(self);
}

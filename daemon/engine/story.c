#include "engine/story.h"

#include "engine/story_mentions.h"
#include "engine/story_past.h"
#include "engine/story_sink.h"
#include "text/heap.h"

#include <stdlib.h>

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
        MentionSource source = {.notes = sink->notes,
                                .block_count = self->block_count,
                                .parts = self->parts,
                                .part_count = self->part_count,
                                .entity_count = self->entity_count};
        story_mentions(&source, &self->arena, &self->mentions, &self->owned);
    }
    if (completing < 2)
        return;
    self->completions = all =
        ARENA_ARRAY(&self->arena, Completion, self->completion_count);
    for (uint32_t i = 0; i < self->part_count; i++)
        for (uint32_t k = 0; k < self->parts[i]->completion_count; k++)
            *all++ = self->parts[i]->completions[k];
}

/* Takes the part over. */
static void add_part(struct story *self, struct story_part *part)
{
    self->parts[self->part_count++] = part;
    self->by_layer[part->layer] = part;
    self->troubles[part->layer] = part->trouble;
}

static struct story *story_new(const struct pipeline *pipeline, uint32_t count)
{
    struct story *self = heap_get(sizeof *self);
    uint32_t layers = registry_layer_count(pipeline->registry);

    atomic_init(&self->refs, 1);
    self->layer_count = layers;
    self->block_count = count;
    self->parts =
        ARENA_ARRAY(&self->arena, struct story_part *, pipeline->count);
    self->by_layer = ARENA_ARRAY(&self->arena, struct story_part *, layers);
    self->troubles = ARENA_ARRAY(&self->arena, Str, layers);
    return self;
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
    story_past_compare(&sink);
    for (uint32_t i = 0; i < pipeline->count && !is_cancelled; i++) {
        const AnnotatorInfo *info = pipeline->annotators[i].info;
        if (!info->has_story || self->troubles[info->layer].len)
            continue;
        story_pass_choose(&sink, info);
        struct story_part *earlier = story_past_part(&sink);
        if (earlier)
            self->entity_count += earlier->entity_count;
        add_part(self, earlier
                           ? story_part_ref(earlier)
                           : story_pass_run(&sink, &pipeline->annotators[i]));
        is_cancelled = story_sink_cancelled(&sink);
    }
    arena_release(&sink.shown);
    if (is_cancelled || story_past_is_now(&sink)) {
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
        story_part_unref(self->parts[i]);
    arena_release(&self->arena);
    free(self);
}

bool story_change(const struct story *self, stet_ref ref, Change *out_change)
{
    const struct story_part *part = self->by_layer[STET_REF_LAYER(ref)];
    uint32_t index = STET_REF_INDEX(ref);

    if (index & STORY_EMITTED) {
        *out_change = part->notes[index & ~STORY_EMITTED].change;
        return true;
    }
    uint32_t slot = story_part_slot(part, ref);
    return slot && story_slot_change(slot, part->changes, out_change);
}

bool story_is_retracted(const struct story *self, stet_ref ref)
{
    Change change;

    return story_change(self, ref, &change) && change.is_retracted;
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

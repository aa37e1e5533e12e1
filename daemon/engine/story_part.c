#include "engine/story_part.h"

#include "text/heap.h"

#include <stdlib.h>

struct story_part *story_part_new(uint32_t layer, uint32_t first_entity,
                                  struct block_notes *const *notes,
                                  uint32_t block_count)
{
    struct story_part *self = heap_get(sizeof *self);

    atomic_init(&self->refs, 1);
    self->layer = layer;
    self->first_entity = first_entity;
    self->base = ARENA_ARRAY(&self->arena, uint32_t, block_count + 1);
    self->asked = ARENA_ARRAY(&self->arena, uint64_t, block_count);
    for (uint32_t i = 0; i < block_count; i++)
        self->base[i + 1] = self->base[i] + notes[i]->layers[layer]->view.count;
    return self;
}

struct story_part *story_part_ref(struct story_part *self)
{
    atomic_fetch_add_explicit(&self->refs, 1, memory_order_relaxed);
    return self;
}

void story_part_unref(struct story_part *self)
{
    if (!self ||
        atomic_fetch_sub_explicit(&self->refs, 1, memory_order_acq_rel) > 1)
        return;
    arena_release(&self->arena);
    free(self);
}

const Change story_no_change = {.confidence = STORY_AS_IT_WAS};

bool story_slot_change(uint32_t slot, const Change *changes, Change *out)
{
    *out = story_no_change;
    if (slot & SLOT_ENTITY)
        out->entity = slot & ~SLOT_ENTITY;
    else if (slot == SLOT_RETRACTED)
        out->is_retracted = true;
    else if (slot)
        *out = changes[slot - SLOT_CHANGES];
    return slot != 0;
}

uint32_t story_emitted(const struct story_part *self, uint32_t block,
                       const uint32_t **out_indices)
{
    if (!self->first_note)
        return 0;
    if (out_indices)
        *out_indices = self->notes_by_block + self->first_note[block];
    return self->first_note[block + 1] - self->first_note[block];
}

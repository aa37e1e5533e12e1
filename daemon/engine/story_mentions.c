#include "engine/story_mentions.h"

#include "engine/list.h"

#include <stdlib.h>

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
    const MentionSource *source;
    struct entity_list mentions, owned;
};

static void list_ref(struct entity_list *self, stet_entity_id entity,
                     stet_ref ref)
{
    *LIST_MORE(self) = (struct entity_ref){entity, ref};
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
static uint32_t start_of(const MentionSource *self, stet_ref ref)
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
static void sort_from(const MentionSource *source, struct entity_list *self,
                      uint32_t from)
{
    uint32_t same = from + 1;

    while (same < self->count &&
           is_one_list(self->items[from].ref, self->items[same].ref))
        same++;
    for (uint32_t i = same; i < self->count; i++) {
        struct entity_ref item = self->items[i];
        uint32_t at = i, start = start_of(source, item.ref);
        for (; at > from && start_of(source, self->items[at - 1].ref) > start;
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
        else if (story_slot_change(slot, part->changes, &change))
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
    const MentionSource *source = self->source;
    uint32_t mentions = self->mentions.count, owned = self->owned.count;

    for (uint32_t i = 0; i < source->part_count; i++)
        list_slots(self, source->parts[i], block);
    for (uint32_t i = 0; i < source->part_count; i++)
        list_emitted(self, source->parts[i], block);
    sort_from(source, &self->mentions, mentions);
    sort_from(source, &self->owned, owned);
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

void story_mentions(const MentionSource *source, struct arena *arena,
                    EntityRefs *out_mentions, EntityRefs *out_owned)
{
    struct listing listing = {.source = source};

    for (uint32_t i = 0; i < source->block_count; i++)
        list_block(&listing, i);
    *out_mentions = by_entity(arena, &listing.mentions, source->entity_count);
    *out_owned = by_entity(arena, &listing.owned, source->entity_count);
}

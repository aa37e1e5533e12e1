#include "engine/story_past.h"

void story_past_compare(struct story_sink *self)
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
        if (info->seen[k] == part->layer && story_pass_shows(self, k))
            return false;
    return true;
}

struct story_part *story_past_part(const struct story_sink *self)
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
        if (story_pass_shows(self, k) &&
            (!(self->same_layers >> info->seen[k] & 1) ||
             !words_hold(self, part, info->seen[k])))
            return NULL;
    return part;
}

bool story_past_is_now(const struct story_sink *sink)
{
    const struct story *self = sink->story, *past = sink->past.story;

    if (!past || !sink->is_same_shape || past->part_count != self->part_count)
        return false;
    for (uint32_t i = 0; i < self->part_count; i++)
        if (self->parts[i] != past->parts[i])
            return false;
    return true;
}

#include "engine/story_pass.h"

#include "engine/columns.h"
#include "engine/story_mentions.h"

#include <stdlib.h>

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
        for (uint32_t i = 0; story_pass_shows(self, k) && i < count; i++)
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
    struct story_words *said = &sink->said;
    MentionSource source = {.notes = sink->notes,
                            .block_count = sink->story->block_count,
                            .parts = &sink->part,
                            .part_count = 1,
                            .entity_count = sink->story->entity_count};

    self->change_count = said->changes.count;
    self->changes = LIST_SETTLE(&said->changes, sink->arena);
    self->note_count = said->notes.count;
    self->notes = LIST_SETTLE(&said->notes, sink->arena);
    self->entity_count = said->entities.count;
    self->entities = LIST_SETTLE(&said->entities, sink->arena);
    self->finding_count = said->findings.count;
    self->findings = LIST_SETTLE(&said->findings, sink->arena);
    self->completion_count = said->completions.count;
    self->completions = LIST_SETTLE(&said->completions, sink->arena);
    self->reason_count = said->reasons.count;
    self->reasons = LIST_SETTLE(&said->reasons, sink->arena);
    self->trouble = said->trouble;
    seal_emitted(sink);
    story_mentions(&source, sink->arena, &self->mentions, &self->owned);
}

/* ---- running ------------------------------------------------------------ */

void story_pass_choose(struct story_sink *sink, const AnnotatorInfo *info)
{
    sink->info = info;
    sink->shown_layers = 0;
    for (uint32_t k = 0; k < info->seen_count; k++)
        if (info->is_there[k] &&
            registry_in_story(sink->pipeline->registry, info->seen[k]))
            sink->shown_layers |= (uint64_t)1 << k;
}

/* Takes back what a plugin that failed has said. Its entities stay numbered,
 * so that no other number moves, but nothing mentions them. */
static void take_back(struct story_sink *self)
{
    struct story_words *said = &self->said;

    said->changes.count = said->notes.count = 0;
    said->findings.count = said->completions.count = said->reasons.count = 0;
    self->part->slots = NULL;
}

struct story_part *story_pass_run(struct story_sink *sink,
                                  const struct annotator *annotator)
{
    struct arena scratch = {0};
    struct story_part *part =
        story_part_new(sink->info->layer, sink->story->entity_count,
                       sink->notes, sink->story->block_count);

    sink->part = part;
    sink->arena = &part->arena;
    sink->scratch = &scratch;
    sink->said = (struct story_words){0};
    int error = annotator->story(annotator->self, show_story(sink), sink);
    if (error < 0 && !sink->said.trouble.len)
        sink->said.trouble = STR("its story pass failed");
    if (sink->said.trouble.len)
        take_back(sink);
    seal_part(sink);
    arena_release(&scratch);
    return part;
}

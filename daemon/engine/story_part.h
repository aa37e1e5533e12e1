/*
 * story_part - what one plugin's story pass said.
 *
 *     base[block]   first slot of the block's annotations
 *     slots[...]    what became of the annotation: nothing, it mentions an
 *                   entity (most do no more than that), it was retracted, or
 *                   the index of a Change
 *
 * A plugin changes annotations of its own layer alone, so a part is all that
 * its pass said, and a later version can have it as it is (story_past.h).
 *
 * A ref to an annotation that a story pass emitted has STORY_EMITTED set in
 * its index; the rest of the index counts them over the part.
 *
 * Threads: filled in by the worker that runs the pass (story_sink.h) and
 * sealed by it; immutable and shared after that, references are atomic.
 */
#ifndef ENGINE_STORY_PART_H
#define ENGINE_STORY_PART_H

#include "engine/analysis.h"

#define STORY_EMITTED 0x8000000u
#define STORY_AS_IT_WAS UINT16_MAX

/* What story passes changed about one annotation. */
typedef struct Change {
    stet_entity_id entity; /* 0: none */
    uint16_t confidence;   /* STORY_AS_IT_WAS, or per mille */
    uint16_t attr_count, attr_capacity;
    bool is_retracted;
    bool has_label;
    uint32_t link_count;
    Str label;
    stet_attr *attrs;
    stet_link *links; /* registry layers */
} Change;

/* An annotation that a story pass emitted. */
typedef struct StoryNote {
    stet_kind kind;
    uint32_t block;
    Span tokens;
    uint32_t confidence;
    Str label;
    Change change; /* its attributes and links lie here too */
} StoryNote;

/* Annotations by entity, each one's in reading order. */
typedef struct EntityRefs {
    uint32_t limit;        /* entities from this on have none */
    const uint32_t *first; /* limit + 1 entries into refs */
    const stet_ref *refs;
} EntityRefs;

struct story_part {
    atomic_uint refs;
    struct arena arena;
    uint32_t layer;
    uint32_t first_entity; /* entities that plugins before it made */
    uint32_t change_count, note_count, entity_count;
    uint32_t finding_count, completion_count, reason_count;
    uint32_t *base;  /* block_count + 1 */
    uint32_t *slots; /* base[block_count], or NULL: no change */
    const Change *changes;
    const StoryNote *notes;         /* in the order of emission */
    const uint32_t *notes_by_block; /* indices, by block then place */
    const uint32_t *first_note;     /* block_count + 1 entries into those;
                                       NULL where nothing was emitted */
    const Entity *entities;         /* entity first_entity + i + 1 */
    const NoteFinding *findings;    /* places: spans are tokens */
    const Completion *completions;
    const NoteReason *reasons;
    EntityRefs mentions, owned; /* as in analysis_mentions() and _owned() */
    uint64_t *asked; /* by block: kinds whose words it read, one bit each,
                        by their number modulo 64 */
    Str trouble;     /* empty where all went well; then nothing is said */
};

/* A part that says nothing yet, of the plugin that provides `layer`. One
 * reference, the caller's. */
struct story_part *story_part_new(uint32_t layer, uint32_t first_entity,
                                  struct block_notes *const *notes,
                                  uint32_t block_count);

struct story_part *story_part_ref(struct story_part *self);
void story_part_unref(struct story_part *self); /* NULL is accepted */

/* ---- slots -------------------------------------------------------------
 * What one says. Of tens of thousands of annotations most only mention
 * somebody, and those need no Change. */

#define SLOT_RETRACTED 1u       /* and no more than that */
#define SLOT_CHANGES 2u         /* from here on: the index of a Change */
#define SLOT_ENTITY 0x80000000u /* no more than that it mentions the rest */

/* A change that changes nothing. */
extern const Change story_no_change;

/* The slot of a block pass's annotation; 0 where the part, which may be NULL,
 * has no changes. */
static inline uint32_t story_part_slot(const struct story_part *self,
                                       stet_ref ref)
{
    return self && self->slots ? self->slots[self->base[STET_REF_BLOCK(ref)] +
                                             STET_REF_INDEX(ref)]
                               : 0;
}

/* What a slot says, where it may be the index of one of `changes`. False where
 * it says nothing. */
bool story_slot_change(uint32_t slot, const Change *changes, Change *out);

/* The annotations that a part emitted in a block, in order: how many, and where
 * out_indices is not NULL, where they are among its notes. */
uint32_t story_emitted(const struct story_part *self, uint32_t block,
                       const uint32_t **out_indices);

#endif

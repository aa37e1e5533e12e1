/*
 * story - what the story passes made of one version's notes.
 *
 * Block notes are shared and never change, so everything that a story pass
 * says lies beside them: amendments and retractions by annotation, new
 * annotations, entities with their mentions, findings, completions. All of it
 * speaks of blocks, tokens and annotations, never of bytes.
 *
 *     story -- part of each plugin, in the order in which they run
 *              (story_part.h), or the part that an earlier story has
 *
 * Made by one file a step:
 *
 *     story_past      which passes would say again what they said
 *     story_pass      one pass: what is shown, its run, its part
 *     story_sink        what it says meanwhile
 *     story_mentions  who mentions whom
 *
 * Threads: made by one worker; immutable and shared after that.
 */
#ifndef ENGINE_STORY_H
#define ENGINE_STORY_H

#include "engine/story_part.h"

struct story {
    atomic_uint refs;
    struct arena arena;
    uint32_t layer_count, block_count, part_count, entity_count;
    struct story_part **parts;    /* in the order of running */
    struct story_part **by_layer; /* NULL: no story pass ran */
    Str *troubles; /* by layer, block passes' too; empty where all went well */
    EntityRefs mentions, owned;
    uint32_t completion_count;
    const Completion *completions;
};

/* What was known before: a story and the notes, one for each block, that it
 * was made of, as many as there are now, with the same facts. */
typedef struct StoryPast {
    struct story *story; /* NULL: nothing was */
    struct block_notes *const *notes;
} StoryPast;

/* Runs story passes over `notes`, one for each block: those that would not say
 * again what they said in the past. NULL if `cancelled` came true. One
 * reference, the caller's. [worker] */
struct story *story_make(const struct pipeline *pipeline,
                         struct block_notes *const *notes, uint32_t count,
                         const StoryFacts *facts, StoryPast past,
                         bool explaining, const atomic_bool *cancelled);

struct story *story_ref(struct story *self);
void story_unref(struct story *self); /* NULL is accepted */

/* What changed about an annotation that a block pass or a story pass made.
 * False where nothing did. */
bool story_change(const struct story *self, stet_ref ref, Change *out_change);
bool story_is_retracted(const struct story *self, stet_ref ref);

/* NULL where there is none. */
const Entity *story_entity(const struct story *self, stet_entity_id id);

#endif

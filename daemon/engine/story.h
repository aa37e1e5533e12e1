/*
 * story - what the story passes made of one version's notes.
 *
 * Block notes are shared and never change, so everything that a story pass
 * says lies beside them: amendments and retractions by annotation, new
 * annotations, entities with their mentions, findings, completions. All of it
 * speaks of blocks, tokens and annotations, never of bytes, so it holds for
 * every version whose blocks have the same digests.
 *
 *     base[layer][block]   first slot of the block's annotations in that layer
 *     slots[layer][...]    0, or 1 + the index of the annotation's change
 *
 * A ref to an annotation that a story pass emitted has STORY_EMITTED set in
 * its index; the rest of the index counts them over the whole story.
 *
 * Threads: made by one worker; immutable and shared after that.
 */
#ifndef ENGINE_STORY_H
#define ENGINE_STORY_H

#include "engine/analysis.h"

#define STORY_EMITTED 0x8000000u

/* What story passes changed about one annotation. */
typedef struct Change {
    stet_entity_id entity; /* 0: none */
    uint32_t confidence;   /* STET_NONE: as it was */
    bool is_retracted;
    bool has_label;
    Str label;
    uint32_t attr_count, link_count, attr_capacity;
    stet_attr *attrs;
    stet_link *links; /* registry layers */
} Change;

/* An annotation that a story pass emitted. */
typedef struct StoryNote {
    stet_kind kind;
    uint32_t layer, block;
    Span tokens;
    uint32_t confidence;
    Str label;
    Change change; /* its attributes and links lie here too */
} StoryNote;

struct story {
    atomic_uint refs;
    struct arena arena;
    uint32_t layer_count, block_count;
    uint32_t **base;  /* [layer][block_count + 1] */
    uint32_t **slots; /* [layer][base[layer][block_count]] or NULL: no change */
    uint32_t change_count, note_count, entity_count;
    uint32_t finding_count, completion_count, reason_count;
    const Change *changes;
    const StoryNote *notes;         /* in the order of emission */
    const uint32_t *notes_by_block; /* indices, by block then place */
    const uint32_t *first_note;     /* block_count + 1 entries into those */
    const Entity *entities;         /* entity i + 1 */
    const NoteFinding *findings;    /* places: spans are tokens */
    const Completion *completions;
    const NoteReason *reasons;
    Str *troubles; /* by layer; empty where all went well */
    /* Annotations by entity; counted as in analysis_mentions() and _owned(). */
    const uint32_t *first_mention, *first_owned; /* entity_count + 2 */
    const stet_ref *mentions, *owned;
};

/* Runs every story pass over `notes`, one for each block. NULL if `cancelled`
 * came true. One reference, the caller's. [worker] */
struct story *story_make(const struct pipeline *pipeline,
                         struct block_notes *const *notes, uint32_t count,
                         const StoryFacts *facts, bool explaining,
                         const atomic_bool *cancelled);

struct story *story_ref(struct story *self);
void story_unref(struct story *self); /* NULL is accepted */

/* What changed about an annotation that a block pass or a story pass made;
 * NULL where nothing did. */
const Change *story_change(const struct story *self, stet_ref ref);

/* ---- filling: the host's guard calls these with what it has checked ----- */

stet_ref story_sink_add(struct story_sink *self,
                        const stet_annotation *annotation);
uint64_t story_sink_finding(struct story_sink *self,
                            const stet_finding *finding);
uint64_t story_sink_amend(struct story_sink *self, stet_ref ref,
                          const stet_amendment *change);
uint64_t story_sink_retract(struct story_sink *self, stet_ref ref);
uint64_t story_sink_entity(struct story_sink *self, const stet_entity *entity);
uint64_t story_sink_mention(struct story_sink *self, stet_entity_id entity,
                            stet_ref ref);
stet_entity_id story_sink_entity_of(struct story_sink *self, stet_ref ref);
const stet_entity *story_sink_entity_info(struct story_sink *self,
                                          stet_entity_id entity);
const stet_attr *story_sink_attribute(struct story_sink *self, stet_ref ref,
                                      stet_key key);
Str story_sink_text(struct story_sink *self, stet_ref ref);
uint64_t story_sink_complete(struct story_sink *self, Str word, Str detail);
void story_sink_reason(struct story_sink *self, const stet_place *place,
                       Str words);
void story_sink_fail(struct story_sink *self, Str words);
bool story_sink_failed(const struct story_sink *self);
uint32_t story_sink_count(const struct story_sink *self);
bool story_sink_cancelled(const struct story_sink *self);

#endif

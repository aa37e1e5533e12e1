/*
 * story - what the story passes made of one version's notes.
 *
 * Block notes are shared and never change, so everything that a story pass
 * says lies beside them: amendments and retractions by annotation, new
 * annotations, entities with their mentions, findings, completions. All of it
 * speaks of blocks, tokens and annotations, never of bytes.
 *
 *     story -- part of each plugin, in the order in which they run
 *                base[block]   first slot of the block's annotations
 *                slots[...]    what became of the annotation: nothing, it
 *                              mentions an entity (most do no more than that),
 *                              it was retracted, or the index of a Change
 *
 * A plugin changes annotations of its own layer alone, so a part is all that
 * its pass said, and the next version takes it over where that pass would see
 * what it saw: the same blocks, the same annotations of the layers that it is
 * shown, the same parts of the plugins before it. The words of annotations
 * count only where it asked for them: most letters that are typed stand inside
 * a quotation whose words no story pass reads.
 *
 * A ref to an annotation that a story pass emitted has STORY_EMITTED set in
 * its index; the rest of the index counts them over the part.
 *
 * Threads: made by one worker; immutable and shared after that.
 */
#ifndef ENGINE_STORY_H
#define ENGINE_STORY_H

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

/* What one plugin said. */
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

/* The annotations that a part emitted in a block, in order: how many, and where
 * out_indices is not NULL, where they are among its notes. */
uint32_t story_emitted(const struct story_part *part, uint32_t block,
                       const uint32_t **out_indices);

/* NULL where there is none. */
const Entity *story_entity(const struct story *self, stet_entity_id id);

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

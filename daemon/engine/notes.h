/*
 * notes - what was found in one block, by everybody's block pass.
 *
 * Immutable once sealed, reference counted, kept in the cache under the
 * block's content, and shared by every version and every file that has it.
 *
 * A block pass fills a block_sink; sealing sorts what it emitted into the
 * fixed order (start, longer first, kind, order of emission) and lays it out
 * in the columns that other plugins scan.
 *
 * Refs. A plugin counts layers its own way (plugin.h, stet_ref); here and in
 * everything that leaves the engine, a ref's layer is the registry's number.
 *
 * Invariants
 *  1. Nothing in the notes depends on where the block stands in its story.
 *  2. Links lead to annotations of the same block.
 *  3. What story passes can see is compared by notes_same_shape(), _layer() and
 *     _words(): token positions, never bytes; confidence, which a network
 *     changes a little with every letter, is no business of theirs.
 */
#ifndef ENGINE_NOTES_H
#define ENGINE_NOTES_H

#include "engine/annotator.h"
#include "engine/block.h"

/* One layer of one block. */
struct layer_notes {
    stet_layer view; /* for plugins; links to the own layer alone, layer 0 */
    stet_layer story_view; /* for story passes: without bytes and confidence */
    const Str *label;      /* NULL where none has one */
    const uint32_t *first_ref_link; /* count + 1 entries into ref_links */
    const stet_link *ref_links;     /* every link, with registry layers */
};

/* A place with all that is needed to find it again in any version. */
typedef struct NotePlace {
    stet_ref ref;   /* registry layers; STET_NO_REF: the rest says it */
    uint32_t block; /* 0 in block notes */
    Span span;      /* bytes of the block */
} NotePlace;

typedef struct NoteRelated {
    NotePlace place;
    Str message;
} NoteRelated;

typedef struct NoteEdit {
    NotePlace place;
    Str text;
} NoteEdit;

typedef struct NoteFix {
    Str title;
    bool is_safe;
    uint32_t edit_count;
    const NoteEdit *edits;
} NoteFix;

typedef struct NoteFinding {
    stet_rule rule;
    uint32_t severity;
    uint32_t confidence;
    NotePlace place;
    Str message;
    uint32_t related_count, fix_count;
    const NoteRelated *related;
    const NoteFix *fixes;
} NoteFinding;

/* Why something came out as it did; only when a person asked. */
typedef struct NoteReason {
    uint32_t layer;
    NotePlace place;
    Str words;
} NoteReason;

struct block_notes {
    atomic_uint refs;
    struct block *block; /* the content they were read from; a reference */
    uint64_t reach_hash; /* of the neighbours' tokens that were seen */
    struct arena arena;
    uint32_t layer_count;
    const Str *troubles; /* by layer: empty, or what went wrong */
    bool has_trouble;    /* one of them says something */
    uint32_t finding_count, reason_count;
    const NoteFinding *findings;
    const NoteReason *reasons;
    const struct layer_notes *layers[]; /* by registry layer; never NULL */
};

struct block_notes *notes_ref(struct block_notes *self);
void notes_unref(struct block_notes *self); /* NULL is accepted */

/* Bytes of memory that they keep, the block's left out. */
size_t notes_size(const struct block_notes *self);

/* Whether a story pass that saw one would see the same in the other: the block,
 * its layers left aside (false where a plugin failed in either); the
 * annotations of a layer, their words left aside; and, where the layer is the
 * same, the words of those whose kind's bit is among `kinds`. */
#define NOTES_KIND_BIT(kind) ((uint64_t)1 << ((kind)&63u))
bool notes_same_shape(const struct block_notes *self,
                      const struct block_notes *other);
bool notes_same_layer(const struct block_notes *self,
                      const struct block_notes *other, uint32_t layer);
bool notes_same_words(const struct block_notes *self,
                      const struct block_notes *other, uint32_t layer,
                      uint64_t kinds);

/* ---- filling -----------------------------------------------------------
 * The host's guard calls these with what it has checked; the sink checks
 * only what it alone knows: whether a ref exists. */

/* The numbers of registry layers that the running plugin sees, own first. */
typedef struct SeenLayers {
    uint32_t count;
    const uint32_t *layers;
} SeenLayers;

/* Copies. Its ref in the plugin's own numbering, or STET_REFUSED. */
stet_ref block_sink_add(struct block_sink *self,
                        const stet_annotation *annotation);

/* Copies. 0 or STET_REFUSED. */
uint64_t block_sink_finding(struct block_sink *self,
                            const stet_finding *finding);

void block_sink_reason(struct block_sink *self, const stet_place *place,
                       Str words);

/* Says in words why the plugin is switched off. The first call counts. */
void block_sink_fail(struct block_sink *self, Str words);
bool block_sink_failed(const struct block_sink *self);

/* How much it has taken from this plugin so far. */
uint32_t block_sink_count(const struct block_sink *self);

/* Nobody wants the result any more. */
bool block_sink_cancelled(const struct block_sink *self);

/* ---- making ------------------------------------------------------------ */

/* Blocks that are looked through for a reach of tokens, in each direction: a
 * row of empty ones must not make the cost of one block that of a file. */
#define NOTES_REACH_BLOCKS 16u

/* What stands around a block, as far as some plugin's reach goes. */
typedef struct BlockContext {
    struct block *block;
    struct block *const *row; /* the blocks of the version */
    uint32_t count, at;       /* row[at] is the block */
} BlockContext;

/* The hash of what plugins of `reach_tokens` see of the neighbours. */
uint64_t notes_reach_hash(const BlockContext *context, uint32_t reach_tokens);

/*
 * Runs every block pass of `pipeline` over a block. NULL if `cancelled` came
 * true before the end. One reference, the caller's; who may look at the block's
 * neighbours still, and settle it after that, is the caller's to know. [worker]
 */
struct block_notes *notes_make(const struct pipeline *pipeline,
                               const BlockContext *context, bool explaining,
                               const atomic_bool *cancelled);

#endif

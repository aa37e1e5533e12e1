/*
 * story_pass - one plugin's story pass: what it is shown, its run, its part.
 *
 *     struct story_sink       one for a story, from its first pass to its last
 *       of the story          notes, facts, the past; blocks as they are shown
 *       of the pass           the plugin, its part, and what it has said so far
 *
 * What a pass says grows in lists; when it is over they are copied into the
 * part at their size, and its mentions are put in order (story_mentions.h).
 * A plugin that fails has said nothing.
 *
 * The sink's inside is the business of story.c, story_past.c, story_pass.c and
 * story_sink.c; the host's guard knows story_sink.h alone.
 *
 * Threads: all of it belongs to one worker.
 */
#ifndef ENGINE_STORY_PASS_H
#define ENGINE_STORY_PASS_H

#include "engine/list.h"
#include "engine/story.h"

/* What the plugin that runs has said so far. */
struct story_words {
    LIST(Change) changes;
    LIST(StoryNote) notes;
    LIST(Entity) entities;
    LIST(NoteFinding) findings;
    LIST(Completion) completions;
    LIST(NoteReason) reasons;
    uint32_t count; /* of calls that were taken */
    Str trouble;    /* why it is switched off, or empty */
};

struct story_sink {
    struct story *story;
    const struct pipeline *pipeline;
    struct block_notes *const *notes;
    stet_story_block *blocks; /* one for each of the notes, once asked for */
    const stet_story_block **rows;
    const struct layer_notes *const **found; /* and their layers */
    struct arena shown;                      /* where those lie */
    const StoryFacts *facts;
    bool explaining;
    const atomic_bool *cancelled;
    StoryPast past;
    uint32_t *changed; /* blocks whose notes are not those of the past */
    uint32_t changed_count;
    bool is_same_shape;   /* of those blocks, apart from their layers */
    uint64_t same_layers; /* of those blocks, apart from their words */

    /* Of the plugin that runs: */
    const AnnotatorInfo *info;
    uint64_t shown_layers; /* of those that it sees, one bit each */
    struct story_part *part;
    struct arena *arena;   /* the part's */
    struct arena *scratch; /* until the pass is over */
    struct story_words said;
};

/* The plugin whose turn it is. */
void story_pass_choose(struct story_sink *sink, const AnnotatorInfo *info);

/* Whether that plugin is shown layer `k` of those it sees. */
static inline bool story_pass_shows(const struct story_sink *sink, uint32_t k)
{
    return sink->shown_layers >> k & 1;
}

/* Runs the pass of the plugin that was chosen. The part, the caller's. */
struct story_part *story_pass_run(struct story_sink *sink,
                                  const struct annotator *annotator);

#endif

/*
 * story_mentions - the annotations of each entity.
 *
 * Two lists of some parts together: annotations that mention an entity, and
 * those that name it in an attribute (a quotation its speaker). Both are by
 * entity, each one's in reading order:
 *
 *     first   | 0 | 0 | 3 | ...         entity 1 has refs[0] to refs[2]
 *     refs    | a   b   c | d ...
 *
 * What was retracted is in neither.
 */
#ifndef ENGINE_STORY_MENTIONS_H
#define ENGINE_STORY_MENTIONS_H

#include "engine/story_part.h"

/* Parts of one story, and the notes of its blocks. */
typedef struct MentionSource {
    struct block_notes *const *notes;
    uint32_t block_count;
    struct story_part *const *parts; /* in the order of running */
    uint32_t part_count;
    uint32_t entity_count; /* of the story */
} MentionSource;

/* Both lists, in the arena. */
void story_mentions(const MentionSource *source, struct arena *arena,
                    EntityRefs *out_mentions, EntityRefs *out_owned);

#endif

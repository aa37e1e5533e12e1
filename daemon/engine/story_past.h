/*
 * story_past - which story passes need not run again.
 *
 * The next version takes a part over where its pass would see what it saw: the
 * same blocks, the same annotations of the layers that it is shown, the same
 * parts of the plugins before it. The words of annotations count only where it
 * asked for them: most letters that are typed stand inside a quotation whose
 * words no story pass reads.
 */
#ifndef ENGINE_STORY_PAST_H
#define ENGINE_STORY_PAST_H

#include "engine/story_pass.h"

/* Finds what differs between the notes of now and those of the past: once,
 * before the first pass. */
void story_past_compare(struct story_sink *sink);

/* The part of the past that the plugin that was chosen would make again, or
 * NULL. Borrowed. */
struct story_part *story_past_part(const struct story_sink *sink);

/* After the last pass: nothing is new, the story of the past is that of now. */
bool story_past_is_now(const struct story_sink *sink);

#endif

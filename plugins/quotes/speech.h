/*
 * speech - is a marked stretch somebody's words, or marks for another reason?
 *
 * Writers also mark words that nobody said: to keep a distance (the “peace”
 * talks), titles of works, nicknames, terms. A model decides from the
 * stretch's length and shape, what stands before and behind it, and how well
 * a cue fits; if it is no speech, a few rules name the reason.
 */
#ifndef QUOTES_SPEECH_H
#define QUOTES_SPEECH_H

#include "quotes/pairing.h"

/* Log-odds that stretch `index` is speech; `cue` is the best that it has. */
int32_t speech_score(const struct scene *scene, uint32_t index,
                     const Choice *cue);

/* By its place it is a name or a title, whatever else speaks for it: a boat
 * named “Ada”, the song “Low Tide”. */
bool speech_is_name(const struct scene *scene, uint32_t index);

/* Every word of weight in it is capitalised, and it is short: a title, where
 * it stands in a title's place. */
bool speech_is_title_case(const struct scene *scene, uint32_t index);

/* Why it is none: "scare", "title", "term" or "nickname". */
Str speech_kind(const struct scene *scene, uint32_t index);

#endif

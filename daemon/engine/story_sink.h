/*
 * story_sink - what a story pass may say and ask.
 *
 * The host's guard calls these with what it has checked; the sink checks only
 * what it alone knows: whether a ref, an entity or a place exists, and whether
 * the plugin may see it. What is said is copied, and goes into the part of the
 * plugin that runs (story_part.h) once its pass is over (story_pass.h).
 *
 * Refs of a plugin count layers its own way (plugin.h, stet_ref); the sink
 * translates them into the registry's and back.
 *
 * Threads: a sink belongs to the worker that runs the pass.
 */
#ifndef ENGINE_STORY_SINK_H
#define ENGINE_STORY_SINK_H

#include "text/str.h"

struct story_sink;

/* Copies. Its ref, or STET_REFUSED. */
stet_ref story_sink_add(struct story_sink *self,
                        const stet_annotation *annotation);

/* The new entity's number, or STET_REFUSED. */
uint64_t story_sink_entity(struct story_sink *self, const stet_entity *entity);

/* 0 or STET_REFUSED. */
uint64_t story_sink_amend(struct story_sink *self, stet_ref ref,
                          const stet_amendment *change);
uint64_t story_sink_retract(struct story_sink *self, stet_ref ref);
uint64_t story_sink_mention(struct story_sink *self, stet_entity_id entity,
                            stet_ref ref);
uint64_t story_sink_finding(struct story_sink *self,
                            const stet_finding *finding);
uint64_t story_sink_complete(struct story_sink *self, Str word, Str detail);

/* Kept only where a person asked. */
void story_sink_reason(struct story_sink *self, const stet_place *place,
                       Str words);

/* What is known so far of an annotation or an entity that the plugin sees: 0,
 * NULL or empty where that is nothing. Lies there until the pass is over. */
stet_entity_id story_sink_entity_of(struct story_sink *self, stet_ref ref);
const stet_entity *story_sink_entity_info(struct story_sink *self,
                                          stet_entity_id entity);
const stet_attr *story_sink_attribute(struct story_sink *self, stet_ref ref,
                                      stet_key key);
Str story_sink_text(struct story_sink *self, stet_ref ref);

/* Says in words why the plugin is switched off. The first call counts. */
void story_sink_fail(struct story_sink *self, Str words);
bool story_sink_failed(const struct story_sink *self);

/* How much it has taken from this plugin so far. */
uint32_t story_sink_count(const struct story_sink *self);

/* Nobody wants the result any more. */
bool story_sink_cancelled(const struct story_sink *self);

#endif

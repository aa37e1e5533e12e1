/*
 * newsroom - annotators that follow the contract of the layers that ship
 * (plugins/README.md), for tests of what is made of them. They read by a
 * table of words and know one story's people:
 *
 *   name     Keane is Maria Keane, 62, harbour master; Okri is Tom Okri; she
 *            is whoever was named last; "minister" is a role of the person
 *            behind it
 *   quote    what stands between marks is a quotation; the word behind it is
 *            its source, the next its cue; "so-called" before it makes it a
 *            term
 *   date     Tuesday is 2026-03-03; "Someday" has no value
 *   figure   twelve is 12, "$3m" is money, half is 50 %, "largest"
 *            a superlative; "Feb" is impossible: a finding with a safe fix
 *
 * The word "CRASH" makes the figure layer fail.
 */
#ifndef SUPPORT_NEWSROOM_H
#define SUPPORT_NEWSROOM_H

#include "engine/annotator.h"

struct newsroom;

struct newsroom *newsroom_new(void);
void newsroom_free(struct newsroom *self);

const struct registry *newsroom_registry(const struct newsroom *self);

/* For one worker: as many as are wanted may run at once. */
struct pipeline *newsroom_pipeline(struct newsroom *self);

#endif

/*
 * meant - what an editor's position is about.
 *
 *     ... Mayor Odette Sayward ...      a mention: the entity it mentions
 *         ^^^^^                         a fact that links to a mention: that
 *     “It’s a building that walks”      names an entity in an attribute: that
 *     ... on Tuesday night ...          none of these: the annotation itself
 *
 * Annotations lie around a place like the skins of an onion, and the innermost
 * is what a person points at. For each question there is one answer here, so
 * that definition, references, highlights and rename agree on it.
 */
#ifndef LSP_MEANT_H
#define LSP_MEANT_H

#include "lsp/view.h"

/* How an entity was found from a place. */
typedef enum MeantBy {
    MEANT_NOTHING,
    MEANT_MENTION,   /* the annotation mentions it */
    MEANT_LINK,      /* it links to one that does */
    MEANT_ATTRIBUTE, /* it names it in an attribute */
} MeantBy;

typedef struct Meant {
    MeantBy by;
    Note note; /* the annotation at the place */
    stet_entity_id entity;
} Meant;

/* The annotations at byte `offset` of the analysis, innermost first. */
uint32_t meant_notes(const struct view *view, uint32_t offset,
                     const Note **out_notes);

/* The entity that `offset` is about. */
Meant meant_at(const struct view *view, uint32_t offset);

/* The entity that an attribute of the annotation names, or 0. */
stet_entity_id meant_owner(const Note *note);

/* The annotations that mention the entity, in order; at most `most`. */
#define MEANT_MAX 10000u /* for an answer that lists them all */
uint32_t meant_mentions(const struct view *view, stet_entity_id id,
                        uint32_t most, const Note **out_notes);

/* Where the entity is introduced: its canonical mention, else its first. False
 * where nothing mentions it. */
bool meant_introduction(const struct view *view, stet_entity_id id,
                        Note *out_note);

/* Annotations of the same kind and value as `note`, itself included, in order,
 * in the MEANT_REACH blocks before and behind it: enough for any story, and a
 * bound for a book. None where it has no value. */
#define MEANT_REACH 128u
uint32_t meant_alike(const struct view *view, const Note *note,
                     const Note **out_notes);

#endif

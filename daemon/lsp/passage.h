/*
 * passage - an annotation of structure, as people speak of it.
 *
 *     “I love her,” he said, “but you don’t ...”
 *     |-----------|           |----------------|   pieces
 *                   he  said                       links that are no pieces
 *     owner: the entity that an attribute names; else words for it
 *
 * The links whose target begins where the annotation does are its pieces; they
 * may lie in later paragraphs, so a place there belongs to it too.
 */
#ifndef LSP_PASSAGE_H
#define LSP_PASSAGE_H

#include "lsp/view.h"

typedef struct Passage {
    Note note;
    stet_entity_id owner; /* whom an attribute names, or 0 */
    Str who;              /* in words; empty: nobody knows */
    stet_role piece_role; /* of the links that are its pieces, or 0 */
    uint32_t piece_count; /* at least 1 */
    const Span *pieces;   /* bytes of the analysis, ascending */
} Passage;

bool passage_is(const struct view *view, const Note *note);

/* `note` must be one. */
Passage passage_read(const struct view *view, const Note *note);

/* What it says, in one line of at most `limit` bytes: its pieces with dots
 * between them. */
Str passage_words(const struct view *view, const Passage *self, uint32_t limit);

/* The passage that links to annotation `ref`: of its block, or of the
 * PASSAGE_REACH before it. False where there is none. */
#define PASSAGE_REACH 16u
bool passage_linking(const struct view *view, stet_ref ref, Note *out_note);

#endif

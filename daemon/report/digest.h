/*
 * digest - an analysis sorted into what a reader asks for.
 *
 *     notes --+-- mentions   of entities: the cast
 *             +-- passages   structure: who says what, in which pieces
 *             +-- facts      the rest that has something to say
 *             '-- parts      of passages and of persons: shown with those
 *
 * No layer is known here by name. What an annotation is follows from what it
 * carries: one of a kind that is structure is a passage; one of a kind that
 * mentions entities is a mention; one that a passage links to, or that links
 * to a mention, is a part. So a plugin that nobody has written yet is read as
 * well as those that ship.
 *
 * Keys that all layers share (plugins/README.md): `value` and `unit`, what an
 * annotation stands for; `mod`, how exactly; `how`, where the value comes
 * from; KEY-name, words where the entity KEY is not known.
 */
#ifndef REPORT_DIGEST_H
#define REPORT_DIGEST_H

#include "report/article.h"

typedef enum DigestClass {
    DIGEST_OTHER,
    DIGEST_MENTION,
    DIGEST_PASSAGE,
    DIGEST_PART,
    DIGEST_FACT,
} DigestClass;

typedef struct Passage {
    const Note *note;
    stet_entity_id owner; /* whom an attribute names, or 0 */
    Str who;              /* in words; empty: nobody knows */
    stet_role piece_role; /* of the links that are its pieces, or 0 */
    uint32_t piece_count; /* at least 1 */
    const Span *pieces;   /* bytes of the file, ascending */
    uint32_t tint;        /* the same for all of one owner, from 1; 0: none */
} Passage;

/* A stretch of the story that belongs to a passage. */
typedef struct Piece {
    Span span;
    uint32_t passage;
} Piece;

struct digest {
    const struct article *article;
    struct arena *arena; /* borrowed; everything here lies in it */
    uint32_t note_count;
    const Note *notes;          /* of the whole story, in order */
    const DigestClass *classes; /* of each note */
    uint32_t passage_count, piece_count, fact_count;
    const Passage *passages;
    const Piece *pieces;      /* of all passages, ascending */
    const Note *const *facts; /* by kind, then in order */
    uint32_t cast_count;
    const stet_entity_id *cast; /* by kind; then who is quoted most, is
                                   mentioned most, comes first */
    uint32_t finding_count;
    const Finding *findings;
    uint32_t word_count;
};

/* Sorts what `article` was read as. */
struct digest digest_new(const struct article *article);

/* What a fact stands for: "1,200,000 GBP", "2026-03-04"; may be empty. */
Str digest_value(const struct digest *self, const Note *note);

/* What else is to be said of it: "about; the day before the story's". */
Str digest_remark(const struct digest *self, const Note *note);

/* What is said of an entity: "harbour master, 62". */
Str digest_traits(const struct digest *self, const Entity *entity);

/* The words of `span`, in one line. */
Str digest_words(const struct digest *self, Span span);

#endif

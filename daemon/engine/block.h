/*
 * block - one paragraph-like stretch of a file, immutable and shared.
 *
 * A block owns a copy of its bytes, the spans of them that are no prose, and
 * a line table. Its tokens are read once, by the first analysis that needs
 * them. Versions of a story share the blocks that an edit did not touch.
 *
 *     text      He said *no*.\r\n\r\n
 *     masked            #  ####    #        (spans from the block's start)
 *     breaks    2, so the next block is two lines further down
 *
 * Invariants
 *  1. text is valid UTF-8 and at most BLOCKS_SECTION_MAX bytes.
 *  2. A block begins on a character, never between \r and \n.
 *  3. Nothing but `reading` changes after block_new(): it is filled in once,
 *     and settled once before anybody else sees it.
 *
 * Memory: of a paragraph's tokens most is of use while plugins look at them
 * and never again. So a block that was read is settled: where tokens begin and
 * end, and what they are (class, flags, depth), stay; the rest goes, and is
 * made anew, for the time of one pass, should it be asked for.
 *
 * Threads: references are counted atomically. `reading` is filled in and
 * settled by the one worker that analyses the story; nobody else looks at it
 * before then.
 */
#ifndef ENGINE_BLOCK_H
#define ENGINE_BLOCK_H

#include "engine/directive.h"
#include "text/blocks.h"
#include "text/lines.h"
#include "text/tokens.h"

#include <stdatomic.h>

struct block {
    atomic_uint refs;
    Syntax syntax;
    bool starts_section; /* and then `before` is the state there */
    bool ends_in_break;  /* the last byte is a line break's */
    MarkupState before;
    Prose prose;   /* text, kind, level, masks: in the arena */
    uint64_t hash; /* of all of prose */
    struct lines lines;
    uint32_t breaks; /* line breaks in it */
    uint32_t directive_count;
    const Directive *directives;
    struct reading *reading; /* NULL until block_read() */
    bool is_settled;         /* some columns are all that is left */
    struct arena arena;
    struct arena reading_arena; /* of a reading that is not settled */
};

/* Copies `text` and the masks of `cut`. One reference, the caller's. */
struct block *block_new(Syntax syntax, Str text, const BlockCut *cut);

struct block *block_ref(struct block *self);

/* NULL is accepted. */
void block_unref(struct block *self);

/* Same bytes, same syntax, same masks: whatever is read from one is true of
 * the other. */
bool block_same(const struct block *a, const struct block *b);

/* The same as the block that block_new() would make of this. */
bool block_is_cut(const struct block *self, Syntax syntax, Str text,
                  const BlockCut *cut);

/* The block's tokens and sentences; read now if nobody did before. Of one that
 * is settled the columns start, end, cls, flags and depth are there, the others
 * NULL. */
const struct reading *block_read(struct block *self);

/* The same with all columns, in `scratch` where they must be made anew. */
const struct reading *block_tokens(struct block *self, struct arena *scratch);

/* Drops the columns that nobody needs any more. */
void block_settle(struct block *self);

/* Bytes of memory that the block keeps. */
size_t block_size(const struct block *self);

#endif

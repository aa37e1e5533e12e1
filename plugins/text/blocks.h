/*
 * blocks - a file cut into stretches of prose, locally.
 *
 * A file is a row of sections; a section is a row of blocks; together the
 * blocks tile the file, so nothing is lost and every byte has one block. What
 * is no prose (Markdown syntax, front matter, code, tags, attributes) lies in
 * a block's mask, or in a block of kind STET_BLOCK_CODE that has no prose.
 *
 *     bytes     # Talks fail\n\n   - one\n- two\n\n   He said *no*.\n
 *     sections  |------------------|----------------|--------------|
 *     blocks    |------------------|--------|-------|--------------|
 *     masks      ##           ####  ##    #  ##   ##          #  # #
 *
 * Cutting is local: where a section ends depends on the section's own bytes,
 * on the first line behind it, and on the markup state at its start (inside a
 * fence, inside front matter). So after an edit, cutting goes on from the
 * edited section until a boundary and its state agree with the old ones.
 *
 * Plain text: a section is one paragraph with the blank lines behind it. A
 * line break inside a paragraph is a space, but a text that has no blank line
 * around has one paragraph a line; locally: a line that ends in a sentence end
 * or closing mark and whose next line is indented or begins a paragraph of
 * its own ends the block when the line is longer than 120 bytes.
 * Markdown (CommonMark with tables, by md4c): a section runs to a blank line
 * behind which nothing of it can go on; md4c then reads the section alone.
 * HTML: blocks by element; character references stay in the prose.
 *
 * Limits: a section that reaches BLOCKS_SECTION_MAX is cut there, at a line
 * break, else at a sentence end, else at a character. md4c never sees more.
 *
 * Not here: what a token is (tokens), how versions share blocks (engine).
 */
#ifndef TEXT_BLOCKS_H
#define TEXT_BLOCKS_H

#include "text/arena.h"

#define BLOCKS_SECTION_MAX 65536u /* bytes */

typedef enum Syntax {
    SYNTAX_PLAIN,
    SYNTAX_MARKDOWN,
    SYNTAX_HTML,
} Syntax;

/* The markup state between two sections, to be compared and kept, not read.
 * A file begins with the zero state. */
typedef struct MarkupState {
    uint64_t bits;
} MarkupState;

/* One block of a section. Spans count from the block's first byte, ascend and
 * do not overlap. */
typedef struct BlockCut {
    uint32_t len;   /* bytes, the blank lines behind it included */
    uint32_t kind;  /* STET_BLOCK_ */
    uint32_t level; /* of a heading 1 to 6, of a list item its depth */
    uint32_t masked_count, emphasis_count, linked_count;
    const Span *masked;   /* no prose */
    const Span *emphasis; /* set in italics or bold */
    const Span *linked;   /* the text of a hyperlink */
} BlockCut;

typedef struct SectionCut {
    uint32_t len;      /* bytes; the sum of its blocks */
    MarkupState after; /* where the next section begins */
    uint32_t block_count;
    const BlockCut *blocks; /* in the arena */
} SectionCut;

/*
 * Cuts the section that begins at text.ptr, which is a section boundary of a
 * file whose markup state there is `state`. `text` is valid UTF-8 and holds
 * the rest of the file or, where `is_rest` is 0, a part of the rest.
 * Returns 0 and the section, or -EAGAIN: `text` ends before the section's end
 * is certain; call again with more. With `is_rest` 1, or with at least
 * 2 * BLOCKS_SECTION_MAX bytes, it never returns -EAGAIN. An empty rest gives
 * a section of no bytes and no blocks.
 */
int blocks_cut(Syntax syntax, MarkupState state, Str text, int is_rest,
               struct arena *arena, SectionCut *out_section);

/* What a file says of itself before its prose begins. */
typedef struct Metadata {
    Str date;     /* "2026-03-04" as found and checked, or empty */
    Str language; /* BCP 47, or empty */
    Str title;    /* borrowed from the text, or empty */
} Metadata;

/* Reads front matter (YAML's plain scalars, TOML), HTML meta, time and lang
 * in the first 64 KiB of `text`. What is broken is left out. */
Metadata blocks_metadata(Syntax syntax, Str text, struct arena *arena);

#endif

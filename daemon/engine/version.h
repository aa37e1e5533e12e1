/*
 * version - a story at one moment: a row of blocks with running sums.
 *
 *     blocks    [b0]      [b1]   [b2]        shared with other versions
 *     byte_at    0    120     300    512     count + 1 entries each
 *     line_at    0      2       3      5
 *
 * An edit makes a new version: the arrays are copied (ten megabytes have some
 * fifty thousand blocks, so that takes some hundred microseconds), and sections
 * are cut again from the one before the edit until a boundary and the markup
 * state there agree with the old ones. What lies behind is taken over as it is,
 * without a look at any block: versions own blocks by pages of many, and share
 * those.
 *
 * Invariants
 *  1. The blocks' bytes, put together, are the file. An empty file has none.
 *  2. The same bytes give the same blocks, whatever the edits before.
 *  3. byte_at and line_at ascend; line_at counts the breaks before a block.
 *
 * Threads: immutable but for the references, which are atomic. Editing makes
 * new objects and so belongs to whoever calls.
 */
#ifndef ENGINE_VERSION_H
#define ENGINE_VERSION_H

#include "engine/block.h"

/* A file above this is refused: STET's offsets are 32 bits wide, and a story
 * is not a disk image. */
#define VERSION_BYTES_MAX (256u << 20)

struct version {
    atomic_uint refs;
    int64_t number; /* the editor's; 0 in batch */
    Syntax syntax;
    uint32_t count;
    struct block **blocks; /* the pages' */
    struct page **pages;
    uint32_t page_count;
    uint32_t *byte_at, *line_at;
    bool has_directives; /* some block has a comment that speaks to Stet */
};

/*
 * Cuts `text` into a version. Returns 0, -EILSEQ (not UTF-8; *out_bad is the
 * offset of the first bad byte) or -EFBIG (above VERSION_BYTES_MAX).
 */
int version_new(Syntax syntax, Str text, int64_t number,
                struct version **out_version, uint32_t *out_bad);

struct version *version_ref(struct version *self);
void version_unref(struct version *self); /* NULL is accepted */

/*
 * The version in which `text` stands in the place of bytes `span` of `self`,
 * whose ends must lie on characters (version_offset() gives such) and which is
 * clamped to the file. Errors as version_new(); self is unchanged in any case.
 */
int version_edit(const struct version *self, Span span, Str text,
                 int64_t number, struct version **out_version);

/* Bytes of the file. */
uint32_t version_len(const struct version *self);

/* The block that holds byte `offset`; the last for one at or past the end; 0
 * for an empty file. A binary search. */
uint32_t version_block_at(const struct version *self, uint32_t offset);

/* Copies bytes `span`, clamped, into `arena`. */
Str version_copy(const struct version *self, Span span, struct arena *arena);

/* Positions as editors name them, in the manner of lines.h: what does not
 * exist is clamped, and a line that runs over several blocks is one line. */
Pos version_pos(const struct version *self, uint32_t offset, Encoding encoding);
uint32_t version_offset(const struct version *self, Pos pos, Encoding encoding);

/* Blocks that two versions share, counted from either end. */
typedef struct VersionKept {
    uint32_t head, tail;
} VersionKept;

/* The same either way round. Linear in the blocks, unless they are one. */
VersionKept version_compare(const struct version *a, const struct version *b);

/* What `offset`, a place in `from`, has become in `to`, which was made from it
 * by edits and keeps so much of it: blocks that both share keep their places;
 * inside changed ones it is the distance to the nearer kept end. For moving
 * old results along. */
uint32_t version_follow(const struct version *from, const struct version *to,
                        VersionKept kept, uint32_t offset);

#endif

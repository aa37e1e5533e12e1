/*
 * paint - a paragraph of the story as it is shown: which words are whose.
 *
 *     file    He said “*no*.”\n\n          markup, breaks
 *     shown   He said “no.”                one line of prose, folded later
 *     tint            11111                whose words
 *     marks                   underline, bold and so on, by the byte
 *
 * A byte of what is shown carries a small integer, so folding into lines and
 * writing escape sequences need to know nothing of annotations.
 */
#ifndef REPORT_PAINT_H
#define REPORT_PAINT_H

#include "report/digest.h"
#include "report/look.h"

#define PAINT_TINT 0x07u    /* of a passage: Passage.tint, or 0 */
#define PAINT_NAME 0x08u    /* a mention */
#define PAINT_FACT 0x10u    /* a fact */
#define PAINT_FINDING 0x20u /* something to look at */
#define PAINT_HINT 0x40u    /* not in the file: what a fact stands for */
#define PAINT_HEADING 0x80u

struct painted {
    uint32_t len;
    const char *bytes;
    const uint8_t *paint;     /* of each byte */
    const uint32_t *passage;  /* of each byte: index + 1, or 0 */
    const bool *starts_piece; /* of each byte: the passage's first piece */
};

/* Where a painter stands among what is sorted by place; zeroed to begin. */
struct paint_cursor {
    uint32_t note, piece, finding;
    bool has_tags; /* "[Maria Keane]" behind the first piece of a passage */
};

/* Paints block `block` of the story; blocks must come in order. What is shown
 * lies in `arena`; it is empty for a block without prose. */
struct painted paint_block(const struct digest *digest, uint32_t block,
                           struct paint_cursor *cursor, struct arena *arena);

/* Bytes [start, end) of what is shown, dressed. */
void paint_write(const struct painted *self, uint32_t start, uint32_t end,
                 const Look *look, struct out *out);

/* The style of a tint: what a passage's owner is written in. */
Style paint_tint_style(uint32_t tint);

#endif

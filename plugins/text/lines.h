/*
 * lines - byte offsets of one block and the positions that editors speak of.
 *
 * Inside Stet a place is a byte offset into UTF-8. An editor speaks of a line
 * and of a column, and counts columns in the units it negotiated. This module
 * knows both for one block; engine/version adds up the blocks.
 *
 *     offset   0 1 2 3 4       8 9     a line break is \n, \r\n or a lone \r,
 *     text     S a y \n  𐐀     !       and belongs to the line that it ends;
 *     line     0 . . .  1 . . . .      U+2028, VT and FF are none
 *     utf-16   0 1 2 3  0 .     2 3
 *     utf-32   0 1 2 3  0 .     1 2
 *
 * Nothing here fails on a position that does not exist: editors send them in
 * good faith while text and positions race each other. What is past the end
 * means the end; what is inside a character or between \r and \n means its
 * start (LSP 3.17, "Position").
 */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include "text/arena.h"

/* What one column is worth. The names are LSP's positionEncoding values. */
typedef enum Encoding {
    ENCODING_UTF8,  /* bytes */
    ENCODING_UTF16, /* UTF-16 code units */
    ENCODING_UTF32, /* code points */
} Encoding;

/* A place as an editor names it; both count from 0. */
typedef struct Pos {
    uint32_t line;
    uint32_t col; /* in the units of an Encoding */
} Pos;

struct lines {
    const uint32_t *starts; /* of each line; starts[0] is 0 */
    uint32_t count;         /* lines, at least 1 once built */
    bool is_ascii;          /* then offset and column differ by a constant */
    Str text;               /* borrowed */
};

/* Where the first line break from `at` on begins; the text's end where there
 * is none. */
uint32_t lines_break(Str text, uint32_t at);

/* Bytes of the line break at `at`: 0 where there is none. */
uint32_t lines_break_len(Str text, uint32_t at);

/* How many lines there are: one more than breaks. */
uint32_t lines_count(Str text);

/* Describes `text`, valid UTF-8 that outlives `self`; the table lies in
 * `arena`. Cost: one pass. */
void lines_build(struct lines *self, Str text, struct arena *arena);

/* The position of byte `offset`. A binary search, and a scan of one line
 * unless the text is ASCII. */
Pos lines_pos(const struct lines *self, uint32_t offset, Encoding encoding);

/* The byte offset of `pos`: the inverse for every position that exists. */
uint32_t lines_offset(const struct lines *self, Pos pos, Encoding encoding);

/* Columns that the bytes of `text`, which has no line break, take. */
uint32_t lines_cols(Str text, Encoding encoding);

#endif

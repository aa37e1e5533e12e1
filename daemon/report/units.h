/*
 * units - byte offsets of a text as offsets in other units, and back.
 *
 * Records and formats count a text in code points or in UTF-16 units; inside,
 * everything is bytes. The table holds the sum at every 256th byte, so a
 * lookup is a division and a short scan; an ASCII text needs none.
 */
#ifndef REPORT_UNITS_H
#define REPORT_UNITS_H

#include "text/arena.h"
#include "text/lines.h"

struct units {
    Str text; /* borrowed, valid UTF-8 */
    Encoding encoding;
    const uint32_t *sums; /* at byte 256 * i; NULL: as many as bytes */
};

/* Counts `text` in `encoding`; the table lies in `arena`. */
struct units units_new(Str text, Encoding encoding, struct arena *arena);

/* The units before byte `offset`, which is clamped to the text. */
uint32_t units_at(const struct units *self, uint32_t offset);

#endif

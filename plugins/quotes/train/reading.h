/*
 * reading - a text cut into blocks as the daemon cuts it, without the daemon.
 *
 * The trainer's and the tests' way from a string to stet_block: plain text,
 * no layers of other plugins.
 */
#ifndef TRAIN_READING_H
#define TRAIN_READING_H

#include "text/arena.h"

struct text_block {
    uint32_t offset; /* of its first byte in the text */
    stet_block block;
    stet_tokens tokens;
};

struct text_blocks {
    struct text_block *all;
    uint32_t count;
};

/* Cuts and reads `text`, which must be valid UTF-8 and outlive the result. */
void text_blocks_read(Str text, struct arena *arena, struct text_blocks *out);

#endif

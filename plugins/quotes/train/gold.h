/*
 * gold - annotated stories as the trainer reads them: JSON Lines whose
 * offsets are code points, turned into bytes.
 */
#ifndef TRAIN_GOLD_H
#define TRAIN_GOLD_H

#include "text/arena.h"

#include <jansson.h>

#define GOLD_PIECES 16u

typedef struct GoldQuote {
    uint32_t type; /* CLAIM_ of quotes/claim.h; 0 unknown */
    Span pieces[GOLD_PIECES];
    uint32_t piece_count;
    Span cue, source; /* empty: none */
    int has_cue, has_source;
} GoldQuote;

struct gold {
    Str text;
    GoldQuote *quotes;
    uint32_t quote_count;
    Span *ignored;
    uint32_t ignored_count;
    Span *idle; /* marked, but no speech: where a story says so */
    uint32_t idle_count;
    int cues_matter; /* 0: a story whose quotations have no cues marked */
};

/* Reads one line's record. Everything lies in `arena`. */
void gold_read(json_t *record, struct arena *arena, struct gold *out);

#endif

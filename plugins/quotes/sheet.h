/*
 * sheet - one block laid out for reading: word bits and marked stretches.
 *
 * A stretch is what stands between two outermost quotation marks, the marks
 * included; what is quoted inside a quotation is part of it.
 *
 *     The mayor said “no, ‘not now’” and left “the hall.
 *                    [-------------]         [--------- unclosed
 *
 * A mark left open reaches to the block's end, or, when another mark of the
 * same shape opens behind it, to the last sentence end before that: a slip in
 * one place does not swallow the paragraph. It reaches to a closing mark that
 * has no other partner, though: “A “clean” roof.” A mark that only shows that
 * an excerpt goes on, before somebody's words in marks of another shape, is no
 * stretch: "Lund rose, shouting, “No!”
 *
 * Invariants: stretches ascend and do not overlap; stretch_of[i] is the
 * stretch that token i lies in, or STET_NONE.
 */
#ifndef QUOTES_SHEET_H
#define QUOTES_SHEET_H

#include "quotes/words.h"

/* Tokens [start, end). A struct of its own: stet_span may be bytes. */
typedef struct Range {
    uint32_t start, end;
} Range;

static inline int range_empty(Range range)
{
    return range.end <= range.start;
}

/* How many tokens both have. */
static inline uint32_t range_overlap(Range a, Range b)
{
    uint32_t start = a.start > b.start ? a.start : b.start;
    uint32_t end = a.end < b.end ? a.end : b.end;

    return end > start ? end - start : 0;
}

typedef struct Stretch {
    Range at;           /* its marks included */
    uint32_t is_closed; /* has a closing mark */
    uint32_t words;     /* words and numbers inside */
} Stretch;

struct sheet {
    const stet_block *block;
    const stet_tokens *tokens;
    uint32_t count;        /* tokens of the block */
    const WordBits *bits;  /* of each token */
    const uint32_t *lemma; /* of each token */
    const uint32_t *sentence_of;
    const Range *sentences;
    uint32_t sentence_count;
    const Stretch *stretches;
    uint32_t stretch_count;
    const uint32_t *stretch_of;
    bool is_excerpt; /* its first mark shows that one goes on, and no more */
    const stet_layer *names;  /* NULL where nobody provides them */
    const stet_layer *reader; /* likewise */
};

/* Lays `block` out in `arena`. */
void sheet_init(struct sheet *self, const stet_block *block,
                struct arena *arena);

/* Token `at` exists and has one of `bits`. */
static inline int sheet_has(const struct sheet *self, uint32_t at,
                            WordBits bits)
{
    return at < self->count && (self->bits[at] & bits) != 0;
}

static inline int sheet_class(const struct sheet *self, uint32_t at)
{
    return at < self->count ? self->tokens->cls[at] : 0;
}

/* Token `at` exists and is the punctuation `mark`, one byte. */
static inline int sheet_is(const struct sheet *self, uint32_t at, char mark)
{
    return at < self->count && self->tokens->norm[at].len == 1 &&
           self->tokens->norm[at].ptr[0] == mark;
}

/* A word that begins with a capital letter. */
int sheet_capital(const struct sheet *self, uint32_t at);

/* Token `at` is a dash of any length, set off by spaces or long. */
int sheet_dash(const struct sheet *self, uint32_t at);

/* A hyphen inside of a word. */
static inline bool sheet_hyphen(const struct sheet *self, uint32_t at)
{
    return sheet_is(self, at, '-') && !sheet_dash(self, at);
}

/* "although", which begins a clause and is no preposition, too: not "after". */
static inline bool sheet_conjunction(const struct sheet *self, uint32_t at)
{
    return sheet_has(self, at, W_SUBORD) && !sheet_has(self, at, W_PREP);
}

/* Token `at` ends a sentence: . ! ? … */
int sheet_stop(const struct sheet *self, uint32_t at);

/* The first token of the sentence that holds `at`; 0 for none. */
uint32_t sheet_sentence_start(const struct sheet *self, uint32_t at);

/* One past the last token of the sentence that holds `at`. */
uint32_t sheet_sentence_end(const struct sheet *self, uint32_t at);

#endif

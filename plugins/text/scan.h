/*
 * scan - a block's bytes as raw tokens; inside the room only.
 *
 * What a stretch of bytes is on its own: word, number, sign, or a mark that
 * may quote. marks.c then decides which marks do, and tokens.c lays the
 * result out in columns.
 */
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include "text/tokens.h"

/* What a mark that may quote looks like, before it is known what it does. */
enum mark {
    MARK_NONE,
    MARK_DOUBLE_OPEN,  /* “ « and `` */
    MARK_DOUBLE_CLOSE, /* ” » */
    MARK_DOUBLE_LOW,   /* „ */
    MARK_DOUBLE,       /* " and '' */
    MARK_SINGLE_OPEN,  /* ‘ ‚ ‹ ` */
    MARK_SINGLE,       /* ' and ’, which is an apostrophe too */
    MARK_SINGLE_CLOSE, /* › */
};

struct raw_token {
    uint32_t start, end; /* bytes */
    uint32_t mate;
    uint8_t cls, flags, depth;
    uint8_t mark;                       /* enum mark */
    bool touches_before, touches_after; /* no space there, nor an edge */
    uint32_t before, after; /* characters beside a mark; 0 at an edge */
};

struct raw_tokens {
    struct arena *arena;
    struct raw_token *items;
    uint32_t count, capacity;
};

/* Reads the prose into raw tokens; marks have class PUNCT. */
void scan_prose(const Prose *prose, struct raw_tokens *out);

/* Decides what each mark does: class, mate and depth of every token. */
void marks_resolve(const Prose *prose, struct raw_tokens *tokens);

/* The character that the reference at `at`, an &, stands for, and its length;
 * 0 where it is none. */
uint32_t references_decode(Str text, uint32_t at, uint32_t *out_len);

/* A word with its dot, folded, is an abbreviation. */
enum abbreviation {
    ABBREVIATION_NONE,
    ABBREVIATION_BEFORE_NAME, /* Rep. Mr. St.: never ends a sentence */
    ABBREVIATION_OTHER,       /* Inc. a.m. Neb.: may end one */
};
enum abbreviation abbreviation_of(Str folded);

#endif

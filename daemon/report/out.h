/*
 * out - text that is being written, in an arena.
 *
 * A worker writes what it has to say about one story into two of these (one
 * for stdout, one for stderr), and whoever keeps the order sends them off.
 * Grows by doubling; what was outgrown dies with the arena.
 *
 * What may come from a file or a plugin goes through out_clean() when a
 * person's terminal is behind it: a control character in a story must not
 * move anybody's cursor.
 */
#ifndef REPORT_OUT_H
#define REPORT_OUT_H

#include "text/arena.h"

struct out {
    struct arena *arena; /* borrowed */
    char *ptr;
    size_t len, capacity;
};

void out_char(struct out *self, char byte);
void out_repeat(struct out *self, char byte, uint32_t count);
void out_str(struct out *self, Str text);

/* As printf; one call adds at most OUT_FORMAT_MAX bytes, the rest is cut.
 * Long strings go through out_str(). */
#define OUT_FORMAT_MAX 1024u
void out_format(struct out *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* `text` without control characters: white space of any kind is a space, the
 * rest is U+FFFD. */
void out_clean(struct out *self, Str text);

/* Sends what was written to a file descriptor. 0 or a negative errno. */
int out_send(const struct out *self, int file);

#endif

/*
 * feed - the lines of files, one behind the other.
 *
 * Reads as little as it must: a line is handed on as soon as its break has
 * arrived, so that a program may ask and be answered over a pipe. A file that
 * cannot be read or a line without end is said once, in a line of its own,
 * and the rest goes on.
 */
#ifndef REPORT_FEED_H
#define REPORT_FEED_H

#include "report/out.h"

#define FEED_LINE_MAX (256u << 20) /* bytes */

struct feed {
    const char *const *paths; /* borrowed; "-" is stdin */
    uint32_t path_count, path_at;
    int file; /* the one that is open; valid while is_open */
    bool is_open;
    bool is_skipping; /* behind a line that was too long, to its end */
    uint32_t line;    /* of that file, from 1 */
    char *bytes;      /* what was read and not yet handed on */
    size_t start, len, capacity;
    size_t searched; /* no break among the first so many bytes */
};

typedef struct FeedLine {
    Str name;        /* of the file: its path, or "<stdin>" */
    uint32_t number; /* from 1 */
    Str text;        /* without its break, in the arena */
} FeedLine;

/* The next line that is not blank: 1, or 0 at the end. -EIO and the like with
 * a line in `err`: call again for the rest. */
int feed_next(struct feed *self, struct arena *arena, FeedLine *out_line,
              struct out *err);

void feed_release(struct feed *self);

#endif

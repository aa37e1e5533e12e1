/*
 * walk - from what was named on a command line to the files to be read.
 *
 * A file that is named is read, whatever it is called. Of a folder, every
 * file below it whose name ends as a story's does (.txt .text .md .markdown
 * .html .htm), in the order of the names' bytes, hidden ones left out. A
 * link to a file is followed; one to a folder is not, because links can make
 * a tree endless, and is mentioned.
 *
 * What cannot be read keeps its place in the row, with a line that says so,
 * and everything else is walked on.
 */
#ifndef REPORT_WALK_H
#define REPORT_WALK_H

#include "text/arena.h"

#define WALK_DEPTH_MAX 64u

typedef struct WalkEntry {
    const char *path; /* ends in NUL, in the arena; "-" is stdin */
    Str complaint;    /* why there is nothing to read; empty: there is */
    bool is_trouble;  /* of a complaint: something is missing from the result */
} WalkEntry;

/* All files that `paths` stand for, in order; how many. */
uint32_t walk(const char *const *paths, uint32_t count, struct arena *arena,
              const WalkEntry **out_entries);

/* Whether walk() of one of the folders would come upon a story at `path`,
 * which begins as the folder does; whether there is one is not asked. */
bool walk_finds(const char *const *folders, uint32_t count, const char *path);

/* Whether there is a folder at `path`, and walk() of one of the folders would
 * go into it. */
bool walk_enters(const char *const *folders, uint32_t count, const char *path);

#endif

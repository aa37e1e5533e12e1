/*
 * changes - files that were changed on the disk and are not yet read again.
 *
 *     events -> [each path once, oldest first] -> one at a time
 *
 * What happened to a file is not kept: who takes it looks at what is there
 * now. So any number of events about one file is one reading, and an editor
 * that tells of ever more files cannot make this grow beyond CHANGES_MAX.
 *
 * Threads: [loop].
 */
#ifndef LSP_CHANGES_H
#define LSP_CHANGES_H

#include <stdbool.h>
#include <stdint.h>

#define CHANGES_MAX 20000u /* files that wait */
#define CHANGES_BUCKETS 1024u

struct change;

/* Zeroed is valid. */
struct changes {
    struct change *first, *last;
    struct change *buckets[CHANGES_BUCKETS];
    uint32_t count;
};

/* Adds the file at `path`, unless it waits already. Returns 0, or -ENOSPC
 * where CHANGES_MAX others wait. */
int changes_add(struct changes *self, const char *path);

/* Whether the path waits. */
bool changes_have(struct changes *self, const char *path);

/* The path that has waited longest, to be freed; NULL: none waits. */
char *changes_take(struct changes *self);

void changes_release(struct changes *self);

#endif

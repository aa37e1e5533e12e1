#include "lsp/changes.h"

#include "protocol/memory.h"
#include "protocol/slice.h"
#include "text/hash.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct change {
    struct change *next;  /* younger */
    struct change *chain; /* of its bucket */
    char *path;
};

/* The link that leads to the path, or to the end of its bucket. */
static struct change **link_of(struct changes *self, const char *path)
{
    uint64_t hash = hash_bytes(path, strlen(path), 0);
    struct change **link = &self->buckets[hash % CHANGES_BUCKETS];

    while (*link && strcmp((*link)->path, path) != 0)
        link = &(*link)->chain;
    return link;
}

int changes_add(struct changes *self, const char *path)
{
    struct change **link = link_of(self, path);

    if (*link)
        return 0;
    if (self->count == CHANGES_MAX)
        return -ENOSPC;
    struct change *change = memory_get(sizeof *change);
    *change = (struct change){.path = memory_copy(slice_from_c(path))};
    *link = change;
    if (self->last)
        self->last->next = change;
    else
        self->first = change;
    self->last = change;
    self->count++;
    return 0;
}

bool changes_have(struct changes *self, const char *path)
{
    return *link_of(self, path) != NULL;
}

char *changes_take(struct changes *self)
{
    struct change *change = self->first;

    if (!change)
        return NULL;
    char *path = change->path;
    *link_of(self, path) = change->chain;
    self->first = change->next;
    if (!self->first)
        self->last = NULL;
    self->count--;
    free(change);
    return path;
}

void changes_release(struct changes *self)
{
    char *path;

    while ((path = changes_take(self)))
        free(path);
}

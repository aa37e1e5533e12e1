#include "rules/rulec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What was handed out, so that all of it stays reachable to the end. */
struct block {
    struct block *before;
    max_align_t bytes[];
};

static struct block *block_new(size_t size)
{
    static struct block *newest;
    struct block *block = calloc(1, sizeof *block + size);

    if (!block) {
        fputs("rulec: out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    block->before = newest;
    newest = block;
    return block;
}

void *list_room(void *items, size_t *room, size_t count, size_t size)
{
    size_t want = *room ? *room : 16;

    if (count <= *room)
        return items;
    while (want < count)
        want *= 2;
    void *more = block_new(want * size)->bytes;
    if (*room)
        memcpy(more, items, *room * size);
    *room = want;
    return more;
}

void fail(const struct compiler *self, const char *message, const char *what)
{
    fprintf(stderr, "%s:%u: %s: %s\n", self->file, self->line, message, what);
    exit(EXIT_FAILURE);
}

/* rulec PREFIX OUT INPUT...: writes OUT.h and OUT.c. */
int main(int argc, char **argv)
{
    static struct compiler self; /* static, so that all stays reachable */

    if (argc < 4) {
        fputs("usage: rulec PREFIX OUT INPUT...\n", stderr);
        return EXIT_FAILURE;
    }
    for (int i = 3; i < argc; i++)
        rulec_read(&self, argv[i]);
    rulec_automaton(&self);
    rulec_write(&self, argv[1], argv[2]);
    return EXIT_SUCCESS;
}

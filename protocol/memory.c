#include "protocol/memory.h"

#include <stdio.h>
#include <stdlib.h>

static void out_of_memory(size_t size)
{
    fprintf(stderr, "stet: out of memory (%zu bytes asked for)\n", size);
    abort();
}

void *memory_get(size_t size)
{
    return memory_grow(NULL, size);
}

void *memory_grow(void *old, size_t size)
{
    void *bytes = realloc(old, size ? size : 1);

    if (!bytes)
        out_of_memory(size);
    return bytes;
}

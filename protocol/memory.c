#include "protocol/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

char *memory_copy(Slice text)
{
    char *copy = memory_get(text.len + 1);

    if (text.len)
        memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    return copy;
}

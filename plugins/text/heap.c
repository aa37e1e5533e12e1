#include "text/heap.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void heap_exhausted(size_t size)
{
    fprintf(stderr, "stet: out of memory (%zu bytes asked for)\n", size);
    abort();
}

/* The bytes of an array, which may not be as many as there are at all. */
static size_t bytes_of(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        heap_exhausted(SIZE_MAX);
    return count * size;
}

void *heap_get(size_t size)
{
    void *memory = calloc(1, size ? size : 1);

    if (!memory)
        heap_exhausted(size);
    return memory;
}

void *heap_array(size_t count, size_t size)
{
    return heap_get(bytes_of(count, size));
}

void *heap_grow(void *old, size_t count, size_t size)
{
    size_t bytes = bytes_of(count, size);
    void *memory = realloc(old, bytes ? bytes : 1);

    if (!memory)
        heap_exhausted(bytes);
    return memory;
}

#include "engine/list.h"

#include "text/heap.h"

#include <stdlib.h>

void *list_grown(void *items, uint32_t *room, size_t size)
{
    *room = *room ? *room * 2 : 16;
    return heap_grow(items, *room, size);
}

void *list_settled(struct arena *arena, void *items, uint32_t count,
                   size_t size)
{
    void *copy = arena_array(arena, count, size);

    if (count)
        memcpy(copy, items, count * size);
    free(items);
    return copy;
}

#include "text/arena.h"

#include "text/heap.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CHUNK 512u         /* bytes: most arenas hold one paragraph */
#define LARGEST_CHUNK (1u << 20) /* chunks grow no more here */
#define FIRST_ROOM 4u            /* elements of an array that grows */

#if ARENA_IS_GUARDED
#include <sanitizer/asan_interface.h>

#define LARGEST_SLAB (1u << 16)
#define RED_ZONE 16u /* at least so many bytes behind each piece */

struct slab {
    struct slab *older;
    size_t size, used; /* bytes in data, and of those given */
    alignas(max_align_t) unsigned char data[];
};
#endif

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* bytes in data */
#if ARENA_IS_GUARDED
    struct slab *slabs; /* what was given out of the chunk lies here */
#else
    alignas(max_align_t) unsigned char data[];
#endif
};

/* ---- how pieces lie in a chunk: between red zones, or one behind the other --
 */

#if ARENA_IS_GUARDED

static struct arena_chunk *chunk_new(size_t size)
{
    return calloc(1, sizeof(struct arena_chunk));
}

static struct slab *slab_for(struct arena_chunk *chunk, size_t size)
{
    struct slab *slab = chunk->slabs;

    if (slab && slab->size - slab->used >= size)
        return slab;
    size_t most = slab ? slab->size * 2 : FIRST_CHUNK;
    if (most > LARGEST_SLAB)
        most = LARGEST_SLAB;
    most = most > size ? most : size;
    slab = malloc(sizeof *slab + most);
    if (!slab)
        heap_exhausted(most);
    *slab = (struct slab){.older = chunk->slabs, .size = most};
    ASAN_POISON_MEMORY_REGION(slab->data, most);
    chunk->slabs = slab;
    return slab;
}

/* A piece between red zones, at a multiple of `align` and, for what is small,
 * not of twice that. */
static void *give(struct arena_chunk *chunk, size_t start, size_t size,
                  size_t align)
{
    size_t taken = (align + size + 2 * RED_ZONE - 1) / RED_ZONE * RED_ZONE;
    struct slab *slab = slab_for(chunk, taken);
    unsigned char *piece = slab->data + slab->used + align;

    slab->used += taken;
    ASAN_UNPOISON_MEMORY_REGION(piece, size);
    return piece;
}

/* A look at what was given is then one at freed memory. */
static void take_back(struct arena_chunk *chunk)
{
    while (chunk->slabs) {
        struct slab *older = chunk->slabs->older;
        free(chunk->slabs);
        chunk->slabs = older;
    }
}

#else

static struct arena_chunk *chunk_new(size_t size)
{
    return malloc(sizeof(struct arena_chunk) + size);
}

static void *give(struct arena_chunk *chunk, size_t start, size_t size,
                  size_t align)
{
    return chunk->data + start;
}

static void take_back(struct arena_chunk *chunk)
{
}

#endif

/* ---- chunks --------------------------------------------------------------
 */

static void add_chunk(struct arena *self, size_t size)
{
    struct arena_chunk *chunk = chunk_new(size);
    if (!chunk)
        heap_exhausted(size);

    chunk->older = self->newest;
    chunk->size = size;
    self->newest = chunk;
    self->used = 0;
    self->total += size;
}

/* Half as much again as there is: memory that is never used stays a small part
 * of all, which counts where arenas are many and small. */
static size_t next_size(const struct arena *self, size_t at_least)
{
    size_t size = self->total / 2;

    if (size < FIRST_CHUNK)
        size = FIRST_CHUNK;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    return size > at_least ? size : at_least;
}

static void free_from(struct arena_chunk *chunk)
{
    while (chunk) {
        struct arena_chunk *older = chunk->older;
        take_back(chunk);
        free(chunk);
        chunk = older;
    }
}

void arena_release(struct arena *self)
{
    if (!self)
        return;
    free_from(self->newest);
    *self = (struct arena){0};
}

void arena_reset(struct arena *self)
{
    if (!self->newest)
        return;
    free_from(self->newest->older);
    self->newest->older = NULL;
    take_back(self->newest);
    self->used = 0;
    self->total = self->newest->size;
}

void arena_reserve(struct arena *self, size_t size)
{
    if (!self->newest || self->newest->size - self->used < size)
        add_chunk(self, size);
}

void *arena_alloc_aligned(struct arena *self, size_t size, size_t align)
{
    if (size > SIZE_MAX / 2)
        heap_exhausted(size);
    size = size ? size : 1;
    size_t start = (self->used + align - 1) & ~(align - 1);
    if (!self->newest || start > self->newest->size ||
        self->newest->size - start < size) {
        add_chunk(self, next_size(self, size));
        start = 0;
    }

    self->used = start + size;
    return memset(give(self->newest, start, size, align), 0, size);
}

void *arena_alloc(struct arena *self, size_t size)
{
    return arena_alloc_aligned(self, size, alignof(max_align_t));
}

void *arena_array_aligned(struct arena *self, size_t count, size_t size,
                          size_t align)
{
    if (size && count > SIZE_MAX / 2 / size)
        heap_exhausted(SIZE_MAX);
    return arena_alloc_aligned(self, count * size, align);
}

void *arena_array(struct arena *self, size_t count, size_t size)
{
    return arena_array_aligned(self, count, size, alignof(max_align_t));
}

void *arena_enlarge(struct arena *self, const void *items, size_t count,
                    size_t room, size_t size)
{
    void *more = arena_array(self, room, size);

    if (count)
        memcpy(more, items, count * size);
    return more;
}

void *arena_grow(struct arena *self, void *items, uint32_t count,
                 uint32_t *room, size_t size)
{
    if (count < *room)
        return items;
    *room = *room ? *room * 2 : FIRST_ROOM;
    return arena_enlarge(self, items, count, *room, size);
}

Str arena_copy(struct arena *self, Str bytes)
{
    char *copy = arena_alloc_aligned(self, bytes.len, 1);

    if (bytes.len)
        memcpy(copy, bytes.ptr, bytes.len);
    return (Str){copy, bytes.len};
}

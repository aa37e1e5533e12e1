/*
 * arena - memory that lives and dies together.
 *
 * One analysis takes everything it makes from one arena and gives it back in
 * one call; nothing inside is freed singly.
 *
 *     chunk -> chunk -> chunk       a request that does not fit the newest
 *     [....]   [....]   [..--]      chunk opens another: half as large as all
 *                          ^ next   of them, or as the request if it is more
 *
 * Memory exhausted ends the process (text/heap.h): what parses a peer's words
 * states limits of its own and never comes this far.
 *
 * Under AddressSanitizer chunks only count: each piece lies between red zones,
 * no better aligned than was asked for, so that a step past it, and a look at
 * it after a reset, end the process as they would with malloc().
 *
 * Threads: an arena belongs to one thread at a time.
 */
#ifndef TEXT_ARENA_H
#define TEXT_ARENA_H

#include "text/str.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_IS_GUARDED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_IS_GUARDED 1
#endif
#endif
#ifndef ARENA_IS_GUARDED
#define ARENA_IS_GUARDED 0
#endif

struct arena_chunk;

struct arena {
    struct arena_chunk *newest; /* NULL until first used */
    size_t used;                /* bytes handed out of the newest chunk */
    size_t total;               /* bytes of all chunks */
};

/* Frees everything; `self` is then zeroed and may be used again. NULL is
 * accepted, and so is a zeroed arena. */
void arena_release(struct arena *self);

/* Forgets what was handed out, keeps the newest chunk for the next round. */
void arena_reset(struct arena *self);

/* Makes room for `size` more bytes; a chunk that it takes is no larger. For
 * what is kept long and whose size is known: nothing is left over. */
void arena_reserve(struct arena *self, size_t size);

/* `size` zeroed bytes, aligned for any type; never NULL. */
void *arena_alloc(struct arena *self, size_t size);

/* The same at a multiple of `align`, a power of two that is enough for what is
 * put there. */
void *arena_alloc_aligned(struct arena *self, size_t size, size_t align);

/* An array of `count` zeroed elements of `size` bytes each; checked. */
void *arena_array(struct arena *self, size_t count, size_t size);
void *arena_array_aligned(struct arena *self, size_t count, size_t size,
                          size_t align);

/* A longer copy of an array: `count` elements of `size` bytes each, and zeroed
 * room behind them up to `room` elements. */
void *arena_enlarge(struct arena *self, const void *items, size_t count,
                    size_t room, size_t size);

/* `items`, or, where all of its *room is taken by `count` elements, a copy
 * with twice the room, which *room is then: to add one more. Begins with NULL
 * and no room. */
void *arena_grow(struct arena *self, void *items, uint32_t count,
                 uint32_t *room, size_t size);

/* A copy of `bytes` in the arena. */
Str arena_copy(struct arena *self, Str bytes);

#define ARENA_NEW(arena, type)                                                 \
    ((type *)arena_alloc_aligned((arena), sizeof(type), _Alignof(type)))
#define ARENA_ARRAY(arena, type, count)                                        \
    ((type *)arena_array_aligned((arena), (count), sizeof(type),               \
                                 _Alignof(type)))

#endif

/*
 * heap - memory of the C library that is there, or the process ends.
 *
 * For objects that live and die alone; what dies together lies in an arena.
 * What a peer can make us hold has a limit that is checked before, so what is
 * left is a machine without memory: one line on stderr says how much was asked
 * for, and abort() ends the process with SIGABRT (134 in a shell). The room
 * `protocol`, which sees no other, does the same (protocol/memory.h).
 *
 * Threads: any.
 */
#ifndef TEXT_HEAP_H
#define TEXT_HEAP_H

#include <stddef.h>

/* `size` zeroed bytes; never NULL. The caller frees with free(). */
void *heap_get(size_t size);

/* The same for an array of `count` elements of `size` bytes; checked. */
void *heap_array(size_t count, size_t size);

/* realloc() to so many; never NULL. What is new is not zeroed. */
void *heap_grow(void *old, size_t count, size_t size);

/* Says so, and ends the process. */
_Noreturn void heap_exhausted(size_t size);

#endif

/*
 * memory - where this room gets memory, and ends when there is none.
 *
 * Everything a peer can make us hold has a limit checked before; what is left
 * is a machine without memory, which ends the process here as in text/heap.h.
 * The daemon hands memory_get() to json_set_alloc_funcs() once at its start,
 * so that jansson never leaves a field out of a message for want of memory.
 */
#ifndef PROTOCOL_MEMORY_H
#define PROTOCOL_MEMORY_H

#include "protocol/slice.h"

#include <stddef.h>

/* Like malloc(), but never NULL. The caller frees with free(). */
void *memory_get(size_t size);

/* Like realloc(), but never NULL. */
void *memory_grow(void *old, size_t size);

/* A copy of the bytes that ends in NUL. The caller frees with free(). */
char *memory_copy(Slice text);

#endif

/*
 * cache - notes of blocks by content, for all stories of one configuration.
 *
 *     buckets --> entry --> entry           by the hash of content and reach
 *     newest <--> entry <--> ... <--> oldest       by last use
 *
 * A hit is checked against the bytes, so two contents of one hash cannot be
 * taken for each other. Above its budget the cache forgets what was used
 * least recently; whoever holds a reference keeps it.
 *
 * Threads: [any]; one lock, held for a lookup or a store.
 */
#ifndef ENGINE_CACHE_H
#define ENGINE_CACHE_H

#include "engine/notes.h"

struct cache;

/* `budget` in bytes; 0 keeps nothing. */
struct cache *cache_new(size_t budget);
void cache_free(struct cache *self);

/* The notes of a block of the same content that saw the same neighbours, as a
 * reference of the caller's, or NULL. */
struct block_notes *cache_find(struct cache *self, const struct block *block,
                               uint64_t reach_hash);

/* Keeps a reference of its own to `notes`. */
void cache_store(struct cache *self, struct block_notes *notes);

#endif

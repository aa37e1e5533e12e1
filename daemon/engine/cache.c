#include "engine/cache.h"

#include "text/heap.h"

#include <pthread.h>
#include <stdlib.h>

#define BUCKETS 16384u /* a power of two */

struct entry {
    struct block_notes *notes;
    uint64_t key;
    size_t size;
    struct entry *chain;         /* of the bucket */
    struct entry *newer, *older; /* by last use */
};

struct cache {
    pthread_mutex_t lock;
    size_t budget, used; /* bytes */
    struct entry *newest, *oldest;
    struct entry *buckets[BUCKETS];
};

static uint64_t key_of(const struct block *block, uint64_t reach_hash)
{
    return block->hash ^ (reach_hash * UINT64_C(0x9E3779B97F4A7C15));
}

struct cache *cache_new(size_t budget)
{
    struct cache *self = heap_get(sizeof *self);

    pthread_mutex_init(&self->lock, NULL);
    self->budget = budget;
    return self;
}

static void unlink_use(struct cache *self, struct entry *entry)
{
    *(entry->newer ? &entry->newer->older : &self->newest) = entry->older;
    *(entry->older ? &entry->older->newer : &self->oldest) = entry->newer;
}

static void link_newest(struct cache *self, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = self->newest;
    *(self->newest ? &self->newest->newer : &self->oldest) = entry;
    self->newest = entry;
}

static void drop(struct cache *self, struct entry *entry)
{
    struct entry **at = &self->buckets[entry->key % BUCKETS];

    while (*at != entry)
        at = &(*at)->chain;
    *at = entry->chain;
    unlink_use(self, entry);
    self->used -= entry->size;
    notes_unref(entry->notes);
    free(entry);
}

void cache_free(struct cache *self)
{
    if (!self)
        return;
    while (self->oldest)
        drop(self, self->oldest);
    pthread_mutex_destroy(&self->lock);
    free(self);
}

static struct entry *find(struct cache *self, const struct block *block,
                          uint64_t reach_hash)
{
    uint64_t key = key_of(block, reach_hash);
    struct entry *entry = self->buckets[key % BUCKETS];

    while (entry &&
           !(entry->key == key && entry->notes->reach_hash == reach_hash &&
             block_same(entry->notes->block, block)))
        entry = entry->chain;
    return entry;
}

struct block_notes *cache_find(struct cache *self, const struct block *block,
                               uint64_t reach_hash)
{
    struct block_notes *notes = NULL;

    pthread_mutex_lock(&self->lock);
    struct entry *entry = find(self, block, reach_hash);
    if (entry) {
        unlink_use(self, entry);
        link_newest(self, entry);
        notes = notes_ref(entry->notes);
    }
    pthread_mutex_unlock(&self->lock);
    return notes;
}

void cache_store(struct cache *self, struct block_notes *notes)
{
    size_t size =
        sizeof(struct entry) + notes_size(notes) + block_size(notes->block);

    if (size > self->budget)
        return;
    pthread_mutex_lock(&self->lock);
    if (!find(self, notes->block, notes->reach_hash)) {
        struct entry *entry = heap_get(sizeof *entry);
        entry->notes = notes_ref(notes);
        entry->key = key_of(notes->block, notes->reach_hash);
        entry->size = size;
        entry->chain = self->buckets[entry->key % BUCKETS];
        self->buckets[entry->key % BUCKETS] = entry;
        link_newest(self, entry);
        self->used += size;
        while (self->used > self->budget)
            drop(self, self->oldest);
    }
    pthread_mutex_unlock(&self->lock);
}

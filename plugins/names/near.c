#include "names/near.h"

#include "stet/text.h"

#define NEAR_STEPS 16u
#define BYTES_MAX 48u /* of a word that is looked at */

#define SLOTS_FIRST 4096u
#define SLOTS_MAX (1u << 20)

struct entry {
    Str word;
    uint32_t value;
};

struct slot {
    uint32_t hash; /* 0: free */
    uint32_t entry;
};

struct near {
    struct arena *arena;
    struct entry *entries;
    uint32_t count, room;
    struct slot *slots; /* several an entry */
    uint32_t mask, used;
};

struct near *near_new(struct arena *arena, uint32_t words)
{
    struct near *self = ARENA_NEW(arena, struct near);

    self->arena = arena;
    self->mask = 255;
    while (self->mask < words && self->mask < SLOTS_FIRST - 1)
        self->mask = self->mask * 2 + 1;
    self->slots = ARENA_ARRAY(arena, struct slot, self->mask + 1);
    return self;
}

/* Characters, not bytes. */
static uint32_t letters(Str word)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < word.len; i++)
        count += ((unsigned char)word.ptr[i] & 0xC0) != 0x80;
    return count;
}

static bool is_fit(Str word)
{
    return word.len < BYTES_MAX && letters(word) + 1 >= NEAR_LETTERS;
}

/* Quil and Quill, but not Read and Reed. */
static bool is_long(Str a, Str b)
{
    return letters(a) >= NEAR_LETTERS || letters(b) >= NEAR_LETTERS;
}

/* The hash of `word` without its byte `at`; of all of it at its length. */
static uint32_t form(Str word, uint32_t at)
{
    char bytes[BYTES_MAX];

    if (at >= word.len)
        return stet_hash(word) | 1u;
    memcpy(bytes, word.ptr, at);
    memcpy(bytes + at, word.ptr + at + 1, word.len - at - 1);
    return stet_hash((Str){bytes, word.len - 1}) | 1u;
}

/* Twice the room: how many words differ is not known before. */
static void grow(struct near *self)
{
    const struct slot *old = self->slots;
    uint32_t count = self->mask + 1;

    self->mask = self->mask * 2 + 1;
    self->slots = ARENA_ARRAY(self->arena, struct slot, self->mask + 1);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = old[i].hash & self->mask;
        while (old[i].hash && self->slots[at].hash)
            at = (at + 1) & self->mask;
        if (old[i].hash)
            self->slots[at] = old[i];
    }
}

void near_add(struct near *self, Str word, uint32_t value)
{
    if (self->used * 2 + BYTES_MAX * 2 > self->mask &&
        self->mask < SLOTS_MAX - 1)
        grow(self);
    if (!is_fit(word))
        return;
    self->entries = arena_grow(self->arena, self->entries, self->count,
                               &self->room, sizeof *self->entries);
    self->entries[self->count] = (struct entry){word, value};
    for (uint32_t i = 0; i <= word.len; i++) {
        uint32_t hash = form(word, i), at = hash & self->mask, steps = 0;

        while (self->slots[at].hash && steps++ < NEAR_STEPS * 4)
            at = (at + 1) & self->mask;
        if (self->slots[at].hash || self->used * 2 > self->mask)
            continue;
        self->slots[at] = (struct slot){hash, self->count};
        self->used++;
    }
    self->count++;
}

static bool has(const uint32_t *values, uint32_t count, uint32_t value)
{
    for (uint32_t i = 0; i < count; i++)
        if (values[i] == value)
            return true;
    return false;
}

uint32_t near_find(const struct near *self, Str word, uint32_t out[NEAR_MAX])
{
    uint32_t count = 0;

    for (uint32_t i = 0; is_fit(word) && i <= word.len; i++) {
        uint32_t hash = form(word, i), at = hash & self->mask, steps = 0;

        for (;
             self->slots[at].hash && steps < NEAR_STEPS * 4 && count < NEAR_MAX;
             at = (at + 1) & self->mask, steps++) {
            const struct entry *entry = &self->entries[self->slots[at].entry];
            if (self->slots[at].hash == hash &&
                !has(out, count, entry->value) && is_long(entry->word, word) &&
                fold_distance(entry->word, word, 1) <= 1)
                out[count++] = entry->value;
        }
    }
    return count;
}

bool near_is_swapped(Str a, Str b)
{
    uint32_t first = 0;

    if (a.len != b.len)
        return false;
    while (first < a.len && a.ptr[first] == b.ptr[first])
        first++;
    return first + 1 < a.len && a.ptr[first] == b.ptr[first + 1] &&
           a.ptr[first + 1] == b.ptr[first] &&
           memcmp(a.ptr + first + 2, b.ptr + first + 2, a.len - first - 2) == 0;
}

#include "engine/registry.h"

#include "stet/text.h"
#include "text/heap.h"

#include <errno.h>
#include <stdlib.h>

/* What is known of one number; grows, but what the strings and infos point to
 * lies in the arena and stays where it is. */
struct entry {
    Str name;
    uint32_t next; /* the next number of the same bucket, or 0 */
    const KindInfo *kind;
    const RuleInfo *rule;
};

/* What people are shown of a layer's attributes; lies in the arena. */
struct attribute {
    struct attribute *next;
    uint32_t key;
    Str title;
};

#define BUCKETS 1024u /* a power of two; a few hundred names are usual */

struct registry {
    struct arena arena;
    struct entry *entries; /* by number; entries[0] is none */
    uint32_t count;        /* numbers given */
    uint32_t capacity;     /* entries there is room for */
    uint32_t buckets[BUCKETS];
    Str layers[REGISTRY_LAYERS_MAX];
    bool is_hidden[REGISTRY_LAYERS_MAX]; /* from story passes */
    uint32_t layer_count;
    struct attribute *attributes[REGISTRY_LAYERS_MAX];
    uint32_t attribute_count[REGISTRY_LAYERS_MAX];
};

struct registry *registry_new(void)
{
    struct arena arena = {0};
    struct registry *self = ARENA_NEW(&arena, struct registry);

    /* The registry lies in its own arena, so one release frees it all. */
    self->arena = arena;
    return self;
}

void registry_free(struct registry *self)
{
    if (!self)
        return;
    struct arena arena = self->arena;
    free(self->entries);
    arena_release(&arena);
}

uint32_t registry_find(const struct registry *self, Str name)
{
    uint32_t number = self->buckets[stet_hash(name) % BUCKETS];

    while (number && !str_eq(self->entries[number].name, name))
        number = self->entries[number].next;
    return number;
}

/* For one more entry behind the last. */
static void make_room(struct registry *self)
{
    if (self->count + 2 <= self->capacity)
        return;
    self->capacity = self->capacity ? self->capacity * 2 : 256;
    self->entries =
        heap_grow(self->entries, self->capacity, sizeof *self->entries);
    self->entries[0] = (struct entry){0};
}

uint32_t registry_intern(struct registry *self, Str name)
{
    uint32_t number = registry_find(self, name);

    if (number)
        return number;
    if (name.len == 0 || name.len > REGISTRY_NAME_LEN_MAX ||
        self->count >= REGISTRY_NAMES_MAX)
        return 0;
    make_room(self);

    uint32_t *bucket = &self->buckets[stet_hash(name) % BUCKETS];
    number = ++self->count;
    self->entries[number] = (struct entry){
        .name = arena_copy(&self->arena, name),
        .next = *bucket,
    };
    *bucket = number;
    return number;
}

Str registry_name(const struct registry *self, uint32_t number)
{
    if (number == 0 || number > self->count)
        return (Str){0};
    return self->entries[number].name;
}

uint32_t registry_count(const struct registry *self)
{
    return self->count;
}

uint32_t registry_layer(struct registry *self, Str name)
{
    for (uint32_t i = 0; i < self->layer_count; i++)
        if (str_eq(self->layers[i], name))
            return i;
    if (self->layer_count == REGISTRY_LAYERS_MAX)
        return UINT32_MAX;
    self->layers[self->layer_count] = arena_copy(&self->arena, name);
    return self->layer_count++;
}

uint32_t registry_layer_count(const struct registry *self)
{
    return self->layer_count;
}

Str registry_layer_name(const struct registry *self, uint32_t layer)
{
    return layer < self->layer_count ? self->layers[layer] : (Str){0};
}

void registry_hide(struct registry *self, uint32_t layer)
{
    if (layer < self->layer_count)
        self->is_hidden[layer] = true;
}

bool registry_in_story(const struct registry *self, uint32_t layer)
{
    return layer < self->layer_count && !self->is_hidden[layer];
}

int registry_set_kind(struct registry *self, uint32_t number,
                      const KindInfo *info)
{
    if (number == 0 || number > self->count || self->entries[number].kind)
        return -EEXIST;
    KindInfo *kind = ARENA_NEW(&self->arena, KindInfo);

    *kind = *info;
    kind->title = arena_copy(&self->arena, info->title);
    kind->plural = arena_copy(&self->arena, info->plural);
    kind->token = arena_copy(&self->arena, info->token);
    self->entries[number].kind = kind;
    return 0;
}

int registry_set_rule(struct registry *self, uint32_t number,
                      const RuleInfo *info)
{
    if (number == 0 || number > self->count || self->entries[number].rule)
        return -EEXIST;
    RuleInfo *rule = ARENA_NEW(&self->arena, RuleInfo);

    *rule = *info;
    rule->title = arena_copy(&self->arena, info->title);
    self->entries[number].rule = rule;
    return 0;
}

int registry_set_attribute(struct registry *self, uint32_t layer, uint32_t key,
                           Str title)
{
    if (layer >= self->layer_count || key == 0 ||
        self->attribute_count[layer] == REGISTRY_ATTRIBUTES_MAX)
        return -ENOSPC;
    struct attribute *attribute = ARENA_NEW(&self->arena, struct attribute);

    attribute->next = self->attributes[layer];
    attribute->key = key;
    attribute->title = arena_copy(&self->arena, title);
    self->attributes[layer] = attribute;
    self->attribute_count[layer]++;
    return 0;
}

bool registry_attribute(const struct registry *self, uint32_t layer,
                        uint32_t key, Str *out_title)
{
    *out_title = (Str){0};
    if (layer >= self->layer_count || !self->attributes[layer])
        return true;
    for (const struct attribute *at = self->attributes[layer]; at;
         at = at->next)
        if (at->key == key) {
            *out_title = at->title;
            return true;
        }
    return false;
}

const KindInfo *registry_kind(const struct registry *self, uint32_t number)
{
    return number && number <= self->count ? self->entries[number].kind : NULL;
}

const RuleInfo *registry_rule(const struct registry *self, uint32_t number)
{
    return number && number <= self->count ? self->entries[number].rule : NULL;
}

/*
 * desk - the smallest host: runs the names plugin on one story.
 *
 * For training and for tests, where the daemon is not wanted: every line of
 * the text is a block, annotations are kept in the order that the ABI
 * promises, and what the plugin says can be read back as plain structs.
 */
#ifndef NAMES_DESK_H
#define NAMES_DESK_H

#include "text/arena.h"

#define DESK_ATTRS 4u

struct desk_note {
    Str kind; /* "name/person" */
    uint32_t block;
    Span bytes;  /* of the story */
    Span tokens; /* of the block */
    uint32_t confidence;
    uint32_t emitted; /* index of emission, within its block pass */
    stet_attr attrs[DESK_ATTRS];
    uint32_t attr_count;
    stet_link links[DESK_ATTRS];
    uint32_t link_count;
    stet_entity_id entity;
    int retracted;
};

struct desk_entity {
    Str kind, name, role, affiliation;
    int64_t age;
};

struct desk_finding {
    Str rule, message, fix;
    Span bytes; /* of the story */
    uint32_t related_count;
};

struct desk {
    struct arena arena;
    Str text;
    struct desk_note *notes;
    uint32_t note_count, note_room;
    struct desk_entity *entities; /* from 1 */
    uint32_t entity_count, entity_room;
    struct desk_finding *findings;
    uint32_t finding_count, finding_room;
    uint32_t refused;
    /* private */
    stet_host host;
    Str names[256];
    uint32_t name_count;
    struct desk_block *blocks;
    uint32_t block_count, current;
    int in_story;
    const stet_plugin_v1 *plugin;
    void *instance;
};

/* Opens the plugin with `options` (JSON). Returns 0 or a negative errno. */
int desk_init(struct desk *self, const stet_plugin_v1 *plugin, Str options);

/* Reads one story; what the last one gave is forgotten. `text` is borrowed. */
void desk_read(struct desk *self, Str text);

void desk_release(struct desk *self);

/* The name of an annotation's entity; empty where it has none. */
Str desk_entity_of(const struct desk *self, const struct desk_note *note);

#endif

/*
 * registry - the small integers that stand for names.
 *
 * Kinds, roles, keys and rules are registered once, while plugins are opened,
 * and travel as numbers after that. A number is the same for every plugin and
 * every worker, and 0 is none.
 *
 * A kind or a rule that a manifest declares has a description beside its
 * name: that is all the daemon knows of a layer, and every editor feature is
 * made of it.
 *
 * Invariant: what was registered never moves or changes, so workers read
 * without a lock once the last plugin is open.
 *
 * Threads: writing [loop]; reading [any] after the last write.
 */
#ifndef ENGINE_REGISTRY_H
#define ENGINE_REGISTRY_H

#include "text/arena.h"

#define REGISTRY_NAMES_MAX 65536u
#define REGISTRY_NAME_LEN_MAX 128u /* bytes */
#define REGISTRY_LAYERS_MAX 64u

/* What a manifest says of a kind. */
typedef struct KindInfo {
    Str title;      /* for people: "Quotation" */
    Str plural;     /* "People"; empty: the title and an s */
    Str token;      /* LSP semantic token type; empty: none */
    uint32_t layer; /* of registry_layer() */
    bool has_hint;  /* its labels are shown by default */
    bool is_structure;
    bool is_text;   /* story passes may read its words */
    bool has_parts; /* of entities: a part of the name may stand for it */
} KindInfo;

typedef struct RuleInfo {
    Str title;
    uint32_t severity; /* STET_ERROR to STET_HINT: the default */
    uint32_t layer;
} RuleInfo;

struct registry;

/* What a layer's manifest says that people are shown of an attribute. */
#define REGISTRY_ATTRIBUTES_MAX 64u /* of one layer */

struct registry *registry_new(void);
void registry_free(struct registry *self);

/* The number of `name`, made if need be; 0 where a limit is reached. */
uint32_t registry_intern(struct registry *self, Str name);

/* The number of `name`, or 0. [any] */
uint32_t registry_find(const struct registry *self, Str name);

/* The name behind a number; empty for one that was never given. [any] */
Str registry_name(const struct registry *self, uint32_t number);

/* Numbers given so far, so that 1 to registry_count() are all names. [any] */
uint32_t registry_count(const struct registry *self);

/* Layers count from 0 in the order in which they are first named. The index
 * of `name`, made if need be, or UINT32_MAX past REGISTRY_LAYERS_MAX. */
uint32_t registry_layer(struct registry *self, Str name);
uint32_t registry_layer_count(const struct registry *self);
Str registry_layer_name(const struct registry *self, uint32_t layer);

/* Hides a layer from story passes, whoever wants it: what changes in it alone
 * is no reason to run them again. */
void registry_hide(struct registry *self, uint32_t layer);
bool registry_in_story(const struct registry *self, uint32_t layer);

/* Says what `number` is; its strings are copied. A second call is ignored:
 * the first plugin to declare a kind owns it. Returns 0 or -EEXIST. */
int registry_set_kind(struct registry *self, uint32_t number,
                      const KindInfo *info);
int registry_set_rule(struct registry *self, uint32_t number,
                      const RuleInfo *info);

/* Attribute `key` of annotations and entities of `layer` is shown to people as
 * `title`, which is copied. Returns 0 or -ENOSPC. */
int registry_set_attribute(struct registry *self, uint32_t layer, uint32_t key,
                           Str title);

/* Whether people are shown the attribute. A layer that declared none shows
 * all, and *out_title is then empty. [any] */
bool registry_attribute(const struct registry *self, uint32_t layer,
                        uint32_t key, Str *out_title);

/* NULL where nobody declared it. [any] */
const KindInfo *registry_kind(const struct registry *self, uint32_t number);
const RuleInfo *registry_rule(const struct registry *self, uint32_t number);

#endif

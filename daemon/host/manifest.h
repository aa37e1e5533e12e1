/*
 * manifest - what the .json file beside a plugin says, checked.
 *
 * The format is described in plugins/README.md. A manifest is read before any
 * code of its plugin runs, and whatever the plugin does later is held against
 * it. Unknown fields are ignored, so that newer manifests still load.
 *
 * Limits: 256 KiB a file, 256 kinds, rules, options and layers each, 64
 * attributes.
 */
#ifndef HOST_MANIFEST_H
#define HOST_MANIFEST_H

#include "engine/registry.h"

#include <jansson.h>

#define MANIFEST_BYTES_MAX (256u << 10)
#define MANIFEST_LIST_MAX 256u

typedef struct ManifestKind {
    Str name;      /* full: "quote/quotation" */
    KindInfo info; /* layer not yet filled in */
} ManifestKind;

typedef struct ManifestRule {
    Str id;
    RuleInfo info; /* layer not yet filled in */
} ManifestRule;

typedef struct ManifestAttribute {
    Str name; /* the key */
    Str title;
} ManifestAttribute;

struct manifest {
    json_t *json; /* what the strings below are borrowed from */
    Str id, title, version, licence, layer;
    uint32_t abi_major, abi_minor, reach;
    bool is_hidden; /* its layer, from story passes */
    uint32_t need_count, want_count, kind_count, rule_count;
    uint32_t attribute_count;
    const Str *needs, *wants;
    const ManifestKind *kinds;
    const ManifestRule *rules;
    const ManifestAttribute *attributes;
    const json_t *options; /* array of declarations, or NULL */
};

/*
 * Reads a manifest. Returns 0, or -EPROTO: then *out_problem says in words, in
 * the arena, what is wrong with it. `out_manifest` is untouched on failure;
 * its lists lie in the arena.
 */
int manifest_parse(Str bytes, struct arena *arena,
                   struct manifest *out_manifest, Str *out_problem);

void manifest_release(struct manifest *self);

/*
 * The options that a plugin is opened with: what is configured where that is
 * sound, the default elsewhere. `configured` is an object or NULL. A new
 * reference; what was not sound is said in `out_problem`, empty otherwise.
 */
json_t *manifest_options(const struct manifest *self, const json_t *configured,
                         struct arena *arena, Str *out_problem);

/* The JSON Schema of this plugin's options: a new reference. */
json_t *manifest_schema(const struct manifest *self);

#endif

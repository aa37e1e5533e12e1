/*
 * host - the plugins: found, checked, opened, ordered and guarded.
 *
 *     search path -> manifest -> checks -> dlopen -> descriptor -> open
 *          '-- refused, in words --'-----------'-----------'
 *
 * The search path is, in this order: the folders that the caller names (the
 * command line), $STET_PLUGIN_PATH (colons between), the user's data folder
 * ($XDG_DATA_HOME/stet/plugins or ~/.local/share/stet/plugins), the library
 * folder beside the program. The first plugin of an id wins; the rest are
 * listed as shadowed. A folder or file that others may write to is refused.
 *
 * What is refused stays in the list with the reason, so that `stet plugins`
 * and the editor can show it, and everybody else goes on.
 *
 * Threads: everything here is [loop], but for the annotators of a pipeline.
 */
#ifndef HOST_HOST_H
#define HOST_HOST_H

#include "engine/annotator.h"

#include <jansson.h>

typedef enum PluginState {
    PLUGIN_READY,
    PLUGIN_REFUSED,  /* `reason` says why */
    PLUGIN_SHADOWED, /* one of the same id came first */
    PLUGIN_DISABLED, /* by configuration */
} PluginState;

/* For lists; strings live as long as the host. */
typedef struct PluginInfo {
    PluginState state;
    Str id, title, version, licence, layer;
    Str path;     /* of the shared object, or of the manifest */
    Str reason;   /* why it was refused; empty otherwise */
    bool is_late; /* it was refused when it was opened, not before */
    uint32_t kind_count;
    const stet_kind *kinds;
    uint32_t rule_count;
    const stet_rule *rules;
    const json_t *options; /* array of declarations, borrowed; may be NULL */
} PluginInfo;

typedef struct HostConfig {
    uint32_t path_count; /* folders searched before all others */
    const Str *paths;
    Str library;     /* the folder beside the program; may be empty */
    bool only_paths; /* search `paths` alone: for tests */
    /* {"org.stet.dates": {"order": "dmy"}, "org.x": false}; borrowed */
    const json_t *options;
} HostConfig;

struct host;

/* Finds and loads. Never fails as a whole: what does not load is listed. No
 * plugin has an instance as yet: its names are known and no more. */
struct host *host_list(const HostConfig *config);

/* Opens them, unless they are; what does not open is refused then. Who wants a
 * pipeline says so first. */
void host_open(struct host *self);

/* Both. */
struct host *host_new(const HostConfig *config);

/* Closes and unloads all; every pipeline must be freed before. */
void host_free(struct host *self);

const struct registry *host_registry(const struct host *self);

uint32_t host_plugin_count(const struct host *self);
PluginInfo host_plugin(const struct host *self, uint32_t index);

/* A JSON Schema of what HostConfig.options may hold: a new reference. */
json_t *host_options_schema(const struct host *self);

/* Instances of every ready plugin, for one worker. One that does not open is
 * refused from then on and left out. */
struct pipeline *host_pipeline_new(struct host *self);
void host_pipeline_free(struct pipeline *pipeline);

#endif

#include "host/host.h"

#include "engine/order.h"
#include "engine/words.h"
#include "host/guard.h"
#include "host/manifest.h"
#include "host/resource.h"
#include "host/search.h"
#include "text/heap.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* One plugin that was found, from its manifest to its open instances. */
struct loaded {
    PluginState state;
    Str reason;
    Found found;
    struct manifest manifest; /* zero where it could not be read */
    void *library;            /* of dlopen */
    const stet_plugin_v1 *plugin;
    Str options; /* JSON text, in the arena */
    AnnotatorInfo info;
    GuardOwner owner;
    struct resources resources;
    struct guard *first; /* opened with the host; the first pipeline takes it */
    bool is_late;        /* refused since then */
    stet_kind *kinds;
    stet_rule *rules;
};

struct host {
    struct arena arena;
    struct registry *registry;
    struct loaded *plugins;
    uint32_t count;
    uint32_t *order; /* indices of ready plugins, as they run */
    uint32_t order_count;
    bool is_open;
};

static void refuse(struct loaded *plugin, Str reason)
{
    plugin->state = PLUGIN_REFUSED;
    plugin->reason = reason;
}

/* ---- manifest and library ---------------------------------------------- */

/* The file's bytes; empty with a problem in words where it cannot be read. */
static Str read_file(const char *path, struct arena *arena, Str *out_problem)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        *out_problem =
            words(arena, "its manifest cannot be read: %s", strerror(errno));
        return (Str){0};
    }

    char *bytes = arena_alloc(arena, MANIFEST_BYTES_MAX + 1);
    size_t len = fread(bytes, 1, MANIFEST_BYTES_MAX + 1, file);
    fclose(file);
    return (Str){bytes, (uint32_t)len};
}

static void read_manifest(struct host *self, struct loaded *plugin)
{
    struct arena scratch = {0};
    Str problem = plugin->found.problem;

    if (!problem.len) {
        Str bytes = read_file(plugin->found.manifest.ptr, &scratch, &problem);
        if (!problem.len)
            manifest_parse(bytes, &self->arena, &plugin->manifest, &problem);
    }
    if (!problem.len && plugin->manifest.abi_major != STET_ABI_MAJOR)
        problem = words(&scratch,
                        "it speaks plugin ABI %u.%u, this Stet speaks %u.%u; "
                        "get a build of it for this Stet",
                        plugin->manifest.abi_major, plugin->manifest.abi_minor,
                        STET_ABI_MAJOR, STET_ABI_MINOR);
    if (!problem.len && plugin->manifest.abi_minor > STET_ABI_MINOR)
        problem = words(&scratch,
                        "it wants plugin ABI %u.%u, this Stet has %u.%u; "
                        "update Stet",
                        plugin->manifest.abi_major, plugin->manifest.abi_minor,
                        STET_ABI_MAJOR, STET_ABI_MINOR);
    if (problem.len)
        refuse(plugin, arena_copy(&self->arena, problem));
    arena_release(&scratch);
}

/* What is wrong with a descriptor, measured by its manifest; or NULL. */
static const char *descriptor_problem(const stet_plugin_v1 *plugin,
                                      const struct manifest *manifest)
{
    if (!plugin || plugin->abi_major != STET_ABI_MAJOR)
        return "it does not speak the ABI that its manifest claims";
    if (plugin->size < sizeof *plugin)
        return "its descriptor is too small";
    if (!plugin->open || (!plugin->block && !plugin->story))
        return "its descriptor has no open, or neither block nor story";
    if (!str_eq(plugin->id, manifest->id) ||
        !str_eq(plugin->version, manifest->version))
        return "its id or version is not the one in its manifest";
    if (plugin->reach_tokens != manifest->reach)
        return "its reach is not the one in its manifest";
    return NULL;
}

static void load_library(struct host *self, struct loaded *plugin)
{
    typedef const stet_plugin_v1 *(*EntryPoint)(uint32_t abi_major);
    union {
        void *object;
        EntryPoint function;
    } entry;

    plugin->library = dlopen(plugin->found.library.ptr, RTLD_NOW | RTLD_LOCAL);
    if (!plugin->library) {
        refuse(plugin,
               words(&self->arena, "it cannot be loaded: %s", dlerror()));
        return;
    }
    entry.object = dlsym(plugin->library, "stet_plugin");
    if (!entry.object) {
        refuse(plugin, STR("it exports no stet_plugin"));
        return;
    }
    plugin->plugin = entry.function(STET_ABI_MAJOR);
    const char *problem = descriptor_problem(plugin->plugin, &plugin->manifest);
    if (problem)
        refuse(plugin, str_from_c(problem));
}

/* ---- configuration ----------------------------------------------------- */

/* The last word of its id, by which people call it: "dates". */
static Str short_name(const struct loaded *plugin)
{
    Str id = plugin->manifest.id;
    uint32_t at = id.len;

    while (at > 0 && id.ptr[at - 1] != '.')
        at--;
    return str_cut(id, at, id.len);
}

/* What is configured for the plugin, by its id or its short name. */
static const json_t *configured(const struct loaded *plugin, const json_t *all)
{
    Str id = plugin->manifest.id, name = short_name(plugin);
    const json_t *own = json_object_getn(all, id.ptr, id.len);

    return own ? own : json_object_getn(all, name.ptr, name.len);
}

static void configure(struct host *self, struct loaded *plugin,
                      const json_t *all)
{
    const json_t *own = configured(plugin, all);
    Str problem;

    if (json_is_false(own)) {
        plugin->state = PLUGIN_DISABLED;
        plugin->reason = STR("switched off by configuration");
        return;
    }
    json_t *options =
        manifest_options(&plugin->manifest, own, &self->arena, &problem);
    char *text = json_dumps(options, JSON_COMPACT | JSON_SORT_KEYS);
    plugin->options = arena_copy(&self->arena, str_from_c(text));
    free(text);
    json_decref(options);
    if (problem.len)
        plugin->reason = problem;
}

/* ---- order and names --------------------------------------------------- */

static void order_plugins(struct host *self)
{
    struct arena scratch = {0};
    OrderItem *items = ARENA_ARRAY(&scratch, OrderItem, self->count);
    uint32_t *index = ARENA_ARRAY(&scratch, uint32_t, self->count);
    Str *problems = ARENA_ARRAY(&scratch, Str, self->count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < self->count; i++) {
        const struct manifest *manifest = &self->plugins[i].manifest;
        if (self->plugins[i].state != PLUGIN_READY)
            continue;
        index[count] = i;
        items[count++] = (OrderItem){manifest->id,         manifest->layer,
                                     manifest->need_count, manifest->want_count,
                                     manifest->needs,      manifest->wants};
    }
    self->order_count =
        order_layers(items, count, &self->arena, self->order, problems);
    for (uint32_t i = 0; i < count; i++)
        if (problems[i].len)
            refuse(&self->plugins[index[i]], problems[i]);
    for (uint32_t i = 0; i < self->order_count; i++)
        self->order[i] = index[self->order[i]];
    arena_release(&scratch);
}

/* Two plugins of one layer would overwrite each other: the first stays. */
static void refuse_second_of_layer(struct host *self)
{
    for (uint32_t i = 0; i < self->count; i++)
        for (uint32_t k = 0; k < i; k++) {
            struct loaded *later = &self->plugins[i];
            const struct loaded *first = &self->plugins[k];
            if (later->state != PLUGIN_READY || first->state != PLUGIN_READY)
                continue;
            if (str_eq(later->manifest.id, first->manifest.id)) {
                later->state = PLUGIN_SHADOWED;
                later->reason = words(&self->arena, "%s came first",
                                      first->found.manifest.ptr);
            } else if (str_eq(later->manifest.layer, first->manifest.layer)) {
                refuse(later, words(&self->arena,
                                    "%.*s already provides the layer \"%.*s\"",
                                    STR_ARG(first->manifest.id),
                                    STR_ARG(first->manifest.layer)));
            }
        }
}

static void register_names(struct host *self, struct loaded *plugin)
{
    const struct manifest *manifest = &plugin->manifest;
    struct registry *registry = self->registry;

    if (manifest->is_hidden)
        registry_hide(registry, plugin->info.layer);
    plugin->kinds = ARENA_ARRAY(&self->arena, stet_kind, manifest->kind_count);
    plugin->rules = ARENA_ARRAY(&self->arena, stet_rule, manifest->rule_count);
    for (uint32_t i = 0; i < manifest->kind_count; i++) {
        KindInfo info = manifest->kinds[i].info;
        info.layer = plugin->info.layer;
        plugin->kinds[i] = registry_intern(registry, manifest->kinds[i].name);
        registry_set_kind(registry, plugin->kinds[i], &info);
    }
    for (uint32_t i = 0; i < manifest->rule_count; i++) {
        RuleInfo info = manifest->rules[i].info;
        info.layer = plugin->info.layer;
        plugin->rules[i] = registry_intern(registry, manifest->rules[i].id);
        registry_set_rule(registry, plugin->rules[i], &info);
    }
    for (uint32_t i = 0; i < manifest->attribute_count; i++)
        registry_set_attribute(
            registry, plugin->info.layer,
            registry_intern(registry, manifest->attributes[i].name),
            manifest->attributes[i].title);
}

static bool is_provided(const struct host *self, Str layer)
{
    for (uint32_t i = 0; i < self->order_count; i++)
        if (str_eq(self->plugins[self->order[i]].manifest.layer, layer))
            return true;
    return false;
}

/* What the engine is told: the layers it sees, its own first. */
static void describe(struct host *self, struct loaded *plugin)
{
    const struct manifest *manifest = &plugin->manifest;
    uint32_t count = 1 + manifest->need_count + manifest->want_count;
    uint32_t *seen = ARENA_ARRAY(&self->arena, uint32_t, count);
    bool *is_there = ARENA_ARRAY(&self->arena, bool, count);

    for (uint32_t i = 0; i < count; i++) {
        Str layer = i == 0 ? manifest->layer
                    : i <= manifest->need_count
                        ? manifest->needs[i - 1]
                        : manifest->wants[i - 1 - manifest->need_count];
        seen[i] = registry_layer(self->registry, layer);
        is_there[i] = is_provided(self, layer);
    }
    plugin->info = (AnnotatorInfo){
        .id = manifest->id,
        .version = manifest->version,
        .options = plugin->options,
        .layer = seen[0],
        .reach_tokens = manifest->reach,
        .seen_count = count,
        .seen = seen,
        .is_there = is_there,
        .has_block = plugin->plugin->block != NULL,
        .has_story = plugin->plugin->story != NULL,
    };
}

/* ---- opening ----------------------------------------------------------- */

static int32_t on_map(void *resources, stet_str name, const void **out_bytes,
                      uint64_t *out_len)
{
    return resources_map(resources, name, out_bytes, out_len);
}

static void open_first(struct host *self, struct loaded *plugin)
{
    plugin->resources.folder = plugin->found.folder;
    plugin->owner = (GuardOwner){
        .registry = self->registry,
        .plugin = plugin->plugin,
        .info = &plugin->info,
        .resources = &plugin->resources,
        .map = on_map,
    };
    char why[GUARD_REASON_MAX];
    int error = guard_new(&plugin->owner, plugin->options, why, &plugin->first);
    if (error < 0)
        refuse(plugin, words(&self->arena, "it does not open: %s", why));
}

/* Who can run, in order, with descriptions and names. */
static void name_all(struct host *self)
{
    order_plugins(self);
    for (uint32_t i = 0; i < self->order_count; i++) {
        struct loaded *plugin = &self->plugins[self->order[i]];
        describe(self, plugin);
        register_names(self, plugin);
    }
}

/* A first instance of everyone who can run. One that does not open goes, and
 * with it who needs its layer: then once more. */
static void open_all(struct host *self)
{
    uint32_t before;

    do {
        before = self->order_count;
        uint32_t ready = 0;
        for (uint32_t i = 0; i < self->order_count; i++) {
            struct loaded *plugin = &self->plugins[self->order[i]];
            if (!plugin->first)
                open_first(self, plugin);
            ready += plugin->state == PLUGIN_READY;
        }
        if (ready != before)
            name_all(self);
    } while (self->order_count != before);
    for (uint32_t i = 0; i < self->count; i++)
        self->plugins[i].owner.is_frozen = true;
}

/* ---- the whole --------------------------------------------------------- */

static uint32_t find_all(struct host *self, const HostConfig *config,
                         const Found **out_found)
{
    const Str *user = NULL;
    uint32_t user_count =
        config->only_paths ? 0 : search_user_paths(&self->arena, &user);
    Str *paths =
        ARENA_ARRAY(&self->arena, Str, config->path_count + user_count + 1);
    uint32_t count = 0;

    for (uint32_t i = 0; i < config->path_count; i++)
        paths[count++] = config->paths[i];
    for (uint32_t i = 0; i < user_count; i++)
        paths[count++] = user[i];
    if (!config->only_paths && config->library.len)
        paths[count++] = config->library;
    return search_plugins(paths, count, &self->arena, out_found);
}

struct host *host_list(const HostConfig *config)
{
    struct host *self = heap_get(sizeof *self);
    const Found *found;

    self->registry = registry_new();
    self->count = find_all(self, config, &found);
    self->plugins = ARENA_ARRAY(&self->arena, struct loaded, self->count);
    self->order = ARENA_ARRAY(&self->arena, uint32_t, self->count);
    for (uint32_t i = 0; i < self->count; i++) {
        self->plugins[i].found = found[i];
        read_manifest(self, &self->plugins[i]);
    }
    for (uint32_t i = 0; i < self->count; i++)
        if (self->plugins[i].state == PLUGIN_READY)
            configure(self, &self->plugins[i], config->options);
    refuse_second_of_layer(self);
    order_plugins(self); /* who cannot run is refused before its code is */
    for (uint32_t i = 0; i < self->count; i++)
        if (self->plugins[i].state == PLUGIN_READY)
            load_library(self, &self->plugins[i]);
    name_all(self);
    return self;
}

void host_open(struct host *self)
{
    if (self->is_open)
        return;
    self->is_open = true;
    for (uint32_t i = 0; i < self->count; i++)
        self->plugins[i].is_late = self->plugins[i].state == PLUGIN_READY;
    open_all(self);
    for (uint32_t i = 0; i < self->count; i++)
        self->plugins[i].is_late &= self->plugins[i].state == PLUGIN_REFUSED;
}

struct host *host_new(const HostConfig *config)
{
    struct host *self = host_list(config);

    host_open(self);
    return self;
}

void host_free(struct host *self)
{
    if (!self)
        return;
    for (uint32_t i = 0; i < self->count; i++) {
        struct loaded *plugin = &self->plugins[i];
        guard_free(plugin->first);
        resources_release(&plugin->resources);
        manifest_release(&plugin->manifest);
        if (plugin->library)
            dlclose(plugin->library);
    }
    registry_free(self->registry);
    arena_release(&self->arena);
    free(self);
}

const struct registry *host_registry(const struct host *self)
{
    return self->registry;
}

uint32_t host_plugin_count(const struct host *self)
{
    return self->count;
}

PluginInfo host_plugin(const struct host *self, uint32_t index)
{
    const struct loaded *plugin = &self->plugins[index];
    const struct manifest *manifest = &plugin->manifest;
    bool is_named = plugin->kinds != NULL;

    return (PluginInfo){
        .state = plugin->state,
        .id = manifest->id,
        .title = manifest->title,
        .version = manifest->version,
        .licence = manifest->licence,
        .layer = manifest->layer,
        .path =
            plugin->library ? plugin->found.library : plugin->found.manifest,
        .reason = plugin->reason,
        .is_late = plugin->is_late,
        .kind_count = is_named ? manifest->kind_count : 0,
        .kinds = plugin->kinds,
        .rule_count = is_named ? manifest->rule_count : 0,
        .rules = plugin->rules,
        .options = manifest->options,
    };
}

json_t *host_options_schema(const struct host *self)
{
    json_t *properties = json_object();

    for (uint32_t i = 0; i < self->count; i++) {
        const struct loaded *plugin = &self->plugins[i];
        Str id = plugin->manifest.id, name = short_name(plugin);
        if (plugin->state != PLUGIN_READY && plugin->state != PLUGIN_DISABLED)
            continue;
        json_t *schema = json_pack(
            "{s:s#, s:[o, {s:s}]}", "description", plugin->manifest.title.ptr,
            (int)plugin->manifest.title.len, "anyOf",
            manifest_schema(&plugin->manifest), "type", "boolean");
        json_object_setn(properties, name.ptr, name.len, schema);
        json_object_setn_new(properties, id.ptr, id.len, schema);
    }
    return json_pack("{s:s, s:s, s:o, s:b}", "type", "object", "description",
                     "Options of each plugin; false switches it off.",
                     "properties", properties, "additionalProperties", 0);
}

/* ---- pipelines --------------------------------------------------------- */

static struct guard *take_instance(struct loaded *plugin)
{
    struct guard *guard = plugin->first;
    char why[GUARD_REASON_MAX];

    plugin->first = NULL;
    if (!guard && guard_new(&plugin->owner, plugin->options, why, &guard) < 0)
        return NULL;
    return guard;
}

struct pipeline *host_pipeline_new(struct host *self)
{
    struct pipeline *pipeline = heap_get(sizeof *pipeline);
    struct annotator *annotators =
        heap_array((size_t)self->order_count + 1, sizeof *annotators);

    pipeline->registry = self->registry;
    pipeline->annotators = annotators;
    for (uint32_t i = 0; i < self->order_count; i++) {
        struct loaded *plugin = &self->plugins[self->order[i]];
        struct guard *guard = take_instance(plugin);
        if (guard)
            annotators[pipeline->count++] =
                guard_annotator(guard, &plugin->info);
    }
    return pipeline;
}

void host_pipeline_free(struct pipeline *pipeline)
{
    if (!pipeline)
        return;
    for (uint32_t i = 0; i < pipeline->count; i++)
        guard_free(pipeline->annotators[i].self);
    free(pipeline->annotators);
    free(pipeline);
}

#include "config/config.h"

#include "engine/words.h"
#include "text/heap.h"

#include <stdlib.h>

/* ---- values of one layer ------------------------------------------------- */

static Str text_of(const json_t *value)
{
    return (Str){json_string_value(value), (uint32_t)json_string_length(value)};
}

/* Members of `from` into `into`: objects inside objects are merged too. */
static void merge(json_t *into, const json_t *from, uint32_t depth)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)from, key, value)
    {
        json_t *old = json_object_get(into, key);
        if (depth && json_is_object(old) && json_is_object(value))
            merge(old, value, depth - 1);
        else
            json_object_set_new(into, key, json_deep_copy(value));
    }
}

static void take_hints(struct config *self, const json_t *hints)
{
    static const Str densities[] = {STR_INIT("normal"), STR_INIT("few"),
                                    STR_INIT("all")};
    const json_t *is_on = json_object_get(hints, "enabled");
    const json_t *confidence = json_object_get(hints, "confidence");
    Str density = text_of(json_object_get(hints, "density"));

    if (json_is_boolean(hints))
        self->has_hints = json_is_true(hints);
    if (json_is_boolean(is_on))
        self->has_hints = json_is_true(is_on);
    if (json_is_integer(confidence) && json_integer_value(confidence) >= 0 &&
        json_integer_value(confidence) <= 100)
        self->hint_confidence = (uint32_t)json_integer_value(confidence) * 10;
    for (uint32_t i = 0; i < 3; i++)
        if (density.len && str_eq(density, densities[i]))
            self->density = (HintDensity)i;
    merge(self->kinds, json_object_get(hints, "kinds"), 0);
}

static void take(struct config *self, const json_t *layer)
{
    const json_t *size = json_object_get(layer, "maxFileSize");
    const json_t *workspace = json_object_get(layer, "workspace");
    const json_t *date = json_object_get(layer, "date");
    const json_t *language = json_object_get(layer, "language");

    merge(self->plugins, json_object_get(layer, "plugins"), 1);
    merge(self->rules, json_object_get(layer, "rules"), 0);
    take_hints(self, json_object_get(layer, "hints"));
    if (json_is_string(date))
        self->date = arena_copy(&self->arena, text_of(date));
    if (json_is_string(language))
        self->language = arena_copy(&self->arena, text_of(language));
    if (json_is_integer(size) && json_integer_value(size) >= 1 &&
        json_integer_value(size) <= CONFIG_MEGABYTES_MAX)
        self->bytes_max = (uint32_t)json_integer_value(size) << 20;
    if (json_is_boolean(workspace))
        self->has_workspace = json_is_true(workspace);
}

struct config *config_new(const json_t *const *layers, uint32_t count)
{
    struct config *self = heap_get(sizeof *self);

    atomic_init(&self->refs, 1);
    self->plugins = json_object();
    self->rules = json_object();
    self->kinds = json_object();
    self->has_hints = true;
    self->bytes_max = CONFIG_MEGABYTES << 20;
    for (uint32_t i = 0; i < count; i++)
        if (json_is_object(layers[i]))
            take(self, layers[i]);
    self->plugins_key =
        json_dumps(self->plugins, JSON_COMPACT | JSON_SORT_KEYS);
    if (!self->plugins_key)
        heap_exhausted(0);
    return self;
}

struct config *config_ref(struct config *self)
{
    atomic_fetch_add_explicit(&self->refs, 1, memory_order_relaxed);
    return self;
}

void config_unref(struct config *self)
{
    if (!self ||
        atomic_fetch_sub_explicit(&self->refs, 1, memory_order_acq_rel) > 1)
        return;
    json_decref(self->plugins);
    json_decref(self->rules);
    json_decref(self->kinds);
    free(self->plugins_key);
    arena_release(&self->arena);
    free(self);
}

/* ---- what follows from them ---------------------------------------------- */

/* The member for `name`: its own, else that of its layer, else that of all. */
static const json_t *by_name(const json_t *object, Str name,
                             struct arena *arena)
{
    const char *slash = memchr(name.ptr ? name.ptr : "", '/', name.len);
    uint32_t layer = slash ? (uint32_t)(slash - name.ptr) : 0;
    Str own = words(arena, "%.*s", STR_ARG(name));
    const json_t *value = json_object_get(object, own.ptr);

    if (!value && slash) {
        Str all = words(arena, "%.*s/*", (int)layer, name.ptr);
        value = json_object_get(object, all.ptr);
    }
    return value ? value : json_object_get(object, "*");
}

bool config_shows(const struct config *self, Str kind, bool by_default)
{
    struct arena scratch = {0};
    const json_t *value = by_name(self->kinds, kind, &scratch);

    arena_release(&scratch);
    return json_is_boolean(value) ? json_is_true(value) : by_default;
}

static const Str severities[] = {STR_INIT("off"), STR_INIT("error"),
                                 STR_INIT("warning"), STR_INIT("information"),
                                 STR_INIT("hint")};

static uint8_t severity_of(const json_t *value)
{
    for (uint32_t i = 1; i < 5; i++)
        if (str_eq(text_of(value), severities[i]))
            return (uint8_t)(STET_ERROR + i - 1);
    return str_eq(text_of(value), severities[0]) ? JUDGE_OFF : 0;
}

Judge config_judge(const struct config *self, const struct registry *registry,
                   struct arena *arena)
{
    uint32_t count = registry_count(registry) + 1;
    struct arena scratch = {0};

    if (!json_object_size(self->rules))
        return (Judge){0};
    uint8_t *severity = ARENA_ARRAY(arena, uint8_t, count);
    for (uint32_t i = 1; i < count; i++)
        if (registry_rule(registry, i))
            severity[i] = severity_of(
                by_name(self->rules, registry_name(registry, i), &scratch));
    arena_release(&scratch);
    return (Judge){count, severity};
}

/* ---- the schema ---------------------------------------------------------- */

static json_t *severity_schema(Str title)
{
    json_t *names = json_array();

    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++)
        json_array_append_new(names, json_string(severities[i].ptr));
    return json_pack("{s:s#, s:o}", "description", title.ptr ? title.ptr : "",
                     (int)title.len, "enum", names);
}

static void add_layers(json_t *properties, const struct registry *registry,
                       json_t *(*make)(Str title))
{
    struct arena scratch = {0};

    for (uint32_t i = 0; i < registry_layer_count(registry); i++) {
        Str all = words(&scratch, "%.*s/*",
                        STR_ARG(registry_layer_name(registry, i)));
        json_object_set_new(properties, all.ptr,
                            make(STR("All of this layer.")));
    }
    json_object_set_new(properties, "*", make(STR("All that there are.")));
    arena_release(&scratch);
}

static json_t *rules_schema(const struct registry *registry)
{
    json_t *properties = json_object();

    for (uint32_t i = 1; i <= registry_count(registry); i++) {
        const RuleInfo *rule = registry_rule(registry, i);
        if (rule)
            json_object_setn_new(properties, registry_name(registry, i).ptr,
                                 registry_name(registry, i).len,
                                 severity_schema(rule->title));
    }
    add_layers(properties, registry, severity_schema);
    return json_pack("{s:s, s:s, s:o, s:b}", "type", "object", "description",
                     "How loud each rule is; \"off\" silences it.",
                     "properties", properties, "additionalProperties", 0);
}

static json_t *switch_schema(Str title)
{
    return json_pack("{s:s, s:s#}", "type", "boolean", "description",
                     title.ptr ? title.ptr : "", (int)title.len);
}

static json_t *kinds_schema(const struct registry *registry)
{
    json_t *properties = json_object();

    for (uint32_t i = 1; i <= registry_count(registry); i++) {
        const KindInfo *kind = registry_kind(registry, i);
        if (kind)
            json_object_setn_new(properties, registry_name(registry, i).ptr,
                                 registry_name(registry, i).len,
                                 switch_schema(kind->title));
    }
    add_layers(properties, registry, switch_schema);
    return json_pack("{s:s, s:s, s:o, s:b}", "type", "object", "description",
                     "Which kinds have hints.", "properties", properties,
                     "additionalProperties", 0);
}

static json_t *hints_schema(const struct registry *registry)
{
    json_t *object = json_pack(
        "{s:s, s:{s:{s:s, s:s}, s:{s:s, s:i, s:i, s:s}, s:{s:[s, s, s], s:s},"
        " s:o}, s:b}",
        "type", "object", "properties", "enabled", "type", "boolean",
        "description", "Whether hints are shown at all.", "confidence", "type",
        "integer", "minimum", 0, "maximum", 100, "description",
        "Hints that are less sure, in per cent, are left out.", "density",
        "enum", "normal", "few", "all", "description",
        "How many: what is not in plain sight, only what somebody would "
        "miss, or all there is.",
        "kinds", kinds_schema(registry), "additionalProperties", 0);

    return json_pack("{s:s, s:[o, {s:s}]}", "description",
                     "The words that an editor shows beside the text.", "anyOf",
                     object, "type", "boolean");
}

json_t *config_schema(const json_t *plugins, const struct registry *registry)
{
    json_t *properties = json_pack(
        "{s:{s:s}, s:O, s:o, s:o, s:{s:s, s:s, s:s}, s:{s:s, s:s},"
        " s:{s:s, s:i, s:i, s:i, s:s}, s:{s:s, s:b, s:s}}",
        "$schema", "type", "string", "plugins", plugins, "rules",
        rules_schema(registry), "hints", hints_schema(registry), "date", "type",
        "string", "format", "date", "description",
        "The date of stories that do not say it: 2026-03-04.", "language",
        "type", "string", "description",
        "The language of stories that do not say it: en-GB.", "maxFileSize",
        "type", "integer", "minimum", 1, "maximum", CONFIG_MEGABYTES_MAX,
        "default", CONFIG_MEGABYTES, "description",
        "Larger stories, in megabytes, are left alone.", "workspace", "type",
        "boolean", "default", 0, "description",
        "Whether an editor is told of findings in stories that are not open.");

    return json_pack("{s:s, s:s, s:s, s:o, s:b}", "$schema",
                     "http://json-schema.org/draft-07/schema#", "title", "Stet",
                     "type", "object", "properties", properties,
                     "additionalProperties", 0);
}

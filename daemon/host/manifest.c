#include "host/manifest.h"

#include "engine/words.h"

#include <errno.h>

struct parsing {
    struct arena *arena;
    struct manifest *out;
    Str *problem;
};

static int bad(const struct parsing *self, const char *field, const char *want)
{
    *self->problem =
        words(self->arena, "its manifest's \"%s\" must be %s", field, want);
    return -EPROTO;
}

static Str str_of(const json_t *json)
{
    return (Str){json_string_value(json), (uint32_t)json_string_length(json)};
}

/* Lower-case letters, digits and - . _, beginning with a letter. */
static bool is_name(Str text, const char *more)
{
    if (text.len == 0 || text.len > REGISTRY_NAME_LEN_MAX ||
        text.ptr[0] < 'a' || text.ptr[0] > 'z')
        return false;
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool is_plain =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        if (!is_plain && !strchr(more, c))
            return false;
    }
    return true;
}

static int read_string(const struct parsing *self, const json_t *from,
                       const char *field, bool is_required, Str *out)
{
    const json_t *value = json_object_get(from, field);

    if (!value && !is_required)
        return 0;
    if (!json_is_string(value))
        return bad(self, field, "a string");
    *out = str_of(value);
    return out->len || !is_required ? 0 : bad(self, field, "not empty");
}

static int read_abi(const struct parsing *self)
{
    const json_t *abi = json_object_get(self->out->json, "abi");
    const json_t *major = json_array_get(abi, 0);
    const json_t *minor = json_array_get(abi, 1);

    if (!json_is_integer(major) || !json_is_integer(minor) ||
        json_integer_value(major) < 0 || json_integer_value(minor) < 0 ||
        json_integer_value(major) > 1000 || json_integer_value(minor) > 1000)
        return bad(self, "abi", "[major, minor]");
    self->out->abi_major = (uint32_t)json_integer_value(major);
    self->out->abi_minor = (uint32_t)json_integer_value(minor);
    return 0;
}

static int read_reach(const struct parsing *self)
{
    const json_t *reach = json_object_get(self->out->json, "reach");

    if (!reach)
        return 0;
    if (!json_is_integer(reach) || json_integer_value(reach) < 0 ||
        json_integer_value(reach) > (json_int_t)STET_REACH_MAX)
        return bad(self, "reach", "from 0 to 256 tokens");
    self->out->reach = (uint32_t)json_integer_value(reach);
    return 0;
}

static int read_story(const struct parsing *self)
{
    const json_t *story = json_object_get(self->out->json, "story");

    if (story && !json_is_boolean(story))
        return bad(self, "story", "true or false");
    self->out->is_hidden = json_is_false(story);
    return 0;
}

static int read_layers(const struct parsing *self, const char *field,
                       const Str **out_layers, uint32_t *out_count)
{
    const json_t *list = json_object_get(self->out->json, field);
    size_t count = json_array_size(list);
    Str *layers = ARENA_ARRAY(self->arena, Str, count);

    if (list && (!json_is_array(list) || count > MANIFEST_LIST_MAX))
        return bad(self, field, "a list of layer names");
    for (size_t i = 0; i < count; i++) {
        layers[i] = str_of(json_array_get(list, i));
        if (!is_name(layers[i], "_"))
            return bad(self, field, "a list of layer names");
    }
    *out_layers = layers;
    *out_count = (uint32_t)count;
    return 0;
}

static bool flag(const json_t *from, const char *field)
{
    return json_is_true(json_object_get(from, field));
}

static int read_kinds(const struct parsing *self)
{
    const json_t *list = json_object_get(self->out->json, "kinds");
    size_t count = json_array_size(list);
    ManifestKind *kinds = ARENA_ARRAY(self->arena, ManifestKind, count);

    if (!json_is_array(list) || count > MANIFEST_LIST_MAX)
        return bad(self, "kinds", "a list of kinds");
    for (size_t i = 0; i < count; i++) {
        const json_t *from = json_array_get(list, i);
        Str name = {0};
        if (read_string(self, from, "name", true, &name) ||
            read_string(self, from, "title", true, &kinds[i].info.title) ||
            read_string(self, from, "plural", false, &kinds[i].info.plural) ||
            read_string(self, from, "token", false, &kinds[i].info.token))
            return -EPROTO;
        if (!is_name(name, "_"))
            return bad(self, "kinds", "named in lower case");
        kinds[i].name = words(self->arena, "%.*s/%.*s",
                              STR_ARG(self->out->layer), STR_ARG(name));
        kinds[i].info.has_hint = flag(from, "hint");
        kinds[i].info.is_structure = flag(from, "structure");
        kinds[i].info.is_text = flag(from, "text");
        kinds[i].info.has_parts = flag(from, "parts");
    }
    self->out->kinds = kinds;
    self->out->kind_count = (uint32_t)count;
    return 0;
}

static int read_attributes(const struct parsing *self)
{
    const json_t *list = json_object_get(self->out->json, "attributes");
    size_t count = json_array_size(list);
    ManifestAttribute *attributes =
        ARENA_ARRAY(self->arena, ManifestAttribute, count);

    if (list && (!json_is_array(list) || count > REGISTRY_ATTRIBUTES_MAX))
        return bad(self, "attributes", "a list of attributes");
    for (size_t i = 0; i < count; i++) {
        const json_t *from = json_array_get(list, i);
        if (read_string(self, from, "name", true, &attributes[i].name) ||
            read_string(self, from, "title", true, &attributes[i].title))
            return -EPROTO;
        if (!is_name(attributes[i].name, "_"))
            return bad(self, "attributes", "named in lower case");
    }
    self->out->attributes = attributes;
    self->out->attribute_count = (uint32_t)count;
    return 0;
}

static uint32_t severity_of(Str name)
{
    static const Str names[] = {STR_INIT("error"), STR_INIT("warning"),
                                STR_INIT("information"), STR_INIT("hint")};

    for (uint32_t i = 0; i < 4; i++)
        if (str_eq(name, names[i]))
            return STET_ERROR + i;
    return 0;
}

static int read_rules(const struct parsing *self)
{
    const json_t *list = json_object_get(self->out->json, "rules");
    size_t count = json_array_size(list);
    ManifestRule *rules = ARENA_ARRAY(self->arena, ManifestRule, count);

    if (list && (!json_is_array(list) || count > MANIFEST_LIST_MAX))
        return bad(self, "rules", "a list of rules");
    for (size_t i = 0; i < count; i++) {
        const json_t *from = json_array_get(list, i);
        Str severity = STR("warning");
        if (read_string(self, from, "id", true, &rules[i].id) ||
            read_string(self, from, "title", true, &rules[i].info.title) ||
            read_string(self, from, "severity", false, &severity))
            return -EPROTO;
        rules[i].info.severity = severity_of(severity);
        if (!is_name(rules[i].id, "_/") || !rules[i].info.severity)
            return bad(self, "rules", "named layer/rule, with a severity");
    }
    self->out->rules = rules;
    self->out->rule_count = (uint32_t)count;
    return 0;
}

/* ---- options ----------------------------------------------------------- */

static bool is_strings(const json_t *value)
{
    if (!json_is_array(value))
        return false;
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!json_is_string(json_array_get(value, i)))
            return false;
    return true;
}

static bool is_choice(const json_t *choices, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(choices); i++)
        if (json_equal(json_array_get(choices, i), value))
            return true;
    return !choices;
}

/* `value` is what the declaration allows. */
static bool option_allows(const json_t *declared, const json_t *value)
{
    const char *type = json_string_value(json_object_get(declared, "type"));
    const json_t *least = json_object_get(declared, "minimum");
    const json_t *most = json_object_get(declared, "maximum");

    if (strcmp(type, "boolean") == 0)
        return json_is_boolean(value);
    if (strcmp(type, "strings") == 0)
        return is_strings(value);
    if (strcmp(type, "string") == 0)
        return json_is_string(value) &&
               is_choice(json_object_get(declared, "choices"), value);
    return json_is_integer(value) &&
           (!least || json_integer_value(value) >= json_integer_value(least)) &&
           (!most || json_integer_value(value) <= json_integer_value(most));
}

static int read_options(const struct parsing *self)
{
    static const char *const types = "boolean integer string strings";
    const json_t *list = json_object_get(self->out->json, "options");

    if (list &&
        (!json_is_array(list) || json_array_size(list) > MANIFEST_LIST_MAX))
        return bad(self, "options", "a list of options");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *option = json_array_get(list, i);
        Str name = {0}, type = {0}, ignored;
        if (read_string(self, option, "name", true, &name) ||
            read_string(self, option, "type", true, &type) ||
            read_string(self, option, "title", true, &ignored))
            return -EPROTO;
        if (!strstr(types, type.ptr) ||
            !option_allows(option, json_object_get(option, "default")))
            return bad(self, "options", "typed, with a fitting default");
    }
    self->out->options = list;
    return 0;
}

json_t *manifest_options(const struct manifest *self, const json_t *configured,
                         struct arena *arena, Str *out_problem)
{
    json_t *options = json_object();

    *out_problem = (Str){0};
    for (size_t i = 0; i < json_array_size(self->options); i++) {
        const json_t *declared = json_array_get(self->options, i);
        const char *name = json_string_value(json_object_get(declared, "name"));
        json_t *value = json_object_get(configured, name);
        if (value && !option_allows(declared, value)) {
            *out_problem =
                words(arena, "the option \"%s\" of %.*s is not %s", name,
                      STR_ARG(self->id), "what it may be; its default is used");
            value = NULL;
        }
        if (!value)
            value = json_object_get(declared, "default");
        json_object_set(options, name, value);
    }
    return options;
}

/* A list as it stands, or in a file of its own (config/lists.h). */
static json_t *strings_schema(void)
{
    return json_pack(
        "[{s:s, s:{s:s}}, {s:s, s:{s:{s:s, s:i, s:s}}, s:b}]", "type", "array",
        "items", "type", "string", "type", "object", "properties", "file",
        "type", "string", "minLength", 1, "description",
        "A text, one entry a line, or CSV, of which the first field counts; "
        "its path is seen from the folder of stet.json.",
        "additionalProperties", 0);
}

json_t *manifest_schema(const struct manifest *self)
{
    json_t *properties = json_object();

    for (size_t i = 0; i < json_array_size(self->options); i++) {
        const json_t *declared = json_array_get(self->options, i);
        json_t *schema = json_deep_copy(declared);
        const char *name = json_string_value(json_object_get(declared, "name"));
        const char *type = json_string_value(json_object_get(declared, "type"));
        if (strcmp(type, "strings") == 0) {
            json_object_del(schema, "type");
            json_object_set_new(schema, "anyOf", strings_schema());
        }
        json_t *choices = json_object_get(schema, "choices");
        if (choices)
            json_object_set(schema, "enum", choices);
        json_object_del(schema, "choices");
        json_object_del(schema, "name");
        json_object_set_new(properties, name, schema);
    }
    return json_pack("{s:s, s:s#, s:o, s:b}", "type", "object", "title",
                     self->title.ptr, (int)self->title.len, "properties",
                     properties, "additionalProperties", 0);
}

/* ---- the whole --------------------------------------------------------- */

static int read_all(const struct parsing *self)
{
    struct manifest *out = self->out;

    if (!json_is_object(out->json))
        return bad(self, "{}", "an object");
    if (read_string(self, out->json, "id", true, &out->id) ||
        read_string(self, out->json, "title", true, &out->title) ||
        read_string(self, out->json, "version", true, &out->version) ||
        read_string(self, out->json, "licence", true, &out->licence) ||
        read_string(self, out->json, "layer", true, &out->layer))
        return -EPROTO;
    if (!is_name(out->id, "._") || !memchr(out->id.ptr, '.', out->id.len))
        return bad(self, "id", "a reverse domain name, as org.example.places");
    if (!is_name(out->layer, "_"))
        return bad(self, "layer", "one word in lower case");
    if (read_abi(self) || read_reach(self) || read_story(self) ||
        read_layers(self, "needs", &out->needs, &out->need_count) ||
        read_layers(self, "wants", &out->wants, &out->want_count) ||
        read_kinds(self) || read_attributes(self) || read_rules(self) ||
        read_options(self))
        return -EPROTO;
    return 0;
}

int manifest_parse(Str bytes, struct arena *arena,
                   struct manifest *out_manifest, Str *out_problem)
{
    struct manifest manifest = {0};
    struct parsing parsing = {arena, &manifest, out_problem};
    json_error_t error;

    if (bytes.len > MANIFEST_BYTES_MAX)
        return bad(&parsing, "size", "at most 256 KiB");
    manifest.json = json_loadb(bytes.ptr, bytes.len, 0, &error);
    if (!manifest.json) {
        *out_problem = words(arena, "its manifest is no JSON: line %d: %s",
                             error.line, error.text);
        return -EPROTO;
    }
    if (read_all(&parsing) < 0) {
        json_decref(manifest.json);
        return -EPROTO;
    }
    *out_manifest = manifest;
    return 0;
}

void manifest_release(struct manifest *self)
{
    if (!self)
        return;
    json_decref(self->json);
    *self = (struct manifest){0};
}

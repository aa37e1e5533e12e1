#include "config/schema.h"

#include "engine/words.h"

#include <string.h>

#define CHOICES_SHOWN 8u

struct check {
    struct arena *arena;
    OnProblem on_problem; /* NULL: only counts */
    void *context;
    uint32_t errors;
};

static void check(struct check *self, const json_t *schema, const json_t *value,
                  const Path *path);

static void tell(struct check *self, const Path *path, bool is_error,
                 bool at_key, Str words)
{
    SchemaProblem problem = {is_error, at_key, words.ptr};

    self->errors += is_error;
    if (self->on_problem)
        self->on_problem(self->context, path, &problem);
}

static const char *type_of(const json_t *value)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "object", [JSON_ARRAY] = "array",
        [JSON_STRING] = "string", [JSON_INTEGER] = "integer",
        [JSON_REAL] = "number",   [JSON_TRUE] = "boolean",
        [JSON_FALSE] = "boolean", [JSON_NULL] = "null",
    };

    return names[json_typeof(value)];
}

static bool is_type(const char *type, const json_t *value)
{
    return strcmp(type, type_of(value)) == 0 ||
           (strcmp(type, "number") == 0 && json_is_number(value));
}

/* "one of "error", "warning", ..." */
static Str list_choices(struct check *self, const json_t *choices)
{
    Str list = STR("one of");

    for (size_t i = 0; i < json_array_size(choices) && i < CHOICES_SHOWN; i++) {
        char *text = json_dumps(json_array_get(choices, i), JSON_ENCODE_ANY);
        list = words(self->arena, "%.*s%s %s", STR_ARG(list), i ? "," : "",
                     text ? text : "");
        free(text);
    }
    if (json_array_size(choices) > CHOICES_SHOWN)
        list = words(self->arena, "%.*s, …", STR_ARG(list));
    return list;
}

static bool is_among(const json_t *choices, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(choices); i++)
        if (json_equal(json_array_get(choices, i), value))
            return true;
    return false;
}

/* 2026-03-04 */
static bool is_date(const json_t *value)
{
    static const char shape[] = "0000-00-00";
    const char *text = json_string_value(value);

    if (json_string_length(value) != sizeof shape - 1)
        return false;
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == '0' ? text[i] < '0' || text[i] > '9'
                            : text[i] != shape[i])
            return false;
    return true;
}

static void check_range(struct check *self, const json_t *schema,
                        const json_t *value, const Path *path)
{
    const json_t *least = json_object_get(schema, "minimum");
    const json_t *most = json_object_get(schema, "maximum");
    double number = json_number_value(value);

    if (least && number < json_number_value(least))
        tell(self, path, true, false,
             words(self->arena, "this is at least %g",
                   json_number_value(least)));
    if (most && number > json_number_value(most))
        tell(self, path, true, false,
             words(self->arena, "this is at most %g", json_number_value(most)));
}

static void check_object(struct check *self, const json_t *schema,
                         const json_t *value, const Path *path)
{
    const json_t *properties = json_object_get(schema, "properties");
    const json_t *others = json_object_get(schema, "additionalProperties");
    const char *key;
    json_t *member;

    json_object_foreach((json_t *)value, key, member)
    {
        Path inner = {path, key, 0};
        const json_t *known = json_object_get(properties, key);
        if (known)
            check(self, known, member, &inner);
        else if (json_is_object(others))
            check(self, others, member, &inner);
        else if (json_is_false(others))
            tell(self, &inner, false, true,
                 words(self->arena, "nothing here is called \"%s\"", key));
    }
}

static void check_items(struct check *self, const json_t *schema,
                        const json_t *value, const Path *path)
{
    const json_t *items = json_object_get(schema, "items");

    for (size_t i = 0; items && i < json_array_size(value); i++) {
        Path inner = {path, NULL, i};
        check(self, items, json_array_get(value, i), &inner);
    }
}

/* The one whose type fits is held against the value, so that what is said is
 * about what was meant. */
static void check_any(struct check *self, const json_t *any,
                      const json_t *value, const Path *path)
{
    Str kinds = STR("");

    for (size_t i = 0; i < json_array_size(any); i++) {
        const json_t *schema = json_array_get(any, i);
        const char *type = json_string_value(json_object_get(schema, "type"));
        const json_t *only = json_object_get(schema, "const");
        if ((type && is_type(type, value)) ||
            (only && json_typeof(only) == json_typeof(value))) {
            check(self, schema, value, path);
            return;
        }
        const char *kind = type ? type : only ? type_of(only) : "other";
        kinds = words(self->arena, "%.*s%s%s", STR_ARG(kinds), i ? " or " : "",
                      kind);
    }
    tell(self, path, true, false,
         words(self->arena, "this is %.*s, not %s", STR_ARG(kinds),
               type_of(value)));
}

static void check(struct check *self, const json_t *schema, const json_t *value,
                  const Path *path)
{
    const char *type = json_string_value(json_object_get(schema, "type"));
    const json_t *choices = json_object_get(schema, "enum");
    const json_t *any = json_object_get(schema, "anyOf");
    const json_t *only = json_object_get(schema, "const");
    const char *format = json_string_value(json_object_get(schema, "format"));

    if (any) {
        check_any(self, any, value, path);
        return;
    }
    if (type && !is_type(type, value)) {
        tell(self, path, true, false,
             words(self->arena, "this is %s, not %s", type, type_of(value)));
        return;
    }
    if (choices && !is_among(choices, value)) {
        Str list = list_choices(self, choices);
        tell(self, path, true, false,
             words(self->arena, "this is %.*s", STR_ARG(list)));
    }
    if (only && !json_equal(only, value))
        tell(self, path, true, false, STR("this value means nothing here"));
    if (format && strcmp(format, "date") == 0 && !is_date(value))
        tell(self, path, true, false, STR("a date is written \"2026-03-04\""));
    if (json_is_number(value))
        check_range(self, schema, value, path);
    if (json_is_object(value))
        check_object(self, schema, value, path);
    if (json_is_array(value))
        check_items(self, schema, value, path);
}

void schema_check(const json_t *schema, const json_t *value,
                  struct arena *arena, OnProblem on_problem, void *context)
{
    struct check self = {arena, on_problem, context, 0};

    check(&self, schema, value, NULL);
}

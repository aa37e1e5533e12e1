/*
 * stet plugins: what is loaded, from where, and what was refused and why.
 */
#include "cli/cli.h"
#include "cli/common.h"
#include "cli/terminal.h"
#include "report/jot.h"
#include "report/page.h"

#include <stdlib.h>
#include <unistd.h>

enum {
    PLUGINS_JSON = COMMON_COUNT,
    PLUGINS_SCHEMA,
    PLUGINS_EXPLAIN,
    PLUGINS_COLOR
};

static const ArgOption options[] = {
    COMMON_OPTIONS,
    {"json", 0, NULL, "as JSON, options with their schema included"},
    {"schema", 0, NULL, "the JSON Schema of stet.json, for editors"},
    {"explain", 0, NULL, "with kinds, rules and options"},
    {"color", 0, "WHEN", "auto (the default), always or never"},
    {0},
};

struct plugins {
    struct common common;
    ColourWish colour;
    bool as_json, as_schema, explains;
    Look look;
    struct arena arena;
    struct out out;
};

static Str state_name(PluginState state)
{
    static const Str names[] = {
        [PLUGIN_READY] = STR_INIT("ready"),
        [PLUGIN_REFUSED] = STR_INIT("refused"),
        [PLUGIN_SHADOWED] = STR_INIT("shadowed"),
        [PLUGIN_DISABLED] = STR_INIT("disabled"),
    };

    return names[state];
}

/* ---- for people -------------------------------------------------------- */

static void put_row(struct plugins *self, const char *key, Str words)
{
    if (!words.len)
        return;
    out_repeat(&self->out, ' ', 4);
    page_cell(&self->look, &self->out, STYLE_DIM, str_from_c(key), 10);
    page_text(&self->look, &self->out, STYLE_PLAIN, words, 14);
}

static void put_names(struct plugins *self, const char *key, uint32_t count,
                      const uint32_t *numbers)
{
    const struct registry *registry = host_registry(self->common.setup.host);
    struct out names = {.arena = &self->arena};

    for (uint32_t i = 0; i < count; i++) {
        if (i)
            out_str(&names, STR(", "));
        out_str(&names, registry_name(registry, numbers[i]));
    }
    put_row(self, key, (Str){names.ptr, (uint32_t)names.len});
}

static Str json_text(const json_t *object, const char *key)
{
    return str_from_c(json_string_value(json_object_get(object, key)));
}

static void put_options(struct plugins *self, const json_t *declared)
{
    size_t i;
    json_t *option;

    json_array_foreach(declared, i, option)
    {
        struct out line = {.arena = &self->arena};
        char *value =
            json_dumps(json_object_get(option, "default"), JSON_ENCODE_ANY);
        out_str(&line, json_text(option, "name"));
        if (value)
            out_format(&line, " = %s", value);
        free(value);
        out_str(&line, STR(": "));
        out_str(&line, json_text(option, "description"));
        put_row(self, "option", (Str){line.ptr, (uint32_t)line.len});
    }
}

static void put_plugin(struct plugins *self, const PluginInfo *info)
{
    bool is_ready = info->state == PLUGIN_READY;
    Style style = is_ready                        ? STYLE_GREEN
                  : info->state == PLUGIN_REFUSED ? STYLE_RED
                                                  : STYLE_DIM;

    look_text(&self->look, &self->out, style, state_name(info->state));
    out_char(&self->out, ' ');
    look_text(&self->look, &self->out, STYLE_BOLD,
              info->id.len ? info->id : info->path);
    out_char(&self->out, ' ');
    out_clean(&self->out, info->version);
    out_str(&self->out, STR("  "));
    look_text(&self->look, &self->out, STYLE_PLAIN, info->title);
    out_char(&self->out, '\n');
    put_row(self, "why", info->reason);
    put_row(self, "from", info->path);
    if (!self->explains)
        return;
    put_row(self, "layer", info->layer);
    put_row(self, "licence", info->licence);
    put_names(self, "kinds", info->kind_count, info->kinds);
    put_names(self, "rules", info->rule_count, info->rules);
    put_options(self, info->options);
}

/* ---- for programs ------------------------------------------------------ */

static void jot_member(struct jot *jot, const char *key, Str text)
{
    jot_key(jot, key);
    jot_str(jot, text);
}

static void jot_names(struct plugins *self, struct jot *jot, const char *key,
                      uint32_t count, const uint32_t *numbers)
{
    const struct registry *registry = host_registry(self->common.setup.host);

    jot_key(jot, key);
    jot_open(jot, '[');
    for (uint32_t i = 0; i < count; i++)
        jot_str(jot, registry_name(registry, numbers[i]));
    jot_close(jot, ']');
}

static void jot_json(struct jot *jot, const char *key, const json_t *value)
{
    char *text = value ? json_dumps(value, JSON_COMPACT) : NULL;

    jot_key(jot, key);
    jot_raw(jot, text ? str_from_c(text) : STR("null"));
    free(text);
}

static void jot_plugin(struct plugins *self, struct jot *jot,
                       const PluginInfo *info)
{
    jot_open(jot, '{');
    jot_member(jot, "state", state_name(info->state));
    jot_member(jot, "id", info->id);
    jot_member(jot, "title", info->title);
    jot_member(jot, "version", info->version);
    jot_member(jot, "licence", info->licence);
    jot_member(jot, "layer", info->layer);
    jot_member(jot, "path", info->path);
    jot_member(jot, "reason", info->reason);
    jot_names(self, jot, "kinds", info->kind_count, info->kinds);
    jot_names(self, jot, "rules", info->rule_count, info->rules);
    jot_json(jot, "options", info->options);
    jot_close(jot, '}');
}

/* ---- both -------------------------------------------------------------- */

static void put_json(struct plugins *self)
{
    struct host *host = self->common.setup.host;
    struct jot jot = {.out = &self->out};
    json_t *schema = host_options_schema(host);

    jot_open(&jot, '{');
    jot_key(&jot, "plugins");
    jot_open(&jot, '[');
    for (uint32_t i = 0; i < host_plugin_count(host); i++) {
        PluginInfo info = host_plugin(host, i);
        jot_plugin(self, &jot, &info);
    }
    jot_close(&jot, ']');
    jot_json(&jot, "schema", schema);
    jot_close(&jot, '}');
    out_char(&self->out, '\n');
    json_decref(schema);
}

static void put_schema(struct plugins *self)
{
    json_t *schema = setup_schema(&self->common.setup);
    char *text = json_dumps(schema, JSON_INDENT(2));

    out_str(&self->out, str_from_c(text));
    out_char(&self->out, '\n');
    free(text);
    json_decref(schema);
}

static void put_list(struct plugins *self)
{
    const struct host *host = self->common.setup.host;

    for (uint32_t i = 0; i < host_plugin_count(host); i++) {
        PluginInfo info = host_plugin(host, i);
        put_plugin(self, &info);
    }
    if (!host_plugin_count(host))
        out_str(&self->out, STR("There is no plugin.\n"));
}

static int list(struct plugins *self)
{
    struct setup *setup = &self->common.setup;
    int status = setup_open_quietly(setup);

    self->out.arena = &self->arena;
    self->look = terminal_look(self->colour, 0);
    if (self->as_schema)
        put_schema(self);
    else if (self->as_json)
        put_json(self);
    else
        put_list(self);
    if (out_send(&self->out, STDOUT_FILENO) < 0)
        status = -1;
    setup_close(setup);
    arena_release(&self->arena);
    return status < 0 ? CLI_TROUBLE : CLI_GOOD;
}

static int take(struct plugins *self, const struct args *args, int option,
                const char *value)
{
    switch (option) {
    case ARGS_OPERAND:
        return args_complain(args, "takes no operands");
    case PLUGINS_JSON:
        self->as_json = true;
        return 0;
    case PLUGINS_SCHEMA:
        self->as_schema = true;
        return 0;
    case PLUGINS_EXPLAIN:
        self->explains = true;
        return 0;
    case PLUGINS_COLOR:
        return common_colour(args, value, &self->colour);
    default:
        return common_take(&self->common, args, option, value);
    }
}

static int run(struct args *args)
{
    struct plugins self = {.explains = false};
    const char *value;
    int option, status = 0;

    while (status >= 0 &&
           (option = args_next(args, options, &value)) != ARGS_END)
        status = take(&self, args, option, value);
    if (status < 0)
        return CLI_TROUBLE;
    if (self.common.wants_help)
        return command_help(&command_plugins);
    return list(&self);
}

const Command command_plugins = {
    .name = "plugins",
    .operands = "",
    .summary = "List the plugins: where from, and what was refused and why",
    .options = options,
    .run = run,
};

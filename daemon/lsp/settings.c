/*
 * What a person has set, for each document.
 *
 *     initializationOptions, or what was pushed since
 *       < what was pulled for the innermost folder, or outside all folders
 *         < the nearest stet.json                      -> document->config
 *
 * Settings are pulled for all folders in one request, once a change. A change
 * that makes stories read otherwise (plugins, date, language, limit) has them
 * analysed again; any other is shown at once: diagnostics are pushed again, or
 * the editor is asked to pull. A story of the workspace that is not open is
 * read again where its findings may be others.
 *
 * stet.json files are watched by the editor where it can; where not, they are
 * looked at every SESSION_LOOK_MS and when something is saved.
 */
#include "lsp/inside.h"

#include "protocol/memory.h"
#include "protocol/uri.h"

#include <stdio.h>
#include <stdlib.h>

#define SCOPES_MAX 256u  /* folders of a workspace that count */
#define PROBLEMS_TOLD 8u /* of one set of settings, in the log */
#define SECTION "stet"

/* ---- folders -------------------------------------------------------------
 */

static void scope_free(struct scope *scope)
{
    free(scope->uri);
    free(scope->key);
    json_decref(scope->value);
    free(scope);
}

static struct scope **find_scope(struct settings *self, Slice uri)
{
    char *key = uri_normal(uri);
    struct scope **at = &self->scopes;

    while (*at && strcmp((*at)->key, key) != 0)
        at = &(*at)->next;
    free(key);
    return at;
}

static void add_folder(struct settings *self, Slice uri)
{
    struct scope **at = find_scope(self, uri);

    if (*at || !uri.len || self->scope_count == SCOPES_MAX)
        return;
    *at = memory_get(sizeof **at);
    **at = (struct scope){.uri = memory_copy(uri), .key = uri_normal(uri)};
    self->scope_count++;
}

static void remove_folder(struct settings *self, Slice uri)
{
    struct scope **at = find_scope(self, uri), *gone = *at;

    if (!gone)
        return;
    *at = gone->next;
    self->scope_count--;
    scope_free(gone);
}

/* The innermost folder that holds the document, or NULL. */
static const struct scope *scope_of(const struct settings *self,
                                    const char *key)
{
    const struct scope *found = NULL;
    size_t longest = 0;

    for (const struct scope *at = self->scopes; at; at = at->next) {
        size_t len = strlen(at->key);
        while (len && at->key[len - 1] == '/')
            len--;
        if (strncmp(key, at->key, len) == 0 && (key[len] == '/' || !key[len]) &&
            len >= longest) {
            found = at;
            longest = len;
        }
    }
    return found;
}

/* ---- what holds for a document -------------------------------------------
 */

/* Where the document's stet.json is looked for: its own path; for one that is
 * no file yet, as if it lay in the first folder. NULL: nowhere. To be freed. */
static char *path_of(const struct settings *self,
                     const struct document *document)
{
    char *path = NULL;

    if (uri_to_path(slice_from_c(document->uri), &path) == 0)
        return path;
    if (uri_is_file(slice_from_c(document->uri)) || !self->scopes ||
        uri_to_path(slice_from_c(self->scopes->uri), &path) < 0)
        return NULL;
    size_t len = strlen(path);
    path = memory_grow(path, len + sizeof "/untitled");
    memcpy(path + len, "/untitled", sizeof "/untitled");
    return path;
}

static bool is_settings_file(const char *path)
{
    const char *name = path ? strrchr(path, '/') : NULL;

    return name && strcmp(name + 1, FILES_NAME) == 0;
}

static struct config *config_for(const struct settings *self,
                                 struct document *document)
{
    char *path = path_of(self, document);
    const struct config_file *file =
        path ? files_find(self->files, str_from_c(path)) : NULL;
    const struct scope *scope = scope_of(self, document->key);
    const json_t *layers[] = {
        self->options,
        scope && scope->value ? scope->value : self->pulled,
        file ? file->value : NULL,
    };

    document->is_settings = is_settings_file(path);
    free(path);
    return config_new(layers, sizeof layers / sizeof *layers);
}

/* What features see, looked up once for all names. */
static void settle(struct document *document)
{
    const struct config *config = document->config;
    const struct registry *registry = document->tools->registry;
    struct arena *arena = &document->settings_arena;
    uint32_t count = registry_count(registry) + 1;

    arena_reset(arena);
    bool *shows = ARENA_ARRAY(arena, bool, count);
    for (uint32_t i = 1; i < count; i++) {
        const KindInfo *kind = registry_kind(registry, i);
        shows[i] = kind && config_shows(config, registry_name(registry, i),
                                        kind->has_hint);
    }
    document->settings = (Settings){
        .config = config,
        .has_hints = config->has_hints,
        .hint_confidence = config->hint_confidence,
        .density = config->density,
        .shows = shows,
        .judge = config_judge(config, registry, arena),
    };
}

/* An analysis under the old configuration will not do under the new one. */
static bool reads_otherwise(const struct config *old, const struct config *now)
{
    return strcmp(old->plugins_key, now->plugins_key) != 0 ||
           !str_eq(old->date, now->date) ||
           !str_eq(old->language, now->language) ||
           old->bytes_max != now->bytes_max;
}

void settings_apply(struct session *self, struct document *document)
{
    struct config *old = document->config;
    struct config *now = config_for(&self->settings, document);

    document->config = now;
    if (!old || strcmp(old->plugins_key, now->plugins_key) != 0) {
        struct tools *tools = self->out.tools(self->out.self, now);
        tools_unref(document->tools);
        document->tools = tools;
        /* Its kinds and rules have other numbers there. */
        analysis_unref(document->analysis);
        document->analysis = NULL;
    }
    if (old && reads_otherwise(old, now)) {
        document->is_dirty = true;
        if (document->job)
            atomic_store(&document->job->cancelled, true);
    }
    settle(document);
    config_unref(old);
}

bool settings_differ(struct session *self, struct document *document)
{
    const struct config *then = document->config;
    struct config *now = config_for(&self->settings, document);
    bool differ = !scope_of(&self->settings, document->key) ||
                  reads_otherwise(then, now) ||
                  !json_equal(then->rules, now->rules);

    config_unref(now);
    return differ;
}

static void apply_all(struct session *self)
{
    for (struct document *at = self->documents.first; at; at = at->next)
        settings_apply(self, at);
    pull_refresh(self);
    for (struct document *at = self->documents.first; at; at = at->next)
        runs_start(self, at);
    survey_if_wanted(self);
    watch_settings(self);
}

/* ---- stet.json -----------------------------------------------------------
 */

/* Whether the editor has the file open: then its own text is what counts for
 * its diagnostics. */
static bool is_open(const struct session *self, const char *uri)
{
    return documents_find(&self->documents, slice_from_c(uri)) != NULL;
}

static void tell_of_file(struct session *self, const struct config_file *file)
{
    char text[512];

    for (uint32_t i = 0; i < file->problem_count; i++)
        if (file->problems[i].is_error) {
            snprintf(text, sizeof text,
                     "%.300s cannot be used, so what it said before still "
                     "holds: %.*s",
                     file->path, STR_ARG(file->problems[i].words));
            say_aloud(self, LSP_MESSAGE_WARNING, text);
            return;
        }
}

static void publish_file(struct session *self, const struct config_file *file,
                         json_t *published)
{
    char *uri = NULL;
    if (!file->problem_count ||
        uri_from_path(slice_from_c(file->path), &uri) < 0)
        return;

    json_t *before = json_object_get(self->settings.published, uri);
    if (json_integer_value(before) != (json_int_t)file->change) {
        tell_of_file(self, file);
        if (!self->client.pull_diagnostics && !is_open(self, uri)) {
            LspDocumentId id = {slice_from_c(uri), false, 0};
            pull_push(self, &id,
                      pull_of_settings(self, file->text, file->problem_count,
                                       file->problems));
        }
    }
    json_object_set_new(published, uri, json_integer((json_int_t)file->change));
    free(uri);
}

/* Says what is wrong with the files that were found, and that it no longer
 * is. */
static void publish_files(struct session *self)
{
    struct settings *settings = &self->settings;
    json_t *published = json_object();
    const char *uri;
    json_t *change;

    for (const struct config_file *at = files_first(settings->files); at;
         at = at->next)
        publish_file(self, at, published);
    json_object_foreach(settings->published, uri, change)
    {
        if (json_object_get(published, uri) || self->client.pull_diagnostics ||
            is_open(self, uri))
            continue;
        LspDocumentId id = {slice_from_c(uri), false, 0};
        pull_push(self, &id, json_array());
    }
    json_decref(settings->published);
    settings->published = published;
}

void settings_look_now(struct session *self)
{
    if (files_refresh(self->settings.files))
        apply_all(self);
    publish_files(self);
}

uint32_t settings_look(struct session *self)
{
    struct settings *settings = &self->settings;
    uint64_t now = self->out.now_ms(self->out.self);

    if (self->state != STATE_READY || settings->watches ||
        (!self->documents.count && !self->survey.stories.count))
        return UINT32_MAX;
    if (now >= settings->look_ms) {
        settings_look_now(self);
        settings->look_ms = now + SESSION_LOOK_MS;
    }
    return (uint32_t)(settings->look_ms - now);
}

/* ---- the editor's settings -----------------------------------------------
 */

static void on_problem(void *context, const Path *path,
                       const SchemaProblem *problem)
{
    struct session *self = context;
    char text[512];

    snprintf(text, sizeof text, "in the settings, at %.100s: %.300s",
             path && path->key ? path->key : "the top", problem->words);
    say_log(self, LSP_MESSAGE_WARNING, text);
}

/* Gives the settings in what an editor sent: its "stet" part, or all. */
static json_t *settings_in(struct session *self, const json_t *sent)
{
    struct arena scratch = {0};
    const json_t *own = json_object_get(sent, SECTION);
    json_t *value = json_is_object(own)    ? json_deep_copy(own)
                    : json_is_object(sent) ? json_deep_copy(sent)
                                           : NULL;

    if (value)
        schema_check(self->config.schema, value, &scratch, on_problem, self);
    arena_release(&scratch);
    return value;
}

static void pull(struct session *self);

static void on_pulled(void *context, const json_t *result, const json_t *error)
{
    struct session *self = context;
    struct settings *settings = &self->settings;
    size_t index = 0;

    settings->is_pulling = false;
    if (self->state != STATE_READY)
        return;
    if (settings->pulls_again) {
        pull(self);
        return;
    }
    if (!result)
        return; /* it refused: what was known still holds */
    json_decref(settings->pulled);
    settings->pulled = settings_in(self, lsp_configuration(result, index++));
    for (struct scope *at = settings->scopes; at; at = at->next) {
        json_decref(at->value);
        at->value = settings_in(self, lsp_configuration(result, index++));
    }
    apply_all(self);
}

/* Asks for everything at once: outside all folders, then folder by folder. */
static void pull(struct session *self)
{
    struct settings *settings = &self->settings;
    LspConfigurationItem items[SCOPES_MAX + 1];
    size_t count = 0;

    settings->pulls_again = settings->is_pulling;
    if (settings->is_pulling)
        return;
    settings->is_pulling = true;
    items[count++] = (LspConfigurationItem){.section = SLICE(SECTION)};
    for (const struct scope *at = settings->scopes; at; at = at->next)
        items[count++] =
            (LspConfigurationItem){slice_from_c(at->uri), SLICE(SECTION)};
    calls_ask(&self->calls, "workspace/configuration",
              lsp_write_configuration(items, count), on_pulled, self);
}

void settings_changed(struct session *self, const json_t *params)
{
    const json_t *sent = lsp_read_settings(params);

    if (self->client.configuration) {
        pull(self);
        return;
    }
    json_t *value = settings_in(self, sent);
    if (!value)
        return;
    json_decref(self->settings.options);
    self->settings.options = value;
    apply_all(self);
}

/* Settings first: stories are read as they say now. */
void settings_files_changed(struct session *self, const json_t *params)
{
    struct fault fault;
    LspList events;

    settings_look_now(self);
    if (lsp_read_watched_files(params, &events, &fault) < 0) {
        say_log(self, LSP_MESSAGE_ERROR, fault.text);
        return;
    }
    watch_events(self, events);
}

void settings_folders_changed(struct session *self, const json_t *params)
{
    struct fault fault;
    LspFoldersChange change;

    if (lsp_read_folders_change(params, &change, &fault) < 0) {
        say_log(self, LSP_MESSAGE_ERROR, fault.text);
        return;
    }
    for (size_t i = 0; i < change.removed.count; i++)
        remove_folder(&self->settings, lsp_folder(change.removed, i).uri);
    for (size_t i = 0; i < change.added.count; i++)
        add_folder(&self->settings, lsp_folder(change.added, i).uri);
    if (self->client.configuration)
        pull(self);
    else
        apply_all(self);
}

/* ---- beginning and end ---------------------------------------------------
 */

void settings_begin(struct session *self, const LspInitialize *initialize)
{
    struct settings *settings = &self->settings;

    settings->files = files_new(self->config.schema);
    settings->published = json_object();
    for (size_t i = 0; i < initialize->folders.count; i++)
        add_folder(settings, lsp_folder(initialize->folders, i).uri);
    if (!settings->scopes)
        add_folder(settings, initialize->root_uri);
    settings->options = settings_in(self, initialize->options);
}

static void on_registered(void *context, const json_t *result,
                          const json_t *error)
{
    struct session *self = context;

    if (error)
        self->settings.watches = false; /* then we look ourselves */
}

void settings_subscribe(struct session *self)
{
    static const LspWatcher files = {{"**/" FILES_NAME, sizeof FILES_NAME + 2},
                                     0};
    LspRegistration wishes[2];
    size_t count = 0;
    json_t *section = json_pack("{s:s}", "section", SECTION);
    json_t *watchers = lsp_write_watchers(&files, 1);

    if (self->client.configuration_dynamic)
        wishes[count++] = (LspRegistration){
            SLICE("stet-settings"), SLICE("workspace/didChangeConfiguration"),
            section};
    if (self->client.watched_files_dynamic)
        wishes[count++] = (LspRegistration){
            SLICE("stet-files"), SLICE("workspace/didChangeWatchedFiles"),
            watchers};
    self->settings.watches = self->client.watched_files_dynamic;
    if (count)
        calls_ask(&self->calls, "client/registerCapability",
                  lsp_write_registration(wishes, count), on_registered, self);
    json_decref(section);
    json_decref(watchers);
    if (self->client.configuration)
        pull(self);
}

void settings_release(struct session *self)
{
    struct settings *settings = &self->settings;

    while (settings->scopes) {
        struct scope *first = settings->scopes;
        settings->scopes = first->next;
        scope_free(first);
    }
    json_decref(settings->options);
    json_decref(settings->pulled);
    json_decref(settings->published);
    files_free(settings->files);
}

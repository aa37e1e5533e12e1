#include "cli/setup.h"

#include "config/files.h"
#include "engine/cache.h"
#include "text/heap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CACHE_BYTES (8u << 20)

/* The folder of plugins as it lies from the folder of the program. */
#ifndef STET_PLUGIN_FOLDER
#define STET_PLUGIN_FOLDER "../lib/stet/plugins"
#endif

/* STET_PLUGIN_FOLDER from where the program really is. */
static void find_library(struct setup *self)
{
    char *room = self->library;
    ssize_t len = readlink("/proc/self/exe", room, SETUP_PATH_MAX);

    while (len > 0 && room[len - 1] != '/')
        len--;
    if (len <= 0 || (size_t)len + sizeof STET_PLUGIN_FOLDER > SETUP_PATH_MAX)
        len = 0;
    else
        memcpy(room + len, STET_PLUGIN_FOLDER, sizeof STET_PLUGIN_FOLDER);
    if (!len)
        room[0] = 0;
}

static uint32_t count_ready(const struct host *host)
{
    uint32_t ready = 0;

    for (uint32_t i = 0; i < host_plugin_count(host); i++)
        ready += host_plugin(host, i).state == PLUGIN_READY;
    return ready;
}

/* What there is was refused when it was opened. */
static bool none_opens(const struct host *host)
{
    bool is_late = false;

    for (uint32_t i = 0; i < host_plugin_count(host); i++)
        is_late |= host_plugin(host, i).is_late;
    return is_late && !count_ready(host);
}

static void say_refused(const struct host *host, bool is_late)
{
    for (uint32_t i = 0; i < host_plugin_count(host); i++) {
        PluginInfo info = host_plugin(host, i);
        if (info.state == PLUGIN_REFUSED && info.is_late == is_late)
            fprintf(stderr, "stet: plugin %.*s is left out: %.*s\n",
                    STR_ARG(info.path), STR_ARG(info.reason));
    }
}

void setup_say_refused(const struct host *host)
{
    say_refused(host, false);
}

void setup_say_late(const struct host *host)
{
    say_refused(host, true);
}

struct host *setup_host(struct setup *self, const json_t *plugins)
{
    if (!self->library[0])
        find_library(self);
    return host_list(&(HostConfig){
        .path_count = self->path_count,
        .paths = self->paths,
        .library = str_from_c(self->library),
        .only_paths = self->only_paths,
        .options = plugins,
    });
}

/* ---- kits: plugins opened in one way ------------------------------------- */

struct kit {
    struct kit *next;
    char *key; /* of config's plugins */
    struct host *host;
    struct cache *cache;
    uint32_t number;
};

static struct kit *kit_new(struct setup *self, const char *key,
                           const json_t *plugins)
{
    struct kit *kit = heap_get(sizeof *kit);

    kit->key = heap_get(strlen(key) + 1);
    memcpy(kit->key, key, strlen(key) + 1);
    bool is_first = strcmp(key, "{}") == 0;
    kit->host = is_first ? self->host : setup_host(self, plugins);
    host_open(kit->host);
    if (!self->kits)
        setup_say_late(kit->host);
    kit->cache = cache_new(CACHE_BYTES);
    kit->next = self->kits;
    kit->number = self->kits ? self->kits->number + 1 : 0;
    self->kits = kit;
    return kit;
}

static struct kit *kit_for(struct setup *self, const struct config *config)
{
    struct kit *kit = self->kits;

    while (kit && strcmp(kit->key, config->plugins_key) != 0)
        kit = kit->next;
    return kit ? kit : kit_new(self, config->plugins_key, config->plugins);
}

/* ---- plans: what the stories beneath one stet.json are read with --------- */

struct plan {
    struct plan *next;
    const struct config_file *file; /* NULL: there is none */
    struct config *config;
    struct kit *kit;
    Judge judge;
    struct arena arena;
};

/* "stet: /news/stet.json:3:5: this is ...": the file's own lines. */
static bool say_problems(const struct config_file *file, struct out *err)
{
    bool has_error = false;

    for (uint32_t i = 0; i < file->problem_count; i++) {
        const FileProblem *problem = &file->problems[i];
        uint32_t line = 1, column = 1;
        if (!problem->is_error)
            continue;
        for (uint32_t at = 0; at < problem->span.start; at++) {
            bool is_break = file->text.ptr[at] == '\n';
            line += is_break;
            column = is_break ? 1 : column + 1;
        }
        out_str(err, STR("stet: "));
        out_clean(err, str_from_c(file->path));
        out_format(err, ":%u:%u: ", (unsigned)line, (unsigned)column);
        out_clean(err, problem->words);
        out_str(err, STR("; this file is not used\n"));
        has_error = true;
    }
    return has_error;
}

static struct plan *plan_new(struct setup *self, const struct config_file *file,
                             struct out *err, bool *out_trouble)
{
    struct plan *plan = heap_get(sizeof *plan);
    const json_t *layer = file ? file->value : NULL;

    plan->file = file;
    plan->config = config_new(&layer, 1);
    plan->kit = kit_for(self, plan->config);
    plan->judge = config_judge(plan->config, host_registry(plan->kit->host),
                               &plan->arena);
    plan->next = self->plans;
    self->plans = plan;
    if (file && say_problems(file, err))
        *out_trouble = true;
    if (none_opens(plan->kit->host)) {
        out_str(err, STR("stet: no plugin can be opened\n"));
        *out_trouble = true;
    }
    return plan;
}

/* The stet.json that holds for the story at `path`, or NULL. */
static const struct config_file *file_for(struct setup *self, const char *path)
{
    char room[SETUP_PATH_MAX];
    const char *named = self->config_path ? self->config_path : path;

    if (self->ignores_files)
        return NULL;
    if (strcmp(named, "-") == 0)
        named = ".";
    char *whole = realpath(named, NULL);
    if (!whole)
        return NULL;
    bool is_folder = strcmp(named, ".") == 0;
    int len =
        snprintf(room, sizeof room, "%s%s", whole, is_folder ? "/stdin" : "");
    free(whole);
    if (len < 0 || (size_t)len >= sizeof room)
        return NULL;
    Str place = {room, (uint32_t)len};
    if (!self->files)
        self->files = files_new(NULL);
    const struct config_file *file = self->config_path
                                         ? files_read(self->files, place)
                                         : files_find(self->files, place);
    /* Most runs have none, and then nobody needs the schema. */
    if (file && !self->schema) {
        self->schema = setup_schema(self);
        files_hold_against(self->files, self->schema);
    }
    return file;
}

static struct plan *plan_for(struct setup *self, const char *path,
                             struct out *err, bool *out_trouble)
{
    const struct config_file *file = file_for(self, path);
    struct plan *plan = self->plans;

    while (plan && plan->file != file)
        plan = plan->next;
    return plan ? plan : plan_new(self, file, err, out_trouble);
}

/* ---- workers ------------------------------------------------------------- */

#define KITS_MAX 64u /* that one worker has pipelines of */

struct worker {
    ArticleTools tools;
    struct pipeline *pipelines[KITS_MAX]; /* by the kit's number; or NULL */
};

void *setup_worker_new(void *self)
{
    return heap_get(sizeof(struct worker));
}

void setup_worker_free(void *self, void *worker_)
{
    struct worker *worker = worker_;

    for (uint32_t i = 0; i < KITS_MAX; i++)
        host_pipeline_free(worker->pipelines[i]);
    free(worker);
}

const ArticleTools *setup_tools(void *self_, void *worker_, const char *path,
                                struct out *err, bool *out_trouble)
{
    struct setup *self = self_;
    struct worker *worker = worker_;

    pthread_mutex_lock(&self->lock);
    const struct plan *plan = plan_for(self, path, err, out_trouble);
    const struct config *config = plan->config;
    struct pipeline **pipeline =
        &worker->pipelines[plan->kit->number % KITS_MAX];
    if (*pipeline && (*pipeline)->registry != host_registry(plan->kit->host)) {
        host_pipeline_free(*pipeline); /* of one of sixty-four kits before */
        *pipeline = NULL;
    }
    if (!*pipeline)
        *pipeline = host_pipeline_new(plan->kit->host);
    pthread_mutex_unlock(&self->lock);

    worker->tools = (ArticleTools){
        .pipeline = *pipeline,
        .cache = plan->kit->cache,
        .bytes_max = self->bytes_max ? self->bytes_max : config->bytes_max,
        .facts = {.date = config->date,
                  .date_source =
                      config->date.len ? STET_DATE_RECORD : STET_DATE_NONE,
                  .language = config->language},
        .judge = plan->judge,
    };
    return &worker->tools;
}

/* ---- the whole ----------------------------------------------------------- */

json_t *setup_schema(const struct setup *self)
{
    json_t *plugins = host_options_schema(self->host);
    json_t *schema = config_schema(plugins, host_registry(self->host));

    json_decref(plugins);
    return schema;
}

/* The plugins, without options. */
static void find(struct setup *self)
{
    json_t *none = json_object();

    pthread_mutex_init(&self->lock, NULL);
    self->host = setup_host(self, none);
    json_decref(none);
}

int setup_open_quietly(struct setup *self)
{
    find(self);
    host_open(self->host);
    return count_ready(self->host) ? 0 : -ENOENT;
}

int setup_open(struct setup *self)
{
    find(self);
    int status = count_ready(self->host) ? 0 : -ENOENT;

    setup_say_refused(self->host);
    if (status < 0)
        fprintf(stderr,
                "stet: there is no plugin to read with: install them into "
                "%s, or name a folder with --plugins\n",
                self->only_paths ? "a folder" : self->library);
    return status;
}

void setup_close(struct setup *self)
{
    if (!self->host)
        return;
    while (self->plans) {
        struct plan *plan = self->plans;
        self->plans = plan->next;
        config_unref(plan->config);
        arena_release(&plan->arena);
        free(plan);
    }
    while (self->kits) {
        struct kit *kit = self->kits;
        self->kits = kit->next;
        cache_free(kit->cache);
        if (kit->host != self->host)
            host_free(kit->host);
        free(kit->key);
        free(kit);
    }
    host_free(self->host);
    files_free(self->files);
    json_decref(self->schema);
    pthread_mutex_destroy(&self->lock);
    self->files = NULL;
    self->schema = NULL;
    self->host = NULL;
}

uint32_t setup_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count < 1 ? 1 : count > 64 ? 64 : (uint32_t)count;
}

/*
 * setup - the plugins and the workers of one batch command, as the stories
 * they read are configured.
 *
 *     path -> nearest stet.json -> config -> kit: host, cache
 *                                      '---> worker: a pipeline of the kit
 *
 * Opens the plugins that lie beside the program wherever it was moved, says
 * on stderr what was refused. Stories under different stet.json files may want
 * different plugins: each set of them is opened once, as a kit, and none that
 * no story wants.
 *
 * Threads: a lock makes setup_tools() safe from several workers at once.
 */
#ifndef CLI_SETUP_H
#define CLI_SETUP_H

#include "config/config.h"
#include "host/host.h"
#include "report/article.h"

#include <pthread.h>

#define SETUP_PATHS_MAX 16u
#define SETUP_PATH_MAX 4096u /* bytes */

struct kit;
struct plan; /* one configuration, and the kit that it wants */

/* Filled in by options, then by setup_open(). */
struct setup {
    Str paths[SETUP_PATHS_MAX]; /* --plugins */
    uint32_t path_count;
    bool only_paths;              /* --only-plugins */
    bool ignores_files;           /* --no-config */
    const char *config_path;      /* --config: for all stories; may be NULL */
    uint32_t bytes_max;           /* 0: the configuration says */
    char library[SETUP_PATH_MAX]; /* the folder beside the program, or "" */
    struct host *host; /* without options; not open before a story wants it */
    struct kit *kits;  /* newest first */
    struct plan *plans;
    struct files *files;
    json_t *schema; /* of stet.json; NULL until one was found */
    pthread_mutex_t lock;
};

/* Plugins as they are configured, found and not yet open; `plugins` is an
 * object or NULL. */
struct host *setup_host(struct setup *self, const json_t *plugins);

/* 0, or -ENOENT and said so: there is no plugin at all. What was refused is
 * said in any case. Plugins are opened as the first story wants them. */
int setup_open(struct setup *self);

/* Opens them now, and says nothing. */
int setup_open_quietly(struct setup *self);

/* The JSON Schema of stet.json, of what is open: a new reference. */
json_t *setup_schema(const struct setup *self);

/* Says on stderr which plugins were refused when they were found, and which
 * when they were opened, and why. */
void setup_say_refused(const struct host *host);
void setup_say_late(const struct host *host);

/* Closes what setup_open() opened. */
void setup_close(struct setup *self);

/* As CrewPlan wants them; `self` is a struct setup. */
void *setup_worker_new(void *self);
void setup_worker_free(void *self, void *worker);

/*
 * What the worker reads the story at `path` with: "-" is one in the current
 * folder. Lives until the worker's next call. What is wrong with the story's
 * stet.json is said in `err`, once, and then *out_trouble is true.
 */
const ArticleTools *setup_tools(void *self, void *worker, const char *path,
                                struct out *err, bool *out_trouble);

/* Processors of this machine that may be used, at least 1. */
uint32_t setup_processors(void);

#endif

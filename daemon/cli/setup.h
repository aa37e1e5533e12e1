/*
 * setup - the host and the workers of one batch command.
 *
 * Opens the plugins that lie beside the program wherever it was moved, says
 * on stderr what was refused, and makes a pipeline for each worker.
 */
#ifndef CLI_SETUP_H
#define CLI_SETUP_H

#include "host/host.h"
#include "report/article.h"

#define SETUP_PATHS_MAX 16u
#define SETUP_PATH_MAX 4096u /* bytes */

/* Filled in by options, then by setup_open(). */
struct setup {
    Str paths[SETUP_PATHS_MAX]; /* --plugins */
    uint32_t path_count;
    bool only_paths; /* --only-plugins */
    uint32_t bytes_max;
    char library[SETUP_PATH_MAX]; /* the folder beside the program, or "" */
    struct host *host;
    struct cache *cache;
};

/* Plugins opened as they are configured; `plugins` is an object or NULL. */
struct host *setup_host(struct setup *self, const json_t *plugins);

/* 0, or -ENOENT and said so: there is no plugin at all. What was refused is
 * said in any case. */
int setup_open(struct setup *self);

/* The same, and nothing is said. */
int setup_open_quietly(struct setup *self);

/* Says on stderr which plugins were refused, and why. */
void setup_say_refused(const struct host *host);

/* Closes what setup_open() opened. */
void setup_close(struct setup *self);

/* As CrewPlan wants them; `self` is a struct setup, a worker an
 * ArticleTools. */
void *setup_worker_new(void *self);
void setup_worker_free(void *self, void *worker);

/* Processors of this machine that may be used, at least 1. */
uint32_t setup_processors(void);

#endif

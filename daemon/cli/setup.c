#include "cli/setup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
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

void setup_say_refused(const struct host *host)
{
    for (uint32_t i = 0; i < host_plugin_count(host); i++) {
        PluginInfo info = host_plugin(host, i);
        if (info.state == PLUGIN_REFUSED)
            fprintf(stderr, "stet: plugin %.*s is left out: %.*s\n",
                    STR_ARG(info.path), STR_ARG(info.reason));
    }
}

struct host *setup_host(struct setup *self, const json_t *plugins)
{
    if (!self->library[0])
        find_library(self);
    return host_new(&(HostConfig){
        .path_count = self->path_count,
        .paths = self->paths,
        .library = str_from_c(self->library),
        .only_paths = self->only_paths,
        .options = plugins,
    });
}

int setup_open_quietly(struct setup *self)
{
    self->host = setup_host(self, NULL);
    self->cache = cache_new(CACHE_BYTES);
    return count_ready(self->host) ? 0 : -ENOENT;
}

int setup_open(struct setup *self)
{
    int status = setup_open_quietly(self);

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
    cache_free(self->cache);
    host_free(self->host);
    self->cache = NULL;
    self->host = NULL;
}

void *setup_worker_new(void *self)
{
    struct setup *setup = self;
    ArticleTools *tools = calloc(1, sizeof *tools);

    if (!tools)
        return NULL;
    *tools = (ArticleTools){
        .pipeline = host_pipeline_new(setup->host),
        .cache = setup->cache,
        .bytes_max = setup->bytes_max,
    };
    return tools;
}

void setup_worker_free(void *self, void *worker)
{
    ArticleTools *tools = worker;

    host_pipeline_free(tools->pipeline);
    free(tools);
}

uint32_t setup_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count < 1 ? 1 : count > 64 ? 64 : (uint32_t)count;
}

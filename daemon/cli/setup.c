#include "cli/setup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CACHE_BYTES (8u << 20)
#define PATH_BYTES_MAX 4096u

/* The folder of plugins as it lies from the folder of the program. */
#ifndef STET_PLUGIN_FOLDER
#define STET_PLUGIN_FOLDER "../lib/stet/plugins"
#endif

/* STET_PLUGIN_FOLDER from where the program really is; empty if unknown. */
static Str library_folder(char *room)
{
    ssize_t len = readlink("/proc/self/exe", room, PATH_BYTES_MAX);

    while (len > 0 && room[len - 1] != '/')
        len--;
    if (len <= 0 || (size_t)len + sizeof STET_PLUGIN_FOLDER > PATH_BYTES_MAX)
        return (Str){0};
    memcpy(room + len, STET_PLUGIN_FOLDER, sizeof STET_PLUGIN_FOLDER);
    return str_from_c(room);
}

static uint32_t say_refused(const struct host *host)
{
    uint32_t ready = 0;

    for (uint32_t i = 0; i < host_plugin_count(host); i++) {
        PluginInfo info = host_plugin(host, i);
        ready += info.state == PLUGIN_READY;
        if (info.state == PLUGIN_REFUSED)
            fprintf(stderr, "stet: plugin %.*s is left out: %.*s\n",
                    STR_ARG(info.path), STR_ARG(info.reason));
    }
    return ready;
}

int setup_open(struct setup *self)
{
    char room[PATH_BYTES_MAX];
    HostConfig config = {.path_count = self->path_count,
                         .paths = self->paths,
                         .library = library_folder(room),
                         .only_paths = self->only_paths};

    self->host = host_new(&config);
    self->cache = cache_new(CACHE_BYTES);
    if (say_refused(self->host))
        return 0;
    fprintf(stderr,
            "stet: there is no plugin to read with: install them into %.*s, "
            "or name a folder with --plugins\n",
            STR_ARG(config.library));
    return -ENOENT;
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

/*
 * stet serve: the daemon that editors start.
 */
#include "cli/cli.h"
#include "cli/setup.h"
#include "server/server.h"

#include <stdio.h>
#include <stdlib.h>

#define CACHE_BYTES (64u << 20)
#define DOCUMENT_BYTES (128u << 20)

static const ArgOption options[] = {
    {"help", 'h', NULL, "this text"},
    {"stdio", 0, NULL, "talk over stdin and stdout, as it does anyway"},
    {"clientProcessId", 0, "PID", "end when this process does"},
    {"patience", 0, "MS", "how long a request waits for a story (2000)"},
    {"max-stories", 0, "N", "stories of a workspace that are read (20000)"},
    {"plugins", 0, "FOLDER", "look for plugins here first; may be repeated"},
    {"only-plugins", 0, NULL, "and nowhere else"},
    {0},
};

enum {
    OPTION_HELP,
    OPTION_STDIO,
    OPTION_PROCESS,
    OPTION_PATIENCE,
    OPTION_STORIES,
    OPTION_PLUGINS,
    OPTION_ONLY
};

static struct host *open_host(void *self, const json_t *plugins)
{
    struct host *host = setup_host(self, plugins);

    setup_say_refused(host);
    return host;
}

static int serve(struct setup *setup, int64_t process_id, uint32_t patience_ms,
                 uint32_t stories_max)
{
    return server_run(&(ServerConfig){
        .version = str_from_c(STET_VERSION),
        .open_host = open_host,
        .say_late = setup_say_late,
        .self = setup,
        .cache_bytes = CACHE_BYTES,
        .workers = setup_processors(),
        .max_document = DOCUMENT_BYTES,
        .patience_ms = patience_ms,
        .stories_max = stories_max,
        .process_id = process_id,
    });
}

static int run(struct args *args)
{
    struct setup setup = {.bytes_max = DOCUMENT_BYTES};
    int64_t process_id = 0;
    uint32_t patience_ms = 0, stories_max = 0;
    const char *value;
    int option;

    while ((option = args_next(args, options, &value)) != ARGS_END) {
        if (option == OPTION_HELP)
            return command_help(&command_serve);
        if (option == OPTION_PROCESS)
            process_id = strtoll(value, NULL, 10);
        if (option == OPTION_PATIENCE &&
            args_number(args, "patience", value, 1, 600000, &patience_ms) < 0)
            return CLI_TROUBLE;
        if (option == OPTION_STORIES &&
            args_number(args, "max-stories", value, 1, 1000000, &stories_max) <
                0)
            return CLI_TROUBLE;
        if (option == OPTION_PLUGINS && setup.path_count < SETUP_PATHS_MAX)
            setup.paths[setup.path_count++] = str_from_c(value);
        if (option == OPTION_ONLY)
            setup.only_paths = true;
        if (option == ARGS_OPERAND)
            args_complain(args, "takes no operands");
        if (option < 0)
            return CLI_TROUBLE;
    }
    return serve(&setup, process_id, patience_ms, stories_max);
}

const Command command_serve = {
    .name = "serve",
    .operands = "",
    .summary = "Be the language server of an editor, over stdin and stdout",
    .options = options,
    .run = run,
};

/*
 * stet lint: what a person should look at, in files and folders.
 */
#include "cli/cli.h"
#include "cli/common.h"
#include "cli/terminal.h"
#include "report/batch.h"
#include "text/heap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LINT_FORMAT = COMMON_COUNT,
    LINT_FIX,
    LINT_DATE,
    LINT_LANGUAGE,
    LINT_COLOR,
};

static const ArgOption options[] = {
    COMMON_OPTIONS,
    {"format", 'f', "FORMAT", "text, json, jsonl, sarif or github"},
    {"fix", 0, NULL, "put safe fixes into the files"},
    {"date", 0, "DATE", "the stories' date: 2026-03-04"},
    {"language", 0, "ID", "plaintext, markdown or html, whatever the name"},
    {"color", 0, "WHEN", "auto (the default), always or never"},
    {0},
};

struct lint {
    struct common common;
    BatchPlan plan;
    ColourWish colour;
};

static int take_format(struct lint *lint, const struct args *args,
                       const char *value)
{
    static const Format *const formats[] = {&format_text, &format_json,
                                            &format_jsonl, &format_sarif,
                                            &format_github};
    static const char *const names[] = {"text",  "json",   "jsonl",
                                        "sarif", "github", NULL};
    int found = args_choice(args, "format", value, names);

    if (found >= 0)
        lint->plan.format = formats[found];
    return found;
}

static int take(struct lint *lint, const struct args *args, int option,
                const char *value)
{
    switch (option) {
    case LINT_FORMAT:
        return take_format(lint, args, value);
    case LINT_FIX:
        lint->plan.is_fixing = true;
        return 0;
    case LINT_DATE:
        return common_date(args, value, &lint->plan.facts);
    case LINT_LANGUAGE:
        lint->plan.has_syntax = true;
        return common_language(args, value, &lint->plan.syntax);
    case LINT_COLOR:
        return common_colour(args, value, &lint->colour);
    default:
        return common_take(&lint->common, args, option, value);
    }
}

static int exit_status(int status, const BatchResult *result)
{
    if (status < 0)
        fprintf(stderr, "stet: the report cannot be written: %s\n",
                strerror(-status));
    if (result->fixed)
        fprintf(stderr, "stet: %u fix%s put in\n", (unsigned)result->fixed,
                result->fixed == 1 ? "" : "es");
    if (status < 0 || result->in_trouble)
        return CLI_TROUBLE;
    return result->findings ? CLI_FINDINGS : CLI_GOOD;
}

static int lint_all(struct lint *lint)
{
    BatchResult result = {0};
    uint32_t jobs = lint->common.jobs;
    BatchPlan *plan = &lint->plan;

    if (setup_open(&lint->common.setup) < 0) {
        setup_close(&lint->common.setup);
        return CLI_TROUBLE;
    }
    plan->jobs = jobs ? jobs : setup_processors();
    plan->run = (FormatRun){
        .registry = host_registry(lint->common.setup.host),
        .look = terminal_look(lint->colour, 0),
        .program_version = STR(STET_VERSION),
    };
    plan->self = &lint->common.setup;
    plan->worker_new = setup_worker_new;
    plan->worker_free = setup_worker_free;
    plan->tools = setup_tools;
    plan->out_file = STDOUT_FILENO;
    plan->err_file = STDERR_FILENO;
    int status = batch_run(plan, &result);
    setup_close(&lint->common.setup);
    return exit_status(status, &result);
}

static int run(struct args *args)
{
    struct lint lint = {.plan.format = &format_text};
    const char **paths = heap_array((size_t)args->count + 1, sizeof *paths);
    const char *value;
    int option, status = 0;

    lint.plan.paths = paths;
    while (status >= 0 &&
           (option = args_next(args, options, &value)) != ARGS_END) {
        if (option == ARGS_OPERAND)
            paths[lint.plan.path_count++] = value;
        else
            status = take(&lint, args, option, value);
    }
    if (status >= 0 && !lint.common.wants_help && !lint.plan.path_count)
        status = args_complain(args, "name a file, a folder, or - for stdin");
    status = status < 0               ? CLI_TROUBLE
             : lint.common.wants_help ? command_help(&command_lint)
                                      : lint_all(&lint);
    free(paths);
    return status;
}

const Command command_lint = {
    .name = "lint",
    .operands = "PATH...",
    .summary = "Say what a person should look at, in files and folders",
    .more = "A folder stands for every .txt, .md and .html file below it; - "
            "is stdin.\nExit status: 0 nothing found, 1 findings, 2 something "
            "could not be read.",
    .options = options,
    .run = run,
};

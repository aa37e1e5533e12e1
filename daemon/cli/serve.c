/*
 * stet serve: the daemon that editors start.
 */
#include "cli/cli.h"

#include <stdio.h>

static const ArgOption options[] = {
    {"help", 'h', NULL, "this text"},
    {"stdio", 0, NULL, "talk over stdin and stdout, as it does anyway"},
    {0},
};

static int run(struct args *args)
{
    const char *value;
    int option;

    while ((option = args_next(args, options, &value)) != ARGS_END) {
        if (option == 0)
            return command_help(&command_serve);
        if (option == ARGS_OPERAND)
            args_complain(args, "takes no operands");
        if (option < 0)
            return CLI_TROUBLE;
    }
    fprintf(stderr, "stet serve: not in this build\n");
    return CLI_TROUBLE;
}

const Command command_serve = {
    .name = "serve",
    .operands = "",
    .summary = "Be the language server of an editor, over stdin and stdout",
    .options = options,
    .run = run,
};

/*
 * cli - the commands: stet lint, stet read, stet tag and their siblings.
 *
 * One file a command. Each parses its options by its table, opens the host,
 * lets report do the work and gives the exit status; none does any work of
 * its own. main.c holds the table of commands and nothing else.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "cli/args.h"

/* Exit statuses, the same for every command. */
#define CLI_GOOD 0
#define CLI_FINDINGS 1
#define CLI_TROUBLE 2 /* something could not be run or read */

typedef struct Command {
    const char *name;
    const char *operands; /* "PATH..." */
    const char *summary;  /* one line for stet --help */
    const char *more;     /* a paragraph for its own --help; may be NULL */
    const ArgOption *options;
    int (*run)(struct args *args); /* the exit status */
} Command;

extern const Command command_serve, command_read, command_lint, command_tag,
    command_explain, command_plugins;

/* Prints what `command` does and its options on stdout. CLI_GOOD. */
int command_help(const Command *command);

#endif

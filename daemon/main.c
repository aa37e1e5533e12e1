/*
 * stet - who is quoted saying what, and every fact to check.
 *
 * The table of commands. Each is a file of cli/, which describes itself.
 */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static const Command *const commands[] = {
    &command_read,    &command_lint,    &command_tag,
    &command_explain, &command_plugins, &command_serve,
};

#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static int print_help(void)
{
    printf("Stet reads news copy: who is quoted saying what, and every fact "
           "to check.\n\nUsage: stet COMMAND [options]\n\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-9s %s\n", commands[i]->name, commands[i]->summary);
    printf("\nstet COMMAND --help says more; so does man stet.\n");
    return CLI_GOOD;
}

static int print_version(void)
{
    printf("stet %s\n", STET_VERSION);
    return CLI_GOOD;
}

static const Command *find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "--help";
    const Command *command = find(name);

    if (command)
        return command->run(&(struct args){
            .command = command->name, .count = argc - 2, .words = argv + 2});
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
        strcmp(name, "help") == 0)
        return print_help();
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
        return print_version();
    fprintf(stderr, "stet: there is no command “%s”: see stet --help\n", name);
    return CLI_TROUBLE;
}

#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#define HELP_COLUMN 26

static void print_option(const ArgOption *option)
{
    char head[96];
    int len = snprintf(
        head, sizeof head, "  %c%c%c --%s%s%s", option->letter ? '-' : ' ',
        option->letter ? option->letter : ' ', option->letter ? ',' : ' ',
        option->name, option->value ? " " : "",
        option->value ? option->value : "");

    if (len >= HELP_COLUMN)
        printf("%s\n%*s%s\n", head, HELP_COLUMN, "", option->help);
    else
        printf("%-*s%s\n", HELP_COLUMN, head, option->help);
}

int command_help(const Command *command)
{
    printf("%s\n\nUsage: stet %s [options]%s%s\n\n", command->summary,
           command->name, *command->operands ? " " : "", command->operands);
    if (command->more)
        printf("%s\n\n", command->more);
    printf("Options:\n");
    for (const ArgOption *option = command->options; option->name; option++)
        print_option(option);
    return CLI_GOOD;
}

/*
 * stet read: a story as Stet reads it, for a person.
 */
#include "report/read.h"
#include "cli/cli.h"
#include "cli/one.h"
#include "cli/terminal.h"

enum { READ_DATE = COMMON_COUNT, READ_LANGUAGE, READ_COLOR, READ_WIDTH };

static const ArgOption options[] = {
    COMMON_OPTIONS,
    {"date", 0, "DATE", "the story's date: 2026-03-04"},
    {"language", 0, "ID", "plaintext, markdown or html, whatever the name"},
    {"color", 0, "WHEN", "auto (the default), always or never"},
    {"width", 0, "COLUMNS", "how wide the page is (default: the terminal)"},
    {0},
};

struct read {
    struct one one;
    ColourWish colour;
    uint32_t width;
    const char *path;
};

static int take(struct read *self, const struct args *args, int option,
                const char *value)
{
    switch (option) {
    case ARGS_OPERAND:
        if (self->path)
            return args_complain(args, "reads one story at a time");
        self->path = value;
        return 0;
    case READ_DATE:
        return common_date(args, value, &self->one.facts);
    case READ_LANGUAGE:
        self->one.has_syntax = true;
        return common_language(args, value, &self->one.syntax);
    case READ_COLOR:
        return common_colour(args, value, &self->colour);
    case READ_WIDTH:
        return args_number(args, "width", value, LOOK_WIDTH_MIN, 400,
                           &self->width);
    default:
        return common_take(&self->one.common, args, option, value);
    }
}

static int run(struct args *args)
{
    struct read self = {.path = NULL};
    const char *value;
    int option, status = 0;

    while (status >= 0 &&
           (option = args_next(args, options, &value)) != ARGS_END)
        status = take(&self, args, option, value);
    if (status >= 0 && self.one.common.wants_help)
        return command_help(&command_read);
    if (status >= 0 && !self.path)
        status = args_complain(args, "name a story, or - for stdin");
    if (status < 0)
        return CLI_TROUBLE;

    Look look = terminal_look(self.colour, self.width);
    if (one_open(&self.one, self.path, false) < 0)
        return one_close(&self.one, CLI_TROUBLE);
    read_write(&self.one.article, &look, &self.one.out);
    return one_close(&self.one, CLI_GOOD);
}

const Command command_read = {
    .name = "read",
    .operands = "STORY",
    .summary = "Show a story as Stet reads it: who says what, and every fact",
    .options = options,
    .run = run,
};

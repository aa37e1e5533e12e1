/*
 * stet explain: why a place in a story was read as it was.
 */
#include "report/explain.h"
#include "cli/cli.h"
#include "cli/one.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXPLAIN_DATE = COMMON_COUNT, EXPLAIN_LANGUAGE, EXPLAIN_COLOR };

static const ArgOption options[] = {
    COMMON_OPTIONS,
    {"date", 0, "DATE", "the story's date: 2026-03-04"},
    {"language", 0, "ID", "plaintext, markdown or html, whatever the name"},
    {"color", 0, "WHEN", "auto (the default), always or never"},
    {0},
};

struct explain {
    struct one one;
    ColourWish colour;
    const char *place; /* FILE:LINE[:COL] */
};

/* Takes ":NUMBER" off the end of `path`; 0 where there is none. */
static uint32_t take_number(char *path)
{
    char *colon = strrchr(path, ':'), *end;

    if (!colon || colon[1] < '1' || colon[1] > '9')
        return 0;
    unsigned long number = strtoul(colon + 1, &end, 10);
    if (*end || number > UINT32_MAX)
        return 0;
    *colon = 0;
    return (uint32_t)number;
}

/* What "LINE" or "LINE:COL" stands for: the line, or the character. */
static Span place_of(const struct article *article, uint32_t line, uint32_t col)
{
    Pos start = {line - 1, col ? col - 1 : 0};
    Pos end = {line - 1, col ? col : UINT32_MAX};

    return (Span){version_offset(article->version, start, ENCODING_UTF32),
                  version_offset(article->version, end, ENCODING_UTF32)};
}

static int explain(struct explain *self, const struct args *args, char *path)
{
    uint32_t col = take_number(path), line = take_number(path);
    Look look = terminal_look(self->colour, 0);

    if (!line) {
        line = col;
        col = 0;
    }
    if (!line) {
        args_complain(args, "say which line: FILE:LINE or FILE:LINE:COLUMN");
        return one_close(&self->one, CLI_TROUBLE);
    }
    if (one_open(&self->one, path, true) < 0)
        return one_close(&self->one, CLI_TROUBLE);
    Span place = place_of(&self->one.article, line, col);
    if (!explain_write(&self->one.article, place, &look, &self->one.out))
        out_str(&self->one.out, STR("Nothing was found there.\n"));
    return one_close(&self->one, CLI_GOOD);
}

static int take(struct explain *self, const struct args *args, int option,
                const char *value)
{
    switch (option) {
    case ARGS_OPERAND:
        if (self->place)
            return args_complain(args, "explains one place at a time");
        self->place = value;
        return 0;
    case EXPLAIN_DATE:
        return common_date(args, value, &self->one.facts);
    case EXPLAIN_LANGUAGE:
        self->one.has_syntax = true;
        return common_language(args, value, &self->one.syntax);
    case EXPLAIN_COLOR:
        return common_colour(args, value, &self->colour);
    default:
        return common_take(&self->one.common, args, option, value);
    }
}

static int run(struct args *args)
{
    struct explain self = {.place = NULL};
    const char *value;
    int option, status = 0;

    while (status >= 0 &&
           (option = args_next(args, options, &value)) != ARGS_END)
        status = take(&self, args, option, value);
    if (status >= 0 && self.one.common.wants_help)
        return command_help(&command_explain);
    if (status >= 0 && !self.place)
        status = args_complain(args, "name a place: FILE:LINE or "
                                     "FILE:LINE:COLUMN");
    if (status < 0)
        return CLI_TROUBLE;
    Str place = str_from_c(self.place);
    char *path = arena_alloc(&self.one.arena, place.len + 1);
    memcpy(path, place.ptr, place.len);
    return explain(&self, args, path);
}

const Command command_explain = {
    .name = "explain",
    .operands = "FILE:LINE[:COLUMN]",
    .summary = "Say why a place in a story was read as it was",
    .options = options,
    .run = run,
};

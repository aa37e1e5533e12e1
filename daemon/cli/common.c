#include "cli/common.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static int take_path(struct setup *setup, const struct args *args,
                     const char *value)
{
    if (setup->path_count == SETUP_PATHS_MAX) {
        args_complain(args, "--plugins comes too often");
        return -EINVAL;
    }
    setup->paths[setup->path_count++] = str_from_c(value);
    return 0;
}

int common_take(struct common *self, const struct args *args, int option,
                const char *value)
{
    uint32_t megabytes;

    switch (option) {
    case COMMON_HELP:
        self->wants_help = true;
        return 0;
    case COMMON_JOBS:
        return args_number(args, "jobs", value, 1, 256, &self->jobs);
    case COMMON_MAX_SIZE:
        if (args_number(args, "max-size", value, 1, 256, &megabytes) < 0)
            return -EINVAL;
        self->setup.bytes_max = megabytes << 20;
        return 0;
    case COMMON_PLUGINS:
        return take_path(&self->setup, args, value);
    case COMMON_ONLY:
        self->setup.only_paths = true;
        return 0;
    case COMMON_CONFIG:
        self->setup.config_path = value;
        if (access(value, R_OK) == 0)
            return 0;
        args_complain(args, "--config cannot be read: %s: %s", value,
                      strerror(errno));
        return -EINVAL;
    case COMMON_NO_CONFIG:
        self->setup.ignores_files = true;
        return 0;
    default:
        return -EINVAL;
    }
}

int common_date(const struct args *args, const char *value,
                StoryFacts *out_facts)
{
    Str date = article_date(str_from_c(value));

    if (!date.len || value[date.len]) {
        args_complain(args, "--date is written 2026-03-04, not “%s”", value);
        return -EINVAL;
    }
    out_facts->date = date;
    out_facts->date_source = STET_DATE_RECORD;
    return 0;
}

int common_language(const struct args *args, const char *value,
                    Syntax *out_syntax)
{
    if (article_syntax_named(str_from_c(value), out_syntax))
        return 0;
    args_complain(args, "--language is plaintext, markdown or html, not “%s”",
                  value);
    return -EINVAL;
}

int common_colour(const struct args *args, const char *value,
                  ColourWish *out_wish)
{
    static const char *const when[] = {"auto", "always", "never", NULL};
    int found = args_choice(args, "color", value, when);

    if (found < 0)
        return found;
    *out_wish = (ColourWish)found;
    return 0;
}

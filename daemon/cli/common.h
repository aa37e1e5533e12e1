/*
 * common - the options that all commands that read stories share.
 *
 *     static const ArgOption options[] = {COMMON_OPTIONS, {...}, {0}};
 *     ... if (option < COMMON_COUNT) common_take(&common, args, option, value)
 */
#ifndef CLI_COMMON_H
#define CLI_COMMON_H

#include "cli/args.h"
#include "cli/setup.h"
#include "cli/terminal.h"

enum {
    COMMON_HELP,
    COMMON_JOBS,
    COMMON_MAX_SIZE,
    COMMON_PLUGINS,
    COMMON_ONLY,
    COMMON_CONFIG,
    COMMON_NO_CONFIG,
    COMMON_COUNT
};

/* clang-format off */
#define COMMON_OPTIONS                                                         \
    {"help", 'h', NULL, "this text"},                                          \
    {"jobs", 'j', "N", "stories read at a time (default: as many as fit)"},    \
    {"max-size", 0, "MB", "leave larger files alone (default 32)"},            \
    {"plugins", 0, "DIR", "look for plugins here first; may come again"},      \
    {"only-plugins", 0, NULL, "look for them nowhere else"},                   \
    {"config", 0, "FILE", "instead of the stet.json nearest to each story"},   \
    {"no-config", 0, NULL, "look for no stet.json"}
/* clang-format on */

struct common {
    struct setup setup;
    uint32_t jobs;
    bool wants_help;
};

/* 0 or -EINVAL. */
int common_take(struct common *self, const struct args *args, int option,
                const char *value);

/* --date, --language and --color. 0 or -EINVAL. */
int common_date(const struct args *args, const char *value,
                StoryFacts *out_facts);
int common_language(const struct args *args, const char *value,
                    Syntax *out_syntax);
int common_colour(const struct args *args, const char *value,
                  ColourWish *out_wish);

#endif

/*
 * args - the options of a command, from its table.
 *
 * The table is all there is: what is parsed, what --help prints, and what
 * shell completion must offer (a test compares). Long options take a value as
 * "--width 80" or "--width=80"; letters may be put together; "--" ends them.
 */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include <stdint.h>

typedef struct ArgOption {
    const char *name;  /* without the dashes */
    char letter;       /* or 0 */
    const char *value; /* what its value is called; NULL: it takes none */
    const char *help;  /* one line */
} ArgOption;

#define ARGS_OPERAND (-1) /* no option: a path and the like */
#define ARGS_END (-2)
#define ARGS_BAD (-3) /* said on stderr what and what to do */

struct args {
    const char *command; /* for messages: "lint" */
    int count;
    char **words;
    int at;
    const char *letters; /* inside "-qv": what is left of it */
    int has_ended;       /* behind "--" */
};

/* The next option's index in `options`, which ends with a nameless entry, or
 * one of the above; *out_value is the option's value or the operand. */
int args_next(struct args *self, const ArgOption *options,
              const char **out_value);

/* A whole number from `min` to `max`; 0, or -EINVAL and said why. */
int args_number(const struct args *self, const char *option, const char *value,
                uint32_t min, uint32_t max, uint32_t *out_number);

/* The index of `value` in `words`, which ends with NULL, or -EINVAL and said
 * which there are. */
int args_choice(const struct args *self, const char *option, const char *value,
                const char *const *words);

/* Says what is wrong and how to learn more; ARGS_BAD. */
int args_complain(const struct args *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif

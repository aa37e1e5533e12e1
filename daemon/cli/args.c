#include "cli/args.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int args_complain(const struct args *self, const char *format, ...)
{
    va_list list;

    fprintf(stderr, "stet %s: ", self->command);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fprintf(stderr, " (stet %s --help)\n", self->command);
    return ARGS_BAD;
}

static int find_long(const ArgOption *options, const char *word, size_t len)
{
    for (int i = 0; options[i].name; i++)
        if (strlen(options[i].name) == len &&
            memcmp(options[i].name, word, len) == 0)
            return i;
    return -1;
}

static int find_letter(const ArgOption *options, char letter)
{
    for (int i = 0; options[i].name; i++)
        if (options[i].letter == letter)
            return i;
    return -1;
}

/* The next word is the value of option `name`. */
static int take_value(struct args *self, const char *name,
                      const char **out_value)
{
    if (self->at >= self->count)
        return args_complain(self, "--%s needs a value", name);
    *out_value = self->words[self->at++];
    return 0;
}

static int next_long(struct args *self, const ArgOption *options,
                     const char *word, const char **out_value)
{
    const char *equals = strchr(word, '=');
    size_t len = equals ? (size_t)(equals - word) : strlen(word);
    int found = find_long(options, word, len);

    if (found < 0)
        return args_complain(self, "there is no option --%.*s", (int)len, word);
    if (equals && !options[found].value)
        return args_complain(self, "--%s takes no value", options[found].name);
    if (equals)
        *out_value = equals + 1;
    else if (options[found].value &&
             take_value(self, options[found].name, out_value) < 0)
        return ARGS_BAD;
    return found;
}

static int next_letter(struct args *self, const ArgOption *options,
                       const char **out_value)
{
    char letter = *self->letters++;
    int found = find_letter(options, letter);

    if (found < 0)
        return args_complain(self, "there is no option -%c", letter);
    if (!options[found].value)
        return found;
    const char *rest = self->letters;
    self->letters = "";
    if (*rest)
        *out_value = rest;
    else if (take_value(self, options[found].name, out_value) < 0)
        return ARGS_BAD;
    return found;
}

int args_next(struct args *self, const ArgOption *options,
              const char **out_value)
{
    *out_value = NULL;
    if (self->letters && *self->letters)
        return next_letter(self, options, out_value);
    if (self->at >= self->count)
        return ARGS_END;

    const char *word = self->words[self->at++];
    if (!self->has_ended && strcmp(word, "--") == 0) {
        self->has_ended = 1;
        return args_next(self, options, out_value);
    }
    if (self->has_ended || word[0] != '-' || !word[1]) {
        *out_value = word;
        return ARGS_OPERAND;
    }
    if (word[1] == '-')
        return next_long(self, options, word + 2, out_value);
    self->letters = word + 1;
    return next_letter(self, options, out_value);
}

int args_number(const struct args *self, const char *option, const char *value,
                uint32_t min, uint32_t max, uint32_t *out_number)
{
    char *end;

    errno = 0;
    unsigned long number = strtoul(value, &end, 10);
    if (errno || *end || end == value || value[0] == '-' || number < min ||
        number > max) {
        args_complain(self, "--%s takes a number from %u to %u, not “%s”",
                      option, (unsigned)min, (unsigned)max, value);
        return -EINVAL;
    }
    *out_number = (uint32_t)number;
    return 0;
}

int args_choice(const struct args *self, const char *option, const char *value,
                const char *const *words)
{
    char list[256] = "";
    size_t len = 0;

    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], value) == 0)
            return i;
        int more = snprintf(list + len, sizeof list - len, "%s%s",
                            i ? ", " : "", words[i]);
        len += more > 0 && (size_t)more < sizeof list - len ? (size_t)more : 0;
    }
    args_complain(self, "--%s is one of %s, not “%s”", option, list, value);
    return -EINVAL;
}

/*
 * one - the commands that read a single story: its host, its worker, its
 * article.
 */
#ifndef CLI_ONE_H
#define CLI_ONE_H

#include "cli/common.h"

struct one {
    struct common common;
    StoryFacts facts;
    bool has_syntax;
    Syntax syntax;
    struct arena arena;
    struct out out, err;
    void *worker;
    struct article article;
};

/* Loads the plugins and reads the story at `path`. 0, or a negative errno and
 * said so; one_close() is due in any case. */
int one_open(struct one *self, const char *path, bool is_explaining);

/* Sends what was written, gives everything back; `status` or CLI_TROUBLE. */
int one_close(struct one *self, int status);

#endif

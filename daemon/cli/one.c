#include "cli/one.h"

#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int one_open(struct one *self, const char *path, bool is_explaining)
{
    bool in_trouble = false;

    self->out.arena = self->err.arena = &self->arena;
    self->article.arena = &self->arena;
    int status = article_load(&self->article, path,
                              self->common.setup.bytes_max, &self->err);
    if (status < 0)
        return status;
    status = setup_open(&self->common.setup);
    if (status < 0)
        return status;
    self->worker = setup_worker_new(&self->common.setup);
    const ArticleTools *tools = setup_tools(&self->common.setup, self->worker,
                                            path, &self->err, &in_trouble);
    self->article.facts = self->facts;
    self->article.syntax =
        self->has_syntax ? self->syntax : article_syntax(self->article.name);
    return article_read(&self->article, tools, is_explaining, &self->err,
                        &in_trouble);
}

int one_close(struct one *self, int status)
{
    out_send(&self->err, STDERR_FILENO);
    int sent = out_send(&self->out, STDOUT_FILENO);

    if (sent < 0)
        fprintf(stderr, "stet: the output cannot be written: %s\n",
                strerror(-sent));
    article_release(&self->article);
    if (self->worker)
        setup_worker_free(&self->common.setup, self->worker);
    setup_close(&self->common.setup);
    arena_release(&self->arena);
    return sent < 0 ? CLI_TROUBLE : status;
}

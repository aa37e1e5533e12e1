/*
 * stet tag: stories as JSON Lines in, what was found as JSON Lines out.
 */
#include "cli/cli.h"
#include "cli/common.h"
#include "report/crew.h"
#include "report/exchange.h"
#include "report/feed.h"
#include "text/heap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TAG_OFFSETS = COMMON_COUNT };

static const ArgOption options[] = {
    COMMON_OPTIONS,
    {"offsets", 0, "UNIT", "codepoint (the default), utf8 or utf16"},
    {0},
};

struct tag {
    struct common common;
    Encoding offsets;
    struct feed feed;
    struct exchange *exchange;
    bool in_trouble;
    int send_status;
};

static bool next_line(void *self, struct crew_item *item)
{
    struct tag *tag = self;
    FeedLine *line = ARENA_NEW(&item->arena, FeedLine);
    int status = feed_next(&tag->feed, &item->arena, line, &item->err);

    item->work = status > 0 ? line : NULL;
    item->in_trouble = status < 0;
    return status != 0;
}

static void say(struct out *err, const FeedLine *line, Str words)
{
    out_str(err, STR("stet: "));
    out_clean(err, line->name);
    out_format(err, ": line %u ", (unsigned)line->number);
    out_clean(err, words);
    out_char(err, '\n');
}

/* What messages call the story: "stories.jsonl: line 7". */
static Str line_name(const FeedLine *line, struct arena *arena)
{
    struct out name = {.arena = arena};

    out_str(&name, line->name);
    out_format(&name, ": line %u", (unsigned)line->number);
    return (Str){name.ptr, (uint32_t)name.len};
}

static void tag_line(void *self, void *worker, struct crew_item *item)
{
    struct tag *tag = self;
    const FeedLine *line = item->work;
    struct record record;
    bool in_trouble = false;
    Str words;

    if (!line)
        return;
    if (record_parse(line->text, &item->arena, &record, &words) < 0) {
        say(&item->err, line, words);
        item->in_trouble = true;
        return;
    }
    struct article article = {.name = line_name(line, &item->arena),
                              .text = record.text,
                              .arena = &item->arena};
    article.facts.date = record.date;
    article.facts.date_source =
        record.date.len ? STET_DATE_RECORD : STET_DATE_NONE;
    article_syntax_named(record.language, &article.syntax);
    const ArticleTools *tools =
        setup_tools(&tag->common.setup, worker, tag->feed.paths[0], &item->err,
                    &in_trouble);
    if (article_read(&article, tools, false, &item->err, &item->in_trouble) < 0)
        item->in_trouble = true;
    else
        exchange_write(tag->exchange, &article, &record, tag->offsets,
                       &item->out);
    item->in_trouble |= in_trouble;
    article_release(&article);
}

static void send_line(void *self, const struct crew_item *item)
{
    struct tag *tag = self;

    tag->in_trouble |= item->in_trouble;
    out_send(&item->err, STDERR_FILENO);
    int status = out_send(&item->out, STDOUT_FILENO);
    if (status < 0)
        tag->send_status = status;
}

static void *worker_new(void *self)
{
    struct tag *tag = self;

    return setup_worker_new(&tag->common.setup);
}

static void worker_free(void *self, void *worker)
{
    struct tag *tag = self;

    setup_worker_free(&tag->common.setup, worker);
}

/* Names as the plugins have them that all lines are read with: those of the
 * stet.json above the first file. */
static struct exchange *exchange_for(struct tag *tag)
{
    struct setup *setup = &tag->common.setup;
    struct arena arena = {0};
    struct out err = {.arena = &arena};
    void *worker = setup_worker_new(setup);
    bool in_trouble = false;
    const ArticleTools *tools =
        setup_tools(setup, worker, tag->feed.paths[0], &err, &in_trouble);
    struct exchange *exchange = exchange_new(tools->pipeline->registry);

    out_send(&err, STDERR_FILENO);
    tag->in_trouble |= in_trouble;
    setup_worker_free(setup, worker);
    arena_release(&arena);
    return exchange;
}

static int tag_all(struct tag *tag)
{
    if (setup_open(&tag->common.setup) < 0) {
        setup_close(&tag->common.setup);
        return CLI_TROUBLE;
    }
    tag->exchange = exchange_for(tag);
    uint32_t jobs = tag->common.jobs;
    int status = crew_run(&(CrewPlan){
        .jobs = jobs ? jobs : setup_processors(),
        .self = tag,
        .next = next_line,
        .worker_new = worker_new,
        .worker_free = worker_free,
        .work = tag_line,
        .done = send_line,
    });
    exchange_free(tag->exchange);
    feed_release(&tag->feed);
    setup_close(&tag->common.setup);
    if (tag->send_status < 0)
        fprintf(stderr, "stet: the output cannot be written: %s\n",
                strerror(-tag->send_status));
    return status < 0 || tag->send_status < 0 || tag->in_trouble ? CLI_TROUBLE
                                                                 : CLI_GOOD;
}

static int run(struct args *args)
{
    static const char *const units[] = {"utf8", "utf16", "codepoint", NULL};
    static const char *const only_stdin[] = {"-"};
    struct tag tag = {.offsets = ENCODING_UTF32};
    const char **paths = heap_array((size_t)args->count + 1, sizeof *paths);
    const char *value;
    uint32_t count = 0;
    int option, status = 0;

    while (status >= 0 &&
           (option = args_next(args, options, &value)) != ARGS_END) {
        if (option == ARGS_OPERAND)
            paths[count++] = value;
        else if (option == TAG_OFFSETS)
            tag.offsets =
                (Encoding)(status = args_choice(args, "offsets", value, units));
        else
            status = common_take(&tag.common, args, option, value);
    }
    tag.feed.paths = count ? paths : only_stdin;
    tag.feed.path_count = count ? count : 1;
    status = status < 0              ? CLI_TROUBLE
             : tag.common.wants_help ? command_help(&command_tag)
                                     : tag_all(&tag);
    free(paths);
    return status;
}

const Command command_tag = {
    .name = "tag",
    .operands = "[FILE...]",
    .summary = "Read stories as JSON Lines, write what was found as JSON Lines",
    .more = "A line is {\"id\": ..., \"text\": ..., \"dct\": \"2026-03-04\", "
            "\"languageId\": \"markdown\"};\nall but the text may be left "
            "out, and other fields are carried through. Without a\nfile, or "
            "with -, stdin is read.",
    .options = options,
    .run = run,
};

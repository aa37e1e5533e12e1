#include "report/batch.h"

#include "report/crew.h"
#include "report/fix.h"
#include "report/walk.h"

#include <errno.h>
#include <stdio.h>

struct batch {
    const BatchPlan *plan;
    struct arena arena;
    const WalkEntry *entries;
    uint32_t count, at;
    bool has_written; /* some story wrote something */
    FormatTally tally;
    FormatTrouble *troubles;
    uint32_t trouble_room;
    BatchResult result;
    int send_status;
};

/* What one story came to, for the tally; in the item's arena. */
struct outcome {
    const WalkEntry *entry;
    bool is_read;
    uint32_t findings, fixable, fixed;
    uint32_t by_severity[5];
};

static bool next_story(void *self, struct crew_item *item)
{
    struct batch *batch = self;

    if (batch->at == batch->count)
        return false;
    struct outcome *outcome = ARENA_NEW(&item->arena, struct outcome);
    outcome->entry = &batch->entries[batch->at++];
    item->work = outcome;
    return true;
}

static int read_story(const struct batch *batch, const ArticleTools *tools,
                      struct article *article, struct crew_item *item)
{
    const BatchPlan *plan = batch->plan;
    Str name = article->name;

    article->facts = plan->facts;
    article->syntax = plan->has_syntax ? plan->syntax : article_syntax(name);
    return article_read(article, tools, false, &item->err, &item->in_trouble);
}

static bool write_fixed(const struct outcome *outcome, struct article *article,
                        Str text, struct crew_item *item)
{
    int status =
        fix_write(outcome->entry->path, article->text, text, &item->arena);

    if (status < 0) {
        const char *words = status == -EAGAIN
                                ? "was changed while it was read and is left "
                                  "as it is: run again"
                                : strerror(-status);
        article_complain(&item->err, article->name, str_from_c(words));
        item->in_trouble = true;
    }
    return status == 0;
}

/* Puts the safe fixes into the file and reads it again. */
static int fix_story(const struct batch *batch, const ArticleTools *tools,
                     struct article *article, struct crew_item *item)
{
    struct outcome *outcome = item->work;
    const Finding *findings;
    uint32_t applied;
    uint32_t count = article_findings(article, &item->arena, &findings);
    Str text =
        fix_apply(article->text, count, findings, &item->arena, &applied);

    if (!applied || !write_fixed(outcome, article, text, item))
        return 0;
    outcome->fixed = applied;
    article_release(article);
    article->text = text;
    return read_story(batch, tools, article, item);
}

static void count_findings(struct outcome *outcome, uint32_t count,
                           const Finding *findings)
{
    outcome->findings = count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = findings[i].severity;
        outcome->by_severity[at <= STET_HINT ? at : STET_HINT]++;
        outcome->fixable += format_is_fixable(&findings[i]);
    }
}

static void report_story(const struct batch *batch,
                         const struct article *article, struct crew_item *item)
{
    struct outcome *outcome = item->work;
    const Finding *findings;
    uint32_t count = article_findings(article, &item->arena, &findings);

    outcome->is_read = true;
    count_findings(outcome, count, findings);
    FormatRun run = batch->plan->run;
    run.registry = analysis_registry(article->analysis);
    batch->plan->format->story(&run, article, count, findings, &item->out);
}

static void work_story(void *self, void *worker, struct crew_item *item)
{
    const struct batch *batch = self;
    struct outcome *outcome = item->work;
    const WalkEntry *entry = outcome->entry;
    struct article article = {.arena = &item->arena};

    if (entry->complaint.len) {
        article_complain(&item->err, str_from_c(entry->path), entry->complaint);
        item->in_trouble = entry->is_trouble;
        return;
    }
    bool in_trouble = false;
    const ArticleTools *tools = batch->plan->tools(
        batch->plan->self, worker, entry->path, &item->err, &in_trouble);
    int status =
        article_load(&article, entry->path, tools->bytes_max, &item->err);
    if (status == 0)
        status = read_story(batch, tools, &article, item);
    if (status == 0 && batch->plan->is_fixing && strcmp(entry->path, "-") != 0)
        status = fix_story(batch, tools, &article, item);
    if (status == 0)
        report_story(batch, &article, item);
    else
        item->in_trouble = true;
    item->in_trouble |= in_trouble;
    article_release(&article);
}

/* Keeps what went to stderr for the formats that say it too; "stet: " and
 * the line's end are left out. */
static void keep_trouble(struct batch *batch, const struct crew_item *item)
{
    const struct outcome *outcome = item->work;
    Str words = {item->err.ptr, (uint32_t)item->err.len};

    if (str_starts(words, STR("stet: ")))
        words = str_cut(words, 6, words.len);
    if (str_ends(words, STR("\n")))
        words.len--;
    batch->troubles =
        arena_grow(&batch->arena, batch->troubles, batch->tally.trouble_count,
                   &batch->trouble_room, sizeof *batch->troubles);
    batch->troubles[batch->tally.trouble_count++] = (FormatTrouble){
        str_from_c(outcome->entry->path), arena_copy(&batch->arena, words)};
}

static void tally(struct batch *batch, const struct crew_item *item)
{
    const struct outcome *outcome = item->work;

    batch->result.in_trouble |= item->in_trouble;
    if (item->in_trouble && item->err.len)
        keep_trouble(batch, item);
    batch->result.fixed += outcome->fixed;
    batch->tally.stories += outcome->is_read;
    batch->tally.findings += outcome->findings;
    batch->tally.fixable += outcome->fixable;
    for (size_t i = 0; i < 5; i++)
        batch->tally.by_severity[i] += outcome->by_severity[i];
}

static void send(struct batch *batch, const struct out *out)
{
    int status = out_send(out, batch->plan->out_file);

    if (status < 0)
        batch->send_status = status;
}

static void send_story(void *self, const struct crew_item *item)
{
    struct batch *batch = self;

    tally(batch, item);
    out_send(&item->err, batch->plan->err_file);
    if (!item->out.len)
        return;
    if (batch->has_written) {
        struct arena arena = {0};
        struct out between = {.arena = &arena};
        out_str(&between, batch->plan->format->between);
        send(batch, &between);
        arena_release(&arena);
    }
    batch->has_written = true;
    send(batch, &item->out);
}

static void *new_worker(void *self)
{
    const struct batch *batch = self;

    return batch->plan->worker_new(batch->plan->self);
}

static void free_worker(void *self, void *worker)
{
    const struct batch *batch = self;

    batch->plan->worker_free(batch->plan->self, worker);
}

static void send_begin(struct batch *batch)
{
    struct out out = {.arena = &batch->arena};

    if (batch->plan->format->begin)
        batch->plan->format->begin(&batch->plan->run, &out);
    send(batch, &out);
}

static void send_end(struct batch *batch)
{
    struct out out = {.arena = &batch->arena};

    batch->tally.troubles = batch->troubles;
    if (batch->plan->format->end)
        batch->plan->format->end(&batch->plan->run, &batch->tally, &out);
    send(batch, &out);
}

int batch_run(const BatchPlan *plan, BatchResult *out_result)
{
    struct batch batch = {.plan = plan};

    batch.count =
        walk(plan->paths, plan->path_count, &batch.arena, &batch.entries);
    send_begin(&batch);
    int status = crew_run(&(CrewPlan){
        .jobs = plan->jobs < batch.count ? plan->jobs : batch.count,
        .self = &batch,
        .next = next_story,
        .worker_new = new_worker,
        .worker_free = free_worker,
        .work = work_story,
        .done = send_story,
    });
    send_end(&batch);
    batch.result.stories = batch.tally.stories;
    batch.result.findings = batch.tally.findings;
    *out_result = batch.result;
    arena_release(&batch.arena);
    return status < 0 ? status : batch.send_status;
}

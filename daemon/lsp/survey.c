/*
 * The survey: every story of the workspace read, one after the other.
 *
 *     folders --job--> paths --one job at a time--> analyses, diagnostics
 *                        '-- progress: begin, report, end, cancel
 *     file events --> changes --one job at a time--'
 *
 * One story is read at a time, so that documents that are open never wait for
 * those that are not. What was read is kept, for workspace/symbol and for
 * workspace/diagnostic, up to SURVEY_BYTES of text; of the rest only the
 * diagnostics are. A document that is open is left out: what is on the disk
 * is none of our business then. Of more than SessionConfig.stories_max the rest
 * is left alone, and the person told so, once.
 *
 * From the first survey on, watch.c says of which stories there may be news,
 * and in which folders there may be new ones. Each story is read again, or
 * forgotten where there is none any more. They wait while a survey runs.
 */
#include "lsp/inside.h"

#include "protocol/memory.h"
#include "protocol/uri.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#define SURVEY_BYTES (16u << 20) /* of text whose analyses are kept */

/* ---- progress ------------------------------------------------------------
 */

static void tell(struct session *self, LspProgress progress)
{
    if (self->survey.has_begun)
        say(self, rpc_notification(
                      "$/progress",
                      lsp_write_progress(self->survey.token,
                                         lsp_write_progress_value(&progress))));
}

static void begin(struct session *self)
{
    uint32_t none = 0;

    self->survey.has_begun = true;
    tell(self, (LspProgress){.kind = LSP_PROGRESS_BEGIN,
                             .title = SLICE("Reading the workspace"),
                             .cancellable = true,
                             .percentage = &none});
}

static void report(struct session *self)
{
    struct survey *survey = &self->survey;
    uint32_t percent =
        survey->path_count ? survey->at * 100 / survey->path_count : 100;
    char text[64];

    if (percent == survey->percent)
        return;
    survey->percent = percent;
    snprintf(text, sizeof text, "%u of %u stories", (unsigned)survey->at,
             (unsigned)survey->path_count);
    tell(self, (LspProgress){.kind = LSP_PROGRESS_REPORT,
                             .message = slice_from_c(text),
                             .cancellable = true,
                             .percentage = &percent});
}

/* The editor shows progress or it does not: the survey goes on. */
static void on_created(void *context, const json_t *result, const json_t *error)
{
    struct session *self = context;
    struct survey *survey = &self->survey;

    if (result && !error && survey->is_running && !survey->has_begun)
        begin(self);
}

static void ask_for_token(struct session *self)
{
    struct survey *survey = &self->survey;
    char text[32];

    snprintf(text, sizeof text, "stet-survey-%u", (unsigned)++survey->number);
    json_decref(survey->token);
    survey->token = json_string(text);
    if (self->client.work_done_progress)
        calls_ask(&self->calls, "window/workDoneProgress/create",
                  lsp_write_progress_create(survey->token), on_created, self);
}

/* ---- ending --------------------------------------------------------------
 */

/* Ends it, once, whether it came to its end or not. */
static void finish(struct session *self, bool is_cancelled)
{
    struct survey *survey = &self->survey;
    char text[96];

    if (!survey->is_running)
        return;
    survey->is_running = false;
    if (survey->job)
        atomic_store(&survey->job->cancelled, true);
    survey->job = NULL;
    snprintf(text, sizeof text, "%u stories%s", (unsigned)survey->at,
             is_cancelled ? ", then stopped" : "");
    tell(self, (LspProgress){.kind = LSP_PROGRESS_END,
                             .message = slice_from_c(text)});
    survey->has_begun = false;
    if (survey->id && is_cancelled)
        say_error(self, survey->id, RPC_REQUEST_CANCELLED, "cancelled");
    else if (survey->id)
        say_result(self, survey->id,
                   json_pack("{s:i}", "stories", (int)survey->at));
    json_decref(survey->id);
    survey->id = NULL;
    survey->has_news |= !is_cancelled;
}

bool survey_cancel(struct session *self, const json_t *id)
{
    if (!self->survey.id || !rpc_id_equal(self->survey.id, id))
        return false;
    finish(self, true);
    survey_go_on(self);
    return true;
}

void survey_stop(struct session *self, const json_t *params)
{
    const json_t *token;

    if (lsp_read_progress_cancel(params, &token, NULL) == 0 &&
        self->survey.token && json_equal(token, self->survey.token)) {
        finish(self, true);
        survey_go_on(self);
    }
}

/* ---- stories -------------------------------------------------------------
 */

/* As report/article.c knows them, whose business they are. */
static const struct ending {
    const char *ending;
    Slice language;
} endings[] = {
    {".txt", SLICE_INIT("plaintext")},     {".text", SLICE_INIT("plaintext")},
    {".md", SLICE_INIT("markdown")},       {".html", SLICE_INIT("html")},
    {".markdown", SLICE_INIT("markdown")}, {".htm", SLICE_INIT("html")},
};

static const struct ending *ending_of(const char *path)
{
    const char *dot = strrchr(path, '.');

    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(dot, endings[i].ending) == 0)
            return &endings[i];
    return NULL;
}

static Slice language_of(const char *path)
{
    const struct ending *ending = ending_of(path);

    return ending ? ending->language : SLICE("plaintext");
}

bool survey_is_story(const char *path)
{
    return ending_of(path);
}

/* There are more stories than are read: says so, and what to do, unless that is
 * known. */
static void warn_full(struct session *self)
{
    char text[256];

    if (self->survey.has_warned)
        return;
    self->survey.has_warned = true;
    snprintf(text, sizeof text,
             "Stet reads %u stories of the workspace and leaves the others "
             "alone until they are opened: open a smaller folder, or let the "
             "editor start \"stet serve\" with a larger --max-stories",
             (unsigned)self->config.stories_max);
    say_aloud(self, LSP_MESSAGE_WARNING, text);
}

/* The document of a story on the disk, made now if need be and if there may be
 * one more. */
static struct document *story_for(struct session *self, Slice uri,
                                  Slice language)
{
    struct documents *stories = &self->survey.stories;
    struct document *document = documents_find(stories, uri);

    if (!document && documents_open(stories, uri, language, 0, (Str){0},
                                    &document) == -EMFILE)
        warn_full(self);
    return document;
}

/* The story as a document: as it was read before, or without its text as yet;
 * NULL where it is open, is one too many, or nobody could say where it is. */
static struct document *document_for(struct session *self, const char *path)
{
    struct document *document = NULL;
    char *uri = NULL;

    if (uri_from_path(slice_from_c(path), &uri) < 0)
        return NULL;
    Slice name = slice_from_c(uri);
    if (!documents_find(&self->documents, name) &&
        (document = story_for(self, name, language_of(path)))) {
        settings_apply(self, document);
        document->has_number = false;
        document->is_dirty = false;
    }
    free(uri);
    return document;
}

static const char *copy_path(struct arena *arena, const char *path)
{
    Str copy = str_from_c(path);

    copy.len++; /* its NUL too */
    return arena_copy(arena, copy).ptr;
}

static void put_folders(const struct session *self, struct lsp_job *job)
{
    const struct scope *scope = self->settings.scopes;
    char *path;

    const char **folders =
        ARENA_ARRAY(&job->arena, const char *, self->settings.scope_count + 1);
    for (; scope; scope = scope->next) {
        if (uri_to_path(slice_from_c(scope->uri), &path) < 0)
            continue;
        folders[job->folder_count++] = copy_path(&job->arena, path);
        free(path);
    }
    job->folders = folders;
}

static void read_file(struct session *self, struct document *document,
                      const char *path, bool is_found)
{
    const struct config *config = document->config;
    struct lsp_job *job = memory_get(sizeof *job);

    *job = (struct lsp_job){
        .kind = JOB_FILE,
        .id = document->id,
        .tools = tools_ref(document->tools),
        .syntax = document->syntax,
        .bytes_max = config->bytes_max,
        .is_found = is_found,
        .expected_us = UINT32_MAX,
    };
    atomic_init(&job->cancelled, false);
    job->path = copy_path(&job->arena, path);
    job->facts = (StoryFacts){
        .date = arena_copy(&job->arena, config->date),
        .date_source = config->date.len ? STET_DATE_RECORD : STET_DATE_NONE,
        .language = arena_copy(&job->arena, config->language),
    };
    put_folders(self, job);
    self->survey.job = job;
    self->survey.reading = document;
    self->out.analyse(self->out.self, job);
}

static void read_next(struct session *self)
{
    struct survey *survey = &self->survey;
    struct document *document = NULL;

    while (survey->at < survey->path_count && !document)
        document = document_for(self, survey->paths[survey->at++]);
    if (document)
        read_file(self, document, survey->paths[survey->at - 1], true);
    else
        finish(self, false);
}

/* All but the diagnostics of a story. */
static void let_text_go(struct session *self, struct document *document)
{
    uint32_t bad;

    self->survey.bytes -= version_len(document->version);
    version_unref(document->version);
    document->version = NULL;
    version_new(document->syntax, (Str){0}, 0, &document->version, &bad);
    analysis_unref(document->analysis);
    document->analysis = NULL;
}

/* What is said of a story that was read, to whom it is pushed. Gives the
 * analysis that it had before, or NULL. */
static struct analysis *keep(struct session *self, struct document *document,
                             struct lsp_job *job)
{
    struct survey *survey = &self->survey;
    struct analysis *before = document->analysis;
    struct arena arena = {0};

    survey->bytes -= version_len(document->version);
    version_unref(document->version);
    document->version = version_ref(job->version);
    document->analysis = job->analysis;
    job->analysis = NULL;
    json_decref(document->report);
    document->report = NULL;
    struct view view = runs_view(self, document, &arena);
    if (self->client.pull_diagnostics) {
        document->report = feature_report(&view, (Slice){0});
    } else {
        pull_push(self, &view.document, feature_diagnostics(&view));
        document->is_told = true;
    }
    arena_release(&arena);
    survey->bytes += version_len(document->version);
    if (survey->bytes > SURVEY_BYTES)
        let_text_go(self, document);
    return before;
}

/* The story is none any more, or none of ours. */
static void drop(struct session *self, struct document *document)
{
    if (self->survey.reading == document)
        self->survey.reading = NULL;
    self->survey.bytes -= version_len(document->version);
    documents_close(&self->survey.stories, document);
}

/* The same, and nothing is to be seen of it. */
static void clear(struct session *self, struct document *document)
{
    if (document->is_told)
        pull_clear(self, document);
    drop(self, document);
}

static void take_paths(struct session *self, const struct lsp_job *job)
{
    struct survey *survey = &self->survey;
    uint32_t max = self->config.stories_max, count = job->found_count;

    if (count <= max) {
        survey->has_warned = false;
    } else {
        count = max;
        warn_full(self);
    }
    survey->paths = ARENA_ARRAY(&survey->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        survey->paths[survey->path_count++] =
            copy_path(&survey->arena, job->found[i]);
}

/* What was found in folders that were looked through for it; what is known has
 * been read already, or waits. */
static void take_more(struct session *self, const struct lsp_job *job)
{
    char *uri = NULL;

    for (uint32_t i = 0; i < job->found_count; i++) {
        if (self->survey.stories.count >= self->config.stories_max) {
            warn_full(self);
            return;
        }
        if (uri_from_path(slice_from_c(job->found[i]), &uri) < 0)
            continue;
        if (!documents_find(&self->survey.stories, slice_from_c(uri)))
            watch_changed(self, slice_from_c(uri));
        free(uri);
    }
}

/* Takes in a story that was read, or could not be. */
static struct analysis *settle(struct session *self, struct lsp_job *job)
{
    struct document *document = self->survey.reading;

    self->survey.reading = NULL;
    if (!document)
        return NULL; /* it was opened meanwhile */
    if (job->analysis && job->tools == document->tools) {
        self->survey.has_news = true;
        return keep(self, document, job);
    }
    self->survey.has_news |= document->report != NULL;
    clear(self, document);
    return NULL;
}

void survey_finish(struct session *self, struct lsp_job *job)
{
    struct survey *survey = &self->survey;
    struct analysis *before = NULL;

    if (survey->job != job) {
        lsp_job_free(job);
        return;
    }
    survey->job = NULL;
    if (job->kind == JOB_LIST && job->below)
        take_more(self, job);
    else if (job->kind == JOB_LIST)
        take_paths(self, job);
    else
        before = settle(self, job);
    if (survey->is_running)
        report(self);
    if (before)
        runs_let_go(self, job, before);
    else
        lsp_job_free(job);
    survey_go_on(self);
}

/* ---- changes -------------------------------------------------------------
 */

/* More has changed than is remembered: all that was read is cleared, and
 * everything is read. */
static void catch_up(struct session *self)
{
    while (self->survey.stories.first)
        clear(self, self->survey.stories.first);
    survey_start(self, NULL, NULL);
}

/* Finds out which stories there are: in the folders that wait to be looked
 * through, or in all. */
static void list(struct session *self, struct changes *waiting)
{
    struct lsp_job *job = memory_get(sizeof *job);
    char *path;

    *job = (struct lsp_job){.kind = JOB_LIST, .expected_us = UINT32_MAX};
    atomic_init(&job->cancelled, false);
    put_folders(self, job);
    if (waiting) {
        job->below = ARENA_ARRAY(&job->arena, const char *, waiting->count);
        while ((path = changes_take(waiting))) {
            job->below[job->below_count++] = copy_path(&job->arena, path);
            free(path);
        }
    }
    self->survey.job = job;
    self->survey.reading = NULL;
    self->out.analyse(self->out.self, job);
}

static void read_changed(struct session *self)
{
    struct survey *survey = &self->survey;
    char *path;

    if (survey->folders.count)
        list(self, &survey->folders);
    while (!survey->job && (path = changes_take(&survey->changes))) {
        struct document *document = document_for(self, path);
        if (document)
            read_file(self, document, path, false);
        free(path);
    }
}

static void tell_news(struct session *self)
{
    self->survey.has_news = false;
    if (self->client.pull_diagnostics && self->client.diagnostics_refresh)
        calls_ask(&self->calls, "workspace/diagnostic/refresh", NULL, NULL,
                  NULL);
}

void survey_go_on(struct session *self)
{
    struct survey *survey = &self->survey;

    if (survey->job)
        return;
    if (survey->is_running)
        read_next(self);
    if (!survey->is_running && survey->is_behind)
        catch_up(self);
    else if (!survey->is_running)
        read_changed(self);
    if (!survey->job && survey->has_news)
        tell_news(self);
}

/* ---- beginning -----------------------------------------------------------
 */

static void forget(struct survey *survey)
{
    documents_release(&survey->stories);
    survey->reading = NULL;
    arena_release(&survey->arena);
    changes_release(&survey->changes);
    changes_release(&survey->folders);
    survey->paths = NULL;
    survey->path_count = survey->at = survey->percent = 0;
    survey->bytes = 0;
    survey->is_behind = false;
}

void survey_start(struct session *self, const json_t *id, const json_t *params)
{
    struct survey *survey = &self->survey;
    const json_t *token = lsp_read_tokens(params).work_done;

    if (survey->is_running)
        finish(self, true);
    if (survey->job) /* a story that was changed */
        atomic_store(&survey->job->cancelled, true);
    forget(survey);
    watch_follow(self);
    survey->is_running = true;
    survey->id = id ? json_deep_copy(id) : NULL;
    if (token) {
        json_decref(survey->token);
        survey->token = json_deep_copy(token);
        begin(self);
    } else {
        ask_for_token(self);
    }
    list(self, NULL);
}

void survey_if_wanted(struct session *self)
{
    const struct settings *settings = &self->settings;
    const json_t *layers[] = {settings->options, settings->pulled};
    struct config *config = config_new(layers, 2);
    bool is_wanted = config->has_workspace && !self->survey.is_wanted;

    self->survey.is_wanted = config->has_workspace;
    config_unref(config);
    if (is_wanted)
        survey_start(self, NULL, NULL);
}

void survey_opened(struct session *self, const struct document *document)
{
    struct document *story =
        documents_find(&self->survey.stories, slice_from_c(document->uri));

    if (story)
        drop(self, story);
}

void survey_release(struct session *self)
{
    struct survey *survey = &self->survey;

    if (survey->job)
        atomic_store(&survey->job->cancelled, true);
    survey->job = NULL;
    survey->is_running = false;
    forget(survey);
    json_decref(survey->token);
    json_decref(survey->id);
    survey->token = survey->id = NULL;
}

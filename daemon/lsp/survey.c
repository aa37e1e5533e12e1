/*
 * The survey: every story of the workspace read, one after the other.
 *
 *     folders --job--> paths --one job at a time--> analyses, diagnostics
 *                        '-- progress: begin, report, end, cancel
 *
 * One story is read at a time, so that documents that are open never wait for
 * those that are not. What was read is kept, for workspace/symbol and for
 * workspace/diagnostic, up to SURVEY_BYTES of text; of the rest only the
 * diagnostics are. A document that is open is left out: what is on the disk
 * is none of our business then.
 */
#include "lsp/inside.h"

#include "protocol/memory.h"
#include "protocol/uri.h"

#include <stdio.h>
#include <stdlib.h>

#define SURVEY_BYTES (16u << 20) /* of text whose analyses are kept */
#define SURVEY_FILES 20000u      /* stories of a workspace that are read */

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
    if (!is_cancelled && self->client.pull_diagnostics &&
        self->client.diagnostics_refresh)
        calls_ask(&self->calls, "workspace/diagnostic/refresh", NULL, NULL,
                  NULL);
}

bool survey_cancel(struct session *self, const json_t *id)
{
    if (!self->survey.id || !rpc_id_equal(self->survey.id, id))
        return false;
    finish(self, true);
    return true;
}

void survey_stop(struct session *self, const json_t *params)
{
    const json_t *token;

    if (lsp_read_progress_cancel(params, &token, NULL) == 0 &&
        self->survey.token && json_equal(token, self->survey.token))
        finish(self, true);
}

/* ---- stories -------------------------------------------------------------
 */

static Slice language_of(const char *path)
{
    static const struct {
        const char *ending;
        Slice language;
    } languages[] = {
        {".md", {"markdown", 8}},
        {".markdown", {"markdown", 8}},
        {".html", {"html", 4}},
        {".htm", {"html", 4}},
    };
    const char *dot = strrchr(path, '.');

    for (size_t i = 0; dot && i < sizeof languages / sizeof *languages; i++)
        if (strcmp(dot, languages[i].ending) == 0)
            return languages[i].language;
    return SLICE("plaintext");
}

/* The story as a document, without its text as yet; NULL where it is open, or
 * nobody could say where it is. */
static struct document *document_for(struct session *self, const char *path)
{
    struct documents *stories = &self->survey.stories;
    struct document *document = NULL;
    char *uri = NULL;

    if (uri_from_path(slice_from_c(path), &uri) < 0)
        return NULL;
    if (!documents_find(&self->documents, slice_from_c(uri)) &&
        documents_open(stories, slice_from_c(uri), language_of(path), 0,
                       (Str){0}, &document) == 0) {
        document->has_number = false;
        document->is_dirty = false;
        settings_apply(self, document);
    }
    free(uri);
    return document;
}

static void read_next(struct session *self)
{
    struct survey *survey = &self->survey;
    struct document *document = NULL;

    while (survey->at < survey->path_count && !document)
        document = document_for(self, survey->paths[survey->at++]);
    if (!document) {
        finish(self, false);
        return;
    }
    const struct config *config = document->config;
    struct lsp_job *job = memory_get(sizeof *job);
    *job = (struct lsp_job){
        .kind = JOB_FILE,
        .id = document->id,
        .tools = tools_ref(document->tools),
        .syntax = document->syntax,
        .bytes_max = config->bytes_max,
        .expected_us = UINT32_MAX,
    };
    atomic_init(&job->cancelled, false);
    Str path = str_from_c(survey->paths[survey->at - 1]);
    job->path = arena_copy(&job->arena, (Str){path.ptr, path.len + 1}).ptr;
    job->facts = (StoryFacts){
        .date = arena_copy(&job->arena, config->date),
        .date_source = config->date.len ? STET_DATE_RECORD : STET_DATE_NONE,
        .language = arena_copy(&job->arena, config->language),
    };
    survey->job = job;
    self->out.analyse(self->out.self, job);
}

/* What is said of a story that was read, to whom it is pushed. */
static void keep(struct session *self, struct document *document,
                 struct lsp_job *job)
{
    struct survey *survey = &self->survey;
    struct arena arena = {0};

    version_unref(document->version);
    document->version = version_ref(job->version);
    document->analysis = job->analysis;
    job->analysis = NULL;
    struct view view = runs_view(self, document, &arena);
    if (self->client.pull_diagnostics)
        document->report = feature_report(&view, (Slice){0});
    else
        pull_push(self, &view.document, feature_diagnostics(&view));
    arena_release(&arena);
    survey->bytes += version_len(document->version);
    if (survey->bytes > SURVEY_BYTES) {
        analysis_unref(document->analysis);
        document->analysis = NULL;
    }
}

static void take_paths(struct survey *survey, const struct lsp_job *job)
{
    uint32_t count =
        job->found_count < SURVEY_FILES ? job->found_count : SURVEY_FILES;

    survey->paths = ARENA_ARRAY(&survey->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++) {
        Str path = str_from_c(job->found[i]);
        path.len++; /* its NUL too */
        survey->paths[survey->path_count++] =
            arena_copy(&survey->arena, path).ptr;
    }
}

void survey_finish(struct session *self, struct lsp_job *job)
{
    struct survey *survey = &self->survey;
    bool is_ours = survey->is_running && survey->job == job;

    if (is_ours) {
        struct document *document = documents_by_id(&survey->stories, job->id);
        survey->job = NULL;
        if (job->kind == JOB_LIST)
            take_paths(survey, job);
        else if (document && job->analysis && job->tools == document->tools)
            keep(self, document, job);
        report(self);
    }
    lsp_job_free(job);
    if (is_ours)
        read_next(self);
}

/* ---- beginning -----------------------------------------------------------
 */

static void forget(struct survey *survey)
{
    documents_release(&survey->stories);
    arena_release(&survey->arena);
    survey->paths = NULL;
    survey->path_count = survey->at = survey->percent = 0;
    survey->bytes = 0;
}

/* Finds out which stories there are. */
static void list(struct session *self)
{
    struct lsp_job *job = memory_get(sizeof *job);
    const struct scope *scope = self->settings.scopes;
    char *path;

    *job = (struct lsp_job){.kind = JOB_LIST, .expected_us = UINT32_MAX};
    atomic_init(&job->cancelled, false);
    const char **folders =
        ARENA_ARRAY(&job->arena, const char *, self->settings.scope_count + 1);
    for (; scope; scope = scope->next) {
        if (uri_to_path(slice_from_c(scope->uri), &path) < 0)
            continue;
        Str copy = str_from_c(path);
        copy.len++;
        folders[job->folder_count++] = arena_copy(&job->arena, copy).ptr;
        free(path);
    }
    job->folders = folders;
    self->survey.job = job;
    self->out.analyse(self->out.self, job);
}

void survey_start(struct session *self, const json_t *id, const json_t *params)
{
    struct survey *survey = &self->survey;
    const json_t *token = lsp_read_tokens(params).work_done;

    if (survey->is_running)
        finish(self, true);
    forget(survey);
    survey->is_running = true;
    survey->id = id ? json_deep_copy(id) : NULL;
    if (token) {
        json_decref(survey->token);
        survey->token = json_deep_copy(token);
        begin(self);
    } else {
        ask_for_token(self);
    }
    list(self);
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
        documents_close(&self->survey.stories, story);
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

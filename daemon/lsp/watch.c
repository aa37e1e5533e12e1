/*
 * What changes behind the editor's back: files and folders on the disk, and
 * settings, as far as stories are concerned that are not open.
 *
 *     a story that comes, changes, goes   is read again
 *     a folder that comes                 is walked through for stories
 *     a folder that goes                  what was read below is read again
 *     settings                            what they change is read again; what
 *                                         was too large is looked for
 *
 * A folder that is deleted, or gets another name, is one event with most
 * editors, whatever it held; so the editor is asked to tell of everything that
 * comes and goes. What has no story's name is a folder that is gone, or may be
 * one that is new: that is looked at where stories are read.
 *
 * Nothing is read here. survey.c does that, one after the other, and forgets
 * what is no story any more. Where more waits than is remembered, everything is
 * surveyed anew.
 */
#include "lsp/inside.h"

#include "protocol/uri.h"

#include <stdlib.h>

/* Asks to be told, once. */
void watch_follow(struct session *self)
{
    static const LspWatcher watchers[] = {
        {SLICE_INIT("**/*.{txt,text,md,markdown,html,htm}"), 0},
        {SLICE_INIT("**/*.{TXT,TEXT,MD,MARKDOWN,HTML,HTM}"), 0},
        {SLICE_INIT("**/*"), LSP_WATCH_CREATED | LSP_WATCH_DELETED},
    };
    LspRegistration wish = {SLICE("stet-stories"),
                            SLICE("workspace/didChangeWatchedFiles"), NULL};

    if (self->survey.is_followed)
        return;
    self->survey.is_followed = true;
    if (!self->client.watched_files_dynamic)
        return;
    json_t *options =
        lsp_write_watchers(watchers, sizeof watchers / sizeof *watchers);
    wish.options = options;
    calls_ask(&self->calls, "client/registerCapability",
              lsp_write_registration(&wish, 1), NULL, NULL);
    json_decref(options);
}

static void add(struct survey *survey, struct changes *changes,
                const char *path)
{
    if (!survey->is_behind && changes_add(changes, path) < 0)
        survey->is_behind = true;
}

void watch_changed(struct session *self, Slice uri)
{
    struct survey *survey = &self->survey;
    char *path = NULL;

    if (!survey->is_followed || uri_to_path(uri, &path) < 0)
        return;
    if (survey_is_story(path))
        add(survey, &survey->changes, path);
    free(path);
}

/* ---- folders -------------------------------------------------------------
 */

/* One of the folders above the document's file is among `gone`. */
static bool lies_below(const struct document *document, struct changes *gone)
{
    char *key = document->key; /* written to, for a moment */
    bool is_below = false;

    for (char *at = key; *at && !is_below; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        is_below = changes_have(gone, key);
        *at = '/';
    }
    return is_below;
}

static void folders_gone(struct session *self, struct changes *gone)
{
    const struct document *at = self->survey.stories.first;

    for (; at && gone->count; at = at->next)
        if (lies_below(at, gone))
            watch_changed(self, slice_from_c(at->uri));
}

/* `gone` is a set of URIs in their one spelling. */
static void note_gone(struct session *self, Slice uri, struct changes *gone)
{
    while (uri.len && uri.ptr[uri.len - 1] == '/')
        uri.len--;
    char *key = uri_normal(uri);
    add(&self->survey, gone, key);
    free(key);
}

static void note_new(struct session *self, Slice uri)
{
    char *path = NULL;

    if (uri_to_path(uri, &path) < 0)
        return;
    if (!survey_is_story(path))
        add(&self->survey, &self->survey.folders, path);
    free(path);
}

static void take_event(struct session *self, LspFileEvent event,
                       struct changes *gone)
{
    watch_changed(self, event.uri);
    if (event.change == LSP_FILE_CREATED)
        note_new(self, event.uri);
    /* A folder may be called anything, but what was read was none. */
    if (event.change == LSP_FILE_DELETED &&
        !documents_find(&self->survey.stories, event.uri))
        note_gone(self, event.uri, gone);
}

void watch_events(struct session *self, LspList events)
{
    struct changes gone = {0};

    if (!self->survey.is_followed)
        return;
    for (size_t i = 0; i < events.count; i++)
        take_event(self, lsp_file_event(events, i), &gone);
    folders_gone(self, &gone);
    changes_release(&gone);
    survey_go_on(self);
}

/* ---- settings ------------------------------------------------------------
 */

void watch_settings(struct session *self)
{
    struct survey *survey = &self->survey;
    const struct scope *scope = self->settings.scopes;
    struct document *at = survey->stories.first;
    char *path = NULL;

    if (!survey->is_followed)
        return;
    for (; at; at = at->next)
        if (settings_differ(self, at))
            watch_changed(self, slice_from_c(at->uri));
    for (; scope; scope = scope->next) {
        if (uri_to_path(slice_from_c(scope->uri), &path) < 0)
            continue;
        add(survey, &survey->folders, path);
        free(path);
    }
    survey_go_on(self);
}

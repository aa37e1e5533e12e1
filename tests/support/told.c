#include "support/told.h"

#include "host/host.h"

#include "support/test.h"

#include <stdio.h>
#include <string.h>

static void read_version(struct told *self, const ToldStory *story)
{
    uint32_t bad;

    assert_int_equal(
        version_new(SYNTAX_PLAIN, self->text, 0, &self->version, &bad), 0);
    AnalysisRequest request = {
        .pipeline = self->pipeline,
        .version = self->version,
        .facts = {.date = str_from_c(story->date ? story->date : ""),
                  .date_source = !story->date ? STET_DATE_NONE
                                 : story->is_dated_in_markup
                                     ? STET_DATE_MARKUP
                                     : STET_DATE_RECORD},
    };
    self->analysis = engine_analyse(&request);
    self->registry = analysis_registry(self->analysis);
}

void told_read(struct told *self, const ToldStory *story)
{
    Str path = STR(PLUGINS);
    json_t *options = story->value ? json_pack("{s:{s:s}}", story->plugin,
                                               story->option, story->value)
                                   : NULL;
    HostConfig config = {.path_count = 1,
                         .paths = &path,
                         .only_paths = true,
                         .options = options};

    *self = (struct told){.text = str_from_c(story->text)};
    self->host = host_new(&config);
    json_decref(options);
    self->pipeline = host_pipeline_new(self->host);
    read_version(self, story);
}

void told_release(struct told *self)
{
    analysis_unref(self->analysis);
    version_unref(self->version);
    host_pipeline_free(self->pipeline);
    host_free(self->host);
    arena_release(&self->arena);
}

void told_add(struct told *self, const char *before, Str words)
{
    int len = snprintf(self->bytes + self->len, TOLD_MAX - self->len, "%s%.*s",
                       before, STR_ARG(words));
    if (len > 0)
        self->len += (size_t)len;
    assert_true(self->len < TOLD_MAX);
}

Str told_attr(const struct told *self, const Note *note, const char *key)
{
    const stet_attr *attr =
        note_attr(note, registry_find(self->registry, str_from_c(key)));

    return attr ? attr->text : STR("");
}

uint32_t told_notes(struct told *self, const Note **out_notes)
{
    return analysis_notes_in(self->analysis, (Span){0, self->text.len},
                             &self->arena, out_notes);
}

void told_add_findings(struct told *self, Str rules)
{
    const Finding *findings;
    uint32_t count = analysis_findings(self->analysis, &self->arena, &findings);

    for (uint32_t i = 0; i < count; i++) {
        Str rule = registry_name(self->registry, findings[i].rule);
        if (!str_starts(rule, rules))
            continue;
        told_add(self, "", rule);
        told_add(self, ": ", findings[i].message);
        told_add(self, " (", STR(""));
        for (uint32_t j = 0; j < findings[i].fix_count; j++)
            told_add(self, j ? "/" : "", findings[i].fixes[j].edits[0].text);
        told_add(self, ");", STR(""));
    }
}

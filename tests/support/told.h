/*
 * told - a story as the host reads it with every plugin that was built, and
 * what it says of it, as one string for tables.
 *
 *     struct told told;
 *     told_read(&told, &(ToldStory){.text = row->text});
 *     ... told_add(&told, "", words) for what the row asks ...
 *     assert_string_equal(told.bytes, row->expected);
 *     told_release(&told);
 *
 * Whatever fails here fails the running test.
 */
#ifndef SUPPORT_TOLD_H
#define SUPPORT_TOLD_H

#include "engine/analysis.h"

#define TOLD_MAX 4096u

typedef struct ToldStory {
    const char *text;        /* plain */
    const char *date;        /* as a record would have it, or NULL */
    bool is_dated_in_markup; /* it has that date itself */
    const char *plugin, *option, *value; /* one option, or NULLs: its plugin's
                                            id, its name, a text */
} ToldStory;

struct told {
    Str text;
    struct analysis *analysis;
    const struct registry *registry;
    struct arena arena;
    char bytes[TOLD_MAX]; /* what was added; ends in NUL */
    size_t len;
    struct version *version; /* these are told_release()'s */
    struct host *host;
    struct pipeline *pipeline;
};

void told_read(struct told *self, const ToldStory *story);
void told_release(struct told *self);

void told_add(struct told *self, const char *before, Str words);

/* The text of the note's attribute `key`; empty where it has none. */
Str told_attr(const struct told *self, const Note *note, const char *key);

/* All notes of the story, in order; they live in the arena. */
uint32_t told_notes(struct told *self, const Note **out_notes);

/* Each finding whose rule begins with `rules`, "rule: message (fix/fix);": of
 * a fix, the text of its first edit. */
void told_add_findings(struct told *self, Str rules);

#endif

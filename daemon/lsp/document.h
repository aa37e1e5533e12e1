/*
 * document - an open document: the newest version and what is known of it.
 *
 *     edits -> version (newest) ---- job ----> analysis (of some version)
 *                  |                  |
 *                  '-- waiting requests are answered when they meet
 *
 * One job at most runs for a document. An edit while it runs cancels it and
 * marks the document dirty; when it comes back the next one starts. The first
 * job of all is not cancelled, nor is one after three that were: what it finds
 * is old then, but newer than what is there, and the next one starts from it.
 *
 * Threads: [loop]. Only the job is the worker's while it runs.
 */
#ifndef LSP_DOCUMENT_H
#define LSP_DOCUMENT_H

#include "config/config.h"
#include "lsp/view.h"
#include "protocol/slice.h"

/* Plugins as some configuration wants them: what analyses are made with. The
 * server's; it counts who holds on to them, and closes what nobody does. */
struct tools {
    const struct registry *registry;
    uint32_t refs;
};

/* NULL is accepted. [loop] */
struct tools *tools_ref(struct tools *self);
void tools_unref(struct tools *self);

typedef enum JobKind {
    JOB_STORY, /* a version of an open document */
    JOB_FILE,  /* a story on the disk */
    JOB_LIST,  /* which stories there are in some folders */
    JOB_DROP,  /* nothing: old analyses of a long story are let go, which takes
                  longer than anybody who types shall wait */
} JobKind;

/* One analysis on its way. The server gives it to a worker, who fills in
 * `analysis`, and hands it back on the loop. Everything in it is its own. */
struct lsp_job {
    struct lsp_job *next; /* for whoever queues it */
    JobKind kind;
    uint64_t id;         /* of the document */
    struct tools *tools; /* a reference */
    struct version *version;
    struct analysis *previous; /* a reference, or NULL */
    struct analysis *garbage;  /* DROP: another */
    StoryFacts facts;          /* in the arena */
    struct arena arena;
    atomic_bool cancelled;
    struct analysis *analysis; /* the result; NULL: cancelled */
    uint32_t expected_us;      /* what it may take; UINT32_MAX: nobody knows */
    uint32_t took_us;          /* set with the result */
    /* FILE: what to read, if it lies in one of the folders as stories do; the
     * worker makes the version. */
    const char *path; /* ends in NUL, in the arena, as all here */
    Syntax syntax;
    uint32_t bytes_max;
    bool is_found; /* a walk through the folders has just come upon it */
    /* LIST: what was found in the folders, or, where that is not NULL, in those
     * below them that a walk would go into. */
    const char **below;
    uint32_t below_count;
    const char *const *folders;
    const char *const *found;
    uint32_t folder_count, found_count;
};

/* Lets go of the version and the analyses. [worker] */
void lsp_job_drop(struct lsp_job *self);

void lsp_job_free(struct lsp_job *self); /* NULL is accepted */

struct document {
    struct document *next, *before; /* in the row: older, newer */
    struct document *chain;         /* of its bucket */
    uint64_t id;                    /* never used twice */
    char *key;                      /* the URI's one spelling, ends in NUL */
    char *uri;                      /* as the editor wrote it, ends in NUL */
    char *language_id;
    Syntax syntax;
    bool has_number;
    int32_t number; /* the editor's version */
    struct version *version;
    struct analysis *analysis; /* the newest finished by `tools`, or NULL */
    struct lsp_job *job;       /* running, or NULL */
    uint32_t given_up;         /* analyses in a row that edits put an end to */
    uint32_t cost_us;          /* of its dearest analyses of late */
    bool is_dirty;             /* version or configuration have no analysis, and
                                  none is on its way */
    bool is_settings;          /* a stet.json: not read as a story */
    bool has_warned_large;     /* that it is left alone, since it is */
    struct config *config;     /* a reference */
    struct tools *tools;       /* what the configuration wants; a reference */
    json_t *report;    /* of a story on the disk: its diagnostics, or NULL */
    bool is_told;      /* of one: they were, to an editor that cannot pull */
    Settings settings; /* what features see of it */
    struct arena settings_arena;
    struct recall recall; /* of its features' */
};

#define DOCUMENTS_MAX 4096u /* open at a time; more are left alone */
#define DOCUMENTS_BUCKETS 1024u

/* The open documents of a session, or the stories of its workspace, by URI.
 * Zeroed is valid. */
struct documents {
    struct document *first; /* newest */
    struct document *buckets[DOCUMENTS_BUCKETS];
    uint32_t count;
    uint32_t max; /* 0: DOCUMENTS_MAX */
    uint64_t last_id;
};

/* NULL where there is none. `uri` in any spelling. */
struct document *documents_find(const struct documents *self, Slice uri);
struct document *documents_by_id(const struct documents *self, uint64_t id);

/* Opens; one that is open already is replaced. Returns 0, -EMFILE (there are
 * as many as may be) or as version_new(): then nothing has changed. */
int documents_open(struct documents *self, Slice uri, Slice language_id,
                   int32_t number, Str text, struct document **out_document);

/* Takes it out and frees it; a running job is cancelled and goes on its own. */
void documents_close(struct documents *self, struct document *document);

void documents_release(struct documents *self);

/* Puts a version, whose reference is taken, in the place of the newest. */
void document_set_version(struct document *self, struct version *version);

/* The analysis is of the newest version, as it is configured now. */
bool document_is_current(const struct document *self);

/* "markdown" and "html" by their LSP names; everything else is plain. */
Syntax syntax_of_language(Slice language_id);

#endif

/*
 * batch - many stories, one report.
 *
 *     paths -> walk -> crew: load -> read -> findings -> format -> stdout
 *                        '---- what is wrong with a file -------> stderr
 *
 * The report is the same whatever the number of jobs: stories come in the
 * order of the walk, and everything in a story in the engine's order.
 */
#ifndef REPORT_BATCH_H
#define REPORT_BATCH_H

#include "report/format.h"

typedef struct BatchPlan {
    const char *const *paths; /* files, folders, "-" */
    uint32_t path_count;
    uint32_t jobs;    /* at least 1 */
    StoryFacts facts; /* where empty, each story says itself */
    bool has_syntax;  /* `syntax` for all, whatever they are called */
    Syntax syntax;
    bool is_fixing;
    const Format *format;
    FormatRun run;
    void *self; /* of the three below, the first two as CrewPlan wants them */
    void *(*worker_new)(void *self);
    void (*worker_free)(void *self, void *worker);
    /* What the worker reads the story at `path` with; what is wrong with its
     * configuration is said in `err`, and then *out_trouble is true. */
    const ArticleTools *(*tools)(void *self, void *worker, const char *path,
                                 struct out *err, bool *out_trouble);
    int out_file, err_file; /* descriptors */
} BatchPlan;

typedef struct BatchResult {
    uint32_t stories, findings; /* what is left after fixing */
    uint32_t fixed;
    bool in_trouble; /* something was not read or not written */
} BatchResult;

/* 0, or a negative errno where the report itself cannot be written. */
int batch_run(const BatchPlan *plan, BatchResult *out_result);

#endif

/*
 * crew - many hands, one order.
 *
 *     next() --> item --> [worker 0] --.
 *      caller     |       [worker 1] ---+--> outs in the order of items
 *                 '-----> [worker 2] --'     --> stdout, stderr
 *
 * Items are taken in order on the caller's thread, worked on by as many
 * threads as `jobs` says, and what each wrote is sent off in the order of the
 * items, whoever was first. So the output does not depend on `jobs`.
 *
 * With one job everything runs on the caller's thread and no thread is made:
 * most runs read one story, and a thread costs more than a story. A worker is
 * made when there is something for it to do.
 *
 * Invariants
 *  1. At most CREW_WINDOW items a worker are taken and not yet sent, so memory
 *     follows `jobs`, not the number of items.
 *  2. An item's output is sent as soon as all before it are, even while
 *     next() waits for more: a pipe may be a conversation.
 *  3. done() is called once for each item, in order, one call at a time.
 *
 * Threads: next(), worker_new() and worker_free() run on the thread that
 * called crew_run(); work() on a worker; done() on any, under a lock.
 */
#ifndef REPORT_CREW_H
#define REPORT_CREW_H

#include "report/out.h"

#define CREW_WINDOW 4u
#define CREW_JOBS_MAX 256u

/* One item's place in the row, and what was written about it. */
struct crew_item {
    struct arena arena;  /* dies when the item was sent */
    struct out out, err; /* in the arena */
    void *work;          /* set by next(): what is to be done */
    uint32_t findings;   /* set by work() */
    bool in_trouble;     /* set by work(): something could not be read */
    bool is_finished;    /* the crew's own */
};

typedef struct CrewPlan {
    uint32_t jobs; /* 0 is 1 */
    void *self;
    /* False: there is no more. What it allocates goes into item->arena. */
    bool (*next)(void *self, struct crew_item *item);
    void *(*worker_new)(void *self); /* NULL: none can be had */
    void (*worker_free)(void *self, void *worker);
    void (*work)(void *self, void *worker, struct crew_item *item);
    void (*done)(void *self, const struct crew_item *item); /* sends it */
} CrewPlan;

/* Works until next() says no. 0, or -ENOMEM where no worker could be had. */
int crew_run(const CrewPlan *plan);

#endif

/*
 * Many hands, one order: whatever the number of jobs and whoever is first,
 * what is sent is in the order of what was given.
 */
#include "report/crew.h"
#include "support/test.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define ITEMS 500u

struct trial {
    uint32_t given, sent, workers;
    atomic_uint at_work, most_at_work;
    uint32_t refuse_workers_from; /* worker_new() fails from this one on */
    struct arena arena;
    struct out all;
};

static bool next(void *self, struct crew_item *item)
{
    struct trial *trial = self;

    if (trial->given == ITEMS)
        return false;
    uint32_t *number = ARENA_NEW(&item->arena, uint32_t);
    *number = trial->given++;
    item->work = number;
    return true;
}

static void *worker_new(void *self)
{
    struct trial *trial = self;

    if (trial->workers >= trial->refuse_workers_from)
        return NULL;
    trial->workers++;
    return trial;
}

static void worker_free(void *self, void *worker)
{
    ((struct trial *)self)->workers--;
}

static void work(void *self, void *worker, struct crew_item *item)
{
    struct trial *trial = self;
    uint32_t number = *(uint32_t *)item->work, sum = 0;
    uint32_t now = atomic_fetch_add(&trial->at_work, 1) + 1;

    for (volatile uint32_t spin = 0; spin < number * 7919u % 20000; spin++)
        sum += spin; /* later ones may well be done first */
    if (now > atomic_load(&trial->most_at_work))
        atomic_store(&trial->most_at_work, now);
    out_format(&item->out, "%u ", (unsigned)number);
    item->in_trouble = sum == 1;
    atomic_fetch_sub(&trial->at_work, 1);
}

static void done(void *self, const struct crew_item *item)
{
    struct trial *trial = self;

    assert_int_equal(*(const uint32_t *)item->work, trial->sent);
    trial->sent++;
    out_str(&trial->all, (Str){item->out.ptr, (uint32_t)item->out.len});
}

static int run(struct trial *trial, uint32_t jobs)
{
    trial->all.arena = &trial->arena;
    return crew_run(&(CrewPlan){.jobs = jobs,
                                .self = trial,
                                .next = next,
                                .worker_new = worker_new,
                                .worker_free = worker_free,
                                .work = work,
                                .done = done});
}

struct row {
    const char *name;
    uint32_t jobs, refuse_from;
    int status;
};

static const struct row rows[] = {
    {"no number of jobs is one", 0, UINT32_MAX, 0},
    {"one job", 1, UINT32_MAX, 0},
    {"two jobs", 2, UINT32_MAX, 0},
    {"seven jobs", 7, UINT32_MAX, 0},
    {"sixty-four jobs", 64, UINT32_MAX, 0},
    {"seven jobs, two workers", 7, 2, 0},
    {"one job, no worker", 1, 0, -ENOMEM},
    {"seven jobs, no worker", 7, 0, -ENOMEM},
};

static void run_row(const struct row *row)
{
    struct trial alone = {.refuse_workers_from = UINT32_MAX};
    struct trial trial = {.refuse_workers_from = row->refuse_from};

    assert_int_equal(run(&alone, 1), 0);
    assert_int_equal(run(&trial, row->jobs), row->status);
    assert_int_equal(trial.workers, 0);
    if (row->status == 0) {
        assert_int_equal(trial.sent, ITEMS);
        assert_int_equal(trial.all.len, alone.all.len);
        assert_memory_equal(trial.all.ptr, alone.all.ptr, alone.all.len);
    }
    arena_release(&alone.arena);
    arena_release(&trial.arena);
}

TEST_TABLE(rows, run_row, name)

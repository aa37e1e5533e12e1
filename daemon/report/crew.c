#include "report/crew.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

/* A ring of items; sent <= finished <= taken <= given, from the beginning. */
struct crew {
    const CrewPlan *plan;
    pthread_mutex_t lock;
    pthread_cond_t has_work; /* given > taken, or is_over */
    pthread_cond_t has_room; /* given - sent < room */
    struct crew_item *ring;
    uint64_t given, taken, finished, sent;
    uint32_t room;
    bool is_over;
    bool is_sending; /* somebody is in send_finished() */
};

struct hand {
    struct crew *crew;
    void *worker;
    pthread_t thread;
};

static void item_start(struct crew_item *item)
{
    *item = (struct crew_item){0};
}

/* After the item has reached the place where it stays. */
static void item_bind(struct crew_item *item)
{
    item->out.arena = &item->arena;
    item->err.arena = &item->arena;
}

static void item_end(const CrewPlan *plan, struct crew_item *item)
{
    plan->done(plan->self, item);
    arena_release(&item->arena);
}

static int run_alone(const CrewPlan *plan)
{
    struct crew_item item;
    void *worker = plan->worker_new(plan->self);

    if (!worker)
        return -ENOMEM;
    for (;;) {
        item_start(&item);
        item_bind(&item);
        if (!plan->next(plan->self, &item))
            break;
        plan->work(plan->self, worker, &item);
        item_end(plan, &item);
    }
    arena_release(&item.arena);
    plan->worker_free(plan->self, worker);
    return 0;
}

/* Sends what is finished at the head of the ring. Called and left with the
 * lock held; one thread sends at a time, the others leave it to that one. */
static void send_finished(struct crew *crew)
{
    if (crew->is_sending)
        return;
    crew->is_sending = true;
    while (crew->sent < crew->taken) {
        struct crew_item *head = &crew->ring[crew->sent % crew->room];
        if (!head->is_finished)
            break;
        pthread_mutex_unlock(&crew->lock);
        item_end(crew->plan, head);
        pthread_mutex_lock(&crew->lock);
        crew->sent++;
        pthread_cond_signal(&crew->has_room);
    }
    crew->is_sending = false;
}

static void *hand_main(void *arg)
{
    struct hand *hand = arg;
    struct crew *crew = hand->crew;

    pthread_mutex_lock(&crew->lock);
    for (;;) {
        while (crew->taken == crew->given && !crew->is_over)
            pthread_cond_wait(&crew->has_work, &crew->lock);
        if (crew->taken == crew->given)
            break;
        struct crew_item *item = &crew->ring[crew->taken++ % crew->room];
        pthread_mutex_unlock(&crew->lock);
        crew->plan->work(crew->plan->self, hand->worker, item);
        pthread_mutex_lock(&crew->lock);
        item->is_finished = true;
        crew->finished++;
        send_finished(crew);
    }
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

/* One more pair of hands; false where there are none to be had. */
static bool hire(struct crew *crew, struct hand *hand)
{
    const CrewPlan *plan = crew->plan;

    hand->crew = crew;
    hand->worker = plan->worker_new(plan->self);
    if (!hand->worker)
        return false;
    if (pthread_create(&hand->thread, NULL, hand_main, hand) == 0)
        return true;
    plan->worker_free(plan->self, hand->worker);
    return false;
}

/* Waits for a free place in the ring and readies it. */
static struct crew_item *free_place(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    while (crew->given - crew->sent >= crew->room)
        pthread_cond_wait(&crew->has_room, &crew->lock);
    pthread_mutex_unlock(&crew->lock);

    struct crew_item *item = &crew->ring[crew->given % crew->room];
    item_start(item);
    item_bind(item);
    return item;
}

/* Everybody hired has an item to work on. */
static bool all_busy(struct crew *crew, uint32_t hired)
{
    pthread_mutex_lock(&crew->lock);
    bool is_busy = crew->given - crew->finished >= hired;
    pthread_mutex_unlock(&crew->lock);
    return is_busy;
}

/* Gives out all items; hires as there is work. 0, or -ENOMEM where nobody
 * could be hired for the first. */
static int give_out(struct crew *crew, struct hand *hands, uint32_t *hired)
{
    const CrewPlan *plan = crew->plan;

    for (;;) {
        struct crew_item *item = free_place(crew);
        bool is_there = plan->next(plan->self, item);
        if (is_there && *hired < plan->jobs && all_busy(crew, *hired))
            *hired += hire(crew, &hands[*hired]);
        if (!is_there || !*hired) {
            arena_release(&item->arena);
            return is_there ? -ENOMEM : 0;
        }
        pthread_mutex_lock(&crew->lock);
        crew->given++;
        pthread_cond_signal(&crew->has_work);
        pthread_mutex_unlock(&crew->lock);
    }
}

static int run_together(const CrewPlan *plan)
{
    struct arena arena = {0};
    struct crew crew = {.plan = plan, .room = plan->jobs * CREW_WINDOW};
    struct hand *hands = ARENA_ARRAY(&arena, struct hand, plan->jobs);

    crew.ring = ARENA_ARRAY(&arena, struct crew_item, crew.room);
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.has_work, NULL);
    pthread_cond_init(&crew.has_room, NULL);

    uint32_t hired = 0;
    int status = give_out(&crew, hands, &hired);
    pthread_mutex_lock(&crew.lock);
    crew.is_over = true;
    pthread_cond_broadcast(&crew.has_work);
    pthread_mutex_unlock(&crew.lock);
    for (uint32_t i = 0; i < hired; i++) {
        pthread_join(hands[i].thread, NULL);
        plan->worker_free(plan->self, hands[i].worker);
    }
    pthread_cond_destroy(&crew.has_room);
    pthread_cond_destroy(&crew.has_work);
    pthread_mutex_destroy(&crew.lock);
    arena_release(&arena);
    return status;
}

int crew_run(const CrewPlan *plan)
{
    if (plan->jobs <= 1)
        return run_alone(plan);
    return run_together(plan);
}

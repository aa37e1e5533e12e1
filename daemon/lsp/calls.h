/*
 * calls - what we ask the editor, and who waits for its answer.
 *
 * Requests of ours carry ids of their own, counted up from where no editor's
 * are: Vim 9.0 takes a request for the answer to its own of the same id, and
 * waits for that answer no more. An answer that nobody
 * waits for (late, twice, or to nothing that we asked) is dropped. A peer that
 * never answers cannot make this grow: beyond CALLS_MAX the oldest is given
 * up, and told so.
 *
 * Threads: [loop].
 */
#ifndef LSP_CALLS_H
#define LSP_CALLS_H

#include "protocol/rpc.h"

#define CALLS_MAX 256u /* requests that wait for an answer */
#define CALLS_FIRST_ID (1 << 30)

/* Either is NULL: `result` where the editor refused, `error` where it did not.
 * Both are where it never answered. Borrowed. */
typedef void (*OnAnswer)(void *context, const json_t *result,
                         const json_t *error);

struct call;

/* Zeroed but for the first two is valid. */
struct calls {
    void *self;
    void (*send)(void *self, json_t *message); /* takes it */
    int64_t made;                              /* requests so far */
    uint32_t count;
    struct call *first; /* oldest first */
};

/* Sends a request; `params` is taken and may be NULL, so may `on_answer`. */
void calls_ask(struct calls *self, const char *method, json_t *params,
               OnAnswer on_answer, void *context);

/* A response of the editor's. */
void calls_answer(struct calls *self, const struct rpc_message *response);

/* Forgets all that wait, without telling them. */
void calls_release(struct calls *self);

#endif

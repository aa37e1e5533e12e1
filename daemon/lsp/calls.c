#include "lsp/calls.h"

#include "protocol/memory.h"

#include <stdlib.h>

struct call {
    struct call *next;
    int64_t id;
    OnAnswer on_answer;
    void *context;
};

/* Takes the call out and tells who waits for it. */
static void settle(struct calls *self, struct call **at, const json_t *result,
                   const json_t *error)
{
    struct call *call = *at;

    *at = call->next;
    self->count--;
    if (call->on_answer)
        call->on_answer(call->context, result, error);
    free(call);
}

void calls_ask(struct calls *self, const char *method, json_t *params,
               OnAnswer on_answer, void *context)
{
    struct call *call = memory_get(sizeof *call);
    struct call **at = &self->first;

    if (self->count == CALLS_MAX)
        settle(self, &self->first, NULL, NULL);
    *call = (struct call){.id = CALLS_FIRST_ID + self->made++,
                          .on_answer = on_answer,
                          .context = context};
    while (*at)
        at = &(*at)->next;
    *at = call;
    self->count++;
    self->send(self->self, rpc_request(call->id, method, params));
}

void calls_answer(struct calls *self, const struct rpc_message *response)
{
    if (!json_is_integer(response->id))
        return;
    json_int_t id = json_integer_value(response->id);
    for (struct call **at = &self->first; *at; at = &(*at)->next)
        if ((*at)->id == id) {
            settle(self, at, response->result, response->error);
            return;
        }
}

void calls_release(struct calls *self)
{
    while (self->first) {
        struct call *call = self->first;
        self->first = call->next;
        free(call);
    }
    self->count = 0;
}

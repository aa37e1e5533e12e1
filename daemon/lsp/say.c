#include "lsp/inside.h"

#define PART 256u /* items of a partial result */

void say(struct session *self, json_t *message)
{
    self->out.send(self->out.self, message);
}

void say_result(struct session *self, const json_t *id, json_t *result)
{
    say(self, rpc_result(id, result));
}

void say_error(struct session *self, const json_t *id, RpcCode code,
               const char *reason)
{
    say(self, rpc_error(id, code, slice_from_c(reason), NULL));
}

/* The list as the answer has it. Takes it. */
static json_t *wrap(json_t *items, const char *key)
{
    return key ? json_pack("{s:o}", key, items) : items;
}

void say_in_parts(struct session *self, const json_t *id, const json_t *params,
                  json_t *items, const char *key)
{
    const json_t *token = lsp_read_tokens(params).partial;
    size_t count = json_array_size(items);

    if (!token) {
        say_result(self, id, wrap(items, key));
        return;
    }
    for (size_t at = 0; at < count; at += PART) {
        json_t *part = json_array();
        for (size_t i = at; i < count && i < at + PART; i++)
            json_array_append(part, json_array_get(items, i));
        say(self, rpc_notification("$/progress",
                                   lsp_write_progress(token, wrap(part, key))));
    }
    json_decref(items);
    say_result(self, id, wrap(json_array(), key));
}

void say_log(struct session *self, LspMessageType type, const char *text)
{
    say(self, rpc_notification("window/logMessage",
                               lsp_write_message(type, slice_from_c(text))));
}

void say_aloud(struct session *self, LspMessageType type, const char *text)
{
    say(self, rpc_notification("window/showMessage",
                               lsp_write_message(type, slice_from_c(text))));
}

#include "lsp/inside.h"

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

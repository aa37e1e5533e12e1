/*
 * A body is a message or gives a reply, and both can be sent: what was read
 * is written, read again, and must be the same.
 */
#include "protocol/frame.h"
#include "protocol/rpc.h"

#include <errno.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held)
        abort();
}

/* Frames a value and gives back what a reader finds in it. */
static json_t *send_and_receive(const json_t *value)
{
    struct frame_reader reader = {0};
    struct fault fault;
    char *bytes;
    size_t len;
    Slice body;

    must(frame_encode(value, &bytes, &len) == 0);
    Slice input = {bytes, len};
    must(frame_next(&reader, &input, &body, &fault) == 0);
    must(input.len == 0 && frame_at_rest(&reader));
    json_t *received = json_loadb(body.ptr, body.len, JSON_ALLOW_NUL, NULL);
    must(received != NULL);
    frame_release(&reader);
    free(bytes);
    return received;
}

static void check_message(const struct rpc_message *message)
{
    json_t *again = send_and_receive(message->root);
    json_t *reply = rpc_result(message->id, json_incref(message->root));

    must(json_equal(message->root, again));
    must(message->kind == RPC_RESPONSE || message->method.ptr);
    must(message->kind != RPC_REQUEST || message->id);
    must(message->kind != RPC_NOTIFICATION || !message->id);
    if (message->id)
        must(rpc_id_equal(json_object_get(reply, "id"), message->id));
    json_decref(reply);
    json_decref(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Slice body = {(const char *)data, size};
    struct rpc_message message = {0};
    json_t *reply = NULL;

    if (rpc_parse(body, &message, &reply) == 0)
        check_message(&message);
    else if (reply)
        json_decref(send_and_receive(reply));
    rpc_release(&message);
    json_decref(reply);

    json_t *text = rpc_string(body);
    must(text != NULL);
    json_decref(text);
    return 0;
}

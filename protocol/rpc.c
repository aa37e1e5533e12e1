#include "protocol/rpc.h"

#include "protocol/fault.h"
#include "protocol/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* Everything the look before jansson finds out. */
typedef struct Look {
    bool too_deep;
    bool lone_surrogates;
} Look;

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = (char)(byte | 0x20);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The unit that an escape like \u00e9 at `at` stands for; -1: none is there. */
static int escaped_unit(Slice text, size_t at)
{
    int unit = 0;

    if (text.len - at < 6 || text.ptr[at] != '\\' || text.ptr[at + 1] != 'u')
        return -1;
    for (size_t i = at + 2; i < at + 6; i++) {
        int digit = hex_digit(text.ptr[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static bool is_high(int unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

static bool is_low(int unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

/* Bytes of the escape at `at`, and whether it is half a pair alone. */
static size_t escape_len(Slice text, size_t at, bool *out_lone)
{
    int unit = escaped_unit(text, at);

    *out_lone = is_low(unit);
    if (unit < 0)
        return 2; /* the byte after a backslash is never a quotation mark */
    if (!is_high(unit))
        return 6;
    *out_lone = !is_low(escaped_unit(text, at + 6));
    return *out_lone ? 6 : 12;
}

/* Past the string that begins before `at`; with `repair`, the same bytes to
 * write to, every lone half in it becomes \uFFFD. */
static size_t string_end(Slice text, size_t at, char *repair, Look *look)
{
    while (at < text.len && text.ptr[at] != '"') {
        if (text.ptr[at] != '\\') {
            at++;
            continue;
        }
        bool lone;
        size_t len = escape_len(text, at, &lone);
        if (lone) {
            look->lone_surrogates = true;
            if (repair)
                memcpy(repair + at, "\\uFFFD", 6);
        }
        at += len;
    }
    return at + 1;
}

static Look look_over(Slice text, char *repair)
{
    Look look = {0};
    size_t depth = 0;

    for (size_t at = 0; at < text.len;) {
        char byte = text.ptr[at++];
        if (byte == '"')
            at = string_end(text, at, repair, &look);
        else if (byte == '{' || byte == '[')
            look.too_deep |= ++depth > RPC_MAX_DEPTH;
        else if ((byte == '}' || byte == ']') && depth)
            depth--;
    }
    return look;
}

static json_t *load(Slice body, json_error_t *error)
{
    return json_loadb(body.ptr ? body.ptr : "", body.len,
                      JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY,
                      error);
}

/* Gives the value, or NULL and what is wrong with the text. */
static json_t *parse(Slice body, struct fault *fault)
{
    json_error_t error = {0};
    Look look = look_over(body, NULL);

    if (look.too_deep) {
        fault_set(fault, -EPROTO, "JSON is nested deeper than %u",
                  RPC_MAX_DEPTH);
        return NULL;
    }

    json_t *root;
    if (look.lone_surrogates) {
        char *copy = memory_get(body.len);
        memcpy(copy, body.ptr, body.len);
        look_over(body, copy);
        root = load((Slice){copy, body.len}, &error);
        free(copy);
    } else {
        root = load(body, &error);
    }
    if (!root)
        fault_set(fault, -EPROTO, "not JSON: %.120s (byte %d)", error.text,
                  error.position);
    return root;
}

static bool is_id(const json_t *value)
{
    return json_is_integer(value) || json_is_string(value);
}

static json_t *absent_if_null(json_t *value)
{
    return json_is_null(value) ? NULL : value;
}

/* Why an object is no request, or NULL. */
static const char *request_fault(const json_t *root, const json_t *id,
                                 const json_t *method)
{
    const json_t *version = json_object_get(root, "jsonrpc");

    if (!slice_eq(slice_from_json(version), SLICE("2.0")))
        return "\"jsonrpc\" must be \"2.0\"";
    if (!json_is_string(method))
        return "\"method\" must be a string";
    if (id && !is_id(id))
        return "\"id\" must be an integer or a string";
    return NULL;
}

static int refuse(json_t *root, const json_t *id, RpcCode code,
                  const char *reason, json_t **out_reply)
{
    *out_reply =
        rpc_error(is_id(id) ? id : NULL, code, slice_from_c(reason), NULL);
    json_decref(root);
    return -EPROTO;
}

/* An object without a method. Never answered with an error: two servers could
 * go on answering each other's answers. */
static int read_response(json_t *root, struct rpc_message *out_message,
                         json_t **out_reply)
{
    json_t *id = absent_if_null(json_object_get(root, "id"));
    json_t *error = absent_if_null(json_object_get(root, "error"));
    json_t *result = json_object_get(root, "result");

    if ((id && !is_id(id)) || (error && !json_is_object(error)) ||
        (error && absent_if_null(result))) {
        json_decref(root);
        *out_reply = NULL;
        return -EPROTO;
    }
    *out_message = (struct rpc_message){
        .kind = RPC_RESPONSE,
        .root = root,
        .id = id,
        .result = error ? NULL : result,
        .error = error,
    };
    return 0;
}

int rpc_parse(Slice body, struct rpc_message *out_message, json_t **out_reply)
{
    struct fault fault;
    json_t *root = parse(body, &fault);

    if (!root)
        return refuse(NULL, NULL, RPC_PARSE_ERROR, fault.text, out_reply);
    if (json_is_array(root))
        return refuse(root, NULL, RPC_INVALID_REQUEST,
                      "batches are not part of the LSP", out_reply);
    if (!json_is_object(root))
        return refuse(root, NULL, RPC_INVALID_REQUEST,
                      "a message must be an object", out_reply);

    json_t *id = json_object_get(root, "id");
    json_t *method = json_object_get(root, "method");
    if (!method &&
        (json_object_get(root, "result") || json_object_get(root, "error")))
        return read_response(root, out_message, out_reply);

    const char *reason = request_fault(root, id, method);
    if (reason)
        return refuse(root, id, RPC_INVALID_REQUEST, reason, out_reply);
    *out_message = (struct rpc_message){
        .kind = id ? RPC_REQUEST : RPC_NOTIFICATION,
        .root = root,
        .id = id,
        .method = slice_from_json(method),
        .params = absent_if_null(json_object_get(root, "params")),
    };
    return 0;
}

void rpc_release(struct rpc_message *self)
{
    if (!self)
        return;
    json_decref(self->root);
    *self = (struct rpc_message){0};
}

bool rpc_id_equal(const json_t *a, const json_t *b)
{
    if (!a || !b)
        return a == b;
    return json_equal(a, b);
}

static json_t *message_new(void)
{
    return json_pack("{s:s}", "jsonrpc", "2.0");
}

static json_t *reply_new(const json_t *id)
{
    json_t *reply = message_new();

    json_object_set_new(reply, "id", id ? json_deep_copy(id) : json_null());
    return reply;
}

json_t *rpc_result(const json_t *id, json_t *result)
{
    json_t *reply = reply_new(id);

    json_object_set_new(reply, "result", result ? result : json_null());
    return reply;
}

json_t *rpc_error(const json_t *id, RpcCode code, Slice message, json_t *data)
{
    json_t *reply = reply_new(id);
    json_t *error = json_object();

    json_object_set_new(error, "code", json_integer(code));
    json_object_set_new(error, "message", rpc_string(message));
    if (data)
        json_object_set_new(error, "data", data);
    json_object_set_new(reply, "error", error);
    return reply;
}

json_t *rpc_notification(const char *method, json_t *params)
{
    json_t *message = message_new();

    json_object_set_new(message, "method", json_string(method));
    if (params)
        json_object_set_new(message, "params", params);
    return message;
}

json_t *rpc_request(int64_t id, const char *method, json_t *params)
{
    json_t *message = message_new();

    json_object_set_new(message, "id", json_integer(id));
    json_object_set_new(message, "method", json_string(method));
    if (params)
        json_object_set_new(message, "params", params);
    return message;
}

const char *rpc_code_name(int code)
{
    static const struct {
        int code;
        const char *name;
    } names[] = {
        {RPC_PARSE_ERROR, "ParseError"},
        {RPC_INVALID_REQUEST, "InvalidRequest"},
        {RPC_METHOD_NOT_FOUND, "MethodNotFound"},
        {RPC_INVALID_PARAMS, "InvalidParams"},
        {RPC_INTERNAL_ERROR, "InternalError"},
        {RPC_SERVER_NOT_INITIALIZED, "ServerNotInitialized"},
        {RPC_REQUEST_FAILED, "RequestFailed"},
        {RPC_SERVER_CANCELLED, "ServerCancelled"},
        {RPC_CONTENT_MODIFIED, "ContentModified"},
        {RPC_REQUEST_CANCELLED, "RequestCancelled"},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].code == code)
            return names[i].name;
    return "Unknown";
}

/* Bytes of the UTF-8 character at `at`; 0 where there is none. */
static size_t character_len(Slice text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    size_t left = text.len - at;
    size_t len = bytes[0] < 0x80   ? 1
                 : bytes[0] < 0xC2 ? 0
                 : bytes[0] < 0xE0 ? 2
                 : bytes[0] < 0xF0 ? 3
                 : bytes[0] < 0xF5 ? 4
                                   : 0;

    if (len == 0 || len > left)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    bool bad = (bytes[0] == 0xE0 && bytes[1] < 0xA0) || /* overlong */
               (bytes[0] == 0xED && bytes[1] > 0x9F) || /* a surrogate */
               (bytes[0] == 0xF0 && bytes[1] < 0x90) || /* overlong */
               (bytes[0] == 0xF4 && bytes[1] > 0x8F);   /* past U+10FFFF */
    return bad ? 0 : len;
}

json_t *rpc_string(Slice text)
{
    json_t *value = json_stringn(text.ptr ? text.ptr : "", text.len);
    if (value)
        return value;

    char *repaired = memory_get(text.len * 3);
    size_t to = 0;
    for (size_t at = 0; at < text.len;) {
        size_t len = character_len(text, at);
        memcpy(repaired + to, len ? text.ptr + at : "\xEF\xBF\xBD",
               len ? len : 3);
        to += len ? len : 3;
        at += len ? len : 1;
    }
    value = json_stringn(repaired, to);
    free(repaired);
    return value;
}

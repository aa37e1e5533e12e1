/*
 * rpc - JSON-RPC 2.0: what a body is, and bodies to answer with.
 *
 *     bytes --one look--> bytes --jansson--> object --shape--> rpc_message
 *             depth, surrogates               '-- not one --> error reply
 *
 * The look before jansson is one pass over the bytes. It refuses what is
 * nested too deep for a parser that recurses, and makes of each half of a
 * surrogate pair that stands alone (JavaScript strings may be cut there) the
 * escape \uFFFD: as wide in UTF-16, so no offset after it moves.
 *
 * What is refused: JSON that is not valid, names given twice in one object,
 * bytes that are not UTF-8, integers beyond 64 bits (-32700, PARSE_ERROR);
 * batches, scalars and objects that are no message (-32600).
 */
#ifndef PROTOCOL_RPC_H
#define PROTOCOL_RPC_H

#include "protocol/slice.h"

#define RPC_MAX_DEPTH 256u /* arrays and objects inside each other */

/* JSON-RPC 2.0 section 5.1 and LSP 3.17 "ErrorCodes". */
typedef enum RpcCode {
    RPC_PARSE_ERROR = -32700,
    RPC_INVALID_REQUEST = -32600,
    RPC_METHOD_NOT_FOUND = -32601,
    RPC_INVALID_PARAMS = -32602,
    RPC_INTERNAL_ERROR = -32603,
    RPC_SERVER_NOT_INITIALIZED = -32002,
    RPC_REQUEST_FAILED = -32803,
    RPC_SERVER_CANCELLED = -32802,
    RPC_CONTENT_MODIFIED = -32801,
    RPC_REQUEST_CANCELLED = -32800,
} RpcCode;

typedef enum RpcKind {
    RPC_REQUEST,      /* id, method, params */
    RPC_NOTIFICATION, /* method, params */
    RPC_RESPONSE,     /* id, and result or error */
} RpcKind;

/*
 * Owns `root`; all else is borrowed from it. A response to a message of ours
 * that the peer could not read has no id; an id is an integer or a string.
 */
struct rpc_message {
    RpcKind kind;
    json_t *root;
    json_t *id;     /* NULL: none */
    Slice method;   /* REQUEST, NOTIFICATION */
    json_t *params; /* NULL where absent or null; may be of any type */
    json_t *result; /* RESPONSE: NULL where there is an error */
    json_t *error;  /* RESPONSE: NULL where there is a result */
};

/*
 * Reads a body. Returns 0 and a message to be released; or -EPROTO and in
 * `*out_reply` the error response to send, which the caller owns, or NULL
 * where nothing may be answered (a response that is none).
 */
int rpc_parse(Slice body, struct rpc_message *out_message, json_t **out_reply);

/* Drops the message; zeroed and NULL are accepted. */
void rpc_release(struct rpc_message *self);

/* Same type and same value; NULL equals only NULL. */
bool rpc_id_equal(const json_t *a, const json_t *b);

/* Builders. Each gives a new value; `id` is borrowed, NULL means null;
 * `result`, `data` and `params` are taken and may be NULL. */
json_t *rpc_result(const json_t *id, json_t *result); /* NULL: null */
json_t *rpc_error(const json_t *id, RpcCode code, Slice message, json_t *data);
json_t *rpc_request(int64_t id, const char *method, json_t *params);
json_t *rpc_notification(const char *method, json_t *params);

/* The code's name for logs: "MethodNotFound"; "Unknown" for others. */
const char *rpc_code_name(int code);

/*
 * A JSON string of any bytes: those that are not UTF-8 become U+FFFD, since
 * JSON cannot carry them. Absent gives an empty string.
 */
json_t *rpc_string(Slice text);

#endif

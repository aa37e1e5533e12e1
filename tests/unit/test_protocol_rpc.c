/*
 * What a body is. Each row gives a body and what rpc_parse() says of it: the
 * kind with its parts, or the reply that goes back. Numbers are those of the
 * conformance checklist (section B).
 */
#include "protocol/rpc.h"

#include "support/test.h"

#include <errno.h>
#include <stdio.h>

typedef struct Row {
    const char *name;
    Slice body;
    const char *expected;
} Row;

#define IN(literal)                                                            \
    {                                                                          \
        literal, sizeof(literal) - 1                                           \
    }
#define REPLY(id, code) "reply " id " " #code
#define CALL "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":"

static const Row rows[] = {
    {"B12 an integer id", IN("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\"}"),
     "request 7 m"},
    {"B12 id 0 is an id", IN("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"m\"}"),
     "request 0 m"},
    {"B12 a negative id",
     IN("{\"jsonrpc\":\"2.0\",\"id\":-1,\"method\":\"m\"}"), "request -1 m"},
    {"B12 a string id keeps its type",
     IN("{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"method\":\"m\"}"),
     "request \"7\" m"},
    {"B12 an empty string is an id",
     IN("{\"jsonrpc\":\"2.0\",\"id\":\"\",\"method\":\"m\"}"),
     "request \"\" m"},
    {"B12 the largest id",
     IN("{\"jsonrpc\":\"2.0\",\"id\":9223372036854775807,\"method\":\"m\"}"),
     "request 9223372036854775807 m"},
    {"B12 an id that is null is none",
     IN("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"}"),
     REPLY("null", -32600)},
    {"B12 an id that is a real number is none",
     IN("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"m\"}"),
     REPLY("null", -32600)},
    {"a notification has no id", IN("{\"jsonrpc\":\"2.0\",\"method\":\"m\"}"),
     "notification m"},

    {"B13 an empty body", IN(""), REPLY("null", -32700)},
    {"B13 not JSON", IN("{\"jsonrpc\":\"2.0\",\"method\""),
     REPLY("null", -32700)},
    {"B13 JSON and then more", IN("{} {}"), REPLY("null", -32700)},
    {"B13 a name given twice",
     IN("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"method\":\"b\"}"),
     REPLY("null", -32700)},
    {"B13 a byte that is not UTF-8", IN(CALL "[\"\xFF\"]}"),
     REPLY("null", -32700)},
    {"B13 a surrogate in UTF-8", IN(CALL "[\"\xED\xA0\xBD\"]}"),
     REPLY("null", -32700)},
    {"B13 UTF-8 cut short", IN(CALL "[\"\xE2\x80\"]}"), REPLY("null", -32700)},
    {"B13 a string that never ends", IN(CALL "[\"\\"), REPLY("null", -32700)},
    {"B13 an escape cut short", IN("\"\\ud8"), REPLY("null", -32700)},
    {"B13 a line break in a string", IN(CALL "[\"\n\"]}"),
     REPLY("null", -32700)},

    {"B14 a number", IN("5"), REPLY("null", -32600)},
    {"B14 a string", IN("\"initialize\""), REPLY("null", -32600)},
    {"B14 null", IN("null"), REPLY("null", -32600)},
    {"B14 an object that is no message", IN("{}"), REPLY("null", -32600)},
    {"B14 the id goes back where it can be read",
     IN("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":3}"),
     REPLY("\"x\"", -32600)},
    {"B14 no method", IN("{\"jsonrpc\":\"2.0\",\"id\":4}"), REPLY("4", -32600)},
    {"B14 another version",
     IN("{\"jsonrpc\":\"1.0\",\"id\":4,\"method\":\"m\"}"), REPLY("4", -32600)},
    {"B14 no version", IN("{\"id\":4,\"method\":\"m\"}"), REPLY("4", -32600)},

    {"B15 a batch", IN("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}]"),
     REPLY("null", -32600)},
    {"B15 an empty batch", IN("[]"), REPLY("null", -32600)},

    {"B18 a notification of a name nobody knows",
     IN("{\"jsonrpc\":\"2.0\",\"method\":\"$/what\",\"params\":{\"a\":1}}"),
     "notification $/what {\"a\":1}"},

    {"B19 params absent",
     IN("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\"}"),
     "request 2 shutdown"},
    {"B19 params null",
     IN("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\","
        "\"params\":null}"),
     "request 2 shutdown"},
    {"B20 params of any type come through to be refused by name", IN(CALL "5}"),
     "request 1 m 5"},
    {"a member that nobody knows is passed over",
     IN("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"x\":[1]}"), "notification m"},

    {"B22 a response, whoever asked for it",
     IN("{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{\"a\":1}}"),
     "response 99 {\"a\":1}"},
    {"B22 a response that is null",
     IN("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":null}"),
     "response \"q\" null"},
    {"B22 a response without a version", IN("{\"id\":1,\"result\":true}"),
     "response 1 true"},
    {"B22 a response of no shape is not answered",
     IN("{\"jsonrpc\":\"2.0\",\"id\":[1],\"result\":1}"), "nothing"},
    {"B22 result and error at once is not answered",
     IN("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1,\"error\":{}}"), "nothing"},
    {"B23 an error to a request of ours",
     IN("{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":-32601,"
        "\"message\":\"no\"}}"),
     "response 3 error {\"code\":-32601,\"message\":\"no\"}"},
    {"B23 an error beside a null result",
     IN("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":null,\"error\":{}}"),
     "response 3 error {}"},
    {"B23 an error to a message that could not be read",
     IN("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700}}"),
     "response error {\"code\":-32700}"},
    {"B23 an error that is no object is not answered",
     IN("{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":\"no\"}"), "nothing"},

    {"B24 a high half alone", IN(CALL "[\"a\\ud83db\"]}"),
     "request 1 m [\"a\xEF\xBF\xBD"
     "b\"]"},
    {"B24 a low half alone", IN(CALL "[\"\\uDE00\"]}"),
     "request 1 m [\"\xEF\xBF\xBD\"]"},
    {"B24 a pair is no half", IN(CALL "[\"\\ud83d\\uDE00\"]}"),
     "request 1 m [\"\xF0\x9F\x98\x80\"]"},
    {"B24 halves in the wrong order", IN(CALL "[\"\\uDE00\\ud83d\"]}"),
     "request 1 m [\"\xEF\xBF\xBD\xEF\xBF\xBD\"]"},
    {"B24 two high halves, then a low one",
     IN(CALL "[\"\\ud83d\\ud83d\\ude00\"]}"),
     "request 1 m [\"\xEF\xBF\xBD\xF0\x9F\x98\x80\"]"},
    {"B24 a high half before another escape", IN(CALL "[\"\\ud83d\\n\"]}"),
     "request 1 m [\"\xEF\xBF\xBD\\n\"]"},
    {"B24 a high half before the end of the string",
     IN(CALL "[\"\\ud83d\",\"\\ude00\"]}"),
     "request 1 m [\"\xEF\xBF\xBD\",\"\xEF\xBF\xBD\"]"},
    {"B24 an escaped backslash before a u is no escape",
     IN(CALL "[\"\\\\ud83d\\\"\\ud83d\"]}"),
     "request 1 m [\"\\\\ud83d\\\"\xEF\xBF\xBD\"]"},
    {"B24 half a pair in a name", IN(CALL "{\"\\ud83d\":1}}"),
     "request 1 m {\"\xEF\xBF\xBD\":1}"},

    {"B25 NUL in text", IN(CALL "[\"a\\u0000b\"]}"),
     "request 1 m [\"a\\u0000b\"]"},
    {"B25 NUL in a string id",
     IN("{\"jsonrpc\":\"2.0\",\"id\":\"a\\u0000\",\"method\":\"m\"}"),
     "request \"a\\u0000\" m"},
    {"B25 NUL in a name is refused", IN(CALL "{\"a\\u0000\":1}}"),
     REPLY("null", -32700)},

    {"B27 an integer of 64 bits", IN(CALL "[-9223372036854775808]}"),
     "request 1 m [-9223372036854775808]"},
    {"B27 an integer beyond 2^63", IN(CALL "[9223372036854775808]}"),
     REPLY("null", -32700)},
    {"B27 an integer of many digits",
     IN(CALL "[-99999999999999999999999999999999]}"), REPLY("null", -32700)},
    {"B27 a real number beyond its limits", IN(CALL "[1e999]}"),
     REPLY("null", -32700)},
};

/* Adds a value as JSON, with a space before it. */
static void add(char *text, size_t size, const json_t *value)
{
    char *json =
        json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);
    size_t len = strlen(text);

    snprintf(text + len, size - len, " %s", json);
    free(json);
}

static void describe(const struct rpc_message *message, char *text, size_t size)
{
    static const char *const kinds[] = {"request", "notification", "response"};

    snprintf(text, size, "%s", kinds[message->kind]);
    if (message->id)
        add(text, size, message->id);
    size_t len = strlen(text);
    if (message->kind != RPC_RESPONSE)
        snprintf(text + len, size - len, " %.*s", SLICE_ARG(message->method));
    if (message->error)
        snprintf(text + len, size - len, " error");
    if (message->params)
        add(text, size, message->params);
    if (message->result)
        add(text, size, message->result);
    if (message->error)
        add(text, size, message->error);
}

/* Every reply has the shape that JSON-RPC gives an error, and a reason. */
static void describe_reply(const json_t *reply, char *text, size_t size)
{
    const json_t *error = json_object_get(reply, "error");

    assert_string_equal(json_string_value(json_object_get(reply, "jsonrpc")),
                        "2.0");
    assert_int_equal(json_object_size(reply), 3);
    assert_true(json_string_length(json_object_get(error, "message")) > 3);
    snprintf(text, size, "reply");
    add(text, size, json_object_get(reply, "id"));
    add(text, size, json_object_get(error, "code"));
}

static void run_row(const Row *row)
{
    char *body = malloc(row->body.len ? row->body.len : 1);
    memcpy(body, row->body.ptr, row->body.len);
    struct rpc_message message = {0};
    json_t *reply = NULL;
    char seen[300] = "nothing";

    int result = rpc_parse((Slice){body, row->body.len}, &message, &reply);
    assert_memory_equal(body, row->body.ptr, row->body.len);
    free(body); /* nothing that was read may still point into it */
    if (result == 0)
        describe(&message, seen, sizeof seen);
    else if (reply)
        describe_reply(reply, seen, sizeof seen);
    assert_true(result == 0 || result == -EPROTO);
    assert_string_equal(seen, row->expected);
    rpc_release(&message);
    json_decref(reply);
}

TEST_ROWS(bodies, rows, run_row, name)

static void expect(json_t *value, const char *expected)
{
    char *text = json_dumps(value, JSON_COMPACT);

    assert_string_equal(text, expected);
    free(text);
    json_decref(value);
}

static void a_result_without_value_is_null(void **state)
{
    json_t *id = json_integer(0);

    expect(rpc_result(id, NULL),
           "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":null}");
    expect(rpc_result(id, json_pack("[i]", 1)),
           "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":[1]}");
    json_decref(id);
}

static void ids_come_back_with_their_type(void **state)
{
    json_t *text = json_string("7"), *number = json_integer(7);

    expect(rpc_result(text, NULL),
           "{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"result\":null}");
    expect(rpc_error(number, RPC_REQUEST_CANCELLED, SLICE("cancelled"), NULL),
           "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":"
           "{\"code\":-32800,\"message\":\"cancelled\"}}");
    assert_false(rpc_id_equal(text, number));
    assert_true(rpc_id_equal(text, text));
    assert_false(rpc_id_equal(NULL, number));
    assert_true(rpc_id_equal(NULL, NULL));
    json_decref(text);
    json_decref(number);
}

static void an_unknown_request_is_answered(void **state)
{
    json_t *id = json_integer(1);

    expect(rpc_error(id, RPC_METHOD_NOT_FOUND, SLICE("no $/x here"), NULL),
           "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":"
           "{\"code\":-32601,\"message\":\"no $/x here\"}}");
    json_decref(id);
}

static void an_error_carries_data(void **state)
{
    expect(rpc_error(NULL, RPC_SERVER_CANCELLED, SLICE("later"),
                     json_pack("{s:b}", "retriggerRequest", 1)),
           "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32802,"
           "\"message\":\"later\",\"data\":{\"retriggerRequest\":true}}}");
}

static void what_we_send_ourselves(void **state)
{
    expect(rpc_request(3, "workspace/inlayHint/refresh", NULL),
           "{\"jsonrpc\":\"2.0\",\"id\":3,"
           "\"method\":\"workspace/inlayHint/refresh\"}");
    expect(rpc_notification("$/progress", json_pack("{s:i}", "token", 1)),
           "{\"jsonrpc\":\"2.0\",\"method\":\"$/progress\","
           "\"params\":{\"token\":1}}");
}

/* `depth` brackets open, and closed again or not. */
static int parse_nested(size_t depth, char open, char close, json_t **out_reply)
{
    char *body = malloc(depth * 2);
    struct rpc_message message = {0};

    memset(body, open, depth);
    memset(body + depth, close, depth);
    int result = rpc_parse((Slice){body, depth * 2}, &message, out_reply);
    free(body);
    rpc_release(&message);
    return result;
}

static void deep_nesting_is_refused(void **state)
{
    static const size_t depths[] = {RPC_MAX_DEPTH + 1, 5000, 2000000};
    static const char pairs[][2] = {{'[', ']'}, {'[', ' '}, {'{', '}'}};

    for (size_t i = 0; i < TEST_COUNT(depths) * TEST_COUNT(pairs); i++) {
        const char *pair = pairs[i % TEST_COUNT(pairs)];
        json_t *reply = NULL;
        assert_int_equal(parse_nested(depths[i / TEST_COUNT(pairs)], pair[0],
                                      pair[1], &reply),
                         -EPROTO);
        const json_t *error = json_object_get(reply, "error");
        assert_int_equal(json_integer_value(json_object_get(error, "code")),
                         -32700);
        assert_string_equal(
            json_string_value(json_object_get(error, "message")),
            "JSON is nested deeper than 256");
        json_decref(reply);
    }
}

static void nesting_to_the_limit_is_read(void **state)
{
    json_t *reply = NULL;

    assert_int_equal(parse_nested(RPC_MAX_DEPTH, '[', ']', &reply), -EPROTO);
    const json_t *error = json_object_get(reply, "error");
    assert_int_equal(json_integer_value(json_object_get(error, "code")),
                     -32600); /* read, and then refused as a batch */
    json_decref(reply);
}

static void brackets_in_text_do_not_nest(void **state)
{
    struct rpc_message message = {0};
    json_t *reply = NULL;
    char body[700] = CALL "[\"\\\"";
    size_t len = strlen(body);

    memset(body + len, '[', 600);
    memcpy(body + len + 600, "\"]}", 3);
    assert_int_equal(rpc_parse((Slice){body, len + 603}, &message, &reply), 0);
    rpc_release(&message);
}

static void text_that_is_not_utf8_is_repaired(void **state)
{
    static const struct {
        Slice bytes;
        const char *expected;
    } texts[] = {
        {IN("plain"), "plain"},
        {IN(""), ""},
        {IN("a\xFF"
            "b"),
         "a\xEF\xBF\xBD"
         "b"},
        {IN("\xE2\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {IN("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {IN("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {IN("\xF4\x90\x80\x80\xF0\x9F\x98\x80"),
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
         "\xF0\x9F\x98\x80"},
        {{NULL, 0}, ""},
    };

    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        json_t *value = rpc_string(texts[i].bytes);
        assert_string_equal(json_string_value(value), texts[i].expected);
        json_decref(value);
    }
}

static void every_code_has_its_name(void **state)
{
    assert_string_equal(rpc_code_name(RPC_PARSE_ERROR), "ParseError");
    assert_string_equal(rpc_code_name(RPC_CONTENT_MODIFIED), "ContentModified");
    assert_string_equal(rpc_code_name(-32002), "ServerNotInitialized");
    assert_string_equal(rpc_code_name(0), "Unknown");
}

#define TEST(words, function)                                                  \
    {                                                                          \
        words, function, NULL, NULL, NULL                                      \
    }

static const struct CMUnitTest alone[] = {
    TEST("B12 ids come back with their type", ids_come_back_with_their_type),
    TEST("B16 B17 an unknown request, `$/` too, is answered -32601",
         an_unknown_request_is_answered),
    TEST("B21 a result without value is an explicit null",
         a_result_without_value_is_null),
    TEST("B21 an error carries no result", an_error_carries_data),
    TEST("B26 deep nesting is refused", deep_nesting_is_refused),
    TEST("B26 nesting to the limit is read", nesting_to_the_limit_is_read),
    TEST("B26 brackets in text do not nest", brackets_in_text_do_not_nest),
    TEST("requests and notifications of ours", what_we_send_ourselves),
    TEST("text that is not UTF-8 is repaired",
         text_that_is_not_utf8_is_repaired),
    TEST("every code has its name", every_code_has_its_name),
};

TEST_MAIN(test_bodies() + run_group("rpc", alone, TEST_COUNT(alone)))

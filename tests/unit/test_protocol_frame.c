/*
 * What the frame reader makes of a stream. Each row is fed at once, byte by
 * byte and split at every point; a transcript of what came out must always be
 * the same: <body> for a message, {reason} for a fault. Numbers are those of
 * the conformance checklist (section A).
 */
#include "protocol/frame.h"

#include "support/test.h"

#include <errno.h>
#include <stdio.h>

#define MANY "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"

typedef struct Row {
    const char *name;
    Slice input;
    const char *expected;
} Row;

#define IN(literal)                                                            \
    {                                                                          \
        literal, sizeof(literal) - 1                                           \
    }

/* The limits that the rows are read with. */
enum { MAX_HEADER = 128, MAX_BODY = 1000 };

static const Row rows[] = {
    {"A01 a header's name in small letters", IN("content-length: 2\r\n\r\n{}"),
     "<{}>"},
    {"A01 a header's name in capitals", IN("CONTENT-LENGTH:2\r\n\r\n{}"),
     "<{}>"},
    {"A02 other headers before and after the length",
     IN("X-Trace: a:b\r\nContent-Length: 2\r\nX: \r\n\r\n{}"), "<{}>"},
    {"A02 the headers that Vim sends",
     IN("Content-Length: 2\r\n"
        "Content-Type: application/vim-jsonrpc; charset=utf-8\r\n\r\n{}"),
     "<{}>"},
    {"A03 utf8 is utf-8",
     IN("Content-Length: 2\r\nContent-Type: a/b; charset=utf8\r\n\r\n{}"),
     "<{}>"},
    {"A03 a charset in quotes and capitals",
     IN("Content-Type: a/b; Charset=\"UTF-8\"; v=1\r\n"
        "Content-Length: 2\r\n\r\n{}"),
     "<{}>"},
    {"A03 no charset is utf-8",
     IN("Content-Type: a/b\r\nContent-Length: 2\r\n\r\n{}"), "<{}>"},
    {"A04 another charset is one fault, its body passed over",
     IN("Content-Length: 4\r\nContent-Type: a/b; charset=utf-16\r\n\r\n\0{\0}"
        "Content-Length: 2\r\n\r\n{}"),
     "{the charset of a message is not utf-8}<{}>"},
    {"A04 another charset with an empty body",
     IN("Content-Length: 0\r\nContent-Type: a/b; charset=x\r\n\r\n"
        "Content-Length: 2\r\n\r\n{}"),
     "{the charset of a message is not utf-8}<{}>"},
    {"A06 many messages in one read",
     IN("Content-Length: 1\r\n\r\n1Content-Length: 3\r\n\r\n[2]"
        "Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}"),
     "<1><[2]><><{}>"},
    {"A07 the length counts bytes, not characters",
     IN("Content-Length: 6\r\n\r\n\"\xF0\x90\x90\x80\""
        "Content-Length: 2\r\n\r\n{}"),
     "<\"\xF0\x90\x90\x80\"><{}>"},
    {"A08 no length at all",
     IN("Content-Type: a/b\r\n\r\n{}Content-Length: 2\r\n\r\n[]"),
     "{a header without Content-Length}<[]>"},
    {"A08 a negative length",
     IN("Content-Length: -2\r\n\r\n{}\r\nContent-Length: 2\r\n\r\n[]"),
     "{Content-Length is not a number of bytes}<[]>"},
    {"A08 a length with a sign", IN("Content-Length: +2\r\n\r\n{}"),
     "{Content-Length is not a number of bytes}"},
    {"A08 a length that is empty", IN("Content-Length: \r\n\r\n{}"),
     "{Content-Length is not a number of bytes}"},
    {"A08 a length with other text", IN("Content-Length: 2 x\r\n\r\n{}"),
     "{Content-Length is not a number of bytes}"},
    {"A08 a length over the limit, and the next message is read",
     IN("Content-Length: 1001\r\n\r\n{\"a\": 1}"
        "Content-Length: 2\r\n\r\n[]"),
     "{Content-Length is over the limit of 1000 bytes}<[]>"},
    {"A08 a length beyond 64 bits",
     IN("Content-Length: 99999999999999999999999999\r\n\r\n{}"
        "Content-Length: 2\r\n\r\n[]"),
     "{Content-Length is over the limit of 1000 bytes}<[]>"},
    {"A08 lengths that differ",
     IN("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "
        "Content-Length: 2\r\n\r\n[]"),
     "{Content-Length is given twice and differs}<[]>"},
    {"A08 the same length twice is no fault",
     IN("Content-Length: 2\r\nContent-Length: 02\r\n\r\n{}"), "<{}>"},
    {"A08 a header that never ends",
     IN("X: " MANY "\r\nX: " MANY "\r\nX: " MANY "\r\n\r\n"
        "Content-Length: 2\r\n\r\n[]"),
     "{a header is longer than 128 bytes}<[]>"},
    {"A08 a header line that never ends",
     IN(MANY MANY MANY MANY MANY "\r\nContent-Length: 2\r\n\r\n[]"),
     "{a header is longer than 128 bytes}<[]>"},
    {"A08 rubbish is one fault, however long",
     IN("rubbish\r\nand more\r\n\r\n\r\nof it: a\r\n\r\n" MANY
        "Content-Length: 2\r\n\r\n[]"),
     "{not a header line: \"rubbish\"}<[]>"},
    {"A08 a body longer than its length said",
     IN("Content-Length: 2\r\n\r\n{}}}Content-Length: 2\r\n\r\n[]"),
     "<{}>{not a header line: \"}}Content-Length: 2\"}<[]>"},
    {"A08 a body shorter than its length said",
     IN("Content-Length: 7\r\n\r\n{}Content-Length: 2\r\n\r\n[]"
        "Content-Length: 2\r\n\r\n{}"),
     "<{}Conte>{a header without Content-Length}<{}>"},
    {"A08 text in a string is no header",
     IN("X: y\r\n\r\n{\"a\": \"Content-Length: 9\\r\\n\\r\\n\"}"
        "Content-Length: 2\r\n\r\n[]"),
     "{a header without Content-Length}<[]>"},
    {"A08 after a fault, other headers of the next message count",
     IN("X: y\r\n\r\nContent-Length: 2\r\n"
        "Content-Type: a/b; charset=utf-7\r\n\r\n[]"
        "Content-Length: 2\r\n\r\n{}"),
     "{a header without Content-Length}"
     "{the charset of a message is not utf-8}<{}>"},
    {"A09 a body cut short gives nothing", IN("Content-Length: 9\r\n\r\n{}"),
     ""},
    {"a line may end in \\n alone", IN("Content-Length: 2\n\n{}"), "<{}>"},
    {"empty lines before a header are passed over",
     IN("\r\n\nContent-Length: 2\r\n\r\n{}\r\nContent-Length: 2\r\n\r\n[]"),
     "<{}><[]>"},
    {"a header of its name alone", IN(": 2\r\n\r\nContent-Length: 1\n\n1"),
     "{not a header line: \": 2\"}<1>"},
    {"a NUL in a header",
     IN("Content-Length\0: 2\r\n\r\n{}\nContent-Length: 1\n\n1"),
     "{not a header line: \"Content-Length?: 2\"}<1>"},
    {"nothing", IN(""), ""},
};

/* A growing text: what came out of a reader. */
struct transcript {
    char text[1024];
    size_t len;
};

static void note(struct transcript *self, char open, Slice text, char close)
{
    assert_true(self->len + text.len + 2 < sizeof self->text);
    self->text[self->len++] = open;
    memcpy(self->text + self->len, text.ptr ? text.ptr : "", text.len);
    self->len += text.len;
    self->text[self->len++] = close;
    self->text[self->len] = '\0';
}

/* Feeds one chunk, from memory of its own so that a read past it is seen. */
static void feed(struct frame_reader *reader, Slice chunk,
                 struct transcript *out)
{
    char *copy = malloc(chunk.len ? chunk.len : 1);
    memcpy(copy, chunk.ptr, chunk.len);
    Slice input = {copy, chunk.len};
    struct fault fault;
    Slice body;

    for (;;) {
        int result = frame_next(reader, &input, &body, &fault);
        if (result == -EAGAIN)
            break;
        if (result == 0)
            note(out, '<', body, '>');
        else if (result == -EPROTO)
            note(out, '{', slice_from_c(fault.text), '}');
        else
            fail_msg("frame_next gave %d", result);
    }
    assert_int_equal(input.len, 0);
    free(copy);
}

static void check(const Row *row, size_t first, size_t step)
{
    struct frame_reader reader = {.max_header = MAX_HEADER,
                                  .max_body = MAX_BODY};
    struct transcript seen = {0};

    for (size_t at = 0; at < row->input.len;) {
        size_t len = at == 0 ? first : step;
        if (len > row->input.len - at)
            len = row->input.len - at;
        feed(&reader, (Slice){row->input.ptr + at, len}, &seen);
        at += len;
    }
    assert_string_equal(seen.text, row->expected);
    frame_release(&reader);
}

static void run_row(const Row *row)
{
    check(row, row->input.len, 1);
    check(row, 1, 1); /* A05: a byte at a time */
    for (size_t first = 1; first < row->input.len; first++)
        check(row, first, row->input.len);
    for (size_t step = 2; step < 8; step++)
        check(row, step, step);
}

TEST_ROWS(streams, rows, run_row, name)

static void a_byte_at_a_time(void **state)
{
    static const Row row = {
        "", IN("Content-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n[]"),
        "<{}><[]>"};

    check(&row, 1, 1);
}

static void a_claimed_length_allocates_nothing(void **state)
{
    struct frame_reader reader = {0};
    struct transcript seen = {0};

    feed(&reader, SLICE("Content-Length: 67108864\r\n\r\n[1,"), &seen);
    assert_int_equal(reader.state, FRAME_BODY);
    assert_true(reader.kept_capacity < 1024);
    assert_string_equal(seen.text, "");
    frame_release(&reader);
}

static void memory_follows_what_came(void **state)
{
    struct frame_reader reader = {0};
    struct fault fault;
    char spaces[1000];
    Slice body, input = SLICE("Content-Length: 5000000\r\n\r\n");
    size_t fed = 0;

    memset(spaces, ' ', sizeof spaces);
    while (frame_next(&reader, &input, &body, &fault) == -EAGAIN) {
        assert_true(reader.kept_capacity <= 2 * fed + 1024);
        input = (Slice){spaces, sizeof spaces};
        fed += sizeof spaces;
    }
    assert_int_equal(body.len, 5000000);
    assert_int_equal(frame_next(&reader, &input, &body, &fault), -EAGAIN);
    assert_int_equal(reader.kept_capacity, 0); /* a large one is given back */
    frame_release(&reader);
}

static void the_default_limit_is_64_mib(void **state)
{
    struct frame_reader reader = {0};
    struct transcript seen = {0};

    feed(&reader, SLICE("Content-Length: 67108865\r\n\r\n"), &seen);
    assert_string_equal(seen.text,
                        "{Content-Length is over the limit of 67108864 bytes}");
    frame_release(&reader);
}

static void the_end_of_the_stream(void **state)
{
    static const struct {
        Slice input;
        bool at_rest;
    } ends[] = {
        {IN(""), true},
        {IN("Con"), false},
        {IN("Content-Length: 2\r\n"), false},
        {IN("Content-Length: 2\r\n\r\n"), false},
        {IN("Content-Length: 2\r\n\r\n{"), false},
        {IN("Content-Length: 2\r\n\r\n{}"), true},
    };

    for (size_t i = 0; i < TEST_COUNT(ends); i++) {
        struct frame_reader reader = {0};
        struct transcript seen = {0};
        feed(&reader, ends[i].input, &seen);
        assert_int_equal(frame_at_rest(&reader), ends[i].at_rest);
        frame_release(&reader);
    }
}

static void a_body_gathered_from_chunks_lets_the_stream_rest(void **state)
{
    struct frame_reader reader = {0};
    struct transcript seen = {0};

    feed(&reader, SLICE("Content-Length: 2\r\n\r\n{"), &seen);
    feed(&reader, SLICE("}"), &seen);
    assert_true(frame_at_rest(&reader));
    assert_string_equal(seen.text, "<{}>");
    frame_release(&reader);
}

static json_t *sample(void)
{
    return json_pack("{s:s, s:[i, n, b]}", "text", "\xE2\x80\x9CHi\xE2\x80\x9D",
                     "list", 1, 1);
}

static void what_is_encoded_is_one_frame(void **state)
{
    json_t *message = sample();
    char *bytes = NULL;
    size_t len = 0;

    assert_int_equal(frame_encode(message, &bytes, &len), 0);
    static const char expected[] =
        "Content-Length: 40\r\n\r\n"
        "{\"text\":\"\xE2\x80\x9CHi\xE2\x80\x9D\",\"list\":[1,null,true]}";
    assert_int_equal(len, sizeof expected - 1);
    assert_memory_equal(bytes, expected, len);
    free(bytes);
    json_decref(message);
}

static void a_large_message_is_encoded_whole(void **state)
{
    json_t *message = json_array();
    for (int i = 0; i < 20000; i++)
        json_array_append_new(message, json_string("Bacon ipsum"));
    char *bytes = NULL, *text = json_dumps(message, JSON_COMPACT);
    size_t len = 0;

    assert_int_equal(frame_encode(message, &bytes, &len), 0);
    struct frame_reader reader = {0};
    struct fault fault;
    Slice input = {bytes, len}, body;
    assert_int_equal(frame_next(&reader, &input, &body, &fault), 0);
    assert_int_equal(input.len, 0);
    assert_int_equal(body.len, strlen(text));
    assert_memory_equal(body.ptr, text, body.len);
    frame_release(&reader);
    free(text);
    free(bytes);
    json_decref(message);
}

static void what_json_cannot_write_is_refused(void **state)
{
    char *bytes = NULL;
    size_t len = 7;

    assert_int_equal(frame_encode(NULL, &bytes, &len), -EINVAL);
    assert_null(bytes);
    assert_int_equal(len, 7);
}

/* The peer takes as many bytes as it likes at a time and then some more. */
static void partial_writes_lose_nothing(void **state)
{
    json_t *message = sample();
    char *bytes = NULL;
    size_t len = 0;

    assert_int_equal(frame_encode(message, &bytes, &len), 0);
    for (size_t first = 1; first < len; first++) {
        struct frame_reader reader = {0};
        struct transcript seen = {0};
        feed(&reader, (Slice){bytes, first}, &seen);
        assert_string_equal(seen.text, "");
        feed(&reader, (Slice){bytes + first, len - first}, &seen);
        assert_int_equal(seen.len, 40 + 2);
        frame_release(&reader);
    }
    free(bytes);
    json_decref(message);
}

static void the_longest_header_fits(void **state)
{
    char header[FRAME_HEADER_CAPACITY];
    size_t len = frame_header(header, SIZE_MAX);

    assert_true(len <= sizeof header);
    assert_memory_equal(header + len - 4, "\r\n\r\n", 4);
    assert_int_equal(frame_header(header, 0), 21);
    assert_memory_equal(header, "Content-Length: 0\r\n\r\n", 21);
}

static void release_keeps_the_limits(void **state)
{
    struct frame_reader reader = {.max_body = 3};
    struct transcript seen = {0};

    feed(&reader, SLICE("Content-Length: 3\r\n\r\n["), &seen);
    frame_release(&reader);
    frame_release(&reader);
    frame_release(NULL);
    feed(&reader, SLICE("Content-Length: 4\r\n\r\n"), &seen);
    assert_string_equal(seen.text,
                        "{Content-Length is over the limit of 3 bytes}");
    frame_release(&reader);
}

#define TEST(words, function)                                                  \
    {                                                                          \
        words, function, NULL, NULL, NULL                                      \
    }

static const struct CMUnitTest alone[] = {
    TEST("A05 input a byte at a time", a_byte_at_a_time),
    TEST("A08 a claimed length allocates nothing",
         a_claimed_length_allocates_nothing),
    TEST("A08 memory follows what came", memory_follows_what_came),
    TEST("A08 the default limit is 64 MiB", the_default_limit_is_64_mib),
    TEST("A09 the end of the stream inside a message is seen",
         the_end_of_the_stream),
    TEST("A09 the stream may end after a body from chunks",
         a_body_gathered_from_chunks_lets_the_stream_rest),
    TEST("A10 what is encoded is one frame and nothing else",
         what_is_encoded_is_one_frame),
    TEST("A10 a large message is one frame", a_large_message_is_encoded_whole),
    TEST("A10 what JSON cannot write is refused",
         what_json_cannot_write_is_refused),
    TEST("A11 partial writes lose nothing", partial_writes_lose_nothing),
    TEST("the longest header fits", the_longest_header_fits),
    TEST("release keeps the limits", release_keeps_the_limits),
};

TEST_MAIN(test_streams() + run_group("frame", alone, TEST_COUNT(alone)))

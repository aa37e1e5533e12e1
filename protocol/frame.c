#include "protocol/frame.h"

#include "protocol/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#define FIRST_CAPACITY 256u      /* bytes: a header line or a small body */
#define KEPT_CAPACITY (1u << 20) /* bytes kept once their body is done with */
#define SEEK_WINDOW 64u          /* bytes: "Content-Length: 123 \r\n" fits */
#define ENCODE_CAPACITY 512u     /* bytes: most messages are shorter */

static const Slice length_name = {"Content-Length", 14};
static const Slice type_name = {"Content-Type", 12};
static const Slice charset_name = {"charset=", 8};

static size_t max_header(const struct frame_reader *self)
{
    return self->max_header ? self->max_header : FRAME_MAX_HEADER;
}

static size_t max_body(const struct frame_reader *self)
{
    return self->max_body ? self->max_body : FRAME_MAX_BODY;
}

/* Header text: case does not count and blanks around it do not either. */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool starts_with(Slice text, Slice prefix)
{
    return text.len >= prefix.len &&
           strncasecmp(text.ptr, prefix.ptr, prefix.len) == 0;
}

static bool equals(Slice a, Slice b)
{
    return a.len == b.len && starts_with(a, b);
}

static Slice skip(Slice text, size_t count)
{
    return (Slice){count ? text.ptr + count : text.ptr, text.len - count};
}

static Slice trim(Slice text)
{
    while (text.len && is_blank(text.ptr[0]))
        text = skip(text, 1);
    while (text.len && is_blank(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* RFC 7230 "token": what a header's name is made of. */
static bool is_token(Slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        bool letter =
            (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (!letter && !is_digit(byte) &&
            (byte == '\0' || !strchr("!#$%&'*+-.^_`|~", byte)))
            return false;
    }
    return text.len > 0;
}

/* The number, SIZE_MAX for one too large to hold; false for anything else. */
static bool read_length(Slice text, size_t *out_length)
{
    size_t length = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (!is_digit(text.ptr[i]))
            return false;
        size_t digit = (size_t)(text.ptr[i] - '0');
        length =
            length > (SIZE_MAX - digit) / 10 ? SIZE_MAX : length * 10 + digit;
    }
    *out_length = length;
    return text.len > 0;
}

/* Whether a Content-Type leaves the charset out or names ours. */
static bool is_utf8(Slice type)
{
    while (type.len && !starts_with(type, charset_name))
        type = skip(type, 1);
    if (type.len == 0)
        return true;

    Slice value = skip(type, charset_name.len);
    const char *end = memchr(value.ptr, ';', value.len);
    if (end)
        value.len = (size_t)(end - value.ptr);
    value = trim(value);
    if (value.len >= 2 && value.ptr[0] == '"' &&
        value.ptr[value.len - 1] == '"')
        value = (Slice){value.ptr + 1, value.len - 2};
    return equals(value, SLICE("utf-8")) || equals(value, SLICE("utf8"));
}

/* Room for `more` bytes; doubles, but not past what is known to be enough. */
static void reserve(struct frame_reader *self, size_t more, size_t enough)
{
    size_t needed = self->kept_len + more;
    if (needed <= self->kept_capacity)
        return;

    size_t capacity =
        self->kept_capacity ? self->kept_capacity * 2 : FIRST_CAPACITY;
    if (capacity > enough)
        capacity = enough;
    if (capacity < needed)
        capacity = needed;
    self->kept = memory_grow(self->kept, capacity);
    self->kept_capacity = capacity;
}

static void keep(struct frame_reader *self, Slice bytes, size_t enough)
{
    if (bytes.len == 0)
        return;
    reserve(self, bytes.len, enough);
    memcpy(self->kept + self->kept_len, bytes.ptr, bytes.len);
    self->kept_len += bytes.len;
}

static Slice take(Slice *input, size_t count)
{
    Slice front = {input->ptr, count};

    *input = skip(*input, count);
    return front;
}

/* Takes the input up to and with its first \n; all of it where there is none.
 * Returns whether there was one. */
static bool take_line(Slice *input, Slice *out_bytes)
{
    const char *end = input->len ? memchr(input->ptr, '\n', input->len) : NULL;

    *out_bytes = take(input, end ? (size_t)(end - input->ptr) + 1 : input->len);
    return end != NULL;
}

static void await_header(struct frame_reader *self)
{
    self->state = FRAME_HEADER;
    self->header_len = 0;
    self->has_length = false;
    self->other_charset = false;
    self->kept_len = 0;
}

static void seek_header(struct frame_reader *self)
{
    self->state = FRAME_SEEK;
    self->kept_len = 0;
}

/* The last bytes of a line: only they can be the header that is sought. */
static void keep_window(struct frame_reader *self, Slice bytes)
{
    if (bytes.len > SEEK_WINDOW)
        bytes = skip(bytes, bytes.len - SEEK_WINDOW);
    if (self->kept_len + bytes.len > SEEK_WINDOW) {
        size_t drop = self->kept_len + bytes.len - SEEK_WINDOW;
        memmove(self->kept, self->kept + drop, self->kept_len - drop);
        self->kept_len -= drop;
    }
    keep(self, bytes, SEEK_WINDOW);
}

/* Without its break: \n or \r\n. */
static Slice line_text(Slice line)
{
    if (line.len && line.ptr[line.len - 1] == '\n')
        line.len--;
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* Whether a line ends in a length header; if so, that length. */
static bool find_length(Slice line, size_t *out_length)
{
    Slice text = line_text(line);

    for (; text.len > length_name.len; text = skip(text, 1)) {
        if (!starts_with(text, length_name))
            continue;
        Slice rest = skip(text, length_name.len);
        if (rest.ptr[0] == ':' && read_length(trim(skip(rest, 1)), out_length))
            return true;
    }
    return false;
}

static int set_length(struct frame_reader *self, size_t length,
                      struct fault *fault)
{
    if (length > max_body(self)) {
        seek_header(self);
        return fault_set(fault, -EPROTO,
                         "Content-Length is over the limit of %zu bytes",
                         max_body(self));
    }
    if (self->has_length && self->length != length) {
        seek_header(self);
        return fault_set(fault, -EPROTO,
                         "Content-Length is given twice and differs");
    }
    self->has_length = true;
    self->length = length;
    return 0;
}

/* One line of rubbish is read whole: takes up the header that it may end in. */
static int end_sought_line(struct frame_reader *self, struct fault *fault)
{
    size_t length = 0;
    bool found = find_length((Slice){self->kept, self->kept_len}, &length);

    if (!found) {
        self->kept_len = 0;
        return 0;
    }
    await_header(self);
    self->header_len = length_name.len; /* any but 0: it has begun */
    return set_length(self, length, fault);
}

static int bad_line(struct frame_reader *self, Slice line, struct fault *fault)
{
    char start[33] = "";
    Slice text = line_text(line);
    for (size_t i = 0; i < text.len && i < sizeof start - 1; i++)
        start[i] = text.ptr[i] >= ' ' && text.ptr[i] < 0x7F ? text.ptr[i] : '?';

    size_t length = 0;
    bool found = find_length(line, &length) && length <= max_body(self);
    if (found) { /* the body before it was longer than its header said */
        await_header(self);
        self->header_len = length_name.len;
        set_length(self, length, fault);
    } else {
        seek_header(self);
    }
    return fault_set(fault, -EPROTO, "not a header line: \"%s\"", start);
}

/* A whole line that is not empty, its break included. */
static int header_line(struct frame_reader *self, Slice line,
                       struct fault *fault)
{
    Slice text = line_text(line);
    const char *colon = memchr(text.ptr, ':', text.len);
    Slice name = {text.ptr, colon ? (size_t)(colon - text.ptr) : 0};

    if (!is_token(name))
        return bad_line(self, line, fault);

    Slice value = trim(skip(text, name.len + 1));
    self->header_len += line.len;
    if (equals(name, type_name) && !is_utf8(value))
        self->other_charset = true;
    if (!equals(name, length_name))
        return 0;

    size_t length;
    if (!read_length(value, &length)) {
        seek_header(self);
        return fault_set(fault, -EPROTO,
                         "Content-Length is not a number of bytes");
    }
    return set_length(self, length, fault);
}

/* The empty line: what comes now is the body. */
static int end_header(struct frame_reader *self, struct fault *fault)
{
    if (self->header_len == 0)
        return 0; /* an empty line before the first */
    if (!self->has_length) {
        seek_header(self);
        return fault_set(fault, -EPROTO, "a header without Content-Length");
    }

    bool readable = !self->other_charset;
    size_t length = self->length;
    await_header(self);
    self->length = length;
    self->state = readable ? FRAME_BODY : FRAME_SKIP;
    return readable ? 0
                    : fault_set(fault, -EPROTO,
                                "the charset of a message is not utf-8");
}

/* The step functions take what they can off the input. They return -EAGAIN
 * once it is used up, -EPROTO on a fault, 0 to go on, 1 with a body. */

static int step_header(struct frame_reader *self, Slice *input,
                       struct fault *fault)
{
    Slice before = *input, bytes;
    bool whole = take_line(input, &bytes);

    if (self->header_len + self->kept_len + bytes.len > max_header(self)) {
        *input = before; /* the line's end may be the header that is sought */
        self->state = FRAME_SEEK;
        return fault_set(fault, -EPROTO, "a header is longer than %zu bytes",
                         max_header(self));
    }
    if (self->kept_len || !whole)
        keep(self, bytes, max_header(self));
    if (!whole)
        return -EAGAIN;

    Slice line = self->kept_len ? (Slice){self->kept, self->kept_len} : bytes;
    self->kept_len = 0;
    if (line_text(line).len == 0)
        return end_header(self, fault);
    return header_line(self, line, fault);
}

static int step_body(struct frame_reader *self, Slice *input, Slice *out_body)
{
    size_t missing = self->length - self->kept_len;

    if (input->len < missing) {
        keep(self, take(input, input->len), self->length);
        return -EAGAIN;
    }
    if (self->kept_len == 0) {
        *out_body = take(input, missing);
        await_header(self);
        return 1;
    }
    keep(self, take(input, missing), self->length);
    *out_body = (Slice){self->kept, self->kept_len};
    await_header(self);
    self->given = true;
    return 1;
}

static int step_skip(struct frame_reader *self, Slice *input)
{
    size_t count = self->length < input->len ? self->length : input->len;

    take(input, count);
    self->length -= count;
    if (self->length)
        return -EAGAIN;
    await_header(self);
    return 0;
}

static int step_seek(struct frame_reader *self, Slice *input,
                     struct fault *fault)
{
    Slice bytes;
    bool whole = take_line(input, &bytes);

    keep_window(self, bytes);
    return whole ? end_sought_line(self, fault) : -EAGAIN;
}

static int step(struct frame_reader *self, Slice *input, Slice *out_body,
                struct fault *fault)
{
    if (self->state == FRAME_BODY) /* an empty body needs no more input */
        return step_body(self, input, out_body);
    if (self->state == FRAME_SKIP)
        return step_skip(self, input);
    if (input->len == 0)
        return -EAGAIN;
    if (self->state == FRAME_SEEK)
        return step_seek(self, input, fault);
    return step_header(self, input, fault);
}

/* A body of megabytes is rare: its memory does not stay with us. */
static void forget_given(struct frame_reader *self)
{
    if (!self->given)
        return;
    self->given = false;
    if (self->kept_capacity <= KEPT_CAPACITY)
        return;
    free(self->kept);
    self->kept = NULL;
    self->kept_capacity = 0;
}

int frame_next(struct frame_reader *self, Slice *input, Slice *out_body,
               struct fault *out_fault)
{
    Slice body = {0};
    int result = 0;

    forget_given(self);
    while (result == 0)
        result = step(self, input, &body, out_fault);
    if (result < 0)
        return result;
    *out_body = body;
    return 0;
}

bool frame_at_rest(const struct frame_reader *self)
{
    return self->state == FRAME_SEEK ||
           (self->state == FRAME_HEADER && self->header_len == 0 &&
            self->kept_len == 0);
}

void frame_release(struct frame_reader *self)
{
    if (!self)
        return;
    free(self->kept);
    *self = (struct frame_reader){
        .max_header = self->max_header,
        .max_body = self->max_body,
    };
}

size_t frame_header(char out[FRAME_HEADER_CAPACITY], size_t body_len)
{
    char text[FRAME_HEADER_CAPACITY + 1];
    int len =
        snprintf(text, sizeof text, "Content-Length: %zu\r\n\r\n", body_len);

    memcpy(out, text, (size_t)len);
    return (size_t)len;
}

/* What frame_encode() fills: the header's place first, then the body. */
struct encoding {
    char *bytes;
    size_t len, capacity;
};

static int append(const char *bytes, size_t len, void *context)
{
    struct encoding *self = context;

    if (len > self->capacity - self->len) {
        size_t needed = self->len + len;
        self->capacity =
            needed > self->capacity * 2 ? needed : self->capacity * 2;
        self->bytes = memory_grow(self->bytes, self->capacity);
    }
    memcpy(self->bytes + self->len, bytes, len);
    self->len += len;
    return 0;
}

int frame_encode(const json_t *message, char **out_bytes, size_t *out_len)
{
    struct encoding body = {
        .bytes = memory_get(ENCODE_CAPACITY),
        .len = FRAME_HEADER_CAPACITY,
        .capacity = ENCODE_CAPACITY,
    };

    if (!message ||
        json_dump_callback(message, append, &body, JSON_COMPACT) < 0) {
        free(body.bytes);
        return -EINVAL;
    }

    char header[FRAME_HEADER_CAPACITY];
    size_t body_len = body.len - FRAME_HEADER_CAPACITY;
    size_t header_len = frame_header(header, body_len);
    memmove(body.bytes + header_len, body.bytes + FRAME_HEADER_CAPACITY,
            body_len);
    memcpy(body.bytes, header, header_len);
    *out_bytes = body.bytes;
    *out_len = header_len + body_len;
    return 0;
}

/*
 * A stream must give the same messages and faults however it is cut. The
 * first byte chooses the limits, the second where to cut; the rest is the
 * stream.
 */
#include "protocol/frame.h"
#include "protocol/memory.h"

#include <errno.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* All that came out of a reader, in order. */
struct record {
    char *bytes;
    size_t len, capacity;
};

static void must(bool held)
{
    if (!held)
        abort();
}

static void put(struct record *self, Slice bytes)
{
    if (self->len + bytes.len > self->capacity) {
        self->capacity = (self->len + bytes.len) * 2;
        self->bytes = memory_grow(self->bytes, self->capacity);
    }
    if (bytes.len)
        memcpy(self->bytes + self->len, bytes.ptr, bytes.len);
    self->len += bytes.len;
}

/* Feeds a chunk from memory of its own, so that reading past it is seen. */
static void feed(struct frame_reader *reader, Slice chunk, struct record *out)
{
    char *copy = memory_get(chunk.len);
    if (chunk.len)
        memcpy(copy, chunk.ptr, chunk.len);
    Slice input = {copy, chunk.len};
    struct fault fault;
    Slice body;
    int result;

    while ((result = frame_next(reader, &input, &body, &fault)) != -EAGAIN) {
        must(result == 0 || result == -EPROTO);
        put(out, result == 0 ? SLICE("<") : SLICE("{"));
        put(out, result == 0 ? body : slice_from_c(fault.text));
        put(out, SLICE("\n"));
    }
    must(input.len == 0);
    must(reader->kept_capacity <=
         2 * (reader->max_header + reader->max_body) + 512);
    free(copy);
}

static struct record read_all(Slice stream, uint8_t limits, size_t step)
{
    struct record out = {0};
    struct frame_reader reader = {
        .max_header = 16 + (size_t)(limits & 15) * 16,
        .max_body = 1 + (size_t)(limits >> 4) * 64,
    };

    while (stream.len) {
        size_t len = step < stream.len ? step : stream.len;
        feed(&reader, (Slice){stream.ptr, len}, &out);
        stream = (Slice){stream.ptr + len, stream.len - len};
    }
    put(&out, frame_at_rest(&reader) ? SLICE("rest") : SLICE("cut"));
    frame_release(&reader);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;

    Slice stream = {(const char *)data + 2, size - 2};
    struct record whole = read_all(stream, data[0], SIZE_MAX);
    size_t steps[] = {1, (size_t)data[1] + 1};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct record split = read_all(stream, data[0], steps[i]);
        must(split.len == whole.len &&
             memcmp(split.bytes, whole.bytes, whole.len) == 0);
        free(split.bytes);
    }
    free(whole.bytes);
    return 0;
}

#include "report/out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static void reserve(struct out *self, size_t more)
{
    if (self->capacity - self->len >= more)
        return;
    size_t capacity = self->capacity ? self->capacity * 2 : 1024;
    while (capacity - self->len < more)
        capacity *= 2;

    char *ptr = ARENA_ARRAY(self->arena, char, capacity);
    if (self->len)
        memcpy(ptr, self->ptr, self->len);
    self->ptr = ptr;
    self->capacity = capacity;
}

void out_char(struct out *self, char byte)
{
    reserve(self, 1);
    self->ptr[self->len++] = byte;
}

void out_repeat(struct out *self, char byte, uint32_t count)
{
    if (!count)
        return;
    reserve(self, count);
    memset(self->ptr + self->len, byte, count);
    self->len += count;
}

void out_str(struct out *self, Str text)
{
    if (!text.len)
        return;
    reserve(self, text.len);
    memcpy(self->ptr + self->len, text.ptr, text.len);
    self->len += text.len;
}

void out_format(struct out *self, const char *format, ...)
{
    char line[OUT_FORMAT_MAX + 1];
    va_list args;

    va_start(args, format);
    int len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (len > (int)OUT_FORMAT_MAX)
        len = (int)OUT_FORMAT_MAX;
    if (len > 0)
        out_str(self, (Str){line, (uint32_t)len});
}

/* Bytes of the control character at `at`, C1 in UTF-8 included; 0: none. */
static uint32_t control_len(Str text, uint32_t at)
{
    unsigned char byte = (unsigned char)text.ptr[at];

    if (byte < 0x20 || byte == 0x7F)
        return 1;
    if (byte == 0xC2 && at + 1 < text.len &&
        (unsigned char)text.ptr[at + 1] < 0xA0)
        return 2;
    return 0;
}

void out_clean(struct out *self, Str text)
{
    uint32_t kept = 0, at = 0;

    while (at < text.len) {
        uint32_t len = control_len(text, at);
        if (!len) {
            at++;
            continue;
        }
        out_str(self, str_cut(text, kept, at));
        char byte = text.ptr[at];
        bool is_space = byte == '\t' || byte == '\n' || byte == '\r';
        out_str(self, is_space ? STR(" ") : STR("\xEF\xBF\xBD"));
        at += len;
        if (byte == '\r' && at < text.len && text.ptr[at] == '\n')
            at++;
        kept = at;
    }
    out_str(self, str_cut(text, kept, text.len));
}

int out_send(const struct out *self, int file)
{
    size_t sent = 0;

    while (sent < self->len) {
        ssize_t len = write(file, self->ptr + sent, self->len - sent);
        if (len < 0 && errno != EINTR)
            return -errno;
        if (len > 0)
            sent += (size_t)len;
    }
    return 0;
}

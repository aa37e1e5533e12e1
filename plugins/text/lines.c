#include "text/lines.h"

#include "text/utf8.h"

#define STRETCH 256u /* bytes that are looked over at once */

uint32_t lines_break(Str text, uint32_t at)
{
    while (at < text.len) {
        const char *from = text.ptr + at;
        uint32_t left = text.len - at, len = left < STRETCH ? left : STRETCH;
        const char *lf = memchr(from, '\n', len);
        /* A text whose lines end in \r alone has none: so not to its end. */
        const char *cr = memchr(from, '\r', lf ? (size_t)(lf - from) : len);
        if (cr || lf)
            return (uint32_t)((cr ? cr : lf) - text.ptr);
        at += len;
    }
    return text.len;
}

uint32_t lines_break_len(Str text, uint32_t at)
{
    if (at >= text.len)
        return 0;
    if (text.ptr[at] == '\n')
        return 1;
    if (text.ptr[at] != '\r')
        return 0;
    return at + 1 < text.len && text.ptr[at + 1] == '\n' ? 2 : 1;
}

uint32_t lines_count(Str text)
{
    uint32_t count = 1;

    for (uint32_t at = lines_break(text, 0); at < text.len; count++)
        at = lines_break(text, at + lines_break_len(text, at));
    return count;
}

/* Columns that a character of `width` bytes takes. */
static uint32_t cols_of(uint32_t width, Encoding encoding)
{
    if (encoding == ENCODING_UTF8)
        return width;
    /* Outside the BMP, four bytes, UTF-16 has a surrogate pair. */
    return encoding == ENCODING_UTF16 && width == 4 ? 2 : 1;
}

void lines_build(struct lines *self, Str text, struct arena *arena)
{
    uint32_t count = lines_count(text);
    unsigned char all = 0;

    for (uint32_t at = 0; at < text.len; at++)
        all |= (unsigned char)text.ptr[at];
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t at = 0, line = 1; line < count; line++) {
        at = lines_break(text, at);
        at += lines_break_len(text, at);
        starts[line] = at;
    }
    *self = (struct lines){starts, count, all < 0x80, text};
}

/* Where line `line` ends, its break not included. */
static uint32_t line_end(const struct lines *self, uint32_t line)
{
    if (line + 1 == self->count)
        return self->text.len;
    uint32_t end = self->starts[line + 1] - 1;

    if (end > self->starts[line] && self->text.ptr[end] == '\n' &&
        self->text.ptr[end - 1] == '\r')
        end--;
    return end;
}

/* The last line that starts at or before `offset`. */
static uint32_t line_of(const struct lines *self, uint32_t offset)
{
    uint32_t low = 0, high = self->count;

    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (self->starts[mid] <= offset)
            low = mid;
        else
            high = mid;
    }
    return low;
}

Pos lines_pos(const struct lines *self, uint32_t offset, Encoding encoding)
{
    if (offset > self->text.len)
        offset = self->text.len;
    uint32_t line = line_of(self, offset);
    uint32_t start = self->starts[line], end = line_end(self, line);

    if (offset > end)
        offset = end; /* inside the break: its start */
    if (self->is_ascii || encoding == ENCODING_UTF8)
        return (Pos){line, utf8_floor(self->text, offset) - start};
    uint32_t col = 0, at = start;
    while (at < offset) {
        uint32_t width = utf8_width((unsigned char)self->text.ptr[at]);
        if (at + width > offset)
            break;
        col += cols_of(width, encoding);
        at += width;
    }
    return (Pos){line, col};
}

uint32_t lines_offset(const struct lines *self, Pos pos, Encoding encoding)
{
    if (pos.line >= self->count)
        return self->text.len;
    uint32_t at = self->starts[pos.line], end = line_end(self, pos.line);

    if (self->is_ascii)
        return pos.col < end - at ? at + pos.col : end;
    for (uint32_t col = 0; at < end;) {
        uint32_t width = utf8_width((unsigned char)self->text.ptr[at]);
        col += cols_of(width, encoding);
        if (col > pos.col)
            break;
        at += width;
    }
    return at;
}

uint32_t lines_cols(Str text, Encoding encoding)
{
    uint32_t cols = 0;

    for (uint32_t at = 0; at < text.len;) {
        uint32_t width = utf8_width((unsigned char)text.ptr[at]);
        cols += cols_of(width, encoding);
        at += width;
    }
    return cols;
}

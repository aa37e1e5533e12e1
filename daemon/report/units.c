#include "report/units.h"

#define STEP 256u

/* What byte `byte` adds: a character counts at its first byte. */
static uint32_t width(unsigned char byte, Encoding encoding)
{
    if ((byte & 0xC0) == 0x80)
        return 0;
    return encoding == ENCODING_UTF16 && byte >= 0xF0 ? 2 : 1;
}

static bool is_ascii(Str text)
{
    unsigned char seen = 0;

    for (uint32_t at = 0; at < text.len; at++)
        seen |= (unsigned char)text.ptr[at];
    return seen < 0x80;
}

struct units units_new(Str text, Encoding encoding, struct arena *arena)
{
    struct units units = {.text = text, .encoding = encoding};

    if (encoding == ENCODING_UTF8 || is_ascii(text))
        return units;

    uint32_t *sums = ARENA_ARRAY(arena, uint32_t, text.len / STEP + 1);
    uint32_t sum = 0;
    for (uint32_t at = 0; at < text.len; at++) {
        if (at % STEP == 0)
            sums[at / STEP] = sum;
        sum += width((unsigned char)text.ptr[at], encoding);
    }
    if (text.len % STEP == 0)
        sums[text.len / STEP] = sum;
    units.sums = sums;
    return units;
}

uint32_t units_at(const struct units *self, uint32_t offset)
{
    if (offset > self->text.len)
        offset = self->text.len;
    if (!self->sums)
        return offset;

    uint32_t at = offset / STEP * STEP;
    uint32_t sum = self->sums[offset / STEP];
    for (; at < offset; at++)
        sum += width((unsigned char)self->text.ptr[at], self->encoding);
    return sum;
}

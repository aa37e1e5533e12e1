#include "text/utf8.h"

#include <utf8proc.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

/* Bytes of the well-formed character at `at`, or 0. */
static uint32_t well_formed(const unsigned char *at, uint32_t left)
{
    unsigned char lead = at[0];
    uint32_t width = utf8_width(lead);
    unsigned char least = 0x80, most = 0xBF;

    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4 || left < width)
        return 0;
    if (lead == 0xE0)
        least = 0xA0;
    else if (lead == 0xED)
        most = 0x9F;
    else if (lead == 0xF0)
        least = 0x90;
    else if (lead == 0xF4)
        most = 0x8F;
    if (at[1] < least || at[1] > most)
        return 0;
    for (uint32_t i = 2; i < width; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return width;
}

uint32_t utf8_first_bad(Str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    uint32_t at = 0;

    while (at < text.len) {
        uint64_t eight;
        if (text.len - at >= sizeof eight) {
            memcpy(&eight, bytes + at, sizeof eight);
            if (!(eight & HIGH_BITS)) {
                at += (uint32_t)sizeof eight;
                continue;
            }
        }
        uint32_t width = well_formed(bytes + at, text.len - at);
        if (!width)
            return at;
        at += width;
    }
    return text.len;
}

bool utf8_is_boundary(Str text, uint32_t at)
{
    if (at >= text.len)
        return at == text.len;
    return ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
}

uint32_t utf8_floor(Str text, uint32_t at)
{
    while (!utf8_is_boundary(text, at))
        at--;
    return at;
}

uint32_t utf8_width(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

uint32_t utf8_decode(Str text, uint32_t at, uint32_t *out_len)
{
    static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    uint32_t width = utf8_width(bytes[0]);
    uint32_t code = bytes[0] & lead_bits[width];

    for (uint32_t i = 1; i < width; i++)
        code = code << 6 | (bytes[i] & 0x3F);
    *out_len = width;
    return code;
}

uint32_t utf8_before(Str text, uint32_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return at;
}

uint32_t utf8_encode(uint32_t code, char *out_bytes)
{
    return (uint32_t)utf8proc_encode_char((utf8proc_int32_t)code,
                                          (utf8proc_uint8_t *)out_bytes);
}

static utf8proc_category_t category(uint32_t code)
{
    return utf8proc_category((utf8proc_int32_t)code);
}

bool utf8_is_letter(uint32_t code)
{
    if (code < 0x80)
        return (code | 0x20) - 'a' < 26;
    utf8proc_category_t found = category(code);
    return found >= UTF8PROC_CATEGORY_LU && found <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_upper(uint32_t code)
{
    if (code < 0x80)
        return code - 'A' < 26;
    utf8proc_category_t found = category(code);
    return found == UTF8PROC_CATEGORY_LU || found == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_lower(uint32_t code)
{
    if (code < 0x80)
        return code - 'a' < 26;
    return category(code) == UTF8PROC_CATEGORY_LL;
}

bool utf8_is_digit(uint32_t code)
{
    if (code < 0x80)
        return code - '0' < 10;
    return category(code) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_mark(uint32_t code)
{
    if (code < 0x300)
        return code == 0xAD; /* a soft hyphen is no part of the spelling */
    if (code == 0x200C || code == 0x200D)
        return true;
    utf8proc_category_t found = category(code);
    return found >= UTF8PROC_CATEGORY_MN && found <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_space(uint32_t code)
{
    if (code < 0x80)
        return code == ' ' || (code >= '\t' && code <= '\r');
    utf8proc_category_t found = category(code);
    return code == 0x85 || code == 0x200B || code == 0xFEFF ||
           (found >= UTF8PROC_CATEGORY_ZS && found <= UTF8PROC_CATEGORY_ZP);
}

uint32_t utf8_to_lower(uint32_t code)
{
    if (code < 0x80)
        return code - 'A' < 26 ? code | 0x20 : code;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

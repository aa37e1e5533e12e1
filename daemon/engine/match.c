#include "engine/match.h"

#include "text/utf8.h"

bool match_begins(Str text, Str typed, uint32_t *out_len)
{
    uint32_t at = 0, i = 0;

    while (i < typed.len) {
        uint32_t at_len, i_len;
        if (at >= text.len || utf8_to_lower(utf8_decode(text, at, &at_len)) !=
                                  utf8_to_lower(utf8_decode(typed, i, &i_len)))
            return false;
        at += at_len;
        i += i_len;
    }
    *out_len = at;
    return true;
}

/* Where `first`, a small letter, digit or mark of ASCII, stands next. */
static uint32_t next_ascii(Str text, uint32_t at, uint32_t first)
{
    while (at < text.len) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c == first || (c >= 'A' && c <= 'Z' && (c | 0x20u) == first))
            break;
        at++;
    }
    return at;
}

bool match_within(Str text, Str typed)
{
    uint32_t len, width, at = 0;

    if (typed.len == 0)
        return true;
    uint32_t first = utf8_to_lower(utf8_decode(typed, 0, &width));
    while (at < text.len) {
        if (first < 0x80)
            at = next_ascii(text, at, first);
        if (at == text.len)
            return false;
        if (match_begins(str_cut(text, at, text.len), typed, &len))
            return true;
        utf8_decode(text, at, &width);
        at += width;
    }
    return false;
}

bool match_next_word(Str typed, uint32_t *at, Str *out_word)
{
    while (*at < typed.len && typed.ptr[*at] == ' ')
        ++*at;
    uint32_t start = *at;
    while (*at < typed.len && typed.ptr[*at] != ' ')
        ++*at;
    *out_word = str_cut(typed, start, *at);
    return *at > start;
}

bool match_words(Str text, Str more, Str typed)
{
    Str word;

    for (uint32_t at = 0; match_next_word(typed, &at, &word);)
        if (!match_within(text, word) && !match_within(more, word))
            return false;
    return true;
}

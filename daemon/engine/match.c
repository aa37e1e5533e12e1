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

bool match_within(Str text, Str typed)
{
    uint32_t len, width;

    if (typed.len == 0)
        return true;
    for (uint32_t at = 0; at < text.len; at += width) {
        if (match_begins(str_cut(text, at, text.len), typed, &len))
            return true;
        utf8_decode(text, at, &width);
    }
    return false;
}

bool match_words(Str text, Str more, Str typed)
{
    for (uint32_t at = 0; at < typed.len;) {
        uint32_t start = at;
        while (at < typed.len && typed.ptr[at] != ' ')
            at++;
        Str word = str_cut(typed, start, at);
        if (!match_within(text, word) && !match_within(more, word))
            return false;
        while (at < typed.len && typed.ptr[at] == ' ')
            at++;
    }
    return true;
}

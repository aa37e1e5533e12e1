#include "engine/label.h"

#include "engine/match.h"

#include "text/utf8.h"

#define BEGINS_MIN 3u /* letters of a word that may be cut short: "Tue" */

static bool is_wordy(Str text, uint32_t at)
{
    uint32_t len, code = utf8_decode(text, at, &len);

    return utf8_is_letter(code) || utf8_is_digit(code) || utf8_is_mark(code);
}

/* Numbers are never cut short: 20 is not 2026. */
static bool may_begin(Str word)
{
    uint32_t len;

    return word.len >= BEGINS_MIN && utf8_is_letter(utf8_decode(word, 0, &len));
}

static bool stands_in(Str text, Str word)
{
    bool was_wordy = false;

    for (uint32_t at = 0; at < text.len;) {
        uint32_t len, width;
        bool wordy = is_wordy(text, at);
        if (wordy && !was_wordy &&
            match_begins(str_cut(text, at, text.len), word, &len) &&
            (may_begin(word) || at + len == text.len ||
             !is_wordy(text, at + len)))
            return true;
        was_wordy = wordy;
        utf8_decode(text, at, &width);
        at += width;
    }
    return false;
}

Str label_adds(Str label, Str beside, struct arena *arena)
{
    char *out = arena_alloc(arena, (size_t)label.len + 1);
    uint32_t len = 0;
    bool says_something = false;

    for (uint32_t at = 0; at < label.len;) {
        uint32_t end = at;
        while (end < label.len && label.ptr[end] != ' ')
            end++;
        Str word = str_cut(label, at, end);
        bool wordy = word.len && is_wordy(word, 0);
        at = end + 1;
        if (!word.len || (wordy && stands_in(beside, word)))
            continue;
        says_something |= wordy;
        if (len)
            out[len++] = ' ';
        memcpy(out + len, word.ptr, word.len);
        len += word.len;
    }
    return says_something ? (Str){out, len} : (Str){0};
}

Str label_name(Str label)
{
    uint32_t at = 0, width;

    while (at < label.len && !is_wordy(label, at)) {
        utf8_decode(label, at, &width);
        at += width;
    }
    return str_cut(label, at, label.len);
}

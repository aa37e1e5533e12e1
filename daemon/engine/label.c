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

/* A stretch of the label without spaces. */
typedef struct LabelWord {
    Str text;
    bool is_wordy;
    bool stands; /* beside the label, already */
} LabelWord;

static uint32_t cut_words(Str label, Str beside, LabelWord *words)
{
    uint32_t count = 0;

    for (uint32_t at = 0, end; at < label.len; at = end + 1) {
        end = at;
        while (end < label.len && label.ptr[end] != ' ')
            end++;
        if (end == at)
            continue;
        LabelWord word = {.text = str_cut(label, at, end)};
        word.is_wordy = is_wordy(word.text, 0);
        word.stands = word.is_wordy && stands_in(beside, word.text);
        words[count++] = word;
    }
    return count;
}

Str label_adds(Str label, Str beside, struct arena *arena)
{
    LabelWord *words = ARENA_ARRAY(arena, LabelWord, (size_t)label.len / 2 + 1);
    char *out = arena_alloc(arena, (size_t)label.len + 1);
    uint32_t count = cut_words(label, beside, words), last = count, len = 0;
    bool has_begun = false;

    while (last && (words[last - 1].stands || !words[last - 1].is_wordy))
        last--;
    for (uint32_t i = 0; i < last; i++) {
        /* "13" in "13 days ago" is no day of the month. */
        has_begun |=
            words[i].is_wordy &&
            (!words[i].stands || (i == 0 && !may_begin(words[i].text)));
        if (words[i].is_wordy && !has_begun)
            continue;
        if (len)
            out[len++] = ' ';
        memcpy(out + len, words[i].text.ptr, words[i].text.len);
        len += words[i].text.len;
    }
    return last ? (Str){out, len} : (Str){0};
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

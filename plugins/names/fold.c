#include "names/fold.h"

#include "stet/text.h"

#define LETTERS_MAX 40u /* of a word that are compared */

/* The character at `at` and its length; malformed bytes stand alone. */
static uint32_t character(Str text, uint32_t at, uint32_t *out_len)
{
    unsigned char lead = (unsigned char)text.ptr[at];
    uint32_t len = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t code = lead < 0x80 ? lead : lead & (0xFFu >> (len + 1));

    if (at + len > text.len || (lead >= 0x80 && lead < 0xC0)) {
        *out_len = 1;
        return 0xFFFD;
    }
    for (uint32_t i = 1; i < len; i++)
        code = code << 6 | ((unsigned char)text.ptr[at + i] & 0x3Fu);
    *out_len = len;
    return code;
}

/* Lower case of the Latin letters up to U+024F and of U+1E00 to U+1EFF. */
static uint32_t lower(uint32_t code)
{
    if (code >= 'A' && code <= 'Z')
        return code + 32;
    if (code >= 0xC0 && code <= 0xDE && code != 0xD7)
        return code + 32;
    if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E))
        return code & 1u ? code + 1 : code;
    if ((code >= 0x100 && code <= 0x177 && code != 0x130) ||
        (code >= 0x1E00 && code <= 0x1EFF) || (code >= 0x218 && code <= 0x233))
        return code | 1u;
    if (code == 0x2019 || code == 0x2018 || code == 0x02BC)
        return '\'';
    return code;
}

static uint32_t put(uint32_t code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

static bool is_space(uint32_t code)
{
    return code <= ' ' || code == 0xA0 || code == 0x2009 || code == 0x202F ||
           code == ',' || code == '"' || code == 0x201C || code == 0x201D;
}

uint32_t fold_words(Str text, struct arena *arena, struct word *out_words,
                    uint32_t max)
{
    char *out = arena_alloc(arena, (size_t)text.len * 3 + 4);
    uint32_t count = 0, start = 0, used = 0, len;

    for (uint32_t at = 0; at <= text.len && count < max; at += len) {
        uint32_t code = ' ';
        len = 1;
        if (at < text.len)
            code = character(text, at, &len);
        if (is_space(code)) {
            if (used > start)
                out_words[count++] =
                    (struct word){{out + start, used - start},
                                  stet_hash((Str){out + start, used - start})};
            start = used;
        } else if (code != '.' && code != 0xAD) {
            used += put(lower(code), out + used);
        }
    }
    return count;
}

static uint32_t letters(Str word, uint32_t *out)
{
    uint32_t count = 0, len;

    for (uint32_t at = 0; at < word.len && count < LETTERS_MAX; at += len)
        out[count++] = character(word, at, &len);
    return count;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

uint32_t fold_distance(Str a, Str b, uint32_t limit)
{
    uint32_t x[LETTERS_MAX], y[LETTERS_MAX];
    uint32_t rows[3][LETTERS_MAX + 1];
    uint32_t n = letters(a, x), m = letters(b, y);
    uint32_t gap = n > m ? n - m : m - n;

    if (gap > limit)
        return limit + 1;
    for (uint32_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t *row = rows[i % 3], *above = rows[(i + 2) % 3];
        uint32_t *before = rows[(i + 1) % 3], best = row[0] = i;
        for (uint32_t j = 1; j <= m; j++) {
            uint32_t cost = x[i - 1] != y[j - 1];
            row[j] =
                least(least(above[j], row[j - 1]) + 1, above[j - 1] + cost);
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > limit)
            return limit + 1;
    }
    return rows[n % 3][m];
}

#include "text/tokens.h"

#include "stet/text.h"
#include "text/scan.h"
#include "text/sentences.h"
#include "text/utf8.h"

/* The columns while they are filled in. */
struct writer {
    const Prose *prose;
    struct arena *arena;
    uint32_t *start, *end, *hash, *mate;
    uint8_t *cls, *flags, *depth;
    Str *norm, *folded;
};

/* Bytes of all columns for one token. */
#define ROW_SIZE (4 * sizeof(uint32_t) + 3 * sizeof(uint8_t) + 2 * sizeof(Str))

/* Which bytes there are, one bit for each kind: most tokens need no more than
 * this look. */
enum { HAS_UPPER = 1, HAS_LOWER = 2, HAS_AND = 4, HAS_HIGH = 8 };

static unsigned bytes_of(Str text)
{
    unsigned found = 0;

    for (uint32_t i = 0; i < text.len; i++) {
        uint32_t byte = (unsigned char)text.ptr[i];
        found |= byte - 'a' < 26   ? HAS_LOWER
                 : byte - 'A' < 26 ? HAS_UPPER
                 : byte >= 0x80    ? HAS_HIGH
                 : byte == '&'     ? HAS_AND
                                   : 0u;
    }
    return found;
}

/* As written, with references decoded, apostrophes straight, soft hyphens
 * gone. Never longer than what it came from, but for references that stand
 * for longer characters, of which none is. */
static Str normalise(const Prose *prose, Str text, struct arena *arena)
{
    char *out = arena_alloc(arena, text.len);
    uint32_t len = 0;

    for (uint32_t at = 0; at < text.len;) {
        uint32_t width, code = 0;
        if (text.ptr[at] == '&' && prose->is_html)
            code = references_decode(text, at, &width);
        if (!code)
            code = utf8_decode(text, at, &width);
        at += width;
        if (code == 0xAD)
            continue;
        if (code == 0x2019 || code == 0x2018 || code == 0x2BC)
            code = '\'';
        len += utf8_encode(code, out + len);
    }
    return (Str){out, len};
}

static bool is_upper_ascii(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* In lower case, of ASCII that has upper case. */
static Str fold_ascii(Str text, unsigned bytes, struct arena *arena,
                      uint8_t *out_flags)
{
    char *out = arena_alloc_aligned(arena, text.len, 1);
    uint32_t first = 0;

    for (uint32_t i = 0; i < text.len; i++)
        out[i] = is_upper_ascii(text.ptr[i]) ? (char)(text.ptr[i] | 0x20)
                                             : text.ptr[i];
    while (!(out[first] >= 'a' && out[first] <= 'z'))
        first++;
    if (is_upper_ascii(text.ptr[first]))
        *out_flags |= STET_TOKEN_CAPITAL;
    if (!(bytes & HAS_LOWER))
        *out_flags |= STET_TOKEN_ALL_CAPS;
    return (Str){out, text.len};
}

/* In lower case; the same memory where it is already. `bytes` are those of the
 * text. */
static Str fold(Str text, unsigned bytes, struct arena *arena,
                uint8_t *out_flags)
{
    bool has_upper = bytes & HAS_UPPER, has_lower = bytes & HAS_LOWER;

    if (!(bytes & HAS_HIGH))
        return has_upper ? fold_ascii(text, bytes, arena, out_flags) : text;
    char *out = arena_alloc(arena, (size_t)text.len * 2 + 4);
    uint32_t len = 0;
    bool is_first = true;
    for (uint32_t at = 0; at < text.len;) {
        uint32_t width, code = utf8_decode(text, at, &width);
        bool is_upper = utf8_is_upper(code);
        has_upper |= is_upper;
        has_lower |= utf8_is_lower(code);
        if (is_first && is_upper)
            *out_flags |= STET_TOKEN_CAPITAL;
        is_first &= !utf8_is_letter(code);
        len += utf8_encode(utf8_to_lower(code), out + len);
        at += width;
    }
    if (has_upper && !has_lower)
        *out_flags |= STET_TOKEN_ALL_CAPS;
    return (Str){out, len};
}

static void write_token(const struct writer *self, uint32_t i,
                        const struct raw_token *raw)
{
    Str text = str_cut(self->prose->text, raw->start, raw->end);
    bool is_mark =
        raw->cls == STET_TOKEN_QUOTE_OPEN || raw->cls == STET_TOKEN_QUOTE_CLOSE;
    unsigned bytes = bytes_of(text);
    bool is_plain =
        !(bytes & HAS_HIGH) && !(bytes & HAS_AND && self->prose->is_html);
    uint8_t flags = raw->flags;
    Str norm = text;
    if (is_mark)
        norm = STR("\"");
    else if (!is_plain)
        norm = normalise(self->prose, text, self->arena);
    if (!is_plain)
        bytes = bytes_of(norm);
    Str folded = is_mark ? norm : fold(norm, bytes, self->arena, &flags);

    self->start[i] = raw->start;
    self->end[i] = raw->end;
    self->cls[i] = raw->cls;
    self->flags[i] = flags;
    self->mate[i] = raw->mate;
    self->depth[i] = raw->depth;
    self->norm[i] = norm;
    self->folded[i] = folded;
    self->hash[i] = stet_hash(folded);
}

void tokens_read(const Prose *prose, struct arena *arena,
                 struct reading *out_reading)
{
    struct arena scratch = {0};
    struct raw_tokens raw = {.arena = &scratch};

    if (prose->kind != STET_BLOCK_CODE)
        scan_prose(prose, &raw);
    marks_resolve(prose, &raw);
    arena_reserve(arena, raw.count * ROW_SIZE + prose->text.len);
    struct writer writer = {
        .prose = prose,
        .arena = arena,
        .start = ARENA_ARRAY(arena, uint32_t, raw.count),
        .end = ARENA_ARRAY(arena, uint32_t, raw.count),
        .hash = ARENA_ARRAY(arena, uint32_t, raw.count),
        .mate = ARENA_ARRAY(arena, uint32_t, raw.count),
        .cls = ARENA_ARRAY(arena, uint8_t, raw.count),
        .flags = ARENA_ARRAY(arena, uint8_t, raw.count),
        .depth = ARENA_ARRAY(arena, uint8_t, raw.count),
        .norm = ARENA_ARRAY(arena, Str, raw.count),
        .folded = ARENA_ARRAY(arena, Str, raw.count),
    };
    for (uint32_t i = 0; i < raw.count; i++)
        write_token(&writer, i, &raw.items[i]);

    *out_reading = (struct reading){
        .tokens = {.size = sizeof out_reading->tokens,
                   .count = raw.count,
                   .start = writer.start,
                   .end = writer.end,
                   .cls = writer.cls,
                   .flags = writer.flags,
                   .hash = writer.hash,
                   .norm = writer.norm,
                   .folded = writer.folded,
                   .mate = writer.mate,
                   .depth = writer.depth},
    };
    out_reading->sentence_count =
        sentences_find(&out_reading->tokens, arena, &out_reading->sentences);
    arena_release(&scratch);
}

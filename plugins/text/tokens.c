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

/* ASCII that needs nothing decoded or straightened. */
static bool is_plain(const Prose *prose, Str text)
{
    for (uint32_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte >= 0x80 || (byte == '&' && prose->is_html))
            return false;
    }
    return true;
}

/* As written, with references decoded, apostrophes straight, soft hyphens
 * gone. Never longer than what it came from, but for references that stand
 * for longer characters, of which none is. */
static Str normalise(const Prose *prose, Str text, struct arena *arena)
{
    if (is_plain(prose, text))
        return text;
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

/* In lower case; the same memory where it is already. */
static Str fold(Str text, struct arena *arena, uint8_t *out_flags)
{
    bool has_upper = false, has_lower = false, is_ascii = true;

    for (uint32_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        is_ascii &= byte < 0x80;
        has_upper |= byte >= 'A' && byte <= 'Z';
        has_lower |= byte >= 'a' && byte <= 'z';
    }
    if (is_ascii && !has_upper)
        return text;
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
    uint8_t flags = raw->flags;
    Str norm = is_mark ? STR("\"") : normalise(self->prose, text, self->arena);
    Str folded = is_mark ? norm : fold(norm, self->arena, &flags);

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

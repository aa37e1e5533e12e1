#include "engine/block.h"

#include "text/hash.h"

#include <stdlib.h>

/* Spans of the cut that lie in a block, copied and hashed on. */
static const Span *copy_spans(struct arena *arena, const Span *spans,
                              uint32_t count, uint64_t *hash)
{
    Span *copy = ARENA_ARRAY(arena, Span, count);

    if (count)
        memcpy(copy, spans, count * sizeof *spans);
    *hash = hash_bytes(copy, count * sizeof *copy, *hash + count);
    return copy;
}

/* What a block without comments that speak to Stet takes of its arena. */
static size_t size_of(Str text, const BlockCut *cut)
{
    size_t spans =
        (size_t)cut->masked_count + cut->emphasis_count + cut->linked_count;

    return sizeof(struct block) + text.len + spans * sizeof(Span) +
           lines_count(text) * sizeof(uint32_t) + 4 * _Alignof(Span);
}

struct block *block_new(Syntax syntax, Str text, const BlockCut *cut)
{
    struct arena arena = {0};
    arena_reserve(&arena, size_of(text, cut));
    struct block *self = ARENA_NEW(&arena, struct block);
    Prose *prose = &self->prose;
    uint64_t hash =
        ((uint64_t)syntax << 40) ^ ((uint64_t)cut->kind << 20) ^ cut->level;

    atomic_init(&self->refs, 1);
    self->syntax = syntax;
    prose->text = arena_copy(&arena, text);
    prose->kind = cut->kind;
    prose->level = cut->level;
    prose->is_html = syntax == SYNTAX_HTML || syntax == SYNTAX_MARKDOWN;
    prose->masked_count = cut->masked_count;
    prose->emphasis_count = cut->emphasis_count;
    prose->linked_count = cut->linked_count;
    prose->masked = copy_spans(&arena, cut->masked, cut->masked_count, &hash);
    prose->emphasis =
        copy_spans(&arena, cut->emphasis, cut->emphasis_count, &hash);
    prose->linked = copy_spans(&arena, cut->linked, cut->linked_count, &hash);
    self->hash = hash_bytes(text.ptr, text.len, hash);

    lines_build(&self->lines, prose->text, &arena);
    self->breaks = self->lines.count - 1;
    self->directive_count =
        directives_read(syntax, prose, &arena, &self->directives);
    self->ends_in_break = text.len && (text.ptr[text.len - 1] == '\n' ||
                                       text.ptr[text.len - 1] == '\r');
    self->arena = arena;
    return self;
}

struct block *block_ref(struct block *self)
{
    atomic_fetch_add_explicit(&self->refs, 1, memory_order_relaxed);
    return self;
}

void block_unref(struct block *self)
{
    if (!self ||
        atomic_fetch_sub_explicit(&self->refs, 1, memory_order_acq_rel) > 1)
        return;
    arena_release(&self->reading_arena);
    /* The block lies in its own arena. */
    struct arena arena = self->arena;
    arena_release(&arena);
}

static bool same_spans(const Span *a, uint32_t a_count, const Span *b,
                       uint32_t b_count)
{
    return a_count == b_count &&
           (a_count == 0 || memcmp(a, b, a_count * sizeof *a) == 0);
}

bool block_is_cut(const struct block *self, Syntax syntax, Str text,
                  const BlockCut *cut)
{
    const Prose *p = &self->prose;

    return self->syntax == syntax && p->kind == cut->kind &&
           p->level == cut->level && str_eq(p->text, text) &&
           same_spans(p->masked, p->masked_count, cut->masked,
                      cut->masked_count) &&
           same_spans(p->emphasis, p->emphasis_count, cut->emphasis,
                      cut->emphasis_count) &&
           same_spans(p->linked, p->linked_count, cut->linked,
                      cut->linked_count);
}

bool block_same(const struct block *a, const struct block *b)
{
    const Prose *prose = &b->prose;
    BlockCut cut = {
        .kind = prose->kind,
        .level = prose->level,
        .masked_count = prose->masked_count,
        .emphasis_count = prose->emphasis_count,
        .linked_count = prose->linked_count,
        .masked = prose->masked,
        .emphasis = prose->emphasis,
        .linked = prose->linked,
    };

    return a == b || (a->hash == b->hash &&
                      block_is_cut(a, b->syntax, prose->text, &cut));
}

const struct reading *block_read(struct block *self)
{
    if (self->reading)
        return self->reading;
    struct reading *reading = ARENA_NEW(&self->reading_arena, struct reading);

    tokens_read(&self->prose, &self->reading_arena, reading);
    self->reading = reading;
    return reading;
}

const struct reading *block_tokens(struct block *self, struct arena *scratch)
{
    if (!self->is_settled)
        return block_read(self);
    struct reading *reading = ARENA_NEW(scratch, struct reading);

    tokens_read(&self->prose, scratch, reading);
    return reading;
}

/* A copy of a column whose elements have `size` bytes, no more than their
 * members need to be aligned. */
static const void *keep(struct arena *arena, const void *column, uint32_t count,
                        size_t size)
{
    size_t align = size > _Alignof(Span) ? _Alignof(Span) : size;
    void *copy = arena_array_aligned(arena, count, size, align);

    if (count)
        memcpy(copy, column, count * size);
    return copy;
}

void block_settle(struct block *self)
{
    if (self->is_settled || !self->reading)
        return;
    const struct reading *full = self->reading;
    const stet_tokens *tokens = &full->tokens;
    uint32_t count = tokens->count;
    size_t each = sizeof *tokens->start + sizeof *tokens->end +
                  sizeof *tokens->cls + sizeof *tokens->flags +
                  sizeof *tokens->depth;
    arena_reserve(&self->arena,
                  sizeof *full + count * each +
                      full->sentence_count * sizeof *full->sentences +
                      2 * _Alignof(struct reading));
    struct reading *kept = ARENA_NEW(&self->arena, struct reading);

    *kept = (struct reading){
        .sentence_count = full->sentence_count,
        .sentences = keep(&self->arena, full->sentences, full->sentence_count,
                          sizeof *full->sentences),
        .tokens = {.size = tokens->size, .count = count},
    };
    kept->tokens.start =
        keep(&self->arena, tokens->start, count, sizeof *tokens->start);
    kept->tokens.end =
        keep(&self->arena, tokens->end, count, sizeof *tokens->end);
    kept->tokens.cls =
        keep(&self->arena, tokens->cls, count, sizeof *tokens->cls);
    kept->tokens.flags =
        keep(&self->arena, tokens->flags, count, sizeof *tokens->flags);
    kept->tokens.depth =
        keep(&self->arena, tokens->depth, count, sizeof *tokens->depth);
    self->reading = kept;
    self->is_settled = true;
    arena_release(&self->reading_arena);
}

size_t block_size(const struct block *self)
{
    return self->arena.total + self->reading_arena.total;
}

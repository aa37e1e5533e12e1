#include "support/token_table.h"

#include "stet/text.h"

struct token_table *token_table_new(uint32_t count, struct arena *arena)
{
    struct token_table *self = ARENA_NEW(arena, struct token_table);

    self->hash = ARENA_ARRAY(arena, uint32_t, count);
    self->mate = ARENA_ARRAY(arena, uint32_t, count);
    self->cls = ARENA_ARRAY(arena, uint8_t, count);
    self->flags = ARENA_ARRAY(arena, uint8_t, count);
    self->depth = ARENA_ARRAY(arena, uint8_t, count);
    self->norm = ARENA_ARRAY(arena, Str, count);
    self->folded = ARENA_ARRAY(arena, Str, count);
    self->view = (stet_tokens){.size = sizeof self->view,
                               .count = count,
                               .cls = self->cls,
                               .flags = self->flags,
                               .hash = self->hash,
                               .norm = self->norm,
                               .folded = self->folded,
                               .mate = self->mate,
                               .depth = self->depth};
    return self;
}

void token_table_put(struct token_table *self, uint32_t at, Str text)
{
    self->norm[at] = self->folded[at] = text;
    self->hash[at] = stet_hash(text);
}

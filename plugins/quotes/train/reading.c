#include "reading.h"

#include "text/blocks.h"
#include "text/tokens.h"

static void read_block(struct text_block *out, Str bytes, const BlockCut *cut,
                       struct arena *arena)
{
    Prose prose = {
        .text = bytes,
        .kind = cut->kind,
        .masked_count = cut->masked_count,
        .emphasis_count = cut->emphasis_count,
        .linked_count = cut->linked_count,
        .masked = cut->masked,
        .emphasis = cut->emphasis,
        .linked = cut->linked,
    };
    struct reading reading;

    tokens_read(&prose, arena, &reading);
    out->tokens = reading.tokens;
    out->block = (stet_block){
        .size = sizeof out->block,
        .kind = cut->kind,
        .level = cut->level,
        .end_own = reading.tokens.count,
        .own = {0, bytes.len},
        .text = bytes,
        .sentence_count = reading.sentence_count,
        .sentences = reading.sentences,
    };
}

void text_blocks_read(Str text, struct arena *arena, struct text_blocks *out)
{
    MarkupState state = {0};
    uint32_t at = 0, room = 64;

    out->count = 0;
    out->all = ARENA_ARRAY(arena, struct text_block, room);
    while (at < text.len) {
        SectionCut cut;
        int got = blocks_cut(SYNTAX_PLAIN, state, str_cut(text, at, text.len),
                             1, arena, &cut);

        if (got < 0 || !cut.len)
            break;
        for (uint32_t i = 0; i < cut.block_count; i++) {
            Str bytes = str_cut(text, at, at + cut.blocks[i].len);

            if (out->count == room) {
                struct text_block *more =
                    ARENA_ARRAY(arena, struct text_block, room * 2);

                memcpy(more, out->all, room * sizeof *more);
                out->all = more;
                room *= 2;
            }
            out->all[out->count].offset = at;
            read_block(&out->all[out->count++], bytes, &cut.blocks[i], arena);
            at += bytes.len;
        }
        state = cut.after;
    }
    for (uint32_t i = 0; i < out->count; i++)
        out->all[i].block.tokens = &out->all[i].tokens;
}

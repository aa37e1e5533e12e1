#include "text/blocks.h"

#include "text/cut.h"
#include "text/lines.h"
#include "text/utf8.h"

#include <errno.h>

uint32_t cut_line_end(Str text, uint32_t at)
{
    if (at >= text.len)
        return at;
    at = lines_break(text, at);
    return at + lines_break_len(text, at);
}

bool cut_is_blank(Str text, uint32_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        at++;
    return at == text.len || text.ptr[at] == '\n' || text.ptr[at] == '\r';
}

uint32_t cut_indent(Str text, uint32_t at, uint32_t *out_text)
{
    uint32_t cols = 0;

    for (; at < text.len; at++) {
        if (text.ptr[at] == ' ')
            cols++;
        else if (text.ptr[at] == '\t')
            cols += 4 - cols % 4;
        else
            break;
    }
    *out_text = at;
    return cols;
}

uint32_t cut_forced(Str text, uint32_t limit)
{
    uint32_t least = limit - limit / 4, space = 0, stop = 0;

    for (uint32_t at = limit; at > least; at--) {
        char c = text.ptr[at - 1];
        if (c == '\n')
            return at;
        if (c != ' ' && c != '\t')
            continue;
        if (!space)
            space = at;
        if (!stop && at > 1 && strchr(".!?", text.ptr[at - 2]) &&
            text.ptr[at - 2])
            stop = at;
    }
    limit = stop ? stop : space ? space : limit;
    while (limit > 1 && !utf8_is_boundary(text, limit))
        limit--;
    if (limit > 1 && limit < text.len && text.ptr[limit] == '\n' &&
        text.ptr[limit - 1] == '\r')
        limit--;
    return limit;
}

void cut_single(SectionCut *out, struct arena *arena, uint32_t len,
                uint32_t kind, uint32_t level, MarkupState after)
{
    BlockCut *block = ARENA_NEW(arena, BlockCut);

    *block = (BlockCut){.len = len, .kind = kind, .level = level};
    *out = (SectionCut){
        .len = len, .after = after, .block_count = 1, .blocks = block};
}

int blocks_cut(Syntax syntax, MarkupState state, Str text, int is_rest,
               struct arena *arena, SectionCut *out_section)
{
    if (text.len == 0) {
        *out_section = (SectionCut){.after = state};
        return is_rest ? 0 : -EAGAIN;
    }
    if (text.len >= 2 * BLOCKS_SECTION_MAX)
        is_rest = 1; /* no section looks further */
    switch (syntax) {
    case SYNTAX_MARKDOWN:
        return cut_markdown(state, text, is_rest, arena, out_section);
    case SYNTAX_HTML:
        return cut_html(state, text, is_rest, arena, out_section);
    case SYNTAX_PLAIN:
        break;
    }
    return cut_plain(state, text, is_rest, arena, out_section);
}

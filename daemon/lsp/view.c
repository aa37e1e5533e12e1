#include "lsp/view.h"

#include "text/utf8.h"

#include <stdarg.h>
#include <stdlib.h>

void recall_release(struct recall *self)
{
    free(self->tokens);
    *self = (struct recall){0};
}

static LspPosition position_of(const struct view *self, uint32_t shown_offset)
{
    Pos pos = version_pos(self->shown, shown_offset, self->encoding);

    return (LspPosition){pos.line, pos.col};
}

LspPosition view_position(const struct view *self, uint32_t offset)
{
    const struct version *from = analysis_version(self->analysis);

    if (from != self->shown)
        offset = version_follow(from, self->shown, self->kept, offset);
    return position_of(self, offset);
}

LspRange view_range(const struct view *self, Span span)
{
    return (LspRange){view_position(self, span.start),
                      view_position(self, span.end)};
}

uint32_t view_offset(const struct view *self, LspPosition position)
{
    const struct version *from = analysis_version(self->analysis);
    Pos pos = {position.line, position.character};
    uint32_t offset = version_offset(self->shown, pos, self->encoding);

    return from == self->shown
               ? offset
               : version_follow(self->shown, from, self->kept, offset);
}

Span view_span(const struct view *self, LspRange range)
{
    return (Span){view_offset(self, range.start), view_offset(self, range.end)};
}

uint32_t view_findings(const struct view *self, const Finding **out_findings)
{
    return judge_findings(self->analysis, self->settings->judge, self->arena,
                          out_findings);
}

Str view_words(const struct view *self, Span span, uint32_t limit)
{
    const struct version *version = analysis_version(self->analysis);
    /* Twice the limit leaves room for what is folded; the rest is not copied,
     * so a quotation of a megabyte costs no more than one of a line. */
    Span head = span;
    bool is_cut = span.end - span.start > limit * 2;
    if (is_cut)
        head.end = head.start + limit * 2;
    Str text = version_copy(version, head, self->arena);
    if (is_cut) /* perhaps inside a character */
        text.len = utf8_first_bad(text);
    char *out = arena_alloc(self->arena, (size_t)text.len + 4);
    uint32_t len = 0;

    for (uint32_t i = 0; i < text.len; i++) {
        bool is_space = (unsigned char)text.ptr[i] <= ' ';
        if (!is_space)
            out[len++] = text.ptr[i];
        else if (len && out[len - 1] != ' ')
            out[len++] = ' ';
    }
    if (len > limit || is_cut) {
        len = len > limit ? limit : len;
        len = utf8_floor((Str){out, text.len}, len);
        memcpy(out + len, "…", 3);
        len += 3;
    }
    return (Str){out, len};
}

uint32_t view_first_note(const Note *notes, uint32_t count, uint32_t offset)
{
    uint32_t low = 0, high = count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (notes[middle].span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Str view_text(const struct view *self, Span span)
{
    return version_copy(analysis_version(self->analysis), span, self->arena);
}

bool view_is_current(const struct view *self)
{
    return analysis_version(self->analysis) == self->shown;
}

Str view_print(const struct view *self, const char *format, ...)
{
    va_list args, again;

    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = arena_alloc(self->arena, (size_t)(len < 0 ? 0 : len) + 1);
    vsnprintf(text, (size_t)(len < 0 ? 0 : len) + 1, format, args);
    va_end(args);
    return (Str){text, (uint32_t)(len < 0 ? 0 : len)};
}

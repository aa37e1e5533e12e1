#include "report/page.h"

#define ELLIPSIS STR("\xE2\x80\xA6")
#define RULE STR("\xE2\x94\x80")

void page_cell(const Look *look, struct out *out, Style style, Str text,
               uint32_t columns)
{
    uint32_t taken = look_columns(text);

    if (taken <= columns) {
        look_text(look, out, style, text);
        out_repeat(out, ' ', columns - taken);
        return;
    }
    struct out cut = {.arena = out->arena};
    out_str(&cut, str_cut(text, 0, look_fit(text, columns - 1)));
    out_str(&cut, ELLIPSIS);
    Str shown = {cut.ptr, (uint32_t)cut.len};
    look_text(look, out, style, shown);
    out_repeat(out, ' ', columns - look_columns(shown));
}

uint32_t page_fold(Str text, uint32_t start, uint32_t columns)
{
    uint32_t most = start + look_fit(str_cut(text, start, text.len), columns);

    if (most == text.len || text.ptr[most] == ' ')
        return most;
    uint32_t end = most;
    while (end > start && text.ptr[end - 1] != ' ')
        end--;
    while (end > start && text.ptr[end - 1] == ' ')
        end--;
    if (end > start)
        return end;
    if (most > start)
        return most;
    for (most++; most < text.len; most++) /* one character at the least */
        if (((unsigned char)text.ptr[most] & 0xC0) != 0x80)
            break;
    return most;
}

uint32_t page_skip(Str text, uint32_t at)
{
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    return at;
}

void page_text(const Look *look, struct out *out, Style style, Str text,
               uint32_t indent)
{
    uint32_t columns = look->width > indent + 20 ? look->width - indent : 20;

    if (!look->is_terminal) {
        look_text(look, out, style, text);
        out_char(out, '\n');
        return;
    }
    for (uint32_t at = 0; at < text.len || at == 0;) {
        uint32_t end = page_fold(text, at, columns);
        if (at)
            out_repeat(out, ' ', indent);
        look_text(look, out, style, str_cut(text, at, end));
        out_char(out, '\n');
        at = page_skip(text, end);
        if (!text.len)
            break;
    }
}

void page_title(const Look *look, struct out *out, Str title)
{
    out_char(out, '\n');
    out_repeat(out, ' ', PAGE_INDENT);
    look_text(look, out, STYLE_BOLD, title);
    out_char(out, '\n');
    out_repeat(out, ' ', PAGE_INDENT);
    look_style(look, out, STYLE_DIM);
    for (uint32_t i = 0; i + 2 * PAGE_INDENT < look->width; i++)
        out_str(out, RULE);
    look_style(look, out, STYLE_PLAIN);
    out_char(out, '\n');
}

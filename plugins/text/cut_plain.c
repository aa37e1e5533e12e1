/*
 * Plain text: a section is one paragraph and the blank lines behind it.
 *
 * Some texts wrap their lines, some have one paragraph a line. So a line break
 * ends the paragraph where the line is long (nobody wraps there), where the
 * next line is indented, or where it begins as a list item or a speaker's turn
 * does; elsewhere it is a space.
 *
 * A line that speaks to Stet, "[stet-disable-next-line date/weekday]", is no
 * prose.
 *
 * The state is 0 at the start of a file and 1 everywhere else: a first line
 * that stands alone is the headline.
 */
#include "text/cut.h"

#include "text/utf8.h"

#include <errno.h>

#define LONG_LINE 120u    /* bytes: wider than anybody wraps */
#define HEADLINE_MAX 140u /* bytes */
#define LOOKAHEAD 64u     /* bytes of the next line that may matter */

static const MarkupState inside = {1};

/* "Q. " "A. " "SMITH: " "THE COURT: " */
static bool begins_turn(Str line)
{
    uint32_t at = 0;

    if (line.len > 2 && (line.ptr[0] == 'Q' || line.ptr[0] == 'A') &&
        (line.ptr[1] == '.' || line.ptr[1] == ':') && line.ptr[2] == ' ')
        return true;
    while (at < line.len && at < 40 &&
           ((line.ptr[at] >= 'A' && line.ptr[at] <= 'Z') ||
            line.ptr[at] == ' ' || line.ptr[at] == '.' || line.ptr[at] == '-' ||
            line.ptr[at] == '\''))
        at++;
    return at >= 2 && at < line.len && line.ptr[at] == ':';
}

static bool begins_item(Str line)
{
    uint32_t at = 0;

    if (line.len > 1 && strchr("-*+", line.ptr[0]) && line.ptr[1] == ' ')
        return true;
    if (str_starts(line, STR("•")))
        return true;
    while (at < line.len && at < 3 && line.ptr[at] >= '0' &&
           line.ptr[at] <= '9')
        at++;
    return at > 0 && at + 1 < line.len &&
           (line.ptr[at] == '.' || line.ptr[at] == ')') &&
           line.ptr[at + 1] == ' ';
}

/* "[stet-disable date/weekday]" */
static bool is_directive(Str line)
{
    return str_starts(line, STR("[stet-disable")) ||
           str_starts(line, STR("[stet-enable"));
}

/* The line behind [start, next) begins a paragraph of its own. */
static bool breaks_before(Str text, uint32_t start, uint32_t next)
{
    uint32_t words;
    uint32_t indent = cut_indent(text, next, &words);
    Str line = str_cut(text, words, words + LOOKAHEAD);

    return next - start > LONG_LINE || indent >= 2 || begins_item(line) ||
           begins_turn(line) || is_directive(line) ||
           is_directive(str_cut(text, start, start + LOOKAHEAD));
}

static bool ends_in_stop(Str line)
{
    while (line.len && (unsigned char)line.ptr[line.len - 1] <= ' ')
        line.len--;
    if (!line.len)
        return true;
    return strchr(".!?:;,\"')", line.ptr[line.len - 1]) ||
           str_ends(line, STR("”")) || str_ends(line, STR("’")) ||
           str_ends(line, STR("…"));
}

static uint32_t kind_of(MarkupState state, Str text, uint32_t start,
                        uint32_t first_line, uint32_t end, uint32_t *out_level)
{
    Str line = str_cut(text, start, first_line);

    *out_level = 0;
    if (is_directive(line))
        return STET_BLOCK_CODE;
    if (begins_item(line))
        return STET_BLOCK_LIST_ITEM;
    if (first_line != end || line.len > HEADLINE_MAX || ends_in_stop(line))
        return STET_BLOCK_PARAGRAPH;
    *out_level = state.bits ? 2 : 1;
    return STET_BLOCK_HEADING;
}

/* Behind the blank lines from `at` on. */
static uint32_t skip_blank(Str text, uint32_t at)
{
    while (at < text.len && cut_is_blank(text, at))
        at = cut_line_end(text, at);
    return at;
}

int cut_plain(MarkupState state, Str text, int is_rest, struct arena *arena,
              SectionCut *out_section)
{
    Str within = str_cut(text, 0, BLOCKS_SECTION_MAX);
    uint32_t start = skip_blank(within, 0), words;
    uint32_t first_line = cut_line_end(within, start), end = first_line;

    cut_indent(within, start, &words);
    for (uint32_t line = start; end < within.len;) {
        if (cut_is_blank(within, end) || breaks_before(within, line, end))
            break;
        line = end;
        end = cut_line_end(within, end);
    }
    uint32_t prose_end = end;
    end = skip_blank(within, end);

    if (end + LOOKAHEAD > text.len && !is_rest)
        return -EAGAIN;
    if (end == within.len && within.len < text.len)
        end = cut_forced(text, BLOCKS_SECTION_MAX);
    uint32_t level;
    uint32_t kind =
        kind_of(state, within, words, first_line, prose_end, &level);
    cut_single(out_section, arena, end, kind, level, inside);
    return 0;
}

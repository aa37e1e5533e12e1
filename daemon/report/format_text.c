/*
 * For a person: where, how bad, what; the line with the words marked under it;
 * what disagrees with them; what would mend it.
 *
 *     story.txt:3:21: warning: Feb. 30 does not exist [date/impossible]
 *         The council meets on Feb. 30 to vote.
 *                              ~~~~~~~
 *         fix: Change to “Feb. 28”
 *
 * Only the first line is promised to programs; editors read it as a compiler's.
 */
#include "report/format.h"
#include "report/severity.h"

#define INDENT 4u
#define CONTEXT 30u /* columns kept before the words in a long line */

static Style severity_style(uint32_t number)
{
    return number == STET_ERROR     ? STYLE_BOLD_RED
           : number == STET_WARNING ? STYLE_BOLD_YELLOW
                                    : STYLE_BOLD_CYAN;
}

static void put_place(const FormatRun *run, const struct article *article,
                      uint32_t offset, struct out *out)
{
    Pos pos = format_pos(article, offset);

    look_style(&run->look, out, STYLE_BOLD);
    out_clean(out, article->name);
    out_format(out, ":%u:%u:", (unsigned)pos.line, (unsigned)pos.col);
    look_style(&run->look, out, STYLE_PLAIN);
    out_char(out, ' ');
}

static bool ends_line(char byte)
{
    return byte == '\n' || byte == '\r';
}

/* The line that `span` begins in; the span is cut to it. */
static Span line_around(Str text, Span *span)
{
    Span line = *span;

    while (line.start > 0 && !ends_line(text.ptr[line.start - 1]))
        line.start--;
    line.end = line.start;
    while (line.end < text.len && !ends_line(text.ptr[line.end]))
        line.end++;
    if (span->end > line.end)
        span->end = line.end;
    return line;
}

/* Cuts a long line down to a window around the words, at characters. */
static Span window(Str text, Span line, Span words, uint32_t columns)
{
    if (look_columns(str_cut(text, line.start, line.end)) <= columns)
        return line;
    while (look_columns(str_cut(text, line.start, words.start)) > CONTEXT) {
        uint32_t step = words.start - line.start > 4 * CONTEXT
                            ? words.start - line.start - 4 * CONTEXT
                            : 1;
        line.start += step;
        while (((unsigned char)text.ptr[line.start] & 0xC0) == 0x80)
            line.start++;
    }
    while (line.start > 0 && line.start < words.start &&
           text.ptr[line.start - 1] != ' ')
        line.start++; /* begin with a whole word */
    uint32_t len = look_fit(str_cut(text, line.start, line.end), columns);
    line.end = line.start + len;
    return line;
}

static void put_excerpt(const FormatRun *run, const struct article *article,
                        Span words, Style style, struct out *out)
{
    Str text = article->text;
    Span line = line_around(text, &words);
    uint32_t width = run->look.width;

    line = window(text, line, words, width > 2 * INDENT ? width - INDENT : 60);
    if (words.end > line.end)
        words.end = line.end;
    out_repeat(out, ' ', INDENT);
    out_clean(out, str_cut(text, line.start, words.start));
    look_text(&run->look, out, style, str_cut(text, words.start, words.end));
    out_clean(out, str_cut(text, words.end, line.end));
    out_char(out, '\n');

    uint32_t columns = look_columns(str_cut(text, words.start, words.end));
    out_repeat(out, ' ',
               INDENT + look_columns(str_cut(text, line.start, words.start)));
    look_style(&run->look, out, style);
    out_repeat(out, '~', columns ? columns : 1);
    look_style(&run->look, out, STYLE_PLAIN);
    out_char(out, '\n');
}

static void put_related(const FormatRun *run, const struct article *article,
                        const Finding *finding, struct out *out)
{
    for (uint32_t i = 0; i < finding->related_count; i++) {
        const Related *related = &finding->related[i];
        out_repeat(out, ' ', INDENT);
        put_place(run, article, related->span.start, out);
        look_text(&run->look, out, STYLE_DIM, STR("note: "));
        out_clean(out, related->message);
        out_char(out, '\n');
    }
}

static void put_fixes(const FormatRun *run, const Finding *finding,
                      struct out *out)
{
    for (uint32_t i = 0; i < finding->fix_count; i++) {
        out_repeat(out, ' ', INDENT);
        look_text(&run->look, out, STYLE_GREEN, STR("fix: "));
        out_clean(out, finding->fixes[i].title);
        if (finding->fixes[i].is_safe)
            look_text(&run->look, out, STYLE_DIM, STR(" (--fix does it)"));
        out_char(out, '\n');
    }
}

static void story_text(const FormatRun *run, const struct article *article,
                       uint32_t count, const Finding *findings, struct out *out)
{
    for (uint32_t i = 0; i < count; i++) {
        const Finding *finding = &findings[i];
        Style style = severity_style(finding->severity);
        put_place(run, article, finding->span.start, out);
        look_text(&run->look, out, style, severity(finding->severity)->name);
        out_str(out, STR(": "));
        out_clean(out, finding->message);
        out_str(out, STR(" ["));
        look_text(&run->look, out, STYLE_DIM,
                  registry_name(run->registry, finding->rule));
        out_str(out, STR("]\n"));
        put_excerpt(run, article, finding->span, style, out);
        put_related(run, article, finding, out);
        put_fixes(run, finding, out);
    }
}

static void put_count(struct out *out, uint32_t count, const char *noun)
{
    out_format(out, "%u %s%s", (unsigned)count, noun, count == 1 ? "" : "s");
}

/* A closing line, for a person alone: programs count for themselves. */
static void end_text(const FormatRun *run, const FormatTally *tally,
                     struct out *out)
{
    if (!run->look.is_terminal)
        return;
    if (tally->findings)
        out_char(out, '\n');
    put_count(out, tally->findings, "finding");
    out_str(out, STR(" in "));
    if (tally->stories == 1)
        out_str(out, STR("1 story"));
    else
        out_format(out, "%u stories", (unsigned)tally->stories);
    if (tally->fixable)
        out_format(out, "; --fix mends %u", (unsigned)tally->fixable);
    if (tally->trouble_count) {
        out_str(out, STR("; "));
        put_count(out, tally->trouble_count, "file");
        out_str(out, STR(" could not be read"));
    }
    out_char(out, '\n');
}

const Format format_text = {
    .name = STR_INIT("text"),
    .story = story_text,
    .end = end_text,
};

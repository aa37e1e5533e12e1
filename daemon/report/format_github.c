/*
 * GitHub's workflow commands: a finding becomes a note on its line of a pull
 * request. Properties end at , and : so these are escaped there, and % and
 * line breaks everywhere.
 */
#include "report/format.h"
#include "report/severity.h"

static void put_escaped(struct out *out, Str text, bool is_property)
{
    for (uint32_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        bool is_special = byte == '%' || byte == '\r' || byte == '\n' ||
                          (is_property && (byte == ':' || byte == ','));
        if (is_special)
            out_format(out, "%%%02X", (unsigned)byte);
        else
            out_char(out, (char)byte);
    }
}

static void story_github(const FormatRun *run, const struct article *article,
                         uint32_t count, const Finding *findings,
                         struct out *out)
{
    for (uint32_t i = 0; i < count; i++) {
        Pos start = format_pos(article, findings[i].span.start);
        Pos end = format_pos(article, findings[i].span.end);
        out_format(out,
                   "::%s file=", severity(findings[i].severity)->github.ptr);
        put_escaped(out, article->name, true);
        out_format(out, ",line=%u,endLine=%u", (unsigned)start.line,
                   (unsigned)end.line);
        /* Columns of a note over several lines are refused there. */
        if (start.line == end.line)
            out_format(out, ",col=%u,endColumn=%u", (unsigned)start.col,
                       (unsigned)end.col);
        out_str(out, STR(",title="));
        put_escaped(out, registry_name(run->registry, findings[i].rule), true);
        out_str(out, STR("::"));
        put_escaped(out, findings[i].message, false);
        out_char(out, '\n');
    }
}

static void end_github(const FormatRun *run, const FormatTally *tally,
                       struct out *out)
{
    for (uint32_t i = 0; i < tally->trouble_count; i++) {
        out_str(out, STR("::error file="));
        put_escaped(out, tally->troubles[i].path, true);
        out_str(out, STR("::"));
        put_escaped(out, tally->troubles[i].words, false);
        out_char(out, '\n');
    }
}

const Format format_github = {
    .name = STR_INIT("github"),
    .story = story_github,
    .end = end_github,
};

/*
 * JSON and JSON Lines: everything that is known of a finding.
 *
 * "offset" counts code points from the start of the file, as `stet tag` does.
 */
#include "report/format.h"
#include "report/jot.h"
#include "report/severity.h"
#include "report/units.h"

struct place_writer {
    const struct article *article;
    struct units units;
    struct jot *jot;
};

static void put_place(const struct place_writer *self, const char *key,
                      uint32_t offset)
{
    Pos pos = format_pos(self->article, offset);

    jot_key(self->jot, key);
    jot_open(self->jot, '{');
    jot_key(self->jot, "line");
    jot_uint(self->jot, pos.line);
    jot_key(self->jot, "column");
    jot_uint(self->jot, pos.col);
    jot_key(self->jot, "offset");
    jot_uint(self->jot, units_at(&self->units, offset));
    jot_close(self->jot, '}');
}

static void put_span(const struct place_writer *self, Span span)
{
    put_place(self, "start", span.start);
    put_place(self, "end", span.end);
}

static void put_str(struct jot *jot, const char *key, Str text)
{
    jot_key(jot, key);
    jot_str(jot, text);
}

static void put_related(const struct place_writer *self, const Finding *finding)
{
    jot_key(self->jot, "related");
    jot_open(self->jot, '[');
    for (uint32_t i = 0; i < finding->related_count; i++) {
        jot_open(self->jot, '{');
        put_span(self, finding->related[i].span);
        put_str(self->jot, "message", finding->related[i].message);
        jot_close(self->jot, '}');
    }
    jot_close(self->jot, ']');
}

static void put_edits(const struct place_writer *self, const Fix *fix)
{
    jot_key(self->jot, "edits");
    jot_open(self->jot, '[');
    for (uint32_t i = 0; i < fix->edit_count; i++) {
        jot_open(self->jot, '{');
        put_span(self, fix->edits[i].span);
        put_str(self->jot, "text", fix->edits[i].text);
        jot_close(self->jot, '}');
    }
    jot_close(self->jot, ']');
}

static void put_fixes(const struct place_writer *self, const Finding *finding)
{
    jot_key(self->jot, "fixes");
    jot_open(self->jot, '[');
    for (uint32_t i = 0; i < finding->fix_count; i++) {
        jot_open(self->jot, '{');
        put_str(self->jot, "title", finding->fixes[i].title);
        jot_key(self->jot, "safe");
        jot_bool(self->jot, finding->fixes[i].is_safe);
        put_edits(self, &finding->fixes[i]);
        jot_close(self->jot, '}');
    }
    jot_close(self->jot, ']');
}

/* The members of a finding, without the brackets around them. */
static void put_finding(const struct place_writer *self, const FormatRun *run,
                        const Finding *finding)
{
    struct jot *jot = self->jot;

    put_str(jot, "rule", registry_name(run->registry, finding->rule));
    put_str(jot, "severity", severity(finding->severity)->name);
    put_str(jot, "message", finding->message);
    jot_key(jot, "confidence");
    jot_per_mille(jot, finding->confidence);
    put_span(self, finding->span);
    put_str(
        jot, "text",
        str_cut(self->article->text, finding->span.start, finding->span.end));
    put_related(self, finding);
    put_fixes(self, finding);
}

static struct place_writer writer(const struct article *article,
                                  struct jot *jot)
{
    return (struct place_writer){
        article, units_new(article->text, ENCODING_UTF32, article->arena), jot};
}

/* ---- json -------------------------------------------------------------- */

static void begin_json(const FormatRun *run, struct out *out)
{
    out_str(out, STR("{\"version\":1,\"files\":["));
}

static void story_json(const FormatRun *run, const struct article *article,
                       uint32_t count, const Finding *findings, struct out *out)
{
    struct jot jot = {.out = out};
    struct place_writer self = writer(article, &jot);

    out_char(out, '\n');
    jot_open(&jot, '{');
    put_str(&jot, "path", article->name);
    jot_key(&jot, "findings");
    jot_open(&jot, '[');
    for (uint32_t i = 0; i < count; i++) {
        jot_open(&jot, '{');
        put_finding(&self, run, &findings[i]);
        jot_close(&jot, '}');
    }
    jot_close(&jot, ']');
    jot_close(&jot, '}');
}

static void end_json(const FormatRun *run, const FormatTally *tally,
                     struct out *out)
{
    struct jot jot = {.out = out};

    out_str(out, STR("\n],\"errors\":"));
    jot_open(&jot, '[');
    for (uint32_t i = 0; i < tally->trouble_count; i++) {
        jot_open(&jot, '{');
        put_str(&jot, "path", tally->troubles[i].path);
        put_str(&jot, "message", tally->troubles[i].words);
        jot_close(&jot, '}');
    }
    jot_close(&jot, ']');
    out_format(out,
               ",\"counts\":{\"files\":%u,\"findings\":%u,\"fixable\":%u}}\n",
               (unsigned)tally->stories, (unsigned)tally->findings,
               (unsigned)tally->fixable);
}

const Format format_json = {
    .name = STR_INIT("json"),
    .between = STR_INIT(","),
    .begin = begin_json,
    .story = story_json,
    .end = end_json,
};

/* ---- jsonl ------------------------------------------------------------- */

static void story_jsonl(const FormatRun *run, const struct article *article,
                        uint32_t count, const Finding *findings,
                        struct out *out)
{
    for (uint32_t i = 0; i < count; i++) {
        struct jot jot = {.out = out};
        struct place_writer self = writer(article, &jot);
        jot_open(&jot, '{');
        put_str(&jot, "path", article->name);
        put_finding(&self, run, &findings[i]);
        jot_close(&jot, '}');
        out_char(out, '\n');
    }
}

static void end_jsonl(const FormatRun *run, const FormatTally *tally,
                      struct out *out)
{
    for (uint32_t i = 0; i < tally->trouble_count; i++) {
        struct jot jot = {.out = out};
        jot_open(&jot, '{');
        put_str(&jot, "path", tally->troubles[i].path);
        put_str(&jot, "error", tally->troubles[i].words);
        jot_close(&jot, '}');
        out_char(out, '\n');
    }
}

const Format format_jsonl = {
    .name = STR_INIT("jsonl"),
    .story = story_jsonl,
    .end = end_jsonl,
};

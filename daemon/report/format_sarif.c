/*
 * SARIF 2.1.0 (OASIS), as code-scanning services read it: one run, every rule
 * that the loaded plugins declare, findings as results, fixes as artifact
 * changes, files that could not be read as notifications of the invocation.
 */
#include "report/format.h"
#include "report/jot.h"
#include "report/severity.h"

static void put_str(struct jot *jot, const char *key, Str text)
{
    jot_key(jot, key);
    jot_str(jot, text);
}

static void put_uint(struct jot *jot, const char *key, uint32_t number)
{
    jot_key(jot, key);
    jot_uint(jot, number);
}

static void put_message(struct jot *jot, const char *key, Str text)
{
    jot_key(jot, key);
    jot_open(jot, '{');
    put_str(jot, "text", text);
    jot_close(jot, '}');
}

/* A path as a URI reference: what is no plain character is escaped. */
static void put_location(struct jot *jot, Str path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    struct out uri = {.arena = jot->out->arena};

    if (str_starts(path, STR("/")))
        out_str(&uri, STR("file://"));
    for (uint32_t at = 0; at < path.len; at++) {
        char byte = path.ptr[at];
        if (byte && strchr(plain, byte))
            out_char(&uri, byte);
        else
            out_format(&uri, "%%%02X", (unsigned)(unsigned char)byte);
    }
    jot_key(jot, "artifactLocation");
    jot_open(jot, '{');
    put_str(jot, "uri", (Str){uri.ptr, (uint32_t)uri.len});
    jot_close(jot, '}');
}

static void put_region(struct jot *jot, const char *key,
                       const struct article *article, Span span)
{
    Pos start = format_pos(article, span.start);
    Pos end = format_pos(article, span.end);

    jot_key(jot, key);
    jot_open(jot, '{');
    put_uint(jot, "startLine", start.line);
    put_uint(jot, "startColumn", start.col);
    put_uint(jot, "endLine", end.line);
    put_uint(jot, "endColumn", end.col);
    jot_close(jot, '}');
}

static void put_physical(struct jot *jot, const struct article *article,
                         Span span)
{
    jot_key(jot, "physicalLocation");
    jot_open(jot, '{');
    put_location(jot, article->name);
    put_region(jot, "region", article, span);
    jot_close(jot, '}');
}

static void put_related(struct jot *jot, const struct article *article,
                        const Finding *finding)
{
    if (!finding->related_count)
        return;
    jot_key(jot, "relatedLocations");
    jot_open(jot, '[');
    for (uint32_t i = 0; i < finding->related_count; i++) {
        jot_open(jot, '{');
        put_uint(jot, "id", i + 1);
        put_physical(jot, article, finding->related[i].span);
        put_message(jot, "message", finding->related[i].message);
        jot_close(jot, '}');
    }
    jot_close(jot, ']');
}

static void put_replacements(struct jot *jot, const struct article *article,
                             const Fix *fix)
{
    jot_key(jot, "replacements");
    jot_open(jot, '[');
    for (uint32_t i = 0; i < fix->edit_count; i++) {
        jot_open(jot, '{');
        put_region(jot, "deletedRegion", article, fix->edits[i].span);
        put_message(jot, "insertedContent", fix->edits[i].text);
        jot_close(jot, '}');
    }
    jot_close(jot, ']');
}

static void put_fixes(struct jot *jot, const struct article *article,
                      const Finding *finding)
{
    if (!finding->fix_count)
        return;
    jot_key(jot, "fixes");
    jot_open(jot, '[');
    for (uint32_t i = 0; i < finding->fix_count; i++) {
        jot_open(jot, '{');
        put_message(jot, "description", finding->fixes[i].title);
        jot_key(jot, "artifactChanges");
        jot_open(jot, '[');
        jot_open(jot, '{');
        put_location(jot, article->name);
        put_replacements(jot, article, &finding->fixes[i]);
        jot_close(jot, '}');
        jot_close(jot, ']');
        jot_close(jot, '}');
    }
    jot_close(jot, ']');
}

static void put_rules(struct jot *jot, const struct registry *registry)
{
    jot_key(jot, "rules");
    jot_open(jot, '[');
    for (uint32_t number = 1; number <= registry_count(registry); number++) {
        const RuleInfo *rule = registry_rule(registry, number);
        if (!rule)
            continue;
        jot_open(jot, '{');
        put_str(jot, "id", registry_name(registry, number));
        put_message(jot, "shortDescription", rule->title);
        jot_key(jot, "defaultConfiguration");
        jot_open(jot, '{');
        put_str(jot, "level", severity(rule->severity)->sarif);
        jot_close(jot, '}');
        jot_close(jot, '}');
    }
    jot_close(jot, ']');
}

static void begin_sarif(const FormatRun *run, struct out *out)
{
    struct jot jot = {.out = out};

    out_str(out, STR("{\"$schema\":\"https://json.schemastore.org/"
                     "sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{"
                     "\"tool\":{\"driver\":"));
    jot_open(&jot, '{');
    put_str(&jot, "name", STR("Stet"));
    put_str(&jot, "semanticVersion", run->program_version);
    put_rules(&jot, run->registry);
    jot_close(&jot, '}');
    out_str(out, STR("},\"columnKind\":\"unicodeCodePoints\","
                     "\"results\":["));
}

static void put_result(struct jot *jot, const FormatRun *run,
                       const struct article *article, const Finding *finding)
{
    jot_open(jot, '{');
    put_str(jot, "ruleId", registry_name(run->registry, finding->rule));
    put_str(jot, "level", severity(finding->severity)->sarif);
    put_message(jot, "message", finding->message);
    jot_key(jot, "locations");
    jot_open(jot, '[');
    jot_open(jot, '{');
    put_physical(jot, article, finding->span);
    jot_close(jot, '}');
    jot_close(jot, ']');
    put_related(jot, article, finding);
    put_fixes(jot, article, finding);
    jot_close(jot, '}');
}

static void story_sarif(const FormatRun *run, const struct article *article,
                        uint32_t count, const Finding *findings,
                        struct out *out)
{
    struct jot jot = {.out = out};

    for (uint32_t i = 0; i < count; i++)
        put_result(&jot, run, article, &findings[i]);
}

static void end_sarif(const FormatRun *run, const FormatTally *tally,
                      struct out *out)
{
    struct jot jot = {.out = out};

    out_str(out, STR("],\"invocations\":["));
    jot_open(&jot, '{');
    jot_key(&jot, "executionSuccessful");
    jot_bool(&jot, tally->trouble_count == 0);
    jot_key(&jot, "toolExecutionNotifications");
    jot_open(&jot, '[');
    for (uint32_t i = 0; i < tally->trouble_count; i++) {
        jot_open(&jot, '{');
        put_str(&jot, "level", STR("error"));
        put_message(&jot, "message", tally->troubles[i].words);
        jot_key(&jot, "locations");
        jot_open(&jot, '[');
        jot_open(&jot, '{');
        jot_key(&jot, "physicalLocation");
        jot_open(&jot, '{');
        put_location(&jot, tally->troubles[i].path);
        jot_close(&jot, '}');
        jot_close(&jot, '}');
        jot_close(&jot, ']');
        jot_close(&jot, '}');
    }
    jot_close(&jot, ']');
    jot_close(&jot, '}');
    out_str(out, STR("]}]}\n"));
}

const Format format_sarif = {
    .name = STR_INIT("sarif"),
    .between = STR_INIT(","),
    .begin = begin_sarif,
    .story = story_sarif,
    .end = end_sarif,
};

/*
 * Any text as a story, through the block and story passes of every plugin that
 * was built, the reader's network among them; then one edit, and again. The
 * first byte chooses the markup and what is known besides, the next three what
 * the edit takes out and puts in.
 *
 * Held: no pass fails; all that is said lies in the file and on characters; an
 * edited story reads as one that has no past.
 */
#include "engine/analysis.h"
#include "host/host.h"
#include "support/dump.h"
#include "text/utf8.h"

#include <stdlib.h>

#define HEAD 4u
#define WITHOUT_THE_NETWORK 4u /* plugins */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct pipeline *pipeline; /* opened once */
static struct host *host;

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void close_plugins(void)
{
    host_pipeline_free(pipeline);
    host_free(host);
}

static void open_plugins(void)
{
    static const Str path = STR_INIT(PLUGINS);
    HostConfig config = {.path_count = 1, .paths = &path, .only_paths = true};

    host = host_new(&config);
    pipeline = host_pipeline_new(host);
    require(pipeline->count >= WITHOUT_THE_NETWORK);
    require(atexit(close_plugins) == 0);
}

static struct analysis *analyse(struct version *version, uint8_t choice,
                                const struct analysis *previous)
{
    bool is_dated = choice & 4u;
    AnalysisRequest request = {
        .pipeline = pipeline,
        .version = version,
        .facts = {.date = is_dated ? STR("2026-03-04") : STR(""),
                  .date_source = is_dated ? STET_DATE_RECORD : STET_DATE_NONE},
        .previous = previous,
        .explaining = choice & 8u,
    };

    return engine_analyse(&request);
}

static void check_span(Str text, Span span)
{
    require(span.start <= span.end && span.end <= text.len);
    require(utf8_is_boundary(text, span.start));
    require(utf8_is_boundary(text, span.end));
}

static void check_findings(const struct analysis *analysis, Str text,
                           struct arena *arena)
{
    const Finding *findings;
    uint32_t count = analysis_findings(analysis, arena, &findings);

    for (uint32_t i = 0; i < count; i++) {
        check_span(text, findings[i].span);
        for (uint32_t j = 0; j < findings[i].related_count; j++)
            check_span(text, findings[i].related[j].span);
        for (uint32_t j = 0; j < findings[i].fix_count; j++) {
            const Fix *fix = &findings[i].fixes[j];
            for (uint32_t k = 0; k < fix->edit_count; k++)
                check_span(text, fix->edits[k].span);
        }
    }
}

static void check_analysis(const struct analysis *analysis)
{
    struct arena arena = {0};
    const struct version *version = analysis_version(analysis);
    Span all = {0, version_len(version)};
    Str text = version_copy(version, all, &arena);
    const Note *notes;
    uint32_t count = analysis_notes_in(analysis, all, &arena, &notes);
    uint32_t layers = registry_layer_count(analysis_registry(analysis));

    for (uint32_t i = 0; i < layers; i++)
        require(!analysis_trouble(analysis, i).len);
    for (uint32_t i = 0; i < count; i++) {
        require(notes[i].confidence <= STET_CERTAIN);
        check_span(text, notes[i].span);
    }
    check_findings(analysis, text, &arena);
    arena_release(&arena);
}

/* Byte 1 says where, byte 2 how much goes, byte 3 what comes. */
static struct version *edit(const struct version *version, Str text,
                            const uint8_t *data)
{
    static const Str pieces[] = {
        STR_INIT(""),   STR_INIT("\""),       STR_INIT("\n\n"),
        STR_INIT("a"),  STR_INIT("“"),        STR_INIT("”"),
        STR_INIT(" ("), STR_INIT(". "),       STR_INIT("\n\n“"),
        STR_INIT("’"),  STR_INIT(" he said"), STR_INIT("Mia Holt: "),
    };
    uint32_t start = (uint32_t)((uint64_t)text.len * data[1] / 256);
    uint32_t end = start + data[2] / 4;
    struct version *edited = NULL;

    start = utf8_floor(text, start);
    end = utf8_floor(text, end < text.len ? end : text.len);
    Str piece = pieces[data[3] % (sizeof pieces / sizeof *pieces)];
    require(version_edit(version, (Span){start, end}, piece, 0, &edited) == 0);
    return edited;
}

static void check_same(const struct analysis *a, const struct analysis *b)
{
    struct arena arena = {0};

    require(str_eq(dump_analysis(a, &arena), dump_analysis(b, &arena)));
    arena_release(&arena);
}

static void check_edit(const struct analysis *before, Str text,
                       const uint8_t *data)
{
    struct version *edited = edit(analysis_version(before), text, data);
    struct analysis *after = analyse(edited, data[0], before);
    struct analysis *fresh = analyse(edited, data[0], NULL);

    check_analysis(after);
    check_same(after, fresh);
    analysis_unref(fresh);
    analysis_unref(after);
    version_unref(edited);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct version *version = NULL;
    uint32_t bad;
    if (size < HEAD || size > 1 << 15)
        return 0;
    if (!pipeline)
        open_plugins();

    Str text = {(const char *)data + HEAD, (uint32_t)(size - HEAD)};
    text.len = utf8_first_bad(text);
    Syntax syntax = (Syntax)((data[0] >> 4) % 3);
    require(version_new(syntax, text, 0, &version, &bad) == 0);
    struct analysis *analysis = analyse(version, data[0], NULL);
    check_analysis(analysis);
    check_edit(analysis, text, data);
    analysis_unref(analysis);
    version_unref(version);
    return 0;
}

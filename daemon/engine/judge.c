#include "engine/judge.h"

#include "engine/directive.h"

#define SILENCES_MAX 1024u  /* comments that count, of one story */
#define EMPTY_LINES_MAX 16u /* between a comment and the line it is about */

/* A stretch of the file in which some rules are silent. */
struct silence {
    Span span; /* bytes of the file */
    Str rules;
};

struct silences {
    struct arena *arena;
    struct silence *items;
    uint32_t count, room;
};

static void add(struct silences *self, Span span, Str rules)
{
    if (self->count == SILENCES_MAX)
        return;
    if (self->count == self->room) {
        self->room = self->room ? self->room * 2 : 16;
        struct silence *more =
            ARENA_ARRAY(self->arena, struct silence, self->room);
        if (self->count)
            memcpy(more, self->items, self->count * sizeof *more);
        self->items = more;
    }
    self->items[self->count++] = (struct silence){span, rules};
}

/* Ends the open stretches that an enable is about: those of the same rules,
 * or all where it names none. */
static void enable(struct silences *self, uint32_t at, Str rules)
{
    for (uint32_t i = 0; i < self->count; i++) {
        struct silence *silence = &self->items[i];
        if (silence->span.end == UINT32_MAX &&
            (!rules.len || str_eq(silence->rules, rules)))
            silence->span.end = at;
    }
}

static Span line_of(const struct version *version, uint32_t line)
{
    return (Span){version_offset(version, (Pos){line, 0}, ENCODING_UTF8),
                  version_offset(version, (Pos){line + 1, 0}, ENCODING_UTF8)};
}

static bool is_empty_line(const struct version *version, Span line)
{
    struct arena scratch = {0};
    Str text = version_copy(version, line, &scratch);
    bool is_empty = true;

    for (uint32_t i = 0; i < text.len && is_empty; i++)
        is_empty = (unsigned char)text.ptr[i] <= ' ';
    arena_release(&scratch);
    return is_empty;
}

/* The next line with words in it behind byte `at`. */
static Span next_line(const struct version *version, uint32_t at)
{
    uint32_t len = version_len(version);
    uint32_t line = version_pos(version, at, ENCODING_UTF8).line + 1;
    Span span = line_of(version, line);

    for (uint32_t i = 0;
         i < EMPTY_LINES_MAX && span.end < len && is_empty_line(version, span);
         i++)
        span = line_of(version, ++line);
    /* The file's last line holds what ends it. */
    if (span.end >= len)
        span.end = UINT32_MAX - 1;
    return span;
}

static void take(struct silences *self, const struct version *version,
                 const Directive *directive, uint32_t block_at)
{
    uint32_t start = block_at + directive->span.start;
    uint32_t end = block_at + directive->span.end;

    switch (directive->kind) {
    case DIRECTIVE_DISABLE:
        add(self, (Span){start, UINT32_MAX}, directive->rules);
        return;
    case DIRECTIVE_ENABLE:
        enable(self, end, directive->rules);
        return;
    case DIRECTIVE_LINE:
        add(self,
            line_of(version, version_pos(version, start, ENCODING_UTF8).line),
            directive->rules);
        return;
    case DIRECTIVE_NEXT_LINE:
        add(self, next_line(version, end), directive->rules);
        return;
    }
}

static struct silences find_silences(const struct version *version,
                                     struct arena *arena)
{
    struct silences silences = {.arena = arena};

    for (uint32_t i = 0; version->has_directives && i < version->count; i++) {
        const struct block *block = version->blocks[i];
        for (uint32_t k = 0; k < block->directive_count; k++)
            take(&silences, version, &block->directives[k],
                 version->byte_at[i]);
    }
    return silences;
}

static bool is_silent(const struct silences *self, const struct registry *names,
                      const Finding *finding)
{
    Str rule = registry_name(names, finding->rule);

    for (uint32_t i = 0; i < self->count; i++) {
        const struct silence *silence = &self->items[i];
        if (silence->span.start <= finding->span.start &&
            finding->span.start < silence->span.end &&
            directive_names(silence->rules, rule))
            return true;
    }
    return false;
}

/* Those of `all` that are shown. */
static uint32_t sift(const struct analysis *analysis, Judge judge,
                     const Finding *all, uint32_t total, struct arena *arena,
                     const Finding **out_findings)
{
    const struct registry *names = analysis_registry(analysis);
    struct silences silences = find_silences(analysis_version(analysis), arena);
    Finding *shown = ARENA_ARRAY(arena, Finding, total);
    uint32_t count = 0;

    for (uint32_t i = 0; i < total; i++) {
        uint8_t severity =
            all[i].rule < judge.count ? judge.severity[all[i].rule] : 0;
        if (severity == JUDGE_OFF || is_silent(&silences, names, &all[i]))
            continue;
        shown[count] = all[i];
        if (severity)
            shown[count].severity = severity;
        count++;
    }
    *out_findings = shown;
    return count;
}

uint32_t judge_findings(const struct analysis *analysis, Judge judge,
                        struct arena *arena, const Finding **out_findings)
{
    const Finding *all;
    uint32_t total = analysis_findings(analysis, arena, &all);

    return sift(analysis, judge, all, total, arena, out_findings);
}

uint32_t judge_findings_in(const struct analysis *analysis, Judge judge,
                           Span span, struct arena *arena,
                           const Finding **out_findings)
{
    const Finding *all;
    uint32_t total = analysis_findings_in(analysis, span, arena, &all);

    return sift(analysis, judge, all, total, arena, out_findings);
}

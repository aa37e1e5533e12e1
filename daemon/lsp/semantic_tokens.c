/*
 * textDocument/semanticTokens: kinds by the types that their manifests name.
 *
 * The legend is LSP's own list, so every theme has colours for it. Where
 * annotations lie inside each other the innermost is shown, and the outer one
 * around it; tokens never overlap and, for clients that cannot do more, never
 * run over a line's end.
 */
#include "lsp/features.h"

#include "text/utf8.h"

static const Slice types[] = {
    {"namespace", 9}, {"type", 4},     {"class", 5},          {"enum", 4},
    {"interface", 9}, {"struct", 6},   {"typeParameter", 13}, {"parameter", 9},
    {"variable", 8},  {"property", 8}, {"enumMember", 10},    {"event", 5},
    {"function", 8},  {"method", 6},   {"macro", 5},          {"keyword", 7},
    {"modifier", 8},  {"comment", 7},  {"string", 6},         {"number", 6},
    {"regexp", 6},    {"operator", 8}, {"decorator", 9},
};

const LspLegend feature_legend = {
    .type_count = sizeof types / sizeof *types,
    .types = types,
};

static bool type_of(Str token, uint32_t *out_type)
{
    for (uint32_t i = 0; i < feature_legend.type_count; i++)
        if (slice_eq(slice_of(token), types[i])) {
            *out_type = i;
            return true;
        }
    return false;
}

/* A stretch that is still to be written, around what comes next. */
struct pending {
    uint32_t at, end; /* bytes */
    uint32_t type;
};

#define NESTING_MAX 16u

struct writer {
    const struct view *view;
    LspToken *tokens;
    size_t count, room;
    struct pending open[NESTING_MAX]; /* outermost first */
    uint32_t depth;
};

static void add(struct writer *self, LspPosition start, uint32_t length,
                uint32_t type)
{
    if (length == 0)
        return;
    if (self->count == self->room) {
        self->room = self->room ? self->room * 2 : 256;
        LspToken *more = ARENA_ARRAY(self->view->arena, LspToken, self->room);
        if (self->count)
            memcpy(more, self->tokens, self->count * sizeof *more);
        self->tokens = more;
    }
    self->tokens[self->count++] =
        (LspToken){start.line, start.character, length, type, 0};
}

/* Bytes [start, end) as tokens, one for each line. */
static void write_stretch(struct writer *self, uint32_t start, uint32_t end,
                          uint32_t type)
{
    const struct view *view = self->view;
    LspRange range = view_range(view, (Span){start, end});

    if (start >= end)
        return;
    for (uint32_t line = range.start.line; line <= range.end.line; line++) {
        LspPosition from = {line, 0};
        if (line == range.start.line)
            from.character = range.start.character;
        uint32_t last = range.end.character;
        if (line < range.end.line) {
            Pos past = {line, UINT32_MAX};
            last =
                version_pos(view->shown,
                            version_offset(view->shown, past, view->encoding),
                            view->encoding)
                    .col;
        }
        if (last > from.character)
            add(self, from, last - from.character, type);
    }
}

/* Writes what is open up to `at`, innermost first, and drops what ends. */
static void write_up_to(struct writer *self, uint32_t at)
{
    while (self->depth) {
        struct pending *top = &self->open[self->depth - 1];
        uint32_t end = top->end < at ? top->end : at;
        if (top->at < end)
            write_stretch(self, top->at, end, top->type);
        top->at = top->at > end ? top->at : end;
        if (top->end > at)
            return;
        uint32_t behind = top->end;
        self->depth--;
        if (self->depth && self->open[self->depth - 1].at < behind)
            self->open[self->depth - 1].at = behind;
    }
}

static void take(struct writer *self, const Note *note)
{
    const KindInfo *kind = registry_kind(self->view->registry, note->kind);
    struct pending stretch = {note->span.start, note->span.end, 0};

    if (!kind || !type_of(kind->token, &stretch.type))
        return;
    write_up_to(self, note->span.start);
    if (self->depth == NESTING_MAX)
        return;
    /* One that crosses another's end begins behind it. */
    if (self->depth) {
        struct pending *top = &self->open[self->depth - 1];
        if (stretch.end > top->end)
            stretch.end = top->end;
    }
    if (stretch.at < stretch.end)
        self->open[self->depth++] = stretch;
}

static json_t *write_tokens(const struct view *view, uint32_t first,
                            uint32_t end)
{
    struct writer writer = {.view = view};

    for (uint32_t i = first; i < end; i++) {
        const Note *notes;
        uint32_t count = analysis_notes(view->analysis, i, view->arena, &notes);
        for (uint32_t k = 0; k < count; k++)
            take(&writer, &notes[k]);
        write_up_to(&writer, analysis_version(view->analysis)->byte_at[i + 1]);
        writer.depth = 0;
    }
    uint32_t *data = ARENA_ARRAY(view->arena, uint32_t, writer.count * 5);
    size_t count = lsp_encode_tokens(writer.tokens, writer.count, data);
    return lsp_write_tokens((Slice){0}, data, count);
}

json_t *feature_tokens_full(const struct view *view, const json_t *params,
                            struct fault *out_fault)
{
    Slice uri;

    if (lsp_read_document(params, &uri, out_fault) < 0)
        return NULL;
    return write_tokens(view, 0, analysis_version(view->analysis)->count);
}

/*
 * textDocument/semanticTokens: kinds by the types that their manifests name.
 *
 * The legend is LSP's own list, so every theme has colours for it. Where
 * annotations lie inside each other the innermost is shown, and the outer one
 * around it; tokens never overlap and, for clients that cannot do more, never
 * run over a line's end.
 *
 * What was last sent of a document is kept, so that the next answer can be the
 * one edit that leads from it to the new one.
 */
#include "lsp/features.h"
#include "protocol/memory.h"

#include <stdlib.h>

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
    uint32_t count, room;
    struct pending open[NESTING_MAX]; /* outermost first */
    uint32_t depth;
};

static void add(struct writer *self, LspPosition start, uint32_t length,
                uint32_t type)
{
    if (length == 0)
        return;
    self->tokens = arena_grow(self->view->arena, self->tokens, self->count,
                              &self->room, sizeof *self->tokens);
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

/* The tokens of blocks [first, end), in order. */
static struct writer tokens_of(const struct view *view, uint32_t first,
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
    return writer;
}

/* The whole document, encoded; lies in the view's arena. */
static uint32_t *encode_all(const struct view *view, size_t *out_count)
{
    struct writer writer =
        tokens_of(view, 0, analysis_version(view->analysis)->count);
    uint32_t *data = ARENA_ARRAY(view->arena, uint32_t, writer.count * 5);

    *out_count = lsp_encode_tokens(writer.tokens, writer.count, data);
    return data;
}

static Slice result_id(const struct view *view)
{
    return slice_of(view_print(view, "%u", view->recall->tokens_id));
}

/* Keeps what is sent, for the next difference. */
static void keep(const struct view *view, const uint32_t *data, size_t count)
{
    struct recall *recall = view->recall;

    free(recall->tokens);
    recall->tokens = memory_get(count * sizeof *data + 1);
    if (count)
        memcpy(recall->tokens, data, count * sizeof *data);
    recall->token_count = count;
    recall->tokens_id++;
}

static json_t *write_all(const struct view *view, const uint32_t *data,
                         size_t count)
{
    if (!view->recall)
        return lsp_write_tokens((Slice){0}, data, count);
    keep(view, data, count);
    return lsp_write_tokens(result_id(view), data, count);
}

json_t *feature_tokens_full(const struct view *view, const json_t *params,
                            struct fault *out_fault)
{
    Slice uri;
    size_t count;
    if (lsp_read_document(params, &uri, out_fault) < 0)
        return NULL;

    const uint32_t *data = encode_all(view, &count);
    return write_all(view, data, count);
}

json_t *feature_tokens_delta(const struct view *view, const json_t *params,
                             struct fault *out_fault)
{
    LspTokensDelta asked;
    LspTokenEdit edit;
    size_t count;
    if (lsp_read_tokens_delta(params, &asked, out_fault) < 0)
        return NULL;

    const uint32_t *data = encode_all(view, &count);
    struct recall *recall = view->recall;
    if (!recall || !recall->tokens_id ||
        !slice_eq(asked.previous_result_id, result_id(view)))
        return write_all(view, data, count);
    bool is_new = lsp_diff_tokens(recall->tokens, recall->token_count, data,
                                  count, &edit);
    if (is_new)
        keep(view, data, count);
    return lsp_write_tokens_delta(result_id(view), &edit, is_new);
}

static bool is_before(LspPosition a, LspPosition b)
{
    return a.line != b.line ? a.line < b.line : a.character < b.character;
}

/* Whether the token has anything of the range. */
static bool touches(const LspToken *token, LspRange range)
{
    LspPosition start = {token->line, token->character};
    LspPosition end = {token->line, token->character + token->length};

    return is_before(start, range.end) && is_before(range.start, end);
}

json_t *feature_tokens_range(const struct view *view, const json_t *params,
                             struct fault *out_fault)
{
    const struct version *version = analysis_version(view->analysis);
    LspWithin within;
    if (lsp_read_within(params, &within, out_fault) < 0)
        return NULL;

    Span span = view_span(view, within.range);
    uint32_t first = version_block_at(version, span.start), end = first;
    while (end < version->count && version->byte_at[end] < span.end)
        end++;
    struct writer writer = tokens_of(view, first, end);
    size_t kept = 0;
    for (size_t i = 0; i < writer.count; i++)
        if (touches(&writer.tokens[i], within.range))
            writer.tokens[kept++] = writer.tokens[i];
    uint32_t *data = ARENA_ARRAY(view->arena, uint32_t, kept * 5);
    size_t count = lsp_encode_tokens(writer.tokens, kept, data);
    return lsp_write_tokens((Slice){0}, data, count);
}

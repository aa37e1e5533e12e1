/*
 * textDocument/documentSymbol: the outline.
 *
 *     Headline                       blocks that are headings
 *     Don Bacon   Rep.; Republican   an entity, for what names it
 *       “He cannot be trusted …”     annotations whose kind is structure
 *     Places                         everybody and everything else that is
 *       Moscow                       mentioned, by kind
 *
 * An annotation of structure that names an entity in an attribute (a quotation
 * its speaker) stands below that entity; the rest stand by themselves. An
 * entity's name is where it is introduced, its range reaches from there over
 * all that stands below it.
 */
#include "lsp/card.h"
#include "lsp/features.h"
#include "lsp/meant.h"
#include "lsp/passage.h"
#include "lsp/words.h"

#define NAME_LEN_MAX 80u   /* bytes of a symbol's name */
#define PASSAGES_MAX 4000u /* listed; those behind them are left out */
#define CAST_MAX 1000u     /* entities that are listed */

/* Symbols that are added one by one; zeroed is valid. */
struct row {
    LspDocumentSymbol *symbols;
    Span *spans; /* their ranges, which may still grow */
    struct row *below;
    uint32_t count, room;
};

struct outline {
    const struct view *view;
    struct row top;
    uint32_t passage_count;
    uint32_t *of_entity; /* 1 + index in top, by entity */
    uint32_t *of_kind;   /* the same, by kind */
};

/* Returns the symbol's index. */
static uint32_t add(const struct view *view, struct row *row,
                    LspDocumentSymbol symbol, Span span)
{
    struct arena *arena = view->arena;

    if (row->count == row->room) {
        row->room = row->room ? row->room * 2 : 8;
        row->symbols = arena_enlarge(arena, row->symbols, row->count, row->room,
                                     sizeof *row->symbols);
        row->spans = arena_enlarge(arena, row->spans, row->count, row->room,
                                   sizeof *row->spans);
        row->below = arena_enlarge(arena, row->below, row->count, row->room,
                                   sizeof *row->below);
    }
    row->symbols[row->count] = symbol;
    row->spans[row->count] = span;
    return row->count++;
}

/* A parent's range holds its children's. */
static void add_below(struct outline *self, uint32_t parent,
                      LspDocumentSymbol symbol, Span span)
{
    Span *around = &self->top.spans[parent];

    add(self->view, &self->top.below[parent], symbol, span);
    if (span.start < around->start)
        around->start = span.start;
    if (span.end > around->end)
        around->end = span.end;
}

/* ---- what is said ------------------------------------------------------ */

static LspDocumentSymbol passage_symbol(const struct view *view,
                                        const Passage *passage)
{
    const KindInfo *kind = registry_kind(view->registry, passage->note.kind);

    return (LspDocumentSymbol){
        .name = slice_of(passage_words(view, passage, NAME_LEN_MAX)),
        .detail = slice_of(passage->who.len ? passage->who : kind->title),
        .kind = LSP_SYMBOL_STRING,
        .selection = view_range(view, passage->pieces[0]),
    };
}

static LspDocumentSymbol entity_symbol(const struct view *view,
                                       stet_entity_id id, Span name)
{
    Str traits = card_traits(view, id);

    return (LspDocumentSymbol){
        .name = slice_of(analysis_entity(view->analysis, id)->name),
        .detail = traits.len ? slice_of(traits) : (Slice){0},
        .kind = LSP_SYMBOL_CLASS,
        .selection = view_range(view, name),
    };
}

/* The symbol of an entity that something stands below. */
static uint32_t owner_symbol(struct outline *self, const Passage *passage)
{
    const struct view *view = self->view;
    uint32_t *slot = &self->of_entity[passage->owner];
    Note there;

    if (!*slot) {
        Span name = passage->note.span;
        if (meant_introduction(view, passage->owner, &there))
            name = there.span;
        *slot = 1 + add(view, &self->top,
                        entity_symbol(view, passage->owner, name), name);
    }
    return *slot - 1;
}

static void add_passage(struct outline *self, const Note *note)
{
    const struct view *view = self->view;
    Passage passage = passage_read(view, note);
    LspDocumentSymbol symbol = passage_symbol(view, &passage);
    Span span = {passage.pieces[0].start, note->span.end};

    for (uint32_t i = 0; i < passage.piece_count; i++)
        if (passage.pieces[i].end > span.end)
            span.end = passage.pieces[i].end;
    if (!passage.owner) {
        add(view, &self->top, symbol, span);
        return;
    }
    symbol.detail = slice_of(registry_kind(view->registry, note->kind)->title);
    add_below(self, owner_symbol(self, &passage), symbol, span);
}

static void add_heading(struct outline *self, uint32_t block)
{
    const struct view *view = self->view;
    const struct version *version = analysis_version(view->analysis);
    Span span;
    if (!words_paragraph(view, version->byte_at[block], &span))
        return;

    Str name = view_words(view, span, NAME_LEN_MAX);

    while (name.len && (name.ptr[0] == '#' || name.ptr[0] == ' '))
        name = str_cut(name, 1, name.len);
    while (name.len && name.ptr[name.len - 1] == ' ')
        name.len--;
    add(view, &self->top,
        (LspDocumentSymbol){.name = slice_of(name),
                            .kind = LSP_SYMBOL_NAMESPACE,
                            .selection = view_range(view, span)},
        span);
}

static void add_block(struct outline *self, uint32_t block)
{
    const struct view *view = self->view;
    const Note *notes;
    uint32_t count = analysis_notes(view->analysis, block, view->arena, &notes);

    if (analysis_version(view->analysis)->blocks[block]->prose.kind ==
        STET_BLOCK_HEADING)
        add_heading(self, block);
    for (uint32_t i = 0; i < count; i++)
        if (passage_is(view, &notes[i]) && self->passage_count++ < PASSAGES_MAX)
            add_passage(self, &notes[i]);
}

/* ---- the rest of the cast ---------------------------------------------- */

static void add_cast(struct outline *self)
{
    const struct view *view = self->view;
    uint32_t count = analysis_entity_count(view->analysis), listed = 0;

    for (uint32_t id = 1; id <= count && listed < CAST_MAX; id++) {
        const Entity *entity = analysis_entity(view->analysis, id);
        const KindInfo *kind = registry_kind(view->registry, entity->kind);
        uint32_t *slot = &self->of_kind[entity->kind];
        Note there;
        if (self->of_entity[id] || !kind ||
            !meant_introduction(view, id, &there))
            continue;
        if (!*slot)
            *slot = 1 + add(view, &self->top,
                            (LspDocumentSymbol){
                                .name = slice_of(card_plural(view, kind)),
                                .kind = LSP_SYMBOL_MODULE,
                                .selection = view_range(view, there.span)},
                            there.span);
        add_below(self, *slot - 1, entity_symbol(view, id, there.span),
                  there.span);
        listed++;
    }
}

/* ---- answers ----------------------------------------------------------- */

/* Ranges of all, and children where they belong. */
static void finish(const struct view *view, struct row *row)
{
    for (uint32_t i = 0; i < row->count; i++) {
        struct row *below = &row->below[i];
        finish(view, below);
        row->symbols[i].range = view_range(view, row->spans[i]);
        row->symbols[i].children = below->symbols;
        row->symbols[i].child_count = below->count;
    }
}

/* The same without a tree, for clients that know none. */
static void write_flat(const struct view *view, json_t *list,
                       const LspDocumentSymbol *symbols, size_t count,
                       Slice container)
{
    for (size_t i = 0; i < count; i++) {
        LspSymbol symbol = {.name = symbols[i].name,
                            .kind = symbols[i].kind,
                            .container = container,
                            .uri = view->document.uri,
                            .range = &symbols[i].selection};
        json_array_append_new(list, lsp_write_symbol_information(&symbol));
        write_flat(view, list, symbols[i].children, symbols[i].child_count,
                   symbols[i].name);
    }
}

json_t *feature_document_symbol(const struct view *view, const json_t *params,
                                struct fault *out_fault)
{
    Slice uri;
    if (lsp_read_document(params, &uri, out_fault) < 0)
        return NULL;

    uint32_t entities = analysis_entity_count(view->analysis);
    uint32_t kinds = registry_count(view->registry);
    struct outline outline = {
        .view = view,
        .of_entity = ARENA_ARRAY(view->arena, uint32_t, entities + 1),
        .of_kind = ARENA_ARRAY(view->arena, uint32_t, kinds + 1),
    };
    json_t *list = json_array();
    for (uint32_t i = 0; i < analysis_version(view->analysis)->count; i++)
        add_block(&outline, i);
    add_cast(&outline);
    finish(view, &outline.top);
    const struct row *top = &outline.top;
    if (!view->client->symbol_tree) {
        write_flat(view, list, top->symbols, top->count, (Slice){0});
        return list;
    }
    for (uint32_t i = 0; i < top->count; i++)
        json_array_append_new(list,
                              lsp_write_document_symbol(&top->symbols[i]));
    return list;
}

/*
 * textDocument/documentSymbol: the outline.
 *
 *     Headline                       blocks that are headings
 *     Don Bacon                      an entity, for what names it
 *       “He cannot be trusted …”     annotations whose kind is structure
 *
 * An annotation of structure that names an entity in an attribute (a quotation
 * its speaker) stands below that entity, at the place of its first; the rest
 * stand by themselves.
 */
#include "lsp/features.h"

#define NAME_MAX 80u /* bytes of a symbol's name */

struct outline {
    const struct view *view;
    LspDocumentSymbol *symbols; /* the outermost, in order */
    uint32_t count, room;
    uint32_t *of_entity; /* 1 + symbol, by entity */
};

static LspDocumentSymbol *add(struct outline *self, LspDocumentSymbol symbol)
{
    if (self->count == self->room) {
        self->room = self->room ? self->room * 2 : 32;
        LspDocumentSymbol *more =
            ARENA_ARRAY(self->view->arena, LspDocumentSymbol, self->room);
        if (self->count)
            memcpy(more, self->symbols, self->count * sizeof *more);
        self->symbols = more;
    }
    self->symbols[self->count] = symbol;
    return &self->symbols[self->count++];
}

/* The entity that the annotation names in an attribute, or 0. */
static stet_entity_id owner_of(const Note *note)
{
    for (uint32_t i = 0; i < note->attr_count; i++)
        if (note->attrs[i].type == STET_ATTR_ENTITY)
            return (stet_entity_id)note->attrs[i].number;
    return 0;
}

static LspDocumentSymbol symbol_of(const struct view *view, const Note *note)
{
    const KindInfo *kind = registry_kind(view->registry, note->kind);
    LspRange range = view_range(view, note->span);

    return (LspDocumentSymbol){
        .name = slice_of(view_words(view, note->span, NAME_MAX)),
        .detail = slice_of(kind->title),
        .kind = LSP_SYMBOL_STRING,
        .range = range,
        .selection = range,
    };
}

/* Children lie in an array with room for all that the entity owns. */
static void add_owned(struct outline *self, stet_entity_id id,
                      LspDocumentSymbol symbol)
{
    const struct view *view = self->view;
    const Entity *entity = analysis_entity(view->analysis, id);
    const stet_ref *refs;
    uint32_t *slot = &self->of_entity[id];

    if (!*slot) {
        uint32_t most = analysis_owned(view->analysis, id, &refs);
        LspDocumentSymbol *children =
            ARENA_ARRAY(view->arena, LspDocumentSymbol, most + 1);
        add(self, (LspDocumentSymbol){
                      .name = slice_of(entity->name),
                      .kind = LSP_SYMBOL_CLASS,
                      .range = symbol.range,
                      .selection = symbol.selection,
                      .children = children,
                  });
        *slot = self->count;
    }
    LspDocumentSymbol *parent = &self->symbols[*slot - 1];
    const stet_ref *ignored;
    if (parent->child_count > analysis_owned(view->analysis, id, &ignored))
        return;
    ((LspDocumentSymbol *)parent->children)[parent->child_count++] = symbol;
    /* A parent's range holds its children's. */
    parent->range.end = symbol.range.end;
}

static void add_heading(struct outline *self, uint32_t block)
{
    const struct view *view = self->view;
    const struct version *version = analysis_version(view->analysis);
    Span span = {version->byte_at[block], version->byte_at[block + 1]};
    Str name = view_words(view, span, NAME_MAX);

    while (name.len && (name.ptr[0] == '#' || name.ptr[0] == ' '))
        name = str_cut(name, 1, name.len);
    LspRange range = view_range(view, span);
    add(self, (LspDocumentSymbol){.name = slice_of(name),
                                  .kind = LSP_SYMBOL_NAMESPACE,
                                  .range = range,
                                  .selection = range});
}

static void add_block(struct outline *self, uint32_t block)
{
    const struct view *view = self->view;
    const Note *notes;
    uint32_t count = analysis_notes(view->analysis, block, view->arena, &notes);

    if (analysis_version(view->analysis)->blocks[block]->prose.kind ==
        STET_BLOCK_HEADING)
        add_heading(self, block);
    for (uint32_t i = 0; i < count; i++) {
        const KindInfo *kind = registry_kind(view->registry, notes[i].kind);
        if (!kind || !kind->is_structure)
            continue;
        stet_entity_id owner = owner_of(&notes[i]);
        LspDocumentSymbol symbol = symbol_of(view, &notes[i]);
        if (owner)
            add_owned(self, owner, symbol);
        else
            add(self, symbol);
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
                            .range = &symbols[i].range};
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
    struct outline outline = {
        .view = view,
        .of_entity = ARENA_ARRAY(view->arena, uint32_t, entities + 1),
    };
    json_t *list = json_array();
    for (uint32_t i = 0; i < analysis_version(view->analysis)->count; i++)
        add_block(&outline, i);
    if (!view->client->symbol_tree) {
        write_flat(view, list, outline.symbols, outline.count, (Slice){0});
        return list;
    }
    for (uint32_t i = 0; i < outline.count; i++)
        json_array_append_new(list,
                              lsp_write_document_symbol(&outline.symbols[i]));
    return list;
}

/*
 * workspace/symbol and workspaceSymbol/resolve: people and what they say, in
 * every story that is known.
 *
 * "bacon" finds Don Bacon, where each story introduces him, and below him
 * every quotation of his; "bacon fired" those in which he says so. All words
 * of the query must stand in a name, or in a quotation and its speaker's name.
 * An empty query finds every name.
 *
 * Ranges are sent along, so resolving has work to do only for an item that
 * lost its own on the way.
 */
#include "engine/match.h"
#include "lsp/features.h"
#include "lsp/meant.h"
#include "lsp/passage.h"
#include "protocol/rpc.h"

#define SYMBOLS_MAX 1000u  /* in one answer */
#define NAME_LEN_MAX 120u  /* bytes of a symbol's name */
#define SEARCHED_MAX 1000u /* bytes of a quotation that are searched */

static json_t *write_symbol(const struct view *view, LspSymbol symbol,
                            Span span)
{
    LspRange range = view_range(view, span);
    json_t *data = json_object();

    json_object_set_new(data, "uri", rpc_string(view->document.uri));
    symbol.uri = view->document.uri;
    symbol.range = &range;
    symbol.data = data;
    json_t *json = lsp_write_workspace_symbol(&symbol);
    json_decref(data);
    return json;
}

static json_t *write_entity(const struct view *view, const Entity *entity,
                            Span span)
{
    const KindInfo *kind = registry_kind(view->registry, entity->kind);

    return write_symbol(
        view,
        (LspSymbol){
            .name = slice_of(entity->name),
            .kind = LSP_SYMBOL_CLASS,
            .container = kind ? slice_of(kind->title) : (Slice){0},
        },
        span);
}

static json_t *write_passage(const struct view *view, const Passage *passage)
{
    return write_symbol(
        view,
        (LspSymbol){
            .name = slice_of(passage_words(view, passage, NAME_LEN_MAX)),
            .kind = LSP_SYMBOL_STRING,
            .container = slice_of(passage->who),
        },
        passage->pieces[0]);
}

/* Appends what matches; false once the answer is full. */
static bool add_entities(const struct view *view, Str query, json_t *list)
{
    uint32_t count = analysis_entity_count(view->analysis);

    for (uint32_t id = 1; id <= count; id++) {
        const Entity *entity = analysis_entity(view->analysis, id);
        Note there;
        if (!match_words(entity->name, (Str){0}, query) ||
            !meant_introduction(view, id, &there))
            continue;
        if (json_array_size(list) == SYMBOLS_MAX)
            return false;
        json_array_append_new(list, write_entity(view, entity, there.span));
    }
    return true;
}

static bool add_passages(const struct view *view, Str query, json_t *list)
{
    uint32_t blocks = analysis_version(view->analysis)->count;

    for (uint32_t block = 0; block < blocks; block++) {
        const Note *notes;
        uint32_t count =
            analysis_notes(view->analysis, block, view->arena, &notes);
        for (uint32_t i = 0; i < count; i++) {
            if (!passage_is(view, &notes[i]))
                continue;
            Passage passage = passage_read(view, &notes[i]);
            Str words = passage_words(view, &passage, SEARCHED_MAX);
            if (!match_words(passage.who, words, query))
                continue;
            if (json_array_size(list) == SYMBOLS_MAX)
                return false;
            json_array_append_new(list, write_passage(view, &passage));
        }
    }
    return true;
}

static Str query_of(Slice text)
{
    return (Str){text.ptr, (uint32_t)(text.len < 256 ? text.len : 256)};
}

json_t *feature_workspace_symbol(const struct workspace *all,
                                 const json_t *params, struct fault *out_fault)
{
    Slice asked;
    if (lsp_read_query(params, &asked, out_fault) < 0)
        return NULL;

    Str query = query_of(asked);
    json_t *list = json_array();
    bool has_room = true;
    for (uint32_t i = 0; i < all->count && has_room; i++)
        has_room = add_entities(&all->views[i], query, list);
    for (uint32_t i = 0; i < all->count && has_room && query.len; i++)
        has_room = add_passages(&all->views[i], query, list);
    return list;
}

json_t *feature_workspace_symbol_resolve(const struct view *view,
                                         const json_t *params,
                                         struct fault *out_fault)
{
    json_t *item = json_copy((json_t *)params);
    const json_t *location = json_object_get(params, "location");
    Slice name = slice_from_json(json_object_get(params, "name"));
    if (json_object_get(location, "range"))
        return item;

    json_t *found = json_array();
    if (add_entities(view, query_of(name), found))
        add_passages(view, query_of(name), found);
    json_t *place = json_object_get(json_array_get(found, 0), "location");
    if (place)
        json_object_set(item, "location", place);
    json_decref(found);
    return item;
}

/*
 * workspace/symbol and workspaceSymbol/resolve: people and what they say, in
 * every story that is known.
 *
 * "bacon" finds Don Bacon, where each story introduces him, and below him
 * every quotation of his; "bacon fired" those in which he says so. All words
 * of the query must stand in a name, or in a quotation and its speaker's name.
 * An empty query finds every name. Names come first, then what they say, then
 * what others say of them.
 *
 * Ranges are sent along, so resolving has work to do only for an item that
 * lost its own on the way.
 */
#include "engine/match.h"
#include "lsp/features.h"
#include "lsp/meant.h"
#include "lsp/passage.h"
#include "protocol/rpc.h"

#include "text/utf8.h"

#define SYMBOLS_MAX 1000u  /* in one answer */
#define NAME_LEN_MAX 120u  /* bytes of a symbol's name */
#define SEARCHED_MAX 1000u /* bytes of a quotation that are searched */
#define QUERY_MAX 256u     /* bytes */

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

/* ---- passages ---------------------------------------------------------- */

/* Appends the passage if all of the query stands in who says it and in it. */
static bool add_passage(const struct view *view, const Passage *passage,
                        Str query, json_t *list)
{
    Str words = passage_words(view, passage, SEARCHED_MAX);

    if (!match_words(passage->who, words, query))
        return true;
    if (json_array_size(list) == SYMBOLS_MAX)
        return false;
    json_array_append_new(list, write_passage(view, passage));
    return true;
}

/* One of the query's words stands in the name. */
static bool is_asked_for(Str name, Str query)
{
    Str word;

    for (uint32_t at = 0; match_next_word(query, &at, &word);)
        if (match_within(name, word))
            return true;
    return false;
}

/* What the entities say of whom the query has a word. */
static bool add_owned(const struct view *view, Str query, json_t *list)
{
    uint32_t entities = analysis_entity_count(view->analysis);
    bool has_room = true;

    for (uint32_t id = 1; id <= entities && has_room; id++) {
        const stet_ref *refs = NULL;
        if (!is_asked_for(analysis_entity(view->analysis, id)->name, query))
            continue;
        uint32_t count = analysis_owned(view->analysis, id, &refs);
        for (uint32_t i = 0; i < count && has_room; i++) {
            Note note;
            if (!analysis_note(view->analysis, refs[i], view->arena, &note) ||
                !passage_is(view, &note))
                continue;
            Passage passage = passage_read(view, &note);
            has_room = add_passage(view, &passage, query, list);
        }
    }
    return has_room;
}

/* The longest word: what a block must have to be looked at closely. */
static Str rarest(Str query)
{
    Str best = {0}, word;

    for (uint32_t at = 0; match_next_word(query, &at, &word);)
        if (word.len > best.len)
            best = word;
    return best;
}

static bool add_block(const struct view *view, uint32_t block, Str query,
                      json_t *list)
{
    const Note *notes;
    uint32_t count = analysis_notes(view->analysis, block, view->arena, &notes);
    bool has_room = true;

    for (uint32_t i = 0; i < count && has_room; i++) {
        if (!passage_is(view, &notes[i]))
            continue;
        Passage passage = passage_read(view, &notes[i]);
        if (!passage.owner || !is_asked_for(passage.who, query))
            has_room = add_passage(view, &passage, query, list);
    }
    return has_room;
}

/* What others say with the query in it: of the blocks up to PASSAGE_REACH
 * before one that has its longest word, since a passage may go on so far. */
static bool add_spoken(const struct view *view, Str query, json_t *list)
{
    const struct version *version = analysis_version(view->analysis);
    Str word = rarest(query);
    uint32_t hit = 0;
    bool is_searched = false;

    for (uint32_t i = 0; i < version->count; i++) {
        if (hit < i || !is_searched) {
            hit = hit < i ? i : hit;
            while (hit < version->count &&
                   !match_within(version->blocks[hit]->prose.text, word))
                hit++;
            is_searched = true;
        }
        if (hit == version->count)
            return true;
        if (i + PASSAGE_REACH < hit)
            i = hit - PASSAGE_REACH;
        if (!add_block(view, i, query, list))
            return false;
    }
    return true;
}

/* ---- requests ---------------------------------------------------------- */

static Str query_of(Slice text)
{
    Str query = {text.ptr,
                 (uint32_t)(text.len < QUERY_MAX ? text.len : QUERY_MAX)};

    return str_cut(query, 0, utf8_first_bad(query));
}

json_t *feature_workspace_symbol(const struct workspace *all,
                                 const json_t *params, struct fault *out_fault)
{
    static bool (*const steps[])(const struct view *view, Str query,
                                 json_t *list) = {add_entities, add_owned,
                                                  add_spoken};
    Slice asked;
    if (lsp_read_query(params, &asked, out_fault) < 0)
        return NULL;

    Str query = query_of(asked);
    json_t *list = json_array();
    bool has_room = true;
    for (uint32_t step = 0; step < 3 && (query.len || step == 0); step++)
        for (uint32_t i = 0; i < all->count && has_room; i++)
            has_room = steps[step](&all->views[i], query, list);
    return list;
}

/* The first passage that is called `name`. */
static bool find_passage(const struct view *view, Slice name, Span *out)
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
            *out = passage.pieces[0];
            if (slice_eq(name,
                         slice_of(passage_words(view, &passage, NAME_LEN_MAX))))
                return true;
        }
    }
    return false;
}

static bool find_entity(const struct view *view, Slice name, Span *out)
{
    uint32_t count = analysis_entity_count(view->analysis);

    for (uint32_t id = 1; id <= count; id++) {
        Note there;
        if (!slice_eq(name,
                      slice_of(analysis_entity(view->analysis, id)->name)) ||
            !meant_introduction(view, id, &there))
            continue;
        *out = there.span;
        return true;
    }
    return false;
}

json_t *feature_workspace_symbol_resolve(const struct view *view,
                                         const json_t *params,
                                         struct fault *out_fault)
{
    json_t *item = json_copy((json_t *)params);
    Slice name = slice_from_json(json_object_get(params, "name"));
    Span span;
    if (json_object_get(json_object_get(params, "location"), "range"))
        return item;

    if (find_entity(view, name, &span) || find_passage(view, name, &span)) {
        LspLocation location = {view->document.uri, view_range(view, span)};
        json_object_set_new(item, "location", lsp_write_location(&location));
    }
    return item;
}

/*
 * textDocument/completion and completionItem/resolve: names that the story has
 * introduced.
 *
 *     typed     offered
 *     Ode       Odette Sayward             the whole name
 *     Say       Sayward                    on second reference, and
 *               Odette Sayward             the whole name all the same
 *     May       Mayor Odette Sayward       a title that goes before names
 *     Odette S  Odette Sayward             over several words
 *
 * Plugins offer words with a line that says what they are; the parts and the
 * title come from there, so whoever offers words gets the same. A small letter
 * typed where the name has a capital counts from the third letter on, so that
 * "say" does not always bring up Sayward. At most ITEMS_MAX items.
 */
#include "engine/match.h"
#include "lsp/card.h"
#include "lsp/features.h"
#include "protocol/rpc.h"

#include "text/utf8.h"

#define ITEMS_MAX 100u
#define TYPED_MAX 80u /* bytes before the cursor that may belong to a name */
#define STARTS_MAX 4u /* words that may */
#define SMALL_MIN 3u  /* bytes typed before case stops to matter */

struct completing {
    const struct view *view;
    Str typed;                   /* of the line, up to the cursor */
    uint32_t cursor;             /* in the version shown */
    uint32_t starts[STARTS_MAX]; /* of the last words in `typed` */
    uint32_t start_count;        /* 0: no word ends at the cursor */
    json_t *items;
    bool is_incomplete;
};

/* ---- what was typed ---------------------------------------------------- */

static bool is_wordy(Str text, uint32_t at)
{
    uint32_t len, code = utf8_decode(text, at, &len);

    return utf8_is_letter(code) || utf8_is_digit(code) || utf8_is_mark(code) ||
           code == '\'' || code == 0x2019 || code == '-';
}

/* Keeps the last STARTS_MAX, the first of them first. */
static void add_start(struct completing *self, uint32_t at)
{
    if (self->start_count == STARTS_MAX) {
        memmove(self->starts, self->starts + 1,
                (STARTS_MAX - 1) * sizeof *self->starts);
        self->start_count--;
    }
    self->starts[self->start_count++] = at;
}

static void read_typed(struct completing *self, LspPosition position)
{
    const struct view *view = self->view;
    Pos pos = {position.line, position.character}, line = {position.line, 0};
    uint32_t end = version_offset(view->shown, pos, view->encoding);
    uint32_t start = version_offset(view->shown, line, view->encoding);
    bool is_inside = false;

    if (end - start > TYPED_MAX)
        start = end - TYPED_MAX;
    self->cursor = end;
    self->typed = version_copy(view->shown, (Span){start, end}, view->arena);
    while (self->typed.len && !utf8_is_boundary(self->typed, 0))
        self->typed = str_cut(self->typed, 1, self->typed.len);
    for (uint32_t at = 0; at < self->typed.len;) {
        uint32_t len;
        bool is_word = is_wordy(self->typed, at);
        if (is_word && !is_inside)
            add_start(self, at);
        is_inside = is_word;
        utf8_decode(self->typed, at, &len);
        at += len;
    }
    if (!is_inside)
        self->start_count = 0;
}

/* Bytes before the cursor that are the beginning of `form`; 0 for none. */
static uint32_t typed_of(struct completing *self, Str form)
{
    for (uint32_t i = 0; i < self->start_count; i++) {
        Str typed = str_cut(self->typed, self->starts[i], self->typed.len);
        uint32_t len, ignored;
        if (!match_begins(form, typed, &len) || len == form.len)
            continue;
        bool is_small = utf8_is_lower(utf8_decode(typed, 0, &ignored)) &&
                        !utf8_is_lower(utf8_decode(form, 0, &ignored));
        if (!is_small || typed.len >= SMALL_MIN)
            return typed.len;
        self->is_incomplete = true;
    }
    return 0;
}

/* ---- what is offered --------------------------------------------------- */

typedef struct Offer {
    Str label, detail, filter;
    Str name;       /* whose it is: what resolving looks for */
    uint32_t typed; /* bytes before the cursor that it takes the place of */
    char rank;
} Offer;

static void add_offer(struct completing *self, const Offer *offer)
{
    const struct view *view = self->view;
    Pos start =
        version_pos(view->shown, self->cursor - offer->typed, view->encoding);
    Pos end = version_pos(view->shown, self->cursor, view->encoding);
    size_t count = json_array_size(self->items);
    if (count == ITEMS_MAX) {
        self->is_incomplete = true;
        return;
    }

    json_t *data = json_object();
    json_object_set_new(data, "uri", rpc_string(view->document.uri));
    json_object_set_new(data, "name", rpc_string(slice_of(offer->name)));
    LspTextEdit edit = {{{start.line, start.col}, {end.line, end.col}},
                        slice_of(offer->label)};
    LspCompletionItem item = {
        .label = slice_of(offer->label),
        .kind = LSP_COMPLETION_REFERENCE,
        .detail = slice_of(offer->detail),
        .sort_text = slice_of(view_print(view, "%c%03zu", offer->rank, count)),
        .filter_text = slice_of(offer->filter),
        .edit = &edit,
        .data = data,
    };
    json_array_append_new(self->items, lsp_write_completion_item(&item));
    json_decref(data);
}

/* "Sayward" of "Odette Sayward", and the whole name for who typed that. */
static void offer_parts(struct completing *self, const Completion *from)
{
    Str name = from->word;

    for (uint32_t at = 1; at < name.len; at++) {
        Str part = str_cut(name, at, name.len);
        uint32_t typed = 0;
        if (name.ptr[at - 1] == ' ')
            typed = typed_of(self, part);
        if (!typed)
            continue;
        Str detail =
            view_print(self->view, "%.*s%s%.*s", STR_ARG(name),
                       from->detail.len ? ", " : "", STR_ARG(from->detail));
        add_offer(self, &(Offer){part, detail, part, name, typed, '1'});
        add_offer(self, &(Offer){name, from->detail, part, name, typed, '2'});
    }
}

/* "Mayor Odette Sayward", where the title is one that goes before names. */
static void offer_title(struct completing *self, const Completion *from)
{
    uint32_t len;
    if (!from->detail.len || !utf8_is_upper(utf8_decode(from->detail, 0, &len)))
        return;

    Str titled = view_print(self->view, "%.*s %.*s", STR_ARG(from->detail),
                            STR_ARG(from->word));
    uint32_t typed = typed_of(self, titled);
    if (typed)
        add_offer(self, &(Offer){titled, from->detail, titled, from->word,
                                 typed, '3'});
}

static void offer(struct completing *self, const Completion *from)
{
    uint32_t typed = typed_of(self, from->word);

    if (typed || !self->start_count)
        add_offer(self, &(Offer){from->word, from->detail, from->word,
                                 from->word, typed, '1'});
    if (!typed)
        offer_parts(self, from);
    offer_title(self, from);
}

json_t *feature_completion(const struct view *view, const json_t *params,
                           struct fault *out_fault)
{
    LspCompletion asked;
    const Completion *words;
    struct completing completing = {.view = view};
    if (lsp_read_completion(params, &asked, out_fault) < 0)
        return NULL;

    uint32_t count = analysis_completions(view->analysis, &words);
    completing.items = json_array();
    read_typed(&completing, asked.at.position);
    for (uint32_t i = 0; i < count; i++)
        if (words[i].word.len)
            offer(&completing, &words[i]);
    return lsp_write_completion_list(completing.items,
                                     completing.is_incomplete);
}

json_t *feature_completion_resolve(const struct view *view,
                                   const json_t *params,
                                   struct fault *out_fault)
{
    json_t *item = json_copy((json_t *)params);
    Slice name = slice_from_json(
        json_object_get(json_object_get(params, "data"), "name"));
    uint32_t count = analysis_entity_count(view->analysis);

    for (uint32_t id = 1; id <= count; id++) {
        if (!slice_eq(slice_of(analysis_entity(view->analysis, id)->name),
                      name))
            continue;
        struct card *card =
            card_new(view, view->client->completion_markdown ? LSP_MARKDOWN
                                                             : LSP_PLAINTEXT);
        card_entity(card, id);
        LspMarkup markup = card_markup(card);
        json_object_set_new(item, "documentation", lsp_write_markup(&markup));
        break;
    }
    return item;
}

/*
 * textDocument/hover: a card for what stands under the cursor.
 *
 *     **Quotation** · 97 % sure            the kind, how sure
 *     “He cannot be trusted…”              the words, if they are not short
 *     - source: Bacon                      links by role, in their words
 *     - type: direct                       attributes by key
 *     - speaker: Don Bacon                 an entity by its name
 *
 *     **Don Bacon** · 4 mentions           the entity that is mentioned
 *     - role: Rep.
 *
 * The innermost annotation comes first; those around it follow, up to three.
 */
#include "lsp/features.h"

#define CARDS_MAX 3u
#define WORDS_MAX 160u   /* bytes of a quoted stretch */
#define HOVER_MAX 16384u /* bytes of a card; the rest is left out */

struct card {
    const struct view *view;
    char text[HOVER_MAX];
    uint32_t len;
    bool is_markdown;
};

static void put(struct card *self, Str text)
{
    uint32_t room = HOVER_MAX - self->len;
    uint32_t len = text.len < room ? text.len : 0;

    memcpy(self->text + self->len, text.ptr ? text.ptr : "", len);
    self->len += len;
}

/* Text of a story or a plugin, with what Markdown would read escaped. */
static void put_plain(struct card *self, Str text)
{
    for (uint32_t i = 0; i < text.len; i++) {
        bool is_syntax =
            text.ptr[i] && strchr("\\`*_{}[]<>#|~", text.ptr[i]) != NULL;
        if (self->is_markdown && is_syntax)
            put(self, STR("\\"));
        put(self, (Str){text.ptr + i, 1});
    }
}

static void put_title(struct card *self, Str title)
{
    if (self->len)
        put(self, STR("\n\n"));
    if (self->is_markdown)
        put(self, STR("**"));
    put_plain(self, title);
    if (self->is_markdown)
        put(self, STR("**"));
}

static void put_row(struct card *self, Str key, Str value)
{
    if (!value.len)
        return;
    put(self, STR("\n- "));
    put_plain(self, key);
    put(self, STR(": "));
    put_plain(self, value);
}

static void put_attr(struct card *self, const stet_attr *attr)
{
    const struct view *view = self->view;
    Str key = registry_name(view->registry, attr->key), value = attr->text;

    if (attr->type == STET_ATTR_NUMBER)
        value = view_print(view, "%lld", (long long)attr->number);
    if (attr->type == STET_ATTR_ENTITY) {
        const Entity *entity =
            analysis_entity(view->analysis, (stet_entity_id)attr->number);
        value = entity ? entity->name : (Str){0};
    }
    put_row(self, key, value);
}

static void put_links(struct card *self, const Note *note)
{
    const struct view *view = self->view;

    for (uint32_t i = 0; i < note->link_count; i++) {
        Note to;
        if (analysis_note(view->analysis, note->links[i].to, view->arena, &to))
            put_row(self, registry_name(view->registry, note->links[i].role),
                    view_words(view, to.span, WORDS_MAX));
    }
}

static void put_note(struct card *self, const Note *note)
{
    const struct view *view = self->view;
    const KindInfo *kind = registry_kind(view->registry, note->kind);

    put_title(self,
              kind ? kind->title : registry_name(view->registry, note->kind));
    put(self, view_print(view, " · %u %% sure", note->confidence / 10));
    for (uint32_t i = 0; i < note->attr_count; i++)
        put_attr(self, &note->attrs[i]);
    put_links(self, note);
}

/* Who or what an annotation mentions, and what is theirs. */
static void put_entity(struct card *self, stet_entity_id id)
{
    const struct view *view = self->view;
    const Entity *entity = analysis_entity(view->analysis, id);
    const stet_ref *refs;
    if (!entity)
        return;

    uint32_t mentions = analysis_mentions(view->analysis, id, &refs);
    put_title(self, entity->name);
    put(self, view_print(view, " · %u mention%s", mentions,
                         mentions == 1 ? "" : "s"));
    for (uint32_t i = 0; i < entity->attr_count; i++)
        put_attr(self, &entity->attrs[i]);
    uint32_t owned = analysis_owned(view->analysis, id, &refs);
    for (uint32_t i = 0; i < owned && i < 8; i++) {
        Note note;
        if (!analysis_note(view->analysis, refs[i], view->arena, &note))
            continue;
        const KindInfo *kind = registry_kind(view->registry, note.kind);
        put_row(self, kind ? kind->title : (Str){0},
                view_words(view, note.span, WORDS_MAX));
    }
}

/* Worth a card: it says something besides its kind. */
static bool has_card(const struct view *view, const Note *note)
{
    const KindInfo *kind = registry_kind(view->registry, note->kind);

    return kind && (note->attr_count || note->link_count || note->entity ||
                    kind->token.len || kind->is_structure);
}

/* The longer one lies further out. */
static bool is_inside(const Note *a, const Note *b)
{
    return a->span.end - a->span.start < b->span.end - b->span.start;
}

/* The innermost annotations at the place, innermost first. */
static uint32_t pick(const struct view *view, uint32_t offset,
                     const Note *out[CARDS_MAX])
{
    const Note *notes;
    uint32_t total = analysis_notes_in(view->analysis, (Span){offset, offset},
                                       view->arena, &notes);
    uint32_t count = 0;

    for (uint32_t i = 0; i < total; i++) {
        if (!has_card(view, &notes[i]))
            continue;
        if (count == CARDS_MAX && !is_inside(&notes[i], out[count - 1]))
            continue;
        uint32_t at = count < CARDS_MAX ? count++ : CARDS_MAX - 1;
        for (; at > 0 && is_inside(&notes[i], out[at - 1]); at--)
            out[at] = out[at - 1];
        out[at] = &notes[i];
    }
    return count;
}

json_t *feature_hover(const struct view *view, const json_t *params,
                      struct fault *out_fault)
{
    LspAt at;
    const Note *notes[CARDS_MAX] = {0};
    if (lsp_read_at(params, &at, out_fault) < 0)
        return NULL;

    uint32_t count = pick(view, view_offset(view, at.position), notes);
    if (count == 0)
        return json_null();
    struct card *card = ARENA_NEW(view->arena, struct card);
    card->view = view;
    card->is_markdown = view->client->hover_markdown;
    for (uint32_t i = 0; i < count; i++) {
        put_note(card, notes[i]);
        if (notes[i]->entity)
            put_entity(card, notes[i]->entity);
    }
    LspRange range = view_range(view, notes[0]->span);
    LspHover hover = {
        .contents = {card->is_markdown ? LSP_MARKDOWN : LSP_PLAINTEXT,
                     {card->text, card->len}},
        .range = &range,
    };
    return lsp_write_hover(&hover);
}

/*
 * textDocument/hover: cards for what stands under the cursor.
 *
 * The innermost annotation comes first, those around it follow, up to three
 * cards. A mention gives the card of whoever is mentioned; a part that says
 * nothing by itself, such as the word "said", that of the passage that it is
 * part of.
 */
#include "lsp/card.h"
#include "lsp/features.h"
#include "lsp/meant.h"
#include "lsp/passage.h"

#define CARDS_MAX 3u
#define LOOKUPS_MAX 6u /* of passages by their parts, for one hover */

struct hand {
    const struct view *view;
    struct card *card;
    uint32_t count, lookups;
    Span span; /* of the first */
    stet_entity_id entities[CARDS_MAX];
    stet_ref notes[CARDS_MAX]; /* STET_NO_REF: that one is an entity */
};

static bool has_entity(const struct hand *self, stet_entity_id id)
{
    for (uint32_t i = 0; i < self->count; i++)
        if (self->entities[i] == id)
            return true;
    return false;
}

static bool has_note(const struct hand *self, stet_ref ref)
{
    for (uint32_t i = 0; i < self->count; i++)
        if (self->notes[i] == ref)
            return true;
    return false;
}

static void deal_entity(struct hand *self, const Note *at)
{
    if (has_entity(self, at->entity))
        return;
    card_entity(self->card, at->entity);
    self->entities[self->count] = at->entity;
    self->notes[self->count] = STET_NO_REF;
    if (self->count++ == 0)
        self->span = at->span;
}

static void deal_note(struct hand *self, const Note *note, Span at)
{
    if (has_note(self, note->ref))
        return;
    card_note(self->card, note);
    card_alike(self->card, note);
    self->notes[self->count] = note->ref;
    if (self->count++ == 0)
        self->span = at;
}

static void deal(struct hand *self, const Note *note)
{
    Note whole;

    if (note->entity)
        deal_entity(self, note);
    else if (card_has_more(self->view, note))
        deal_note(self, note, note->span);
    else if (self->lookups++ < LOOKUPS_MAX &&
             passage_linking(self->view, note->ref, &whole))
        deal_note(self, &whole, note->span);
}

/* People see such annotations; others are there for plugins alone. */
static bool is_seen(const struct view *view, const Note *note)
{
    const KindInfo *kind = registry_kind(view->registry, note->kind);

    return kind && (kind->token.len || kind->has_hint);
}

json_t *feature_hover(const struct view *view, const json_t *params,
                      struct fault *out_fault)
{
    LspAt at;
    const Note *notes;
    if (lsp_read_at(params, &at, out_fault) < 0)
        return NULL;

    uint32_t count = meant_notes(view, view_offset(view, at.position), &notes);
    struct hand hand = {
        .view = view,
        .card = card_new(view, view->client->hover_markdown ? LSP_MARKDOWN
                                                            : LSP_PLAINTEXT),
    };
    for (uint32_t i = 0; i < count && hand.count < CARDS_MAX; i++)
        deal(&hand, &notes[i]);
    /* A mark that says no more than its kind is still worth its name. */
    for (uint32_t i = 0; i < count && !hand.count; i++)
        if (is_seen(view, &notes[i]))
            deal_note(&hand, &notes[i], notes[i].span);
    if (!hand.count)
        return json_null();
    LspRange range = view_range(view, hand.span);
    LspHover hover = {.contents = card_markup(hand.card), .range = &range};
    return lsp_write_hover(&hover);
}

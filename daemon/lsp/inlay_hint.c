/*
 * textDocument/inlayHint and inlayHint/resolve: labels of annotations, where
 * they say something that the text does not.
 *
 *     on Tuesday night‹3 Mar 2026› the town voted       behind a fact
 *     “Not a dollar,” she‹Odette Sayward› said.         behind who is meant
 *     “And another thing.”‹— Odette Sayward›            behind what is said
 *
 * Which kinds have labels is their plugins' business, which are shown the
 * manifests' and the user's. Here nothing is repeated: of a label only what it
 * adds to the annotation's words is shown (engine/label.h). A passage's label
 * goes behind the part of it that mentions its owner, if that stands in the
 * same paragraph.
 *
 * A client that can ask for tooltips gets the whole card when it does; others
 * get one line that says why.
 */
#include "engine/label.h"
#include "lsp/card.h"
#include "lsp/features.h"
#include "lsp/meant.h"
#include "lsp/passage.h"
#include "protocol/rpc.h"

#define LABEL_MAX 200u   /* bytes; longer ones are no hints */
#define BESIDE_MAX 400u  /* bytes of text that a label is compared with */
#define HINTS_MAX 10000u /* in one answer */

/* A label where it is shown. */
typedef struct Hint {
    const Note *note;
    uint32_t at; /* byte of the analysis */
    Str label;
    Note source; /* whom it stands behind; ref STET_NO_REF: nobody */
} Hint;

/* ---- hints of annotations ---------------------------------------------- */

static bool is_shown(const struct view *view, const Note *note)
{
    const KindInfo *kind = registry_kind(view->registry, note->kind);

    return note->label.len && note->label.len <= LABEL_MAX && kind &&
           view->settings->shows[note->kind] &&
           note->confidence >= view->settings->hint_confidence;
}

#define SAID_MAX 16u   /* owners that are remembered for a paragraph */
#define LOOKS_MAX 256u /* annotations that are looked back at */

/* The notes of one block, by place, and whose names its hints said so far. */
struct row {
    uint32_t count;
    const Note *notes;
    uint32_t said_count;
    stet_entity_id said[SAID_MAX];
};

/* Whether a mention of the entity lies in `span`. */
static bool has_mention(const struct row *row, Span span, stet_entity_id entity)
{
    for (uint32_t i = view_first_note(row->notes, row->count, span.start);
         i < row->count && row->notes[i].span.start < span.end; i++)
        if (row->notes[i].entity == entity)
            return true;
    return false;
}

/* The linked part, no piece, that mentions the passage's owner or is a part of
 * the owner's name. */
static bool find_source(const struct view *view, const Passage *passage,
                        const struct row *row, Note *out)
{
    const Note *note = &passage->note;

    for (uint32_t i = 0; passage->owner && i < note->link_count; i++) {
        if (note->links[i].role == passage->piece_role ||
            STET_REF_BLOCK(note->links[i].to) != STET_REF_BLOCK(note->ref) ||
            !analysis_note(view->analysis, note->links[i].to, view->arena, out))
            continue;
        Str words = view_words(view, out->span, BESIDE_MAX);
        if (has_mention(row, out->span, passage->owner) ||
            label_adds(words, passage->who, view->arena).len == 0)
            return true;
    }
    return false;
}

/* The whole of `name` stands earlier in the paragraph, for its entity. */
static bool is_named(const struct view *view, const struct row *row,
                     stet_entity_id entity, uint32_t before, Str name)
{
    uint32_t end = view_first_note(row->notes, row->count, before);
    uint32_t first = end > LOOKS_MAX ? end - LOOKS_MAX : 0;

    for (uint32_t i = first; i < end; i++) {
        const Note *note = &row->notes[i];
        if (note->entity == entity &&
            !label_adds(name, view_words(view, note->span, BESIDE_MAX),
                        view->arena)
                 .len)
            return true;
    }
    return false;
}

/* The first time that it is asked about an entity: false. */
static bool was_said(struct row *row, stet_entity_id entity)
{
    for (uint32_t i = 0; i < row->said_count; i++)
        if (row->said[i] == entity)
            return true;
    if (row->said_count < SAID_MAX)
        row->said[row->said_count++] = entity;
    return false;
}

/*
 * A surname says who speaks where the paragraph has the whole name already, in
 * its text or in a hint; a pronoun does not, there may be two whom it fits.
 * Whoever wants few hints is told of pronouns alone, and of those only where
 * the paragraph has no name.
 */
static bool is_in_plain_sight(const struct view *view, struct row *row,
                              const Hint *hint, stet_entity_id owner, Str name)
{
    bool is_part = hint->label.len < name.len;

    switch (view->settings->density) {
    case HINTS_FEW:
        return is_part || is_named(view, row, owner, hint->at, name);
    case HINTS_ALL:
        return false;
    default:
        return is_part && (is_named(view, row, owner, hint->at, name) ||
                           was_said(row, owner));
    }
}

static bool read_passage_hint(const struct view *view, struct row *row,
                              Hint *hint)
{
    Passage passage = passage_read(view, hint->note);
    uint32_t block = STET_REF_BLOCK(hint->note->ref);
    const struct version *version = analysis_version(view->analysis);

    if (find_source(view, &passage, row, &hint->source)) {
        Str beside = view_words(view, hint->source.span, BESIDE_MAX);
        hint->at = hint->source.span.end;
        Str name = label_name(hint->note->label);
        hint->label = label_adds(name, beside, view->arena);
        if (!hint->label.len ||
            is_in_plain_sight(view, row, hint, passage.owner, name))
            return false;
        if (view->settings->density == HINTS_ALL)
            hint->label = name;
        return true;
    }
    hint->source.ref = STET_NO_REF;
    hint->label = hint->note->label;
    /* Behind the last piece of the paragraph that the passage begins in. */
    for (uint32_t i = 0; i < passage.piece_count; i++)
        if (passage.pieces[i].end <= version->byte_at[block + 1] &&
            passage.pieces[i].end > hint->at)
            hint->at = passage.pieces[i].end;
    return true;
}

/* False where there is nothing to show. */
static bool read_hint(const struct view *view, struct row *row,
                      const Note *note, Hint *out)
{
    *out = (Hint){.note = note, .at = note->span.end};
    out->source.ref = STET_NO_REF;
    if (!is_shown(view, note))
        return false;
    if (passage_is(view, note))
        return read_passage_hint(view, row, out);
    out->label = label_adds(
        note->label, view_words(view, note->span, BESIDE_MAX), view->arena);
    return out->label.len != 0;
}

/* ---- answers ----------------------------------------------------------- */

/* Why the label says what it says, in a line. */
static Str reason(const struct view *view, const Hint *hint)
{
    const KindInfo *kind = registry_kind(view->registry, hint->note->kind);
    Note there;
    Str why = card_reason(view, hint->note);

    if (hint->source.ref == STET_NO_REF)
        return why.len ? why : kind->title;
    stet_entity_id owner = meant_owner(hint->note);
    const Entity *entity = analysis_entity(view->analysis, owner);
    Str said = view_words(view, hint->source.span, 80);
    if (!entity || !meant_introduction(view, owner, &there))
        return kind->title;
    return view_print(view, "“%.*s” is %.*s, named in line %u", STR_ARG(said),
                      STR_ARG(entity->name),
                      view_position(view, there.span.start).line + 1);
}

static json_t *write_hint(const struct view *view, const Hint *hint)
{
    bool is_late = view->client->inlay_hint_resolve_tooltip;
    LspMarkup tooltip = {LSP_PLAINTEXT, {0}};
    json_t *data = json_object();

    json_object_set_new(data, "uri", rpc_string(view->document.uri));
    if (!is_late)
        tooltip.text = slice_of(reason(view, hint));
    LspInlayHint out = {
        .position = view_position(view, hint->at),
        .label = slice_of(hint->label),
        .padding_left = true,
        .tooltip = is_late ? NULL : &tooltip,
        .data = is_late ? data : NULL,
    };
    json_t *json = lsp_write_inlay_hint(&out);
    json_decref(data);
    return json;
}

/* A hint that stands at the range's very end belongs to the next range, so
 * that none comes twice; the end of the file has no next range. */
static bool is_within(const struct view *view, Span range, uint32_t at)
{
    uint32_t len = version_len(analysis_version(view->analysis));

    return at >= range.start &&
           (at < range.end ||
            (at == len && range.end == len && range.start < len));
}

/* Calls `take` with the hints of every block that bytes `range` touch. */
static void each_hint(const struct view *view, Span range,
                      void (*take)(void *context, const struct view *view,
                                   const Hint *hint),
                      void *context)
{
    const struct version *version = analysis_version(view->analysis);
    uint32_t first = version_block_at(version, range.start);

    /* A hint right at the start may belong to what ends there. */
    if (first > 0 && version->byte_at[first] == range.start)
        first--;
    for (uint32_t i = first;
         i < version->count && version->byte_at[i] <= range.end; i++) {
        struct row row = {0};
        row.count = analysis_notes(view->analysis, i, view->arena, &row.notes);
        for (uint32_t k = 0; k < row.count; k++) {
            Hint hint;
            if (read_hint(view, &row, &row.notes[k], &hint))
                take(context, view, &hint);
        }
    }
}

#define LATEST 8u /* hints that a new one is compared with */

struct listing {
    Span range;
    json_t *list;
    struct {
        uint32_t at;
        Str label;
    } latest[LATEST];
    uint32_t count;
};

/* Two passages of one speaker may have one source: it is said once. */
static bool is_said(const struct listing *self, const Hint *hint)
{
    for (uint32_t i = 0; i < LATEST && i < self->count; i++)
        if (self->latest[i].at == hint->at &&
            str_eq(self->latest[i].label, hint->label))
            return true;
    return false;
}

static void list_hint(void *context, const struct view *view, const Hint *hint)
{
    struct listing *self = context;

    if (!is_within(view, self->range, hint->at) || self->count == HINTS_MAX ||
        is_said(self, hint))
        return;
    self->latest[self->count % LATEST].at = hint->at;
    self->latest[self->count % LATEST].label = hint->label;
    self->count++;
    json_array_append_new(self->list, write_hint(view, hint));
}

json_t *feature_inlay_hint(const struct view *view, const json_t *params,
                           struct fault *out_fault)
{
    LspWithin within;
    if (lsp_read_within(params, &within, out_fault) < 0)
        return NULL;

    struct listing listing = {.range = view_span(view, within.range),
                              .list = json_array()};
    if (view->settings->has_hints)
        each_hint(view, listing.range, list_hint, &listing);
    return listing.list;
}

/* ---- resolving --------------------------------------------------------- */

struct resolving {
    uint32_t at;
    Slice label;
    json_t *item;
};

static void resolve_hint(void *context, const struct view *view,
                         const Hint *hint)
{
    struct resolving *self = context;
    if (hint->at != self->at || !slice_eq(slice_of(hint->label), self->label))
        return;

    struct card *card = card_new(
        view, view->client->hover_markdown ? LSP_MARKDOWN : LSP_PLAINTEXT);
    card_line(card, reason(view, hint));
    card_note(card, hint->note);
    LspMarkup tooltip = card_markup(card);
    json_object_set_new(self->item, "tooltip", lsp_write_markup(&tooltip));
}

/* The item's place and label find its annotation again, also after edits
 * elsewhere; where they do not, it goes back as it came. */
json_t *feature_inlay_hint_resolve(const struct view *view,
                                   const json_t *params,
                                   struct fault *out_fault)
{
    LspPosition position;
    if (lsp_read_hint(params, &position, out_fault) < 0)
        return NULL;

    struct resolving resolving = {
        .at = view_offset(view, position),
        .label = slice_from_json(json_object_get(params, "label")),
        .item = json_copy((json_t *)params),
    };
    each_hint(view, (Span){resolving.at, resolving.at}, resolve_hint,
              &resolving);
    return resolving.item;
}

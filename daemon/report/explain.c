#include "report/explain.h"

#include "report/page.h"

#define KEY_COLUMNS 12u

struct explaining {
    const struct article *article;
    const struct registry *registry;
    const Look *look;
    struct out *out;
    struct arena *arena;
};

static void put_key(const struct explaining *self, Str key)
{
    out_repeat(self->out, ' ', 2 * PAGE_INDENT);
    page_cell(self->look, self->out, STYLE_DIM, key, KEY_COLUMNS);
    out_str(self->out, STR("  "));
}

static void put_words(const struct explaining *self, Style style, Str words)
{
    page_text(self->look, self->out, style, words,
              2 * PAGE_INDENT + KEY_COLUMNS + 2);
}

/* The words of `span` in one line. */
static Str words_of(const struct explaining *self, Span span)
{
    struct out out = {.arena = self->arena};

    out_clean(&out, str_cut(self->article->text, span.start, span.end));
    return (Str){out.ptr, (uint32_t)out.len};
}

static Str entity_name(const struct explaining *self, stet_entity_id id)
{
    const Entity *entity = analysis_entity(self->article->analysis, id);

    return entity ? entity->name : (Str){0};
}

static Str attr_words(const struct explaining *self, const stet_attr *attr)
{
    struct out out = {.arena = self->arena};

    if (attr->type == STET_ATTR_TEXT)
        return attr->text;
    if (attr->type == STET_ATTR_ENTITY)
        return entity_name(self, (stet_entity_id)attr->number);
    out_format(&out, "%lld", (long long)attr->number);
    return (Str){out.ptr, (uint32_t)out.len};
}

static void put_head(const struct explaining *self, const Note *note)
{
    const KindInfo *kind = registry_kind(self->registry, note->kind);
    Str name = registry_name(self->registry, note->kind);

    out_repeat(self->out, ' ', PAGE_INDENT);
    look_text(self->look, self->out, STYLE_BOLD,
              kind && kind->title.len ? kind->title : name);
    look_style(self->look, self->out, STYLE_DIM);
    out_str(self->out, STR("  "));
    out_clean(self->out, name);
    out_format(self->out, ", sure by %u.%u %%", (unsigned)note->confidence / 10,
               (unsigned)note->confidence % 10);
    look_style(self->look, self->out, STYLE_PLAIN);
    out_char(self->out, '\n');
    put_key(self, STR("words"));
    put_words(self, STYLE_PLAIN, words_of(self, note->span));
}

static void put_links(const struct explaining *self, const Note *note)
{
    Note target;

    for (uint32_t i = 0; i < note->link_count; i++) {
        if (!analysis_note(self->article->analysis, note->links[i].to,
                           self->arena, &target))
            continue;
        put_key(self, registry_name(self->registry, note->links[i].role));
        put_words(self, STYLE_PLAIN, words_of(self, target.span));
    }
}

static bool touches(Span a, Span b)
{
    return a.start <= b.end && b.start <= a.end;
}

/* The reasons that this note's layer gave about these very words. */
static void put_reasons(const struct explaining *self, const Note *note,
                        uint32_t count, const Reason *reasons)
{
    for (uint32_t i = 0; i < count; i++) {
        Span span = reasons[i].span;
        if (reasons[i].layer != note->layer || span.start != note->span.start ||
            span.end != note->span.end)
            continue;
        put_key(self, STR("why"));
        put_words(self, STYLE_GREEN, reasons[i].words);
    }
}

static void put_note(const struct explaining *self, const Note *note,
                     uint32_t reason_count, const Reason *reasons)
{
    put_head(self, note);
    if (note->entity) {
        put_key(self, STR("stands for"));
        put_words(self, STYLE_BOLD, entity_name(self, note->entity));
    }
    for (uint32_t i = 0; i < note->attr_count; i++) {
        put_key(self, registry_name(self->registry, note->attrs[i].key));
        put_words(self, STYLE_BOLD, attr_words(self, &note->attrs[i]));
    }
    put_links(self, note);
    put_reasons(self, note, reason_count, reasons);
}

static bool is_of_a_note(const Reason *reason, uint32_t count,
                         const Note *notes)
{
    for (uint32_t i = 0; i < count; i++)
        if (notes[i].layer == reason->layer &&
            notes[i].span.start == reason->span.start &&
            notes[i].span.end == reason->span.end)
            return true;
    return false;
}

/* Reasons about words that nothing came of are the best of all. */
static bool put_other_reasons(const struct explaining *self, Span place,
                              uint32_t note_count, const Note *notes,
                              uint32_t count, const Reason *reasons)
{
    bool has_any = false;

    for (uint32_t i = 0; i < count; i++) {
        if (!touches(reasons[i].span, place) ||
            is_of_a_note(&reasons[i], note_count, notes))
            continue;
        has_any = true;
        out_repeat(self->out, ' ', PAGE_INDENT);
        look_text(self->look, self->out, STYLE_BOLD,
                  words_of(self, reasons[i].span));
        out_char(self->out, '\n');
        put_key(self, registry_layer_name(self->registry, reasons[i].layer));
        put_words(self, STYLE_GREEN, reasons[i].words);
    }
    return has_any;
}

bool explain_write(const struct article *article, Span place, const Look *look,
                   struct out *out)
{
    struct explaining self = {
        .article = article,
        .registry = analysis_registry(article->analysis),
        .look = look,
        .out = out,
        .arena = article->arena,
    };
    const Note *notes;
    const Reason *reasons;
    uint32_t note_count =
        analysis_notes_in(article->analysis, place, article->arena, &notes);
    uint32_t reason_count =
        analysis_reasons(article->analysis, article->arena, &reasons);

    for (uint32_t i = 0; i < note_count; i++)
        put_note(&self, &notes[i], reason_count, reasons);
    bool has_more = put_other_reasons(&self, place, note_count, notes,
                                      reason_count, reasons);
    return note_count > 0 || has_more;
}

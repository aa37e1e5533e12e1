#include "lsp/card.h"

#include "lsp/meant.h"
#include "lsp/passage.h"

#define WORDS_MAX 240u   /* bytes of what is quoted whole */
#define SHORT_MAX 90u    /* bytes of what is one of a list */
#define FORMS_MAX 12u    /* ways of mentioning that are listed */
#define LINES_MAX 8u     /* lines that are named for one of them */
#define QUOTED_MAX 8u    /* passages that are listed */
#define LISTED_MAX 400u  /* mentions whose words and lines are listed */
#define MENTIONS_MAX 64u /* that are looked at for what links to them */
#define ROWS_MAX 16u
#define VALUES_MAX 8u
#define SURE 900u /* per mille; below, how sure it is is said */

struct card {
    const struct view *view;
    char text[CARD_MAX];
    uint32_t len;
    LspMarkupKind kind;
};

/* ---- writing ----------------------------------------------------------- */

struct card *card_new(const struct view *view, LspMarkupKind kind)
{
    struct card *self = ARENA_NEW(view->arena, struct card);

    self->view = view;
    self->kind = kind;
    return self;
}

LspMarkup card_markup(const struct card *self)
{
    return (LspMarkup){self->kind, {self->text, self->len}};
}

/* All of it or nothing, so that no character is cut. */
static void put(struct card *self, Str text)
{
    if (!text.len || text.len > CARD_MAX - self->len)
        return;
    memcpy(self->text + self->len, text.ptr, text.len);
    self->len += text.len;
}

/* Words of a story or a plugin: no markup, no line breaks. */
static void put_words(struct card *self, Str text)
{
    uint32_t start = 0;

    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool is_break = (unsigned char)c < ' ';
        bool is_syntax = self->kind == LSP_MARKDOWN && c > ' ' &&
                         strchr("\\`*_{}[]<>#|~&!", c);
        if (!is_break && !is_syntax)
            continue;
        put(self, str_cut(text, start, i));
        put(self, is_break ? STR(" ") : STR("\\"));
        start = is_break ? i + 1 : i;
    }
    put(self, str_cut(text, start, text.len));
}

static void put_strong(struct card *self, Str text)
{
    Str mark = self->kind == LSP_MARKDOWN ? STR("**") : (Str){0};

    put(self, mark);
    put_words(self, text);
    put(self, mark);
}

void card_line(struct card *self, Str words)
{
    put_words(self, words);
}

static void begin_card(struct card *self, Str title)
{
    if (self->len)
        put(self,
            self->kind == LSP_MARKDOWN ? STR("\n\n---\n\n") : STR("\n\n"));
    put_strong(self, title);
}

static void begin_row(struct card *self)
{
    put(self, STR("\n- "));
}

/* "who-said" as people write it: "Who said". */
static Str as_title(const struct view *view, Str key)
{
    char *out = arena_alloc(view->arena, (size_t)key.len + 1);

    for (uint32_t i = 0; i < key.len; i++)
        out[i] = key.ptr[i] == '-' || key.ptr[i] == '_' ? ' ' : key.ptr[i];
    if (key.len && out[0] >= 'a' && out[0] <= 'z')
        out[0] = (char)(out[0] - 'a' + 'A');
    return (Str){out, key.len};
}

static void put_row(struct card *self, Str title, Str value)
{
    if (!value.len)
        return;
    begin_row(self);
    put_words(self, title);
    put(self, STR(": "));
    put_words(self, value);
}

/* A card's lists begin behind an empty line: Markdown wants one. */
static void begin_rows(struct card *self)
{
    if (self->kind == LSP_MARKDOWN)
        put(self, STR("\n"));
}

/* ---- annotations ------------------------------------------------------- */

/* False where people are not shown the attribute. */
static bool attr_title(const struct view *view, uint32_t layer,
                       const stet_attr *attr, Str *out_title)
{
    Str title;
    if (!registry_attribute(view->registry, layer, attr->key, &title))
        return false;

    *out_title = title.len
                     ? title
                     : as_title(view, registry_name(view->registry, attr->key));
    return true;
}

/* Digits of a whole number, before a point if there is one. */
static uint32_t whole_digits(Str text)
{
    uint32_t len = 0;

    for (uint32_t i = 0; i < text.len; i++) {
        bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (!is_digit && (text.ptr[i] != '.' || len || i == 0))
            return 0;
        len = !is_digit ? i : len;
    }
    return len ? len : text.len;
}

/* "3800000" as people write it: "3,800,000". Years stay as they are. */
static Str grouped(const struct view *view, Str text)
{
    uint32_t digits = whole_digits(text), len = 0;
    if (digits <= 4)
        return text;
    char *out = arena_alloc(view->arena, (size_t)text.len * 2);

    for (uint32_t i = 0; i < text.len; i++) {
        if (i && i < digits && (digits - i) % 3 == 0)
            out[len++] = ',';
        out[len++] = text.ptr[i];
    }
    return (Str){out, len};
}

static Str attr_value(const struct view *view, const stet_attr *attr)
{
    const Entity *entity;

    if (attr->type == STET_ATTR_TEXT)
        return grouped(view, attr->text);
    if (attr->type == STET_ATTR_NUMBER)
        return view_print(view, "%lld", (long long)attr->number);
    entity = analysis_entity(view->analysis, (stet_entity_id)attr->number);
    return entity ? entity->name : (Str){0};
}

bool card_has_more(const struct view *view, const Note *note)
{
    Str ignored;

    if (note->entity || note->link_count || passage_is(view, note))
        return true;
    for (uint32_t i = 0; i < note->attr_count; i++)
        if (attr_title(view, note->layer, &note->attrs[i], &ignored))
            return true;
    return false;
}

static void put_attrs(struct card *self, const Note *note)
{
    const struct view *view = self->view;
    Str title;

    for (uint32_t i = 0; i < note->attr_count; i++)
        if (attr_title(view, note->layer, &note->attrs[i], &title))
            put_row(self, title, attr_value(view, &note->attrs[i]));
}

/* Links by role, in their words; those of role `but` are shown already. */
static void put_links(struct card *self, const Note *note, stet_role but)
{
    const struct view *view = self->view;

    for (uint32_t i = 0; i < note->link_count; i++) {
        const NoteLink *link = &note->links[i];
        Note to;
        if (link->role == but ||
            !analysis_note(view->analysis, link->to, view->arena, &to))
            continue;
        put_row(self, as_title(view, registry_name(view->registry, link->role)),
                view_words(view, to.span, SHORT_MAX));
    }
}

static void put_quoted(struct card *self, Str words)
{
    put(self, self->kind == LSP_MARKDOWN ? STR("\n\n> ") : STR("\n"));
    put_words(self, words);
    put(self, STR("\n"));
}

void card_note(struct card *self, const Note *note)
{
    const struct view *view = self->view;
    const KindInfo *kind = registry_kind(view->registry, note->kind);
    stet_role pieces = 0;

    begin_card(self,
               kind ? kind->title : registry_name(view->registry, note->kind));
    if (note->confidence < SURE)
        put(self, view_print(view, " · %u %% sure", note->confidence / 10));
    if (passage_is(view, note)) {
        Passage passage = passage_read(view, note);
        pieces = passage.piece_role;
        put_quoted(self, passage_words(view, &passage, WORDS_MAX));
    } else {
        put_quoted(self, view_words(view, note->span, WORDS_MAX));
    }
    put_attrs(self, note);
    put_links(self, note, pieces);
}

Str card_reason(const struct view *view, const Note *note)
{
    const stet_attr *how =
        note_attr(note, registry_find(view->registry, STR("how")));
    Str why = how && how->type == STET_ATTR_TEXT ? how->text : (Str){0};

    if (note->confidence >= SURE)
        return why;
    return view_print(view, "%.*s%s%u %% sure", STR_ARG(why),
                      why.len ? "; " : "", note->confidence / 10);
}

/* ---- places ------------------------------------------------------------ */

static uint32_t line_of(const struct view *view, uint32_t offset)
{
    return view_position(view, offset).line + 1;
}

/* One way of saying it, and the lines where it is said so. */
typedef struct Form {
    Str words;
    uint32_t count; /* of places; only LINES_MAX lines are kept */
    uint32_t line_count;
    uint32_t lines[LINES_MAX];
} Form;

static void add_form(Form *forms, uint32_t *count, Str words, uint32_t line)
{
    uint32_t i = 0;

    while (i < *count && !str_eq(forms[i].words, words))
        i++;
    if (i == FORMS_MAX)
        return;
    if (i == *count)
        forms[(*count)++] = (Form){.words = words};
    Form *form = &forms[i];
    form->count++;
    if (form->line_count < LINES_MAX &&
        (!form->line_count || form->lines[form->line_count - 1] != line))
        form->lines[form->line_count++] = line;
}

static void put_form(struct card *self, const Form *form)
{
    const struct view *view = self->view;

    put(self, STR("“"));
    put_words(self, form->words);
    put(self, view_print(view, "” (line%s", form->line_count == 1 ? "" : "s"));
    for (uint32_t i = 0; i < form->line_count; i++)
        put(self, view_print(view, "%s %u", i ? "," : "", form->lines[i]));
    put(self, form->count > form->line_count && form->line_count == LINES_MAX
                  ? STR(" …)")
                  : STR(")"));
}

static void put_forms(struct card *self, const Note *notes, uint32_t count)
{
    const struct view *view = self->view;
    Form *forms = ARENA_ARRAY(view->arena, Form, FORMS_MAX + 1);
    uint32_t form_count = 0;

    for (uint32_t i = 0; i < count; i++)
        add_form(forms, &form_count, view_words(view, notes[i].span, SHORT_MAX),
                 line_of(view, notes[i].span.start));
    for (uint32_t i = 0; i < form_count; i++) {
        put(self, i ? STR(", ") : (Str){0});
        put_form(self, &forms[i]);
    }
}

void card_alike(struct card *self, const Note *note)
{
    const Note *notes;
    uint32_t count = meant_alike(self->view, note, &notes), kept = 0;
    Note *others = ARENA_ARRAY(self->view->arena, Note, count + 1);

    for (uint32_t i = 0; i < count; i++)
        if (notes[i].ref != note->ref)
            others[kept++] = notes[i];
    if (!kept)
        return;
    begin_row(self);
    put(self, STR("Also: "));
    put_forms(self, others, kept);
}

/* ---- entities ---------------------------------------------------------- */

/* What is said of an entity under one title, each thing once. */
typedef struct Row {
    Str title;
    uint32_t count;
    Str values[VALUES_MAX];
} Row;

static void add_value(Row *rows, uint32_t *count, Str title, Str value)
{
    uint32_t i = 0;

    while (i < *count && !str_eq(rows[i].title, title))
        i++;
    if (i == ROWS_MAX || !value.len)
        return;
    if (i == *count)
        rows[(*count)++] = (Row){.title = title};
    Row *row = &rows[i];
    for (uint32_t k = 0; k < row->count; k++)
        if (str_eq(row->values[k], value))
            return;
    if (row->count < VALUES_MAX)
        row->values[row->count++] = value;
}

Str card_plural(const struct view *view, const KindInfo *kind)
{
    return kind->plural.len ? kind->plural
                            : view_print(view, "%.*ss", STR_ARG(kind->title));
}

Str card_traits(const struct view *view, stet_entity_id id)
{
    const Entity *entity = analysis_entity(view->analysis, id);
    const KindInfo *kind =
        entity ? registry_kind(view->registry, entity->kind) : NULL;
    Str traits = {0}, title;

    for (uint32_t i = 0; kind && i < entity->attr_count; i++) {
        if (!attr_title(view, kind->layer, &entity->attrs[i], &title))
            continue;
        Str value = attr_value(view, &entity->attrs[i]);
        traits = view_print(view, "%.*s%s%.*s", STR_ARG(traits),
                            traits.len ? ", " : "", STR_ARG(value));
    }
    return str_cut(traits, 0, SHORT_MAX * 2);
}

static bool links_to(const Note *note, stet_ref ref)
{
    for (uint32_t i = 0; i < note->link_count; i++)
        if (note->links[i].to == ref)
            return true;
    return false;
}

/* Facts that link to the mention, from its block: a role, an age. */
static void add_facts(const struct view *view, const Note *mention, Row *rows,
                      uint32_t *count)
{
    const Note *notes;
    uint32_t total = analysis_notes(
        view->analysis, STET_REF_BLOCK(mention->ref), view->arena, &notes);

    for (uint32_t i = 0; i < total; i++) {
        const KindInfo *kind = registry_kind(view->registry, notes[i].kind);
        if (kind && !kind->is_structure && !notes[i].entity &&
            links_to(&notes[i], mention->ref))
            add_value(rows, count, kind->title,
                      view_words(view, notes[i].span, SHORT_MAX));
    }
}

static void put_traits(struct card *self, const Entity *entity,
                       const Note *mentions, uint32_t count)
{
    const struct view *view = self->view;
    const KindInfo *kind = registry_kind(view->registry, entity->kind);
    Row *rows = ARENA_ARRAY(view->arena, Row, ROWS_MAX + 1);
    uint32_t row_count = 0;
    Str title;

    for (uint32_t i = 0; kind && i < entity->attr_count; i++)
        if (attr_title(view, kind->layer, &entity->attrs[i], &title))
            add_value(rows, &row_count, title,
                      attr_value(view, &entity->attrs[i]));
    for (uint32_t i = 0; i < count && i < MENTIONS_MAX; i++)
        add_facts(view, &mentions[i], rows, &row_count);
    for (uint32_t i = 0; i < row_count; i++) {
        begin_row(self);
        put_words(self, rows[i].title);
        for (uint32_t k = 0; k < rows[i].count; k++) {
            put(self, k ? STR("; ") : STR(": "));
            put_words(self, rows[i].values[k]);
        }
    }
}

static void put_owned(struct card *self, stet_entity_id id)
{
    const struct view *view = self->view;
    const stet_ref *refs = NULL;
    uint32_t count = analysis_owned(view->analysis, id, &refs), shown = 0;

    for (uint32_t i = 0; i < count && shown < QUOTED_MAX; i++) {
        Note note;
        if (!analysis_note(view->analysis, refs[i], view->arena, &note) ||
            !passage_is(view, &note))
            continue;
        Passage passage = passage_read(view, &note);
        begin_row(self);
        put(self,
            view_print(view, "line %u: ", line_of(view, note.span.start)));
        put_words(self, passage_words(view, &passage, SHORT_MAX));
        shown++;
    }
    if (count > QUOTED_MAX) {
        begin_row(self);
        put(self, view_print(view, "and %u more", count - QUOTED_MAX));
    }
}

void card_entity(struct card *self, stet_entity_id id)
{
    const struct view *view = self->view;
    const Entity *entity = analysis_entity(view->analysis, id);
    const Note *mentions;
    if (!entity)
        return;

    const KindInfo *kind = registry_kind(view->registry, entity->kind);
    const stet_ref *refs;
    uint32_t all = analysis_mentions(view->analysis, id, &refs);
    uint32_t count = meant_mentions(view, id, LISTED_MAX, &mentions);
    begin_card(self, entity->name);
    if (kind) {
        put(self, STR(" · "));
        put_words(self, kind->title);
    }
    begin_rows(self);
    put_traits(self, entity, mentions, count);
    if (count) {
        begin_row(self);
        put(self, view_print(view, "%u mention%s: ", all, all == 1 ? "" : "s"));
        put_forms(self, mentions, count);
    }
    put_owned(self, id);
}

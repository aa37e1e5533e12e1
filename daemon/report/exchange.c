#include "report/exchange.h"

#include "report/severity.h"

#include <stdlib.h>

/* What becomes of an annotation. */
typedef enum Part {
    PART_NONE,
    PART_TIME,   /* entity with a TIMEX3 value */
    PART_FIGURE, /* entity with a number and a unit */
    PART_NAME,   /* entity that is, or belongs to, somebody */
    PART_PRONOUN,
    PART_QUOTE,
    PART_NOT_QUOTE,
} Part;

typedef struct KindPart {
    Part part;
    Str type; /* "PERSON", in the arena */
} KindPart;

struct exchange {
    struct arena arena;
    const struct registry *registry;
    uint32_t kind_count;
    const KindPart *kinds; /* by number */
    stet_key value, unit, mod, type, kind, speaker, speaker_name;
    stet_role content, source, cue, addressee, medium, person;
};

/* What one record is written from. */
struct writing {
    const struct exchange *exchange;
    const struct article *article;
    const struct units *units;
    struct jot *jot;
    struct arena *arena; /* scratch */
    uint32_t note_count;
    const Note *notes; /* of the whole story */
    uint32_t quote_count;
};

/* ---- what the names mean ----------------------------------------------- */

static const struct {
    Str name;
    Part part;
    Str type; /* empty: the kind's own name */
} kind_parts[] = {
    {STR_INIT("name/pronoun"), PART_PRONOUN, {0}},
    {STR_INIT("name/description"), PART_NAME, STR_INIT("ROLE")},
    {STR_INIT("figure/score"), PART_NONE, {0}},
    {STR_INIT("quote/quotation"), PART_QUOTE, {0}},
    {STR_INIT("quote/not-speech"), PART_NOT_QUOTE, {0}},
};

static const struct {
    Str prefix;
    Part part;
} layer_parts[] = {
    {STR_INIT("name/"), PART_NAME},
    {STR_INIT("date/"), PART_TIME},
    {STR_INIT("figure/"), PART_FIGURE},
};

static Part part_of(Str name)
{
    for (size_t i = 0; i < sizeof kind_parts / sizeof *kind_parts; i++)
        if (str_eq(name, kind_parts[i].name))
            return kind_parts[i].part;
    for (size_t i = 0; i < sizeof layer_parts / sizeof *layer_parts; i++)
        if (str_starts(name, layer_parts[i].prefix))
            return layer_parts[i].part;
    return PART_NONE;
}

/* "name/person" -> "PERSON". A description that is left has found its person
 * by the office, and is a role for those who count. */
static Str type_of(Str name, struct arena *arena)
{
    uint32_t tail = 0;

    for (size_t i = 0; i < sizeof kind_parts / sizeof *kind_parts; i++)
        if (str_eq(name, kind_parts[i].name) && kind_parts[i].type.len)
            return kind_parts[i].type;
    for (uint32_t at = 0; at < name.len; at++)
        if (name.ptr[at] == '/')
            tail = at + 1;
    char *type = ARENA_ARRAY(arena, char, name.len - tail + 1);
    for (uint32_t at = tail; at < name.len; at++) {
        char byte = name.ptr[at];
        bool is_lower = byte >= 'a' && byte <= 'z';
        type[at - tail] = is_lower ? (char)(byte - 'a' + 'A') : byte;
    }
    return (Str){type, name.len - tail};
}

static void find_names(struct exchange *self)
{
    const struct registry *registry = self->registry;

    self->value = registry_find(registry, STR("value"));
    self->unit = registry_find(registry, STR("unit"));
    self->mod = registry_find(registry, STR("mod"));
    self->type = registry_find(registry, STR("type"));
    self->kind = registry_find(registry, STR("kind"));
    self->speaker = registry_find(registry, STR("speaker"));
    self->speaker_name = registry_find(registry, STR("speaker-name"));
    self->content = registry_find(registry, STR("content"));
    self->source = registry_find(registry, STR("source"));
    self->cue = registry_find(registry, STR("cue"));
    self->addressee = registry_find(registry, STR("addressee"));
    self->medium = registry_find(registry, STR("medium"));
    self->person = registry_find(registry, STR("person"));
}

struct exchange *exchange_new(const struct registry *registry)
{
    struct arena arena = {0};
    struct exchange *self = ARENA_NEW(&arena, struct exchange);
    uint32_t count = registry_count(registry) + 1;
    KindPart *kinds = ARENA_ARRAY(&arena, KindPart, count);

    for (uint32_t number = 1; number < count; number++) {
        Str name = registry_name(registry, number);
        if (!registry_kind(registry, number))
            continue;
        kinds[number].part = part_of(name);
        if (kinds[number].part != PART_NONE)
            kinds[number].type = type_of(name, &arena);
    }
    self->registry = registry;
    self->kind_count = count;
    self->kinds = kinds;
    find_names(self);
    self->arena = arena; /* it lies in its own arena */
    return self;
}

void exchange_free(struct exchange *self)
{
    if (!self)
        return;
    struct arena arena = self->arena;
    arena_release(&arena);
}

static KindPart kind_part(const struct exchange *self, stet_kind kind)
{
    return kind < self->kind_count ? self->kinds[kind] : (KindPart){0};
}

/* ---- small pieces ------------------------------------------------------ */

static Str words(const struct writing *self, Span span)
{
    return str_cut(self->article->text, span.start, span.end);
}

static void put_span(const struct writing *self, Span span)
{
    jot_key(self->jot, "start");
    jot_uint(self->jot, units_at(self->units, span.start));
    jot_key(self->jot, "end");
    jot_uint(self->jot, units_at(self->units, span.end));
}

static void put_text(const struct writing *self, Span span)
{
    jot_key(self->jot, "text");
    jot_str(self->jot, words(self, span));
}

static void put_str_or_null(struct jot *jot, const char *key, Str text)
{
    jot_key(jot, key);
    if (text.len)
        jot_str(jot, text);
    else
        jot_null(jot);
}

/* The text of an attribute; empty where there is none. */
static Str attr_text(const Note *note, stet_key key)
{
    const stet_attr *attr = key ? note_attr(note, key) : NULL;

    return attr && attr->type == STET_ATTR_TEXT ? attr->text : (Str){0};
}

static Str entity_name(const struct writing *self, stet_entity_id id)
{
    const Entity *entity =
        id ? analysis_entity(self->article->analysis, id) : NULL;

    return entity ? entity->name : (Str){0};
}

static bool follow(const struct writing *self, const Note *note, stet_role role,
                   Note *out_note)
{
    stet_ref ref = role ? note_link(note, role) : STET_NO_REF;

    return ref != STET_NO_REF &&
           analysis_note(self->article->analysis, ref, self->arena, out_note);
}

/* ---- entities ---------------------------------------------------------- */

static void put_value(const struct writing *self, const stet_attr *value)
{
    jot_key(self->jot, "value");
    if (value->type == STET_ATTR_NUMBER)
        jot_int(self->jot, value->number);
    else
        jot_decimal(self->jot, value->text);
}

static void put_norm(const struct writing *self, const Note *note,
                     KindPart part)
{
    const struct exchange *exchange = self->exchange;
    const stet_attr *value =
        exchange->value ? note_attr(note, exchange->value) : NULL;
    struct jot *jot = self->jot;

    jot_key(jot, "norm");
    if (!value || value->type == STET_ATTR_ENTITY) {
        jot_null(jot);
        return;
    }
    jot_open(jot, '{');
    if (part.part == PART_TIME) {
        jot_key(jot, "type");
        jot_str(jot, part.type);
        jot_key(jot, "value");
        jot_str(jot, value->text);
    } else {
        put_value(self, value);
    }
    Str unit = attr_text(note, exchange->unit);
    if (unit.len)
        put_str_or_null(jot, "unit", unit);
    Str mod = attr_text(note, exchange->mod);
    if (mod.len || part.part == PART_TIME)
        put_str_or_null(jot, "mod", mod);
    jot_close(jot, '}');
}

/* Whom it names; of a role, an age or an affiliation: whose it is. */
static void put_entity(const struct writing *self, const Note *note)
{
    Note person;
    stet_entity_id id = note->entity;

    jot_key(self->jot, "coref");
    if (id)
        jot_numbered(self->jot, 'e', id);
    else
        jot_null(self->jot);
    if (!id && follow(self, note, self->exchange->person, &person))
        id = person.entity;
    put_str_or_null(self->jot, "entity", entity_name(self, id));
}

static void put_entities(const struct writing *self)
{
    jot_key(self->jot, "entities");
    jot_open(self->jot, '[');
    for (uint32_t i = 0; i < self->note_count; i++) {
        const Note *note = &self->notes[i];
        KindPart part = kind_part(self->exchange, note->kind);
        if (part.part != PART_NAME && part.part != PART_TIME &&
            part.part != PART_FIGURE)
            continue;
        jot_open(self->jot, '{');
        put_span(self, note->span);
        jot_key(self->jot, "type");
        jot_str(self->jot, part.type);
        put_text(self, note->span);
        put_norm(self, note, part);
        put_entity(self, note);
        jot_close(self->jot, '}');
    }
    jot_close(self->jot, ']');
}

static void put_pronouns(const struct writing *self)
{
    jot_key(self->jot, "pronouns");
    jot_open(self->jot, '[');
    for (uint32_t i = 0; i < self->note_count; i++) {
        const Note *note = &self->notes[i];
        if (kind_part(self->exchange, note->kind).part != PART_PRONOUN)
            continue;
        jot_open(self->jot, '{');
        put_span(self, note->span);
        put_text(self, note->span);
        put_str_or_null(self->jot, "entity", entity_name(self, note->entity));
        jot_close(self->jot, '}');
    }
    jot_close(self->jot, ']');
}

/* ---- quotations -------------------------------------------------------- */

static int by_start(const void *a, const void *b)
{
    const Span *left = a, *right = b;

    return left->start < right->start ? -1 : left->start > right->start;
}

/* The pieces of a quotation in their order: at least its own span. */
static uint32_t contents(const struct writing *self, const Note *note,
                         Span **out_spans)
{
    Span *spans = ARENA_ARRAY(self->arena, Span, note->link_count + 1);
    uint32_t count = 0;
    Note piece;

    for (uint32_t i = 0; i < note->link_count; i++)
        if (note->links[i].role == self->exchange->content &&
            analysis_note(self->article->analysis, note->links[i].to,
                          self->arena, &piece))
            spans[count++] = piece.span;
    if (!count)
        spans[count++] = note->span;
    qsort(spans, count, sizeof *spans, by_start);
    *out_spans = spans;
    return count;
}

static void put_contents(const struct writing *self, const Note *note)
{
    Span *spans;
    uint32_t count = contents(self, note, &spans);
    Span whole = note->span;

    for (uint32_t i = 0; i < count; i++) {
        whole.start =
            spans[i].start < whole.start ? spans[i].start : whole.start;
        whole.end = spans[i].end > whole.end ? spans[i].end : whole.end;
    }
    put_span(self, whole);
    jot_key(self->jot, "content");
    jot_open(self->jot, '[');
    for (uint32_t i = 0; i < count; i++) {
        jot_open(self->jot, '[');
        jot_uint(self->jot, units_at(self->units, spans[i].start));
        jot_uint(self->jot, units_at(self->units, spans[i].end));
        jot_close(self->jot, ']');
    }
    jot_close(self->jot, ']');
}

static stet_entity_id speaker_entity(const struct writing *self,
                                     const Note *note)
{
    stet_key key = self->exchange->speaker;
    const stet_attr *attr = key ? note_attr(note, key) : NULL;

    return attr && attr->type == STET_ATTR_ENTITY ? (stet_entity_id)attr->number
                                                  : 0;
}

/* The words that stand for the speaker: the source, or else the mention that
 * introduces whoever it is. */
static bool speaker_span(const struct writing *self, const Note *note,
                         stet_entity_id id, Note *out_source)
{
    if (follow(self, note, self->exchange->source, out_source))
        return true;
    const Entity *entity =
        id ? analysis_entity(self->article->analysis, id) : NULL;
    return entity && entity->canonical != STET_NO_REF &&
           analysis_note(self->article->analysis, entity->canonical,
                         self->arena, out_source);
}

static void put_speaker(const struct writing *self, const Note *note)
{
    stet_entity_id id = speaker_entity(self, note);
    Str name = entity_name(self, id);
    Note source;

    jot_key(self->jot, "speaker");
    if (!speaker_span(self, note, id, &source)) {
        jot_null(self->jot);
        return;
    }
    if (!name.len)
        name = attr_text(note, self->exchange->speaker_name);
    if (!name.len)
        name = entity_name(self, source.entity);
    jot_open(self->jot, '{');
    put_span(self, source.span);
    put_text(self, source.span);
    put_str_or_null(self->jot, "entity", name);
    jot_close(self->jot, '}');
}

static void put_linked(const struct writing *self, const Note *note,
                       const char *key, stet_role role)
{
    Note target;

    jot_key(self->jot, key);
    if (!follow(self, note, role, &target)) {
        jot_null(self->jot);
        return;
    }
    jot_open(self->jot, '{');
    put_span(self, target.span);
    put_text(self, target.span);
    jot_close(self->jot, '}');
}

static void put_quote(const struct writing *self, const Note *note,
                      uint32_t number)
{
    const struct exchange *exchange = self->exchange;
    struct jot *jot = self->jot;

    jot_open(jot, '{');
    jot_key(jot, "id");
    jot_numbered(jot, 'q', number);
    put_str_or_null(jot, "type", attr_text(note, exchange->type));
    put_contents(self, note);
    put_speaker(self, note);
    put_linked(self, note, "cue", exchange->cue);
    put_linked(self, note, "addressee", exchange->addressee);
    put_linked(self, note, "medium", exchange->medium);
    jot_key(jot, "confidence");
    jot_per_mille(jot, note->confidence);
    jot_close(jot, '}');
}

static void put_quotes(const struct writing *self)
{
    uint32_t number = 0;

    jot_key(self->jot, "quotes");
    jot_open(self->jot, '[');
    for (uint32_t i = 0; i < self->note_count; i++)
        if (kind_part(self->exchange, self->notes[i].kind).part == PART_QUOTE)
            put_quote(self, &self->notes[i], ++number);
    jot_close(self->jot, ']');
}

static void put_not_quotes(const struct writing *self)
{
    jot_key(self->jot, "not_quotes");
    jot_open(self->jot, '[');
    for (uint32_t i = 0; i < self->note_count; i++) {
        const Note *note = &self->notes[i];
        if (kind_part(self->exchange, note->kind).part != PART_NOT_QUOTE)
            continue;
        jot_open(self->jot, '{');
        put_span(self, note->span);
        put_str_or_null(self->jot, "kind",
                        attr_text(note, self->exchange->kind));
        jot_close(self->jot, '}');
    }
    jot_close(self->jot, ']');
}

/* ---- findings and the record ------------------------------------------- */

static void put_findings(const struct writing *self)
{
    const Finding *findings;
    uint32_t count = article_findings(self->article, self->arena, &findings);

    jot_key(self->jot, "findings");
    jot_open(self->jot, '[');
    for (uint32_t i = 0; i < count; i++) {
        jot_open(self->jot, '{');
        jot_key(self->jot, "rule");
        jot_str(self->jot,
                registry_name(self->exchange->registry, findings[i].rule));
        jot_key(self->jot, "severity");
        jot_str(self->jot, severity(findings[i].severity)->name);
        put_span(self, findings[i].span);
        jot_key(self->jot, "message");
        jot_str(self->jot, findings[i].message);
        jot_close(self->jot, '}');
    }
    jot_close(self->jot, ']');
}

/* What is found anew, and so not carried through. */
static bool is_ours(Str key)
{
    static const Str ours[] = {
        STR_INIT("text"),     STR_INIT("quotes"),   STR_INIT("not_quotes"),
        STR_INIT("entities"), STR_INIT("pronouns"), STR_INIT("findings"),
    };

    return STR_IS_ANY(key, ours);
}

static void put_members(struct jot *jot, const struct record *record)
{
    for (uint32_t i = 0; i < record->member_count; i++) {
        const RecordMember *member = &record->members[i];
        if (is_ours(member->key))
            continue;
        jot_raw(jot, (Str){member->key.ptr - 1, member->key.len + 2});
        out_char(jot->out, ':');
        out_str(jot->out, member->json);
    }
}

/* The notes of every block, one behind the other. */
static uint32_t all_notes(const struct article *article, struct arena *arena,
                          const Note **out_notes)
{
    Span everything = {0, article->text.len};

    return analysis_notes_in(article->analysis, everything, arena, out_notes);
}

void exchange_write(const struct exchange *self, const struct article *article,
                    const struct record *record, Encoding offsets,
                    struct out *out)
{
    struct units units = units_new(article->text, offsets, article->arena);
    struct jot jot = {.out = out};
    struct writing writing = {.exchange = self,
                              .article = article,
                              .units = &units,
                              .jot = &jot,
                              .arena = article->arena};

    writing.note_count = all_notes(article, article->arena, &writing.notes);
    jot_open(&jot, '{');
    put_members(&jot, record);
    put_quotes(&writing);
    put_not_quotes(&writing);
    put_entities(&writing);
    put_pronouns(&writing);
    put_findings(&writing);
    jot_close(&jot, '}');
    out_char(out, '\n');
}

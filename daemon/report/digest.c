#include "report/digest.h"

#include "report/out.h"
#include "stet/text.h"

#include <stdlib.h>

#define TINTS 5u

/* What is needed while sorting. */
struct sorting {
    struct digest *digest;
    const struct registry *registry;
    DigestClass *classes;
    bool *is_name; /* by kind: some annotation of it mentions an entity */
    struct ref_place *places;
    uint32_t *owned; /* by entity: passages that name it */
};

/* Notes are ordered by place; this finds them by ref. */
struct ref_place {
    stet_ref ref;
    uint32_t at;
};

/* ---- classes ----------------------------------------------------------- */

static int by_ref(const void *a, const void *b)
{
    const struct ref_place *left = a, *right = b;

    return left->ref < right->ref ? -1 : left->ref > right->ref;
}

static void index_refs(struct sorting *self)
{
    const struct digest *digest = self->digest;
    uint32_t count = digest->note_count;

    self->places = ARENA_ARRAY(digest->arena, struct ref_place, count + 1);
    for (uint32_t i = 0; i < count; i++)
        self->places[i] = (struct ref_place){digest->notes[i].ref, i};
    if (count)
        qsort(self->places, count, sizeof *self->places, by_ref);
}

/* The note that `ref` names; STET_NONE where there is none. */
static uint32_t find(const struct sorting *self, stet_ref ref)
{
    struct ref_place key = {ref, 0};
    const struct ref_place *found =
        bsearch(&key, self->places, self->digest->note_count,
                sizeof *self->places, by_ref);

    return found ? found->at : STET_NONE;
}

static void find_names(struct sorting *self)
{
    const struct digest *digest = self->digest;
    uint32_t kinds = registry_count(self->registry) + 1;

    self->is_name = ARENA_ARRAY(digest->arena, bool, kinds);
    for (uint32_t i = 0; i < digest->note_count; i++)
        if (digest->notes[i].entity)
            self->is_name[digest->notes[i].kind] = true;
}

/* By what it carries alone; parts are found afterwards. */
static DigestClass class_of(const struct sorting *self, const Note *note)
{
    const KindInfo *kind = registry_kind(self->registry, note->kind);

    if (!kind)
        return DIGEST_OTHER;
    if (kind->is_structure)
        return DIGEST_PASSAGE;
    if (self->is_name[note->kind])
        return note->entity ? DIGEST_MENTION : DIGEST_OTHER;
    bool has_words = note->attr_count > 0 || note->label.len > 0;
    return kind->has_hint || has_words ? DIGEST_FACT : DIGEST_OTHER;
}

/* A fact that a passage links to belongs there; one that links to a mention
 * belongs to whoever that is. */
static void find_parts(struct sorting *self)
{
    const struct digest *digest = self->digest;

    for (uint32_t i = 0; i < digest->note_count; i++) {
        const Note *note = &digest->notes[i];
        for (uint32_t l = 0; l < note->link_count; l++) {
            uint32_t to = find(self, note->links[l].to);
            if (to == STET_NONE)
                continue;
            if (self->classes[i] == DIGEST_PASSAGE &&
                self->classes[to] != DIGEST_MENTION &&
                self->classes[to] != DIGEST_PASSAGE)
                self->classes[to] = DIGEST_PART;
            if (self->classes[i] == DIGEST_FACT &&
                self->classes[to] == DIGEST_MENTION)
                self->classes[i] = DIGEST_PART;
        }
    }
}

static uint32_t count_class(const struct sorting *self, DigestClass wanted)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < self->digest->note_count; i++)
        count += self->classes[i] == wanted;
    return count;
}

static void classify(struct sorting *self)
{
    struct digest *digest = self->digest;

    index_refs(self);
    find_names(self);
    self->classes =
        ARENA_ARRAY(digest->arena, DigestClass, digest->note_count + 1);
    for (uint32_t i = 0; i < digest->note_count; i++)
        self->classes[i] = class_of(self, &digest->notes[i]);
    find_parts(self);
    digest->classes = self->classes;
}

/* ---- passages ---------------------------------------------------------- */

static int by_span(const void *a, const void *b)
{
    const Span *left = a, *right = b;

    return left->start < right->start ? -1 : left->start > right->start;
}

/* The links whose target begins where the passage does are its pieces. */
static stet_role piece_role(const struct sorting *self, const Note *note)
{
    for (uint32_t i = 0; i < note->link_count; i++) {
        uint32_t at = find(self, note->links[i].to);
        if (at != STET_NONE &&
            self->digest->notes[at].span.start == note->span.start)
            return note->links[i].role;
    }
    return 0;
}

static void take_pieces(const struct sorting *self, Passage *passage)
{
    const Note *note = passage->note;
    Span *pieces = ARENA_ARRAY(self->digest->arena, Span, note->link_count + 1);
    uint32_t count = 0;

    passage->piece_role = piece_role(self, note);
    for (uint32_t i = 0; passage->piece_role && i < note->link_count; i++) {
        uint32_t at = find(self, note->links[i].to);
        if (at != STET_NONE && note->links[i].role == passage->piece_role)
            pieces[count++] = self->digest->notes[at].span;
    }
    if (!count)
        pieces[count++] = note->span;
    qsort(pieces, count, sizeof *pieces, by_span);
    passage->pieces = pieces;
    passage->piece_count = count;
}

/* Words for an owner that is no entity: an attribute "speaker-name", or the
 * hint that an editor would show. */
static Str name_in_words(const struct sorting *self, const Note *note)
{
    for (uint32_t i = 0; i < note->attr_count; i++) {
        const stet_attr *attr = &note->attrs[i];
        Str key = registry_name(self->registry, attr->key);
        if (attr->type == STET_ATTR_TEXT && str_ends(key, STR("-name")))
            return attr->text;
    }
    return note->label;
}

static void take_owner(const struct sorting *self, Passage *passage)
{
    const struct analysis *analysis = self->digest->article->analysis;
    const Note *note = passage->note;

    for (uint32_t i = 0; i < note->attr_count; i++) {
        const stet_attr *attr = &note->attrs[i];
        const Entity *entity =
            attr->type == STET_ATTR_ENTITY
                ? analysis_entity(analysis, (stet_entity_id)attr->number)
                : NULL;
        if (!entity)
            continue;
        passage->owner = (stet_entity_id)attr->number;
        passage->who = entity->name;
        self->owned[passage->owner]++;
        return;
    }
    passage->who = name_in_words(self, note);
}

/* Each owner gets a tint at the first passage, in turn; an owner who is no
 * entity gets one by the words, so that it is the same throughout. */
static void tint(const struct sorting *self, uint32_t count, Passage *passages)
{
    const struct digest *digest = self->digest;
    uint32_t entities = analysis_entity_count(digest->article->analysis);
    uint32_t *tints = ARENA_ARRAY(digest->arena, uint32_t, entities + 1);
    uint32_t next = 0;

    for (uint32_t i = 0; i < count; i++) {
        stet_entity_id owner = passages[i].owner;
        if (!owner && passages[i].who.len)
            passages[i].tint = stet_hash(passages[i].who) % TINTS + 1;
        if (!owner)
            continue;
        if (!tints[owner])
            tints[owner] = next++ % TINTS + 1;
        passages[i].tint = tints[owner];
    }
}

static int by_piece(const void *a, const void *b)
{
    const Piece *left = a, *right = b;

    if (left->span.start != right->span.start)
        return left->span.start < right->span.start ? -1 : 1;
    return left->passage < right->passage ? -1 : left->passage > right->passage;
}

static void collect_pieces(struct sorting *self, const Passage *passages)
{
    struct digest *digest = self->digest;
    uint32_t total = 0, at = 0;

    for (uint32_t i = 0; i < digest->passage_count; i++)
        total += passages[i].piece_count;
    Piece *pieces = ARENA_ARRAY(digest->arena, Piece, total + 1);
    for (uint32_t i = 0; i < digest->passage_count; i++)
        for (uint32_t p = 0; p < passages[i].piece_count; p++)
            pieces[at++] = (Piece){passages[i].pieces[p], i};
    if (total)
        qsort(pieces, total, sizeof *pieces, by_piece);
    digest->pieces = pieces;
    digest->piece_count = total;
}

static void collect_passages(struct sorting *self)
{
    struct digest *digest = self->digest;
    uint32_t entities = analysis_entity_count(digest->article->analysis);
    uint32_t count = count_class(self, DIGEST_PASSAGE), at = 0;
    Passage *passages = ARENA_ARRAY(digest->arena, Passage, count + 1);

    self->owned = ARENA_ARRAY(digest->arena, uint32_t, entities + 1);
    for (uint32_t i = 0; i < digest->note_count; i++) {
        if (self->classes[i] != DIGEST_PASSAGE)
            continue;
        passages[at].note = &digest->notes[i];
        take_pieces(self, &passages[at]);
        take_owner(self, &passages[at]);
        at++;
    }
    tint(self, count, passages);
    digest->passages = passages;
    digest->passage_count = count;
    collect_pieces(self, passages);
}

/* ---- facts and cast ---------------------------------------------------- */

static int by_kind(const void *a, const void *b)
{
    const Note *left = *(const Note *const *)a;
    const Note *right = *(const Note *const *)b;

    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    return left < right ? -1 : left > right;
}

static void collect_facts(struct sorting *self)
{
    struct digest *digest = self->digest;
    uint32_t count = count_class(self, DIGEST_FACT), at = 0;
    const Note **facts = ARENA_ARRAY(digest->arena, const Note *, count + 1);

    for (uint32_t i = 0; i < digest->note_count; i++)
        if (self->classes[i] == DIGEST_FACT)
            facts[at++] = &digest->notes[i];
    if (count)
        qsort(facts, count, sizeof *facts, by_kind);
    digest->facts = facts;
    digest->fact_count = count;
}

struct member {
    stet_entity_id id;
    stet_kind kind;
    uint32_t owned, mentions;
};

static int by_weight(const void *a, const void *b)
{
    const struct member *left = a, *right = b;

    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    if (left->owned != right->owned)
        return left->owned > right->owned ? -1 : 1;
    if (left->mentions != right->mentions)
        return left->mentions > right->mentions ? -1 : 1;
    return left->id < right->id ? -1 : left->id > right->id;
}

static void collect_cast(struct sorting *self)
{
    struct digest *digest = self->digest;
    const struct analysis *analysis = digest->article->analysis;
    uint32_t count = analysis_entity_count(analysis), at = 0;
    struct member *members =
        ARENA_ARRAY(digest->arena, struct member, count + 1);
    stet_entity_id *cast =
        ARENA_ARRAY(digest->arena, stet_entity_id, count + 1);

    for (stet_entity_id id = 1; id <= count; id++) {
        const stet_ref *refs;
        const Entity *entity = analysis_entity(analysis, id);
        if (!entity || !entity->name.len)
            continue;
        members[at++] = (struct member){id, entity->kind, self->owned[id],
                                        analysis_mentions(analysis, id, &refs)};
    }
    if (at)
        qsort(members, at, sizeof *members, by_weight);
    for (uint32_t i = 0; i < at; i++)
        cast[i] = members[i].id;
    digest->cast = cast;
    digest->cast_count = at;
}

static uint32_t count_words(const struct version *version)
{
    uint32_t words = 0;

    for (uint32_t i = 0; i < version->count; i++) {
        const stet_tokens *tokens = &block_read(version->blocks[i])->tokens;
        for (uint32_t t = 0; t < tokens->count; t++)
            words += tokens->cls[t] == STET_TOKEN_WORD ||
                     tokens->cls[t] == STET_TOKEN_NUMBER;
    }
    return words;
}

struct digest digest_new(const struct article *article)
{
    struct digest digest = {.article = article, .arena = article->arena};
    struct sorting sorting = {.digest = &digest,
                              .registry = analysis_registry(article->analysis)};
    Span everything = {0, article->text.len};

    digest.note_count = analysis_notes_in(article->analysis, everything,
                                          digest.arena, &digest.notes);
    digest.finding_count =
        article_findings(article, digest.arena, &digest.findings);
    classify(&sorting);
    collect_passages(&sorting);
    collect_facts(&sorting);
    collect_cast(&sorting);
    digest.word_count = count_words(article->version);
    return digest;
}

/* ---- in words ---------------------------------------------------------- */

static const stet_attr *attr_named(const struct digest *self, const Note *note,
                                   Str key)
{
    const struct registry *registry =
        analysis_registry(self->article->analysis);
    stet_key number = registry_find(registry, key);

    return number ? note_attr(note, number) : NULL;
}

/* The digits before the point, from `at`. */
static uint32_t whole_digits(Str text, uint32_t at)
{
    uint32_t start = at;

    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
        at++;
    return at - start;
}

/* Plain decimals of five digits and more get commas; all else stays. */
static void put_decimal(struct out *out, Str text)
{
    uint32_t sign = text.len > 0 && text.ptr[0] == '-';
    uint32_t whole = whole_digits(text, sign), rest = sign + whole;
    bool is_plain = rest == text.len ||
                    (text.ptr[rest] == '.' &&
                     whole_digits(text, rest + 1) == text.len - rest - 1);

    if (whole < 5 || !is_plain) {
        out_str(out, text);
        return;
    }
    out_str(out, str_cut(text, 0, sign));
    for (uint32_t i = 0; i < whole; i++) {
        if (i && (whole - i) % 3 == 0)
            out_char(out, ',');
        out_char(out, text.ptr[sign + i]);
    }
    out_str(out, str_cut(text, rest, text.len));
}

static void put_attr(const struct digest *self, struct out *out,
                     const stet_attr *attr)
{
    const Entity *entity;

    switch (attr->type) {
    case STET_ATTR_TEXT:
        put_decimal(out, attr->text);
        return;
    case STET_ATTR_NUMBER:
        out_format(out, "%lld", (long long)attr->number);
        return;
    case STET_ATTR_ENTITY:
        entity = analysis_entity(self->article->analysis,
                                 (stet_entity_id)attr->number);
        out_str(out, entity ? entity->name : (Str){0});
        return;
    default:
        return;
    }
}

static Str finish(const struct out *out)
{
    return (Str){out->ptr, (uint32_t)out->len};
}

Str digest_value(const struct digest *self, const Note *note)
{
    struct out out = {.arena = self->arena};
    const stet_attr *value = attr_named(self, note, STR("value"));
    const stet_attr *unit = attr_named(self, note, STR("unit"));

    if (value)
        put_attr(self, &out, value);
    if (value && unit)
        out_char(&out, ' ');
    if (unit)
        put_attr(self, &out, unit);
    return finish(&out);
}

/* Between two things that are said. */
static void semicolon(struct out *out)
{
    if (out->len)
        out_str(out, STR("; "));
}

Str digest_remark(const struct digest *self, const Note *note)
{
    const struct registry *registry =
        analysis_registry(self->article->analysis);
    struct out out = {.arena = self->arena};
    bool has_value = attr_named(self, note, STR("value")) != NULL;

    for (uint32_t i = 0; i < note->attr_count; i++) {
        const stet_attr *attr = &note->attrs[i];
        Str key = registry_name(registry, attr->key);
        bool is_how = str_eq(key, STR("how"));
        if (str_eq(key, STR("value")) || str_eq(key, STR("unit")) ||
            (has_value && !is_how && !str_eq(key, STR("mod"))))
            continue;
        semicolon(&out);
        if (!is_how) {
            out_str(&out, key);
            out_char(&out, ' ');
        }
        put_attr(self, &out, attr);
    }
    return finish(&out);
}

Str digest_traits(const struct digest *self, const Entity *entity)
{
    struct out out = {.arena = self->arena};

    for (uint32_t i = 0; i < entity->attr_count; i++) {
        semicolon(&out);
        put_attr(self, &out, &entity->attrs[i]);
    }
    return finish(&out);
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

Str digest_words(const struct digest *self, Span span)
{
    Str text = str_cut(self->article->text, span.start, span.end);
    struct out out = {.arena = self->arena};

    for (uint32_t at = 0; at < text.len; at++) {
        if (!is_blank(text.ptr[at]))
            out_char(&out, text.ptr[at]);
        else if (out.len && out.ptr[out.len - 1] != ' ')
            out_char(&out, ' ');
    }
    while (out.len && out.ptr[out.len - 1] == ' ')
        out.len--;
    return finish(&out);
}

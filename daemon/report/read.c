#include "report/read.h"

#include "report/digest.h"
#include "report/format.h"
#include "report/page.h"
#include "report/paint.h"
#include "report/severity.h"

#define PROSE_MAX 72u  /* columns: longer lines are hard to read */
#define MARGIN_MIN 12u /* columns for who is speaking */
#define MARGIN_MAX 22u
#define NAME_MAX 28u /* columns of the first column of a list */
#define DOT STR(" \xC2\xB7 ")
#define BAR STR("\xE2\x94\x83")

struct reading_page {
    const struct digest *digest;
    const struct registry *registry;
    const Look *look;
    struct out *out;
    struct arena *arena;
    uint32_t prose, margin; /* columns; margin 0: speakers stand in the text */
};

/* ---- what it is -------------------------------------------------------- */

static void put_count(struct out *out, uint32_t count, Str noun)
{
    out_format(out, "%u ", (unsigned)count);
    out_str(out, noun);
    if (count != 1)
        out_char(out, 's');
}

/* "quotation" of "Quotation". */
static Str lower(Str title, struct arena *arena)
{
    Str copy = arena_copy(arena, title);

    if (copy.len && copy.ptr[0] >= 'A' && copy.ptr[0] <= 'Z') {
        char *first = arena_alloc(arena, copy.len);
        memcpy(first, copy.ptr, copy.len);
        first[0] = (char)(first[0] - 'A' + 'a');
        copy.ptr = first;
    }
    return copy;
}

static Str kind_title(const struct reading_page *self, stet_kind kind)
{
    const KindInfo *info = registry_kind(self->registry, kind);

    return info && info->title.len ? info->title
                                   : registry_name(self->registry, kind);
}

/* How many passages there are of each kind, in the order of kinds. */
static void put_passage_counts(const struct reading_page *self)
{
    const struct digest *digest = self->digest;
    uint32_t kinds = registry_count(self->registry) + 1;
    uint32_t *counts = ARENA_ARRAY(self->arena, uint32_t, kinds);

    for (uint32_t i = 0; i < digest->passage_count; i++)
        counts[digest->passages[i].note->kind]++;
    for (uint32_t kind = 1; kind < kinds; kind++) {
        if (!counts[kind])
            continue;
        out_str(self->out, DOT);
        put_count(self->out, counts[kind],
                  lower(kind_title(self, kind), self->arena));
    }
}

static void put_head(const struct reading_page *self)
{
    const struct digest *digest = self->digest;
    const struct article *article = digest->article;
    struct out *out = self->out;

    out_char(out, '\n');
    out_repeat(out, ' ', PAGE_INDENT);
    look_text(self->look, out, STYLE_BOLD, article->name);
    look_style(self->look, out, STYLE_DIM);
    if (article->facts.date.len) {
        out_str(out, DOT);
        out_clean(out, article->facts.date);
    }
    out_str(out, DOT);
    put_count(out, digest->word_count, STR("word"));
    put_passage_counts(self);
    out_str(out, DOT);
    put_count(out, digest->fact_count, STR("fact"));
    if (digest->finding_count) {
        out_str(out, DOT);
        put_count(out, digest->finding_count, STR("finding"));
    }
    look_style(self->look, out, STYLE_PLAIN);
    out_str(out, STR("\n\n"));
}

/* ---- the story --------------------------------------------------------- */

/* Room beside the prose, if there is any. */
static void lay_out(struct reading_page *self)
{
    uint32_t longest = 0, width = self->look->width;

    for (uint32_t i = 0; i < self->digest->passage_count; i++) {
        uint32_t columns = look_columns(self->digest->passages[i].who) + 2;
        longest = columns > longest ? columns : longest;
    }
    if (longest < MARGIN_MIN)
        longest = MARGIN_MIN;
    if (longest > MARGIN_MAX)
        longest = MARGIN_MAX;
    self->margin = width >= 2 * PAGE_INDENT + longest + 2 + 44 ? longest : 0;
    self->prose = width - 2 * PAGE_INDENT;
    if (self->margin)
        self->prose -= self->margin + 2;
    if (self->prose > PROSE_MAX)
        self->prose = PROSE_MAX;
}

/* Whose bar stands beside a line, and whose name is still to be said. */
struct margin_state {
    uint32_t waiting[8]; /* passages, index + 1 */
    uint32_t waiting_count;
};

static void note_starts(const struct painted *painted, uint32_t start,
                        uint32_t end, struct margin_state *state)
{
    for (uint32_t at = start; at < end; at++)
        if (painted->starts_piece[at] && state->waiting_count < 8)
            state->waiting[state->waiting_count++] = painted->passage[at];
}

/* The passage of the last byte in the line that has one. */
static uint32_t passage_in(const struct painted *painted, uint32_t start,
                           uint32_t end)
{
    while (end > start && !painted->passage[end - 1])
        end--;
    return end > start ? painted->passage[end - 1] : 0;
}

static void put_margin(const struct reading_page *self, uint32_t beside,
                       struct margin_state *state)
{
    uint32_t shown = beside;
    Str who = {0};

    if (state->waiting_count) {
        shown = state->waiting[0];
        state->waiting_count--;
        memmove(state->waiting, state->waiting + 1,
                state->waiting_count * sizeof *state->waiting);
        who = self->digest->passages[shown - 1].who;
        if (!who.len)
            who = STR("?");
    }
    if (!shown)
        return;
    Style style = paint_tint_style(self->digest->passages[shown - 1].tint);
    look_text(self->look, self->out, style, BAR);
    if (!who.len)
        return;
    out_char(self->out, ' ');
    if (look_columns(who) + 2 > self->margin)
        page_cell(self->look, self->out, style, who, self->margin - 2);
    else
        look_text(self->look, self->out, style, who);
}

static void put_lead(const struct reading_page *self, const Prose *prose,
                     bool is_first)
{
    out_repeat(self->out, ' ', PAGE_INDENT);
    if (prose->kind == STET_BLOCK_LIST_ITEM)
        out_str(self->out, is_first ? STR("\xE2\x80\xA2 ") : STR("  "));
    if (prose->kind == STET_BLOCK_BLOCKQUOTE)
        look_text(self->look, self->out, STYLE_DIM, STR("\xE2\x94\x82 "));
}

/* Names that found no line of their own beside the words. */
static void put_late_names(const struct reading_page *self, uint32_t columns,
                           struct margin_state *state)
{
    while (self->margin && state->waiting_count) {
        out_repeat(self->out, ' ', PAGE_INDENT + columns + 2);
        put_margin(self, 0, state);
        out_char(self->out, '\n');
    }
}

static bool has_lead(const Prose *prose)
{
    return prose->kind == STET_BLOCK_LIST_ITEM ||
           prose->kind == STET_BLOCK_BLOCKQUOTE;
}

static void put_block(const struct reading_page *self, const Prose *prose,
                      const struct painted *painted)
{
    struct margin_state state = {.waiting_count = 0};
    Str text = {painted->bytes, painted->len};
    uint32_t columns = self->prose - (has_lead(prose) ? 2 : 0);

    for (uint32_t at = 0; at < text.len;) {
        uint32_t end = page_fold(text, at, columns);
        put_lead(self, prose, at == 0);
        paint_write(painted, at, end, self->look, self->out);
        note_starts(painted, at, end, &state);
        uint32_t beside = passage_in(painted, at, end);
        if (self->margin && (beside || state.waiting_count)) {
            uint32_t taken = look_columns(str_cut(text, at, end));
            out_repeat(self->out, ' ', columns - taken + 2);
            put_margin(self, beside, &state);
        }
        out_char(self->out, '\n');
        at = page_skip(text, end);
    }
    put_late_names(self, self->prose, &state);
}

/* Items of one list stand together; all else has a blank line between. */
static bool has_gap(const Prose *above, const Prose *below)
{
    return above &&
           !(above->kind == below->kind && above->kind == STET_BLOCK_LIST_ITEM);
}

static void put_story(const struct reading_page *self)
{
    const struct version *version = self->digest->article->version;
    struct paint_cursor cursor = {.has_tags = !self->margin};
    struct arena scratch = {0};
    const Prose *above = NULL;

    for (uint32_t i = 0; i < version->count; i++) {
        const Prose *prose = &version->blocks[i]->prose;
        struct painted painted =
            paint_block(self->digest, i, &cursor, &scratch);
        if (painted.len) {
            if (has_gap(above, prose))
                out_char(self->out, '\n');
            put_block(self, prose, &painted);
            above = prose;
        }
        arena_reset(&scratch);
    }
    arena_release(&scratch);
}

/* ---- the cast ---------------------------------------------------------- */

/* Passages that each entity owns, and its tint. */
struct owned {
    uint32_t count, tint;
    stet_kind kind;
};

static struct owned *count_owned(const struct reading_page *self)
{
    const struct digest *digest = self->digest;
    uint32_t entities = analysis_entity_count(digest->article->analysis);
    struct owned *owned = ARENA_ARRAY(self->arena, struct owned, entities + 1);

    for (uint32_t i = 0; i < digest->passage_count; i++) {
        const Passage *passage = &digest->passages[i];
        struct owned *of = &owned[passage->owner];
        of->count++;
        of->tint = passage->tint;
        of->kind = passage->note->kind;
    }
    return owned;
}

static uint32_t mention_count(const struct reading_page *self,
                              stet_entity_id id)
{
    const stet_ref *refs;

    return analysis_mentions(self->digest->article->analysis, id, &refs);
}

/* The widest of the first column, within reason. */
static uint32_t widen(uint32_t columns, Str text, uint32_t most)
{
    uint32_t taken = look_columns(text);

    taken = taken > most ? most : taken;
    return taken > columns ? taken : columns;
}

struct cast_columns {
    uint32_t title, name;
};

static struct cast_columns measure_cast(const struct reading_page *self)
{
    const struct digest *digest = self->digest;
    struct cast_columns columns = {0};

    for (uint32_t i = 0; i < digest->cast_count; i++) {
        const Entity *entity =
            analysis_entity(digest->article->analysis, digest->cast[i]);
        columns.title =
            widen(columns.title, kind_title(self, entity->kind), NAME_MAX);
        columns.name = widen(columns.name, entity->name, NAME_MAX);
    }
    return columns;
}

/* Somebody of whom there is something to say has a line; what is only named
 * shares one. */
static bool has_line(const Entity *entity, const struct owned *owned)
{
    return owned->count || entity->attr_count;
}

static void put_member(const struct reading_page *self, stet_entity_id id,
                       const struct owned *owned, struct cast_columns columns)
{
    const Entity *entity = analysis_entity(self->digest->article->analysis, id);
    Str traits = digest_traits(self->digest, entity);
    Style style = owned->tint ? paint_tint_style(owned->tint) : STYLE_BOLD;
    struct out rest = {.arena = self->arena};

    page_cell(self->look, self->out, style, entity->name, columns.name);
    out_str(self->out, STR("  "));
    out_str(&rest, traits);
    if (traits.len)
        out_str(&rest, DOT);
    put_count(&rest, mention_count(self, id), STR("mention"));
    if (owned->count) {
        out_str(&rest, DOT);
        put_count(&rest, owned->count,
                  lower(kind_title(self, owned->kind), self->arena));
    }
    page_text(self->look, self->out, STYLE_PLAIN,
              (Str){rest.ptr, (uint32_t)rest.len},
              PAGE_INDENT + columns.title + columns.name + 4);
}

/* Those of one kind who are only named, from `from` on; where they end. */
static uint32_t put_named(const struct reading_page *self, uint32_t from,
                          const struct owned *owned, uint32_t indent)
{
    const struct digest *digest = self->digest;
    const struct analysis *analysis = digest->article->analysis;
    stet_kind kind = analysis_entity(analysis, digest->cast[from])->kind;
    struct out line = {.arena = self->arena};
    uint32_t i = from;

    for (; i < digest->cast_count; i++) {
        stet_entity_id id = digest->cast[i];
        const Entity *entity = analysis_entity(analysis, id);
        if (entity->kind != kind || has_line(entity, &owned[id]))
            break;
        if (line.len)
            out_str(&line, DOT);
        out_str(&line, entity->name);
        uint32_t mentions = mention_count(self, id);
        if (mentions > 1)
            out_format(&line, " \xC3\x97%u", (unsigned)mentions);
    }
    page_text(self->look, self->out, STYLE_PLAIN,
              (Str){line.ptr, (uint32_t)line.len}, indent);
    return i;
}

static void put_cast(const struct reading_page *self)
{
    const struct digest *digest = self->digest;
    struct cast_columns columns = measure_cast(self);
    struct owned *owned = count_owned(self);
    stet_kind last = 0;

    if (!digest->cast_count)
        return;
    page_title(self->look, self->out, STR("Cast"));
    for (uint32_t i = 0; i < digest->cast_count;) {
        stet_entity_id id = digest->cast[i];
        const Entity *entity = analysis_entity(digest->article->analysis, id);
        Str title =
            entity->kind != last ? kind_title(self, entity->kind) : (Str){0};
        out_repeat(self->out, ' ', PAGE_INDENT);
        page_cell(self->look, self->out, STYLE_DIM, title, columns.title);
        out_str(self->out, STR("  "));
        last = entity->kind;
        if (has_line(entity, &owned[id])) {
            put_member(self, id, &owned[id], columns);
            i++;
        } else {
            i = put_named(self, i, owned, PAGE_INDENT + columns.title + 2);
        }
    }
}

/* ---- quotations and their like ----------------------------------------- */

/* The pieces, with an ellipsis where words of the story lie between. */
static Str passage_words(const struct reading_page *self,
                         const Passage *passage)
{
    struct out out = {.arena = self->arena};

    for (uint32_t i = 0; i < passage->piece_count; i++) {
        if (i)
            out_str(&out, STR(" \xE2\x80\xA6 "));
        out_str(&out, digest_words(self->digest, passage->pieces[i]));
    }
    return (Str){out.ptr, (uint32_t)out.len};
}

static void join(struct out *out, Str key, Str words)
{
    if (out->len)
        out_str(out, DOT);
    out_str(out, key);
    if (key.len && words.len)
        out_char(out, ' ');
    out_str(out, words);
}

/* "source he · cue told · addressee reporters · direct · line 7". */
static Str passage_remark(const struct reading_page *self,
                          const Passage *passage)
{
    const struct digest *digest = self->digest;
    const Note *note = passage->note;
    struct out out = {.arena = self->arena};
    Note part;

    for (uint32_t i = 0; i < note->link_count; i++) {
        const NoteLink *link = &note->links[i];
        if (link->role == passage->piece_role ||
            !analysis_note(digest->article->analysis, link->to, self->arena,
                           &part))
            continue;
        Str words = digest_words(digest, part.span);
        if (!str_eq(words, passage->who))
            join(&out, registry_name(self->registry, link->role), words);
    }
    for (uint32_t i = 0; i < note->attr_count; i++)
        if (note->attrs[i].type == STET_ATTR_TEXT &&
            !str_eq(note->attrs[i].text, passage->who))
            join(&out, (Str){0}, note->attrs[i].text);
    struct out line = {.arena = self->arena};
    out_format(&line, "line %u",
               (unsigned)format_pos(digest->article, note->span.start).line);
    join(&out, (Str){0}, (Str){line.ptr, (uint32_t)line.len});
    return (Str){out.ptr, (uint32_t)out.len};
}

static void put_passage(const struct reading_page *self, const Passage *passage,
                        uint32_t name)
{
    Style style = paint_tint_style(passage->tint);
    uint32_t indent = PAGE_INDENT + name + 2;

    out_repeat(self->out, ' ', PAGE_INDENT);
    page_cell(self->look, self->out, style,
              passage->who.len ? passage->who : STR("?"), name);
    out_str(self->out, STR("  "));
    page_text(self->look, self->out, STYLE_PLAIN, passage_words(self, passage),
              indent);
    out_repeat(self->out, ' ', indent);
    page_text(self->look, self->out, STYLE_DIM, passage_remark(self, passage),
              indent);
}

static void put_passages(const struct reading_page *self)
{
    const struct digest *digest = self->digest;
    uint32_t kinds = registry_count(self->registry) + 1, name = 1;

    for (uint32_t i = 0; i < digest->passage_count; i++)
        name = widen(name, digest->passages[i].who, NAME_MAX);
    for (stet_kind kind = 1; kind < kinds; kind++) {
        const KindInfo *info = registry_kind(self->registry, kind);
        bool has_title = false;
        for (uint32_t i = 0;
             info && info->is_structure && i < digest->passage_count; i++) {
            if (digest->passages[i].note->kind != kind)
                continue;
            if (!has_title) {
                struct out title = {.arena = self->arena};
                out_str(&title, kind_title(self, kind));
                out_char(&title, 's');
                page_title(self->look, self->out,
                           (Str){title.ptr, (uint32_t)title.len});
            }
            has_title = true;
            put_passage(self, &digest->passages[i], name);
        }
    }
}

/* ---- facts ------------------------------------------------------------- */

static void put_fact(const struct reading_page *self, const Note *note,
                     Str title, struct cast_columns columns)
{
    struct out *out = self->out;
    Str value = digest_value(self->digest, note);
    Str remark = digest_remark(self->digest, note);
    struct out rest = {.arena = self->arena};

    out_repeat(out, ' ', PAGE_INDENT);
    page_cell(self->look, out, STYLE_DIM, title, columns.title);
    out_str(out, STR("  "));
    page_cell(self->look, out, STYLE_PLAIN,
              digest_words(self->digest, note->span), columns.name);
    out_str(out, STR("  "));
    look_text(self->look, out, STYLE_BOLD, value);
    if (value.len && remark.len)
        out_str(&rest, STR("  "));
    out_str(&rest, remark);
    page_text(self->look, out, STYLE_DIM, (Str){rest.ptr, (uint32_t)rest.len},
              PAGE_INDENT + columns.title + columns.name + 4);
}

static void put_facts(const struct reading_page *self)
{
    const struct digest *digest = self->digest;
    struct cast_columns columns = {0};
    stet_kind last = 0;

    if (!digest->fact_count)
        return;
    for (uint32_t i = 0; i < digest->fact_count; i++) {
        const Note *note = digest->facts[i];
        columns.title =
            widen(columns.title, kind_title(self, note->kind), NAME_MAX);
        columns.name =
            widen(columns.name, digest_words(digest, note->span), NAME_MAX);
    }
    page_title(self->look, self->out, STR("Facts"));
    for (uint32_t i = 0; i < digest->fact_count; i++) {
        const Note *note = digest->facts[i];
        put_fact(self, note,
                 note->kind != last ? kind_title(self, note->kind) : (Str){0},
                 columns);
        last = note->kind;
    }
}

/* ---- what to look at --------------------------------------------------- */

static void put_findings(const struct reading_page *self)
{
    const struct digest *digest = self->digest;
    FormatRun run = {.registry = self->registry, .look = *self->look};

    if (!digest->finding_count)
        return;
    page_title(self->look, self->out, STR("To look at"));
    format_text.story(&run, digest->article, digest->finding_count,
                      digest->findings, self->out);
}

void read_write(const struct article *article, const Look *look,
                struct out *out)
{
    struct digest digest = digest_new(article);
    struct reading_page self = {
        .digest = &digest,
        .registry = analysis_registry(article->analysis),
        .look = look,
        .out = out,
        .arena = article->arena,
    };

    lay_out(&self);
    put_head(&self);
    put_story(&self);
    put_cast(&self);
    put_passages(&self);
    put_facts(&self);
    put_findings(&self);
    out_char(out, '\n');
}

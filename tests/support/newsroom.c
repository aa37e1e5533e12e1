#include "support/newsroom.h"

#include "engine/notes.h"
#include "engine/story_sink.h"
#include "stet/text.h"

#include <stdlib.h>

enum { NAME, QUOTE, DATE, FIGURE, LAYERS };

struct newsroom {
    struct registry *registry;
    struct pipeline pipeline;
    struct annotator annotators[LAYERS];
    AnnotatorInfo infos[LAYERS];
    uint32_t seen[LAYERS][2];
    bool is_there[2];
};

static uint32_t number(const struct newsroom *self, const char *name)
{
    return registry_find(self->registry, str_from_c(name));
}

/* ---- words -------------------------------------------------------------- */

/* A word that is an annotation, with up to two attributes. */
struct entry {
    const char *word, *kind;
    const char *key, *value, *key2, *value2;
    const char *label;
    uint32_t layer;
};

static const struct entry entries[] = {
    {"keane", "name/person", 0, 0, 0, 0, 0, NAME},
    {"okri", "name/person", 0, 0, 0, 0, 0, NAME},
    {"she", "name/pronoun", 0, 0, 0, 0, 0, NAME},
    {"minister", "name/role", 0, 0, 0, 0, 0, NAME},
    {"tuesday", "date/date", "value", "2026-03-03", "how",
     "the day before the story's date", "3 March", DATE},
    {"someday", "date/date", "symbolic", "FUTURE", 0, 0, 0, DATE},
    {"twelve", "figure/cardinal", "value", "12", 0, 0, 0, FIGURE},
    {"m", "figure/money", "value", "3000000.50", "unit", "GBP", 0, FIGURE},
    {"half", "figure/percent", "value", "50", "unit", "%", 0, FIGURE},
    {"largest", "figure/superlative", "scope", "in town", 0, 0, 0, FIGURE},
};

static stet_attr text_attr(const struct newsroom *self, const char *key,
                           const char *value)
{
    return (stet_attr){number(self, key), STET_ATTR_TEXT, 0, str_from_c(value)};
}

static const struct entry *entry_of(Str folded, uint32_t layer)
{
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        if (entries[i].layer == layer && stet_is(folded, entries[i].word))
            return &entries[i];
    return NULL;
}

static stet_ref emit(const struct newsroom *self, struct block_sink *sink,
                     const struct entry *entry, Span span, stet_link *link)
{
    stet_attr attrs[2];
    uint32_t count = 0;

    if (entry->key)
        attrs[count++] = text_attr(self, entry->key, entry->value);
    if (entry->key2)
        attrs[count++] = text_attr(self, entry->key2, entry->value2);
    stet_annotation note = {.size = sizeof note,
                            .kind = number(self, entry->kind),
                            .span = span,
                            .confidence = 900,
                            .attr_count = count,
                            .attrs = attrs,
                            .link_count = link != NULL,
                            .links = link,
                            .label = str_from_c(entry->label)};
    return block_sink_add(sink, &note);
}

static void find_feb(const struct newsroom *self, struct block_sink *sink,
                     Span span)
{
    stet_place place = {STET_NO_REF, 0, span};
    stet_edit edit = {place, STR("March")};
    stet_fix fix = {sizeof fix, 1, STR("Change to “March”"), 1, &edit};
    const stet_fix *fixes[] = {&fix};
    stet_related related = {place, STR("It ends here")};
    stet_finding finding = {.size = sizeof finding,
                            .rule = number(self, "date/impossible"),
                            .severity = STET_WARNING,
                            .place = place,
                            .message = STR("Feb is, 100 %: over"),
                            .confidence = 950,
                            .related_count = 1,
                            .related = &related,
                            .fix_count = 1,
                            .fixes = fixes};
    block_sink_finding(sink, &finding);
}

static int read_words(const struct newsroom *self, const stet_block *block,
                      struct block_sink *sink, uint32_t layer)
{
    const stet_tokens *tokens = block->tokens;

    for (uint32_t i = block->first_own; i < block->end_own; i++) {
        const struct entry *entry = entry_of(tokens->folded[i], layer);
        Span span = {tokens->start[i], tokens->end[i]};
        if (layer == FIGURE && stet_token_is(tokens, i, "crash"))
            return -5;
        if (layer == DATE && stet_token_is(tokens, i, "feb"))
            find_feb(self, sink, span);
        if (!entry)
            continue;
        stet_link link = {STET_NO_REF, number(self, "person"), 0};
        if (stet_is(tokens->folded[i], "minister") && i + 1 < block->end_own) {
            const struct entry *person = entry_of(tokens->folded[i + 1], layer);
            Span next = {tokens->start[i + 1], tokens->end[i + 1]};
            if (person) {
                link.to = emit(self, sink, person, next, NULL);
                emit(self, sink, entry, span, &link);
                i++;
                continue;
            }
        }
        emit(self, sink, entry, span, NULL);
    }
    return 0;
}

static int name_block(void *self, const stet_block *block,
                      struct block_sink *sink)
{
    return read_words(self, block, sink, NAME);
}

static int date_block(void *self, const stet_block *block,
                      struct block_sink *sink)
{
    return read_words(self, block, sink, DATE);
}

static int figure_block(void *self, const stet_block *block,
                        struct block_sink *sink)
{
    return read_words(self, block, sink, FIGURE);
}

/* ---- who is who --------------------------------------------------------- */

static stet_entity_id person(const struct newsroom *self,
                             struct story_sink *sink, const char *name,
                             stet_ref canonical, bool is_keane)
{
    stet_attr attrs[2] = {text_attr(self, "role", "harbour master"),
                          text_attr(self, "age", "62")};
    stet_entity entity = {.size = sizeof entity,
                          .kind = number(self, "name/person"),
                          .name = str_from_c(name),
                          .canonical = canonical,
                          .attr_count = is_keane ? 2 : 0,
                          .attrs = attrs};

    return (stet_entity_id)story_sink_entity(sink, &entity);
}

static int name_story(void *self_, const stet_story *story,
                      struct story_sink *sink)
{
    const struct newsroom *self = self_;
    stet_entity_id keane = 0, okri = 0, last = 0;

    for (uint32_t b = 0; b < story->block_count; b++) {
        const stet_layer *names = story->blocks[b]->layers[0];
        for (uint32_t i = 0; i < names->count; i++) {
            stet_ref ref = STET_REF(0, b, i);
            Str text = story_sink_text(sink, ref);
            if (names->kind[i] == number(self, "name/role"))
                continue;
            if (stet_is(text, "Keane"))
                last = keane =
                    keane ? keane
                          : person(self, sink, "Maria Keane", ref, true);
            else if (stet_is(text, "Okri"))
                last = okri =
                    okri ? okri : person(self, sink, "Tom Okri", ref, false);
            if (last)
                story_sink_mention(sink, last, ref);
        }
    }
    return 0;
}

/* ---- who says what ------------------------------------------------------ */

static stet_ref part(const struct newsroom *self, struct block_sink *sink,
                     const char *kind, const stet_tokens *tokens,
                     uint32_t first, uint32_t end)
{
    stet_annotation note = {.size = sizeof note,
                            .kind = number(self, kind),
                            .span = stet_bytes(tokens, first, end),
                            .confidence = 900};

    return block_sink_add(sink, &note);
}

static void quotation(const struct newsroom *self, const stet_block *block,
                      struct block_sink *sink, uint32_t open, uint32_t close)
{
    const stet_tokens *tokens = block->tokens;
    stet_link links[3];
    uint32_t count = 0;
    stet_attr attr = text_attr(self, "type", "direct");

    links[count++] =
        (stet_link){part(self, sink, "quote/content", tokens, open, close),
                    number(self, "content"), 0};
    if (close + 1 < block->end_own && tokens->cls[close] == STET_TOKEN_WORD) {
        links[count++] = (stet_link){
            part(self, sink, "quote/source", tokens, close, close + 1),
            number(self, "source"), 0};
        links[count++] = (stet_link){
            part(self, sink, "quote/cue", tokens, close + 1, close + 2),
            number(self, "cue"), 0};
    }
    stet_annotation note = {.size = sizeof note,
                            .kind = number(self, "quote/quotation"),
                            .span = stet_bytes(tokens, open, close),
                            .confidence = 980,
                            .attr_count = 1,
                            .attrs = &attr,
                            .link_count = count,
                            .links = links};
    block_sink_add(sink, &note);
}

static void scare(const struct newsroom *self, const stet_tokens *tokens,
                  struct block_sink *sink, uint32_t open, uint32_t close)
{
    stet_attr attr = text_attr(self, "kind", "term");
    stet_annotation note = {.size = sizeof note,
                            .kind = number(self, "quote/not-speech"),
                            .span = stet_bytes(tokens, open, close),
                            .confidence = 800,
                            .attr_count = 1,
                            .attrs = &attr};

    block_sink_add(sink, &note);
}

static int quote_block(void *self, const stet_block *block,
                       struct block_sink *sink)
{
    const stet_tokens *tokens = block->tokens;

    for (uint32_t i = block->first_own; i < block->end_own; i++) {
        if (tokens->cls[i] != STET_TOKEN_QUOTE_OPEN ||
            tokens->mate[i] == STET_NONE)
            continue;
        uint32_t close = tokens->mate[i] + 1;
        if (i > 0 && stet_token_is(tokens, i - 1, "called"))
            scare(self, tokens, sink, i, close);
        else
            quotation(self, block, sink, i, close);
        i = close - 1;
    }
    return 0;
}

/* The entity of the name that stands on token `at` of block `b`. */
static stet_entity_id entity_on(struct story_sink *sink,
                                const stet_layer *names, uint32_t b,
                                uint32_t at)
{
    for (uint32_t i = 0; i < names->count; i++)
        if (names->tokens[i].start == at)
            return story_sink_entity_of(sink, STET_REF(1, b, i));
    return 0;
}

static void name_speaker(const struct newsroom *self, struct story_sink *sink,
                         const stet_story_block *block, uint32_t b, uint32_t i)
{
    const stet_layer *quotes = block->layers[0];
    uint32_t behind = quotes->tokens[i].end;
    stet_entity_id id = entity_on(sink, block->layers[1], b, behind);
    stet_attr attr =
        id ? (stet_attr){number(self, "speaker"), STET_ATTR_ENTITY, id, {0}}
           : text_attr(self, "speaker-name", "somebody");
    stet_amendment change = {.size = sizeof change,
                             .confidence = STET_NONE,
                             .attr_count = 1,
                             .attrs = &attr};

    story_sink_amend(sink, STET_REF(0, b, i), &change);
}

static int quote_story(void *self_, const stet_story *story,
                       struct story_sink *sink)
{
    const struct newsroom *self = self_;
    uint32_t quotation_kind = number(self, "quote/quotation");

    for (uint32_t b = 0; b < story->block_count; b++) {
        const stet_layer *quotes = story->blocks[b]->layers[0];
        for (uint32_t i = 0; i < quotes->count; i++)
            if (quotes->kind[i] == quotation_kind)
                name_speaker(self, sink, story->blocks[b], b, i);
    }
    return 0;
}

/* ---- the pipeline ------------------------------------------------------- */

static const struct {
    const char *name, *title;
    uint32_t layer;
    bool is_structure;
} kinds[] = {
    {"name/person", "Person", NAME, false},
    {"name/pronoun", "Pronoun", NAME, false},
    {"name/role", "Role", NAME, false},
    {"quote/quotation", "Quotation", QUOTE, true},
    {"quote/content", "Content", QUOTE, false},
    {"quote/source", "Source", QUOTE, false},
    {"quote/cue", "Cue", QUOTE, false},
    {"quote/not-speech", "Not speech", QUOTE, false},
    {"date/date", "Date", DATE, false},
    {"figure/cardinal", "Number", FIGURE, false},
    {"figure/money", "Money", FIGURE, false},
    {"figure/percent", "Share", FIGURE, false},
    {"figure/superlative", "Superlative", FIGURE, false},
};

static void declare(struct newsroom *self)
{
    static const char *const names[] = {
        "value", "unit",   "mod",          "how",    "symbolic", "scope",
        "type",  "kind",   "speaker",      "person", "content",  "source",
        "cue",   "medium", "speaker-name", "role",   "age",      "addressee"};
    RuleInfo rule = {STR("No such day"), STET_WARNING, self->seen[DATE][0]};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        KindInfo info = {.title = str_from_c(kinds[i].title),
                         .layer = self->seen[kinds[i].layer][0],
                         .is_structure = kinds[i].is_structure,
                         .is_text = true};
        registry_set_kind(
            self->registry,
            registry_intern(self->registry, str_from_c(kinds[i].name)), &info);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        registry_intern(self->registry, str_from_c(names[i]));
    registry_set_rule(self->registry,
                      registry_intern(self->registry, STR("date/impossible")),
                      &rule);
}

struct newsroom *newsroom_new(void)
{
    static const char *const layers[] = {"name", "quote", "date", "figure"};
    struct newsroom *self = calloc(1, sizeof *self);

    self->registry = registry_new();
    self->is_there[0] = self->is_there[1] = true;
    for (uint32_t i = 0; i < LAYERS; i++) {
        self->seen[i][0] =
            registry_layer(self->registry, str_from_c(layers[i]));
        self->infos[i] = (AnnotatorInfo){.id = str_from_c(layers[i]),
                                         .layer = self->seen[i][0],
                                         .seen_count = i == QUOTE ? 2 : 1,
                                         .seen = self->seen[i],
                                         .is_there = self->is_there,
                                         .has_block = true,
                                         .has_story = i == NAME || i == QUOTE};
        self->annotators[i] =
            (struct annotator){.info = &self->infos[i], .self = self};
    }
    self->seen[QUOTE][1] = self->seen[NAME][0];
    self->annotators[NAME].block = name_block;
    self->annotators[NAME].story = name_story;
    self->annotators[QUOTE].block = quote_block;
    self->annotators[QUOTE].story = quote_story;
    self->annotators[DATE].block = date_block;
    self->annotators[FIGURE].block = figure_block;
    declare(self);
    self->pipeline =
        (struct pipeline){self->registry, LAYERS, self->annotators};
    return self;
}

void newsroom_free(struct newsroom *self)
{
    registry_free(self->registry);
    free(self);
}

const struct registry *newsroom_registry(const struct newsroom *self)
{
    return self->registry;
}

struct pipeline *newsroom_pipeline(struct newsroom *self)
{
    return &self->pipeline; /* the annotators have no state of their own */
}

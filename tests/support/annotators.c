#include "support/annotators.h"

#include "engine/notes.h"
#include "engine/story_sink.h"
#include "stet/text.h"

static uint32_t number(const struct fake_pipeline *self, const char *name)
{
    return registry_find(self->registry, str_from_c(name));
}

/* ---- word -------------------------------------------------------------- */

static int word_block(void *self_, const stet_block *block,
                      struct block_sink *sink)
{
    const struct fake_pipeline *self = self_;
    const stet_tokens *tokens = block->tokens;
    stet_link link = {STET_NO_REF, number(self, "before"), 0};

    for (uint32_t i = block->first_own; i < block->end_own; i++) {
        if (!(tokens->flags[i] & STET_TOKEN_CAPITAL))
            continue;
        stet_attr attr = {number(self, "text"), STET_ATTR_TEXT, 0,
                          tokens->folded[i]};
        stet_annotation note = {.size = sizeof note,
                                .kind = number(self, "word/capital"),
                                .span = {tokens->start[i], tokens->end[i]},
                                .confidence = 500,
                                .attr_count = 1,
                                .attrs = &attr,
                                .link_count = link.to != STET_NO_REF,
                                .links = &link};
        link.to = block_sink_add(sink, &note);
        if (stet_token_is(tokens, i, "todo")) {
            stet_finding finding = {.size = sizeof finding,
                                    .rule = number(self, "word/todo"),
                                    .severity = STET_WARNING,
                                    .place = {link.to, 0, {0, 0}},
                                    .message = STR("Something is left to do"),
                                    .confidence = 1000};
            block_sink_finding(sink, &finding);
        }
    }
    return 0;
}

/* ---- near -------------------------------------------------------------- */

static int near_block(void *self_, const stet_block *block,
                      struct block_sink *sink)
{
    const struct fake_pipeline *self = self_;
    const stet_tokens *tokens = block->tokens;
    char label[256];
    size_t len = 0;

    for (uint32_t i = 0; i < tokens->count; i++)
        if (i < block->first_own || i >= block->end_own)
            len += (size_t)snprintf(label + len, sizeof label - len, "%.*s ",
                                    (int)(tokens->folded[i].len % 20),
                                    tokens->folded[i].ptr);
    if (block->first_own == block->end_own)
        return 0;
    stet_annotation note = {
        .size = sizeof note,
        .kind = number(self, "near/around"),
        .span = stet_bytes(tokens, block->first_own, block->end_own),
        .confidence = 1000,
        .label = {label, (uint32_t)len}};
    block_sink_add(sink, &note);
    return 0;
}

/* ---- cast -------------------------------------------------------------- */

/* The entity of that name, or 0: tests have few, so a search will do. */
static stet_entity_id find_entity(struct story_sink *sink, Str name,
                                  uint32_t count)
{
    for (stet_entity_id id = 1; id <= count; id++)
        if (str_eq(story_sink_entity_info(sink, id)->name, name))
            return id;
    return 0;
}

struct casting {
    const struct fake_pipeline *self;
    struct story_sink *sink;
    uint32_t count; /* entities */
    uint32_t seen[256];
};

/* The entity goes to the first `word` note; `cast` emits a note of its own on
 * each, since a mention must be of the own layer. */
static void cast_word(struct casting *self, const stet_story_block *block,
                      uint32_t b, uint32_t i)
{
    const stet_layer *words = block->layers[1];
    stet_ref word = STET_REF(1, b, i);
    const stet_attr *text =
        story_sink_attribute(self->sink, word, number(self->self, "text"));
    stet_entity_id id = find_entity(self->sink, text->text, self->count);

    if (!id && self->count < 255) {
        stet_entity entity = {.size = sizeof entity,
                              .kind = number(self->self, "cast/thing"),
                              .name = text->text,
                              .canonical = word};
        id = (stet_entity_id)story_sink_entity(self->sink, &entity);
        self->count++;
        story_sink_complete(self->sink, text->text, STR("a word"));
    }
    if (!id)
        return;
    stet_attr owner = {number(self->self, "owner"), STET_ATTR_ENTITY, id, {0}};
    stet_link link = {word, number(self->self, "of"), 0};
    stet_annotation note = {.size = sizeof note,
                            .kind = number(self->self, "cast/mention"),
                            .block = b,
                            .span = words->tokens[i],
                            .confidence = 700,
                            .attr_count = 1,
                            .attrs = &owner,
                            .link_count = 1,
                            .links = &link};
    stet_ref ref = story_sink_add(self->sink, &note);
    story_sink_mention(self->sink, id, ref);
    if (str_eq(text->text, STR("never")))
        story_sink_retract(self->sink, ref);
    if (++self->seen[id] == 4) {
        stet_finding finding = {.size = sizeof finding,
                                .rule = number(self->self, "cast/often"),
                                .severity = STET_INFORMATION,
                                .place = {word, 0, {0, 0}},
                                .message = STR("This word stands here often")};
        story_sink_finding(self->sink, &finding);
    }
}

static int cast_story(void *self_, const stet_story *story,
                      struct story_sink *sink)
{
    struct casting casting = {.self = self_, .sink = sink};

    for (uint32_t b = 0; b < story->block_count; b++)
        for (uint32_t i = 0; i < story->blocks[b]->layers[1]->count; i++)
            cast_word(&casting, story->blocks[b], b, i);
    return 0;
}

/* ---- the pipeline ------------------------------------------------------ */

static void declare(struct fake_pipeline *self, const char *kind,
                    uint32_t layer)
{
    KindInfo info = {.title = str_from_c(kind), .layer = layer};

    registry_set_kind(self->registry,
                      registry_intern(self->registry, str_from_c(kind)), &info);
}

void fake_pipeline_init(struct fake_pipeline *self)
{
    static const char *const names[] = {"word", "near", "cast"};
    static const char *const others[] = {"text", "before",    "owner",
                                         "of",   "word/todo", "cast/often"};

    *self = (struct fake_pipeline){.registry = registry_new()};
    for (uint32_t i = 0; i < 3; i++) {
        self->seen[i][0] = registry_layer(self->registry, str_from_c(names[i]));
        self->is_there[i][0] = self->is_there[i][1] = true;
        self->infos[i] = (AnnotatorInfo){.id = str_from_c(names[i]),
                                         .layer = self->seen[i][0],
                                         .seen_count = i == 2 ? 2 : 1,
                                         .seen = self->seen[i],
                                         .is_there = self->is_there[i],
                                         .reach_tokens = i == 1 ? 3 : 0,
                                         .has_block = i < 2,
                                         .has_story = i == 2};
        self->annotators[i].info = &self->infos[i];
        self->annotators[i].self = self;
    }
    self->seen[2][1] = self->seen[0][0];
    self->annotators[0].block = word_block;
    self->annotators[1].block = near_block;
    self->annotators[2].story = cast_story;
    declare(self, "word/capital", self->seen[0][0]);
    declare(self, "near/around", self->seen[1][0]);
    declare(self, "cast/mention", self->seen[2][0]);
    declare(self, "cast/thing", self->seen[2][0]);
    for (uint32_t i = 0; i < 6; i++)
        registry_intern(self->registry, str_from_c(others[i]));
    self->pipeline = (struct pipeline){self->registry, 3, self->annotators};
}

void fake_pipeline_release(struct fake_pipeline *self)
{
    registry_free(self->registry);
}

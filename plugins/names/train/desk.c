#include "names/train/desk.h"

#include "stet/text.h"
#include "text/tokens.h"

#include <stdlib.h>

struct desk_block {
    uint32_t start; /* byte of the story */
    struct reading reading;
    stet_layer layer;
    uint32_t first_note, note_count;
    stet_story_block story;
    const stet_layer *layers[2];
};

#define GROW(self, items, count, room)                                         \
    do {                                                                       \
        if ((self)->count == (self)->room) {                                   \
            uint32_t more = (self)->room ? (self)->room * 2 : 64;              \
            void *copy =                                                       \
                arena_array(&(self)->arena, more, sizeof *(self)->items);      \
            if ((self)->count)                                                 \
                memcpy(copy, (self)->items,                                    \
                       (self)->count * sizeof *(self)->items);                 \
            (self)->items = copy;                                              \
            (self)->room = more;                                               \
        }                                                                      \
    } while (0)

static uint32_t register_name(void *at, stet_str name)
{
    struct desk *self = at;

    for (uint32_t i = 1; i <= self->name_count; i++)
        if (stet_equal(self->names[i], name))
            return i;
    if (self->name_count == 255)
        return 0;
    self->names[++self->name_count] = name;
    return self->name_count;
}

static Str name_of(const struct desk *self, uint32_t number)
{
    return number <= self->name_count ? self->names[number] : (Str){"", 0};
}

static void copy_note(struct desk *self, struct desk_note *note,
                      const stet_annotation *from)
{
    note->kind = name_of(self, from->kind);
    note->confidence = from->confidence;
    for (uint32_t i = 0; i < from->attr_count && i < DESK_ATTRS; i++) {
        note->attrs[i] = from->attrs[i];
        note->attrs[i].text = arena_copy(&self->arena, from->attrs[i].text);
        note->attr_count++;
    }
    for (uint32_t i = 0; i < from->link_count && i < DESK_ATTRS; i++)
        note->links[note->link_count++] = from->links[i];
}

static stet_ref emit(void *at, const stet_annotation *from)
{
    struct desk *self = at;
    uint32_t b = self->in_story ? from->block : self->current;
    struct desk_block *block = &self->blocks[b];
    const stet_tokens *tokens = &block->reading.tokens;
    struct desk_note *note;
    Span bytes = from->span, span = {0, 0};

    if (self->in_story)
        bytes = stet_bytes(tokens, from->span.start, from->span.end);
    while (span.start < tokens->count && tokens->end[span.start] <= bytes.start)
        span.start++;
    span.end = span.start;
    while (span.end < tokens->count && tokens->start[span.end] < bytes.end)
        span.end++;
    if (span.end <= span.start || from->kind == 0) {
        self->refused++;
        return STET_REFUSED;
    }
    GROW(self, notes, note_count, note_room);
    note = &self->notes[self->note_count];
    *note = (struct desk_note){
        .block = b,
        .bytes = {block->start + bytes.start, block->start + bytes.end},
        .tokens = span,
    };
    copy_note(self, note, from);
    if (self->in_story)
        return STET_REF(0, b, 0x8000000u | self->note_count++);
    note->emitted = self->note_count - block->first_note;
    self->note_count++;
    return STET_REF(0, 0, note->emitted);
}

/* A story pass's ref: blocks' notes by place, new ones by a high bit. */
static struct desk_note *note_of(struct desk *self, stet_ref ref)
{
    uint32_t index = STET_REF_INDEX(ref), b = STET_REF_BLOCK(ref);

    if (ref == STET_NO_REF || b >= self->block_count)
        return NULL;
    if (index & 0x8000000u)
        index &= 0x7FFFFFFu;
    else
        index += self->blocks[b].first_note;
    return index < self->note_count ? &self->notes[index] : NULL;
}

static Span bytes_of(struct desk *self, const stet_place *place)
{
    struct desk_note *note = note_of(self, place->ref);
    Span span;

    if (note)
        return note->bytes;
    if (place->block >= self->block_count)
        return (Span){0, 0};
    span = stet_bytes(&self->blocks[place->block].reading.tokens,
                      place->span.start, place->span.end);
    span.start += self->blocks[place->block].start;
    span.end += self->blocks[place->block].start;
    return span;
}

static uint64_t finding(void *at, const stet_finding *from)
{
    struct desk *self = at;

    GROW(self, findings, finding_count, finding_room);
    self->findings[self->finding_count++] = (struct desk_finding){
        .rule = name_of(self, from->rule),
        .message = arena_copy(&self->arena, from->message),
        .bytes = bytes_of(self, &from->place),
        .related_count = from->related_count,
        .fix = from->fix_count && from->fixes[0]->edit_count
                   ? arena_copy(&self->arena, from->fixes[0]->edits[0].text)
                   : (Str){"", 0},
    };
    return 0;
}

static uint32_t cancelled(void *self)
{
    return 0;
}

static void reason(void *self, const stet_place *place, stet_str words)
{
}

static uint64_t amend(void *at, stet_ref ref, const stet_amendment *change)
{
    struct desk_note *note = note_of(at, ref);

    if (!note)
        return STET_REFUSED;
    if (change->confidence != STET_NONE)
        note->confidence = change->confidence;
    return 0;
}

static uint64_t retract(void *at, stet_ref ref)
{
    struct desk_note *note = note_of(at, ref);

    if (!note)
        return STET_REFUSED;
    note->retracted = 1;
    return 0;
}

static uint64_t entity(void *at, const stet_entity *from)
{
    struct desk *self = at;
    struct desk_entity *one;

    GROW(self, entities, entity_count, entity_room);
    if (self->entity_count == 0)
        self->entity_count = 1; /* 0 is none */
    one = &self->entities[self->entity_count];
    *one = (struct desk_entity){.kind = name_of(self, from->kind),
                                .name = arena_copy(&self->arena, from->name)};
    for (uint32_t i = 0; i < from->attr_count; i++) {
        Str key = name_of(self, from->attrs[i].key);
        Str text = arena_copy(&self->arena, from->attrs[i].text);
        if (stet_is(key, "role"))
            one->role = text;
        if (stet_is(key, "affiliation"))
            one->affiliation = text;
        if (stet_is(key, "age"))
            one->age = from->attrs[i].number;
    }
    return self->entity_count++;
}

static uint64_t mention(void *at, stet_entity_id id, stet_ref ref)
{
    struct desk *self = at;
    struct desk_note *note = note_of(self, ref);

    if (!note || id >= self->entity_count) {
        self->refused++;
        return STET_REFUSED;
    }
    note->entity = id;
    return 0;
}

static stet_entity_id entity_of(void *at, stet_ref ref)
{
    struct desk_note *note = note_of(at, ref);

    return note ? note->entity : 0;
}

static const stet_entity *entity_info(void *self, stet_entity_id id)
{
    return NULL;
}

static const stet_attr *attribute(void *at, stet_ref ref, stet_key key)
{
    struct desk_note *note = note_of(at, ref);

    for (uint32_t i = 0; note && i < note->attr_count; i++)
        if (note->attrs[i].key == key)
            return &note->attrs[i];
    return NULL;
}

static stet_str text_of(void *at, stet_ref ref)
{
    struct desk *self = at;
    struct desk_note *note = note_of(self, ref);

    return note ? stet_slice(self->text, note->bytes) : (Str){"", 0};
}

static uint64_t complete(void *self, stet_str word, stet_str detail)
{
    return 0;
}

static const void *extension(void *self, stet_str id)
{
    return NULL;
}

/* The order of the ABI: start, longer first, kind. */
static int by_place(const void *a, const void *b)
{
    const struct desk_note *x = a, *y = b;

    if (x->bytes.start != y->bytes.start)
        return x->bytes.start < y->bytes.start ? -1 : 1;
    if (x->bytes.end != y->bytes.end)
        return x->bytes.end > y->bytes.end ? -1 : 1;
    int order = str_cmp(x->kind, y->kind);
    return order ? order : x->emitted < y->emitted ? -1 : 1;
}

static void make_layer(struct desk *self, struct desk_block *block)
{
    uint32_t n = self->note_count - block->first_note;
    struct desk_note *notes = n ? self->notes + block->first_note : NULL;
    stet_kind *kinds = ARENA_ARRAY(&self->arena, stet_kind, n + 1);
    Span *tokens = ARENA_ARRAY(&self->arena, Span, n + 1);
    uint16_t *sure = ARENA_ARRAY(&self->arena, uint16_t, n + 1);
    uint32_t *attrs_at = ARENA_ARRAY(&self->arena, uint32_t, n + 2);
    uint32_t *links_at = ARENA_ARRAY(&self->arena, uint32_t, n + 2);
    stet_attr *attrs = ARENA_ARRAY(&self->arena, stet_attr, n * DESK_ATTRS + 1);
    stet_link *links = ARENA_ARRAY(&self->arena, stet_link, n * DESK_ATTRS + 1);
    uint32_t *now_at = ARENA_ARRAY(&self->arena, uint32_t, n + 1);

    if (n)
        qsort(notes, n, sizeof *notes, by_place);
    for (uint32_t i = 0; i < n; i++)
        now_at[notes[i].emitted] = i;
    for (uint32_t i = 0; i < n; i++) {
        kinds[i] = register_name(self, notes[i].kind);
        tokens[i] = notes[i].tokens;
        sure[i] = (uint16_t)notes[i].confidence;
        attrs_at[i + 1] = attrs_at[i];
        links_at[i + 1] = links_at[i];
        for (uint32_t a = 0; a < notes[i].attr_count; a++)
            attrs[attrs_at[i + 1]++] = notes[i].attrs[a];
        for (uint32_t k = 0; k < notes[i].link_count; k++) {
            stet_link *link = &notes[i].links[k];
            uint32_t to = STET_REF_INDEX(link->to);
            link->to = STET_REF(0, block - self->blocks, now_at[to]);
            links[links_at[i + 1]++] = *link;
        }
    }
    block->note_count = n;
    block->layer = (stet_layer){.size = sizeof block->layer,
                                .count = n,
                                .kind = kinds,
                                .tokens = tokens,
                                .confidence = sure,
                                .first_attr = attrs_at,
                                .attrs = attrs,
                                .first_link = links_at,
                                .links = links};
}

static void read_block(struct desk *self, uint32_t b, Str text)
{
    struct desk_block *block = &self->blocks[b];
    Prose prose = {.text = text, .kind = STET_BLOCK_PARAGRAPH};
    const stet_layer *layers[2] = {NULL, NULL};

    tokens_read(&prose, &self->arena, &block->reading);
    block->first_note = self->note_count;
    self->current = b;
    stet_block view = {
        .size = sizeof view,
        .kind = STET_BLOCK_PARAGRAPH,
        .end_own = block->reading.tokens.count,
        .own = {0, text.len},
        .text = text,
        .tokens = &block->reading.tokens,
        .sentence_count = block->reading.sentence_count,
        .sentences = block->reading.sentences,
        .layer_count = 2,
        .layers = layers,
    };
    self->plugin->block(self->instance, &self->host, &view);
    make_layer(self, block);
    block->layers[0] = &block->layer;
    block->story = (stet_story_block){
        .size = sizeof block->story,
        .kind = STET_BLOCK_PARAGRAPH,
        .token_count = block->reading.tokens.count,
        .sentence_count = block->reading.sentence_count,
        .layer_count = 2,
        .sentences = block->reading.sentences,
        .layers = block->layers,
    };
}

static void read_story(struct desk *self)
{
    const stet_story_block **blocks = ARENA_ARRAY(
        &self->arena, const stet_story_block *, self->block_count + 1);
    stet_story story = {.size = sizeof story,
                        .block_count = self->block_count,
                        .blocks = blocks};

    for (uint32_t b = 0; b < self->block_count; b++)
        blocks[b] = &self->blocks[b].story;
    self->in_story = 1;
    self->plugin->story(self->instance, &self->host, &story);
    self->in_story = 0;
}

void desk_read(struct desk *self, Str text)
{
    uint32_t lines = 1, b = 0;

    arena_reset(&self->arena);
    self->text = text;
    self->notes = NULL;
    self->entities = NULL;
    self->findings = NULL;
    self->note_count = self->note_room = 0;
    self->entity_count = self->entity_room = 0;
    self->finding_count = self->finding_room = 0;
    for (uint32_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    self->blocks = ARENA_ARRAY(&self->arena, struct desk_block, lines);
    for (uint32_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        uint32_t stop = end ? (uint32_t)(end - text.ptr) : text.len;
        if (stop > at) {
            self->blocks[b].start = at;
            read_block(self, b++, str_cut(text, at, stop));
            self->block_count = b;
        }
        at = stop + 1;
    }
    self->block_count = b;
    read_story(self);
}

int desk_init(struct desk *self, const stet_plugin_v1 *plugin, Str options)
{
    *self = (struct desk){.plugin = plugin};
    self->host = (stet_host){
        .size = sizeof self->host,
        .abi_minor = STET_ABI_MINOR,
        .self = self,
        .register_name = register_name,
        .emit = emit,
        .finding = finding,
        .cancelled = cancelled,
        .reason = reason,
        .amend = amend,
        .retract = retract,
        .entity = entity,
        .mention = mention,
        .entity_of = entity_of,
        .entity_info = entity_info,
        .attribute = attribute,
        .text = text_of,
        .complete = complete,
        .extension = extension,
    };
    return plugin->open(&self->host, options, &self->instance);
}

void desk_release(struct desk *self)
{
    if (self->instance)
        self->plugin->close(self->instance);
    arena_release(&self->arena);
}

Str desk_entity_of(const struct desk *self, const struct desk_note *note)
{
    return note->entity ? self->entities[note->entity].name : (Str){"", 0};
}

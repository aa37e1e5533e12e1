#include "engine/notes.h"

#include "engine/columns.h"
#include "stet/text.h"
#include "text/hash.h"
#include "text/heap.h"

#include <stdlib.h>

/* ---- what a plugin emits, in the order in which it does ---------------- */

struct emitted {
    stet_annotation note; /* attrs, links and label copied */
    Span tokens;
    uint32_t order;
};

struct listed_finding {
    NoteFinding finding;
    struct listed_finding *next;
};

struct listed_reason {
    NoteReason reason;
    struct listed_reason *next;
};

struct block_sink {
    struct arena *scratch;
    struct arena *kept; /* of the notes: strings that stay */
    const stet_block *input;
    const AnnotatorInfo *info;
    const atomic_bool *cancelled;
    struct emitted *emitted;
    uint32_t count, capacity;
    uint32_t finding_count, reason_count; /* of all plugins */
    struct listed_finding **last_finding;
    struct listed_reason **last_reason;
    Str trouble;
};

static bool ref_exists(const struct block_sink *self, stet_ref ref)
{
    uint32_t layer = STET_REF_LAYER(ref), index = STET_REF_INDEX(ref);

    if (STET_REF_BLOCK(ref) != 0 || layer >= self->input->layer_count)
        return false;
    if (layer == 0)
        return index < self->count;
    const stet_layer *seen = self->input->layers[layer];
    return seen && index < seen->count;
}

static bool links_exist(const struct block_sink *self,
                        const stet_annotation *note)
{
    for (uint32_t i = 0; i < note->link_count; i++)
        if (!ref_exists(self, note->links[i].to))
            return false;
    return true;
}

stet_ref block_sink_add(struct block_sink *self,
                        const stet_annotation *annotation)
{
    Span tokens = columns_touched(self->input->tokens, annotation->span);

    if (!links_exist(self, annotation) || tokens.start >= tokens.end ||
        tokens.start < self->input->first_own ||
        tokens.end > self->input->end_own)
        return STET_REFUSED;
    if (self->count == self->capacity) {
        uint32_t capacity = self->capacity ? self->capacity * 2 : 32;
        struct emitted *more =
            ARENA_ARRAY(self->scratch, struct emitted, capacity);
        if (self->count)
            memcpy(more, self->emitted, self->count * sizeof *more);
        self->emitted = more;
        self->capacity = capacity;
    }

    struct emitted *out = &self->emitted[self->count];
    out->note = *annotation;
    out->note.attrs =
        columns_copy_attrs(self->scratch, self->scratch, annotation->attrs,
                           annotation->attr_count);
    out->note.links = columns_copy_links(self->scratch, annotation->links,
                                         annotation->link_count);
    out->note.label = arena_copy(self->scratch, annotation->label);
    out->note.span.start -= self->input->own.start;
    out->note.span.end -= self->input->own.start;
    out->tokens = (Span){tokens.start - self->input->first_own,
                         tokens.end - self->input->first_own};
    out->order = self->count;
    return STET_REF(0, 0, self->count++);
}

/* A plugin's place as one of the block. False where the ref does not exist. */
static bool place_of(const struct block_sink *self, const stet_place *place,
                     NotePlace *out)
{
    *out = (NotePlace){.ref = STET_NO_REF};
    if (place->ref != STET_NO_REF) {
        if (!ref_exists(self, place->ref))
            return false;
        out->ref = STET_REF(self->info->seen[STET_REF_LAYER(place->ref)], 0,
                            STET_REF_INDEX(place->ref));
        return true;
    }
    out->span = (Span){place->span.start - self->input->own.start,
                       place->span.end - self->input->own.start};
    return true;
}

static bool copy_related(struct block_sink *self, const stet_finding *finding,
                         NoteFinding *out)
{
    NoteRelated *related =
        ARENA_ARRAY(self->kept, NoteRelated, finding->related_count);

    for (uint32_t i = 0; i < finding->related_count; i++) {
        if (!place_of(self, &finding->related[i].place, &related[i].place))
            return false;
        related[i].message =
            arena_copy(self->kept, finding->related[i].message);
    }
    out->related = related;
    out->related_count = finding->related_count;
    return true;
}

static bool copy_fix(struct block_sink *self, const stet_fix *fix, NoteFix *out)
{
    NoteEdit *edits = ARENA_ARRAY(self->kept, NoteEdit, fix->edit_count);

    for (uint32_t i = 0; i < fix->edit_count; i++) {
        if (!place_of(self, &fix->edits[i].place, &edits[i].place))
            return false;
        edits[i].text = arena_copy(self->kept, fix->edits[i].text);
    }
    *out = (NoteFix){
        .title = arena_copy(self->kept, fix->title),
        .is_safe = fix->is_safe != 0,
        .edit_count = fix->edit_count,
        .edits = edits,
    };
    return true;
}

static bool copy_fixes(struct block_sink *self, const stet_finding *finding,
                       NoteFinding *out)
{
    NoteFix *fixes = ARENA_ARRAY(self->kept, NoteFix, finding->fix_count);

    for (uint32_t i = 0; i < finding->fix_count; i++)
        if (!copy_fix(self, finding->fixes[i], &fixes[i]))
            return false;
    out->fixes = fixes;
    out->fix_count = finding->fix_count;
    return true;
}

uint64_t block_sink_finding(struct block_sink *self,
                            const stet_finding *finding)
{
    struct listed_finding *item =
        ARENA_NEW(self->scratch, struct listed_finding);
    NoteFinding *out = &item->finding;

    out->rule = finding->rule;
    out->severity = finding->severity;
    out->confidence = finding->confidence;
    out->message = arena_copy(self->kept, finding->message);
    if (!place_of(self, &finding->place, &out->place) ||
        !copy_related(self, finding, out) || !copy_fixes(self, finding, out))
        return STET_REFUSED;

    *self->last_finding = item;
    self->last_finding = &item->next;
    self->finding_count++;
    return 0;
}

void block_sink_reason(struct block_sink *self, const stet_place *place,
                       Str words)
{
    struct listed_reason *item = ARENA_NEW(self->scratch, struct listed_reason);

    if (!self->input->explaining || !place_of(self, place, &item->reason.place))
        return;
    item->reason.layer = self->info->layer;
    item->reason.words = arena_copy(self->kept, words);
    *self->last_reason = item;
    self->last_reason = &item->next;
    self->reason_count++;
}

void block_sink_fail(struct block_sink *self, Str words)
{
    if (!self->trouble.len)
        self->trouble = arena_copy(self->kept, words);
}

bool block_sink_failed(const struct block_sink *self)
{
    return self->trouble.len > 0;
}

uint32_t block_sink_count(const struct block_sink *self)
{
    return self->count;
}

bool block_sink_cancelled(const struct block_sink *self)
{
    return self->cancelled &&
           atomic_load_explicit(self->cancelled, memory_order_relaxed);
}

/* ---- sealing ----------------------------------------------------------- */

static int by_place(const void *left, const void *right)
{
    const struct emitted *a = left, *b = right;

    if (a->note.span.start != b->note.span.start)
        return a->note.span.start < b->note.span.start ? -1 : 1;
    if (a->note.span.end != b->note.span.end)
        return a->note.span.end > b->note.span.end ? -1 : 1;
    if (a->note.kind != b->note.kind)
        return a->note.kind < b->note.kind ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Where each emitted annotation went when they were sorted. */
static const uint32_t *sort_emitted(struct block_sink *sink)
{
    uint32_t *went = ARENA_ARRAY(sink->scratch, uint32_t, sink->count);

    if (sink->count)
        qsort(sink->emitted, sink->count, sizeof *sink->emitted, by_place);
    for (uint32_t i = 0; i < sink->count; i++)
        went[sink->emitted[i].order] = i;
    return went;
}

static uint32_t count_links(const struct block_sink *sink, bool own_only)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < sink->count; i++)
        for (uint32_t k = 0; k < sink->emitted[i].note.link_count; k++)
            count += !own_only ||
                     STET_REF_LAYER(sink->emitted[i].note.links[k].to) == 0;
    return count;
}

/* The links of all annotations: for plugins those within the layer, for the
 * rest of the engine every one with the registry's layers. */
static void seal_links(struct block_sink *sink, const uint32_t *went,
                       struct layer_notes *out)
{
    struct arena *kept = sink->kept;
    uint32_t own_count = count_links(sink, true);
    uint32_t all_count = count_links(sink, false);
    uint32_t *first_own = ARENA_ARRAY(kept, uint32_t, sink->count + 1);

    out->view.first_link = first_own;
    out->first_ref_link = first_own; /* all 0 where there are none */
    if (!all_count)
        return;
    uint32_t *first_all = ARENA_ARRAY(kept, uint32_t, sink->count + 1);
    stet_link *own = ARENA_ARRAY(kept, stet_link, own_count);
    stet_link *all = ARENA_ARRAY(kept, stet_link, all_count);
    own_count = all_count = 0;

    for (uint32_t i = 0; i < sink->count; i++) {
        const stet_annotation *note = &sink->emitted[i].note;
        first_own[i] = own_count;
        first_all[i] = all_count;
        for (uint32_t k = 0; k < note->link_count; k++) {
            uint32_t layer = STET_REF_LAYER(note->links[k].to);
            uint32_t index = STET_REF_INDEX(note->links[k].to);
            stet_link link = {.role = note->links[k].role};
            if (layer == 0) {
                link.to = STET_REF(0, 0, went[index]);
                own[own_count++] = link;
                index = went[index];
            }
            link.to = STET_REF(sink->info->seen[layer], 0, index);
            all[all_count++] = link;
        }
    }
    first_own[sink->count] = own_count;
    first_all[sink->count] = all_count;
    out->view.links = own;
    out->first_ref_link = first_all;
    out->ref_links = all;
}

static uint32_t count_attrs(const struct block_sink *sink)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < sink->count; i++)
        count += sink->emitted[i].note.attr_count;
    return count;
}

static void seal_attrs(struct block_sink *sink, struct layer_notes *out)
{
    uint32_t *first = ARENA_ARRAY(sink->kept, uint32_t, sink->count + 1);
    stet_attr *attrs = ARENA_ARRAY(sink->kept, stet_attr, count_attrs(sink));

    uint32_t at = 0;
    for (uint32_t i = 0; i < sink->count; i++) {
        const stet_annotation *note = &sink->emitted[i].note;
        first[i] = at;
        for (uint32_t k = 0; k < note->attr_count; k++) {
            attrs[at] = note->attrs[k];
            attrs[at].text = note->attrs[k].text.len
                                 ? arena_copy(sink->kept, note->attrs[k].text)
                                 : (Str){0};
            at++;
        }
    }
    first[sink->count] = at;
    out->view.first_attr = first;
    out->view.attrs = attrs;
}

static bool has_label(const struct block_sink *sink)
{
    for (uint32_t i = 0; i < sink->count; i++)
        if (sink->emitted[i].note.label.len)
            return true;
    return false;
}

/* Bytes of everything that seal_layer() is about to lay out: it gets one chunk
 * of just that. A story has tens of thousands of layers. */
static size_t layer_size(const struct block_sink *sink)
{
    size_t count = sink->count, links = count_links(sink, false);
    size_t each = sizeof(stet_kind) + 2 * sizeof(Span) + sizeof(uint16_t) +
                  3 * sizeof(uint32_t); /* sums of attributes and links */
    size_t size = sizeof(struct layer_notes) + (count + 1) * each +
                  count_attrs(sink) * sizeof(stet_attr) +
                  (links + count_links(sink, true)) * sizeof(stet_link);

    if (has_label(sink))
        size += count * sizeof(Str);
    for (uint32_t i = 0; i < count; i++) {
        const stet_annotation *note = &sink->emitted[i].note;
        size += note->label.len;
        for (uint32_t k = 0; k < note->attr_count; k++)
            size += note->attrs[k].text.len;
    }
    return size + 4 * _Alignof(struct layer_notes); /* where columns meet */
}

/* Lays out what was emitted; own-layer places of findings and reasons made by
 * this plugin follow their annotations. */
static void seal_layer(struct block_sink *sink, struct listed_finding *findings,
                       struct listed_reason *reasons,
                       const struct layer_notes **out_layer)
{
    uint32_t count = sink->count;
    if (!count)
        return; /* it is empty already, and no place leads into it */

    arena_reserve(sink->kept, layer_size(sink));
    struct layer_notes *out = ARENA_NEW(sink->kept, struct layer_notes);
    *out_layer = out;
    const uint32_t *went = sort_emitted(sink);
    stet_kind *kind = ARENA_ARRAY(sink->kept, stet_kind, count);
    Span *span = ARENA_ARRAY(sink->kept, Span, count);
    Span *tokens = ARENA_ARRAY(sink->kept, Span, count);
    uint16_t *confidence = ARENA_ARRAY(sink->kept, uint16_t, count);
    Str *label = has_label(sink) ? ARENA_ARRAY(sink->kept, Str, count) : NULL;

    for (uint32_t i = 0; i < count; i++) {
        const struct emitted *from = &sink->emitted[i];
        kind[i] = from->note.kind;
        span[i] = from->note.span;
        tokens[i] = from->tokens;
        confidence[i] = (uint16_t)from->note.confidence;
        if (label)
            label[i] = from->note.label.len
                           ? arena_copy(sink->kept, from->note.label)
                           : (Str){0};
    }
    out->view = (stet_layer){.size = sizeof out->view,
                             .count = count,
                             .kind = kind,
                             .span = span,
                             .tokens = tokens,
                             .confidence = confidence};
    out->label = label;
    seal_attrs(sink, out);
    seal_links(sink, went, out);
    out->story_view = out->view;
    out->story_view.span = NULL;
    out->story_view.confidence = NULL;

    for (; findings; findings = findings->next)
        columns_follow_finding(&findings->finding, sink->info->layer, went);
    for (; reasons; reasons = reasons->next)
        columns_follow(&reasons->reason.place, sink->info->layer, went);
}

/* ---- what a plugin is shown -------------------------------------------- */

/* Tokens of a block that reach into the middle one. */
struct reach_part {
    struct block *block;
    const struct reading *reading;
    uint32_t first, end; /* tokens */
};

struct reach {
    struct reach_part parts[2 * NOTES_REACH_BLOCKS + 1]; /* in reading order */
    uint32_t count, own; /* parts; parts[own] is the block itself */
};

/* With a `scratch` the readings have all columns; without, those of
 * block_read(). */
static const struct reading *reading_of(struct block *block,
                                        struct arena *scratch)
{
    return scratch ? block_tokens(block, scratch) : block_read(block);
}

static struct reach gather(const BlockContext *context, uint32_t reach_tokens,
                           struct arena *scratch)
{
    struct reach reach = {0};
    struct reach_part before[NOTES_REACH_BLOCKS];
    uint32_t found = 0, want = reach_tokens;

    for (uint32_t i = context->at; i > 0 && want &&
                                   found < NOTES_REACH_BLOCKS &&
                                   context->at - i < NOTES_REACH_BLOCKS;) {
        struct block *block = context->row[--i];
        uint32_t count = block_read(block)->tokens.count;
        uint32_t take = count < want ? count : want;
        if (take)
            before[found++] = (struct reach_part){
                block, reading_of(block, scratch), count - take, count};
        want -= take;
    }
    while (found)
        reach.parts[reach.count++] = before[--found];

    reach.own = reach.count;
    const struct reading *own = reading_of(context->block, scratch);
    reach.parts[reach.count++] =
        (struct reach_part){context->block, own, 0, own->tokens.count};
    want = reach_tokens;
    for (uint32_t i = context->at + 1;
         i < context->count && want && i - context->at <= NOTES_REACH_BLOCKS;
         i++) {
        struct block *block = context->row[i];
        uint32_t count = block_read(block)->tokens.count;
        uint32_t take = count < want ? count : want;
        if (take)
            reach.parts[reach.count++] =
                (struct reach_part){block, reading_of(block, scratch), 0, take};
        want -= take;
    }
    return reach;
}

/* Bytes of `part` that a plugin is shown: what lies between blocks is not. */
static Span part_bytes(const struct reach *reach, uint32_t i)
{
    const struct reach_part *part = &reach->parts[i];
    const stet_tokens *tokens = &part->reading->tokens;

    if (i == reach->own)
        return (Span){0, part->block->prose.text.len};
    return (Span){tokens->start[part->first], tokens->end[part->end - 1]};
}

uint64_t notes_reach_hash(const BlockContext *context, uint32_t reach_tokens)
{
    uint64_t hash = 0;

    if (reach_tokens == 0)
        return 0;
    struct reach reach = gather(context, reach_tokens, NULL);
    for (uint32_t i = 0; i < reach.count; i++) {
        if (i == reach.own) {
            hash = hash_bytes(&i, sizeof i, hash);
            continue;
        }
        const struct reach_part *part = &reach.parts[i];
        const stet_tokens *tokens = &part->reading->tokens;
        Span bytes = part_bytes(&reach, i);
        uint32_t count = part->end - part->first;
        hash = hash_bytes(part->block->prose.text.ptr + bytes.start,
                          bytes.end - bytes.start, hash + count);
        hash = hash_bytes(tokens->cls + part->first, count, hash);
        hash = hash_bytes(tokens->flags + part->first, count, hash);
        hash = hash_bytes(tokens->depth + part->first, count, hash);
    }
    return hash;
}

/* One part's tokens behind those already in `out`, whose columns have room. */
static void append_tokens(const struct reach_part *part, uint32_t text_at,
                          Span bytes, const struct columns *columns,
                          uint32_t at)
{
    const stet_tokens *from = &part->reading->tokens;

    for (uint32_t i = part->first; i < part->end; i++, at++) {
        uint32_t mate = from->mate[i];
        bool is_near = mate >= part->first && mate < part->end;
        columns->start[at] = from->start[i] - bytes.start + text_at;
        columns->end[at] = from->end[i] - bytes.start + text_at;
        columns->cls[at] = from->cls[i];
        columns->flags[at] = from->flags[i];
        columns->hash[at] = from->hash[i];
        columns->norm[at] = from->norm[i];
        columns->folded[at] = from->folded[i];
        columns->mate[at] = is_near ? at - i + mate : STET_NONE;
        columns->depth[at] = from->depth[i];
    }
}

/* The block with its neighbours, as one text and one row of tokens. Parts are
 * a line break apart. */
static void show_reach(const BlockContext *context, uint32_t reach_tokens,
                       struct arena *scratch, stet_block *out)
{
    struct reach reach = gather(context, reach_tokens, scratch);
    uint32_t text_len = 0, token_count = 0;

    for (uint32_t i = 0; i < reach.count; i++) {
        Span bytes = part_bytes(&reach, i);
        text_len += bytes.end - bytes.start + 1;
        token_count += reach.parts[i].end - reach.parts[i].first;
    }
    char *text = arena_alloc(scratch, text_len);
    struct columns columns;
    stet_tokens *tokens = columns_new(scratch, token_count, &columns);

    uint32_t text_at = 0, token_at = 0;
    for (uint32_t i = 0; i < reach.count; i++) {
        const struct reach_part *part = &reach.parts[i];
        Span bytes = part_bytes(&reach, i);
        uint32_t len = bytes.end - bytes.start;
        if (i == reach.own) {
            out->first_own = token_at;
            out->end_own = token_at + part->end;
            out->own = (Span){text_at, text_at + len};
        }
        memcpy(text + text_at, part->block->prose.text.ptr + bytes.start, len);
        append_tokens(part, text_at, bytes, &columns, token_at);
        text[text_at + len] = '\n';
        text_at += len + 1;
        token_at += part->end - part->first;
    }
    out->text = (Str){text, text_len};
    out->tokens = tokens;
}

static void show_block(const BlockContext *context,
                       const struct reading *reading, uint32_t reach_tokens,
                       struct arena *scratch, stet_block *out)
{
    const struct block *block = context->block;

    *out = (stet_block){.size = sizeof *out,
                        .kind = block->prose.kind,
                        .level = block->prose.level,
                        .end_own = reading->tokens.count,
                        .own = {0, block->prose.text.len},
                        .text = block->prose.text,
                        .tokens = &reading->tokens,
                        .sentence_count = reading->sentence_count,
                        .sentences = reading->sentences};
    if (reach_tokens == 0)
        return;
    show_reach(context, reach_tokens, scratch, out);
    Span *sentences = ARENA_ARRAY(scratch, Span, reading->sentence_count);
    for (uint32_t i = 0; i < reading->sentence_count; i++)
        sentences[i] = (Span){reading->sentences[i].start + out->first_own,
                              reading->sentences[i].end + out->first_own};
    out->sentences = sentences;
}

/* A seen layer as the plugin shall see it: with a reach, tokens and bytes
 * count from the shown text's start, not the block's. */
static const stet_layer *show_layer(const stet_layer *layer,
                                    const stet_block *shown,
                                    struct arena *scratch)
{
    if (shown->first_own == 0 && shown->own.start == 0)
        return layer;
    stet_layer *moved = ARENA_NEW(scratch, stet_layer);
    Span *span = ARENA_ARRAY(scratch, Span, layer->count);
    Span *tokens = ARENA_ARRAY(scratch, Span, layer->count);

    for (uint32_t i = 0; i < layer->count; i++) {
        span[i] = (Span){layer->span[i].start + shown->own.start,
                         layer->span[i].end + shown->own.start};
        tokens[i] = (Span){layer->tokens[i].start + shown->first_own,
                           layer->tokens[i].end + shown->first_own};
    }
    *moved = *layer;
    moved->span = span;
    moved->tokens = tokens;
    return moved;
}

/* ---- the passes -------------------------------------------------------- */

struct making {
    const struct pipeline *pipeline;
    const BlockContext *context;
    const struct reading *reading; /* the block's, all columns */
    bool explaining;
    const atomic_bool *cancelled;
    struct arena scratch;
    const struct layer_notes **layers; /* empty ones are one and the same */
    Str *troubles;                     /* NULL: there were none */
    struct listed_finding *findings;
    struct listed_finding **last_finding;
    struct listed_reason *reasons;
    struct listed_reason **last_reason;
    uint32_t finding_count, reason_count;
};

static void run_annotator(struct making *self, struct arena *kept,
                          const struct annotator *annotator)
{
    const AnnotatorInfo *info = annotator->info;
    stet_block shown;
    show_block(self->context, self->reading, info->reach_tokens, &self->scratch,
               &shown);

    const stet_layer **layers =
        ARENA_ARRAY(&self->scratch, const stet_layer *, info->seen_count);
    for (uint32_t i = 0; i < info->seen_count; i++)
        layers[i] = !info->is_there[i]
                        ? NULL
                        : show_layer(&self->layers[info->seen[i]]->view, &shown,
                                     &self->scratch);
    shown.layers = layers;
    shown.layer_count = info->seen_count;
    shown.explaining = self->explaining;

    struct block_sink sink = {.scratch = &self->scratch,
                              .kept = kept,
                              .input = &shown,
                              .info = info,
                              .cancelled = self->cancelled,
                              .last_finding = self->last_finding,
                              .last_reason = self->last_reason};
    int error = annotator->block(annotator->self, &shown, &sink);
    if (error < 0 && !sink.trouble.len)
        sink.trouble = STR("its block pass failed");
    if (sink.trouble.len) {
        if (!self->troubles)
            self->troubles = ARENA_ARRAY(
                kept, Str, registry_layer_count(self->pipeline->registry));
        self->troubles[info->layer] = sink.trouble;
        *self->last_finding = NULL;
        *self->last_reason = NULL;
        return;
    }

    seal_layer(&sink, *self->last_finding, *self->last_reason,
               &self->layers[info->layer]);
    self->last_finding = sink.last_finding;
    self->last_reason = sink.last_reason;
    self->finding_count += sink.finding_count;
    self->reason_count += sink.reason_count;
}

static void seal_lists(struct making *self, struct block_notes *out)
{
    if (!self->findings && !self->reasons)
        return;
    NoteFinding *findings =
        ARENA_ARRAY(&out->arena, NoteFinding, self->finding_count);
    NoteReason *reasons =
        ARENA_ARRAY(&out->arena, NoteReason, self->reason_count);

    for (struct listed_finding *item = self->findings; item; item = item->next)
        findings[out->finding_count++] = item->finding;
    for (struct listed_reason *item = self->reasons; item; item = item->next)
        reasons[out->reason_count++] = item->reason;
    out->findings = findings;
    out->reasons = reasons;
}

/* ---- what story passes can see ------------------------------------------ */

static bool same_bytes(const void *a, const void *b, size_t size)
{
    return size == 0 || memcmp(a, b, size) == 0;
}

static bool same_attrs(const stet_attr *a, const stet_attr *b, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (a[i].key != b[i].key || a[i].type != b[i].type ||
            a[i].number != b[i].number || !str_eq(a[i].text, b[i].text))
            return false;
    return true;
}

bool notes_same_layer(const struct block_notes *self,
                      const struct block_notes *other, uint32_t layer)
{
    const stet_layer *a = &self->layers[layer]->story_view;
    const stet_layer *b = &other->layers[layer]->story_view;
    size_t sums = ((size_t)a->count + 1) * sizeof *a->first_attr;

    return a == b ||
           (a->count == b->count &&
            same_bytes(a->kind, b->kind, a->count * sizeof *a->kind) &&
            same_bytes(a->tokens, b->tokens, a->count * sizeof *a->tokens) &&
            same_bytes(a->first_attr, b->first_attr, sums) &&
            same_bytes(a->first_link, b->first_link, sums) &&
            same_bytes(a->links, b->links,
                       a->first_link[a->count] * sizeof *a->links) &&
            same_attrs(a->attrs, b->attrs, a->first_attr[a->count]));
}

bool notes_same_shape(const struct block_notes *self,
                      const struct block_notes *other)
{
    const Prose *p = &self->block->prose, *q = &other->block->prose;
    const struct reading *a = self->block->reading;
    const struct reading *b = other->block->reading;

    return p->kind == q->kind && p->level == q->level && !self->has_trouble &&
           !other->has_trouble && a->tokens.count == b->tokens.count &&
           a->sentence_count == b->sentence_count &&
           same_bytes(a->sentences, b->sentences,
                      a->sentence_count * sizeof *a->sentences);
}

bool notes_same_words(const struct block_notes *self,
                      const struct block_notes *other, uint32_t layer,
                      uint64_t kinds)
{
    const stet_layer *a = &self->layers[layer]->view;
    const stet_layer *b = &other->layers[layer]->view;

    for (uint32_t i = 0; kinds && i < a->count; i++)
        if (kinds & NOTES_KIND_BIT(a->kind[i]) &&
            !str_eq(stet_slice(self->block->prose.text, a->span[i]),
                    stet_slice(other->block->prose.text, b->span[i])))
            return false;
    return true;
}

/* ---- making ------------------------------------------------------------ */

struct block_notes *notes_make(const struct pipeline *pipeline,
                               const BlockContext *context, bool explaining,
                               const atomic_bool *cancelled)
{
    static const struct layer_notes empty = COLUMNS_EMPTY_LAYER;
    static const Str no_troubles[REGISTRY_LAYERS_MAX];
    uint32_t layer_count = registry_layer_count(pipeline->registry);
    struct block_notes *self =
        heap_get(sizeof *self + layer_count * sizeof *self->layers);

    struct making making = {.pipeline = pipeline,
                            .context = context,
                            .explaining = explaining,
                            .cancelled = cancelled,
                            .layers = self->layers};
    making.last_finding = &making.findings;
    making.last_reason = &making.reasons;
    for (uint32_t i = 0; i < layer_count; i++)
        making.layers[i] = &empty;
    atomic_init(&self->refs, 1);
    self->block = block_ref(context->block);
    making.reading = block_tokens(self->block, &making.scratch);
    self->layer_count = layer_count;
    self->troubles = no_troubles;

    bool is_cancelled = false;
    for (uint32_t i = 0; i < pipeline->count && !is_cancelled; i++) {
        if (pipeline->annotators[i].info->has_block)
            run_annotator(&making, &self->arena, &pipeline->annotators[i]);
        is_cancelled =
            cancelled && atomic_load_explicit(cancelled, memory_order_relaxed);
    }
    if (!is_cancelled) {
        seal_lists(&making, self);
        self->has_trouble = making.troubles != NULL;
        if (making.troubles)
            self->troubles = making.troubles;
    }
    arena_release(&making.scratch);
    if (!is_cancelled)
        return self;
    notes_unref(self);
    return NULL;
}

struct block_notes *notes_ref(struct block_notes *self)
{
    atomic_fetch_add_explicit(&self->refs, 1, memory_order_relaxed);
    return self;
}

void notes_unref(struct block_notes *self)
{
    if (!self ||
        atomic_fetch_sub_explicit(&self->refs, 1, memory_order_acq_rel) > 1)
        return;
    block_unref(self->block);
    arena_release(&self->arena);
    free(self);
}

size_t notes_size(const struct block_notes *self)
{
    return sizeof *self + self->layer_count * sizeof *self->layers +
           self->arena.total;
}

#include "engine/analysis.h"

#include "engine/columns.h"
#include "engine/story.h"
#include "stet/text.h"
#include "text/heap.h"

#include <stdlib.h>

struct analysis {
    atomic_uint refs;
    const struct registry *registry;
    struct version *version;
    struct block_notes **notes; /* one for each block */
    struct story *story;
    struct arena arena; /* of the facts */
    StoryFacts facts;
};

/* ---- making ------------------------------------------------------------ */

static uint32_t largest_reach(const struct pipeline *pipeline)
{
    uint32_t reach = 0;

    for (uint32_t i = 0; i < pipeline->count; i++)
        if (pipeline->annotators[i].info->reach_tokens > reach)
            reach = pipeline->annotators[i].info->reach_tokens;
    return reach;
}

struct run {
    const AnalysisRequest *request;
    const struct analysis *previous; /* of the same version family, or NULL */
    VersionKept kept;
    uint32_t reach; /* tokens, the largest of all plugins */
};

/* What an earlier analysis knows of block `i`, borrowed, or NULL. */
static struct block_notes *earlier(const struct run *run, uint32_t i)
{
    uint32_t count = run->request->version->count;

    if (!run->previous)
        return NULL;
    if (i < run->kept.head)
        return run->previous->notes[i];
    if (i >= count - run->kept.tail)
        return run->previous
            ->notes[run->previous->version->count - (count - i)];
    return NULL;
}

/* What plugins see of the neighbours of a kept block is what they saw: their
 * reach, from block `i` on, ends before a block that changed. */
static bool reach_is_kept(const struct run *run, uint32_t i)
{
    const struct version *version = run->request->version;
    bool is_head = i < run->kept.head;
    uint32_t steps = is_head ? run->kept.head - 1 - i
                             : i - (version->count - run->kept.tail);
    uint32_t want = run->reach;

    for (uint32_t k = 1; want && k <= NOTES_REACH_BLOCKS; k++) {
        if (k > steps)
            return false;
        struct block *block = version->blocks[is_head ? i + k : i - k];
        uint32_t count = block_read(block)->tokens.count;
        want -= count < want ? count : want;
    }
    return true;
}

static struct block_notes *notes_of(const struct run *run, uint32_t i)
{
    const AnalysisRequest *request = run->request;
    const struct version *version = request->version;
    BlockContext context = {version->blocks[i], version->blocks, version->count,
                            i};
    struct block_notes *notes = earlier(run, i);

    if (notes && reach_is_kept(run, i))
        return notes_ref(notes);
    uint64_t reach_hash = notes_reach_hash(&context, run->reach);
    if (notes && notes->reach_hash == reach_hash)
        return notes_ref(notes);
    if (request->cache && !request->explaining) {
        notes = cache_find(request->cache, context.block, reach_hash);
        if (notes)
            return notes;
    }
    notes = notes_make(request->pipeline, &context, request->explaining,
                       request->cancelled);
    if (notes)
        notes->reach_hash = reach_hash;
    return notes;
}

/* Nobody looks at the tokens of block `i` any more: they go, and its notes,
 * should they be new, are for others to find. */
static void finish_block(const struct run *run, struct block_notes *notes,
                         uint32_t i)
{
    const AnalysisRequest *request = run->request;
    struct block *block = request->version->blocks[i];

    if (notes == earlier(run, i))
        return;
    block_settle(block);
    if (notes->block == block && request->cache && !request->explaining)
        cache_store(request->cache, notes);
}

/* The notes of every block; false when it was cancelled. What was read before
 * that is in the cache. */
static bool find_notes(const struct run *run, struct block_notes **notes)
{
    uint32_t count = run->request->version->count, found = 0, finished = 0;
    uint32_t wait = run->reach ? NOTES_REACH_BLOCKS : 0;

    for (; found < count; found++) {
        notes[found] = notes_of(run, found);
        if (!notes[found])
            break;
        if (found >= wait) {
            finish_block(run, notes[finished], finished);
            finished++;
        }
    }
    for (; finished < found; finished++)
        finish_block(run, notes[finished], finished);
    return found == count;
}

static bool same_facts(const StoryFacts *a, const StoryFacts *b)
{
    return str_eq(a->date, b->date) && a->date_source == b->date_source &&
           str_eq(a->language, b->language);
}

/* What story passes said before, where it may hold for these notes too. */
static StoryPast past_of(const struct analysis *self,
                         const struct analysis *previous)
{
    if (!previous || previous->version->count != self->version->count ||
        !same_facts(&self->facts, &previous->facts))
        return (StoryPast){0};
    return (StoryPast){previous->story, previous->notes};
}

static struct analysis *analysis_new(const AnalysisRequest *request)
{
    struct analysis *self = heap_get(sizeof *self);
    uint32_t count = request->version->count;

    atomic_init(&self->refs, 1);
    self->registry = request->pipeline->registry;
    self->version = version_ref(request->version);
    self->notes = heap_array((size_t)count + 1, sizeof *self->notes);
    self->facts = (StoryFacts){
        .date = arena_copy(&self->arena, request->facts.date),
        .date_source = request->facts.date_source,
        .language = arena_copy(&self->arena, request->facts.language),
    };
    return self;
}

struct analysis *engine_analyse(const AnalysisRequest *request)
{
    struct analysis *self = analysis_new(request);
    struct run run = {
        .request = request,
        .previous = request->explaining ? NULL : request->previous,
        .reach = largest_reach(request->pipeline),
    };

    if (run.previous && run.previous->registry != self->registry)
        run.previous = NULL;
    if (run.previous)
        run.kept = version_compare(run.previous->version, self->version);
    if (!find_notes(&run, self->notes))
        goto cancelled;
    self->story = story_make(
        request->pipeline, self->notes, self->version->count, &self->facts,
        past_of(self, run.previous), request->explaining, request->cancelled);
    if (self->story)
        return self;

cancelled:
    analysis_unref(self);
    return NULL;
}

struct analysis *analysis_ref(struct analysis *self)
{
    atomic_fetch_add_explicit(&self->refs, 1, memory_order_relaxed);
    return self;
}

void analysis_unref(struct analysis *self)
{
    if (!self ||
        atomic_fetch_sub_explicit(&self->refs, 1, memory_order_acq_rel) > 1)
        return;
    for (uint32_t i = 0; i < self->version->count; i++)
        notes_unref(self->notes[i]);
    free(self->notes);
    story_unref(self->story);
    version_unref(self->version);
    arena_release(&self->arena);
    free(self);
}

const struct version *analysis_version(const struct analysis *self)
{
    return self->version;
}

const struct registry *analysis_registry(const struct analysis *self)
{
    return self->registry;
}

Str analysis_trouble(const struct analysis *self, uint32_t layer)
{
    return layer < self->story->layer_count ? self->story->troubles[layer]
                                            : (Str){0};
}

/* ---- annotations: block notes and the story's changes merged ------------ */

/* Bytes of the file that tokens of a block cover. */
static Span token_bytes(const struct analysis *self, uint32_t block,
                        Span tokens)
{
    const stet_tokens *row = &self->notes[block]->block->reading->tokens;
    uint32_t at = self->version->byte_at[block];
    Span bytes = stet_bytes(row, tokens.start, tokens.end);

    return (Span){at + bytes.start, at + bytes.end};
}

/* `base` with the story's attributes added or put in their place. */
static const stet_attr *merge_attrs(const stet_attr *base, uint32_t base_count,
                                    const Change *change, struct arena *arena,
                                    uint32_t *out_count)
{
    *out_count = base_count;
    if (!change || change->attr_count == 0)
        return base;
    stet_attr *all =
        ARENA_ARRAY(arena, stet_attr, base_count + change->attr_count);

    if (base_count)
        memcpy(all, base, base_count * sizeof *all);
    for (uint32_t i = 0; i < change->attr_count; i++) {
        uint32_t at = 0;
        while (at < *out_count && all[at].key != change->attrs[i].key)
            at++;
        *out_count += at == *out_count;
        all[at] = change->attrs[i];
    }
    return all;
}

/* Links of the block pass, now with the block, and of the story; those to
 * what was retracted are left out. */
static const NoteLink *merge_links(const struct analysis *self, uint32_t block,
                                   const stet_link *base, uint32_t base_count,
                                   const Change *change, struct arena *arena,
                                   uint32_t *out_count)
{
    uint32_t more = change ? change->link_count : 0;
    NoteLink *all = ARENA_ARRAY(arena, NoteLink, base_count + more);

    *out_count = 0;
    for (uint32_t i = 0; i < base_count + more; i++) {
        stet_link link =
            i < base_count ? base[i] : change->links[i - base_count];
        if (i < base_count)
            link.to = STET_REF(STET_REF_LAYER(link.to), block,
                               STET_REF_INDEX(link.to));
        if (!story_is_retracted(self->story, link.to))
            all[(*out_count)++] = (NoteLink){link.to, link.role};
    }
    return all;
}

static void apply_change(Note *note, const Change *change)
{
    if (!change)
        return;
    note->entity = change->entity;
    if (change->confidence != STORY_AS_IT_WAS)
        note->confidence = change->confidence;
    if (change->has_label)
        note->label = change->label;
}

static bool block_note(const struct analysis *self, stet_ref ref,
                       struct arena *arena, Note *out)
{
    uint32_t layer = STET_REF_LAYER(ref), block = STET_REF_BLOCK(ref);
    uint32_t index = STET_REF_INDEX(ref);
    const struct layer_notes *notes = self->notes[block]->layers[layer];
    const stet_layer *view = &notes->view;

    if (index >= view->count || self->story->troubles[layer].len)
        return false;
    Change found;
    const Change *change =
        story_change(self->story, ref, &found) ? &found : NULL;
    if (change && change->is_retracted)
        return false;

    uint32_t at = self->version->byte_at[block];
    uint32_t attr = view->first_attr[index];
    uint32_t link = notes->first_ref_link[index];
    *out = (Note){
        .ref = ref,
        .layer = layer,
        .kind = view->kind[index],
        .span = {at + view->span[index].start, at + view->span[index].end},
        .confidence = view->confidence[index],
        .label = notes->label ? notes->label[index] : (Str){0},
    };
    out->attrs = merge_attrs(view->attrs ? view->attrs + attr : NULL,
                             view->first_attr[index + 1] - attr, change, arena,
                             &out->attr_count);
    out->links = merge_links(self, block,
                             notes->ref_links ? notes->ref_links + link : NULL,
                             notes->first_ref_link[index + 1] - link, change,
                             arena, &out->link_count);
    apply_change(out, change);
    return true;
}

static bool story_note(const struct analysis *self, stet_ref ref,
                       struct arena *arena, Note *out)
{
    const struct story_part *part = self->story->by_layer[STET_REF_LAYER(ref)];
    uint32_t index = STET_REF_INDEX(ref) & ~STORY_EMITTED;
    if (!part || index >= part->note_count)
        return false;
    const StoryNote *note = &part->notes[index];
    const Change *change = &note->change;

    if (change->is_retracted)
        return false;
    *out = (Note){
        .ref = ref,
        .layer = part->layer,
        .kind = note->kind,
        .span = token_bytes(self, note->block, note->tokens),
        .confidence = note->confidence,
        .label = note->label,
    };
    out->attrs = change->attrs;
    out->attr_count = change->attr_count;
    out->links = merge_links(self, note->block, NULL, 0, change, arena,
                             &out->link_count);
    apply_change(out, change);
    return true;
}

bool analysis_note(const struct analysis *self, stet_ref ref,
                   struct arena *arena, Note *out_note)
{
    if (ref == STET_NO_REF || STET_REF_LAYER(ref) >= self->story->layer_count ||
        STET_REF_BLOCK(ref) >= self->version->count)
        return false;
    if (STET_REF_INDEX(ref) & STORY_EMITTED)
        return story_note(self, ref, arena, out_note);
    return block_note(self, ref, arena, out_note);
}

static int by_place(const void *left, const void *right)
{
    const Note *a = left, *b = right;

    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end ? -1 : 1;
    if (a->layer != b->layer)
        return a->layer < b->layer ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->ref < b->ref ? -1 : a->ref > b->ref;
}

/* As they are where one layer alone has any. */
static bool are_in_place(const Note *notes, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (by_place(&notes[i - 1], &notes[i]) > 0)
            return false;
    return true;
}

uint32_t analysis_notes(const struct analysis *self, uint32_t block,
                        struct arena *arena, const Note **out_notes)
{
    const struct story *story = self->story;
    uint32_t most = 0;
    if (block >= self->version->count)
        return 0;

    for (uint32_t i = 0; i < story->part_count; i++)
        most += story_emitted(story->parts[i], block, NULL);
    for (uint32_t layer = 0; layer < story->layer_count; layer++)
        most += self->notes[block]->layers[layer]->view.count;
    Note *notes = ARENA_ARRAY(arena, Note, most);
    uint32_t count = 0;
    for (uint32_t layer = 0; layer < story->layer_count; layer++)
        for (uint32_t i = 0; i < self->notes[block]->layers[layer]->view.count;
             i++)
            count += block_note(self, STET_REF(layer, block, i), arena,
                                &notes[count]);
    for (uint32_t i = 0; i < story->part_count; i++) {
        const uint32_t *emitted;
        uint32_t some = story_emitted(story->parts[i], block, &emitted);
        for (uint32_t k = 0; k < some; k++)
            count += story_note(self,
                                STET_REF(story->parts[i]->layer, block,
                                         STORY_EMITTED | emitted[k]),
                                arena, &notes[count]);
    }
    if (!are_in_place(notes, count))
        qsort(notes, count, sizeof *notes, by_place);
    *out_notes = notes;
    return count;
}

uint32_t analysis_notes_in(const struct analysis *self, Span span,
                           struct arena *arena, const Note **out_notes)
{
    const struct version *version = self->version;
    uint32_t total = 0, capacity = 64;
    Note *all = ARENA_ARRAY(arena, Note, capacity);
    uint32_t first = version_block_at(version, span.start);

    /* A span at a block's very start touches what ends there. */
    if (first > 0 && version->byte_at[first] == span.start)
        first--;
    for (uint32_t i = first;
         i < version->count && version->byte_at[i] <= span.end; i++) {
        const Note *notes;
        uint32_t count = analysis_notes(self, i, arena, &notes);
        for (uint32_t k = 0; k < count; k++) {
            bool touches = span.start == span.end
                               ? notes[k].span.start <= span.start &&
                                     notes[k].span.end >= span.start
                               : notes[k].span.start < span.end &&
                                     notes[k].span.end > span.start;
            if (!touches)
                continue;
            if (total == capacity) {
                Note *more = ARENA_ARRAY(arena, Note, capacity * 2);
                memcpy(more, all, total * sizeof *more);
                all = more;
                capacity *= 2;
            }
            all[total++] = notes[k];
        }
    }
    *out_notes = all;
    return total;
}

const stet_attr *note_attr(const Note *note, stet_key key)
{
    for (uint32_t i = 0; key && i < note->attr_count; i++)
        if (note->attrs[i].key == key)
            return &note->attrs[i];
    return NULL;
}

stet_ref note_link(const Note *note, stet_role role)
{
    for (uint32_t i = 0; role && i < note->link_count; i++)
        if (note->links[i].role == role)
            return note->links[i].to;
    return STET_NO_REF;
}

/* ---- entities ---------------------------------------------------------- */

uint32_t analysis_entity_count(const struct analysis *self)
{
    return self->story->entity_count;
}

const Entity *analysis_entity(const struct analysis *self, stet_entity_id id)
{
    return story_entity(self->story, id);
}

static uint32_t refs_of(const EntityRefs *refs, stet_entity_id id,
                        const stet_ref **out_refs)
{
    if (id == 0 || id >= refs->limit)
        return 0;
    *out_refs = refs->refs + refs->first[id];
    return refs->first[id + 1] - refs->first[id];
}

uint32_t analysis_mentions(const struct analysis *self, stet_entity_id id,
                           const stet_ref **out_refs)
{
    return refs_of(&self->story->mentions, id, out_refs);
}

uint32_t analysis_owned(const struct analysis *self, stet_entity_id id,
                        const stet_ref **out_refs)
{
    return refs_of(&self->story->owned, id, out_refs);
}

/* ---- findings ---------------------------------------------------------- */

/* Whose tokens or bytes a list's places count in. */
enum unit {
    UNIT_BYTES, /* of block `block` */
    UNIT_TOKENS,
};

/* Bytes of the file; false where the place is gone. */
static bool resolve(const struct analysis *self, const NotePlace *place,
                    uint32_t block, enum unit unit, struct arena *arena,
                    Span *out)
{
    Note note;
    stet_ref ref = place->ref;

    if (ref != STET_NO_REF) {
        if (unit == UNIT_BYTES)
            ref = STET_REF(STET_REF_LAYER(ref), block, STET_REF_INDEX(ref));
        if (!analysis_note(self, ref, arena, &note))
            return false;
        *out = note.span;
        return true;
    }
    if (unit == UNIT_TOKENS) {
        *out = token_bytes(self, place->block, place->span);
        return true;
    }
    uint32_t at = self->version->byte_at[block];
    *out = (Span){at + place->span.start, at + place->span.end};
    return true;
}

static int by_edit(const void *left, const void *right)
{
    const Edit *a = left, *b = right;

    return a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

/* False where an edit's place is gone or two edits overlap. */
static bool resolve_fix(const struct analysis *self, const NoteFix *from,
                        uint32_t block, enum unit unit, struct arena *arena,
                        Fix *out)
{
    Edit *edits = ARENA_ARRAY(arena, Edit, from->edit_count);

    for (uint32_t i = 0; i < from->edit_count; i++) {
        edits[i].text = from->edits[i].text;
        if (!resolve(self, &from->edits[i].place, block, unit, arena,
                     &edits[i].span))
            return false;
    }
    if (from->edit_count)
        qsort(edits, from->edit_count, sizeof *edits, by_edit);
    for (uint32_t i = 1; i < from->edit_count; i++)
        if (edits[i].span.start < edits[i - 1].span.end)
            return false;
    *out = (Fix){from->title, from->is_safe, from->edit_count, edits};
    return true;
}

static bool resolve_finding(const struct analysis *self,
                            const NoteFinding *from, uint32_t block,
                            enum unit unit, struct arena *arena, Finding *out)
{
    Related *related = ARENA_ARRAY(arena, Related, from->related_count);
    Fix *fixes = ARENA_ARRAY(arena, Fix, from->fix_count);
    const RuleInfo *rule = registry_rule(self->registry, from->rule);

    *out = (Finding){
        .rule = from->rule,
        .severity = from->severity,
        .confidence = from->confidence,
        .message = from->message,
        .related = related,
        .fixes = fixes,
    };
    if ((rule && self->story->troubles[rule->layer].len) ||
        !resolve(self, &from->place, block, unit, arena, &out->span))
        return false;
    for (uint32_t i = 0; i < from->related_count; i++) {
        Related *to = &related[out->related_count];
        to->message = from->related[i].message;
        out->related_count += resolve(self, &from->related[i].place, block,
                                      unit, arena, &to->span);
    }
    for (uint32_t i = 0; i < from->fix_count; i++)
        out->fix_count += resolve_fix(self, &from->fixes[i], block, unit, arena,
                                      &fixes[out->fix_count]);
    return true;
}

static int by_finding(const void *left, const void *right)
{
    const Finding *a = left, *b = right;

    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end < b->span.end ? -1 : 1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    return str_cmp(a->message, b->message);
}

/* Adds the findings of a story pass whose place lies in blocks [first, end). */
static uint32_t part_findings(const struct analysis *self,
                              const struct story_part *part, uint32_t first,
                              uint32_t end, struct arena *arena,
                              Finding *findings, uint32_t count)
{
    for (uint32_t i = 0; i < part->finding_count; i++) {
        const NoteFinding *from = &part->findings[i];
        uint32_t block = from->place.ref == STET_NO_REF
                             ? from->place.block
                             : STET_REF_BLOCK(from->place.ref);
        if (block >= first && block < end)
            count += resolve_finding(self, from, 0, UNIT_TOKENS, arena,
                                     &findings[count]);
    }
    return count;
}

/* Findings of blocks [first, end), in order; those of story passes whose place
 * lies there are among them. */
static uint32_t findings_of(const struct analysis *self, uint32_t first,
                            uint32_t end, struct arena *arena,
                            const Finding **out_findings)
{
    const struct story *story = self->story;
    uint32_t most = 0, count = 0;

    for (uint32_t i = 0; i < story->part_count; i++)
        most += story->parts[i]->finding_count;
    for (uint32_t i = first; i < end; i++)
        most += self->notes[i]->finding_count;
    Finding *findings = ARENA_ARRAY(arena, Finding, most);
    for (uint32_t i = first; i < end; i++)
        for (uint32_t k = 0; k < self->notes[i]->finding_count; k++)
            count += resolve_finding(self, &self->notes[i]->findings[k], i,
                                     UNIT_BYTES, arena, &findings[count]);
    for (uint32_t i = 0; i < story->part_count; i++)
        count = part_findings(self, story->parts[i], first, end, arena,
                              findings, count);
    if (count)
        qsort(findings, count, sizeof *findings, by_finding);
    *out_findings = findings;
    return count;
}

uint32_t analysis_findings(const struct analysis *self, struct arena *arena,
                           const Finding **out_findings)
{
    return findings_of(self, 0, self->version->count, arena, out_findings);
}

uint32_t analysis_findings_in(const struct analysis *self, Span span,
                              struct arena *arena, const Finding **out_findings)
{
    const struct version *version = self->version;
    uint32_t first = version_block_at(version, span.start), end = first;

    if (first > 0 && version->byte_at[first] == span.start)
        first--;
    while (end < version->count && version->byte_at[end] <= span.end)
        end++;
    const Finding *found;
    uint32_t total = findings_of(self, first, end, arena, &found), count = 0;
    Finding *touching = ARENA_ARRAY(arena, Finding, total);
    for (uint32_t i = 0; i < total; i++)
        if (found[i].span.start <= span.end && found[i].span.end >= span.start)
            touching[count++] = found[i];
    *out_findings = touching;
    return count;
}

uint32_t analysis_completions(const struct analysis *self,
                              const Completion **out_completions)
{
    *out_completions = self->story->completions;
    return self->story->completion_count;
}

/* ---- reasons ----------------------------------------------------------- */

uint32_t analysis_reasons(const struct analysis *self, struct arena *arena,
                          const Reason **out_reasons)
{
    const struct story *story = self->story;
    uint32_t most = 0, count = 0;

    for (uint32_t i = 0; i < story->part_count; i++)
        most += story->parts[i]->reason_count;
    for (uint32_t i = 0; i < self->version->count; i++)
        most += self->notes[i]->reason_count;
    Reason *reasons = ARENA_ARRAY(arena, Reason, most);
    for (uint32_t i = 0; i < self->version->count; i++)
        for (uint32_t k = 0; k < self->notes[i]->reason_count; k++) {
            const NoteReason *from = &self->notes[i]->reasons[k];
            reasons[count] = (Reason){from->layer, {0}, from->words};
            count += resolve(self, &from->place, i, UNIT_BYTES, arena,
                             &reasons[count].span);
        }
    for (uint32_t i = 0; i < story->part_count; i++)
        for (uint32_t k = 0; k < story->parts[i]->reason_count; k++) {
            const NoteReason *from = &story->parts[i]->reasons[k];
            reasons[count] = (Reason){from->layer, {0}, from->words};
            count += resolve(self, &from->place, 0, UNIT_TOKENS, arena,
                             &reasons[count].span);
        }
    *out_reasons = reasons;
    return count;
}

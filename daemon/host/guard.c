#include "host/guard.h"

#include "engine/notes.h"
#include "engine/story_sink.h"
#include "engine/words.h"
#include "text/heap.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct guard {
    stet_host host; /* host.self is the guard */
    const GuardOwner *owner;
    void *instance;
    uint32_t names; /* registered so far */
    char *opening;  /* while open() runs: where its reason() goes */
    /* Of the call at hand; NULL and 0 between calls. */
    struct block_sink *block_sink;
    struct story_sink *story_sink;
    const stet_block *block;
    const stet_story *story;
    uint32_t budget;
    uint32_t findings; /* of this call */
};

/* ---- saying no --------------------------------------------------------- */

static bool is_refused(const struct guard *self)
{
    return (self->block_sink && block_sink_failed(self->block_sink)) ||
           (self->story_sink && story_sink_failed(self->story_sink));
}

/* Ends the plugin's say in the call at hand. */
__attribute__((format(printf, 2, 3))) static uint64_t
refuse(struct guard *self, const char *format, ...)
{
    char text[256];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (self->block_sink)
        block_sink_fail(self->block_sink, str_from_c(text));
    if (self->story_sink)
        story_sink_fail(self->story_sink, str_from_c(text));
    return STET_REFUSED;
}

/* ---- looking at what was said ------------------------------------------ */

static bool str_sound(Str text)
{
    return text.len <= STET_TEXT_MAX && (text.ptr || !text.len) &&
           utf8_first_bad(text) == text.len;
}

static bool name_known(const struct guard *self, uint32_t number)
{
    return number && number <= registry_count(self->owner->registry);
}

static bool kind_own(const struct guard *self, stet_kind number)
{
    const KindInfo *kind = registry_kind(self->owner->registry, number);

    return kind && kind->layer == self->owner->info->layer;
}

static bool attrs_sound(const struct guard *self, const stet_attr *attrs,
                        uint32_t count)
{
    if (count > GUARD_ATTRS_MAX || (count && !attrs))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        bool is_text = attrs[i].type == STET_ATTR_TEXT;
        bool is_entity = attrs[i].type == STET_ATTR_ENTITY;
        if (!name_known(self, attrs[i].key) ||
            attrs[i].type > STET_ATTR_ENTITY ||
            (is_text && !str_sound(attrs[i].text)) ||
            (is_entity && !self->story_sink))
            return false;
    }
    return true;
}

static bool links_sound(const struct guard *self, const stet_link *links,
                        uint32_t count)
{
    if (count > GUARD_LINKS_MAX || (count && !links))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!name_known(self, links[i].role) || links[i].reserved)
            return false;
    return true;
}

/* In a block pass: bytes of the block's own, on characters. In a story pass
 * the sink knows how many tokens there are. */
static bool span_sound(const struct guard *self, Span span)
{
    const stet_block *block = self->block;

    if (span.start >= span.end)
        return false;
    if (!block)
        return true;
    return span.start >= block->own.start && span.end <= block->own.end &&
           utf8_is_boundary(block->text, span.start) &&
           utf8_is_boundary(block->text, span.end);
}

static bool place_sound(const struct guard *self, const stet_place *place)
{
    if (place->ref != STET_NO_REF)
        return true;
    return span_sound(self, place->span) && (!self->block || !place->block);
}

static bool annotation_sound(struct guard *self, const stet_annotation *note)
{
    const char *wrong = NULL;

    if (!note || note->size < sizeof *note)
        wrong = "an annotation is too small";
    else if (!kind_own(self, note->kind))
        wrong = "an annotation's kind is not in its manifest";
    else if (!span_sound(self, note->span))
        wrong = "an annotation's span is empty, outside the block or splits "
                "a character";
    else if (note->confidence > STET_CERTAIN)
        wrong = "a confidence is above 1000";
    else if (!attrs_sound(self, note->attrs, note->attr_count))
        wrong = "an annotation's attributes are too many, unknown or no UTF-8";
    else if (!links_sound(self, note->links, note->link_count))
        wrong = "an annotation's links are too many or of an unknown role";
    else if (!str_sound(note->label))
        wrong = "an annotation's label is too long or no UTF-8";
    if (wrong)
        refuse(self, "%s", wrong);
    return !wrong;
}

static bool fix_sound(const struct guard *self, const stet_fix *fix)
{
    if (!fix || fix->size < sizeof *fix || fix->is_safe > 1 ||
        !str_sound(fix->title) || fix->edit_count > GUARD_EDITS_MAX ||
        (fix->edit_count && !fix->edits))
        return false;
    for (uint32_t i = 0; i < fix->edit_count; i++)
        if (!place_sound(self, &fix->edits[i].place) ||
            !str_sound(fix->edits[i].text))
            return false;
    return true;
}

static bool finding_lists_sound(const struct guard *self,
                                const stet_finding *finding)
{
    if (finding->related_count > GUARD_RELATED_MAX ||
        finding->fix_count > GUARD_FIXES_MAX ||
        (finding->related_count && !finding->related) ||
        (finding->fix_count && !finding->fixes))
        return false;
    for (uint32_t i = 0; i < finding->related_count; i++)
        if (!place_sound(self, &finding->related[i].place) ||
            !str_sound(finding->related[i].message))
            return false;
    for (uint32_t i = 0; i < finding->fix_count; i++)
        if (!fix_sound(self, finding->fixes[i]))
            return false;
    return true;
}

static bool finding_sound(struct guard *self, const stet_finding *finding)
{
    const char *wrong = NULL;
    const RuleInfo *rule =
        finding && finding->size >= sizeof *finding
            ? registry_rule(self->owner->registry, finding->rule)
            : NULL;

    if (!finding || finding->size < sizeof *finding)
        wrong = "a finding is too small";
    else if (!rule || rule->layer != self->owner->info->layer)
        wrong = "a finding's rule is not in its manifest";
    else if (finding->severity < STET_ERROR || finding->severity > STET_HINT ||
             finding->confidence > STET_CERTAIN)
        wrong = "a finding's severity or confidence is out of range";
    else if (!finding->message.len || !str_sound(finding->message))
        wrong = "a finding's message is empty, too long or no UTF-8";
    else if (!place_sound(self, &finding->place))
        wrong = "a finding's place is outside the block";
    else if (!finding_lists_sound(self, finding))
        wrong = "a finding's related places or fixes are not sound";
    if (wrong)
        refuse(self, "%s", wrong);
    return !wrong;
}

/* ---- what a plugin may call -------------------------------------------- */

static uint32_t on_register_name(void *self_, stet_str name)
{
    struct guard *self = self_;

    if (!self->opening || self->names >= GUARD_NAMES_MAX || !str_sound(name))
        return 0;
    self->names++;
    return self->owner->is_frozen
               ? registry_find(self->owner->registry, name)
               : registry_intern(self->owner->registry, name);
}

static uint32_t said(const struct guard *self)
{
    return self->findings + (self->block_sink
                                 ? block_sink_count(self->block_sink)
                                 : story_sink_count(self->story_sink));
}

/* A call that adds something: is it the plugin's turn, and is there room? */
static bool may_say(struct guard *self)
{
    if ((!self->block_sink && !self->story_sink) || is_refused(self))
        return false;
    if (said(self) < self->budget)
        return true;
    refuse(self, "it says more than %u things about %s", self->budget,
           self->block ? "one block" : "one story");
    return false;
}

static bool may_say_in_story(struct guard *self)
{
    if (self->story_sink)
        return may_say(self);
    refuse(self, "it calls in a block pass what is of story passes");
    return false;
}

static stet_ref on_emit(void *self_, const stet_annotation *note)
{
    struct guard *self = self_;

    if (!may_say(self) || !annotation_sound(self, note))
        return STET_REFUSED;
    stet_ref ref = self->block_sink ? block_sink_add(self->block_sink, note)
                                    : story_sink_add(self->story_sink, note);
    if (ref == STET_REFUSED)
        refuse(self, "an annotation covers no token of the block, or names "
                     "another or an entity that does not exist");
    return ref;
}

static uint64_t on_finding(void *self_, const stet_finding *finding)
{
    struct guard *self = self_;

    if (!may_say(self) || !finding_sound(self, finding))
        return STET_REFUSED;
    self->findings++;
    uint64_t result = self->block_sink
                          ? block_sink_finding(self->block_sink, finding)
                          : story_sink_finding(self->story_sink, finding);
    if (result == STET_REFUSED)
        refuse(self, "a finding is about a place that does not exist");
    return result;
}

static uint32_t on_cancelled(void *self_)
{
    const struct guard *self = self_;

    return is_refused(self) ||
           (self->block_sink && block_sink_cancelled(self->block_sink)) ||
           (self->story_sink && story_sink_cancelled(self->story_sink));
}

/* Why open() is about to fail, in the plugin's words. */
static void keep_opening(struct guard *self, Str text)
{
    if (text.len && text.len < GUARD_REASON_MAX && str_sound(text))
        snprintf(self->opening, GUARD_REASON_MAX, "%.*s", STR_ARG(text));
}

static void on_reason(void *self_, const stet_place *place, stet_str text)
{
    struct guard *self = self_;

    if (self->opening) {
        keep_opening(self, text);
        return;
    }
    bool is_asked = (self->block && self->block->explaining) ||
                    (self->story && self->story->explaining);

    if (!is_asked || is_refused(self) || !place || !place_sound(self, place) ||
        !str_sound(text))
        return;
    if (self->block_sink)
        block_sink_reason(self->block_sink, place, text);
    else if (self->story_sink)
        story_sink_reason(self->story_sink, place, text);
}

static uint64_t on_amend(void *self_, stet_ref ref,
                         const stet_amendment *change)
{
    struct guard *self = self_;

    if (!may_say_in_story(self))
        return STET_REFUSED;
    if (!change || change->size < sizeof *change ||
        (change->confidence > STET_CERTAIN &&
         change->confidence != STET_NONE) ||
        !attrs_sound(self, change->attrs, change->attr_count) ||
        !links_sound(self, change->links, change->link_count) ||
        !str_sound(change->label))
        return refuse(self, "an amendment is not sound");
    if (story_sink_amend(self->story_sink, ref, change) == STET_REFUSED)
        return refuse(self, "it amends what is not its own or not there");
    return 0;
}

static uint64_t on_retract(void *self_, stet_ref ref)
{
    struct guard *self = self_;

    if (!may_say_in_story(self))
        return STET_REFUSED;
    if (story_sink_retract(self->story_sink, ref) == STET_REFUSED)
        return refuse(self, "it retracts what is not its own or not there");
    return 0;
}

static uint64_t on_entity(void *self_, const stet_entity *entity)
{
    struct guard *self = self_;

    if (!may_say_in_story(self))
        return STET_REFUSED;
    if (!entity || entity->size < sizeof *entity ||
        !name_known(self, entity->kind) || !str_sound(entity->name) ||
        !attrs_sound(self, entity->attrs, entity->attr_count))
        return refuse(self, "an entity is not sound");
    uint64_t id = story_sink_entity(self->story_sink, entity);
    if (id == STET_REFUSED)
        return refuse(self, "an entity's mention does not exist");
    return id;
}

static uint64_t on_mention(void *self_, stet_entity_id entity, stet_ref ref)
{
    struct guard *self = self_;

    if (!may_say_in_story(self))
        return STET_REFUSED;
    if (story_sink_mention(self->story_sink, entity, ref) == STET_REFUSED)
        return refuse(self, "a mention or its entity does not exist");
    return 0;
}

static stet_entity_id on_entity_of(void *self_, stet_ref ref)
{
    struct guard *self = self_;

    return self->story_sink ? story_sink_entity_of(self->story_sink, ref) : 0;
}

static const stet_entity *on_entity_info(void *self_, stet_entity_id entity)
{
    struct guard *self = self_;

    return self->story_sink ? story_sink_entity_info(self->story_sink, entity)
                            : NULL;
}

static const stet_attr *on_attribute(void *self_, stet_ref ref, stet_key key)
{
    struct guard *self = self_;

    return self->story_sink ? story_sink_attribute(self->story_sink, ref, key)
                            : NULL;
}

static stet_str on_text(void *self_, stet_ref ref)
{
    struct guard *self = self_;

    return self->story_sink ? story_sink_text(self->story_sink, ref)
                            : (stet_str){0};
}

static uint64_t on_complete(void *self_, stet_str word, stet_str detail)
{
    struct guard *self = self_;

    if (!may_say_in_story(self))
        return STET_REFUSED;
    if (!word.len || !str_sound(word) || !str_sound(detail))
        return refuse(self, "a completion is empty, too long or no UTF-8");
    return story_sink_complete(self->story_sink, word, detail);
}

static int32_t on_map(void *self_, stet_str name, const void **out_bytes,
                      uint64_t *out_len)
{
    const struct guard *self = self_;

    if (!self->opening || !str_sound(name))
        return -EINVAL;
    return self->owner->map(self->owner->resources, name, out_bytes, out_len);
}

static const void *on_extension(void *self_, stet_str id)
{
    static const stet_resource_v1 resource = {.size = sizeof resource,
                                              .map = on_map};

    return str_eq(id, STR(STET_RESOURCE_V1)) ? &resource : NULL;
}

static const stet_host services = {
    .size = sizeof services,
    .abi_minor = STET_ABI_MINOR,
    .register_name = on_register_name,
    .emit = on_emit,
    .finding = on_finding,
    .cancelled = on_cancelled,
    .reason = on_reason,
    .amend = on_amend,
    .retract = on_retract,
    .entity = on_entity,
    .mention = on_mention,
    .entity_of = on_entity_of,
    .entity_info = on_entity_info,
    .attribute = on_attribute,
    .text = on_text,
    .complete = on_complete,
    .extension = on_extension,
};

/* ---- what the engine calls --------------------------------------------- */

static uint32_t budget_for(uint32_t base, uint64_t tokens)
{
    uint64_t budget = base + tokens * GUARD_PER_TOKEN;

    return budget < UINT32_MAX ? (uint32_t)budget : UINT32_MAX;
}

static int run_block(void *self_, const stet_block *block,
                     struct block_sink *sink)
{
    struct guard *self = self_;

    self->block = block;
    self->block_sink = sink;
    self->findings = 0;
    self->budget =
        budget_for(GUARD_BLOCK_BASE, block->end_own - block->first_own);
    int error = self->owner->plugin->block(self->instance, &self->host, block);
    if (error < 0)
        refuse(self, "its block pass failed: %s", strerror(-error));
    self->block = NULL;
    self->block_sink = NULL;
    return error < 0 ? error : 0;
}

static int run_story(void *self_, const stet_story *story,
                     struct story_sink *sink)
{
    struct guard *self = self_;
    uint64_t tokens = 0;

    for (uint32_t i = 0; i < story->block_count; i++)
        tokens += story->blocks[i]->token_count;
    self->story = story;
    self->story_sink = sink;
    self->findings = 0;
    self->budget = budget_for(GUARD_STORY_BASE, tokens);
    int error = self->owner->plugin->story(self->instance, &self->host, story);
    if (error < 0)
        refuse(self, "its story pass failed: %s", strerror(-error));
    self->story = NULL;
    self->story_sink = NULL;
    return error < 0 ? error : 0;
}

int guard_new(const GuardOwner *owner, Str options,
              char out_reason[GUARD_REASON_MAX], struct guard **out_guard)
{
    struct guard *self = heap_get(sizeof *self);

    self->owner = owner;
    self->host = services;
    self->host.self = self;
    self->opening = out_reason;
    out_reason[0] = '\0';
    int error = owner->plugin->open(&self->host, options, &self->instance);
    self->opening = NULL;
    if (error < 0) {
        if (!out_reason[0])
            snprintf(out_reason, GUARD_REASON_MAX, "%s", strerror(-error));
        free(self);
        return error;
    }
    *out_guard = self;
    return 0;
}

void guard_free(struct guard *self)
{
    if (!self)
        return;
    if (self->owner->plugin->close)
        self->owner->plugin->close(self->instance);
    free(self);
}

struct annotator guard_annotator(struct guard *self, const AnnotatorInfo *info)
{
    return (struct annotator){
        .info = info,
        .self = self,
        .block = run_block,
        .story = run_story,
    };
}

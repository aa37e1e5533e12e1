#include "support/dump.h"

#include <stdarg.h>

struct out {
    struct arena *arena;
    char *text;
    size_t len, room;
};

__attribute__((format(printf, 2, 3))) static void put(struct out *self,
                                                      const char *format, ...)
{
    va_list args, again;

    va_start(args, format);
    va_copy(again, args);
    size_t need = (size_t)vsnprintf(NULL, 0, format, again) + 1;
    va_end(again);
    if (self->len + need > self->room) {
        size_t room = (self->room + need) * 2;
        char *text = arena_alloc(self->arena, room);
        if (self->len)
            memcpy(text, self->text, self->len);
        self->text = text;
        self->room = room;
    }
    vsnprintf(self->text + self->len, need, format, args);
    va_end(args);
    self->len += need - 1;
}

static void put_attrs(struct out *out, const struct registry *registry,
                      const stet_attr *attrs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        put(out, " %.*s=", STR_ARG(registry_name(registry, attrs[i].key)));
        if (attrs[i].type == STET_ATTR_TEXT)
            put(out, "'%.*s'", STR_ARG(attrs[i].text));
        else
            put(out, "%u:%lld", attrs[i].type, (long long)attrs[i].number);
    }
}

static void put_note(struct out *out, const struct registry *registry,
                     const Note *note)
{
    put(out, "%u-%u %.*s %u entity %u '%.*s'", note->span.start, note->span.end,
        STR_ARG(registry_name(registry, note->kind)), note->confidence,
        note->entity, STR_ARG(note->label));
    put_attrs(out, registry, note->attrs, note->attr_count);
    for (uint32_t i = 0; i < note->link_count; i++)
        put(out, " %.*s->%llx",
            STR_ARG(registry_name(registry, note->links[i].role)),
            (unsigned long long)note->links[i].to);
    put(out, "\n");
}

static void put_finding(struct out *out, const struct registry *registry,
                        const Finding *finding)
{
    put(out, "%u-%u ! %.*s %u '%.*s'", finding->span.start, finding->span.end,
        STR_ARG(registry_name(registry, finding->rule)), finding->severity,
        STR_ARG(finding->message));
    for (uint32_t i = 0; i < finding->related_count; i++)
        put(out, " see %u-%u", finding->related[i].span.start,
            finding->related[i].span.end);
    for (uint32_t i = 0; i < finding->fix_count; i++)
        for (uint32_t k = 0; k < finding->fixes[i].edit_count; k++) {
            const Edit *edit = &finding->fixes[i].edits[k];
            put(out, " fix %u-%u '%.*s'", edit->span.start, edit->span.end,
                STR_ARG(edit->text));
        }
    put(out, "\n");
}

static void put_refs(struct out *out, const char *what, const stet_ref *refs,
                     uint32_t count)
{
    put(out, " %s", what);
    for (uint32_t i = 0; i < count; i++)
        put(out, " %llx", (unsigned long long)refs[i]);
}

static void put_entity(struct out *out, const struct analysis *analysis,
                       stet_entity_id id)
{
    const struct registry *registry = analysis_registry(analysis);
    const Entity *entity = analysis_entity(analysis, id);
    const stet_ref *refs;

    put(out, "#%u %.*s '%.*s' from %llx", id,
        STR_ARG(registry_name(registry, entity->kind)), STR_ARG(entity->name),
        (unsigned long long)entity->canonical);
    put_attrs(out, registry, entity->attrs, entity->attr_count);
    uint32_t count = analysis_mentions(analysis, id, &refs);
    put_refs(out, "mentions", refs, count);
    count = analysis_owned(analysis, id, &refs);
    put_refs(out, "owns", refs, count);
    put(out, "\n");
}

Str dump_analysis(const struct analysis *analysis, struct arena *arena)
{
    const struct registry *registry = analysis_registry(analysis);
    struct out out = {.arena = arena};
    const Finding *findings;
    const Completion *completions;

    for (uint32_t i = 0; i < analysis_version(analysis)->count; i++) {
        const Note *notes;
        uint32_t count = analysis_notes(analysis, i, arena, &notes);
        for (uint32_t k = 0; k < count; k++)
            put_note(&out, registry, &notes[k]);
    }
    for (uint32_t id = 1; id <= analysis_entity_count(analysis); id++)
        put_entity(&out, analysis, id);
    uint32_t count = analysis_findings(analysis, arena, &findings);
    for (uint32_t i = 0; i < count; i++)
        put_finding(&out, registry, &findings[i]);
    count = analysis_completions(analysis, &completions);
    for (uint32_t i = 0; i < count; i++)
        put(&out, "complete '%.*s' '%.*s'\n", STR_ARG(completions[i].word),
            STR_ARG(completions[i].detail));
    for (uint32_t i = 0; i < registry_layer_count(registry); i++) {
        Str trouble = analysis_trouble(analysis, i);
        if (trouble.len)
            put(&out, "trouble in %.*s: %.*s\n",
                STR_ARG(registry_layer_name(registry, i)), STR_ARG(trouble));
    }
    put(&out, "%s", "");
    return (Str){out.text, (uint32_t)out.len};
}

Str dump_version(const struct version *version, struct arena *arena)
{
    struct out out = {.arena = arena};

    for (uint32_t i = 0; i < version->count; i++) {
        const struct block *block = version->blocks[i];
        put(&out, "[%u line %u kind %u.%u %s %llx masks", version->byte_at[i],
            version->line_at[i], block->prose.kind, block->prose.level,
            block->starts_section ? "section" : "-",
            (unsigned long long)(block->starts_section ? block->before.bits
                                                       : 0));
        for (uint32_t k = 0; k < block->prose.masked_count; k++)
            put(&out, " %u-%u", block->prose.masked[k].start,
                block->prose.masked[k].end);
        put(&out, "]%.*s", STR_ARG(block->prose.text));
    }
    put(&out, "%s", "");
    return (Str){out.text, (uint32_t)out.len};
}

/*
 * textDocument/codeLens and codeLens/resolve: what is in the story, counted
 * by kind, above its headline.
 *
 *     13 quotations | 5 people, 6 places | 9 dates, 5 times | 1 finding
 *
 * The headline is the first heading, else the first words. What no plugin
 * marks has no lens. Counting waits for
 * the resolving, which clients do for what is on the screen. Clicking the
 * findings makes the safe fixes, where there are any.
 */
#include "lsp/card.h"
#include "lsp/features.h"
#include "lsp/fixes.h"
#include "lsp/meant.h"
#include "lsp/passage.h"
#include "lsp/words.h"
#include "protocol/rpc.h"

#define KINDS_MAX 4u /* that one lens names; the rest is "7 more" */

/* What one lens counts; the names travel in the item's data. */
static const Slice lenses[] = {
    {"passages", 8}, {"cast", 4}, {"facts", 5}, {"findings", 8}};

enum lens { LENS_PASSAGES, LENS_CAST, LENS_FACTS, LENS_FINDINGS, LENS_COUNT };

/* ---- where ------------------------------------------------------------- */

static bool find_headline(const struct view *view, Span *out)
{
    const struct version *version = analysis_version(view->analysis);
    uint32_t first = version->count;

    for (uint32_t i = 0; i < version->count; i++) {
        const struct block *block = version->blocks[i];
        if (first == version->count && block->reading &&
            block->reading->tokens.count)
            first = i;
        if (block->prose.kind == STET_BLOCK_HEADING) {
            first = i;
            break;
        }
    }
    return first < version->count &&
           words_paragraph(view, version->byte_at[first], out);
}

/* The first kind that is structure, or has hints and is none; NULL: no plugin
 * has such. */
static const KindInfo *first_kind(const struct view *view, bool is_structure)
{
    for (uint32_t i = 1; i <= registry_count(view->registry); i++) {
        const KindInfo *kind = registry_kind(view->registry, i);
        if (kind && kind->is_structure == is_structure &&
            (is_structure || kind->has_hint))
            return kind;
    }
    return NULL;
}

/* There may be something to count. */
static bool has_lens(const struct view *view, enum lens lens)
{
    switch (lens) {
    case LENS_PASSAGES:
        return first_kind(view, true);
    case LENS_CAST:
        return analysis_entity_count(view->analysis) > 0;
    case LENS_FACTS:
        return first_kind(view, false);
    default:
        return true;
    }
}

json_t *feature_code_lens(const struct view *view, const json_t *params,
                          struct fault *out_fault)
{
    Slice uri;
    Span headline;
    if (lsp_read_document(params, &uri, out_fault) < 0)
        return NULL;

    json_t *list = json_array();
    if (!find_headline(view, &headline))
        return list;
    LspRange range = view_range(view, headline);
    range.end = range.start;
    for (uint32_t i = 0; i < LENS_COUNT; i++) {
        if (!has_lens(view, (enum lens)i))
            continue;
        json_t *data = json_object();
        json_object_set_new(data, "uri", rpc_string(view->document.uri));
        json_object_set_new(data, "lens", rpc_string(lenses[i]));
        LspCodeLens lens = {.range = range, .data = data};
        json_array_append_new(list, lsp_write_code_lens(&lens));
        json_decref(data);
    }
    return list;
}

/* ---- how many ---------------------------------------------------------- */

struct count {
    const struct view *view;
    uint32_t *of_kind;
};

static bool is_fact(const struct view *view, const Note *note)
{
    stet_key value = registry_find(view->registry, STR("value"));

    return !note->entity && !note->link_count && note_attr(note, value);
}

static void count_notes(struct count *self, enum lens lens)
{
    const struct view *view = self->view;
    uint32_t blocks = analysis_version(view->analysis)->count;

    for (uint32_t block = 0; block < blocks; block++) {
        const Note *notes;
        uint32_t count =
            analysis_notes(view->analysis, block, view->arena, &notes);
        for (uint32_t i = 0; i < count; i++) {
            bool is_passage = passage_is(view, &notes[i]);
            if (lens == LENS_PASSAGES ? is_passage
                                      : !is_passage && is_fact(view, &notes[i]))
                self->of_kind[notes[i].kind]++;
        }
    }
}

static void count_entities(struct count *self)
{
    uint32_t count = analysis_entity_count(self->view->analysis);

    for (uint32_t id = 1; id <= count; id++)
        self->of_kind[analysis_entity(self->view->analysis, id)->kind]++;
}

/* Titles of kinds begin with a capital; in the middle of a line they do not.
 * `text` is of view_print(), so it may be changed. */
static Str lowered(Str text, uint32_t at)
{
    char *first = (char *)text.ptr + at;

    if (*first >= 'A' && *first <= 'Z')
        *first = (char)(*first - 'A' + 'a');
    return text;
}

/* "5 people"; "1 person". */
static Str counted(const struct view *view, const KindInfo *kind,
                   uint32_t count)
{
    Str words = count == 1 ? kind->title : card_plural(view, kind);
    Str text = view_print(view, "%u %.*s", count, STR_ARG(words));

    return lowered(text, text.len - words.len);
}

/* "no quotations", "no names", "no facts" */
static Str nothing_of(const struct view *view, enum lens lens)
{
    const KindInfo *kind = first_kind(view, true);

    if (lens == LENS_CAST)
        return STR("no names");
    if (lens == LENS_FACTS || !kind)
        return STR("no facts");
    return lowered(
        view_print(view, "no %.*s", STR_ARG(card_plural(view, kind))), 3);
}

/* The kind that there is most of, of several the first; 0 where none is left.
 */
static uint32_t find_most(struct count *self)
{
    uint32_t best = 0, kinds = registry_count(self->view->registry);

    for (uint32_t i = 1; i <= kinds; i++)
        if (self->of_kind[i] > (best ? self->of_kind[best] : 0) &&
            registry_kind(self->view->registry, i))
            best = i;
    return best;
}

static Str title_of_kinds(struct count *self, enum lens lens)
{
    const struct view *view = self->view;
    uint32_t rest = 0, kind, shown = 0;
    Str title = {0};

    for (; (kind = find_most(self)); self->of_kind[kind] = 0) {
        uint32_t count = self->of_kind[kind];
        if (shown++ >= KINDS_MAX) {
            rest += count;
            continue;
        }
        Str one = counted(view, registry_kind(view->registry, kind), count);
        title = view_print(view, "%.*s%s%.*s", STR_ARG(title),
                           title.len ? ", " : "", STR_ARG(one));
    }
    if (rest)
        title = view_print(view, "%.*s, %u more", STR_ARG(title), rest);
    return title.len ? title : nothing_of(view, lens);
}

static Str title_of_findings(const struct view *view, uint32_t fixes)
{
    const Finding *findings;
    uint32_t count = view_findings(view, &findings);
    Str title = view_print(view, "%u finding%s", count, count == 1 ? "" : "s");

    if (!count)
        return STR("no findings");
    if (fixes)
        title = view_print(view, "%.*s, fix %u", STR_ARG(title), fixes);
    return title;
}

static enum lens lens_of(const json_t *item)
{
    Slice name =
        slice_from_json(json_object_get(json_object_get(item, "data"), "lens"));
    uint32_t i = 0;

    while (i < LENS_COUNT && !slice_eq(name, lenses[i]))
        i++;
    return (enum lens)i;
}

json_t *feature_code_lens_resolve(const struct view *view, const json_t *params,
                                  struct fault *out_fault)
{
    json_t *item = json_copy((json_t *)params);
    enum lens lens = lens_of(params);
    struct count count = {
        .view = view,
        .of_kind = ARENA_ARRAY(view->arena, uint32_t,
                               registry_count(view->registry) + 1),
    };
    LspCommand command = {.command = SLICE("")};
    uint32_t fixes = 0;
    Str title = {0};

    if (lens == LENS_CAST)
        count_entities(&count);
    if (lens == LENS_PASSAGES || lens == LENS_FACTS)
        count_notes(&count, lens);
    if (lens == LENS_FINDINGS) {
        fixes_all(view, &fixes);
        title = title_of_findings(view, fixes);
    } else {
        title = title_of_kinds(&count, lens);
    }
    command.title = slice_of(title);
    if (fixes) {
        command.command = feature_commands[FEATURE_COMMAND_FIX_ALL];
        command.arguments = json_array();
        json_array_append_new(command.arguments,
                              rpc_string(view->document.uri));
    }
    json_object_set_new(item, "command", lsp_write_command(&command));
    json_decref(command.arguments);
    return item;
}

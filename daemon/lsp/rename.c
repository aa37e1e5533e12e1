/*
 * textDocument/prepareRename and rename: a name, everywhere.
 *
 * Whole names, surnames alone and names in capitals each become what they
 * should (respell.h); pronouns and descriptions stay. An 's behind a name is
 * no part of the mention and stays too; a bare apostrophe that stood for it
 * behind an s (James’) becomes ’s where the new name does not end in one.
 *
 * There is no limit here: half a rename is worse than none.
 *
 * The editor is offered the whole name to change, and may also send a surname
 * alone, as those without prepareRename do.
 */
#include "lsp/features.h"
#include "lsp/meant.h"
#include "lsp/respell.h"
#include "lsp/words.h"

#include <errno.h>

#define NAME_BYTES_MAX 400u

struct renaming {
    const struct view *view;
    Str old_name, new_name;
    bool has_parts;
    LspTextEdit *edits;
    size_t count;
};

/* What stands at the position is a spelling of its entity's name. */
static bool find_name(const struct view *view, LspPosition position,
                      Meant *out_meant, struct renaming *out)
{
    Str ignored;
    if (!view_is_current(view))
        return false;

    *out_meant = meant_at(view, view_offset(view, position));
    const Entity *entity = analysis_entity(view->analysis, out_meant->entity);
    if (out_meant->by != MEANT_MENTION || !entity)
        return false;
    const KindInfo *kind = registry_kind(view->registry, entity->kind);
    *out = (struct renaming){
        .view = view,
        .old_name = entity->name,
        .has_parts = kind && kind->has_parts,
    };
    /* No name ends in U+0001, so this asks alone whether it is a spelling. */
    return respell(view_text(view, out_meant->note.span), entity->name,
                   STR("\1"), out->has_parts, view->arena, &ignored);
}

json_t *feature_prepare_rename(const struct view *view, const json_t *params,
                               struct fault *out_fault)
{
    LspAt at;
    Meant meant;
    struct renaming renaming;
    if (lsp_read_at(params, &at, out_fault) < 0)
        return NULL;

    if (!find_name(view, at.position, &meant, &renaming))
        return json_null();
    return lsp_write_prepare_rename(view_range(view, meant.note.span),
                                    slice_of(renaming.old_name));
}

static bool ends_in_s(Str text)
{
    return text.len && (text.ptr[text.len - 1] | 0x20) == 's';
}

/* James’ -> Odette’s: takes the apostrophe into the edit. */
static void mend_possessive(const struct renaming *self, Span *span,
                            Str old_text, Str *new_text)
{
    const struct view *view = self->view;
    Span apostrophe;

    if (!ends_in_s(old_text) || ends_in_s(*new_text) ||
        !words_apostrophe(view, span->end, &apostrophe))
        return;
    Str mark = view_text(view, apostrophe);
    *new_text =
        view_print(view, "%.*s%.*ss", STR_ARG(*new_text), STR_ARG(mark));
    span->end = apostrophe.end;
}

static void respell_mentions(struct renaming *self, stet_entity_id id)
{
    const struct view *view = self->view;
    const Note *notes;
    uint32_t count = meant_mentions(view, id, UINT32_MAX, &notes), end = 0;

    self->edits = ARENA_ARRAY(view->arena, LspTextEdit, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        Span span = notes[i].span;
        Str text = view_text(view, span), now;
        if (span.start < end || span.end - span.start > NAME_BYTES_MAX ||
            !respell(text, self->old_name, self->new_name, self->has_parts,
                     view->arena, &now))
            continue;
        mend_possessive(self, &span, text, &now);
        self->edits[self->count++] =
            (LspTextEdit){view_range(view, span), slice_of(now)};
        end = span.end;
    }
}

/* A name is one line, not empty, and no book. */
static int check_name(Slice name, struct fault *out_fault)
{
    bool is_blank = true;

    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (c < ' ')
            return fault_set(out_fault, -EINVAL,
                             "a name is one line without control characters");
        is_blank = is_blank && c == ' ';
    }
    if (is_blank || name.len > NAME_BYTES_MAX)
        return fault_set(out_fault, -EINVAL, "a name has from 1 to %u bytes",
                         NAME_BYTES_MAX);
    return 0;
}

json_t *feature_rename(const struct view *view, const json_t *params,
                       struct fault *out_fault)
{
    LspRename rename;
    Meant meant;
    struct renaming renaming;
    if (lsp_read_rename(params, &rename, out_fault) < 0 ||
        check_name(rename.new_name, out_fault) < 0)
        return NULL;

    if (!find_name(view, rename.at.position, &meant, &renaming))
        return json_null();
    Str typed = {rename.new_name.ptr, (uint32_t)rename.new_name.len};
    renaming.new_name =
        renaming.has_parts
            ? respell_whole(view_text(view, meant.note.span), renaming.old_name,
                            typed, view->arena)
            : typed;
    respell_mentions(&renaming, meant.entity);
    LspDocumentEdit document = {view->document, renaming.count, renaming.edits};
    LspWorkspaceEdit edit = {1, &document};
    return lsp_write_workspace_edit(&edit, view->client);
}

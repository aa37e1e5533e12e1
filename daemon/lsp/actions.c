/*
 * textDocument/codeAction, codeAction/resolve, workspace/executeCommand.
 *
 *     quickfix        each fix of each finding that the range touches
 *     source.fixAll   every safe fix of the document at once
 *
 * A quick fix carries its edit. That of source.fixAll is worked out when it is
 * chosen, where the client can ask for it then. Clients from before code
 * actions were objects get commands, which come back to us with the edit in
 * them and leave again as workspace/applyEdit.
 *
 * Nothing is offered while the analysis is behind the text.
 */
#include "lsp/features.h"
#include "lsp/fixes.h"
#include "protocol/rpc.h"

#include <errno.h>

#define ACTIONS_MAX 100u

#define KIND_QUICK SLICE("quickfix")
#define KIND_ALL SLICE("source.fixAll")

const Slice feature_action_kinds[FEATURE_ACTION_KINDS] = {
    {"quickfix", 8},
    {"source.fixAll", 13},
};

const Slice feature_commands[FEATURE_COMMANDS] = {
    {"stet.applyEdit", 14},
    {"stet.fixAll", 11},
    {"stet.readWorkspace", 18},
};

/* An action as the client wants it: an object, or a command that applies its
 * edit. */
static json_t *write_action(const struct view *view,
                            const LspCodeAction *action)
{
    if (view->client->code_action_literals)
        return lsp_write_code_action(action, view->client);
    json_t *arguments = json_array();
    json_array_append_new(arguments,
                          lsp_write_workspace_edit(action->edit, view->client));
    LspCommand command = {action->title, feature_commands[FEATURE_COMMAND_EDIT],
                          arguments};
    json_t *result = lsp_write_command(&command);
    json_decref(arguments);
    return result;
}

/* ---- quick fixes ------------------------------------------------------- */

static json_t *write_quick_fix(const struct view *view, const Fix *fix,
                               json_t *diagnostics, bool is_preferred)
{
    LspDocumentEdit document = fixes_edit(view, fix);
    LspWorkspaceEdit edit = {1, &document};
    LspCodeAction action = {
        .title = slice_of(fix->title),
        .kind = KIND_QUICK,
        .diagnostics = diagnostics,
        .preferred = is_preferred,
        .edit = &edit,
    };

    return write_action(view, &action);
}

static void add_quick_fixes(const struct view *view, json_t *list, Span range)
{
    const Finding *findings;
    uint32_t count = judge_findings_in(view->analysis, view->settings->judge,
                                       range, view->arena, &findings);

    for (uint32_t i = 0; i < count; i++) {
        const Finding *finding = &findings[i];
        if (finding->fix_count == 0)
            continue;
        json_t *diagnostics = json_array();
        json_array_append_new(diagnostics, feature_diagnostic(view, finding));
        for (uint32_t k = 0;
             k < finding->fix_count && json_array_size(list) < ACTIONS_MAX; k++)
            json_array_append_new(
                list, write_quick_fix(view, &finding->fixes[k], diagnostics,
                                      k == 0 && finding->fixes[k].is_safe));
        json_decref(diagnostics);
    }
}

/* ---- all at once ------------------------------------------------------- */

static json_t *data_of(const struct view *view)
{
    json_t *data = json_object();

    json_object_set_new(data, "uri", rpc_string(view->document.uri));
    return data;
}

static void add_fix_all(const struct view *view, json_t *list)
{
    uint32_t count;
    LspDocumentEdit document = fixes_all(view, &count);
    LspWorkspaceEdit edit = {1, &document};
    bool is_late = view->client->code_action_resolve_edit &&
                   view->client->code_action_data;
    if (count == 0)
        return;

    json_t *data = data_of(view);
    Str title =
        view_print(view, "Make %u safe fix%s", count, count == 1 ? "" : "es");
    LspCodeAction action = {
        .title = slice_of(title),
        .kind = KIND_ALL,
        .edit = is_late ? NULL : &edit,
        .data = is_late ? data : NULL,
    };
    json_array_append_new(list, write_action(view, &action));
    json_decref(data);
}

/* ---- requests ---------------------------------------------------------- */

json_t *feature_code_action(const struct view *view, const json_t *params,
                            struct fault *out_fault)
{
    LspCodeActionParams asked;
    if (lsp_read_code_action(params, &asked, out_fault) < 0)
        return NULL;

    json_t *list = json_array();
    if (!view_is_current(view))
        return list;
    if (lsp_wants_kind(&asked, KIND_QUICK))
        add_quick_fixes(view, list, view_span(view, asked.range));
    if (lsp_wants_kind(&asked, KIND_ALL))
        add_fix_all(view, list);
    return list;
}

json_t *feature_code_action_resolve(const struct view *view,
                                    const json_t *params,
                                    struct fault *out_fault)
{
    uint32_t count;
    LspDocumentEdit document = fixes_all(view, &count);
    LspWorkspaceEdit edit = {1, &document};
    json_t *item = json_copy((json_t *)params);

    json_object_set_new(item, "edit",
                        lsp_write_workspace_edit(&edit, view->client));
    return item;
}

/* Asks the editor to make an edit; takes it. */
static void apply(const struct workspace *all, Slice label, json_t *edit)
{
    calls_ask(all->calls, "workspace/applyEdit", lsp_write_apply(label, edit),
              NULL, NULL);
}

static void fix_all_of(const struct workspace *all, Slice uri)
{
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t count;
        if (!slice_eq(all->views[i].document.uri, uri))
            continue;
        LspDocumentEdit document = fixes_all(&all->views[i], &count);
        LspWorkspaceEdit edit = {1, &document};
        if (count)
            apply(all, SLICE("Make safe fixes"),
                  lsp_write_workspace_edit(&edit, all->client));
        return;
    }
}

json_t *feature_execute(const struct workspace *all, const json_t *params,
                        struct fault *out_fault)
{
    LspExecute execute;
    if (lsp_read_execute(params, &execute, out_fault) < 0)
        return NULL;

    const json_t *first = json_array_get(execute.arguments.array, 0);
    if (slice_eq(execute.command, feature_commands[FEATURE_COMMAND_EDIT]) &&
        json_is_object(first)) {
        apply(all, SLICE("Fix"), json_deep_copy(first));
        return json_null();
    }
    if (slice_eq(execute.command, feature_commands[FEATURE_COMMAND_FIX_ALL]) &&
        json_is_string(first)) {
        fix_all_of(all, slice_from_json(first));
        return json_null();
    }
    fault_set(out_fault, -EINVAL, "no command \"%.*s\" with such arguments",
              SLICE_ARG(execute.command));
    return NULL;
}

#include "protocol/lsp_write.h"

#include "protocol/rpc.h"

#define TOKEN_LEN 5u /* integers of one encoded semantic token */

/* Properties. `set_` writes always, `may_` only what is not absent. Keys are
 * literals of ours, so jansson need not check them. */

static void set(json_t *object, const char *key, json_t *value)
{
    json_object_set_new_nocheck(object, key, value);
}

static void set_string(json_t *object, const char *key, Slice text)
{
    set(object, key, rpc_string(text));
}

static void set_number(json_t *object, const char *key, uint32_t number)
{
    set(object, key, json_integer((json_int_t)number));
}

static void may_string(json_t *object, const char *key, Slice text)
{
    if (text.ptr)
        set_string(object, key, text);
}

static void may_true(json_t *object, const char *key, bool flag)
{
    if (flag)
        set(object, key, json_true());
}

static void may_json(json_t *object, const char *key, json_t *borrowed)
{
    if (borrowed)
        set(object, key, json_incref(borrowed));
}

static void may_range(json_t *object, const char *key, const LspRange *range)
{
    if (range)
        set(object, key, lsp_write_range(*range));
}

static void may_command(json_t *object, const LspCommand *command)
{
    if (command)
        set(object, "command", lsp_write_command(command));
}

static json_t *strings(const Slice *items, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, rpc_string(items[i]));
    return array;
}

/* Basic structures. */

json_t *lsp_write_position(LspPosition position)
{
    json_t *object = json_object();

    set_number(object, "line", position.line);
    set_number(object, "character", position.character);
    return object;
}

json_t *lsp_write_range(LspRange range)
{
    json_t *object = json_object();

    set(object, "start", lsp_write_position(range.start));
    set(object, "end", lsp_write_position(range.end));
    return object;
}

json_t *lsp_write_location(const LspLocation *location)
{
    json_t *object = json_object();

    set_string(object, "uri", location->uri);
    set(object, "range", lsp_write_range(location->range));
    return object;
}

json_t *lsp_write_location_link(const LspLocationLink *link)
{
    json_t *object = json_object();

    may_range(object, "originSelectionRange", link->origin);
    set_string(object, "targetUri", link->uri);
    set(object, "targetRange", lsp_write_range(link->target));
    set(object, "targetSelectionRange", lsp_write_range(link->selection));
    return object;
}

json_t *lsp_write_text_edit(const LspTextEdit *edit)
{
    json_t *object = json_object();

    set(object, "range", lsp_write_range(edit->range));
    set_string(object, "newText", edit->new_text);
    return object;
}

static json_t *text_edits(const LspTextEdit *edits, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, lsp_write_text_edit(&edits[i]));
    return array;
}

json_t *lsp_write_markup(const LspMarkup *markup)
{
    bool markdown = markup->kind == LSP_MARKDOWN;
    json_t *object = json_object();

    set_string(object, "kind",
               markdown ? SLICE("markdown") : SLICE("plaintext"));
    set_string(object, "value", markup->text);
    return object;
}

json_t *lsp_write_command(const LspCommand *command)
{
    json_t *object = json_object();

    set_string(object, "title", command->title);
    set_string(object, "command", command->command);
    may_json(object, "arguments", command->arguments);
    return object;
}

/* "OptionalVersionedTextDocumentIdentifier": a version that is unknown is
 * null, never left out. */
static json_t *versioned(const LspDocumentId *document)
{
    json_t *object = json_object();

    set_string(object, "uri", document->uri);
    set(object, "version",
        document->versioned ? json_integer(document->version) : json_null());
    return object;
}

static json_t *document_changes(const LspWorkspaceEdit *edit)
{
    json_t *array = json_array();

    for (size_t i = 0; i < edit->document_count; i++) {
        const LspDocumentEdit *one = &edit->documents[i];
        json_t *object = json_object();
        set(object, "textDocument", versioned(&one->document));
        set(object, "edits", text_edits(one->edits, one->edit_count));
        json_array_append_new(array, object);
    }
    return array;
}

/* Keys are URIs from outside: those that JSON has no key for are left out. */
static json_t *plain_changes(const LspWorkspaceEdit *edit)
{
    json_t *object = json_object();

    for (size_t i = 0; i < edit->document_count; i++) {
        const LspDocumentEdit *one = &edit->documents[i];
        json_t *key = rpc_string(one->document.uri);
        json_object_set_new(object, json_string_value(key),
                            text_edits(one->edits, one->edit_count));
        json_decref(key);
    }
    return object;
}

json_t *lsp_write_workspace_edit(const LspWorkspaceEdit *edit,
                                 const struct lsp_client *client)
{
    json_t *object = json_object();

    if (client->document_changes)
        set(object, "documentChanges", document_changes(edit));
    else
        set(object, "changes", plain_changes(edit));
    return object;
}

/* Features. */

static json_t *related(const LspDiagnostic *diagnostic)
{
    json_t *array = json_array();

    for (size_t i = 0; i < diagnostic->related_count; i++) {
        const LspRelated *one = &diagnostic->related[i];
        json_t *object = json_object();
        set(object, "location", lsp_write_location(&one->location));
        set_string(object, "message", one->message);
        json_array_append_new(array, object);
    }
    return array;
}

static void may_tags(json_t *object, uint32_t tags,
                     const struct lsp_client *client)
{
    json_t *array = json_array();

    if ((tags & LSP_TAG_UNNECESSARY) && client->diagnostic_tag_unnecessary)
        json_array_append_new(array, json_integer(1));
    if ((tags & LSP_TAG_DEPRECATED) && client->diagnostic_tag_deprecated)
        json_array_append_new(array, json_integer(2));
    if (json_array_size(array))
        set(object, "tags", json_incref(array));
    json_decref(array);
}

static void may_href(json_t *object, const LspDiagnostic *diagnostic,
                     const struct lsp_client *client)
{
    if (!diagnostic->code_href.ptr || !client->diagnostic_code_description)
        return;
    json_t *description = json_object();
    set_string(description, "href", diagnostic->code_href);
    set(object, "codeDescription", description);
}

json_t *lsp_write_diagnostic(const LspDiagnostic *diagnostic,
                             const struct lsp_client *client)
{
    json_t *object = json_object();

    set(object, "range", lsp_write_range(diagnostic->range));
    if (diagnostic->severity)
        set_number(object, "severity", diagnostic->severity);
    may_string(object, "code", diagnostic->code);
    may_href(object, diagnostic, client);
    may_string(object, "source", diagnostic->source);
    set_string(object, "message", diagnostic->message);
    may_tags(object, diagnostic->tags, client);
    if (diagnostic->related_count && client->diagnostic_related)
        set(object, "relatedInformation", related(diagnostic));
    if (client->diagnostic_data)
        may_json(object, "data", diagnostic->data);
    return object;
}

json_t *lsp_write_hover(const LspHover *hover)
{
    json_t *object = json_object();

    set(object, "contents", lsp_write_markup(&hover->contents));
    may_range(object, "range", hover->range);
    return object;
}

static json_t *label_part(const LspLabelPart *part)
{
    json_t *object = json_object();

    set_string(object, "value", part->value);
    may_string(object, "tooltip", part->tooltip);
    if (part->location)
        set(object, "location", lsp_write_location(part->location));
    may_command(object, part->command);
    return object;
}

static json_t *hint_label(const LspInlayHint *hint)
{
    if (hint->part_count == 0)
        return rpc_string(hint->label);

    json_t *array = json_array();
    for (size_t i = 0; i < hint->part_count; i++)
        json_array_append_new(array, label_part(&hint->parts[i]));
    return array;
}

json_t *lsp_write_inlay_hint(const LspInlayHint *hint)
{
    json_t *object = json_object();

    set(object, "position", lsp_write_position(hint->position));
    set(object, "label", hint_label(hint));
    if (hint->kind)
        set_number(object, "kind", hint->kind);
    if (hint->edit_count)
        set(object, "textEdits", text_edits(hint->edits, hint->edit_count));
    if (hint->tooltip)
        set(object, "tooltip", lsp_write_markup(hint->tooltip));
    may_true(object, "paddingLeft", hint->padding_left);
    may_true(object, "paddingRight", hint->padding_right);
    may_json(object, "data", hint->data);
    return object;
}

static bool is_before(LspPosition a, LspPosition b)
{
    return a.line < b.line || (a.line == b.line && a.character < b.character);
}

static LspPosition within(LspPosition position, LspRange range)
{
    if (is_before(position, range.start))
        return range.start;
    return is_before(range.end, position) ? range.end : position;
}

static bool encloses(LspRange outer, LspRange inner)
{
    return !is_before(inner.start, outer.start) &&
           !is_before(outer.end, inner.end);
}

static json_t *document_symbol(const LspDocumentSymbol *symbol, uint32_t depth)
{
    LspRange range = symbol->range;
    LspRange selection = {within(symbol->selection.start, range),
                          within(symbol->selection.end, range)};
    json_t *object = json_object();

    set_string(object, "name", symbol->name.len ? symbol->name : SLICE("-"));
    may_string(object, "detail", symbol->detail);
    set_number(object, "kind", symbol->kind);
    set(object, "range", lsp_write_range(range));
    set(object, "selectionRange", lsp_write_range(selection));
    if (symbol->child_count == 0 || depth + 1 >= LSP_SYMBOL_DEPTH)
        return object;

    json_t *children = json_array();
    for (size_t i = 0; i < symbol->child_count; i++)
        json_array_append_new(children,
                              document_symbol(&symbol->children[i], depth + 1));
    set(object, "children", children);
    return object;
}

json_t *lsp_write_document_symbol(const LspDocumentSymbol *symbol)
{
    return document_symbol(symbol, 0);
}

static json_t *symbol_base(const LspSymbol *symbol)
{
    json_t *object = json_object();

    set_string(object, "name", symbol->name.len ? symbol->name : SLICE("-"));
    set_number(object, "kind", symbol->kind);
    may_string(object, "containerName", symbol->container);
    return object;
}

json_t *lsp_write_symbol_information(const LspSymbol *symbol)
{
    static const LspRange start = {{0, 0}, {0, 0}};
    LspLocation location = {symbol->uri,
                            symbol->range ? *symbol->range : start};
    json_t *object = symbol_base(symbol);

    set(object, "location", lsp_write_location(&location));
    return object;
}

json_t *lsp_write_workspace_symbol(const LspSymbol *symbol)
{
    json_t *object = symbol_base(symbol);
    json_t *location = json_object();

    set_string(location, "uri", symbol->uri);
    may_range(location, "range", symbol->range);
    set(object, "location", location);
    may_json(object, "data", symbol->data);
    return object;
}

json_t *lsp_write_highlight(LspRange range, LspHighlightKind kind)
{
    json_t *object = json_object();

    set(object, "range", lsp_write_range(range));
    set_number(object, "kind", kind);
    return object;
}

json_t *lsp_write_code_action(const LspCodeAction *action,
                              const struct lsp_client *client)
{
    json_t *object = json_object();

    set_string(object, "title", action->title);
    may_string(object, "kind", action->kind);
    may_json(object, "diagnostics", action->diagnostics);
    if (client->code_action_preferred)
        may_true(object, "isPreferred", action->preferred);
    if (action->disabled.ptr && client->code_action_disabled) {
        json_t *disabled = json_object();
        set_string(disabled, "reason", action->disabled);
        set(object, "disabled", disabled);
    }
    if (action->edit)
        set(object, "edit", lsp_write_workspace_edit(action->edit, client));
    may_command(object, action->command);
    if (client->code_action_data)
        may_json(object, "data", action->data);
    return object;
}

json_t *lsp_write_code_lens(const LspCodeLens *lens)
{
    json_t *object = json_object();

    set(object, "range", lsp_write_range(lens->range));
    may_command(object, lens->command);
    may_json(object, "data", lens->data);
    return object;
}

json_t *lsp_write_completion_item(const LspCompletionItem *item)
{
    json_t *object = json_object();

    set_string(object, "label", item->label);
    if (item->kind)
        set_number(object, "kind", item->kind);
    may_string(object, "detail", item->detail);
    if (item->documentation)
        set(object, "documentation", lsp_write_markup(item->documentation));
    may_string(object, "sortText", item->sort_text);
    may_string(object, "filterText", item->filter_text);
    may_string(object, "insertText", item->insert_text);
    if (item->edit)
        set(object, "textEdit", lsp_write_text_edit(item->edit));
    may_json(object, "data", item->data);
    return object;
}

json_t *lsp_write_fold(const LspFold *fold)
{
    json_t *object = json_object();

    set_number(object, "startLine", fold->start_line);
    if (fold->start_character)
        set_number(object, "startCharacter", *fold->start_character);
    set_number(object, "endLine", fold->end_line);
    if (fold->end_character)
        set_number(object, "endCharacter", *fold->end_character);
    may_string(object, "kind", fold->kind);
    return object;
}

json_t *lsp_write_document_link(const LspDocumentLink *link,
                                const struct lsp_client *client)
{
    json_t *object = json_object();

    set(object, "range", lsp_write_range(link->range));
    may_string(object, "target", link->target);
    if (client->link_tooltip)
        may_string(object, "tooltip", link->tooltip);
    may_json(object, "data", link->data);
    return object;
}

json_t *lsp_write_completion_list(json_t *items, bool is_incomplete)
{
    json_t *object = json_object();

    set(object, "isIncomplete", json_boolean(is_incomplete));
    set(object, "items", items);
    return object;
}

json_t *lsp_write_selection(const LspRange *ranges, size_t count)
{
    static const LspRange start = {{0, 0}, {0, 0}};
    LspRange inner = count ? ranges[0] : start;
    json_t *first = json_object(), *last = first;

    set(first, "range", lsp_write_range(inner));
    for (size_t i = 1; i < count; i++) {
        if (!encloses(ranges[i], inner))
            continue;
        inner = ranges[i];
        json_t *parent = json_object();
        set(parent, "range", lsp_write_range(inner));
        set(last, "parent", parent);
        last = parent;
    }
    return first;
}

json_t *lsp_write_prepare_rename(LspRange range, Slice placeholder)
{
    json_t *object = json_object();

    set(object, "range", lsp_write_range(range));
    set_string(object, "placeholder", placeholder);
    return object;
}

/* Semantic tokens. */

size_t lsp_encode_tokens(const LspToken *tokens, size_t count, uint32_t *out)
{
    LspPosition last = {0, 0}, end = {0, 0};
    size_t written = 0;

    for (size_t i = 0; i < count; i++) {
        const LspToken *token = &tokens[i];
        LspPosition start = {token->line, token->character};
        if (token->length == 0 || is_before(start, end))
            continue;

        bool same_line = start.line == last.line;
        out[written++] = start.line - last.line;
        out[written++] =
            same_line ? start.character - last.character : start.character;
        out[written++] = token->length;
        out[written++] = token->type;
        out[written++] = token->modifiers;
        last = start;
        end = (LspPosition){start.line, start.character + token->length};
    }
    return written;
}

bool lsp_diff_tokens(const uint32_t *last, size_t last_count,
                     const uint32_t *next, size_t next_count, LspTokenEdit *out)
{
    size_t least = last_count < next_count ? last_count : next_count;
    size_t head = 0, tail = 0;

    while (head < least && last[head] == next[head])
        head++;
    if (head == last_count && head == next_count)
        return false;
    head -= head % TOKEN_LEN;
    while (tail < least - head &&
           last[last_count - tail - 1] == next[next_count - tail - 1])
        tail++;
    tail -= tail % TOKEN_LEN;
    *out = (LspTokenEdit){
        .start = head,
        .delete_count = last_count - head - tail,
        .insert_count = next_count - head - tail,
        .insert = next ? next + head : NULL,
    };
    return true;
}

static json_t *numbers(const uint32_t *data, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, json_integer((json_int_t)data[i]));
    return array;
}

json_t *lsp_write_legend(const LspLegend *legend)
{
    json_t *object = json_object();

    set(object, "tokenTypes", strings(legend->types, legend->type_count));
    set(object, "tokenModifiers",
        strings(legend->modifiers, legend->modifier_count));
    return object;
}

json_t *lsp_write_tokens(Slice result_id, const uint32_t *data, size_t count)
{
    json_t *object = json_object();

    may_string(object, "resultId", result_id);
    set(object, "data", numbers(data, count));
    return object;
}

json_t *lsp_write_tokens_delta(Slice result_id, const LspTokenEdit *edits,
                               size_t count)
{
    json_t *object = json_object();
    json_t *array = json_array();

    may_string(object, "resultId", result_id);
    for (size_t i = 0; i < count; i++) {
        json_t *edit = json_object();
        set(edit, "start", json_integer((json_int_t)edits[i].start));
        set(edit, "deleteCount",
            json_integer((json_int_t)edits[i].delete_count));
        if (edits[i].insert_count)
            set(edit, "data", numbers(edits[i].insert, edits[i].insert_count));
        json_array_append_new(array, edit);
    }
    set(object, "edits", array);
    return object;
}

/* Diagnostics. */

json_t *lsp_write_publish(const LspDocumentId *document, json_t *diagnostics,
                          const struct lsp_client *client)
{
    json_t *object = json_object();

    set_string(object, "uri", document->uri);
    if (document->versioned && client->diagnostic_version)
        set(object, "version", json_integer(document->version));
    set(object, "diagnostics", diagnostics);
    return object;
}

json_t *lsp_write_report_full(Slice result_id, json_t *items)
{
    json_t *object = json_object();

    set_string(object, "kind", SLICE("full"));
    may_string(object, "resultId", result_id);
    set(object, "items", items);
    return object;
}

json_t *lsp_write_report_unchanged(Slice result_id)
{
    json_t *object = json_object();

    set_string(object, "kind", SLICE("unchanged"));
    set_string(object, "resultId", result_id);
    return object;
}

json_t *lsp_write_report_of(const LspDocumentId *document, json_t *report)
{
    json_t *place = versioned(document);

    json_object_update_new(report, place);
    return report;
}

json_t *lsp_write_retrigger(bool retrigger)
{
    json_t *object = json_object();

    set(object, "retriggerRequest", json_boolean(retrigger));
    return object;
}

/* Window, progress, workspace. */

json_t *lsp_write_message(LspMessageType type, Slice text)
{
    json_t *object = json_object();

    set_number(object, "type", type);
    set_string(object, "message", text);
    return object;
}

json_t *lsp_write_message_request(LspMessageType type, Slice text,
                                  const Slice *actions, size_t count)
{
    json_t *object = lsp_write_message(type, text);
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        json_t *action = json_object();
        set_string(action, "title", actions[i]);
        json_array_append_new(array, action);
    }
    set(object, "actions", array);
    return object;
}

json_t *lsp_write_progress(const json_t *token, json_t *value)
{
    json_t *object = json_object();

    set(object, "token", json_deep_copy(token));
    set(object, "value", value);
    return object;
}

json_t *lsp_write_progress_value(const LspProgress *progress)
{
    static const Slice kinds[] = {
        [LSP_PROGRESS_BEGIN] = {"begin", 5},
        [LSP_PROGRESS_REPORT] = {"report", 6},
        [LSP_PROGRESS_END] = {"end", 3},
    };
    json_t *object = json_object();

    set_string(object, "kind", kinds[progress->kind]);
    if (progress->kind == LSP_PROGRESS_BEGIN)
        set_string(object, "title", progress->title);
    may_string(object, "message", progress->message);
    if (progress->kind == LSP_PROGRESS_END)
        return object;
    may_true(object, "cancellable", progress->cancellable);
    if (progress->percentage)
        set_number(object, "percentage",
                   *progress->percentage < 100 ? *progress->percentage : 100);
    return object;
}

json_t *lsp_write_progress_create(const json_t *token)
{
    json_t *object = json_object();

    set(object, "token", json_deep_copy(token));
    return object;
}

json_t *lsp_write_registration(const LspRegistration *registrations,
                               size_t count)
{
    json_t *object = json_object();
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        json_t *one = json_object();
        set_string(one, "id", registrations[i].id);
        set_string(one, "method", registrations[i].method);
        may_json(one, "registerOptions", registrations[i].options);
        json_array_append_new(array, one);
    }
    set(object, "registrations", array);
    return object;
}

json_t *lsp_write_unregistration(const LspRegistration *registrations,
                                 size_t count)
{
    json_t *object = json_object();
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        json_t *one = json_object();
        set_string(one, "id", registrations[i].id);
        set_string(one, "method", registrations[i].method);
        json_array_append_new(array, one);
    }
    set(object, "unregisterations", array); /* the specification's spelling */
    return object;
}

json_t *lsp_write_configuration(const LspConfigurationItem *items, size_t count)
{
    json_t *object = json_object();
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        json_t *one = json_object();
        may_string(one, "scopeUri", items[i].scope_uri);
        may_string(one, "section", items[i].section);
        json_array_append_new(array, one);
    }
    set(object, "items", array);
    return object;
}

json_t *lsp_write_apply(Slice label, json_t *edit)
{
    json_t *object = json_object();

    may_string(object, "label", label);
    set(object, "edit", edit);
    return object;
}

json_t *lsp_write_watchers(const LspWatcher *watchers, size_t count)
{
    json_t *object = json_object();
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        json_t *one = json_object();
        set_string(one, "globPattern", watchers[i].glob);
        if (watchers[i].kinds)
            set(one, "kind", json_integer(watchers[i].kinds));
        json_array_append_new(array, one);
    }
    set(object, "watchers", array);
    return object;
}

/* Lifecycle. */

/* Providers that are an object with at most resolveProvider in it. */
static json_t *provider(bool resolve)
{
    json_t *object = json_object();

    may_true(object, "resolveProvider", resolve);
    return object;
}

static void may_provider(json_t *object, const char *key, bool offered,
                         bool resolve)
{
    if (offered)
        set(object, key, provider(resolve));
}

/* "TextDocumentSyncOptions": incremental. */
static json_t *sync_options(bool save)
{
    json_t *object = json_object();

    set(object, "openClose", json_true());
    set(object, "change", json_integer(2));
    if (save) {
        json_t *options = json_object();
        set(options, "includeText", json_false());
        set(object, "save", options);
    }
    return object;
}

static json_t *token_options(const LspLegend *legend)
{
    json_t *object = json_object();
    json_t *full = json_object();

    set(full, "delta", json_true());
    set(object, "legend", lsp_write_legend(legend));
    set(object, "range", json_true());
    set(object, "full", full);
    return object;
}

static json_t *diagnostic_options(const LspServer *server)
{
    json_t *object = json_object();

    may_string(object, "identifier", server->diagnostic_identifier);
    set(object, "interFileDependencies", json_false());
    set(object, "workspaceDiagnostics",
        json_boolean(server->workspace_diagnostics));
    return object;
}

static json_t *action_options(const LspServer *server,
                              const struct lsp_client *client)
{
    if (!client->code_action_literals)
        return json_true(); /* options would not be understood */

    json_t *object = provider(server->action_resolve);

    set(object, "codeActionKinds",
        strings(server->action_kinds, server->action_kind_count));
    return object;
}

static json_t *completion_options(const LspServer *server)
{
    json_t *object = provider(server->completion_resolve);

    if (server->trigger_count)
        set(object, "triggerCharacters",
            strings(server->triggers, server->trigger_count));
    return object;
}

static json_t *rename_options(const struct lsp_client *client)
{
    if (!client->rename_prepare)
        return json_true(); /* options would not be understood */

    json_t *object = json_object();
    set(object, "prepareProvider", json_true());
    return object;
}

static json_t *folder_options(void)
{
    json_t *folders = json_object();
    json_t *workspace = json_object();

    set(folders, "supported", json_true());
    set(folders, "changeNotifications", json_true());
    set(workspace, "workspaceFolders", folders);
    return workspace;
}

/* The providers that have options of their own. */
static void write_options(json_t *object, const LspServer *server,
                          const struct lsp_client *client)
{
    if (server->pull_diagnostics)
        set(object, "diagnosticProvider", diagnostic_options(server));
    if (server->legend)
        set(object, "semanticTokensProvider", token_options(server->legend));
    if (server->action_kind_count)
        set(object, "codeActionProvider", action_options(server, client));
    if (server->completion)
        set(object, "completionProvider", completion_options(server));
    if (server->command_count) {
        json_t *commands = json_object();
        set(commands, "commands",
            strings(server->commands, server->command_count));
        set(object, "executeCommandProvider", commands);
    }
    if (server->rename)
        set(object, "renameProvider", rename_options(client));
    if (server->workspace_folders)
        set(object, "workspace", folder_options());
}

static json_t *capabilities(const LspServer *server,
                            const struct lsp_client *client)
{
    json_t *object = json_object();

    set_string(object, "positionEncoding", lsp_encoding_name(server->encoding));
    set(object, "textDocumentSync", sync_options(server->save));
    may_true(object, "hoverProvider", server->hover);
    may_true(object, "definitionProvider", server->definition);
    may_true(object, "referencesProvider", server->references);
    may_true(object, "documentHighlightProvider", server->highlight);
    may_true(object, "documentSymbolProvider", server->document_symbol);
    may_true(object, "foldingRangeProvider", server->folding);
    may_true(object, "selectionRangeProvider", server->selection);
    may_provider(object, "inlayHintProvider", server->inlay_hint,
                 server->inlay_hint_resolve);
    may_provider(object, "codeLensProvider", server->code_lens,
                 server->code_lens_resolve);
    may_provider(object, "documentLinkProvider", server->document_link, false);
    may_provider(object, "workspaceSymbolProvider", server->workspace_symbol,
                 server->workspace_symbol_resolve);
    write_options(object, server, client);
    return object;
}

json_t *lsp_write_initialize(const LspServer *server,
                             const struct lsp_client *client)
{
    json_t *object = json_object();
    json_t *info = json_object();

    set(object, "capabilities", capabilities(server, client));
    set_string(info, "name", server->name);
    may_string(info, "version", server->version);
    set(object, "serverInfo", info);
    return object;
}

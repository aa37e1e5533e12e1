#include "protocol/lsp_read.h"

#include <errno.h>

/* Properties. `need_` wants the property; `may_` takes absent and null too and
 * leaves the result as it is. Both refuse another type by name. */

static int refuse(struct fault *fault, const char *key, const char *type)
{
    return fault_set(fault, -EINVAL, "\"%s\" must be %s", key, type);
}

/* The property; NULL where it or the object is absent or null. */
static const json_t *get(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_null(value) ? NULL : value;
}

static int may_string(const json_t *object, const char *key, Slice *out,
                      struct fault *fault)
{
    const json_t *value = get(object, key);

    if (value && !json_is_string(value))
        return refuse(fault, key, "a string");
    if (value)
        *out = slice_from_json(value);
    return 0;
}

static int need_string(const json_t *object, const char *key, Slice *out,
                       struct fault *fault)
{
    if (!get(object, key))
        return refuse(fault, key, "a string");
    return may_string(object, key, out, fault);
}

/* A number as an integer in [low, high]; false where it is no whole number. */
static bool clamp(const json_t *value, json_int_t low, json_int_t high,
                  json_int_t *out)
{
    if (json_is_integer(value)) {
        json_int_t number = json_integer_value(value);
        *out = number < low ? low : number > high ? high : number;
        return true;
    }
    if (!json_is_real(value))
        return false;

    double real = json_real_value(value);
    if (real <= (double)low)
        *out = low;
    else if (real >= (double)high)
        *out = high;
    else
        *out = (json_int_t)real;
    return real <= (double)low || real >= (double)high || (double)*out == real;
}

static int may_uinteger(const json_t *object, const char *key, uint32_t *out,
                        struct fault *fault)
{
    const json_t *value = get(object, key);
    json_int_t number = 0;

    if (!value)
        return 0;
    if (!clamp(value, 0, LSP_UINTEGER_MAX, &number))
        return refuse(fault, key, "a whole number");
    *out = (uint32_t)number;
    return 0;
}

static int need_uinteger(const json_t *object, const char *key, uint32_t *out,
                         struct fault *fault)
{
    if (!get(object, key))
        return refuse(fault, key, "a whole number");
    return may_uinteger(object, key, out, fault);
}

/* A version. Returns 1 where there is one, 0 where not. */
static int may_version(const json_t *object, const char *key, int32_t *out,
                       struct fault *fault)
{
    const json_t *value = get(object, key);
    json_int_t number = 0;

    if (!value)
        return 0;
    if (!clamp(value, INT32_MIN, INT32_MAX, &number))
        return refuse(fault, key, "a whole number");
    *out = (int32_t)number;
    return 1;
}

static int may_object(const json_t *object, const char *key, const json_t **out,
                      struct fault *fault)
{
    const json_t *value = get(object, key);

    if (value && !json_is_object(value))
        return refuse(fault, key, "an object");
    *out = value;
    return 0;
}

static int need_object(const json_t *object, const char *key,
                       const json_t **out, struct fault *fault)
{
    if (!get(object, key))
        return refuse(fault, key, "an object");
    return may_object(object, key, out, fault);
}

static int may_list(const json_t *object, const char *key, LspList *out,
                    struct fault *fault)
{
    const json_t *value = get(object, key);

    if (value && !json_is_array(value))
        return refuse(fault, key, "an array");
    *out = (LspList){value, json_array_size(value)};
    return 0;
}

static int need_list(const json_t *object, const char *key, LspList *out,
                     struct fault *fault)
{
    if (!get(object, key))
        return refuse(fault, key, "an array");
    return may_list(object, key, out, fault);
}

/* Checks every item of a list with `read`, which then cannot fail on one. */
typedef int (*item_reader)(const json_t *item, void *out, struct fault *fault);

static int check(LspList list, item_reader read, void *scratch,
                 struct fault *fault)
{
    for (size_t i = 0; i < list.count; i++) {
        int error = read(json_array_get(list.array, i), scratch, fault);
        if (error < 0)
            return error;
    }
    return 0;
}

static const json_t *item_at(LspList list, size_t index)
{
    return json_array_get(list.array, index);
}

static int item_object(const json_t *item, struct fault *fault)
{
    return json_is_object(item) ? 0 : refuse(fault, "item", "an object");
}

static int need_params(const json_t *params, struct fault *fault)
{
    if (params && !json_is_null(params) && !json_is_object(params))
        return refuse(fault, "params", "an object");
    return 0;
}

static bool is_token(const json_t *value)
{
    return json_is_integer(value) || json_is_string(value);
}

/* Positions and ranges. */

static int read_position(const json_t *item, void *out, struct fault *fault)
{
    LspPosition position = {0};
    int error = item_object(item, fault);

    if (error == 0)
        error = need_uinteger(item, "line", &position.line, fault);
    if (error == 0)
        error = need_uinteger(item, "character", &position.character, fault);
    if (error == 0)
        *(LspPosition *)out = position;
    return error;
}

static int need_position(const json_t *object, const char *key,
                         LspPosition *out, struct fault *fault)
{
    const json_t *value = NULL;
    int error = need_object(object, key, &value, fault);

    return error < 0 ? error : read_position(value, out, fault);
}

static int need_range(const json_t *object, LspRange *out, struct fault *fault)
{
    const json_t *value = NULL;
    int error = need_object(object, "range", &value, fault);

    if (error == 0)
        error = need_position(value, "start", &out->start, fault);
    if (error == 0)
        error = need_position(value, "end", &out->end, fault);
    return error;
}

/* The `textDocument` of params, and from it the URI. */
static int need_document(const json_t *params, const json_t **out_document,
                         Slice *out_uri, struct fault *fault)
{
    int error = need_params(params, fault);

    if (error == 0)
        error = need_object(params, "textDocument", out_document, fault);
    if (error == 0)
        error = need_string(*out_document, "uri", out_uri, fault);
    return error;
}

/* Lifecycle. */

static int read_folder(const json_t *item, void *out, struct fault *fault)
{
    LspFolder folder = {0};
    int error = item_object(item, fault);

    if (error == 0)
        error = need_string(item, "uri", &folder.uri, fault);
    if (error == 0)
        error = may_string(item, "name", &folder.name, fault);
    if (error == 0)
        *(LspFolder *)out = folder;
    return error;
}

static LspTrace trace_of(Slice name)
{
    if (slice_eq(name, SLICE("messages")))
        return LSP_TRACE_MESSAGES;
    return slice_eq(name, SLICE("verbose")) ? LSP_TRACE_VERBOSE : LSP_TRACE_OFF;
}

static int read_process(const json_t *params, LspInitialize *out,
                        struct fault *fault)
{
    const json_t *value = get(params, "processId");
    json_int_t number = 0;

    if (!value)
        return 0;
    if (!clamp(value, INT64_MIN, INT64_MAX, &number))
        return refuse(fault, "processId", "a whole number or null");
    out->has_process = true;
    out->process_id = number;
    return 0;
}

static int read_roots(const json_t *params, LspInitialize *out,
                      struct fault *fault)
{
    LspFolder ignored;
    int error = may_string(params, "rootUri", &out->root_uri, fault);

    if (error == 0)
        error = may_string(params, "rootPath", &out->root_path, fault);
    if (error == 0)
        error = may_list(params, "workspaceFolders", &out->folders, fault);
    if (error == 0)
        error = check(out->folders, read_folder, &ignored, fault);
    return error;
}

int lsp_read_initialize(const json_t *params, LspInitialize *out,
                        struct fault *out_fault)
{
    LspInitialize read = {0};
    int error = need_params(params, out_fault);

    if (error == 0)
        error = read_process(params, &read, out_fault);
    if (error == 0)
        error = read_roots(params, &read, out_fault);
    if (error == 0)
        error =
            may_object(params, "capabilities", &read.capabilities, out_fault);
    if (error < 0)
        return error;

    const json_t *client = get(params, "clientInfo");
    read.client_name = slice_from_json(get(client, "name"));
    read.client_version = slice_from_json(get(client, "version"));
    read.locale = slice_from_json(get(params, "locale"));
    read.options = get(params, "initializationOptions");
    read.trace = trace_of(slice_from_json(get(params, "trace")));
    *out = read;
    return 0;
}

int lsp_read_set_trace(const json_t *params, LspTrace *out,
                       struct fault *out_fault)
{
    Slice value = {0};
    int error = need_params(params, out_fault);

    if (error == 0)
        error = need_string(params, "value", &value, out_fault);
    if (error == 0)
        *out = trace_of(value);
    return error;
}

static int need_token(const json_t *params, const char *key, const json_t **out,
                      struct fault *fault)
{
    int error = need_params(params, fault);
    const json_t *value = get(params, key);

    if (error < 0)
        return error;
    if (!is_token(value))
        return refuse(fault, key, "an integer or a string");
    *out = value;
    return 0;
}

int lsp_read_cancel(const json_t *params, const json_t **out_id,
                    struct fault *out_fault)
{
    return need_token(params, "id", out_id, out_fault);
}

LspTokens lsp_read_tokens(const json_t *params)
{
    const json_t *work_done = get(params, "workDoneToken");
    const json_t *partial = get(params, "partialResultToken");

    return (LspTokens){
        .work_done = is_token(work_done) ? work_done : NULL,
        .partial = is_token(partial) ? partial : NULL,
    };
}

int lsp_read_progress_cancel(const json_t *params, const json_t **out_token,
                             struct fault *out_fault)
{
    return need_token(params, "token", out_token, out_fault);
}

/* Documents. */

int lsp_read_did_open(const json_t *params, LspDidOpen *out,
                      struct fault *out_fault)
{
    LspDidOpen read = {0};
    const json_t *document = NULL;
    int error = need_document(params, &document, &read.uri, out_fault);

    if (error == 0)
        error =
            may_string(document, "languageId", &read.language_id, out_fault);
    if (error == 0)
        error = may_version(document, "version", &read.version, out_fault);
    if (error >= 0)
        error = need_string(document, "text", &read.text, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

static int read_change(const json_t *item, void *out, struct fault *fault)
{
    LspContentChange change = {.whole = !get(item, "range")};
    int error = item_object(item, fault);

    if (error == 0)
        error = need_string(item, "text", &change.text, fault);
    if (error == 0 && !change.whole)
        error = need_range(item, &change.range, fault);
    if (error == 0)
        *(LspContentChange *)out = change;
    return error;
}

int lsp_read_did_change(const json_t *params, LspDidChange *out,
                        struct fault *out_fault)
{
    LspDidChange read = {0};
    LspContentChange ignored;
    const json_t *document = NULL;
    int error = need_document(params, &document, &read.document.uri, out_fault);

    if (error == 0)
        error =
            may_version(document, "version", &read.document.version, out_fault);
    read.document.versioned = error == 1;
    if (error >= 0)
        error = need_list(params, "contentChanges", &read.changes, out_fault);
    if (error == 0)
        error = check(read.changes, read_change, &ignored, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

LspContentChange lsp_content_change(LspList changes, size_t index)
{
    LspContentChange change = {0};

    read_change(item_at(changes, index), &change, NULL);
    return change;
}

int lsp_read_did_save(const json_t *params, LspDidSave *out,
                      struct fault *out_fault)
{
    LspDidSave read = {0};
    const json_t *document = NULL;
    int error = need_document(params, &document, &read.uri, out_fault);

    if (error == 0)
        error = may_string(params, "text", &read.text, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

int lsp_read_document(const json_t *params, Slice *out_uri,
                      struct fault *out_fault)
{
    Slice uri = {0};
    const json_t *document = NULL;
    int error = need_document(params, &document, &uri, out_fault);

    if (error == 0)
        *out_uri = uri;
    return error;
}

/* Places in documents. */

int lsp_read_at(const json_t *params, LspAt *out, struct fault *out_fault)
{
    LspAt read = {0};
    const json_t *document = NULL;
    int error = need_document(params, &document, &read.uri, out_fault);

    if (error == 0)
        error = need_position(params, "position", &read.position, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

int lsp_read_within(const json_t *params, LspWithin *out,
                    struct fault *out_fault)
{
    LspWithin read = {0};
    const json_t *document = NULL;
    int error = need_document(params, &document, &read.uri, out_fault);

    if (error == 0)
        error = need_range(params, &read.range, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

int lsp_read_references(const json_t *params, LspReferences *out,
                        struct fault *out_fault)
{
    LspReferences read = {0};
    int error = lsp_read_at(params, &read.at, out_fault);

    if (error < 0)
        return error;
    const json_t *context = get(params, "context");
    read.include_declaration = json_is_true(get(context, "includeDeclaration"));
    *out = read;
    return 0;
}

int lsp_read_rename(const json_t *params, LspRename *out,
                    struct fault *out_fault)
{
    LspRename read = {0};
    int error = lsp_read_at(params, &read.at, out_fault);

    if (error == 0)
        error = need_string(params, "newName", &read.new_name, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

int lsp_read_completion(const json_t *params, LspCompletion *out,
                        struct fault *out_fault)
{
    LspCompletion read = {0};
    const json_t *context = NULL;
    int error = lsp_read_at(params, &read.at, out_fault);

    if (error == 0)
        error = may_object(params, "context", &context, out_fault);
    if (error == 0)
        error =
            may_uinteger(context, "triggerKind", &read.trigger_kind, out_fault);
    if (error == 0)
        error = may_string(context, "triggerCharacter", &read.trigger_character,
                           out_fault);
    if (error == 0)
        *out = read;
    return error;
}

static int read_string(const json_t *item, void *out, struct fault *fault)
{
    return json_is_string(item) ? 0 : refuse(fault, "item", "a string");
}

static int read_any_object(const json_t *item, void *out, struct fault *fault)
{
    return item_object(item, fault);
}

static int read_action_context(const json_t *params, LspCodeActionParams *out,
                               struct fault *fault)
{
    const json_t *context = NULL;
    int error = may_object(params, "context", &context, fault);

    if (error == 0)
        error = may_list(context, "diagnostics", &out->diagnostics, fault);
    if (error == 0)
        error = check(out->diagnostics, read_any_object, NULL, fault);
    if (error == 0)
        error = may_list(context, "only", &out->only, fault);
    if (error == 0)
        error = check(out->only, read_string, NULL, fault);
    if (error == 0)
        error = may_uinteger(context, "triggerKind", &out->trigger_kind, fault);
    return error;
}

int lsp_read_code_action(const json_t *params, LspCodeActionParams *out,
                         struct fault *out_fault)
{
    LspWithin within = {0};
    LspCodeActionParams read = {0};
    int error = lsp_read_within(params, &within, out_fault);

    if (error == 0)
        error = read_action_context(params, &read, out_fault);
    if (error < 0)
        return error;
    read.uri = within.uri;
    read.range = within.range;
    *out = read;
    return 0;
}

/* Whether `kind` is `asked` or below it. */
static bool is_below(Slice kind, Slice asked)
{
    if (asked.len == 0)
        return true; /* CodeActionKind.Empty */
    if (kind.len < asked.len)
        return false;
    return memcmp(kind.ptr, asked.ptr, asked.len) == 0 &&
           (kind.len == asked.len || kind.ptr[asked.len] == '.');
}

bool lsp_wants_kind(const LspCodeActionParams *params, Slice kind)
{
    if (!params->only.array)
        return true;
    for (size_t i = 0; i < params->only.count; i++)
        if (is_below(kind, slice_from_json(item_at(params->only, i))))
            return true;
    return false;
}

int lsp_read_selection(const json_t *params, LspSelection *out,
                       struct fault *out_fault)
{
    LspSelection read = {0};
    LspPosition ignored;
    const json_t *document = NULL;
    int error = need_document(params, &document, &read.uri, out_fault);

    if (error == 0)
        error = need_list(params, "positions", &read.positions, out_fault);
    if (error == 0)
        error = check(read.positions, read_position, &ignored, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

LspPosition lsp_position(LspList positions, size_t index)
{
    LspPosition position = {0};

    read_position(item_at(positions, index), &position, NULL);
    return position;
}

int lsp_read_tokens_delta(const json_t *params, LspTokensDelta *out,
                          struct fault *out_fault)
{
    LspTokensDelta read = {0};
    const json_t *document = NULL;
    int error = need_document(params, &document, &read.uri, out_fault);

    if (error == 0)
        error = need_string(params, "previousResultId",
                            &read.previous_result_id, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

/* Diagnostics. */

int lsp_read_diagnostic(const json_t *params, LspDiagnosticParams *out,
                        struct fault *out_fault)
{
    LspDiagnosticParams read = {0};
    const json_t *document = NULL;
    int error = need_document(params, &document, &read.uri, out_fault);

    if (error == 0)
        error = may_string(params, "identifier", &read.identifier, out_fault);
    if (error == 0)
        error = may_string(params, "previousResultId", &read.previous_result_id,
                           out_fault);
    if (error == 0)
        *out = read;
    return error;
}

static int read_previous(const json_t *item, void *out, struct fault *fault)
{
    LspPreviousResult previous = {0};
    int error = item_object(item, fault);

    if (error == 0)
        error = need_string(item, "uri", &previous.uri, fault);
    if (error == 0)
        error = need_string(item, "value", &previous.value, fault);
    if (error == 0)
        *(LspPreviousResult *)out = previous;
    return error;
}

int lsp_read_workspace_diagnostic(const json_t *params,
                                  LspWorkspaceDiagnostic *out,
                                  struct fault *out_fault)
{
    LspWorkspaceDiagnostic read = {0};
    LspPreviousResult ignored;
    int error = need_params(params, out_fault);

    if (error == 0)
        error = may_string(params, "identifier", &read.identifier, out_fault);
    if (error == 0)
        error =
            may_list(params, "previousResultIds", &read.previous, out_fault);
    if (error == 0)
        error = check(read.previous, read_previous, &ignored, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

LspPreviousResult lsp_previous_result(LspList previous, size_t index)
{
    LspPreviousResult result = {0};

    read_previous(item_at(previous, index), &result, NULL);
    return result;
}

/* Workspace. */

int lsp_read_query(const json_t *params, Slice *out_query,
                   struct fault *out_fault)
{
    Slice query = SLICE("");
    int error = need_params(params, out_fault);

    if (error == 0)
        error = may_string(params, "query", &query, out_fault);
    if (error == 0)
        *out_query = query;
    return error;
}

int lsp_read_execute(const json_t *params, LspExecute *out,
                     struct fault *out_fault)
{
    LspExecute read = {0};
    int error = need_params(params, out_fault);

    if (error == 0)
        error = need_string(params, "command", &read.command, out_fault);
    if (error == 0)
        error = may_list(params, "arguments", &read.arguments, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

int lsp_read_folders_change(const json_t *params, LspFoldersChange *out,
                            struct fault *out_fault)
{
    LspFoldersChange read = {0};
    LspFolder ignored;
    const json_t *event = NULL;
    int error = need_params(params, out_fault);

    if (error == 0)
        error = need_object(params, "event", &event, out_fault);
    if (error == 0)
        error = may_list(event, "added", &read.added, out_fault);
    if (error == 0)
        error = check(read.added, read_folder, &ignored, out_fault);
    if (error == 0)
        error = may_list(event, "removed", &read.removed, out_fault);
    if (error == 0)
        error = check(read.removed, read_folder, &ignored, out_fault);
    if (error == 0)
        *out = read;
    return error;
}

LspFolder lsp_folder(LspList folders, size_t index)
{
    LspFolder folder = {0};

    read_folder(item_at(folders, index), &folder, NULL);
    return folder;
}

static int read_event(const json_t *item, void *out, struct fault *fault)
{
    LspFileEvent event = {0};
    uint32_t type = 0;
    int error = item_object(item, fault);

    if (error == 0)
        error = need_string(item, "uri", &event.uri, fault);
    if (error == 0)
        error = need_uinteger(item, "type", &type, fault);
    if (error == 0 && (type < LSP_FILE_CREATED || type > LSP_FILE_DELETED))
        error = refuse(fault, "type", "1, 2 or 3");
    if (error < 0)
        return error;
    event.change = (LspFileChange)type;
    *(LspFileEvent *)out = event;
    return 0;
}

int lsp_read_watched_files(const json_t *params, LspList *out_events,
                           struct fault *out_fault)
{
    LspList events = {0};
    LspFileEvent ignored;
    int error = need_params(params, out_fault);

    if (error == 0)
        error = need_list(params, "changes", &events, out_fault);
    if (error == 0)
        error = check(events, read_event, &ignored, out_fault);
    if (error == 0)
        *out_events = events;
    return error;
}

LspFileEvent lsp_file_event(LspList events, size_t index)
{
    LspFileEvent event = {.change = LSP_FILE_CHANGED};

    read_event(item_at(events, index), &event, NULL);
    return event;
}

const json_t *lsp_read_settings(const json_t *params)
{
    return get(params, "settings");
}

/* Answers to our own requests. */

const json_t *lsp_configuration(const json_t *result, size_t index)
{
    const json_t *value = json_array_get(result, index);

    return json_is_null(value) ? NULL : value;
}

bool lsp_was_applied(const json_t *result)
{
    return json_is_true(json_object_get(result, "applied"));
}

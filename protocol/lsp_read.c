#include "protocol/lsp_read.h"

#include <errno.h>

/*
 * One reading of params. The first property that is wrong sets the error; all
 * that is asked for after it does nothing, so a reader lists what it wants
 * and looks at the error once, in finish().
 */
struct reading {
    int error;
    struct fault *fault;
};

/* Any item of a list, where only its being right matters. */
typedef union Item {
    LspPosition position;
    LspFolder folder;
    LspContentChange change;
    LspPreviousResult previous;
    LspFileEvent event;
} Item;

typedef void (*item_reader)(struct reading *self, const json_t *item,
                            Item *out);

static void refuse(struct reading *self, const char *key, const char *type)
{
    if (self->error == 0)
        self->error =
            fault_set(self->fault, -EINVAL, "\"%s\" must be %s", key, type);
}

/* Properties. `need_` wants the property; `may_` takes absent and null too and
 * leaves the result as it is. Both refuse another type. */

/* The property; NULL where it or the object is absent or null. */
static const json_t *get(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_null(value) ? NULL : value;
}

static bool may_string(struct reading *self, const json_t *object,
                       const char *key, Slice *out)
{
    const json_t *value = get(object, key);

    if (value && !json_is_string(value))
        refuse(self, key, "a string");
    else if (value)
        *out = slice_from_json(value);
    return value != NULL;
}

static void need_string(struct reading *self, const json_t *object,
                        const char *key, Slice *out)
{
    if (!may_string(self, object, key, out))
        refuse(self, key, "a string");
}

/* A number as an integer in [low, high]; false where it is no whole number. */
static bool clamp(const json_t *value, int64_t low, int64_t high, int64_t *out)
{
    if (json_is_integer(value)) {
        int64_t number = json_integer_value(value);
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
    else if (real == (double)(int64_t)real)
        *out = (int64_t)real;
    else
        return false;
    return true;
}

static bool may_integer(struct reading *self, const json_t *object,
                        const char *key, int64_t low, int64_t high,
                        int64_t *out)
{
    const json_t *value = get(object, key);

    if (value && !clamp(value, low, high, out))
        refuse(self, key, "a whole number");
    return value != NULL;
}

static bool may_uinteger(struct reading *self, const json_t *object,
                         const char *key, uint32_t *out)
{
    int64_t number = *out;
    bool there = may_integer(self, object, key, 0, LSP_UINTEGER_MAX, &number);

    *out = (uint32_t)number;
    return there;
}

static void need_uinteger(struct reading *self, const json_t *object,
                          const char *key, uint32_t *out)
{
    if (!may_uinteger(self, object, key, out))
        refuse(self, key, "a whole number");
}

static bool may_version(struct reading *self, const json_t *object,
                        int32_t *out)
{
    int64_t number = *out;
    bool there =
        may_integer(self, object, "version", INT32_MIN, INT32_MAX, &number);

    *out = (int32_t)number;
    return there;
}

static const json_t *may_object(struct reading *self, const json_t *object,
                                const char *key)
{
    const json_t *value = get(object, key);

    if (value && !json_is_object(value))
        refuse(self, key, "an object");
    return value;
}

static const json_t *need_object(struct reading *self, const json_t *object,
                                 const char *key)
{
    const json_t *value = may_object(self, object, key);

    if (!value)
        refuse(self, key, "an object");
    return value;
}

/* Every item is read once here, so that reading one later cannot fail. */
static LspList may_list(struct reading *self, const json_t *object,
                        const char *key, item_reader read)
{
    const json_t *array = get(object, key);
    Item ignored;

    if (array && !json_is_array(array)) {
        refuse(self, key, "an array");
        return (LspList){0};
    }
    LspList list = {array, json_array_size(array)};
    for (size_t i = 0; i < list.count && self->error == 0; i++)
        read(self, json_array_get(array, i), &ignored);
    return list;
}

static LspList need_list(struct reading *self, const json_t *object,
                         const char *key, item_reader read)
{
    LspList list = may_list(self, object, key, read);

    if (!list.array)
        refuse(self, key, "an array");
    return list;
}

static void need_params(struct reading *self, const json_t *params)
{
    if (params && !json_is_null(params) && !json_is_object(params))
        refuse(self, "params", "an object");
}

static bool is_token(const json_t *value)
{
    return json_is_integer(value) || json_is_string(value);
}

static const json_t *need_token(struct reading *self, const json_t *params,
                                const char *key)
{
    const json_t *value = get(params, key);

    need_params(self, params);
    if (!is_token(value))
        refuse(self, key, "an integer or a string");
    return value;
}

/* The `textDocument` of params, and from it the URI. */
static const json_t *need_document(struct reading *self, const json_t *params,
                                   Slice *out_uri)
{
    need_params(self, params);
    const json_t *document = need_object(self, params, "textDocument");
    need_string(self, document, "uri", out_uri);
    return document;
}

static void need_position(struct reading *self, const json_t *object,
                          const char *key, LspPosition *out)
{
    const json_t *value = need_object(self, object, key);

    need_uinteger(self, value, "line", &out->line);
    need_uinteger(self, value, "character", &out->character);
}

static void need_range(struct reading *self, const json_t *object,
                       LspRange *out)
{
    const json_t *value = need_object(self, object, "range");

    need_position(self, value, "start", &out->start);
    need_position(self, value, "end", &out->end);
}

/* The end of a reader: copies what was read, if it was all right. */
#define FINISH(reading, out, read)                                             \
    do {                                                                       \
        if ((reading).error == 0)                                              \
            *(out) = (read);                                                   \
        return (reading).error;                                                \
    } while (0)

/* Items of lists. */

static void read_object(struct reading *self, const json_t *item, Item *out)
{
    if (!json_is_object(item))
        refuse(self, "item", "an object");
}

static void read_string(struct reading *self, const json_t *item, Item *out)
{
    if (!json_is_string(item))
        refuse(self, "item", "a string");
}

static void read_anything(struct reading *self, const json_t *item, Item *out)
{
}

static void read_position(struct reading *self, const json_t *item, Item *out)
{
    LspPosition position = {0};

    read_object(self, item, out);
    need_uinteger(self, item, "line", &position.line);
    need_uinteger(self, item, "character", &position.character);
    out->position = position;
}

static void read_folder(struct reading *self, const json_t *item, Item *out)
{
    LspFolder folder = {0};

    read_object(self, item, out);
    need_string(self, item, "uri", &folder.uri);
    may_string(self, item, "name", &folder.name);
    out->folder = folder;
}

static void read_change(struct reading *self, const json_t *item, Item *out)
{
    LspContentChange change = {.whole = !get(item, "range")};

    read_object(self, item, out);
    need_string(self, item, "text", &change.text);
    if (!change.whole)
        need_range(self, item, &change.range);
    out->change = change;
}

static void read_previous(struct reading *self, const json_t *item, Item *out)
{
    LspPreviousResult previous = {0};

    read_object(self, item, out);
    need_string(self, item, "uri", &previous.uri);
    need_string(self, item, "value", &previous.value);
    out->previous = previous;
}

static void read_event(struct reading *self, const json_t *item, Item *out)
{
    LspFileEvent event = {.change = LSP_FILE_CHANGED};
    uint32_t type = LSP_FILE_CHANGED;

    read_object(self, item, out);
    need_string(self, item, "uri", &event.uri);
    need_uinteger(self, item, "type", &type);
    if (type < LSP_FILE_CREATED || type > LSP_FILE_DELETED)
        refuse(self, "type", "1, 2 or 3");
    else
        event.change = (LspFileChange)type;
    out->event = event;
}

/* Item `index` of a list that was checked; an empty one past the end. */
static Item item_at(LspList list, size_t index, item_reader read)
{
    struct reading reading = {0};
    Item item = {0};

    read(&reading, json_array_get(list.array, index), &item);
    return item;
}

/* Lifecycle. */

static LspTrace trace_of(Slice name)
{
    if (slice_eq(name, SLICE("messages")))
        return LSP_TRACE_MESSAGES;
    return slice_eq(name, SLICE("verbose")) ? LSP_TRACE_VERBOSE : LSP_TRACE_OFF;
}

int lsp_read_initialize(const json_t *params, LspInitialize *out,
                        struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspInitialize read = {0};
    const json_t *client = get(params, "clientInfo");

    need_params(&reading, params);
    read.has_process = may_integer(&reading, params, "processId", INT64_MIN,
                                   INT64_MAX, &read.process_id);
    may_string(&reading, params, "rootUri", &read.root_uri);
    may_string(&reading, params, "rootPath", &read.root_path);
    read.folders = may_list(&reading, params, "workspaceFolders", read_folder);
    read.capabilities = may_object(&reading, params, "capabilities");
    read.client_name = slice_from_json(get(client, "name"));
    read.client_version = slice_from_json(get(client, "version"));
    read.locale = slice_from_json(get(params, "locale"));
    read.options = get(params, "initializationOptions");
    read.trace = trace_of(slice_from_json(get(params, "trace")));
    FINISH(reading, out, read);
}

int lsp_read_set_trace(const json_t *params, LspTrace *out,
                       struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    Slice value = {0};

    need_params(&reading, params);
    need_string(&reading, params, "value", &value);
    FINISH(reading, out, trace_of(value));
}

int lsp_read_cancel(const json_t *params, const json_t **out_id,
                    struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    const json_t *id = need_token(&reading, params, "id");

    FINISH(reading, out_id, id);
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
    struct reading reading = {.fault = out_fault};
    const json_t *token = need_token(&reading, params, "token");

    FINISH(reading, out_token, token);
}

/* Documents. */

int lsp_read_did_open(const json_t *params, LspDidOpen *out,
                      struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspDidOpen read = {0};
    const json_t *document = need_document(&reading, params, &read.uri);

    may_string(&reading, document, "languageId", &read.language_id);
    may_version(&reading, document, &read.version);
    need_string(&reading, document, "text", &read.text);
    FINISH(reading, out, read);
}

int lsp_read_did_change(const json_t *params, LspDidChange *out,
                        struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspDidChange read = {0};
    LspDocumentId *id = &read.document;
    const json_t *document = need_document(&reading, params, &id->uri);

    id->versioned = may_version(&reading, document, &id->version);
    read.changes = need_list(&reading, params, "contentChanges", read_change);
    FINISH(reading, out, read);
}

LspContentChange lsp_content_change(LspList changes, size_t index)
{
    return item_at(changes, index, read_change).change;
}

int lsp_read_did_save(const json_t *params, LspDidSave *out,
                      struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspDidSave read = {0};

    need_document(&reading, params, &read.uri);
    may_string(&reading, params, "text", &read.text);
    FINISH(reading, out, read);
}

int lsp_read_document(const json_t *params, Slice *out_uri,
                      struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    Slice uri = {0};

    need_document(&reading, params, &uri);
    FINISH(reading, out_uri, uri);
}

/* Places in documents. */

static void need_at(struct reading *self, const json_t *params, LspAt *out)
{
    need_document(self, params, &out->uri);
    need_position(self, params, "position", &out->position);
}

int lsp_read_at(const json_t *params, LspAt *out, struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspAt read = {0};

    need_at(&reading, params, &read);
    FINISH(reading, out, read);
}

int lsp_read_hint(const json_t *params, LspPosition *out_position,
                  struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspPosition read = {0};

    need_position(&reading, params, "position", &read);
    FINISH(reading, out_position, read);
}

int lsp_read_within(const json_t *params, LspWithin *out,
                    struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspWithin read = {0};

    need_document(&reading, params, &read.uri);
    need_range(&reading, params, &read.range);
    FINISH(reading, out, read);
}

int lsp_read_references(const json_t *params, LspReferences *out,
                        struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspReferences read = {0};

    need_at(&reading, params, &read.at);
    const json_t *context = may_object(&reading, params, "context");
    read.include_declaration = json_is_true(get(context, "includeDeclaration"));
    FINISH(reading, out, read);
}

int lsp_read_rename(const json_t *params, LspRename *out,
                    struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspRename read = {0};

    need_at(&reading, params, &read.at);
    need_string(&reading, params, "newName", &read.new_name);
    FINISH(reading, out, read);
}

int lsp_read_completion(const json_t *params, LspCompletion *out,
                        struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspCompletion read = {0};

    need_at(&reading, params, &read.at);
    const json_t *context = may_object(&reading, params, "context");
    may_uinteger(&reading, context, "triggerKind", &read.trigger_kind);
    may_string(&reading, context, "triggerCharacter", &read.trigger_character);
    FINISH(reading, out, read);
}

int lsp_read_code_action(const json_t *params, LspCodeActionParams *out,
                         struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspCodeActionParams read = {0};

    need_document(&reading, params, &read.uri);
    need_range(&reading, params, &read.range);
    const json_t *context = may_object(&reading, params, "context");
    read.diagnostics = may_list(&reading, context, "diagnostics", read_object);
    read.only = may_list(&reading, context, "only", read_string);
    may_uinteger(&reading, context, "triggerKind", &read.trigger_kind);
    FINISH(reading, out, read);
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
        if (is_below(kind,
                     slice_from_json(json_array_get(params->only.array, i))))
            return true;
    return false;
}

int lsp_read_selection(const json_t *params, LspSelection *out,
                       struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspSelection read = {0};

    need_document(&reading, params, &read.uri);
    read.positions = need_list(&reading, params, "positions", read_position);
    FINISH(reading, out, read);
}

LspPosition lsp_position(LspList positions, size_t index)
{
    return item_at(positions, index, read_position).position;
}

int lsp_read_tokens_delta(const json_t *params, LspTokensDelta *out,
                          struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspTokensDelta read = {0};

    need_document(&reading, params, &read.uri);
    need_string(&reading, params, "previousResultId", &read.previous_result_id);
    FINISH(reading, out, read);
}

/* Diagnostics. */

int lsp_read_diagnostic(const json_t *params, LspDiagnosticParams *out,
                        struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspDiagnosticParams read = {0};

    need_document(&reading, params, &read.uri);
    may_string(&reading, params, "identifier", &read.identifier);
    may_string(&reading, params, "previousResultId", &read.previous_result_id);
    FINISH(reading, out, read);
}

int lsp_read_workspace_diagnostic(const json_t *params,
                                  LspWorkspaceDiagnostic *out,
                                  struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspWorkspaceDiagnostic read = {0};

    need_params(&reading, params);
    may_string(&reading, params, "identifier", &read.identifier);
    read.previous =
        may_list(&reading, params, "previousResultIds", read_previous);
    FINISH(reading, out, read);
}

LspPreviousResult lsp_previous_result(LspList previous, size_t index)
{
    return item_at(previous, index, read_previous).previous;
}

/* Workspace. */

int lsp_read_query(const json_t *params, Slice *out_query,
                   struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    Slice query = SLICE("");

    need_params(&reading, params);
    may_string(&reading, params, "query", &query);
    FINISH(reading, out_query, query);
}

int lsp_read_execute(const json_t *params, LspExecute *out,
                     struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspExecute read = {0};

    need_params(&reading, params);
    need_string(&reading, params, "command", &read.command);
    read.arguments = may_list(&reading, params, "arguments", read_anything);
    FINISH(reading, out, read);
}

int lsp_read_folders_change(const json_t *params, LspFoldersChange *out,
                            struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};
    LspFoldersChange read = {0};

    need_params(&reading, params);
    const json_t *event = need_object(&reading, params, "event");
    read.added = may_list(&reading, event, "added", read_folder);
    read.removed = may_list(&reading, event, "removed", read_folder);
    FINISH(reading, out, read);
}

LspFolder lsp_folder(LspList folders, size_t index)
{
    return item_at(folders, index, read_folder).folder;
}

int lsp_read_watched_files(const json_t *params, LspList *out_events,
                           struct fault *out_fault)
{
    struct reading reading = {.fault = out_fault};

    need_params(&reading, params);
    LspList events = need_list(&reading, params, "changes", read_event);
    FINISH(reading, out_events, events);
}

LspFileEvent lsp_file_event(LspList events, size_t index)
{
    return item_at(events, index, read_event).event;
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

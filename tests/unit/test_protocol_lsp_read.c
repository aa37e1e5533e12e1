/*
 * What is read from params. Each row gives JSON to one reader and what comes
 * out, spelled as text: the fields, or the reason why not. Numbers are those
 * of the conformance checklist.
 */
#include "protocol/lsp_read.h"

#include "support/test.h"

#include <errno.h>
#include <stdio.h>

/* Text that grows: what a reader gave. */
struct text {
    char bytes[400];
    size_t len;
};

static void add(struct text *self, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int len = vsnprintf(self->bytes + self->len, sizeof self->bytes - self->len,
                        format, args);
    va_end(args);
    assert_true(len >= 0 && (size_t)len < sizeof self->bytes - self->len);
    self->len += (size_t)len;
}

/* " text", and " -" where it is absent. */
static void add_slice(struct text *self, Slice slice)
{
    if (slice.ptr)
        add(self, " '%.*s'", SLICE_ARG(slice));
    else
        add(self, " -");
}

static void add_json(struct text *self, const json_t *value)
{
    char *json =
        value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;

    add(self, " %s", json ? json : "-");
    free(json);
}

static void add_position(struct text *self, LspPosition position)
{
    add(self, " %u:%u", position.line, position.character);
}

static void add_range(struct text *self, LspRange range)
{
    add(self, " %u:%u-%u:%u", range.start.line, range.start.character,
        range.end.line, range.end.character);
}

typedef int (*reader)(const json_t *params, struct text *out,
                      struct fault *fault);

static int initialize(const json_t *params, struct text *out,
                      struct fault *fault)
{
    LspInitialize read;
    int error = lsp_read_initialize(params, &read, fault);

    if (error < 0)
        return error;
    add(out, "%d %d", read.has_process, (int)read.process_id);
    add_slice(out, read.client_name);
    add_slice(out, read.root_uri);
    for (size_t i = 0; i < read.folders.count; i++) {
        add_slice(out, lsp_folder(read.folders, i).uri);
        add_slice(out, lsp_folder(read.folders, i).name);
    }
    add_json(out, read.options);
    add_json(out, read.capabilities);
    add(out, " trace %d", (int)read.trace);
    return 0;
}

static int set_trace(const json_t *params, struct text *out,
                     struct fault *fault)
{
    LspTrace trace;
    int error = lsp_read_set_trace(params, &trace, fault);

    if (error == 0)
        add(out, "%d", (int)trace);
    return error;
}

static int cancel(const json_t *params, struct text *out, struct fault *fault)
{
    const json_t *id = NULL;
    int error = lsp_read_cancel(params, &id, fault);

    if (error == 0)
        add_json(out, id);
    return error;
}

static int progress_cancel(const json_t *params, struct text *out,
                           struct fault *fault)
{
    const json_t *token = NULL;
    int error = lsp_read_progress_cancel(params, &token, fault);

    if (error == 0)
        add_json(out, token);
    return error;
}

static int tokens(const json_t *params, struct text *out, struct fault *fault)
{
    LspTokens read = lsp_read_tokens(params);

    add_json(out, read.work_done);
    add_json(out, read.partial);
    return 0;
}

static int did_open(const json_t *params, struct text *out, struct fault *fault)
{
    LspDidOpen read;
    int error = lsp_read_did_open(params, &read, fault);

    if (error < 0)
        return error;
    add(out, "%d", read.version);
    add_slice(out, read.uri);
    add_slice(out, read.language_id);
    add_slice(out, read.text);
    return 0;
}

static int did_change(const json_t *params, struct text *out,
                      struct fault *fault)
{
    LspDidChange read;
    int error = lsp_read_did_change(params, &read, fault);

    if (error < 0)
        return error;
    add(out, "%d %d", read.document.versioned, read.document.version);
    add_slice(out, read.document.uri);
    for (size_t i = 0; i < read.changes.count; i++) {
        LspContentChange change = lsp_content_change(read.changes, i);
        if (change.whole)
            add(out, " all");
        else
            add_range(out, change.range);
        add_slice(out, change.text);
    }
    return 0;
}

static int did_save(const json_t *params, struct text *out, struct fault *fault)
{
    LspDidSave read;
    int error = lsp_read_did_save(params, &read, fault);

    if (error < 0)
        return error;
    add_slice(out, read.uri);
    add_slice(out, read.text);
    return 0;
}

static int document(const json_t *params, struct text *out, struct fault *fault)
{
    Slice uri;
    int error = lsp_read_document(params, &uri, fault);

    if (error == 0)
        add_slice(out, uri);
    return error;
}

static int at(const json_t *params, struct text *out, struct fault *fault)
{
    LspAt read;
    int error = lsp_read_at(params, &read, fault);

    if (error < 0)
        return error;
    add_slice(out, read.uri);
    add_position(out, read.position);
    return 0;
}

static int within(const json_t *params, struct text *out, struct fault *fault)
{
    LspWithin read;
    int error = lsp_read_within(params, &read, fault);

    if (error < 0)
        return error;
    add_slice(out, read.uri);
    add_range(out, read.range);
    return 0;
}

static int references(const json_t *params, struct text *out,
                      struct fault *fault)
{
    LspReferences read;
    int error = lsp_read_references(params, &read, fault);

    if (error < 0)
        return error;
    add_position(out, read.at.position);
    add(out, " %d", read.include_declaration);
    return 0;
}

static int rename_at(const json_t *params, struct text *out,
                     struct fault *fault)
{
    LspRename read;
    int error = lsp_read_rename(params, &read, fault);

    if (error < 0)
        return error;
    add_position(out, read.at.position);
    add_slice(out, read.new_name);
    return 0;
}

static int completion(const json_t *params, struct text *out,
                      struct fault *fault)
{
    LspCompletion read;
    int error = lsp_read_completion(params, &read, fault);

    if (error < 0)
        return error;
    add_position(out, read.at.position);
    add(out, " %u", read.trigger_kind);
    add_slice(out, read.trigger_character);
    return 0;
}

static int code_action(const json_t *params, struct text *out,
                       struct fault *fault)
{
    LspCodeActionParams read;
    int error = lsp_read_code_action(params, &read, fault);

    if (error < 0)
        return error;
    add_range(out, read.range);
    add(out, " %zu %u", read.diagnostics.count, read.trigger_kind);
    add_json(out, read.only.array);
    add(out, " %d%d%d", lsp_wants_kind(&read, SLICE("quickfix")),
        lsp_wants_kind(&read, SLICE("source.fixAll")),
        lsp_wants_kind(&read, SLICE("sourcerer")));
    return 0;
}

static int selection(const json_t *params, struct text *out,
                     struct fault *fault)
{
    LspSelection read;
    int error = lsp_read_selection(params, &read, fault);

    if (error < 0)
        return error;
    for (size_t i = 0; i < read.positions.count; i++)
        add_position(out, lsp_position(read.positions, i));
    return 0;
}

static int tokens_delta(const json_t *params, struct text *out,
                        struct fault *fault)
{
    LspTokensDelta read;
    int error = lsp_read_tokens_delta(params, &read, fault);

    if (error == 0)
        add_slice(out, read.previous_result_id);
    return error;
}

static int diagnostic(const json_t *params, struct text *out,
                      struct fault *fault)
{
    LspDiagnosticParams read;
    int error = lsp_read_diagnostic(params, &read, fault);

    if (error < 0)
        return error;
    add_slice(out, read.identifier);
    add_slice(out, read.previous_result_id);
    return 0;
}

static int workspace_diagnostic(const json_t *params, struct text *out,
                                struct fault *fault)
{
    LspWorkspaceDiagnostic read;
    int error = lsp_read_workspace_diagnostic(params, &read, fault);

    if (error < 0)
        return error;
    add_slice(out, read.identifier);
    for (size_t i = 0; i < read.previous.count; i++) {
        add_slice(out, lsp_previous_result(read.previous, i).uri);
        add_slice(out, lsp_previous_result(read.previous, i).value);
    }
    return 0;
}

static int query(const json_t *params, struct text *out, struct fault *fault)
{
    Slice text;
    int error = lsp_read_query(params, &text, fault);

    if (error == 0)
        add_slice(out, text);
    return error;
}

static int execute(const json_t *params, struct text *out, struct fault *fault)
{
    LspExecute read;
    int error = lsp_read_execute(params, &read, fault);

    if (error < 0)
        return error;
    add_slice(out, read.command);
    add(out, " %zu", read.arguments.count);
    return 0;
}

static int folders(const json_t *params, struct text *out, struct fault *fault)
{
    LspFoldersChange read;
    int error = lsp_read_folders_change(params, &read, fault);

    if (error < 0)
        return error;
    for (size_t i = 0; i < read.added.count; i++)
        add_slice(out, lsp_folder(read.added, i).uri);
    add(out, " /");
    for (size_t i = 0; i < read.removed.count; i++)
        add_slice(out, lsp_folder(read.removed, i).uri);
    return 0;
}

static int watched_files(const json_t *params, struct text *out,
                         struct fault *fault)
{
    LspList events;
    int error = lsp_read_watched_files(params, &events, fault);

    for (size_t i = 0; error == 0 && i < events.count; i++) {
        add_slice(out, lsp_file_event(events, i).uri);
        add(out, " %d", (int)lsp_file_event(events, i).change);
    }
    return error;
}

static int settings(const json_t *params, struct text *out, struct fault *fault)
{
    add_json(out, lsp_read_settings(params));
    return 0;
}

static int configuration(const json_t *result, struct text *out,
                         struct fault *fault)
{
    for (size_t i = 0; i < 3; i++)
        add_json(out, lsp_configuration(result, i));
    return 0;
}

static int applied(const json_t *result, struct text *out, struct fault *fault)
{
    add(out, "%d", lsp_was_applied(result));
    return 0;
}

#define DOC "\"textDocument\":{\"uri\":\"u\"}"
#define POS "\"position\":{\"line\":1,\"character\":2}"
#define RANGE                                                                  \
    "\"range\":{\"start\":{\"line\":1,\"character\":2},"                       \
    "\"end\":{\"line\":3,\"character\":4}}"

typedef struct Row {
    const char *name;
    reader read;
    const char *params; /* NULL: absent */
    const char *expected;
} Row;

static const Row rows[] = {
    {"B19 initialize without params", initialize, NULL, "0 0 - - - - trace 0"},
    {"C38 nulls in initialize", initialize,
     "{\"processId\":null,\"rootUri\":null,\"workspaceFolders\":null,"
     "\"clientInfo\":null,\"capabilities\":null,\"trace\":null}",
     "0 0 - - - - trace 0"},
    {"C38 no folders", initialize, "{\"workspaceFolders\":[]}",
     "0 0 - - - - trace 0"},
    {"initialize in full", initialize,
     "{\"processId\":7,\"clientInfo\":{\"name\":\"ed\",\"version\":\"1\"},"
     "\"rootUri\":\"file:///r\",\"workspaceFolders\":[{\"uri\":\"a\","
     "\"name\":\"A\"},{\"uri\":\"b\"}],\"initializationOptions\":[1],"
     "\"capabilities\":{},\"trace\":\"verbose\"}",
     "1 7 'ed' 'file:///r' 'a' 'A' 'b' - [1] {} trace 2"},
    {"B20 a process id that is text", initialize, "{\"processId\":\"7\"}",
     "! \"processId\" must be a whole number"},
    {"B20 folders that are no list", initialize, "{\"workspaceFolders\":{}}",
     "! \"workspaceFolders\" must be an array"},
    {"B20 a folder that is text", initialize, "{\"workspaceFolders\":[\"/a\"]}",
     "! \"item\" must be an object"},
    {"B20 a folder without a URI", initialize,
     "{\"workspaceFolders\":[{\"name\":\"a\"}]}", "! \"uri\" must be a string"},
    {"B20 capabilities that are a list", initialize, "{\"capabilities\":[]}",
     "! \"capabilities\" must be an object"},
    {"B20 params that are a list", initialize, "[]",
     "! \"params\" must be an object"},
    {"B20 params that are a number", document, "5",
     "! \"params\" must be an object"},

    {"setTrace", set_trace, "{\"value\":\"messages\"}", "1"},
    {"setTrace with a value nobody knows", set_trace, "{\"value\":\"x\"}", "0"},
    {"B20 setTrace without a value", set_trace, "{}",
     "! \"value\" must be a string"},
    {"F64 cancel by number", cancel, "{\"id\":0}", " 0"},
    {"F64 cancel by text", cancel, "{\"id\":\"0\"}", " \"0\""},
    {"B20 cancel without an id", cancel, NULL,
     "! \"id\" must be an integer or a string"},
    {"G73 cancel progress", progress_cancel, "{\"token\":\"t\"}", " \"t\""},
    {"G74 tokens of both types", tokens,
     "{\"workDoneToken\":1,\"partialResultToken\":\"p\"}", " 1 \"p\""},
    {"G74 tokens of no type", tokens,
     "{\"workDoneToken\":null,\"partialResultToken\":[]}", " - -"},
    {"G74 no params, no tokens", tokens, NULL, " - -"},

    {"didOpen", did_open,
     "{\"textDocument\":{\"uri\":\"u\",\"languageId\":\"l\",\"version\":3,"
     "\"text\":\"t\"}}",
     "3 'u' 'l' 't'"},
    {"didOpen with an empty text and nothing else", did_open,
     "{\"textDocument\":{\"uri\":\"u\",\"text\":\"\"}}", "0 'u' - ''"},
    {"B20 didOpen without a text", did_open,
     "{\"textDocument\":{\"uri\":\"u\",\"version\":1}}",
     "! \"text\" must be a string"},
    {"B20 didOpen without a document", did_open, NULL,
     "! \"textDocument\" must be an object"},
    {"B20 a version that is text", did_open,
     "{\"textDocument\":{\"uri\":\"u\",\"version\":\"1\",\"text\":\"\"}}",
     "! \"version\" must be a whole number"},
    {"a version beyond 32 bits is clamped", did_open,
     "{\"textDocument\":{\"uri\":\"u\",\"version\":-3000000000,"
     "\"text\":\"\"}}",
     "-2147483648 'u' - ''"},

    {"E51 several changes in order", did_change,
     "{\"textDocument\":{\"uri\":\"u\",\"version\":2},\"contentChanges\":"
     "[{" RANGE ",\"text\":\"a\"},{\"text\":\"b\"}]}",
     "1 2 'u' 1:2-3:4 'a' all 'b'"},
    {"E52 a change whose range is null", did_change,
     "{" DOC ",\"contentChanges\":[{\"range\":null,\"text\":\"b\"}]}",
     "0 0 'u' all 'b'"},
    {"E53 rangeLength is passed over", did_change,
     "{" DOC ",\"contentChanges\":[{" RANGE ",\"rangeLength\":\"x\","
     "\"text\":\"\"}]}",
     "0 0 'u' 1:2-3:4 ''"},
    {"E54 no changes", did_change, "{" DOC ",\"contentChanges\":[]}",
     "0 0 'u'"},
    {"B20 changes absent", did_change, "{" DOC "}",
     "! \"contentChanges\" must be an array"},
    {"B20 a change without text", did_change,
     "{" DOC ",\"contentChanges\":[{\"text\":\"\"},{" RANGE "}]}",
     "! \"text\" must be a string"},
    {"B20 a range without an end", did_change,
     "{" DOC ",\"contentChanges\":[{\"range\":{\"start\":{\"line\":0,"
     "\"character\":0}},\"text\":\"\"}]}",
     "! \"end\" must be an object"},

    {"didSave with text", did_save, "{" DOC ",\"text\":\"t\"}", " 'u' 't'"},
    {"didSave without", did_save, "{" DOC "}", " 'u' -"},
    {"a document", document, "{" DOC "}", " 'u'"},
    {"B20 a URI that is null", document, "{\"textDocument\":{\"uri\":null}}",
     "! \"uri\" must be a string"},

    {"a place", at, "{" DOC "," POS "}", " 'u' 1:2"},
    {"D43 numbers beyond uinteger are clamped", at,
     "{" DOC ",\"position\":{\"line\":4294967295,"
     "\"character\":9223372036854775807}}",
     " 'u' 2147483647:2147483647"},
    {"numbers below 0 are clamped", at,
     "{" DOC ",\"position\":{\"line\":-1,\"character\":-1.5e300}}", " 'u' 0:0"},
    {"whole numbers written as real ones", at,
     "{" DOC ",\"position\":{\"line\":2.0,\"character\":1e3}}", " 'u' 2:1000"},
    {"B20 half a line", at,
     "{" DOC ",\"position\":{\"line\":0.5,\"character\":1}}",
     "! \"line\" must be a whole number"},
    {"B20 no character", at, "{" DOC ",\"position\":{\"line\":0}}",
     "! \"character\" must be a whole number"},
    {"B20 a position that is text", at, "{" DOC ",\"position\":\"1:2\"}",
     "! \"position\" must be an object"},
    {"a range", within, "{" DOC "," RANGE "}", " 'u' 1:2-3:4"},
    {"B20 no range", within, "{" DOC "}", "! \"range\" must be an object"},

    {"references with the declaration", references,
     "{" DOC "," POS ",\"context\":{\"includeDeclaration\":true}}", " 1:2 1"},
    {"references without a context", references, "{" DOC "," POS "}", " 1:2 0"},
    {"rename", rename_at, "{" DOC "," POS ",\"newName\":\"N\"}", " 1:2 'N'"},
    {"B20 rename without a name", rename_at, "{" DOC "," POS "}",
     "! \"newName\" must be a string"},
    {"completion", completion,
     "{" DOC "," POS ",\"context\":{\"triggerKind\":2,"
     "\"triggerCharacter\":\".\"}}",
     " 1:2 2 '.'"},
    {"completion without a context", completion, "{" DOC "," POS "}",
     " 1:2 0 -"},

    {"I92 code actions of every kind", code_action,
     "{" DOC "," RANGE ",\"context\":{\"diagnostics\":[{},{}]}}",
     " 1:2-3:4 2 0 - 111"},
    {"I92 only source actions, those below too", code_action,
     "{" DOC "," RANGE ",\"context\":{\"diagnostics\":[],"
     "\"only\":[\"source\"],\"triggerKind\":1}}",
     " 1:2-3:4 0 1 [\"source\"] 010"},
    {"I92 a kind below asks for nothing above", code_action,
     "{" DOC "," RANGE ",\"context\":{\"only\":[\"quickfix.a\"]}}",
     " 1:2-3:4 0 0 [\"quickfix.a\"] 000"},
    {"I92 the empty kind asks for all", code_action,
     "{" DOC "," RANGE ",\"context\":{\"only\":[\"\"]}}",
     " 1:2-3:4 0 0 [\"\"] 111"},
    {"I92 no kind asks for none", code_action,
     "{" DOC "," RANGE ",\"context\":{\"only\":[]}}", " 1:2-3:4 0 0 [] 000"},
    {"B20 a kind that is a number", code_action,
     "{" DOC "," RANGE ",\"context\":{\"only\":[1]}}",
     "! \"item\" must be a string"},
    {"B20 a diagnostic that is text", code_action,
     "{" DOC "," RANGE ",\"context\":{\"diagnostics\":[\"x\"]}}",
     "! \"item\" must be an object"},

    {"selection ranges", selection,
     "{" DOC ",\"positions\":[{\"line\":1,\"character\":2},"
     "{\"line\":3,\"character\":4}]}",
     " 1:2 3:4"},
    {"B20 no positions", selection, "{" DOC "}",
     "! \"positions\" must be an array"},
    {"I91 a delta", tokens_delta, "{" DOC ",\"previousResultId\":\"9\"}",
     " '9'"},
    {"B20 a delta of nothing", tokens_delta, "{" DOC "}",
     "! \"previousResultId\" must be a string"},
    {"I85 diagnostics asked for the first time", diagnostic,
     "{" DOC ",\"previousResultId\":null}", " - -"},
    {"I85 diagnostics asked for again", diagnostic,
     "{" DOC ",\"identifier\":\"i\",\"previousResultId\":\"p\"}", " 'i' 'p'"},
    {"I85 workspace diagnostics", workspace_diagnostic,
     "{\"previousResultIds\":[{\"uri\":\"u\",\"value\":\"v\"}]}", " - 'u' 'v'"},
    {"B20 a previous result without value", workspace_diagnostic,
     "{\"previousResultIds\":[{\"uri\":\"u\"}]}",
     "! \"value\" must be a string"},

    {"a query", query, "{\"query\":\"q\"}", " 'q'"},
    {"no query is an empty one", query, "{}", " ''"},
    {"a command", execute, "{\"command\":\"c\",\"arguments\":[1,null]}",
     " 'c' 2"},
    {"a command alone", execute, "{\"command\":\"c\"}", " 'c' 0"},
    {"B20 no command", execute, "{}", "! \"command\" must be a string"},
    {"folders added and removed", folders,
     "{\"event\":{\"added\":[{\"uri\":\"a\",\"name\":\"A\"}],"
     "\"removed\":[{\"uri\":\"b\"}]}}",
     " 'a' / 'b'"},
    {"B20 a change of folders without an event", folders, "{}",
     "! \"event\" must be an object"},
    {"watched files", watched_files,
     "{\"changes\":[{\"uri\":\"a\",\"type\":1},{\"uri\":\"b\",\"type\":3}]}",
     " 'a' 1 'b' 3"},
    {"B20 a file event of a type nobody knows", watched_files,
     "{\"changes\":[{\"uri\":\"a\",\"type\":4}]}",
     "! \"type\" must be 1, 2 or 3"},
    {"H78 settings that are null", settings, "{\"settings\":null}", " -"},
    {"H79 settings pushed", settings, "{\"settings\":{\"a\":1}}", " {\"a\":1}"},
    {"H78 no params at all", settings, NULL, " -"},
    {"H76 configuration with null entries", configuration, "[{\"a\":1},null]",
     " {\"a\":1} - -"},
    {"H76 configuration that is no list", configuration, "{\"a\":1}", " - - -"},
    {"an edit that was applied", applied, "{\"applied\":true}", "1"},
    {"an edit that was not", applied, "{\"applied\":1}", "0"},
    {"an answer of no shape", applied, "[]", "0"},
};

static void run_row(const Row *row)
{
    json_t *params =
        row->params ? json_loads(row->params, JSON_DECODE_ANY, NULL) : NULL;
    struct text seen = {0};
    struct fault fault = {0};

    assert_int_equal(params != NULL, row->params != NULL);
    int error = row->read(params, &seen, &fault);
    if (error < 0) {
        assert_int_equal(error, -EINVAL);
        assert_int_equal(seen.len, 0);
        add(&seen, "! %s", fault.text);
        assert_int_equal(row->read(params, &seen, NULL), -EINVAL);
    }
    assert_string_equal(seen.bytes, row->expected);
    json_decref(params);
}

TEST_TABLE(rows, run_row, name)

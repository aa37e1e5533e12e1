/*
 * What is written for the editor. Each row is a function that makes a value,
 * and the JSON that it must be: once for a client that knows everything and,
 * where that differs, for one that knows nothing. Numbers are those of the
 * conformance checklist.
 */
#include "protocol/lsp_write.h"

#include "support/test.h"

static const LspRange range = {{1, 2}, {3, 4}};

#define RANGE                                                                  \
    "{\"start\":{\"line\":1,\"character\":2},"                                 \
    "\"end\":{\"line\":3,\"character\":4}}"

typedef json_t *(*writer)(const struct lsp_client *client);

static json_t *location(const struct lsp_client *client)
{
    return lsp_write_location(&(LspLocation){SLICE("u"), range});
}

static json_t *location_link(const struct lsp_client *client)
{
    return lsp_write_location_link(&(LspLocationLink){
        .origin = &range,
        .uri = SLICE("u"),
        .target = {{0, 0}, {9, 9}},
        .selection = {{5, 0}, {5, 1}},
    });
}

static json_t *text_edit(const struct lsp_client *client)
{
    return lsp_write_text_edit(&(LspTextEdit){range, SLICE("a\0b")});
}

static json_t *markdown(const struct lsp_client *client)
{
    return lsp_write_markup(&(LspMarkup){LSP_MARKDOWN, SLICE("*a*")});
}

static json_t *plain(const struct lsp_client *client)
{
    return lsp_write_markup(&(LspMarkup){LSP_PLAINTEXT, SLICE("a\xFF")});
}

static json_t *command(const struct lsp_client *client)
{
    return lsp_write_command(
        &(LspCommand){SLICE("Do"), SLICE("stet.do"), NULL});
}

static json_t *workspace_edit(const struct lsp_client *client)
{
    LspTextEdit edit = {range, SLICE("n")};
    LspDocumentEdit documents[] = {
        {{SLICE("a"), true, 7}, 1, &edit},
        {{SLICE("b"), false, 0}, 0, NULL},
    };

    return lsp_write_workspace_edit(&(LspWorkspaceEdit){2, documents}, client);
}

static json_t *diagnostic(const struct lsp_client *client)
{
    LspRelated related = {{SLICE("u"), range}, SLICE("here")};
    json_t *data = json_integer(5);
    json_t *value = lsp_write_diagnostic(
        &(LspDiagnostic){
            .range = range,
            .severity = LSP_WARNING,
            .code = SLICE("c"),
            .code_href = SLICE("https://x"),
            .source = SLICE("stet"),
            .message = SLICE("m"),
            .tags = LSP_TAG_UNNECESSARY | LSP_TAG_DEPRECATED,
            .related_count = 1,
            .related = &related,
            .data = data,
        },
        client);

    json_decref(data);
    return value;
}

static json_t *least_diagnostic(const struct lsp_client *client)
{
    return lsp_write_diagnostic(
        &(LspDiagnostic){.range = range, .message = SLICE("m")}, client);
}

static json_t *hover(const struct lsp_client *client)
{
    return lsp_write_hover(&(LspHover){{LSP_PLAINTEXT, SLICE("t")}, &range});
}

static json_t *hint(const struct lsp_client *client)
{
    LspTextEdit edit = {range, SLICE("n")};
    LspMarkup tooltip = {LSP_PLAINTEXT, SLICE("t")};

    return lsp_write_inlay_hint(&(LspInlayHint){
        .position = {1, 2},
        .label = SLICE("Bacon"),
        .kind = LSP_HINT_TYPE,
        .padding_left = true,
        .tooltip = &tooltip,
        .edit_count = 1,
        .edits = &edit,
    });
}

static json_t *hint_of_parts(const struct lsp_client *client)
{
    LspLocation there = {SLICE("u"), range};
    LspLabelPart parts[] = {
        {.value = SLICE("a"), .tooltip = SLICE("t")},
        {.value = SLICE("b"), .location = &there},
    };

    return lsp_write_inlay_hint(&(LspInlayHint){
        .label = SLICE("unused"), .part_count = 2, .parts = parts});
}

static json_t *document_symbol(const struct lsp_client *client)
{
    LspDocumentSymbol child = {
        .kind = LSP_SYMBOL_STRING,
        .range = range,
        .selection = {{0, 0}, {9, 9}},
    };

    return lsp_write_document_symbol(&(LspDocumentSymbol){
        .name = SLICE("n"),
        .detail = SLICE("d"),
        .kind = LSP_SYMBOL_CLASS,
        .range = range,
        .selection = {{1, 3}, {1, 4}},
        .child_count = 1,
        .children = &child,
    });
}

static json_t *symbol_information(const struct lsp_client *client)
{
    return lsp_write_symbol_information(&(LspSymbol){
        SLICE("n"), LSP_SYMBOL_KEY, SLICE("c"), SLICE("u"), NULL, NULL});
}

static json_t *workspace_symbol(const struct lsp_client *client)
{
    return lsp_write_workspace_symbol(
        &(LspSymbol){SLICE("n"), LSP_SYMBOL_KEY, {0}, SLICE("u"), NULL, NULL});
}

static json_t *highlight(const struct lsp_client *client)
{
    return lsp_write_highlight(range, LSP_HIGHLIGHT_READ);
}

static json_t *code_action(const struct lsp_client *client)
{
    LspTextEdit text = {range, SLICE("n")};
    LspDocumentEdit one = {{SLICE("a"), true, 7}, 1, &text};
    LspWorkspaceEdit edit = {1, &one};
    json_t *data = json_integer(5);
    json_t *value = lsp_write_code_action(
        &(LspCodeAction){
            .title = SLICE("t"),
            .kind = SLICE("quickfix"),
            .preferred = true,
            .disabled = SLICE("no"),
            .edit = &edit,
            .data = data,
        },
        client);

    json_decref(data);
    return value;
}

static json_t *code_lens(const struct lsp_client *client)
{
    LspCommand does = {SLICE("3 quotations"), SLICE(""), NULL};

    return lsp_write_code_lens(&(LspCodeLens){range, &does, NULL});
}

static json_t *completion(const struct lsp_client *client)
{
    LspTextEdit edit = {range, SLICE("n")};
    LspMarkup documentation = {LSP_PLAINTEXT, SLICE("d")};
    json_t *items = json_array();

    json_array_append_new(items, lsp_write_completion_item(&(LspCompletionItem){
                                     .label = SLICE("l"),
                                     .kind = LSP_COMPLETION_REFERENCE,
                                     .documentation = &documentation,
                                     .sort_text = SLICE("1"),
                                     .edit = &edit,
                                 }));
    return lsp_write_completion_list(items, false);
}

static json_t *fold(const struct lsp_client *client)
{
    uint32_t character = 0;

    return lsp_write_fold(&(LspFold){
        .start_line = 1,
        .end_line = 3,
        .start_character = &character,
        .kind = SLICE("region"),
    });
}

static json_t *document_link(const struct lsp_client *client)
{
    return lsp_write_document_link(
        &(LspDocumentLink){range, SLICE("https://x"), SLICE("t"), NULL},
        client);
}

static json_t *selection(const struct lsp_client *client)
{
    static const LspRange ranges[] = {
        {{1, 2}, {1, 4}},
        {{1, 3}, {2, 0}}, /* does not hold the one before: left out */
        {{1, 0}, {2, 0}},
    };

    return lsp_write_selection(ranges, 3);
}

static json_t *no_selection(const struct lsp_client *client)
{
    return lsp_write_selection(NULL, 0);
}

static json_t *prepare_rename(const struct lsp_client *client)
{
    return lsp_write_prepare_rename(range, SLICE("Bacon"));
}

static json_t *tokens(const struct lsp_client *client)
{
    static const LspToken all[] = {
        {1, 2, 3, 0, 1}, {1, 5, 1, 1, 0}, {1, 5, 2, 1, 0}, /* overlaps */
        {1, 7, 0, 1, 0},                                   /* empty */
        {4, 1, 2, 2, 3}, {2, 0, 1, 0, 0},                  /* out of order */
    };
    uint32_t data[5 * TEST_COUNT(all)];
    size_t count = lsp_encode_tokens(all, TEST_COUNT(all), data);

    return lsp_write_tokens(SLICE("r"), data, count);
}

static json_t *tokens_delta(const struct lsp_client *client)
{
    static const uint32_t data[] = {1, 2, 3, 4, 5};
    LspTokenEdit edits[] = {{0, 5, 5, data}, {10, 5, 0, NULL}};

    return lsp_write_tokens_delta(SLICE("r"), edits, 2);
}

static json_t *publish(const struct lsp_client *client)
{
    return lsp_write_publish(&(LspDocumentId){SLICE("u"), true, 4},
                             json_array(), client);
}

static json_t *publish_unversioned(const struct lsp_client *client)
{
    return lsp_write_publish(&(LspDocumentId){SLICE("u"), false, 0},
                             json_array(), client);
}

static json_t *report_full(const struct lsp_client *client)
{
    return lsp_write_report_full(SLICE("r"), json_array());
}

static json_t *report_of(const struct lsp_client *client)
{
    return lsp_write_report_of(&(LspDocumentId){SLICE("u"), false, 0},
                               lsp_write_report_unchanged(SLICE("r")));
}

static json_t *message(const struct lsp_client *client)
{
    return lsp_write_message(LSP_MESSAGE_INFO, SLICE("m"));
}

static json_t *message_request(const struct lsp_client *client)
{
    Slice actions[] = {SLICE("Yes"), SLICE("No")};

    return lsp_write_message_request(LSP_MESSAGE_ERROR, SLICE("m"), actions, 2);
}

static json_t *progress(LspProgress value, json_t *token)
{
    json_t *params =
        lsp_write_progress(token, lsp_write_progress_value(&value));

    json_decref(token);
    return params;
}

static json_t *progress_begin(const struct lsp_client *client)
{
    uint32_t much = 250;

    return progress(
        (LspProgress){LSP_PROGRESS_BEGIN, SLICE("t"), SLICE("m"), true, &much},
        json_string("k"));
}

static json_t *progress_end(const struct lsp_client *client)
{
    uint32_t done = 100;

    return progress(
        (LspProgress){LSP_PROGRESS_END, SLICE("t"), SLICE("m"), true, &done},
        json_integer(0));
}

static json_t *registration(const struct lsp_client *client)
{
    LspWatcher watchers[] = {{SLICE("**/stet.json"), 0},
                             {SLICE("**/*"), LSP_WATCH_DELETED}};
    json_t *options = lsp_write_watchers(watchers, 2);
    LspRegistration all[] = {
        {SLICE("1"), SLICE("workspace/didChangeWatchedFiles"), options},
        {SLICE("2"), SLICE("x"), NULL},
    };
    json_t *params = lsp_write_registration(all, 2);

    json_decref(options);
    return params;
}

static json_t *unregistration(const struct lsp_client *client)
{
    LspRegistration one = {SLICE("1"), SLICE("x"), NULL};

    return lsp_write_unregistration(&one, 1);
}

static json_t *configuration(const struct lsp_client *client)
{
    LspConfigurationItem items[] = {
        {SLICE("file:///a"), SLICE("stet")},
        {{0}, SLICE("stet")},
    };

    return lsp_write_configuration(items, 2);
}

static json_t *apply(const struct lsp_client *client)
{
    return lsp_write_apply(SLICE("l"), json_object());
}

static json_t *retrigger(const struct lsp_client *client)
{
    return lsp_write_retrigger(true);
}

static json_t *least_server(const struct lsp_client *client)
{
    return lsp_write_initialize(
        &(LspServer){.name = SLICE("stet"), .encoding = LSP_UTF16}, client);
}

static json_t *whole_server(const struct lsp_client *client)
{
    Slice types[] = {SLICE("source")}, modifiers[] = {SLICE("direct")};
    Slice kinds[] = {SLICE("quickfix")}, commands[] = {SLICE("stet.x")};
    LspLegend legend = {1, types, 1, modifiers};

    return lsp_write_initialize(
        &(LspServer){
            .name = SLICE("stet"),
            .version = SLICE("1"),
            .encoding = LSP_UTF8,
            .save = true,
            .pull_diagnostics = true,
            .inlay_hint = true,
            .legend = &legend,
            .action_kind_count = 1,
            .action_kinds = kinds,
            .command_count = 1,
            .commands = commands,
            .rename = true,
            .completion = true,
            .workspace_folders = true,
        },
        client);
}

typedef struct Row {
    const char *name;
    writer write;
    const char *expected; /* of a client that knows everything */
    const char *least;    /* of one that knows nothing; NULL: the same */
} Row;

#define EDIT "{\"range\":" RANGE ",\"newText\":\"n\"}"
#define VERSIONED "{\"uri\":\"a\",\"version\":7}"

static const Row rows[] = {
    {"a location", location, "{\"uri\":\"u\",\"range\":" RANGE "}", NULL},
    {"a location link", location_link,
     "{\"originSelectionRange\":" RANGE ",\"targetUri\":\"u\","
     "\"targetRange\":{\"start\":{\"line\":0,\"character\":0},"
     "\"end\":{\"line\":9,\"character\":9}},"
     "\"targetSelectionRange\":{\"start\":{\"line\":5,\"character\":0},"
     "\"end\":{\"line\":5,\"character\":1}}}",
     NULL},
    {"B25 a text edit with NUL", text_edit,
     "{\"range\":" RANGE ",\"newText\":\"a\\u0000b\"}", NULL},
    {"markdown", markdown, "{\"kind\":\"markdown\",\"value\":\"*a*\"}", NULL},
    {"plain text that is not UTF-8", plain,
     "{\"kind\":\"plaintext\",\"value\":\"a\xEF\xBF\xBD\"}", NULL},
    {"a command", command, "{\"title\":\"Do\",\"command\":\"stet.do\"}", NULL},
    {"I93 a workspace edit with versions, or without", workspace_edit,
     "{\"documentChanges\":[{\"textDocument\":" VERSIONED ",\"edits\":[" EDIT
     "]},"
     "{\"textDocument\":{\"uri\":\"b\",\"version\":null},\"edits\":[]}]}",
     "{\"changes\":{\"a\":[" EDIT "],\"b\":[]}}"},
    {"I87 a diagnostic has what the client knows", diagnostic,
     "{\"range\":" RANGE ",\"severity\":2,\"code\":\"c\","
     "\"codeDescription\":{\"href\":\"https://x\"},\"source\":\"stet\","
     "\"message\":\"m\",\"tags\":[1,2],\"relatedInformation\":"
     "[{\"location\":{\"uri\":\"u\",\"range\":" RANGE "},"
     "\"message\":\"here\"}],\"data\":5}",
     "{\"range\":" RANGE ",\"severity\":2,\"code\":\"c\","
     "\"source\":\"stet\",\"message\":\"m\"}"},
    {"I87 a diagnostic with nothing optional", least_diagnostic,
     "{\"range\":" RANGE ",\"message\":\"m\"}", NULL},
    {"a hover", hover,
     "{\"contents\":{\"kind\":\"plaintext\",\"value\":\"t\"},"
     "\"range\":" RANGE "}",
     NULL},
    {"an inlay hint", hint,
     "{\"position\":{\"line\":1,\"character\":2},\"label\":\"Bacon\","
     "\"kind\":1,\"textEdits\":[" EDIT "],"
     "\"tooltip\":{\"kind\":\"plaintext\",\"value\":\"t\"},"
     "\"paddingLeft\":true}",
     NULL},
    {"an inlay hint of parts", hint_of_parts,
     "{\"position\":{\"line\":0,\"character\":0},\"label\":"
     "[{\"value\":\"a\",\"tooltip\":\"t\"},{\"value\":\"b\","
     "\"location\":{\"uri\":\"u\",\"range\":" RANGE "}}]}",
     NULL},
    {"a document symbol; a child without a name, its selection clamped",
     document_symbol,
     "{\"name\":\"n\",\"detail\":\"d\",\"kind\":5,\"range\":" RANGE
     ",\"selectionRange\":{\"start\":{\"line\":1,\"character\":3},"
     "\"end\":{\"line\":1,\"character\":4}},\"children\":[{\"name\":\"-\","
     "\"kind\":15,\"range\":" RANGE ",\"selectionRange\":" RANGE "}]}",
     NULL},
    {"symbol information", symbol_information,
     "{\"name\":\"n\",\"kind\":20,\"containerName\":\"c\",\"location\":"
     "{\"uri\":\"u\",\"range\":{\"start\":{\"line\":0,\"character\":0},"
     "\"end\":{\"line\":0,\"character\":0}}}}",
     NULL},
    {"a workspace symbol to be resolved", workspace_symbol,
     "{\"name\":\"n\",\"kind\":20,\"location\":{\"uri\":\"u\"}}", NULL},
    {"a highlight", highlight, "{\"range\":" RANGE ",\"kind\":2}", NULL},
    {"a code action has what the client knows", code_action,
     "{\"title\":\"t\",\"kind\":\"quickfix\",\"isPreferred\":true,"
     "\"disabled\":{\"reason\":\"no\"},\"edit\":{\"documentChanges\":"
     "[{\"textDocument\":" VERSIONED ",\"edits\":[" EDIT "]}]},"
     "\"data\":5}",
     "{\"title\":\"t\",\"kind\":\"quickfix\",\"edit\":"
     "{\"changes\":{\"a\":[" EDIT "]}}}"},
    {"a code lens", code_lens,
     "{\"range\":" RANGE ",\"command\":{\"title\":\"3 quotations\","
     "\"command\":\"\"}}",
     NULL},
    {"a completion list", completion,
     "{\"isIncomplete\":false,\"items\":[{\"label\":\"l\",\"kind\":18,"
     "\"documentation\":{\"kind\":\"plaintext\",\"value\":\"d\"},"
     "\"sortText\":\"1\",\"textEdit\":" EDIT "}]}",
     NULL},
    {"a fold", fold,
     "{\"startLine\":1,\"startCharacter\":0,\"endLine\":3,"
     "\"kind\":\"region\"}",
     NULL},
    {"a document link, its tooltip where the client knows it", document_link,
     "{\"range\":" RANGE ",\"target\":\"https://x\",\"tooltip\":\"t\"}",
     "{\"range\":" RANGE ",\"target\":\"https://x\"}"},
    {"a selection range, each in the next", selection,
     "{\"range\":{\"start\":{\"line\":1,\"character\":2},"
     "\"end\":{\"line\":1,\"character\":4}},\"parent\":"
     "{\"range\":{\"start\":{\"line\":1,\"character\":0},"
     "\"end\":{\"line\":2,\"character\":0}}}}",
     NULL},
    {"a selection range of nothing", no_selection,
     "{\"range\":{\"start\":{\"line\":0,\"character\":0},"
     "\"end\":{\"line\":0,\"character\":0}}}",
     NULL},
    {"what prepareRename answers", prepare_rename,
     "{\"range\":" RANGE ",\"placeholder\":\"Bacon\"}", NULL},
    {"I91 tokens are sorted and do not overlap", tokens,
     "{\"resultId\":\"r\",\"data\":[1,2,3,0,1,0,3,1,1,0,3,1,2,2,3]}", NULL},
    {"I91 a delta of tokens", tokens_delta,
     "{\"resultId\":\"r\",\"edits\":[{\"start\":0,\"deleteCount\":5,"
     "\"data\":[1,2,3,4,5]},{\"start\":10,\"deleteCount\":5}]}",
     NULL},
    {"I86 a version only where the client knows it", publish,
     "{\"uri\":\"u\",\"version\":4,\"diagnostics\":[]}",
     "{\"uri\":\"u\",\"diagnostics\":[]}"},
    {"I86 no version where there is none", publish_unversioned,
     "{\"uri\":\"u\",\"diagnostics\":[]}", NULL},
    {"I85 a full report", report_full,
     "{\"kind\":\"full\",\"resultId\":\"r\",\"items\":[]}", NULL},
    {"I85 an unchanged report in the workspace's", report_of,
     "{\"kind\":\"unchanged\",\"resultId\":\"r\",\"uri\":\"u\","
     "\"version\":null}",
     NULL},
    {"F67 a retrigger", retrigger, "{\"retriggerRequest\":true}", NULL},
    {"a message", message, "{\"type\":3,\"message\":\"m\"}", NULL},
    {"a message with buttons", message_request,
     "{\"type\":1,\"message\":\"m\",\"actions\":[{\"title\":\"Yes\"},"
     "{\"title\":\"No\"}]}",
     NULL},
    {"G72 progress begins, at most at 100", progress_begin,
     "{\"token\":\"k\",\"value\":{\"kind\":\"begin\",\"title\":\"t\","
     "\"message\":\"m\",\"cancellable\":true,\"percentage\":100}}",
     NULL},
    {"G72 progress ends", progress_end,
     "{\"token\":0,\"value\":{\"kind\":\"end\",\"message\":\"m\"}}", NULL},
    {"H80 a registration", registration,
     "{\"registrations\":[{\"id\":\"1\","
     "\"method\":\"workspace/didChangeWatchedFiles\",\"registerOptions\":"
     "{\"watchers\":[{\"globPattern\":\"**/stet.json\"},"
     "{\"globPattern\":\"**/*\",\"kind\":4}]}},"
     "{\"id\":\"2\",\"method\":\"x\"}]}",
     NULL},
    {"H80 an unregistration, misspelled as in the specification",
     unregistration, "{\"unregisterations\":[{\"id\":\"1\",\"method\":\"x\"}]}",
     NULL},
    {"H76 a pull of configuration", configuration,
     "{\"items\":[{\"scopeUri\":\"file:///a\",\"section\":\"stet\"},"
     "{\"section\":\"stet\"}]}",
     NULL},
    {"an edit to apply", apply, "{\"label\":\"l\",\"edit\":{}}", NULL},
    {"a server that offers nothing", least_server,
     "{\"capabilities\":{\"positionEncoding\":\"utf-16\","
     "\"textDocumentSync\":{\"openClose\":true,\"change\":2}},"
     "\"serverInfo\":{\"name\":\"stet\"}}",
     NULL},
    {"a server that offers much, as far as the client knows it", whole_server,
     "{\"capabilities\":{\"positionEncoding\":\"utf-8\","
     "\"textDocumentSync\":{\"openClose\":true,\"change\":2,"
     "\"save\":{\"includeText\":false}},\"inlayHintProvider\":{},"
     "\"diagnosticProvider\":{\"interFileDependencies\":false,"
     "\"workspaceDiagnostics\":false},\"semanticTokensProvider\":"
     "{\"legend\":{\"tokenTypes\":[\"source\"],"
     "\"tokenModifiers\":[\"direct\"]},\"range\":true,"
     "\"full\":{\"delta\":true}},\"codeActionProvider\":"
     "{\"codeActionKinds\":[\"quickfix\"]},\"completionProvider\":{},"
     "\"executeCommandProvider\":{\"commands\":[\"stet.x\"]},"
     "\"renameProvider\":{\"prepareProvider\":true},\"workspace\":"
     "{\"workspaceFolders\":{\"supported\":true,"
     "\"changeNotifications\":true}}},"
     "\"serverInfo\":{\"name\":\"stet\",\"version\":\"1\"}}",
     "{\"capabilities\":{\"positionEncoding\":\"utf-8\","
     "\"textDocumentSync\":{\"openClose\":true,\"change\":2,"
     "\"save\":{\"includeText\":false}},\"inlayHintProvider\":{},"
     "\"diagnosticProvider\":{\"interFileDependencies\":false,"
     "\"workspaceDiagnostics\":false},\"semanticTokensProvider\":"
     "{\"legend\":{\"tokenTypes\":[\"source\"],"
     "\"tokenModifiers\":[\"direct\"]},\"range\":true,"
     "\"full\":{\"delta\":true}},\"codeActionProvider\":true,"
     "\"completionProvider\":{},"
     "\"executeCommandProvider\":{\"commands\":[\"stet.x\"]},"
     "\"renameProvider\":true,\"workspace\":"
     "{\"workspaceFolders\":{\"supported\":true,"
     "\"changeNotifications\":true}}},"
     "\"serverInfo\":{\"name\":\"stet\",\"version\":\"1\"}}"},
};

static void expect(json_t *value, const char *expected)
{
    char *text = json_dumps(value, JSON_COMPACT);

    assert_string_equal(text, expected);
    free(text);
    json_decref(value);
}

static void run_row(const Row *row)
{
    static const struct lsp_client nobody;
    struct lsp_client everybody;

    memset(&everybody, 1, sizeof everybody); /* every flag is true */
    expect(row->write(&everybody), row->expected);
    expect(row->write(&nobody), row->least ? row->least : row->expected);
}

TEST_ROWS(shapes, rows, run_row, name)

/* A tree as deep as there are bytes in `symbols`: a child in each. */
static void a_tree_of_symbols_is_cut_at_its_depth(void **state)
{
    LspDocumentSymbol symbols[LSP_SYMBOL_DEPTH + 5];

    memset(symbols, 0, sizeof symbols);
    for (size_t i = 0; i + 1 < TEST_COUNT(symbols); i++) {
        symbols[i].child_count = 1;
        symbols[i].children = &symbols[i + 1];
    }

    json_t *root = lsp_write_document_symbol(&symbols[0]);
    size_t depth = 0;
    for (json_t *at = root; at; depth++)
        at = json_array_get(json_object_get(at, "children"), 0);
    assert_int_equal(depth, LSP_SYMBOL_DEPTH);
    json_decref(root);
}

/* Small numbers, so that neighbours are often alike. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 24;
}

static size_t random_tokens(uint32_t *seed, uint32_t *out)
{
    size_t count = 5 * (size_t)(next_random(seed) % 5);

    for (size_t i = 0; i < count; i++)
        out[i] = next_random(seed) % 2;
    return count;
}

static void a_delta_gives_what_full_gives(void **state)
{
    uint32_t last[20], next[20], made[20], seed = 1;

    for (int round = 0; round < 5000; round++) {
        size_t last_count = random_tokens(&seed, last);
        size_t next_count = random_tokens(&seed, next);
        LspTokenEdit edit;
        if (!lsp_diff_tokens(last, last_count, next, next_count, &edit)) {
            assert_int_equal(last_count, next_count);
            assert_memory_equal(last, next, last_count * sizeof *last);
            continue;
        }
        assert_int_equal(edit.start % 5 + edit.delete_count % 5, 0);
        size_t rest = edit.start + edit.delete_count;
        assert_true(rest <= last_count);
        memcpy(made, last, edit.start * sizeof *made);
        for (size_t i = 0; i < edit.insert_count; i++)
            made[edit.start + i] = edit.insert[i];
        memcpy(made + edit.start + edit.insert_count, last + rest,
               (last_count - rest) * sizeof *made);
        assert_int_equal(edit.start + edit.insert_count + last_count - rest,
                         next_count);
        assert_memory_equal(made, next, next_count * sizeof *made);
    }
}

static void a_delta_of_nothing_new_is_none(void **state)
{
    static const uint32_t data[] = {1, 2, 3, 4, 5};
    LspTokenEdit edit;

    assert_false(lsp_diff_tokens(data, 5, data, 5, &edit));
    assert_false(lsp_diff_tokens(NULL, 0, NULL, 0, &edit));
    assert_true(lsp_diff_tokens(data, 5, NULL, 0, &edit));
    assert_int_equal(edit.delete_count, 5);
    assert_int_equal(edit.insert_count, 0);
}

static const struct CMUnitTest alone[] = {
    {"a tree of symbols is cut at its depth",
     a_tree_of_symbols_is_cut_at_its_depth, NULL, NULL, NULL},
    {"I91 a delta gives what full gives", a_delta_gives_what_full_gives, NULL,
     NULL, NULL},
    {"I91 a delta of nothing new is none", a_delta_of_nothing_new_is_none, NULL,
     NULL, NULL},
};

TEST_MAIN(test_shapes() + run_group("write", alone, TEST_COUNT(alone)))

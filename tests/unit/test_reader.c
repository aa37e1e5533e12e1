/*
 * The reader under the host: with a sound model it emits what the tagger says
 * of each block, on the block's own tokens; with none, or one that is not
 * sound, it is refused in one line and everybody else goes on.
 */
#include "engine/analysis.h"
#include "host/host.h"
#include "learn/tagger.h"
#include "support/random_model.h"
#include "support/test.h"
#include "text/tokens.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a folder with the plugin and a model ------------------------------- */

struct folder {
    char path[64];
    struct host *host;
};

static void write_file(const char *folder, const char *name, const void *bytes,
                       size_t len)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0644), 0);
}

static void copy_file(const char *folder, const char *name)
{
    enum { MOST = 16 << 20 };
    char path[4096];
    unsigned char *bytes = malloc(MOST);

    snprintf(path, sizeof path, "%s/%s", PLUGINS, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_non_null(bytes);
    size_t len = fread(bytes, 1, MOST, file);
    fclose(file);
    write_file(folder, name, bytes, len);
    free(bytes);
}

/* Loads what lies there now. */
static void folder_load(struct folder *self)
{
    Str paths[] = {str_from_c(self->path)};
    HostConfig config = {.path_count = 1, .paths = paths, .only_paths = true};

    host_free(self->host);
    self->host = host_new(&config);
    assert_int_equal(host_plugin_count(self->host), 1);
}

static void folder_make(struct folder *self, const void *model, size_t len,
                        bool is_there)
{
    snprintf(self->path, sizeof self->path, "/tmp/stet-reader-XXXXXX");
    assert_non_null(mkdtemp(self->path));
    copy_file(self->path, "reader.json");
    copy_file(self->path, "reader.so");
    if (is_there)
        write_file(self->path, "reader.model", model, len);
    self->host = NULL;
    folder_load(self);
}

static void folder_remove(struct folder *self)
{
    static const char *const names[] = {"reader.json", "reader.so",
                                        "reader.model"};
    char path[128];

    host_free(self->host);
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        snprintf(path, sizeof path, "%s/%s", self->path, names[i]);
        unlink(path);
    }
    rmdir(self->path);
}

static unsigned char *sound_model(size_t *out_len)
{
    const RandomModel want = {64, 4, 200, 0, 11};

    return random_model_new(&want, out_len);
}

/* ---- models that are not sound ------------------------------------------ */

struct refusal {
    const char *name;
    void (*spoil)(unsigned char *bytes, size_t *len);
    const char *reason;
};

static void empty(unsigned char *bytes, size_t *len)
{
    (void)bytes, *len = 0;
}

static void cut(unsigned char *bytes, size_t *len)
{
    (void)bytes, *len /= 2;
}

static void replace(unsigned char *bytes, size_t *len)
{
    *len = 28;
    memcpy(bytes, "version https://git-lfs.com\n", 28);
}

static void flip(unsigned char *bytes, size_t *len)
{
    bytes[*len / 2] ^= 0x10;
}

static void look_far(unsigned char *bytes, size_t *len)
{
    bytes[32] = 200;
    random_model_seal(bytes, *len);
}

/* Another letter in every label of one type. */
static void rename_type(unsigned char *bytes, size_t *len)
{
    for (size_t i = 0; i + 6 < *len; i++)
        if (memcmp(bytes + i, "PERSON", 6) == 0)
            bytes[i + 5] = 'S';
    random_model_seal(bytes, *len);
}

static const struct refusal refusals[] = {
    {"missing", NULL, "reader.model is missing beside the plugin"},
    {"empty", empty, "reader.model is empty or no file"},
    {"cut short", cut, "reader.model is cut short"},
    {"foreign", replace, "reader.model is no model of Stet's"},
    {"a bit flipped", flip, "reader.model is damaged"},
    {"too far a reach", look_far,
     "reader.model reaches farther than the plugin"},
    {"a type that nobody knows", rename_type, "does not know"},
};

static void run_refusal(const struct refusal *row)
{
    struct folder folder;
    size_t len;
    unsigned char *bytes = sound_model(&len);
    char reason[512];

    if (row->spoil)
        row->spoil(bytes, &len);
    folder_make(&folder, bytes, len, row->spoil != NULL);
    PluginInfo info = host_plugin(folder.host, 0);
    snprintf(reason, sizeof reason, "%.*s", STR_ARG(info.reason));
    assert_int_equal(info.state, PLUGIN_REFUSED);
    if (!strstr(reason, row->reason) || strchr(reason, '\n'))
        fail_msg("\"%s\" does not say \"%s\"", reason, row->reason);
    folder_remove(&folder);
    free(bytes);
}

/* ---- a sound one -------------------------------------------------------- */

static const char story[] =
    "Mayor Ellen Marsh said on Thursday that the harbor would close.\n\n"
    "“It is over,” she told the council. “Nobody pays for it.”\n\n"
    "\n\nThe council – all nine of them – voted in Zürich.\n\n"
    "No.\n";

static void check_note(const struct folder *folder, const Note *note)
{
    const struct registry *registry = host_registry(folder->host);
    Str kind = registry_name(registry, note->kind);

    assert_true(str_starts(kind, STR("reader/")));
    assert_true(note->confidence <= STET_CERTAIN);
    assert_true(note->span.start < note->span.end);
    assert_true(note->span.end <= sizeof story - 1);
    /* No span leaves its paragraph. */
    Str words = str_cut(str_from_c(story), note->span.start, note->span.end);
    assert_null(memchr(words.ptr, '\n', words.len));
}

/* The reader's notes of `text`, in `arena`. */
static uint32_t read_story(struct folder *folder, const char *text,
                           struct arena *arena, const Note **out_notes)
{
    struct version *version = NULL;
    uint32_t bad;

    assert_int_equal(host_plugin(folder->host, 0).state, PLUGIN_READY);
    struct pipeline *pipeline = host_pipeline_new(folder->host);
    assert_int_equal(
        version_new(SYNTAX_PLAIN, str_from_c(text), 0, &version, &bad), 0);
    AnalysisRequest request = {
        .pipeline = pipeline, .version = version, .explaining = true};
    struct analysis *analysis = engine_analyse(&request);
    uint32_t layer = pipeline->annotators[0].info->layer;
    assert_int_equal(analysis_trouble(analysis, layer).len, 0);
    uint32_t count = analysis_notes_in(
        analysis, (Span){0, (uint32_t)strlen(text)}, arena, out_notes);
    analysis_unref(analysis);
    version_unref(version);
    host_pipeline_free(pipeline);
    return count;
}

static void test_sound(void **state)
{
    struct folder folder;
    size_t len;
    unsigned char *bytes = sound_model(&len);
    struct arena arena = {0};
    const Note *notes;

    (void)state;
    folder_make(&folder, bytes, len, true);
    uint32_t count = read_story(&folder, story, &arena, &notes);
    assert_true(count > 5);
    for (uint32_t i = 0; i < count; i++)
        check_note(&folder, &notes[i]);
    arena_release(&arena);
    folder_remove(&folder);
    free(bytes);
}

/* The model that ships: what nobody would read otherwise. */
static void test_shipped(void **state)
{
    static const struct {
        const char *kind, *words;
    } expected[] = {
        {"reader/person", "Ellen Marsh"},
        {"reader/cue", "said"},
        {"reader/source", "she"},
        {"reader/content", "“Nobody pays for it,”"},
        {"reader/maybe", "“Nobody pays for it,”"},
    };
    const char *text = "Ellen Marsh met the council in Chicago on Thursday.\n\n"
                       "“Nobody pays for it,” she said.\n";
    struct folder folder;
    struct arena arena = {0};
    const Note *notes;

    (void)state;
    folder_make(&folder, NULL, 0, false);
    copy_file(folder.path, "reader.model");
    folder_load(&folder);
    uint32_t count = read_story(&folder, text, &arena, &notes);
    for (size_t k = 0; k < TEST_COUNT(expected); k++) {
        uint32_t found = 0;
        for (uint32_t i = 0; i < count; i++)
            found +=
                str_eq(registry_name(host_registry(folder.host), notes[i].kind),
                       str_from_c(expected[k].kind)) &&
                str_eq(str_cut(str_from_c(text), notes[i].span.start,
                               notes[i].span.end),
                       str_from_c(expected[k].words));
        if (found != 1)
            fail_msg("%s \"%s\" was not read", expected[k].kind,
                     expected[k].words);
    }
    arena_release(&arena);
    folder_remove(&folder);
}

static const struct CMUnitTest lone[] = {cmocka_unit_test(test_sound),
                                         cmocka_unit_test(test_shipped)};

TEST_ROWS(refusals, refusals, run_refusal, name)
TEST_MAIN(test_refusals() + run_group("sound", lone, TEST_COUNT(lone)))

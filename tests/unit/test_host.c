/*
 * What the host makes of plugins that lie, talk too much, claim another ABI,
 * need what nobody provides, or are no plugins at all: a reason in words, and
 * everybody else goes on.
 */
#include "engine/analysis.h"
#include "host/host.h"
#include "support/dump.h"
#include "support/test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define STORY "“Keane” said so.\n\nNobody else did.\n"

static Str folder(const char *name, char *buffer, size_t size)
{
    snprintf(buffer, size, "%s/%s", MISFITS, name);
    return str_from_c(buffer);
}

static struct host *load(const char *first, const char *second)
{
    char first_path[4096], second_path[4096];
    Str paths[2] = {folder(first, first_path, sizeof first_path)};
    HostConfig config = {.path_count = 1, .paths = paths, .only_paths = true};

    if (second)
        paths[config.path_count++] =
            folder(second, second_path, sizeof second_path);
    return host_new(&config);
}

static void assert_contains(Str text, const char *words)
{
    char buffer[512];

    snprintf(buffer, sizeof buffer, "%.*s", STR_ARG(text));
    if (!strstr(buffer, words))
        fail_msg("\"%s\" does not say \"%s\"", buffer, words);
}

/* ---- refused when loaded ------------------------------------------------ */

struct refusal {
    const char *name;   /* the folder, and the row */
    const char *reason; /* words that the reason must have */
};

static const struct refusal refusals[] = {
    {"wrong_id", "not the one in its manifest"},
    {"small_descriptor", "too small"},
    {"other_abi", "does not speak the ABI"},
    {"does_not_open", "does not open: Input/output error"},
    {"says_why_not", "does not open: the weather is bad"},
};

static void run_refusal(const struct refusal *row)
{
    struct host *host = load(row->name, "honest");

    assert_int_equal(host_plugin_count(host), 2);
    assert_int_equal(host_plugin(host, 0).state, PLUGIN_REFUSED);
    assert_contains(host_plugin(host, 0).reason, row->reason);
    assert_int_equal(host_plugin(host, 1).state, PLUGIN_READY);
    host_free(host);
}

/* What is only listed has no instance: what does not open is not known yet. */
static void listed_then_opened(void **state)
{
    char first[4096], second[4096];
    Str paths[] = {folder("does_not_open", first, sizeof first),
                   folder("wrong_id", second, sizeof second)};
    HostConfig config = {.path_count = 2, .paths = paths, .only_paths = true};
    struct host *host = host_list(&config);

    assert_int_equal(host_plugin(host, 0).state, PLUGIN_READY);
    assert_int_equal(host_plugin(host, 1).state, PLUGIN_REFUSED);
    assert_true(registry_layer_count(host_registry(host)) > 0);
    for (int twice = 0; twice < 2; twice++) {
        host_open(host);
        assert_int_equal(host_plugin(host, 0).state, PLUGIN_REFUSED);
        assert_true(host_plugin(host, 0).is_late);
        assert_false(host_plugin(host, 1).is_late);
    }
    host_free(host);
}

/* ---- refused while they speak ------------------------------------------- */

static const struct refusal liars[] = {
    {"span_outside", "outside the block"},
    {"span_inside_character", "splits a character"},
    {"span_empty", "span is empty"},
    {"unknown_kind", "kind is not in its manifest"},
    {"foreign_kind", "kind is not in its manifest"},
    {"chatty", "says more than"},
    {"dangling_link", "does not exist"},
    {"bad_utf8", "no UTF-8"},
    {"confident", "above 1000"},
    {"fails", "Cannot allocate memory"},
    {"amends_in_block", "is of story passes"},
    {"mentions_nobody", "does not exist"},
    {"amends_others", "not its own"},
    {"story_chatty", "says more than"},
};

static void run_liar(const struct refusal *row)
{
    struct host *host = load(row->name, "honest");
    struct pipeline *pipeline = host_pipeline_new(host);
    struct arena arena = {0};
    struct version *version = NULL;
    uint32_t bad, honest = 0;
    const Note *notes;

    assert_int_equal(pipeline->count, 2);
    assert_int_equal(version_new(SYNTAX_PLAIN, STR(STORY), 0, &version, &bad),
                     0);
    AnalysisRequest request = {.pipeline = pipeline, .version = version};
    struct analysis *analysis = engine_analyse(&request);
    for (uint32_t i = 0; i < pipeline->count; i++) {
        const AnnotatorInfo *info = pipeline->annotators[i].info;
        Str trouble = analysis_trouble(analysis, info->layer);
        if (str_ends(info->id, STR("honest")))
            assert_int_equal(trouble.len, 0);
        else
            assert_contains(trouble, row->reason);
    }
    uint32_t count = analysis_notes(analysis, 0, &arena, &notes);
    for (uint32_t i = 0; i < count; i++)
        honest +=
            str_eq(registry_layer_name(host_registry(host), notes[i].layer),
                   STR("honest"));
    assert_int_equal(count, 1);
    assert_int_equal(honest, 1);
    analysis_unref(analysis);
    version_unref(version);
    arena_release(&arena);
    host_pipeline_free(pipeline);
    host_free(host);
}

/* ---- manifests, refused before any code runs ---------------------------- */

struct manifest_case {
    const char *name, *manifest, *reason;
};

#define START                                                                  \
    "{\"id\":\"org.x.y\",\"title\":\"t\",\"version\":\"1\","                   \
    "\"licence\":\"MIT\",\"kinds\":[],\"layer\":"

static const struct manifest_case manifests[] = {
    {"no JSON", "{", "is no JSON"},
    {"an array", "[]", "must be an object"},
    {"no id", "{}", "\"id\" must be a string"},
    {"an id without a dot",
     "{\"id\":\"xy\",\"title\":\"t\",\"version\":\"1\",\"licence\":\"MIT\","
     "\"layer\":\"a\"}",
     "reverse domain"},
    {"no ABI", START "\"a\"}", "\"abi\" must be"},
    {"an older ABI", START "\"a\",\"abi\":[0,3]}", "speaks plugin ABI 0.3"},
    {"a newer minor", START "\"a\",\"abi\":[1,9]}", "update Stet"},
    {"a layer with capitals", START "\"A\",\"abi\":[1,0]}", "lower case"},
    {"too far a reach", START "\"a\",\"abi\":[1,0],\"reach\":300}",
     "from 0 to 256"},
    {"a need that nobody meets",
     START "\"a\",\"abi\":[1,0],\"needs\":[\"weather\"]}",
     "needs the layer \"weather\""},
    {"no library", START "\"a\",\"abi\":[1,0]}", "cannot be loaded"},
    {"an option without default",
     START "\"a\",\"abi\":[1,0],\"options\":[{\"name\":\"o\",\"type\":"
           "\"boolean\",\"title\":\"t\"}]}",
     "fitting default"},
    {"a severity that is none",
     START "\"a\",\"abi\":[1,0],\"rules\":[{\"id\":\"a/b\",\"title\":\"t\","
           "\"severity\":\"loud\"}]}",
     "with a severity"},
    {"attributes that are no list",
     START "\"a\",\"abi\":[1,0],\"attributes\":{}}", "a list of attributes"},
    {"an attribute without a title",
     START "\"a\",\"abi\":[1,0],\"attributes\":[{\"name\":\"v\"}]}",
     "\"title\" must be a string"},
    {"an attribute with capitals",
     START "\"a\",\"abi\":[1,0],\"attributes\":[{\"name\":\"V\","
           "\"title\":\"t\"}]}",
     "lower case"},
};

/* A folder with one manifest in it; gone with remove_folder(). */
static void make_folder(char *path, size_t size, const char *manifest)
{
    char file[4200];

    snprintf(path, size, "/tmp/stet-host-XXXXXX");
    assert_non_null(mkdtemp(path));
    snprintf(file, sizeof file, "%s/case.json", path);
    FILE *out = fopen(file, "w");
    assert_non_null(out);
    fputs(manifest, out);
    fclose(out);
}

static void remove_folder(const char *path)
{
    char file[4200];

    snprintf(file, sizeof file, "%s/case.json", path);
    unlink(file);
    rmdir(path);
}

static void run_manifest(const struct manifest_case *row)
{
    char path[64];
    make_folder(path, sizeof path, row->manifest);
    Str paths[] = {str_from_c(path)};
    HostConfig config = {.path_count = 1, .paths = paths, .only_paths = true};
    struct host *host = host_new(&config);

    assert_int_equal(host_plugin_count(host), 1);
    assert_int_equal(host_plugin(host, 0).state, PLUGIN_REFUSED);
    assert_contains(host_plugin(host, 0).reason, row->reason);
    host_free(host);
    remove_folder(path);
}

/* ---- folders and doubles ------------------------------------------------ */

static void a_folder_others_may_write_to_is_refused(void **state)
{
    char path[64];
    make_folder(path, sizeof path, "{}");
    chmod(path, 0777);
    Str paths[] = {str_from_c(path)};
    HostConfig config = {.path_count = 1, .paths = paths, .only_paths = true};
    struct host *host = host_new(&config);

    assert_int_equal(host_plugin_count(host), 1);
    assert_contains(host_plugin(host, 0).reason, "others may write to");
    host_free(host);
    remove_folder(path);
}

static void the_first_of_an_id_wins(void **state)
{
    struct host *host = load("honest", "honest");

    assert_int_equal(host_plugin(host, 0).state, PLUGIN_READY);
    assert_int_equal(host_plugin(host, 1).state, PLUGIN_SHADOWED);
    host_free(host);
}

static void configuration_switches_off(void **state)
{
    char buffer[4096];
    Str paths[] = {folder("honest", buffer, sizeof buffer)};
    json_t *options = json_pack("{s:b}", "org.stet.test.honest", 0);
    HostConfig config = {.path_count = 1,
                         .paths = paths,
                         .only_paths = true,
                         .options = options};
    struct host *host = host_new(&config);

    assert_int_equal(host_plugin(host, 0).state, PLUGIN_DISABLED);
    host_free(host);
    json_decref(options);
}

static const struct CMUnitTest folders[] = {
    cmocka_unit_test(a_folder_others_may_write_to_is_refused),
    cmocka_unit_test(the_first_of_an_id_wins),
    cmocka_unit_test(configuration_switches_off),
    cmocka_unit_test(listed_then_opened),
};

TEST_ROWS(refused, refusals, run_refusal, name)
TEST_ROWS(lying, liars, run_liar, name)
TEST_ROWS(manifest, manifests, run_manifest, name)
TEST_MAIN(test_refused() + test_lying() + test_manifest() +
          run_group("folders", folders, TEST_COUNT(folders)))

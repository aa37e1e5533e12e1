/*
 * Files in, a report out: every format against its golden, every kind of bad
 * input with its one line, the same bytes with one worker and with many,
 * fixes put in and nothing else touched.
 */
#include "report/batch.h"
#include "support/golden.h"
#include "support/newsroom.h"
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own, made anew for each test and left empty. */
struct desk {
    char folder[64];
    struct newsroom *newsroom;
    struct arena arena;
    Str out, err;
    BatchResult result;
};

static const char *path_of(struct desk *self, const char *name)
{
    char *path = arena_alloc(&self->arena, 256);

    snprintf(path, 256, "%s/%s", self->folder, name);
    return path;
}

static void put_file(struct desk *self, const char *name, Str text)
{
    FILE *file = fopen(path_of(self, name), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    fclose(file);
}

static Str get_file(struct desk *self, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *bytes = arena_alloc(&self->arena, 1 << 22);

    assert_non_null(file);
    size_t len = fread(bytes, 1, 1 << 22, file);
    fclose(file);
    return (Str){bytes, (uint32_t)len};
}

static void open_desk(struct desk *self)
{
    *self = (struct desk){.folder = "/tmp/stet-desk-XXXXXX"};
    assert_non_null(mkdtemp(self->folder));
    self->newsroom = newsroom_new();
}

static void close_desk(struct desk *self)
{
    char command[256];

    snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -r %s",
             self->folder, self->folder);
    assert_int_equal(system(command), 0);
    newsroom_free(self->newsroom);
    arena_release(&self->arena);
}

static void *worker_new(void *self)
{
    ArticleTools *tools = calloc(1, sizeof *tools);

    tools->pipeline = newsroom_pipeline(self);
    tools->bytes_max = 1u << 20;
    return tools;
}

static void worker_free(void *self, void *worker)
{
    free(worker);
}

static const ArticleTools *tools_for(void *self, void *worker, const char *path,
                                     struct out *err, bool *out_trouble)
{
    return worker;
}

/* Runs over `paths`, ended by NULL, from inside the folder, so that what is
 * said does not hold its name. */
static int run(struct desk *self, const Format *format, uint32_t jobs,
               bool is_fixing, const char *const *paths)
{
    char here[4096];
    BatchPlan plan = {.paths = paths,
                      .jobs = jobs,
                      .is_fixing = is_fixing,
                      .format = format,
                      .run = {.registry = newsroom_registry(self->newsroom),
                              .look = {false, false, 80},
                              .program_version = STR("1.2.3")},
                      .self = self->newsroom,
                      .worker_new = worker_new,
                      .worker_free = worker_free,
                      .tools = tools_for};

    while (paths[plan.path_count])
        plan.path_count++;
    plan.out_file =
        open(path_of(self, ".out"), O_CREAT | O_RDWR | O_TRUNC, 0600);
    plan.err_file =
        open(path_of(self, ".err"), O_CREAT | O_RDWR | O_TRUNC, 0600);
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(self->folder), 0);
    int status = batch_run(&plan, &self->result);
    assert_int_equal(chdir(here), 0);
    close(plan.out_file);
    close(plan.err_file);
    self->out = get_file(self, path_of(self, ".out"));
    self->err = get_file(self, path_of(self, ".err"));
    return status;
}

/* ---- formats ----------------------------------------------------------- */

static const Str first_story =
    STR_INIT("On the 31st of Feb the council meets.\r\n\r\nNothing else.\n");
static const Str second_story = STR_INIT(
    "# 東京, “Feb”\n\nA long line comes before it, so long that a terminal of "
    "eighty columns has no room for all of it, Feb of course, and more "
    "behind that.\n");

static const Format *const formats[] = {
    &format_text, &format_json, &format_jsonl, &format_sarif, &format_github};

static void run_format(const Format *const *row)
{
    static const char *const paths[] = {"a.txt", "b, 100%.md", "gone.txt",
                                        "clean.txt", NULL};
    struct desk desk;
    char golden[512];

    open_desk(&desk);
    put_file(&desk, "a.txt", first_story);
    put_file(&desk, "b, 100%.md", second_story);
    put_file(&desk, "clean.txt", STR("Nothing here.\n"));
    assert_int_equal(run(&desk, *row, 1, false, paths), 0);
    assert_int_equal(desk.result.findings, 3);
    assert_int_equal(desk.result.stories, 3);
    assert_true(desk.result.in_trouble);
    snprintf(golden, sizeof golden, GOLDEN "/lint.%.*s", STR_ARG((*row)->name));
    golden_assert(golden, desk.out);
    close_desk(&desk);
}

static void test_formats(void **state)
{
    for (size_t i = 0; i < TEST_COUNT(formats); i++)
        run_format(&formats[i]);
}

static void test_colour_is_as_kept(void **state)
{
    FormatRun run_plan = {.look = {true, true, 60}};
    struct desk desk;
    struct out out, err;
    bool trouble;

    open_desk(&desk);
    out = err = (struct out){.arena = &desk.arena};
    run_plan.registry = newsroom_registry(desk.newsroom);
    struct article article = {.name = STR("b.md"),
                              .text = second_story,
                              .syntax = SYNTAX_MARKDOWN,
                              .arena = &desk.arena};
    ArticleTools tools = {.pipeline = newsroom_pipeline(desk.newsroom)};
    const Finding *findings;
    assert_int_equal(article_read(&article, &tools, false, &err, &trouble), 0);
    uint32_t count =
        analysis_findings(article.analysis, &desk.arena, &findings);
    format_text.story(&run_plan, &article, count, findings, &out);
    FormatTally tally = {.stories = 1, .findings = count, .fixable = 1};
    format_text.end(&run_plan, &tally, &out);
    golden_assert(GOLDEN "/lint.colour", (Str){out.ptr, (uint32_t)out.len});
    article_release(&article);
    close_desk(&desk);
}

/* ---- bad input --------------------------------------------------------- */

struct bad_row {
    const char *name;                /* of the file, and the row */
    void (*make)(struct desk *desk); /* makes it */
    const char *words;               /* that its one line must have */
};

static void make_nul(struct desk *desk)
{
    put_file(desk, "nul.txt", (Str){"one\ntwo\0three", 13});
}

static void make_utf16(struct desk *desk)
{
    put_file(desk, "utf16.txt", (Str){"\xFF\xFEh\0i\0", 6});
}

static void make_latin(struct desk *desk)
{
    put_file(desk, "latin.txt", STR("one\nca\xE9 two\n"));
}

static void make_large(struct desk *desk)
{
    put_file(desk, "large.txt", STR("x"));
    assert_int_equal(truncate(path_of(desk, "large.txt"), 200 << 20), 0);
}

static void make_fifo(struct desk *desk)
{
    assert_int_equal(mkfifo(path_of(desk, "fifo.txt"), 0600), 0);
}

static void make_loop(struct desk *desk)
{
    assert_int_equal(symlink("loop.txt", path_of(desk, "loop.txt")), 0);
}

static void make_dangling(struct desk *desk)
{
    assert_int_equal(symlink("nobody", path_of(desk, "dangling.txt")), 0);
}

static void make_locked(struct desk *desk)
{
    put_file(desk, "locked.txt", STR("secret"));
    assert_int_equal(chmod(path_of(desk, "locked.txt"), 0), 0);
}

static void make_device(struct desk *desk)
{
    assert_int_equal(symlink("/dev/null", path_of(desk, "device.txt")), 0);
}

static const struct bad_row bad_rows[] = {
    {"nul.txt", make_nul, "has a NUL byte in line 2"},
    {"utf16.txt", make_utf16, "is UTF-16"},
    {"latin.txt", make_latin, "is not UTF-8: byte 0xE9 in line 2"},
    {"large.txt", make_large, "is larger than 1 MB"},
    {"fifo.txt", make_fifo, "is a pipe"},
    {"loop.txt", make_loop, "lead in a circle"},
    {"dangling.txt", make_dangling, "there is no such file"},
    {"locked.txt", make_locked, "you may not read it"},
    {"device.txt", make_device, "is a device"},
};

static void assert_one_line(Str err, const char *name, const char *words)
{
    char text[1024];
    uint32_t lines = 0;

    for (uint32_t at = 0; at < err.len; at++)
        lines += err.ptr[at] == '\n';
    snprintf(text, sizeof text, "%.*s", STR_ARG(err));
    if (lines != 1 || !strstr(text, name) || !strstr(text, words))
        fail_msg("not one line on %s that says “%s”: %s", name, words, text);
}

/* Whether it is named itself or lies in a folder that is, there is one line
 * about it, and the story beside it is read. */
static void run_bad(const struct bad_row *row)
{
    const char *named[] = {row->name, "good.txt", NULL};
    static const char *const folder[] = {".", NULL};
    struct desk desk;

    open_desk(&desk);
    row->make(&desk);
    put_file(&desk, "good.txt", STR("On Feb 31.\n"));
    if (strcmp(row->name, "locked.txt") != 0 || geteuid() != 0) {
        assert_int_equal(run(&desk, &format_jsonl, 1, false, named), 0);
        assert_one_line(desk.err, row->name, row->words);
        assert_int_equal(desk.result.findings, 1);
        assert_true(desk.result.in_trouble);
        assert_int_equal(run(&desk, &format_jsonl, 2, false, folder), 0);
        assert_one_line(desk.err, row->name, row->words);
        assert_int_equal(desk.result.findings, 1);
    }
    close_desk(&desk);
}
TEST_ROWS(bad_input, bad_rows, run_bad, name)

static void test_folders_are_walked(void **state)
{
    static const char *const paths[] = {".", NULL};
    struct desk desk;

    open_desk(&desk);
    put_file(&desk, "b.txt", STR("Feb!\n"));
    put_file(&desk, ".hidden.txt", STR("Feb!\n"));
    put_file(&desk, "notes.c", STR("Feb!\n"));
    assert_int_equal(mkdir(path_of(&desk, "a"), 0700), 0);
    assert_int_equal(mkdir(path_of(&desk, "a/shut"), 0), 0);
    assert_int_equal(mkfifo(path_of(&desk, "a/fifo"), 0600), 0);
    put_file(&desk, "a/z.html", STR("<p>Feb!</p>\n"));
    assert_int_equal(symlink("..", path_of(&desk, "a/up")), 0);
    assert_int_equal(run(&desk, &format_jsonl, 1, false, paths), 0);
    assert_int_equal(desk.result.stories, 2);
    assert_int_equal(desk.result.findings, 2);
    /* Root may read what is shut; anybody else is told. */
    assert_int_equal(desk.result.in_trouble, geteuid() != 0);
    char err[1024];
    snprintf(err, sizeof err, "%.*s", STR_ARG(desk.err));
    assert_non_null(strstr(err, "./a/up: is a link to a folder"));
    close_desk(&desk);
}

static void test_a_plugin_that_fails_is_said(void **state)
{
    static const char *const paths[] = {"a.txt", "b.txt", NULL};
    struct desk desk;

    open_desk(&desk);
    put_file(&desk, "a.txt", STR("On Feb 31 a crash.\n"));
    put_file(&desk, "b.txt", STR("On Feb 31.\n"));
    assert_int_equal(run(&desk, &format_jsonl, 1, false, paths), 0);
    assert_one_line(desk.err, "a.txt", "layer figure");
    assert_int_equal(desk.result.findings, 2);
    assert_true(desk.result.in_trouble);
    close_desk(&desk);
}

static void test_nothing_is_there(void **state)
{
    static const char *const paths[] = {"empty", "empty.txt", NULL};
    struct desk desk;

    open_desk(&desk);
    assert_int_equal(mkdir(path_of(&desk, "empty"), 0700), 0);
    put_file(&desk, "empty.txt", (Str){"", 0});
    assert_int_equal(run(&desk, &format_json, 1, false, paths), 0);
    assert_int_equal(desk.result.stories, 1);
    assert_int_equal(desk.result.findings, 0);
    assert_false(desk.result.in_trouble);
    assert_int_equal(desk.err.len, 0);
    close_desk(&desk);
}

static void test_a_full_disk_is_an_error(void **state)
{
    static const char *const paths[] = {"a.txt", NULL};
    struct desk desk;

    open_desk(&desk);
    put_file(&desk, "a.txt", first_story);
    assert_int_equal(symlink("/dev/full", path_of(&desk, ".out")), 0);
    assert_int_equal(run(&desk, &format_json, 1, false, paths), -ENOSPC);
    unlink(path_of(&desk, ".out"));
    close_desk(&desk);
}

/* ---- one worker or many ------------------------------------------------ */

static void put_stories(struct desk *desk, uint32_t count)
{
    uint32_t seed = 20260304;

    for (uint32_t i = 0; i < count; i++) {
        struct out text = {.arena = &desk->arena};
        char name[32];
        static const char *const words[] = {
            "Feb ", "Keane ", "said ", "“No,” ", "Tuesday ",
            "she ", "crash ", "\n\n",  "the ",   "half of it. "};
        for (uint32_t w = 0; w < 20 + i * 3; w++) {
            seed = seed * 1664525u + 1013904223u;
            out_str(&text, str_from_c(words[(seed >> 16) % 10]));
        }
        if (i % 17 == 3)
            out_char(&text, (char)0xFF);
        snprintf(name, sizeof name, "%03u.%s", (unsigned)i,
                 i % 3 ? "txt" : "md");
        put_file(desk, name, (Str){text.ptr, (uint32_t)text.len});
    }
}

static void test_output_does_not_depend_on_jobs(void **state)
{
    static const char *const paths[] = {".", "000.md", "gone", NULL};
    static const uint32_t jobs[] = {2, 3, 8, 40};
    struct desk desk;

    open_desk(&desk);
    put_stories(&desk, 60);
    for (size_t f = 0; f < TEST_COUNT(formats); f++) {
        assert_int_equal(run(&desk, formats[f], 1, false, paths), 0);
        Str out = desk.out, err = desk.err;
        assert_true(out.len > 0 && err.len > 0);
        for (size_t j = 0; j < TEST_COUNT(jobs); j++) {
            assert_int_equal(run(&desk, formats[f], jobs[j], false, paths), 0);
            assert_true(str_eq(desk.out, out));
            assert_true(str_eq(desk.err, err));
        }
    }
    close_desk(&desk);
}

/* ---- fixes ------------------------------------------------------------- */

static void test_fixes_are_put_in(void **state)
{
    static const char *const paths[] = {"link.txt", NULL};
    struct desk desk;
    struct stat before, after, link;

    open_desk(&desk);
    put_file(&desk, "a.txt", STR("Feb,\r\n“Feb” and Feb!\n"));
    assert_int_equal(chmod(path_of(&desk, "a.txt"), 0640), 0);
    assert_int_equal(symlink("a.txt", path_of(&desk, "link.txt")), 0);
    assert_int_equal(stat(path_of(&desk, "a.txt"), &before), 0);
    assert_int_equal(run(&desk, &format_jsonl, 1, true, paths), 0);
    assert_int_equal(desk.result.fixed, 3);
    assert_int_equal(desk.result.findings, 0);
    Str text = get_file(&desk, path_of(&desk, "a.txt"));
    assert_true(str_eq(text, STR("March,\r\n“March” and March!\n")));
    assert_int_equal(stat(path_of(&desk, "a.txt"), &after), 0);
    assert_int_equal(after.st_mode, before.st_mode);
    assert_int_equal(lstat(path_of(&desk, "link.txt"), &link), 0);
    assert_true(S_ISLNK(link.st_mode));
    close_desk(&desk);
}

static const struct CMUnitTest alone[] = {
    cmocka_unit_test(test_formats),
    cmocka_unit_test(test_colour_is_as_kept),
    cmocka_unit_test(test_folders_are_walked),
    cmocka_unit_test(test_a_plugin_that_fails_is_said),
    cmocka_unit_test(test_nothing_is_there),
    cmocka_unit_test(test_a_full_disk_is_an_error),
    cmocka_unit_test(test_output_does_not_depend_on_jobs),
    cmocka_unit_test(test_fixes_are_put_in),
};

TEST_MAIN(test_bad_input() + run_group("alone", alone, TEST_COUNT(alone)))

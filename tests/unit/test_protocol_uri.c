/* One spelling for each document URI, and the way to paths and back. */
#include "protocol/uri.h"

#include "support/test.h"

#include <errno.h>

#define IN(literal)                                                            \
    {                                                                          \
        literal, sizeof(literal) - 1                                           \
    }

typedef struct Row {
    const char *name;
    Slice uri;
    const char *normal;
    const char *path; /* NULL: none, and `error` says why */
    int error;
} Row;

static const Row rows[] = {
    {"E61 an escaped colon", IN("file:///notes/a%3Ab.md"),
     "file:///notes/a:b.md", "/notes/a:b.md", 0},
    {"E61 an escaped colon, small hex", IN("file:///notes/a%3ab.md"),
     "file:///notes/a:b.md", "/notes/a:b.md", 0},
    {"E61 the scheme in capitals", IN("FILE:///a.md"), "file:///a.md", "/a.md",
     0},
    {"E61 a drive letter", IN("file:///C%3A/a.md"), "file:///c:/a.md",
     "/C:/a.md", 0},
    {"E61 one slash instead of three", IN("file:/a.md"), "file:///a.md",
     "/a.md", 0},
    {"E61 localhost", IN("file://LocalHost/a.md"), "file:///a.md", "/a.md", 0},
    {"E61 another host", IN("file://Desk/a.md"), "file://desk/a.md", NULL,
     -ENOTSUP},
    {"E61 a space, raw", IN("file:///a b"), "file:///a%20b", "/a b", 0},
    {"E61 a space, escaped", IN("file:///a%20b"), "file:///a%20b", "/a b", 0},
    {"E61 letters escaped without need", IN("file:///%61%2D%7e"), "file:///a-~",
     "/a-~", 0},
    {"E61 other scripts, raw", IN("file:///caf\xC3\xA9"), "file:///caf%C3%A9",
     "/caf\xC3\xA9", 0},
    {"E61 other scripts, escaped", IN("file:///caf%c3%a9"), "file:///caf%C3%A9",
     "/caf\xC3\xA9", 0},
    {"bytes that are not UTF-8", IN("file:///%ff\xFE"), "file:///%FF%FE",
     "/\xFF\xFE", 0},
    {"a percent sign that escapes nothing", IN("file:///100%"),
     "file:///100%25", "/100%", 0},
    {"a percent sign before other text", IN("file:///%zz%4"),
     "file:///%25zz%254", "/%zz%4", 0},
    {"an escaped percent sign", IN("file:///100%2541"), "file:///100%2541",
     "/100%41", 0},
    {"an escaped slash is no slash", IN("file:///a%2fb"), "file:///a%2Fb", NULL,
     -EINVAL},
    {"NUL, escaped", IN("file:///a%00b"), "file:///a%00b", NULL, -EINVAL},
    {"NUL, raw", IN("file:///a\0b"), "file:///a%00b", NULL, -EINVAL},
    {"steps that stay", IN("file:///a/./b/."), "file:///a/b/", "/a/b/", 0},
    {"steps that go up", IN("file:///a/b/../../../c"), "file:///c", "/c", 0},
    {"steps that go up, escaped", IN("file:///a/%2e%2E/c/.."), "file:///", "/",
     0},
    {"names that begin with dots", IN("file:///.a/..b/..."),
     "file:///.a/..b/...", "/.a/..b/...", 0},
    {"slashes in a row", IN("file:////a//b/"), "file:////a//b/", "//a//b/", 0},
    {"a query and a fragment", IN("file:///a?x=%41#l1"), "file:///a?x=A#l1",
     "/a", 0},
    {"a question mark in a name", IN("file:///a%3Fb%23"), "file:///a%3Fb%23",
     "/a?b#", 0},
    {"a file: URI of no path", IN("file:"), "file:///", NULL, -EINVAL},
    {"a file: URI of a host alone", IN("file://"), "file:///", NULL, -EINVAL},
    {"a relative file: URI", IN("file:a/../b"), "file:///b", NULL, -EINVAL},
    {"E61 untitled documents", IN("untitled:Untitled-1"), "untitled:Untitled-1",
     NULL, -EINVAL},
    {"E61 untitled, in capitals and with escapes", IN("UNTITLED:/tmp/%55 %3a"),
     "untitled:/tmp/U%20%3A", NULL, -EINVAL},
    {"other schemes keep what is reserved",
     IN("vscode-notebook-cell:/a%2Fb?q#W0s"),
     "vscode-notebook-cell:/a%2Fb?q#W0s", NULL, -EINVAL},
    {"no scheme", IN("a.md"), "a.md", NULL, -EINVAL},
    {"a path instead of a URI", IN("/tmp/a b.md"), "/tmp/a%20b.md", NULL,
     -EINVAL},
    {"a percent sign in another scheme", IN("x:%%34%31"), "x:%2541", NULL,
     -EINVAL},
    {"nothing", IN(""), "", NULL, -EINVAL},
    {"absent", {NULL, 0}, "", NULL, -EINVAL},
};

static void run_row(const Row *row)
{
    char *normal = uri_normal(row->uri);
    assert_string_equal(normal, row->normal);
    char *again = uri_normal(slice_from_c(normal));
    assert_string_equal(again, normal);
    free(again);
    free(normal);

    char *path = NULL;
    assert_int_equal(uri_to_path(row->uri, &path), row->error);
    if (row->path)
        assert_string_equal(path, row->path);
    else
        assert_null(path);
    assert_int_equal(uri_is_file(row->uri),
                     row->path || strncmp(row->normal, "file:", 5) == 0);
    free(path);
}

TEST_ROWS(uris, rows, run_row, name)

typedef struct PathRow {
    const char *name;
    Slice path;
    const char *uri; /* NULL: refused */
} PathRow;

static const PathRow paths[] = {
    {"a plain path", IN("/home/a/b.md"), "file:///home/a/b.md"},
    {"spaces and other scripts", IN("/a b/\xC3\xA9"), "file:///a%20b/%C3%A9"},
    {"marks that mean something", IN("/a?b#c%d:e"), "file:///a%3Fb%23c%25d:e"},
    {"bytes that are not UTF-8", IN("/\xFF"), "file:///%FF"},
    {"a drive letter", IN("/C:/a"), "file:///c:/a"},
    {"the root", IN("/"), "file:///"},
    {"a relative path", IN("a/b"), NULL},
    {"an empty path", IN(""), NULL},
    {"NUL", IN("/a\0b"), NULL},
};

static void run_path(const PathRow *row)
{
    char *uri = NULL;
    int result = uri_from_path(row->path, &uri);

    if (!row->uri) {
        assert_int_equal(result, -EINVAL);
        assert_null(uri);
        return;
    }
    assert_int_equal(result, 0);
    assert_string_equal(uri, row->uri);
    char *normal = uri_normal(slice_from_c(uri));
    assert_string_equal(normal, uri);
    free(normal);
    free(uri);
}

TEST_ROWS(from_paths, paths, run_path, name)

/* Every byte there is, in a name: to a URI and back. */
static void every_byte_comes_back(void **state)
{
    char path[300] = "/x";
    size_t len = 2;
    for (int byte = 1; byte < 256; byte++)
        if (byte != '/')
            path[len++] = (char)byte;

    char *uri = NULL, *back = NULL;
    assert_int_equal(uri_from_path((Slice){path, len}, &uri), 0);
    assert_int_equal(uri_to_path(slice_from_c(uri), &back), 0);
    assert_string_equal(back, path);
    free(back);
    free(uri);
}

static const struct CMUnitTest alone[] = {
    {"every byte comes back from a URI", every_byte_comes_back, NULL, NULL,
     NULL},
};

TEST_MAIN(test_uris() + test_from_paths() +
          run_group("uri", alone, TEST_COUNT(alone)))

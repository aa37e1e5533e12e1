/*
 * The normal spelling of a URI is its own normal spelling, and a path comes
 * back from its URI unless that has steps to take.
 */
#include "protocol/uri.h"

#include <errno.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held)
        abort();
}

static void check_normal(Slice uri)
{
    char *once = uri_normal(uri);
    char *twice = uri_normal(slice_from_c(once));

    must(strcmp(once, twice) == 0);
    must(uri_is_file(uri) == (strncmp(once, "file://", 7) == 0));
    for (const char *at = once; *at; at++)
        must((*at > ' ' && *at < 0x7F) || !uri_is_file(uri) ||
             strncmp(once, "file:///", 8) != 0);
    free(twice);
    free(once);
}

/* A path that was had from a URI: the same from its own URI again. */
static void check_path(Slice uri)
{
    char *path, *made, *again;

    if (uri_to_path(uri, &path) < 0)
        return;
    must(path[0] == '/');
    must(uri_from_path(slice_from_c(path), &made) == 0);
    must(uri_to_path(slice_from_c(made), &again) == 0);
    if (strcmp(path, again) != 0) /* but for the case of a drive letter */
        must(path[2] == ':' && strcmp(path + 2, again + 2) == 0);
    free(again);
    free(made);
    free(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Slice text = {(const char *)data, size};
    char *uri;

    check_normal(text);
    check_path(text);
    if (uri_from_path(text, &uri) == 0) {
        check_path(slice_from_c(uri));
        free(uri);
    }
    return 0;
}

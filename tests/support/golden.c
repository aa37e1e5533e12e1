#include "support/golden.h"

#include "support/test.h"

#include <stdio.h>

static void write_file(const char *path, Str text)
{
    FILE *file = fopen(path, "wb");

    if (!file || fwrite(text.ptr, 1, text.len, file) != text.len)
        fail_msg("%s cannot be written", path);
    fclose(file);
}

static Str read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t room = 1 << 20;
    char *bytes = malloc(room);

    if (!file)
        fail_msg("%s is missing: run with STET_UPDATE=1 and review it", path);
    size_t len = fread(bytes, 1, room, file);
    fclose(file);
    return (Str){bytes, (uint32_t)len};
}

void golden_assert(const char *path, Str text)
{
    const char *name = strrchr(path, '/');

    if (getenv("STET_UPDATE")) {
        write_file(path, text);
        return;
    }
    Str kept = read_file(path);
    bool is_same = str_eq(kept, text);
    free((void *)(uintptr_t)kept.ptr);
    if (is_same)
        return;
    char actual[512];
    snprintf(actual, sizeof actual, "%s.actual", name ? name + 1 : path);
    write_file(actual, text);
    fail_msg("what came out is in %s: compare it with %s", actual, path);
}

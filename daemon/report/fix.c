#include "report/fix.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the text ---------------------------------------------------------- */

/* An edit and the fix that it belongs to, so that all of it goes or none. */
struct planned {
    const Edit *edit;
    uint32_t fix;
};

static int by_place(const void *a, const void *b)
{
    const struct planned *left = a, *right = b;

    if (left->edit->span.start != right->edit->span.start)
        return left->edit->span.start < right->edit->span.start ? -1 : 1;
    if (left->edit->span.end != right->edit->span.end)
        return left->edit->span.end < right->edit->span.end ? -1 : 1;
    return left->fix < right->fix ? -1 : left->fix > right->fix;
}

static const Fix *safe_fix(const Finding *finding)
{
    for (uint32_t i = 0; i < finding->fix_count; i++)
        if (finding->fixes[i].is_safe)
            return &finding->fixes[i];
    return NULL;
}

/* Both change the same bytes, or put something in at the same place. */
static bool collide(Span a, Span b)
{
    return a.start < b.end ? b.start < a.end
                           : a.start == b.end && a.start == b.start;
}

static uint32_t plan(uint32_t count, const Finding *findings,
                     struct planned *planned)
{
    uint32_t total = 0;

    for (uint32_t i = 0; i < count; i++) {
        const Fix *fix = safe_fix(&findings[i]);
        for (uint32_t e = 0; fix && e < fix->edit_count; e++)
            planned[total++] = (struct planned){&fix->edits[e], i};
    }
    if (total)
        qsort(planned, total, sizeof *planned, by_place);
    return total;
}

static uint32_t count_edits(uint32_t count, const Finding *findings)
{
    uint32_t total = 0;

    for (uint32_t i = 0; i < count; i++) {
        const Fix *fix = safe_fix(&findings[i]);
        total += fix ? fix->edit_count : 0;
    }
    return total;
}

/* Drops every fix of which an edit runs into one before it, until none does:
 * what is dropped only makes room, so a second pass finds nothing new. */
static void drop_collisions(uint32_t total, const struct planned *planned,
                            bool *is_dropped)
{
    const struct planned *last = NULL;

    for (uint32_t i = 0; i < total; i++) {
        if (is_dropped[planned[i].fix])
            continue;
        if (last && last->fix != planned[i].fix &&
            collide(last->edit->span, planned[i].edit->span)) {
            is_dropped[planned[i].fix] = true;
            continue;
        }
        if (!last || planned[i].edit->span.end >= last->edit->span.end)
            last = &planned[i];
    }
}

Str fix_apply(Str text, uint32_t count, const Finding *findings,
              struct arena *arena, uint32_t *out_applied)
{
    uint32_t total = count_edits(count, findings), at = 0;

    *out_applied = 0;
    if (!total)
        return text;
    struct planned *planned = ARENA_ARRAY(arena, struct planned, total);
    bool *is_dropped = ARENA_ARRAY(arena, bool, count);
    struct out out = {.arena = arena};
    plan(count, findings, planned);
    drop_collisions(total, planned, is_dropped);
    for (uint32_t i = 0; i < total; i++) {
        const Edit *edit = planned[i].edit;
        if (is_dropped[planned[i].fix] || edit->span.start < at)
            continue;
        out_str(&out, str_cut(text, at, edit->span.start));
        out_str(&out, edit->text);
        at = edit->span.end;
    }
    out_str(&out, str_cut(text, at, text.len));
    for (uint32_t i = 0; i < count; i++)
        *out_applied += safe_fix(&findings[i]) && !is_dropped[i];
    return (Str){out.ptr, (uint32_t)out.len};
}

/* ---- the file ---------------------------------------------------------- */

/* "folder/.name.stet-XXXXXX", for mkstemp. */
static char *temporary_name(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
    size_t room = strlen(path) + sizeof ".." + sizeof "stet-XXXXXX";
    char *name = ARENA_ARRAY(arena, char, room);

    snprintf(name, room, "%.*s.%s.stet-XXXXXX", (int)folder, path,
             path + folder);
    return name;
}

/* The file still holds what was read from it. */
static bool is_unchanged(const char *path, Str before, struct arena *arena)
{
    struct out err = {.arena = arena};
    struct article now = {.arena = arena};

    return article_load(&now, path, before.len + (1u << 20), &err) == 0 &&
           str_eq(now.text, before);
}

static int fill(int file, const char *path, Str text, struct arena *arena)
{
    struct out out = {.arena = arena};
    struct stat info;

    out_str(&out, text);
    if (stat(path, &info) < 0 || fchmod(file, info.st_mode & 07777) < 0)
        return -errno;
    int status = out_send(&out, file);
    return status < 0 ? status : fsync(file) < 0 ? -errno : 0;
}

int fix_write(const char *path, Str before, Str text, struct arena *arena)
{
    char *real = realpath(path, NULL); /* through links */
    int status = 0;

    if (!real)
        return -errno;
    char *temporary = temporary_name(real, arena);
    int file = mkstemp(temporary);
    if (file < 0) {
        status = -errno;
        goto done;
    }
    status = fill(file, real, text, arena);
    if (close(file) < 0 && status == 0)
        status = -errno;
    if (status == 0 && !is_unchanged(real, before, arena))
        status = -EAGAIN;
    if (status == 0 && rename(temporary, real) < 0)
        status = -errno;
    if (status < 0)
        unlink(temporary);
done:
    free(real);
    return status;
}

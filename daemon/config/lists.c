#include "config/lists.h"

#include "engine/words.h"
#include "text/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a text ---------------------------------------------------------------
 */

#define BLANKS " \t\r"

/* The first field of a line: up to a comma, a semicolon or a tab; or what
 * stands in quotation marks, two of which are one (RFC 4180). */
static Str first_field(Str line, struct arena *arena)
{
    if (!line.len || line.ptr[0] != '"') {
        uint32_t end = 0;
        while (end < line.len && !strchr(",;\t", line.ptr[end]))
            end++;
        return str_trim(str_cut(line, 0, end), BLANKS);
    }
    char *field = arena_alloc(arena, line.len);
    uint32_t len = 0;
    for (uint32_t at = 1; at < line.len; at++) {
        if (line.ptr[at] == '"' &&
            (at + 1 == line.len || line.ptr[++at] != '"'))
            break;
        field[len++] = line.ptr[at];
    }
    return str_trim((Str){field, len}, BLANKS);
}

json_t *lists_entries(Str text)
{
    json_t *entries = json_array();
    struct arena arena = {0};

    if (text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0)
        text = str_cut(text, 3, text.len); /* as spreadsheets begin */
    while (text.len && json_array_size(entries) < LISTS_ENTRIES_MAX) {
        uint32_t end = 0;
        while (end < text.len && text.ptr[end] != '\n')
            end++;
        Str line = str_trim(str_cut(text, 0, end), BLANKS);
        text = str_cut(text, end + 1, text.len);
        Str entry = first_field(line, &arena);
        if (entry.len && line.ptr[0] != '#' && !memchr(entry.ptr, 0, entry.len))
            json_array_append_new(entries, json_stringn(entry.ptr, entry.len));
        arena_reset(&arena);
    }
    arena_release(&arena);
    return entries;
}

/* ---- files ----------------------------------------------------------------
 */

/* The name of the file that an option is kept in; NULL: it is none such. */
static const char *file_of(const json_t *option)
{
    return json_is_object(option)
               ? json_string_value(json_object_get(option, "file"))
               : NULL;
}

/* `name` as seen from the folder of the file at `path`; false: too long. */
static bool beside(const char *path, const char *name, char *out, size_t room)
{
    const char *slash = strrchr(path, '/');
    int folder = name[0] == '/' || !slash ? 0 : (int)(slash + 1 - path);
    int len = snprintf(out, room, "%.*s%s", folder, path, name);

    return len > 0 && (size_t)len < room;
}

/* The bytes of a regular file; or empty and why not in *out_words. */
static Str read_list(const char *path, struct arena *arena, Str *out_words)
{
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    struct stat info;

    if (file < 0 || fstat(file, &info) < 0) {
        *out_words =
            words(arena, "the list cannot be opened: %s", strerror(errno));
    } else if (!S_ISREG(info.st_mode) || info.st_size > LISTS_BYTES_MAX) {
        *out_words = STR("the list is no file, or larger than a megabyte");
    } else {
        char *bytes = arena_alloc(arena, (size_t)info.st_size);
        ssize_t len = read(file, bytes, (size_t)info.st_size);
        close(file);
        return (Str){bytes, len > 0 ? (uint32_t)len : 0};
    }
    if (file >= 0)
        close(file);
    return (Str){0};
}

/* What one call of lists_fill() works with. */
struct filling {
    const char *path;
    struct arena *arena;
    OnProblem on_problem;
    void *context;
    uint32_t files;
};

static void complain(const struct filling *self, const Path *path,
                     const char *words)
{
    self->on_problem(self->context, path,
                     &(SchemaProblem){.is_error = true, .words = words});
}

static json_t *list_at(struct filling *self, const Path *path, const char *name)
{
    char place[PATH_MAX];
    Str why = {0}, text = {0};

    if (++self->files > LISTS_FILES_MAX)
        why = STR("there are too many lists");
    else if (!beside(self->path, name, place, sizeof place))
        why = STR("this path is too long");
    else
        text = read_list(place, self->arena, &why);
    if (why.len)
        complain(self, path, why.ptr);
    return lists_entries(text);
}

void lists_fill(json_t *settings, const char *path, struct arena *arena,
                OnProblem on_problem, void *context)
{
    struct filling self = {path, arena, on_problem, context, 0};
    Path plugins = {.key = "plugins"};
    const char *plugin, *option;
    json_t *options, *value;
    void *next;

    json_object_foreach(json_object_get(settings, "plugins"), plugin, options)
    {
        Path of_plugin = {.up = &plugins, .key = plugin};
        json_object_foreach_safe(options, next, option, value)
        {
            Path of_option = {.up = &of_plugin, .key = option};
            const char *name = file_of(value);
            if (name)
                json_object_set_new(options, option,
                                    list_at(&self, &of_option, name));
        }
    }
}

uint64_t lists_stamp(const json_t *settings, const char *path)
{
    const char *plugin, *option;
    json_t *options, *value;
    uint64_t stamp = 0;

    json_object_foreach(json_object_get(settings, "plugins"), plugin, options)
        json_object_foreach(options, option, value)
    {
        char place[PATH_MAX];
        struct stat info;
        int64_t seen[4] = {0};
        const char *name = file_of(value);
        if (!name)
            continue;
        if (beside(path, name, place, sizeof place) &&
            stat(place, &info) == 0) {
            seen[0] = info.st_mtim.tv_sec;
            seen[1] = info.st_mtim.tv_nsec;
            seen[2] = info.st_size;
            seen[3] = (int64_t)info.st_ino;
        }
        stamp = hash_bytes(seen, sizeof seen, stamp + 1);
    }
    return stamp;
}

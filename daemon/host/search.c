#include "host/search.h"

#include "engine/words.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOUND_MAX 1024u

Str search_distrust(const char *path, struct arena *arena)
{
    struct stat stat_;

    if (stat(path, &stat_) < 0)
        return words(arena, "%s cannot be read: %s", path, strerror(errno));
    if (stat_.st_mode & S_IWOTH)
        return words(arena, "others may write to %s; take that away: chmod o-w",
                     path);
    if (stat_.st_uid != 0 && stat_.st_uid != geteuid())
        return words(arena, "%s belongs to somebody else", path);
    return (Str){0};
}

/* `folder`/`name` with a NUL behind. */
static Str join(struct arena *arena, Str folder, Str name)
{
    Str path = {NULL, folder.len + 1 + name.len};
    char *text = arena_alloc(arena, (size_t)path.len + 1);

    memcpy(text, folder.ptr, folder.len);
    text[folder.len] = '/';
    memcpy(text + folder.len + 1, name.ptr, name.len);
    path.ptr = text;
    return path;
}

static Str with_nul(struct arena *arena, Str text)
{
    char *copy = arena_alloc(arena, (size_t)text.len + 1);

    memcpy(copy, text.ptr, text.len);
    return (Str){copy, text.len};
}

struct finding {
    struct arena *arena;
    Found *found;
    uint32_t count;
};

static void add(struct finding *self, Str folder, Str name)
{
    static const Str json = STR_INIT(".json"), so = STR_INIT(".so");
    Str base = {name.ptr, name.len - json.len};
    char *library = arena_alloc(self->arena, (size_t)base.len + so.len + 1);
    Found *found = &self->found[self->count++];

    memcpy(library, base.ptr, base.len);
    memcpy(library + base.len, so.ptr, so.len);
    found->folder = folder;
    found->manifest = join(self->arena, folder, name);
    found->library =
        join(self->arena, folder, (Str){library, base.len + so.len});
    found->problem = search_distrust(found->manifest.ptr, self->arena);
    if (!found->problem.len && access(found->library.ptr, F_OK) == 0)
        found->problem = search_distrust(found->library.ptr, self->arena);
}

static int by_manifest(const void *left, const void *right)
{
    return str_cmp(((const Found *)left)->manifest,
                   ((const Found *)right)->manifest);
}

static void search_folder(struct finding *self, Str path)
{
    Str folder = with_nul(self->arena, path);
    uint32_t first = self->count;
    DIR *dir = path.len ? opendir(folder.ptr) : NULL;

    if (!dir)
        return;
    Str problem = search_distrust(folder.ptr, self->arena);
    if (problem.len && self->count < FOUND_MAX)
        self->found[self->count++] =
            (Found){.manifest = folder, .folder = folder, .problem = problem};
    for (struct dirent *entry = readdir(dir); entry && !problem.len;
         entry = readdir(dir)) {
        Str name = str_from_c(entry->d_name);
        if (name.ptr[0] != '.' && str_ends(name, STR(".json")) &&
            self->count < FOUND_MAX)
            add(self, folder, arena_copy(self->arena, name));
    }
    closedir(dir);
    if (self->count > first)
        qsort(self->found + first, self->count - first, sizeof *self->found,
              by_manifest);
}

uint32_t search_plugins(const Str *paths, uint32_t path_count,
                        struct arena *arena, const Found **out_found)
{
    struct finding finding = {arena, ARENA_ARRAY(arena, Found, FOUND_MAX), 0};

    for (uint32_t i = 0; i < path_count; i++)
        search_folder(&finding, paths[i]);
    *out_found = finding.found;
    return finding.count;
}

uint32_t search_user_paths(struct arena *arena, const Str **out_paths)
{
    Str rest = str_from_c(getenv("STET_PLUGIN_PATH"));
    Str data = str_from_c(getenv("XDG_DATA_HOME"));
    Str home = str_from_c(getenv("HOME"));
    Str *paths = ARENA_ARRAY(arena, Str, (size_t)rest.len + 2);
    uint32_t count = 0;

    while (rest.len) {
        const char *colon = memchr(rest.ptr, ':', rest.len);
        uint32_t len = colon ? (uint32_t)(colon - rest.ptr) : rest.len;
        if (len)
            paths[count++] = str_cut(rest, 0, len);
        rest = str_cut(rest, len + 1, rest.len);
    }
    if (data.len && data.ptr[0] == '/')
        paths[count++] = join(arena, data, STR("stet/plugins"));
    else if (home.len && home.ptr[0] == '/')
        paths[count++] = join(arena, home, STR(".local/share/stet/plugins"));
    *out_paths = paths;
    return count;
}

#include "report/walk.h"

#include "report/article.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

struct walker {
    struct arena *arena;
    WalkEntry *entries;
    uint32_t count, room;
};

static void add(struct walker *self, WalkEntry entry)
{
    self->entries = arena_grow(self->arena, self->entries, self->count,
                               &self->room, sizeof *self->entries);
    self->entries[self->count++] = entry;
}

static void complain(struct walker *self, const char *path, bool is_trouble,
                     const char *words)
{
    add(self,
        (WalkEntry){.path = path,
                    .complaint = arena_copy(self->arena, str_from_c(words)),
                    .is_trouble = is_trouble});
}

static const char *join(struct arena *arena, const char *folder,
                        const char *name)
{
    size_t left = strlen(folder), right = strlen(name);
    bool has_slash = left > 0 && folder[left - 1] == '/';
    char *path = ARENA_ARRAY(arena, char, left + right + 2);

    memcpy(path, folder, left);
    if (!has_slash)
        path[left++] = '/';
    memcpy(path + left, name, right);
    return path;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in `folder` that are not hidden, sorted; -1 with errno. */
static int64_t names_in(const char *folder, struct arena *arena,
                        const char ***out_names)
{
    DIR *dir = opendir(folder);
    uint32_t count = 0, room = 16;
    const char **names = ARENA_ARRAY(arena, const char *, room);

    if (!dir)
        return -1;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        names = arena_grow(arena, names, count, &room, sizeof *names);
        size_t len = strlen(entry->d_name) + 1;
        char *copy = ARENA_ARRAY(arena, char, len);
        memcpy(copy, entry->d_name, len);
        names[count++] = copy;
    }
    closedir(dir);
    qsort(names, count, sizeof *names, by_bytes);
    *out_names = names;
    return count;
}

static bool is_story(const char *name)
{
    return article_is_story(str_from_c(name));
}

static void walk_folder(struct walker *self, const char *folder,
                        uint32_t depth);

/* Something in a folder: what is neither a story nor a folder is no concern
 * of ours, and is passed over in silence. */
static void walk_name(struct walker *self, const char *path, const char *name,
                      uint32_t depth)
{
    struct stat info;

    if (lstat(path, &info) < 0) {
        if (is_story(name))
            add(self, (WalkEntry){.path = path});
        return;
    }
    bool is_link = S_ISLNK(info.st_mode);
    if (is_link && stat(path, &info) < 0)
        info.st_mode = 0;
    if (!S_ISDIR(info.st_mode)) {
        if (is_story(name))
            add(self, (WalkEntry){.path = path});
    } else if (is_link) {
        complain(self, path, false,
                 "is a link to a folder and is not followed: name it to have "
                 "it read");
    } else {
        walk_folder(self, path, depth + 1);
    }
}

static void walk_folder(struct walker *self, const char *folder, uint32_t depth)
{
    const char **names;

    if (depth > WALK_DEPTH_MAX) {
        complain(self, folder, true,
                 "lies too deep among folders: name it by itself");
        return;
    }
    int64_t count = names_in(folder, self->arena, &names);
    if (count < 0) {
        complain(self, folder, true,
                 errno == EACCES ? "is a folder that you may not read: see its "
                                   "permissions (chmod u+rx)"
                                 : strerror(errno));
        return;
    }
    for (int64_t i = 0; i < count; i++)
        walk_name(self, join(self->arena, folder, names[i]), names[i], depth);
}

uint32_t walk(const char *const *paths, uint32_t count, struct arena *arena,
              const WalkEntry **out_entries)
{
    struct walker walker = {.arena = arena};

    for (uint32_t i = 0; i < count; i++) {
        struct stat info;
        if (strcmp(paths[i], "-") != 0 && stat(paths[i], &info) == 0 &&
            S_ISDIR(info.st_mode))
            walk_folder(&walker, paths[i], 0);
        else
            add(&walker, (WalkEntry){.path = paths[i]});
    }
    *out_entries = walker.entries;
    return walker.count;
}

/* Every folder between `start` bytes of the path and its name is one that is
 * gone into. */
static bool is_gone_into(const char *path, size_t start)
{
    struct arena arena = {0};
    size_t size = strlen(path) + 1;
    char *step = ARENA_ARRAY(&arena, char, size);
    uint32_t depth = 0;
    struct stat info;
    bool is_open = path[start] != '.';

    memcpy(step, path, size);
    for (size_t at = start; is_open && step[at]; at++) {
        if (step[at] != '/')
            continue;
        step[at] = 0;
        is_open = ++depth <= WALK_DEPTH_MAX && path[at + 1] != '.' &&
                  lstat(step, &info) == 0 && S_ISDIR(info.st_mode);
        step[at] = '/';
    }
    arena_release(&arena);
    return is_open;
}

/* A walk of one of the folders would come upon a file at `path`. */
static bool is_come_upon(const char *const *folders, uint32_t count,
                         const char *path)
{
    for (uint32_t i = 0; i < count; i++) {
        size_t len = strlen(folders[i]);
        while (len && folders[i][len - 1] == '/')
            len--;
        if (strncmp(path, folders[i], len) == 0 && path[len] == '/' &&
            is_gone_into(path, len + 1))
            return true;
    }
    return false;
}

bool walk_finds(const char *const *folders, uint32_t count, const char *path)
{
    return is_story(path) && is_come_upon(folders, count, path);
}

bool walk_enters(const char *const *folders, uint32_t count, const char *path)
{
    struct arena arena = {0};
    bool is_open = is_come_upon(folders, count, join(&arena, path, "file"));

    arena_release(&arena);
    return is_open;
}

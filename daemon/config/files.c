#include "config/files.h"

#include "config/lists.h"
#include "config/place.h"
#include "engine/words.h"
#include "text/hash.h"
#include "text/heap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a text -------------------------------------------------------------- */

struct problems {
    struct arena *arena;
    Str text;
    FileProblem *items;
    uint32_t count, room, errors;
};

static void add(struct problems *self, bool is_error, Span span, Str words)
{
    self->items = arena_grow(self->arena, self->items, self->count, &self->room,
                             sizeof *self->items);
    self->items[self->count++] = (FileProblem){is_error, span, words};
}

static void refuse(struct problems *self, Span span, Str words)
{
    self->errors++;
    add(self, true, span, words);
}

/* Finding a place costs a walk through the text: of very many problems the
 * first are told. */
static void on_problem(void *context, const Path *path,
                       const SchemaProblem *problem)
{
    struct problems *self = context;

    self->errors += problem->is_error;
    if (self->count < FILES_PROBLEMS_MAX)
        add(self, problem->is_error,
            place_find(self->text, path, problem->at_key),
            str_from_c(problem->words));
}

/* Where a parser stopped: what it could not read ends there. */
static Span stopped_at(Str text, const json_error_t *error)
{
    uint32_t end = error->position > 0 ? (uint32_t)error->position : 0;

    if (end > text.len)
        end = text.len;
    return (Span){end ? end - 1 : 0, end};
}

/* A file that somebody has just made may still be empty. */
static bool is_blank(Str text)
{
    for (uint32_t i = 0; i < text.len; i++)
        if (!strchr(" \t\r\n", text.ptr[i]) || !text.ptr[i])
            return false;
    return true;
}

FileReading files_parse(Str text, const json_t *schema, struct arena *arena)
{
    struct problems problems = {.arena = arena, .text = text};
    json_error_t error;
    json_t *value = is_blank(text) ? json_object()
                                   : json_loadb(text.ptr, text.len,
                                                JSON_REJECT_DUPLICATES, &error);

    if (!value)
        refuse(&problems, stopped_at(text, &error),
               words(arena, "this is no JSON: %s", error.text));
    else if (!json_is_object(value))
        refuse(&problems, (Span){0, text.len}, STR("this is an object"));
    else if (schema)
        schema_check(schema, value, arena, on_problem, &problems);
    if (problems.errors) {
        json_decref(value);
        value = NULL;
    }
    return (FileReading){value, problems.count, problems.items};
}

/* ---- a file -------------------------------------------------------------- */

/* What is looked at to know whether a file has changed. */
struct stamp {
    bool is_there;
    int64_t seconds, nanoseconds, bytes;
    uint64_t inode;
};

struct folder {
    struct folder *next; /* of the bucket */
    char *path;          /* without the last slash; "" is the root */
    struct config_file *file;
    struct stamp stamp;
};

#define BUCKETS 1024u

struct files {
    json_t *schema;
    struct folder *buckets[BUCKETS];
    uint32_t folder_count;
    struct config_file *first;
    uint64_t changes;
};

static struct stamp look(const char *path)
{
    struct stat info;

    if (stat(path, &info) < 0 || !S_ISREG(info.st_mode))
        return (struct stamp){0};
    return (struct stamp){true, info.st_mtim.tv_sec, info.st_mtim.tv_nsec,
                          info.st_size, info.st_ino};
}

static bool same_stamp(const struct stamp *a, const struct stamp *b)
{
    return a->is_there == b->is_there && a->seconds == b->seconds &&
           a->nanoseconds == b->nanoseconds && a->bytes == b->bytes &&
           a->inode == b->inode;
}

/* The file's bytes with a NUL behind them, or empty and why in *out_words. */
static Str read_bytes(const char *path, struct arena *arena, Str *out_words)
{
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        *out_words = words(arena, "it cannot be opened: %s", strerror(errno));
        return (Str){"", 0};
    }

    char *bytes = arena_alloc(arena, FILES_BYTES_MAX + 1);
    size_t len = 0;
    ssize_t step = 1;
    while (step > 0 && len <= FILES_BYTES_MAX) {
        step = read(file, bytes + len, FILES_BYTES_MAX + 1 - len);
        len += step > 0 ? (size_t)step : 0;
    }
    close(file);
    if (step < 0)
        *out_words = words(arena, "it cannot be read: %s", strerror(errno));
    if (len > FILES_BYTES_MAX)
        *out_words = STR("it is larger than a megabyte");
    return out_words->len ? (Str){"", 0} : (Str){bytes, (uint32_t)len};
}

/* Puts lists into a value that can be used, and takes it over; one whose
 * lists are not to be had cannot be used. What it names is looked at again. */
static void take(struct config_file *file, FileReading *reading)
{
    struct problems problems = {.arena = &file->arena, .text = file->text};

    for (uint32_t i = 0; i < reading->problem_count; i++)
        add(&problems, reading->problems[i].is_error, reading->problems[i].span,
            reading->problems[i].words);
    json_decref(file->written);
    file->written = json_deep_copy(reading->value);
    file->lists = lists_stamp(file->written, file->path);
    lists_fill(reading->value, file->path, &file->arena, on_problem, &problems);
    if (problems.errors) {
        json_decref(reading->value);
    } else {
        json_decref(file->value);
        file->value = reading->value;
    }
    reading->problems = problems.items;
    reading->problem_count = problems.count;
}

/* Reads it anew. A value that cannot be used leaves the old one in place. */
static void load(struct files *self, struct config_file *file)
{
    struct arena scratch = {0};
    Str problem = {0};
    Str bytes = read_bytes(file->path, &scratch, &problem);

    arena_release(&file->arena);
    file->change = ++self->changes;
    /* NUL-terminated by the arena: it hands out zeroed bytes. */
    char *text = arena_alloc(&file->arena, (size_t)bytes.len + 1);
    memcpy(text, bytes.ptr, bytes.len);
    file->text = (Str){text, bytes.len};
    arena_release(&scratch);
    if (problem.len) {
        FileProblem *one = ARENA_NEW(&file->arena, FileProblem);
        *one = (FileProblem){true, {0, 0}, STR("it cannot be read")};
        file->problems = one;
        file->problem_count = 1;
        return;
    }
    FileReading reading = files_parse(file->text, self->schema, &file->arena);
    if (reading.value)
        take(file, &reading);
    file->problem_count = reading.problem_count;
    file->problems = reading.problems;
}

static void drop(struct files *self, struct config_file *file)
{
    struct config_file **at = &self->first;

    while (*at != file)
        at = &(*at)->next;
    *at = file->next;
    json_decref(file->value);
    json_decref(file->written);
    arena_release(&file->arena);
    free((char *)file->path);
    free(file);
}

static char *file_path(const struct folder *folder)
{
    size_t size = strlen(folder->path) + sizeof "/" FILES_NAME;
    char *path = heap_get(size);

    snprintf(path, size, "%s/%s", folder->path, FILES_NAME);
    return path;
}

static bool lists_changed(const struct config_file *file)
{
    return file && lists_stamp(file->written, file->path) != file->lists;
}

/* Looks into the folder. Returns whether it is not as it was. */
static bool look_into(struct files *self, struct folder *folder)
{
    char *path = file_path(folder);
    struct stamp stamp = look(path);

    if (same_stamp(&stamp, &folder->stamp) && !lists_changed(folder->file)) {
        free(path);
        return false;
    }
    folder->stamp = stamp;
    if (!stamp.is_there) {
        if (folder->file)
            drop(self, folder->file);
        folder->file = NULL;
        free(path);
        return true;
    }
    if (!folder->file) {
        folder->file = heap_get(sizeof *folder->file);
        folder->file->path = path;
        folder->file->next = self->first;
        self->first = folder->file;
    } else {
        free(path);
    }
    load(self, folder->file);
    return true;
}

/* ---- folders -------------------------------------------------------------
 */

static uint32_t bucket_of(Str path)
{
    return (uint32_t)(hash_bytes(path.ptr, path.len, 0) % BUCKETS);
}

static void forget_all(struct files *self)
{
    for (uint32_t i = 0; i < BUCKETS; i++)
        while (self->buckets[i]) {
            struct folder *folder = self->buckets[i];
            self->buckets[i] = folder->next;
            free(folder->path);
            free(folder);
        }
    while (self->first)
        drop(self, self->first);
    self->folder_count = 0;
}

static struct folder *folder_at(struct files *self, Str path)
{
    uint32_t bucket = bucket_of(path);
    struct folder *folder = self->buckets[bucket];

    while (folder && !str_eq(str_from_c(folder->path), path))
        folder = folder->next;
    if (folder)
        return folder;
    folder = heap_get(sizeof *folder);
    char *copy = heap_get((size_t)path.len + 1);
    memcpy(copy, path.ptr, path.len);
    folder->path = copy;
    folder->next = self->buckets[bucket];
    self->buckets[bucket] = folder;
    self->folder_count++;
    look_into(self, folder);
    return folder;
}

/* The folder above, without its slash; false above the root. */
static bool go_up(Str *path)
{
    if (!path->len)
        return false;
    while (path->len && path->ptr[path->len - 1] != '/')
        path->len--;
    if (path->len)
        path->len--;
    return true;
}

const struct config_file *files_find(struct files *self, Str path)
{
    if (!path.len || path.ptr[0] != '/' || memchr(path.ptr, 0, path.len))
        return NULL;
    if (self->folder_count > FILES_FOLDERS_MAX)
        forget_all(self);
    for (uint32_t i = 0; i < FILES_DEPTH_MAX && go_up(&path); i++) {
        const struct folder *folder = folder_at(self, path);
        if (folder->file)
            return folder->file;
    }
    return NULL;
}

const struct config_file *files_read(struct files *self, Str path)
{
    struct config_file *file = self->first;

    while (file && !str_eq(str_from_c(file->path), path))
        file = file->next;
    if (file)
        return file;
    char *copy = heap_get((size_t)path.len + 1);
    memcpy(copy, path.ptr, path.len);
    if (!look(copy).is_there) {
        free(copy);
        return NULL;
    }
    file = heap_get(sizeof *file);
    file->path = copy;
    file->next = self->first;
    self->first = file;
    load(self, file);
    return file;
}

bool files_refresh(struct files *self)
{
    bool has_changed = false;

    for (uint32_t i = 0; i < BUCKETS; i++)
        for (struct folder *at = self->buckets[i]; at; at = at->next)
            has_changed |= look_into(self, at);
    return has_changed;
}

const struct config_file *files_first(const struct files *self)
{
    return self->first;
}

struct files *files_new(json_t *schema)
{
    struct files *self = heap_get(sizeof *self);

    self->schema = json_incref(schema);
    return self;
}

void files_hold_against(struct files *self, json_t *schema)
{
    json_decref(self->schema);
    self->schema = json_incref(schema);
    for (struct config_file *at = self->first; at; at = at->next) {
        json_decref(at->value);
        at->value = NULL;
        json_decref(at->written);
        at->written = NULL;
        load(self, at);
    }
}

void files_free(struct files *self)
{
    if (!self)
        return;
    forget_all(self);
    json_decref(self->schema);
    free(self);
}

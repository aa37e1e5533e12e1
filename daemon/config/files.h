/*
 * files - the stet.json files that stories lie beneath, found and kept.
 *
 *     /news/stet.json           <- for /news/2026/a.md
 *     /news/sport/stet.json     <- for /news/sport/b.md: the nearest wins
 *
 * Each folder is looked into once; files_refresh() looks again at all of
 * them, and reads what has changed, lists in files of their own too. A file
 * that cannot be used keeps the last state of it that could, and says in
 * problems, with their places, why.
 *
 * Limits: a file has at most FILES_BYTES_MAX bytes; FILES_FOLDERS_MAX folders
 * are remembered, and then all are forgotten and looked into again; a path is
 * followed up through FILES_DEPTH_MAX folders.
 *
 * Threads: one at a time.
 */
#ifndef CONFIG_FILES_H
#define CONFIG_FILES_H

#include "config/schema.h"

#define FILES_NAME "stet.json"
#define FILES_BYTES_MAX (1u << 20)
#define FILES_PROBLEMS_MAX 64u /* of one file that are told */
#define FILES_FOLDERS_MAX 8192u
#define FILES_DEPTH_MAX 64u

typedef struct FileProblem {
    bool is_error; /* else a warning: the file is used */
    Span span;     /* bytes of the file's text */
    Str words;
} FileProblem;

/* What a text is worth as a stet.json. */
typedef struct FileReading {
    json_t *value; /* NULL where it cannot be used; owned */
    uint32_t problem_count;
    const FileProblem *problems; /* in the arena */
} FileReading;

/* Reads and checks, against a schema where there is one; strings and problems
 * lie in `arena`. */
FileReading files_parse(Str text, const json_t *schema, struct arena *arena);

struct config_file {
    struct config_file *next;
    const char *path; /* ends in NUL */
    json_t *value;    /* the last that could be used, or NULL */
    json_t *written;  /* the same before lists (lists.h) were put into it */
    uint64_t lists;   /* lists_stamp() of that */
    Str text;         /* as it is now */
    uint32_t problem_count;
    const FileProblem *problems;
    uint64_t change; /* another number each time it was read anew */
    struct arena arena;
};

struct files;

/* `schema` is that of config_schema(); a reference is kept. NULL: nothing but
 * the JSON is checked, until files_hold_against() says what it may be. */
struct files *files_new(json_t *schema);

/* Reads all files again and holds them against a schema, as if it had been
 * known from the start. */
void files_hold_against(struct files *self, json_t *schema);
void files_free(struct files *self); /* NULL is accepted */

/* The nearest file above the story at `path`, absolute; NULL: there is none.
 * Lives until the next refresh that finds it gone. */
const struct config_file *files_find(struct files *self, Str path);

/* The file at `path` itself, whatever it is called; NULL where there is none.
 */
const struct config_file *files_read(struct files *self, Str path);

/* Looks again at every folder that was looked into. Returns whether anything
 * has changed, so that files_find() must be asked again. */
bool files_refresh(struct files *self);

/* All files that were found; NULL ends the list. */
const struct config_file *files_first(const struct files *self);

#endif

/*
 * lists - options that are lists, kept in files of their own.
 *
 *     stet.json       {"plugins": {"names": {"list": {"file": "names.csv"}}}}
 *     names.csv       Odette Sayward,mayor        ->  "Odette Sayward"
 *                     "Henke, Tobias",fisherman   ->  "Henke, Tobias"
 *                     # retired                   ->  passed over
 *
 * A newsroom's list of names is a text or a spreadsheet, not JSON. Where an
 * option of a plugin is {"file": PATH}, it becomes the list of the file's
 * lines; of a line of CSV, its first field. Empty lines and lines that begin
 * with # are passed over. PATH is taken from the folder of the stet.json.
 *
 * Limits: LISTS_BYTES_MAX of a file, LISTS_ENTRIES_MAX of its lines,
 * LISTS_FILES_MAX files of one stet.json. A file that cannot be read is an
 * error at the place that names it.
 */
#ifndef CONFIG_LISTS_H
#define CONFIG_LISTS_H

#include "config/schema.h"

#define LISTS_BYTES_MAX (1u << 20)
#define LISTS_ENTRIES_MAX 50000u
#define LISTS_FILES_MAX 16u

/* Puts the lists into `settings`, a stet.json's value that lies at `path`. */
void lists_fill(json_t *settings, const char *path, struct arena *arena,
                OnProblem on_problem, void *context);

/* The entries of a text of lines or CSV: a new reference. Bytes that are not
 * UTF-8 make their line none. */
json_t *lists_entries(Str text);

/* A number that is another once one of the files that `settings`, as they were
 * written, names has changed. */
uint64_t lists_stamp(const json_t *settings, const char *path);

#endif

/*
 * search - where plugins lie, and whether their files can be trusted.
 *
 * A folder or a file is trusted when it belongs to root or to the user and
 * others may not write to it: whoever can write there can run code as us.
 */
#ifndef HOST_SEARCH_H
#define HOST_SEARCH_H

#include "text/arena.h"

/* A manifest that was found, trusted or not. */
typedef struct Found {
    Str manifest; /* path; ends in NUL behind its last byte */
    Str library;  /* path of the .so beside it; ends in NUL likewise */
    Str folder;   /* likewise */
    Str problem;  /* why it is not trusted, in words; empty otherwise */
} Found;

/*
 * Every *.json in the folders of `paths`, in their order, by name inside each.
 * A folder that does not exist holds nothing; one that is not trusted gives
 * one entry with its problem and an empty library. At most 1024 in all.
 */
uint32_t search_plugins(const Str *paths, uint32_t path_count,
                        struct arena *arena, const Found **out_found);

/* The folders of $STET_PLUGIN_PATH, then the user's data folder. */
uint32_t search_user_paths(struct arena *arena, const Str **out_paths);

/* Why the file at `path`, a C string, is not to be loaded; empty if it is. */
Str search_distrust(const char *path, struct arena *arena);

#endif

/*
 * cast - what the names plugin says of a story, as one string.
 *
 * For tables: a row's story is read on the plugin's own desk and what was said
 * is written down in the order of the text, one item and a semicolon each:
 *
 *     person Ted Lieu; role Rep. = Ted Lieu; age 56 = Ted Lieu;
 */
#ifndef SUPPORT_CAST_H
#define SUPPORT_CAST_H

#define CAST_TEXT_MAX 4096u

/* Which kinds to write: names apart by spaces ("person org"). `options` is the
 * plugin's configuration, JSON. Findings are written last, where `kinds` has
 * "finding": "name/variant Uhsakov -> Ushakov;". Fails where the plugin emits
 * what the desk refuses. */
void cast_describe(const char *text, const char *kinds, const char *options,
                   char out[CAST_TEXT_MAX]);

#endif

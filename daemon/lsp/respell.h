/*
 * respell - one mention of a name that is being changed.
 *
 *     old name   Odette J.  Sayward  Jr.      given, middle, family, suffix
 *     new name   Ottilie    van der Meer
 *     mention    Sayward   -> van der Meer
 *                Odette    -> Ottilie
 *                ODETTE SAYWARD -> OTTILIE VAN DER MEER
 *
 * The words of a mention are looked up among the old name's; the parts that
 * they belong to are then written from the new name. A mention with a word
 * that the old name does not have (the senator, she, a nickname) is none of
 * its spellings and is left alone. Pure functions; results lie in the arena.
 */
#ifndef LSP_RESPELL_H
#define LSP_RESPELL_H

#include "text/arena.h"

#define RESPELL_WORDS_MAX 16u /* of a name; longer ones are not changed */

/* Writes what `mention` becomes; false where it is no spelling of the old name
 * or stays as it is. Where `has_parts` is false (a town, a firm), only the
 * whole name is changed. */
bool respell(Str mention, Str old_name, Str new_name, bool has_parts,
             struct arena *arena, Str *out_text);

/*
 * The whole new name that a person means who typed `typed` over `mention`: one
 * word over a surname changes the surname alone, "Ottilie Meer" over it is a
 * whole name, and so is whatever is typed over the whole old one.
 */
Str respell_whole(Str mention, Str old_name, Str typed, struct arena *arena);

#endif

/*
 * phrase - the noun phrases of a block, found by small words alone.
 *
 * A phrase is what may speak or be spoken to: a name with its titles, a
 * pronoun, "the senator", "a spokesman for the ministry", "police", "two
 * Western diplomats". There is no tagger here: a phrase begins at an article,
 * a possessive, a number or an open-class word and runs to the next word that
 * cannot be in one; what is no small word is taken for a noun or adjective.
 *
 *     In a statement, Trump campaign chairman Paul Manafort said of him ...
 *        [---------]  [----------------------------------]         [-]
 *
 * Two base phrases join over "of", and over for, at, from, with, in, on
 * where the first one's head is a noun that can speak (a reporter for USA
 * Today). Apposition and relative clauses are not part of a phrase, and there
 * is none inside round brackets.
 *
 * Cost: one pass over the tokens.
 */
#ifndef QUOTES_PHRASE_H
#define QUOTES_PHRASE_H

#include "quotes/sheet.h"

#define PHRASE_PRONOUN 1u /* he, she, they, I, we, it, you */
#define PHRASE_NAME 2u    /* its head is a capitalised word */
#define PHRASE_NOMINAL 3u /* the senator, two diplomats */
#define PHRASE_BARE 4u    /* police, officials: no article */
#define PHRASE_REL 5u     /* who, which */
#define PHRASE_OBJECT 6u  /* him, them */

typedef struct Phrase {
    Range at;
    uint32_t head; /* token: the last noun before any "of" */
    uint32_t kind; /* PHRASE_ */
    uint32_t core; /* one past the base phrase: where "of" stands, or end */
} Phrase;

struct phrases {
    const Phrase *all; /* ascending, not overlapping */
    uint32_t count;
    const uint32_t *at_or_after; /* of token i: first phrase with end > i */
    uint32_t token_count;
};

/* Finds them all, inside quotations too. */
void phrases_find(struct phrases *self, const struct sheet *sheet,
                  struct arena *arena);

/* Past “Addie” in Ada “Addie” Lund; 0 where no such begins at `at`. */
uint32_t phrase_past_nickname(const struct sheet *sheet, uint32_t at);

/* The phrase that begins at, or that ends at, a token; NULL where none does,
 * or where there is no such token. */
const Phrase *phrase_from(const struct phrases *self, uint32_t start);
const Phrase *phrase_to(const struct phrases *self, uint32_t end);

/* Whether it is there and names or describes somebody who may speak, and is no
 * pronoun. */
bool phrase_may_speak(const Phrase *phrase);

/* "some advocates", "the polls", "two reports": the noun at `at` has the form
 * of a verb, but stands behind what no verb in that form follows. */
bool phrase_is_plural(const struct sheet *sheet, uint32_t at);

#endif

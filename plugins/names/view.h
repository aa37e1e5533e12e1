/*
 * view - a block with what the word lists know of each of its tokens.
 *
 * The columns of stet_tokens, joined by columns of our own: lexicon classes,
 * gazetteer classes, the sentence of each token, and which tokens may belong
 * to a name at all. Everything after this reads columns and never asks a
 * table twice.
 *
 *     token      Rep.  Don   Bacon  of    the   House  spoke  to   van   Dyke
 *     candidate  1     1     1      1     1     1      0      0    1     1
 *     chunk      0-3 ............   3-5 ......  5-6           .    8-10 ....
 *
 * A candidate is a word with a capital or, between such words, a small one
 * that names are made with (of, the, van, -). A run is a stretch of
 * candidates; a chunk is a stretch of capitals in it.
 */
#ifndef NAMES_VIEW_H
#define NAMES_VIEW_H

#include "names/lexicon.h"

#define VIEW_CANDIDATE 1u
#define VIEW_CAPITAL 2u /* a capital, perhaps not the first letter */
#define VIEW_TITLED 4u  /* stands in a sentence set like a headline */
#define VIEW_SHOUT 8u   /* stands in a sentence all in capitals */
#define VIEW_FIRST 16u  /* the first word of its sentence */

struct view {
    const stet_block *block;
    const stet_tokens *tokens;
    uint32_t *lex;      /* LEX_ bits */
    uint16_t *gaz;      /* GAZ_ bits of the word alone */
    uint16_t *phrase;   /* GAZ_ bits of the longest phrase over it, or 0 */
    uint8_t *place;     /* in that phrase: 1 first, 2 inside, 3 last */
    uint8_t *flags;     /* VIEW_ bits */
    uint32_t *sentence; /* its number; a short line is one of its own */
    uint32_t *chunk;    /* first token of its chunk, itself where it has none */
    uint32_t *chunk_end;
    uint32_t dateline; /* where one may begin: behind a headline, else 0 */
    bool ended; /* a stop or a quotation mark ends the block: no headline */
};

/* Reads `block`; the columns live in `arena`. */
void view_init(struct view *self, const stet_block *block,
               const struct lexicon *lexicon, struct arena *arena);

/* LEX_ or GAZ_ bits of a token that may not be there. */
static inline uint32_t view_lex(const struct view *self, uint32_t at)
{
    return at < self->tokens->count ? self->lex[at] : 0;
}

static inline uint32_t view_gaz(const struct view *self, uint32_t at)
{
    return at < self->tokens->count ? self->gaz[at] : 0;
}

static inline bool view_is_capital(const struct view *self, uint32_t at)
{
    return at < self->tokens->count && (self->flags[at] & VIEW_CAPITAL);
}

/* Token `at` is there and is this punctuation mark. */
static inline bool view_is_mark(const struct view *self, uint32_t at, char mark)
{
    return at < self->tokens->count && self->tokens->folded[at].len == 1 &&
           self->tokens->folded[at].ptr[0] == mark;
}

/* Token `at` is there and one of the words of a NULL-terminated list. */
bool view_is_one(const struct view *self, uint32_t at,
                 const char *const *words);

/* Token `at` stands where capitals say nothing. A short sentence with a long
 * name in it looks like a headline, but for its stop. */
bool view_is_headline(const struct view *self, uint32_t at);

/* Tokens `a` and `b` are in one sentence, and there. */
static inline bool view_together(const struct view *self, uint32_t a,
                                 uint32_t b)
{
    return a < self->tokens->count && b < self->tokens->count &&
           self->sentence[a] == self->sentence[b];
}

#endif

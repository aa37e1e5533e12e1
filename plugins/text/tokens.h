/*
 * tokens - the words, marks and sentences of one block.
 *
 * The one place that knows what a word, a quotation mark and a sentence end
 * are; every plugin gets the result as columns (stet/plugin.h, stet_tokens).
 *
 * Quotation marks. Every system comes out as STET_TOKEN_QUOTE_OPEN or _CLOSE
 * with norm ": curly, straight, ASCII '' and ``, British single marks,
 * guillemets in both directions, low-high German marks. An apostrophe, a
 * plural possessive (the workers' rights), a left-out first letter (’90s, ’em)
 * and feet and inches (6' 2") are no quotation marks. Marks pair within the
 * block; one left open has no mate, and the depth goes on to the block's end.
 *
 * Sentences. A stop ends one unless it belongs to an abbreviation that needs
 * what follows (Rep. Bacon), an initial, a decimal, or an ellipsis that goes
 * on in lower case; a closing mark or bracket behind it belongs to it. A
 * full stop inside a quotation that a lower-case word follows ends none
 * (“I went.” he said).
 *
 * Cost: linear in the block's bytes.
 */
#ifndef TEXT_TOKENS_H
#define TEXT_TOKENS_H

#include "text/arena.h"

/* What is read: a block's bytes with what blocks_cut() said of them. */
typedef struct Prose {
    Str text;       /* valid UTF-8 */
    uint32_t kind;  /* STET_BLOCK_; CODE has no tokens */
    uint32_t level; /* as BlockCut says */
    uint32_t masked_count, emphasis_count, linked_count;
    const Span *masked, *emphasis, *linked;
    int is_html; /* 1: character references stand for their characters */
} Prose;

struct reading {
    stet_tokens tokens; /* columns in the arena */
    uint32_t sentence_count;
    const Span *sentences; /* token indices; they tile the tokens */
};

/* Reads `prose`. Columns point into `arena`, norm and folded perhaps into
 * prose->text, so both must outlive the result. Never fails. */
void tokens_read(const Prose *prose, struct arena *arena,
                 struct reading *out_reading);

#endif

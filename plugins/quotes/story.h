/*
 * story - the second pass: what needs more than one paragraph.
 *
 *  1. runs     a paragraph opens with a mark while the one before left its
 *              own open: one quotation, its pieces in several blocks
 *  2. turns    paragraphs that begin "SMITH:" or "Q." are quotations where a
 *              story has several of them, and a coincidence where it has one
 *  3. speakers a source becomes a person: by the name layer's mention at the
 *              same tokens, else by the fullest form of the same surname; a
 *              quotation without a source takes the speaker who went before,
 *              in dialogue the one before that
 *  4. findings nobody in sight says it; a mark without a partner
 *  5. labels   who speaks, where that does not stand there in full
 *
 * Cost: one pass over the annotations; a lookup in the name layer is a binary
 * search within its block.
 */
#ifndef QUOTES_STORY_H
#define QUOTES_STORY_H

#include "quotes/names.h"

#include "text/arena.h"

void story_settle(const struct quote_names *names, const stet_host *host,
                  const stet_story *story, struct arena *arena);

#endif

/*
 * sentences - where one ends; inside the room only. See tokens.h for the
 * rules.
 */
#ifndef TEXT_SENTENCES_H
#define TEXT_SENTENCES_H

#include "text/tokens.h"

/* Spans of tokens that tile them, in `arena`; how many. */
uint32_t sentences_find(const stet_tokens *tokens, struct arena *arena,
                        const Span **out_sentences);

#endif

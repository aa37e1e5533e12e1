/*
 * words - the tokens and sentences around a place.
 *
 * The analysis has read every block into tokens; this finds the one at a byte
 * of the file, by binary search. Where the place lies in no prose (a fence, a
 * tag), there is none.
 */
#ifndef LSP_WORDS_H
#define LSP_WORDS_H

#include "lsp/view.h"

/* The token that holds byte `offset` or, where none does, ends there. False
 * where there is none; else its bytes in the file. */
bool words_token(const struct view *view, uint32_t offset, Span *out_token);

/* The sentence around byte `offset`, in bytes of the file. */
bool words_sentence(const struct view *view, uint32_t offset,
                    Span *out_sentence);

/* The block around byte `offset`, without the blank lines behind it. False for
 * an empty file. */
bool words_paragraph(const struct view *view, uint32_t offset,
                     Span *out_paragraph);

/* The apostrophe that stands alone at byte `offset`, as behind "James". */
bool words_apostrophe(const struct view *view, uint32_t offset,
                      Span *out_apostrophe);

#endif

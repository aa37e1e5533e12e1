/*
 * page - lines of a page: columns, folding, rules.
 *
 *     |  label      text that is folded and goes on         margin
 *     |             in the next line                        margin
 *
 * Knows widths and spaces, and nothing of stories.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "report/look.h"

#define PAGE_INDENT 2u

/* `text` in `style`, filled up with spaces to `columns`; cut, with an
 * ellipsis, where it is longer. */
void page_cell(const Look *look, struct out *out, Style style, Str text,
               uint32_t columns);

/* The end of the longest line of `text` from `start` that fits `columns`: a
 * place between words, or inside one that is too long by itself. */
uint32_t page_fold(Str text, uint32_t start, uint32_t columns);

/* Where the next line begins: behind the spaces at `at`. */
uint32_t page_skip(Str text, uint32_t at);

/* `text`, folded to the page with `indent` columns before its further lines,
 * the cursor being there already. In a pipe: as one line. */
void page_text(const Look *look, struct out *out, Style style, Str text,
               uint32_t indent);

/* A blank line, a title, and a rule under it. */
void page_title(const Look *look, struct out *out, Str title);

#endif

/*
 * cut - what the markups' cutters share; inside the room only.
 *
 * Each markup has one cutter, in cut_plain.c, cut_markdown.c and cut_html.c;
 * blocks.c picks it. All of them step line by line.
 */
#ifndef TEXT_CUT_H
#define TEXT_CUT_H

#include "text/blocks.h"

/* Where the line that holds `at` ends, its break included. */
uint32_t cut_line_end(Str text, uint32_t at);

/* The line from `at` to its end has nothing but white space. */
bool cut_is_blank(Str text, uint32_t at);

/* White space at the start of the line at `at`, in columns; tabs count to the
 * next multiple of four. *out_text is where it ends. */
uint32_t cut_indent(Str text, uint32_t at, uint32_t *out_text);

/* A good place to cut a stretch that is too long: the last line break in its
 * last quarter, else the last sentence end or space there, else `limit`, moved
 * so that no character and no \r\n is split. */
uint32_t cut_forced(Str text, uint32_t limit);

/* A section of one block. */
void cut_single(SectionCut *out, struct arena *arena, uint32_t len,
                uint32_t kind, uint32_t level, MarkupState after);

int cut_plain(MarkupState state, Str text, int is_rest, struct arena *arena,
              SectionCut *out_section);
int cut_markdown(MarkupState state, Str text, int is_rest, struct arena *arena,
                 SectionCut *out_section);
int cut_html(MarkupState state, Str text, int is_rest, struct arena *arena,
             SectionCut *out_section);

#endif

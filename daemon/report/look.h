/*
 * look - how text is dressed for a terminal, or left plain for a pipe.
 *
 * Colours are the sixteen that every terminal theme defines, so they are
 * readable on dark and on light; what matters is never said by colour alone.
 */
#ifndef REPORT_LOOK_H
#define REPORT_LOOK_H

#include "report/out.h"

typedef struct Look {
    bool has_colour;  /* escape sequences may be written */
    bool is_terminal; /* a person is looking */
    uint32_t width;   /* columns, at least LOOK_WIDTH_MIN */
} Look;

#define LOOK_WIDTH_MIN 40u

typedef enum Style {
    STYLE_PLAIN,
    STYLE_BOLD,
    STYLE_DIM,
    STYLE_ITALIC,
    STYLE_UNDERLINE,
    STYLE_RED,
    STYLE_GREEN,
    STYLE_YELLOW,
    STYLE_BLUE,
    STYLE_MAGENTA,
    STYLE_CYAN,
    STYLE_BOLD_RED,
    STYLE_BOLD_YELLOW,
    STYLE_BOLD_CYAN,
    STYLE_COUNT,
} Style;

/* From here on in `style`; STYLE_PLAIN ends what there was. */
void look_style(const Look *look, struct out *out, Style style);

/* `text`, cleaned, in `style`, then plain. */
void look_text(const Look *look, struct out *out, Style style, Str text);

/* Columns that `text` takes in a terminal, once cleaned. */
uint32_t look_columns(Str text);

/* Bytes of the longest beginning of `text` that takes at most `columns`. */
uint32_t look_fit(Str text, uint32_t columns);

#endif

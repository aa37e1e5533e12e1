/*
 * terminal - what stdout is, and how it wants its text.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include "report/look.h"

typedef enum ColourWish { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER } ColourWish;

/* Colour as wished; by itself only on a terminal that can, and not where
 * NO_COLOR is set (no-color.org). `width` 0: the terminal's, or $COLUMNS, or
 * 80. */
Look terminal_look(ColourWish colour, uint32_t width);

#endif

#include "cli/terminal.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_DEFAULT 80u
#define WIDTH_MAX 400u

static bool is_set(const char *name)
{
    const char *value = getenv(name);

    return value && *value;
}

static bool has_colour(ColourWish wish, bool is_terminal)
{
    const char *term = getenv("TERM");

    if (wish != COLOUR_AUTO)
        return wish == COLOUR_ALWAYS;
    return is_terminal && !is_set("NO_COLOR") && term && *term &&
           strcmp(term, "dumb") != 0;
}

static uint32_t find_width(bool is_terminal)
{
    struct winsize size;

    if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0)
        return size.ws_col;
    const char *columns = getenv("COLUMNS");
    return columns ? (uint32_t)strtoul(columns, NULL, 10) : WIDTH_DEFAULT;
}

Look terminal_look(ColourWish colour, uint32_t width)
{
    bool is_terminal = isatty(STDOUT_FILENO);

    if (!width)
        width = find_width(is_terminal);
    if (width < LOOK_WIDTH_MIN)
        width = LOOK_WIDTH_MIN;
    if (width > WIDTH_MAX)
        width = WIDTH_MAX;
    return (Look){has_colour(colour, is_terminal), is_terminal, width};
}

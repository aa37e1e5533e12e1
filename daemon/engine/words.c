#include "engine/words.h"

#include <stdarg.h>
#include <stdio.h>

Str words(struct arena *arena, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (len < 0)
        len = 0;
    if ((size_t)len >= sizeof text)
        len = (int)sizeof text - 1;
    /* With its NUL, for whoever hands it on to C. */
    Str copy = arena_copy(arena, (Str){text, (uint32_t)len + 1});
    return str_cut(copy, 0, (uint32_t)len);
}

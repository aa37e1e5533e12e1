/*
 * words - sentences for people, in an arena.
 */
#ifndef ENGINE_WORDS_H
#define ENGINE_WORDS_H

#include "text/arena.h"

/* As printf, of at most 1023 bytes; the rest is cut. A NUL stands behind it. */
__attribute__((format(printf, 2, 3))) Str words(struct arena *arena,
                                                const char *format, ...);

#endif

/*
 * place - where in a JSON text a value stands.
 *
 * jansson gives values without places; a person wants the line. The text is
 * walked once along the path, by the same rules that it was parsed by.
 */
#ifndef CONFIG_PLACE_H
#define CONFIG_PLACE_H

#include "config/schema.h"

/* The bytes of the value that `path` leads to, or of its key where `at_key`.
 * `text` is valid JSON that has it; else the result is empty at 0. */
Span place_find(Str text, const Path *path, bool at_key);

#endif

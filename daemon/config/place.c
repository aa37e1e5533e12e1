#include "config/place.h"

#include <stdlib.h>

/* What is left of the text; ends are never passed. */
struct cursor {
    Str text;
    uint32_t at;
};

static char peek(const struct cursor *self)
{
    return self->at < self->text.len ? self->text.ptr[self->at] : '\0';
}

static void skip_space(struct cursor *self)
{
    while (self->at < self->text.len && strchr(" \t\r\n,:", peek(self)))
        self->at++;
}

static void skip_string(struct cursor *self)
{
    self->at++;
    while (self->at < self->text.len && peek(self) != '"')
        self->at += peek(self) == '\\' ? 2 : 1;
    self->at++;
}

/* One value, whatever is in it. */
static void skip_value(struct cursor *self)
{
    uint32_t depth = 0;

    do {
        skip_space(self);
        char c = peek(self);
        if (c == '"') {
            skip_string(self);
        } else if (c == '{' || c == '[') {
            depth++;
            self->at++;
        } else if (c == '}' || c == ']') {
            depth--;
            self->at++;
        } else {
            while (self->at < self->text.len &&
                   !strchr(" \t\r\n,:{}[]\"", peek(self)))
                self->at++;
        }
    } while (depth && self->at < self->text.len);
}

/* The string at the cursor, escapes and all, is this key. */
static bool is_key(Str quoted, const char *key)
{
    size_t len = strlen(key);
    if (!memchr(quoted.ptr, '\\', quoted.len))
        return quoted.len == len + 2 && memcmp(quoted.ptr + 1, key, len) == 0;
    json_t *value = json_loadb(quoted.ptr, quoted.len, JSON_DECODE_ANY, NULL);
    bool is_same =
        json_is_string(value) && strcmp(json_string_value(value), key) == 0;

    json_decref(value);
    return is_same;
}

/* Moves to member `key` of the object at the cursor; its key in *out_key. The
 * last of that name counts, as for the parser. */
static bool enter_key(struct cursor *self, const char *key, Span *out_key)
{
    uint32_t found = UINT32_MAX;

    self->at++;
    for (;;) {
        skip_space(self);
        if (peek(self) != '"')
            break;
        uint32_t start = self->at;
        skip_string(self);
        Span span = {start, self->at};
        skip_space(self);
        if (is_key(str_cut(self->text, span.start, span.end), key)) {
            found = self->at;
            *out_key = span;
        }
        skip_value(self);
    }
    self->at = found == UINT32_MAX ? self->at : found;
    return found != UINT32_MAX;
}

static bool enter_index(struct cursor *self, size_t index)
{
    self->at++;
    for (size_t i = 0; i < index; i++)
        skip_value(self);
    skip_space(self);
    return self->at < self->text.len;
}

/* Moves along the path from its outermost step on. */
static bool enter(struct cursor *self, const Path *path, Span *out_key)
{
    if (!path)
        return true;
    if (!enter(self, path->up, out_key))
        return false;
    if (path->key)
        return peek(self) == '{' && enter_key(self, path->key, out_key);
    return peek(self) == '[' && enter_index(self, path->index);
}

Span place_find(Str text, const Path *path, bool at_key)
{
    struct cursor cursor = {.text = text};
    Span key = {0, 0};

    skip_space(&cursor);
    if (!enter(&cursor, path, &key))
        return (Span){0, 0};
    if (at_key)
        return key;
    uint32_t start = cursor.at;
    skip_value(&cursor);
    return (Span){start, cursor.at < text.len ? cursor.at : text.len};
}

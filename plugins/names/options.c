/*
 * options - the plugin's part of the configuration, a small JSON object.
 *
 * A reader for exactly that: it walks the members of one object, understands
 * strings and lists of strings, and skips every other value. Anything broken
 * ends the walk; what was read before it counts.
 */
#include "names/findings.h"

#include "stet/text.h"

#include <stdlib.h>

#define LIST_MAX 65536u /* names in the house list */
#define DEPTH_MAX 32u

struct json {
    Str text;
    uint32_t at;
    struct arena *arena;
};

static char peek(struct json *self)
{
    while (self->at < self->text.len &&
           memchr(" \t\r\n", self->text.ptr[self->at], 4))
        self->at++;
    return self->at < self->text.len ? self->text.ptr[self->at] : '\0';
}

static bool take(struct json *self, char mark)
{
    if (peek(self) != mark)
        return false;
    self->at++;
    return true;
}

static uint32_t hex(const char *digits)
{
    uint32_t value = 0;

    for (int i = 0; i < 4; i++) {
        char c = digits[i];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : 0;
        value = value << 4 | digit;
    }
    return value;
}

/* Writes a character below U+10000 as UTF-8; a surrogate becomes "?". */
static uint32_t put(uint32_t code, char *out)
{
    if (code < 0x80 || (code >= 0xD800 && code < 0xE000)) {
        out[0] = code < 0x80 && code ? (char)code : '?';
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 0x3F));
    out[2] = (char)(0x80 | (code & 0x3F));
    return 3;
}

static bool take_string(struct json *self, Str *out_string)
{
    char *out = arena_alloc(self->arena, (size_t)self->text.len - self->at + 1);
    uint32_t len = 0;

    if (!take(self, '"'))
        return false;
    while (self->at < self->text.len) {
        char c = self->text.ptr[self->at++];
        if (c == '"') {
            *out_string = (Str){out, len};
            return true;
        }
        if (c != '\\') {
            out[len++] = c;
            continue;
        }
        if (self->at >= self->text.len)
            return false;
        c = self->text.ptr[self->at++];
        if (c == 'u' && self->at + 4 <= self->text.len) {
            len += put(hex(self->text.ptr + self->at), out + len);
            self->at += 4;
        } else {
            out[len++] = c == 'n' || c == 't' || c == 'r' ? ' ' : c;
        }
    }
    return false;
}

static bool skip_value(struct json *self)
{
    uint32_t depth = 0;
    Str ignored;

    do {
        char c = peek(self);
        if (c == '"') {
            if (!take_string(self, &ignored))
                return false;
        } else if (c == '\0') {
            return false;
        } else {
            depth += c == '{' || c == '[';
            if ((c == '}' || c == ']') && depth-- == 0)
                return false;
            self->at++;
            while (self->at < self->text.len &&
                   !memchr("{}[],: \t\r\n\"", self->text.ptr[self->at], 11))
                self->at++;
        }
        if (depth > DEPTH_MAX)
            return false;
    } while (depth || (peek(self) != ',' && peek(self) != '}'));
    return true;
}

static void add_name(struct json *self, struct options *options, Str name)
{
    struct word words[8], *own;
    uint32_t count = fold_words(name, self->arena, words, 8);

    if (count < 2)
        return;
    own = ARENA_ARRAY(self->arena, struct word, count);
    memcpy(own, words, count * sizeof *own);
    options->list[options->list_count++] = (struct listed){name, own, count};
}

static int by_hash(const void *a, const void *b)
{
    const struct listed_word *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

/* A name one letter from another shares its first or its last word. */
static void sort_list(struct json *self, struct options *options)
{
    uint32_t count = options->list_count;

    options->by_word = ARENA_ARRAY(self->arena, struct listed_word, 2u * count);
    for (uint32_t i = 0; i < count; i++) {
        const struct listed *one = &options->list[i];
        options->by_word[2 * i] = (struct listed_word){one->words[0].hash, i};
        options->by_word[2 * i + 1] =
            (struct listed_word){one->words[one->word_count - 1].hash, i};
    }
    if (count)
        qsort(options->by_word, 2u * count, sizeof *options->by_word, by_hash);
}

static bool take_list(struct json *self, struct options *options)
{
    uint32_t room = 0;

    if (!take(self, '['))
        return false;
    for (uint32_t i = self->at; i < self->text.len; i++)
        room += self->text.ptr[i] == ',';
    room = room + 1 < LIST_MAX ? room + 1 : LIST_MAX;
    options->list_count = 0; /* a list told twice is the second */
    options->list = ARENA_ARRAY(self->arena, struct listed, room);
    bool is_whole = true;
    while (peek(self) == '"' && options->list_count < room) {
        Str name;
        is_whole = take_string(self, &name);
        if (!is_whole)
            break;
        add_name(self, options, name);
        if (!take(self, ','))
            break;
    }
    sort_list(self, options);
    return is_whole && take(self, ']');
}

void options_read(struct options *self, Str json, struct arena *arena)
{
    struct json in = {.text = json, .arena = arena};
    Str name, value;

    *self = (struct options){0};
    if (!take(&in, '{'))
        return;
    while (take_string(&in, &name) && take(&in, ':')) {
        if (stet_is(name, "list") && peek(&in) == '[') {
            if (!take_list(&in, self))
                return;
        } else if (stet_is(name, "states") && peek(&in) == '"') {
            if (!take_string(&in, &value))
                return;
            self->any_state = stet_is(value, "any");
        } else if (!skip_value(&in)) {
            return;
        }
        if (!take(&in, ','))
            return;
    }
}

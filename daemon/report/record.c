#include "report/record.h"

#include "report/article.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>

/* ---- slices of JSON that jansson has found good ------------------------ */

static uint32_t skip_space(Str line, uint32_t at)
{
    while (at < line.len && memchr(" \t\r\n", line.ptr[at], 4))
        at++;
    return at;
}

static uint32_t skip_string(Str line, uint32_t at)
{
    for (at++; at < line.len && line.ptr[at] != '"'; at++)
        at += line.ptr[at] == '\\';
    return at + 1;
}

/* Behind the value at `at`. */
static uint32_t skip_value(Str line, uint32_t at)
{
    uint32_t depth = 0;

    while (at < line.len) {
        char byte = line.ptr[at];
        if (byte == '"') {
            at = skip_string(line, at);
            if (!depth)
                return at;
            continue;
        }
        if (!depth && memchr(",} \t\r\n", byte, 6))
            return at;
        depth += byte == '{' || byte == '[';
        depth -= byte == '}' || byte == ']';
        at++;
        if (!depth && (byte == '}' || byte == ']'))
            return at;
    }
    return at;
}

/* One member at `at`; where the next begins. */
static uint32_t take_member(Str line, uint32_t at, RecordMember *out_member)
{
    uint32_t key_end = skip_string(line, at);

    out_member->key = str_cut(line, at + 1, key_end - 1);
    at = skip_space(line, key_end) + 1; /* : */
    at = skip_space(line, at);
    uint32_t end = skip_value(line, at);
    out_member->json = str_cut(line, at, end);
    return skip_space(line, end) + 1; /* , or } */
}

/* A key that comes twice comes once more than jansson counts. */
static void take_members(Str line, struct arena *arena, struct record *record)
{
    uint32_t room = 16, count = 0;
    RecordMember *members = ARENA_ARRAY(arena, RecordMember, room);
    uint32_t at = skip_space(line, skip_space(line, 0) + 1);

    while (at < line.len && line.ptr[at] == '"') {
        members = arena_grow(arena, members, count, &room, sizeof *members);
        at = skip_space(line, take_member(line, at, &members[count++]));
    }
    record->members = members;
    record->member_count = count;
}

/* ---- values ------------------------------------------------------------ */

static Str string_of(const json_t *object, const char *key, struct arena *arena)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_string(value))
        return (Str){0};
    size_t len = json_string_length(value);
    return arena_copy(arena, (Str){json_string_value(value), (uint32_t)len});
}

static int complain(struct arena *arena, Str *out_words, const char *words)
{
    *out_words = arena_copy(arena, str_from_c(words));
    return -EINVAL;
}

static int complain_json(struct arena *arena, Str *out_words,
                         const json_error_t *error)
{
    char words[JSON_ERROR_TEXT_LENGTH + 64];

    snprintf(words, sizeof words, "is no JSON at column %d: %s", error->column,
             error->text);
    return complain(arena, out_words, words);
}

int record_parse(Str line, struct arena *arena, struct record *out_record,
                 Str *out_words)
{
    /* Numbers are not ours: one that no integer holds is passed on too. */
    size_t flags = JSON_DECODE_INT_AS_REAL;
    json_error_t error;
    json_t *object = json_loadb(line.ptr, line.len, flags, &error);
    struct record record = {0};
    int status = 0;

    if (!object)
        return complain_json(arena, out_words, &error);
    if (!json_is_object(object))
        status = complain(arena, out_words, "is no JSON object");
    else if (!json_is_string(json_object_get(object, "text")))
        status = complain(arena, out_words,
                          "has no \"text\": give each story's text as a "
                          "string of that name");
    if (status == 0) {
        record.text = string_of(object, "text", arena);
        record.date = article_date(string_of(object, "dct", arena));
        record.language = string_of(object, "languageId", arena);
        take_members(line, arena, &record);
        *out_record = record;
    }
    json_decref(object);
    return status;
}

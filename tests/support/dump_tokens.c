/*
 * dump_tokens - what the text core makes of a text, one line a token; or, with
 * --jsonl, of exchange records on stdin, for whoever trains on its tokens.
 *
 *     dump_tokens FILE
 *         start end class flags depth mate sentence norm
 *     dump_tokens --jsonl < records
 *         {"id":…, "blocks":[{"start":…,"end":…,"kind":…,"level":…,
 *           "sentences":[[first,end]…],
 *           "tokens":[[start,end,class,flags,depth,mate,"norm","folded"]…]}]}
 *
 * Offsets are code points with --jsonl, bytes otherwise; mate is -1 for none.
 */
#include "engine/version.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static Str read_all(FILE *file, struct arena *arena)
{
    size_t room = 1 << 16, len = 0;
    char *text = arena_alloc(arena, room);

    for (;;) {
        len += fread(text + len, 1, room - len, file);
        if (len < room)
            return (Str){text, (uint32_t)len};
        char *more = arena_alloc(arena, room * 2);
        memcpy(more, text, len);
        text = more;
        room *= 2;
    }
}

static void print_block(const struct block *block, uint32_t at)
{
    const struct reading *reading = block->reading;
    const stet_tokens *tokens = &reading->tokens;
    uint32_t sentence = 0;

    printf("-- block at %u, kind %u.%u, %u tokens\n", at, block->prose.kind,
           block->prose.level, tokens->count);
    for (uint32_t i = 0; i < tokens->count; i++) {
        while (sentence < reading->sentence_count &&
               reading->sentences[sentence].end <= i)
            sentence++;
        printf("%u %u %u %u %u %d %u %.*s\n", at + tokens->start[i],
               at + tokens->end[i], tokens->cls[i], tokens->flags[i],
               tokens->depth[i], (int)tokens->mate[i], sentence,
               STR_ARG(tokens->norm[i]));
    }
}

/* Code points before each byte of a text. */
static uint32_t *code_points(Str text, struct arena *arena)
{
    uint32_t *before = ARENA_ARRAY(arena, uint32_t, (size_t)text.len + 1);

    for (uint32_t at = 0; at < text.len; at++)
        before[at + 1] = before[at] + utf8_is_boundary(text, at + 1);
    return before;
}

static json_t *block_json(const struct block *block, uint32_t at,
                          const uint32_t *before)
{
    const struct reading *reading = block->reading;
    const stet_tokens *tokens = &reading->tokens;
    json_t *rows = json_array(), *sentences = json_array();

    for (uint32_t i = 0; i < tokens->count; i++)
        json_array_append_new(
            rows,
            json_pack("[i,i,i,i,i,i,s#,s#]", (int)before[at + tokens->start[i]],
                      (int)before[at + tokens->end[i]], tokens->cls[i],
                      tokens->flags[i], tokens->depth[i], (int)tokens->mate[i],
                      tokens->norm[i].ptr, (int)tokens->norm[i].len,
                      tokens->folded[i].ptr, (int)tokens->folded[i].len));
    for (uint32_t i = 0; i < reading->sentence_count; i++)
        json_array_append_new(
            sentences, json_pack("[i,i]", (int)reading->sentences[i].start,
                                 (int)reading->sentences[i].end));
    return json_pack("{s:i,s:i,s:i,s:i,s:o,s:o}", "start", (int)before[at],
                     "end", (int)before[at + block->prose.text.len], "kind",
                     (int)block->prose.kind, "level", (int)block->prose.level,
                     "sentences", sentences, "tokens", rows);
}

static struct version *read_version(Syntax syntax, Str text)
{
    struct version *version = NULL;
    uint32_t bad = 0;

    if (version_new(syntax, text, 0, &version, &bad) < 0) {
        fprintf(stderr, "dump_tokens: not UTF-8 at byte %u\n", bad);
        exit(2);
    }
    for (uint32_t i = 0; i < version->count; i++)
        block_read(version->blocks[i]);
    return version;
}

static void dump_record(const char *line)
{
    struct arena arena = {0};
    json_t *record = json_loads(line, 0, NULL), *blocks = json_array();
    const json_t *text_json = json_object_get(record, "text");
    Str text = {json_string_value(text_json),
                (uint32_t)json_string_length(text_json)};
    struct version *version = read_version(SYNTAX_PLAIN, text);
    const uint32_t *before = code_points(text, &arena);

    for (uint32_t i = 0; i < version->count; i++)
        json_array_append_new(blocks, block_json(version->blocks[i],
                                                 version->byte_at[i], before));
    json_t *out = json_pack("{s:O,s:o}", "id", json_object_get(record, "id"),
                            "blocks", blocks);
    json_dumpf(out, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(out);
    json_decref(record);
    version_unref(version);
    arena_release(&arena);
}

int main(int argc, char **argv)
{
    struct arena arena = {0};

    if (argc == 2 && strcmp(argv[1], "--jsonl") == 0) {
        char *line = NULL;
        size_t room = 0;
        while (getline(&line, &room, stdin) > 0)
            dump_record(line);
        free(line);
        return 0;
    }
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "usage: dump_tokens FILE | dump_tokens --jsonl\n");
        return 2;
    }
    Str name = str_from_c(argv[1]);
    Syntax syntax = str_ends(name, STR(".md"))     ? SYNTAX_MARKDOWN
                    : str_ends(name, STR(".html")) ? SYNTAX_HTML
                                                   : SYNTAX_PLAIN;
    struct version *version = read_version(syntax, read_all(file, &arena));
    fclose(file);
    for (uint32_t i = 0; i < version->count; i++)
        print_block(version->blocks[i], version->byte_at[i]);
    version_unref(version);
    arena_release(&arena);
    return 0;
}

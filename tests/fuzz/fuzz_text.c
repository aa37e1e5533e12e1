/*
 * Any bytes through the text core: UTF-8, blocks, tokens, sentences, and one
 * edit. The first byte chooses the markup, the next two where an edit lies.
 *
 * Held: what is not UTF-8 is refused at the right byte; blocks tile the file;
 * tokens ascend, lie in the text and on characters; sentences tile the tokens;
 * mates are each other's; an edited version is what a fresh one would be.
 */
#include "engine/version.h"
#include "text/utf8.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_tokens(const struct block *block)
{
    const struct reading *reading = block->reading;
    const stet_tokens *tokens = &reading->tokens;
    uint32_t at = 0, token = 0;

    for (uint32_t i = 0; i < tokens->count; i++) {
        uint32_t mate = tokens->mate[i];
        require(tokens->start[i] >= at && tokens->end[i] > tokens->start[i]);
        require(utf8_is_boundary(block->prose.text, tokens->start[i]));
        require(utf8_is_boundary(block->prose.text, tokens->end[i]));
        require(mate == STET_NONE ||
                (mate < tokens->count && tokens->mate[mate] == i));
        require(utf8_first_bad(tokens->norm[i]) == tokens->norm[i].len);
        require(utf8_first_bad(tokens->folded[i]) == tokens->folded[i].len);
        at = tokens->end[i];
    }
    require(at <= block->prose.text.len);
    for (uint32_t i = 0; i < reading->sentence_count; i++) {
        require(reading->sentences[i].start == token);
        require(reading->sentences[i].end > token);
        token = reading->sentences[i].end;
    }
    require(token == tokens->count);
}

static void check_masks(const struct block *block)
{
    const Prose *prose = &block->prose;
    uint32_t at = 0;

    for (uint32_t i = 0; i < prose->masked_count; i++) {
        require(prose->masked[i].start >= at);
        require(prose->masked[i].end > prose->masked[i].start);
        at = prose->masked[i].end;
    }
    require(at <= prose->text.len);
}

static void check_version(const struct version *version, Str text)
{
    require(version_len(version) == text.len);
    for (uint32_t i = 0; i < version->count; i++) {
        struct block *block = version->blocks[i];
        Str part = str_cut(text, version->byte_at[i], version->byte_at[i + 1]);
        require(str_eq(part, block->prose.text));
        require(part.len > 0 && part.len <= BLOCKS_SECTION_MAX);
        block_read(block);
        check_masks(block);
        check_tokens(block);
    }
}

static void check_same(const struct version *a, const struct version *b)
{
    require(a->count == b->count);
    for (uint32_t i = 0; i < a->count; i++) {
        require(block_same(a->blocks[i], b->blocks[i]));
        require(a->blocks[i]->starts_section == b->blocks[i]->starts_section);
        require(a->blocks[i]->before.bits == b->blocks[i]->before.bits);
    }
}

/* Takes a stretch out and compares with what is left, read afresh. */
static void check_edit(const struct version *version, Str text, uint32_t start,
                       uint32_t len)
{
    struct version *edited = NULL, *fresh = NULL;
    struct arena arena = {0};
    uint32_t end = start + len < text.len ? start + len : text.len, bad;

    start = utf8_floor(text, start);
    end = utf8_floor(text, end);
    char *left = arena_alloc(&arena, (size_t)text.len + 1);
    memcpy(left, text.ptr, start);
    memcpy(left + start, text.ptr + end, text.len - end);
    Str rest = {left, text.len - (end - start)};
    require(version_edit(version, (Span){start, end}, (Str){0}, 1, &edited) ==
            0);
    require(version_new(version->syntax, rest, 1, &fresh, &bad) == 0);
    check_same(edited, fresh);
    version_unref(edited);
    version_unref(fresh);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct version *version = NULL;
    uint32_t bad = 0;
    if (size < 3)
        return 0;

    Syntax syntax = (Syntax)(data[0] % 3);
    Str text = {(const char *)data + 3, (uint32_t)(size - 3)};
    if (version_new(syntax, text, 0, &version, &bad) < 0) {
        require(bad < text.len);
        text.len = bad;
        require(version_new(syntax, text, 0, &version, &bad) == 0);
    }
    check_version(version, text);
    if (text.len)
        check_edit(version, text, data[1] * 7u % text.len, data[2]);
    version_unref(version);
    return 0;
}

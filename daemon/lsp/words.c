#include "lsp/words.h"

#include "stet/text.h"

struct place {
    const struct reading *reading;
    uint32_t base;   /* the block's first byte in the file */
    uint32_t offset; /* in the block */
};

/* False where the block has no tokens. */
static bool find_place(const struct view *view, uint32_t offset,
                       struct place *out)
{
    const struct version *version = analysis_version(view->analysis);
    if (version->count == 0)
        return false;

    uint32_t block = version_block_at(version, offset);
    out->reading = version->blocks[block]->reading;
    out->base = version->byte_at[block];
    out->offset = offset - out->base;
    return out->reading && out->reading->tokens.count;
}

/* The last token that starts at or before the place; the first where none
 * does. */
static uint32_t token_before(const struct place *place)
{
    const stet_tokens *tokens = &place->reading->tokens;
    uint32_t low = 0, high = tokens->count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (tokens->start[middle] <= place->offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static Span in_file(const struct place *place, uint32_t first, uint32_t end)
{
    Span bytes = stet_bytes(&place->reading->tokens, first, end);

    return (Span){place->base + bytes.start, place->base + bytes.end};
}

bool words_token(const struct view *view, uint32_t offset, Span *out_token)
{
    struct place place;
    if (!find_place(view, offset, &place))
        return false;

    const stet_tokens *tokens = &place.reading->tokens;
    uint32_t at = token_before(&place);
    /* At the very end of a word and the start of a comma, the word is meant. */
    if (at > 0 && tokens->start[at] == place.offset &&
        tokens->end[at - 1] == place.offset &&
        tokens->cls[at] != STET_TOKEN_WORD &&
        tokens->cls[at] != STET_TOKEN_NUMBER)
        at--;
    if (place.offset < tokens->start[at] || place.offset > tokens->end[at])
        return false;
    *out_token = in_file(&place, at, at + 1);
    return true;
}

bool words_sentence(const struct view *view, uint32_t offset,
                    Span *out_sentence)
{
    struct place place;
    if (!find_place(view, offset, &place))
        return false;

    const struct reading *reading = place.reading;
    uint32_t token = token_before(&place);
    uint32_t low = 0, high = reading->sentence_count;
    if (high == 0)
        return false;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (reading->sentences[middle].start <= token)
            low = middle;
        else
            high = middle;
    }
    Span sentence = reading->sentences[low];
    if (sentence.start >= sentence.end)
        return false;
    *out_sentence = in_file(&place, sentence.start, sentence.end);
    return true;
}

bool words_paragraph(const struct view *view, uint32_t offset,
                     Span *out_paragraph)
{
    const struct version *version = analysis_version(view->analysis);
    if (version->count == 0)
        return false;

    uint32_t block = version_block_at(version, offset);
    Str text = version->blocks[block]->prose.text;
    uint32_t len = text.len;
    while (len && (unsigned char)text.ptr[len - 1] <= ' ')
        len--;
    *out_paragraph =
        (Span){version->byte_at[block], version->byte_at[block] + len};
    return true;
}

bool words_apostrophe(const struct view *view, uint32_t offset,
                      Span *out_apostrophe)
{
    struct place place;
    if (!find_place(view, offset, &place))
        return false;

    const stet_tokens *tokens = &place.reading->tokens;
    uint32_t at = token_before(&place);
    if (tokens->start[at] != place.offset ||
        tokens->cls[at] != STET_TOKEN_APOSTROPHE)
        return false;
    *out_apostrophe = in_file(&place, at, at + 1);
    return true;
}

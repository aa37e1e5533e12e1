#include "rules/reading.h"

Reading reading_of_block(const stet_block *block)
{
    return (Reading){
        .tokens = block->tokens,
        .first = block->first_own,
        .end = block->end_own,
        .sentence_count = block->sentence_count,
        .sentences = block->sentences,
        .is_heading = block->kind == STET_BLOCK_HEADING,
    };
}

Reading reading_of_words(const struct reading *words)
{
    return (Reading){
        .tokens = &words->tokens,
        .end = words->tokens.count,
        .sentence_count = words->sentence_count,
        .sentences = words->sentences,
    };
}

stet_span reading_sentence(const Reading *reading, uint32_t at)
{
    uint32_t low = 0, high = reading->sentence_count;
    stet_span all = {reading->first, reading->end};

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (reading->sentences[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == reading->sentence_count || reading->sentences[low].start > at)
        return all;
    stet_span sentence = reading->sentences[low];
    return (stet_span){
        sentence.start > all.start ? sentence.start : all.start,
        sentence.end < all.end ? sentence.end : all.end,
    };
}

bool reading_is(const Reading *reading, uint32_t at, const char *words)
{
    if (at < reading->first || at >= reading->end)
        return false;

    Str word = reading->tokens->folded[at];
    if (!word.len || !word.ptr[0])
        return false;
    /* Lists are long and words few: most are over at the first letter. */
    for (const char *from = words; (from = strchr(from, word.ptr[0])); from++) {
        uint32_t len = 1;
        if (from != words && from[-1] != ' ')
            continue;
        while (len < word.len && from[len] && from[len] == word.ptr[len])
            len++;
        if (len == word.len && (from[len] == ' ' || !from[len]))
            return true;
    }
    return false;
}

bool reading_follows(const Reading *reading, uint32_t at, const char *words)
{
    return at > reading->first && reading_is(reading, at - 1, words);
}

bool reading_is_word(const Reading *reading, uint32_t at)
{
    return at >= reading->first && at < reading->end &&
           reading->tokens->cls[at] == STET_TOKEN_WORD;
}

bool reading_glued(const Reading *reading, uint32_t at)
{
    return at > reading->first && at < reading->end &&
           !(reading->tokens->flags[at] & STET_TOKEN_SPACED);
}

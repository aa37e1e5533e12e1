#include "quotes/words.h"

/* A word; what wordsc wrote. */
struct entry {
    WordBits bits;
    uint32_t lemma, hash;
    uint32_t at, len; /* bytes of text */
};

#include "quotes_words.inc"

Word words_find(Str folded, uint32_t hash)
{
    Word unknown = {0, hash ? hash : 1};

    if (folded.len == 0 || folded.len > WORD_LONGEST)
        return unknown;
    for (uint32_t at = hash % WORD_SLOTS; slots[at];
         at = (at + 1) % WORD_SLOTS) {
        const struct entry *entry = &entries[slots[at] - 1];

        if (entry->hash == hash &&
            str_eq((Str){text + entry->at, entry->len}, folded))
            return (Word){entry->bits, entry->lemma};
    }
    return unknown;
}

/* The reader of figures over any text. */
#include "figures/countries.h"
#include "figures/reader.h"
#include "text/tokens.h"
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_found(const Found *found, const Found *before,
                        uint32_t token_count)
{
    char text[AMOUNT_TEXT_MAX];

    if (found->end > token_count || found->first >= found->end ||
        found->core_first < found->first || found->core_end > found->end ||
        found->core_first >= found->core_end || found->value.den < 1 ||
        found->high.den < 1 || found->unit_len > UNIT_TEXT_MAX)
        abort();
    if (before && before->kind != FIGURE_SUPERLATIVE &&
        found->kind != FIGURE_SUPERLATIVE && found->first < before->end)
        abort();
    Amount again;
    if (amount_write(found->high, text).len >= AMOUNT_TEXT_MAX ||
        !amount_read(amount_write(found->value, text), &again) ||
        amount_compare(again, found->value) != 0)
        abort();
}

static void read_text(Str text)
{
    struct arena arena = {0};
    struct reading words;
    Found *found;
    struct countries countries = {.count = 0};
    Prose prose = {.text = text, .kind = STET_BLOCK_PARAGRAPH};

    tokens_read(&prose, &arena, &words);
    Reading reading = {.tokens = &words.tokens,
                       .end = words.tokens.count,
                       .sentence_count = words.sentence_count,
                       .sentences = words.sentences};
    uint32_t count = reader_read(&reading, &arena, &found);
    countries_see(&countries, text);
    for (uint32_t i = 0; i < count; i++) {
        check_found(&found[i], i ? &found[i - 1] : NULL, words.tokens.count);
        (void)countries_currency(&countries, found_unit(&found[i]));
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str text = {(const char *)data, (uint32_t)size};

    if (size <= 1 << 16 && utf8_first_bad(text) == text.len)
        read_text(text);
    return 0;
}

/* The reader of figures, and what is found wrong with them, over any text. */
#include "figures/countries.h"
#include "figures/findings.h"
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

static uint64_t take_finding(void *self, const stet_finding *finding)
{
    const uint32_t *figures = self;

    if (!finding->message.len || finding->place.ref >= *figures)
        abort();
    for (uint32_t i = 0; i < finding->related_count; i++)
        if (finding->related[i].place.ref >= *figures &&
            finding->related[i].place.span.start >=
                finding->related[i].place.span.end)
            abort();
    return 0;
}

static void check_findings(const Reading *reading, Str text, const Found *found,
                           uint32_t count, struct arena *arena)
{
    struct figures self = {.convert = CONVERT_METRIC};
    stet_host host = {
        .size = sizeof host, .self = &count, .finding = take_finding};
    stet_ref *refs = ARENA_ARRAY(arena, stet_ref, count + 1);

    for (uint32_t i = 0; i < count; i++)
        refs[i] = i;
    struct evidence evidence = {.reading = reading,
                                .tokens = reading->tokens,
                                .text = text,
                                .found = found,
                                .refs = refs,
                                .count = count};
    (void)findings_report(&self, &host, &evidence);
}

static void check_label(const Found *found)
{
    char buffer[LABEL_MAX];
    double value = amount_double(found->value);

    if (label_converted(CONVERT_METRIC, value, found_unit(found), buffer).len >=
            LABEL_MAX ||
        label_millions(value, buffer).len >= LABEL_MAX)
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
    Reading reading = reading_of_words(&words);
    uint32_t count = reader_read(&reading, &arena, &found);
    countries_see(&countries, text);
    for (uint32_t i = 0; i < count; i++) {
        check_found(&found[i], i ? &found[i - 1] : NULL, words.tokens.count);
        check_label(&found[i]);
        (void)countries_currency(&countries, found_unit(&found[i]));
    }
    check_findings(&reading, text, found, count, &arena);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str text = {(const char *)data, (uint32_t)size};

    if (size <= 1 << 16 && utf8_first_bad(text) == text.len)
        read_text(text);
    return 0;
}

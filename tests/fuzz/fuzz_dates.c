/* The reader and the resolver of dates over any text: first two bytes choose
 * the story's date, the rest is the block. */
#include "dates/reader.h"
#include "dates/resolve.h"
#include "text/tokens.h"
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_text(Str text, int32_t year, int32_t month)
{
    struct arena arena = {0};
    struct reading words;
    struct resolver resolver;
    Found *found;
    Prose prose = {.text = text, .kind = STET_BLOCK_PARAGRAPH};

    tokens_read(&prose, &arena, &words);
    Reading reading = reading_of_words(&words);
    resolver_init(&resolver);
    resolver.has_story = month > 0;
    resolver.story = (Day){year, month, 28};
    uint32_t count = reader_read(&reading, &arena, &found);
    for (uint32_t i = 0; i < count; i++) {
        Resolved resolved;
        Moment moment;
        char form[MOMENT_FORM_MAX];
        if (found[i].end > words.tokens.count ||
            found[i].first >= found[i].end ||
            (i && found[i].first < found[i - 1].end))
            abort();
        moment_read(moment_write(&found[i].moment, form), &moment);
        if (memcmp(&moment, &found[i].moment, sizeof moment) != 0)
            abort();
        if (i % 3 == 0)
            resolver_block(&resolver);
        if (found[i].is_range)
            resolver_range(&resolver, &moment, &found[i].to, &resolved);
        else
            resolver_next(&resolver, &moment, &resolved);
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > 1 << 16)
        return 0;
    Str text = {(const char *)data + 2, (uint32_t)size - 2};
    if (utf8_first_bad(text) == text.len)
        read_text(text, 1900 + data[0], data[1] % 13);
    return 0;
}

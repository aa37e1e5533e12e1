/*
 * Names and queries as people type them: three texts, NULs between. What is
 * respelled must be UTF-8 and no longer than its parts allow; what is found
 * must lie in what was searched.
 */
#include "engine/match.h"
#include "lsp/respell.h"

#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The next text, up to where it stops to be UTF-8: nothing else comes here. */
static Str next(Str *rest)
{
    uint32_t len = 0;

    while (len < rest->len && rest->ptr[len])
        len++;
    Str text = str_cut(*rest, 0, len);
    *rest = str_cut(*rest, len + 1, rest->len);
    return str_cut(text, 0, utf8_first_bad(text));
}

static void check(Str out, size_t most)
{
    if (out.len > most || utf8_first_bad(out) != out.len)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    Str rest = {(const char *)data, (uint32_t)size};
    Str mention = next(&rest), old_name = next(&rest), typed = next(&rest);
    uint32_t len;
    Str out;

    for (int has_parts = 0; has_parts < 2; has_parts++)
        if (respell(mention, old_name, typed, has_parts, &arena, &out))
            check(out, (size_t)typed.len * 2 + 4);
    check(respell_whole(mention, old_name, typed, &arena),
          (size_t)old_name.len + typed.len + 2);
    if (match_begins(mention, typed, &len) && len > mention.len)
        abort();
    if (match_words(mention, old_name, typed) && typed.len && !mention.len &&
        !old_name.len && typed.ptr[0] != ' ')
        abort();
    arena_release(&arena);
    return 0;
}

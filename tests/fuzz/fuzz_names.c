/*
 * Any text through the whole names plugin: blocks, the vote, who is who, the
 * findings. The first byte chooses the options; each line is a block.
 *
 * Held: nothing that the plugin says is refused; names lie in their block;
 * words of one folded name are near themselves.
 */
#include "names/near.h"
#include "names/train/desk.h"
#include "stet/text.h"
#include "text/utf8.h"

#include <stdlib.h>

extern const stet_plugin_v1 *stet_plugin(uint32_t abi_major);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_words(Str text)
{
    struct arena arena = {0};
    struct word words[16];
    uint32_t found[NEAR_MAX], count = fold_words(text, &arena, words, 16);
    struct near *near = near_new(&arena, count);

    for (uint32_t i = 0; i < count; i++) {
        require(fold_distance(words[i].text, words[i].text, 1) == 0);
        near_add(near, words[i].text, i);
        near_find(near, words[i].text, found);
    }
    arena_release(&arena);
}

static void check_story(Str text, Str options)
{
    struct desk desk;

    require(desk_init(&desk, stet_plugin(STET_ABI_MAJOR), options) == 0);
    desk_read(&desk, text);
    require(desk.refused == 0);
    for (uint32_t i = 0; i < desk.note_count; i++) {
        const struct desk_note *note = &desk.notes[i];
        require(note->bytes.start < note->bytes.end &&
                note->bytes.end <= text.len);
        require(note->confidence <= STET_CERTAIN);
        require(utf8_is_boundary(text, note->bytes.start) &&
                utf8_is_boundary(text, note->bytes.end));
    }
    desk_release(&desk);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Str options[] = {
        STR_INIT("{}"),
        STR_INIT("{\"states\":\"any\",\"list\":[\"Jane Doe\",\"Mia Holt\"]}"),
    };

    if (size < 1 || size > 1 << 15)
        return 0;
    Str text = {(const char *)data + 1, (uint32_t)size - 1};
    if (utf8_first_bad(text) != text.len)
        return 0;
    check_words(text);
    check_story(text, options[data[0] & 1u]);
    /* the text itself as options: what is broken must only end the walk */
    if (data[0] & 2u)
        check_story(STR("Jane Doe met Mia Holt."), text);
    return 0;
}

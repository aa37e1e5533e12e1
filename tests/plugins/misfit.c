/*
 * misfit - plugins that do one thing wrong each.
 *
 * One source, built once for each MISFIT with a manifest of its own; the id is
 * org.stet.test.NAME and the layer NAME. test_host.c says what the host must
 * make of each.
 */
#include "stet/plugin.h"
#include "stet/text.h"

#include <errno.h>
#include <string.h>

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)
#define NAME TEXT(MISFIT)

enum { /* what it does wrong, by name, so that MISFIT can be compared */
       honest,
       wrong_id,
       small_descriptor,
       other_abi,
       does_not_open,
       says_why_not,
       span_outside,
       span_inside_character,
       span_empty,
       unknown_kind,
       foreign_kind,
       chatty,
       dangling_link,
       bad_utf8,
       confident,
       fails,
       amends_in_block,
       mentions_nobody,
       amends_others,
       story_chatty,
};

struct names {
    stet_kind kind, other;
    stet_key key;
    stet_role role;
};

static struct names names; /* the same for every instance */

static int32_t misfit_open(const stet_host *host, stet_str options,
                           void **out_instance)
{
    names.kind = host->register_name(host->self, stet_lit(NAME "/thing"));
    names.other = host->register_name(host->self, stet_lit("honest/thing"));
    names.key = host->register_name(host->self, stet_lit("key"));
    names.role = host->register_name(host->self, stet_lit("role"));
    *out_instance = NULL;
    if (MISFIT == says_why_not)
        host->reason(host->self, NULL, stet_lit("the weather is bad"));
    return MISFIT == does_not_open || MISFIT == says_why_not ? -EIO : 0;
}

static void misfit_close(void *instance)
{
}

/* An annotation on the first token, with what is wrong. */
static stet_annotation first_note(const stet_block *block)
{
    stet_annotation note;

    memset(&note, 0, sizeof note);
    note.size = sizeof note;
    note.kind = MISFIT == unknown_kind   ? 12345
                : MISFIT == foreign_kind ? names.other
                                         : names.kind;
    note.span = stet_bytes(block->tokens, 0, 1);
    note.confidence = MISFIT == confident ? 1001 : 500;
    if (MISFIT == span_outside)
        note.span.end = block->text.len + 1;
    if (MISFIT == span_empty)
        note.span.end = note.span.start;
    if (MISFIT == span_inside_character)
        note.span.end = note.span.start + 1; /* the stories begin with “ */
    if (MISFIT == bad_utf8)
        note.label = stet_lit("\xFF");
    return note;
}

static int32_t misfit_block(void *instance, const stet_host *host,
                            const stet_block *block)
{
    stet_link link = {STET_REF(0, 0, 77), 0, 0};
    uint32_t times = MISFIT == chatty ? 1000000 : 1;

    if (block->end_own == block->first_own)
        return 0;
    if (MISFIT == fails)
        return -ENOMEM;
    if (MISFIT == amends_in_block)
        host->retract(host->self, STET_REF(0, 0, 0));
    stet_annotation note = first_note(block);
    if (MISFIT == dangling_link) {
        link.role = names.role;
        note.links = &link;
        note.link_count = 1;
    }
    while (times-- && host->emit(host->self, &note) != STET_REFUSED)
        continue;
    return 0;
}

static int32_t misfit_story(void *instance, const stet_host *host,
                            const stet_story *story)
{
    stet_amendment change;
    uint32_t times = MISFIT == story_chatty ? 10000000 : 1;

    memset(&change, 0, sizeof change);
    change.size = sizeof change;
    change.confidence = STET_NONE;
    if (MISFIT == mentions_nobody)
        host->mention(host->self, 7, STET_REF(0, 0, 0));
    if (MISFIT == amends_others)
        host->amend(host->self, STET_REF(1, 0, 0), &change);
    while (MISFIT == story_chatty && times-- &&
           host->complete(host->self, stet_lit("a"), stet_lit("b")) !=
               STET_REFUSED)
        continue;
    return 0;
}

static const stet_plugin_v1 plugin = {
    MISFIT == small_descriptor ? 16 : sizeof plugin,
    MISFIT == other_abi ? 9 : STET_ABI_MAJOR,
    STET_ABI_MINOR,
    0,
    {MISFIT == wrong_id ? "org.stet.test.other_id" : "org.stet.test." NAME,
     MISFIT == wrong_id ? 22 : sizeof "org.stet.test." NAME - 1},
    {"1.0.0", 5},
    {"Apache-2.0", 10},
    misfit_open,
    misfit_close,
    misfit_block,
    misfit_story,
    NULL,
};

STET_EXPORT const stet_plugin_v1 *stet_plugin(uint32_t abi_major)
{
    return &plugin;
}

/*
 * template - the smallest complete plugin: it marks words written twice.
 *
 * "the the" is what it looks for, and it uses each part of the ABI once: two
 * kinds and a rule registered in open(), an option read there, a block pass
 * that emits and finds, with a fix. Copy the folder, change the names, and
 * begin where it says "what it does".
 *
 * It needs nothing but the two headers of the SDK.
 */
#include "stet/plugin.h"
#include "stet/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* One instance: what open() learned, read-only after that. */
struct template
{
    stet_kind repeated;
    stet_rule rule;
    int finds; /* the option "findings" */
};

static int32_t template_open(const stet_host *host, stet_str options,
                             void **out_instance)
{
    struct template *self = calloc(1, sizeof *self);

    if (!self)
        return -ENOMEM;
    self->repeated = stet_name(host, "template/repeated");
    self->rule = stet_name(host, "template/repeated-word");
    /* The options are compact JSON with sorted keys; a plugin that has more
     * than a switch uses a JSON library. */
    self->finds = stet_equal(options, stet_lit("{\"findings\":true}"));
    *out_instance = self;
    return 0;
}

static void template_close(void *instance)
{
    free(instance);
}

/* ---- what it does ------------------------------------------------------ */

/* Token `at` is the word before it again, and nothing lies between. */
static int is_repeated(const stet_tokens *tokens, uint32_t at)
{
    return at > 0 && tokens->cls[at] == STET_TOKEN_WORD &&
           tokens->hash[at] == tokens->hash[at - 1] &&
           stet_equal(tokens->folded[at], tokens->folded[at - 1]);
}

static uint64_t find(const struct template *self, const stet_host *host,
                     stet_ref annotation)
{
    stet_edit edit = {{annotation, 0, {0, 0}}, {NULL, 0}};
    stet_fix fix = {sizeof fix, 0, stet_lit("Take the second one out"), 1,
                    &edit};
    const stet_fix *fixes[1];
    stet_finding finding;

    fixes[0] = &fix;
    memset(&finding, 0, sizeof finding);
    finding.size = sizeof finding;
    finding.rule = self->rule;
    finding.severity = STET_WARNING;
    finding.place = edit.place;
    finding.message = stet_lit("The same word stands here twice");
    finding.confidence = 900;
    finding.fix_count = 1;
    finding.fixes = fixes;
    return host->finding(host->self, &finding);
}

static int32_t template_block(void *instance, const stet_host *host,
                              const stet_block *block)
{
    const struct template *self = instance;
    uint32_t at;

    for (at = block->first_own; at < block->end_own; at++) {
        stet_annotation note;
        if (!is_repeated(block->tokens, at))
            continue;
        memset(&note, 0, sizeof note);
        note.size = sizeof note;
        note.kind = self->repeated;
        note.span = stet_bytes(block->tokens, at, at + 1);
        note.confidence = 900;
        stet_ref ref = host->emit(host->self, &note);
        if (ref == STET_REFUSED)
            return 0; /* the host has said why */
        if (self->finds && find(self, host, ref) == STET_REFUSED)
            return 0;
    }
    return 0;
}

static const stet_plugin_v1 plugin = {
    sizeof plugin,
    STET_ABI_MAJOR,
    STET_ABI_MINOR,
    0, /* reach */
    {"org.stet.template", 17},
    {"0.1.0", 5},
    {"Apache-2.0", 10},
    template_open,
    template_close,
    template_block,
    NULL, /* story */
    NULL, /* extension */
};

STET_EXPORT const stet_plugin_v1 *stet_plugin(uint32_t abi_major)
{
    return abi_major == STET_ABI_MAJOR ? &plugin : NULL;
}

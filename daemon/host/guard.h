/*
 * guard - one instance of a plugin, and everything it says checked.
 *
 * The guard stands between the ABI and the engine. Towards the plugin it is
 * the stet_host; towards the engine it is an annotator. Nothing reaches a
 * sink that was not looked at: struct sizes, counts, the plugin's own kinds
 * and rules, spans inside the block and on characters, text that is UTF-8 and
 * not too long, numbers that were registered, and how much there is in all.
 *
 * The first thing that is wrong is put in words and ends the plugin's say for
 * that call; every later call of it returns STET_REFUSED.
 *
 * Budgets, stated here and checked always: annotations and findings of a block
 * pass, at most 64 and 8 a token; of a story pass, at most 1024 and 8 a token.
 *
 * Threads: as stet/plugin.h says of each call.
 */
#ifndef HOST_GUARD_H
#define HOST_GUARD_H

#include "engine/annotator.h"

#define GUARD_BLOCK_BASE 64u
#define GUARD_STORY_BASE 1024u
#define GUARD_PER_TOKEN 8u
#define GUARD_ATTRS_MAX 32u
#define GUARD_LINKS_MAX 256u
#define GUARD_RELATED_MAX 64u
#define GUARD_FIXES_MAX 16u
#define GUARD_EDITS_MAX 1024u
#define GUARD_REASON_MAX 256u /* bytes of why it did not open, NUL included */
#define GUARD_NAMES_MAX 256u  /* that one instance may register */

/* What the guard needs of the rest of the host. */
typedef struct GuardOwner {
    struct registry *registry;
    bool is_frozen; /* names are only looked up, none is added */
    const stet_plugin_v1 *plugin;
    const AnnotatorInfo *info;
    void *resources; /* for `map` */
    int32_t (*map)(void *resources, stet_str name, const void **out_bytes,
                   uint64_t *out_len);
} GuardOwner;

struct guard;

/* Opens an instance; `owner` must outlive it. Returns 0 or what open() did,
 * and then, in `out_reason`, why: the plugin's words, or the system's. [loop]
 */
int guard_new(const GuardOwner *owner, Str options,
              char out_reason[GUARD_REASON_MAX], struct guard **out_guard);

void guard_free(struct guard *self); /* NULL is accepted [loop] */

/* What the engine calls; it borrows the guard and `info`. */
struct annotator guard_annotator(struct guard *self, const AnnotatorInfo *info);

#endif

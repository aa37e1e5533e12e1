/*
 * annotator - what the engine asks of a plugin, however it is reached.
 *
 * The engine knows neither shared objects nor processes: the host wraps each
 * plugin in one of these, checks what it says, and hands on what is sound
 * through a sink. Tests wrap plain functions.
 *
 * A pipeline is what one worker runs: an instance of every annotator, ordered
 * so that each comes behind the layers it reads.
 */
#ifndef ENGINE_ANNOTATOR_H
#define ENGINE_ANNOTATOR_H

#include "engine/registry.h"

struct block_sink;
struct story_sink;

/* One plugin's place among the others; the same for all its instances. */
typedef struct AnnotatorInfo {
    Str id;         /* "org.stet.quotes" */
    Str version;    /* counts into the cache's keys, with options */
    Str options;    /* JSON */
    uint32_t layer; /* of the registry: what it provides */
    uint32_t reach_tokens;
    uint32_t seen_count;  /* layers it sees: its own, needs, wants */
    const uint32_t *seen; /* registry layers; seen[0] is its own */
    const bool *is_there; /* seen[i] is provided by somebody in the pipeline */
    bool has_block, has_story;
} AnnotatorInfo;

struct annotator {
    const AnnotatorInfo *info;
    void *self;

    /* [worker] Reads one block. 0 or a negative errno, and then `sink` holds
     * what went wrong in words; what was put into it before is dropped. */
    int (*block)(void *self, const stet_block *block, struct block_sink *sink);

    /* [worker] The same for a whole story. */
    int (*story)(void *self, const stet_story *story, struct story_sink *sink);
};

struct pipeline {
    const struct registry *registry;
    uint32_t count;
    struct annotator *annotators; /* in the order of order_layers() */
};

#endif

/*
 * annotators - plugins made of plain functions, for tests of the engine.
 *
 * Three that together use everything a pass can do:
 *   word   marks capitalised words, with their text as an attribute, and links
 *          each to the one before it in the block; finds "TODO"
 *   near   has a reach: says in a label which words stand around the block
 *   cast   story pass over `word`: an entity for every different word, its
 *          mentions counted; retracts "Never"; emits one note at each first
 *          mention; a finding where a word stands more than three times
 */
#ifndef SUPPORT_ANNOTATORS_H
#define SUPPORT_ANNOTATORS_H

#include "engine/annotator.h"

struct fake_pipeline {
    struct pipeline pipeline; /* give this to the engine */
    struct registry *registry;
    struct annotator annotators[3];
    AnnotatorInfo infos[3];
    uint32_t seen[3][2];
    bool is_there[3][2];
};

void fake_pipeline_init(struct fake_pipeline *self);
void fake_pipeline_release(struct fake_pipeline *self);

#endif

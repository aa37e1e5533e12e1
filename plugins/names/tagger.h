/*
 * tagger - which stretches are names, and of what.
 *
 * A linear model over the candidates of a view: every candidate token gives
 * some fifty features (its letters, neighbours, list classes, the chunk it
 * stands in); each feature that the model knows has eight small integers, for
 * "no name", the six types and "begins a name"; their sums and a table of
 * transitions go through Viterbi, one run of candidates at a time. Other
 * tokens are no names and cost nothing.
 *
 * All arithmetic is on integers, so every machine finds the same names. The
 * weights come from train/train_tags.c, which links this file for its
 * features, so that what is learned and what is read cannot drift apart.
 *
 * With the reader's tags (a want) each adds to the sums of its tokens; without
 * them the model stands alone.
 */
#ifndef NAMES_TAGGER_H
#define NAMES_TAGGER_H

#include "names/view.h"

#define TAG_PERSON 1u
#define TAG_ORG 2u
#define TAG_PLACE 3u
#define TAG_WORK 4u
#define TAG_EVENT 5u
#define TAG_MISC 6u
#define TAG_TYPES 7u   /* with 0 for none */
#define TAG_BEGIN 7u   /* index of the weight for "begins a name" */
#define TAG_WEIGHTS 8u /* of a feature */
#define TAG_LABELS 13u /* 0 none, 1..6 begins a type, 7..12 goes on */

#define TAG_FEATURES_MAX 96u

/*
 * A name as the tagger sees it. Capitals that it takes for no name come along
 * as weak ones: a story that calls somebody by them elsewhere may know better.
 * `odds` holds, four bits a type (0 for none), how far each lies behind the
 * best, in steps of ODDS_STEP units a token; 15 is far.
 */
struct tagged {
    Span tokens;
    uint32_t type; /* TAG_; of a weak one TAG_MISC */
    uint32_t odds;
    int32_t margin; /* by which the type won, in model units a token */
    bool weak;
};

#define ODDS_STEP 5
#define ODDS_OF(odds, type) ((odds) >> (type)*4u & 15u)

/* What the reader said of a token: added to the model's sums. */
struct hint {
    uint8_t type;    /* TAG_ or 0 */
    uint8_t begins;  /* 1: the tag begins here */
    uint16_t weight; /* confidence, per mille; 0 where the reader is absent */
};

/* The features of candidate `at`, as hashes. Returns their number. */
uint32_t tagger_features(const struct view *view, uint32_t at,
                         uint32_t out_features[TAG_FEATURES_MAX]);

/*
 * The names of `view`, ascending and apart, in `arena`. `hints` has one entry
 * a token, or is NULL. Returns their number.
 */
uint32_t tagger_read(const struct view *view, const struct hint *hints,
                     struct arena *arena, struct tagged **out_names);

#endif

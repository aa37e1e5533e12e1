/*
 * gazetteer - the names that the world already has.
 *
 * A read-only table of forenames, surnames, places, bodies, peoples, titles
 * and ordinary words, linked into the plugin as bytes (gazetteer/names.gaz,
 * made by gazetteer/build.py). It holds no strings: a word is the hash that
 * the tokens carry anyway, a phrase is the hashes of its words mixed in order,
 * and what is known of it is a set of 16 classes.
 *
 *     bucket[h >> 16] -> (low half of h, classes) (low half, classes) ...
 *
 * Nothing is parsed or allocated: the table is used where the loader mapped
 * it, so a start costs nothing and only pages that are asked for are read.
 * A strange word meets a known hash about once in 20 000 words; every class is
 * evidence to be weighed, never a verdict.
 */
#ifndef NAMES_GAZETTEER_H
#define NAMES_GAZETTEER_H

#include "text/str.h"

/* The classes of an entry; build.py writes the same bits. */
#define GAZ_MALE 0x0001u   /* a man's forename */
#define GAZ_FEMALE 0x0002u /* a woman's forename */
#define GAZ_SURNAME 0x0004u
#define GAZ_CITY 0x0008u
#define GAZ_BIG_CITY 0x0010u /* a quarter of a million people, or a capital */
#define GAZ_COUNTRY 0x0020u  /* or a continent */
#define GAZ_REGION 0x0040u   /* state, province, county */
#define GAZ_DEMONYM 0x0080u  /* people, language, faith or party */
#define GAZ_ORG 0x0100u
#define GAZ_TEAM 0x0200u
#define GAZ_MEDIA 0x0400u      /* newspaper or broadcaster */
#define GAZ_OCCUPATION 0x0800u /* what a person can be: economist, sister */
#define GAZ_TITLE 0x1000u      /* what stands before a name: Admiral */
#define GAZ_COMMON 0x2000u     /* a word of the language in lower case */
#define GAZ_PREFIX 0x4000u     /* the beginning of a longer entry */
#define GAZ_LANDMARK 0x8000u   /* river, mountain, sea, region */

#define GAZ_FORENAME (GAZ_MALE | GAZ_FEMALE)
#define GAZ_PLACE                                                              \
    (GAZ_CITY | GAZ_BIG_CITY | GAZ_COUNTRY | GAZ_REGION | GAZ_LANDMARK)

/* A phrase's hash with one more word: start from 0. */
static inline uint32_t gaz_mix(uint32_t hash, uint32_t word)
{
    hash = (hash ^ word) * 2654435761u;
    return hash ^ hash >> 15;
}

/* The classes of the phrase with this hash; 0 where it is unknown. */
uint32_t gaz_phrase(uint32_t hash);

/* The classes of a single word by its token's hash. */
static inline uint32_t gaz_word(uint32_t token_hash)
{
    return gaz_phrase(gaz_mix(0, token_hash));
}

/* Whose a forename that both sexes bear nearly always is, GAZ_MALE or
 * GAZ_FEMALE: James, though a few women are called so. 0 for others. */
uint32_t gaz_one_sex(uint32_t token_hash);

/* The number of entries: for tests. */
uint32_t gaz_count(void);

#endif

/*
 * lexicon - the closed classes of English that names lean on.
 *
 * Titles, ranks, particles, suffixes, verbs of saying, the last words of
 * bodies and places, pronouns, prepositions. The lists stand in lexicon.c as
 * plain words, one string a class; lexicon_init() makes a small hash table of
 * them (some microseconds), and lexicon_of() gives a token's classes as bits.
 */
#ifndef NAMES_LEXICON_H
#define NAMES_LEXICON_H

#include "text/arena.h"

#define LEX_HONORIFIC 0x00000001u /* mr, dr, sir: before a name, no office */
#define LEX_TITLE 0x00000002u     /* senator, gen., president: before a name */
#define LEX_MALE 0x00000004u      /* of a title or a noun: a man */
#define LEX_FEMALE 0x00000008u    /* of a title or a noun: a woman */
#define LEX_PARTICLE 0x00000010u  /* van, al, de: inside a name */
#define LEX_SUFFIX 0x00000020u    /* jr., iii, kc: behind a name */
#define LEX_SAY 0x00000040u       /* said, tells, wrote */
#define LEX_MONTH 0x00000080u
#define LEX_WEEKDAY 0x00000100u
#define LEX_ORG_HEAD 0x00000200u   /* university, court, inc. */
#define LEX_PLACE_HEAD 0x00000400u /* river, street, airport */
#define LEX_EVENT_HEAD 0x00000800u /* olympics, summit, festival */
#define LEX_WORK_HEAD 0x00001000u  /* act, treaty, memoir, novel */
#define LEX_PREP 0x00002000u
#define LEX_DET 0x00004000u        /* the, a, his, its, this */
#define LEX_LINK 0x00008000u       /* of, and, for: may stand inside a name */
#define LEX_PRONOUN 0x00010000u    /* he, she, they in all their forms */
#define LEX_RELATIVE 0x00020000u   /* who, which, whose */
#define LEX_BE 0x00040000u         /* is, was, be, became */
#define LEX_AUX 0x00080000u        /* has, will, would */
#define LEX_PLACE_PREP 0x00100000u /* in, near, from, outside */
#define LEX_ROLE_NOUN 0x00200000u  /* senator, spokeswoman, founder, widow */
#define LEX_CONJ 0x00400000u
#define LEX_ROLE_MOD 0x00800000u    /* former, deputy, acting, chief, vice */
#define LEX_DIRECTION 0x01000000u   /* north, south, upper */
#define LEX_NOT_NAME 0x02000000u    /* i, mr-less capitals: I, OK, TV, a.m. */
#define LEX_PARTY 0x04000000u       /* r, d, lab, tory: of an affiliation */
#define LEX_SPEECH_NOUN 0x08000000u /* statement, interview */
#define LEX_PAIR 0x10000000u        /* and, or, & */
#define LEX_KIN 0x20000000u         /* brother, widow: whose, not where */
#define LEX_NUMBER 0x40000000u      /* one to ninety in words */
#define LEX_UNIT 0x80000000u        /* year, month, day: of an age */

struct lexicon {
    struct lexicon_entry *slots; /* in the arena */
    uint32_t mask;
};

/* Builds the table in `arena`, which must outlive `self`. */
void lexicon_init(struct lexicon *self, struct arena *arena);

/* The classes of the word whose lower-case form is `folded` and hash `hash`
 * (stet_hash); 0 where it is in none. */
uint32_t lexicon_of(const struct lexicon *self, Str folded, uint32_t hash);

#endif

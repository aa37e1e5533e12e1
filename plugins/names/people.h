/*
 * people - what a paragraph says about the persons it names.
 *
 * Reads the view with the names found in it and gives back roles, ages,
 * affiliations, pronouns and descriptions, each with the mention it belongs to
 * as far as the paragraph shows it. Patterns, not statistics:
 *
 *     WMO Secretary-General [Ingrid Hall]          the title before a name
 *     [Ted Moran], D-Calif., a member of the ...,   what commas add behind it
 *     Its director, [Owen Pryor], left           what stands before, apart
 *     [She] is a nurse; [Kim Ro] was 35            what is said of a subject
 *     the senator                                  a description: the story
 *                                                  pass finds whose
 *
 * Cost: linear in the tokens; every scan has a fixed reach.
 */
#ifndef NAMES_PEOPLE_H
#define NAMES_PEOPLE_H

#include "names/tagger.h"

/* Kinds of finds; the names' own types are TAG_. */
#define SAID_ROLE 8u
#define SAID_AFFILIATION 9u
#define SAID_AGE 10u
#define SAID_PRONOUN 11u
#define SAID_DESCRIPTION 12u

/* How a mention stands in its sentence: bits of `signs`. */
#define SIGN_QUOTED 0x0001u     /* inside quotation marks */
#define SIGN_SUBJECT 0x0002u    /* a verb follows */
#define SIGN_OBJECT 0x0004u     /* a preposition or a verb goes before */
#define SIGN_POSSESSIVE 0x0008u /* 's follows; of a pronoun: his, her house */
#define SIGN_HEADLINE 0x0010u
#define SIGN_MALE 0x0020u /* by title or noun; of a pronoun: he */
#define SIGN_FEMALE 0x0040u
#define SIGN_MALE_NAME 0x0080u /* by forename: weak */
#define SIGN_FEMALE_NAME 0x0100u
#define SIGN_TITLED 0x0200u /* a title or an honorific goes before */
#define SIGN_SPEAKS 0x0400u /* beside a verb of saying */
#define SIGN_FIRST 0x0800u  /* at its sentence's beginning */
#define SIGN_PLURAL 0x1000u /* they; a name joined to another by "and" */
#define SIGN_REFLEXIVE 0x2000u
#define SIGN_APART 0x4000u      /* followed by a comma and what it adds */
#define SIGN_BRACKETS 0x8000u   /* in round brackets */
#define SIGN_FORENAME 0x10000u  /* the first word is a known forename */
#define SIGN_SURNAME 0x20000u   /* the last word is a known surname */
#define SIGN_COMMON 0x40000u    /* every word is an ordinary word too */
#define SIGN_CONJOINED 0x80000u /* "and NAME" follows or goes before */
#define SIGN_AFTER_BY 0x100000u /* "by" goes before: a byline, an agent */
#define SIGN_DEFINITE 0x200000u /* of a description: the, this */
#define SIGN_KIN 0x400000u      /* of a role: his wife, the mayor's brother */
#define SIGN_OWNED 0x800000u    /* of a role: its owner is named (Oman's) */
#define SIGN_WEAK 0x1000000u /* of a name: no name, as its paragraph has it */
#define SIGN_SUBORDINATE 0x2000000u  /* when, because, that goes before */
#define SIGN_REPORTED 0x4000000u     /* a verb of saying: told her that he */
#define SIGN_SPOKEN_OF 0x8000000u    /* "..., he said of her" goes before */
#define SIGN_MODIFIER 0x10000000u    /* "the Holt years", "post-Holt" */
#define SIGN_BODY 0x20000000u        /* as bodies stand: Acme shares */
#define SIGN_MOSTLY_MALE 0x40000000u /* a forename of both, mostly a man's */
#define SIGN_MOSTLY_FEMALE 0x80000000u
#define SIGN_ODDS_SHIFT 32u /* above these: the tagger's odds */

#define NO_ONE STET_NONE

struct said {
    uint32_t kind; /* SAID_ */
    Span tokens;
    uint32_t signs;
    uint32_t person;     /* index of a name, NO_ONE */
    uint32_t pronoun;    /* or index of a pronoun among the finds, NO_ONE */
    uint32_t head;       /* of a role or description: its noun's token */
    int64_t age;         /* of an age: years */
    Str value;           /* of an affiliation: "Republican, Nebraska" */
    uint16_t confidence; /* per mille */
};

struct people {
    const struct view *view;
    struct tagged *names;
    uint32_t name_count;
    uint32_t *name_at; /* for each token: index of the name over it, NO_ONE */
    uint32_t *pronoun_at; /* for each token: index of the pronoun, NO_ONE */
    struct arena *arena;
    struct said *said;
    uint32_t said_count, said_room;
    uint8_t *taken; /* for each token: 1 when a role covers it */
};

/* Reads what the view says of `names`; finds are in the order of discovery,
 * in `arena`. The names are borrowed; one that turns out to be an affiliation
 * gets the type 0. */
void people_read(struct people *self, const struct view *view,
                 struct tagged *names, uint32_t name_count,
                 struct arena *arena);

/* How name `index` stands in its sentence: SIGN_ bits, odds above them. */
uint64_t people_signs(const struct people *self, uint32_t index);

/* The token is one that can head what a person is: senator, widow, baker. */
bool people_is_role_head(const struct view *view, uint32_t at);

#endif

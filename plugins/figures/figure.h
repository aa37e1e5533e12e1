/*
 * figure - what a figure of a text is: its kind, its value, its unit.
 *
 * The constants here are those that the rules use (*.rules), and the names
 * that annotations carry.
 */
#ifndef FIGURES_FIGURE_H
#define FIGURES_FIGURE_H

#include "figures/amount.h"

typedef enum FigureKind {
    FIGURE_CARDINAL,
    FIGURE_ORDINAL,
    FIGURE_MONEY,
    FIGURE_PERCENT,
    FIGURE_QUANTITY,
    FIGURE_SUPERLATIVE,
    FIGURE_SCORE, /* 3–1, 212–187 */
    FIGURE_KINDS
} FigureKind;

/* What the words before or behind a figure make of it. */
typedef enum Mod {
    MOD_NONE,
    MOD_APPROX,
    MOD_LESS_THAN,
    MOD_MORE_THAN,
    MOD_EQUAL_OR_LESS,
    MOD_EQUAL_OR_MORE
} Mod;

/* How a superlative begins. */
typedef enum Head {
    HEAD_NONE,
    HEAD_EST,    /* highest, best */
    HEAD_MOST,   /* most ... */
    HEAD_ONLY,   /* the only */
    HEAD_RANK,   /* the first, its third */
    HEAD_RECORD, /* a record */
    HEAD_SURE    /* unprecedented, record high */
} Head;

#define UNIT_TEXT_MAX 20u

typedef struct Found {
    uint32_t first, end;             /* tokens */
    uint32_t core_first, core_end;   /* those of its number */
    uint32_t scope_first, scope_end; /* of a superlative: among what it is */
    FigureKind kind;
    Mod mod;
    bool has_value, has_high;
    bool is_twisted;          /* "million billion" */
    bool is_open;             /* the story has to say which unit: "$", "°" */
    bool is_doubled;          /* "$5 dollars" */
    Amount value, high;       /* from value to high, where it has a high */
    char unit[UNIT_TEXT_MAX]; /* "GBP", "km/h", "%"; "$" for a currency that
                                 the story has to settle (countries.h) */
    uint32_t unit_len;
    const char *rule;
} Found;

static inline Str found_unit(const Found *found)
{
    return (Str){found->unit, found->unit_len};
}

/* TIMEX3's words, as dates have them; empty for MOD_NONE. */
static inline Str mod_name(Mod mod)
{
    static const Str names[] = {
        STR_INIT(""),
        STR_INIT("APPROX"),
        STR_INIT("LESS_THAN"),
        STR_INIT("MORE_THAN"),
        STR_INIT("EQUAL_OR_LESS"),
        STR_INIT("EQUAL_OR_MORE"),
    };

    return names[mod];
}

#endif

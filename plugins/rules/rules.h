/*
 * rules - one matcher made of many readable rules.
 *
 * A file of rules (*.rules; plugins/rules/README.md is its grammar) names
 * classes of words, patterns over them and what a match means. The program
 * rulec compiles such files, when the project is built, into the tables below:
 *
 *     words     folded word -> its kind, and its value in each class
 *     kinds     words that no pattern tells apart are one kind
 *     states    a deterministic automaton over kinds that runs all patterns
 *               at once: next[state * kinds + kind]
 *     program   the same patterns as instructions, one after another; run
 *               over a found match only, to see which word filled which slot
 *
 *     items     last   week    's    3       .
 *     kinds      17     40      2    88      3       0 is "in no rule"
 *     states   1 --> 30 --> 77 -> 0               longest accepting: 77
 *
 * A plugin turns tokens into items: a word of the table, or a shape that it
 * recognised itself (a number, a clock time), with a value. Patterns have no
 * repetition, so a match is at most rules_table.longest items long and the
 * time for a text is linear in its items, whatever they are.
 *
 * Of several patterns that match at a place, the longest wins; of several as
 * long, the first in the file.
 *
 * Threads: tables are constant; everything here is pure.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include "stet/text.h"

#define RULES_SLOTS_MAX 64u
#define RULES_NO_WORD UINT16_MAX
#define RULES_TEXT_MAX 8u /* bytes of a value that is a text */

/* What an item is, as the rules see it. */
typedef struct RulesItem {
    uint32_t first, end; /* tokens; two items may share one ("2pm") */
    uint16_t kind;       /* 0: in no rule */
    uint16_t word;       /* index into words, or RULES_NO_WORD for a shape */
    uint32_t shape;      /* of the plugin's enum; where word is none */
    int64_t value;       /* of a shape */
} RulesItem;

typedef struct RulesWord {
    const char *text; /* folded */
    uint16_t len;
    uint16_t kind;
    uint16_t first_value, value_count; /* into values */
} RulesWord;

/* `word` has `value` where it is used as a member of `cls`. */
typedef struct RulesValue {
    uint16_t cls;
    uint16_t is_item; /* 1: the item's own value, not this one */
    int64_t value;
} RulesValue;

#define RULES_CLASS 0u  /* a: class, b: slot or RULES_NO_SLOT */
#define RULES_SPLIT 1u  /* go on at a, else at b */
#define RULES_JUMP 2u   /* go on at a */
#define RULES_SET 3u    /* a: slot, value */
#define RULES_ACCEPT 4u /* a: pattern */
#define RULES_NO_SLOT UINT16_MAX

typedef struct RulesCode {
    uint16_t op;
    uint16_t a, b;
    int64_t value;
} RulesCode;

typedef struct RulesPattern {
    uint16_t rule;
    uint16_t start; /* into code */
} RulesPattern;

typedef struct RulesRule {
    const char *name;
    uint16_t action;
    uint16_t first_constant, constant_count; /* into constants */
} RulesRule;

typedef struct RulesConstant {
    uint16_t slot;
    int64_t value;
} RulesConstant;

typedef struct rules_table {
    const RulesWord *words;
    uint32_t word_count;
    const uint16_t *buckets; /* by hash; word index + 1, open addressing */
    uint32_t bucket_mask;
    const RulesValue *values;
    const uint16_t *shape_values; /* of shape s: values [s] to [s + 1] */
    const uint16_t *shape_kinds;
    const uint16_t *next; /* states * kinds; state 0 is dead, 1 the start */
    uint32_t kind_count;
    const uint16_t *accept; /* of a state: pattern + 1, or 0 */
    const RulesCode *code;
    const RulesPattern *patterns;
    const RulesRule *rules;
    const RulesConstant *constants;
    uint32_t longest; /* items */
} rules_table;

/* What a match put into the slots; `filled` has bit s where slot s has a
 * value. */
typedef struct RulesSlots {
    uint64_t filled;
    int64_t value[RULES_SLOTS_MAX];
} RulesSlots;

typedef struct RulesMatch {
    uint32_t end;     /* items; the match is [at, end) */
    uint16_t pattern; /* into patterns */
    uint16_t rule;    /* into rules */
    uint32_t read;    /* items looked at, found or not; at most longest + 1 */
} RulesMatch;

/* The index of the word `folded`, whose hash is stet_hash(folded), or
 * RULES_NO_WORD. */
uint16_t rules_word(const rules_table *table, uint32_t hash, stet_str folded);

/* An item of the shape `shape` (the enum that rulec wrote). */
RulesItem rules_shape(const rules_table *table, uint32_t shape, int64_t value);

/* The longest match that begins at item `at`. Returns 1, or 0 for none, and
 * then only `read` is set. */
int rules_match(const rules_table *table, const RulesItem *items,
                uint32_t count, uint32_t at, RulesMatch *out_match);

/* Fills the slots of a match that rules_match() found at `at`: the rule's
 * constants first, then what its words say. */
void rules_bind(const rules_table *table, const RulesItem *items, uint32_t at,
                const RulesMatch *match, RulesSlots *out_slots);

/* The value that `item` has as a member of the class `cls` (PREFIX_CLASS_NAME;
 * the rules name it as a lookup). Returns 1, or 0 for no member. */
int rules_value(const rules_table *table, const RulesItem *item, uint32_t cls,
                int64_t *out_value);

/* The text that the rules gave as a value in quotes; returns its length. */
uint32_t rules_text(int64_t value, char out_text[RULES_TEXT_MAX]);

static inline int rules_has(const RulesSlots *slots, uint32_t slot)
{
    return (int)(slots->filled >> slot & 1u);
}

/* The slot's value, or `otherwise` where it is not filled. */
static inline int64_t rules_get(const RulesSlots *slots, uint32_t slot,
                                int64_t otherwise)
{
    return rules_has(slots, slot) ? slots->value[slot] : otherwise;
}

#endif

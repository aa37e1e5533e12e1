/*
 * jot - JSON as it is written, one value behind the other.
 *
 * jansson reads; what Stet writes comes from here, straight into an out: no
 * tree is built, numbers come out as they were found ("3.20" of a story stays
 * "3.20"), and fields of somebody else's record pass through byte for byte.
 *
 *     jot_open(&jot, '{');
 *     jot_key(&jot, "start");
 *     jot_uint(&jot, 12);
 *     jot_close(&jot, '}');
 *
 * Commas are put where they belong. Nesting ends at JOT_DEPTH_MAX, which is
 * a matter of our own formats and so asserted.
 */
#ifndef REPORT_JOT_H
#define REPORT_JOT_H

#include "report/out.h"

#define JOT_DEPTH_MAX 31u

struct jot {
    struct out *out;     /* borrowed */
    uint32_t depth;      /* open brackets */
    uint32_t has_member; /* bit n: a comma is due at depth n */
};

void jot_open(struct jot *self, char bracket);
void jot_close(struct jot *self, char bracket);
void jot_key(struct jot *self, const char *key);
void jot_str(struct jot *self, Str text); /* valid UTF-8 */
void jot_uint(struct jot *self, uint64_t number);
void jot_bool(struct jot *self, int is_true);
void jot_null(struct jot *self);

/* A value that is JSON already. */
void jot_raw(struct jot *self, Str json);

/* `text` as a number where it is one by JSON's grammar, else as a string. */
void jot_decimal(struct jot *self, Str text);

/* Per mille, as a decimal: 980 is 0.98. */
void jot_per_mille(struct jot *self, uint32_t per_mille);

/* A whole number in an attribute. */
void jot_int(struct jot *self, int64_t number);

/* A name that we count: "e12". */
void jot_numbered(struct jot *self, char prefix, uint32_t number);

#endif

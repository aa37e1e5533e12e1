/*
 * record - one line of a JSON Lines file, taken apart.
 *
 * Of a record we understand the text, its date and its language; everything
 * else belongs to whoever made it and must come out as it went in, to the
 * byte: numbers keep their digits, ids keep their type. So the line is
 * checked by jansson and its members are then kept as the slices they are.
 */
#ifndef REPORT_RECORD_H
#define REPORT_RECORD_H

#include "text/arena.h"

typedef struct RecordMember {
    Str key;  /* as written, without its quotation marks */
    Str json; /* as written */
} RecordMember;

struct record {
    Str text;     /* decoded, in the arena */
    Str date;     /* of "dct": "2026-03-04", or empty */
    Str language; /* of "languageId", or empty */
    uint32_t member_count;
    const RecordMember *members; /* all of them, in their order */
};

/* Takes `line` apart; 0, or -EINVAL and *out_words says what is wrong with it
 * (in the arena). */
int record_parse(Str line, struct arena *arena, struct record *out_record,
                 Str *out_words);

#endif

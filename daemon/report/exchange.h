/*
 * exchange - the record that scorers and other programs read.
 *
 * One story in, one line of JSON out: its quotations, entities, pronouns and
 * findings, with offsets in the units that the caller chose. This is the one
 * place in the daemon that knows layers by their names; it knows those of
 * plugins/README.md, "The layers that ship":
 *
 *     quote    -> quotes, not_quotes
 *     name     -> entities (PERSON ... AGE), pronouns
 *     date     -> entities (DATE TIME DURATION SET)
 *     figure   -> entities (CARDINAL ... SUPERLATIVE)
 *     findings -> findings
 *
 * An entity's type is the tail of its kind in upper case, so that a kind that
 * is added to one of these layers comes out without a change here.
 *
 * Threads: immutable once made. [any]
 */
#ifndef REPORT_EXCHANGE_H
#define REPORT_EXCHANGE_H

#include "report/article.h"
#include "report/jot.h"
#include "report/record.h"
#include "report/units.h"

struct exchange;

struct exchange *exchange_new(const struct registry *registry);
void exchange_free(struct exchange *self);

/* Writes what `article` was read as, as one line: the members of `record`
 * but its text and what is found anew, then what was found. */
void exchange_write(const struct exchange *self, const struct article *article,
                    const struct record *record, Encoding offsets,
                    struct out *out);

#endif

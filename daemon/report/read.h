/*
 * read - a story as Stet reads it, for a person.
 *
 *     1  what it is: name, date, words, counts
 *     2  the story itself; beside it, who is speaking
 *     3  the cast: everybody and everything named, with what is said of them
 *     4  every quotation: who, what, how
 *     5  every fact with its value
 *     6  what to look at
 *
 * On a terminal, a speaker has one colour throughout: beside the story, in
 * it, in the cast. In a pipe the same page comes without colour, and what is
 * listed stands on one line each, however long, so that grep finds it.
 */
#ifndef REPORT_READ_H
#define REPORT_READ_H

#include "report/article.h"
#include "report/look.h"

/* Writes the reading of `article`, which has been analysed. */
void read_write(const struct article *article, const Look *look,
                struct out *out);

#endif

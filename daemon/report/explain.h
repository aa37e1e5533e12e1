/*
 * explain - why a place in a story was read as it was.
 *
 * For each annotation that touches the place: what it is, what it carries and
 * what it is linked to; then the reasons that its plugin gave, in the
 * plugin's own words. The article must have been read with is_explaining.
 */
#ifndef REPORT_EXPLAIN_H
#define REPORT_EXPLAIN_H

#include "report/article.h"
#include "report/look.h"

/* Writes what is known of bytes `place`; false where there is nothing. */
bool explain_write(const struct article *article, Span place, const Look *look,
                   struct out *out);

#endif

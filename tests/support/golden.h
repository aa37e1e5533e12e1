/*
 * golden - what came out, against what is kept.
 *
 * With STET_UPDATE set in the environment the kept file is written anew, and
 * the difference is for a person to review.
 */
#ifndef SUPPORT_GOLDEN_H
#define SUPPORT_GOLDEN_H

#include "text/str.h"

/* Fails the running test unless `text` is the file at `path`, byte for byte;
 * what came out is then left in PATH.actual under the working folder. */
void golden_assert(const char *path, Str text);

#endif

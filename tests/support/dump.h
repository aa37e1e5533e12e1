/*
 * dump - everything an analysis holds, as text, so that two can be compared
 * and a difference can be read.
 */
#ifndef SUPPORT_DUMP_H
#define SUPPORT_DUMP_H

#include "engine/analysis.h"

/* Ends in NUL behind its last byte. */
Str dump_analysis(const struct analysis *analysis, struct arena *arena);

/* The version's blocks, their bytes, kinds and states. */
Str dump_version(const struct version *version, struct arena *arena);

#endif

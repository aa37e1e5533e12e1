/*
 * hash - 64 bits for any bytes, to find equal content quickly.
 *
 * Not for secrets and not kept on disk: whoever acts on equality compares the
 * bytes too. Eight bytes at a step, multiplied into 128 bits and folded, in
 * the manner of wyhash (Wang Yi).
 */
#ifndef TEXT_HASH_H
#define TEXT_HASH_H

#include "text/str.h"

/* The hash of `len` bytes; `seed` tells apart, or chains, several. */
uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed);

#endif

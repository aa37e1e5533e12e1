/*
 * checksum - CRC-32 (IEEE 802.3, as in zlib and PNG).
 *
 * A model of a few megabytes is checked whenever Stet starts, so this has to
 * take a millisecond and no more: by carry-less multiplication where the
 * machine has it, else by tables, sixteen bytes a step.
 */
#ifndef LEARN_CHECKSUM_H
#define LEARN_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

uint32_t checksum(const void *bytes, size_t len);

#endif

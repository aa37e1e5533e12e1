/*
 * checksum - CRC-32 (IEEE 802.3, as in zlib and PNG), sixteen bytes a step.
 *
 * A model of a few megabytes is checked whenever Stet starts, so this has to
 * take a millisecond or two and no more.
 */
#ifndef LEARN_CHECKSUM_H
#define LEARN_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

uint32_t checksum(const void *bytes, size_t len);

#endif

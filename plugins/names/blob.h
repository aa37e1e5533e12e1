/*
 * blob - little-endian tables that are linked in as bytes.
 *
 * The tables are committed files, made by scripts and included by blobs.S
 * into the read-only part of the plugin. Numbers are put together from bytes,
 * so the same file serves every machine.
 */
#ifndef NAMES_BLOB_H
#define NAMES_BLOB_H

#include <stdint.h>

extern const uint8_t names_blob_gaz[];  /* gazetteer/names.gaz */
extern const uint8_t names_blob_tags[]; /* train/names.tags */

static inline uint32_t blob_u16(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static inline uint32_t blob_u32(const uint8_t *at)
{
    return blob_u16(at) | blob_u16(at + 2) << 16;
}

#endif

#include "names/gazetteer.h"

#include "names/blob.h"

#include "stet/text.h"

/* magic[8], count, bucket[65537], entries of 4 bytes */
#define COUNT_AT 8u
#define BUCKETS_AT 12u
#define ENTRIES_AT (BUCKETS_AT + 65537u * 4u)

uint32_t gaz_count(void)
{
    return blob_u32(names_blob_gaz + COUNT_AT);
}

uint32_t gaz_phrase(uint32_t hash)
{
    const uint8_t *bucket = names_blob_gaz + BUCKETS_AT + (hash >> 16) * 4u;
    uint32_t end = blob_u32(bucket + 4);

    for (uint32_t i = blob_u32(bucket); i < end; i++) {
        const uint8_t *entry = names_blob_gaz + ENTRIES_AT + i * 4u;
        if (blob_u16(entry) == (hash & 0xFFFFu))
            return blob_u16(entry + 2);
    }
    return 0;
}

uint32_t gaz_one_sex(uint32_t token_hash)
{
    return gaz_phrase(
        gaz_mix(gaz_mix(0, token_hash), stet_hash(STR("of one sex"))));
}

/*
 * Lines of JSON from anybody: whatever jansson accepts, the slices of its
 * members must lie inside the line.
 */
#include "report/record.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    Str line = {(const char *)data, (uint32_t)size};
    struct record record;
    Str words;

    if (record_parse(line, &arena, &record, &words) == 0) {
        for (uint32_t i = 0; i < record.member_count; i++) {
            const RecordMember *member = &record.members[i];
            if (member->key.ptr < line.ptr + 1 || !member->json.len ||
                member->json.ptr + member->json.len > line.ptr + line.len)
                abort();
        }
    }
    arena_release(&arena);
    return 0;
}

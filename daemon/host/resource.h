/*
 * resource - files that lie beside a plugin, mapped for it read-only.
 *
 * What backs the extension "stet.resource/1". Each file is mapped once and
 * stays until the plugin is unloaded; its pages are shared between processes
 * and cost nothing until they are read.
 */
#ifndef HOST_RESOURCE_H
#define HOST_RESOURCE_H

#include "text/arena.h"

#define RESOURCES_MAX 16u               /* files a plugin may have */
#define RESOURCE_BYTES_MAX (256u << 20) /* of one file */

typedef struct Resource {
    char name[64];
    void *bytes;
    size_t len;
} Resource;

/* Zeroed but for `folder` is valid and empty. */
struct resources {
    Str folder; /* ends in NUL behind its last byte */
    uint32_t count;
    Resource items[RESOURCES_MAX];
};

/* As stet_resource_v1.map says. [loop] */
int32_t resources_map(struct resources *self, Str name, const void **out_bytes,
                      uint64_t *out_len);

void resources_release(struct resources *self);

#endif

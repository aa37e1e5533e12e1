/*
 * A stet.json of any bytes: whatever is said of it must lie inside it.
 */
#include "config/config.h"
#include "config/files.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct registry *registry = registry_new();
    json_t *plugins = json_object();
    json_t *schema = config_schema(plugins, registry);
    FileReading reading =
        files_parse((Str){(const char *)data, (uint32_t)size}, schema, &arena);

    for (uint32_t i = 0; i < reading.problem_count; i++) {
        Span span = reading.problems[i].span;
        if (span.start > span.end || span.end > size)
            abort();
    }
    const json_t *layer = reading.value;
    config_unref(config_new(&layer, 1));
    json_decref(reading.value);
    json_decref(schema);
    json_decref(plugins);
    registry_free(registry);
    arena_release(&arena);
    return 0;
}

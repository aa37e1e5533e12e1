#include "host/resource.h"

#include "host/search.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name with no path in it, short enough to keep. */
static bool name_sound(Str name)
{
    Resource probe;

    return name.len > 0 && name.len < sizeof probe.name && name.ptr[0] != '.' &&
           !memchr(name.ptr, '/', name.len) &&
           !memchr(name.ptr, '\0', name.len);
}

static int32_t map_file(const char *path, Resource *out)
{
    struct arena scratch = {0};
    struct stat stat_;
    int error = 0, fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return -errno;
    bool is_trusted = search_distrust(path, &scratch).len == 0;
    arena_release(&scratch);
    if (fstat(fd, &stat_) < 0)
        error = -errno;
    else if (!S_ISREG(stat_.st_mode) || stat_.st_size == 0)
        error = -EINVAL;
    else if (!is_trusted)
        error = -EACCES;
    else if ((uint64_t)stat_.st_size > RESOURCE_BYTES_MAX)
        error = -EFBIG;
    if (!error) {
        out->len = (size_t)stat_.st_size;
        out->bytes = mmap(NULL, out->len, PROT_READ, MAP_PRIVATE, fd, 0);
        error = out->bytes == MAP_FAILED ? -errno : 0;
    }
    close(fd);
    return error;
}

int32_t resources_map(struct resources *self, Str name, const void **out_bytes,
                      uint64_t *out_len)
{
    char path[4096];

    if (!name_sound(name))
        return -EINVAL;
    for (uint32_t i = 0; i < self->count; i++)
        if (str_eq(str_from_c(self->items[i].name), name)) {
            *out_bytes = self->items[i].bytes;
            *out_len = self->items[i].len;
            return 0;
        }
    if (self->count == RESOURCES_MAX)
        return -EINVAL;

    Resource *item = &self->items[self->count];
    int len = snprintf(path, sizeof path, "%.*s/%.*s", STR_ARG(self->folder),
                       STR_ARG(name));
    if (len < 0 || (size_t)len >= sizeof path)
        return -EINVAL;
    int32_t error = map_file(path, item);
    if (error < 0)
        return error;
    snprintf(item->name, sizeof item->name, "%.*s", STR_ARG(name));
    self->count++;
    *out_bytes = item->bytes;
    *out_len = item->len;
    return 0;
}

void resources_release(struct resources *self)
{
    for (uint32_t i = 0; i < self->count; i++)
        munmap(self->items[i].bytes, self->items[i].len);
    self->count = 0;
}

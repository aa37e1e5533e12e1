#include "report/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static Str file_name(const struct feed *self)
{
    const char *path = self->paths[self->path_at];

    return strcmp(path, "-") == 0 ? STR("<stdin>") : str_from_c(path);
}

static int complain(const struct feed *self, int code, const char *what,
                    struct out *err)
{
    out_str(err, STR("stet: "));
    out_clean(err, file_name(self));
    out_format(err, ": %s\n", what);
    return code;
}

static int open_next(struct feed *self, struct out *err)
{
    const char *path = self->paths[self->path_at];

    self->line = 0;
    self->start = self->len = self->searched = 0;
    self->is_skipping = false;
    self->file = strcmp(path, "-") == 0 ? STDIN_FILENO
                                        : open(path, O_RDONLY | O_CLOEXEC);
    if (self->file < 0) {
        int code = errno;
        complain(self, -code, strerror(code), err);
        self->path_at++;
        return -code;
    }
    self->is_open = true;
    return 0;
}

static void close_file(struct feed *self)
{
    if (self->is_open && self->file != STDIN_FILENO)
        close(self->file);
    self->is_open = false;
    self->path_at++;
}

/* Reads some more; bytes, 0 at the end, or a negative errno. */
static ssize_t read_more(struct feed *self)
{
    if (self->start > 0) {
        memmove(self->bytes, self->bytes + self->start, self->len);
        self->start = 0;
    }
    if (self->len == self->capacity) {
        size_t capacity = self->capacity ? self->capacity * 2 : 65536;
        char *bytes = realloc(self->bytes, capacity);
        if (!bytes)
            return -ENOMEM;
        self->bytes = bytes;
        self->capacity = capacity;
    }
    for (;;) {
        ssize_t got = read(self->file, self->bytes + self->len,
                           self->capacity - self->len);
        if (got >= 0)
            self->len += (size_t)got;
        else if (errno == EINTR)
            continue;
        return got < 0 ? -errno : got;
    }
}

/* Bytes up to the next break, or SIZE_MAX where there is none yet. */
static size_t find_break(struct feed *self)
{
    const char *from = self->bytes + self->start;
    size_t left = self->len - self->searched;
    const char *found = left ? memchr(from + self->searched, '\n', left) : NULL;

    self->searched = found ? 0 : self->len;
    return found ? (size_t)(found - from) : SIZE_MAX;
}

static bool is_blank(Str line)
{
    for (uint32_t at = 0; at < line.len; at++)
        if (!memchr(" \t\r", line.ptr[at], 3))
            return false;
    return true;
}

/* Hands on `len` bytes and drops `taken`. False where it is no line. */
static bool take(struct feed *self, size_t len, size_t taken,
                 struct arena *arena, FeedLine *out_line)
{
    Str line = {self->bytes + self->start, (uint32_t)len};
    bool is_line = !self->is_skipping && !is_blank(line);

    self->line++;
    self->is_skipping = false;
    if (is_line)
        *out_line =
            (FeedLine){file_name(self), self->line, arena_copy(arena, line)};
    self->start += taken;
    self->len -= taken;
    return is_line;
}

/* The rest of a line that is too long is dropped as it comes. */
static int drop(struct feed *self, struct out *err)
{
    bool is_first = !self->is_skipping;

    self->is_skipping = true;
    self->start = self->len = self->searched = 0;
    if (!is_first)
        return 0;
    char what[96];
    snprintf(what, sizeof what, "line %u is longer than %u MB: split it",
             (unsigned)self->line + 1, FEED_LINE_MAX >> 20);
    return complain(self, -EFBIG, what, err);
}

/* One step of the file that is open: 1 a line, 0 none yet, or an error. */
static int step(struct feed *self, struct arena *arena, FeedLine *out_line,
                struct out *err)
{
    size_t len = find_break(self);

    if (len != SIZE_MAX)
        return take(self, len, len + 1, arena, out_line);
    if (self->len > FEED_LINE_MAX)
        return drop(self, err);
    ssize_t got = read_more(self);
    if (got > 0)
        return 0;
    if (got < 0) {
        int status = complain(self, (int)got, strerror((int)-got), err);
        close_file(self);
        return status;
    }
    bool is_line =
        self->len && take(self, self->len, self->len, arena, out_line);
    close_file(self);
    return is_line;
}

int feed_next(struct feed *self, struct arena *arena, FeedLine *out_line,
              struct out *err)
{
    while (self->is_open || self->path_at < self->path_count) {
        int status = self->is_open ? 0 : open_next(self, err);
        if (status == 0)
            status = step(self, arena, out_line, err);
        if (status != 0)
            return status;
    }
    return 0;
}

void feed_release(struct feed *self)
{
    if (!self)
        return;
    if (self->is_open && self->file != STDIN_FILENO)
        close(self->file);
    free(self->bytes);
    *self = (struct feed){0};
}

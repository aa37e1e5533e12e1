#include "protocol/uri.h"

#include "protocol/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>

/* A URI in its parts (RFC 3986 section 3), all borrowed from it. */
typedef struct UriParts {
    Slice scheme;    /* without ':'; absent where there is none */
    Slice authority; /* without "//"; absent where there is none */
    Slice path;
    Slice rest; /* from '?' or '#' on */
} UriParts;

/* Text being made; `bytes` has room for all that may come. */
struct spelling {
    char *bytes;
    size_t len;
};

static bool is_alpha(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_one_of(char byte, const char *set)
{
    return byte && strchr(set, byte);
}

/* RFC 3986 "unreserved": escaping them changes nothing. */
static bool is_unreserved(char byte)
{
    return is_alpha(byte) || is_digit(byte) || is_one_of(byte, "-._~");
}

/* What stands in a path as itself: unreserved, sub-delims, ':', '@'. */
static bool is_path_byte(char byte)
{
    return is_unreserved(byte) || is_one_of(byte, "!$&'()*+,;=:@");
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

static int hex_digit(char byte)
{
    byte = lower(byte);
    if (is_digit(byte))
        return byte - '0';
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The byte that begins at `at` and, in `*out_len`, the bytes that spell it. */
static char byte_at(Slice text, size_t at, size_t *out_len)
{
    *out_len = 1;
    if (text.ptr[at] != '%' || text.len - at < 3)
        return text.ptr[at];

    int high = hex_digit(text.ptr[at + 1]), low = hex_digit(text.ptr[at + 2]);
    if (high < 0 || low < 0)
        return '%';
    *out_len = 3;
    return (char)(high * 16 + low);
}

static Slice cut(Slice text, size_t start, size_t end)
{
    return (Slice){start ? text.ptr + start : text.ptr, end - start};
}

/* The first byte of `text` that is in `set`; the end where none is. */
static size_t find(Slice text, const char *set)
{
    size_t at = 0;

    while (at < text.len && !is_one_of(text.ptr[at], set))
        at++;
    return at;
}

/* Bytes of the scheme, its ':' not included; 0 where there is none. */
static size_t scheme_len(Slice uri)
{
    size_t at = 0;

    if (uri.len == 0 || !is_alpha(uri.ptr[0]))
        return 0;
    while (at < uri.len && (is_alpha(uri.ptr[at]) || is_digit(uri.ptr[at]) ||
                            is_one_of(uri.ptr[at], "+-.")))
        at++;
    return at < uri.len && uri.ptr[at] == ':' ? at : 0;
}

static UriParts split(Slice uri)
{
    UriParts parts = {0};
    size_t len = scheme_len(uri);

    if (len) {
        parts.scheme = cut(uri, 0, len);
        uri = cut(uri, len + 1, uri.len);
    }
    size_t rest = find(uri, "?#");
    parts.rest = cut(uri, rest, uri.len);
    parts.path = cut(uri, 0, rest);
    if (rest < 2 || memcmp(uri.ptr, "//", 2) != 0)
        return parts;

    Slice after = cut(parts.path, 2, rest);
    size_t slash = find(after, "/");
    parts.authority = cut(after, 0, slash);
    parts.path = cut(after, slash, after.len);
    return parts;
}

static bool same_name(Slice text, Slice name)
{
    return text.len == name.len &&
           strncasecmp(text.ptr, name.ptr, name.len) == 0;
}

static bool is_file(const UriParts *parts)
{
    return same_name(parts->scheme, SLICE("file"));
}

static bool is_here(Slice authority)
{
    return authority.len == 0 || same_name(authority, SLICE("localhost"));
}

static void put(struct spelling *self, char byte)
{
    self->bytes[self->len++] = byte;
}

static void put_all(struct spelling *self, Slice text)
{
    if (text.len)
        memcpy(self->bytes + self->len, text.ptr, text.len);
    self->len += text.len;
}

static void put_lower(struct spelling *self, Slice text)
{
    for (size_t i = 0; i < text.len; i++)
        put(self, lower(text.ptr[i]));
}

static void put_escaped(struct spelling *self, char byte)
{
    static const char digits[] = "0123456789ABCDEF";
    unsigned char value = (unsigned char)byte;

    put(self, '%');
    put(self, digits[value >> 4]);
    put(self, digits[value & 15]);
}

/* One step of a path, without its slashes, every byte spelled the one way. */
static void put_step(struct spelling *self, Slice step)
{
    for (size_t at = 0, len; at < step.len; at += len) {
        char byte = byte_at(step, at, &len);
        if (is_path_byte(byte))
            put(self, byte);
        else
            put_escaped(self, byte);
    }
}

/* Back over the last step that was put: "/a/b" becomes "/a". */
static void drop_step(struct spelling *self, size_t root)
{
    while (self->len > root && self->bytes[--self->len] != '/')
        ;
}

/* A path from after its first slash; "." and ".." are followed (RFC 3986
 * section 5.2.4), also where they are escaped. */
static void put_path(struct spelling *self, Slice steps)
{
    size_t root = self->len;

    for (bool last = false; !last;) {
        Slice step = cut(steps, 0, find(steps, "/"));
        size_t before = self->len;
        last = step.len == steps.len;
        steps = cut(steps, step.len + !last, steps.len);

        put(self, '/');
        put_step(self, step);
        Slice made = {self->bytes + before + 1, self->len - before - 1};
        bool up = slice_eq(made, SLICE(".."));
        if (!up && !slice_eq(made, SLICE(".")))
            continue;
        self->len = before;
        if (up)
            drop_step(self, root);
        if (last)
            put(self, '/');
    }
}

/* Without the slash it begins with, if it does. */
static Slice steps_of(Slice path)
{
    return cut(path, path.len && path.ptr[0] == '/', path.len);
}

/* "/C:/x" to "/c:/x": Windows does not tell them apart. */
static void lower_drive(char *path, size_t len)
{
    if (len >= 3 && is_alpha(path[1]) && path[2] == ':' &&
        (len == 3 || path[3] == '/'))
        path[1] = lower(path[1]);
}

/* Whether a byte of a URI stands as itself where its meaning is not ours. */
static bool is_plain(char byte)
{
    return (unsigned char)byte > ' ' && (unsigned char)byte < 0x7F &&
           byte != '%';
}

/* A host: no case, and nothing in it that is no character of a URI. */
static void put_host(struct spelling *self, Slice host)
{
    for (size_t at = 0, len; at < host.len; at += len) {
        char byte = byte_at(host, at, &len);
        if (is_unreserved(byte) || (len == 1 && is_plain(byte)))
            put(self, lower(byte));
        else
            put_escaped(self, byte);
    }
}

/* Keeps what is reserved as it is: only the scheme knows what it means. */
static void put_opaque(struct spelling *self, Slice text)
{
    for (size_t at = 0, len; at < text.len; at += len) {
        char byte = byte_at(text, at, &len);
        if (is_unreserved(byte) || (len == 1 && is_plain(byte)))
            put(self, byte);
        else
            put_escaped(self, byte);
    }
}

/* What has no scheme is no URI: nothing in it is taken for an escape that
 * could as well not be, since that might make it one. */
static void put_name(struct spelling *self, Slice text)
{
    for (size_t at = 0, len; at < text.len; at += len) {
        char byte = byte_at(text, at, &len);
        if (len == 1 && is_plain(byte))
            put(self, byte);
        else
            put_escaped(self, byte);
    }
}

static void put_file(struct spelling *self, const UriParts *parts)
{
    put_all(self, SLICE("file://"));
    if (!is_here(parts->authority))
        put_host(self, parts->authority);

    size_t start = self->len;
    put_path(self, steps_of(parts->path));
    lower_drive(self->bytes + start, self->len - start);
    put_opaque(self, parts->rest);
}

bool uri_is_file(Slice uri)
{
    UriParts parts = split(uri);

    return is_file(&parts);
}

char *uri_normal(Slice uri)
{
    UriParts parts = split(uri);
    struct spelling spelling = {.bytes = memory_get(uri.len * 3 + 16)};

    if (is_file(&parts)) {
        put_file(&spelling, &parts);
    } else if (parts.scheme.len == 0) {
        put_name(&spelling, uri);
    } else {
        put_lower(&spelling, parts.scheme);
        put_opaque(&spelling, cut(uri, parts.scheme.len, uri.len));
    }
    put(&spelling, '\0');
    return spelling.bytes;
}

int uri_to_path(Slice uri, char **out_path)
{
    UriParts parts = split(uri);

    if (!is_file(&parts) || parts.path.len == 0 || parts.path.ptr[0] != '/')
        return -EINVAL;
    if (!is_here(parts.authority))
        return -ENOTSUP;

    /* The normal spelling has the steps taken; it is unescaped in place. */
    struct spelling path = {.bytes = memory_get(parts.path.len * 3 + 1)};
    put_path(&path, steps_of(parts.path));
    size_t to = 0;
    for (size_t at = 0, len; at < path.len; at += len) {
        Slice made = {path.bytes, path.len};
        char byte = byte_at(made, at, &len);
        if (byte == '\0' || (byte == '/' && len == 3)) {
            free(path.bytes);
            return -EINVAL;
        }
        path.bytes[to++] = byte;
    }
    path.bytes[to] = '\0';
    *out_path = path.bytes;
    return 0;
}

int uri_from_path(Slice path, char **out_uri)
{
    if (path.len == 0 || path.ptr[0] != '/' || memchr(path.ptr, 0, path.len))
        return -EINVAL;

    struct spelling spelling = {.bytes = memory_get(path.len * 3 + 16)};
    put_all(&spelling, SLICE("file://"));
    size_t start = spelling.len;
    for (size_t at = 0; at < path.len; at++) {
        char byte = path.ptr[at];
        if (byte == '/' || is_path_byte(byte))
            put(&spelling, byte);
        else
            put_escaped(&spelling, byte);
    }
    put(&spelling, '\0');
    lower_drive(spelling.bytes + start, spelling.len - 1 - start);
    *out_uri = spelling.bytes;
    return 0;
}

/*
 * keystroke - how long an editor waits for Stet after a key.
 *
 *     bench_keystroke [BUILD [FILE...]]       (build/release)
 *
 * A FILE is a story, or, named *.jsonl, a story a line in "text"; without one
 * it is ../shared/gold/quotes/polnear.train.jsonl, or, where that is missing,
 * the story that ships with Stet, again and again with other names.
 *
 * `stet serve` and this program run on one core. Documents of 10 KB, 100 KB
 * and 1 MB are put together from the stories; then 200 characters are typed
 * into each, at eight places, and after each one the hints of 60 lines are
 * asked for, in the same write, as editors do:
 *
 *     didChange + inlayHint ------>  stet serve
 *                           <------  publishDiagnostics, where they changed
 *                           <------  the hints
 *
 * A key's time ends when the answer with the hints of its version is there;
 * the server publishes a version's diagnostics before it. Beside it stands a
 * floor: a process that is sent the same messages, parses them, copies the
 * document's text with the change in it, reads that once for UTF-8 and line
 * breaks, and answers. Both are measured with the rule plugins alone (those
 * without a network) and with every plugin. "cpu" is what the server's process
 * used for a key, which a busy machine disturbs least.
 *
 * Then: hovers in a small document and in the large one itself while 10 MB are
 * analysed, and the peak of memory after the edits in 1 MB.
 *
 * Ends with 1 where a bound is missed.
 */
#include "protocol/frame.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KEYS 200
#define PLACES 8 /* in a document, where so many keys each are typed */
#define LINES_SEEN 60
#define PAUSE_NS 2000000 /* between keys: a person is slower */
#define HOVERS_MAX 20000
#define BIG (10u << 20)

static const char uri[] = "file:///bench/story.txt";
static const char other_uri[] = "file:///bench/other.txt";

/* What goes wrong here is the end: it is a benchmark. */
static void fail(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("bench_keystroke: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(2);
}

static void *get(void *memory, size_t size)
{
    memory = realloc(memory, size ? size : 1);
    if (!memory)
        fail("out of memory");
    return memory;
}

/* ---- texts --------------------------------------------------------------- */

struct text {
    char *ptr;
    size_t len, room;
};

static void text_add(struct text *self, const char *bytes, size_t len)
{
    if (self->len + len > self->room) {
        self->room = (self->len + len) * 2;
        self->ptr = get(self->ptr, self->room);
    }
    memcpy(self->ptr + self->len, bytes, len);
    self->len += len;
}

static void text_add_c(struct text *self, const char *words)
{
    text_add(self, words, strlen(words));
}

static void add_lines(struct text *self, FILE *file)
{
    json_t *line;

    while ((line = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
        const char *story = json_string_value(json_object_get(line, "text"));
        if (story) {
            text_add_c(self, story);
            text_add_c(self, "\n\n");
        }
        json_decref(line);
    }
}

static int add_file(struct text *self, const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t len = strlen(path), got;
    char buffer[65536];

    if (!file)
        return -errno;
    if (len > 6 && strcmp(path + len - 6, ".jsonl") == 0)
        add_lines(self, file);
    else
        while ((got = fread(buffer, 1, sizeof buffer, file)) > 0)
            text_add(self, buffer, got);
    fclose(file);
    return 0;
}

/* The stories again and again, with a sentence of its own behind each
 * paragraph from the second time on, so that none is what another was. */
static struct text document_of(const struct text *stories, size_t size)
{
    struct text out = {0};
    size_t at = 0, serial = 0;
    char words[96];

    while (out.len < size) {
        const char *from = stories->ptr + at;
        const char *end = memchr(from, '\n', stories->len - at);
        size_t len = end ? (size_t)(end - from) : stories->len - at;
        text_add(&out, from, len);
        if (serial && len) {
            snprintf(words, sizeof words, " This was part %zu of it.", serial);
            text_add_c(&out, words);
        }
        serial += serial != 0;
        text_add_c(&out, "\n");
        at += len + 1;
        if (at >= stories->len) {
            at = 0;
            serial += serial == 0;
        }
    }
    return out;
}

/* ---- messages ------------------------------------------------------------ */

static json_t *document_id(const char *name)
{
    return json_pack("{s:s}", "uri", name);
}

static void add_message(struct text *out, json_t *message)
{
    char *bytes = NULL;
    size_t len = 0;

    if (!message || frame_encode(message, &bytes, &len) < 0)
        fail("a message could not be written");
    json_decref(message);
    text_add(out, bytes, len);
    free(bytes);
}

static void add_request(struct text *out, int id, const char *method,
                        json_t *params)
{
    add_message(out, json_pack("{s:s, s:i, s:s, s:o}", "jsonrpc", "2.0", "id",
                               id, "method", method, "params", params));
}

static void add_notification(struct text *out, const char *method,
                             json_t *params)
{
    add_message(out, json_pack("{s:s, s:s, s:o}", "jsonrpc", "2.0", "method",
                               method, "params", params));
}

static void add_initialize(struct text *out)
{
    json_t *client =
        json_pack("{s:{s:[s]}, s:{s:{}, s:{s:b}, s:{}}}", "general",
                  "positionEncodings", "utf-8", "textDocument", "inlayHint",
                  "publishDiagnostics", "versionSupport", 1, "hover");

    add_request(out, 1, "initialize",
                json_pack("{s:n, s:n, s:o}", "processId", "rootUri",
                          "capabilities", client));
    add_notification(out, "initialized", json_object());
}

static void add_open(struct text *out, const char *name,
                     const struct text *document)
{
    add_notification(out, "textDocument/didOpen",
                     json_pack("{s:{s:s, s:s, s:i, s:s#}}", "textDocument",
                               "uri", name, "languageId", "plaintext",
                               "version", 1, "text", document->ptr,
                               (int)document->len));
}

static void add_hints(struct text *out, int id, const char *name, int line)
{
    int first = line > LINES_SEEN / 2 ? line - LINES_SEEN / 2 : 0;

    add_request(out, id, "textDocument/inlayHint",
                json_pack("{s:o, s:{s:{s:i, s:i}, s:{s:i, s:i}}}",
                          "textDocument", document_id(name), "range", "start",
                          "line", first, "character", 0, "end", "line",
                          first + LINES_SEEN, "character", 0));
}

static void add_hover(struct text *out, int id, const char *name, int line,
                      int character)
{
    add_request(out, id, "textDocument/hover",
                json_pack("{s:o, s:{s:i, s:i}}", "textDocument",
                          document_id(name), "position", "line", line,
                          "character", character));
}

static void add_key(struct text *out, int version, int line, int character,
                    const char *letter)
{
    add_notification(
        out, "textDocument/didChange",
        json_pack("{s:{s:s, s:i}, s:[{s:{s:{s:i, s:i}, s:{s:i, s:i}}, s:s}]}",
                  "textDocument", "uri", uri, "version", version,
                  "contentChanges", "range", "start", "line", line, "character",
                  character, "end", "line", line, "character", character,
                  "text", letter));
}

/* ---- a process on the other end of two pipes ----------------------------- */

struct peer {
    pid_t pid;
    int in, out; /* to it, from it */
    struct frame_reader reader;
    char buffer[65536];
    Slice unread; /* of buffer */
};

static double now_ms(clockid_t clock)
{
    struct timespec t;

    if (clock_gettime(clock, &t) < 0)
        return 0;
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void rest(void)
{
    struct timespec pause = {0, PAUSE_NS};

    nanosleep(&pause, NULL);
}

static void write_all(int fd, const struct text *text)
{
    for (size_t done = 0; done < text->len;) {
        ssize_t step = write(fd, text->ptr + done, text->len - done);
        if (step < 0 && errno != EINTR)
            fail("the server is gone: %s", strerror(errno));
        done += step > 0 ? (size_t)step : 0;
    }
}

/* The next message of the peer; when its last bytes came is *out_ms. */
static Slice next_message(struct peer *self, double *out_ms)
{
    struct fault fault;
    Slice body;

    for (;;) {
        int error = frame_next(&self->reader, &self->unread, &body, &fault);
        if (error == 0)
            return body;
        if (error == -EPROTO)
            fail("the server garbled its message: %s", fault.text);
        ssize_t got = read(self->out, self->buffer, sizeof self->buffer);
        if (got <= 0)
            fail("the server ended in the middle");
        *out_ms = now_ms(CLOCK_MONOTONIC);
        self->unread = (Slice){self->buffer, (size_t)got};
    }
}

/* The body is the answer to request `id`: its first members say so. */
static int is_answer(Slice body, int id)
{
    char head[161], words[32];
    size_t len = body.len < sizeof head - 1 ? body.len : sizeof head - 1;

    memcpy(head, body.ptr, len);
    head[len] = '\0';
    snprintf(words, sizeof words, "\"id\":%d,", id);
    return strstr(head, words) != NULL;
}

/* Waits for the answer to request `id`. When it had come, in ms. */
static double wait_answer(struct peer *self, int id)
{
    double came = 0;
    Slice body = next_message(self, &came);

    while (!is_answer(body, id))
        body = next_message(self, &came);
    if (memmem(body.ptr, body.len < 160 ? body.len : 160, "\"error\"", 7))
        fail("an error came back: %.*s", SLICE_ARG(body));
    return came;
}

static void pin(void)
{
    cpu_set_t set;
    int cpu = sched_getcpu();

    CPU_ZERO(&set);
    CPU_SET(cpu < 0 ? 0 : (size_t)cpu, &set);
    sched_setaffinity(0, sizeof set, &set);
}

/* Starts `words`, or calls `serve` in a process of its own. */
static void peer_start(struct peer *self, char *const *words,
                       void (*serve)(int in, int out))
{
    int to[2], from[2];

    if (pipe2(to, O_CLOEXEC) < 0 || pipe2(from, O_CLOEXEC) < 0)
        fail("no pipes: %s", strerror(errno));
    *self = (struct peer){.pid = fork(), .in = to[1], .out = from[0]};
    if (self->pid < 0)
        fail("no process: %s", strerror(errno));
    if (self->pid == 0) {
        close(to[1]);
        close(from[0]);
        if (serve) {
            serve(to[0], from[1]);
            _exit(0);
        }
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        execv(words[0], words);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
}

static void peer_stop(struct peer *self)
{
    close(self->in);
    close(self->out);
    kill(self->pid, SIGKILL);
    waitpid(self->pid, NULL, 0);
    frame_release(&self->reader);
}

/* Its largest size in memory, in KB. */
static long peer_peak(const struct peer *self)
{
    char path[64], line[256];
    long peak = 0;

    snprintf(path, sizeof path, "/proc/%d/status", (int)self->pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "VmHWM:", 6) == 0)
            peak = strtol(line + 6, NULL, 10);
    if (file)
        fclose(file);
    return peak;
}

/* ---- the floor ----------------------------------------------------------- */

/* Counts line breaks of `text`; -1 where it is no UTF-8. */
static long scan(const struct text *text)
{
    long breaks = 0;
    unsigned wanted = 0;

    for (size_t i = 0; i < text->len; i++) {
        unsigned char byte = (unsigned char)text->ptr[i];
        if (wanted) {
            if ((byte & 0xC0) != 0x80)
                return -1;
            wanted--;
        } else if (byte >= 0x80) {
            wanted = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 ? 1 : 9;
            if (wanted == 9)
                return -1;
        }
        breaks += byte == '\n';
    }
    return wanted ? -1 : breaks;
}

/* The byte at which line `line` starts. */
static size_t line_start(const struct text *text, long line)
{
    size_t at = 0;

    while (line-- > 0) {
        const char *end = memchr(text->ptr + at, '\n', text->len - at);
        if (!end)
            break;
        at = (size_t)(end - text->ptr) + 1;
    }
    return at;
}

/* Puts a copy of the text with the change in it in the text's place. */
static void floor_change(struct text *text, const json_t *params)
{
    const json_t *change =
        json_array_get(json_object_get(params, "contentChanges"), 0);
    const json_t *place =
        json_object_get(json_object_get(change, "range"), "start");
    const char *letter = json_string_value(json_object_get(change, "text"));
    /* Where the line starts is for an index of lines to say, which a scan
     * makes; so that it is not scanned twice, the change goes to the end. */
    size_t at = text->len;
    struct text next = {0};

    if (!place || !letter)
        exit(1);
    next.room = text->len + strlen(letter);
    next.ptr = get(NULL, next.room);
    text_add(&next, text->ptr, at);
    text_add_c(&next, letter);
    free(text->ptr);
    *text = next;
}

static void floor_answer(int out, const json_t *id, long breaks)
{
    struct text bytes = {0};

    add_message(&bytes, json_pack("{s:s, s:O, s:[i]}", "jsonrpc", "2.0", "id",
                                  id, "result", (int)breaks));
    write_all(out, &bytes);
    free(bytes.ptr);
}

static void floor_take(struct text *text, Slice body, int out)
{
    json_t *message = json_loadb(body.ptr, body.len, 0, NULL);
    const json_t *params = json_object_get(message, "params");
    const json_t *id = json_object_get(message, "id");
    const char *method = json_string_value(json_object_get(message, "method"));
    const json_t *opened =
        json_object_get(json_object_get(params, "textDocument"), "text");

    if (opened)
        text_add(text, json_string_value(opened), json_string_length(opened));
    if (method && strcmp(method, "textDocument/didChange") == 0)
        floor_change(text, params);
    if (id)
        floor_answer(out, id, scan(text));
    json_decref(message);
}

static void floor_serve(int in, int out)
{
    struct frame_reader reader = {0};
    struct fault fault;
    struct text text = {0};
    static char buffer[65536];
    ssize_t got;

    while ((got = read(in, buffer, sizeof buffer)) > 0) {
        Slice input = {buffer, (size_t)got}, body;
        while (frame_next(&reader, &input, &body, &fault) == 0)
            floor_take(&text, body, out);
    }
    frame_release(&reader);
    free(text.ptr);
}

/* ---- typing -------------------------------------------------------------- */

typedef struct Times {
    double open;        /* ms, until the first hints */
    double median, p99; /* ms, of the keys */
    double cpu;         /* ms, the median of the process's own */
    long peak;          /* KB */
} Times;

static int by_value(const void *left, const void *right)
{
    const double *a = left, *b = right;

    return *a < *b ? -1 : *a > *b;
}

static double quantile(double *values, size_t count, double part)
{
    size_t at = (size_t)(part * (double)count);

    if (!count)
        return 0;
    qsort(values, count, sizeof *values, by_value);
    return values[at < count ? at : count - 1];
}

/* A line of prose, from `line` on, that can be typed into, and where. */
static int find_line(const struct text *document, int line, int *out_character)
{
    size_t at = line_start(document, line);

    for (;; line++) {
        const char *from = document->ptr + at;
        const char *end = memchr(from, '\n', document->len - at);
        size_t len = end ? (size_t)(end - from) : document->len - at;
        const char *space = len > 80 ? memchr(from + 40, ' ', 40) : NULL;
        if (space) {
            *out_character = (int)(space - from);
            return line;
        }
        if (!end)
            fail("no line is long enough to be typed into");
        at += len + 1;
    }
}

static void type_keys(struct peer *peer, const struct text *document,
                      Times *out)
{
    static const char phrase[] = " on Tuesday, said the May";
    double took[KEYS], used[KEYS];
    int lines = (int)scan(document), line = 0, character = 0, keys = 0;
    struct text message = {0};
    clockid_t clock;

    if (clock_getcpuclockid(peer->pid, &clock) != 0)
        fail("no clock of the process");
    for (int place = 0; place < PLACES; place++) {
        line = find_line(document, (lines - 20) * place / PLACES, &character);
        for (int i = 0; i < KEYS / PLACES; i++, keys++) {
            char letter[2] = {phrase[i], '\0'};
            message.len = 0;
            add_key(&message, 2 + keys, line, character + i, letter);
            add_hints(&message, 100 + keys, uri, line);
            double cpu = now_ms(clock), start = now_ms(CLOCK_MONOTONIC);
            write_all(peer->in, &message);
            took[keys] = wait_answer(peer, 100 + keys) - start;
            rest();
            used[keys] = now_ms(clock) - cpu;
        }
    }
    free(message.ptr);
    out->median = quantile(took, KEYS, 0.5);
    out->p99 = quantile(took, KEYS, 0.99);
    out->cpu = quantile(used, KEYS, 0.5);
}

/* Waits until the peer has nothing left to do: the analysis of a large document
 * outlasts a request's patience. */
static void wait_idle(const struct peer *peer)
{
    clockid_t clock;
    double used, before;

    if (clock_getcpuclockid(peer->pid, &clock) != 0)
        fail("no clock of the process");
    used = now_ms(clock);
    do {
        before = used;
        for (int i = 0; i < 100; i++)
            rest();
        used = now_ms(clock);
    } while (used - before > 1);
}

/* Opens the document, types into it. `words` NULL: at the floor. */
static Times measure(char *const *words, const struct text *document)
{
    static struct peer peer;
    struct text message = {0};
    Times times = {0};

    peer_start(&peer, words, words ? NULL : floor_serve);
    add_initialize(&message);
    write_all(peer.in, &message);
    wait_answer(&peer, 1);

    message.len = 0;
    add_open(&message, uri, document);
    add_hints(&message, 2, uri, 0);
    double start = now_ms(CLOCK_MONOTONIC);
    write_all(peer.in, &message);
    times.open = wait_answer(&peer, 2) - start;
    free(message.ptr);

    wait_idle(&peer);
    type_keys(&peer, document, &times);
    times.peak = peer_peak(&peer);
    peer_stop(&peer);
    return times;
}

/* ---- hovers while something large is analysed -----------------------------
 */

typedef struct Hovers {
    int count;
    double took[HOVERS_MAX]; /* ms */
} Hovers;

/* The body says what `name` is to be told of. */
static int is_published(Slice body, const char *name)
{
    size_t len = body.len < 240 ? body.len : 240;

    return memmem(body.ptr, len, "publishDiagnostics", 18) &&
           memmem(body.ptr, len, name, strlen(name));
}

/* One hover after another in document `name` until the large document is
 * analysed: until the answer to request `last`, or, where that is 0, until its
 * diagnostics are there. */
static void hover_until(struct peer *peer, const char *name, int line,
                        int character, int last, Hovers *out)
{
    struct text message = {0};
    int is_over = 0;

    while (!is_over && out->count < HOVERS_MAX) {
        int id = 1000000 + out->count;
        double came = 0;
        message.len = 0;
        add_hover(&message, id, name, line, character);
        double start = now_ms(CLOCK_MONOTONIC);
        write_all(peer->in, &message);
        for (;;) {
            Slice body = next_message(peer, &came);
            if (is_answer(body, id))
                break;
            is_over |= last ? is_answer(body, last) : is_published(body, uri);
        }
        out->took[out->count++] = came - start;
        rest();
    }
    free(message.ptr);
}

static void hover(char *const *words, const struct text *small,
                  const struct text *big, Hovers *beside, Hovers *inside)
{
    static struct peer peer;
    struct text message = {0};
    int character, line = find_line(small, 0, &character);

    peer_start(&peer, words, NULL);
    add_initialize(&message);
    add_open(&message, other_uri, small);
    add_hints(&message, 2, other_uri, 0);
    write_all(peer.in, &message);
    wait_answer(&peer, 2);

    message.len = 0;
    add_open(&message, uri, big);
    write_all(peer.in, &message);
    hover_until(&peer, other_uri, line, character - 1, 0, beside);
    wait_idle(&peer);

    /* Edits of the large one; hovers in it, some way behind. */
    for (int i = 0; i < 20; i++) {
        message.len = 0;
        line = find_line(big, 1000 + i * 100, &character);
        add_key(&message, 2 + i, line, character, " Mr. Smith");
        add_hints(&message, 4 + i, uri, line);
        write_all(peer.in, &message);
        hover_until(&peer, uri, line + 50, 5, 4 + i, inside);
    }
    free(message.ptr);
    peer_stop(&peer);
}

/* ---- folders of plugins ---------------------------------------------------
 */

static void copy_file(const char *from, const char *to)
{
    struct text text = {0};

    if (add_file(&text, from) < 0)
        fail("%s: %s", from, strerror(errno));
    FILE *file = fopen(to, "wb");
    if (!file || fwrite(text.ptr, 1, text.len, file) != text.len ||
        fclose(file) != 0)
        fail("%s: %s", to, strerror(errno));
    free(text.ptr);
}

/* Copies those plugins that are rules alone into `folder`. */
static void copy_rules(const char *plugins, const char *folder)
{
    static const char *const files[] = {"dates.so", "dates.json", "figures.so",
                                        "figures.json"};
    char from[1024], to[1024];

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(from, sizeof from, "%s/%s", plugins, files[i]);
        snprintf(to, sizeof to, "%s/%s", folder, files[i]);
        if (access(from, R_OK) == 0)
            copy_file(from, to);
    }
}

static void remove_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char path[800];

    while (dir && (entry = readdir(dir)) != NULL) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        unlink(path);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
}

/* ---- the table ------------------------------------------------------------
 */

static int missed;

static void bound(const char *words, double value, double limit,
                  const char *unit)
{
    int is_met = value < limit;

    printf("%-58s %9.3f %-5s (bound: %.3f) %s\n", words, value, unit, limit,
           is_met ? "met" : "MISSED");
    missed |= !is_met;
}

static void bound_hovers(const char *words, Hovers *hovers)
{
    size_t count = (size_t)hovers->count;

    bound(words, quantile(hovers->took, count, 0.99), 2, "ms");
    printf("    (%zu of them, the slowest %.1f ms)\n", count,
           hovers->took[count - 1]);
}

static void print_times(const Times *times)
{
    printf("  %8.3f %8.3f %8.3f", times->median, times->p99, times->cpu);
}

enum { SIZES = 3 };

static void print_table(const char *const *names, const Times *bare,
                        const Times *rules, const Times *all)
{
    printf("ms from a key to fresh hints and diagnostics: %d keys\n\n", KEYS);
    printf("           floor                         rule plugins              "
           "    every plugin\n");
    printf("            ");
    for (int i = 0; i < 3; i++)
        printf("  %8s %8s %8s", "median", "p99", "cpu");
    printf("\n");
    for (int i = 0; i < SIZES; i++) {
        printf("%-10s  ", names[i]);
        print_times(&bare[i]);
        print_times(&rules[i]);
        print_times(&all[i]);
        printf("   opened in %.0f ms\n", all[i].open);
    }
    printf("\n");
}

int main(int argc, char **argv)
{
    static const size_t sizes[SIZES] = {10000, 100000, 1000000};
    static const char *const names[SIZES] = {"10 KB", "100 KB", "1 MB"};
    static const char *const known[] = {
        "../shared/gold/quotes/polnear.train.jsonl",
        "daemon/share/lighthouse.txt"};
    const char *build = argc > 1 ? argv[1] : "build/release";
    char stet[512], plugins[512], folder[] = "/tmp/stet-keystroke-XXXXXX";
    struct text stories = {0}, documents[SIZES], big;
    Times bare[SIZES], rules[SIZES], all[SIZES];
    static Hovers beside, inside;

    for (int i = 2; i < argc; i++)
        if (add_file(&stories, argv[i]) < 0)
            fail("%s: %s", argv[i], strerror(errno));
    for (size_t i = 0; i < 2 && !stories.len; i++)
        (void)add_file(&stories, known[i]);
    if (stories.len < 1000)
        fail("no stories: name a file, or run it where the sources lie");
    snprintf(stet, sizeof stet, "%s/bin/stet", build);
    snprintf(plugins, sizeof plugins, "%s/lib/stet/plugins", build);
    if (access(stet, X_OK) < 0)
        fail("%s is missing: ./bootstrap build", stet);
    if (!mkdtemp(folder))
        fail("%s: %s", folder, strerror(errno));
    copy_rules(plugins, folder);
    signal(SIGPIPE, SIG_IGN);
    pin();

    char *every_words[] = {stet, "serve", NULL};
    char *rule_words[] = {stet,        "serve", "--only-plugins",
                          "--plugins", folder,  NULL};
    for (int i = 0; i < SIZES; i++) {
        documents[i] = document_of(&stories, sizes[i]);
        bare[i] = measure(NULL, &documents[i]);
        rules[i] = measure(rule_words, &documents[i]);
        all[i] = measure(every_words, &documents[i]);
    }
    print_table(names, bare, rules, all);
    fflush(stdout);
    bound("10 KB, rule plugins, median: twice the floor", rules[0].median,
          2 * bare[0].median, "ms");
    bound("1 MB, rule plugins, median: under the floor", rules[2].median,
          bare[2].median, "ms");
    bound("10 KB, every plugin, median", all[0].median, 3, "ms");
    bound("10 KB, every plugin, p99", all[0].p99, 5, "ms");
    bound("1 MB, every plugin, median: twice that of 10 KB", all[2].median,
          2 * all[0].median, "ms");
    bound("1 MB, every plugin, peak of memory", (double)all[2].peak / 1024, 60,
          "MB");

    big = document_of(&stories, BIG);
    hover(every_words, &documents[0], &big, &beside, &inside);
    bound_hovers("hover in 10 KB while 10 MB are opened, p99", &beside);
    bound_hovers("hover in 10 MB while they are read again, p99", &inside);

    remove_folder(folder);
    for (int i = 0; i < SIZES; i++)
        free(documents[i].ptr);
    free(big.ptr);
    free(stories.ptr);
    return missed;
}

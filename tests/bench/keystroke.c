/*
 * keystroke - from a key to fresh hints and diagnostics, beside a floor.
 *
 *     keystroke STET [--without PLUGIN]... [--texts FILE.jsonl] [--edits N]
 *               [--size BYTES] [--keys-only] [options of stet serve]
 *
 * Plays an editor over a pipe, editor and server on one core. A document of
 * 10 KB, 100 KB and 1 MB is opened; then single characters are typed at twenty
 * places all over it. For each, one write holds what editors send for a key:
 * the change, a request for the hints of the sixty lines around it, and one for
 * the document's diagnostics. The time runs until both answers are read.
 *
 * That is done with the rule plugins alone, those without a network, and with
 * every plugin; --without leaves out others, and then there is one round only.
 * "cpu" is the median of what the server's process used for a key, which a busy
 * machine disturbs least.
 *
 * The floor is the same conversation with the least that any server can do:
 * it parses the messages, copies the text with the change in it, scans the
 * copy once, and answers that there is nothing. It runs in the same minute.
 *
 * Last a document of 10 MB is opened, and hovers are timed in a small one
 * while it is read, and in itself while it is read anew after an edit.
 *
 * Behind each figure that has a bound stands the bound. Ends with 1 where one
 * is missed.
 *
 * Text: paragraphs of the story that ships with Stet, no two of them alike;
 * or the "text" of each line of a JSON Lines file.
 */
#include "protocol/frame.h"
#include "protocol/rpc.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define URI "file:///bench/story.txt"
#define SMALL "file:///bench/small.txt"
#define PLACES 20u
#define VIEW_LINES 60u
#define EDITS_MAX 10000u
#define HOVERS 400u
#define HOVER_KEYS 4u /* between those in the long story itself */

static void fail(const char *words)
{
    fprintf(stderr, "keystroke: %s\n", words);
    exit(2);
}

static void *get(size_t size)
{
    void *memory = calloc(1, size);

    if (!memory)
        fail("there is no memory");
    return memory;
}

static double clock_ms(clockid_t clock)
{
    struct timespec time = {0};

    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static double now_ms(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

/* ---- text ---------------------------------------------------------------- */

typedef struct Text {
    char *ptr;
    size_t len, room;
} Text;

static void add(Text *self, const char *ptr, size_t len)
{
    if (self->len + len + 1 > self->room) {
        self->room = (self->len + len + 1) * 2;
        self->ptr = realloc(self->ptr, self->room);
        if (!self->ptr)
            fail("there is no memory");
    }
    memcpy(self->ptr + self->len, ptr, len);
    self->len += len;
    self->ptr[self->len] = '\0';
}

static const char *const people[] = {"Sayward", "Fontaine",  "Henke", "Anand",
                                     "Okafor",  "Lindqvist", "Moreau"};
static const char *const days[] = {"Monday", "Tuesday", "Thursday", "Sunday"};
static const char *const months[] = {"March", "June", "October"};

/* Paragraph `i` of a story that never ends: names that come again, figures and
 * dates that do not. */
static void add_paragraph(Text *self, unsigned i)
{
    static const char *const shapes[] = {
        "“We will move it again in %u years,” %s told reporters on %s. “Nobody "
        "here is surprised, and nobody should be.”\n\n",
        "The plan would haul tower %u inland, said Rep. Delia %s, D-Maine, who "
        "met the council on %s, %s %u. It costs $%u.%u million, about %u "
        "percent more than last year’s estimate.\n\n",
        "According to the Army Corps of Engineers, the bluff loses %u feet a "
        "year; “the sea is patient,” %s wrote on %s. The last move took nine "
        "days and a team of oxen, and the town still talks of it, though few "
        "who saw it are left to say how it was.\n\n",
    };
    char text[1024];
    int len = snprintf(text, sizeof text, shapes[i % 3], i, people[(i / 3) % 7],
                       days[i % 4], months[i % 3], 1 + i % 28, i % 90, i % 10,
                       i % 100);

    add(self, text, (size_t)len);
}

static Text from_story(size_t size)
{
    Text text = {0};

    for (unsigned i = 0; text.len < size; i++)
        add_paragraph(&text, i);
    return text;
}

static Text from_lines(const char *path, size_t size)
{
    Text text = {0};
    json_t *record;

    while (text.len < size) {
        size_t before = text.len;
        FILE *file = fopen(path, "r");
        if (!file)
            fail("the texts cannot be opened");
        while (text.len < size &&
               (record = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL))) {
            json_t *story = json_object_get(record, "text");
            add(&text, json_string_value(story), json_string_length(story));
            add(&text, "\n\n", 2);
            json_decref(record);
        }
        fclose(file);
        if (text.len == before)
            fail("there are no texts in the file");
    }
    return text;
}

/* ---- a server and what it says ------------------------------------------- */

struct peer {
    pid_t process;
    int in, out;
    struct frame_reader reader;
    char buffer[65536];
    Slice rest;
    int64_t last_id;
};

static void pin(void)
{
    cpu_set_t one;

    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(0, sizeof one, &one);
}

static struct peer *peer_start(char *const *words)
{
    struct peer *self = get(sizeof *self);
    int to[2], from[2];

    if (pipe(to) < 0 || pipe(from) < 0)
        fail("there are no pipes");
    self->process = fork();
    if (self->process == 0) {
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        close(to[1]);
        close(from[0]);
        execv(words[0], words);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
    self->in = to[1];
    self->out = from[0];
    return self;
}

static void write_all(int file, const char *bytes, size_t len)
{
    while (len) {
        ssize_t step = write(file, bytes, len);
        if (step < 0 && errno != EINTR)
            fail("the server is gone");
        bytes += step > 0 ? step : 0;
        len -= step > 0 ? (size_t)step : 0;
    }
}

/* Adds a message, which is taken, to what is to be written. */
static void put(Text *out, json_t *message)
{
    char *bytes;
    size_t len;

    if (frame_encode(message, &bytes, &len) < 0)
        fail("a message cannot be written");
    add(out, bytes, len);
    free(bytes);
    json_decref(message);
}

/* The next message. */
static void peer_read(struct peer *self, struct rpc_message *out)
{
    struct fault fault;
    json_t *reply;
    Slice body;

    while (frame_next(&self->reader, &self->rest, &body, &fault) < 0) {
        ssize_t len = read(self->out, self->buffer, sizeof self->buffer);
        if (len <= 0)
            fail("the server ended");
        self->rest = (Slice){self->buffer, (size_t)len};
    }
    if (rpc_parse(body, out, &reply) < 0)
        fail("the server sent what is no message");
}

/* Waits for the answer to `id`, gives its result, a new reference. */
static json_t *peer_answer(struct peer *self, int64_t id)
{
    for (;;) {
        struct rpc_message message = {0};
        json_t *result = NULL;
        peer_read(self, &message);
        bool is_it = message.kind == RPC_RESPONSE &&
                     json_integer_value(message.id) == id;
        if (is_it) /* an error is an answer too: NULL */
            result = json_incref(message.result);
        rpc_release(&message);
        if (is_it)
            return result;
    }
}

static json_t *peer_request(struct peer *self, const char *method,
                            json_t *params)
{
    Text out = {0};

    put(&out, rpc_request(++self->last_id, method, params));
    write_all(self->in, out.ptr, out.len);
    free(out.ptr);
    return peer_answer(self, self->last_id);
}

static void peer_notify(struct peer *self, const char *method, json_t *params)
{
    Text out = {0};

    put(&out, rpc_notification(method, params));
    write_all(self->in, out.ptr, out.len);
    free(out.ptr);
}

static void peer_begin(struct peer *self, const json_t *options)
{
    json_decref(peer_request(
        self, "initialize",
        json_pack("{s:n, s:n, s:{s:{s:[s]}, s:{s:{}, s:{}}}, s:O}", "processId",
                  "rootUri", "capabilities", "general", "positionEncodings",
                  "utf-8", "textDocument", "diagnostic", "inlayHint",
                  "initializationOptions", options)));
    peer_notify(self, "initialized", json_object());
}

static void peer_open(struct peer *self, const char *uri, const Text *text)
{
    peer_notify(self, "textDocument/didOpen",
                json_pack("{s:{s:s, s:s, s:i, s:s#}}", "textDocument", "uri",
                          uri, "languageId", "plaintext", "version", 1, "text",
                          text->ptr, (int)text->len));
}

static long peer_peak_kb(const struct peer *self)
{
    char path[64], row[256];
    long peak = 0;

    snprintf(path, sizeof path, "/proc/%d/status", (int)self->process);
    FILE *file = fopen(path, "r");
    while (file && fgets(row, sizeof row, file))
        if (strncmp(row, "VmHWM:", 6) == 0)
            peak = strtol(row + 6, NULL, 10);
    if (file)
        fclose(file);
    return peak;
}

static void peer_end(struct peer *self)
{
    json_decref(peer_request(self, "shutdown", NULL));
    peer_notify(self, "exit", NULL);
    waitpid(self->process, NULL, 0);
    close(self->in);
    close(self->out);
    frame_release(&self->reader);
    free(self);
}

/* ---- the floor ----------------------------------------------------------- */

/* Where line `line`, column `character` (bytes) is. */
static size_t offset_of(const Text *text, int line, int character)
{
    const char *at = text->ptr;

    for (int i = 0; i < line; i++)
        at = (const char *)memchr(at, '\n',
                                  text->len - (size_t)(at - text->ptr)) +
             1;
    return (size_t)(at - text->ptr) + (size_t)character;
}

/* The copy, with the change in it. */
static Text changed(const Text *text, const json_t *change)
{
    int line, character;
    const char *typed;
    Text copy = {0};

    json_unpack((json_t *)change, "{s:{s:{s:i, s:i}}, s:s}", "range", "start",
                "line", &line, "character", &character, "text", &typed);
    size_t at = offset_of(text, line, character), len = strlen(typed);
    copy.room = text->len + len + 1;
    copy.ptr = get(copy.room);
    memcpy(copy.ptr, text->ptr, at);
    memcpy(copy.ptr + at, typed, len);
    memcpy(copy.ptr + at + len, text->ptr + at, text->len - at);
    copy.len = text->len + len;
    return copy;
}

/* Looks at every byte, as whoever looks for words must. */
static unsigned scan(const Text *text)
{
    static const char classes[256] = {
        ['\n'] = 1, [' '] = 1, ['.'] = 1, [','] = 1, ['-'] = 1};
    unsigned words = 0;
    char was = 1;

    for (size_t i = 0; i < text->len; i++) {
        char is = classes[(unsigned char)text->ptr[i]];
        words += (unsigned)(was & !is);
        was = is;
    }
    return words;
}

static void floor_take(struct peer *self, Text *text,
                       const struct rpc_message *message)
{
    const json_t *params = message->params;
    Text out = {0};

    if (slice_eq(message->method, SLICE("textDocument/didOpen"))) {
        json_t *whole =
            json_object_get(json_object_get(params, "textDocument"), "text");
        text->len = 0;
        add(text, json_string_value(whole), json_string_length(whole));
    } else if (slice_eq(message->method, SLICE("textDocument/didChange"))) {
        Text copy = changed(
            text, json_array_get(json_object_get(params, "contentChanges"), 0));
        free(text->ptr);
        *text = copy;
        volatile unsigned words = scan(text);
        (void)words;
    } else if (slice_eq(message->method, SLICE("exit"))) {
        exit(0);
    }
    if (message->kind == RPC_REQUEST) {
        put(&out, rpc_result(message->id, json_array()));
        write_all(self->in, out.ptr, out.len);
    }
    free(out.ptr);
}

static int be_floor(void)
{
    struct peer *self = get(sizeof *self);
    Text text = {0};

    self->in = STDOUT_FILENO;
    self->out = STDIN_FILENO;
    for (;;) {
        struct rpc_message message = {0};
        peer_read(self, &message);
        floor_take(self, &text, &message);
        rpc_release(&message);
    }
    return 0;
}

/* ---- keys ---------------------------------------------------------------- */

typedef struct Figures {
    double median, p99, worst; /* milliseconds */
    double cpu;                /* milliseconds of the process: the median */
    long peak_kb;
} Figures;

static int by_time(const void *a, const void *b)
{
    const double *left = a, *right = b;

    return *left < *right ? -1 : *left > *right;
}

/* Percentiles by the nearest rank. */
static Figures figures_of(double *times, unsigned count)
{
    qsort(times, count, sizeof *times, by_time);
    return (Figures){.median = times[count / 2],
                     .p99 = times[(count * 99 + 99) / 100 - 1],
                     .worst = times[count - 1]};
}

/* Where to type: behind a space in the middle of a paragraph, at `share` of
 * the text. */
static void place_at(const Text *text, double share, int *out_line,
                     int *out_column)
{
    size_t at = (size_t)((double)text->len * share), start;
    int line = 0;

    while (at + 1 < text->len &&
           !(text->ptr[at] == ' ' && text->ptr[at + 1] >= 'a' &&
             text->ptr[at + 1] <= 'z'))
        at++;
    at++;
    for (size_t i = 0; i < at; i++)
        line += text->ptr[i] == '\n';
    for (start = at; start > 0 && text->ptr[start - 1] != '\n'; start--)
        ;
    *out_line = line;
    *out_column = (int)(at - start);
}

static json_t *change_of(int version, int line, int column, char key)
{
    char typed[2] = {key, '\0'};

    return json_pack("{s:{s:s, s:i}, s:[{s:{s:{s:i, s:i}, s:{s:i, s:i}}, "
                     "s:s}]}",
                     "textDocument", "uri", URI, "version", version,
                     "contentChanges", "range", "start", "line", line,
                     "character", column, "end", "line", line, "character",
                     column, "text", typed);
}

static json_t *hints_at(int line)
{
    int first = line > (int)VIEW_LINES / 2 ? line - (int)VIEW_LINES / 2 : 0;

    return json_pack("{s:{s:s}, s:{s:{s:i, s:i}, s:{s:i, s:i}}}",
                     "textDocument", "uri", URI, "range", "start", "line",
                     first, "character", 0, "end", "line",
                     first + (int)VIEW_LINES, "character", 0);
}

/* One key: until both answers are here. `report` is the last one's id. */
static double type(struct peer *peer, int version, int line, int column,
                   char key, char report[64])
{
    Text out = {0};

    put(&out, rpc_notification("textDocument/didChange",
                               change_of(version, line, column, key)));
    put(&out,
        rpc_request(++peer->last_id, "textDocument/inlayHint", hints_at(line)));
    put(&out, rpc_request(++peer->last_id, "textDocument/diagnostic",
                          json_pack("{s:{s:s}, s:s}", "textDocument", "uri",
                                    URI, "previousResultId", report)));
    double start = now_ms();
    write_all(peer->in, out.ptr, out.len);
    json_t *hints = peer_answer(peer, peer->last_id - 1);
    json_t *diagnostics = peer_answer(peer, peer->last_id);
    double took = now_ms() - start;
    const char *id =
        json_string_value(json_object_get(diagnostics, "resultId"));
    snprintf(report, 64, "%s", id ? id : "");
    json_decref(hints);
    json_decref(diagnostics);
    free(out.ptr);
    return took;
}

/* Until the document is analysed. */
static void settle(struct peer *peer)
{
    json_t *report = NULL;

    while (!report)
        report =
            peer_request(peer, "textDocument/diagnostic",
                         json_pack("{s:{s:s}}", "textDocument", "uri", URI));
    json_decref(report);
}

static Figures type_all(struct peer *peer, const Text *text, unsigned edits)
{
    static const char keys[] = "then, on Friday, he said no. ";
    static double times[EDITS_MAX], used[EDITS_MAX];
    char report[64] = "";
    clockid_t clock;
    unsigned count = 0, each = edits / PLACES ? edits / PLACES : 1;

    if (clock_getcpuclockid(peer->process, &clock) != 0)
        fail("the server has no clock");
    peer_open(peer, URI, text);
    settle(peer);
    for (unsigned p = 0; p < PLACES && count < edits; p++) {
        int line, column;
        /* From the end to the start, so that earlier keys move no place. */
        place_at(text, (PLACES - p - 0.5) / PLACES, &line, &column);
        for (unsigned k = 0; k < each && count < edits; k++) {
            char key = keys[(p * 7 + k) % (sizeof keys - 1)];
            double before = clock_ms(clock);
            times[count] =
                type(peer, (int)count + 2, line, column + (int)k, key, report);
            used[count] = clock_ms(clock) - before;
            if (getenv("STET_BENCH_KEYS"))
                fprintf(stderr, "'%c' %.3f\n", key, times[count]);
            count++;
        }
    }
    Figures figures = figures_of(times, count);
    figures.cpu = figures_of(used, count).median;
    figures.peak_kb = peer_peak_kb(peer);
    return figures;
}

/* ---- hovers -------------------------------------------------------------- */

static json_t *hover_at(const char *uri, int line, int column)
{
    return json_pack("{s:{s:s}, s:{s:i, s:i}}", "textDocument", "uri", uri,
                     "position", "line", line, "character", column);
}

static double hover(struct peer *peer, const char *uri)
{
    double start = now_ms();

    json_decref(peer_request(peer, "textDocument/hover", hover_at(uri, 2, 40)));
    return now_ms() - start;
}

static void hover_some(struct peer *peer, const char *uri, unsigned count,
                       double *times)
{
    struct timespec pause = {.tv_nsec = 1000000};

    for (unsigned i = 0; i < count; i++) {
        nanosleep(&pause, NULL);
        times[i] = hover(peer, uri);
    }
}

/* ---- the table ----------------------------------------------------------- */

struct bench {
    char *server[32], *floor[3];
    const char *texts;
    json_t *options;
    unsigned edits;
    size_t size; /* this one alone; 0: all */
};

static Text text_of(const struct bench *self, size_t size)
{
    return self->texts ? from_lines(self->texts, size) : from_story(size);
}

static Figures run_keys(const struct bench *self, char *const *words,
                        size_t size)
{
    Text text = text_of(self, size);
    struct peer *peer = peer_start(words);

    peer_begin(peer, self->options);
    Figures figures = type_all(peer, &text, self->edits);
    peer_end(peer);
    free(text.ptr);
    return figures;
}

enum { SMALLEST, MIDDLE, LARGEST, SIZES };

static const struct {
    const char *name;
    size_t bytes;
} sizes[SIZES] = {{"10 KB", 10000}, {"100 KB", 100000}, {"1 MB", 1000000}};

typedef struct Round {
    Figures floor[SIZES], stet[SIZES];
} Round;

/* A figure and its bound. Returns whether it is missed. */
static bool bound(const char *words, double figure, double limit,
                  const char *unit)
{
    bool is_missed = figure >= limit;

    printf("  %-44s %8.3f %s, bound %.3f: %s\n", words, figure, unit, limit,
           is_missed ? "missed" : "met");
    return is_missed;
}

static Round run_sizes(const struct bench *self, const char *title)
{
    Round round = {0};

    printf("%-12s      floor                        stet\n"
           "             median      p99      cpu    median      p99    worst"
           "      cpu     peak\n",
           title);
    for (size_t i = 0; i < SIZES; i++) {
        if (self->size && self->size != sizes[i].bytes)
            continue;
        Figures *least = &round.floor[i], *stet = &round.stet[i];
        *least = run_keys(self, self->floor, sizes[i].bytes);
        *stet = run_keys(self, self->server, sizes[i].bytes);
        printf("%-8s   %8.3f %8.3f %8.3f  %8.3f %8.3f %8.3f %8.3f  %5.1f MB\n",
               sizes[i].name, least->median, least->p99, least->cpu,
               stet->median, stet->p99, stet->worst, stet->cpu,
               (double)stet->peak_kb / 1024);
        fflush(stdout);
    }
    return round;
}

/* Without a network: what dates and figures and whatever is like them cost. */
static bool run_rules(struct bench *self)
{
    static const char *const others[] = {"names", "quotes", "reader"};
    json_t *every = self->options;
    bool is_missed = false;

    self->options = json_pack("{s:{}}", "plugins");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        json_object_set_new(json_object_get(self->options, "plugins"),
                            others[i], json_false());
    Round round = run_sizes(self, "rules alone");
    json_decref(self->options);
    self->options = every;
    if (self->size)
        return false;
    is_missed |=
        bound("10 KB, median: twice the floor", round.stet[SMALLEST].median,
              2 * round.floor[SMALLEST].median, "ms");
    is_missed |= bound("1 MB, median: the floor", round.stet[LARGEST].median,
                       round.floor[LARGEST].median, "ms");
    return is_missed;
}

static bool run_every(const struct bench *self)
{
    Round round = run_sizes(self, "every plugin");
    bool is_missed = false;

    if (self->size)
        return false;
    is_missed |= bound("10 KB, median", round.stet[SMALLEST].median, 3, "ms");
    is_missed |= bound("10 KB, p99", round.stet[SMALLEST].p99, 5, "ms");
    is_missed |= bound("1 MB, peak of memory",
                       (double)round.stet[LARGEST].peak_kb / 1024, 60, "MB");
    /* An aim, no bound. */
    bound("1 MB, median: twice 10 KB's (an aim)", round.stet[LARGEST].median,
          2 * round.stet[SMALLEST].median, "ms");
    return is_missed;
}

static bool run_hovers(const struct bench *self)
{
    Text small = text_of(self, 10000), large = text_of(self, 10000000);
    struct peer *peer = peer_start(self->server);
    double times[HOVERS];
    char report[64] = "";

    peer_begin(peer, self->options);
    peer_open(peer, SMALL, &small);
    hover(peer, SMALL);
    peer_open(peer, URI, &large);
    hover_some(peer, SMALL, HOVERS, times);
    Figures beside = figures_of(times, HOVERS);
    settle(peer);
    type(peer, 2, 2, 10, 'x', report);
    for (unsigned key = 0; key < HOVER_KEYS; key++) {
        peer_notify(peer, "textDocument/didChange",
                    change_of(3 + (int)key, 2, 10, key % 2 ? 'x' : ' '));
        hover_some(peer, URI, HOVERS / HOVER_KEYS,
                   times + key * (HOVERS / HOVER_KEYS));
        settle(peer);
    }
    Figures inside = figures_of(times, HOVERS);
    printf("hovers while 10 MB are read; peak %.1f MB\n",
           (double)peer_peak_kb(peer) / 1024);
    bool is_missed = bound("in 10 KB beside it, p99", beside.p99, 2, "ms");
    is_missed |= bound("in it, after a key, p99", inside.p99, 2, "ms");
    peer_end(peer);
    free(small.ptr);
    free(large.ptr);
    return is_missed;
}

int main(int argc, char **argv)
{
    struct bench self = {.edits = 200, .options = json_object()};
    unsigned words = 0;
    bool hovers = true, is_missed = false;

    if (argc > 1 && strcmp(argv[1], "--be-floor") == 0)
        return be_floor();
    if (argc < 2)
        fail("name the program: build/release/bin/stet");
    pin();
    signal(SIGPIPE, SIG_IGN);
    json_t *plugins = json_object();
    self.server[words++] = argv[1];
    self.server[words++] = "serve";
    self.floor[0] = argv[0];
    self.floor[1] = "--be-floor";
    for (int i = 2; i < argc; i++) {
        bool has_value = i + 1 < argc;
        if (strcmp(argv[i], "--without") == 0 && has_value)
            json_object_set_new(plugins, argv[++i], json_false());
        else if (strcmp(argv[i], "--texts") == 0 && has_value)
            self.texts = argv[++i];
        else if (strcmp(argv[i], "--edits") == 0 && has_value)
            self.edits = (unsigned)strtoul(argv[++i], NULL, 10) % EDITS_MAX;
        else if (strcmp(argv[i], "--size") == 0 && has_value)
            self.size = strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--keys-only") == 0)
            hovers = false;
        else if (words < 30)
            self.server[words++] = argv[i];
    }
    json_object_set_new(self.options, "plugins", plugins);
    if (json_object_size(plugins) == 0)
        is_missed |= run_rules(&self);
    is_missed |= run_every(&self);
    if (hovers)
        is_missed |= run_hovers(&self);
    json_decref(self.options);
    return is_missed;
}

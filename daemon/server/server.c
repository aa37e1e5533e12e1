#include "server/server.h"

#include "lsp/session.h"
#include "protocol/frame.h"
#include "protocol/memory.h"
#include "report/article.h"
#include "report/walk.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#define GATHER_SIZE 65536u /* bytes of answers that go out together */
#define READ_SIZE 65536u   /* bytes at a time */
#define WATCH_MS 2000u     /* between looks at the client's process */
#define GRACE_MS 1000u     /* for workers to notice that all is over */
#define TRIM_US 5000u      /* an analysis that took so long leaves holes */

struct server;

/* Plugins opened in one way. What lsp knows of it comes first. */
struct toolset {
    struct tools tools;
    struct toolset *next; /* newest first */
    char *key;
    struct host *host;
    bool is_open; /* the host is */
    struct cache *cache;
    struct pipeline *pipelines[SERVER_WORKERS_MAX]; /* or NULL: not yet */
};

struct worker {
    struct server *server;
    struct pipeline *pipeline; /* of the job's tools */
    struct cache *cache;
    struct lsp_job *job; /* NULL: idle */
    uv_work_t work;
};

struct server {
    ServerConfig config;
    uv_loop_t loop;
    union {
        uv_handle_t handle;
        uv_stream_t stream;
        uv_pipe_t pipe;
        uv_tty_t tty;
    } in, out;
    bool in_is_file, out_is_file;
    uv_fs_t read_file;
    uv_timer_t tick, watch, grace;
    struct frame_reader reader;
    char buffer[READ_SIZE];
    struct session *session;
    struct toolset *toolsets;
    json_t *schema;
    struct lsp_job *queue, **queue_end;
    struct worker workers[SERVER_WORKERS_MAX];
    char *outgoing; /* not yet handed to the stream */
    size_t outgoing_len, outgoing_room;
    size_t unsent; /* bytes that the stream has not written */
    bool is_paused, is_ending;
    int64_t process_id;
    int code;
};

static void flush(struct server *self);

/* ---- ending ------------------------------------------------------------- */

static void on_grace_over(uv_timer_t *timer)
{
    const struct server *self = timer->data;

    /* A plugin that does not come back cannot keep the process. */
    _exit(self->code);
}

static void close_handle(uv_handle_t *handle)
{
    if (handle->type && !uv_is_closing(handle))
        uv_close(handle, NULL);
}

static bool is_working(const struct server *self)
{
    for (uint32_t i = 0; i < self->config.workers; i++)
        if (self->workers[i].job)
            return true;
    return false;
}

/* Closes what keeps the loop alive, once all is written and done. */
static void close_when_done(struct server *self)
{
    if (!self->is_ending || self->unsent || is_working(self))
        return;
    if (!self->out_is_file)
        close_handle(&self->out.handle);
    close_handle((uv_handle_t *)&self->grace);
}

static void end(struct server *self, int code)
{
    if (self->is_ending)
        return;
    flush(self);
    self->is_ending = true;
    self->code = code;
    if (!self->in_is_file)
        close_handle(&self->in.handle);
    close_handle((uv_handle_t *)&self->tick);
    close_handle((uv_handle_t *)&self->watch);
    for (uint32_t i = 0; i < self->config.workers; i++)
        if (self->workers[i].job)
            atomic_store(&self->workers[i].job->cancelled, true);
    uv_timer_start(&self->grace, on_grace_over, GRACE_MS, 0);
    close_when_done(self);
}

/* ---- writing ------------------------------------------------------------ */

struct unsent {
    uv_write_t write;
    struct server *server;
    char *bytes;
    size_t len;
};

static void start_reading(struct server *self);

static void on_written(uv_write_t *write, int status)
{
    struct unsent *unsent = write->data;
    struct server *self = unsent->server;

    self->unsent -= unsent->len;
    free(unsent->bytes);
    free(unsent);
    if (status < 0)
        end(self, 1);
    if (self->is_paused && self->unsent < SERVER_UNSENT_MAX / 2) {
        self->is_paused = false;
        start_reading(self);
    }
    close_when_done(self);
}

static void write_file(struct server *self, const char *bytes, size_t len)
{
    for (size_t done = 0; done < len;) {
        ssize_t step = write(STDOUT_FILENO, bytes + done, len - done);
        if (step < 0 && errno != EINTR) {
            end(self, 1);
            return;
        }
        done += step > 0 ? (size_t)step : 0;
    }
}

/* Hands bytes, which are taken, to the stream. */
static void queue_write(struct server *self, char *bytes, size_t len)
{
    struct unsent *unsent = memory_get(sizeof *unsent);
    uv_buf_t buf = uv_buf_init(bytes, (unsigned int)len);

    *unsent = (struct unsent){.server = self, .bytes = bytes, .len = len};
    unsent->write.data = unsent;
    self->unsent += len;
    if (uv_write(&unsent->write, &self->out.stream, &buf, 1, on_written) < 0) {
        on_written(&unsent->write, -1);
        return;
    }
    if (self->unsent > SERVER_UNSENT_MAX && !self->in_is_file &&
        !self->is_paused) {
        self->is_paused = true;
        uv_read_stop(&self->in.stream);
    }
}

/* Writes what was gathered; what the pipe does not take now, it will later. */
static void flush(struct server *self)
{
    size_t len = self->outgoing_len;
    int done = 0;

    self->outgoing_len = 0;
    if (!len || self->is_ending)
        return;
    if (self->out_is_file) {
        write_file(self, self->outgoing, len);
        return;
    }
    uv_buf_t buf = uv_buf_init(self->outgoing, (unsigned int)len);
    if (!self->unsent)
        done = uv_try_write(&self->out.stream, &buf, 1);
    if (done < 0)
        done = 0; /* queue_write() finds out whether it is more than that */
    if ((size_t)done == len)
        return;
    size_t left = len - (size_t)done;
    char *rest = memory_get(left);
    memcpy(rest, self->outgoing + done, left);
    queue_write(self, rest, left);
}

static void on_send(void *self_, json_t *message)
{
    struct server *self = self_;
    char *bytes = NULL;
    size_t len = 0;
    int error = frame_encode(message, &bytes, &len);

    json_decref(message);
    if (error < 0)
        return;
    if (self->outgoing_len + len > self->outgoing_room) {
        flush(self);
        if (len > self->outgoing_room) {
            self->outgoing_room = len < GATHER_SIZE ? GATHER_SIZE : len;
            self->outgoing = memory_grow(self->outgoing, self->outgoing_room);
        }
    }
    memcpy(self->outgoing + self->outgoing_len, bytes, len);
    self->outgoing_len += len;
    free(bytes);
}

/* ---- ticking ------------------------------------------------------------- */

static void on_tick(uv_timer_t *timer);
static void dispatch(struct server *self);

/* After anything that may have made a request wait. */
static void schedule_tick(struct server *self)
{
    uint32_t wait_ms = session_tick(self->session);

    while (wait_ms == 0)
        wait_ms = session_tick(self->session);
    if (self->is_ending)
        return;
    if (wait_ms == UINT32_MAX)
        uv_timer_stop(&self->tick);
    else
        uv_timer_start(&self->tick, on_tick, wait_ms, 0);
    flush(self);
}

static void on_tick(uv_timer_t *timer)
{
    struct server *self = timer->data;

    schedule_tick(self);
    dispatch(self); /* the tick may have found new settings */
    flush(self);
}

static uint64_t on_now(void *self_)
{
    const struct server *self = self_;

    return uv_now(&self->loop);
}

/* ---- plugins ------------------------------------------------------------- */

static struct toolset *toolset_new(struct server *self, const char *key,
                                   const json_t *plugins)
{
    struct toolset *toolset = memory_get(sizeof *toolset);
    size_t size = strlen(key) + 1;

    *toolset = (struct toolset){
        .host = self->config.open_host(self->config.self, plugins),
        .cache = cache_new(self->config.cache_bytes),
        .key = memory_get(size),
        .next = self->toolsets,
    };
    memcpy(toolset->key, key, size);
    toolset->tools.registry = host_registry(toolset->host);
    self->toolsets = toolset;
    return toolset;
}

static void toolset_free(struct toolset *toolset)
{
    for (uint32_t i = 0; i < SERVER_WORKERS_MAX; i++)
        host_pipeline_free(toolset->pipelines[i]);
    cache_free(toolset->cache);
    host_free(toolset->host);
    free(toolset->key);
    free(toolset);
}

/* Closes the oldest of those that nobody uses, but for a few and the first,
 * which is the last in the row. */
static void close_unused(struct server *self)
{
    uint32_t unused = 0;

    for (struct toolset **at = &self->toolsets; *at && (*at)->next;) {
        struct toolset *toolset = *at;
        if (toolset->tools.refs == 0 && ++unused > SERVER_TOOLS_KEPT) {
            *at = toolset->next;
            toolset_free(toolset);
        } else {
            at = &toolset->next;
        }
    }
}

static struct tools *on_tools(void *self_, const struct config *config)
{
    struct server *self = self_;
    struct toolset *toolset = self->toolsets;

    while (toolset && strcmp(toolset->key, config->plugins_key) != 0)
        toolset = toolset->next;
    if (!toolset) {
        close_unused(self);
        toolset = toolset_new(self, config->plugins_key, config->plugins);
    }
    if (!toolset->is_open) {
        toolset->is_open = true;
        host_open(toolset->host);
        self->config.say_late(toolset->host);
    }
    return tools_ref(&toolset->tools);
}

/* ---- workers: what they do ----------------------------------------------- */

/* Leaves of the folders that are to be looked through those that a walk would
 * go into; how many. */
static uint32_t leave_entered(struct lsp_job *job)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < job->below_count; i++)
        if (walk_enters(job->folders, job->folder_count, job->below[i]))
            job->below[count++] = job->below[i];
    return count;
}

static void list_stories(struct lsp_job *job)
{
    const char *const *folders = job->folders;
    uint32_t folder_count = job->folder_count;
    const WalkEntry *entries;

    if (job->below) {
        folder_count = leave_entered(job);
        folders = job->below;
    }
    uint32_t count = walk(folders, folder_count, &job->arena, &entries);
    const char **found = ARENA_ARRAY(&job->arena, const char *, count);

    for (uint32_t i = 0; i < count; i++)
        if (!entries[i].complaint.len)
            found[job->found_count++] = entries[i].path;
    job->found = found;
}

/* A story pass over a long story takes megabytes, and what lies between them
 * stays; so holes are left, some more with every key. Their pages go back to
 * the system. */
static void trim_memory(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

/* The file as a version; false where it cannot be read, as batch would say. */
static bool read_story(struct lsp_job *job)
{
    struct article article = {.arena = &job->arena};
    struct out complaints = {.arena = &job->arena};
    uint32_t bad;

    if ((!job->is_found &&
         !walk_finds(job->folders, job->folder_count, job->path)) ||
        article_load(&article, job->path, job->bytes_max, &complaints) < 0 ||
        version_new(job->syntax, article.text, 0, &job->version, &bad) < 0)
        return false;
    Metadata metadata = blocks_metadata(job->syntax, article.text, &job->arena);
    if (metadata.date.len) {
        job->facts.date = metadata.date;
        job->facts.date_source = STET_DATE_MARKUP;
    }
    if (metadata.language.len)
        job->facts.language = metadata.language;
    return true;
}

static void run_job(struct worker *worker)
{
    struct lsp_job *job = worker->job;

    if (job->kind == JOB_LIST) {
        list_stories(job);
        return;
    }
    if (job->kind == JOB_DROP) {
        lsp_job_drop(job);
        if (job->took_us >= TRIM_US)
            trim_memory();
        return;
    }
    if (job->kind == JOB_FILE && !read_story(job))
        return;
    AnalysisRequest analysis = {
        .pipeline = worker->pipeline,
        .version = job->version,
        .facts = job->facts,
        .cache = worker->cache,
        .previous = job->previous,
        .cancelled = &job->cancelled,
    };
    uint64_t start = uv_hrtime();

    job->analysis = engine_analyse(&analysis);
    uint64_t took_us = (uv_hrtime() - start) / 1000;
    job->took_us = took_us < UINT32_MAX ? (uint32_t)took_us : UINT32_MAX;
}

#define BATCH 3 /* SCHED_BATCH, which <sched.h> has for GNU's own alone */

/* Where worker and loop share a core, the loop goes first: what it does is
 * short, and somebody waits for it. A batch thread does not push aside the
 * loop that has just woken it and has answers to write. On Linux 0 is the
 * thread, elsewhere it would be the process. */
static void step_back(void)
{
#ifdef __linux__
    static _Thread_local bool has_stepped;
    const struct sched_param none = {0};

    if (!has_stepped) {
        uv_os_setpriority(0, UV_PRIORITY_BELOW_NORMAL);
        sched_setscheduler(0, BATCH, &none);
    }
    has_stepped = true;
#endif
}

static void work(uv_work_t *request)
{
    step_back();
    run_job(request->data);
}

static void on_worked(uv_work_t *request, int status)
{
    struct worker *worker = request->data;
    struct server *self = worker->server;
    struct lsp_job *job = worker->job;

    worker->job = NULL;
    session_finish(self->session, job);
    if (!self->is_ending) {
        dispatch(self);
        schedule_tick(self);
    }
    close_when_done(self);
}

static struct worker *idle_worker(struct server *self)
{
    for (uint32_t i = 0; i < self->config.workers; i++)
        if (!self->workers[i].job)
            return &self->workers[i];
    return NULL;
}

/* Its job's plugins, opened now if this worker has none of them yet. */
static void prepare(struct server *self, struct worker *worker)
{
    struct toolset *toolset = (struct toolset *)worker->job->tools;

    if (!toolset)
        return; /* it only lists files */
    struct pipeline **pipeline = &toolset->pipelines[worker - self->workers];

    if (!*pipeline)
        *pipeline = host_pipeline_new(toolset->host);
    worker->pipeline = *pipeline;
    worker->cache = toolset->cache;
}

/* Nobody is left who could do anything else: says so and ends. */
static void on_stuck(int signal_number)
{
    static const char words[] =
        "stet: a plugin has not come back from a story: give up\n";
    ssize_t ignored = write(STDERR_FILENO, words, sizeof words - 1);

    (void)ignored;
    _exit(1);
}

/* The oldest job of the queue, which is not empty. */
static struct lsp_job *take_job(struct server *self)
{
    struct lsp_job *job = self->queue;

    self->queue = job->next;
    if (!self->queue)
        self->queue_end = &self->queue;
    return job;
}

static void run_inline(struct server *self, struct worker *worker)
{
    struct lsp_job *job = worker->job;

    alarm(SERVER_INLINE_S);
    run_job(worker);
    alarm(0);
    worker->job = NULL;
    session_finish(self->session, job);
}

static void dispatch(struct server *self)
{
    struct worker *worker;

    while (self->queue && (worker = idle_worker(self))) {
        worker->job = take_job(self);
        prepare(self, worker);
        worker->work.data = worker;
        if (worker->job->expected_us < SERVER_INLINE_US)
            run_inline(self, worker);
        else
            uv_queue_work(&self->loop, &worker->work, work, on_worked);
    }
}

/* Begun once all that came in one read is taken in: of several changes only
 * the last is analysed. */
static void on_analyse(void *self_, struct lsp_job *job)
{
    struct server *self = self_;

    job->next = NULL;
    *self->queue_end = job;
    self->queue_end = &job->next;
}

/* ---- reading ------------------------------------------------------------- */

static void take_bytes(struct server *self, const char *bytes, size_t len)
{
    Slice input = {bytes, len}, body;
    struct fault fault;

    for (;;) {
        int error = frame_next(&self->reader, &input, &body, &fault);
        if (error == -EAGAIN || self->is_ending)
            break;
        if (error == -EPROTO)
            session_garbled(self->session, fault.text);
        else
            session_receive(self->session, body);
    }
    if (!self->is_ending) {
        dispatch(self);
        schedule_tick(self);
    }
}

static void on_eof(struct server *self)
{
    end(self, session_exit_code(self->session));
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    struct server *self = handle->data;

    *out = uv_buf_init(self->buffer, sizeof self->buffer);
}

static void on_read(uv_stream_t *stream, ssize_t len, const uv_buf_t *buf)
{
    struct server *self = stream->data;

    if (len < 0)
        on_eof(self);
    else if (len > 0)
        take_bytes(self, buf->base, (size_t)len);
}

static void on_file_read(uv_fs_t *request)
{
    struct server *self = request->data;
    ssize_t len = request->result;

    uv_fs_req_cleanup(request);
    if (len <= 0)
        on_eof(self);
    else
        take_bytes(self, self->buffer, (size_t)len);
    if (!self->is_ending)
        start_reading(self);
}

static void start_reading(struct server *self)
{
    if (self->is_ending)
        return;
    if (!self->in_is_file) {
        uv_read_start(&self->in.stream, on_alloc, on_read);
        return;
    }
    uv_buf_t buf = uv_buf_init(self->buffer, sizeof self->buffer);
    self->read_file.data = self;
    uv_fs_read(&self->loop, &self->read_file, STDIN_FILENO, &buf, 1, -1,
               on_file_read);
}

/* ---- the client's process -------------------------------------------------
 */

static void on_watch(uv_timer_t *timer)
{
    struct server *self = timer->data;

    if (uv_kill((int)self->process_id, 0) == UV_ESRCH)
        end(self, 1);
}

static void on_watch_process(void *self_, int64_t process_id)
{
    struct server *self = self_;

    if (process_id <= 1 || process_id > INT32_MAX)
        return;
    self->process_id = process_id;
    uv_timer_start(&self->watch, on_watch, WATCH_MS, WATCH_MS);
}

static void on_exit_asked(void *self_, int code)
{
    end(self_, code);
}

/* ---- the whole ------------------------------------------------------------
 */

/* Opens a standard stream as what it is. Returns whether it is a file. */
static bool open_stream(struct server *self, int fd, uv_handle_t *handle)
{
    bool is_file = false;

    switch (uv_guess_handle(fd)) {
    case UV_TTY:
        uv_tty_init(&self->loop, (uv_tty_t *)handle, fd, 0);
        break;
    case UV_FILE:
    case UV_UNKNOWN_HANDLE:
        is_file = true;
        break;
    default:
        uv_pipe_init(&self->loop, (uv_pipe_t *)handle, 0);
        if (uv_pipe_open((uv_pipe_t *)handle, fd) < 0)
            is_file = true;
        break;
    }
    handle->data = self;
    return is_file;
}

/* libuv makes its threads when the first of them is needed, as many as this
 * says; more than there are workers would only scatter memory. */
static void limit_threads(const struct server *self)
{
    char count[16];

    snprintf(count, sizeof count, "%u", (unsigned)self->config.workers);
    setenv("UV_THREADPOOL_SIZE", count, 0);
}

static void open_all(struct server *self)
{
    uv_timer_t *timers[] = {&self->tick, &self->watch, &self->grace};

    uv_loop_init(&self->loop);
    for (size_t i = 0; i < sizeof timers / sizeof *timers; i++) {
        uv_timer_init(&self->loop, timers[i]);
        timers[i]->data = self;
    }
    self->in_is_file = open_stream(self, STDIN_FILENO, &self->in.handle);
    self->out_is_file = open_stream(self, STDOUT_FILENO, &self->out.handle);
}

static void close_all(struct server *self)
{
    while (self->queue)
        session_finish(self->session, take_job(self));
    session_free(self->session);
    while (self->toolsets) {
        struct toolset *first = self->toolsets;
        self->toolsets = first->next;
        toolset_free(first);
    }
    json_decref(self->schema);
    free(self->outgoing);
    frame_release(&self->reader);
    uv_loop_close(&self->loop);
}

/* How the C library keeps memory, for work that takes some megabytes and gives
 * them back with every key: two heaps are enough, and what was used is used
 * again rather than asked of the system page by page. */
static void tune_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
#endif
}

int server_run(const ServerConfig *config)
{
    struct server *self = memory_get(sizeof *self);

    memset(self, 0, sizeof *self);
    self->config = *config;
    if (self->config.workers > SERVER_WORKERS_MAX)
        self->config.workers = SERVER_WORKERS_MAX;
    if (self->config.workers < SERVER_WORKERS_MIN)
        self->config.workers = SERVER_WORKERS_MIN;
    self->queue_end = &self->queue;
    for (uint32_t i = 0; i < self->config.workers; i++)
        self->workers[i].server = self;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGALRM, on_stuck);
    tune_memory();
    limit_threads(self);
    open_all(self);

    SessionOut out = {
        .self = self,
        .send = on_send,
        .analyse = on_analyse,
        .tools = on_tools,
        .watch_process = on_watch_process,
        .exit = on_exit_asked,
        .now_ms = on_now,
    };
    json_t *none = json_object();
    const struct toolset *first = toolset_new(self, "{}", none);
    json_t *plugins = host_options_schema(first->host);
    self->schema = config_schema(plugins, first->tools.registry);
    json_decref(plugins);
    json_decref(none);
    SessionConfig session = {
        .server_version = {config->version.ptr, config->version.len},
        .registry = first->tools.registry,
        .schema = self->schema,
        .max_document = config->max_document,
        .patience_ms = config->patience_ms,
        .stories_max = config->stories_max,
    };
    self->session = session_new(&session, &out);
    if (config->process_id)
        on_watch_process(self, config->process_id);
    start_reading(self);
    uv_run(&self->loop, UV_RUN_DEFAULT);

    int code = self->code;
    close_all(self);
    free(self);
    return code;
}

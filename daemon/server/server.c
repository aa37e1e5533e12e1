#include "server/server.h"

#include "lsp/session.h"
#include "protocol/frame.h"
#include "protocol/memory.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

#define READ_SIZE 65536u /* bytes at a time */
#define WATCH_MS 2000u   /* between looks at the client's process */
#define GRACE_MS 1000u   /* for workers to notice that all is over */

struct server;

/* Plugins opened in one way. What lsp knows of it comes first. */
struct toolset {
    struct tools tools;
    struct toolset *next; /* newest first */
    char *key;
    struct host *host;
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
    size_t unsent; /* bytes */
    bool is_paused, is_ending;
    int64_t process_id;
    int code;
};

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

static void on_send(void *self_, json_t *message)
{
    struct server *self = self_;
    char *bytes = NULL;
    size_t len = 0;
    int error = frame_encode(message, &bytes, &len);

    json_decref(message);
    if (error < 0)
        return;
    if (self->out_is_file || self->is_ending) {
        if (self->out_is_file)
            write_file(self, bytes, len);
        free(bytes);
        return;
    }
    struct unsent *unsent = memory_get(sizeof *unsent);
    *unsent = (struct unsent){.server = self, .bytes = bytes, .len = len};
    unsent->write.data = unsent;
    uv_buf_t buf = uv_buf_init(bytes, (unsigned int)len);
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

/* ---- ticking ------------------------------------------------------------- */

static void on_tick(uv_timer_t *timer);

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
}

static void on_tick(uv_timer_t *timer)
{
    schedule_tick(timer->data);
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
    return tools_ref(&toolset->tools);
}

/* ---- workers ------------------------------------------------------------- */

static void work(uv_work_t *request)
{
    struct worker *worker = request->data;
    struct lsp_job *job = worker->job;
    AnalysisRequest analysis = {
        .pipeline = worker->pipeline,
        .version = job->version,
        .facts = job->facts,
        .cache = worker->cache,
        .previous = job->previous,
        .cancelled = &job->cancelled,
    };

    job->analysis = engine_analyse(&analysis);
}

static void dispatch(struct server *self);

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
    struct pipeline **pipeline = &toolset->pipelines[worker - self->workers];

    if (!*pipeline)
        *pipeline = host_pipeline_new(toolset->host);
    worker->pipeline = *pipeline;
    worker->cache = toolset->cache;
}

static void dispatch(struct server *self)
{
    struct worker *worker;

    while (self->queue && (worker = idle_worker(self))) {
        worker->job = self->queue;
        self->queue = worker->job->next;
        if (!self->queue)
            self->queue_end = &self->queue;
        prepare(self, worker);
        worker->work.data = worker;
        uv_queue_work(&self->loop, &worker->work, work, on_worked);
    }
}

static void on_analyse(void *self_, struct lsp_job *job)
{
    struct server *self = self_;

    *self->queue_end = job;
    self->queue_end = &job->next;
    if (!self->is_ending)
        dispatch(self);
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
    if (!self->is_ending)
        schedule_tick(self);
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
    while (self->queue) {
        struct lsp_job *job = self->queue;
        self->queue = job->next;
        session_finish(self->session, job);
    }
    session_free(self->session);
    while (self->toolsets) {
        struct toolset *first = self->toolsets;
        self->toolsets = first->next;
        toolset_free(first);
    }
    json_decref(self->schema);
    frame_release(&self->reader);
    uv_loop_close(&self->loop);
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

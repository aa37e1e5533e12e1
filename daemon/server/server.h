/*
 * server - the libuv loop: bytes in, bytes out, workers, timers.
 *
 *     stdin -> frame_reader -> session -> frame_encode -> stdout
 *                                |  ^
 *                           jobs |  | finished ones
 *                                v  |
 *                       queue -> workers (a pipeline each)
 *
 * The only file that knows libuv. One thread runs the loop and owns the
 * session; a job is the worker's from uv_queue_work() until it is back.
 *
 * An analysis that is expected to take less than SERVER_INLINE_US, going by the
 * document's dearest ones of late, runs on the loop itself: handing it to a
 * thread and back would take longer than it does. First ones never do. Should
 * a plugin not come back from there, nobody would be left to notice that the
 * client is gone; so after SERVER_INLINE_S the process ends itself.
 *
 * Answers to what came in one read go out in one write.
 *
 * Plugins are opened once for each way in which they are configured (lsp's
 * tools), when a document wants that: a host, a cache and a pipeline a worker.
 * Sets that no document uses any more are kept for a while, the first, without
 * any options, for ever.
 *
 * Backpressure: while more than SERVER_UNSENT_MAX bytes wait for a client that
 * does not read, nothing more is read from it either.
 *
 * The process ends at "exit", at the end of stdin, when stdout is gone, and
 * when the process that the client named is.
 */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include "engine/cache.h"
#include "host/host.h"

#define SERVER_UNSENT_MAX (8u << 20) /* bytes */
#define SERVER_INLINE_US 1500u
#define SERVER_INLINE_S 10u
#define SERVER_WORKERS_MIN 2u /* so that no document waits for another */
#define SERVER_WORKERS_MAX 4u
#define SERVER_TOOLS_KEPT 4u /* sets of plugins that nobody uses just now */

typedef struct ServerConfig {
    Str version;
    /* Finds plugins as they are configured, to be opened when the first
     * document wants them: never NULL. Then to say which of them were refused.
     */
    struct host *(*open_host)(void *self, const json_t *plugins);
    void (*say_late)(const struct host *host);
    void *self;
    size_t cache_bytes;   /* of each set of plugins */
    uint32_t workers;     /* from SERVER_WORKERS_MIN to SERVER_WORKERS_MAX */
    size_t max_document;  /* bytes */
    uint32_t patience_ms; /* that a request waits for a story; 0: lsp's */
    uint32_t stories_max; /* of a workspace that are read; 0: lsp's */
    int64_t process_id;   /* to watch; 0: none until the client names one */
} ServerConfig;

/* Serves one client over stdin and stdout. Returns the exit code. [loop] */
int server_run(const ServerConfig *config);

#endif

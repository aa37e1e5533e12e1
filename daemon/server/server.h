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
#define SERVER_WORKERS_MAX 4u

typedef struct ServerConfig {
    Str version;
    struct host *host;
    struct cache *cache;
    uint32_t workers;    /* at least 1; at most SERVER_WORKERS_MAX count */
    size_t max_document; /* bytes */
    int64_t process_id;  /* to watch; 0: none until the client names one */
} ServerConfig;

/* Serves one client over stdin and stdout. Returns the exit code. [loop] */
int server_run(const ServerConfig *config);

#endif

/*
 * frame - message bodies cut out of a stream of bytes, and put into one.
 *
 *     Content-Length: 17\r\n                         header lines, any order,
 *     Content-Type: ...; charset=utf-8\r\n           names in any case
 *     \r\n
 *     {"jsonrpc":"2.0"}Content-Length: ...           the next one, no gap
 *
 * The reader is fed chunks of any size and keeps what is not whole yet:
 *
 *     HEADER --good--> BODY --whole--> HEADER
 *        |               .
 *        |--other charset--> SKIP (the length is known) --> HEADER
 *        '--no usable length--> SEEK (the next header) --> HEADER
 *
 * Invariants
 *  1. The bodies given do not depend on how the stream was cut into chunks.
 *  2. Memory follows the bytes that came, never the length that was claimed,
 *     and is at most max_header plus max_body (and growth's factor of two).
 *  3. One bad header is one fault, however much rubbish follows it: a peer
 *     cannot make us send more errors than it sends headers.
 *  4. A header is found again for certain: a line break cannot stand raw in a
 *     JSON string, and letters like these cannot stand outside one, so
 *     "Content-Length: digits, line break" never lies inside a valid body.
 *
 * More lenient than the LSP's "Base Protocol" in two points, since a person
 * may type at us: a lone \n ends a header line too, and empty lines before a
 * header are passed over.
 *
 * Not here: what a body says (rpc), reading and writing (the server).
 */
#ifndef PROTOCOL_FRAME_H
#define PROTOCOL_FRAME_H

#include "protocol/fault.h"
#include "protocol/slice.h"

/* Limits where the reader's fields say 0. */
#define FRAME_MAX_HEADER 8192u     /* bytes, all lines of one header */
#define FRAME_MAX_BODY (64u << 20) /* bytes */
#define FRAME_HEADER_CAPACITY 40u  /* bytes frame_header() may write */

typedef enum FrameState {
    FRAME_HEADER,
    FRAME_BODY,
    FRAME_SKIP,
    FRAME_SEEK,
} FrameState;

/* Zeroed is valid. The limits may be set before the first byte; the rest is
 * the reader's own. */
struct frame_reader {
    size_t max_header; /* bytes; 0: FRAME_MAX_HEADER */
    size_t max_body;   /* bytes; 0: FRAME_MAX_BODY */
    FrameState state;
    size_t header_len;  /* HEADER: bytes of the whole lines read so far */
    bool has_length;    /* HEADER: a Content-Length was among them */
    bool other_charset; /* HEADER: and a charset that we cannot read */
    size_t length;      /* of the body; SKIP: bytes still to pass over */
    /* HEADER: a line; BODY: the body; SEEK: a line's last bytes: not whole */
    char *kept;
    size_t kept_len, kept_capacity;
    bool given; /* `kept` is what the last call gave: empty it first */
};

/*
 * Takes bytes off the front of `*input` until a body is whole. Returns 0 and
 * the body, which is borrowed from the input or the reader and lives until
 * the next call; -EAGAIN when the input is used up and more is needed;
 * -EPROTO with a reason when a header cannot be used, and then the reader is
 * already on its way to the next one: answer -32700 and call again.
 * Call in a loop until -EAGAIN.
 */
int frame_next(struct frame_reader *self, Slice *input, Slice *out_body,
               struct fault *out_fault);

/* Whether the stream may end here: no message has been begun. */
bool frame_at_rest(const struct frame_reader *self);

/* Gives the memory back and starts anew; the limits stay. NULL is accepted. */
void frame_release(struct frame_reader *self);

/* Writes the header for a body of `body_len` bytes; returns its length. No
 * NUL is written. */
size_t frame_header(char out[FRAME_HEADER_CAPACITY], size_t body_len);

/*
 * Gives header and body of `message` as one stretch of bytes, to be freed by
 * the caller, so that a message goes to the stream whole or, after a partial
 * write, goes on where that stopped. Returns 0, or -EINVAL for a value that
 * JSON cannot write.
 */
int frame_encode(const json_t *message, char **out_bytes, size_t *out_len);

#endif

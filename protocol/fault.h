/*
 * fault - why something was refused, in words that a person or a peer reads.
 */
#ifndef PROTOCOL_FAULT_H
#define PROTOCOL_FAULT_H

/* One line without a break; what is longer is cut. */
struct fault {
    char text[200];
};

/* Writes the reason, as printf() does, and returns `error` for the caller to
 * return. A NULL fault is accepted: the reason is dropped. */
int fault_set(struct fault *self, int error, const char *format, ...);

#endif

/*
 * network - the reader's tags for the trainer, without the daemon.
 */
#ifndef TRAIN_NETWORK_H
#define TRAIN_NETWORK_H

#include "text/arena.h"

struct network;

/* The model in `bytes`, which must stay. Ends the program where it is none. */
struct network *network_open(Str bytes);

/* The tags of quotations as the layer that the reader provides; the kinds are
 * ROLE_ of quotes/scene.h. */
const stet_layer *network_tags(const struct network *self,
                               const stet_block *block, struct arena *arena);

#endif

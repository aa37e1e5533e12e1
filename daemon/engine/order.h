/*
 * order - which plugin runs behind which.
 *
 * A plugin runs behind every plugin whose layer it needs or wants. A missing
 * need, or a circle of needs, takes a plugin out, in words; a missing want is
 * nothing. A circle that only a want closes is opened by dropping that want.
 */
#ifndef ENGINE_ORDER_H
#define ENGINE_ORDER_H

#include "text/arena.h"

/* One plugin as far as order goes; layer names. */
typedef struct OrderItem {
    Str id, layer;
    uint32_t need_count, want_count;
    const Str *needs, *wants;
} OrderItem;

/*
 * Puts the indices of the items that can run into `out_order`, which has room
 * for `count`; returns how many. `out_problem[i]` is empty for those, and says
 * in words, in the arena, why item i cannot run for the rest. Items that
 * nothing orders keep the order in which they came.
 */
uint32_t order_layers(const OrderItem *items, uint32_t count,
                      struct arena *arena, uint32_t *out_order,
                      Str *out_problem);

#endif

#include "engine/order.h"

#include "engine/words.h"

/* The item that provides `layer`, or `count`. */
static uint32_t provider(const OrderItem *items, uint32_t count, Str layer)
{
    uint32_t i = 0;

    while (i < count && !str_eq(items[i].layer, layer))
        i++;
    return i;
}

struct ordering {
    const OrderItem *items;
    uint32_t count;
    struct arena *arena;
    Str *problem;
    bool *is_placed;
};

/* Takes out whoever needs a layer that nobody who is still in provides; again
 * until nothing changes, since who is taken out may have been needed. */
static void drop_unmet(struct ordering *self)
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (uint32_t i = 0; i < self->count; i++) {
            const OrderItem *item = &self->items[i];
            for (uint32_t k = 0; k < item->need_count; k++) {
                uint32_t from =
                    provider(self->items, self->count, item->needs[k]);
                bool is_met = from < self->count && !self->problem[from].len;
                if (is_met || self->problem[i].len)
                    continue;
                self->problem[i] = words(
                    self->arena,
                    "it needs the layer \"%.*s\", which no plugin provides",
                    STR_ARG(item->needs[k]));
                changed = true;
            }
        }
    }
}

/* Every layer of the list is placed already, or provided by nobody who runs. */
static bool all_placed(const struct ordering *self, const Str *layers,
                       uint32_t count)
{
    for (uint32_t k = 0; k < count; k++) {
        uint32_t from = provider(self->items, self->count, layers[k]);
        if (from < self->count && !self->problem[from].len &&
            !self->is_placed[from])
            return false;
    }
    return true;
}

/* The next item that may run, first in line first; `count` if none may. */
static uint32_t next_item(const struct ordering *self, bool heed_wants)
{
    for (uint32_t i = 0; i < self->count; i++) {
        const OrderItem *item = &self->items[i];
        if (!self->is_placed[i] && !self->problem[i].len &&
            all_placed(self, item->needs, item->need_count) &&
            (!heed_wants || all_placed(self, item->wants, item->want_count)))
            return i;
    }
    return self->count;
}

uint32_t order_layers(const OrderItem *items, uint32_t count,
                      struct arena *arena, uint32_t *out_order,
                      Str *out_problem)
{
    struct ordering self = {items, count, arena, out_problem,
                            ARENA_ARRAY(arena, bool, count)};
    uint32_t placed = 0;

    for (uint32_t i = 0; i < count; i++)
        out_problem[i] = (Str){0};
    drop_unmet(&self);
    for (;;) {
        uint32_t next = next_item(&self, true);
        if (next == count)
            next = next_item(&self, false);
        if (next == count)
            break;
        self.is_placed[next] = true;
        out_order[placed++] = next;
    }
    for (uint32_t i = 0; i < count; i++)
        if (!self.is_placed[i] && !out_problem[i].len)
            out_problem[i] =
                words(arena, "its layer \"%.*s\" is part of a circle of needs",
                      STR_ARG(items[i].layer));
    return placed;
}

/*
 * list - an array that grows.
 *
 * What a pass says lies on the heap while it runs, and is copied to an arena
 * at its size once it is known: a megabyte of news has some ten thousand
 * changes, and room that is never used would be as large again.
 *
 *     LIST(Change) changes = {0};
 *     *LIST_MORE(&changes) = change;
 *     part->changes = LIST_SETTLE(&changes, &part->arena);
 *
 * A zeroed list is an empty one. What lies in it moves when it grows.
 */
#ifndef ENGINE_LIST_H
#define ENGINE_LIST_H

#include "text/arena.h"

/* The macros take any struct with these three. */
#define LIST(Item)                                                             \
    struct {                                                                   \
        Item *items;                                                           \
        uint32_t count, room;                                                  \
    }

/* The items, perhaps moved, with room for one more behind *room of them. */
void *list_grown(void *items, uint32_t *room, size_t size);

/* A copy in the arena; `items` is freed. */
void *list_settled(struct arena *arena, void *items, uint32_t count,
                   size_t size);

/* Where the next item, counted from here on, is to be written. */
#define LIST_MORE(list)                                                        \
    ((list)->items = (list)->count < (list)->room                              \
                         ? (list)->items                                       \
                         : list_grown((list)->items, &(list)->room,            \
                                      sizeof *(list)->items),                  \
     &(list)->items[(list)->count++])

/* The items as they stay, in the arena. The list's own are gone: zero it
 * before it is used again. */
#define LIST_SETTLE(list, arena)                                               \
    list_settled((arena), (list)->items, (list)->count, sizeof *(list)->items)

#endif

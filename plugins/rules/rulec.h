/*
 * rulec - compiles files of rules into the tables of rules.h, at build time.
 *
 *     read        lines -> classes, words, macros, rules   (rulec_read.c)
 *     automaton   patterns -> program -> states            (rulec_automaton.c)
 *     write       tables as C                              (rulec_write.c)
 *
 * A build tool: the first error ends it with the file and the line, and what
 * it allocates lives until it ends, reachable from struct compiler.
 */
#ifndef RULES_RULEC_H
#define RULES_RULEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An array that grows; `items` has room for `room` elements. */
#define LIST(type)                                                             \
    struct {                                                                   \
        type *items;                                                           \
        size_t count, room;                                                    \
    }

#define NONE UINT32_MAX

typedef enum NodeType {
    NODE_EMPTY,
    NODE_CLASS, /* an item of class a; into slot b unless NONE */
    NODE_SET,   /* slot a gets the expression `value` */
    NODE_BOTH,  /* a, then b */
    NODE_EITHER /* a or b, the first preferred */
} NodeType;

typedef struct Node {
    NodeType type;
    uint32_t a, b;
    const char *value;
} Node;

/* A word as a member of a class; several words: `words` has spaces. */
typedef struct Member {
    const char *words;
    const char *value; /* a C expression */
} Member;

typedef struct Class {
    const char *name; /* "'word" for the class of one literal */
    bool is_shape;
    bool is_used;   /* by a pattern or a lookup, itself or through a union */
    bool is_lookup; /* the plugin asks for it by name */
    uint32_t shape;
    LIST(Member) members;
    LIST(uint32_t) parts; /* classes that this one contains */
} Class;

typedef struct Macro {
    const char *name;
    uint32_t node;
} Macro;

typedef struct Constant {
    uint32_t slot;
    const char *value;
} Constant;

typedef struct Rule {
    const char *name;
    uint32_t action;
    LIST(Constant) constants;
} Rule;

typedef struct Pattern {
    uint32_t rule, node, start; /* start: into code, once it is made */
} Pattern;

/* A membership after unions are dissolved; value NULL: the item's own. */
typedef struct Membership {
    uint32_t cls;
    const char *value;
} Membership;

typedef struct Word {
    const char *text;
    uint32_t kind;
    LIST(Membership) memberships;
} Word;

typedef struct Code {
    uint32_t op, a, b;
    const char *value;
} Code;

struct compiler {
    const char *file;
    unsigned line;
    LIST(const char *) includes, slots, actions;
    LIST(Class) classes;
    LIST(Macro) macros;
    LIST(Rule) rules;
    LIST(Pattern) patterns;
    LIST(Node) nodes;

    LIST(Word) words;
    LIST(Word) shapes; /* as words without text, by shape number */
    uint32_t kind_count;
    LIST(Code) code;
    uint32_t state_count;
    LIST(uint32_t) next;   /* states * kinds */
    LIST(uint32_t) accept; /* pattern + 1, or 0 */
    uint32_t longest;
};

/* Room for `count` more elements. */
void *list_room(void *items, size_t *room, size_t count, size_t size);

#define LIST_ADD(list)                                                         \
    ((list).items = list_room((list).items, &(list).room, (list).count + 1,    \
                              sizeof *(list).items),                           \
     &(list).items[(list).count++])

void fail(const struct compiler *self, const char *message, const char *what);

void rulec_read(struct compiler *self, const char *path);
void rulec_automaton(struct compiler *self);
void rulec_write(const struct compiler *self, const char *prefix,
                 const char *out_path);

#endif

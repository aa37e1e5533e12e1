#include "rules/rulec.h"
#include "rules/rules.h"

#include <stdlib.h>
#include <string.h>

typedef struct StateSet {
    uint32_t *codes; /* sorted, distinct: CLASS and ACCEPT alone */
    uint32_t count;
} StateSet;

struct builder {
    struct compiler *self;
    LIST(StateSet) sets; /* of each state; 0 is dead */
    uint32_t *buckets;   /* state, by hash of its set */
    uint32_t bucket_mask;
    uint32_t *mark; /* of each code: the closure it was last seen in */
    uint32_t closure;
    LIST(uint32_t) todo, found;
};

/* ---- words and their classes ------------------------------------------- */

static Word *word_find(struct compiler *self, const char *text)
{
    for (size_t i = 0; i < self->words.count; i++)
        if (strcmp(self->words.items[i].text, text) == 0)
            return &self->words.items[i];

    Word *word = LIST_ADD(self->words);
    *word = (Word){.text = text};
    return word;
}

static void membership_add(Word *word, uint32_t cls, const char *value)
{
    for (size_t i = 0; i < word->memberships.count; i++)
        if (word->memberships.items[i].cls == cls)
            return;
    *LIST_ADD(word->memberships) = (Membership){.cls = cls, .value = value};
}

/* All words and shapes of `from` become members of `cls`. */
static void class_fill(struct compiler *self, uint32_t cls, uint32_t from)
{
    const Class *source = &self->classes.items[from];

    for (size_t i = 0; i < source->members.count; i++) {
        Member member = source->members.items[i];
        if (!strchr(member.words, ' '))
            membership_add(word_find(self, member.words), cls, member.value);
    }
    if (source->is_shape)
        membership_add(&self->shapes.items[source->shape], cls, NULL);
    for (size_t i = 0; i < source->parts.count; i++)
        class_fill(self, cls, source->parts.items[i]);
}

static void use_classes(struct compiler *self, uint32_t node)
{
    const Node *at = &self->nodes.items[node];

    if (at->type == NODE_CLASS)
        self->classes.items[at->a].is_used = true;
    if (at->type == NODE_BOTH || at->type == NODE_EITHER) {
        use_classes(self, at->a);
        use_classes(self, at->b);
    }
}

/* How many items the longest match of `node` has. */
static uint32_t length_of(const struct compiler *self, uint32_t node)
{
    Node at = self->nodes.items[node];
    uint32_t a, b;

    if (at.type == NODE_CLASS)
        return 1;
    if (at.type != NODE_BOTH && at.type != NODE_EITHER)
        return 0;
    a = length_of(self, at.a);
    b = length_of(self, at.b);
    if (at.type == NODE_BOTH)
        return a + b;
    return a > b ? a : b;
}

static bool same_classes(const Word *a, const Word *b)
{
    if (a->memberships.count != b->memberships.count)
        return false;
    for (size_t i = 0; i < a->memberships.count; i++)
        if (a->memberships.items[i].cls != b->memberships.items[i].cls)
            return false;
    return true;
}

/* Words of the same classes are of one kind; shapes have their own. Classes
 * were filled in order, so memberships are sorted. Kind 0 is "in no rule". */
static void number_kinds(struct compiler *self)
{
    self->kind_count = 1;
    for (size_t i = 0; i < self->shapes.count; i++)
        self->shapes.items[i].kind = self->kind_count++;
    for (size_t i = 0; i < self->words.count; i++) {
        Word *word = &self->words.items[i];
        for (size_t j = 0; j < i && !word->kind; j++)
            if (same_classes(word, &self->words.items[j]))
                word->kind = self->words.items[j].kind;
        if (!word->kind)
            word->kind = self->kind_count++;
    }
}

/* ---- the program ------------------------------------------------------- */

static uint32_t code_add(struct compiler *self, Code code)
{
    *LIST_ADD(self->code) = code;
    return (uint32_t)(self->code.count - 1);
}

static void code_node(struct compiler *self, uint32_t node)
{
    Node at = self->nodes.items[node];

    switch (at.type) {
    case NODE_EMPTY:
        break;
    case NODE_CLASS:
        code_add(self, (Code){RULES_CLASS, at.a, at.b, NULL});
        break;
    case NODE_SET:
        code_add(self, (Code){RULES_SET, at.a, 0, at.value});
        break;
    case NODE_BOTH:
        code_node(self, at.a);
        code_node(self, at.b);
        break;
    case NODE_EITHER: {
        uint32_t split = code_add(self, (Code){RULES_SPLIT, 0, 0, NULL});
        code_node(self, at.a);
        uint32_t jump = code_add(self, (Code){RULES_JUMP, 0, 0, NULL});
        self->code.items[split].a = split + 1;
        self->code.items[split].b = (uint32_t)self->code.count;
        code_node(self, at.b);
        self->code.items[jump].a = (uint32_t)self->code.count;
        break;
    }
    }
}

/* ---- the automaton ----------------------------------------------------- */

/* Adds to found what can be reached from `code` without reading an item. */
static void close_over(struct builder *b, uint32_t code)
{
    b->todo.count = 0;
    *LIST_ADD(b->todo) = code;
    while (b->todo.count) {
        uint32_t at = b->todo.items[--b->todo.count];
        const Code *c = &b->self->code.items[at];
        if (b->mark[at] == b->closure)
            continue;
        b->mark[at] = b->closure;
        if (c->op == RULES_CLASS || c->op == RULES_ACCEPT)
            *LIST_ADD(b->found) = at;
        if (c->op == RULES_SPLIT)
            *LIST_ADD(b->todo) = c->b;
        if (c->op == RULES_SPLIT || c->op == RULES_JUMP)
            *LIST_ADD(b->todo) = c->a;
        if (c->op == RULES_SET)
            *LIST_ADD(b->todo) = at + 1;
    }
}

static int compare_codes(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The state of the set in found, made at need. */
static uint32_t state_of(struct builder *b)
{
    uint32_t count = (uint32_t)b->found.count;
    uint32_t hash = 2166136261u;

    if (!count)
        return 0;
    qsort(b->found.items, count, sizeof *b->found.items, compare_codes);
    for (uint32_t i = 0; i < count; i++)
        hash = (hash ^ b->found.items[i]) * 16777619u;
    hash ^= hash >> 15;
    for (hash &= b->bucket_mask; b->buckets[hash];
         hash = (hash + 1) & b->bucket_mask) {
        StateSet *set = &b->sets.items[b->buckets[hash]];
        if (set->count == count &&
            !memcmp(set->codes, b->found.items, count * sizeof *set->codes))
            return b->buckets[hash];
    }
    if (b->sets.count * 2 > b->bucket_mask || b->sets.count > UINT16_MAX)
        fail(b->self, "too many states", "simplify the rules");

    StateSet *set = LIST_ADD(b->sets);
    set->codes = list_room(NULL, &(size_t){0}, count, sizeof *set->codes);
    memcpy(set->codes, b->found.items, count * sizeof *set->codes);
    set->count = count;
    b->buckets[hash] = (uint32_t)(b->sets.count - 1);
    return b->buckets[hash];
}

static bool word_is(const Word *word, uint32_t cls)
{
    for (size_t i = 0; i < word->memberships.count; i++)
        if (word->memberships.items[i].cls == cls)
            return true;
    return false;
}

/* One word or shape of each kind. */
static const Word *kind_example(const struct compiler *self, uint32_t kind)
{
    for (size_t i = 0; i < self->shapes.count; i++)
        if (self->shapes.items[i].kind == kind)
            return &self->shapes.items[i];
    for (size_t i = 0; i < self->words.count; i++)
        if (self->words.items[i].kind == kind)
            return &self->words.items[i];
    return NULL;
}

static void build_row(struct builder *b, uint32_t state, const Word **examples)
{
    struct compiler *self = b->self;

    for (uint32_t kind = 0; kind < self->kind_count; kind++) {
        StateSet set = b->sets.items[state];
        b->found.count = 0;
        b->closure++;
        for (uint32_t i = 0; kind && i < set.count; i++) {
            const Code *code = &self->code.items[set.codes[i]];
            if (code->op == RULES_CLASS && word_is(examples[kind], code->a))
                close_over(b, set.codes[i] + 1);
        }
        *LIST_ADD(self->next) = state_of(b);
    }
}

/* The pattern that a state accepts: the first in the file; codes are sorted,
 * and patterns were coded in that order. */
static uint32_t accepts(const struct builder *b, uint32_t state)
{
    const StateSet *set = &b->sets.items[state];

    for (uint32_t i = 0; i < set->count; i++)
        if (b->self->code.items[set->codes[i]].op == RULES_ACCEPT)
            return b->self->code.items[set->codes[i]].a + 1;
    return 0;
}

static void build_states(struct compiler *self)
{
    struct builder b = {.self = self, .bucket_mask = (1u << 18) - 1};
    const Word **examples =
        list_room(NULL, &(size_t){0}, self->kind_count, sizeof *examples);

    b.buckets =
        list_room(NULL, &(size_t){0}, b.bucket_mask + 1, sizeof *b.buckets);
    b.mark = list_room(NULL, &(size_t){0}, self->code.count, sizeof *b.mark);
    for (uint32_t kind = 0; kind < self->kind_count; kind++)
        examples[kind] = kind_example(self, kind);
    (void)LIST_ADD(b.sets); /* dead */
    b.closure = 1;
    for (size_t i = 0; i < self->patterns.count; i++)
        close_over(&b, self->patterns.items[i].start);
    (void)state_of(&b);
    for (uint32_t state = 0; state < b.sets.count; state++) {
        build_row(&b, state, examples);
        *LIST_ADD(self->accept) = accepts(&b, state);
    }
    self->state_count = (uint32_t)b.sets.count;
}

void rulec_automaton(struct compiler *self)
{
    for (size_t i = 0; i < self->patterns.count; i++) {
        uint32_t length = length_of(self, self->patterns.items[i].node);
        if (length > self->longest)
            self->longest = length;
        use_classes(self, self->patterns.items[i].node);
    }
    for (uint32_t i = 0; i < self->classes.count; i++)
        if (self->classes.items[i].is_used)
            class_fill(self, i, i);
    number_kinds(self);
    for (uint32_t i = 0; i < self->patterns.count; i++) {
        self->patterns.items[i].start = (uint32_t)self->code.count;
        code_node(self, self->patterns.items[i].node);
        code_add(self, (Code){RULES_ACCEPT, i, 0, NULL});
    }
    if (self->code.count > UINT16_MAX)
        fail(self, "too much code", "simplify the rules");
    build_states(self);
}

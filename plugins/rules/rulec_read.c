#include "rules/rulec.h"
#include "rules/rules.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *copy(const char *text, size_t len)
{
    char *made = list_room(NULL, &(size_t){0}, len + 1, 1);

    memcpy(made, text, len);
    made[len] = '\0';
    return made;
}

static const char *copy_trimmed(const char *text, size_t len)
{
    while (len && isspace((unsigned char)*text)) {
        text++;
        len--;
    }
    while (len && isspace((unsigned char)text[len - 1]))
        len--;
    return copy(text, len);
}

static uint32_t class_find(struct compiler *self, const char *name, bool make)
{
    for (size_t i = 0; i < self->classes.count; i++)
        if (strcmp(self->classes.items[i].name, name) == 0)
            return (uint32_t)i;
    if (!make)
        return NONE;

    Class *cls = LIST_ADD(self->classes);
    *cls = (Class){.name = name};
    return (uint32_t)(self->classes.count - 1);
}

static uint32_t slot_find(struct compiler *self, const char *name)
{
    for (size_t i = 0; i < self->slots.count; i++)
        if (strcmp(self->slots.items[i], name) == 0)
            return (uint32_t)i;
    *LIST_ADD(self->slots) = name;
    return (uint32_t)(self->slots.count - 1);
}

static uint32_t action_find(struct compiler *self, const char *name)
{
    for (size_t i = 0; i < self->actions.count; i++)
        if (strcmp(self->actions.items[i], name) == 0)
            return (uint32_t)i;
    *LIST_ADD(self->actions) = name;
    return (uint32_t)(self->actions.count - 1);
}

static uint32_t node_add(struct compiler *self, Node node)
{
    *LIST_ADD(self->nodes) = node;
    return (uint32_t)(self->nodes.count - 1);
}

static uint32_t node_either(struct compiler *self, uint32_t a, uint32_t b)
{
    return node_add(self, (Node){.type = NODE_EITHER, .a = a, .b = b});
}

static uint32_t node_both(struct compiler *self, uint32_t a, uint32_t b)
{
    if (self->nodes.items[a].type == NODE_EMPTY)
        return b;
    return node_add(self, (Node){.type = NODE_BOTH, .a = a, .b = b});
}

/* The class of one literal word. */
static uint32_t literal_node(struct compiler *self, const char *word)
{
    char name[128];
    uint32_t known = (uint32_t)self->classes.count;

    (void)snprintf(name, sizeof name, "'%s", word);
    uint32_t cls = class_find(self, name, false);
    if (cls == NONE) {
        cls = class_find(self, copy(name, strlen(name)), true);
        Member *member = LIST_ADD(self->classes.items[known].members);
        *member = (Member){.words = word, .value = "0"};
    }
    return node_add(self, (Node){.type = NODE_CLASS, .a = cls, .b = NONE});
}

/* A member of several words: its words in a row, then its value. */
static uint32_t phrase_node(struct compiler *self, Member member, uint32_t slot)
{
    uint32_t node = node_add(self, (Node){.type = NODE_EMPTY});
    const char *at = member.words;

    while (*at) {
        size_t len = strcspn(at, " ");
        node = node_both(self, node, literal_node(self, copy(at, len)));
        at += len + strspn(at + len, " ");
    }
    uint32_t set = node_add(
        self, (Node){.type = NODE_SET, .a = slot, .value = member.value});
    return node_both(self, node, set);
}

static uint32_t phrases_node(struct compiler *self, uint32_t cls, uint32_t slot,
                             uint32_t node)
{
    for (size_t i = 0; i < self->classes.items[cls].members.count; i++) {
        Member member = self->classes.items[cls].members.items[i];
        if (strchr(member.words, ' '))
            node = node_either(self, node, phrase_node(self, member, slot));
    }
    for (size_t i = 0; i < self->classes.items[cls].parts.count; i++) {
        uint32_t part = self->classes.items[cls].parts.items[i];
        node = phrases_node(self, part, slot, node);
    }
    return node;
}

/* "%month" or "%month:from"; the slot has the class's name or its own. */
static uint32_t class_node(struct compiler *self, const char *text)
{
    size_t len = strcspn(text, ":");
    const char *name = copy(text, len);
    uint32_t cls = class_find(self, name, false);

    if (cls == NONE)
        fail(self, "no such class", text);
    uint32_t slot = slot_find(self, text[len] ? text + len + 1 : name);
    uint32_t node =
        node_add(self, (Node){.type = NODE_CLASS, .a = cls, .b = slot});
    return phrases_node(self, cls, slot, node);
}

static uint32_t macro_node(const struct compiler *self, const char *name)
{
    for (size_t i = 0; i < self->macros.count; i++)
        if (strcmp(self->macros.items[i].name, name) == 0)
            return self->macros.items[i].node;
    fail(self, "no such macro", name);
    return NONE;
}

static uint32_t read_either(struct compiler *self, const char **at);

static const char *skip_space(const char *at)
{
    return at + strspn(at, " \t");
}

static uint32_t read_group(struct compiler *self, const char **at)
{
    (*at)++;
    uint32_t node = read_either(self, at);
    if (**at != ')')
        fail(self, "missing )", *at);
    (*at)++;
    return node;
}

/* A value in quotes, of at most eight bytes, is packed into the number, its
 * first byte lowest: what rules_text() takes apart. */
static const char *read_value(const struct compiler *self, const char *text)
{
    size_t len = strlen(text);
    uint64_t packed = 0;
    char number[32];

    if (*text != '"')
        return text;
    if (len < 2 || text[len - 1] != '"' || len - 2 > RULES_TEXT_MAX)
        fail(self, "expected a text of at most eight bytes", text);
    for (size_t at = len - 2; at > 0; at--)
        packed = packed << 8 | (unsigned char)text[at];
    if (packed > INT64_MAX)
        fail(self, "expected ASCII", text);
    (void)snprintf(number, sizeof number, "INT64_C(%" PRIu64 ")", packed);
    return copy(number, strlen(number));
}

/* "slot=value" fills the slot where the pattern comes by. */
static uint32_t set_node(struct compiler *self, const char *text)
{
    size_t len = strcspn(text, "=");
    uint32_t slot = slot_find(self, copy(text, len));

    return node_add(self, (Node){.type = NODE_SET,
                                 .a = slot,
                                 .value = read_value(self, text + len + 1)});
}

/* A word, %class, $macro or slot=value; behind a backslash, a word in any case.
 */
static uint32_t read_word(struct compiler *self, const char **at)
{
    bool is_escaped = **at == '\\';
    const char *from = *at + is_escaped;
    size_t len = is_escaped + strcspn(from + is_escaped, " \t()|?");
    const char *text = copy(from, len);

    if (!len)
        fail(self, "expected a word", *at);
    *at = from + len;
    if (!is_escaped && *text == '%')
        return class_node(self, text + 1);
    if (!is_escaped && *text == '$')
        return macro_node(self, text + 1);
    if (!is_escaped && isalpha((unsigned char)*text) && strchr(text, '='))
        return set_node(self, text);
    return literal_node(self, text);
}

static uint32_t read_one(struct compiler *self, const char **at)
{
    uint32_t node = **at == '(' ? read_group(self, at) : read_word(self, at);

    if (**at == '?') {
        (*at)++;
        uint32_t empty = node_add(self, (Node){.type = NODE_EMPTY});
        node = node_either(self, node, empty);
    }
    *at = skip_space(*at);
    return node;
}

static uint32_t read_row(struct compiler *self, const char **at)
{
    uint32_t node = node_add(self, (Node){.type = NODE_EMPTY});

    *at = skip_space(*at);
    while (**at && **at != ')' && **at != '|')
        node = node_both(self, node, read_one(self, at));
    return node;
}

static uint32_t read_either(struct compiler *self, const char **at)
{
    uint32_t node = read_row(self, at);

    while (**at == '|') {
        (*at)++;
        uint32_t other = read_row(self, at);
        node = node_either(self, node, other);
    }
    return node;
}

static uint32_t read_pattern(struct compiler *self, const char *text)
{
    uint32_t node = read_either(self, &text);

    if (*text)
        fail(self, "unexpected", text);
    return node;
}

/* "VALUE: word, two words" below "words NAME". */
static void read_members(struct compiler *self, uint32_t cls, const char *line)
{
    const char *colon = strchr(line, ':');

    if (!colon)
        fail(self, "expected VALUE: words", line);
    const char *value =
        read_value(self, copy_trimmed(line, (size_t)(colon - line)));
    for (const char *at = colon + 1; *at;) {
        size_t len = strcspn(at, ",");
        const char *words = copy_trimmed(at, len);
        if (*words)
            *LIST_ADD(self->classes.items[cls].members) =
                (Member){.words = words, .value = value};
        at += len + (at[len] == ',');
    }
}

/* "class NAME = a | b". */
static void read_union(struct compiler *self, const char *rest)
{
    size_t len = strcspn(rest, " =");
    uint32_t cls = class_find(self, copy(rest, len), true);

    for (const char *at = rest + len; *at;) {
        at += strspn(at, " =|");
        len = strcspn(at, " =|");
        if (!len)
            break;
        uint32_t part = class_find(self, copy(at, len), false);
        if (part == NONE)
            fail(self, "no such class", at);
        *LIST_ADD(self->classes.items[cls].parts) = part;
        at += len;
    }
}

/* "lookup NAME NAME": classes that the plugin asks for by name. */
static void read_lookup(struct compiler *self, const char *rest)
{
    while (*rest) {
        size_t len = strcspn(rest, " ");
        uint32_t cls = class_find(self, copy(rest, len), false);
        if (cls == NONE)
            fail(self, "no such class", rest);
        self->classes.items[cls].is_lookup = true;
        self->classes.items[cls].is_used = true;
        rest += len + strspn(rest + len, " ");
    }
}

/* "let NAME = pattern". */
static void read_macro(struct compiler *self, const char *rest)
{
    const char *equals = strchr(rest, '=');

    if (!equals)
        fail(self, "expected let NAME = pattern", rest);
    const char *name = copy_trimmed(rest, (size_t)(equals - rest));
    uint32_t node = read_pattern(self, equals + 1);
    *LIST_ADD(self->macros) = (Macro){.name = name, .node = node};
}

/* "shapes a b c": items that the plugin recognises itself. */
static void read_shapes(struct compiler *self, const char *rest)
{
    while (*rest) {
        size_t len = strcspn(rest, " ");
        uint32_t cls = class_find(self, copy(rest, len), true);
        self->classes.items[cls].is_shape = true;
        self->classes.items[cls].shape = (uint32_t)self->shapes.count;
        *LIST_ADD(self->shapes) = (Word){.text = self->classes.items[cls].name};
        rest += len + strspn(rest + len, " ");
    }
}

/* "rule NAME: action slot=value". */
static void read_rule(struct compiler *self, const char *rest)
{
    size_t len = strcspn(rest, ":");
    Rule rule = {.name = copy_trimmed(rest, len)};

    if (!rest[len])
        fail(self, "expected rule NAME: action", rest);
    rest = skip_space(rest + len + 1);
    len = strcspn(rest, " ");
    rule.action = action_find(self, copy(rest, len));
    for (rest = skip_space(rest + len); *rest; rest = skip_space(rest + len)) {
        size_t name = strcspn(rest, "=");
        len = strcspn(rest, " ");
        if (name >= len)
            fail(self, "expected slot=value", rest);
        uint32_t slot = slot_find(self, copy(rest, name));
        *LIST_ADD(rule.constants) = (Constant){
            .slot = slot,
            .value = read_value(self, copy(rest + name + 1, len - name - 1))};
    }
    *LIST_ADD(self->rules) = rule;
}

static bool starts(const char *line, const char *word, const char **out_rest)
{
    size_t len = strlen(word);

    if (strncmp(line, word, len) != 0 || line[len] != ' ')
        return false;
    *out_rest = skip_space(line + len);
    return true;
}

/* A line that is not indented; returns the class whose words follow. */
static uint32_t read_directive(struct compiler *self, const char *line)
{
    const char *rest;

    if (starts(line, "words", &rest))
        return class_find(self, rest, true);
    if (starts(line, "shapes", &rest))
        read_shapes(self, rest);
    else if (starts(line, "class", &rest))
        read_union(self, rest);
    else if (starts(line, "lookup", &rest))
        read_lookup(self, rest);
    else if (starts(line, "let", &rest))
        read_macro(self, rest);
    else if (starts(line, "rule", &rest))
        read_rule(self, rest);
    else if (starts(line, "include", &rest))
        *LIST_ADD(self->includes) = rest;
    else
        fail(self, "what is this", line);
    return NONE;
}

void rulec_read(struct compiler *self, const char *path)
{
    FILE *file = fopen(path, "r");
    char bytes[1024];
    uint32_t words = NONE;

    self->file = path;
    self->line = 0;
    if (!file)
        fail(self, "cannot open", path);
    while (fgets(bytes, sizeof bytes, file)) {
        self->line++;
        if (strlen(bytes) == sizeof bytes - 1)
            fail(self, "line too long", "at most 1000 bytes");
        const char *text = copy_trimmed(bytes, strlen(bytes));
        if (!*text || *text == '#' || *text == '>' || *text == '!')
            continue;
        if (!isspace((unsigned char)*bytes)) {
            words = read_directive(self, text);
        } else if (words != NONE) {
            read_members(self, words, text);
        } else {
            uint32_t node = read_pattern(self, text);
            *LIST_ADD(self->patterns) = (Pattern){
                .rule = (uint32_t)(self->rules.count - 1), .node = node};
        }
    }
    fclose(file);
}

#include "rules/rulec.h"
#include "rules/rules.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct writer {
    const struct compiler *self;
    const char *prefix;
    FILE *out;
};

static FILE *open_part(const struct compiler *self, const char *path,
                       const char *suffix)
{
    char name[4096];

    if (snprintf(name, sizeof name, "%s%s", path, suffix) >= (int)sizeof name)
        fail(self, "path too long", path);
    FILE *file = fopen(name, "w");
    if (!file)
        fail(self, "cannot write", name);
    return file;
}

static void write_upper(FILE *out, const char *text)
{
    for (; *text; text++)
        fputc(isalnum((unsigned char)*text) ? toupper((unsigned char)*text)
                                            : '_',
              out);
}

static void write_enum(const struct writer *w, const char *what,
                       const char *const *names, size_t count)
{
    fputs("enum {\n", w->out);
    for (size_t i = 0; i < count; i++) {
        fputs("    ", w->out);
        write_upper(w->out, w->prefix);
        fprintf(w->out, "_%s_", what);
        write_upper(w->out, names[i]);
        fprintf(w->out, " = %zu,\n", i);
    }
    fputs("};\n\n", w->out);
}

static void write_lookups(const struct writer *w)
{
    const struct compiler *self = w->self;

    for (size_t i = 0; i < self->classes.count; i++) {
        if (!self->classes.items[i].is_lookup)
            continue;
        fputs("#define ", w->out);
        write_upper(w->out, w->prefix);
        fputs("_CLASS_", w->out);
        write_upper(w->out, self->classes.items[i].name);
        fprintf(w->out, " %zuu\n", i);
    }
}

static void write_header(const struct writer *w)
{
    const struct compiler *self = w->self;
    const char **shapes =
        list_room(NULL, &(size_t){0}, self->shapes.count + 1, sizeof *shapes);

    for (size_t i = 0; i < self->shapes.count; i++)
        shapes[i] = self->shapes.items[i].text;
    fputs("/* Written by rulec. */\n", w->out);
    fputs("#include \"rules/rules.h\"\n\n", w->out);
    write_enum(w, "SLOT", self->slots.items, self->slots.count);
    write_enum(w, "ACTION", self->actions.items, self->actions.count);
    write_enum(w, "SHAPE", shapes, self->shapes.count);
    write_lookups(w);
    fprintf(w->out, "extern const rules_table %s_rules;\n", w->prefix);
}

static uint32_t hash_of(const char *text)
{
    return stet_hash(stet_lit(text));
}

static void write_buckets(const struct writer *w, uint32_t *out_mask)
{
    const struct compiler *self = w->self;
    uint32_t size = 16;

    while (size < self->words.count * 4)
        size *= 2;
    uint32_t *buckets = list_room(NULL, &(size_t){0}, size, sizeof *buckets);
    for (uint32_t i = 0; i < self->words.count; i++) {
        uint32_t at = hash_of(self->words.items[i].text) & (size - 1);
        while (buckets[at])
            at = (at + 1) & (size - 1);
        buckets[at] = i + 1;
    }
    fputs("static const uint16_t buckets[] = {", w->out);
    for (uint32_t i = 0; i < size; i++)
        fprintf(w->out, "%s%u,", i % 16 ? "" : "\n    ", buckets[i]);
    fputs("\n};\n\n", w->out);
    *out_mask = size - 1;
}

static void write_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static size_t write_memberships(const struct writer *w, const Word *word)
{
    for (size_t i = 0; i < word->memberships.count; i++) {
        Membership m = word->memberships.items[i];
        fprintf(w->out, "    {%u, %d, %s},\n", m.cls, m.value == NULL,
                m.value ? m.value : "0");
    }
    return word->memberships.count;
}

static void write_words(const struct writer *w)
{
    const struct compiler *self = w->self;
    size_t total = 0;

    fputs("static const RulesValue values[] = {\n", w->out);
    for (size_t i = 0; i < self->shapes.count; i++)
        write_memberships(w, &self->shapes.items[i]);
    for (size_t i = 0; i < self->words.count; i++)
        write_memberships(w, &self->words.items[i]);
    fputs("    {0, 0, 0},\n};\n\nstatic const uint16_t shape_values[] = {",
          w->out);
    for (size_t i = 0; i < self->shapes.count; i++) {
        fprintf(w->out, "%zu, ", total);
        total += self->shapes.items[i].memberships.count;
    }
    fprintf(w->out, "%zu};\nstatic const uint16_t shape_kinds[] = {", total);
    for (size_t i = 0; i < self->shapes.count; i++)
        fprintf(w->out, "%u, ", self->shapes.items[i].kind);
    fputs("0};\n\nstatic const RulesWord words[] = {\n", w->out);
    for (size_t i = 0; i < self->words.count; i++) {
        const Word *word = &self->words.items[i];
        fputs("    {", w->out);
        write_text(w->out, word->text);
        fprintf(w->out, ", %zu, %u, %zu, %zu},\n", strlen(word->text),
                word->kind, total, word->memberships.count);
        total += word->memberships.count;
    }
    fputs("};\n\n", w->out);
}

static void write_code(const struct writer *w)
{
    const struct compiler *self = w->self;

    fputs("static const RulesCode code[] = {\n", w->out);
    for (size_t i = 0; i < self->code.count; i++) {
        Code c = self->code.items[i];
        fprintf(w->out, "    {%u, %u, %u, %s},\n", c.op, c.a & 0xFFFFu,
                c.b & 0xFFFFu, c.value ? c.value : "0");
    }
    fputs("};\n\nstatic const RulesPattern patterns[] = {\n", w->out);
    for (size_t i = 0; i < self->patterns.count; i++)
        fprintf(w->out, "    {%u, %u},\n", self->patterns.items[i].rule,
                self->patterns.items[i].start);
    fputs("};\n\n", w->out);
}

static void write_rules(const struct writer *w)
{
    const struct compiler *self = w->self;
    size_t total = 0;

    fputs("static const RulesConstant constants[] = {\n", w->out);
    for (size_t i = 0; i < self->rules.count; i++) {
        const Rule *rule = &self->rules.items[i];
        for (size_t j = 0; j < rule->constants.count; j++)
            fprintf(w->out, "    {%u, %s},\n", rule->constants.items[j].slot,
                    rule->constants.items[j].value);
    }
    fputs("    {0, 0},\n};\n\nstatic const RulesRule rules[] = {\n", w->out);
    for (size_t i = 0; i < self->rules.count; i++) {
        const Rule *rule = &self->rules.items[i];
        fputs("    {", w->out);
        write_text(w->out, rule->name);
        fprintf(w->out, ", %u, %zu, %zu},\n", rule->action, total,
                rule->constants.count);
        total += rule->constants.count;
    }
    fputs("};\n\n", w->out);
}

static void write_states(const struct writer *w)
{
    const struct compiler *self = w->self;

    fputs("static const uint16_t next[] = {", w->out);
    for (size_t i = 0; i < self->next.count; i++)
        fprintf(w->out, "%s%u,", i % self->kind_count ? "" : "\n    ",
                self->next.items[i]);
    fputs("\n};\n\nstatic const uint16_t accept[] = {", w->out);
    for (size_t i = 0; i < self->accept.count; i++)
        fprintf(w->out, "%s%u,", i % 16 ? "" : "\n    ", self->accept.items[i]);
    fputs("\n};\n\n", w->out);
}

static void write_table(const struct writer *w, uint32_t mask)
{
    fprintf(w->out,
            "const rules_table %s_rules = {\n"
            "    words, %zu, buckets, %u, values, shape_values, shape_kinds,\n"
            "    next, %u, accept, code, patterns, rules, constants, %u,\n};\n",
            w->prefix, w->self->words.count, mask, w->self->kind_count,
            w->self->longest);
}

void rulec_write(const struct compiler *self, const char *prefix,
                 const char *out_path)
{
    const char *base = strrchr(out_path, '/');
    struct writer w = {.self = self, .prefix = prefix};
    uint32_t mask;

    if (self->slots.count > RULES_SLOTS_MAX)
        fail(self, "too many slots", "RULES_SLOTS_MAX");
    w.out = open_part(self, out_path, ".h");
    write_header(&w);
    fclose(w.out);

    w.out = open_part(self, out_path, ".c");
    fprintf(w.out, "/* Written by rulec: %u states, %u kinds. */\n",
            self->state_count, self->kind_count);
    fprintf(w.out, "#include \"%s.h\"\n", base ? base + 1 : out_path);
    for (size_t i = 0; i < self->includes.count; i++)
        fprintf(w.out, "#include %s\n", self->includes.items[i]);
    fputc('\n', w.out);
    write_buckets(&w, &mask);
    write_words(&w);
    write_code(&w);
    write_rules(&w);
    write_states(&w);
    write_table(&w, mask);
    fclose(w.out);
}

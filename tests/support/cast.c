#include "support/cast.h"

#include "names/train/desk.h"
#include "stet/text.h"

#include "support/test.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

extern const stet_plugin_v1 *stet_plugin(uint32_t abi_major);

static void add(char *out, const char *format, ...)
{
    size_t at = strlen(out);
    va_list list;

    va_start(list, format);
    vsnprintf(out + at, CAST_TEXT_MAX - at, format, list);
    va_end(list);
}

/* "name/person" is among "person org". */
static bool is_asked(const char *kinds, Str kind)
{
    Str tail = str_cut(kind, sizeof "name/" - 1, kind.len);

    for (const char *at = kinds; *at;) {
        size_t len = strcspn(at, " ");
        if (str_eq(tail, (Str){at, (uint32_t)len}))
            return true;
        at += len + (at[len] == ' ');
    }
    return false;
}

static int by_place(const void *a, const void *b)
{
    const struct desk_note *x = *(const struct desk_note *const *)a;
    const struct desk_note *y = *(const struct desk_note *const *)b;

    if (x->bytes.start != y->bytes.start)
        return x->bytes.start < y->bytes.start ? -1 : 1;
    if (x->bytes.end != y->bytes.end)
        return x->bytes.end > y->bytes.end ? -1 : 1;
    return str_cmp(x->kind, y->kind);
}

/* Whose it is: its own entity's name, or that of the person it links to. */
static Str owner_of(const struct desk *desk, const struct desk_note *note)
{
    if (note->entity || !note->link_count)
        return desk_entity_of(desk, note);
    uint32_t index = STET_REF_INDEX(note->links[0].to), seen = 0;
    for (uint32_t i = 0; i < desk->note_count; i++)
        if (desk->notes[i].block == note->block && seen++ == index)
            return desk_entity_of(desk, &desk->notes[i]);
    return (Str){"", 0};
}

static void add_note(const struct desk *desk, const struct desk_note *note,
                     char *out)
{
    Str text = stet_slice(desk->text, note->bytes);
    Str kind = str_cut(note->kind, sizeof "name/" - 1, note->kind.len);
    Str owner = owner_of(desk, note);

    add(out, "%.*s %.*s", STR_ARG(kind), STR_ARG(text));
    if (owner.len && !str_eq(owner, text))
        add(out, " = %.*s", STR_ARG(owner));
    add(out, "; ");
}

static void add_findings(const struct desk *desk, char *out)
{
    for (uint32_t i = 0; i < desk->finding_count; i++) {
        const struct desk_finding *one = &desk->findings[i];
        add(out, "%.*s %.*s", STR_ARG(one->rule),
            STR_ARG(stet_slice(desk->text, one->bytes)));
        if (one->fix.len)
            add(out, " -> %.*s", STR_ARG(one->fix));
        add(out, "; ");
    }
}

void cast_describe(const char *text, const char *kinds, const char *options,
                   char out[CAST_TEXT_MAX])
{
    static const struct desk_note *notes[2048];
    struct desk desk;
    uint32_t count = 0;

    out[0] = '\0';
    assert_int_equal(
        desk_init(&desk, stet_plugin(STET_ABI_MAJOR), str_from_c(options)), 0);
    desk_read(&desk, str_from_c(text));
    assert_int_equal(desk.refused, 0);
    for (uint32_t i = 0; i < desk.note_count && count < 2048; i++)
        if (!desk.notes[i].retracted && is_asked(kinds, desk.notes[i].kind))
            notes[count++] = &desk.notes[i];
    qsort(notes, count, sizeof *notes, by_place);
    for (uint32_t i = 0; i < count; i++)
        add_note(&desk, notes[i], out);
    if (strstr(kinds, "finding"))
        add_findings(&desk, out);
    desk_release(&desk);
}

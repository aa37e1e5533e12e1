#include "dates/dates.h"

#include <errno.h>
#include <stdlib.h>

#define ATTRS_MAX 6u
#define CONFIDENT 950u
#define LESS_CONFIDENT 800u

/* The options are compact JSON with sorted keys, and there is only one. */
static Order order_option(stet_str options)
{
    if (stet_is(options, "{\"order\":\"mdy\"}"))
        return ORDER_MDY;
    if (stet_is(options, "{\"order\":\"dmy\"}"))
        return ORDER_DMY;
    return 0;
}

static int32_t dates_open(const stet_host *host, stet_str options,
                          void **out_instance)
{
    struct dates *self = calloc(1, sizeof *self);

    if (!self)
        return -ENOMEM;
    self->kinds[MOMENT_DATE] = stet_name(host, "date/date");
    self->kinds[MOMENT_TIME] = stet_name(host, "date/time");
    self->kinds[MOMENT_DURATION] = stet_name(host, "date/duration");
    self->kinds[MOMENT_SET] = stet_name(host, "date/set");
    self->value = stet_name(host, "value");
    self->mod = stet_name(host, "mod");
    self->how = stet_name(host, "how");
    self->symbolic = stet_name(host, "symbolic");
    self->form = stet_name(host, "form");
    self->line = stet_name(host, "line");
    self->direction = stet_name(host, "direction");
    self->weekday = stet_name(host, "date/weekday");
    self->impossible = stet_name(host, "date/impossible");
    self->future_past = stet_name(host, "date/future-past");
    self->order = order_option(options);
    *out_instance = self;
    return 0;
}

static void dates_close(void *instance)
{
    struct dates *self = instance;

    if (!self)
        return;
    arena_release(&self->scratch);
    free(self);
}

/* ---- block pass -------------------------------------------------------- */

struct attrs {
    stet_attr items[ATTRS_MAX];
    uint32_t count;
};

static void add_text(struct attrs *attrs, stet_key key, Str text)
{
    if (text.len)
        attrs->items[attrs->count++] =
            (stet_attr){.key = key, .type = STET_ATTR_TEXT, .text = text};
}

static void add_number(struct attrs *attrs, stet_key key, int64_t number)
{
    attrs->items[attrs->count++] =
        (stet_attr){.key = key, .type = STET_ATTR_NUMBER, .number = number};
}

static uint32_t confidence_of(const Moment *moment)
{
    return moment_has(moment, FIELD_VAGUE) ||
                   moment_get(moment, FIELD_BASE, BASE_NONE) == BASE_TEXT
               ? LESS_CONFIDENT
               : CONFIDENT;
}

#define FORM_MAX (2u * MOMENT_FORM_MAX + 1u)

static Str write_form(const Found *found, char buffer[FORM_MAX])
{
    Str form = moment_write(&found->moment, buffer);

    if (!found->is_range)
        return form;
    buffer[form.len] = MOMENT_FORM_TO;
    Str to = moment_write(&found->to, buffer + form.len + 1);
    form.len += to.len + 1;
    return form;
}

static stet_ref emit(const struct dates *self, const stet_host *host,
                     const stet_block *block, const Found *found)
{
    char form[FORM_MAX];
    const Moment *m = &found->moment;
    struct resolver resolver;
    struct attrs attrs = {.count = 0};
    Resolved resolved;
    int64_t hint = moment_get(m, FIELD_HINT, 0);
    bool is_open =
        m->field[FIELD_KIND] <= MOMENT_TIME || moment_has(m, FIELD_HOUR);

    if (is_open) {
        resolver_init(&resolver);
        if (found->is_range)
            resolver_range(&resolver, m, &found->to, &resolved);
        else
            resolver_next(&resolver, m, &resolved);
        add_text(&attrs, self->value,
                 (Str){resolved.value, resolved.value_len});
        if (!moment_is_absolute(m) ||
            (found->is_range && !moment_is_absolute(&found->to)))
            add_number(&attrs, self->symbolic, 1);
        add_text(&attrs, self->form, write_form(found, form));
    } else {
        add_text(&attrs, self->value, found->value);
    }
    add_text(&attrs, self->mod,
             mod_name((Mod)moment_get(m, FIELD_MOD, MOD_NONE)));
    if (moment_has(m, FIELD_LINE))
        add_number(&attrs, self->line, 1);
    if (hint)
        add_text(&attrs, self->direction,
                 hint < 0 ? STR("past") : STR("future"));
    return host->emit(
        host->self,
        &(stet_annotation){
            .size = sizeof(stet_annotation),
            .kind = self->kinds[m->field[FIELD_KIND] & 3],
            .span = stet_bytes(block->tokens, found->first, found->end),
            .confidence = confidence_of(m),
            .attr_count = attrs.count,
            .attrs = attrs.items,
        });
}

static int32_t dates_block(void *instance, const stet_host *host,
                           const stet_block *block)
{
    struct dates *self = instance;
    Reading reading = reading_of_block(block);
    Found *found;

    if (reading.first >= reading.end)
        return 0;
    arena_reset(&self->scratch);
    uint32_t count = reader_read(&reading, &self->scratch, &found);
    for (uint32_t i = 0; i < count; i++) {
        stet_ref ref = emit(self, host, block, &found[i]);
        if (ref == STET_REFUSED ||
            find_impossible(self, host, ref, &found[i].moment) ==
                STET_REFUSED ||
            (found[i].is_range &&
             find_impossible(self, host, ref, &found[i].to) == STET_REFUSED) ||
            find_future_past(self, host, ref, &reading, &found[i]) ==
                STET_REFUSED)
            return 0; /* the host has said why */
    }
    return 0;
}

static const stet_plugin_v1 plugin = {
    .size = sizeof plugin,
    .abi_major = STET_ABI_MAJOR,
    .abi_minor = STET_ABI_MINOR,
    .id = STR_INIT("org.stet.dates"),
    .version = STR_INIT("0.1.0"),
    .licence = STR_INIT("Apache-2.0"),
    .open = dates_open,
    .close = dates_close,
    .block = dates_block,
    .story = dates_story,
};

STET_EXPORT const stet_plugin_v1 *stet_plugin(uint32_t abi_major)
{
    return abi_major == STET_ABI_MAJOR ? &plugin : NULL;
}

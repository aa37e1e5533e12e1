#include "figures/figures.h"

#include "figures/countries.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define ATTRS_MAX 6u
#define CONFIDENT 950u
#define LESS_CONFIDENT 750u

static uint32_t name_of(const stet_host *host, const char *name)
{
    return host->register_name(host->self, stet_lit(name));
}

static void register_all(struct figures *self, const stet_host *host)
{
    static const char *const kinds[FIGURE_KINDS] = {
        [FIGURE_CARDINAL] = "figure/cardinal",
        [FIGURE_ORDINAL] = "figure/ordinal",
        [FIGURE_MONEY] = "figure/money",
        [FIGURE_PERCENT] = "figure/percent",
        [FIGURE_QUANTITY] = "figure/quantity",
        [FIGURE_SUPERLATIVE] = "figure/superlative",
        [FIGURE_SCORE] = "figure/score",
    };

    for (size_t i = 0; i < FIGURE_KINDS; i++)
        self->kinds[i] = name_of(host, kinds[i]);
    self->value = name_of(host, "value");
    self->unit = name_of(host, "unit");
    self->mod = name_of(host, "mod");
    self->scope = name_of(host, "scope");
    self->to = name_of(host, "to");
    self->form = name_of(host, "form");
    self->name_place = name_of(host, "name/place");
    self->name_org = name_of(host, "name/org");
    self->name_misc = name_of(host, "name/misc");
    self->name_affiliation = name_of(host, "name/affiliation");
    self->name_age = name_of(host, "name/age");
    self->impossible_percent = name_of(host, "figure/impossible-percent");
    self->unit_rule = name_of(host, "figure/unit");
    self->total = name_of(host, "figure/total");
    self->change = name_of(host, "figure/change");
}

static int32_t figures_open(const stet_host *host, stet_str options,
                            void **out_instance)
{
    struct figures *self = calloc(1, sizeof *self);

    (void)options;
    if (!self)
        return -ENOMEM;
    register_all(self, host);
    *out_instance = self;
    return 0;
}

static void figures_close(void *instance)
{
    struct figures *self = instance;

    if (!self)
        return;
    arena_release(&self->scratch);
    free(self);
}

/* ---- what dates and names have ----------------------------------------- */

/* A layer's annotations are in order, and so are figures: both are walked
 * once. Those that reach over a later start are few, so a window will do. */
struct cursor {
    const stet_layer *layer;
    uint32_t at; /* the first that may reach the figure */
};

static struct cursor cursor_of(const stet_block *block, uint32_t layer)
{
    return (struct cursor){
        .layer = layer < block->layer_count ? block->layers[layer] : NULL};
}

#define REACH_MAX 64u /* annotations that may lie in one another */

/* The annotations from *out_at on that may touch tokens from `first` on. */
static void cursor_move(struct cursor *cursor, uint32_t first)
{
    while (cursor->layer && cursor->at < cursor->layer->count &&
           cursor->layer->tokens[cursor->at].end <= first)
        cursor->at++;
}

/* A date that holds the figure's number: the figure is part of it. */
static bool is_dated(struct cursor *dates, const Found *found)
{
    const stet_layer *layer = dates->layer;

    if (!layer)
        return false;
    cursor_move(dates, found->first);
    for (uint32_t i = dates->at; i < layer->count && i < dates->at + REACH_MAX;
         i++) {
        if (layer->tokens[i].start >= found->end)
            break;
        if (layer->tokens[i].start < found->core_end &&
            layer->tokens[i].end > found->core_first)
            return true;
    }
    return false;
}

/* A name or an age that holds the whole figure. */
static bool is_named(const struct figures *self, struct cursor *names,
                     const Found *found)
{
    const stet_layer *layer = names->layer;

    if (!layer)
        return false;
    cursor_move(names, found->first);
    for (uint32_t i = names->at; i < layer->count && i < names->at + REACH_MAX;
         i++) {
        stet_span span = layer->tokens[i];
        if (span.start >= found->end)
            break;
        if (layer->kind[i] == self->name_age && span.end > found->core_first &&
            span.start < found->core_end)
            return true;
        if (span.start <= found->first && span.end >= found->end)
            return true;
    }
    return false;
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

static Str score_text(const Found *found, char buffer[24])
{
    int len = snprintf(buffer, 24, "%d–%d", (int)found->value.num,
                       (int)found->high.num);

    return (Str){buffer, (uint32_t)len};
}

/* A stop behind a unit of one letter is the sentence's: "It reached 38C." */
static stet_span span_of(const stet_block *block, const Found *found)
{
    stet_span span = stet_bytes(block->tokens, found->first, found->end);

    if (found->kind == FIGURE_QUANTITY && span.end > span.start &&
        block->text.ptr[span.end - 1] == '.')
        span.end--;
    return span;
}

static stet_ref emit(const struct figures *self, const stet_host *host,
                     const stet_block *block, const Found *found)
{
    char value[AMOUNT_TEXT_MAX], high[AMOUNT_TEXT_MAX], score[24];
    struct attrs attrs = {.count = 0};

    if (found->kind == FIGURE_SCORE)
        add_text(&attrs, self->value, score_text(found, score));
    else if (found->has_value)
        add_text(&attrs, self->value, amount_write(found->value, value));
    if (found->kind != FIGURE_SCORE && found->has_value && found->has_high)
        add_text(&attrs, self->to, amount_write(found->high, high));
    add_text(&attrs, self->unit, currency_default(found_unit(found)));
    if (found->is_open)
        add_text(&attrs, self->form, found_unit(found));
    add_text(&attrs, self->mod, mod_name(found->mod));
    if (found->scope_end > found->scope_first)
        add_text(&attrs, self->scope,
                 stet_slice(block->text,
                            stet_bytes(block->tokens, found->scope_first,
                                       found->scope_end)));
    return host->emit(host->self,
                      &(stet_annotation){
                          .size = sizeof(stet_annotation),
                          .kind = self->kinds[found->kind],
                          .span = span_of(block, found),
                          .confidence = found->kind == FIGURE_SUPERLATIVE
                                            ? LESS_CONFIDENT
                                            : CONFIDENT,
                          .attr_count = attrs.count,
                          .attrs = attrs.items,
                      });
}

static int32_t figures_block(void *instance, const stet_host *host,
                             const stet_block *block)
{
    struct figures *self = instance;
    struct cursor dates = cursor_of(block, LAYER_DATE);
    struct cursor names = cursor_of(block, LAYER_NAME);
    Reading reading = {
        .tokens = block->tokens,
        .first = block->first_own,
        .end = block->end_own,
        .sentence_count = block->sentence_count,
        .sentences = block->sentences,
        .is_heading = block->kind == STET_BLOCK_HEADING,
    };
    Found *found;

    if (reading.first >= reading.end)
        return 0;
    arena_reset(&self->scratch);
    uint32_t count = reader_read(&reading, &self->scratch, &found);
    for (uint32_t i = 0; i < count; i++) {
        if (is_dated(&dates, &found[i]) || is_named(self, &names, &found[i]))
            continue;
        if (emit(self, host, block, &found[i]) == STET_REFUSED)
            return 0; /* the host has said why */
    }
    return 0;
}

static const stet_plugin_v1 plugin = {
    .size = sizeof plugin,
    .abi_major = STET_ABI_MAJOR,
    .abi_minor = STET_ABI_MINOR,
    .id = STR_INIT("org.stet.figures"),
    .version = STR_INIT("0.1.0"),
    .licence = STR_INIT("Apache-2.0"),
    .open = figures_open,
    .close = figures_close,
    .block = figures_block,
    .story = figures_story,
};

STET_EXPORT const stet_plugin_v1 *stet_plugin(uint32_t abi_major)
{
    return abi_major == STET_ABI_MAJOR ? &plugin : NULL;
}

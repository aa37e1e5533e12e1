#include "figures/figures.h"

#include "figures/ages.h"
#include "figures/countries.h"
#include "figures/durations.h"
#include "figures/findings.h"
#include "figures/repeats.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define ATTRS_MAX 8u
#define CONFIDENT 950u
#define LESS_CONFIDENT 750u

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
        self->kinds[i] = stet_name(host, kinds[i]);
    self->value = stet_name(host, "value");
    self->unit = stet_name(host, "unit");
    self->mod = stet_name(host, "mod");
    self->scope = stet_name(host, "scope");
    self->to = stet_name(host, "to");
    self->form = stet_name(host, "form");
    self->how = stet_name(host, "how");
    self->name_place = stet_name(host, "name/place");
    self->name_org = stet_name(host, "name/org");
    self->name_misc = stet_name(host, "name/misc");
    self->name_affiliation = stet_name(host, "name/affiliation");
    self->name_description = stet_name(host, "name/description");
    self->name_role = stet_name(host, "name/role");
    self->name_age = stet_name(host, "name/age");
    self->name_person = stet_name(host, "name/person");
    self->name_pronoun = stet_name(host, "name/pronoun");
    self->date_date = stet_name(host, "date/date");
    self->date_time = stet_name(host, "date/time");
    self->date_duration = stet_name(host, "date/duration");
    self->symbolic = stet_name(host, "symbolic");
    self->line = stet_name(host, "line");
    self->life = stet_name(host, "figure/life");
    self->says = stet_name(host, "says");
    self->owner = stet_name(host, "owner");
    self->date = stet_name(host, "date");
    self->years = stet_name(host, "years");
    self->impossible_percent = stet_name(host, "figure/impossible-percent");
    self->unit_rule = stet_name(host, "figure/unit");
    self->total = stet_name(host, "figure/total");
    self->change = stet_name(host, "figure/change");
    self->count = stet_name(host, "figure/count");
    self->inconsistent = stet_name(host, "figure/inconsistent");
    self->of = stet_name(host, "of");
    self->definite = stet_name(host, "definite");
    self->age = stet_name(host, "figure/age");
    self->duration = stet_name(host, "figure/duration");
}

/* The options are compact JSON with sorted keys, and there is only one. */
static Convert convert_option(stet_str options)
{
    if (stet_is(options, "{\"convert\":\"metric\"}"))
        return CONVERT_METRIC;
    if (stet_is(options, "{\"convert\":\"imperial\"}"))
        return CONVERT_IMPERIAL;
    return CONVERT_OFF;
}

static int32_t figures_open(const stet_host *host, stet_str options,
                            void **out_instance)
{
    struct figures *self = calloc(1, sizeof *self);

    if (!self)
        return -ENOMEM;
    self->convert = convert_option(options);
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

static bool is_sentence_head(const stet_tokens *tokens, uint32_t at)
{
    return at == 0 || (tokens->cls[at - 1] != STET_TOKEN_WORD &&
                       tokens->cls[at - 1] != STET_TOKEN_NUMBER);
}

static bool has_digit(Str word)
{
    for (uint32_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= '0' && word.ptr[i] <= '9')
            return true;
    return false;
}

/* "Boeing 737", "Route 9": a name holds the figure; but "US$5" or "EUR 125"
 * is no name, whatever it was taken for. */
static bool is_held(const struct figures *self, const stet_tokens *tokens,
                    stet_kind kind, stet_span span, const Found *found)
{
    bool is_inside = span.start <= found->first && span.end >= found->end;
    bool is_larger = span.end - span.start > found->end - found->first;

    if (!is_inside || !is_larger || kind == self->name_description ||
        kind == self->name_affiliation)
        return false;
    if (kind == self->name_role)
        return found->kind == FIGURE_CARDINAL;
    if (found->kind == FIGURE_MONEY && span.start == found->first &&
        has_digit(tokens->folded[found->first]))
        return false; /* USD50 Cards */
    /* "Two Republicans said": at the head of a sentence every word looks like
     * the first of a name. */
    return span.start < found->first ||
           tokens->cls[found->first] == STET_TOKEN_NUMBER ||
           found->kind == FIGURE_SUPERLATIVE ||
           !is_sentence_head(tokens, found->first);
}

/* A name or an age that holds the whole figure. */
static bool is_named(const struct figures *self, const stet_tokens *tokens,
                     struct cursor *names, const Found *found)
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
        if (is_held(self, tokens, layer->kind[i], span, found))
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

/* A stop behind a letter is the sentence's: "It reached 38C.", "for $1M." */
static stet_span span_of(const stet_block *block, const Found *found)
{
    stet_span span = stet_bytes(block->tokens, found->first, found->end);

    if (found->has_value && block->text.ptr[span.end - 1] == '.')
        span.end--;
    return span;
}

/* The number is in lakh or crore, which not every reader counts in. */
static bool is_indian(const stet_tokens *tokens, const Found *found)
{
    for (uint32_t at = found->core_first; at < found->end; at++)
        if (stet_token_is(tokens, at, "crore") ||
            stet_token_is(tokens, at, "lakh"))
            return true;
    return false;
}

static Str label_of(const struct figures *self, const stet_tokens *tokens,
                    const Found *found, char buffer[LABEL_MAX])
{
    double value = amount_double(found->value);

    if (!found->has_value || found->has_high)
        return STR("");
    if (found->kind == FIGURE_QUANTITY && !found->is_open)
        return label_converted(self->convert, value, found_unit(found), buffer);
    return is_indian(tokens, found) ? label_millions(value, buffer) : STR("");
}

static stet_ref emit(const struct figures *self, const stet_host *host,
                     const stet_block *block, const Reading *reading,
                     const Found *found)
{
    Repeat repeat;
    char value[AMOUNT_TEXT_MAX], high[AMOUNT_TEXT_MAX], score[24];
    char label[LABEL_MAX];
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
    repeats_mark(reading, found, &repeat);
    add_text(&attrs, self->of, repeat.of);
    add_text(&attrs, self->definite, repeats_definite(&repeat));
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
                          .label = label_of(self, block->tokens, found, label),
                      });
}

/* "15 to 20 years": the first is of the time too. */
static bool is_ranged_with(const Reading *reading, const Found *found,
                           uint32_t index)
{
    const Found *next = &found[index + 1];

    return found[index].kind == FIGURE_CARDINAL &&
           next->first == found[index].end + 1 &&
           reading_is(reading, found[index].end, "to or - –");
}

static int32_t figures_block(void *instance, const stet_host *host,
                             const stet_block *block)
{
    struct figures *self = instance;
    struct cursor dates = cursor_of(block, LAYER_DATE);
    struct cursor names = cursor_of(block, LAYER_NAME);
    Reading reading = reading_of_block(block);
    Found *found;

    if (reading.first >= reading.end)
        return 0;
    arena_reset(&self->scratch);
    uint32_t count = reader_read(&reading, &self->scratch, &found), kept = 0;
    stet_ref *refs = ARENA_ARRAY(&self->scratch, stet_ref, count + 1);
    bool is_next_dated = count && is_dated(&dates, &found[0]);
    for (uint32_t i = 0; i < count; i++) {
        bool is_own_dated = is_next_dated;
        is_next_dated = i + 1 < count && is_dated(&dates, &found[i + 1]);
        if (is_own_dated || is_named(self, block->tokens, &names, &found[i]) ||
            (is_next_dated && is_ranged_with(&reading, found, i)))
            continue;
        refs[kept] = emit(self, host, block, &reading, &found[i]);
        if (refs[kept] == STET_REFUSED)
            return 0; /* the host has said why */
        found[kept++] = found[i];
    }
    if (findings_report(self, host,
                        &(struct evidence){.reading = &reading,
                                           .tokens = block->tokens,
                                           .text = block->text,
                                           .found = found,
                                           .refs = refs,
                                           .count = kept,
                                           .names = names.layer}) ==
            STET_REFUSED ||
        durations_find(self, host, block) == STET_REFUSED)
        return 0; /* the host has said why */
    (void)ages_read(self, host, block);
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

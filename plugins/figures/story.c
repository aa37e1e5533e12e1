#include "figures/figures.h"

#include "figures/ages.h"
#include "figures/countries.h"
#include "figures/repeats.h"

struct pass {
    const struct figures *self;
    const stet_host *host;
    const stet_story *story;
    struct countries countries;
};

static const stet_layer *layer_of(const struct pass *pass, uint32_t block,
                                  uint32_t layer)
{
    const stet_story_block *b = pass->story->blocks[block];

    return layer < b->layer_count ? b->layers[layer] : NULL;
}

/* ---- whose money ------------------------------------------------------- */

static bool tells_country(const struct figures *self, stet_kind kind)
{
    return kind == self->name_place || kind == self->name_org ||
           kind == self->name_misc || kind == self->name_affiliation;
}

static void see_places(struct pass *pass, uint32_t block)
{
    const stet_layer *names = layer_of(pass, block, LAYER_NAME);

    for (uint32_t i = 0; names && i < names->count; i++)
        if (tells_country(pass->self, names->kind[i]))
            countries_see(&pass->countries,
                          pass->host->text(pass->host->self,
                                           STET_REF(LAYER_NAME, block, i)));
}

static void see_dollars(struct pass *pass, uint32_t block)
{
    const stet_layer *own = layer_of(pass, block, 0);

    for (uint32_t i = 0; own && i < own->count; i++)
        if (own->kind[i] == pass->self->kinds[FIGURE_MONEY] &&
            !stet_text_of(own, i, pass->self->form).len &&
            str_eq(stet_text_of(own, i, pass->self->unit), STR("USD")))
            pass->countries.has_us_dollars = true;
}

/* The value that the block pass gave, as a number. */
static double value_of(const stet_layer *layer, uint32_t index, stet_key key)
{
    Amount value = amount_whole(0);

    (void)amount_read(stet_text_of(layer, index, key), &value);
    return amount_double(value);
}

static uint64_t amend(const struct pass *pass, stet_ref ref, Str unit, Str how,
                      Str label)
{
    const struct figures *self = pass->self;
    stet_attr attrs[2] = {
        {.key = self->unit, .type = STET_ATTR_TEXT, .text = unit},
        {.key = self->how, .type = STET_ATTR_TEXT, .text = how},
    };

    if (pass->story->explaining) {
        stet_place place = {.ref = ref};
        pass->host->reason(pass->host->self, &place, how);
    }
    return pass->host->amend(pass->host->self, ref,
                             &(stet_amendment){
                                 .size = sizeof(stet_amendment),
                                 .confidence = STET_NONE,
                                 .attr_count = 2,
                                 .attrs = attrs,
                                 .label = label,
                             });
}

static uint64_t settle_degrees(const struct pass *pass, stet_ref ref,
                               double value)
{
    char buffer[LABEL_MAX];
    bool is_fahrenheit = countries_is_fahrenheit(&pass->countries);
    Str unit = is_fahrenheit ? STR("°F") : STR("°C");

    if (!countries_is_known(&pass->countries))
        return 0;
    return amend(pass, ref, unit,
                 is_fahrenheit ? STR("Fahrenheit: the story is American")
                               : STR("Celsius: the story is not American"),
                 label_converted(pass->self->convert, value, unit, buffer));
}

/* A label is for a currency that one would not think of. */
static uint64_t settle_currency(const struct pass *pass, stet_ref ref, Str form)
{
    Str unit = countries_currency(&pass->countries, form);

    if (str_eq(unit, currency_default(form)))
        return 0;
    return amend(pass, ref, unit, STR("by the places that the story names"),
                 unit);
}

static uint64_t settle(const struct pass *pass, uint32_t block, uint32_t index)
{
    const stet_layer *own = layer_of(pass, block, 0);
    stet_ref ref = STET_REF(0, block, index);
    Str form = stet_text_of(own, index, pass->self->form);

    if (!form.len)
        return 0;
    if (str_eq(form, STR("°")))
        return settle_degrees(pass, ref,
                              value_of(own, index, pass->self->value));
    return settle_currency(pass, ref, form);
}

int32_t figures_story(void *instance, const stet_host *host,
                      const stet_story *story)
{
    struct pass pass = {.self = instance, .host = host, .story = story};

    for (uint32_t b = 0; b < story->block_count; b++) {
        see_places(&pass, b);
        see_dollars(&pass, b);
    }
    for (uint32_t b = 0; b < story->block_count; b++) {
        const stet_layer *own = layer_of(&pass, b, 0);
        if (host->cancelled(host->self))
            return 0;
        for (uint32_t i = 0; own && i < own->count; i++)
            if (settle(&pass, b, i) == STET_REFUSED)
                return 0;
    }
    if (repeats_find(instance, host, story) != STET_REFUSED)
        (void)ages_find(instance, host, story);
    return 0;
}

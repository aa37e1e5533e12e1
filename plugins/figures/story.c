#include "figures/figures.h"

#include "figures/countries.h"

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

static Str attr_text(const stet_layer *layer, uint32_t index, stet_key key)
{
    for (uint32_t i = layer->first_attr[index];
         i < layer->first_attr[index + 1]; i++)
        if (layer->attrs[i].key == key &&
            layer->attrs[i].type == STET_ATTR_TEXT)
            return layer->attrs[i].text;
    return STR("");
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
            !attr_text(own, i, pass->self->form).len &&
            str_eq(attr_text(own, i, pass->self->unit), STR("USD")))
            pass->countries.has_us_dollars = true;
}

static uint64_t settle(const struct pass *pass, stet_ref ref, Str form)
{
    bool is_degree = str_eq(form, STR("°"));
    Str unit = is_degree ? countries_is_fahrenheit(&pass->countries) ? STR("°F")
                                                                     : STR("°C")
                         : countries_currency(&pass->countries, form);
    stet_attr attr = {
        .key = pass->self->unit, .type = STET_ATTR_TEXT, .text = unit};
    bool is_told = !is_degree && !str_eq(unit, currency_default(form));

    if (is_degree && !countries_is_known(&pass->countries))
        return 0;
    return pass->host->amend(pass->host->self, ref,
                             &(stet_amendment){
                                 .size = sizeof(stet_amendment),
                                 .confidence = STET_NONE,
                                 .attr_count = 1,
                                 .attrs = &attr,
                                 .label = is_told ? unit : (Str){NULL, 0},
                             });
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
        for (uint32_t i = 0; own && i < own->count; i++) {
            Str form = attr_text(own, i, pass.self->form);
            if (form.len &&
                settle(&pass, STET_REF(0, b, i), form) == STET_REFUSED)
                return 0;
        }
    }
    return 0;
}

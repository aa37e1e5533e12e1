#include "dates/dates.h"

struct pass {
    const struct dates *self;
    const stet_host *host;
    const stet_story *story;
    struct resolver resolver;
};

static bool parse_digits(Str text, uint32_t at, uint32_t count, int32_t *out)
{
    *out = 0;
    if (at + count > text.len)
        return false;
    for (uint32_t i = at; i < at + count; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *out = *out * 10 + (text.ptr[i] - '0');
    }
    return true;
}

/* "2026-03-04", perhaps with a time behind it. */
static bool parse_day(Str text, Day *out)
{
    return text.len >= 10 && text.ptr[4] == '-' && text.ptr[7] == '-' &&
           parse_digits(text, 0, 4, &out->year) &&
           parse_digits(text, 5, 2, &out->month) &&
           parse_digits(text, 8, 2, &out->day) && out->year > 0 &&
           day_exists(*out);
}

static const stet_layer *own_layer(const struct pass *pass, uint32_t block)
{
    return pass->story->blocks[block]->layers[0];
}

/* True for a range; only then is there an *out_to. */
static bool read_form(Str form, Moment *out_from, Moment *out_to)
{
    const char *mark = memchr(form.ptr, MOMENT_FORM_TO, form.len);
    uint32_t at = mark ? (uint32_t)(mark - form.ptr) : form.len;

    moment_read(str_cut(form, 0, at), out_from);
    if (mark)
        moment_read(str_cut(form, at + 1, form.len), out_to);
    return mark != NULL;
}

/* The first date line: "LONDON, March 4, 2026 -"; "Published 4 March 2026",
 * which may stand below the story. */
static bool find_date_line(const struct pass *pass, Day *out_day)
{
    for (uint32_t b = 0; b < pass->story->block_count; b++) {
        const stet_layer *layer = own_layer(pass, b);
        for (uint32_t i = 0; i < layer->count; i++)
            if (stet_number_of(layer, i, pass->self->line) &&
                !stet_number_of(layer, i, pass->self->symbolic) &&
                parse_day(stet_text_of(layer, i, pass->self->value), out_day))
                return true;
    }
    return false;
}

/* ---- the order of day and month ---------------------------------------- */

static bool is_language_dmy(Str language)
{
    return str_starts(language, STR("en-")) && !str_eq(language, STR("en-US"));
}

/* How many dates of the story can be read in one order alone. */
static Order find_order(const struct pass *pass)
{
    uint32_t mdy = 0, dmy = 0;

    if (pass->self->order)
        return pass->self->order;
    for (uint32_t b = 0; b < pass->story->block_count; b++) {
        const stet_layer *layer = own_layer(pass, b);
        for (uint32_t i = 0; i < layer->count; i++) {
            Moment m, to;
            (void)read_form(stet_text_of(layer, i, pass->self->form), &m, &to);
            mdy += m.field[FIELD_ORDER] == ORDER_MDY;
            dmy += m.field[FIELD_ORDER] == ORDER_DMY;
        }
    }
    if (mdy != dmy)
        return mdy > dmy ? ORDER_MDY : ORDER_DMY;
    if (is_language_dmy(pass->story->language))
        return ORDER_DMY;
    return str_eq(pass->story->language, STR("en-US")) ? ORDER_MDY : 0;
}

/* One sentence that stands alone, and has no date of its own. */
static bool is_note(const stet_story *story)
{
    return story->block_count == 1 && story->blocks[0]->sentence_count <= 1 &&
           story->date_source != STET_DATE_MARKUP;
}

/* ---- values ------------------------------------------------------------ */

static uint64_t amend(const struct pass *pass, stet_ref ref,
                      const Resolved *resolved)
{
    const struct dates *self = pass->self;
    stet_attr attrs[3] = {
        {.key = self->value,
         .type = STET_ATTR_TEXT,
         .text = {resolved->value, resolved->value_len}},
        {.key = self->symbolic,
         .type = STET_ATTR_NUMBER,
         .number = resolved->is_symbolic},
        {.key = self->how,
         .type = STET_ATTR_TEXT,
         .text = {resolved->how, resolved->how_len}},
    };

    if (pass->story->explaining) {
        stet_place place = {.ref = ref};
        pass->host->reason(pass->host->self, &place, attrs[2].text);
    }
    return pass->host->amend(
        pass->host->self, ref,
        &(stet_amendment){
            .size = sizeof(stet_amendment),
            .confidence = STET_NONE,
            .attr_count = resolved->how_len ? 3 : 2,
            .attrs = attrs,
            .label = {resolved->label, resolved->label_len},
        });
}

/* What the block pass wrote is all there is to say. */
static bool is_told_whole(const struct pass *pass, const Moment *m)
{
    return moment_is_absolute(m) &&
           !(pass->resolver.is_note && m->field[FIELD_KIND] == MOMENT_TIME);
}

/* "between Jan 2019 and now": now is the story's day. */
static bool is_now(const Moment *from, const Moment *to)
{
    return moment_has(from, FIELD_VAGUE) || moment_has(to, FIELD_VAGUE);
}

static uint64_t settle(struct pass *pass, uint32_t block, uint32_t index)
{
    const stet_layer *layer = own_layer(pass, block);
    stet_ref ref = STET_REF(0, block, index);
    Str form = stet_text_of(layer, index, pass->self->form);
    uint32_t first = layer->tokens[index].start;
    Resolved resolved;
    Moment from, to;

    if (!form.len)
        return 0; /* a duration, a set */
    bool is_range = read_form(form, &from, &to);
    if (is_range)
        resolver_range(&pass->resolver, &from, &to, &resolved);
    else
        resolver_next(&pass->resolver, &from, &resolved);
    bool is_known = is_told_whole(pass, &from) &&
                    (!is_range || is_told_whole(pass, &to)) &&
                    !(is_range && is_now(&from, &to));
    if (!is_known && amend(pass, ref, &resolved) == STET_REFUSED)
        return STET_REFUSED;
    if (is_range && find_weekday(pass->self, pass->host, &pass->resolver, ref,
                                 block, first, &to) == STET_REFUSED)
        return STET_REFUSED;
    return find_weekday(pass->self, pass->host, &pass->resolver, ref, block,
                        first, &from);
}

int32_t dates_story(void *instance, const stet_host *host,
                    const stet_story *story)
{
    struct pass pass = {.self = instance, .host = host, .story = story};

    resolver_init(&pass.resolver);
    bool is_dated = find_date_line(&pass, &pass.resolver.story);
    pass.resolver.has_story =
        parse_day(story->date, &pass.resolver.story) || is_dated;
    pass.resolver.is_note = !is_dated && is_note(story);
    pass.resolver.order = find_order(&pass);
    for (uint32_t b = 0; b < story->block_count; b++) {
        const stet_layer *layer = own_layer(&pass, b);
        if (host->cancelled(host->self))
            return 0;
        resolver_block(&pass.resolver);
        for (uint32_t i = 0; i < layer->count; i++)
            if (settle(&pass, b, i) == STET_REFUSED)
                return 0;
    }
    return 0;
}

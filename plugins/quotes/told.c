#include "quotes/told.h"

#include "quotes/claim.h"
#include "stet/text.h"

#include <string.h>

enum { ENTITIES_MAX = 1u << 20 };

const stet_layer *told_layer(const struct told *desk, uint32_t block,
                             uint32_t layer)
{
    const stet_story_block *at = desk->story->blocks[block];

    return layer < at->layer_count ? at->layers[layer] : NULL;
}

stet_span told_tokens(const struct told *desk, stet_ref ref)
{
    const stet_layer *layer =
        told_layer(desk, STET_REF_BLOCK(ref), STET_REF_LAYER(ref));

    return layer->tokens[STET_REF_INDEX(ref)];
}

int64_t told_number(const struct told *desk, stet_ref ref, stet_key key,
                    int64_t otherwise)
{
    const stet_attr *attr = desk->host->attribute(desk->host->self, ref, key);

    return attr && attr->type == STET_ATTR_NUMBER ? attr->number : otherwise;
}

Str told_name(const struct told *desk, stet_entity_id entity)
{
    const stet_entity *info =
        entity ? desk->host->entity_info(desk->host->self, entity) : NULL;

    return info ? info->name : (Str){NULL, 0};
}

uint32_t told_pronoun(Str pronoun)
{
    static const Str male[] = {STR_INIT("he"), STR_INIT("He"), STR_INIT("his"),
                               STR_INIT("His"), STR_INIT("him")};
    static const Str female[] = {STR_INIT("she"), STR_INIT("She"),
                                 STR_INIT("her"), STR_INIT("Her")};

    if (STR_IS_ANY(pronoun, male))
        return TOLD_HE;
    return STR_IS_ANY(pronoun, female) ? TOLD_SHE : 0;
}

uint32_t told_gender(const struct told *desk, stet_entity_id entity)
{
    const stet_entity *info =
        entity ? desk->host->entity_info(desk->host->self, entity) : NULL;

    for (uint32_t i = 0; info && i < info->attr_count; i++)
        if (info->attrs[i].key == desk->names->said_of)
            return told_pronoun(info->attrs[i].text);
    return 0;
}

/* ---- reading what the block passes left ---- */

static stet_ref linked(const struct told *desk, const stet_layer *layer,
                       uint32_t index, stet_role role)
{
    for (uint32_t i = layer->first_link[index];
         i < layer->first_link[index + 1]; i++)
        if (layer->links[i].role == role)
            return layer->links[i].to;
    return STET_NO_REF;
}

stet_ref told_here(stet_ref ref, uint32_t block)
{
    if (ref == STET_NO_REF)
        return ref;
    return STET_REF(STET_REF_LAYER(ref), block, STET_REF_INDEX(ref));
}

uint32_t told_prose_before(const struct told *desk, uint32_t block)
{
    while (block-- > 0)
        if (desk->story->blocks[block]->token_count)
            return block;
    return STET_NONE;
}

/* "He said:" at the end of the block before: its cue has a source and no
 * quotation links to it. */
static stet_ref cue_ahead(const struct told *desk, uint32_t block)
{
    const stet_layer *layer = told_layer(desk, block, 0);

    for (uint32_t i = layer ? layer->count : 0; i > 0; i--)
        if (layer->kind[i - 1] == desk->names->cue &&
            layer->first_link[i] > layer->first_link[i - 1])
            return STET_REF(0, block, i - 1);
    return STET_NO_REF;
}

static void find_ahead(struct told *desk, Spoken *one)
{
    uint32_t before = STET_NONE, index;
    const stet_layer *layer;

    one->ahead = STET_NO_REF;
    if (one->source != STET_NO_REF || one->tokens.start || !one->is_marked)
        return;
    before = told_prose_before(desk, one->block);
    if (before == STET_NONE)
        return;
    one->ahead = cue_ahead(desk, before);
    if (one->ahead == STET_NO_REF)
        return;
    layer = told_layer(desk, before, 0);
    index = STET_REF_INDEX(one->ahead);
    one->source =
        told_here(linked(desk, layer, index, desk->names->to_source), before);
}

static void read_one(struct told *desk, uint32_t block, uint32_t index)
{
    const stet_layer *layer = told_layer(desk, block, 0);
    Spoken *one = &desk->all[desk->count++];
    const stet_attr *type;

    *one = (Spoken){.ref = STET_REF(0, block, index), .block = block};
    one->tokens = layer->tokens[index];
    one->rule = (uint32_t)told_number(desk, one->ref, desk->names->rule, 0);
    one->is_open = (uint32_t)told_number(desk, one->ref, desk->names->open, 0);
    type = desk->host->attribute(desk->host->self, one->ref, desk->names->type);
    one->is_direct = type && stet_is(type->text, "direct");
    one->is_marked = one->is_direct || (type && stet_is(type->text, "mixed"));
    one->is_alone = one->rule == RULE_MARKED_ALONE;
    one->source =
        told_here(linked(desk, layer, index, desk->names->to_source), block);
    one->voice.source = STET_NO_REF;
    find_ahead(desk, one);
}

void told_read(struct told *desk)
{
    uint32_t total = 0;

    for (uint32_t b = 0; b < desk->story->block_count; b++) {
        const stet_layer *layer = told_layer(desk, b, 0);

        for (uint32_t i = 0; layer && i < layer->count; i++)
            total += layer->kind[i] == desk->names->quotation;
    }
    desk->all = ARENA_ARRAY(desk->arena, Spoken, total + 1);
    for (uint32_t b = 0; b < desk->story->block_count; b++) {
        const stet_layer *layer = told_layer(desk, b, 0);

        for (uint32_t i = 0; layer && i < layer->count; i++)
            if (layer->kind[i] == desk->names->quotation)
                read_one(desk, b, i);
    }
}

static bool may_speak(const struct quote_names *names, stet_kind kind)
{
    return kind == names->person || kind == names->org ||
           kind == names->place || kind == names->pronoun ||
           kind == names->description;
}

/* The mention at token `head`, the longest where several are. */
static stet_ref mention_at(const struct told *desk, uint32_t block,
                           uint32_t head)
{
    const stet_layer *layer = told_layer(desk, block, TOLD_NAMES);
    stet_ref best = STET_NO_REF;
    uint32_t best_len = 0, at;

    if (!layer)
        return STET_NO_REF;
    at = stet_layer_from(layer, head + 1);
    for (uint32_t back = 0; at > 0 && back < 8; back++) {
        stet_span tokens = layer->tokens[--at];
        uint32_t len = tokens.end - tokens.start;
        stet_ref ref = STET_REF(TOLD_NAMES, block, at);

        if (tokens.end <= head || len <= best_len ||
            !may_speak(desk->names, layer->kind[at]) ||
            !desk->host->entity_of(desk->host->self, ref))
            continue;
        best = ref;
        best_len = len;
    }
    return best;
}

stet_ref told_mention(const struct told *desk, stet_ref source)
{
    uint32_t head;

    if (source == STET_NO_REF)
        return source;
    head = told_tokens(desk, source).start +
           (uint32_t)told_number(desk, source, desk->names->head, 0);
    return mention_at(desk, STET_REF_BLOCK(source), head);
}

uint32_t told_name_gender(const struct told *desk, stet_entity_id entity)
{
    return entity < desk->entity_limit ? desk->name_genders[entity] : 0;
}

bool told_introduces(const struct told *desk, stet_ref mention,
                     stet_entity_id entity)
{
    stet_span tokens = told_tokens(desk, mention);

    return entity < desk->entity_limit &&
           desk->introductions[entity] == mention &&
           tokens.end > tokens.start + 1;
}

/* Signs of the name layer (its people.h), under the key "signs". */
#define SIGN_MALE 0x0020 /* by title or noun */
#define SIGN_FEMALE 0x0040
#define SIGN_MALE_NAME 0x0080 /* by the first word, as a forename */
#define SIGN_FEMALE_NAME 0x0100
#define SIGN_TITLED 0x0200
#define SIGN_MOSTLY_MALE 0x40000000 /* the same of a forename of both */
#define SIGN_MOSTLY_FEMALE 0x80000000

/* Calls `take` for every person's mention of the story. */
static void each_person(struct told *desk,
                        void (*take)(struct told *desk, stet_ref ref,
                                     stet_entity_id entity))
{
    for (uint32_t b = 0; b < desk->story->block_count; b++) {
        const stet_layer *layer = told_layer(desk, b, TOLD_NAMES);

        for (uint32_t i = 0; layer && i < layer->count; i++) {
            stet_ref ref = STET_REF(TOLD_NAMES, b, i);

            if (layer->kind[i] == desk->names->person)
                take(desk, ref, desk->host->entity_of(desk->host->self, ref));
        }
    }
}

static void take_limit(struct told *desk, stet_ref ref, stet_entity_id entity)
{
    if (entity >= desk->entity_limit && entity < ENTITIES_MAX)
        desk->entity_limit = entity + 1;
}

/* The first word of a mention is a forename: not in "Mrs Clinton", and not in
 * "Clinton" where she has a longer name. */
static bool has_forename(const struct told *desk, stet_ref ref, int64_t signs,
                         stet_entity_id entity)
{
    stet_span tokens = told_tokens(desk, ref);
    Str name = told_name(desk, entity);

    if (signs & SIGN_TITLED)
        return false;
    return tokens.end > tokens.start + 1 ||
           !memchr(name.ptr ? name.ptr : "", ' ', name.len);
}

static void take_gender(struct told *desk, stet_ref ref, stet_entity_id entity)
{
    int64_t signs = told_number(desk, ref, desk->names->signs, 0);

    if (entity >= desk->entity_limit)
        return;
    if (!desk->introductions[entity])
        desk->introductions[entity] = ref;
    if (!has_forename(desk, ref, signs, entity))
        signs &= SIGN_MALE | SIGN_FEMALE;
    if (signs & (SIGN_MALE | SIGN_MALE_NAME | SIGN_MOSTLY_MALE))
        desk->name_genders[entity] |= TOLD_HE;
    if (signs & (SIGN_FEMALE | SIGN_FEMALE_NAME | SIGN_MOSTLY_FEMALE))
        desk->name_genders[entity] |= TOLD_SHE;
}

void told_read_genders(struct told *desk)
{
    each_person(desk, take_limit);
    desk->name_genders =
        ARENA_ARRAY(desk->arena, uint8_t, desk->entity_limit + 1);
    desk->introductions =
        ARENA_ARRAY(desk->arena, stet_ref, desk->entity_limit + 1);
    each_person(desk, take_gender);
    for (uint32_t i = 0; i < desk->entity_limit; i++)
        if (desk->name_genders[i] == (TOLD_HE | TOLD_SHE))
            desk->name_genders[i] = 0;
}

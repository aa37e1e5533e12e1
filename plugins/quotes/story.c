#include "quotes/story.h"

#include "quotes/claim.h"
#include "stet/text.h"

#include <stdio.h>

enum {
    LABEL_MAX = 120, /* bytes */
    NAME_LAYER = 1,
    TURNS = 4,               /* paragraphs that a speaker is carried over */
    TURNS_OF_TRANSCRIPT = 3, /* a story with so many is one */
};

/* Who speaks, as far as is known. */
typedef struct Voice {
    stet_entity_id entity; /* 0: none */
    Str name;              /* empty: none; outlives the pass */
    stet_ref source;       /* where it stands, or STET_NO_REF */
} Voice;

typedef struct Spoken {
    stet_ref ref;
    uint32_t block;
    stet_span tokens;
    uint32_t rule, is_open;
    bool is_direct, is_marked, is_alone;
    stet_ref source; /* STET_NO_REF: none */
    Voice voice;
    bool is_gone;   /* joined to the one before */
    stet_ref ahead; /* a cue at the end of the block before, or none */
} Spoken;

struct story_desk {
    const struct quote_names *names;
    const stet_host *host;
    const stet_story *story;
    struct arena *arena;
    Spoken *all;
    uint32_t count;
    struct surname {
        Str last, full;
        stet_entity_id entity; /* 0: none, or several */
    } * surnames;              /* open addressing */
    uint32_t surname_mask;
    const Spoken *last_spoken; /* with a voice, while speakers are found */
};

static const stet_layer *layer_of(const struct story_desk *desk, uint32_t block,
                                  uint32_t layer)
{
    const stet_story_block *at = desk->story->blocks[block];

    return layer < at->layer_count ? at->layers[layer] : NULL;
}

static stet_span tokens_of(const struct story_desk *desk, stet_ref ref)
{
    const stet_layer *layer =
        layer_of(desk, STET_REF_BLOCK(ref), STET_REF_LAYER(ref));

    return layer->tokens[STET_REF_INDEX(ref)];
}

static int64_t number_of(const struct story_desk *desk, stet_ref ref,
                         stet_key key, int64_t otherwise)
{
    const stet_attr *attr = desk->host->attribute(desk->host->self, ref, key);

    return attr && attr->type == STET_ATTR_NUMBER ? attr->number : otherwise;
}

/* ---- reading what the block passes left ---- */

static stet_ref linked(const struct story_desk *desk, const stet_layer *layer,
                       uint32_t index, stet_role role)
{
    for (uint32_t i = layer->first_link[index];
         i < layer->first_link[index + 1]; i++)
        if (layer->links[i].role == role)
            return layer->links[i].to;
    return STET_NO_REF;
}

/* Links of a block pass count blocks from 0; in the story they stand here. */
static stet_ref here(stet_ref ref, uint32_t block)
{
    if (ref == STET_NO_REF)
        return ref;
    return STET_REF(STET_REF_LAYER(ref), block, STET_REF_INDEX(ref));
}

/* The block of prose before `block`, or STET_NONE. */
static uint32_t prose_before(const struct story_desk *desk, uint32_t block)
{
    while (block-- > 0)
        if (desk->story->blocks[block]->token_count)
            return block;
    return STET_NONE;
}

/* "He said:" at the end of the block before: its cue has a source and no
 * quotation links to it. */
static stet_ref cue_ahead(const struct story_desk *desk, uint32_t block)
{
    const stet_layer *layer = layer_of(desk, block, 0);

    for (uint32_t i = layer ? layer->count : 0; i > 0; i--)
        if (layer->kind[i - 1] == desk->names->cue &&
            layer->first_link[i] > layer->first_link[i - 1])
            return STET_REF(0, block, i - 1);
    return STET_NO_REF;
}

static void find_ahead(struct story_desk *desk, Spoken *one)
{
    uint32_t before = STET_NONE, index;
    const stet_layer *layer;

    one->ahead = STET_NO_REF;
    if (one->source != STET_NO_REF || one->tokens.start || !one->is_marked)
        return;
    before = prose_before(desk, one->block);
    if (before == STET_NONE)
        return;
    one->ahead = cue_ahead(desk, before);
    if (one->ahead == STET_NO_REF)
        return;
    layer = layer_of(desk, before, 0);
    index = STET_REF_INDEX(one->ahead);
    one->source =
        here(linked(desk, layer, index, desk->names->to_source), before);
}

static void read_one(struct story_desk *desk, uint32_t block, uint32_t index)
{
    const stet_layer *layer = layer_of(desk, block, 0);
    Spoken *one = &desk->all[desk->count++];
    const stet_attr *type;

    *one = (Spoken){.ref = STET_REF(0, block, index), .block = block};
    one->tokens = layer->tokens[index];
    one->rule = (uint32_t)number_of(desk, one->ref, desk->names->rule, 0);
    one->is_open = (uint32_t)number_of(desk, one->ref, desk->names->open, 0);
    type = desk->host->attribute(desk->host->self, one->ref, desk->names->type);
    one->is_direct = type && stet_is(type->text, "direct");
    one->is_marked = one->is_direct || (type && stet_is(type->text, "mixed"));
    one->is_alone = one->rule == RULE_MARKED_ALONE;
    one->source =
        here(linked(desk, layer, index, desk->names->to_source), block);
    one->voice.source = STET_NO_REF;
    find_ahead(desk, one);
}

static void read_all(struct story_desk *desk)
{
    uint32_t total = 0;

    for (uint32_t b = 0; b < desk->story->block_count; b++) {
        const stet_layer *layer = layer_of(desk, b, 0);

        total += layer ? layer->count : 0;
    }
    desk->all = ARENA_ARRAY(desk->arena, Spoken, total + 1);
    for (uint32_t b = 0; b < desk->story->block_count; b++) {
        const stet_layer *layer = layer_of(desk, b, 0);

        for (uint32_t i = 0; layer && i < layer->count; i++)
            if (layer->kind[i] == desk->names->quotation)
                read_one(desk, b, i);
    }
}

/* ---- runs ---- */

static void join(struct story_desk *desk, Spoken *first, Spoken *next)
{
    const stet_layer *layer = layer_of(desk, next->block, 0);
    uint32_t index = STET_REF_INDEX(next->ref), count = 0;
    stet_link links[CLAIM_PIECES];
    stet_amendment change = {.size = sizeof change, .confidence = STET_NONE};

    for (uint32_t i = layer->first_link[index];
         i < layer->first_link[index + 1] && count < CLAIM_PIECES; i++) {
        if (layer->links[i].role != desk->names->to_content)
            continue;
        links[count].to = here(layer->links[i].to, next->block);
        links[count].role = desk->names->to_content;
        links[count++].reserved = 0;
    }
    change.link_count = count;
    change.links = links;
    if (desk->host->amend(desk->host->self, first->ref, &change) ==
            STET_REFUSED ||
        desk->host->retract(desk->host->self, next->ref) == STET_REFUSED)
        return;
    next->is_gone = true;
}

static void find_runs(struct story_desk *desk)
{
    Spoken *first = NULL, *last = NULL;

    for (uint32_t i = 0; i < desk->count; i++) {
        Spoken *one = &desk->all[i];
        bool goes_on;

        if (one->is_gone)
            continue;
        goes_on = last && last->is_open && one->tokens.start == 0 &&
                  one->is_direct &&
                  prose_before(desk, one->block) == last->block;

        if (goes_on) {
            last->is_open = 0;
            if (one->is_alone)
                join(desk, first, one);
        }
        last = one;
        if (!one->is_gone)
            first = one;
    }
}

/* ---- turns ---- */

static void take_out(struct story_desk *desk, Spoken *one)
{
    if (desk->host->retract(desk->host->self, one->ref) != STET_REFUSED)
        one->is_gone = true;
}

/* In a transcript a turn is all that its block says; elsewhere it is none. */
static void find_turns(struct story_desk *desk)
{
    uint32_t turns = 0, turn_block = STET_NONE;

    for (uint32_t i = 0; i < desk->count; i++)
        turns += desk->all[i].rule == RULE_TURN;
    for (uint32_t i = 0; turns && i < desk->count; i++)
        if (desk->all[i].rule == RULE_TURN && turns < TURNS_OF_TRANSCRIPT)
            take_out(desk, &desk->all[i]);
    if (turns < TURNS_OF_TRANSCRIPT)
        return;
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t k = 0; k < desk->count; k++) {
            uint32_t i = pass ? desk->count - 1 - k : k;
            Spoken *one = &desk->all[i];

            if (one->rule == RULE_TURN)
                turn_block = one->block;
            else if (one->block == turn_block && !one->is_gone)
                take_out(desk, one);
        }
        turn_block = STET_NONE;
    }
}

/* ---- speakers ---- */

/* The first annotation of the layer in `block` that begins at or behind
 * token `at`. */
static uint32_t lower_bound(const stet_layer *layer, uint32_t at)
{
    uint32_t low = 0, high = layer->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (layer->tokens[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool may_speak(const struct quote_names *names, stet_kind kind)
{
    return kind == names->person || kind == names->org ||
           kind == names->place || kind == names->pronoun ||
           kind == names->description;
}

/* The mention at token `head`, the longest where several are. */
static stet_ref mention_at(const struct story_desk *desk, uint32_t block,
                           uint32_t head)
{
    const stet_layer *layer = layer_of(desk, block, NAME_LAYER);
    stet_ref best = STET_NO_REF;
    uint32_t best_len = 0, at;

    if (!layer)
        return STET_NO_REF;
    at = lower_bound(layer, head + 1);
    for (uint32_t back = 0; at > 0 && back < 8; back++) {
        stet_span tokens = layer->tokens[--at];
        uint32_t len = tokens.end - tokens.start;
        stet_ref ref = STET_REF(NAME_LAYER, block, at);

        if (tokens.end <= head || len <= best_len ||
            !may_speak(desk->names, layer->kind[at]) ||
            !desk->host->entity_of(desk->host->self, ref))
            continue;
        best = ref;
        best_len = len;
    }
    return best;
}

/* "who said": the person before the comma. */
static stet_ref mention_before(const struct story_desk *desk, uint32_t block,
                               uint32_t at)
{
    const stet_layer *layer = layer_of(desk, block, NAME_LAYER);
    uint32_t i, low = at > 12 ? at - 12 : 0;

    if (!layer)
        return STET_NO_REF;
    for (i = lower_bound(layer, at); i > 0; i--) {
        stet_ref ref = STET_REF(NAME_LAYER, block, i - 1);

        if (layer->tokens[i - 1].start < low)
            break;
        if ((layer->kind[i - 1] == desk->names->person ||
             layer->kind[i - 1] == desk->names->org) &&
            layer->tokens[i - 1].end <= at &&
            desk->host->entity_of(desk->host->self, ref))
            return ref;
    }
    return STET_NO_REF;
}

/* The last word of a name, without Jr. and the like. */
static Str last_word(Str name)
{
    uint32_t end = name.len, start;

    for (;;) {
        while (end > 0 &&
               (name.ptr[end - 1] == ' ' || name.ptr[end - 1] == ',' ||
                name.ptr[end - 1] == '.'))
            end--;
        for (start = end; start > 0 && name.ptr[start - 1] != ' ';)
            start--;
        if (start > 0 && (str_eq(str_cut(name, start, end), STR("Jr")) ||
                          str_eq(str_cut(name, start, end), STR("Sr")) ||
                          str_eq(str_cut(name, start, end), STR("III"))))
            end = start;
        else
            return str_cut(name, start, end);
    }
}

static bool same_folded(Str a, Str b)
{
    if (a.len != b.len)
        return false;
    for (uint32_t i = 0; i < a.len; i++)
        if ((a.ptr[i] | 32) != (b.ptr[i] | 32))
            return false;
    return true;
}

static uint32_t folded_hash(Str word)
{
    uint32_t hash = 2166136261u;

    for (uint32_t i = 0; i < word.len; i++)
        hash = (hash ^ (unsigned char)(word.ptr[i] | 32)) * 16777619u;
    return hash;
}

/* The slot of a name's last word; one that is empty if it is new. */
static struct surname *surname_slot(const struct story_desk *desk, Str last)
{
    uint32_t at = folded_hash(last) & desk->surname_mask;

    while (desk->surnames[at].last.len &&
           !same_folded(desk->surnames[at].last, last))
        at = (at + 1) & desk->surname_mask;
    return &desk->surnames[at];
}

/* Where no mention stands at a source: the entity of that surname, as in
 * "SMITH:"; else the fullest form of it that has spoken so far. */
static Voice voice_of_name(const struct story_desk *desk, Str name,
                           stet_ref source)
{
    Str last = last_word(name);
    struct surname *slot;

    if (!last.len)
        return (Voice){0, name, source};
    slot = surname_slot(desk, last);
    if (!slot->last.len || (!slot->entity && slot->full.len == slot->last.len))
        slot->full = name;
    slot->last = last;
    return (Voice){slot->entity, slot->full, source};
}

static Str name_of(const struct story_desk *desk, stet_entity_id entity)
{
    const stet_entity *info =
        entity ? desk->host->entity_info(desk->host->self, entity) : NULL;

    return info ? info->name : (Str){NULL, 0};
}

/* Every person of the story by surname; two of one surname leave it open. */
static void read_surnames(struct story_desk *desk)
{
    for (uint32_t b = 0; b < desk->story->block_count; b++) {
        const stet_layer *layer = layer_of(desk, b, NAME_LAYER);

        for (uint32_t i = 0; layer && i < layer->count; i++) {
            stet_entity_id entity;
            struct surname *slot;
            Str name;

            if (layer->kind[i] != desk->names->person)
                continue;
            entity = desk->host->entity_of(desk->host->self,
                                           STET_REF(NAME_LAYER, b, i));
            name = name_of(desk, entity);
            if (!last_word(name).len)
                continue;
            slot = surname_slot(desk, last_word(name));
            if (!slot->last.len) {
                *slot = (struct surname){last_word(name), name, entity};
            } else if (slot->entity != entity) {
                slot->entity = 0;
                slot->full = slot->last;
            }
        }
    }
}

static Voice voice_of_entity(const struct story_desk *desk, stet_ref mention,
                             stet_ref source)
{
    stet_entity_id entity = desk->host->entity_of(desk->host->self, mention);

    return (Voice){entity, name_of(desk, entity), source};
}

enum { HE = 1, SHE = 2 };

static uint32_t gender_of(Str pronoun)
{
    if (str_eq(pronoun, STR("he")) || str_eq(pronoun, STR("He")))
        return HE;
    return str_eq(pronoun, STR("she")) || str_eq(pronoun, STR("She")) ? SHE : 0;
}

/* What the name layer says of an entity; 0 where it does not. */
static uint32_t gender_of_entity(const struct story_desk *desk,
                                 stet_entity_id entity)
{
    const stet_entity *info =
        entity ? desk->host->entity_info(desk->host->self, entity) : NULL;

    for (uint32_t i = 0; info && i < info->attr_count; i++)
        if (info->attrs[i].key == desk->names->said_of)
            return gender_of(info->attrs[i].text);
    return 0;
}

/* Another person of that pronoun is named in `block` between the tokens, but
 * not inside of what `last` said. */
static bool is_rivalled(const struct story_desk *desk, const Spoken *last,
                        uint32_t block, stet_span between, uint32_t gender)
{
    const stet_layer *layer = layer_of(desk, block, NAME_LAYER);

    if (!layer)
        return false;
    for (uint32_t i = lower_bound(layer, between.start);
         i < layer->count && layer->tokens[i].start < between.end; i++) {
        stet_ref ref = STET_REF(NAME_LAYER, block, i);
        stet_entity_id entity;

        if (layer->kind[i] != desk->names->person ||
            (block == last->block &&
             layer->tokens[i].start >= last->tokens.start &&
             layer->tokens[i].end <= last->tokens.end))
            continue;
        entity = desk->host->entity_of(desk->host->self, ref);
        if (entity && entity != last->voice.entity &&
            gender_of_entity(desk, entity) == gender)
            return true;
    }
    return false;
}

/* The one who spoke last, if the pronoun may well mean that person: in the
 * same block or the one before, called by that pronoun elsewhere, and nobody
 * else of that pronoun named since. */
static bool means_last_speaker(const struct story_desk *desk, const Spoken *one,
                               uint32_t gender)
{
    const Spoken *last = desk->last_spoken;
    stet_span before = {0, one->tokens.start};
    stet_span rest = {0, STET_NONE};

    if (!last || !gender || last->voice.source == STET_NO_REF ||
        gender_of_entity(desk, last->voice.entity) != gender)
        return false;
    if (last->source != STET_NO_REF)
        rest.start = tokens_of(desk, last->source).end;
    if (last->block == one->block)
        before.start = rest.start;
    else if (last->block != prose_before(desk, one->block) ||
             is_rivalled(desk, last, last->block, rest, gender))
        return false;
    if (one->source != STET_NO_REF)
        before.end = tokens_of(desk, one->source).start;
    return !is_rivalled(desk, last, one->block, before, gender);
}

/* Who `one`'s own source stands for; `before` is who spoke last. */
static Voice voice_of_source(struct story_desk *desk, const Spoken *one,
                             Voice before)
{
    stet_ref source = one->source, mention;
    uint32_t block = STET_REF_BLOCK(source);
    stet_span tokens = tokens_of(desk, source);
    uint32_t head =
        tokens.start + (uint32_t)number_of(desk, source, desk->names->head, 0);
    int64_t form = number_of(desk, source, desk->names->form, 0);
    Str text;

    mention = form == PHRASE_REL ? mention_before(desk, block, tokens.start)
                                 : mention_at(desk, block, head);
    text = desk->host->text(desk->host->self, source);
    if (means_last_speaker(desk, one, gender_of(text))) {
        before.source = source;
        return before;
    }
    if (mention != STET_NO_REF)
        return voice_of_entity(desk, mention, source);
    if (form == PHRASE_PRONOUN || form == PHRASE_REL || form == PHRASE_OBJECT) {
        before.source = source;
        return before;
    }
    text = arena_copy(desk->arena, text);
    if (form == PHRASE_NAME)
        return voice_of_name(desk, text, source);
    return (Voice){0, text, source};
}

static bool same_voice(Voice a, Voice b)
{
    if (a.entity || b.entity)
        return a.entity == b.entity;
    return str_eq(a.name, b.name);
}

static bool has_voice(Voice voice)
{
    return voice.entity || voice.name.len;
}

/* A quotation that is its whole paragraph, or all but "she said". */
static bool is_turn(const struct story_desk *desk, const Spoken *one)
{
    uint32_t count = desk->story->blocks[one->block]->token_count;

    return one->tokens.start == 0 && one->tokens.end + 6 >= count;
}

/* Nobody is named beside `one`: who spoke before, in a dialogue the other. */
static Voice carried_voice(struct story_desk *desk, uint32_t index)
{
    const Spoken *one = &desk->all[index], *last = NULL, *other = NULL;
    uint32_t before = prose_before(desk, one->block);

    for (uint32_t i = index; i > 0; i--) {
        const Spoken *past = &desk->all[i - 1];

        if (past->is_gone || !has_voice(past->voice))
            continue;
        if (one->block - past->block > TURNS)
            break;
        if (!last) {
            last = past;
        } else if (!same_voice(past->voice, last->voice)) {
            other = past;
            break;
        }
    }
    if (!last || (last->block != one->block && last->block != before))
        return (Voice){0, {NULL, 0}, STET_NO_REF};
    if (other && last->block != one->block && is_turn(desk, one) &&
        is_turn(desk, last) && is_turn(desk, other) && last->is_direct &&
        prose_before(desk, last->block) == other->block)
        return other->voice;
    return last->voice;
}

static void settle_speaker(struct story_desk *desk, Spoken *one)
{
    stet_attr attr = {0};
    stet_amendment change = {.size = sizeof change,
                             .confidence = STET_NONE,
                             .attr_count = 1,
                             .attrs = &attr};

    if (!has_voice(one->voice))
        return;
    if (one->voice.entity) {
        attr.key = desk->names->speaker;
        attr.type = STET_ATTR_ENTITY;
        attr.number = one->voice.entity;
    } else {
        attr.key = desk->names->speaker_name;
        attr.type = STET_ATTR_TEXT;
        attr.text = one->voice.name;
        attr.text.len = attr.text.len > STET_TEXT_MAX ? 0 : attr.text.len;
    }
    desk->host->amend(desk->host->self, one->ref, &change);
}

static void link_source(struct story_desk *desk, Spoken *one)
{
    stet_link link = {.to = one->voice.source, .role = desk->names->to_source};
    stet_amendment change = {.size = sizeof change,
                             .confidence = STET_NONE,
                             .link_count = 1,
                             .links = &link};

    if (one->voice.source != STET_NO_REF)
        desk->host->amend(desk->host->self, one->ref, &change);
}

/* Links what "He said:" in the block before announces to its words. */
static void link_ahead(struct story_desk *desk, const Spoken *one)
{
    stet_link links[] = {{one->source, desk->names->to_source, 0},
                         {one->ahead, desk->names->to_cue, 0}};
    stet_amendment change = {.size = sizeof change,
                             .confidence = STET_NONE,
                             .link_count = 2,
                             .links = links};

    if (one->ahead != STET_NO_REF)
        desk->host->amend(desk->host->self, one->ref, &change);
}

static void find_speakers(struct story_desk *desk)
{
    Voice before = {0, {NULL, 0}, STET_NO_REF};

    for (uint32_t i = 0; i < desk->count; i++) {
        Spoken *one = &desk->all[i];

        if (one->is_gone)
            continue;
        if (one->source != STET_NO_REF) {
            one->voice = voice_of_source(desk, one, before);
        } else if (one->is_marked) {
            one->voice = carried_voice(desk, i);
            link_source(desk, one);
        }
        link_ahead(desk, one);
        if (has_voice(one->voice)) {
            before = one->voice;
            desk->last_spoken = one;
        }
        settle_speaker(desk, one);
    }
}

/* ---- findings and labels ---- */

static void find(struct story_desk *desk, const Spoken *one, stet_rule rule,
                 const char *message)
{
    stet_finding finding = {
        .size = sizeof finding,
        .rule = rule,
        .severity = STET_WARNING,
        .place = {.ref = one->ref},
        .message = stet_lit(message),
        .confidence = 900,
    };

    desk->host->finding(desk->host->self, &finding);
}

static void find_findings(struct story_desk *desk)
{
    for (uint32_t i = 0; i < desk->count; i++) {
        const Spoken *one = &desk->all[i];

        if (one->is_gone)
            continue;
        if (one->is_alone && !has_voice(one->voice) &&
            desk->story->blocks[one->block]->kind == STET_BLOCK_PARAGRAPH &&
            one->tokens.end - one->tokens.start > 8)
            find(desk, one, desk->names->no_speaker,
                 "Nothing says who speaks here");
        if (one->is_open)
            find(desk, one, desk->names->unbalanced,
                 "This quotation is opened and never closed");
    }
}

/* The label says who speaks where the text beside it does not. */
static void label(struct story_desk *desk, const Spoken *one)
{
    char bytes[LABEL_MAX];
    Str shown = {NULL, 0};
    stet_amendment change = {.size = sizeof change, .confidence = STET_NONE};
    int length;

    if (!one->is_marked || !one->voice.name.len ||
        one->voice.name.len > LABEL_MAX - 8)
        return;
    if (one->source != STET_NO_REF)
        shown = desk->host->text(desk->host->self, one->source);
    if (shown.len >= one->voice.name.len)
        return;
    length = snprintf(bytes, sizeof bytes, "— %.*s", STR_ARG(one->voice.name));
    change.label = (Str){bytes, (uint32_t)length};
    desk->host->amend(desk->host->self, one->ref, &change);
}

void story_settle(const struct quote_names *names, const stet_host *host,
                  const stet_story *story, struct arena *arena)
{
    struct story_desk desk = {
        .names = names, .host = host, .story = story, .arena = arena};
    uint32_t slots = 16, named = 0;

    read_all(&desk);
    for (uint32_t b = 0; b < story->block_count; b++) {
        const stet_layer *layer = layer_of(&desk, b, NAME_LAYER);

        named += layer ? layer->count : 0;
    }
    while (slots < (desk.count + named) * 2 + 2)
        slots *= 2;
    desk.surnames = ARENA_ARRAY(arena, struct surname, slots);
    desk.surname_mask = slots - 1;
    read_surnames(&desk);
    find_turns(&desk);
    find_runs(&desk);
    find_speakers(&desk);
    find_findings(&desk);
    for (uint32_t i = 0; i < desk.count; i++)
        if (!desk.all[i].is_gone)
            label(&desk, &desk.all[i]);
}

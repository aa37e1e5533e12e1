/*
 * orchard - a plugin that nobody has written yet.
 *
 * It uses all six general things, in a layer that no file of the daemon has
 * heard of, so that tests can hold that whoever writes a plugin gets every
 * feature of every editor. Its world is small and fixed:
 *
 *   Captain Ada Strawberry   capital words up to one in -berry: a mention; what
 *                            has the same last word is the same berry; Captain
 *                            is its rank
 *   it                       a stand-in for the berry mentioned last
 *   “...” it said “...”      what a block's marks hold: pieces of one saying,
 *                            of the berry mentioned first in the block; who
 *                            is mentioned next behind the first piece said it
 *   250                      a weight, with its value and a label
 *   rotten                   a finding with a safe fix, and one to choose
 */
#include "stet/plugin.h"
#include "stet/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BERRIES_MAX 64u
#define PIECES_MAX 16u
#define MENTIONS_MAX 64u /* of a block */

/* Where a block mentions something, by token. */
struct mentions {
    uint32_t count;
    uint32_t token[MENTIONS_MAX];
    stet_ref ref[MENTIONS_MAX];
};

struct orchard {
    stet_kind berry, it, rank, saying, piece, weight;
    stet_key grower, value, how, rank_key;
    stet_role of, words, by;
    stet_rule rotten;
};

static int32_t orchard_open(const stet_host *host, stet_str options,
                            void **out_instance)
{
    struct orchard *self = calloc(1, sizeof *self);
    struct {
        const char *name;
        uint32_t *number;
    } names[] = {
        {"orchard/berry", &self->berry},
        {"orchard/it", &self->it},
        {"orchard/rank", &self->rank},
        {"orchard/saying", &self->saying},
        {"orchard/piece", &self->piece},
        {"orchard/weight", &self->weight},
        {"grower", &self->grower},
        {"value", &self->value},
        {"how", &self->how},
        {"rank", &self->rank_key},
        {"of", &self->of},
        {"words", &self->words},
        {"by", &self->by},
        {"orchard/rotten", &self->rotten},
    };

    (void)options;
    if (!self)
        return -ENOMEM;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        *names[i].number =
            host->register_name(host->self, stet_lit(names[i].name));
    *out_instance = self;
    return 0;
}

static void orchard_close(void *instance)
{
    free(instance);
}

/* ---- block pass -------------------------------------------------------- */

static stet_ref emit(const stet_host *host, stet_kind kind, stet_span span,
                     const stet_attr *attr, const stet_link *links,
                     uint32_t link_count)
{
    stet_annotation note;

    memset(&note, 0, sizeof note);
    note.size = sizeof note;
    note.kind = kind;
    note.span = span;
    note.confidence = 950;
    note.attr_count = attr ? 1 : 0;
    note.attrs = attr;
    note.link_count = link_count;
    note.links = links;
    return host->emit(host->self, &note);
}

static int is_capital_word(const stet_tokens *tokens, uint32_t at)
{
    return at < tokens->count && tokens->cls[at] == STET_TOKEN_WORD &&
           (tokens->flags[at] & STET_TOKEN_CAPITAL);
}

static int is_berry(stet_str word)
{
    return word.len > 5 && memcmp(word.ptr + word.len - 5, "berry", 5) == 0;
}

static void keep(struct mentions *mentions, uint32_t token, stet_ref ref)
{
    if (mentions->count == MENTIONS_MAX)
        return;
    mentions->token[mentions->count] = token;
    mentions->ref[mentions->count++] = ref;
}

/* A mention from token `at`, its rank before it; where to go on. */
static uint32_t read_berry(const struct orchard *self, const stet_host *host,
                           const stet_tokens *tokens, uint32_t at,
                           struct mentions *mentions)
{
    uint32_t first = at, end = at;
    int has_rank = stet_token_is(tokens, at, "captain");

    while (is_capital_word(tokens, end) && !is_berry(tokens->folded[end]))
        end++;
    if (!is_capital_word(tokens, end))
        return at + 1;
    first += has_rank ? 1 : 0;
    stet_ref berry = emit(host, self->berry, stet_bytes(tokens, first, end + 1),
                          NULL, NULL, 0);
    keep(mentions, first, berry);
    if (has_rank) {
        stet_link link = {berry, self->of, 0};
        emit(host, self->rank, stet_bytes(tokens, at, at + 1), NULL, &link, 1);
    }
    return end + 1;
}

static void read_saying(const struct orchard *self, const stet_host *host,
                        const stet_block *block,
                        const struct mentions *mentions)
{
    const stet_tokens *tokens = block->tokens;
    stet_link links[PIECES_MAX + 1];
    uint32_t count = 0, behind = 0;
    stet_span hull = {0, 0};

    for (uint32_t at = block->first_own; at < block->end_own; at++) {
        if (tokens->cls[at] != STET_TOKEN_QUOTE_OPEN ||
            tokens->mate[at] == STET_NONE || count == PIECES_MAX)
            continue;
        stet_span span = stet_bytes(tokens, at, tokens->mate[at] + 1);
        links[count].to = emit(host, self->piece, span, NULL, NULL, 0);
        links[count].role = self->words;
        links[count].reserved = 0;
        hull.start = count ? hull.start : span.start;
        hull.end = span.end;
        at = tokens->mate[at];
        behind = count++ ? behind : at;
    }
    if (!count)
        return;
    for (uint32_t i = 0; i < mentions->count; i++)
        if (mentions->token[i] > behind) {
            links[count].to = mentions->ref[i];
            links[count].role = self->by;
            links[count++].reserved = 0;
            break;
        }
    emit(host, self->saying, hull, NULL, links, count);
}

static void find_rotten(const struct orchard *self, const stet_host *host,
                        stet_span span)
{
    stet_edit edits[2] = {{{STET_NO_REF, 0, {0, 0}}, {NULL, 0}},
                          {{STET_NO_REF, 0, {0, 0}}, {NULL, 0}}};
    stet_fix ripe = {sizeof ripe, 1, stet_lit("Change to “ripe”"), 1,
                     &edits[0]};
    stet_fix away = {sizeof away, 0, stet_lit("Take it out"), 1, &edits[1]};
    const stet_fix *fixes[2];
    stet_finding finding;

    edits[0].place.span = edits[1].place.span = span;
    edits[0].text = stet_lit("ripe");
    fixes[0] = &ripe;
    fixes[1] = &away;
    memset(&finding, 0, sizeof finding);
    finding.size = sizeof finding;
    finding.rule = self->rotten;
    finding.severity = STET_WARNING;
    finding.place = edits[0].place;
    finding.message = stet_lit("Something is rotten here");
    finding.confidence = 900;
    finding.fix_count = 2;
    finding.fixes = fixes;
    host->finding(host->self, &finding);
}

static int32_t orchard_block(void *instance, const stet_host *host,
                             const stet_block *block)
{
    const struct orchard *self = instance;
    const stet_tokens *tokens = block->tokens;
    struct mentions mentions = {0, {0}, {0}};

    for (uint32_t at = block->first_own; at < block->end_own;) {
        uint32_t next = at + 1;
        if (is_capital_word(tokens, at))
            next = read_berry(self, host, tokens, at, &mentions);
        else if (stet_token_is(tokens, at, "it"))
            keep(&mentions, at,
                 emit(host, self->it, stet_bytes(tokens, at, at + 1), NULL,
                      NULL, 0));
        else if (stet_token_is(tokens, at, "rotten"))
            find_rotten(self, host, stet_bytes(tokens, at, at + 1));
        else if (tokens->cls[at] == STET_TOKEN_NUMBER) {
            stet_attr value = {self->value, STET_ATTR_TEXT, 0,
                               tokens->norm[at]};
            emit(host, self->weight, stet_bytes(tokens, at, at + 1), &value,
                 NULL, 0);
        }
        at = next;
    }
    read_saying(self, host, block, &mentions);
    return 0;
}

/* ---- story pass -------------------------------------------------------- */

struct grown {
    char last_word[32];
    uint32_t last_len;
    stet_entity_id id;
};

struct harvest {
    const struct orchard *self;
    const stet_host *host;
    struct grown berries[BERRIES_MAX];
    uint32_t count;
    stet_entity_id last; /* mentioned last */
};

static stet_str last_word(stet_str name)
{
    stet_str word = name;

    for (uint32_t i = 0; i < name.len; i++)
        if (name.ptr[i] == ' ' || name.ptr[i] == '\n') {
            word.ptr = name.ptr + i + 1;
            word.len = name.len - i - 1;
        }
    return word;
}

/* The berry of that name, made if it is new. Its rank is Captain when a rank
 * links to it, which the test's stories have at the first mention alone. */
static stet_entity_id berry_of(struct harvest *harvest, stet_ref ref,
                               int has_rank)
{
    const stet_host *host = harvest->host;
    stet_str name = host->text(host->self, ref), word = last_word(name);
    stet_attr rank = {
        harvest->self->rank_key, STET_ATTR_TEXT, 0, {"Captain", 7}};
    stet_entity entity;

    for (uint32_t i = 0; i < harvest->count; i++)
        if (harvest->berries[i].last_len == word.len &&
            memcmp(harvest->berries[i].last_word, word.ptr, word.len) == 0)
            return harvest->berries[i].id;
    if (harvest->count == BERRIES_MAX || word.len > 32)
        return 0;
    memset(&entity, 0, sizeof entity);
    entity.size = sizeof entity;
    entity.kind = harvest->self->berry;
    entity.name = name;
    entity.canonical = ref;
    entity.attr_count = has_rank ? 1 : 0;
    entity.attrs = &rank;
    struct grown *grown = &harvest->berries[harvest->count++];
    memcpy(grown->last_word, word.ptr, word.len);
    grown->last_len = word.len;
    grown->id = (stet_entity_id)host->entity(host->self, &entity);
    host->complete(host->self, name,
                   has_rank ? stet_lit("Captain") : stet_lit("a berry"));
    return grown->id;
}

static int has_rank(const struct orchard *self, const stet_layer *layer,
                    uint32_t index)
{
    for (uint32_t i = 0; i < layer->count; i++)
        if (layer->kind[i] == self->rank &&
            STET_REF_INDEX(layer->links[layer->first_link[i]].to) == index)
            return 1;
    return 0;
}

static void amend(const struct harvest *harvest, stet_ref ref, stet_attr attr,
                  const char *label)
{
    stet_amendment change;

    memset(&change, 0, sizeof change);
    change.size = sizeof change;
    change.confidence = STET_NONE;
    change.attr_count = 1;
    change.attrs = &attr;
    change.label = stet_lit(label);
    harvest->host->amend(harvest->host->self, ref, &change);
}

static void settle_saying(const struct harvest *harvest, stet_ref ref,
                          stet_entity_id grower)
{
    const stet_host *host = harvest->host;
    const stet_entity *entity = host->entity_info(host->self, grower);
    stet_attr attr = {
        harvest->self->grower, STET_ATTR_ENTITY, grower, {NULL, 0}};
    char label[80];

    if (!entity)
        return;
    snprintf(label, sizeof label, "— %.*s", (int)entity->name.len,
             entity->name.ptr);
    amend(harvest, ref, attr, label);
}

static void read_block(struct harvest *harvest, const stet_layer *layer,
                       uint32_t block)
{
    const struct orchard *self = harvest->self;
    const stet_host *host = harvest->host;
    stet_entity_id first = 0;

    for (uint32_t i = 0; i < layer->count; i++) {
        stet_ref ref = STET_REF(0, block, i);
        stet_kind kind = layer->kind[i];
        if (kind == self->berry)
            harvest->last = berry_of(harvest, ref, has_rank(self, layer, i));
        if (kind != self->berry && kind != self->it)
            continue;
        if (harvest->last)
            host->mention(host->self, harvest->last, ref);
        first = first ? first : harvest->last;
    }
    for (uint32_t i = 0; i < layer->count; i++) {
        stet_attr how = {self->how, STET_ATTR_TEXT, 0, {"weighed", 7}};
        if (layer->kind[i] == self->saying)
            settle_saying(harvest, STET_REF(0, block, i), first);
        if (layer->kind[i] == self->weight)
            amend(harvest, STET_REF(0, block, i), how, "grams");
    }
}

static int32_t orchard_story(void *instance, const stet_host *host,
                             const stet_story *story)
{
    struct harvest *harvest = calloc(1, sizeof *harvest);

    if (!harvest)
        return -ENOMEM;
    harvest->self = instance;
    harvest->host = host;
    for (uint32_t i = 0; i < story->block_count; i++)
        read_block(harvest, story->blocks[i]->layers[0], i);
    free(harvest);
    return 0;
}

static const stet_plugin_v1 plugin = {
    sizeof plugin,
    STET_ABI_MAJOR,
    STET_ABI_MINOR,
    0, /* reach */
    {"org.stet.orchard", 16},
    {"0.1.0", 5},
    {"Apache-2.0", 10},
    orchard_open,
    orchard_close,
    orchard_block,
    orchard_story,
    NULL, /* extension */
};

STET_EXPORT const stet_plugin_v1 *stet_plugin(uint32_t abi_major)
{
    return abi_major == STET_ABI_MAJOR ? &plugin : NULL;
}

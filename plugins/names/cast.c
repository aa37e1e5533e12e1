#include "names/cast.h"

#include "names/gazetteer.h"
#include "names/reference.h"
#include "names/variants.h"
#include "names/vote.h"

#include "stet/text.h"

#define CHAIN_MAX 12u   /* entities that share a word and are looked at */
#define LEAD_TOKENS 25u /* a plain text's headline is shorter, mostly */

/* ---- an index from words to entities ----------------------------------- */

struct node {
    uint32_t hash, entity, next; /* next: index into nodes, CAST_NONE */
};

struct index {
    struct arena *arena;
    uint32_t *heads; /* by hash & mask */
    uint32_t mask;
    struct node *nodes;
    uint32_t count, room, most;
};

/* For about `room` entities that differ; at most `most` nodes. */
static struct index *index_new(struct arena *arena, uint32_t room,
                               uint32_t most)
{
    struct index *self = ARENA_NEW(arena, struct index);
    uint32_t size = 64;

    while (size < room * 2 && size < 1u << 20)
        size *= 2;
    self->arena = arena;
    self->mask = size - 1;
    self->heads = ARENA_ARRAY(arena, uint32_t, size);
    self->most = most;
    for (uint32_t i = 0; i < size; i++)
        self->heads[i] = CAST_NONE;
    return self;
}

/* Most mentions are of somebody who is known: nodes are few. */
static void index_grow(struct index *self)
{
    uint32_t room = self->room ? self->room * 2 : 256;
    struct node *more = ARENA_ARRAY(self->arena, struct node, room);

    if (self->count)
        memcpy(more, self->nodes, self->count * sizeof *more);
    self->nodes = more;
    self->room = room;
}

static void index_add(struct index *self, uint32_t hash, uint32_t entity)
{
    uint32_t *head = &self->heads[hash & self->mask];

    if (self->count == self->most)
        return;
    if (self->count == self->room)
        index_grow(self);
    self->nodes[self->count] = (struct node){hash, entity, *head};
    *head = self->count++;
}

/* Walks the entities of `hash`: start with *cursor = CAST_NONE - 1. */
static uint32_t index_next(const struct index *self, uint32_t hash,
                           uint32_t *cursor)
{
    uint32_t at = *cursor == CAST_NONE - 1 ? self->heads[hash & self->mask]
                                           : self->nodes[*cursor].next;

    while (at != CAST_NONE && self->nodes[at].hash != hash)
        at = self->nodes[at].next;
    if (at == CAST_NONE)
        return CAST_NONE;
    *cursor = at;
    return self->nodes[at].entity;
}

/* ---- loading ----------------------------------------------------------- */

static uint32_t kind_of(const struct keys *keys, stet_kind kind)
{
    for (uint32_t i = 1; i <= SAID_DESCRIPTION; i++)
        if (keys->kind[i] == kind && kind)
            return i;
    return 0;
}

static bool is_name(const struct mention *mention)
{
    return mention->kind >= TAG_PERSON && mention->kind <= TAG_MISC;
}

/* Words that stand before or behind a name and are no part of it. */
static bool is_extra(Str word)
{
    static const char *const extra[] = {
        "the", "mr",  "mrs", "ms",  "miss", "dr",   "sir",       "dame",
        "jr",  "sr",  "ii",  "iii", "iv",   "kc",   "qc",        "obe",
        "mbe", "cbe", "phd", "'s",  "lord", "lady", "president", "prof",
    };

    for (size_t i = 0; word.len && i < sizeof extra / sizeof *extra; i++)
        if (extra[i][0] == word.ptr[0] && stet_is(word, extra[i]))
            return true;
    return false;
}

/* ---- wordings ----------------------------------------------------------
 *
 *     slots[hash & mask]   0, or 1 + the index of the wording
 *     wordings             in chunks that stay where they are
 *
 * Most mentions of a long story say what one before them said. */

#define CHUNK 256u /* wordings */

struct wordings {
    uint32_t *slots;
    struct wording **chunks;
    uint32_t mask, count, chunk_room;
};

/* Of a mention that nobody has asked for its words. */
static const struct wording unread;

static struct wordings *wordings_new(struct arena *arena)
{
    struct wordings *self = ARENA_NEW(arena, struct wordings);

    self->mask = 255;
    self->slots = ARENA_ARRAY(arena, uint32_t, self->mask + 1);
    return self;
}

static struct wording *wording_at(const struct wordings *self, uint32_t index)
{
    return &self->chunks[index / CHUNK][index % CHUNK];
}

static void wordings_grow(struct wordings *self, struct arena *arena)
{
    self->mask = self->mask * 4 + 3;
    self->slots = ARENA_ARRAY(arena, uint32_t, self->mask + 1);
    for (uint32_t i = 0; i < self->count; i++) {
        uint32_t at = wording_at(self, i)->hash & self->mask;
        while (self->slots[at])
            at = (at + 1) & self->mask;
        self->slots[at] = i + 1;
    }
}

/* The slot of `text`; an empty one where it is new. */
static uint32_t *wording_slot(const struct wordings *self, Str text,
                              uint32_t hash)
{
    uint32_t at = hash & self->mask;

    while (self->slots[at]) {
        const struct wording *one = wording_at(self, self->slots[at] - 1);
        if (one->hash == hash && str_eq(one->text, text))
            break;
        at = (at + 1) & self->mask;
    }
    return &self->slots[at];
}

static void read_words(struct wording *self, struct arena *arena)
{
    struct word words[WORDS_MAX + 2];
    uint32_t count, kept = 0;

    count = fold_words(self->text, arena, words, WORDS_MAX + 2);
    for (uint32_t i = 0; i < count && kept < WORDS_MAX; i++)
        if (!is_extra(words[i].text) || (i + 1 == count && !kept))
            words[kept++] = words[i];
    struct word *own = ARENA_ARRAY(arena, struct word, kept);
    memcpy(own, words, kept * sizeof *own);
    self->words = own;
    self->word_count = kept;
}

static const struct wording *wording_of(struct wordings *self, Str text,
                                        struct arena *arena)
{
    uint32_t hash = stet_hash(text), *slot = wording_slot(self, text, hash);

    if (*slot)
        return wording_at(self, *slot - 1);
    if (self->count * 2 > self->mask) {
        wordings_grow(self, arena);
        slot = wording_slot(self, text, hash);
    }
    if (self->count % CHUNK == 0) {
        self->chunks = arena_grow(arena, self->chunks, self->count / CHUNK,
                                  &self->chunk_room, sizeof(struct wording *));
        self->chunks[self->count / CHUNK] =
            ARENA_ARRAY(arena, struct wording, CHUNK);
    }
    struct wording *one = wording_at(self, self->count);
    *one = (struct wording){.text = text, .hash = hash, .index = self->count};
    *slot = ++self->count;
    read_words(one, arena);
    return one;
}

uint32_t cast_wording_count(const struct cast *self)
{
    return self->wordings->count;
}

const struct wording *cast_wording(const struct cast *self, uint32_t mention)
{
    struct mention *one = &self->mentions[mention];

    if (one->wording == &unread)
        one->wording = wording_of(self->wordings,
                                  self->host->text(self->host->self, one->ref),
                                  self->arena);
    return one->wording;
}

/* ---- what stays with the host ------------------------------------------ */

/* The attribute `key` as the block pass gave it, or NULL. */
static const stet_attr *attr_of(const struct cast *self,
                                const struct mention *mention, stet_key key,
                                uint32_t type)
{
    const stet_layer *layer = self->story->blocks[mention->block]->layers[0];
    uint32_t index = STET_REF_INDEX(mention->ref);
    const stet_attr *found = NULL;

    for (uint32_t i = layer->first_attr[index];
         i < layer->first_attr[index + 1]; i++)
        if (layer->attrs[i].key == key && layer->attrs[i].type == type)
            found = &layer->attrs[i];
    return found;
}

Str cast_head(const struct cast *self, const struct mention *mention)
{
    const stet_attr *head =
        attr_of(self, mention, self->keys->head, STET_ATTR_TEXT);

    return head ? head->text : (Str){0};
}

Str cast_value(const struct cast *self, const struct mention *mention)
{
    const stet_attr *value =
        attr_of(self, mention, self->keys->value, STET_ATTR_TEXT);

    return value ? value->text : (Str){0};
}

int64_t cast_age(const struct cast *self, const struct mention *mention)
{
    const stet_attr *age =
        attr_of(self, mention, self->keys->value, STET_ATTR_NUMBER);

    return age ? age->number : 0;
}

/* ---- loading ----------------------------------------------------------- */

static void load_signs(struct mention *mention, uint64_t signs)
{
    mention->signs = (uint32_t)signs;
    mention->odds = (uint32_t)(signs >> SIGN_ODDS_SHIFT);
}

/* Mentions of a block stand one after another as its layer has them, so that
 * a link's index is an offset. */
static void load_block(struct cast *self, const stet_story *story, uint32_t b,
                       uint32_t token_base, uint32_t sentence_base)
{
    const stet_story_block *block = story->blocks[b];
    const stet_layer *layer = block->layers[0];
    uint32_t base = self->mention_count, sentence = 0;

    for (uint32_t i = 0; i < layer->count; i++) {
        struct mention *mention = &self->mentions[self->mention_count++];
        *mention = (struct mention){
            .ref = STET_REF(0, b, i),
            .wording = &unread,
            .kind = (uint8_t)kind_of(self->keys, layer->kind[i]),
            .block = b,
            .tokens = layer->tokens[i],
            .at = token_base + layer->tokens[i].start,
            .entity = CAST_NONE,
            .rival = CAST_NONE,
            .next = CAST_NONE,
            .owner = CAST_NONE,
        };
        while (sentence + 1 < block->sentence_count &&
               block->sentences[sentence].end <= mention->tokens.start)
            sentence++;
        mention->sentence = sentence_base + sentence;
        for (uint32_t a = layer->first_attr[i]; a < layer->first_attr[i + 1];
             a++)
            if (layer->attrs[a].key == self->keys->signs)
                load_signs(mention, (uint64_t)layer->attrs[a].number);
        for (uint32_t k = layer->first_link[i]; k < layer->first_link[i + 1];
             k++)
            if (layer->links[k].role == self->keys->person &&
                STET_REF_INDEX(layer->links[k].to) < layer->count)
                mention->owner = base + STET_REF_INDEX(layer->links[k].to);
        if (is_name(mention))
            cast_wording(self, self->mention_count - 1);
    }
}

static void load(struct cast *self, const stet_story *story)
{
    uint32_t total = 0, tokens = 0, sentences = 0;

    for (uint32_t b = 0; b < story->block_count; b++)
        if (story->blocks[b]->layers[0])
            total += story->blocks[b]->layers[0]->count;
    self->mentions = ARENA_ARRAY(self->arena, struct mention, total + 1);
    self->wordings = wordings_new(self->arena);
    self->first_block = story->block_count;
    for (uint32_t b = 0; b < story->block_count; b++) {
        if (self->first_block == story->block_count &&
            story->blocks[b]->kind != STET_BLOCK_HEADING &&
            story->blocks[b]->token_count >= LEAD_TOKENS)
            self->first_block = b;
        if (story->blocks[b]->layers[0])
            load_block(self, story, b, tokens, sentences);
        tokens += story->blocks[b]->token_count;
        sentences += story->blocks[b]->sentence_count;
    }
}

/* ---- entities ---------------------------------------------------------- */

static struct word last_word(const struct mention *mention)
{
    return mention->wording->word_count
               ? mention->wording->words[mention->wording->word_count - 1]
               : (struct word){{"", 0}, 0};
}

static void add_evidence(struct entity *entity, const struct mention *mention)
{
    entity->male += (mention->signs & SIGN_MALE) != 0;
    entity->female += (mention->signs & SIGN_FEMALE) != 0;
    if (mention->wording->word_count < 2)
        return;
    entity->male_name += (mention->signs & SIGN_MALE_NAME) != 0;
    entity->female_name += (mention->signs & SIGN_FEMALE_NAME) != 0;
    entity->mostly_male += (mention->signs & SIGN_MOSTLY_MALE) != 0;
    entity->mostly_female += (mention->signs & SIGN_MOSTLY_FEMALE) != 0;
    entity->has_forename |= (mention->signs & SIGN_FORENAME) != 0;
}

static void join(struct cast *self, uint32_t mention, uint32_t entity)
{
    struct mention *one = &self->mentions[mention];
    struct entity *whole = &self->entities[entity];

    one->entity = entity;
    whole->mention_count++;
    if (!is_name(one))
        return;
    whole->name_count++;
    if (mention < whole->first)
        whole->first = mention;
    const struct mention *full = &self->mentions[whole->full];
    if (one->wording->word_count > full->wording->word_count ||
        (one->wording->word_count == full->wording->word_count &&
         one->wording->text.len > full->wording->text.len + 1 &&
         full->wording->word_count > 1))
        whole->full = mention;
    add_evidence(whole, one);
}

static uint32_t create(struct cast *self, uint32_t mention)
{
    const struct mention *one = &self->mentions[mention];
    uint32_t entity = self->entity_count;

    self->entities = arena_grow(self->arena, self->entities, entity,
                                &self->entity_room, sizeof *self->entities);
    self->entity_count++;
    self->entities[entity] = (struct entity){
        .type = one->kind,
        .first = mention,
        .last = CAST_NONE,
        .full = mention,
        .role = CAST_NONE,
        .affiliation = CAST_NONE,
        .age = CAST_NONE,
        .recent = CAST_NONE,
        .into = CAST_NONE,
    };
    join(self, mention, entity);
    for (uint32_t i = 0; i < one->wording->word_count; i++)
        index_add(self->index, one->wording->words[i].hash, entity);
    return entity;
}

Str cast_name(const struct cast *self, uint32_t entity)
{
    const struct entity *one = &self->entities[entity];

    return one->name.len ? one->name : self->mentions[one->full].wording->text;
}

/* ---- full names -------------------------------------------------------- */

/* Forenames that stand for one another. */
static const char *const nicknames[][4] = {
    {"william", "bill", "will", "billy"},
    {"robert", "bob", "rob", "bobby"},
    {"edward", "ted", "ed", "eddie"},
    {"joseph", "joe", "joey", NULL},
    {"michael", "mike", "mick", NULL},
    {"donald", "don", "donnie", NULL},
    {"richard", "dick", "rick", "rich"},
    {"james", "jim", "jimmy", "jamie"},
    {"thomas", "tom", "tommy", NULL},
    {"elizabeth", "liz", "beth", "betty"},
    {"katherine", "kate", "kathy", NULL},
    {"catherine", "kate", "cathy", NULL},
    {"david", "dave", NULL, NULL},
    {"stephen", "steve", NULL, NULL},
    {"steven", "steve", NULL, NULL},
    {"christopher", "chris", NULL, NULL},
    {"anthony", "tony", NULL, NULL},
    {"daniel", "dan", "danny", NULL},
    {"samuel", "sam", NULL, NULL},
    {"alexander", "alex", NULL, NULL},
    {"nicholas", "nick", NULL, NULL},
    {"matthew", "matt", NULL, NULL},
    {"andrew", "andy", "drew", NULL},
    {"benjamin", "ben", NULL, NULL},
    {"ronald", "ron", NULL, NULL},
    {"kenneth", "ken", NULL, NULL},
    {"gregory", "greg", NULL, NULL},
    {"jeffrey", "jeff", NULL, NULL},
    {"patrick", "pat", "paddy", NULL},
    {"charles", "chuck", "charlie", NULL},
    {"lawrence", "larry", NULL, NULL},
    {"john", "jack", "johnny", "jon"},
    {"timothy", "tim", NULL, NULL},
    {"philip", "phil", NULL, NULL},
    {"peter", "pete", NULL, NULL},
    {"raymond", "ray", NULL, NULL},
    {"margaret", "maggie", "peggy", "meg"},
    {"susan", "sue", NULL, NULL},
    {"deborah", "debbie", "deb", NULL},
    {"barbara", "barb", NULL, NULL},
    {"jennifer", "jen", "jenny", NULL},
    {"rebecca", "becky", NULL, NULL},
    {"victoria", "vicky", NULL, NULL},
    {"frederick", "fred", NULL, NULL},
    {"gerald", "gerry", "jerry", NULL},
    {"francis", "frank", NULL, NULL},
    {"mitchell", "mitch", NULL, NULL},
    {"rudolph", "rudy", NULL, NULL},
    {"bernard", "bernie", NULL, NULL},
    {"geoffrey", "geoff", NULL, NULL},
};

static bool in_row(const char *const row[4], Str word)
{
    for (int i = 0; i < 4; i++)
        if (row[i] && stet_is(word, row[i]))
            return true;
    return false;
}

/* The forenames may be one person's: equal, an initial, a nickname. */
static bool same_forename(Str a, Str b)
{
    if (str_eq(a, b))
        return true;
    if (a.len <= 2 || b.len <= 2)
        return a.len && b.len && a.ptr[0] == b.ptr[0] &&
               (a.len == 1 || b.len == 1);
    for (size_t i = 0; i < sizeof nicknames / sizeof *nicknames; i++)
        if (in_row(nicknames[i], a) && in_row(nicknames[i], b))
            return true;
    return false;
}

/* Both are full names, and of one person. */
static bool same_full(const struct mention *a, const struct mention *b)
{
    if (a->wording->word_count < 2 || b->wording->word_count < 2 ||
        !str_eq(last_word(a).text, last_word(b).text))
        return false;
    return same_forename(a->wording->words[0].text,
                         b->wording->words[0].text) ||
           (a->wording->word_count > 2 &&
            str_eq(a->wording->words[1].text, b->wording->words[0].text)) ||
           (b->wording->word_count > 2 &&
            str_eq(b->wording->words[1].text, a->wording->words[0].text));
}

static void join_full(struct cast *self, uint32_t mention)
{
    const struct mention *one = &self->mentions[mention];
    uint32_t cursor = CAST_NONE - 1, entity, steps = 0;
    uint32_t hash = last_word(one).hash;

    while ((entity = index_next(self->index, hash, &cursor)) != CAST_NONE &&
           steps++ < CHAIN_MAX)
        if (self->entities[entity].type == TAG_PERSON &&
            same_full(&self->mentions[self->entities[entity].full], one)) {
            join(self, mention, entity);
            return;
        }
    create(self, mention);
}

/* "van der Velde", "al-Harrani": several words, but no forename among them. */
static bool is_particle(Str word)
{
    static const char *const particles[] = {
        "van", "von", "der", "den", "de",  "da",  "di", "del", "la", "le",
        "el",  "al",  "bin", "ibn", "ter", "dos", "du", "y",   "st"};

    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (stet_is(word, particles[i]))
            return true;
    return false;
}

static bool is_full(const struct mention *mention)
{
    return mention->kind == TAG_PERSON && mention->wording->word_count >= 2 &&
           !is_particle(mention->wording->words[0].text);
}

/* ---- surnames and forenames -------------------------------------------- */

/* How well a short mention fits a person: 0 not at all. */
static int32_t fit(const struct cast *self, const struct mention *one,
                   uint32_t entity, uint32_t now)
{
    const struct entity *person = &self->entities[entity];
    const struct mention *full = &self->mentions[person->full];
    uint32_t n = one->wording->word_count, m = full->wording->word_count;
    int32_t score = 0;

    if (person->type != TAG_PERSON || n == 0 || n > m)
        return 0;
    bool tail = true;
    for (uint32_t i = 0; i < n; i++)
        tail &= str_eq(one->wording->words[i].text,
                       full->wording->words[m - n + i].text);
    if (tail)
        score = 1000;
    else if (n == 1 &&
             str_eq(one->wording->words[0].text, full->wording->words[0].text))
        score = one->signs & SIGN_TITLED && !(one->signs & SIGN_FORENAME) ? 300
                                                                          : 600;
    else if (n == 1)
        score = 200; /* a name in the middle */
    if (score == 0)
        return 0;
    if ((one->signs & SIGN_MALE && person->female > person->male) ||
        (one->signs & SIGN_FEMALE && person->male > person->female))
        return 0;
    if ((one->signs & SIGN_MALE && person->female_name && !person->male_name &&
         !person->male) ||
        (one->signs & SIGN_FEMALE && person->male_name &&
         !person->female_name && !person->female))
        score -= 150;
    if (one->signs & (SIGN_MALE | SIGN_FEMALE) &&
        (person->male || person->female))
        score += 100;
    if (person->recent != CAST_NONE) {
        uint32_t apart = now - self->mentions[person->recent].at;
        score += apart < 400 ? 100 - (int32_t)apart / 5 : 10;
    }
    return score;
}

static void join_short(struct cast *self, uint32_t mention)
{
    struct mention *one = &self->mentions[mention];
    uint32_t cursor = CAST_NONE - 1, entity, steps = 0;
    uint32_t best = CAST_NONE, rival = CAST_NONE;
    int32_t best_score = 0, rival_score = 0;

    while ((entity = index_next(self->index, last_word(one).hash, &cursor)) !=
               CAST_NONE &&
           steps++ < CHAIN_MAX) {
        int32_t score = fit(self, one, entity, one->at);
        if (score <= 0 || entity == best)
            continue;
        if (score > best_score) {
            rival = best;
            rival_score = best_score;
            best = entity;
            best_score = score;
        } else if (score > rival_score) {
            rival = entity;
            rival_score = score;
        }
    }
    if (best == CAST_NONE) {
        create(self, mention);
        return;
    }
    join(self, mention, best);
    if (rival != CAST_NONE && best_score - rival_score < 100)
        one->rival = rival;
}

/* ---- bodies, places and the rest --------------------------------------- */

static bool same_words(const struct mention *a, const struct mention *b)
{
    if (a->wording->word_count != b->wording->word_count)
        return false;
    for (uint32_t i = 0; i < a->wording->word_count; i++)
        if (!str_eq(a->wording->words[i].text, b->wording->words[i].text))
            return false;
    return true;
}

bool cast_is_small_word(Str word)
{
    static const char *const words[] = {"of", "the", "and", "for",
                                        "&",  "in",  "on",  "to"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (stet_is(word, words[i]))
            return true;
    return false;
}

/* The first letters of the long form's words, small ones left out. */
static bool is_acronym(const struct mention *acronym,
                       const struct mention *name)
{
    char all[WORDS_MAX + 1], tall[WORDS_MAX + 1];
    uint32_t n = 0, t = 0;
    Str word = acronym->wording->words[0].text;

    if (acronym->wording->word_count != 1 || name->wording->word_count < 2 ||
        word.len < 2)
        return false;
    for (uint32_t i = 0; i < name->wording->word_count; i++) {
        Str one = name->wording->words[i].text;
        all[n++] = one.ptr[0];
        if (!cast_is_small_word(one))
            tall[t++] = one.ptr[0];
    }
    return str_eq(word, (Str){all, n}) || str_eq(word, (Str){tall, t});
}

bool cast_shouts(Str text)
{
    uint32_t letters = 0;

    for (uint32_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= 'a' && text.ptr[i] <= 'z')
            return false;
        letters += text.ptr[i] >= 'A' && text.ptr[i] <= 'Z';
    }
    return letters >= 2;
}

/* The key under which a body's acronym would look for it. */
static uint32_t acronym_key(const struct mention *name, bool skip_small)
{
    char initials[WORDS_MAX];
    uint32_t count = 0;

    for (uint32_t i = 0; i < name->wording->word_count; i++) {
        Str one = name->wording->words[i].text;
        if (skip_small && cast_is_small_word(one))
            continue;
        initials[count++] = one.ptr[0];
    }
    return stet_hash((Str){initials, count}) ^ 0xACACACACu;
}

static uint32_t find_same(struct cast *self, const struct mention *one,
                          uint32_t hash, bool acronym)
{
    uint32_t cursor = CAST_NONE - 1, entity, steps = 0;

    while ((entity = index_next(self->index, hash, &cursor)) != CAST_NONE &&
           steps++ < CHAIN_MAX) {
        const struct entity *other = &self->entities[entity];
        const struct mention *full = &self->mentions[other->full];
        if (acronym ? other->type == one->kind && is_acronym(one, full)
                    : other->type == one->kind && same_words(one, full))
            return entity;
        if (!acronym && other->type == TAG_EVENT && one->kind == TAG_EVENT &&
            one->wording->word_count == 1 && full->wording->word_count == 2 &&
            str_eq(one->wording->words[0].text, last_word(full).text))
            return entity; /* Storm Agnes, Agnes */
        if (!acronym && other->type == TAG_ORG && one->kind == TAG_ORG &&
            one->wording->word_count == 1 && full->wording->word_count > 1 &&
            str_eq(one->wording->words[0].text, full->wording->words[0].text) &&
            !(one->signs & SIGN_COMMON))
            return entity;
    }
    return CAST_NONE;
}

static void join_thing(struct cast *self, uint32_t mention)
{
    const struct mention *one = &self->mentions[mention];
    uint32_t entity = CAST_NONE;

    if (one->wording->word_count == 0)
        return;
    entity = find_same(self, one, last_word(one).hash, false);
    if (entity == CAST_NONE && one->wording->word_count == 1 &&
        cast_shouts(one->wording->text))
        entity = find_same(self, one, one->wording->words[0].hash ^ 0xACACACACu,
                           true);
    if (entity != CAST_NONE) {
        join(self, mention, entity);
        return;
    }
    entity = create(self, mention);
    if (one->wording->word_count > 1) {
        index_add(self->index, acronym_key(one, true), entity);
        index_add(self->index, acronym_key(one, false), entity);
    }
}

/* ---- descriptions ------------------------------------------------------ */

/* One noun for the forms of an office. */
static Str office(Str head)
{
    static const char *const forms[][2] = {
        {"sen.", "senator"},
        {"sens.", "senator"},
        {"sen", "senator"},
        {"rep.", "representative"},
        {"rep", "representative"},
        {"reps.", "representative"},
        {"congressman", "representative"},
        {"congresswoman", "representative"},
        {"lawmaker", "representative"},
        {"gov.", "governor"},
        {"gov", "governor"},
        {"gen.", "general"},
        {"col.", "colonel"},
        {"lt.", "lieutenant"},
        {"sgt.", "sergeant"},
        {"sgt", "sergeant"},
        {"capt.", "captain"},
        {"maj.", "major"},
        {"dr", "doctor"},
        {"dr.", "doctor"},
        {"prof", "professor"},
        {"prof.", "professor"},
        {"chairman", "chair"},
        {"chairwoman", "chair"},
        {"chairperson", "chair"},
        {"spokeswoman", "spokesman"},
        {"spokesperson", "spokesman"},
        {"ceo", "executive"},
        {"pm", "minister"},
        {"justice", "judge"},
        {"supt.", "superintendent"},
        {"cllr", "councillor"},
        {"councilman", "councillor"},
        {"councilwoman", "councillor"},
        {"actress", "actor"},
        {"attorney", "lawyer"},
    };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (stet_is(head, forms[i][0]))
            return str_from_c(forms[i][1]);
    return head;
}

static uint32_t office_key(Str head)
{
    return stet_hash(office(head)) ^ 0x0FF1CE00u;
}

static bool has_word(const struct wording *wording, Str word)
{
    for (uint32_t i = 0; i < wording->word_count; i++)
        if (str_eq(wording->words[i].text, word))
            return true;
    return false;
}

/* The words of a description before its noun must be in the role. */
static bool describes(const struct wording *description,
                      const struct wording *role)
{
    for (uint32_t i = 0; i + 1 < description->word_count; i++) {
        Str word = description->words[i].text;
        if (stet_is(word, "his") || stet_is(word, "her") ||
            stet_is(word, "their") || has_word(role, word))
            continue;
        return false;
    }
    return true;
}

/* Persons by the offices that the story gives them. */
struct offices {
    struct index *index; /* office -> role mention */
};

static void join_description(struct cast *self, const struct offices *offices,
                             uint32_t mention)
{
    struct mention *one = &self->mentions[mention];
    uint32_t cursor = CAST_NONE - 1, role, steps = 0, best = CAST_NONE;
    uint32_t best_at = 0;

    uint32_t key = office_key(cast_head(self, one));
    while ((role = index_next(offices->index, key, &cursor)) != CAST_NONE &&
           steps++ < CHAIN_MAX * 4) {
        uint32_t entity = self->mentions[self->mentions[role].owner].entity;
        if (entity == CAST_NONE ||
            !describes(cast_wording(self, mention), cast_wording(self, role)))
            continue;
        uint32_t recent = self->entities[entity].recent;
        uint32_t at = recent == CAST_NONE ? 0 : self->mentions[recent].at + 1;
        if (best == CAST_NONE || at > best_at) {
            best = entity;
            best_at = at;
        }
    }
    if (best == CAST_NONE) {
        one->dropped = true;
        return;
    }
    join(self, mention, best);
}

/* ---- the passes -------------------------------------------------------- */

static void read_names(struct cast *self)
{
    for (uint32_t i = 0; i < self->mention_count; i++)
        if (is_full(&self->mentions[i]))
            join_full(self, i);
    for (uint32_t i = 0; i < self->mention_count; i++)
        if (is_name(&self->mentions[i]) && self->mentions[i].kind != TAG_PERSON)
            join_thing(self, i);
}

static void note_roles(struct cast *self, struct offices *offices)
{
    for (uint32_t i = 0; i < self->mention_count; i++) {
        struct mention *one = &self->mentions[i];
        if (one->owner == CAST_NONE)
            continue;
        struct mention *owner = &self->mentions[one->owner];
        if (owner->kind != TAG_PERSON && owner->kind != SAID_PRONOUN) {
            one->owner = CAST_NONE;
            continue;
        }
        if (one->kind != SAID_ROLE)
            continue;
        owner->signs |= one->signs & (SIGN_MALE | SIGN_FEMALE);
        Str head = cast_head(self, one);
        if (head.len)
            index_add(offices->index, office_key(head), i);
    }
}

static void add_role_evidence(struct cast *self)
{
    for (uint32_t i = 0; i < self->mention_count; i++) {
        const struct mention *one = &self->mentions[i];
        if (one->kind != SAID_ROLE || one->owner == CAST_NONE)
            continue;
        uint32_t entity = self->mentions[one->owner].entity;
        if (entity == CAST_NONE)
            continue;
        self->entities[entity].male += (one->signs & SIGN_MALE) != 0;
        self->entities[entity].female += (one->signs & SIGN_FEMALE) != 0;
    }
}

/* “I liked him,” Keane said of Doe: him is Doe. CAST_NONE for no such case. */
static uint32_t spoken_of(const struct cast *self,
                          const struct mention *pronoun)
{
    uint32_t topic = self->topic[pronoun->block], entity;

    if (topic == CAST_NONE || !(pronoun->signs & SIGN_QUOTED) ||
        (pronoun->signs & SIGN_PLURAL))
        return CAST_NONE;
    entity = self->mentions[topic].entity;
    const struct entity *one = &self->entities[entity];
    bool he = (pronoun->signs & SIGN_MALE) != 0;

    return (he ? one->female > one->male : one->male > one->female) ? CAST_NONE
                                                                    : entity;
}

static void read_pronoun(struct cast *self, const struct recency *recency,
                         uint32_t mention)
{
    struct mention *one = &self->mentions[mention];
    uint32_t rival = CAST_NONE, entity;
    int32_t margin = 3 * REFERENCE_UNIT;

    if (!self->teacher && (entity = spoken_of(self, one)) != CAST_NONE) {
        join(self, mention, entity);
        return;
    }
    if (!self->teacher ||
        !self->teacher->settle(self->teacher, self, recency, mention, &entity))
        entity = reference_resolve(self, recency, mention, &rival, &margin);
    if (entity == CAST_NONE)
        return;
    join(self, mention, entity);
    if (margin < REFERENCE_UNIT)
        one->rival = rival;
    if (margin > 2 * REFERENCE_UNIT) {
        self->entities[entity].male += (one->signs & SIGN_MALE) != 0;
        self->entities[entity].female += (one->signs & SIGN_FEMALE) != 0;
    }
}

/* Surnames and forenames, each to the person last named that it fits. */
static void read_short(struct cast *self)
{
    for (uint32_t i = 0; i < self->mention_count; i++) {
        struct mention *one = &self->mentions[i];

        if (one->kind != TAG_PERSON || !one->wording->word_count)
            continue;
        if (one->entity == CAST_NONE)
            join_short(self, i);
        self->entities[one->entity].recent = i;
        if (one->signs & SIGN_SPOKEN_OF && !(one->signs & SIGN_QUOTED))
            self->topic[one->block] = i;
        uint32_t *voice = &self->voice[one->block];
        if (*voice == CAST_NONE && (one->signs & SIGN_SPEAKS) &&
            !(one->signs & SIGN_QUOTED))
            *voice = one->entity;
    }
}

static void find_most(struct cast *self)
{
    self->most = CAST_NONE;
    for (uint32_t i = 0; i < self->entity_count; i++) {
        self->entities[i].recent = CAST_NONE;
        if (self->entities[i].type == TAG_PERSON &&
            (self->most == CAST_NONE ||
             self->entities[i].name_count >
                 self->entities[self->most].name_count))
            self->most = i;
    }
}

/* Mentions before one that are looked at for whether it leads. */
#define LEAD_REACH 12u

/* Who stands before mention `i`, whose forerunners are settled: `last` is the
 * last name or pronoun before it. Distances between mentions are differences
 * of these sums. */
static void count_before(struct cast *self, uint32_t i, uint32_t last)
{
    struct mention *one = &self->mentions[i];

    if (i > 0) {
        const struct mention *before = &self->mentions[i - 1];
        bool is_named = before->kind == TAG_PERSON;
        bool is_meant =
            before->kind == SAID_PRONOUN && before->entity != CAST_NONE;
        self->names_before[i] = self->names_before[i - 1] + is_named;
        self->spoken_before[i] =
            self->spoken_before[i - 1] + (is_named || is_meant);
    }
    one->leads = last == CAST_NONE || i - last > LEAD_REACH ||
                 self->mentions[last].sentence != one->sentence;
}

/* Pronouns and descriptions, in the order of reading. */
static void read_on(struct cast *self, const struct offices *offices)
{
    struct recency recency = {.count = 0};
    uint32_t block = 0, voice = CAST_NONE, last = CAST_NONE;

    for (uint32_t i = 0; i < self->mention_count; i++) {
        struct mention *one = &self->mentions[i];

        count_before(self, i, last);
        if (one->kind == TAG_PERSON || one->kind == SAID_PRONOUN)
            last = i;
        for (; block < one->block; block++) {
            if (self->voice[block] != CAST_NONE)
                voice = self->voice[block];
            self->voice_before[block + 1] = voice;
        }
        if (one->kind == SAID_PRONOUN)
            read_pronoun(self, &recency, i);
        else if (one->kind == SAID_DESCRIPTION)
            join_description(self, offices, i);
        if (one->entity == CAST_NONE)
            continue;
        struct entity *entity = &self->entities[one->entity];
        if (entity->type != TAG_PERSON)
            continue;
        entity->recent = i;
        recency_touch(&recency, one->entity);
        if (self->voice[block] == CAST_NONE && (one->signs & SIGN_SPEAKS) &&
            !(one->signs & SIGN_QUOTED))
            self->voice[block] = one->entity; /* “...,” she said */
    }
}

/* Puts a mention behind those of its entity that were read before it. */
static void link_mention(struct cast *self, uint32_t mention)
{
    struct entity *whole = &self->entities[self->mentions[mention].entity];

    if (whole->last != CAST_NONE)
        self->mentions[whole->last].next = mention;
    else
        whole->first_of_all = mention;
    whole->last = mention;
}

/* The first role, affiliation and age of each person. */
static void give_facts(struct cast *self)
{
    for (uint32_t i = 0; i < self->mention_count; i++) {
        struct mention *one = &self->mentions[i];
        if (one->entity != CAST_NONE)
            link_mention(self, i);
        uint32_t entity = one->owner == CAST_NONE
                              ? CAST_NONE
                              : self->mentions[one->owner].entity;
        if (entity == CAST_NONE)
            continue;
        struct entity *person = &self->entities[entity];
        uint32_t *fact = one->kind == SAID_ROLE          ? &person->role
                         : one->kind == SAID_AFFILIATION ? &person->affiliation
                         : one->kind == SAID_AGE         ? &person->age
                                                         : NULL;
        if (fact && *fact == CAST_NONE)
            *fact = i;
    }
}

void cast_read(struct cast *self, const struct keys *keys,
               const stet_host *host, const stet_story *story,
               struct teacher *teacher, struct arena *arena)
{
    struct offices offices;

    *self = (struct cast){.arena = arena,
                          .teacher = teacher,
                          .keys = keys,
                          .host = host,
                          .story = story};
    self->voice = ARENA_ARRAY(arena, uint32_t, story->block_count + 1);
    self->voice_before = ARENA_ARRAY(arena, uint32_t, story->block_count + 1);
    self->topic = ARENA_ARRAY(arena, uint32_t, story->block_count + 1);
    for (uint32_t b = 0; b < story->block_count; b++)
        self->voice[b] = self->voice_before[b] = self->topic[b] = CAST_NONE;
    load(self, story);
    vote_read(self);
    self->index =
        index_new(arena, self->mention_count, self->mention_count * 6 + 1);
    self->names_before = ARENA_ARRAY(arena, uint32_t, self->mention_count + 1);
    self->spoken_before = ARENA_ARRAY(arena, uint32_t, self->mention_count + 1);
    offices.index =
        index_new(arena, self->mention_count, self->mention_count + 1);
    note_roles(self, &offices);
    read_names(self);
    read_short(self);
    variants_join(self);
    add_role_evidence(self);
    find_most(self);
    read_on(self, &offices);
    give_facts(self);
}

/* ---- telling the host -------------------------------------------------- */

static void tell_retyped(struct cast *self, struct mention *mention)
{
    const stet_host *host = self->host;
    stet_attr signs = {.key = self->keys->signs,
                       .type = STET_ATTR_NUMBER,
                       .number = mention->signs};
    stet_annotation out = {
        .size = sizeof out,
        .kind = self->keys->kind[mention->kind],
        .block = mention->block,
        .span = mention->tokens,
        .confidence = 700,
        .attr_count = 1,
        .attrs = &signs,
    };

    host->retract(host->self, mention->ref);
    mention->ref = host->emit(host->self, &out);
}

static uint32_t add_fact(const struct cast *self, stet_attr *attrs,
                         uint32_t count, stet_key key, uint32_t fact)
{
    const struct mention *one;

    if (fact == CAST_NONE)
        return count;
    one = &self->mentions[fact];
    attrs[count] = (stet_attr){.key = key, .type = STET_ATTR_NUMBER};
    attrs[count].number = cast_age(self, one);
    if (one->kind != SAID_AGE) {
        Str text = cast_value(self, one);
        if (!text.len)
            text = cast_wording(self, fact)->text;
        attrs[count].type = STET_ATTR_TEXT;
        attrs[count].text = str_cut(text, 0, STET_TEXT_MAX);
    }
    return count + 1;
}

/* The pronoun that the story's own words give a person, else a forename. */
static uint32_t add_pronoun(const struct entity *entity, stet_attr *attrs,
                            uint32_t count, stet_key key)
{
    uint32_t he = entity->male, she = entity->female;

    if (he == she) {
        he = entity->male_name + entity->mostly_male;
        she = entity->female_name + entity->mostly_female;
    }
    if (he == she || entity->type != TAG_PERSON)
        return count;
    attrs[count] = (stet_attr){.key = key, .type = STET_ATTR_TEXT};
    attrs[count].text = he > she ? (Str){"he", 2} : (Str){"she", 3};
    return count + 1;
}

static void tell_entity(struct cast *self, uint32_t index)
{
    struct entity *entity = &self->entities[index];
    const struct keys *keys = self->keys;
    const stet_host *host = self->host;
    stet_attr attrs[4];
    uint32_t count = 0;

    count = add_fact(self, attrs, count, keys->role, entity->role);
    count =
        add_fact(self, attrs, count, keys->affiliation, entity->affiliation);
    count = add_fact(self, attrs, count, keys->age, entity->age);
    count = add_pronoun(entity, attrs, count, keys->pronoun);
    stet_entity out = {
        .size = sizeof out,
        .kind = keys->kind[entity->type],
        .name = cast_name(self, index),
        .canonical = self->mentions[entity->full].ref,
        .attr_count = count,
        .attrs = attrs,
    };
    uint64_t id = host->entity(host->self, &out);
    entity->id = id == STET_REFUSED ? 0 : (stet_entity_id)id;
    if (entity->type == TAG_PERSON && entity->id &&
        self->mentions[entity->full].wording->word_count > 1) {
        Str detail = entity->role == CAST_NONE
                         ? (Str){"person in this story", 20}
                         : cast_wording(self, entity->role)->text;
        host->complete(host->self, out.name, detail);
    }
}

static void tell_rival(struct cast *self, const struct mention *mention)
{
    const stet_host *host = self->host;
    stet_link link = {
        .to = self->mentions[self->entities[mention->rival].full].ref,
        .role = self->keys->runner_up,
    };
    stet_amendment change = {
        .size = sizeof change,
        .confidence = 500,
        .link_count = 1,
        .links = &link,
    };

    host->amend(host->self, mention->ref, &change);
}

void cast_tell(struct cast *self)
{
    const stet_host *host = self->host;

    for (uint32_t i = 0; i < self->mention_count; i++) {
        if (self->mentions[i].retyped)
            tell_retyped(self, &self->mentions[i]);
        else if (self->mentions[i].dropped)
            host->retract(host->self, self->mentions[i].ref);
    }
    for (uint32_t i = 0; i < self->entity_count; i++)
        if (self->entities[i].into == CAST_NONE)
            tell_entity(self, i);
    for (uint32_t i = 0; i < self->mention_count; i++) {
        const struct mention *one = &self->mentions[i];
        if (one->entity == CAST_NONE || one->ref == STET_REFUSED ||
            !self->entities[one->entity].id)
            continue;
        host->mention(host->self, self->entities[one->entity].id, one->ref);
        if (one->rival != CAST_NONE)
            tell_rival(self, one);
    }
}

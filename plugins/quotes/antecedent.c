#include "quotes/antecedent.h"

#include "stet/text.h"

#include <stdarg.h>
#include <stdio.h>

enum {
    BLOCKS = 3,      /* of prose: the pronoun's own and those before it */
    MENTIONS = 60,   /* that are looked at */
    PERSONS = 12,    /* that are compared */
    SPOKEN_BACK = 8, /* quotations that a mention may lie in */
    NAMED = 8,       /* persons named in one quotation */
};

/* Signs of the name layer (its people.h), under the key "signs". */
#define SIGN_QUOTED 0x0001
#define SIGN_SUBJECT 0x0002
#define SIGN_OBJECT 0x0004
#define SIGN_POSSESSIVE 0x0008
#define SIGN_HEADLINE 0x0010
#define SIGN_SPEAKS 0x0400
#define SIGN_FIRST 0x0800
#define SIGN_APART 0x4000
#define SIGN_CONJOINED 0x80000

/* Facts about a person, a bit each, with a weight below. Those of four are
 * by distance: in the pronoun's own sentence, in the last one before it that
 * names anybody, in the one before that, further up. */
enum {
    FACT_NEAREST = 0,  /* 4: its nearest mention */
    FACT_SUBJECT = 4,  /* 4: that one is a subject */
    FACT_FIRST = 8,    /* 4: and begins its sentence */
    FACT_PRONOUN = 12, /* 4: and is a pronoun */
    FACT_SPEAKS = 16,  /* 4: the source of a quotation */
    FACT_BLOCK = 20,   /* 2: the nearest one, one and two paragraphs up */
    FACT_LAST = 22,    /* the source of the last quotation */
    FACT_OBJECT,
    FACT_POSSESSIVE,
    FACT_QUOTED, /* between marks */
    FACT_TOLD,   /* inside reported words without marks */
    FACT_KNOWN,  /* called by this pronoun elsewhere */
    FACT_DESCRIPTION,
    FACT_CHOSEN, /* the name layer's own choice */
    FACT_CONJOINED,
    FACT_HEADLINE,
    FACT_FITS,      /* by forename or title */
    FACT_CLASHES,   /* the same */
    FACT_NAMED,     /* by name in the words that the pronoun's owner says */
    FACT_OTHERWISE, /* called by the other pronoun elsewhere */
    FACT_NEW, /* introduced in the last sentence before it, last of all there,
                 with what a comma adds */
    FACT_COUNT,
};

typedef uint64_t Facts;

#define FACT(n) ((Facts)1 << (n))
#define NEAR (FACT(FACT_NEAREST) | FACT(FACT_NEAREST + 1))
#define FAR (FACT(FACT_BLOCK + 1) | FACT(FACT_QUOTED) | FACT(FACT_HEADLINE))

/* Fitted, in 1/100 of a logit: README.md says on what. */
static const int16_t weights[FACT_COUNT] = {
    /* clang-format off */
    [FACT_NEAREST] = 130, 32, -43, -116,
    [FACT_SUBJECT] = 9, 36, 0, -24,
    [FACT_FIRST] = 83, 115, -86, -194,
    [FACT_PRONOUN] = 66, 60, 14, -4,
    [FACT_SPEAKS] = -27, 42, -19, -14,
    [FACT_BLOCK] = -84, -81,
    [FACT_LAST] = 27,
    [FACT_OBJECT] = 7,
    [FACT_POSSESSIVE] = 13,
    [FACT_QUOTED] = -57,
    [FACT_TOLD] = -24,
    [FACT_KNOWN] = 12,
    [FACT_DESCRIPTION] = -138,
    [FACT_CHOSEN] = 29,
    [FACT_CONJOINED] = -63,
    [FACT_HEADLINE] = 11,
    [FACT_FITS] = 21,
    [FACT_CLASHES] = -182,
    [FACT_NAMED] = -254,
    [FACT_OTHERWISE] = -154,
    [FACT_NEW] = 160,
    /* clang-format on */
};

struct looking {
    const struct told *told;
    const Spoken *one;
    uint32_t gender;
    stet_entity_id chosen; /* by the name layer; 0: nobody */
    uint32_t sentences;    /* with a mention in them, so far */
    uint32_t last_sentence, last_block, own_sentence;
    stet_entity_id persons[PERSONS];
    Facts facts[PERSONS];
    stet_ref mentions[PERSONS];
    uint32_t count;
    stet_entity_id named[NAMED]; /* in what is said */
    uint32_t named_count;
};

/* The head of the source of `past` lies in `at`, in the same block: "Lund" of
 * "Lund's lawyers" does not. */
static bool is_head(const struct told *told, const Spoken *past, stet_span at)
{
    uint32_t head =
        told_tokens(told, past->source).start +
        (uint32_t)told_number(told, past->source, told->names->head, 0);

    return head >= at.start && head < at.end;
}

/* Whom a mention means: where it is the source of a quotation, whoever that
 * was given to. */
static stet_entity_id entity_of(const struct looking *self, uint32_t block,
                                stet_ref ref)
{
    const struct told *told = self->told;
    stet_span at = told_tokens(told, ref);
    const Spoken *past = self->one;

    for (uint32_t back = 0; past > told->all && back < SPOKEN_BACK; back++) {
        past--;
        if (!past->is_gone && past->voice.entity &&
            past->source != STET_NO_REF &&
            STET_REF_BLOCK(past->source) == block && is_head(told, past, at))
            return past->voice.entity;
    }
    return told->host->entity_of(told->host->self, ref);
}

/* How a mention stands to the quotations around it: the source of one, the
 * last one's, or inside what one says. */
static Facts spoken_facts(const struct looking *self, uint32_t block,
                          stet_span at, uint32_t far)
{
    const struct told *told = self->told;
    const Spoken *past = self->one;
    Facts facts = 0;

    for (uint32_t back = 0; past > told->all && back < SPOKEN_BACK; back++) {
        past--;
        if (past->is_gone)
            continue;
        if (past->source != STET_NO_REF &&
            STET_REF_BLOCK(past->source) == block && is_head(told, past, at))
            facts |= FACT(FACT_SPEAKS + far) |
                     (past == told->last_spoken ? FACT(FACT_LAST) : 0);
        if (past->block == block && at.start >= past->tokens.start &&
            at.end <= past->tokens.end)
            facts |= past->is_direct ? FACT(FACT_QUOTED) : FACT(FACT_TOLD);
    }
    return facts & FACT(FACT_SPEAKS + far) ? facts & ~FACT(FACT_TOLD) : facts;
}

static Facts sign_facts(int64_t signs, uint32_t far)
{
    Facts facts = 0;

    facts |= signs & SIGN_SUBJECT ? FACT(FACT_SUBJECT + far) : 0;
    facts |= signs & SIGN_FIRST ? FACT(FACT_FIRST + far) : 0;
    facts |= signs & SIGN_OBJECT ? FACT(FACT_OBJECT) : 0;
    facts |= signs & SIGN_POSSESSIVE ? FACT(FACT_POSSESSIVE) : 0;
    facts |= signs & SIGN_QUOTED ? FACT(FACT_QUOTED) : 0;
    facts |= signs & SIGN_CONJOINED ? FACT(FACT_CONJOINED) : 0;
    facts |= signs & SIGN_HEADLINE ? FACT(FACT_HEADLINE) : 0;
    return facts;
}

/* 0 to 3, as FACT_NEAREST counts. A sentence between marks counts only where
 * nothing else has been seen. */
static uint32_t distance(struct looking *self, uint32_t block, stet_span at,
                         bool is_quoted)
{
    const stet_story_block *in = self->told->story->blocks[block];
    uint32_t sentence = stet_sentence_at(in, at.start);

    if (block == self->one->block && sentence == self->own_sentence)
        return 0;
    if (!is_quoted &&
        (block != self->last_block || sentence != self->last_sentence)) {
        self->sentences++;
        self->last_block = block;
        self->last_sentence = sentence;
    }
    if (!self->sentences)
        return 1;
    return self->sentences > 3 ? 3 : self->sentences;
}

/* The first mention that is met is the nearest; of the others only that they
 * speak is of interest. */
static void keep(struct looking *self, stet_entity_id entity, Facts facts,
                 stet_ref mention)
{
    uint32_t at = 0;

    while (at < self->count && self->persons[at] != entity)
        at++;
    if (at == PERSONS)
        return;
    if (at == self->count) {
        self->persons[self->count] = entity;
        self->mentions[self->count] = mention;
        self->facts[self->count++] = facts;
    } else if (self->facts[at] & FACT(FACT_QUOTED) &&
               !(facts & FACT(FACT_QUOTED))) {
        self->facts[at] = facts;
        self->mentions[at] = mention;
    } else {
        self->facts[at] |= facts & (FACT(FACT_LAST) | (Facts)15 << FACT_SPEAKS);
    }
}

/* The name layer has seen it called by the other pronoun, and by its forename
 * it is not this one either. */
static bool is_other_gender(const struct looking *self, stet_entity_id entity)
{
    uint32_t gender = told_gender(self->told, entity);

    return gender && self->gender && gender != self->gender &&
           told_name_gender(self->told, entity) != self->gender;
}

/* What is known of a person wherever it is mentioned. */
static Facts person_facts(const struct looking *self, stet_entity_id entity)
{
    const struct told *told = self->told;
    uint32_t by_name = told_name_gender(told, entity);
    uint32_t called = told_gender(told, entity);
    Facts facts = 0;

    if (by_name && self->gender)
        facts |= by_name == self->gender ? FACT(FACT_FITS) : FACT(FACT_CLASHES);
    if (called && self->gender)
        facts |=
            called == self->gender ? FACT(FACT_KNOWN) : FACT(FACT_OTHERWISE);
    for (uint32_t i = 0; i < self->named_count; i++)
        facts |= self->named[i] == entity ? FACT(FACT_NAMED) : 0;
    return facts;
}

static void weigh(struct looking *self, uint32_t block, uint32_t far,
                  uint32_t index)
{
    const struct told *told = self->told;
    const stet_layer *layer = told_layer(told, block, TOLD_NAMES);
    stet_ref ref = STET_REF(TOLD_NAMES, block, index);
    stet_entity_id entity = entity_of(self, block, ref);
    int64_t signs = told_number(told, ref, told->names->signs, 0);
    stet_span at = layer->tokens[index];
    uint32_t sentences = distance(self, block, at, (signs & SIGN_QUOTED) != 0);
    Facts facts = FACT(FACT_NEAREST + sentences);

    if (is_other_gender(self, entity))
        return;
    facts |= sign_facts(signs, sentences);
    facts |= spoken_facts(self, block, at, sentences);
    if (facts & FACT(FACT_TOLD)) /* it begins what is told, not who tells it */
        facts &= ~((Facts)15 << FACT_FIRST);
    facts |= far ? FACT(FACT_BLOCK + far - 1) : 0;
    facts |= entity == self->chosen ? FACT(FACT_CHOSEN) : 0;
    facts |= person_facts(self, entity);
    if (sentences == 1 && !self->count && (signs & SIGN_APART) &&
        !(facts & (FACT(FACT_QUOTED) | FACT(FACT_TOLD))) &&
        told_introduces(told, ref, entity))
        facts |= FACT(FACT_NEW);
    if (layer->kind[index] == told->names->pronoun)
        facts |= FACT(FACT_PRONOUN + sentences);
    if (layer->kind[index] == told->names->description)
        facts |= FACT(FACT_DESCRIPTION);
    keep(self, entity, facts, ref);
}

static bool is_a_person(const struct told *told, stet_entity_id entity)
{
    const stet_entity *info =
        entity ? told->host->entity_info(told->host->self, entity) : NULL;

    return info && info->kind == told->names->person;
}

static bool is_person(const struct looking *self, uint32_t block,
                      uint32_t index)
{
    const struct told *told = self->told;
    const stet_layer *layer = told_layer(told, block, TOLD_NAMES);
    stet_ref ref = STET_REF(TOLD_NAMES, block, index);

    return is_a_person(self->told, entity_of(self, block, ref)) &&
           (layer->kind[index] == told->names->person ||
            layer->kind[index] == told->names->pronoun ||
            layer->kind[index] == told->names->description);
}

static void look_back(struct looking *self)
{
    const struct told *told = self->told;
    uint32_t block = self->one->block, left = MENTIONS;
    uint32_t stop = self->one->source == STET_NO_REF
                        ? self->one->tokens.start
                        : told_tokens(told, self->one->source).start;

    for (uint32_t far = 0; far < BLOCKS && block != STET_NONE; far++) {
        const stet_layer *layer = told_layer(told, block, TOLD_NAMES);
        uint32_t at = layer ? stet_layer_from(layer, stop) : 0;

        for (; at > 0 && left > 0; left--) {
            stet_span tokens = layer->tokens[--at];

            if ((far == 0 && tokens.start >= self->one->tokens.start &&
                 tokens.end <= self->one->tokens.end) ||
                !is_person(self, block, at))
                continue;
            weigh(self, block, far, at);
        }
        block = told_prose_before(told, block);
        stop = STET_NONE;
    }
}

/* How many bytes the opening mark at `at` has; 0 where there is none. */
static uint32_t mark_at(Str words, uint32_t at)
{
    static const Str marks[] = {STR_INIT("“"), STR_INIT("‘"), STR_INIT("\"")};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(str_cut(words, at, words.len), marks[i]))
            return marks[i].len;
    return 0;
}

/* `name` stands in `words` behind a mark of another kind than the first: what
 * somebody else is quoted with, “He told me, ‘Ada, go.’” */
static bool is_nested(Str words, Str name)
{
    Str outer = str_cut(words, 0, mark_at(words, 0));

    for (uint32_t at = 0; at + name.len <= words.len; at++) {
        if (str_starts(str_cut(words, at, words.len), name))
            return false;
        if (mark_at(words, at) &&
            !str_starts(str_cut(words, at, words.len), outer))
            return true;
    }
    return false;
}

/* Speakers seldom name themselves. */
static void read_named(struct looking *self)
{
    const struct told *told = self->told;
    const stet_layer *layer = told_layer(told, self->one->block, TOLD_NAMES);
    uint32_t at = layer ? stet_layer_from(layer, self->one->tokens.start) : 0;

    for (uint32_t seen = 0; layer && at < layer->count && seen < NAMED &&
                            layer->tokens[at].end <= self->one->tokens.end;
         at++) {
        stet_ref ref = STET_REF(TOLD_NAMES, self->one->block, at);

        if (layer->kind[at] == told->names->person && ++seen &&
            !is_nested(told->host->text(told->host->self, self->one->ref),
                       told->host->text(told->host->self, ref)))
            self->named[self->named_count++] =
                told->host->entity_of(told->host->self, ref);
    }
}

/* Who spoke last without being named beside it, or by a label that the name
 * layer does not take for a name: "LUND:". */
static void add_last_speaker(struct looking *self)
{
    const Spoken *last = self->told->last_spoken;
    uint32_t block = self->one->block;

    if (!last || !last->voice.entity ||
        !is_a_person(self->told, last->voice.entity))
        return;
    if (last->block != block &&
        last->block != told_prose_before(self->told, block))
        return;
    if (is_other_gender(self, last->voice.entity))
        return;
    keep(self, last->voice.entity,
         FACT(FACT_NEAREST + 1) | FACT(FACT_SPEAKS + 1) | FACT(FACT_LAST) |
             (last->block != block ? FACT(FACT_BLOCK) : 0) |
             person_facts(self, last->voice.entity),
         last->voice.source);
}

static int32_t worth(Facts facts)
{
    int32_t sum = 0;

    for (uint32_t fact = 0; fact < FACT_COUNT; fact++)
        if (facts & FACT(fact))
            sum += weights[fact];
    return sum;
}

/* Where the pronoun's sentence is, for distances; a quotation without one has
 * none of its own. */
static uint32_t own_sentence(const struct told *told, const Spoken *one)
{
    const stet_story_block *block = told->story->blocks[one->block];

    if (one->source == STET_NO_REF || STET_REF_BLOCK(one->source) != one->block)
        return STET_NONE;
    return stet_sentence_at(block, told_tokens(told, one->source).start);
}

static Antecedent choose(const struct looking *self)
{
    Antecedent out = {
        .score = INT32_MIN, .second_score = INT32_MIN, .mention = STET_NO_REF};

    for (uint32_t i = 0; i < self->count; i++) {
        int32_t score = worth(self->facts[i]);

        if (score > out.score) {
            out.second = out.best;
            out.second_score = out.score;
            out.best = self->persons[i];
            out.mention = self->mentions[i];
            out.score = score;
            out.is_near = (self->facts[i] & NEAR) && !(self->facts[i] & FAR);
        } else if (score > out.second_score) {
            out.second = self->persons[i];
            out.second_score = score;
        }
    }
    return out;
}

static struct looking look(const struct told *told, const Spoken *one,
                           uint32_t gender)
{
    struct looking self = {.told = told,
                           .one = one,
                           .gender = gender,
                           .last_sentence = STET_NONE,
                           .last_block = STET_NONE,
                           .own_sentence = own_sentence(told, one)};
    stet_ref own = told_mention(told, one->source);

    if (own != STET_NO_REF)
        self.chosen = told->host->entity_of(told->host->self, own);
    read_named(&self);
    look_back(&self);
    add_last_speaker(&self);
    return self;
}

Antecedent antecedent_find(const struct told *told, const Spoken *one,
                           uint32_t gender)
{
    struct looking self = look(told, one, gender);
    Antecedent out = choose(&self);

    if (!out.best)
        out.best = self.chosen;
    return out;
}

/* ---- in words ---- */

struct line {
    char *out;
    uint32_t len, room;
};

static void put(struct line *line, const char *format, ...)
{
    va_list rest;
    int length;

    va_start(rest, format);
    length =
        vsnprintf(line->out + line->len, line->room - line->len, format, rest);
    va_end(rest);
    if (length > 0)
        line->len += (uint32_t)length;
    if (line->len >= line->room)
        line->len = line->room - 1;
}

static void put_facts(struct line *line, Facts facts)
{
    static const char *const fours[] = {"near", "subject", "first", "pronoun",
                                        "speaks"};
    static const char *const ones[] = {
        "paragraph 1", "paragraph 2", "last",      "object",       "possessive",
        "quoted",      "told of",     "known",     "description",  "chosen",
        "joined",      "headline",    "name fits", "name clashes", "named",
        "otherwise",   "new"};
    const char *before = "";

    for (uint32_t fact = 0; fact < FACT_COUNT; fact++) {
        if (!(facts & FACT(fact)))
            continue;
        if (fact < FACT_BLOCK)
            put(line, "%s%s %u", before, fours[fact / 4], fact % 4);
        else
            put(line, "%s%s", before, ones[fact - FACT_BLOCK]);
        before = ", ";
    }
}

uint32_t antecedent_describe(const struct told *told, const Spoken *one,
                             uint32_t gender, char *out, uint32_t room)
{
    struct looking self = look(told, one, gender);
    struct line line = {out, 0, room};

    for (uint32_t i = 0; i < self.count; i++) {
        Str name = told_name(told, self.persons[i]);

        put(&line, "%s%.*s %d (", i ? "; " : "", STR_ARG(name),
            worth(self.facts[i]));
        put_facts(&line, self.facts[i]);
        put(&line, ")");
    }
    return line.len;
}

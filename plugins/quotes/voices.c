#include "quotes/voices.h"

#include "quotes/antecedent.h"
#include "quotes/claim.h"
#include "quotes/why.h"
#include "quotes/words.h"
#include "stet/text.h"

#include <ctype.h>

/* Signs of the name layer (its people.h). */
#define SIGN_QUOTED 0x0001
#define SIGN_AFTER_BY 0x00100000

enum {
    TURNS = 4,            /* paragraphs that a speaker is carried over */
    HEADLINE_BYTES = 300, /* of a headline's quotation */
    HEADLINE_QUOTATIONS = 3,
    WHO_REACH = 16,        /* tokens from "who" back to whom it is said of */
    SIGNATURE_TOKENS = 14, /* of a paragraph that only says who */
    IT_BACK = 8,           /* quotations from "it" back to what spoke */
};

/* "who said": the person before the comma, else the organisation. */
static stet_ref mention_before(const struct told *desk, uint32_t block,
                               uint32_t at)
{
    const stet_layer *layer = told_layer(desk, block, TOLD_NAMES);
    uint32_t low = at > WHO_REACH ? at - WHO_REACH : 0;
    stet_ref organisation = STET_NO_REF;

    for (uint32_t i = layer ? stet_layer_from(layer, at) : 0;
         i > 0 && layer->tokens[i - 1].start >= low; i--) {
        stet_ref ref = STET_REF(TOLD_NAMES, block, i - 1);

        if (layer->tokens[i - 1].end > at ||
            !desk->host->entity_of(desk->host->self, ref))
            continue;
        if (layer->kind[i - 1] == desk->names->person)
            return ref;
        if (layer->kind[i - 1] == desk->names->org &&
            organisation == STET_NO_REF)
            organisation = ref;
    }
    return organisation;
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
static struct surname *surname_slot(const struct told *desk, Str last)
{
    uint32_t at = folded_hash(last) & desk->surname_mask;

    while (desk->surnames[at].last.len &&
           !same_folded(desk->surnames[at].last, last))
        at = (at + 1) & desk->surname_mask;
    return &desk->surnames[at];
}

/* Where no mention stands at a source: the entity of that surname, as in
 * "SMITH:"; else the fullest form of it that has spoken so far. */
static Voice voice_of_name(const struct told *desk, Str name, stet_ref source)
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

/* Every person of the story by surname; two of one surname leave it open. */
static void read_surnames(struct told *desk)
{
    for (uint32_t b = 0; b < desk->story->block_count; b++) {
        const stet_layer *layer = told_layer(desk, b, TOLD_NAMES);

        for (uint32_t i = 0; layer && i < layer->count; i++) {
            stet_entity_id entity;
            struct surname *slot;
            Str name;

            if (layer->kind[i] != desk->names->person)
                continue;
            entity = desk->host->entity_of(desk->host->self,
                                           STET_REF(TOLD_NAMES, b, i));
            name = told_name(desk, entity);
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

static Voice voice_of_entity(const struct told *desk, stet_ref mention,
                             stet_ref source)
{
    stet_entity_id entity = desk->host->entity_of(desk->host->self, mention);

    return (Voice){entity, told_name(desk, entity), source};
}

/* Whom "he" or "she" means, with the second best. */
static Voice voice_of_pronoun(const struct told *desk, Spoken *one,
                              uint32_t gender)
{
    Antecedent found = antecedent_find(desk, one, gender);

    one->runner_up =
        (Voice){found.second, told_name(desk, found.second), STET_NO_REF};
    return (Voice){found.best, told_name(desk, found.best), one->source};
}

static bool is_a_person(const struct told *desk, stet_entity_id entity)
{
    const stet_entity *info =
        entity ? desk->host->entity_info(desk->host->self, entity) : NULL;

    return info && info->kind == desk->names->person;
}

/* "It said": what spoke last and is no person. A memo or a board that is only
 * told of stays open. */
static Voice voice_of_it(const struct told *desk, const Spoken *one)
{
    const Spoken *past = one;

    for (uint32_t back = 0; past > desk->all && back < IT_BACK; back++) {
        past--;
        if (one->block - past->block > 1)
            break;
        if (!past->is_gone && voice_is_known(past->voice) &&
            !is_a_person(desk, past->voice.entity) &&
            past->source != STET_NO_REF &&
            told_number(desk, past->source, desk->names->form, 0) !=
                PHRASE_PRONOUN)
            return (Voice){past->voice.entity, past->voice.name, one->source};
    }
    return (Voice){0, {NULL, 0}, one->source};
}

/* "A spokesman said": the capital is the sentence's, not the speaker's. */
static Str without_capital(const struct told *desk, Str text)
{
    static const Str firsts[] = {
        STR_INIT("A "),    STR_INIT("An "),      STR_INIT("The "),
        STR_INIT("Some "), STR_INIT("Many "),    STR_INIT("Several "),
        STR_INIT("One "),  STR_INIT("Two "),     STR_INIT("Three "),
        STR_INIT("His "),  STR_INIT("Her "),     STR_INIT("Their "),
        STR_INIT("Its "),  STR_INIT("Another "), STR_INIT("Other "),
    };
    char *bytes = ARENA_ARRAY(desk->arena, char, text.len + 1);

    for (uint32_t i = 0; i < text.len; i++)
        bytes[i] = text.ptr[i];
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        if (str_starts(text, firsts[i]))
            bytes[0] |= 32;
    return (Str){bytes, text.len};
}

/* "I said": who writes the story, and nobody that it names. */
static bool is_narrator(Str text)
{
    return str_eq(text, STR("I")) || str_eq(text, STR("we")) ||
           str_eq(text, STR("We"));
}

/* "the 46-year-old senator": somebody who was named before. */
static bool is_told_by_age(Str text)
{
    for (uint32_t i = 4; i + 9 <= text.len; i++)
        if (str_starts(str_cut(text, i, text.len), STR("-year-old")))
            return isdigit((unsigned char)text.ptr[i - 1]) &&
                   isdigit((unsigned char)text.ptr[4]) &&
                   (str_starts(text, STR("the ")) ||
                    str_starts(text, STR("The ")));
    return false;
}

/* "a spokesman for the bank": TOLD_HE, TOLD_SHE, both where either may be, 0
 * where it is no person. */
static uint32_t noun_gender(Str text)
{
    for (uint32_t at = 0; at < text.len;) {
        uint32_t end = at;
        Str word;
        WordBits bits;

        while (end < text.len && text.ptr[end] != ' ')
            end++;
        word = str_cut(text, at, end);
        bits = words_find(word, stet_hash(word)).bits;
        if (at && (bits & W_PREP))
            break;
        if ((bits & W_PERSON) && (end == text.len || text.ptr[end] == ' '))
            return bits & W_HE    ? TOLD_HE
                   : bits & W_SHE ? TOLD_SHE
                                  : TOLD_HE | TOLD_SHE;
        at = end + 1;
    }
    return 0;
}

/* "a spokesman", whom the story has no name for: "the spokesman" has one. */
static bool is_indefinite(Str text)
{
    return str_starts(text, STR("a ")) || str_starts(text, STR("an ")) ||
           str_starts(text, STR("one ")) || str_starts(text, STR("another "));
}

/* A person is named or meant between tokens `from` and `to`, outside of
 * marks. */
static bool is_person_between(const struct told *desk, uint32_t block,
                              uint32_t from, uint32_t to)
{
    const stet_layer *layer = told_layer(desk, block, TOLD_NAMES);

    for (uint32_t i = layer ? stet_layer_from(layer, from) : 0;
         layer && i < layer->count && layer->tokens[i].start < to; i++) {
        stet_ref ref = STET_REF(TOLD_NAMES, block, i);

        if (is_a_person(desk, desk->host->entity_of(desk->host->self, ref)) &&
            !(told_number(desk, ref, desk->names->signs, 0) & SIGN_QUOTED))
            return true;
    }
    return false;
}

/* “It leaks,” a spokesman said. He added: what a pronoun means where somebody
 * without a name has just spoken and nobody else has come up; nobody where
 * that is not so. */
static Voice voice_of_nameless(const struct told *desk, const Spoken *one,
                               uint32_t gender)
{
    const Spoken *last = desk->last_spoken;
    Voice none = {0, {NULL, 0}, STET_NO_REF};
    uint32_t block = STET_REF_BLOCK(one->source), from, to;

    if (!last || last->voice.entity || last->source == STET_NO_REF ||
        STET_REF_BLOCK(last->source) != block ||
        !is_indefinite(last->voice.name) ||
        !(noun_gender(last->voice.name) & gender))
        return none;
    from = told_tokens(desk, last->source).end;
    to = told_tokens(desk, one->source).start;
    if (from >= to || is_person_between(desk, block, from, to))
        return none;
    return (Voice){0, last->voice.name, one->source};
}

/* "A.", who is asked. */
static bool is_answer_label(Str label)
{
    return str_eq(label, STR("A")) || str_eq(label, STR("A."));
}

/* Whom the story names most before its first question, and first of several;
 * 0 for nobody. */
static stet_entity_id find_interviewee(const struct told *desk)
{
    uint32_t *times =
        ARENA_ARRAY(desk->arena, uint32_t, desk->entity_limit + 1);
    stet_entity_id best = 0;
    uint32_t turn = 0;

    while (turn < desk->count &&
           (desk->all[turn].rule != RULE_TURN || desk->all[turn].is_gone))
        turn++;
    for (uint32_t b = 0; turn < desk->count && b < desk->all[turn].block; b++) {
        const stet_layer *layer = told_layer(desk, b, TOLD_NAMES);

        for (uint32_t i = 0; layer && i < layer->count; i++) {
            stet_ref ref = STET_REF(TOLD_NAMES, b, i);
            stet_entity_id entity =
                desk->host->entity_of(desk->host->self, ref);

            if (entity && entity < desk->entity_limit &&
                is_a_person(desk, entity) &&
                !(told_number(desk, ref, desk->names->signs, 0) &
                  SIGN_AFTER_BY) &&
                ++times[entity] > times[best])
                best = entity;
        }
    }
    return best;
}

/* Who `one`'s own source stands for; `before` is who spoke last. */
static Voice voice_of_source(struct told *desk, Spoken *one, Voice before)
{
    stet_ref source = one->source, mention;
    uint32_t block = STET_REF_BLOCK(source);
    stet_span tokens = told_tokens(desk, source);
    int64_t form = told_number(desk, source, desk->names->form, 0);
    Str text = desk->host->text(desk->host->self, source);
    uint32_t gender = told_pronoun(text);
    Voice voice;

    if (one->rule == RULE_TURN && is_answer_label(text) && desk->interviewee)
        return (Voice){desk->interviewee, told_name(desk, desk->interviewee),
                       source};
    if (gender) {
        voice = voice_of_nameless(desk, one, gender);
        if (voice_is_known(voice))
            return voice;
        voice = voice_of_pronoun(desk, one, gender);
        if (voice_is_known(voice))
            return voice;
    }
    mention = form == PHRASE_REL ? mention_before(desk, block, tokens.start)
                                 : told_mention(desk, source);
    if (mention != STET_NO_REF)
        return voice_of_entity(desk, mention, source);
    if (str_eq(text, STR("it")) || str_eq(text, STR("It")))
        return voice_of_it(desk, one);
    if (is_narrator(text))
        return (Voice){0, arena_copy(desk->arena, text), source};
    if (form == PHRASE_PRONOUN || form == PHRASE_REL || form == PHRASE_OBJECT) {
        before.source = source;
        return before;
    }
    if (form == PHRASE_NAME)
        return voice_of_name(desk, arena_copy(desk->arena, text), source);
    if (is_told_by_age(text)) {
        voice = voice_of_pronoun(desk, one, 0);
        if (voice_is_known(voice))
            return voice;
    }
    return (Voice){0, without_capital(desk, text), source};
}

static bool same_voice(Voice a, Voice b)
{
    if (a.entity || b.entity)
        return a.entity == b.entity;
    return str_eq(a.name, b.name);
}

/* Nothing or only "she said" stands behind it. */
static bool ends_paragraph(const struct told *desk, const Spoken *one)
{
    return one->tokens.end + 6 >= desk->story->blocks[one->block]->token_count;
}

/* A quotation that is its whole paragraph, or all but "she said". */
static bool is_turn(const struct told *desk, const Spoken *one)
{
    return one->tokens.start == 0 && ends_paragraph(desk, one);
}

static void settle_speaker(struct told *desk, Spoken *one)
{
    stet_attr attr = {0};
    stet_amendment change = {.size = sizeof change,
                             .confidence = STET_NONE,
                             .attr_count = 1,
                             .attrs = &attr};

    if (!voice_is_known(one->voice))
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

static void link_source(struct told *desk, Spoken *one)
{
    stet_link link = {.to = one->voice.source, .role = desk->names->to_source};
    stet_amendment change = {.size = sizeof change,
                             .confidence = STET_NONE,
                             .link_count = 1,
                             .links = &link};

    if (one->voice.source != STET_NO_REF)
        desk->host->amend(desk->host->self, one->ref, &change);
}

static Str words_of(const struct told *desk, const Spoken *one)
{
    return desk->host->text(desk->host->self, one->ref);
}

static bool is_question(const struct told *desk, const Spoken *one)
{
    Str words = words_of(desk, one);
    uint32_t end = words.len, low = end > 6 ? end - 6 : 0;

    for (; end > low; end--)
        if (words.ptr[end - 1] == '?')
            return true;
    return false;
}

/* Somebody is named beside `one`, in its own paragraph. */
static bool is_attributed(const Spoken *one)
{
    return one->source != STET_NO_REF &&
           STET_REF_BLOCK(one->source) == one->block;
}

/* Who spoke before `one` in the paragraph before; NULL where nobody did. */
static const Spoken *spoken_before(const struct told *desk, const Spoken *one)
{
    uint32_t before = told_prose_before(desk, one->block);

    while (one-- > desk->all && one->block >= before)
        if (!one->is_gone && voice_is_known(one->voice) && one->block == before)
            return one;
    return NULL;
}

/* Three turns in a row, the first and the last one of the same person. */
static bool is_exchange(const struct told *desk, const Spoken *last,
                        const Spoken *other)
{
    const Spoken *first = spoken_before(desk, other);

    return first && is_turn(desk, first) && is_turn(desk, other) &&
           other->is_direct && first->is_direct &&
           told_prose_before(desk, last->block) == other->block &&
           same_voice(first->voice, last->voice);
}

/* `one` names who spoke last: “Green, Ada.” Nobody calls their own name. */
static bool is_called_upon(const struct told *desk, const Spoken *one,
                           const Spoken *last)
{
    const stet_layer *layer = told_layer(desk, one->block, TOLD_NAMES);

    if (!is_a_person(desk, last->voice.entity))
        return false;
    for (uint32_t i = layer ? stet_layer_from(layer, one->tokens.start) : 0;
         layer && i < layer->count && layer->tokens[i].end <= one->tokens.end;
         i++)
        if (layer->kind[i] != desk->names->pronoun &&
            desk->host->entity_of(desk->host->self,
                                  STET_REF(TOLD_NAMES, one->block, i)) ==
                last->voice.entity)
            return true;
    return false;
}

/* Two have spoken in turn, and now it is the other's: three paragraphs of
 * speech alone in a row, or a question and its answer. Where the last one is
 * named beside its words, the next paragraph goes on with them, unless the two
 * have already taken turns. */
static bool is_others_turn(const struct told *desk, const Spoken *one,
                           const Spoken *last, const Spoken *other)
{
    if (!other || last->block == one->block || !is_turn(desk, one) ||
        !ends_paragraph(desk, last) || !last->is_direct)
        return false;
    if (is_called_upon(desk, one, last))
        return true;
    if (!is_turn(desk, last))
        return false;
    if (is_question(desk, one) || is_question(desk, last) ||
        is_exchange(desk, last, other))
        return true;
    return !is_attributed(last) &&
           told_prose_before(desk, last->block) == other->block;
}

/* Whom the sentence before `one` is about. */
static Voice voice_of_context(const struct told *desk, Spoken *one)
{
    Antecedent found = antecedent_find(desk, one, 0);

    if (!found.best || !found.is_near)
        return (Voice){0, {NULL, 0}, STET_NO_REF};
    one->runner_up =
        (Voice){found.second, told_name(desk, found.second), STET_NO_REF};
    return (Voice){found.best, told_name(desk, found.best), found.mention};
}

/* Letters and digits of `words` stand in `text` in that order, whatever their
 * case and the marks between them. */
static bool holds_words(Str text, Str words)
{
    uint32_t at = 0, length = 0;
    char first = 0;

    for (uint32_t i = words.len; i > 0; i--)
        if (isalnum((unsigned char)words.ptr[i - 1])) {
            first = words.ptr[i - 1] | 32;
            length++;
        }
    for (uint32_t start = 0; length > 7 && start < text.len; start++) {
        uint32_t seen = 0;

        if ((text.ptr[start] | 32) != first)
            continue;
        at = start;
        for (uint32_t i = 0; i < words.len; i++) {
            if (!isalnum((unsigned char)words.ptr[i]))
                continue;
            while (at < text.len && !isalnum((unsigned char)text.ptr[at]))
                at++;
            if (at == text.len || (text.ptr[at] | 32) != (words.ptr[i] | 32))
                break;
            at++;
            seen++;
        }
        if (seen == length)
            return true;
    }
    return false;
}

/* The first quotation further down that has the words of `one` in it. */
static const Spoken *said_again(const struct told *desk, const Spoken *one)
{
    Str words = words_of(desk, one);

    for (const Spoken *later = one + 1; later < desk->all + desk->count;
         later++)
        if (!later->is_gone && later->block != one->block &&
            voice_is_known(later->voice) &&
            holds_words(words_of(desk, later), words))
            return later;
    return NULL;
}

/* A person is named beside `one`, or meant by a pronoun. */
static bool has_person(const struct told *desk, const Spoken *one)
{
    return one->source != STET_NO_REF &&
           (is_a_person(desk, one->voice.entity) ||
            told_number(desk, one->source, desk->names->form, 0) ==
                PHRASE_PRONOUN);
}

/* `block` is the headline or what stands under it. */
static bool is_on_top(const struct told *desk, uint32_t block)
{
    uint32_t before = told_prose_before(desk, block);

    return before == STET_NONE || told_prose_before(desk, before) == STET_NONE;
}

/* A headline quotes somebody whom the story below quotes with these words;
 * what it calls them itself, "clerk", says less. */
static void find_headline_voices(struct told *desk)
{
    for (uint32_t i = 0; i < desk->count && i < HEADLINE_QUOTATIONS; i++) {
        Spoken *one = &desk->all[i];
        const Spoken *again;

        if (!is_on_top(desk, one->block))
            return;
        if (one->is_gone || !one->is_marked || has_person(desk, one) ||
            words_of(desk, one).len > HEADLINE_BYTES)
            continue;
        again = said_again(desk, one);
        if (!again)
            continue;
        one->voice = again->voice;
        link_source(desk, one);
        settle_speaker(desk, one);
    }
}

/* The first block behind `block` that has any words; the story's count where
 * there is none. */
static uint32_t next_block(const struct told *desk, uint32_t block)
{
    for (block++; block < desk->story->block_count; block++)
        if (desk->story->blocks[block]->token_count)
            break;
    return block;
}

/* Where a name stands that signs what is before it: behind a dash and perhaps
 * the person's title. */
static uint32_t signed_at(const struct told *desk, uint32_t block)
{
    const stet_layer *layer = told_layer(desk, block, TOLD_NAMES);

    for (uint32_t i = 0; layer && i < layer->count; i++)
        if (layer->kind[i] == desk->names->role && layer->tokens[i].start == 1)
            return layer->tokens[i].end;
    return 1;
}

/* A person's name is all that begins `block`, where nobody speaks. */
static bool is_first(const struct told *desk, uint32_t block, uint32_t index)
{
    const stet_layer *names = told_layer(desk, block, TOLD_NAMES);
    const stet_layer *quotes = told_layer(desk, block, 0);

    return names->kind[index] == desk->names->person &&
           names->tokens[index].start == 0 && !(quotes && quotes->count);
}

/* "- Ada Lund, Wren Harbor" in a short paragraph of its own behind a
 * quotation; without a dash where the quotation is still open, for then the
 * mark that closes it stands behind the name. */
static Voice voice_of_signature(const struct told *desk, Spoken *one)
{
    uint32_t next = next_block(desk, one->block), at;
    const stet_layer *layer;

    if (next >= desk->story->block_count || !is_turn(desk, one) ||
        desk->story->blocks[next]->token_count > SIGNATURE_TOKENS)
        return (Voice){0, {NULL, 0}, STET_NO_REF};
    layer = told_layer(desk, next, TOLD_NAMES);
    at = signed_at(desk, next);
    for (uint32_t i = 0; layer && i < layer->count; i++) {
        stet_ref ref = STET_REF(TOLD_NAMES, next, i);
        Voice voice;

        one->is_signed = one->is_open && is_first(desk, next, i);
        if (layer->tokens[i].start != at && !one->is_signed)
            continue;
        if (told_number(desk, ref, desk->names->signs, 0) & SIGN_AFTER_BY)
            break; /* a byline signs the story */
        if (layer->kind[i] == desk->names->person)
            return voice_of_entity(desk, ref, ref);
        /* A lone surname that looked like something else. */
        voice = voice_of_name(
            desk,
            arena_copy(desk->arena, desk->host->text(desk->host->self, ref)),
            STET_NO_REF);
        if (voice.entity)
            return voice;
    }
    return (Voice){0, {NULL, 0}, STET_NO_REF};
}

/* Nobody is named beside `one`: who spoke before, in a dialogue the other, or
 * whom the sentence before is about. */
static Voice carried_voice(struct told *desk, uint32_t index)
{
    Spoken *one = &desk->all[index];
    const Spoken *last = NULL, *other = NULL;
    uint32_t before = told_prose_before(desk, one->block);
    Voice found = voice_of_signature(desk, one);

    if (voice_is_known(found))
        return found;
    for (uint32_t i = index; i > 0; i--) {
        const Spoken *past = &desk->all[i - 1];

        if (past->is_gone || !voice_is_known(past->voice))
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
        return voice_of_context(desk, one);
    if (is_others_turn(desk, one, last, other))
        return other->voice;
    if (one->tokens.start && last->block != one->block)
        found = voice_of_context(desk, one);
    return voice_is_known(found) ? found : last->voice;
}

/* Links what "He said:" in the block before announces to its words. */
static void link_ahead(struct told *desk, const Spoken *one)
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

/* Room for every surname of the story twice over. */
static void init_surnames(struct told *desk)
{
    uint32_t slots = 16, named = 0;

    for (uint32_t b = 0; b < desk->story->block_count; b++) {
        const stet_layer *layer = told_layer(desk, b, TOLD_NAMES);

        named += layer ? layer->count : 0;
    }
    while (slots < (desk->count + named) * 2 + 2)
        slots *= 2;
    desk->surnames = ARENA_ARRAY(desk->arena, struct surname, slots);
    desk->surname_mask = slots - 1;
}

void voices_find(struct told *desk)
{
    Voice before = {0, {NULL, 0}, STET_NO_REF};

    init_surnames(desk);
    read_surnames(desk);
    told_read_genders(desk);
    desk->interviewee = find_interviewee(desk);
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
        if (desk->story->explaining)
            why_voice(desk, one);
        if (voice_is_known(one->voice) && !is_narrator(one->voice.name)) {
            before = one->voice;
            desk->last_spoken = one;
        }
        settle_speaker(desk, one);
    }
    find_headline_voices(desk);
}

#include "quotes/phrase.h"

#include "stet/text.h"

enum {
    BRACKETS_MAX = 24, /* tokens that a remark in brackets may have */
};

/* Words that stand inside a name in lower case: de Wit, bin Salman. */
static bool is_particle(Str folded)
{
    static const Str particles[] = {
        STR_INIT("de"),  STR_INIT("da"),   STR_INIT("di"),  STR_INIT("del"),
        STR_INIT("der"), STR_INIT("den"),  STR_INIT("dos"), STR_INIT("du"),
        STR_INIT("la"),  STR_INIT("le"),   STR_INIT("van"), STR_INIT("von"),
        STR_INIT("el"),  STR_INIT("al"),   STR_INIT("bin"), STR_INIT("bint"),
        STR_INIT("ibn"), STR_INIT("ould"), STR_INIT("ter"), STR_INIT("an"),
        STR_INIT("y"),   STR_INIT("ap"),   STR_INIT("das"), STR_INIT("zu"),
    };

    return STR_IS_ANY(folded, particles);
}

static bool is_lower_particle(const struct sheet *sheet, uint32_t at)
{
    return at < sheet->count &&
           !(sheet->tokens->flags[at] & STET_TOKEN_CAPITAL) &&
           is_particle(sheet->tokens->folded[at]);
}

#define SMALL                                                                  \
    (W_DET | W_POSS | W_PREP | W_CONJ | W_SUBORD | W_SUBJECT | W_OBJECT |      \
     W_REL | W_AUX | W_ADVERB | W_NEG)

/* "Said Lund: ...": a verb at a sentence's start, before its subject. */
static bool is_inverted(const struct sheet *sheet, uint32_t at)
{
    WordBits bits = sheet->bits[at];

    return sheet_capital(sheet, at) && (bits & W_REPORT) &&
           (bits & (W_PAST | W_THIRD)) && !(bits & (W_PERSON | W_BODY)) &&
           sheet_sentence_start(sheet, at) == at &&
           (sheet_capital(sheet, at + 1) ||
            sheet_has(sheet, at + 1, W_DET | W_POSS));
}

/* "said Will Lund": a name, though it is spelt like an auxiliary. */
static bool is_forename(const struct sheet *sheet, uint32_t at)
{
    return sheet_has(sheet, at, W_AUX) && sheet_capital(sheet, at + 1) &&
           sheet_sentence_start(sheet, at) != at;
}

/* An adverb by its look: "recently". Not "early", "family": nouns and
 * adjectives of the same ending. */
static bool is_ly_adverb(Str folded)
{
    static const Str others[] = {
        STR_INIT("early"),   STR_INIT("family"),   STR_INIT("daily"),
        STR_INIT("weekly"),  STR_INIT("monthly"),  STR_INIT("quarterly"),
        STR_INIT("elderly"), STR_INIT("friendly"), STR_INIT("assembly"),
        STR_INIT("supply"),  STR_INIT("rally"),    STR_INIT("monopoly"),
    };

    return folded.len > 4 && str_ends(folded, STR("ly")) &&
           !STR_IS_ANY(folded, others);
}

/* "Privately, some officials say": an adverb that its place has given a
 * capital letter, told from "Kelly" by how adverbs are made. */
static bool is_opening_adverb(const struct sheet *sheet, uint32_t at)
{
    static const Str endings[] = {
        STR_INIT("ately"), STR_INIT("ively"),  STR_INIT("ously"),
        STR_INIT("edly"),  STR_INIT("ingly"),  STR_INIT("fully"),
        STR_INIT("ently"), STR_INIT("antly"),  STR_INIT("cally"),
        STR_INIT("nally"), STR_INIT("tially"), STR_INIT("ually"),
        STR_INIT("licly"), STR_INIT("larly"),  STR_INIT("ectly"),
    };
    Str folded = sheet->tokens->folded[at];

    if (folded.len < 7 || sheet_sentence_start(sheet, at) != at ||
        !sheet_is(sheet, at + 1, ','))
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(folded, endings[i]))
            return true;
    return false;
}

bool phrase_may_speak(const Phrase *phrase)
{
    return phrase &&
           (phrase->kind == PHRASE_NAME || phrase->kind == PHRASE_NOMINAL ||
            phrase->kind == PHRASE_BARE);
}

bool phrase_is_plural(const struct sheet *sheet, uint32_t at)
{
    static const Str singular[] = {
        STR_INIT("one"),  STR_INIT("another"), STR_INIT("each"),
        STR_INIT("this"), STR_INIT("that"),    STR_INIT("either"),
        STR_INIT("half"), STR_INIT("neither"), STR_INIT("none"),
        STR_INIT("much"), STR_INIT("every"),   STR_INIT("all"),
        STR_INIT("more"), STR_INIT("most"),    STR_INIT("least"),
        STR_INIT("less"),
    };

    return at > 0 && sheet_has(sheet, at, W_THIRD) &&
           sheet_has(sheet, at - 1, W_DET | W_POSS | W_QUANT) &&
           sheet->tokens->cls[at - 1] == STET_TOKEN_WORD &&
           !STR_IS_ANY(sheet->tokens->folded[at - 1], singular);
}

/* Token `at` may stand inside a phrase as a noun, an adjective or a name. */
static bool is_open(const struct sheet *sheet, uint32_t at)
{
    WordBits bits;
    Str folded;

    if (at >= sheet->count)
        return false;
    if (sheet->tokens->cls[at] == STET_TOKEN_NUMBER)
        return true;
    if (sheet->tokens->cls[at] != STET_TOKEN_WORD)
        return false;
    bits = sheet->bits[at];
    if (is_inverted(sheet, at) || is_opening_adverb(sheet, at))
        return false;
    if (sheet_capital(sheet, at)) {
        if (bits & W_TIME)
            return at > 0 && sheet_capital(sheet, at - 1) &&
                   !(sheet->bits[at - 1] & (SMALL | W_TIME));
        return !(bits & SMALL) || is_forename(sheet, at) ||
               (sheet->tokens->flags[at] & STET_TOKEN_ALL_CAPS &&
                sheet->tokens->norm[at].len > 1);
    }
    if (bits & (SMALL | W_TIME))
        return false;
    folded = sheet->tokens->folded[at];
    if ((bits & W_REPORT) && (bits & (W_PAST | W_THIRD)) &&
        !(bits & (W_PERSON | W_BODY | W_PAPER)) && !phrase_is_plural(sheet, at))
        return false;
    return !is_ly_adverb(folded);
}

static bool is_joint(const struct sheet *sheet, uint32_t at)
{
    return (sheet_is(sheet, at, '-') || sheet_is(sheet, at, '/') ||
            sheet_is(sheet, at, '&')) &&
           at + 1 < sheet->count && !sheet_dash(sheet, at);
}

/* Past forms that are nothing else and that no list of what announces has. */
static bool is_irregular(Str folded)
{
    static const Str forms[] = {
        STR_INIT("sent"),    STR_INIT("took"),   STR_INIT("got"),
        STR_INIT("kept"),    STR_INIT("met"),    STR_INIT("ran"),
        STR_INIT("sat"),     STR_INIT("stood"),  STR_INIT("won"),
        STR_INIT("brought"), STR_INIT("bought"), STR_INIT("caught"),
        STR_INIT("fought"),  STR_INIT("rose"),   STR_INIT("fell"),
        STR_INIT("threw"),   STR_INIT("grew"),   STR_INIT("wore"),
        STR_INIT("drove"),   STR_INIT("chose"),  STR_INIT("became"),
        STR_INIT("came"),
    };

    return STR_IS_ANY(folded, forms);
}

/* A verb that no list knows: "the panel approved the plan". */
static bool is_finite_by_look(const struct sheet *sheet, uint32_t at)
{
    Str folded = sheet->tokens->folded[at];

    if (is_irregular(folded) && !sheet_capital(sheet, at))
        return true;

    if (sheet_capital(sheet, at) || folded.len < 4 ||
        !(str_ends(folded, STR("ed")) || str_ends(folded, STR("ing"))))
        return false;
    return sheet_has(sheet, at + 1,
                     W_DET | W_POSS | W_PREP | W_OBJECT | W_SUBORD | W_TIME |
                         W_ADVERB) ||
           (sheet_has(sheet, at + 1, W_QUANT) && str_ends(folded, STR("ed"))) ||
           sheet_class(sheet, at + 1) != STET_TOKEN_WORD;
}

/* "aides say that", "their allies fear a split", "officials trust,": the verb
 * of a plural, in the form that a noun may have too. */
static bool is_plural_verb(const struct sheet *sheet, uint32_t at)
{
    Str before = sheet->tokens->folded[at - 1];

    if (!sheet_has(sheet, at, W_REPORT) || !sheet_has(sheet, at, W_BASE) ||
        sheet_has(sheet, at, W_PERSON | W_BODY) || sheet_capital(sheet, at) ||
        sheet->tokens->cls[at - 1] != STET_TOKEN_WORD ||
        !(sheet_has(sheet, at - 1, W_QUANT | W_THEY) ||
          str_eq(before, STR("percent")) ||
          (str_ends(before, STR("s")) && !str_ends(before, STR("ss")))))
        return false;
    return sheet_class(sheet, at + 1) != STET_TOKEN_WORD ||
           sheet_capital(sheet, at + 1) ||
           stet_token_is(sheet->tokens, at + 1, "that") ||
           sheet_has(sheet, at + 1,
                     W_DET | W_POSS | W_SUBJECT | W_OBJECT | W_SUBORD |
                         W_QUANT);
}

/* Behind a capitalised word, lower case goes on only towards a noun that can
 * speak: "Trump campaign manager Corey Lewandowski", "U.S. officials". */
static bool leads_to_speaker(const struct sheet *sheet, uint32_t at)
{
    WordBits nouns = W_PERSON | W_BODY | W_PAPER | W_TITLE;

    for (uint32_t i = at; i < at + 3 && is_open(sheet, i); i++)
        if ((sheet->bits[i] & nouns) && !sheet_capital(sheet, i))
            return true;
    return false;
}

/* "acting", "ranking": what stands before a title, whatever it looks like. */
static bool is_attributive(const struct sheet *sheet, uint32_t at)
{
    static const Str adjectives[] = {
        STR_INIT("acting"),  STR_INIT("incoming"),  STR_INIT("outgoing"),
        STR_INIT("leading"), STR_INIT("sitting"),   STR_INIT("ruling"),
        STR_INIT("rising"),  STR_INIT("governing"), STR_INIT("managing"),
        STR_INIT("ranking"), STR_INIT("retiring"),  STR_INIT("visiting"),
    };

    return !sheet_capital(sheet, at) && sheet_capital(sheet, at + 1) &&
           STR_IS_ANY(sheet->tokens->folded[at], adjectives);
}

/* "advising Lund": a participle and its object, no name with an adjective. */
static bool is_participle_ahead(const struct sheet *sheet, uint32_t at)
{
    Str folded = sheet->tokens->folded[at];

    return !sheet_capital(sheet, at) && folded.len > 4 &&
           str_ends(folded, STR("ing")) && sheet_capital(sheet, at + 1) &&
           !is_attributive(sheet, at);
}

/* Tokens of "46-year-old" at `at`, all five; 0 where it is none. */
static uint32_t age_length(const struct sheet *sheet, uint32_t at)
{
    return sheet_class(sheet, at) == STET_TOKEN_NUMBER &&
                   sheet_is(sheet, at + 1, '-') &&
                   stet_token_is(sheet->tokens, at + 2, "year") &&
                   sheet_is(sheet, at + 3, '-') &&
                   stet_token_is(sheet->tokens, at + 4, "old")
               ? 5
               : 0;
}

uint32_t phrase_past_nickname(const struct sheet *sheet, uint32_t at)
{
    enum { MOST = 3 }; /* words */
    uint32_t close;

    if (sheet_class(sheet, at) != STET_TOKEN_QUOTE_OPEN || at == 0 ||
        !sheet_capital(sheet, at - 1))
        return 0;
    close = sheet->tokens->mate[at];
    if (close == STET_NONE || close == at + 1 || close > at + 1 + MOST ||
        !sheet_capital(sheet, close + 1) || !is_open(sheet, close + 1))
        return 0;
    for (uint32_t i = at + 1; i < close; i++)
        if (!sheet_capital(sheet, i))
            return 0;
    return close + 1;
}

/* One past the open words from `at` on; *out_head is the last of them. */
static uint32_t open_run(const struct sheet *sheet, uint32_t at,
                         uint32_t *out_head)
{
    uint32_t start = at;

    while (at < sheet->count) {
        bool inside = at > start;

        if (age_length(sheet, at)) {
            at += age_length(sheet, at);
            *out_head = at - 1;
        } else if (!inside && is_participle_ahead(sheet, at)) {
            break;
        } else if (is_open(sheet, at)) {
            if (inside &&
                (is_finite_by_look(sheet, at) || is_plural_verb(sheet, at)))
                break;
            if (!inside && at && sheet_has(sheet, at - 1, W_QUANT) &&
                is_plural_verb(sheet, at))
                break; /* both oppose the plan */
            if (inside && sheet_capital(sheet, *out_head) &&
                !sheet_capital(sheet, at) && !is_joint(sheet, at - 1) &&
                !is_attributive(sheet, at) && !leads_to_speaker(sheet, at))
                break;
            *out_head = at++;
        } else if (inside && is_joint(sheet, at) && is_open(sheet, at + 1)) {
            at++;
        } else if (inside && sheet_class(sheet, at) == STET_TOKEN_CLITIC &&
                   str_eq(sheet->tokens->folded[at], STR("'s")) &&
                   is_open(sheet, at + 1) &&
                   !is_finite_by_look(sheet, at + 1)) {
            at++;
            *out_head = at++;
        } else if (inside && sheet_class(sheet, at) == STET_TOKEN_APOSTROPHE &&
                   is_open(sheet, at + 1)) {
            at++;
        } else if (inside && phrase_past_nickname(sheet, at)) {
            at = phrase_past_nickname(sheet, at);
        } else if (is_lower_particle(sheet, at) &&
                   (sheet_capital(sheet, at + 1) ||
                    (is_lower_particle(sheet, at + 1) &&
                     sheet_capital(sheet, at + 2))) &&
                   inside && sheet_capital(sheet, at - 1)) {
            at++;
        } else {
            break;
        }
    }
    return at;
}

static uint32_t kind_of(const struct sheet *sheet, const Phrase *phrase)
{
    if (sheet_capital(sheet, phrase->head))
        return PHRASE_NAME;
    if (sheet_has(sheet, phrase->at.start, W_DET | W_POSS | W_QUANT))
        return PHRASE_NOMINAL;
    return PHRASE_BARE;
}

/* The 2 of "the No. 2", past its "No." at `at`; `at` where it has none. */
static uint32_t past_numbering(const struct sheet *sheet, uint32_t at)
{
    return sheet_capital(sheet, at) && stet_token_is(sheet->tokens, at, "no") &&
                   sheet_is(sheet, at + 1, '.') &&
                   sheet_class(sheet, at + 2) == STET_TOKEN_NUMBER
               ? at + 2
               : at;
}

/* A pronoun alone. "her" and "his" before a noun begin a phrase instead. */
static bool read_pronoun(const struct sheet *sheet, uint32_t at, Phrase *out)
{
    WordBits bits = sheet->bits[at];

    if (sheet->tokens->cls[at] != STET_TOKEN_WORD ||
        !(bits & (W_SUBJECT | W_OBJECT | W_REL)))
        return false;
    if ((bits & W_POSS) && is_open(sheet, at + 1))
        return false;
    if ((bits & W_REL) && (bits & W_DET))
        return false;
    *out = (Phrase){{at, at + 1}, at, PHRASE_OBJECT, at + 1};
    if (bits & W_SUBJECT)
        out->kind = PHRASE_PRONOUN;
    else if (bits & W_REL)
        out->kind = PHRASE_REL;
    return true;
}

/* "another tweeted", and not "one after another". */
static bool is_another(const struct sheet *sheet, uint32_t at)
{
    return stet_token_is(sheet->tokens, at, "another") &&
           !(at > 0 && sheet_has(sheet, at - 1, W_PREP));
}

static bool read_base(const struct sheet *sheet, uint32_t at, Phrase *out)
{
    uint32_t start = at, end, head;

    if (read_pronoun(sheet, at, out))
        return true;
    if (stet_token_is(sheet->tokens, at, "that"))
        return false; /* far more often "said that the" than "that man" */
    while (sheet_has(sheet, at, W_DET | W_POSS | W_QUANT) &&
           sheet->tokens->cls[at] == STET_TOKEN_WORD && at < start + 3 &&
           !(sheet->bits[at] & W_TITLE) && past_numbering(sheet, at) == at)
        at++;
    at = past_numbering(sheet, at);
    head = at;
    end = open_run(sheet, at, &head);
    if (end == at) {
        /* "some", "others", "both", "another" speak without a noun. */
        if (at == start ||
            !((sheet->bits[at - 1] & W_QUANT) || is_another(sheet, at - 1)))
            return false;
        *out = (Phrase){{start, at}, at - 1, PHRASE_NOMINAL, at};
        return true;
    }
    *out = (Phrase){{start, end}, head, 0, end};
    out->kind = kind_of(sheet, out);
    return true;
}

/* May `left` take what follows the preposition at `at` into itself? */
static bool may_join(const struct sheet *sheet, const Phrase *left, uint32_t at)
{
    static const Str joins[] = {
        STR_INIT("for"),  STR_INIT("at"), STR_INIT("from"),
        STR_INIT("with"), STR_INIT("in"), STR_INIT("on"),
    };
    Str folded;

    if (left->kind == PHRASE_PRONOUN || left->kind == PHRASE_REL ||
        left->kind == PHRASE_OBJECT || !sheet_has(sheet, at, W_PREP))
        return false;
    folded = sheet->tokens->folded[at];
    if (str_eq(folded, STR("of")))
        return true;
    if (left->kind == PHRASE_NAME) /* Center for, Council on */
        return sheet_has(sheet, left->head, W_BODY) &&
               (str_eq(folded, STR("for")) || str_eq(folded, STR("on"))) &&
               (sheet_capital(sheet, at + 1) || sheet_capital(sheet, at + 2)) &&
               !sheet_has(sheet, at + 1, W_TIME);
    if (!sheet_has(sheet, left->head, W_PERSON | W_BODY | W_PAPER))
        return false;
    return STR_IS_ANY(folded, joins);
}

static void join_tail(const struct sheet *sheet, Phrase *phrase)
{
    Phrase tail;

    for (int joins = 0; joins < 3; joins++) {
        uint32_t at = phrase->at.end;
        const Phrase *left = joins ? &tail : phrase;

        if (at + 1 >= sheet->count || !may_join(sheet, left, at) ||
            !read_base(sheet, at + 1, &tail) || tail.kind == PHRASE_REL ||
            (sheet_has(sheet, tail.head, W_MEDIUM) &&
             !stet_token_is(sheet->tokens, at, "of") &&
             !stet_token_is(sheet->tokens, at, "for")))
            return; /* "reporters in a statement": the statement is apart */
        phrase->at.end = tail.at.end;
    }
}

/* Past what stands in brackets and speaks for nobody, "(D-Mo.)"; what has
 * marks in it, "(“No,” said Lund.)", is a sentence of its own. */
static uint32_t past_brackets(const struct sheet *sheet, uint32_t at)
{
    for (uint32_t i = at + 1; i < at + BRACKETS_MAX && i < sheet->count; i++) {
        if (sheet_class(sheet, i) == STET_TOKEN_QUOTE_OPEN)
            return 0;
        if (sheet_is(sheet, i, ')'))
            break;
    }
    return at + BRACKETS_MAX;
}

void phrases_find(struct phrases *self, const struct sheet *sheet,
                  struct arena *arena)
{
    Phrase *all = ARENA_ARRAY(arena, Phrase, sheet->count + 1);
    uint32_t *after = ARENA_ARRAY(arena, uint32_t, sheet->count + 1);
    uint32_t count = 0, at = 0, brackets = 0;

    while (at < sheet->count) {
        Phrase phrase;

        if (sheet_is(sheet, at, '('))
            brackets = past_brackets(sheet, at);
        else if (sheet_is(sheet, at, ')'))
            brackets = 0;
        if (at < brackets || !read_base(sheet, at, &phrase)) {
            after[at++] = count;
            continue;
        }
        join_tail(sheet, &phrase);
        for (; at < phrase.at.end; at++)
            after[at] = count;
        all[count++] = phrase;
    }
    after[sheet->count] = count;
    self->all = all;
    self->count = count;
    self->at_or_after = after;
    self->token_count = sheet->count;
}

const Phrase *phrase_from(const struct phrases *self, uint32_t start)
{
    uint32_t i;

    if (start >= self->token_count)
        return NULL;
    i = self->at_or_after[start];
    return i < self->count && self->all[i].at.start == start ? &self->all[i]
                                                             : NULL;
}

const Phrase *phrase_to(const struct phrases *self, uint32_t end)
{
    uint32_t i;

    if (end == 0 || end > self->token_count)
        return NULL;
    i = self->at_or_after[end - 1];
    if (i < self->count && self->all[i].at.end == end)
        return &self->all[i];
    return NULL;
}

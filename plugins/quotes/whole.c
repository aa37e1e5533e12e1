/*
 * whole - the whole of a source: all the words that say who speaks.
 *
 * Cues and tags point at a noun; "the matter" becomes "people familiar with
 * the matter", "her lawyers" becomes "Lund and her lawyers". Where nothing
 * announces marks, the subject of their own sentence is looked for before a
 * speaker is carried over from elsewhere.
 *
 *     [people] familiar with [the matter] said
 *      head <------------------ source
 */
#include "quotes/desk.h"

#include "stet/text.h"

enum {
    ROUNDS = 6,           /* steps outward; a source has no more layers */
    DESCRIPTION_MAX = 12, /* tokens that describe a noun behind it */
};

/* A source while it grows. `cue` is empty where nothing announces. */
struct whole {
    const struct desk *desk;
    const struct sheet *sheet;
    const struct phrases *phrases;
    Range at, cue;
    uint32_t head, kind;
};

static bool is_left(const struct whole *self)
{
    return !range_empty(self->cue) && self->at.end <= self->cue.start;
}

/* The phrase that ends at `end`, in the same sentence as the source; NULL
 * where there is none, or where it is somebody's words. */
static const Phrase *phrase_before(const struct whole *self, uint32_t end)
{
    const Phrase *phrase = phrase_to(self->phrases, end);

    if (!phrase ||
        phrase->at.start < sheet_sentence_start(self->sheet, self->at.start) ||
        !desk_is_plain(self->desk, (Range){phrase->at.start, self->at.start}))
        return NULL;
    return phrase;
}

static bool is_adverb(const struct sheet *sheet, uint32_t at)
{
    return sheet_has(sheet, at, W_AUX | W_ADVERB | W_NEG) ||
           sheet_class(sheet, at) == STET_TOKEN_CLITIC ||
           str_ends(sheet->tokens->folded[at], STR("ly"));
}

/* Only adverbs, auxiliaries and "not" lie between `from` and the verb. */
static bool is_adverbial(const struct whole *self, uint32_t from)
{
    for (uint32_t i = from; i < self->cue.start; i++)
        if (!is_adverb(self->sheet, i))
            return false;
    return true;
}

static bool is_number(const struct sheet *sheet, uint32_t at)
{
    return sheet_class(sheet, at) == STET_TOKEN_NUMBER ||
           sheet_has(sheet, at, W_QUANT);
}

/* The first part of the noun phrase whose last part begins at `start`, "a" in
 * "a Democratic staffer", which the capital letter had cut in two; or NULL. */
static const Phrase *first_part(const struct whole *self, uint32_t start)
{
    const struct sheet *sheet = self->sheet;
    bool hyphen = start > 0 && sheet_hyphen(sheet, start - 1);
    const Phrase *left;

    if (start == 0 || (!hyphen && sheet_capital(sheet, start)))
        return NULL;
    left = phrase_before(self, hyphen ? start - 1 : start);
    if (!phrase_may_speak(left) || sheet_has(sheet, left->at.end - 1, W_TIME) ||
        (left->at.start && !is_number(sheet, left->at.start) &&
         sheet_has(sheet, left->at.start - 1, W_PREP)))
        return NULL; /* in Iowa officials said; about two-thirds said */
    if (!hyphen && !sheet_capital(sheet, left->at.end - 1) &&
        !sheet_has(sheet, left->at.end - 1, W_QUANT))
        return NULL;
    return left;
}

/* "Verizon" before "executives", "the Cruz" before "slate card": one noun
 * phrase, which a capital letter or a hyphen had cut in two. */
static bool join_left(struct whole *self)
{
    const Phrase *left = first_part(self, self->at.start);

    if (!left)
        return false;
    self->at.start = left->at.start;
    if (self->kind == PHRASE_BARE)
        self->kind = left->kind == PHRASE_NAME ? PHRASE_BARE : left->kind;
    return true;
}

/* "the tall, 71-year-old plumber": a comma between two that describe one. */
static bool join_age(struct whole *self)
{
    const struct sheet *sheet = self->sheet;
    uint32_t start = self->at.start;
    const Phrase *left;

    if (start < 2 || !sheet_is(sheet, start - 1, ',') ||
        sheet_class(sheet, start) != STET_TOKEN_NUMBER ||
        !sheet_hyphen(sheet, start + 1) ||
        !stet_token_is(sheet->tokens, start + 2, "year"))
        return false;
    left = phrase_before(self, start - 1);
    if (!left || left->kind != PHRASE_NOMINAL ||
        sheet_has(sheet, left->head, W_PERSON | W_BODY | W_TIME))
        return false;
    self->at.start = left->at.start;
    self->kind = PHRASE_NOMINAL;
    return true;
}

/* The same from the first part: "Cruz" behind "said", "constituent Ben Voss"
 * behind that. */
static bool join_right(struct whole *self)
{
    const struct sheet *sheet = self->sheet;
    uint32_t end = self->at.end;
    const Phrase *right;

    if (end < sheet->count && sheet_hyphen(sheet, end))
        end += phrase_from(self->phrases, end + 1) ? 1 : 2;
    if (end >= sheet->count)
        return false;
    right = phrase_from(self->phrases, end);
    if (range_empty(self->cue) || !phrase_may_speak(right) ||
        sheet_capital(sheet, end) || desk_is_participle(sheet, end) ||
        sheet_has(sheet, end, W_DET | W_POSS | W_QUANT | W_TIME) ||
        (is_left(self) && right->at.end > self->cue.start) ||
        (is_left(self) && !is_adverbial(self, right->at.end)) ||
        !desk_is_plain(self->desk, right->at))
        return false;
    self->at.end = right->at.end;
    self->head = right->head;
    self->kind = right->kind == PHRASE_BARE && self->kind == PHRASE_NOMINAL
                     ? PHRASE_NOMINAL
                     : right->kind;
    return true;
}

/* Where the words that describe a noun from `at` on end: at the verb, at a
 * mark, at another clause. */
static uint32_t description_end(const struct whole *self, uint32_t at)
{
    const struct sheet *sheet = self->sheet;
    uint32_t limit =
        is_left(self) ? self->cue.start : sheet_sentence_end(sheet, at);

    if (limit > at + DESCRIPTION_MAX)
        limit = at + DESCRIPTION_MAX;
    for (uint32_t i = at; i < limit; i++)
        if ((sheet_class(sheet, i) == STET_TOKEN_PUNCT &&
             !sheet_hyphen(sheet, i)) ||
            sheet_stop(sheet, i) || sheet->stretch_of[i] != STET_NONE ||
            self->desk->owner[i] ||
            sheet_has(sheet, i, W_CONJ | W_SUBORD | W_REL) ||
            (sheet_has(sheet, i, W_AUX) &&
             sheet_class(sheet, i) != STET_TOKEN_CLITIC))
            return i;
    return limit;
}

/* The cue is the main verb of its clause: it said, they say; not "to say",
 * "saying", "the states". */
static bool is_finite_cue(const struct whole *self)
{
    const struct sheet *sheet = self->sheet;
    uint32_t verb = self->cue.start;

    return sheet_has(sheet, verb, W_REPORT) &&
           sheet_has(sheet, verb, W_PAST | W_THIRD) && verb > 0 &&
           !sheet_has(sheet, verb - 1, W_DET | W_POSS | W_PREP | W_QUANT);
}

/* "said a source involved in the plan", "the order released Friday said": what
 * describes a noun behind it is a part of it. */
static bool join_description(struct whole *self)
{
    const struct sheet *sheet = self->sheet;
    uint32_t start = self->at.end, end;

    if (range_empty(self->cue) || start + 1 >= sheet->count ||
        (self->kind != PHRASE_NOMINAL && self->kind != PHRASE_BARE) ||
        !desk_is_postpositive(sheet, start) ||
        (sheet_has(sheet, start, W_REPORT) && start == self->cue.start) ||
        self->desk->owner[start])
        return false;
    end = description_end(self, start + 1);
    if (is_left(self)) {
        if (end != self->cue.start || !is_finite_cue(self))
            return false;
        while (end > start && is_adverb(sheet, end - 1))
            end--;
    }
    if (end < start + 2)
        return false;
    self->at.end = end;
    return true;
}

/* "Four out of 10 voters", "four in 10": a share of them, not the ten. */
static bool join_ratio(struct whole *self)
{
    const struct sheet *sheet = self->sheet;
    uint32_t start = self->at.start, left;

    if (start < 3 || !is_number(sheet, start))
        return false;
    if (stet_token_is(sheet->tokens, start - 1, "in"))
        left = start - 2;
    else if (stet_token_is(sheet->tokens, start - 1, "of") &&
             stet_token_is(sheet->tokens, start - 2, "out"))
        left = start - 3;
    else
        return false;
    if (!is_number(sheet, left) ||
        !desk_is_plain(self->desk, (Range){left, start}))
        return false;
    self->at.start = left;
    return true;
}

/* The same from the first number: "four" to "four in 10 voters". */
static bool join_whole_of(struct whole *self)
{
    const struct sheet *sheet = self->sheet;
    uint32_t at = self->at.end;
    const Phrase *right;

    if (!is_left(self) || at == 0 || !is_number(sheet, at - 1))
        return false;
    at += stet_token_is(sheet->tokens, at, "out") ? 1u : 0u;
    if (!stet_token_is(sheet->tokens, at, "in") &&
        !stet_token_is(sheet->tokens, at, "of"))
        return false;
    right = phrase_from(self->phrases, at + 1);
    if (!phrase_may_speak(right) || !is_number(sheet, at + 1) ||
        right->at.end > self->cue.start ||
        !desk_is_plain(self->desk, right->at))
        return false;
    self->at.end = right->at.end;
    self->head = right->head;
    return true;
}

/* "Only 24 percent", "about half of them". */
static bool join_approximate(struct whole *self)
{
    static const Str words[] = {
        STR_INIT("about"),         STR_INIT("only"),   STR_INIT("nearly"),
        STR_INIT("almost"),        STR_INIT("just"),   STR_INIT("roughly"),
        STR_INIT("approximately"), STR_INIT("around"),
    };
    const struct sheet *sheet = self->sheet;
    uint32_t start = self->at.start;

    if (start == 0 || self->desk->owner[start - 1] ||
        !is_number(sheet, start) ||
        !STR_IS_ANY(sheet->tokens->folded[start - 1], words))
        return false;
    self->at.start--;
    return true;
}

static bool is_beside_verb(const struct whole *self)
{
    return is_left(self) && sheet_has(self->sheet, self->cue.start, W_REPORT) &&
           (is_adverbial(self, self->at.end) ||
            desk_is_before_insertion(self->desk, self->at.end,
                                     self->cue.start));
}

/* From `left` on, which is its head, to where it ended. */
static void climb_to(struct whole *self, const Phrase *left)
{
    self->at.start = left->at.start;
    self->head = left->head;
    self->kind = left->kind;
}

/* It is another phrase that speaks. */
static void move_to(struct whole *self, const Phrase *phrase)
{
    self->at = phrase->at;
    self->head = phrase->head;
    self->kind = phrase->kind;
}

/* "Voters in the transgender community said": the voters did. "A person
 * familiar with the plans for the roof said": steps over the plans. */
static bool climb_description(struct whole *self)
{
    const Phrase *left;

    if (!is_beside_verb(self))
        return false;
    left = desk_described(self->desk, self->at);
    if (!left)
        return false;
    climb_to(self, left);
    return true;
}

/* "Lund and her lawyers said", "friends, lobbyists and old foes say": all of
 * them did, the first one first. */
static bool climb_and(struct whole *self)
{
    const struct sheet *sheet = self->sheet;
    uint32_t at = self->at.start;
    const Phrase *left;
    bool comma;

    if (at < 2 || !is_beside_verb(self) ||
        !(stet_token_is(sheet->tokens, at - 1, "and") ||
          stet_token_is(sheet->tokens, at - 1, "or")))
        return false;
    comma = sheet_is(sheet, at - 2, ',');
    at -= comma ? 2 : 1;
    left = phrase_before(self, at);
    if (!phrase_may_speak(left) || sheet_has(sheet, left->at.end - 1, W_TIME) ||
        !desk_starts_clause(self->desk, left->at.start))
        return false;
    for (;;) {
        const Phrase *more;

        at = left->at.start;
        more = at > 1 && sheet_is(sheet, at - 1, ',')
                   ? phrase_before(self, at - 1)
                   : NULL;
        if (!phrase_may_speak(more) || more->kind != left->kind ||
            !desk_starts_clause(self->desk, more->at.start))
            break;
        left = more;
    }
    /* A comma before "and" begins another clause, unless it is a list's. */
    if (comma && left->at.start != sheet_sentence_start(sheet, at))
        return false;
    climb_to(self, left);
    return true;
}

/* "Lund, who has the backing of the party, said": Lund did. */
static bool climb_insertion(struct whole *self)
{
    const Phrase *subject;

    if (!is_left(self))
        return false;
    subject = desk_over_insertion(self->desk, self->at, self->kind, self->cue);
    if (!subject)
        return false;
    move_to(self, subject);
    return true;
}

/* "People who know him say": the people do, not "who". Its own verb stands
 * behind "who", and no "and" before the other. */
static bool climb_restriction(struct whole *self)
{
    const struct sheet *sheet = self->sheet;
    uint32_t at = self->at.start, verb = self->cue.start;
    const Phrase *left;

    while (verb > at && is_adverb(sheet, verb - 1))
        verb--;
    if (!is_left(self) || at == 0 || verb < at + 3 ||
        !sheet_has(sheet, self->cue.start, W_SAY | W_TELL) ||
        !sheet_has(sheet, self->cue.start, W_PAST | W_THIRD) ||
        sheet_class(sheet, verb - 1) != STET_TOKEN_WORD ||
        sheet_has(sheet, verb - 1, W_CONJ | W_SUBJECT | W_REL) ||
        !desk_is_plain(self->desk, (Range){at, verb}) ||
        !desk_has_own_verb(sheet, at, verb))
        return false;
    left = phrase_before(self, at);
    if (!phrase_may_speak(left))
        return false;
    move_to(self, left);
    return true;
}

static void climb_relative(struct whole *self)
{
    if (!climb_insertion(self))
        climb_restriction(self);
}

/* ---- marks that no cue announces ---- */

/* A word that may be the verb of what stands before it: in lower case, and
 * none of the small ones. */
static bool may_be_verb(const struct sheet *sheet, uint32_t at)
{
    return sheet_class(sheet, at) == STET_TOKEN_WORD &&
           !sheet_capital(sheet, at) &&
           !sheet_has(sheet, at,
                      W_PREP | W_CONJ | W_SUBORD | W_DET | W_POSS | W_REL |
                          W_SUBJECT | W_OBJECT | W_TIME);
}

static bool may_be_subject(const Phrase *phrase)
{
    return phrase_may_speak(phrase) ||
           (phrase && phrase->kind == PHRASE_PRONOUN);
}

static void take(Claim *claim, const Phrase *phrase)
{
    claim->source = phrase->at;
    claim->source_kind = phrase->kind;
}

/* “...,” Lund shot back. “...!” blared the Herald. The verb need not be one
 * that announces: a comma in the marks says that somebody is named. */
static bool take_behind(const struct desk *desk, Claim *claim, Range piece)
{
    const struct sheet *sheet = desk->sheet;
    const Phrase *phrase;
    uint32_t at = piece.end;

    if (at < 3 || at + 1 >= sheet->count || desk->owner[at] ||
        sheet_class(sheet, at - 1) != STET_TOKEN_QUOTE_CLOSE ||
        !(sheet_is(sheet, at - 2, ',') || sheet_is(sheet, at - 2, '?') ||
          sheet_is(sheet, at - 2, '!')))
        return false;
    phrase = phrase_from(&desk->scene->phrases, at);
    if (may_be_subject(phrase) && sheet_is(sheet, at - 2, ',') &&
        may_be_verb(sheet, phrase->at.end)) {
        take(claim, phrase);
        return true;
    }
    phrase = phrase_from(&desk->scene->phrases, at + 1);
    if (!may_be_verb(sheet, at) || sheet_has(sheet, at, W_ADVERB | W_AUX) ||
        str_ends(sheet->tokens->folded[at], STR("ing")) ||
        !phrase_may_speak(phrase))
        return false;
    take(claim, phrase);
    return true;
}

/* The network's source between `low` and `high`. */
static bool take_tag(const struct desk *desk, Claim *claim, uint32_t low,
                     uint32_t high)
{
    const struct scene *scene = desk->scene;

    for (uint32_t i = high; i > low; i--) {
        const Tag *tag = scene_tag(scene, i - 1);

        if (!tag || tag->role != ROLE_SOURCE || tag->at.start < low ||
            tag->at.end > high)
            continue;
        desk_source_at(desk, tag->at, &claim->source, &claim->source_kind);
        return true;
    }
    return false;
}

/* "in Lund's own words, “...”", "in the words of Lund: “...”": whose words they
 * are. */
static bool take_words(const struct desk *desk, Claim *claim, Range piece)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t end = piece.start;
    const Phrase *phrase;

    end -= end > 0 &&
           (sheet_is(sheet, end - 1, ',') || sheet_is(sheet, end - 1, ':'));
    phrase = phrase_to(&desk->scene->phrases, end);
    if (!phrase_may_speak(phrase) || !phrase->at.start ||
        !stet_token_is(sheet->tokens, phrase->head, "words") ||
        !stet_token_is(sheet->tokens, phrase->at.start - 1, "in"))
        return false;
    claim->source = phrase->at;
    claim->source_kind = phrase->kind;
    if (phrase->core < phrase->at.end) {
        claim->source.start = phrase->core + 1;
        claim->source_kind = sheet_capital(sheet, phrase->at.end - 1)
                                 ? PHRASE_NAME
                                 : PHRASE_NOMINAL;
        return true;
    }
    for (uint32_t i = phrase->head; i > phrase->at.start; i--)
        if (sheet_class(sheet, i) == STET_TOKEN_CLITIC ||
            sheet_class(sheet, i) == STET_TOKEN_APOSTROPHE) {
            claim->source.end = i;
            claim->source_kind =
                sheet_capital(sheet, i - 1) ? PHRASE_NAME : PHRASE_NOMINAL;
            return true;
        }
    claim->source.end = claim->source.start + 1;
    claim->source_kind = PHRASE_OBJECT;
    if (sheet_has(sheet, claim->source.start, W_POSS))
        return true;
    claim->source = (Range){0, 0};
    return false;
}

/* "footage of Lund saying last week, “...”": a participle that nothing but when
 * and where parts from the marks. */
static bool take_participle(const struct desk *desk, Claim *claim, uint32_t low,
                            uint32_t high)
{
    const struct sheet *sheet = desk->sheet;

    for (uint32_t i = high; i > low; i--) {
        Cue cue = {{i - 1, i}, CUE_VERB};
        const Phrase *phrase;

        if (sheet_has(sheet, i - 1, W_AUX | W_SUBJECT | W_REL | W_PAST))
            return false;
        if (!sheet_has(sheet, i - 1, W_SAY) || !sheet_has(sheet, i - 1, W_ING))
            continue;
        phrase = phrase_to(&desk->scene->phrases, i - 1);
        if (!phrase)
            phrase = desk_participle_subject(desk, &cue);
        if (!phrase || sheet_has(sheet, phrase->head, W_TIME) ||
            scene_is_place(desk->scene, phrase->at) ||
            (phrase->kind != PHRASE_NAME && phrase->kind != PHRASE_PRONOUN &&
             !sheet_has(sheet, phrase->head, W_PERSON | W_SHOWN)))
            return false;
        take(claim, phrase);
        return true;
    }
    return false;
}

/* A subject of a main clause, by what stands around it: nothing or a comma or
 * "and" before it, its verb or a comma behind it, or the colon that announces
 * a name's words. */
static bool is_clause_subject(const struct sheet *sheet, const Phrase *phrase,
                              uint32_t low)
{
    uint32_t start = phrase->at.start, end = phrase->at.end;

    if (sheet_has(sheet, phrase->head, W_TIME) ||
        desk_is_participle(sheet, start) ||
        str_ends(sheet->tokens->folded[phrase->head], STR("ly")))
        return false;
    if (sheet_is(sheet, end, ':'))
        return phrase->kind == PHRASE_NAME;
    if (start > low && !sheet_is(sheet, start - 1, ',') &&
        !sheet_has(sheet, start - 1, W_CONJ) &&
        !stet_token_is(sheet->tokens, start - 1, "that"))
        return false;
    return may_be_verb(sheet, end) || sheet_is(sheet, end, ',');
}

/* "the former mayor, Ada Lund - “...” - and Ben Voss": dashes enclose what the
 * person before them says. */
static bool take_enclosed(const struct desk *desk, Claim *claim, Range piece)
{
    const struct sheet *sheet = desk->sheet;
    uint32_t dash = piece.start - 1;
    const Phrase *phrase;

    if (!piece.start || !sheet_dash(sheet, dash) ||
        !sheet_dash(sheet, piece.end))
        return false;
    phrase = phrase_to(&desk->scene->phrases, dash);
    if (!phrase || phrase->kind != PHRASE_NAME ||
        phrase->at.start < sheet_sentence_start(sheet, dash) ||
        scene_is_place(desk->scene, phrase->at))
        return false;
    take(claim, phrase);
    return true;
}

/* "When asked, the board was conclusive: “...”": whom the clause before the
 * marks is about. */
static bool take_before(const struct desk *desk, Claim *claim, Range piece)
{
    const struct sheet *sheet = desk->sheet;
    const struct phrases *phrases = &desk->scene->phrases;
    uint32_t low = sheet_sentence_start(sheet, piece.start), at = piece.start;
    uint32_t high = piece.start;
    const Phrase *best = NULL;

    if (!range_empty(claim->cue)) {
        if (claim->cue.start >= high || claim->cue.start < low)
            return false;
        high = claim->cue.start + (claim->cue_kind == CUE_COLON);
        at = claim->cue.start;
    }

    while (at > low && !desk->owner[at - 1] &&
           sheet->stretch_of[at - 1] == STET_NONE)
        at--;
    low = at;
    if ((range_empty(claim->cue) && take_participle(desk, claim, low, high)) ||
        take_tag(desk, claim, low, high))
        return true;
    for (uint32_t i = phrases->at_or_after[low]; i < phrases->count; i++) {
        const Phrase *phrase = &phrases->all[i];
        uint32_t start = phrase->at.start;

        if (phrase->at.end >= piece.start || phrase->at.end > high)
            break;
        if (start >= low && may_be_subject(phrase) &&
            is_clause_subject(sheet, phrase, low))
            best = phrase;
    }
    if (!best)
        return false;
    take(claim, best);
    return true;
}

/* "Lund's call for", "her stark warning that": whoever the noun belongs to.
 * Returns the head, 0 where the cue is no such noun. */
static uint32_t take_possessor(const struct desk *desk, Claim *claim)
{
    const struct sheet *sheet = desk->sheet;
    const struct phrases *phrases = &desk->scene->phrases;
    uint32_t index = phrases->at_or_after[claim->cue.start];
    const Phrase *noun = index < phrases->count ? &phrases->all[index] : NULL;

    if (range_empty(claim->cue) || !noun ||
        noun->at.start >= claim->cue.start || claim->rule == RULE_TURN ||
        (!range_empty(claim->source) && (claim->source.end <= noun->at.start ||
                                         claim->source.start >= noun->at.end)))
        return 0;
    for (uint32_t i = claim->cue.start; i > noun->at.start + 1; i--) {
        if (sheet_class(sheet, i - 1) != STET_TOKEN_CLITIC &&
            sheet_class(sheet, i - 1) != STET_TOKEN_APOSTROPHE)
            continue;
        claim->source = (Range){noun->at.start, i};
        claim->source_kind =
            sheet_capital(sheet, i - 2) ? PHRASE_NAME : PHRASE_NOMINAL;
        return i - 2;
    }
    if (!sheet_has(sheet, noun->at.start, W_POSS))
        return 0;
    claim->source = (Range){noun->at.start, noun->at.start + 1};
    claim->source_kind = PHRASE_OBJECT;
    return noun->at.start;
}

static void find_subject(const struct desk *desk, Claim *claim)
{
    const Phrase *phrase;
    Range first, last;

    if (!claim->piece_count || claim->type == CLAIM_INDIRECT ||
        !range_empty(claim->source) || claim->rule == RULE_TURN)
        return;
    first = claim->pieces[0];
    last = claim->pieces[claim->piece_count - 1];
    if (take_words(desk, claim, first) ||
        (claim->type == CLAIM_DIRECT && (take_behind(desk, claim, first) ||
                                         take_enclosed(desk, claim, first))))
        return;
    if (!take_before(desk, claim, first) && claim->piece_count > 1 &&
        claim->type == CLAIM_DIRECT)
        take_behind(desk, claim, last);
    if (range_empty(claim->source))
        return;
    phrase = phrase_from(&desk->scene->phrases, claim->source.start);
    if (phrase && phrase->at.end == claim->source.end)
        claim->source = desk_shown(desk->scene, phrase);
}

/* "Mayor Tells Town Roof Will Hold": capital letters had made the verb a part
 * of the name before it. */
static void leave_cue(Claim *claim)
{
    if (claim->cue.start > claim->source.start &&
        claim->cue.start < claim->source.end)
        claim->source.end = claim->cue.start;
}

void desk_whole(const struct desk *desk, Claim *claim)
{
    const struct phrases *phrases = &desk->scene->phrases;
    const Phrase *phrase;
    struct whole self = {.desk = desk, .sheet = desk->sheet};

    claim->source_head = take_possessor(desk, claim);
    if (claim->source_head)
        return;
    find_subject(desk, claim);
    if (range_empty(claim->source))
        return;
    leave_cue(claim);
    phrase = phrase_from(phrases, claim->source.start);
    self.phrases = phrases;
    self.at = claim->source;
    self.cue = claim->cue;
    self.kind = claim->source_kind;
    self.head = phrase && phrase->head < claim->source.end
                    ? phrase->head
                    : claim->source.end - 1;
    if (claim->source_kind == PHRASE_REL)
        climb_relative(&self);
    if (claim->source_kind != PHRASE_PRONOUN && self.kind != PHRASE_REL &&
        claim->source_kind != PHRASE_OBJECT && claim->rule != RULE_TURN)
        for (uint32_t round = 0; round < ROUNDS; round++)
            if (!join_left(&self) && !join_age(&self) && !join_right(&self) &&
                !join_description(&self) && !join_ratio(&self) &&
                !join_whole_of(&self) && !join_approximate(&self) &&
                !climb_description(&self) && !climb_and(&self) &&
                !climb_insertion(&self))
                break;
    claim->source = self.at;
    claim->source_kind = self.kind;
    claim->source_head = self.head;
}

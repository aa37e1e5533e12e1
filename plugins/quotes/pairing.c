#include "quotes/pairing.h"

#include "stet/text.h"

enum {
    CUES_A_SIDE = 8, /* nearest ones that are looked at */
    PHRASES_LEFT = 9,
    PHRASES_RIGHT = 4,
    TAG_REACH = 40, /* tokens from a cue to the tag of its source */
    NO_SCORE = INT32_MIN,
    SIGNATURE_SCORE = 1536, /* log-odds, 1/256: as good as certain */
    CRIED_SCORE = 768,
};

uint32_t pairing_bucket(uint32_t count)
{
    static const uint32_t limits[] = {0, 1, 2, 3, 5, 8, 13, 20};
    uint32_t bucket = 0;

    while (bucket < 8 && count > limits[bucket])
        bucket++;
    return bucket;
}

static void consider(Choice *choice, uint32_t index, int32_t score)
{
    if (choice->best == STET_NONE || score > choice->score) {
        choice->second = choice->best;
        choice->second_score = choice->score;
        choice->best = index;
        choice->score = score;
    } else if (choice->second == STET_NONE || score > choice->second_score) {
        choice->second = index;
        choice->second_score = score;
    }
}

/* What lies between two places of a sentence, in numbers. */
typedef struct Between {
    uint32_t tokens; /* outside of stretches */
    uint32_t stretches, commas, cues, phrases, finite;
} Between;

static Between look_between(const struct scene *scene, uint32_t from,
                            uint32_t to)
{
    const struct sheet *sheet = &scene->sheet;
    Between seen = {0};

    for (uint32_t i = from; i < to && i < sheet->count; i++) {
        if (sheet->stretch_of[i] != STET_NONE) {
            const Stretch *in = &sheet->stretches[sheet->stretch_of[i]];

            seen.stretches++;
            i = in->at.end - 1;
            continue;
        }
        seen.tokens++;
        seen.commas += (uint32_t)sheet_is(sheet, i, ',');
        seen.finite += (uint32_t)sheet_has(sheet, i, W_AUX) ||
                       ((sheet->bits[i] & W_REPORT) &&
                        (sheet->bits[i] & (W_PAST | W_THIRD)));
    }
    seen.cues = scene->cue_after[to < sheet->count ? to : sheet->count] -
                scene->cue_after[from];
    return seen;
}

static uint32_t form_of(const struct scene *scene, const Cue *cue)
{
    WordBits bits = scene->sheet.bits[cue->at.start];

    if (cue->kind != CUE_VERB)
        return 8 + cue->kind;
    return (
        uint32_t)((bits & (W_BASE | W_THIRD | W_PAST | W_PARTICIPLE | W_ING)) /
                  W_BASE);
}

/* Facts about a cue alone; `side` keeps those of different places apart. */
static void cue_facts(const struct scene *scene, const Cue *cue, uint32_t side,
                      struct facts *facts)
{
    uint32_t base = 100 + side * 40, form = form_of(scene, cue);
    uint32_t before = cue->at.start ? scene_shape(scene, cue->at.start - 1) : 0;
    uint32_t before2 =
        cue->at.start > 1 ? scene_shape(scene, cue->at.start - 2) : 0;
    uint32_t after = scene_shape(scene, cue->at.end);
    uint32_t after2 = scene_shape(scene, cue->at.end + 1);
    uint32_t lemma = scene->sheet.lemma[cue->at.start];
    WordBits kinds = scene->sheet.bits[cue->at.start] & W_REPORT;

    if (cue->kind == CUE_COLON)
        lemma = scene_shape(scene, cue->at.start);
    facts_add(facts, base, 0);
    facts_add(facts, base + 1, lemma);
    facts_add(facts, base + 2, form);
    facts_add(facts, base + 3, before);
    facts_add(facts, base + 4, after);
    facts_add(facts, base + 5, before * 64 + after);
    facts_add(facts, base + 6, form * 64 + before);
    facts_add(facts, base + 7, form * 64 + after);
    facts_add(facts, base + 8, before * 64 + before2);
    facts_add(facts, base + 9, after * 64 + after2);
    facts_add(facts, base + 10, cue->kind);
    facts_add(facts, base + 11, (uint32_t)kinds * 16 + form % 16);
    facts_add(facts, base + 12, lemma ^ after * 0x1000193u);
    facts_add(facts, base + 13, lemma ^ form * 0x2000193u);
    for (uint32_t bit = 0; bit < 10; bit++)
        if (kinds & W_BIT(bit))
            facts_add(facts, base + 15, bit);
}

/* ---- stretch and cue ---- */

static void stretch_facts(const struct scene *scene, const Stretch *stretch,
                          uint32_t side, struct facts *facts)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t start = stretch->at.start, end = stretch->at.end;
    uint32_t base = 300 + side * 20;
    uint32_t before = start ? scene_shape(scene, start - 1) : 0;
    uint32_t last = end > start + 2 ? scene_shape(scene, end - 2) : 0;

    facts_add(facts, base, before);
    facts_add(facts, base + 1, scene_shape(scene, end));
    facts_add(facts, base + 2, last);
    facts_add(facts, base + 3, pairing_bucket(stretch->words));
    facts_add(facts, base + 4, (uint32_t)sheet_capital(sheet, start + 1));
    facts_add(facts, base + 5, before * 64 + last);
    facts_add(facts, base + 6, last * 64 + scene_shape(scene, end));
}

static int32_t judge_cue(const struct scene *scene, const Stretch *stretch,
                         const Cue *cue)
{
    struct facts facts = {0};
    uint32_t start = stretch->at.start, end = stretch->at.end;
    int is_before = cue->at.end <= start;
    uint32_t cue_sentence = scene->sheet.sentence_of[cue->at.start];
    int across =
        cue_sentence != scene->sheet.sentence_of[is_before ? start : end - 1];
    uint32_t side = (is_before ? 0u : 2u) + (uint32_t)across;
    Between seen = is_before ? look_between(scene, cue->at.end, start)
                             : look_between(scene, end, cue->at.start);
    uint32_t far = pairing_bucket(seen.tokens);
    uint32_t base = 400 + side * 20;

    cue_facts(scene, cue, side, &facts);
    stretch_facts(scene, stretch, side, &facts);
    facts_add(&facts, base, far);
    facts_add(&facts, base + 1, seen.stretches > 2 ? 3 : seen.stretches);
    facts_add(&facts, base + 2, seen.cues > 2 ? 3 : seen.cues);
    facts_add(&facts, base + 3, seen.commas > 2 ? 3 : seen.commas);
    facts_add(&facts, base + 4, far * 64 + form_of(scene, cue));
    facts_add(&facts, base + 5, far * 8 + seen.finite % 8);
    facts_add(&facts, base + 6,
              (uint32_t)(scene->sheet.bits[cue->at.start] & W_REPORT) * 16 +
                  far);
    facts_add(&facts, base + 7,
              far * 64 + (is_before && start ? scene_shape(scene, start - 1)
                                             : scene_shape(scene, end)));
    facts_add(&facts, base + 8,
              (uint32_t)(cue->at.end == scene->sheet.count ||
                         sheet_stop(&scene->sheet, cue->at.end)) *
                      16 +
                  far);
    return scene_judge(scene, MODEL_CUE, stretch->at, cue->at, &facts);
}

/* “...” - Name, and nothing behind it: the dash is the cue. */
static bool is_signature(const struct scene *scene, const Stretch *stretch,
                         const Cue *cue)
{
    const struct sheet *sheet = &scene->sheet;
    const Phrase *name = phrase_from(&scene->phrases, cue->at.end);
    uint32_t end;

    if (cue->kind != CUE_COLON || cue->at.start != stretch->at.end || !name ||
        name->kind != PHRASE_NAME)
        return false;
    end = name->at.end;
    return end >= sheet->count || sheet_stop(sheet, end) ||
           sheet->tokens->cls[end] == STET_TOKEN_QUOTE_OPEN ||
           (sheet->tokens->flags[end] & STET_TOKEN_LINE_START);
}

bool pairing_is_signed(const struct scene *scene, uint32_t at)
{
    const Phrase *name = phrase_to(&scene->phrases, at);

    return name && name->kind == PHRASE_NAME && name->at.start > 1 &&
           sheet_dash(&scene->sheet, name->at.start - 1) &&
           sheet_class(&scene->sheet, name->at.start - 2) ==
               STET_TOKEN_QUOTE_CLOSE;
}

static bool starts_line(const struct sheet *sheet, uint32_t at)
{
    return at == 0 || (sheet->tokens->flags[at] & STET_TOKEN_LINE_START);
}

/* Linear: looks back to the line's start or the signature before. */
uint32_t pairing_first_of_line(const struct scene *scene, uint32_t index,
                               const Choice *choice)
{
    const struct sheet *sheet = &scene->sheet;
    const Stretch *stretches = sheet->stretches;
    uint32_t at = stretches[index].at.start, first = index;

    if (choice->best == STET_NONE ||
        !is_signature(scene, &stretches[index], &scene->cues[choice->best]))
        return index;
    for (; !starts_line(sheet, at); at--)
        if (pairing_is_signed(scene, at))
            return index;
    while (first > 0 && stretches[first - 1].at.start >= at)
        first--;
    return stretches[first].at.start == at ? first : index;
}

/* Behind the verb of a sentence that only says who cried: its end, another
 * quotation, or where, when, how and to whom. */
static bool has_no_content(const struct scene *scene, uint32_t at)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t high = sheet_sentence_end(sheet, at - 1);
    const Phrase *told = phrase_from(&scene->phrases, at);

    if (told && sheet_has(sheet, at - 1, W_TELL | W_ASK))
        at = told->at.end;
    if (stet_token_is(sheet->tokens, at, "for") ||
        stet_token_is(sheet->tokens, at, "to"))
        return false;
    if (at < high && !sheet_stop(sheet, at) &&
        !sheet_has(sheet, at, W_PREP | W_SUBORD | W_ADVERB | W_TIME) &&
        !str_ends(sheet->tokens->folded[at], STR("ly")))
        return false;
    for (; at < high; at++)
        if (sheet->stretch_of[at] != STET_NONE || sheet_is(sheet, at, ':') ||
            stet_token_is(sheet->tokens, at, "that") ||
            (sheet_has(sheet, at, W_CONJ) && sheet_has(sheet, at + 1, W_PAST)))
            return false;
    return true;
}

/* “Is it safe?” the mayor's lawyer, Ben Voss, asked. A question or a cry ends
 * its sentence, and the next one has nothing to say but who it was: a subject
 * right behind the mark, and its verb. `cue` is the first one there. */
static bool is_cried(const struct scene *scene, const Stretch *stretch,
                     const Cue *cue)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t start = stretch->at.start, end = stretch->at.end;
    const Phrase *subject = phrase_from(&scene->phrases, end);

    if (cue->kind != CUE_VERB || !stretch->is_closed || !subject ||
        cue->at.start < subject->at.end ||
        (sheet_sentence_start(sheet, cue->at.start) != end &&
         sheet->sentence_of[cue->at.start] != sheet->sentence_of[end - 1]) ||
        !(sheet_is(sheet, end - 2, '!') || sheet_is(sheet, end - 2, '?')) ||
        (start && !sheet_stop(sheet, start - 1)) ||
        !sheet_has(sheet, cue->at.start, W_PAST | W_THIRD) ||
        !sheet_has(sheet, cue->at.start, W_SAY | W_ASK | W_MANNER))
        return false;
    for (uint32_t i = end; i < cue->at.start; i++)
        if (sheet->stretch_of[i] != STET_NONE ||
            (sheet_class(sheet, i) != STET_TOKEN_CLITIC &&
             sheet_has(sheet, i, W_AUX | W_CONJ | W_NEG)))
            return false;
    return has_no_content(scene, cue->at.end);
}

/* ‘Sink it,’ say the boys; “Yes,” came the answer: a verb right behind the
 * mark, and who it is behind that. */
static bool is_inverted(const struct scene *scene, const Stretch *stretch,
                        const Cue *cue)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t end = stretch->at.end;

    if (cue->kind != CUE_VERB || !stretch->is_closed || cue->at.start != end ||
        !phrase_from(&scene->phrases, cue->at.end))
        return false;
    if (!(sheet->bits[end] & W_REPORT))
        return true; /* came */
    if (sheet_is(sheet, end - 2, ','))
        return sheet_sentence_start(sheet, end) == stretch->at.start &&
               sheet_has(sheet, end, W_SAY | W_ASK) &&
               !sheet_has(sheet, end, W_PAST | W_THIRD | W_ING);
    return (sheet_is(sheet, end - 2, '!') || sheet_is(sheet, end - 2, '?')) &&
           sheet_has(sheet, end, W_SAY | W_ASK | W_MANNER) &&
           sheet_has(sheet, end, W_BASE | W_PAST | W_THIRD);
}

/* It was: “The roof will hold.” What comes behind that is another's doing. */
static bool is_complete(const struct sheet *sheet, const Stretch *stretch)
{
    uint32_t start = stretch->at.start, end = stretch->at.end;

    return start && sheet_is(sheet, start - 1, ':') && end > start + 2 &&
           sheet_is(sheet, end - 2, '.');
}

Choice pairing_cue(const struct scene *scene, uint32_t index)
{
    const struct sheet *sheet = &scene->sheet;
    const Stretch *stretch = &sheet->stretches[index];
    Choice choice = {STET_NONE, STET_NONE, NO_SCORE, NO_SCORE};
    uint32_t start = stretch->at.start, end = stretch->at.end;
    uint32_t low = sheet_sentence_start(sheet, start);
    uint32_t high = sheet_sentence_end(sheet, end - 1);
    uint32_t first, last, left, right;

    if (low == start && start)
        low = sheet_sentence_start(sheet, start - 1);
    if (high == end && end < sheet->count && !is_complete(sheet, stretch))
        high = sheet_sentence_end(sheet, end);
    first = scene->cue_after[low];
    left = scene->cue_after[start];
    right = scene->cue_after[end];
    last = scene->cue_after[high];
    if (left - first > CUES_A_SIDE)
        first = left - CUES_A_SIDE;
    if (last - right > CUES_A_SIDE)
        last = right + CUES_A_SIDE;
    for (uint32_t i = first; i < last; i++) {
        int32_t score;

        if (i >= left && i < right)
            continue;
        score = judge_cue(scene, stretch, &scene->cues[i]);
        if (is_signature(scene, stretch, &scene->cues[i]))
            score = SIGNATURE_SCORE;
        else if (i == right && score < CRIED_SCORE &&
                 (is_cried(scene, stretch, &scene->cues[i]) ||
                  is_inverted(scene, stretch, &scene->cues[i])))
            score = CRIED_SCORE;
        consider(&choice, i, score);
    }
    return choice;
}

/* ---- cue and source ---- */

static void phrase_facts(const struct scene *scene, const Phrase *phrase,
                         uint32_t base, struct facts *facts)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t start = phrase->at.start, end = phrase->at.end;
    WordBits head = sheet->bits[phrase->head];
    uint32_t nouns = (uint32_t)(head / W_TITLE) & 0x7Fu;
    uint32_t before = start ? scene_shape(scene, start - 1) : 0;
    uint32_t after = scene_shape(scene, end);

    facts_add(facts, base, phrase->kind);
    facts_add(facts, base + 1, nouns);
    facts_add(facts, base + 2, before);
    facts_add(facts, base + 3, after);
    facts_add(facts, base + 4, before * 64 + after);
    facts_add(facts, base + 5, phrase->kind * 64 + before);
    facts_add(facts, base + 6, phrase->kind * 64 + after);
    facts_add(facts, base + 7,
              (uint32_t)(start == sheet_sentence_start(sheet, start)));
    facts_add(facts, base + 9, pairing_bucket(end - start));
    facts_add(facts, base + 10,
              (uint32_t)(head & (W_SUBJECT | W_OBJECT)) / (uint32_t)W_SUBJECT *
                      4 +
                  (phrase->core != end));
    if (phrase->kind == PHRASE_PRONOUN || phrase->kind == PHRASE_REL)
        facts_add(facts, base + 11, sheet->tokens->hash[phrase->head]);
}

/* Between commas, right behind another phrase: "Lieu, D-Calif., called". */
static bool is_apposition(const struct scene *scene, const Phrase *phrase)
{
    uint32_t start = phrase->at.start;

    return start > 1 && sheet_is(&scene->sheet, start - 1, ',') &&
           phrase_to(&scene->phrases, start - 1) &&
           sheet_is(&scene->sheet, phrase->at.end, ',');
}

/* Only adverbs, auxiliaries and "not" lie between: a plain subject. */
static bool is_plain_subject(const struct scene *scene, uint32_t from,
                             uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (!sheet_has(&scene->sheet, i, W_AUX | W_ADVERB | W_NEG) &&
            sheet_class(&scene->sheet, i) != STET_TOKEN_CLITIC &&
            scene_shape(scene, i) != 31)
            return false;
    return true;
}

/* A pair of commas around an apposition or a clause, closed right before. */
static uint32_t insertion_shape(const struct scene *scene, uint32_t from,
                                uint32_t to)
{
    while (to > from &&
           sheet_has(&scene->sheet, to - 1, W_AUX | W_ADVERB | W_NEG))
        to--;
    if (to < from + 2 || !sheet_is(&scene->sheet, from, ',') ||
        !sheet_is(&scene->sheet, to - 1, ','))
        return 63;
    return scene_shape(scene, from + 1);
}

static int32_t judge_source(const struct scene *scene, const Cue *cue,
                            const Phrase *phrase, uint32_t rank)
{
    struct facts facts = {0};
    int is_left = phrase->at.end <= cue->at.start;
    uint32_t side = is_left ? 0 : 1;
    uint32_t from = is_left ? phrase->at.end : cue->at.end;
    uint32_t to = is_left ? cue->at.start : phrase->at.start;
    Between seen = look_between(scene, from, to);
    uint32_t base = 600 + side * 40, form = form_of(scene, cue);
    uint32_t far = pairing_bucket(seen.tokens);
    uint32_t plain = is_left && is_plain_subject(scene, from, to);
    uint32_t inserted = is_left ? insertion_shape(scene, from, to) : 62;
    uint32_t lemma = scene->sheet.lemma[cue->at.start];
    uint32_t aside = is_apposition(scene, phrase);
    uint32_t behind =
        scene_shape(scene, is_left ? cue->at.end : phrase->at.end);
    uint32_t ahead =
        !is_left && cue->at.start ? scene_shape(scene, cue->at.start - 1) : 0;

    phrase_facts(scene, phrase, base + 20, &facts);
    cue_facts(scene, cue, 3 + side, &facts);
    facts_add(&facts, base, far);
    facts_add(&facts, base + 1, rank);
    facts_add(&facts, base + 2, rank * 64 + form);
    facts_add(&facts, base + 3, plain * 64 + form);
    facts_add(&facts, base + 4, inserted);
    facts_add(&facts, base + 5, seen.commas > 4 ? 5 : seen.commas);
    facts_add(&facts, base + 6, seen.finite > 4 ? 5 : seen.finite);
    facts_add(&facts, base + 7, seen.stretches > 2 ? 3 : seen.stretches);
    facts_add(&facts, base + 8, far * 64 + form);
    facts_add(&facts, base + 9, (form * 64 + ahead) * 64 + far);
    facts_add(&facts, base + 10, lemma ^ (far + 1) * 0x1000193u);
    facts_add(&facts, base + 11, (ahead * 64 + behind) * 8 + (far > 3));
    facts_add(&facts, base + 12, phrase->kind * 64 + form);
    facts_add(&facts, base + 13, (phrase->kind * 16 + rank) * 2 + plain);
    facts_add(&facts, base + 14,
              (scene_shape(scene, from) * 64 +
               (to ? scene_shape(scene, to - 1) : 0)) *
                      2 +
                  (to == from));
    facts_add(&facts, base + 15,
              (rank * 64 + inserted) * 8 + (seen.finite > 6 ? 7 : seen.finite));
    facts_add(&facts, base + 17, aside * 512 + rank * 64 + inserted);
    facts_add(&facts, base + 18, aside * 64 + form);
    facts_add(&facts, base + 19,
              aside * 16 + (seen.commas > 4 ? 5 : seen.commas));
    facts_add(&facts, base + 16,
              (uint32_t)(phrase->at.start ==
                         sheet_sentence_start(&scene->sheet, cue->at.start)) *
                      64 +
                  form);
    return scene_judge(scene, MODEL_SOURCE, phrase->at, cue->at, &facts);
}

/* The tag of a source that is nearest to `cue` in its sentence, or NULL. */
static const Tag *nearest_source(const struct scene *scene, const Cue *cue)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t low = sheet_sentence_start(sheet, cue->at.start);
    uint32_t high = sheet_sentence_end(sheet, cue->at.end - 1);

    if (!scene->tags)
        return NULL;
    for (uint32_t far = 0; far < TAG_REACH; far++) {
        if (cue->at.start > low + far &&
            scene_role(scene, cue->at.start - 1 - far) == ROLE_SOURCE)
            return scene_tag(scene, cue->at.start - 1 - far);
        if (cue->at.end + far < high &&
            scene_role(scene, cue->at.end + far) == ROLE_SOURCE)
            return scene_tag(scene, cue->at.end + far);
    }
    return NULL;
}

/* What the model says of a phrase, joined with what the network says. */
static int32_t join_source(const struct scene *scene, const Cue *cue,
                           const Phrase *phrase, const Tag *nearest,
                           int32_t score)
{
    struct facts facts = {0};
    const Tag *tag = scene_tag(scene, phrase->head);
    uint32_t role = tag ? tag->role : 0, step = model_step(score);
    uint32_t place = !nearest ? 0 : tag == nearest ? 1 : 2;
    uint32_t sure = scene_sureness(nearest);

    facts_add(&facts, 0, step);
    facts_add(&facts, 1, step * 4 + place);
    facts_add(&facts, 2, (step * 8 + role) * 4 + place);
    facts_add(&facts, 3, (sure * 8 + role) * 4 + place);
    facts_add(&facts, 4,
              (scene_role(scene, cue->at.start) * 8 + role) * 4 + place);
    return scene_judge(scene, MODEL_SOURCE_TAGGED, phrase->at, cue->at, &facts);
}

/* Both models where there are tags, the joined one twice: alone it is too
 * easily led by a tag that is off. */
static int32_t weigh_source(const struct scene *scene, const Cue *cue,
                            const Phrase *phrase, const Tag *nearest,
                            uint32_t rank)
{
    int32_t score = judge_source(scene, cue, phrase, rank);

    if (!scene->tags)
        return score;
    return (score + 2 * join_source(scene, cue, phrase, nearest, score)) / 3;
}

static bool is_quoted(const struct scene *scene, const Phrase *phrase)
{
    return scene->sheet.stretch_of[phrase->head] != STET_NONE;
}

Choice pairing_source(const struct scene *scene, const Cue *cue)
{
    const struct sheet *sheet = &scene->sheet;
    const struct phrases *phrases = &scene->phrases;
    Choice choice = {STET_NONE, STET_NONE, NO_SCORE, NO_SCORE};
    uint32_t low = sheet_sentence_start(sheet, cue->at.start);
    uint32_t high = sheet_sentence_end(sheet, cue->at.end - 1);
    uint32_t left = phrases->at_or_after[cue->at.start], right, rank = 0;
    const Tag *nearest = nearest_source(scene, cue);

    for (uint32_t i = left; i > 0 && rank < PHRASES_LEFT; i--) {
        const Phrase *phrase = &phrases->all[i - 1];

        if (phrase->at.start < low)
            break;
        if (!is_quoted(scene, phrase) && phrase->at.end <= cue->at.start)
            consider(&choice, i - 1,
                     weigh_source(scene, cue, phrase, nearest, rank++));
    }
    right = phrases->at_or_after[cue->at.end];
    rank = 0;
    for (uint32_t i = right; i < phrases->count && rank < PHRASES_RIGHT; i++) {
        const Phrase *phrase = &phrases->all[i];

        if (phrase->at.end > high)
            break;
        if (!is_quoted(scene, phrase) && phrase->at.start >= cue->at.end)
            consider(&choice, i,
                     weigh_source(scene, cue, phrase, nearest, rank++));
    }
    return choice;
}

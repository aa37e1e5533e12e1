#include "quotes/speech.h"

#include "stet/text.h"

enum { NAME_REACH = 12 }; /* tokens from a mark to the noun that names */

/* What stands inside a stretch, counted. */
typedef struct Inside {
    uint32_t words, capitals, small, verbs, pronouns, first_person, stops;
    uint32_t content_words, commas, nested;
} Inside;

static Inside look_inside(const struct scene *scene, const Stretch *stretch)
{
    const struct sheet *sheet = &scene->sheet;
    const stet_tokens *tokens = sheet->tokens;
    Inside seen = {0};

    for (uint32_t i = stretch->at.start + 1; i < stretch->at.end; i++) {
        WordBits bits = sheet->bits[i];

        seen.stops += (uint32_t)sheet_stop(sheet, i);
        seen.commas += (uint32_t)sheet_is(sheet, i, ',');
        seen.nested += tokens->cls[i] == STET_TOKEN_QUOTE_OPEN;
        seen.verbs +=
            (bits & W_AUX) != 0 || tokens->cls[i] == STET_TOKEN_CLITIC;
        if (tokens->cls[i] != STET_TOKEN_WORD)
            continue;
        seen.words++;
        seen.pronouns += (bits & (W_SUBJECT | W_OBJECT)) != 0;
        seen.first_person += str_eq(tokens->folded[i], STR("i")) ||
                             str_eq(tokens->folded[i], STR("we")) ||
                             str_eq(tokens->folded[i], STR("my")) ||
                             str_eq(tokens->folded[i], STR("our")) ||
                             str_eq(tokens->folded[i], STR("me"));
        if (bits & (W_DET | W_PREP | W_CONJ)) {
            seen.small++;
            continue;
        }
        seen.content_words++;
        seen.capitals += (uint32_t)sheet_capital(sheet, i);
    }
    return seen;
}

/* Most of its long words are capitalised: a title, a name. */
static bool is_title_case(const Inside *seen)
{
    return seen->content_words > 0 &&
           seen->capitals * 4 >= seen->content_words * 3;
}

/* Bits of the words of the sentence within `reach` tokens before `at`. */
static WordBits bits_before(const struct scene *scene, uint32_t at,
                            uint32_t reach)
{
    uint32_t low = sheet_sentence_start(&scene->sheet, at);
    WordBits bits = 0;

    for (uint32_t i = at; i > low && at - i < reach; i--)
        bits |= scene->sheet.bits[i - 1];
    return bits;
}

static void inside_facts(const struct scene *scene, const Stretch *stretch,
                         const Inside *seen, struct facts *facts)
{
    uint32_t length = pairing_bucket(stretch->words);
    uint32_t start = stretch->at.start, end = stretch->at.end;
    uint32_t first = scene_shape(scene, start + 1);
    uint32_t last = end > start + 2 ? scene_shape(scene, end - 2) : 0;

    facts_add(facts, 0, length);
    facts_add(facts, 1, first);
    facts_add(facts, 2, last);
    facts_add(facts, 3, length * 64 + last);
    facts_add(facts, 4, is_title_case(seen) * 16u + length);
    facts_add(facts, 5, (seen->verbs > 2 ? 3 : seen->verbs) * 16 + length);
    facts_add(facts, 6, seen->pronouns > 2 ? 3 : seen->pronouns);
    facts_add(facts, 7, seen->first_person > 1 ? 2 : seen->first_person);
    facts_add(facts, 8, seen->stops > 2 ? 3 : seen->stops);
    facts_add(facts, 9, (seen->nested > 0) * 2u + stretch->is_closed);
    facts_add(facts, 10,
              (uint32_t)sheet_capital(&scene->sheet, start + 1) * 64 + last);
    facts_add(facts, 11, scene->sheet.tokens->hash[start + 1]);
    facts_add(facts, 13,
              (scene->sheet.tokens->flags[start + 1] & STET_TOKEN_EMPHASIS) !=
                  0);
}

static void around_facts(const struct scene *scene, const Stretch *stretch,
                         const Inside *seen, struct facts *facts)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t start = stretch->at.start, end = stretch->at.end;
    uint32_t before = start ? scene_shape(scene, start - 1) : 0;
    uint32_t before2 = start > 1 ? scene_shape(scene, start - 2) : 0;
    uint32_t after = scene_shape(scene, end);
    uint32_t length = pairing_bucket(stretch->words);
    WordBits near = bits_before(scene, start, 3);
    WordBits wide = bits_before(scene, start, 8);
    uint32_t nouns = (uint32_t)(near / W_NAMING) & 7;
    int starts = sheet_sentence_start(sheet, start) == start;
    int ends = sheet_sentence_end(sheet, end - 1) == end;

    facts_add(facts, 20, before);
    facts_add(facts, 21, before * 64 + before2);
    facts_add(facts, 22, after);
    facts_add(facts, 23, before * 64 + after);
    facts_add(facts, 24, start ? sheet->tokens->hash[start - 1] : 0);
    facts_add(facts, 25, end < sheet->count ? sheet->tokens->hash[end] : 0);
    facts_add(facts, 26, nouns * 16 + length);
    facts_add(facts, 27, (uint32_t)(wide / W_NAMING) & 7);
    facts_add(facts, 28, (uint32_t)(starts * 2 + ends) * 16 + length);
    facts_add(facts, 29, after * 16 + length);
    facts_add(facts, 30, before * 16 + length);
    facts_add(facts, 31, sheet->block->kind * 16 + length);
    facts_add(facts, 33,
              (uint32_t)(start && sheet_capital(sheet, start - 1) &&
                         sheet_capital(sheet, end)) *
                      16 +
                  length);
    facts_add(facts, 34,
              (start == 0 && end + 2 >= sheet->count) * 64u +
                  is_title_case(seen) * 32u + length);
    facts_add(facts, 35, is_title_case(seen) * 64u + before);
    facts_add(facts, 36, is_title_case(seen) * 64u + after);
    facts_add(facts, 32, start > 1 ? sheet->tokens->hash[start - 2] : 0);
}

int32_t speech_score(const struct scene *scene, uint32_t index,
                     const Choice *choice)
{
    const struct sheet *sheet = &scene->sheet;
    const Stretch *stretch = &sheet->stretches[index];
    Inside seen = look_inside(scene, stretch);
    struct facts facts = {0};
    uint32_t sure = 0, lemma = 0, length = pairing_bucket(stretch->words);

    if (choice->best != STET_NONE) {
        const Cue *cue = &scene->cues[choice->best];
        uint32_t side = cue->at.start > stretch->at.start;

        sure = 1 + model_per_mille(choice->score) / 125;
        lemma = sheet->lemma[cue->at.start] ^ side * 0x1000193u;
        facts_add(&facts, 40, (sure > 4) * lemma);
    }
    facts_add(&facts, 41, sure);
    facts_add(&facts, 42, sure * 16 + length);
    facts_add(
        &facts, 43,
        (index ? sheet->sentence_of[sheet->stretches[index - 1].at.end - 1] ==
                     sheet->sentence_of[stretch->at.start]
               : 2) *
                16u +
            sure);
    facts_add(&facts, 44, sheet->stretch_count > 3 ? 4 : sheet->stretch_count);
    facts_add(&facts, 45, sure * 2 + (stretch->at.start == 0));
    inside_facts(scene, stretch, &seen, &facts);
    around_facts(scene, stretch, &seen, &facts);
    return scene_judge(scene, MODEL_SPEECH, stretch->at, stretch->at, &facts);
}

/* The word that gives what stands in marks at `start` as a name, a few tokens
 * before it: "a tug named “Ada”", "known in town as the “Ox Road”". */
static Str naming_word(const struct scene *scene, uint32_t start)
{
    static const Str names[] = {
        STR_INIT("named"),     STR_INIT("nicknamed"),  STR_INIT("renamed"),
        STR_INIT("dubbed"),    STR_INIT("christened"), STR_INIT("titled"),
        STR_INIT("entitled"),  STR_INIT("subtitled"),  STR_INIT("headed"),
        STR_INIT("headlined"), STR_INIT("retitled"),   STR_INIT("nickname"),
        STR_INIT("alias"),     STR_INIT("aka"),        STR_INIT("termed"),
    };
    const struct sheet *sheet = &scene->sheet;
    const stet_tokens *tokens = sheet->tokens;
    uint32_t low = sheet_sentence_start(sheet, start), at = start;

    while (at > low && sheet_has(sheet, at - 1, W_DET | W_POSS | W_ADVERB))
        at--;
    if (at > low && STR_IS_ANY(tokens->folded[at - 1], names))
        return tokens->folded[at - 1];
    if (at == low || !stet_token_is(tokens, at - 1, "as"))
        return (Str){NULL, 0};
    for (uint32_t i = at - 1; i > low && at - i < 6; i--)
        if (stet_token_is(tokens, i - 1, "known"))
            return tokens->folded[i - 1];
    return (Str){NULL, 0};
}

/* "a nickname for the ferry: “the Ox”": the noun before a colon says what
 * stands behind it. */
static bool is_name_told(const struct sheet *sheet, uint32_t start,
                         const Inside *seen)
{
    static const Str nouns[] = {
        STR_INIT("name"),
        STR_INIT("nickname"),
        STR_INIT("moniker"),
        STR_INIT("sobriquet"),
    };
    uint32_t low = sheet_sentence_start(sheet, start);

    if (start < low + 2 || !sheet_is(sheet, start - 1, ':') || seen->verbs ||
        seen->pronouns || seen->words > 5)
        return false;
    for (uint32_t at = start - 1; at > low && start - at < NAME_REACH; at--) {
        if (sheet_is(sheet, at - 1, ',') ||
            (sheet_has(sheet, at - 1, W_SUBJECT | W_REL | W_AUX) &&
             !sheet_capital(sheet, at - 1)))
            return false;
        if (STR_IS_ANY(sheet->tokens->folded[at - 1], nouns))
            return true;
    }
    return false;
}

/* "a tour called “Roofs and Us”": behind a noun the participle gives a name,
 * if it looks like one; "Voss, whom Lund called “a Bore”" does not. */
static bool is_called(const struct sheet *sheet, const Stretch *stretch,
                      const Inside *seen)
{
    uint32_t low = sheet_sentence_start(sheet, stretch->at.start);
    uint32_t at = stretch->at.start;

    at -= at > low && sheet_has(sheet, at - 1, W_DET);
    if (at < low + 3 || !stet_token_is(sheet->tokens, at - 1, "called") ||
        !seen->capitals || seen->capitals < seen->content_words)
        return false;
    at -= 2;
    at -= (uint32_t)sheet_is(sheet, at, ',');
    return sheet_class(sheet, at) == STET_TOKEN_WORD &&
           !sheet_capital(sheet, at) &&
           sheet_has(sheet, at - 1, W_DET | W_POSS | W_QUANT) &&
           !sheet_has(sheet, at, W_PERSON | W_AUX | W_ADVERB | W_SUBJECT) &&
           !stet_token_is(sheet->tokens, at, "so");
}

/* "Teammates call it “the Vault”": what people in general say, not what some
 * of them said one day. */
static bool is_habit(const struct scene *scene, const Stretch *stretch)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t low = sheet_sentence_start(sheet, stretch->at.start);
    uint32_t at = stretch->at.start;

    for (uint32_t steps = 0; at > low + 1 && steps < 6; steps++, at--) {
        Str noun;

        if (!stet_token_is(sheet->tokens, at - 1, "call") &&
            !stet_token_is(sheet->tokens, at - 1, "nickname"))
            continue;
        noun = sheet->tokens->folded[at - 2];
        return stretch->words <= 4 && str_ends(noun, STR("s")) &&
               sheet->tokens->cls[at - 2] == STET_TOKEN_WORD &&
               !str_eq(noun, STR("critics")) &&
               !str_eq(noun, STR("opponents")) &&
               (!sheet_capital(sheet, at - 2) || at - 2 == low);
    }
    return false;
}

/* A heading inside a story, set between marks: a block of its own in which
 * every word of weight is capitalised. */
static bool is_subhead(const struct sheet *sheet, const Stretch *stretch,
                       const Inside *seen)
{
    return stretch->at.start == 0 && stretch->at.end + 1 >= sheet->count &&
           seen->capitals == seen->content_words && seen->capitals > 2 &&
           seen->words <= 12;
}

/* What “Morning Call” is on, in, or of: spoke on “Morning Call”. */
static bool is_channel(const struct sheet *sheet, uint32_t start)
{
    if (start < 2 || !(stet_token_is(sheet->tokens, start - 1, "on") ||
                       stet_token_is(sheet->tokens, start - 1, "of")))
        return false;
    return sheet_has(sheet, start - 2, W_APPEAR);
}

/* A work by its place: MSNBC’s “Morning Joe”; his book, “Cold Water,”; the
 * “Real Talk” programme. */
static bool is_work(const struct scene *scene, const Stretch *stretch,
                    const Inside *seen)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t start = stretch->at.start, end = stretch->at.end;

    if (!seen->capitals || seen->capitals < seen->content_words ||
        seen->words > 9)
        return false;
    if (start > 1 && sheet->tokens->cls[start - 1] == STET_TOKEN_CLITIC &&
        sheet_capital(sheet, start - 2) &&
        (!sheet_stop(sheet, end - 2) ||
         (sheet->tokens->flags[start - 2] & STET_TOKEN_ALL_CAPS)))
        return true;
    if (is_channel(sheet, start))
        return true;
    if (bits_before(scene, start, 3) & W_WORK)
        return true;
    return sheet_has(sheet, end, W_WORK) ||
           (sheet_has(sheet, end + 1, W_WORK) && !sheet_is(sheet, end, ','));
}

/* A name that somebody gave: the “Grand Bargain”, his 1994 “Pact with Ohio”,
 * the documentary “9th”. */
static bool is_proper(const struct scene *scene, const Stretch *stretch,
                      const Inside *seen)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t before = stretch->at.start - 1;

    if (!stretch->at.start || seen->pronouns || seen->words > 5)
        return false;
    if (sheet_has(sheet, before, W_WORK) && !seen->verbs && seen->words <= 3)
        return true;
    return seen->capitals >= 2 && seen->capitals == seen->content_words &&
           (sheet_has(sheet, before, W_DET | W_POSS) ||
            sheet_class(sheet, before) == STET_TOKEN_NUMBER);
}

bool speech_is_title_case(const struct scene *scene, uint32_t index)
{
    Inside seen = look_inside(scene, &scene->sheet.stretches[index]);

    return seen.capitals && seen.capitals == seen.content_words &&
           seen.words <= 9;
}

bool speech_is_name(const struct scene *scene, uint32_t index)
{
    const struct sheet *sheet = &scene->sheet;
    const Stretch *stretch = &sheet->stretches[index];
    Inside seen = look_inside(scene, stretch);

    if (stretch->words > 12 || !stretch->is_closed)
        return false;
    return phrase_past_nickname(sheet, stretch->at.start) ||
           naming_word(scene, stretch->at.start).len ||
           is_name_told(sheet, stretch->at.start, &seen) ||
           is_called(sheet, stretch, &seen) || is_habit(scene, stretch) ||
           is_subhead(sheet, stretch, &seen) ||
           is_work(scene, stretch, &seen) || is_proper(scene, stretch, &seen);
}

/* "titled", "headed" and the like give a title, other words a name. */
static bool is_titling(Str word)
{
    static const Str titling[] = {
        STR_INIT("titled"), STR_INIT("entitled"),  STR_INIT("subtitled"),
        STR_INIT("headed"), STR_INIT("headlined"), STR_INIT("retitled"),
    };

    return STR_IS_ANY(word, titling);
}

Str speech_kind(const struct scene *scene, uint32_t index)
{
    const struct sheet *sheet = &scene->sheet;
    const Stretch *stretch = &sheet->stretches[index];
    Inside seen = look_inside(scene, stretch);
    uint32_t start = stretch->at.start, end = stretch->at.end;
    WordBits near = bits_before(scene, start, 4);
    Str naming = naming_word(scene, start);
    bool titled = is_title_case(&seen);
    bool in_name =
        start && sheet_capital(sheet, start - 1) && sheet_capital(sheet, end);

    if (is_titling(naming) || is_work(scene, stretch, &seen) ||
        is_called(sheet, stretch, &seen) ||
        (start && sheet_has(sheet, start - 1, W_WORK)) ||
        is_subhead(sheet, stretch, &seen))
        return STR("title");
    if (bits_before(scene, start, 3) & W_TERM)
        return STR("term");
    if (in_name && stretch->words <= 3)
        return STR("nickname");
    if (naming.len || (near & W_NAMING))
        return titled ? STR("nickname") : STR("term");
    if (is_habit(scene, stretch) || is_name_told(sheet, start, &seen))
        return titled ? STR("nickname") : STR("term");
    if (((near & W_WORK) && sheet_capital(sheet, start + 1)) ||
        (titled && (seen.content_words >= 2 || seen.small)))
        return STR("title");
    return titled ? STR("nickname") : STR("scare");
}

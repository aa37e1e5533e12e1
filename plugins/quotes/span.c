#include "quotes/span.h"

#include "quotes/pairing.h"
#include "quotes/speech.h"
#include "stet/text.h"

/* Steps a reader takes over one thing between a cue and its content. */
struct walk {
    const struct scene *scene;
    const Cue *cue;
    uint32_t at, limit;
    bool is_behind; /* the content stands elsewhere */
    Range addressee, medium;
};

static const Phrase *phrase_at(const struct walk *walk, uint32_t at)
{
    if (at >= walk->limit)
        return NULL;
    return phrase_from(&walk->scene->phrases, at);
}

/* "e-mail", "op-ed", by their last token. */
static bool is_hyphened_medium(const struct sheet *sheet, uint32_t at)
{
    const stet_tokens *tokens = sheet->tokens;

    return at > 1 && sheet_hyphen(sheet, at - 1) &&
           ((stet_token_is(tokens, at - 2, "e") &&
             (stet_token_is(tokens, at, "mail") ||
              stet_token_is(tokens, at, "mails"))) ||
            (stet_token_is(tokens, at - 2, "op") &&
             stet_token_is(tokens, at, "ed")));
}

/* A word that can be where words stand, anywhere in the phrase's base; a court
 * is a place, though its papers are not. The network X may have the sentence's
 * stop on it. */
static bool is_medium(const struct scene *scene, const Phrase *phrase)
{
    const struct sheet *sheet = &scene->sheet;

    for (uint32_t i = phrase->at.start; i < phrase->core; i++)
        if ((sheet_has(sheet, i, W_MEDIUM) &&
             !stet_token_is(sheet->tokens, i, "court")) ||
            is_hyphened_medium(sheet, i))
            return true;
    return stet_token_is(scene->sheet.tokens, phrase->head, "x.");
}

/* One past the title in marks that begins at `at`: a programme's, a book's;
 * `at` where there is none. `is_bare`: nothing before it says what it is. */
static uint32_t title_end(const struct walk *walk, uint32_t at, bool is_bare)
{
    const struct sheet *sheet = &walk->scene->sheet;
    uint32_t index;

    if (sheet_class(sheet, at) != STET_TOKEN_QUOTE_OPEN)
        return at;
    index = sheet->stretch_of[at];
    if (index == STET_NONE || sheet->stretches[index].at.start != at ||
        sheet->stretches[index].at.end > walk->limit)
        return at;
    if (!speech_is_title_case(walk->scene, index) ||
        (is_bare && sheet->stretches[index].words < 2))
        return at;
    return sheet->stretches[index].at.end;
}

/* With the title of the programme, where one follows: MSNBC’s “Morning Joe”,
 * the podcast “Deep Water”. */
static Range with_title(const struct walk *walk, const Phrase *phrase)
{
    const struct sheet *sheet = &walk->scene->sheet;
    uint32_t end = phrase->at.end;

    if (sheet_class(sheet, end) == STET_TOKEN_CLITIC &&
        title_end(walk, end + 1, false) > end + 1)
        return (Range){phrase->at.start, title_end(walk, end + 1, false)};
    if (sheet_has(sheet, phrase->head, W_WORK | W_MEDIUM))
        return (Range){phrase->at.start, title_end(walk, end, false)};
    return phrase->at;
}

/* Told to a newspaper or a station: it is the medium as well. */
static bool is_outlet(const struct scene *scene, const Phrase *phrase)
{
    static const Str outlets[] = {
        STR_INIT("news"),      STR_INIT("radio"),       STR_INIT("times"),
        STR_INIT("post"),      STR_INIT("reuters"),     STR_INIT("bbc"),
        STR_INIT("cnn"),       STR_INIT("npr"),         STR_INIT("journal"),
        STR_INIT("press"),     STR_INIT("guardian"),    STR_INIT("show"),
        STR_INIT("tv"),        STR_INIT("herald"),      STR_INIT("tribune"),
        STR_INIT("magazine"),  STR_INIT("gazette"),     STR_INIT("telegraph"),
        STR_INIT("politico"),  STR_INIT("bloomberg"),   STR_INIT("mail"),
        STR_INIT("star"),      STR_INIT("chronicle"),   STR_INIT("newspaper"),
        STR_INIT("daily"),     STR_INIT("today"),       STR_INIT("fox"),
        STR_INIT("programme"), STR_INIT("independent"), STR_INIT("sky"),
        STR_INIT("nation"),    STR_INIT("mirror"),      STR_INIT("observer"),
        STR_INIT("standard"),  STR_INIT("economist"),   STR_INIT("podcast"),
    };
    const stet_tokens *tokens = scene->sheet.tokens;
    uint32_t head = phrase->head;

    for (uint32_t i = phrase->at.start; i < phrase->core; i++)
        if (sheet_capital(&scene->sheet, i) &&
            STR_IS_ANY(tokens->folded[i], outlets))
            return true;
    return (tokens->flags[head] & STET_TOKEN_ALL_CAPS) &&
           tokens->norm[head].len > 2;
}

static bool step_time(struct walk *walk)
{
    const struct sheet *sheet = &walk->scene->sheet;
    uint32_t at = walk->at;

    if (sheet_has(sheet, at, W_PREP) &&
        (sheet_has(sheet, at + 1, W_TIME) ||
         (sheet_has(sheet, at + 1, W_DET) && sheet_has(sheet, at + 2, W_TIME))))
        at++;
    if (sheet_has(sheet, at, W_DET) && sheet_has(sheet, at + 1, W_TIME))
        at++;
    if (!sheet_has(sheet, at, W_TIME | W_ADVERB))
        return false;
    while (at < walk->limit && (sheet_has(sheet, at, W_TIME | W_ADVERB) ||
                                (sheet_class(sheet, at) == STET_TOKEN_NUMBER)))
        at++;
    if (at > walk->limit)
        return false;
    walk->at = at;
    return true;
}

/* What may follow an addressee if it is one. */
static bool is_content_ahead(const struct walk *walk, uint32_t at)
{
    const struct sheet *sheet = &walk->scene->sheet;

    return sheet_is(sheet, at, ',') || sheet_is(sheet, at, ':') ||
           sheet_class(sheet, at) == STET_TOKEN_QUOTE_OPEN ||
           stet_token_is(sheet->tokens, at, "that") ||
           stet_token_is(sheet->tokens, at, "to") ||
           stet_token_is(sheet->tokens, at, "not") ||
           stet_token_is(sheet->tokens, at, "against") ||
           stet_token_is(sheet->tokens, at, "of") ||
           sheet_has(sheet, at, W_SUBORD | W_TIME | W_SUBJECT);
}

/* “It leaks,” she warned the mayor on the stairs. Somebody, and nothing but
 * where and when behind. */
static bool may_end_sentence(const struct sheet *sheet, const Phrase *phrase)
{
    uint32_t end = phrase->at.end;

    return (sheet_stop(sheet, end) || sheet_has(sheet, end, W_PREP)) &&
           (phrase->kind == PHRASE_OBJECT || phrase->kind == PHRASE_NAME ||
            sheet_has(sheet, phrase->head, W_PERSON | W_AUDIENCE | W_TITLE));
}

/* Behind "to": a person or an audience, no verb and no noun in general. */
static bool may_be_told(const struct sheet *sheet, const Phrase *phrase)
{
    uint32_t start = phrase->at.start;

    if (stet_token_is(sheet->tokens, start, "no") ||
        stet_token_is(sheet->tokens, start, "nobody"))
        return false;
    return phrase->kind == PHRASE_NAME || phrase->kind == PHRASE_OBJECT ||
           sheet_has(sheet, start, W_DET | W_POSS) ||
           sheet_has(sheet, phrase->head, W_PERSON | W_AUDIENCE | W_BODY);
}

/* "told the committee in a letter": who is told ends before "in", "on", "at"
 * and "from"; "the leader of the union" stays whole. */
static Range told_range(const struct walk *walk, const Phrase *phrase)
{
    const stet_tokens *tokens = walk->scene->sheet.tokens;
    Range whole = with_title(walk, phrase);

    if (phrase->core < phrase->at.end &&
        !stet_token_is(tokens, phrase->core, "of") &&
        !stet_token_is(tokens, phrase->core, "for"))
        whole.end = phrase->core;
    return whole;
}

static bool step_addressee(struct walk *walk)
{
    const struct sheet *sheet = &walk->scene->sheet;
    WordBits verb = sheet->bits[walk->cue->at.start];
    uint32_t at = walk->at;
    const Phrase *phrase;
    bool tells = walk->cue->kind == CUE_VERB && (verb & W_TELL);
    bool to = stet_token_is(sheet->tokens, at, "to");

    if (!range_empty(walk->addressee))
        return false;
    if (to && (verb & (W_SAY | W_WRITE)))
        at++;
    else if (!tells)
        return false;
    phrase = phrase_at(walk, at);
    if (!phrase || phrase->kind == PHRASE_REL || phrase->at.end > walk->limit ||
        (to && !may_be_told(sheet, phrase)))
        return false;
    if (!to && !(verb & W_TO) && !(verb & W_SAY))
        return false;
    if (!to && !is_content_ahead(walk, phrase->at.end) &&
        !(walk->is_behind && may_end_sentence(sheet, phrase)) &&
        sheet->lemma[walk->cue->at.start] != stet_hash(STR("tell")))
        return false;
    walk->addressee = told_range(walk, phrase);
    if (is_outlet(walk->scene, phrase))
        walk->medium = walk->addressee;
    walk->at = walk->addressee.end;
    return true;
}

/* "outside the hearing", "to the report": near by, or another's. */
static bool parts_from(const struct sheet *sheet, uint32_t preposition)
{
    static const Str words[] = {
        STR_INIT("outside"), STR_INIT("after"),   STR_INIT("before"),
        STR_INIT("behind"),  STR_INIT("beyond"),  STR_INIT("to"),
        STR_INIT("about"),   STR_INIT("against"), STR_INIT("despite"),
        STR_INIT("of"),      STR_INIT("without"),
    };

    return STR_IS_ANY(sheet->tokens->folded[preposition], words);
}

static bool step_medium(struct walk *walk)
{
    const struct sheet *sheet = &walk->scene->sheet;
    const Phrase *phrase;

    if (!sheet_has(sheet, walk->at, W_PREP))
        return false;
    if (title_end(walk, walk->at + 1, true) > walk->at + 1) {
        walk->medium =
            (Range){walk->at + 1, title_end(walk, walk->at + 1, true)};
        walk->at = walk->medium.end;
        return true;
    }
    phrase = phrase_at(walk, walk->at + 1);
    if (!phrase || phrase->at.end > walk->limit)
        return false;
    if (with_title(walk, phrase).end > phrase->at.end) {
        walk->medium = with_title(walk, phrase);
        walk->at = walk->medium.end;
        return true;
    }
    if (is_medium(walk->scene, phrase) && range_empty(walk->medium) &&
        (!parts_from(sheet, walk->at) || is_outlet(walk->scene, phrase)))
        walk->medium = phrase->at;
    else if (walk->at + 1 < walk->limit &&
             !stet_token_is(sheet->tokens, phrase->at.end, "that") &&
             sheet_class(sheet, phrase->at.end) != STET_TOKEN_QUOTE_OPEN &&
             !sheet_is(sheet, phrase->at.end, ',') &&
             !sheet_is(sheet, phrase->at.end, ':'))
        return false;
    walk->at = phrase->at.end;
    return true;
}

/* ", Putin's assistant,": what is said of an addressee, up to a comma that
 * "that" or a mark follows. */
static bool step_apposition(struct walk *walk)
{
    const struct sheet *sheet = &walk->scene->sheet;

    if (range_empty(walk->addressee) || !sheet_is(sheet, walk->at, ','))
        return false;
    for (uint32_t i = walk->at + 1; i < walk->limit && i < walk->at + 20; i++) {
        if (sheet->stretch_of[i] != STET_NONE)
            return false;
        if (!sheet_is(sheet, i, ',') ||
            !(stet_token_is(sheet->tokens, i + 1, "that") ||
              sheet_class(sheet, i + 1) == STET_TOKEN_QUOTE_OPEN))
            continue;
        walk->at = i + 1;
        return true;
    }
    return false;
}

/* A comma or colon right before a mark, "that", or more of the same. */
static bool step_mark(struct walk *walk)
{
    const struct sheet *sheet = &walk->scene->sheet;

    if (sheet_is(sheet, walk->at, ':')) {
        walk->at++;
        return true;
    }
    if (sheet_is(sheet, walk->at, ',') &&
        (sheet_class(sheet, walk->at + 1) == STET_TOKEN_QUOTE_OPEN ||
         stet_token_is(sheet->tokens, walk->at + 1, "that"))) {
        walk->at++;
        return true;
    }
    return false;
}

Gap span_start(const struct scene *scene, const Cue *cue, Range source,
               uint32_t limit)
{
    struct walk walk = {
        .scene = scene, .cue = cue, .at = cue->at.end, .limit = limit};
    const struct sheet *sheet = &scene->sheet;

    if (source.start >= cue->at.end && source.end <= limit)
        walk.at = source.end;
    for (int steps = 0; steps < 8 && walk.at < limit; steps++) {
        if (stet_token_is(sheet->tokens, walk.at, "that") ||
            sheet_class(sheet, walk.at) == STET_TOKEN_QUOTE_OPEN)
            break;
        if (!step_mark(&walk) && !step_time(&walk) && !step_addressee(&walk) &&
            !step_medium(&walk) && !step_apposition(&walk))
            break;
    }
    return (Gap){walk.at, walk.addressee, walk.medium};
}

Gap span_around(const struct scene *scene, const Cue *cue, uint32_t at,
                uint32_t limit)
{
    struct walk walk = {.scene = scene,
                        .cue = cue,
                        .at = at,
                        .limit = limit,
                        .is_behind = true};

    for (int steps = 0; steps < 6 && walk.at < limit; steps++) {
        if (!step_time(&walk) && !step_addressee(&walk) && !step_medium(&walk))
            break;
    }
    return (Gap){walk.at, walk.addressee, walk.medium};
}

/* "the magazine Roofs Weekly"; behind "writing in", any name but a place's. */
static bool is_paper(const struct scene *scene, const Phrase *phrase,
                     bool is_written)
{
    static const Str papers[] = {STR_INIT("magazine"), STR_INIT("newspaper"),
                                 STR_INIT("journal")};

    if (is_written && phrase->kind == PHRASE_NAME &&
        !scene_is_place(scene, phrase->at))
        return true;
    for (uint32_t i = phrase->at.start; i < phrase->core; i++)
        if (STR_IS_ANY(scene->sheet.tokens->folded[i], papers))
            return true;
    return false;
}

Range span_preface(const struct scene *scene, uint32_t start, uint32_t limit)
{
    const struct sheet *sheet = &scene->sheet;
    const Phrase *phrase;
    uint32_t at = start;
    bool is_written;

    if (sheet_has(sheet, at, W_CONJ))
        at++;
    is_written = sheet_has(sheet, at, W_ING) && sheet_has(sheet, at, W_WRITE);
    if (sheet_has(sheet, at, W_ING | W_PARTICIPLE))
        at++; /* Writing in, Asked on */
    if (at >= limit || !sheet_has(sheet, at, W_PREP))
        return (Range){0, 0};
    if (sheet_has(sheet, at + 1, W_DET) && sheet_has(sheet, at + 2, W_TIME)) {
        if (sheet_has(sheet, at + 3, W_MEDIUM))
            return (Range){at + 1, at + 4}; /* in a later message */
        at += 2;
    }
    phrase = phrase_from(&scene->phrases, at + 1);
    if (!phrase || phrase->at.end > limit ||
        !(is_medium(scene, phrase) || is_paper(scene, phrase, is_written)) ||
        (parts_from(sheet, at) && !is_outlet(scene, phrase)))
        return (Range){0, 0};
    return phrase->at;
}

/* ---- the end ---- */

static bool may_stop(const struct scene *scene, uint32_t at)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t shape = scene_shape(scene, at);

    if (at && sheet_has(sheet, at, W_TIME) &&
        (sheet_class(sheet, at - 1) == STET_TOKEN_NUMBER ||
         sheet_has(sheet, at - 1, W_QUANT)))
        return false; /* 11 weeks, six weeks */
    return shape <= 7 || (shape >= 10 && shape <= 12) || shape == 15 ||
           shape == 17 || shape == 19 || shape == 27 || shape == 29 ||
           shape == 31 || shape == 32 || shape == 34 || shape == 37 ||
           shape == 38 || shape == 16 || shape == 28;
}

uint32_t span_whole(const struct scene *scene, uint32_t start, uint32_t limit)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t at = start + 1;
    const Phrase *subject;

    if (!stet_token_is(sheet->tokens, start, "that") || at >= limit)
        return start;
    subject = phrase_from(&scene->phrases, at);
    if (subject && subject->at.end + 1 < limit &&
        sheet_has(sheet, subject->at.end, W_AUX))
        return subject->at.end + 1;
    if (!sheet_is(sheet, at, ',') && !sheet_dash(sheet, at) &&
        (!sheet_has(sheet, at, W_SUBORD | W_PREP) || sheet_capital(sheet, at)))
        return start;
    while (++at < limit) {
        if (sheet->stretch_of[at] != STET_NONE)
            return start;
        if (sheet_is(sheet, at, ',') || sheet_dash(sheet, at))
            return at + 3 < limit ? at + 1 : start;
    }
    return start;
}

static void end_facts(const struct scene *scene, const Cue *cue, uint32_t start,
                      uint32_t at, struct facts *facts)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t here = scene_shape(scene, at);
    uint32_t next = scene_shape(scene, at + 1);
    uint32_t next2 = scene_shape(scene, at + 2);
    uint32_t last = scene_shape(scene, at - 1);
    uint32_t so_far = pairing_bucket(at - start);
    uint32_t left = pairing_bucket(sheet_sentence_end(sheet, at) - at);
    uint32_t word = sheet->tokens->hash[at];
    uint32_t form = (uint32_t)((sheet->bits[cue->at.start] & W_REPORT) != 0)
                        ? (uint32_t)(sheet->bits[cue->at.start] & W_REPORT)
                        : 0x8000u + cue->kind;
    uint32_t first = scene_shape(scene, start);

    facts_add(facts, 0, 0);
    facts_add(facts, 1, here);
    facts_add(facts, 2, here * 64 + next);
    facts_add(facts, 3, (here * 64 + next) * 64 + next2);
    facts_add(facts, 4, last * 64 + here);
    facts_add(facts, 5, here * 16 + so_far);
    facts_add(facts, 6, here * 16 + left);
    facts_add(facts, 7, word);
    facts_add(facts, 8, word ^ (next + 1) * 0x1000193u);
    facts_add(facts, 9, word ^ (so_far + 1) * 0x1000193u);
    facts_add(facts, 10, form * 64 + here);
    facts_add(facts, 11, first * 64 + here);
    facts_add(facts, 12, sheet->lemma[cue->at.start] ^ here * 0x1000193u);
    facts_add(facts, 16,
              at + 1 < sheet->count ? sheet->tokens->hash[at + 1] ^ here : 0);
    facts_add(facts, 17, first * 64 + so_far);
    facts_add(facts, 18,
              (here * 16 + so_far) * 4 +
                  (scene->cue_after[sheet_sentence_end(sheet, at)] >
                   scene->cue_after[at]));
}

uint32_t span_end(const struct scene *scene, const Cue *cue, uint32_t start,
                  uint32_t from, uint32_t limit)
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t found = STET_NONE, whole = span_whole(scene, start, limit);

    if (from < whole)
        from = whole;
    /* A watcher sees the places behind the first one, too. */
    for (uint32_t at = from;
         at < limit && (found == STET_NONE || scene->room->watch); at++) {
        struct facts facts = {0};

        if (sheet->stretch_of[at] != STET_NONE) {
            at = sheet->stretches[sheet->stretch_of[at]].at.end - 1;
            continue;
        }
        if (at <= start || !may_stop(scene, at))
            continue;
        if (sheet_stop(sheet, at) && at + 1 >= limit)
            break;
        end_facts(scene, cue, start, at, &facts);
        if (scene_judge(scene, MODEL_END, (Range){start, at}, cue->at, &facts) >
                0 &&
            found == STET_NONE)
            found = at;
    }
    if (found != STET_NONE)
        return found;
    while (limit > start && sheet_stop(sheet, limit - 1) &&
           sheet->stretch_of[limit - 1] == STET_NONE)
        limit--;
    return limit;
}

/* Puts `stop` among the likeliest so far; the least likely gives way. */
static uint32_t add_stop(Stop *stops, uint32_t count, Stop stop)
{
    uint32_t least = 0;

    if (count == SPAN_STOPS) {
        for (uint32_t i = 1; i < count; i++)
            if (stops[i].score < stops[least].score)
                least = i;
        if (stops[least].score >= stop.score)
            return count;
        for (uint32_t i = least; i + 1 < count; i++)
            stops[i] = stops[i + 1];
        count--;
    }
    stops[count] = stop;
    return count + 1;
}

uint32_t span_stops(const struct scene *scene, const Cue *cue, uint32_t start,
                    uint32_t limit, Stop out[SPAN_STOPS])
{
    const struct sheet *sheet = &scene->sheet;
    uint32_t count = 0, whole = span_whole(scene, start, limit);

    for (uint32_t at = whole > start ? whole : start + 1; at < limit; at++) {
        struct facts facts = {0};
        Stop stop = {at, 0};

        if (sheet->stretch_of[at] != STET_NONE) {
            at = sheet->stretches[sheet->stretch_of[at]].at.end - 1;
            continue;
        }
        if (!may_stop(scene, at) || (sheet_stop(sheet, at) && at + 1 >= limit))
            continue;
        end_facts(scene, cue, start, at, &facts);
        stop.score =
            scene_judge(scene, MODEL_END, (Range){start, at}, cue->at, &facts);
        count = add_stop(out, count, stop);
    }
    return count;
}

#include "quotes/scene.h"

#include "stet/text.h"

enum {
    NAMES_BACK = 6, /* names that may begin inside of one that is looked for */
    MAYBE_LONGEST = 96, /* tokens of a possible content; longer ones go */
};

/* Shapes, most telling first; what has several bits is the first of them. */
static const struct {
    WordBits bits;
    uint32_t shape;
} shapes[] = {
    {W_REL, 15},    {W_SUBJECT, 13}, {W_AUX, 16},  {W_NEG, 18},
    {W_SUBORD, 12}, {W_PREP, 10},    {W_CONJ, 11}, {W_POSS, 9},
    {W_OBJECT, 14}, {W_DET, 8},      {W_TIME, 19}, {W_ADVERB, 17},
    {W_TITLE, 20},  {W_QUANT, 30},
};

static uint32_t word_shape(const struct scene *self, uint32_t at)
{
    const struct sheet *sheet = &self->sheet;
    WordBits bits = sheet->bits[at];
    Str folded = sheet->tokens->folded[at];

    if (str_eq(folded, STR("that")))
        return 28;
    if (str_eq(folded, STR("to")))
        return 27;
    if (str_eq(folded, STR("as")))
        return 29;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (bits & shapes[i].bits)
            return shapes[i].shape;
    if (sheet_capital(sheet, at))
        return 23;
    if (bits & W_REPORT)
        return bits & W_ING ? 32 : bits & (W_PAST | W_THIRD) ? 25 : 33;
    if (bits & W_PERSON)
        return 21;
    if (bits & W_BODY)
        return 22;
    if (folded.len > 4 && str_ends(folded, STR("ly")))
        return 31;
    if (folded.len > 4 && str_ends(folded, STR("ing")))
        return 34;
    if (folded.len > 3 && str_ends(folded, STR("ed")))
        return 35;
    return 26;
}

uint32_t scene_shape(const struct scene *self, uint32_t at)
{
    const struct sheet *sheet = &self->sheet;

    if (at >= sheet->count)
        return 0;
    switch (sheet->tokens->cls[at]) {
    case STET_TOKEN_QUOTE_OPEN:
        return 6;
    case STET_TOKEN_QUOTE_CLOSE:
        return 7;
    case STET_TOKEN_NUMBER:
        return 24;
    case STET_TOKEN_CLITIC:
        return str_eq(sheet->tokens->folded[at], STR("'s")) ? 36 : 16;
    case STET_TOKEN_WORD:
        return word_shape(self, at);
    default:
        break;
    }
    if (sheet_is(sheet, at, ','))
        return 1;
    if (sheet_is(sheet, at, ':'))
        return 2;
    if (sheet_stop(sheet, at))
        return sheet_is(sheet, at, '?') ? 38 : 3;
    if (sheet_dash(sheet, at))
        return 4;
    return sheet_is(sheet, at, ';') ? 37 : 5;
}

const Tag *scene_tag(const struct scene *self, uint32_t at)
{
    if (!self->tags || at >= self->sheet.count || !self->tag_of[at])
        return NULL;
    return &self->tags[self->tag_of[at] - 1];
}

uint32_t scene_role(const struct scene *self, uint32_t at)
{
    const Tag *tag = scene_tag(self, at);

    return tag ? tag->role : 0;
}

bool scene_is_place(const struct scene *self, Range at)
{
    const stet_layer *names = self->sheet.names;
    uint32_t low = 0, high = names ? names->count : 0;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (names->tokens[middle].start < at.end)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t back = 0; low > 0 && back < NAMES_BACK; back++) {
        low--;
        if (names->kind[low] == self->room->place &&
            names->tokens[low].start <= at.start &&
            names->tokens[low].end == at.end)
            return true;
    }
    return false;
}

uint32_t scene_sureness(const Tag *tag)
{
    return tag ? tag->confidence / 126 : 8;
}

int32_t scene_weigh(const struct scene *self, uint32_t model, Range what,
                    Range by, const struct facts *facts,
                    const struct numbers *numbers)
{
    const struct models *models = self->room->models;
    int32_t score = model_score(&models->of[model], facts);

    if (numbers)
        score += forest_score(&models->forest, numbers);
    if (self->room->watch) {
        Judged judged = {model, what, by, score, facts, numbers};

        self->room->watch(self->room->watcher, &judged);
    }
    return score;
}

int32_t scene_judge(const struct scene *self, uint32_t model, Range what,
                    Range by, const struct facts *facts)
{
    return scene_weigh(self, model, what, by, facts, NULL);
}

static uint32_t role_of(const struct room *room, stet_kind kind)
{
    for (uint32_t role = ROLE_SOURCE; role < ROLE_COUNT; role++)
        if (kind == room->role_kinds[role])
            return role;
    return 0;
}

/* The tags of quotations; the first of two that share tokens stays. What the
 * mark of an excerpt makes the network take for content is none. */
static void lay_tags(struct scene *self)
{
    const stet_layer *reader = self->sheet.reader;
    uint32_t *tag_of, taken = 0;
    Tag *tags;

    if (!reader)
        return;
    tags = ARENA_ARRAY(&self->room->arena, Tag, reader->count + 1);
    tag_of = ARENA_ARRAY(&self->room->arena, uint32_t, self->sheet.count + 1);
    for (uint32_t i = 0; i < reader->count; i++) {
        uint32_t role = role_of(self->room, reader->kind[i]);
        Range at = {reader->tokens[i].start, reader->tokens[i].end};

        at.start = at.start < taken ? taken : at.start;
        at.end = at.end > self->sheet.count ? self->sheet.count : at.end;
        if (!role || role == ROLE_MAYBE || range_empty(at) ||
            (role == ROLE_CONTENT && at.start < 2 && self->sheet.is_excerpt))
            continue;
        tags[self->tag_count++] = (Tag){at, role, reader->confidence[i]};
        for (uint32_t t = at.start; t < at.end; t++)
            tag_of[t] = self->tag_count;
        taken = at.end;
    }
    self->tags = tags;
    self->tag_of = tag_of;
}

uint32_t scene_maybes(const struct scene *self, Range at)
{
    return self
        ->maybe_after[at.start > MAYBE_LONGEST ? at.start - MAYBE_LONGEST : 0];
}

uint32_t scene_support(const struct scene *self, Range at)
{
    uint32_t length = at.end - at.start, support = 0;

    for (uint32_t i = scene_maybes(self, at);
         i < self->maybe_count && self->maybes[i].at.start < at.end; i++) {
        Range maybe = self->maybes[i].at;
        uint32_t both = range_overlap(maybe, at);

        if (both * 2 >= length + (maybe.end - maybe.start) - both)
            support += self->maybes[i].share;
    }
    return support;
}

/* Contents that are possible, tagged or not. */
static void lay_maybes(struct scene *self)
{
    const stet_layer *reader = self->sheet.reader;
    uint32_t *after, count = 0;
    Maybe *maybes;

    if (!reader)
        return;
    maybes = ARENA_ARRAY(&self->room->arena, Maybe, reader->count + 1);
    after = ARENA_ARRAY(&self->room->arena, uint32_t, self->sheet.count + 1);
    for (uint32_t i = 0; i < reader->count; i++) {
        Range at = {reader->tokens[i].start, reader->tokens[i].end};

        at.end = at.end > self->sheet.count ? self->sheet.count : at.end;
        if (role_of(self->room, reader->kind[i]) != ROLE_MAYBE ||
            range_empty(at) || at.end - at.start > MAYBE_LONGEST)
            continue;
        maybes[count++] = (Maybe){at, reader->confidence[i], 0};
    }
    for (uint32_t t = 0, m = 0; t <= self->sheet.count; t++) {
        while (m < count && maybes[m].at.start < t)
            m++;
        after[t] = m;
    }
    self->maybes = maybes;
    self->maybe_count = count;
    self->maybe_after = after;
    for (uint32_t i = 0; i < count; i++)
        maybes[i].support = scene_support(self, maybes[i].at);
}

/* "officials trust", "to report", "who state": what stands before a verb in
 * its bare form, and not before the noun of the same spelling. */
static bool is_bare_verb(const struct sheet *sheet, uint32_t at)
{
    Str before;

    if (at == sheet_sentence_start(sheet, at))
        return true;
    before = sheet->tokens->folded[at - 1];
    if (sheet->tokens->cls[at - 1] != STET_TOKEN_WORD)
        return sheet->tokens->cls[at - 1] != STET_TOKEN_NUMBER;
    return str_ends(before, STR("s")) || str_ends(before, STR("ly")) ||
           sheet_capital(sheet, at - 1) ||
           sheet_has(sheet, at - 1,
                     W_SUBJECT | W_OBJECT | W_AUX | W_ADVERB | W_NEG | W_REL |
                         W_CONJ | W_QUANT | W_PERSON | W_BODY | W_TIME) ||
           str_eq(before, STR("to"));
}

/* "went on to call it", "likes to say,": the second verb announces, not the
 * first. */
static bool goes_on_to(const struct sheet *sheet, uint32_t at)
{
    uint32_t end = at + 3;

    if (stet_token_is(sheet->tokens, at + 1, "on"))
        return stet_token_is(sheet->tokens, at + 2, "to") &&
               sheet_has(sheet, at + 3, W_REPORT);
    return sheet_has(sheet, at, W_THINK) &&
           stet_token_is(sheet->tokens, at + 1, "to") &&
           sheet_has(sheet, at + 2, W_SAY) &&
           sheet_has(sheet, at + 2, W_BASE) &&
           (end >= sheet->count || sheet_is(sheet, end, ',') ||
            sheet_is(sheet, end, ':') || sheet_stop(sheet, end) ||
            sheet_class(sheet, end) == STET_TOKEN_QUOTE_OPEN);
}

bool scene_is_idle(const struct sheet *sheet, uint32_t at)
{
    if (sheet_hyphen(sheet, at + 1))
        return true;
    if (stet_token_is(sheet->tokens, at, "known") &&
        (stet_token_is(sheet->tokens, at + 1, "as") ||
         stet_token_is(sheet->tokens, at + 1, "for")))
        return true; /* a man known as Voss */
    if (at > 1 && sheet_hyphen(sheet, at - 1) &&
        (sheet_class(sheet, at - 2) == STET_TOKEN_NUMBER ||
         sheet_has(sheet, at - 2, W_QUANT)))
        return true;
    return at > 0 && stet_token_is(sheet->tokens, at, "say") &&
           sheet_is(sheet, at - 1, ',') && sheet_is(sheet, at + 1, ',') &&
           at > 1 && !str_ends(sheet->tokens->folded[at - 2], STR("s"));
}

static bool is_verb_cue(const struct sheet *sheet, uint32_t at)
{
    WordBits bits = sheet->bits[at];

    if (!(bits & W_REPORT) || sheet->tokens->cls[at] != STET_TOKEN_WORD ||
        stet_token_is(sheet->tokens, at, "regarding") ||
        scene_is_idle(sheet, at))
        return false;
    if (sheet_capital(sheet, at) && sheet_sentence_start(sheet, at) != at)
        return false;
    if (!(bits & (W_THIRD | W_PAST | W_ING | W_PARTICIPLE)) &&
        !is_bare_verb(sheet, at))
        return false;
    if (phrase_is_plural(sheet, at) || goes_on_to(sheet, at))
        return false;
    /* "a report", "the offer": a noun, unless what precedes is no article. */
    return !(at > 0 && (bits & (W_BASE | W_THIRD)) &&
             sheet_has(sheet, at - 1, W_DET | W_POSS) &&
             !stet_token_is(sheet->tokens, at - 1, "that"));
}

/* “Yes,” came the answer. */
static bool is_coming(const struct sheet *sheet, uint32_t at)
{
    return at > 0 && sheet_class(sheet, at - 1) == STET_TOKEN_QUOTE_CLOSE &&
           (stet_token_is(sheet->tokens, at, "came") ||
            stet_token_is(sheet->tokens, at, "comes")) &&
           sheet_has(sheet, at + 1, W_DET | W_QUANT);
}

/* LISBON, May 3 - “It leaks,” ...: what is no sentence ends in a dash. */
static bool ends_dateline(const struct sheet *sheet, uint32_t dash)
{
    return sheet_sentence_start(sheet, dash) == 0 &&
           sheet_sentence_end(sheet, dash) == dash + 1;
}

static bool read_cue(const struct sheet *sheet, uint32_t at, Cue *out)
{
    *out = (Cue){{at, at + 1}, CUE_VERB};
    if (stet_token_is(sheet->tokens, at, "according") &&
        stet_token_is(sheet->tokens, at + 1, "to")) {
        *out = (Cue){{at, at + 2}, CUE_ACCORDING};
        return true;
    }
    if (is_verb_cue(sheet, at) || is_coming(sheet, at))
        return true;
    if ((sheet_is(sheet, at, ':') ||
         (sheet_dash(sheet, at) && !ends_dateline(sheet, at))) &&
        sheet_class(sheet, at + 1) == STET_TOKEN_QUOTE_OPEN) {
        out->kind = CUE_COLON;
        return true;
    }
    if (at > 0 && sheet_dash(sheet, at) && sheet_capital(sheet, at + 1) &&
        sheet_class(sheet, at - 1) == STET_TOKEN_QUOTE_CLOSE) {
        out->kind = CUE_COLON; /* “...” - Name */
        return true;
    }
    if (sheet_is(sheet, at, ':') && sheet_capital(sheet, at + 1) && at > 0 &&
        at < sheet_sentence_start(sheet, at - 1) + 6 &&
        sheet_capital(sheet, sheet_sentence_start(sheet, at - 1))) {
        out->kind = CUE_COLON; /* Headline: who says what */
        return true;
    }
    out->kind = CUE_NOUN;
    return sheet_has(sheet, at, W_CLAIM) &&
           (sheet_has(sheet, at + 1, W_PREP) ||
            stet_token_is(sheet->tokens, at + 1, "that") ||
            sheet_class(sheet, at + 1) == STET_TOKEN_QUOTE_OPEN);
}

static void find_cues(struct scene *self)
{
    const struct sheet *sheet = &self->sheet;
    struct arena *arena = &self->room->arena;
    Cue *cues = ARENA_ARRAY(arena, Cue, sheet->count + 1);
    uint32_t *after = ARENA_ARRAY(arena, uint32_t, sheet->count + 1);
    uint32_t count = 0;

    for (uint32_t i = 0; i < sheet->count; i++) {
        after[i] = count;
        if (sheet->stretch_of[i] == STET_NONE &&
            read_cue(sheet, i, &cues[count]))
            count++;
    }
    after[sheet->count] = count;
    self->cues = cues;
    self->cue_count = count;
    self->cue_after = after;
}

void scene_init(struct scene *self, struct room *room, const stet_block *block)
{
    *self = (struct scene){.room = room};
    sheet_init(&self->sheet, block, &room->arena);
    phrases_find(&self->phrases, &self->sheet, &room->arena);
    lay_tags(self);
    lay_maybes(self);
    find_cues(self);
}

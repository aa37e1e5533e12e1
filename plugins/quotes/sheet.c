#include "quotes/sheet.h"

enum {
    SENTENCE_MAX = 300, /* tokens */
    DATELINE_MAX = 14,
};

int sheet_capital(const struct sheet *self, uint32_t at)
{
    return at < self->count && self->tokens->cls[at] == STET_TOKEN_WORD &&
           (self->tokens->flags[at] & STET_TOKEN_CAPITAL);
}

int sheet_dash(const struct sheet *self, uint32_t at)
{
    Str norm;

    if (at >= self->count)
        return 0;
    norm = self->tokens->norm[at];
    if (str_eq(norm, STR("–")) || str_eq(norm, STR("—")) ||
        str_eq(norm, STR("―")) || str_eq(norm, STR("--")))
        return 1;
    return str_eq(norm, STR("-")) && at + 1 < self->count &&
           (self->tokens->flags[at] & STET_TOKEN_SPACED) &&
           (self->tokens->flags[at + 1] & STET_TOKEN_SPACED);
}

int sheet_stop(const struct sheet *self, uint32_t at)
{
    if (sheet_is(self, at, '.') || sheet_is(self, at, '!') ||
        sheet_is(self, at, '?'))
        return 1;
    return at < self->count && (str_eq(self->tokens->norm[at], STR("…")) ||
                                str_eq(self->tokens->norm[at], STR("...")));
}

uint32_t sheet_sentence_start(const struct sheet *self, uint32_t at)
{
    if (at >= self->count || !self->sentence_count)
        return 0;
    return self->sentences[self->sentence_of[at]].start;
}

uint32_t sheet_sentence_end(const struct sheet *self, uint32_t at)
{
    if (at >= self->count || !self->sentence_count)
        return self->count;
    return self->sentences[self->sentence_of[at]].end;
}

static void lay_words(struct sheet *self, struct arena *arena)
{
    const stet_tokens *tokens = self->tokens;
    WordBits *bits = ARENA_ARRAY(arena, WordBits, self->count + 1);
    uint32_t *lemma = ARENA_ARRAY(arena, uint32_t, self->count + 1);

    for (uint32_t i = 0; i < self->count; i++) {
        Word word = words_find(tokens->folded[i], tokens->hash[i]);

        bits[i] = word.bits;
        lemma[i] = word.lemma;
    }
    self->bits = bits;
    self->lemma = lemma;
}

/* The sentence that ends at `end`, or several where it is no sentence for its
 * length: what looks around in one looks at so many tokens at most. */
static void add_sentence(struct sheet *self, Range *sentences, uint32_t *of,
                         uint32_t end)
{
    uint32_t at =
        self->sentence_count ? sentences[self->sentence_count - 1].end : 0;

    while (at < end) {
        uint32_t stop = end - at > SENTENCE_MAX ? at + SENTENCE_MAX : end;

        sentences[self->sentence_count] = (Range){at, stop};
        for (; at < stop; at++)
            of[at] = self->sentence_count;
        self->sentence_count++;
    }
}

/* One past "LISBON, May 3 (Wire) -" at the block's start: a place in capitals,
 * and what may be added to it up to a dash. 0 where there is none. */
static uint32_t dateline_end(const struct sheet *self)
{
    const stet_tokens *tokens = self->tokens;
    bool inside = false;

    if (self->count < 3 || !(tokens->flags[0] & STET_TOKEN_ALL_CAPS) ||
        tokens->norm[0].len < 3)
        return 0;
    for (uint32_t i = 1; i < DATELINE_MAX && i + 1 < self->count; i++) {
        if (sheet_dash(self, i))
            return sheet_capital(self, i + 1) ||
                           tokens->cls[i + 1] == STET_TOKEN_QUOTE_OPEN
                       ? i + 1
                       : 0;
        if (sheet_is(self, i, '('))
            inside = true;
        else if (sheet_is(self, i, ')'))
            inside = false;
        else if (!inside && !sheet_capital(self, i) &&
                 !sheet_is(self, i, ',') && !sheet_is(self, i, '.') &&
                 tokens->cls[i] != STET_TOKEN_NUMBER)
            return 0;
    }
    return 0;
}

static void lay_sentences(struct sheet *self, struct arena *arena)
{
    uint32_t given = self->block->sentence_count;
    uint32_t room = given + self->count / SENTENCE_MAX + 3;
    Range *sentences = ARENA_ARRAY(arena, Range, room);
    uint32_t *of = ARENA_ARRAY(arena, uint32_t, self->count + 1);

    add_sentence(self, sentences, of, dateline_end(self));
    for (uint32_t i = 0; i < given; i++) {
        uint32_t end = self->block->sentences[i].end;

        add_sentence(self, sentences, of,
                     end > self->count ? self->count : end);
    }
    add_sentence(self, sentences, of, self->count);
    self->sentences = sentences;
    self->sentence_of = of;
}

/* Where an opening mark without a partner stops: see the essay. */
static uint32_t open_end(const struct sheet *self, uint32_t open)
{
    const stet_tokens *tokens = self->tokens;
    Str text = self->block->text;
    Str shape = str_cut(text, tokens->start[open], tokens->end[open]);

    for (uint32_t i = open + 1; i < self->count; i++) {
        if (tokens->cls[i] != STET_TOKEN_QUOTE_OPEN ||
            !str_eq(shape, str_cut(text, tokens->start[i], tokens->end[i])))
            continue;
        if (sheet_sentence_start(self, i) > open + 1)
            return sheet_sentence_start(self, i);
        return i;
    }
    return self->count;
}

static Str mark_of(const struct sheet *self, uint32_t at)
{
    return str_cut(self->block->text, self->tokens->start[at],
                   self->tokens->end[at]);
}

static bool is_double(Str mark)
{
    return str_eq(mark, STR("\"")) || str_eq(mark, STR("“")) ||
           str_eq(mark, STR("''"));
}

/* The pair of marks that opens at `at` encloses what somebody says: it stands
 * behind a comma, a colon, a verb of saying or another mark, and ends as
 * sentences do. */
static bool is_said(const struct sheet *self, uint32_t at)
{
    uint32_t mate = self->tokens->mate[at];

    if (mate == STET_NONE || mate < at + 2 || mate >= self->count ||
        !(sheet_stop(self, mate - 1) || sheet_is(self, mate - 1, ',')))
        return false;
    return at == 1 || sheet_is(self, at - 1, ',') ||
           sheet_is(self, at - 1, ':') || sheet_has(self, at - 1, W_REPORT);
}

/* A mark that opens the paragraph and is closed by nothing, with double marks
 * of another shape around what somebody says in its first sentence: it only
 * shows that an excerpt goes on, and encloses nobody's words. */
static bool begins_excerpt(const struct sheet *self)
{
    Str shape = mark_of(self, 0);
    uint32_t limit;

    if (self->count < 2 || !is_double(shape) ||
        str_eq(mark_of(self, self->count - 1), shape))
        return false;
    limit = sheet_sentence_end(self, 1);
    for (uint32_t i = 1; i < limit; i++)
        if (self->tokens->cls[i] == STET_TOKEN_QUOTE_OPEN &&
            is_double(mark_of(self, i)) && !str_eq(mark_of(self, i), shape) &&
            is_said(self, i))
            return true;
    return false;
}

/* The closing mark of “A “clean” roof, and no leak.” for the first mark, which
 * the second one left without a partner: one that closes nothing behind pairs
 * that close. STET_NONE where there is none. */
static uint32_t outer_mate(const struct sheet *self, uint32_t open)
{
    const stet_tokens *tokens = self->tokens;

    if (!is_double(mark_of(self, open)) ||
        (open + 1 < self->count &&
         tokens->cls[open + 1] == STET_TOKEN_QUOTE_OPEN))
        return STET_NONE; /* a mark set twice is a slip */
    for (uint32_t i = open + 1; i < self->count; i++) {
        if (tokens->cls[i] == STET_TOKEN_QUOTE_OPEN) {
            if (tokens->mate[i] == STET_NONE || tokens->mate[i] <= i)
                return STET_NONE;
            i = tokens->mate[i];
        } else if (tokens->cls[i] == STET_TOKEN_QUOTE_CLOSE) {
            return i;
        }
    }
    return STET_NONE;
}

static void lay_stretches(struct sheet *self, struct arena *arena)
{
    const stet_tokens *tokens = self->tokens;
    uint32_t *of = ARENA_ARRAY(arena, uint32_t, self->count + 1);
    Stretch *all = ARENA_ARRAY(arena, Stretch, self->count / 2 + 1);
    uint32_t count = 0;

    for (uint32_t i = 0; i < self->count;) {
        uint32_t mate = tokens->mate[i], end;
        int closed;

        if (tokens->cls[i] == STET_TOKEN_QUOTE_OPEN && mate == STET_NONE)
            mate = outer_mate(self, i);
        closed = mate != STET_NONE && mate > i && mate < self->count;
        of[i] = STET_NONE;
        self->is_excerpt |= i == 0 && !closed &&
                            tokens->cls[i] == STET_TOKEN_QUOTE_OPEN &&
                            begins_excerpt(self);
        if (tokens->cls[i] != STET_TOKEN_QUOTE_OPEN ||
            (i == 0 && self->is_excerpt)) {
            i++;
            continue;
        }
        end = closed ? mate + 1 : open_end(self, i);
        all[count].at = (Range){i, end};
        all[count].is_closed = (uint32_t)closed;
        for (; i < end; i++) {
            of[i] = count;
            all[count].words += tokens->cls[i] == STET_TOKEN_WORD ||
                                tokens->cls[i] == STET_TOKEN_NUMBER;
        }
        if (end - all[count].at.start > 1)
            count++;
        else
            of[end - 1] = STET_NONE;
    }
    self->stretches = all;
    self->stretch_count = count;
    self->stretch_of = of;
}

void sheet_init(struct sheet *self, const stet_block *block,
                struct arena *arena)
{
    *self = (struct sheet){.block = block, .tokens = block->tokens};
    self->count = block->tokens->count;
    if (block->layer_count > 1)
        self->names = block->layers[1];
    if (block->layer_count > 2)
        self->reader = block->layers[2];
    lay_words(self, arena);
    lay_sentences(self, arena);
    lay_stretches(self, arena);
}

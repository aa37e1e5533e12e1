#include "names/view.h"

#include "names/gazetteer.h"

#include "stet/text.h"

#define WRAPPED_BYTES 45u /* a line that is wrapped is longer */
#define DATELINE 14u      /* tokens up to its dash */
#define HEADLINE 40u      /* tokens of a headline at most */
#define PHRASE_MAX 8u     /* words; what build.py takes */
#define GAP_MAX 3u        /* small words between the capitals of one name */

/* At, say, "iPhone" or "eBay" the first letter is small. */
static bool has_capital(const stet_tokens *tokens, uint32_t at)
{
    Str norm = tokens->norm[at];

    if (tokens->flags[at] & STET_TOKEN_CAPITAL)
        return true;
    if (tokens->cls[at] != STET_TOKEN_WORD)
        return false;
    for (uint32_t i = 1; i < norm.len; i++)
        if (norm.ptr[i] >= 'A' && norm.ptr[i] <= 'Z')
            return true;
    return false;
}

static void look_up(struct view *self, const struct lexicon *lexicon)
{
    const stet_tokens *tokens = self->tokens;

    for (uint32_t i = 0; i < tokens->count; i++) {
        self->chunk[i] = i;
        self->chunk_end[i] = i + 1;
        if (tokens->cls[i] == STET_TOKEN_URL)
            continue;
        self->lex[i] = lexicon_of(lexicon, tokens->folded[i], tokens->hash[i]);
        if (tokens->cls[i] != STET_TOKEN_WORD)
            continue;
        self->gaz[i] = (uint16_t)gaz_word(tokens->hash[i]);
        if (has_capital(tokens, i))
            self->flags[i] |= VIEW_CAPITAL;
    }
}

/* The longest phrase of two words or more that begins at `at`: its end. */
static uint32_t longest_phrase(const struct view *self, uint32_t at,
                               uint32_t *out_classes)
{
    const stet_tokens *tokens = self->tokens;
    uint32_t hash = gaz_mix(0, tokens->hash[at]);
    uint32_t classes = self->gaz[at], end = at;

    for (uint32_t i = at + 1;
         (classes & GAZ_PREFIX) && i < tokens->count && i < at + PHRASE_MAX;
         i++) {
        hash = gaz_mix(hash, tokens->hash[i]);
        classes = gaz_phrase(hash);
        if (classes & ~GAZ_PREFIX) {
            end = i + 1;
            *out_classes = classes & ~GAZ_PREFIX;
        }
    }
    return end;
}

static void find_phrases(struct view *self)
{
    for (uint32_t at = 0; at < self->tokens->count;) {
        uint32_t classes = 0;
        uint32_t end = self->gaz[at] & GAZ_PREFIX
                           ? longest_phrase(self, at, &classes)
                           : at;

        for (uint32_t i = at; i < end; i++) {
            self->phrase[i] = (uint16_t)classes;
            self->place[i] = i == at ? 1 : i + 1 == end ? 3 : 2;
        }
        at = end > at ? end : at + 1;
    }
}

/* Whether a sentence is set in capitals, or its long words are. */
static uint8_t headline_flags(const struct view *self, Span sentence)
{
    const stet_tokens *tokens = self->tokens;
    uint32_t words = 0, capitals = 0, shouted = 0;

    for (uint32_t i = sentence.start; i < sentence.end; i++) {
        if (tokens->cls[i] != STET_TOKEN_WORD || tokens->folded[i].len < 4)
            continue;
        words++;
        capitals += (tokens->flags[i] & STET_TOKEN_CAPITAL) != 0;
        shouted += (tokens->flags[i] & STET_TOKEN_ALL_CAPS) != 0;
    }
    if (words >= 3 && shouted * 10 >= words * 8)
        return VIEW_SHOUT;
    if (words >= 4 && capitals * 10 >= words * 7)
        return VIEW_TITLED;
    return 0;
}

/*
 * The end of the line-like stretch that begins at `at`, at most `end`: where
 * the next line begins, if this one is too short to have been wrapped. Lists
 * and signatures are set that way.
 */
static uint32_t stretch_end(const struct view *self, uint32_t at, uint32_t end)
{
    const stet_tokens *tokens = self->tokens;
    uint32_t start = tokens->start[at];

    for (uint32_t i = at + 1; i < end; i++) {
        if (!(tokens->flags[i] & STET_TOKEN_LINE_START))
            continue;
        if (tokens->start[i] - start < WRAPPED_BYTES || i == self->dateline)
            return i;
        start = tokens->start[i];
    }
    return end;
}

/* A line that begins in capitals and has a dash soon: LISBON, May 3 - ... */
static bool is_dateline(const struct view *self, uint32_t at)
{
    const stet_tokens *tokens = self->tokens;

    if (!(tokens->flags[at] & STET_TOKEN_LINE_START) ||
        !(tokens->flags[at] & STET_TOKEN_ALL_CAPS) ||
        tokens->folded[at].len < 3)
        return false;
    for (uint32_t i = at + 1; i < tokens->count && i < at + DATELINE; i++)
        if (view_is_mark(self, i, '-') || stet_token_is(tokens, i, "--") ||
            stet_token_is(tokens, i, "–") || stet_token_is(tokens, i, "—"))
            return (tokens->flags[i] & STET_TOKEN_SPACED) != 0;
    return false;
}

/* A headline may share the block of the paragraph below it. */
static uint32_t find_dateline(const struct view *self)
{
    for (uint32_t i = 1; i < self->tokens->count && i < HEADLINE; i++)
        if (is_dateline(self, i))
            return i;
    return 0;
}

static void read_stretch(struct view *self, Span stretch, uint32_t number)
{
    uint8_t flags = headline_flags(self, stretch);

    if (stretch.end <= self->dateline && !(flags & VIEW_SHOUT))
        flags |= VIEW_TITLED;
    bool first = true;
    for (uint32_t i = stretch.start; i < stretch.end; i++) {
        self->sentence[i] = number;
        self->flags[i] |= flags;
        if (first && self->tokens->cls[i] == STET_TOKEN_WORD) {
            self->flags[i] |= VIEW_FIRST;
            first = false;
        }
    }
}

static void read_sentences(struct view *self)
{
    uint32_t number = 0;

    for (uint32_t s = 0; s < self->block->sentence_count; s++) {
        Span sentence = self->block->sentences[s];

        while (sentence.start < sentence.end) {
            uint32_t end = stretch_end(self, sentence.start, sentence.end);
            read_stretch(self, (Span){sentence.start, end}, number++);
            sentence.start = end;
        }
    }
}

/* A small word, a hyphen or an ampersand that a name may have inside. */
static bool may_link(const struct view *self, uint32_t at)
{
    uint8_t cls = self->tokens->cls[at];

    if (self->lex[at] & (LEX_LINK | LEX_PARTICLE))
        return true;
    return cls == STET_TOKEN_CLITIC || cls == STET_TOKEN_APOSTROPHE ||
           view_is_mark(self, at, '-') || view_is_mark(self, at, '&') ||
           view_is_mark(self, at, '/');
}

static bool is_solid(const struct view *self, uint32_t at)
{
    return at < self->tokens->count && view_is_capital(self, at) &&
           !(self->lex[at] & LEX_NOT_NAME && self->tokens->folded[at].len == 1);
}

/* Marks small words between capitals, and particles before one. */
static void mark_links(struct view *self)
{
    uint32_t last = STET_NONE; /* the last capital */

    for (uint32_t i = 0; i < self->tokens->count; i++) {
        if (!is_solid(self, i)) {
            if (last != STET_NONE && (!may_link(self, i) || i - last > GAP_MAX))
                last = STET_NONE;
            continue;
        }
        self->flags[i] |= VIEW_CANDIDATE;
        if (last != STET_NONE && self->sentence[last] == self->sentence[i])
            for (uint32_t k = last + 1; k < i; k++)
                self->flags[k] |= VIEW_CANDIDATE;
        for (uint32_t k = i; k > 0 && i - k < GAP_MAX; k--) {
            bool hyphen = view_is_mark(self, k - 1, '-') && k >= 2 &&
                          (self->lex[k - 2] & LEX_PARTICLE);
            if (!(self->lex[k - 1] & LEX_PARTICLE) && !hyphen)
                break;
            self->flags[k - 1] |= VIEW_CANDIDATE;
        }
        last = i;
    }
}

/* Numbers beside a capital belong to it: Apollo 11, 9th Circuit, Covid-19. */
static void mark_numbers(struct view *self)
{
    const stet_tokens *tokens = self->tokens;

    for (uint32_t i = 0; i < tokens->count; i++) {
        if (tokens->cls[i] != STET_TOKEN_NUMBER)
            continue;
        if (i > 0 && is_solid(self, i - 1))
            self->flags[i] |= VIEW_CANDIDATE;
        if (i > 1 && view_is_mark(self, i - 1, '-') && is_solid(self, i - 2)) {
            self->flags[i] |= VIEW_CANDIDATE;
            self->flags[i - 1] |= VIEW_CANDIDATE;
        }
        if (i + 1 < tokens->count && is_solid(self, i + 1) &&
            tokens->cls[i + 1] == STET_TOKEN_WORD)
            self->flags[i] |= VIEW_CANDIDATE;
    }
}

static bool in_chunk(const struct view *self, uint32_t at)
{
    return (self->flags[at] & VIEW_CANDIDATE) &&
           (is_solid(self, at) || self->tokens->cls[at] == STET_TOKEN_NUMBER ||
            view_is_mark(self, at, '-') || view_is_mark(self, at, '&'));
}

static void find_chunks(struct view *self)
{
    for (uint32_t at = 0; at < self->tokens->count;) {
        uint32_t end = at;

        while (end < self->tokens->count && in_chunk(self, end) &&
               self->sentence[end] == self->sentence[at])
            end++;
        for (uint32_t i = at; i < end; i++) {
            self->chunk[i] = at;
            self->chunk_end[i] = end;
        }
        at = end > at ? end : at + 1;
    }
}

/* "Mayor to go; \n He says he is tired.": a headline above its second deck. */
static bool is_decked(const struct view *self)
{
    for (uint32_t i = 1; i < self->tokens->count; i++)
        if ((self->tokens->flags[i] & STET_TOKEN_LINE_START) &&
            view_is_mark(self, i - 1, ';') && view_is_capital(self, i))
            return true;
    return false;
}

/* The block's last token is one that a paragraph ends with. */
static bool is_ended(const struct view *self)
{
    static const char stops[] = {'.', '?', '!', ':', ')'};
    uint32_t last = self->tokens->count;

    if (last-- == 0 || is_decked(self))
        return false;
    if (self->tokens->cls[last] == STET_TOKEN_QUOTE_CLOSE ||
        self->tokens->cls[last] == STET_TOKEN_QUOTE_OPEN ||
        (self->tokens->flags[last] & STET_TOKEN_DOTTED))
        return true;
    for (size_t i = 0; i < sizeof stops; i++)
        if (view_is_mark(self, last, stops[i]))
            return true;
    return stet_token_is(self->tokens, last, "…");
}

void view_init(struct view *self, const stet_block *block,
               const struct lexicon *lexicon, struct arena *arena)
{
    size_t count = block->tokens->count;

    *self = (struct view){
        .block = block,
        .tokens = block->tokens,
        .lex = ARENA_ARRAY(arena, uint32_t, count),
        .gaz = ARENA_ARRAY(arena, uint16_t, count),
        .phrase = ARENA_ARRAY(arena, uint16_t, count),
        .place = ARENA_ARRAY(arena, uint8_t, count),
        .flags = ARENA_ARRAY(arena, uint8_t, count),
        .sentence = ARENA_ARRAY(arena, uint32_t, count),
        .chunk = ARENA_ARRAY(arena, uint32_t, count),
        .chunk_end = ARENA_ARRAY(arena, uint32_t, count),
    };
    look_up(self, lexicon);
    self->ended = is_ended(self);
    self->dateline = find_dateline(self);
    find_phrases(self);
    read_sentences(self);
    mark_links(self);
    mark_numbers(self);
    find_chunks(self);
}

bool view_is_one(const struct view *self, uint32_t at, const char *const *words)
{
    for (; at < self->tokens->count && *words; words++)
        if (stet_is(self->tokens->folded[at], *words))
            return true;
    return false;
}

/* The sentence of token `at` ends in a full stop, within reach. */
static bool is_stopped(const struct view *view, uint32_t at)
{
    uint32_t last = at;

    while (last < at + HEADLINE && view_together(view, at, last + 1))
        last++;
    return view_is_mark(view, last, '.');
}

bool view_is_headline(const struct view *view, uint32_t at)
{
    return (view->flags[at] & VIEW_SHOUT) ||
           view->block->kind == STET_BLOCK_HEADING ||
           ((view->flags[at] & VIEW_TITLED) && !is_stopped(view, at));
}

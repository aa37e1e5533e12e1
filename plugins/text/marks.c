/*
 * marks - what each quotation mark of a block does.
 *
 * A row of marks is read once, left to right, with a stack of what is open.
 * A double mark's own shape says what it does where it has one; a straight one
 * is judged by what stands beside it, and by the stack where that leaves it
 * open. A single mark may be an apostrophe as well: it opens only where one
 * that can close it follows, or where a sentence begins behind a pair of such
 * marks (what is quoted goes on in the next paragraph); it closes only what is
 * open.
 *
 *     ’ beside:  letter both sides     apostrophe (never comes here)
 *                space before          opens, unless ’90s ’em ’til
 *                sign , . ! ? before   closes what is open
 *                s before, space after plural possessive or close: a close
 *                                      only where no surer one follows
 */
#include "text/scan.h"

#include "text/utf8.h"

#define DEPTH_MAX 8u

struct pairing {
    const Prose *prose;
    struct raw_tokens *tokens;
    uint32_t open[DEPTH_MAX]; /* tokens; the innermost last */
    uint32_t count;
    uint32_t
        sure_before; /* tokens up to here are known to have no sure close */
    bool has_single; /* a pair of single marks stands before */
};

static bool is_single(const struct raw_token *token)
{
    return token->mark >= MARK_SINGLE_OPEN;
}

static bool opens_after(uint32_t code)
{
    return code == 0 || code == '(' || code == '[' || code == '{' ||
           code == '-' || code == 0x2013 || code == 0x2014 || code == '/' ||
           code == 0x201C || code == 0x2018 || code == '"' || code == '\'';
}

static bool ends_before(uint32_t code)
{
    return code == 0 || utf8_is_space(code) ||
           (code < 0x80 && strchr(")]},.;:!?-/\"'", (int)code)) ||
           code == 0x2013 || code == 0x2014 || code == 0x2026 ||
           code == 0x201D || code == 0x2019;
}

static bool is_stop(uint32_t code)
{
    return (code && code < 0x80 && strchr(",.!?;:)-", (int)code)) ||
           code == 0x2026 || code == 0x2014 || code == 0x2013 ||
           code == 0x201D || code == '"';
}

/* ---- the stack ---------------------------------------------------------- */

static struct raw_token *innermost(const struct pairing *self)
{
    return self->count ? &self->tokens->items[self->open[self->count - 1]]
                       : NULL;
}

/* The innermost open mark of that kind, by its place in the stack. */
static bool find_open(const struct pairing *self, bool single,
                      uint32_t *out_slot)
{
    for (uint32_t i = self->count; i > 0; i--)
        if (is_single(&self->tokens->items[self->open[i - 1]]) == single) {
            *out_slot = i - 1;
            return true;
        }
    return false;
}

static void push(struct pairing *self, uint32_t at)
{
    struct raw_token *token = &self->tokens->items[at];

    token->cls = STET_TOKEN_QUOTE_OPEN;
    if (self->count < DEPTH_MAX)
        self->open[self->count++] = at;
}

/* Closes what is open in `slot`; what is open inside it stays without mate. */
static void close_slot(struct pairing *self, uint32_t slot, uint32_t at)
{
    uint32_t open = self->open[slot];

    self->has_single |= is_single(&self->tokens->items[at]);
    self->tokens->items[at].cls = STET_TOKEN_QUOTE_CLOSE;
    self->tokens->items[at].mate = open;
    self->tokens->items[open].mate = at;
    self->count = slot;
}

/* ---- double marks ------------------------------------------------------- */

enum direction { OPENS, CLOSES, EITHER };

static enum direction double_direction(const struct raw_token *token)
{
    bool can_open = opens_after(token->before) && token->touches_after;
    bool can_close = token->touches_before && ends_before(token->after);

    if (can_open && !can_close)
        return OPENS;
    if (can_close && !can_open)
        return CLOSES;
    return EITHER;
}

/* “ closes what „ opened, and what “ opened where it stands as only a closing
 * mark does, by a slip of the keys: “Unusual,“ she said. » opens where nothing
 * is open and it leads a word, as in German and Danish; ” opens likewise, as in
 * Swedish. */
static enum direction shaped_direction(const struct pairing *self,
                                       const struct raw_token *token)
{
    const struct raw_token *open = innermost(self);
    enum direction looks = double_direction(token);

    if (token->mark == MARK_DOUBLE_LOW)
        return OPENS;
    if (token->mark == MARK_DOUBLE_OPEN)
        return open && looks == CLOSES ? CLOSES : OPENS;
    return !open && looks == OPENS ? OPENS : CLOSES;
}

/* Feet and inches: 6' 2", a 2.5" nail. */
static bool is_measure(const struct pairing *self,
                       const struct raw_token *token)
{
    uint32_t slot = 0;

    return (token->mark == MARK_DOUBLE || token->mark == MARK_SINGLE) &&
           utf8_is_digit(token->before) &&
           !find_open(self, token->mark == MARK_SINGLE, &slot);
}

/* The mark of inches in 6’2”, within a quotation that a later mark closes:
 * “He’s like 6’2”,” she said. */
static bool is_inches(const struct pairing *self, uint32_t at)
{
    const struct raw_token *items = self->tokens->items;
    Str text = self->prose->text;
    uint32_t i = items[at].start;

    if (!utf8_is_digit(items[at].before))
        return false;
    while (i > 0 && utf8_is_digit((unsigned char)text.ptr[i - 1]))
        i--;
    Str before = str_cut(text, 0, i);
    if (!str_ends(before, STR("'")) && !str_ends(before, STR("’")))
        return false;
    i -= str_ends(before, STR("'")) ? 1 : STR("’").len;
    if (!i || !utf8_is_digit((unsigned char)text.ptr[i - 1]))
        return false;
    for (i = at + 1; i < self->tokens->count; i++)
        if (items[i].mark && !is_single(&items[i]))
            return items[i].touches_before && ends_before(items[i].after);
    return false;
}

static void read_double(struct pairing *self, uint32_t at)
{
    struct raw_token *token = &self->tokens->items[at];
    uint32_t slot = 0;
    bool is_open = find_open(self, false, &slot);
    enum direction direction = token->mark == MARK_DOUBLE
                                   ? double_direction(token)
                                   : shaped_direction(self, token);

    if (is_measure(self, token) || is_inches(self, at))
        return;
    if (direction == EITHER)
        direction = is_open ? CLOSES : OPENS;
    if (direction == CLOSES && is_open) {
        close_slot(self, slot, at);
        return;
    }
    if (direction == CLOSES) {
        token->cls = STET_TOKEN_QUOTE_CLOSE; /* of nothing in this block */
        return;
    }
    /* Opened twice: the first was left open by mistake. */
    if (is_open)
        self->count = slot;
    push(self, at);
}

/* ---- single marks ------------------------------------------------------- */

static bool may_open(const struct raw_token *token)
{
    return token->touches_after && opens_after(token->before) &&
           token->mark != MARK_SINGLE_CLOSE;
}

/* The same behind the wrong mark, as word processors set it: ‘90s ‘bout. Only
 * what hardly begins a quotation. */
static bool leads_misset_elision(const struct raw_token *next, Str word)
{
    if (next->cls == STET_TOKEN_NUMBER)
        return word.len == 3 && str_ends(word, STR("0s"));
    return str_eq(word, STR("em")) || str_eq(word, STR("til")) ||
           str_eq(word, STR("twas")) || str_eq(word, STR("bout"));
}

/* Left-out letters: ’90s ’em ’til ’tis ’n’. */
static bool leads_elision(const struct pairing *self, uint32_t at)
{
    static const Str words[] = {
        STR_INIT("em"),    STR_INIT("til"), STR_INIT("tis"),  STR_INIT("twas"),
        STR_INIT("cause"), STR_INIT("n"),   STR_INIT("bout"), STR_INIT("round"),
        STR_INIT("cos"),   STR_INIT("un"),  STR_INIT("ere"),  STR_INIT("im"),
    };
    const struct raw_token *next = &self->tokens->items[at + 1];

    if (at + 1 >= self->tokens->count)
        return false;
    Str word = str_cut(self->prose->text, next->start, next->end);
    if (self->tokens->items[at].mark == MARK_SINGLE_OPEN)
        return leads_misset_elision(next, word);
    if (self->tokens->items[at].mark != MARK_SINGLE)
        return false;
    if (next->cls == STET_TOKEN_NUMBER)
        return word.len >= 2 && word.len <= 3; /* ’90s, ’45 */
    return STR_IS_ANY(word, words);
}

/* How sure a single mark is to close: 0 cannot, 1 may be a possessive or a
 * left-out letter, 2 sure. */
static int closing_strength(const struct pairing *self, uint32_t at)
{
    const struct raw_token *token = &self->tokens->items[at];
    uint32_t before = token->before;

    if (token->mark == MARK_SINGLE_CLOSE)
        return 2;
    if (token->mark != MARK_SINGLE || !token->touches_before ||
        !ends_before(token->after))
        return 0;
    if (is_stop(before))
        return 2;
    Str text = self->prose->text;
    bool after_s = before == 's' || before == 'S' || before == 'z';
    bool after_in =
        token->start >= 3 && memcmp(text.ptr + token->start - 2, "in", 2) == 0;
    bool before_stop = token->after && token->after < 0x80 &&
                       strchr(",.;:!?)", (int)token->after);
    if (before_stop && !after_in)
        return 2;
    return after_s || after_in ? 1 : 2;
}

/* The mark that would close a single one opened at `at`: the first sure one
 * before another opens; else the first that may. STET_NONE if there is none. */
static uint32_t single_close(const struct pairing *self, uint32_t at)
{
    uint32_t maybe = STET_NONE, opens = 0;

    for (uint32_t i = at + 1; i < self->tokens->count; i++) {
        const struct raw_token *token = &self->tokens->items[i];
        if (!token->mark || !is_single(token))
            continue;
        if (may_open(token) && !leads_elision(self, i)) {
            if (++opens > 2)
                break;
            continue;
        }
        int strength = closing_strength(self, i);
        if (strength == 2)
            return i;
        if (strength == 1 && maybe == STET_NONE)
            maybe = i;
    }
    return maybe;
}

/* The mark that an open single one waits for is known when it is pushed; it is
 * kept in its mate until it is reached. */
static bool closes_open(struct pairing *self, uint32_t at, uint32_t *out_slot)
{
    return find_open(self, true, out_slot) &&
           self->tokens->items[self->open[*out_slot]].mate == at;
}

/* 'It leaks,' she said. 'It always has. The mark at a sentence's start opens
 * what goes on in the next paragraph, in a block that quotes with such marks.
 */
static bool stays_open(const struct pairing *self, uint32_t at)
{
    const struct raw_token *items = self->tokens->items;
    Str text = self->prose->text;

    if (!self->has_single || at == 0 || at + 1 >= self->tokens->count ||
        items[at].mark != MARK_SINGLE ||
        items[at - 1].cls != STET_TOKEN_PUNCT ||
        !strchr(".!?", text.ptr[items[at - 1].start]))
        return false;
    Str word = str_cut(text, items[at + 1].start, items[at + 1].end);
    return !str_eq(word, STR("Tis")) && !str_eq(word, STR("Twas")) &&
           !str_eq(word, STR("Til")) && !str_eq(word, STR("Cause")) &&
           !str_eq(word, STR("Em"));
}

static void read_single(struct pairing *self, uint32_t at)
{
    struct raw_token *token = &self->tokens->items[at];
    uint32_t slot = 0;

    if (closes_open(self, at, &slot)) {
        close_slot(self, slot, at);
        return;
    }
    if (!is_measure(self, token) && may_open(token) &&
        !leads_elision(self, at) && !find_open(self, true, &slot)) {
        uint32_t close =
            at < self->sure_before ? STET_NONE : single_close(self, at);
        bool stands_open =
            close == STET_NONE && (token->mark == MARK_SINGLE_OPEN || at == 0 ||
                                   stays_open(self, at));
        if (close != STET_NONE || stands_open) {
            push(self, at);
            token->mate = close;
            return;
        }
        self->sure_before = self->tokens->count;
    }
    token->cls = token->mark == MARK_SINGLE || leads_elision(self, at)
                     ? STET_TOKEN_APOSTROPHE
                     : STET_TOKEN_PUNCT;
}

/* ---- the whole ---------------------------------------------------------- */

/* Waiting singles that were never reached have no mate after all. */
static void forget_waiting(struct raw_tokens *tokens)
{
    for (uint32_t i = 0; i < tokens->count; i++) {
        uint32_t mate = tokens->items[i].mate;
        if (mate != STET_NONE && tokens->items[mate].mate != i)
            tokens->items[i].mate = STET_NONE;
    }
}

/* Depth of each token; an open mark without a mate holds to the end. */
static void count_depth(struct raw_tokens *tokens)
{
    uint32_t depth = 0;

    for (uint32_t i = 0; i < tokens->count; i++) {
        struct raw_token *token = &tokens->items[i];
        bool opens = token->cls == STET_TOKEN_QUOTE_OPEN;
        bool closes =
            token->cls == STET_TOKEN_QUOTE_CLOSE && token->mate != STET_NONE;
        depth += opens;
        token->depth = (uint8_t)(depth < 255 ? depth : 255);
        depth -= closes && depth;
    }
}

void marks_resolve(const Prose *prose, struct raw_tokens *tokens)
{
    struct pairing pairing = {.prose = prose, .tokens = tokens};

    for (uint32_t i = 0; i < tokens->count; i++) {
        const struct raw_token *token = &tokens->items[i];
        if (!token->mark)
            continue;
        if (is_single(token))
            read_single(&pairing, i);
        else
            read_double(&pairing, i);
    }
    forget_waiting(tokens);
    count_depth(tokens);
}

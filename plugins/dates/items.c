#include "dates/items.h"

#include "dates_rules.h"

#define DIGITS_MAX 15u

struct lexer {
    const stet_tokens *tokens;
    uint32_t end;
    RulesItem *items;
    uint32_t count;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static void add_item(struct lexer *lexer, uint32_t first, uint32_t end,
                     RulesItem item)
{
    item.first = first;
    item.end = end;
    lexer->items[lexer->count++] = item;
}

static void add_shape(struct lexer *lexer, uint32_t first, uint32_t end,
                      uint32_t shape, int64_t value)
{
    add_item(lexer, first, end, rules_shape(&dates_rules, shape, value));
}

static RulesItem word_item(Str word)
{
    uint16_t index = rules_word(&dates_rules, stet_hash(word), word);
    uint16_t kind = index == RULES_NO_WORD ? 0 : dates_rules.words[index].kind;

    return (RulesItem){.word = index, .kind = kind};
}

/* ---- digits ------------------------------------------------------------ */

static uint32_t whole_shape(int64_t value)
{
    static const struct {
        int64_t up_to;
        uint32_t shape;
    } shapes[] = {
        {12, DATES_SHAPE_D12},    {24, DATES_SHAPE_D24},
        {31, DATES_SHAPE_D31},    {59, DATES_SHAPE_D59},
        {99, DATES_SHAPE_D99},    {999, DATES_SHAPE_D999},
        {2199, DATES_SHAPE_YEAR},
    };

    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (value <= shapes[i].up_to)
            return shapes[i].shape;
    return DATES_SHAPE_BIG;
}

/* The parts of a number between its marks: "3,400" has two, 3 and 400. */
struct digits {
    int64_t part[4];
    uint32_t digits[4]; /* of each part */
    uint32_t count;
    char mark; /* between the parts, 0 for none or several kinds */
};

/* Returns how many bytes belong to it; a mark at its end does not. */
static uint32_t read_digits(Str text, struct digits *out)
{
    uint32_t at = 0;

    *out = (struct digits){.count = 0};
    while (out->count < 4 && at < text.len && is_digit(text.ptr[at])) {
        uint32_t n = out->count++;
        for (; at < text.len && is_digit(text.ptr[at]); at++)
            if (out->digits[n]++ < DIGITS_MAX)
                out->part[n] = out->part[n] * 10 + (text.ptr[at] - '0');
        if (at + 1 >= text.len || !memchr(",.:/", text.ptr[at], 4) ||
            !is_digit(text.ptr[at + 1]))
            break;
        out->mark = n == 0 || out->mark == text.ptr[at] ? text.ptr[at] : 0;
        at++;
    }
    return at;
}

static bool add_grouped(struct lexer *lexer, uint32_t token,
                        const struct digits *d)
{
    int64_t value = d->part[0];

    for (uint32_t i = 1; i < d->count; i++) {
        if (d->digits[i] != 3)
            return false;
        value = value * 1000 + d->part[i];
    }
    add_shape(lexer, token, token + 1, DATES_SHAPE_BIG, value);
    return true;
}

static bool add_decimal(struct lexer *lexer, uint32_t token,
                        const struct digits *d)
{
    bool is_time = d->digits[1] == 2 && d->part[0] <= 24 && d->part[1] < 60;
    int64_t part = d->part[1];
    uint32_t digits = d->digits[1];

    if (d->part[0] > 1000000)
        return false;
    for (; digits > 3; digits--)
        part /= 10;
    for (; digits < 3; digits++)
        part *= 10;
    add_shape(lexer, token, token + 1,
              is_time ? DATES_SHAPE_HM : DATES_SHAPE_DECIMAL,
              d->part[0] * 1000 + part);
    return true;
}

/* 71:50 and 2:22:41, which are no times of the day or rarely. */
static bool add_lap(struct lexer *lexer, uint32_t token, const struct digits *d)
{
    bool is_long = d->count == 3;
    int64_t seconds = d->part[0] * 60 + d->part[1];

    if (d->part[0] > 599 || d->part[1] > 59 || d->digits[1] != 2 ||
        d->count > 3 || (!is_long && d->part[0] < 25) ||
        (is_long && (d->part[2] > 59 || d->digits[2] != 2)))
        return false;
    add_shape(lexer, token, token + 1, DATES_SHAPE_LAP,
              is_long ? seconds * 60 + d->part[2] : seconds);
    return true;
}

static bool add_clock(struct lexer *lexer, uint32_t token,
                      const struct digits *d)
{
    if (d->count == 3 || d->part[0] > 24)
        return add_lap(lexer, token, d);
    if (d->digits[0] > 2 || d->digits[1] != 2 || d->part[1] > 59)
        return false;
    add_shape(lexer, token, token + 1, DATES_SHAPE_CLOCK,
              d->part[0] * 3600 + d->part[1] * 60);
    return true;
}

static bool add_parts(struct lexer *lexer, uint32_t token,
                      const struct digits *d)
{
    for (uint32_t i = 0; i < d->count; i++)
        if (d->digits[i] > 4)
            return false;
    if (d->mark == '/' && d->count == 2)
        add_shape(lexer, token, token + 1, DATES_SHAPE_SLASH2,
                  PARTS_PACK(d->part[0], d->part[1], 0));
    else if (d->count == 3)
        add_shape(lexer, token, token + 1,
                  d->mark == '/' ? DATES_SHAPE_SLASH3 : DATES_SHAPE_DOTS3,
                  PARTS_PACK(d->part[0], d->part[1], d->part[2]));
    else
        return false;
    return true;
}

static bool add_marked(struct lexer *lexer, uint32_t token,
                       const struct digits *d)
{
    switch (d->mark) {
    case ',':
        return add_grouped(lexer, token, d);
    case '.':
        return d->count == 2 ? add_decimal(lexer, token, d)
                             : add_parts(lexer, token, d);
    case ':':
        return add_clock(lexer, token, d);
    case '/':
        return add_parts(lexer, token, d);
    default:
        return false;
    }
}

static void add_whole(struct lexer *lexer, uint32_t token,
                      const struct digits *d, bool is_zero_led)
{
    int64_t value = d->part[0];
    uint32_t shape = whole_shape(value);

    if (d->digits[0] == 4 &&
        (is_zero_led || (value >= 2200 && value <= 2400 && value % 100 < 60)))
        shape = DATES_SHAPE_MILITARY;
    else if (d->digits[0] > 4 || (is_zero_led && d->digits[0] > 2))
        shape = DATES_SHAPE_BIG;
    add_shape(lexer, token, token + 1, shape, value);
}

/* What follows digits in the same token: 21st, 1990s, 90s, 2pm. */
static void add_suffixed(struct lexer *lexer, uint32_t token,
                         const struct digits *d, bool is_zero_led, Str suffix)
{
    int64_t value = d->part[0];
    bool is_nth = str_eq(suffix, STR("st")) || str_eq(suffix, STR("nd")) ||
                  str_eq(suffix, STR("rd")) || str_eq(suffix, STR("th"));

    if (d->count == 1 && is_nth) {
        add_shape(lexer, token, token + 1, DATES_SHAPE_NTH, value);
    } else if (d->count == 1 && str_eq(suffix, STR("s")) && value % 10 == 0 &&
               (d->digits[0] == 4 || d->digits[0] == 2)) {
        bool is_long = d->digits[0] == 4;
        add_shape(lexer, token, token + 1,
                  is_long ? DATES_SHAPE_DECADE4 : DATES_SHAPE_DECADE2,
                  value / 10);
    } else {
        if (d->count == 1)
            add_whole(lexer, token, d, is_zero_led);
        else if (!add_marked(lexer, token, d))
            return;
        add_item(lexer, token, token + 1, word_item(suffix));
    }
}

static void read_number(struct lexer *lexer, uint32_t token, Str text)
{
    struct digits d;
    uint32_t len = read_digits(text, &d);
    bool is_zero_led = text.len && text.ptr[0] == '0';

    if (len < text.len)
        add_suffixed(lexer, token, &d, is_zero_led,
                     str_cut(text, len, text.len));
    else if (d.count == 1)
        add_whole(lexer, token, &d, is_zero_led);
    else if (!add_marked(lexer, token, &d))
        add_item(lexer, token, token + 1, (RulesItem){.word = RULES_NO_WORD});
}

/* ---- numbers in words -------------------------------------------------- */

/* 1 to 90, 100 and up for a power; 0 for another word. */
static int64_t word_number(const stet_tokens *tokens, uint32_t at)
{
    /* The shortest first: most words of a text are short. */
    static const struct {
        Str word;
        int64_t value;
    } words[] = {
        {STR_INIT("one"), 1},
        {STR_INIT("two"), 2},
        {STR_INIT("six"), 6},
        {STR_INIT("ten"), 10},
        {STR_INIT("four"), 4},
        {STR_INIT("five"), 5},
        {STR_INIT("nine"), 9},
        {STR_INIT("three"), 3},
        {STR_INIT("seven"), 7},
        {STR_INIT("eight"), 8},
        {STR_INIT("forty"), 40},
        {STR_INIT("fifty"), 50},
        {STR_INIT("sixty"), 60},
        {STR_INIT("eleven"), 11},
        {STR_INIT("twelve"), 12},
        {STR_INIT("twenty"), 20},
        {STR_INIT("thirty"), 30},
        {STR_INIT("eighty"), 80},
        {STR_INIT("ninety"), 90},
        {STR_INIT("fifteen"), 15},
        {STR_INIT("sixteen"), 16},
        {STR_INIT("seventy"), 70},
        {STR_INIT("hundred"), 100},
        {STR_INIT("million"), 1000000},
        {STR_INIT("billion"), 1000000000},
        {STR_INIT("thirteen"), 13},
        {STR_INIT("fourteen"), 14},
        {STR_INIT("eighteen"), 18},
        {STR_INIT("nineteen"), 19},
        {STR_INIT("thousand"), 1000},
        {STR_INIT("seventeen"), 17},
    };

    Str word = tokens->folded[at];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].word.len > word.len)
            break;
        else if (str_eq(words[i].word, word))
            return words[i].value;
    return 0;
}

static int64_t word_rank(const stet_tokens *tokens, uint32_t at)
{
    static const Str ranks[] = {
        STR_INIT("first"),   STR_INIT("second"), STR_INIT("third"),
        STR_INIT("fourth"),  STR_INIT("fifth"),  STR_INIT("sixth"),
        STR_INIT("seventh"), STR_INIT("eighth"), STR_INIT("ninth"),
    };

    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        if (str_eq(ranks[i], tokens->folded[at]))
            return (int64_t)i + 1;
    return 0;
}

struct spelled {
    uint32_t end; /* tokens */
    int64_t value;
    bool is_rank, is_year;
};

static bool token_is(const struct lexer *lexer, uint32_t at, const char *word)
{
    return at < lexer->end && stet_is(lexer->tokens->folded[at], word);
}

static int64_t number_at(const struct lexer *lexer, uint32_t at)
{
    return at < lexer->end ? word_number(lexer->tokens, at) : 0;
}

/* Below a hundred: "forty", "forty-one", "forty-first", "nine". */
static bool read_tens(const struct lexer *lexer, uint32_t at,
                      struct spelled *out)
{
    int64_t value = number_at(lexer, at);
    uint32_t next = at + 1;

    if (value < 1 || value > 90)
        return false;
    *out = (struct spelled){.end = next, .value = value};
    if (value < 20)
        return true;
    next += token_is(lexer, next, "-");
    int64_t ones = number_at(lexer, next);
    int64_t rank = next < lexer->end ? word_rank(lexer->tokens, next) : 0;
    if ((ones >= 1 && ones <= 9) || rank) {
        out->value += rank ? rank : ones;
        out->is_rank = rank != 0;
        out->end = next + 1;
    }
    return true;
}

/* "fifths": what a fraction ends in. */
static bool is_denominator(const struct lexer *lexer, uint32_t at)
{
    if (at >= lexer->end)
        return false;
    Str word = lexer->tokens->folded[at];
    return str_ends(word, STR("ths")) || str_eq(word, STR("thirds"));
}

/* "nineteen ninety-six", "twenty fifteen"; not "twenty twenty-fifths". */
static bool read_year_words(const struct lexer *lexer, uint32_t at,
                            struct spelled *out)
{
    struct spelled low;
    int64_t century = number_at(lexer, at);

    if (century < 13 || century > 20 || !read_tens(lexer, at + 1, &low) ||
        low.value < 10 || low.is_rank ||
        is_denominator(lexer, low.end + token_is(lexer, low.end, "-")))
        return false;
    *out = low;
    out->value += century * 100;
    out->is_year = true;
    return true;
}

/* Hundreds, thousands and so on, each with what is below it. */
static bool read_spelled(const struct lexer *lexer, uint32_t at,
                         struct spelled *out)
{
    struct spelled low;
    int64_t group = 0, total = 0;
    uint32_t limit = at + NUMBER_TOKENS_MAX;

    if (token_is(lexer, at, "a") && number_at(lexer, at + 1) >= 100) {
        low = (struct spelled){.end = at + 1, .value = 1};
    } else if (read_year_words(lexer, at, out)) {
        return true;
    } else if (!read_tens(lexer, at, &low)) {
        return false;
    }
    for (group = low.value; low.end < limit && !low.is_rank;) {
        int64_t power = number_at(lexer, low.end);
        if (power == 100 && group < 100) {
            group *= power;
        } else if (power > 100 && group) {
            total += group * power;
            group = 0;
        } else {
            uint32_t next = low.end + token_is(lexer, low.end, "and");
            struct spelled more;
            /* "a million two years ago": no number goes on so. */
            bool is_round = group == 0 && total % 1000000 == 0;
            if ((group % 100 == 0 && group + total >= 100) &&
                read_tens(lexer, next, &more) &&
                !(is_round && number_at(lexer, more.end) < 100)) {
                group += more.value;
                low = more;
                continue;
            }
            break;
        }
        low.end++;
    }
    *out = low;
    out->value = total + group;
    out->is_year = out->value > 2000 && out->value < 2100 && total == 2000;
    return true;
}

/* "and a half" behind a whole number; the end, or 0. */
static uint32_t half_end(const struct lexer *lexer, uint32_t at)
{
    bool is_half = token_is(lexer, at, "and") && token_is(lexer, at + 1, "a") &&
                   token_is(lexer, at + 2, "half");

    return is_half ? at + 3 : 0;
}

/* A number of several tokens that begins at `token`; its end, or 0. */
static uint32_t read_spelled_item(struct lexer *lexer, uint32_t token)
{
    struct spelled number;
    uint32_t end;

    if (!read_spelled(lexer, token, &number))
        return 0;
    end = half_end(lexer, number.end);
    if (end && !number.is_rank && number.value < 1000000) {
        add_shape(lexer, token, end, DATES_SHAPE_DECIMAL,
                  number.value * 1000 + 500);
        return end;
    }
    if (number.end == token + 1)
        return 0;
    add_shape(lexer, token, number.end,
              number.is_year   ? DATES_SHAPE_YEAR_WORD
              : number.is_rank ? DATES_SHAPE_NTH_WORDS
                               : DATES_SHAPE_WORDS,
              number.value);
    return number.end;
}

/* ---- tokens ------------------------------------------------------------ */

/* 2 1/2, 2½ and 3 million; returns the end, or 0 where it is a plain one. */
static uint32_t read_mixed(struct lexer *lexer, uint32_t token)
{
    struct digits d, f;
    const stet_tokens *tokens = lexer->tokens;
    Str text = tokens->folded[token];
    uint32_t next = token + 1;

    if (read_digits(text, &d) != text.len || d.count != 1 ||
        d.part[0] > 1000000 || next >= lexer->end)
        return 0;
    Str more = tokens->folded[next];
    if (stet_is(more, "\xC2\xBD") || stet_is(more, "1/2")) {
        add_shape(lexer, token, next + 1, DATES_SHAPE_DECIMAL,
                  d.part[0] * 1000 + 500);
        return next + 1;
    }
    if (word_number(tokens, next) >= 100) {
        add_shape(lexer, token, next + 1, DATES_SHAPE_BIG,
                  d.part[0] * word_number(tokens, next));
        return next + 1;
    }
    (void)f;
    return 0;
}

/* "dec31", which is two items; "q1" is a word of the lexicon already. */
static bool read_glued(struct lexer *lexer, uint32_t token, Str text)
{
    uint32_t at = 0;

    while (at < text.len && is_letter(text.ptr[at]))
        at++;
    if (at < 2 || at == text.len || !is_digit(text.ptr[at]) || text.len > 12)
        return false;
    RulesItem item = word_item(str_cut(text, 0, at));
    if (!item.kind)
        return false;
    add_item(lexer, token, token + 1, item);
    read_number(lexer, token, str_cut(text, at, text.len));
    return true;
}

static RulesItem token_item(const stet_tokens *tokens, uint32_t token)
{
    Str text = tokens->folded[token];
    uint16_t index = rules_word(&dates_rules, tokens->hash[token], text);

    if (index == RULES_NO_WORD && text.len > 1 &&
        (tokens->flags[token] & STET_TOKEN_DOTTED))
        return word_item(str_cut(text, 0, text.len - 1));
    if (index == RULES_NO_WORD)
        return (RulesItem){.word = RULES_NO_WORD};
    return (RulesItem){.word = index, .kind = dates_rules.words[index].kind};
}

static uint32_t read_token(struct lexer *lexer, uint32_t token)
{
    const stet_tokens *tokens = lexer->tokens;
    Str text = tokens->folded[token];
    uint32_t end = 0;

    if (text.len && is_digit(text.ptr[0])) {
        end = read_mixed(lexer, token);
        if (!end)
            read_number(lexer, token, text);
        return end ? end : token + 1;
    }
    if (stet_is(text, "\xC2\xBD")) {
        add_shape(lexer, token, token + 1, DATES_SHAPE_DECIMAL, 500);
        return token + 1;
    }
    RulesItem item = token_item(tokens, token);
    if (tokens->cls[token] == STET_TOKEN_WORD && item.kind &&
        (number_at(lexer, token) || stet_is(text, "a")))
        end = read_spelled_item(lexer, token);
    if (end)
        return end;
    if (text.len > 1 && text.ptr[0] == '\'' && is_digit(text.ptr[1])) {
        add_item(lexer, token, token + 1, word_item(STR("'")));
        read_number(lexer, token, str_cut(text, 1, text.len));
    } else if (item.kind || tokens->cls[token] != STET_TOKEN_WORD ||
               !read_glued(lexer, token, text)) {
        add_item(lexer, token, token + 1, item);
    }
    return token + 1;
}

uint32_t items_read(const stet_tokens *tokens, uint32_t first, uint32_t end,
                    struct arena *arena, RulesItem **out_items)
{
    struct lexer lexer = {.tokens = tokens, .end = end};

    lexer.items = ARENA_ARRAY(arena, RulesItem, (size_t)(end - first) * 3 + 1);
    for (uint32_t at = first; at < end;)
        at = read_token(&lexer, at);
    *out_items = lexer.items;
    return lexer.count;
}

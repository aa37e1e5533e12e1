#include "figures/items.h"

#include "figures_rules.h"

#define GLUED_MAX 40u

bool item_is_number(const RulesItem *item)
{
    return item->kind && item->word == RULES_NO_WORD &&
           item->shape != FIGURES_SHAPE_EST;
}

static void add_item(Items *self, uint32_t first, uint32_t end, RulesItem item)
{
    item.first = first;
    item.end = end;
    self->items[self->count++] = item;
}

static RulesItem word_item(uint16_t index)
{
    uint16_t kind =
        index == RULES_NO_WORD ? 0 : figures_rules.words[index].kind;

    return (RulesItem){.word = index, .kind = kind};
}

static void add_number(Items *self, uint32_t first, const Numeral *numeral)
{
    uint32_t index = self->amount_count++;

    self->amounts[index] = numeral->value;
    self->twisted[index] = numeral->is_scale_twisted;
    add_item(self, first, numeral->end,
             rules_shape(&figures_rules, numeral->shape, index));
}

static uint16_t word_index(Str word)
{
    return rules_word(&figures_rules, stet_hash(word), word);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- words and signs that stick together ------------------------------- */

/* US$, A$: letters with a sign close behind; the tokens used, or 0. */
static uint32_t add_lettered_sign(Items *self, uint32_t at)
{
    const stet_tokens *tokens = self->words.tokens;
    char text[GLUED_MAX];
    Str word = tokens->folded[at];

    if (at + 1 >= self->words.end || !words_glued(&self->words, at + 1) ||
        tokens->cls[at + 1] != STET_TOKEN_SYMBOL || word.len > 5)
        return 0;
    Str sign = tokens->folded[at + 1];
    if (word.len + sign.len > sizeof text)
        return 0;
    memcpy(text, word.ptr, word.len);
    memcpy(text + word.len, sign.ptr, sign.len);
    uint16_t index = word_index((Str){text, word.len + sign.len});
    if (index == RULES_NO_WORD)
        return 0;
    add_item(self, at, at + 2, word_item(index));
    return 2;
}

/* The digits from byte `from` of token `at` on, and what is close behind them
 * and belongs to them: "R25" "," "000". Returns the end, in tokens. */
static uint32_t gather_digits(const Words *words, uint32_t at, uint32_t from,
                              char *text, uint32_t *out_len)
{
    Str piece =
        str_cut(words->tokens->folded[at], from, words->tokens->folded[at].len);
    uint32_t len = 0;

    while (len < piece.len && len < GLUED_MAX / 2 && is_digit(piece.ptr[len])) {
        text[len] = piece.ptr[len];
        len++;
    }
    *out_len = len;
    for (at++; len == piece.len && at + 1 < words->end; at += 2) {
        Str mark = words->tokens->folded[at];
        Str more = words->tokens->folded[at + 1];
        if (!words_glued(words, at) || !words_glued(words, at + 1) ||
            mark.len != 1 || (*mark.ptr != ',' && *mark.ptr != '.') ||
            words->tokens->cls[at + 1] != STET_TOKEN_NUMBER ||
            *out_len + more.len + 1 > GLUED_MAX)
            break;
        text[(*out_len)++] = *mark.ptr;
        memcpy(text + *out_len, more.ptr, more.len);
        *out_len += more.len;
    }
    return at;
}

static uint32_t letters_before_digit(Str word)
{
    uint32_t letters = 0;

    while (letters < word.len && letters < 6 && !is_digit(word.ptr[letters]))
        letters++;
    return letters < word.len && is_digit(word.ptr[letters]) ? letters : 0;
}

/* Rs2, R25,000, Sh3.9, R2bn: a currency and its amount in one token. The
 * tokens used, or 0. */
static uint32_t add_prefixed(Items *self, uint32_t at)
{
    const Words *words = &self->words;
    Str word = words->tokens->folded[at];
    uint32_t letters = letters_before_digit(word);
    char text[GLUED_MAX];
    uint32_t len;
    int64_t currency, scale = 1;
    Numeral n = {.first = at};

    if (!letters)
        return 0;
    RulesItem prefix = word_item(word_index(str_cut(word, 0, letters)));
    bool are_initials = prefix.word != RULES_NO_WORD &&
                        rules_value(&figures_rules, &prefix,
                                    FIGURES_CLASS_CURRENCY_INITIALS, &currency);
    if (prefix.word == RULES_NO_WORD ||
        (!are_initials &&
         !rules_value(&figures_rules, &prefix, FIGURES_CLASS_CURRENCY_PREFIX,
                      &currency)))
        return 0;
    n.end = gather_digits(words, at, letters, text, &len);
    if (!numeral_digits((Str){text, len}, &n.value, &n.shape))
        return 0;
    if (n.shape == FIGURES_SHAPE_DIGITS && len <= 3 &&
        letters + len == word.len)
        numeral_join_groups(words, &n);
    Str tail =
        n.end == at + 1 ? str_cut(word, letters + len, word.len) : STR("");
    if (tail.len) {
        RulesItem suffix = word_item(word_index(tail));
        if (suffix.word == RULES_NO_WORD ||
            (!rules_value(&figures_rules, &suffix, FIGURES_CLASS_SCALE_LETTER,
                          &scale) &&
             !rules_value(&figures_rules, &suffix, FIGURES_CLASS_SCALE,
                          &scale)) ||
            !amount_multiply(&n.value, amount_whole(scale)))
            return 0;
    } else if (words_role(words, n.end, FIGURES_CLASS_SCALE, &scale) &&
               amount_multiply(&n.value, amount_whole(scale))) {
        n.end++;
    }
    if (scale > 1)
        n.shape = FIGURES_SHAPE_SPELLED;
    if (are_initials && n.shape == FIGURES_SHAPE_DIGITS)
        return 0; /* SR520 is a road */
    add_item(self, at, at + 1, prefix);
    add_number(self, at, &n);
    return n.end - at;
}

/* "9st": a number and its unit in one token. The tokens used, or 0. */
static uint32_t add_stones(Items *self, uint32_t at)
{
    Str word = self->words.tokens->folded[at];
    Numeral n = {.first = at, .end = at + 1};

    if (word.len < 3 || word.len > 4 || !str_ends(word, STR("st")) ||
        !numeral_digits(str_cut(word, 0, word.len - 2), &n.value, &n.shape))
        return 0;
    add_number(self, at, &n);
    add_item(self, at, at + 1, word_item(word_index(STR("st"))));
    return 1;
}

/* ---- the block --------------------------------------------------------- */

static bool ends_as_superlative(Str word)
{
    return word.len >= 5 && str_ends(word, STR("est"));
}

static bool may_begin_number(const Words *words, uint32_t at)
{
    int64_t value;
    Str text = words->tokens->folded[at];

    switch (words->tokens->cls[at]) {
    case STET_TOKEN_NUMBER:
        return true;
    case STET_TOKEN_WORD:
        return words_role(words, at, FIGURES_CLASS_NUMERAL, &value);
    case STET_TOKEN_SYMBOL:
        return text.len > 1;
    default:
        return str_eq(text, STR(".")) || str_eq(text, STR("-")) ||
               str_eq(text, STR("−")) || str_eq(text, STR("–"));
    }
}

/* Returns how many tokens it used, at least one. */
static uint32_t add_token(Items *self, uint32_t at)
{
    const Words *words = &self->words;
    const stet_tokens *tokens = words->tokens;
    uint16_t index = words->index[at - words->first];
    uint32_t used = 0;
    Numeral numeral;

    if (may_begin_number(words, at) && numeral_read(words, at, &numeral)) {
        add_number(self, at, &numeral);
        return numeral.end - at;
    }
    if (tokens->cls[at] == STET_TOKEN_NUMBER)
        used = add_stones(self, at);
    if (used)
        return used;
    if (tokens->cls[at] == STET_TOKEN_WORD) {
        used = add_lettered_sign(self, at);
        if (!used && index == RULES_NO_WORD)
            used = add_prefixed(self, at);
        if (used)
            return used;
        if (index == RULES_NO_WORD && ends_as_superlative(tokens->folded[at])) {
            add_item(self, at, at + 1,
                     rules_shape(&figures_rules, FIGURES_SHAPE_EST, 0));
            return 1;
        }
    }
    add_item(self, at, at + 1, word_item(index));
    return 1;
}

/* Quotation marks are no inches, whatever they look like. */
static bool has_no_word(uint8_t cls)
{
    return cls == STET_TOKEN_NUMBER || cls == STET_TOKEN_URL ||
           cls == STET_TOKEN_QUOTE_OPEN || cls == STET_TOKEN_QUOTE_CLOSE;
}

/* The lexicon has its abbreviations without their dots. */
static uint16_t find_word(const stet_tokens *tokens, uint32_t at)
{
    Str word = tokens->folded[at];
    uint16_t index;

    if (has_no_word(tokens->cls[at]))
        return RULES_NO_WORD;
    index = rules_word(&figures_rules, tokens->hash[at], word);
    if (index == RULES_NO_WORD && (tokens->flags[at] & STET_TOKEN_DOTTED) &&
        word.len > 1)
        index = word_index(str_cut(word, 0, word.len - 1));
    return index;
}

void items_read(const stet_tokens *tokens, uint32_t first, uint32_t end,
                struct arena *arena, Items *out)
{
    uint32_t count = end - first;
    uint16_t *index = ARENA_ARRAY(arena, uint16_t, count);

    for (uint32_t at = first; at < end; at++)
        index[at - first] = find_word(tokens, at);
    *out = (Items){
        .words = {tokens, first, end, index},
        .items = ARENA_ARRAY(arena, RulesItem, (size_t)count * 2),
        .amounts = ARENA_ARRAY(arena, Amount, count),
        .twisted = ARENA_ARRAY(arena, bool, count),
    };
    for (uint32_t at = first; at < end;)
        at += add_token(out, at);
}

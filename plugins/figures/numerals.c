#include "figures/numerals.h"

#include "figures_rules.h"

#define DIGITS_MAX 18u
#define PARTS_MAX 6u
#define MILLION 1000000

bool words_role(const Words *words, uint32_t at, uint32_t cls,
                int64_t *out_value)
{
    RulesItem item;

    if (at < words->first || at >= words->end ||
        words->index[at - words->first] == RULES_NO_WORD)
        return false;
    item.word = words->index[at - words->first];
    return rules_value(&figures_rules, &item, cls, out_value) != 0;
}

bool words_is(const Words *words, uint32_t at, const char *word)
{
    return at >= words->first && at < words->end &&
           stet_is(words->tokens->folded[at], word);
}

bool words_glued(const Words *words, uint32_t at)
{
    return at > words->first && at < words->end &&
           !(words->tokens->flags[at] & STET_TOKEN_SPACED);
}

static bool is_number(const Words *words, uint32_t at)
{
    return at >= words->first && at < words->end &&
           words->tokens->cls[at] == STET_TOKEN_NUMBER;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- digits ------------------------------------------------------------ */

/* "12,34,567.89" is five parts with three marks. */
struct digits {
    int64_t part[PARTS_MAX];
    uint32_t len[PARTS_MAX];
    char mark[PARTS_MAX]; /* behind the part */
    uint32_t count;
};

static bool split_digits(Str text, struct digits *out)
{
    uint32_t at = 0, total = 0;

    *out = (struct digits){.count = 0};
    while (at < text.len) {
        uint32_t n = out->count++;
        if (n == PARTS_MAX - 1 || !is_digit(text.ptr[at]))
            return false;
        for (; at < text.len && is_digit(text.ptr[at]); at++) {
            if (++total > DIGITS_MAX)
                return false;
            out->part[n] = out->part[n] * 10 + (text.ptr[at] - '0');
            out->len[n]++;
        }
        if (at < text.len)
            out->mark[n] = text.ptr[at++];
    }
    return out->count > 0 && !out->mark[out->count - 1];
}

static int64_t power_of_ten(uint32_t exponent)
{
    int64_t power = 1;

    while (exponent--)
        power *= 10;
    return power;
}

/* Groups of three, or of two before the last three as in India. */
static bool read_groups(const struct digits *d, uint32_t count, char mark,
                        Amount *out)
{
    Amount value = amount_whole(d->part[0]);

    for (uint32_t i = 1; i < count; i++) {
        bool is_last = i == count - 1;
        if (d->mark[i - 1] != mark || (d->len[i] != 3 && is_last) ||
            (d->len[i] != 2 && d->len[i] != 3) || d->len[0] > 3 ||
            !amount_multiply(&value, amount_whole(power_of_ten(d->len[i]))) ||
            !amount_add(&value, amount_whole(d->part[i])))
            return false;
    }
    *out = value;
    return true;
}

/* 20.000, 1.234.567: thousands as the Continent writes them. One group might
 * be a decimal's, if it were not all noughts; 1.000 is an average. */
static bool has_dotted_groups(const struct digits *d)
{
    if (d->count < 2 || d->count > 3 || d->len[0] > 3 || d->part[0] == 0)
        return false;
    for (uint32_t i = 1; i < d->count; i++)
        if (d->mark[i - 1] != '.' || d->len[i] != 3)
            return false;
    return d->count == 3 || (d->part[1] == 0 && d->part[0] > 1);
}

static bool is_fraction(const struct digits *d)
{
    static const int64_t parts[] = {2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64, 100};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (d->part[1] == parts[i])
            return d->part[0] < d->part[1] && d->part[0] > 0;
    return false;
}

bool numeral_digits(Str text, Amount *out_value, uint32_t *out_shape)
{
    struct digits d;
    Amount rest;

    if (!split_digits(text, &d))
        return false;
    *out_shape = d.count == 1 ? FIGURES_SHAPE_DIGITS : FIGURES_SHAPE_GROUPED;
    if (d.count == 2 && d.mark[0] == '/') {
        *out_shape = FIGURES_SHAPE_FRACTION;
        *out_value = amount_whole(d.part[0]);
        return is_fraction(&d) && amount_divide(out_value, d.part[1]);
    }
    if (has_dotted_groups(&d))
        return read_groups(&d, d.count, '.', out_value);
    /* 1,3: a comma that can be no group is a decimal one. */
    bool is_decimal =
        d.count > 1 &&
        (d.mark[d.count - 2] == '.' ||
         (d.count == 2 && d.mark[0] == ',' && d.len[1] != 3 && d.len[1] <= 2));
    if (!is_decimal)
        return read_groups(&d, d.count, ',', out_value);
    *out_shape = FIGURES_SHAPE_DECIMAL;
    rest = amount_whole(d.part[d.count - 1]);
    return read_groups(&d, d.count - 1, ',', out_value) &&
           amount_divide(&rest, power_of_ten(d.len[d.count - 1])) &&
           amount_add(out_value, rest);
}

/* ½ and its like. */
static bool read_vulgar(const Words *words, uint32_t at, Amount *out)
{
    static const struct {
        Str sign;
        Amount value;
    } signs[] = {
        {STR_INIT("½"), {1, 2}}, {STR_INIT("¼"), {1, 4}},
        {STR_INIT("¾"), {3, 4}}, {STR_INIT("⅓"), {1, 3}},
        {STR_INIT("⅔"), {2, 3}}, {STR_INIT("⅛"), {1, 8}},
        {STR_INIT("⅜"), {3, 8}}, {STR_INIT("⅝"), {5, 8}},
        {STR_INIT("⅞"), {7, 8}}, {STR_INIT("⅕"), {1, 5}},
    };

    if (at >= words->end || words->tokens->cls[at] != STET_TOKEN_SYMBOL)
        return false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_eq(signs[i].sign, words->tokens->folded[at])) {
            *out = signs[i].value;
            return true;
        }
    return false;
}

void numeral_join_groups(const Words *words, Numeral *n)
{
    uint32_t at = n->end;
    Amount value = n->value;

    for (; is_number(words, at); at++) {
        Amount group;
        uint32_t shape;
        Str text = words->tokens->folded[at];
        bool is_last =
            text.len > 3 && (text.ptr[3] == '.' || text.ptr[3] == ',');
        if ((text.len != 3 && !is_last) || words_glued(words, at) ||
            !numeral_digits(text, &group, &shape) ||
            shape == FIGURES_SHAPE_FRACTION ||
            (is_last && shape != FIGURES_SHAPE_DECIMAL) ||
            !amount_multiply(&value, amount_whole(1000)) ||
            !amount_add(&value, group))
            break;
        if (is_last) {
            at++;
            break;
        }
    }
    uint32_t groups = at - n->end;
    if (groups < 2 &&
        !(groups == 1 && stet_is(words->tokens->folded[n->end], "000")))
        return;
    n->end = at;
    n->value = value;
    n->shape = FIGURES_SHAPE_GROUPED;
}

/* 2½, 1 4/5, 7-3/4. */
static bool join_fraction(const Words *words, Numeral *n)
{
    Amount part;
    uint32_t shape, at = n->end;

    if (read_vulgar(words, at, &part) && words_glued(words, at)) {
        n->end++;
    } else {
        at += words_is(words, at, "-") && words_glued(words, at);
        if (!is_number(words, at) ||
            !numeral_digits(words->tokens->folded[at], &part, &shape) ||
            shape != FIGURES_SHAPE_FRACTION)
            return false;
        n->end = at + 1;
    }
    n->shape = FIGURES_SHAPE_MIXED;
    return amount_add(&n->value, part);
}

/* 1e10, 127.32e13: the power close behind. */
static void join_exponent(const Words *words, Numeral *n)
{
    Str text;
    int64_t exponent = 0;

    if (!words_glued(words, n->end))
        return;
    text = words->tokens->folded[n->end];
    if (text.len < 2 || text.len > 3 || text.ptr[0] != 'e')
        return;
    for (uint32_t i = 1; i < text.len; i++) {
        if (!is_digit(text.ptr[i]))
            return;
        exponent = exponent * 10 + (text.ptr[i] - '0');
    }
    if (exponent <= 17 && amount_multiply(&n->value, amount_whole(power_of_ten(
                                                         (uint32_t)exponent))))
        n->end++;
}

static bool read_digit_token(const Words *words, uint32_t at, Numeral *n)
{
    Str text = words->tokens->folded[at];

    n->end = at + 1;
    if (!numeral_digits(text, &n->value, &n->shape))
        return false;
    if (n->shape == FIGURES_SHAPE_DIGITS && !join_fraction(words, n) &&
        text.len <= 3)
        numeral_join_groups(words, n);
    join_exponent(words, n);
    return true;
}

/* 1, 21, 101; behind 9 and 11 "st" is a stone. */
static bool is_first(int64_t number)
{
    return number % 10 == 1 && number % 100 != 11;
}

/* 21st, 88th. */
static bool read_rank_token(Str text, Numeral *n)
{
    Str digits = str_cut(text, 0, text.len > 2 ? text.len - 2 : 0);
    Str tail = str_cut(text, digits.len, text.len);
    uint32_t shape;

    if (!str_eq(tail, STR("st")) && !str_eq(tail, STR("nd")) &&
        !str_eq(tail, STR("rd")) && !str_eq(tail, STR("th")))
        return false;
    n->shape = FIGURES_SHAPE_NTH;
    return numeral_digits(digits, &n->value, &shape) && n->value.den == 1 &&
           shape != FIGURES_SHAPE_FRACTION &&
           !(str_eq(tail, STR("st")) && !is_first(n->value.num));
}

/* ---- words ------------------------------------------------------------- */

static bool small_at(const Words *words, uint32_t at, int64_t *out)
{
    return words_role(words, at, FIGURES_CLASS_SMALL, out);
}

static bool scale_at(const Words *words, uint32_t at, int64_t *out)
{
    return words_role(words, at, FIGURES_CLASS_SCALE, out);
}

/* Where a hyphen close behind the word before it is passed over. */
static uint32_t past_hyphen(const Words *words, uint32_t at)
{
    return at + (words_is(words, at, "-") || words_is(words, at, "‑"));
}

/* "forty", "forty-one", "nine": its end, or 0. */
static uint32_t below_hundred(const Words *words, uint32_t at, int64_t *out)
{
    int64_t ones;

    if (!small_at(words, at, out))
        return 0;
    if (*out < 20)
        return at + 1;
    uint32_t next = past_hyphen(words, at + 1);
    if (!small_at(words, next, &ones) || ones < 1 || ones > 9)
        return at + 1;
    *out += ones;
    return next + 1;
}

/* ---- parts of one ------------------------------------------------------ */

/* The denominator at `at`: of one ("half", "third", "twenty-fifth"), or of
 * several. Its end, or 0. */
static uint32_t denominator_at(const Words *words, uint32_t at, bool is_one,
                               int64_t *out)
{
    int64_t tens;
    uint32_t last = past_hyphen(words, at + 1);

    if (small_at(words, at, &tens) && tens >= 20 &&
        words_role(words, last, FIGURES_CLASS_PARTS, out) && *out == 21) {
        *out = tens + 1; /* the parts of "firsts" */
        return last + 1;
    }
    if (small_at(words, at, &tens) && tens >= 20 &&
        words_role(words, last,
                   is_one ? FIGURES_CLASS_RANK : FIGURES_CLASS_PARTS, out) &&
        *out < 10) {
        *out += tens;
        return last + 1;
    }
    if (!is_one)
        return words_role(words, at, FIGURES_CLASS_PARTS, out) ? at + 1 : 0;
    return words_role(words, at, FIGURES_CLASS_PART, out) ||
                   (words_role(words, at, FIGURES_CLASS_RANK, out) && *out > 2)
               ? at + 1
               : 0;
}

static bool is_article(const Words *words, uint32_t at)
{
    return words_is(words, at, "a") || words_is(words, at, "an");
}

/* "a half", "three fifths", "one fourth" at `at`: its end, or 0. */
static uint32_t read_part(const Words *words, uint32_t at, Amount *out)
{
    int64_t count = 1, parts;
    uint32_t next =
        is_article(words, at) ? at + 1 : below_hundred(words, at, &count);

    if (!next)
        return 0;
    next = denominator_at(words, past_hyphen(words, next), count == 1, &parts);
    *out = amount_whole(count);
    return next && amount_divide(out, parts) ? next : 0;
}

/* ---- sums -------------------------------------------------------------- */

/* A number as far as it is read. */
struct sum {
    Amount total, group;
    int64_t ceiling; /* the scale that came last; the next is smaller */
    uint32_t first, end;
    bool has_group, is_after_hundred, is_twisted, is_worded;
};

static bool sum_scale(struct sum *sum, int64_t scale)
{
    bool is_small = scale == 100 || scale == 12;

    if (is_small && sum->has_group && !sum->is_after_hundred) {
        sum->is_after_hundred = scale == 100;
        return amount_multiply(&sum->group, amount_whole(scale));
    }
    if (!is_small && sum->has_group && scale < sum->ceiling) {
        if (!amount_multiply(&sum->group, amount_whole(scale)) ||
            !amount_add(&sum->total, sum->group))
            return false;
        sum->has_group = sum->is_after_hundred = false;
        sum->ceiling = scale;
        return true;
    }
    if (is_small || sum->has_group || !sum->total.num)
        return false;
    /* "lakh crore" and "thousand billion" are said; "million billion" not. */
    sum->is_twisted = sum->ceiling > 100000 || sum->ceiling >= scale;
    return amount_multiply(&sum->total, amount_whole(scale));
}

/* Whether what follows goes on with the number: 2,000 and five does, 2 million
 * and five people, a million two years ago not. */
static bool goes_on(const Words *words, const struct sum *sum, uint32_t end,
                    bool is_digits)
{
    int64_t scale;
    bool is_scaled = scale_at(words, end, &scale);

    if (sum->is_after_hundred)
        return !(is_scaled && scale == 100);
    if (sum->has_group || sum->ceiling == INT64_MAX)
        return false;
    if (is_digits && sum->ceiling > 1000)
        return false;
    return sum->ceiling <= 1000 || (is_scaled && scale < sum->ceiling);
}

/* "three quarters", less than one: a fraction, and no part of a whole. */
static bool is_proper_part(const Words *words, uint32_t at)
{
    Amount part;

    return !is_article(words, at) && read_part(words, at, &part) &&
           part.num < part.den;
}

/* "twenty and three and three fifths": tens, ones and a part of one, which
 * holds them together; "twenty and three" alone are two numbers. */
static bool join_tens_and_ones(const Words *words, struct sum *sum)
{
    uint32_t at = sum->end;
    int64_t ones;
    Amount part;
    bool are_tens = sum->ceiling == INT64_MAX && sum->group.den == 1 &&
                    sum->group.num >= 20 && sum->group.num < 100 &&
                    sum->group.num % 10 == 0;

    if (!are_tens || !words_is(words, at, "and") ||
        words_is(words, sum->first - 1, "between") ||
        !small_at(words, at + 1, &ones) || ones < 1 || ones > 9 ||
        !words_is(words, at + 2, "and") || !read_part(words, at + 3, &part) ||
        part.num >= part.den)
        return false;
    sum->end = at + 2;
    return amount_add(&sum->group, amount_whole(ones));
}

/* "one hundred thirty-fifths", "twenty thirty-fifths": the tens belong to what
 * it is divided by, "one hundred and thirty fifths" are 26. */
static bool is_of_denominator(const Words *words, uint32_t at)
{
    int64_t tens, parts;

    return small_at(words, at, &tens) && tens >= 20 &&
           words_role(words, past_hyphen(words, at + 1), FIGURES_CLASS_PARTS,
                      &parts) &&
           parts < 10;
}

/* One more part below a hundred (or a thousand, in digits). */
static bool sum_part(const Words *words, struct sum *sum)
{
    int64_t value = 0;
    uint32_t at = sum->end, shape;
    bool has_and = words_is(words, at, "and"), is_digits = false;

    at += has_and;
    if (has_and ? is_proper_part(words, at) : is_of_denominator(words, at))
        return false;
    uint32_t end = below_hundred(words, at, &value);
    if (!end && is_number(words, at)) {
        Amount digits;
        is_digits = true;
        if (!numeral_digits(words->tokens->folded[at], &digits, &shape) ||
            shape != FIGURES_SHAPE_DIGITS || digits.num > 999)
            return false;
        value = digits.num;
        end = at + 1;
    }
    if (!end || !value || !goes_on(words, sum, end, is_digits) ||
        (sum->is_after_hundred && value > 99))
        return false;
    if (!sum->is_after_hundred) {
        sum->group = amount_whole(0);
        sum->has_group = true;
    }
    sum->is_after_hundred = false;
    sum->end = end;
    return amount_add(&sum->group, amount_whole(value));
}

/* "3 dozens", "70 lakhs" */
static bool plural_scale_at(const Words *words, uint32_t at, int64_t *out)
{
    return words_role(words, at, FIGURES_CLASS_VAGUE, out) && *out > 10 &&
           !words_is(words, at, "scores");
}

/* Scales and further parts behind the first; false if it fits no amount. */
static bool sum_rest(const Words *words, struct sum *sum, uint32_t limit)
{
    int64_t scale;

    while (sum->end < limit) {
        struct sum before = *sum;
        uint32_t at = sum->end;
        if (words_is(words, at, "-") && words_glued(words, at))
            at++;
        if (scale_at(words, at, &scale) || plural_scale_at(words, at, &scale)) {
            sum->end = at + 1;
            if (!sum_scale(sum, scale)) {
                *sum = before;
                break;
            }
            sum->is_worded = true;
        } else if (!sum->is_worded ||
                   (!sum_part(words, sum) && !join_tens_and_ones(words, sum))) {
            *sum = before;
            break;
        }
    }
    return !sum->has_group || amount_add(&sum->total, sum->group);
}

/* "point seven one", "point seventy-one", "point five million". */
static void join_point(const Words *words, Numeral *n)
{
    uint32_t at = n->end + 1, places = 0;
    int64_t digit, scale, digits = 0;

    if (!words_is(words, n->end, "point") || !small_at(words, at, &digit))
        return;
    for (; small_at(words, at, &digit) && places < 12; at++) {
        int64_t ones;
        if (digit >= 20 && small_at(words, past_hyphen(words, at + 1), &ones) &&
            ones > 0 && ones < 10) {
            digit += ones;
            at = past_hyphen(words, at + 1);
        }
        digits = digits * (digit > 9 ? 100 : 10) + digit;
        places += digit > 9 ? 2 : 1;
    }
    Amount part = amount_whole(digits);
    if (amount_divide(&part, power_of_ten(places)) &&
        amount_add(&n->value, part))
        n->end = at;
    if (n->end == at && scale_at(words, at, &scale) &&
        amount_multiply(&n->value, amount_whole(scale)))
        n->end = at + 1;
}

/* ---- numbers with fractions -------------------------------------------- */

/* A word that the number could count follows at `at`. */
static bool is_counting(const Words *words, uint32_t at)
{
    int64_t value;

    return at < words->end && words->tokens->cls[at] == STET_TOKEN_WORD &&
           !words_role(words, at, FIGURES_CLASS_FUNCTION, &value) &&
           !scale_at(words, at, &value);
}

/* "1/2" at `at`, as in "3 and 1/2": its end, or 0. */
static uint32_t read_digit_part(const Words *words, uint32_t at, Amount *out)
{
    uint32_t shape;

    return is_number(words, at) &&
                   numeral_digits(words->tokens->folded[at], out, &shape) &&
                   shape == FIGURES_SHAPE_FRACTION
               ? at + 1
               : 0;
}

/* "and a half", and a scale behind it: two and a half million. Behind a scale
 * the part is one of it: six million and three quarters. */
static void join_and_part(const Words *words, Numeral *n, int64_t last_scale)
{
    Amount part;
    int64_t scale;
    uint32_t end;

    if (!words_is(words, past_hyphen(words, n->end), "and"))
        return;
    uint32_t at = past_hyphen(words, past_hyphen(words, n->end) + 1);
    end = read_part(words, at, &part);
    if (!end && n->shape == FIGURES_SHAPE_DIGITS)
        end = read_digit_part(words, at, &part);
    bool is_half = end && (part.den == 2 || part.den == 4);
    if (!end || (!is_half && is_counting(words, end)))
        return;
    if (last_scale > 1 && scale_at(words, end, &scale) && scale < last_scale &&
        amount_multiply(&part, amount_whole(scale)))
        end++; /* one billion and a half million */
    else if (last_scale >= MILLION ||
             (last_scale > 1 && part.num == 1 && part.den == 2))
        (void)amount_multiply(&part, amount_whole(last_scale));
    if (!amount_add(&n->value, part))
        return;
    n->end = end;
    if (n->shape != FIGURES_SHAPE_DECIMAL)
        n->shape = FIGURES_SHAPE_MIXED;
    if (last_scale <= 1 && scale_at(words, end, &scale) &&
        amount_multiply(&n->value, amount_whole(scale)))
        n->end = end + 1;
}

/* "one-hundredth" behind "one", "two-thousandths", "one hundred fifth": a
 * denominator of several words. Its end, or 0. */
static uint32_t long_denominator_at(const Words *words, uint32_t at,
                                    bool is_one, int64_t *out)
{
    int64_t value = 0, parts;
    uint32_t end = below_hundred(words, at, &value);
    struct sum sum = {.total = amount_whole(0),
                      .group = amount_whole(value),
                      .has_group = true,
                      .ceiling = INT64_MAX,
                      .first = at,
                      .end = end,
                      .is_worded = true};

    if (!end || !value || !sum_rest(words, &sum, at + NUMERAL_TOKENS_MAX))
        return 0;
    end = past_hyphen(words, sum.end);
    end += words_is(words, end, "and");
    if (!words_role(words, end, FIGURES_CLASS_PARTS, &parts) &&
        !(is_one && words_role(words, end, FIGURES_CLASS_RANK, &parts) &&
          !is_counting(words, end + 1)))
        return 0;
    if (parts >= 100 ? !amount_multiply(&sum.total, amount_whole(parts))
                     : sum.total.num % (parts < 10 ? 10 : 100) != 0 ||
                           !amount_add(&sum.total, amount_whole(parts)))
        return 0;
    *out = sum.total.num;
    return end + 1;
}

/* The number is a numerator: two-thirds, one fifth, three quarters of a
 * billion. */
static bool join_denominator(const Words *words, Numeral *n)
{
    uint32_t at = past_hyphen(words, n->end);
    bool is_one = n->value.num == 1 && n->value.den == 1;
    int64_t parts, scale;
    uint32_t end = denominator_at(words, at, false, &parts);

    if (!end && is_one)
        end = denominator_at(words, at, true, &parts);
    if (!end && n->value.den == 1 && n->value.num < 100)
        end = long_denominator_at(words, at, is_one, &parts);
    if (end && parts <= 4 && parts != 3 && n->value.num >= parts)
        return false; /* four quarters are a year, two halves a match */
    if (!end || !amount_divide(&n->value, parts))
        return false;
    n->end = end;
    n->shape = FIGURES_SHAPE_FRACTION;
    if (words_is(words, end, "of") && is_article(words, end + 1) &&
        scale_at(words, end + 2, &scale) &&
        amount_multiply(&n->value, amount_whole(scale))) {
        n->end = end + 3;
        n->shape = FIGURES_SHAPE_SPELLED;
    }
    return true;
}

/* ... or what a rank begins with: one hundred and twenty-fifth; the one
 * millionth visitor, for no millionth of one could visit. */
static bool join_rank(const Words *words, Numeral *n)
{
    uint32_t at = past_hyphen(words, n->end);
    int64_t rank;

    at += words_is(words, at, "and");
    if (!words_role(words, at, FIGURES_CLASS_RANK, &rank) ||
        n->value.den != 1 || n->value.num < 1)
        return false;
    if (n->value.num == 1 &&
        !(rank >= 100 && words_is(words, n->first - 1, "the") &&
          is_counting(words, at + 1)))
        return false;
    if (rank >= 100) {
        if (!amount_multiply(&n->value, amount_whole(rank)))
            return false;
    } else if (n->value.num % (rank < 10 ? 10 : 100) != 0 ||
               !amount_add(&n->value, amount_whole(rank))) {
        return false;
    }
    n->end = at + 1;
    n->shape = FIGURES_SHAPE_ORDINAL;
    return true;
}

/* ---- where a number may begin ------------------------------------------ */

static uint32_t word_shape(int64_t value, bool has_scale)
{
    if (has_scale || value > 99)
        return FIGURES_SHAPE_SPELLED;
    return value == 1 ? FIGURES_SHAPE_ONE : FIGURES_SHAPE_WORD;
}

/* What begins with digits or a number word, its first part read into *n. */
static bool read_on(const Words *words, Numeral *n, bool is_word)
{
    struct sum sum = {
        .total = amount_whole(0),
        .group = n->value,
        .has_group = true,
        .ceiling = INT64_MAX,
        .first = n->first,
        .end = n->end,
        .is_worded = is_word,
    };

    if (!sum_rest(words, &sum, n->first + NUMERAL_TOKENS_MAX))
        return false;
    bool is_longer = sum.end > n->end;
    n->value = sum.total;
    n->end = sum.end;
    n->is_scale_twisted = sum.is_twisted;
    if (is_word)
        n->shape = word_shape(n->value.num, is_longer);
    if (is_word && (join_rank(words, n) || join_denominator(words, n)))
        return true;
    if (is_word)
        join_point(words, n);
    /* "a thousand and a half" is half a thousand more, "a thousand and three
     * and a half" is not. */
    bool is_scaled = sum.ceiling != INT64_MAX && !sum.has_group;
    join_and_part(words, n, is_scaled ? sum.ceiling : 1);
    return true;
}

/* "hundreds of thousands", "several million", "a few hundred", "a couple of
 * hundred". */
static bool read_vague(const Words *words, uint32_t at, Numeral *n)
{
    int64_t value;
    uint32_t end = at;

    if (words_is(words, at, "several") || words_is(words, at, "few") ||
        words_is(words, at, "many") || words_is(words, at, "couple")) {
        end = at + 1 +
              (words_is(words, at, "couple") && words_is(words, at + 1, "of"));
        if (!scale_at(words, end, &value))
            return false;
        for (uint32_t limit = end + 3;
             end < limit && scale_at(words, end, &value);)
            end++;
    } else {
        while (end < at + 6 &&
               words_role(words, end, FIGURES_CLASS_VAGUE, &value)) {
            bool goes = words_is(words, end + 1, "of") &&
                        words_role(words, end + 2, FIGURES_CLASS_VAGUE, &value);
            end += goes ? 2 : 1;
        }
    }
    if (end == at ||
        ((words_is(words, at, "scores") || words_is(words, at, "tens")) &&
         end == at + 1 && !words_is(words, end, "of")))
        return false;
    n->end = end;
    n->shape = FIGURES_SHAPE_INDEFINITE;
    return true;
}

/* "half a million", "half-dozen"; "half" alone is a fraction. */
static bool read_half(const Words *words, uint32_t at, Numeral *n)
{
    int64_t parts, scale;
    uint32_t next = past_hyphen(words, at + 1);

    if (!words_role(words, at, FIGURES_CLASS_PART, &parts))
        return false;
    n->value = (Amount){1, parts};
    if (words_is(words, next, "of"))
        next++;
    next += is_article(words, next);
    if (scale_at(words, next, &scale) &&
        amount_multiply(&n->value, amount_whole(scale))) {
        n->end = next + 1;
        n->shape = FIGURES_SHAPE_SPELLED;
        return true;
    }
    n->end = at + 1;
    n->shape = FIGURES_SHAPE_FRACTION;
    return parts == 2;
}

#define SCALE_MIN_BYTES 4u /* bn and its like need a number before them */

/* "a million", "a dozen", "hundred thousand": the article stays outside. */
static bool read_bare_scale(const Words *words, uint32_t at, Numeral *n)
{
    int64_t scale;
    bool is_first = at == words->first;

    if (!scale_at(words, at, &scale) ||
        words->tokens->folded[at].len < SCALE_MIN_BYTES)
        return false;
    if (!is_first && !is_article(words, at - 1) &&
        !scale_at(words, at + 1, &scale) && !words_is(words, at - 1, "every") &&
        !words_is(words, at - 1, "per") &&
        !(words_is(words, at - 1, "the") && is_counting(words, at + 1)))
        return false;
    n->value = amount_whole(1);
    n->end = at;
    return read_on(words, n, true);
}

/* "a third" is a share where it is of something or by how much. */
static bool is_share(const Words *words, uint32_t at, uint32_t end)
{
    static const char *const before[] = {
        "by",   "than", "about",  "nearly", "almost",  "roughly",
        "over", "only", "around", "and",    "another", "just"};

    if (at == words->first || words_is(words, end, "of") ||
        words_is(words, end, "percent"))
        return true;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (words_is(words, at - 1, before[i]))
            return true;
    return false;
}

/* "a third fewer", "a fifth more than": by how much, whatever is counted. */
static bool is_compared(const Words *words, uint32_t end)
{
    static const char *const behind[] = {"more", "fewer", "less", "higher",
                                         "lower"};

    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (words_is(words, end, behind[i]))
            return true;
    return false;
}

/* "a third of", "a quarter of a million", "a half"; not "a third man". */
static bool read_article(const Words *words, uint32_t at, Numeral *n)
{
    Amount part;
    Numeral rest = *n;
    uint32_t end = is_article(words, at) ? read_part(words, at, &part) : 0;

    if (is_article(words, at) && read_bare_scale(words, at + 1, &rest) &&
        rest.shape == FIGURES_SHAPE_FRACTION) {
        *n = rest;
        return true;
    }
    if (end && read_half(words, at + 1, &rest) && rest.end > end) {
        *n = rest;
        return part.den != 2; /* a half-dozen: the article stays outside */
    }
    if (end && is_compared(words, end)) {
        n->end = end;
        n->value = part;
        n->shape = FIGURES_SHAPE_FRACTION;
        return true;
    }
    if (!end || (is_counting(words, end) && !words_is(words, end, "percent")))
        return false;
    if (part.den != 2 && part.den != 4 && !is_share(words, at, end))
        return false;
    n->end = end;
    n->value = part;
    n->shape = FIGURES_SHAPE_FRACTION;
    return true;
}

static bool read_rank(const Words *words, uint32_t at, Numeral *n)
{
    int64_t rank;

    if (!words_role(words, at, FIGURES_CLASS_RANK, &rank))
        return false;
    n->end = at + 1;
    n->value = amount_whole(rank);
    n->shape = FIGURES_SHAPE_ORDINAL;
    return true;
}

static bool read_word(const Words *words, uint32_t at, Numeral *n)
{
    int64_t value;
    uint32_t end = below_hundred(words, at, &value);

    if (!end)
        return false;
    n->end = end;
    n->value = amount_whole(value);
    return read_on(words, n, true);
}

/* .25, with nothing but a minus close before the point. */
static bool read_pointed(const Words *words, uint32_t at, Numeral *n)
{
    Str text;

    if (!words_is(words, at, ".") ||
        (words_glued(words, at) && !words_is(words, at - 1, "-")) ||
        !is_number(words, at + 1) || !words_glued(words, at + 1))
        return false;
    text = words->tokens->folded[at + 1];
    if (!numeral_digits(text, &n->value, &n->shape) ||
        n->shape != FIGURES_SHAPE_DIGITS || text.len > 15)
        return false;
    n->end = at + 2;
    n->shape = FIGURES_SHAPE_DECIMAL;
    return amount_divide(&n->value, power_of_ten(text.len)) &&
           read_on(words, n, false);
}

static bool read_unsigned(const Words *words, uint32_t at, Numeral *n)
{
    n->first = at;
    n->is_scale_twisted = false;
    n->value = amount_whole(0);
    switch (words->tokens->cls[at]) {
    case STET_TOKEN_NUMBER:
        n->end = at + 1;
        if (read_rank_token(words->tokens->folded[at], n))
            return true;
        return read_digit_token(words, at, n) && read_on(words, n, false);
    case STET_TOKEN_WORD:
        if (words->index[at - words->first] == RULES_NO_WORD)
            return false;
        return read_word(words, at, n) || read_vague(words, at, n) ||
               read_article(words, at, n) || read_half(words, at, n) ||
               read_bare_scale(words, at, n) || read_rank(words, at, n);
    case STET_TOKEN_SYMBOL:
        n->end = at + 1;
        n->shape = FIGURES_SHAPE_FRACTION;
        return read_vulgar(words, at, &n->value);
    default:
        return read_pointed(words, at, n);
    }
}

/* "-5", "− 5", "minus five". */
static bool is_minus(const Words *words, uint32_t at)
{
    int64_t sign;

    if (words_role(words, at, FIGURES_CLASS_SIGN, &sign))
        return sign < 0 && words->tokens->cls[at] == STET_TOKEN_WORD &&
               !(words_is(words, at - 1, "or") && at > words->first + 1 &&
                 words_is(words, at - 2, "plus")); /* plus or minus 3 */
    if (at > words->first && is_number(words, at - 1))
        return false;
    if (!words_is(words, at, "-") && !words_is(words, at, "−") &&
        !words_is(words, at, "–"))
        return false;
    bool is_open = at == words->first || !words_glued(words, at) ||
                   (words->tokens->cls[at - 1] == STET_TOKEN_SYMBOL &&
                    !words_is(words, at - 1, "%")); /* 5%-10% */
    return is_open && (at == words->first || words_glued(words, at + 1));
}

bool numeral_read(const Words *words, uint32_t at, Numeral *out)
{
    bool is_negative = at + 1 < words->end && is_minus(words, at);

    if (!read_unsigned(words, at + is_negative, out))
        return false;
    out->first = at;
    if (is_negative && out->shape >= FIGURES_SHAPE_INDEFINITE)
        return false;
    if (is_negative) {
        out->value.num = -out->value.num;
        if (out->shape == FIGURES_SHAPE_ONE)
            out->shape = FIGURES_SHAPE_WORD;
    }
    return true;
}

#include "figures/reader.h"

#include "figures/checks.h"
#include "figures/countries.h"
#include "figures/superlative.h"
#include "figures_rules.h"

#define SLOT(name) FIGURES_SLOT_##name
#define INCHES_OF_FOOT 12
#define OUNCES_OF_POUND 16
#define POUNDS_OF_STONE 14
#define POWER_MAX 64
#define UNIT_INCH INT64_C(0x6E69)  /* "in", as rules pack it */
#define UNIT_POUND INT64_C(0x626C) /* "lb" */

/* ---- actions ----------------------------------------------------------- */

struct action {
    const Reading *reading;
    const Items *items;
    const RulesSlots *slots;
    const RulesItem *first, *end; /* of the match */
    uint32_t shape;               /* of the number, where there is one */
    Found *found;
};

static int64_t get(const struct action *action, uint32_t slot,
                   int64_t otherwise)
{
    return rules_get(action->slots, slot, otherwise);
}

static bool has(const struct action *action, uint32_t slot)
{
    return rules_has(action->slots, slot);
}

static bool slot_amount(const struct action *action, uint32_t slot, Amount *out)
{
    if (!has(action, slot))
        return false;
    *out = action->items->amounts[action->slots->value[slot]];
    return true;
}

static void set_unit(Found *found, int64_t unit, int64_t per)
{
    found->unit_len = rules_text(unit, found->unit);
    found->unit_len += rules_text(per, found->unit + found->unit_len);
}

static bool scale_by(Found *found, int64_t by)
{
    if (found->has_high && !amount_multiply(&found->high, amount_whole(by)))
        return false;
    return amount_multiply(&found->value, amount_whole(by));
}

/* The number, and its scale where that is a word of the rule. */
static bool take_value(const struct action *action)
{
    Found *found = action->found;

    found->has_value = slot_amount(action, SLOT(NUMBER), &found->value);
    found->has_high = slot_amount(action, SLOT(HIGH), &found->high);
    if (has(action, SLOT(LONE))) {
        found->value = amount_whole(1);
        found->has_value = true;
    }
    if (!found->has_value)
        return action->shape == FIGURES_SHAPE_INDEFINITE;
    if (has(action, SLOT(LONE)))
        return true;
    found->is_twisted =
        action->items->twisted[action->slots->value[SLOT(NUMBER)]];
    if (has(action, SLOT(MILLION)) && !scale_by(found, 1000000))
        return false;
    return scale_by(found, get(action, SLOT(SCALE_LETTER), 1)) &&
           scale_by(found, get(action, SLOT(SCALE), 1));
}

/* "$2-3 million": the scale of the higher is that of the lower too, unless
 * that would make it the higher. */
static void share_scale(Found *found)
{
    static const int64_t scales[] = {1000000000000, 1000000000, 1000000, 1000};
    Amount scaled = found->value;

    if (!found->has_high || found->value.num >= 1000 || found->value.num <= 0 ||
        found->high.den >= 1000)
        return;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (found->high.num / found->high.den >= scales[i]) {
            if (amount_multiply(&scaled, amount_whole(scales[i])) &&
                amount_compare(scaled, found->high) < 0)
                found->value = scaled;
            return;
        }
}

static bool ends_in_scale(const Words *words, uint32_t end)
{
    int64_t scale;

    return words_role(words, end - 1, FIGURES_CLASS_SCALE, &scale);
}

static bool has_capital(const struct action *action, const RulesItem *item)
{
    return action->reading->tokens->flags[item->first] & STET_TOKEN_CAPITAL;
}

/* "1 m", "1,200.5 M": a letter that stands apart counts where no word that it
 * could begin follows. */
static bool may_stand_apart(const struct action *action)
{
    const RulesItem *limit = action->items->items + action->items->count;
    uint32_t last = action->end[-1].first;

    return reading_is(action->reading, last, "m g l t k") &&
           (check_is_alone(action->reading, last + 1) ||
            (action->end < limit && item_is_number(action->end)));
}

/* The item behind the last number stands close to it. */
static bool is_glued_behind_number(const struct action *action)
{
    for (const RulesItem *item = action->end - 1; item >= action->first; item--)
        if (item_is_number(item))
            return item + 1 == action->end || item[1].first < item->end ||
                   reading_glued(action->reading, item[1].first) ||
                   (item + 2 == action->end && may_stand_apart(action));
    return true;
}

/* TRY, CHF, Rs: letters are a currency in capitals, or close to digits. */
static bool are_letters_currency(const struct action *action)
{
    const stet_tokens *tokens = action->reading->tokens;
    int64_t code;

    for (const RulesItem *item = action->first; item < action->end; item++) {
        uint32_t at = item->first;
        if (item_is_number(item) || item->word == RULES_NO_WORD ||
            !rules_value(&figures_rules, item, FIGURES_CLASS_CURRENCY_PREFIX,
                         &code))
            continue;
        bool is_capital = (tokens->flags[at] & STET_TOKEN_ALL_CAPS) ||
                          ((tokens->flags[at] & STET_TOKEN_CAPITAL) &&
                           tokens->folded[at].len <= 3 &&
                           !reading_is(action->reading, at, "try nis"));
        bool is_close = tokens->folded[at].len > 3 ||
                        reading_glued(action->reading, at) ||
                        reading_glued(action->reading, at + 1);
        if (!is_capital && !is_close &&
            !reading_is(action->reading, at, "rs rmb usd eur gbp inr aud"))
            return false;
    }
    return true;
}

/* "3 dollars 50 cents", "15 dollars and 50". */
static bool add_cents(const struct action *action)
{
    Found *found = action->found;
    Amount cents;

    if (!slot_amount(action, SLOT(CENTS), &cents))
        return true;
    if (has(action, SLOT(BARE)) &&
        (cents.den != 1 || cents.num < 0 || cents.num > 99 ||
         !check_is_alone(action->reading, found->end)))
        return false;
    return amount_divide(&cents, 100) && amount_add(&found->value, cents);
}

/* "1 $ 10 bill", "3 USD50 cards", "two US$10 notes": the sign belongs to what
 * follows. */
static bool is_sign_of_next(const struct action *action)
{
    const RulesItem *last = action->end - 1;
    const RulesItem *limit = action->items->items + action->items->count;

    return action->end < limit && !item_is_number(last) &&
           item_is_number(action->end) && last > action->first &&
           item_is_number(last - 1) &&
           !reading_glued(action->reading, last->first) &&
           (reading_is(action->reading, last->first, "$ £ € usd eur gbp") ||
            reading_glued(action->reading, action->end->first));
}

/* SR 24 million, but SR 520. */
static bool are_bare_initials(const struct action *action)
{
    int64_t code;

    return rules_value(&figures_rules, action->first,
                       FIGURES_CLASS_CURRENCY_INITIALS, &code) &&
           action->shape == FIGURES_SHAPE_DIGITS &&
           !ends_in_scale(&action->items->words, action->found->end) &&
           !has(action, SLOT(SCALE_LETTER)) && !has(action, SLOT(HIGH));
}

#define WON_MIN 100

/* "two real problems", "team 2 won", "three soles of shoes": names of
 * currencies that are words, too. */
static bool is_name_a_word(const struct action *action)
{
    const Reading *reading = action->reading;
    const Found *found = action->found;
    uint32_t last = found->end - 1;

    if (reading_is(reading, last, "real"))
        return !check_is_alone(reading, found->end) ||
               (reading_glued(reading, found->end) &&
                reading_is(reading, found->end, "- ‑"));
    if (reading_is(reading, last, "won"))
        return amount_compare(found->value, amount_whole(WON_MIN)) < 0;
    return reading_is(reading, last, "soles dram drams") &&
           reading_is(reading, found->end, "of");
}

static bool act_money(const struct action *action)
{
    Found *found = action->found;

    found->kind = FIGURE_MONEY;
    if (is_sign_of_next(action))
        return false;
    if (!take_value(action))
        return false;
    share_scale(found);
    if (!are_letters_currency(action) || are_bare_initials(action) ||
        is_name_a_word(action))
        return false;
    set_unit(found, get(action, SLOT(CURRENCY), 0), 0);
    found->is_open =
        !str_eq(currency_default(found_unit(found)), found_unit(found));
    found->is_doubled = has(action, SLOT(AGAIN));
    return add_cents(action);
}

static bool act_cents(const struct action *action)
{
    /* A Sen. is no sen. */
    if (reading_is(action->reading, action->end[-1].first, "sen sen.") &&
        has_capital(action, action->end - 1))
        return false;
    return act_money(action) && amount_divide(&action->found->value, 100);
}

static bool act_percent(const struct action *action)
{
    Found *found = action->found;

    found->kind = FIGURE_PERCENT;
    if (!take_value(action))
        return false;
    /* "they lead, 58%-33%", "75 or 30 percent of them": no range. */
    if (has(action, SLOT(RISING)) &&
        amount_compare(found->value, found->high) >= 0)
        return false;
    set_unit(found, get(action, SLOT(UNIT), 0), 0);
    return true;
}

/* value times base to the power; false where that is no amount. */
static bool raise(Amount *value, Amount base, int64_t power, bool is_minus)
{
    Amount result = *value;

    if (is_minus && base.num < 1)
        return false;
    if (is_minus)
        base = (Amount){base.den, base.num};
    for (int64_t i = 0; i < power; i++)
        if (i == POWER_MAX || !amount_multiply(&result, base))
            return false;
    *value = result;
    return true;
}

/* 1.3x10^6, 2^10. */
static void take_power(const struct action *action)
{
    Found *found = action->found;
    Amount base = amount_whole(10), power = amount_whole(0);
    bool is_minus = has(action, SLOT(MINUS));

    (void)slot_amount(action, SLOT(POWER), &power);
    if (power.num < 0) {
        power.num = -power.num;
        is_minus = true;
    }
    if (slot_amount(action, SLOT(BASE), &base) || has(action, SLOT(TEN))) {
        found->has_value = raise(&found->value, base, power.num, is_minus);
        return;
    }
    /* A sign is not raised: -2^2 is -4. */
    bool is_negative = found->value.num < 0;
    base = found->value;
    if (is_negative)
        base.num = -base.num;
    found->value = amount_whole(is_negative ? -1 : 1);
    found->has_value = raise(&found->value, base, power.num, is_minus);
}

static bool act_cardinal(const struct action *action)
{
    Found *found = action->found;
    Amount under;

    found->kind = FIGURE_CARDINAL;
    if (!take_value(action))
        return false;
    if (slot_amount(action, SLOT(UNDER), &under) &&
        (under.num <= 0 ||
         !amount_multiply(&found->value, (Amount){under.den, under.num})))
        return false;
    if (has(action, SLOT(LETTERED)) &&
        !reading_glued(action->reading, found->end - 1) &&
        !(check_is_alone(action->reading, found->end) &&
          (has_capital(action, action->end - 1) ||
           reading_is(action->reading, found->end - 1, "k"))))
        return false;
    if (has(action, SLOT(OUT)))
        return amount_compare(found->value, amount_whole(1)) < 0;
    if (has(action, SLOT(UNDER)))
        return check_interval(action->reading, found);
    if (has(action, SLOT(POWER)))
        take_power(action);
    return check_cardinal(action->reading, found,
                          has(action, SLOT(POWER)) ? FIGURES_SHAPE_DECIMAL
                                                   : action->shape);
}

/* 1M is a million, 1m a metre. */
static bool is_million(const struct action *action)
{
    Found *found = action->found;

    if (!str_eq(found_unit(found), STR("m")) ||
        !(has_capital(action, action->end - 1) ||
          check_is_growth(action->reading, found) ||
          check_is_crowd(action->reading, found)))
        return false;
    found->unit_len = 0;
    return amount_multiply(&found->value, amount_whole(1000000));
}

/* "litres of milk an hour": the rate behind what is measured. */
static void take_rate(const struct action *action)
{
    const Reading *reading = action->reading;
    Found *found = action->found;
    int64_t per;
    uint32_t at = found->end;

    if (!reading_is(reading, at, "of") || !reading_is_word(reading, at + 1) ||
        !reading_is(reading, at + 2, "a an per each every") ||
        !words_role(&action->items->words, at + 3, FIGURES_CLASS_PER_UNIT,
                    &per))
        return;
    found->end = at + 4;
    found->unit_len += rules_text(per, found->unit + found->unit_len);
}

/* Six feet two: in the smaller unit, so that no ratio is needed. */
static bool add_lesser(Found *found, int64_t parts, Amount part)
{
    return amount_multiply(&found->value, amount_whole(parts)) &&
           amount_add(&found->value, part);
}

/* 38C, but not MK-38C, and 100F only of heat: not the form 100F. */
static bool is_degree_letter(const struct action *action)
{
    return has_capital(action, action->end - 1) &&
           !check_is_in_name(action->reading, action->found) &&
           (str_eq(found_unit(action->found), STR("°C")) ||
            check_is_temperature(action->reading, action->found));
}

/* 5G is a network, 5g a weight. */
static bool is_generation(const struct action *action)
{
    return has_capital(action, action->end - 1) &&
           (str_eq(found_unit(action->found), STR("g")) ||
            str_eq(found_unit(action->found), STR("t")));
}

static bool act_quantity(const struct action *action)
{
    Found *found = action->found;
    Amount part;

    found->kind = FIGURE_QUANTITY;
    if (!take_value(action))
        return false;
    set_unit(found, get(action, SLOT(UNIT), 0), get(action, SLOT(PER_UNIT), 0));
    if (has(action, SLOT(CAPITAL)) && !is_degree_letter(action))
        return false;
    if (reading_glued(action->reading, found->end) &&
        reading_is(action->reading, found->end, "- ‑") &&
        (has(action, SLOT(CAPITAL)) || has(action, SLOT(GLUE))) &&
        !reading_is(action->reading, found->end + 1,
                    "high wide long deep tall thick plus"))
        return false;
    if (check_is_street(action->reading, found) ||
        (has(action, SLOT(GLUE)) &&
         (check_is_in_name(action->reading, found) || is_generation(action))))
        return false;
    if (!has(action, SLOT(PER_UNIT)))
        take_rate(action);
    found->is_open = str_eq(found_unit(found), STR("°")) &&
                     check_is_temperature(action->reading, found);
    if (slot_amount(action, SLOT(EXTRA), &part) &&
        !amount_add(&found->value, part))
        return false;
    if (is_million(action)) {
        found->kind = FIGURE_CARDINAL;
        return true;
    }
    if (slot_amount(action, SLOT(POUNDS), &part)) {
        set_unit(found, UNIT_POUND, 0);
        return part.num < POUNDS_OF_STONE * part.den &&
               add_lesser(found, POUNDS_OF_STONE, part);
    }
    if (!slot_amount(action, SLOT(INCHES), &part))
        return true;
    set_unit(found, UNIT_INCH, 0);
    return part.num < INCHES_OF_FOOT * part.den &&
           add_lesser(found, INCHES_OF_FOOT, part);
}

static bool act_pounds(const struct action *action)
{
    Found *found = action->found;
    Amount ounces;
    bool is_money;

    found->kind = FIGURE_QUANTITY;
    if (!take_value(action))
        return false;
    is_money = check_pounds_are_money(action->reading, found);
    found->kind = is_money ? FIGURE_MONEY : FIGURE_QUANTITY;
    memcpy(found->unit, is_money ? "GBP" : "lb", is_money ? 3 : 2);
    found->unit_len = is_money ? 3 : 2;
    if (!slot_amount(action, SLOT(OUNCES), &ounces))
        return true;
    memcpy(found->unit, "oz", 2);
    return !is_money && add_lesser(found, OUNCES_OF_POUND, ounces);
}

/* 3–1, or a range: 1000–5000. */
static bool act_score(const struct action *action)
{
    Found *found = action->found;

    if (!take_value(action) || !found->has_high || has(action, SLOT(THIRD)))
        return false;
    found->kind = FIGURE_SCORE;
    if (check_score(action->reading, found))
        return true;
    found->kind = FIGURE_CARDINAL;
    if (ends_in_scale(&action->items->words, found->end))
        share_scale(found);
    return amount_compare(found->value, found->high) < 0 &&
           check_interval(action->reading, found);
}

/* "next to last", "the second to last", "third from last": counted from the
 * end. "from first to last" counts nothing. */
static bool is_rank_from_end(const struct action *action)
{
    const Found *found = action->found;

    if (has(action, SLOT(NUMBER)))
        return found->has_value && found->value.num > 1;
    return check_is_alone(action->reading, found->end) ||
           reading_follows(action->reading, found->first, "the");
}

static bool act_ordinal(const struct action *action)
{
    Found *found = action->found;

    found->kind = FIGURE_ORDINAL;
    if (has(action, SLOT(ALONE)) &&
        !check_is_alone(action->reading, found->end))
        return false;
    if (has(action, SLOT(NUMBER)) && !take_value(action))
        return false;
    if (has(action, SLOT(BACK)))
        return is_rank_from_end(action);
    return has(action, SLOT(NUMBERED)) || has(action, SLOT(ALONE)) ||
           check_ordinal(action->reading, found, action->shape);
}

/* "twice as many": the count is the word before "as". */
static bool act_twice(const struct action *action)
{
    action->found->kind = FIGURE_CARDINAL;
    action->found->end = action->found->first + 1;
    action->found->core_first = action->found->first;
    action->found->core_end = action->found->end;
    action->found->value = amount_whole(2);
    action->found->has_value = true;
    return true;
}

static bool is_lower(Mod mod)
{
    return mod == MOD_MORE_THAN || mod == MOD_EQUAL_OR_MORE;
}

/* "less than 30 or equal" leaves 30 in; "equal to 30 or less" says it only
 * behind the number. */
static Mod limit_of(const struct action *action)
{
    Mod mod = (Mod)get(action, SLOT(MOD), MOD_NONE);

    if (mod == MOD_NONE)
        return (Mod)get(action, SLOT(AFTER), MOD_NONE);
    if (!has(action, SLOT(EQUAL)))
        return mod;
    return is_lower(mod) ? MOD_EQUAL_OR_MORE : MOD_EQUAL_OR_LESS;
}

static bool act_interval(const struct action *action)
{
    Found *found = action->found;

    found->kind = FIGURE_CARDINAL;
    if (!take_value(action))
        return false;
    found->mod = limit_of(action);
    /* "went from 50 to 60" is a change, "is from 50 to 60" a range. */
    if (reading_is(action->reading, found->first, "from") &&
        !reading_is(action->reading, found->first - 1,
                    "is are was were be range ranges ranged ranging anywhere"))
        return false;
    if (action->shape == FIGURES_SHAPE_ONE &&
        reading_is(action->reading, found->end, "of"))
        return false;
    /* "=>30" is a programmer's arrow, no limit. */
    if (reading_glued(action->reading, found->first) &&
        reading_follows(action->reading, found->first, "= < >"))
        return false;
    if (reading_is(action->reading, found->end, "than to") ||
        (has(action, SLOT(EQUAL)) &&
         action->end < action->items->items + action->items->count &&
         item_is_number(action->end)))
        return false;
    if (ends_in_scale(&action->items->words, found->end))
        share_scale(found);
    return check_interval(action->reading, found);
}

/* "more than 10 and less than 40": one limit from below, one from above. */
static bool act_bounds(const struct action *action)
{
    Found *found = action->found;
    Mod first = (Mod)get(action, SLOT(MOD), MOD_NONE);
    Mod second = (Mod)get(action, SLOT(MOD2), MOD_NONE);

    found->kind = FIGURE_CARDINAL;
    if (!take_value(action) || first == MOD_NONE || second == MOD_NONE ||
        is_lower(first) == is_lower(second))
        return false;
    if (is_lower(second)) {
        Amount high = found->value;
        found->value = found->high;
        found->high = high;
    }
    return amount_compare(found->value, found->high) < 0;
}

static bool act_superlative(const struct action *action)
{
    action->found->kind = FIGURE_SUPERLATIVE;
    return superlative_stretch(action->reading,
                               (Head)get(action, SLOT(HEAD), HEAD_EST),
                               action->found);
}

static bool act(const struct action *action, uint16_t which)
{
    if (has(action, SLOT(GLUE)) && !is_glued_behind_number(action))
        return false;
    switch (which) {
    case FIGURES_ACTION_MONEY:
        return act_money(action);
    case FIGURES_ACTION_CENTS:
        return act_cents(action);
    case FIGURES_ACTION_PERCENT:
        return act_percent(action);
    case FIGURES_ACTION_QUANTITY:
        return act_quantity(action);
    case FIGURES_ACTION_POUNDS:
        return act_pounds(action);
    case FIGURES_ACTION_SCORE:
        return act_score(action);
    case FIGURES_ACTION_ORDINAL:
        return act_ordinal(action);
    case FIGURES_ACTION_CARDINAL:
        return act_cardinal(action);
    case FIGURES_ACTION_TWICE:
        return act_twice(action);
    case FIGURES_ACTION_INTERVAL:
        return act_interval(action);
    case FIGURES_ACTION_BOUNDS:
        return act_bounds(action);
    case FIGURES_ACTION_SUPERLATIVE:
        return act_superlative(action);
    default:
        return false;
    }
}

/* ---- the block --------------------------------------------------------- */

struct finder {
    const Reading *reading;
    struct arena *arena;
    Items items;
    Found *found;
    uint32_t count, room;
    Mod mod;         /* what stood right before ... */
    uint32_t mod_at; /* ... this token */
};

static Found *next_found(struct finder *finder)
{
    finder->found = arena_grow(finder->arena, finder->found, finder->count,
                               &finder->room, sizeof *finder->found);
    return &finder->found[finder->count];
}

static void find_core(struct action *action)
{
    Found *found = action->found;

    found->core_first = found->first;
    found->core_end = found->end;
    action->shape = FIGURES_SHAPE_EST;
    for (const RulesItem *item = action->first; item < action->end; item++)
        if (item_is_number(item)) {
            found->core_first = item->first;
            found->core_end = item->end;
            action->shape = item->shape;
            return;
        }
    found->core_first = found->end - 1;
}

/* "or more" behind the figure that ends here. */
static bool take_after(struct finder *finder, uint32_t first, uint32_t end,
                       Mod mod)
{
    Found *last = finder->count ? &finder->found[finder->count - 1] : NULL;

    if (!last || last->end != first || last->kind == FIGURE_SUPERLATIVE ||
        reading_is(finder->reading, end, "than to"))
        return false;
    last->mod = mod;
    return true;
}

/* What the match means, if it stands here rightly. Where to go on, in items;
 * 0 to turn it down. */
static uint32_t take(struct finder *finder, uint32_t at,
                     const RulesMatch *match)
{
    const RulesRule *rule = &figures_rules.rules[match->rule];
    const RulesItem *items = finder->items.items;
    uint32_t first = items[at].first, end = items[match->end - 1].end;
    RulesSlots slots;

    /* A token that is two items belongs to one figure: 3 R5 is not 3 R. */
    if (match->end < finder->items.count && items[match->end].first < end)
        return 0;
    if (rule->action == FIGURES_ACTION_NONE)
        return match->end;
    rules_bind(&figures_rules, items, at, match, &slots);
    if (rule->action == FIGURES_ACTION_MOD) {
        finder->mod = (Mod)rules_get(&slots, SLOT(MOD), MOD_NONE);
        finder->mod_at = end;
        return match->end;
    }
    if (rule->action == FIGURES_ACTION_AFTER)
        return take_after(finder, first, end,
                          (Mod)rules_get(&slots, SLOT(MOD), MOD_NONE))
                   ? match->end
                   : 0;
    if ((rule->action == FIGURES_ACTION_TELEPHONE ||
         rule->action == FIGURES_ACTION_SCORE) &&
        check_telephone(finder->reading, first, end))
        return match->end;
    if (rule->action == FIGURES_ACTION_TELEPHONE)
        return 0;
    if (rule->action == FIGURES_ACTION_IDENTIFIER)
        return check_identifier(finder->reading, first, end,
                                items[match->end - 1].shape)
                   ? match->end
                   : 0;
    Found *found = next_found(finder);
    *found = (Found){.first = first,
                     .end = end,
                     .value = amount_whole(0),
                     .high = amount_whole(0),
                     .rule = rule->name};
    if (finder->mod_at == first)
        found->mod = finder->mod;
    struct action action = {
        finder->reading,    &finder->items,    &slots, &items[at],
        &items[match->end], FIGURES_SHAPE_EST, found};
    find_core(&action);
    if (rules_has(&slots, SLOT(SKIP)))
        found->first = found->core_first;
    if (!act(&action, rule->action))
        return 0;
    finder->count++;
    /* A superlative's head alone is used up: figures may follow in it. */
    return match->end;
}

/* Tries what begins at item `at`, the longest first; returns where to go on.
 * Each try is shorter than the one before, and all are short. */
static uint32_t find_at(struct finder *finder, uint32_t at)
{
    RulesMatch match = {.end = finder->items.count};

    while (finder->items.items[at].kind &&
           rules_match(&figures_rules, finder->items.items, match.end, at,
                       &match)) {
        uint32_t next = take(finder, at, &match);
        if (next)
            return next;
        match.end--;
    }
    return at + 1;
}

/* "1.5 to 2 million people": two figures, and the scale is of both. */
static void share_next_scale(const struct finder *finder, Found *low,
                             const Found *high)
{
    const Words *words = &finder->items.words;
    const Reading *reading = finder->reading;
    Found both = *low;

    if (low->kind != FIGURE_CARDINAL || high->kind != FIGURE_CARDINAL ||
        !low->has_value || !high->has_value || low->has_high ||
        high->has_high || high->first != low->end + 1 ||
        !ends_in_scale(words, high->end) || ends_in_scale(words, low->end) ||
        !(reading_is(reading, low->end, "to or - – —") ||
          (reading_is(reading, low->end, "and") &&
           reading_follows(reading, low->first, "between"))))
        return;
    both.has_high = true;
    both.high = high->value;
    share_scale(&both);
    low->value = both.value;
}

uint32_t reader_read(const Reading *reading, struct arena *arena,
                     Found **out_found)
{
    struct finder finder = {
        .reading = reading, .arena = arena, .mod_at = UINT32_MAX};

    items_read(reading->tokens, reading->first, reading->end, arena,
               &finder.items);
    for (uint32_t at = 0; at < finder.items.count;)
        at = find_at(&finder, at);
    for (uint32_t i = 0; i + 1 < finder.count; i++)
        share_next_scale(&finder, &finder.found[i], &finder.found[i + 1]);
    *out_found = finder.found;
    return finder.count;
}

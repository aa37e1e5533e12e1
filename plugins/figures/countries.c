#include "figures/countries.h"

#include "figures_rules.h"

#define WORD_MAX 24u
#define FIRST_WEIGHT 3u
#define WEIGHT_MIN 3u /* less says nothing against the default */

/* A shared name and who may be meant, the first by default. */
static const struct {
    Str form;
    const char *codes;
} families[] = {
    {STR_INIT("$"), "USD CAD AUD NZD HKD SGD TWD JMD FJD"},
    {STR_INIT("pound"), "GBP EGP LBP SYP SDG"},
    {STR_INIT("rs"), "INR PKR LKR NPR MUR"},
    {STR_INIT("kr"), "SEK NOK DKK ISK"},
    {STR_INIT("peso"), "MXN ARS CLP COP CUP PHP UYU"},
    {STR_INIT("franc"), "CHF FRF XOF RWF"},
    {STR_INIT("lira"), "TRY ITL"},
    {STR_INIT("yen"), "JPY CNY"},
    {STR_INIT("sh"), "KES UGX TZS SOS"},
    {STR_INIT("dinar"), "RSD KWD IQD JOD TND DZD"},
};

static const char *family_codes(Str form)
{
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (str_eq(form, families[i].form))
            return families[i].codes;
    return NULL;
}

static void add_home(struct countries *self, int64_t home)
{
    uint32_t weight = self->seen++ ? 1 : FIRST_WEIGHT;

    for (uint32_t i = 0; i < self->count; i++)
        if (self->home[i] == home) {
            self->weight[i] += weight;
            return;
        }
    if (self->count == HOMES_MAX)
        return;
    self->home[self->count] = home;
    self->weight[self->count++] = weight;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void see_word(struct countries *self, Str word)
{
    char folded[WORD_MAX];
    int64_t home;

    while (word.len && word.ptr[word.len - 1] == '.')
        word.len--;
    if (!word.len || word.len > sizeof folded)
        return;
    for (uint32_t i = 0; i < word.len; i++)
        folded[i] = lower(word.ptr[i]);
    Str key = {folded, word.len};
    RulesItem item = {.word = rules_word(&figures_rules, stet_hash(key), key)};
    if (item.word != RULES_NO_WORD &&
        rules_value(&figures_rules, &item, FIGURES_CLASS_HOME, &home))
        add_home(self, home);
}

void countries_see(struct countries *self, Str name)
{
    for (uint32_t at = 0; at < name.len;) {
        uint32_t from = at;
        while (at < name.len && name.ptr[at] != ' ' && name.ptr[at] != ',' &&
               name.ptr[at] != '-')
            at++;
        see_word(self, str_cut(name, from, at));
        at += at < name.len;
    }
}

static Str code_at(const char *codes, uint32_t at)
{
    return (Str){codes + (size_t)at * 4, 3};
}

static uint32_t code_count(const char *codes)
{
    return (uint32_t)(strlen(codes) + 1) / 4;
}

static uint32_t weight_of(const struct countries *self, Str code)
{
    char text[RULES_TEXT_MAX];

    for (uint32_t i = 0; i < self->count; i++)
        if (str_eq(code, (Str){text, rules_text(self->home[i], text)}))
            return self->weight[i];
    return 0;
}

Str currency_default(Str form)
{
    const char *codes = family_codes(form);

    return codes ? code_at(codes, 0) : form;
}

Str countries_currency(const struct countries *self, Str form)
{
    const char *codes = family_codes(form);
    uint32_t best = 0, most = 0;
    bool skips_first = self->has_us_dollars && stet_is(form, "$");

    if (!codes)
        return form;
    for (uint32_t i = skips_first; i < code_count(codes); i++) {
        uint32_t weight = weight_of(self, code_at(codes, i));
        if (weight > most) {
            most = weight;
            best = i;
        }
    }
    return code_at(codes, most >= WEIGHT_MIN ? best : 0);
}

bool countries_is_known(const struct countries *self)
{
    return self->count > 0;
}

bool countries_is_fahrenheit(const struct countries *self)
{
    uint32_t american = weight_of(self, STR("USD"));

    for (uint32_t i = 0; i < self->count; i++)
        if (self->weight[i] > american)
            return false;
    return american > 0;
}

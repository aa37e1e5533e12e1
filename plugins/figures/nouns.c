#include "figures/nouns.h"

#include "figures_rules.h"

static bool value_of(const Reading *reading, uint32_t at, uint32_t cls,
                     int64_t *out)
{
    if (!reading_is_word(reading, at))
        return false;

    const stet_tokens *tokens = reading->tokens;
    RulesItem item = {.word = rules_word(&figures_rules, tokens->hash[at],
                                         tokens->folded[at])};
    return item.word != RULES_NO_WORD &&
           rules_value(&figures_rules, &item, cls, out);
}

Counted nouns_counted(const Reading *reading, uint32_t at)
{
    int64_t value;

    return value_of(reading, at, FIGURES_CLASS_COUNTED, &value) ? (Counted)value
                                                                : COUNTED_NONE;
}

static bool ends_in(Str word, const char *end)
{
    uint32_t len = (uint32_t)strlen(end);

    return word.len > len && memcmp(word.ptr + word.len - len, end, len) == 0;
}

bool nouns_is_plural(const Reading *reading, uint32_t at)
{
    if (!reading_is_word(reading, at))
        return false;

    Str word = reading->tokens->folded[at];
    if (ends_in(word, "s"))
        return word.len > 3 && !ends_in(word, "ss") && !ends_in(word, "us") &&
               !ends_in(word, "is") && !ends_in(word, "'s") &&
               !reading_is(reading, at,
                           "always perhaps across towards besides afterwards "
                           "less does news politics mathematics physics "
                           "economics athletics overseas sometimes");
    return ends_in(word, "men") ||
           reading_is(reading, at, "people children men cattle police twins");
}

Str nouns_key(const Reading *reading, uint32_t at, char buffer[RULES_TEXT_MAX])
{
    int64_t value;

    if (value_of(reading, at, FIGURES_CLASS_ALIKE, &value))
        return (Str){buffer, rules_text(value, buffer)};
    if (!reading_is_word(reading, at) ||
        value_of(reading, at, FIGURES_CLASS_UNLIKE, &value) ||
        value_of(reading, at, FIGURES_CLASS_FUNCTION, &value))
        return STR("");
    return reading->tokens->folded[at];
}

Another nouns_another(const Reading *reading, uint32_t at)
{
    int64_t value;

    return value_of(reading, at, FIGURES_CLASS_ANOTHER, &value) ? (Another)value
                                                                : ANOTHER_NONE;
}

bool nouns_has_like(const Reading *reading, uint32_t at)
{
    int64_t value;

    return value_of(reading, at, FIGURES_CLASS_ALIKE, &value);
}

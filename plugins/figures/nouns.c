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

bool nouns_is_plural(const Reading *reading, uint32_t at)
{
    if (!reading_is_word(reading, at))
        return false;

    Str word = reading->tokens->folded[at];
    if (str_ends(word, STR("s")))
        return word.len > 3 && !str_ends(word, STR("ss")) &&
               !str_ends(word, STR("us")) && !str_ends(word, STR("is")) &&
               !str_ends(word, STR("'s")) &&
               !reading_is(reading, at,
                           "always perhaps across towards besides afterwards "
                           "less does news politics mathematics physics "
                           "economics athletics overseas sometimes");
    return str_ends(word, STR("men")) ||
           reading_is(reading, at, "people children cattle police twins");
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

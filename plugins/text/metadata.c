/*
 * metadata - what a file says of itself: its date, its language, its title.
 *
 * Front matter is read for a handful of keys with plain scalar values, which
 * is how newsrooms write them; a YAML document that needs a YAML parser has
 * its other keys left alone. HTML is searched for the tags that publishing
 * systems write. A value that is no date is as good as none.
 */
#include "text/cut.h"

#include "stet/text.h"

#define HEAD_MAX 65536u /* bytes that are looked at */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The first ten bytes are a date of the calendar: 2026-03-04. */
static Str date_of(Str value)
{
    static const uint8_t days[] = {31, 29, 31, 30, 31, 30,
                                   31, 31, 30, 31, 30, 31};

    if (value.len < 10 || value.ptr[4] != '-' || value.ptr[7] != '-' ||
        (value.len > 10 && is_digit(value.ptr[10])))
        return (Str){0};
    for (uint32_t i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !is_digit(value.ptr[i]))
            return (Str){0};
    int month = (value.ptr[5] - '0') * 10 + value.ptr[6] - '0';
    int day = (value.ptr[8] - '0') * 10 + value.ptr[9] - '0';
    if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
        return (Str){0};
    return str_cut(value, 0, 10);
}

/* Letters, digits and hyphens, at most as long as a language tag is. */
static Str language_of(Str value)
{
    if (value.len < 2 || value.len > 35)
        return (Str){0};
    for (uint32_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (!is_digit(c) && c != '-' &&
            (c < 'A' || c > 'z' || (c > 'Z' && c < 'a')))
            return (Str){0};
    }
    return value;
}

/* Without white space and one pair of quotation marks around. */
static Str trim(Str value)
{
    while (value.len && (unsigned char)value.ptr[0] <= ' ')
        value = str_cut(value, 1, value.len);
    while (value.len && (unsigned char)value.ptr[value.len - 1] <= ' ')
        value.len--;
    if (value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
        value.ptr[value.len - 1] == value.ptr[0])
        value = str_cut(value, 1, value.len - 1);
    return value;
}

/* ---- front matter -------------------------------------------------------- */

static void take(Metadata *out, Str key, Str value)
{
    bool is_date = str_eq(key, STR("date")) || str_eq(key, STR("published")) ||
                   str_eq(key, STR("pubdate")) || str_eq(key, STR("dct"));

    if (is_date && !out->date.len)
        out->date = date_of(value);
    if ((str_eq(key, STR("lang")) || str_eq(key, STR("language"))) &&
        !out->language.len)
        out->language = language_of(value);
    if (str_eq(key, STR("title")) && !out->title.len)
        out->title = value;
}

static Metadata front_matter(Str text)
{
    Metadata out = {0};
    bool is_toml = str_starts(text, STR("+++"));
    uint32_t at = cut_line_end(text, 0);

    if (!is_toml && !str_starts(text, STR("---")))
        return out;
    while (at < text.len && !cut_is_blank(text, at)) {
        uint32_t end = cut_line_end(text, at);
        Str line = str_cut(text, at, end);
        if (str_starts(line, str_cut(text, 0, 3)))
            return out;
        const char *colon = memchr(line.ptr, is_toml ? '=' : ':', line.len);
        uint32_t key = colon ? (uint32_t)(colon - line.ptr) : line.len;
        if (colon)
            take(&out, trim(str_cut(line, 0, key)),
                 trim(str_cut(line, key + 1, line.len)));
        at = end;
    }
    return (Metadata){0}; /* never closed: it is no front matter */
}

/* ---- HTML ---------------------------------------------------------------- */

/* The value of an attribute in a tag's text, or empty. */
static Str attribute(Str tag, Str name)
{
    for (uint32_t at = 1; at + name.len + 1 < tag.len; at++) {
        if ((unsigned char)tag.ptr[at - 1] > ' ' ||
            !str_eq(str_cut(tag, at, at + name.len), name) ||
            tag.ptr[at + name.len] != '=')
            continue;
        Str value = str_cut(tag, at + name.len + 1, tag.len);
        char quote = value.ptr[0];
        if (quote != '"' && quote != '\'')
            return (Str){0};
        const char *end = memchr(value.ptr + 1, quote, value.len - 1);
        return end ? str_cut(value, 1, (uint32_t)(end - value.ptr)) : (Str){0};
    }
    return (Str){0};
}

/* <meta> names under which publishing systems put the day of publication. */
static bool names_date(Str name)
{
    static const Str names[] = {
        STR_INIT("article:published_time"),
        STR_INIT("date"),
        STR_INIT("pubdate"),
        STR_INIT("publish-date"),
        STR_INIT("datePublished"),
        STR_INIT("dc.date"),
        STR_INIT("DC.date.issued"),
        STR_INIT("parsely-pub-date"),
    };

    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(name, names[i]))
            return true;
    return false;
}

static void take_tag(Metadata *out, Str tag)
{
    Str date = {0};

    if (str_starts(tag, STR("<html")) && !out->language.len)
        out->language = language_of(attribute(tag, STR("lang")));
    if (str_starts(tag, STR("<time")))
        date = attribute(tag, STR("datetime"));
    if (str_starts(tag, STR("<meta")) &&
        (names_date(attribute(tag, STR("property"))) ||
         names_date(attribute(tag, STR("name"))) ||
         names_date(attribute(tag, STR("itemprop")))))
        date = attribute(tag, STR("content"));
    if (date.len && !out->date.len)
        out->date = date_of(date);
}

static Metadata html(Str text)
{
    Metadata out = {0};

    for (uint32_t at = 0; at < text.len;) {
        const char *open = memchr(text.ptr + at, '<', text.len - at);
        if (!open)
            break;
        at = (uint32_t)(open - text.ptr);
        const char *close = memchr(open, '>', text.len - at);
        if (!close)
            break;
        uint32_t end = (uint32_t)(close - text.ptr);
        Str tag = str_cut(text, at, end);
        take_tag(&out, tag);
        if (str_eq(tag, STR("<title")) && !out.title.len) {
            const char *last = memchr(close, '<', text.len - end);
            if (last)
                out.title =
                    trim(str_cut(text, end + 1, (uint32_t)(last - text.ptr)));
        }
        at = end + 1;
    }
    return out;
}

Metadata blocks_metadata(Syntax syntax, Str text, struct arena *arena)
{
    Str head = str_cut(text, 0, HEAD_MAX);

    switch (syntax) {
    case SYNTAX_MARKDOWN:
        return front_matter(head);
    case SYNTAX_HTML:
        return html(head);
    case SYNTAX_PLAIN:
        break;
    }
    return (Metadata){0};
}

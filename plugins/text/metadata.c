/*
 * metadata - what a file says of itself before its prose begins.
 *
 *     ---                          +++                  <html lang="en-GB">
 *     date: 2026-03-04             date = 2026-03-04    <meta name="date" ...>
 *     title: "Talks fail"          title = "Talks"      <time datetime="...">
 *     ---                          +++
 *
 * Only plain scalars of the outermost level are read, one a line; whatever is
 * more than that is left out. The first date that is one counts, but in HTML
 * one that a <meta> gives goes before one of a <time>, which may be about
 * anything. Nothing behind METADATA_MAX is looked at.
 */
#include "text/blocks.h"

#define METADATA_MAX 65536u /* bytes */

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool same_word(Str a, Str b)
{
    if (a.len != b.len)
        return false;
    for (uint32_t at = 0; at < a.len; at++)
        if (lower(a.ptr[at]) != lower(b.ptr[at]))
            return false;
    return true;
}

static bool is_one_of(Str word, const Str *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (same_word(word, words[i]))
            return true;
    return false;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static Str trim(Str text)
{
    return str_trim(text, " \t\r\n");
}

/* ---- values ------------------------------------------------------------ */

static uint32_t number(Str text, uint32_t start, uint32_t end)
{
    uint32_t value = 0;

    for (uint32_t at = start; at < end; at++) {
        char byte = text.ptr[at];
        if (byte < '0' || byte > '9')
            return UINT32_MAX;
        value = value * 10 + (uint32_t)(byte - '0');
    }
    return value;
}

static uint32_t days_in(uint32_t year, uint32_t month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30,
                                   31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && is_leap ? 29 : days[month - 1];
}

/* "2026-03-04" at the start of `text`, if such a day exists. */
static Str date_of(Str text)
{
    if (text.len < 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
        return (Str){0};
    uint32_t year = number(text, 0, 4), month = number(text, 5, 7);
    uint32_t day = number(text, 8, 10);
    if (year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in(year, month))
        return (Str){0};
    if (text.len > 10 && text.ptr[10] >= '0' && text.ptr[10] <= '9')
        return (Str){0};
    return str_cut(text, 0, 10);
}

/* Letters, digits and hyphens: "en", "en-GB". */
static Str language_of(Str text)
{
    if (text.len < 2 || text.len > 35)
        return (Str){0};
    for (uint32_t at = 0; at < text.len; at++) {
        char byte = lower(text.ptr[at]);
        bool is_good = (byte >= 'a' && byte <= 'z') || byte == '-' ||
                       (at > 1 && byte >= '0' && byte <= '9');
        if (!is_good)
            return (Str){0};
    }
    return text;
}

static void take(Metadata *self, Str key, Str value)
{
    static const Str dates[] = {
        STR_INIT("date"),          STR_INIT("pubdate"),
        STR_INIT("published"),     STR_INIT("publishdate"),
        STR_INIT("datepublished"), STR_INIT("article:published_time"),
        STR_INIT("dc.date"),       STR_INIT("dc.date.issued"),
    };
    static const Str languages[] = {STR_INIT("lang"), STR_INIT("language"),
                                    STR_INIT("content-language")};

    if (!self->date.len && is_one_of(key, dates, sizeof dates / sizeof *dates))
        self->date = date_of(value);
    if (!self->language.len &&
        is_one_of(key, languages, sizeof languages / sizeof *languages))
        self->language = language_of(value);
    if (!self->title.len && same_word(key, STR("title")))
        self->title = value;
}

/* ---- front matter ------------------------------------------------------ */

/* The line at `at` without its break; *out_next is where the next begins. */
static Str line_at(Str text, uint32_t at, uint32_t *out_next)
{
    const char *end = memchr(text.ptr + at, '\n', text.len - at);
    uint32_t stop = end ? (uint32_t)(end - text.ptr) : text.len;

    *out_next = end ? stop + 1 : text.len;
    if (stop > at && text.ptr[stop - 1] == '\r')
        stop--;
    return str_cut(text, at, stop);
}

/* Without quotation marks around it, or a comment behind it. */
static Str scalar(Str value)
{
    value = trim(value);
    if (value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'')) {
        const char *end = memchr(value.ptr + 1, value.ptr[0], value.len - 1);
        return end ? (Str){value.ptr + 1, (uint32_t)(end - value.ptr) - 1}
                   : (Str){0};
    }
    for (uint32_t at = 1; at < value.len; at++)
        if (value.ptr[at] == '#' && is_space(value.ptr[at - 1]))
            return trim(str_cut(value, 0, at));
    return value;
}

static void read_front_matter(Metadata *self, Str text)
{
    uint32_t at;
    Str fence = line_at(text, 0, &at);
    bool is_toml = str_eq(fence, STR("+++"));

    if (!is_toml && !str_eq(fence, STR("---")))
        return;
    while (at < text.len) {
        Str line = line_at(text, at, &at);
        if (str_eq(line, fence) || (!is_toml && str_eq(line, STR("..."))))
            return;
        const char *mark =
            line.len ? memchr(line.ptr, is_toml ? '=' : ':', line.len) : NULL;
        if (!mark || is_space(line.ptr[0]))
            continue;
        uint32_t key = (uint32_t)(mark - line.ptr);
        take(self, scalar(str_cut(line, 0, key)),
             scalar(str_cut(line, key + 1, line.len)));
    }
}

/* ---- HTML -------------------------------------------------------------- */

/* What a tag's attributes told. */
struct tag {
    Str name, key, content, datetime, lang;
};

static uint32_t skip_name(Str text, uint32_t at)
{
    while (at < text.len && !is_space(text.ptr[at]) &&
           !memchr("=>/", text.ptr[at], 3))
        at++;
    return at;
}

static uint32_t skip_space(Str text, uint32_t at)
{
    while (at < text.len && is_space(text.ptr[at]))
        at++;
    return at;
}

static Str value_at(Str text, uint32_t *at)
{
    char mark = *at < text.len ? text.ptr[*at] : 0;
    uint32_t start = *at;

    if (mark == '"' || mark == '\'') {
        const char *end =
            memchr(text.ptr + start + 1, mark, text.len - start - 1);
        uint32_t stop = end ? (uint32_t)(end - text.ptr) : text.len;
        *at = end ? stop + 1 : stop;
        return str_cut(text, start + 1, stop);
    }
    while (*at < text.len && !is_space(text.ptr[*at]) && text.ptr[*at] != '>')
        (*at)++;
    return str_cut(text, start, *at);
}

static void take_attribute(struct tag *tag, Str name, Str value)
{
    static const Str keys[] = {STR_INIT("name"), STR_INIT("property"),
                               STR_INIT("itemprop"), STR_INIT("http-equiv")};

    if (is_one_of(name, keys, sizeof keys / sizeof *keys))
        tag->key = value;
    else if (same_word(name, STR("content")))
        tag->content = value;
    else if (same_word(name, STR("datetime")))
        tag->datetime = value;
    else if (same_word(name, STR("lang")))
        tag->lang = value;
}

/* The tag whose name begins at `at`; where it ends. */
static uint32_t read_tag(Str text, uint32_t at, struct tag *tag)
{
    uint32_t end = skip_name(text, at);

    *tag = (struct tag){.name = str_cut(text, at, end)};
    for (at = skip_space(text, end); at < text.len && text.ptr[at] != '>';
         at = skip_space(text, at)) {
        uint32_t name_end = skip_name(text, at);
        Str name = str_cut(text, at, name_end), value = {0};
        at = skip_space(text, name_end);
        if (at < text.len && text.ptr[at] == '=' && name.len) {
            at = skip_space(text, at + 1);
            value = value_at(text, &at);
        } else if (!name.len) {
            at++;
        }
        take_attribute(tag, name, value);
    }
    return at;
}

static Str until_tag(Str text, uint32_t at)
{
    const char *end =
        at < text.len ? memchr(text.ptr + at, '<', text.len - at) : NULL;

    return end ? trim(str_cut(text, at, (uint32_t)(end - text.ptr))) : (Str){0};
}

static void read_html(Metadata *self, Str text)
{
    Str time = {0};

    for (uint32_t at = 0; at < text.len;) {
        struct tag tag;
        const char *open = memchr(text.ptr + at, '<', text.len - at);
        if (!open)
            break;
        at = read_tag(text, (uint32_t)(open - text.ptr) + 1, &tag);
        if (same_word(tag.name, STR("html")))
            take(self, STR("lang"), tag.lang);
        if (same_word(tag.name, STR("meta")))
            take(self, tag.key, trim(tag.content));
        if (same_word(tag.name, STR("time")) && !time.len)
            time = date_of(trim(tag.datetime));
        if (same_word(tag.name, STR("title")))
            take(self, STR("title"), until_tag(text, at + 1));
    }
    if (!self->date.len)
        self->date = time;
}

Metadata blocks_metadata(Syntax syntax, Str text, struct arena *arena)
{
    Metadata found = {{0}, {0}, {0}};

    (void)arena; /* every value is a slice of the text */
    text = str_cut(text, 0, METADATA_MAX);
    if (!text.len)
        return found;
    if (syntax == SYNTAX_MARKDOWN)
        read_front_matter(&found, text);
    if (syntax == SYNTAX_HTML)
        read_html(&found, text);
    return found;
}

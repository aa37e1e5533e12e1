#include "engine/directive.h"

#define BLANKS_MAX 64u /* before a comment's first word */

static const struct {
    Str word;
    DirectiveKind kind;
} directive_words[] = {
    {STR_INIT("stet-disable-next-line"), DIRECTIVE_NEXT_LINE},
    {STR_INIT("stet-disable-line"), DIRECTIVE_LINE},
    {STR_INIT("stet-disable"), DIRECTIVE_DISABLE},
    {STR_INIT("stet-enable"), DIRECTIVE_ENABLE},
};

#define BLANKS " \t\r\n," /* between the names of rules */

static bool is_blank(char c)
{
    return c && strchr(BLANKS, c);
}

/* Which word a comment begins with; its rules come behind *out_len bytes. */
static bool read_word(Str inside, DirectiveKind *out_kind, uint32_t *out_len)
{
    uint32_t at = 0;

    while (at < inside.len && at < BLANKS_MAX && is_blank(inside.ptr[at]))
        at++;
    inside = str_cut(inside, at, inside.len);
    for (size_t i = 0; i < sizeof directive_words / sizeof *directive_words;
         i++) {
        Str word = directive_words[i].word;
        Str behind = str_cut(inside, word.len, inside.len);
        bool is_whole =
            behind.len && (is_blank(behind.ptr[0]) || behind.ptr[0] == ']' ||
                           str_starts(behind, STR("-->")));
        if (is_whole && str_starts(inside, word)) {
            *out_kind = directive_words[i].kind;
            *out_len = at + word.len;
            return true;
        }
    }
    return false;
}

/* Where `mark` stands in `text` from `at` on, or text.len. */
static uint32_t find(Str text, uint32_t at, Str mark)
{
    while (at + mark.len <= text.len) {
        const char *found = memchr(text.ptr + at, mark.ptr[0], text.len - at);
        if (!found)
            break;
        at = (uint32_t)(found - text.ptr);
        if (str_starts(str_cut(text, at, text.len), mark))
            return at;
        at++;
    }
    return text.len;
}

/* A fence or front matter shows a comment, it has none: of what has no prose
 * only a comment that stands alone counts. */
static bool may_have_comments(Syntax syntax, const Prose *prose)
{
    uint32_t at = 0;

    if (prose->kind != STET_BLOCK_CODE || syntax != SYNTAX_MARKDOWN)
        return true;
    while (at < prose->text.len && at < 4 && prose->text.ptr[at] == ' ')
        at++;
    return at < 4 &&
           str_starts(str_cut(prose->text, at, UINT32_MAX), STR("<!--"));
}

uint32_t directives_read(Syntax syntax, const Prose *prose, struct arena *arena,
                         const Directive **out)
{
    Str open = syntax == SYNTAX_PLAIN ? STR("[stet-") : STR("<!--");
    Str close = syntax == SYNTAX_PLAIN ? STR("]") : STR("-->");
    Str text = prose->text;
    uint32_t count = 0, room = 0;
    Directive *list = NULL;

    if (!may_have_comments(syntax, prose))
        return 0;
    for (uint32_t at = find(text, 0, open); at < text.len;
         at = find(text, at, open)) {
        /* The word begins inside plain text's mark. */
        uint32_t inside = at + (syntax == SYNTAX_PLAIN ? 1 : open.len), len;
        Directive directive = {.span = {at, 0}};
        at = inside;
        /* The word comes first: who looked for each comment's end would do so
         * over and over where none ends. */
        if (!read_word(str_cut(text, inside, text.len), &directive.kind, &len))
            continue;
        uint32_t end = find(text, inside, close);
        if (end == text.len)
            break;
        directive.rules = str_trim(str_cut(text, inside + len, end), BLANKS);
        directive.span.end = at = end + close.len;
        if (count == room) {
            room = room ? room * 2 : 4;
            Directive *more = ARENA_ARRAY(arena, Directive, room);
            if (count)
                memcpy(more, list, count * sizeof *more);
            list = more;
        }
        list[count++] = directive;
    }
    *out = list;
    return count;
}

bool directive_names(Str rules, Str rule)
{
    uint32_t at = 0;

    if (!rules.len)
        return true;
    while (at < rules.len) {
        while (at < rules.len && is_blank(rules.ptr[at]))
            at++;
        uint32_t start = at;
        while (at < rules.len && !is_blank(rules.ptr[at]))
            at++;
        Str name = str_cut(rules, start, at);
        if (str_ends(name, STR("/*")))
            name.len -= 2;
        if (str_eq(name, rule) || str_eq(name, STR("*")) ||
            (name.len && name.len < rule.len && rule.ptr[name.len] == '/' &&
             str_starts(rule, name)))
            return true;
    }
    return false;
}

/*
 * HTML: a block runs from one block-level tag to the next.
 *
 * Not a parser of documents: tags are told from text as the standard's
 * tokenizer does it (HTML Living Standard, 13.2.5), and which tags begin a
 * block of prose is a table. Tags, comments, scripts and styles are mask;
 * character references stay prose, for tokens.h to read.
 *
 *     <p>He <b>left</b>.</p>\n<p>She did not.</p>
 *     ###   ###    ####                              mask
 *     |----------------------|-----------------|     sections, one block each
 *
 * State: what a section begins inside of: text, a comment, a script, a style,
 * a tag. 0 is the start of a file and the same as text.
 */
#include "text/cut.h"

#include "stet/text.h"

#include <errno.h>

enum where {
    IN_TEXT = 1,
    IN_COMMENT,
    IN_SCRIPT,
    IN_STYLE,
    IN_TAG,
};

/* What an element means for prose. */
struct element {
    Str name;
    uint32_t kind;  /* of a block that it begins; 0: it begins none */
    uint32_t level; /* of a heading */
};

/* Block-level elements, sorted; the rest are inline. */
static const struct element elements[] = {
    {STR_INIT("address"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("article"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("aside"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("blockquote"), STET_BLOCK_BLOCKQUOTE, 0},
    {STR_INIT("body"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("br"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("caption"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("dd"), STET_BLOCK_LIST_ITEM, 1},
    {STR_INIT("div"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("dl"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("dt"), STET_BLOCK_LIST_ITEM, 1},
    {STR_INIT("figcaption"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("figure"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("footer"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("form"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("h1"), STET_BLOCK_HEADING, 1},
    {STR_INIT("h2"), STET_BLOCK_HEADING, 2},
    {STR_INIT("h3"), STET_BLOCK_HEADING, 3},
    {STR_INIT("h4"), STET_BLOCK_HEADING, 4},
    {STR_INIT("h5"), STET_BLOCK_HEADING, 5},
    {STR_INIT("h6"), STET_BLOCK_HEADING, 6},
    {STR_INIT("head"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("header"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("hr"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("html"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("li"), STET_BLOCK_LIST_ITEM, 1},
    {STR_INIT("main"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("nav"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("ol"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("option"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("p"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("pre"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("section"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("table"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("tbody"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("td"), STET_BLOCK_CELL, 0},
    {STR_INIT("tfoot"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("th"), STET_BLOCK_CELL, 0},
    {STR_INIT("thead"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("title"), STET_BLOCK_HEADING, 1},
    {STR_INIT("tr"), STET_BLOCK_PARAGRAPH, 0},
    {STR_INIT("ul"), STET_BLOCK_PARAGRAPH, 0},
};

/* A tag at an <; `len` is 0 where the text ends before it does. */
typedef struct Tag {
    uint32_t len; /* bytes, < and > included */
    bool is_end;
    char name[12]; /* lower case; empty for <!doctype> and <?xml> */
} Tag;

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What stands at an < is markup at all: "a < b" is not. */
static bool begins_markup(Str text, uint32_t at)
{
    char next = at + 1 < text.len ? text.ptr[at + 1] : '\0';

    if (next == '/' && at + 2 < text.len)
        return is_alpha(text.ptr[at + 2]);
    return is_alpha(next) || next == '!' || next == '?' || next == '/';
}

/* Behind the > that ends the tag, quoted attributes stepped over; text.len + 1
 * where there is none. */
static uint32_t tag_end(Str text, uint32_t at)
{
    char quote = '\0';

    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '>') {
            return at + 1;
        } else if ((c == '"' || c == '\'') && text.ptr[at - 1] == '=') {
            quote = c;
        }
    }
    return text.len + 1;
}

static Tag read_tag(Str text, uint32_t at)
{
    Tag tag = {0};
    uint32_t name = at + 1, len = 0, end = tag_end(text, at + 1);

    if (name < text.len && text.ptr[name] == '/') {
        tag.is_end = true;
        name++;
    }
    while (name + len < text.len && len + 1 < sizeof tag.name) {
        char c = text.ptr[name + len];
        if (!is_alpha(c) && !(c >= '0' && c <= '9'))
            break;
        tag.name[len++] = (char)(c | 0x20);
    }
    tag.len = end > text.len ? 0 : end - at;
    return tag;
}

static const struct element *find_element(const char *name)
{
    Str wanted = str_from_c(name);
    uint32_t low = 0, high = sizeof elements / sizeof *elements;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = str_cmp(elements[mid].name, wanted);
        if (order == 0)
            return &elements[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* ---- one section -------------------------------------------------------- */

struct spans {
    Span *items;
    uint32_t count, room;
};

struct reader {
    Str text; /* at most a section long */
    struct arena *arena;
    uint32_t at;
    enum where where;
    uint32_t kind, level;
    bool has_prose;
    uint32_t emphasis, links; /* nesting; only counts inside the section */
    struct spans masked, emphasised, linked;
};

static void add_span(struct arena *arena, struct spans *self, uint32_t start,
                     uint32_t end)
{
    if (start >= end)
        return;
    if (self->count && self->items[self->count - 1].end == start) {
        self->items[self->count - 1].end = end;
        return;
    }
    self->items = arena_grow(arena, self->items, self->count, &self->room,
                             sizeof *self->items);
    self->items[self->count++] = (Span){start, end};
}

static void mask(struct reader *self, uint32_t end)
{
    add_span(self->arena, &self->masked, self->at, end);
    self->at = end;
}

/* `needle`, in lower case, from `at` on, in any case; text.len if not there. */
static uint32_t find_text(Str text, uint32_t at, Str needle)
{
    for (; at + needle.len <= text.len; at++) {
        uint32_t i = 0;
        while (i < needle.len && (text.ptr[at + i] == needle.ptr[i] ||
                                  (is_alpha(text.ptr[at + i]) &&
                                   (text.ptr[at + i] | 0x20) == needle.ptr[i])))
            i++;
        if (i == needle.len)
            return at;
    }
    return text.len;
}

/* Masks up to the end of what we are inside of, or of the text. */
static void skip_inside(struct reader *self)
{
    static const Str ends[] = {
        [IN_COMMENT] = STR_INIT("-->"),
        [IN_SCRIPT] = STR_INIT("</script"),
        [IN_STYLE] = STR_INIT("</style"),
        [IN_TAG] = STR_INIT(">"),
    };
    Str end = ends[self->where];
    uint32_t found = find_text(self->text, self->at, end);

    if (found == self->text.len) {
        mask(self, found);
        return;
    }
    bool is_element = self->where == IN_SCRIPT || self->where == IN_STYLE;
    mask(self, is_element ? found : found + end.len);
    self->where = IN_TEXT;
}

static void enter(struct reader *self, const Tag *tag)
{
    static const char *const stressed[] = {"em", "i", "b", "strong", "cite"};

    for (uint32_t i = 0; i < sizeof stressed / sizeof *stressed; i++)
        if (strcmp(tag->name, stressed[i]) == 0) {
            if (!tag->is_end)
                self->emphasis++;
            else if (self->emphasis)
                self->emphasis--;
        }
    if (strcmp(tag->name, "a") == 0)
        self->links = !tag->is_end;
    if (tag->is_end)
        return;
    if (strcmp(tag->name, "script") == 0)
        self->where = IN_SCRIPT;
    if (strcmp(tag->name, "style") == 0)
        self->where = IN_STYLE;
}

/* Reads the markup at an <. False where a block-level tag ends the section. */
static bool read_markup(struct reader *self)
{
    Str rest = str_cut(self->text, self->at, self->text.len);

    if (str_starts(rest, STR("<!--"))) {
        self->where = IN_COMMENT;
        mask(self, self->at + 4);
        return true;
    }
    Tag tag = read_tag(self->text, self->at);
    const struct element *element = find_element(tag.name);
    if (element && self->has_prose)
        return false;
    if (element) {
        self->kind = tag.is_end ? STET_BLOCK_PARAGRAPH : element->kind;
        self->level = tag.is_end ? 0 : element->level;
    }
    if (tag.len == 0) {
        self->where = IN_TAG;
        mask(self, self->text.len);
        return true;
    }
    enter(self, &tag);
    mask(self, self->at + tag.len);
    return true;
}

/* Text up to the next markup. */
static void read_text(struct reader *self)
{
    uint32_t start = self->at, end = start;

    do
        end++;
    while (end < self->text.len &&
           !(self->text.ptr[end] == '<' && begins_markup(self->text, end)));
    for (uint32_t i = start; i < end && !self->has_prose; i++)
        self->has_prose = (unsigned char)self->text.ptr[i] > ' ';
    if (self->emphasis)
        add_span(self->arena, &self->emphasised, start, end);
    if (self->links)
        add_span(self->arena, &self->linked, start, end);
    self->at = end;
}

/* A span cut off at `end`; how many there are then. */
static uint32_t clip(struct spans *spans, uint32_t end)
{
    while (spans->count && spans->items[spans->count - 1].start >= end)
        spans->count--;
    if (spans->count && spans->items[spans->count - 1].end > end)
        spans->items[spans->count - 1].end = end;
    return spans->count;
}

static void finish(struct reader *self, uint32_t end, SectionCut *out)
{
    BlockCut *block = ARENA_NEW(self->arena, BlockCut);
    MarkupState after = {(uint64_t)self->where};

    *block = (BlockCut){
        .len = end,
        .kind = self->has_prose ? self->kind : STET_BLOCK_CODE,
        .level = self->has_prose ? self->level : 0,
        .masked_count = clip(&self->masked, end),
        .emphasis_count = clip(&self->emphasised, end),
        .linked_count = clip(&self->linked, end),
        .masked = self->masked.items,
        .emphasis = self->emphasised.items,
        .linked = self->linked.items,
    };
    *out = (SectionCut){
        .len = end, .after = after, .block_count = 1, .blocks = block};
}

/* The text ended inside: prose is cut at a good place, markup where it is. */
static uint32_t forced_end(const struct reader *self, bool in_prose)
{
    uint32_t end = cut_forced(self->text, self->text.len);
    const struct spans *masked = &self->masked;

    if (!in_prose)
        return self->text.len;
    bool is_masked =
        masked->count && masked->items[masked->count - 1].end > end;
    return is_masked ? self->text.len : end;
}

int cut_html(MarkupState state, Str text, int is_rest, struct arena *arena,
             SectionCut *out_section)
{
    uint32_t limit =
        text.len > BLOCKS_SECTION_MAX ? BLOCKS_SECTION_MAX : text.len;
    if (limit < text.len) {
        while (((unsigned char)text.ptr[limit] & 0xC0) == 0x80 ||
               (text.ptr[limit] == '\n' && text.ptr[limit - 1] == '\r'))
            limit--;
    }
    struct reader reader = {
        .text = str_cut(text, 0, limit),
        .arena = arena,
        .where = state.bits ? (enum where)state.bits : IN_TEXT,
        .kind = STET_BLOCK_PARAGRAPH,
    };
    bool goes_on = true, in_prose = false;

    while (goes_on && reader.at < reader.text.len) {
        in_prose = false;
        if (reader.where != IN_TEXT) {
            skip_inside(&reader);
        } else if (text.ptr[reader.at] == '<' &&
                   begins_markup(reader.text, reader.at)) {
            goes_on = read_markup(&reader);
        } else {
            in_prose = true;
            read_text(&reader);
        }
    }
    if (!goes_on) {
        if (reader.at + 16 > text.len && !is_rest)
            return -EAGAIN; /* the tag's name may not be whole */
        finish(&reader, reader.at, out_section);
        return 0;
    }
    if (limit == text.len && !is_rest)
        return -EAGAIN;
    finish(&reader, limit < text.len ? forced_end(&reader, in_prose) : limit,
           out_section);
    return 0;
}

#include "text/scan.h"

#include "text/utf8.h"

/* A character of the prose, with references decoded. */
struct glyph {
    uint32_t code;
    uint32_t len; /* bytes; 0 at the end, or where the mask begins */
};

struct scanner {
    const Prose *prose;
    struct raw_tokens *out;
    uint32_t at;
    uint32_t masked, emphasis, linked; /* next span that may matter */
    uint32_t limit;                    /* start of the next mask, or the end */
    uint32_t list_end; /* of the numbers that only commas part, if any */
    bool is_spaced, is_line_start;
    bool has_pairs; /* ‘‘ stands before */
};

/* One that takes more than a look. */
static struct glyph rare_glyph(const struct scanner *self, uint32_t at)
{
    Str text = self->prose->text;
    struct glyph glyph = {0};

    if (text.ptr[at] == '&' && self->prose->is_html) {
        glyph.code = references_decode(text, at, &glyph.len);
        if (glyph.code)
            return glyph;
    }
    glyph.code = utf8_decode(text, at, &glyph.len);
    return glyph;
}

static inline struct glyph glyph_at(const struct scanner *self, uint32_t at)
{
    if (at >= self->limit)
        return (struct glyph){0, 0};
    unsigned char byte = (unsigned char)self->prose->text.ptr[at];
    return byte < 0x80 && byte != '&' ? (struct glyph){byte, 1}
                                      : rare_glyph(self, at);
}

/* ASCII quickly; what is above it through utf8. */
static inline bool is_letter(uint32_t code)
{
    return code < 0x80 ? (code | 0x20) - 'a' < 26 : utf8_is_letter(code);
}

static inline bool is_digit(uint32_t code)
{
    return code - '0' < 10;
}

static inline bool is_mark(uint32_t code)
{
    return code >= 0x80 && utf8_is_mark(code);
}

static bool is_apostrophe(uint32_t code)
{
    return code == '\'' || code == 0x2019 || code == 0x2BC;
}

/* ---- adding ------------------------------------------------------------- */

static bool is_inside(const Span *spans, uint32_t count, uint32_t *next,
                      uint32_t at)
{
    while (*next < count && spans[*next].end <= at)
        ++*next;
    return *next < count && spans[*next].start <= at;
}

static uint8_t flags_of(struct scanner *self, uint32_t start)
{
    const Prose *prose = self->prose;
    uint8_t flags = 0;

    if (self->is_spaced)
        flags |= STET_TOKEN_SPACED;
    if (self->is_line_start)
        flags |= STET_TOKEN_LINE_START;
    if (is_inside(prose->emphasis, prose->emphasis_count, &self->emphasis,
                  start))
        flags |= STET_TOKEN_EMPHASIS;
    if (is_inside(prose->linked, prose->linked_count, &self->linked, start))
        flags |= STET_TOKEN_LINKED;
    return flags;
}

static struct raw_token *add(struct scanner *self, uint32_t end, uint8_t cls)
{
    struct raw_tokens *out = self->out;

    if (out->count == out->capacity) {
        uint32_t capacity = out->capacity ? out->capacity * 2 : 64;
        struct raw_token *more =
            ARENA_ARRAY(out->arena, struct raw_token, capacity);
        if (out->count)
            memcpy(more, out->items, out->count * sizeof *more);
        out->items = more;
        out->capacity = capacity;
    }
    struct raw_token *token = &out->items[out->count++];
    *token = (struct raw_token){
        .start = self->at,
        .end = end,
        .mate = STET_NONE,
        .cls = cls,
        .flags = flags_of(self, self->at),
    };
    self->at = end;
    self->is_spaced = self->is_line_start = false;
    return token;
}

/* ---- words -------------------------------------------------------------- */

/* Letters, digits and combining marks from `at` on; where they end. */
static uint32_t word_run(const struct scanner *self, uint32_t at)
{
    for (;;) {
        struct glyph glyph = glyph_at(self, at);
        if (!glyph.len || !(is_letter(glyph.code) || is_digit(glyph.code) ||
                            is_mark(glyph.code)))
            return at;
        at += glyph.len;
    }
}

/* Letters alone. */
static uint32_t letter_run(const struct scanner *self, uint32_t at)
{
    for (;;) {
        struct glyph glyph = glyph_at(self, at);
        if (!glyph.len || !(is_letter(glyph.code) || is_mark(glyph.code)))
            return at;
        at += glyph.len;
    }
}

/* Bytes [start, end) in ASCII lower case, as far as they fit. */
static Str lower_ascii(Str text, uint32_t start, uint32_t end, char *buffer,
                       uint32_t size)
{
    uint32_t len = 0;

    for (; start < end && len < size; start++) {
        char c = text.ptr[start];
        buffer[len++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    return (Str){buffer, len};
}

/* The letters behind an apostrophe are a word of their own: 's 're … */
static bool is_clitic(Str folded)
{
    static const Str clitics[] = {STR_INIT("s"),  STR_INIT("re"),
                                  STR_INIT("m"),  STR_INIT("ve"),
                                  STR_INIT("ll"), STR_INIT("d")};

    return STR_IS_ANY(folded, clitics);
}

/* Where U.S. or a.m. or Ph.D. ends, if letters and dots alternate from `at`,
 * which is behind the first letters; else `at`. */
static uint32_t dotted_end(const struct scanner *self, uint32_t at)
{
    uint32_t end = at;

    for (;;) {
        struct glyph dot = glyph_at(self, end);
        if (dot.code != '.' || !dot.len)
            return end;
        uint32_t next = letter_run(self, end + dot.len);
        uint32_t len = next - end - dot.len;
        struct glyph after = glyph_at(self, next);
        if (len == 1 && after.len && after.code == '.') {
            end = next;
            continue;
        }
        /* A last letter without its dot: U.S, or the last dot of all. */
        return len == 0 && end > at ? end + dot.len : end;
    }
}

static bool is_url_char(uint32_t code)
{
    return code > ' ' && code != '<' && code != '>' && code != '"' &&
           code != 0x201D && code != 0x201C && code != 0x2019 &&
           !utf8_is_space(code);
}

/* Where the address that goes on at `at` ends: marks at its end are the
 * sentence's. */
static uint32_t url_end(const struct scanner *self, uint32_t at)
{
    uint32_t end = at;

    for (;;) {
        struct glyph glyph = glyph_at(self, at);
        if (!glyph.len || !is_url_char(glyph.code))
            return end;
        at += glyph.len;
        if (glyph.code > 0x7F || !strchr(".,;:!?)'*_", (int)glyph.code))
            end = at;
    }
}

/* A word [start, end) that begins an address; where that ends, or 0. */
static uint32_t address_end(const struct scanner *self, uint32_t end)
{
    Str text = self->prose->text;
    Str rest = str_cut(text, end, self->limit);

    if (str_starts(rest, STR("://")))
        return url_end(self, end);
    if (end - self->at == 3 && str_starts(rest, STR(".")) &&
        (memcmp(text.ptr + self->at, "www", 3) == 0))
        return url_end(self, end);
    if (str_starts(rest, STR("@")) && word_run(self, end + 1) > end + 1) {
        uint32_t host = url_end(self, end);
        if (memchr(text.ptr + end, '.', host - end))
            return host;
    }
    return 0;
}

static void add_clitic(struct scanner *self)
{
    struct glyph mark = glyph_at(self, self->at);
    char folded[4];

    if (!mark.len || !is_apostrophe(mark.code))
        return;
    uint32_t start = self->at + mark.len, end = letter_run(self, start);
    if (end > start && end - start <= 2 &&
        is_clitic(
            lower_ascii(self->prose->text, start, end, folded, sizeof folded)))
        add(self, end, STET_TOKEN_CLITIC);
}

/* Where a word that starts here ends, apostrophes inside it (don't, O'Brien)
 * and & between capitals (AT&T) included; a clitic is left for later. */
static uint32_t word_end(const struct scanner *self)
{
    uint32_t end = word_run(self, self->at);
    char folded[4];

    for (;;) {
        struct glyph mark = glyph_at(self, end);
        bool joins = mark.len && (is_apostrophe(mark.code) ||
                                  mark.code == '&' || mark.code == '_');
        if (!joins)
            return end;
        uint32_t start = end + mark.len, next = word_run(self, start);
        if (next == start)
            return end;
        if (is_apostrophe(mark.code) && next - start <= 2 &&
            is_clitic(lower_ascii(self->prose->text, start, next, folded,
                                  sizeof folded)))
            return end;
        end = next;
    }
}

static void scan_word(struct scanner *self)
{
    uint32_t start = self->at, end = word_end(self);
    uint32_t address = address_end(self, end);
    char folded[16];

    if (address) {
        add(self, address, STET_TOKEN_URL);
        return;
    }
    struct glyph first = glyph_at(self, start);
    struct glyph dot = glyph_at(self, end);
    bool is_dotted = false;
    if (dot.len && dot.code == '.') {
        uint32_t dotted =
            end - start == first.len ? dotted_end(self, end) : end;
        Str word =
            lower_ascii(self->prose->text, start, end, folded, sizeof folded);
        bool is_initial = end - start == first.len && utf8_is_upper(first.code);
        is_dotted = dotted > end || is_initial ||
                    (end - start < sizeof folded && abbreviation_of(word));
        end = dotted > end ? dotted : is_dotted ? end + dot.len : end;
    }
    struct raw_token *token = add(self, end, STET_TOKEN_WORD);
    if (is_dotted)
        token->flags |= STET_TOKEN_DOTTED;
    add_clitic(self);
}

/* ---- numbers ------------------------------------------------------------ */

/* st nd rd th behind a number, or the s of a decade: their length. */
static uint32_t number_suffix(const struct scanner *self, uint32_t start,
                              uint32_t at)
{
    uint32_t end = letter_run(self, at);
    char folded[4];
    Str word = lower_ascii(self->prose->text, at, end, folded, sizeof folded);

    if (end - at == 2 && (str_eq(word, STR("st")) || str_eq(word, STR("nd")) ||
                          str_eq(word, STR("rd")) || str_eq(word, STR("th"))))
        return 2;
    if (end - at == 1 && word.ptr[0] == 's' && at - start >= 2 &&
        self->prose->text.ptr[at - 1] == '0')
        return 1;
    return 0;
}

/* A mark at `at` with a digit behind it: 1,234.5, 9/11, 10:30. */
static bool joins_digits(const struct scanner *self, uint32_t at)
{
    struct glyph glyph = glyph_at(self, at);

    return glyph.len && glyph.code < 0x80 && glyph.code &&
           strchr(",.:/", (int)glyph.code) &&
           is_digit(glyph_at(self, at + glyph.len).code);
}

/* Where "22,24,26" ends, or 0: three groups at least, of one digit or two each
 * and none that begins with a nought, can be no grouped number. */
static uint32_t list_end(const struct scanner *self, uint32_t at)
{
    uint32_t groups = 0;

    for (;; at++) {
        uint32_t start = at;
        while (is_digit(glyph_at(self, at).code))
            at += glyph_at(self, at).len;
        if (at == start || at - start > 2 ||
            (at - start > 1 && self->prose->text.ptr[start] == '0'))
            return 0;
        groups++;
        if (!joins_digits(self, at))
            return groups > 2 ? at : 0;
        if (glyph_at(self, at).code != ',')
            return 0;
    }
}

/* At the first mark of a number: whether it parts two numbers of a list. Each
 * list is looked at once, at its head. */
static bool parts_list(struct scanner *self, uint32_t at)
{
    if (glyph_at(self, at).code != ',')
        return false;
    if (at >= self->list_end)
        self->list_end = list_end(self, self->at);
    return at < self->list_end;
}

static void scan_number(struct scanner *self)
{
    uint32_t at = self->at;
    bool has_mark = false;

    for (;;) {
        struct glyph glyph = glyph_at(self, at);
        if (glyph.len && is_digit(glyph.code)) {
            at += glyph.len;
            continue;
        }
        if (!joins_digits(self, at) || (!has_mark && parts_list(self, at)))
            break;
        has_mark = true;
        at += glyph.len;
    }
    add(self, at + number_suffix(self, self->at, at), STET_TOKEN_NUMBER);
}

/* ---- marks and signs ---------------------------------------------------- */

/* Two single marks for a double one: '' always, ‘‘ too, ’’ behind that or a
 * stop, for else it may be the workers’’ that ends a quotation. */
static enum mark pair_of(const struct scanner *self, uint32_t code)
{
    char last = self->at ? self->prose->text.ptr[self->at - 1] : ' ';

    if (code == '\'')
        return MARK_DOUBLE;
    if (code == 0x2018 || code == '`')
        return MARK_DOUBLE_OPEN;
    if (code == 0x2019 && (self->has_pairs || (last && strchr(".,?!", last))))
        return MARK_DOUBLE_CLOSE;
    return MARK_NONE;
}

static enum mark mark_of(const struct scanner *self, struct glyph glyph,
                         uint32_t *out_len)
{
    struct glyph next = glyph_at(self, self->at + glyph.len);
    bool is_twice = next.len && next.code == glyph.code;
    enum mark pair = is_twice ? pair_of(self, glyph.code) : MARK_NONE;

    *out_len = glyph.len + (pair ? next.len : 0);
    if (pair)
        return pair;
    switch (glyph.code) {
    case 0x201C:
        return MARK_DOUBLE_OPEN;
    case 0xAB:
        return MARK_DOUBLE_OPEN;
    case 0x201D:
    case 0xBB:
        return MARK_DOUBLE_CLOSE;
    case 0x201E:
        return MARK_DOUBLE_LOW;
    case '"':
    case 0xFF02:
        return MARK_DOUBLE;
    case 0x2018:
    case 0x201A:
    case 0x2039:
        return MARK_SINGLE_OPEN;
    case 0x203A:
        return MARK_SINGLE_CLOSE;
    case '`':
        return MARK_SINGLE_OPEN;
    case '\'':
    case 0x2019:
        return MARK_SINGLE;
    default:
        return MARK_NONE;
    }
}

static void scan_mark(struct scanner *self, enum mark mark, uint32_t len)
{
    struct glyph after = glyph_at(self, self->at + len);
    bool is_spaced = self->is_spaced;
    uint32_t before = 0;

    if (!is_spaced && self->out->count) {
        const struct raw_token *last = &self->out->items[self->out->count - 1];
        uint32_t ignored;
        before =
            utf8_decode(self->prose->text,
                        utf8_before(self->prose->text, last->end), &ignored);
    }
    self->has_pairs |= mark == MARK_DOUBLE_OPEN && len > STR("“").len;
    struct raw_token *token = add(self, self->at + len, STET_TOKEN_PUNCT);
    token->mark = (uint8_t)mark;
    token->before = before;
    token->after = after.len ? after.code : 0;
    token->touches_before = before != 0;
    token->touches_after = after.len && !utf8_is_space(after.code);
}

static bool is_symbol(uint32_t code)
{
    if (code < 0x80)
        return strchr("$%+=<>^|~@#*&_\\", (int)code) != NULL;
    return (code >= 0xA2 && code <= 0xA9) || code == 0xAC ||
           (code >= 0xAE && code <= 0xB6) || (code >= 0xBC && code <= 0xBE) ||
           code == 0xD7 || code == 0xF7 || (code >= 0x20A0 && code <= 0x2BFF) ||
           code >= 0x1F000;
}

/* A sign takes one token; a run of dots or hyphens takes one together. */
static void scan_sign(struct scanner *self, struct glyph glyph)
{
    uint32_t end = self->at + glyph.len;

    if (glyph.code == '.' || glyph.code == '-')
        for (struct glyph next = glyph_at(self, end);
             next.len && next.code == glyph.code; next = glyph_at(self, end))
            end += next.len;
    while (is_mark(glyph_at(self, end).code))
        end += glyph_at(self, end).len;
    add(self, end,
        is_symbol(glyph.code) ? STET_TOKEN_SYMBOL : STET_TOKEN_PUNCT);
}

/* ---- the loop ----------------------------------------------------------- */

/* Steps over what is no prose. False at the end of the block. */
static bool skip_mask(struct scanner *self)
{
    const Prose *prose = self->prose;

    while (self->masked < prose->masked_count &&
           prose->masked[self->masked].start <= self->at) {
        if (prose->masked[self->masked].end > self->at) {
            Str skipped =
                str_cut(prose->text, self->at, prose->masked[self->masked].end);
            bool has_break =
                skipped.len && (memchr(skipped.ptr, '\n', skipped.len) ||
                                memchr(skipped.ptr, '\r', skipped.len));
            self->is_line_start |= has_break;
            self->is_spaced |= has_break;
            self->at += skipped.len;
        }
        self->masked++;
    }
    self->limit = self->masked < prose->masked_count
                      ? prose->masked[self->masked].start
                      : prose->text.len;
    return self->at < prose->text.len;
}

static void scan_next(struct scanner *self)
{
    struct glyph glyph = glyph_at(self, self->at);
    uint32_t mark_len;

    if (is_letter(glyph.code)) {
        scan_word(self);
        return;
    }
    if (utf8_is_space(glyph.code)) {
        self->is_spaced = true;
        self->is_line_start |= glyph.code == '\n' || glyph.code == '\r';
        self->at += glyph.len;
        return;
    }
    if (is_digit(glyph.code)) {
        scan_number(self);
        return;
    }
    enum mark mark = mark_of(self, glyph, &mark_len);
    if (mark != MARK_NONE)
        scan_mark(self, mark, mark_len);
    else if (glyph.code < 0x20 || is_mark(glyph.code))
        self->at += glyph.len; /* controls and stray marks are nothing */
    else
        scan_sign(self, glyph);
}

void scan_prose(const Prose *prose, struct raw_tokens *out)
{
    struct scanner scanner = {.prose = prose,
                              .out = out,
                              .limit = prose->text.len,
                              .is_spaced = true,
                              .is_line_start = true};

    while (skip_mask(&scanner))
        scan_next(&scanner);
}

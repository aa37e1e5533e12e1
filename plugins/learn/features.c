#include "learn/features.h"

#include "stet/text.h"

#define SHAPE_MAX 10u

/* The rows of one token while they are gathered. */
struct gather {
    const struct model *model;
    FeatureRow *rows;
    uint32_t count;
};

/* A row that a table does not have is not added. */
static void add(struct gather *self, enum model_table table, uint32_t row)
{
    const ModelTable *from = &self->model->tables[table];

    if (row < from->rows)
        self->rows[self->count++] =
            (FeatureRow){from->bytes + (size_t)row * self->model->channels,
                         from->multiplier};
}

static void add_hashed(struct gather *self, enum model_table table,
                       uint32_t hash)
{
    uint32_t rows = self->model->tables[table].rows;

    if (rows)
        add(self, table, hash % rows);
}

/* ---- words and affixes ------------------------------------------------- */

static bool is_other_digit(char c)
{
    return c >= '1' && c <= '9';
}

/* stet_hash() with the digits 1 to 9 as 0. */
static uint32_t hash_zeros(Str text)
{
    uint32_t hash = 2166136261u;

    for (uint32_t i = 0; i < text.len; i++) {
        char c = is_other_digit(text.ptr[i]) ? '0' : text.ptr[i];
        hash = (hash ^ (unsigned char)c) * 16777619u;
    }
    return hash;
}

static uint32_t word_hash(const stet_tokens *tokens, uint32_t at)
{
    Str folded = tokens->folded[at];

    for (uint32_t i = 0; i < folded.len; i++)
        if (is_other_digit(folded.ptr[i]))
            return hash_zeros(folded);
    return tokens->hash[at];
}

static bool is_inside_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static Str first_characters(Str text, uint32_t count)
{
    uint32_t end = 0;

    while (end < text.len) {
        if (!is_inside_character(text.ptr[end]) && count-- == 0)
            break;
        end++;
    }
    return (Str){text.ptr, end};
}

static Str last_characters(Str text, uint32_t count)
{
    uint32_t start = text.len;

    while (start > 0 && count > 0)
        count -= !is_inside_character(text.ptr[--start]);
    return (Str){text.ptr + start, text.len - start};
}

/* ---- shape ------------------------------------------------------------- */

static char shape_of(unsigned char c)
{
    if (c >= 'A' && c <= 'Z')
        return 'X';
    if (c >= 'a' && c <= 'z')
        return 'x';
    if (c >= '0' && c <= '9')
        return 'd';
    return c >= 0xC0 ? 'u' : (char)c;
}

static uint32_t shape_hash(Str norm)
{
    char shape[SHAPE_MAX];
    uint32_t len = 0;

    for (uint32_t i = 0; i < norm.len && len < SHAPE_MAX; i++) {
        char next = shape_of((unsigned char)norm.ptr[i]);
        bool is_third =
            len >= 2 && shape[len - 1] == next && shape[len - 2] == next;
        if (!is_inside_character(norm.ptr[i]) && !is_third)
            shape[len++] = next;
    }
    return stet_hash((Str){shape, len});
}

/* ---- flags ------------------------------------------------------------- */

static void add_flags(struct gather *self, const Tokens *tokens, uint32_t at)
{
    const stet_tokens *columns = tokens->columns;
    uint8_t flags = columns->flags[at], cls = columns->cls[at];
    Str norm = columns->norm[at];
    bool is_own = at >= tokens->first_own && at < tokens->end_own;
    bool is_mark =
        cls == STET_TOKEN_QUOTE_OPEN || cls == STET_TOKEN_QUOTE_CLOSE;
    const bool holds[] = {
        (flags & STET_TOKEN_SPACED) != 0,
        (flags & STET_TOKEN_CAPITAL) != 0,
        (flags & STET_TOKEN_ALL_CAPS) &&
            first_characters(norm, 1).len < norm.len,
        (flags & STET_TOKEN_DOTTED) != 0,
        columns->depth[at] >= 1,
        columns->depth[at] >= 2,
        is_mark && columns->mate[at] == STET_NONE,
        is_own && at == tokens->first_own,
        at == tokens->end_own,
        cls == STET_TOKEN_NUMBER && columns->folded[at].len == 4,
        is_own && !tokens->is_paragraph,
    };

    for (uint32_t i = 0; i < sizeof holds / sizeof *holds; i++)
        if (holds[i])
            add(self, TABLE_FLAGS, i);
}

static void add_lexicon(struct gather *self, uint8_t flags, uint16_t lexicon)
{
    uint32_t style = flags & STET_TOKEN_ALL_CAPS  ? 2
                     : flags & STET_TOKEN_CAPITAL ? 1
                                                  : 0;

    for (uint32_t bit = 0; lexicon >> bit; bit++)
        if (lexicon >> bit & 1)
            add(self, TABLE_LEXICON, 16 * style + bit);
}

uint32_t features_of(const struct model *model, const Tokens *tokens,
                     uint32_t at, FeatureRow out_rows[FEATURES_MAX])
{
    const stet_tokens *columns = tokens->columns;
    struct gather gather = {.model = model, .rows = out_rows};
    const ModelWord *word = model_word(model, word_hash(columns, at));
    Str folded = columns->folded[at];

    add(&gather, TABLE_WORD,
        word && word->row < model->tables[0].rows ? word->row : 0);
    add_hashed(&gather, TABLE_PREFIX3, hash_zeros(first_characters(folded, 3)));
    add_hashed(&gather, TABLE_SUFFIX2, hash_zeros(last_characters(folded, 2)));
    add_hashed(&gather, TABLE_SUFFIX3, hash_zeros(last_characters(folded, 3)));
    add_hashed(&gather, TABLE_SUFFIX4, hash_zeros(last_characters(folded, 4)));
    add_hashed(&gather, TABLE_SHAPE, shape_hash(columns->norm[at]));
    add(&gather, TABLE_CLASS, columns->cls[at] & 15u);
    if (word)
        add_lexicon(&gather, columns->flags[at], word->lexicon);
    add_flags(&gather, tokens, at);
    return gather.count;
}

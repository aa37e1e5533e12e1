/*
 * features - what the tagger looks at around one candidate.
 *
 * A feature is a template number and a value, hashed together; the templates
 * are the enum below. Words outside the sentence read as one of four marks.
 */
#include "names/gazetteer.h"
#include "names/tagger.h"

#include "stet/text.h"

enum template {
    T_BIAS,
    T_WORD,
    T_PREV,
    T_NEXT,
    T_PREV2,
    T_NEXT2,
    T_PREV_WORD,
    T_WORD_NEXT,
    T_SUFFIX2,
    T_SUFFIX3,
    T_SUFFIX4,
    T_PREFIX3,
    T_PREFIX4,
    T_SHAPE,
    T_SHAPES_LEFT,
    T_SHAPES_RIGHT,
    T_SHAPES,
    T_GAZ_BIT,
    T_GAZ_SET,
    T_GAZ_FIRST,
    T_GAZ_PREV,
    T_GAZ_NEXT,
    T_GAZ_PREV_SET,
    T_GAZ_NEXT_SET,
    T_PHRASE_BIT,
    T_PHRASE_SET,
    T_LEX,
    T_LEX_PREV,
    T_LEX_NEXT,
    T_LEX_PREV2,
    T_LEX_GAZ_PREV,
    T_LEX_GAZ_NEXT,
    T_BEFORE,
    T_BEFORE_LEX,
    T_BEFORE2,
    T_BEFORE_GAZ,
    T_AFTER,
    T_AFTER_LEX,
    T_AFTER2,
    T_AFTER_GAZ,
    T_HEAD,
    T_HEAD_LEX,
    T_HEAD_SUFFIX,
    T_LEAD,
    T_LEAD_LEX,
    T_LENGTH,
    T_QUOTED,
    T_COMMA_AGE,
    T_OWN_LEX_POS,
    T_BEFORE_HEAD,
    T_LINE,
    T_LOWER_PREV,
};

struct feature_list {
    const struct view *view;
    uint32_t *out;
    uint32_t count;
};

static void add(struct feature_list *list, uint32_t template, uint32_t value)
{
    uint32_t hash = (template + 1u) * 0x9E3779B1u ^ value;

    hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
    hash = (hash ^ hash >> 13) * 0xC2B2AE35u;
    list->out[list->count++] = hash ^ hash >> 16;
}

static uint32_t pair(uint32_t a, uint32_t b)
{
    return (a * 31u) ^ (b * 0x9E3779B1u + (a >> 15));
}

/* The hash of the token `by` away from `at`; a mark where the sentence ends. */
static uint32_t word_at(const struct view *view, uint32_t at, int by)
{
    uint32_t to = at + (uint32_t)by;

    if (!view_together(view, at, to))
        return by < 0 ? 1u : 2u;
    return view->tokens->hash[to];
}

static uint32_t lex_at(const struct view *view, uint32_t at, int by)
{
    uint32_t to = at + (uint32_t)by;

    return view_together(view, at, to) ? view->lex[to] : 0xFFFFFFFFu;
}

static uint32_t gaz_at(const struct view *view, uint32_t at, int by)
{
    uint32_t to = at + (uint32_t)by;

    return view_together(view, at, to) ? view->gaz[to] & ~(uint32_t)GAZ_PREFIX
                                       : 0xFFFFu;
}

/* Letters as X x d or themselves, equal neighbours once, up to six. */
static uint32_t shape_at(const struct view *view, uint32_t at, int by)
{
    uint32_t to = at + (uint32_t)by, shape = 0, last = 0, kept = 0;

    if (!view_together(view, at, to))
        return by < 0 ? 1u : 2u;
    Str norm = view->tokens->norm[to];
    for (uint32_t i = 0; i < norm.len && kept < 5; i++) {
        unsigned char c = (unsigned char)norm.ptr[i];
        uint32_t letter = c >= 'A' && c <= 'Z'   ? 'X'
                          : c >= 'a' && c <= 'z' ? 'x'
                          : c >= '0' && c <= '9' ? 'd'
                          : c >= 0x80            ? 'x'
                                                 : c;
        if (i == 0 && (view->tokens->flags[to] & STET_TOKEN_CAPITAL))
            letter = 'X';
        if (letter == last)
            continue;
        shape = shape << 6 ^ letter;
        last = letter;
        kept++;
    }
    if (view->tokens->flags[to] & STET_TOKEN_ALL_CAPS && norm.len > 1)
        shape ^= 0x40000000u;
    return shape;
}

/* A hash of the word's last or first `len` bytes, or of all. */
static uint32_t affix(Str folded, uint32_t len, bool is_suffix)
{
    if (len > folded.len)
        len = folded.len;
    return stet_hash(is_suffix ? str_cut(folded, folded.len - len, folded.len)
                               : str_cut(folded, 0, len));
}

static void add_letters(struct feature_list *list, uint32_t at)
{
    Str folded = list->view->tokens->folded[at];
    uint32_t shape = shape_at(list->view, at, 0);
    uint32_t left = shape_at(list->view, at, -1);
    uint32_t right = shape_at(list->view, at, 1);

    add(list, T_SUFFIX2, affix(folded, 2, true));
    add(list, T_SUFFIX3, affix(folded, 3, true));
    add(list, T_SUFFIX4, affix(folded, 4, true));
    add(list, T_PREFIX3, affix(folded, 3, false));
    add(list, T_PREFIX4, affix(folded, 4, false));
    add(list, T_SHAPE, shape);
    add(list, T_SHAPES_LEFT, pair(left, shape));
    add(list, T_SHAPES_RIGHT, pair(shape, right));
    add(list, T_SHAPES, pair(pair(left, shape), right));
}

static void add_words(struct feature_list *list, uint32_t at)
{
    const struct view *view = list->view;
    uint32_t word = word_at(view, at, 0);

    add(list, T_WORD, word);
    add(list, T_PREV, word_at(view, at, -1));
    add(list, T_NEXT, word_at(view, at, 1));
    add(list, T_PREV2, word_at(view, at, -2));
    add(list, T_NEXT2, word_at(view, at, 2));
    add(list, T_PREV_WORD, pair(word_at(view, at, -1), word));
    add(list, T_WORD_NEXT, pair(word, word_at(view, at, 1)));
}

static void add_gazetteer(struct feature_list *list, uint32_t at)
{
    const struct view *view = list->view;
    uint32_t own = gaz_at(view, at, 0), flags = view->flags[at];
    uint32_t prev = gaz_at(view, at, -1), next = gaz_at(view, at, 1);

    for (uint32_t bit = 0; bit < 16; bit++) {
        if (own >> bit & 1u)
            add(list, T_GAZ_BIT, bit);
        if (view->phrase[at] >> bit & 1u)
            add(list, T_PHRASE_BIT, bit << 4 | (uint32_t)view->place[at]);
    }
    add(list, T_GAZ_SET, own);
    add(list, T_GAZ_FIRST,
        own << 8 | (flags & (VIEW_TITLED | VIEW_SHOUT | VIEW_FIRST)));
    add(list, T_GAZ_PREV_SET, prev);
    add(list, T_GAZ_NEXT_SET, next);
    add(list, T_GAZ_PREV, pair(prev, own));
    add(list, T_GAZ_NEXT, pair(own, next));
    if (view->phrase[at])
        add(list, T_PHRASE_SET,
            (uint32_t)view->phrase[at] << 4 | view->place[at]);
}

static void add_lexicon(struct feature_list *list, uint32_t at)
{
    const struct view *view = list->view;
    uint32_t own = gaz_at(view, at, 0), lex = view->lex[at];

    add(list, T_LEX, lex);
    add(list, T_LEX_PREV, lex_at(view, at, -1));
    add(list, T_LEX_NEXT, lex_at(view, at, 1));
    add(list, T_LEX_PREV2, lex_at(view, at, -2));
    add(list, T_LEX_GAZ_PREV, pair(lex_at(view, at, -1), own));
    add(list, T_LEX_GAZ_NEXT, pair(lex_at(view, at, 1), own));
    if (lex)
        add(list, T_OWN_LEX_POS,
            pair(lex, (at == view->chunk[at]) * 2u +
                          (at + 1 == view->chunk_end[at])));
}

/* What stands before and behind the chunk, and its first and last word. */
static void add_chunk(struct feature_list *list, uint32_t at)
{
    const struct view *view = list->view;
    uint32_t first = view->chunk[at], last = view->chunk_end[at] - 1;
    uint32_t where = (at == first) + 2u * (at == last);
    uint32_t length = last - first + 1;
    uint32_t head = view->tokens->hash[last];

    add(list, T_BEFORE, pair(word_at(view, first, -1), where));
    add(list, T_BEFORE_LEX, pair(lex_at(view, first, -1), where));
    add(list, T_BEFORE2,
        pair(word_at(view, first, -2), word_at(view, first, -1)));
    add(list, T_BEFORE_GAZ, pair(lex_at(view, first, -1), view->gaz[last]));
    add(list, T_AFTER, pair(word_at(view, last, 1), where));
    add(list, T_AFTER_LEX, pair(lex_at(view, last, 1), where));
    add(list, T_AFTER2, pair(word_at(view, last, 1), word_at(view, last, 2)));
    add(list, T_AFTER_GAZ, pair(lex_at(view, last, 1), view->gaz[last]));
    add(list, T_LENGTH, (length < 6 ? length : 6) << 4 | where);
    add(list, T_LOWER_PREV, pair(gaz_at(view, first, -1), where));
    if (length == 1)
        return;
    add(list, T_HEAD, head);
    add(list, T_HEAD_LEX, view->lex[last]);
    add(list, T_HEAD_SUFFIX, affix(view->tokens->folded[last], 3, true));
    add(list, T_LEAD, view->tokens->hash[first]);
    add(list, T_LEAD_LEX, pair(view->lex[first], view->gaz[first]));
    add(list, T_BEFORE_HEAD, pair(word_at(view, first, -1), head));
}

static void add_setting(struct feature_list *list, uint32_t at)
{
    const struct view *view = list->view;
    const stet_tokens *tokens = view->tokens;
    uint32_t first = view->chunk[at], end = view->chunk_end[at];
    uint32_t open =
        first > 0 && tokens->cls[first - 1] == STET_TOKEN_QUOTE_OPEN;
    uint32_t closed =
        end < tokens->count && tokens->cls[end] == STET_TOKEN_QUOTE_CLOSE;
    uint32_t set = (tokens->flags[at] & STET_TOKEN_EMPHASIS) != 0;
    uint32_t inside = tokens->depth[at] > 0;

    add(list, T_BIAS, 0);
    add(list, T_LINE,
        (view->flags[at] & (VIEW_TITLED | VIEW_SHOUT | VIEW_FIRST)) |
            (view->block->kind == STET_BLOCK_HEADING ? 256u : 0u));
    if (open | closed | set | inside)
        add(list, T_QUOTED, open | closed << 1 | set << 2 | inside << 3);
    if (view_is_mark(view, end, ',') && end + 1 < tokens->count &&
        tokens->cls[end + 1] == STET_TOKEN_NUMBER)
        add(list, T_COMMA_AGE, tokens->folded[end + 1].len);
}

uint32_t tagger_features(const struct view *view, uint32_t at,
                         uint32_t out_features[TAG_FEATURES_MAX])
{
    struct feature_list list = {.view = view, .out = out_features};

    add_setting(&list, at);
    add_words(&list, at);
    add_letters(&list, at);
    add_gazetteer(&list, at);
    add_lexicon(&list, at);
    add_chunk(&list, at);
    return list.count;
}

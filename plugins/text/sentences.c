#include "text/sentences.h"

#include "stet/text.h"
#include "text/scan.h"

/* Words that begin a sentence far more often than they follow an abbreviation
 * inside one; sorted. */
static const Str starters[] = {
    STR_INIT("a"),     STR_INIT("after"), STR_INIT("all"),  STR_INIT("also"),
    STR_INIT("an"),    STR_INIT("and"),   STR_INIT("as"),   STR_INIT("at"),
    STR_INIT("both"),  STR_INIT("but"),   STR_INIT("by"),   STR_INIT("for"),
    STR_INIT("he"),    STR_INIT("her"),   STR_INIT("his"),  STR_INIT("how"),
    STR_INIT("i"),     STR_INIT("if"),    STR_INIT("in"),   STR_INIT("it"),
    STR_INIT("its"),   STR_INIT("more"),  STR_INIT("most"), STR_INIT("no"),
    STR_INIT("on"),    STR_INIT("one"),   STR_INIT("our"),  STR_INIT("she"),
    STR_INIT("since"), STR_INIT("so"),    STR_INIT("some"), STR_INIT("that"),
    STR_INIT("the"),   STR_INIT("their"), STR_INIT("then"), STR_INIT("there"),
    STR_INIT("these"), STR_INIT("they"),  STR_INIT("this"), STR_INIT("those"),
    STR_INIT("to"),    STR_INIT("we"),    STR_INIT("what"), STR_INIT("when"),
    STR_INIT("where"), STR_INIT("while"), STR_INIT("who"),  STR_INIT("why"),
    STR_INIT("with"),  STR_INIT("you"),
};

static bool is_starter(Str word)
{
    uint32_t low = 0, high = sizeof starters / sizeof *starters;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = str_cmp(starters[mid], word);
        if (order == 0)
            return true;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

static bool is_stop(const stet_tokens *tokens, uint32_t at)
{
    Str norm = tokens->norm[at];

    if (tokens->cls[at] != STET_TOKEN_PUNCT || !norm.len)
        return false;
    return norm.ptr[0] == '.' || norm.ptr[0] == '!' || norm.ptr[0] == '?' ||
           str_eq(norm, STR("…"));
}

static bool is_ellipsis(Str norm)
{
    return str_eq(norm, STR("…")) || (norm.len > 1 && norm.ptr[0] == '.');
}

/* Closing marks, brackets and more stops right behind a stop are its own. */
static uint32_t take_closers(const stet_tokens *tokens, uint32_t at)
{
    while (at < tokens->count) {
        bool closes = tokens->cls[at] == STET_TOKEN_QUOTE_CLOSE ||
                      is_stop(tokens, at) || stet_is(tokens->norm[at], ")") ||
                      stet_is(tokens->norm[at], "]");
        if (!closes || (tokens->flags[at] & STET_TOKEN_SPACED))
            break;
        at++;
    }
    return at;
}

/* What stands at `at` can begin a sentence. */
static bool may_begin(const stet_tokens *tokens, uint32_t at)
{
    while (at < tokens->count &&
           (tokens->cls[at] == STET_TOKEN_QUOTE_OPEN ||
            stet_is(tokens->norm[at], "(") || stet_is(tokens->norm[at], "[")))
        at++;
    if (at >= tokens->count)
        return true;
    return (tokens->flags[at] & STET_TOKEN_CAPITAL) ||
           tokens->cls[at] != STET_TOKEN_WORD;
}

/* Does the abbreviation at `at` end a sentence too? */
static bool dotted_ends(const stet_tokens *tokens, uint32_t at)
{
    Str word = tokens->folded[at];
    uint32_t next = at + 1;

    if (next >= tokens->count)
        return true;
    if (!(tokens->flags[next] & STET_TOKEN_SPACED))
        return tokens->cls[next] == STET_TOKEN_QUOTE_CLOSE &&
               next + 1 < tokens->count &&
               (tokens->flags[next + 1] & STET_TOKEN_SPACED) &&
               may_begin(tokens, next + 1) &&
               is_starter(tokens->folded[next + 1]);
    word.len -= word.len && word.ptr[word.len - 1] == '.';
    if (abbreviation_of(word) == ABBREVIATION_BEFORE_NAME)
        return false;
    if (tokens->cls[next] == STET_TOKEN_QUOTE_OPEN) /* J. “Doc” Smith */
        return word.len > 1 || at == 0 ||
               !(tokens->flags[at - 1] & STET_TOKEN_CAPITAL);
    return (tokens->flags[next] & STET_TOKEN_CAPITAL) &&
           is_starter(tokens->folded[next]);
}

/* The dot of "No. 2": behind a capital letter, for an answer may be "no". */
static bool is_numbering(const stet_tokens *tokens, uint32_t at)
{
    return at > 0 && at + 1 < tokens->count && stet_is(tokens->norm[at], ".") &&
           !(tokens->flags[at] & STET_TOKEN_SPACED) &&
           stet_is(tokens->folded[at - 1], "no") &&
           (tokens->flags[at - 1] & STET_TOKEN_CAPITAL) &&
           tokens->cls[at + 1] == STET_TOKEN_NUMBER;
}

/* The token behind the sentence end at `at`, or 0 where none is. */
static uint32_t end_at(const stet_tokens *tokens, uint32_t at)
{
    uint32_t next;

    if (tokens->flags[at] & STET_TOKEN_DOTTED)
        return dotted_ends(tokens, at) ? take_closers(tokens, at + 1) : 0;
    if (!is_stop(tokens, at) || is_numbering(tokens, at))
        return 0;
    next = take_closers(tokens, at + 1);
    if (next >= tokens->count)
        return next;
    if (!(tokens->flags[next] & STET_TOKEN_SPACED) &&
        tokens->cls[next] != STET_TOKEN_QUOTE_OPEN)
        return 0;
    if (is_ellipsis(tokens->norm[at]) && next == at + 1 &&
        tokens->cls[next] != STET_TOKEN_QUOTE_OPEN &&
        !(tokens->flags[next] & STET_TOKEN_CAPITAL))
        return 0;
    return may_begin(tokens, next) ? next : 0;
}

uint32_t sentences_find(const stet_tokens *tokens, struct arena *arena,
                        const Span **out_sentences)
{
    uint32_t capacity = 8, count = 0, start = 0;
    Span *sentences = ARENA_ARRAY(arena, Span, capacity);

    for (uint32_t at = 0; at < tokens->count;) {
        uint32_t end = end_at(tokens, at);
        if (at + 1 == tokens->count)
            end = tokens->count;
        if (!end) {
            at++;
            continue;
        }
        if (count == capacity) {
            Span *more = ARENA_ARRAY(arena, Span, capacity * 2);
            memcpy(more, sentences, count * sizeof *more);
            sentences = more;
            capacity *= 2;
        }
        sentences[count++] = (Span){start, end};
        start = at = end;
    }
    *out_sentences = sentences;
    return count;
}

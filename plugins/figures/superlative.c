#include "figures/superlative.h"

#define PREPOSITIONS "in of on at among within for north south east west from"
#define SCOPE_WORDS "since ever yet anywhere worldwide alive"
#define VERBS                                                                  \
    "is are was were be has have had will would can could may might said "     \
    "says say did does do came went made told weighs costs began remains "     \
    "should must shall became becomes"

static bool is_break(const Reading *reading, uint32_t at)
{
    uint8_t cls = reading->tokens->cls[at];

    if (cls == STET_TOKEN_QUOTE_CLOSE || cls == STET_TOKEN_QUOTE_OPEN)
        return true;
    return cls == STET_TOKEN_PUNCT && !reading_is(reading, at, "- ‑ . /")
               ? true
               : cls == STET_TOKEN_PUNCT && reading_is(reading, at, ".");
}

/* What has been seen behind the head. */
struct stretch {
    bool has_noun;   /* a word that may be what is so */
    bool has_scope;  /* a limit */
    bool has_clause; /* a verb may follow: it is the clause's own */
    uint32_t scope;  /* token where the limit begins */
    uint32_t end;
};

static void note_scope(struct stretch *s, uint32_t at)
{
    if (!s->has_scope)
        s->scope = at;
    s->has_scope = true;
}

/* "time it has passed", "notice the department has received": a subject
 * right behind the noun opens a clause. */
static bool opens_clause(const Reading *reading, const struct stretch *s,
                         uint32_t at)
{
    return s->has_noun && reading_is(reading, at,
                                     "he she it they we i you anyone anybody "
                                     "someone any the that who a his her "
                                     "their its which");
}

/* Whether the claim goes on with token `at`. */
static bool takes(const Reading *reading, struct stretch *s, uint32_t at)
{
    if (reading_is(reading, at,
                   "and or but when while because although "
                   "after before as if though unless whose "
                   "where according than") &&
        !(s->has_clause && reading_is(reading, at, "and")))
        return false;
    if (reading_is(reading, at, "since")) {
        note_scope(s, at);
        s->has_clause = true;
        return true;
    }
    if (s->has_noun && reading_is(reading, at, "to")) {
        note_scope(s, at);
        return true;
    }
    if (reading_is(reading, at, SCOPE_WORDS)) {
        note_scope(s, at);
        s->has_clause = true;
        return true;
    }
    if (reading_is(reading, at, PREPOSITIONS)) {
        note_scope(s, at);
        return true;
    }
    if (!s->has_scope && opens_clause(reading, s, at)) {
        note_scope(s, at);
        s->has_clause = true;
        return true;
    }
    if (reading_is(reading, at, VERBS))
        return s->has_clause;
    if (!s->has_scope && reading_is_word(reading, at))
        s->has_noun = true;
    return true;
}

static struct stretch stretch_from(const Reading *reading, uint32_t at)
{
    uint32_t first, end, limit = at + SUPERLATIVE_TOKENS_MAX;
    struct stretch s = {.end = at};

    reading_sentence(reading, at - 1, &first, &end);
    if (limit < end)
        end = limit;
    for (; at < end && !is_break(reading, at) && takes(reading, &s, at); at++)
        s.end = at + 1;
    /* A preposition or an article at the end belongs to what was cut off. */
    while (s.end > s.scope + 1 && s.has_scope &&
           reading_is(reading, s.end - 1, "in of on at for to the a an from"))
        s.end--;
    return s;
}

/* Something is said to be it: "was the largest", ", the lowest share". */
static bool is_predicate(const Reading *reading, uint32_t first)
{
    if (first == reading->first)
        return false;
    return reading_is(reading, first - 1,
                      "is are was were be been being 's 're becomes become "
                      "became as , — – : called remains still among was "
                      "making considered") ||
           (reading->tokens->cls[first - 1] == STET_TOKEN_QUOTE_OPEN);
}

static bool is_own(const Reading *reading, uint32_t at)
{
    return reading_is(reading, at, "its his her their my our your");
}

/* Over the owner before it: "county's biggest", "the state's deadliest". */
static void take_owner(const Reading *reading, Found *found)
{
    uint32_t at = found->first;

    if (at < reading->first + 2 || !reading_is(reading, at - 1, "'s '") ||
        !reading_is_word(reading, at - 2))
        return;
    at -= 2;
    while (at > reading->first && reading_is_word(reading, at - 1) &&
           (reading->tokens->flags[at - 1] & STET_TOKEN_CAPITAL) &&
           (reading->tokens->flags[at] & STET_TOKEN_CAPITAL))
        at--;
    if (at > reading->first && reading_is(reading, at - 1, "the a"))
        at--;
    found->first = at;
}

static bool is_quantifier(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;

    if (at > reading->first && reading_is(reading, at - 1, "at"))
        return true;
    return found->end < reading->end && reading_is(reading, found->end, "of");
}

static bool accept_rank(const Reading *reading, const Found *found,
                        const struct stretch *s)
{
    if (!s->has_noun || !s->has_scope ||
        reading->tokens->cls[found->end] == STET_TOKEN_NUMBER)
        return false;
    if (found->first > reading->first &&
        reading_is(reading, found->first - 1, "for in on during of"))
        return false;
    return reading_is(reading, s->scope, "to since ever") ||
           is_predicate(reading, found->first);
}

static bool accepts(const Reading *reading, Head head, const Found *found,
                    const struct stretch *s)
{
    bool is_owned = is_own(reading, found->first) ||
                    reading_is(reading, found->core_first - 1, "'s '");
    bool is_headed = reading_is(reading, found->first, "the") || is_owned;

    switch (head) {
    case HEAD_SURE:
        return true;
    case HEAD_RECORD:
        return s->has_noun;
    case HEAD_ONLY:
        return s->has_noun && s->has_scope;
    case HEAD_RANK:
        return accept_rank(reading, found, s);
    case HEAD_MOST:
        if (!is_headed || is_quantifier(reading, found))
            return false;
        return s->has_scope || is_predicate(reading, found->first);
    default:
        if (is_quantifier(reading, found) && !is_headed)
            return false;
        if (!is_headed)
            return s->has_scope &&
                   (reading_is(reading, s->scope, "since ever") ||
                    reading_is(reading, s->scope + 1, "record"));
        if (s->has_scope &&
            (s->has_noun || !reading_is(reading, s->scope, "of")))
            return is_predicate(reading, found->first) || is_owned ||
                   reading_is(reading, s->scope, "since ever in to yet on of");
        return s->has_noun && (is_predicate(reading, found->first) ||
                               found->first != found->core_first);
    }
}

bool superlative_stretch(const Reading *reading, Head head, Found *found)
{
    struct stretch s = stretch_from(reading, found->end);

    if (!accepts(reading, head, found, &s))
        return false;
    take_owner(reading, found);
    if (head != HEAD_SURE && s.end > found->end)
        found->end = s.end;
    if (s.has_scope && s.scope < found->end) {
        found->scope_first = s.scope;
        found->scope_end = found->end;
    }
    return true;
}

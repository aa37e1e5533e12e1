#include "figures/superlative.h"

#define PREPOSITIONS "in of on at among within for north south east west from"
#define OWNER_MAX 5u /* tokens of a name and its 's */
#define CONTRACTED "it that he she what there who here this where how"
#define SCOPE_WORDS                                                            \
    "since ever yet anywhere worldwide alive known possible imaginable "       \
    "available recorded any anyone anybody"
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
    bool has_strong; /* ... that makes it a claim by itself */
    bool has_sure;   /* since, ever, to do */
    bool has_clause; /* a verb may follow: it is the clause's own */
    uint32_t scope;  /* token where the limit begins */
    bool is_subject; /* its sentence begins with it: a verb is to come */
    uint32_t verb;   /* token that may be an infinitive or goes on with one */
    uint32_t end;
};

static void note_scope(struct stretch *s, uint32_t at, bool is_strong)
{
    if (!s->has_scope)
        s->scope = at;
    s->has_scope = true;
    s->has_strong |= is_strong;
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

/* "of the 29 fires", "of 14 rivals" */
static bool is_number_of(const Reading *reading, uint32_t at)
{
    at++;
    at += reading_is(reading, at, "the all its");
    return at < reading->end &&
           (reading->tokens->cls[at] == STET_TOKEN_NUMBER ||
            reading_is(reading, at,
                       "two three four five six seven eight nine "
                       "ten eleven twelve twenty"));
}

/* "and the only one", "and has since": what follows is a claim or a clause of
 * its own. */
static bool begins_anew(const Reading *reading, uint32_t at)
{
    bool is_headed;

    at++;
    is_headed = reading_is(reading, at, "the its his her their");
    at += is_headed;
    if (at >= reading->end)
        return true;
    return reading_is(reading, at, "first only most best worst least") ||
           (is_headed && str_ends(reading->tokens->folded[at], STR("est"))) ||
           (!is_headed && reading_is(reading, at, VERBS " he she it they"));
}

/* "the first to carry more than 90" */
static bool is_limit_of_number(const Reading *reading, uint32_t at)
{
    return reading_is(reading, at, "than") &&
           reading_is(reading, at - 1, "more less fewer") &&
           at + 1 < reading->end &&
           reading->tokens->cls[at + 1] == STET_TOKEN_NUMBER;
}

/* "on Sunday" says when it came about, not among what it is so; "on a Sunday"
 * does. */
static bool is_day_of_it(const Reading *reading, uint32_t at)
{
    return reading_is(reading, at, "on") &&
           reading_is(reading, at + 1,
                      "monday tuesday wednesday thursday friday saturday "
                      "sunday");
}

/* "The only pan still in use makes two tons": the verb of what the sentence is
 * about. */
static bool is_verb_of_sentence(const Reading *reading, const struct stretch *s,
                                uint32_t at)
{
    Str word = reading->tokens->folded[at];

    if (!s->is_subject || word.len < 5 || !str_ends(word, STR("s")) ||
        str_ends(word, STR("ss")) || at + 1 >= reading->end)
        return false;
    return reading->tokens->cls[at + 1] == STET_TOKEN_NUMBER ||
           reading_is(reading, at + 1,
                      "one two three four five six seven eight nine ten up");
}

/* Whether the claim goes on with token `at`. */
static bool takes(const Reading *reading, struct stretch *s, uint32_t at)
{
    if (is_limit_of_number(reading, at))
        return true;
    if (reading_is(reading, at,
                   "and or but when while because although "
                   "after before as if though unless whose "
                   "where according than") &&
        !(s->has_clause && reading_is(reading, at, "and") &&
          !begins_anew(reading, at)))
        return false;
    if (is_day_of_it(reading, at) || is_verb_of_sentence(reading, s, at))
        return false;
    if (at == s->verb) {
        /* "to be seeded", "to have been seen" */
        s->verb += reading_is(reading, at, "be have been");
        return true;
    }
    if (reading_is(reading, at, "which whom")) {
        /* "the only one in which a firefighter has died" */
        note_scope(s, at, false);
        s->has_clause = true;
        return true;
    }
    if (reading_is(reading, at, "since")) {
        note_scope(s, at, true);
        s->has_sure = true;
        s->has_clause = true;
        return true;
    }
    if (reading_is(reading, at, "to")) {
        /* "2 to 4 inches" is no aim. */
        if (reading->tokens->cls[at - 1] == STET_TOKEN_NUMBER)
            return true;
        s->has_sure |= !s->has_scope;
        note_scope(s, at, true);
        s->has_noun = true;
        s->verb = at + 1;
        return true;
    }
    if (reading_is(reading, at, SCOPE_WORDS)) {
        note_scope(s, at, true);
        s->has_sure |= reading_is(reading, at, "ever");
        s->has_clause = true;
        return true;
    }
    if (reading_is(reading, at, PREPOSITIONS)) {
        note_scope(s, at,
                   !reading_is(reading, at, "of for from") ||
                       is_number_of(reading, at));
        return true;
    }
    if (!s->has_scope && opens_clause(reading, s, at)) {
        note_scope(s, at, false);
        s->has_clause = true;
        return true;
    }
    if (reading_is(reading, at, VERBS))
        return s->has_clause;
    if (!s->has_scope && reading_is_word(reading, at))
        s->has_noun = true;
    return true;
}

static struct stretch stretch_from(const Reading *reading, uint32_t first,
                                   uint32_t at)
{
    uint32_t end = reading_sentence(reading, at - 1).end;
    uint32_t limit = at + SUPERLATIVE_TOKENS_MAX;
    struct stretch s = {
        .end = at,
        .verb = UINT32_MAX,
        .is_subject = first == reading_sentence(reading, at - 1).start ||
                      reading_is(reading, first - 1, "; :"),
    };

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
    if (reading->tokens->cls[first - 1] == STET_TOKEN_QUOTE_OPEN)
        first--;
    return reading_is(reading, first - 1,
                      "is are was were be been being 's 're becomes become "
                      "became as , — – : called remains still among was "
                      "making considered");
}

static bool is_own(const Reading *reading, uint32_t at)
{
    return reading_is(reading, at, "its his her their my our your");
}

/* Where the owner before `first` begins: "port's oldest", "the valley's
 * driest"; `first` where there is none. */
static uint32_t owner_of(const Reading *reading, uint32_t first)
{
    uint32_t at = first;

    if (at < reading->first + 2 || !reading_is(reading, at - 1, "'s '") ||
        !reading_is_word(reading, at - 2) ||
        reading_is(reading, at - 2, CONTRACTED))
        return first;
    at -= 2;
    while (at > reading->first && first - at < OWNER_MAX &&
           reading_is_word(reading, at - 1) &&
           (reading->tokens->flags[at - 1] & STET_TOKEN_CAPITAL) &&
           (reading->tokens->flags[at] & STET_TOKEN_CAPITAL))
        at--;
    if (at > reading->first && reading_is(reading, at - 1, "the a"))
        at--;
    return at;
}

/* ", the most of his career" */
static bool is_of_own(const Reading *reading, const Found *found)
{
    return found->end + 1 < reading->end &&
           reading_is(reading, found->end, "of") &&
           is_own(reading, found->end + 1) &&
           reading_is(reading, found->first, "the") &&
           is_predicate(reading, found->first);
}

/* "at most", "most of them" */
static bool is_quantifier(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;

    if (at > reading->first && reading_is(reading, at - 1, "at"))
        return true;
    return found->end < reading->end && reading_is(reading, found->end, "of") &&
           !is_of_own(reading, found);
}

/* "the second to last" counts from the end. */
static bool is_rank_from_end(const Reading *reading, uint32_t end)
{
    if (reading_is(reading, end, "- ‑"))
        end++;
    if (!reading_is(reading, end, "to from"))
        return false;
    end++;
    if (reading_is(reading, end, "- ‑"))
        end++;
    return reading_is(reading, end, "last");
}

/* The first that did so, or since when; not the first of several things. */
static bool accept_rank(const Reading *reading, const Found *found,
                        const struct stretch *s)
{
    uint32_t first = found->first;

    /* "Its warning, the first since June" leaves its noun out. */
    bool has_noun =
        s->has_noun || (s->has_sure && reading_is(reading, first, "the") &&
                        reading_is(reading, first + 1, "first") &&
                        is_predicate(reading, first));

    if (!has_noun || !s->has_scope || found->end >= reading->end ||
        reading->tokens->cls[found->end] == STET_TOKEN_NUMBER ||
        (!reading_is(reading, first + 1, "first") &&
         is_rank_from_end(reading, found->end)))
        return false;
    if (reading_is(reading, first - 1, "for in on during of at") &&
        first > reading->first)
        return false;
    if (s->has_sure)
        return true;
    if (reading_is(reading, first + 1, "first") &&
        reading_is(reading, found->end, "time"))
        return !reading_is(reading, s->scope, "in of at on for");
    return reading_is(reading, first + 1, "first") && !is_own(reading, first) &&
           is_predicate(reading, first) &&
           !reading_is(reading, s->scope, "who which that of at on she he it");
}

static bool is_possessed(const Reading *reading, uint32_t at)
{
    return at >= reading->first + 2 && reading_is(reading, at - 1, "'s '") &&
           !reading_is(reading, at - 2, CONTRACTED);
}

/* highest, best: a scope, an owner, or something that is said to be it. */
static bool accept_est(const Reading *reading, const Found *found,
                       const struct stretch *s)
{
    uint32_t first = found->first;
    bool is_possessive = is_possessed(reading, first);
    bool is_owned = is_own(reading, first) || is_possessive;
    bool is_headed = reading_is(reading, first, "the") || is_owned;

    if (reading_is(reading, found->core_first, "latest nearest"))
        return s->has_sure; /* they tell which, no more */
    if (!is_headed)
        return s->has_strong && !is_quantifier(reading, found) &&
               (reading_is(reading, s->scope, "since ever") ||
                reading_is(reading, s->scope + 1, "record"));
    if (found->end - found->first > (uint32_t)is_headed + 1)
        return s->has_sure || reading_is(reading, s->scope, "in") ||
               reading_is(reading, s->scope + 1, "record") ||
               /* "is Britain's second-largest pie maker" */
               (is_possessive && (s->has_noun || s->has_scope) &&
                is_predicate(reading, owner_of(reading, first)));
    if (is_of_own(reading, found))
        return true;
    if (s->has_noun && s->has_scope && reading_is(reading, s->scope, "of"))
        return true;
    if (s->has_strong)
        return s->has_noun || !reading_is(reading, s->scope, "of") ||
               is_predicate(reading, first);
    if (is_possessive)
        return s->has_noun;
    return s->has_noun && is_predicate(reading, first);
}

static bool accepts(const Reading *reading, Head head, const Found *found,
                    const struct stretch *s)
{
    bool is_headed = reading_is(reading, found->first, "the") ||
                     is_own(reading, found->first) ||
                     is_possessed(reading, found->first);

    switch (head) {
    case HEAD_SURE:
        return true;
    case HEAD_RECORD:
        return s->has_noun || is_predicate(reading, found->first);
    case HEAD_ONLY:
        return s->has_noun && s->has_scope;
    case HEAD_RANK:
        return accept_rank(reading, found, s);
    case HEAD_MOST:
        return is_headed && !is_quantifier(reading, found) &&
               accept_est(reading, found, s);
    default:
        return accept_est(reading, found, s);
    }
}

bool superlative_stretch(const Reading *reading, Head head, Found *found)
{
    struct stretch s = stretch_from(reading, found->first, found->end);

    if (!accepts(reading, head, found, &s))
        return false;
    found->first = owner_of(reading, found->first);
    if (head != HEAD_SURE && s.end > found->end)
        found->end = s.end;
    if (s.has_scope && s.scope < found->end) {
        found->scope_first = s.scope;
        found->scope_end = found->end;
    }
    return true;
}

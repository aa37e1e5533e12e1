#include "names/works.h"

#include "names/gazetteer.h"

#include "stet/text.h"

#include <stdlib.h>

#define TITLE_REACH 14u /* tokens of a title in quotation marks */
#define TITLES_APART 6u /* tokens between two titles of a list */
#define LAW_REACH 10u
#define SURE 60 /* a margin (tagger.h) that no doubt is left at */

struct works {
    const struct view *view;
    const struct tagged *names;
    uint32_t name_count;
    const uint8_t *type; /* for each token: TAG_ of the name over it, or 0 */
    struct tagged *found;
    uint32_t count;
};

static bool is_word(const struct view *view, uint32_t at)
{
    return at < view->tokens->count && view->tokens->cls[at] == STET_TOKEN_WORD;
}

static void add(struct works *self, Span tokens, uint32_t type)
{
    if (self->count < self->view->tokens->count)
        self->found[self->count++] =
            (struct tagged){.tokens = tokens, .type = type, .margin = SURE};
}

/* ---- titles in quotation marks and italics ----------------------------- */

static const char *const work_nouns[] = {
    "film",       "films",       "movie",      "book",       "books",
    "novel",      "novels",      "memoir",     "memoirs",    "album",
    "song",       "songs",       "single",     "play",       "plays",
    "musical",    "series",      "show",       "episode",    "documentary",
    "podcast",    "poem",        "opera",      "symphony",   "painting",
    "essay",      "report",      "paper",      "study",      "biography",
    "drama",      "comedy",      "sitcom",     "magazine",   "journal",
    "column",     "video",       "brochure",   "pamphlet",   "document",
    "history",    "feature",     "thriller",   "chronicle",  "autobiography",
    "programme",  "program",     "exhibition", "collection", "trilogy",
    "sequel",     "ballad",      "hit",        "hymn",       "anthem",
    "titled",     "entitled",    "review",     "lyric",      "author",
    "sculpture",  "app",         "game",       "epic",       "soundtrack",
    "favourite",  "article",     "editorial",  "screenplay", "production",
    "remake",     "reboot",      "adaptation", "manifesto",  "textbook",
    "newsletter", "blog",        "bestseller", "ballet",     "starring",
    "directed",   "released",    "screening",  "premiere",   "chapter",
    "theme",      "blockbuster", "track",      "cookbook",   "lecture",
    NULL,
};

/* What stands before the words of a nickname, a placard or a speech. */
static const char *const other_nouns[] = {
    "nicknamed", "dubbed",    "known",     "called",  "renamed",  "named",
    "nickname",  "reads",     "read",      "reading", "saying",   "says",
    "said",      "marked",    "labelled",  "labeled", "signs",    "sign",
    "banner",    "banners",   "slogan",    "line",    "headline", "words",
    "word",      "phrase",    "motto",     "chant",   "chanted",  "chanting",
    "note",      "message",   "codename",  "term",    "label",    "hashtag",
    "shouted",   "shouting",  "cried",     "yelled",  "wrote",    "tweeted",
    "asked",     "replied",   "termed",    "branded", "placard",  "placards",
    "caption",   "captioned", "so-called", "moniker", "stage",    "alias",
    NULL,
};

/* A word that titles leave in small letters. */
static bool is_light(const struct view *view, uint32_t at)
{
    return (view->lex[at] & (LEX_PREP | LEX_DET | LEX_CONJ | LEX_LINK)) &&
           view->tokens->folded[at].len <= 5;
}

/*
 * The words [at, end) are set like a title: a capital at each but the light
 * ones. Returns the number of capitals, 0 where they are not.
 */
static uint32_t title_capitals(const struct view *view, uint32_t at,
                               uint32_t end)
{
    uint32_t capitals = 0;

    if (!view_is_capital(view, at) &&
        view->tokens->cls[at] != STET_TOKEN_NUMBER)
        return 0;
    for (uint32_t i = at; i < end; i++) {
        uint8_t cls = view->tokens->cls[i];
        if (cls == STET_TOKEN_QUOTE_OPEN || cls == STET_TOKEN_QUOTE_CLOSE ||
            cls == STET_TOKEN_URL || view_is_mark(view, i, ';'))
            return 0;
        if (cls != STET_TOKEN_WORD)
            continue;
        if (view_is_capital(view, i))
            capitals++;
        else if (!is_light(view, i))
            return 0;
    }
    return capitals;
}

/* "His “Mill at Dusk” is here": no thing of his, but what he made. */
static bool is_made(const struct view *view, uint32_t det, uint32_t open)
{
    return det + 1 == open && (view->lex[det] & LEX_PRONOUN) &&
           view->tokens->mate[open] != STET_NONE &&
           (view_lex(view, view->tokens->mate[open] + 1) &
            (LEX_BE | LEX_AUX | LEX_PREP));
}

/* "The 330-foot “Old Bess”": an article with no such noun behind it makes a
 * thing of what the marks hold. */
static bool is_thing(const struct view *view, uint32_t at)
{
    for (uint32_t back = 1; back <= 4 && back <= at; back++) {
        uint32_t i = at - back;
        if (!view_together(view, i, at) || (view->lex[i] & LEX_PREP) ||
            view_is_mark(view, i, ',') || view_is_one(view, i, work_nouns))
            return false;
        if (view->lex[i] & LEX_DET)
            return !is_made(view, i, at);
    }
    return false;
}

/* What the four words before `at` say for a title (or, below 0, against). */
static int32_t evidence_before(const struct view *view, uint32_t at)
{
    int32_t sum = 0;

    if (at == 0 || !view_together(view, at - 1, at))
        return 0;
    if (view_is_mark(view, at - 1, ':') ||
        (view_is_capital(view, at - 1) && view_is_capital(view, at + 1) &&
         !(view->lex[at - 1] & LEX_DET) &&
         view->tokens->mate[at] != STET_NONE &&
         view_is_capital(view, view->tokens->mate[at] + 1)))
        return -3; /* Jesse "The Body" Ventura */
    if (is_thing(view, at))
        sum -= 2;
    if (view->lex[at - 1] & LEX_SAY)
        sum -= 3;
    for (uint32_t back = 1; back <= 4 && back <= at; back++) {
        uint32_t i = at - back;
        if (!view_together(view, i, at) ||
            (back > 1 && view->tokens->cls[i] == STET_TOKEN_QUOTE_CLOSE))
            break;
        if (view_is_one(view, i, other_nouns))
            return sum - 3;
        if (view_is_one(view, i, work_nouns))
            return sum + 2;
    }
    if (stet_token_is(view->tokens, at - 1, "of") ||
        stet_token_is(view->tokens, at - 1, "from") ||
        stet_token_is(view->tokens, at - 1, "in"))
        sum += 1;
    if (stet_token_is(view->tokens, at - 1, "as"))
        sum -= 2;
    return sum;
}

/* ... and the words behind it: a song he wrote, the second feature by. */
static int32_t evidence_after(const struct view *view, uint32_t at)
{
    uint32_t start = at;

    for (uint32_t i = at; i < at + 3 && view_together(view, at, i); i++)
        if ((view->lex[i] & LEX_SAY) || stet_token_is(view->tokens, i, "tag"))
            return -3;
    if (view_is_mark(view, at, ',')) {
        start++;
        if (stet_token_is(view->tokens, start, "as"))
            return -3;
    }
    for (uint32_t i = start; i < start + 7; i++) {
        if (!view_together(view, i, start) ||
            view->tokens->cls[i] == STET_TOKEN_QUOTE_OPEN)
            break;
        if (view_is_one(view, i, work_nouns))
            return 2;
        if (i > start && view_is_mark(view, i, ','))
            break;
    }
    return 0;
}

/* Leaves out the marks that belong to the sentence around a title. */
static uint32_t trim_marks(const struct view *view, uint32_t at, uint32_t end)
{
    while (end > at && (view_is_mark(view, end - 1, ',') ||
                        view_is_mark(view, end - 1, '.')))
        end--;
    return end;
}

/* “Minor Saints” and the rare “Dog, Ladder, Moon”: behind a title and "and". */
static bool is_next_title(const struct works *self, uint32_t open)
{
    const struct view *view = self->view;
    uint32_t last = self->count ? self->found[self->count - 1].tokens.end : 0;
    bool joined = false;

    if (!last || open < last || open - last > TITLES_APART ||
        view->tokens->cls[last] != STET_TOKEN_QUOTE_CLOSE ||
        !view_together(view, last - 1, open))
        return false;
    for (uint32_t i = last + 1; i < open; i++)
        joined |= (view->lex[i] & LEX_PAIR) || view_is_mark(view, i, ',');
    return joined;
}

static void read_quoted(struct works *self, uint32_t open)
{
    const struct view *view = self->view;
    uint32_t close = view->tokens->mate[open], at = open + 1, end;
    uint32_t capitals;
    int32_t sum;

    if (close == STET_NONE || close <= at || close - at > TITLE_REACH ||
        !view_together(view, at, close - 1))
        return;
    end = trim_marks(view, at, close);
    capitals = end > at ? title_capitals(view, at, end) : 0;
    if (!capitals)
        return;
    /* in a headline capitals say nothing */
    sum = capitals > 1 && !view_is_headline(view, at) ? 2 : 0;
    sum += evidence_before(view, open) + evidence_after(view, close + 1);
    if (sum >= 2 || (sum >= 0 && capitals > 1 && is_next_title(self, open)))
        add(self, (Span){at, end}, TAG_WORK);
}

/* Returns the end of the italics that begin at `at`. */
static uint32_t read_italics(struct works *self, uint32_t at)
{
    const struct view *view = self->view;
    uint32_t end = at, last;

    while (end < view->tokens->count &&
           (view->tokens->flags[end] & STET_TOKEN_EMPHASIS))
        end++;
    last = trim_marks(view, at, end);
    if (last - at > TITLE_REACH || last == at ||
        !view_together(view, at, last - 1) || !title_capitals(view, at, last))
        return end;
    for (uint32_t i = at; i < last; i++)
        if (self->type[i] == TAG_PERSON && last - at == 1)
            return end;
    if (evidence_before(view, at) >= -2)
        add(self, (Span){at, last}, TAG_WORK);
    return end;
}

/* ---- laws, cases, programmes ------------------------------------------- */

/* The first token of the name that ends in `last`: capitals, and small words
 * between them. No article is crossed: "under the Clean Air Act". */
static uint32_t name_start(const struct view *view, uint32_t last)
{
    uint32_t at = last;

    while (at > 0 && last - at < LAW_REACH && view_together(view, at - 1, at)) {
        uint32_t before = at - 1;
        bool is_small = !view_is_capital(view, before) &&
                        (view->lex[before] & LEX_LINK) &&
                        !(view->lex[before] & LEX_DET);
        if (is_small && before > 0 && view_is_capital(view, before - 1))
            before--;
        if (!view_is_capital(view, before) && !view_is_mark(view, before, '-'))
            break;
        at = before;
    }
    while (at < last && ((view->lex[at] & (LEX_PREP | LEX_CONJ | LEX_DET)) ||
                         view->tokens->cls[at] != STET_TOKEN_WORD))
        at++;
    return at;
}

/* "Strikes (Service Levels) Act": the token before the brackets that go before
 * `last`; `last` where none do. */
static uint32_t before_brackets(const struct view *view, uint32_t last)
{
    uint32_t open = last - 1;

    if (last < 3 || !view_is_mark(view, last - 1, ')'))
        return last;
    while (open > 1 && last - open < LAW_REACH &&
           !view_is_mark(view, open, '('))
        open--;
    return view_is_mark(view, open, '(') && view_together(view, open, last) &&
                   view_is_capital(view, open - 1)
               ? open - 1
               : last;
}

static bool is_year(const struct view *view, uint32_t at)
{
    return at < view->tokens->count &&
           view->tokens->cls[at] == STET_TOKEN_NUMBER &&
           view->tokens->folded[at].len == 4;
}

static void read_law(struct works *self, uint32_t last)
{
    static const char *const heads[] = {
        "act",  "treaty",   "agreement",    "accord",  "accords",
        "pact", "protocol", "amendment",    "charter", "declaration",
        "bill", "code",     "constitution", NULL,
    };
    const struct view *view = self->view;
    uint32_t start, end = last + 1;

    if (!view_is_one(view, last, heads) || view_is_capital(view, end))
        return;
    start = name_start(view, before_brackets(view, last));
    if (start == last)
        return;
    if (stet_token_is(view->tokens, end, "of") && is_year(view, end + 1))
        end += 2;
    else if (is_year(view, end))
        end++;
    add(self, (Span){start, end}, TAG_WORK);
}

/* "Sills v. Town of Marrow Creek" around its "v." at `at`. */
static void read_case(struct works *self, uint32_t at)
{
    const struct view *view = self->view;
    uint32_t end = at + 1;

    if (!stet_token_is(view->tokens, at, "v.") &&
        !stet_token_is(view->tokens, at, "v") &&
        !stet_token_is(view->tokens, at, "vs."))
        return;
    if (at == 0 || view_is_capital(view, at) ||
        !view_is_capital(view, at - 1) || !view_is_capital(view, end))
        return;
    while (end < view->tokens->count && end < at + LAW_REACH &&
           view_together(view, at, end) &&
           (view_is_capital(view, end) ||
            ((view->lex[end] & LEX_LINK) && view_is_capital(view, end + 1) &&
             !(view->lex[end] & LEX_PAIR))))
        end++;
    add(self, (Span){name_start(view, at - 1), end}, TAG_WORK);
}

/* The token that owns what begins at `first`: BBC's, Radio 4's. STET_NONE where
 * nothing is owned. */
static uint32_t owner_before(const struct view *view, uint32_t first)
{
    const uint8_t *cls = view->tokens->cls;

    if (first < 2)
        return STET_NONE;
    if (cls[first - 1] == STET_TOKEN_CLITIC &&
        stet_is(view->tokens->folded[first - 1], "'s"))
        return first - 2;
    return first > 2 && cls[first - 2] == STET_TOKEN_APOSTROPHE &&
                   stet_token_is(view->tokens, first - 1, "s")
               ? first - 3
               : STET_NONE;
}

/* The end of capitals from `first` with small words between; a weekday or a
 * month is no part of a title. */
static uint32_t title_end(const struct view *view, uint32_t first, uint32_t max)
{
    uint32_t end = first;

    while (end < view->tokens->count && end < first + max &&
           view_together(view, first, end)) {
        bool is_small = (view->lex[end] & LEX_LINK) &&
                        view_is_capital(view, end + 1) &&
                        !(view->lex[end + 1] & (LEX_WEEKDAY | LEX_MONTH));
        if (!view_is_capital(view, end) && !is_small &&
            !view_is_mark(view, end, '&'))
            break;
        end++;
    }
    return end;
}

static void read_programme(struct works *self, uint32_t last)
{
    static const char *const heads[] = {"show", "podcast", NULL};
    static const char *const small[] = {"programme", "podcast", "sitcom", NULL};
    const struct view *view = self->view;
    uint32_t first = view->chunk[last];

    if (view->chunk_end[last] != last + 1)
        return;
    if (view_is_one(view, last, heads) && last > first) {
        if (first > 0 && stet_token_is(view->tokens, first - 1, "the") &&
            view_is_capital(view, first - 1))
            first--;
        add(self, (Span){first, last + 1}, TAG_WORK);
        return;
    }
    if (view_is_one(view, last + 1, small) &&
        owner_before(view, first) != STET_NONE)
        add(self, (Span){first, last + 1}, TAG_WORK);
}

/* "the BBC's Business Hour": what a broadcaster has, if it is no person. */
static void read_broadcast(struct works *self, uint32_t first)
{
    const struct view *view = self->view;
    uint32_t end, owner = owner_before(view, first);

    if (owner == STET_NONE || !view_is_capital(view, first) ||
        self->type[first] == TAG_PERSON)
        return;
    if (view->tokens->cls[owner] == STET_TOKEN_NUMBER && owner > 0)
        owner--; /* Radio 4's */
    if (!(view->gaz[owner] & GAZ_MEDIA) && !(view->phrase[owner] & GAZ_MEDIA) &&
        !stet_token_is(view->tokens, owner, "radio") &&
        !stet_token_is(view->tokens, owner, "rté"))
        return;
    end = title_end(view, first, 6);
    if ((view->lex[first] & LEX_TITLE) || (view->lex[end - 1] & LEX_ORG_HEAD))
        return; /* the BBC's Director General; CNN's London Bureau */
    add(self, (Span){first, end}, TAG_WORK);
}

/* Nobody's name is in [first, end), and it begins like a title. */
static bool may_be_title(const struct works *self, uint32_t first, uint32_t end)
{
    const struct view *view = self->view;

    if (!is_word(view, first) || !view_is_capital(view, first) ||
        (view->lex[first] & (LEX_WEEKDAY | LEX_MONTH)) ||
        view_is_headline(view, first))
        return false;
    for (uint32_t i = first; i < end; i++)
        if (self->type[i] == TAG_PERSON || (view->lex[i] & LEX_TITLE))
            return false;
    return true;
}

/* "the journal Nature", "her novel Pride and Prejudice", "his biography, The
 * Man Who Stayed,". */
static void read_announced(struct works *self, uint32_t at)
{
    static const char *const nouns[] = {
        "film",        "movie",    "novel",         "memoir",
        "album",       "musical",  "sitcom",        "journal",
        "documentary", "podcast",  "opera",         "magazine",
        "ballet",      "play",     "biography",     "drama",
        "thriller",    "comedy",   "autobiography", "sequel",
        "leaflet",     "pamphlet", "soap",          NULL,
    };
    const struct view *view = self->view;
    uint32_t first = at + 1, end;

    if (!(view_is_capital(view, first) || view_is_mark(view, first, ',')) ||
        !view_is_one(view, at, nouns) || view_is_capital(view, at) ||
        !view_together(view, at, first) ||
        (at > 0 && (view->lex[at - 1] & (LEX_AUX | LEX_RELATIVE)) &&
         view_together(view, at - 1, at)))
        return; /* which will play Toledo */
    bool apart = view_is_mark(view, first, ',');
    first += apart;
    if (!view_together(view, at, first))
        return;
    end = title_end(view, first, 7);
    /* the film director Jane Doe, the opera Sir John saw */
    if (!may_be_title(self, first, end))
        return;
    if (apart && (end - first < 3 || !view_is_capital(view, end - 1) ||
                  (!view_is_mark(view, end, ',') &&
                   view_together(view, first, end + 1))))
        return;
    add(self, (Span){first, end}, TAG_WORK);
}

/* "the author of Josiah Holt: A Life in Brown": a second title. */
static uint32_t subtitle_end(const struct view *view, uint32_t end)
{
    return view_is_mark(view, end, ':') && view_is_capital(view, end + 1) &&
                   view_together(view, end, end + 1)
               ? title_end(view, end + 1, 7)
               : end;
}

/* "the cast of Hamlet", "the author of Small Mercies". */
static void read_made(struct works *self, uint32_t of)
{
    static const char *const nouns[] = {
        "author", "cast",      "episode",      "adaptation",  "screening",
        "remake", "premiere",  "production",   "performance", "staging",
        "sequel", "co-author", "performances", NULL,
    };
    const struct view *view = self->view;
    uint32_t first = of + 1, end, whole;

    if (of == 0 || !(view->lex[of] & LEX_LINK) ||
        !view_is_capital(view, first) ||
        !stet_token_is(view->tokens, of, "of") ||
        !view_is_one(view, of - 1, nouns) || !view_together(view, of, first))
        return;
    end = title_end(view, first, 7);
    whole = subtitle_end(view, end);
    if (whole == end &&
        (!may_be_title(self, first, end) || self->type[first] == TAG_ORG ||
         self->type[first] == TAG_PLACE))
        return; /* "the production of Ohio's farms" */
    if (end > first)
        add(self, (Span){first, whole}, TAG_WORK);
}

/* ---- events ------------------------------------------------------------ */

static void read_event(struct works *self, uint32_t last)
{
    static const char *const heads[] = {
        "olympics",    "championship", "championships",
        "tournament",  "festival",     "fair",
        "expo",        "summit",       "marathon",
        "derby",       "prix",         "biennale",
        "paralympics", "regatta",      "cup",
        "revolution",  "massacre",     "fire",
        "parade",      "rally",        "awards",
        "trophy",      NULL,
    };
    static const char *const days[] = {"day", "week", NULL};
    static const char *const meetings[] = {"forum", "conference", "convention",
                                           "symposium", NULL};
    static const char *const storms[] = {"storm", "hurricane", "typhoon",
                                         "cyclone", NULL};
    const struct view *view = self->view;
    uint32_t first = view->chunk[last], end = view->chunk_end[last];
    bool held = false;

    if (view_is_one(view, last, storms) && end == last + 2 && first == last) {
        add(self, (Span){last, end}, TAG_EVENT);
        return;
    }
    if (end != last + 1 || first == last || view->flags[last] & VIEW_SHOUT)
        return;
    if (self->type[last] == TAG_ORG && self->type[end] == TAG_ORG)
        return; /* Orsett Fire and Rescue Service */
    if (view->lex[first] & (LEX_DET | LEX_PREP))
        first++;
    if (first > 1 && stet_token_is(view->tokens, first - 1, "the"))
        held = stet_token_is(view->tokens, first - 2, "at") ||
               stet_token_is(view->tokens, first - 2, "during");
    if (first < last &&
        (view_is_one(view, last, heads) ||
         (last - first > 1 && view_is_one(view, last, days) &&
          self->type[last] != TAG_PERSON && !view_is_headline(view, last)) ||
         (held && view_is_one(view, last, meetings))))
        add(self, (Span){first, end}, TAG_EVENT);
}

/* ---- all --------------------------------------------------------------- */

static void read_all(struct works *self)
{
    const struct view *view = self->view;

    for (uint32_t i = 0; i < view->tokens->count; i++) {
        if (view->tokens->cls[i] == STET_TOKEN_QUOTE_OPEN)
            read_quoted(self, i);
        else if (view->tokens->flags[i] & STET_TOKEN_EMPHASIS &&
                 (i == 0 ||
                  !(view->tokens->flags[i - 1] & STET_TOKEN_EMPHASIS)))
            read_italics(self, i);
        read_case(self, i);
        read_broadcast(self, i);
        read_announced(self, i);
        read_made(self, i);
        if (!is_word(view, i) || !view_is_capital(view, i))
            continue;
        read_law(self, i);
        read_programme(self, i);
        read_event(self, i);
    }
}

static int by_start(const void *a, const void *b)
{
    const struct tagged *x = a, *y = b;

    if (x->tokens.start != y->tokens.start)
        return x->tokens.start < y->tokens.start ? -1 : 1;
    if (x->tokens.end != y->tokens.end)
        return x->tokens.end > y->tokens.end ? -1 : 1;
    return x->type < y->type ? -1 : x->type > y->type;
}

/* What the tagger takes for a title in quotation marks, and no rule does. */
static uint32_t checked_type(const struct view *view, const struct tagged *name)
{
    uint32_t start = name->tokens.start;

    if (start > 0 && stet_token_is(view->tokens, start - 1, "the"))
        start--;
    return name->type == TAG_WORK && start > 0 &&
                   view->tokens->cls[start - 1] == STET_TOKEN_QUOTE_OPEN
               ? TAG_MISC
               : name->type;
}

/* "and The Drowned Lane": a capital in the sentence is the title's. */
static void take_article(const struct view *view, struct tagged *name,
                         uint32_t free_from)
{
    uint32_t the = name->tokens.start - 1;

    if (name->type == TAG_WORK && name->tokens.start > free_from &&
        stet_token_is(view->tokens, the, "the") && view_is_capital(view, the) &&
        view_together(view, the, the + 1) && !(view->flags[the] & VIEW_FIRST))
        name->tokens.start = the;
}

uint32_t works_join(const struct view *view, const struct tagged *names,
                    uint32_t count, struct arena *arena,
                    struct tagged **out_names)
{
    size_t room = view->tokens->count;
    uint8_t *type = ARENA_ARRAY(arena, uint8_t, room + 1);
    struct tagged *all = ARENA_ARRAY(arena, struct tagged, room * 2 + 1);
    struct works self = {
        .view = view,
        .names = names,
        .name_count = count,
        .type = type,
        .found = ARENA_ARRAY(arena, struct tagged, room + 1),
    };
    uint32_t kept = 0, name = 0, free_from = 0;

    for (uint32_t n = 0; n < count; n++)
        for (uint32_t i = names[n].tokens.start; i < names[n].tokens.end; i++)
            type[i] = (uint8_t)names[n].type;
    read_all(&self);
    qsort(self.found, self.count, sizeof *self.found, by_start);
    for (uint32_t i = 0; i <= self.count; i++) {
        uint32_t start =
            i < self.count ? self.found[i].tokens.start : UINT32_MAX;
        uint32_t end = i < self.count ? self.found[i].tokens.end : UINT32_MAX;
        if (start < free_from)
            continue;
        for (; name < count && names[name].tokens.start < end; name++)
            if (names[name].tokens.start >= free_from &&
                names[name].tokens.end <= start) {
                all[kept] = names[name];
                all[kept].type = checked_type(view, &names[name]);
                take_article(view, &all[kept],
                             kept ? all[kept - 1].tokens.end : 0);
                kept++;
            }
        if (i < self.count) {
            all[kept++] = self.found[i];
            free_from = end;
        }
    }
    *out_names = all;
    return kept;
}

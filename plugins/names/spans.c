#include "names/spans.h"

#include "names/gazetteer.h"

#include "stet/text.h"

#define DATE_LINE_WORDS 4u /* of its place */

/* Stands right behind the token before it. */
static bool is_tight(const struct view *view, uint32_t at)
{
    return at < view->tokens->count &&
           !(view->tokens->flags[at] & STET_TOKEN_SPACED);
}

/* Makes a name one of `type`, and says so to the story's vote. */
static void settle(struct tagged *name, uint32_t type)
{
    name->type = type;
    name->weak = false;
    name->odds = 0;
    for (uint32_t t = 0; t < TAG_TYPES; t++)
        name->odds |= (t == type ? 0u : 10u) << t * 4u;
}

/* ---- the beginning ----------------------------------------------------- */

/* A title that is no part of a person's name. */
static bool is_title(const struct view *view, uint32_t at)
{
    static const char *const always[] = {
        "king",  "queen",   "prince", "princess", "pope",    "sheikh", "uncle",
        "aunt",  "auntie",  "judge",  "justice",  "captain", "mullah", "emir",
        "shri",  "smt",     "gen",    "col",      "capt",    "sgt",    "lt",
        "chief", "prophet", "imam",   "sultan",   "bishop",  "father", "sister",
        "md",    "garda",   NULL,
    };
    uint32_t lex = view->lex[at];

    if (view_is_one(view, at, always) || (lex & LEX_HONORIFIC))
        return true;
    return (lex & LEX_TITLE) &&
           ((view->tokens->flags[at] & STET_TOKEN_DOTTED) ||
            !(view->gaz[at] & (GAZ_FORENAME | GAZ_SURNAME)));
}

static void trim_start(const struct view *view, struct tagged *name)
{
    Span *span = &name->tokens;

    for (; span->end - span->start > 1; span->start++) {
        bool the = stet_token_is(view->tokens, span->start, "the");

        if (the && view_is_capital(view, span->start) &&
            span->end - span->start == 2 && name->type == TAG_PLACE)
            return; /* The Hague */
        if (!the && view->tokens->cls[span->start] == STET_TOKEN_WORD &&
            !(name->type == TAG_PERSON && is_title(view, span->start)))
            return;
    }
}

/* "Marsden South MLA Ana Duarte": what comes before her office, and it. */
static void trim_office(const struct view *view, struct tagged *name)
{
    Span span = name->tokens;

    for (uint32_t i = span.start + 1; i + 1 < span.end; i++)
        if (name->type == TAG_PERSON && (view->lex[i] & LEX_TITLE) &&
            (view->tokens->flags[i] & STET_TOKEN_ALL_CAPS) &&
            view->tokens->folded[i].len > 1 && !(view->flags[i] & VIEW_SHOUT))
            name->tokens.start = i + 1;
}

/* "8th Circuit", "1st Infantry Division". */
static void take_number(const struct view *view, struct tagged *name)
{
    static const char *const heads[] = {
        "circuit",  "u.s.",     "infantry", "brigade",  "army",     "battalion",
        "division", "airborne", "fleet",    "regiment", "district", NULL};
    uint32_t start = name->tokens.start;
    Str number;

    if (name->type != TAG_ORG || start == 0 ||
        !view_together(view, start - 1, start) ||
        !view_is_one(view, start, heads) ||
        view->tokens->cls[start - 1] != STET_TOKEN_NUMBER)
        return;
    number = view->tokens->folded[start - 1];
    if (str_ends(number, STR("th")) || str_ends(number, STR("st")) ||
        str_ends(number, STR("nd")) || str_ends(number, STR("rd")))
        name->tokens.start--;
}

/* ---- the end ----------------------------------------------------------- */

/* "Jane Averill KC", "Ted Moran -": marks, and letters for what she is. */
static void trim_end(const struct view *view, struct tagged *name)
{
    static const char *const letters[] = {"kc",  "qc",  "mp",  "mep", "msp",
                                          "obe", "mbe", "cbe", "phd", "md",
                                          "mla", "td",  NULL};
    Span *span = &name->tokens;

    while (span->end - span->start > 1 &&
           view->tokens->cls[span->end - 1] != STET_TOKEN_WORD &&
           view->tokens->cls[span->end - 1] != STET_TOKEN_NUMBER)
        span->end--;
    if (name->type == TAG_PERSON && span->end - span->start > 2 &&
        view_is_one(view, span->end - 1, letters) &&
        (view->tokens->flags[span->end - 1] & STET_TOKEN_ALL_CAPS))
        span->end--;
}

/* Given names of two syllables: Min-seo, Dae-in, Chan-o-ri. Others that
 * hyphens join are words: Thatcher-era, Osei-led. */
static void take_syllables(const struct view *view, struct tagged *name)
{
    static const char *const words[] = {
        "led",   "era",   "backed", "born",  "style", "like", "run",  "owned",
        "based", "free",  "only",   "wide",  "old",   "made", "type", "elect",
        "brand", "heavy", "area",   "bound", "held",  "age",  "fed",  "ruled",
        "level", "wing",  "held",   "to",    "and",   "or",   NULL,
    };
    const stet_tokens *tokens = view->tokens;
    uint32_t last = name->tokens.end - 1;

    while (name->type == TAG_PERSON && view_is_mark(view, last + 1, '-') &&
           is_tight(view, last + 1) && is_tight(view, last + 2) &&
           tokens->cls[last + 2] == STET_TOKEN_WORD &&
           !view_is_capital(view, last + 2) && tokens->folded[last].len <= 6 &&
           tokens->folded[last + 2].len <= 6) {
        bool is_word = (view->gaz[last + 2] & GAZ_COMMON) != 0;
        if (view_is_one(view, last + 2, words) ||
            (is_word && last == name->tokens.start))
            return;
        name->tokens.end += 2;
        last += 2;
    }
}

/* "Bookbarn.com": the name of a firm that is its address. */
static void take_address(const struct view *view, struct tagged *name)
{
    static const char *const tails[] = {"com", "org", "net", NULL};
    uint32_t end = name->tokens.end;

    if (!view_is_mark(view, end, '.') || !is_tight(view, end) ||
        !is_tight(view, end + 1) || !view_is_one(view, end + 1, tails))
        return;
    name->tokens.end += 2;
    settle(name, TAG_ORG);
}

/* Firms that carry somebody's 's for good. */
static void take_clitic(const struct view *view, struct tagged *name)
{
    static const char *const firms[] = {
        "moody",    "mcdonald", "macy",    "sotheby",   "christie",     "wendy",
        "kohl",     "levi",     "lowe",    "sainsbury", "domino",       "denny",
        "applebee", "arby",     "cadbury", "kellogg",   "bloomingdale", "poor",
        "dillard",  "hershey",  "claire",  "papa john", "trader joe",   NULL,
    };
    uint32_t end = name->tokens.end;

    if (end >= view->tokens->count ||
        view->tokens->cls[end] != STET_TOKEN_CLITIC ||
        !stet_is(view->tokens->folded[end], "'s") ||
        !view_is_one(view, end - 1, firms))
        return;
    if (name->tokens.end - name->tokens.start > 1 && name->type != TAG_ORG)
        return; /* Rory McDonald's */
    name->tokens.end++;
    settle(name, TAG_ORG);
}

/* ---- names that mean one thing ----------------------------------------- */

static const struct {
    const char *written; /* capitals count */
    uint32_t type;
} fixed[] = {
    {"US", TAG_PLACE},     {"U.S.", TAG_PLACE},   {"USA", TAG_PLACE},
    {"UK", TAG_PLACE},     {"U.K.", TAG_PLACE},   {"UAE", TAG_PLACE},
    {"U.A.E.", TAG_PLACE}, {"U.S.A.", TAG_PLACE}, {"DRC", TAG_PLACE},
    {"EU", TAG_ORG},       {"E.U.", TAG_ORG},     {"UN", TAG_ORG},
    {"U.N.", TAG_ORG},     {"NATO", TAG_ORG},     {"WHO", TAG_ORG},
    {"OECD", TAG_ORG},     {"IMF", TAG_ORG},      {"OPEC", TAG_ORG},
};

static void fix_short(const struct view *view, struct tagged *name)
{
    uint32_t at = name->tokens.start;

    if (name->tokens.end != at + 1 || (view->flags[at] & VIEW_SHOUT))
        return;
    if (stet_token_is(view->tokens, at - (at > 0), "on") &&
        (stet_is(view->tokens->norm[at], "X") ||
         stet_is(view->tokens->norm[at], "X.")))
        settle(name, TAG_ORG); /* wrote on X */
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (stet_is(view->tokens->norm[at], fixed[i].written))
            settle(name, fixed[i].type);
}

/* The list classes of the whole name as one phrase. */
static uint32_t classes_of(const struct view *view, Span tokens)
{
    uint32_t hash = 0;

    for (uint32_t i = tokens.start; i < tokens.end; i++)
        hash = gaz_mix(hash, view->tokens->hash[i]);
    return gaz_phrase(hash);
}

/* President Park: nobody gives a place a title. */
static bool is_addressed(const struct view *view, uint32_t at)
{
    return at > 0 && view_together(view, at - 1, at) &&
           view_is_capital(view, at - 1) &&
           (view->lex[at - 1] & (LEX_TITLE | LEX_HONORIFIC)) &&
           !view->phrase[at - 1];
}

/* "the start-up Verdant", "analysts at Merrow": a body, by the words before. */
static bool is_body(const struct view *view, uint32_t at)
{
    static const char *const nouns[] = {
        "start-up",  "startup",     "firm",    "company",  "retailer",
        "airline",   "chain",       "charity", "website",  "band",
        "newspaper", "insurer",     "bank",    "lender",   "carmaker",
        "maker",     "broadcaster", "union",   "platform", "app",
        "publisher", "supermarket", "up",      NULL,
    };
    static const char *const staff[] = {
        "analysts",  "analyst", "economist",  "economists", "strategist",
        "employees", "staff",   "shares",     "stock",      "strategists",
        "workers",   "traders", "executives", "engineers",  NULL,
    };

    if (at == 0 || !view_together(view, at - 1, at) ||
        view_is_capital(view, at - 1))
        return false;
    if (view_is_one(view, at - 1, nouns))
        return !stet_token_is(view->tokens, at - 1, "up") ||
               (at > 2 && view_is_mark(view, at - 2, '-') &&
                stet_token_is(view->tokens, at - 3, "start"));
    return at > 1 && view_together(view, at - 2, at) &&
           view_is_one(view, at - 2, staff) &&
           (stet_token_is(view->tokens, at - 1, "at") ||
            stet_token_is(view->tokens, at - 1, "of") ||
            stet_token_is(view->tokens, at - 1, "in"));
}

/* A score, 3-1 or 78-71, begins at `at`. */
static bool is_score(const struct view *view, uint32_t at)
{
    const uint8_t *cls = view->tokens->cls;

    return at + 2 < view->tokens->count && cls[at] == STET_TOKEN_NUMBER &&
           cls[at + 2] == STET_TOKEN_NUMBER && is_tight(view, at + 1) &&
           is_tight(view, at + 2) &&
           (view_is_mark(view, at + 1, '-') ||
            stet_token_is(view->tokens, at + 1, "–"));
}

/* "Toledo's coach", "ex-Halden striker". */
static bool has_players(const struct view *view, uint32_t end)
{
    static const char *const players[] = {
        "coach",      "striker",   "forward",     "guard",     "midfielder",
        "goalkeeper", "winger",    "quarterback", "pitcher",   "defender",
        "linebacker", "shortstop", "freshman",    "sophomore", "senior",
        "bowler",     "batsman",   "fly-half",    "flanker",   "goalie",
        "players",    "bench",     "dugout",      "defence",   "defense",
        "defenders",  "forwards",  "fans",        NULL,
    };
    const stet_tokens *tokens = view->tokens;
    uint32_t at = end;

    if (at < tokens->count && tokens->cls[at] == STET_TOKEN_CLITIC)
        at++;
    at += stet_token_is(tokens, at, "head") ||
          stet_token_is(tokens, at, "assistant");
    return view_together(view, end - 1, at) && view_is_one(view, at, players);
}

/* "Bath 17 Orsett 20": one of a line of two names and two numbers. */
static bool is_on_board(const struct view *view, Span span)
{
    const uint8_t *cls = view->tokens->cls;
    uint32_t at = span.end + 1;

    if (!view_together(view, span.start, span.end) ||
        cls[span.end] != STET_TOKEN_NUMBER)
        return false;
    if (span.start > 1 && view_together(view, span.start - 2, span.start) &&
        cls[span.start - 1] == STET_TOKEN_NUMBER)
        return view_is_capital(view, span.start - 2);
    while (view_together(view, span.start, at) && at < span.end + 4 &&
           view_is_capital(view, at))
        at++;
    return at > span.end + 1 && view_together(view, span.start, at) &&
           cls[at] == STET_TOKEN_NUMBER;
}

/* "Bath were better": one town of whom more than one is told. */
static bool are_many(const struct view *view, Span span)
{
    static const char *const verbs[] = {"were", "are", "have", "host", "face",
                                        "play", "go",  "lie",  "sit",  NULL};

    return (view->flags[span.start] & VIEW_FIRST) &&
           view_together(view, span.start, span.end) &&
           view_is_one(view, span.end, verbs);
}

/* What only teams have: players, a place on the board, a record, a rank. */
static bool is_surely_team(const struct view *view, Span span)
{
    uint32_t at = span.start;

    return has_players(view, span.end) || is_on_board(view, span) ||
           (view_is_mark(view, span.end, '(') &&
            is_score(view, span.end + 1)) ||
           (at > 2 && view->tokens->cls[at - 1] == STET_TOKEN_NUMBER &&
            view_is_mark(view, at - 2, '.') &&
            stet_token_is(view->tokens, at - 3, "no"));
}

/* "Toledo led 40-32": what a score goes behind. */
static bool is_scorer(const struct view *view, Span span)
{
    static const char *const plays[] = {"led", "leads", "trailed", "trails",
                                        "won", "lost",  "drew",    "beat",
                                        "had", "beats", NULL};

    if (!view_is_one(view, span.end, plays))
        return false;
    for (uint32_t i = span.end + 1; i < span.end + 5; i++)
        if (view_together(view, span.start, i) && is_score(view, i))
            return true;
    return false;
}

/* "beat Toledo 78-71", "lost 2-0 to Halden", "a 3-1 win over Orsett": a town
 * that scores is a team. */
static bool is_team(const struct view *view, Span span)
{
    static const char *const before[] = {
        "beat",     "beats",  "beating",  "defeated",  "edged",
        "thrashed", "routed", "trounced", "outscored", "outlasted",
        "seeded",   "ranked", "unbeaten", "winless",   NULL};
    static const char *const to[] = {"to",   "over", "against", "at",
                                     "with", "past", NULL};
    static const char *const game[] = {
        "win",    "victory", "loss", "defeat", "draw",    "triumph", "lost",
        "beaten", "fell",    "drew", "upset",  "reverse", "rout",    NULL};
    uint32_t at = span.start;

    if (are_many(view, span) || is_scorer(view, span))
        return true;
    if (at == 0 || !view_together(view, at - 1, at))
        return false;
    if (view_is_one(view, at - 1, before))
        return true;
    return at > 1 && view_is_one(view, at - 1, to) &&
           view_together(view, at - 2, at) &&
           (view_is_one(view, at - 2, game) ||
            (at > 3 && is_score(view, at - 4)));
}

/* A town's name that is a team's here. Of a country nobody knows. */
static bool is_played(const struct view *view, const struct tagged *name,
                      uint32_t classes)
{
    bool is_town = name->type == TAG_PLACE && !name->weak;

    if ((classes & GAZ_COUNTRY) || (!is_town && !(classes & GAZ_PLACE)))
        return false;
    return is_surely_team(view, name->tokens) ||
           (is_town && is_team(view, name->tokens));
}

/* "the MP for Harrogate": nobody sits for a person. */
static bool is_seat(const struct view *view, uint32_t at)
{
    static const char *const members[] = {"mp",  "msp",    "mep",     "td",
                                          "mla", "member", "senator", NULL};

    return at > 1 && view_together(view, at - 2, at) &&
           stet_token_is(view->tokens, at - 1, "for") &&
           view_is_one(view, at - 2, members);
}

/* "the town of Kellan": what it is called, not who. A state of somebody's may
 * be another matter. */
static bool is_town(const struct view *view, uint32_t at)
{
    static const char *const towns[] = {
        "city",          "town",   "village",  "port",    "region",
        "province",      "suburb", "district", "county",  "island",
        "municipality",  "hamlet", "parish",   "borough", "neighborhood",
        "neighbourhood", NULL,
    };

    return at > 1 && view_together(view, at - 2, at) &&
           stet_token_is(view->tokens, at - 1, "of") &&
           view_is_one(view, at - 2, towns);
}

/* "Mia Holt, 47, of Nether Marsden": where she lives. */
static bool is_home(const struct view *view, uint32_t at)
{
    return at > 3 && view_together(view, at - 4, at) &&
           stet_token_is(view->tokens, at - 1, "of") &&
           view_is_mark(view, at - 2, ',') &&
           view->tokens->cls[at - 3] == STET_TOKEN_NUMBER &&
           view_is_mark(view, at - 4, ',');
}

static void fix_kind(const struct view *view, struct tagged *name)
{
    uint32_t classes = classes_of(view, name->tokens);
    uint32_t last = name->tokens.end - 1;

    if ((classes & GAZ_COUNTRY) &&
        !(classes & (GAZ_FORENAME | GAZ_SURNAME | GAZ_COMMON)) &&
        (name->type == TAG_PERSON || name->type == TAG_MISC))
        settle(name, TAG_PLACE);
    if ((name->type == TAG_PERSON || name->weak) &&
        is_home(view, name->tokens.start))
        settle(name, TAG_PLACE);
    if (name->type == TAG_PERSON && (is_seat(view, name->tokens.start) ||
                                     is_town(view, name->tokens.start)))
        settle(name, TAG_PLACE);
    if ((name->type == TAG_PERSON || name->type == TAG_MISC) &&
        !(view->gaz[name->tokens.start] & GAZ_FORENAME) &&
        is_body(view, name->tokens.start))
        settle(name, TAG_ORG);
    if (!name->weak && (name->type == TAG_PLACE || name->type == TAG_MISC) &&
        !(classes & (GAZ_COUNTRY | GAZ_REGION | GAZ_BIG_CITY | GAZ_DEMONYM)) &&
        is_addressed(view, name->tokens.start))
        settle(name, TAG_PERSON);
    if (is_played(view, name, classes))
        settle(name, TAG_ORG);
    if (name->type == TAG_PERSON && (view->lex[last] & LEX_ORG_HEAD) &&
        !(view->gaz[last] & (GAZ_SURNAME | GAZ_FORENAME)))
        settle(name, TAG_ORG);
}

/* ---- the date line ----------------------------------------------------- */

static bool is_dash(const struct view *view, uint32_t at)
{
    static const char *const dashes[] = {"-", "--", "–", "—", NULL};

    return view_is_one(view, at, dashes);
}

/* The end of "WREN HARBOR" at the beginning of a paragraph that goes on like
 * a date line, its second place in *out_state; 0 where it does not. */
static uint32_t date_line(const struct view *view, Span *out_state)
{
    const stet_tokens *tokens = view->tokens;
    uint32_t first = view->dateline, end = first, at;

    *out_state = (Span){0, 0};
    while (end < tokens->count && end < first + DATE_LINE_WORDS &&
           tokens->cls[end] == STET_TOKEN_WORD &&
           (tokens->flags[end] & STET_TOKEN_ALL_CAPS))
        end++;
    at = end;
    if (end == first || tokens->folded[first].len < 3)
        return 0;
    if (view_is_mark(view, at, ',') && view_is_capital(view, at + 1) &&
        !(view_lex(view, at + 1) & (LEX_MONTH | LEX_WEEKDAY))) {
        *out_state = (Span){at + 1, at + 2};
        for (at += 2;
             at < tokens->count && at < end + 5 && view_is_capital(view, at);
             at++)
            out_state->end = at + 1;
    }
    if (view_is_mark(view, at, ',') && (view_lex(view, at + 1) & LEX_MONTH))
        at += 3;
    if (view_is_mark(view, at, ',') && at + 1 < tokens->count &&
        tokens->cls[at + 1] == STET_TOKEN_NUMBER)
        at += 2; /* the year */
    if (view_is_mark(view, at, '(')) {
        for (uint32_t reach = at + 5;
             at < reach && !view_is_mark(view, at, ')'); at++)
            if (at >= tokens->count)
                return 0;
        at++;
    }
    return is_dash(view, at) ? end : 0;
}

struct tagged spans_sure(Span tokens, uint32_t type)
{
    struct tagged name = {.tokens = tokens, .margin = 60};

    settle(&name, type);
    return name;
}

static struct tagged place_at(Span tokens)
{
    return spans_sure(tokens, TAG_PLACE);
}

/* ---- two names in one -------------------------------------------------- */

/* "Orsett Constabulary's Fraud Squad", "Lisle Society and Orsett Council": a
 * head on either side of `at`. What "Publishing and Advertising Agency" or
 * "Small Industries and Crafts Council" has before its "and" is none. */
static bool is_two_bodies(const struct view *view, const struct tagged *name,
                          uint32_t at)
{
    Span span = name->tokens;
    Str left = view->tokens->folded[at - 1];

    return name->type == TAG_ORG && at - span.start > 1 && span.end - at > 2 &&
           (view->tokens->cls[at] == STET_TOKEN_CLITIC ||
            (stet_token_is(view->tokens, at, "and") &&
             !str_ends(left, STR("ing")) && !str_ends(left, STR("s")))) &&
           (view->lex[at - 1] & LEX_ORG_HEAD) &&
           (view->lex[span.end - 1] & LEX_ORG_HEAD);
}

/*
 * "Lydia Moran for Harbour Watch", "Museum of Art in New York": where the
 * tagger ran over a small word, the place of that word; 0 for no such case.
 */
static uint32_t seam_in(const struct view *view, const struct tagged *name)
{
    Span span = name->tokens;
    bool is_person = span.end - span.start > 3 &&
                     (view->gaz[span.start] & GAZ_FORENAME) &&
                     !(view->gaz[span.start] & (GAZ_PLACE | GAZ_COMMON));

    for (uint32_t i = span.start + 1; i + 1 < span.end; i++) {
        if (view_is_capital(view, i))
            continue;
        if (is_two_bodies(view, name, i))
            return i;
        if (stet_token_is(view->tokens, i, "in") &&
            (classes_of(view, (Span){i + 1, span.end}) & GAZ_PLACE))
            return i;
        return is_person && i - span.start >= 2 && i - span.start <= 3 &&
                       (stet_token_is(view->tokens, i, "for") ||
                        stet_token_is(view->tokens, i, "of"))
                   ? i
                   : 0;
    }
    return 0;
}

/* Cuts `name` at its seam: the right part, with what it is, goes to *out. */
static bool cut_seam(const struct view *view, struct tagged *name,
                     struct tagged *out)
{
    uint32_t seam = seam_in(view, name);
    struct tagged whole = *name;

    if (!seam || name->weak)
        return false;
    *out = *name;
    out->tokens.start = seam + 1;
    name->tokens.end = seam;
    if (stet_token_is(view->tokens, seam, "in"))
        settle(out, TAG_PLACE);
    else if (!is_two_bodies(view, &whole, seam))
        settle(name, TAG_PERSON);
    if (out->type == TAG_PERSON)
        settle(out, TAG_ORG);
    return true;
}

/* ---- nicknames --------------------------------------------------------- */

/* Walter C. "Buddy" Hark, Walter (Buddy) Hark: the end of all, or 0. */
static uint32_t around_nickname(const struct view *view,
                                const struct tagged *name, uint32_t left)
{
    uint32_t open = name->tokens.end, close = open + 1;
    bool quoted = open < view->tokens->count &&
                  view->tokens->cls[open] == STET_TOKEN_QUOTE_OPEN;

    if (name->type != TAG_PERSON || name->weak ||
        !(quoted || view_is_mark(view, open, '(')))
        return 0;
    while (close < open + 4 && view_is_capital(view, close))
        close++;
    if (close == open + 1 || close >= view->tokens->count ||
        !(quoted ? view->tokens->cls[close] == STET_TOKEN_QUOTE_CLOSE
                 : view_is_mark(view, close, ')')))
        return 0;
    for (uint32_t i = 1; i < left && i < 3; i++)
        if (name[i].tokens.start == close + 1 &&
            view_together(view, open, close + 1) &&
            (name[i].type == TAG_PERSON || name[i].weak) &&
            view_is_capital(view, close + 1))
            return name[i].tokens.end;
    return 0;
}

/* ---- lists without commas ---------------------------------------------- */

/*
 * "Pam Holt Renee Moran Larry Reed": where the next name of such a list
 * begins; 0 where the name is one. A forename behind what is none, or the same
 * word again.
 */
static uint32_t next_in_list(const struct view *view, Span span)
{
    for (uint32_t i = span.start; i < span.end; i++)
        if (!view_is_capital(view, i))
            return 0;
    for (uint32_t i = span.start + 1; i < span.end; i++) {
        uint32_t before = view->gaz[i - 1], own = view->gaz[i];
        if (!(own & GAZ_FORENAME) || (view->lex[i] & LEX_PARTICLE))
            continue;
        if (view->tokens->hash[i] == view->tokens->hash[i - 1])
            return i;
        if (span.end - span.start >= 4 && i - span.start >= 2 &&
            (view->gaz[span.start] & GAZ_FORENAME) &&
            (!(own & GAZ_SURNAME) || span.end - span.start >= 6) &&
            !(before & GAZ_FORENAME))
            return i;
    }
    return 0;
}

/* ---- places in small letters ------------------------------------------- */

/* "a trip to san francisco": the end of a place's name at `at`, 0 for none. */
static uint32_t small_place(const struct view *view, uint32_t at)
{
    uint32_t hash = 0, end = 0;

    if (at == 0 || !(view->lex[at - 1] & LEX_PLACE_PREP) ||
        !view_together(view, at - 1, at) || view_is_capital(view, at) ||
        view->tokens->cls[at] != STET_TOKEN_WORD)
        return 0;
    for (uint32_t i = at; i < at + 3 && view_together(view, at, i); i++) {
        if (view_is_capital(view, i))
            break;
        hash = gaz_mix(hash, view->tokens->hash[i]);
        uint32_t classes = gaz_phrase(hash);
        if ((classes & (GAZ_COUNTRY | GAZ_BIG_CITY | GAZ_REGION)) &&
            !(classes & (GAZ_COMMON | GAZ_FORENAME | GAZ_DEMONYM)))
            end = i + 1;
        if (!(classes & GAZ_PREFIX))
            break;
    }
    if (view_is_capital(view, end))
        return 0; /* far western Queensland */
    return end;
}

/* ---- all --------------------------------------------------------------- */

static void shape(const struct view *view, struct tagged *name)
{
    trim_office(view, name);
    trim_start(view, name);
    trim_end(view, name);
    fix_short(view, name);
    fix_kind(view, name);
    take_address(view, name);
    if (name->weak)
        return;
    take_number(view, name);
    take_syllables(view, name);
    take_clitic(view, name);
}

/* What is kept, in order; `done`: the token behind the last. */
struct keep {
    const struct view *view;
    struct tagged *out;
    uint32_t count, done;
};

static void keep(struct keep *self, struct tagged name)
{
    if (name.tokens.start < self->done)
        name.tokens.start = self->done;
    if (name.tokens.start >= name.tokens.end)
        return;
    self->done = name.tokens.end;
    self->out[self->count++] = name;
}

/* Keeps one name of the tagger, or the two or more that it is. */
static void keep_name(struct keep *self, struct tagged name)
{
    struct tagged rest;
    uint32_t next;

    shape(self->view, &name);
    if (cut_seam(self->view, &name, &rest)) {
        keep(self, name);
        keep(self, rest);
        return;
    }
    while (name.type == TAG_PERSON && !name.weak &&
           (next = next_in_list(self->view, name.tokens)) != 0) {
        struct tagged first = name;
        first.tokens.end = next;
        name.tokens.start = next;
        keep(self, first);
    }
    keep(self, name);
}

static void keep_small_places(struct keep *self, uint32_t before)
{
    for (uint32_t i = self->done; i < before; i++) {
        uint32_t end = small_place(self->view, i);
        if (end && end <= before)
            keep(self, place_at((Span){i, end}));
    }
}

uint32_t spans_settle(const struct view *view, const struct tagged *names,
                      uint32_t count, struct arena *arena,
                      struct tagged **out_names)
{
    uint32_t total = view->tokens->count;
    struct keep self = {
        .view = view,
        .out = ARENA_ARRAY(arena, struct tagged, total + 1),
    };
    Span state;
    uint32_t line = date_line(view, &state);

    for (uint32_t i = 0; i <= count; i++) {
        if (line && (i == count || names[i].tokens.end > view->dateline)) {
            keep(&self, place_at((Span){view->dateline, line}));
            if (state.end)
                keep(&self, place_at(state));
            line = 0;
        }
        if (i == count)
            break;
        struct tagged name = names[i];
        uint32_t end = around_nickname(view, &names[i], count - i);
        if (name.tokens.start < self.done)
            continue;
        keep_small_places(&self, name.tokens.start);
        if (end)
            name.tokens.end = end;
        keep_name(&self, name);
    }
    keep_small_places(&self, total);
    *out_names = self.out;
    return self.count;
}

Span spans_bytes(const struct view *view, Span tokens)
{
    Span bytes = stet_bytes(view->tokens, tokens.start, tokens.end);
    uint32_t last = tokens.end - 1;
    Str word = view->tokens->norm[last];

    if (view->tokens->cls[last] == STET_TOKEN_WORD && word.len == 2 &&
        word.ptr[1] == '.' && !view_together(view, last, last + 1))
        bytes.end--;
    return bytes;
}

bool spans_is_team(const struct view *view, Span tokens)
{
    struct tagged name = {.tokens = tokens, .type = TAG_PLACE};

    return is_played(view, &name, classes_of(view, tokens));
}

#include "names/heads.h"

#include "names/gazetteer.h"
#include "names/spans.h"

#include "stet/text.h"

#define REACH 12u /* tokens of a name that are looked at, from its head */

/* The names, and of each token the one over it: an index, or STET_NONE. */
struct heads {
    const struct view *view;
    const struct tagged *names;
    const uint32_t *over;
    struct tagged *found;
    uint32_t count;
};

/* Heads of bodies that are no place as well; of firms. */
static const char *const bodies[] = {
    "council",     "committee",    "commission",
    "ministry",    "department",   "agency",
    "authority",   "board",        "association",
    "society",     "federation",   "confederation",
    "union",       "fund",         "foundation",
    "trust",       "institute",    "institution",
    "police",      "alliance",     "coalition",
    "congress",    "tribunal",     "directorate",
    "secretariat", "inspectorate", "constabulary",
    "partnership", "consortium",   "cooperative",
    "orchestra",   "ensemble",     "choir",
    "regiment",    "brigade",      "battalion",
    "squad",       "charity",      "service",
    "services",    "body",         "court",
    "bureau",      "team",         "guild",
    "coastguard",  "taskforce",    "panel",
    "club",        "school",       "university",
    "college",     "hospital",     "infirmary",
    "academy",     "clinic",       "elementary",
    NULL};

static const char *const firms[] = {
    "corporation",  "corp",       "corp.",     "inc",
    "inc.",         "ltd",        "ltd.",      "llc",
    "llp",          "plc",        "gmbh",      "ag",
    "sa",           "co.",        "holdings",  "group",
    "partners",     "associates", "ventures",  "industries",
    "technologies", "airlines",   "airways",   "railway",
    "railways",     "motors",     "foods",     "pharmaceuticals",
    "laboratories", "studios",    "pictures",  "records",
    "homes",        "logistics",  "aviation",  "electronics",
    "capital",      "securities", "insurance", "confectionery",
    "imaging",      "minerals",   "company",   NULL};

static bool is_body_head(const struct view *view, uint32_t at)
{
    return (view->lex[at] & LEX_ORG_HEAD) &&
           (view_is_one(view, at, bodies) || view_is_one(view, at, firms));
}

/* Heads of what may be a house or a street as well. */
static bool is_house_too(const struct view *view, uint32_t at)
{
    static const char *const houses[] = {"court", "club", NULL};

    return view_is_one(view, at, houses);
}

/* A hyphen between spaces, an article, an office: what a body's name does not
 * go across. */
static bool bars(const struct view *view, uint32_t at)
{
    if (view_is_mark(view, at, '-'))
        return (view->tokens->flags[at] & STET_TOKEN_SPACED) ||
               (view->tokens->flags[at + 1] & STET_TOKEN_SPACED);
    return view->lex[at] & (LEX_DET | LEX_PREP | LEX_CONJ | LEX_PRONOUN |
                            LEX_WEEKDAY | LEX_RELATIVE | LEX_TITLE);
}

/* The first token of the capitals that end in `last` and are of one name. */
static uint32_t chunk_start(const struct view *view, uint32_t last)
{
    uint32_t at = last;

    while (at > view->chunk[last] && last - at < REACH && !bars(view, at - 1))
        at--;
    while (at < last && view->tokens->cls[at] != STET_TOKEN_WORD)
        at++;
    return at;
}

static bool has_head(const struct view *view, Span span)
{
    for (uint32_t i = span.start; i < span.end; i++)
        if (view->lex[i] & LEX_ORG_HEAD)
            return true;
    return false;
}

/* Somebody, a body or a place that the tagger has just so. */
static bool is_known(const struct heads *self, Span span)
{
    uint32_t name = self->over[span.start];

    return name != STET_NONE && !self->names[name].weak &&
           self->names[name].type <= TAG_PLACE &&
           self->names[name].tokens.start == span.start &&
           self->names[name].tokens.end == span.end;
}

/* "the Land and Water Court", "Orsett Fire and Rescue Service": an article goes
 * before, or both halves are trades, not names. */
static bool is_announced(const struct view *view, uint32_t left, uint32_t start)
{
    return stet_token_is(view->tokens, left - 1, "the") ||
           (start - left > 2 && (view->gaz[start - 2] & GAZ_COMMON) &&
            (view->gaz[start] & GAZ_COMMON) &&
            !((view->gaz[start - 2] | view->gaz[start]) &
              (GAZ_FORENAME | GAZ_PLACE)));
}

/*
 * "the Land and Water Court": where the words before "and" begin that belong
 * to it as well; `start` where none do. Two bodies have an article or a head
 * each, or the first is known by itself.
 */
static uint32_t across_and(const struct heads *self, uint32_t start)
{
    const struct view *view = self->view;
    uint32_t left;

    if (start < 2 || !view_together(view, start - 2, start) ||
        !(stet_token_is(view->tokens, start - 1, "and") ||
          view_is_mark(view, start - 1, '&')) ||
        !view_is_capital(view, start - 2))
        return start;
    left = chunk_start(view, start - 2);
    if (left == 0 || !is_announced(view, left, start) ||
        has_head(view, (Span){left, start - 1}) ||
        is_known(self, (Span){left, start - 1}) ||
        (view->tokens->flags[start - 2] & STET_TOKEN_ALL_CAPS))
        return start;
    return left;
}

/* "Russian Federation", "Soviet Union": as good as a country. */
static bool is_country(const struct view *view, Span span)
{
    static const char *const heads[] = {"federation", "union", NULL};

    return span.end - span.start == 2 &&
           view_is_one(view, span.end - 1, heads) &&
           (view->gaz[span.start] & GAZ_DEMONYM ||
            view->phrase[span.start] & GAZ_COUNTRY);
}

/* Takes [start, end) for a name of `type` where no name reaches beyond. */
static void take(struct heads *self, Span span, uint32_t type)
{
    for (uint32_t i = span.start; i < span.end; i++) {
        uint32_t name = self->over[i];
        if (name == STET_NONE)
            continue;
        if (self->names[name].tokens.start < span.start ||
            self->names[name].tokens.end > span.end)
            return;
    }
    if (type == TAG_ORG &&
        (is_country(self->view, span) ||
         (is_known(self, span) && is_house_too(self->view, span.end - 1))))
        return;
    self->found[self->count++] = spans_sure(span, type);
}

static void read_body(struct heads *self, uint32_t head)
{
    const struct view *view = self->view;
    uint32_t start;

    if (!is_body_head(view, head) || view->chunk_end[head] != head + 1 ||
        view_is_headline(view, head))
        return;
    start = across_and(self, chunk_start(view, head));
    if (start < head)
        take(self, (Span){start, head + 1}, TAG_ORG);
}

/* "Pell and Sons", "Reed, Holt & Co.": from the word behind "and". */
static bool read_firm(struct heads *self, uint32_t last)
{
    static const char *const kin[] = {
        "sons", "daughters", "brothers", "sisters",    "co",
        "co.",  "company",   "partners", "associates", NULL};
    const struct view *view = self->view;
    uint32_t start;

    if (last < 2 || !(view->lex[last - 1] & LEX_PAIR) ||
        !view_is_one(view, last, kin) || view_is_headline(view, last) ||
        !(stet_token_is(view->tokens, last - 1, "and") ||
          view_is_mark(view, last - 1, '&')) ||
        !view_is_capital(view, last - 2))
        return false;
    start = view->chunk[last] == last ? chunk_start(view, last - 2)
                                      : chunk_start(view, last);
    while (start > 1 && view_is_mark(view, start - 1, ',') &&
           view_is_mark(view, last - 1, '&') &&
           view->chunk[start - 2] == start - 2 &&
           view_together(view, start - 2, start) &&
           view_is_capital(view, start - 2))
        start -= 2;
    take(self, (Span){start, last + 1}, TAG_ORG);
    return true;
}

/* The tagger sees no name in `span`, or somebody's, and nobody is called so. */
static bool is_nobody(const struct heads *self, Span span)
{
    for (uint32_t i = span.start; i < span.end; i++) {
        uint32_t name = self->over[i];
        if (self->view->gaz[i] & GAZ_FORENAME)
            return false;
        if (name != STET_NONE && !self->names[name].weak &&
            self->names[name].type != TAG_PERSON &&
            self->names[name].type != TAG_MISC &&
            self->names[name].type != TAG_EVENT)
            return false;
    }
    return true;
}

/* "Quarry Close", "Salandi Dam". */
static bool is_place_head(const struct view *view, uint32_t at)
{
    static const char *const heads[] = {
        "street",    "road",    "avenue",     "boulevard", "close",
        "crescent",  "terrace", "square",     "river",     "lake",
        "valley",    "island",  "islands",    "dam",       "bridge",
        "mountains", "beach",   "airport",    "station",   "harbour",
        "harbor",    "bay",     "creek",      "reservoir", "village",
        "district",  "county",  "province",   "heights",   "wharf",
        "quay",      "mews",    "roundabout", "ridge",     "glacier",
        "lane",      NULL};

    return (view->lex[at] & LEX_PLACE_HEAD) && view_is_one(view, at, heads);
}

/* "Upper Venn", "Great Sallow": what only places are called. */
static bool is_place_lead(const struct view *view, uint32_t at)
{
    static const char *const leads[] = {"upper",  "lower",  "nether", "great",
                                        "little", "higher", "east",   "west",
                                        "north",  "south",  NULL};

    return view_is_one(view, at, leads);
}

static void read_place(struct heads *self, uint32_t last)
{
    const struct view *view = self->view;
    uint32_t start;

    if (view->chunk_end[last] != last + 1 || view->chunk[last] == last ||
        view_is_headline(view, last) ||
        view->tokens->cls[last] != STET_TOKEN_WORD)
        return;
    start = chunk_start(view, last);
    if (start == last || last - start > 2 ||
        stet_token_is(view->tokens, start, "wall"))
        return; /* Wall Street is no street */
    if ((is_place_head(view, last) ||
         (last == start + 1 && is_place_lead(view, start) &&
          !(view->gaz[last] & (GAZ_COMMON | GAZ_DEMONYM)))) &&
        is_nobody(self, (Span){start, last + 1}))
        take(self, (Span){start, last + 1}, TAG_PLACE);
}

/* ---- what is said beside a name ----------------------------------------- */

static const char *const body_nouns[] = {
    "firm",         "company",      "charity",
    "union",        "retailer",     "airline",
    "newspaper",    "insurer",      "lender",
    "carmaker",     "maker",        "broadcaster",
    "publisher",    "supermarket",  "watchdog",
    "regulator",    "agency",       "start-up",
    "startup",      "organisation", "organization",
    "nonprofit",    "non-profit",   "consultancy",
    "developer",    "subsidiary",   "newspaper",
    "daily",        "tabloid",      "weekly",
    "manufacturer", "conglomerate", "think-tank",
    "thinktank",    "ngo",          "brewer",
    "operator",     "distributor",  "wholesaler",
    "foundation",   "militia",      "ministry",
    "retailers",    "unit",         "arm",
    "league",       "club",         "band",
    "gallery",      "quango",       NULL};

static const char *const place_nouns[] = {
    "village", "town",         "city",          "suburb",     "hamlet",
    "island",  "river",        "county",        "province",   "district",
    "region",  "port",         "state",         "capital",    "parish",
    "borough", "neighborhood", "neighbourhood", "settlement", "mountain",
    "valley",  "lake",         "street",        NULL};

/* The kind of what a noun can be said of: TAG_ORG, TAG_PLACE or 0. */
static uint32_t kind_of_noun(const struct view *view, uint32_t at)
{
    if (view_is_capital(view, at))
        return 0;
    return view_is_one(view, at, body_nouns)    ? TAG_ORG
           : view_is_one(view, at, place_nouns) ? TAG_PLACE
                                                : 0;
}

/* ", a Danish lender that", ", the workers' union,": the noun that heads the
 * group from `at`, STET_NONE where it is no group of this kind. */
static uint32_t group_head(const struct view *view, uint32_t at)
{
    uint32_t end = at + 1;

    if (!(view_lex(view, at) & LEX_DET))
        return STET_NONE;
    for (; end < at + REACH && view_together(view, at, end); end++) {
        uint8_t cls = view->tokens->cls[end];
        if (cls == STET_TOKEN_CLITIC)
            continue; /* the workers' union, the city's paper */
        if (view->lex[end] & (LEX_BE | LEX_AUX | LEX_SAY))
            return STET_NONE; /* "Later, the firm was" */
        if ((view->lex[end] & (LEX_PREP | LEX_RELATIVE | LEX_CONJ | LEX_DET)) ||
            str_ends(view->tokens->folded[end], STR("ed")))
            break;
        if (cls == STET_TOKEN_QUOTE_OPEN || cls == STET_TOKEN_QUOTE_CLOSE ||
            (cls == STET_TOKEN_PUNCT && !view_is_mark(view, end, '-')))
            break;
    }
    return end - 1 > at ? end - 1 : STET_NONE;
}

/* What the words behind a name or before it say it is. */
static uint32_t apposed_kind(const struct view *view, Span span)
{
    uint32_t head = STET_NONE;

    if (view_is_mark(view, span.end, ',') &&
        view_together(view, span.start, span.end + 1))
        head = group_head(view, span.end + 1);
    if (head != STET_NONE)
        return kind_of_noun(view, head);
    if (span.start > 2 && view_is_mark(view, span.start - 1, ',') &&
        view_together(view, span.start - 3, span.start) &&
        view_is_mark(view, span.end, ',')) {
        uint32_t noun = span.start - 2;
        if (view->lex[noun - 1] & LEX_DET ||
            view->tokens->cls[noun - 1] == STET_TOKEN_WORD)
            return kind_of_noun(view, noun);
    }
    return 0;
}

/* A name of one word or two, which may be anybody's, is what is said of it. */
static void read_apposed(struct heads *self, uint32_t name)
{
    const struct view *view = self->view;
    Span span = self->names[name].tokens;
    uint32_t kind, own = self->names[name].type;

    if (span.end - span.start > 3 || view_is_headline(view, span.start) ||
        (view->gaz[span.start] & GAZ_FORENAME && own == TAG_PERSON &&
         span.end - span.start > 1))
        return;
    if (own == TAG_PERSON &&
        view_lex(view, span.start - 1) & (LEX_TITLE | LEX_HONORIFIC))
        return;
    kind = apposed_kind(view, span);
    if (kind && (kind != own || self->names[name].weak) &&
        (own != TAG_PLACE || kind != TAG_ORG))
        self->found[self->count++] = spans_sure(span, kind);
}

static void read_all(struct heads *self, uint32_t count)
{
    uint32_t name = 0;

    for (uint32_t i = 0; i < self->view->tokens->count; i++) {
        if (view_is_capital(self->view, i)) {
            if (!read_firm(self, i))
                read_body(self, i);
            read_place(self, i);
        }
        for (; name < count && self->names[name].tokens.end == i + 1; name++)
            read_apposed(self, name);
    }
}

/* The found names in place of those that they cover. */
static uint32_t merge(const struct heads *self, uint32_t count,
                      struct tagged *out)
{
    uint32_t kept = 0, found = 0;

    for (uint32_t n = 0; n <= count; n++) {
        uint32_t end = n < count ? self->names[n].tokens.end : UINT32_MAX;
        for (; found < self->count && self->found[found].tokens.start < end;
             found++)
            if (!kept ||
                out[kept - 1].tokens.end <= self->found[found].tokens.start)
                out[kept++] = self->found[found];
        if (n < count &&
            (!kept || out[kept - 1].tokens.end <= self->names[n].tokens.start))
            out[kept++] = self->names[n];
    }
    return kept;
}

uint32_t heads_join(const struct view *view, const struct tagged *names,
                    uint32_t count, struct arena *arena,
                    struct tagged **out_names)
{
    size_t room = view->tokens->count;
    uint32_t *over = ARENA_ARRAY(arena, uint32_t, room + 1);
    struct heads self = {
        .view = view,
        .names = names,
        .over = over,
        .found = ARENA_ARRAY(arena, struct tagged, room + 1),
    };

    for (uint32_t i = 0; i <= room; i++)
        over[i] = STET_NONE;
    for (uint32_t n = 0; n < count; n++)
        for (uint32_t i = names[n].tokens.start; i < names[n].tokens.end; i++)
            over[i] = n;
    read_all(&self, count);
    *out_names = ARENA_ARRAY(arena, struct tagged, room * 2 + 1);
    return merge(&self, count, *out_names);
}

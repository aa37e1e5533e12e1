#include "names/people.h"

#include "names/gazetteer.h"
#include "names/spans.h"
#include "names/states.h"

#include "stet/text.h"

#define PHRASE_REACH 24u /* tokens that one role may take */
#define LEFT_REACH 10u   /* tokens of a title before a name */
#define AGE_MAX 119

/* ---- small questions --------------------------------------------------- */

static bool is_comma(const struct view *view, uint32_t at)
{
    return view_is_mark(view, at, ',');
}

static bool is_small(const struct view *view, uint32_t at)
{
    return at < view->tokens->count &&
           view->tokens->cls[at] == STET_TOKEN_WORD &&
           !(view->tokens->flags[at] & STET_TOKEN_CAPITAL);
}

/* A small word that looks like a finite verb. */
static bool is_verb(const struct view *view, uint32_t at)
{
    Str word;

    if (view_lex(view, at) & (LEX_SAY | LEX_BE | LEX_AUX))
        return true;
    if (!is_small(view, at) ||
        (view->lex[at] & (LEX_ROLE_MOD | LEX_ROLE_NOUN | LEX_PREP)))
        return false;
    word = view->tokens->folded[at];
    return word.len > 3 && str_ends(word, STR("ed"));
}

/* A verb, or a word in -s that may be one: what a subject goes before. */
static bool is_predicate(const struct view *view, uint32_t at)
{
    Str word;

    if (is_verb(view, at))
        return true;
    if (!is_small(view, at) || (view->lex[at] & (LEX_PREP | LEX_DET | LEX_CONJ |
                                                 LEX_PRONOUN | LEX_RELATIVE)))
        return false;
    word = view->tokens->folded[at];
    return (view->gaz[at] & GAZ_COMMON) && word.len > 3 &&
           !str_ends(word, STR("ly")) && !str_ends(word, STR("ing"));
}

bool people_is_role_head(const struct view *view, uint32_t at)
{
    uint32_t lex = view_lex(view, at), gaz = view_gaz(view, at);

    if (at >= view->tokens->count || view->tokens->cls[at] != STET_TOKEN_WORD)
        return false;
    if (lex & (LEX_ROLE_NOUN | LEX_TITLE))
        return true;
    return (gaz & GAZ_OCCUPATION) && !(gaz & (GAZ_CITY | GAZ_COUNTRY)) &&
           !(lex & (LEX_PREP | LEX_DET | LEX_SAY | LEX_BE | LEX_AUX |
                    LEX_NUMBER | LEX_PRONOUN | LEX_CONJ | LEX_ORG_HEAD));
}

static struct said *add_said(struct people *self, uint32_t kind, Span tokens,
                             uint32_t person)
{
    if (self->said_count == self->said_room) {
        uint32_t room = self->said_room ? self->said_room * 2 : 32;
        struct said *more = ARENA_ARRAY(self->arena, struct said, room);
        if (self->said_count)
            memcpy(more, self->said, self->said_count * sizeof *more);
        self->said = more;
        self->said_room = room;
    }
    struct said *said = &self->said[self->said_count++];
    *said = (struct said){
        .kind = kind,
        .tokens = tokens,
        .person = person,
        .pronoun = NO_ONE,
        .head = STET_NONE,
        .confidence = 850,
    };
    return said;
}

static bool is_free(const struct people *self, Span span)
{
    for (uint32_t i = span.start; i < span.end; i++)
        if (self->taken[i])
            return false;
    return true;
}

static struct said *add_role(struct people *self, Span span, uint32_t person,
                             uint32_t head)
{
    const struct view *view = self->view;
    struct said *role;

    if (span.end <= span.start || !is_free(self, span))
        return NULL;
    for (uint32_t i = span.start; i < span.end; i++)
        self->taken[i] = 1;
    role = add_said(self, SAID_ROLE, span, person);
    role->head = head;
    if (head != STET_NONE) {
        role->signs |= view->lex[head] & LEX_MALE ? SIGN_MALE : 0;
        role->signs |= view->lex[head] & LEX_FEMALE ? SIGN_FEMALE : 0;
        role->signs |= view->lex[head] & LEX_KIN ? SIGN_KIN : 0;
    }
    return role;
}

static bool is_person(const struct people *self, uint32_t at)
{
    return at < self->view->tokens->count && self->name_at[at] != NO_ONE &&
           self->names[self->name_at[at]].type == TAG_PERSON;
}

/* ---- noun phrases ------------------------------------------------------ */

/* Where a phrase that begins at `at` must end at the latest. */
static uint32_t phrase_limit(const struct people *self, uint32_t at)
{
    const struct view *view = self->view;
    uint32_t end = at;
    bool after_relative = false;

    for (; end < view->tokens->count && end < at + PHRASE_REACH; end++) {
        uint8_t cls = view->tokens->cls[end];

        if (!view_together(view, at, end))
            break;
        if (cls == STET_TOKEN_QUOTE_OPEN || cls == STET_TOKEN_QUOTE_CLOSE ||
            cls == STET_TOKEN_URL)
            break;
        if (cls == STET_TOKEN_PUNCT && !view_is_mark(view, end, '-') &&
            !view_is_mark(view, end, '&') && !view_is_mark(view, end, '/'))
            break;
        if (end > at && (view->lex[end] & LEX_RELATIVE))
            break;
        if (end > at && cls != STET_TOKEN_CLITIC && is_verb(view, end) &&
            !after_relative)
            break;
    }
    return end;
}

/*
 * The noun that heads the phrase [at, limit): the last role noun before the
 * first preposition. STET_NONE where there is none or something else ends the
 * noun group ("the senator's house").
 */
static uint32_t phrase_head(const struct people *self, Span span)
{
    const struct view *view = self->view;
    uint32_t head = STET_NONE;

    for (uint32_t i = span.start; i < span.end; i++) {
        uint32_t lex = view->lex[i];

        if (i > span.start && (lex & LEX_PREP))
            break;
        if (i > span.start && (lex & LEX_PAIR)) {
            if (head != STET_NONE)
                break;
            continue;
        }
        if (view->tokens->cls[i] == STET_TOKEN_CLITIC ||
            view->tokens->cls[i] == STET_TOKEN_APOSTROPHE) {
            head = STET_NONE;
            continue;
        }
        if (is_person(self, i) && head != STET_NONE)
            return head;
        head = people_is_role_head(view, i) ? i : STET_NONE;
    }
    return head;
}

/* "the", "a", "his", or a name with 's: what a phrase on its own starts with.
 */
static bool opens_phrase(const struct view *view, uint32_t at)
{
    return (view_lex(view, at) & LEX_DET) != 0;
}

/* Token `at` begins what is said beside the office: since when, from where,
 * for how long. */
static bool leaves_role(const struct view *view, uint32_t at)
{
    const stet_tokens *tokens = view->tokens;

    if (stet_token_is(tokens, at, "since") || stet_token_is(tokens, at, "with"))
        return true;
    if (stet_token_is(tokens, at, "from"))
        return view_is_capital(view, at + 1);
    if (stet_token_is(tokens, at, "in"))
        return (view_gaz(view, at + 1) & GAZ_PLACE) &&
               view_is_capital(view, at + 1);
    return (stet_token_is(tokens, at, "for") ||
            stet_token_is(tokens, at, "of")) &&
           at + 1 < tokens->count && tokens->cls[at + 1] == STET_TOKEN_NUMBER;
}

/* The end of a role phrase from `at`, its head in *out_head; 0 for none. */
static uint32_t role_phrase(const struct people *self, uint32_t at,
                            uint32_t *out_head)
{
    const struct view *view = self->view;
    uint32_t limit = phrase_limit(self, at);
    uint32_t head = phrase_head(self, (Span){at, limit});

    if (head == STET_NONE)
        return 0;
    for (uint32_t i = at; i < limit; i++)
        if (is_person(self, i) && i > head)
            limit = i; /* "the senator Jane Doe" */
    /* a second noun group behind "and": the caller looks at it by itself */
    for (uint32_t i = head + 1; i + 1 < limit; i++)
        if ((view->lex[i] & LEX_PAIR) && opens_phrase(view, i + 1)) {
            Span rest = {i + 1, phrase_limit(self, i + 1)};
            if (phrase_head(self, rest) != STET_NONE)
                limit = i;
        }
    for (uint32_t i = head + 1; i < limit; i++)
        if (leaves_role(view, i))
            limit = i;
    while (limit > head + 1 &&
           (view->lex[limit - 1] & (LEX_PREP | LEX_CONJ | LEX_DET)))
        limit--;
    *out_head = head;
    return limit;
}

/* ---- affiliations ------------------------------------------------------ */

static const struct {
    const char *written;
    const char *party;
} parties[] = {
    {"r", "Republican"},
    {"d", "Democrat"},
    {"i", "Independent"},
    {"l", "Libertarian"},
    {"dfl", "Democrat"},
    {"rep", "Republican"},
    {"dem", "Democrat"},
    {"gop", "Republican"},
    {"ind", "Independent"},
    {"lab", "Labour"},
    {"con", "Conservative"},
    {"tory", "Conservative"},
    {"ld", "Liberal Democrat"},
    {"lib dem", "Liberal Democrat"},
    {"libdem", "Liberal Democrat"},
    {"lib", "Liberal"},
    {"snp", "Scottish National Party"},
    {"dup", "Democratic Unionist"},
    {"ukip", "UKIP"},
    {"plaid", "Plaid Cymru"},
    {"green", "Green"},
    {"labour", "Labour"},
    {"labor", "Labor"},
    {"conservative", "Conservative"},
    {"conservatives", "Conservative"},
    {"republican", "Republican"},
    {"democrat", "Democrat"},
    {"democratic", "Democrat"},
    {"independent", "Independent"},
    {"liberal", "Liberal"},
    {"liberal democrat", "Liberal Democrat"},
    {"libertarian", "Libertarian"},
    {"socialist", "Socialist"},
    {"nationals", "Nationals"},
    {"social democrat", "Social Democrat"},
    {"new democrat", "New Democrat"},
    {"christian democrat", "Christian Democrat"},
};

static const char *party_of(Str written)
{
    for (size_t i = 0; i < sizeof parties / sizeof *parties; i++)
        if (stet_is(written, parties[i].written))
            return parties[i].party;
    return NULL;
}

/* The party named by token `at`, or by it and the next. */
static const char *party_at(const struct view *view, uint32_t at,
                            uint32_t *out_end)
{
    char both[40];
    Str a, b;
    const char *party = NULL;

    if (at >= view->tokens->count)
        return NULL;
    a = view->tokens->folded[at];
    if (a.len && a.ptr[a.len - 1] == '.')
        a.len--;
    *out_end = at + 1;
    if (at + 1 < view->tokens->count) {
        b = view->tokens->folded[at + 1];
        if (a.len + b.len + 1 < sizeof both) {
            memcpy(both, a.ptr, a.len);
            both[a.len] = ' ';
            memcpy(both + a.len + 1, b.ptr, b.len);
            party = party_of((Str){both, a.len + b.len + 1});
        }
    }
    if (party) {
        *out_end = at + 2;
        return party;
    }
    return party_of(a);
}

static Str join(struct arena *arena, Str a, Str b)
{
    char *out = arena_alloc(arena, (size_t)a.len + b.len + 2);

    memcpy(out, a.ptr, a.len);
    if (!b.len)
        return (Str){out, a.len};
    memcpy(out + a.len, ", ", 2);
    memcpy(out + a.len + 2, b.ptr, b.len);
    return (Str){out, a.len + 2 + b.len};
}

/* The bytes of tokens [start, end), or less if very long. */
static Str words_of(const struct view *view, uint32_t start, uint32_t end)
{
    Str text;

    if (end <= start)
        return (Str){"", 0};
    text = stet_slice(view->block->text, stet_bytes(view->tokens, start, end));
    return str_cut(text, 0, 200);
}

/* A place in an affiliation: a state's name for what it is shortened to. */
static Str place_name(const struct view *view, uint32_t start, uint32_t end)
{
    Str written = words_of(view, start, end);
    uint32_t style;
    const struct state *state = states_find(written, &style);

    return state ? state->name : written;
}

/* The dot behind "Virg" in "R-Virg., said", a shortening that the tokens do not
 * know for one: no sentence ends there. */
static bool is_dot_of_state(const struct view *view, uint32_t place,
                            uint32_t end)
{
    uint32_t style;

    return view_is_mark(view, end, '.') &&
           (is_comma(view, end + 1) || view_is_mark(view, end + 1, ')')) &&
           states_find(words_of(view, place, end + 1), &style) != NULL;
}

/* "R-Neb." or "Ind, Corvedale" from `at`: its end; 0 where there is none. */
static uint32_t party_and_place(struct people *self, uint32_t at,
                                uint32_t person, bool bracketed)
{
    const struct view *view = self->view;
    uint32_t party_end = 0, end, place;
    const char *party;
    struct said *said;

    if (at >= view->tokens->count || !view_is_capital(view, at))
        return 0;
    party = party_at(view, at, &party_end);
    if (!party)
        return 0;
    bool hyphen = view_is_mark(view, party_end, '-') ||
                  (party_end < view->tokens->count &&
                   stet_is(view->tokens->norm[party_end], "–"));
    if (!hyphen && !bracketed)
        return 0;
    place = end = party_end;
    if (hyphen || is_comma(view, party_end))
        place = end = party_end + 1;
    while (end < view->tokens->count && end < place + 4 &&
           view_is_capital(view, end))
        end++;
    if (hyphen && end == place)
        return 0;
    end += hyphen && is_dot_of_state(view, place, end);
    if (bracketed && !view_is_mark(view, end, ')'))
        return 0;
    said = add_said(self, SAID_AFFILIATION, (Span){at, end}, person);
    said->value =
        join(self->arena, str_from_c(party), place_name(view, place, end));
    said->confidence = 980;
    for (uint32_t i = at; i < end; i++) {
        self->taken[i] = 1;
        if (self->name_at[i] != NO_ONE) /* "D-Maine" is no place */
            self->names[self->name_at[i]].type = 0;
        self->name_at[i] = NO_ONE;
    }
    return end;
}

/* The end of a party's word at `at`, by which a member of it may be called. */
static uint32_t party_word(const struct view *view, uint32_t at,
                           const char **out_party)
{
    uint32_t end = 0;

    if (!view_is_capital(view, at) || view->tokens->folded[at].len < 4)
        return 0;
    *out_party = party_at(view, at, &end);
    return *out_party ? end : 0;
}

/*
 * "a Republican from Ohio", "the Labour MP for Harrogate": party and place.
 * `span` is the phrase, with its article. Returns the end of what is said, 0
 * where no party is named. "the senior Democrat on the panel" is an office.
 */
static uint32_t party_phrase(struct people *self, Span span, uint32_t person)
{
    const struct view *view = self->view;
    const char *party;
    uint32_t end = party_word(view, span.start + 1, &party), place = span.end;

    if (!end || end > span.end)
        return 0;
    for (uint32_t k = end; k + 1 < span.end && place == span.end; k++)
        if ((view->lex[k] & LEX_PREP) && view_is_capital(view, k + 1))
            place = k + 1;
    if (end < span.end && (view->lex[end] & LEX_PREP) && place != end + 1)
        span.end = end; /* "a Democrat in her second term" */
    struct said *said = add_said(self, SAID_AFFILIATION, span, person);
    said->value =
        join(self->arena, str_from_c(party), place_name(view, place, span.end));
    return span.end;
}

/* ---- ages -------------------------------------------------------------- */

static const char *const number_words[] = {
    "zero",    "one",     "two",       "three",    "four",
    "five",    "six",     "seven",     "eight",    "nine",
    "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};

/* Years that token `at` says, in figures or words; -1 where it says none. */
static int32_t years_at(const struct view *view, uint32_t at)
{
    Str word;
    int32_t years = 0;

    if (at >= view->tokens->count)
        return -1;
    word = view->tokens->folded[at];
    if (view->tokens->cls[at] == STET_TOKEN_NUMBER) {
        for (uint32_t i = 0; i < word.len; i++) {
            if (word.ptr[i] < '0' || word.ptr[i] > '9' || i > 2)
                return -1;
            years = years * 10 + (word.ptr[i] - '0');
        }
        return years >= 1 && years <= AGE_MAX ? years : -1;
    }
    if (!(view->lex[at] & LEX_NUMBER))
        return -1;
    for (int32_t i = 1; i < 20; i++)
        if (stet_is(word, number_words[i]))
            return i;
    return -1;
}

/* What may follow an age that stands alone. */
static bool ends_age(const struct view *view, uint32_t at)
{
    if (at >= view->tokens->count)
        return true;
    return is_comma(view, at) || view_is_mark(view, at, '.') ||
           view_is_mark(view, at, ';') || view_is_mark(view, at, ')') ||
           (view_lex(view, at) & (LEX_PAIR | LEX_RELATIVE)) ||
           stet_token_is(view->tokens, at, "when");
}

static struct said *add_age(struct people *self, Span span, int32_t years,
                            uint32_t person, uint32_t pronoun)
{
    struct said *age;

    if (!is_free(self, span))
        return NULL;
    age = add_said(self, SAID_AGE, span, person);
    age->age = years;
    age->pronoun = pronoun;
    age->confidence = 950;
    for (uint32_t i = span.start; i < span.end; i++)
        self->taken[i] = 1;
    return age;
}

/* "62", "aged 62", "age 62" from `at`, alone between commas: its end, or 0. */
static uint32_t bare_age(struct people *self, uint32_t at, uint32_t person)
{
    const struct view *view = self->view;
    bool told = stet_token_is(view->tokens, at, "aged") ||
                stet_token_is(view->tokens, at, "age");
    int32_t years = years_at(view, told ? at + 1 : at);
    uint32_t end = at + (told ? 2 : 1);

    if (years < 0 || (!told && !ends_age(view, end)))
        return 0;
    if (!told && (view->lex[at] & LEX_NUMBER))
        return 0;
    struct said *age =
        add_age(self, (Span){end - 1, end}, years, person, NO_ONE);
    if (age && !told)
        age->signs |= SIGN_APART;
    return end;
}

/* "62-year-old" from `at`: its end, or 0. */
static uint32_t year_old(const struct view *view, uint32_t at, int32_t *out)
{
    uint32_t i = at + 1;

    *out = years_at(view, at);
    if (*out < 0)
        return 0;
    i += view_is_mark(view, i, '-');
    if (!stet_token_is(view->tokens, i, "year"))
        return 0;
    i++;
    i += view_is_mark(view, i, '-');
    if (!stet_token_is(view->tokens, i, "old"))
        return 0;
    return i + 1;
}

/* ---- what commas add behind a name ------------------------------------- */

/* "who heads the delegation" from `at`: its end, or 0. */
static uint32_t who_clause(struct people *self, uint32_t at, uint32_t person)
{
    static const char *const verbs[] = {
        "heads",  "leads", "runs",    "chairs",     "directs", "manages",
        "owns",   "edits", "coaches", "represents", "founded", "oversees",
        "headed", "led",   "chaired", "ran",        "teaches", "commands",
    };
    const struct view *view = self->view;
    uint32_t end;

    if (!stet_token_is(view->tokens, at, "who") ||
        at + 2 >= view->tokens->count)
        return 0;
    size_t verb = 0;
    while (verb < sizeof verbs / sizeof *verbs &&
           !stet_token_is(view->tokens, at + 1, verbs[verb]))
        verb++;
    if (verb == sizeof verbs / sizeof *verbs)
        return 0;
    end = at + 2;
    while (end < view->tokens->count && end < at + 12 &&
           view_together(view, at, end) &&
           view->tokens->cls[end] != STET_TOKEN_PUNCT &&
           view->tokens->cls[end] != STET_TOKEN_QUOTE_OPEN &&
           !(view->lex[end] & (LEX_SAY | LEX_PAIR)))
        end++;
    struct said *role = add_role(self, (Span){at, end}, person, STET_NONE);
    if (role)
        role->confidence = 600;
    return end;
}

/* A phrase that says what somebody is does not begin with a verb, nor with
 * "in a gray suit", "whose brother", "whether the mayor". */
static bool may_open_role(const struct view *view, uint32_t at)
{
    if (at >= view->tokens->count || view->tokens->cls[at] != STET_TOKEN_WORD)
        return false;
    if (view->lex[at] & LEX_DET)
        return true;
    return !(view->lex[at] & (LEX_PREP | LEX_RELATIVE | LEX_CONJ | LEX_PRONOUN |
                              LEX_SAY | LEX_BE | LEX_AUX)) &&
           !is_verb(view, at);
}

/* A role phrase, or two joined by "and", behind a comma: the end, or 0. */
static uint32_t roles_after(struct people *self, uint32_t at, uint32_t person)
{
    const struct view *view = self->view;
    uint32_t last = 0;

    for (uint32_t round = 0; round < 3; round++) {
        uint32_t head = STET_NONE, limit, end;
        const char *party;

        if (!may_open_role(view, at))
            return last;
        limit = phrase_limit(self, at);
        end = role_phrase(self, at, &head);
        bool is_member =
            end && head == at + 1 && party_word(view, head, &party);
        if ((!end || is_member) && opens_phrase(view, at))
            return party_phrase(self, (Span){at, limit}, person);
        if (!end || is_person(self, end))
            return last;
        if (!add_role(self, (Span){at, end}, person, head))
            return last;
        if (opens_phrase(view, at))
            party_phrase(self, (Span){at, end}, person);
        last = end;
        if (!(view_lex(view, end) & LEX_PAIR))
            return last;
        at = end + 1;
    }
    return last;
}

static uint32_t brackets_after(struct people *self, uint32_t at,
                               uint32_t person)
{
    const struct view *view = self->view;
    int32_t years;

    if (!view_is_mark(view, at, '('))
        return 0;
    uint32_t end = party_and_place(self, at + 1, person, true);
    if (end)
        return end + 1;
    years = years_at(view, at + 1);
    if (years > 0 && view_is_mark(view, at + 2, ')') &&
        view->tokens->cls[at + 1] == STET_TOKEN_NUMBER) {
        add_age(self, (Span){at + 1, at + 2}, years, person, NO_ONE);
        return at + 3;
    }
    return 0;
}

/* ", 62, R-Neb., a member of ..., who runs ..." behind the person. */
static void read_after(struct people *self, uint32_t person)
{
    const struct view *view = self->view;
    uint32_t at = self->names[person].tokens.end;

    /* a suffix that is an office: KC, MP */
    if (at < view->tokens->count && view_is_capital(view, at) &&
        (view->lex[at] & LEX_SUFFIX) && self->name_at[at] == NO_ONE) {
        add_role(self, (Span){at, at + 1}, person, at);
        at++;
    }
    uint32_t behind = brackets_after(self, at, person);
    if (behind)
        at = behind;
    for (uint32_t round = 0; round < 4; round++) {
        uint32_t next;

        if (!is_comma(view, at) || !view_together(view, at, at + 1))
            return;
        next = party_and_place(self, at + 1, person, false);
        if (!next)
            next = bare_age(self, at + 1, person);
        if (!next)
            next = who_clause(self, at + 1, person);
        if (!next)
            next = roles_after(self, at + 1, person);
        if (!next)
            return;
        at = next;
    }
}

/* "Jane Doe of Oxford University": an organisation that is hers. */
static void read_of(struct people *self, uint32_t person)
{
    const struct view *view = self->view;
    uint32_t at = self->names[person].tokens.end, first;
    struct said *said;

    if (at + 1 >= view->tokens->count || !view_together(view, at - 1, at + 1))
        return;
    if (!stet_token_is(view->tokens, at, "of") &&
        !stet_token_is(view->tokens, at, "from") &&
        !stet_token_is(view->tokens, at, "with"))
        return;
    first = at + 1;
    if (stet_token_is(view->tokens, first, "the"))
        first++;
    if (first >= view->tokens->count || self->name_at[first] == NO_ONE ||
        self->names[self->name_at[first]].type != TAG_ORG)
        return;
    Span org = self->names[self->name_at[first]].tokens;
    said = add_said(self, SAID_AFFILIATION, org, person);
    said->value = words_of(view, org.start, org.end);
    said->confidence = 600;
}

/* ---- titles before a name ---------------------------------------------- */

/* A token that a title may have before its head. */
static bool modifies(const struct people *self, uint32_t at)
{
    const struct view *view = self->view;
    uint32_t lex = view_lex(view, at);

    if (view->tokens->cls[at] == STET_TOKEN_CLITIC)
        return view->tokens->folded[at].len == 2 &&
               stet_is(view->tokens->folded[at], "'s");
    if (view_is_mark(view, at, '-'))
        return at > 0 && !(view->tokens->flags[at] & STET_TOKEN_SPACED);
    if (view->tokens->cls[at] != STET_TOKEN_WORD || is_person(self, at))
        return false;
    if (lex & (LEX_DET | LEX_CONJ | LEX_PRONOUN | LEX_RELATIVE | LEX_SAY |
               LEX_BE | LEX_AUX | LEX_WEEKDAY | LEX_MONTH | LEX_PAIR))
        return false;
    if (lex & LEX_ROLE_MOD)
        return true;
    if (lex & LEX_PREP)
        return false;
    return view_is_capital(view, at) || !is_verb(view, at);
}

/* Small words before a title that may be of it: at most two in a row, none
 * at a distance from the head that only a verb would have. */
static uint32_t title_start(const struct people *self, uint32_t head)
{
    const struct view *view = self->view;
    uint32_t at = head, small = 0;

    while (at > 0 && head - at < LEFT_REACH &&
           view_together(view, at - 1, head) && modifies(self, at - 1)) {
        bool is_known = view_is_capital(view, at - 1) ||
                        (view->lex[at - 1] & (LEX_ROLE_MOD | LEX_ROLE_NOUN)) ||
                        view->tokens->cls[at - 1] != STET_TOKEN_WORD;
        if (!is_known && (view_is_capital(view, head) || ++small > 2))
            break; /* "appease President", "the yoga teacher" */
        at--;
    }
    while (at < head && (view_is_mark(view, at, '-') ||
                         view->tokens->cls[at] == STET_TOKEN_CLITIC))
        at++;
    return at;
}

/* "Secretary of State", "Minister for Housing" ending before `end`. */
static uint32_t office_of(const struct people *self, uint32_t end)
{
    const struct view *view = self->view;
    uint32_t at = end;

    while (at > 0 && end - at < 5 && view_is_capital(view, at - 1) &&
           view_together(view, at - 1, end))
        at--;
    if (at == end || at < 2)
        return STET_NONE;
    at--;
    if (stet_token_is(view->tokens, at, "the") && at > 0)
        at--;
    if (!stet_token_is(view->tokens, at, "of") &&
        !stet_token_is(view->tokens, at, "for"))
        return STET_NONE;
    if (at == 0 || !view_is_capital(view, at - 1) ||
        !people_is_role_head(view, at - 1))
        return STET_NONE;
    return at - 1;
}

/* An honorific that is no office of its own. */
static bool is_plain_honorific(const struct view *view, uint32_t at)
{
    static const char *const plain[] = {
        "mr",    "mr.",    "mrs",      "mrs.",   "ms",    "ms.",  "miss",
        "m.",    "mx",     "mme",      "mme.",   "mlle",  "frau", "herr",
        "señor", "señora", "monsieur", "madame", "signor"};

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (stet_token_is(view->tokens, at, plain[i]))
            return true;
    return false;
}

static void read_title(struct people *self, uint32_t person)
{
    const struct view *view = self->view;
    uint32_t end = self->names[person].tokens.start, head = end - 1, start;
    struct said *role;

    if (end == 0 || !view_together(view, end - 1, end))
        return;
    while (head > 0 && (view->lex[head] & LEX_HONORIFIC) &&
           !is_plain_honorific(view, head) && view_is_capital(view, head)) {
        role = add_role(self, (Span){head, head + 1}, person, head);
        if (!role)
            return;
        end = head--;
        if (!view_together(view, head, end))
            return;
    }
    if (head == 0 && (view->lex[0] & LEX_HONORIFIC) &&
        !is_plain_honorific(view, 0) && view_is_capital(view, 0))
        add_role(self, (Span){0, 1}, person, 0);
    if (is_plain_honorific(view, head)) {
        if (head == 0)
            return;
        end = head--;
    }
    if (is_person(self, head))
        return;
    if (people_is_role_head(view, head) &&
        !(view->lex[head] & (LEX_SAY | LEX_PREP | LEX_HONORIFIC))) {
        start = title_start(self, head);
    } else {
        start = office_of(self, end);
        if (start == STET_NONE)
            return;
        head = start;
        start = title_start(self, head);
    }
    add_role(self, (Span){start, end}, person, head);
}

/* A token that no phrase before a name goes across. */
static bool ends_phrase_before(const struct people *self, uint32_t at)
{
    const struct view *view = self->view;
    uint8_t cls = view->tokens->cls[at];

    if (cls == STET_TOKEN_CLITIC)
        return false;
    return self->taken[at] || is_verb(view, at) ||
           cls == STET_TOKEN_QUOTE_CLOSE || cls == STET_TOKEN_QUOTE_OPEN ||
           (cls == STET_TOKEN_PUNCT && !view_is_mark(view, at, '-'));
}

/* "Raul Ibarra's" from the name that token `at` ends: its first token, or
 * STET_NONE where nothing is owned. */
static uint32_t owner_start(const struct people *self, uint32_t at)
{
    const struct view *view = self->view;
    Span name = self->names[self->name_at[at]].tokens;
    uint8_t cls = name.end < view->tokens->count ? view->tokens->cls[name.end]
                                                 : STET_TOKEN_PUNCT;

    return cls == STET_TOKEN_CLITIC || cls == STET_TOKEN_APOSTROPHE ? name.start
                                                                    : STET_NONE;
}

/* Where the role phrase that ends at `end` begins, its head in *out_head;
 * STET_NONE where there is none. Of "a spokesman for the governor" the
 * longer is meant. */
static uint32_t phrase_before(const struct people *self, uint32_t end,
                              uint32_t *out_head)
{
    const struct view *view = self->view;
    uint32_t at, start = STET_NONE;

    for (at = end; at > 0 && end - at < PHRASE_REACH; at--) {
        uint32_t head = STET_NONE;
        if (!view_together(view, at - 1, end) ||
            ends_phrase_before(self, at - 1))
            break;
        if (is_person(self, at - 1)) {
            uint32_t owner = owner_start(self, at - 1);
            if (start == STET_NONE && owner != STET_NONE &&
                role_phrase(self, at, &head) == end)
                return *out_head = head, owner;
            return start;
        }
        if (start != STET_NONE && !(view_lex(view, start - 1) & LEX_PREP))
            return start;
        if (opens_phrase(view, at - 1) &&
            role_phrase(self, at - 1, &head) == end) {
            start = at - 1;
            *out_head = head;
        }
    }
    if (start != STET_NONE)
        return start;
    /* without an article: "Leeds' head coach, Stan Gilbey," */
    return at < end && end - at > 1 && view_is_capital(view, at) &&
                   role_phrase(self, at, out_head) == end
               ? at
               : STET_NONE;
}

/* "Its director, Owen Pryor," : the role stands before, between commas; so
 * does "a digger driver named Joe Bright". */
static void read_before(struct people *self, uint32_t person)
{
    const struct view *view = self->view;
    uint32_t name = self->names[person].tokens.start, head = STET_NONE, start;

    while (name > 0 && (view_lex(view, name - 1) & (LEX_HONORIFIC | LEX_TITLE)))
        name--;
    if (name < 2 || !(is_comma(view, name - 1) ||
                      stet_token_is(view->tokens, name - 1, "named") ||
                      stet_token_is(view->tokens, name - 1, "called")))
        return;
    start = phrase_before(self, name - 1, &head);
    if (start != STET_NONE)
        add_role(self, (Span){start, name - 1}, person, head);
}

/* ---- pronouns, predicates, descriptions -------------------------------- */

static uint32_t pronoun_signs(const struct view *view, uint32_t at)
{
    static const struct {
        const char *word;
        uint32_t signs;
    } forms[] = {
        {"he", SIGN_MALE | SIGN_SUBJECT},
        {"him", SIGN_MALE | SIGN_OBJECT},
        {"his", SIGN_MALE | SIGN_POSSESSIVE},
        {"himself", SIGN_MALE | SIGN_REFLEXIVE},
        {"she", SIGN_FEMALE | SIGN_SUBJECT},
        {"her", SIGN_FEMALE | SIGN_POSSESSIVE | SIGN_OBJECT},
        {"hers", SIGN_FEMALE | SIGN_POSSESSIVE},
        {"herself", SIGN_FEMALE | SIGN_REFLEXIVE},
        {"they", SIGN_PLURAL | SIGN_SUBJECT},
        {"them", SIGN_PLURAL | SIGN_OBJECT},
        {"their", SIGN_PLURAL | SIGN_POSSESSIVE},
        {"theirs", SIGN_PLURAL | SIGN_POSSESSIVE},
        {"themselves", SIGN_PLURAL | SIGN_REFLEXIVE},
        {"themself", SIGN_PLURAL | SIGN_REFLEXIVE},
    };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (stet_token_is(view->tokens, at, forms[i].word))
            return forms[i].signs;
    return 0;
}

/* "Holt said she would": the verb before a pronoun has another subject, unless
 * a quotation goes before it: “...,” said she. */
static bool is_reported(const struct view *view, uint32_t at)
{
    return (view->lex[at] & LEX_PRONOUN) && at > 1 &&
           view_together(view, at - 2, at) &&
           view->tokens->cls[at - 2] != STET_TOKEN_QUOTE_CLOSE;
}

/* What is called after somebody. */
static const char *const namesakes[] = {"administration",
                                        "administrations",
                                        "era",
                                        "eras",
                                        "years",
                                        "presidency",
                                        "campaign",
                                        "campaigns",
                                        "supporters",
                                        "supporter",
                                        "backers",
                                        "support",
                                        "voters",
                                        "camp",
                                        "aides",
                                        "team",
                                        "family",
                                        "brothers",
                                        "sisters",
                                        "children",
                                        "estate",
                                        "doctrine",
                                        "government",
                                        NULL};

/* "H D Holt", "Nat Holt": an initial or a forename that was not taken along. */
static bool is_cut_short(const struct view *view, uint32_t start)
{
    return start > 0 && view_together(view, start - 1, start) &&
           view_is_capital(view, start - 1) &&
           ((view->gaz[start - 1] & GAZ_FORENAME) ||
            view->tokens->norm[start - 1].len == 1);
}

/* "the Holt years", "Holt supporters"; "said German Ortega": a name that is
 * part of what stands around it. */
static bool is_modifier(const struct view *view, uint32_t start, uint32_t end)
{
    if ((start > 0 && view_together(view, start - 1, start) &&
         ((view->lex[start - 1] & LEX_DET) ||
          (view_is_capital(view, start - 1) &&
           (view->gaz[start - 1] & GAZ_DEMONYM)))) ||
        view_is_mark(view, start - (start > 0), '-') ||
        view_is_mark(view, end, '-') || is_cut_short(view, start))
        return true;
    return (view_gaz(view, end) & GAZ_COMMON) &&
           view_together(view, start, end) && view_is_one(view, end, namesakes);
}

/* What the place of tokens [start, end) in the sentence shows. */
static uint32_t place_signs(const struct view *view, uint32_t start,
                            uint32_t end)
{
    const stet_tokens *tokens = view->tokens;
    uint32_t signs = tokens->depth[start] ? SIGN_QUOTED : 0;
    uint32_t prev =
        view_together(view, start, start - 1) ? view->lex[start - 1] : 0;

    if (view->flags[start] & VIEW_FIRST)
        signs |= SIGN_FIRST;
    if (view->flags[start] & (VIEW_TITLED | VIEW_SHOUT) ||
        view->block->kind == STET_BLOCK_HEADING || !view->ended)
        signs |= SIGN_HEADLINE;
    if (is_modifier(view, start, end))
        signs |= SIGN_MODIFIER;
    if (prev & LEX_PREP)
        signs |= SIGN_OBJECT;
    else if (view_together(view, start, start - 1) && !(prev & LEX_SAY) &&
             is_verb(view, start - 1))
        signs |= SIGN_OBJECT;
    if (start > 1 && (view->lex[start - 2] & LEX_SAY) &&
        (stet_token_is(tokens, start - 1, "of") ||
         stet_token_is(tokens, start - 1, "about")))
        signs |= SIGN_SPOKEN_OF;
    if (start > 0 && tokens->cls[start - 1] == STET_TOKEN_QUOTE_CLOSE)
        signs |= SIGN_SPEAKS; /* “...,” Brooks, 29, is sure */
    if (start > 0 && stet_token_is(tokens, start - 1, "by"))
        signs |= SIGN_AFTER_BY;
    if ((prev & LEX_SAY && !is_reported(view, start)) ||
        (view_lex(view, end) & LEX_SAY))
        signs |= SIGN_SPEAKS;
    if ((prev & (LEX_CONJ | LEX_RELATIVE)) && !(prev & LEX_PAIR))
        signs |= SIGN_SUBORDINATE;
    for (uint32_t back = 1; back <= 4 && back <= start; back++)
        if (view_together(view, start - back, start) &&
            (view->lex[start - back] & LEX_SAY) &&
            tokens->depth[start - back] == tokens->depth[start])
            signs |= SIGN_REPORTED;
    if (prev & LEX_PAIR || (view_lex(view, end) & LEX_PAIR))
        signs |= SIGN_CONJOINED;
    if (start > 0 && view_is_mark(view, start - 1, '('))
        signs |= SIGN_BRACKETS;
    return signs;
}

static void read_pronouns(struct people *self)
{
    const struct view *view = self->view;

    for (uint32_t i = 0; i < view->tokens->count; i++) {
        if (!(view->lex[i] & LEX_PRONOUN) || self->name_at[i] != NO_ONE)
            continue;
        uint32_t signs = pronoun_signs(view, i);
        uint32_t next = view_lex(view, i + 1);
        if (!signs ||
            (view->tokens->flags[i] & STET_TOKEN_ALL_CAPS &&
             view->tokens->folded[i].len > 1 && !(view->flags[i] & VIEW_SHOUT)))
            continue;
        if (stet_token_is(view->tokens, i, "her"))
            signs &= ~(!is_small(view, i + 1) ||
                               (next & (LEX_PREP | LEX_DET | LEX_CONJ |
                                        LEX_PRONOUN | LEX_RELATIVE))
                           ? (view_is_capital(view, i + 1) ? SIGN_OBJECT
                                                           : SIGN_POSSESSIVE)
                           : SIGN_OBJECT);
        uint32_t place = place_signs(view, i, i + 1);
        if (signs & SIGN_SUBJECT)
            place &= ~SIGN_OBJECT;
        struct said *said =
            add_said(self, SAID_PRONOUN, (Span){i, i + 1}, NO_ONE);
        said->signs = signs | place;
        said->confidence = 990;
        self->pronoun_at[i] = self->said_count - 1;
    }
}

/* The subject before a verb at `verb`: a person or a pronoun there. */
static bool subject_before(const struct people *self, uint32_t verb,
                           uint32_t *out_person, uint32_t *out_pronoun)
{
    const struct view *view = self->view;
    uint32_t at = verb;

    *out_person = *out_pronoun = NO_ONE;
    if (at > 0 && stet_token_is(view->tokens, at - 1, "who"))
        at -= at > 1 && is_comma(view, at - 2) ? 2 : 1;
    if (at == 0 || !view_together(view, at - 1, verb))
        return false;
    if (is_person(self, at - 1)) {
        *out_person = self->name_at[at - 1];
        return true;
    }
    uint32_t pronoun = self->pronoun_at[at - 1];
    if (pronoun == NO_ONE || !(self->said[pronoun].signs & SIGN_SUBJECT) ||
        (self->said[pronoun].signs & SIGN_PLURAL))
        return false;
    *out_pronoun = pronoun;
    return true;
}

/* "She is a nurse"; "who is 57"; "Kim was 35". */
static void read_predicate(struct people *self, uint32_t verb)
{
    const struct view *view = self->view;
    uint32_t person, pronoun, at = verb + 1, head = STET_NONE, end;
    int32_t years;

    if (!subject_before(self, verb, &person, &pronoun))
        return;
    if (stet_token_is(view->tokens, at, "also") ||
        stet_token_is(view->tokens, at, "now") ||
        stet_token_is(view->tokens, at, "only"))
        at++;
    years = years_at(view, at);
    if (years > 0) {
        if (ends_age(view, at + 1))
            add_age(self, (Span){at, at + 1}, years, person, pronoun);
        return;
    }
    if (!opens_phrase(view, at) && !(at + 2 < view->tokens->count &&
                                     stet_token_is(view->tokens, at + 1, "'s")))
        return;
    end = role_phrase(self, at, &head);
    if (!end)
        return;
    struct said *role = add_role(self, (Span){at, end}, person, head);
    if (role) {
        role->pronoun = pronoun;
        role->confidence = 650;
    }
}

/* The person that an age in front of a noun belongs to: the name its noun
 * group ends in, or the one that it explains. */
static uint32_t owner_of_phrase(const struct people *self, uint32_t at,
                                uint32_t end)
{
    const struct view *view = self->view;

    for (uint32_t i = end; i < view->tokens->count && i < end + 8; i++) {
        if (is_person(self, i))
            return self->name_at[i];
        if (!modifies(self, i) && !is_comma(view, i))
            break;
    }
    while (at > 0 && (view->lex[at - 1] & (LEX_DET | LEX_ROLE_MOD)))
        at--;
    if (at > 1 && is_comma(view, at - 1) && is_person(self, at - 2))
        return self->name_at[at - 2];
    return NO_ONE;
}

/* What stands behind "62-year-old" is a person, not a house. */
static bool is_of_somebody(const struct view *view, uint32_t at)
{
    for (uint32_t i = at; i < view->tokens->count && i < at + 3; i++) {
        if (view->lex[i] & (LEX_MALE | LEX_FEMALE) ||
            people_is_role_head(view, i))
            return true;
        if (view->tokens->cls[i] != STET_TOKEN_WORD ||
            (view->lex[i] & (LEX_PREP | LEX_CONJ | LEX_RELATIVE | LEX_PRONOUN |
                             LEX_SAY | LEX_BE | LEX_AUX)))
            return i == at;
    }
    return at >= view->tokens->count;
}

static void read_ages(struct people *self)
{
    const struct view *view = self->view;

    for (uint32_t i = 0; i < view->tokens->count; i++) {
        int32_t years;
        uint32_t end = year_old(view, i, &years);

        if (end) {
            uint32_t person = owner_of_phrase(self, i, end);
            if (person != NO_ONE || is_of_somebody(view, end))
                add_age(self, (Span){i, end}, years, person, NO_ONE);
            continue;
        }
        /* in her 70s, in his late 20s */
        if (!stet_token_is(view->tokens, i, "in") ||
            !(view_lex(view, i + 1) & LEX_PRONOUN))
            continue;
        uint32_t at = i + 2;
        if (stet_token_is(view->tokens, at, "early") ||
            stet_token_is(view->tokens, at, "mid") ||
            stet_token_is(view->tokens, at, "late"))
            at++;
        at += view_is_mark(view, at, '-');
        if (at >= view->tokens->count || view->tokens->folded[at].len < 3 ||
            view->tokens->folded[at].len > 4)
            continue;
        Str word = view->tokens->folded[at];
        if (word.ptr[0] >= '2' && word.ptr[0] <= '9' && word.ptr[1] == '0' &&
            word.ptr[word.len - 1] == 's')
            add_age(self, (Span){i, at + 1}, (word.ptr[0] - '0') * 10, NO_ONE,
                    self->pronoun_at[i + 1]);
    }
}

/* "the senator", "the prime minister", "his wife": perhaps a person known. */
static void read_descriptions(struct people *self)
{
    const struct view *view = self->view;

    for (uint32_t i = 0; i + 1 < view->tokens->count; i++) {
        bool owned = (view->lex[i] & LEX_PRONOUN) && (view->lex[i] & LEX_DET);
        bool the = stet_token_is(view->tokens, i, "the");
        uint32_t at = i + 1, head = STET_NONE;

        if (!owned && !the)
            continue;
        for (; at < view->tokens->count && at < i + 6; at++) {
            if (!view_together(view, i, at) || self->taken[at] ||
                is_person(self, at) ||
                view->tokens->cls[at] == STET_TOKEN_PUNCT)
                break;
            if (view->lex[at] & (LEX_PREP | LEX_DET | LEX_CONJ | LEX_RELATIVE))
                break;
            if (is_verb(view, at) || view->tokens->cls[at] == STET_TOKEN_CLITIC)
                break;
            head = people_is_role_head(view, at) ? at : STET_NONE;
            if (head != STET_NONE && !people_is_role_head(view, at + 1) &&
                !view_is_mark(view, at + 1, '-'))
                break;
        }
        if (head == STET_NONE || self->taken[i] || self->taken[head] ||
            is_person(self, head + 1) || !(view->lex[head] & LEX_ROLE_NOUN) ||
            (self->name_at[head] != NO_ONE))
            continue;
        if (owned && !(view->lex[head] & LEX_KIN))
            continue;
        struct said *said =
            add_said(self, SAID_DESCRIPTION, (Span){i, head + 1}, NO_ONE);
        said->head = head;
        said->signs = place_signs(view, i, head + 1) |
                      (owned ? SIGN_KIN : SIGN_DEFINITE) |
                      (view->lex[head] & LEX_MALE ? SIGN_MALE : 0) |
                      (view->lex[head] & LEX_FEMALE ? SIGN_FEMALE : 0);
        if (is_predicate(view, head + 1))
            said->signs |= SIGN_SUBJECT;
        i = head;
    }
}

/* "joined Acme"; "Acme shares", "Acme employees"; "Acme, which": as firms,
 * teams and groups stand, and hardly a person. */
static bool is_like_body(const struct view *view, uint32_t start, uint32_t end)
{
    static const char *const before[] = {
        "joined", "joining", "suspected", "ruling", "group", "company",
        "firm",   "band",    "giant",     "rival",  "chain", NULL};
    static const char *const behind[] = {
        "shares",       "stock",     "shareholders",
        "employees",    "workers",   "executives",
        "officials",    "spokesman", "spokeswoman",
        "spokesperson", "members",   "customers",
        "subsidiary",   "stores",    "players",
        "fans",         "personnel", "militants",
        "insurgents",   "fighters",  "rebels",
        "website",      NULL};

    if (start > 0 && view_together(view, start - 1, start) &&
        view_is_one(view, start - 1, before))
        return true;
    if (is_comma(view, end) && view_together(view, start, end + 1) &&
        stet_token_is(view->tokens, end + 1, "which"))
        return true;
    return view_together(view, start, end) && view_is_one(view, end, behind);
}

/* ---- the whole --------------------------------------------------------- */

/* Whose forename a word is. */
static uint32_t forename_signs(uint32_t classes, uint32_t hash)
{
    uint32_t mostly;

    switch (classes & GAZ_FORENAME) {
    case GAZ_MALE:
        return SIGN_FORENAME | SIGN_MALE_NAME;
    case GAZ_FEMALE:
        return SIGN_FORENAME | SIGN_FEMALE_NAME;
    case GAZ_FORENAME:
        mostly = gaz_one_sex(hash);
        return SIGN_FORENAME | (mostly == GAZ_MALE     ? SIGN_MOSTLY_MALE
                                : mostly == GAZ_FEMALE ? SIGN_MOSTLY_FEMALE
                                                       : 0);
    default:
        return 0;
    }
}

/* "Presidents Holt and Moran": a title in the plural goes on to the second. */
static bool is_of_titles(const struct people *self, uint32_t start)
{
    const struct view *view = self->view;
    uint32_t other;

    if (start < 3 || !(view->lex[start - 1] & LEX_PAIR) ||
        !view_together(view, start - 3, start) || !is_person(self, start - 2))
        return false;
    other = self->names[self->name_at[start - 2]].tokens.start;
    return other > 0 && view_is_capital(view, other - 1) &&
           (view->lex[other - 1] & LEX_TITLE) &&
           str_ends(view->tokens->folded[other - 1], STR("s"));
}

/* Where what a comma adds behind a name ends: at its second comma. */
static uint32_t behind_addition(const struct view *view, uint32_t comma)
{
    uint32_t at = comma + 1;

    while (at < view->tokens->count && at < comma + PHRASE_REACH &&
           view_together(view, at, comma) && !is_comma(view, at))
        at++;
    return is_comma(view, at) ? at + 1 : STET_NONE;
}

/* What the verb of a name that ends at `end` shows: "Holt said"; "Holt, a
 * nurse, said"; "the mayor, Mia Holt, said". */
static uint32_t verb_signs(const struct view *view, uint32_t end)
{
    uint32_t verb = end;

    if (is_comma(view, end) && view_together(view, end, end + 1))
        verb = view->lex[end + 1] & (LEX_SAY | LEX_BE | LEX_AUX)
                   ? end + 1
                   : behind_addition(view, end);
    if (verb == STET_NONE || !is_predicate(view, verb))
        return 0;
    return SIGN_SUBJECT | (view_lex(view, verb) & LEX_SAY ? SIGN_SPEAKS : 0);
}

uint64_t people_signs(const struct people *self, uint32_t index)
{
    const struct view *view = self->view;
    Span span = self->names[index].tokens;
    uint32_t start = span.start, end = span.end, signs, before;
    uint32_t first = view->gaz[start], last = view->gaz[end - 1];

    before = start;
    while (before > 0 && view_together(view, before - 1, start) &&
           self->taken[before - 1])
        before--;
    signs = place_signs(view, start, end) |
            (place_signs(view, before, end) & (SIGN_OBJECT | SIGN_FIRST));
    if (start > 0 && view_together(view, start - 1, start)) {
        uint32_t title = view->lex[start - 1];
        if (title & (LEX_HONORIFIC | LEX_TITLE)) {
            signs |= SIGN_TITLED;
            signs |= title & LEX_MALE ? SIGN_MALE : 0;
            signs |= title & LEX_FEMALE ? SIGN_FEMALE : 0;
        }
    }
    if (is_of_titles(self, start))
        signs |= SIGN_TITLED;
    if (before != start)
        signs = (signs & ~SIGN_OBJECT) | SIGN_TITLED |
                (place_signs(view, before, end) & SIGN_OBJECT);
    if (end < view->tokens->count &&
        (view->tokens->cls[end] == STET_TOKEN_CLITIC ||
         view->tokens->cls[end] == STET_TOKEN_APOSTROPHE) &&
        (view->tokens->folded[end].len == 1 ||
         stet_token_is(view->tokens, end, "'s")))
        signs |= SIGN_POSSESSIVE;
    if (is_comma(view, end))
        signs |= SIGN_APART;
    signs |= verb_signs(view, end);
    signs |= forename_signs(first, view->tokens->hash[start]);
    if (last & GAZ_SURNAME)
        signs |= SIGN_SURNAME;
    uint32_t common = SIGN_COMMON;
    for (uint32_t i = start; i < end; i++)
        if (!(view->gaz[i] & GAZ_COMMON))
            common = 0;
    if ((end - start == 1 && is_like_body(view, start, end)) ||
        (self->names[index].type == TAG_ORG && spans_is_team(view, span)))
        signs |= SIGN_BODY;
    signs |= common | (self->names[index].weak ? SIGN_WEAK : 0);
    return signs | (uint64_t)self->names[index].odds << SIGN_ODDS_SHIFT;
}

void people_read(struct people *self, const struct view *view,
                 struct tagged *names, uint32_t name_count, struct arena *arena)
{
    uint32_t count = view->tokens->count;

    *self = (struct people){
        .view = view,
        .names = names,
        .name_count = name_count,
        .arena = arena,
        .name_at = ARENA_ARRAY(arena, uint32_t, count + 1),
        .pronoun_at = ARENA_ARRAY(arena, uint32_t, count + 1),
        .taken = ARENA_ARRAY(arena, uint8_t, count + 1),
    };
    for (uint32_t i = 0; i <= count; i++)
        self->name_at[i] = self->pronoun_at[i] = NO_ONE;
    for (uint32_t n = 0; n < name_count; n++)
        for (uint32_t i = names[n].tokens.start;
             i < names[n].tokens.end && !names[n].weak; i++)
            self->name_at[i] = n;
    read_pronouns(self);
    for (uint32_t n = 0; n < name_count; n++) {
        if (names[n].type != TAG_PERSON)
            continue;
        read_title(self, n);
        read_after(self, n);
        read_of(self, n);
    }
    for (uint32_t n = 0; n < name_count; n++)
        if (names[n].type == TAG_PERSON)
            read_before(self, n);
    for (uint32_t i = 0; i < count; i++)
        if (view->lex[i] & LEX_BE)
            read_predicate(self, i);
    read_ages(self);
    read_descriptions(self);
}

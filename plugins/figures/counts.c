/*
 * A count and the list behind it.
 *
 *     three players by name: Okonjo and the goalkeeper, Mia Lund.
 *     ^     ^       ^      ^ ^      ^   ^
 *     count noun    gap    opener   |   the last item, in apposition
 *                                   the join
 *
 * A list is cut at its commas and at its one "and". Commas also set off what
 * is no member (ages, "of Leeds", "the captain"), so that it has no length but
 * a least and a greatest one, and only a count outside both is flagged. What
 * is not plainly a name or a thing, and every list that may go on, is left
 * alone.
 */
#include "figures/nouns.h"
#include "figures/report.h"

#include <stdio.h>

#define COUNT_MAX 20    /* longer lists are no prose */
#define GAP_MAX 8u      /* tokens between noun and list */
#define NOUN_MAX 6u     /* tokens from the count to its noun */
#define PARTS_MAX 24u   /* of a list */
#define LIST_MAX 120u   /* tokens */
#define WORDS_MAX 5u    /* lower-case ones of an item */
#define SLIP_MAX 2u     /* members that a list has too many or few */
#define NEIGHBOURS 64u  /* annotations of names that one item may touch */
#define NEXT_TOKENS 40u /* of the sentence behind */

typedef enum Part {
    PART_BAD,
    PART_AGE,    /* 28 */
    PART_TIED,   /* of Leeds; who came late; Jr. */
    PART_NAME,   /* Okonjo; the goalkeeper Mia Lund */
    PART_PERSON, /* a name that is known to be a person's */
    PART_LAND,   /* or a place's */
    PART_ROLE,   /* the goalkeeper; a hammer */
    PART_THING   /* flour; financial controls */
} Part;

/* The count, its noun, and where the list opens. */
struct head {
    const Found *found;
    uint32_t noun;      /* token */
    uint32_t first;     /* token of the list */
    const char *closer; /* what ends it, but for the sentence */
    bool has_gap;       /* words between noun and list */
    bool is_apposed;    /* by a comma: the weakest sign */
    Counted counted;
};

struct list {
    Part parts[PARTS_MAX];
    uint32_t lens[PARTS_MAX]; /* tokens */
    uint32_t count;
    uint32_t last; /* the part behind the join; PARTS_MAX: none so far */
    uint32_t end;  /* token */
};

static const Reading *reading_of(const struct report *report)
{
    return report->evidence->reading;
}

static bool is_capital(const struct report *report, uint32_t at)
{
    return reading_is_word(reading_of(report), at) &&
           (report->evidence->tokens->flags[at] & STET_TOKEN_CAPITAL);
}

static bool is_spaced(const struct report *report, uint32_t at)
{
    return !reading_glued(reading_of(report), at);
}

/* ---- the count --------------------------------------------------------- */

/* "a list of the three" counts all of them, "two of the three" does not. */
static bool is_partial(const struct report *report, const Found *found)
{
    uint32_t at = found->first;

    if (at > 0 && report_is(report, at - 1,
                            "the these those his her its their our my "
                            "other last next only same"))
        at--;
    return at > 0 && report_is(report, at - 1,
                               "of least most than another first top "
                               "no number nos no. every between - – /");
}

static bool is_count(const struct report *report, const Found *found)
{
    return found->kind == FIGURE_CARDINAL && found->has_value &&
           !found->has_high && found->mod == MOD_NONE &&
           found->value.den == 1 && found->value.num >= 2 &&
           found->value.num <= COUNT_MAX && !is_partial(report, found);
}

/* "three of the best players": over the words before the noun. */
static uint32_t find_noun(const struct report *report, const Found *found)
{
    uint32_t at = found->end;

    if (report_is(report, at, "of") &&
        report_is(report, at + 1, "the his her its their our these those"))
        at += 2;
    for (uint32_t limit = at + NOUN_MAX; at < limit; at++) {
        if (!reading_is_word(reading_of(report), at) &&
            !(report_is(report, at, "-") && at > found->end))
            return 0;
        if (nouns_is_plural(reading_of(report), at) &&
            !nouns_is_plural(reading_of(report), at + 1))
            return at;
        if (report_is(report, at,
                      "of in on at by to for from with and or as who that "
                      "more others is are was were hundred thousand"))
            return 0;
    }
    return 0;
}

/* The dash that begins at `at`: its tokens; 0 for none. */
static uint32_t dash_len(const struct report *report, uint32_t at)
{
    if (report_is(report, at, "— –"))
        return 1;
    if (!report_is(report, at, "-") || !is_spaced(report, at))
        return 0;
    if (report_is(report, at + 1, "-"))
        return 2;
    return is_spaced(report, at + 1) ? 1 : 0;
}

/* What opens the list at token `at`. */
static bool opens(const struct report *report, uint32_t at, struct head *out)
{
    uint32_t dash = dash_len(report, at);

    out->first = at + 1;
    out->is_apposed = report_is(report, at, ",");
    if (dash) {
        out->first = at + dash;
        out->closer = "— – -";
    } else if (report_is(report, at, "(") && !is_capital(report, at - 1)) {
        out->closer = ")";
    } else if (report_is(report, at, ": ,")) {
        out->closer = "";
    } else {
        return false;
    }
    if (report_is(report, out->first, "namely"))
        out->first++;
    return true;
}

/* A word between noun and list by which the list may be of something else. */
static bool is_stray(const struct report *report, uint32_t at)
{
    return !reading_is_word(reading_of(report), at) ||
           nouns_is_plural(reading_of(report), at) ||
           report_is(report, at,
                     "and or but one both same all each either other others "
                     "another some including like such include included "
                     "were are was is had have has who which that than not");
}

/* "The two winners, Abel and Baker, said": the count begins the sentence. */
static bool is_subject(const struct report *report, const struct head *head)
{
    uint32_t first = head->found->first;
    stet_span sentence = reading_sentence(reading_of(report), first);

    return !head->has_gap && (first == sentence.start ||
                              (first == sentence.start + 1 &&
                               report_is(report, sentence.start,
                                         "the these those his her their")));
}

#define SURVIVED_MAX 12u /* tokens from "survived by" to the count */

/* "She is survived by three children, Ruth of Bath and Samuel of Leeds; ...":
 * an obituary names them all. */
static bool is_of_survivors(const struct report *report,
                            const struct head *head)
{
    uint32_t at = head->found->first;
    stet_span sentence = reading_sentence(reading_of(report), at);

    if (head->has_gap || head->counted != COUNTED_PEOPLE)
        return false;
    for (uint32_t back = 1; back <= SURVIVED_MAX && at - back > sentence.start;
         back++)
        if (report_is(report, at - back, "survived"))
            return report_is(report, at - back + 1, "by");
    return false;
}

static bool find_head(const struct report *report, const Found *found,
                      struct head *out)
{
    if (reading_of(report)->is_heading || !is_count(report, found))
        return false;
    *out = (struct head){.found = found, .noun = find_noun(report, found)};
    if (!out->noun)
        return false;
    out->counted = nouns_counted(reading_of(report), out->noun);
    if (out->counted == COUNTED_NEVER)
        return false;
    for (uint32_t at = out->noun + 1; at <= out->noun + 1 + GAP_MAX; at++) {
        out->has_gap = at > out->noun + 1;
        if (opens(report, at, out) && out->is_apposed &&
            is_of_survivors(report, out)) {
            out->is_apposed = false;
            out->closer = ";";
            return true;
        }
        if (opens(report, at, out))
            return out->is_apposed ? is_subject(report, out)
                                   : !out->has_gap || out->counted;
        if (is_stray(report, at))
            return false;
    }
    return false;
}

/* ---- one part of the list ---------------------------------------------- */

/* The annotation `index` of names is of the item that ends at `end`: "David
 * Dorn" is, in "the economist David Dorn at the University of Zurich". */
static bool is_of_item(const struct report *report, uint32_t index,
                       uint32_t end)
{
    stet_span name = report->evidence->names->tokens[index];

    return name.end == end ||
           (name.end < end &&
            report_is(report, name.end, "of in at from on for"));
}

/* What kind of name the item [first, end) is, by the layer of names. */
static Part name_part(const struct report *report, uint32_t first, uint32_t end)
{
    const stet_layer *names = report->evidence->names;
    const struct figures *self = report->self;
    uint32_t low = names ? stet_layer_from(names, first) : 0;
    Part part = PART_NAME;

    for (uint32_t i = low; names && i < names->count && i < low + NEIGHBOURS &&
                           names->tokens[i].start < end;
         i++) {
        if (names->kind[i] == self->name_person && is_of_item(report, i, end))
            return PART_PERSON;
        if (names->kind[i] == self->name_place && names->tokens[i].end == end)
            part = PART_LAND;
    }
    return part;
}

/* More than one person or thing in one word: "the band", "a couple". */
static bool is_collective(const struct report *report, uint32_t at)
{
    return nouns_is_plural(reading_of(report), at) ||
           report_is(report, at,
                     "family couple pair duo trio group crew band team staff "
                     "rest remainder others both two several various many "
                     "all twin quartet gang dozen handful number lot bunch "
                     "half most some few etc more everything everyone "
                     "others another second third fourth last final "
                     "siblings triplets party crowd squad company twice "
                     "each same respectively alike again maybe perhaps even "
                     "possibly probably not sometimes now then later "
                     "including like especially plus");
}

static bool is_function_word(const struct report *report, uint32_t at)
{
    return report_is(report, at,
                     "in on at by to for from with and or but nor as than "
                     "that who whom whose which when where while if so then "
                     "there is are was were be been has have had will would "
                     "can could may might must should do does did since "
                     "until before after during against into out up down "
                     "over under about it he she they we you i said says "
                     "what how why because the a an this these those of");
}

/* A name from *at on: "Anthony Luis de la Cruz", "the Bank of England". */
static void read_name(const struct report *report, uint32_t *at, uint32_t end)
{
    while (*at < end) {
        bool is_inside =
            *at + 1 < end &&
            (report_is(report, *at,
                       "- ' ’ . de la le du da dos del della di van von der "
                       "den ter ten bin bint ibn al el y e of the for on in "
                       "upon at from") ||
             report->evidence->tokens->cls[*at] == STET_TOKEN_CLITIC);
        if (!is_capital(report, *at) && !is_inside)
            return;
        (*at)++;
    }
}

/* "Radar, lasers and stakes" are three methods, each one of them. */
static bool is_one_point(const struct report *report, uint32_t at,
                         Counted counted)
{
    return counted == COUNTED_POINTS &&
           nouns_is_plural(reading_of(report), at) &&
           !report_is(report, at, "others extras siblings triplets dozens");
}

/* Lower-case words of one thing or role from *at on; how many, or -1 where
 * one of them says that there is more than that. */
static int read_common(const struct report *report, uint32_t *at, uint32_t end,
                       Counted counted)
{
    int words = 0;

    for (; *at < end && !is_capital(report, *at); (*at)++) {
        if (report_is(report, *at, "-"))
            continue;
        if (!reading_is_word(reading_of(report), *at) ||
            (is_collective(report, *at) &&
             !is_one_point(report, *at, counted)) ||
            is_function_word(report, *at))
            return -1;
        words++;
    }
    return words;
}

/* Names and the lower-case words between them, "former Georgia chairman Ann
 * Lee", on to `end`; how many of the latter, or -1 for what is no item. */
static int read_words(const struct report *report, uint32_t *at, uint32_t end,
                      Counted counted)
{
    int words = 0;

    while (*at < end) {
        int more = read_common(report, at, end, counted);
        if (more < 0)
            return -1;
        words += more;
        read_name(report, at, end);
    }
    return words;
}

/* "the Smiths", "the Carolinas": several, but for a few places. */
static bool is_clan(const struct report *report, bool has_the, uint32_t end)
{
    return has_the && nouns_is_plural(reading_of(report), end - 1) &&
           !report_is(report, end - 1,
                      "states netherlands philippines emirates bahamas "
                      "maldives nations times news");
}

static Part part_of(const struct report *report, uint32_t first, uint32_t end,
                    Counted counted)
{
    uint32_t at = first;

    if (first == end)
        return PART_BAD;
    if (report->evidence->tokens->cls[first] == STET_TOKEN_NUMBER)
        return end == first + 1 ? PART_AGE : PART_BAD;
    if (report_is(report, first,
                  "of from in at on near outside who whose which where "
                  "formerly now aged jr jr. sr sr. ii iii inc inc. ltd ltd. "
                  "llc plc md phd mp"))
        return PART_TIED;
    bool has_the = report_is(report, first, "the");
    at += report_is(report, first, "the a an his her its their our my");
    bool is_determined = at > first;
    int words = read_words(report, &at, end, counted);
    if (words < 0 || at == first || (uint32_t)words > WORDS_MAX)
        return PART_BAD;
    if (is_capital(report, end - 1))
        return is_clan(report, has_the, end) ? PART_BAD
                                             : name_part(report, first, end);
    for (uint32_t i = first; i < end; i++)
        if (is_capital(report, i))
            return PART_BAD;
    return is_determined ? PART_ROLE : PART_THING;
}

/* ---- the list ---------------------------------------------------------- */

/* "Bosnia and Herzegovina" is one country; such a list is left alone. */
static bool is_join(const struct report *report, uint32_t at)
{
    return report_is(report, at, "and or") &&
           !report_is(report, at + 1,
                      "herzegovina tobago barbuda caicos nevis principe "
                      "príncipe futuna miquelon");
}

static bool add_part(const struct report *report, const struct head *head,
                     struct list *list, uint32_t first, uint32_t end)
{
    if (list->count == PARTS_MAX)
        return false;
    list->lens[list->count] = end - first;
    list->parts[list->count] = part_of(report, first, end, head->counted);
    return list->parts[list->count++] != PART_BAD;
}

/* A full stop of its own, so that no abbreviation has cut the list short. */
static bool is_stop(const struct report *report, uint32_t at, uint32_t end)
{
    return report_is(report, at, ".") &&
           (at + 1 == end ||
            (at + 2 == end &&
             report->evidence->tokens->cls[at + 1] == STET_TOKEN_QUOTE_CLOSE));
}

static bool is_verb(const struct report *report, uint32_t at)
{
    return report_is(report, at,
                     "is are was were has have had will would said say says "
                     "can could may might did do both all each also went "
                     "came won lost took gave made got told left played "
                     "scored joined received arrived live lived work worked");
}

static bool is_mark(const struct report *report, uint32_t at)
{
    uint8_t cls = report->evidence->tokens->cls[at];

    return cls == STET_TOKEN_QUOTE_OPEN || cls == STET_TOKEN_QUOTE_CLOSE;
}

/* What ends the list at token `at`, the sentence's end being `end`. */
static bool is_end(const struct report *report, const struct head *head,
                   uint32_t at, uint32_t end)
{
    if (is_stop(report, at, end))
        return true;
    return at > head->first && report_is(report, at, head->closer) &&
           (dash_len(report, at) || report_is(report, at, ") ;"));
}

/* Token `at` divides parts: a comma, or the one join. */
static bool divides(const struct report *report, const struct list *list,
                    uint32_t at)
{
    return report_is(report, at, ",") ||
           (is_join(report, at) && list->last == PARTS_MAX);
}

/* Reads the list that `head` opens; false where it is none, or not surely
 * over. An apposition is over where the verb of its subject comes. */
static bool read_list(const struct report *report, const struct head *head,
                      struct list *out)
{
    uint32_t first = head->first, at = first;
    stet_span sentence = reading_sentence(reading_of(report), first);
    uint32_t limit = first + LIST_MAX;

    *out = (struct list){.last = PARTS_MAX};
    for (; at < sentence.end && !is_end(report, head, at, sentence.end); at++) {
        if (at >= limit || is_mark(report, at))
            return false;
        if (!divides(report, out, at))
            continue;
        /* "Alder, Birch, and Cedar": the comma has closed the part. */
        if ((first < at || !is_join(report, at) || !out->count) &&
            !add_part(report, head, out, first, at))
            return false;
        if (is_join(report, at))
            out->last = out->count;
        first = at + 1;
        if (head->is_apposed && out->last < out->count &&
            is_verb(report, first))
            break;
    }
    out->end = at;
    if (at >= sentence.end || out->last == PARTS_MAX)
        return false;
    if (head->is_apposed)
        return first == at + 1;
    return add_part(report, head, out, first, at) && out->last < out->count;
}

static bool is_item(Part part)
{
    return part >= PART_NAME;
}

static bool is_named(Part part)
{
    return part == PART_NAME || part == PART_PERSON || part == PART_LAND;
}

/* Behind the last item stands only what says more of it: "and the goalkeeper,
 * Mia Lund, 28, of Leeds". */
static bool is_closed(const struct list *list)
{
    uint32_t others = 0;

    if (!is_item(list->parts[list->last]))
        return false;
    for (uint32_t i = list->last + 1; i < list->count; i++) {
        if (!is_item(list->parts[i]))
            continue;
        others++;
        if (is_named(list->parts[i]) == is_named(list->parts[list->last]))
            return false;
    }
    return others <= 1;
}

/* A part may be what the noun counts. Where words stand between noun and list
 * it has to be surely that: they may have brought in another noun. */
static bool suits(const struct head *head, Part part)
{
    bool is_place =
        head->counted == COUNTED_LANDS || head->counted == COUNTED_PLACES;

    switch (part) {
    case PART_THING:
        return head->counted == COUNTED_POINTS
                   ? !head->is_apposed
                   : head->counted == COUNTED_THINGS && !head->has_gap;
    case PART_ROLE:
        return head->counted != COUNTED_NONE && !head->is_apposed &&
               (!head->has_gap || head->counted == COUNTED_PEOPLE ||
                head->counted == COUNTED_POINTS);
    case PART_PERSON:
        return !head->has_gap || !is_place;
    case PART_LAND:
        return !head->has_gap || head->counted != COUNTED_PEOPLE;
    default:
        return true;
    }
}

static bool suit_all(const struct head *head, const struct list *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (!suits(head, list->parts[i]))
            return false;
    return is_item(list->parts[0]);
}

/* The most members that the list may have. */
static uint32_t most_of(const struct list *list)
{
    uint32_t most = 1;

    for (uint32_t i = 0; i < list->last; i++)
        most += is_item(list->parts[i]);
    return most;
}

/* "A long, hot summer" is one point with a comma in it. */
static bool may_be_adjective(const struct list *list, uint32_t i)
{
    if (i + 1 >= list->count || list->parts[i + 1] != PART_THING)
        return false;
    return list->parts[i] == PART_ROLE
               ? list->lens[i] == 2
               : list->lens[i] == 1 && list->lens[i + 1] > 1;
}

/* The fewest of reasons and the like, which have no commas of their own. */
static uint32_t least_points(const struct list *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if ((list->parts[i] != PART_THING && list->parts[i] != PART_ROLE) ||
            may_be_adjective(list, i))
            return 0;
    return list->count;
}

/* The fewest: only persons and countries surely stand beside one another.
 * "Oregon" says more of "Portland", and the names of firms and of books have
 * commas of their own. */
static uint32_t least_of(const struct head *head, const struct list *list)
{
    Part sure = head->counted == COUNTED_PEOPLE  ? PART_PERSON
                : head->counted == COUNTED_LANDS ? PART_LAND
                                                 : PART_BAD;
    uint32_t least = 0;

    if (head->counted == COUNTED_POINTS)
        return least_points(list);
    for (uint32_t i = 0; i <= list->last; i++)
        least += list->parts[i] == sure;
    return least;
}

/* The sentence behind may bring in who is missing. */
static bool goes_on(const struct report *report, uint32_t at)
{
    stet_span own = reading_sentence(reading_of(report), at);
    uint32_t limit =
        own.end < at + LIST_MAX ? own.end + NEXT_TOKENS : at + LIST_MAX;

    for (uint32_t i = at; i < limit && i < reading_of(report)->end; i++)
        if (report_is(report, i,
                      "third fourth fifth last final other others another "
                      "also rest remaining too additional plus unnamed "
                      "unidentified anonymous"))
            return true;
    return false;
}

/* ---- telling ----------------------------------------------------------- */

static const char *const small[] = {"none",  "one",  "two", "three",
                                    "four",  "five", "six", "seven",
                                    "eight", "nine", "ten"};

#define SMALL_MAX 10u

/* "two", or "12". */
static Str write_count(uint32_t count, char buffer[NUMBER_MAX])
{
    int len = count <= SMALL_MAX
                  ? snprintf(buffer, NUMBER_MAX, "%s", small[count])
                  : snprintf(buffer, NUMBER_MAX, "%u", count);

    return report_text(buffer, len, NUMBER_MAX);
}

static uint64_t tell(const struct report *report, uint32_t index,
                     const struct head *head, const struct list *list,
                     uint32_t count)
{
    char message[MESSAGE_MAX], number[NUMBER_MAX];
    const stet_tokens *tokens = report->evidence->tokens;
    Str words =
        stet_slice(report->evidence->text,
                   stet_bytes(tokens, head->found->first, head->noun + 1));
    Str written = write_count(count, number);
    int len = snprintf(message, sizeof message,
                       "“%.*s”, but the list that follows has %.*s",
                       STR_ARG(words), STR_ARG(written));
    stet_related related = {
        .place = {.ref = STET_NO_REF,
                  .span = stet_bytes(tokens, head->first, list->end)},
        .message = STR("The list"),
    };

    return report_tell(report, report->self->count, index,
                       report_text(message, len, sizeof message), &related, 1,
                       NULL);
}

/* Lists that miss, or have, more than SLIP_MAX do so on purpose. */
static bool is_slip(uint32_t a, uint32_t b)
{
    return a > b && a - b <= SLIP_MAX;
}

uint64_t counts_find(const struct report *report, uint32_t index)
{
    struct head head;
    struct list list;

    if (!find_head(report, report_figure(report, index), &head) ||
        !read_list(report, &head, &list) || !is_closed(&list) ||
        !suit_all(&head, &list))
        return 0;
    uint32_t said = (uint32_t)head.found->value.num;
    uint32_t most = most_of(&list), least = least_of(&head, &list);
    if (is_slip(said, most) && !goes_on(report, list.end))
        return tell(report, index, &head, &list, most);
    return is_slip(least, said) ? tell(report, index, &head, &list, least) : 0;
}

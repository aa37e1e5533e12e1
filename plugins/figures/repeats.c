#include "figures/repeats.h"

#include "figures/nouns.h"
#include "figures/report.h"

#include <stdio.h>
#include <stdlib.h>

#define WINDOW 40u   /* tokens on either side that may say it is another */
#define WORDS_MAX 4u /* between a figure and its noun */
#define DIGITS_MAX 20u
#define DATELINE_MAX 16u
#define LONG 4u /* digits that are not alike by chance */
#define NEARBY 6u

/* ---- block pass: of what a figure is ----------------------------------- */

/* Where the sentence of token `at` begins, behind a date line: "LONDON, March
 * 4, 2026 (Agency) -". */
static uint32_t sentence_start(const Reading *reading, uint32_t at)
{
    uint32_t start = reading_sentence(reading, at).start;
    uint32_t limit = start + DATELINE_MAX < at ? start + DATELINE_MAX : at;

    if (start != reading->first ||
        !(reading->tokens->flags[start] & STET_TOKEN_ALL_CAPS))
        return start;
    for (uint32_t i = start; i < limit; i++)
        if (reading_is(reading, i, "- – —"))
            return i + 1;
    return start;
}

static bool is_year(const Reading *reading, uint32_t at)
{
    Str text = reading->tokens->folded[at];

    return reading->tokens->cls[at] == STET_TOKEN_NUMBER && text.len == 4 &&
           (str_starts(text, STR("19")) || str_starts(text, STR("20")));
}

/* Beside the figure: "fell to a crowd of 41,306", "less than the 41,306". */
#define OTHERS_BESIDE "than from to by up down or between"
#define BESIDE 4u

static Another another_at(const Reading *reading, const Found *found,
                          uint32_t at)
{
    if (is_year(reading, at))
        return ANOTHER_TIME;
    if ((at < found->first && at + BESIDE >= found->first &&
         reading_is(reading, at, OTHERS_BESIDE)) ||
        (reading_is(reading, at, "ago") &&
         reading_follows(reading, at, "year years month months")))
        return ANOTHER_ONE;
    return nouns_another(reading, at);
}

/* The sentence may speak of another one, or of a change; of a figure that
 * takes up one before, of another time. */
static bool is_of_another(const Reading *reading, const Found *found,
                          const Repeat *repeat)
{
    stet_span sentence = reading_sentence(reading, found->first);
    uint32_t start = sentence_start(reading, found->first);
    uint32_t at = found->first > start + WINDOW ? found->first - WINDOW : start;
    uint32_t end =
        found->end + WINDOW < sentence.end ? found->end + WINDOW : sentence.end;

    for (; at < end; at++) {
        Another another = another_at(reading, found, at);
        if (another == ANOTHER_ONE ||
            (another == ANOTHER_TIME && repeat->is_definite))
            return true;
    }
    return false;
}

/* In digits, exact, and of a kind that nouns have. */
static bool is_exact(const Reading *reading, const Found *found)
{
    return (found->kind == FIGURE_MONEY || found->kind == FIGURE_CARDINAL ||
            found->kind == FIGURE_QUANTITY || found->kind == FIGURE_PERCENT) &&
           found->has_value && !found->has_high && found->mod == MOD_NONE &&
           found->value.num > 9 && !found->is_twisted && !found->is_doubled &&
           reading->tokens->cls[found->core_first] == STET_TOKEN_NUMBER;
}

/* What stands behind a noun and says which one of several it is. */
static bool is_told_apart(const Reading *reading, uint32_t at)
{
    return reading_is(reading, at,
                      "from for of to by that which who whose in on at with "
                      "announced awarded given won paid between under against "
                      "aboard near");
}

/* "the 41,603 cheering fans", "the $2.3 million research grant": the noun
 * behind; or the reading's end. */
static uint32_t noun_behind(const Reading *reading, const Found *found)
{
    uint32_t at = found->end, limit = found->end + WORDS_MAX;

    if (reading_is(reading, at, "-") &&
        (reading_is(reading, at + 1, "strong member seat seater")))
        at += 2;
    for (uint32_t i = at; i < limit; i++) {
        if (reading_is(reading, i, "-"))
            continue;
        if (!reading_is_word(reading, i) ||
            (reading->tokens->flags[i] & STET_TOKEN_CAPITAL))
            break;
        if (nouns_has_like(reading, i) ||
            (found->kind == FIGURE_CARDINAL && nouns_is_plural(reading, i)))
            return i;
        if (reading_is(reading, i,
                       "of in on at by to for from with and or as "
                       "was were is are that who which"))
            break;
    }
    return found->kind != FIGURE_CARDINAL && reading_is_word(reading, at) &&
                   !(reading->tokens->flags[at] & STET_TOKEN_CAPITAL)
               ? at
               : reading->end;
}

/* "a crowd of 41,603", "attendance was 41,603": the noun before. */
static uint32_t noun_before(const Reading *reading, const Found *found)
{
    uint32_t at = found->first;

    if (at < reading->first + 2 ||
        !(reading_is(reading, at - 1, "of") ||
          (reading_is(reading, at - 1, "was is totaled totalled") &&
           nouns_has_like(reading, at - 2))))
        return reading->end;
    return at - 2;
}

static bool is_definite(const Reading *reading, uint32_t at)
{
    return at > reading->first &&
           reading_is(reading, at - 1, "the that this those these its");
}

/* The noun of a figure, before it or behind it. */
static void read_noun(const Reading *reading, const Found *found, Repeat *out)
{
    uint32_t noun = noun_before(reading, found);

    /* "A survey of 1,204 voters" counts voters, "a crowd of 41,306" itself. */
    if (noun < reading->end && (nouns_has_like(reading, noun) ||
                                noun_behind(reading, found) == reading->end)) {
        out->of = nouns_key(reading, noun, out->buffer);
        out->is_definite = is_definite(reading, noun);
    }
    if (out->of.len)
        return;
    out->is_definite = is_definite(reading, found->first);
    if (out->is_definite && found->kind == FIGURE_CARDINAL &&
        reading_is(reading, found->end, "who present")) {
        out->of = STR("crowd");
        return;
    }
    noun = noun_behind(reading, found);
    if (noun == reading->end)
        return;
    out->of = nouns_key(reading, noun, out->buffer);
    out->is_apart = is_told_apart(reading, noun + 1);
}

/* "The $3.2 million will be repaid", "of the £4.9m, the trust paid half":
 * nothing is said of it, so it was told before. */
static bool is_bare(const Reading *reading, const Found *found)
{
    return found->end >= reading->end ||
           reading_is(reading, found->end,
                      ", . ; ) will would can could may might must should is "
                      "was are were has have had comes came goes went");
}

/* Near it nothing speaks of another one. */
static bool is_near_another(const Reading *reading, const Found *found)
{
    stet_span sentence = reading_sentence(reading, found->first);
    uint32_t start = sentence_start(reading, found->first);
    uint32_t at = found->first > start + NEARBY ? found->first - NEARBY : start;

    for (; at < found->end + NEARBY && at < sentence.end; at++)
        if (another_at(reading, found, at) != ANOTHER_NONE &&
            !reading_is(reading, at, "not each")) /* "each of the 9,200" */
            return true;
    return false;
}

/* Votes and points come in many figures. */
static bool is_of_many(const Reading *reading, const Found *found)
{
    char buffer[RULES_TEXT_MAX];
    uint32_t noun = found->kind == FIGURE_CARDINAL ? noun_behind(reading, found)
                                                   : reading->end;

    return noun < reading->end && !nouns_key(reading, noun, buffer).len;
}

/* A definite figure that takes up one of another noun, or of none. */
static bool is_loose(const Reading *reading, const Found *found)
{
    return !is_of_many(reading, found) && is_definite(reading, found->first) &&
           !reading_is(reading, found->first - 1, "its") &&
           !is_near_another(reading, found);
}

Str repeats_definite(const Repeat *repeat)
{
    static const Str names[][3] = {
        {STR_INIT(""), STR_INIT("other"), STR_INIT("bare")},
        {STR_INIT("yes"), STR_INIT("yes other"), STR_INIT("yes bare")},
        {STR_INIT("apart"), STR_INIT("apart other"), STR_INIT("apart bare")},
    };

    return names[!repeat->is_definite ? 0
                 : repeat->is_apart   ? 2
                                      : 1][repeat->loose];
}

void repeats_mark(const Reading *reading, const Found *found, Repeat *out)
{
    *out = (Repeat){.of = STR("")};
    if (!is_exact(reading, found) || is_year(reading, found->core_first))
        return;
    if (found->kind != FIGURE_PERCENT)
        read_noun(reading, found, out);
    if (!out->of.len || is_of_another(reading, found, out))
        *out = (Repeat){.of = STR("")};
    if (is_loose(reading, found))
        out->loose = is_bare(reading, found) ? LOOSE_BARE : LOOSE_OTHER;
}

/* ---- digits ------------------------------------------------------------ */

/* A number as its digits, without the zeros around them: 3,200,000 is "32",
 * 7 places before the point. */
struct digits {
    char at[DIGITS_MAX]; /* '0' behind the last one */
    uint32_t count;
    int places;
};

static bool digits_of(Amount value, struct digits *out)
{
    char text[AMOUNT_TEXT_MAX];
    Str written = amount_write(value, text);
    bool is_behind = false;

    memset(out->at, '0', sizeof out->at);
    out->count = 0;
    out->places = 0;
    for (uint32_t i = 0; i < written.len; i++) {
        char c = written.ptr[i];
        if (c == '.') {
            is_behind = true;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        if (out->count == 0 && c == '0') {
            out->places -= is_behind;
            continue;
        }
        if (out->count == DIGITS_MAX)
            return false;
        out->at[out->count++] = c;
        out->places += !is_behind;
    }
    while (out->count && out->at[out->count - 1] == '0')
        out->count--;
    return out->count > 0;
}

/* They are equal, or one is the other rounded up or down. */
static bool are_one_rounded(const struct digits *a, const struct digits *b)
{
    const struct digits *rough = a->count < b->count ? a : b;
    const struct digits *exact = rough == a ? b : a;
    int64_t x = 0, y = 0;

    if (a->places != b->places || rough->count > 17)
        return false;
    for (uint32_t i = 0; i < rough->count; i++) {
        x = x * 10 + (rough->at[i] - '0');
        y = y * 10 + (exact->at[i] - '0');
    }
    return x == y || (x == y + 1 && exact->count > rough->count);
}

/* How the digits of two numbers differ. */
typedef enum Slip {
    SLIP_NONE,
    SLIP_SWAP, /* two have changed places */
    SLIP_DIGIT /* one of four or more is another */
} Slip;

static Slip slip_of(const struct digits *a, const struct digits *b,
                    uint32_t least)
{
    uint32_t differ[2] = {0, 0}, count = 0;
    uint32_t end = a->count > b->count ? a->count : b->count;

    /* The zeros of 640 are digits too. */
    if (least <= LONG - 1 && end == 2 && a->places == 3)
        least = 2;
    if (a->places != b->places || end < least)
        return SLIP_NONE;
    for (uint32_t i = 0; i < end; i++) {
        if (a->at[i] == b->at[i])
            continue;
        if (count == 2)
            return SLIP_NONE;
        differ[count++] = i;
    }
    if (count == 2 && a->at[differ[0]] == b->at[differ[1]] &&
        a->at[differ[1]] == b->at[differ[0]])
        return SLIP_SWAP;
    return count == 1 && a->count == b->count && end >= LONG ? SLIP_DIGIT
                                                             : SLIP_NONE;
}

/* $3.2 million, $32 million, $3.2 billion. */
static bool is_slipped(const struct digits *a, const struct digits *b,
                       uint32_t least)
{
    int slip = abs(a->places - b->places);

    return a->count == b->count && a->count >= least &&
           memcmp(a->at, b->at, a->count) == 0 && (slip == 1 || slip == 3);
}

/* ---- story pass -------------------------------------------------------- */

struct repeat {
    Str of, unit;
    stet_kind kind;
    Amount value;
    stet_ref ref;
    uint32_t sentence; /* of its block */
    uint32_t order;    /* in the story */
    bool is_definite, is_apart, is_bare;
};

/* Any figure of the story: what it is and when it came. */
struct given {
    Amount value;
    uint32_t order;
    stet_ref ref;
};

struct repeats {
    struct figures *self;
    const stet_host *host;
    const stet_story *story;
    struct repeat *items;
    uint32_t count;
    struct given *given; /* by value; NULL until somebody asks */
    uint32_t given_count;
    struct repeat *loose; /* those that may take up a figure of any noun */
    uint32_t loose_count;
    bool *told; /* by order */
};

static int compare_str(Str a, Str b)
{
    uint32_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.ptr, b.ptr, len) : 0;

    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_order(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* By noun, kind and unit, then as the story has them. */
static int compare_thing(const struct repeat *a, const struct repeat *b)
{
    int order = compare_str(a->of, b->of);

    if (order)
        return order;
    order = compare_order(a->kind, b->kind);
    return order ? order : compare_str(a->unit, b->unit);
}

static int by_thing(const void *a, const void *b)
{
    const struct repeat *x = a, *y = b;
    int order = compare_thing(x, y);

    return order ? order : compare_order(x->order, y->order);
}

static int by_value(const void *a, const void *b)
{
    const struct given *x = a, *y = b;
    int order = amount_compare(x->value, y->value);

    return order ? order : compare_order(x->order, y->order);
}

static const stet_layer *own_layer(const stet_story *story, uint32_t block)
{
    const stet_story_block *b = story->blocks[block];

    return b->layer_count ? b->layers[0] : NULL;
}

static uint32_t count_figures(const stet_story *story)
{
    uint32_t count = 0;

    for (uint32_t b = 0; b < story->block_count; b++)
        if (own_layer(story, b))
            count += own_layer(story, b)->count;
    return count;
}

static void see_given(struct repeats *repeats)
{
    const struct figures *self = repeats->self;
    uint32_t order = 0, most = count_figures(repeats->story);

    repeats->given =
        ARENA_ARRAY(&repeats->self->scratch, struct given, most + 1);
    for (uint32_t b = 0; b < repeats->story->block_count; b++) {
        const stet_layer *own = own_layer(repeats->story, b);
        for (uint32_t i = 0; own && i < own->count; i++, order++) {
            struct given *one = &repeats->given[repeats->given_count];
            one->order = order;
            one->ref = STET_REF(0, b, i);
            repeats->given_count +=
                amount_read(stet_text_of(own, i, self->value), &one->value);
        }
    }
    qsort(repeats->given, repeats->given_count, sizeof *repeats->given,
          by_value);
}

/* The first of the figures of that value, in the order of the story; or
 * NULL. */
static const struct given *find_given(struct repeats *repeats, Amount value)
{
    if (!repeats->given)
        see_given(repeats);

    uint32_t low = 0, high = repeats->given_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (amount_compare(repeats->given[middle].value, value) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < repeats->given_count &&
                   amount_compare(repeats->given[low].value, value) == 0
               ? &repeats->given[low]
               : NULL;
}

/* The value was given before, whatever it was of. */
static bool is_known(struct repeats *repeats, const struct repeat *one)
{
    const struct given *given = find_given(repeats, one->value);

    return given && given->order < one->order;
}

static bool is_rounding(const struct repeat *a, const struct repeat *b)
{
    struct digits x, y;

    return digits_of(a->value, &x) && digits_of(b->value, &y) &&
           are_one_rounded(&x, &y);
}

/* How many digits tell that a figure is meant to be the one before: more where
 * it may be another one of several, or where both are definite ("the 12-mile
 * trail leads north, the 21-mile trail south"). */
static uint32_t least_digits(const struct figures *self,
                             const struct repeat *one,
                             const struct repeat *before)
{
    if (one->is_apart || before->is_definite)
        return LONG;
    return one->kind == self->kinds[FIGURE_CARDINAL] ? 3 : 2;
}

static bool are_near(const struct figures *self, const struct repeat *one,
                     const struct repeat *before)
{
    struct digits x, y;
    uint32_t least = least_digits(self, one, before);

    if (!digits_of(one->value, &x) || !digits_of(before->value, &y))
        return false;
    Slip slip = slip_of(&x, &y, least);
    return slip == SLIP_SWAP || (!one->is_apart && (slip == SLIP_DIGIT ||
                                                    is_slipped(&x, &y, least)));
}

static uint64_t tell(const struct repeats *repeats, const struct repeat *one,
                     const struct repeat *before)
{
    const stet_host *host = repeats->host;
    char message[MESSAGE_MAX];
    Str now = host->text(host->self, one->ref);
    Str then = host->text(host->self, before->ref);
    int len =
        snprintf(message, sizeof message, "“%.*s” here, but “%.*s” before",
                 STR_ARG(now), STR_ARG(then));
    stet_related related = {.place = {.ref = before->ref},
                            .message = STR("Given before")};

    repeats->told[one->order] = true;
    return host->finding(host->self,
                         &(stet_finding){
                             .size = sizeof(stet_finding),
                             .rule = repeats->self->inconsistent,
                             .severity = STET_WARNING,
                             .place = {.ref = one->ref},
                             .message = report_text(message, len, MESSAGE_MAX),
                             .confidence = 800,
                             .related_count = 1,
                             .related = &related,
                         });
}

static bool is_of_one_sentence(const struct repeat *a, const struct repeat *b)
{
    return STET_REF_BLOCK(a->ref) == STET_REF_BLOCK(b->ref) &&
           a->sentence == b->sentence;
}

/* Figures [first, end) are of one noun, in order: tells of the definite one
 * that is nearly, but not quite, the only one before it. */
static uint64_t find_among(struct repeats *repeats, uint32_t first,
                           uint32_t end)
{
    const struct repeat *before = &repeats->items[first];

    for (uint32_t i = first + 1; i < end; i++) {
        const struct repeat *one = &repeats->items[i];
        if (is_rounding(one, before))
            continue;
        if (one->is_definite && !is_of_one_sentence(one, before) &&
            are_near(repeats->self, one, before) && !is_known(repeats, one))
            return tell(repeats, one, before);
        return 0; /* the story compares */
    }
    return 0;
}

/* ---- whatever it is of -------------------------------------------------- */

/* Two digits, which money and shares are told by, need a figure of which
 * nothing more is said; three and more that are swapped do not come by
 * chance. */
static bool has_enough(const struct repeats *repeats, const struct repeat *one,
                       const struct digits *digits)
{
    const struct figures *self = repeats->self;
    bool is_counted = one->kind != self->kinds[FIGURE_MONEY] &&
                      one->kind != self->kinds[FIGURE_PERCENT];
    int written = digits->places > (int)digits->count ? digits->places
                                                      : (int)digits->count;

    if (is_counted)
        return digits->count >= 3 && written >= (int)LONG;
    return digits->count >= 3 || (digits->count == 2 && one->is_bare);
}

static bool read_repeat(const struct repeats *repeats, uint32_t block,
                        uint32_t item, uint32_t order, struct repeat *out);

/* A figure of that kind and unit, in a sentence before. */
static bool is_same_kind(const struct repeats *repeats,
                         const struct repeat *one, const struct given *given,
                         struct repeat *out)
{
    uint32_t block = STET_REF_BLOCK(given->ref);
    uint32_t item = STET_REF_INDEX(given->ref);
    const stet_layer *own = own_layer(repeats->story, block);

    return read_repeat(repeats, block, item, given->order, out) &&
           given->order < one->order && out->kind == one->kind &&
           str_eq(out->unit, one->unit) && !is_of_one_sentence(one, out) &&
           !stet_text_of(own, item, repeats->self->mod).len &&
           !stet_text_of(own, item, repeats->self->to).len;
}

/* The amount whose digits are `digits`, as amounts are written. */
static bool amount_of(const struct digits *digits, Amount *out)
{
    char text[2 * DIGITS_MAX + 2];
    uint32_t len = 0;
    int last = (int)digits->count > digits->places ? (int)digits->count
                                                   : digits->places;

    if (digits->places < 1 || last > (int)DIGITS_MAX)
        return false;
    for (int i = 0; i < last; i++) {
        if (i == digits->places)
            text[len++] = '.';
        text[len++] = digits->at[i];
    }
    return amount_read((Str){text, len}, out);
}

/* Figure `one` takes up the only figure before that has two neighbouring
 * digits the other way round. */
static uint64_t find_swapped(struct repeats *repeats, const struct repeat *one)
{
    struct digits digits;
    struct repeat before, only;
    uint32_t count = 0;

    if (!digits_of(one->value, &digits) || !has_enough(repeats, one, &digits))
        return 0;
    for (uint32_t i = 0; i + 1 < digits.count; i++) {
        struct digits other = digits;
        Amount value;
        other.at[i] = digits.at[i + 1];
        other.at[i + 1] = digits.at[i];
        if (other.at[i] == other.at[i + 1] || other.at[0] == '0' ||
            !amount_of(&other, &value))
            continue;
        const struct given *given = find_given(repeats, value);
        if (!given || !is_same_kind(repeats, one, given, &before))
            continue;
        only = before;
        count++;
    }
    return count == 1 && !is_known(repeats, one) ? tell(repeats, one, &only)
                                                 : 0;
}

/* Those that find_among() has not told of. */
static uint64_t find_loose(struct repeats *repeats)
{
    for (uint32_t i = 0; i < repeats->loose_count; i++) {
        const struct repeat *one = &repeats->loose[i];
        if (!repeats->told[one->order] &&
            find_swapped(repeats, one) == STET_REFUSED)
            return STET_REFUSED;
    }
    return 0;
}

/* Figure `item` of a block as the story pass compares it; false where its
 * value cannot be. */
static bool read_repeat(const struct repeats *repeats, uint32_t block,
                        uint32_t item, uint32_t order, struct repeat *out)
{
    const struct figures *self = repeats->self;
    const stet_layer *own = own_layer(repeats->story, block);
    Str definite = stet_text_of(own, item, self->definite);

    *out = (struct repeat){
        .of = stet_text_of(own, item, self->of),
        .unit = stet_text_of(own, item, self->unit),
        .kind = own->kind[item],
        .ref = STET_REF(0, block, item),
        .sentence = stet_sentence_at(repeats->story->blocks[block],
                                     own->tokens[item].start),
        .order = order,
        .is_definite = str_starts(definite, STR("yes")) ||
                       str_starts(definite, STR("apart")),
        .is_apart = str_starts(definite, STR("apart")),
        .is_bare = str_ends(definite, STR("bare")),
    };
    return amount_read(stet_text_of(own, item, self->value), &out->value);
}

/* Keeps the figures that have a noun, and those that may have any. */
static void see_repeats(struct repeats *repeats)
{
    const struct figures *self = repeats->self;
    uint32_t order = 0;

    for (uint32_t b = 0; b < repeats->story->block_count; b++) {
        const stet_layer *own = own_layer(repeats->story, b);
        for (uint32_t i = 0; own && i < own->count; i++, order++) {
            Str definite = stet_text_of(own, i, self->definite);
            struct repeat one;
            if (!(definite.len || stet_text_of(own, i, self->of).len) ||
                !read_repeat(repeats, b, i, order, &one))
                continue;
            if (one.of.len)
                repeats->items[repeats->count++] = one;
            if (str_ends(definite, STR("bare")) ||
                str_ends(definite, STR("other")))
                repeats->loose[repeats->loose_count++] = one;
        }
    }
}

uint64_t repeats_find(struct figures *self, const stet_host *host,
                      const stet_story *story)
{
    struct repeats repeats = {.self = self, .host = host, .story = story};
    uint32_t most = count_figures(story);

    arena_reset(&self->scratch);
    repeats.items = ARENA_ARRAY(&self->scratch, struct repeat, most + 1);
    repeats.loose = ARENA_ARRAY(&self->scratch, struct repeat, most + 1);
    repeats.told = ARENA_ARRAY(&self->scratch, bool, most + 1);
    memset(repeats.told, 0, most + 1);
    see_repeats(&repeats);
    qsort(repeats.items, repeats.count, sizeof *repeats.items, by_thing);
    for (uint32_t first = 0, end; first < repeats.count; first = end) {
        end = first + 1;
        while (end < repeats.count &&
               compare_thing(&repeats.items[first], &repeats.items[end]) == 0)
            end++;
        if (find_among(&repeats, first, end) == STET_REFUSED)
            return STET_REFUSED;
    }
    return find_loose(&repeats);
}

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
            found->kind == FIGURE_QUANTITY) &&
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

    if (noun < reading->end) {
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

void repeats_mark(const Reading *reading, const Found *found, Repeat *out)
{
    *out = (Repeat){.of = STR("")};
    if (!is_exact(reading, found))
        return;
    read_noun(reading, found, out);
    if (!out->of.len || is_of_another(reading, found, out))
        *out = (Repeat){.of = STR("")};
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
    bool is_definite, is_apart;
};

/* Any figure of the story: what it is and when it came. */
struct given {
    Amount value;
    uint32_t order;
};

struct repeats {
    struct figures *self;
    const stet_host *host;
    const stet_story *story;
    struct repeat *items;
    uint32_t count;
    struct given *given; /* by value; NULL until somebody asks */
    uint32_t given_count;
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
            repeats->given_count +=
                amount_read(stet_text_of(own, i, self->value), &one->value);
        }
    }
    qsort(repeats->given, repeats->given_count, sizeof *repeats->given,
          by_value);
}

/* The value was given before, whatever it was of. */
static bool is_known(struct repeats *repeats, const struct repeat *one)
{
    if (!repeats->given)
        see_given(repeats);

    uint32_t low = 0, high = repeats->given_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (amount_compare(repeats->given[middle].value, one->value) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < repeats->given_count &&
           amount_compare(repeats->given[low].value, one->value) == 0 &&
           repeats->given[low].order < one->order;
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

static uint32_t sentence_of(const stet_story_block *block, uint32_t token)
{
    uint32_t low = 0, high = block->sentence_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (block->sentences[middle].end <= token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Keeps the figures that have a noun. */
static void see_repeats(struct repeats *repeats)
{
    const struct figures *self = repeats->self;
    uint32_t order = 0;

    for (uint32_t b = 0; b < repeats->story->block_count; b++) {
        const stet_layer *own = own_layer(repeats->story, b);
        for (uint32_t i = 0; own && i < own->count; i++, order++) {
            Str of = stet_text_of(own, i, self->of);
            struct repeat *one = &repeats->items[repeats->count];
            if (!of.len ||
                !amount_read(stet_text_of(own, i, self->value), &one->value))
                continue;
            one->of = of;
            one->unit = stet_text_of(own, i, self->unit);
            one->kind = own->kind[i];
            one->ref = STET_REF(0, b, i);
            one->sentence =
                sentence_of(repeats->story->blocks[b], own->tokens[i].start);
            one->order = order;
            Str definite = stet_text_of(own, i, self->definite);
            one->is_definite = definite.len > 0;
            one->is_apart = str_eq(definite, STR("apart"));
            repeats->count++;
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
    return 0;
}

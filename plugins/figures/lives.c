/* What a story says of one person's birth, death and ages, put together. */
#include "figures/ages.h"

#include "figures/durations.h"
#include "figures/when.h"

#include "stet/text.h"

#include <stdio.h>

#define MESSAGE_MAX 300u
#define TITLE_MAX 64u
#define NEAR 64u       /* annotations that are looked at beside one */
#define TELL_MAX 32u   /* findings of a story whose surnames are looked up */
#define DAYS_AHEAD 3   /* a birthday between writing and printing */
#define DAYS_BEHIND 56 /* what is told may be some weeks ago */
#define FAR_AGE 25     /* further off in another sentence, it is another's */
#define FAR_DEATH                                                              \
    15              /* further off at a death, the date is of another thing    \
                     */
#define LIFE_MIN 20 /* shorter, brackets hold a term of office */

typedef struct Claim {
    Says says;
    uint32_t block;
    stet_span tokens;
    stet_ref owner;
    stet_entity_id person; /* 0: nobody sure */
    When when, to;         /* of a date; to: of LIVED */
    bool has_when;
    int32_t years;
} Claim;

#define NO_CLAIM UINT32_MAX

/* One person; indices of claims. */
struct life {
    uint32_t born, died, lived;
    bool is_torn; /* two births or deaths that cannot both be */
};

struct pass {
    struct figures *self;
    const stet_host *host;
    const stet_story *story;
    Claim *claims;
    uint32_t claim_count;
    struct life *lives; /* by person */
    When today;
    bool has_today;
    uint32_t told;
};

static const stet_layer *layer_of(const struct pass *pass, uint32_t block,
                                  uint32_t layer)
{
    const stet_story_block *b = pass->story->blocks[block];

    return layer < b->layer_count ? b->layers[layer] : NULL;
}

/* ---- reading the claims ------------------------------------------------ */

/* Of the value that dates settled: "died on Tuesday". */
static void read_when(const struct pass *pass, uint32_t date, Claim *claim)
{
    const stet_attr *value = pass->host->attribute(
        pass->host->self, STET_REF(LAYER_DATE, claim->block, date),
        pass->self->value);

    if (!value || value->type != STET_ATTR_TEXT)
        return;
    claim->has_when =
        claim->says == SAYS_LIVED
            ? when_read_range(value->text, &claim->when, &claim->to)
            : when_read(value->text, &claim->when);
}

/* How the last names before annotation `end` of a block fit `person`: false
 * where one is another's. Counts those that are the person's. */
static bool are_names_of(const struct pass *pass, uint32_t block, uint32_t end,
                         stet_entity_id person, bool is_last_enough,
                         uint32_t *out_count)
{
    const stet_layer *names = layer_of(pass, block, LAYER_NAME);

    for (uint32_t i = end; i-- > 0 && i + NEAR >= end;) {
        if (names->kind[i] != pass->self->name_person)
            continue;
        if (pass->host->entity_of(pass->host->self,
                                  STET_REF(LAYER_NAME, block, i)) != person)
            return false;
        ++*out_count;
        if (is_last_enough)
            break;
    }
    return true;
}

/* A pronoun means a person for sure where nobody else is named before it in
 * its paragraph, or, where nobody is, that person last in the one before. */
static bool is_sure_pronoun(const struct pass *pass, stet_ref ref,
                            stet_entity_id person)
{
    uint32_t block = STET_REF_BLOCK(ref), found = 0;

    if (!are_names_of(pass, block, STET_REF_INDEX(ref), person, false, &found))
        return false;
    if (found || block == 0)
        return found > 0;
    const stet_layer *before = layer_of(pass, block - 1, LAYER_NAME);
    return before &&
           are_names_of(pass, block - 1, before->count, person, true, &found) &&
           found > 0;
}

static stet_entity_id person_of(const struct pass *pass, stet_ref owner)
{
    const stet_layer *names = layer_of(pass, STET_REF_BLOCK(owner), LAYER_NAME);
    uint32_t index = STET_REF_INDEX(owner);

    if (!names || index >= names->count)
        return 0;
    stet_entity_id person = pass->host->entity_of(pass->host->self, owner);
    if (person && names->kind[index] == pass->self->name_pronoun &&
        !is_sure_pronoun(pass, owner, person))
        return 0;
    return person;
}

static void read_claim(struct pass *pass, const stet_layer *own, uint32_t block,
                       uint32_t index)
{
    const struct figures *self = pass->self;
    Claim *claim = &pass->claims[pass->claim_count++];
    int64_t owner = stet_number_of(own, index, self->owner);
    int64_t date = stet_number_of(own, index, self->date);

    *claim = (Claim){
        .says = (Says)stet_number_of(own, index, self->says),
        .block = block,
        .tokens = own->tokens[index],
        .owner = STET_REF(LAYER_NAME, block, (uint32_t)owner),
        .years = (int32_t)stet_number_of(own, index, self->years),
    };
    if (owner != STET_NONE)
        claim->person = person_of(pass, claim->owner);
    if (date != STET_NONE)
        read_when(pass, (uint32_t)date, claim);
}

static uint32_t count_claims(const struct pass *pass)
{
    uint32_t count = 0;

    for (uint32_t b = 0; b < pass->story->block_count; b++) {
        const stet_layer *own = layer_of(pass, b, 0);
        for (uint32_t i = 0; own && i < own->count; i++)
            count += own->kind[i] == pass->self->life;
    }
    return count;
}

/* Takes every claim out of the story; 0 or STET_REFUSED. */
static uint64_t take_claims(struct pass *pass, uint32_t count)
{
    pass->claims = ARENA_ARRAY(&pass->self->scratch, Claim, count + 1);
    for (uint32_t b = 0; b < pass->story->block_count; b++) {
        const stet_layer *own = layer_of(pass, b, 0);
        for (uint32_t i = 0; own && i < own->count; i++) {
            if (own->kind[i] != pass->self->life)
                continue;
            read_claim(pass, own, b, i);
            if (pass->host->retract(pass->host->self, STET_REF(0, b, i)) ==
                STET_REFUSED)
                return STET_REFUSED;
        }
    }
    return 0;
}

/* The day that the record says, or the first date line of the story. */
static void find_today(struct pass *pass)
{
    pass->has_today = when_read(pass->story->date, &pass->today) &&
                      pass->today.first.day == pass->today.last.day;
    for (uint32_t b = 0; b < pass->story->block_count && !pass->has_today;
         b++) {
        const stet_layer *dates = layer_of(pass, b, LAYER_DATE);
        for (uint32_t i = 0; dates && i < dates->count && !pass->has_today; i++)
            pass->has_today =
                stet_number_of(dates, i, pass->self->line) &&
                !stet_number_of(dates, i, pass->self->symbolic) &&
                when_read(stet_text_of(dates, i, pass->self->value),
                          &pass->today);
    }
}

/* ---- lives ------------------------------------------------------------- */

static void note_date(struct pass *pass, uint32_t index, struct life *life,
                      uint32_t *slot)
{
    if (*slot != NO_CLAIM &&
        !when_meet(pass->claims[*slot].when, pass->claims[index].when))
        life->is_torn = true;
    if (*slot == NO_CLAIM)
        *slot = index;
}

/* Persons are numbered from 1 by the host, so that a table holds them. */
static void read_lives(struct pass *pass)
{
    stet_entity_id most = 0;

    for (uint32_t i = 0; i < pass->claim_count; i++)
        if (pass->claims[i].person > most)
            most = pass->claims[i].person;
    pass->lives = ARENA_ARRAY(&pass->self->scratch, struct life, most + 1);
    for (uint32_t i = 0; i <= most; i++)
        pass->lives[i] = (struct life){NO_CLAIM, NO_CLAIM, NO_CLAIM, false};
    for (uint32_t i = 0; i < pass->claim_count; i++) {
        const Claim *claim = &pass->claims[i];
        struct life *life = &pass->lives[claim->person];
        if (!claim->person || !claim->has_when)
            continue;
        if (claim->says == SAYS_BORN)
            note_date(pass, i, life, &life->born);
        else if (claim->says == SAYS_DIED)
            note_date(pass, i, life, &life->died);
        else if (claim->says == SAYS_LIVED && life->lived == NO_CLAIM)
            life->lived = i;
    }
}

/* Brackets say when one was born only where they cannot be a term of office,
 * and an age at death is near. */
static bool is_lifetime(const Claim *lived, const Claim *age)
{
    int32_t years = when_age(lived->when.first, lived->to.last);
    int32_t off = years > age->years ? years - age->years : age->years - years;

    return age->says != SAYS_NOW && years >= LIFE_MIN && off <= FAR_DEATH;
}

/* ---- whether an age is right ------------------------------------------- */

struct ages {
    int32_t low, high;
};

static struct ages ages_on(When birth, When day)
{
    return (struct ages){when_age(birth.last, day.first),
                         when_age(birth.first, day.last)};
}

/* The story's day, and those about it. */
static When about(When day)
{
    return (When){
        when_shift(when_shift(day.first, -DAYS_BEHIND / 2), -DAYS_BEHIND / 2),
        when_shift(day.last, DAYS_AHEAD)};
}

static int32_t distance(struct ages ages, int32_t years)
{
    return years < ages.low    ? ages.low - years
           : years > ages.high ? years - ages.high
                               : 0;
}

static stet_span sentence_of(const struct pass *pass, const Claim *claim)
{
    const stet_story_block *block = pass->story->blocks[claim->block];
    uint32_t index = stet_sentence_at(block, claim->tokens.start);

    return index < block->sentence_count ? block->sentences[index]
                                         : claim->tokens;
}

static bool is_beside(const struct pass *pass, const Claim *a, const Claim *b)
{
    stet_span sentence = sentence_of(pass, a);

    return a->block == b->block && b->tokens.start >= sentence.start &&
           b->tokens.start < sentence.end;
}

/* A date of the sentence but the birth's, long before the story: what it tells
 * was then. Or one in which the age would be right. */
static bool is_of_then(const struct pass *pass, const Claim *age,
                       const Claim *born, bool is_close)
{
    const stet_layer *dates = layer_of(pass, age->block, LAYER_DATE);
    stet_span sentence = sentence_of(pass, age);
    uint32_t first = stet_layer_from(dates, sentence.start);
    When when;

    for (uint32_t i = first; i < dates->count && i < first + NEAR &&
                             dates->tokens[i].start < sentence.end;
         i++) {
        if (!when_read(stet_text_of(dates, i, pass->self->value), &when) ||
            (age->block == born->block &&
             dates->tokens[i].start == born->tokens.start))
            continue;
        struct ages then = ages_on(born->when, when);
        if (!distance(then, age->years) ||
            (!is_close && when.last.year < pass->today.first.year - 1))
            return true;
    }
    return false;
}

/* Somebody else of the story has the surname by which `claim` is told. */
static bool is_shared_surname(struct pass *pass, const Claim *claim)
{
    const stet_host *host = pass->host;
    Str name = host->text(host->self, claim->owner);

    if (!name.len || memchr(name.ptr, ' ', name.len))
        return false;
    if (++pass->told > TELL_MAX)
        return true;
    for (stet_entity_id id = 1;; id++) {
        const stet_entity *other = host->entity_info(host->self, id);
        if (!other)
            return false;
        if (id != claim->person && other->kind == pass->self->name_person &&
            other->name.len > name.len &&
            other->name.ptr[other->name.len - name.len - 1] == ' ' &&
            str_eq(str_cut(other->name, other->name.len - name.len,
                           other->name.len),
                   name))
            return true;
    }
}

/* ---- what is told ------------------------------------------------------ */

static Str fitted(const char *buffer, int len, uint32_t size)
{
    uint32_t fits = len < 0 ? 0 : (uint32_t)len;

    return (Str){buffer, fits < size ? fits : size - 1};
}

static stet_place place_of(const Claim *claim)
{
    return (stet_place){
        .ref = STET_NO_REF, .block = claim->block, .span = claim->tokens};
}

/* "April 2026" of a day in it, which is enough for the story's own. */
static When month_of(When day)
{
    if (day.first.day > 1)
        day.first.day--;
    else
        day.last.day++;
    return day;
}

/* "Ruth Sorley, born in 1962, is 63 or 64 in April 2026, not 58" */
static int write_message(const struct pass *pass, const Claim *age, When birth,
                         When day, struct ages right, char *buffer)
{
    char born[WHEN_TEXT_MAX], then[WHEN_TEXT_MAX], years[24];
    bool is_now = age->says == SAYS_NOW;
    const stet_entity *person =
        pass->host->entity_info(pass->host->self, age->person);

    if (right.low == right.high)
        snprintf(years, sizeof years, "%d", (int)right.low);
    else
        snprintf(years, sizeof years, "%d or %d", (int)right.low,
                 (int)right.high);
    if (!person)
        return snprintf(
            buffer, MESSAGE_MAX, "Born %.*s, one is %s %.*s, not %d",
            STR_ARG(when_write(birth, born)), years,
            STR_ARG(when_write(month_of(day), then)), (int)age->years);
    return snprintf(buffer, MESSAGE_MAX, "%.*s, born %.*s, %s %s %.*s, not %d",
                    STR_ARG(str_cut(person->name, 0, 80)),
                    STR_ARG(when_write(birth, born)), is_now ? "is" : "was",
                    years,
                    STR_ARG(when_write(is_now ? month_of(day) : day, then)),
                    (int)age->years);
}

/* `right`: what shall stand there, or 0. "60th birthday" and "eight years"
 * get no fix. */
static uint64_t tell_finding(const struct pass *pass, const stet_finding *about,
                             const Claim *claim, int32_t right)
{
    char title[TITLE_MAX], number[16];
    int len = snprintf(number, sizeof number, "%d", (int)right);
    stet_edit edit = {place_of(claim), fitted(number, len, sizeof number)};
    stet_fix fix = {.size = sizeof fix, .edit_count = 1, .edits = &edit};
    const stet_fix *fixes[] = {&fix};
    stet_finding finding = *about;

    len = snprintf(title, sizeof title, "Change %d to %d", (int)claim->years,
                   (int)right);
    fix.title = fitted(title, len, sizeof title);
    finding.size = sizeof finding;
    finding.severity = STET_WARNING;
    finding.place = place_of(claim);
    finding.fix_count =
        right > 0 && claim->tokens.end == claim->tokens.start + 1;
    finding.fixes = fixes;
    return pass->host->finding(pass->host->self, &finding);
}

static uint64_t tell(const struct pass *pass, const Claim *age,
                     const Claim *born, const Claim *died, When day,
                     struct ages right)
{
    char message[MESSAGE_MAX];
    int len = write_message(pass, age, born->when, day, right, message);
    stet_related related[] = {{place_of(born), STR("The birth")},
                              {place_of(died ? died : born), STR("The death")}};
    stet_finding about = {
        .rule = pass->self->age,
        .message = fitted(message, len, sizeof message),
        .confidence = is_beside(pass, age, born) ? 900 : 800,
        .related_count = age == born            ? 0
                         : died && died != born ? 2
                                                : 1,
        .related = related,
    };

    return tell_finding(pass, &about, age,
                        right.low == right.high ? right.low : 0);
}

/* Told in two sentences, it may be of two who share a name. */
static bool is_doubtful(struct pass *pass, const Claim *age, const Claim *born)
{
    return !is_beside(pass, age, born) &&
           (is_shared_surname(pass, age) || is_shared_surname(pass, born));
}

/* "... died on Tuesday. She was 76." No other date between. */
static bool is_of_death(const struct pass *pass, const Claim *age,
                        const Claim *died)
{
    const stet_layer *dates = layer_of(pass, age->block, LAYER_DATE);

    if (age->says == SAYS_LAST)
        return true;
    if (!dates || age->block != died->block ||
        age->tokens.start < died->tokens.start)
        return false;
    uint32_t next = stet_layer_from(dates, died->tokens.end);
    return next == dates->count ||
           dates->tokens[next].start > age->tokens.start;
}

static uint64_t find_at_death(struct pass *pass, const Claim *age,
                              const Claim *born, const Claim *died)
{
    When day = died->says == SAYS_LIVED ? died->to : died->when;
    struct ages right = ages_on(born->when, day);
    int32_t off = distance(right, age->years);
    /* "Tuesday", "in March": dates may have taken another. */
    bool is_sure = died->says == SAYS_LIVED || died->years;

    if (off < (is_sure ? 1 : 2) || off > FAR_DEATH ||
        !is_of_death(pass, age, died) || is_doubtful(pass, age, born))
        return 0;
    return tell(pass, age, born, died, day, right);
}

static uint64_t find_now(struct pass *pass, const Claim *age, const Claim *born,
                         const struct life *life)
{
    struct ages right = ages_on(born->when, pass->today);
    int32_t off = distance(ages_on(born->when, about(pass->today)), age->years);
    bool is_close = is_beside(pass, age, born);

    if (!off || (!is_close && off > FAR_AGE) || right.low < 1 ||
        life->lived != NO_CLAIM || is_of_then(pass, age, born, is_close))
        return 0;
    if (life->died != NO_CLAIM &&
        !distance(ages_on(born->when, pass->claims[life->died].when),
                  age->years))
        return 0;
    return is_doubtful(pass, age, born)
               ? 0
               : tell(pass, age, born, NULL, pass->today, right);
}

/* "The 58-year-old, who was born in 1962": nobody need be known. */
static uint64_t find_nameless(struct pass *pass, const Claim *age)
{
    static const struct life nobody = {NO_CLAIM, NO_CLAIM, NO_CLAIM, false};

    return pass->has_today && age->says == SAYS_NOW && age->has_when
               ? find_now(pass, age, age, &nobody)
               : 0;
}

static uint64_t find_age(struct pass *pass, const Claim *age)
{
    const struct life *life = &pass->lives[age->person];
    const Claim *lived =
        life->lived == NO_CLAIM ? NULL : &pass->claims[life->lived];
    const Claim *born =
        life->born == NO_CLAIM ? lived : &pass->claims[life->born];
    const Claim *died =
        life->died == NO_CLAIM ? lived : &pass->claims[life->died];

    if (!age->person)
        return find_nameless(pass, age);
    if (!born || life->is_torn || (born == lived && !is_lifetime(lived, age)))
        return 0;
    if (age->says == SAYS_NOW)
        return pass->has_today ? find_now(pass, age, born, life) : 0;
    return died ? find_at_death(pass, age, born, died) : 0;
}

/* ---- how long it is since then ----------------------------------------- */

/* A date without its "in" or "on". */
static Str write_bare(When when, char buffer[WHEN_TEXT_MAX])
{
    Str text = when_write(when, buffer);

    return str_cut(text, 3, text.len);
}

/* "since 2011, a spell of 17 years" */
static uint64_t find_since(const struct pass *pass, const Claim *claim)
{
    char message[MESSAGE_MAX], now[WHEN_TEXT_MAX], then[WHEN_TEXT_MAX];
    int32_t right = pass->today.first.year - claim->when.first.year;

    if (!pass->has_today || !claim->has_when || right < 1 ||
        durations_fit(claim->years, claim->when, pass->today))
        return 0;
    int len = snprintf(
        message, sizeof message, "%.*s is %d year%s after %.*s, not %d",
        STR_ARG(write_bare(month_of(pass->today), now)), (int)right,
        right == 1 ? "" : "s", STR_ARG(write_bare(claim->when, then)),
        (int)claim->years);
    stet_finding about = {
        .rule = pass->self->duration,
        .message = fitted(message, len, sizeof message),
        .confidence = 850,
    };
    return tell_finding(pass, &about, claim,
                        claim->tokens.end == claim->tokens.start + 1 ? right
                                                                     : 0);
}

static uint64_t find_wrong(struct pass *pass, const Claim *claim)
{
    switch (claim->says) {
    case SAYS_NOW:
    case SAYS_LAST:
    case SAYS_WAS:
        return find_age(pass, claim);
    case SAYS_SINCE:
        return find_since(pass, claim);
    default:
        return 0;
    }
}

uint64_t ages_find(struct figures *self, const stet_host *host,
                   const stet_story *story)
{
    struct pass pass = {.self = self, .host = host, .story = story};
    uint32_t count = count_claims(&pass);

    if (!count)
        return 0;
    arena_reset(&self->scratch);
    if (take_claims(&pass, count) == STET_REFUSED)
        return STET_REFUSED;
    find_today(&pass);
    read_lives(&pass);
    for (uint32_t i = 0; i < pass.claim_count; i++)
        if (find_wrong(&pass, &pass.claims[i]) == STET_REFUSED)
            return STET_REFUSED;
    return 0;
}

#include "names/variants.h"

#include "names/gazetteer.h"
#include "names/near.h"
#include "names/people.h"

#include "stet/text.h"

static struct word surname(const struct mention *mention)
{
    return mention->wording->words[mention->wording->word_count - 1];
}

static const struct mention *full_of(const struct cast *cast, uint32_t entity)
{
    return &cast->mentions[cast->entities[entity].full];
}

static bool is_candidate(const struct cast *cast, uint32_t entity)
{
    return cast->entities[entity].type == TAG_PERSON &&
           full_of(cast, entity)->wording->word_count > 0;
}

/* The plural or the adjective of a name is no misspelling of it. */
static bool is_inflected(Str a, Str b)
{
    Str shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;

    if (str_starts(longer, shorter)) {
        Str tail = str_cut(longer, shorter.len, longer.len);
        return stet_is(tail, "s") || stet_is(tail, "es") ||
               stet_is(tail, "n") || stet_is(tail, "a") || stet_is(tail, "ova");
    }
    return false;
}

static bool is_known(struct word word)
{
    return (gaz_word(word.hash) &
            (GAZ_SURNAME | GAZ_FORENAME | GAZ_PLACE | GAZ_COMMON)) != 0;
}

/* One surname, forenames that differ by a letter: Brain and Brian Park. */
static bool is_forename_slip(const struct mention *a, const struct mention *b)
{
    struct word p = a->wording->words[0], q = b->wording->words[0];

    return a->wording->word_count == b->wording->word_count &&
           a->wording->word_count > 1 &&
           fold_distance(p.text, q.text, 1) == 1 && p.text.len > 4 &&
           (near_is_swapped(p.text, q.text) ||
            (!is_known(p) && (gaz_word(q.hash) & GAZ_FORENAME)));
}

/* "Ada Lundmark, a plumber, rose." And, behind it, "Lundmarck said": nobody is
 * introduced under that surname, and only one under nearly that. What is a
 * forename or a place may be somebody or something else. */
static bool follows(const struct cast *cast, uint32_t odd, uint32_t usual)
{
    const struct mention *a = &cast->mentions[cast->entities[odd].first];
    const struct mention *b = &cast->mentions[cast->entities[usual].first];
    const struct mention *p = full_of(cast, odd), *q = full_of(cast, usual);
    uint32_t gaz = gaz_word(surname(p).hash);

    if (p->wording->word_count != 1 || q->wording->word_count < 2 ||
        surname(p).text.ptr[0] != surname(q).text.ptr[0] || a->at < b->at ||
        (a->signs & SIGN_MODIFIER))
        return false;
    return !(gaz & GAZ_PLACE) && (!(gaz & GAZ_FORENAME) || (gaz & GAZ_SURNAME));
}

/* `odd` is the spelling that the story uses less: is it a slip for `usual`? */
static bool is_slip(const struct cast *cast, uint32_t odd, uint32_t usual)
{
    const struct entity *x = &cast->entities[odd], *y = &cast->entities[usual];
    const struct mention *a = full_of(cast, odd), *b = full_of(cast, usual);
    Str p = surname(a).text, q = surname(b).text;

    if (x->name_count > 1 && x->name_count * 3 > y->name_count)
        return false;
    if (str_eq(p, q))
        return is_forename_slip(a, b);
    if (fold_distance(p, q, 1) != 1 || is_inflected(p, q))
        return false;
    if (a->wording->word_count > 1 && b->wording->word_count > 1 &&
        !str_eq(a->wording->words[0].text, b->wording->words[0].text))
        return false; /* two people, each introduced */
    if (near_is_swapped(p, q))
        return true;
    if (a->wording->word_count > 1 && b->wording->word_count > 1)
        return true; /* one forename, two spellings */
    return (!is_known(surname(a)) && y->name_count > 1) ||
           follows(cast, odd, usual);
}

static uint32_t words_of(const struct cast *cast, uint32_t entity)
{
    return full_of(cast, entity)->wording->word_count;
}

static bool is_quoted(const struct cast *cast, uint32_t entity)
{
    return (full_of(cast, entity)->signs & SIGN_QUOTED) != 0;
}

/* Sets *odd and *usual: the story has the second more often or, of equals,
 * somebody else's words have the first, or it is a full name less often or
 * stands later. */
static void order(const struct cast *cast, uint32_t a, uint32_t b,
                  uint32_t *out_odd, uint32_t *out_usual)
{
    uint32_t n = cast->entities[a].name_count, m = cast->entities[b].name_count;
    bool a_is_odd = n != m ? n < m : a > b;

    if (n == m && words_of(cast, a) == words_of(cast, b)) {
        if (is_quoted(cast, a) != is_quoted(cast, b))
            a_is_odd = is_quoted(cast, a);
    } else if (n == m && words_of(cast, a_is_odd ? a : b) > 1 &&
               words_of(cast, a_is_odd ? b : a) == 1) {
        a_is_odd = !a_is_odd;
    }
    *out_odd = a_is_odd ? a : b;
    *out_usual = a_is_odd ? b : a;
}

/* ---- joining ----------------------------------------------------------- */

/* "Yuri" of the odd spelling and "Dershkov" of the usual one. */
static Str mend(struct arena *arena, Str odd, Str usual)
{
    uint32_t keep = 0, cut = 0;

    for (uint32_t i = 0; i < odd.len; i++)
        keep = odd.ptr[i] == ' ' ? i + 1 : keep;
    for (uint32_t i = 0; i < usual.len; i++)
        cut = usual.ptr[i] == ' ' ? i + 1 : cut;
    char *out = arena_alloc(arena, (size_t)keep + usual.len - cut + 1);
    memcpy(out, odd.ptr, keep);
    memcpy(out + keep, usual.ptr + cut, usual.len - cut);
    return (Str){out, keep + usual.len - cut};
}

static void join(struct cast *cast, uint32_t odd, uint32_t usual)
{
    struct entity *from = &cast->entities[odd], *to = &cast->entities[usual];
    const struct mention *a = full_of(cast, odd), *b = full_of(cast, usual);

    if (a->wording->word_count > b->wording->word_count)
        to->name = mend(cast->arena, a->wording->text, b->wording->text);
    to->mention_count += from->mention_count;
    to->name_count += from->name_count;
    to->male += from->male;
    to->female += from->female;
    to->male_name += from->male_name;
    to->female_name += from->female_name;
    to->mostly_male += from->mostly_male;
    to->mostly_female += from->mostly_female;
    to->first = from->first < to->first ? from->first : to->first;
    from->into = usual;
    from->mention_count = from->name_count = 0;
}

static bool is_named(const struct mention *one)
{
    return (one->kind == TAG_PERSON || one->kind == TAG_ORG ||
            one->kind == TAG_PLACE) &&
           one->wording->word_count > 0;
}

/* "Corestone" of "Corestone Partners". */
static Str first_of(Str name)
{
    uint32_t cut = 0;

    while (cut < name.len && name.ptr[cut] != ' ')
        cut++;
    return str_cut(name, 0, cut);
}

static void note(struct cast *cast, uint32_t mention, uint32_t usual)
{
    const struct mention *one = &cast->mentions[mention];
    const struct mention *full = full_of(cast, usual);
    bool is_forename = str_eq(surname(one).text, surname(full).text);
    Str right;

    if (cast->entities[usual].type != TAG_PERSON)
        right = first_of(full->wording->text);
    else if (is_forename)
        right = full->wording->text;
    else
        right = mend(cast->arena, one->wording->text, full->wording->text);
    cast->slips[cast->slip_count++] = (struct slip){
        .mention = mention,
        .usual = usual,
        .right = right,
    };
}

/* The misspelt firm that looked like a person's name is a firm. */
static void take_kind(struct mention *one, uint32_t kind)
{
    if (kind == TAG_PERSON || !is_named(one))
        return;
    one->retyped |= one->kind != kind;
    one->kind = (uint8_t)kind;
}

static void move_all(struct cast *cast)
{
    for (uint32_t i = 0; i < cast->mention_count; i++) {
        struct mention *one = &cast->mentions[i];
        if (one->entity == CAST_NONE)
            continue;
        uint32_t into = one->entity;
        while (cast->entities[into].into != CAST_NONE)
            into = cast->entities[into].into; /* of ever more mentions */
        if (into == one->entity)
            continue;
        if (is_named(one))
            note(cast, i, into);
        take_kind(one, cast->entities[into].type);
        one->entity = into;
    }
}

/* ---- bodies and places ------------------------------------------------- */

static struct word first_word(const struct cast *cast, uint32_t entity)
{
    return full_of(cast, entity)->wording->words[0];
}

/* A body or place that the story names again and again, or that no list knows
 * either. */
static bool is_usual_body(const struct cast *cast, uint32_t entity)
{
    const struct entity *one = &cast->entities[entity];

    if (one->into != CAST_NONE || !words_of(cast, entity) ||
        (one->name_count < 2 && gaz_word(first_word(cast, entity).hash)))
        return false;
    return one->type == TAG_ORG ||
           (one->type == TAG_PLACE && words_of(cast, entity) == 1);
}

/* A name that no list knows, told once, of whatever kind. */
static bool is_odd_body(const struct cast *cast, uint32_t entity)
{
    const struct entity *one = &cast->entities[entity];

    return one->into == CAST_NONE && one->name_count == 1 &&
           words_of(cast, entity) == 1 &&
           (one->type == TAG_PERSON || one->type == TAG_ORG ||
            one->type == TAG_PLACE) &&
           !gaz_word(first_word(cast, entity).hash) &&
           !cast_shouts(full_of(cast, entity)->wording->text);
}

/* "Corestonne" behind "Corestone Partners". Neither begins with the other: that
 * may be a people, a language, a daughter firm. */
static bool is_body_slip(const struct cast *cast, uint32_t odd, uint32_t usual)
{
    Str p = first_word(cast, odd).text, q = first_word(cast, usual).text;

    return p.ptr[0] == q.ptr[0] && p.len > NEAR_LETTERS &&
           fold_distance(p, q, 1) == 1 && !str_starts(p, q) &&
           !str_starts(q, p) &&
           full_of(cast, odd)->at > full_of(cast, usual)->at;
}

static uint32_t join_bodies(struct cast *cast)
{
    struct near *near = near_new(cast->arena, 64);
    uint32_t joined = 0;

    for (uint32_t i = 0; i < cast->entity_count; i++)
        if (is_usual_body(cast, i))
            near_add(near, first_word(cast, i).text, i);
    for (uint32_t i = 0; i < cast->entity_count; i++) {
        uint32_t others[NEAR_MAX], count;

        if (!is_odd_body(cast, i))
            continue;
        count = near_find(near, first_word(cast, i).text, others);
        for (uint32_t k = 0; k < count; k++) {
            if (cast->entities[i].into != CAST_NONE ||
                !is_body_slip(cast, i, others[k]))
                continue;
            joined += cast->entities[i].mention_count;
            join(cast, i, others[k]);
        }
    }
    return joined;
}

void variants_join(struct cast *cast)
{
    struct near *near;
    uint32_t persons = 0, joined = 0;

    for (uint32_t i = 0; i < cast->entity_count; i++)
        persons += is_candidate(cast, i);
    near = near_new(cast->arena, persons);
    for (uint32_t i = 0; i < cast->entity_count; i++) {
        uint32_t others[NEAR_MAX], odd, usual;
        if (!is_candidate(cast, i))
            continue;
        Str word = surname(full_of(cast, i)).text;
        uint32_t count = near_find(near, word, others);
        near_add(near, word, i);
        for (uint32_t k = 0; k < count; k++) {
            order(cast, others[k], i, &odd, &usual);
            if (cast->entities[odd].into != CAST_NONE ||
                cast->entities[usual].into != CAST_NONE ||
                !is_slip(cast, odd, usual))
                continue;
            joined += cast->entities[odd].mention_count;
            join(cast, odd, usual);
        }
    }
    joined += join_bodies(cast);
    cast->slips = ARENA_ARRAY(cast->arena, struct slip, joined + 1);
    if (joined)
        move_all(cast);
}

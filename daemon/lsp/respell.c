#include "lsp/respell.h"

#include "text/utf8.h"

/* The parts of a person's name, in the order in which they are written. */
enum part { PART_GIVEN, PART_MIDDLE, PART_FAMILY, PART_SUFFIX, PART_COUNT };

struct name {
    uint32_t count;
    Str words[RESPELL_WORDS_MAX];
    uint32_t first[PART_COUNT + 1]; /* first[p] to first[p + 1] is part p */
};

/* ---- words ------------------------------------------------------------- */

static bool is_suffix(Str word)
{
    static const char *const all[] = {"Jr", "Jr.", "Sr", "Sr.",
                                      "II", "III", "IV"};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (str_eq(word, str_from_c(all[i])))
            return true;
    return false;
}

static bool begins_lower(Str word)
{
    uint32_t len;

    return word.len && utf8_is_lower(utf8_decode(word, 0, &len));
}

/* False for no words or too many. */
static bool split(Str text, struct name *out)
{
    uint32_t at = 0;

    *out = (struct name){0};
    while (at < text.len) {
        uint32_t start = at, len = 0;
        while (at < text.len && !utf8_is_space(utf8_decode(text, at, &len)))
            at += len;
        if (at > start) {
            if (out->count == RESPELL_WORDS_MAX)
                return false;
            out->words[out->count++] = str_cut(text, start, at);
        }
        if (at < text.len)
            at += len;
    }
    return out->count > 0;
}

/* The family name begins at the first particle (van, de la) behind the given
 * name, else is the last word. A comma before Jr. stays with its word. */
static void find_parts(struct name *self)
{
    uint32_t end = self->count;

    while (end > 1 && is_suffix(self->words[end - 1]))
        end--;
    uint32_t family = end - 1;
    for (uint32_t i = 1; i < end; i++)
        if (begins_lower(self->words[i])) {
            family = i;
            break;
        }
    self->first[PART_GIVEN] = 0;
    self->first[PART_MIDDLE] = family ? 1 : 0;
    self->first[PART_FAMILY] = family;
    self->first[PART_SUFFIX] = end;
    self->first[PART_COUNT] = self->count;
}

static bool same_word(Str a, Str b)
{
    uint32_t i = 0, k = 0;

    while (i < a.len && k < b.len) {
        uint32_t i_len, k_len;
        uint32_t one = utf8_to_lower(utf8_decode(a, i, &i_len));
        uint32_t other = utf8_to_lower(utf8_decode(b, k, &k_len));
        if (one != other)
            return false;
        i += i_len;
        k += k_len;
    }
    return i == a.len && k == b.len;
}

/* Which words of `old` the mention has, as bits; 0 where it has another word
 * or another order. */
static uint32_t words_of(const struct name *mention, const struct name *old)
{
    uint32_t bits = 0, at = 0;

    for (uint32_t i = 0; i < mention->count; i++) {
        while (at < old->count && !same_word(mention->words[i], old->words[at]))
            at++;
        if (at == old->count)
            return 0;
        bits |= 1u << at++;
    }
    return bits;
}

static uint32_t bits_between(uint32_t first, uint32_t end)
{
    return (1u << end) - (1u << first);
}

/* ---- writing ----------------------------------------------------------- */

static void put_word(Str *out, Str word)
{
    char *to = (char *)out->ptr;

    if (out->len)
        to[out->len++] = ' ';
    memcpy(to + out->len, word.ptr, word.len);
    out->len += word.len;
}

static void put_words(Str *out, const struct name *name, uint32_t first,
                      uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        put_word(out, name->words[i]);
}

static uint32_t upper_of(uint32_t code)
{
    /* Where alphabets keep their capitals: ASCII, Latin-1, Greek and Cyrillic
     * 32 below; Latin Extended one below; Cyrillic's second row 80 below. */
    static const uint32_t below[] = {32, 1, 80};

    for (uint32_t i = 0; i < 3; i++)
        if (code > below[i] && utf8_is_upper(code - below[i]) &&
            utf8_to_lower(code - below[i]) == code)
            return code - below[i];
    return code;
}

static Str in_capitals(Str text, struct arena *arena)
{
    char *out = arena_alloc(arena, (size_t)text.len * 2 + 4);
    uint32_t len = 0, width;

    for (uint32_t at = 0; at < text.len; at += width)
        len += utf8_encode(upper_of(utf8_decode(text, at, &width)), out + len);
    return (Str){out, len};
}

/* It has letters, more than one, and none is a small one. */
static bool is_capitals(Str text)
{
    uint32_t letters = 0, width;

    for (uint32_t at = 0; at < text.len; at += width) {
        uint32_t code = utf8_decode(text, at, &width);
        if (utf8_is_lower(code))
            return false;
        letters += utf8_is_upper(code);
    }
    return letters > 1;
}

/* The parts that `bits` of the old name belong to, from the new name. */
static Str compose(const struct name *old, uint32_t bits,
                   const struct name *name, Str out)
{
    for (uint32_t part = 0; part < PART_COUNT; part++) {
        uint32_t mask = bits_between(old->first[part], old->first[part + 1]);
        if (bits & mask)
            put_words(&out, name, name->first[part], name->first[part + 1]);
    }
    return out;
}

bool respell(Str mention, Str old_name, Str new_name, bool has_parts,
             struct arena *arena, Str *out_text)
{
    struct name said, old, name;
    if (!split(mention, &said) || !split(old_name, &old) ||
        !split(new_name, &name))
        return false;

    uint32_t bits = words_of(&said, &old);
    bool is_whole = bits == bits_between(0, old.count);
    if (!bits || (!is_whole && !has_parts))
        return false;
    Str out = {arena_alloc(arena, (size_t)new_name.len + 1), 0};
    find_parts(&old);
    find_parts(&name);
    if (!is_whole)
        out = compose(&old, bits, &name, out);
    if (!out.len) /* whole, or a part that the new name lacks */
        put_words(&out, &name, 0, name.count);
    if (is_capitals(mention) && !is_capitals(old_name))
        out = in_capitals(out, arena);
    *out_text = out;
    return !str_eq(out, mention);
}

Str respell_whole(Str mention, Str old_name, Str typed, struct arena *arena)
{
    struct name said, old, name;
    if (!split(mention, &said) || !split(old_name, &old) ||
        !split(typed, &name))
        return typed;

    uint32_t bits = words_of(&said, &old);
    if (!bits || bits == bits_between(0, old.count) ||
        (name.count > 1 && !begins_lower(name.words[0])))
        return typed;
    size_t most = (size_t)old_name.len + typed.len + 2;
    Str out = {arena_alloc(arena, most), 0};
    bool is_put = false;
    for (uint32_t i = 0; i < old.count; i++) {
        if (!(bits & 1u << i))
            put_word(&out, old.words[i]);
        else if (!is_put)
            put_words(&out, &name, 0, name.count);
        is_put |= (bits & 1u << i) != 0;
    }
    return out;
}

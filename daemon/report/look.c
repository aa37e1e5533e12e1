#include "report/look.h"

void look_style(const Look *look, struct out *out, Style style)
{
    static const char *const codes[STYLE_COUNT] = {
        [STYLE_PLAIN] = "0",
        [STYLE_BOLD] = "1",
        [STYLE_DIM] = "2",
        [STYLE_ITALIC] = "3",
        [STYLE_UNDERLINE] = "4",
        [STYLE_RED] = "31",
        [STYLE_GREEN] = "32",
        [STYLE_YELLOW] = "33",
        [STYLE_BLUE] = "34",
        [STYLE_MAGENTA] = "35",
        [STYLE_CYAN] = "36",
        [STYLE_BOLD_RED] = "1;31",
        [STYLE_BOLD_YELLOW] = "1;33",
        [STYLE_BOLD_CYAN] = "1;36",
    };

    if (look->has_colour)
        out_format(out, "\033[%sm", codes[style]);
}

void look_text(const Look *look, struct out *out, Style style, Str text)
{
    if (style != STYLE_PLAIN)
        look_style(look, out, style);
    out_clean(out, text);
    if (style != STYLE_PLAIN)
        look_style(look, out, STYLE_PLAIN);
}

/* ---- columns ----------------------------------------------------------- */

typedef struct Range {
    uint32_t first, last;
} Range;

/* Marks that stand on the character before them, joiners, variations: the
 * blocks that news copy can hold (Unicode 15, general categories Mn Me Cf). */
static const Range narrow[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},   {0x0610, 0x061A},
    {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC},   {0x093C, 0x093C},
    {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0E31, 0x0E31},   {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},   {0x200B, 0x200F},
    {0x202A, 0x202E}, {0x2060, 0x2064}, {0x20D0, 0x20F0},   {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF},
};

/* East Asian wide and full width, and emoji. */
static const Range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},
    {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

#define RANGES(table) (uint32_t)(sizeof(table) / sizeof *(table))

static bool is_in(const Range *ranges, uint32_t count, uint32_t code)
{
    uint32_t low = 0, high = count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (code > ranges[mid].last)
            low = mid + 1;
        else if (code < ranges[mid].first)
            high = mid;
        else
            return true;
    }
    return false;
}

/* The character at `at` of valid UTF-8; *out_len is its bytes. */
static uint32_t decode(Str text, uint32_t at, uint32_t *out_len)
{
    unsigned char lead = (unsigned char)text.ptr[at];
    uint32_t len = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t code = len == 1 ? lead : lead & (0x7Fu >> len);

    if (len > text.len - at)
        len = text.len - at;
    for (uint32_t i = 1; i < len; i++)
        code = code << 6 | ((unsigned char)text.ptr[at + i] & 0x3Fu);
    *out_len = len;
    return code;
}

static uint32_t columns_of(uint32_t code)
{
    if (code < 0x300)
        return 1;
    if (is_in(narrow, RANGES(narrow), code))
        return 0;
    return is_in(wide, RANGES(wide), code) ? 2 : 1;
}

uint32_t look_columns(Str text)
{
    uint32_t columns = 0, len;

    for (uint32_t at = 0; at < text.len; at += len)
        columns += columns_of(decode(text, at, &len));
    return columns;
}

uint32_t look_fit(Str text, uint32_t columns)
{
    uint32_t at = 0, taken = 0, len;

    while (at < text.len) {
        taken += columns_of(decode(text, at, &len));
        if (taken > columns)
            break;
        at += len;
    }
    return at;
}

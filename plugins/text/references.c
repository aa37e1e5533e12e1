/*
 * references - HTML character references, the common named ones and all
 * numeric ones (HTML Living Standard, 13.5; names by frequency in news).
 */
#include "text/scan.h"

struct named {
    Str name;
    uint32_t code;
};

static const struct named names[] = {
    {STR_INIT("amp"), '&'},       {STR_INIT("lt"), '<'},
    {STR_INIT("gt"), '>'},        {STR_INIT("quot"), '"'},
    {STR_INIT("apos"), '\''},     {STR_INIT("nbsp"), 0xA0},
    {STR_INIT("rsquo"), 0x2019},  {STR_INIT("lsquo"), 0x2018},
    {STR_INIT("rdquo"), 0x201D},  {STR_INIT("ldquo"), 0x201C},
    {STR_INIT("sbquo"), 0x201A},  {STR_INIT("bdquo"), 0x201E},
    {STR_INIT("laquo"), 0xAB},    {STR_INIT("raquo"), 0xBB},
    {STR_INIT("ndash"), 0x2013},  {STR_INIT("mdash"), 0x2014},
    {STR_INIT("hellip"), 0x2026}, {STR_INIT("shy"), 0xAD},
    {STR_INIT("pound"), 0xA3},    {STR_INIT("euro"), 0x20AC},
    {STR_INIT("yen"), 0xA5},      {STR_INIT("cent"), 0xA2},
    {STR_INIT("copy"), 0xA9},     {STR_INIT("reg"), 0xAE},
    {STR_INIT("trade"), 0x2122},  {STR_INIT("deg"), 0xB0},
    {STR_INIT("frac12"), 0xBD},   {STR_INIT("frac14"), 0xBC},
    {STR_INIT("frac34"), 0xBE},   {STR_INIT("eacute"), 0xE9},
    {STR_INIT("egrave"), 0xE8},   {STR_INIT("ecirc"), 0xEA},
    {STR_INIT("agrave"), 0xE0},   {STR_INIT("aacute"), 0xE1},
    {STR_INIT("acirc"), 0xE2},    {STR_INIT("auml"), 0xE4},
    {STR_INIT("aring"), 0xE5},    {STR_INIT("atilde"), 0xE3},
    {STR_INIT("ccedil"), 0xE7},   {STR_INIT("iacute"), 0xED},
    {STR_INIT("ntilde"), 0xF1},   {STR_INIT("oacute"), 0xF3},
    {STR_INIT("ocirc"), 0xF4},    {STR_INIT("ouml"), 0xF6},
    {STR_INIT("oslash"), 0xF8},   {STR_INIT("uacute"), 0xFA},
    {STR_INIT("uuml"), 0xFC},     {STR_INIT("szlig"), 0xDF},
    {STR_INIT("Eacute"), 0xC9},   {STR_INIT("Ouml"), 0xD6},
    {STR_INIT("Uuml"), 0xDC},     {STR_INIT("Auml"), 0xC4},
    {STR_INIT("thinsp"), 0x2009}, {STR_INIT("ensp"), 0x2002},
    {STR_INIT("emsp"), 0x2003},   {STR_INIT("zwj"), 0x200D},
};

#define LONGEST 12u /* bytes between & and ; */

static uint32_t digit_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return (uint32_t)(digit - '0');
    char lower = (char)(digit | 0x20);
    return lower >= 'a' && lower <= 'f' ? (uint32_t)(lower - 'a') + 10 : 99;
}

/* The character of "#8217" or "#x2019"; 0 where it is none. */
static uint32_t numeric(Str body)
{
    uint32_t base = 10, code = 0, at = 1;

    if (body.len > 1 && (body.ptr[1] | 0x20) == 'x') {
        base = 16;
        at = 2;
    }
    if (at == body.len)
        return 0;
    for (; at < body.len; at++) {
        uint32_t digit = digit_value(body.ptr[at]);
        if (digit >= base || code > 0x10FFFF)
            return 0;
        code = code * base + digit;
    }
    bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code > 0x10FFFF || is_surrogate ? 0 : code;
}

uint32_t references_decode(Str text, uint32_t at, uint32_t *out_len)
{
    Str rest = str_cut(text, at + 1, at + 2 + LONGEST);
    const char *end = rest.len ? memchr(rest.ptr, ';', rest.len) : NULL;

    if (!end || end == rest.ptr)
        return 0;
    Str body = {rest.ptr, (uint32_t)(end - rest.ptr)};
    *out_len = body.len + 2;
    if (body.ptr[0] == '#')
        return numeric(body);
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(names[i].name, body))
            return names[i].code;
    return 0;
}

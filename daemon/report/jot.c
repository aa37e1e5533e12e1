#include "report/jot.h"

#include <assert.h>
#include <inttypes.h>

/* A value begins: the comma before it, unless a key stands there. */
static void begin(struct jot *self)
{
    uint32_t bit = 1u << self->depth;

    if (self->has_member & bit)
        out_char(self->out, ',');
    self->has_member |= bit;
}

void jot_open(struct jot *self, char bracket)
{
    begin(self);
    out_char(self->out, bracket);
    self->depth++;
    assert(self->depth <= JOT_DEPTH_MAX);
    self->has_member &= ~(1u << self->depth);
}

void jot_close(struct jot *self, char bracket)
{
    assert(self->depth > 0);
    out_char(self->out, bracket);
    self->depth--;
}

static void escape(struct out *out, unsigned char byte)
{
    switch (byte) {
    case '"':
        out_str(out, STR("\\\""));
        return;
    case '\\':
        out_str(out, STR("\\\\"));
        return;
    case '\n':
        out_str(out, STR("\\n"));
        return;
    case '\r':
        out_str(out, STR("\\r"));
        return;
    case '\t':
        out_str(out, STR("\\t"));
        return;
    default:
        out_format(out, "\\u%04x", (unsigned)byte);
    }
}

static void quote(struct out *out, Str text)
{
    uint32_t kept = 0;

    out_char(out, '"');
    for (uint32_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F)
            continue;
        out_str(out, str_cut(text, kept, at));
        escape(out, byte);
        kept = at + 1;
    }
    out_str(out, str_cut(text, kept, text.len));
    out_char(out, '"');
}

void jot_key(struct jot *self, const char *key)
{
    begin(self);
    quote(self->out, str_from_c(key));
    out_char(self->out, ':');
    self->has_member &= ~(1u << self->depth); /* no comma before the value */
}

void jot_str(struct jot *self, Str text)
{
    begin(self);
    quote(self->out, text);
}

void jot_uint(struct jot *self, uint64_t number)
{
    begin(self);
    out_format(self->out, "%" PRIu64, number);
}

void jot_int(struct jot *self, int64_t number)
{
    begin(self);
    out_format(self->out, "%" PRId64, number);
}

void jot_bool(struct jot *self, int is_true)
{
    jot_raw(self, is_true ? STR("true") : STR("false"));
}

void jot_null(struct jot *self)
{
    jot_raw(self, STR("null"));
}

void jot_raw(struct jot *self, Str json)
{
    begin(self);
    out_str(self->out, json);
}

static uint32_t digits(Str text, uint32_t at)
{
    uint32_t start = at;

    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
        at++;
    return at - start;
}

/* -?(0|[1-9]\d*)(\.\d+)?: all that a plugin has reason to say. */
static bool is_number(Str text)
{
    uint32_t at = text.len > 0 && text.ptr[0] == '-';
    uint32_t whole = digits(text, at);

    if (!whole || (whole > 1 && text.ptr[at] == '0'))
        return false;
    at += whole;
    if (at == text.len)
        return true;
    if (text.ptr[at] != '.')
        return false;
    uint32_t part = digits(text, at + 1);
    return part && at + 1 + part == text.len;
}

void jot_decimal(struct jot *self, Str text)
{
    if (is_number(text))
        jot_raw(self, text);
    else
        jot_str(self, text);
}

void jot_per_mille(struct jot *self, uint32_t per_mille)
{
    uint32_t part = per_mille % 1000, places = 3;

    begin(self);
    out_format(self->out, "%u", (unsigned)(per_mille / 1000));
    if (!part)
        return;
    for (; part % 10 == 0; part /= 10)
        places--;
    out_format(self->out, ".%0*u", (int)places, (unsigned)part);
}

void jot_numbered(struct jot *self, char prefix, uint32_t number)
{
    begin(self);
    out_format(self->out, "\"%c%u\"", prefix, (unsigned)number);
}

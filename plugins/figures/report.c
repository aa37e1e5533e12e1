#include "figures/report.h"

#include <math.h>
#include <stdio.h>

const Found *report_figure(const struct report *report, uint32_t index)
{
    return &report->evidence->found[index];
}

bool report_is(const struct report *report, uint32_t token, const char *list)
{
    return reading_is(report->evidence->reading, token, list);
}

Str report_words(const struct report *report, const Found *found)
{
    return stet_slice(
        report->evidence->text,
        stet_bytes(report->evidence->tokens, found->first, found->end));
}

Str report_text(const char *buffer, int len, size_t size)
{
    uint32_t fits = len < 0 ? 0 : (uint32_t)len;

    return (Str){buffer, fits < size ? fits : (uint32_t)size - 1};
}

Str report_number(double value, int places, char buffer[NUMBER_MAX])
{
    char plain[NUMBER_MAX];
    int len = snprintf(plain, sizeof plain, "%.*f", places, value);
    int whole = (int)strcspn(plain, "."), used = 0;

    if (len < 0 || len > 24)
        return STR("");
    for (int i = 0; i < len; i++) {
        if (i && i < whole && (whole - i) % 3 == 0 && plain[i - 1] != '-')
            buffer[used++] = ',';
        buffer[used++] = plain[i];
    }
    return (Str){buffer, (uint32_t)used};
}

double report_value(const Found *found)
{
    return amount_double(found->value);
}

/* The plain number of the figure's digits; false where it is in words. */
static bool digits_of(const struct report *report, const Found *found,
                      Amount *out)
{
    uint32_t shape, at = 0;
    const stet_tokens *tokens = report->evidence->tokens;
    Str text = tokens->folded[found->core_first];

    /* "RM1.53" is one token. */
    while (at < text.len && (text.ptr[at] < '0' || text.ptr[at] > '9'))
        at++;
    return at < text.len &&
           numeral_digits(str_cut(text, at, text.len), out, &shape) &&
           out->num > 0;
}

double report_grain(const struct report *report, const Found *found)
{
    static const double scales[] = {1e12, 1e9, 1e6, 1e3};
    Amount plain;
    double value = fabs(report_value(found)), grain = 1;

    if (digits_of(report, found, &plain)) {
        for (int64_t den = plain.den; den > 1; den = (den + 9) / 10)
            grain /= 10;
        return grain * value / amount_double(plain);
    }
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (value >= scales[i] && fmod(value, scales[i]) == 0)
            return scales[i];
    return found->value.den > 1 ? 0.1 : 1;
}

stet_place report_place(const struct report *report, uint32_t index)
{
    return (stet_place){.ref = report->evidence->refs[index]};
}

uint64_t report_tell(const struct report *report, stet_rule rule,
                     uint32_t index, Str message, const stet_related *related,
                     uint32_t related_count, const stet_fix *fix)
{
    const stet_fix *fixes[1] = {fix};

    return report->host->finding(report->host->self,
                                 &(stet_finding){
                                     .size = sizeof(stet_finding),
                                     .rule = rule,
                                     .severity = STET_WARNING,
                                     .place = report_place(report, index),
                                     .message = message,
                                     .confidence = 850,
                                     .related_count = related_count,
                                     .related = related,
                                     .fix_count = fix != NULL,
                                     .fixes = fixes,
                                 });
}

bool report_fix(const struct report *report, const Found *found, Str number,
                char title[MESSAGE_MAX], stet_edit *edit, stet_fix *out)
{
    Amount plain;
    const stet_tokens *tokens = report->evidence->tokens;

    if (!number.len || found->core_end - found->core_first != 1 ||
        !digits_of(report, found, &plain) ||
        amount_compare(plain, found->value) != 0)
        return false;
    *edit = (stet_edit){
        .place = {.ref = STET_NO_REF,
                  .span = {tokens->start[found->core_first],
                           tokens->end[found->core_first]}},
        .text = number,
    };
    int len =
        snprintf(title, MESSAGE_MAX, "Change %.*s to %.*s",
                 STR_ARG(tokens->norm[found->core_first]), STR_ARG(number));
    *out = (stet_fix){
        .size = sizeof *out,
        .title = report_text(title, len, MESSAGE_MAX),
        .edit_count = 1,
        .edits = edit,
    };
    return true;
}

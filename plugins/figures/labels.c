#include "figures/labels.h"

#include <math.h>
#include <stdio.h>

/* One of `from` is `factor` of `to`; Fahrenheit begins elsewhere too. */
typedef struct Conversion {
    Str from, to;
    double factor, offset; /* to = from * factor + offset */
    Convert system;        /* that of `to` */
} Conversion;

static const Conversion conversions[] = {
    {STR_INIT("mi"), STR_INIT("km"), 1.609344, 0, CONVERT_METRIC},
    {STR_INIT("yd"), STR_INIT("m"), 0.9144, 0, CONVERT_METRIC},
    {STR_INIT("ft"), STR_INIT("m"), 0.3048, 0, CONVERT_METRIC},
    {STR_INIT("in"), STR_INIT("cm"), 2.54, 0, CONVERT_METRIC},
    {STR_INIT("mi²"), STR_INIT("km²"), 2.589988, 0, CONVERT_METRIC},
    {STR_INIT("ft²"), STR_INIT("m²"), 0.09290304, 0, CONVERT_METRIC},
    {STR_INIT("ac"), STR_INIT("ha"), 0.40468564, 0, CONVERT_METRIC},
    {STR_INIT("lb"), STR_INIT("kg"), 0.45359237, 0, CONVERT_METRIC},
    {STR_INIT("oz"), STR_INIT("g"), 28.349523, 0, CONVERT_METRIC},
    {STR_INIT("st"), STR_INIT("kg"), 6.3502932, 0, CONVERT_METRIC},
    {STR_INIT("gal"), STR_INIT("l"), 3.7854118, 0, CONVERT_METRIC},
    {STR_INIT("mph"), STR_INIT("km/h"), 1.609344, 0, CONVERT_METRIC},
    {STR_INIT("°F"), STR_INIT("°C"), 5.0 / 9, -160.0 / 9, CONVERT_METRIC},
    {STR_INIT("km"), STR_INIT("mi"), 0.62137119, 0, CONVERT_IMPERIAL},
    {STR_INIT("m"), STR_INIT("ft"), 3.2808399, 0, CONVERT_IMPERIAL},
    {STR_INIT("cm"), STR_INIT("in"), 0.39370079, 0, CONVERT_IMPERIAL},
    {STR_INIT("mm"), STR_INIT("in"), 0.039370079, 0, CONVERT_IMPERIAL},
    {STR_INIT("km²"), STR_INIT("mi²"), 0.38610216, 0, CONVERT_IMPERIAL},
    {STR_INIT("m²"), STR_INIT("ft²"), 10.76391, 0, CONVERT_IMPERIAL},
    {STR_INIT("ha"), STR_INIT("ac"), 2.4710538, 0, CONVERT_IMPERIAL},
    {STR_INIT("kg"), STR_INIT("lb"), 2.2046226, 0, CONVERT_IMPERIAL},
    {STR_INIT("g"), STR_INIT("oz"), 0.035273962, 0, CONVERT_IMPERIAL},
    {STR_INIT("l"), STR_INIT("gal"), 0.26417205, 0, CONVERT_IMPERIAL},
    {STR_INIT("km/h"), STR_INIT("mph"), 0.62137119, 0, CONVERT_IMPERIAL},
    {STR_INIT("°C"), STR_INIT("°F"), 1.8, 32, CONVERT_IMPERIAL},
};

/* How many digits of the value carry meaning: 41,800 has three. */
static int digits_of(double value)
{
    int digits = 0;
    double rest = fabs(value);

    if (rest == 0 || rest >= 1e15)
        return 2;
    while (fmod(rest, 1) > 1e-9 && digits < 4) {
        rest *= 10;
        digits++;
    }
    while (rest >= 10 && fmod(rest, 10) < 1e-6)
        rest /= 10;
    for (digits = 0; rest >= 1; digits++)
        rest /= 10;
    return digits < 2 ? 2 : digits > 4 ? 4 : digits;
}

/* `value` with so many digits: 103.6 with two is 104, as nobody drops whole
 * units. */
static double rounded(double value, int digits, int *out_places)
{
    double size = fabs(value);
    int whole = 0;

    for (; size >= 1; size /= 10)
        whole++;
    *out_places = digits > whole ? digits - whole : 0;
    if (whole > 3 && whole > digits) {
        double step = pow(10, whole - (digits < 3 ? 3 : digits));
        return round(value / step) * step;
    }
    return value;
}

static Str text_of(const char *buffer, int len)
{
    return (Str){buffer, len < 0                ? 0
                         : len < (int)LABEL_MAX ? (uint32_t)len
                                                : LABEL_MAX - 1};
}

Str label_converted(Convert convert, double value, Str unit,
                    char buffer[LABEL_MAX])
{
    for (size_t i = 0; i < sizeof conversions / sizeof *conversions; i++) {
        const Conversion *c = &conversions[i];
        int places;
        if (c->system != convert || !str_eq(unit, c->from))
            continue;
        double other = rounded(value * c->factor + c->offset,
                               c->offset != 0 ? 2 : digits_of(value), &places);
        return text_of(buffer, snprintf(buffer, LABEL_MAX, "= %.*f %.*s",
                                        places, other, STR_ARG(c->to)));
    }
    return STR("");
}

Str label_millions(double value, char buffer[LABEL_MAX])
{
    static const struct {
        double size;
        const char *name;
    } scales[] = {{1e12, "trillion"},
                  {1e9, "billion"},
                  {1e6, "million"},
                  {1e3, "thousand"}};

    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (fabs(value) >= scales[i].size)
            return text_of(buffer,
                           snprintf(buffer, LABEL_MAX, "= %.6g %s",
                                    value / scales[i].size, scales[i].name));
    return STR("");
}

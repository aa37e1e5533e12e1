#include "dates/moment.h"

static const Str field_names[FIELD_COUNT_OF] = {
    [FIELD_KIND] = STR_INIT("kind"),
    [FIELD_BASE] = STR_INIT("base"),
    [FIELD_UNIT] = STR_INIT("unit"),
    [FIELD_COUNT] = STR_INIT("count"),
    [FIELD_PICK] = STR_INIT("pick"),
    [FIELD_HINT] = STR_INIT("tense"),
    [FIELD_YEAR] = STR_INIT("year"),
    [FIELD_TO_YEAR] = STR_INIT("to-year"),
    [FIELD_CENTURY] = STR_INIT("century"),
    [FIELD_DECADE] = STR_INIT("decade"),
    [FIELD_HALF] = STR_INIT("half"),
    [FIELD_QUARTER] = STR_INIT("quarter"),
    [FIELD_SEASON] = STR_INIT("season"),
    [FIELD_MONTH] = STR_INIT("month"),
    [FIELD_TO_MONTH] = STR_INIT("to-month"),
    [FIELD_WEEK] = STR_INIT("week"),
    [FIELD_WEEKEND] = STR_INIT("weekend"),
    [FIELD_NTH] = STR_INIT("nth"),
    [FIELD_WEEKDAY] = STR_INIT("weekday"),
    [FIELD_DAY] = STR_INIT("day"),
    [FIELD_TO_DAY] = STR_INIT("to-day"),
    [FIELD_FEAST] = STR_INIT("feast"),
    [FIELD_PART] = STR_INIT("part"),
    [FIELD_HOUR] = STR_INIT("hour"),
    [FIELD_MINUTE] = STR_INIT("minute"),
    [FIELD_SECOND] = STR_INIT("second"),
    [FIELD_TO_HOUR] = STR_INIT("to-hour"),
    [FIELD_TO_MINUTE] = STR_INIT("to-minute"),
    [FIELD_AWAY_UNIT] = STR_INIT("away-unit"),
    [FIELD_AWAY] = STR_INIT("away"),
    [FIELD_ZONE] = STR_INIT("zone"),
    [FIELD_OFTEN] = STR_INIT("often"),
    [FIELD_TWELVE] = STR_INIT("twelve"),
    [FIELD_SPOKEN] = STR_INIT("spoken"),
    [FIELD_ORDER] = STR_INIT("order"),
    [FIELD_AT_WEEKDAY] = STR_INIT("at-weekday"),
    [FIELD_AT_DAY] = STR_INIT("at-day"),
    [FIELD_VAGUE] = STR_INIT("vague"),
    [FIELD_MOD] = STR_INIT("mod"),
    [FIELD_LINE] = STR_INIT("line"),
};

void moment_init(Moment *moment, MomentKind kind)
{
    for (int i = 0; i < FIELD_COUNT_OF; i++)
        moment->field[i] = MOMENT_NONE;
    moment->field[FIELD_KIND] = kind;
}

static uint32_t write_number(char *out, int64_t number)
{
    char digits[24];
    uint32_t count = 0, len = 0;
    uint64_t rest =
        number < 0 ? (uint64_t)0 - (uint64_t)number : (uint64_t)number;

    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0)
        out[len++] = '-';
    while (count)
        out[len++] = digits[--count];
    return len;
}

Str moment_write(const Moment *moment, char buffer[MOMENT_FORM_MAX])
{
    uint32_t len = 0;

    for (int i = 0; i < FIELD_COUNT_OF; i++) {
        Str name = field_names[i];
        if (!moment_has(moment, (Field)i))
            continue;
        if (len + name.len + 26 > MOMENT_FORM_MAX)
            break;
        if (len)
            buffer[len++] = ' ';
        memcpy(buffer + len, name.ptr, name.len);
        len += name.len;
        buffer[len++] = '=';
        len += write_number(buffer + len, moment->field[i]);
    }
    return (Str){buffer, len};
}

static int64_t read_number(Str text)
{
    bool is_negative = text.len && text.ptr[0] == '-';
    int64_t number = 0;

    for (uint32_t i = is_negative; i < text.len && i < 19; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return MOMENT_NONE;
        number = number * 10 + (text.ptr[i] - '0');
    }
    return is_negative ? -number : number;
}

static uint32_t find(Str text, uint32_t from, char what)
{
    while (from < text.len && text.ptr[from] != what)
        from++;
    return from;
}

/* The field of that name, looked for from `from` on, round to it; or none. */
static int field_of(Str name, int from)
{
    for (int i = 0; i < FIELD_COUNT_OF; i++) {
        int field =
            from + i < FIELD_COUNT_OF ? from + i : from + i - FIELD_COUNT_OF;
        if (str_eq(field_names[field], name))
            return field;
    }
    return FIELD_COUNT_OF;
}

void moment_read(Str form, Moment *out_moment)
{
    int next = 0; /* moment_write() has them in order */

    moment_init(out_moment, MOMENT_DATE);
    for (uint32_t at = 0; at < form.len;) {
        uint32_t end = find(form, at, ' ');
        uint32_t equals = find(form, at, '=');
        int field = equals < end ? field_of(str_cut(form, at, equals), next)
                                 : FIELD_COUNT_OF;
        if (field < FIELD_COUNT_OF) {
            out_moment->field[field] =
                read_number(str_cut(form, equals + 1, end));
            next = field + 1;
        }
        at = end + 1;
    }
}

Str mod_name(Mod mod)
{
    static const Str names[] = {
        [MOD_NONE] = STR_INIT(""),
        [MOD_APPROX] = STR_INIT("APPROX"),
        [MOD_START] = STR_INIT("START"),
        [MOD_MID] = STR_INIT("MID"),
        [MOD_END] = STR_INIT("END"),
        [MOD_BEFORE] = STR_INIT("BEFORE"),
        [MOD_AFTER] = STR_INIT("AFTER"),
        [MOD_LESS_THAN] = STR_INIT("LESS_THAN"),
        [MOD_MORE_THAN] = STR_INIT("MORE_THAN"),
        [MOD_EQUAL_OR_LESS] = STR_INIT("EQUAL_OR_LESS"),
        [MOD_EQUAL_OR_MORE] = STR_INIT("EQUAL_OR_MORE"),
        [MOD_ON_OR_BEFORE] = STR_INIT("ON_OR_BEFORE"),
        [MOD_ON_OR_AFTER] = STR_INIT("ON_OR_AFTER"),
    };

    return (size_t)mod < sizeof names / sizeof *names ? names[mod] : STR("");
}

Str unit_name(Unit unit)
{
    static const Str names[] = {
        [UNIT_SECOND] = STR_INIT("second"),
        [UNIT_MINUTE] = STR_INIT("minute"),
        [UNIT_HOUR] = STR_INIT("hour"),
        [UNIT_DAY] = STR_INIT("day"),
        [UNIT_WEEKEND] = STR_INIT("weekend"),
        [UNIT_WEEK] = STR_INIT("week"),
        [UNIT_FORTNIGHT] = STR_INIT("fortnight"),
        [UNIT_MONTH] = STR_INIT("month"),
        [UNIT_QUARTER] = STR_INIT("quarter"),
        [UNIT_HALF] = STR_INIT("half-year"),
        [UNIT_SEASON] = STR_INIT("season"),
        [UNIT_YEAR] = STR_INIT("year"),
        [UNIT_DECADE] = STR_INIT("decade"),
        [UNIT_CENTURY] = STR_INIT("century"),
        [UNIT_MILLENNIUM] = STR_INIT("millennium"),
        [UNIT_PERIOD] = STR_INIT("period"),
    };

    return (size_t)unit < sizeof names / sizeof *names ? names[unit] : STR("");
}

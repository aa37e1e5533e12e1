/* "Tomorrow" between quotation marks: on which day was it said? The words that
 * say who speaks may name it: "He said on Thursday: “Tomorrow ...”". */
#include "dates/reader.h"

#define QUOTE_REACH 40u   /* tokens to a mark of the quotation */
#define SPEAKER_REACH 24u /* and from there to the day on which it was said */
#define SAYING                                                                 \
    "said says told asked added replied wrote posted warned promised vowed "   \
    "announced"

/* The first quotation mark from `at` on, back or ahead; `none` where it is not
 * of the class that is asked for, or far. */
static uint32_t find_mark(const Reading *reading, uint32_t at, int step,
                          uint8_t cls, uint32_t none)
{
    for (uint32_t n = 0; n < QUOTE_REACH; n++, at += (uint32_t)step) {
        if (at < reading->first || at >= reading->end)
            return none;
        uint8_t mark = reading->tokens->cls[at];
        if (mark == STET_TOKEN_QUOTE_OPEN || mark == STET_TOKEN_QUOTE_CLOSE)
            return mark == cls ? at : none;
    }
    return none;
}

/* "on Thursday", "Thursday", "yesterday": 1 to 7, MOMENT_YESTERDAY, or none. */
static int64_t day_said(const Reading *reading, uint32_t at)
{
    static const char *const days[] = {"monday",   "tuesday",  "wednesday",
                                       "thursday", "friday",   "saturday",
                                       "sunday",   "yesterday"};

    for (int64_t day = 0; day < 8; day++)
        if (reading_is(reading, at, days[day]))
            return reading_is(reading, at + 1, "'s") ||
                           reading_follows(reading, at,
                                           "next last of for from until "
                                           "before by after to since")
                       ? MOMENT_NONE
                       : day + 1;
    return MOMENT_NONE;
}

/* The day that a clause of saying names, anywhere in [first, end). */
static int64_t day_of_saying(const Reading *reading, uint32_t first,
                             uint32_t end)
{
    int64_t found = MOMENT_NONE;
    bool is_said = false;

    for (uint32_t at = first; at < end; at++) {
        uint8_t cls = reading->tokens->cls[at];
        if (cls == STET_TOKEN_QUOTE_OPEN || cls == STET_TOKEN_QUOTE_CLOSE)
            return MOMENT_NONE;
        is_said = is_said || reading_is(reading, at, SAYING);
        if (is_said && found == MOMENT_NONE)
            found = day_said(reading, at);
    }
    return found;
}

/* Behind the quotation that closes at `close`, in its sentence. */
static int64_t day_behind(const Reading *reading, uint32_t close)
{
    uint32_t end = reading_sentence(reading, close).end;
    uint32_t at = close + 1;

    if (end > close + SPEAKER_REACH)
        end = close + SPEAKER_REACH;
    while (at < end && reading->tokens->cls[at] != STET_TOKEN_QUOTE_OPEN)
        at++;
    return day_of_saying(reading, close + 1, at);
}

/* In the words that lead to the quotation that opens at `open`: "he said on
 * Thursday. "Tomorrow"". */
static int64_t day_ahead(const Reading *reading, uint32_t open)
{
    uint32_t first, at = open;

    if (open == reading->first)
        return MOMENT_NONE;
    first = reading_sentence(reading, open - 1).start;
    if (open - first > SPEAKER_REACH)
        first = open - SPEAKER_REACH;
    while (at > first && reading->tokens->cls[at - 1] != STET_TOKEN_QUOTE_CLOSE)
        at--;
    return day_of_saying(reading, at, open);
}

/* "Tomorrow", in somebody's words, is told from the day on which they were
 * said. */
void spoken_mark(const Reading *reading, Found *found)
{
    Moment *m = &found->moment;
    uint32_t none = reading->end, open, close;
    int64_t day;

    if (moment_get(m, FIELD_BASE, BASE_NONE) != BASE_STORY ||
        moment_get(m, FIELD_UNIT, UNIT_DAY) != UNIT_DAY ||
        !reading_is(reading, found->first,
                    "today tomorrow yesterday tonight this last"))
        return;
    open = find_mark(reading, found->first, -1, STET_TOKEN_QUOTE_OPEN, none);
    if (open == none)
        return;
    close = find_mark(reading, found->first, 1, STET_TOKEN_QUOTE_CLOSE, none);
    day = close == none ? MOMENT_NONE : day_behind(reading, close);
    if (day == MOMENT_NONE)
        day = day_ahead(reading, open);
    if (day != MOMENT_NONE)
        m->field[FIELD_SPOKEN] = day;
}
